//! Workbooks: the annexes of a bulletin as living tables, in the layout of domain guide §4.1. Numbers are
//! numbers with their formats, rates are formulas over the cells of their row with our own value as their
//! stored result, words are words: a text that begins with = + - @ is never a formula. Forms go out the same way, to
//! be filled in and known again.

mod charts;
mod form;
#[cfg(test)]
mod form_tests;
mod rows;
mod sheet;
#[cfg(test)]
mod tests;

use domain::reports::{Bulletin, Table};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::WriteError;
use rows::Rows;

pub use form::write_form;

/// Longest name of a sheet.
const LONGEST_NAME: usize = 31;

/// The annexes of a bulletin, a sheet each; the same bulletin gives the same bytes. A bulletin without annexes
/// gives a workbook with one empty sheet.
pub fn write_annexes(bulletin: &Bulletin) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let day = bulletin.issued_on.unwrap_or_default();
    let created = ExcelDateTime::parse_from_str(&format!("{day}T00:00:00Z"))?;
    let mut properties = DocProperties::new().set_title(&bulletin.title).set_creation_datetime(&created);
    for (name, text) in bulletin.properties() {
        properties = properties.set_custom_property(name, text);
    }
    if let Some(signer) = &bulletin.signer {
        properties = properties.set_author(signer);
    }
    workbook.set_properties(&properties);
    let mut names: Vec<String> = Vec::new();
    let mut bodies = Vec::new();
    for table in &bulletin.annexes {
        let name = sheet_name(table, &names);
        bodies.push(sheet::write(workbook.add_worksheet().set_name(&name)?, table, None)?.body);
        names.push(name);
    }
    if let Some(charts) = &bulletin.charts {
        let name = free_name(&format!("{}进展情况图", charts.label), &names);
        charts::write(workbook.add_worksheet().set_name(&name)?, charts)?;
        names.push(name);
    }
    if names.is_empty() {
        workbook.add_worksheet();
    }
    let bodies: Vec<(usize, &dyn Rows)> = (0..).zip(bodies.iter().map(|body| body as &dyn Rows)).collect();
    rows::finish(workbook, &bodies)
}

/// A name that a workbook takes and that no other sheet has.
fn sheet_name(table: &Table, taken: &[String]) -> String {
    let plain: String = table
        .sheet
        .chars()
        .filter(|letter| !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !letter.is_control())
        .collect();
    let plain = plain.trim().trim_matches('\'');
    let plain = if plain.is_empty() { table.label.as_str() } else { plain };
    free_name(if plain.is_empty() { "附件" } else { plain }, taken)
}

/// The name, cut to what a workbook takes, with a number where another sheet has it.
fn free_name(plain: &str, taken: &[String]) -> String {
    let cut = |room: usize| -> String {
        // The limit counts UTF-16 units.
        let mut used = 0;
        plain
            .chars()
            .take_while(|letter| {
                used += letter.len_utf16();
                used <= room
            })
            .collect()
    };
    let first = cut(LONGEST_NAME);
    let same = |name: &String| taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    if !same(&first) {
        return first;
    }
    let mut number = taken.len() + 1;
    loop {
        let tail = format!("({number})");
        let name = format!("{}{tail}", cut(LONGEST_NAME - tail.len()));
        if !same(&name) {
            return name;
        }
        number += 1;
    }
}
