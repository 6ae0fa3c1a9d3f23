// 报送: packages that go out and come in, and what is in conflict. The room's public face.
import { SwapOutlined } from "@ant-design/icons";
import type { Room } from "../../state/room";
import { exchange as text } from "../../text/exchange";

export const exchange: Room = {
  id: "exchange",
  title: text.room,
  keywords:
    "bs baosong 报送 jieshou js 接收 dabao db 打包 xiada xd 下达 huizhi hz 回执 chongtu ct 冲突 合并 hb 签名",
  icon: SwapOutlined,
  load: async () => ({ Page: (await import("./ExchangePage")).ExchangePage }),
};
