//! 数据审核 of a form: findings with their cells, explanations.

use std::collections::HashMap;

use app::Desk;
use app::checks::{Checked, check, explain as explain_findings};
use domain::checks::Class;
use domain::exchange::Submission;
use domain::kernel::{FormId, OrgUnitId, Period, Severity};
use domain::org::Tree;
use domain::results::ResultKey;

use super::documents::changed;
use super::print;
use super::results::{column_key, period};
use crate::wire::checks::{BlockedUnit, CellCounts, ChecksRequest, ChecksView, ExplainRequest, FindingView};
use crate::wire::ledger::{Changed, ProblemView};
use crate::{Session, WireError};

pub fn checks(session: &Session, request: ChecksRequest) -> Result<ChecksView, WireError> {
    session.with_desk(|desk| view(desk, &request))
}

/// The findings of a form and a period.
pub fn view(desk: &mut Desk, request: &ChecksRequest) -> Result<ChecksView, WireError> {
    let period = period("period", &request.period)?;
    let only = request.org_unit.as_deref().map(OrgUnitId::new);
    let form = FormId::new(&request.form);
    let mut found = check(desk, &form, period)?;
    found.retain(|one| only.as_ref().is_none_or(|unit| one.finding.cell.org_unit == *unit));
    let book = desk.book()?;
    let tree = book.tree(period.last_day());
    let closed = |one: &Checked| !book.is_open(&form, &one.finding.cell.org_unit, period);
    let told = |one: &Checked, closed: bool| {
        let cell = &one.finding.cell;
        let indicator = book.indicators.get(&cell.indicator);
        FindingView {
            key: one.finding.key(),
            class: one.finding.class.code().to_owned(),
            class_word: one.finding.class.word().to_owned(),
            org_unit: cell.org_unit.to_string(),
            unit_name: tree.name(&cell.org_unit).to_owned(),
            column: column_key(cell),
            indicator_name: indicator.map_or_else(String::new, |indicator| indicator.name.clone()),
            problem: said(one, &tree),
            explanation: one.explanation.as_ref().map(|explanation| explanation.text.clone()),
            explained: one.is_explained(),
            closed,
            blocks: one.blocks() && !closed,
        }
    };
    let found: Vec<(&Checked, bool)> = found.iter().map(|one| (one, closed(one))).collect();
    let open: Vec<&Checked> = found.iter().filter(|(_, closed)| !closed).map(|(one, _)| *one).collect();
    let count = |holds: &dyn Fn(&Checked) -> bool| print::count(open.iter().filter(|one| holds(one)).count());
    let of = |severity| move |one: &Checked| one.finding.severity() == severity;
    let chosen = chosen(&found, request.most);
    Ok(ChecksView {
        errors: count(&of(Severity::Error)),
        queries: count(&|one| of(Severity::Query)(one) && !one.is_explained()),
        explained: count(&|one| of(Severity::Query)(one) && one.is_explained()),
        hints: count(&of(Severity::Hint)),
        unproven: print::count(found.iter().filter(|(one, _)| is_unproven(one)).count()),
        blocked: blocked(&open),
        cells: cells(&open, &tree),
        findings: chosen.into_iter().map(|at| told(found[at].0, found[at].1)).collect(),
    })
}

fn is_unproven(one: &Checked) -> bool {
    one.finding.class == Class::Evidence
}

/// The places of the findings that are told, in their order.
fn chosen(found: &[(&Checked, bool)], most: Option<u32>) -> Vec<usize> {
    let Some(most) = most else { return (0..found.len()).collect() };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut open: Vec<usize> = (0..found.len()).filter(|at| !found[*at].1).collect();
    open.sort_by_key(|at| found[*at].0.finding.severity());
    open.truncate(most);
    open.extend((0..found.len()).filter(|at| is_unproven(found[*at].0)).take(most));
    open.sort_unstable();
    open.dedup();
    open
}

fn cells(open: &[&Checked], tree: &Tree) -> CellCounts {
    let marks = hardest(open.iter().copied().filter(|one| !one.is_explained()), tree);
    let of = |severity: &str| {
        print::count(marks.values().filter(|found| found.problem.severity == severity).count())
    };
    let missing = open.iter().filter(|one| !is_of_cell(one)).filter_map(|one| asked(one)).sum();
    CellCounts { errors: of("error"), missing, queries: of("query") }
}

