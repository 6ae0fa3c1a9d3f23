//! The whole assessment: the example of the contract, then every kind and its border cases.

use super::super::testing::{World, day, decimal, indicator, period, target};
use super::*;
use crate::kernel::Decimal;
use crate::org::Level;
use crate::programmes::{Authority, Direction, Indicator, PlaceRule, TimeRule};
use crate::results::Measure as M;
use crate::targets::{
    Baseline, ChangeBy, Comparator, CompletionRule, Coverage, Growth, Recurrence, Schedule, SchedulePoint,
    Target, Threshold, Tolerance,
};

fn look(world: &World, unit: &str, as_of: &str) -> Assessment {
    let unit = OrgUnitId::new(unit);
    world.with(as_of, |facts| assess(facts, &"t".into(), &unit)).expect("the target is known")
}

/// `status actual rate V gap [marks]`
fn line(found: &Assessment) -> String {
    let number = |rate: Option<Rate>| rate.map_or("—".to_owned(), |rate| rate.number_text(4));
    let rate = found.completion.rate.map_or("—".to_owned(), Rate::percent_text);
    let variance = found.schedule.and_then(|s| s.variance).map_or("—".to_owned(), Rate::points_text);
    let marks: String = found.marks.iter().map(|mark| format!(" [{}]", mark.code())).collect();
    format!("{} {} {rate} {variance} {}{marks}", found.status, number(found.actual), number(found.gap))
}

#[track_caller]
fn check(world: &World, unit: &str, as_of: &str, expected: &str) {
    let found = look(world, unit, as_of);
    assert_eq!(line(&found), expected, "{unit} as of {as_of}: {found:#?}");
}

/// A world whose target and indicator are changed, with one reporter `p`.
fn world(change: impl Fn(&mut Target, &mut Indicator)) -> World {
    let mut world = World::new();
    let (mut target, mut indicator) = (target("t"), indicator("i"));
    change(&mut target, &mut indicator);
    world.targets = vec![target];
    world.indicators = vec![indicator];
    world
}

fn stock(world: &mut World, when: &str, value: &str) {
    world.say("i", M::Stock, "p", when, value);
}

#[test]
fn the_example_of_the_contract() {
    let mut world = World::new();
    for (unit, value) in [("a", "100"), ("b", "63"), ("c", "50")] {
        world.ytd(unit, "2022-06", value);
    }
    let found = look(&world, "p", "2022-06-30");
    assert_eq!(line(&found), "on_track 213 53.3% +3.3 187");
    assert_eq!(found.completion.rate.map(Rate::wire_text).as_deref(), Some("0.5325"));
    let schedule = found.schedule.expect("a schedule applies");
    assert_eq!(schedule.variance.map(Rate::points_wire_text).as_deref(), Some("3.25"));
    assert_eq!(schedule.expected.number_text(4), "200");
    assert_eq!(schedule.convention, "calendar_month");
    assert_eq!(found.required_per_month.map(|rate| rate.number_text(4)).as_deref(), Some("31.1667"));
    assert_eq!(found.surplus, Some(Rate::ZERO));
    assert_eq!((found.reported, found.expected, found.not_reported.len()), (3, 3, 0));
    let forecast = found.forecast.expect("a running total has a pace");
    let texts = [forecast.value, forecast.low, forecast.high].map(|value| value.to_string());
    assert_eq!(texts, ["426", "390", "462"]);
    assert_eq!(found.lamp.code(), "green");
    assert_eq!(found.period, Some(period("2022-06")));
}

#[test]
fn running_totals_through_the_year() {
    let mut world = World::new();
    check(&world, "p", "2021-12-31", "not_due — — — —");
    check(&world, "p", "2022-01-30", "not_due — — — —");
    check(&world, "p", "2022-01-31", "no_report — — — —");
    world.ytd("p", "2022-01", "0");
    check(&world, "p", "2022-01-31", "not_started 0 0.0% -8.3 400");
    world.ytd("p", "2022-02", "nil");
    check(&world, "p", "2022-02-28", "not_started 0 0.0% -16.7 400");
    world.ytd("p", "2022-03", "60");
    check(&world, "p", "2022-03-31", "behind 60 15.0% -10.0 340");
    world.ytd("p", "2022-04", "90");
    check(&world, "p", "2022-04-30", "far_behind 90 22.5% -10.8 310");
    assert_eq!(look(&world, "p", "2022-04-30").behind_for, 4);
    world.ytd("p", "2022-05", "170");
    check(&world, "p", "2022-05-31", "on_track 170 42.5% +0.8 230 [was_behind]");
    check(&world, "p", "2022-06-29", "on_track 170 42.5% +0.8 230 [was_behind]"); // June is not over
    check(&world, "p", "2022-06-30", "no_report — — — —");
    world.ytd("p", "2022-12", "399.96");
    check(&world, "p", "2022-12-31", "on_track 399.96 99.9% 0.0 0.04 [was_behind]");
    check(&world, "p", "2023-02-10", "overdue 399.96 99.9% 0.0 0.04");
    world.ytd("p", "2022-12", "400");
    check(&world, "p", "2023-02-10", "done 400 100.0% 0.0 0 [was_behind]");
    world.ytd("p", "2022-12", "530");
    check(&world, "p", "2023-02-10", "exceeded 530 132.5% +32.5 0 [was_behind]");
    assert_eq!(look(&world, "p", "2023-02-10").surplus.map(|s| s.number_text(0)).as_deref(), Some("130"));
}

#[test]
fn a_stock_has_no_time_progress() {
    let mut world = world(|t, i| {
        i.accumulation = Accumulation::Stock;
        t.value = Some(decimal("19.58"));
    });
    stock(&mut world, "2022-05", "18.8");
    check(&world, "p", "2022-05-31", "unscheduled 18.8 96.0% — 0.78");
    let found = look(&world, "p", "2022-05-31");
    assert_eq!((found.schedule, found.required_per_month, found.forecast), (None, None, None));
    stock(&mut world, "2022-12", "18.8");
    check(&world, "p", "2022-12-31", "overdue 18.8 96.0% — 0.78");
    stock(&mut world, "2023-02", "19.6");
    check(&world, "p", "2023-02-28", "exceeded 19.6 100.1% — 0 [was_behind]"); // late, but reached
}

#[test]
fn nobody_goes_on_reporting_what_is_over() {
    let mut world = world(|_, indicator| indicator.accumulation = Accumulation::Stock);
    stock(&mut world, "2022-12", "399");
    check(&world, "p", "2023-03-31", "overdue 399 99.8% — 1"); // the last word is that of the deadline
    stock(&mut world, "2023-03", "401");
    check(&world, "p", "2023-03-31", "exceeded 401 100.3% — 0 [was_behind]"); // late, but reached
}

