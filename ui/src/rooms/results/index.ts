// 填报: the forms that are due, and the sheet in which they are filled.
import { FormOutlined } from "@ant-design/icons";
import type { Room } from "../../state/room";
import { results as text } from "../../text/results";

export const results: Room = {
  id: "results",
  title: text.room,
  keywords: "tb tianbao results",
  icon: FormOutlined,
  load: async () => ({ Page: (await import("./ResultsPage")).ResultsPage }),
  waiting: ({ forms }) => forms,
  opens: { form: (id) => ({ room: "results", path: [id] }) },
};
