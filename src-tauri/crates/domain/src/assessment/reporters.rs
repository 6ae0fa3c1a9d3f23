//! Who reports an indicator at and below a unit, who is expected to, and how often: what forms asked in the days a
//! period ends in, and where no form ever did, what is seen to be reported.
//!
//! Deliberately absent: the figures themselves (`rollup` forms them).

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use crate::kernel::{Date, Decimal, OrgUnitId, Period, PeriodKind, Rate, Uom, convert};
use crate::org::Level;
use crate::programmes::{Accumulation, Indicator, PlaceRule};
use crate::targets::{Target, TargetKind};

use super::explain::FULLY_TOLD;
use super::facts::{Expectation, Facts, Series, Shares};
use super::flat::{Flat, FlatScope, Stretches};
use super::outcome::Window;
use super::window::judged_period;

/// How the figure of a place comes about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Formula<'a> {
    /// Values are added, or the largest or smallest is taken.
    Plain,
    /// Sum of numerators over sum of denominators, times 100 for %.
    Ratio { numerator: &'a Indicator, denominator: &'a Indicator, scale: Rate },
    /// Mean weighted by a named indicator.
    Weighted { weight: &'a Indicator },
}

/// A unit with what it reported, and the units below it that matter.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub unit: &'a OrgUnitId,
    pub own: Option<&'a Series>,
    /// Of a ratio the numerator.
    pub first: Option<&'a Series>,
    /// Of a ratio the denominator, of a mean the weight.
    pub second: Option<&'a Series>,
    /// It should report.
    pub expected: bool,
    /// Forms asked it at other times and do not now: what it reports counts, and it is not missing.
    pub released: bool,
    pub has_task: bool,
    pub children: Vec<Node<'a>>,
}

/// Who reports in days in which the same is asked.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    /// How often it is reported.
    pub kind: PeriodKind,
    /// Forms asked for it at other times and do not in these days.
    pub by_nobody: bool,
    pub top: Node<'a>,
}

/// An indicator over a unit and everything below it that reports or should.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    pub indicator: &'a Indicator,
    pub formula: Formula<'a>,
    /// What is asked from the beginning,
    first: Asked<'a>,
    /// and from later days on, in order.
    later: Vec<(Date, Asked<'a>)>,
    /// The units in columns, where they were supplied so; the top has no children then.
    pub flat: Option<FlatScope<'a>>,
}

impl<'a> Scope<'a> {
    /// Finds who reports an indicator at and below a unit. A target that is broken down leaves
    /// units without a share out of those who are expected.
    pub fn new(
        facts: Facts<'a>,
        indicator: &'a Indicator,
        top: &'a OrgUnitId,
        target: Option<&Target>,
    ) -> Self {
        let flat = Self::flat(facts, indicator, top, target, None);
        let tasks = || target.and_then(|target| facts.allocations.broken_down(target));
        flat.unwrap_or_else(|| Builder::new(facts, indicator, top, tasks(), None).scope(top))
    }

    /// The same, with every unit of a level below the top as a node of its own, whatever is expected.
    pub fn per_unit(
        facts: Facts<'a>,
        indicator: &'a Indicator,
        top: &'a OrgUnitId,
        target: &Target,
        level: Level,
    ) -> Self {
        let flat = Self::flat(facts, indicator, top, Some(target), Some(level));
        let tasks = || facts.allocations.broken_down(target);
        flat.unwrap_or_else(|| Builder::new(facts, indicator, top, tasks(), Some(level)).scope(top))
    }

    /// What is asked on a day, and since when; none: from the beginning.
    fn on(&self, day: Date) -> (Option<Date>, &Asked<'a>) {
        match self.later.iter().rev().find(|(from, _)| *from <= day) {
            Some((from, asked)) => (Some(*from), asked),
            None => (None, &self.first),
        }
    }

