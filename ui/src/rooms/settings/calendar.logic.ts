// Days off as a person edits them: a day or a stretch of days on each line.
import type { CalendarView } from "../../wire/CalendarView";

export interface CalendarDraft {
  off: string;
  worked: string;
}

export function draftOfCalendar({ off, worked }: CalendarView): CalendarDraft {
  const lines = (stretches: readonly string[]) =>
    stretches.map((text) => text.replace("..", "至")).join("\n");
  return { off: lines(off), worked: lines(worked) };
}

export function calendarOf({ off, worked }: CalendarDraft): CalendarView {
  const lines = (text: string) =>
    text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  return { off: lines(off), worked: lines(worked) };
}

export function isNewCalendar(draft: CalendarDraft, held: CalendarView): boolean {
  return JSON.stringify(calendarOf(draft)) !== JSON.stringify(calendarOf(draftOfCalendar(held)));
}

/** The years of which something is said, the first one first. */
export function yearsOf({ off, worked }: CalendarView): string[] {
  const years = [...off, ...worked].map((text) => text.slice(0, 4));
  return [...new Set(years.filter((year) => /^\d{4}$/.test(year)))].toSorted();
}
