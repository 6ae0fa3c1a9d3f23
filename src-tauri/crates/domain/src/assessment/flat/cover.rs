//! A per-unit rule over columns of integers: who meets it, counted in one pass. Every threshold becomes a pair
//! of integers once; what is said of the units is what `coverage` says over the same cells.

use std::collections::HashSet;

use crate::kernel::{OrgUnitId, Qualifier, Rate};
use crate::programmes::Indicator;
use crate::results::ResultKey;
use crate::targets::{Coverage, Threshold};

use super::super::coverage::{Covered, test_by};
use super::super::goal::{Outcome, Test};
use super::super::outcome::{CoverageOutcome, UnitValue};
use super::super::series::Question;
use super::{FlatScope, Gathered, Marks, OfUnit, rate_of};

/// What the units of a list say of one attribute.
#[derive(Clone, Debug, Default)]
pub struct FlatAttribute {
    /// The values that occur.
    pub values: Vec<String>,
    /// For each unit which of them it has, by its place; a place beyond them: none.
    pub of: Vec<u32>,
}

/// A test as integers, and what fell short of it.
struct Judge {
    test: Test,
    /// Exact numbers between these meet it.
    met: (i128, i128),
    below: u64,
    below_sum: i128,
}

impl Judge {
    /// None: the threshold is beyond all reason.
    fn new(test: Test, decimals: u32) -> Option<Self> {
        let floor = |rate: Rate| rate.scaled_down(decimals);
        let ceiling = |rate: Rate| Rate::ZERO.checked_sub(rate)?.scaled_down(decimals).map(|low| -low);
        let met = match test {
            Test::AtLeast(goal) => (ceiling(goal)?, i128::MAX),
            Test::MoreThan(goal) => (floor(goal)? + 1, i128::MAX),
            Test::AtMost(goal) => (i128::MIN, floor(goal)?),
            Test::LessThan(goal) => (i128::MIN, ceiling(goal)? - 1),
            Test::Within(low, high) => (ceiling(low)?, floor(high)?),
        };
        Some(Self { test, met, below: 0, below_sum: 0 })
    }

    fn is_met(&self, one: &Gathered, decimals: u32) -> bool {
        match one.qualifier {
            Qualifier::Exact => self.met.0 <= one.value && one.value <= self.met.1,
            qualifier => {
                rate_of(one.value, decimals).is_some_and(|value| self.test.of(value, qualifier) != Outcome::Unmet)
            }
        }
    }

    /// What those below are short of together; none within: it is beyond all reason.
    fn gap(&self, decimals: u32) -> Option<Rate> {
        let goals = |goal: Rate| goal.checked_mul(Rate::of_counts(self.below, 1)?);
        let sum = rate_of(self.below_sum, decimals)?;
        match self.test {
            Test::AtLeast(goal) | Test::MoreThan(goal) => goals(goal)?.checked_sub(sum),
            Test::AtMost(goal) | Test::LessThan(goal) => sum.checked_sub(goals(goal)?),
            Test::Within(..) => Some(Rate::ZERO),
        }
    }
}

