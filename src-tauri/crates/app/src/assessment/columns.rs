//! The cells of an indicator below a unit as columns of integers, where it can be told so: forms ask one level
//! for it, and nobody else below the unit ever reported it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use domain::assessment::{
    Arrival, Expectation, Flat, FlatAttribute, FlatBetween, FlatCell, FlatColumn, FlatSaid, FlatSums,
    FlatUnits,
};
use domain::kernel::{Date, IndicatorId, OrgUnitId, Period, PeriodKind, Qualifier};
use domain::org::{Level, Tree, Units};
use domain::programmes::{Accumulation, Indicator};
use domain::results::ResultKey;
use domain::targets::{CompletionRule, Target, TargetKind, Threshold};
use store::{Column, ColumnSaid, Ledger};

use super::arrival::Arrivals;
use super::evidence::{Evidence, Kept};
use crate::book::UnitNumber;
use crate::{AppError, Book};

/// By slot of the units their local numbers, and the units of a level in the order of a tree.
#[derive(Default)]
pub(super) struct Numbered {
    numbers: Arc<Vec<Option<UnitNumber>>>,
    /// The slots without a number.
    unknown: Vec<u32>,
    leaves: Vec<Listed>,
}

/// The units of a level below a unit of a tree; none where they cannot be listed so.
type Listed = (Arc<Tree>, OrgUnitId, Level, Option<Arc<Leaves>>);

/// The units of a level below another.
pub(super) struct Leaves {
    units: Arc<FlatUnits>,
    /// Where the unit of each local number stands among them, counted from the first number.
    places: Vec<u32>,
    first: u32,
    /// The local numbers below the top of all that are no leaves, in order.
    others: Vec<u32>,
    /// The units between, parents first,
    between: Arc<Vec<FlatBetween>>,
    /// and the place of each in the tree.
    inner: Vec<usize>,
}

/// No leaf.
const NONE: u32 = u32::MAX;

/// What was brought last.
pub(super) struct Brought {
    pub indicator: IndicatorId,
    top: OrgUnitId,
    versions: Vec<Arc<Target>>,
    asked: Expectation,
    tree: Arc<Tree>,
    days: Days,
    flat: Option<Flat>,
    /// The periods of which a cell was written since.
    pub touched: BTreeSet<Period>,
}

/// How far back is looked at a target.
#[derive(Clone, Copy)]
pub(super) enum Look {
    /// As of a day and how it came to that.
    Course(Date),
    /// As of a day alone.
    Alone(Date),
}

impl Look {
    pub fn as_of(self) -> Date {
        match self {
            Self::Course(day) | Self::Alone(day) => day,
        }
    }
}

/// From which day columns were brought (none: from the beginning), and to which.
#[derive(Clone, Copy)]
struct Days {
    since: Option<Date>,
    to: Date,
}

impl Days {
    fn hold(self, others: Self) -> bool {
        others.to <= self.to
            && self.since.is_none_or(|since| others.since.is_some_and(|other| since <= other))
    }
}

/// So many lists of units are kept.
const KEPT: usize = 512;

impl Numbered {
    /// By what numbers the ledger counts the units of a book.
    pub fn new(book: &Book) -> Self {
        let numbers = Arc::clone(&book.numbers);
        let unknown = (0_u32..).zip(&*numbers).filter(|(_, number)| number.is_none()).map(|(slot, _)| slot);
        Self { unknown: unknown.collect(), numbers, leaves: Vec::new() }
    }

    /// Lets go of the lists of units.
    pub fn rest(&mut self) {
        self.leaves = Vec::new();
    }

    /// Learns the numbers of units that were not told yet.
    fn learn(&mut self, ledger: &Ledger, units: &Units) -> Result<(), AppError> {
        self.unknown.extend(self.numbers.len() as u32..units.slots());
        if self.unknown.is_empty() {
            return Ok(());
        }
        let numbers = Arc::make_mut(&mut self.numbers);
        numbers.resize(units.slots() as usize, None);
        for slot in std::mem::take(&mut self.unknown) {
            let number = ledger.read().number_of(units.id(slot).as_str())?.and_then(UnitNumber::new);
            numbers[slot as usize] = number;
            self.unknown.extend(number.is_none().then_some(slot));
        }
        Ok(())
    }

