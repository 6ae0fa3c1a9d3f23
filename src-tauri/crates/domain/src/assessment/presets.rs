//! Presets of other published methods, so that results can be compared with those of other systems:
//! Tola's percent met over completed periods, Open SDG's ratio of growth rates, Germany's five-year
//! projection. Formulas: field notes §2 (F1–F5, F11–F18). Floating point, as in the originals.
//!
//! Deliberately absent: any effect on the status. A preset stands beside it under its own name, and
//! its words are those of its publisher.

use crate::kernel::{Decimal, Period, PeriodKind, Rate};
use crate::programmes::{Accumulation, Direction};
use crate::targets::{CompletionRule, Schedule, TargetKind};
use chrono::Datelike;

use super::case::{Case, Snapshot};
use super::goal::{Task, Test};
use super::outcome::{PresetOutcome, Window};

/// A yearly value.
pub type YearValue = (i32, f64);

/// What the yearly methods look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Course<'a> {
    /// Values by year, in order.
    pub points: &'a [YearValue],
    /// The year from which growth counts; the next one with a value is taken where it has none.
    pub base_year: Option<i32>,
    /// The goal and its year; none: direction only.
    pub goal: Option<(f64, i32)>,
    /// More is better.
    pub up: bool,
    /// A value that cannot be passed (100 for per cent).
    pub limit: Option<f64>,
    /// The goal holds every year, not by a year.
    pub every_year: bool,
}

/// Cuts of a ratio of growth rates, best first (F11).
pub const OPEN_SDG_CUTS: [(f64, &str); 3] = [(0.95, "substantial"), (0.60, "moderate"), (0.0, "limited")];

/// Cuts of a growth rate where there is no goal (F12).
pub const OPEN_SDG_GROWTH_CUTS: [(f64, &str); 3] =
    [(0.015, "substantial"), (0.005, "moderate"), (0.0, "limited")];

/// The band within which Tola calls a ratio on scope (F5).
pub const TOLA_BAND: (f64, f64) = (0.85, 1.15);

/// Projected shares of the remaining way that are missed: up to the first sun, up to the second sun and cloud (F15).
pub const GERMAN_CUTS: (f64, f64) = (0.05, 0.20);

const NO_VALUE: &str = "not_available";