#[test]
fn what_was_reached_at_its_date_was_reached() {
    let mut world = world(|_, i| i.accumulation = Accumulation::Stock);
    stock(&mut world, "2022-11", "390");
    stock(&mut world, "2022-12", "400");
    stock(&mut world, "2023-06", "395");
    check(&world, "p", "2023-06-30", "done 400 100.0% — 0"); // it fell back later
    check(&world, "p", "2022-11-30", "unscheduled 390 97.5% — 10");
    stock(&mut world, "2022-12", "399");
    check(&world, "p", "2023-06-30", "overdue 395 98.8% — 5"); // neither then nor now
    stock(&mut world, "2023-06", "401");
    check(&world, "p", "2023-06-30", "exceeded 401 100.3% — 0 [was_behind]"); // made up for
}

#[test]
fn ceilings_have_room_left_and_no_rate() {
    let mut world = world(|t, i| {
        (t.comparator, i.direction, t.value) = (Comparator::Lte, Direction::Down, Some(3.into()));
    });
    world.ytd("p", "2022-05", "1");
    check(&world, "p", "2022-05-31", "done 1 — — 0");
    let found = look(&world, "p", "2022-05-31");
    assert!(found.provisional, "the year is not over");
    assert_eq!(found.headroom.map(|room| room.number_text(0)).as_deref(), Some("2"));
    assert_eq!(found.completion.rule, CompletionRule::Headroom);
    world.ytd("p", "2022-05", "3");
    check(&world, "p", "2022-05-31", "done 3 — — 0");
    world.ytd("p", "2022-05", "4");
    check(&world, "p", "2022-05-31", "far_behind 4 — — 1"); // a running total does not come back
    let mut level = self::world(|t, i| {
        (t.comparator, i.direction, t.value) = (Comparator::Lte, Direction::Down, Some(3.into()));
        i.accumulation = Accumulation::Stock;
    });
    stock(&mut level, "2022-05", "4");
    check(&level, "p", "2022-05-31", "unscheduled 4 — — 1");
    stock(&mut level, "2022-12", "4");
    check(&level, "p", "2022-12-31", "far_behind 4 — — 1");
    stock(&mut level, "2022-12", "3");
    check(&level, "p", "2022-12-31", "done 3 — — 0");
}

#[test]
fn what_is_missing_could_still_break_a_ceiling() {
    let mut world = world(|t, i| {
        (t.comparator, i.direction, t.value) = (Comparator::Lte, Direction::Down, Some(3.into()));
    });
    world.ytd("a", "2022-05", "1");
    check(&world, "p", "2022-05-31", "no_report 1 — — 0");
    world.ytd("b", "2022-05", "1");
    world.ytd("c", "2022-05", "nil");
    check(&world, "p", "2022-05-31", "done 2 — — 0");
}

#[test]
fn changes_from_a_baseline() {
    let mut world = world(|t, i| {
        i.accumulation = Accumulation::Stock;
        (t.kind, t.value) = (TargetKind::Change, Some(1854.into()));
        t.baseline = Some(Baseline { value: 4379.into(), period: None });
        t.completion_rule = CompletionRule::FromBaseline;
    });
    stock(&mut world, "2022-05", "5306");
    check(&world, "p", "2022-05-31", "unscheduled 5306 50.0% — 927");
    stock(&mut world, "2022-05", "6233");
    check(&world, "p", "2022-05-31", "done 6233 100.0% — 0");
    world.targets[0].baseline = None;
    check(&world, "p", "2022-05-31", "unscheduled 6233 — — — [unclear]");
    let mut flow = self::world(|t, i| {
        i.accumulation = Accumulation::SinceStart;
        (t.kind, t.value) = (TargetKind::Change, Some(1200.into()));
        t.baseline = Some(Baseline { value: 4000.into(), period: None });
        t.completion_rule = CompletionRule::FromBaseline;
    });
    flow.say("i", M::SinceStart, "p", "2021-12", "4000");
    flow.say("i", M::SinceStart, "p", "2022-06", "4500");
    check(&flow, "p", "2022-06-30", "behind 4500 41.7% -8.3 700");
    let found = look(&flow, "p", "2022-06-30");
    assert_eq!(
        found.schedule.map(|s| s.expected.number_text(0)).as_deref(),
        Some("4600"),
        "the plan starts from the baseline"
    );
    assert_eq!(found.forecast.map(|f| f.value), Some(5000.into()), "500 in half a year");
    let mut only_stated = flow;
    only_stated.values = crate::assessment::Values::new();
    only_stated.say("i", M::SinceStart, "p", "2022-06", "4500");
    let found = look(&only_stated, "p", "2022-06-30");
    assert_eq!(found.forecast.map(|f| f.value), Some(5000.into()), "the baseline stands for what was there");
}

#[test]
fn the_plan_of_a_change_divides_what_is_added() {
    let mut world = world(|t, i| {
        i.accumulation = Accumulation::SinceStart;
        (t.kind, t.value) = (TargetKind::Change, Some(1854.into()));
        t.baseline = Some(Baseline { value: 4379.into(), period: None });
        t.completion_rule = CompletionRule::FromBaseline;
    });
    world.allocate("p", Some("2022-06"), "900");
    world.allocate("p", Some("2022-12"), "954");
    world.say("i", M::SinceStart, "p", "2022-06", "5306");
    check(&world, "p", "2022-06-30", "on_track 5306 50.0% +1.5 927");
    let scheduled = look(&world, "p", "2022-06-30").schedule.expect("a schedule");
    assert_eq!(scheduled.expected.number_text(0), "5279");
    assert_eq!(scheduled.progress.percent_text(), "48.5%");
    world.say("i", M::SinceStart, "p", "2022-06", "4700");
    check(&world, "p", "2022-06-30", "far_behind 4700 17.3% -31.2 1533");
}

#[test]
fn a_change_by_a_share_of_nothing_known_has_no_rate() {
    for base in [None, Some(0), Some(-20)] {
        for rule in [CompletionRule::FromBaseline, CompletionRule::Ratio] {
            let mut world = world(|t, _| {
                (t.kind, t.value, t.change_by) =
                    (TargetKind::Change, Some(5.into()), Some(ChangeBy::Percent));
                t.baseline = base.map(|value| Baseline { value: value.into(), period: None });
                t.completion_rule = rule;
            });
            world.ytd("p", "2022-06", "5");
            check(&world, "p", "2022-06-30", "unscheduled 5 — — — [unclear]");
            assert_eq!(look(&world, "p", "2022-06-30").goal, None, "5% is not 5");
        }
    }
}

