//! Workbooks out and back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::documents::Incoming;
use super::ledger::{Changed, ProblemView};
use super::programmes::IndicatorChoice;
use super::results::{ChoiceView, PeriodChoice};

/// Writes a form as a workbook.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportFormRequest {
    /// The form.
    pub form: String,
    /// The period.
    pub period: String,
    /// The units; empty: all that report.
    #[serde(default)]
    pub org_units: Vec<String>,
    /// A workbook for each unit, in one folder.
    #[serde(default)]
    pub each: bool,
    /// Ask where; of a folder of workbooks it is never asked.
    #[serde(default)]
    pub choose: bool,
    /// Where: a file, or the folder of several; none: among the documents.
    #[serde(default)]
    #[ts(optional)]
    pub path: Option<String>,
}

/// What was written.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportFormAnswer {
    /// The file, or the folder of several; none: the user gave up.
    pub path: Option<String>,
    /// How many workbooks.
    pub files: u32,
}

/// What a workbook says; nothing is written.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReadWorkbookRequest {
    /// The file.
    pub incoming: Incoming,
    /// What a person decided; none: as the last one like it, or as it seems.
    #[serde(default)]
    #[ts(optional)]
    pub choices: Option<WorkbookChoices>,
    /// The day whose period is meant where none is named; none: today.
    #[serde(default)]
    #[ts(optional)]
    pub as_of: Option<String>,
}

/// Writes what a workbook says.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportWorkbookRequest {
    /// The file.
    pub incoming: Incoming,
    /// What a person decided; none: as the last one like it, or as it seems.
    #[serde(default)]
    #[ts(optional)]
    pub choices: Option<WorkbookChoices>,
    /// The day whose period is meant where none is named; none: today.
    #[serde(default)]
    #[ts(optional)]
    pub as_of: Option<String>,
    /// Values that the workbook leaves empty are taken back.
    #[serde(default)]
    pub clear: bool,
    /// What was decided is kept for the next workbook like it.
    #[serde(default)]
    pub remember: bool,
}

/// What a person decided about a workbook.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkbookChoices {
    /// The form its figures are for; none: as it seems.
    pub form: Option<String>,
    /// The period, where no column names one.
    pub period: Option<String>,
    /// The unit its figures are of, where no row names one.
    pub org_unit: Option<String>,
    /// Rows that are not shown are taken too.
    #[serde(default)]
    pub hidden_rows: bool,
    /// Tables.
    #[serde(default)]
    pub tables: Vec<TableChoice>,
    /// Columns.
    #[serde(default)]
    pub columns: Vec<ColumnChoice>,
    /// Names at the heads of rows.
    #[serde(default)]
    pub names: Vec<NameChoice>,
    /// Signs.
    #[serde(default)]
    pub signs: Vec<SignChoice>,
}

/// Whether a table is taken.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TableChoice {
    /// Its place among all, from 0.
    pub table: u32,
    /// Whether it is taken.
    pub taken: bool,
}

/// What was decided about a column.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnChoice {
    /// The words above it.
    pub title: String,
    /// Whether it is taken.
    pub taken: bool,
    /// The indicator; none: as it seems, or that of the row.
    pub indicator: Option<String>,
    /// Its figures are in the indicator's own unit of measure, whatever the heading says.
    pub own_uom: bool,
    /// 0.85 stands for 85%; none: as it seems.
    pub fraction: Option<bool>,
}

/// What was decided about a name; with neither its row is passed over.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NameChoice {
    /// The name.
    pub name: String,
    /// The unit it is.
    pub org_unit: Option<String>,
    /// The indicator it is.
    pub indicator: Option<String>,
}

/// What a sign means.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignChoice {
    /// The sign; empty: an empty cell.
    pub sign: String,
    /// nothing, nil, na, zero.
    pub meaning: String,
}

/// What a workbook says for the cells of a form.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkbookView {
    /// It is a paper of ours.
    pub own: bool,
    /// The form.
    pub form: String,
    /// Its name.
    pub form_name: String,
    /// 2022-06.
    pub period: String,
    /// 2022年6月.
    pub period_label: String,
    /// Periods that can be chosen, newest first.
    pub periods: Vec<PeriodChoice>,
    /// The indicators of the form.
    pub indicators: Vec<ChoiceView>,
    /// How many cells of each fate.
    pub counts: WorkbookCounts,
    /// The cells, those that cannot be written first; of very many only the first.
    pub cells: Vec<WorkbookCell>,
    /// What could not be placed, does not add up, or is only a guess.
    pub problems: Vec<ProblemView>,
    /// Of a workbook that is not ours, its tables.
    pub tables: Vec<WorkbookTable>,
    /// The signs in them.
    pub signs: Vec<SignView>,
    /// What was decided, now or for an earlier workbook.
    pub choices: WorkbookChoices,
    /// It was decided for an earlier workbook.
    pub remembered: bool,
}

/// A sign in the cells that are taken.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignView {
    /// The sign; empty: an empty cell.
    pub sign: String,
    /// How often.
    pub count: u32,
    /// nothing, nil, na, zero.
    pub meaning: String,
}

