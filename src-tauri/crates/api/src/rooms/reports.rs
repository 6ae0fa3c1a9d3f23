//! The supervisor's room: composing, looking at and writing bulletins.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use app::reports::{NotHandedIn, Open, OpenChecks, Order};
use app::{AppError, Desk};
use domain::kernel::{Date, OrgUnitId, Problem, TargetId};
use domain::ledger::Digest;
use domain::org::Tree;
use domain::reports::{self, Bulletin, Cell, Listed, Patient, Stage, Waiting};

use super::documents::{optional_date, word};
use super::print;
use crate::session::FileKind;
use crate::wire::exchange::WorkKind;
use crate::wire::ledger::{Nothing, ProblemView, RevealRequest};
use crate::wire::reports::{
    Block, BulletinFields, BulletinRequest, BulletinView, ChartsView, DrawnChart, ExportAnswer,
    ExportRequest, HeaderCell, MissingFace, Run, Sentence, SentenceEdit, TableCell, TableColumn, TableView,
};
use crate::{Session, WireError};

pub fn bulletin(session: &Session, request: BulletinRequest) -> Result<BulletinView, WireError> {
    session.with_context(&request.context, |desk, as_of| {
        let order = order(&request, as_of)?;
        let bulletin = app::reports::compose(desk, &order, &Patient)?;
        let open = app::reports::still_open(desk, &order)?;
        let mut found: Vec<Problem> = open.checks.iter().map(still_open).collect();
        let tree = desk.book()?.tree(as_of);
        found.extend(open.not_handed_in.iter().map(|form| counted_too_soon(form, &tree)));
        if let Some(paper) = paper_of(desk, &request)? {
            found.extend(on_paper(&paper, &bulletin));
        }
        found.extend(unprintable(&bulletin));
        Ok(view(bulletin, &found))
    })
}

/// The office's own paper, where one is asked for.
fn paper_of(desk: &Desk, request: &BulletinRequest) -> Result<Option<Vec<u8>>, WireError> {
    let digest = request.paper.as_deref().map(|digest| word("paper", digest)).transpose()?;
    Ok(digest.map(|digest: Digest| app::reports::paper(desk, &digest)).transpose()?)
}

/// What 数据审核 found and nobody has put right or explained; its place is the form in its period.
fn still_open(open: &OpenChecks) -> Problem {
    let place = format!("form:{}@{}", open.form, open.period);
    let named = |problem: Problem| problem.with(&open.name).with(open.period.name());
    match open.found {
        None => named(Problem::hint("bulletin.unchecked", place)),
        Some(Open { errors: 0, queries }) => {
            named(Problem::query("bulletin.unexplained", place)).with(queries)
        }
        Some(Open { errors, queries }) => {
            named(Problem::query("bulletin.checks_failed", place)).with(errors).with(queries)
        }
    }
}

/// Figures of units that have not handed them in; its place is the form in its period.
fn counted_too_soon(of_form: &NotHandedIn, tree: &Tree) -> Problem {
    let names: Vec<&str> = of_form.units.iter().take(NAMED).map(|unit| tree.name(unit)).collect();
    let more = if of_form.units.len() > NAMED { "等" } else { "" };
    Problem::query("bulletin.not_handed_in", format!("form:{}@{}", of_form.form, of_form.period))
        .with(&of_form.name)
        .with(of_form.period.name())
        .with(of_form.units.len())
        .with(format!("{}{more}", names.join("、")))
}

/// How many units are named.
const NAMED: usize = 20;

/// What does not go together with the paper.
pub(crate) fn on_paper(paper: &[u8], bulletin: &Bulletin) -> Vec<Problem> {
    let Ok(found) = formats::docx::survey(paper) else {
        return vec![Problem::error("paper.unreadable", "paper").with("")];
    };
    let has = |name: &str| found.known.iter().any(|known| known == name);
    let mut problems = Vec::new();
    if !found.misplaced.is_empty() {
        problems.push(Problem::error("paper.misplaced", "paper").with(found.misplaced.join("、")));
    }
    if !bulletin.blocks.is_empty() && !has("正文") {
        problems.push(Problem::error("paper.no_text", "paper"));
    }
    if !bulletin.annexes.is_empty() && !has("附件") {
        problems.push(Problem::query("paper.no_annexes", "paper"));
    }
    if !found.unknown.is_empty() {
        problems.push(Problem::query("paper.unknown", "paper").with(found.unknown.join("、")));
    }
    problems
}