#[test]
fn keep_targets_are_judged_every_period() {
    let mut world = world(|t, i| {
        (t.kind, t.value, t.completion_rule) = (TargetKind::Keep, Some(9000.into()), CompletionRule::None);
        i.accumulation = Accumulation::Stock;
    });
    for (when, value) in [("2022-01", "9010"), ("2022-02", "9000"), ("2022-03", "9005")] {
        stock(&mut world, when, value);
    }
    check(&world, "p", "2022-03-31", "exceeded 9005 — — 0");
    assert!(look(&world, "p", "2022-03-31").provisional);
    stock(&mut world, "2022-02", "8999");
    check(&world, "p", "2022-03-31", "far_behind 9005 — — 0"); // the worst decides
    check(&world, "p", "2022-01-31", "exceeded 9010 — — 0");
    assert_eq!(look(&world, "p", "2022-03-31").behind_for, 1);
}

#[test]
fn ranges_and_about() {
    let mut world = world(|t, i| {
        (t.kind, t.comparator) = (TargetKind::Range, Comparator::Between);
        (t.value, t.value2) = (Some(10.into()), Some(15.into()));
        i.accumulation = Accumulation::Stock;
    });
    for (value, expected) in [
        ("10", "done 10 — — 0"),
        ("15", "done 15 — — 0"),
        ("9", "unscheduled 9 — — 1"),
        ("18", "unscheduled 18 — — 3"),
    ] {
        stock(&mut world, "2022-05", value);
        check(&world, "p", "2022-05-31", expected);
    }
    stock(&mut world, "2022-12", "9");
    check(&world, "p", "2022-12-31", "overdue 9 — — 1");
    let mut about = self::world(|t, i| {
        (t.kind, t.value, t.tolerance) =
            (TargetKind::Approx, Some(35.into()), Some(Tolerance::Share(decimal("0.1"))));
        (i.accumulation, i.uom) = (Accumulation::Ratio, "%".into());
    });
    for (value, expected) in [
        ("31.5", "done 31.5 90.0% — 0"),
        ("38.5", "done 38.5 110.0% — 0"),
        ("38.6", "unscheduled 38.6 110.3% — 0.1"),
    ] {
        stock(&mut about, "2022-05", value);
        check(&about, "p", "2022-05-31", expected);
    }
    about.targets[0].tolerance = None;
    check(&about, "p", "2022-05-31", "unscheduled 38.6 110.3% — 1.85 [unclear]");
}

#[test]
fn cleared_to_zero() {
    let mut world = world(|t, i| {
        (t.kind, t.value, t.comparator) = (TargetKind::ClearToZero, None, Comparator::Eq);
        (i.accumulation, i.direction) = (Accumulation::Stock, Direction::Down);
        t.completion_rule = CompletionRule::FromBaseline;
        t.baseline = Some(Baseline { value: 20.into(), period: None });
    });
    stock(&mut world, "2022-05", "5");
    check(&world, "p", "2022-05-31", "unscheduled 5 75.0% — 5");
    stock(&mut world, "2022-05", "nil");
    check(&world, "p", "2022-05-31", "done 0 100.0% — 0");
    stock(&mut world, "2022-12", "1");
    check(&world, "p", "2022-12-31", "overdue 1 95.0% — 1");
}

#[test]
fn a_share_of_what_is_cleared_is_what_there_was() {
    let mut world = world(|t, i| {
        (t.kind, t.value, t.comparator) = (TargetKind::ClearToZero, None, Comparator::Eq);
        (i.accumulation, i.direction) = (Accumulation::Stock, Direction::Down);
        t.completion_rule = CompletionRule::FromBaseline;
        t.baseline = Some(Baseline { value: 20.into(), period: None });
    });
    world.allocate("a", None, "12");
    world.allocate("b", None, "8");
    let say = |world: &mut World, unit: &str, left: &str| world.say("i", M::Stock, unit, "2022-05", left);
    say(&mut world, "a", "3");
    say(&mut world, "b", "8");
    check(&world, "a", "2022-05-31", "unscheduled 3 75.0% — 3");
    check(&world, "b", "2022-05-31", "unscheduled 8 0.0% — 8");
    check(&world, "p", "2022-05-31", "unscheduled 11 45.0% — 11");
    say(&mut world, "b", "nil");
    check(&world, "b", "2022-05-31", "done 0 100.0% — 0");
}

#[test]
fn the_bottom_line_needs_a_nil_report_from_all() {
    let mut world = world(|t, i| {
        (t.kind, t.value, t.comparator) = (TargetKind::NoEvent, None, Comparator::NoEvent);
        (i.accumulation, i.direction, i.time_rule) =
            (Accumulation::PeriodFlow, Direction::Down, TimeRule::Sum);
        t.completion_rule = CompletionRule::None;
    });
    let say =
        |world: &mut World, unit: &str, when: &str, value: &str| world.say("i", M::Period, unit, when, value);
    check(&world, "p", "2022-02-28", "no_report — — — —");
    for unit in ["a", "b"] {
        say(&mut world, unit, "2022-02", "nil");
    }
    say(&mut world, "c", "2022-01", "nil");
    check(&world, "p", "2022-02-28", "no_report 0 — — 0");
    say(&mut world, "c", "2022-02", "nil");
    check(&world, "p", "2022-02-28", "done 0 — — 0");
    say(&mut world, "a", "2022-01", "1");
    check(&world, "p", "2022-02-28", "far_behind 0 — — 0"); // one event is enough
    check(&world, "p", "2022-03-31", "far_behind — — — —"); // and is not undone where nobody reports
}

#[test]
fn deliverables() {
    let mut world = world(|t, i| {
        (t.kind, t.value, t.comparator) = (TargetKind::Deliverable, None, Comparator::Done);
        i.accumulation = Accumulation::Qualitative;
    });
    check(&world, "p", "2022-05-31", "no_report — — — —");
    stock(&mut world, "2022-03", "0");
    check(&world, "p", "2022-03-31", "not_started 0 0.0% — 1");
    stock(&mut world, "2022-04", "0.5");
    check(&world, "p", "2022-04-30", "unscheduled 0.5 50.0% — 0.5");
    stock(&mut world, "2022-05", "1");
    check(&world, "p", "2022-05-31", "done 1 100.0% — 0 [was_behind] [no_evidence]");
    check(&world, "p", "2022-09-30", "done 1 100.0% — 0 [was_behind] [no_evidence]"); // done stays done
    let mut late = self::world(|t, i| {
        (t.kind, t.value, t.comparator) = (TargetKind::Deliverable, None, Comparator::Done);
        i.accumulation = Accumulation::Qualitative;
    });
    stock(&mut late, "2022-12", "0");
    check(&late, "p", "2022-12-31", "overdue 0 0.0% — 1");
}

