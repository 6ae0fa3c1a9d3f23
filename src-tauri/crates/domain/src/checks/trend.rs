//! 趋势: jumps against the period and the year before, running totals that fall, values that do not move, whole
//! hundreds one after the other.
//!
//! A change is a jump only beyond what the office has set, beyond three times what the cell usually changes (where that
//! is not known yet, what the others change), and by more than a few steps of its last decimal: 1 → 2 is no jump of 100 %.
//! What last year did at the same time is the season, not a jump.

use super::finding::{Class, Finding};
use super::robust::median;
use super::settings::Settings;
use super::sheet::At;
use crate::kernel::{Decimal, Problem, Rate};
use crate::results::Measure;

/// So many others tell what is usual among them.
const OTHERS_ASKED: usize = 50;

/// A running total that is less than when it was last reported.
pub(super) fn fell(at: At<'_>, settings: &Settings) -> Option<Finding> {
    let (now, (before, ago)) = (at.value(0)?, at.last_total()?);
    if !settings.runs(Class::Trend) || now >= before {
        return None;
    }
    let period = at.sheet.periods.get(at.depth().checked_sub(ago)?)?;
    at.found(Class::Trend, |place| {
        Problem::query("check.fell", place).with(now.normalize()).with(before.normalize()).with(period.name())
    })
}

/// A running total that is more than what a later period has handed in.
pub(super) fn over_later(at: At<'_>, settings: &Settings) -> Option<Finding> {
    let (now, (period, later)) = (at.value(0)?, at.beside()?.later?);
    if !settings.runs(Class::Trend) || now <= later {
        return None;
    }
    at.found(Class::Trend, |place| {
        Problem::query("check.over_later", place)
            .with(now.normalize())
            .with(later.normalize())
            .with(period.name())
    })
}

/// 环比 or 同比 far beyond what is usual.
pub(super) fn jump(at: At<'_>, settings: &Settings) -> Option<Finding> {
    if !settings.runs(Class::Trend) {
        return None;
    }
    let now = at.own(0)?;
    // A total that adds nothing stands still, which is told in its own time.
    if at.runs_on() && now.is_zero() {
        return None;
    }
    let year = at.year_ago().and_then(|ago| at.own(ago));
    let yearly = year.and_then(|then| change(then, now));
    if let Some((then, by)) = year.zip(yearly) {
        return if is_jump(at, then, now, by, settings) && is_jump_of_past(at, now, settings) {
            at.found(Class::Trend, |place| told("check.jump_of_year", place, now, then, by))
        } else {
            None
        };
    }
    let then = at.own(1)?;
    let by = change(then, now)?;
    if !is_jump(at, then, now, by, settings) {
        return None;
    }
    at.found(Class::Trend, |place| told("check.jump", place, now, then, by))
}

/// What the year before says stands against the last period too, or the last period says nothing.
fn is_jump_of_past(at: At<'_>, now: Decimal, settings: &Settings) -> bool {
    let Some(then) = at.own(1) else { return true };
    change(then, now).is_none_or(|by| is_jump(at, then, now, by, settings))
}

fn told(code: &'static str, place: String, now: Decimal, then: Decimal, by: Decimal) -> Problem {
    Problem::query(code, place).with(now.normalize()).with(then.normalize()).with(by)
}

fn is_jump(at: At<'_>, then: Decimal, now: Decimal, by: Decimal, settings: &Settings) -> bool {
    let steps = at.step().checked_mul(settings.jump_steps.into());
    let small = now.checked_sub(then).zip(steps).is_none_or(|(apart, steps)| apart.abs() < steps);
    if small || by.abs() <= settings.jump_percent {
        return false;
    }
    let usual = usual_change(at, settings).or_else(|| change_of_others(at, settings));
    usual.and_then(|usual| usual.checked_mul(Decimal::from(3))).is_none_or(|usual| by.abs() > usual)
}

/// How much the cell has changed from period to period, in per cent: the middle of its changes, where it has a past.
fn usual_change(at: At<'_>, settings: &Settings) -> Option<Decimal> {
    let past = at.past();
    let changes = past.windows(2).filter_map(|pair| change(pair[1], pair[0]).map(|by| by.abs()));
    let changes: Vec<Decimal> = changes.collect();
    // As many values as show a slip have one change less.
    (changes.len() + 1 >= settings.slip_least as usize).then(|| median(&changes)).flatten()
}

/// How much the others have changed since the period before: the middle of their changes, where there are enough.
fn change_of_others(at: At<'_>, settings: &Settings) -> Option<Decimal> {
    let others = (0..at.sheet.units.len()).filter(|unit| *unit != at.unit).map(|unit| At { unit, ..at });
    let changes = others.filter_map(|other| Some(change(other.own(1)?, other.own(0)?)?.abs()));
    let changes: Vec<Decimal> = changes.take(OTHERS_ASKED).collect();
    (changes.len() >= settings.outlier_least as usize).then(|| median(&changes)).flatten()
}

