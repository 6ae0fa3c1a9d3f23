//! The text of an .ods or .odt: paragraphs as lines, tables as a [`Grid`] writes them. Repeated rows and cells,
//! by which an office program fills a sheet to its end, are taken once where they hold nothing and a few times
//! where they hold something. No entity is expanded beyond the five of XML.

use quick_xml::events::BytesStart;

use super::TextError;
use crate::grid::{Grid, MOST_COLUMNS};
use crate::markup::{self, Visitor};
use crate::zipped::Container;

/// Elements whose content is not text of the document as it stands now.
const SKIPPED: [&str; 5] = [
    "text:tracked-changes",
    "office:annotation",
    "table:calculation-settings",
    "table:content-validations",
    "svg:desc",
];
/// Deepest nesting of tables.
const DEEPEST_TABLE: usize = 16;
/// Most times a row or cell that holds something is said again.
const MOST_REPEATED: usize = 64;

/// The name of the part that holds the text.
pub(super) const CONTENT: &str = "content.xml";

/// The text of the document.
pub(super) fn read(container: &mut Container<'_>) -> Result<String, TextError> {
    let bytes = container.part(CONTENT)?.ok_or(TextError::Damaged)?;
    text_of(&String::from_utf8(bytes).map_err(|_| TextError::Damaged)?)
}

fn text_of(xml: &str) -> Result<String, TextError> {
    let mut walk = Walk::default();
    markup::walk(xml, &mut walk)?;
    Ok(walk.out)
}

/// A table that is open.
#[derive(Default)]
struct Open {
    grid: Grid,
    cell: String,
    repeated: usize,
    across: usize,
    down: usize,
}

#[derive(Default)]
struct Walk {
    out: String,
    skipped: usize,
    /// How many paragraphs are open: what stands between them is the layout of the file.
    paragraphs: usize,
    tables: Vec<Open>,
    deeper: usize,
}

impl Visitor for Walk {
    fn open(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        let name = name.as_ref();
        let hidden =
            || ["collapse", "filter"].contains(&attribute(tag, "table:visibility").as_deref().unwrap_or(""));
        if self.skipped > 0 || SKIPPED.contains(&name) || (name == "table:table-row" && hidden()) {
            self.skipped += 1;
            return;
        }
        match name {
            "text:p" | "text:h" => self.paragraphs += 1,
            "text:tab" => self.push("\t"),
            "text:s" => self.push(" "),
            "text:line-break" => self.push("\n"),
            "table:table" if self.tables.len() >= DEEPEST_TABLE => self.deeper += 1,
            "table:table" => self.tables.push(Open::default()),
            _ if self.deeper > 0 => {}
            "table:table-row" => {
                if let Some(table) = self.tables.last_mut() {
                    table.grid.row();
                }
            }
            "table:table-cell" => {
                if let Some(table) = self.tables.last_mut() {
                    let number = |name| attribute(tag, name).and_then(|said| said.parse().ok()).unwrap_or(1);
                    table.cell.clear();
                    table.repeated = number("table:number-columns-repeated");
                    table.across = number("table:number-columns-spanned");
                    table.down = number("table:number-rows-spanned");
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
            "text:p" | "text:h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.push("\n");
            }
            "table:table" if self.deeper > 0 => self.deeper -= 1,
            "table:table" => {
                if let Some(table) = self.tables.pop() {
                    let mut text = String::new();
                    table.grid.write(&mut text);
                    self.push(&text);
                }
            }
            "table:table-cell" if self.deeper == 0 => {
                if let Some(table) = self.tables.last_mut() {
                    let empty = table.cell.trim().is_empty();
                    let most = if empty { MOST_COLUMNS } else { MOST_REPEATED };
                    for _ in 0..table.repeated.min(most) {
                        table.grid.cell(table.across, table.down, table.cell.clone());
                    }
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        if self.paragraphs > 0 && self.skipped == 0 {
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
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    Some(tag.try_get_attribute(name).ok().flatten()?.value.to_string())
}
