// 文件: source documents, and what of them became targets and outcomes.
import { FileTextOutlined } from "@ant-design/icons";
import type { Room } from "../../state/room";
import { documents as text } from "../../text/documents";

export const documents: Room = {
  id: "documents",
  title: text.room,
  keywords: "wj wenjian documents",
  icon: FileTextOutlined,
  load: async () => ({ Page: (await import("./DocumentsPage")).DocumentsPage }),
  opens: { document: (id) => ({ room: "documents", path: [id] }) },
};
