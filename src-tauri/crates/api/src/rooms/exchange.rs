//! Sending and receiving.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::exchange::{self, Incoming, KeyRing, Offer, Verdict};
use app::{AppError, Book, Desk};
use base64::Engine as _;
use domain::exchange::{
    Delivery, DeliveryState, Manifest, PackageKind, PublicKey, Recovery, Relation, Signer, Submission,
};
use domain::kernel::{FormId, OrgUnitId, Period, Problem};
use domain::ledger::{EntryHeader, Row, RowKind};
use domain::results::{CellState, ResultCell, ResultKey};
use formats::package::{KeyFile, Lock, MOST_BYTES, seal};
use typeset::RecoveryPage;

use super::documents::changed;
use super::ledger::EVERY_ROOM;
use super::org::{self, written};
use super::{evidence, print, reports, review};
use crate::error::ErrorCode;
use crate::wire::evidence::EvidenceView;
use crate::wire::exchange::{
    ConflictView, ContenderView, DeliveryView, ExchangeView, ExportKeyRequest, JudgeSignerRequest, KeyView,
    MakeKeyRequest, MakeRecoveryRequest, MissingView, OfferView, OutgoingView, PackAnswer, PackRequest,
    PackageFile, PackageLabel, PackagesRequest, ReceiveAnswer, RecoveryView, ResolveRequest,
    RestoreKeyRequest, SignerView, SignersView, WorkKind, WorkRequest, WorkView,
};
use crate::wire::ledger::{Changed, FileAnswer, Nothing, ProblemView};
use crate::wire::review::ReportKey;
use crate::wire::settings::NamedView;
use crate::{Session, WireError};

/// The rooms that keys and packages that went out are seen in.
const EXCHANGE: &[&str] = &["exchange"];

fn refused(problem: Problem) -> WireError {
    AppError::refused(problem).into()
}

/// The keys on this device.
pub(super) fn ring(session: &Session) -> KeyRing {
    KeyRing::in_folder(session.host().data_dir().join("keys"))
}

/// Where packages are written to if nobody says otherwise.
fn folder(session: &Session) -> PathBuf {
    session.host().documents_dir().join("对账收发")
}

