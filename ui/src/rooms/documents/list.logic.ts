// The list of documents: by year of their date, newest first; within a year by issuer. Words typed into the filter must
// all stand in title, issuer or number.
import type { DocumentLine } from "../../wire/DocumentLine";

export interface YearGroup {
  /** 2022; empty: no date. */
  year: string;
  issuers: { issuer: string; lines: DocumentLine[] }[];
}

export function grouped(lines: readonly DocumentLine[]): YearGroup[] {
  const years = new Map<string, Map<string, DocumentLine[]>>();
  const newestFirst = lines.toSorted((a, b) => (b.issued_on ?? "").localeCompare(a.issued_on ?? ""));
  for (const line of newestFirst) {
    const year = line.issued_on?.slice(0, 4) ?? "";
    const issuers = years.get(year) ?? new Map<string, DocumentLine[]>();
    years.set(year, issuers);
    const issuer = line.issuer ?? "";
    issuers.set(issuer, [...(issuers.get(issuer) ?? []), line]);
  }
  return [...years]
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([year, issuers]) => ({
      year,
      issuers: [...issuers].map(([issuer, found]) => ({ issuer, lines: found })),
    }));
}

export function filtered(lines: readonly DocumentLine[], typed: string): DocumentLine[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    const text = [line.title, line.issuer, line.doc_number].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The order in which the list stands, for the arrow keys. */
export function inOrder(groups: readonly YearGroup[]): DocumentLine[] {
  return groups.flatMap(({ issuers }) => issuers.flatMap(({ lines }) => lines));
}
