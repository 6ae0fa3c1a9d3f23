//! Rows past the library: it looks up the format of every cell anew and keeps every cell in ordered maps, where a table of a
//! hundred thousand rows has a dozen looks. So the library writes the sheet with one empty cell for each look, and the
//! rows are put into its file in their place, each cell with the number the library gave to its look.

use std::fmt::{self, Write as _};
use std::io::{self, Write};
use std::ops::Range;

use domain::kernel::Decimal;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};

use crate::{WriteError, zipped};

/// Of the 6 that is usual: half the time for a tenth more bytes.
const COMPRESSION: i64 = 3;
/// Of what the library writes: small parts, and a sheet that is written again.
const FIRST_COMPRESSION: u8 = 1;
/// Most of a cell's text that a workbook takes.
pub(super) const LONGEST_TEXT: usize = 32_767;
/// What is written is handed on in pieces of this size.
const PIECE: usize = 64 * 1024;

/// The number of a look in its workbook; none has none.
pub(super) type Style = Option<u32>;

/// Rows of a sheet that are not yet in its workbook.
pub(super) trait Rows {
    /// Which rows of the sheet they are.
    fn span(&self) -> Range<u32>;
    /// For each look a place among them that has it, where the library wrote an empty cell.
    fn places(&self) -> &[(u32, u16)];
    /// Writes one, with the styles of the looks.
    fn write(&self, row: u32, styles: &[Style], line: &mut Line);
}

/// The bytes of a workbook, with rows for some of its sheets, which are counted from 0.
pub(super) fn finish(mut workbook: Workbook, rows: &[(usize, &dyn Rows)]) -> Result<Vec<u8>, WriteError> {
    let part = |sheet: &usize| format!("xl/worksheets/sheet{}.xml", sheet + 1);
    workbook.set_zip_compression_level(FIRST_COMPRESSION);
    let named = |name: &str| rows.iter().find(|(sheet, _)| part(sheet) == name).map(|(_, rows)| *rows);
    zipped::rewritten(&workbook.save_to_buffer()?, COMPRESSION, |name| {
        let rows = named(name)?;
        Some(move |bytes: Vec<u8>, out: &mut dyn Write| put_in(bytes, rows, out))
    })
}

/// Writes a sheet as the library made it, with its rows in place of the cells that show their looks.
fn put_in(sheet: Vec<u8>, rows: &dyn Rows, out: &mut dyn Write) -> Result<(), WriteError> {
    let sheet = String::from_utf8(sheet).map_err(io::Error::other)?;
    // A sheet without a cell.
    let sheet = sheet.replacen("<sheetData/>", "<sheetData></sheetData>", 1);
    let span = rows.span();
    let end = sheet.find("</sheetData>").unwrap_or(sheet.len());
    let begin_of = |row: u32| sheet.find(&format!("<row r=\"{}\"", row + 1)).unwrap_or(end);
    let (from, to) = (begin_of(span.start), begin_of(span.end));
    let styles: Vec<Style> = rows.places().iter().map(|place| style_at(&sheet[from..to], *place)).collect();
    out.write_all(without_dimension(&sheet[..from]).concat().as_bytes())?;
    let mut line = Line::default();
    for row in span {
        rows.write(row, &styles, &mut line);
        if line.xml.len() >= PIECE {
            out.write_all(line.xml.as_bytes())?;
            line.xml.clear();
        }
    }
    out.write_all(line.xml.as_bytes())?;
    Ok(out.write_all(&sheet.as_bytes()[to..])?)
}

fn style_at(rows: &str, (row, column): (u32, u16)) -> Style {
    let cell = format!("<c r=\"{}\" s=\"", row_col_to_cell(row, column));
    let (_, after) = rows.split_once(&cell)?;
    after.split_once('"')?.0.parse().ok()
}

/// How far the sheet reaches is the library's count of its own cells; a reader can do without.
fn without_dimension(head: &str) -> [&str; 2] {
    let found =
        head.split_once("<dimension ").and_then(|(before, after)| Some((before, after.split_once("/>")?.1)));
    found.map_or([head, ""], |(before, after)| [before, after])
}

/// Rows as the file stores them, one after the other.
#[derive(Default)]
pub(super) struct Line {
    xml: String,
    /// The number of the row as the file counts.
    number: String,
    /// The names of the columns, as far as they were needed.
    columns: Vec<String>,
}

impl Line {
    /// Begins a row, of a height in points where it has one of its own.
    pub(super) fn begin(&mut self, row: u32, height: Option<f64>) {
        self.number = (row + 1).to_string();
        self.xml.extend(["<row r=\"", &self.number, "\""]);
        if let Some(height) = height {
            self.push(format_args!(" ht=\"{height}\" customHeight=\"1\""));
        }
        self.xml.push('>');
    }

    /// Ends it.
    pub(super) fn end(&mut self) {
        self.xml.push_str("</row>");
    }

