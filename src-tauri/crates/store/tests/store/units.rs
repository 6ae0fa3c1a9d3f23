//! Units as they are read in one go: whatever came in whatever order, what the packed lines say is what the rows say.

use std::collections::BTreeMap;

use domain::kernel::OrgUnitId;
use domain::ledger::RowKind;
use domain::org::{OrgUnit, UnitPosition, Units};
use proptest::prelude::*;
use store::{Current, DraftRow, Ledger};

use crate::kit::{Desk, fields, fill};

/// What a step of a user does to units.
#[derive(Clone, Debug)]
enum Step {
    /// A unit and its name.
    Name(u8, u8),
    /// A unit, what it belongs to, and from when; none: it always did.
    Stand(u8, u8, Option<u8>),
    /// A unit beside what is said of it: two who did not know of each other.
    Beside(u8, u8),
    /// A unit is no more.
    Retract(u8),
    /// A place is no more.
    Leave(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let unit = || 0_u8..5;
    prop_oneof![
        4 => (unit(), 0_u8..3).prop_map(|(unit, name)| Step::Name(unit, name)),
        4 => (unit(), unit(), prop::option::of(1_u8..4)).prop_map(|(unit, above, from)| Step::Stand(unit, above, from)),
        1 => (unit(), 0_u8..3).prop_map(|(unit, name)| Step::Beside(unit, name)),
        1 => unit().prop_map(Step::Retract),
        1 => unit().prop_map(Step::Leave),
    ]
}

fn named(unit: u8, name: u8) -> DraftRow {
    let said = fields(&[("name", &format!("名{name}")), ("level", "village"), ("code", &format!("u{unit}"))]);
    DraftRow::put(RowKind::OrgUnit, format!("u{unit}"), said)
}

fn stands(unit: u8, above: u8, from: Option<u8>) -> DraftRow {
    let from = from.map_or_else(String::new, |day| format!("2022-01-0{day}"));
    let (id, parent) = (format!("u{unit}"), format!("u{above}"));
    let mut said = vec![("org_unit", id.as_str()), ("parent", parent.as_str()), ("order", "1")];
    if !from.is_empty() {
        said.push(("from", from.as_str()));
    }
    DraftRow::put(RowKind::UnitPosition, format!("{id}@{from}"), fields(&said))
}

fn write(ledger: &mut Ledger, step: &Step) {
    let row = match step {
        Step::Name(unit, name) => named(*unit, *name),
        Step::Stand(unit, above, from) => stands(*unit, *above, *from),
        Step::Beside(unit, name) => named(*unit, *name).replacing(Vec::new()),
        Step::Retract(unit) => DraftRow::retract(RowKind::OrgUnit, format!("u{unit}")),
        Step::Leave(unit) => DraftRow::retract(RowKind::UnitPosition, format!("u{unit}@")),
    };
    fill(ledger, vec![row]);
}

/// The units and places that hold, and the keys that are in conflict.
type Read = (BTreeMap<OrgUnitId, OrgUnit>, Vec<UnitPosition>, Vec<String>);

fn told(plain: Units, others: &[Current]) -> Read {
    let (mut units, mut conflicts) = (plain, Vec::new());
    for head in others {
        match head.settled() {
            None => conflicts.push(head.key.clone()),
            Some(version) if head.kind == RowKind::OrgUnit => {
                units.put(&OrgUnit::from_fields(&head.key, &version.row.content).expect("a unit"));
            }
            Some(version) => {
                units.put_position(&UnitPosition::from_fields(&version.row.content).expect("a place"));
            }
        }
    }
    let mut places: Vec<UnitPosition> = units.all_positions().collect();
    places.sort_by_key(UnitPosition::key);
    conflicts.sort();
    (units.iter().map(|unit| (unit.id.clone(), unit.to_owned())).collect(), places, conflicts)
}

fn in_one_go(ledger: &Ledger) -> Read {
    let mut plain = Units::default();
    let others = ledger.read().units(|_, unit, position| {
        plain.put(unit);
        plain.put_position(position);
    });
    told(plain, &others.expect("read"))
}

fn row_by_row(ledger: &Ledger) -> Read {
    let mut heads = ledger.read().heads(RowKind::OrgUnit).expect("read");
    heads.extend(ledger.read().heads(RowKind::UnitPosition).expect("read"));
    told(Units::default(), &heads)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn units_in_one_go_are_the_units_row_by_row(steps in prop::collection::vec(step(), 1..30)) {
        let desk = Desk::new("d");
        let mut ledger = desk.create();
        for step in &steps {
            write(&mut ledger, step);
        }
        prop_assert_eq!(in_one_go(&ledger), row_by_row(&ledger));
        let before = in_one_go(&ledger);
        ledger.rebuild().expect("made anew");
        prop_assert_eq!(in_one_go(&ledger), before);
        prop_assert!(ledger.verify().expect("verified").findings.is_empty());
    }
}

#[test]
fn a_unit_that_always_had_one_name_and_place_is_told_without_its_rows() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let plain = |ledger: &Ledger| {
        let mut found = Vec::new();
        ledger.read().units(|_, unit, _| found.push(unit.name.clone())).expect("read");
        found
    };
    fill(&mut ledger, vec![named(1, 1), named(2, 1), stands(1, 0, None), stands(2, 1, None)]);
    assert_eq!(plain(&ledger), ["名1", "名1"]);
    fill(&mut ledger, vec![named(2, 2)]);
    assert_eq!(plain(&ledger), ["名1", "名2"], "of another name only the last counts");
    fill(&mut ledger, vec![stands(2, 0, Some(2))]);
    assert_eq!(plain(&ledger), ["名1"], "one that moved is read row by row");
}
