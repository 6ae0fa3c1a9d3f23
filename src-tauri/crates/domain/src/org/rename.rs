//! Another name from a day on: the days before keep the old one.

use super::{OrgUnit, UnitPosition};
use crate::kernel::Date;

/// A unit under another name, and the positions that say what it was called when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The unit; its name is the latest one, all others stay as aliases.
    pub unit: OrgUnit,
    /// The positions that changed or are new.
    pub positions: Vec<UnitPosition>,
}

/// Gives a unit a name from a day on, up to the next day on which it was renamed already. `held` are
/// the unit's positions. None where the unit stood nowhere on that day.
pub fn renamed(unit: &OrgUnit, held: &[UnitPosition], name: &str, from: Date) -> Option<Renamed> {
    let mut stretches: Vec<(UnitPosition, String)> = held
        .iter()
        .map(|position| (position.clone(), position.name_then.as_ref().unwrap_or(&unit.name).clone()))
        .collect();
    stretches.sort_by_key(|(position, _)| position.from);
    let mut at = stretches.iter().position(|(position, _)| position.holds_on(from))?;
    let (position, old) = stretches[at].clone();
    if position.from != Some(from) {
        let before = UnitPosition { to: from.pred_opt(), successor: None, ..position.clone() };
        stretches.insert(at, (before, old.clone()));
        at += 1;
        stretches[at].0.from = Some(from);
    }
    for (_, called) in stretches[at..].iter_mut().take_while(|(_, called)| *called == old) {
        name.clone_into(called);
    }

    let mut unit = unit.clone();
    let latest = stretches.last().map(|(_, called)| called.clone())?;
    let before = std::mem::replace(&mut unit.name, latest);
    for called in stretches.iter().map(|(_, called)| called).chain([&before]) {
        if *called != unit.name && !unit.aliases.contains(called) {
            unit.aliases.push(called.clone());
        }
    }
    let positions = stretches
        .into_iter()
        .map(|(position, called)| UnitPosition {
            name_then: (called != unit.name).then_some(called),
            ..position
        })
        .filter(|position| !held.contains(position))
        .collect();
    Some(Renamed { unit, positions })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::org::{Level, Tree, Units};

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    /// A unit with its positions, written back as a ledger would.
    struct Kept(OrgUnit, Vec<UnitPosition>);

    impl Kept {
        fn new(spans: &[(Option<&str>, Option<&str>)]) -> Self {
            let unit = OrgUnit {
                id: "u".into(),
                name: "甲乡".to_owned(),
                level: Level::Township,
                code: None,
                pseudo: false,
                attributes: BTreeMap::new(),
                aliases: Vec::new(),
            };
            let position = |(from, to): &(Option<&str>, Option<&str>)| UnitPosition {
                org_unit: "u".into(),
                parent: None,
                from: from.map(day),
                to: to.map(day),
                order: 0,
                successor: None,
                name_then: None,
            };
            Self(unit, spans.iter().map(position).collect())
        }

        fn rename(&mut self, name: &str, from: &str) {
            let done = renamed(&self.0, &self.1, name, day(from)).expect("it stood somewhere");
            for position in done.positions {
                self.1.retain(|held| held.key() != position.key());
                self.1.push(position);
            }
            self.0 = done.unit;
        }

        fn on(&self, text: &str) -> String {
            let units = Units::new([self.0.clone()], self.1.clone());
            let tree = Tree::on(day(text), Arc::new(units));
            tree.get(&"u".into()).map_or_else(String::new, |unit| unit.name.to_owned())
        }
    }

    #[test]
    fn a_name_holds_from_its_day_to_the_next() {
        let mut unit = Kept::new(&[(None, None)]);
        unit.rename("甲镇", "2021-01-01");
        unit.rename("乙镇", "2023-01-01");
        unit.rename("丙镇", "2022-01-01");
        let days = ["2020-12-31", "2021-01-01", "2021-12-31", "2022-06-30", "2022-12-31", "2023-01-01"];
        assert_eq!(days.map(|at| unit.on(at)), ["甲乡", "甲镇", "甲镇", "丙镇", "丙镇", "乙镇"]);
        assert_eq!(unit.0.name, "乙镇");
        assert_eq!(unit.0.aliases, ["甲乡", "甲镇", "丙镇"]);
    }

    #[test]
    fn a_name_passes_over_a_move_and_stops_at_the_end() {
        let mut unit = Kept::new(&[(None, Some("2021-12-31")), (Some("2022-01-01"), Some("2023-12-31"))]);
        unit.rename("甲镇", "2021-07-01");
        assert_eq!(unit.on("2021-06-30"), "甲乡");
        assert_eq!(unit.on("2021-07-01"), "甲镇");
        assert_eq!(unit.on("2023-12-31"), "甲镇");
        assert_eq!(unit.on("2024-01-01"), "", "it is no more");
        assert!(renamed(&unit.0, &unit.1, "乙镇", day("2024-01-01")).is_none());
    }

    #[test]
    fn the_day_of_a_move_needs_no_new_stretch_and_a_name_may_come_back() {
        let mut unit = Kept::new(&[(None, Some("2021-12-31")), (Some("2022-01-01"), None)]);
        unit.rename("甲镇", "2022-01-01");
        assert_eq!(unit.1.len(), 2);
        unit.rename("甲乡", "2023-01-01");
        assert_eq!(
            ["2021-12-31", "2022-12-31", "2023-01-01"].map(|at| unit.on(at)),
            ["甲乡", "甲镇", "甲乡"]
        );
        let again = renamed(&unit.0, &unit.1, "甲乡", day("2024-01-01")).expect("it stands");
        assert_eq!(again.unit, unit.0, "the same name changes nothing but cuts a stretch");
    }
}
