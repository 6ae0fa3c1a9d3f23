//! What is checked: the cells of a form for one period with their past, and what stands beside them elsewhere.
//! Whoever fills it decides what it knows; what it does not know is never found fault with.

use std::collections::{BTreeSet, HashMap};

use super::finding::{Class, Finding};
use crate::kernel::{Date, Decimal, OrgUnitId, Period, Problem, Qualifier, Uom, convert};
use crate::programmes::Indicator;
use crate::results::{CellState, Measure, ResultCell, ResultKey};

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A number in the unit of measure of its indicator.
    Number {
        /// The value.
        value: Decimal,
        /// The unit of measure as typed.
        uom: Uom,
        /// 数据截止日, where one was given.
        as_of: Option<Date>,
        /// Something is attached that proves it.
        proven: bool,
    },
    /// 零报告.
    Nil,
    /// 不适用.
    NotApplicable,
    /// Several heads.
    Conflict,
    /// Text that is no value yet.
    Unread,
}

impl Said {
    /// What a cell says; a number in a unit of measure that does not convert is as good as text.
    pub fn of(cell: &ResultCell, indicator: &Indicator) -> Self {
        match &cell.state {
            CellState::Nil => Self::Nil,
            CellState::NotApplicable => Self::NotApplicable,
            CellState::Number { value, uom, .. } => match convert(*value, uom, &indicator.uom) {
                None => Self::Unread,
                Some(value) => Self::Number {
                    value,
                    uom: uom.clone(),
                    as_of: cell.as_of,
                    proven: !cell.evidence.is_empty(),
                },
            },
        }
    }

    /// The number it stands for; 零报告 is zero.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number { value, .. } => Some(*value),
            Self::Nil => Some(Decimal::ZERO),
            Self::NotApplicable | Self::Conflict | Self::Unread => None,
        }
    }
}

/// One cell through the periods of the sheet; none: 未报. A cell that never said anything has no series at all.
pub type Series = Vec<Option<Said>>;

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// What is measured.
    pub indicator: Indicator,
    /// 填报口径.
    pub measure: Measure,
    /// A rate of the ledger is counted against it.
    pub is_denominator: bool,
    /// The form asks for evidence of its figures.
    pub proves: bool,
}

/// What a document says of the same cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// The value,
    pub value: Decimal,
    /// in this unit of measure,
    pub uom: Uom,
    /// exact, about, more than, …
    pub qualifier: Qualifier,
    /// The title of the document.
    pub document: String,
}

/// What stands beside a cell elsewhere in the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// 本期数 of the same indicator, reported on another form.
    pub flow: Option<Decimal>,
    /// The same cell of the units below that report it; none: 未报.
    pub parts: Vec<Option<Decimal>>,
    /// What documents say of it.
    pub observed: Vec<Observed>,
    /// Of a running total the period after it that has handed in first, and what it says.
    pub later: Option<(Period, Decimal)>,
    /// What the unit has to reach, where more is better.
    pub goal: Option<Decimal>,
}

/// A form's cells for one period.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The periods it knows, one after the other; the last is checked.
    pub periods: Vec<Period>,
    /// The columns in the order of the form.
    pub columns: Vec<Column>,
    /// The units that report.
    pub units: Vec<OrgUnitId>,
    /// `units × columns`, row after row.
    pub cells: Vec<Series>,
    /// Cells without a task.
    pub no_task: BTreeSet<(usize, usize)>,
    /// What stands beside cells, by unit and column.
    pub beside: HashMap<(usize, usize), Beside>,
}

impl Sheet {
    /// The place of a cell among [`Self::cells`].
    pub fn place(&self, unit: usize, column: usize) -> usize {
        unit * self.columns.len() + column
    }

    /// A cell through the periods.
    pub fn series(&self, unit: usize, column: usize) -> &[Option<Said>] {
        self.cells.get(self.place(unit, column)).map_or(&[], Vec::as_slice)
    }

    /// Has a cell say something in the period at a place, or nothing.
    pub fn put(&mut self, unit: usize, column: usize, at: usize, said: Option<Said>) {
        let (place, depth) = (self.place(unit, column), self.periods.len());
        let Some(series) = self.cells.get_mut(place) else { return };
        if series.is_empty() && said.is_some() {
            series.resize(depth, None);
        }
        if let Some(cell) = series.get_mut(at) {
            *cell = said;
        }
    }

    /// What a cell says in the period that is checked.
    pub fn now(&self, unit: usize, column: usize) -> Option<&Said> {
        self.series(unit, column).last()?.as_ref()
    }
}

