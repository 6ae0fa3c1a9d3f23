//! What a page says, as the template's inputs: words, sizes of tables, nothing that is read as markup.

use chrono::Datelike as _;
use domain::kernel::Date;
use domain::reports::{Block, Bulletin, Chart, Charts, Layout, Table, title};
use typst::foundations::{Array, Bytes, Dict, IntoValue, Str, Value};

use crate::RecoveryPage;

/// Points: how wide a table is on an upright page and on one that lies, what a cell leaves free beside its words, and a
/// character of them.
const UPRIGHT: f64 = 442.2;
const WIDE: f64 = 637.8;
const BESIDE: f64 = 6.0;
const CHARACTER: f64 = 10.5;

/// Everything the template asks for.
pub(crate) fn of(bulletin: &Bulletin) -> Dict {
    let copies = bulletin.copies_line().map(|(word, copies)| array([word.into_value(), copies.into_value()]));
    let printed = bulletin.printed_line();
    let printed = printed.map(|(signer, date)| array([signer.into_value(), date.into_value()]));
    dict([
        ("property-line", bulletin.property_line().into_value()),
        ("title", bulletin.title.as_str().into_value()),
        ("title-lines", texts(&title::lines(&bulletin.title, title::OF_DOCUMENT))),
        ("example", optional(bulletin.example_line())),
        ("layout", bulletin.layout().code().into_value()),
        ("stamped", bulletin.stamped().into_value()),
        ("letterhead", optional(bulletin.letterhead.as_deref())),
        ("number", bulletin.doc_number.as_deref().unwrap_or_default().into_value()),
        ("recipients", optional(bulletin.recipients.as_deref())),
        ("signer", optional(bulletin.signer.as_deref())),
        ("signer-text", bulletin.signer.as_deref().unwrap_or_default().into_value()),
        ("issued-text", bulletin.issued_on_text().unwrap_or_default().into_value()),
        ("date-text", bulletin.issued_on_text().unwrap_or_else(|| "    年  月  日".to_owned()).into_value()),
        ("day", bulletin.issued_on.map_or(Value::None, day)),
        ("contact", optional(bulletin.contact_line().as_deref())),
        ("copies", copies.unwrap_or(Value::None)),
        ("printed", printed.unwrap_or(Value::None)),
        ("blocks", array(bulletin.blocks.iter().map(block))),
        ("annex-list", texts(&titles(bulletin))),
        ("annexes", array(bulletin.annexes.iter().map(annex))),
        ("charts", bulletin.charts.as_ref().map_or(Value::None, charts)),
    ])
}

/// Everything the template of a recovery key asks for.
pub(crate) fn of_recovery(page: &RecoveryPage<'_>) -> Dict {
    let day = page.made;
    let made = format!("{}年{}月{}日", day.year(), day.month(), day.day());
    dict([
        ("title", page.title.into_value()),
        ("groups", texts(&page.code.groups())),
        ("fingerprint", page.fingerprint.into_value()),
        ("maker", page.maker.into_value()),
        ("made", made.into_value()),
    ])
}

fn dict<const N: usize>(entries: [(&str, Value); N]) -> Dict {
    entries.into_iter().map(|(name, value)| (Str::from(name), value)).collect()
}

fn array(values: impl IntoIterator<Item = Value>) -> Value {
    values.into_iter().collect::<Array>().into_value()
}

fn texts(texts: &[String]) -> Value {
    array(texts.iter().map(|text| text.as_str().into_value()))
}

fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::None, IntoValue::into_value)
}

fn day(day: Date) -> Value {
    array([day.year().into_value(), i64::from(day.month()).into_value(), i64::from(day.day()).into_value()])
}

fn block(block: &Block) -> Value {
    let level = match block {
        Block::Heading { level, .. } => i64::from(*level),
        Block::Paragraph { .. } => 0,
    };
    array([level.into_value(), block.text().into_value()])
}

/// The annexes as the text names them; tables that stand alone are not named.
fn titles(bulletin: &Bulletin) -> Vec<String> {
    if bulletin.layout() == Layout::Tables {
        return Vec::new();
    }
    let tables = bulletin.annexes.iter().map(|annex| annex.title.clone());
    tables.chain(bulletin.charts.iter().map(|charts| charts.title.clone())).collect()
}

fn charts(charts: &Charts) -> Value {
    let chart = |chart: &Chart| {
        let picture = drawing::draw(chart);
        dict([
            ("svg", Bytes::from_string(picture.svg).into_value()),
            ("title", chart.title.as_str().into_value()),
            ("notes", texts(&chart.notes)),
        ])
        .into_value()
    };
    dict([
        ("label", charts.label.as_str().into_value()),
        ("title-lines", texts(&title::lines(&charts.title, title::OF_ANNEX))),
        ("charts", array(charts.charts.iter().map(chart))),
    ])
    .into_value()
}

fn annex(table: &Table) -> Value {
    let most = if table.landscape { title::OF_WIDE_ANNEX } else { title::OF_ANNEX };
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX).into_value();
    let line = |line: &Option<String>| line.clone().unwrap_or_default().into_value();
    let total: u32 = table.columns.iter().map(|column| column.width.max(1)).sum();
    let page = if table.landscape { WIDE } else { UPRIGHT };
    let header = table.header_grid().into_iter().map(|(row, column, cell)| {
        let columns = cell.columns.clamp(1, table.columns.len() - column);
        let share: u32 =
            table.columns[column..column + columns].iter().map(|column| column.width.max(1)).sum();
        let most = (page * f64::from(share) / f64::from(total) - BESIDE) / CHARACTER;
        let rows = cell.rows.clamp(1, table.header.len() - row);
        dict([
            ("x", count(column)),
            ("y", count(row)),
            ("columns", count(columns)),
            ("rows", count(rows)),
            ("text", title::head_lines(&cell.text, most as usize).into_value()),
        ])
        .into_value()
    });
    let column = |column: &domain::reports::Column| {
        let width = i64::from(column.width.max(1)).into_value();
        dict([("width", width), ("align", column.align.code().into_value())]).into_value()
    };
    let row = |row: &Vec<domain::reports::Cell>| {
        let text = |at: usize| row.get(at).map_or("", |cell| cell.text.as_str()).into_value();
        array((0..table.columns.len()).map(text))
    };
    dict([
        ("label", table.label.as_str().into_value()),
        ("title-lines", texts(&title::lines(&table.title, most))),
        ("source", line(&table.source_line)),
        ("as-of", line(&table.as_of_line)),
        ("unit", line(&table.unit_line)),
        ("columns", array(table.columns.iter().map(column))),
        ("header", array(header)),
        ("header-rows", count(table.header.len())),
        ("rows", array(table.rows.iter().map(row))),
        ("notes", texts(&table.notes)),
        ("signatures", texts(&table.signatures)),
        ("landscape", table.landscape.into_value()),
    ])
    .into_value()
}
