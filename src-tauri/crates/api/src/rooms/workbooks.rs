//! Workbooks out and back: conversions for papers that go out and for workbooks that come in.

use std::path::{Path, PathBuf};

use app::workbooks::{self, Asked, CameIn, Fate, Judged, NewForm};
use app::{AppError, Book};
use domain::kernel::{Date, FormId, IndicatorId, OrgUnitId, Period, Problem, Uom};
use domain::org::Tree;
use domain::programmes::{Direction, Indicator};
use domain::results::ResultCell;
use domain::workbooks::{
    Asks, Choices, ColumnChoice, ColumnUse, NameChoice, Paper, RowUse, TableColumn, TableRow, Understood,
    Workbook, column_name, plain,
};

use super::documents::{bytes_of, changed, optional_date, refused, word};
use super::programmes::{described, which_indicator};
use super::results::{cell_text, indicators_of, offered, period};
use super::{print, reports};
use crate::session::FileKind;
use crate::wire::documents::Incoming;
use crate::wire::ledger::ProblemView;
use crate::wire::programmes::IndicatorChoice;
use crate::wire::workbooks::{
    self as wire, ExportFormAnswer, ExportFormRequest, FormAsk, FormProposal, ImportWorkbookAnswer,
    ImportWorkbookRequest, MakeFormAnswer, MakeFormRequest, ProposeFormRequest, ReadWorkbookRequest,
    SignChoice, SignView, TableChoice, WorkbookCell, WorkbookChoices, WorkbookColumn, WorkbookCounts,
    WorkbookRow, WorkbookTable, WorkbookView,
};
use crate::{Session, WireError};

/// Most cells that are shown.
const SHOWN: usize = 1_000;
/// Most rows of a table that are shown, and as many again that nobody knows.
const ROWS_SHOWN: usize = 200;

pub fn export(session: &Session, request: ExportFormRequest) -> Result<ExportFormAnswer, WireError> {
    session.with_desk(|desk| {
        let form = FormId::new(&request.form);
        let at = period("period", &request.period)?;
        let units: Vec<OrgUnitId> = request.org_units.iter().map(OrgUnitId::new).collect();
        if request.each {
            let papers = workbooks::paper_of_each(desk, &form, at, &units)?;
            let folder = match &request.path {
                Some(path) => PathBuf::from(path),
                None => {
                    let name = papers.first().map_or(String::new(), |(_, paper)| paper.table.title.clone());
                    reports::free_name(&session.host().documents_dir(), &reports::file_name(&name))
                }
            };
            for (nth, (unit, paper)) in papers.iter().enumerate() {
                // Units of one name must not write over each other.
                let name = format!("{:02}{unit} {}.xlsx", nth + 1, paper.table.title);
                reports::put(&folder.join(reports::file_name(&name)), &bytes(paper)?)?;
            }
            return Ok(ExportFormAnswer {
                path: Some(folder.display().to_string()),
                files: print::count(papers.len()),
            });
        }
        let paper = workbooks::paper(desk, &form, at, &units)?;
        let name = match units.as_slice() {
            [one] => format!("{} {}", desk.book()?.tree(at.last_day()).name(one), paper.table.title),
            _ => paper.table.title.clone(),
        };
        let name = format!("{}.xlsx", reports::file_name(&name));
        let path = match (&request.path, request.choose) {
            (Some(path), _) => Some(PathBuf::from(path)),
            (None, true) => session.host().choose_save(FileKind::Excel, &name),
            (None, false) => Some(reports::free_name(&session.host().documents_dir(), &name)),
        };
        let Some(path) = path else { return Ok(ExportFormAnswer { path: None, files: 0 }) };
        reports::put(&path, &bytes(&paper)?)?;
        Ok(ExportFormAnswer { path: Some(path.display().to_string()), files: 1 })
    })
}

fn bytes(paper: &Paper) -> Result<Vec<u8>, WireError> {
    let bytes = formats::xlsx::write_form(paper);
    Ok(bytes.map_err(|error| AppError::Broken(format!("{}: {error}", error.code())))?)
}

/// A file that came in, as a workbook.
fn workbook_of(incoming: &Incoming) -> Result<(Workbook, Vec<Problem>), WireError> {
    let bytes = bytes_of(incoming)?;
    let name = incoming.name.clone().or_else(|| {
        let path = Path::new(incoming.path.as_deref()?);
        path.file_name().map(|name| name.to_string_lossy().into_owned())
    });
    let read = formats::workbook::read(&bytes)
        .map_err(|unread| refused(unread.problem(&name.unwrap_or_default())))?;
    Ok((read.workbook, read.problems))
}

