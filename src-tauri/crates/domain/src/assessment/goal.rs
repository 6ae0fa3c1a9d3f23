//! What has to be true for a target to be met by a unit: the goal in the indicator's unit of
//! measure and the test the actual has to pass.
//!
//! Deliberately absent: breaking a target down where no allocation does so. A total without
//! allocation is nobody's task below; only what is not additive (a ratio, a level to keep, a rule)
//! holds below as it holds above.

use std::cmp::Ordering;

use crate::kernel::{Decimal, OrgUnitId, Problem, Qualifier, Rate};
use crate::programmes::{Accumulation, Direction, Indicator, PlaceRule};
use crate::targets::{ChangeBy, Comparator, Target, TargetKind, Tolerance};

use super::facts::{Facts, Share};

/// What an actual is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// ≥
    AtLeast(Rate),
    /// >
    MoreThan(Rate),
    /// ≤
    AtMost(Rate),
    /// <
    LessThan(Rate),
    /// Between, both ends included.
    Within(Rate, Rate),
}

/// How an actual stands to its test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Not met.
    Unmet,
    /// Met.
    Met,
    /// Passed strictly, where more is better.
    Passed,
}

impl Test {
    /// The test a comparator makes of a value; = follows the direction of what is measured.
    pub fn by(comparator: Comparator, direction: Direction, value: Rate) -> Self {
        match (comparator, direction) {
            (Comparator::Gte | Comparator::Done, _) | (Comparator::Eq, Direction::Up) => Self::AtLeast(value),
            (Comparator::Gt, _) => Self::MoreThan(value),
            (Comparator::Lte | Comparator::NoEvent, _) | (Comparator::Eq, Direction::Down) => {
                Self::AtMost(value)
            }
            (Comparator::Lt, _) => Self::LessThan(value),
            (Comparator::Eq, Direction::Band) | (Comparator::Between | Comparator::Approx, _) => {
                Self::Within(value, value)
            }
        }
    }

    /// Holds an actual against it. 近12万 does not reach 12万, and 100多 is more than 100.
    pub fn of(self, actual: Rate, qualifier: Qualifier) -> Outcome {
        let against = |goal: Rate| match (actual.cmp(&goal), qualifier) {
            (Ordering::Equal, Qualifier::MoreThan) => Ordering::Greater,
            (Ordering::Equal, Qualifier::LessThan) => Ordering::Less,
            (order, _) => order,
        };
        let (met, passed) = match self {
            Self::AtLeast(goal) => (against(goal).is_ge(), against(goal).is_gt()),
            Self::MoreThan(goal) => (against(goal).is_gt(), against(goal).is_gt()),
            Self::AtMost(goal) => (against(goal).is_le(), false),
            Self::LessThan(goal) => (against(goal).is_lt(), false),
            Self::Within(low, high) => (against(low).is_ge() && against(high).is_le(), false),
        };
        match (met, passed) {
            (true, true) => Outcome::Passed,
            (true, false) => Outcome::Met,
            (false, _) => Outcome::Unmet,
        }
    }

    /// Whether less is asked: ≤ or <.
    pub fn is_ceiling(self) -> bool {
        matches!(self, Self::AtMost(_) | Self::LessThan(_))
    }

    /// Whether more is asked: ≥ or >.
    pub fn is_floor(self) -> bool {
        matches!(self, Self::AtLeast(_) | Self::MoreThan(_))
    }

    /// What is still short (or, for a ceiling, too much), never below zero.
    pub fn gap(self, actual: Rate) -> Option<Rate> {
        let short = match self {
            Self::AtLeast(goal) | Self::MoreThan(goal) => goal.checked_sub(actual)?,
            Self::AtMost(goal) | Self::LessThan(goal) => actual.checked_sub(goal)?,
            Self::Within(low, high) => low.checked_sub(actual)?.max(actual.checked_sub(high)?),
        };
        Some(short.max(Rate::ZERO))
    }

    /// How much more than asked, never below zero; only where more is asked.
    pub fn surplus(self, actual: Rate) -> Option<Rate> {
        match self {
            Self::AtLeast(goal) | Self::MoreThan(goal) => Some(actual.checked_sub(goal)?.max(Rate::ZERO)),
            Self::AtMost(_) | Self::LessThan(_) | Self::Within(..) => None,
        }
    }

