//! Forms: the list of what is due, one to look at or change.

use app::results::{self, Tally};
use app::{Book, Desk};
use domain::kernel::{Date, FormId, IndicatorId, OrgUnitId, Period};
use domain::results::{DueRule, Form, Frequency};

use super::cell::period;
use super::grid::offered;
use crate::rooms::documents::{changed, date, word};
use crate::rooms::print;
use crate::wire::ledger::{Changed, Context};
use crate::wire::results::{
    ChoiceView, FormDraft, FormLine, FormPeriodsRequest, FormRequest, PeriodChoice, PutFormRequest,
};
use crate::{Session, WireError};

pub fn forms(session: &Session, context: Context) -> Result<Vec<FormLine>, WireError> {
    session.with_desk(|desk| {
        let as_of = date("as_of", &context.as_of)?;
        let today = desk.today();
        let ids: Vec<FormId> = desk.book()?.forms.keys().cloned().collect();
        let mut lines = Vec::new();
        for id in ids {
            if let Some(line) = form_line(desk, &id, as_of, today)? {
                lines.push(line);
            }
        }
        lines.sort_by(|a, b| (&a.due, &a.name).cmp(&(&b.due, &b.name)));
        Ok(lines)
    })
}

fn form_line(desk: &mut Desk, id: &FormId, as_of: Date, today: Date) -> Result<Option<FormLine>, WireError> {
    let form = desk.book()?.form(id)?.clone();
    let Some(period) = results::due_period(&form, as_of) else { return Ok(None) };
    let form = form.in_force(period);
    let Tally { units, handed_in, asked, filled, returned } = results::tally(desk, &form, period)?;
    let book = desk.book()?;
    let tree = book.tree(period.last_day());
    let Some(parent) = book.units.get(&form.parent) else { return Ok(None) };
    let due_day = form.due.day(period, &book.calendar());
    let (state, state_word) = match () {
        () if returned.is_some() => ("returned", "已退回"),
        () if units > 0 && handed_in == units => ("submitted", "已提交"),
        () if filled == 0 => ("not_started", "未填"),
        () if filled < asked => ("draft", "填报中"),
        () => ("ready", "已填待提交"),
    };
    Ok(Some(FormLine {
        id: form.id.to_string(),
        name: form.name.clone(),
        frequency: form.frequency.word().to_owned(),
        measure: form.measure.word().to_owned(),
        parent: print::unit(&tree, parent),
        level_word: form.level.word().to_owned(),
        period: period.to_string(),
        period_label: period.name(),
        due: due_day.map_or(String::new(), |day| format!("{} {}", print::day(day), form.due.time)),
        state: state.into(),
        state_word: state_word.into(),
        overdue: due_day.is_some_and(|day| day < today) && handed_in < units,
        filled: print::count(filled),
        asked: print::count(asked),
        submitted: print::count(handed_in),
        units: print::count(units),
        returned: returned.flatten(),
    }))
}

pub fn form(session: &Session, request: FormRequest) -> Result<FormDraft, WireError> {
    session.with_desk(|desk| {
        let today = desk.today();
        let book = desk.book()?;
        let form = book.form(&FormId::new(&request.id))?;
        let due = results::running_period(form, today);
        let in_use = book.submissions.values().any(|submission| submission.form == form.id);
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
            days_after: form.due.days_after,
            time: form.due.time.clone(),
            holiday: form.due.holiday.code().to_owned(),
            evidence: form.evidence.iter().map(ToString::to_string).collect(),
            notes: form.notes.clone(),
            from: due.filter(|_| in_use).map(|period| period.to_string()),
            until: form.earlier.last().map(|edition| edition.until.to_string()),
            in_use,
        })
    })
}

pub fn form_periods(session: &Session, request: FormPeriodsRequest) -> Result<Vec<PeriodChoice>, WireError> {
    session.with_desk(|desk| {
        let frequency: Frequency = word("frequency", &request.frequency)?;
        let running = Period::containing(frequency.period_kind(), desk.today());
        Ok(running.map(offered).unwrap_or_default())
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
                days_after: draft.days_after,
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
