//! Looks through an old workbook before it is read. Its reader makes room for every cell between the corners of
//! a sheet and believes what a sheet says of its size, so a few bytes could ask for all memory: here the corners
//! are found first, in the records that the reader will look at.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use super::TextError;

/// Most cells that the sheets may span together: about half a gigabyte while they are read.
const MOST_SPANNED: u64 = 16_000_000;
/// Most sheets.
const MOST_SHEETS: usize = 256;

const SHEET: u16 = 0x0085;
const END: u16 = 0x000a;
const DIMENSIONS: u16 = 0x0200;
/// A row, and columns, with how they are shown.
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007d;
/// Records that begin with a row and a column.
const CELLS: [u16; 8] = [0x0006, 0x00bd, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e];
/// The one of them that holds several cells and ends with its last column.
const SEVERAL: u16 = 0x00bd;

/// Rows and columns of a sheet that are not shown.
pub(crate) type Hidden = (BTreeSet<u32>, BTreeSet<u32>);

/// Whether the workbook may be read; of each sheet what is not shown.
pub(crate) fn check(bytes: &[u8]) -> Result<Vec<Hidden>, TextError> {
    let stream = stream(bytes).ok_or(TextError::Damaged)?;
    let sheets: Vec<u32> = records(&stream)
        .take_while(|(kind, _)| *kind != END)
        .filter(|(kind, _)| *kind == SHEET)
        .filter_map(|(_, record)| record.first_chunk().copied().map(u32::from_le_bytes))
        .collect();
    let spanned: u64 = sheets
        .iter()
        .take(MOST_SHEETS)
        .map(|at| stream.get(*at as usize..).map_or(0, spanned))
        .fold(0, u64::saturating_add);
    if sheets.len() > MOST_SHEETS || spanned > MOST_SPANNED {
        return Err(TextError::UnpacksTooLarge);
    }
    Ok(sheets.iter().map(|at| stream.get(*at as usize..).map_or_else(Hidden::default, hidden)).collect())
}

/// Rows and columns of a sheet that are not shown.
fn hidden(sheet: &[u8]) -> Hidden {
    let number = |record: &[u8], at: usize| {
        record.get(at..at + 2).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
    };
    let (mut rows, mut columns) = Hidden::default();
    for (kind, record) in records(sheet).take_while(|(kind, _)| *kind != END) {
        if kind == ROW && number(record, 12) & 0x20 != 0 {
            rows.insert(u32::from(number(record, 0)));
        } else if kind == COLUMNS && number(record, 8) & 1 != 0 {
            columns.extend((number(record, 0)..=number(record, 2).min(255)).map(u32::from));
        }
    }
    (rows, columns)
}

fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let path = ["/Workbook", "/Book"].into_iter().find(|path| file.is_stream(path))?;
    let mut stream = Vec::new();
    file.open_stream(path).ok()?.take(bytes.len() as u64).read_to_end(&mut stream).ok()?;
    Some(stream)
}

/// The records: their kinds and their bytes.
fn records(mut rest: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (head, more) = rest.split_first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (record, after) = more.split_at_checked(length)?;
        rest = after;
        Some((u16::from_le_bytes([head[0], head[1]]), record))
    })
}

/// How many cells a sheet spans, or says it does.
fn spanned(sheet: &[u8]) -> u64 {
    let number = |record: &[u8], at: usize| {
        record.get(at..at + 2).map_or(0, |two| u64::from(u16::from_le_bytes([two[0], two[1]])))
    };
    let wide = |record: &[u8], at: usize| number(record, at) + (number(record, at + 2) << 16);
    let (mut rows, mut columns, mut claimed) = (0, 0, 0_u64);
    for (kind, record) in records(sheet) {
        if kind == DIMENSIONS {
            let (first, end, width) = match record.len() {
                10 => (number(record, 0), number(record, 2), number(record, 6)),
                _ => (wide(record, 0), wide(record, 4), number(record, 10)),
            };
            // An end before the beginning makes the reader count down through zero.
            claimed = claimed.saturating_add(if first < end.max(1) { end * width } else { u64::MAX });
        } else if CELLS.contains(&kind) {
            let last = if kind == SEVERAL { record.len().saturating_sub(2) } else { 2 };
            rows = rows.max(number(record, 0) + 1);
            columns = columns.max(number(record, last) + 1);
        }
    }
    claimed.saturating_add(rows * columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes(), &(bytes.len() as u16).to_le_bytes(), bytes].concat()
    }

    /// A workbook of so many sheets that are all the same one.
    fn workbook(sheets: usize, sheet: &[u8]) -> Vec<u8> {
        let one = record(SHEET, &[0; 8]).len();
        let start = (sheets * one + 4) as u32;
        let globals = record(SHEET, &[&start.to_le_bytes()[..], &[0; 4]].concat()).repeat(sheets);
        let stream = [globals, record(END, &[]), sheet.to_vec()].concat();
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        std::io::Write::write_all(&mut file.create_stream("/Workbook").unwrap(), &stream).unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn what_is_not_shown_is_found() {
        let shows = |row: u16, flags: u16| {
            record(ROW, &[&row.to_le_bytes()[..], &[0; 10], &flags.to_le_bytes()].concat())
        };
        let columns = |from: u16, to: u16, flags: u16| {
            record(
                COLUMNS,
                &[from.to_le_bytes(), to.to_le_bytes(), [0; 2], [0; 2], flags.to_le_bytes()].concat(),
            )
        };
        let sheet =
            [columns(1, 2, 1), columns(4, 4, 0), shows(3, 0x0100), shows(7, 0x0120), record(END, &[])]
                .concat();
        let found = super::check(&workbook(1, &sheet)).unwrap();
        assert_eq!(found, [(BTreeSet::from([7]), BTreeSet::from([1, 2]))]);
    }

    #[test]
    fn claims_are_found_before_room_is_made_for_them() {
        let check = |sheets: usize, sheet: &[u8], expected: Result<(), TextError>| {
            assert_eq!(check(&workbook(sheets, sheet)).map(drop), expected, "{sheets} of {sheet:x?}");
        };
        let cell = |row: u16, column: u16| {
            record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
        };
        let says = |rows: u32, columns: u16| {
            record(
                DIMENSIONS,
                &[&[0; 4][..], &rows.to_le_bytes(), &[0; 2], &columns.to_le_bytes(), &[0; 2]].concat(),
            )
        };
        let corners = [cell(0, 0), cell(u16::MAX, 255)].concat();
        check(1, &says(100, 20), Ok(()));
        check(1, &cell(9, 9), Ok(()));
        check(1, &says(u32::MAX, 255), Err(TextError::UnpacksTooLarge));
        check(1, &corners, Err(TextError::UnpacksTooLarge));
        check(100, &says(65_536, 10), Err(TextError::UnpacksTooLarge));
        check(MOST_SHEETS + 1, &[], Err(TextError::UnpacksTooLarge));
        assert_eq!(super::check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Err(TextError::Damaged));
    }
}
