//! The tree of units as it stands on one day. Circles are held back and reported, never followed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Level, OrgUnit, UnitPosition};
use crate::kernel::{Date, OrgUnitId};

/// Units with their places on one day, children in official order.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    units: HashMap<OrgUnitId, OrgUnit>,
    parent: HashMap<OrgUnitId, OrgUnitId>,
    children: HashMap<OrgUnitId, Vec<OrgUnitId>>,
    roots: Vec<OrgUnitId>,
    circular: BTreeSet<OrgUnitId>,
}

impl Tree {
    /// Builds the tree that holds on a day. A unit whose positions have all ended is left out;
    /// a unit without any position stands at the top.
    pub fn on(day: Date, units: Vec<OrgUnit>, positions: &[UnitPosition]) -> Self {
        let mut known: HashMap<OrgUnitId, OrgUnit> =
            units.into_iter().map(|unit| (unit.id.clone(), unit)).collect();
        let mut held: BTreeMap<(u32, OrgUnitId), &UnitPosition> = BTreeMap::new();
        let mut positioned = BTreeSet::new();
        for position in positions {
            positioned.insert(&position.org_unit);
            let Some(unit) = known.get_mut(&position.org_unit) else { continue };
            if position.holds_on(day) {
                if let Some(name) = &position.name_then {
                    unit.aliases.push(std::mem::replace(&mut unit.name, name.clone()));
                }
                held.insert((position.order, position.org_unit.clone()), position);
            }
        }
        let placed: BTreeSet<&OrgUnitId> = held.values().map(|position| &position.org_unit).collect();
        known.retain(|id, _| placed.contains(id) || !positioned.contains(id));

        let mut tree = Self { units: known, ..Self::default() };
        for position in held.values() {
            match &position.parent {
                Some(parent) if tree.units.contains_key(parent) => {
                    tree.parent.insert(position.org_unit.clone(), parent.clone());
                }
                _ => {}
            }
        }
        tree.hold_back_circles();
        for (_, id) in held.keys() {
            match tree.parent.get(id) {
                Some(parent) => tree.children.entry(parent.clone()).or_default().push(id.clone()),
                None => tree.roots.push(id.clone()),
            }
        }
        let mut loose: Vec<OrgUnitId> =
            tree.units.keys().filter(|id| !positioned.contains(id)).cloned().collect();
        loose.sort();
        tree.roots.extend(loose);
        tree
    }

    fn hold_back_circles(&mut self) {
        for start in self.units.keys() {
            let mut seen = BTreeSet::from([start]);
            let mut at = start;
            while let Some(up) = self.parent.get(at) {
                if !seen.insert(up) {
                    if up == start {
                        self.circular.insert(start.clone());
                    }
                    break;
                }
                at = up;
            }
        }
        for id in &self.circular {
            self.parent.remove(id);
        }
    }

    /// The unit.
    pub fn get(&self, id: &OrgUnitId) -> Option<&OrgUnit> {
        self.units.get(id)
    }

    /// The unit's name, or its id where it is unknown.
    pub fn name<'a>(&'a self, id: &'a OrgUnitId) -> &'a str {
        self.units.get(id).map_or(id.as_str(), |unit| unit.name.as_str())
    }

    /// What it belongs to.
    pub fn parent(&self, id: &OrgUnitId) -> Option<&OrgUnitId> {
        self.parent.get(id)
    }

    /// Its children in official order.
    pub fn children(&self, id: &OrgUnitId) -> &[OrgUnitId] {
        self.children.get(id).map_or(&[], Vec::as_slice)
    }

    /// The units at the top.
    pub fn roots(&self) -> &[OrgUnitId] {
        &self.roots
    }

    /// Units whose move would close a circle: they stand at the top until somebody decides.
    pub fn circular(&self) -> &BTreeSet<OrgUnitId> {
        &self.circular
    }

    /// Whether `id` is `top` or lies below it.
    pub fn is_within(&self, id: &OrgUnitId, top: &OrgUnitId) -> bool {
        let mut at = Some(id);
        while let Some(here) = at {
            if here == top {
                return true;
            }
            at = self.parent.get(here);
        }
        false
    }

    /// `top` and everything below it, parents before children, in official order.
    pub fn subtree(&self, top: &OrgUnitId) -> Vec<OrgUnitId> {
        let mut found = Vec::new();
        let mut stack = vec![top.clone()];
        while let Some(id) = stack.pop() {
            stack.extend(self.children(&id).iter().rev().cloned());
            found.push(id);
        }
        found
    }

