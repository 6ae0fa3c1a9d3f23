//! Who is asked for a period: by the edition of the form in force for it.

use std::collections::BTreeMap;

use super::super::assess::assess;
use super::super::explain::explain;
use super::super::facts::Reporting;
use super::super::outcome::{Assessment, Mark};
use super::super::testing::{World, period, target};
use crate::kernel::{IndicatorId, OrgUnitId, Rate};
use crate::org::Level;
use crate::programmes::{Accumulation, TimeRule};
use crate::results::{DueDay, DueRule, Form, Frequency, HolidayRule, Measure};
use crate::targets::{Comparator, CompletionRule, Coverage, TargetKind, Threshold};

fn look(world: &World, unit: &str, as_of: &str) -> Assessment {
    let unit = OrgUnitId::new(unit);
    world.with(as_of, |facts| assess(facts, &"t".into(), &unit)).expect("the target is known")
}

/// `status actual reported/expected -missing（period；asked until）`, the brackets where nobody asks.
fn told(found: &Assessment) -> String {
    let actual = found.actual.map_or("—".to_owned(), |actual| actual.number_text(2));
    let mut text = format!("{} {actual} {}/{}", found.status, found.reported, found.expected);
    text.extend(found.not_reported.iter().map(|unit| format!(" -{unit}")));
    if found.marks.contains(&Mark::NotAsked) {
        let until = found.asked_until.map_or("—".to_owned(), |day| day.to_string());
        text += &format!("（{}；{until}）", found.period.map_or("—".to_owned(), |period| period.to_string()));
    }
    text
}

#[track_caller]
fn check(world: &World, as_of: &str, expected: &str) {
    let found = look(world, "p", as_of);
    assert_eq!(told(&found), expected, "as of {as_of}: {found:#?}");
}

fn ids(names: &str) -> Vec<IndicatorId> {
    names.split_whitespace().map(IndicatorId::from).collect()
}

/// A monthly form of the prefectures that asks for totals of the year.
fn form(id: &str, indicators: &str) -> Form {
    Form {
        id: id.into(),
        name: "表".into(),
        frequency: Frequency::Month,
        measure: Measure::Ytd,
        measures: BTreeMap::new(),
        indicators: ids(indicators),
        parent: "p".into(),
        level: Level::Prefecture,
        due: DueRule {
            day: DueDay::After(5),
            as_of_day: None,
            time: "17:00".into(),
            holiday: HolidayRule::Keep,
        },
        evidence: Vec::new(),
        notes: Vec::new(),
        earlier: Vec::new(),
    }
}

/// The same from a period on with other indicators.
fn from(before: &Form, first: &str, indicators: &str) -> Form {
    let earlier = before.earlier_than(period(first)).expect("editions");
    Form { indicators: ids(indicators), earlier, ..before.clone() }
}

fn world(forms: &[Form]) -> World {
    let mut world = World::new();
    world.reporting = Reporting::from_forms(forms);
    world
}

/// In February all report, in March all but `c`.
fn reported(mut world: World) -> World {
    for (unit, value) in [("a", "50"), ("b", "60")] {
        world.ytd(unit, "2022-02", value);
        world.ytd(unit, "2022-03", value);
    }
    world.ytd("c", "2022-02", "7");
    world
}

#[test]
fn a_form_of_one_edition_asks_for_every_period() {
    let world = reported(world(&[form("f", "i j")]));
    check(&world, "2022-03-31", "on_track 110 2/3 -c");
    check(&world, "2022-04-30", "no_report — 0/3 -a -b -c");
    check(&world, "2021-02-28", "not_due — 0/0");
    let in_both = reported(self::world(&[from(&form("f", "i j"), "2022-04", "i")]));
    check(&in_both, "2022-04-30", "no_report — 0/3 -a -b -c");
}

#[test]
fn what_was_dropped_is_missing_where_it_was_asked_and_nowhere_after() {
    let dropped = from(&form("f", "i j"), "2022-04", "j");
    let mut world = reported(world(&[dropped]));
    check(&world, "2022-02-28", "on_track 117 3/3");
    check(&world, "2022-03-31", "on_track 110 2/3 -c");
    check(&world, "2022-04-29", "on_track 110 2/3 -c"); // March is the last period that has ended
    check(&world, "2022-04-30", "no_task — 0/0（2022-04；2022-03-31）");
    check(&world, "2023-05-31", "no_task — 0/0（2022-12；2022-03-31）");
    // Whoever reports all the same counts, and the others are not missing for it.
    world.ytd("b", "2022-05", "90");
    check(&world, "2022-05-31", "far_behind 90 1/1");
    check(&world, "2022-06-30", "no_task — 0/0（2022-06；2022-03-31）");
    let asked_again = from(&from(&form("f", "i"), "2022-04", "j"), "2022-06", "i j");
    let world = reported(self::world(&[asked_again]));
    check(&world, "2022-05-31", "no_task — 0/0（2022-05；2022-03-31）");
    check(&world, "2022-06-30", "no_report — 0/3 -a -b -c");
    let lapsed = reported(self::world(&[from(&form("f", "i j"), "2022-04", "")]));
    check(&lapsed, "2022-03-31", "on_track 110 2/3 -c");
    check(&lapsed, "2022-05-31", "no_task — 0/0（2022-05；2022-03-31）");
}

