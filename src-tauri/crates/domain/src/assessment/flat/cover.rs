//! A per-unit rule over columns of integers: who meets it, counted in one pass. Every threshold becomes a pair
//! of integers once; what is said of the units is what `coverage` says over the same cells.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use crate::kernel::{OrgUnitId, Qualifier, Rate};
use crate::programmes::Indicator;
use crate::results::ResultKey;
use crate::targets::{Coverage, Threshold};

use super::super::coverage::{Covered, test_by};
use super::super::covered::{CoveredUnit, Listed, UnitState};
use super::super::goal::{Outcome, Test};
use super::super::outcome::{CoverageOutcome, UnitValue};
use super::super::series::Question;
use super::{Columns, FlatScope, Gathered, Marks, OfUnit, rate_of};

/// What the units of a list say of one attribute.
#[derive(Clone, Debug, Default)]
pub struct FlatAttribute {
    /// The values that occur.
    pub values: Vec<String>,
    /// For each unit which of them it has, by its place; a place beyond them: none.
    pub of: Vec<u32>,
}

impl FlatAttribute {
    /// The number of a value, a new one where it did not occur yet.
    pub(super) fn number_of(&mut self, value: &str) -> u32 {
        let known = self.values.iter().position(|known| known == value);
        let number = known.unwrap_or_else(|| {
            self.values.push(value.to_owned());
            self.values.len() - 1
        });
        number as u32
    }
}

/// A threshold may have so many places more than the numbers: their product still is an integer.
const MOST_FINER: u32 = 18;

/// A test as integers, and what fell short of it.
struct Judge {
    test: Test,
    /// Exact numbers between these meet it.
    met: (i128, i128),
    /// The lowest and the highest value it asks for, so many places finer than the numbers that it comes out whole.
    bounds: (i128, i128),
    /// 10^places.
    finer: i128,
}

impl Judge {
    /// None: the threshold is beyond all reason.
    fn new(test: Test, decimals: u32, finer: u32) -> Option<Self> {
        let floor = |rate: Rate| rate.scaled_down(decimals);
        let ceiling = |rate: Rate| Rate::ZERO.checked_sub(rate)?.scaled_down(decimals).map(|low| -low);
        let met = match test {
            Test::AtLeast(goal) => (ceiling(goal)?, i128::MAX),
            Test::MoreThan(goal) => (floor(goal)? + 1, i128::MAX),
            Test::AtMost(goal) => (i128::MIN, floor(goal)?),
            Test::LessThan(goal) => (i128::MIN, ceiling(goal)? - 1),
            Test::Within(low, high) => (ceiling(low)?, floor(high)?),
        };
        let exact = |rate: Rate| rate.scaled_down(decimals + finer).filter(|_| finer <= MOST_FINER);
        let bounds = match test {
            Test::AtLeast(goal) | Test::MoreThan(goal) => (exact(goal)?, i128::MAX),
            Test::AtMost(goal) | Test::LessThan(goal) => (i128::MIN, exact(goal)?),
            Test::Within(low, high) => (exact(low)?, exact(high)?),
        };
        Some(Self { test, met, bounds, finer: 10_i128.pow(finer) })
    }

    /// How far a number is from meeting it; comparable among the classes of a rule.
    #[inline]
    fn distance(&self, value: i128) -> i128 {
        let value = value * self.finer;
        match self.test {
            Test::AtLeast(_) | Test::MoreThan(_) => self.bounds.0 - value,
            Test::AtMost(_) | Test::LessThan(_) => value - self.bounds.1,
            Test::Within(..) => (self.bounds.0 - value).max(value - self.bounds.1),
        }
        .max(0)
    }

    #[inline]
    fn is_met(&self, one: &Gathered, decimals: u32) -> bool {
        match one.qualifier {
            Qualifier::Exact => self.met.0 <= one.value && one.value <= self.met.1,
            qualifier => rate_of(one.value, decimals)
                .is_some_and(|value| self.test.of(value, qualifier) != Outcome::Unmet),
        }
    }

