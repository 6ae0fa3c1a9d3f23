//! What was handed in: its figures are answered by 退回 and 更正, and belong to the office that reported them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use domain::exchange::SubmissionState;
use domain::kernel::{FormId, OfficeId, OrgUnitId, Period, Problem};
use domain::ledger::RowKind;
use domain::results::{Form, ResultKey};

use crate::Book;

/// Where a report stands that was handed in once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportState {
    /// All who know it say the same.
    Stands(SubmissionState),
    /// Versions stand side by side, and nobody has chosen yet.
    Disputed,
}

impl ReportState {
    /// Whether the unit may still type. What is disputed was handed in by one of those who say something of it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Stands(state) if state.is_open())
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Stands(state) => state.code(),
            Self::Disputed => "conflict",
        }
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stands(state) => state.word(),
            Self::Disputed => "冲突",
        }
    }
}

/// A report, as far as its figures are asked about.
struct Report {
    form: Arc<Form>,
    state: ReportState,
    office: Option<OfficeId>,
}

/// The reports that were handed in once, by what they report for.
pub(crate) struct HandedIn(HashMap<(OrgUnitId, Period), Vec<Report>>);

impl HandedIn {
    /// Those of the units and periods that are wanted.
    pub fn of(book: &Book, wanted: impl Fn(&OrgUnitId, Period) -> bool) -> Self {
        let mut forms: BTreeMap<&FormId, Arc<Form>> = BTreeMap::new();
        let mut reports: HashMap<_, Vec<Report>> = HashMap::new();
        for (report, state) in book.reports() {
            let Some(form) = book.forms.get(&report.form) else { continue };
            if !wanted(&report.org_unit, report.period) {
                continue;
            }
            let form = Arc::clone(forms.entry(&form.id).or_insert_with(|| Arc::new(form.clone())));
            let at = (report.org_unit.clone(), report.period);
            let office = report.office.clone();
            reports.entry(at).or_default().push(Report { form, state, office });
        }
        Self(reports)
    }

    fn of_cell(&self, key: &ResultKey) -> impl Iterator<Item = &Report> {
        let reports = self.0.get(&(key.org_unit.clone(), key.period));
        reports.into_iter().flatten().filter(|report| report.form.asks_for(key))
    }

    /// Why a cell is frozen: by a report that asks for it.
    pub fn freezes(&self, key: &ResultKey) -> Option<Problem> {
        let report = self.of_cell(key).find(|report| !report.state.is_open())?;
        let problem = Problem::error("cell.submitted", key.text());
        Some(problem.with(&report.form.name).with(report.state.word()))
    }

    /// Whether a row is a frozen cell, or explains one.
    pub fn freezes_row(&self, kind: RowKind, key: &str) -> bool {
        let cell = match kind {
            RowKind::Result => Some(key),
            RowKind::Explanation => key.rsplit_once('|').map(|(cell, _)| cell),
            _ => None,
        };
        cell.and_then(|cell| ResultKey::from_text(cell).ok()).is_some_and(|key| self.freezes(&key).is_some())
    }

    /// The offices that reported a cell.
    pub fn offices_of(&self, key: &ResultKey) -> impl Iterator<Item = &OfficeId> {
        self.of_cell(key).filter_map(|report| report.office.as_ref())
    }
}