    /// 余量 of a ceiling: goal − actual; negative is 超限.
    pub fn headroom(self, actual: Rate) -> Option<Rate> {
        match self {
            Self::AtMost(goal) | Self::LessThan(goal) => goal.checked_sub(actual),
            Self::AtLeast(_) | Self::MoreThan(_) | Self::Within(..) => None,
        }
    }
}

/// The goal of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// 目标值 for this unit.
    pub value: Option<Rate>,
    /// The test; none where the target says too little (a problem says what is missing).
    pub test: Option<Test>,
    /// 基期值.
    pub baseline: Option<Rate>,
    /// Something in it is open: 口径待核.
    pub unclear: bool,
    /// What is missing.
    pub problems: Vec<Problem>,
}

/// What a target asks of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task<'a> {
    /// It is the unit's own target.
    Own,
    /// The target asks the same of every unit below.
    Same,
    /// A share fell to the unit.
    Share(&'a Share),
    /// 无任务.
    None,
}

/// What a target asks of a unit at or below its own.
pub fn task_of<'a>(
    facts: Facts<'a>,
    target: &Target,
    indicator: &Indicator,
    org_unit: &OrgUnitId,
) -> Task<'a> {
    if *org_unit == target.org_unit {
        return Task::Own;
    }
    match facts.allocations.share(target, org_unit) {
        Some(share) => Task::Share(share),
        None if facts.allocations.is_broken_down(target) => Task::None,
        None if holds_below(target, indicator) => Task::Same,
        None => Task::None,
    }
}

/// Whether what is asked of the whole is asked of each part.
fn holds_below(target: &Target, indicator: &Indicator) -> bool {
    match target.kind {
        TargetKind::Coverage | TargetKind::ClearToZero | TargetKind::NoEvent | TargetKind::Growth => true,
        TargetKind::Rank | TargetKind::Deliverable => false,
        TargetKind::Level
        | TargetKind::Change
        | TargetKind::Keep
        | TargetKind::Range
        | TargetKind::Approx => {
            indicator.accumulation == Accumulation::Ratio || indicator.place_rule != PlaceRule::Sum
        }
    }
}

/// The goal a target sets, with the share instead of the value where one fell to the unit.
/// The baseline a target names is that of its own unit; `baseline` is the unit's own where it is another.
pub fn goal_of(
    facts: Facts<'_>,
    target: &Target,
    indicator: &Indicator,
    task: Task<'_>,
    baseline: Option<Rate>,
) -> Goal {
    let value = match task {
        Task::Own | Task::Same => target.value.and_then(Rate::whole),
        Task::Share(share) => share_value(share),
        Task::None => None,
    };
    let stated = target.baseline.as_ref().filter(|_| task == Task::Own);
    let baseline = stated.and_then(|baseline| Rate::whole(baseline.value)).or(baseline);
    // Of what is cleared a unit's share is what it has to clear.
    let cleared = matches!(task, Task::Share(_)) && target.clears() && !is_share_closed(indicator);
    let (value, baseline) = if cleared { (None, value.or(baseline)) } else { (value, baseline) };
    let value = if target.kind == TargetKind::Coverage { value.and_then(as_share) } else { value };
    let mut goal = Goal { value, test: None, baseline, unclear: false, problems: Vec::new() };
    match target.kind {
        TargetKind::Level | TargetKind::Keep | TargetKind::Growth => goal.compare(target, indicator),
        TargetKind::Change => goal.change(target, indicator),
        TargetKind::Range => goal.within(target, indicator),
        TargetKind::Approx => goal.about(target, facts.settings.approx_tolerance),
        TargetKind::Coverage => goal.or_value(Rate::ONE, Test::AtLeast),
        TargetKind::ClearToZero if is_share_closed(indicator) => {
            goal.value = None;
            goal.or_value(whole_of(indicator), Test::AtLeast);
        }
        TargetKind::ClearToZero | TargetKind::NoEvent => goal.or_value(Rate::ZERO, Test::AtMost),
        TargetKind::Deliverable => goal.or_value(whole_of(indicator), Test::AtLeast),
        TargetKind::Rank => goal.place(target),
    }
    goal
}

