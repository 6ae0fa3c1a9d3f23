// Which shape a lamp has. Shape and word say what the colour says, so that nobody needs the colour.

export type Lamp = "blue" | "green" | "yellow" | "orange" | "red" | "grey" | "none";
export type Shape = "star" | "circle" | "triangle" | "lozenge" | "square" | "diamond" | "ring" | "dash";

const LAMPS: readonly string[] = ["blue", "green", "yellow", "orange", "red", "grey", "none"];

const SHAPES: Record<Lamp, Shape> = {
  blue: "star",
  green: "circle",
  yellow: "triangle",
  orange: "lozenge",
  red: "square",
  grey: "diamond",
  none: "dash",
};

/** A lamp as the wire writes it; an unknown one is grey, never a verdict. */
export function lampOf(text: string): Lamp {
  return LAMPS.includes(text) ? (text as Lamp) : "grey";
}

/** 未报 is a ring, other grey statuses a diamond. */
export function shapeOf(lamp: Lamp, code?: string): Shape {
  return lamp === "grey" && code === "no_report" ? "ring" : SHAPES[lamp];
}
