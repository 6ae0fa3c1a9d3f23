//! 重复: rows that say the same in every column, of two units or of two periods. Small numbers meet by chance, so
//! that so many columns and so many digits must agree.

use std::collections::HashMap;

use super::finding::{Class, Finding};
use super::settings::Settings;
use super::sheet::{At, Said, Sheet};
use crate::kernel::{Decimal, Problem};
use crate::results::Measure;

/// So many digits must agree in all: three numbers of one digit are nothing to wonder at.
const DIGITS: usize = 7;

/// Units that repeat each other, and units that repeat their own last period.
pub fn check_twins(sheet: &Sheet, settings: &Settings) -> Vec<Finding> {
    if !settings.runs(Class::Twins) {
        return Vec::new();
    }
    let mut first: HashMap<Vec<Option<Decimal>>, usize> = HashMap::new();
    let mut found = Vec::new();
    for unit in 0..sheet.units.len() {
        let Some(row) = row(sheet, unit, 0, settings) else { continue };
        let at = At { sheet, unit, column: 0 };
        let repeats_itself = self::row(sheet, unit, 1, settings).as_ref() == Some(&row) && !runs_on(sheet);
        if repeats_itself {
            found.extend(at.found(Class::Twins, |place| Problem::query("check.same_as_before", place)));
        }
        match first.get(&row) {
            None => drop(first.insert(row, unit)),
            Some(other) => found.extend(at.found(Class::Twins, |place| {
                Problem::query("check.same_as", place).with(&sheet.units[*other])
            })),
        }
    }
    found
}

/// Running totals that stand still are told cell by cell.
fn runs_on(sheet: &Sheet) -> bool {
    sheet.columns.iter().all(|column| matches!(column.measure, Measure::Ytd | Measure::SinceStart))
}

/// A row of numbers that says enough to be compared; a text, a conflict or a gap makes it no row.
fn row(sheet: &Sheet, unit: usize, ago: usize, settings: &Settings) -> Option<Vec<Option<Decimal>>> {
    let mut row = Vec::with_capacity(sheet.columns.len());
    let (mut columns, mut digits) = (0, 0);
    for column in 0..sheet.columns.len() {
        let series = sheet.series(unit, column);
        match series.get(series.len().checked_sub(ago + 1)?)? {
            None | Some(Said::Conflict | Said::Unread) => return None,
            Some(Said::NotApplicable) => row.push(None),
            Some(said) => {
                let value = said.number()?.normalize();
                if !value.is_zero() {
                    columns += 1;
                    digits += value.mantissa().unsigned_abs().to_string().len();
                }
                row.push(Some(value));
            }
        }
    }
    (columns >= settings.twin_columns as usize && digits >= DIGITS).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Sheets, codes};
    use super::*;

    const COLUMNS: [(&str, &str); 4] = [("a", "户 0"), ("b", "户 0"), ("c", "户 0"), ("d", "户 0")];

    fn found(rows: &[[&str; 4]]) -> Vec<String> {
        let mut sheets = Sheets::new("2022-06", "stock", &COLUMNS);
        for (unit, row) in rows.iter().enumerate() {
            for (column, text) in row.iter().enumerate() {
                sheets.now(unit, column, text);
            }
        }
        codes(&sheets.checked(&Settings::default()), &[Class::Twins])
    }

    #[test]
    fn rows_that_repeat_each_other() {
        let one = ["120", "35", "48", "7"];
        assert_eq!(found(&[one, one]), ["a check.same_as"]);
        assert_eq!(found(&[one, ["120", "35", "48", "8"]]), [""; 0]);
        assert_eq!(
            found(&[["1", "2", "3", "4"], ["1", "2", "3", "4"]]),
            [""; 0],
            "small numbers meet by chance"
        );
        assert_eq!(found(&[["0", "0", "0", "1200345"]; 2]), [""; 0], "one column is no row");
        assert_eq!(found(&[["120", "35", "48", "无"]; 3]), ["a check.same_as"; 2]);
        assert_eq!(found(&[["120", "35", "48", "未报"]; 2]), [""; 0], "not filled in yet");
    }

    #[test]
    fn a_row_that_repeats_its_last_period() {
        for (measure, expected) in [("period", &["a check.same_as_before"][..]), ("ytd", &[])] {
            let mut sheets = Sheets::new("2022-06", measure, &COLUMNS);
            for (column, text) in ["120", "35", "48", "7"].iter().enumerate() {
                sheets.at(0, column, 1, text);
                sheets.now(0, column, text);
            }
            assert_eq!(codes(&sheets.checked(&Settings::default()), &[Class::Twins]), expected, "{measure}");
        }
    }
}
