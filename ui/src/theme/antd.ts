// antd tokens from the palette. No shadows on cards, radius 4, 14/22 type, no movement.
import { type ThemeConfig, theme } from "antd";
import { dark, fontFamily, light, type Palette } from "./palette";

export type Mode = "light" | "dark";

export function paletteOf(mode: Mode): Palette {
  return mode === "dark" ? dark : light;
}

export function antdTheme(mode: Mode): ThemeConfig {
  const p = paletteOf(mode);
  return {
    cssVar: { key: "dz" },
    hashed: false,
    algorithm: mode === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: p.brand,
      colorPrimaryHover: p.brandHover,
      colorPrimaryActive: p.brandHover,
      colorLink: p.brandText,
      colorSuccess: p.lamps.green.fill,
      colorWarning: p.lamps.yellow.text,
      colorError: p.error,
      colorInfo: p.brand,
      colorSuccessBg: p.lamps.green.soft,
      colorSuccessBorder: p.lamps.green.fill,
      colorWarningBg: p.querySoft,
      colorWarningBorder: p.lamps.yellow.fill,
      colorErrorBg: p.errorSoft,
      colorErrorBorder: p.error,
      colorInfoBg: p.brandSoft,
      colorInfoBorder: p.brand,
      colorText: p.text,
      colorTextSecondary: p.text2,
      colorTextTertiary: p.text3,
      colorTextPlaceholder: p.text3,
      colorTextDescription: p.text3,
      colorTextDisabled: p.text3,
      colorBgLayout: p.page,
      colorBgContainer: p.surface,
      colorBgElevated: p.surface,
      colorBorder: p.lineStrong,
      colorBorderSecondary: p.line,
      colorSplit: p.line,
      controlItemBgActive: p.brandSoft,
      controlItemBgHover: p.hover,
      borderRadius: 4,
      borderRadiusLG: 6,
      borderRadiusSM: 4,
      fontFamily,
      fontSize: 14,
      lineHeight: 22 / 14,
      fontWeightStrong: 600,
      controlHeight: 32,
      padding: 16,
      motion: false,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Menu: {
        itemHeight: 36,
        itemBorderRadius: 4,
        itemSelectedBg: p.brandSoft,
        itemSelectedColor: p.brandText,
        itemColor: p.text2,
        itemMarginInline: 8,
      },
      Table: {
        cellPaddingBlockSM: 5,
        cellPaddingInlineSM: 8,
        cellFontSizeSM: 13,
        headerBg: p.raised,
        headerColor: p.text2,
        headerSplitColor: "transparent",
        rowHoverBg: p.hover,
        rowSelectedBg: p.brandSoft,
        rowSelectedHoverBg: p.brandSoft,
        headerBorderRadius: 0,
      },
      Dropdown: { colorPrimary: p.brandText },
      Drawer: { paddingLG: 16, padding: 12 },
      Tabs: { horizontalMargin: "0 0 12px 0", itemColor: p.text2 },
      Tag: { defaultBg: p.raised },
      Tooltip: { colorBgSpotlight: mode === "dark" ? "#3a414b" : "#2b3139" },
      Tree: { titleHeight: 28, nodeHoverBg: p.hover, nodeSelectedBg: p.brandSoft },
    },
  };
}
