//! Forms: the list of what is due, one to look at or change.

use std::collections::BTreeSet;

use app::results::{self, Deadlines, Tally};
use app::{Book, Desk};
use chrono::NaiveDateTime;
use domain::kernel::{FormId, IndicatorId, OrgUnitId, Period, Problem};
use domain::results::{DueDay, DueRule, Form, Frequency};

use super::cell::period;
use super::grid::offered;
use crate::rooms::documents::{changed, date, refused, word};
use crate::rooms::print;
use crate::wire::ledger::{Changed, Context};
use crate::wire::results::{
    ChoiceView, FormDraft, FormLine, FormPeriodsRequest, FormRequest, PeriodChoice, PutFormRequest,
};
use crate::{Session, WireError};

pub fn forms(session: &Session, context: Context) -> Result<Vec<FormLine>, WireError> {
    session.with_desk(|desk| {
        let as_of = date("as_of", &context.as_of)?;
        let book = desk.book()?;
        let of_day = book.forms.values();
        let of_day = of_day.filter_map(|form| Some((form.id.clone(), results::due_period(form, as_of)?)));
        // Beside the period of the day those before it that are still owed.
        let mut asked: BTreeSet<(FormId, Period)> = of_day.collect();
        let deadlines = Deadlines::read(desk)?;
        asked.extend(results::due_forms(desk, &deadlines, as_of)?);
        let mut lines = Vec::new();
        for (id, period) in asked {
            lines.extend(form_line(desk, &deadlines, &id, period)?);
        }
        lines.sort_by_cached_key(|(due, line)| (due.is_none(), *due, line.name.clone()));
        Ok(lines.into_iter().map(|(_, line)| line).collect())
    })
}

/// A form of a period, with the moment by which it is due.
fn form_line(
    desk: &mut Desk,
    deadlines: &Deadlines,
    id: &FormId,
    period: Period,
) -> Result<Option<(Option<NaiveDateTime>, FormLine)>, WireError> {
    let now = desk.clock();
    let form = desk.book()?.form_in(id, period)?;
    let Tally { units, handed_in, asked, filled, returned } = results::tally(desk, &form, period)?;
    let book = desk.book()?;
    let tree = book.tree(period.last_day());
    let Some(parent) = book.units.get(&form.parent) else { return Ok(None) };
    let due = form.due.moment(period, &book.calendar());
    let (state, state_word) = match () {
        () if returned.is_some() => ("returned", "已退回"),
        () if units > 0 && handed_in == units => ("submitted", "已提交"),
        () if filled == 0 => ("not_started", "未填"),
        () if filled < asked => ("draft", "填报中"),
        () => ("ready", "已填待提交"),
    };
    let line = FormLine {
        id: form.id.to_string(),
        name: form.name.clone(),
        frequency: form.frequency.word().to_owned(),
        measure: form.measure.word().to_owned(),
        parent: print::unit(&tree, parent),
        level_word: form.level.word().to_owned(),
        period: period.to_string(),
        period_label: period.name(),
        due: due.map_or_else(String::new, print::minute),
        state: state.into(),
        state_word: state_word.into(),
        overdue: deadlines.of(&form, period).is_some_and(|due| due <= now) && handed_in < units,
        filled: print::count(filled),
        asked: print::count(asked),
        submitted: print::count(handed_in),
        units: print::count(units),
        returned: returned.flatten(),
    };
    Ok(Some((due, line)))
}

pub fn form(session: &Session, request: FormRequest) -> Result<FormDraft, WireError> {
    session.with_desk(|desk| {
        let today = desk.today();
        let book = desk.book()?;
        let form = book.form(&FormId::new(&request.id))?;
        let due = results::running_period(form, today);
        let in_use = book.reports().any(|(report, _)| report.form == form.id);
        Ok(FormDraft {
            id: Some(form.id.to_string()),
            name: form.name.clone(),
            frequency: form.frequency.code().to_owned(),
            measure: form.measure.code().to_owned(),
            measures: form
                .measures
                .iter()
                .map(|(id, measure)| (id.to_string(), measure.to_string()))
                .collect(),
            indicators: form.indicators.iter().map(ToString::to_string).collect(),
            parent: form.parent.to_string(),
            level: form.level.code().to_owned(),
            days_after: form.due.day.days_after(),
            due_day: form.due.day.of_month(),
            as_of_day: form.due.as_of_day,
            time: form.due.time.clone(),
            holiday: form.due.holiday.code().to_owned(),
            evidence: form.evidence.iter().map(ToString::to_string).collect(),
            notes: form.notes.clone(),
            from: due
                .filter(|_| in_use)
                .map(|period| results::first_unreported(book, &form.id, period).to_string()),
            until: form.earlier.last().map(|edition| edition.until.to_string()),
            in_use,
        })
    })
}

pub fn form_periods(session: &Session, request: FormPeriodsRequest) -> Result<Vec<PeriodChoice>, WireError> {
    session.with_desk(|desk| {
        let frequency: Frequency = word("frequency", &request.frequency)?;
        let running = Period::containing(frequency.period_kind(), desk.today());
        Ok(running.map(|running| offered(running, None)).unwrap_or_default())
    })
}

pub fn put_form(session: &Session, request: PutFormRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let draft = request.form;
        let measure = |(indicator, measure): (&String, &String)| {
            Ok((IndicatorId::new(indicator), word("measures", measure)?))
        };
        let form = Form {
            id: FormId::new(draft.id.unwrap_or_default()),
            name: draft.name,
            frequency: word("frequency", &draft.frequency)?,
            measure: word("measure", &draft.measure)?,
            measures: draft.measures.iter().map(measure).collect::<Result<_, WireError>>()?,
            indicators: draft.indicators.iter().map(IndicatorId::new).collect(),
            parent: OrgUnitId::new(&draft.parent),
            level: word("level", &draft.level)?,
            due: DueRule {
                day: match (draft.days_after, draft.due_day) {
                    (Some(days), None) => DueDay::After(days),
                    (None, Some(day)) => DueDay::OfMonth(day),
                    _ => return Err(refused(Problem::error("form.due_missing", "days_after"))),
                },
                as_of_day: draft.as_of_day,
                time: draft.time,
                holiday: word("holiday", &draft.holiday)?,
            },
            evidence: draft.evidence.iter().map(IndicatorId::new).collect(),
            notes: draft.notes,
            earlier: Vec::new(),
        };
        let from = draft.from.as_deref().map(|from| period("from", from)).transpose()?;
        let id = results::put_form(desk, form, from, &request.reason)?;
        Ok(changed(&["results"], [id.to_string()]))
    })
}

/// The indicators of a form, to choose from.
pub(in crate::rooms) fn indicators_of(form: &Form, book: &Book) -> Vec<ChoiceView> {
    let known = form.indicators.iter().filter_map(|id| book.indicators.get(id));
    known.map(|i| ChoiceView { id: i.id.to_string(), name: format!("{}（{}）", i.name, i.uom) }).collect()
}
