// The sheet's right-click menu. The keys stand beside the words.
import type { MenuProps } from "antd";
import { grid as words } from "../../text/grid";
import type { Intent } from "./keys";
import type { SheetState } from "./useSheet";

const ITEMS: [string, string, string, Intent | null][] = [
  ["cut", words.menu.cut, "Ctrl+X", null],
  ["copy", words.menu.copy, "Ctrl+C", null],
  ["down", words.menu.fillDown, "Ctrl+D", { do: "fill", direction: "down" }],
  ["right", words.menu.fillRight, "Ctrl+R", { do: "fill", direction: "right" }],
  ["nil", words.menu.nil, "Alt+0", { do: "nil" }],
  ["na", words.menu.na, "Alt+9", { do: "na" }],
  ["clear", words.menu.clear, "Delete", { do: "clear" }],
  ["note", words.menu.note, "Shift+F2", { do: "note" }],
  ["find", words.menu.find, "Ctrl+F", { do: "find" }],
];

/** Sheets of plain figures know no 零报告 and no 不适用; not every sheet keeps 批注. */
export function gridMenu(sheet: SheetState, plain: boolean, notes: boolean): MenuProps {
  const left = [...(plain ? ["nil", "na"] : []), ...(notes ? [] : ["note"])];
  const items = ITEMS.filter(([key]) => !left.includes(key));
  return {
    items: items.map(([key, label, extra]) => ({ key, label, extra })),
    onClick({ key }) {
      const intent = ITEMS.find(([name]) => name === key)?.[3];
      if (intent) sheet.perform(intent);
      else void navigator.clipboard.writeText(key === "cut" ? sheet.cut() : sheet.copy());
    },
  };
}
