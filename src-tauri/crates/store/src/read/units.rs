//! All units with their places, most of them from a few packed lines.

use domain::kernel::OrgUnitId;
use domain::ledger::RowKind;
use domain::org::{OrgUnit, UnitPosition};

use super::{Current, Reader};
use crate::derive::column::STRETCH;
use crate::derive::unit::{Known, always, unpack};
use crate::error::{Result, StoreError};

impl Reader<'_> {
    /// Hands over the units of which one definition and one place hold that always was theirs, each with its local
    /// number; gives what is current of all other units and places.
    pub fn units(&self, mut each: impl FnMut(u32, &OrgUnit, &UnitPosition)) -> Result<Vec<Current>> {
        if !self.is_now() {
            let mut all = self.heads(RowKind::OrgUnit)?;
            all.extend(self.heads(RowKind::UnitPosition)?);
            return Ok(all);
        }
        let mut others: Vec<OrgUnitId> = Vec::new();
        let mut statement =
            self.conn.prepare_cached("SELECT stretch, units FROM derived_unit ORDER BY stretch")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let begins = (row.get::<_, i64>(0)? * STRETCH) as u32;
            let damaged = |_| StoreError::Damaged { newest_backup: None };
            unpack(row.get_ref(1)?.as_blob().map_err(damaged)?, |place, told| {
                match (told.unit, told.place) {
                    (Known::Plain(unit), Known::Plain(place_in_tree)) => {
                        each(begins + u32::from(place), &unit, &always(&told.id, place_in_tree));
                    }
                    _ => others.push(told.id),
                }
            })?;
        }
        let mut all = Vec::new();
        for id in others {
            all.extend(self.head(RowKind::OrgUnit, id.as_str())?);
            for key in self.keys(RowKind::UnitPosition, &format!("{id}@"))? {
                if UnitPosition::of_key(&key).is_some_and(|(unit, _)| unit == id) {
                    all.extend(self.head(RowKind::UnitPosition, &key)?);
                }
            }
        }
        Ok(all)
    }
}