/// The whole of a share, or the sum of its periods.
pub(super) fn share_value(share: &Share) -> Option<Rate> {
    match share.whole {
        Some(whole) => Rate::whole(whole),
        None => super::progress::sum(share.by_period.values().copied()),
    }
}

/// 销号率: what is cleared is measured as closed over found, and zero is left when all is closed.
fn is_share_closed(indicator: &Indicator) -> bool {
    indicator.accumulation == Accumulation::Ratio && indicator.direction == Direction::Up
}

/// All of it: 100 for per cent, otherwise 1.
fn whole_of(indicator: &Indicator) -> Rate {
    let whole = if indicator.uom.is_percent() { Decimal::ONE_HUNDRED } else { Decimal::ONE };
    Rate::whole(whole).unwrap_or(Rate::ONE)
}

/// A share of units as a fraction, also where it was written in per cent: no share is above one.
fn as_share(value: Rate) -> Option<Rate> {
    if value > Rate::ONE { per_cent(value) } else { Some(value) }
}

fn per_cent(value: Rate) -> Option<Rate> {
    value.checked_div(Rate::whole(Decimal::ONE_HUNDRED)?)
}

impl Goal {
    fn missing(&mut self, code: &'static str, target: &Target) {
        self.unclear = true;
        self.problems.push(Problem::query(code, target.id.as_str()));
    }

    fn or_value(&mut self, otherwise: Rate, test: fn(Rate) -> Test) {
        let value = self.value.unwrap_or(otherwise);
        (self.value, self.test) = (Some(value), Some(test(value)));
    }

    /// By the comparator; = follows the indicator's direction (建成55个 is met by 56).
    fn compare(&mut self, target: &Target, indicator: &Indicator) {
        let Some(value) = self.value else { return self.missing("target.value_missing", target) };
        self.test = Some(match (target.comparator, indicator.direction) {
            (Comparator::Gte | Comparator::Done, _) | (Comparator::Eq, Direction::Up) => Test::AtLeast(value),
            (Comparator::Gt, _) => Test::MoreThan(value),
            (Comparator::Lte | Comparator::NoEvent, _) | (Comparator::Eq, Direction::Down) => {
                Test::AtMost(value)
            }
            (Comparator::Lt, _) => Test::LessThan(value),
            (Comparator::Eq, Direction::Band) => Test::Within(value, value),
            (Comparator::Between, _) => return self.within(target, indicator),
            (Comparator::Approx, _) => Test::Within(value, value),
        });
    }

    /// From a baseline: up by so much, to so many times, or, where less is better and more of it is asked, down
    /// by so much.
    fn change(&mut self, target: &Target, indicator: &Indicator) {
        // Five per cent of nothing known are not five: without a level there is no goal.
        let Some(value) = self.value.take() else { return self.missing("target.value_missing", target) };
        let Some(base) = self.baseline else { return self.missing("target.baseline_missing", target) };
        let by = target.change_by.unwrap_or(ChangeBy::Amount);
        if by == ChangeBy::Points && !super::growth::in_points(indicator) {
            return self.missing("target.points_need_a_share", target);
        }
        if matches!(by, ChangeBy::Percent | ChangeBy::Multiple) && base <= Rate::ZERO {
            return self.missing("assessment.growth_base_not_positive", target);
        }
        let amount = match by {
            ChangeBy::Amount | ChangeBy::Points => Some(value),
            ChangeBy::Percent => value.checked_mul(base).and_then(per_cent),
            ChangeBy::Multiple => value.checked_mul(base).and_then(|level| level.checked_sub(base)),
        };
        let Some(amount) = amount else { return self.missing("assessment.overflow", target) };
        let asks_more = !matches!(target.comparator, Comparator::Lte | Comparator::Lt);
        let less_is_better = indicator.direction == Direction::Down;
        let falls = less_is_better && by != ChangeBy::Multiple && asks_more && !amount.is_negative();
        let level = if falls { base.checked_sub(amount) } else { base.checked_add(amount) };
        let Some(level) = level else { return self.missing("assessment.overflow", target) };
        self.value = Some(level);
        let to_less = falls || (amount.is_negative() && (less_is_better || by != ChangeBy::Multiple));
        self.test = Some(match (target.comparator, to_less) {
            (Comparator::Gt, false) => Test::MoreThan(level),
            (Comparator::Gt, true) | (Comparator::Lt, _) => Test::LessThan(level),
            (Comparator::Lte, _) | (_, true) => Test::AtMost(level),
            (_, false) => Test::AtLeast(level),
        });
    }