pub fn read(session: &Session, request: ReadWorkbookRequest) -> Result<WorkbookView, WireError> {
    let (workbook, problems) = workbook_of(&request.incoming)?;
    session.with_desk(|desk| {
        let as_of = day_of(request.as_of.as_deref())?.unwrap_or(desk.today());
        let chosen = request.choices.as_ref().map(choices_of).transpose()?;
        let came_in = workbooks::read(desk, &workbook, chosen, as_of)?;
        let today = desk.today();
        let book = desk.book()?;
        let tree = book.tree(came_in.period.last_day());
        let mut shown: Vec<&Judged> = came_in.cells.iter().collect();
        shown.sort_by_key(|cell| order(&cell.fate));
        let form = &book.form_in(&came_in.form, came_in.period)?;
        let last = app::results::running_period(form, today).max(Some(came_in.period));
        Ok(WorkbookView {
            own: came_in.own,
            form: form.id.to_string(),
            form_name: form.name.clone(),
            period: came_in.period.to_string(),
            period_label: came_in.period.name(),
            periods: offered(came_in.period, last),
            indicators: indicators_of(form, book),
            counts: counts(&came_in),
            cells: shown.into_iter().take(SHOWN).map(|cell| cell_view(book, &tree, cell)).collect(),
            problems: problems.iter().chain(&came_in.problems).map(ProblemView::from).collect(),
            tables: came_in.tables.iter().map(|table| table_view(&workbook, &tree, table)).collect(),
            signs: came_in
                .signs
                .iter()
                .map(|(sign, count, meaning)| SignView {
                    sign: sign.clone(),
                    count: print::count(*count),
                    meaning: meaning.code().to_owned(),
                })
                .collect(),
            choices: choices_view(&came_in.choices),
            remembered: came_in.remembered,
        })
    })
}

fn day_of(text: Option<&str>) -> Result<Option<Date>, WireError> {
    optional_date("as_of", text)
}

fn choices_of(given: &WorkbookChoices) -> Result<Choices, WireError> {
    let mut choices = Choices {
        form: given.form.as_deref().map(FormId::new),
        period: given.period.as_deref().map(|text| period("period", text)).transpose()?,
        org_unit: given.org_unit.as_deref().map(OrgUnitId::new),
        hidden_rows: given.hidden_rows,
        ..Choices::default()
    };
    choices.tables.extend(given.tables.iter().map(|choice| (choice.table as usize, choice.taken)));
    choices.columns.extend(given.columns.iter().map(|choice| {
        let held = ColumnChoice {
            taken: choice.taken,
            indicator: choice.indicator.as_deref().map(IndicatorId::new),
            own_uom: choice.own_uom,
            fraction: choice.fraction,
        };
        (choice.title.clone(), held)
    }));
    choices.names.extend(given.names.iter().map(|choice| {
        let held = match (&choice.org_unit, &choice.indicator) {
            (Some(unit), _) => NameChoice::Unit(OrgUnitId::new(unit)),
            (None, Some(indicator)) => NameChoice::Indicator(IndicatorId::new(indicator)),
            (None, None) => NameChoice::Skip,
        };
        (plain(&choice.name), held)
    }));
    for choice in &given.signs {
        choices.signs.insert(plain(&choice.sign), word("meaning", &choice.meaning)?);
    }
    Ok(choices)
}

fn choices_view(choices: &Choices) -> WorkbookChoices {
    WorkbookChoices {
        form: choices.form.as_ref().map(ToString::to_string),
        period: choices.period.map(|period| period.to_string()),
        org_unit: choices.org_unit.as_ref().map(ToString::to_string),
        hidden_rows: choices.hidden_rows,
        tables: choices
            .tables
            .iter()
            .map(|(table, taken)| TableChoice { table: print::count(*table), taken: *taken })
            .collect(),
        columns: choices
            .columns
            .iter()
            .map(|(title, held)| wire::ColumnChoice {
                title: title.clone(),
                taken: held.taken,
                indicator: held.indicator.as_ref().map(ToString::to_string),
                own_uom: held.own_uom,
                fraction: held.fraction,
            })
            .collect(),
        names: choices
            .names
            .iter()
            .map(|(name, held)| wire::NameChoice {
                name: name.clone(),
                org_unit: match held {
                    NameChoice::Unit(unit) => Some(unit.to_string()),
                    NameChoice::Skip | NameChoice::Indicator(_) => None,
                },
                indicator: match held {
                    NameChoice::Indicator(indicator) => Some(indicator.to_string()),
                    NameChoice::Skip | NameChoice::Unit(_) => None,
                },
            })
            .collect(),
        signs: choices
            .signs
            .iter()
            .map(|(sign, meaning)| SignChoice { sign: sign.clone(), meaning: meaning.code().to_owned() })
            .collect(),
    }
}