/// The change in per cent to one decimal; none from a base that is not positive.
fn change(then: Decimal, now: Decimal) -> Option<Decimal> {
    if then <= Decimal::ZERO {
        return None;
    }
    let rate = Rate::new(now.checked_sub(then)?, then)?;
    rate.checked_mul(Rate::whole(Decimal::ONE_HUNDRED)?)?.rounded(1)
}

/// Values that do not move, and whole hundreds, told at every full run.
pub(super) fn runs(at: At<'_>, settings: &Settings) -> Vec<Finding> {
    if !settings.runs(Class::Trend) {
        return Vec::new();
    }
    [same(at, settings), round(at, settings)].into_iter().flatten().collect()
}

/// The same value again and again, where it used to move: a total that stands still, a stock nobody counted.
fn same(at: At<'_>, settings: &Settings) -> Option<Finding> {
    let now = at.value(0)?;
    let wanted = settings.same_periods as usize;
    let run = 1 + (1..=at.depth()).take_while(|ago| at.value(*ago) == Some(now) && !at.breaks(*ago)).count();
    if now.is_zero() || !run.is_multiple_of(wanted) {
        return None;
    }
    // Before the run: did it move at all?
    let earlier: Vec<Decimal> = (run - 1..=at.depth())
        .map_while(|ago| at.value(ago))
        .take(settings.slip_least as usize + 1)
        .collect();
    let moved = earlier.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let still = earlier.len().saturating_sub(1) - moved;
    let usual = match at.head().measure {
        Measure::Stock if earlier.len() > settings.slip_least as usize => moved > still,
        // Of a stock whose past is not known the others say whether such figures move; it is told once.
        Measure::Stock => run == wanted && !others_stand_still(at, wanted),
        _ => moved >= still,
    };
    if !usual {
        return None;
    }
    at.found(Class::Trend, |place| Problem::query("check.same", place).with(now.normalize()).with(run))
}

/// Whether most of the others have not moved either: villages, towns and the like do not.
fn others_stand_still(at: At<'_>, periods: usize) -> bool {
    let values = |unit: usize| {
        let other = At { unit, ..at };
        (0..periods).map(|ago| other.value(ago)).collect::<Option<Vec<Decimal>>>()
    };
    let others = (0..at.sheet.units.len()).filter(|unit| *unit != at.unit);
    let known: Vec<Vec<Decimal>> = others.filter_map(values).take(OTHERS_ASKED).collect();
    let still = known.iter().filter(|values| values.windows(2).all(|pair| pair[0] == pair[1])).count();
    !known.is_empty() && still * 2 >= known.len()
}

/// Whole hundreds one after the other.
fn round(at: At<'_>, settings: &Settings) -> Option<Finding> {
    let is_round = |value: Decimal| {
        !value.is_zero() && (value.checked_rem(Decimal::ONE_HUNDRED)).is_some_and(|rest| rest.is_zero())
    };
    let wanted = settings.round_periods as usize;
    let values: Vec<Decimal> =
        (0..=at.depth()).map_while(|ago| at.own(ago)).take_while(|value| is_round(*value)).collect();
    let moves = values.windows(2).any(|pair| pair[0] != pair[1]);
    if values.len() < wanted || !values.len().is_multiple_of(wanted) || !moves {
        return None;
    }
    let last = values.iter().take(wanted).rev().map(|value| value.normalize().to_string());
    let last: Vec<String> = last.collect();
    at.found(Class::Trend, |place| {
        Problem::query("check.round", place).with(values.len()).with(last.join("、"))
    })
}

