//! What an assessment is computed from: borrowed facts that somebody else has read from a ledger.
//! Everything is looked up by id and by period; nothing here is scanned twice.
//!
//! Deliberately absent: submissions and their workflow (whoever fills `Values` decides which rows
//! count), observations from documents (they are compared with reports, never summed with them),
//! and today's date.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::kernel::{
    Date, Decimal, IndicatorId, OrgUnitId, Period, PeriodKind, Problem, Qualifier, TargetId, convert,
};
use crate::org::{Level, Tree};
use crate::programmes::Indicator;
use crate::results::{CellState, Form, Measure, ResultCell, ResultKey};
use crate::targets::{Allocation, Target, version_on};

use super::flat::Flats;
use super::settings::Settings;

/// Everything an assessment may look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The units as they stand on the day whose tree counts.
    pub tree: &'a Tree,
    /// The indicators by id.
    pub indicators: &'a HashMap<IndicatorId, Indicator>,
    /// Every version of every target.
    pub targets: &'a Targets,
    /// What fell to whom.
    pub allocations: &'a Allocations,
    /// What was reported.
    pub values: &'a Values,
    /// What was reported, in columns, where it was supplied so; counts before `values`.
    pub flats: &'a Flats,
    /// Who has to report what, how often.
    pub reporting: &'a Reporting,
    /// What an office may set.
    pub settings: &'a Settings,
    /// The day as of which is judged.
    pub as_of: Date,
}

impl<'a> Facts<'a> {
    /// The same facts seen as of another day.
    pub fn at(self, as_of: Date) -> Self {
        Self { as_of, ..self }
    }

    /// An indicator.
    pub fn indicator(&self, id: &IndicatorId) -> Option<&'a Indicator> {
        self.indicators.get(id)
    }
}

/// Every version of every target.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    versions: BTreeMap<TargetId, Vec<Arc<Target>>>,
}

impl Targets {
    /// Sorts versions by target and by the day from which they judge.
    pub fn new(targets: impl IntoIterator<Item = Target>) -> Self {
        let mut versions: BTreeMap<TargetId, Vec<Arc<Target>>> = BTreeMap::new();
        for target in targets {
            versions.entry(target.id.clone()).or_default().push(Arc::new(target));
        }
        for list in versions.values_mut() {
            list.sort_by_key(|target| target.valid_from);
        }
        Self { versions }
    }

    /// The ids of all targets, in order.
    pub fn ids(&self) -> impl Iterator<Item = &TargetId> {
        self.versions.keys()
    }

    /// All versions of a target, the oldest first.
    pub fn versions(&self, id: &TargetId) -> &[Arc<Target>] {
        self.versions.get(id).map_or(&[], Vec::as_slice)
    }

    /// The version that judges a day: the latest that is in force by then, or the first there is.
    pub fn in_force(&self, id: &TargetId, day: Date) -> Option<&Arc<Target>> {
        version_on(self.versions(id), day)
    }
}

/// What of a target fell to a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// The share for the whole window, if one row says so.
    pub whole: Option<Decimal>,
    /// The shares by period, in order: increments, not running totals.
    pub by_period: BTreeMap<Period, Decimal>,
}

/// Allocations by target and unit.
#[derive(Clone, Debug, Default)]
pub struct Allocations {
    /// By the first day of the version they break down.
    targets: HashMap<TargetId, BTreeMap<Option<Date>, Shares>>,
}

/// What of one target fell to whom, and on which levels these stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Shares {
    units: BTreeMap<OrgUnitId, Share>,
    levels: BTreeSet<Level>,
}

impl Shares {
    /// Whether anything fell to a unit of a level.
    pub fn reach(&self, level: Level) -> bool {
        self.levels.contains(&level)
    }

    /// Whether something fell to others of its level and nothing to a unit.
    pub fn leave_out(&self, unit: &OrgUnitId, level: Level) -> bool {
        self.reach(level) && !self.units.contains_key(unit)
    }
}

impl Allocations {
    /// Sorts rows by target and unit, given the levels of units.
    pub fn new(
        rows: impl IntoIterator<Item = Allocation>,
        level: impl Fn(&OrgUnitId) -> Option<Level>,
    ) -> Self {
        let mut targets: HashMap<TargetId, BTreeMap<Option<Date>, Shares>> = HashMap::new();
        for row in rows {
            let shares = targets.entry(row.target).or_default().entry(row.valid_from).or_default();
            shares.levels.extend(level(&row.org_unit));
            let share = shares.units.entry(row.org_unit).or_default();
            match row.period {
                Some(period) => {
                    share.by_period.insert(period, row.value);
                }
                None => share.whole = Some(row.value),
            }
        }
        Self { targets }
    }

    /// The shares of a version: its own, or those of the latest version before it that has any.
    fn of(&self, version: &Target) -> Option<&Shares> {
        self.targets.get(&version.id)?.range(..=version.valid_from).next_back().map(|(_, shares)| shares)
    }

