//! What keeps a target from being put in force (domain-guide §2.8): nothing is set with a guess in it.

use domain::kernel::{Decimal, Problem, Severity};
use domain::targets::{Comparator, Growth, Recurrence, Schedule, Target, TargetKind, Threshold};

use crate::{AppError, Book};

/// What keeps a target from being put in force, and (as a query) what should be looked at first.
pub fn lacking(target: &Target, book: &Book) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut lacks = |code: &'static str, place: &str, missing: bool| {
        if missing {
            problems.push(Problem::error(code, place));
        }
    };
    lacks("unit.unknown", "org_unit", !book.units.contains(&target.org_unit));
    let needs_value = !matches!(target.comparator, Comparator::Done | Comparator::NoEvent)
        && target.kind != TargetKind::ClearToZero;
    lacks("target.value_missing", "value", needs_value && target.value.is_none());
    lacks(
        "target.value2_missing",
        "value2",
        target.comparator == Comparator::Between && target.value2.is_none(),
    );
    let upside_down = matches!((target.value, target.value2), (Some(low), Some(high)) if low > high);
    lacks("target.range_upside_down", "value2", upside_down);
    let about = target.comparator == Comparator::Approx || target.kind == TargetKind::Approx;
    lacks("target.tolerance_missing", "tolerance", about && target.tolerance.is_none());
    let growth = target.growth.filter(|_| target.kind == TargetKind::Growth);
    let from_baseline =
        target.kind == TargetKind::Change || matches!(growth, Some(Growth::Baseline | Growth::AnnualMean));
    lacks("target.baseline_missing", "baseline", from_baseline && target.baseline.is_none());
    let undated = target.baseline.as_ref().is_some_and(|baseline| baseline.period.is_none());
    let mean = growth == Some(Growth::AnnualMean);
    lacks("target.baseline_period_missing", "baseline_period", mean && undated);
    lacks(
        "target.coverage_missing",
        "coverage",
        target.kind == TargetKind::Coverage && target.coverage.is_none(),
    );
    let open = target.deadline.is_none() && target.recurrence.is_none();
    let timeless = matches!(target.kind, TargetKind::Keep | TargetKind::NoEvent | TargetKind::Range);
    lacks("target.deadline_missing", "deadline", open && !timeless);
    let backwards = matches!((target.from, target.deadline), (Some(from), Some(to)) if from > to);
    lacks("target.window_upside_down", "deadline", backwards);
    let endless = target.recurrence == Some(Recurrence::Year) && target.from.is_none();
    lacks("target.from_missing", "from", endless);
    let coverage = target.coverage.as_ref();
    let no_line = coverage.is_some_and(
        |rule| matches!(&rule.threshold, Threshold::ByAttribute(_, values) if values.is_empty()),
    );
    lacks("target.threshold_missing", "coverage.threshold", no_line);
    let open_top =
        coverage.is_some_and(|rule| rule.comparator == Comparator::Between && rule.threshold2.is_none());
    lacks("target.value2_missing", "coverage.threshold2", open_top);
    problems.extend(schedule_lacks(target));
    problems
}

fn schedule_lacks(target: &Target) -> Vec<Problem> {
    match &target.schedule {
        Schedule::Curve(points) => {
            if points.is_empty() {
                return vec![Problem::error("target.schedule_missing", "schedule")];
            }
            let mut in_order: Vec<_> = points.iter().collect();
            in_order.sort_by_key(|point| point.day);
            let falls = in_order.windows(2).any(|pair| matches!(pair, [a, b] if b.value < a.value));
            let last = in_order.last().map(|point| point.value);
            let mut problems = Vec::new();
            if falls {
                problems.push(Problem::query("target.curve_falls", "schedule"));
            }
            if let (Some(last), Some(goal)) = (last, target.value)
                && last != goal
            {
                problems
                    .push(Problem::query("target.curve_ends_elsewhere", "schedule").with(last).with(goal));
            }
            problems
        }
        Schedule::Seasonal(weights) => {
            let negative = weights.iter().any(|weight| weight.is_sign_negative() && !weight.is_zero());
            let nothing = weights.iter().copied().sum::<Decimal>().is_zero();
            match weights.len() != 12 || negative || nothing {
                true => vec![Problem::error("target.season_unusable", "schedule")],
                false => Vec::new(),
            }
        }
        Schedule::CalendarMonth | Schedule::CalendarDay | Schedule::YearEnd | Schedule::None => Vec::new(),
    }
}

/// Refuses a target while anything is unresolved.
pub(crate) fn ready(target: &Target, book: &Book) -> Result<(), AppError> {
    let mut problems = lacking(target, book);
    problems.retain(|problem| problem.severity == Severity::Error);
    match problems.is_empty() {
        true => Ok(()),
        false => Err(AppError::Refused(problems)),
    }
}
