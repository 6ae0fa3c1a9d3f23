//! The status: one function over what is known, the table of design §4 in order of precedence.
//!
//! Deliberately absent: lamps (a preset maps statuses to them) and every judgement of a person,
//! such as 销号 or 延期.

use crate::kernel::{Decimal, Rate};

use super::goal::Outcome;
use super::outcome::Status;
use super::settings::Settings;

/// What is known about a target and a unit as of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The unit has a task.
    pub has_task: bool,
    /// The window has begun and a period of it has ended.
    pub begun: bool,
    /// Somebody reported something for the period.
    pub reported: bool,
    /// How the actual stands to its test; none where either cannot be formed.
    pub outcome: Option<Outcome>,
    /// It looks met only because reports are missing that could break it (≤, no_event, clear to zero).
    pub unproven: bool,
    /// A keep-target was broken in some period, an event happened, a ceiling on a running total is passed.
    pub broken: bool,
    /// Coverage or ≤: missed at its date is 严重滞后, not 逾期.
    pub missed_is_far_behind: bool,
    /// The deadline has come.
    pub due: bool,
    /// The deadline is over.
    pub passed: bool,
    /// The number reported is zero, and more is asked.
    pub nothing_done: bool,
    /// The plan asks for something by now, or there is no plan.
    pub something_due: bool,
    /// A schedule applies.
    pub scheduled: bool,
    /// 序时差 as a fraction.
    pub variance: Option<Rate>,
}

impl Known {
    /// A target under way with nothing said yet: where tests and callers start from.
    pub const UNDER_WAY: Self = Self {
        has_task: true,
        begun: true,
        reported: true,
        outcome: Some(Outcome::Unmet),
        unproven: false,
        broken: false,
        missed_is_far_behind: false,
        due: false,
        passed: false,
        nothing_done: false,
        something_due: true,
        scheduled: false,
        variance: None,
    };
}

/// The status by the table. What is certain comes first: no task, not begun, broken (whoever reports no more has not
/// made it whole), nothing reported, met; then what the date says; then the schedule.
pub fn status_of(known: Known, settings: &Settings) -> Status {
    if !known.has_task {
        return Status::NoTask;
    }
    if !known.begun {
        return Status::NotDue;
    }
    if known.broken {
        return Status::FarBehind;
    }
    if !known.reported {
        return Status::NoReport;
    }
    match known.outcome {
        Some(Outcome::Met | Outcome::Passed) if known.unproven => return Status::NoReport,
        Some(Outcome::Passed) => return Status::Exceeded,
        Some(Outcome::Met) => return Status::Done,
        None => return Status::Unscheduled,
        Some(Outcome::Unmet) => {}
    }
    if known.due && known.missed_is_far_behind {
        return Status::FarBehind;
    }
    if known.passed || (known.due && !known.scheduled) {
        return Status::Overdue;
    }
    if known.nothing_done && known.something_due {
        return Status::NotStarted;
    }
    match known.variance {
        Some(variance) if known.scheduled => by_variance(variance, settings),
        _ => Status::Unscheduled,
    }
}

/// 序时差 against the tolerance and the border of 严重滞后.
fn by_variance(variance: Rate, settings: &Settings) -> Status {
    let limit = |points: Decimal| Rate::new(-points, Decimal::ONE_HUNDRED);
    let at_least = |points| limit(points).is_some_and(|limit| variance >= limit);
    if at_least(settings.tolerance_points) {
        Status::OnTrack
    } else if at_least(settings.far_behind_points) {
        Status::Behind
    } else {
        Status::FarBehind
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::decimal;
    use super::*;

    fn points(text: &str) -> Option<Rate> {
        Rate::new(decimal(text), Decimal::ONE_HUNDRED)
    }

    fn check(change: impl Fn(&mut Known), expected: Status) {
        let mut known = Known::UNDER_WAY;
        change(&mut known);
        assert_eq!(status_of(known, &Settings::default()), expected, "{known:?}");
    }

    #[test]
    fn the_table_line_by_line() {
        check(|k| k.outcome = Some(Outcome::Passed), Status::Exceeded);
        check(|k| k.outcome = Some(Outcome::Met), Status::Done);
        let scheduled = |v: &'static str| move |k: &mut Known| (k.scheduled, k.variance) = (true, points(v));
        check(scheduled("3.25"), Status::OnTrack);
        check(scheduled("0"), Status::OnTrack);
        check(scheduled("-0.05"), Status::OnTrack);
        check(scheduled("-0.0501"), Status::Behind);
        check(scheduled("-10"), Status::Behind);
        check(scheduled("-10.0001"), Status::FarBehind);
        check(|k| k.broken = true, Status::FarBehind);
        check(|k| (k.due, k.missed_is_far_behind) = (true, true), Status::FarBehind);
        check(|k| k.missed_is_far_behind = true, Status::Unscheduled);
        check(|k| (k.due, k.passed) = (true, true), Status::Overdue);
        check(|k| k.due = true, Status::Overdue);
        check(|k| k.nothing_done = true, Status::NotStarted);
        check(|_| {}, Status::Unscheduled);
        check(|k| k.begun = false, Status::NotDue);
        check(|k| k.reported = false, Status::NoReport);
        check(|k| k.has_task = false, Status::NoTask);
    }

    #[test]
    fn precedence() {
        check(|k| (k.due, k.passed, k.outcome) = (true, true, Some(Outcome::Met)), Status::Done);
        check(|k| (k.due, k.passed, k.reported) = (true, true, false), Status::NoReport);
        check(|k| (k.due, k.passed, k.nothing_done) = (true, true, true), Status::Overdue);
        check(
            |k| (k.nothing_done, k.something_due, k.scheduled, k.variance) = (true, false, true, points("0")),
            Status::OnTrack,
        );
        check(|k| (k.due, k.scheduled, k.variance) = (true, true, points("-5")), Status::Behind);
        check(|k| (k.outcome, k.unproven) = (Some(Outcome::Met), true), Status::NoReport);
        check(|k| (k.broken, k.outcome) = (true, Some(Outcome::Met)), Status::FarBehind);
        check(|k| k.outcome = None, Status::Unscheduled);
        check(|k| (k.has_task, k.reported) = (false, false), Status::NoTask);
    }

    proptest! {
        #[test]
        fn a_better_variance_is_never_a_worse_status(a in -4000i64..4000, b in -4000i64..4000) {
            let at = |n: i64| {
                let variance = Rate::new(n.into(), 10_000.into());
                status_of(Known { scheduled: true, variance, ..Known::UNDER_WAY }, &Settings::default())
            };
            prop_assert!(a > b || at(a).urgency() <= at(b).urgency());
        }
    }
}