    /// What so many units with this sum are short of together; none: it is beyond all reason.
    fn gap(&self, count: u64, sum: i128, decimals: u32) -> Option<Rate> {
        let goals = |goal: Rate| goal.checked_mul(Rate::of_counts(count, 1)?);
        let sum = rate_of(sum, decimals)?;
        match self.test {
            Test::AtLeast(goal) | Test::MoreThan(goal) => goals(goal)?.checked_sub(sum),
            Test::AtMost(goal) | Test::LessThan(goal) => sum.checked_sub(goals(goal)?),
            Test::Within(..) => Some(Rate::ZERO),
        }
    }
}

/// The value a test asks for, the lower of two.
fn threshold(test: Test) -> Rate {
    match test {
        Test::AtLeast(goal) | Test::MoreThan(goal) | Test::AtMost(goal) | Test::LessThan(goal) => goal,
        Test::Within(low, _) => low,
    }
}

/// A unit held against its test.
enum Judged {
    Missing,
    Conflict,
    /// The rule names no value for it.
    Unclassified(Gathered),
    /// By the test of this number.
    Met(usize, Gathered),
    Below(usize, Gathered),
}

/// Cells that say exact numbers, all held against one test: what most units of most rules are.
struct Alike<'a> {
    begins: usize,
    values: &'a [i64],
    /// The cells beside them say something else than an exact number too.
    marks: &'a [Marks],
    judge: &'a Judge,
    met: RangeInclusive<i64>,
}

impl Alike<'_> {
    /// Hands over place, value, remarks and whether it meets the test.
    #[inline]
    fn each(&self, mut take: impl FnMut(usize, i64, u8, bool)) {
        for ((index, value), marks) in (self.begins..).zip(self.values).zip(self.marks) {
            if marks.is_exact() {
                let met = (*self.met.start() <= *value) & (*value <= *self.met.end());
                take(index, *value, marks.0 & Marks::REMARKS, met);
            }
        }
    }

    /// The places of the cells that say something else.
    fn others(&self) -> impl Iterator<Item = usize> {
        (self.begins..).zip(self.marks).filter(|(_, marks)| !marks.is_exact()).map(|(index, _)| index)
    }
}

/// A per-unit rule as integers.
struct Rule<'a> {
    judges: Vec<Option<Judge>>,
    /// Which of them is a unit's; none: the first is everybody's.
    class_of: Option<&'a FlatAttribute>,
}

