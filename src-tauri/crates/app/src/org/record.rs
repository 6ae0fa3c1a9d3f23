//! What is known of one unit: where it stood, what it was called, and by whose word.

use domain::kernel::{Date, OrgUnitId};
use domain::ledger::{EntryHeader, RowKind};
use domain::org::{OrgUnit, UnitPosition};
use store::ResultQuery;

use crate::{AppError, Desk};

/// One unit with its past.
#[derive(Debug)]
pub struct UnitRecord {
    /// The unit as it is now.
    pub unit: OrgUnit,
    /// Its names, the earliest first.
    pub names: Vec<Written<Named>>,
    /// Its places in the tree, the earliest first.
    pub positions: Vec<Written<UnitPosition>>,
    /// How many units stand below it on the day, on all levels.
    pub parts: usize,
    /// How many cells were reported for it.
    pub results: usize,
}

/// A name, and the days between which it was borne.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// First day; none: from the beginning.
    pub from: Option<Date>,
    /// Last day; none: still.
    pub to: Option<Date>,
}

/// Something with the entry that says so.
#[derive(Debug)]
pub struct Written<T> {
    /// What is said.
    pub value: T,
    /// The entry.
    pub header: EntryHeader,
}

/// The unit and its past, its parts as they are on a day.
pub fn unit_record(desk: &mut Desk, id: &OrgUnitId, day: Date) -> Result<UnitRecord, AppError> {
    let book = desk.book()?;
    let unit = book.units.get(id).ok_or_else(|| AppError::NotFound("unit", id.to_string()))?.to_owned();
    let parts = book.tree(day).subtree(id).len().saturating_sub(1);
    let held = book.units.positions(id);

    let read = desk.ledger().read();
    let mut versions = Vec::new();
    for version in read.history(RowKind::OrgUnit, id.as_str())? {
        versions.push((OrgUnit::from_fields(id.as_str(), &version.row.content)?.name, version.header));
    }
    let mut said = versions.iter();
    let mut names: Vec<Written<Named>> = Vec::new();
    let mut positions = Vec::new();
    for value in held {
        let Some(last) = read.history(RowKind::UnitPosition, &value.key())?.pop() else { continue };
        let name = value.name_then.as_ref().unwrap_or(&unit.name);
        match names.last_mut().filter(|before| before.value.name == *name) {
            Some(before) => before.value.to = value.to,
            None => {
                let first = said.clone().position(|(called, _)| called == name);
                let header = first.and_then(|at| said.nth(at)).map_or(&last.header, |(_, header)| header);
                let value = Named { name: name.clone(), from: value.from, to: value.to };
                names.push(Written { value, header: header.clone() });
            }
        }
        positions.push(Written { value, header: last.header });
    }
    let results = read.results(&ResultQuery::of_unit(id))?.len();
    Ok(UnitRecord { unit, names, positions, parts, results })
}
