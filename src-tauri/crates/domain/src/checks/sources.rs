//! 一致性, 口径 and 佐证: what else the ledger holds about a cell.

use super::finding::{Class, Finding};
use super::settings::Settings;
use super::sheet::{At, Observed, Said};
use crate::kernel::{Decimal, Problem, Qualifier, convert};

pub(super) fn of_cell(at: At<'_>, settings: &Settings) -> Vec<Finding> {
    let mut found = Vec::new();
    if settings.runs(Class::Consistency) {
        found.extend(conflict(at));
        found.extend(documents(at));
    }
    if settings.runs(Class::Definition) {
        found.extend(other_uom(at));
        found.extend(other_denominator(at));
    }
    match lacking(at) {
        Some(finding) => found.push(finding),
        None if settings.runs(Class::Evidence) => found.extend(unproven(at)),
        None => {}
    }
    found
}

/// The cell was filled in two places at once and says two things.
fn conflict(at: At<'_>) -> Option<Finding> {
    match at.said()? {
        Said::Conflict => at.found(Class::Consistency, |place| Problem::error("check.conflict", place)),
        _ => None,
    }
}

/// A document says another value of the same thing.
fn documents(at: At<'_>) -> Option<Finding> {
    let now = at.value(0)?;
    let uom = &at.head().indicator.uom;
    let observed = at.beside()?.observed.iter();
    let apart =
        observed.filter(|seen| convert(now, uom, &seen.uom).is_some_and(|value| !agrees(value, seen)));
    let seen = apart.min_by(|a, b| a.document.cmp(&b.document))?;
    at.found(Class::Consistency, |place| {
        Problem::query("check.document_differs", place)
            .with(now.normalize())
            .with(format!("{}{}", seen.value.normalize(), seen.uom))
            .with(&seen.document)
    })
}