/// So many cells of a row say nothing.
fn asked(one: &Checked) -> Option<u32> {
    one.finding.problem.detail.first()?.parse().ok()
}

/// What keeps units from handing in. The findings of a unit stand beside each other.
fn blocked(open: &[&Checked]) -> Vec<BlockedUnit> {
    let in_the_way: Vec<&Checked> = open.iter().copied().filter(|one| one.blocks()).collect();
    let of_unit = |findings: &[&Checked]| {
        let hardest = findings.iter().min_by_key(|one| one.finding.severity())?;
        let (missing, rest): (Vec<&Checked>, Vec<&Checked>) =
            findings.iter().partition(|one| !is_of_cell(one));
        let errors = rest.iter().filter(|one| one.finding.severity() == Severity::Error).count();
        Some(BlockedUnit {
            org_unit: hardest.finding.cell.org_unit.to_string(),
            errors: print::count(errors),
            missing: missing.iter().filter_map(|one| asked(one)).sum(),
            queries: print::count(rest.len() - errors),
            column: column_key(&hardest.finding.cell),
        })
    };
    let units = in_the_way.chunk_by(|a, b| a.finding.cell.org_unit == b.finding.cell.org_unit);
    units.filter_map(of_unit).collect()
}

/// The problem of a finding as it is told: a unit by its name.
fn said(one: &Checked, tree: &Tree) -> ProblemView {
    let mut problem = ProblemView::from(&one.finding.problem);
    if problem.code == "check.same_as" {
        problem.detail =
            problem.detail.iter().map(|unit| tree.name(&OrgUnitId::new(unit)).to_owned()).collect();
    }
    problem
}

/// What stands at a cell.
#[derive(Clone, Debug)]
pub struct Found {
    pub problem: ProblemView,
    /// What was said about it.
    pub explanation: Option<String>,
}

/// What stands at the cells of a grid: of each the hardest thing nobody has explained, where something can still be
/// done about it. What a whole row lacks stands in the list alone.
pub fn marks(
    desk: &mut Desk,
    form: &FormId,
    period: Period,
) -> Result<HashMap<ResultKey, ProblemView>, WireError> {
    let found = check(desk, form, period)?;
    let book = desk.book()?;
    let open = |unit: &OrgUnitId| book.is_open(form, unit, period);
    let told =
        found.iter().filter(|one| is_of_cell(one) && !one.is_explained() && open(&one.finding.cell.org_unit));
    let hardest = hardest(told, &book.tree(period.last_day()));
    Ok(hardest.into_iter().map(|(key, found)| (key, found.problem)).collect())
}

/// What a checker sees at the cells of a report: the hardest thing of each, with what was said about it.
pub fn of_report(desk: &mut Desk, report: &Submission) -> Result<HashMap<ResultKey, Found>, WireError> {
    let found = check(desk, &report.form, report.period)?;
    let tree = desk.book()?.tree(report.period.last_day());
    Ok(hardest(found.iter().filter(|one| one.finding.cell.org_unit == report.org_unit), &tree))
}

/// What a whole row lacks stands at no cell of it.
fn is_of_cell(one: &Checked) -> bool {
    one.finding.problem.code != "check.missing"
}

fn hardest<'a>(found: impl Iterator<Item = &'a Checked>, tree: &Tree) -> HashMap<ResultKey, Found> {
    let mut marks: HashMap<ResultKey, (Severity, Found)> = HashMap::new();
    for one in found.filter(|one| is_of_cell(one)) {
        let severity = one.finding.severity();
        let known = marks.get(&one.finding.cell).is_some_and(|(known, _)| *known <= severity);
        if !known {
            let explanation = one.explanation.as_ref().map(|explanation| explanation.text.clone());
            let found = Found { problem: said(one, tree), explanation };
            marks.insert(one.finding.cell.clone(), (severity, found));
        }
    }
    marks.into_iter().map(|(key, (_, found))| (key, found)).collect()
}

pub fn explain(session: &Session, request: ExplainRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let period = period("period", &request.period)?;
        let texts: Vec<(String, String)> =
            request.items.into_iter().map(|item| (item.key, item.text)).collect();
        explain_findings(desk, &FormId::new(&request.form), period, &texts)?;
        Ok(changed(&["results"], []))
    })
}
