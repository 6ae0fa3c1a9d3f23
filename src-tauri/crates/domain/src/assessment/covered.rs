//! The units of a per-unit rule one by one: value, threshold, distance. The counts of an assessment
//! are made of the same judgements.
//!
//! Deliberately absent: an order by merit; whoever shows the list sorts it.

use std::ops::Range;

use crate::kernel::{OrgUnitId, Qualifier, Rate, TargetId};
use crate::results::ResultKey;
use crate::targets::Coverage;

use super::case::Case;
use super::coverage::{population_of, test_of, threshold_of};
use super::facts::Facts;
use super::goal::Outcome;
use super::series::Question;

/// Whether a unit meets a per-unit rule, in the order in which units are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitState {
    /// 未达标.
    Below,
    /// 未报.
    NotReported,
    /// 达标.
    Met,
}

/// One unit held against the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredUnit {
    /// The unit.
    pub org_unit: OrgUnitId,
    /// Its value; none: 未报.
    pub value: Option<Rate>,
    /// What it has to reach; none where the rule knows no value for its attribute.
    pub threshold: Option<Rate>,
    /// How far it is from it; none where it meets it or did not report.
    pub distance: Option<Rate>,
    /// Whether it meets the rule.
    pub met: bool,
    /// The cell the value stands in, where it is one.
    pub cell: Option<ResultKey>,
}

impl CoveredUnit {
    /// Whether it meets the rule.
    pub fn state(&self) -> UnitState {
        UnitState::of(self.value.is_some(), self.met)
    }
}

impl UnitState {
    /// Of a unit that has a value, or that meets the rule.
    pub(super) fn of(has_value: bool, met: bool) -> Self {
        match (has_value, met) {
            (false, _) => Self::NotReported,
            (true, true) => Self::Met,
            (true, false) => Self::Below,
        }
    }
}

/// Which units of a coverage target are listed.
pub struct Listed<'l> {
    /// Those that pass.
    pub pass: &'l dyn Fn(UnitState, &OrgUnitId) -> bool,
    /// Of these the ones in this range.
    pub stretch: Range<usize>,
}

/// Every unit of a coverage target at or below a unit, in official order; 不适用 ones are left out.
/// Empty where the target is of another kind or no period has ended.
pub fn covered_units<'a>(facts: Facts<'a>, target: &TargetId, org_unit: &'a OrgUnitId) -> Vec<CoveredUnit> {
    let Some((case, coverage, question)) = case_of(facts, target, org_unit) else { return Vec::new() };
    match &case.scope.flat {
        Some(flat) => flat.covered(case.indicator, coverage, question),
        None => one_by_one(facts, &case, coverage, question),
    }
}

/// Of the units of a coverage target those that reported and are furthest from meeting it, so many at most: the
/// furthest first, of equally far ones the lowest, then in official order.
pub fn furthest_units<'a>(
    facts: Facts<'a>,
    target: &TargetId,
    org_unit: &'a OrgUnitId,
    most: usize,
) -> Vec<CoveredUnit> {
    let Some((case, coverage, question)) = case_of(facts, target, org_unit) else { return Vec::new() };
    if let Some(flat) = &case.scope.flat {
        return flat.furthest(case.indicator, coverage, question, most);
    }
    let mut units = one_by_one(facts, &case, coverage, question);
    units.retain(|unit| unit.distance.is_some());
    units.sort_by(|a, b| b.distance.cmp(&a.distance).then_with(|| a.value.cmp(&b.value)));
    units.truncate(most);
    units
}

/// Some of the units of a coverage target, and how many pass in all: those below first (the furthest away first),
/// then those that did not report, then those that meet the rule; what is alike in official order.
pub fn listed_units<'a>(
    facts: Facts<'a>,
    target: &TargetId,
    org_unit: &'a OrgUnitId,
    listed: &Listed<'_>,
) -> (Vec<CoveredUnit>, usize) {
    let Some((case, coverage, question)) = case_of(facts, target, org_unit) else { return (Vec::new(), 0) };
    if let Some(flat) = &case.scope.flat {
        return flat.listed(case.indicator, coverage, question, listed);
    }
    let mut units = one_by_one(facts, &case, coverage, question);
    units.retain(|unit| (listed.pass)(unit.state(), &unit.org_unit));
    let far = |a: &CoveredUnit, b: &CoveredUnit| b.distance.cmp(&a.distance);
    units.sort_by(|a, b| {
        a.state().cmp(&b.state()).then_with(|| far(a, b)).then_with(|| a.value.cmp(&b.value))
    });
    let all = units.len();
    let units = units.into_iter().skip(listed.stretch.start).take(listed.stretch.len());
    (units.collect(), all)
}

fn case_of<'a>(
    facts: Facts<'a>,
    target: &TargetId,
    org_unit: &'a OrgUnitId,
) -> Option<(Case<'a>, &'a Coverage, Question)> {
    let case = Case::new(facts, target, org_unit)?;
    let coverage = case.target.coverage.as_ref()?;
    let question = case.glance(facts.as_of).question?;
    Some((case, coverage, Question { detail: true, ..question }))
}

fn one_by_one<'a>(
    facts: Facts<'a>,
    case: &Case<'a>,
    coverage: &Coverage,
    question: Question,
) -> Vec<CoveredUnit> {
    let mut units = Vec::new();
    for node in population_of(facts, &case.scope, coverage) {
        let figure = case.scope.figure_of(node, question);
        if figure.together.not_applicable {
            continue;
        }
        let unit = facts.tree.get(node.unit);
        let test = unit.and_then(|unit| test_of(coverage, &case.scope, unit));
        let value = figure.value.filter(|_| figure.together.reported > 0);
        let qualifier = figure.together.qualifier.unwrap_or(Qualifier::Exact);
        let met = test.zip(value).is_some_and(|(test, value)| test.of(value, qualifier) != Outcome::Unmet);
        units.push(CoveredUnit {
            org_unit: node.unit.clone(),
            value,
            threshold: unit.and_then(|unit| threshold_of(coverage, unit)),
            distance: test.zip(value).filter(|_| !met).and_then(|(test, value)| test.gap(value)),
            met,
            cell: match figure.together.used.as_slice() {
                [cell] => Some(cell.key()),
                _ => None,
            },
        });
    }
    units
}
