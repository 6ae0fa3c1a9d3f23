//! How a cell came in: late, when its report was first handed in after the form's deadline, or where no report was,
//! when its first figure was written after it; as a correction, when it says something else than what had been accepted.
//! Both are read from what the ledger remembers.
//!
//! A deadline binds from when its form was made: what is entered afterwards of earlier periods is not late.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDateTime;
use domain::assessment::Arrival;
use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{Date, EntryId, FormId, IndicatorId, OrgUnitId, Period, SubmissionId};
use domain::ledger::{Moment, RowKind};
use domain::org::Tree;
use domain::results::{Calendar, CellState, Form, Measure, ResultCell, ResultKey};
use store::{Ledger, Reader, ResultVersion};

use crate::results::Course;
use crate::{AppError, Book};

/// A cell that came after its deadline.
#[derive(Clone, Debug)]
pub struct LateCell {
    /// The cell.
    pub key: ResultKey,
    /// When its report was first handed in; without one, when its first figure came.
    pub on: Date,
}

/// A cell that says something else than what had been accepted.
#[derive(Clone, Debug)]
pub struct CorrectedCell {
    /// The cell as it was accepted, or as it had been corrected by the arrival that was asked for.
    pub accepted: ResultCell,
    /// What it says now.
    pub corrected: CellState,
    /// The reason that was given; empty: none.
    pub reason: String,
}

/// When things were written: facts never change, so neither does this, as long as no report moves on.
pub(super) struct Moments {
    /// When each form was made.
    forms: HashMap<FormId, NaiveDateTime>,
    entries: HashMap<EntryId, NaiveDateTime>,
    /// Where stretches of rows that came with one entry begin, in order, and when each was written, once asked.
    rows: Vec<(i64, Option<NaiveDateTime>)>,
    /// Of the rows before this one that is known.
    rows_to: i64,
    /// The last row that had come when a report was first accepted; none: it never was.
    accepted: HashMap<SubmissionId, Option<i64>>,
}

impl Default for Moments {
    fn default() -> Self {
        Self {
            forms: HashMap::new(),
            entries: HashMap::new(),
            rows: Vec::new(),
            rows_to: 1,
            accepted: HashMap::new(),
        }
    }
}

/// When each form was made: its deadlines bind from then on.
pub(crate) fn forms_made<'f>(
    reader: Reader<'_>,
    forms: impl IntoIterator<Item = &'f FormId>,
) -> Result<HashMap<FormId, NaiveDateTime>, AppError> {
    let mut made = HashMap::new();
    for form in forms {
        let history = reader.history(RowKind::Form, form.as_str())?;
        made.extend(history.first().map(|version| (form.clone(), local(&version.header.time))));
    }
    Ok(made)
}

impl Moments {
    pub fn read(ledger: &Ledger, book: &Book) -> Result<Self, AppError> {
        Ok(Self { forms: forms_made(ledger.read(), book.forms.keys())?, ..Self::default() })
    }

    /// The rows that came together with a row, and when they were written.
    fn of_row(
        &mut self,
        ledger: &Ledger,
        row: i64,
    ) -> Result<(RangeInclusive<i64>, Option<NaiveDateTime>), AppError> {
        let reader = ledger.read();
        if self.rows_to <= row {
            let begins = reader.entries_begin(self.rows_to - 1)?;
            self.rows.extend(begins.into_iter().map(|first| (first, None)));
            self.rows_to = reader.next_row()?;
        }
        let after = self.rows.partition_point(|(first, _)| *first <= row);
        let last = self.rows.get(after).map_or(self.rows_to, |(next, _)| *next) - 1;
        let Some((first, known)) = after.checked_sub(1).and_then(|at| self.rows.get(at)).copied() else {
            return Ok((row..=row, None));
        };
        if known.is_some() {
            return Ok((first..=last, known));
        }
        let written = self.of_entry(ledger, &reader.entry_of(row)?)?;
        self.rows[after - 1].1 = written;
        Ok((first..=last, written))
    }

    /// When an entry was written.
    pub fn of_entry(&mut self, ledger: &Ledger, entry: &EntryId) -> Result<Option<NaiveDateTime>, AppError> {
        if let Some(known) = self.entries.get(entry) {
            return Ok(Some(*known));
        }
        let moment = ledger.read().header(entry)?.map(|header| local(&header.time));
        self.entries.extend(moment.map(|moment| (entry.clone(), moment)));
        Ok(moment)
    }
}

