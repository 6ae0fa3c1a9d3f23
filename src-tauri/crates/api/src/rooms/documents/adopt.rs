//! What the window sends when passages are adopted: typed texts to drafts.

use app::documents::{self, Adoption, OutcomeDraft, Statement, WhichIndicator};
use app::{AppError, Book};
use domain::documents::{Span, Time};
use domain::kernel::{
    Decimal, DocumentId, IndicatorId, OrgUnitId, Problem, ProgrammeId, TargetId, Uom, read_number,
};
use domain::programmes::{Accumulation, Authority, Indicator};
use domain::targets::{Baseline, CompletionRule, Coverage, Schedule, Target, TargetKind, Threshold};

use super::{changed, date, given, optional_date, refused, word};
use crate::wire::documents::{
    AdoptItem, AdoptOutcome, AdoptRequest, AdoptTarget, CoverageRule, IndicatorChoice, JudgeRequest, Passage,
};
use crate::wire::ledger::{Changed, ProblemView};
use crate::wire::programmes::NewIndicator;
use crate::{ErrorCode, Session, WireError};

pub fn adopt(session: &Session, request: AdoptRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let book = desk.book()?;
        let mut drafts = Vec::with_capacity(request.items.len());
        let mut problems = Vec::new();
        for (number, item) in request.items.iter().enumerate() {
            match draft(book, item) {
                Ok(draft) => drafts.push(draft),
                Err(error) if error.code == ErrorCode::Refused => {
                    problems.extend(error.problems.into_iter().map(|problem| ProblemView {
                        place: format!("{number}.{}", problem.place),
                        ..problem
                    }))
                }
                Err(other) => return Err(other),
            }
        }
        if !problems.is_empty() {
            return Err(WireError { problems, ..WireError::new(ErrorCode::Refused) });
        }
        let ids = documents::adopt(desk, drafts)?;
        Ok(changed(&["documents", "targets", "programmes", "assessment"], ids))
    })
}

pub fn judge(session: &Session, request: JudgeRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let document = DocumentId::new(&request.document);
        match request.rejected {
            true => documents::reject(desk, &document, &request.statements, &request.reason)?,
            false => documents::reopen(desk, &document, &request.statements)?,
        }
        Ok(changed(&["documents"], request.statements))
    })
}

fn draft(book: &Book, item: &AdoptItem) -> Result<Statement, WireError> {
    match item {
        AdoptItem::Target(target) => {
            let which = which_indicator(&target.indicator)?;
            let indicator = described(book, &which)?;
            let draft = target_draft(target, &indicator)?;
            Ok(Statement::Target(adoption(&target.passage, which), Box::new(draft)))
        }
        AdoptItem::Outcome(outcome) => {
            let which = which_indicator(&outcome.indicator)?;
            Ok(Statement::Outcome(adoption(&outcome.passage, which), outcome_draft(outcome)?))
        }
    }
}

fn target_draft(request: &AdoptTarget, indicator: &Indicator) -> Result<Target, WireError> {
    let kind: TargetKind = word("kind", &request.kind)?;
    let number = |place: &str, text: &Option<String>| number_in(place, text.as_deref(), indicator, kind);
    let coverage = match &request.coverage {
        Some(rule) => Some(coverage_of(rule, indicator)?),
        None => None,
    };
    Ok(Target {
        id: TargetId::new(""),
        valid_from: None,
        indicator: indicator.id.clone(),
        org_unit: OrgUnitId::new(&request.org_unit),
        kind,
        comparator: word("comparator", &request.comparator)?,
        value: number("value", &request.value)?,
        value2: number("value2", &request.value2)?,
        tolerance: share_in("tolerance", request.tolerance.as_deref())?,
        baseline: number("baseline", &request.baseline)?.map(|value| Baseline { value, period: None }),
        from: optional_date("from", request.from.as_deref())?,
        deadline: optional_date("deadline", request.deadline.as_deref())?,
        recurrence: request.recurrence.as_deref().map(|text| word("recurrence", text)).transpose()?,
        completion_rule: CompletionRule::usual(kind, indicator.direction),
        schedule: schedule(&request.schedule, kind, indicator.accumulation)?,
        coverage,
        strength: word("strength", &request.strength)?,
        binding: word("binding", &request.binding)?,
        excerpt: None,
        programme: request
            .programme
            .clone()
            .or_else(|| indicator.programme.as_ref().map(ToString::to_string))
            .map(ProgrammeId::new),
        responsible: given(request.responsible.clone()),
        own: false,
        note: given(request.note.clone()),
    })
}

fn schedule(code: &str, kind: TargetKind, accumulation: Accumulation) -> Result<Schedule, WireError> {
    match code {
        "usual" => Ok(Schedule::usual(kind, accumulation)),
        "calendar_month" => Ok(Schedule::CalendarMonth),
        "calendar_day" => Ok(Schedule::CalendarDay),
        "year_end" => Ok(Schedule::YearEnd),
        "none" => Ok(Schedule::None),
        other => Err(refused(Problem::error("word.unknown", "schedule").with(other))),
    }
}

