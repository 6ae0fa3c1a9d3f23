//! Opening ledgers, units, search, undo, safe keeping.

use std::path::{Path, PathBuf};

use app::ledger::{HitKind, LedgerDraft};
use app::{AppError, Book, Condition, Desk, org};
use domain::kernel::{Date, OrgUnitId, Period, PeriodKind, PersonId};
use domain::ledger::EntryHeader;
use domain::org::Level;
use formats::codes::{Division, Divisions};

use super::documents::{changed, date, optional_date, word};
use super::{assessment, print};
use crate::error::ErrorCode;
use crate::recent;
use crate::session::FileKind;
use crate::wire::ledger::{
    AsOfChoice, BackupRequest, ChangeUnitRequest, Changed, Context, CreateLedgerRequest, DivisionView,
    DivisionsRequest, FileAnswer, HealthView, LedgerView, Nothing, OpenLedgerRequest, PersonView,
    ProblemView, RevealRequest, SearchHit, SearchRequest, StartView, UndoAnswer, UndoView, UnitChange,
    UnitDetail, UnitName, UnitPositionView, UnitRequest, UnitView, UnitsRequest, VerifyView, WaitingView,
    WrittenBy,
};
use crate::{Session, WireError};

/// How many month ends are offered as as-of days.
const AS_OF_OFFERED: usize = 36;
/// How many divisions a search shows.
const DIVISIONS_SHOWN: usize = 50;

