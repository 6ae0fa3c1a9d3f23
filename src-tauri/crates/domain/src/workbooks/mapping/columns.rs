//! Which columns of a table are which indicators, units and periods, and in which unit of measure their figures are.

use std::collections::HashMap;

use super::cells::shares;
use super::{ColumnChoice, ColumnUse, Mapper, RowUse};
use crate::kernel::{IndicatorId, OrgUnitId, Period, PeriodKind, Problem, Uom};
use crate::results::Measure;
use crate::workbooks::heading::{ColumnSort, Stretch, measure_of};
use crate::workbooks::places::How;
use crate::workbooks::table::{Table, TableColumn};
use crate::workbooks::words::plain;

/// What the cells of a column are of, as far as the column says.
type Held = (Option<IndicatorId>, Option<OrgUnitId>, Option<Period>);

impl Mapper<'_> {
    pub(super) fn columns(
        &self,
        table: &Table,
        rows: &[RowUse],
        doubts: &mut Vec<Problem>,
    ) -> Vec<ColumnUse> {
        let by_rows = rows.iter().any(|row| row.indicator.is_some());
        let named: Vec<Option<(IndicatorId, bool)>> =
            table.columns.iter().map(|column| self.named(column)).collect();
        // Where no column names an indicator it is that of the title, or the only one of the form.
        let of_title = || table.title.iter().rev().find_map(|line| self.names.find(line));
        let single = || match self.ground.form.indicators.as_slice() {
            [one] => Some((one.clone(), true)),
            _ => None,
        };
        let common = if named.iter().all(Option::is_none) { of_title().or_else(single) } else { None };
        let of_table = self.unit_of(table);
        let mut uses: Vec<ColumnUse> = Vec::with_capacity(table.columns.len());
        let mut measured = Vec::with_capacity(table.columns.len());
        for (column, named) in table.columns.iter().zip(named) {
            let chosen = self.choices.columns.get(&column.title());
            let words = || column.heading.iter().rev();
            let own = named.or_else(|| common.clone());
            let indicator = match chosen.and_then(|choice| choice.indicator.clone()) {
                Some(indicator) => Some((indicator, false)),
                None if by_rows => None,
                None => own,
            };
            let measure = words().find_map(|words| measure_of(words));
            // A heading that is the very name of an indicator holds its figures, whatever else its words say.
            let is_name = column.heading.last().is_some_and(|words| self.names.is_name(words));
            let is_actual = column.sort == ColumnSort::Actual || column.sort.is_figure() && is_name;
            let asked = indicator.as_ref().map(|(id, _)| self.ground.form.measure_of(id));
            let asked = asked.or_else(|| by_rows.then_some(self.ground.form.measure));
            let measure_fits = asked.is_none_or(|asked| measure.is_none_or(|said| alike(said, asked)));
            let org_unit = words().find_map(|words| {
                let found = self.ground.places.find(words, &[])?;
                (found.1 != How::Abbreviated).then_some(found.0)
            });
            let mut found = ColumnUse {
                taken: is_actual && measure_fits && !column.hidden && (indicator.is_some() || by_rows),
                guessed: indicator.as_ref().is_some_and(|(_, guessed)| *guessed),
                indicator: indicator.map(|(id, _)| id),
                org_unit: org_unit.or_else(|| of_table.clone()),
                period: self.period_of(table, column),
                uom: None,
                fraction: false,
            };
            if let Some(choice) = chosen {
                found.taken = choice.taken;
            }
            self.uom_of(table, column, chosen, &mut found, doubts);
            self.fraction_of(table, column, chosen, &mut found, doubts);
            measured.push(measure.is_some());
            uses.push(found);
        }
        self.one_for_each(table, &mut uses, &measured);
        uses
    }

    /// The indicator that the words of a column name, and whether it is a guess; the words nearest to the figures
    /// first.
    fn named(&self, column: &TableColumn) -> Option<(IndicatorId, bool)> {
        let found = || column.heading.iter().rev().filter_map(|words| self.names.find(words));
        found().find(|(_, guessed)| !guessed).or_else(|| found().next())
    }

    /// Of several columns for the same cells one is taken: the one whose words name the stretch, else the first.
    fn one_for_each(&self, table: &Table, uses: &mut [ColumnUse], measured: &[bool]) {
        let mut held: HashMap<Held, usize> = HashMap::new();
        for at in 0..uses.len() {
            if !uses[at].taken || self.choices.columns.contains_key(&table.columns[at].title()) {
                continue;
            }
            let key = (uses[at].indicator.clone(), uses[at].org_unit.clone(), uses[at].period);
            match held.get(&key).copied() {
                Some(other) if measured[at] && !measured[other] => {
                    uses[other].taken = false;
                    held.insert(key, at);
                }
                Some(_) => uses[at].taken = false,
                None => drop(held.insert(key, at)),
            }
        }
    }

    /// The unit a whole table is of: as chosen, as its sheet is called, as 填报单位 above it says, or as its title
    /// begins.
    fn unit_of(&self, table: &Table) -> Option<OrgUnitId> {
        let called = |text: &str| {
            let (unit, how) = self.ground.places.find(text, &[])?;
            (how != How::Abbreviated).then_some(unit)
        };
        let reporter = |line: &String| {
            let line = plain(line);
            let (label, name) = line.split_once(':')?;
            if label.contains("填报单位") || label.contains("报送单位") { called(name) } else { None }
        };
        let chosen = self.choices.org_unit.clone().or_else(|| called(&self.sheet.name));
        chosen
            .or_else(|| table.title.iter().find_map(reporter))
            .or_else(|| table.title.iter().find_map(|line| self.ground.places.at_beginning(line)))
    }

    /// The period of a column: by its own words, by the title, as chosen, as meant.
    fn period_of(&self, table: &Table, column: &TableColumn) -> Option<Period> {
        let kind = self.ground.form.frequency.period_kind();
        let year = table.stretch.and_then(|stretch| stretch.year);
        let year = year.unwrap_or_else(|| self.choices.period.unwrap_or(self.ground.period).year());
        let of = |stretch: Option<Stretch>| {
            let period = stretch?.period(year)?;
            match period.kind() {
                own if own == kind => Some(period),
                // A year alone says nothing about its months.
                PeriodKind::Year => None,
                _ => Period::containing(kind, period.last_day()),
            }
        };
        of(column.stretch).or(self.choices.period).or_else(|| of(table.stretch)).or(Some(self.ground.period))
    }

    /// The unit of measure a column's figures are in, where it is another than the indicator's. One that cannot be
    /// turned into it keeps the column out, and says so.
    fn uom_of(
        &self,
        table: &Table,
        column: &TableColumn,
        chosen: Option<&ColumnChoice>,
        found: &mut ColumnUse,
        doubts: &mut Vec<Problem>,
    ) {
        let Some(indicator) = found.indicator.as_ref().and_then(|id| self.indicator(id)) else { return };
        if chosen.is_some_and(|choice| choice.own_uom) {
            return;
        }
        let fits = |uom: &&Uom| uom.same_dimension(&indicator.uom);
        let said = column.uom.as_ref().or_else(|| table.uom.as_ref().filter(fits));
        match said {
            Some(uom) if *uom == indicator.uom => {}
            Some(uom) if uom.same_dimension(&indicator.uom) => found.uom = Some(uom.clone()),
            Some(uom) if found.taken => {
                found.taken = chosen.is_some_and(|choice| choice.taken);
                found.uom = Some(uom.clone());
                let place = self.sheet.place(table.head.end.saturating_sub(1), column.column);
                let problem = Problem::query("workbook.uom_differs", place);
                doubts.push(problem.with(column.title()).with(uom).with(&indicator.uom));
            }
            _ => {}
        }
    }

    /// Whether the shares of a column are kept as fractions: all of them lie between 0 and 1.
    fn fraction_of(
        &self,
        table: &Table,
        column: &TableColumn,
        chosen: Option<&ColumnChoice>,
        found: &mut ColumnUse,
        doubts: &mut Vec<Problem>,
    ) {
        let indicator = found.indicator.as_ref().and_then(|id| self.indicator(id));
        if !found.taken || !indicator.is_some_and(|indicator| indicator.uom.is_percent()) {
            return;
        }
        let (small, large) = shares(self.data(table).filter_map(|(_, row)| row.value(column.column)));
        found.fraction = small > 0 && large == 0;
        if let Some(fraction) = chosen.and_then(|choice| choice.fraction) {
            found.fraction = fraction;
            return;
        }
        let place = || self.sheet.place(table.head.end.saturating_sub(1), column.column);
        if found.fraction {
            doubts.push(Problem::hint("workbook.fraction", place()).with(column.title()));
        } else if small > 0 && large > 0 {
            doubts.push(Problem::query("workbook.percent_mixed", place()).with(column.title()));
        }
    }
}

/// 累计 does not say from when.
fn alike(said: Measure, asked: Measure) -> bool {
    said == asked || said == Measure::Ytd && asked == Measure::SinceStart
}