    /// The units of some local numbers.
    pub(super) fn named(
        &mut self,
        ledger: &Ledger,
        units: &Units,
        wanted: &HashSet<u32>,
    ) -> Result<Vec<OrgUnitId>, AppError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        self.learn(ledger, units)?;
        let is_wanted =
            |number: &Option<UnitNumber>| number.is_some_and(|number| wanted.contains(&number.get()));
        let slots = (0_u32..).zip(&*self.numbers).filter(|(_, number)| is_wanted(number));
        Ok(slots.map(|(slot, _)| units.id(slot).clone()).collect())
    }

    /// The units of a level below a unit; none where one of them stands below another of its level.
    fn leaves(&mut self, tree: &Arc<Tree>, top: &OrgUnitId, level: Level) -> Option<Arc<Leaves>> {
        let same = |(t, u, l, _): &&Listed| Arc::ptr_eq(t, tree) && u == top && *l == level;
        if let Some((.., known)) = self.leaves.iter().find(same) {
            return known.clone();
        }
        let made = self.make_leaves(tree, top, level).map(Arc::new);
        if self.leaves.len() >= KEPT {
            self.leaves.clear();
        }
        self.leaves.push((Arc::clone(tree), top.clone(), level, made.clone()));
        made
    }

    fn make_leaves(&self, tree: &Arc<Tree>, top: &OrgUnitId, level: Level) -> Option<Leaves> {
        let below = tree.place(top).map(|place| place..tree.end(place))?;
        let (mut leaves, mut numbers, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let mut between: Vec<FlatBetween> = Vec::new();
        let mut inner = Vec::new();
        let mut open: Vec<(usize, usize)> = Vec::new();
        // Below a unit that is not wider than the level no other of the level may stand.
        let mut closed_to = 0;
        for place in below.clone() {
            while let Some((at, _)) = open.pop_if(|(_, end)| *end <= place) {
                between[at].range.end = leaves.len();
            }
            let unit = tree.at(place)?;
            let number = tree.slot_at(place).and_then(|slot| *self.numbers.get(slot as usize)?);
            let number = number.map(UnitNumber::get);
            if unit.level == level && place != below.start && !unit.pseudo {
                if place < closed_to {
                    return None;
                }
                leaves.push(place as u32);
                numbers.push(number);
            } else {
                others.extend(number);
            }
            let end = tree.end(place);
            if unit.level >= level {
                closed_to = closed_to.max(end);
            }
            if end > place + 1 {
                open.push((between.len(), end));
                inner.push(place);
                let range = leaves.len()..leaves.len();
                between.push(FlatBetween { unit: unit.id.clone(), level: unit.level, range });
            }
        }
        for (at, _) in open {
            between[at].range.end = leaves.len();
        }
        others.sort_unstable();
        let first = numbers.iter().flatten().min().copied().unwrap_or(0);
        let last = numbers.iter().flatten().max().copied().unwrap_or(0);
        let mut places = vec![NONE; (last - first + 1) as usize];
        for (number, place) in numbers.into_iter().zip(0_u32..) {
            if let Some(number) = number {
                places[(number - first) as usize] = place;
            }
        }
        let units = Arc::new(FlatUnits::new(Arc::clone(tree), leaves));
        Some(Leaves { units, places, first, others, between: Arc::new(between), inner })
    }
}

impl Leaves {
    fn place(&self, number: u32) -> Option<usize> {
        let at = number.checked_sub(self.first)?;
        self.places.get(at as usize).filter(|place| **place != NONE).map(|place| *place as usize)
    }

    /// What the leaves say of the attributes that thresholds of a target go by.
    fn attributes(&self, versions: &[Arc<Target>]) -> BTreeMap<String, FlatAttribute> {
        let threshold = |target: &Arc<Target>| Some(target.coverage.as_ref()?.threshold.clone());
        let named = versions.iter().filter_map(threshold).filter_map(|threshold| match threshold {
            Threshold::ByAttribute(attribute, _) => Some(attribute),
            Threshold::One(_) | Threshold::Found(_) => None,
        });
        let mut found = BTreeMap::new();
        for name in named {
            found.entry(name).or_insert_with_key(|name| self.units.attribute(name));
        }
        found
    }
}