pub fn start(session: &Session, _: Nothing) -> Result<StartView, WireError> {
    let open = match session.with_desk(look) {
        Ok(view) => Some(view),
        Err(error) if error.code == ErrorCode::NoLedger => None,
        Err(error) => return Err(error),
    };
    Ok(StartView {
        recent: recent::list(&session.host().data_dir()),
        open,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

pub fn open_sample(session: &Session, _: Nothing) -> Result<LedgerView, WireError> {
    let path = session.host().data_dir().join("示例台账.dz");
    let desk = if path.exists() {
        Desk::open(&path, session.surroundings())?
    } else {
        make_folder(&path)?;
        drop(sample::build(&path, session.surroundings())?);
        Desk::open(&path, session.surroundings())?
    };
    put(session, desk)
}

pub fn create(session: &Session, request: CreateLedgerRequest) -> Result<LedgerView, WireError> {
    let path = match request.path {
        Some(path) => PathBuf::from(path),
        None => session
            .host()
            .choose_save(FileKind::Ledger, &format!("{}.dz", request.title))
            .ok_or_else(|| WireError::new(ErrorCode::Cancelled))?,
    };
    let draft = LedgerDraft {
        title: request.title,
        places: vec![(request.division, Level::Village)],
        office: request.office,
        person: request.person,
        phone: request.phone,
    };
    let desk = app::ledger::create(&path, &draft, session.surroundings())?;
    put(session, desk)
}

pub fn open(session: &Session, request: OpenLedgerRequest) -> Result<LedgerView, WireError> {
    let path = match request.path {
        Some(path) => PathBuf::from(path),
        None => session
            .host()
            .choose_open(FileKind::Ledger)
            .ok_or_else(|| WireError::new(ErrorCode::Cancelled))?,
    };
    let desk = Desk::open(&path, session.surroundings()).map_err(|error| about(&path, error))?;
    put(session, desk)
}

/// What is wrong with a file names it, and the newest backup beside it where that helps.
fn about(path: &Path, error: AppError) -> WireError {
    let wire = WireError::from(error);
    let concerns_the_file = matches!(
        wire.code,
        ErrorCode::Damaged | ErrorCode::NewerFile | ErrorCode::NotALedger | ErrorCode::Busy
    );
    if !concerns_the_file {
        return wire;
    }
    let wire = wire.with(path.display());
    match app::newest_backup(path).filter(|_| wire.code == ErrorCode::Damaged) {
        Some(backup) => wire.with(backup.display()),
        None => wire,
    }
}

/// Opens a ledger without putting it on the list of recent ones.
pub fn open_quietly(session: &Session, request: OpenLedgerRequest) -> Result<(), WireError> {
    let path = PathBuf::from(request.path.unwrap_or_default());
    session.put(Some(Desk::open(&path, session.surroundings())?));
    Ok(())
}

fn put(session: &Session, desk: Desk) -> Result<LedgerView, WireError> {
    session.put(Some(desk));
    let view = session.with_desk(look)?;
    recent::remember(&session.host().data_dir(), &view.path, &view.title);
    Ok(view)
}

pub fn close(session: &Session, _: Nothing) -> Result<Nothing, WireError> {
    session.put(None);
    Ok(Nothing {})
}

pub fn view(session: &Session, _: Nothing) -> Result<LedgerView, WireError> {
    session.with_desk(look)
}

fn look(desk: &mut Desk) -> Result<LedgerView, WireError> {
    let choices = as_of_choices(desk)?;
    let today = desk.today();
    let as_of = best_as_of(&choices, today);
    let context = Context { as_of: as_of.to_string(), org_unit: None };
    let person = person(desk)?;
    let urgent = assessment::urgent_count(desk, as_of)?;
    let title = desk.title()?;
    let author = desk.author().clone();
    let ledger = desk.ledger();
    let last = ledger.read().entries(None, 1).map_err(AppError::from)?;
    let health = health(ledger.condition());
    let (undo, redo) = match health.state.as_str() {
        "sound" => (
            ledger.undo_label(&author).map_err(AppError::from)?.map(|label| undo_view(&label)),
            ledger.redo_label(&author).map_err(AppError::from)?.map(|label| undo_view(&label)),
        ),
        _ => (None, None),
    };
    let entries = ledger.read().last_arrival().map_err(AppError::from)?;
    let view = LedgerView {
        id: ledger.id().to_string(),
        title,
        path: desk.path().display().to_string(),
        read_only: health.state != "sound",
        sample: desk.is_sample()?,
        health,
        person,
        as_of_choices: choices,
        context,
        waiting: WaitingView { forms: 0, urgent },
        saved_at: last.first().map(|entry| entry.header.time.to_rfc3339()),
        undo,
        redo,
        entries: u32::try_from(entries).unwrap_or(u32::MAX),
    };
    Ok(view)
}

fn undo_view(label: &app::UndoLabel) -> UndoView {
    UndoView {
        operation: label.operation.code().to_owned(),
        word: label.operation.word().to_owned(),
        rows: label.rows,
    }
}

fn person(desk: &mut Desk) -> Result<PersonView, WireError> {
    let author = desk.author().clone();
    Ok(person_view(desk.book()?, &author))
}

/// By whose word something is so.
pub fn written(book: &Book, header: &EntryHeader) -> WrittenBy {
    WrittenBy {
        time: header.time.to_rfc3339(),
        by: person_view(book, &header.author).name,
        word: header.operation.word().to_owned(),
        reason: header.reason.clone(),
    }
}

fn person_view(book: &Book, id: &PersonId) -> PersonView {
    let person = book.people.get(id);
    let office = person.and_then(|person| book.offices.get(&person.office));
    PersonView {
        id: id.to_string(),
        name: person.map_or_else(String::new, |person| person.name.clone()),
        office: office.map_or_else(String::new, |office| office.name.clone()),
        role: person.map_or_else(String::new, |person| person.role.word().to_owned()),
        org_unit: office.map_or_else(String::new, |office| office.org_unit.to_string()),
    }
}

pub fn people(session: &Session, _: Nothing) -> Result<Vec<PersonView>, WireError> {
    session.with_desk(|desk| {
        let book = desk.book()?;
        let mut people: Vec<_> = book.people.keys().map(|id| person_view(book, id)).collect();
        people.sort_by(|a, b| (&a.office, &a.name).cmp(&(&b.office, &b.name)));
        Ok(people)
    })
}

fn health(condition: &Condition) -> HealthView {
    match condition {
        Condition::Sound => HealthView { state: "sound".into(), problems: Vec::new(), backup: None },
        Condition::Damaged { findings, newest_backup } => HealthView {
            state: "damaged".into(),
            problems: findings
                .iter()
                .take(20)
                .map(|finding| ProblemView {
                    code: "ledger.damaged".into(),
                    severity: "error".into(),
                    place: String::new(),
                    detail: vec![finding.clone()],
                })
                .collect(),
            backup: newest_backup.as_ref().map(|path| path.display().to_string()),
        },
    }
}

/// Month ends from the month after the newest figure back to the oldest.
fn as_of_choices(desk: &mut Desk) -> Result<Vec<AsOfChoice>, WireError> {
    let today = desk.today();
    let ends = desk.evidence()?.period_ends()?;
    let newest = ends.last().copied().unwrap_or(today);
    let oldest = ends.first().copied().unwrap_or(today);
    let mut at = Period::containing(PeriodKind::Month, newest);
    let mut choices = Vec::new();
    while let Some(month) = at.filter(|month| choices.len() < AS_OF_OFFERED && month.last_day() >= oldest) {
        let (first, last) = (month.first_day(), month.last_day());
        choices.push(AsOfChoice {
            as_of: last.to_string(),
            label: format!("{}底", month.name()),
            results: print::count(ends.range(first..=last).count()),
        });
        at = month.previous();
    }
    if choices.is_empty() {
        let month = Period::containing(PeriodKind::Month, today);
        choices.extend(month.map(|month| AsOfChoice {
            as_of: month.last_day().to_string(),
            label: format!("{}底", month.name()),
            results: 0,
        }));
    }
    Ok(choices)
}

/// The newest month end with figures.
fn best_as_of(choices: &[AsOfChoice], today: Date) -> Date {
    let filled = choices.iter().find(|choice| choice.results > 0).or_else(|| choices.first());
    filled.and_then(|choice| choice.as_of.parse().ok()).unwrap_or(today)
}

pub fn divisions(_: &Session, request: DivisionsRequest) -> Result<Vec<DivisionView>, WireError> {
    let shipped = Divisions::shipped();
    let found = match (&request.name, &request.parent) {
        (Some(name), _) if name.trim().chars().count() >= 2 => {
            shipped.search(name.trim(), None, DIVISIONS_SHOWN)
        }
        (Some(_), _) => Vec::new(),
        (None, Some(parent)) => shipped.children(parent),
        (None, None) => shipped.provinces(),
    };
    Ok(found.into_iter().map(|division| division_view(shipped, division)).collect())
}

fn division_view(shipped: &Divisions, division: Division) -> DivisionView {
    let path = [2, 4, 6, 9]
        .into_iter()
        .filter_map(|digits| division.code.get(..digits).and_then(|code| shipped.find(code)))
        .filter(|above| above.code != division.code)
        .map(|above| above.name)
        .collect();
    DivisionView {
        units: print::count(shipped.subtree(&division.code).len()),
        level: app::ledger::level_of(&division).code().to_owned(),
        code: division.code,
        name: division.name,
        path,
        pseudo: division.pseudo,
    }
}

pub fn units(session: &Session, request: UnitsRequest) -> Result<Vec<UnitView>, WireError> {
    session.with_desk(|desk| {
        let tree = desk.book()?.tree(date("as_of", &request.as_of)?);
        let ids: Vec<OrgUnitId> = match &request.parent {
            Some(parent) => tree.children(&OrgUnitId::new(parent)).to_vec(),
            None => tree.roots().to_vec(),
        };
        Ok(ids.iter().filter_map(|id| tree.get(id)).map(|unit| print::unit(&tree, unit)).collect())
    })
}

pub fn unit(session: &Session, request: UnitRequest) -> Result<UnitDetail, WireError> {
    session.with_desk(|desk| {
        let (id, day) = (OrgUnitId::new(request.org_unit), date("as_of", &request.as_of)?);
        let record = org::unit_record(desk, &id, day)?;
        let book = desk.book()?;
        let tree = book.tree(day);
        let name =
            |id: &OrgUnitId| book.units.get(id).map_or_else(|| id.to_string(), |unit| unit.name.clone());
        let mut path: Vec<String> = Vec::new();
        let mut at = tree.parent(&id);
        while let Some(above) = at {
            path.push(tree.name(above).to_owned());
            at = tree.parent(above);
        }
        path.reverse();
        let written = |header: &EntryHeader| written(book, header);
        let names = record.names.iter();
        let positions = record.positions.iter();
        Ok(UnitDetail {
            path,
            code: record.unit.code.clone(),
            aliases: record.unit.aliases.clone(),
            parts: print::count(record.parts),
            results: print::count(record.results),
            names: names
                .map(|held| UnitName {
                    name: held.value.name.clone(),
                    from: held.value.from.map(|day| day.to_string()),
                    to: held.value.to.map(|day| day.to_string()),
                    written: written(&held.header),
                })
                .collect(),
            positions: positions
                .map(|held| UnitPositionView {
                    parent: held.value.parent.as_ref().map(name),
                    from: held.value.from.map(|day| day.to_string()),
                    to: held.value.to.map(|day| day.to_string()),
                    successor: held.value.successor.as_ref().map(name),
                    written: written(&held.header),
                })
                .collect(),
            unit: print::unit(&tree, tree.get(&id).unwrap_or(&record.unit)),
        })
    })
}

pub fn change_unit(session: &Session, request: ChangeUnitRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let reason = request.reason.as_str();
        let id = match request.change {
            UnitChange::Rename { org_unit, name, from } => {
                let id = OrgUnitId::new(org_unit);
                let from = from.as_deref().map(|from| date("from", from)).transpose()?;
                org::rename_unit(desk, &id, &name, from, reason)?;
                id
            }
            UnitChange::Add { parent, name, level, code, from } => {
                let level: Level = word("level", &level)?;
                let from = optional_date("from", from.as_deref())?;
                org::add_unit(desk, &OrgUnitId::new(parent), &name, level, code.as_deref(), from)?
            }
            UnitChange::Move { org_unit, parent, from } => {
                let id = OrgUnitId::new(org_unit);
                org::move_unit(desk, &id, &OrgUnitId::new(parent), date("from", &from)?, reason)?;
                id
            }
            UnitChange::Close { org_unit, from } => {
                let id = OrgUnitId::new(org_unit);
                org::close_unit(desk, &id, date("from", &from)?, reason)?;
                id
            }
            UnitChange::Merge { org_unit, into, from } => {
                let id = OrgUnitId::new(org_unit);
                org::merge_unit(desk, &id, &OrgUnitId::new(into), date("from", &from)?, reason)?;
                id
            }
        };
        Ok(changed(EVERY_ROOM, [id.to_string()]))
    })
}

pub fn search(session: &Session, request: SearchRequest) -> Result<Vec<SearchHit>, WireError> {
    session.with_desk(|desk| {
        let day = date("as_of", &request.as_of)?;
        let hits = app::ledger::search(desk, &request.text, day)?;
        Ok(hits
            .into_iter()
            .map(|hit| SearchHit {
                kind: match hit.kind {
                    HitKind::OrgUnit => "org_unit",
                    HitKind::Indicator => "indicator",
                    HitKind::Target => "target",
                    HitKind::Document => "document",
                    HitKind::Form => "form",
                }
                .to_owned(),
                id: hit.id,
                name: hit.name,
                hint: hit.hint,
            })
            .collect())
    })
}

/// A changed tree touches every room, and an undo may take back anything.
const EVERY_ROOM: &[&str] =
    &["org", "documents", "programmes", "targets", "results", "assessment", "reports"];

pub fn undo(session: &Session, _: Nothing) -> Result<UndoAnswer, WireError> {
    session.with_desk(|desk| undo_answer(desk.undo()))
}

pub fn redo(session: &Session, _: Nothing) -> Result<UndoAnswer, WireError> {
    session.with_desk(|desk| undo_answer(desk.redo()))
}

/// What stands in the way is an answer here, not an error: nothing was done and it says why.
fn undo_answer(outcome: Result<Option<app::UndoLabel>, AppError>) -> Result<UndoAnswer, WireError> {
    match outcome {
        Ok(label) => Ok(UndoAnswer {
            changed: changed(EVERY_ROOM, []),
            done: label.as_ref().map(undo_view),
            blocked: Vec::new(),
        }),
        Err(AppError::Refused(problems)) => Ok(UndoAnswer {
            changed: changed(&[], []),
            done: None,
            blocked: problems.iter().map(ProblemView::from).collect(),
        }),
        Err(error) => Err(error.into()),
    }
}

pub fn verify(session: &Session, _: Nothing) -> Result<VerifyView, WireError> {
    session.with_desk(|desk| {
        let ledger = desk.ledger();
        let report = ledger.verify().map_err(AppError::from)?;
        let state = ledger.read().state_digest().map_err(AppError::from)?;
        Ok(VerifyView {
            entries: small(report.entries),
            rows: small(report.rows),
            attachments: small(report.attachments),
            state: state.to_string(),
            problems: report.findings.iter().map(finding_view).collect(),
        })
    })
}

fn finding_view(finding: &app::Finding) -> ProblemView {
    use app::Finding;
    let (code, place) = match finding {
        Finding::Fact(_) => ("verify.fact", String::new()),
        Finding::Attachment(digest) => ("verify.attachment", digest.to_string()),
        Finding::Arrival(number) => ("verify.arrival", number.to_string()),
        Finding::NoHead { kind, key } => ("verify.no_head", format!("{} {key}", kind.word())),
        Finding::Derived(table) => ("verify.derived", (*table).to_owned()),
        Finding::Schema(name) => ("verify.schema", name.clone()),
        Finding::Page(_) => ("verify.page", String::new()),
        Finding::Head(head) => ("verify.head", format!("{}:{}", head.writer, head.seq)),
    };
    ProblemView { code: code.into(), severity: "error".into(), place, detail: vec![format!("{finding:?}")] }
}

pub fn backup(session: &Session, request: BackupRequest) -> Result<FileAnswer, WireError> {
    session.with_desk(|desk| {
        let suggested = format!("{}-备份-{}.dz", desk.title()?, desk.today());
        let path = match request.path {
            Some(path) => Some(PathBuf::from(path)),
            None => session.host().choose_save(FileKind::Ledger, &suggested),
        };
        if let Some(path) = &path {
            desk.ledger().backup_to(path).map_err(AppError::from)?;
        }
        Ok(FileAnswer { path: path.map(|path| path.display().to_string()) })
    })
}

pub fn restore(session: &Session, request: OpenLedgerRequest) -> Result<LedgerView, WireError> {
    let path = match request.path {
        Some(path) => PathBuf::from(path),
        None => session.with_desk(|desk| Ok(desk.path().to_owned()))?,
    };
    session.put(None);
    let backup =
        app::newest_backup(&path).ok_or_else(|| AppError::NotFound("backup", path.display().to_string()))?;
    app::restore(&backup, &path, &session.host().now()).map_err(AppError::from)?;
    let desk = Desk::open(&path, session.surroundings())?;
    put(session, desk)
}

pub fn reveal(session: &Session, request: RevealRequest) -> Result<Nothing, WireError> {
    session.host().reveal(Path::new(&request.path));
    Ok(Nothing {})
}

fn small(many: u64) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

fn make_folder(path: &Path) -> Result<(), AppError> {
    match path.parent() {
        Some(folder) => std::fs::create_dir_all(folder).map_err(|error| AppError::io(folder, &error)),
        None => Ok(()),
    }
}
