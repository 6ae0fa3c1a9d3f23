//! The assessment of one target for one unit: the case of the day, its history within the window,
//! forecast, marks and checks, put together.
//!
//! Deliberately absent: ranks (they need the other units, see `ranking`) and the derivation tree
//! (see `explain`; an overview of hundreds of targets does not need it).

use std::iter::successors;

use crate::kernel::{OrgUnitId, Period, Problem, Qualifier, Rate, TargetId};
use crate::programmes::Accumulation;
use crate::targets::TargetKind;

use super::case::{Case, Snapshot};
use super::facts::Facts;
use super::forecast::{Pace, forecast};
use super::goal::{Task, Test};
use super::outcome::{Assessment, Forecast, Lamp, Mark, PartsCheck, Status};

/// The status of a target for its own unit or one below it, as of `facts.as_of`. None where the
/// target or its indicator is not among the facts.
pub fn assess<'a>(facts: Facts<'a>, target: &TargetId, org_unit: &'a OrgUnitId) -> Option<Assessment> {
    let case = Case::new(facts, target, org_unit)?;
    let now = case.look(facts.as_of);
    let past = past(&case, &now);
    Some(assemble(&case, now, &past))
}

/// The same as of an earlier day too. Where both days look back at the same periods, these are looked at once.
pub fn assess_with_earlier<'a>(
    facts: Facts<'a>,
    earlier: Facts<'a>,
    target: &TargetId,
    org_unit: &'a OrgUnitId,
) -> (Option<Assessment>, Option<Assessment>) {
    let cases = Case::new(facts, target, org_unit).zip(Case::new(earlier, target, org_unit));
    let Some((case, then)) = cases else {
        return (assess(facts, target, org_unit), assess(earlier, target, org_unit));
    };
    let (now, before) = (case.look(facts.as_of), then.look(earlier.as_of));
    let behind_now = past(&case, &now);
    let same = case.target.valid_from == then.target.valid_from
        && std::ptr::eq(facts.tree, earlier.tree)
        && now.window == before.window
        && now.period.map(Period::kind) == before.period.map(Period::kind);
    let behind_before = match before.period.filter(|_| same) {
        Some(period) if behind_now.iter().any(|past| past.period == period) => {
            behind_now.iter().filter(|past| past.period < period).copied().collect()
        }
        _ => past(&then, &before),
    };
    (Some(assemble(&case, now, &behind_now)), Some(assemble(&then, before, &behind_before)))
}

/// Every target of a unit, as of `facts.as_of`, in the order of their ids. Targets a unit has set
/// itself (自定目标) stand among them; whoever shows them says so.
pub fn assess_unit<'a>(facts: Facts<'a>, org_unit: &'a OrgUnitId) -> Vec<Assessment> {
    let here =
        |id: &&TargetId| facts.targets.in_force(id, facts.as_of).is_some_and(|t| t.org_unit == *org_unit);
    facts.targets.ids().filter(here).filter_map(|id| assess(facts, id, org_unit)).collect()
}

/// What was at the ends of earlier periods of the window.
struct History {
    /// For how many period ends before this one it has been behind without a break.
    behind_for: u32,
    /// The first of those period ends.
    behind_since: Option<Period>,
    /// Whether it ever was.
    was_behind: bool,
    /// The earliest of the period ends before this one at which it was met without a break.
    met_since: Option<Period>,
    /// The running totals, in order; empty where one is unknown.
    totals: Vec<Rate>,
}

/// No window has more period ends than three years of days.
const MOST_HISTORY: usize = 1100;

/// What was at the end of an earlier period.
#[derive(Clone, Copy, Debug)]
struct Past {
    period: Period,
    status: Status,
    actual: Option<Rate>,
}

/// The earlier period ends of the window, the latest first.
fn past(case: &Case<'_>, now: &Snapshot<'_>) -> Vec<Past> {
    let begins = now.window.from;
    let in_window = |period: &Period| begins.is_some_and(|from| from <= period.first_day());
    let last = now.period.filter(|_| now.task != Task::None && !case.is_kept()).and_then(Period::previous);
    let periods = successors(last, |period| period.previous()).take_while(in_window).take(MOST_HISTORY);
    let look = |period| {
        let (status, actual) =
            look_back(case, period).map_or((Status::NoReport, None), |past| (past.status, past.actual));
        Past { period, status, actual }
    };
    periods.map(look).collect()
}

