//! From paper to promise: conversions for the room of documents.

use std::collections::BTreeMap;
use std::path::Path;

use app::documents::{self, Adoption, DocumentDraft, OutcomeDraft, WhichIndicator};
use app::{AppError, Book};
use base64::Engine as _;
use domain::documents::{Document, Span, Time};
use domain::kernel::{
    Date, Decimal, DocumentId, ExcerptId, IndicatorId, OrgUnitId, Problem, ProgrammeId, TargetId, Uom,
    read_number,
};
use domain::programmes::{Accumulation, Authority, Direction, Indicator, PlaceRule, TimeRule};
use domain::targets::{Baseline, CompletionRule, Coverage, Schedule, Target, TargetKind, Threshold};

use super::{assessment, print};
use crate::wire::documents::{
    AdoptOutcomeRequest, AdoptTargetRequest, CoverageRule, DocumentLine, DocumentProposal, DocumentRequest,
    DocumentView, ImportDocumentRequest, Incoming, IndicatorChoice, Mark, MarkRef, Passage, PassageProposal,
    QuantityView, RetractRequest,
};
use crate::wire::ledger::{Changed, Nothing, ProblemView};
use crate::wire::programmes::NewIndicator;
use crate::{Session, WireError};

/// Characters shown of a text that is not in yet.
const BEGINNING: usize = 1200;

pub fn list(session: &Session, _: Nothing) -> Result<Vec<DocumentLine>, WireError> {
    session.with_desk(|desk| {
        let book = desk.book()?;
        let mut lines: Vec<DocumentLine> =
            book.documents.values().map(|document| line(book, document)).collect();
        lines.sort_by(|a, b| (&b.issued_on, &a.title).cmp(&(&a.issued_on, &b.title)));
        Ok(lines)
    })
}

fn line(book: &Book, document: &Document) -> DocumentLine {
    let here = |excerpt: Option<&ExcerptId>| {
        excerpt.and_then(|id| book.excerpts.get(id)).is_some_and(|excerpt| excerpt.document == document.id)
    };
    let targets =
        book.targets.values().filter(|v| v.last().is_some_and(|t| here(t.excerpt.as_ref()))).count();
    let outcomes = book.observations.values().filter(|o| here(Some(&o.excerpt))).count();
    DocumentLine {
        id: document.id.to_string(),
        title: document.title.clone(),
        issuer: document.issuer.clone(),
        doc_number: document.doc_number.clone(),
        issued_on: document.issued_on.map(|day| day.to_string()),
        targets: print::count(targets),
        outcomes: print::count(outcomes),
        length: print::count(document.text.chars().count()),
    }
}

pub fn view(session: &Session, request: DocumentRequest) -> Result<DocumentView, WireError> {
    session.with_desk(|desk| {
        let as_of = date("as_of", &request.as_of)?;
        let statuses = assessment::statuses(desk, as_of)?;
        let book = desk.book()?;
        let document = book.document(&DocumentId::new(&request.document))?;
        let tree = book.tree(as_of);
        let mut refs: BTreeMap<&ExcerptId, Vec<MarkRef>> = BTreeMap::new();
        for target in book.targets.values().filter_map(|versions| versions.last()) {
            let (Some(excerpt), Some(indicator)) = (&target.excerpt, book.indicators.get(&target.indicator))
            else {
                continue;
            };
            let goal = print::goal(
                target,
                target.value.and_then(domain::kernel::Rate::whole),
                &indicator.uom,
                indicator.decimals,
            );
            let by = target.deadline.map_or(String::new(), |day| format!(" · {}前", print::day(day)));
            refs.entry(excerpt).or_default().push(MarkRef {
                kind: "target".into(),
                id: target.id.to_string(),
                name: indicator.name.clone(),
                summary: format!("{goal}{by} · {}", tree.name(&target.org_unit)),
                status: statuses.get(&target.id).cloned(),
            });
        }
        for outcome in book.observations.values() {
            let Some(indicator) = book.indicators.get(&outcome.indicator) else { continue };
            refs.entry(&outcome.excerpt).or_default().push(MarkRef {
                kind: "outcome".into(),
                id: outcome.id.clone(),
                name: indicator.name.clone(),
                summary: format!(
                    "{}{}{} · {} · {}",
                    print::qualifier(outcome.qualifier),
                    print::decimal(outcome.value),
                    outcome.uom,
                    print::time(&outcome.time),
                    tree.name(&outcome.org_unit)
                ),
                status: None,
            });
        }
        let mut marks: Vec<Mark> = refs
            .into_iter()
            .filter_map(|(id, refs)| {
                let excerpt = book.excerpts.get(id).filter(|excerpt| excerpt.document == document.id)?;
                let kind = if refs.iter().any(|r| r.kind == "target") { "target" } else { "outcome" };
                Some(Mark {
                    excerpt: id.to_string(),
                    start: print::count(excerpt.span.start),
                    end: print::count(excerpt.span.end),
                    kind: kind.into(),
                    refs,
                })
            })
            .collect();
        marks.sort_by_key(|mark| (mark.start, mark.end));
        Ok(DocumentView {
            line: line(book, document),
            text: document.text.clone(),
            marks,
            note: document.note.clone(),
        })
    })
}

