//! The rows of the format as they are written; the order of the names is the order of the fields here.

use std::collections::BTreeMap;

use domain::checks::Explanation;
use domain::documents::{Document, Excerpt, Observation, Time};
use domain::exchange::Submission;
use domain::kernel::{ExcerptId, IndicatorId, OfficeId};
use domain::org::{Office, OrgUnit, Person, UnitPosition};
use domain::programmes::{Authority, Indicator, Programme};
use domain::results::{CellState, DayOfMonth, DueRule, Edition, Form, Measure, ResultCell};
use domain::targets::{Allocation, Coverage, Schedule, Target, Threshold};
use serde::Serialize;

use super::super::Definition;
use super::Passages;

type Text = Option<String>;

fn text(value: Option<impl ToString>) -> Text {
    value.map(|value| value.to_string())
}

fn texts<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn not(yes: &bool) -> bool {
    !yes
}

#[derive(Serialize)]
pub(super) struct Ledger<'a> {
    pub(super) title: &'a str,
}

#[derive(Serialize)]
pub(super) struct UnitRow<'a> {
    code: String,
    name: &'a str,
    level: &'static str,
    #[serde(flatten)]
    position: PositionRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    division_code: Option<&'a str>,
    #[serde(skip_serializing_if = "not")]
    pseudo: bool,
    attributes: &'a BTreeMap<String, String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier_positions: Vec<PositionRow>,
}

#[derive(Serialize)]
struct PositionRow {
    parent: Text,
    from: Text,
    to: Text,
    order: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    successor: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    name_then: Text,
}

pub(super) fn unit<'a>(unit: &'a OrgUnit, positions: &[&UnitPosition]) -> UnitRow<'a> {
    let mut rows: Vec<PositionRow> = positions.iter().map(|position| row_of(position)).collect();
    let none = PositionRow { parent: None, from: None, to: None, order: 0, successor: None, name_then: None };
    UnitRow {
        code: unit.id.to_string(),
        name: &unit.name,
        level: unit.level.code(),
        position: rows.pop().unwrap_or(none),
        division_code: unit.code.as_deref(),
        pseudo: unit.pseudo,
        attributes: &unit.attributes,
        aliases: &unit.aliases,
        earlier_positions: rows,
    }
}

fn row_of(position: &UnitPosition) -> PositionRow {
    PositionRow {
        parent: text(position.parent.as_ref()),
        from: text(position.from),
        to: text(position.to),
        order: position.order,
        successor: text(position.successor.as_ref()),
        name_then: position.name_then.clone(),
    }
}

#[derive(Serialize)]
pub(super) struct OfficeRow<'a> {
    id: String,
    name: &'a str,
    org_unit: String,
}

pub(super) fn office(office: &Office) -> OfficeRow<'_> {
    OfficeRow { id: office.id.to_string(), name: &office.name, org_unit: office.org_unit.to_string() }
}

#[derive(Serialize)]
pub(super) struct PersonRow<'a> {
    id: String,
    name: &'a str,
    office: String,
    roles: Vec<&'static str>,
    phone: Option<&'a str>,
}

pub(super) fn person(person: &Person) -> PersonRow<'_> {
    PersonRow {
        id: person.id.to_string(),
        name: &person.name,
        office: person.office.to_string(),
        roles: person.roles.iter().map(|role| role.code()).collect(),
        phone: person.phone.as_deref(),
    }
}

#[derive(Serialize)]
pub(super) struct ProgrammeRow<'a> {
    id: String,
    name: &'a str,
    parent: Text,
    kind: &'static str,
    order: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    lead_agency: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    responsible_agencies: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    supporting_agencies: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Text,
}

pub(super) fn programme(programme: &Programme) -> ProgrammeRow<'_> {
    ProgrammeRow {
        id: programme.id.to_string(),
        name: &programme.name,
        parent: text(programme.parent.as_ref()),
        kind: programme.kind.code(),
        order: programme.order,
        lead_agency: programme.lead_agency.as_deref(),
        responsible_agencies: &programme.responsible_agencies,
        supporting_agencies: &programme.supporting_agencies,
        from: text(programme.from),
        to: text(programme.to),
        excerpt: text(programme.excerpt.as_ref()),
    }
}

#[derive(Serialize)]
pub(super) struct DocumentRow<'a> {
    id: String,
    title: &'a str,
    issuer: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doc_number: Option<&'a str>,
    issued_on: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    org_unit: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_name: Option<&'a str>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    replaces: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

