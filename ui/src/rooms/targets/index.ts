// 目标: the promise, its breakdown, its course. The room's public face.
import { AimOutlined } from "@ant-design/icons";
import type { Room } from "../../state/room";
import { targets as text } from "../../text/targets";

export const targets: Room = {
  id: "targets",
  title: text.title,
  keywords: "mb mubiao zhibiao fenjie",
  icon: AimOutlined,
  load: async () => ({ Page: (await import("./TargetsPage")).TargetsPage }),
  waiting: ({ urgent }) => urgent,
  opens: {
    target: (id) => ({ room: "targets", path: [id] }),
    indicator: (id) => ({ room: "targets", query: { indicator: id } }),
  },
};
