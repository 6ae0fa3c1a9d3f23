//! The slow engine: every question is answered by going through all cells again, in fractions without
//! limits, in the words of design §4. It shares no rule with the engine beside it.

use std::collections::BTreeSet;

use num_rational::BigRational;

use super::ledger::{Ledger, State, month_of, months_end};
use crate::kernel::Date;
use crate::programmes::{Accumulation, Authority, Direction, PlaceRule, TimeRule};
use crate::targets::{ChangeBy, Comparator, Schedule, TargetKind};

pub(super) type Q = BigRational;

/// Hundredths as a fraction.
pub(super) fn hundredths(value: i64) -> Q {
    Q::new(value.into(), 100.into())
}

fn count(value: usize) -> Q {
    Q::from_integer(value.into())
}

/// What it finds of a target for a unit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub status: &'static str,
    pub actual: Option<Q>,
    pub rate: Option<Q>,
    pub planned: Option<Q>,
    pub variance: Option<Q>,
    pub gap: Option<Q>,
    pub reported: usize,
    pub expected: usize,
    pub missing: BTreeSet<String>,
    pub covered: Option<Covered>,
    pub was_behind: bool,
    pub behind_for: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Covered {
    pub met: u64,
    pub population: u64,
    pub not_reported: u64,
    pub below: BTreeSet<String>,
    pub gap_sum: Option<Q>,
}

/// What one unit says itself.
enum Said {
    Nothing,
    NotApplicable,
    Conflict,
    Number(Q),
}

/// What units say together.
#[derive(Clone, Default)]
struct Sum {
    values: Vec<Q>,
    reported: usize,
    expected: usize,
    missing: BTreeSet<String>,
    contested: usize,
    not_applicable: bool,
}

impl Sum {
    fn missing(unit: &str) -> Self {
        Self { expected: 1, missing: BTreeSet::from([unit.to_owned()]), ..Self::default() }
    }

    fn add(&mut self, other: Self) {
        self.values.extend(other.values);
        self.reported += other.reported;
        self.expected += other.expected;
        self.missing.extend(other.missing);
        self.contested += other.contested;
    }
}

enum Task {
    Whole,
    Share(i64),
    None,
}

/// What has to be true of the actual.
enum Test {
    Floor { goal: Q, strict: bool },
    Ceiling { goal: Q, strict: bool },
    Within(Q, Q),
}

impl Test {
    fn is_met(&self, actual: &Q) -> bool {
        match self {
            Self::Floor { goal, strict } => actual > goal || (!strict && actual == goal),
            Self::Ceiling { goal, strict } => actual < goal || (!strict && actual == goal),
            Self::Within(low, high) => low <= actual && actual <= high,
        }
    }

    fn gap(&self, actual: &Q) -> Q {
        let short = match self {
            Self::Floor { goal, .. } => goal - actual,
            Self::Ceiling { goal, .. } => actual - goal,
            Self::Within(low, high) => (low - actual).max(actual - high),
        };
        short.max(count(0))
    }
}

/// A target held against a unit as of a day.
pub(super) struct Slow<'a> {
    pub ledger: &'a Ledger,
    pub unit: &'a str,
    pub day: Date,
}

