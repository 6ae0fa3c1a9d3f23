//! A slow engine, obvious and exact, beside the fast one: random ledgers are judged by both, and what must hold of
//! any ledger is held against the fast one alone.

mod ledger;
mod slow;

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::testing::World;
use super::{Assessment, Status, assess, assess_with_earlier};
use crate::kernel::{Date, OrgUnitId, Rate};
use crate::programmes::{Accumulation, Authority, Direction, PlaceRule, TimeRule};
use crate::targets::{Comparator, Schedule, TargetKind};

use ledger::{Form, Ledger, State, day, ledger, months_end};
use slow::{Answer, Covered, Q, Slow};

fn look(world: &World, unit: &str, day: Date) -> Assessment {
    let unit = OrgUnitId::new(unit);
    world.with(&day.to_string(), |facts| assess(facts, &"t".into(), &unit)).expect("the target is known")
}

/// A rate of the fast engine as a fraction of the slow one's.
fn fraction(rate: Rate) -> Q {
    let (part, whole) = rate.parts();
    Q::new(part.into(), whole.into())
}

fn names<'a>(units: impl IntoIterator<Item = &'a OrgUnitId>) -> BTreeSet<String> {
    units.into_iter().map(|unit| unit.as_str().to_owned()).collect()
}

/// What the fast engine found, in the slow one's words.
fn answer(found: &Assessment) -> Answer {
    let of = |rate: Option<Rate>| rate.map(fraction);
    let covered = found.coverage.as_ref().map(|coverage| Covered {
        met: coverage.met,
        population: coverage.population,
        not_reported: coverage.not_reported,
        below: names(&coverage.below),
        gap_sum: of(coverage.gap_sum),
    });
    Answer {
        status: found.status.code(),
        actual: of(found.actual),
        rate: of(found.completion.rate),
        planned: of(found.schedule.map(|schedule| schedule.expected)),
        variance: of(found.schedule.and_then(|schedule| schedule.variance)),
        gap: of(found.gap),
        reported: found.reported,
        expected: found.expected,
        missing: names(&found.not_reported),
        covered,
        was_behind: found.marks.contains(&super::Mark::WasBehind),
        behind_for: found.behind_for,
    }
}

/// The same in other words: what stays when units change their names and order.
fn whole(ledger: &Ledger, unit: &str, day: Date) -> Answer {
    answer(&look(&ledger.world(), unit, day))
}

/// A total of the year that adds up over places, by the end of 2022, asked of counties throughout and reported by them
/// alone.
fn adding_up(ledger: Ledger) -> Ledger {
    let day = |text: &str| text.parse().expect("a day");
    Ledger {
        accumulation: Accumulation::Ytd,
        time_rule: TimeRule::Last,
        place_rule: PlaceRule::Sum,
        direction: Direction::Up,
        authority: Authority::Own,
        kind: TargetKind::Level,
        comparator: Comparator::Gte,
        from: day("2022-01-01"),
        deadline: day("2022-12-31"),
        schedule: Schedule::CalendarMonth,
        forms: vec![Form { parent: "p".into(), from: None, until: None }],
        shares: Vec::new(),
        cells: ledger.cells.iter().filter(|(unit, ..)| unit.contains('-')).cloned().collect(),
        ..ledger
    }
}

/// How good a status is to have, of a total that is to reach a level; none where it applies to nobody.
fn standing(status: &str) -> Option<usize> {
    let order = [
        "no_report",
        "not_due",
        "not_started",
        "overdue",
        "far_behind",
        "behind",
        "on_track",
        "done",
        "exceeded",
    ];
    order.iter().position(|one| *one == status)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn two_days_at_once_are_two_days(ledger in ledger(), day in day(), back in 0_u64..200) {
        let world = ledger.world();
        let earlier = day - chrono::Days::new(back);
        for unit in ledger.units() {
            let apart = (look(&world, &unit, day), look(&world, &unit, earlier));
            let id = OrgUnitId::new(unit.as_str());
            let (now, then) = world.with(&day.to_string(), |facts| {
                assess_with_earlier(facts, facts.at(earlier), &"t".into(), &id)
            });
            prop_assert_eq!((now, then), (Some(apart.0), Some(apart.1)));
        }
    }

    #[test]
    fn the_slow_engine_and_the_fast_one_agree(ledger in ledger(), day in day()) {
        let world = ledger.world();
        for unit in ledger.units() {
            let slow = Slow { ledger: &ledger, unit: &unit, day }.answer();
            let found = look(&world, &unit, day);
            prop_assert_eq!(answer(&found), slow, "{} as of {}: {:#?}", unit, day, found);
        }
    }

}

