//! The value of one unit: how its cells of several periods become the figure of one period, by the
//! indicator's accumulation and its rule over time.
//!
//! Deliberately absent: carrying an older figure forward. A unit that has not reported the period
//! is missing there, whatever it said before; the one exception is a deliverable that was said to
//! be done, which stays done.

use crate::kernel::{Date, Period, PeriodKind, Qualifier, Rate};
use crate::programmes::{Accumulation, Indicator, TimeRule};
use crate::results::Measure;

use super::facts::{CellFact, CellValue, Series};
use super::outcome::Window;

/// What was asked of a series.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question {
    /// The period whose figure is wanted.
    pub period: Period,
    /// The window over which running totals and flows are summed.
    pub window: Window,
    /// The window is one instance of a recurring target: a running total of the year that was
    /// there before the instance began does not count for it.
    pub instance: bool,
    /// A deliverable that was done stays done.
    pub carry_done: bool,
    /// Whether cells and gaps are to be told one by one.
    pub detail: bool,
}

/// Remarks on the cells that went into a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Remarks {
    pub late: bool,
    pub correction: bool,
    pub unclear: bool,
    /// A number without evidence among them.
    pub no_evidence: bool,
}

impl Remarks {
    pub fn or(self, other: Self) -> Self {
        Self {
            late: self.late || other.late,
            correction: self.correction || other.correction,
            unclear: self.unclear || other.unclear,
            no_evidence: self.no_evidence || other.no_evidence,
        }
    }
}

/// A cell that went into a figure.
pub(crate) type Used = (Period, Measure);

/// A figure of one unit.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub value: Rate,
    pub qualifier: Qualifier,
    pub remarks: Remarks,
    pub used: Vec<Used>,
    /// Periods of the window the sum needs and that were not reported.
    pub gaps: Vec<Period>,
}

/// What one unit says for the period.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    Number(Reading),
    NotApplicable,
    /// Cells with several heads: the figure cannot be formed.
    Conflict(Vec<Used>),
    Missing,
    /// The numbers are beyond all reason.
    Overflow,
}

/// Reads the figure of a period out of a series.
pub(crate) fn read(series: &Series, indicator: &Indicator, question: Question) -> Said {
    match indicator.accumulation {
        Accumulation::Ytd => running(series, question, Running::Year),
        Accumulation::SinceStart => running(series, question, Running::Start),
        Accumulation::PeriodFlow => flow(series, indicator.time_rule, question),
        Accumulation::Stock | Accumulation::Ratio => standing(series, indicator.time_rule, question),
        Accumulation::Qualitative => match single(series, question, question.period, &ANY) {
            Said::Missing if question.carry_done => last_done(series, question),
            said => said,
        },
    }
}

const ANY: [Measure; 4] = [Measure::Stock, Measure::Period, Measure::Ytd, Measure::SinceStart];

enum Running {
    Year,
    Start,
}

/// The cell of a period. A running total or a stock at the end of June is the same figure whether it was
/// reported for June, for the second quarter or for the half-year; a flow is not.
fn cell(series: &Series, period: Period, measure: Measure) -> Option<(&CellFact, Used)> {
    if let Some(fact) = series.at(period, measure) {
        return Some((fact, (period, measure)));
    }
    if measure == Measure::Period {
        return None;
    }
    series.ending(period.last_day(), measure).map(|point| (&point.fact, (point.period, measure)))
}

/// A running total: the cell of the period itself, or the total built from what else was reported.
fn running(series: &Series, question: Question, since: Running) -> Said {
    let at = |measure| cell(series, question.period, measure).is_some();
    match since {
        Running::Start if at(Measure::SinceStart) => {
            single(series, question, question.period, &[Measure::SinceStart])
        }
        Running::Year | Running::Start if at(Measure::Ytd) => by_years(series, question, since),
        _ if at(Measure::Period) => summed(series, question, sum_from(question, since)),
        _ => Said::Missing,
    }
}

/// Where a sum of flows begins: with the window; for running totals of the year without one, with the year.
fn sum_from(question: Question, since: Running) -> Option<Date> {
    let year_begins =
        || Period::containing(PeriodKind::Year, question.period.last_day()).map(Period::first_day);
    match since {
        Running::Year => question.window.from.or_else(year_begins),
        Running::Start => question.window.from,
    }
}

/// Where the sum of flows of a period begins.
pub(crate) fn sum_of_year_from(question: Question) -> Option<Date> {
    sum_from(question, Running::Year)
}

