//! What an assessment looks at, brought from the ledger when it is looked at. A write makes forgotten what
//! rests on the indicators it touched and nothing else.
//!
//! An assessment is asked for by [`Evidence::assess`]. Where all who report an indicator stand on one level
//! ([`Flat`]), the columns of the window are read as integers, used and let go; otherwise, and for 怎么算的, the
//! cells of the indicator are read as they were said and kept ([`Evidence::facts`]).

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use domain::assessment::{
    Allocations, Arrival, Assessment, CellFact, CellValue, CoveredUnit, Derivation, Facts, Flats, Listed,
    Listing, Ranked, Reporting, Settings, Targets, Values, assess, assess_with_earlier, covered_units,
    explain, is_flat, is_told_by_parts, listed_units, rank_assessed,
};
use domain::kernel::{Date, FormId, IndicatorId, OrgUnitId, Period, Problem, TargetId};
use domain::org::Tree;
use domain::programmes::Indicator;
use domain::results::ResultCell;
use domain::targets::{Coverage, Target, Threshold};
use store::{Held, Ledger, Obstacle, ResultHead, ResultQuery, ResultVersion};

use super::Surveyed;
use super::arrival::{Arrivals, Moments};
use super::columns::{Brought, Look, Numbered};
use super::drafts::Open;
use crate::{AppError, Book};

/// The note of invented values. Whatever rests on them is labelled wherever it shows.
pub const EXAMPLE: &str = "示例数据";

/// Whether a cell's value is invented: its note begins with the line that says so.
pub fn is_example(cell: &ResultCell) -> bool {
    cell.note.as_deref().is_some_and(|note| note.lines().next() == Some(EXAMPLE))
}

/// What is kept between two looks.
pub(crate) struct Kept {
    pub(super) indicators: HashMap<IndicatorId, Indicator>,
    targets: Targets,
    allocations: Allocations,
    reporting: Reporting,
    settings: Settings,
    pub(super) moments: Moments,
    /// How the current row of a cell came in, where that had to be looked up.
    pub(super) came_in: HashMap<i64, Arrival>,
    pub(super) units: Numbered,
    pub(super) brought: Option<Brought>,
    trees: HashMap<Date, Arc<Tree>>,
    values: Values,
    flats: Flats,
    /// The indicators that were read as they were said.
    read: HashSet<IndicatorId>,
    /// Whose cells a target is judged by.
    judged_by: HashMap<TargetId, Arc<[IndicatorId]>>,
    /// The targets that rest on the cells of an indicator.
    resting: HashMap<IndicatorId, Vec<TargetId>>,
    /// What was assessed: of a target, as of a day, at a unit.
    assessed: HashMap<TargetId, HashMap<Date, HashMap<OrgUnitId, Arc<Assessment>>>>,
    examples: HashMap<IndicatorId, bool>,
    /// The units that have not handed in, of forms in periods that were asked about.
    pub(super) open: HashMap<(FormId, Period), Open>,
    /// What was surveyed, the latest first.
    surveys: VecDeque<Survey>,
}

/// How a target stands for some units.
type Standings = Vec<Arc<Assessment>>;

/// What was surveyed.
struct Survey {
    as_of: Date,
    scope: Option<OrgUnitId>,
    found: Arc<Vec<Surveyed>>,
    /// The targets of which a cell was written since.
    touched: BTreeSet<TargetId>,
}

/// Of one in so many units the cells are read for one look, rather than those of all units for all looks.
const FEW: usize = 50;

/// So many surveys are kept: a few days and places are looked at in turn.
const SURVEYS_KEPT: usize = 4;

