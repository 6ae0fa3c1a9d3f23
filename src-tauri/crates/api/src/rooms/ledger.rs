//! Opening ledgers, units, search, undo, safe keeping.

use std::path::{Path, PathBuf};

use app::ledger::{HitKind, LedgerDraft};
use app::results::Deadlines;
use app::{AppError, Condition, Desk};
use domain::kernel::{Date, Period, PeriodKind};
use domain::ledger::EntryHeader;
use domain::org::{Level, masked_name};
use formats::codes::{Division, Divisions};

use super::documents::{changed, date};
use super::{assessment, exchange, org, print, reports};
use crate::error::ErrorCode;
use crate::recent;
use crate::session::FileKind;
use crate::wire::ledger::{
    AsOfChoice, BackupRequest, BackupView, Changed, Context, CreateLedgerRequest, DivisionView,
    DivisionsRequest, FileAnswer, HealthView, LedgerView, LogLine, LogRequest, LogView, Nothing,
    OpenLedgerRequest, ProblemView, RestoreRequest, RevealRequest, SealBackupsRequest, SearchHit,
    SearchRequest, StartView, UndoAnswer, UndoView, VerifyView, WaitingView,
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

pub fn waiting(session: &Session, context: Context) -> Result<WaitingView, WireError> {
    session.with_desk(|desk| {
        let as_of = date("as_of", &context.as_of)?;
        let deadlines = Deadlines::read(desk)?;
        Ok(WaitingView {
            forms: print::count(app::results::due_forms(desk, &deadlines, as_of)?.len()),
            review: print::count(app::results::queue(desk)?.len()),
            urgent: assessment::urgent_count(desk, as_of)?,
        })
    })
}

fn look(desk: &mut Desk) -> Result<LedgerView, WireError> {
    let choices = as_of_choices(desk)?;
    let today = desk.today();
    let as_of = best_as_of(&choices, today);
    let context = Context { as_of: as_of.to_string(), org_unit: None, known_on: None };
    let person = org::author(desk)?;
    let title = desk.title()?;
    let ledger = desk.ledger();
    let last = ledger.read().entries(None, 1).map_err(AppError::from)?;
    let health = health(ledger.condition());
    let (undo, redo) = match health.state.as_str() {
        "sound" => (desk.undoable()?.as_ref().map(undo_view), desk.redoable()?.as_ref().map(undo_view)),
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
        locked: desk.is_locked(),
        clock_behind: desk.clock_behind()?.map(|latest| latest.to_rfc3339()),
        saved_at: last.first().map(|entry| entry.header.time.to_rfc3339()),
        undo,
        redo,
        entries: u32::try_from(entries).unwrap_or(u32::MAX),
    };
    Ok(view)
}

fn undo_view(label: &app::Undoable) -> UndoView {
    UndoView {
        operation: label.operation.code().to_owned(),
        word: label.operation.word().to_owned(),
        rows: label.rows,
    }
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
pub const EVERY_ROOM: &[&str] =
    &["org", "documents", "programmes", "targets", "results", "assessment", "reports", "exchange"];

pub fn undo(session: &Session, _: Nothing) -> Result<UndoAnswer, WireError> {
    session.with_desk(|desk| undo_answer(desk.undo()))
}

pub fn redo(session: &Session, _: Nothing) -> Result<UndoAnswer, WireError> {
    session.with_desk(|desk| undo_answer(desk.redo()))
}

/// What stands in the way is an answer here, not an error: nothing was done and it says why.
fn undo_answer(outcome: Result<Option<app::Undoable>, AppError>) -> Result<UndoAnswer, WireError> {
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

/// How many entries of the log are read at a time.
const LOGGED: u32 = 100;

pub fn log(session: &Session, request: LogRequest) -> Result<LogView, WireError> {
    session.with_desk(|desk| {
        let logged = app::ledger::log(desk, request.before.map(i64::from), LOGGED)?;
        let next = logged.last().map(|last| last.number).filter(|number| *number > 1);
        let book = desk.book()?;
        let office =
            |header: &EntryHeader| book.offices.get(&header.office).map(|office| office.name.clone());
        let line = |entry: &app::ledger::Logged| LogLine {
            number: u32::try_from(entry.number).unwrap_or(u32::MAX),
            written: org::written(book, &entry.header),
            office: office(&entry.header).unwrap_or_default(),
            rows: entry.rows,
            set_back: entry.set_back.map(|before| before.to_rfc3339()),
            shown: entry
                .shown
                .as_ref()
                .map(|shown| shown.of.as_ref().map_or_else(String::new, |id| masked_name(&book.name_of(id)))),
        };
        Ok(LogView {
            lines: logged.iter().map(line).collect(),
            next: next.map(|number| u32::try_from(number).unwrap_or(u32::MAX)),
        })
    })
}

pub fn verify(session: &Session, _: Nothing) -> Result<VerifyView, WireError> {
    session.with_desk(|desk| {
        let mut report = desk.ledger().verify().map_err(AppError::from)?;
        report.findings.extend(app::exchange::verify_heads(desk)?);
        let state = desk.ledger().read().state_digest().map_err(AppError::from)?;
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
        let kind = if request.passphrase.is_some() { FileKind::SealedBackup } else { FileKind::Ledger };
        let suggested = format!("{}-备份-{}.{}", desk.title()?, desk.today(), kind.extension());
        let path = match request.path {
            Some(path) => Some(PathBuf::from(path)),
            None => session.host().choose_save(kind, &suggested),
        };
        if let Some(path) = &path {
            app::ledger::back_up(desk, path, request.passphrase.as_deref())?;
        }
        Ok(FileAnswer { path: path.map(|path| path.display().to_string()) })
    })
}

pub fn newest_backup(_: &Session, request: OpenLedgerRequest) -> Result<BackupView, WireError> {
    let path = PathBuf::from(request.path.unwrap_or_default());
    let backup = app::newest_backup(&path);
    backup_view(backup.ok_or_else(|| AppError::NotFound("backup", path.display().to_string()))?)
}

pub fn choose_backup(session: &Session, request: OpenLedgerRequest) -> Result<BackupView, WireError> {
    let chosen =
        request.path.map(PathBuf::from).or_else(|| session.host().choose_open(FileKind::SealedBackup));
    backup_view(chosen.ok_or_else(|| WireError::new(ErrorCode::Cancelled))?)
}

fn backup_view(path: PathBuf) -> Result<BackupView, WireError> {
    let sealing = app::ledger::sealing_of(&path)?;
    Ok(BackupView {
        path: path.display().to_string(),
        sealed: sealing.is_some(),
        passphrase: sealing.as_ref().is_some_and(|sealing| sealing.passphrase),
        recovery: sealing.is_some_and(|sealing| !sealing.receivers.is_empty()),
    })
}

pub fn restore_from(session: &Session, request: RestoreRequest) -> Result<LedgerView, WireError> {
    let backup = PathBuf::from(request.backup);
    let name = backup.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let suggested = format!("{}.dz", reports::file_name(&name));
    let chosen = request.path.map(PathBuf::from);
    let path = chosen
        .or_else(|| session.host().choose_save(FileKind::Ledger, &suggested))
        .ok_or_else(|| WireError::new(ErrorCode::Cancelled))?;
    session.put(None);
    let (ring, word) = (exchange::ring(session), request.word.as_deref());
    app::ledger::restore(&backup, &path, &ring, word, &session.host().now())?;
    let desk = Desk::open(&path, session.surroundings())?;
    put(session, desk)
}

pub fn seal_backups(session: &Session, request: SealBackupsRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        app::ledger::seal_automatic(desk, request.sealed)?;
        Ok(changed(&["exchange"], []))
    })
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