    fn within(&mut self, target: &Target, indicator: &Indicator) {
        match (self.value, target.value2.and_then(Rate::whole)) {
            (Some(low), Some(high)) => self.test = Some(Test::Within(low.min(high), low.max(high))),
            (Some(_), None) if target.comparator != Comparator::Between => self.compare(target, indicator),
            _ => self.missing("target.range_missing", target),
        }
    }

    /// 左右: within the agreed share of the value or amount; without an agreement within the setting's share, marked 口径待核.
    fn about(&mut self, target: &Target, default: Decimal) {
        let Some(value) = self.value else { return self.missing("target.value_missing", target) };
        if target.tolerance.is_none() {
            self.missing("target.tolerance_missing", target);
        }
        let tolerance = target.tolerance.unwrap_or(Tolerance::Share(default));
        let Some(width) = tolerance.around(value) else { return self.missing("assessment.overflow", target) };
        if let (Some(low), Some(high)) = (value.checked_sub(width), value.checked_add(width)) {
            self.test = Some(Test::Within(low, high));
        }
    }

    /// 位居前三: a place is met by a smaller number.
    fn place(&mut self, target: &Target) {
        let Some(place) = self.value else { return self.missing("target.value_missing", target) };
        self.test = Some(match target.comparator {
            Comparator::Lt => Test::LessThan(place),
            _ => Test::AtMost(place),
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{World, decimal, indicator, target};
    use super::*;
    use crate::targets::Baseline;

    fn rate(text: &str) -> Rate {
        Rate::whole(decimal(text)).unwrap()
    }

    fn check(change: impl Fn(&mut Target, &mut Indicator), expected: &str) {
        let (mut target, mut indicator) = (target("t"), indicator("i"));
        change(&mut target, &mut indicator);
        let goal =
            World::new().with("2022-06-30", |facts| goal_of(facts, &target, &indicator, Task::Own, None));
        let text = |rate: Rate| rate.number_text(4);
        let found = match goal.test {
            None => goal.problems.iter().map(|problem| problem.code).collect::<Vec<_>>().join(" "),
            Some(Test::AtLeast(value)) => format!(">={}", text(value)),
            Some(Test::MoreThan(value)) => format!(">{}", text(value)),
            Some(Test::AtMost(value)) => format!("<={}", text(value)),
            Some(Test::LessThan(value)) => format!("<{}", text(value)),
            Some(Test::Within(low, high)) => format!("{}..{}", text(low), text(high)),
        };
        assert_eq!(found, expected);
    }

    fn base(value: &str) -> Option<Baseline> {
        Some(Baseline { value: decimal(value), period: None })
    }

    #[test]
    fn every_kind_has_its_test() {
        check(|_, _| {}, ">=400");
        check(|t, _| t.comparator = Comparator::Gt, ">400");
        check(|t, _| t.comparator = Comparator::Lte, "<=400");
        check(|t, _| t.comparator = Comparator::Lt, "<400");
        check(|t, _| t.comparator = Comparator::Eq, ">=400");
        check(|t, i| (t.comparator, i.direction) = (Comparator::Eq, Direction::Down), "<=400");
        check(|t, i| (t.comparator, i.direction) = (Comparator::Eq, Direction::Band), "400..400");
        check(|t, _| t.value = None, "target.value_missing");
        check(|t, _| (t.kind, t.value2) = (TargetKind::Range, Some(500.into())), "400..500");
        check(
            |t, _| (t.kind, t.comparator) = (TargetKind::Range, Comparator::Between),
            "target.range_missing",
        );
        check(
            |t, _| (t.kind, t.tolerance) = (TargetKind::Approx, Some(Tolerance::Share(decimal("0.1")))),
            "360..440",
        );
        check(
            |t, _| (t.kind, t.tolerance) = (TargetKind::Approx, Some(Tolerance::Amount(decimal("1.75")))),
            "398.25..401.75",
        );
        check(
            |t, _| (t.kind, t.tolerance) = (TargetKind::Approx, Some(Tolerance::Amount(decimal("0.5")))),
            "399.5..400.5",
        );
        check(|t, _| t.kind = TargetKind::Approx, "380..420");
        check(|t, _| (t.kind, t.value) = (TargetKind::Coverage, Some(70.into())), ">=0.7");
        check(|t, _| (t.kind, t.value) = (TargetKind::Coverage, None), ">=1");
        check(|t, _| (t.kind, t.value) = (TargetKind::ClearToZero, None), "<=0");
        check(
            |t, i| {
                (t.kind, t.value) = (TargetKind::ClearToZero, Some(Decimal::ZERO));
                (i.accumulation, i.uom) = (Accumulation::Ratio, "%".into());
            },
            ">=100",
        );
        check(|t, _| (t.kind, t.value) = (TargetKind::NoEvent, None), "<=0");
        check(|t, _| (t.kind, t.value) = (TargetKind::Deliverable, None), ">=1");
        check(|t, i| (t.kind, t.value, i.uom) = (TargetKind::Deliverable, None, "%".into()), ">=100");
        check(|t, _| (t.kind, t.value) = (TargetKind::Rank, Some(3.into())), "<=3");
    }

    #[test]
    fn changes_go_from_the_baseline() {
        check(|t, _| (t.kind, t.value) = (TargetKind::Change, Some(1854.into())), "target.baseline_missing");
        check(
            |t, _| (t.kind, t.value, t.baseline) = (TargetKind::Change, Some(1854.into()), base("4379")),
            ">=6233",
        );
        check(
            |t, i| {
                (t.kind, t.value, t.baseline) = (TargetKind::Change, Some(decimal("1.5")), base("30"));
                i.direction = Direction::Down;
            },
            "<=28.5",
        );
        check(
            |t, i| {
                (t.kind, t.value, t.baseline) = (TargetKind::Change, Some(decimal("-1.5")), base("30"));
                (t.comparator, i.direction) = (Comparator::Lte, Direction::Down);
            },
            "<=28.5",
        );
        check(
            |t, _| {
                (t.kind, t.value, t.baseline) = (TargetKind::Change, Some(5.into()), base("30"));
                t.comparator = Comparator::Lte;
            },
            "<=35",
        );
    }

    #[test]
    fn changes_are_told_in_four_ways() {
        let of = |by: ChangeBy, value: &'static str, based_on: &'static str| {
            move |t: &mut Target, _: &mut Indicator| {
                (t.kind, t.value, t.baseline) = (TargetKind::Change, Some(decimal(value)), base(based_on));
                t.change_by = Some(by);
            }
        };
        let share = |change: ChangeBy, value: &'static str, based_on: &'static str| {
            move |t: &mut Target, i: &mut Indicator| {
                of(change, value, based_on)(t, i);
                (i.accumulation, i.uom) = (Accumulation::Ratio, "%".into());
            }
        };
        check(of(ChangeBy::Amount, "5", "200"), ">=205");
        check(of(ChangeBy::Percent, "5", "200"), ">=210");
        check(of(ChangeBy::Multiple, "2", "200"), ">=400"); // 翻一番
        check(of(ChangeBy::Multiple, "4", "200"), ">=800"); // 翻两番
        check(of(ChangeBy::Percent, "5", "0"), "assessment.growth_base_not_positive");
        let unknown = World::new().with("2022-06-30", |facts| {
            let (mut target, indicator) = (target("t"), indicator("i"));
            (target.kind, target.value, target.change_by) =
                (TargetKind::Change, Some(5.into()), Some(ChangeBy::Percent));
            goal_of(facts, &target, &indicator, Task::Own, None).value
        });
        assert_eq!(unknown, None, "5% is no goal of 5");
        check(of(ChangeBy::Multiple, "2", "-3"), "assessment.growth_base_not_positive");
        check(of(ChangeBy::Points, "5", "200"), "target.points_need_a_share");
        check(share(ChangeBy::Points, "5", "60"), ">=65"); // 提高5个百分点
        check(share(ChangeBy::Percent, "5", "60"), ">=63"); // 提高5%
        let falling = |by: ChangeBy, value: &'static str| {
            move |t: &mut Target, i: &mut Indicator| {
                of(by, value, "200")(t, i);
                i.direction = Direction::Down;
            }
        };
        check(falling(ChangeBy::Percent, "10"), "<=180"); // 下降10%
        check(falling(ChangeBy::Multiple, "0.5"), "<=100"); // 降到一半
        check(of(ChangeBy::Multiple, "0.9", "200"), ">=180"); // 不低于基期的九成
    }

    #[test]
    fn boundaries_and_qualifiers() {
        let check = |test: Test, actual: &str, qualifier: Qualifier, expected: Outcome| {
            assert_eq!(test.of(rate(actual), qualifier), expected, "{actual} {qualifier} against {test:?}");
        };
        let goal = rate("12");
        check(Test::AtLeast(goal), "12", Qualifier::Exact, Outcome::Met);
        check(Test::AtLeast(goal), "12.0001", Qualifier::Exact, Outcome::Passed);
        check(Test::AtLeast(goal), "11.9999", Qualifier::Exact, Outcome::Unmet);
        check(Test::AtLeast(goal), "12", Qualifier::LessThan, Outcome::Unmet);
        check(Test::AtLeast(goal), "12", Qualifier::MoreThan, Outcome::Passed);
        check(Test::AtLeast(goal), "12", Qualifier::AtLeast, Outcome::Met);
        check(Test::MoreThan(goal), "12", Qualifier::Exact, Outcome::Unmet);
        check(Test::MoreThan(goal), "12", Qualifier::MoreThan, Outcome::Passed);
        check(Test::AtMost(goal), "12", Qualifier::Exact, Outcome::Met);
        check(Test::AtMost(goal), "3", Qualifier::Exact, Outcome::Met);
        check(Test::AtMost(goal), "12", Qualifier::MoreThan, Outcome::Unmet);
        check(Test::LessThan(goal), "12", Qualifier::Exact, Outcome::Unmet);
        check(Test::Within(rate("10"), rate("15")), "15", Qualifier::Exact, Outcome::Met);
        check(Test::Within(rate("10"), rate("15")), "16", Qualifier::Exact, Outcome::Unmet);
    }

    #[test]
    fn who_has_a_task() {
        let mut world = World::new();
        let look = |world: &World, unit: &str| {
            world.with("2022-06-30", |facts| {
                let (target, indicator) = (&world.targets[0], &world.indicators[0]);
                match task_of(facts, target, indicator, &unit.into()) {
                    Task::Own => "own".to_owned(),
                    Task::Same => "same".to_owned(),
                    Task::None => "none".to_owned(),
                    Task::Share(share) => share_value(share).unwrap().number_text(0),
                }
            })
        };
        assert_eq!(look(&world, "p"), "own");
        assert_eq!(look(&world, "a"), "none", "a total that is not broken down is nobody's task below");
        world.allocate("a", None, "0");
        world.allocate("b", Some("2022-01"), "10");
        world.allocate("b", Some("2022-02"), "20");
        assert_eq!(look(&world, "a"), "0", "a task of zero is a task");
        assert_eq!(look(&world, "b"), "30");
        assert_eq!(look(&world, "c"), "none");
        world.allocations.clear();
        world.indicators[0].place_rule = PlaceRule::RatioOfSums;
        assert_eq!(look(&world, "a"), "same", "a ratio holds below as above");
    }

    proptest! {
        #[test]
        fn gap_and_outcome_agree(actual in -1000i64..1000, low in -1000i64..1000, width in 0i64..100) {
            let rate = |n: i64| Rate::whole(n.into()).unwrap();
            for test in [Test::AtLeast(rate(low)), Test::AtMost(rate(low)), Test::Within(rate(low), rate(low + width))] {
                let met = test.of(rate(actual), Qualifier::Exact) != Outcome::Unmet;
                prop_assert_eq!(met, test.gap(rate(actual)) == Some(Rate::ZERO));
                if let Some(surplus) = test.surplus(rate(actual)) {
                    prop_assert!(surplus.is_zero() || test.gap(rate(actual)) == Some(Rate::ZERO));
                }
            }
        }
    }
}