impl Kept {
    pub(crate) fn new(ledger: &Ledger, book: &Book) -> Result<Self, AppError> {
        let level = |id: &OrgUnitId| book.units.get(id).map(|unit| unit.level);
        let targets = Targets::new(book.targets.values().flatten().cloned());
        let judged_by = targets.ids().map(|id| (id.clone(), judged_by(targets.versions(id)))).collect();
        let mut kept = Self {
            indicators: book.indicators.iter().map(|(id, i)| (id.clone(), i.clone())).collect(),
            targets,
            judged_by,
            resting: HashMap::new(),
            allocations: Allocations::new(book.allocations.values().flatten().cloned(), level),
            reporting: Reporting::from_forms(book.forms.values()),
            settings: book.assessment_settings(),
            moments: Moments::read(ledger, book)?,
            came_in: HashMap::new(),
            units: Numbered::new(book),
            brought: None,
            trees: HashMap::new(),
            values: Values::new(),
            flats: Flats::default(),
            read: HashSet::new(),
            assessed: HashMap::new(),
            examples: HashMap::new(),
            open: HashMap::new(),
            surveys: VecDeque::new(),
        };
        let mut resting: HashMap<IndicatorId, Vec<TargetId>> = HashMap::new();
        for (target, judged_by) in &kept.judged_by {
            let indicators: BTreeSet<_> = judged_by.iter().flat_map(|id| kept.measured(id)).collect();
            indicators.into_iter().for_each(|id| resting.entry(id).or_default().push(target.clone()));
        }
        kept.resting = resting;
        Ok(kept)
    }

    /// Forgets what rests on the cells of an indicator in some periods.
    pub(crate) fn forget(&mut self, touched: &IndicatorId, periods: &BTreeSet<Period>) {
        for target in self.resting.get(touched).into_iter().flatten() {
            self.assessed.remove(target);
            for survey in &mut self.surveys {
                survey.touched.insert(target.clone());
            }
        }
        if let Some(brought) = self.brought.as_mut().filter(|brought| brought.indicator == *touched) {
            brought.touched.extend(periods);
        }
        self.values.forget(touched);
        self.read.remove(touched);
        self.examples.remove(touched);
    }

    /// Lets go of the figures themselves and of what was assessed of them; what was surveyed stays.
    pub(crate) fn rest(&mut self) {
        self.brought = None;
        self.values = Values::new();
        self.flats = Flats::default();
        self.read = HashSet::new();
        self.came_in = HashMap::new();
        self.assessed = HashMap::new();
        self.open = HashMap::new();
        self.units.rest();
    }

    /// Forgets every figure.
    pub(crate) fn forget_figures(&mut self) {
        for indicator in self.indicators.keys().cloned().collect::<Vec<_>>() {
            self.forget(&indicator, &BTreeSet::new());
        }
        self.brought = None;
    }

    /// The indicators whose cells go into the figures of one: itself, and what it is made of.
    pub(super) fn measured(&self, id: &IndicatorId) -> Vec<IndicatorId> {
        let parts = self.indicators.get(id).map(|i| [&i.numerator, &i.denominator, &i.weight]);
        let parts = parts.into_iter().flatten().flatten().cloned();
        [id.clone()].into_iter().chain(parts).collect()
    }

    /// Whose cells a target is judged by.
    pub(super) fn judged_by(&self, id: &TargetId) -> Arc<[IndicatorId]> {
        self.judged_by.get(id).cloned().unwrap_or_default()
    }
}

/// Whose cells the versions of a target are judged by.
fn judged_by(versions: &[Arc<Target>]) -> Arc<[IndicatorId]> {
    let of = |target: &Arc<Target>| match &target.coverage {
        None => vec![target.indicator.clone()],
        Some(Coverage { indicator, threshold: Threshold::Found(found), .. }) => {
            vec![indicator.clone(), found.clone()]
        }
        Some(rule) => vec![rule.indicator.clone()],
    };
    let all: BTreeSet<IndicatorId> = versions.iter().flat_map(of).collect();
    all.into_iter().collect()
}

/// The facts of a ledger, to look at.
pub struct Evidence<'d> {
    pub(super) ledger: &'d Ledger,
    pub(super) book: &'d Book,
    pub(super) kept: &'d mut Kept,
    _held: Held<'d>,
}