proptest! {
    #[test]
    fn the_order_of_entry_changes_nothing(ledger in ledger(), day in day(), turn in 0usize..200) {
        // Of one cell the last word counts; between cells any order will do.
        let mut other = ledger.clone();
        let place = |(unit, month, _): &(String, i32, State)| (unit.clone(), *month);
        if !other.cells.is_empty() {
            let turn = turn % other.cells.len();
            other.cells.sort_by_key(|cell| place(cell));
            let (first, rest) = other.cells.split_at(turn);
            let shared = first.last().zip(rest.first()).is_some_and(|(a, b)| place(a) == place(b));
            if !shared {
                other.cells.rotate_left(turn);
            }
        }
        for unit in ledger.units() {
            prop_assert_eq!(whole(&ledger, &unit, day), whole(&other, &unit, day), "{} as of {}", unit, day);
        }
    }

    #[test]
    fn units_swapped_swap_their_figures_and_nothing_else(ledger in ledger(), day in day(), pick in 0usize..9) {
        // Two counties of one prefecture: each says what the other said and is asked what the other was.
        let pairs: Vec<(String, String)> = ledger.children("p").iter().flat_map(|prefecture| {
            let counties = ledger.children(prefecture);
            counties.iter().cloned().zip(counties.iter().skip(1).cloned()).collect::<Vec<_>>()
        }).collect();
        prop_assume!(!pairs.is_empty());
        let (one, two) = &pairs[pick % pairs.len()];
        let swap = |unit: &str| match unit {
            unit if unit == one => two.clone(),
            unit if unit == two => one.clone(),
            unit => unit.to_owned(),
        };
        let mut other = ledger.clone();
        other.cells = ledger.cells.iter().map(|(unit, month, state)| (swap(unit), *month, *state)).collect();
        other.shares = ledger.shares.iter().map(|(unit, share)| (swap(unit), *share)).collect();
        for unit in ledger.units() {
            let named = |units: BTreeSet<String>| units.iter().map(|unit| swap(unit)).collect::<BTreeSet<_>>();
            let there = whole(&other, &swap(&unit), day);
            let back = Answer {
                missing: named(there.missing),
                covered: there.covered.map(|covered| Covered { below: named(covered.below), ..covered }),
                ..there
            };
            prop_assert_eq!(whole(&ledger, &unit, day), back, "{} as of {}", unit, day);
        }
    }

    #[test]
    fn the_whole_is_the_sum_of_its_parts(ledger in ledger().prop_map(adding_up), day in day()) {
        // Every unit set a target of its own, so that each has a figure of its own.
        let world = ledger.world();
        let figure = |unit: &str| {
            let mut world = ledger.world();
            world.targets[0].org_unit = unit.into();
            look(&world, unit, day)
        };
        let nothing = || Q::from_integer(0.into());
        for unit in ["p".to_owned()].into_iter().chain(ledger.children("p")) {
            let parts: Vec<Assessment> = ledger.children(&unit).iter().map(|part| figure(part)).collect();
            let found = figure(&unit);
            let sum: Q = parts.iter().filter_map(|part| part.actual).map(fraction).sum();
            prop_assert_eq!(found.actual.map_or_else(nothing, fraction), sum, "{} as of {}", unit, day);
            let reported: usize = parts.iter().map(|part| part.reported).sum();
            prop_assert_eq!(found.reported, reported, "{} as of {}", unit, day);
        }
        let county = ledger.counties_below("p").remove(0);
        let share = look(&world, &county, day);
        prop_assert_eq!(share.status, Status::NoTask, "what is asked of the whole is nobody's task below");
    }

    #[test]
    fn who_does_more_never_stands_worse(ledger in ledger().prop_map(adding_up), more in 1i64..5000, pick in 0usize..160) {
        prop_assume!(!ledger.cells.is_empty());
        let pick = pick % ledger.cells.len();
        let (_, month, state) = &ledger.cells[pick];
        let Some(value) = state.number() else { return Ok(()) };
        let day = months_end(*month);
        let mut better = ledger.clone();
        better.cells[pick].2 = State::Number(value + more);
        let (before, after) = (whole(&ledger, "p", day), whole(&better, "p", day));
        prop_assert!(before.rate <= after.rate && before.variance <= after.variance, "{:?} {:?}", before, after);
        prop_assert!(before.gap >= after.gap, "{:?} {:?}", before, after);
        prop_assert!(standing(before.status) <= standing(after.status), "{:?} {:?}", before, after);
        prop_assert_eq!(standing(before.status).is_none(), before.status == "no_task");
    }

    #[test]
    fn figures_are_rounded_at_print_and_nowhere_before(thirds in prop::collection::vec(1i64..9000, 2..6), months in 2i32..12) {
        // The mean of each county is a fraction without end; their sum is still exact.
        let mut ledger = adding_up(base(thirds.len()));
        ledger.accumulation = Accumulation::PeriodFlow;
        ledger.time_rule = TimeRule::Mean;
        for (county, value) in thirds.iter().enumerate() {
            for month in 0..months {
                let value = if month == 0 { *value } else { 0 };
                ledger.cells.push((format!("a0-{county}"), 2022 * 12 + month, State::Number(value)));
            }
        }
        let found = look(&ledger.world(), "p", months_end(2022 * 12 + months - 1));
        let exact = Q::new(thirds.iter().sum::<i64>().into(), (i64::from(months) * 100).into());
        prop_assert_eq!(found.actual.map(fraction), Some(exact));
    }
}

/// One prefecture with so many counties, and nothing said.
fn base(counties: usize) -> Ledger {
    let day = |text: &str| text.parse().expect("a day");
    Ledger {
        counties: vec![counties],
        accumulation: Accumulation::Ytd,
        time_rule: TimeRule::Last,
        place_rule: PlaceRule::Sum,
        direction: Direction::Up,
        authority: Authority::Own,
        kind: TargetKind::Level,
        comparator: Comparator::Gte,
        value: 40_000,
        value2: 0,
        baseline: 0,
        change_by: crate::targets::ChangeBy::Amount,
        unit_comparator: Comparator::Gte,
        threshold: 0,
        from: day("2022-01-01"),
        deadline: day("2022-12-31"),
        schedule: Schedule::CalendarMonth,
        forms: vec![Form { parent: "p".into(), from: None, until: None }],
        shares: Vec::new(),
        cells: Vec::new(),
    }
}
