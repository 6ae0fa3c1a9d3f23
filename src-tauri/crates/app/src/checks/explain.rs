//! 情况说明: says why a figure is as it is. It holds for what the cell says now and goes with it.

use domain::checks::Explanation;
use domain::kernel::{FormId, Period, Problem, Severity};
use domain::ledger::{Operation, RowKind};
use store::DraftRow;

use super::check;
use crate::results::HandedIn;
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// Explains findings, by their keys; an empty text takes the explanation back. All of them or none.
pub fn explain(
    desk: &mut Desk,
    form: &FormId,
    period: Period,
    texts: &[(String, String)],
) -> Result<(), AppError> {
    let checked = check(desk, form, period)?;
    let handed_in = HandedIn::of(desk.book()?, |_, at| at == period);
    let mut rows = Vec::new();
    let mut problems = Vec::new();
    for (key, text) in texts {
        let asked =
            checked.iter().find(|one| one.finding.key() == *key && one.finding.severity() == Severity::Query);
        let Some(one) = asked else {
            problems.push(Problem::error("explanation.not_asked", key));
            continue;
        };
        if let Some(frozen) = handed_in.freezes(&one.finding.cell) {
            problems.push(Problem { place: key.clone(), ..frozen });
        } else if text.trim().is_empty() {
            rows.push(DraftRow::retract(RowKind::Explanation, key));
        } else if !Explanation::says_something(text) {
            problems.push(Problem::error("explanation.says_nothing", key).with(text.trim()));
        } else {
            let explanation = Explanation {
                cell: one.finding.cell.clone(),
                code: one.finding.problem.code.to_owned(),
                value: one.value.clone(),
                text: text.trim().to_owned(),
            };
            rows.push(explanation.row());
        }
    }
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    desk.write(Operation::Explain, "", rows)
}
