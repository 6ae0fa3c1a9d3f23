//! 排名: units under one target, by a stated key. Ties share a place and the next is skipped; 未报
//! and 无任务 stand last without a place.
//!
//! Deliberately absent: points for places (考核打分), and a choice of units: whoever asks passes the
//! units of one group (一类地区, 二类地区), without those that are excluded.

use std::collections::HashMap;
use std::sync::Arc;

use crate::kernel::{OrgUnitId, Rate, TargetId, word_enum};

use super::assess::assess;
use super::case::Case;
use super::facts::Facts;
use super::goal::Test;
use super::outcome::{Assessment, Place, Status};

word_enum! {
    /// What a ranking goes by. It is printed on the table.
    RankBy {
        /// 完成率, highest first.
        Completion = "completion", "按完成率从高到低";
        /// The actual value, highest first: where there is no rate.
        Highest = "highest", "按实际值从高到低";
        /// The actual value, lowest first: where less is asked.
        Lowest = "lowest", "按实际值从低到高";
    }
}

impl RankBy {
    /// The key of a target: its rate, where its rule gives one, otherwise the value itself.
    fn of(standing: &Standing) -> Self {
        match (standing.rate, standing.less_is_asked) {
            (Some(_), _) => Self::Completion,
            (None, true) => Self::Lowest,
            (None, false) => Self::Highest,
        }
    }

    fn key(self, standing: &Standing) -> Option<Rate> {
        match self {
            Self::Completion => standing.rate,
            Self::Highest => standing.actual,
            Self::Lowest => Rate::ZERO.checked_sub(standing.actual?),
        }
    }
}

/// What a unit is ranked by.
struct Standing {
    has_place: bool,
    less_is_asked: bool,
    rate: Option<Rate>,
    actual: Option<Rate>,
}

impl Standing {
    fn of(found: &Assessment) -> Self {
        Self {
            has_place: has_place(found.status) && found.actual.is_some(),
            less_is_asked: found.headroom.is_some(),
            rate: found.completion.rate,
            actual: found.actual,
        }
    }

    /// At an earlier day, without the history that nobody asks for there.
    fn at(facts: Facts<'_>, target: &TargetId, unit: &OrgUnitId) -> Option<Self> {
        let glance = Case::new(facts, target, unit)?.glance(facts.as_of);
        Some(Self {
            has_place: has_place(glance.status) && glance.actual.is_some(),
            less_is_asked: glance.goal.test.is_some_and(Test::is_ceiling),
            rate: glance.completion.rate,
            actual: glance.actual,
        })
    }
}

fn has_place(status: Status) -> bool {
    !matches!(status, Status::NoReport | Status::NoTask | Status::NotDue)
}

/// Units of a target with their places, and what they were ranked by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The key.
    pub by: RankBy,
    /// Those with a place first, in the order of their places; then 未报, then 无任务, each in the
    /// order in which they were passed.
    pub units: Vec<Assessment>,
}

/// Ranks units under a target as of `facts.as_of`, with the movement since the period before.
pub fn rank<'a>(facts: Facts<'a>, target: &TargetId, units: &'a [OrgUnitId]) -> Ranked {
    let found = units.iter().filter_map(|unit| assess(facts, target, unit)).collect();
    rank_assessed(facts, target, found, &[])
}

/// The same of units that were assessed, also as of an earlier day (`then`).
pub fn rank_assessed(
    facts: Facts<'_>,
    target: &TargetId,
    found: Vec<Assessment>,
    then: &[Arc<Assessment>],
) -> Ranked {
    let now: Vec<(&OrgUnitId, Standing)> =
        found.iter().map(|one| (&one.org_unit, Standing::of(one))).collect();
    let by = key_of(&now);
    let places = places(by, &now);
    let before = before(facts, &found).map(|facts| {
        let standings: Vec<_> = match then.first().is_some_and(|then| then.as_of == facts.as_of) {
            true => then.iter().map(|then| (&then.org_unit, Standing::of(then))).collect(),
            false => {
                let units = found.iter().map(|found| &found.org_unit);
                units.filter_map(|unit| Some((unit, Standing::at(facts, target, unit)?))).collect()
            }
        };
        self::places(by, &standings)
    });
    let mut units: Vec<Assessment> = found
        .into_iter()
        .map(|found| {
            let place = places.get(&found.org_unit).map(|place| Place {
                place: *place,
                moved: before
                    .as_ref()
                    .and_then(|before| before.get(&found.org_unit))
                    .map(|was| moved(*was, *place)),
            });
            Assessment { rank: place, ..found }
        })
        .collect();
    units.sort_by_key(|unit| match unit.rank {
        Some(rank) => (0, rank.place),
        None if unit.status == Status::NoTask => (2, 0),
        None => (1, 0),
    });
    Ranked { by, units }
}

