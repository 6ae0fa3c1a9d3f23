//! Who reports, who is missing, and what they give together.

use super::super::facts::Expectation;
use super::super::outcome::Window;
use super::super::testing::{World, day, indicator, period};
use super::*;
use crate::kernel::PeriodKind;
use crate::org::Level;
use crate::programmes::{Accumulation, TimeRule};
use crate::results::Measure as M;

fn question(at: &str) -> Question {
    let window = Window { from: Some(day("2022-01-01")), deadline: Some(day("2022-12-31")) };
    Question { period: period(at), window, instance: false, carry_done: false, detail: true }
}

/// `value reported/expected`, and who is missing, conflicting or cannot be added.
fn look(world: &World, unit: &str, at: &str) -> String {
    world.with("2022-12-31", |facts| {
        let unit = unit.into();
        let indicator = facts.indicator(&"i".into()).unwrap();
        let target = facts.targets.in_force(&"t".into(), facts.as_of).map(|target| &**target);
        let scope = Scope::new(facts, indicator, &unit, target);
        let figure = scope.figure(question(at));
        let together = &figure.together;
        let qualifier = together.qualifier.filter(|q| !q.is_exact()).map_or("", |q| q.code());
        let value = figure.value.map_or("none".into(), |value| value.number_text(4));
        let mut text = format!("{qualifier}{value} {}/{}", together.reported, together.expected);
        if together.not_applicable {
            text += " not applicable";
        }
        for unit in &together.missing {
            text += &format!(" -{unit}");
        }
        for key in &together.conflicts {
            text += &format!(" !{}", key.org_unit);
        }
        for problem in &figure.problems {
            text += &format!(" {}", problem.code);
        }
        text
    })
}

#[track_caller]
fn check(world: &World, expected: &str) {
    assert_eq!(look(world, "p", "2022-05"), expected);
}

#[test]
fn parts_add_up_and_the_missing_are_named() {
    let mut world = World::new();
    check(&world, "none 0/1 -p");
    world.ytd("a", "2022-05", "10");
    check(&world, "10 1/3 -b -c");
    world.ytd("b", "2022-05", "nil");
    world.ytd("c", "2022-05", "32.5");
    check(&world, "42.5 3/3");
    world.ytd("c", "2022-05", "na");
    check(&world, "10 2/2");
    world.ytd("c", "2022-05", "conflict");
    check(&world, "10 3/3 !c");
    world.ytd("b", "2022-05", ">5");
    check(&world, ">15 3/3 !c");
}

#[test]
fn what_applies_to_nobody_is_no_ones_absence() {
    let mut world = World::new();
    for unit in ["a", "b"] {
        world.ytd(unit, "2022-05", "na");
    }
    check(&world, "none 0/1 -c");
    world.ytd("c", "2022-05", "na");
    check(&world, "none 0/0 not applicable");
}

#[test]
fn an_older_figure_never_stands_in() {
    let mut world = World::new();
    for unit in ["a", "b", "c"] {
        world.ytd(unit, "2022-04", "10");
    }
    world.ytd("a", "2022-05", "12");
    check(&world, "12 1/3 -b -c");
}

#[test]
fn the_own_report_counts_before_the_parts() {
    let mut world = World::new();
    world.ytd("a", "2022-05", "10");
    world.ytd("p", "2022-05", "50");
    check(&world, "50 1/1");
    world.indicators[0].authority = Authority::Parts;
    check(&world, "10 1/3 -b -c");
    let mut alone = World::new();
    alone.indicators[0].authority = Authority::Parts;
    alone.ytd("p", "2022-05", "50");
    assert_eq!(look(&alone, "p", "2022-05"), "50 1/1", "without parts the own report is all there is");
}

#[test]
fn who_reports_himself_is_waited_for_until_all_his_parts_have_reported() {
    let mut world = World::new();
    world.ytd("p", "2022-04", "50");
    world.ytd("a", "2022-05", "10");
    check(&world, "none 0/1 -p");
    world.ytd("b", "2022-05", "10");
    world.ytd("c", "2022-05", "10");
    check(&world, "30 3/3");
}

#[test]
fn levels_fall_back_to_their_parts() {
    let mut world = World::new();
    world.ytd("a", "2022-05", "10");
    world.ytd("b1", "2022-05", "3");
    world.ytd("b2", "2022-04", "4");
    check(&world, "13 2/4 -b2 -c");
    world.ytd("b2", "2022-05", "4");
    check(&world, "17 3/4 -c");
    world.ytd("b", "2022-05", "20");
    check(&world, "30 2/3 -c");
}

#[test]
fn forms_say_who_is_expected() {
    let mut world = World::new();
    let expectation = |parent: &str, level| Expectation {
        level,
        parent: parent.into(),
        kind: PeriodKind::Month,
        from: None,
        until: None,
    };
    world.reporting.expect("i".into(), expectation("p", Level::County));
    world.ytd("a1", "2022-05", "1");
    check(&world, "1 1/6 -a2 -b1 -b2 -c1 -c2");
    assert_eq!(look(&world, "a", "2022-05"), "1 1/2 -a2");
    assert_eq!(look(&world, "a1", "2022-05"), "1 1/1");
    assert_eq!(look(&world, "c2", "2022-05"), "none 0/1 -c2");
    world.reporting = Default::default();
    world.reporting.expect("i".into(), expectation("a", Level::County));
    check(&world, "1 1/2 -a2");
}

