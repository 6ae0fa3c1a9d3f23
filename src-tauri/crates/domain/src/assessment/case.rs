//! One target, one unit, one day: everything the status rests on, before history, forecast and
//! marks are added. A case is set up once and looked at as of several days.
//!
//! Deliberately absent: what the same target was at earlier period ends (`assess` asks again).

use std::iter::successors;

use crate::kernel::{Date, OrgUnitId, Period, PeriodKind, Problem, Qualifier, Rate, TargetId};
use crate::programmes::{Accumulation, Direction, Indicator, PlaceRule};
use crate::results::ResultKey;
use crate::targets::{Coverage, Growth, Target, TargetKind, Threshold};

use super::completion::completion_of;
use super::coverage::{Covered, cover};
use super::facts::{Facts, Share};
use super::goal::{Goal, Outcome, Task, Test, goal_of, task_of};
use super::growth::{annual_mean, growth, years_between};
use super::outcome::{Completion, CoverageOutcome, Rise, Scheduled, Status, Window};
use super::progress::{is_scheduled, progress};
use super::reporters::Scope;
use super::rollup::Figure;
use super::series::{Question, Remarks};
use super::status::{Known, status_of};
use super::window::window_of;

/// A version of a target held against a unit.
pub(crate) struct Case<'a> {
    pub facts: Facts<'a>,
    pub target: &'a Target,
    pub indicator: &'a Indicator,
    pub unit: &'a OrgUnitId,
    pub scope: Scope<'a>,
    /// Of 应X尽X: what was found.
    pub found: Option<Scope<'a>>,
    task: Task<'a>,
}

/// What is known as of a day.
pub(crate) struct Snapshot<'a> {
    pub window: Window,
    pub period: Option<Period>,
    pub question: Option<Question>,
    pub task: Task<'a>,
    pub goal: Goal,
    /// The figure of the period, before growth or coverage is made of it.
    pub figure: Figure<'a>,
    /// What the growth is measured from.
    pub base: Option<Rate>,
    /// 每年递增, where it is asked.
    pub rise: Option<Rise>,
    pub actual: Option<Rate>,
    pub qualifier: Qualifier,
    pub reported: usize,
    pub expected: usize,
    /// Named only where cells and gaps are told one by one.
    pub missing: Vec<&'a OrgUnitId>,
    pub conflicts: Vec<ResultKey>,
    pub remarks: Remarks,
    pub coverage: Option<CoverageOutcome>,
    pub completion: Completion,
    pub schedule: Option<Scheduled>,
    /// The periods in which a keep-target was broken.
    pub broken: Vec<Period>,
    /// Forms ask for it at other times, not for this period, and nobody reported it.
    pub unasked: bool,
    /// The last day for which they did.
    pub asked_until: Option<Date>,
    pub outcome: Option<Outcome>,
    pub problems: Vec<Problem>,
    pub status: Status,
    pub unclear: bool,
}

impl<'a> Case<'a> {
    /// The version that judges the period before `facts.as_of`, held against a unit. None where the
    /// target or its indicator is unknown.
    pub fn new(facts: Facts<'a>, id: &TargetId, unit: &'a OrgUnitId) -> Option<Self> {
        let by_day = facts.targets.in_force(id, facts.as_of)?;
        let case = Self::of_version(facts, by_day, unit)?;
        let window = window_of(by_day, case.indicator, facts.as_of);
        let Some(period) = case.period(window, facts.as_of) else { return Some(case) };
        let by_period = facts.targets.in_force(id, period.last_day())?;
        if by_period.valid_from == by_day.valid_from {
            return Some(case);
        }
        Self::of_version(facts, by_period, unit)
    }

    fn of_version(facts: Facts<'a>, target: &'a Target, unit: &'a OrgUnitId) -> Option<Self> {
        let (indicator, scope) = match &target.coverage {
            Some(coverage) if target.kind == TargetKind::Coverage => {
                let indicator = facts.indicator(&coverage.indicator)?;
                (indicator, Scope::per_unit(facts, indicator, unit, target, coverage.level))
            }
            _ => {
                let indicator = facts.indicator(&target.indicator)?;
                (indicator, Scope::new(facts, indicator, unit, Some(target)))
            }
        };
        let found = match &target.coverage {
            Some(Coverage { threshold: Threshold::Found(found), level, .. }) => {
                Some(Scope::per_unit(facts, facts.indicator(found)?, unit, target, *level))
            }
            _ => None,
        };
        let task = task_of(facts, target, indicator, unit);
        Some(Self { facts, target, indicator, unit, scope, found, task })
    }

