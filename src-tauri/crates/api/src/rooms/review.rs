//! The checker's room: what waits, one report beside what came before, steps, who is missing.

use std::collections::{BTreeMap, HashMap};

use app::results::{
    self, Compared, FormStanding, ReportState, Stage, Step, Timeliness, UnitStanding, Waiting,
};
use app::{AppError, Desk};
use chrono::NaiveDateTime;
use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{Decimal, FormId, OrgUnitId, Problem, Rate, SubmissionId};
use domain::ledger::Operation;
use domain::org::Tree;
use domain::reports::{Asker, Owed, reminder};
use domain::results::{Form, ResultKey};

use super::documents::{changed, date, refused, word};
use super::evidence::file_view;
use super::org::contact_view;
use super::results::{cell_text, period, sheet};
use super::{assessment, checks, print, targets};
use crate::wire::ledger::{Context, ProblemView};
use crate::wire::review::{
    Completeness, FormStandingView, MatrixCell, MatrixLine, MissingLine, ReportKey, ReviewLine, ReviewRow,
    ReviewSheet, StageView, StepAnswer, StepRequest, StepView, TimelinessLine,
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
        let mut queued = Vec::new();
        for id in results::queue(desk)? {
            let waiting = results::waiting(desk, &id)?;
            let unit = &waiting.submission.org_unit;
            if scope.as_ref().is_none_or(|scope| tree.is_within(unit, scope)) {
                queued.push(waiting);
            }
        }
        let reports: Vec<&Submission> = queued.iter().map(|waiting| &waiting.submission).collect();
        let beside = results::compared(desk, &reports)?;
        queued.iter().zip(beside).map(|(waiting, beside)| line(desk, waiting, &beside)).collect()
    })
}

