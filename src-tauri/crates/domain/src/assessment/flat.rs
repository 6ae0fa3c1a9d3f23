//! The quick way to a figure: where all who report an indicator stand on one level and nobody above or below
//! them reports, the figure of the whole is made of their columns of integers in one pass. What it gives is
//! what `rollup` gives over the same cells, number for number; whoever supplies a [`Flat`] answers for that the
//! indicator is of a plain kind ([`Flat::suits`]) and that nobody else reports.

use std::collections::{BTreeMap, HashMap};
use std::iter::successors;
use std::ops::Range;
use std::sync::Arc;

use crate::kernel::{Date, Decimal, IndicatorId, OrgUnitId, Period, PeriodKind, Qualifier, Rate};
use crate::org::Level;
use crate::programmes::{Accumulation, Indicator, PlaceRule, TimeRule};
use crate::results::{Measure, ResultKey};

use super::rollup::{Cell, Together};
use super::series::{Question, Remarks, sum_of_year_from};

/// One cell as an integer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FlatCell {
    /// What it says.
    pub said: FlatSaid,
    /// It came after its due time.
    pub late: bool,
    /// It replaces another figure that had been accepted.
    pub correction: bool,
    /// Evidence is attached.
    pub evidence: bool,
}

/// What a cell says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FlatSaid {
    /// 未报.
    #[default]
    Missing,
    /// A number, × 10^decimals in the indicator's unit of measure.
    Number(i64, Qualifier),
    /// 零报告.
    Nil,
    /// 不适用.
    NotApplicable,
    /// The heads say different things.
    Conflict,
}

/// What the units of one level reported of an indicator.
#[derive(Clone, Debug)]
pub struct Flat {
    /// Units that should report, in official order: of these
    pub units: Arc<Vec<OrgUnitId>>,
    /// those.
    pub range: Range<usize>,
    /// Their level.
    pub level: Level,
    /// How often they report,
    pub kind: PeriodKind,
    /// and over which stretch.
    pub measure: Measure,
    /// The cells of all `units` by period, in their order.
    pub columns: Arc<BTreeMap<Period, Vec<FlatCell>>>,
}

/// What was supplied, by indicator and by the unit at the top.
#[derive(Clone, Debug, Default)]
pub struct Flats {
    indicators: HashMap<IndicatorId, HashMap<OrgUnitId, Flat>>,
}

impl Flats {
    /// What was supplied of an indicator below a unit.
    pub fn get(&self, indicator: &IndicatorId, top: &OrgUnitId) -> Option<&Flat> {
        self.indicators.get(indicator)?.get(top)
    }

    /// Supplies what was reported of an indicator below a unit.
    pub fn supply(&mut self, indicator: &IndicatorId, top: &OrgUnitId, flat: Flat) {
        self.indicators.entry(indicator.clone()).or_default().insert(top.clone(), flat);
    }

    /// Forgets what was supplied of an indicator.
    pub fn forget(&mut self, indicator: &IndicatorId) {
        self.indicators.remove(indicator);
    }
}

impl Flat {
    /// The same of some of the units.
    pub fn part(&self, range: Range<usize>) -> Self {
        Self { range, ..self.clone() }
    }

    /// Whether an indicator can be told so: it is made of nothing but its own cells, and a figure is one
    /// column or a sum of columns.
    pub fn suits(indicator: &Indicator, measure: Measure) -> bool {
        let plain = indicator.numerator.is_none() && indicator.denominator.is_none();
        let over_time = match (indicator.accumulation, indicator.time_rule) {
            (Accumulation::Ytd, _) => measure == Measure::Ytd,
            (Accumulation::SinceStart, _) => measure == Measure::SinceStart,
            (Accumulation::PeriodFlow, TimeRule::Sum) => measure == Measure::Period,
            (Accumulation::Stock, TimeRule::Sum | TimeRule::Last) => true,
            _ => false,
        };
        plain && indicator.weight.is_none() && over_time
    }

    /// Whether the figures of units come together by adding up or by comparing.
    pub(super) fn comes_together(indicator: &Indicator) -> bool {
        matches!(indicator.place_rule, PlaceRule::Sum | PlaceRule::Max | PlaceRule::Min)
    }