#[test]
fn growth_against_last_year() {
    let mut world = world(|t, i| {
        (t.kind, t.value, t.completion_rule) = (TargetKind::Growth, Some(10.into()), CompletionRule::None);
        i.accumulation = Accumulation::Ytd;
    });
    world.ytd("p", "2022-05", "113.98");
    check(&world, "p", "2022-05-31", "unscheduled — — — — [unclear]");
    world.ytd("p", "2021-05", "100");
    check(&world, "p", "2022-05-31", "exceeded 13.98 — — 0");
    world.ytd("p", "2022-05", "109");
    check(&world, "p", "2022-05-31", "unscheduled 9 — — 1");
    world.ytd("p", "2021-05", "0");
    check(&world, "p", "2022-05-31", "unscheduled — — — — [unclear]");
    let mut reported = self::world(|t, i| {
        (t.kind, t.value, t.completion_rule) = (TargetKind::Growth, Some(10.into()), CompletionRule::None);
        (i.accumulation, i.uom) = (Accumulation::Ratio, "%".into());
    });
    stock(&mut reported, "2022-05", "10");
    check(&reported, "p", "2022-05-31", "done 10 — — 0"); // the indicator is the rate itself
}

/// A growth of ten per cent, measured as said.
fn growth_by(by: Growth, accumulation: Accumulation) -> World {
    world(|t, i| {
        (t.kind, t.value, t.completion_rule) = (TargetKind::Growth, Some(10.into()), CompletionRule::None);
        (t.growth, i.accumulation) = (Some(by), accumulation);
    })
}

#[test]
fn growth_against_the_period_before_is_that_of_the_period_alone() {
    let mut totals = growth_by(Growth::Previous, Accumulation::Ytd);
    for (when, total) in [("2022-01", "10"), ("2022-02", "30"), ("2022-03", "52")] {
        totals.ytd("p", when, total);
    }
    check(&totals, "p", "2022-01-31", "unscheduled — — — — [unclear]"); // nobody knows December
    check(&totals, "p", "2022-02-28", "exceeded 100 — — 0"); // 20 after 10
    check(&totals, "p", "2022-03-31", "done 10 — — 0"); // 22 after 20
    totals.ytd("p", "2021-12", "100");
    totals.ytd("p", "2021-11", "80");
    check(&totals, "p", "2022-01-31", "unscheduled -50 — — 60"); // 10 after 20
    let mut since = growth_by(Growth::Previous, Accumulation::SinceStart);
    for (when, total) in [("2021-11", "100"), ("2021-12", "110"), ("2022-01", "121")] {
        since.say("i", M::SinceStart, "p", when, total);
    }
    check(&since, "p", "2022-01-31", "done 10 — — 0"); // 11 after 10
    let mut flow = growth_by(Growth::Previous, Accumulation::PeriodFlow);
    flow.indicators[0].time_rule = TimeRule::Sum;
    for (when, value) in [("2022-04", "50"), ("2022-05", "54")] {
        flow.say("i", M::Period, "p", when, value);
    }
    check(&flow, "p", "2022-05-31", "unscheduled 8 — — 2");
    let mut level = growth_by(Growth::Previous, Accumulation::Stock);
    stock(&mut level, "2022-04", "50");
    stock(&mut level, "2022-05", "56");
    check(&level, "p", "2022-05-31", "exceeded 12 — — 0");
}

#[test]
fn growth_from_a_baseline_and_over_years() {
    let mut simple = growth_by(Growth::Baseline, Accumulation::Stock);
    simple.targets[0].baseline = Some(Baseline { value: 200.into(), period: Some(period("2020")) });
    stock(&mut simple, "2022-05", "219");
    check(&simple, "p", "2022-05-31", "unscheduled 9.5 — — 0.5");
    stock(&mut simple, "2022-05", "220");
    check(&simple, "p", "2022-05-31", "done 10 — — 0");
    let mut mean = growth_by(Growth::AnnualMean, Accumulation::Stock);
    let target = &mut mean.targets[0];
    (target.from, target.deadline) = (Some(day("2021-01-01")), Some(day("2025-12-31")));
    target.baseline = Some(Baseline { value: 100.into(), period: Some(period("2020")) });
    stock(&mut mean, "2021-12", "109");
    stock(&mut mean, "2022-06", "160");
    check(&mean, "p", "2021-11-30", "not_due — — — —"); // no whole year yet
    check(&mean, "p", "2021-12-31", "unscheduled 9 — — 1");
    check(&mean, "p", "2022-06-30", "unscheduled 9 — — 1"); // half a year is no year
    assert_eq!(look(&mean, "p", "2022-06-30").period, Some(period("2021-12")));
    stock(&mut mean, "2022-12", "121");
    check(&mean, "p", "2022-12-31", "done 10 — — 0");
    stock(&mut mean, "2025-12", "161.050999");
    check(&mean, "p", "2025-12-31", "overdue 9.9999998633 — — 0.0000001367"); // by a hair
    stock(&mut mean, "2025-12", "161.051");
    check(&mean, "p", "2025-12-31", "done 10 — — 0");
    mean.targets[0].baseline = Some(Baseline { value: 100.into(), period: None });
    check(&mean, "p", "2022-12-31", "unscheduled — — — — [unclear]"); // from which year?
}

#[test]
fn growth_of_shares_is_in_points() {
    let mut world = growth_by(Growth::YearOnYear, Accumulation::Ratio);
    (world.indicators[0].uom, world.targets[0].value) = ("%".into(), Some(decimal("4.4")));
    stock(&mut world, "2021-05", "53.6");
    stock(&mut world, "2022-05", "58");
    check(&world, "p", "2022-05-31", "done 4.4 — — 0");
}

#[test]
fn who_is_missing_in_the_base_makes_growth_unclear() {
    let mut world = growth_by(Growth::YearOnYear, Accumulation::Ytd);
    for unit in ["a", "b", "c"] {
        world.ytd(unit, "2022-05", "11");
    }
    world.ytd("a", "2021-05", "10");
    world.ytd("b", "2021-05", "10");
    check(&world, "p", "2022-05-31", "exceeded 65 — — 0 [unclear]");
    world.ytd("c", "2021-05", "10");
    check(&world, "p", "2022-05-31", "done 10 — — 0");
}

