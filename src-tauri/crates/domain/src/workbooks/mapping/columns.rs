//! Which columns of a table are which indicators, units and periods, and in which unit of measure their figures are.

use std::collections::HashMap;

use super::cells::shares;
use super::{ColumnChoice, ColumnUse, Mapper, RowUse, stretches};
use crate::kernel::{IndicatorId, OrgUnitId, Period, PeriodKind, Problem, Uom};
use crate::programmes::{Accumulation, Indicator};
use crate::results::Measure;
use crate::workbooks::heading::{ColumnSort, Stretch, measure_of};
use crate::workbooks::places::How;
use crate::workbooks::subject::{subject_of, subjects};
use crate::workbooks::table::{Table, TableColumn, UomSaid};
use crate::workbooks::words::plain;

/// What the words of a column say, and what its figures show.
struct Told {
    indicator: Option<(IndicatorId, bool)>,
    measure: Option<Measure>,
    /// A person has decided about it.
    chosen: bool,
}

impl Mapper<'_> {
    pub(super) fn columns(
        &self,
        table: &Table,
        rows: &[RowUse],
        doubts: &mut Vec<Problem>,
    ) -> Vec<ColumnUse> {
        let by_rows = rows.iter().any(|row| row.indicator.is_some());
        let of_table = self.unit_of(table);
        let told = self.told(table, by_rows);
        let mut uses: Vec<ColumnUse> = Vec::with_capacity(table.columns.len());
        for (column, told) in table.columns.iter().zip(&told) {
            let chosen = self.choices.columns.get(&column.title());
            // A heading that is the very name of an indicator holds its figures, whatever else its words say.
            let is_name = column.heading.last().is_some_and(|words| self.names.named(words).is_some());
            let is_actual = column.sort == ColumnSort::Actual || column.sort.is_figure() && is_name;
            // Over figures of rows that name indicators the words are those of a unit, also where letters are left out.
            let org_unit = column.heading.iter().rev().find_map(|words| {
                let found = self.ground.places.find(words, &[])?;
                (found.1 != How::Abbreviated || by_rows && is_actual).then_some(found.0)
            });
            let mut found = ColumnUse {
                taken: is_actual && !column.hidden && (told.indicator.is_some() || by_rows),
                guessed: told.indicator.as_ref().is_some_and(|(_, guessed)| *guessed),
                indicator: told.indicator.as_ref().map(|(id, _)| id.clone()),
                org_unit: org_unit.or_else(|| of_table.clone()),
                period: self.period_of(table, column),
                measure: told.measure.filter(|_| chosen.is_none()),
                asked: None,
                uom: None,
                fraction: false,
            };
            if let Some(choice) = chosen {
                found.taken = choice.taken;
            }
            self.uom_of(table, column, chosen, &mut found, doubts);
            self.fraction_of(table, column, chosen, &mut found, doubts);
            uses.push(found);
        }
        self.over_the_same_stretch(table, rows, &mut uses);
        one_for_each(&told, &mut uses);
        uses
    }

    /// What each column says.
    fn told(&self, table: &Table, by_rows: bool) -> Vec<Told> {
        let named: Vec<Option<(IndicatorId, bool)>> =
            table.columns.iter().map(|column| self.named(table, column)).collect();
        // Where no column names an indicator it is that of the title, or the only one of the form.
        let of_title = || {
            let titles = || table.title.iter().rev().filter_map(|line| subject_of(line));
            let found = titles().find_map(|title| self.names.find(&title, table.uom()));
            found.or_else(|| titles().find_map(|title| self.names.in_title(&title)))
        };
        let single = || match self.ground.form.indicators.as_slice() {
            [one] => Some((one.clone(), true)),
            _ => None,
        };
        let common = if named.iter().all(Option::is_none) { of_title().or_else(single) } else { None };
        let shown = stretches::shown(self.sheet, table, !by_rows);
        let columns = table.columns.iter().enumerate().zip(named);
        columns
            .map(|((at, column), named)| {
                let chosen = self.choices.columns.get(&column.title());
                let own = || named.or_else(|| common.clone()).filter(|_| !by_rows);
                let choice = chosen.and_then(|choice| choice.indicator.clone()).map(|id| (id, false));
                let said = column.heading.iter().rev().find_map(|words| measure_of(words));
                let indicator = choice.or_else(own);
                let adds_up = indicator.as_ref().is_none_or(|(id, _)| self.adds_up(id));
                Told {
                    indicator,
                    measure: said.or_else(|| shown.get(&at).copied().filter(|_| adds_up)),
                    chosen: chosen.is_some(),
                }
            })
            .collect()
    }

    /// Whether figures of an indicator grow from period to period.
    pub(super) fn adds_up(&self, id: &IndicatorId) -> bool {
        use Accumulation::{PeriodFlow, SinceStart, Ytd};
        self.indicator(id).is_some_and(|one| matches!(one.accumulation, Ytd | SinceStart | PeriodFlow))
    }

    /// The indicator that the words of a column name, and whether it is a guess: by what stands nearest to the figures,
    /// alone or with what stands above it. What is a part of something (其中：…) is not the whole.
    pub(super) fn named(&self, table: &Table, column: &TableColumn) -> Option<(IndicatorId, bool)> {
        let uom = column.uom.as_ref().or(table.uom());
        let is_part = |words: &String| plain(words).starts_with("其中");
        let part = column.heading.iter().rposition(is_part);
        let own = &column.heading[part.unwrap_or(0)..];
        if let Some(id) = own.iter().rev().find_map(|words| self.names.named(words)) {
            return Some((id, false));
        }
        if part.is_some() {
            return own.iter().rev().find_map(|words| self.names.find(words, uom));
        }
        let mut subjects = subjects(column);
        subjects.retain(|words| !self.ground.all_places.is_name(words));
        let joined = subjects.concat();
        let nearest = subjects.last().and_then(|words| self.names.find(words, uom));
        let exact = self.names.named(&joined).map(|id| (id, false));
        // 示范嘎查村党组织 over 建成数, with a group above both.
        let lower = || {
            let from = (0..subjects.len()).rev().skip(1);
            from.into_iter().find_map(|from| self.names.find(&subjects[from..].concat(), uom))
        };
        exact.or(nearest).or_else(lower)
    }

    /// Keeps out columns whose figures run over another stretch than what is asked for.
    fn over_the_same_stretch(&self, table: &Table, rows: &[RowUse], uses: &mut [ColumnUse]) {
        let form = self.ground.form;
        let of_rows: Vec<Measure> =
            rows.iter().filter_map(|row| row.indicator.as_ref()).map(|id| form.measure_of(id)).collect();
        for (column, used) in table.columns.iter().zip(uses) {
            if !used.taken || self.choices.columns.contains_key(&column.title()) {
                continue;
            }
            let asked = match &used.indicator {
                Some(id) => vec![form.measure_of(id)],
                None => of_rows.clone(),
            };
            if used.measure.is_none() && self.is_of_another_stretch(table, column, used) {
                used.measure = Some(Measure::Ytd).filter(|_| asked.contains(&Measure::Period));
            }
            if let Some(first) = asked.first().filter(|_| !asked.iter().any(|asked| fits(used, *asked))) {
                used.taken = false;
                used.asked = Some(*first);
            }
        }
    }

    /// Whether the figures of a column that does not say over which stretch are of a longer or shorter one than a period
    /// of the form: its own words or the title say so.
    fn is_of_another_stretch(&self, table: &Table, column: &TableColumn, used: &ColumnUse) -> bool {
        let own = self.ground.form.frequency.period_kind();
        let kind = |stretch: Stretch| stretch.period(used.period?.year()).map(|period| period.kind());
        if let Some(kind) = column.stretch.and_then(kind) {
            return kind != own && kind != PeriodKind::Year;
        }
        let of_title = table.stretch.and_then(kind).filter(|kind| *kind != PeriodKind::Year);
        let runs_on = || table.title.iter().any(|line| measure_of(line) == Some(Measure::Ytd));
        of_title.is_some_and(|kind| kind != own || runs_on())
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
        let of = |stretch: Option<Stretch>| self.period_in(table, stretch?);
        of(column.stretch).or(self.choices.period).or_else(|| of(table.stretch)).or(Some(self.ground.period))
    }

    /// The period of the form in which a time ends; a year alone says nothing about its months.
    pub(super) fn period_in(&self, table: &Table, stretch: Stretch) -> Option<Period> {
        let kind = self.ground.form.frequency.period_kind();
        let year = table.stretch.and_then(|stretch| stretch.year);
        let year = year.unwrap_or_else(|| self.choices.period.unwrap_or(self.ground.period).year());
        let period = stretch.period(year)?;
        match period.kind() {
            own if own == kind => Some(period),
            PeriodKind::Year => None,
            _ => Period::containing(kind, period.last_day()),
        }
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
        let place = || self.sheet.place(table.head.end.saturating_sub(1), column.column);
        let said = match (&column.uom, table.uom_for(&indicator.uom)) {
            (Some(uom), _) | (None, UomSaid::In(uom)) => Some(uom),
            (None, UomSaid::Nothing) => None,
            (None, UomSaid::Unclear) if found.taken && chosen.is_none() => {
                found.taken = false;
                doubts.push(unclear(place(), column.title(), table, indicator));
                None
            }
            (None, UomSaid::Unclear) => None,
        };
        match said {
            Some(uom) if *uom == indicator.uom => {}
            Some(uom) if uom.same_dimension(&indicator.uom) => found.uom = Some(uom.clone()),
            Some(uom) if found.taken => {
                found.taken = chosen.is_some_and(|choice| choice.taken);
                found.uom = Some(uom.clone());
                let problem = Problem::query("workbook.uom_differs", place());
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

/// 单位：… names several units of measure of which none alone can be that of some figures.
pub(super) fn unclear(
    place: String,
    words: impl std::fmt::Display,
    table: &Table,
    indicator: &Indicator,
) -> Problem {
    let uoms: Vec<&str> = table.uoms.iter().map(Uom::as_str).collect();
    let problem = Problem::query("workbook.uom_unclear", place);
    problem.with(words).with(uoms.join("、")).with(&indicator.uom)
}

/// Of several columns for the same cells one is taken: those whose words name the stretch before those that do not, and
/// of these the first.
fn one_for_each(told: &[Told], uses: &mut [ColumnUse]) {
    type Cells = (Option<IndicatorId>, Option<OrgUnitId>, Option<Period>);
    let cells = |used: &ColumnUse| -> Cells { (used.indicator.clone(), used.org_unit.clone(), used.period) };
    let competes = |at: &usize| !told[*at].chosen;
    let (measured, others): (Vec<usize>, Vec<usize>) =
        (0..uses.len()).filter(competes).partition(|at| told[*at].measure.is_some());
    let mut held: HashMap<Cells, Vec<Option<Measure>>> = HashMap::new();
    for at in measured.into_iter().chain(others) {
        if !uses[at].taken {
            continue;
        }
        let measure = uses[at].measure;
        let before = held.entry(cells(&uses[at])).or_default();
        // Rows that are indicators may ask for several stretches.
        let is_free = before.is_empty()
            || uses[at].indicator.is_none() && measure.is_some() && !before.contains(&measure);
        if is_free {
            before.push(measure);
        } else {
            uses[at].taken = false;
        }
    }
}

/// Whether the figures of a column run over the stretch asked for, as far as it says. 累计 does not say from when; a row
/// of what stands at the end of a period takes whatever stands there.
pub(super) fn fits(used: &ColumnUse, asked: Measure) -> bool {
    let Some(said) = used.measure else { return true };
    said == asked
        || said == Measure::Ytd && asked == Measure::SinceStart
        || used.indicator.is_none() && asked == Measure::Stock
}
