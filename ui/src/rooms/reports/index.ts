// 通报: the bulletin as it will print, what to look at before it is issued, and its files.
import { FileDoneOutlined } from "@ant-design/icons";
import type { Room } from "../../state/room";
import { reports as text } from "../../text/reports";

export const reports: Room = {
  id: "reports",
  title: text.room,
  keywords: "tb tongbao reports",
  icon: FileDoneOutlined,
  load: async () => ({ Page: (await import("./ReportsPage")).ReportsPage }),
};