#[test]
fn a_baseline_is_that_of_its_own_unit() {
    let mut world = growth_by(Growth::Baseline, Accumulation::Stock);
    world.targets[0].baseline = Some(Baseline { value: 1000.into(), period: Some(period("2020-12")) });
    for (when, value) in [("2020-12", "100"), ("2022-05", "110")] {
        world.say("i", M::Stock, "a", when, value);
    }
    check(&world, "a", "2022-05-31", "done 10 — — 0");
    world.targets[0].baseline = Some(Baseline { value: 1000.into(), period: None });
    check(&world, "a", "2022-05-31", "unscheduled — — — — [unclear]");
}

#[test]
fn what_rises_every_year_is_asked_beside_the_level() {
    let mut world = world(|t, i| {
        (t.kind, t.value, t.rising) = (TargetKind::Level, Some(55.into()), true);
        (i.accumulation, i.uom) = (Accumulation::Ratio, "%".into());
    });
    stock(&mut world, "2022-12", "56");
    check(&world, "p", "2022-12-31", "unscheduled 56 101.8% — 0 [unclear]"); // last year is unknown
    stock(&mut world, "2021-12", "55.5");
    check(&world, "p", "2022-12-31", "exceeded 56 101.8% — 0");
    stock(&mut world, "2021-12", "56");
    check(&world, "p", "2022-12-31", "overdue 56 101.8% — 0"); // as much is not more
    assert_eq!(look(&world, "p", "2022-12-31").rise.map(|rise| rise.holds), Some(Some(false)));
    world.targets[0].kind = TargetKind::Keep;
    check(&world, "p", "2022-12-31", "far_behind 56 101.8% — 0"); // what is to be kept up is broken
    assert_eq!(look(&world, "p", "2022-12-31").behind_for, 1);
    world.targets[0].kind = TargetKind::Level;
    stock(&mut world, "2022-12", "54");
    world.indicators[0].direction = Direction::Down;
    world.targets[0].comparator = Comparator::Lte;
    check(&world, "p", "2022-12-31", "done 54 — — 0"); // where less is better, it falls
}

#[test]
fn what_is_found_has_to_be_covered() {
    let mut world = coverage_world();
    villages(&mut world, &[("v1", ""), ("v2", ""), ("v3", ""), ("v4", ""), ("v5", "")]);
    world.indicators.push(indicator("found"));
    let target = &mut world.targets[0];
    target.value = Some(Decimal::ONE);
    target.coverage.as_mut().expect("coverage").threshold = Threshold::Found("found".into());
    let say = |world: &mut World, unit: &str, found: &str, covered: &str| {
        for (indicator, value) in [("found", found), ("income", covered)] {
            if !value.is_empty() {
                world.say(indicator, M::Ytd, unit, "2022-12", value);
            }
        }
    };
    say(&mut world, "v1", "40", "40");
    say(&mut world, "v2", "10", "8");
    say(&mut world, "v3", "nil", ""); // nothing was found: nothing to cover
    say(&mut world, "v4", "50", ""); // found, and nobody knows what became of them
    let found = look(&world, "p", "2022-12-31");
    assert_eq!(line(&found), "far_behind 0.48 48.0% — 0.52");
    let coverage = found.coverage.expect("a coverage");
    assert_eq!((coverage.met, coverage.population, coverage.not_reported), (48, 100, 2));
    assert_eq!(coverage.units(), (2, 5));
    assert_eq!(coverage.below, vec!["v2".into()]);
    assert_eq!(coverage.gap_sum.map(|gap| gap.number_text(0)).as_deref(), Some("2"));
    assert_eq!(coverage.lowest.map(|lowest| lowest.org_unit), Some("v2".into()));
    assert_eq!(found.not_reported, vec!["v5".into(), "v4".into()], "in official order");
    say(&mut world, "v2", "10", "10");
    say(&mut world, "v4", "50", "50");
    check(&world, "p", "2022-12-31", "no_report 1 100.0% — 0"); // what was found in v5 is not known
    say(&mut world, "v5", "0", "0");
    check(&world, "p", "2022-12-31", "done 1 100.0% — 0");
    say(&mut world, "v1", "45", ""); // five more were found
    check(&world, "p", "2022-12-31", "far_behind 0.9524 95.2% — 0.0476");
    say(&mut world, "v5", "0", "3");
    let more = look(&world, "p", "2022-12-31");
    assert!(more.marks.contains(&Mark::Unclear), "more are covered than were found");
}

#[test]
fn a_coverage_may_have_two_tiers() {
    // 5万元以上的村达到100%, 10万元以上的村达到70%: one column, two targets.
    let mut world = coverage_world();
    let incomes = ["120000", "100000", "60000", "150000", "110000"];
    let named: Vec<String> = (1..=5).map(|n| format!("v{n}")).collect();
    let pairs: Vec<(&str, &str)> = named.iter().map(String::as_str).zip(incomes).collect();
    villages(&mut world, &pairs);
    let tier = |world: &mut World, share: &str, threshold: i64| {
        world.targets[0].value = Some(decimal(share));
        world.targets[0].coverage.as_mut().expect("coverage").threshold = Threshold::One(threshold.into());
    };
    tier(&mut world, "1", 50_000);
    check(&world, "p", "2022-12-31", "done 1 100.0% — 0");
    tier(&mut world, "0.7", 100_000);
    check(&world, "p", "2022-12-31", "exceeded 0.8 80.0% — 0");
}

#[test]
fn places_in_a_ranking() {
    let mut world = world(|t, i| {
        (t.kind, t.value, t.completion_rule) = (TargetKind::Rank, Some(3.into()), CompletionRule::None);
        (i.accumulation, i.direction, i.uom) = (Accumulation::Stock, Direction::Down, "位".into());
        i.place_rule = PlaceRule::None;
    });
    stock(&mut world, "2022-05", "3");
    check(&world, "p", "2022-05-31", "done 3 — — 0");
    stock(&mut world, "2022-05", "5");
    check(&world, "p", "2022-05-31", "unscheduled 5 — — 2");
}

