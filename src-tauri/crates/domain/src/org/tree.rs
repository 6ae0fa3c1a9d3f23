//! The tree of units as it stands on one day, numbered parents before children, so that all below a unit is a range.
//! Circles are held back and reported, never followed.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::units::PlaceOn;
use super::{Level, Unit, Units};
use crate::kernel::{Date, OrgUnitId};

/// Units with their places on one day, children in official order.
///
/// A unit has a number here: its *place*, counted from the first at the top, parents before children.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    units: Arc<Units>,
    seats: Seats,
    /// By place, the place of what the unit belongs to,
    parents: Vec<u32>,
    /// and the first place behind all that stands below it.
    ends: Vec<u32>,
    circular: BTreeSet<OrgUnitId>,
    /// What units were called on the day, where that is not their name now, by slot.
    names: HashMap<u32, String>,
}

/// No place, or no unit.
const NONE: u32 = u32::MAX;

/// Which unit has which place.
#[derive(Clone, Debug)]
enum Seats {
    /// So many units were heard of in the order of the tree, and all stand in it: a slot is a place.
    AsHeard(u32),
    Else {
        /// By place, the slot of the unit.
        slots: Vec<u32>,
        /// By slot, the place.
        places: Vec<u32>,
    },
}

impl Default for Seats {
    fn default() -> Self {
        Self::AsHeard(0)
    }
}

impl Seats {
    fn new(slots: Vec<u32>, places: Vec<u32>) -> Self {
        let count = places.len() as u32;
        if slots.iter().copied().eq(0..count) { Self::AsHeard(count) } else { Self::Else { slots, places } }
    }

    /// The slot at a place that there is.
    fn slot(&self, place: usize) -> u32 {
        match self {
            Self::AsHeard(_) => place as u32,
            Self::Else { slots, .. } => slots[place],
        }
    }

    fn place(&self, slot: u32) -> Option<usize> {
        let place = match self {
            Self::AsHeard(count) => Some(slot).filter(|slot| slot < count),
            Self::Else { places, .. } => places.get(slot as usize).copied().filter(|place| *place != NONE),
        };
        place.map(|place| place as usize)
    }
}

/// Where the slots stand before they are numbered.
struct Drawn {
    /// By slot, the slot of what it belongs to.
    above: Vec<u32>,
    /// By slot, its order among its siblings; behind all others: it has no place at all.
    orders: Vec<u64>,
    /// The slots that are in the tree.
    here: Vec<u32>,
    names: HashMap<u32, String>,
}

impl Drawn {
    fn on(day: Date, units: &Units) -> Self {
        let slots = units.slots();
        let mut drawn = Self {
            above: vec![NONE; slots as usize],
            orders: vec![0; slots as usize],
            here: Vec::with_capacity(units.len()),
            names: HashMap::new(),
        };
        let mut is_here = vec![false; slots as usize];
        for slot in 0..slots {
            let at = slot as usize;
            match units.place_on(slot, day) {
                PlaceOn::Nowhere => continue,
                PlaceOn::Loose => drawn.orders[at] = u64::MAX,
                PlaceOn::Below { parent, order, name } => {
                    drawn.above[at] = parent.unwrap_or(NONE);
                    drawn.orders[at] = order.into();
                    drawn.names.extend(name.map(|name| (slot, name.to_owned())));
                }
            }
            is_here[at] = true;
            drawn.here.push(slot);
        }
        for above in &mut drawn.above {
            if *above != NONE && !is_here[*above as usize] {
                *above = NONE;
            }
        }
        drawn
    }

    /// Puts those whose move would close a circle at the top, and names them.
    fn hold_back_circles(&mut self) -> Vec<u32> {
        let mut circular = Vec::new();
        let mut walked_by = vec![NONE; self.above.len()];
        for walk in &self.here {
            let mut at = *walk;
            while at != NONE && walked_by[at as usize] == NONE {
                walked_by[at as usize] = *walk;
                at = self.above[at as usize];
            }
            if at != NONE && walked_by[at as usize] == *walk {
                let first = at;
                while circular.last() != Some(&first) {
                    at = self.above[at as usize];
                    circular.push(at);
                }
            }
        }
        for slot in &circular {
            self.above[*slot as usize] = NONE;
        }
        circular
    }

