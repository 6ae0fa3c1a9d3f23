// 设置: the units of the ledger over time, and the ledger file itself. The room's public face.
import { SettingOutlined } from "@ant-design/icons";
import type { Room } from "../../state/room";
import { settings as text } from "../../text/settings";

export const settings: Room = {
  id: "settings",
  title: text.title,
  keywords: "sz shezhi dw danwei 单位 建制 备份 校验 人员",
  icon: SettingOutlined,
  load: async () => ({ Page: (await import("./SettingsPage")).SettingsPage }),
};