pub(super) fn document(document: &Document) -> DocumentRow<'_> {
    DocumentRow {
        id: document.id.to_string(),
        title: &document.title,
        issuer: document.issuer.as_deref(),
        doc_number: document.doc_number.as_deref(),
        issued_on: text(document.issued_on),
        org_unit: text(document.org_unit.as_ref()),
        file_name: document.file_name.as_deref(),
        text: &document.text,
        replaces: text(document.replaces.as_ref()),
        note: document.note.as_deref(),
    }
}

#[derive(Serialize)]
pub(super) struct ExcerptRow<'a> {
    id: String,
    document: String,
    start: usize,
    end: usize,
    quote: &'a str,
}

pub(super) fn excerpt<'a>(excerpt: &&'a Excerpt) -> ExcerptRow<'a> {
    ExcerptRow {
        id: excerpt.id.to_string(),
        document: excerpt.document.to_string(),
        start: excerpt.span.start,
        end: excerpt.span.end,
        quote: &excerpt.quote,
    }
}

/// A passage where a target or an observation carries it; its document stands beside it.
#[derive(Serialize)]
struct Passage<'a> {
    start: usize,
    end: usize,
    id: String,
    quote: &'a str,
}

impl<'a> Passages<'a> {
    fn source(&self, id: Option<&ExcerptId>) -> (Text, Option<Passage<'a>>) {
        let Some(excerpt) = id.and_then(|id| self.by_id.get(id)) else { return (None, None) };
        let passage = Passage {
            start: excerpt.span.start,
            end: excerpt.span.end,
            id: excerpt.id.to_string(),
            quote: &excerpt.quote,
        };
        (Some(excerpt.document.to_string()), Some(passage))
    }
}

#[derive(Serialize)]
pub(super) struct IndicatorRow<'a> {
    id: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    definition: Option<&'a str>,
    uom: &'a str,
    decimals: u32,
    accumulation: &'static str,
    direction: &'static str,
    time_rule: &'static str,
    place_rule: &'static str,
    numerator: Text,
    denominator: Text,
    weight: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    programme: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    continues: Text,
}

pub(super) fn indicator(indicator: &Indicator) -> IndicatorRow<'_> {
    IndicatorRow {
        id: indicator.id.to_string(),
        name: &indicator.name,
        definition: indicator.definition.as_deref(),
        uom: indicator.uom.as_str(),
        decimals: indicator.decimals,
        accumulation: indicator.accumulation.code(),
        direction: indicator.direction.code(),
        time_rule: indicator.time_rule.code(),
        place_rule: indicator.place_rule.code(),
        numerator: text(indicator.numerator.as_ref()),
        denominator: text(indicator.denominator.as_ref()),
        weight: text(indicator.weight.as_ref()),
        authority: (indicator.authority != Authority::Own).then(|| indicator.authority.code()),
        programme: text(indicator.programme.as_ref()),
        continues: text(indicator.continues.as_ref()),
    }
}

#[derive(Serialize)]
pub(super) struct TargetRow<'a> {
    id: String,
    indicator: String,
    org_unit: String,
    kind: &'static str,
    comparator: &'static str,
    value: Text,
    value2: Text,
    tolerance: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    tolerance_by: Option<&'static str>,
    baseline: Option<BaselineRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change_by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    growth: Option<&'static str>,
    #[serde(skip_serializing_if = "not")]
    rising: bool,
    from: Text,
    deadline: Text,
    recurrence: Text,
    completion_rule: &'static str,
    schedule: ScheduleRow,
    coverage: Option<CoverageRow>,
    strength: &'static str,
    binding: &'static str,
    document: Text,
    excerpt: Option<Passage<'a>>,
    valid_from: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    programme: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    responsible: Option<&'a str>,
    #[serde(skip_serializing_if = "not")]
    own: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct BaselineRow {
    value: String,
    period: Text,
}

#[derive(Serialize)]
struct ScheduleRow {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<Vec<PointRow>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weights: Option<Vec<String>>,
}

#[derive(Serialize)]
struct PointRow {
    day: String,
    value: String,
}

#[derive(Serialize)]
struct CoverageRow {
    indicator: String,
    comparator: &'static str,
    threshold: Text,
    by_attribute: Option<BTreeMap<String, BTreeMap<String, String>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Text,
    level: &'static str,
    population: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold2: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    units: Vec<String>,
}