    /// What is asked for a period.
    pub fn of(&self, period: Period) -> &Asked<'a> {
        self.on(period.last_day()).1
    }

    /// The last day it was asked for before a period for which nobody asks; none where somebody does, or never did.
    pub fn asked_until(&self, period: Period) -> Option<Date> {
        let (since, asked) = self.on(period.last_day());
        since.filter(|_| asked.by_nobody)?.pred_opt()
    }

    /// The last completed period of a window whose figures may count: of the kind that is asked in the days it ends in.
    pub fn judged_period(&self, window: Window, as_of: Date, until_deadline: bool) -> Option<Period> {
        let mut day = as_of;
        loop {
            let (since, asked) = self.on(day);
            let period = judged_period(asked.kind, window, day, until_deadline);
            let ended_before = |since: &Date| period.is_none_or(|period| period.last_day() < *since);
            match since.filter(ended_before) {
                Some(since) => day = since.pred_opt()?,
                None => return period,
            }
        }
    }

    /// The last period that has ended by a day.
    pub fn ended(&self, day: Date) -> Option<Period> {
        self.judged_period(Window { from: None, deadline: None }, day, false)
    }

    /// The units in columns, all together or (with a level) one by one; none where they were not supplied so or
    /// do not come together so.
    fn flat(
        facts: Facts<'a>,
        indicator: &'a Indicator,
        top: &'a OrgUnitId,
        target: Option<&Target>,
        level: Option<Level>,
    ) -> Option<Self> {
        let flat = facts.flats.get(&indicator.id, top)?;
        let suits = level.map_or(Flat::comes_together(indicator), |level| level == flat.level);
        if !suits || target.is_some_and(|target| target.recurrence.is_some() || target.counts_what_is_found())
        {
            return None;
        }
        let tasks = target.and_then(|target| facts.allocations.broken_down(target));
        let without_task = tasks.map_or(Stretches::default(), |tasks| without_task(facts, tasks, flat, top));
        let top = Node {
            unit: top,
            own: None,
            first: None,
            second: None,
            expected: false,
            released: false,
            has_task: true,
            children: Vec::new(),
        };
        let first = Asked { kind: flat.kind, by_nobody: false, top };
        let flat = Some(FlatScope { flat, range: flat.range.clone(), without_task });
        Some(Self { indicator, formula: Formula::Plain, first, later: Vec::new(), flat })
    }

    /// The nodes of real units of a level as they are asked for a period, in official order.
    pub fn nodes_at(&self, facts: Facts<'a>, level: Level, period: Period) -> Vec<&Node<'a>> {
        let mut found = Vec::new();
        collect_level(facts, &self.of(period).top, level, &mut found);
        found
    }
}

/// Whether the figures of a target's version for a unit are formed from columns alone.
pub fn is_flat(facts: Facts<'_>, target: &Target, org_unit: &OrgUnitId) -> bool {
    let (id, level) = match &target.coverage {
        Some(coverage) if target.kind == TargetKind::Coverage => (&coverage.indicator, Some(coverage.level)),
        _ => (&target.indicator, None),
    };
    let scope = |indicator| Scope::flat(facts, indicator, org_unit, Some(target), level);
    facts.indicator(id).and_then(scope).is_some()
}

/// Whether what a target's version comes to for a unit is told without any cell: not unit by unit, or of so many
/// that only those right below are told.
pub fn is_told_by_parts(facts: Facts<'_>, target: &Target, org_unit: &OrgUnitId) -> bool {
    if target.kind == TargetKind::Coverage {
        return is_flat(facts, target, org_unit);
    }
    let scope = |indicator| Scope::flat(facts, indicator, org_unit, Some(target), None);
    let flat = facts.indicator(&target.indicator).and_then(scope).and_then(|scope| scope.flat);
    flat.is_some_and(|flat| {
        let parts = flat.parts(org_unit).iter().map(|(_, part)| part.range.len()).sum::<usize>();
        flat.range.len() > FULLY_TOLD && parts == flat.range.len()
    })
}

fn formula_of<'a>(facts: Facts<'a>, indicator: &'a Indicator) -> Formula<'a> {
    let find = |id: &Option<_>| id.as_ref().and_then(|id| facts.indicator(id));
    if let (Some(numerator), Some(denominator)) = (find(&indicator.numerator), find(&indicator.denominator)) {
        return Formula::Ratio { numerator, denominator, scale: scale_of(&indicator.uom) };
    }
    match (indicator.place_rule, find(&indicator.weight)) {
        (PlaceRule::WeightedMean, Some(weight)) => Formula::Weighted { weight },
        _ => Formula::Plain,
    }
}

/// 100 for %, 1000 for ‰, 1 for a coefficient.
fn scale_of(uom: &Uom) -> Rate {
    let percent = convert(Decimal::ONE_HUNDRED, &Uom::new("%"), uom);
    percent.and_then(Rate::whole).unwrap_or(Rate::ONE)
}