#[test]
fn a_gap_of_a_sum_is_a_period_that_was_asked() {
    let added = from(&form("f", "j"), "2022-04", "i j");
    let mut world = world(&[added]);
    check(&world, "2022-02-28", "no_task — 0/0（2022-02；—）");
    check(&world, "2022-04-30", "no_report — 0/3 -a -b -c");
    for unit in ["a", "b", "c"] {
        world.say("i", Measure::Period, unit, "2022-05", "50");
    }
    check(&world, "2022-05-31", "behind 150 3/3");
    let found = look(&world, "p", "2022-05-31");
    let gaps: Vec<String> = found.missing_periods.iter().map(|(unit, at)| format!("{unit} {at}")).collect();
    assert_eq!(gaps, ["a 2022-04", "b 2022-04", "c 2022-04"]);
    world.ytd("a", "2022-02", "4");
    check(&world, "2022-02-28", "far_behind 4 1/1");
}

#[test]
fn another_rhythm_is_another_form_that_begins_where_the_first_ends() {
    let monthly = from(&form("f", "i j"), "2022-04", "j");
    let quarterly = Form { frequency: Frequency::Quarter, ..form("g", "") };
    let mut world = reported(world(&[monthly, from(&quarterly, "2022-Q2", "i")]));
    check(&world, "2022-03-31", "on_track 110 2/3 -c");
    check(&world, "2022-05-31", "on_track 110 2/3 -c"); // March is the last that was asked and is over
    assert_eq!(look(&world, "p", "2022-05-31").period, Some(period("2022-03")));
    check(&world, "2022-06-30", "no_report — 0/3 -a -b -c");
    world.ytd("c", "2022-Q2", "30");
    check(&world, "2022-06-30", "far_behind 30 1/3 -a -b");
    assert_eq!(look(&world, "p", "2022-08-31").period, Some(period("2022-Q2")));
}

#[test]
fn other_units_are_asked_from_a_period_on() {
    let above = from(&form("f", "i"), "2022-04", "");
    let below = Form { level: Level::County, parent: "a".into(), ..form("g", "") };
    let mut world = reported(world(&[above, from(&below, "2022-04", "i")]));
    check(&world, "2022-03-31", "on_track 110 2/3 -c");
    world.ytd("a1", "2022-04", "70");
    check(&world, "2022-04-30", "far_behind 70 1/2 -a2");
    world.ytd("b", "2022-04", "40");
    check(&world, "2022-04-30", "behind 110 2/3 -a2");
    assert_eq!(told(&look(&world, "a", "2022-04-30")), "no_task — 0/0");
}

#[test]
fn flows_become_totals_of_the_year() {
    let flows = Form { measure: Measure::Period, ..form("f", "i") };
    let mut totals = from(&flows, "2022-04", "i");
    totals.earlier[0].measures = BTreeMap::from([("i".into(), Measure::Period)]);
    totals.measure = Measure::Ytd;
    let mut world = world(&[totals]);
    for unit in ["a", "b", "c"] {
        for month in ["2022-01", "2022-02", "2022-03"] {
            world.say("i", Measure::Period, unit, month, "10");
        }
    }
    world.ytd("a", "2022-04", "45");
    check(&world, "2022-03-31", "behind 90 3/3");
    check(&world, "2022-04-30", "far_behind 45 1/3 -b -c");
}