/// What is to be reported as of a day, from the wire.
pub fn order(request: &BulletinRequest, as_of: Date) -> Result<Order, WireError> {
    Ok(Order {
        as_of,
        compare_with: optional_date("compare_with", request.compare_with.as_deref())?,
        scope: request.context.org_unit.as_deref().map(OrgUnitId::new),
        targets: request.targets.iter().map(TargetId::new).collect(),
        template: word("template", &request.template)?,
        fields: fields(&request.fields)?,
        edits: request.edits.iter().map(edit).collect::<Result<_, _>>()?,
        derivations: request.derivations,
        charts: request.charts && request.paper.is_none(),
    })
}

fn edit(edit: &SentenceEdit) -> Result<reports::Edit, WireError> {
    let run = |run: &Run| {
        let figure = run.figure.as_deref().map(|figure| {
            Ok::<_, WireError>(reports::FigureRef {
                target: run.target.as_deref().map(TargetId::new),
                org_unit: run.org_unit.as_deref().map(OrgUnitId::new),
                figure: word("figure", figure)?,
                status: run.status.clone(),
            })
        });
        Ok::<_, WireError>(reports::Run { text: run.text.clone(), figure: figure.transpose()? })
    };
    Ok(reports::Edit {
        sentence: edit.sentence.clone(),
        basis: edit.basis.clone(),
        runs: edit.runs.iter().map(run).collect::<Result<_, _>>()?,
    })
}

/// What a person gives, from the wire.
pub fn fields(given: &BulletinFields) -> Result<reports::BulletinFields, WireError> {
    Ok(reports::BulletinFields {
        title: given.title.clone(),
        letterhead: given.letterhead.clone(),
        doc_number: given.doc_number.clone(),
        recipients: given.recipients.clone(),
        copies: given.copies.clone(),
        signer: given.signer.clone(),
        issued_on: optional_date("issued_on", given.issued_on.as_deref())?,
        basis: given.basis.clone(),
        overall: given.overall.clone(),
        progress: given.progress.clone(),
        shortfalls: given.shortfalls.clone(),
        requirements: given.requirements.clone(),
        contact: given.contact.clone(),
    })
}

fn view(bulletin: Bulletin, more: &[Problem]) -> BulletinView {
    let annex_list = bulletin.annex_list().iter().map(Listed::words).collect();
    let example_line = bulletin.example_line().map(str::to_owned);
    let checks = bulletin.checks.iter().chain(more).map(ProblemView::from).collect();
    BulletinView {
        template: bulletin.template.code().to_owned(),
        layout: bulletin.layout().code().to_owned(),
        title: bulletin.title,
        letterhead: bulletin.letterhead.unwrap_or_default(),
        doc_number: bulletin.doc_number,
        recipients: bulletin.recipients,
        copies: bulletin.copies,
        signer: bulletin.signer.unwrap_or_default(),
        issued_on: bulletin.issued_on.map(print::day).unwrap_or_default(),
        contact: bulletin.contact,
        example_line,
        blocks: bulletin.blocks.into_iter().map(block).collect(),
        annex_list,
        annexes: bulletin.annexes.iter().map(|annex| table(annex.on_paper().into_owned())).collect(),
        charts: bulletin.charts.map(charts),
        checks,
        head: bulletin.head,
    }
}

/// How many signs of a kind are named.
const MOST_SIGNS: usize = 10;

/// What would print as empty boxes: characters that no shipped face has.
fn unprintable(bulletin: &Bulletin) -> Option<Problem> {
    let signs = typeset::lacking(bulletin);
    let named: Vec<String> = signs.iter().take(MOST_SIGNS).map(char::to_string).collect();
    let place = signs.first().map_or_else(String::new, |sign| format!("sign:{sign}"));
    let problem = Problem::query("bulletin.no_glyph", place).with(signs.len()).with(named.join("、"));
    (!signs.is_empty()).then_some(problem)
}

