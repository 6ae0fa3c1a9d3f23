//! 完整性 and 逻辑: what is asked for is there, parts are not more than their whole, days lie in their period.

use super::finding::{Class, Finding};
use super::relation::{Relation, Sign};
use super::settings::Settings;
use super::sheet::{At, Said, Sheet};
use crate::kernel::{Decimal, IndicatorId, Problem, Uom, convert};

/// Cells that ask for something and say nothing: one finding for a row, at the first.
pub(super) fn completeness(sheet: &Sheet, settings: &Settings, unit: usize) -> Option<Finding> {
    let asked = (0..sheet.columns.len()).filter(|column| !sheet.no_task.contains(&(unit, *column)));
    let (missing, said): (Vec<usize>, Vec<usize>) =
        asked.partition(|column| sheet.now(unit, *column).is_none());
    // Where gaps are let pass, a report still says something.
    if !settings.runs(Class::Completeness) && !said.is_empty() {
        return None;
    }
    let first = At { sheet, unit, column: *missing.first()? };
    first.found(Class::Completeness, |place| Problem::error("check.missing", place).with(missing.len()))
}

/// The relations whose indicators all stand on the sheet.
pub(super) fn relations(sheet: &Sheet, settings: &Settings, unit: usize) -> Vec<Finding> {
    let broken = |relation: &Relation| {
        let left = sum(sheet, unit, &relation.left, None)?;
        let right = sum(sheet, unit, &relation.right, Some(&left.uom))?;
        let (class, breaks) = match relation.sign {
            Sign::AtMost => (Class::Logic, left.value > right.value),
            Sign::Equal => {
                let apart = left.value.checked_sub(right.value)?.abs();
                (Class::Balance, apart > rounding(&[left.tolerance, right.tolerance])?)
            }
        };
        let at = At { sheet, unit, column: left.first };
        let said = |place| {
            Problem::error("check.relation", place)
                .with(left.names)
                .with(left.value.normalize())
                .with(relation.sign.word())
                .with(right.names)
                .with(right.value.normalize())
                .with(&left.uom)
        };
        if breaks && settings.runs(class) { at.found(class, said) } else { None }
    };
    settings.relations.iter().filter_map(broken).collect()
}

struct Side {
    value: Decimal,
    /// How far rounding of its parts may take it.
    tolerance: Decimal,
    names: String,
    uom: Uom,
    first: usize,
}

/// The sum of some indicators in a row, in one unit of measure: that of the first, if none is asked for. None where
/// one is missing.
fn sum(sheet: &Sheet, unit: usize, ids: &[IndicatorId], uom: Option<&Uom>) -> Option<Side> {
    let mut value = Decimal::ZERO;
    let mut tolerance = Decimal::ZERO;
    let (mut names, mut uom, mut first) = (Vec::new(), uom.cloned(), None);
    for id in ids {
        let column = sheet.columns.iter().position(|column| column.indicator.id == *id)?;
        let at = At { sheet, unit, column };
        let indicator = &at.head().indicator;
        let into: &Uom = uom.get_or_insert_with(|| indicator.uom.clone());
        let part = match at.said()? {
            Said::NotApplicable => Decimal::ZERO,
            said => convert(said.number()?, &indicator.uom, into)?,
        };
        value = value.checked_add(part)?;
        tolerance = tolerance.checked_add(convert(half_step(at), &indicator.uom, into)?)?;
        first.get_or_insert(column);
        names.push(indicator.name.clone());
    }
    Some(Side { value, tolerance, names: names.join("＋"), uom: uom?, first: first? })
}

/// Half of the last decimal of a figure that is rounded; whole numbers are counted and not rounded.
pub(super) fn half_step(at: At<'_>) -> Decimal {
    if at.head().indicator.decimals == 0 { Decimal::ZERO } else { at.step() * Decimal::new(5, 1) }
}

/// What roundings may make together.
pub(super) fn rounding(parts: &[Decimal]) -> Option<Decimal> {
    parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))
}