fn line(desk: &mut Desk, waiting: &Waiting, beside: &[Compared]) -> Result<ReviewLine, WireError> {
    let submission = &waiting.submission;
    let book = desk.book()?;
    let handed_in = waiting.stages.iter().rfind(|s| s.submission.state == SubmissionState::Submitted);
    let accepted = waiting.stages.iter().any(|s| s.submission.state == SubmissionState::Accepted);
    Ok(ReviewLine {
        key: ReportKey {
            form: submission.form.to_string(),
            org_unit: submission.org_unit.to_string(),
            period: submission.period.to_string(),
        },
        form_name: book.form_in(&submission.form, submission.period)?.name,
        org_unit_name: book.tree(submission.period.last_day()).name(&submission.org_unit).to_owned(),
        period_label: submission.period.name(),
        state: submission.state.code().to_owned(),
        word: submission.state.word().to_owned(),
        late: waiting.late,
        correction: accepted && submission.state != SubmissionState::Accepted,
        steps: waiting.steps.iter().copied().map(step_view).collect(),
        large: print::count(beside.iter().filter(|one| one.large).count()),
        off_sum: print::count(beside.iter().filter(|one| one.off_sum).count()),
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
    let submission = &waiting.submission;
    let beside = results::compared(desk, &[submission])?.pop().unwrap_or_default();
    let line = line(desk, &waiting, &beside)?;
    let form = desk.book()?.form_in(&submission.form, submission.period)?;
    let shown = sheet(desk, &form, &[submission.period])?;
    let found = checks::of_report(desk, submission)?;
    let mut rows = Vec::with_capacity(beside.len());
    for (indicator, beside) in shown.indicators.iter().zip(beside) {
        let Compared { key, now, before, difference, change, large, below, off_sum } = beside;
        let (state, text) = match (&now, shown.cells.get(&key)) {
            (Some(cell), _) => {
                let (state, text, _) = cell_text(cell, indicator);
                (state, text)
            }
            (None, Some(_)) => ("conflict", "冲突".to_owned()),
            (None, None) if shown.has_no_task(&key) => ("no_task", "无任务".to_owned()),
            (None, None) => ("not_reported", "未报".to_owned()),
        };
        let last_year = match key.period.same_period_last_year() {
            Some(period) => {
                let head = desk.ledger().read().result(&ResultKey { period, ..key.clone() });
                let head = head.map_err(AppError::from)?;
                head.and_then(|head| head.settled().map(|version| version.cell.clone()))
            }
            None => None,
        };
        rows.push(ReviewRow {
            indicator: indicator.id.to_string(),
            name: indicator.name.clone(),
            uom: indicator.uom.to_string(),
            measure: key.measure.word().to_owned(),
            state: state.to_owned(),
            text,
            previous: before.as_ref().map(|cell| cell_text(cell, indicator).1),
            difference: difference.map(print::signed),
            change: change.map(print::signed_percent),
            large,
            below: below.map(print::decimal),
            off_sum,
            last_year: last_year.map(|cell| cell_text(&cell, indicator).1),
            target: assessment::goal_of_cell(desk, &key)?,
            note: now.as_ref().and_then(|cell| cell.note.clone()),
            evidence: results::files_of(desk, now.as_ref())?.into_iter().map(file_view).collect(),
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
    let large_percent = book.checks.clone().unwrap_or_default().large_percent.normalize().to_string();
    Ok(ReviewSheet { line, rows, stages, notes: form.notes, large_percent })
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
        for standing in &mut standings {
            standing.units.retain(|unit| within(&unit.org_unit));
        }
        let book = desk.book()?;
        standings.retain(|standing| {
            let is_current = |form| results::running_period(form, day) == Some(standing.period);
            let asked = !standing.units.is_empty();
            let owed = standing.units.iter().any(|unit| !unit.is_handed_in());
            asked && (owed || book.form(&standing.form).is_ok_and(is_current))
        });
        standings.sort_by_key(|standing| {
            standing.due.map_or((true, standing.period.last_day().into()), |due| (false, due))
        });
        by_unit.retain(|unit, _| within(unit));
        let (now, me) = (desk.clock(), desk.author().clone());
        let book = desk.book()?;
        let asking: Vec<Form> = standings
            .iter()
            .map(|standing| book.form_in(&standing.form, standing.period))
            .collect::<Result<_, _>>()?;
        let mut forms = Vec::new();
        let mut owed = Vec::new();
        let mut missing: BTreeMap<&OrgUnitId, Vec<String>> = BTreeMap::new();
        for (standing, form) in standings.iter().zip(&asking) {
            let still =
                || standing.units.iter().filter(|unit| !unit.is_handed_in()).map(|unit| &unit.org_unit);
            for unit in still() {
                let what = format!("{}（{}）", form.name, standing.period.name());
                missing.entry(unit).or_default().push(what);
            }
            owed.push(Owed {
                form: &form.name,
                period: standing.period.name(),
                due: standing.due,
                units: still().map(|unit| tree.name(unit)).collect(),
            });
            forms.push(standing_view(standing, form, now));
        }
        let author = book.people.get(&me).map(|person| Asker {
            name: &person.name,
            office: book.offices.get(&person.office).map_or("", |office| &office.name),
            phone: person.phone.as_deref(),
        });
        let message = reminder(&owed, author.as_ref(), now);
        let missing_total = print::count(missing.len());
        let mut lines = Vec::new();
        for (unit, forms) in missing.into_iter().take(MISSING_SHOWN) {
            let contacts = results::contacts(desk, unit, day)?;
            lines.push(MissingLine {
                name: tree.name(unit).to_owned(),
                org_unit: unit.to_string(),
                forms,
                contacts: contacts.iter().map(|person| contact_view(&app::org::masked(person))).collect(),
            });
        }
        let matrix = matrix(&standings, &tree, now);
        let timeliness = ranked(&by_unit, |unit| tree.name(unit).to_owned());
        Ok(Completeness { forms, missing: lines, missing_total, message, timeliness, matrix })
    })
}

fn standing_view(standing: &FormStanding, form: &Form, now: NaiveDateTime) -> FormStandingView {
    let count = |counts: &dyn Fn(&UnitStanding) -> bool| {
        print::count(standing.units.iter().filter(|unit| counts(unit)).count())
    };
    let missing = count(&|unit| !unit.is_handed_in());
    FormStandingView {
        form: form.id.to_string(),
        name: form.name.clone(),
        period: standing.period.to_string(),
        period_label: standing.period.name(),
        due: standing.due.map_or_else(String::new, print::minute),
        overdue: has_passed(standing, now) && missing > 0,
        units: print::count(standing.units.len()),
        handed_in: count(&UnitStanding::is_handed_in),
        late: count(&|unit| unit.is_handed_in() && unit.late),
        accepted: count(&|unit| unit.state == Some(ReportState::Stands(SubmissionState::Accepted))),
        missing,
    }
}

/// Whether the deadline of a form is over.
fn has_passed(standing: &FormStanding, now: NaiveDateTime) -> bool {
    standing.due.is_some_and(|due| due <= now)
}

/// Units × forms, the units in official order, the first of them.
fn matrix(standings: &[FormStanding], tree: &Tree, now: NaiveDateTime) -> Vec<MatrixLine> {
    let mut lines: Vec<MatrixLine> = Vec::new();
    let mut places: HashMap<&OrgUnitId, usize> = HashMap::new();
    for (column, standing) in standings.iter().enumerate() {
        let passed = has_passed(standing, now);
        for unit in &standing.units {
            if lines.len() == RANKED_SHOWN && !places.contains_key(&unit.org_unit) {
                continue;
            }
            let place = *places.entry(&unit.org_unit).or_insert_with(|| {
                lines.push(MatrixLine {
                    org_unit: unit.org_unit.to_string(),
                    name: tree.name(&unit.org_unit).to_owned(),
                    reports: vec![None; standings.len()],
                });
                lines.len() - 1
            });
            let open = unit.state.is_none_or(ReportState::is_open);
            if let Some(cell) = lines.get_mut(place).and_then(|line| line.reports.get_mut(column)) {
                *cell = Some(MatrixCell {
                    state: unit.state.map_or("missing", ReportState::code).to_owned(),
                    word: unit.state.map_or("未报", ReportState::word).to_owned(),
                    late: unit.late || open && passed,
                });
            }
        }
    }
    lines
}

/// 及时率 from best to worst, among equal ones 完整率; those equal in both share a rank, and the next rank is left out.
fn ranked(
    by_unit: &BTreeMap<OrgUnitId, Timeliness>,
    name: impl Fn(&OrgUnitId) -> String,
) -> Vec<TimelinessLine> {
    let whole = |count: usize| Rate::whole(Decimal::from(count));
    let share = |part: usize, asked: usize| whole(part)?.checked_div(whole(asked)?);
    let shares = |counted: &Timeliness| {
        let came = counted.on_time + counted.late;
        (share(counted.on_time, counted.asked), share(came, counted.asked))
    };
    let mut lines: Vec<_> = by_unit.iter().map(|(unit, counted)| (shares(counted), unit, counted)).collect();
    lines.sort_by_key(|(shares, _, _)| std::cmp::Reverse(*shares));
    let percent =
        |rate: Option<Rate>| rate.map_or_else(String::new, |rate| format!("{}%", print::percent(rate).text));
    let mut rank = 0;
    let mut before = None;
    let mut found = Vec::new();
    for (at, (shares, unit, counted)) in lines.into_iter().enumerate().take(RANKED_SHOWN) {
        if before != Some(shares) {
            (rank, before) = (at + 1, Some(shares));
        }
        found.push(TimelinessLine {
            org_unit: unit.to_string(),
            name: name(unit),
            asked: print::count(counted.asked),
            on_time: print::count(counted.on_time),
            late: print::count(counted.late),
            missing: print::count(counted.missing()),
            rate: percent(shares.0),
            complete_rate: percent(shares.1),
            rank: print::count(rank),
        });
    }
    found
}