/// A method's value, score and word, before they are rounded.
type Said = (Option<f64>, Option<f64>, &'static str);

/// Open SDG: the growth so far over the growth that was needed.
pub fn open_sdg(course: &Course<'_>) -> PresetOutcome {
    outcome(CompletionRule::OpenSdgCagr, open_sdg_said(course))
}

/// What stands for a goal or a base of zero, from which nothing can grow.
const NEXT_TO_ZERO: f64 = 0.001;

fn open_sdg_said(course: &Course<'_>) -> Said {
    let not_zero = |(goal, year)| (if goal == 0.0 { NEXT_TO_ZERO } else { goal }, year);
    let course = &Course { goal: course.goal.map(not_zero), ..*course };
    let Some((year, actual)) = course.points.last().copied() else { return (None, None, NO_VALUE) };
    if let Some((goal, _)) = course.goal
        && is_reached(actual, goal, course.up)
    {
        let value = ratio_of_growth(course, year, actual);
        return (value, Some(5.0), "achieved");
    }
    match course.goal {
        Some(_) => match ratio_of_growth(course, year, actual) {
            Some(ratio) => (Some(ratio), Some(ratio_score(ratio)), word(&OPEN_SDG_CUTS, ratio)),
            None => (None, None, NO_VALUE),
        },
        None => match growth(base_point(course), (year, actual)) {
            Some(rate) => {
                let rate = if course.up { rate } else { -rate };
                let base = base_point(course).map_or(0.0, |(_, value)| value);
                let shrink = course.limit.map_or(1.0, |limit| limit_coefficient(base, limit));
                let cuts = OPEN_SDG_GROWTH_CUTS.map(|(cut, word)| (cut * shrink, word));
                (Some(rate), Some(growth_score(rate, shrink)), word(&cuts, rate))
            }
            None => (None, None, NO_VALUE),
        },
    }
}

/// The first point in or after the base year.
fn base_point(course: &Course<'_>) -> Option<YearValue> {
    let from = course.base_year.unwrap_or(i32::MIN);
    course.points.iter().copied().find(|(year, _)| *year >= from)
}

/// dir × growth so far ÷ |growth needed|; none where base and goal are the same, and where base and actual are
/// of opposite signs.
fn ratio_of_growth(course: &Course<'_>, year: i32, actual: f64) -> Option<f64> {
    let (goal, goal_year) = course.goal?;
    let base = base_point(course)?;
    let so_far = growth(Some(base), (year, actual))?;
    let needed = size_of_growth(base, (goal_year, goal))?;
    let direction = if course.up { 1.0 } else { -1.0 };
    let ratio = direction * so_far / needed;
    (needed != 0.0 && ratio.is_finite()).then_some(ratio)
}

/// How large the growth to a goal is. Where the goal lies beyond zero its root is complex; the published method
/// takes the length of that.
fn size_of_growth((base_year, base): YearValue, goal: YearValue) -> Option<f64> {
    let base = if base == 0.0 { NEXT_TO_ZERO } else { base };
    let (years, quotient) = (goal.0 - base_year, goal.1 / base);
    if years <= 0 {
        return None;
    }
    let share = 1.0 / f64::from(years);
    let root = quotient.abs().powf(share);
    let size = match quotient < 0.0 {
        false => (root - 1.0).abs(),
        true => (root * root - 2.0 * root * (std::f64::consts::PI * share).cos() + 1.0).max(0.0).sqrt(),
    };
    Some(size).filter(|size| size.is_finite())
}

/// Compound growth a year. A base of zero becomes 0.001; a negative base turns the sign.
fn growth(base: Option<YearValue>, end: YearValue) -> Option<f64> {
    let (base_year, base) = base?;
    let base = if base == 0.0 { NEXT_TO_ZERO } else { base };
    let (years, quotient) = (end.0 - base_year, end.1 / base);
    if years <= 0 || quotient < 0.0 {
        return None;
    }
    let rate = quotient.powf(1.0 / f64::from(years)) - 1.0;
    Some(if base < 0.0 { -rate } else { rate }).filter(|rate| rate.is_finite())
}

/// How much of the cuts is left where the base lies near a limit; both by their size.
fn limit_coefficient(base: f64, limit: f64) -> f64 {
    let (base, limit) = (base.abs(), limit.abs());
    match base {
        _ if base >= 2.0 * limit => 1.0,
        _ if base <= limit => 1.0 - (base / limit).powf(4.44),
        _ => 1.0 - ((2.0 * limit - base) / limit).powf(4.44),
    }
}

/// F13, with a goal.
fn ratio_score(value: f64) -> f64 {
    if value >= 0.6 { (7.1429 * value - 4.2857).min(5.0) } else { (4.1667 * value - 2.5).max(-5.0) }
}

/// F13, without a goal. At the limit itself there is nothing left to gain: what is kept scores in full.
fn growth_score(value: f64, shrink: f64) -> f64 {
    match value / shrink {
        _ if value < 0.0 => (125.0 * value - 2.5).max(-5.0),
        _ if shrink == 0.0 => 5.0,
        scaled if scaled >= 0.015 => (500.0 * scaled - 5.0).min(5.0),
        scaled if scaled >= 0.005 => 250.0 * scaled - 1.25,
        scaled => 500.0 * scaled - 2.5,
    }
}

fn word(cuts: &[(f64, &'static str); 3], value: f64) -> &'static str {
    cuts.iter().find(|(cut, _)| value >= *cut).map_or("deterioration", |(_, word)| word)
}

fn is_reached(actual: f64, goal: f64, up: bool) -> bool {
    if up { actual >= goal } else { actual <= goal }
}

/// Germany: the mean change of five years carried on to the goal's year.
pub fn german_projection(course: &Course<'_>) -> PresetOutcome {
    outcome(CompletionRule::GermanProjection, german_said(course))
}

/// Germany's words, best first.
const GERMAN_WORDS: [&str; 4] = ["sun", "sun_cloud", "cloud", "thunderstorm"];

/// An interval is as good as its weaker bound (F18).
pub fn german_interval(course: &Course<'_>, low: f64, high: f64) -> PresetOutcome {
    let year = course.goal.map_or(0, |(_, year)| year);
    let bounds = [(low, true), (high, false)]
        .map(|(bound, up)| german_said(&Course { goal: Some((bound, year)), up, ..*course }));
    let severity = |(_, _, word): &Said| GERMAN_WORDS.iter().position(|known| known == word);
    let weaker = bounds.into_iter().max_by_key(severity);
    outcome(CompletionRule::GermanProjection, weaker.unwrap_or((None, None, NO_VALUE)))
}

fn german_said(course: &Course<'_>) -> Said {
    let Some(&(year, actual)) = course.points.last() else { return (None, None, NO_VALUE) };
    let recent: Vec<YearValue> = course.points.iter().copied().filter(|(at, _)| *at >= year - 5).collect();
    let (Some(&(first_year, first)), true) = (recent.first(), recent.len() >= 4) else {
        return (None, None, NO_VALUE);
    };
    let direction = if course.up { 1.0 } else { -1.0 };
    let change = direction * (actual - first) / f64::from(year - first_year);
    let last_change = direction * (actual - recent[recent.len() - 2].1);
    match course.goal {
        None => (Some(change), None, by_trend(change > 0.0, last_change > 0.0)),
        Some((goal, _)) if course.every_year || is_reached(actual, goal, course.up) => {
            let kept = is_reached(actual, goal, course.up);
            (Some(change), None, by_keeping(kept, change >= 0.0))
        }
        Some((goal, goal_year)) => {
            let left = direction * (goal - actual);
            let missed = left - change * f64::from((goal_year - year).max(0));
            let share = missed.max(0.0) / left.abs();
            (Some(share), None, by_miss(share, change))
        }
    }
}

fn by_trend(mean_right: bool, last_right: bool) -> &'static str {
    match (mean_right, last_right) {
        (true, true) => "sun",
        (true, false) => "sun_cloud",
        (false, true) => "cloud",
        (false, false) => "thunderstorm",
    }
}

fn by_keeping(kept: bool, not_against: bool) -> &'static str {
    match (kept, not_against) {
        (true, true) => "sun",
        (true, false) => "sun_cloud",
        (false, true) => "cloud",
        (false, false) => "thunderstorm",
    }
}

fn by_miss(share: f64, change: f64) -> &'static str {
    match share {
        _ if share < GERMAN_CUTS.0 => "sun",
        _ if share <= GERMAN_CUTS.1 => "sun_cloud",
        _ if change > 0.0 => "cloud",
        _ => "thunderstorm",
    }
}

/// Tola: what was reached over what was asked, of completed periods only. Where less is better the
/// band turns round, the ratio does not.
pub fn tola(asked: Option<f64>, reached: Option<f64>, up: bool) -> PresetOutcome {
    let said = match (asked, reached) {
        (Some(asked), Some(reached)) if asked != 0.0 => {
            let ratio = reached / asked;
            let status = match (ratio, up) {
                (ratio, true) if ratio > TOLA_BAND.1 => "over",
                (ratio, true) if ratio < TOLA_BAND.0 => "under",
                (ratio, false) if ratio > TOLA_BAND.1 => "under",
                (ratio, false) if ratio < TOLA_BAND.0 => "over",
                _ => "on_scope",
            };
            (Some(ratio), None, status)
        }
        _ => (None, None, "not_reporting"),
    };
    outcome(CompletionRule::Tola, said)
}

fn outcome(method: CompletionRule, (value, score, status): Said) -> PresetOutcome {
    let value = value.and_then(|value| decimal(value, 6));
    let score = score.and_then(|score| decimal(score, 4));
    PresetOutcome { method, value, score, status }
}

fn decimal(value: f64, places: u32) -> Option<Decimal> {
    let scaled = (value * 10f64.powi(places as i32)).round();
    (scaled.is_finite() && scaled.abs() < 1e27)
        .then(|| Decimal::try_from_i128_with_scale(scaled as i128, places).ok())
        .flatten()
}

/// What the method a target names says of a case; none where it names none.
pub(crate) fn of_case(case: &Case<'_>, now: &Snapshot<'_>) -> Option<PresetOutcome> {
    match case.target.completion_rule {
        _ if now.task == Task::None => None,
        CompletionRule::Tola => Some(tola_of(case, now)),
        CompletionRule::OpenSdgCagr => Some(of_years(case, now, open_sdg)),
        CompletionRule::GermanProjection => Some(of_years(case, now, german_of_case(now))),
        _ => None,
    }
}

fn german_of_case<'n>(now: &'n Snapshot<'_>) -> impl Fn(&Course<'_>) -> PresetOutcome + use<'n> {
    let interval = match now.goal.test {
        Some(Test::Within(low, high)) => Some((low.to_f64(), high.to_f64())),
        _ => None,
    };
    move |course| match interval {
        Some((low, high)) => german_interval(course, low, high),
        None => german_projection(course),
    }
}