/// A table of a workbook.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkbookTable {
    /// The sheet.
    pub sheet: String,
    /// A4:G20.
    pub place: String,
    /// What stands above it.
    pub title: String,
    /// Its sheet is not shown.
    pub hidden: bool,
    /// Whether it is taken.
    pub taken: bool,
    /// Its columns.
    pub columns: Vec<WorkbookColumn>,
    /// Its rows; of very many the first and those that nobody knows.
    pub rows: Vec<WorkbookRow>,
    /// How many rows it has.
    pub row_count: u32,
}

/// A column of a table.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkbookColumn {
    /// C.
    pub letter: String,
    /// The words above it.
    pub title: String,
    /// ordinal, name, uom, words, actual, target, rate, …
    pub sort: String,
    /// 完成数 ….
    pub sort_word: String,
    /// It holds figures.
    pub figures: bool,
    /// Whether its figures are taken.
    pub taken: bool,
    /// The indicator it is of.
    pub indicator: Option<String>,
    /// The indicator is a guess.
    pub guessed: bool,
    /// The unit it is of, where its words name one.
    pub org_unit_name: Option<String>,
    /// 2022年6月.
    pub period_label: Option<String>,
    /// The unit of measure its figures are in, where it is not the indicator's.
    pub uom: Option<String>,
    /// 0.85 stands for 85%.
    pub fraction: bool,
    /// It is not shown.
    pub hidden: bool,
}

/// A row of a table.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkbookRow {
    /// The row of the sheet, from 1.
    pub row: u32,
    /// The name at its head.
    pub name: String,
    /// The name by which a choice about it is known.
    pub key: String,
    /// data, total, caption, repeated.
    pub sort: String,
    /// 数据, 合计 ….
    pub sort_word: String,
    /// The unit it is of.
    pub org_unit: Option<String>,
    /// Its name.
    pub org_unit_name: Option<String>,
    /// exact, alias, short, abbreviated, chosen.
    pub how: Option<String>,
    /// 名称相同, 简称 ….
    pub how_word: Option<String>,
    /// The indicator it is of.
    pub indicator: Option<String>,
    /// Whether its figures are taken.
    pub taken: bool,
    /// It is not shown.
    pub hidden: bool,
    /// What stands in its columns.
    pub cells: Vec<String>,
}

/// How many cells would do what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkbookCounts {
    /// The ledger says so already.
    pub same: u32,
    /// The ledger says nothing yet.
    pub new: u32,
    /// The ledger says something else.
    pub changed: u32,
    /// The ledger says something, the workbook nothing.
    pub emptied: u32,
    /// Text that is no value and stays as a draft.
    pub drafts: u32,
    /// May not be written.
    pub refused: u32,
}

/// A cell of a workbook and what it would do.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkbookCell {
    /// 一月!C5.
    pub place: String,
    /// The unit.
    pub org_unit: String,
    /// Its name.
    pub org_unit_name: String,
    /// The indicator.
    pub indicator: String,
    /// Its name.
    pub indicator_name: String,
    /// 2022年6月.
    pub period_label: String,
    /// As it stands in the workbook.
    pub text: String,
    /// As it will be printed; none: nothing is written.
    pub reading: Option<String>,
    /// What the ledger says now.
    pub before: Option<String>,
    /// 备注.
    pub note: Option<String>,
    /// same, new, changed, emptied, draft, refused.
    pub fate: String,
    /// Why it is not written.
    pub problem: Option<ProblemView>,
}

/// What became of a workbook.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportWorkbookAnswer {
    /// What changed.
    pub changed: Changed,
    /// The form it was for.
    pub form: String,
    /// The period it was for.
    pub period: String,
    /// Cells that were written.
    pub written: u32,
    /// Cells that kept their text as a draft.
    pub drafts: u32,
    /// Cells that say what the ledger says already.
    pub same: u32,
    /// Cells that are empty in the workbook and stay in the ledger.
    pub kept: u32,
    /// Cells that were refused, with their places.
    pub refused: Vec<WorkbookCell>,
}

/// Asks for the form that would take what a workbook says.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProposeFormRequest {
    /// The file.
    pub incoming: Incoming,
    /// The day on which the units stand as they are meant; none: today.
    #[serde(default)]
    #[ts(optional)]
    pub as_of: Option<String>,
}

/// A form as the words of a workbook have it, and as a person puts it right.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormProposal {
    /// The name.
    pub name: String,
    /// month, quarter ….
    pub frequency: String,
    /// period, ytd, since_start, stock: of what runs in no other way.
    pub measure: String,
    /// The unit under which it is collected.
    pub parent: String,
    /// The level of the units that report.
    pub level: String,
    /// What it asks, in order.
    pub asks: Vec<FormAsk>,
}

/// An indicator that a form asks for, and where the workbook has its figures.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormAsk {
    /// The words above the columns that hold them,
    pub columns: Vec<String>,
    /// or the name of the row.
    pub row: Option<String>,
    /// Which indicator: one that is there, or a new one.
    pub indicator: IndicatorChoice,
}

/// Makes a form for a workbook, with the indicators that are new.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MakeFormRequest {
    /// The form.
    pub form: FormProposal,
    /// What a person decided about the workbook so far.
    #[serde(default)]
    pub choices: WorkbookChoices,
}

/// The form that was made.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MakeFormAnswer {
    /// What changed.
    pub changed: Changed,
    /// Its id.
    pub form: String,
    /// What was decided, with the form and where its figures stand.
    pub choices: WorkbookChoices,
}
