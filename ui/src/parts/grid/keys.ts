// Which key means what in the grid. Two ways of typing: "typing" was begun by typing over a cell, and arrows leave it;
// "editing" was begun by F2 or a double click, and arrows move in the text.
import type { Direction } from "./selection";

export type Mode = "idle" | "typing" | "editing";

export type Intent =
  | { do: "move"; direction: Direction; extend: boolean; jump: boolean }
  | { do: "page"; direction: Direction; extend: boolean }
  | { do: "edge"; edge: "home" | "end"; whole: boolean; extend: boolean }
  | { do: "advance"; direction: Direction }
  | { do: "edit" }
  | { do: "cancel" }
  | { do: "clear" }
  | { do: "fill"; direction: "down" | "right" }
  | { do: "nil" }
  | { do: "na" }
  | { do: "undo" }
  | { do: "redo" }
  | { do: "all" }
  | { do: "whole"; of: "row" | "column" }
  | { do: "find" }
  | { do: "note" }
  | { do: "commit" };

export interface Pressed {
  key: string;
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
}

export function intentOf(pressed: Pressed, mode: Mode): Intent | null {
  const { key, ctrl, shift, alt } = pressed;
  if (alt) return mode === "idle" && !ctrl ? withAlt(pressed) : null;
  if (key === "Enter") {
    // What is being typed goes into the whole selection; into a single cell it is only taken over, and the key itself is
    // the room's (提交).
    if (ctrl) return mode === "idle" ? null : { do: "commit" };
    return { do: "advance", direction: shift ? "up" : "down" };
  }
  if (key === "Tab") return { do: "advance", direction: shift ? "left" : "right" };
  if (mode !== "idle") return whileTyping(pressed, mode);
  if (key === "F2") return { do: shift ? "note" : "edit" };
  if (key === "Escape") return { do: "cancel" };
  if (key === " " && (ctrl || shift)) return { do: "whole", of: ctrl ? "column" : "row" };
  if (key === "Delete" || key === "Backspace") return { do: "clear" };
  return ctrl ? withCtrl(pressed) : motion(pressed);
}

function whileTyping(pressed: Pressed, mode: Mode): Intent | null {
  if (pressed.key === "Escape") return { do: "cancel" };
  if (mode === "typing" && !pressed.shift) return motion(pressed);
  return null;
}

function withCtrl(pressed: Pressed): Intent | null {
  switch (pressed.key.toLowerCase()) {
    case "d":
      return { do: "fill", direction: "down" };
    case "r":
      return { do: "fill", direction: "right" };
    case "a":
      return { do: "all" };
    case "z":
      return pressed.shift ? { do: "redo" } : { do: "undo" };
    case "y":
      return { do: "redo" };
    case "f":
      return { do: "find" };
    default:
      return motion(pressed);
  }
}

function motion({ key, ctrl, shift }: Pressed): Intent | null {
  const direction = ARROWS[key];
  if (direction) return { do: "move", direction, extend: shift, jump: ctrl };
  if (key === "Home" || key === "End") {
    return { do: "edge", edge: key === "Home" ? "home" : "end", whole: ctrl, extend: shift };
  }
  if ((key === "PageUp" || key === "PageDown") && !ctrl) {
    return { do: "page", direction: key === "PageUp" ? "up" : "down", extend: shift };
  }
  return null;
}

/** Alt+0 零报告, Alt+9 不适用; a page to the side, as in a spreadsheet. */
function withAlt({ key, shift }: Pressed): Intent | null {
  if (key === "PageUp" || key === "PageDown") {
    return { do: "page", direction: key === "PageUp" ? "left" : "right", extend: shift };
  }
  if (key === "0") return { do: "nil" };
  return key === "9" ? { do: "na" } : null;
}

const ARROWS: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};
