//! The sheets of an .ods, with merged cells and hidden rows, which the common reader does not tell. Repeated rows
//! and cells, by which office programs fill a sheet to its end, are taken where they hold something.

use domain::kernel::Decimal;
use domain::workbooks::{Merged, Sheet, Value};
use quick_xml::events::BytesStart;

use super::{Gathered, Unread, damage};
use crate::markup::{self, Visitor};
use crate::text::TextError;
use crate::zipped::{Container, ZipError};

/// Where the sheets lie.
const CONTENT: &str = "content.xml";
/// Most times a cell that holds something is said again.
const MOST_REPEATED: u32 = 1_024;
/// Most rows and columns of a sheet.
const LAST_ROW: u32 = 1_048_576;
const LAST_COLUMN: u32 = 16_384;

/// Reads the sheets.
pub(super) fn read(container: &mut Container<'_>) -> Result<Gathered, Unread> {
    let unpacked = container.part(CONTENT).map_err(|error| match error {
        ZipError::Damaged => damage::in_part(CONTENT).into(),
        other => Unread::from(TextError::from(other)),
    })?;
    let xml =
        unpacked.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| damage::in_part(CONTENT))?;
    if !xml.contains("office:spreadsheet") {
        return Err(TextError::NoWorkbook.into());
    }
    let mut walk = Walk { repeat_row: 1, ..Walk::default() };
    if markup::walk(&xml, &mut walk).is_err() {
        let place = |sheet: &Sheet| damage::on_sheet(sheet, walk.last);
        return Err(walk.sheet.as_ref().map_or_else(|| damage::in_part(CONTENT), place).into());
    }
    Ok(walk.gathered)
}

/// A cell that is open.
struct Open {
    kind: String,
    value: Option<String>,
    text: String,
    paragraphs: usize,
    repeated: u32,
    across: u32,
    down: u32,
}

#[derive(Default)]
struct Walk {
    gathered: Gathered,
    sheet: Option<Sheet>,
    row: u32,
    repeat_row: u32,
    /// How many cells the sheet had before this row.
    row_start: usize,
    column: u32,
    /// The last cell of the sheet that says something.
    last: Option<(u32, u32)>,
    /// How many columns have been defined.
    defined: u32,
    cell: Option<Open>,
    skipped: usize,
    paragraphs: usize,
}

