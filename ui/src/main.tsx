// Starts the page: which host, which theme, and the program into the splash's place.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { setHost } from "./platform";
import { inWindow, windowHost } from "./platform/window";
import { PageBoundary } from "./shell/PageBoundary";
import { queryClient } from "./state/ask";
import { startTheme } from "./theme";
import "./theme/base.css";

async function start(): Promise<void> {
  if (inWindow()) setHost(windowHost());
  else if (import.meta.env.DEV) setHost((await import("./dev/host")).devHost());
  startTheme();
  const root = document.getElementById("root");
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <PageBoundary>
        <App client={queryClient()} />
      </PageBoundary>
    </StrictMode>,
  );
}

void start();