impl Rule<'_> {
    #[inline]
    fn class(&self, index: usize) -> usize {
        self.class_of.map_or(0, |class_of| class_of.of.get(index).map_or(usize::MAX, |class| *class as usize))
    }

    #[inline]
    fn judge(&self, index: usize, one: Gathered, decimals: u32) -> Judged {
        let class = self.class(index);
        match self.judges.get(class).and_then(Option::as_ref) {
            None => Judged::Unclassified(one),
            Some(judge) if judge.is_met(&one, decimals) => Judged::Met(class, one),
            Some(_) => Judged::Below(class, one),
        }
    }

    #[inline]
    fn test(&self, class: usize) -> Option<Test> {
        Some(self.judges.get(class)?.as_ref()?.test)
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
        let rule = self.rule(indicator, coverage);
        let mut below: Vec<(u64, i128)> = vec![(0, 0); rule.judges.len()];
        let mut tally = Tally::default();
        let columns = self.flat.of_question(indicator, question);
        let alike = self.alike(&columns, &rule, coverage).filter(|alike| {
            let one_by_one = matches!(alike.judge.test, Test::Within(..));
            !question.detail && !one_by_one
        });
        if let Some((alike, below)) = alike.as_ref().zip(below.first_mut()) {
            tally.count(alike, below);
        }
        self.each(&columns, &rule, coverage, decimals, alike.as_ref(), |index, judged| {
            let unit = || question.detail.then(|| self.flat.units.get(index)).flatten();
            tally.reported += usize::from(!matches!(judged, Judged::Missing));
            match judged {
                Judged::Missing => {
                    tally.not_reported += 1;
                    tally.missing.extend(unit());
                }
                Judged::Conflict => {
                    let Some(unit) = self.flat.units.get(index) else { return };
                    let cells = columns.conflicts(index);
                    tally.conflicts.extend(cells.map(|period| self.flat.key(indicator, unit, period)));
                }
                Judged::Unclassified(one) => {
                    tally.remarks |= one.remarks;
                    tally.unclassified.extend(self.flat.units.get(index).cloned());
                }
                Judged::Met(class, one) => {
                    tally.remarks |= one.remarks;
                    tally.met += 1;
                    tally.keep_worst(index, one.value, rule.test(class));
                }
                Judged::Below(class, one) => {
                    tally.remarks |= one.remarks;
                    tally.keep_worst(index, one.value, rule.test(class));
                    if let Some((count, sum)) = below.get_mut(class) {
                        (*count, *sum) = (*count + 1, *sum + one.value);
                    }
                    if let Some(test @ Test::Within(..)) = rule.test(class) {
                        tally.add_gap(rate_of(one.value, decimals).and_then(|value| test.gap(value)));
                    }
                    tally.below.extend(unit().cloned());
                }
            }
        });
        for (judge, (count, sum)) in rule.judges.iter().zip(below) {
            if let Some(judge) = judge.as_ref().filter(|_| count > 0) {
                tally.add_gap(judge.gap(count, sum, decimals));
            }
        }
        self.finish(tally, decimals, population)
    }

    /// The units one by one, in official order.
    pub fn covered(
        &self,
        indicator: &Indicator,
        coverage: &Coverage,
        question: Question,
    ) -> Vec<CoveredUnit> {
        let rule = self.rule(indicator, coverage);
        let columns = self.flat.of_question(indicator, question);
        let mut found = Vec::with_capacity(self.range.len());
        self.each(&columns, &rule, coverage, indicator.decimals, None, |index, judged| {
            found.extend(self.told(index, &judged, &rule, &columns, indicator));
        });
        found
    }

    /// Some of the units, as `listed_units` orders them, and how many pass in all.
    pub fn listed(
        &self,
        indicator: &Indicator,
        coverage: &Coverage,
        question: Question,
        listed: &Listed<'_>,
    ) -> (Vec<CoveredUnit>, usize) {
        let rule = self.rule(indicator, coverage);
        let columns = self.flat.of_question(indicator, question);
        let states = UnitState::ALL.map(|state| listed.states.contains(&state));
        let mut found = First::new(listed.stretch.end);
        let mut all = 0;
        let mut offer = |index: usize, state: UnitState, far: Option<i128>, value: i128| {
            let is_named = |named: &dyn Fn(&OrgUnitId) -> bool| self.flat.units.get(index).is_some_and(named);
            // The order of the list: state and how far away in one number, value, place.
            let place = match (state, far) {
                (UnitState::Below, Some(far)) => -far,
                (UnitState::Below, None) => i128::MAX - 2,
                (UnitState::NotReported, _) => i128::MAX - 1,
                (UnitState::Met, _) => i128::MAX,
            };
            let passes = states[state as usize] && listed.named.is_none_or(is_named);
            all += usize::from(passes);
            found.offer((place, value, index), passes);
        };
        let alike = self.alike(&columns, &rule, coverage);
        if let Some(alike) = &alike {
            alike.each(|index, value, _, met| {
                let far = alike.judge.distance(value.into());
                offer(index, UnitState::of(true, met), Some(far), value.into());
            });
        }
        self.each(&columns, &rule, coverage, indicator.decimals, alike.as_ref(), |index, judged| {
            let (state, far, value) = match &judged {
                Judged::Missing | Judged::Conflict => (UnitState::NotReported, None, 0),
                Judged::Unclassified(one) => (UnitState::Below, None, one.value),
                Judged::Met(_, one) => (UnitState::Met, None, one.value),
                Judged::Below(class, one) => {
                    let judge = rule.judges.get(*class).and_then(Option::as_ref);
                    (UnitState::Below, judge.map(|judge| judge.distance(one.value)), one.value)
                }
            };
            offer(index, state, far, value);
        });
        let told = |index: usize| {
            let judged = match columns.of_unit(index) {
                OfUnit::Number(one) => rule.judge(index, one, indicator.decimals),
                _ => Judged::Missing,
            };
            self.told(index, &judged, &rule, &columns, indicator)
        };
        let listed = found.in_order().into_iter().skip(listed.stretch.start);
        (listed.filter_map(|(.., index)| told(index)).collect(), all)
    }

    /// The exact numbers among the cells, where all are held against one test and each stands for itself.
    fn alike<'r>(
        &self,
        columns: &'r Columns<'_>,
        rule: &'r Rule<'_>,
        coverage: &Coverage,
    ) -> Option<Alike<'r>> {
        let all_count = coverage.units.is_empty() && self.without_task.is_empty();
        let judge = rule.judges.first()?.as_ref().filter(|_| all_count && rule.class_of.is_none())?;
        let (values, marks) = columns.cells(self.range.clone())?;
        let whole = |bound: i128| bound.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        let is_possible = judge.met.0 <= i64::MAX.into() && judge.met.1 >= i64::MIN.into();
        let met = whole(judge.met.0)..=whole(judge.met.1);
        is_possible.then_some(Alike { begins: self.range.start, values, marks, judge, met })
    }

    /// Hands over the places of the units that count, each judged, but those that are alike.
    #[inline]
    fn each(
        &self,
        columns: &Columns<'_>,
        rule: &Rule<'_>,
        coverage: &Coverage,
        decimals: u32,
        alike: Option<&Alike<'_>>,
        mut take: impl FnMut(usize, Judged),
    ) {
        let named: Option<HashSet<&OrgUnitId>> =
            (!coverage.units.is_empty()).then(|| coverage.units.iter().collect());
        let mut judge = |index: usize, of_unit: OfUnit| {
            let is_named =
                |named: &HashSet<_>| self.flat.units.get(index).is_some_and(|unit| named.contains(unit));
            if !named.as_ref().is_none_or(is_named) || self.without_task.contain(index) {
                return;
            }
            let judged = match of_unit {
                OfUnit::NotApplicable => return,
                OfUnit::Missing => Judged::Missing,
                OfUnit::Conflict => Judged::Conflict,
                OfUnit::Number(one) => rule.judge(index, one, decimals),
            };
            take(index, judged);
        };
        match alike {
            Some(alike) => alike.others().for_each(|index| judge(index, columns.of_unit(index))),
            None => columns.each(self.range.clone(), judge),
        }
    }

    /// What is said of a unit that was judged.
    fn told(
        &self,
        index: usize,
        judged: &Judged,
        rule: &Rule<'_>,
        columns: &Columns<'_>,
        indicator: &Indicator,
    ) -> Option<CoveredUnit> {
        let unit = self.flat.units.get(index)?;
        let one = match judged {
            Judged::Missing | Judged::Conflict => None,
            Judged::Unclassified(one) | Judged::Met(_, one) | Judged::Below(_, one) => Some(one),
        };
        let value = one.and_then(|one| rate_of(one.value, indicator.decimals));
        let test = rule.test(rule.class(index));
        let is_below = matches!(judged, Judged::Below(..));
        Some(CoveredUnit {
            org_unit: unit.clone(),
            value,
            threshold: test.map(threshold),
            distance: test.zip(value).filter(|_| is_below).and_then(|(test, value)| test.gap(value)),
            met: matches!(judged, Judged::Met(..)),
            cell: columns.only_cell(index).map(|period| self.flat.key(indicator, unit, period)),
        })
    }

    fn rule(&self, indicator: &Indicator, coverage: &Coverage) -> Rule<'a> {
        let upper = coverage.threshold2.iter();
        let thresholds = match &coverage.threshold {
            Threshold::One(threshold) => upper.chain(std::slice::from_ref(threshold)).collect(),
            Threshold::ByAttribute(_, thresholds) => upper.chain(thresholds.values()).collect(),
            Threshold::Found(_) => Vec::new(),
        };
        let places = thresholds.iter().map(|threshold| threshold.normalize().scale()).max().unwrap_or(0);
        let finer = places.saturating_sub(indicator.decimals);
        let judge = |threshold| {
            let threshold = Rate::whole(threshold)?;
            Judge::new(test_by(coverage, indicator, threshold), indicator.decimals, finer)
        };
        match &coverage.threshold {
            // Told unit by unit, never in columns.
            Threshold::Found(_) => Rule { judges: Vec::new(), class_of: None },
            Threshold::One(threshold) => Rule { judges: vec![judge(*threshold)], class_of: None },
            Threshold::ByAttribute(attribute, thresholds) => {
                let class_of = self.flat.attributes.get(attribute);
                let values = class_of.map(|attribute| attribute.values.as_slice()).unwrap_or_default();
                Rule { judges: values.iter().map(|value| judge(*thresholds.get(value)?)).collect(), class_of }
            }
        }
    }

    fn finish(&self, tally: Tally<'a>, decimals: u32, stated: Option<u32>) -> Covered<'a> {
        let reported = tally.reported as u64;
        let population = stated.map_or((tally.reported + tally.not_reported) as u64, u64::from);
        let gap_sum = tally.gap.unwrap_or(Some(Rate::ZERO)).filter(|_| reported > 0);
        let lowest = tally.worst.and_then(|(index, value)| {
            Some(UnitValue {
                org_unit: self.flat.units.get(index)?.clone(),
                value: rate_of(value, decimals)?,
            })
        });
        Covered {
            outcome: CoverageOutcome {
                met: tally.met,
                population,
                of_units: None,
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

/// The first of what is offered, so many.
struct First<T> {
    most: usize,
    kept: Vec<T>,
    /// Once there are as many: the last of them; what is behind it is none of the first.
    last: Option<T>,
}

impl<T: Copy + Ord> First<T> {
    fn new(most: usize) -> Self {
        Self { most, kept: Vec::new(), last: None }
    }

    /// Most are behind the last, whether they pass or not.
    #[inline]
    fn offer(&mut self, one: T, passes: bool) {
        if self.last.is_none_or(|last| one < last) && passes {
            self.kept.push(one);
            // Twice as many are gathered before they are sifted.
            if self.kept.len() / 2 >= self.most {
                self.sift();
            }
        }
    }

    fn sift(&mut self) {
        if let Some(last) = self.most.checked_sub(1).filter(|last| *last < self.kept.len()) {
            self.last = Some(*self.kept.select_nth_unstable(last).1);
        }
        self.kept.truncate(self.most);
    }

    fn in_order(mut self) -> Vec<T> {
        self.sift();
        self.kept.sort_unstable();
        self.kept
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
    /// Counts those that are alike; `below` are their number and sum.
    fn count(&mut self, alike: &Alike<'_>, below: &mut (u64, i128)) {
        let is_ceiling = alike.judge.test.is_ceiling();
        let mut worst: Option<(usize, i64)> = None;
        let (mut reported, mut met, mut remarks, mut sum) = (0, 0, 0, 0_i128);
        alike.each(|index, value, remarked, is_met| {
            reported += 1;
            remarks |= remarked;
            met += u64::from(is_met);
            sum += if is_met { 0 } else { value.into() };
            let is_worse = |(_, so_far)| if is_ceiling { value > so_far } else { value < so_far };
            if worst.is_none_or(is_worse) {
                worst = Some((index, value));
            }
        });
        self.reported += reported;
        self.met += met;
        self.remarks |= remarks;
        *below = (below.0 + reported as u64 - met, below.1 + sum);
        if let Some((index, value)) = worst {
            self.keep_worst(index, value.into(), Some(alike.judge.test));
        }
    }

    /// The first of those that are equally far off stays.
    #[inline]
    fn keep_worst(&mut self, index: usize, value: i128, test: Option<Test>) {
        let is_worse = |(first, so_far)| match test.is_some_and(Test::is_ceiling) {
            _ if value == so_far => index < first,
            true => value > so_far,
            false => value < so_far,
        };
        let worse = self.worst.is_none_or(is_worse);
        if worse {
            self.worst = Some((index, value));
        }
    }

    fn add_gap(&mut self, gap: Option<Rate>) {
        self.gap = Some(gap.and_then(|gap| self.gap.unwrap_or(Some(Rate::ZERO))?.checked_add(gap)));
    }
}