/// The indicators whose cells go into the figure.
fn measured<'a>(indicator: &'a Indicator, formula: &Formula<'a>) -> Vec<&'a Indicator> {
    match formula {
        Formula::Plain => vec![indicator],
        Formula::Ratio { numerator, denominator, .. } => vec![indicator, numerator, denominator],
        Formula::Weighted { weight } => vec![indicator, weight],
    }
}

/// Whether parts may be put together at all.
fn adds_up(indicator: &Indicator, formula: &Formula<'_>) -> bool {
    match (formula, indicator.place_rule) {
        (_, PlaceRule::None) => false,
        (Formula::Ratio { .. } | Formula::Weighted { .. }, _) => true,
        (Formula::Plain, PlaceRule::Max | PlaceRule::Min | PlaceRule::Count) => true,
        (Formula::Plain, PlaceRule::Sum) => indicator.accumulation != Accumulation::Ratio,
        (Formula::Plain, PlaceRule::RatioOfSums | PlaceRule::WeightedMean) => false,
    }
}

/// What is or was expected of units at or below a unit.
fn expectations_near<'a>(
    facts: Facts<'a>,
    indicator: &'a Indicator,
    formula: &Formula<'a>,
    top: &OrgUnitId,
) -> Vec<&'a Expectation> {
    let near = |expectation: &&Expectation| {
        facts.tree.is_within(&expectation.parent, top) || facts.tree.is_within(top, &expectation.parent)
    };
    let here = facts.tree.get(top).map(|unit| unit.level);
    let here_or_below = |expectation: &&Expectation| here.is_none_or(|here| expectation.level >= here);
    let mut found = Vec::new();
    for measured in measured(indicator, formula) {
        let asked = facts.reporting.of(&measured.id);
        found.extend(asked.iter().filter(near).filter(here_or_below));
        // What is always asked as such is not asked by what it is made of.
        if asked.iter().any(Expectation::is_always) {
            break;
        }
    }
    found
}

fn collect_level<'n, 'a>(facts: Facts<'a>, node: &'n Node<'a>, level: Level, found: &mut Vec<&'n Node<'a>>) {
    for child in &node.children {
        match facts.tree.get(child.unit) {
            Some(unit) if unit.level == level => found.extend((!unit.pseudo).then_some(child)),
            _ => collect_level(facts, child, level, found),
        }
    }
}

/// Beyond so many reporters the tree is walked down instead of up from each of them.
const FEW: usize = 256;

/// The units at or below `top` that ever reported one of the indicators, and all between them and the top.
fn active_units<'a>(
    facts: Facts<'a>,
    indicators: &[&'a Indicator],
    top: &'a OrgUnitId,
) -> HashSet<&'a OrgUnitId> {
    let reporters = || indicators.iter().flat_map(|indicator| facts.values.reporters(&indicator.id));
    let mut active = HashSet::new();
    if reporters().take(FEW + 1).count() > FEW {
        walk_down(facts, indicators, top, &mut active);
        return active;
    }
    for reporter in reporters() {
        let mut path = Vec::new();
        let mut at = Some(reporter);
        while let Some(unit) = at {
            path.push(unit);
            if unit == top || active.contains(unit) {
                active.extend(path);
                break;
            }
            at = facts.tree.parent(unit);
        }
    }
    active
}

fn walk_down<'a>(
    facts: Facts<'a>,
    indicators: &[&'a Indicator],
    unit: &'a OrgUnitId,
    active: &mut HashSet<&'a OrgUnitId>,
) -> bool {
    let mut found = indicators.iter().any(|indicator| facts.values.series(&indicator.id, unit).is_some());
    for child in facts.tree.children(unit) {
        found |= walk_down(facts, indicators, child, active);
    }
    if found {
        active.insert(unit);
    }
    found
}

/// Those in columns below a unit to whom nothing fell of a target, neither to themselves nor to one above up to it.
fn without_task(facts: Facts<'_>, tasks: &Shares, flat: &Flat, top: &OrgUnitId) -> Stretches {
    let here = facts.tree.get(top).map(|unit| unit.level);
    if here.is_some_and(|here| tasks.leave_out(top, here)) {
        return Stretches::of(vec![flat.range.clone()]);
    }
    let lies_below = |level: Level, range: &Range<usize>| {
        here.is_none_or(|here| level > here) && flat.range.start <= range.start && range.end <= flat.range.end
    };
    let from = flat.between.partition_point(|between| between.range.start < flat.range.start);
    let between = flat.between.iter().skip(from).take_while(|one| one.range.start < flat.range.end);
    let between = between.filter(|one| lies_below(one.level, &one.range));
    let mut found: Vec<Range<usize>> =
        between.filter(|one| tasks.leave_out(&one.unit, one.level)).map(|one| one.range.clone()).collect();
    if tasks.reach(flat.level) {
        let leaves = flat.range.clone().filter_map(|index| Some((index, flat.units.get(index)?)));
        let left_out = leaves.filter(|(_, unit)| tasks.leave_out(unit, flat.level));
        found.extend(left_out.map(|(index, _)| index..index + 1));
    }
    Stretches::of(found)
}

