//! Where a workbook is damaged, as exactly as the bytes still tell: the cell after which nothing could be read, the
//! sheet, or the part of the file.

use domain::kernel::Problem;
use domain::workbooks::{Sheet, cell_name};
use quick_xml::events::BytesStart;

use crate::markup::{self, Visitor};
use crate::text::TextError;
use crate::zipped::Container;

/// A workbook that is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct Unread {
    /// Why.
    pub error: TextError,
    /// Where it is damaged; none where it is sound, or nothing is known.
    pub at: Option<Damage>,
}

/// A place in a damaged workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// The file ends before its end, in this part if one had begun: it was not sent or copied whole.
    CutOff(Option<String>),
    /// The file ends before its end: so many kilobytes are there, of at least so many.
    CutShort(usize, usize),
    /// The list of its sheets, or of what belongs to them.
    Sheets,
    /// The words of all sheets, which lie in one part.
    Words,
    /// A part beside the sheets.
    Part(String),
    /// A sheet from its beginning.
    Sheet(String),
    /// A sheet after a cell, `B7`.
    After(String, String),
    /// The inner directory of an old workbook.
    Directory,
}

impl Unread {
    /// The problem for the window: its place as far as it is one, and which of the places above it is.
    pub fn problem(&self, file: &str) -> Problem {
        let told = |sheet: &str, cell: &str| format!("{sheet}!{cell}");
        let (there, whole);
        let (place, words): (String, Vec<&str>) = match &self.at {
            Some(Damage::CutShort(of, at_least)) => {
                (there, whole) = (of.to_string(), at_least.to_string());
                (file.to_owned(), vec!["cut_short", &there, &whole])
            }
            None => (file.to_owned(), Vec::new()),
            Some(Damage::CutOff(part)) => {
                (file.to_owned(), std::iter::once("cut_off").chain(part.as_deref()).collect())
            }
            Some(Damage::Sheets) => (file.to_owned(), vec!["sheets"]),
            Some(Damage::Words) => (file.to_owned(), vec!["words"]),
            Some(Damage::Part(part)) => (file.to_owned(), vec!["part", part]),
            Some(Damage::Sheet(sheet)) => (sheet.clone(), vec!["sheet", sheet]),
            Some(Damage::After(sheet, cell)) => (told(sheet, cell), vec!["after", sheet, cell]),
            Some(Damage::Directory) => (file.to_owned(), vec!["directory"]),
        };
        words.into_iter().fold(Problem::error(self.error.code(), place), Problem::with)
    }
}

impl From<TextError> for Unread {
    fn from(error: TextError) -> Self {
        Self { error, at: None }
    }
}

impl From<Damage> for Unread {
    fn from(at: Damage) -> Self {
        Self { error: TextError::Damaged, at: Some(at) }
    }
}

/// On a sheet that was read as far as a cell.
pub(super) fn on_sheet(sheet: &Sheet, last: Option<(u32, u32)>) -> Damage {
    match last {
        Some((row, column)) => Damage::After(sheet.name.clone(), cell_name(row, column)),
        None => Damage::Sheet(sheet.name.clone()),
    }
}

/// A part of an .xlsx that cannot be unpacked or understood.
pub(super) fn in_part(part: &str) -> Damage {
    match part {
        SHEETS | RELATIONS => Damage::Sheets,
        WORDS => Damage::Words,
        part => Damage::Part(part.to_owned()),
    }
}

const SHEETS: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const WORDS: &str = "xl/sharedStrings.xml";

/// Where an .xlsx is damaged that unpacks and is not understood before its first sheet.
pub(super) fn before_sheets(bytes: &[u8]) -> Option<Damage> {
    let mut container = Container::open(bytes).ok()?;
    let is_needed = |part: &str| part == SHEETS || part == RELATIONS;
    let is_sound = |container: &mut Container<'_>, part: &str| match container.part(part) {
        Ok(None) => !is_needed(part),
        Ok(Some(bytes)) => String::from_utf8(bytes).is_ok_and(|xml| is_whole(&xml)),
        Err(_) => false,
    };
    let parts = [SHEETS, RELATIONS, WORDS, "xl/styles.xml"];
    parts.into_iter().find(|part| !is_sound(&mut container, part)).map(in_part)
}

/// Whether every element that opens is closed.
fn is_whole(xml: &str) -> bool {
    struct Depth(usize);
    impl Visitor for Depth {
        fn open(&mut self, _: &BytesStart<'_>) {
            self.0 += 1;
        }
        fn close(&mut self, _: &str) {
            self.0 = self.0.saturating_sub(1);
        }
        fn words(&mut self, _: &str) {}
    }
    let mut depth = Depth(0);
    markup::walk(xml, &mut depth).is_ok() && depth.0 == 0
}

/// Where a container breaks off that has no list of its parts, which stands at the end.
pub(super) fn cut_off(bytes: &[u8]) -> Damage {
    const HEAD: &[u8] = b"PK\x03\x04";
    let name = |at: usize| {
        let length = bytes.get(at + 26..at + 28)?;
        let length = usize::from(u16::from_le_bytes([length[0], length[1]]));
        let name = std::str::from_utf8(bytes.get(at + 30..at + 30 + length)?).ok()?;
        (!name.is_empty() && !name.contains(char::is_control)).then(|| name.to_owned())
    };
    let heads = (0..bytes.len()).rev().filter(|at| bytes[*at..].starts_with(HEAD));
    Damage::CutOff(heads.filter_map(name).next())
}

/// Whether an old workbook lacks its end: the tables of its container name sectors behind the last byte.
pub(super) fn cut_short(bytes: &[u8]) -> Option<Damage> {
    const HEAD: usize = 512;
    const TABLES_IN_HEAD: usize = 109;
    const FREE: u32 = 0xffff_ffff;
    const LAST_SECTOR: u32 = 0xffff_fffa;
    let number = |at: usize| {
        bytes.get(at..at + 4).and_then(|four| four.first_chunk().copied()).map(u32::from_le_bytes)
    };
    let shift = bytes.get(30..32).and_then(|two| two.first_chunk().copied()).map(u16::from_le_bytes)?;
    let sector = 1_usize << Some(shift).filter(|shift| [9, 12].contains(shift))?;
    let place = |at: u32| HEAD.max(sector) + at as usize * sector;
    let tables: Vec<u32> =
        (0..TABLES_IN_HEAD).filter_map(|at| number(76 + at * 4)).filter(|at| *at < LAST_SECTOR).collect();
    let each = sector / 4;
    let used = tables.iter().enumerate().flat_map(|(nth, table)| {
        let entries = (0..each).filter(|at| number(place(*table) + at * 4).is_some_and(|next| next != FREE));
        entries.map(move |at| (nth * each + at) as u32)
    });
    let named = [number(48)?, number(60)?].into_iter().filter(|at| *at < LAST_SECTOR);
    let last = used.chain(named).chain(tables.iter().copied()).max()?;
    let whole = place(last) + sector;
    // The last sector of a sound file may be written without its padding.
    (bytes.len() + sector <= whole)
        .then(|| Damage::CutShort(bytes.len().div_ceil(1024), whole.div_ceil(1024)))
}
