//! 数据审核 of a form: findings with their cells, explanations.

use std::collections::HashMap;

use app::Desk;
use app::checks::{Checked, check, explain as explain_findings};
use domain::exchange::Submission;
use domain::kernel::{FormId, OrgUnitId, Period, Severity};
use domain::org::Tree;
use domain::results::ResultKey;

use super::documents::changed;
use super::print;
use super::results::{column_key, period};
use crate::wire::checks::{ChecksRequest, ChecksView, ExplainRequest, FindingView};
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
    let closed = |unit: &OrgUnitId| !book.submission_state(&form, unit, period).is_open();
    let open: Vec<&Checked> = found.iter().filter(|one| !closed(&one.finding.cell.org_unit)).collect();
    let count = |holds: &dyn Fn(&Checked) -> bool| print::count(open.iter().filter(|one| holds(one)).count());
    let of = |severity| move |one: &Checked| one.finding.severity() == severity;
    Ok(ChecksView {
        errors: count(&of(Severity::Error)),
        queries: count(&|one| of(Severity::Query)(one) && !one.is_explained()),
        explained: count(&|one| of(Severity::Query)(one) && one.is_explained()),
        hints: count(&of(Severity::Hint)),
        findings: found
            .iter()
            .map(|one| {
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
                    closed: closed(&cell.org_unit),
                    blocks: one.blocks() && !closed(&cell.org_unit),
                }
            })
            .collect(),
    })
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
    let open = |unit: &OrgUnitId| book.submission_state(form, unit, period).is_open();
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

/// Where a unit's report stands.
pub fn explain(session: &Session, request: ExplainRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let period = period("period", &request.period)?;
        let texts: Vec<(String, String)> =
            request.items.into_iter().map(|item| (item.key, item.text)).collect();
        explain_findings(desk, &FormId::new(&request.form), period, &texts)?;
        Ok(changed(&["results"], []))
    })
}
