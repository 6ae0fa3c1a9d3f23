//! What a sheet of an .xlsx says beside its cells: merged cells, hidden rows and columns, formulas without results.
//! The reader of cells does not tell them; they are picked out of the tags while the container is unpacked to see
//! whether its size is sound.

use std::collections::{BTreeSet, HashMap};

use domain::workbooks::Merged;

use crate::text::TextError;
use crate::zipped::{Container, ZipError};

use super::{Damage, Unread, damage};

/// Most merged cells of a sheet, and most formulas without results, that are kept.
const MOST: usize = 100_000;
/// So much of a formula is kept.
const LONGEST_FORMULA: usize = 40;
/// The last column of a workbook.
const LAST_COLUMN: u32 = 16_383;

/// Of one sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SheetMarks {
    pub merged: Vec<Merged>,
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: BTreeSet<u32>,
    /// Formulas whose results the file does not hold, by row and column.
    pub formulas: HashMap<(u32, u32), String>,
}

/// Of all sheets, by their names.
#[derive(Debug, Default)]
pub(super) struct Marks(HashMap<String, SheetMarks>);

impl Marks {
    /// Those of a sheet.
    pub(super) fn take(&mut self, name: &str) -> SheetMarks {
        self.0.remove(name).unwrap_or_default()
    }
}

/// Unpacks every part once and keeps the marks.
pub(super) fn of_container(container: &mut Container<'_>) -> Result<Marks, Unread> {
    let mut by_part: HashMap<String, SheetMarks> = HashMap::new();
    let (mut sheets, mut relations) = (Vec::new(), HashMap::new());
    let mut damaged = None;
    for part in container.names() {
        let bytes = match container.part(&part) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => continue,
            Err(ZipError::Damaged) => {
                damaged = damaged.or(Some(part));
                continue;
            }
            Err(other) => return Err(TextError::from(other).into()),
        };
        if part.starts_with("xl/worksheets/") && part.ends_with(".xml") {
            by_part.insert(part, of_sheet(&bytes));
        } else if part == "xl/workbook.xml" {
            let named = tags(&bytes).filter(|tag| tag.is("sheet"));
            sheets.extend(named.filter_map(|tag| Some((tag.word("name")?, tag.word_ending("id")?))));
        } else if part == "xl/_rels/workbook.xml.rels" {
            let all = tags(&bytes).filter(|tag| tag.is("Relationship"));
            relations.extend(all.filter_map(|tag| Some((tag.word("Id")?, tag.word("Target")?))));
        }
    }
    let part_of = |target: &str| match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{target}"),
    };
    if let Some(part) = damaged {
        let mut named = sheets.into_iter();
        let sheet = named.find(|(_, id)| relations.get(id).is_some_and(|target| part_of(target) == part));
        return Err(sheet.map_or_else(|| damage::in_part(&part), |(name, _)| Damage::Sheet(name)).into());
    }
    let found = sheets.into_iter().filter_map(|(name, id)| {
        let marks = by_part.remove(&part_of(relations.get(&id)?))?;
        Some((name, marks))
    });
    Ok(Marks(found.collect()))
}

fn of_sheet(bytes: &[u8]) -> SheetMarks {
    let mut marks = SheetMarks::default();
    let mut row = 0_u32;
    let mut cell = OpenCell::default();
    for piece in pieces(bytes) {
        if let Some((place, formula)) = cell.follow(piece).filter(|_| marks.formulas.len() < MOST) {
            marks.formulas.insert(place, formula);
        }
        let Some(tag) = tag(piece) else { continue };
        if tag.is("row") {
            let said = tag.word("r").and_then(|text| text.parse::<u32>().ok());
            row = said.unwrap_or(row.saturating_add(1));
            if tag.says("hidden") {
                marks.hidden_rows.insert(row.saturating_sub(1));
            }
        } else if tag.is("col") && tag.says("hidden") {
            let number = |name| tag.word(name).and_then(|text| text.parse::<u32>().ok());
            if let (Some(from), Some(to)) = (number("min"), number("max")) {
                let to = to.min(LAST_COLUMN + 1);
                marks.hidden_columns.extend((from.max(1)..=to).map(|column| column - 1));
            }
        } else if tag.is("mergeCell") && marks.merged.len() < MOST {
            marks.merged.extend(tag.word("ref").and_then(|text| merged(&text)));
        }
    }
    marks
}

/// `A1:C2`.
pub(super) fn merged(text: &str) -> Option<Merged> {
    let (from, to) = text.split_once(':')?;
    let ((row, column), (last_row, last_column)) = (place(from)?, place(to)?);
    (row <= last_row && column <= last_column)
        .then_some(Merged { rows: (row, last_row), columns: (column, last_column) })
}

/// `AB12` as row and column.
fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.replace('$', "");
    let digits = name.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let value = letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(value) + 1)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// A cell while its tags go by.
