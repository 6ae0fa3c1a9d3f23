//! The findings of a sheet. They are kept while the sheet is being filled in: an edited cell has its row, its column
//! and the twins looked at again, nothing else.

use std::collections::{BTreeSet, HashMap};

use domain::checks::{Explanation, Finding, Said, Settings, Sheet, check_column, check_twins, check_unit};
use domain::kernel::{FormId, IndicatorId, OrgUnitId, Period, Problem, Severity};
use domain::ledger::RowKind;
use domain::results::{ResultCell, ResultKey};
use store::DraftRow;

use super::gather::gather;
use crate::results::draft_problem;
use crate::{AppError, Desk};

/// A finding, and what was said about it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The finding.
    pub finding: Finding,
    /// The explanation that was last given; it may have been given for another value.
    pub explanation: Option<Explanation>,
    /// What the cell says now, as an explanation holds for it.
    pub value: String,
}

impl Checked {
    /// Whether an explanation in words was given for what the cell says now.
    pub fn is_explained(&self) -> bool {
        let explains = |given: &Explanation| Explanation::says_something(&given.text);
        self.explanation.as_ref().is_some_and(|given| given.value == self.value && explains(given))
    }

    /// Whether it keeps the unit from handing in.
    pub fn blocks(&self) -> bool {
        match self.finding.severity() {
            Severity::Error => true,
            Severity::Query => !self.is_explained(),
            Severity::Hint => false,
        }
    }
}

/// Checks a form for a period: every finding in the order of units and columns, with its explanation.
pub fn check(desk: &mut Desk, form: &FormId, period: Period) -> Result<Vec<Checked>, AppError> {
    let drafts = desk.texts()?;
    let mut checking = match desk.take_checking().filter(|kept| kept.form == *form && kept.period == period) {
        Some(kept) => kept,
        None => {
            let book = desk.book()?;
            let (form, settings) = (book.form_in(form, period)?, book.checks.clone().unwrap_or_default());
            desk.book()?;
            let sheet = desk.with_book(|ledger, book| gather(ledger, book, &form, period))?;
            Checking::new(form.id, period, sheet, settings)
        }
    };
    checking.follow_unread(drafts.keys().cloned().collect());
    checking.look_again();
    let found = checking.findings();
    let checked = found.into_iter().map(|mut finding| {
        if let Some(wrong) =
            drafts.get(&finding.problem.place).and_then(|text| checking.wrong_with(&finding, text))
        {
            finding.problem = wrong;
        }
        let head = match finding.severity() {
            Severity::Query => desk.ledger().read().head(RowKind::Explanation, &finding.key())?,
            Severity::Error | Severity::Hint => None,
        };
        let explanation = match head.as_ref().and_then(store::Current::settled) {
            Some(version) => Some(Explanation::from_fields(&version.row.key, &version.row.content)?),
            None => None,
        };
        let value = checking.value(&finding.cell);
        Ok(Checked { finding, explanation, value })
    });
    let checked = checked.collect::<Result<Vec<_>, AppError>>()?;
    desk.keep_checking(checking);
    Ok(checked)
}

/// A sheet with what was found on it.
pub(crate) struct Checking {
    form: FormId,
    period: Period,
    sheet: Sheet,
    settings: Settings,
    units: HashMap<OrgUnitId, usize>,
    columns: HashMap<IndicatorId, usize>,
    rows: Vec<Vec<Finding>>,
    by_column: Vec<Vec<Finding>>,
    twins: Vec<Finding>,
    /// Cells whose text is no value yet.
    unread: BTreeSet<String>,
    /// What the cells in `unread` said before.
    covered: HashMap<String, Option<Said>>,
    /// Rows and columns that are to be looked at again.
    touched_units: BTreeSet<usize>,
    touched_columns: BTreeSet<usize>,
}

impl Checking {
    fn new(form: FormId, period: Period, sheet: Sheet, settings: Settings) -> Self {
        let units = sheet.units.iter().enumerate().map(|(at, unit)| (unit.clone(), at)).collect();
        let ids = sheet.columns.iter().map(|column| column.indicator.id.clone());
        let columns = ids.enumerate().map(|(at, id)| (id, at)).collect();
        Self {
            rows: vec![Vec::new(); sheet.units.len()],
            by_column: vec![Vec::new(); sheet.columns.len()],
            twins: Vec::new(),
            unread: BTreeSet::new(),
            covered: HashMap::new(),
            touched_units: (0..sheet.units.len()).collect(),
            touched_columns: (0..sheet.columns.len()).collect(),
            form,
            period,
            sheet,
            settings,
            units,
            columns,
        }
    }