    /// The children of every slot one behind the other in official order, those at the top last; and where those
    /// of a slot begin.
    fn children(&self, units: &Units) -> (Vec<u32>, Vec<u32>) {
        let top = self.above.len();
        let row = |slot: u32| match self.above[slot as usize] {
            NONE => top,
            above => above as usize,
        };
        let mut begins = vec![0_u32; top + 2];
        for slot in &self.here {
            begins[row(*slot) + 1] += 1;
        }
        for at in 1..begins.len() {
            begins[at] += begins[at - 1];
        }
        let mut free = begins.clone();
        let mut children = vec![0_u32; self.here.len()];
        for slot in &self.here {
            let free = &mut free[row(*slot)];
            children[*free as usize] = *slot;
            *free += 1;
        }
        let key = |slot: &u32| (self.orders[*slot as usize], units.id(*slot));
        for pair in begins.windows(2) {
            let siblings = &mut children[pair[0] as usize..pair[1] as usize];
            if !siblings.is_sorted_by_key(key) {
                siblings.sort_by(|a, b| key(a).cmp(&key(b)));
            }
        }
        (children, begins)
    }
}

impl Tree {
    /// Builds the tree that holds on a day. A unit whose positions have all ended is left out;
    /// a unit without any position stands at the top.
    pub fn on(day: Date, units: Arc<Units>) -> Self {
        let mut drawn = Drawn::on(day, &units);
        let circular = drawn.hold_back_circles();
        let circular = circular.into_iter().map(|slot| units.id(slot).clone()).collect();
        let (children, begins) = drawn.children(&units);
        let below = |row: usize| children[begins[row] as usize..begins[row + 1] as usize].iter().rev();

        let count = drawn.here.len();
        let (mut slots, mut parents) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut places = vec![NONE; drawn.above.len()];
        let mut stack: Vec<u32> = below(drawn.above.len()).copied().collect();
        while let Some(slot) = stack.pop() {
            places[slot as usize] = slots.len() as u32;
            slots.push(slot);
            parents.push(match drawn.above[slot as usize] {
                NONE => NONE,
                above => places[above as usize],
            });
            stack.extend(below(slot as usize));
        }
        let mut ends: Vec<u32> = (1..=count as u32).collect();
        for place in (0..count).rev() {
            if let Some(above) = ends.get(parents[place] as usize).copied() {
                ends[parents[place] as usize] = above.max(ends[place]);
            }
        }
        let seats = Seats::new(slots, places);
        Self { seats, parents, ends, circular, names: drawn.names, units }
    }