impl Evidence<'_> {
    /// The cells of an indicator below a unit that the versions of a target look at; none where they cannot be
    /// told in columns. What was brought last is kept: an earlier day looks at a part of it.
    pub(super) fn flat(
        &mut self,
        indicator: &IndicatorId,
        top: &OrgUnitId,
        versions: &[Arc<Target>],
        look: Look,
    ) -> Result<Option<Flat>, AppError> {
        let as_of = look.as_of();
        // Columns say what is current; what was known earlier is read as it was said.
        if !self.ledger.read().is_now() {
            return Ok(None);
        }
        let Some(asked) = self.asked(indicator, top, as_of) else { return Ok(None) };
        let tree = self.tree(as_of);
        let defined = self.kept.indicators.get(indicator);
        let alone = match look {
            Look::Alone(_) => defined.and_then(|i| first_day_alone(versions, i, asked.kind, as_of)),
            Look::Course(_) => None,
        };
        let runs_on = defined.is_some_and(|i| i.accumulation == Accumulation::SinceStart);
        let days = Days { since: alone.or_else(|| earliest_day(versions, runs_on)), to: as_of };
        if !self.is_steady(indicator, days) {
            return Ok(None);
        }
        let known = self.kept.brought.take().filter(|brought| {
            (&brought.indicator, &brought.top) == (indicator, top)
                && brought.asked == asked
                && Arc::ptr_eq(&brought.tree, &tree)
        });
        let holds = |brought: &Brought| {
            brought.versions == versions && brought.days.hold(days) && brought.touched.is_empty()
        };
        let brought = match known {
            Some(brought) if holds(&brought) => brought,
            known => {
                let flat = self.bring(indicator, top, versions, days, &asked, known.as_ref())?;
                let (indicator, top, versions) = (indicator.clone(), top.clone(), versions.to_vec());
                let touched = BTreeSet::new();
                Brought { indicator, top, versions, asked, tree, days, flat, touched }
            }
        };
        let flat = brought.flat.clone();
        self.kept.brought = Some(brought);
        Ok(flat)
    }

    /// Brings columns; those that were known of the same units and not touched since need not be read again.
    fn bring(
        &mut self,
        indicator: &IndicatorId,
        top: &OrgUnitId,
        versions: &[Arc<Target>],
        days: Days,
        asked: &Expectation,
        known: Option<&Brought>,
    ) -> Result<Option<Flat>, AppError> {
        let reader = self.ledger.read();
        let columns = reader.columns(indicator)?;
        let Some(measure) = columns.first().map(|column| column.measure) else { return Ok(None) };
        let one_kind =
            columns.iter().all(|column| column.measure == measure && column.period.kind() == asked.kind);
        let suits = self.kept.indicators.get(indicator).is_some_and(|i| Flat::suits(i, measure));
        if !one_kind || !suits {
            return Ok(None);
        }
        self.kept.units.learn(self.ledger, &self.book.units)?;
        let tree = self.tree(days.to);
        let Some(leaves) = self.kept.units.leaves(&tree, top, asked.level) else { return Ok(None) };
        if reader.ever_came(indicator, &leaves.others)? {
            return Ok(None);
        }
        let known = known.and_then(|brought| Some((brought.flat.as_ref()?, &brought.touched)));
        let known = known.filter(|(flat, _)| flat.measure == measure);
        let mut found = BTreeMap::new();
        for column in columns {
            let begins = column.period.first_day();
            if days.since.is_some_and(|since| begins < since) || days.to < begins {
                continue;
            }
            let untouched = known.filter(|(_, touched)| !touched.contains(&column.period));
            let cells = match untouched.and_then(|(flat, _)| flat.columns.get(&column.period)) {
                Some(cells) => Arc::clone(cells),
                None => match self.cells(indicator, &column, &leaves)? {
                    Some(cells) => Arc::new(cells),
                    None => return Ok(None),
                },
            };
            found.insert(column.period, cells);
        }
        let same_periods = known.filter(|(flat, _)| flat.columns.keys().eq(found.keys()));
        let sums = Arc::new(
            same_periods.map_or_else(FlatSums::default, |(flat, touched)| flat.sums.without(touched)),
        );
        let (units, between, columns) =
            (Arc::clone(&leaves.units), Arc::clone(&leaves.between), Arc::new(found));
        let attributes = Arc::new(leaves.attributes(versions));
        let (range, level, kind) = (0..units.len(), asked.level, asked.kind);
        Ok(Some(Flat { units, range, between, attributes, level, kind, measure, columns, sums }))
    }

    /// The part of what was read below one unit that stands below another; none where it is no part of it.
    pub(super) fn part(
        &mut self,
        flat: &Flat,
        indicator: &IndicatorId,
        (top, org_unit): (&OrgUnitId, &OrgUnitId),
        as_of: Date,
    ) -> Option<Flat> {
        let same_is_asked = self.asked(indicator, org_unit, as_of)?.level == flat.level;
        let tree = self.tree(as_of);
        let leaves = self.kept.units.leaves(&tree, top, flat.level)?;
        let at = leaves.inner.binary_search(&tree.place(org_unit)?).ok().filter(|_| same_is_asked)?;
        Some(flat.part(leaves.between.get(at)?.range.clone()))
    }

    /// Whether forms ask the same of an indicator in all of some days, whoever is asked.
    fn is_steady(&mut self, indicator: &IndicatorId, days: Days) -> bool {
        let reporting = self.definitions(days.to).reporting;
        reporting.of(indicator).iter().all(|asked| asked.is_steady(days.since, days.to))
    }

    /// What forms ask of an indicator on a day of all units of the highest level below a unit; none where they ask
    /// only some of them.
    fn asked(&mut self, indicator: &IndicatorId, top: &OrgUnitId, as_of: Date) -> Option<Expectation> {
        let facts = self.definitions(as_of);
        let below = facts.tree.below(top);
        let here = facts.tree.at(below.start).filter(|_| !below.is_empty())?.level;
        // Of those asked of somebody here, below or above: by whom, and whether the unit stands below him.
        let near = facts.reporting.of(indicator).iter().filter_map(|asked| {
            let parent = facts.tree.place(&asked.parent)?;
            let is_below = (parent..facts.tree.end(parent)).contains(&below.start);
            (is_below || below.contains(&parent)).then_some((asked, is_below))
        });
        let asked_then = near.filter(|(asked, _)| asked.asks_on(Some(as_of)));
        let lower: Vec<_> = asked_then.filter(|(asked, _)| asked.level > here).collect();
        let highest = lower.iter().map(|(asked, _)| asked.level).min()?;
        let mut asked = lower.into_iter().filter(|(asked, _)| asked.level == highest);
        match (asked.next(), asked.next()) {
            (Some((asked, true)), None) => Some(asked.clone()),
            _ => None,
        }
    }

    /// One column in the order of the leaves; none where a cell has no integer.
    fn cells(
        &mut self,
        indicator: &IndicatorId,
        column: &Column,
        leaves: &Leaves,
    ) -> Result<Option<FlatColumn>, AppError> {
        let mut cells = FlatColumn::new(leaves.units.len());
        let mut whole = true;
        // The place and the row of cells of which it has to be asked how they came in,
        let mut unsure: Vec<(usize, i64)> = Vec::new();
        // and of those that stood in the place of something else, with the unit's number.
        let mut replacing: Vec<(usize, i64, u32)> = Vec::new();
        let last = leaves.first + leaves.places.len() as u32 - 1;
        let reader = self.ledger.read();
        let Kept { moments, came_in, .. } = &mut *self.kept;
        let mut arrivals = Arrivals::new(self.ledger, self.book, moments, indicator);
        let due = arrivals.first_due(column.measure, column.period, indicator);
        let late =
            due.map(|due| arrivals.handed_in_after(column.period, due)).transpose()?.unwrap_or_default();
        let mut failed = None;
        reader.column(column, leaves.first..=last, |run| {
            let (numbers, said) = match run.said {
                ColumnSaid::Numbers(numbers, qualifier) => (numbers, FlatSaid::Number(0, qualifier)),
                ColumnSaid::Nil => (&[][..], FlatSaid::Number(0, Qualifier::Exact)),
                ColumnSaid::NotApplicable => (&[][..], FlatSaid::NotApplicable),
                ColumnSaid::Conflict => (&[][..], FlatSaid::Conflict),
                ColumnSaid::Obstructed => {
                    whole &= run.units.clone().all(|unit| leaves.place(unit).is_none());
                    return;
                }
            };
            let numbers = numbers.iter().copied().chain(std::iter::repeat(0));
            let placed = run.units.clone().zip(numbers);
            let placed = placed.filter_map(|(unit, number)| Some((leaves.place(unit)?, number)));
            cells.set_alike(placed, FlatCell { said, evidence: run.evidence, ..FlatCell::default() });
            if said == FlatSaid::Conflict {
                return;
            }
            if run.replaces {
                let placed = run.units.clone().enumerate();
                replacing
                    .extend(placed.filter_map(|(at, unit)| Some((leaves.place(unit)?, run.row(at), unit))));
                return;
            }
            let Some(due) = due else { return };
            let mut in_time = |row: i64| match arrivals.of_row(row) {
                Ok((rows, at)) => Some((rows, at.is_some_and(|at| at <= due))),
                Err(error) => {
                    failed = Some(error);
                    None
                }
            };
            // All of a run mostly came with one entry.
            let last = run.row(run.units.len() - 1);
            let reported_late = !late.is_empty() && run.units.clone().any(|unit| late.contains(&unit));
            if !reported_late
                && in_time(run.first_row).is_some_and(|(rows, in_time)| in_time && rows.contains(&last))
            {
                return;
            }
            for (at, unit) in run.units.clone().enumerate() {
                let Some(place) = leaves.place(unit) else { continue };
                let mut is_late = || in_time(run.row(at)).is_none_or(|(_, in_time)| !in_time);
                if late.contains(&unit) || is_late() {
                    unsure.push((place, run.row(at)));
                }
            }
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        if !whole {
            return Ok(None);
        }
        replacing.retain(|(place, row, _)| match came_in.get(row) {
            Some(known) => {
                cells.remark(*place, known.late, known.correction);
                false
            }
            None => true,
        });
        let unknown: Vec<u32> = replacing.iter().map(|(.., unit)| *unit).collect();
        let first_rows = reader.first_rows(column, &unknown)?;
        for (place, row, unit) in replacing {
            let Some(org_unit) = leaves.units.get(place) else { continue };
            let in_time = match (due, first_rows.get(&unit)) {
                _ if late.contains(&unit) => false,
                (None, _) => true,
                (Some(due), Some(first)) => arrivals.of_row(*first)?.1.is_some_and(|at| at <= due),
                (Some(_), None) => false,
            };
            if !in_time || !arrivals.came_before_acceptance(row, org_unit, column.period)? {
                unsure.push((place, row));
            } else {
                came_in.insert(row, Arrival::default());
            }
        }
        for (place, row) in unsure {
            if let Some(known) = came_in.get(&row) {
                cells.remark(place, known.late, known.correction);
                continue;
            }
            let Some(org_unit) = leaves.units.get(place).cloned() else { continue };
            let indicator = indicator.clone();
            let key = ResultKey { indicator, measure: column.measure, org_unit, period: column.period };
            if let Some(version) = reader.result(&key)?.as_ref().and_then(|head| head.settled()) {
                let arrival = arrivals.of(version)?;
                cells.remark(place, arrival.late, arrival.correction);
                came_in.insert(row, arrival);
            }
        }
        Ok(Some(cells))
    }
}

/// The first day of the period that a list of units of a day looks at; none where it may look at several.
fn first_day_alone(
    versions: &[Arc<Target>],
    indicator: &Indicator,
    kind: PeriodKind,
    as_of: Date,
) -> Option<Date> {
    let one = matches!(indicator.accumulation, Accumulation::Stock | Accumulation::SinceStart);
    let of = |target: &Arc<Target>| {
        let simple = target.kind == TargetKind::Coverage && !target.rising && target.recurrence.is_none();
        // Nothing may have come for the last period of what is over: then that of its deadline counts.
        let last = target.deadline.map_or(as_of, |deadline| deadline.min(as_of));
        let period = Period::ending_on_or_before(kind, last).filter(|_| one && simple)?;
        Some(period.first_day())
    };
    let days: Option<Vec<Date>> = versions.iter().map(of).collect();
    days?.into_iter().min()
}

/// The first day of any period that the versions of a target look at: the first of the year in which the window
/// begins, a year earlier where a figure is held against that of the year before or goes on from it (`runs_on`);
/// none: from the beginning.
fn earliest_day(versions: &[Arc<Target>], runs_on: bool) -> Option<Date> {
    let of = |target: &Arc<Target>| {
        let base = target.baseline.as_ref().and_then(|baseline| baseline.period).map(Period::first_day);
        let by_years =
            matches!(target.completion_rule, CompletionRule::OpenSdgCagr | CompletionRule::GermanProjection);
        let from = target.from.filter(|_| target.kind != TargetKind::Deliverable && !by_years)?;
        let looks_back = runs_on || target.kind == TargetKind::Growth || target.rising;
        let year = chrono::Datelike::year(&from) - i32::from(looks_back);
        let first = Period::year_of(year).ok()?.first_day();
        Some(base.map_or(first, |base| base.min(first)))
    };
    let days: Option<Vec<Date>> = versions.iter().map(of).collect();
    days?.into_iter().min()
}
