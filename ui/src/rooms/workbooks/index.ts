// 从Excel导入: what a workbook says, held against a form, before it is written.
import { FileExcelOutlined } from "@ant-design/icons";
import type { Room } from "../../state/room";
import { workbooks as text } from "../../text/workbooks";

export const workbooks: Room = {
  id: "workbooks",
  title: text.room,
  keywords: "excel daoru dr wps biaoge xlsx workbooks",
  icon: FileExcelOutlined,
  offMenu: true,
  load: async () => ({ Page: (await import("./WorkbooksPage")).WorkbooksPage }),
};