#[test]
fn no_task_is_not_expected() {
    let mut world = World::new();
    world.allocate("a", None, "100");
    world.allocate("b", None, "300");
    world.ytd("a", "2022-05", "10");
    check(&world, "10 1/2 -b");
    world.ytd("c", "2022-05", "7");
    check(&world, "17 2/3 -b");
}

#[test]
fn pseudo_units_are_not_expected_but_count_where_they_report() {
    let mut world = World::new();
    for unit in world.units.iter_mut().filter(|unit| unit.id.as_str() == "c") {
        unit.pseudo = true;
    }
    world.ytd("a", "2022-05", "10");
    check(&world, "10 1/2 -b");
    world.ytd("c", "2022-05", "1");
    check(&world, "11 2/3 -b");
}

#[test]
fn largest_smallest_and_counted() {
    let mut world = World::new();
    world.ytd("a", "2022-05", "10");
    world.ytd("b", "2022-05", "0");
    world.ytd("c", "2022-05", "7");
    for (rule, expected) in
        [(PlaceRule::Max, "10 3/3"), (PlaceRule::Min, "0 3/3"), (PlaceRule::Count, "2 3/3")]
    {
        world.indicators[0].place_rule = rule;
        check(&world, expected);
    }
    world.indicators[0].place_rule = PlaceRule::None;
    check(&world, "none 0/1 -p");
    world.ytd("p", "2022-05", "9");
    check(&world, "9 1/1");
}

fn ratio_world() -> World {
    let mut world = World::new();
    let mut ratio = indicator("i");
    ratio.accumulation = Accumulation::Ratio;
    ratio.place_rule = PlaceRule::RatioOfSums;
    ratio.uom = "%".into();
    ratio.numerator = Some("n".into());
    ratio.denominator = Some("d".into());
    let stock = |id: &str| Indicator { accumulation: Accumulation::Stock, ..indicator(id) };
    world.indicators = vec![ratio, stock("n"), stock("d")];
    world
}

#[test]
fn a_ratio_is_the_ratio_of_its_sums() {
    let mut world = ratio_world();
    for (unit, part, whole) in [("a", "50", "6000"), ("b", "1600", "2000")] {
        world.say("n", M::Stock, unit, "2022-05", part);
        world.say("d", M::Stock, unit, "2022-05", whole);
    }
    check(&world, "20.625 2/3 -c");
    world.say("n", M::Stock, "c", "2022-05", "1");
    check(&world, "20.625 2/3 -c"); // a numerator without its denominator does not go in
    world.say("i", M::Stock, "c", "2022-05", "90");
    check(&world, "20.625 2/3 -c assessment.stated_ratio_cannot_be_added");
    world.say("i", M::Stock, "p", "2022-05", "21");
    check(&world, "21 1/1");
    world.indicators[0].authority = Authority::Parts;
    world.indicators[0].place_rule = PlaceRule::Max;
    check(&world, "80 2/3 -c assessment.stated_ratio_cannot_be_added");
}

#[test]
fn nothing_is_divided_by_zero() {
    let mut world = ratio_world();
    world.say("n", M::Stock, "a", "2022-05", "0");
    world.say("d", M::Stock, "a", "2022-05", "0");
    check(&world, "none 1/3 -b -c assessment.zero_denominator");
}

#[test]
fn means_are_weighted_by_name() {
    // 50 % of 6,000 and 80 % of 2,000 are 57.5 %, not 65 % (field notes F23).
    let mut world = World::new();
    world.indicators = vec![
        Indicator {
            accumulation: Accumulation::Ratio,
            place_rule: PlaceRule::WeightedMean,
            uom: "%".into(),
            weight: Some("w".into()),
            ..indicator("i")
        },
        Indicator { accumulation: Accumulation::Stock, ..indicator("w") },
    ];
    for (unit, share, reach) in [("a", "50", "6000"), ("b", "80", "2000")] {
        world.say("i", M::Stock, unit, "2022-05", share);
        world.say("w", M::Stock, unit, "2022-05", reach);
    }
    check(&world, "57.5 2/3 -c");
    world.indicators[0].weight = None;
    check(&world, "none 0/1 -p"); // without a weight percentages are not put together
}

#[test]
fn flows_are_summed_over_time_before_places() {
    let mut world = World::new();
    world.indicators[0].accumulation = Accumulation::PeriodFlow;
    world.indicators[0].time_rule = TimeRule::Sum;
    for month in 1..=5 {
        world.say("i", M::Period, "a", &format!("2022-{month:02}"), "2");
    }
    world.say("i", M::Period, "b", "2022-05", "1");
    check(&world, "11 2/3 -c");
}

#[test]
fn agencies_report_beside_places() {
    let mut world = World::new();
    world.unit("bureau", Level::Agency, Some("p"));
    world.ytd("bureau", "2022-05", "4");
    check(&world, "4 1/1");
    world.ytd("a", "2022-05", "10");
    check(&world, "14 2/4 -b -c");
}