    /// What fell to a unit.
    pub fn share(&self, target: &Target, org_unit: &OrgUnitId) -> Option<&Share> {
        self.of(target)?.units.get(org_unit)
    }

    /// All units with a share of a target.
    pub fn units(&self, target: &Target) -> impl Iterator<Item = (&OrgUnitId, &Share)> {
        self.of(target).into_iter().flat_map(|shares| &shares.units)
    }

    /// Whether a target is broken down to units other than its own.
    pub fn is_broken_down(&self, target: &Target) -> bool {
        self.units(target).any(|(unit, _)| *unit != target.org_unit)
    }

    /// The shares of a target that is broken down.
    pub(super) fn broken_down(&self, target: &Target) -> Option<&Shares> {
        self.of(target).filter(|_| self.is_broken_down(target))
    }
}

/// What stands in a cell, in the indicator's unit of measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// A number.
    Number {
        /// The value.
        value: Decimal,
        /// Exact, about, more than, …
        qualifier: Qualifier,
    },
    /// 零报告: counts as zero.
    Nil,
    /// 不适用: the unit is not expected to report.
    NotApplicable,
    /// Two heads with different content: left out of sums and named.
    Conflict,
}

/// A cell and what is known about how it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellFact {
    /// What stands in it.
    pub value: CellValue,
    /// It came after its due time.
    pub late: bool,
    /// It replaces another figure that had been accepted.
    pub correction: bool,
    /// Its 口径 is in doubt.
    pub unclear: bool,
    /// Evidence is attached.
    pub evidence: bool,
}

impl CellFact {
    /// A cell without any remark.
    pub fn plain(value: CellValue) -> Self {
        Self { value, late: false, correction: false, unclear: false, evidence: false }
    }

    /// An exact number without any remark.
    pub fn number(value: Decimal) -> Self {
        Self::plain(CellValue::Number { value, qualifier: Qualifier::Exact })
    }
}

/// How a cell came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// See [`CellFact`].
    pub late: bool,
    /// See [`CellFact`].
    pub correction: bool,
}

/// The cells of one unit for one indicator, by period and measure.
#[derive(Clone, Debug, Default)]
pub struct Series {
    points: Vec<Point>,
}

/// One cell of a series.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// When.
    pub period: Period,
    /// Over which stretch.
    pub measure: Measure,
    /// What.
    pub fact: CellFact,
}

impl Series {
    /// The cell of a period and measure.
    pub fn at(&self, period: Period, measure: Measure) -> Option<&CellFact> {
        let index =
            self.points.binary_search_by_key(&(period, measure), |point| (point.period, point.measure));
        index.ok().and_then(|index| self.points.get(index)).map(|point| &point.fact)
    }

    /// The last period that has ended by a day (the shortest of several that end together), custom ones
    /// left out.
    pub fn last_ended(&self, day: Date) -> Option<Period> {
        let ended = self.points.partition_point(|point| point.period.last_day() <= day);
        let regular = |period: &Period| period.kind() != PeriodKind::Custom;
        self.points.iter().take(ended).rev().map(|point| point.period).find(regular)
    }

    /// A cell of any period that ends on a day.
    pub fn ending(&self, last: Date, measure: Measure) -> Option<&Point> {
        let start = self.points.partition_point(|point| point.period.last_day() < last);
        let same_day = self.points.iter().skip(start).take_while(|point| point.period.last_day() == last);
        same_day.into_iter().find(|point| point.measure == measure)
    }

    /// The cells of periods that begin on or after a day and end no later than a period does.
    pub fn between(&self, from: Option<Date>, last: Period) -> impl Iterator<Item = &Point> {
        let start = match from {
            Some(from) => self.points.partition_point(|point| point.period.last_day() < from),
            None => 0,
        };
        let end = self.points.partition_point(|point| point.period.last_day() <= last.last_day());
        let points = self.points.get(start..end).unwrap_or_default();
        points.iter().filter(move |point| from.is_none_or(|from| point.period.first_day() >= from))
    }

    /// All cells in the order of their periods.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    fn insert(&mut self, period: Period, measure: Measure, fact: CellFact) {
        let key = (period, measure);
        match self.points.binary_search_by_key(&key, |point| (point.period, point.measure)) {
            Ok(index) => self.points[index].fact = fact,
            Err(index) => self.points.insert(index, Point { period, measure, fact }),
        }
    }
}

/// The cells of one indicator.
#[derive(Clone, Debug, Default)]
struct IndicatorValues {
    units: HashMap<OrgUnitId, Series>,
}

/// Reported cells by indicator, unit, period and measure.
#[derive(Clone, Debug, Default)]
pub struct Values {
    indicators: HashMap<IndicatorId, IndicatorValues>,
}

