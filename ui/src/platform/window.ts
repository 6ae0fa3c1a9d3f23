// The desktop window as a host: one command named `rpc`, events, files dropped on the window.
import { invoke, isTauri } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { getCurrentWindow } from "@tauri-apps/api/window";
import type { Host } from "./index";

export function inWindow(): boolean {
  return isTauri();
}

export function windowHost(): Host {
  return {
    kind: "window",
    rpc: (cmd, payload) => invoke("rpc", { cmd, payload }),
    listen: (event, handler) => listen(event, (message) => handler(message.payload)),
    onFiles: (handler) =>
      getCurrentWebview().onDragDropEvent(({ payload }) => {
        if (payload.type === "leave") handler({ kind: "leave", paths: [] });
        else if (payload.type === "drop") handler({ kind: "drop", paths: payload.paths });
        else if (payload.type === "enter") handler({ kind: "over", paths: payload.paths });
      }),
    setTitle: (title) => getCurrentWindow().setTitle(title),
  };
}
