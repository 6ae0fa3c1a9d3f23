// The theme's public face.
export { antdTheme, type Mode, paletteOf } from "./antd";
export { chartTheme } from "./chart";
export { type ModeChoice, startTheme, useMode } from "./mode";
export type { Palette } from "./palette";