pub(super) fn target<'a>(target: &'a Target, passages: &Passages<'a>) -> TargetRow<'a> {
    let (document, excerpt) = passages.source(target.excerpt.as_ref());
    TargetRow {
        id: target.id.to_string(),
        indicator: target.indicator.to_string(),
        org_unit: target.org_unit.to_string(),
        kind: target.kind.code(),
        comparator: target.comparator.code(),
        value: text(target.value),
        value2: text(target.value2),
        tolerance: text(target.tolerance.map(|tolerance| tolerance.parts().0)),
        tolerance_by: target.tolerance.and_then(|tolerance| tolerance.parts().1).map(|by| by.code()),
        baseline: target
            .baseline
            .as_ref()
            .map(|baseline| BaselineRow { value: baseline.value.to_string(), period: text(baseline.period) }),
        change_by: target.change_by.map(|by| by.code()),
        growth: target.growth.map(|growth| growth.code()),
        rising: target.rising,
        from: text(target.from),
        deadline: text(target.deadline),
        recurrence: text(target.recurrence),
        completion_rule: target.completion_rule.code(),
        schedule: schedule(&target.schedule),
        coverage: target.coverage.as_ref().map(coverage),
        strength: target.strength.code(),
        binding: target.binding.code(),
        document,
        excerpt,
        valid_from: text(target.valid_from),
        programme: text(target.programme.as_ref()),
        responsible: target.responsible.as_deref(),
        own: target.own,
        note: target.note.as_deref(),
    }
}

fn schedule(schedule: &Schedule) -> ScheduleRow {
    let (points, weights) = match schedule {
        Schedule::Curve(points) => {
            let mut rows: Vec<_> = points.iter().map(|point| (point.day, point.value.to_string())).collect();
            rows.sort_by_key(|(day, _)| *day);
            let rows = rows.into_iter().map(|(day, value)| PointRow { day: day.to_string(), value });
            (Some(rows.collect()), None)
        }
        Schedule::Seasonal(weights) => (None, Some(texts(weights))),
        Schedule::CalendarMonth | Schedule::CalendarDay | Schedule::YearEnd | Schedule::None => (None, None),
    };
    ScheduleRow { r#type: schedule.code(), points, weights }
}

fn coverage(coverage: &Coverage) -> CoverageRow {
    let (threshold, by_attribute, found) = match &coverage.threshold {
        Threshold::One(value) => (Some(value.to_string()), None, None),
        Threshold::ByAttribute(attribute, values) => {
            let values = values.iter().map(|(name, value)| (name.clone(), value.to_string())).collect();
            (None, Some(BTreeMap::from([(attribute.clone(), values)])), None)
        }
        Threshold::Found(indicator) => (None, None, Some(indicator.to_string())),
    };
    CoverageRow {
        indicator: coverage.indicator.to_string(),
        comparator: coverage.comparator.code(),
        threshold,
        by_attribute,
        found,
        level: coverage.level.code(),
        population: coverage.population,
        threshold2: text(coverage.threshold2),
        units: texts(&coverage.units),
    }
}

#[derive(Serialize)]
pub(super) struct AllocationRow<'a> {
    target: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_from: Text,
    org_unit: String,
    period: Text,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

pub(super) fn allocation(allocation: &Allocation) -> AllocationRow<'_> {
    AllocationRow {
        target: allocation.target.to_string(),
        valid_from: text(allocation.valid_from),
        org_unit: allocation.org_unit.to_string(),
        period: text(allocation.period),
        value: allocation.value.to_string(),
        note: allocation.note.as_deref(),
    }
}

#[derive(Serialize)]
pub(super) struct FormRow<'a> {
    id: String,
    name: &'a str,
    frequency: &'static str,
    measure: &'static str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    measures: BTreeMap<String, &'static str>,
    indicators: Vec<String>,
    parent: String,
    level: &'static str,
    due: DueRow<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<EditionRow<'a>>,
}

#[derive(Serialize)]
struct EditionRow<'a> {
    until: String,
    name: &'a str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    measures: BTreeMap<String, &'static str>,
    indicators: Vec<String>,
    due: DueRow<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
}

#[derive(Serialize)]
struct DueRow<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    days_after: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<DayOfMonth>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of_day: Option<DayOfMonth>,
    time: &'a str,
    holiday: &'static str,
}

pub(super) fn form(form: &Form) -> FormRow<'_> {
    FormRow {
        id: form.id.to_string(),
        name: &form.name,
        frequency: form.frequency.code(),
        measure: form.measure.code(),
        measures: measures(&form.measures),
        indicators: texts(&form.indicators),
        parent: form.parent.to_string(),
        level: form.level.code(),
        due: due(&form.due),
        evidence: texts(&form.evidence),
        notes: &form.notes,
        earlier: form.earlier.iter().map(edition).collect(),
    }
}

fn edition(edition: &Edition) -> EditionRow<'_> {
    EditionRow {
        until: edition.until.to_string(),
        name: &edition.name,
        measures: measures(&edition.measures),
        indicators: texts(&edition.indicators),
        due: due(&edition.due),
        evidence: texts(&edition.evidence),
        notes: &edition.notes,
    }
}

