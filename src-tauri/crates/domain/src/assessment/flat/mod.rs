//! The quick way to a figure: where all who report an indicator stand on one level and nobody above or below
//! them reports, the figure of the whole is made of their columns of integers in one pass. What it gives is
//! what `rollup` gives over the same cells, number for number; whoever supplies a [`Flat`] answers for that the
//! indicator is of a plain kind ([`Flat::suits`]) and that nobody else reports.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::iter::successors;
use std::ops::Range;
use std::sync::Arc;

use crate::kernel::{Date, Decimal, IndicatorId, OrgUnitId, Period, PeriodKind, Qualifier, Rate};
use crate::org::{Level, Tree};
use crate::programmes::{Accumulation, Indicator, PlaceRule, TimeRule};
use crate::results::{Measure, ResultKey};

use super::rollup::Together;
use super::series::{Question, Remarks, sum_of_year_from};
use sums::Sum;

mod cover;
mod sums;

pub use cover::FlatAttribute;
pub use sums::Sums as FlatSums;

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
    /// A number, × 10^decimals in the indicator's unit of measure; 零报告 is an exact nought.
    Number(i64, Qualifier),
    /// 不适用.
    NotApplicable,
    /// The heads say different things.
    Conflict,
}

/// The cells of one period in the order of the units, nine bytes each.
#[derive(Clone, Debug)]
pub struct FlatColumn {
    values: Vec<i64>,
    marks: Vec<Marks>,
}

/// Everything of a cell but its value: what it says in the lowest two bits, three bits of remarks, and in the
/// highest three the place of its qualifier in [`Qualifier::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Marks(u8);

impl Marks {
    const NUMBER: u8 = 1;
    const NOT_APPLICABLE: u8 = 2;
    const CONFLICT: u8 = 3;
    const SAID: u8 = 3;
    const LATE: u8 = 4;
    const CORRECTION: u8 = 8;
    const NO_EVIDENCE: u8 = 16;
    const REMARKS: u8 = Self::LATE | Self::CORRECTION | Self::NO_EVIDENCE;
    /// How far up the qualifier stands; an exact one is nought.
    const QUALIFIER: u32 = 5;

    fn of(cell: FlatCell) -> Self {
        let said = match cell.said {
            FlatSaid::Missing => 0,
            FlatSaid::Number(_, Qualifier::Exact) => Self::NUMBER,
            FlatSaid::Number(_, qualifier) => Self::NUMBER | place_of(qualifier) << Self::QUALIFIER,
            FlatSaid::NotApplicable => Self::NOT_APPLICABLE,
            FlatSaid::Conflict => Self::CONFLICT,
        };
        let remark = |holds: bool, bit: u8| if holds { bit } else { 0 };
        let no_evidence = remark(!cell.evidence, Self::NO_EVIDENCE);
        Self(said | remark(cell.late, Self::LATE) | remark(cell.correction, Self::CORRECTION) | no_evidence)
    }

    fn said(self) -> u8 {
        self.0 & Self::SAID
    }

    fn is_missing(self) -> bool {
        self.said() == 0
    }

    /// It says an exact number.
    fn is_exact(self) -> bool {
        self.0 & !Self::REMARKS == Self::NUMBER
    }

    fn qualifier(self) -> Qualifier {
        match self.0 >> Self::QUALIFIER {
            0 => Qualifier::Exact,
            place => Qualifier::ALL.get(usize::from(place)).copied().unwrap_or(Qualifier::Exact),
        }
    }

    /// What two periods say together: a conflict before a number, a number before 不适用; all remarks of numbers.
    fn and(self, other: Self) -> Self {
        let numbers = |marks: Self| marks.said() == Self::NUMBER;
        match (self.said(), other.said()) {
            (Self::CONFLICT, _) | (_, 0) => self,
            (_, Self::CONFLICT) | (0, _) => other,
            _ if !numbers(other) => self,
            _ if !numbers(self) => other,
            _ if (self.0 | other.0) >> Self::QUALIFIER == 0 => Self(self.0 | other.0),
            _ => {
                let qualifier = self.qualifier().and(other.qualifier());
                let remarks = (self.0 | other.0) & Self::REMARKS;
                Self(Self::NUMBER | remarks | place_of(qualifier) << Self::QUALIFIER)
            }
        }
    }

