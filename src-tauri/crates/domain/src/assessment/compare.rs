//! Two days held against each other: which targets moved, and by how much.
//!
//! Deliberately absent: which two days. 较上期, 较上月 and 同比 are days somebody chose; and why it moved (怎么算的
//! of both days says so).

use std::borrow::Borrow;
use std::collections::HashMap;

use crate::kernel::{OrgUnitId, Rate, TargetId, word_enum};

use super::outcome::{Assessment, Place, Status};

word_enum! {
    /// Which way a status went.
    Turn {
        /// To a better one.
        Better = "better", "好转";
        /// To a worse one.
        Worse = "worse", "变差";
        /// It stayed.
        Same = "same", "不变";
        /// It was not judged before.
        Came = "came", "新增";
        /// It is no longer judged.
        Went = "went", "不再考核";
        /// Nothing was reported on one of the days.
        Unknown = "unknown", "不可比";
    }
}

/// What became of a target for a unit between two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The target.
    pub target: TargetId,
    /// For whom.
    pub org_unit: OrgUnitId,
    /// The status on the earlier day; none: there was no such target.
    pub before: Option<Status>,
    /// The status on the later day.
    pub now: Option<Status>,
    /// Which way it went.
    pub turn: Turn,
    /// How much more the actual is.
    pub actual: Option<Rate>,
    /// How much the rate rose, as a fraction; none where one of the days has none or goes by another rule.
    pub rate: Option<Rate>,
    /// Places gained (+) or lost (−), where both days were ranked.
    pub places: Option<i32>,
}

/// Every target and unit of either day, those of the later day in its order, then those that are gone.
pub fn compare<T: Borrow<Assessment>>(before: &[T], now: &[T]) -> Vec<Change> {
    let (before, now) = (before.iter().map(T::borrow), now.iter().map(T::borrow));
    type Key<'a> = (&'a TargetId, &'a OrgUnitId);
    fn key(one: &Assessment) -> Key<'_> {
        (&one.target, &one.org_unit)
    }
    let earlier: HashMap<Key<'_>, &Assessment> = before.clone().map(|one| (key(one), one)).collect();
    let later: HashMap<Key<'_>, &Assessment> = now.clone().map(|one| (key(one), one)).collect();
    let still = now.map(|one| change(earlier.get(&key(one)).copied(), Some(one), one));
    let gone = before.filter(|one| !later.contains_key(&key(one)));
    still.chain(gone.map(|one| change(Some(one), None, one))).collect()
}

fn change(before: Option<&Assessment>, now: Option<&Assessment>, either: &Assessment) -> Change {
    let more = |of: fn(&Assessment) -> Option<Rate>| of(now?)?.checked_sub(of(before?)?);
    let one_rule = before.zip(now).is_some_and(|(before, now)| before.completion.rule == now.completion.rule);
    let place =
        |one: Option<&Assessment>| one.and_then(|one| one.rank).map(|Place { place, .. }| i64::from(place));
    let gained = place(before).zip(place(now)).and_then(|(was, is)| i32::try_from(was - is).ok());
    let (was, is) = (before.map(|one| one.status), now.map(|one| one.status));
    Change {
        target: either.target.clone(),
        org_unit: either.org_unit.clone(),
        before: was,
        now: is,
        turn: turn(was, is),
        actual: more(|one| one.actual),
        rate: more(|one| one.completion.rate).filter(|_| one_rule),
        places: gained,
    }
}

fn turn(before: Option<Status>, now: Option<Status>) -> Turn {
    match (before, now) {
        (None, _) => Turn::Came,
        (_, None) => Turn::Went,
        (Some(was), Some(is)) if was == is => Turn::Same,
        (Some(Status::NoReport), _) | (_, Some(Status::NoReport)) => Turn::Unknown,
        (Some(was), Some(is)) if is.urgency() > was.urgency() => Turn::Better,
        (Some(_), Some(_)) => Turn::Worse,
    }
}

#[cfg(test)]
mod tests {
    use super::super::ranking::rank;
    use super::super::testing::World;
    use super::*;

    fn ranked(world: &World, as_of: &str) -> Vec<Assessment> {
        let units: Vec<OrgUnitId> = ["a", "b", "c"].map(OrgUnitId::new).into();
        world.with(as_of, |facts| rank(facts, &"t".into(), &units).units)
    }

    fn lines(before: &[Assessment], now: &[Assessment]) -> Vec<String> {
        let number = |rate: Option<Rate>| rate.map_or("—".to_owned(), |rate| rate.number_text(4));
        let line = |one: &Change| {
            let places = one.places.map_or("—".to_owned(), |places| format!("{places:+}"));
            let points = one.rate.map_or("—".to_owned(), Rate::points_text);
            format!("{} {} {} {points} {places}", one.org_unit, one.turn, number(one.actual))
        };
        compare(before, now).iter().map(line).collect()
    }

    #[test]
    fn what_moved_between_two_days() {
        let mut world = World::new();
        for unit in ["a", "b", "c"] {
            world.allocate(unit, None, "100");
        }
        for (unit, may, june) in [("a", "45", "46"), ("b", "20", "60"), ("c", "10", "nil")] {
            world.ytd(unit, "2022-05", may);
            world.ytd(unit, "2022-06", june);
        }
        let (may, june) = (ranked(&world, "2022-05-31"), ranked(&world, "2022-06-30"));
        assert_eq!(lines(&may, &june), ["b better 40 +40.0 +1", "a worse 1 +1.0 -1", "c worse -10 -10.0 +0"],);
        assert_eq!(lines(&june, &june)[0], "b same 0 0.0 +0");
        assert_eq!(lines(&[], &june[..1]), ["b came — — —"]);
        assert_eq!(lines(&june[..1], &[]), ["b went — — —"]);
    }

    #[test]
    fn silence_is_neither_better_nor_worse() {
        let mut world = World::new();
        world.allocate("a", None, "100");
        world.ytd("a", "2022-06", "10");
        let look = |as_of: &str| -> Vec<Assessment> {
            let unit = OrgUnitId::new("a");
            world.with(as_of, |facts| super::super::assess(facts, &"t".into(), &unit)).into_iter().collect()
        };
        let (may, june) = (look("2022-05-31"), look("2022-06-30"));
        assert_eq!([may[0].status, june[0].status], [Status::NoReport, Status::FarBehind]);
        assert_eq!(lines(&may, &june), ["a unknown — — —"]);
        assert_eq!(lines(&june, &may), ["a unknown — — —"]);
        assert_eq!(lines(&may, &may), ["a same — — —"]);
    }

    #[test]
    fn rates_of_two_rules_are_not_compared() {
        let mut world = World::new();
        world.ytd("p", "2022-05", "100");
        world.ytd("p", "2022-06", "200");
        let look = |world: &World, as_of: &str| {
            let unit = OrgUnitId::new("p");
            world
                .with(as_of, |facts| super::super::assess(facts, &"t".into(), &unit))
                .into_iter()
                .collect::<Vec<_>>()
        };
        let may = look(&world, "2022-05-31");
        world.targets[0].completion_rule = crate::targets::CompletionRule::Tola;
        assert_eq!(lines(&may, &look(&world, "2022-06-30")), ["p better 100 — —"]);
    }
}
