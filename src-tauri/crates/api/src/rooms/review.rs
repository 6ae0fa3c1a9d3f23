//! The checker's room: what waits, one report beside what came before, steps, who is missing.

use std::collections::BTreeMap;

use app::results::{self, Stage, Step, Timeliness, Waiting};
use app::{AppError, Desk};
use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{Decimal, FormId, OrgUnitId, Problem, Rate, SubmissionId};
use domain::ledger::Operation;
use domain::reports::{Owed, reminder};
use domain::results::{ResultCell, ResultKey};

use super::documents::{changed, date, refused, word};
use super::evidence::file_view;
use super::results::{cell_text, number_of, period, previous_cells, sheet};
use super::{assessment, checks, print, targets};
use crate::wire::ledger::{Context, ProblemView};
use crate::wire::review::{
    Completeness, FormStandingView, MissingLine, ReportKey, ReviewLine, ReviewRow, ReviewSheet, StageView,
    StepAnswer, StepRequest, StepView, TimelinessLine,
};
use crate::{Session, WireError};

/// How many missing units are listed.
const MISSING_SHOWN: usize = 200;
/// How many units are ranked by how they report.
const RANKED_SHOWN: usize = 500;

pub fn queue(session: &Session, context: Context) -> Result<Vec<ReviewLine>, WireError> {
    session.with_desk(|desk| {
        let tree = desk.book()?.tree(date("as_of", &context.as_of)?);
        let scope = context.org_unit.map(OrgUnitId::new);
        let mut lines = Vec::new();
        for id in results::queue(desk)? {
            let waiting = results::waiting(desk, &id)?;
            let unit = &waiting.submission.org_unit;
            if scope.as_ref().is_none_or(|scope| tree.is_within(unit, scope)) {
                lines.push(line(desk, &waiting)?);
            }
        }
        Ok(lines)
    })
}

fn line(desk: &mut Desk, waiting: &Waiting) -> Result<ReviewLine, WireError> {
    let book = desk.book()?;
    let submission = &waiting.submission;
    let handed_in = waiting.stages.iter().rfind(|s| s.submission.state == SubmissionState::Submitted);
    let accepted = waiting.stages.iter().any(|s| s.submission.state == SubmissionState::Accepted);
    Ok(ReviewLine {
        key: ReportKey {
            form: submission.form.to_string(),
            org_unit: submission.org_unit.to_string(),
            period: submission.period.to_string(),
        },
        form_name: book.form(&submission.form)?.name.clone(),
        org_unit_name: book.tree(submission.period.last_day()).name(&submission.org_unit).to_owned(),
        period_label: submission.period.name(),
        state: submission.state.code().to_owned(),
        word: submission.state.word().to_owned(),
        late: waiting.late,
        correction: accepted && submission.state != SubmissionState::Accepted,
        steps: waiting.steps.iter().copied().map(step_view).collect(),
        by: handed_in.map_or_else(String::new, |stage| book.name_of(&stage.header.author)),
        time: handed_in.map_or_else(String::new, |stage| stage.header.time.to_rfc3339()),
    })
}

fn step_view(step: Step) -> StepView {
    let operation = step.operation();
    StepView {
        step: operation.code().to_owned(),
        word: operation.word().to_owned(),
        needs_reason: step.needs_reason(),
    }
}

pub(super) fn report_id(key: &ReportKey) -> Result<SubmissionId, WireError> {
    let (form, unit) = (FormId::new(&key.form), OrgUnitId::new(&key.org_unit));
    Ok(Submission::id_of(&form, &unit, period("period", &key.period)?))
}

pub fn report(session: &Session, key: ReportKey) -> Result<ReviewSheet, WireError> {
    session.with_desk(|desk| review_sheet(desk, &key))
}