    /// What a unit that reported gives with its value.
    #[inline]
    fn tell(self, value: i64, has_gaps: bool) -> OfUnit {
        match self.said() {
            Self::NUMBER => OfUnit::Number(Gathered {
                value: value.into(),
                qualifier: self.qualifier(),
                remarks: self.0 & Self::REMARKS,
                has_gaps,
            }),
            Self::CONFLICT => OfUnit::Conflict,
            _ => OfUnit::NotApplicable,
        }
    }

    fn remarks(bits: u8) -> Remarks {
        Remarks {
            late: bits & Self::LATE != 0,
            correction: bits & Self::CORRECTION != 0,
            unclear: false,
            no_evidence: bits & Self::NO_EVIDENCE != 0,
        }
    }
}

/// The place of a qualifier in the list of all.
fn place_of(qualifier: Qualifier) -> u8 {
    Qualifier::ALL.iter().position(|one| *one == qualifier).unwrap_or(0) as u8
}

impl FlatColumn {
    /// A column in which nobody reported.
    pub fn new(units: usize) -> Self {
        Self { values: vec![0; units], marks: vec![Marks::default(); units] }
    }

    /// Puts a cell in; beyond the units it is dropped.
    pub fn set(&mut self, index: usize, cell: FlatCell) {
        if let (Some(value), Some(marks)) = (self.values.get_mut(index), self.marks.get_mut(index)) {
            *value = if let FlatSaid::Number(value, _) = cell.said { value } else { 0 };
            *marks = Marks::of(cell);
        }
    }

    /// Puts cells in that differ in nothing but their numbers.
    pub fn set_alike(&mut self, cells: impl IntoIterator<Item = (usize, i64)>, alike: FlatCell) {
        let alike = Marks::of(alike);
        for (index, number) in cells {
            if let (Some(value), Some(marks)) = (self.values.get_mut(index), self.marks.get_mut(index)) {
                (*value, *marks) = (number, alike);
            }
        }
    }

    /// Marks a cell as late or as a correction.
    pub fn remark(&mut self, index: usize, late: bool, correction: bool) {
        if let Some(marks) = self.marks.get_mut(index) {
            marks.0 |= if late { Marks::LATE } else { 0 } | if correction { Marks::CORRECTION } else { 0 };
        }
    }

    fn marks(&self, index: usize) -> Marks {
        self.marks.get(index).copied().unwrap_or_default()
    }
}

/// A unit between the top and those who report.
#[derive(Clone, Debug)]
pub struct FlatBetween {
    /// The unit.
    pub unit: OrgUnitId,
    /// Its level.
    pub level: Level,
    /// Which of the reporting units stand below it.
    pub range: Range<usize>,
}

/// Units of a tree in official order.
#[derive(Clone, Debug)]
pub struct FlatUnits {
    tree: Arc<Tree>,
    places: Vec<u32>,
}

impl FlatUnits {
    /// The units at these places of a tree.
    pub fn new(tree: Arc<Tree>, places: Vec<u32>) -> Self {
        Self { tree, places }
    }

    /// The unit that comes after so many others.
    pub fn get(&self, index: usize) -> Option<&OrgUnitId> {
        self.tree.id_at(*self.places.get(index)? as usize)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// What they say of an attribute.
    pub fn attribute(&self, name: &str) -> FlatAttribute {
        let mut attribute = FlatAttribute::default();
        // Units with the same attributes are alike, and most are.
        let mut alike: HashMap<usize, u32> = HashMap::new();
        for place in &self.places {
            let Some(unit) = self.tree.at(*place as usize) else { continue };
            let value = alike.entry(unit.marking()).or_insert_with(|| match unit.attribute(name) {
                Some(value) => attribute.number_of(value),
                None => u32::MAX,
            });
            attribute.of.push(*value);
        }
        attribute
    }
}

/// What the units of one level reported of an indicator.
#[derive(Clone, Debug)]
pub struct Flat {
    /// Units that should report, in official order: of these
    pub units: Arc<FlatUnits>,
    /// those.
    pub range: Range<usize>,
    /// The units above them, parents first.
    pub between: Arc<Vec<FlatBetween>>,
    /// What `units` say of the attributes that thresholds go by.
    pub attributes: Arc<BTreeMap<String, FlatAttribute>>,
    /// Their level.
    pub level: Level,
    /// How often they report,
    pub kind: PeriodKind,
    /// and over which stretch.
    pub measure: Measure,
    /// The cells of all `units` by period, in their order.
    pub columns: Arc<BTreeMap<Period, Arc<FlatColumn>>>,
    /// Sums of these columns, as far as they were asked for.
    pub sums: Arc<FlatSums>,
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

/// Stretches of units, in order and apart from each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stretches(Vec<Range<usize>>);

impl Stretches {
    /// Stretches in any order, which may overlap.
    pub fn of(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.sort_by_key(|range| range.start);
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match apart.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => apart.push(range),
            }
        }
        Self(apart)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[inline]
    pub fn contain(&self, index: usize) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let after = self.0.partition_point(|range| range.start <= index);
        after.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|range| range.contains(&index))
    }
}