/// Reads how the cells of an indicator came in.
pub(super) struct Arrivals<'a> {
    ledger: &'a Ledger,
    book: &'a Book,
    moments: &'a mut Moments,
    /// The forms that ask for the indicator, with the moment each was made.
    forms: Vec<(&'a Form, NaiveDateTime)>,
    calendar: Calendar,
    trees: HashMap<Date, Arc<Tree>>,
    /// The rows that were asked for last, with all that came with them: cells that stand together mostly came together.
    last: Option<(RangeInclusive<i64>, Option<NaiveDateTime>)>,
    /// What came late.
    pub late: Vec<LateCell>,
}

impl<'a> Arrivals<'a> {
    pub fn new(
        ledger: &'a Ledger,
        book: &'a Book,
        moments: &'a mut Moments,
        indicator: &IndicatorId,
    ) -> Self {
        let asks = |form: &&Form| form.ever_asked().any(|asked| asked == indicator);
        let made = |form: &'a Form| Some((form, *moments.forms.get(&form.id)?));
        let forms = book.forms.values().filter(asks).filter_map(made).collect();
        Self {
            ledger,
            book,
            moments,
            forms,
            calendar: book.calendar(),
            trees: HashMap::new(),
            last: None,
            late: Vec::new(),
        }
    }

    /// The first of the deadlines that may bind the cells of a column; what came by then is not late.
    pub fn first_due(
        &self,
        measure: Measure,
        period: Period,
        indicator: &IndicatorId,
    ) -> Option<NaiveDateTime> {
        let asking = self.forms.iter().filter(|(form, _)| form.asks_in(period, indicator, measure));
        asking
            .filter_map(|(form, made)| {
                form.due_in(period).moment(period, &self.calendar).filter(|due| made <= due)
            })
            .min()
    }

    /// The rows that came together with a row, and when they were written.
    pub fn of_row(&mut self, row: i64) -> Result<(RangeInclusive<i64>, Option<NaiveDateTime>), AppError> {
        if let Some(known) = self.last.as_ref().filter(|(rows, _)| rows.contains(&row)) {
            return Ok(known.clone());
        }
        let came = self.moments.of_row(self.ledger, row)?;
        Ok(self.last.insert(came).clone())
    }