#[test]
fn what_was_settled_stays_and_nothing_else_is_carried_on() {
    let dropped = from(&form("f", "i j"), "2022-04", "j");
    let kind = |change: &dyn Fn(&mut World)| {
        let mut world = world(std::slice::from_ref(&dropped));
        change(&mut world);
        world
    };
    let reach = |value: i64| {
        let mut world = reported(kind(&|world| world.targets[0].value = Some(value.into())));
        world.ytd("c", "2022-03", "1");
        world
    };
    check(&reach(111), "2022-05-31", "done 111 3/3（2022-03；2022-03-31）");
    check(&reach(112), "2022-05-31", "no_task — 0/0（2022-05；2022-03-31）");
    check(
        &reported(kind(&|w| w.targets[0].value = Some(100.into()))),
        "2022-05-31",
        "exceeded 110 2/2（2022-03；2022-03-31）",
    );

    let stock = |value: &str, change: &dyn Fn(&mut World)| {
        kind(&|world| {
            world.indicators[0].accumulation = Accumulation::Stock;
            world.indicators[0].time_rule = TimeRule::Last;
            for unit in ["a", "b", "c"] {
                world.say("i", Measure::Stock, unit, "2022-02", value);
                world.say("i", Measure::Stock, unit, "2022-03", "500");
            }
            change(world);
        })
    };
    check(&stock("500", &|_| {}), "2022-03-31", "exceeded 1500 3/3");
    check(&stock("500", &|_| {}), "2022-05-31", "no_task — 0/0（2022-05；2022-03-31）");
    let keep = |world: &mut World| world.targets[0].kind = TargetKind::Keep;
    check(&stock("500", &keep), "2022-05-31", "no_task — 0/0（2022-05；2022-03-31）");
    check(&stock("1", &keep), "2022-05-31", "far_behind 1500 3/3（2022-03；2022-03-31）");
    let delivered = kind(&|world| {
        world.indicators[0].accumulation = Accumulation::Qualitative;
        world.targets[0].kind = TargetKind::Deliverable;
        world.targets[0].comparator = Comparator::Done;
        world.targets[0].value = Some(1.into());
        world.say("i", Measure::Stock, "p", "2022-02", "1");
    });
    check(&delivered, "2022-05-31", "done 1 1/1");
}

#[test]
fn units_that_nobody_asks_are_no_part_of_a_coverage() {
    let covers = |world: &mut World| {
        let mut rule = target("t");
        rule.kind = TargetKind::Coverage;
        rule.completion_rule = CompletionRule::Coverage;
        rule.value = Some(1.into());
        rule.coverage = Some(Coverage {
            indicator: "i".into(),
            comparator: Comparator::Gte,
            threshold: Threshold::One(55.into()),
            threshold2: None,
            level: Level::Prefecture,
            units: Vec::new(),
            population: None,
        });
        world.targets = vec![rule];
    };
    let mut whole = reported(world(&[from(&form("f", "i j"), "2022-04", "j")]));
    covers(&mut whole);
    let counted = |world: &World, as_of: &str| {
        let found = look(world, "p", as_of);
        found.coverage.map(|found| format!("{}/{} 未报{}", found.met, found.population, found.not_reported))
    };
    assert_eq!(counted(&whole, "2022-03-31").as_deref(), Some("1/3 未报1"));
    assert_eq!(counted(&whole, "2022-05-31"), None);
    check(&whole, "2022-05-31", "no_task — 0/0（2022-05；2022-03-31）");
    // One form for each prefecture; that of `c` no longer asks.
    let each = |parent: &str| Form { parent: parent.into(), ..form(parent, "i j") };
    let mut part = reported(world(&[each("a"), each("b"), from(&each("c"), "2022-03", "j")]));
    covers(&mut part);
    assert_eq!(counted(&part, "2022-02-28").as_deref(), Some("1/3 未报0"));
    assert_eq!(counted(&part, "2022-03-31").as_deref(), Some("1/2 未报0"));
    part.targets = vec![target("t")];
    check(&part, "2022-03-31", "on_track 110 2/2");
}

#[test]
fn it_is_told_since_when_nobody_asks() {
    let world = reported(world(&[from(&form("f", "i j"), "2022-04", "j")]));
    let told = |as_of: &str| {
        let derivation = world.with(as_of, |facts| explain(facts, &"t".into(), &"p".into()));
        let inputs = derivation.expect("the target is known").inputs;
        inputs.into_iter().find(|input| input.label == "报送要求").map(|input| input.value)
    };
    assert_eq!(told("2022-03-31"), None);
    assert_eq!(told("2022-05-31").as_deref(), Some("2022年4月起不要求报送"));
    let found = look(&world, "p", "2022-05-31");
    assert_eq!(found.mark_words(), ["2022年4月起不要求报送"]);
    assert_eq!(found.goal, Rate::whole(400.into()));
    let before = reported(self::world(&[from(&form("f", ""), "2023-01", "i")]));
    assert_eq!(look(&before, "p", "2022-05-31").mark_words(), ["不要求报送"]);
}
