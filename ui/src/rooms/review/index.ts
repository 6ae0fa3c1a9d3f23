// 审核: the reports that wait for the person at the desk, and who has not reported. The room's public face.
import { AuditOutlined } from "@ant-design/icons";
import type { Room } from "../../state/room";
import { review as text } from "../../text/review";

export const review: Room = {
  id: "review",
  title: text.room,
  keywords: "sh shenhe review tuihui th 退回 cuibao cb 催报 baosong bs 报送 及时率 jsl",
  icon: AuditOutlined,
  load: async () => ({ Page: (await import("./ReviewPage")).ReviewPage }),
  waiting: ({ review }) => review,
};
