//! Which units the sample has: those of its places, without 社区 and 街道. A village below a 街道
//! stands directly below the county.

use std::collections::{BTreeMap, BTreeSet};

use app::ledger::units_of;
use domain::kernel::OrgUnitId;
use domain::org::{Level, OrgUnit, UnitPosition};

use crate::content::Content;

/// The units with their attributes, and where they stand.
pub(super) fn units(content: &Content) -> (Vec<OrgUnit>, Vec<UnitPosition>) {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for place in &content.places {
        let more = units_of(&place.code, place.deepest);
        found.extend(more.into_iter().filter(|(unit, _)| seen.insert(unit.id.clone())));
    }
    let parents: BTreeMap<OrgUnitId, OrgUnitId> = found
        .iter()
        .filter_map(|(unit, position)| Some((unit.id.clone(), position.parent.clone()?)))
        .collect();
    let chosen = |unit: &OrgUnit| content.selections.iter().all(|selection| selection.chooses(unit));
    let inhabited: BTreeSet<&OrgUnitId> = found
        .iter()
        .filter(|(unit, _)| unit.level == Level::Village && chosen(unit))
        .filter_map(|(unit, _)| parents.get(&unit.id))
        .collect();
    let kept: BTreeSet<OrgUnitId> = found
        .iter()
        .filter(|(unit, _)| chosen(unit) || (unit.pseudo && inhabited.contains(&unit.id)))
        .map(|(unit, _)| unit.id.clone())
        .collect();

    let (mut units, mut positions) = (Vec::new(), Vec::new());
    for (mut unit, mut position) in found {
        if !kept.contains(&unit.id) {
            continue;
        }
        while let Some(left_out) = position.parent.as_ref().filter(|parent| !kept.contains(*parent)) {
            position.parent = parents.get(left_out).cloned();
        }
        for rule in &content.attributes {
            if let Some(value) = rule.value_for(&unit) {
                unit.attributes.insert(rule.attribute.clone(), value.to_owned());
            }
        }
        unit.pseudo &= !content.real.contains(&unit.id);
        units.push(unit);
        positions.push(position);
    }
    (units, positions)
}