impl<'a> FlatScope<'a> {
    /// Judges every unit. A stated population counts instead of how many there are.
    pub fn cover(
        &self,
        indicator: &Indicator,
        coverage: &Coverage,
        population: Option<u32>,
        question: Question,
    ) -> Covered<'a> {
        let decimals = indicator.decimals;
        let columns = self.flat.of_question(indicator, question);
        let named: Option<HashSet<&OrgUnitId>> =
            (!coverage.units.is_empty()).then(|| coverage.units.iter().collect());
        let (mut judges, class_of) = self.judges(indicator, coverage);
        let mut tally = Tally::default();
        for index in self.flat.range.clone() {
            let Some(unit) = self.flat.units.get(index) else { break };
            let is_left_out = named.as_ref().is_some_and(|named| !named.contains(unit));
            if is_left_out || self.without_task.contain(index) {
                continue;
            }
            let one = match columns.of_unit(index) {
                OfUnit::NotApplicable => continue,
                OfUnit::Missing => {
                    tally.not_reported += 1;
                    tally.missing.extend(question.detail.then_some(unit));
                    continue;
                }
                OfUnit::Conflict => {
                    tally.reported += 1;
                    let cells = columns.conflicts(index);
                    tally.conflicts.extend(cells.map(|period| self.flat.key(indicator, unit, period)));
                    continue;
                }
                OfUnit::Number(one) => one,
            };
            tally.reported += 1;
            tally.remarks |= one.remarks;
            let class = class_of.map_or(0, |attribute| attribute.of.get(index).map_or(usize::MAX, |of| *of as usize));
            let Some(judge) = judges.get_mut(class).and_then(Option::as_mut) else {
                tally.unclassified.push(unit.clone());
                continue;
            };
            tally.keep_worst(index, one.value, judge.test.is_ceiling());
            if judge.is_met(&one, decimals) {
                tally.met += 1;
                continue;
            }
            (judge.below, judge.below_sum) = (judge.below + 1, judge.below_sum + one.value);
            if let Test::Within(..) = judge.test {
                tally.add_gap(rate_of(one.value, decimals).and_then(|value| judge.test.gap(value)));
            }
            if question.detail {
                tally.below.push(unit.clone());
            }
        }
        for judge in judges.iter().flatten() {
            tally.add_gap(judge.gap(decimals));
        }
        self.finish(tally, decimals, population)
    }

    /// The tests, and which of them is a unit's; without a list it is the first for all.
    fn judges(&self, indicator: &Indicator, coverage: &Coverage) -> (Vec<Option<Judge>>, Option<&'a FlatAttribute>) {
        let judge = |threshold| {
            let threshold = Rate::whole(threshold)?;
            Judge::new(test_by(coverage, indicator, threshold), indicator.decimals)
        };
        match &coverage.threshold {
            Threshold::One(threshold) => (vec![judge(*threshold)], None),
            Threshold::ByAttribute(attribute, thresholds) => {
                let attribute = self.flat.attributes.get(attribute);
                let values = attribute.map(|attribute| attribute.values.as_slice()).unwrap_or_default();
                (values.iter().map(|value| judge(*thresholds.get(value)?)).collect(), attribute)
            }
        }
    }

    fn finish(&self, tally: Tally<'a>, decimals: u32, stated: Option<u32>) -> Covered<'a> {
        let reported = tally.reported as u64;
        let population = stated.map_or((tally.reported + tally.not_reported) as u64, u64::from);
        let gap_sum = tally.gap.unwrap_or(Some(Rate::ZERO)).filter(|_| reported > 0);
        let lowest = tally.worst.and_then(|(index, value)| {
            Some(UnitValue { org_unit: self.flat.units.get(index)?.clone(), value: rate_of(value, decimals)? })
        });
        Covered {
            outcome: CoverageOutcome {
                met: tally.met,
                population,
                not_reported: population.saturating_sub(reported),
                rate: Rate::of_counts(tally.met, population),
                lowest,
                gap_sum,
                below: tally.below,
                unclassified: tally.unclassified,
            },
            reported: tally.reported,
            expected: tally.reported + tally.not_reported,
            missing: tally.missing,
            conflicts: tally.conflicts,
            remarks: Marks::remarks(tally.remarks),
            population_too_small: population < reported,
        }
    }
}

/// What was counted so far.
#[derive(Default)]
struct Tally<'a> {
    met: u64,
    reported: usize,
    not_reported: usize,
    missing: Vec<&'a OrgUnitId>,
    conflicts: Vec<ResultKey>,
    /// As in [`Marks`].
    remarks: u8,
    below: Vec<OrgUnitId>,
    unclassified: Vec<OrgUnitId>,
    worst: Option<(usize, i128)>,
    /// None within: it is beyond all reason.
    gap: Option<Option<Rate>>,
}

impl Tally<'_> {
    /// The first of those that are equally far off stays.
    fn keep_worst(&mut self, index: usize, value: i128, most_is_worst: bool) {
        let worse = self.worst.is_none_or(|(_, so_far)| match most_is_worst {
            true => value > so_far,
            false => value < so_far,
        });
        if worse {
            self.worst = Some((index, value));
        }
    }

    fn add_gap(&mut self, gap: Option<Rate>) {
        self.gap = Some(gap.and_then(|gap| self.gap.unwrap_or(Some(Rate::ZERO))?.checked_add(gap)));
    }
}
