// The clipboard text of spreadsheets: cells by tabs, rows by line ends, a cell in quotes may hold both. Excel and WPS
// quote only cells that need it and double a quote inside; a lone quote in the middle of a cell is an ordinary sign.

export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  while (at <= source.length) {
    const { cell, next } = source[at] === '"' ? quoted(source, at) : plain(source, at);
    row.push(cell);
    if (source[next] === "\t") {
      at = next + 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (next >= source.length) break;
    at = source[next] === "\r" && source[next + 1] === "\n" ? next + 2 : next + 1;
    // A line end at the very end closes the last row and opens none.
    if (at >= source.length) break;
  }
  return rows;
}

export function printTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(printCell).join("\t")).join("\r\n");
}

function printCell(cell: string): string {
  return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function plain(source: string, at: number): { cell: string; next: number } {
  let next = at;
  while (next < source.length && !"\t\r\n".includes(source[next] as string)) next++;
  return { cell: source.slice(at, next), next };
}

function quoted(source: string, at: number): { cell: string; next: number } {
  let cell = "";
  let next = at + 1;
  while (next < source.length) {
    if (source[next] !== '"') cell += source[next++];
    else if (source[next + 1] === '"') {
      cell += '"';
      next += 2;
    } else if (next + 1 >= source.length || "\t\r\n".includes(source[next + 1] as string)) {
      return { cell, next: next + 1 };
    } else return plain(source, at);
  }
  // The quote was never closed: it was an ordinary sign.
  return plain(source, at);
}