/// Whether a value is what a text says of it, as precisely as the text says it.
fn agrees(value: Decimal, seen: &Observed) -> bool {
    let rounded = value
        .round_dp_with_strategy(seen.value.scale(), rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    match seen.qualifier {
        Qualifier::Exact => rounded == seen.value,
        Qualifier::About => {
            let share = seen.value.abs().checked_mul(Decimal::new(5, 2));
            share.zip(value.checked_sub(seen.value)).is_none_or(|(share, apart)| apart.abs() <= share)
        }
        Qualifier::AtLeast | Qualifier::MoreThan => rounded >= seen.value,
        Qualifier::AtMost | Qualifier::LessThan => rounded <= seen.value,
    }
}

/// The unit of measure is not the one it was typed in before.
fn other_uom(at: At<'_>) -> Option<Finding> {
    let series = at.sheet.series(at.unit, at.column);
    let uom_of = |said: &Option<Said>| match said {
        Some(Said::Number { uom, .. }) => Some(uom.clone()),
        _ => None,
    };
    let now = uom_of(series.last()?)?;
    let before = series.iter().rev().skip(1).find_map(uom_of)?;
    if now == before {
        return None;
    }
    at.found(Class::Definition, |place| Problem::query("check.other_uom", place).with(now).with(before))
}

/// What rates are counted against has changed, and it usually does not.
fn other_denominator(at: At<'_>) -> Option<Finding> {
    let (now, before) = (at.value(0)?, at.value(1)?);
    if !at.head().is_denominator || now == before {
        return None;
    }
    let pairs = (1..at.depth()).map_while(|ago| at.value(ago).zip(at.value(ago + 1)));
    let (moved, still): (Vec<_>, Vec<_>) = pairs.partition(|(one, other)| one != other);
    if moved.len() > still.len() {
        return None;
    }
    at.found(Class::Definition, |place| {
        Problem::query("check.denominator_changed", place).with(now.normalize()).with(before.normalize())
    })
}

/// The form asks for evidence, there is something to prove, and nothing proves it.
fn lacking(at: At<'_>) -> Option<Finding> {
    let Said::Number { value, proven: false, .. } = at.said()? else { return None };
    if !at.head().proves || value.is_zero() {
        return None;
    }
    at.found(Class::Evidence, |place| Problem::error("check.evidence_missing", place).with(value.normalize()))
}

/// What the unit has to reach is reached for the first time, and nothing proves it.
fn unproven(at: At<'_>) -> Option<Finding> {
    let goal = at.beside()?.goal?;
    let Said::Number { value, proven: false, .. } = at.said()? else { return None };
    let before =
        if at.runs_on() || at.head().measure == crate::results::Measure::Stock { at.value(1) } else { None };
    if *value < goal || before.is_some_and(|before| before >= goal) {
        return None;
    }
    at.found(Class::Evidence, |place| {
        Problem::hint("check.no_evidence", place).with(value.normalize()).with(goal.normalize())
    })
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Beside;
    use super::super::testing::{Sheets, codes, number};
    use super::*;
    use crate::kernel::Uom;

    const HERE: [Class; 3] = [Class::Consistency, Class::Definition, Class::Evidence];

    fn sheet(now: &str) -> Sheets {
        let mut sheets = Sheets::new("2022-06", "stock", &[("a", "人 0")]);
        sheets.now(0, 0, now);
        sheets
    }

    fn told(sheets: &Sheets) -> Vec<String> {
        codes(&sheets.checked(&Settings::default()), &HERE)
    }

    #[test]
    fn a_document_is_agreed_with_as_precisely_as_it_speaks() {
        for (now, value, uom, qualifier, agrees) in [
            ("188034", "18.8", "万人", Qualifier::Exact, true),
            ("188600", "18.8", "万人", Qualifier::Exact, false),
            ("188000", "188000", "人", Qualifier::Exact, true),
            ("188001", "188000", "人", Qualifier::Exact, false),
            ("190000", "18.8", "万人", Qualifier::About, true),
            ("250000", "18.8", "万人", Qualifier::About, false),
            ("190000", "18.8", "万人", Qualifier::MoreThan, true),
            ("150000", "18.8", "万人", Qualifier::AtLeast, false),
            ("150000", "18.8", "万人", Qualifier::AtMost, true),
            ("188", "3", "户", Qualifier::Exact, true),
        ] {
            let mut sheets = sheet(now);
            let seen =
                Observed { value: number(value), uom: Uom::new(uom), qualifier, document: "题".into() };
            sheets.sheet.beside.insert((0, 0), Beside { observed: vec![seen], ..Beside::default() });
            let expected: &[&str] = if agrees { &[] } else { &["a check.document_differs"] };
            assert_eq!(told(&sheets), expected, "{now} and {value}{uom}");
        }
    }

    #[test]
    fn a_conflict_blocks() {
        let mut sheets = sheet("1");
        sheets.said(0, 0, 0, Said::Conflict);
        assert_eq!(told(&sheets), ["a check.conflict"]);
    }

    #[test]
    fn another_unit_of_measure_is_asked_about() {
        let mut sheets = sheet("1200");
        let said = |uom: &str| Said::Number {
            value: number("1200"),
            uom: Uom::new(uom),
            as_of: None,
            proven: false,
        };
        sheets.said(0, 0, 1, said("万人"));
        assert_eq!(told(&sheets), ["a check.other_uom"]);
        sheets.said(0, 0, 1, said("人"));
        assert_eq!(told(&sheets), [""; 0]);
    }

    #[test]
    fn a_denominator_that_used_to_stand_still_is_asked_about() {
        for (values, is_denominator, expected) in [
            ("50 50 50 52", true, &["a check.denominator_changed"][..]),
            ("50 50 50 52", false, &[]),
            ("50 51 53 52", true, &[]),
            ("50 52", true, &["a check.denominator_changed"]),
            ("50 50 50 50", true, &[]),
            ("未报 52", true, &[]),
        ] {
            let mut sheets = Sheets::new("2022-06", "stock", &[("a", "人 0")]);
            sheets.sheet.columns[0].is_denominator = is_denominator;
            for (ago, text) in values.split(' ').rev().enumerate() {
                sheets.at(0, 0, ago, text);
            }
            assert_eq!(told(&sheets), expected, "{values}");
        }
    }

    #[test]
    fn what_a_form_asks_to_be_proven_is_an_error_until_it_is() {
        for (now, proven, expected) in
            [("5", false, &["a check.evidence_missing"][..]), ("5", true, &[]), ("0", false, &[])]
        {
            let mut sheets = Sheets::new("2022-06", "ytd", &[("a", "人 0")]);
            sheets.sheet.columns[0].proves = true;
            let value = number(now);
            sheets.said(0, 0, 0, Said::Number { value, uom: Uom::new("人"), as_of: None, proven });
            let goal = Some(number("5"));
            sheets.sheet.beside.insert((0, 0), Beside { goal, ..Beside::default() });
            let off = Settings { off: [Class::Evidence].into(), ..Settings::default() };
            assert_eq!(told(&sheets), expected, "{now} {proven}");
            assert_eq!(codes(&sheets.checked(&off), &HERE), expected, "the form asks, whatever runs");
        }
        let mut sheets = sheet("零");
        sheets.sheet.columns[0].proves = true;
        assert_eq!(told(&sheets), Vec::<String>::new(), "零报告 has nothing to prove");
    }

    #[test]
    fn done_without_evidence_is_told_once() {
        for (before, now, proven, expected) in [
            ("90", "100", false, &["a check.no_evidence"][..]),
            ("90", "100", true, &[]),
            ("90", "99", false, &[]),
            ("100", "110", false, &[]),
        ] {
            let mut sheets = Sheets::new("2022-06", "ytd", &[("a", "人 0")]);
            sheets.at(0, 0, 1, before);
            let value = number(now);
            sheets.said(0, 0, 0, Said::Number { value, uom: Uom::new("人"), as_of: None, proven });
            let goal = Some(number("100"));
            sheets.sheet.beside.insert((0, 0), Beside { goal, ..Beside::default() });
            assert_eq!(told(&sheets), expected, "{before} {now}");
        }
    }
}