    /// The real (not pseudo) units of a level under `top`, in official order. Below a place of the level or of a
    /// narrower one there is none.
    pub fn at_level(&self, top: &OrgUnitId, level: Level) -> Vec<OrgUnitId> {
        let mut found = Vec::new();
        let mut stack = vec![top];
        while let Some(id) = stack.pop() {
            let here = self.units.get(id);
            if here.is_some_and(|unit| unit.level == level && !unit.pseudo) {
                found.push(id.clone());
            }
            let leads_down = |unit: &OrgUnit| unit.level < level || unit.level == Level::Agency || id == top;
            if level == Level::Agency || here.is_none_or(leads_down) {
                stack.extend(self.children(id).iter().rev());
            }
        }
        found
    }

    /// All units.
    pub fn units(&self) -> impl Iterator<Item = &OrgUnit> {
        self.units.values()
    }

    /// How many units stand in the tree.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is no unit.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn unit(id: &str, level: Level, pseudo: bool) -> OrgUnit {
        OrgUnit {
            id: id.into(),
            name: id.to_owned(),
            level,
            code: None,
            pseudo,
            attributes: BTreeMap::new(),
            aliases: Vec::new(),
        }
    }

    fn at(id: &str, parent: Option<&str>, from: Option<&str>, to: Option<&str>, order: u32) -> UnitPosition {
        let day = |text: &str| text.parse().expect("a date");
        UnitPosition {
            org_unit: id.into(),
            parent: parent.map(Into::into),
            from: from.map(day),
            to: to.map(day),
            order,
            successor: None,
            name_then: None,
        }
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn children_stand_in_official_order_and_pseudo_units_are_left_out_of_levels() {
        let units = vec![
            unit("c", Level::County, false),
            unit("t1", Level::Township, false),
            unit("t2", Level::Township, false),
            unit("t3", Level::Township, true),
        ];
        let positions = [
            at("c", None, None, None, 0),
            at("t1", Some("c"), None, None, 2),
            at("t2", Some("c"), None, None, 1),
            at("t3", Some("c"), None, None, 3),
        ];
        let tree = Tree::on(day("2022-06-30"), units, &positions);
        let names: Vec<&str> = tree.children(&"c".into()).iter().map(OrgUnitId::as_str).collect();
        assert_eq!(names, ["t2", "t1", "t3"]);
        let real: Vec<OrgUnitId> = tree.at_level(&"c".into(), Level::Township);
        assert_eq!(real, vec!["t2".into(), "t1".into()]);
    }

    #[test]
    fn a_move_holds_from_its_day() {
        let units = || {
            vec![
                unit("a", Level::County, false),
                unit("b", Level::County, false),
                unit("v", Level::Village, false),
            ]
        };
        let positions = [
            at("a", None, None, None, 0),
            at("b", None, None, None, 1),
            at("v", Some("a"), None, Some("2021-12-31"), 0),
            at("v", Some("b"), Some("2022-01-01"), None, 0),
        ];
        let before = Tree::on(day("2021-12-31"), units(), &positions);
        let after = Tree::on(day("2022-01-01"), units(), &positions);
        assert_eq!(before.parent(&"v".into()), Some(&"a".into()));
        assert_eq!(after.parent(&"v".into()), Some(&"b".into()));
    }

    #[test]
    fn a_unit_is_called_as_it_was_called_on_the_day() {
        let units = || vec![unit("新名镇", Level::Township, false)];
        let mut before = at("新名镇", None, None, Some("2021-12-31"), 0);
        before.name_then = Some("旧名乡".to_owned());
        let positions = [before, at("新名镇", None, Some("2022-01-01"), None, 0)];
        let id = "新名镇".into();
        let earlier = Tree::on(day("2021-12-31"), units(), &positions);
        assert_eq!(earlier.name(&id), "旧名乡");
        assert_eq!(
            earlier.get(&id).expect("the unit").aliases,
            ["新名镇"],
            "the name it has now still finds it"
        );
        assert_eq!(Tree::on(day("2022-01-01"), units(), &positions).name(&id), "新名镇");
    }

    #[test]
    fn a_closed_unit_is_not_in_the_later_tree() {
        let positions = [at("a", None, None, Some("2021-12-31"), 0)];
        let tree = Tree::on(day("2022-01-01"), vec![unit("a", Level::County, false)], &positions);
        assert!(tree.is_empty());
    }

    #[test]
    fn circles_are_held_back_and_named() {
        let units = vec![
            unit("a", Level::County, false),
            unit("b", Level::County, false),
            unit("c", Level::Village, false),
        ];
        let positions = [
            at("a", Some("b"), None, None, 0),
            at("b", Some("a"), None, None, 0),
            at("c", Some("a"), None, None, 0),
        ];
        let tree = Tree::on(day("2022-01-01"), units, &positions);
        assert_eq!(tree.circular().len(), 2);
        assert!(tree.is_within(&"c".into(), &"a".into()));
        assert_eq!(tree.subtree(&"a".into()).len(), 2);
    }
}