/// Bytes as people count them on the wire.
fn small(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

pub fn view(session: &Session, _: Nothing) -> Result<ExchangeView, WireError> {
    let (ring, folder) = (ring(session), folder(session).display().to_string());
    session.with_desk(|desk| {
        let key = exchange::own_key(desk, &ring)?.as_ref().map(key_of_file);
        let outgoing = exchange::outgoing(desk)?;
        let deliveries = exchange::deliveries(desk)?;
        let conflicts = small(exchange::conflicts(desk)?.len());
        let book = desk.book()?;
        let side = |sent: bool| -> Vec<DeliveryView> {
            let on_side = deliveries.iter().filter(|d| (d.state == DeliveryState::Sent) == sent);
            on_side.map(|delivery| delivery_view(book, delivery)).collect()
        };
        let from_below = book.signers.values().filter(|signer| signer.relation == Relation::Subordinate);
        let mut reporters: Vec<NamedView> = from_below
            .filter(|signer| signer.counts())
            .map(|signer| NamedView { code: signer.org_unit.to_string(), word: signer.name.clone() })
            .collect();
        reporters.sort_by(|a, b| a.code.cmp(&b.code));
        reporters.dedup_by(|a, b| a.code == b.code);
        let forms = book.forms.values();
        Ok(ExchangeView {
            key,
            outgoing: outgoing.iter().map(|one| outgoing_view(book, one)).collect(),
            forms: forms.map(|f| NamedView { code: f.id.to_string(), word: f.name.clone() }).collect(),
            reporters,
            sent: side(true),
            received: side(false),
            missing: missing_views(&deliveries),
            conflicts,
            folder,
        })
    })
}

fn outgoing_view(book: &Book, one: &exchange::Outgoing) -> OutgoingView {
    let submission = &one.submission;
    let tree = book.tree(submission.period.last_day());
    let form = book.forms.get(&submission.form);
    OutgoingView {
        report: ReportKey {
            form: submission.form.to_string(),
            org_unit: submission.org_unit.to_string(),
            period: submission.period.to_string(),
        },
        form_name: form.map(|form| form.name.clone()).unwrap_or_default(),
        unit_name: tree.name(&submission.org_unit).to_owned(),
        period_name: submission.period.name(),
        state: submission.state.code().to_owned(),
        state_word: submission.state.word().to_owned(),
        version: one.version,
        to: form.map(|form| tree.name(&form.parent).to_owned()).unwrap_or_default(),
        ready: one.ready,
        sent: one.sent.as_ref().map(|delivery| delivery_view(book, delivery)),
        receipt: one.receipt.as_ref().map(|delivery| delivery_view(book, delivery)),
    }
}

fn missing_views(deliveries: &[Arc<Delivery>]) -> Vec<MissingView> {
    let missing = exchange::missing(deliveries).into_iter();
    missing.map(|gap| MissingView { name: gap.name, numbers: gap.numbers }).collect()
}

fn delivery_view(book: &Book, delivery: &Delivery) -> DeliveryView {
    let reason = |text: &String| {
        let (code, place) = text.split_once(' ').unwrap_or((text, ""));
        ProblemView {
            code: code.to_owned(),
            severity: "error".into(),
            place: place.to_owned(),
            detail: Vec::new(),
        }
    };
    DeliveryView {
        package: delivery.manifest.digest().to_string(),
        label: label(book, &delivery.manifest),
        state: delivery.state.code().to_owned(),
        state_word: delivery.state.word().to_owned(),
        reasons: delivery.reasons.iter().map(reason).collect(),
    }
}

fn label(book: &Book, manifest: &Manifest) -> PackageLabel {
    let name =
        |id: &OrgUnitId| book.units.get(id).map_or_else(|| id.to_string(), |unit| unit.name.to_owned());
    let report = manifest.report.as_ref();
    PackageLabel {
        kind: manifest.kind.code().to_owned(),
        kind_word: manifest.kind.word().to_owned(),
        from: manifest.from.to_string(),
        from_name: manifest.name.clone(),
        to: manifest.to.as_ref().map(name),
        form_name: report.map(|report| report.form_name.clone()),
        unit_name: report.map(|report| name(&report.org_unit)),
        period_name: report.map(|report| report.period.name()),
        version: report.map(|report| report.version),
        number: manifest.number,
        made: manifest.made.to_rfc3339(),
        maker: manifest.maker.clone(),
        rows: manifest.rows,
        evidence: small(manifest.evidence.len()),
        key: manifest.signer.to_string(),
        fingerprint: manifest.signer.fingerprint(),
    }
}

fn key_of_file(file: &KeyFile) -> KeyView {
    KeyView {
        key: file.public.to_string(),
        fingerprint: file.public.fingerprint(),
        org_unit: file.org_unit.clone(),
        name: file.name.clone(),
    }
}

fn signer_view(signer: &Signer, on_device: bool, header: Option<(&Book, &EntryHeader)>) -> SignerView {
    SignerView {
        key: KeyView {
            key: signer.key.to_string(),
            fingerprint: signer.key.fingerprint(),
            org_unit: signer.org_unit.to_string(),
            name: signer.name.clone(),
        },
        relation: signer.relation.code().to_owned(),
        relation_word: signer.relation.word().to_owned(),
        state: signer.state.code().to_owned(),
        state_word: signer.state.word().to_owned(),
        on_device,
        written: header.map(|(book, header)| written(book, header)),
    }
}

pub fn signers(session: &Session, _: Nothing) -> Result<SignersView, WireError> {
    let files = ring(session).list()?;
    session.with_desk(|desk| {
        let home = exchange::home(desk)?;
        let mut list: Vec<Signer> = desk.book()?.signers.values().cloned().collect();
        list.sort_by(|a, b| (a.relation, a.state, &a.name).cmp(&(b.relation, b.state, &b.name)));
        let mut views = Vec::with_capacity(list.len());
        for signer in list {
            let history = desk.ledger().read().history(RowKind::Signer, &signer.key.to_string());
            let last = history.map_err(AppError::from)?.pop().map(|version| version.header);
            let on_device = files.iter().any(|file| file.public == signer.key);
            let book = desk.book()?;
            views.push(signer_view(&signer, on_device, last.as_ref().map(|header| (book, header))));
        }
        let book = desk.book()?;
        let home = home.and_then(|id| book.units.get(&id));
        let home = home.map(|unit| NamedView { code: unit.id.to_string(), word: unit.name.to_owned() });
        let recovery = book.recovery;
        let history = desk.ledger().read().history(RowKind::Setting, Recovery::GROUP);
        let history = history.map_err(AppError::from)?;
        let book = desk.book()?;
        let recovery = recovery.map(|recovery| {
            // Later versions of the row may say something else of the same paper.
            let is_made =
                |row: &Row| Recovery::from_fields(&row.content).is_ok_and(|r| r.key == recovery.key);
            let made = history.iter().find(|version| is_made(&version.row));
            RecoveryView {
                fingerprint: recovery.key.fingerprint(),
                automatic: recovery.automatic,
                written: made.map(|version| written(book, &version.header)),
            }
        });
        Ok(SignersView { signers: views, home, recovery })
    })
}

pub fn make_recovery_key(session: &Session, request: MakeRecoveryRequest) -> Result<FileAnswer, WireError> {
    let host = session.host();
    let path = session.with_desk(|desk| {
        let (title, made, maker) = (desk.title()?, desk.today(), org::author(desk)?.name);
        app::ledger::make_recovery_key(desk, |recovery, code| {
            let fingerprint = recovery.key.fingerprint();
            let page = RecoveryPage { title: &title, code, fingerprint: &fingerprint, maker: &maker, made };
            let bytes = typeset::recovery_pdf(&page).map_err(|error| AppError::Broken(error.to_string()))?;
            match &request.path {
                Some(path) => reports::put(Path::new(path), &bytes).map(|()| PathBuf::from(path)),
                None => Ok(evidence::copy(host, &fingerprint.replace(' ', ""), "恢复密钥.pdf", &bytes)?),
            }
        })
    })?;
    if request.path.is_none() {
        host.open(&path);
    }
    Ok(FileAnswer { path: Some(path.display().to_string()) })
}

pub fn make_key(session: &Session, request: MakeKeyRequest) -> Result<Changed, WireError> {
    let ring = ring(session);
    session.with_desk(|desk| {
        let unit = match request.org_unit {
            Some(unit) => Some(OrgUnitId::new(unit)),
            None => exchange::home(desk)?,
        };
        let unit = unit.ok_or_else(|| refused(Problem::error("unit.unknown", "org_unit")))?;
        let made = exchange::make_key(desk, &ring, &unit, &request.passphrase)?;
        Ok(changed(EXCHANGE, [made.public.to_string()]))
    })
}

pub fn export_key(session: &Session, request: ExportKeyRequest) -> Result<FileAnswer, WireError> {
    let key = public(&request.key)?;
    let file = ring(session).find(&key)?;
    let file = file.ok_or_else(|| AppError::NotFound("key", key.fingerprint()))?;
    let name = format!("密钥_{}_{}.dzk", file.name, key.fingerprint().replace(' ', ""));
    let path = place(&folder(session), request.path.as_deref(), &name);
    reports::put(&path, file.text().as_bytes())?;
    Ok(FileAnswer { path: Some(path.display().to_string()) })
}

pub fn restore_key(session: &Session, request: RestoreKeyRequest) -> Result<Changed, WireError> {
    let ring = ring(session);
    let file = incoming(request.file)?;
    session.with_desk(|desk| {
        let key = exchange::restore_key(desk, &ring, &file.bytes, &request.passphrase)?;
        Ok(changed(EXCHANGE, [key.public.to_string()]))
    })
}

pub fn judge_signer(session: &Session, request: JudgeSignerRequest) -> Result<Changed, WireError> {
    let malformed = |place: &str| refused(Problem::error("word.unknown", place));
    let signer = Signer {
        key: public(&request.key)?,
        org_unit: OrgUnitId::new(&request.org_unit),
        name: request.name.trim().to_owned(),
        relation: request.relation.parse().map_err(|_| malformed("relation"))?,
        state: request.state.parse().map_err(|_| malformed("state"))?,
    };
    session.with_desk(|desk| {
        exchange::judge(desk, &signer, &request.reason)?;
        Ok(changed(EXCHANGE, [request.key]))
    })
}

fn public(text: &str) -> Result<PublicKey, WireError> {
    text.parse().map_err(|_| refused(Problem::error("key.none", "key")))
}

pub fn pack(session: &Session, request: PackRequest) -> Result<PackAnswer, WireError> {
    let (ring, folder) = (ring(session), folder(session));
    let kind: PackageKind =
        request.kind.parse().map_err(|_| refused(Problem::error("word.unknown", "kind")))?;
    let to = request.to.as_deref().map(OrgUnitId::new);
    let lacking = |place: &str| refused(Problem::error("package.lacking", place));
    session.with_desk(|desk| {
        let key = exchange::unlock(desk, &ring, &request.passphrase)?;
        let packed = match kind {
            PackageKind::Submission => {
                let report = request.report.as_ref().ok_or_else(|| lacking("report"))?;
                exchange::pack_submission(desk, &key, &review::report_id(report)?, request.evidence)?
            }
            PackageKind::Issue => {
                let forms: Vec<FormId> = request.forms.iter().map(FormId::new).collect();
                exchange::pack_issue(desk, &key, &forms, to.as_ref(), request.evidence)?
            }
            PackageKind::Receipt | PackageKind::Return => {
                exchange::pack_receipt(desk, &key, to.as_ref().ok_or_else(|| lacking("to"))?)?
            }
            PackageKind::Card => exchange::pack_card(desk, &key)?,
        };
        let bytes = match (&request.seal_for, &request.seal_with) {
            (Some(receiver), _) => seal(&packed.bytes, Lock::Receiver(&public(receiver)?)),
            (None, Some(word)) => seal(&packed.bytes, Lock::Passphrase(word)),
            (None, None) => Ok(packed.bytes),
        };
        let bytes = bytes.map_err(AppError::from)?;
        let label = label(desk.book()?, &packed.manifest);
        let name = packed.manifest.file_name(label.to.as_deref());
        let path = place(&folder, request.path.as_deref(), &name);
        reports::put(&path, &bytes)?;
        Ok(PackAnswer {
            path: path.display().to_string(),
            bytes: small(bytes.len()),
            label,
            changed: changed(EXCHANGE, []),
        })
    })
}

/// The named file, or a file of this name in the named folder.
fn place(folder: &Path, path: Option<&str>, name: &str) -> PathBuf {
    match path.map(PathBuf::from) {
        Some(path) if path.is_dir() => path.join(name),
        Some(path) => path,
        None => folder.join(name),
    }
}

/// The bytes of a file that came.
fn incoming(file: PackageFile) -> Result<Incoming, WireError> {
    let bytes = match (file.bytes, file.path) {
        (Some(bytes), _) => base64::engine::general_purpose::STANDARD
            .decode(bytes)
            .map_err(|_| refused(Problem::error("document.bytes", &file.name)))?,
        (None, Some(path)) => read_package(Path::new(&path))?,
        (None, None) => return Err(refused(Problem::error("package.lacking", &file.name))),
    };
    Ok(Incoming { name: file.name, bytes })
}

/// The bytes of a file; one that is too large to be a package is not even opened.
pub fn read_package(path: &Path) -> Result<Vec<u8>, WireError> {
    let failed = |error: std::io::Error| WireError::from(AppError::io(path, &error));
    let length = std::fs::metadata(path).map_err(failed)?.len();
    if length > MOST_BYTES as u64 {
        let problem = Problem::error("package.too_large", path.display().to_string());
        return Err(refused(problem.with(length).with(MOST_BYTES)));
    }
    std::fs::read(path).map_err(failed)
}

pub fn inspect(session: &Session, request: PackagesRequest) -> Result<Vec<OfferView>, WireError> {
    let ring = ring(session);
    let files = request.files.into_iter().map(incoming).collect::<Result<Vec<_>, _>>()?;
    let passphrase = request.passphrase.as_deref();
    let work = session.work(WorkKind::Packages).begin(files.len());
    let offers = session.with_desk(|desk| {
        let offers = exchange::inspect(desk, &ring, &files, passphrase, &mut || work.step())?;
        offers.map(|offers| offer_views(desk, &offers)).transpose()
    });
    offers?.ok_or_else(|| WireError::new(ErrorCode::Cancelled))
}

pub fn receive(session: &Session, request: PackagesRequest) -> Result<ReceiveAnswer, WireError> {
    let ring = ring(session);
    let files = request.files.into_iter().map(incoming).collect::<Result<Vec<_>, _>>()?;
    let passphrase = request.passphrase.as_deref();
    // Each file is read, and each package merged.
    let work = session.work(WorkKind::Packages).begin(files.len() * 2);
    let answer = session.with_desk(|desk| {
        let received = exchange::receive(desk, &ring, &files, passphrase, &mut || work.step())?;
        let Some(offers) = received else { return Ok(None) };
        let deliveries = exchange::deliveries(desk)?;
        Ok(Some(ReceiveAnswer {
            offers: offer_views(desk, &offers)?,
            missing: missing_views(&deliveries),
            conflicts: small(exchange::conflicts(desk)?.len()),
            changed: changed(EVERY_ROOM, []),
        }))
    });
    answer?.ok_or_else(|| WireError::new(ErrorCode::Cancelled))
}

fn offer_views(desk: &mut Desk, offers: &[Offer]) -> Result<Vec<OfferView>, WireError> {
    let book = desk.book()?;
    let verdict = |verdict: Verdict| match verdict {
        Verdict::Ready => "ready",
        Verdict::Known => "known",
        Verdict::Card => "card",
        Verdict::Stranger => "stranger",
        Verdict::Sealed => "sealed",
        Verdict::Refused => "refused",
    };
    let view = |offer: &Offer| OfferView {
        name: offer.name.clone(),
        label: offer.manifest.as_ref().map(|manifest| label(book, manifest)),
        signer: offer.signer.as_ref().map(|signer| signer_view(signer, false, None)),
        verdict: verdict(offer.verdict).to_owned(),
        older: offer.older,
        new: small(offer.brought.new),
        changing: small(offer.brought.changed),
        conflicting: small(offer.brought.conflicting),
        problems: offer.problems.iter().map(ProblemView::from).collect(),
        merged: offer.merged,
    };
    Ok(offers.iter().map(view).collect())
}

pub fn work(session: &Session, request: WorkRequest) -> Result<WorkView, WireError> {
    let at = session.work(request.kind).at();
    Ok(WorkView {
        running: at.running,
        stage: at.stage.map(|stage| stage.code().to_owned()),
        done: small(at.done),
        total: small(at.total),
    })
}

pub fn stop_work(session: &Session, request: WorkRequest) -> Result<Nothing, WireError> {
    session.work(request.kind).stop();
    Ok(Nothing {})
}

pub fn conflicts(session: &Session, _: Nothing) -> Result<Vec<ConflictView>, WireError> {
    session.with_desk(|desk| {
        let found = exchange::conflicts(desk)?;
        let mut views = Vec::with_capacity(found.len());
        for current in &found {
            let contenders = exchange::contenders(desk, current)?;
            let mut files = Vec::with_capacity(contenders.len());
            for one in &contenders {
                let facts = app::results::files_of(desk, cell_of(one).as_ref())?;
                files.push(facts.into_iter().map(evidence::file_view).collect());
            }
            let book = desk.book()?;
            let sides = contenders.iter().zip(files);
            views.push(ConflictView {
                kind: current.kind.code().to_owned(),
                kind_word: current.kind.word().to_owned(),
                key: current.key.clone(),
                title: title_of(book, current.kind, &current.key),
                contenders: sides.map(|(one, files)| contender_view(book, one, files)).collect(),
            });
        }
        Ok(views)
    })
}

fn title_of(book: &Book, kind: RowKind, key: &str) -> String {
    let unit =
        |id: &OrgUnitId| book.units.get(id).map_or_else(|| id.to_string(), |unit| unit.name.to_owned());
    let named = match kind {
        RowKind::Result => ResultKey::from_text(key).ok().map(|cell| {
            let indicator = book.indicators.get(&cell.indicator).map(|indicator| indicator.name.clone());
            let indicator = indicator.unwrap_or_else(|| cell.indicator.to_string());
            (unit(&cell.org_unit), indicator, cell.period.name())
        }),
        RowKind::Submission => three(key).map(|(form, org_unit, period)| {
            let form = book.forms.get(&FormId::new(form)).map_or(form, |form| form.name.as_str()).to_owned();
            let period: Option<Period> = period.parse().ok();
            (unit(&OrgUnitId::new(org_unit)), form, period.map(Period::name).unwrap_or_default())
        }),
        _ => None,
    };
    named.map_or_else(|| key.to_owned(), |(unit, what, period)| format!("{unit} · {what} · {period}"))
}

/// The parts of a report's id.
fn three(key: &str) -> Option<(&str, &str, &str)> {
    let (rest, period) = key.rsplit_once('|')?;
    let (form, org_unit) = rest.rsplit_once('|')?;
    Some((form, org_unit, period))
}

/// The figure that a version says, if it is one.
fn cell_of(one: &exchange::Contender) -> Option<ResultCell> {
    let row = Some(&one.row).filter(|row| row.kind == RowKind::Result && !row.retracted)?;
    ResultCell::from_fields(&row.key, &row.content).ok()
}

fn contender_view(book: &Book, one: &exchange::Contender, evidence: Vec<EvidenceView>) -> ContenderView {
    let cell = cell_of(one);
    ContenderView {
        at: one.at.to_string(),
        text: cell.as_ref().map_or_else(|| said(&one.row), cell_text),
        written: written(book, &one.header),
        note: cell.and_then(|cell| cell.note),
        evidence,
    }
}

fn cell_text(cell: &ResultCell) -> String {
    match &cell.state {
        CellState::Number { value, uom, qualifier } => {
            let sign = print::qualifier(*qualifier);
            format!("{sign}{}{}", print::decimal(*value), uom)
        }
        CellState::Nil => "零报告".to_owned(),
        CellState::NotApplicable => "不适用".to_owned(),
    }
}

/// What a definition says, in short; of one that is no more that it is.
fn said(row: &Row) -> String {
    if row.retracted {
        return "撤下".to_owned();
    }
    if let Some(state) =
        Submission::from_fields(&row.content).ok().filter(|_| row.kind == RowKind::Submission)
    {
        return state.state.word().to_owned();
    }
    let fields = row.content.iter().take(6).map(|(name, value)| format!("{name}: {value}"));
    fields.collect::<Vec<_>>().join("；")
}

pub fn resolve(session: &Session, request: ResolveRequest) -> Result<Changed, WireError> {
    let unreadable = |place: &str| refused(Problem::error("word.unknown", place));
    let kind: RowKind = request.kind.parse().map_err(|_| unreadable("kind"))?;
    let at = request.at.parse().map_err(|_| unreadable("at"))?;
    session.with_desk(|desk| {
        exchange::resolve(desk, kind, &request.key, &at, &request.reason)?;
        Ok(changed(EVERY_ROOM, [request.key]))
    })
}
