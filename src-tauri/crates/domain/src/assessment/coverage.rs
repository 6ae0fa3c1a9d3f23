//! 达标覆盖: which units meet a per-unit rule. Coverage prints n/N with N the whole population and
//! the 未报 beside it (489/527, 未报 2): who did not report has not met the rule, and has not failed it.
//!
//! Deliberately absent: any average. An average of 12万元 hides the village that has 3万元.

use std::collections::HashMap;

use crate::kernel::{OrgUnitId, Qualifier, Rate};
use crate::org::Unit;
use crate::programmes::Indicator;
use crate::results::ResultKey;
use crate::targets::{Coverage, Threshold};

use super::facts::Facts;
use super::goal::{Outcome, Test};
use super::outcome::{CoverageOutcome, UnitValue};
use super::reporters::{Node, Scope};
use super::rollup::Figure;
use super::series::{Question, Remarks};

/// Who meets the rule, and what is known about the reports it rests on.
#[derive(Clone, Debug)]
pub(crate) struct Covered<'a> {
    pub outcome: CoverageOutcome,
    pub reported: usize,
    pub expected: usize,
    /// Named only where cells and gaps are to be told one by one.
    pub missing: Vec<&'a OrgUnitId>,
    pub conflicts: Vec<ResultKey>,
    pub remarks: Remarks,
    /// A stated population is smaller than the number of units that reported, or more is covered than was found.
    pub population_too_small: bool,
}

/// Judges every unit of the level below the top. A stated population counts only for the target's own unit.
pub(crate) fn cover<'a>(
    facts: Facts<'a>,
    scope: &Scope<'a>,
    found: Option<&Scope<'a>>,
    coverage: &Coverage,
    population: Option<u32>,
    question: Question,
) -> Covered<'a> {
    if let Some(found) = found {
        let found: HashMap<&OrgUnitId, Figure<'a>> = each_of(facts, found, coverage, question).collect();
        let mut tally = Tally::default();
        for (unit, figure) in each_of(facts, scope, coverage, question) {
            tally.take_found(unit, figure, found.get(unit));
        }
        return tally.finish_found();
    }
    if let Some(flat) = &scope.flat {
        return flat.cover(scope.indicator, coverage, population, question);
    }
    let mut tally = Tally::default();
    for (unit, figure) in each_of(facts, scope, coverage, question) {
        let test = facts.tree.get(unit).and_then(|unit| test_of(coverage, scope, unit));
        tally.take(unit, figure, test);
    }
    tally.finish(population)
}

/// The units that count with their figures: those named, or all of the level, that have a task. Of those that nobody
/// asks any more only whoever reports.
pub(crate) fn each_of<'s, 'a>(
    facts: Facts<'a>,
    scope: &'s Scope<'a>,
    coverage: &Coverage,
    question: Question,
) -> impl Iterator<Item = (&'a OrgUnitId, Figure<'a>)> + use<'s, 'a> {
    let named = |node: &&Node<'a>| coverage.units.is_empty() || coverage.units.contains(node.unit);
    let nodes = scope.nodes_at(facts, coverage.level, question.period);
    let nodes: Vec<&Node<'a>> = nodes.into_iter().filter(|node| node.has_task).filter(named).collect();
    let figures = nodes.into_iter().map(move |node| (node, scope.figure_of(node, question)));
    let counts = |(node, figure): &(&Node<'a>, Figure<'a>)| !node.released || figure.together.reported > 0;
    figures.filter(counts).map(|(node, figure)| (node.unit, figure))
}

/// The test a unit has to pass; none where the rule knows no value for its attribute.
pub(crate) fn test_of(coverage: &Coverage, scope: &Scope<'_>, unit: Unit<'_>) -> Option<Test> {
    Some(test_by(coverage, scope.indicator, threshold_of(coverage, unit)?))
}

/// The test that a threshold makes.
pub(crate) fn test_by(coverage: &Coverage, indicator: &Indicator, threshold: Rate) -> Test {
    match coverage.threshold2.and_then(Rate::whole) {
        Some(upper) => Test::Within(threshold, upper),
        None => Test::by(coverage.comparator, indicator.direction, threshold),
    }
}

/// The value a unit has to reach; none where the rule knows no value for its attribute.
pub(crate) fn threshold_of(coverage: &Coverage, unit: Unit<'_>) -> Option<Rate> {
    match &coverage.threshold {
        Threshold::One(value) => Rate::whole(*value),
        Threshold::ByAttribute(attribute, values) => Rate::whole(*values.get(unit.attribute(attribute)?)?),
        // What was found is a figure of the unit, not of the rule.
        Threshold::Found(_) => None,
    }
}

struct Tally<'a> {
    population: u64,
    met: u64,
    reported: usize,
    missing: Vec<&'a OrgUnitId>,
    conflicts: Vec<ResultKey>,
    remarks: Remarks,
    below: Vec<OrgUnitId>,
    unclassified: Vec<OrgUnitId>,
    worst: Option<UnitValue>,
    gap: Option<Rate>,
    gap_overflow: bool,
    /// Of 应X尽X: what was found and what of it is covered.
    found: Rate,
    covered: Rate,
    worst_share: Option<Rate>,
    more_than_found: bool,
}

impl Default for Tally<'_> {
    fn default() -> Self {
        Self {
            population: 0,
            met: 0,
            reported: 0,
            missing: Vec::new(),
            conflicts: Vec::new(),
            remarks: Remarks::default(),
            below: Vec::new(),
            unclassified: Vec::new(),
            worst: None,
            gap: None,
            gap_overflow: false,
            found: Rate::ZERO,
            covered: Rate::ZERO,
            worst_share: None,
            more_than_found: false,
        }
    }
}