impl At<'_> {
    /// Whether between the period so many ago and the one after it a total began anew.
    fn breaks(self, ago: usize) -> bool {
        self.head().measure == Measure::Ytd && self.begins_year(ago - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Beside;
    use super::super::testing::{Sheets, codes};
    use super::*;

    /// A cell through the months up to June 2022.
    fn found(measure: &str, uom: &str, values: &str) -> Vec<String> {
        let mut sheets = Sheets::new("2022-06", measure, &[("a", uom)]);
        for (ago, text) in values.split(' ').rev().enumerate() {
            sheets.at(0, 0, ago, text);
        }
        codes(&sheets.checked(&Settings::default()), &[Class::Trend])
    }

    #[test]
    fn a_running_total_does_not_fall() {
        assert_eq!(found("ytd", "户 0", "40 50 49"), ["a check.fell"]);
        assert_eq!(found("since_start", "户 0", "40 50 49"), ["a check.fell"]);
        assert_eq!(found("ytd", "户 0", "40 50 50"), [""; 0]);
        assert_eq!(found("stock", "户 0", "40 50 49"), [""; 0]);
        assert_eq!(found("ytd", "户 0", "50 未报 49"), ["a check.fell"], "as last reported");
        assert_eq!(found("ytd", "户 0", "50 未报 未报 50"), [""; 0]);
        assert_eq!(found("ytd", "户 0", "500 500 90 未报 未报 未报 未报 49"), ["a check.fell"]);
        assert_eq!(found("ytd", "户 0", "500 未报 未报 未报 未报 未报 49"), [""; 0], "of last year");
        assert_eq!(found("since_start", "户 0", "50 未报 未报 未报 未报 未报 49"), ["a check.fell"]);
        let mut sheets = Sheets::new("2022-01", "ytd", &[("a", "户 0")]);
        sheets.at(0, 0, 1, "500");
        sheets.now(0, 0, "40");
        assert_eq!(codes(&sheets.checked(&Settings::default()), &[Class::Trend]), [""; 0], "a new year");
    }

    #[test]
    fn a_total_is_not_more_than_what_was_handed_in_later() {
        for (now, expected) in
            [("600", &["a check.over_later"][..]), ("120", &[]), ("90", &[]), ("零", &[]), ("未报", &[])]
        {
            let mut sheets = Sheets::new("2022-03", "ytd", &[("a", "户 0")]);
            sheets.now(0, 0, now);
            let april = "2022-04".parse().unwrap();
            let beside = Beside { later: Some((april, Decimal::from(120))), ..Beside::default() };
            sheets.sheet.beside.insert((0, 0), beside);
            let found = sheets.checked(&Settings::default());
            assert_eq!(codes(&found, &[Class::Trend]), expected, "{now}");
            let told = found.iter().find(|told| told.problem.code == "check.over_later");
            assert!(told.is_none_or(|told| told.problem.detail == ["600", "120", "2022年4月"]));
        }
    }

    #[test]
    fn a_stock_whose_past_is_not_known_is_held_against_the_others() {
        for (others, expected) in [("15 15 15", 0), ("15 16 17", 1), ("15 15 16", 1), ("未报 未报 未报", 1)]
        {
            let mut sheets = Sheets::new("2022-06", "stock", &[("a", "户 0")]);
            for unit in 0..5 {
                let values = if unit == 0 { "57 57 57" } else { others };
                for (ago, text) in values.split(' ').rev().enumerate() {
                    sheets.at(unit, 0, ago, text);
                }
            }
            let found = sheets.checked(&Settings::default());
            let same = found.iter().filter(|told| told.problem.code == "check.same");
            assert_eq!(same.count(), expected, "{others}");
        }
    }

    #[test]
    fn a_jump_is_beyond_what_is_set_and_what_is_usual() {
        for (measure, values, expected) in [
            ("stock", "100 131", &["a check.jump"][..]),
            ("stock", "100 130", &[]),
            ("stock", "100 69", &["a check.jump"]),
            ("stock", "100 70", &[]),
            ("stock", "4 8", &[]),
            ("stock", "4 9", &["a check.jump"]),
            ("stock", "0 50", &[]),
            ("stock", "100 零", &["a check.jump"]),
            ("stock", "未报 50", &[]),
            ("period", "20 60 25 70 20 60", &[]),
            ("period", "20 60 25 70 20 200", &["a check.jump"]),
            ("ytd", "10 20 30 60", &["a check.jump"]),
            ("ytd", "10 20 30 41", &[]),
            // The fourth month: what the three before did is usual.
            ("period", "50 60 90 120", &[]),
            ("period", "50 60 90 300", &["a check.jump"]),
        ] {
            assert_eq!(found(measure, "户 0", values), expected, "{measure} {values}");
        }
    }

    #[test]
    fn what_last_year_did_too_is_the_season() {
        let season = "90 31 30 32 31 30 31 31 30 31 30 31 92";
        assert_eq!(found("period", "户 0", &format!("29 {season}")), [""; 0], "June is always so");
        // June 2021 was 30 as every month; June 2022 is 92.
        let flat = "29 30 31 30 32 31 30 31 31 30 31 30 31 92";
        assert_eq!(found("period", "户 0", flat), ["a check.jump_of_year"]);
    }

    #[test]
    fn a_value_that_stands_still_is_told_at_every_full_run() {
        for (measure, values, expected) in [
            ("ytd", "10 20 30 30 30", &["a check.same"][..]),
            ("ytd", "10 20 30 30", &[]),
            ("ytd", "10 20 30 30 30 30", &[]),
            ("ytd", "0 0 0", &[]),
            ("stock", "12 13 14 15 15 15", &["a check.same"]),
            ("stock", "15 15 15 15 15 15", &[]),
            ("stock", "15 15 15", &["a check.same"]),
            ("stock", "14 15 15 15", &["a check.same"]),
            ("period", "7 7 7", &["a check.same"]),
        ] {
            assert_eq!(found(measure, "户 0", values), expected, "{measure} {values}");
        }
    }

    #[test]
    fn whole_hundreds_again_and_again() {
        for (measure, values, expected) in [
            ("period", "300 300 400", &["a check.round"][..]),
            ("period", "1200 1300 1500", &["a check.round"]),
            ("period", "1200 1310 1500", &[]),
            ("period", "10 20 30", &[]),
            ("ytd", "100 300 600 1000", &["a check.round"]),
        ] {
            let found = found(measure, "户 0", values);
            let found: Vec<_> = found.into_iter().filter(|code| code.ends_with("round")).collect();
            assert_eq!(found, expected, "{measure} {values}");
        }
    }
}