    /// Follows figures that were written; says whether it still knows everything it is checked against.
    pub fn follow(&mut self, rows: &[DraftRow]) -> bool {
        rows.iter().all(|row| match row.kind {
            RowKind::Explanation => true,
            RowKind::Result => self.follow_cell(row).is_some(),
            _ => false,
        })
    }

    fn follow_cell(&mut self, row: &DraftRow) -> Option<()> {
        let key = ResultKey::from_text(&row.key).ok()?;
        let Some(&column) = self.columns.get(&key.indicator) else { return Some(()) };
        // A cell of another measure, or of a unit below, stands beside one of this sheet.
        let &unit = self.units.get(&key.org_unit)?;
        let head = self.sheet.columns.get(column).filter(|head| head.measure == key.measure)?;
        let Some(at) = self.sheet.periods.iter().position(|period| *period == key.period) else {
            return Some(());
        };
        let said = match row.retracted {
            true => None,
            false => Some(Said::of(&ResultCell::from_fields(&row.key, &row.content).ok()?, &head.indicator)),
        };
        self.put(unit, column, at, said);
        Some(())
    }

    fn put(&mut self, unit: usize, column: usize, at: usize, said: Option<Said>) {
        self.sheet.put(unit, column, at, said);
        self.touched_units.insert(unit);
        self.touched_columns.insert(column);
    }

    /// Takes over which cells hold text that is no value yet.
    fn follow_unread(&mut self, unread: BTreeSet<String>) {
        let changed: Vec<String> = self.unread.symmetric_difference(&unread).cloned().collect();
        self.unread = unread;
        for key in changed {
            let Some((unit, column)) = ResultKey::from_text(&key).ok().and_then(|key| self.here(&key)) else {
                continue;
            };
            let last = self.sheet.periods.len() - 1;
            let now = self.sheet.now(unit, column).cloned();
            if self.unread.contains(&key) {
                self.covered.insert(key, now);
                self.put(unit, column, last, Some(Said::Unread));
            } else if let Some(before) = self.covered.remove(&key) {
                // Unless a value was written over it.
                let said = if now == Some(Said::Unread) { before } else { now };
                self.put(unit, column, last, said);
            }
        }
    }

    /// The place of a cell of the period that is checked.
    fn here(&self, key: &ResultKey) -> Option<(usize, usize)> {
        let (&unit, &column) = (self.units.get(&key.org_unit)?, self.columns.get(&key.indicator)?);
        let head = self.sheet.columns.get(column)?;
        (key.period == self.period && head.measure == key.measure).then_some((unit, column))
    }

    /// What is wrong with the text of a cell that could not be read; none for any other finding.
    fn wrong_with(&self, finding: &Finding, text: &str) -> Option<Problem> {
        let (_, column) = self.here(&finding.cell).filter(|_| finding.problem.code == "check.unread")?;
        let wrong = draft_problem(text, &self.sheet.columns.get(column)?.indicator)?;
        Some(Problem { place: finding.problem.place.clone(), ..wrong })
    }

    /// Looks again at what was touched.
    fn look_again(&mut self) {
        if self.touched_units.is_empty() {
            return;
        }
        for unit in std::mem::take(&mut self.touched_units) {
            self.rows[unit] = check_unit(&self.sheet, &self.settings, unit);
        }
        for column in std::mem::take(&mut self.touched_columns) {
            self.by_column[column] = check_column(&self.sheet, &self.settings, column);
        }
        self.twins = check_twins(&self.sheet, &self.settings);
    }

    /// Everything found, in the order of units, columns and hardness.
    fn findings(&self) -> Vec<Finding> {
        let all = self.rows.iter().chain(&self.by_column).flatten().chain(&self.twins);
        let mut found: Vec<&Finding> = all.collect();
        let place = |finding: &Finding| {
            (self.units.get(&finding.cell.org_unit), self.columns.get(&finding.cell.indicator))
        };
        found.sort_by_cached_key(|finding| (place(finding), finding.severity(), finding.class));
        found.into_iter().cloned().collect()
    }

    /// What a cell says, as text.
    fn value(&self, key: &ResultKey) -> String {
        let Some((unit, column)) = self.here(key) else { return String::new() };
        match self.sheet.now(unit, column) {
            Some(Said::Number { value, uom, .. }) => format!("{}{uom}", value.normalize()),
            Some(Said::Nil) => "nil".into(),
            Some(Said::NotApplicable) => "na".into(),
            Some(Said::Conflict | Said::Unread) | None => String::new(),
        }
    }
}