#[derive(Default)]
struct OpenCell<'a> {
    tag: &'a [u8],
    formula: Option<&'a [u8]>,
    has_value: bool,
}

impl<'a> OpenCell<'a> {
    /// Follows a tag and the text behind it; at the end of a cell that has a formula and no value its place and the
    /// formula.
    fn follow(&mut self, piece: &'a [u8]) -> Option<((u32, u32), String)> {
        if piece.starts_with(b"c ") {
            *self = Self { tag: piece, ..Self::default() };
        } else if piece.starts_with(b"f>") || piece.starts_with(b"f ") {
            self.formula = Some(piece);
        } else if piece.starts_with(b"v>") {
            self.has_value = piece.len() > 2;
        } else if piece.starts_with(b"/c>") {
            let formula = self.formula.take().filter(|_| !self.has_value)?;
            let (_, text) = std::str::from_utf8(formula).ok()?.split_once('>')?;
            let place = place(&Tag(self.tag).word("r")?)?;
            let text: String = text.chars().take(LONGEST_FORMULA).collect();
            let text = quick_xml::escape::unescape(&text).map_or(text.clone(), |text| text.into_owned());
            return Some((place, format!("={text}")));
        }
        None
    }
}

/// An opening tag as it stands in the bytes, without its brackets.
struct Tag<'a>(&'a [u8]);

/// What stands between the beginnings of tags: a tag and the text behind it.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'<')
}

/// The opening tags of a part. Text between tags and prefixes of names are passed over.
fn tags(bytes: &[u8]) -> impl Iterator<Item = Tag<'_>> {
    pieces(bytes).filter_map(tag)
}

fn tag(piece: &[u8]) -> Option<Tag<'_>> {
    let first = *piece.first()?;
    // Cells are many and have no marks.
    if !first.is_ascii_alphabetic() || piece.starts_with(b"c ") || piece.starts_with(b"v>") {
        return None;
    }
    let end = piece.iter().position(|byte| *byte == b'>')?;
    Some(Tag(&piece[..end]))
}

impl Tag<'_> {
    fn is(&self, name: &str) -> bool {
        let end = self.0.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b':');
        let own = &self.0[..end.unwrap_or(self.0.len())];
        let own = own.iter().position(|byte| *byte == b':').map_or(own, |at| &own[at + 1..]);
        own == name.as_bytes()
    }

    /// An attribute.
    fn word(&self, name: &str) -> Option<String> {
        self.attribute(|own| own == name)
    }

    /// An attribute whose name may have a prefix: `r:id`.
    fn word_ending(&self, name: &str) -> Option<String> {
        self.attribute(|own| own.rsplit(':').next() == Some(name))
    }

    fn attribute(&self, fits: impl Fn(&str) -> bool) -> Option<String> {
        let mut rest = std::str::from_utf8(self.0).ok()?;
        while let Some((before, after)) = rest.split_once('=') {
            let name = before.rsplit(|letter: char| letter.is_ascii_whitespace()).next().unwrap_or(before);
            let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (value, more) = after[1..].split_once(quote)?;
            if fits(name.trim()) {
                return quick_xml::escape::unescape(value).ok().map(|value| value.into_owned());
            }
            rest = more;
        }
        None
    }

    fn says(&self, name: &str) -> bool {
        self.word(name).is_some_and(|text| matches!(text.as_str(), "1" | "true"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_merged_and_hidden_is_picked_out_of_the_tags() {
        let xml = br#"<x:worksheet><cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="9"/></cols>
<sheetData><row r="3" hidden="true"><c r="A3" t="s"><v>1</v></c></row><row spans="1:2"><c><v>2</v></c></row>
<x:row hidden='1'/></sheetData><mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="$B$4:B5"/><mergeCell ref="C3:A1"/>
<mergeCell ref="A0:B1"/></mergeCells></x:worksheet>"#;
        let marks = of_sheet(xml);
        assert_eq!(marks.hidden_columns, BTreeSet::from([1, 2]));
        assert_eq!(marks.hidden_rows, BTreeSet::from([2, 4]));
        let merged = |rows, columns| Merged { rows, columns };
        assert_eq!(marks.merged, [merged((0, 1), (0, 2)), merged((3, 4), (1, 1))]);
    }

    #[test]
    fn formulas_without_a_result_are_kept_with_their_place() {
        let xml = br#"<sheetData><row r="3"><c r="B3"><f>A3&amp;"x"</f><v></v></c><c r="C3" s="1"><f t="shared" si="0"/></c>
<c r="D3"><f>SUM(A3:C3)</f><v>6</v></c><c r="E3"/><c r="F3"><f>A1</f></c></row></sheetData>"#;
        let formulas: HashMap<(u32, u32), String> =
            [((2, 1), "=A3&\"x\"".to_owned()), ((2, 2), "=".to_owned()), ((2, 5), "=A1".to_owned())].into();
        assert_eq!(of_sheet(xml).formulas, formulas);
    }
}