/// Sees who reports, and lays it out for days in which the same is asked.
struct Builder<'a> {
    facts: Facts<'a>,
    indicator: &'a Indicator,
    formula: Formula<'a>,
    active: HashSet<&'a OrgUnitId>,
    /// What is asked of units at or below the top, at any time.
    expectations: Vec<&'a Expectation>,
    /// Of a target that is broken down what fell to whom.
    tasks: Option<&'a Shares>,
    /// The level whose units are wanted one by one.
    leaves: Option<Level>,
}

impl<'a> Builder<'a> {
    fn new(
        facts: Facts<'a>,
        indicator: &'a Indicator,
        top: &'a OrgUnitId,
        tasks: Option<&'a Shares>,
        leaves: Option<Level>,
    ) -> Self {
        let formula = formula_of(facts, indicator);
        let active = active_units(facts, &measured(indicator, &formula), top);
        let expectations = expectations_near(facts, indicator, &formula, top);
        Self { facts, indicator, formula, active, expectations, tasks, leaves }
    }

    /// The days on which something else begins to be asked.
    fn changes(&self) -> BTreeSet<Date> {
        let ends = |expectation: &Expectation| expectation.until.and_then(|until| until.succ_opt());
        self.expectations.iter().flat_map(|one| [one.from, ends(one)]).flatten().collect()
    }

    fn scope(&self, top: &'a OrgUnitId) -> Scope<'a> {
        let later =
            self.changes().into_iter().map(|day| (day, Layout::new(self, top, Some(day)).lay_out(top)));
        let (indicator, formula) = (self.indicator, self.formula);
        let first = Layout::new(self, top, None).lay_out(top);
        Scope { indicator, formula, first, later: later.collect(), flat: None }
    }

    /// How often units here report: the kind of the last period that has ended, the shortest of several;
    /// before all of them the shortest there is.
    fn reported_kind(&self) -> Option<PeriodKind> {
        let indicators = measured(self.indicator, &self.formula);
        let series = || {
            let units = self.active.iter();
            units.flat_map(|unit| indicators.iter().filter_map(|i| self.facts.values.series(&i.id, unit)))
        };
        let ended = series().filter_map(|series| series.last_ended(self.facts.as_of));
        let ended = ended.map(|period| (period.last_day(), period.kind())).max().map(|(_, kind)| kind);
        let any = || series().flat_map(|series| series.points()).map(|point| point.period.kind());
        ended.or_else(|| any().filter(|kind| *kind != PeriodKind::Custom).max())
    }

    /// The highest level below the top that ever reported.
    fn reported_level(&self, top: &OrgUnitId) -> Option<Level> {
        let indicators = measured(self.indicator, &self.formula);
        let reports = |unit: &&&OrgUnitId| {
            ***unit != *top && indicators.iter().any(|i| self.facts.values.series(&i.id, unit).is_some())
        };
        let levels = self.active.iter().filter(reports).filter_map(|unit| self.facts.tree.get(unit));
        levels.map(|unit| unit.level).min()
    }

    fn level(&self, unit: &OrgUnitId) -> Option<Level> {
        self.facts.tree.get(unit).map(|unit| unit.level)
    }

    fn covers(&self, expectation: &Expectation, unit: &OrgUnitId) -> bool {
        self.level(unit) == Some(expectation.level) && self.facts.tree.is_within(unit, &expectation.parent)
    }
}

/// Who reports in the days from one on until something else is asked.
struct Layout<'b, 'a> {
    builder: &'b Builder<'a>,
    /// The first of the days; none: the beginning.
    from: Option<Date>,
    /// What is asked of the highest level below the top, or of the top itself; where nothing is, what was asked last or
    /// will be first.
    expectations: Vec<&'a Expectation>,
    /// Something is asked at other times and nothing in these days.
    by_nobody: bool,
    /// The level whose units are expected.
    level: Option<Level>,
}

impl<'b, 'a> Layout<'b, 'a> {
    fn new(builder: &'b Builder<'a>, top: &OrgUnitId, from: Option<Date>) -> Self {
        let all = &builder.expectations;
        let mut asked: Vec<&Expectation> = all.iter().copied().filter(|one| one.asks_on(from)).collect();
        let by_nobody = asked.is_empty() && !all.is_empty();
        if by_nobody {
            let ended = all.iter().filter(|one| one.until.is_some_and(|until| Some(until) < from));
            let last = ended.max_by_key(|one| one.until);
            asked.extend(last.or_else(|| all.iter().min_by_key(|one| one.from)));
        }
        let here = builder.level(top);
        let below = asked.iter().map(|one| one.level).filter(|level| here.is_none_or(|here| *level > here));
        let highest = below.min().or(here);
        asked.retain(|one| Some(one.level) == highest);
        let level = asked.first().map(|one| one.level).filter(|level| Some(*level) != here);
        let level = builder.leaves.or(level).or_else(|| builder.reported_level(top));
        Self { builder, from, expectations: asked, by_nobody, level }
    }