    /// The unit.
    pub fn get(&self, id: &OrgUnitId) -> Option<Unit<'_>> {
        self.at(self.place(id)?)
    }

    /// The unit's name, or its id where it is unknown.
    pub fn name<'a>(&'a self, id: &'a OrgUnitId) -> &'a str {
        self.get(id).map_or(id.as_str(), |unit| unit.name)
    }

    /// What it belongs to.
    pub fn parent(&self, id: &OrgUnitId) -> Option<&OrgUnitId> {
        let above = self.parents[self.place(id)?];
        self.id_at(above as usize)
    }

    /// Its children in official order.
    pub fn children(&self, id: &OrgUnitId) -> impl Iterator<Item = &OrgUnitId> {
        let below = self.below(id);
        self.side_by_side(below.start.saturating_add(1)..below.end)
    }

    /// Whether anything stands below it.
    pub fn has_children(&self, id: &OrgUnitId) -> bool {
        self.below(id).len() > 1
    }

    /// The units at the top.
    pub fn roots(&self) -> impl Iterator<Item = &OrgUnitId> {
        self.side_by_side(0..self.len())
    }

    /// Units whose move would close a circle: they stand at the top until somebody decides.
    pub fn circular(&self) -> &BTreeSet<OrgUnitId> {
        &self.circular
    }

    /// Whether `id` is `top` or lies below it.
    pub fn is_within(&self, id: &OrgUnitId, top: &OrgUnitId) -> bool {
        id == top || self.place(id).is_some_and(|place| self.below(top).contains(&place))
    }

    /// `top` and everything below it, parents before children, in official order.
    pub fn subtree(&self, top: &OrgUnitId) -> impl ExactSizeIterator<Item = &OrgUnitId> {
        self.below(top).map(|place| self.units.id(self.seats.slot(place)))
    }

    /// The real (not pseudo) units of a level under `top`, in official order. Below a place of the level or of a
    /// narrower one there is none.
    pub fn at_level(&self, top: &OrgUnitId, level: Level) -> Vec<OrgUnitId> {
        let below = self.below(top);
        let first = below.start;
        let mut found = Vec::new();
        let mut place = first;
        while let Some(unit) = self.at(place).filter(|_| place < below.end) {
            if unit.level == level && !unit.pseudo {
                found.push(unit.id.clone());
            }
            let leads_down = unit.level < level || unit.level == Level::Agency || place == first;
            let goes_down = level == Level::Agency || leads_down;
            place = if goes_down { place + 1 } else { self.ends[place] as usize };
        }
        found
    }

    /// All units, parents before children.
    pub fn units(&self) -> impl Iterator<Item = Unit<'_>> {
        (0..self.len()).filter_map(|place| self.at(place))
    }

    /// How many units stand in the tree.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no unit.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The place of a unit.
    pub fn place(&self, id: &OrgUnitId) -> Option<usize> {
        self.place_of_slot(self.units.slot(id)?)
    }

    /// The place of a slot of [`Units`].
    pub fn place_of_slot(&self, slot: u32) -> Option<usize> {
        self.seats.place(slot)
    }

    /// The places of a unit and of all below it; empty where it does not stand in the tree.
    pub fn below(&self, top: &OrgUnitId) -> Range<usize> {
        self.place(top).map_or(0..0, |place| place..self.ends[place] as usize)
    }

    /// The first place behind a place and all that stands below it.
    pub fn end(&self, place: usize) -> usize {
        self.ends.get(place).map_or(place, |end| *end as usize)
    }

    /// The unit at a place.
    pub fn at(&self, place: usize) -> Option<Unit<'_>> {
        let slot = self.slot_at(place)?;
        let unit = self.units.unit(slot)?;
        Some(match self.names.is_empty() {
            true => unit,
            false => unit.called(self.names.get(&slot).map_or(unit.name, String::as_str)),
        })
    }

    /// The id of the unit at a place.
    pub fn id_at(&self, place: usize) -> Option<&OrgUnitId> {
        self.slot_at(place).map(|slot| self.units.id(slot))
    }

    /// The slot of [`Units`] at a place.
    pub fn slot_at(&self, place: usize) -> Option<u32> {
        (place < self.len()).then(|| self.seats.slot(place))
    }

    /// Units that follow each other in a range of places, without what stands below each.
    fn side_by_side(&self, range: Range<usize>) -> impl Iterator<Item = &OrgUnitId> {
        let mut at = range.start;
        std::iter::from_fn(move || {
            let place = (at < range.end).then_some(at)?;
            at = self.end(place);
            self.id_at(place)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::org::{OrgUnit, UnitPosition};

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

    fn tree_on(text: &str, units: Vec<OrgUnit>, positions: &[UnitPosition]) -> Tree {
        Tree::on(day(text), Arc::new(Units::new(units, positions.iter().cloned())))
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
        let tree = tree_on("2022-06-30", units, &positions);
        let names: Vec<&str> = tree.children(&"c".into()).map(OrgUnitId::as_str).collect();
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
        let before = tree_on("2021-12-31", units(), &positions);
        let after = tree_on("2022-01-01", units(), &positions);
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
        let earlier = tree_on("2021-12-31", units(), &positions);
        assert_eq!(earlier.name(&id), "旧名乡");
        let also: Vec<&str> = earlier.get(&id).expect("the unit").aliases().collect();
        assert_eq!(also, ["新名镇"], "the name it has now still finds it");
        assert_eq!(tree_on("2022-01-01", units(), &positions).name(&id), "新名镇");
    }

    #[test]
    fn a_closed_unit_is_not_in_the_later_tree() {
        let positions = [at("a", None, None, Some("2021-12-31"), 0)];
        let tree = tree_on("2022-01-01", vec![unit("a", Level::County, false)], &positions);
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
        let tree = tree_on("2022-01-01", units, &positions);
        assert_eq!(tree.circular().len(), 2);
        assert!(tree.is_within(&"c".into(), &"a".into()));
        assert_eq!(tree.subtree(&"a".into()).len(), 2);
    }
}