fn history(now: &Snapshot<'_>, past: &[Past]) -> History {
    let met = past.iter().take_while(|past| now.status.is_met() && past.status.is_met());
    let behind_for = past.iter().take_while(|past| past.status.is_behind()).count();
    let totals: Option<Vec<Rate>> = past.iter().rev().map(|past| past.actual).collect();
    History {
        behind_for: u32::try_from(behind_for).unwrap_or(u32::MAX),
        behind_since: behind_for.checked_sub(1).and_then(|at| past.get(at)).map(|past| past.period),
        was_behind: past.iter().any(|past| past.status.is_behind()),
        met_since: met.last().map(|past| past.period),
        totals: totals.unwrap_or_default(),
    }
}

/// The same target at the end of an earlier period, by the version in force then.
fn look_back<'a>(case: &Case<'a>, period: Period) -> Option<Snapshot<'a>> {
    let version = case.facts.targets.in_force(&case.target.id, period.last_day())?;
    if version.valid_from == case.target.valid_from {
        return Some(case.glance(period.last_day()));
    }
    let then = Case::new(case.facts.at(period.last_day()), &case.target.id, case.unit)?;
    Some(then.glance(period.last_day()))
}

fn assemble(case: &Case<'_>, now: Snapshot<'_>, past: &[Past]) -> Assessment {
    let facts = case.facts;
    let history = history(&now, past);
    let test = now.goal.test.filter(|_| now.task != Task::None);
    let of_test = |f: fn(Test, Rate) -> Option<Rate>| f(test?, now.actual?);
    let gap = of_test(Test::gap);
    let mut problems = now.problems.clone();
    let (parts_check, stated_differs) = checks(case, &now);
    problems.extend(stated_differs);
    let marks = marks(case, &now, &history, problems.len() > now.problems.len());
    let behind_now = now.status.is_behind();
    let stays_met = case.runs_up() || case.target.kind == TargetKind::Deliverable;
    let met_on = history.met_since.or(now.period).filter(|_| stays_met && now.status.is_met());
    let kept_broken = u32::try_from(now.broken.len()).unwrap_or(u32::MAX);
    let preset = super::presets::of_case(case, &now);
    let mut found = Assessment {
        target: case.target.id.clone(),
        valid_from: case.target.valid_from,
        indicator: case.target.indicator.clone(),
        org_unit: case.unit.clone(),
        as_of: facts.as_of,
        period: now.period,
        window: now.window,
        goal: now.goal.value.filter(|_| now.task != Task::None),
        actual: now.actual,
        qualifier: now.qualifier,
        reported: now.reported,
        expected: now.expected,
        not_reported: now.missing.iter().map(|unit| (*unit).clone()).collect(),
        missing_periods: missing_periods(case, &now),
        asked_until: now.asked_until,
        base: now.base,
        rise: now.rise,
        completion: now.completion,
        schedule: now.schedule,
        gap,
        surplus: of_test(Test::surplus),
        headroom: of_test(Test::headroom),
        required_per_month: gap.and_then(|gap| required_per_month(case, &now, gap)),
        forecast: extrapolate(case, &now, &history),
        lamp: Lamp::None,
        status: now.status,
        marks,
        provisional: is_provisional(case, &now),
        met_on: met_on.map(Period::last_day),
        behind_for: match (case.is_kept(), behind_now) {
            (true, _) => kept_broken,
            (false, true) => history.behind_for.saturating_add(1),
            (false, false) => 0,
        },
        behind_since: history.behind_since.or(now.period).filter(|_| behind_now).map(Period::last_day),
        rank: None,
        coverage: now.coverage,
        preset,
        parts_check,
        conflicts: now.conflicts,
        problems,
    };
    found.lamp = facts.settings.lamps.lamp(found.status, &found.lamp_facts());
    found
}

/// A period for which nobody asked is not missing.
fn missing_periods(case: &Case<'_>, now: &Snapshot<'_>) -> Vec<(OrgUnitId, Period)> {
    let asked = now.figure.together.gaps.iter().filter(|(_, period)| !case.scope.of(*period).by_nobody);
    asked.map(|(unit, period)| ((*unit).clone(), *period)).collect()
}