fn flow(series: &Series, rule: TimeRule, question: Question) -> Said {
    match rule {
        TimeRule::Sum | TimeRule::Last if series.at(question.period, Measure::Period).is_none() => {
            running(series, question, Running::Year)
        }
        TimeRule::Sum => summed(series, question, sum_from(question, Running::Year)),
        TimeRule::Last => single(series, question, question.period, &[Measure::Period]),
        TimeRule::Mean | TimeRule::Max | TimeRule::Min => spread(series, rule, &[Measure::Period], question),
    }
}

fn standing(series: &Series, rule: TimeRule, question: Question) -> Said {
    match rule {
        TimeRule::Sum | TimeRule::Last => single(series, question, question.period, &ANY),
        TimeRule::Mean | TimeRule::Max | TimeRule::Min => spread(series, rule, &ANY, question),
    }
}

/// The cell of one period: the first measure that has one.
fn single(series: &Series, question: Question, period: Period, measures: &[Measure]) -> Said {
    match measures.iter().find_map(|measure| cell(series, period, *measure)) {
        None => Said::Missing,
        Some((fact, used)) => {
            let mut sum = Gathering::new(Fold::Add, question);
            sum.take(fact, used);
            sum.finish()
        }
    }
}

/// The latest cell of the window that says done.
fn last_done(series: &Series, question: Question) -> Said {
    let before = |period: Period| {
        period <= question.period && question.window.from.is_none_or(|from| from <= period.last_day())
    };
    let done = |value: CellValue| matches!(value, CellValue::Number { value, .. } if value >= 1.into());
    let found = series.points().iter().rev().find(|point| before(point.period) && done(point.fact.value));
    found.map_or(Said::Missing, |point| single(series, question, point.period, &[point.measure]))
}

/// Running totals of the year: the last of each full year of the window, and that of the period.
fn by_years(series: &Series, question: Question, since: Running) -> Said {
    let period = question.period;
    let first_year = match (question.window.from, since, series.points().first()) {
        (Some(from), ..) => chrono::Datelike::year(&from),
        (None, Running::Start, Some(first)) => first.period.year(),
        (None, ..) => period.year(),
    };
    let mut sum = Gathering::new(Fold::Add, question);
    for year in first_year..period.year() {
        let Some(last) = last_of_year(period.kind(), year) else { continue };
        sum.take_or_miss(series, last, Measure::Ytd);
    }
    sum.take_or_miss(series, period, Measure::Ytd);
    if question.instance
        && let Some(from) = question.window.from
        && let Some(before) = from.pred_opt().and_then(|day| Period::ending_on_or_before(period.kind(), day))
        && before.year() == period.year()
    {
        match cell(series, before, Measure::Ytd) {
            Some((fact, used)) => sum.take_off(fact, used),
            None => sum.gaps.push(before),
        }
    }
    sum.finish()
}

fn last_of_year(kind: PeriodKind, year: i32) -> Option<Period> {
    let last = Period::year_of(year).ok()?.last_day();
    Period::ending_on_or_before(kind, last)
}

/// Flows of the period's kind from the window's begin to the period, added up.
fn summed(series: &Series, question: Question, from: Option<Date>) -> Said {
    let mut sum = Gathering::new(Fold::Add, question);
    if question.detail {
        for period in periods(series, question.period, from) {
            sum.take_or_miss(series, period, Measure::Period);
        }
        return sum.finish();
    }
    for point in series.between(from, question.period) {
        if point.measure == Measure::Period && point.period.kind() == question.period.kind() {
            sum.take(&point.fact, (point.period, point.measure));
        }
    }
    sum.finish()
}

/// Mean, largest or smallest of what was reported in the window up to the period.
fn spread(series: &Series, rule: TimeRule, measures: &[Measure], question: Question) -> Said {
    if let Said::Missing = single(series, question, question.period, measures) {
        return Said::Missing;
    }
    let fold = match rule {
        TimeRule::Max => Fold::Max,
        TimeRule::Min => Fold::Min,
        TimeRule::Sum | TimeRule::Last | TimeRule::Mean => Fold::Add,
    };
    let mut sum = Gathering::new(fold, question);
    for period in periods(series, question.period, question.window.from) {
        let measure = measures.iter().find(|measure| cell(series, period, **measure).is_some());
        sum.take_or_miss(series, period, measure.copied().unwrap_or(Measure::Period));
    }
    let count = Rate::of_counts(sum.count, 1);
    match (rule, sum.finish()) {
        (TimeRule::Mean, Said::Number(reading)) => {
            let mean = count.and_then(|count| reading.value.checked_div(count));
            mean.map_or(Said::Overflow, |value| Said::Number(Reading { value, ..reading }))
        }
        (_, said) => said,
    }
}

