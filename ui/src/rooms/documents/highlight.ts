// The door to the CSS Custom Highlight API: paints stretches of text without an element around them. Where the engine
// lacks it (older WebKitGTK), the reader draws <mark> elements instead; see Paragraphs.tsx.

export const LAYERS = ["outcome", "target", "held", "active", "found", "found-now", "flash"] as const;
export type LayerName = (typeof LAYERS)[number];

export function canHighlight(): boolean {
  return typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight === "function";
}

/** Replaces what a layer paints. Later layers of the list lie above earlier ones. */
export function paint(layer: LayerName, ranges: readonly Range[]): void {
  if (!canHighlight()) return;
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
