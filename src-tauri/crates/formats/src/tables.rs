//! The tables of a bulletin for other programs: comma-separated for spreadsheets, JSON for scripts.
//!
//! Deliberately absent: merged headers in the comma-separated form; a heading there bears those above it.

use domain::reports::{Bulletin, Cell, Table};
use serde_json::{Map, Value, json};

use crate::WriteError;

/// Every table after the other, a blank line between: its title, its headings, its rows. Begins with the mark of UTF-8,
/// without which spreadsheets of offices take it for GBK; what a spreadsheet would run is told as words.
pub fn csv(bulletin: &Bulletin) -> Vec<u8> {
    let tables = bulletin.annexes.iter().map(|table| {
        let mut lines = vec![line([words(&table.title)])];
        lines.push(line(headings(table).iter().map(|heading| words(heading))));
        lines.extend(table.rows.iter().map(|row| line(row.iter().map(plain))));
        lines.concat()
    });
    format!("\u{feff}{}", tables.collect::<Vec<_>>().join("\r\n")).into_bytes()
}

/// Every table with its headings and cells, each cell as printed and, where it is a number, exact.
pub fn json(bulletin: &Bulletin) -> Result<Vec<u8>, WriteError> {
    let cell = |cell: &Cell| json!({ "text": cell.text, "value": cell.value.map(|value| value.to_string()), "kind": cell.kind.code() });
    let table = |table: &Table| {
        json!({
            "label": table.label,
            "title": table.title,
            "as_of": table.as_of_line,
            "unit": table.unit_line,
            "columns": headings(table),
            "rows": table.rows.iter().map(|row| row.iter().map(cell).collect()).collect::<Vec<Vec<Value>>>(),
            "notes": table.notes,
        })
    };
    let tables: Vec<Value> = bulletin.annexes.iter().map(table).collect();
    let properties = bulletin.properties().into_iter().map(|(name, text)| (name, Value::from(text)));
    let mut all: Map<String, Value> = properties.collect();
    all.insert("title".to_owned(), Value::from(bulletin.title.as_str()));
    all.insert("tables".to_owned(), Value::from(tables));
    Ok(serde_json::to_vec_pretty(&all)?)
}

/// The heading of each column under those that span it: 进展情况 累计完成.
fn headings(table: &Table) -> Vec<String> {
    let grid = table.header_grid();
    let over = |column: usize| {
        let covers = grid
            .iter()
            .filter(move |(_, first, cell)| (*first..first + cell.columns.max(1)).contains(&column));
        covers.map(|(_, _, cell)| cell.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    (0..table.columns.len()).map(over).collect()
}

/// A number exactly, words as printed.
fn plain(cell: &Cell) -> String {
    cell.value.map_or_else(|| words(&cell.text), |value| value.to_string())
}

/// What a spreadsheet takes for the beginning of a formula, and what it passes over before one.
const BEGINS_FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Words that look like a formula get a mark before them.
fn words(text: &str) -> String {
    if text.starts_with(BEGINS_FORMULA) { format!("'{text}") } else { text.to_owned() }
}

fn line(cells: impl IntoIterator<Item = String>) -> String {
    let quoted = cells.into_iter().map(|cell| {
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    });
    quoted.collect::<Vec<_>>().join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::bulletin;

    #[test]
    fn every_table_goes_out_with_its_headings_and_no_formula() {
        let bulletin = bulletin();
        let text = String::from_utf8(csv(&bulletin)).unwrap();
        assert!(text.starts_with('\u{feff}'));
        for table in &bulletin.annexes {
            assert!(text.contains(&format!("{}\r\n", table.title)), "{}", table.title);
        }
        assert!(text.contains("进展情况 累计完成,进展情况 完成率（%）"), "a heading bears those above it");
        assert!(text.contains(",'=SUM(A1:A9),"), "what would run is told as words");
        assert_eq!(text.lines().filter(|line| line.starts_with('=')).count(), 0);
        let rows: usize = bulletin.annexes.iter().map(|table| table.rows.len()).sum();
        assert_eq!(text.lines().filter(|line| !line.is_empty()).count(), rows + 2 * bulletin.annexes.len());
    }

    #[test]
    fn nothing_that_is_words_begins_a_formula_wherever_it_stands() {
        for sign in BEGINS_FORMULA {
            let hostile = format!("{sign}cmd()");
            let mut bulletin = bulletin();
            bulletin.annexes.truncate(1);
            let table = &mut bulletin.annexes[0];
            table.title = hostile.clone();
            for cell in table.header.iter_mut().flatten() {
                cell.text = hostile.clone();
            }
            for cell in table.rows.iter_mut().flatten().filter(|cell| cell.value.is_none()) {
                cell.text = hostile.clone();
            }
            let text = String::from_utf8(csv(&bulletin)).unwrap();
            let marked = text.matches(&format!("'{hostile}")).count();
            assert!(marked > 3, "title, headings and cells bear the mark: {text}");
            let bare = text.trim_start_matches('\u{feff}').replace(&format!("'{hostile}"), "");
            let spanned = bare.replace(&format!(" {hostile}"), ""); // a heading under another one
            assert!(!spanned.contains("cmd()"), "{sign:?} stands bare in {spanned}");
        }
    }

    #[test]
    fn cells_that_hold_the_signs_of_the_format_are_quoted() {
        assert_eq!(line(["甲,乙".into(), "丙\"丁".into(), "戊".into()]), "\"甲,乙\",\"丙\"\"丁\",戊\r\n");
    }

    #[test]
    fn scripts_get_printed_and_exact_values() {
        let bulletin = bulletin();
        let read: Value = serde_json::from_slice(&json(&bulletin).unwrap()).unwrap();
        let tables = read["tables"].as_array().unwrap();
        assert_eq!(tables.len(), bulletin.annexes.len());
        for (told, table) in tables.iter().zip(&bulletin.annexes) {
            assert_eq!(told["rows"].as_array().unwrap().len(), table.rows.len());
            assert_eq!(told["columns"].as_array().unwrap().len(), table.columns.len());
            for (line, row) in told["rows"].as_array().unwrap().iter().zip(&table.rows) {
                for (cell, held) in line.as_array().unwrap().iter().zip(row) {
                    assert_eq!(cell["text"], held.text);
                    assert_eq!(
                        cell["value"].as_str().map(str::to_owned),
                        held.value.map(|value| value.to_string())
                    );
                }
            }
        }
        assert_eq!(read["duizhang-head"], bulletin.head);
    }
}
