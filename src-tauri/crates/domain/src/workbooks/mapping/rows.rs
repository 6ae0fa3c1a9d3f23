//! Which rows of a table are which units or indicators.

use std::collections::BTreeMap;

use super::beside::Beside;
use super::names::bare;
use super::{MOST_TOLD, Mapper, NameChoice, RowUse};
use crate::kernel::{IndicatorId, OrgUnitId, Problem, Uom};
use crate::workbooks::heading::{ColumnSort, uom_of};
use crate::workbooks::places::How;
use crate::workbooks::sheet::{Covered, Value};
use crate::workbooks::table::{RowSort, Table, TableColumn};
use crate::workbooks::words::plain;

/// Rows by which it is seen which column holds the names.
pub(super) const JUDGED_BY: usize = 400;

impl Mapper<'_> {
    /// Which column holds the names of the rows, and whether these are units.
    fn name_column(&self, table: &Table) -> (Option<u32>, bool) {
        let worded = || {
            table.columns.iter().filter(|column| matches!(column.sort, ColumnSort::Name | ColumnSort::Words))
        };
        let count = |column: &TableColumn, fits: &dyn Fn(&str) -> bool| {
            self.data(table)
                .take(JUDGED_BY)
                .filter(|(_, row)| row.value(column.column).is_some_and(|value| fits(&value.text())))
                .count()
        };
        let is_unit = |text: &str| {
            self.ground.places.find(text, &[]).is_some()
                || self.ground.places.is_ambiguous(text)
                || matches!(self.choices.names.get(&plain(text)), Some(NameChoice::Unit(_)))
        };
        let is_indicator = |text: &str| {
            self.names.find(text, None).is_some()
                || matches!(self.choices.names.get(&plain(text)), Some(NameChoice::Indicator(_)))
        };
        let best = |fits: &dyn Fn(&str) -> bool| {
            let counted = worded().map(|column| (count(column, fits), column.column));
            counted.filter(|(count, _)| *count > 0).max()
        };
        match (best(&is_unit), best(&is_indicator)) {
            (Some((units, column)), Some((indicators, _))) if units >= indicators => (Some(column), true),
            (Some((_, column)), None) => (Some(column), true),
            (_, Some((_, column))) => (Some(column), false),
            (None, None) => (worded().next().map(|column| column.column), true),
        }
    }

    pub(super) fn rows(&self, table: &Table, doubts: &mut Vec<Problem>) -> Vec<RowUse> {
        let (name_column, are_units) = self.name_column(table);
        let rows =
            table.rows.first().map_or(0, |row| row.row)..table.rows.last().map_or(0, |row| row.row + 1);
        let covered = Covered::of(self.sheet, rows);
        let beside_columns: Vec<u32> = table
            .columns
            .iter()
            .filter(|column| {
                matches!(column.sort, ColumnSort::Name | ColumnSort::Words)
                    && Some(column.column) != name_column
            })
            .map(|column| column.column)
            .collect();
        let uom_column = table.columns.iter().find(|column| column.sort == ColumnSort::Uom);
        let uom_column = uom_column.map(|column| column.column);
        let mut above: BTreeMap<u32, OrgUnitId> = BTreeMap::new();
        let other = if are_units { self.beside_units(table, name_column) } else { Beside::default() };
        // The indicator that a row of its own names for the units below it.
        let mut group = None;
        let mut told = 0;
        let mut uses = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let cells = self.sheet.row(row.row);
            let value = |column: u32| -> Option<&Value> {
                cells.and_then(|row| row.value(column)).or_else(|| {
                    let merged = covered.at(row.row, column).filter(|merged| merged.rows.0 < row.row)?;
                    self.sheet.value(merged.rows.0, merged.columns.0)
                })
            };
            // Places beside the name, or in the caption above, say which of several units of one name is meant.
            for column in &beside_columns {
                let place = value(*column).and_then(|value| self.ground.all_places.find(&value.text(), &[]));
                above.extend(place.map(|(unit, _)| (*column, unit)));
            }
            let first = || cells.and_then(|row| row.cells.first()).map(|cell| cell.value.text().into_owned());
            let name = match row.sort {
                RowSort::Data => name_column.and_then(value).map(|value| value.text().into_owned()),
                RowSort::Caption => first(),
                RowSort::Total | RowSort::Repeated => first(),
            };
            let name = name.unwrap_or_default().trim().to_owned();
            if row.sort == RowSort::Caption {
                above
                    .extend(self.ground.all_places.find(&bare(&name), &[]).map(|(unit, _)| (u32::MAX, unit)));
            }
            let mut found = RowUse {
                name: name.clone(),
                org_unit: None,
                indicator: None,
                period: None,
                uom: None,
                taken: row.sort == RowSort::Data,
            };
            if row.sort == RowSort::Data {
                let beside: Vec<OrgUnitId> = above.values().cloned().collect();
                let text = |column: u32| value(column).map(|value| value.text().into_owned());
                let said = uom_column.and_then(text).map(Uom::new).filter(Uom::is_known);
                found.uom = said.or_else(|| uom_of(&name));
                self.of_row(&name, are_units, &beside, &mut found);
                if let Some(problem) = self.said_beside(table, row, &other, &text, &mut found) {
                    told += 1;
                    doubts.extend((told <= MOST_TOLD).then_some(problem));
                }
                if other.groups && found.org_unit.is_none() {
                    group = self.names.find(&name, found.uom.as_ref()).map(|(id, _)| (id, found.uom.clone()));
                    found.taken &= group.is_none();
                } else if let Some((indicator, uom)) = group.clone() {
                    (found.indicator, found.uom) = (Some(indicator), uom);
                }
                // 城关镇 alone above its villages.
                let is_alone = cells.is_some_and(|cells| cells.cells.len() == 1);
                if are_units
                    && found.org_unit.is_none()
                    && is_alone
                    && let Some((unit, _)) = self.ground.all_places.find(&name, &[])
                {
                    above.insert(u32::MAX, unit);
                    found.taken = false;
                }
                found.taken &= !row.hidden || self.choices.hidden_rows;
                let place = || self.sheet.place(row.row, name_column.unwrap_or(0));
                told += self.doubt(&found, are_units, told, &place, doubts);
            }
            uses.push(found);
        }
        uses
    }

    fn of_row(&self, name: &str, are_units: bool, beside: &[OrgUnitId], found: &mut RowUse) {
        match self.choices.names.get(&plain(name)) {
            Some(NameChoice::Skip) => found.taken = false,
            Some(NameChoice::Unit(unit)) => found.org_unit = Some((unit.clone(), How::Chosen)),
            Some(NameChoice::Indicator(indicator)) => found.indicator = Some(indicator.clone()),
            None if are_units => found.org_unit = self.ground.places.find(name, beside),
            None => {
                found.indicator = self.names.find(name, found.uom.as_ref()).map(|(indicator, _)| indicator);
            }
        }
    }

    /// Says of a name that it is not known, or only guessed.
    fn doubt(
        &self,
        found: &RowUse,
        are_units: bool,
        told: usize,
        place: &dyn Fn() -> String,
        doubts: &mut Vec<Problem>,
    ) -> usize {
        if told >= MOST_TOLD || !found.taken || found.name.is_empty() {
            return 0;
        }
        let is_guess = |id: &IndicatorId| {
            self.names.named(&found.name).as_ref() != Some(id)
                && !self.choices.names.contains_key(&plain(&found.name))
        };
        let hint = |code| Problem::hint(code, place()).with(&found.name);
        let query = |code| Problem::query(code, place()).with(&found.name);
        let problem = match (&found.org_unit, &found.indicator) {
            (None, _) if are_units && self.ground.places.is_ambiguous(&found.name) => {
                query("workbook.unit_ambiguous")
            }
            (None, _) if are_units => query("workbook.unit_unknown"),
            (Some((_, How::Abbreviated)), _) => hint("workbook.unit_guessed"),
            (None, None) => hint("workbook.indicator_unknown"),
            (None, Some(id)) if is_guess(id) => {
                hint("workbook.indicator_guessed").with(self.indicator(id).map_or("", |one| &one.name))
            }
            _ => return 0,
        };
        doubts.push(problem);
        1
    }
}