/// The units of a [`Flat`] as a target sees them.
#[derive(Clone, Debug)]
pub(crate) struct FlatScope<'a> {
    pub flat: &'a Flat,
    /// Which of its units.
    pub range: Range<usize>,
    /// Those to whom nothing fell of a target that is broken down: expected of them is nothing, what they report
    /// counts.
    pub without_task: Stretches,
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

    /// The columns whose cells a figure adds up.
    fn of_question(&self, indicator: &Indicator, question: Question) -> Columns<'_> {
        let periods = self.periods(indicator, question);
        let columns = periods.iter().filter_map(|period| Some((*period, &**self.columns.get(period)?)));
        let columns: Vec<_> = columns.collect();
        let now = self.columns.get(&question.period).map(|column| &**column);
        let sum = (periods.len() > 1).then(|| self.sums.of(&self.columns, self.units.len(), &periods));
        Columns { now, columns, periods, sum: sum.flatten() }
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

    fn key(&self, indicator: &Indicator, unit: &OrgUnitId, period: Period) -> ResultKey {
        ResultKey { indicator: indicator.id.clone(), measure: self.measure, org_unit: unit.clone(), period }
    }
}

impl<'a> FlatScope<'a> {
    /// The same below each of the units right below a unit that have units below them.
    pub fn parts(&self, top: &OrgUnitId) -> Vec<(&'a OrgUnitId, Self)> {
        let children: HashSet<&OrgUnitId> = self.flat.units.tree.children(top).collect();
        let between = self.flat.between.iter().filter(|between| children.contains(&between.unit));
        between.map(|one| (&one.unit, Self { range: one.range.clone(), ..self.clone() })).collect()
    }

    /// What all of the units give together for a period.
    pub fn together(&self, indicator: &Indicator, question: Question) -> Together<'a> {
        let columns = self.flat.of_question(indicator, question);
        let mut all = Together::default();
        let mut total: Option<i128> = None;
        let (mut reported, mut qualifier, mut remarks) = (0, Qualifier::Exact, 0);
        let mut says_so = false;
        columns.each(self.range.clone(), |index, of_unit| {
            let one = match of_unit {
                OfUnit::Number(one) => one,
                OfUnit::NotApplicable => {
                    says_so = true;
                    return;
                }
                OfUnit::Missing if self.without_task.contain(index) => return,
                OfUnit::Missing => {
                    all.miss(question.detail.then(|| self.flat.units.get(index)).flatten());
                    return;
                }
                OfUnit::Conflict => {
                    let unit = self.flat.units.get(index);
                    let cells = unit.into_iter().flat_map(|unit| {
                        columns.conflicts(index).map(|period| self.flat.key(indicator, unit, period))
                    });
                    all.contradict(cells);
                    return;
                }
            };
            total = Some(match (total, indicator.place_rule) {
                (None, _) => one.value,
                (Some(so_far), PlaceRule::Max) => so_far.max(one.value),
                (Some(so_far), PlaceRule::Min) => so_far.min(one.value),
                (Some(so_far), _) => so_far + one.value,
            });
            reported += 1;
            remarks |= one.remarks;
            if one.qualifier != Qualifier::Exact {
                qualifier = qualifier.and(one.qualifier);
            }
            if let Some(unit) =
                (question.detail && one.has_gaps).then(|| self.flat.units.get(index)).flatten()
            {
                all.gaps.extend(columns.gaps(index).map(|period| (unit, period)));
            }
        });
        all.report(reported, qualifier, Marks::remarks(remarks));
        all.does_not_apply(says_so);
        all.total(total.map(|total| rate_of(total, indicator.decimals)));
        all
    }
}

/// An integer in the indicator's unit of measure; none: it is beyond all reason.
fn rate_of(scaled: i128, decimals: u32) -> Option<Rate> {
    Decimal::try_from_i128_with_scale(scaled, decimals).ok().and_then(Rate::whole)
}

fn last_day_of(year: i32) -> Option<Date> {
    Period::year_of(year).ok().map(Period::last_day)
}