    /// The period whose figures count on a day.
    fn period(&self, window: Window, as_of: Date) -> Option<Period> {
        let by_year = matches!(self.indicator.accumulation, Accumulation::Ytd | Accumulation::PeriodFlow);
        let until_deadline = by_year || self.target.recurrence.is_some() || self.is_kept();
        let last = self.scope.judged_period(window, as_of, until_deadline)?;
        match self.anniversaries_of() {
            None => Some(last),
            Some(base) => successors(Some(last), |period| period.previous())
                .take_while(|period| period.last_day() > base.last_day())
                .find(|period| years_between(base, *period).is_some()),
        }
    }

    /// 年均增长 is judged at whole years after its base period only.
    fn anniversaries_of(&self) -> Option<Period> {
        let mean = self.target.kind == TargetKind::Growth
            && self.target.growth_of(self.indicator) == Growth::AnnualMean;
        self.target.baseline.as_ref().filter(|_| mean)?.period
    }

    /// Whether every period is judged and the worst decides.
    pub fn is_kept(&self) -> bool {
        matches!(self.target.kind, TargetKind::Keep | TargetKind::NoEvent)
    }

    /// Everything as of a day.
    pub fn look(&self, as_of: Date) -> Snapshot<'a> {
        self.snapshot(as_of, true)
    }

    /// As of a day, without telling cells and gaps one by one: what a look back needs.
    pub fn glance(&self, as_of: Date) -> Snapshot<'a> {
        self.snapshot(as_of, false)
    }

    /// A target whose deadline has passed is judged by the figures of its deadline where it was met then (what falls
    /// back later was reached all the same; what was missed may still be made up), or where nothing was reported for
    /// the last period: nobody goes on reporting what is over.
    fn snapshot(&self, as_of: Date, detail: bool) -> Snapshot<'a> {
        let window = window_of(self.target, self.indicator, as_of);
        let now = self.snapshot_of(window, self.period(window, as_of), as_of, detail);
        if now.status.is_met() {
            return now;
        }
        let is_over = window.deadline.is_some_and(|last| last < as_of);
        let then = is_over.then(|| self.scope.judged_period(window, as_of, true)).flatten();
        let then = then.filter(|then| Some(*then) != now.period);
        let then = then.map(|then| self.snapshot_of(window, Some(then), as_of, detail));
        match then.filter(|then| then.reported > 0) {
            Some(then) if now.reported == 0 || then.status.is_met() => then,
            _ if now.reported > 0 => now,
            _ => self.settled_before(&now, detail).unwrap_or(now),
        }
    }

    /// What nobody asks for any more is carried no further, unless it was settled when it was asked for last: a total
    /// that was reached stays reached, what was broken stays broken. Nobody is missing then.
    fn settled_before(&self, now: &Snapshot<'a>, detail: bool) -> Option<Snapshot<'a>> {
        let last = now.asked_until?;
        let then = self.snapshot_of(now.window, self.period(now.window, last), last, detail);
        let floor = then.goal.test.is_some_and(Test::is_floor);
        let stays_met = then.status.is_met() && floor && self.runs_up();
        let stays_broken = then.status == Status::FarBehind && self.known(&then, last).broken;
        (stays_met || stays_broken).then(|| Snapshot {
            expected: then.reported,
            missing: Vec::new(),
            asked_until: now.asked_until,
            ..then
        })
    }

    fn snapshot_of(&self, window: Window, period: Option<Period>, as_of: Date, detail: bool) -> Snapshot<'a> {
        let task = self.task;
        let question = period.map(|period| self.question(period, window, detail));
        let baseline = question.and_then(|question| self.unit_baseline(task, question));
        let goal = goal_of(self.facts, self.target, self.indicator, task, baseline);
        let mut snapshot = Snapshot::empty(window, period, question, task, goal);
        if let Some(question) = question.filter(|_| task != Task::None) {
            self.fill(&mut snapshot, question);
        }
        self.judge(&mut snapshot, as_of);
        snapshot
    }

    /// What is asked of the cells for a period of the window.
    pub fn question(&self, period: Period, window: Window, detail: bool) -> Question {
        let instance = self.target.recurrence.is_some();
        let carry_done = self.target.kind == TargetKind::Deliverable;
        match self.is_kept() {
            true => {
                let one = Window { from: Some(period.first_day()), deadline: Some(period.last_day()) };
                Question { period, window: one, instance: false, carry_done, detail }
            }
            false => Question { period, window, instance, carry_done, detail },
        }
    }

    /// A change a share of which fell to the unit starts from the unit's own figure of the base period.
    fn unit_baseline(&self, task: Task<'a>, question: Question) -> Option<Rate> {
        let period = self.target.baseline.as_ref()?.period?;
        if matches!(task, Task::Own) {
            return None;
        }
        let window = Window { from: Some(period.first_day()), deadline: Some(period.last_day()) };
        self.scope.figure(Question { period, window, ..question }).value
    }

    /// Who meets the per-unit rule.
    fn covered(&self, task: Task<'a>, question: Question) -> Option<Covered<'a>> {
        let rule = self.target.coverage.as_ref()?;
        let population = rule.population.filter(|_| task == Task::Own);
        Some(cover(self.facts, &self.scope, self.found.as_ref(), rule, population, question))
    }

    fn fill(&self, snapshot: &mut Snapshot<'a>, question: Question) {
        match &self.target.coverage {
            Some(_) if self.target.kind == TargetKind::Coverage => {
                let Some(covered) = self.covered(snapshot.task, question) else { return };
                snapshot.actual = covered.outcome.rate.filter(|_| covered.reported > 0);
                snapshot.reported = covered.reported;
                snapshot.expected = covered.expected;
                snapshot.missing = covered.missing;
                snapshot.conflicts = covered.conflicts;
                snapshot.remarks = covered.remarks;
                snapshot.unclear |= covered.population_too_small || !covered.outcome.unclassified.is_empty();
                snapshot.coverage = Some(covered.outcome);
            }
            _ => {
                let figure = self.scope.figure(question);
                snapshot.take(figure);
                if self.target.kind == TargetKind::Growth {
                    self.grow(snapshot, question);
                }
            }
        }
        if snapshot.reported == 0 && self.scope.of(question.period).by_nobody {
            snapshot.release(self.scope.asked_until(question.period));
        }
        if self.target.rising {
            snapshot.rise = Some(self.rise(snapshot, question));
        }
        if self.is_kept() {
            self.find_broken(snapshot, question);
        }
    }

    /// Makes growth of the figure.
    fn grow(&self, snapshot: &mut Snapshot<'a>, question: Question) {
        let name = &self.indicator.name;
        let by = self.target.growth_of(self.indicator);
        let mut now = snapshot.actual;
        let (before, is_whole) = match by {
            Growth::Reported => return,
            Growth::Baseline | Growth::AnnualMean => (snapshot.goal.baseline, true),
            Growth::YearOnYear => self.last_year(question),
            Growth::Previous => {
                now = self.alone(question.period, question).0;
                question.period.previous().map_or((None, true), |before| self.alone(before, question))
            }
        };
        snapshot.base = before;
        snapshot.actual = None;
        let Some(now) = now else { return };
        let years =
            self.target.baseline.as_ref().and_then(|base| years_between(base.period?, question.period));
        let found = match (by, before, years) {
            (Growth::AnnualMean, Some(before), Some(years)) => {
                Some(annual_mean(self.indicator, now, before, years))
            }
            (Growth::AnnualMean, ..) | (_, None, _) => None,
            (_, Some(before), _) => Some(growth(self.indicator, now, before)),
        };
        match found {
            Some(Ok(rate)) => snapshot.actual = Some(rate),
            Some(Err(problem)) => snapshot.problems.push(problem),
            None => snapshot.problems.push(Problem::query("assessment.growth_base_missing", name)),
        }
        if !is_whole {
            snapshot.problems.push(Problem::query("assessment.growth_base_incomplete", name));
        }
        snapshot.unclear |= snapshot.actual.is_none() || !is_whole || snapshot.expected > snapshot.reported;
    }

    /// The same figure a year earlier, and whether all who should have reported it.
    fn last_year(&self, question: Question) -> (Option<Rate>, bool) {
        self.a_year_earlier(question).map_or((None, true), |then| self.whole(then))
    }

    /// The same question a year earlier.
    pub fn a_year_earlier(&self, question: Question) -> Option<Question> {
        let (period, window) = question.period.same_period_last_year().zip(question.window.last_year())?;
        Some(Question { period, window, ..question })
    }

    /// What one period has of its own: of a running total the difference to the total before.
    pub fn alone(&self, period: Period, question: Question) -> (Option<Rate>, bool) {
        let (now, before) = self.alone_from(period, question);
        let ((now, is_whole), Some(before)) = (self.whole(now), before) else { return self.whole(now) };
        let (then, was_whole) = self.whole(before);
        (now.zip(then).and_then(|(now, then)| now.checked_sub(then)), is_whole && was_whole)
    }

    /// The figure that holds what one period has of its own, and the total to take off it.
    pub fn alone_from(&self, period: Period, question: Question) -> (Question, Option<Question>) {
        let since = match self.indicator.accumulation {
            Accumulation::Ytd => Period::containing(PeriodKind::Year, period.last_day()),
            Accumulation::SinceStart => None,
            _ => {
                let window = Window { from: Some(period.first_day()), deadline: Some(period.last_day()) };
                return (Question { period, window, instance: false, ..question }, None);
            }
        };
        let window = Window { from: since.map(Period::first_day), deadline: None };
        let total = |period| Question { period, window, instance: false, ..question };
        let same_run = |before: &Period| since.is_none() || before.year() == period.year();
        (total(period), period.previous().filter(same_run).map(total))
    }

    fn whole(&self, question: Question) -> (Option<Rate>, bool) {
        let figure = self.scope.figure(question);
        (figure.value, figure.together.reported == figure.together.expected)
    }

    /// 每年递增: the figure beside that of the same period of last year.
    fn rise(&self, snapshot: &Snapshot<'a>, question: Question) -> Rise {
        let earlier = self.a_year_earlier(question);
        let (now, before) = match &snapshot.coverage {
            Some(coverage) => {
                let before = earlier.and_then(|question| self.covered(snapshot.task, question));
                (coverage.rate, before.filter(|before| before.reported > 0).and_then(|b| b.outcome.rate))
            }
            None => (snapshot.figure.value, earlier.and_then(|question| self.whole(question).0)),
        };
        let falls = self.indicator.direction == Direction::Down && snapshot.coverage.is_none();
        let holds = now.zip(before).map(|(now, before)| if falls { now < before } else { now > before });
        Rise { before, holds }
    }

    /// The periods of the window, up to the judged one, in which what was to be kept was not.
    fn find_broken(&self, snapshot: &mut Snapshot<'a>, question: Question) {
        let Some(test) = snapshot.goal.test else { return };
        let mut at = Some(question.period);
        while let Some(period) =
            at.filter(|period| snapshot.window.from.is_some_and(|from| from <= period.last_day()))
        {
            let figure = self.scope.figure(self.question(period, snapshot.window, false));
            let qualifier = figure.together.qualifier.unwrap_or(Qualifier::Exact);
            if figure.value.is_some_and(|value| test.of(value, qualifier) == Outcome::Unmet) {
                snapshot.broken.push(period);
            }
            at = period.previous();
        }
        if snapshot.window.from.is_none()
            && let Some(actual) = snapshot.actual
            && test.of(actual, snapshot.qualifier) == Outcome::Unmet
        {
            snapshot.broken.push(question.period);
        }
        snapshot.broken.reverse();
    }

    fn judge(&self, snapshot: &mut Snapshot<'a>, as_of: Date) {
        snapshot.completion = completion_of(self.target, &snapshot.goal, snapshot.actual);
        snapshot.outcome = match (snapshot.goal.test, snapshot.actual) {
            (Some(test), Some(actual)) => Some(test.of(actual, snapshot.qualifier)),
            _ => None,
        };
        if let Some((rise, period)) = snapshot.rise.zip(snapshot.period) {
            self.judge_rise(snapshot, rise, period);
        }
        snapshot.schedule = self.schedule(snapshot, as_of);
        snapshot.unclear |= snapshot.goal.unclear || snapshot.remarks.unclear;
        snapshot.status = status_of(self.known(snapshot, as_of), self.facts.settings);
    }

    /// What has to rise and did not is not met; where last year is unknown, nothing can be said of it.
    fn judge_rise(&self, snapshot: &mut Snapshot<'a>, rise: Rise, period: Period) {
        match rise.holds {
            Some(true) => {}
            Some(false) => {
                snapshot.outcome = snapshot.outcome.map(|_| Outcome::Unmet);
                if self.is_kept() && !snapshot.broken.contains(&period) {
                    snapshot.broken.push(period);
                }
            }
            None => {
                snapshot.outcome = snapshot.outcome.filter(|outcome| *outcome == Outcome::Unmet);
                snapshot.unclear |= snapshot.actual.is_some();
                if snapshot.actual.is_some() {
                    let name = &self.indicator.name;
                    snapshot.problems.push(Problem::query("assessment.growth_base_missing", name));
                }
            }
        }
    }

    fn schedule(&self, snapshot: &Snapshot<'a>, as_of: Date) -> Option<Scheduled> {
        let day = self.schedule_day(snapshot, as_of).filter(|_| is_scheduled(self.target, self.indicator))?;
        let base =
            snapshot.goal.baseline.filter(|_| self.target.kind == TargetKind::Change).unwrap_or(Rate::ZERO);
        // A plan by period divides what is to be added, not what was there before.
        let to_do = snapshot.goal.value?.checked_sub(base)?;
        let (progress, convention) =
            progress(self.target, self.plan(snapshot), Some(to_do), snapshot.window, day)?;
        let expected = base.checked_add(to_do.checked_mul(progress)?)?;
        let variance = snapshot.completion.rate.and_then(|rate| rate.checked_sub(progress));
        Some(Scheduled { progress, expected, variance, convention })
    }

    /// The day up to which the plan is held against what was done.
    pub fn schedule_day(&self, snapshot: &Snapshot<'a>, as_of: Date) -> Option<Date> {
        let period = snapshot.period?;
        let is_as_of = !self.facts.settings.completed_periods_only || snapshot.window.is_due(as_of);
        Some(if is_as_of { as_of } else { period.last_day() })
    }

    /// The plan by period that fell to the unit.
    fn plan(&self, snapshot: &Snapshot<'a>) -> Option<&'a Share> {
        match snapshot.task {
            Task::Share(share) => Some(share),
            Task::Own => self.facts.allocations.share(self.target, self.unit),
            Task::Same | Task::None => None,
        }
    }

    fn known(&self, snapshot: &Snapshot<'a>, as_of: Date) -> Known {
        let test = snapshot.goal.test;
        let ceiling = test.is_some_and(Test::is_ceiling);
        let exceeded = ceiling && self.runs_up() && snapshot.outcome == Some(Outcome::Unmet);
        let not_applicable = snapshot.figure.together.not_applicable;
        let nobody_below = snapshot.coverage.as_ref().is_some_and(|coverage| coverage.population == 0)
            && snapshot.task != Task::Own;
        Known {
            has_task: snapshot.task != Task::None && !not_applicable && !nobody_below && !snapshot.unasked,
            begun: snapshot.window.has_begun(as_of) && snapshot.period.is_some(),
            reported: snapshot.reported > snapshot.conflicts_only(),
            outcome: snapshot.outcome,
            unproven: self.could_be_broken_by_the_missing(snapshot),
            broken: !snapshot.broken.is_empty() || exceeded,
            missed_is_far_behind: self.missed_is_far_behind(ceiling),
            due: snapshot.window.is_due(as_of),
            passed: snapshot.window.has_passed(as_of),
            nothing_done: self.nothing_done(snapshot),
            something_due: snapshot.schedule.is_none_or(|schedule| schedule.progress > Rate::ZERO),
            scheduled: snapshot.schedule.is_some_and(|schedule| schedule.variance.is_some()),
            variance: snapshot.schedule.and_then(|schedule| schedule.variance),
        }
    }

    /// Coverage and ≤ targets are 严重滞后 when missed at their date; what was to be brought down or
    /// cleared by then is 逾期未完成, like any other task.
    fn missed_is_far_behind(&self, ceiling: bool) -> bool {
        match self.target.kind {
            TargetKind::Coverage => true,
            TargetKind::Change | TargetKind::ClearToZero => false,
            _ => ceiling,
        }
    }

    /// Whether the figure only ever rises within the window.
    pub fn runs_up(&self) -> bool {
        let adds = matches!(
            self.indicator.accumulation,
            Accumulation::Ytd | Accumulation::SinceStart | Accumulation::PeriodFlow
        );
        adds && matches!(self.target.kind, TargetKind::Level | TargetKind::Change)
    }

    /// Reports that are missing or contradict each other may still break what looks met.
    fn could_be_broken_by_the_missing(&self, snapshot: &Snapshot<'a>) -> bool {
        let all_said = snapshot.expected == snapshot.reported && snapshot.conflicts.is_empty();
        if all_said {
            return false;
        }
        // Who did not report is among all the units, and not among what was found.
        if snapshot.coverage.is_some() {
            return self.found.is_some();
        }
        let adds_or_tops =
            matches!(self.indicator.place_rule, PlaceRule::Sum | PlaceRule::Count | PlaceRule::Max);
        match snapshot.goal.test {
            Some(Test::AtMost(_) | Test::LessThan(_) | Test::Within(..)) => adds_or_tops,
            Some(Test::AtLeast(_) | Test::MoreThan(_)) => self.indicator.place_rule == PlaceRule::Min,
            None => false,
        }
    }

    fn nothing_done(&self, snapshot: &Snapshot<'a>) -> bool {
        let counts =
            matches!(self.target.kind, TargetKind::Level | TargetKind::Approx | TargetKind::Deliverable);
        let asks_more = !snapshot.goal.test.is_some_and(Test::is_ceiling);
        counts && asks_more && snapshot.actual.is_some_and(Rate::is_zero)
    }
}

impl<'a> Snapshot<'a> {
    fn empty(
        window: Window,
        period: Option<Period>,
        question: Option<Question>,
        task: Task<'a>,
        goal: Goal,
    ) -> Self {
        Self {
            window,
            period,
            question,
            task,
            problems: goal.problems.clone(),
            goal,
            figure: Figure::default(),
            base: None,
            rise: None,
            actual: None,
            qualifier: Qualifier::Exact,
            reported: 0,
            expected: 0,
            missing: Vec::new(),
            conflicts: Vec::new(),
            remarks: Remarks::default(),
            coverage: None,
            completion: Completion { rate: None, rule: crate::targets::CompletionRule::None },
            schedule: None,
            broken: Vec::new(),
            unasked: false,
            asked_until: None,
            outcome: None,
            status: Status::NotDue,
            unclear: false,
        }
    }

    fn take(&mut self, figure: Figure<'a>) {
        let together = &figure.together;
        self.actual = figure.value;
        self.qualifier = together.qualifier.unwrap_or(Qualifier::Exact);
        self.reported = together.reported;
        self.expected = together.expected;
        self.missing.clone_from(&together.missing);
        self.conflicts.clone_from(&together.conflicts);
        self.remarks = together.remarks;
        self.unclear |= !figure.problems.is_empty();
        self.problems.extend(figure.problems.iter().cloned());
        self.figure = figure;
    }

    /// Nobody asks for it, and nobody reported it: nobody is missing.
    fn release(&mut self, asked_until: Option<Date>) {
        (self.unasked, self.asked_until) = (true, asked_until);
        (self.expected, self.coverage) = (0, None);
        self.missing.clear();
    }

    /// How many of those who reported did so in contradiction to themselves.
    fn conflicts_only(&self) -> usize {
        let mut units: Vec<&OrgUnitId> = self.conflicts.iter().map(|key| &key.org_unit).collect();
        units.dedup();
        units.len()
    }
}
