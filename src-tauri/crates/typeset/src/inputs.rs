//! What a page says, as the template's inputs: words, sizes of tables, nothing that is read as markup.

use chrono::Datelike as _;
use domain::kernel::Date;
use domain::reports::columns::BESIDE;
use domain::reports::{Block, Bulletin, Cell, Chart, Charts, Listed, Table, title};
use typst::foundations::{Array, Bytes, Dict, IntoValue, Str, Value};

use crate::RecoveryPage;
use crate::world::advance;

/// In twentieths of one.
const POINT: f64 = 20.0;
/// What is no wider or narrower than this may turn out either way.
const HAIR: f64 = 0.05;

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
        ("annex-list", array(bulletin.annex_list().iter().map(listed))),
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

/// Number, how wide it is in characters, title.
fn listed(listed: &Listed) -> Value {
    let width = f64::from(listed.number_width()) / 4.0;
    array([listed.number.as_str().into_value(), width.into_value(), listed.title.as_str().into_value()])
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
    let table = &*table.on_paper();
    let most = if table.landscape { title::OF_WIDE_ANNEX } else { title::OF_ANNEX };
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX).into_value();
    let line = |line: &Option<String>| line.clone().unwrap_or_default().into_value();
    let on_page = table.on_page();
    // Type is measured in half points.
    let character = f64::from(on_page.size) / 2.0;
    let room = |widths: &[u32]| f64::from(widths.iter().sum::<u32>() - 2 * BESIDE) / POINT;
    let header = table.header_grid().into_iter().map(|(row, column, cell)| {
        let columns = cell.columns.clamp(1, table.columns.len() - column);
        let most = room(&on_page.widths[column..column + columns]) / character;
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
    let column = |(column, width): (&domain::reports::Column, &u32)| {
        let width = i64::from(*width).into_value();
        dict([("width", width), ("align", column.align.code().into_value())]).into_value()
    };
    let text = |row: &Vec<Cell>, at: usize| row.get(at).map_or(String::new(), |cell| cell.text.clone());
    let row = |row: &Vec<Cell>| array((0..table.columns.len()).map(|at| text(row, at).into_value()));
    let lines = |row: &Vec<Cell>| {
        let most: Option<Vec<usize>> = (0..table.columns.len())
            .map(|at| line_count(&text(row, at), character, room(&on_page.widths[at..=at])))
            .collect();
        most.map_or(Value::None, |lines| count(lines.into_iter().max().unwrap_or(1)))
    };
    dict([
        ("label", table.label.as_str().into_value()),
        ("title-lines", texts(&title::lines(&table.title, most))),
        ("source", line(&table.source_line)),
        ("as-of", line(&table.as_of_line)),
        ("unit", line(&table.unit_line)),
        ("columns", array(table.columns.iter().zip(&on_page.widths).map(column))),
        ("size", character.into_value()),
        ("header", array(header)),
        ("header-rows", count(table.header.len())),
        ("rows", array(table.rows.iter().map(row))),
        ("lines", array(table.rows.iter().map(lines))),
        ("notes", texts(&table.notes)),
        ("signatures", texts(&table.signatures)),
        ("landscape", table.landscape.into_value()),
    ])
    .into_value()
}

/// In how many lines typst sets the words of a cell, where that is certain: each of their own lines has room, or it is of ideographs
/// alone, which break anywhere. Rows of certain height are set once; the height of others is found by setting them before.
fn line_count(words: &str, character: f64, room: f64) -> Option<usize> {
    words.split('\n').map(|line| lines_of(line, character, room)).sum()
}

fn lines_of(line: &str, character: f64, room: f64) -> Option<usize> {
    let widths: Option<Vec<f64>> = line.chars().map(|sign| Some(advance(sign)? * character)).collect();
    if widths?.iter().sum::<f64>() <= room - HAIR {
        return Some(1);
    }
    let in_a_line = (room / character).floor();
    let certain = room - in_a_line * character > HAIR && in_a_line >= 1.0;
    let ideographs = line.chars().all(|sign| matches!(sign, '\u{4e00}'..='\u{9fff}'));
    (certain && ideographs).then(|| line.chars().count().div_ceil(in_a_line as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_where_they_are_certain() {
        let check = |words: &str, characters: f64, lines: Option<usize>| {
            assert_eq!(line_count(words, 9.0, characters * 9.0), lines, "{words} in {characters}");
        };
        check("", 3.0, Some(1));
        check("东胜区", 3.5, Some(1));
        check("东胜区", 2.5, Some(2));
        check("东胜区", 3.0, None);
        check("东胜区", 0.5, None);
        check("1234.5", 4.5, Some(1));
        check("1234.5", 2.5, None);
        check("东胜（区）", 3.5, None);
        check("东胜区\n康巴什", 2.5, Some(4));
        check("\u{1f600}", 9.0, None);
    }
}