    /// What some of the units give together for a period.
    pub(super) fn together<'a>(
        &'a self,
        units: Range<usize>,
        indicator: &'a Indicator,
        question: Question,
    ) -> Together<'a> {
        let periods = self.periods(indicator, question);
        let columns: Vec<(Period, Option<&Vec<FlatCell>>)> =
            periods.into_iter().map(|at| (at, self.columns.get(&at))).collect();
        let now = self.columns.get(&question.period);
        let alone = units.len() == 1;
        let mut all = Together::default();
        let mut total: Option<i128> = None;
        for index in units {
            let Some(unit) = self.units.get(index) else { break };
            let said = now.and_then(|column| column.get(index)).map_or(FlatSaid::Missing, |cell| cell.said);
            if said == FlatSaid::Missing {
                all.miss(unit);
                continue;
            }
            let one = Gathered::of(&columns, index);
            if one.conflict {
                all.contradict(conflicts(&columns, index).map(|period| self.key(indicator, unit, period)));
                continue;
            }
            let Some(value) = one.value else {
                all.not_applicable |= alone;
                continue;
            };
            total = Some(match (total, indicator.place_rule) {
                (None, _) => value,
                (Some(so_far), PlaceRule::Max) => so_far.max(value),
                (Some(so_far), PlaceRule::Min) => so_far.min(value),
                (Some(so_far), _) => so_far + value,
            });
            all.report(one.qualifier, one.remarks);
            if question.detail {
                self.tell(&mut all, indicator, index, &columns);
            }
        }
        all.total(total.map(|total| {
            let exact = Decimal::try_from_i128_with_scale(total, indicator.decimals).ok();
            exact.and_then(Rate::whole)
        }));
        all
    }

    /// The periods whose cells a figure adds up, in order, that of the question last.
    fn periods(&self, indicator: &Indicator, question: Question) -> Vec<Period> {
        match (indicator.accumulation, question.window.from) {
            (Accumulation::Ytd, Some(from)) => {
                let last_of = |year| Period::ending_on_or_before(question.period.kind(), last_day_of(year)?);
                let years = chrono::Datelike::year(&from)..question.period.year();
                years.filter_map(last_of).chain([question.period]).collect()
            }
            (Accumulation::PeriodFlow, _) => {
                let from = sum_of_year_from(question);
                let earlier = |period: &Period| period.previous().filter(|p| Some(p.first_day()) >= from);
                let mut found: Vec<Period> = successors(Some(question.period), earlier).collect();
                found.reverse();
                found
            }
            _ => vec![question.period],
        }
    }

    /// Tells cells and gaps one by one.
    fn tell<'a>(
        &'a self,
        all: &mut Together<'a>,
        indicator: &'a Indicator,
        index: usize,
        columns: &[(Period, Option<&Vec<FlatCell>>)],
    ) {
        let unit = &self.units[index];
        for (period, column) in columns {
            match column.and_then(|column| column.get(index)).map(|cell| cell.said) {
                Some(FlatSaid::Number(..) | FlatSaid::Nil) => {
                    all.used.push(Cell { unit, indicator, used: (*period, self.measure) });
                }
                None | Some(FlatSaid::Missing) => all.gaps.push((unit, *period)),
                Some(FlatSaid::NotApplicable | FlatSaid::Conflict) => {}
            }
        }
    }

    fn key(&self, indicator: &Indicator, unit: &OrgUnitId, period: Period) -> ResultKey {
        ResultKey { indicator: indicator.id.clone(), measure: self.measure, org_unit: unit.clone(), period }
    }
}

fn last_day_of(year: i32) -> Option<Date> {
    Period::year_of(year).ok().map(Period::last_day)
}

fn conflicts(columns: &[(Period, Option<&Vec<FlatCell>>)], index: usize) -> impl Iterator<Item = Period> {
    let contradicts = move |column: &Option<&Vec<FlatCell>>| {
        column.and_then(|column| column.get(index)).is_some_and(|cell| cell.said == FlatSaid::Conflict)
    };
    columns.iter().filter(move |(_, column)| contradicts(column)).map(|(period, _)| *period)
}

/// The cells of one unit put together over time.
struct Gathered {
    value: Option<i128>,
    qualifier: Qualifier,
    remarks: Remarks,
    conflict: bool,
}

impl Gathered {
    fn of(columns: &[(Period, Option<&Vec<FlatCell>>)], index: usize) -> Self {
        let mut one =
            Self { value: None, qualifier: Qualifier::Exact, remarks: Remarks::default(), conflict: false };
        for cell in columns.iter().filter_map(|(_, column)| column.as_ref()?.get(index)) {
            let (value, qualifier) = match cell.said {
                FlatSaid::Number(value, qualifier) => (i128::from(value), qualifier),
                FlatSaid::Nil => (0, Qualifier::Exact),
                FlatSaid::Conflict => {
                    one.conflict = true;
                    continue;
                }
                FlatSaid::Missing | FlatSaid::NotApplicable => continue,
            };
            one.qualifier = if one.value.is_some() { one.qualifier.and(qualifier) } else { qualifier };
            one.value = Some(one.value.unwrap_or(0) + value);
            one.remarks = one.remarks.or(Remarks {
                late: cell.late,
                correction: cell.correction,
                unclear: false,
                no_evidence: !cell.evidence,
            });
        }
        one
    }
}
