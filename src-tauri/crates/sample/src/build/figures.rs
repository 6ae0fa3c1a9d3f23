//! What was reported: history from before the ledger, the months since January on their forms,
//! June as far as it has come in.

use std::collections::BTreeMap;

use app::checks::{check, explain};
use app::results::{CellInput, Change, FillAction, Step, fill, import_cells, put_form, submit, take_step};
use app::{AppError, Desk};
use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{Decimal, FormId, OrgUnitId, Period, PeriodKind, Severity, SubmissionId};
use domain::org::Role;
use domain::results::{CellState, Form, ResultCell};

use super::people::Cast;
use crate::content::{Content, EXAMPLE};
use crate::series::expand;
use crate::stage::Stage;

/// The months that are caught up on forms, each on one working day.
const CAUGHT_UP: [(&str, &str, &str); 5] = [
    ("2022-01", "2022-06-15", "2022-06-16"),
    ("2022-02", "2022-06-16", "2022-06-17"),
    ("2022-03", "2022-06-17", "2022-06-20"),
    ("2022-04", "2022-06-20", "2022-06-21"),
    ("2022-05", "2022-06-21", "2022-06-22"),
];

/// Makes the forms and brings in all figures.
pub(super) fn figures(
    desk: &mut Desk,
    content: &Content,
    cast: &Cast,
    stage: &Stage,
) -> Result<(), AppError> {
    stage.set("2022-06-14", "16:00")?;
    for form in &content.forms {
        put_form(desk, form.clone(), None, "")?;
    }
    let mut drawn = Drawn::of(desk, content)?;
    stage.set("2022-06-15", "08:30")?;
    for (place, cells) in &drawn.history {
        cast.person(desk, Role::Reporter, place)?;
        import_cells(desk, cells, &format!("{EXAMPLE}：建账以前和没有调度表的各期"))?;
    }
    for (month, entered, accepted) in CAUGHT_UP {
        let sheets = drawn.sheets.remove(&month.parse().map_err(crate::content::Malformed::from)?);
        stage.set(entered, "10:00")?;
        for (form, cells) in sheets.unwrap_or_default() {
            hand_in(desk, cast, &content.forms[form], &cells)?;
        }
        stage.set(accepted, "09:00")?;
        for form in &content.forms {
            let handed_in = handed_in(desk, form)?;
            cast.person(desk, Role::Reviewer, form.parent.as_str())?;
            take_step(desk, Step::Review, &handed_in, "")?;
            cast.keeper(desk)?;
            take_step(desk, Step::Approve, &handed_in, "")?;
            take_step(desk, Step::Accept, &handed_in, "")?;
        }
    }
    // What is left is for the period that waits for the user: it is in, and of one form it waits to be checked.
    for (form, cells) in drawn.sheets.into_values().flatten() {
        let form = &content.forms[form];
        stage.set(content.as_of, "16:00")?;
        match form.id.as_str() {
            HANDED_IN => hand_in(desk, cast, form, &cells)?,
            _ => enter(desk, cast, form, &cells)?,
        }
    }
    stage.set("2022-07-01", "09:00")
}

/// Enters a form for a period and hands in whatever is complete. One report is given back on the
/// way: a figure was mistyped, and is put right.
fn hand_in(desk: &mut Desk, cast: &Cast, form: &Form, cells: &[ResultCell]) -> Result<(), AppError> {
    let Some(period) = cells.first().map(|cell| cell.key.period) else { return Ok(()) };
    let mistyped = cells.iter().find(|cell| cell.key.text() == MISTYPED).cloned();
    let typed = |cell: &ResultCell| match (&mistyped, &cell.state) {
        (Some(wrong), CellState::Number { value, uom, qualifier }) if wrong.key == cell.key => {
            let value = value * Decimal::TEN;
            ResultCell {
                state: CellState::Number { value, uom: uom.clone(), qualifier: *qualifier },
                ..cell.clone()
            }
        }
        _ => cell.clone(),
    };
    enter(desk, cast, form, &cells.iter().map(typed).collect::<Vec<_>>())?;
    explained(desk, &form.id, period)?;
    submit(desk, &form.id, period, &[])?;
    if let Some(right) = mistyped {
        let org_unit = right.key.org_unit.clone();
        cast.keeper(desk)?;
        take_step(
            desk,
            Step::Return,
            &[report(form, &org_unit, period)],
            "示例：本月数比上月多出许多，请核对是否多打了一个0",
        )?;
        enter(desk, cast, form, &[right])?;
        explained(desk, &form.id, period)?;
        submit(desk, &form.id, period, &[org_unit])?;
    }
    Ok(())
}

