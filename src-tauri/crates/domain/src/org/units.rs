//! All units with their places over time, a short line each: of nearly every unit nothing is known but a name, a
//! level and one place it always had, and there may be as many units as a nation has villages.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use hashbrown::HashTable;

use super::{Level, OrgUnit, UnitPosition};
use crate::kernel::{Date, OrgUnitId};

/// The units of a ledger.
#[derive(Clone, Debug, Default)]
pub struct Units {
    /// The ids that were heard of, in that order; a unit is known by its slot here.
    ids: Vec<OrgUnitId>,
    lines: Vec<Line>,
    /// The slots by id.
    slots: HashTable<u32>,
    hasher: RandomState,
    /// All names, one behind the other.
    names: String,
    /// Sets of attributes, each once; the first is empty.
    markings: Vec<Arc<Attributes>>,
    marking_of: BTreeMap<Arc<Attributes>, u32>,
    aliases: HashMap<u32, Vec<String>>,
    /// Codes that are not the unit's id.
    codes: HashMap<u32, String>,
    /// The places of units that did not always have one and the same.
    dated: BTreeMap<u32, Vec<UnitPosition>>,
    defined: usize,
}

type Attributes = BTreeMap<String, String>;

/// What is known of a slot.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Where its name begins, and how long it is.
    name: (u32, u32),
    marking: u32,
    parent: Option<Slot>,
    order: u32,
    level: Level,
    pseudo: bool,
    is_defined: bool,
    has_aliases: bool,
    code: Code,
    stands: Stands,
}

/// A slot that may be missing, in four bytes.
type Slot = std::num::NonZeroU32;

#[derive(Clone, Copy, Debug)]
enum Code {
    None,
    /// The same as its id.
    Own,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// It has no place.
    Nowhere,
    /// It always had this one.
    Always,
    Dated,
}

/// A unit. Its name is that of the day of the tree it was asked of; asked of all units, the latest.
#[derive(Clone, Copy, Debug)]
pub struct Unit<'a> {
    /// Its id.
    pub id: &'a OrgUnitId,
    /// Its name.
    pub name: &'a str,
    /// Its level.
    pub level: Level,
    /// A statistical unit that is not a real place.
    pub pseudo: bool,
    units: &'a Units,
    slot: u32,
}

impl<'a> Unit<'a> {
    /// The 12-digit division code or the credit code.
    pub fn code(&self) -> Option<&'a str> {
        match self.units.line(self.slot).code {
            Code::None => None,
            Code::Own => Some(self.id.as_str()),
            Code::Other => self.units.codes.get(&self.slot).map(String::as_str),
        }
    }

    /// An attribute that rules may ask for.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.units.markings[self.marking()].get(name).map(String::as_str)
    }

    /// Which set of attributes it has: units with the same number have the same ones.
    pub fn marking(&self) -> usize {
        self.units.line(self.slot).marking as usize
    }

    /// Its other names, the one it bears now among them where it was called otherwise on the day.
    pub fn aliases(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let others = self.units.aliases.get(&self.slot).filter(|_| self.units.line(self.slot).has_aliases);
        let now = self.units.name(self.slot);
        others.into_iter().flatten().map(String::as_str).chain((now != self.name).then_some(now))
    }

    /// The same under the name of a day.
    pub(super) fn called(self, name: &'a str) -> Self {
        Self { name, ..self }
    }

    /// All of it.
    pub fn to_owned(&self) -> OrgUnit {
        OrgUnit {
            id: self.id.clone(),
            name: self.name.to_owned(),
            level: self.level,
            code: self.code().map(str::to_owned),
            pseudo: self.pseudo,
            attributes: BTreeMap::clone(&self.units.markings[self.marking()]),
            aliases: self.aliases().map(str::to_owned).collect(),
        }
    }
}

impl Units {
    /// Units with their places.
    pub fn new(
        units: impl IntoIterator<Item = OrgUnit>,
        positions: impl IntoIterator<Item = UnitPosition>,
    ) -> Self {
        let mut all = Self::default();
        units.into_iter().for_each(|unit| all.put(&unit));
        positions.into_iter().for_each(|position| all.put_position(&position));
        all
    }

