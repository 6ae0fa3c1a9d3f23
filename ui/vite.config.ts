// Builds the window's page. Relative base, because the page is served from inside the program, and a known port for
// the window in development. Rooms and charts are split off by dynamic imports in the sources, not here.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  plugins: [react()],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    // The oldest engines we meet: WebView2 is evergreen, WebKitGTK 4.1 of Debian 12 follows Safari 17.
    target: ["chrome111", "safari16.4"],
    chunkSizeWarningLimit: 1200,
  },
});