    /// A number, exactly.
    pub(super) fn number(&mut self, column: u16, style: Style, number: Decimal) {
        self.open(column, style, "");
        self.push(format_args!("><v>{number}</v></c>"));
    }

    /// Words, never a formula. No words leave the cell empty.
    pub(super) fn text(&mut self, column: u16, style: Style, text: &str) {
        if text.is_empty() {
            if style.is_some() {
                self.open(column, style, "");
                self.xml.push_str("/>");
            }
            return;
        }
        self.open(column, style, "inlineStr");
        let is_space = |letter: char| letter.is_ascii_whitespace();
        let keep = text.starts_with(is_space) || text.ends_with(is_space);
        self.xml.push_str(if keep { "><is><t xml:space=\"preserve\">" } else { "><is><t>" });
        escape(&mut self.xml, text);
        self.xml.push_str("</t></is></c>");
    }

    /// A formula with what it comes to; a dash where that is nothing.
    pub(super) fn formula(&mut self, column: u16, style: Style, formula: &str, result: Option<Decimal>) {
        self.open(column, style, if result.is_some() { "" } else { "str" });
        self.xml.push_str("><f>");
        escape(&mut self.xml, formula);
        match result {
            Some(number) => self.push(format_args!("</f><v>{number}</v></c>")),
            None => self.xml.push_str("</f><v>—</v></c>"),
        }
    }

    fn open(&mut self, column: u16, style: Style, kind: &str) {
        for next in self.columns.len()..=usize::from(column) {
            self.columns.push(column_number_to_name(next as u16));
        }
        self.xml.extend(["<c r=\"", &self.columns[usize::from(column)], &self.number, "\""]);
        if let Some(style) = style {
            self.push(format_args!(" s=\"{style}\""));
        }
        if !kind.is_empty() {
            self.xml.extend([" t=\"", kind, "\""]);
        }
    }

    fn push(&mut self, text: fmt::Arguments<'_>) {
        // A string takes whatever comes.
        let _ = self.xml.write_fmt(text);
    }
}

/// Text of a cell: what XML keeps for itself, and as `_x0001_` what it cannot say; so a text that says that of
/// itself says its first stroke so.
fn escape(xml: &mut String, text: &str) {
    let ends = text.char_indices().nth(LONGEST_TEXT).map_or(text.len(), |(at, _)| at);
    let text = &text[..ends];
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\t' | '\n' => xml.push(letter),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => {
                // A string takes whatever comes.
                let _ = write!(xml, "_x{:04X}_", u32::from(letter));
            }
            '_' if is_escape(&text[at..]) => xml.push_str("_x005F_"),
            _ => xml.push(letter),
        }
    }
}

fn is_escape(text: &str) -> bool {
    matches!(text.as_bytes(), [b'_', b'x', digits @ ..] if digits.len() > 4
        && digits[..4].iter().all(u8::is_ascii_hexdigit) && digits[4] == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_what_its_cells_are() {
        let mut line = Line::default();
        line.begin(6, Some(20.0));
        line.number(0, Some(3), Decimal::new(125, 1));
        line.text(1, Some(4), "");
        line.text(2, None, "");
        line.text(26, None, "改厕");
        line.formula(27, Some(5), "IF(A1<2,1,0)", Some(Decimal::ONE));
        line.formula(28, None, "B1", None);
        line.end();
        line.begin(7, None);
        line.end();
        let cells = [
            "<row r=\"7\" ht=\"20\" customHeight=\"1\">",
            "<c r=\"A7\" s=\"3\"><v>12.5</v></c>",
            "<c r=\"B7\" s=\"4\"/>",
            "<c r=\"AA7\" t=\"inlineStr\"><is><t>改厕</t></is></c>",
            "<c r=\"AB7\" s=\"5\"><f>IF(A1&lt;2,1,0)</f><v>1</v></c>",
            "<c r=\"AC7\" t=\"str\"><f>B1</f><v>—</v></c></row>",
            "<row r=\"8\"></row>",
        ];
        assert_eq!(line.xml, cells.concat());
    }

    #[test]
    fn words_are_said_as_a_workbook_says_them() {
        let long = "长".repeat(LONGEST_TEXT + 1);
        for (text, said) in [
            ("甲 & 乙 <丙>", "甲 &amp; 乙 &lt;丙&gt;"),
            ("一\n二\t三", "一\n二\t三"),
            ("\r\u{1}\u{fffe}", "_x000D__x0001__xFFFE_"),
            ("_x0041_", "_x005F_x0041_"),
            ("_x004_ _x00g1_ _x长_", "_x004_ _x00g1_ _x长_"),
            (&long, &long[..long.len() - "长".len()]),
        ] {
            let mut xml = String::new();
            escape(&mut xml, text);
            assert_eq!(xml, said);
        }
        let mut line = Line::default();
        line.text(0, None, " 两边 ");
        assert!(line.xml.contains("<t xml:space=\"preserve\"> 两边 </t>"), "blanks at the ends are kept");
    }
}
