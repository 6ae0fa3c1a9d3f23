//! Filling in and handing in.

use app::results::{self, Change, ChangeProblem, FillAction};
use domain::kernel::{FormId, OrgUnitId, Problem};

use super::cell::{key_of, period, result_key};
use crate::rooms::documents::{changed, refused};
use crate::rooms::print;
use crate::wire::ledger::ProblemView;
use crate::wire::results::{
    CellChange, CellInput, CellProblem, FillAnswer, FillRequest, SubmitAnswer, SubmitRequest,
};
use crate::{Session, WireError};

pub fn fill(session: &Session, request: FillRequest) -> Result<FillAnswer, WireError> {
    session.with_desk(|desk| {
        let action = match request.action.as_str() {
            "type" | "fill" => FillAction::Type,
            "paste" | "move" => FillAction::Paste,
            "clear" => FillAction::Clear,
            other => return Err(refused(Problem::error("word.unknown", "action").with(other))),
        };
        let changes = request
            .changes
            .iter()
            .map(|change| {
                Ok(Change {
                    key: result_key(&change.indicator, &change.measure, &change.org_unit, &change.period)?,
                    input: match &change.input {
                        CellInput::Text { text } => results::CellInput::Text(text.clone()),
                        CellInput::Nil => results::CellInput::Nil,
                        CellInput::NotApplicable => results::CellInput::NotApplicable,
                    },
                    note: None,
                    from: change.from.as_ref().map(key_of).transpose()?,
                })
            })
            .collect::<Result<Vec<_>, WireError>>()?;
        let filled = results::fill(desk, &FormId::new(&request.form), action, changes)?;
        Ok(FillAnswer {
            changed: changed(&["results", "assessment", "targets", "reports"], []),
            written: print::count(filled.written),
            drafts: filled.drafts.iter().map(cell_problem).collect(),
            refused: filled.refused.iter().map(cell_problem).collect(),
        })
    })
}

fn cell_problem(found: &ChangeProblem) -> CellProblem {
    let key = &found.change.key;
    CellProblem {
        change: CellChange {
            org_unit: key.org_unit.to_string(),
            indicator: key.indicator.to_string(),
            measure: key.measure.code().to_owned(),
            period: key.period.to_string(),
            input: match &found.change.input {
                results::CellInput::Text(text) => CellInput::Text { text: text.clone() },
                results::CellInput::Nil => CellInput::Nil,
                results::CellInput::NotApplicable => CellInput::NotApplicable,
            },
            from: None,
        },
        problem: ProblemView::from(&found.problem),
    }
}

pub fn submit(session: &Session, request: SubmitRequest) -> Result<SubmitAnswer, WireError> {
    session.with_desk(|desk| {
        let units: Vec<OrgUnitId> = request.org_units.iter().map(OrgUnitId::new).collect();
        let period = period("period", &request.period)?;
        let answer = results::submit(desk, &FormId::new(&request.form), period, &units)?;
        Ok(SubmitAnswer {
            changed: changed(&["results", "assessment"], []),
            submitted: answer.units.iter().map(ToString::to_string).collect(),
            problems: answer.problems.iter().map(ProblemView::from).collect(),
        })
    })
}