    /// The unit.
    pub fn get(&self, id: &OrgUnitId) -> Option<Unit<'_>> {
        self.unit(self.slot(id)?)
    }

    /// Whether there is such a unit.
    pub fn contains(&self, id: &OrgUnitId) -> bool {
        self.slot(id).is_some_and(|slot| self.line(slot).is_defined)
    }

    /// All units, as they were heard of.
    pub fn iter(&self) -> impl Iterator<Item = Unit<'_>> {
        (0..self.slots()).filter_map(|slot| self.unit(slot))
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.defined
    }

    /// Whether there is no unit.
    pub fn is_empty(&self) -> bool {
        self.defined == 0
    }

    /// The places of a unit, in the order of their days.
    pub fn positions(&self, id: &OrgUnitId) -> Vec<UnitPosition> {
        self.slot(id).map(|slot| self.positions_at(slot)).unwrap_or_default()
    }

    /// The places of all units.
    pub fn all_positions(&self) -> impl Iterator<Item = UnitPosition> + '_ {
        (0..self.slots()).flat_map(|slot| self.positions_at(slot))
    }

    /// The highest order of those that stand or stood below a unit.
    pub fn last_order_below(&self, parent: &OrgUnitId) -> Option<u32> {
        let above = self.slot(parent).map(Self::some);
        let always =
            self.lines.iter().filter(|line| line.stands == Stands::Always && Some(line.parent) == above);
        let dated = self.dated.values().flatten().filter(|position| position.parent.as_ref() == Some(parent));
        always.map(|line| line.order).chain(dated.map(|position| position.order)).max()
    }

    /// The sets of attributes that units have, each once.
    pub fn attributes(&self) -> impl Iterator<Item = &BTreeMap<String, String>> {
        let mut occurs = vec![false; self.markings.len()];
        let defined = self.lines.iter().filter(|line| line.is_defined);
        defined.for_each(|line| occurs[line.marking as usize] = true);
        self.markings.iter().zip(occurs).filter(|(_, occurs)| *occurs).map(|(set, _)| set.as_ref())
    }

    /// The last day up to one on which a unit began to stand somewhere, or no longer stood there; none: on that
    /// day everything stands as it did from the beginning.
    pub fn last_change(&self, day: Date) -> Option<Date> {
        let begins = |position: &UnitPosition| [position.from, position.to.and_then(|to| to.succ_opt())];
        let all = self.dated.values().flatten().flat_map(begins).flatten();
        all.filter(|begin| *begin <= day).max()
    }

    /// Puts a unit in the place of what was known of it.
    pub fn put(&mut self, unit: &OrgUnit) {
        let slot = self.slot_or_new(&unit.id);
        let line = *self.line(slot);
        let name = if line.is_defined && self.name(slot) == unit.name {
            line.name
        } else {
            let begins = self.names.len() as u32;
            self.names.push_str(&unit.name);
            (begins, unit.name.len() as u32)
        };
        let code = match unit.code.as_deref() {
            None => Code::None,
            Some(code) if code == unit.id.as_str() => Code::Own,
            Some(code) => {
                self.codes.insert(slot, code.to_owned());
                Code::Other
            }
        };
        if !unit.aliases.is_empty() {
            self.aliases.insert(slot, unit.aliases.clone());
        }
        let marking = self.marking(&unit.attributes);
        self.defined += usize::from(!line.is_defined);
        self.lines[slot as usize] = Line {
            name,
            marking,
            level: unit.level,
            pseudo: unit.pseudo,
            is_defined: true,
            has_aliases: !unit.aliases.is_empty(),
            code,
            ..line
        };
    }

    /// Takes a unit out; its places stay.
    pub fn remove(&mut self, id: &OrgUnitId) {
        if let Some(slot) = self.slot(id) {
            let line = &mut self.lines[slot as usize];
            self.defined -= usize::from(std::mem::take(&mut line.is_defined));
        }
    }

    /// Puts a place in, for that of the same unit from the same day.
    pub fn put_position(&mut self, position: &UnitPosition) {
        self.remove_position(&position.org_unit, position.from);
        let slot = self.slot_or_new(&position.org_unit);
        let line = *self.line(slot);
        let UnitPosition { from, to, successor, name_then, .. } = position;
        let always = from.is_none() && to.is_none() && successor.is_none() && name_then.is_none();
        if always && line.stands == Stands::Nowhere {
            let parent = position.parent.as_ref().and_then(|parent| Self::some(self.slot_or_new(parent)));
            self.lines[slot as usize] =
                Line { parent, order: position.order, stands: Stands::Always, ..line };
            return;
        }
        let mut places = self.positions_at(slot);
        places.push(position.clone());
        places.sort_by_key(|position| position.from);
        self.dated.insert(slot, places);
        self.lines[slot as usize].stands = Stands::Dated;
    }

    /// Takes the place of a unit from a day on out.
    pub fn remove_position(&mut self, id: &OrgUnitId, from: Option<Date>) {
        let Some(slot) = self.slot(id) else { return };
        let line = &mut self.lines[slot as usize];
        match line.stands {
            Stands::Always if from.is_none() => line.stands = Stands::Nowhere,
            Stands::Nowhere | Stands::Always => {}
            Stands::Dated => {
                let places = self.dated.entry(slot).or_default();
                places.retain(|position| position.from != from);
                if places.is_empty() {
                    self.dated.remove(&slot);
                    line.stands = Stands::Nowhere;
                }
            }
        }
    }

    // Slots: numbers of ids that were heard of, be they defined or not.

    /// How many ids were heard of: the numbers below are theirs.
    pub fn slots(&self) -> u32 {
        self.ids.len() as u32
    }

    /// The number of an id.
    pub fn slot(&self, id: &OrgUnitId) -> Option<u32> {
        let hash = self.hasher.hash_one(id);
        self.slots.find(hash, |slot| self.ids[*slot as usize] == *id).copied()
    }

    /// The id of a number.
    pub fn id(&self, slot: u32) -> &OrgUnitId {
        &self.ids[slot as usize]
    }

    /// The unit of a number.
    pub fn unit(&self, slot: u32) -> Option<Unit<'_>> {
        let line = self.lines.get(slot as usize).filter(|line| line.is_defined)?;
        Some(Unit {
            id: self.id(slot),
            name: self.name(slot),
            level: line.level,
            pseudo: line.pseudo,
            units: self,
            slot,
        })
    }

    /// Where a unit stands on a day.
    pub(super) fn place_on(&self, slot: u32, day: Date) -> PlaceOn<'_> {
        let line = self.line(slot);
        match line.stands {
            _ if !line.is_defined => PlaceOn::Nowhere,
            Stands::Nowhere => PlaceOn::Loose,
            Stands::Always => {
                PlaceOn::Below { parent: line.parent.map(Self::number), order: line.order, name: None }
            }
            Stands::Dated => {
                let places = self.dated.get(&slot).into_iter().flatten();
                // Of several that hold the one that began last.
                let Some(held) = places.rev().find(|position| position.holds_on(day)) else {
                    return PlaceOn::Nowhere;
                };
                let parent = held.parent.as_ref().and_then(|parent| self.slot(parent));
                PlaceOn::Below { parent, order: held.order, name: held.name_then.as_deref() }
            }
        }
    }

    fn name(&self, slot: u32) -> &str {
        let (begins, length) = self.line(slot).name;
        self.names.get(begins as usize..(begins + length) as usize).unwrap_or_default()
    }

    fn line(&self, slot: u32) -> &Line {
        &self.lines[slot as usize]
    }

    fn positions_at(&self, slot: u32) -> Vec<UnitPosition> {
        let line = self.line(slot);
        match line.stands {
            Stands::Nowhere => Vec::new(),
            Stands::Always => vec![UnitPosition {
                org_unit: self.id(slot).clone(),
                parent: line.parent.map(|parent| self.id(Self::number(parent)).clone()),
                from: None,
                to: None,
                order: line.order,
                successor: None,
                name_then: None,
            }],
            Stands::Dated => self.dated.get(&slot).cloned().unwrap_or_default(),
        }
    }

    fn slot_or_new(&mut self, id: &OrgUnitId) -> u32 {
        if let Some(slot) = self.slot(id) {
            return slot;
        }
        if self.markings.is_empty() {
            self.marking(&Attributes::new());
        }
        let slot = self.ids.len() as u32;
        self.ids.push(id.clone());
        self.lines.push(Line {
            name: (0, 0),
            marking: 0,
            parent: None,
            order: 0,
            level: Level::Agency,
            pseudo: false,
            is_defined: false,
            has_aliases: false,
            code: Code::None,
            stands: Stands::Nowhere,
        });
        let (ids, hasher) = (&self.ids, &self.hasher);
        let hash = |slot: &u32| hasher.hash_one(&ids[*slot as usize]);
        self.slots.insert_unique(hash(&slot), slot, hash);
        slot
    }

    fn marking(&mut self, attributes: &Attributes) -> u32 {
        if let Some(known) = self.marking_of.get(attributes) {
            return *known;
        }
        let (number, set) = (self.markings.len() as u32, Arc::new(attributes.clone()));
        self.markings.push(Arc::clone(&set));
        self.marking_of.insert(set, number);
        number
    }

    fn some(slot: u32) -> Option<Slot> {
        Slot::new(slot + 1)
    }

    fn number(slot: Slot) -> u32 {
        slot.get() - 1
    }
}

