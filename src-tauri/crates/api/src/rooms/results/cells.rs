//! The cells of a grid, row after row, with the sums of what adds up.

use std::collections::{HashMap, HashSet};

use app::Book;
use app::results;
use domain::kernel::{Decimal, OrgUnitId, Period};
use domain::programmes::{Indicator, PlaceRule};
use domain::results::{CellState, ResultKey};

use super::cell::cell_text;
use super::grid::Layout;
use super::sheet::Sheet;
use crate::rooms::print;
use crate::wire::ledger::ProblemView;
use crate::wire::results::CellKind;

/// A cell of a row, at its column from 0.
#[derive(Hash)]
pub(super) struct SaidCell {
    pub column: usize,
    pub text: String,
    pub kind: CellKind,
}

impl SaidCell {
    fn new(column: usize, state: &str, text: String, raw: String) -> Self {
        let raw = (text.replace(',', "") != raw).then_some(raw);
        let state = state.to_owned();
        let kind = CellKind { state, raw, problem: None, note: None, evidence: 0, read_only: false };
        Self { column, text, kind }
    }

    /// With what is wrong with it: where that is, is where it stands.
    fn with(mut self, problem: Option<ProblemView>) -> Self {
        self.kind.problem = problem.map(|problem| ProblemView { place: String::new(), ..problem });
        self
    }
}

/// A sheet with what else its cells show.
pub(super) struct Laid<'s> {
    sheet: &'s Sheet,
    marks: &'s HashMap<ResultKey, ProblemView>,
    /// What was handed in or has not begun, where a sheet shows several periods.
    closed: HashSet<(&'s OrgUnitId, Period)>,
    /// The units of which anything at all is told.
    told: HashSet<&'s OrgUnitId>,
}

impl<'s> Laid<'s> {
    pub fn of(
        sheet: &'s Sheet,
        book: &Book,
        marks: &'s HashMap<ResultKey, ProblemView>,
        layout: Layout,
    ) -> Self {
        let units = if layout == Layout::UnitsIndicators { &[] } else { sheet.units.as_slice() };
        let all = units.iter().flat_map(|unit| sheet.periods.iter().map(move |period| (unit, *period)));
        let is_open =
            |unit: &OrgUnitId, at: Period| sheet.has_begun(at) && book.is_open(&sheet.form.id, unit, at);
        let closed = all.filter(|(unit, period)| !is_open(unit, *period)).collect();
        Self { sheet, marks, closed, told: sheet.told() }
    }

    /// The cells of each row of the grid.
    pub fn rows(&self, layout: Layout) -> Box<dyn Iterator<Item = Vec<SaidCell>> + '_> {
        if layout != Layout::IndicatorsPeriods {
            let units = self.sheet.units.iter().map(|unit| self.of_unit(unit));
            return Box::new(units.chain(std::iter::once_with(|| self.totals())));
        }
        let unit = self.sheet.units.first();
        Box::new(unit.into_iter().flat_map(move |unit| {
            self.sheet.indicators.iter().map(move |indicator| {
                let keys = self.sheet.periods.iter().map(|period| self.sheet.key(unit, indicator, *period));
                self.cells(keys.map(|key| (key, indicator)))
            })
        }))
    }

    fn of_unit(&self, unit: &OrgUnitId) -> Vec<SaidCell> {
        if self.closed.is_empty() && !self.told.contains(unit) {
            return Vec::new();
        }
        self.cells(self.sheet.keys_of(unit))
    }

    fn cells<'k>(&self, keys: impl Iterator<Item = (ResultKey, &'k Indicator)>) -> Vec<SaidCell> {
        keys.enumerate().filter_map(|(column, (key, indicator))| self.cell(column, &key, indicator)).collect()
    }

    fn cell(&self, column: usize, key: &ResultKey, indicator: &Indicator) -> Option<SaidCell> {
        let mark = || self.marks.get(key).cloned();
        let read_only = self.closed.contains(&(&key.org_unit, key.period));
        let mut said = if let Some((text, problem)) = self.sheet.drafts.get(key) {
            // A draft keeps only the code; what else there is to say follows from the text and its indicator.
            let kept = || ProblemView {
                code: problem.clone(),
                severity: "error".into(),
                place: String::new(),
                detail: vec![text.clone()],
            };
            let problem = results::draft_problem(text, indicator).map_or_else(kept, |found| (&found).into());
            SaidCell::new(column, "raw", text.clone(), text.clone()).with(Some(problem))
        } else {
            let silent = |state, text: &str| SaidCell::new(column, state, text.to_owned(), String::new());
            match self.sheet.cells.get(key) {
                None if self.sheet.has_no_task(key) => silent("no_task", "无任务"),
                None if read_only => silent("not_reported", ""),
                None => return None,
                Some(None) => silent("conflict", "冲突").with(mark()),
                Some(Some(cell)) => {
                    let (state, text, raw) = cell_text(cell, indicator);
                    let mut said = SaidCell::new(column, state, text, raw).with(mark());
                    said.kind.note = results::remark_of(cell).map(str::to_owned);
                    said.kind.evidence = print::count(cell.evidence.len());
                    said
                }
            }
        };
        said.kind.read_only = read_only;
        Some(said)
    }

    /// Sums of what adds up; a column that does not says so.
    fn totals(&self) -> Vec<SaidCell> {
        let sheet = self.sheet;
        let columns = sheet.indicators.iter().flat_map(|one| sheet.periods.iter().map(move |at| (one, *at)));
        let sums = columns.enumerate().filter_map(|(column, (indicator, period))| {
            let text = self.total(indicator, period)?;
            let mut said = SaidCell::new(column, "computed", text, String::new());
            said.kind.read_only = true;
            Some(said)
        });
        sums.collect()
    }

    fn total(&self, indicator: &Indicator, period: Period) -> Option<String> {
        let mut sum = Decimal::ZERO;
        let mut any = false;
        let mut doubtful = false;
        for unit in self.sheet.units.iter().filter(|unit| self.told.contains(unit)) {
            match self.sheet.cells.get(&self.sheet.key(unit, indicator, period)) {
                Some(Some(cell)) => match &cell.state {
                    CellState::Number { value, uom, .. } => {
                        match domain::kernel::convert(*value, uom, &indicator.uom)
                            .and_then(|v| sum.checked_add(v))
                        {
                            Some(more) => sum = more,
                            None => doubtful = true,
                        }
                        any = true;
                    }
                    CellState::Nil => any = true,
                    CellState::NotApplicable => {}
                },
                Some(None) => doubtful = true,
                None => {}
            }
        }
        any.then(|| match indicator.place_rule {
            PlaceRule::Sum if doubtful => format!("{}（不含冲突）", print::decimal(sum)),
            PlaceRule::Sum => print::decimal(sum),
            _ => "不可相加".to_owned(),
        })
    }
}