    /// Whether a row of a cell had come before the cell's report was accepted, or no report of it ever was.
    pub fn came_before_acceptance(
        &mut self,
        row: i64,
        org_unit: &OrgUnitId,
        period: Period,
    ) -> Result<bool, AppError> {
        for (form, _) in &self.forms {
            let report = Submission::id_of(&form.id, org_unit, period);
            let accepted = match self.moments.accepted.get(&report) {
                Some(known) => *known,
                None => {
                    let read = self.ledger.read();
                    let at = Acceptance::of(read, &report)?.map(|accepted| accepted.at);
                    let last = at.map(|at| self.ledger.read_as_known(at).last_row()).transpose()?;
                    self.moments.accepted.insert(report, last);
                    last
                }
            };
            if accepted.is_some_and(|last| last < row) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How the current version of a cell came in.
    pub fn of(&mut self, version: &ResultVersion) -> Result<Arrival, AppError> {
        let key = &version.cell.key;
        let asking = self.forms_asking(key);
        if asking.is_empty() {
            return Ok(Arrival::default());
        }
        let first = match self.handed_in(key, &asking)? {
            Some(handed_in) => Some(handed_in),
            None if version.replaces => {
                let first = self.ledger.read().first_header(RowKind::Result, &key.text())?;
                first.map(|header| local(&header.time))
            }
            None => self.moments.of_entry(self.ledger, &version.at.entry())?,
        };
        let due = asking.iter().filter_map(|(form, made)| {
            form.due_in(key.period).moment(key.period, &self.calendar).filter(|due| made <= due)
        });
        let late = due.max().zip(first).filter(|(due, first)| first > due).map(|(_, first)| first.date());
        self.late.extend(late.map(|on| LateCell { key: key.clone(), on }));
        let correction = self.correction(version, 0)?.is_some();
        Ok(Arrival { late: late.is_some(), correction })
    }

    /// When the first report with a cell was handed in; none: no report was.
    fn handed_in(
        &mut self,
        key: &ResultKey,
        asking: &[(&Form, NaiveDateTime)],
    ) -> Result<Option<NaiveDateTime>, AppError> {
        let mut first: Option<NaiveDateTime> = None;
        for (form, _) in asking {
            if self.book.report_state(&form.id, &key.org_unit, key.period).is_some() {
                let report = Submission::id_of(&form.id, &key.org_unit, key.period);
                let came = self.book.handed_in_first(self.ledger.read(), &report)?;
                first = first.into_iter().chain(came).min();
            }
        }
        Ok(first)
    }

    /// The local numbers of the units of which a report of a period was first handed in after a moment.
    pub fn handed_in_after(&mut self, period: Period, due: NaiveDateTime) -> Result<HashSet<u32>, AppError> {
        let mut found = HashSet::new();
        for (form, _) in &self.forms {
            if form.frequency.period_kind() != period.kind() {
                continue;
            }
            let reports = self.book.reports().map(|(report, _)| report);
            for report in reports.filter(|report| report.period == period && report.form == form.id) {
                if self.book.handed_in_first(self.ledger.read(), &report.id())?.is_some_and(|came| came > due)
                {
                    found.extend(self.ledger.read().number_of(report.org_unit.as_str())?);
                }
            }
        }
        Ok(found)
    }

    /// The forms that ask for a cell, with the moment each was made.
    fn forms_asking(&mut self, key: &ResultKey) -> Vec<(&'a Form, NaiveDateTime)> {
        if self.forms.is_empty() {
            return Vec::new();
        }
        let (book, day) = (self.book, key.period.last_day());
        let tree = self.trees.entry(day).or_insert_with(|| book.tree(day));
        let reports = |form: &Form, unit: &OrgUnitId| {
            book.units.get(unit).is_some_and(|unit| unit.level == form.level)
                && tree.is_within(unit, &form.parent)
        };
        let asks = |form: &Form| form.asks_for(key) && reports(form, &key.org_unit);
        self.forms.iter().filter(|(form, _)| asks(form)).copied().collect()
    }

    /// What had been accepted, or had been made of it by an arrival, where the cell says something else now.
    pub fn correction(
        &mut self,
        version: &ResultVersion,
        since: i64,
    ) -> Result<Option<CorrectedCell>, AppError> {
        if !version.replaces {
            return Ok(None);
        }
        let now = &version.cell;
        let read = self.ledger.read();
        for (form, _) in self.forms_asking(&now.key) {
            let report = Submission::id_of(&form.id, &now.key.org_unit, now.key.period);
            let Some(acceptance) = Acceptance::of(read, &report)? else { continue };
            let held = acceptance.at.max(since);
            let versions = read.history(RowKind::Result, &now.key.text())?;
            let stood = |superseded: Option<i64>| superseded.is_none_or(|at| at > held);
            let accepted = versions
                .iter()
                .rfind(|v| v.arrived <= held && stood(v.superseded) && !v.row.retracted)
                .and_then(|version| ResultCell::from_fields(&version.row.key, &version.row.content).ok());
            if let Some(accepted) = accepted.filter(|accepted| accepted.state != now.state) {
                let last = versions.last();
                let said = last.map(|last| last.header.reason.clone()).filter(|said| !said.is_empty());
                let opened = || last.and_then(|last| acceptance.course.opened_because(last.arrived));
                let reason = said.or_else(|| opened().map(str::to_owned)).unwrap_or_default();
                return Ok(Some(CorrectedCell { accepted, corrected: now.state.clone(), reason }));
            }
        }
        Ok(None)
    }
}

/// A report that was accepted, or of which what had been received was opened again by its unit.
struct Acceptance {
    /// With which arrival it first was, or was received.
    at: i64,
    course: Course,
}

impl Acceptance {
    fn of(read: Reader<'_>, report: &SubmissionId) -> Result<Option<Self>, AppError> {
        let course = Course::of(read, report)?;
        let (mut accepted, mut received) = (None, None);
        for (arrived, report) in course.steps() {
            match report.state {
                SubmissionState::Accepted if accepted.is_none() => accepted = Some(arrived),
                SubmissionState::Draft if accepted.is_none() => accepted = received,
                _ => {}
            }
            received = (report.state == SubmissionState::Received).then_some(arrived);
        }
        Ok(accepted.map(|at| Self { at, course }))
    }
}

/// By the clock of the place where it was written.
fn local(moment: &Moment) -> NaiveDateTime {
    moment.naive_local()
}
