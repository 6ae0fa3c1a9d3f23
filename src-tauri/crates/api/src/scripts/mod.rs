//! What `dz` does: each verb opens the ledger, does its work, closes it again. Shapes of what is
//! printed are in `status` and in `formats::interchange`; everything else has the wire's types.

mod exchange;
mod reading;
mod status;
mod workbooks;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::{AppError, Desk};
use domain::kernel::{Date, IndicatorId, OrgUnitId, Problem, TargetId};
use domain::ledger::Digest;
use domain::org::Level;
use domain::reports::{Bulletin, Patient};
pub use sample::scale::{Made as ScaleMade, Plan as ScalePlan, Size as ScaleSize};
use serde::Serialize;
use serde_json::{Value, json};

pub use self::exchange::{KeyVerb, exchange, inspect, keys, pack, receive};
pub use self::reading::{extract, quantities, reconcile};
pub use self::workbooks::{WorkbookOrder, export_form, import_workbook, read_workbook};
use crate::error::{ErrorCode, WireError};
use crate::rooms;
use crate::session::{self, Host, Session};
use crate::wire::assessment::TargetLine;
use crate::wire::checks::{ChecksRequest, ChecksView};
use crate::wire::documents::{DocumentProposal, ImportDocumentRequest, Incoming};
pub use crate::wire::exchange::{
    ExportKeyRequest, JudgeSignerRequest, MakeKeyRequest, MakeRecoveryRequest, PackRequest, PackageFile,
    RestoreKeyRequest,
};
pub use crate::wire::ledger::SealBackupsRequest;
use crate::wire::ledger::{Context, OpenLedgerRequest, ProblemView};
use crate::wire::programmes::{IndicatorUsesView, IndicatorView};
use crate::wire::reports::{BulletinFields, BulletinRequest, ReportVerdict};
use crate::wire::results::{ChangesRequest, ChangesSince, ChangesView};
pub use crate::wire::review::ReportKey;

/// Why a verb was not done.
#[derive(Debug)]
pub struct Failure {
    /// The error.
    pub error: WireError,
    /// The caller used the program wrongly, as opposed to being refused.
    pub wrong_use: bool,
}

impl From<WireError> for Failure {
    fn from(error: WireError) -> Self {
        let wrong_use = matches!(error.code, ErrorCode::UnknownCommand | ErrorCode::Malformed);
        Self { error, wrong_use }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        WireError::from(error).into()
    }
}

/// What a new ledger holds.
#[derive(Debug)]
pub struct Made {
    /// Units.
    pub units: usize,
    /// Indicators.
    pub indicators: usize,
    /// Targets.
    pub targets: usize,
}

fn made(desk: &mut Desk) -> Result<Made, Failure> {
    let book = desk.book()?;
    Ok(Made { units: book.units.len(), indicators: book.indicators.len(), targets: book.targets.len() })
}

/// Makes the sample ledger.
pub fn new_sample(host: Box<dyn Host>, path: &Path) -> Result<Made, Failure> {
    let host = Arc::from(host);
    made(&mut sample::build(path, session::surroundings(&host))?)
}

/// Makes a ledger of the size of a county, a region or the nation, to measure with. Its ids and its clock
/// are its own; `progress` hears how many rows are in.
pub fn demo_scale(path: &Path, plan: ScalePlan, progress: &mut dyn FnMut(u64)) -> Result<ScaleMade, Failure> {
    Ok(sample::scale::build(path, plan, progress)?)
}

/// Makes a ledger from interchange data; nothing is left behind if they do not do.
pub fn new_from(host: Box<dyn Host>, path: &Path, data: &Path) -> Result<Made, Failure> {
    let host = Arc::from(host);
    let bytes = std::fs::read(data).map_err(|error| AppError::io(data, &error))?;
    let (data, problems) = formats::interchange::read(&bytes)
        .map_err(|error| AppError::refused(Problem::error(error.code(), data.display().to_string())))?;
    if !problems.is_empty() {
        return Err(AppError::Refused(problems).into());
    }
    let mut desk = Desk::create(path, &data.title, session::surroundings(&host))?;
    match app::exchange::import(&mut desk, &data) {
        Ok(()) => made(&mut desk),
        Err(error) => {
            drop(desk);
            // It was made by this call and holds nothing.
            let _ = std::fs::remove_file(path);
            Err(error.into())
        }
    }
}

