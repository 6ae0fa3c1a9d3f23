//! How the units of a stretch are packed: what is current of 4096 units that follow each other, a few bytes more
//! than their names, so that a tree of a nation is read in one go.
//!
//! Of each unit, in the order of their numbers: how far it is from the one before (varint), what is said here (a
//! byte), its id as far as it differs from the one before; of a unit with one definition level, name, code,
//! attributes and other names; of one that always had one place its order and the id of what it belongs to, as far
//! as that differs from the one before.

use domain::kernel::OrgUnitId;
use domain::org::{Level, OrgUnit, UnitPosition};

use super::column::{push, take};
use crate::error::{Result, StoreError};

/// What is current of a unit's definition or place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Known<T> {
    /// Nothing was ever said.
    #[default]
    Nothing,
    /// This holds, and there is nothing else to know.
    Plain(T),
    /// It has to be read as it was said.
    Other,
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub id: OrgUnitId,
    pub unit: Known<OrgUnit>,
    /// What it belongs to, and its order there.
    pub place: Known<(Option<OrgUnitId>, u32)>,
}

impl Told {
    pub(crate) fn new(id: &str) -> Self {
        Self { id: OrgUnitId::new(id), unit: Known::Nothing, place: Known::Nothing }
    }
}

/// The units of a stretch with their places in it, in order.
pub(crate) type Tolds = Vec<(u16, Told)>;

const UNIT: u8 = 1;
const OTHER_UNIT: u8 = 2;
const PLACE: u8 = 4;
const OTHER_PLACE: u8 = 8;
const PSEUDO: u8 = 16;
const OWN_CODE: u8 = 32;
const MORE: u8 = 64;
const PARENT: u8 = 128;

/// Packs the units of a stretch.
pub(crate) fn pack(tolds: &[(u16, Told)]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(tolds.len() * 40);
    let (mut place_before, mut id_before, mut parent_before) = (0, "", "");
    for (place, told) in tolds {
        push(&mut bytes, u64::from(place - place_before));
        let flag = |holds: bool, bit: u8| if holds { bit } else { 0 };
        let mut flags =
            flag(told.unit == Known::Other, OTHER_UNIT) | flag(told.place == Known::Other, OTHER_PLACE);
        let id = told.id.as_str();
        let mut has_own_code = false;
        if let Known::Plain(unit) = &told.unit {
            has_own_code = unit.code.as_deref() == Some(id);
            let more = (unit.code.is_some() && !has_own_code)
                || !unit.attributes.is_empty()
                || !unit.aliases.is_empty();
            flags |= UNIT | flag(unit.pseudo, PSEUDO) | flag(has_own_code, OWN_CODE) | flag(more, MORE);
        }
        if let Known::Plain((parent, _)) = &told.place {
            flags |= PLACE | flag(parent.is_some(), PARENT);
        }
        bytes.push(flags);
        push_after(&mut bytes, id, id_before);
        if let Known::Plain(unit) = &told.unit {
            bytes.push(Level::ALL.iter().position(|level| *level == unit.level).unwrap_or(0) as u8);
            push_text(&mut bytes, &unit.name);
            if flags & MORE != 0 {
                push_list(&mut bytes, unit.code.iter().filter(|_| !has_own_code));
                push_list(&mut bytes, unit.attributes.iter().flat_map(|(name, value)| [name, value]));
                push_list(&mut bytes, &unit.aliases);
            }
        }
        if let Known::Plain((parent, order)) = &told.place {
            push(&mut bytes, u64::from(*order));
            if let Some(parent) = parent {
                push_after(&mut bytes, parent.as_str(), parent_before);
                parent_before = parent.as_str();
            }
        }
        (place_before, id_before) = (*place, id);
    }
    bytes
}