impl<'d> Evidence<'d> {
    pub(crate) fn new(ledger: &'d Ledger, book: &'d Book, kept: &'d mut Kept) -> Result<Self, AppError> {
        Ok(Self { ledger, book, kept, _held: ledger.hold()? })
    }

    /// The definitions beside the facts.
    pub fn book(&self) -> &'d Book {
        self.book
    }

    /// The targets, allocations and units as of a day, without any figure.
    pub fn definitions(&mut self, as_of: Date) -> Facts<'_> {
        let (book, kept) = (self.book, &mut *self.kept);
        Facts {
            tree: kept.trees.entry(as_of).or_insert_with(|| book.tree(as_of)),
            indicators: &kept.indicators,
            targets: &kept.targets,
            allocations: &kept.allocations,
            values: &kept.values,
            flats: &kept.flats,
            reporting: &kept.reporting,
            settings: &kept.settings,
            as_of,
        }
    }

    /// The facts as of a day with every cell a target is judged by, as it was said.
    pub fn facts(&mut self, target: &TargetId, as_of: Date) -> Result<Facts<'_>, AppError> {
        for indicator in &*self.kept.judged_by(target) {
            self.read(indicator)?;
        }
        self.kept.flats = Flats::default();
        Ok(self.definitions(as_of))
    }

    /// The facts as of a day with every cell of an indicator, as it was said.
    pub fn facts_of(&mut self, indicator: &IndicatorId, as_of: Date) -> Result<Facts<'_>, AppError> {
        self.read(indicator)?;
        self.kept.flats = Flats::default();
        Ok(self.definitions(as_of))
    }

    /// How a target stands for a unit as of a day; none where there is no such target.
    pub fn assess(
        &mut self,
        id: &TargetId,
        org_unit: &OrgUnitId,
        as_of: Date,
    ) -> Result<Option<Arc<Assessment>>, AppError> {
        Ok(self.assess_each(id, org_unit, std::slice::from_ref(org_unit), as_of)?.pop())
    }

    /// How a target stands for units at or below one as of a day.
    pub fn assess_each(
        &mut self,
        id: &TargetId,
        top: &OrgUnitId,
        units: &[OrgUnitId],
        as_of: Date,
    ) -> Result<Standings, AppError> {
        if let Some(known) = self.known(id, units, as_of) {
            return Ok(known);
        }
        let found: Standings = self.supplied(id, top, units, Look::Course(as_of), |facts| {
            units.iter().filter_map(|unit| assess(facts, id, unit)).map(Arc::new).collect()
        })?;
        self.remember(id, &found);
        Ok(found)
    }

    /// What is known already of all of some units.
    fn known(&self, id: &TargetId, units: &[OrgUnitId], as_of: Date) -> Option<Standings> {
        let known = self.kept.assessed.get(id)?.get(&as_of)?;
        units.iter().map(|unit| known.get(unit).cloned()).collect()
    }

    /// Remembers what was assessed until a cell it rests on is written.
    fn remember(&mut self, id: &TargetId, found: &[Arc<Assessment>]) {
        let known = self.kept.assessed.entry(id.clone()).or_default();
        for one in found {
            known.entry(one.as_of).or_default().insert(one.org_unit.clone(), Arc::clone(one));
        }
    }

    /// How a target stands for units at or below one as of a day, and how it stood on an earlier one; of units of
    /// which both can be said.
    pub fn assess_with_earlier(
        &mut self,
        id: &TargetId,
        top: &OrgUnitId,
        units: &[OrgUnitId],
        (as_of, earlier): (Date, Date),
    ) -> Result<(Standings, Standings), AppError> {
        if !Arc::ptr_eq(&self.tree(as_of), &self.tree(earlier)) {
            let now = self.assess_each(id, top, units, as_of)?;
            let then = self.assess_each(id, top, units, earlier)?;
            return Ok(now.into_iter().zip(then).unzip());
        }
        if let Some(known) = self.known(id, units, as_of).zip(self.known(id, units, earlier)) {
            return Ok(known);
        }
        let look = Look::Course(as_of);
        let (now, then) = self.supplied(id, top, units, look, |facts| both(facts, earlier, id, units))?;
        self.remember(id, &now);
        self.remember(id, &then);
        Ok((now, then))
    }

    /// Ranks units at or below one under a target; with how they stood on an earlier day.
    pub fn rank(
        &mut self,
        id: &TargetId,
        top: &OrgUnitId,
        units: &[OrgUnitId],
        (as_of, earlier): (Date, Date),
    ) -> Result<(Ranked, Standings), AppError> {
        if !Arc::ptr_eq(&self.tree(as_of), &self.tree(earlier)) {
            let (now, then) = self.assess_with_earlier(id, top, units, (as_of, earlier))?;
            let now = now.into_iter().map(Arc::unwrap_or_clone).collect();
            let look = Look::Course(as_of);
            let ranked = self.supplied(id, top, units, look, |facts| rank_assessed(facts, id, now, &then))?;
            return Ok((ranked, then));
        }
        let (ranked, then) = self.supplied(id, top, units, Look::Course(as_of), |facts| {
            let (now, then) = both(facts, earlier, id, units);
            let now = now.into_iter().map(Arc::unwrap_or_clone).collect();
            (rank_assessed(facts, id, now, &then), then)
        })?;
        self.remember(id, &then);
        Ok((ranked, then))
    }

    /// The units of a coverage target at or below one, in official order.
    pub fn covered(
        &mut self,
        id: &TargetId,
        org_unit: &OrgUnitId,
        as_of: Date,
    ) -> Result<Vec<CoveredUnit>, AppError> {
        let units = std::slice::from_ref(org_unit);
        self.supplied(id, org_unit, units, Look::Alone(as_of), |facts| covered_units(facts, id, org_unit))
    }

    /// Some of the units of a coverage target at or below one, as they are listed, and how all of them stand.
    pub fn listed(
        &mut self,
        id: &TargetId,
        org_unit: &OrgUnitId,
        as_of: Date,
        listed: &Listed<'_>,
    ) -> Result<Listing, AppError> {
        let units = std::slice::from_ref(org_unit);
        self.supplied(id, org_unit, units, Look::Alone(as_of), |facts| {
            listed_units(facts, id, org_unit, listed)
        })
    }

    /// 怎么算的: from columns where many units are told together, else from the cells as they were said.
    pub fn explain(
        &mut self,
        id: &TargetId,
        org_unit: &OrgUnitId,
        as_of: Date,
    ) -> Result<Option<Derivation>, AppError> {
        let versions = self.kept.targets.versions(id).to_vec();
        self.supply(id, org_unit, std::slice::from_ref(org_unit), Look::Course(as_of))?;
        let facts = self.definitions(as_of);
        if versions.iter().all(|version| is_told_by_parts(facts, version, org_unit)) {
            let told = explain(facts, id, org_unit);
            self.kept.flats = Flats::default();
            return Ok(told);
        }
        self.kept.flats = Flats::default();
        if let Some(values) = self.near(id, org_unit, as_of)? {
            return Ok(explain(Facts { values: &values, ..self.definitions(as_of) }, id, org_unit));
        }
        Ok(explain(self.facts(id, as_of)?, id, org_unit))
    }

    /// Looks at a target for units at or below one, with what that needs brought in.
    fn supplied<T>(
        &mut self,
        id: &TargetId,
        top: &OrgUnitId,
        units: &[OrgUnitId],
        look: Look,
        tell: impl FnOnce(Facts<'_>) -> T,
    ) -> Result<T, AppError> {
        let as_of = look.as_of();
        let versions = self.kept.targets.versions(id).to_vec();
        let silent = self.supply(id, top, units, look)?;
        let facts = self.definitions(as_of);
        let is_quick = |unit| silent.contains(unit) || versions.iter().all(|v| is_flat(facts, v, unit));
        let mut near = None;
        if !units.iter().all(is_quick) {
            near = self.near(id, top, as_of)?;
            if near.is_none() {
                for indicator in &*self.kept.judged_by(id) {
                    self.read(indicator)?;
                }
            }
        }
        let facts = self.definitions(as_of);
        let seen = tell(Facts { values: near.as_ref().unwrap_or(facts.values), ..facts });
        self.kept.flats = Flats::default();
        Ok(seen)
    }

    /// The cells of a target's indicators at and below a unit as they were said, where few units stand there and
    /// not all cells were read already.
    fn near(&mut self, id: &TargetId, top: &OrgUnitId, as_of: Date) -> Result<Option<Values>, AppError> {
        let judged_by = self.kept.judged_by(id);
        let measured: BTreeSet<IndicatorId> =
            judged_by.iter().flat_map(|id| self.kept.measured(id)).collect();
        let tree = self.tree(as_of);
        let units = tree.subtree(top);
        if units.len() * FEW > tree.len() || measured.iter().all(|id| self.kept.read.contains(id)) {
            return Ok(None);
        }
        let units: Vec<OrgUnitId> = units.cloned().collect();
        let mut values = Values::new();
        for indicator in measured {
            self.cells_of(&indicator, Some(units.clone()), &mut values)?;
        }
        Ok(Some(values))
    }

    /// Supplies what is reported of a target's indicators at units at or below one, as far as it can be told in
    /// columns; gives the units that have nobody below them who could report, and do not report themselves.
    fn supply(
        &mut self,
        id: &TargetId,
        top: &OrgUnitId,
        units: &[OrgUnitId],
        look: Look,
    ) -> Result<BTreeSet<OrgUnitId>, AppError> {
        let as_of = look.as_of();
        let versions = self.kept.targets.versions(id).to_vec();
        let tree = self.tree(as_of);
        let mut flats = Flats::default();
        let mut silent: BTreeSet<OrgUnitId> = units.iter().filter(|unit| *unit != top).cloned().collect();
        for indicator in &*self.kept.judged_by(id) {
            let whole = self.flat(indicator, top, &versions, look)?;
            silent.retain(|unit| {
                let level = whole.as_ref().map(|whole| whole.level);
                level.is_some_and(|level| tree.get(unit).is_some_and(|unit| unit.level < level))
                    && !tree.has_children(unit)
            });
            for unit in units {
                let part = match &whole {
                    Some(whole) if unit != top => self.part(whole, indicator, (top, unit), as_of),
                    whole => whole.clone(),
                };
                part.into_iter().for_each(|part| flats.supply(indicator, unit, part));
            }
        }
        self.kept.flats = flats;
        Ok(silent)
    }

    /// Reads the cells of an indicator, and of what it is made of, as they were said.
    fn read(&mut self, indicator: &IndicatorId) -> Result<(), AppError> {
        for id in self.kept.measured(indicator) {
            if self.kept.read.contains(&id) {
                continue;
            }
            let mut values = std::mem::take(&mut self.kept.values);
            let defined = self.cells_of(&id, None, &mut values);
            self.kept.values = values;
            if defined? {
                self.kept.read.insert(id);
            }
        }
        Ok(())
    }

    /// Reads the cells of an indicator, of some units or of all, as they were said; not where it is not defined.
    fn cells_of(
        &mut self,
        id: &IndicatorId,
        org_units: Option<Vec<OrgUnitId>>,
        values: &mut Values,
    ) -> Result<bool, AppError> {
        let Kept { indicators, moments, .. } = &mut *self.kept;
        let Some(indicator) = indicators.get(id) else { return Ok(false) };
        let mut arrivals = Arrivals::new(self.ledger, self.book, moments, id);
        let query = ResultQuery { indicators: Some(vec![id.clone()]), org_units, ..ResultQuery::default() };
        for head in self.ledger.read().results(&query)? {
            let Some(version) = head.settled() else {
                values.insert(&head.key, CellFact::plain(CellValue::Conflict));
                continue;
            };
            let arrival = arrivals.of(version)?;
            // What does not convert is named by [`Self::problems`].
            let _ = values.add(&version.cell, indicator, arrival);
        }
        Ok(true)
    }

    /// Takes out what was surveyed, and the targets of which a cell was written since.
    pub(super) fn take_survey(
        &mut self,
        as_of: Date,
        scope: Option<&OrgUnitId>,
    ) -> Option<(Arc<Vec<Surveyed>>, BTreeSet<TargetId>)> {
        let same = |survey: &Survey| survey.as_of == as_of && survey.scope.as_ref() == scope;
        let at = self.kept.surveys.iter().position(same)?;
        self.kept.surveys.remove(at).map(|survey| (survey.found, survey.touched))
    }

    /// Keeps a survey; the oldest makes room.
    pub(super) fn keep_survey(
        &mut self,
        as_of: Date,
        scope: Option<&OrgUnitId>,
        found: Arc<Vec<Surveyed>>,
    ) -> Arc<Vec<Surveyed>> {
        let kept = Arc::clone(&found);
        self.kept.surveys.truncate(SURVEYS_KEPT - 1);
        let (scope, touched) = (scope.cloned(), BTreeSet::new());
        self.kept.surveys.push_front(Survey { as_of, scope, found, touched });
        kept
    }

    /// The tree of a day.
    pub(super) fn tree(&mut self, day: Date) -> Arc<Tree> {
        let book = self.book;
        Arc::clone(self.kept.trees.entry(day).or_insert_with(|| book.tree(day)))
    }

    /// Cells that count nowhere because their unit of measure does not convert.
    pub fn problems(&self) -> Result<Vec<Problem>, AppError> {
        let found = self.ledger.read().obstructed(Obstacle::UnitOfMeasure)?;
        let problem = |head: &ResultHead| {
            let cell = &head.settled()?.cell;
            let indicator = self.kept.indicators.get(&cell.key.indicator)?;
            let mut aside = Values::new();
            aside.add(cell, indicator, Arrival::default()).err()
        };
        Ok(found.iter().filter_map(problem).collect())
    }

    /// Whether invented values of an indicator are on the ledger.
    pub fn is_example(&mut self, indicator: &IndicatorId) -> Result<bool, AppError> {
        if let Some(known) = self.kept.examples.get(indicator) {
            return Ok(*known);
        }
        let found = self.has_examples(indicator)?;
        self.kept.examples.insert(indicator.clone(), found);
        Ok(found)
    }

    fn has_examples(&self, indicator: &IndicatorId) -> Result<bool, AppError> {
        let reader = self.ledger.read();
        if !reader.has_notes(indicator)? {
            return Ok(false);
        }
        let query = ResultQuery { indicators: Some(vec![indicator.clone()]), ..ResultQuery::default() };
        let is_example = |version: &ResultVersion| is_example(&version.cell);
        Ok(reader.results(&query)?.iter().filter_map(ResultHead::settled).any(is_example))
    }

    /// The last days of all periods with a figure.
    pub fn period_ends(&self) -> Result<BTreeSet<Date>, AppError> {
        Ok(self.ledger.read().periods()?.into_iter().map(|period| period.last_day()).collect())
    }
}

/// How a target stands for units on two days; of units of which both can be said.
fn both(facts: Facts<'_>, earlier: Date, id: &TargetId, units: &[OrgUnitId]) -> (Standings, Standings) {
    let both = units.iter().map(|unit| assess_with_earlier(facts, facts.at(earlier), id, unit));
    both.filter_map(|(now, then)| Some((Arc::new(now?), Arc::new(then?)))).unzip()
}