/// 后期月均需完成: the gap over the months after the as-of month up to the deadline's.
fn required_per_month(case: &Case<'_>, now: &Snapshot<'_>, gap: Rate) -> Option<Rate> {
    let floor = now.goal.test.is_some_and(Test::is_floor);
    if !case.runs_up() || !floor || gap.is_zero() {
        return None;
    }
    gap.checked_div(Rate::of_counts(now.window.months_remaining(case.facts.as_of)?, 1)?)
}

/// Running totals only: a stock, a share or a growth has no pace.
fn extrapolate(case: &Case<'_>, now: &Snapshot<'_>, history: &History) -> Option<Forecast> {
    if !case.runs_up() || now.task == Task::None {
        return None;
    }
    forecast(Pace {
        window: now.window,
        period: now.period?,
        actual: now.actual?,
        start: total_at_start(case, now),
        earlier: &history.totals,
        decimals: case.indicator.decimals,
    })
}

/// What a total since the programme's start had reached when the window began: as it was reported, else the baseline
/// that a change starts from.
fn total_at_start(case: &Case<'_>, now: &Snapshot<'_>) -> Rate {
    if case.indicator.accumulation != Accumulation::SinceStart {
        return Rate::ZERO;
    }
    let reported = || {
        let before = case.scope.ended(now.window.from?.pred_opt()?)?;
        case.scope.figure(case.question(before, now.window, false)).value
    };
    let stated = now.goal.baseline.filter(|_| case.target.kind == TargetKind::Change);
    reported().or(stated).unwrap_or(Rate::ZERO)
}

/// It holds today and can still be broken before the window ends.
fn is_provisional(case: &Case<'_>, now: &Snapshot<'_>) -> bool {
    let ceiling = now.goal.test.is_some_and(Test::is_ceiling);
    let open = case.is_kept() || (ceiling && case.runs_up());
    now.status.is_met() && open && !now.window.is_due(case.facts.as_of)
}

/// 汇总校核, and a stated ratio beside the computed one.
fn checks(case: &Case<'_>, now: &Snapshot<'_>) -> (Option<PartsCheck>, Option<Problem>) {
    let Some(question) = now.question.filter(|_| now.coverage.is_none() && now.task != Task::None) else {
        return (None, None);
    };
    let parts = || {
        let own = case.scope.own_figure(question)?.value?;
        let parts = case.scope.figure_of_parts(question)?;
        let complete =
            parts.together.reported == parts.together.expected && parts.together.conflicts.is_empty();
        let value = parts.value?;
        Some(PartsCheck { own, parts: value, difference: own.checked_sub(value)?, complete })
    };
    let differs = || {
        let computed = now.figure.value?;
        let stated = case.scope.stated_beside(question)?;
        let places = case.indicator.decimals.min(6);
        (stated.rounded(places) != computed.rounded(places)).then(|| {
            Problem::query("assessment.stated_ratio_differs", &case.indicator.name)
                .with(stated.number_text(places))
                .with(computed.number_text(places))
        })
    };
    (parts(), differs())
}

fn marks(case: &Case<'_>, now: &Snapshot<'_>, history: &History, stated_differs: bool) -> Vec<Mark> {
    let recovered = matches!(now.status, Status::OnTrack | Status::Done | Status::Exceeded);
    let said_done = case.target.kind == TargetKind::Deliverable && now.status.is_met();
    let marks = [
        (Mark::WasBehind, recovered && history.was_behind),
        (Mark::Late, now.remarks.late),
        (Mark::Correction, now.remarks.correction),
        (Mark::Conflict, !now.conflicts.is_empty()),
        (Mark::Unclear, (now.unclear || stated_differs) && now.task != Task::None),
        (Mark::NotApplicable, now.figure.together.not_applicable),
        (Mark::NotAsked, now.unasked || now.asked_until.is_some()),
        (Mark::NoEvidence, said_done && now.remarks.no_evidence),
    ];
    marks.into_iter().filter_map(|(mark, holds)| holds.then_some(mark)).collect()
}

/// How exact an actual is, as a person writes it: 约213, 100多 is 超过100.
pub fn qualified(value: &str, qualifier: Qualifier) -> String {
    format!("{}{value}", qualifier.word())
}

#[cfg(test)]
mod tests;