fn measures(measures: &BTreeMap<IndicatorId, Measure>) -> BTreeMap<String, &'static str> {
    measures.iter().map(|(id, measure)| (id.to_string(), measure.code())).collect()
}

fn due(due: &DueRule) -> DueRow<'_> {
    DueRow {
        days_after: due.day.days_after(),
        day: due.day.of_month(),
        as_of_day: due.as_of_day,
        time: &due.time,
        holiday: due.holiday.code(),
    }
}

#[derive(Serialize)]
pub(super) struct ResultRow<'a> {
    indicator: &'a str,
    measure: &'static str,
    org_unit: &'a str,
    period: String,
    as_of: Text,
    state: &'static str,
    value: Text,
    uom: Option<&'a str>,
    qualifier: Option<&'static str>,
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    evidence: &'a [String],
}

pub(super) fn result(result: &ResultCell) -> ResultRow<'_> {
    let (state, value, uom, qualifier) = match &result.state {
        CellState::Number { value, uom, qualifier } => {
            ("number", Some(value.to_string()), Some(uom.as_str()), Some(qualifier.code()))
        }
        CellState::Nil => ("nil", None, None, None),
        CellState::NotApplicable => ("na", None, None, None),
    };
    ResultRow {
        indicator: result.key.indicator.as_str(),
        measure: result.key.measure.code(),
        org_unit: result.key.org_unit.as_str(),
        period: result.key.period.to_string(),
        as_of: text(result.as_of),
        state,
        value,
        uom,
        qualifier,
        note: result.note.as_deref(),
        evidence: &result.evidence,
    }
}

#[derive(Serialize)]
pub(super) struct ObservationRow<'a> {
    indicator: String,
    org_unit: String,
    time: Option<TimeRow>,
    value: String,
    uom: &'a str,
    qualifier: &'static str,
    document: Text,
    excerpt: Option<Passage<'a>>,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum TimeRow {
    AsOf { as_of: String },
    Period { period: String },
    Deadline { deadline: String },
    Span { from: String, to: Text },
}

pub(super) fn observation<'a>(observation: &'a Observation, passages: &Passages<'a>) -> ObservationRow<'a> {
    let (document, excerpt) = passages.source(Some(&observation.excerpt));
    ObservationRow {
        indicator: observation.indicator.to_string(),
        org_unit: observation.org_unit.to_string(),
        time: match &observation.time {
            Time::AsOf(day) => Some(TimeRow::AsOf { as_of: day.to_string() }),
            Time::Period(period) => Some(TimeRow::Period { period: period.to_string() }),
            Time::Annual => Some(TimeRow::Period { period: "annual".to_owned() }),
            Time::Deadline(day) => Some(TimeRow::Deadline { deadline: day.to_string() }),
            Time::Span(from, to) => Some(TimeRow::Span { from: from.to_string(), to: text(*to) }),
            Time::Open => None,
        },
        value: observation.value.to_string(),
        uom: observation.uom.as_str(),
        qualifier: observation.qualifier.code(),
        document,
        excerpt,
        id: &observation.id,
        note: observation.note.as_deref(),
    }
}

#[derive(Serialize)]
pub(super) struct SubmissionRow<'a> {
    form: String,
    org_unit: String,
    period: String,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows_root: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<&'a str>,
}

pub(super) fn submission(submission: &Submission) -> SubmissionRow<'_> {
    SubmissionRow {
        form: submission.form.to_string(),
        org_unit: submission.org_unit.to_string(),
        period: submission.period.to_string(),
        state: submission.state.code(),
        reason: submission.reason.as_deref(),
        rows_root: submission.rows_root.as_deref(),
        office: submission.office.as_ref().map(OfficeId::as_str),
    }
}

#[derive(Serialize)]
pub(super) struct DefinitionRow<'a> {
    id: &'a str,
    fields: BTreeMap<&'a str, &'a str>,
}

pub(super) fn definition(definition: &Definition) -> DefinitionRow<'_> {
    DefinitionRow { id: &definition.id, fields: definition.fields.iter().collect() }
}

#[derive(Serialize)]
pub(super) struct ExplanationRow<'a> {
    indicator: String,
    measure: &'static str,
    org_unit: String,
    period: String,
    code: &'a str,
    value: &'a str,
    text: &'a str,
}

pub(super) fn explanation(explanation: &Explanation) -> ExplanationRow<'_> {
    ExplanationRow {
        indicator: explanation.cell.indicator.to_string(),
        measure: explanation.cell.measure.code(),
        org_unit: explanation.cell.org_unit.to_string(),
        period: explanation.cell.period.to_string(),
        code: &explanation.code,
        value: &explanation.value,
        text: &explanation.text,
    }
}