impl Slow<'_> {
    pub fn answer(&self) -> Answer {
        let Some(day) = self.settled() else { return self.answer_of_day() };
        let then = Slow { day, ..*self }.answer_of_day();
        Answer { expected: then.reported, missing: BTreeSet::new(), ..then }
    }

    fn answer_of_day(&self) -> Answer {
        let mut answer = self.judge();
        let recovered = ["on_track", "done", "exceeded"].contains(&answer.status);
        let past = self.earlier();
        answer.was_behind = recovered && past.iter().any(|status| is_behind(status));
        let behind = past.iter().take_while(|status| is_behind(status)).count() + 1;
        let periods =
            if self.is_kept() { self.broken() } else { behind * usize::from(is_behind(answer.status)) };
        answer.behind_for = u32::try_from(periods).expect("a few months");
        answer
    }

    /// The statuses at the ends of the earlier months of the window, the latest first.
    fn earlier(&self) -> Vec<&'static str> {
        let Some(month) =
            self.judged_month().filter(|_| !self.is_kept() && !matches!(self.task(), Task::None))
        else {
            return Vec::new();
        };
        let months = (self.first_month()..month).rev();
        let then = |month| Slow { day: months_end(month), ..*self };
        let status = |slow: Self| Slow { day: slow.settled().unwrap_or(slow.day), ..slow }.judge().status;
        months.map(|month| status(then(month))).collect()
    }

    /// The end of the last month that was asked for, where nobody asks or says anything since and it was settled then.
    fn settled(&self) -> Option<Date> {
        let month = self.judged_month().filter(|month| self.is_unasked(*month))?;
        let last = (2000 * 12..month).rev().find(|month| self.asks_anybody(*month))?;
        let then = Slow { day: months_end(last), ..*self };
        let (found, (_, test)) = (then.judge(), self.goal(&self.task()));
        let ceiling = matches!(test, Some(Test::Ceiling { .. }));
        let floor = matches!(test, Some(Test::Floor { .. }));
        let reached = self.runs_up() && floor && ["done", "exceeded"].contains(&found.status);
        let missed = test.zip(found.actual).is_some_and(|(test, actual)| !test.is_met(&actual));
        let broken = then.broken() > 0 || (ceiling && self.runs_up() && missed);
        (reached || (broken && found.status == "far_behind")).then(|| months_end(last))
    }

    /// Nobody here is asked for a month, and nobody reported it.
    fn is_unasked(&self, month: i32) -> bool {
        let reported = match self.ledger.kind {
            TargetKind::Coverage => self.cover(month).2,
            _ => self.sum_of(self.unit, month).reported,
        };
        reported == 0 && !matches!(self.task(), Task::None) && !self.asks_anybody(month)
    }

    fn asks_anybody(&self, month: i32) -> bool {
        let mut here = self.ledger.counties_below(self.unit);
        here.push(self.unit.to_owned());
        here.iter().any(|unit| self.form_asks(unit, month))
    }

    /// Whether a form asks a county for a month.
    fn form_asks(&self, unit: &str, month: i32) -> bool {
        self.ledger.forms.iter().any(|form| {
            let below = form.parent == "p" || unit.starts_with(&format!("{}-", form.parent));
            let begun = form.from.is_none_or(|from| from <= month);
            unit.contains('-') && below && begun && form.until.is_none_or(|until| month <= until)
        })
    }

    fn judge(&self) -> Answer {
        self.judge_of(self.judged_month())
    }

    fn judge_of(&self, month: Option<i32>) -> Answer {
        let kind = self.ledger.kind;
        let task = self.task();
        let has_task = !matches!(task, Task::None);
        let sum = month.filter(|_| has_task).map(|month| self.sum_of(self.unit, month)).unwrap_or_default();
        let unasked = month.is_some_and(|month| self.is_unasked(month));
        let counted = month.filter(|_| has_task && !unasked && kind == TargetKind::Coverage);
        let covered = counted.map(|month| self.cover(month));
        let (reported, expected, missing) = match &covered {
            Some((covered, missing, reported)) => {
                (*reported, covered.not_reported as usize + reported, missing.clone())
            }
            None if kind == TargetKind::Coverage => (0, 0, BTreeSet::new()),
            None => (sum.reported, sum.expected, sum.missing.clone()),
        };
        let covered = covered.map(|(covered, ..)| covered);
        let actual = match &covered {
            Some(covered) => (covered.population > 0 && reported > 0)
                .then(|| count(covered.met as usize) / count(covered.population as usize)),
            None if kind == TargetKind::Coverage => None,
            None => self.together(sum.values.clone()),
        };
        let (goal, test) = self.goal(&task);
        let is_met = test.as_ref().zip(actual.as_ref()).map(|(test, actual)| test.is_met(actual));
        let rate = self.rate(goal.as_ref(), test.as_ref(), actual.as_ref());
        let progress = month.zip(goal.as_ref()).and_then(|(month, _)| self.progress(month));
        let base =
            if kind == TargetKind::Change { self.baseline().unwrap_or_else(|| count(0)) } else { count(0) };
        let planned = progress.as_ref().zip(goal.as_ref()).map(|(done, goal)| &base + (goal - &base) * done);
        let variance = rate.clone().zip(progress.clone()).map(|(rate, progress)| rate - progress);
        let gap = test.as_ref().zip(actual.as_ref()).map(|(test, actual)| test.gap(actual));

        let contested = if covered.is_some() { self.contested(month) } else { sum.contested };
        let ceiling = matches!(test, Some(Test::Ceiling { .. }));
        let empty = covered.as_ref().is_some_and(|covered| covered.population == 0) && self.unit != "p";
        let all_said = expected == reported && contested == 0;
        let could_break = !all_said
            && covered.is_none()
            && match test {
                Some(Test::Floor { .. }) => self.ledger.place_rule == PlaceRule::Min,
                Some(_) => matches!(self.ledger.place_rule, PlaceRule::Sum | PlaceRule::Max),
                None => false,
            };
        let over = self.day > self.ledger.deadline;
        let due = self.day >= self.ledger.deadline;
        let far_when_missed = match kind {
            TargetKind::Coverage => true,
            TargetKind::Change | TargetKind::ClearToZero => false,
            _ => ceiling,
        };
        let passed = match (&test, &actual) {
            (Some(Test::Floor { goal, .. }), Some(actual)) => actual > goal,
            _ => false,
        };
        let nothing_done = matches!(kind, TargetKind::Level | TargetKind::Approx)
            && !ceiling
            && actual.as_ref().is_some_and(|actual| *actual == count(0));
        let status = if !has_task || unasked || (sum.not_applicable && covered.is_none()) || empty {
            "no_task"
        } else if self.day < self.ledger.from || month.is_none() {
            "not_due"
        } else if self.broken() > 0 || (ceiling && self.runs_up() && is_met == Some(false)) {
            "far_behind"
        } else if reported <= contested || (is_met == Some(true) && could_break) {
            "no_report"
        } else if is_met == Some(true) && passed {
            "exceeded"
        } else if is_met == Some(true) {
            "done"
        } else if is_met.is_none() {
            "unscheduled"
        } else if due && far_when_missed {
            "far_behind"
        } else if over || (due && variance.is_none()) {
            "overdue"
        } else if nothing_done && progress.as_ref().is_none_or(|progress| *progress > count(0)) {
            "not_started"
        } else {
            match &variance {
                None => "unscheduled",
                Some(variance) if *variance >= Q::new((-5).into(), 10_000.into()) => "on_track",
                Some(variance) if *variance >= Q::new((-10).into(), 100.into()) => "behind",
                Some(_) => "far_behind",
            }
        };
        Answer {
            status,
            actual,
            rate,
            planned,
            variance,
            gap,
            reported,
            expected,
            missing,
            covered,
            was_behind: false,
            behind_for: 0,
        }
    }

    fn is_kept(&self) -> bool {
        matches!(self.ledger.kind, TargetKind::Keep | TargetKind::NoEvent)
    }

    fn first_month(&self) -> i32 {
        month_of(self.ledger.from)
    }

    /// The last month that is over, if the window had begun by its end.
    fn completed(&self, day: Date) -> Option<i32> {
        let month = month_of(day);
        let month = if months_end(month) <= day { month } else { month - 1 };
        (months_end(month) >= self.ledger.from).then_some(month)
    }

    /// What is a total of the year or of the window, or kept, is judged by no later month than the deadline's.
    fn month(&self) -> Option<i32> {
        let ends = matches!(self.ledger.accumulation, Accumulation::Ytd | Accumulation::PeriodFlow);
        let until =
            if ends || self.is_kept() { months_end(month_of(self.ledger.deadline)) } else { self.day };
        self.completed(self.day.min(until))
    }

    /// After the deadline its own month counts where it was met then, or where nobody goes on reporting.
    fn judged_month(&self) -> Option<i32> {
        let month = self.month();
        let last = self.completed(self.day.min(months_end(month_of(self.ledger.deadline))));
        let says = |month: Option<i32>| {
            let reported = |month| match self.ledger.kind {
                TargetKind::Coverage => self.cover(month).2,
                _ => self.sum_of(self.unit, month).reported,
            };
            month.is_some_and(|month| !matches!(self.task(), Task::None) && reported(month) > 0)
        };
        let is_met = |month| ["done", "exceeded"].contains(&self.judge_of(month).status);
        let is_over = self.day > self.ledger.deadline && last != month && says(last);
        match is_over && (!says(month) || !is_met(month) && is_met(last)) {
            true => last,
            false => month,
        }
    }

    fn task(&self) -> Task {
        let shares = &self.ledger.shares;
        let same_for_all =
            matches!(self.ledger.kind, TargetKind::Coverage | TargetKind::ClearToZero | TargetKind::NoEvent);
        match shares.iter().find(|(unit, _)| unit == self.unit) {
            _ if self.unit == "p" => Task::Whole,
            Some((_, share)) => Task::Share(*share),
            None if !shares.is_empty() => Task::None,
            None if same_for_all || self.ledger.place_rule != PlaceRule::Sum => Task::Whole,
            None => Task::None,
        }
    }

    /// The cells of a unit from a month to a month, both included.
    fn cells(&self, unit: &str, months: impl IntoIterator<Item = i32>) -> Vec<State> {
        let said =
            |month| self.ledger.cells.iter().rev().find(|(who, when, _)| who == unit && *when == month);
        months.into_iter().filter_map(|month| said(month).map(|(.., state)| *state)).collect()
    }

    fn says(&self, unit: &str, month: i32) -> Said {
        if self.cells(unit, [month]).is_empty() {
            return Said::Nothing;
        }
        let from = match self.is_kept() {
            true => month,
            false => self.first_month(),
        };
        let whole = from..=month;
        let years = |month: i32| month.div_euclid(12);
        let rule = self.ledger.time_rule;
        let cells = match (self.ledger.accumulation, rule) {
            (Accumulation::SinceStart, _) => self.cells(unit, [month]),
            (Accumulation::Ytd, _) => {
                let decembers = (years(from)..years(month)).map(|year| year * 12 + 11);
                self.cells(unit, decembers.chain([month]))
            }
            (Accumulation::PeriodFlow, TimeRule::Last) => self.cells(unit, [month]),
            (Accumulation::Stock, TimeRule::Last | TimeRule::Sum) => self.cells(unit, [month]),
            _ => self.cells(unit, whole),
        };
        if cells.contains(&State::Conflict) {
            return Said::Conflict;
        }
        let numbers: Vec<Q> = cells.iter().filter_map(|cell| cell.number()).map(hundredths).collect();
        let Some(largest) = numbers.iter().max().cloned() else { return Said::NotApplicable };
        let sum: Q = numbers.iter().sum();
        let adds = matches!(self.ledger.accumulation, Accumulation::SinceStart | Accumulation::Ytd);
        Said::Number(match rule {
            TimeRule::Max if !adds => largest,
            TimeRule::Min if !adds => numbers.iter().min().cloned().expect("there is a largest"),
            TimeRule::Mean if !adds => sum / count(numbers.len()),
            _ => sum,
        })
    }

    fn own(&self, unit: &str, month: i32) -> Option<Sum> {
        let one = Sum { reported: 1, expected: 1, ..Sum::default() };
        match self.says(unit, month) {
            Said::Nothing => None,
            Said::NotApplicable => Some(Sum { not_applicable: true, ..Sum::default() }),
            Said::Conflict => Some(Sum { contested: 1, ..one }),
            Said::Number(value) => Some(Sum { values: vec![value], ..one }),
        }
    }

    /// A unit's own report counts before those of its parts, or after them, as the indicator says.
    fn sum_of(&self, unit: &str, month: i32) -> Sum {
        let children = self.ledger.children(unit);
        let own = self.own(unit, month);
        if children.is_empty() {
            let asked = self.form_asks(unit, month) && (unit == self.unit || self.has_share(unit));
            return own.unwrap_or_else(|| if asked { Sum::missing(unit) } else { Sum::default() });
        }
        if let (Some(own), Authority::Own) = (&own, self.ledger.authority) {
            return own.clone();
        }
        let mut parts = Sum::default();
        let mut says_so = false;
        for child in &children {
            let part = self.sum_of(child, month);
            says_so |= part.not_applicable;
            parts.add(part);
        }
        parts.not_applicable = says_so && parts.expected == 0;
        let from = if self.is_kept() { month } else { self.first_month() };
        let used_to = self.ledger.authority == Authority::Own && !self.cells(unit, from..month).is_empty();
        match own {
            Some(own) if parts.reported == 0 => own,
            _ if used_to && parts.reported < parts.expected => Sum::missing(unit),
            _ => parts,
        }
    }

    /// Of a target that is broken down something fell to these.
    fn has_share(&self, unit: &str) -> bool {
        let shares = &self.ledger.shares;
        shares.is_empty() || shares.iter().any(|(who, _)| who == unit)
    }

    fn together(&self, values: Vec<Q>) -> Option<Q> {
        match self.ledger.place_rule {
            _ if values.is_empty() => None,
            PlaceRule::Max => values.into_iter().max(),
            PlaceRule::Min => values.into_iter().min(),
            _ => Some(values.iter().sum()),
        }
    }

    /// n/N over the counties below, who is missing, and how many reported.
    fn cover(&self, month: i32) -> (Covered, BTreeSet<String>, usize) {
        let mut covered =
            Covered { met: 0, population: 0, not_reported: 0, below: BTreeSet::new(), gap_sum: None };
        let (mut missing, mut reported, mut short) = (BTreeSet::new(), 0, count(0));
        let test = by_comparator(
            self.ledger.unit_comparator,
            self.ledger.direction,
            hundredths(self.ledger.threshold),
        );
        for county in self.ledger.counties_below(self.unit).iter().filter(|county| self.has_share(county)) {
            match self.says(county, month) {
                Said::NotApplicable => continue,
                Said::Nothing if !self.form_asks(county, month) => continue,
                Said::Nothing => {
                    missing.insert(county.clone());
                }
                Said::Conflict => reported += 1,
                Said::Number(value) => {
                    reported += 1;
                    if test.is_met(&value) {
                        covered.met += 1;
                    } else {
                        covered.below.insert(county.clone());
                        short += test.gap(&value);
                    }
                }
            }
            covered.population += 1;
        }
        covered.not_reported = missing.len() as u64;
        covered.gap_sum = (reported > 0).then_some(short);
        (covered, missing, reported)
    }

    fn contested(&self, month: Option<i32>) -> usize {
        let says =
            |county: &&String| month.is_some_and(|month| matches!(self.says(county, month), Said::Conflict));
        let asked = self.ledger.counties_below(self.unit);
        asked.iter().filter(|county| self.has_share(county)).filter(says).count()
    }

    /// What it starts from. All that fell to a unit to be cleared was there.
    fn baseline(&self) -> Option<Q> {
        match self.task() {
            _ if self.unit == "p" => Some(hundredths(self.ledger.baseline)),
            Task::Share(share) if self.clears() => Some(hundredths(share)),
            _ => None,
        }
    }

    fn clears(&self) -> bool {
        self.ledger.kind == TargetKind::ClearToZero && self.ledger.value == 0
    }

    /// What is asked, and the test it makes.
    fn goal(&self, task: &Task) -> (Option<Q>, Option<Test>) {
        let ledger = self.ledger;
        let value = match task {
            Task::Whole => hundredths(ledger.value),
            Task::Share(_) if self.clears() => count(0),
            Task::Share(share) => hundredths(*share),
            Task::None => return (None, None),
        };
        let other = hundredths(ledger.value2);
        match ledger.kind {
            TargetKind::Level | TargetKind::Keep => {
                let test = by_comparator(ledger.comparator, ledger.direction, value.clone());
                (Some(value), Some(test))
            }
            TargetKind::Range => {
                let (low, high) = (value.clone().min(other.clone()), value.clone().max(other));
                (Some(value), Some(Test::Within(low, high)))
            }
            TargetKind::Approx => {
                let width = &value / count(10);
                let test = Test::Within(&value - &width, &value + &width);
                (Some(value), Some(test))
            }
            TargetKind::ClearToZero | TargetKind::NoEvent => {
                (Some(value.clone()), Some(Test::Ceiling { goal: value, strict: false }))
            }
            TargetKind::Coverage => {
                let share = if value > count(1) { value / count(100) } else { value };
                (Some(share.clone()), Some(Test::Floor { goal: share, strict: false }))
            }
            TargetKind::Change => {
                let Some(base) = self.baseline() else { return (None, None) };
                let needs_positive = ledger.change_by != ChangeBy::Amount;
                if needs_positive && base <= count(0) {
                    return (None, None);
                }
                let level = match (ledger.change_by, ledger.direction) {
                    (ChangeBy::Multiple, _) => &base * &value,
                    (ChangeBy::Percent, Direction::Down) => &base - &base * &value / count(100),
                    (ChangeBy::Percent, _) => &base + &base * &value / count(100),
                    (_, Direction::Down) => &base - &value,
                    _ => &base + &value,
                };
                let falls = ledger.direction == Direction::Down
                    && (ledger.change_by != ChangeBy::Multiple || level < base);
                let test = match falls {
                    true => Test::Ceiling { goal: level.clone(), strict: false },
                    false => Test::Floor { goal: level.clone(), strict: false },
                };
                (Some(level), Some(test))
            }
            _ => unreachable!("not among the kinds that are drawn"),
        }
    }

    fn rate(&self, goal: Option<&Q>, test: Option<&Test>, actual: Option<&Q>) -> Option<Q> {
        let (goal, actual) = (goal?, actual?);
        let less_is_asked = matches!(test, Some(Test::Ceiling { .. }));
        match self.ledger.kind {
            TargetKind::Coverage => Some(actual.clone()),
            TargetKind::Change | TargetKind::ClearToZero => {
                let base = self.baseline()?;
                (*goal != base).then(|| (actual - &base) / (goal - &base))
            }
            TargetKind::Level | TargetKind::Keep if self.ledger.direction != Direction::Down => {
                (!less_is_asked && *goal > count(0)).then(|| actual / goal)
            }
            _ => None,
        }
    }

    fn runs_up(&self) -> bool {
        self.ledger.accumulation != Accumulation::Stock
            && matches!(self.ledger.kind, TargetKind::Level | TargetKind::Change)
    }

    fn progress(&self, month: i32) -> Option<Q> {
        let ledger = self.ledger;
        let reaches = matches!(ledger.kind, TargetKind::Level | TargetKind::Change | TargetKind::Approx);
        let upward = !matches!(ledger.comparator, Comparator::Lte | Comparator::Lt);
        if ledger.accumulation == Accumulation::Stock || !reaches || !upward {
            return None;
        }
        let due = self.day >= ledger.deadline;
        let day = if due { self.day } else { months_end(month) };
        let days = |to: Date| usize::try_from((to - ledger.from).num_days() + 1).unwrap_or(0);
        let months = |to: i32| usize::try_from(to - self.first_month() + 1).unwrap_or(0);
        match ledger.schedule {
            Schedule::None => None,
            Schedule::YearEnd => Some(count(usize::from(due))),
            Schedule::CalendarDay => {
                Some(count(days(day.min(ledger.deadline))) / count(days(ledger.deadline)))
            }
            _ => {
                let last = month_of(ledger.deadline);
                let done = if due { last } else { month_of(day).min(last) };
                Some(count(months(done)) / count(months(last)))
            }
        }
    }

    /// In how many months of the window so far a level that is to be kept was not.
    fn broken(&self) -> usize {
        let task = self.task();
        if !self.is_kept() {
            return 0;
        }
        let (Some(month), (_, Some(test))) = (self.judged_month(), self.goal(&task)) else { return 0 };
        let value = |month: i32| self.together(self.sum_of(self.unit, month).values);
        let months = self.first_month()..=month;
        months.filter_map(value).filter(|value| !test.is_met(value)).count()
    }
}

fn is_behind(status: &str) -> bool {
    ["behind", "far_behind", "overdue", "not_started"].contains(&status)
}

fn by_comparator(comparator: Comparator, direction: Direction, goal: Q) -> Test {
    match (comparator, direction) {
        (Comparator::Gt, _) => Test::Floor { goal, strict: true },
        (Comparator::Lt, _) => Test::Ceiling { goal, strict: true },
        (Comparator::Lte, _) | (Comparator::Eq, Direction::Down) => Test::Ceiling { goal, strict: false },
        _ => Test::Floor { goal, strict: false },
    }
}
