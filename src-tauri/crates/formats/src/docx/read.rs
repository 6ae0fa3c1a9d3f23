//! The text of a .docx in reading order: paragraphs as lines, tables as rows of cells. Deleted, moved-away and
//! hidden text, field codes and the second copy of a text box are left out. Nothing outside the document is
//! followed, and no entity is expanded beyond the five of XML.

use quick_xml::events::BytesStart;

use crate::grid::{Grid, MOST_COLUMNS};
use crate::markup::{self, Visitor};
use crate::text::TextError;
use crate::zipped::Container;

/// Elements whose content is not text of the document as it stands now.
const SKIPPED: [&str; 8] =
    ["mc:Fallback", "w:del", "w:moveFrom", "w:instrText", "w:delText", "w:delInstrText", "w:pPr", "w:sectPr"];

/// The parts of a document that carry a marking of secrecy beside the body.
const HEADERS: &str = "word/header";

/// The text of the document. What stands in its page headers comes first only where a marking stands there.
pub(crate) fn read(container: &mut Container<'_>) -> Result<String, TextError> {
    for name in container.names() {
        if name.starts_with(HEADERS) && name.ends_with(".xml") {
            let header = part(container, &name)?;
            if crate::text::is_classified(&text_of(&header)?) {
                return Err(TextError::Classified);
            }
        }
    }
    let body = part(container, "word/document.xml")?;
    text_of(&body)
}

fn part(container: &mut Container<'_>, name: &str) -> Result<String, TextError> {
    let bytes = container.part(name)?.ok_or(TextError::Damaged)?;
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => {
            let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
            if broken { Err(TextError::Damaged) } else { Ok(text.into_owned()) }
        }
        None => String::from_utf8(bytes).map_err(|_| TextError::Damaged),
    }
}

/// Deepest nesting of tables; the text of deeper ones joins the cell they are in.
const DEEPEST_TABLE: usize = 16;

/// Walks the XML once.
pub(super) fn text_of(xml: &str) -> Result<String, TextError> {
    let mut walk = Walk::default();
    markup::walk(xml, &mut walk)?;
    Ok(walk.finish())
}

/// A table that is open.
#[derive(Default)]
struct Open {
    grid: Grid,
    /// The column that comes next.
    column: usize,
    /// The text of the current cell.
    cell: String,
    /// How many columns the current cell covers.
    across: usize,
    /// Whether the current cell is the rest of one above.
    goes_on: bool,
}

#[derive(Default)]
struct Walk {
    out: String,
    /// How many elements deep we are in one that is skipped.
    skipped: usize,
    in_text: bool,
    /// Whether the current run is hidden text.
    hidden: bool,
    tables: Vec<Open>,
    /// How many tables are open beyond the deepest that is kept.
    deeper: usize,
}

impl Visitor for Walk {
    fn open(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        let name = name.as_ref();
        if self.skipped > 0 || SKIPPED.contains(&name) {
            self.skipped += 1;
            return;
        }
        match name {
            "w:t" => self.in_text = true,
            "w:r" => self.hidden = false,
            "w:vanish" => {
                self.hidden = value(tag).is_none_or(|said| !matches!(said.as_str(), "0" | "false" | "off"))
            }
            "w:tab" | "w:ptab" => self.push("\t"),
            "w:br" | "w:cr" => self.push("\n"),
            "w:noBreakHyphen" => self.push("-"),
            "w:tbl" if self.tables.len() >= DEEPEST_TABLE => self.deeper += 1,
            "w:tbl" => self.tables.push(Open::default()),
            _ if self.deeper > 0 => {}
            "w:tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.grid.row();
                    table.column = 0;
                }
            }
            "w:tc" => {
                if let Some(table) = self.tables.last_mut() {
                    (table.across, table.goes_on) = (1, false);
                    table.cell.clear();
                }
            }
            "w:gridBefore" => {
                if let Some(table) = self.tables.last_mut() {
                    table.column += number(tag);
                }
            }
            "w:gridSpan" => {
                if let Some(table) = self.tables.last_mut() {
                    table.across = number(tag).max(1);
                }
            }
            "w:vMerge" => {
                if let Some(table) = self.tables.last_mut() {
                    table.goes_on = value(tag).is_none_or(|said| said != "restart");
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "w:t" => self.in_text = false,
            "w:p" => self.push("\n"),
            "w:tbl" if self.deeper > 0 => self.deeper -= 1,
            "w:tbl" => {
                if let Some(table) = self.tables.pop() {
                    let mut text = String::new();
                    table.grid.write(&mut text);
                    self.push(&text);
                }
            }
            "w:tc" if self.deeper == 0 => {
                if let Some(table) = self.tables.last_mut() {
                    if table.goes_on {
                        table.grid.goes_on(table.column);
                    } else {
                        table.grid.cell_at(table.column, table.across, 1, std::mem::take(&mut table.cell));
                    }
                    table.column = table.column.saturating_add(table.across);
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        if self.in_text && !self.hidden && self.skipped == 0 {
            self.push(text);
        }
    }
}

impl Walk {
    fn push(&mut self, text: &str) {
        match self.tables.last_mut() {
            Some(table) => table.cell.push_str(text),
            None => self.out.push_str(text),
        }
    }

    /// What was read; a table that was never closed is written as far as it came.
    fn finish(mut self) -> String {
        while !self.tables.is_empty() {
            self.deeper = 0;
            self.close("w:tbl");
        }
        self.out
    }
}

fn value(tag: &BytesStart<'_>) -> Option<String> {
    let found = tag.try_get_attribute("w:val").ok().flatten()?;
    Some(found.value.to_string())
}

fn number(tag: &BytesStart<'_>) -> usize {
    value(tag).and_then(|said| said.parse().ok()).unwrap_or(0).min(MOST_COLUMNS)
}