fn moved(was: u32, is: u32) -> i32 {
    i32::try_from(i64::from(was) - i64::from(is)).unwrap_or(0)
}

/// The facts as of the end of the period before, if it lies in the same window.
fn before<'a>(facts: Facts<'a>, found: &[Assessment]) -> Option<Facts<'a>> {
    let latest = found
        .iter()
        .filter_map(|found| Some((found.period?, found.window)))
        .max_by_key(|(period, _)| *period);
    let (period, window) = latest?;
    let previous = period.previous().filter(|previous| window.has_begun(previous.last_day()))?;
    Some(facts.at(previous.last_day()))
}

/// The key that says most: a rate, if any unit has one.
fn key_of(standings: &[(&OrgUnitId, Standing)]) -> RankBy {
    let keys: Vec<RankBy> =
        standings.iter().filter(|(_, one)| one.has_place).map(|(_, one)| RankBy::of(one)).collect();
    let first = keys.first().copied().unwrap_or(RankBy::Completion);
    if keys.contains(&RankBy::Completion) { RankBy::Completion } else { first }
}

/// Places by key: equal keys share one, and as many are skipped as share it.
fn places(by: RankBy, units: &[(&OrgUnitId, Standing)]) -> HashMap<OrgUnitId, u32> {
    let placed = units.iter().filter(|(_, standing)| standing.has_place);
    let mut keyed: Vec<(Rate, &OrgUnitId)> =
        placed.filter_map(|(unit, standing)| Some((by.key(standing)?, *unit))).collect();
    keyed.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
    let mut places = HashMap::with_capacity(keyed.len());
    let mut shared = (1, None);
    for (index, (key, unit)) in keyed.into_iter().enumerate() {
        if shared.1 != Some(key) {
            shared = (u32::try_from(index + 1).unwrap_or(u32::MAX), Some(key));
        }
        places.insert(unit.clone(), shared.0);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::super::testing::World;
    use super::*;
    use crate::programmes::PlaceRule;
    use crate::targets::Comparator;

    fn look(world: &World, as_of: &str) -> String {
        let units: Vec<OrgUnitId> = ["a", "b", "c", "a1", "a2", "b1"].map(OrgUnitId::new).into();
        world.with(as_of, |facts| {
            let ranked = rank(facts, &"t".into(), &units);
            let text = |unit: &Assessment| match unit.rank {
                None => format!("{} {}", unit.org_unit, unit.status),
                Some(rank) => {
                    let moved = rank.moved.map_or(String::new(), |moved| format!("{moved:+}"));
                    format!("{}.{}{moved}", rank.place, unit.org_unit)
                }
            };
            ranked.units.iter().map(text).collect::<Vec<_>>().join(", ")
        })
    }

    fn world() -> World {
        let mut world = World::new();
        for unit in ["a", "b", "c", "a1", "a2"] {
            world.allocate(unit, None, "100");
        }
        world
    }

    #[test]
    fn ties_share_a_place_and_the_next_is_skipped() {
        let mut world = world();
        for (unit, may, june) in [("a", "30", "40"), ("b", "20", "40"), ("c", "10", "20")] {
            world.ytd(unit, "2022-05", may);
            world.ytd(unit, "2022-06", june);
        }
        world.ytd("a1", "2022-06", "90");
        assert_eq!(look(&world, "2022-06-30"), "1.a1, 2.a-1, 2.b+0, 4.c-1, a2 no_report, b1 no_task");
    }

    #[test]
    fn where_less_is_asked_the_lowest_leads() {
        let mut world = World::new();
        world.targets[0].comparator = Comparator::Lte;
        world.indicators[0].place_rule = PlaceRule::Max;
        for (unit, value) in [("a", "30"), ("b", "10"), ("c", "500")] {
            world.ytd(unit, "2022-06", value);
        }
        assert_eq!(look(&world, "2022-06-30"), "1.b, 2.a, 3.c, a1 no_report, a2 no_report, b1 no_report");
    }

    #[test]
    fn nobody_is_ranked_before_anything_is_reported() {
        assert_eq!(
            look(&world(), "2022-06-30"),
            "a no_report, b no_report, c no_report, a1 no_report, a2 no_report, b1 no_task"
        );
        let empty = World::new().with("2022-06-30", |facts| rank(facts, &"t".into(), &[]));
        assert_eq!(empty.units, []);
    }
}
