//! Keeps the packed units up. Of a unit that was defined once, or of whose definitions one holds, and that always had
//! one place, they say everything; of others that they have to be read as they were said.

use std::collections::BTreeMap;

use domain::kernel::OrgUnitId;
use domain::ledger::{Row, RowKind, are_in_conflict};
use domain::org::{OrgUnit, UnitPosition};
use rusqlite::{Connection, OptionalExtension as _};

use super::column::STRETCH;
use super::unit::{Known, Told, Tolds, pack, unpack};
use crate::error::Result;

/// More unpacked stretches than this are written and let go.
const KEPT: usize = 64;

pub(super) struct Units<'a> {
    conn: &'a Connection,
    stretches: BTreeMap<i64, Tolds>,
}

/// The unit a row of a unit or of a place is about; none: it is about something else, or its key is none of its own.
pub(super) fn unit_of(row: &Row) -> Option<OrgUnitId> {
    match row.kind {
        RowKind::OrgUnit => Some(OrgUnitId::new(&row.key)),
        RowKind::UnitPosition => UnitPosition::of_key(&row.key).map(|(unit, _)| unit),
        _ => None,
    }
}

impl<'a> Units<'a> {
    pub(super) fn new(conn: &'a Connection) -> Self {
        Self { conn, stretches: BTreeMap::new() }
    }

    /// A row of the unit with this number came; these are the heads of its key now.
    pub(super) fn put(&mut self, number: i64, id: &OrgUnitId, kind: RowKind, heads: &[&Row]) -> Result<()> {
        let head = heads.first().filter(|head| !head.retracted && !are_in_conflict(heads.iter().copied()));
        let told = self.told(number, id)?;
        if kind == RowKind::OrgUnit {
            let unit = head.and_then(|head| OrgUnit::from_fields(&head.key, &head.content).ok());
            told.unit = unit.map_or(Known::Other, Known::Plain);
            return Ok(());
        }
        let position = head.and_then(|head| UnitPosition::from_fields(&head.content).ok());
        told.place = match position {
            Some(UnitPosition {
                org_unit,
                parent,
                from: None,
                to: None,
                order,
                successor: None,
                name_then: None,
            }) if org_unit == *id && told.place != Known::Other => Known::Plain((parent, order)),
            _ => Known::Other,
        };
        Ok(())
    }

    /// Writes what was put.
    pub(super) fn flush(&mut self) -> Result<()> {
        let mut put = self.conn.prepare_cached(include_str!("../sql/unit_put.sql"))?;
        for (stretch, tolds) in std::mem::take(&mut self.stretches) {
            put.execute((stretch, pack(&tolds)))?;
        }
        Ok(())
    }

    fn told(&mut self, number: i64, id: &OrgUnitId) -> Result<&mut Told> {
        let (stretch, place) = (number / STRETCH, (number % STRETCH) as u16);
        if !self.stretches.contains_key(&stretch) {
            if self.stretches.len() >= KEPT {
                self.flush()?;
            }
            let tolds = self.read(stretch)?;
            self.stretches.insert(stretch, tolds);
        }
        let tolds = self.stretches.entry(stretch).or_default();
        let at = tolds.binary_search_by_key(&place, |(place, _)| *place);
        let at = at.unwrap_or_else(|at| {
            tolds.insert(at, (place, Told::new(id.as_str())));
            at
        });
        Ok(&mut tolds[at].1)
    }

    fn read(&self, stretch: i64) -> Result<Tolds> {
        let mut statement = self.conn.prepare_cached("SELECT units FROM derived_unit WHERE stretch = ?1")?;
        let bytes: Option<Vec<u8>> = statement.query_row([stretch], |row| row.get(0)).optional()?;
        let mut tolds = Tolds::new();
        unpack(&bytes.unwrap_or_default(), |place, told| tolds.push((place, told)))?;
        Ok(tolds)
    }
}