/// The bytes and the text of something incoming.
struct Read {
    bytes: Vec<u8>,
    text: formats::text::ReadText,
}

fn read(incoming: &Incoming) -> Result<Read, WireError> {
    let bytes = match (&incoming.bytes, &incoming.text, &incoming.path) {
        (Some(bytes), _, _) => base64::engine::general_purpose::STANDARD
            .decode(bytes)
            .map_err(|_| refused(Problem::error("document.bytes", "bytes")))?,
        (None, Some(text), _) => text.clone().into_bytes(),
        (None, None, Some(path)) => read_file(Path::new(path))?,
        (None, None, None) => return Err(refused(Problem::error("document.empty", "text"))),
    };
    let name = incoming.name.as_deref();
    let text = formats::text::read(name, &bytes)
        .map_err(|error| refused(Problem::error(error.code(), name.unwrap_or("text"))))?;
    Ok(Read { bytes, text })
}

/// The bytes of a file; one that is too large is not even opened.
pub fn read_file(path: &Path) -> Result<Vec<u8>, WireError> {
    let failed = |error: std::io::Error| WireError::from(AppError::io(path, &error));
    let length = std::fs::metadata(path).map_err(failed)?.len();
    if length > formats::text::LARGEST_FILE as u64 {
        return Err(refused(Problem::error("text.too_large", path.display().to_string())));
    }
    std::fs::read(path).map_err(failed)
}

pub fn propose(session: &Session, incoming: Incoming) -> Result<DocumentProposal, WireError> {
    let read = read(&incoming)?;
    let heading = documents::heading(&read.text.text);
    session.with_desk(|desk| {
        let known = documents::known(desk, &read.bytes)?;
        let mut problems: Vec<ProblemView> = read.text.problems.iter().map(ProblemView::from).collect();
        for (missing, code) in [
            (heading.title.is_none(), "document.title_unclear"),
            (heading.issuer.is_none(), "document.issuer_unclear"),
            (heading.issued_on.is_none(), "document.date_unclear"),
        ] {
            if missing {
                problems.push(ProblemView::from(&Problem::query(code, "document")));
            }
        }
        Ok(DocumentProposal {
            title: heading.title.map(|p| p.value),
            issuer: heading.issuer.map(|p| p.value),
            doc_number: heading.doc_number.map(|p| p.value),
            issued_on: heading.issued_on.map(|p| p.value.to_string()),
            encoding: read.text.encoding.name().to_owned(),
            length: print::count(read.text.text.chars().count()),
            beginning: read.text.text.chars().take(BEGINNING).collect(),
            problems,
            known: known.map(|id| id.to_string()),
        })
    })
}

pub fn import(session: &Session, request: ImportDocumentRequest) -> Result<Changed, WireError> {
    let read = read(&request.incoming)?;
    session.with_desk(|desk| {
        let draft = DocumentDraft {
            bytes: read.bytes,
            file_name: request.incoming.name,
            text: read.text.text,
            title: request.title,
            issuer: given(request.issuer),
            doc_number: given(request.doc_number),
            issued_on: optional_date("issued_on", request.issued_on.as_deref())?,
            note: None,
        };
        let id = documents::import(desk, draft)?;
        Ok(changed(&["documents"], [id.to_string()]))
    })
}

pub fn propose_passage(session: &Session, passage: Passage) -> Result<PassageProposal, WireError> {
    session.with_desk(|desk| {
        let found = documents::passage(desk, &DocumentId::new(&passage.document), span(&passage))?;
        Ok(PassageProposal {
            quote: found.quote,
            sentence: found.sentence,
            quantities: found
                .quantities
                .into_iter()
                .map(|quantity| QuantityView {
                    text: quantity.text,
                    value: quantity.value.normalize().to_string(),
                    uom: quantity.uom.to_string(),
                    comparator: quantity.comparator.code().to_owned(),
                    qualifier: quantity.qualifier.to_string(),
                })
                .collect(),
            deadline: found.deadline.map(|day| day.to_string()),
            from: found.from.map(|day| day.to_string()),
            indicators: found.indicators.iter().map(ToString::to_string).collect(),
            org_unit: found.org_unit.map(|unit| unit.to_string()),
        })
    })
}

pub fn adopt_target(session: &Session, request: AdoptTargetRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let book = desk.book()?;
        let which = which_indicator(&request.indicator)?;
        let indicator = described(book, &which)?;
        let target = target_draft(&request, &indicator)?;
        let adoption = adoption(&request.passage, which);
        let id = documents::adopt_target(desk, adoption, target)?;
        Ok(changed(&["documents", "targets", "programmes", "assessment"], [id.to_string()]))
    })
}

