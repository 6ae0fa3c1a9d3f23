//! 完成率 by its named rule. Never clamped; where a rule gives no rate there is none, and what is
//! shown instead is the room left (余量) or met and not met.
//!
//! Deliberately absent: T/A for targets where less is better. A falling figure is measured from its
//! baseline; without one there is no rate (field notes §6.6 R3).

use crate::kernel::Rate;
use crate::targets::{CompletionRule, Target, TargetKind};

use super::goal::{Goal, Test};
use super::outcome::Completion;

/// The rate of an actual against a goal.
pub fn completion_of(target: &Target, goal: &Goal, actual: Option<Rate>) -> Completion {
    let rule = rule_of(target, goal);
    let rate = actual.and_then(|actual| match rule {
        CompletionRule::Ratio | CompletionRule::Milestones => ratio(goal, actual),
        CompletionRule::Tola => percent_met(goal, actual),
        CompletionRule::FromBaseline => from_baseline(goal, actual),
        CompletionRule::Coverage => Some(actual),
        CompletionRule::Headroom
        | CompletionRule::None
        | CompletionRule::OpenSdgCagr
        | CompletionRule::GermanProjection => None,
    });
    Completion { rate, rule }
}

/// The rule a target is measured by: its own, unless that makes no sense for what it asks. A ≤ target
/// measured by A÷T shows 余量; coverage is always n÷N.
fn rule_of(target: &Target, goal: &Goal) -> CompletionRule {
    let ceiling = goal.test.is_some_and(Test::is_ceiling);
    match target.completion_rule {
        _ if target.kind == TargetKind::Coverage => CompletionRule::Coverage,
        CompletionRule::Ratio | CompletionRule::Milestones if ceiling => CompletionRule::Headroom,
        CompletionRule::Ratio if target.kind == TargetKind::Range => CompletionRule::None,
        CompletionRule::Coverage => CompletionRule::None,
        rule => rule,
    }
}

/// A ÷ T, only for goals above zero.
fn ratio(goal: &Goal, actual: Rate) -> Option<Rate> {
    let ceiling = goal.test.is_some_and(Test::is_ceiling);
    let value = goal.value.filter(|value| *value > Rate::ZERO && !ceiling)?;
    actual.checked_div(value)
}

/// Tola's percent met: A ÷ T, where less is better T ÷ A; none where either is zero.
fn percent_met(goal: &Goal, actual: Rate) -> Option<Rate> {
    let value = goal.value.filter(|value| !value.is_zero() && !actual.is_zero())?;
    match goal.test.is_some_and(Test::is_ceiling) {
        true => value.checked_div(actual),
        false => actual.checked_div(value),
    }
}

/// (A − B) ÷ (T − B), in either direction; none where the goal is the baseline.
fn from_baseline(goal: &Goal, actual: Rate) -> Option<Rate> {
    let (base, value) = (goal.baseline?, goal.value?);
    actual.checked_sub(base)?.checked_div(value.checked_sub(base)?)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{decimal, target};
    use super::*;

    fn check(
        rule: CompletionRule,
        test: fn(Rate) -> Test,
        goal: &str,
        base: Option<&str>,
        actual: &str,
        expected: &str,
    ) {
        let rate = |text: &str| Rate::whole(decimal(text)).unwrap();
        let mut target = target("t");
        target.completion_rule = rule;
        let goal = Goal {
            value: Some(rate(goal)),
            test: Some(test(rate(goal))),
            baseline: base.map(rate),
            unclear: false,
            problems: Vec::new(),
        };
        let found = completion_of(&target, &goal, Some(rate(actual)));
        let text = found.rate.map_or("—".to_owned(), Rate::percent_text);
        assert_eq!(format!("{text} {}", found.rule), expected);
    }

    #[test]
    fn rules() {
        use CompletionRule as R;
        check(R::Ratio, Test::AtLeast, "400", None, "213", "53.3% ratio");
        check(R::Ratio, Test::AtLeast, "400", None, "530", "132.5% ratio");
        check(R::Ratio, Test::AtLeast, "400", None, "-4", "-1.0% ratio");
        check(R::Ratio, Test::AtLeast, "0", None, "5", "— ratio");
        check(R::Ratio, Test::AtMost, "400", None, "213", "— headroom");
        check(R::FromBaseline, Test::AtLeast, "6233", Some("4379"), "5306", "50.0% from_baseline");
        check(R::FromBaseline, Test::AtMost, "0", Some("20"), "5", "75.0% from_baseline");
        check(R::FromBaseline, Test::AtLeast, "100", Some("100"), "120", "— from_baseline");
        check(R::FromBaseline, Test::AtLeast, "100", None, "120", "— from_baseline");
        check(R::Headroom, Test::AtMost, "3", None, "1", "— headroom");
        check(R::Milestones, Test::AtLeast, "100", None, "30", "30.0% milestones");
        check(R::Tola, Test::AtLeast, "400", None, "213", "53.3% tola");
        check(R::Tola, Test::AtLeast, "400", None, "0", "— tola");
        check(R::Tola, Test::AtMost, "400", None, "500", "80.0% tola");
        check(R::Tola, Test::AtMost, "0", None, "500", "— tola");
        check(R::None, Test::AtLeast, "100", None, "30", "— none");
    }
}
