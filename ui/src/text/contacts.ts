// Names and telephone numbers of people, under a mask until they are asked for.

export const contacts = {
  show: (name: string) => `显示${name}的姓名和电话`,
  showHint: "显示姓名和电话；谁在什么时候看过会记入台账",
};
