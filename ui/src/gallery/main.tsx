// Dev only, never built: the parts on show in the real frame, on invented content. npm run dev, then /gallery.html.
import {
  AimOutlined,
  AppstoreOutlined,
  FileDoneOutlined,
  FileTextOutlined,
  FormOutlined,
} from "@ant-design/icons";
import { QueryClientProvider } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { createRoot } from "react-dom/client";
import { Themed } from "../App";
import { devHost } from "../dev/host";
import { setHost } from "../platform";
import { Frame } from "../shell/Frame";
import { queryClient } from "../state/ask";
import { startKeys } from "../state/keys";
import { entered, useLedger } from "../state/ledger";
import type { Room } from "../state/room";
import { startTheme, useMode } from "../theme";
import "../theme/base.css";

const room = (
  id: string,
  title: string,
  icon: ComponentType,
  load: Room["load"],
  more: Partial<Room> = {},
): Room => ({
  id,
  title,
  keywords: "",
  icon,
  load,
  ...more,
});

const rooms: Room[] = [
  room("marks", "总览", AppstoreOutlined, async () => ({ Page: (await import("./Marks")).Marks })),
  room("documents", "文件", FileTextOutlined, async () => ({ Page: (await import("./Marks")).Marks })),
  room("charts", "目标", AimOutlined, async () => ({ Page: (await import("./Charts")).Charts })),
  room("grid", "填报", FormOutlined, async () => ({ Page: (await import("./Entry")).Entry }), {
    waiting: ({ forms }) => forms,
  }),
  room("empty", "通报", FileDoneOutlined, async () => ({ Page: (await import("./Marks")).Empty })),
];

function Gallery() {
  const { start, ledger } = useLedger();
  return start && ledger ? <Frame rooms={rooms} start={start} ledger={ledger} /> : null;
}

setHost(devHost());
const mode = new URLSearchParams(location.search).get("mode");
if (mode === "dark" || mode === "light") useMode.getState().choose(mode);
startTheme();
startKeys();
const client = queryClient();
const root = document.getElementById("root");
if (root) {
  void client
    .prefetchQuery({ queryKey: ["start", {}], queryFn: () => devHost().rpc("start", {}) })
    .then(() => {
      const start = client.getQueryData<{ open: Parameters<typeof entered>[0] }>(["start", {}]);
      if (start) entered(start.open);
      createRoot(root).render(
        <QueryClientProvider client={client}>
          <Themed>
            <Gallery />
          </Themed>
        </QueryClientProvider>,
      );
    });
}
