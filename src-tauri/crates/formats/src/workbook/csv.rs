//! The one sheet of a .csv, in UTF-8, UTF-16 or GBK, parted by commas, semicolons or tabs, or of a page. A row
//! keeps the place it has in a spreadsheet: an empty line is a row, a line break inside quotes is not.

use domain::workbooks::{Sheet, Value};

use super::Gathered;
use crate::text::{TextError, decode, line_ends, page_words};

/// By what a workbook of 2003 that is written in tags is known.
const XML_SPREADSHEET: &str = "urn:schemas-microsoft-com:office:spreadsheet";
/// Lines that are looked at to see what parts the cells.
const LINES_TRIED: usize = 50;

/// Reads the sheet. Every cell is words: what is a number is decided where it is needed.
pub(super) fn read(bytes: &[u8]) -> Result<Gathered, TextError> {
    let mut gathered = Gathered::default();
    let (text, _, problems) = decode(bytes)?;
    gathered.problems.extend(problems);
    if text.contains(XML_SPREADSHEET) {
        return Err(TextError::NoWorkbook);
    }
    // What many systems hand out as .xls is a page.
    let page = page_words(&text);
    let text = line_ends(page.as_deref().unwrap_or(&text).trim_start_matches('\u{feff}'));
    let mut sheet = Sheet::named("csv");
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut rest = text.as_str();
    let delimiter = if page.is_some() { '\t' } else { delimiter(&text) };
    while !rest.is_empty() {
        let (cell, end) = cell(rest, delimiter);
        let value = Value::Text(cell);
        if !value.is_blank() && !gathered.push(&mut sheet, row, column, value) {
            break;
        }
        let sign = rest[end..].chars().next();
        rest = rest.get(end + sign.map_or(0, char::len_utf8)..).unwrap_or_default();
        (row, column) =
            if sign == Some('\n') { (row.saturating_add(1), 0) } else { (row, column.saturating_add(1)) };
    }
    gathered.take(sheet);
    Ok(gathered)
}

/// The cell at the beginning of a text, and where it ends. Quotes count only where a cell begins with one; one
/// that nobody closes ends with its line.
fn cell(text: &str, delimiter: char) -> (String, usize) {
    let plain_end = |from: usize| text[from..].find([delimiter, '\n']).map_or(text.len(), |end| from + end);
    let Some(inner) = text.strip_prefix('"') else {
        let end = plain_end(0);
        return (text[..end].to_owned(), end);
    };
    let mut words = String::new();
    let mut from = 0;
    while let Some(quote) = inner[from..].find('"').map(|at| from + at) {
        words.push_str(&inner[from..quote]);
        if !inner[quote + 1..].starts_with('"') {
            let end = plain_end(quote + 2);
            words.push_str(&text[quote + 2..end]);
            return (words, end);
        }
        words.push('"');
        from = quote + 2;
    }
    let end = plain_end(0);
    (text[..end].to_owned(), end)
}

/// What parts the cells: the sign that stands in most of the first lines.
fn delimiter(text: &str) -> char {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LINES_TRIED).collect();
    let with = |sign: char| lines.iter().filter(|line| line.contains(sign)).count();
    [';', '\t', ','].into_iter().max_by_key(|sign| with(*sign)).unwrap_or(',')
}
