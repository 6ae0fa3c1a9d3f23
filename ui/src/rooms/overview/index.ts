// 总览: what is the state, in ten seconds. The room's public face.
import { DashboardOutlined } from "@ant-design/icons";
import type { Room } from "../../state/room";
import { overview as text } from "../../text/overview";

export const overview: Room = {
  id: "overview",
  title: text.title,
  keywords: "zl zonglan",
  icon: DashboardOutlined,
  load: async () => ({ Page: (await import("./OverviewPage")).OverviewPage }),
};
