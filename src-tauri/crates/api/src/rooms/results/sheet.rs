//! A form's cells over some periods, as the ledger holds them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use app::results::{self, ReportState};
use app::{AppError, Book, Desk};
use domain::exchange::Submission;
use domain::kernel::{Date, IndicatorId, OrgUnitId, Period};
use domain::org::Tree;
use domain::programmes::Indicator;
use domain::results::{Form, ResultCell, ResultKey};

use crate::WireError;
use crate::rooms::print;

/// Where a unit's report stands.
pub(super) struct Standing {
    /// None: it was never handed in.
    pub state: Option<ReportState>,
    pub reason: Option<String>,
}

pub(super) fn standing(book: &Book, form: &Form, unit: &OrgUnitId, period: Period) -> Standing {
    let id = Submission::id_of(&form.id, unit, period);
    let reason = book.submissions.get(&id).and_then(|report| report.reason.clone());
    Standing { state: book.report_state(&form.id, unit, period), reason }
}

/// A form's cells over some periods.
pub(in crate::rooms) struct Sheet {
    pub form: Form,
    pub units: Vec<OrgUnitId>,
    pub tree: Arc<Tree>,
    pub indicators: Vec<Indicator>,
    pub periods: Vec<Period>,
    pub cells: HashMap<ResultKey, Option<ResultCell>>,
    /// Text that is no value, and what is wrong with it.
    pub drafts: HashMap<ResultKey, (String, String)>,
    no_task: BTreeSet<(OrgUnitId, IndicatorId)>,
    pub example: bool,
    reached: Date,
}

impl Sheet {
    pub fn key(&self, unit: &OrgUnitId, indicator: &Indicator, period: Period) -> ResultKey {
        ResultKey {
            indicator: indicator.id.clone(),
            measure: self.form.measure_of(&indicator.id),
            org_unit: unit.clone(),
            period,
        }
    }

    /// The cells of a unit, indicator after indicator.
    pub fn keys_of<'s>(&'s self, unit: &'s OrgUnitId) -> impl Iterator<Item = (ResultKey, &'s Indicator)> {
        self.indicators.iter().flat_map(move |indicator| {
            self.periods.iter().map(move |period| (self.key(unit, indicator, *period), indicator))
        })
    }

    /// The units of which anything at all is told: a cell, text that is no value, that there is no task.
    pub fn told(&self) -> HashSet<&OrgUnitId> {
        let cells = self.cells.keys().chain(self.drafts.keys()).map(|key| &key.org_unit);
        cells.chain(self.no_task.iter().map(|(unit, _)| unit)).collect()
    }

    pub fn has_no_task(&self, key: &ResultKey) -> bool {
        self.no_task.contains(&(key.org_unit.clone(), key.indicator.clone()))
    }

    /// Whether a period has begun: nothing is typed for one that has not.
    pub fn has_begun(&self, period: Period) -> bool {
        period.first_day() <= self.reached
    }

    /// The cells with something in them, and those that ask for something.
    pub fn counts(&self) -> (u32, u32) {
        let units: HashSet<&OrgUnitId> = self.units.iter().collect();
        let filled = self.cells.keys().filter(|key| units.contains(&key.org_unit)).count();
        let without = self.no_task.iter().filter(|(unit, _)| units.contains(unit)).count();
        let asked = (units.len() * self.indicators.len() - without) * self.periods.len();
        (print::count(filled), print::count(asked))
    }
}

/// The cells of a form over some periods.
pub(in crate::rooms) fn sheet(desk: &mut Desk, form: &Form, periods: &[Period]) -> Result<Sheet, WireError> {
    let last = periods.iter().map(|period| period.last_day()).max().unwrap_or_default();
    let cells: HashMap<_, _> = results::form_cells(desk.ledger(), form, periods)?
        .into_iter()
        .map(|head| (head.key.clone(), head.settled().map(|version| version.cell.clone())))
        .collect();
    let drafts = desk.ledger().drafts().map_err(AppError::from)?;
    let reached = desk.reached(desk.today())?;
    let book = desk.book()?;
    let tree = book.tree(last);
    let units = results::reporting_units(form, &tree);
    let example = cells.values().flatten().any(app::assessment::is_example);
    let no_task = results::without_task(book, form, &units, last);
    Ok(Sheet {
        indicators: form.indicators.iter().filter_map(|id| book.indicators.get(id).cloned()).collect(),
        drafts: drafts
            .into_iter()
            .filter_map(|draft| Some((ResultKey::from_text(&draft.key).ok()?, (draft.text, draft.problem))))
            .collect(),
        form: form.clone(),
        periods: periods.to_vec(),
        units,
        tree,
        cells,
        no_task,
        example,
        reached,
    })
}
