// Which of the two themes shows: the user's choice, or the system's. Applied to the page as CSS variables, so that
// plain CSS, antd and charts change together.
import { create } from "zustand";
import { type Mode, paletteOf } from "./antd";
import { cssVariables } from "./palette";

export type ModeChoice = Mode | "system";

const KEY = "duizhang.theme";

interface ModeState {
  choice: ModeChoice;
  mode: Mode;
  choose(choice: ModeChoice): void;
}

export const useMode = create<ModeState>((set) => ({
  choice: stored(),
  mode: resolved(stored()),
  choose(choice) {
    localStorage.setItem(KEY, choice);
    set({ choice, mode: resolved(choice) });
  },
}));

/** Writes the variables onto the page and follows both the choice and the system from then on. */
export function startTheme(): void {
  apply(useMode.getState().mode);
  useMode.subscribe((state) => apply(state.mode));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    const { choice, choose } = useMode.getState();
    if (choice === "system") choose("system");
  });
}

function apply(mode: Mode): void {
  const root = document.documentElement;
  for (const [name, value] of Object.entries(cssVariables(paletteOf(mode))))
    root.style.setProperty(name, value);
  root.dataset.theme = mode;
  root.style.colorScheme = mode;
}

function stored(): ModeChoice {
  const value = localStorage.getItem(KEY);
  return value === "light" || value === "dark" ? value : "system";
}

function resolved(choice: ModeChoice): Mode {
  if (choice !== "system") return choice;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