/// The periods of one kind from a day to a period, in order; without a day from the series' first.
fn periods(series: &Series, last: Period, from: Option<Date>) -> Vec<Period> {
    let same_kind = |period: &Period| period.kind() == last.kind();
    let first = from.or_else(|| {
        let first = series.points().iter().map(|point| point.period).find(same_kind);
        first.map(Period::first_day)
    });
    let Some(first) = first else { return vec![last] };
    let mut found = vec![last];
    let mut at = last;
    while let Some(before) = at.previous().filter(|before| before.first_day() >= first) {
        found.push(before);
        at = before;
        if found.len() > MOST_PERIODS {
            break;
        }
    }
    found.reverse();
    found
}

/// Ten years of days: a window that is longer is summed over its last stretch only, and nobody has one.
const MOST_PERIODS: usize = 3660;

/// How values become one.
#[derive(Clone, Copy)]
enum Fold {
    Add,
    Max,
    Min,
}

/// Cells on their way to a figure.
struct Gathering {
    fold: Fold,
    /// Whether cells and gaps are told one by one; a look back needs only the figure.
    detail: bool,
    total: Option<Rate>,
    count: u64,
    qualifier: Option<Qualifier>,
    remarks: Remarks,
    used: Vec<Used>,
    gaps: Vec<Period>,
    conflicts: Vec<Used>,
    not_applicable: bool,
    overflow: bool,
}

impl Gathering {
    fn new(fold: Fold, question: Question) -> Self {
        Self {
            fold,
            detail: question.detail,
            total: None,
            count: 0,
            qualifier: None,
            remarks: Remarks::default(),
            used: Vec::new(),
            gaps: Vec::new(),
            conflicts: Vec::new(),
            not_applicable: false,
            overflow: false,
        }
    }

    fn take_or_miss(&mut self, series: &Series, period: Period, measure: Measure) {
        match cell(series, period, measure) {
            Some((fact, used)) => self.take(fact, used),
            None if self.detail => self.gaps.push(period),
            None => {}
        }
    }

    fn take(&mut self, fact: &CellFact, used: Used) {
        let Some((value, qualifier)) = self.value_of(fact, used) else { return };
        self.put(value);
        self.remember(fact, qualifier, used);
    }

    /// Takes a cell off the total: what was there before an instance began.
    fn take_off(&mut self, fact: &CellFact, used: Used) {
        let Some((value, qualifier)) = self.value_of(fact, used) else { return };
        self.put(value.and_then(|value| Rate::ZERO.checked_sub(value)));
        self.remember(fact, qualifier, used);
    }

    /// The number a cell gives; none for one that gives none.
    fn value_of(&mut self, fact: &CellFact, used: Used) -> Option<(Option<Rate>, Qualifier)> {
        match fact.value {
            CellValue::Number { value, qualifier } => Some((Rate::whole(value), qualifier)),
            CellValue::Nil => Some((Some(Rate::ZERO), Qualifier::Exact)),
            CellValue::NotApplicable => {
                self.not_applicable = true;
                None
            }
            CellValue::Conflict => {
                self.conflicts.push(used);
                None
            }
        }
    }

    fn put(&mut self, value: Option<Rate>) {
        self.count += 1;
        let total = match (self.total, value, self.fold) {
            (_, None, _) => None,
            (None, Some(value), _) => (self.count == 1).then_some(value),
            (Some(total), Some(value), Fold::Add) => total.checked_add(value),
            (Some(total), Some(value), Fold::Max) => Some(total.max(value)),
            (Some(total), Some(value), Fold::Min) => Some(total.min(value)),
        };
        self.overflow |= total.is_none();
        self.total = total;
    }

    fn remember(&mut self, fact: &CellFact, qualifier: Qualifier, used: Used) {
        self.qualifier = Some(self.qualifier.map_or(qualifier, |so_far| so_far.and(qualifier)));
        self.remarks = self.remarks.or(Remarks {
            late: fact.late,
            correction: fact.correction,
            unclear: fact.unclear,
            no_evidence: !fact.evidence,
        });
        if self.detail {
            self.used.push(used);
        }
    }