fn more_is_better(case: &Case<'_>, now: &Snapshot<'_>) -> bool {
    match case.indicator.direction {
        Direction::Up => true,
        Direction::Down => false,
        Direction::Band => !now.goal.test.is_some_and(Test::is_ceiling),
    }
}

/// How many years back values are looked for.
const YEARS_BACK: i32 = 40;

fn of_years(
    case: &Case<'_>,
    now: &Snapshot<'_>,
    method: impl Fn(&Course<'_>) -> PresetOutcome,
) -> PresetOutcome {
    let last = Period::ending_on_or_before(PeriodKind::Year, case.facts.as_of).map_or(0, Period::year);
    let mut points: Vec<YearValue> =
        (last - YEARS_BACK..=last).filter_map(|year| Some((year, year_value(case, year)?))).collect();
    let base = case.target.baseline.as_ref().filter(|_| matches!(now.task, Task::Own));
    let base = base.and_then(|base| Some((base.period?.year(), Rate::whole(base.value)?.to_f64())));
    if let Some((year, value)) = base {
        points.retain(|(at, _)| *at != year);
        points.push((year, value));
        points.sort_by_key(|(at, _)| *at);
    }
    let goal_year = now.window.deadline.map(|deadline| deadline.year());
    method(&Course {
        points: &points,
        base_year: base.map(|(year, _)| year).or_else(|| case.target.from.map(|from| from.year())),
        goal: next_due(case, points.last().map_or(0, |(year, _)| *year))
            .or_else(|| now.goal.value.map(Rate::to_f64).zip(goal_year)),
        up: more_is_better(case, now),
        limit: case.indicator.uom.is_percent().then_some(100.0),
        every_year: case.target.kind == TargetKind::Keep,
    })
}

/// Of a plan with several years the next that is due (F18); none where the plan names one only.
fn next_due(case: &Case<'_>, year: i32) -> Option<(f64, i32)> {
    let Schedule::Curve(points) = &case.target.schedule else { return None };
    let years: Vec<(f64, i32)> = points
        .iter()
        .filter_map(|point| Some((Rate::whole(point.value)?.to_f64(), point.day.year())))
        .collect();
    let several = years.windows(2).any(|pair| pair[0].1 != pair[1].1);
    years.into_iter().filter(|(_, due)| several && *due >= year).min_by_key(|(_, due)| *due)
}

/// The figure of the last period of a year, for that year alone.
fn year_value(case: &Case<'_>, year: i32) -> Option<f64> {
    let whole = Period::year_of(year).ok()?;
    let period = case.scope.ended(whole.last_day())?;
    let from = match case.indicator.accumulation {
        Accumulation::SinceStart => case.target.from,
        _ => Some(whole.first_day()),
    };
    let window = Window { from, deadline: Some(whole.last_day()) };
    case.scope.figure(case.question(period, window, false)).value.map(Rate::to_f64)
}

/// Periods with a goal of their own (a plan by period, or instances) that are over; a goal for the
/// whole stretch only counts once the stretch is over.
fn tola_of(case: &Case<'_>, now: &Snapshot<'_>) -> PresetOutcome {
    let up = more_is_better(case, now);
    let as_of = case.facts.as_of;
    let share = case.facts.allocations.share(case.target, case.unit);
    let plan = share.filter(|share| !share.by_period.is_empty());
    if let Some(share) = plan {
        let over = share.by_period.iter().filter(|(period, _)| period.last_day() <= as_of);
        let (last, asked) = over.fold((None, Some(Rate::ZERO)), |(_, sum), (period, value)| {
            (Some(*period), sum.zip(Rate::whole(*value)).and_then(|(sum, value)| sum.checked_add(value)))
        });
        let reached = last.and_then(|period| case.glance(period.last_day()).actual);
        return tola(asked.map(Rate::to_f64), reached.map(Rate::to_f64), up);
    }
    if case.target.recurrence.is_some() {
        return tola_of_instances(case, up);
    }
    let over = now.window.is_due(as_of);
    tola(now.goal.value.filter(|_| over).map(Rate::to_f64), now.actual.map(Rate::to_f64), up)
}

/// Instances that are over: sums of flows, the latest of anything else.
fn tola_of_instances(case: &Case<'_>, up: bool) -> PresetOutcome {
    let as_of = case.facts.as_of;
    let adds = matches!(case.indicator.accumulation, Accumulation::Ytd | Accumulation::PeriodFlow);
    let mut asked: Option<f64> = None;
    let mut reached: Option<f64> = None;
    let mut at = case.target.from;
    let mut left = YEARS_BACK * 12;
    while let Some(day) = at.filter(|day| *day <= as_of && left > 0) {
        let window = super::window::window_of(case.target, case.indicator, day);
        let Some(last) =
            window.deadline.filter(|last| *last <= as_of && window.from.is_some_and(|from| from <= day))
        else {
            break;
        };
        let look = case.glance(last);
        let value = |rate: Option<Rate>| rate.map(Rate::to_f64);
        if let (Some(goal), Some(actual)) = (value(look.goal.value), value(look.actual)) {
            asked = Some(if adds { asked.unwrap_or(0.0) + goal } else { goal });
            reached = Some(if adds { reached.unwrap_or(0.0) + actual } else { actual });
        }
        at = last.succ_opt().filter(|next| case.target.deadline.is_none_or(|end| *next <= end));
        left -= 1;
    }
    tola(asked, reached, up)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::assess::assess;
    use super::super::testing::{World, day};
    use super::*;
    use crate::kernel::OrgUnitId;
    use crate::results::Measure;
    use crate::targets::Recurrence;

    fn course<'a>(points: &'a [YearValue], goal: Option<(f64, i32)>, up: bool) -> Course<'a> {
        Course { points, base_year: None, goal, up, limit: None, every_year: false }
    }

    fn text(found: &PresetOutcome) -> String {
        let number = |value: Option<Decimal>| value.map_or("—".to_owned(), |value| value.to_string());
        format!("{} {} {}", number(found.value), number(found.score), found.status)
    }

    #[test]
    fn open_sdg_with_a_goal() {
        let check = |points: &[YearValue], goal: (f64, i32), up: bool, expected: &str| {
            assert_eq!(text(&open_sdg(&course(points, Some(goal), up))), expected);
        };
        // Canada's CIF 12-1-1, zero-emission share of new vehicles: published as 0.9504 (field notes §0.2).
        check(&[(2015, 0.37), (2025, 9.53)], (60.0, 2030), true, "0.950407 2.5030 substantial");
        check(&[(2015, 50.0), (2020, 60.0)], (70.0, 2030), true, "1.637089 5.0000 substantial");
        check(&[(2015, 50.0), (2020, 71.0)], (70.0, 2030), true, "3.202522 5.0000 achieved");
        check(&[(2015, 50.0), (2020, 45.0)], (70.0, 2030), true, "-0.919183 -5.0000 deterioration");
        check(&[(2015, 50.0), (2020, 51.0)], (70.0, 2030), true, "0.174934 -1.7711 limited");
        check(&[(2015, 50.0), (2020, 45.0)], (0.0, 2030), false, "0.040576 -2.3309 limited");
        check(&[(2020, 80.0)], (70.0, 2030), true, "— 5.0000 achieved");
        check(&[(2020, 60.0)], (70.0, 2030), true, "— — not_available");
        check(&[(2015, 70.0), (2020, 60.0)], (70.0, 2030), true, "— — not_available");
        check(&[(2015, -5.0), (2020, 2.0)], (10.0, 2030), true, "— — not_available");
        check(&[], (10.0, 2030), true, "— — not_available");
        // A goal of zero is next to zero, and so is a base of zero.
        check(&[(2015, 50.0), (2020, 0.0005)], (0.0, 2030), false, "1.751351 5.0000 achieved");
        check(&[(2015, 0.0), (2020, 1.0)], (10.0, 2030), true, "3.516038 5.0000 substantial");
        // Negative values: up from −20 to −10 towards −5 is growth although the number shrinks.
        check(&[(2015, -20.0), (2020, -10.0)], (-5.0, 2030), true, "1.466392 5.0000 substantial");
        check(&[(2015, -20.0), (2020, -25.0)], (-5.0, 2030), true, "-0.517001 -4.6542 deterioration");
        // A goal beyond zero: the length of the complex growth.
        check(&[(2015, 10.0), (2020, 5.0)], (-5.0, 2030), false, "0.618742 0.1339 moderate");
        // The cuts belong to the better side.
        check(&[(2015, 100.0), (2020, 100.0)], (120.0, 2030), true, "0.000000 -2.5000 limited");
        // A base year without a value takes the next.
        let from = |base_year| Course {
            base_year: Some(base_year),
            ..course(&[(2012, 10.0), (2016, 50.0), (2020, 60.0)], Some((70.0, 2030)), true)
        };
        assert_eq!(text(&open_sdg(&from(2015))), text(&open_sdg(&from(2016))));
        assert_eq!(text(&open_sdg(&from(2021))), "— — not_available");
    }

    #[test]
    fn the_score_of_the_contract() {
        assert_eq!(decimal(ratio_score(0.901_090), 4).unwrap().to_string(), "2.1507");
        assert_eq!(word(&OPEN_SDG_CUTS, 0.901_090), "moderate");
    }

    #[test]
    fn open_sdg_without_a_goal() {
        let check = |points: &[YearValue], limit: Option<f64>, up: bool, expected: &str| {
            let course = Course { limit, ..course(points, None, up) };
            assert_eq!(text(&open_sdg(&course)), expected);
        };
        check(&[(2015, 100.0), (2016, 102.0)], None, true, "0.020000 5.0000 substantial");
        check(&[(2015, 100.0), (2016, 101.0)], None, true, "0.010000 1.2500 moderate");
        check(&[(2015, 100.0), (2016, 100.2)], None, true, "0.002000 -1.5000 limited");
        check(&[(2015, 100.0), (2016, 99.0)], None, true, "-0.010000 -3.7500 deterioration");
        check(&[(2015, 100.0), (2016, 99.0)], None, false, "0.010000 1.2500 moderate");
        check(&[(2015, 90.0), (2016, 90.9)], Some(100.0), true, "0.010000 5.0000 substantial");
        check(&[(2015, 100.0), (2016, 100.0)], Some(100.0), true, "0.000000 5.0000 substantial");
        check(&[(2015, 100.0), (2016, 99.0)], Some(100.0), true, "-0.010000 -3.7500 deterioration");
        check(&[(2015, 150.0), (2016, 150.75)], Some(100.0), true, "0.005000 0.0604 moderate");
        check(&[(2015, 200.0), (2016, 202.0)], Some(100.0), true, "0.010000 1.2500 moderate");
        check(&[(2015, 5.0), (2016, 4.9)], Some(0.0), false, "0.020000 5.0000 substantial");
    }

    #[test]
    fn german_projections() {
        let flat: Vec<YearValue> = (2015..=2020).map(|year| (year, f64::from(year - 2010))).collect();
        let check = |points: &[YearValue], goal: Option<(f64, i32)>, up: bool, expected: &str| {
            assert_eq!(text(&german_projection(&course(points, goal, up))), expected);
        };
        check(&flat, Some((20.0, 2030)), true, "0.000000 — sun");
        check(&flat, Some((21.0, 2030)), true, "0.090909 — sun_cloud");
        check(&flat, Some((25.0, 2030)), true, "0.333333 — cloud");
        check(&flat, Some((5.0, 2030)), false, "3.000000 — thunderstorm");
        check(&flat, Some((9.0, 2030)), true, "1.000000 — sun"); // reached and rising
        check(&flat, None, true, "1.000000 — sun");
        check(&flat[3..], Some((20.0, 2030)), true, "— — not_available"); // three points are too few
        check(&flat[2..], Some((20.0, 2030)), true, "0.000000 — sun"); // four are enough
        check(&flat, Some((11.0, 2019)), true, "1.000000 — cloud"); // the year is over, the goal missed
        check(&flat, Some((0.0, 2030)), false, "2.000000 — thunderstorm");
        let dipped: Vec<YearValue> = flat.iter().copied().chain([(2021, 9.0)]).collect();
        check(&dipped, None, true, "0.600000 — sun_cloud"); // the mean is right, the last step wrong
        check(&dipped, Some((8.0, 2030)), true, "0.600000 — sun"); // reached, and not against it
        let sinking: Vec<YearValue> = (2015..=2020).map(|year| (year, f64::from(2030 - year))).collect();
        check(&sinking, Some((9.0, 2030)), true, "-1.000000 — sun_cloud"); // reached, and against it
        let between = |low, high| {
            let every_year = Course { every_year: true, ..course(&flat, Some((low, 2020)), true) };
            text(&german_interval(&every_year, low, high))
        };
        assert_eq!(between(5.0, 12.0), "-1.000000 — sun_cloud"); // within, but running to the upper bound
        assert_eq!(between(5.0, 9.0), "-1.000000 — thunderstorm");
        assert_eq!(between(11.0, 20.0), "1.000000 — cloud");
        let kept = |goal: f64| {
            text(&german_projection(&Course { every_year: true, ..course(&flat, Some((goal, 2020)), true) }))
        };
        assert_eq!((kept(9.0), kept(11.0)), ("1.000000 — sun".into(), "1.000000 — cloud".into()));
    }

    #[test]
    fn tola_bands() {
        let check = |asked: f64, reached: f64, up: bool, expected: &str| {
            assert_eq!(text(&tola(Some(asked), Some(reached), up)), expected);
        };
        check(100.0, 115.0, true, "1.150000 — on_scope");
        check(100.0, 116.0, true, "1.160000 — over");
        check(100.0, 84.0, true, "0.840000 — under");
        check(100.0, 84.0, false, "0.840000 — over");
        check(0.0, 84.0, true, "— — not_reporting");
    }

    fn world(rule: CompletionRule) -> World {
        let mut world = World::new();
        world.targets[0].completion_rule = rule;
        world
    }

    fn look(world: &World, as_of: &str) -> String {
        let unit = OrgUnitId::new("p");
        let found = world.with(as_of, |facts| assess(facts, &"t".into(), &unit)).unwrap();
        text(&found.preset.unwrap())
    }

    #[test]
    fn tola_counts_completed_periods_only() {
        let mut world = world(CompletionRule::Tola);
        world.ytd("p", "2022-06", "213");
        assert_eq!(look(&world, "2022-06-30"), "— — not_reporting", "the only goal is that of the year");
        world.allocate("p", Some("2022-Q1"), "100");
        world.allocate("p", Some("2022-Q2"), "100");
        assert_eq!(look(&world, "2022-06-30"), "1.065000 — on_scope");
        world.ytd("p", "2022-03", "40");
        assert_eq!(look(&world, "2022-05-31"), "0.400000 — under");
        let mut yearly = self::world(CompletionRule::Tola);
        (yearly.targets[0].from, yearly.targets[0].recurrence) =
            (Some(day("2020-01-01")), Some(Recurrence::Year));
        yearly.ytd("p", "2020-12", "400");
        yearly.ytd("p", "2021-12", "200");
        assert_eq!(look(&yearly, "2022-06-30"), "0.750000 — under");
    }

    #[test]
    fn years_are_read_from_the_ledger() {
        let mut world = world(CompletionRule::OpenSdgCagr);
        world.indicators[0].accumulation = Accumulation::Stock;
        (world.targets[0].from, world.targets[0].deadline) =
            (Some(day("2015-01-01")), Some(day("2030-12-31")));
        world.targets[0].value = Some(70.into());
        for (when, value) in [("2015-12", "50"), ("2020-12", "60"), ("2021-06", "69")] {
            world.say("i", Measure::Stock, "p", when, value);
        }
        assert_eq!(look(&world, "2021-06-30"), "1.637089 5.0000 substantial");
    }

    proptest! {
        #[test]
        fn no_panic(points in prop::collection::vec((2000i32..2030, -1e30f64..1e30), 0..12), goal in prop::option::of((-1e30f64..1e30, 1990i32..2050)), up in any::<bool>(), limit in prop::option::of(-1e3f64..1e3)) {
            let mut points = points;
            points.sort_by_key(|(year, _)| *year);
            points.dedup_by_key(|(year, _)| *year);
            let course = Course { limit, ..course(&points, goal, up) };
            let _ = (open_sdg(&course), german_projection(&course));
        }
    }
}