/// Hands over the units of a stretch one by one.
pub(crate) fn unpack(bytes: &[u8], mut each: impl FnMut(u16, Told)) -> Result<()> {
    let mut rest = bytes;
    let (mut place, mut id, mut parent) = (0_u64, String::new(), String::new());
    while !rest.is_empty() {
        place += take(&mut rest)?;
        let (flags, after) = rest.split_first().ok_or_else(damaged)?;
        rest = after;
        let has = |bit: u8| flags & bit != 0;
        take_after(&mut rest, &mut id)?;
        let mut told = Told::new(&id);
        if has(UNIT) {
            let (level, after) = rest.split_first().ok_or_else(damaged)?;
            rest = after;
            let mut unit = OrgUnit {
                id: told.id.clone(),
                name: take_text(&mut rest)?.to_owned(),
                level: *Level::ALL.get(usize::from(*level)).ok_or_else(damaged)?,
                code: has(OWN_CODE).then(|| id.clone()),
                pseudo: has(PSEUDO),
                attributes: Default::default(),
                aliases: Vec::new(),
            };
            if has(MORE) {
                let code = take_list(&mut rest)?.pop();
                unit.code = unit.code.or(code);
                let mut pairs = take_list(&mut rest)?.into_iter();
                while let (Some(name), Some(value)) = (pairs.next(), pairs.next()) {
                    unit.attributes.insert(name, value);
                }
                unit.aliases = take_list(&mut rest)?;
            }
            told.unit = Known::Plain(unit);
        } else if has(OTHER_UNIT) {
            told.unit = Known::Other;
        }
        if has(PLACE) {
            let order = take(&mut rest)?.try_into().map_err(|_| damaged())?;
            if has(PARENT) {
                take_after(&mut rest, &mut parent)?;
            }
            told.place = Known::Plain((has(PARENT).then(|| OrgUnitId::new(&parent)), order));
        } else if has(OTHER_PLACE) {
            told.place = Known::Other;
        }
        each(place.try_into().map_err(|_| damaged())?, told);
    }
    Ok(())
}

/// The place of a unit that always had this one.
pub(crate) fn always(org_unit: &OrgUnitId, (parent, order): (Option<OrgUnitId>, u32)) -> UnitPosition {
    let org_unit = org_unit.clone();
    UnitPosition { org_unit, parent, from: None, to: None, order, successor: None, name_then: None }
}

/// How many signs a text begins with as the one before, and the others.
fn push_after(bytes: &mut Vec<u8>, text: &str, before: &str) {
    let same = text.char_indices().zip(before.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at);
    let same = same.unwrap_or(text.len().min(before.len()));
    push(bytes, same as u64);
    push_text(bytes, &text[same..]);
}

fn take_after(rest: &mut &[u8], text: &mut String) -> Result<()> {
    let same = take(rest)?.try_into().map_err(|_| damaged())?;
    if !text.is_char_boundary(same) {
        return Err(damaged());
    }
    text.truncate(same);
    text.push_str(take_text(rest)?);
    Ok(())
}

fn push_text(bytes: &mut Vec<u8>, text: &str) {
    push(bytes, text.len() as u64);
    bytes.extend(text.as_bytes());
}

fn take_text<'b>(rest: &mut &'b [u8]) -> Result<&'b str> {
    let length = take(rest)?.try_into().map_err(|_| damaged())?;
    let (text, after) = rest.split_at_checked(length).ok_or_else(damaged)?;
    *rest = after;
    std::str::from_utf8(text).map_err(|_| damaged())
}

fn push_list<'t>(bytes: &mut Vec<u8>, texts: impl IntoIterator<Item = &'t String>) {
    let texts: Vec<&String> = texts.into_iter().collect();
    push(bytes, texts.len() as u64);
    texts.into_iter().for_each(|text| push_text(bytes, text));
}

fn take_list(rest: &mut &[u8]) -> Result<Vec<String>> {
    let count = take(rest)?;
    (0..count).map(|_| Ok(take_text(rest)?.to_owned())).collect()
}

fn damaged() -> StoreError {
    StoreError::Damaged { newest_backup: None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_unit() -> impl Strategy<Value = Told> {
        let text = || "[甲乙1-3]{0,4}";
        let texts = || prop::collection::vec(text(), 0..3);
        let unit = (text(), 0..Level::ALL.len(), prop::option::of(text()), any::<bool>(), texts(), texts());
        let place = prop_oneof![
            Just(Known::Nothing),
            Just(Known::Other),
            (prop::option::of(text().prop_map(OrgUnitId::new)), any::<u32>()).prop_map(Known::Plain),
        ];
        (text(), prop::option::of(unit), any::<bool>(), place).prop_map(|(id, unit, own, place)| {
            let id = OrgUnitId::new(id);
            let unit = unit.map(|(name, level, code, pseudo, marks, aliases)| OrgUnit {
                id: id.clone(),
                name,
                level: Level::ALL[level],
                code: if own { Some(id.to_string()) } else { code },
                pseudo,
                attributes: marks.into_iter().map(|mark| (mark.clone(), mark)).collect(),
                aliases,
            });
            let without = if own { Known::Nothing } else { Known::Other };
            Told { id, unit: unit.map_or(without, Known::Plain), place }
        })
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_out_again(units in prop::collection::btree_map(0..4096_u16, any_unit(), 0..30)) {
            let units: Tolds = units.into_iter().collect();
            let mut found = Tolds::new();
            unpack(&pack(&units), |place, told| found.push((place, told))).expect("it is whole");
            prop_assert_eq!(found, units);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = unpack(&bytes, |_, _| {});
        }
    }
}