impl<'a> Tally<'a> {
    fn take(&mut self, unit: &'a OrgUnitId, figure: Figure<'a>, test: Option<Test>) {
        let together = figure.together;
        if together.not_applicable {
            return;
        }
        self.population += 1;
        self.remarks = self.remarks.or(together.remarks);
        self.conflicts.extend(together.conflicts);
        if together.reported == 0 {
            self.missing.push(unit);
            return;
        }
        self.reported += 1;
        let Some(value) = figure.value else { return };
        match test {
            None => self.unclassified.push(unit.clone()),
            Some(test) => self.judge(unit, value, together.qualifier.unwrap_or(Qualifier::Exact), test),
        }
    }

    /// 应X尽X: so many were found in the unit, and so many of them are covered.
    fn take_found(&mut self, unit: &'a OrgUnitId, covered: Figure<'a>, found: Option<&Figure<'a>>) {
        let of_found = found.map(|found| &found.together);
        if covered.together.not_applicable || of_found.is_some_and(|found| found.not_applicable) {
            return;
        }
        self.population += 1;
        self.remarks = self.remarks.or(covered.together.remarks);
        self.conflicts.extend(covered.together.conflicts);
        self.conflicts.extend(of_found.into_iter().flat_map(|found| found.conflicts.iter().cloned()));
        let Some(all) = found.and_then(|found| found.value) else { return self.missing.push(unit) };
        let nothing = Some(Rate::ZERO).filter(|_| all.is_zero());
        self.found = self.sum(self.found, all);
        let Some(value) = covered.value.or(nothing) else { return self.missing.push(unit) };
        self.reported += 1;
        self.more_than_found |= value > all;
        self.covered = self.sum(self.covered, value.min(all));
        if all.is_zero() {
            return;
        }
        let share = value.checked_div(all);
        let worse = self.worst_share.is_none_or(|worst| share.is_some_and(|share| share < worst));
        if let (true, Some(share)) = (worse, share) {
            self.worst_share = Some(share);
            self.worst = Some(UnitValue { org_unit: unit.clone(), value });
        }
        if value < all {
            self.below.push(unit.clone());
            let short = all.checked_sub(value).unwrap_or(Rate::ZERO);
            self.gap = Some(self.sum(self.gap.unwrap_or(Rate::ZERO), short));
        }
    }

    fn sum(&mut self, so_far: Rate, more: Rate) -> Rate {
        let sum = so_far.checked_add(more);
        self.gap_overflow |= sum.is_none();
        sum.unwrap_or(so_far)
    }

    fn judge(&mut self, unit: &OrgUnitId, value: Rate, qualifier: Qualifier, test: Test) {
        self.keep_worst(unit, value, test.is_ceiling());
        if test.of(value, qualifier) != Outcome::Unmet {
            self.met += 1;
            return;
        }
        self.below.push(unit.clone());
        match test.gap(value) {
            Some(short) => self.gap = Some(self.sum(self.gap.unwrap_or(Rate::ZERO), short)),
            None => self.gap_overflow = true,
        }
    }

    fn keep_worst(&mut self, unit: &OrgUnitId, value: Rate, most_is_worst: bool) {
        let worse = match &self.worst {
            None => true,
            Some(so_far) if most_is_worst => value > so_far.value,
            Some(so_far) => value < so_far.value,
        };
        if worse {
            self.worst = Some(UnitValue { org_unit: unit.clone(), value });
        }
    }

    /// n/N of what was found; who did not report is counted apart, in units.
    fn finish_found(self) -> Covered<'a> {
        let count = |value: Rate| value.to_decimal().and_then(|value| u64::try_from(value.trunc()).ok());
        let fits = !self.gap_overflow;
        let full = self.reported - self.below.len();
        let outcome = CoverageOutcome {
            met: count(self.covered).unwrap_or(0),
            population: count(self.found).unwrap_or(0),
            of_units: Some((full as u64, (self.reported + self.missing.len()) as u64)),
            not_reported: self.missing.len() as u64,
            rate: self.covered.checked_div(self.found).filter(|_| fits),
            lowest: self.worst,
            gap_sum: Some(self.gap.unwrap_or(Rate::ZERO)).filter(|_| fits && self.reported > 0),
            below: self.below,
            unclassified: Vec::new(),
        };
        Covered {
            outcome,
            reported: self.reported,
            expected: self.reported + self.missing.len(),
            missing: self.missing,
            conflicts: self.conflicts,
            remarks: self.remarks,
            population_too_small: self.more_than_found,
        }
    }

    fn finish(self, stated: Option<u32>) -> Covered<'a> {
        let reported = self.reported as u64;
        let population = stated.map_or(self.population, u64::from);
        let gap_sum = if self.gap_overflow { None } else { Some(self.gap.unwrap_or(Rate::ZERO)) };
        let outcome = CoverageOutcome {
            met: self.met,
            population,
            of_units: None,
            not_reported: population.saturating_sub(reported),
            rate: Rate::of_counts(self.met, population),
            lowest: self.worst,
            gap_sum: gap_sum.filter(|_| reported > 0),
            below: self.below,
            unclassified: self.unclassified,
        };
        Covered {
            outcome,
            reported: self.reported,
            expected: self.reported + self.missing.len(),
            missing: self.missing,
            conflicts: self.conflicts,
            remarks: self.remarks,
            population_too_small: population < reported,
        }
    }
}
