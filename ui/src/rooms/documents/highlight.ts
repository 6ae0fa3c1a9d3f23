// The door to the CSS Custom Highlight API: paints stretches of text without an element around them. Where the engine
// cannot, the reader draws <mark> elements instead; see Paragraphs.tsx. WebKitGTK 2.50 has the API, but its highlights
// know no thickness and no distance of an underline, and one above takes the underline of one below away: there the
// underlined layers are elements, and only grounds are painted.

export const LAYERS = [
  "open-outcome",
  "open-target",
  "outcome",
  "target",
  "held",
  "active",
  "found",
  "found-now",
  "flash",
] as const;
export type LayerName = (typeof LAYERS)[number];

function canHighlight(): boolean {
  return typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight === "function";
}

const UNDERLINED: readonly LayerName[] = ["open-outcome", "open-target", "outcome", "target"];

/** Whether a layer is painted; otherwise it has to be drawn as elements. */
export function isPainted(layer: LayerName): boolean {
  if (!canHighlight()) return false;
  // The same engines that lack the one lack the other in the shorthand.
  return !UNDERLINED.includes(layer) || CSS.supports("text-decoration", "underline 2px");
}

/** Replaces what a layer paints. Later layers of the list lie above earlier ones. */
export function paint(layer: LayerName, ranges: readonly Range[]): void {
  if (!isPainted(layer)) return;
  const name = `dz-${layer}`;
  if (ranges.length === 0) {
    CSS.highlights.delete(name);
    return;
  }
  const highlight = new Highlight(...ranges);
  highlight.priority = LAYERS.indexOf(layer);
  CSS.highlights.set(name, highlight);
}

export function wipe(): void {
  for (const layer of LAYERS) paint(layer, []);
}