    fn finish(self) -> Said {
        if !self.conflicts.is_empty() {
            return Said::Conflict(self.conflicts);
        }
        if self.overflow {
            return Said::Overflow;
        }
        match self.total {
            None if self.not_applicable => Said::NotApplicable,
            None => Said::Missing,
            Some(value) => Said::Number(Reading {
                value,
                qualifier: self.qualifier.unwrap_or(Qualifier::Exact),
                remarks: self.remarks,
                used: self.used,
                gaps: self.gaps,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{World, day, indicator, period};
    use super::*;

    /// `cells`: measure, period and value; the figure of `at` for a window from `from`.
    fn check(
        accumulation: Accumulation,
        rule: TimeRule,
        cells: &[(Measure, &str, &str)],
        from: &str,
        at: &str,
        expected: &str,
    ) {
        let mut world = World::new();
        for (measure, when, value) in cells {
            world.say("i", *measure, "p", when, value);
        }
        let series = world.values.series(&"i".into(), &"p".into()).cloned().unwrap_or_default();
        let mut indicator = indicator("i");
        (indicator.accumulation, indicator.time_rule) = (accumulation, rule);
        let window = Window { from: Some(day(from)), deadline: None };
        let question =
            Question { period: period(at), window, instance: false, carry_done: true, detail: true };
        let found = match read(&series, &indicator, question) {
            Said::Number(reading) => {
                let gaps: Vec<String> = reading.gaps.iter().map(Period::to_string).collect();
                let gaps =
                    if gaps.is_empty() { String::new() } else { format!(" without {}", gaps.join(" ")) };
                format!(
                    "{}{}{gaps}",
                    if reading.qualifier.is_exact() { "" } else { reading.qualifier.code() },
                    reading.value.number_text(4)
                )
            }
            Said::NotApplicable => "na".into(),
            Said::Conflict(_) => "conflict".into(),
            Said::Missing => "missing".into(),
            Said::Overflow => "overflow".into(),
        };
        assert_eq!(found, expected, "{accumulation} {rule} at {at}");
    }

    use Accumulation::{PeriodFlow, Qualitative, SinceStart, Stock, Ytd};
    use Measure as M;
    use TimeRule::{Last, Max, Mean, Min, Sum};

    #[test]
    fn running_totals_of_the_year() {
        let cells = [(M::Ytd, "2022-04", "170"), (M::Ytd, "2022-05", "213")];
        check(Ytd, Last, &cells, "2022-01-01", "2022-05", "213");
        check(Ytd, Last, &cells, "2022-01-01", "2022-06", "missing");
        let two_years = [(M::Ytd, "2021-12", "500"), (M::Ytd, "2022-05", "213")];
        check(Ytd, Last, &two_years, "2021-01-01", "2022-05", "713");
        check(Ytd, Last, &two_years, "2020-01-01", "2022-05", "713 without 2020-12");
        check(Ytd, Last, &two_years, "2022-01-01", "2022-05", "213");
    }

    #[test]
    fn a_total_is_built_from_flows_where_only_those_are_reported() {
        let flows =
            [(M::Period, "2022-01", "10"), (M::Period, "2022-02", "nil"), (M::Period, "2022-04", "5")];
        check(Ytd, Sum, &flows, "2022-01-01", "2022-04", "15 without 2022-03");
        check(SinceStart, Sum, &flows, "2022-01-01", "2022-04", "15 without 2022-03");
        check(PeriodFlow, Sum, &flows, "2022-02-01", "2022-04", "5 without 2022-03");
        check(PeriodFlow, Sum, &flows, "2022-01-01", "2022-03", "missing");
    }

    #[test]
    fn flows_by_every_rule() {
        let flows = [(M::Period, "2022-01", "10"), (M::Period, "2022-02", "4"), (M::Period, "2022-03", "7")];
        check(PeriodFlow, Sum, &flows, "2022-01-01", "2022-03", "21");
        check(PeriodFlow, Last, &flows, "2022-01-01", "2022-03", "7");
        check(PeriodFlow, Mean, &flows, "2022-01-01", "2022-03", "7");
        check(PeriodFlow, Max, &flows, "2022-01-01", "2022-03", "10");
        check(PeriodFlow, Min, &flows, "2022-01-01", "2022-03", "4");
        let ytd = [(M::Ytd, "2022-03", "21")];
        check(PeriodFlow, Sum, &ytd, "2022-01-01", "2022-03", "21");
    }

    #[test]
    fn a_stock_is_that_of_the_period() {
        let stock = [(M::Stock, "2022-04", "190"), (M::Stock, "2022-05", "188")];
        check(Stock, Last, &stock, "2022-01-01", "2022-05", "188");
        check(Stock, Sum, &stock, "2022-01-01", "2022-05", "188");
        check(Stock, Mean, &stock, "2022-04-01", "2022-05", "189");
        check(Stock, Last, &stock, "2022-01-01", "2022-06", "missing");
    }

    #[test]
    fn the_five_states_stay_apart() {
        check(Ytd, Last, &[(M::Ytd, "2022-05", "nil")], "2022-01-01", "2022-05", "0");
        check(Ytd, Last, &[(M::Ytd, "2022-05", "0")], "2022-01-01", "2022-05", "0");
        check(Ytd, Last, &[(M::Ytd, "2022-05", "na")], "2022-01-01", "2022-05", "na");
        check(Ytd, Last, &[(M::Ytd, "2022-05", "conflict")], "2022-01-01", "2022-05", "conflict");
        check(Ytd, Last, &[], "2022-01-01", "2022-05", "missing");
        check(
            PeriodFlow,
            Sum,
            &[(M::Period, "2022-01", "conflict"), (M::Period, "2022-02", "5")],
            "2022-01-01",
            "2022-02",
            "conflict",
        );
        check(
            PeriodFlow,
            Sum,
            &[(M::Period, "2022-01", "na"), (M::Period, "2022-02", "5")],
            "2022-01-01",
            "2022-02",
            "5",
        );
    }

    #[test]
    fn what_ends_on_the_same_day_is_the_same_total() {
        let cells = [(M::Ytd, "2021", "500"), (M::Ytd, "2022-Q2", "213")];
        check(Ytd, Last, &cells, "2021-01-01", "2022-06", "713");
        check(Stock, Last, &[(M::Stock, "2022-H1", "7")], "2022-01-01", "2022-06", "7");
        check(PeriodFlow, Sum, &[(M::Period, "2022-H1", "7")], "2022-01-01", "2022-06", "missing");
    }

    #[test]
    fn qualifiers_go_along() {
        let flows = [(M::Period, "2022-01", ">10"), (M::Period, "2022-02", "4")];
        check(PeriodFlow, Sum, &flows, "2022-01-01", "2022-02", ">14");
    }

    #[test]
    fn what_was_delivered_stays_delivered() {
        let done = [(M::Stock, "2022-02", "0"), (M::Stock, "2022-03", "1")];
        check(Qualitative, Last, &done, "2022-01-01", "2022-06", "1");
        check(Qualitative, Last, &done[..1], "2022-01-01", "2022-06", "missing");
    }

    #[test]
    fn an_instance_within_the_year_leaves_out_what_was_before() {
        let mut world = World::new();
        world.ytd("p", "2022-06", "30");
        world.ytd("p", "2022-08", "50");
        let series = world.values.series(&"i".into(), &"p".into()).cloned().unwrap_or_default();
        let window = Window { from: Some(day("2022-07-01")), deadline: Some(day("2022-09-30")) };
        let question =
            Question { period: period("2022-08"), window, instance: true, carry_done: false, detail: true };
        let Said::Number(reading) = read(&series, &indicator("i"), question) else { panic!("a number") };
        assert_eq!(reading.value.number_text(0), "20");
    }

    #[test]
    fn numbers_beyond_reason_are_not_summed() {
        let huge = "79228162514264337593543950335";
        let cells: Vec<(Measure, String, &str)> =
            (1..=12).map(|month| (M::Period, format!("2022-{month:02}"), huge)).collect();
        let cells: Vec<(Measure, &str, &str)> = cells.iter().map(|(m, p, v)| (*m, p.as_str(), *v)).collect();
        check(PeriodFlow, Sum, &cells, "2022-01-01", "2022-12", "950737950171172051122527404020");
        let long: Vec<(Measure, String, &str)> =
            (0..24).map(|n| (M::Period, format!("{}-{:02}", 2021 + n / 12, n % 12 + 1), huge)).collect();
        let long: Vec<(Measure, &str, &str)> = long.iter().map(|(m, p, v)| (*m, p.as_str(), *v)).collect();
        check(PeriodFlow, Sum, &long, "2021-01-01", "2022-12", "overflow");
    }
}
