// Between places in the text and places in the page. A paragraph's element carries the index of its first character in
// data-start; inside it there may be one text node, or several where marks are elements.
import { type ReadText, type Span, within } from "./reader.logic";

/** The index in the text of a point of the page, or null outside the paragraphs. */
export function placeOf(reader: HTMLElement, node: Node, offset: number): number | null {
  if (node === reader) {
    const child = reader.children[Math.min(offset, reader.children.length - 1)];
    if (!(child instanceof HTMLElement)) return null;
    const start = startOf(child);
    return offset < reader.children.length ? start : start + (child.textContent?.length ?? 0);
  }
  const element = node instanceof Element ? node : node.parentElement;
  const paragraph = element?.closest<HTMLElement>("[data-start]");
  if (!paragraph || !reader.contains(paragraph)) return null;
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  return startOf(paragraph) + range.toString().length;
}

/** Ranges of the page that a stretch of the text covers, one for each paragraph and text node. */
export function rangesOf(reader: HTMLElement, read: ReadText, span: Span): Range[] {
  const ranges: Range[] = [];
  read.paragraphs.forEach((paragraph, index) => {
    const part = within(paragraph, span);
    const element = reader.children[index];
    if (!part || !element) return;
    const from = pointIn(element, part.start);
    const to = pointIn(element, part.end);
    if (!from || !to) return;
    const range = document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    ranges.push(range);
  });
  return ranges;
}

/** The character under the pointer, or null between lines and beside them. */
export function placeAtPoint(reader: HTMLElement, x: number, y: number): number | null {
  const at = caretAt(x, y);
  if (!at) return null;
  const place = placeOf(reader, at.node, at.offset);
  if (place === null || at.node.nodeType !== Node.TEXT_NODE) return null;
  // The caret stands between two characters; the pointer is over one of them, or over neither.
  for (const offset of [at.offset, at.offset - 1]) {
    if (covers(at.node, offset, x, y)) return place + offset - at.offset;
  }
  return null;
}

/** Where the line of a paragraph's character ends on the page. */
export function bottomAt(paragraph: Element, at: number): number | null {
  const point = pointIn(paragraph, at);
  if (!point) return null;
  const range = document.createRange();
  range.setStart(point.node, point.offset);
  range.setEnd(point.node, Math.min(point.offset + 1, point.node.textContent?.length ?? 0));
  return range.getBoundingClientRect?.().bottom ?? null;
}

function covers(node: Node, offset: number, x: number, y: number): boolean {
  if (offset < 0 || offset >= (node.textContent?.length ?? 0)) return false;
  const range = document.createRange();
  range.setStart(node, offset);
  range.setEnd(node, offset + 1);
  return [...range.getClientRects()].some(
    (rect) => x >= rect.left - 1 && x <= rect.right + 1 && y >= rect.top - 4 && y <= rect.bottom + 4,
  );
}

function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  if ("caretPositionFromPoint" in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position ? { node: position.offsetNode, offset: position.offset } : null;
  }
  // WebKit before 26 has only the older name.
  const old = (
    document as { caretRangeFromPoint?(x: number, y: number): Range | null }
  ).caretRangeFromPoint?.(x, y);
  return old ? { node: old.startContainer, offset: old.startOffset } : null;
}

function startOf(paragraph: HTMLElement): number {
  return Number(paragraph.dataset.start ?? 0);
}

function pointIn(element: Element, at: number): { node: Node; offset: number } | null {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = at;
  let last: Node | null = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (left <= length) return { node, offset: left };
    left -= length;
    last = node;
  }
  return last ? { node: last, offset: last.textContent?.length ?? 0 } : null;
}