fn review_sheet(desk: &mut Desk, key: &ReportKey) -> Result<ReviewSheet, WireError> {
    let waiting = results::waiting(desk, &report_id(key)?)?;
    let line = line(desk, &waiting)?;
    let submission = &waiting.submission;
    let form = desk.book()?.form(&submission.form)?.clone();
    let shown = sheet(desk, &form, &[submission.period])?;
    let before = previous_cells(desk, &form, &[submission.period])?;
    let found = checks::of_report(desk, submission)?;
    let mut rows = Vec::with_capacity(shown.indicators.len());
    for indicator in &shown.indicators {
        let key = shown.key(&submission.org_unit, indicator, submission.period);
        let cell_of = |desk: &Desk, key: &ResultKey| -> Result<Option<ResultCell>, WireError> {
            let head = desk.ledger().read().result(key).map_err(AppError::from)?;
            Ok(head.and_then(|head| head.settled().map(|version| version.cell.clone())))
        };
        let held = shown.cells.get(&key);
        let cell = held.and_then(Option::as_ref);
        let (state, text) = match held {
            Some(Some(cell)) => {
                let (state, text, _) = cell_text(cell, indicator);
                (state, text)
            }
            Some(None) => ("conflict", "冲突".to_owned()),
            None if shown.has_no_task(&key) => ("no_task", "无任务".to_owned()),
            None => ("not_reported", "未报".to_owned()),
        };
        let earlier = key.period.previous().map(|period| ResultKey { period, ..key.clone() });
        let earlier = earlier.and_then(|key| before.get(&key)).and_then(Option::as_ref);
        let last_year = match key.period.same_period_last_year() {
            Some(period) => cell_of(desk, &ResultKey { period, ..key.clone() })?,
            None => None,
        };
        let numbers = cell
            .and_then(|cell| number_of(cell, indicator))
            .zip(earlier.and_then(|cell| number_of(cell, indicator)));
        let change = numbers
            .and_then(|(now, then)| Rate::whole(now.checked_sub(then)?)?.checked_div(Rate::whole(then)?));
        rows.push(ReviewRow {
            indicator: indicator.id.to_string(),
            name: indicator.name.clone(),
            uom: indicator.uom.to_string(),
            measure: key.measure.word().to_owned(),
            state: state.to_owned(),
            text,
            previous: earlier.map(|cell| cell_text(cell, indicator).1),
            difference: numbers.and_then(|(now, then)| now.checked_sub(then)).map(print::signed),
            change: change.map(print::signed_percent),
            last_year: last_year.map(|cell| cell_text(&cell, indicator).1),
            target: assessment::goal_of_cell(desk, &key)?,
            note: cell.and_then(|cell| cell.note.clone()),
            evidence: results::files_of(desk, cell)?.into_iter().map(file_view).collect(),
            problem: found.get(&key).map(|found| found.problem.clone()),
            explanation: found.get(&key).and_then(|found| found.explanation.clone()),
            history: targets::history(desk, &key)?,
        });
    }
    let book = desk.book()?;
    let stage = |stage: &Stage| StageView {
        word: stage.header.operation.word().to_owned(),
        state_word: stage.submission.state.word().to_owned(),
        by: book.name_of(&stage.header.author),
        time: stage.header.time.to_rfc3339(),
        reason: stage.submission.reason.clone().unwrap_or_default(),
    };
    let stages = waiting.stages.iter().map(stage).collect();
    Ok(ReviewSheet { line, rows, stages, notes: form.notes })
}

pub fn take_step(session: &Session, request: StepRequest) -> Result<StepAnswer, WireError> {
    session.with_desk(|desk| {
        let operation: Operation = word("step", &request.step)?;
        let step = Step::of(operation)
            .ok_or_else(|| refused(Problem::error("word.unknown", "step").with(operation)))?;
        let ids = request.reports.iter().map(report_id).collect::<Result<Vec<_>, _>>()?;
        let answer = results::take_step(desk, step, &ids, &request.reason)?;
        Ok(StepAnswer {
            changed: changed(&["results", "assessment", "targets", "reports"], []),
            done: print::count(answer.done.len()),
            problems: answer.problems.iter().map(ProblemView::from).collect(),
        })
    })
}