/// The periods a check looks back on: more than a year, and at least fourteen; of days eight weeks.
pub fn periods_before(period: Period) -> Vec<Period> {
    const LEAST: usize = 14;
    const MOST: usize = 56;
    let year = period.same_period_last_year();
    let mut periods = vec![period];
    let mut at = period;
    while periods.len() < LEAST || year.is_some_and(|year| periods.len() < MOST && at >= year) {
        let Some(before) = at.previous() else { break };
        periods.push(before);
        at = before;
    }
    periods.reverse();
    periods
}

/// The periods in which what a period says must still hold: those after it, of running totals of a year to its end.
pub fn periods_after(period: Period) -> Vec<Period> {
    const MOST: usize = 14;
    let later = std::iter::successors(period.next(), |at| at.next());
    later.take(MOST).collect()
}

/// One cell of a sheet.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub sheet: &'a Sheet,
    pub unit: usize,
    pub column: usize,
}

impl<'a> At<'a> {
    pub fn head(self) -> &'a Column {
        &self.sheet.columns[self.column]
    }

    pub fn period(self) -> Option<Period> {
        self.sheet.periods.last().copied()
    }

    pub fn said(self) -> Option<&'a Said> {
        self.sheet.now(self.unit, self.column)
    }

    pub fn beside(self) -> Option<&'a Beside> {
        self.sheet.beside.get(&(self.unit, self.column))
    }

    /// How far back the past goes.
    pub fn depth(self) -> usize {
        self.sheet.periods.len().saturating_sub(1)
    }

    /// The number so many periods ago.
    pub fn value(self, ago: usize) -> Option<Decimal> {
        let series = self.sheet.series(self.unit, self.column);
        series.get(series.len().checked_sub(ago + 1)?)?.as_ref()?.number()
    }

    /// What the period so many ago has by itself: of a running total what it added.
    pub fn own(self, ago: usize) -> Option<Decimal> {
        let value = self.value(ago)?;
        match self.head().measure {
            Measure::Period | Measure::Stock => Some(value),
            Measure::Ytd if self.begins_year(ago) => Some(value),
            Measure::Ytd | Measure::SinceStart => value.checked_sub(self.value(ago + 1)?),
        }
    }

    /// Whether the period so many ago is the first of its year.
    pub fn begins_year(self, ago: usize) -> bool {
        let at = self.sheet.periods.len().checked_sub(ago + 1);
        let period = at.and_then(|at| self.sheet.periods.get(at));
        period.is_some_and(|period| period.previous().is_none_or(|before| before.year() != period.year()))
    }

    /// What a running total said when it was last reported, and how many periods ago.
    pub fn last_total(self) -> Option<(Decimal, usize)> {
        let measure = self.head().measure;
        let runs = |ago: &usize| measure == Measure::SinceStart || !self.begins_year(ago - 1);
        let ago = matches!(measure, Measure::SinceStart | Measure::Ytd).then_some(1..=self.depth())?;
        ago.take_while(runs).find_map(|ago| Some((self.value(ago)?, ago)))
    }

    /// Whether it runs on from the period before.
    pub fn runs_on(self) -> bool {
        match self.head().measure {
            Measure::SinceStart => true,
            Measure::Ytd => !self.begins_year(0),
            Measure::Period | Measure::Stock => false,
        }
    }

    /// The values of the periods before by themselves, the latest first; periods without one are passed over.
    pub fn past(self) -> Vec<Decimal> {
        (1..=self.depth()).filter_map(|ago| self.own(ago)).collect()
    }

    /// How many periods ago the same period of last year is.
    pub fn year_ago(self) -> Option<usize> {
        let year = self.period()?.same_period_last_year()?;
        let at = self.sheet.periods.iter().position(|period| *period == year)?;
        Some(self.sheet.periods.len() - 1 - at)
    }

    /// One step of the last decimal.
    pub fn step(self) -> Decimal {
        Decimal::new(1, self.head().indicator.decimals.min(28))
    }

    pub fn key(self) -> Option<ResultKey> {
        Some(ResultKey {
            indicator: self.head().indicator.id.clone(),
            measure: self.head().measure,
            org_unit: self.sheet.units.get(self.unit)?.clone(),
            period: self.period()?,
        })
    }

    /// A finding about this cell.
    pub fn found(self, class: Class, problem: impl FnOnce(String) -> Problem) -> Option<Finding> {
        let cell = self.key()?;
        let problem = problem(cell.text());
        Some(Finding { class, cell, problem })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_past_reaches_back_over_a_year() {
        for (period, first, count) in [
            ("2022-06", "2021-05", 14),
            ("2022-Q2", "2019-Q1", 14),
            ("2022", "2009", 14),
            ("2022-W26", "2021-W25", 54),
            ("2022-05-31", "2022-04-06", 56),
        ] {
            let found = periods_before(period.parse().unwrap());
            assert_eq!(found.len(), count, "{period}");
            assert_eq!(found[0].to_string(), first, "{period}");
            assert_eq!(found.last().map(ToString::to_string).as_deref(), Some(period));
        }
    }
}