fn block(block: reports::Block) -> Block {
    match block {
        reports::Block::Heading { level, text } => Block::Heading { level: level.into(), text },
        reports::Block::Paragraph { runs, rules, sentence } => Block::Paragraph {
            runs: runs.into_iter().map(run).collect(),
            rules: rules.into_iter().map(|rule| rule.text).collect(),
            sentence: sentence.map(|sentence| Sentence {
                key: sentence.key,
                basis: sentence.basis,
                generated: sentence.generated.map(|runs| runs.into_iter().map(run).collect()),
            }),
        },
    }
}

/// A piece of a sentence with what it opens.
pub fn run(run: reports::Run) -> Run {
    let figure = run.figure.as_ref();
    Run {
        text: run.text,
        target: figure.and_then(|figure| figure.target.as_ref()).map(ToString::to_string),
        org_unit: figure.and_then(|figure| figure.org_unit.as_ref()).map(ToString::to_string),
        figure: figure.map(|figure| figure.figure.code().to_owned()),
        status: figure.and_then(|figure| figure.status.clone()),
    }
}

fn charts(charts: reports::Charts) -> ChartsView {
    let drawn = |chart: reports::Chart| {
        let picture = drawing::draw(&chart);
        DrawnChart { title: chart.title, svg: picture.svg, height: picture.height, notes: chart.notes }
    };
    ChartsView {
        label: charts.label,
        title: charts.title,
        charts: charts.charts.into_iter().map(drawn).collect(),
    }
}

fn table(table: reports::Table) -> TableView {
    let on_page = table.on_page();
    let header_cell = |cell: &reports::HeaderCell| HeaderCell {
        text: cell.text.clone(),
        columns: print::count(cell.columns),
        rows: print::count(cell.rows),
    };
    let cell = |cell: Cell| TableCell {
        text: cell.text,
        value: cell.value.map(|value| value.to_string()),
        kind: cell.kind.code().to_owned(),
    };
    TableView {
        label: table.label,
        title: table.title,
        source_line: table.source_line.unwrap_or_default(),
        as_of_line: table.as_of_line.unwrap_or_default(),
        unit_line: table.unit_line.unwrap_or_default(),
        columns: table
            .columns
            .iter()
            .zip(on_page.widths)
            .map(|(column, width)| TableColumn { width, align: column.align.code().to_owned() })
            .collect(),
        header: table.header.iter().map(|row| row.iter().map(header_cell).collect()).collect(),
        rows: table.rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
        notes: table.notes,
        signatures: table.signatures,
        landscape: table.landscape,
        size: on_page.size,
    }
}

pub fn export(session: &Session, request: ExportRequest) -> Result<ExportAnswer, WireError> {
    let waiting = session.work(WorkKind::Report).begin(0);
    let (bulletin, paper) = session.with_context(&request.bulletin.context, |desk, as_of| {
        let bulletin = app::reports::compose(desk, &order(&request.bulletin, as_of)?, &waiting)?;
        Ok((bulletin, paper_of(desk, &request.bulletin)?))
    })?;
    // Others may have the ledger while the pages are set.
    let (kind, bytes) = write(&request.format, &bulletin, paper.as_deref(), &waiting)?;
    let name = format!("{}.{}", file_name(&bulletin.title), kind.extension());
    let path = match (&request.path, request.choose) {
        (Some(path), _) => Some(PathBuf::from(path)),
        (None, true) => session.host().choose_save(kind, &name),
        (None, false) => {
            let documents = session.host().documents_dir();
            let folder = request.folder.as_deref().map(file_name).filter(|name| !name.trim().is_empty());
            Some(free_name(&folder.map_or(documents.clone(), |folder| documents.join(folder)), &name))
        }
    };
    let Some(path) = path else { return Ok(ExportAnswer { path: None, digest: None }) };
    put(&path, &bytes)?;
    Ok(ExportAnswer { path: Some(path.display().to_string()), digest: Some(Digest::of(&bytes).to_string()) })
}