/// What a cell may not say by itself. Text that is no value blocks whatever is set.
pub(super) fn of_cell(at: At<'_>, settings: &Settings) -> Vec<Finding> {
    let mut found = Vec::new();
    match at.said() {
        Some(Said::Unread) => {
            found.extend(at.found(Class::Completeness, |place| Problem::error("check.unread", place)));
        }
        _ if !settings.runs(Class::Logic) => {}
        Some(Said::Number { value, as_of, .. }) => {
            let (head, period) = (at.head(), at.period());
            if value.is_sign_negative() && !value.is_zero() && head.indicator.accumulation.grows() {
                found.extend(at.found(Class::Logic, |place| {
                    Problem::query("check.negative", place).with(value.normalize())
                }));
            }
            let outside = as_of.zip(period).filter(|(day, period)| !period.contains(*day));
            if let Some((day, period)) = outside {
                found.extend(at.found(Class::Logic, |place| {
                    Problem::error("check.day_outside", place).with(day).with(period.name())
                }));
            }
        }
        _ => {}
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Sheets, codes};
    use super::*;

    fn checked(columns: &[(&str, &str)], row: &[&str], relations: &str) -> Vec<String> {
        let mut sheets = Sheets::new("2022-06", "ytd", columns);
        for (column, text) in row.iter().enumerate() {
            sheets.now(0, column, text);
        }
        let settings = Settings::default().with("relations", relations).unwrap();
        let kept = [Class::Logic, Class::Balance, Class::Completeness];
        codes(&sheets.checked(&settings), &kept)
    }

    #[test]
    fn relations_hold_in_every_row() {
        let funds = [("spent", "万元 2"), ("given", "万元 2"), ("planned", "万元 2")];
        let rule = "spent<=given;given<=planned";
        for (row, expected) in [
            (["80", "90", "100"], &[][..]),
            (["90", "90", "90"], &[]),
            (["90.01", "90", "100"], &["spent check.relation"]),
            (["80", "101", "100"], &["given check.relation"]),
            (["200", "150", "100"], &["spent check.relation", "given check.relation"]),
            (["零", "0", "0"], &[]),
            (["无", "90", "100"], &[]),
        ] {
            assert_eq!(checked(&funds, &row, rule), expected, "{row:?}");
        }
        let women = [("women", "人 0"), ("people", "人 0")];
        assert_eq!(checked(&women, &["12", "10"], "women<=people"), ["women check.relation"]);
        assert_eq!(checked(&women, &["12", "10"], "women<=villages"), [""; 0], "not all on this sheet");
    }

    #[test]
    fn a_total_is_the_sum_of_its_parts_up_to_rounding() {
        let parts = [("all", "户 0"), ("own", "户 0"), ("rent", "户 0")];
        for (row, expected) in [
            (["30", "10", "20"], &[][..]),
            (["31", "10", "20"], &["all check.relation"]),
            (["10", "10", "无"], &[]),
        ] {
            assert_eq!(checked(&parts, &row, "all=own+rent"), expected, "{row:?}");
        }
        let rounded = [("all", "万元 1"), ("own", "万元 1"), ("rent", "万元 1")];
        for (row, expected) in [
            (["30.1", "10", "20.1"], &[][..]),
            (["30.2", "10", "20.1"], &[]),
            (["30.3", "10", "20.1"], &["all check.relation"]),
        ] {
            assert_eq!(checked(&rounded, &row, "all=own+rent"), expected, "{row:?}");
        }
        let mixed = [("all", "万元 2"), ("own", "元 0")];
        assert_eq!(checked(&mixed, &["1.20", "12000"], "all=own"), [""; 0], "units of measure are converted");
    }

    #[test]
    fn what_is_asked_for_must_be_there() {
        let two = [("a", "户 0"), ("b", "户 0")];
        assert_eq!(checked(&two, &["1", "2"], ""), [""; 0]);
        assert_eq!(checked(&two, &["1", "未报"], ""), ["b check.missing"]);
        assert_eq!(checked(&two, &["未报", "未报"], ""), ["a check.missing"], "one for the row");
        assert_eq!(checked(&two, &["零", "无"], ""), [""; 0], "零报告 and 不适用 say something");
        assert_eq!(checked(&two, &["不是数", "2"], ""), ["a check.unread"]);
        assert_eq!(checked(&two, &["-3", "2"], ""), ["a check.negative"]);
    }

    #[test]
    fn a_cell_without_a_task_is_not_asked_for() {
        let mut sheets = Sheets::new("2022-06", "ytd", &[("a", "户 0"), ("b", "户 0")]);
        sheets.now(0, 0, "1");
        sheets.sheet.no_task.insert((0, 1));
        assert_eq!(codes(&sheets.checked(&Settings::default()), Class::ALL), [""; 0]);
    }

    #[test]
    fn the_day_of_a_figure_lies_in_its_period() {
        for (day, expected) in [("2022-06-30", &[][..]), ("2022-07-03", &["a check.day_outside"])] {
            let mut sheets = Sheets::new("2022-06", "stock", &[("a", "户 0")]);
            sheets.said(
                0,
                0,
                0,
                Said::Number {
                    value: Decimal::TEN,
                    uom: Uom::new("户"),
                    as_of: Some(day.parse().unwrap()),
                    proven: false,
                },
            );
            assert_eq!(codes(&sheets.checked(&Settings::default()), Class::ALL), expected, "{day}");
        }
    }
}