/// The columns a figure is made of.
struct Columns<'a> {
    /// That of the period which is asked for.
    now: Option<&'a FlatColumn>,
    /// Those in which anybody reported, that one among them,
    columns: Vec<(Period, &'a FlatColumn)>,
    /// of these periods.
    periods: Vec<Period>,
    /// What they give together; none where it is one period, or too large to be kept.
    sum: Option<Arc<Sum>>,
}

/// What one unit gives for a period.
enum OfUnit {
    Missing,
    Conflict,
    NotApplicable,
    Number(Gathered),
}

/// The numbers of one unit put together over time.
struct Gathered {
    value: i128,
    qualifier: Qualifier,
    /// As in [`Marks`].
    remarks: u8,
    /// It did not report in all of the periods.
    has_gaps: bool,
}

impl Columns<'_> {
    /// Hands over what each of some units gives.
    #[inline]
    fn each(&self, units: Range<usize>, mut take: impl FnMut(usize, OfUnit)) {
        let begins = units.start;
        let cells = self.cells(units.clone());
        for index in units {
            let cell = cells
                .and_then(|(values, marks)| Some((values.get(index - begins)?, marks.get(index - begins)?)));
            take(
                index,
                match cell {
                    Some((_, marks)) if marks.is_missing() => OfUnit::Missing,
                    Some((value, marks)) => marks.tell(*value, false),
                    None => self.of_unit(index),
                },
            );
        }
    }

    /// The cells of some units where each stands for itself: values and marks.
    fn cells(&self, units: Range<usize>) -> Option<(&[i64], &[Marks])> {
        let one = self.now.filter(|_| self.sum.is_none() && self.periods.len() == 1)?;
        one.values.get(units.clone()).zip(one.marks.get(units))
    }

    #[inline]
    fn of_unit(&self, index: usize) -> OfUnit {
        let Some(now) = self.now.filter(|now| !now.marks(index).is_missing()) else { return OfUnit::Missing };
        let (all, has_gaps) = match &self.sum {
            None if self.periods.len() == 1 => (now, false),
            None => return self.over_time(index),
            Some(sum) => {
                (&sum.all, sum.told.get(index).is_some_and(|told| usize::from(*told) < self.periods.len()))
            }
        };
        all.marks(index).tell(all.values.get(index).copied().unwrap_or(0), has_gaps)
    }

    fn over_time(&self, index: usize) -> OfUnit {
        let (mut numbers, mut others) = (0, 0);
        let mut sum = Gathered { value: 0, qualifier: Qualifier::Exact, remarks: 0, has_gaps: false };
        for (_, column) in &self.columns {
            let marks = column.marks(index);
            match marks.said() {
                Marks::NUMBER => {
                    numbers += 1;
                    sum.value += column.values.get(index).map_or(0, |value| i128::from(*value));
                    if marks.0 >> Marks::QUALIFIER != 0 {
                        sum.qualifier = sum.qualifier.and(marks.qualifier());
                    }
                    sum.remarks |= marks.0 & Marks::REMARKS;
                }
                Marks::CONFLICT => return OfUnit::Conflict,
                said => others += usize::from(said != 0),
            }
        }
        sum.has_gaps = numbers + others < self.periods.len();
        if numbers == 0 { OfUnit::NotApplicable } else { OfUnit::Number(sum) }
    }

    fn conflicts(&self, index: usize) -> impl Iterator<Item = Period> {
        let contradicts =
            move |(_, column): &&(Period, &FlatColumn)| column.marks(index).said() == Marks::CONFLICT;
        self.columns.iter().filter(contradicts).map(|(period, _)| *period)
    }

    /// The period of the one cell a figure stands in; none where it stands in several or in none.
    fn only_cell(&self, index: usize) -> Option<Period> {
        let numbers = |(_, column): &&(Period, &FlatColumn)| column.marks(index).said() == Marks::NUMBER;
        let is_settled = matches!(self.of_unit(index), OfUnit::Number(_));
        let mut found = self.columns.iter().filter(numbers).filter(|_| is_settled);
        match (found.next(), found.next()) {
            (Some((period, _)), None) => Some(*period),
            _ => None,
        }
    }

    /// The periods of which nothing was reported.
    fn gaps(&self, index: usize) -> impl Iterator<Item = Period> {
        let missing = move |period: &&Period| {
            let column = self.columns.iter().find(|(of, _)| of == *period);
            column.is_none_or(|(_, column)| column.marks(index).is_missing())
        };
        self.periods.iter().filter(missing).copied()
    }
}
