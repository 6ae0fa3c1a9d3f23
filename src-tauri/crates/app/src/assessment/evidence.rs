//! Everything an assessment looks at, read once and kept until something is written.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use domain::assessment::{Allocations, CellFact, CellValue, Facts, Reporting, Settings, Targets, Values};
use domain::kernel::{Date, IndicatorId, OrgUnitId, Problem};
use domain::org::Tree;
use domain::programmes::Indicator;
use store::{Ledger, ResultQuery};

use super::Surveyed;
use super::arrival::{Arrivals, CorrectedCell, LateCell};
use crate::{AppError, Book};

/// The note of invented values. Whatever rests on them is labelled wherever it shows.
pub const EXAMPLE: &str = "示例数据";

/// The facts of a ledger.
pub struct Evidence {
    indicators: HashMap<IndicatorId, Indicator>,
    targets: Targets,
    allocations: Allocations,
    values: Values,
    reporting: Reporting,
    settings: Settings,
    trees: HashMap<Date, Arc<Tree>>,
    examples: BTreeSet<IndicatorId>,
    period_ends: BTreeSet<Date>,
    late: Vec<LateCell>,
    corrections: Vec<CorrectedCell>,
    problems: Vec<Problem>,
    surveys: VecDeque<Survey>,
}

/// What was surveyed: as of when, from where, what was found.
type Survey = (Date, Option<OrgUnitId>, Arc<Vec<Surveyed>>);

/// So many surveys are kept: a few days and places are looked at in turn.
const SURVEYS_KEPT: usize = 4;

impl Evidence {
    /// Gathers everything.
    pub fn read(ledger: &Ledger, book: &Book) -> Result<Self, AppError> {
        let indicators: HashMap<_, _> =
            book.indicators.iter().map(|(id, i)| (id.clone(), i.clone())).collect();
        let mut evidence = Self {
            targets: Targets::new(book.targets.values().flatten().cloned()),
            allocations: Allocations::new(book.allocations.values().flatten().cloned()),
            values: Values::new(),
            reporting: Reporting::from_forms(book.forms.values()),
            settings: Settings::default(),
            trees: HashMap::new(),
            examples: BTreeSet::new(),
            period_ends: BTreeSet::new(),
            late: Vec::new(),
            corrections: Vec::new(),
            problems: Vec::new(),
            surveys: VecDeque::new(),
            indicators,
        };
        let mut arrivals = Arrivals::new(ledger, book)?;
        for head in ledger.read().results(&ResultQuery::default())? {
            evidence.period_ends.insert(head.key.period.last_day());
            let Some(version) = head.settled() else {
                evidence.values.insert(&head.key, CellFact::plain(CellValue::Conflict));
                continue;
            };
            let Some(indicator) = evidence.indicators.get(&head.key.indicator) else { continue };
            if version.cell.note.as_deref() == Some(EXAMPLE) && !evidence.examples.contains(&indicator.id) {
                evidence.examples.insert(indicator.id.clone());
            }
            let arrival = arrivals.of(version)?;
            if let Err(problem) = evidence.values.add(&version.cell, indicator, arrival) {
                evidence.problems.push(problem);
            }
        }
        evidence.late = arrivals.late;
        evidence.corrections = arrivals.corrections;
        Ok(evidence)
    }

    /// The facts as of a day, with the tree of that day.
    pub fn facts(&mut self, book: &Book, as_of: Date) -> Facts<'_> {
        self.trees.entry(as_of).or_insert_with(|| book.tree(as_of));
        Facts {
            tree: &self.trees[&as_of],
            indicators: &self.indicators,
            targets: &self.targets,
            allocations: &self.allocations,
            values: &self.values,
            reporting: &self.reporting,
            settings: &self.settings,
            as_of,
        }
    }

    /// A survey that is still true.
    pub(super) fn surveyed(&self, as_of: Date, scope: Option<&OrgUnitId>) -> Option<Arc<Vec<Surveyed>>> {
        let same = |survey: &&Survey| survey.0 == as_of && survey.1.as_ref() == scope;
        self.surveys.iter().find(same).map(|survey| Arc::clone(&survey.2))
    }

    /// Keeps a survey; the oldest makes room.
    pub(super) fn keep_survey(
        &mut self,
        as_of: Date,
        scope: Option<&OrgUnitId>,
        found: Vec<Surveyed>,
    ) -> Arc<Vec<Surveyed>> {
        let found = Arc::new(found);
        self.surveys.truncate(SURVEYS_KEPT - 1);
        self.surveys.push_front((as_of, scope.cloned(), Arc::clone(&found)));
        found
    }

    /// Whether invented values of an indicator are on the ledger.
    pub fn is_example(&self, indicator: &IndicatorId) -> bool {
        self.examples.contains(indicator)
    }

    /// The last days of all periods with a figure.
    pub fn period_ends(&self) -> &BTreeSet<Date> {
        &self.period_ends
    }

    /// Cells that came after their deadline.
    pub fn late(&self) -> &[LateCell] {
        &self.late
    }

    /// Cells that say something else than what had been accepted.
    pub fn corrections(&self) -> &[CorrectedCell] {
        &self.corrections
    }

    /// Cells that could not be brought into their indicator's unit of measure.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