#[test]
fn instances_of_recurring_targets_are_judged_alone() {
    let mut world = world(|t, _| {
        (t.from, t.deadline) = (Some(day("2020-01-01")), Some(day("2022-12-31")));
        (t.recurrence, t.value) = (Some(Recurrence::Year), Some(2300.into()));
    });
    world.ytd("p", "2020-12", "2300");
    world.ytd("p", "2021-12", "1000");
    world.ytd("p", "2022-06", "1200");
    check(&world, "p", "2020-12-31", "done 2300 100.0% 0.0 0");
    check(&world, "p", "2021-12-31", "far_behind 1000 43.5% -56.5 1300");
    check(&world, "p", "2022-06-30", "on_track 1200 52.2% +2.2 1100");
    check(&world, "p", "2019-06-30", "not_due — — — —");
    world.ytd("p", "2022-12", "2000");
    check(&world, "p", "2024-01-31", "overdue 2000 87.0% -13.0 300"); // the last instance
    let mut quarterly =
        self::world(|t, _| (t.recurrence, t.value) = (Some(Recurrence::Quarter), Some(1.into())));
    quarterly.ytd("p", "2022-03", "1");
    quarterly.ytd("p", "2022-06", "1");
    check(&quarterly, "p", "2022-03-31", "done 1 100.0% 0.0 0");
    check(&quarterly, "p", "2022-06-30", "not_started 0 0.0% -100.0 1"); // nothing in the second quarter
    let mut odd =
        self::world(|t, _| (t.recurrence, t.value) = (Some(Recurrence::OddQuarter), Some(3.into())));
    for (month, total) in [("03", "3"), ("04", "3"), ("06", "3"), ("08", "4"), ("09", "5"), ("12", "5")] {
        odd.ytd("p", &format!("2022-{month}"), total);
    }
    check(&odd, "p", "2022-03-31", "done 3 100.0% 0.0 0");
    check(&odd, "p", "2022-05-31", "done 3 100.0% 0.0 0"); // the second quarter is nobody's
    check(&odd, "p", "2022-08-31", "far_behind 1 33.3% -33.3 2"); // the third has its own three
    check(&odd, "p", "2022-12-31", "overdue 2 66.7% -33.3 1");
    let later = self::world(|t, _| {
        (t.recurrence, t.from) = (Some(Recurrence::EvenQuarter), Some(day("2022-07-01")));
    });
    check(&later, "p", "2022-08-31", "not_due — — — —"); // its first instance is the fourth
}

#[test]
fn the_version_in_force_judges() {
    let mut world = World::new();
    let mut raised = target("t");
    (raised.valid_from, raised.value) = (Some(day("2022-07-01")), Some(800.into()));
    world.targets.push(raised);
    world.ytd("p", "2022-06", "213");
    world.ytd("p", "2022-07", "250");
    check(&world, "p", "2022-06-30", "on_track 213 53.3% +3.3 187");
    check(&world, "p", "2022-07-15", "on_track 213 53.3% +3.3 187"); // June is judged by what held in June
    check(&world, "p", "2022-07-31", "far_behind 250 31.3% -27.1 550");
}

#[test]
fn units_below_have_their_share_or_no_task() {
    let mut world = World::new();
    world.allocate("a", None, "100");
    world.allocate("b", None, "0");
    world.ytd("a", "2022-06", "40");
    world.ytd("b", "2022-06", "nil");
    world.ytd("c", "2022-06", "3");
    check(&world, "a", "2022-06-30", "behind 40 40.0% -10.0 60");
    check(&world, "b", "2022-06-30", "done 0 — — 0");
    check(&world, "c", "2022-06-30", "no_task — — — —");
    check(&world, "a1", "2022-06-30", "no_task — — — —");
    check(&world, "p", "2022-06-30", "far_behind 43 10.8% -39.3 357");
}

#[test]
fn a_plan_by_period_is_what_is_held_against() {
    let mut world = World::new();
    world.allocate("a", Some("2022-Q1"), "0");
    world.allocate("a", Some("2022-Q2"), "80");
    world.allocate("a", Some("2022-Q4"), "20");
    world.ytd("a", "2022-05", "0");
    check(&world, "a", "2022-05-31", "on_track 0 0.0% 0.0 100"); // nothing is due yet
    world.ytd("a", "2022-06", "60");
    check(&world, "a", "2022-06-30", "far_behind 60 60.0% -20.0 40");
    assert_eq!(look(&world, "a", "2022-06-30").schedule.map(|s| s.convention), Some("curve"));
    let mut curve = self::world(|t, _| {
        t.schedule = Schedule::Curve(vec![
            SchedulePoint { day: day("2022-06-30"), value: 100.into() },
            SchedulePoint { day: day("2022-12-31"), value: 400.into() },
        ]);
    });
    curve.ytd("p", "2022-06", "100");
    check(&curve, "p", "2022-06-30", "on_track 100 25.0% 0.0 300");
}

#[test]
fn the_five_states_reach_the_status_apart() {
    let mut world = World::new();
    world.ytd("p", "2022-05", "na");
    check(&world, "p", "2022-05-31", "no_task — — — — [not_applicable]");
    world.ytd("p", "2022-05", "conflict");
    let found = look(&world, "p", "2022-05-31");
    assert_eq!(line(&found), "no_report — — — — [conflict]");
    assert_eq!(found.conflicts.len(), 1);
    world.ytd("p", "2022-05", "nil");
    check(&world, "p", "2022-05-31", "not_started 0 0.0% -41.7 400");
}

#[test]
fn own_report_and_parts_are_compared() {
    let mut world = World::new();
    world.ytd("p", "2022-05", "200");
    world.ytd("a", "2022-05", "100");
    world.ytd("b", "2022-05", "90");
    let check = look(&world, "p", "2022-05-31").parts_check.expect("both are there");
    assert_eq!((check.difference.number_text(0).as_str(), check.complete), ("10", false));
    world.indicators[0].authority = Authority::Parts;
    let found = look(&world, "p", "2022-05-31");
    assert_eq!(line(&found), "on_track 190 47.5% +5.8 210");
    assert_eq!(found.not_reported, vec!["c".into()]);
}

fn villages(world: &mut World, incomes: &[(&str, &str)]) {
    for (n, (name, income)) in incomes.iter().enumerate() {
        world.unit(name, Level::Village, Some(if n % 2 == 0 { "a1" } else { "b1" }));
        if !income.is_empty() {
            world.say("income", M::Ytd, name, "2022-12", income);
        }
    }
}

fn coverage_world() -> World {
    let mut world = world(|t, _| {
        (t.kind, t.value, t.completion_rule) =
            (TargetKind::Coverage, Some(decimal("0.7")), CompletionRule::Coverage);
        t.coverage = Some(Coverage {
            indicator: "income".into(),
            comparator: Comparator::Gte,
            threshold: Threshold::One(120_000.into()),
            level: Level::Village,
            threshold2: None,
            units: Vec::new(),
            population: None,
        });
    });
    world.indicators.push(Indicator { decimals: 2, ..indicator("income") });
    world
}

