//! Handing in: what was typed is frozen; from now on it is answered by 退回 and 更正.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{FormId, OrgUnitId, Period, Problem};
use domain::ledger::Operation;
use domain::org::Act;
use domain::results::ResultKey;

use super::reporting_units;
use crate::checks::check;
use crate::permission::Rights;
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// What became of handing in.
#[derive(Debug, Default)]
pub struct Submitted {
    /// Units that were handed in.
    pub units: Vec<OrgUnitId>,
    /// What stood in the way of the others.
    pub problems: Vec<Problem>,
}

/// Hands units' reports in; none named: all that nothing stands in the way of. An error, or something odd that nobody
/// has explained, stands in the way and is named with its cell.
pub fn submit(
    desk: &mut Desk,
    form: &FormId,
    period: Period,
    units: &[OrgUnitId],
) -> Result<Submitted, AppError> {
    let (author, today, locked) = (desk.author().clone(), desk.today(), desk.is_locked());
    let book = desk.book()?;
    let form = book.form_in(form, period)?;
    let all = reporting_units(&form, &book.tree(period.last_day()));
    let rights = Rights::of(book, &author, today, locked).need_some()?;
    let denied = |unit: &OrgUnitId| {
        let report = book.submissions.get(&Submission::id_of(&form.id, unit, period));
        let others = || report.and_then(|report| rights.demand_own(report).err());
        rights.demand(Act::Submit, unit, period.last_day()).err().or_else(others)
    };
    let denied: BTreeMap<OrgUnitId, Problem> =
        all.iter().filter_map(|unit| Some((unit.clone(), denied(unit)?))).collect();
    let open: HashSet<OrgUnitId> =
        all.iter().filter(|unit| book.is_open(&form.id, unit, period)).cloned().collect();
    let checked = check(desk, &form.id, period)?;
    let mut in_the_way: HashMap<&OrgUnitId, Vec<&Problem>> = HashMap::new();
    for one in checked.iter().filter(|one| one.blocks()) {
        in_the_way.entry(&one.finding.cell.org_unit).or_default().push(&one.finding.problem);
    }
    let mut answer = Submitted::default();
    let mut rows = Vec::new();
    for unit in if units.is_empty() { &all } else { units } {
        if let Some(problem) = denied.get(unit) {
            answer.problems.extend((!units.is_empty()).then(|| problem.clone()));
            continue;
        }
        if !open.contains(unit) {
            if !units.is_empty() {
                answer.problems.push(Problem::error("submission.closed", unit.as_str()));
            }
            continue;
        }
        let cells: Vec<ResultKey> = form
            .indicators
            .iter()
            .map(|indicator| ResultKey {
                indicator: indicator.clone(),
                measure: form.measure_of(indicator),
                org_unit: unit.clone(),
                period,
            })
            .collect();
        let Some(blocking) = in_the_way.get(unit) else {
            let submission = Submission {
                form: form.id.clone(),
                org_unit: unit.clone(),
                period,
                state: SubmissionState::Submitted,
                reason: None,
                rows_root: Some(desk.rows_root(&cells)?),
                office: Some(desk.office().clone()),
            };
            rows.push(submission.row());
            answer.units.push(unit.clone());
            continue;
        };
        if !units.is_empty() {
            answer.problems.extend(blocking.iter().map(|problem| (*problem).clone()));
        }
    }
    desk.write(Operation::Submit, "", rows)?;
    Ok(answer)
}