/// Where a unit stands on a day.
pub(super) enum PlaceOn<'a> {
    /// It is not defined, or all its places have ended or not begun.
    Nowhere,
    /// It has no place: it stands at the top.
    Loose,
    Below {
        parent: Option<u32>,
        order: u32,
        /// What it was called then, where that is not its name now.
        name: Option<&'a str>,
    },
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u32) -> Date {
        Date::from_ymd_opt(2022, 1, number).expect("a day")
    }

    #[derive(Clone, Debug)]
    enum Step {
        Put(OrgUnit),
        Remove(OrgUnitId),
        PutPosition(UnitPosition),
        RemovePosition(OrgUnitId, Option<Date>),
    }

    fn id() -> impl Strategy<Value = OrgUnitId> {
        (0_u8..6).prop_map(|id| OrgUnitId::new(id.to_string()))
    }

    fn from() -> impl Strategy<Value = Option<Date>> {
        prop::option::of((1_u32..4).prop_map(day))
    }

    fn text() -> impl Strategy<Value = Option<String>> {
        prop::option::of("[甲乙]{1,2}")
    }

    fn put() -> impl Strategy<Value = Step> {
        let names = ("[甲乙丙]{1,3}", prop::collection::vec("[甲乙]", 0..2), prop::option::of("[0-5]"));
        let zone = prop::option::of("[农牧]");
        (id(), names, 0..Level::ALL.len(), any::<bool>(), zone).prop_map(
            |(id, (name, aliases, code), level, pseudo, zone)| {
                let attributes = zone.map(|zone| ("zone".to_owned(), zone)).into_iter().collect();
                Step::Put(OrgUnit { id, name, level: Level::ALL[level], code, pseudo, attributes, aliases })
            },
        )
    }

    fn put_position() -> impl Strategy<Value = Step> {
        let days = (from(), prop::option::of((1_u32..4).prop_map(day)));
        (id(), prop::option::of(id()), days, 0_u32..3, prop::option::of(id()), text()).prop_map(
            |(org_unit, parent, (from, to), order, successor, name_then)| {
                Step::PutPosition(UnitPosition { org_unit, parent, from, to, order, successor, name_then })
            },
        )
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            3 => put(),
            3 => put_position(),
            1 => id().prop_map(Step::Remove),
            1 => (id(), from()).prop_map(|(id, from)| Step::RemovePosition(id, from)),
        ]
    }

    proptest! {
        #[test]
        fn what_is_put_in_comes_out_again(steps in prop::collection::vec(step(), 0..60)) {
            let mut units = Units::default();
            let mut known: BTreeMap<OrgUnitId, OrgUnit> = BTreeMap::new();
            let mut places: BTreeMap<(OrgUnitId, Option<Date>), UnitPosition> = BTreeMap::new();
            for step in steps {
                match step {
                    Step::Put(unit) => {
                        units.put(&unit);
                        known.insert(unit.id.clone(), unit);
                    }
                    Step::Remove(id) => {
                        units.remove(&id);
                        known.remove(&id);
                    }
                    Step::PutPosition(position) => {
                        units.put_position(&position);
                        places.insert((position.org_unit.clone(), position.from), position);
                    }
                    Step::RemovePosition(id, from) => {
                        units.remove_position(&id, from);
                        places.remove(&(id, from));
                    }
                }
            }
            let held: BTreeMap<OrgUnitId, OrgUnit> =
                units.iter().map(|unit| (unit.id.clone(), unit.to_owned())).collect();
            prop_assert_eq!(&held, &known);
            prop_assert_eq!(units.len(), known.len());
            let mut stood: Vec<UnitPosition> = units.all_positions().collect();
            stood.sort_by(|a, b| (&a.org_unit, a.from).cmp(&(&b.org_unit, b.from)));
            prop_assert_eq!(stood, places.values().cloned().collect::<Vec<_>>());
            for id in (0..6).map(|id| OrgUnitId::new(id.to_string())) {
                let below = places.values().filter(|position| position.parent.as_ref() == Some(&id));
                prop_assert_eq!(units.last_order_below(&id), below.map(|position| position.order).max());
                prop_assert_eq!(units.contains(&id), known.contains_key(&id));
            }
        }
    }
}