#[test]
fn coverage_counts_who_meets_the_rule() {
    let mut world = coverage_world();
    villages(
        &mut world,
        &[("v1", "150000"), ("v2", "120000"), ("v3", "96000"), ("v4", ""), ("v5", "200000")],
    );
    let found = look(&world, "p", "2022-12-31");
    assert_eq!(line(&found), "far_behind 0.6 60.0% — 0.1");
    let coverage = found.coverage.expect("a coverage");
    assert_eq!((coverage.met, coverage.population, coverage.not_reported), (3, 5, 1));
    assert_eq!(coverage.lowest.map(|lowest| lowest.org_unit), Some("v3".into()));
    assert_eq!(coverage.gap_sum.map(|gap| gap.number_text(0)).as_deref(), Some("24000"));
    assert_eq!(coverage.below, vec!["v3".into()]);
    assert_eq!((found.reported, found.expected, found.not_reported), (4, 5, vec!["v4".into()]));
    world.say("income", M::Ytd, "v4", "2022-12", "120000");
    check(&world, "p", "2022-12-31", "exceeded 0.8 80.0% — 0");
    check(&world, "p", "2022-11-30", "no_report — — — —");
    world.say("income", M::Ytd, "v4", "2022-12", "na");
    world.say("income", M::Ytd, "v5", "2022-12", "conflict");
    let found = look(&world, "p", "2022-12-31");
    assert_eq!(line(&found), "far_behind 0.5 50.0% — 0.2 [conflict]");
    check(&world, "a1", "2022-12-31", "far_behind 0.3333 33.3% — 0.3667 [conflict]");
    check(&world, "c", "2022-12-31", "no_task — — — —"); // no village of the rule lies there
}

#[test]
fn coverage_may_name_its_units_and_have_an_upper_end() {
    let mut world = coverage_world();
    villages(&mut world, &[("v1", "2"), ("v2", "3"), ("v3", "5"), ("v4", "6")]);
    let coverage = world.targets[0].coverage.as_mut().expect("coverage");
    (coverage.threshold, coverage.threshold2) = (Threshold::One(3.into()), Some(5.into()));
    coverage.comparator = Comparator::Between;
    check(&world, "p", "2022-12-31", "far_behind 0.5 50.0% — 0.2");
    world.targets[0].coverage.as_mut().expect("coverage").units = vec!["v2".into(), "v3".into(), "v4".into()];
    let found = look(&world, "p", "2022-12-31");
    assert_eq!(line(&found), "far_behind 0.6667 66.7% — 0.0333");
    assert_eq!(found.coverage.expect("a coverage").below, vec!["v4".into()]);
}

#[test]
fn a_stated_population_is_the_denominator() {
    let mut world = coverage_world();
    villages(&mut world, &[("v1", "150000"), ("v2", "120000")]);
    world.targets[0].coverage.as_mut().expect("coverage").population = Some(527);
    let found = look(&world, "p", "2022-12-31").coverage.expect("a coverage");
    assert_eq!((found.met, found.population, found.not_reported), (2, 527, 525));
    world.targets[0].coverage.as_mut().expect("coverage").population = Some(1);
    check(&world, "p", "2022-12-31", "exceeded 2 200.0% — 0 [unclear]");
}

#[test]
fn thresholds_may_depend_on_an_attribute() {
    let mut world = coverage_world();
    villages(&mut world, &[("v1", "160"), ("v2", "160"), ("v3", "160")]);
    world.attribute("v1", "zone", "农区");
    world.attribute("v2", "zone", "牧区");
    let by = [("农区".to_owned(), 200.into()), ("牧区".to_owned(), 150.into())].into();
    world.targets[0].coverage.as_mut().expect("coverage").threshold =
        Threshold::ByAttribute("zone".into(), by);
    let found = look(&world, "p", "2022-12-31");
    assert_eq!(line(&found), "far_behind 0.3333 33.3% — 0.3667 [unclear]");
    let coverage = found.coverage.expect("a coverage");
    assert_eq!((coverage.below, coverage.unclassified), (vec!["v1".into()], vec!["v3".into()]));
}

#[test]
fn coverage_of_counties_may_come_from_their_villages() {
    let mut world = coverage_world();
    villages(&mut world, &[("v1", "60000"), ("v2", "50000"), ("v3", "70000")]);
    world.targets[0].coverage.as_mut().expect("coverage").level = Level::County;
    let found = look(&world, "p", "2022-12-31").coverage.expect("a coverage");
    assert_eq!((found.met, found.population, found.not_reported), (1, 6, 4), "a1 has 130,000, b1 50,000");
}

#[test]
fn settings_of_an_office() {
    let mut world = World::new();
    world.ytd("p", "2022-06", "196");
    check(&world, "p", "2022-06-30", "behind 196 49.0% -1.0 204");
    world.settings.tolerance_points = Decimal::ONE;
    check(&world, "p", "2022-06-30", "on_track 196 49.0% -1.0 204");
    let mut quarterly = World::new();
    quarterly.ytd("p", "2022-Q1", "100");
    check(&quarterly, "p", "2022-05-31", "on_track 100 25.0% 0.0 300");
    quarterly.settings.completed_periods_only = false;
    check(&quarterly, "p", "2022-05-31", "far_behind 100 25.0% -16.7 300");
}

#[test]
fn who_changes_how_often_he_reports_is_judged_by_what_is_reported_now() {
    let mut world = World::new();
    for (when, value) in [("2021-11", "300"), ("2021-12", "330"), ("2022-Q1", "110")] {
        world.ytd("p", when, value);
    }
    check(&world, "p", "2022-05-31", "on_track 110 27.5% +2.5 290");
    world.ytd("p", "2022-05", "170");
    check(&world, "p", "2022-05-31", "on_track 170 42.5% +0.8 230");
}