impl Visitor for Walk {
    fn open(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        let name = name.as_ref();
        if self.skipped > 0 || ["office:annotation", "text:tracked-changes"].contains(&name) {
            self.skipped += 1;
            return;
        }
        let number =
            |name: &str| attribute(tag, name).and_then(|said| said.parse().ok()).unwrap_or(1_u32).max(1);
        let hidden =
            || ["collapse", "filter"].contains(&attribute(tag, "table:visibility").as_deref().unwrap_or(""));
        match name {
            "table:table" if self.sheet.is_none() => {
                self.sheet = Some(Sheet::named(attribute(tag, "table:name").unwrap_or_default()));
                (self.row, self.defined, self.last) = (0, 0, None);
            }
            "table:table-column" => {
                let repeated = number("table:number-columns-repeated").min(LAST_COLUMN);
                if let Some(sheet) = self.sheet.as_mut().filter(|_| hidden()) {
                    let end = self.defined.saturating_add(repeated).min(LAST_COLUMN);
                    sheet.hidden_columns.extend(self.defined..end);
                }
                self.defined = self.defined.saturating_add(repeated);
            }
            "table:table-row" => {
                self.repeat_row = number("table:number-rows-repeated");
                self.column = 0;
                self.row_start = self.sheet.as_ref().map_or(0, |sheet| sheet.rows.len());
                if hidden()
                    && let Some(sheet) = self.sheet.as_mut()
                {
                    let end = self.row.saturating_add(self.repeat_row.min(MOST_REPEATED));
                    sheet.hidden_rows.extend(self.row..end.min(LAST_ROW));
                }
            }
            "table:table-cell" | "table:covered-table-cell" if self.cell.is_none() => {
                let value =
                    ["office:value", "office:date-value", "office:boolean-value", "office:string-value"]
                        .into_iter()
                        .find_map(|name| attribute(tag, name));
                self.cell = Some(Open {
                    kind: attribute(tag, "office:value-type").unwrap_or_default(),
                    value,
                    text: String::new(),
                    paragraphs: 0,
                    repeated: number("table:number-columns-repeated"),
                    across: number("table:number-columns-spanned"),
                    down: number("table:number-rows-spanned"),
                });
            }
            "text:p" | "text:h" => {
                self.paragraphs += 1;
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "text:s" | "text:tab" => self.push(" "),
            "text:line-break" => self.push("\n"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "text:p" | "text:h" => self.paragraphs = self.paragraphs.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    self.take(cell);
                }
            }
            "table:table-row" => self.end_row(),
            "table:table" => {
                if let Some(sheet) = self.sheet.take() {
                    self.gathered.take(sheet);
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
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(text);
        }
    }

    fn take(&mut self, cell: Open) {
        let Some(sheet) = self.sheet.as_mut() else { return };
        let (row, column) = (self.row, self.column);
        self.column = self.column.saturating_add(cell.repeated).min(LAST_COLUMN);
        if row >= LAST_ROW || column >= LAST_COLUMN {
            return;
        }
        if cell.across > 1 || cell.down > 1 {
            sheet.merged.push(Merged {
                rows: (row, row.saturating_add(cell.down - 1).min(LAST_ROW - 1)),
                columns: (column, column.saturating_add(cell.across - 1).min(LAST_COLUMN - 1)),
            });
        }
        let Some(value) = value_of(&cell) else { return };
        self.last = Some((row, column));
        for at in column..column.saturating_add(cell.repeated.min(MOST_REPEATED)).min(LAST_COLUMN) {
            if !self.gathered.push(sheet, row, at, value.clone()) {
                return;
            }
        }
    }

    /// A row that is said again is the same cells further down.
    fn end_row(&mut self) {
        let Some(sheet) = self.sheet.as_mut() else { return };
        let own = sheet.rows.get(self.row_start..).and_then(<[_]>::first).cloned();
        if let Some(own) = own.filter(|_| self.repeat_row > 1) {
            'rows: for again in 1..self.repeat_row.min(MOST_REPEATED) {
                for cell in &own.cells {
                    if !self.gathered.push(sheet, self.row + again, cell.column, cell.value.clone()) {
                        break 'rows;
                    }
                }
            }
        }
        self.row = self.row.saturating_add(self.repeat_row).min(LAST_ROW);
    }
}

fn value_of(cell: &Open) -> Option<Value> {
    let exact = || {
        cell.value.as_deref().and_then(|text| Decimal::from_scientific(text).or_else(|_| text.parse()).ok())
    };
    let value = match cell.kind.as_str() {
        "float" | "currency" => exact().map(|value| Value::Number(value.normalize())),
        "percentage" => exact().map(|value| Value::Percent(value.normalize())),
        "date" => cell.value.as_deref().map(|text| Value::Day(text.chars().take(10).collect())),
        "boolean" => cell.value.as_deref().map(|text| Value::Truth(text == "true")),
        _ => None,
    };
    let words = || {
        Value::Text(match (&cell.value, cell.text.is_empty()) {
            (Some(value), true) => value.clone(),
            _ => cell.text.clone(),
        })
    };
    let value = value.unwrap_or_else(words);
    match value {
        Value::Text(text) if text.starts_with("#") && text.ends_with(['!', '?']) => Some(Value::Fault(text)),
        value if value.is_blank() => None,
        value => Some(value),
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    Some(
        quick_xml::escape::unescape(&found.value)
            .map_or_else(|_| found.value.to_string(), |text| text.into_owned()),
    )
}