pub fn completeness(session: &Session, context: Context) -> Result<Completeness, WireError> {
    session.with_desk(|desk| {
        let day = date("as_of", &context.as_of)?;
        let scope = context.org_unit.map(OrgUnitId::new);
        let tree = desk.book()?.tree(day);
        let within = |unit: &OrgUnitId| scope.as_ref().is_none_or(|scope| tree.is_within(unit, scope));
        let (mut standings, mut by_unit) = results::completeness(desk, day)?;
        standings.sort_by_key(|standing| standing.due);
        by_unit.retain(|unit, _| within(unit));
        let now = desk.clock();
        let book = desk.book()?;
        let mut forms = Vec::new();
        let mut owed = Vec::new();
        let mut missing: BTreeMap<OrgUnitId, Vec<String>> = BTreeMap::new();
        for standing in &standings {
            let form = book.form(&standing.form)?;
            let due = form.due.moment(standing.period);
            let still: Vec<&OrgUnitId> = standing.missing.iter().filter(|unit| within(unit)).collect();
            for unit in &still {
                missing.entry((*unit).clone()).or_default().push(form.name.clone());
            }
            owed.push(Owed {
                form: &form.name,
                period: standing.period.name(),
                due,
                units: still.iter().take(MISSING_SHOWN).map(|unit| tree.name(unit)).collect(),
            });
            forms.push(FormStandingView {
                form: form.id.to_string(),
                name: form.name.clone(),
                period: standing.period.to_string(),
                period_label: standing.period.name(),
                due: standing
                    .due
                    .map_or_else(String::new, |day| format!("{} {}", print::day(day), form.due.time)),
                overdue: due.is_some_and(|due| due < now) && !standing.missing.is_empty(),
                units: print::count(standing.handed_in + standing.missing.len()),
                handed_in: print::count(standing.handed_in),
                late: print::count(standing.late),
                accepted: print::count(standing.accepted),
                missing: print::count(standing.missing.len()),
            });
        }
        let message = reminder(&owed, now);
        let missing_total = print::count(missing.len());
        let mut lines = Vec::new();
        for (unit, forms) in missing.into_iter().take(MISSING_SHOWN) {
            let contacts = results::contacts(desk, &unit, day)?;
            lines.push(MissingLine {
                name: tree.name(&unit).to_owned(),
                org_unit: unit.to_string(),
                forms,
                contacts: contacts
                    .iter()
                    .map(|person| match &person.phone {
                        Some(phone) => format!("{} {phone}", person.name),
                        None => person.name.clone(),
                    })
                    .collect(),
            });
        }
        let timeliness = ranked(&by_unit, |unit| tree.name(unit).to_owned());
        Ok(Completeness { forms, missing: lines, missing_total, message, timeliness })
    })
}

/// 及时率 from best to worst; equal ones share a rank, and the next rank is left out.
fn ranked(
    by_unit: &BTreeMap<OrgUnitId, Timeliness>,
    name: impl Fn(&OrgUnitId) -> String,
) -> Vec<TimelinessLine> {
    let share = |counted: &Timeliness| {
        let whole = |count: usize| Rate::whole(Decimal::from(count));
        whole(counted.on_time)
            .zip(whole(counted.asked))
            .and_then(|(on_time, asked)| on_time.checked_div(asked))
    };
    let mut lines: Vec<(Option<Rate>, &OrgUnitId, &Timeliness)> =
        by_unit.iter().map(|(unit, counted)| (share(counted), unit, counted)).collect();
    lines.sort_by_key(|(rate, _, _)| std::cmp::Reverse(*rate));
    let mut rank = 0;
    let mut before = None;
    let mut found = Vec::new();
    for (at, (rate, unit, counted)) in lines.into_iter().enumerate().take(RANKED_SHOWN) {
        if before != Some(rate) {
            (rank, before) = (at + 1, Some(rate));
        }
        found.push(TimelinessLine {
            org_unit: unit.to_string(),
            name: name(unit),
            asked: print::count(counted.asked),
            on_time: print::count(counted.on_time),
            late: print::count(counted.late),
            missing: print::count(counted.missing()),
            rate: rate.map_or_else(String::new, |rate| format!("{}%", print::percent(rate).text)),
            rank: print::count(rank),
        });
    }
    found
}