#[test]
fn what_is_unknown_is_none() {
    let world = World::new();
    let unit = OrgUnitId::new("p");
    world.with("2022-06-30", |facts| {
        assert!(assess(facts, &"?".into(), &unit).is_none());
        assert_eq!(assess_unit(facts, &unit).len(), 1);
        assert!(facts.values.series(&"i".into(), &unit).is_none());
    });
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    const UNITS: [&str; 9] = ["a", "b", "c", "a1", "a2", "b1", "b2", "c1", "p"];

    fn cells() -> impl Strategy<Value = Vec<(usize, u32, String)>> {
        let value = prop_oneof![
            (0i64..1000).prop_map(|n| n.to_string()),
            Just("nil".to_owned()),
            Just("na".to_owned()),
            Just("conflict".to_owned()),
            Just("79228162514264337593543950335".to_owned()),
            Just("-79228162514264337593543950335".to_owned()),
            Just("0.0000000000000000000000000001".to_owned()),
        ];
        prop::collection::vec((0usize..UNITS.len(), 1u32..=12, value), 0..60)
    }

    fn any_target() -> impl Strategy<Value = Target> {
        let value = prop_oneof![
            Just(None),
            Just(Some(Decimal::ZERO)),
            Just(Some(Decimal::MAX)),
            (1i64..900).prop_map(|n| Some(n.into()))
        ];
        let rule = prop::sample::select(CompletionRule::ALL);
        let kind = prop::sample::select(TargetKind::ALL);
        let comparator = prop::sample::select(Comparator::ALL);
        let recurrence = prop_oneof![Just(None), prop::sample::select(Recurrence::ALL).prop_map(Some)];
        (kind, comparator, value.clone(), value, rule, recurrence, 0u8..6).prop_map(
            |(kind, comparator, value, value2, completion_rule, recurrence, shape)| {
                let mut target = target("t");
                (target.kind, target.comparator, target.value, target.value2) =
                    (kind, comparator, value, value2);
                (target.completion_rule, target.recurrence) = (completion_rule, recurrence);
                target.baseline =
                    value2.filter(|_| shape % 2 == 0).map(|value| Baseline { value, period: None });
                target.schedule = match shape {
                    0 => Schedule::CalendarDay,
                    1 => Schedule::Seasonal(vec![Decimal::MAX; 12]),
                    2 => Schedule::Curve(vec![SchedulePoint { day: day("2022-03-31"), value: Decimal::MAX }]),
                    3 => Schedule::YearEnd,
                    _ => Schedule::CalendarMonth,
                };
                if shape == 4 {
                    (target.from, target.deadline) = (None, None);
                }
                target.coverage = (kind == TargetKind::Coverage).then(|| Coverage {
                    indicator: "i".into(),
                    comparator,
                    threshold: Threshold::One(value2.unwrap_or(Decimal::TEN)),
                    level: Level::County,
                    threshold2: None,
                    units: Vec::new(),
                    population: Some(shape.into()),
                });
                target
            },
        )
    }

    fn any_indicator() -> impl Strategy<Value = Indicator> {
        let accumulation = prop::sample::select(Accumulation::ALL);
        let rules = (prop::sample::select(TimeRule::ALL), prop::sample::select(PlaceRule::ALL));
        let whose = (prop::sample::select(Authority::ALL), prop::sample::select(Direction::ALL));
        (accumulation, rules, whose).prop_map(
            |(accumulation, (time_rule, place_rule), (authority, direction))| Indicator {
                accumulation,
                time_rule,
                place_rule,
                authority,
                direction,
                ..indicator("i")
            },
        )
    }

    fn fill(world: &mut World, cells: &[(usize, u32, String)]) {
        for (unit, month, value) in cells {
            for measure in [M::Ytd, M::Period, M::Stock] {
                world.say("i", measure, UNITS[*unit], &format!("2022-{month:02}"), value);
            }
        }
    }

    proptest! {
        #[test]
        fn no_panic_and_every_promise_kept(target in any_target(), indicator in any_indicator(), cells in cells(), month in 1u32..=12) {
            let mut world = World::new();
            (world.targets, world.indicators) = (vec![target], vec![indicator]);
            fill(&mut world, &cells);
            let as_of = format!("2022-{month:02}-28");
            for unit in UNITS {
                let found = look(&world, unit, &as_of);
                prop_assert_eq!(found.expected, found.reported + found.not_reported.len());
                prop_assert!(found.gap.is_none_or(|gap| !gap.is_negative()));
                prop_assert!(found.surplus.is_none_or(|surplus| !surplus.is_negative()));
                let both = found.surplus.zip(found.gap);
                prop_assert!(both.is_none_or(|(surplus, gap)| surplus.is_zero() || gap.is_zero()));
                if found.status == Status::NoTask {
                    prop_assert!(found.goal.is_none() || found.coverage.is_some() || found.marks.contains(&Mark::NotApplicable));
                }
                if found.status.is_met() {
                    prop_assert!(found.gap.is_none_or(Rate::is_zero)); // none: beyond all reason
                }
            }
        }

        #[test]
        fn the_order_of_entry_does_not_matter(cells in cells(), seed in any::<u64>()) {
            // Later cells of one place and month replace earlier ones, so only one of each is kept.
            let mut seen = std::collections::BTreeMap::new();
            for (unit, month, value) in cells {
                seen.insert((unit, month), value);
            }
            let mut once: Vec<_> = seen.into_iter().map(|((unit, month), value)| (unit, month, value)).collect();
            let mut one = World::new();
            fill(&mut one, &once);
            let length = once.len().max(1) as u64;
            once.rotate_left((seed % length) as usize);
            once.reverse();
            let mut other = World::new();
            fill(&mut other, &once);
            for unit in ["p", "a"] {
                prop_assert_eq!(look(&one, unit, "2022-12-31"), look(&other, unit, "2022-12-31"));
            }
        }

        #[test]
        fn more_is_never_worse(low in 0i64..900, more in 0i64..100, month in 1u32..=12) {
            let at = |value: i64| {
                let mut world = World::new();
                let when = format!("2022-{month:02}");
                world.ytd("p", &when, &value.to_string());
                look(&world, "p", &period(&when).last_day().to_string())
            };
            let (less, greater) = (at(low), at(low + more));
            prop_assert!(less.status.urgency() <= greater.status.urgency());
            prop_assert!(less.completion.rate <= greater.completion.rate);
            prop_assert!(less.gap >= greater.gap);
        }

        #[test]
        fn the_whole_is_the_sum_of_its_parts(values in prop::collection::vec(0i64..10_000, 3)) {
            let mut world = World::new();
            for (unit, value) in ["a", "b", "c"].iter().zip(&values) {
                world.ytd(unit, "2022-06", &value.to_string());
            }
            let found = look(&world, "p", "2022-06-30");
            prop_assert_eq!(found.actual, Rate::whole(values.iter().sum::<i64>().into()));
        }
    }
}

#[test]
fn an_old_period_is_judged_by_the_breakdown_of_its_version() {
    let mut world = World::new();
    let raised = Target { valid_from: Some(day("2022-07-01")), value: Some(500.into()), ..target("t") };
    world.targets.push(raised);
    for unit in ["a", "b"] {
        world.allocate(unit, None, "200");
        world.ytd(unit, "2022-06", "100");
        world.ytd(unit, "2022-08", "150");
    }
    check(&world, "a", "2022-06-30", "on_track 100 50.0% 0.0 100");
    check(&world, "a", "2022-08-31", "on_track 150 75.0% +8.3 50");
    let share = crate::targets::Allocation {
        target: "t".into(),
        valid_from: Some(day("2022-07-01")),
        org_unit: "a".into(),
        period: None,
        value: decimal("300"),
        note: None,
    };
    world.allocations.push(share);
    check(&world, "a", "2022-06-30", "on_track 100 50.0% 0.0 100");
    check(&world, "a", "2022-08-31", "far_behind 150 50.0% -16.7 150");
    check(&world, "b", "2022-08-31", "no_task — — — —");
}