fn target_draft(request: &AdoptTargetRequest, indicator: &Indicator) -> Result<Target, WireError> {
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
        completion_rule: rule_for(kind, indicator.direction),
        schedule: schedule(&request.schedule)?,
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

/// The completion rule that goes with a kind (design §4).
fn rule_for(kind: TargetKind, direction: Direction) -> CompletionRule {
    match kind {
        TargetKind::Coverage => CompletionRule::Coverage,
        TargetKind::Change => CompletionRule::FromBaseline,
        TargetKind::Deliverable => CompletionRule::Milestones,
        TargetKind::ClearToZero => CompletionRule::FromBaseline,
        TargetKind::Range
        | TargetKind::Approx
        | TargetKind::NoEvent
        | TargetKind::Growth
        | TargetKind::Rank => CompletionRule::None,
        TargetKind::Level | TargetKind::Keep if direction == Direction::Down => CompletionRule::Headroom,
        TargetKind::Level | TargetKind::Keep => CompletionRule::Ratio,
    }
}

fn schedule(code: &str) -> Result<Schedule, WireError> {
    match code {
        "calendar_month" => Ok(Schedule::CalendarMonth),
        "calendar_day" => Ok(Schedule::CalendarDay),
        "year_end" => Ok(Schedule::YearEnd),
        "none" => Ok(Schedule::None),
        other => Err(refused(Problem::error("word.unknown", "schedule").with(other))),
    }
}

fn coverage_of(rule: &CoverageRule, indicator: &Indicator) -> Result<Coverage, WireError> {
    let threshold = number_in("coverage.threshold", Some(&rule.threshold), indicator, TargetKind::Level)?
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
        threshold2: None,
        level: word("coverage.level", &rule.level)?,
        units: Vec::new(),
        population,
    })
}

pub fn adopt_outcome(session: &Session, request: AdoptOutcomeRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let which = which_indicator(&request.indicator)?;
        let read = read_number(&request.value)
            .map_err(|problem| refused(Problem { place: "value".into(), ..problem }))?;
        let time = match (&request.as_of, &request.period) {
            (Some(day), _) => Time::AsOf(date("as_of", day)?),
            (None, Some(period)) => Time::Period(
                period
                    .parse()
                    .map_err(|_| refused(Problem::error("period.unreadable", "period").with(period)))?,
            ),
            (None, None) => Time::Open,
        };
        let draft = OutcomeDraft {
            org_unit: OrgUnitId::new(&request.org_unit),
            time,
            value: read.value,
            uom: Uom::new(&request.uom),
            qualifier: word("qualifier", &request.qualifier)?,
            note: given(request.note),
        };
        let id = documents::adopt_outcome(desk, adoption(&request.passage, which), draft)?;
        Ok(changed(&["documents", "targets", "programmes"], [id]))
    })
}

pub fn retract(session: &Session, request: RetractRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        match request.kind.as_str() {
            "target" => documents::retract_target(desk, &TargetId::new(&request.id), &request.reason)?,
            "outcome" => documents::retract_outcome(desk, &request.id, &request.reason)?,
            other => return Err(refused(Problem::error("word.unknown", "kind").with(other))),
        }
        Ok(changed(&["documents", "targets", "assessment"], [request.id]))
    })
}

fn adoption(passage: &Passage, indicator: WhichIndicator) -> Adoption {
    Adoption { document: DocumentId::new(&passage.document), span: span(passage), indicator }
}

fn span(passage: &Passage) -> Span {
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
    let (time_rule, place_rule) = match accumulation {
        Accumulation::PeriodFlow => (TimeRule::Sum, PlaceRule::Sum),
        Accumulation::SinceStart | Accumulation::Ytd | Accumulation::Stock => {
            (TimeRule::Last, PlaceRule::Sum)
        }
        Accumulation::Ratio | Accumulation::Qualitative => (TimeRule::Last, PlaceRule::None),
    };
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

pub fn refused(problem: Problem) -> WireError {
    AppError::refused(problem).into()
}

pub fn changed(rooms: &[&str], ids: impl IntoIterator<Item = String>) -> Changed {
    Changed {
        entry: None,
        rooms: rooms.iter().map(|&room| room.to_owned()).collect(),
        ids: ids.into_iter().collect(),
    }
}

pub fn date(place: &str, text: &str) -> Result<Date, WireError> {
    text.parse().map_err(|_| refused(Problem::error("date.unreadable", place).with(text)))
}

pub fn optional_date(place: &str, text: Option<&str>) -> Result<Option<Date>, WireError> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(|text| date(place, text)).transpose()
}

pub fn word<T: std::str::FromStr>(place: &str, text: &str) -> Result<T, WireError> {
    text.parse().map_err(|_| refused(Problem::error("word.unknown", place).with(text)))
}

fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
