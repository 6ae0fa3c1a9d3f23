// The text of a document as the reader shows it: paragraphs without the blanks around them, sentences for the keyboard.
// Places here are UTF-16 indexes of the whole text; the wire's code points are turned into them
// once, where the answer arrives, and back once, where a passage is sent.
import { type Offsets, offsetsOf } from "../../lib/offsets";

export interface Span {
  start: number;
  end: number;
}

export interface Paragraph extends Span {
  text: string;
  /** 一、 or （一） standing alone, or the title over the text: shown as headings. */
  look: "body" | "heading" | "title";
}

export interface ReadText {
  text: string;
  offsets: Offsets;
  paragraphs: Paragraph[];
  sentences: Span[];
}

export function readText(text: string, title = ""): ReadText {
  const paragraphs = paragraphsOf(text, title);
  return { text, offsets: offsetsOf(text), paragraphs, sentences: paragraphs.flatMap(sentencesOf) };
}

const HEADING =
  /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十百]+[章节条]).{0,30}$/;

export function paragraphsOf(text: string, title = ""): Paragraph[] {
  const found: Paragraph[] = [];
  let from = 0;
  for (const line of text.split("\n")) {
    const start = from + (line.length - line.trimStart().length);
    const body = line.trim();
    if (body !== "") {
      const heading = HEADING.test(body) && !/[。；;]$/.test(body);
      const look = found.length < 5 && body === title ? "title" : heading ? "heading" : "body";
      found.push({ start, end: start + body.length, text: body, look });
    }
    from += line.length + 1;
  }
  return found;
}

/** Ends of a sentence take the closing quotation marks and brackets that follow them. */
const SENTENCE = /[^。！？!?；;]*(?:[。！？!?；;]+[”’」』）)》]*|$)/g;

export function sentencesOf(paragraph: Paragraph): Span[] {
  const found: Span[] = [];
  for (const match of paragraph.text.matchAll(SENTENCE)) {
    const words = match[0];
    const start = paragraph.start + match.index + (words.length - words.trimStart().length);
    if (words.trim() !== "") found.push({ start, end: start + words.trim().length });
  }
  return found;
}

/** The passage between two places without the blanks and the full stop around it, or nothing. */
export function passageOf(text: string, a: number, b: number): Span | null {
  let start = Math.max(0, Math.min(a, b));
  let end = Math.min(text.length, Math.max(a, b));
  while (start < end && /\s/.test(text[start] as string)) start++;
  while (end > start && /\s/.test(text[end - 1] as string)) end--;
  // Never half of a character of two units.
  if (isLow(text, start)) start--;
  if (isLow(text, end)) end++;
  return end > start ? { start, end } : null;
}

function isLow(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** The sentence at a place, or the nearest after it. */
export function sentenceIndexAt(sentences: readonly Span[], at: number): number {
  const index = sentences.findIndex(({ end }) => at < end);
  return index < 0 ? sentences.length - 1 : index;
}

export interface Layer extends Span {
  name: string;
}

export interface Piece {
  text: string;
  names: string[];
}

/** Cuts a paragraph where layers begin and end: for engines that cannot highlight without elements. */
export function piecesOf(paragraph: Paragraph, layers: readonly Layer[]): Piece[] {
  const inside = layers.filter(({ start, end }) => start < paragraph.end && end > paragraph.start);
  const cuts = new Set([paragraph.start, paragraph.end]);
  for (const { start, end } of inside) {
    cuts.add(Math.max(start, paragraph.start));
    cuts.add(Math.min(end, paragraph.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1] as number;
    const names = inside.filter(({ start, end }) => start <= from && to <= end).map(({ name }) => name);
    return { text: paragraph.text.slice(from - paragraph.start, to - paragraph.start), names };
  });
}

/** The part of a span that lies in a paragraph, counted from the paragraph's beginning. */
export function within(paragraph: Paragraph, span: Span): Span | null {
  const start = Math.max(span.start, paragraph.start) - paragraph.start;
  const end = Math.min(span.end, paragraph.end) - paragraph.start;
  return end > start ? { start, end } : null;
}

/** `12-40` of the address, in code points, as a place in the text. */
export function spanOfAddress(at: string | undefined, offsets: Offsets): Span | null {
  const match = /^(\d+)-(\d+)$/.exec(at ?? "");
  if (!match) return null;
  const start = offsets.toUtf16(Number(match[1]));
  const end = offsets.toUtf16(Number(match[2]));
  return end > start ? { start, end } : null;
}

export function addressOfSpan(span: Span, offsets: Offsets): string {
  return `${offsets.toCharacter(span.start)}-${offsets.toCharacter(span.end)}`;
}
