//! The one sheet of a .csv, in UTF-8, UTF-16 or GBK, parted by commas, semicolons or tabs.

use domain::workbooks::{Sheet, Value};

use super::Gathered;
use crate::text::{TextError, decode, line_ends};

/// Lines that are looked at to see what parts the cells.
const LINES_TRIED: usize = 50;

/// Reads the sheet. Every cell is words: what is a number is decided where it is needed.
pub(super) fn read(bytes: &[u8]) -> Result<Gathered, TextError> {
    let mut gathered = Gathered::default();
    let (text, _, problems) = decode(bytes)?;
    gathered.problems.extend(problems);
    let text = line_ends(text.trim_start_matches('\u{feff}'));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::named("csv");
    let mut record = csv::StringRecord::new();
    let mut next = 0_u32;
    while reader.read_record(&mut record).map_err(|_| TextError::Damaged)? {
        // The reader passes over empty lines, which are rows all the same.
        let from = record.position().map_or(0, |position| position.byte() as usize);
        let empty = text.as_bytes().get(from..).unwrap_or_default();
        let row = next + empty.iter().take_while(|byte| **byte == b'\n').count() as u32;
        next = row + 1;
        for (column, cell) in (0..).zip(&record) {
            let value = Value::Text(cell.to_owned());
            if !value.is_blank() && !gathered.push(&mut sheet, row, column, value) {
                gathered.take(sheet);
                return Ok(gathered);
            }
        }
    }
    gathered.take(sheet);
    Ok(gathered)
}

/// What parts the cells: the sign that stands most evenly in the first lines.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LINES_TRIED).collect();
    let with = |sign: u8| {
        let counts = lines.iter().map(|line| line.bytes().filter(|byte| *byte == sign).count());
        counts.filter(|count| *count > 0).count()
    };
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|sign| with(*sign)).unwrap_or(b',')
}