/// What of a document in Word is set in other faces on this machine.
pub fn missing_faces(session: &Session, _: Nothing) -> Result<Vec<MissingFace>, WireError> {
    let missing = formats::docx::missing_faces(&session.host().font_families());
    let face = |face: formats::docx::MissingFace| MissingFace {
        name: face.name.to_owned(),
        of: face.of.to_owned(),
        stands_in: face.stands_in.map(str::to_owned),
    };
    Ok(missing.into_iter().map(face).collect())
}

/// The files that are written here, and so the only ones that are opened.
const WRITTEN: [FileKind; 5] =
    [FileKind::Word, FileKind::Pdf, FileKind::Excel, FileKind::Csv, FileKind::Json];

pub fn open(session: &Session, request: RevealRequest) -> Result<Nothing, WireError> {
    let path = Path::new(&request.path);
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if !WRITTEN.iter().any(|kind| ending.as_deref() == Some(kind.extension())) || !path.is_file() {
        let problem = Problem::error("bulletin.no_file", "path").with(path.display());
        return Err(super::documents::refused(problem));
    }
    session.host().open(path);
    Ok(Nothing {})
}

/// The bytes of a bulletin in a format; Word on the office's own paper, where there is one.
pub fn write(
    format: &str,
    bulletin: &Bulletin,
    paper: Option<&[u8]>,
    waiting: &dyn Waiting,
) -> Result<(FileKind, Vec<u8>), WireError> {
    let unwritten = |error: formats::WriteError| AppError::Broken(format!("{}: {error}", error.code()));
    let unset = |error: typeset::TypesetError| match error {
        typeset::TypesetError::Stopped => AppError::Stopped,
        typeset::TypesetError::Broken(what) => AppError::Broken(what),
    };
    // The typesetter tells of its own stages.
    if format != "pdf" {
        waiting.begin(Stage::Write, 0);
    }
    let written = match format {
        "docx" => {
            let written = paper
                .map_or_else(|| formats::docx::write(bulletin), |paper| formats::docx::fill(paper, bulletin));
            (FileKind::Word, written.map_err(unwritten)?)
        }
        "xlsx" => (FileKind::Excel, formats::xlsx::write_annexes(bulletin).map_err(unwritten)?),
        "csv" => (FileKind::Csv, formats::tables::csv(bulletin)),
        "json" => (FileKind::Json, formats::tables::json(bulletin).map_err(unwritten)?),
        "pdf" => (FileKind::Pdf, typeset::pdf(bulletin, waiting).map_err(unset)?),
        other => {
            let problem = Problem::error("word.unknown", "format").with(other);
            return Err(super::documents::refused(problem));
        }
    };
    match waiting.wanted() {
        ControlFlow::Continue(()) => Ok(written),
        ControlFlow::Break(()) => Err(AppError::Stopped.into()),
    }
}

/// Writes beside the goal and moves it there, so that a half-written file never stands in its place.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), WireError> {
    let failed = |error: std::io::Error| WireError::from(AppError::io(path, &error));
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut half = path.as_os_str().to_owned();
    half.push(".part");
    let half = PathBuf::from(half);
    std::fs::write(&half, bytes).map_err(failed)?;
    std::fs::rename(&half, path).map_err(failed)
}

/// A title without what file systems do not take.
pub fn file_name(title: &str) -> String {
    let name: String = title
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| if "\\/:*?\"<>|".contains(c) { '_' } else { c })
        .collect();
    name.chars().take(80).collect()
}

/// The name, with a number where a file of that name is there already.
pub fn free_name(folder: &Path, name: &str) -> PathBuf {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let dot = if ending.is_empty() { "" } else { "." };
    let mut path = folder.join(name);
    let mut number = 2;
    while path.exists() {
        path = folder.join(format!("{stem}（{number}）{dot}{ending}"));
        number += 1;
    }
    path
}