impl Values {
    /// No cell at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a cell in, in the indicator's unit of measure; the last one put in counts.
    pub fn insert(&mut self, key: &ResultKey, fact: CellFact) {
        if !self.indicators.contains_key(&key.indicator) {
            self.indicators.insert(key.indicator.clone(), IndicatorValues::default());
        }
        let Some(values) = self.indicators.get_mut(&key.indicator) else { return };
        match values.units.get_mut(&key.org_unit) {
            Some(series) => series.insert(key.period, key.measure, fact),
            None => {
                let mut series = Series::default();
                series.insert(key.period, key.measure, fact);
                values.units.insert(key.org_unit.clone(), series);
            }
        }
    }

    /// Puts a reported cell in, converted into the indicator's unit of measure; refused where that
    /// is not exactly possible (code `result.uom`).
    pub fn add(&mut self, cell: &ResultCell, indicator: &Indicator, arrival: Arrival) -> Result<(), Problem> {
        let value = match &cell.state {
            CellState::Nil => CellValue::Nil,
            CellState::NotApplicable => CellValue::NotApplicable,
            CellState::Number { value, uom, qualifier } => {
                let converted =
                    if uom.is_empty() { Some(*value) } else { convert(*value, uom, &indicator.uom) };
                let Some(value) = converted else {
                    return Err(Problem::error("result.uom", cell.key.text()).with(uom).with(&indicator.uom));
                };
                CellValue::Number { value, qualifier: *qualifier }
            }
        };
        let Arrival { late, correction } = arrival;
        let evidence = !cell.evidence.is_empty();
        self.insert(&cell.key, CellFact { late, correction, evidence, ..CellFact::plain(value) });
        Ok(())
    }

    /// Forgets the cells of an indicator.
    pub fn forget(&mut self, indicator: &IndicatorId) {
        self.indicators.remove(indicator);
    }

    /// The cells of a unit for an indicator.
    pub fn series(&self, indicator: &IndicatorId, org_unit: &OrgUnitId) -> Option<&Series> {
        self.indicators.get(indicator)?.units.get(org_unit)
    }

    /// The units that ever reported an indicator, in no particular order.
    pub fn reporters(&self, indicator: &IndicatorId) -> impl Iterator<Item = &OrgUnitId> {
        self.indicators.get(indicator).into_iter().flat_map(|values| values.units.keys())
    }
}

/// Who has to report an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// Units of this level …
    pub level: Level,
    /// … at or below this unit …
    pub parent: OrgUnitId,
    /// … for each period of this kind …
    pub kind: PeriodKind,
    /// … that ends on this day or later (none: since ever) …
    pub from: Option<Date>,
    /// … and by this day (none: without end).
    pub until: Option<Date>,
}

impl Expectation {
    /// Whether it is asked for the periods that end on a day; without a day: for the first of all.
    pub fn asks_on(&self, day: Option<Date>) -> bool {
        let begun = self.from.is_none_or(|from| day.is_some_and(|day| from <= day));
        begun && self.until.is_none_or(|until| day.is_none_or(|day| day <= until))
    }

    /// Whether it asks for every period there is.
    pub fn is_always(&self) -> bool {
        self.from.is_none() && self.until.is_none()
    }

    /// Whether it asks the same of all periods that end in some days (none: from the first of all).
    pub fn is_steady(&self, since: Option<Date>, to: Date) -> bool {
        let changes = [self.from, self.until.and_then(|until| until.succ_opt())];
        changes.into_iter().flatten().all(|day| to < day || since.is_some_and(|since| day <= since))
    }
}

/// Who has to report what, how often, and since and until when. An indicator of which nothing is said here is expected
/// from the highest level below the target's unit that ever reported it, as often as it was reported last; where nobody
/// ever did, from the target's own unit, monthly.
#[derive(Clone, Debug, Default)]
pub struct Reporting {
    expectations: HashMap<IndicatorId, Vec<Expectation>>,
}

impl Reporting {
    /// What forms ask for and asked for in their earlier editions.
    pub fn from_forms<'f>(forms: impl IntoIterator<Item = &'f Form>) -> Self {
        let mut reporting = Self::default();
        for form in forms {
            for indicator in form.ever_asked().collect::<BTreeSet<_>>() {
                for (from, until) in form.asks(indicator) {
                    let (level, parent, kind) =
                        (form.level, form.parent.clone(), form.frequency.period_kind());
                    reporting.expect(indicator.clone(), Expectation { level, parent, kind, from, until });
                }
            }
        }
        reporting
    }

    /// Adds one expectation.
    pub fn expect(&mut self, indicator: IndicatorId, expectation: Expectation) {
        self.expectations.entry(indicator).or_default().push(expectation);
    }

    /// What is or was expected of an indicator.
    pub fn of(&self, indicator: &IndicatorId) -> &[Expectation] {
        self.expectations.get(indicator).map_or(&[], Vec::as_slice)
    }
}
