//! The units of a per-unit rule one by one: value, threshold, distance. The counts of an assessment
//! are made of the same judgements.
//!
//! Deliberately absent: an order by merit; whoever shows the list sorts it.

use std::ops::Range;

use crate::kernel::{OrgUnitId, Qualifier, Rate, TargetId};
use crate::results::ResultKey;
use crate::targets::Coverage;

use super::case::Case;
use super::coverage::{each_of, test_of, threshold_of};
use super::facts::Facts;
use super::goal::Outcome;
use super::outcome::CoverageOutcome;
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
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Below, Self::NotReported, Self::Met];

    /// Of a unit that has a value, or that meets the rule.
    pub(super) fn of(has_value: bool, met: bool) -> Self {
        match (has_value, met) {
            (false, _) => Self::NotReported,
            (true, true) => Self::Met,
            (true, false) => Self::Below,
        }
    }
}

/// Units of a coverage target, and how all of them stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The counts; who is below is not named here.
    pub counted: Option<CoverageOutcome>,
    /// The units.
    pub units: Vec<CoveredUnit>,
    /// How many pass in all.
    pub all: usize,
}

/// Which units of a coverage target are listed.
pub struct Listed<'l> {
    /// Those that stand so,
    pub states: &'l [UnitState],
    /// and of whom this holds, where something is asked of them;
    pub named: Option<&'l dyn Fn(&OrgUnitId) -> bool>,
    /// of these the ones in this range.
    pub stretch: Range<usize>,
}

/// Every unit of a coverage target at or below a unit, in official order; 不适用 ones are left out.
/// Empty where the target is of another kind or no period has ended.
pub fn covered_units<'a>(facts: Facts<'a>, target: &TargetId, org_unit: &'a OrgUnitId) -> Vec<CoveredUnit> {
    let Some((case, coverage, question, _)) = case_of(facts, target, org_unit) else { return Vec::new() };
    match &case.scope.flat {
        Some(flat) => flat.covered(case.indicator, coverage, question),
        None => one_by_one(facts, &case, coverage, question),
    }
}

/// Some of the units of a coverage target: those below first (the furthest away first, of equally far ones the
/// lowest), then those that did not report, then those that meet the rule; what is alike in official order.
pub fn listed_units<'a>(
    facts: Facts<'a>,
    target: &TargetId,
    org_unit: &'a OrgUnitId,
    listed: &Listed<'_>,
) -> Listing {
    let Some((case, coverage, question, counted)) = case_of(facts, target, org_unit) else {
        return Listing::default();
    };
    if let Some(flat) = &case.scope.flat {
        let (units, all) = flat.listed(case.indicator, coverage, question, listed);
        return Listing { counted, units, all };
    }
    let mut units = one_by_one(facts, &case, coverage, question);
    let is_named = |unit: &OrgUnitId| listed.named.is_none_or(|named| named(unit));
    units.retain(|unit| listed.states.contains(&unit.state()) && is_named(&unit.org_unit));
    let far = |a: &CoveredUnit, b: &CoveredUnit| b.distance.cmp(&a.distance);
    units.sort_by(|a, b| {
        a.state().cmp(&b.state()).then_with(|| far(a, b)).then_with(|| a.value.cmp(&b.value))
    });
    let all = units.len();
    let units = units.into_iter().skip(listed.stretch.start).take(listed.stretch.len());
    Listing { counted, units: units.collect(), all }
}

/// A case about units, its rule, what is asked of its cells, and the counts without names.
fn case_of<'a>(
    facts: Facts<'a>,
    target: &TargetId,
    org_unit: &'a OrgUnitId,
) -> Option<(Case<'a>, &'a Coverage, Question, Option<CoverageOutcome>)> {
    let case = Case::new(facts, target, org_unit)?;
    let coverage = case.target.coverage.as_ref()?;
    let glance = case.glance(facts.as_of);
    let question = Question { detail: true, ..glance.question? };
    let counted = glance.coverage.map(|counted| CoverageOutcome { below: Vec::new(), ..counted });
    Some((case, coverage, question, counted))
}

fn one_by_one<'a>(
    facts: Facts<'a>,
    case: &Case<'a>,
    coverage: &Coverage,
    question: Question,
) -> Vec<CoveredUnit> {
    let mut units = Vec::new();
    for (org_unit, figure) in each_of(facts, &case.scope, coverage, question) {
        if figure.together.not_applicable {
            continue;
        }
        let unit = facts.tree.get(org_unit);
        let test = unit.and_then(|unit| test_of(coverage, &case.scope, unit));
        let value = figure.value.filter(|_| figure.together.reported > 0);
        let qualifier = figure.together.qualifier.unwrap_or(Qualifier::Exact);
        let met = test.zip(value).is_some_and(|(test, value)| test.of(value, qualifier) != Outcome::Unmet);
        units.push(CoveredUnit {
            org_unit: org_unit.clone(),
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