/// Makes an empty ledger, with the units of a place if one is named.
pub fn new_empty(
    host: Box<dyn Host>,
    path: &Path,
    title: &str,
    division: Option<&str>,
) -> Result<Made, Failure> {
    let host = Arc::from(host);
    let surroundings = session::surroundings(&host);
    let mut desk = match division {
        None => Desk::create(path, title, surroundings)?,
        Some(code) => {
            let draft = app::ledger::LedgerDraft {
                title: title.to_owned(),
                places: vec![(code.to_owned(), Level::Village)],
                office: "本单位".into(),
                person: "本机用户".into(),
                phone: None,
            };
            app::ledger::create(path, &draft, surroundings)?
        }
    };
    made(&mut desk)
}

/// That a file cannot be read.
pub fn cannot_read(path: &Path, error: &std::io::Error) -> Failure {
    AppError::io(path, error).into()
}

fn desk(host: Box<dyn Host>, path: &Path) -> Result<Desk, Failure> {
    let host = Arc::from(host);
    Ok(Desk::open(path, session::surroundings(&host))?)
}

/// Everything that holds, as interchange JSON.
pub fn data(host: Box<dyn Host>, path: &Path, personal: bool) -> Result<String, Failure> {
    let data = app::exchange::export(&mut desk(host, path)?, personal)?;
    let bytes = formats::interchange::write(&data).map_err(|error| AppError::Broken(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| AppError::Broken(error.to_string()).into())
}

/// Takes documents in; what is read from them stands in for what a person would confirm.
pub fn import(host: Box<dyn Host>, path: &Path, files: &[PathBuf]) -> Result<Vec<Value>, Failure> {
    let session = open(host, path)?;
    files
        .iter()
        .map(|file| {
            let name = file.display().to_string();
            match import_one(&session, file) {
                Ok(title) => Ok(json!({ "file": name, "title": title })),
                Err(failure)
                    if failure.error.code == ErrorCode::Refused || failure.error.code == ErrorCode::Io =>
                {
                    Ok(json!({ "file": name, "error": failure.error }))
                }
                Err(failure) => Err(failure),
            }
        })
        .collect()
}

fn import_one(session: &Session, file: &Path) -> Result<String, Failure> {
    use base64::Engine as _;
    let bytes = std::fs::read(file).map_err(|error| AppError::io(file, &error))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let incoming = Incoming {
        bytes: Some(base64::engine::general_purpose::STANDARD.encode(&bytes)),
        name: name.clone(),
        text: None,
        path: None,
    };
    let found: DocumentProposal = rooms::documents::propose(session, incoming.clone())?;
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let title = found.title.unwrap_or(stem);
    let request = ImportDocumentRequest {
        incoming,
        title: title.clone(),
        issuer: found.issuer,
        doc_number: found.doc_number,
        issued_on: found.issued_on,
        org_unit: found.org_unit,
        replaces: None,
    };
    rooms::documents::import(session, request)?;
    Ok(title)
}

/// A ledger open in a session, so that the window's own commands can be used.
fn open(host: Box<dyn Host>, path: &Path) -> Result<Session, Failure> {
    let session = Session::new(host);
    let request = OpenLedgerRequest { path: Some(path.display().to_string()) };
    rooms::ledger::open_quietly(&session, request)?;
    Ok(session)
}

/// The status of every target in scope: as the contract prints it, and as lines for a table.
pub struct Status {
    /// See `contracts`: `status --json`.
    pub json: Value,
    /// For people.
    pub lines: Vec<TargetLine>,
}

/// From where a ledger is looked at.
#[derive(Debug, Default)]
pub struct Lens {
    /// As of when; none: the newest period with a figure.
    pub as_of: Option<String>,
    /// For which unit and all below it; none: the whole ledger.
    pub unit: Option<String>,
    /// As known at the end of which day; none: as it is known now.
    pub known_on: Option<String>,
}

impl Lens {
    /// Looks at a ledger.
    fn look<T>(
        &self,
        desk: &mut Desk,
        see: impl FnOnce(&mut Desk, Date, Option<&OrgUnitId>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let known_on = rooms::documents::optional_date("known_on", self.known_on.as_deref())?;
        desk.as_known_on(known_on, |desk| {
            let day = day_or_newest(desk, self.as_of.as_deref())?;
            let scope = known_unit(desk, self.unit.as_deref())?;
            see(desk, day, scope.as_ref())
        })
    }
}

/// The status of every target in scope.
///
/// With an earlier day, also what moved since then.
pub fn status(
    host: Box<dyn Host>,
    path: &Path,
    lens: &Lens,
    compare_with: Option<&str>,
) -> Result<Status, Failure> {
    let before = rooms::documents::optional_date("compare_with", compare_with)?;
    lens.look(&mut desk(host, path)?, |desk, day, scope| {
        let mut json = status::status(desk, day, scope)?;
        if let Some(before) = before {
            json["comparison"] = status::comparison(desk, (before, day), scope)?;
        }
        let lines = rooms::assessment::lines(desk, day, scope)?;
        Ok(Status { json, lines })
    })
}

/// How a target's figures came about.
pub fn explain(host: Box<dyn Host>, path: &Path, id: &str, lens: &Lens) -> Result<Value, Failure> {
    lens.look(&mut desk(host, path)?, |desk, day, scope| {
        let found = app::assessment::detail(desk, &TargetId::new(id), scope, day)?;
        let view = rooms::assessment::derivation_view(desk.book()?, &found.derivation);
        Ok(serde_json::to_value(view).map_err(|error| WireError::malformed(&error))?)
    })
}

/// What is to be reported.
pub struct ReportRequest {
    /// From where it is looked at.
    pub lens: Lens,
    /// Which targets.
    pub targets: Vec<String>,
    /// Which template.
    pub template: String,
    /// The day it is compared with.
    pub compare_with: Option<String>,
    /// Whether 怎么算的 goes with it as an annex.
    pub derivations: bool,
    /// Whether its charts go with it.
    pub charts: bool,
    /// What a person gives, a JSON object.
    pub fields: Option<String>,
    /// An office's own .docx, into which it is written; charts do not go with it.
    pub paper: Option<PathBuf>,
}

/// A report that was written.
pub struct Issued {
    /// The digest of the file.
    pub digest: String,
    /// What does not go together with the office's own paper.
    pub on_paper: Vec<ProblemView>,
}

/// Writes a bulletin (.docx, .pdf) or its tables (.xlsx, .csv, .json).
pub fn report(
    host: Box<dyn Host>,
    path: &Path,
    output: &Path,
    request: &ReportRequest,
) -> Result<Issued, Failure> {
    let fields = request.fields()?;
    let format = output.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let bulletin = request
        .lens
        .look(&mut desk(host, path)?, |desk, day, scope| request.composed(desk, day, scope, &fields))?;
    let paper = request.paper()?;
    let (_, bytes) = rooms::reports::write(&format, &bulletin, paper.as_deref(), &Patient)?;
    rooms::reports::put(output, &bytes)?;
    Ok(Issued {
        digest: Digest::of(&bytes).to_string(),
        on_paper: on_paper(&format, paper.as_deref(), &bulletin),
    })
}

/// What does not go together with the paper, where the format is written on it.
fn on_paper(format: &str, paper: Option<&[u8]>, bulletin: &Bulletin) -> Vec<ProblemView> {
    let paper = paper.filter(|_| format == "docx");
    let found = paper.map(|paper| rooms::reports::on_paper(paper, bulletin)).unwrap_or_default();
    found.iter().map(ProblemView::from).collect()
}

/// Holds a report that was issued against the ledger.
pub fn verify_report(host: Box<dyn Host>, path: &Path, file: &Path) -> Result<ReportVerdict, Failure> {
    let session = open(host, path)?;
    let path = Some(file.display().to_string());
    Ok(rooms::archive::verify(&session, Incoming { name: None, bytes: None, text: None, path })?)
}

/// Writes one file into a folder for every unit right below the one that is looked at, and tells of each: its number,
/// how many there are, where it lies. A file is whole or not there, whenever the run is ended. Answers how many, and what
/// does not go together with the office's own paper.
pub fn report_each(
    host: Box<dyn Host>,
    path: &Path,
    folder: &Path,
    format: &str,
    request: &ReportRequest,
    mut told: impl FnMut(usize, usize, &Path),
) -> Result<(usize, Vec<ProblemView>), Failure> {
    let paper = request.paper()?;
    let fields = request.fields()?;
    request.lens.look(&mut desk(host, path)?, |desk, day, scope| {
        let tree = desk.book()?.tree(day);
        let roots: Vec<&OrgUnitId> = tree.roots().collect();
        let top = scope.or(match roots.as_slice() {
            [only] => Some(*only),
            _ => None,
        });
        let units: Vec<&OrgUnitId> = top.map_or(roots, |top| tree.children(top).collect());
        let mut problems = Vec::new();
        for (at, unit) in units.iter().enumerate() {
            let bulletin = request.composed(desk, day, Some(unit), &fields)?;
            let (kind, bytes) = rooms::reports::write(format, &bulletin, paper.as_deref(), &Patient)?;
            let name = rooms::reports::file_name(&format!("{:03} {}", at + 1, bulletin.title));
            let output = folder.join(format!("{name}.{}", kind.extension()));
            rooms::reports::put(&output, &bytes)?;
            if at == 0 {
                problems = on_paper(format, paper.as_deref(), &bulletin);
            }
            told(at + 1, units.len(), &output);
        }
        Ok((units.len(), problems))
    })
}

impl ReportRequest {
    fn paper(&self) -> Result<Option<Vec<u8>>, AppError> {
        let read = |path: &PathBuf| std::fs::read(path).map_err(|error| AppError::io(path, &error));
        self.paper.as_ref().map(read).transpose()
    }

    fn fields(&self) -> Result<BulletinFields, WireError> {
        let given = self.fields.as_deref().map(serde_json::from_str).transpose();
        Ok(given.map_err(|error| WireError::malformed(&error))?.unwrap_or_default())
    }

    fn composed(
        &self,
        desk: &mut Desk,
        day: Date,
        scope: Option<&OrgUnitId>,
        fields: &BulletinFields,
    ) -> Result<Bulletin, Failure> {
        let wire = BulletinRequest {
            context: Context {
                as_of: day.to_string(),
                org_unit: scope.map(ToString::to_string),
                known_on: self.lens.known_on.clone(),
            },
            targets: self.targets.clone(),
            template: self.template.clone(),
            compare_with: self.compare_with.clone(),
            fields: fields.clone(),
            edits: Vec::new(),
            paper: None,
            derivations: self.derivations,
            charts: self.charts && self.paper.is_none(),
        };
        Ok(app::reports::compose(desk, &rooms::reports::order(&wire, day)?, &Patient)?)
    }
}

/// What is wrong or odd on a form for a period, as the window's command answers it.
pub fn check(
    host: Box<dyn Host>,
    path: &Path,
    form: &str,
    period: &str,
    unit: Option<&str>,
) -> Result<ChecksView, Failure> {
    let mut desk = desk(host, path)?;
    let request = ChecksRequest {
        form: form.to_owned(),
        period: period.to_owned(),
        org_unit: known_unit(&mut desk, unit)?.map(|unit| unit.to_string()),
        most: None,
    };
    Ok(rooms::checks::view(&mut desk, &request)?)
}

/// An indicator with the words of its rules and the names of what they rest on.
#[derive(Debug, Serialize)]
pub struct IndicatorTold {
    /// What it is.
    #[serde(flatten)]
    pub indicator: IndicatorView,
    /// 数据类型.
    pub accumulation_word: &'static str,
    /// 指标方向.
    pub direction_word: &'static str,
    /// The rule over time.
    pub time_rule_word: &'static str,
    /// The rule over places.
    pub place_rule_word: &'static str,
    /// Whose figure counts.
    pub authority_word: &'static str,
    /// Numerator, denominator, weight and what it continues, by field and name.
    pub parts: Vec<(&'static str, String)>,
}

/// The indicators, or one of them; of one also what speaks of it.
pub fn indicators(
    host: Box<dyn Host>,
    path: &Path,
    id: Option<&str>,
) -> Result<(Vec<IndicatorTold>, Option<IndicatorUsesView>), Failure> {
    let mut desk = desk(host, path)?;
    let uses = id.map(|id| rooms::programmes::uses_view(&mut desk, &IndicatorId::new(id))).transpose()?;
    let book = desk.book()?;
    let views = rooms::programmes::indicators(book).into_iter();
    let asked = views.filter(|view| id.is_none_or(|id| view.id == id));
    let told = asked.filter_map(|indicator| {
        let of = book.indicators.get(&IndicatorId::new(&indicator.id))?;
        let name = |id| book.indicators.get(id).map_or_else(|| id.to_string(), |part| part.name.clone());
        Some(IndicatorTold {
            accumulation_word: of.accumulation.word(),
            direction_word: of.direction.word(),
            time_rule_word: of.time_rule.word(),
            place_rule_word: of.place_rule.word(),
            authority_word: of.authority.word(),
            parts: of.named().map(|(field, id)| (field, name(id))).collect(),
            indicator,
        })
    });
    Ok((told.collect(), uses))
}

/// Who changed what on a form: since each report was last `submitted` or `accepted`, or since a day.
pub fn changes(host: Box<dyn Host>, path: &Path, form: &str, since: &str) -> Result<ChangesView, Failure> {
    let since = match since {
        "submitted" => ChangesSince::Submitted,
        "accepted" => ChangesSince::Accepted,
        day => ChangesSince::Day { day: day.to_owned() },
    };
    Ok(rooms::results::changes(&open(host, path)?, ChangesRequest { form: form.to_owned(), since })?)
}

/// What is set, a group at a time, after setting values by name: `assessment.tolerance_points` to `1`.
pub fn settings(host: Box<dyn Host>, path: &Path, values: &[(String, String)]) -> Result<Value, Failure> {
    let mut desk = desk(host, path)?;
    app::settings::set_named(&mut desk, values, "")?;
    let assessment = app::settings::assessment_settings(&mut desk)?.value;
    let checks = app::settings::check_settings(&mut desk)?.value;
    let calendar = app::settings::calendar(&mut desk)?.value;
    let texts = |fields: domain::kernel::Fields| -> Value {
        fields.iter().map(|(name, text)| (name.to_owned(), Value::from(text))).collect()
    };
    Ok(json!({
        domain::assessment::Settings::GROUP: texts(assessment.to_fields()),
        domain::checks::Settings::GROUP: texts(checks.to_fields()),
        domain::results::Calendar::GROUP: texts(calendar.to_fields()),
    }))
}

/// Checks every digest.
pub fn verify(host: Box<dyn Host>, path: &Path) -> Result<Value, Failure> {
    call(host, path, "verify", "{}")
}

/// Copies the ledger, sealed if a passphrase is given.
pub fn backup(
    host: Box<dyn Host>,
    path: &Path,
    copy: &Path,
    passphrase: Option<&str>,
) -> Result<(), Failure> {
    let mut desk = desk(host, path)?;
    Ok(app::ledger::back_up(&mut desk, copy, passphrase)?)
}

/// Puts a backup in the place of a ledger; the file that was there is kept beside it. A sealed one opens with its
/// passphrase, the recovery key, or the passphrase of a key on this device.
pub fn restore(host: Box<dyn Host>, copy: &Path, path: &Path, word: Option<&str>) -> Result<(), Failure> {
    let ring = app::exchange::KeyRing::in_folder(host.data_dir().join("keys"));
    Ok(app::ledger::restore(copy, path, &ring, word, &host.now())?)
}

/// Runs one of the window's commands.
pub fn call(host: Box<dyn Host>, path: &Path, command: &str, request: &str) -> Result<Value, Failure> {
    let session = open(host, path)?;
    let payload = serde_json::from_str(request).map_err(|error| WireError::malformed(&error))?;
    Ok(crate::contract::dispatch(&session, command, payload)?)
}

fn known_unit(desk: &mut Desk, unit: Option<&str>) -> Result<Option<OrgUnitId>, Failure> {
    let Some(unit) = unit.map(OrgUnitId::new) else { return Ok(None) };
    match desk.book()?.units.contains(&unit) {
        true => Ok(Some(unit)),
        false => Err(AppError::NotFound("unit", unit.to_string()).into()),
    }
}

fn day_or_newest(desk: &mut Desk, as_of: Option<&str>) -> Result<Date, Failure> {
    match as_of {
        Some(text) => Ok(rooms::documents::date("as_of", text)?),
        None => {
            let today = desk.today();
            Ok(desk.evidence()?.period_ends()?.last().copied().unwrap_or(today))
        }
    }
}
