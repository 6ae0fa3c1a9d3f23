//! The cells of a form that a table speaks of, and what it says in them.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::columns::{fits, unclear};
use super::{ColumnUse, Mapper, Meaning, Reading, RowUse, Understood};
use crate::kernel::{Decimal, Problem, Uom, read_number};
use crate::results::{Measure, ResultKey};
use crate::workbooks::found::{Found, Said};
use crate::workbooks::sheet::{SheetRow, Value};
use crate::workbooks::table::{Table, TableColumn, UomSaid, is_sign};
use crate::workbooks::words::plain;

impl Mapper<'_> {
    pub(super) fn cells(
        &self,
        understood: &Understood,
        seen: &mut HashMap<ResultKey, usize>,
        reading: &mut Reading,
    ) {
        for ((row, row_use), cells) in understood
            .table
            .rows
            .iter()
            .zip(&understood.rows)
            .filter(|(_, used)| used.taken)
            .filter_map(|(row, used)| Some(((row, used), self.sheet.row(row.row)?)))
        {
            let fraction = self.fraction_of_row(understood, row_use, cells, reading);
            for (column, used) in understood.table.columns.iter().zip(&understood.columns) {
                if !used.taken {
                    continue;
                }
                let Some(key) = self.key(row_use, used, &understood.columns) else { continue };
                let own = self.indicator(&key.indicator).map(|indicator| &indicator.uom);
                let of_row = match self.uom_of_row(&understood.table, row_use, column) {
                    UomSaid::In(uom) => Some(uom),
                    UomSaid::Nothing => None,
                    UomSaid::Unclear => {
                        let place = self.sheet.place(row.row, column.column);
                        let indicator = self.indicator(&key.indicator);
                        reading.problems.extend(
                            indicator.map(|one| unclear(place, &row_use.name, &understood.table, one)),
                        );
                        continue;
                    }
                };
                let uom = used.uom.as_ref().or(of_row).filter(|uom| Some(*uom) != own);
                let value = cells.value(column.column);
                let (said, note) = self.said(value, used.fraction || fraction, uom, &mut reading.signs);
                let found =
                    Found { sheet: self.sheet_at, row: row.row, column: column.column, key, said, note };
                match seen.entry(found.key.clone()) {
                    Entry::Vacant(place) => {
                        place.insert(reading.cells.len());
                        reading.cells.push(found);
                    }
                    Entry::Occupied(place) => {
                        let other = &reading.cells[*place.get()];
                        if other.said != found.said {
                            let other = other.place_on(&self.workbook.sheets[other.sheet]);
                            let twice = Problem::error("workbook.twice", found.place_on(self.sheet));
                            reading.problems.push(twice.with(found.said.text()).with(other));
                        }
                    }
                }
            }
        }
    }

    /// The unit of measure of the figures of a row that is an indicator: as it says itself, as the column says, as the
    /// table says.
    fn uom_of_row<'t>(&self, table: &'t Table, row: &'t RowUse, column: &'t TableColumn) -> UomSaid<'t> {
        let Some(indicator) = row.indicator.as_ref().and_then(|id| self.indicator(id)) else {
            return UomSaid::Nothing;
        };
        let is_chosen = || self.choices.names.contains_key(&plain(&row.name));
        match (&row.uom, &column.uom) {
            (Some(uom), _) => UomSaid::In(uom),
            (None, Some(uom)) if uom.same_dimension(&indicator.uom) => UomSaid::In(uom),
            (None, Some(_)) => UomSaid::Nothing,
            (None, None) if is_chosen() => UomSaid::Nothing,
            (None, None) => table.uom_for(&indicator.uom),
        }
    }

    /// The cell of the form where a row and a column meet, where their figures run over the stretch asked for.
    fn key(&self, row: &RowUse, column: &ColumnUse, columns: &[ColumnUse]) -> Option<ResultKey> {
        let indicator = row.indicator.clone().or_else(|| column.indicator.clone())?;
        let org_unit = match &row.org_unit {
            Some((unit, _)) => unit.clone(),
            None => column.org_unit.clone().filter(|_| row.indicator.is_some())?,
        };
        let measure = self.ground.form.measure_of(&indicator);
        // What stands at the end of a period is looked for under 累计 before 本月.
        let is_later = |other: &ColumnUse| {
            let beside = (&other.org_unit, other.period) == (&column.org_unit, column.period);
            other.taken && beside && other.measure.is_some_and(|said| said != Measure::Period)
        };
        let second = measure == Measure::Stock && column.measure == Some(Measure::Period);
        if !fits(column, measure) || second && columns.iter().any(is_later) {
            return None;
        }
        Some(ResultKey { indicator, measure, org_unit, period: row.period.or(column.period)? })
    }

    /// Whether the shares of a row, where rows are indicators, are kept as fractions: all of them lie between 0 and 1.
    fn fraction_of_row(
        &self,
        understood: &Understood,
        used: &RowUse,
        cells: &SheetRow,
        reading: &mut Reading,
    ) -> bool {
        let indicator = used.indicator.as_ref().and_then(|id| self.indicator(id));
        if !indicator.is_some_and(|indicator| indicator.uom.is_percent()) {
            return false;
        }
        let columns = understood.table.columns.iter().zip(&understood.columns);
        let taken = columns.filter(|(_, used)| used.taken).map(|(column, _)| column.column);
        let (small, large) = shares(taken.filter_map(|column| cells.value(column)));
        let first = understood.table.columns.first().map_or(0, |column| column.column);
        let place = || self.sheet.place(cells.row, first);
        if small > 0 && large == 0 {
            reading.problems.push(Problem::hint("workbook.fraction", place()).with(&used.name));
        } else if small > 0 {
            reading.problems.push(Problem::query("workbook.percent_mixed", place()).with(&used.name));
        }
        small > 0 && large == 0
    }

    /// What a cell says: a sign by its meaning, a number with its unit of measure, words in brackets as a note.
    fn said(
        &self,
        value: Option<&Value>,
        fraction: bool,
        uom: Option<&Uom>,
        signs: &mut BTreeMap<String, (usize, Meaning)>,
    ) -> (Said, Option<String>) {
        if let Some(Value::Number(number)) = value
            && !number.is_zero()
        {
            let percent = if fraction { number.checked_mul(Decimal::ONE_HUNDRED) } else { None };
            let number = percent.unwrap_or(*number).normalize();
            return match uom {
                Some(uom) if !fraction => (Said::Text(format!("{number}{uom}")), None),
                _ => (Said::Text(number.to_string()), None),
            };
        }
        let text = value.map(|value| value.text().trim().to_owned()).unwrap_or_default();
        if text.is_empty() || is_sign(&text) || text == "0" {
            let sign = plain(&text);
            let meaning = self.choices.signs.get(&sign).copied().unwrap_or(usual(&sign));
            signs.entry(sign).or_insert((0, meaning)).0 += 1;
            let said = match meaning {
                Meaning::Nothing => Said::Nothing,
                Meaning::Nil => Said::Nil,
                Meaning::NotApplicable => Said::NotApplicable,
                Meaning::Zero => Said::Text("0".to_owned()),
            };
            return (said, None);
        }
        let (text, note) = match parted(&text) {
            Some((number, note)) => (number, Some(note)),
            None => (text, None),
        };
        let bare = read_number(&text).is_ok_and(|read| read.uom.is_none());
        // 100万 under 万元 is 100万元.
        let spelled = || text.contains(['万', '亿']);
        let text = match uom {
            Some(uom) if bare => {
                let base = uom.without_multiplier().filter(|_| spelled());
                format!("{text}{}", base.as_ref().unwrap_or(uom))
            }
            _ => text,
        };
        match Said::of(Some(&Value::Text(text))) {
            said @ (Said::Text(_) | Said::Nil | Said::NotApplicable | Said::Nothing) => (said, note),
        }
    }
}

/// How many of some shares look like fractions, and how many do not.
pub(super) fn shares<'v>(values: impl Iterator<Item = &'v Value>) -> (usize, usize) {
    let (mut small, mut large) = (0, 0);
    for value in values {
        if let Value::Number(share) = value {
            let share = share.abs();
            small += usize::from(!share.is_zero() && share <= Decimal::ONE && share.scale() > 0);
            large += usize::from(share > Decimal::ONE);
        }
    }
    (small, large)
}

/// What a sign means where nobody has said so.
fn usual(sign: &str) -> Meaning {
    match sign {
        "0" | "零" => Meaning::Zero,
        "无" => Meaning::Nil,
        _ => Meaning::Nothing,
    }
}

/// 80%（进度滞后） → 80%, 进度滞后.
fn parted(text: &str) -> Option<(String, String)> {
    if read_number(text).is_ok() {
        return None;
    }
    let at = text.find(['（', '('])?;
    let (number, rest) = text.split_at(at);
    let note = rest.trim_matches(['（', '(', '）', ')', ' ']);
    (read_number(number).is_ok() && !note.is_empty()).then(|| (number.trim().to_owned(), note.to_owned()))
}