    fn lay_out(mut self, top: &'a OrgUnitId) -> Asked<'a> {
        let Builder { indicator, formula, leaves, .. } = self.builder;
        let asked = self.expectations.first().map(|expectation| expectation.kind);
        let kind = asked.or_else(|| self.builder.reported_kind()).unwrap_or(PeriodKind::Month);
        let has_parts = leaves.is_some() || adds_up(indicator, formula);
        self.level = self.level.filter(|_| has_parts);
        let top = if has_parts { self.node(top, true) } else { self.leaf(top, true) };
        Asked { kind, by_nobody: self.by_nobody, top }
    }

    fn node(&self, unit: &'a OrgUnitId, has_task: bool) -> Node<'a> {
        let Builder { facts, indicator, formula, tasks, leaves, .. } = self.builder;
        let level = self.builder.level(unit);
        let left_out = |tasks: &Shares| level.is_some_and(|level| tasks.leave_out(unit, level));
        let has_task = has_task && !tasks.is_some_and(left_out);
        let ends_here = leaves.is_some() && *leaves == level && !adds_up(indicator, formula);
        let children = facts.tree.children(unit).filter(|child| !ends_here && self.matters(child));
        let children = children.map(|child| self.node(child, has_task)).collect();
        Node { children, ..self.leaf(unit, has_task) }
    }

    fn matters(&self, unit: &OrgUnitId) -> bool {
        let level = self.builder.level(unit);
        let leads_down = |asked: Level| {
            level.is_some_and(|level| level == asked || (level < asked && asked != Level::Agency))
        };
        self.builder.active.contains(unit) || self.level.is_some_and(leads_down)
    }

    fn leaf(&self, unit: &'a OrgUnitId, has_task: bool) -> Node<'a> {
        let Builder { facts, indicator, formula, .. } = self.builder;
        let series = |indicator: &Indicator| facts.values.series(&indicator.id, unit);
        let (first, second) = match formula {
            Formula::Plain => (None, None),
            Formula::Ratio { numerator, denominator, .. } => (series(numerator), series(denominator)),
            Formula::Weighted { weight } => (None, series(weight)),
        };
        let released = self.releases(unit);
        let expected = has_task && !released && self.expects(unit);
        let own = series(indicator);
        Node { unit, own, first, second, expected, released, has_task, children: Vec::new() }
    }

    fn releases(&self, unit: &OrgUnitId) -> bool {
        let of_unit = |asks| {
            let all = self.builder.expectations.iter();
            let mut found = all.filter(|one| one.asks_on(self.from) == asks);
            found.any(|one| self.builder.covers(one, unit))
        };
        self.by_nobody || (of_unit(false) && !of_unit(true))
    }

    fn expects(&self, unit: &OrgUnitId) -> bool {
        let tree = self.builder.facts.tree;
        let Some(found) = tree.get(unit) else { return false };
        let within = |expectation: &&Expectation| tree.is_within(unit, &expectation.parent);
        let asked = self.builder.leaves.is_some()
            || self.expectations.is_empty()
            || self.expectations.iter().any(within);
        Some(found.level) == self.level && !found.pseudo && asked
    }
}

#[cfg(test)]
mod tests;
