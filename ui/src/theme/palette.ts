// Every colour of the program, light and dark, by meaning. CSS variables, the antd tokens and the chart theme are all
// made from these two tables, and a test holds their contrast. Status colours are for status only.

export interface LampColours {
  /** Filling of the shape. */
  fill: string;
  /** The word beside it, on the surface. */
  text: string;
  /** A faint ground for tiles and chips. */
  soft: string;
}

export interface Palette {
  page: string;
  surface: string;
  /** Table heads, frozen cells, hovered rows. */
  raised: string;
  hover: string;
  line: string;
  /** Frames of inputs, outer frames of paper tables. */
  lineStrong: string;
  text: string;
  text2: string;
  /** The faintest text still readable; never used below 12 px. */
  text3: string;
  brand: string;
  brandText: string;
  /** The brand under the pointer; darker, so that what stands on it stays readable. */
  brandHover: string;
  brandSoft: string;
  onBrand: string;
  focus: string;
  /** Plan lines, 序时 lines, growth arrows: information that judges nobody. */
  neutral: string;
  error: string;
  errorSoft: string;
  query: string;
  querySoft: string;
  mark: string;
  lamps: Record<"blue" | "green" | "yellow" | "orange" | "red" | "grey", LampColours>;
}

export const light: Palette = {
  page: "#f4f5f7",
  surface: "#ffffff",
  raised: "#f7f8fa",
  hover: "#f0f4fa",
  line: "#e5e7eb",
  lineStrong: "#c3c9d2",
  text: "#1f2329",
  text2: "#4d5663",
  text3: "#646d7a",
  brand: "#1d6fdc",
  brandText: "#1a63c4",
  brandHover: "#175bb6",
  brandSoft: "#e8f0fc",
  onBrand: "#ffffff",
  focus: "#1d6fdc",
  neutral: "#56708f",
  error: "#b3261e",
  errorSoft: "#fcebea",
  query: "#8a5a00",
  querySoft: "#fdf3dc",
  mark: "#fff1b8",
  lamps: {
    blue: { fill: "#1f4e9e", text: "#1f4e9e", soft: "#e6ecf7" },
    green: { fill: "#0f7b6c", text: "#0f7b6c", soft: "#e7f5f2" },
    yellow: { fill: "#f2b01e", text: "#8a5a00", soft: "#fdf3dc" },
    orange: { fill: "#c2560a", text: "#a84a08", soft: "#fdeee2" },
    red: { fill: "#b3261e", text: "#b3261e", soft: "#fcebea" },
    grey: { fill: "#8b94a1", text: "#5b6472", soft: "#eef0f3" },
  },
};

export const dark: Palette = {
  page: "#16181c",
  surface: "#1e2126",
  raised: "#24282e",
  hover: "#2a3038",
  line: "#343941",
  lineStrong: "#4d5561",
  text: "#e6e9ed",
  text2: "#b4bcc7",
  text3: "#98a1ad",
  brand: "#2f7de6",
  brandText: "#7db3f7",
  brandHover: "#266fd2",
  brandSoft: "#1f324d",
  onBrand: "#ffffff",
  focus: "#6aa6f5",
  neutral: "#93acc9",
  error: "#ff8a80",
  errorSoft: "#43211f",
  query: "#f0bd5a",
  querySoft: "#3d3119",
  mark: "#5c4a12",
  lamps: {
    blue: { fill: "#7fa9ee", text: "#8fb5f3", soft: "#212d44" },
    green: { fill: "#35b3a0", text: "#4fc4b2", soft: "#17352f" },
    yellow: { fill: "#f2b01e", text: "#f0bd5a", soft: "#3d3119" },
    orange: { fill: "#f08c3c", text: "#f5a367", soft: "#40291a" },
    red: { fill: "#f0635a", text: "#ff8a80", soft: "#43211f" },
    grey: { fill: "#7d8794", text: "#a5aeba", soft: "#2b3037" },
  },
};

export const fontFamily =
  '"Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", sans-serif';

/** The palette as CSS variables: `brandSoft` → `--dz-brand-soft`, lamps as `--dz-lamp-red-fill`. */
export function cssVariables(palette: Palette): Record<string, string> {
  const variables: Record<string, string> = { "--dz-font": fontFamily };
  const { lamps, ...plain } = palette;
  for (const [name, colour] of Object.entries(plain)) variables[`--dz-${dashed(name)}`] = colour;
  for (const [lamp, colours] of Object.entries(lamps)) {
    for (const [part, colour] of Object.entries(colours)) variables[`--dz-lamp-${lamp}-${part}`] = colour;
  }
  return variables;
}

function dashed(name: string): string {
  return name
    .replace(/([A-Z])/g, "-$1")
    .replace(/(\d)/g, "-$1")
    .toLowerCase();
}