fn table_view(workbook: &Workbook, tree: &Tree, understood: &Understood) -> WorkbookTable {
    let Understood { table, columns, rows, .. } = understood;
    let sheet = workbook.sheets.get(understood.sheet);
    let column = |(column, used): (&TableColumn, &ColumnUse)| WorkbookColumn {
        letter: column_name(column.column),
        title: column.title(),
        sort: column.sort.code().to_owned(),
        sort_word: column.sort.word().to_owned(),
        figures: column.sort.is_figure(),
        taken: used.taken,
        indicator: used.indicator.as_ref().map(ToString::to_string),
        guessed: used.guessed,
        org_unit_name: used.org_unit.as_ref().map(|unit| tree.name(unit).to_owned()),
        period_label: used.period.filter(|_| used.taken).map(Period::name),
        uom: used.uom.as_ref().map(ToString::to_string),
        fraction: used.fraction,
        hidden: column.hidden,
    };
    let row = |(row, used): (&TableRow, &RowUse)| WorkbookRow {
        row: row.row.saturating_add(1),
        name: used.name.clone(),
        key: plain(&used.name),
        sort: row.sort.code().to_owned(),
        sort_word: row.sort.word().to_owned(),
        org_unit: used.org_unit.as_ref().map(|(unit, _)| unit.to_string()),
        org_unit_name: used.org_unit.as_ref().map(|(unit, _)| tree.name(unit).to_owned()),
        how: used.org_unit.as_ref().map(|(_, how)| how.code().to_owned()),
        how_word: used.org_unit.as_ref().map(|(_, how)| how.word().to_owned()),
        indicator: used.indicator.as_ref().map(ToString::to_string),
        taken: used.taken,
        hidden: row.hidden,
        cells: table
            .columns
            .iter()
            .map(|column| sheet.and_then(|sheet| sheet.value(row.row, column.column)))
            .map(|value| value.map(|value| value.text().into_owned()).unwrap_or_default())
            .collect(),
    };
    // Of very many the first, and those that a person has to look at.
    let strange = |used: &RowUse| used.taken && used.org_unit.is_none() && used.indicator.is_none();
    let shown = table.rows.iter().zip(rows).enumerate();
    let shown = shown.filter(|(at, (_, used))| *at < ROWS_SHOWN || strange(used)).map(|(_, pair)| pair);
    WorkbookTable {
        sheet: sheet.map(|sheet| sheet.name.clone()).unwrap_or_default(),
        place: table.place(),
        title: table.title.join(" "),
        hidden: sheet.is_some_and(|sheet| sheet.hidden),
        taken: understood.taken,
        columns: table.columns.iter().zip(columns).map(column).collect(),
        rows: shown.take(2 * ROWS_SHOWN).map(row).collect(),
        row_count: print::count(table.rows.len()),
    }
}

pub fn import(session: &Session, request: ImportWorkbookRequest) -> Result<ImportWorkbookAnswer, WireError> {
    let (workbook, _) = workbook_of(&request.incoming)?;
    session.with_desk(|desk| {
        let as_of = day_of(request.as_of.as_deref())?.unwrap_or(desk.today());
        let chosen = request.choices.as_ref().map(choices_of).transpose()?;
        let came_in = workbooks::read(desk, &workbook, chosen, as_of)?;
        let asked = Asked { clear: request.clear, remember: request.remember };
        let written = workbooks::write(desk, &workbook, &came_in, asked)?;
        let book = desk.book()?;
        let tree = book.tree(came_in.period.last_day());
        let is_refused = |cell: &&Judged| matches!(cell.fate, Fate::Refused(_));
        Ok(ImportWorkbookAnswer {
            changed: changed(
                &["results", "assessment", "targets", "reports"],
                written.units.iter().map(ToString::to_string),
            ),
            form: came_in.form.to_string(),
            period: came_in.period.to_string(),
            written: print::count(written.filled.written),
            drafts: print::count(written.filled.drafts.len()),
            same: print::count(written.same),
            kept: print::count(written.kept),
            refused: came_in
                .cells
                .iter()
                .filter(is_refused)
                .take(SHOWN)
                .map(|cell| cell_view(book, &tree, cell))
                .collect(),
        })
    })
}

pub fn propose(session: &Session, request: ProposeFormRequest) -> Result<FormProposal, WireError> {
    let (workbook, _) = workbook_of(&request.incoming)?;
    session.with_desk(|desk| {
        let as_of = day_of(request.as_of.as_deref())?.unwrap_or(desk.today());
        let proposal = workbooks::propose_form(desk, &workbook, as_of)?;
        Ok(FormProposal {
            name: proposal.name,
            frequency: proposal.frequency.code().to_owned(),
            measure: proposal.measure.code().to_owned(),
            parent: proposal.parent.to_string(),
            level: proposal.level.code().to_owned(),
            asks: proposal.asks.into_iter().map(ask_view).collect(),
        })
    })
}