fn coverage_of(rule: &CoverageRule, indicator: &Indicator) -> Result<Coverage, WireError> {
    let in_uom = |place: &str, text: &str| number_in(place, Some(text), indicator, TargetKind::Level);
    let threshold = in_uom("coverage.threshold", &rule.threshold)?
        .ok_or_else(|| refused(Problem::error("target.threshold_missing", "coverage.threshold")))?;
    let population = match rule.population.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => {
            let read = text.parse().map_err(|_| {
                refused(Problem::error("number.unreadable", "coverage.population").with(text))
            })?;
            Some(read)
        }
        None => None,
    };
    Ok(Coverage {
        indicator: indicator.id.clone(),
        comparator: word("coverage.comparator", &rule.comparator)?,
        threshold: Threshold::One(threshold),
        threshold2: match rule.threshold2.as_deref() {
            Some(text) => in_uom("coverage.threshold2", text)?,
            None => None,
        },
        level: word("coverage.level", &rule.level)?,
        units: Vec::new(),
        population,
    })
}

fn outcome_draft(request: &AdoptOutcome) -> Result<OutcomeDraft, WireError> {
    let read = read_number(&request.value)
        .map_err(|problem| refused(Problem { place: "value".into(), ..problem }))?;
    let day = |place: &str, text: &Option<String>| optional_date(place, text.as_deref());
    let time = match (&request.as_of, request.period.as_deref()) {
        (Some(text), _) => Time::AsOf(date("as_of", text)?),
        (None, Some("annual")) => Time::Annual,
        (None, Some(period)) => Time::Period(
            period
                .parse()
                .map_err(|_| refused(Problem::error("period.unreadable", "period").with(period)))?,
        ),
        (None, None) => match (day("deadline", &request.deadline)?, day("from", &request.from)?) {
            (Some(deadline), _) => Time::Deadline(deadline),
            (None, Some(from)) => Time::Span(from, day("to", &request.to)?),
            (None, None) => Time::Open,
        },
    };
    Ok(OutcomeDraft {
        org_unit: OrgUnitId::new(&request.org_unit),
        time,
        value: read.value,
        uom: Uom::new(&request.uom),
        qualifier: word("qualifier", &request.qualifier)?,
        note: given(request.note.clone()),
    })
}

fn adoption(passage: &Passage, indicator: WhichIndicator) -> Adoption {
    Adoption { document: DocumentId::new(&passage.document), span: span(passage), indicator }
}

pub(super) fn span(passage: &Passage) -> Span {
    Span { start: passage.start as usize, end: passage.end as usize }
}

fn which_indicator(choice: &IndicatorChoice) -> Result<WhichIndicator, WireError> {
    match choice {
        IndicatorChoice::Existing { id } => Ok(WhichIndicator::Existing(IndicatorId::new(id))),
        IndicatorChoice::New { indicator } => Ok(WhichIndicator::New(Box::new(new_indicator(indicator)?))),
    }
}

/// A new indicator with the roll-up rules that go with its accumulation.
fn new_indicator(new: &NewIndicator) -> Result<Indicator, WireError> {
    let accumulation: Accumulation = word("accumulation", &new.accumulation)?;
    let (time_rule, place_rule) = accumulation.usual_rules();
    Ok(Indicator {
        id: IndicatorId::new(""),
        name: new.name.trim().to_owned(),
        definition: given(new.definition.clone()),
        uom: Uom::new(&new.uom),
        decimals: new.decimals,
        accumulation,
        direction: word("direction", &new.direction)?,
        time_rule,
        place_rule,
        numerator: None,
        denominator: None,
        weight: None,
        authority: Authority::Own,
        programme: new.programme.as_deref().map(ProgrammeId::new),
        continues: None,
    })
}

fn described(book: &Book, which: &WhichIndicator) -> Result<Indicator, AppError> {
    match which {
        WhichIndicator::Existing(id) => book.indicator(id).cloned(),
        WhichIndicator::New(indicator) => Ok(indicator.as_ref().clone()),
    }
}

/// A typed number in the indicator's unit of measure; for coverage a share (70% or 0.7).
fn number_in(
    place: &str,
    text: Option<&str>,
    indicator: &Indicator,
    kind: TargetKind,
) -> Result<Option<Decimal>, WireError> {
    if kind == TargetKind::Coverage {
        return share_in(place, text);
    }
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let at = |problem: Problem| refused(Problem { place: place.to_owned(), ..problem });
    let read = read_number(text).map_err(at)?;
    let uom = read.uom.clone().unwrap_or_else(|| indicator.uom.clone());
    domain::kernel::convert(read.value, &uom, &indicator.uom)
        .map(Some)
        .ok_or_else(|| at(Problem::error("number.other_uom", "").with(uom).with(&indicator.uom)))
}

/// A share typed as 70% or 0.7.
fn share_in(place: &str, text: Option<&str>) -> Result<Option<Decimal>, WireError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let at = |problem: Problem| refused(Problem { place: place.to_owned(), ..problem });
    let read = read_number(text).map_err(at)?;
    let percent = read.uom.as_ref().is_some_and(Uom::is_percent);
    let value =
        if percent || read.value > Decimal::ONE { read.value / Decimal::ONE_HUNDRED } else { read.value };
    if value.is_sign_negative() || value > Decimal::ONE {
        return Err(at(Problem::error("number.not_a_share", "").with(text)));
    }
    Ok(Some(value.normalize()))
}
