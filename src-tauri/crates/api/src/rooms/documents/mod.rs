//! From paper to promise: conversions for the room of documents. What comes in is in adopt.rs, what is proposed
//! in statements.rs.

mod adopt;
mod discrepancies;
mod statements;
mod versions;

pub use adopt::{adopt, judge};
pub use discrepancies::{decide, discrepancies, same_name, search};
pub use statements::{propose_passage, statements};
pub use versions::{carry_over, changes};

use std::collections::BTreeMap;
use std::path::Path;

use app::documents::{self, DocumentDraft};
use app::{AppError, Book};
use base64::Engine as _;
use domain::documents::{Document, Observation};
use domain::kernel::{Date, DocumentId, ExcerptId, OrgUnitId, Problem, TargetId};
use domain::org::Tree;
use domain::targets::Target;

use super::{assessment, print};
use crate::wire::assessment::StatusView;
use crate::wire::documents::{
    DocumentLine, DocumentProposal, DocumentRef, DocumentRequest, DocumentView, ImportDocumentRequest,
    Incoming, Mark, MarkRef, RetractRequest,
};
use crate::wire::ledger::{Changed, Nothing, ProblemView};
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
            if let Some(excerpt) = &target.excerpt {
                refs.entry(excerpt).or_default().extend(target_ref(book, &tree, &statuses, target));
            }
        }
        for outcome in book.observations.values() {
            refs.entry(&outcome.excerpt).or_default().extend(outcome_ref(book, &tree, outcome));
        }
        let mut marks: Vec<Mark> = refs
            .into_iter()
            .filter_map(|(id, refs)| {
                let excerpt = book.excerpts.get(id).filter(|excerpt| excerpt.document == document.id)?;
                if refs.is_empty() {
                    return None;
                }
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
            replaces: document.replaces.as_ref().and_then(|id| document_ref(book, id)),
            replaced_by: book
                .documents
                .values()
                .find(|newer| newer.replaces.as_ref() == Some(&document.id))
                .and_then(|newer| document_ref(book, &newer.id)),
            note: document.note.clone(),
        })
    })
}

fn document_ref(book: &Book, id: &DocumentId) -> Option<DocumentRef> {
    let document = book.documents.get(id)?;
    Some(DocumentRef { id: id.to_string(), title: document.title.clone() })
}

/// A target that hangs on a passage.
fn target_ref(
    book: &Book,
    tree: &Tree,
    statuses: &BTreeMap<TargetId, StatusView>,
    target: &Target,
) -> Option<MarkRef> {
    let indicator = book.indicators.get(&target.indicator)?;
    let goal = print::stated(target, indicator);
    let by = target.deadline.map_or(String::new(), |day| format!(" · {}前", print::day(day)));
    Some(MarkRef {
        kind: "target".into(),
        id: target.id.to_string(),
        name: indicator.name.clone(),
        summary: format!("{goal}{by} · {}", tree.name(&target.org_unit)),
        status: statuses.get(&target.id).cloned(),
    })
}

/// An outcome that hangs on a passage.
fn outcome_ref(book: &Book, tree: &Tree, outcome: &Observation) -> Option<MarkRef> {
    let indicator = book.indicators.get(&outcome.indicator)?;
    Some(MarkRef {
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
    })
}

/// The bytes and the text of something incoming.
struct Read {
    bytes: Vec<u8>,
    text: formats::text::ReadText,
}

/// The bytes of a file that came in, or of a text that was pasted.
pub fn bytes_of(incoming: &Incoming) -> Result<Vec<u8>, WireError> {
    match (&incoming.bytes, &incoming.text, &incoming.path) {
        (Some(bytes), _, _) => base64::engine::general_purpose::STANDARD
            .decode(bytes)
            .map_err(|_| refused(Problem::error("document.bytes", "bytes"))),
        (None, Some(text), _) => Ok(text.clone().into_bytes()),
        (None, None, Some(path)) => read_file(Path::new(path)),
        (None, None, None) => Err(refused(Problem::error("document.empty", "text"))),
    }
}

fn read(incoming: &Incoming) -> Result<Read, WireError> {
    let bytes = bytes_of(incoming)?;
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
        let title = heading.title.as_ref().map(|p| p.value.as_str());
        let number = heading.doc_number.as_ref().map(|p| p.value.as_str());
        let earlier = documents::earlier(desk, title, number)?.filter(|id| Some(id) != known.as_ref());
        let earlier = earlier.and_then(|id| document_ref(desk.book().ok()?, &id));
        let org_unit = documents::unit_of(desk, &heading, &read.text.text)?;
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
            org_unit: org_unit.map(|unit| unit.to_string()),
            encoding: read.text.encoding.name().to_owned(),
            length: print::count(read.text.text.chars().count()),
            beginning: read.text.text.chars().take(BEGINNING).collect(),
            problems,
            known: known.map(|id| id.to_string()),
            earlier,
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
            org_unit: request.org_unit.map(OrgUnitId::new),
            replaces: request.replaces.map(DocumentId::new),
            note: None,
        };
        let id = documents::import(desk, draft)?;
        Ok(changed(&["documents"], [id.to_string()]))
    })
}

pub fn retract(session: &Session, request: RetractRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        match request.kind.as_str() {
            "target" => app::targets::retract(desk, &TargetId::new(&request.id), &request.reason)?,
            "outcome" => documents::retract_outcome(desk, &request.id, &request.reason)?,
            other => return Err(refused(Problem::error("word.unknown", "kind").with(other))),
        }
        Ok(changed(&["documents", "targets", "assessment"], [request.id]))
    })
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

pub fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