/// The form whose reports of the last month wait for the reviewer.
const HANDED_IN: &str = "f-people";

/// Explains what the checks ask about, as a clerk would before handing in.
fn explained(desk: &mut Desk, form: &FormId, period: Period) -> Result<(), AppError> {
    let asked = check(desk, form, period)?;
    let open = asked.iter().filter(|one| one.finding.severity() == Severity::Query && one.blocks());
    let texts: Vec<(String, String)> =
        open.map(|one| (one.finding.key(), format!("{EXAMPLE}：已与经办人核对，情况属实"))).collect();
    explain(desk, form, period, &texts)
}

/// The cell that is mistyped at first: 150 villages instead of 15.
const MISTYPED: &str = "i-sewage|ytd|150800000000|2022-05";

fn report(form: &Form, org_unit: &OrgUnitId, period: Period) -> SubmissionId {
    Submission::id_of(&form.id, org_unit, period)
}

/// Fills the cells of a form in, each with the note that it was made up.
fn enter(desk: &mut Desk, cast: &Cast, form: &Form, cells: &[ResultCell]) -> Result<(), AppError> {
    cast.person(desk, Role::Reporter, form.parent.as_str())?;
    let typed = |cell: &ResultCell| Change {
        key: cell.key.clone(),
        input: match &cell.state {
            CellState::Number { value, .. } => CellInput::Text(value.to_string()),
            CellState::Nil => CellInput::Nil,
            CellState::NotApplicable => CellInput::NotApplicable,
        },
        note: cell.note.clone(),
        from: None,
    };
    let filled = fill(desk, &form.id, FillAction::Paste, cells.iter().map(typed).collect())?;
    match filled.refused.into_iter().chain(filled.drafts).next() {
        None => Ok(()),
        Some(unwritten) => Err(AppError::refused(unwritten.problem)),
    }
}

/// The reports on a form that wait to be checked.
fn handed_in(desk: &mut Desk, form: &Form) -> Result<Vec<SubmissionId>, AppError> {
    let submissions = desk.book()?.submissions.values().filter(|submission| submission.form == form.id);
    let waiting = submissions.filter(|submission| submission.state == SubmissionState::Submitted);
    Ok(waiting.map(Submission::id).collect())
}

/// All drawn cells, sorted by where they go.
struct Drawn {
    /// Those without a form, by the place whose office brings them.
    history: BTreeMap<String, Vec<ResultCell>>,
    /// Those on forms, by period and by the form's number in the list.
    sheets: BTreeMap<Period, BTreeMap<usize, Vec<ResultCell>>>,
}

impl Drawn {
    fn of(desk: &mut Desk, content: &Content) -> Result<Self, AppError> {
        let tree = desk.book()?.tree(content.as_of);
        let year = Period::containing(PeriodKind::Year, content.as_of);
        let on_forms = |period: Period| year.is_some_and(|year| year.covers(period));
        let (mut history, mut sheets) =
            (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, BTreeMap<_, Vec<_>>>::new());
        for series in &content.series {
            let mut units = tree.at_level(&series.parent, series.level);
            units.sort();
            let form = content.forms.iter().position(|form| {
                form.indicators.contains(&series.indicator)
                    && form.measure_of(&series.indicator) == series.measure
                    && form.frequency == series.frequency
                    && (&form.parent, form.level) == (&series.parent, series.level)
            });
            for cell in expand(series, &units) {
                let period = cell.key.period;
                match form.filter(|_| on_forms(period)) {
                    Some(form) => sheets.entry(period).or_default().entry(form).or_default().push(cell),
                    None => history.entry(series.parent.to_string()).or_default().push(cell),
                }
            }
        }
        Ok(Self { history, sheets })
    }
}