fn ask_view(asks: Asks) -> FormAsk {
    let row = asks.columns.is_empty().then(|| asks.name.clone());
    let indicator = match asks.known {
        Some(id) => IndicatorChoice::Existing { id: id.to_string() },
        None => {
            let uom = asks.uom.unwrap_or_else(|| Uom::new(""));
            let (decimals, accumulation) = (asks.decimals, asks.accumulation);
            let usual = Indicator::usual("".into(), &asks.name, uom, decimals, accumulation, Direction::Up);
            IndicatorChoice::New { indicator: Box::new(described(&usual)) }
        }
    };
    FormAsk { columns: asks.columns, row, indicator }
}

pub fn make(session: &Session, request: MakeFormRequest) -> Result<MakeFormAnswer, WireError> {
    session.with_desk(|desk| {
        let MakeFormRequest { form, choices } = request;
        let asks = form.asks.iter().map(|ask| which_indicator(&ask.indicator));
        let new = NewForm {
            name: form.name,
            frequency: word("frequency", &form.frequency)?,
            measure: word("measure", &form.measure)?,
            parent: OrgUnitId::new(&form.parent),
            level: word("level", &form.level)?,
            asks: asks.collect::<Result<_, WireError>>()?,
        };
        let (id, indicators) = workbooks::make_form(desk, new)?;
        let mut choices = choices_of(&choices)?;
        (choices.form, choices.period) = (Some(id.clone()), None);
        for (ask, indicator) in form.asks.iter().zip(indicators) {
            let of_row = NameChoice::Indicator(indicator.clone());
            choices.names.extend(ask.row.iter().map(|name| (plain(name), of_row.clone())));
            let held =
                ColumnChoice { taken: true, indicator: Some(indicator), own_uom: false, fraction: None };
            choices.columns.extend(ask.columns.iter().map(|title| (title.clone(), held.clone())));
        }
        Ok(MakeFormAnswer {
            changed: changed(&["results", "programmes"], [id.to_string()]),
            form: id.to_string(),
            choices: choices_view(&choices),
        })
    })
}

/// What a person has to look at comes first.
fn order(fate: &Fate) -> u8 {
    match fate {
        Fate::Refused(_) => 0,
        Fate::Draft(_) => 1,
        Fate::Changed(_) => 2,
        Fate::Emptied => 3,
        Fate::New(_) => 4,
        Fate::Same => 5,
    }
}

fn code(fate: &Fate) -> &'static str {
    match fate {
        Fate::Same => "same",
        Fate::New(_) => "new",
        Fate::Changed(_) => "changed",
        Fate::Emptied => "emptied",
        Fate::Draft(_) => "draft",
        Fate::Refused(_) => "refused",
    }
}

fn counts(came_in: &CameIn) -> WorkbookCounts {
    let count =
        |code_of: &str| print::count(came_in.cells.iter().filter(|c| code(&c.fate) == code_of).count());
    WorkbookCounts {
        same: count("same"),
        new: count("new"),
        changed: count("changed"),
        emptied: count("emptied"),
        drafts: count("draft"),
        refused: count("refused"),
    }
}

fn cell_view(book: &Book, tree: &Tree, cell: &Judged) -> WorkbookCell {
    let key = &cell.found.key;
    let indicator = book.indicators.get(&key.indicator);
    let printed = |state| {
        let cell = ResultCell { key: key.clone(), state, as_of: None, note: None, evidence: Vec::new() };
        indicator.map(|indicator| cell_text(&cell, indicator).1)
    };
    let (reading, problem) = match &cell.fate {
        Fate::New(state) | Fate::Changed(state) => (printed(state.clone()), None),
        Fate::Draft(problem) | Fate::Refused(problem) => (None, Some(ProblemView::from(problem))),
        Fate::Same | Fate::Emptied => (None, None),
    };
    WorkbookCell {
        place: cell.place.clone(),
        org_unit: key.org_unit.to_string(),
        org_unit_name: tree.name(&key.org_unit).to_owned(),
        indicator: key.indicator.to_string(),
        indicator_name: indicator.map_or(String::new(), |indicator| indicator.name.clone()),
        period_label: Period::name(key.period),
        text: cell.found.said.text().to_owned(),
        reading,
        before: cell.before.as_ref().and_then(|before| printed(before.state.clone())),
        note: cell.found.note.clone().filter(|note| !note.is_empty()),
        fate: code(&cell.fate).to_owned(),
        problem,
    }
}
