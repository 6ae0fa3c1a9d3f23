// 设置: the units of the ledger over time, the ledger file itself, its persons, and the rules of judging. The room's public face.
import { SettingOutlined } from "@ant-design/icons";
import type { Room } from "../../state/room";
import { settings as text } from "../../text/settings";

export const settings: Room = {
  id: "settings",
  title: text.title,
  keywords:
    "sz shezhi dw danwei 单位 建制 备份 校验 人员 ry renyuan 角色 js 口令 kl 密钥 my 签名单位 qmdw 评价规则 pjgz 亮灯 ld",
  icon: SettingOutlined,
  load: async () => ({ Page: (await import("./SettingsPage")).SettingsPage }),
};
