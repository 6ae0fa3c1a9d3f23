//! The clerk's room.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ledger::{Changed, ProblemView, UnitView};

/// A form with the period that is due.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormLine {
    /// The form.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 月报 ….
    pub frequency: String,
    /// 本年累计 ….
    pub measure: String,
    /// The unit under which it is collected.
    pub parent: UnitView,
    /// 旗县 ….
    pub level_word: String,
    /// The period to fill in.
    pub period: String,
    /// 2022年6月.
    pub period_label: String,
    /// 2022年7月5日 17:00.
    pub due: String,
    /// returned, draft, not_started, ready, submitted.
    pub state: String,
    /// 已退回, 填报中, 未填, 已填待提交, 已提交.
    pub state_word: String,
    /// The due day has passed by the person's clock, and not everybody has handed in.
    pub overdue: bool,
    /// Cells with something in them.
    pub filled: u32,
    /// Cells that ask for something.
    pub asked: u32,
    /// Units that handed in.
    pub submitted: u32,
    /// Units that should.
    pub units: u32,
    /// Why it came back, if it did.
    pub returned: Option<String>,
}

/// Asks for a grid.
#[derive(Clone, Debug, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GridRequest {
    /// The form.
    pub form: String,
    /// The period (its last one, for units × periods).
    pub period: String,
    /// units_indicators, units_periods, indicators_periods.
    pub layout: String,
    /// The indicator of units × periods.
    pub indicator: Option<String>,
    /// The unit of indicators × periods.
    #[serde(default)]
    pub org_unit: Option<String>,
}

/// A column of the grid.
#[derive(Debug, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GridColumn {
    /// Its key.
    pub key: String,
    /// Merged headers above, top first.
    pub groups: Vec<String>,
    /// The header.
    pub title: String,
    /// 计量单位.
    pub uom: String,
    /// The indicator, where columns are indicators.
    pub indicator: Option<String>,
    /// The measure with it.
    pub measure: Option<String>,
    /// The period.
    pub period: String,
    /// Decimals to show.
    pub decimals: u32,
    /// Not to be typed into.
    pub read_only: bool,
}

/// A row of the grid.
#[derive(Debug, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GridRow {
    /// The unit, or `total`; the indicator, where rows are indicators.
    pub key: String,
    /// Its name.
    pub title: String,
    /// 计量单位, where rows are indicators.
    pub uom: Option<String>,
    /// The unit; none for sums.
    pub org_unit: Option<String>,
    /// The indicator, where rows are indicators.
    pub indicator: Option<String>,
    /// The measure with it.
    pub measure: Option<String>,
    /// Depth in the tree.
    pub indent: u32,
    /// Sums and submitted rows are not to be typed into.
    pub read_only: bool,
    /// 填报中, 待审核, ….
    pub state: Option<String>,
}

/// The cells of a grid that are not plain 未报, column by column. What most cells of a long sheet have in common is told once.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GridCells {
    /// What is said of cells beside their text, each once.
    pub kinds: Vec<CellKind>,
    /// The columns, in the order of the grid's.
    pub columns: Vec<CellColumn>,
}

/// The cells of a column, from above. The three lists are of one length.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellColumn {
    /// How many rows without a cell of this column stand above each, up to the cell before.
    pub skipped: Vec<u32>,
    /// As printed.
    pub texts: Vec<String>,
    /// What else is said of each: a place in the list of kinds.
    pub kinds: Vec<u32>,
}

/// What is said of cells beside their text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellKind {
    /// number, nil, na, no_task, not_reported, raw (text that is not a value), conflict, computed.
    pub state: String,
    /// As typed, where that is not what is printed without its thousands separators.
    pub raw: Option<String>,
    /// What is wrong with it. The place is the cell.
    pub problem: Option<ProblemView>,
    /// 批注.
    pub note: Option<String>,
    /// How many files prove it.
    pub evidence: u32,
    /// Handed in: of its own period, where the sheet shows several.
    pub read_only: bool,
}

/// What stands beside the active cell.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellContext {
    /// 目标, the unit's own or its share; 无任务, 未分解, 无目标.
    pub target: String,
    /// 上期.
    pub previous: Option<String>,
    /// What was added or lost since 上期, with its sign: +12, −3.
    pub difference: Option<String>,
    /// 上年同期.
    pub last_year: Option<String>,
    /// Why the person may not write it on the form that was asked about; none: they may.
    pub locked: Option<ProblemView>,
    /// Who wrote it, through which corrections.
    pub history: Vec<super::targets::HistoryItem>,
}

/// Asks what stands beside a cell.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellContextRequest {
    /// The cell.
    #[serde(flatten)]
    pub cell: CellRequest,
    /// The form on which it would be written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub form: Option<String>,
}

/// A cell.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellRequest {
    /// The unit.
    pub org_unit: String,
    /// The indicator.
    pub indicator: String,
    /// The measure.
    pub measure: String,
    /// The period.
    pub period: String,
}

/// From when on changes of figures are told.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChangesSince {
    /// From the beginning of a day, by when it came into this ledger.
    Day {
        /// The day.
        day: String,
    },
    /// Each report since it was last handed in; one that stands handed in, since the time before.
    Submitted,
    /// Each report since it was last accepted; one that stands accepted, since the time before.
    Accepted,
}

/// Asks who changed what on a form.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangesRequest {
    /// The form.
    pub form: String,
    /// From when on.
    pub since: ChangesSince,
}

/// Who changed what on a form.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangesView {
    /// The changes, the last one first.
    pub changes: Vec<FigureChange>,
    /// There are more than are listed.
    pub more: bool,
}

/// A figure that stood there and was changed.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FigureChange {
    /// The cell.
    pub cell: CellRequest,
    /// The indicator's name.
    pub indicator_name: String,
    /// What it says, what stood there, who, when and why.
    pub change: super::targets::HistoryItem,
}

/// A form as a grid.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GridView {
    /// What was asked for.
    pub request: GridRequest,
    /// The title on the sheet.
    pub title: String,
    /// 2022年6月.
    pub period_label: String,
    /// 数据截止日, 2022年6月20日, where it is not the period's end.
    pub data_as_of: Option<String>,
    /// The period has not begun: nothing is to be typed yet.
    pub not_begun: bool,
    /// Periods that can be chosen, newest first, with their names.
    pub periods: Vec<PeriodChoice>,
    /// Indicators that can be chosen for units × periods.
    pub indicators: Vec<ChoiceView>,
    /// Units that can be chosen for indicators × periods.
    pub units: Vec<ChoiceView>,
    /// 注.
    pub notes: Vec<String>,
    /// The columns.
    pub columns: Vec<GridColumn>,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// Cells that are not plain 未报.
    pub cells: GridCells,
    /// Cells with something in them.
    pub filled: u32,
    /// Cells that ask for something.
    pub asked: u32,
    /// The reports that have begun their way; the other units of the sheet have not handed in yet.
    pub submissions: Vec<SubmissionLine>,
    /// Invented values are in it.
    pub example: bool,
    /// By which it is asked what has changed since.
    pub stamp: u32,
}

/// Asks what changed on a grid since it was last answered.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GridSinceRequest {
    /// The grid.
    pub grid: GridRequest,
    /// The stamp of the last answer about it.
    pub stamp: u32,
}

/// What became of a grid since it was last answered.
#[derive(Debug, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[ts(export)]
pub enum GridSince {
    /// It is the same sheet with other figures.
    Changed {
        /// What is other.
        changes: GridChanges,
    },
    /// It is another sheet, or another answer was the last.
    Whole {
        /// All of it.
        grid: Box<GridView>,
    },
}

/// What changed on a grid.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GridChanges {
    /// By which it is asked the next time.
    pub stamp: u32,
    /// Rows that say something else now.
    pub rows: Vec<PlacedRow>,
    /// Rows with cells that say something else now, by their places from 0.
    pub rewritten: Vec<u32>,
    /// All cells of these rows that are not plain 未报, as though there were no other rows.
    pub cells: GridCells,
    /// Cells with something in them.
    pub filled: u32,
    /// Cells that ask for something.
    pub asked: u32,
    /// The reports that have begun their way, if one of them moved.
    pub submissions: Option<Vec<SubmissionLine>>,
}

/// A row at its place.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlacedRow {
    /// From 0.
    pub at: u32,
    /// The row.
    pub row: GridRow,
}

/// A period in a picker.
#[derive(Debug, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PeriodChoice {
    /// 2022-06.
    pub period: String,
    /// 2022年6月.
    pub label: String,
}

/// An indicator or a unit in a picker.
#[derive(Debug, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChoiceView {
    /// The id.
    pub id: String,
    /// The name, of an indicator with its unit of measure.
    pub name: String,
}

/// A unit's report.
#[derive(Debug, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SubmissionLine {
    /// The unit.
    pub org_unit: String,
    /// Its name.
    pub name: String,
    /// draft, submitted, ….
    pub state: String,
    /// 填报中 ….
    pub word: String,
    /// Why it came back.
    pub reason: Option<String>,
}

/// What is done to a cell.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[ts(export)]
pub enum CellInput {
    /// Text as typed or pasted; empty takes the value back.
    Text {
        /// The text.
        text: String,
    },
    /// 零报告.
    Nil,
    /// 不适用.
    NotApplicable,
}

/// One cell's change.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellChange {
    /// The unit.
    pub org_unit: String,
    /// The indicator.
    pub indicator: String,
    /// The measure.
    pub measure: String,
    /// The period.
    pub period: String,
    /// What is done.
    pub input: CellInput,
    /// The cell it was cut from: its 批注 and its evidence come along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<CellRequest>,
}

/// Writes cells: one action, one entry.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FillRequest {
    /// The form.
    pub form: String,
    /// type, paste, move (cut here, put down there), fill, clear.
    pub action: String,
    /// The cells.
    pub changes: Vec<CellChange>,
    /// Why, where a reason is needed.
    pub reason: Option<String>,
}

/// What became of them.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FillAnswer {
    /// What changed.
    pub changed: Changed,
    /// How many cells were written.
    pub written: u32,
    /// Cells that kept their text as a draft, with what is wrong.
    pub drafts: Vec<CellProblem>,
    /// Cells that were refused (locked, submitted, not in the form).
    pub refused: Vec<CellProblem>,
}

/// A cell and what is wrong with it.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellProblem {
    /// The cell.
    pub change: CellChange,
    /// What is wrong.
    pub problem: ProblemView,
}

/// Hands in, or takes a step further.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SubmitRequest {
    /// The form.
    pub form: String,
    /// The period.
    pub period: String,
    /// The units; empty: all that are ready.
    pub org_units: Vec<String>,
}

/// What became of it.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SubmitAnswer {
    /// What changed.
    pub changed: Changed,
    /// Units that were handed in.
    pub submitted: Vec<String>,
    /// What stood in the way.
    pub problems: Vec<ProblemView>,
}

/// A form as it is made or changed.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormDraft {
    /// The form; none: a new one.
    pub id: Option<String>,
    /// The name on the sheet.
    pub name: String,
    /// year, half_year, quarter, month, half_month, ten_day, week, day.
    pub frequency: String,
    /// period, ytd, since_start, stock.
    pub measure: String,
    /// The measures of indicators that differ from it.
    pub measures: BTreeMap<String, String>,
    /// What it asks for, in order.
    pub indicators: Vec<String>,
    /// The unit under which it is collected.
    pub parent: String,
    /// The level of the units that report.
    pub level: String,
    /// Days after the last day of the period by which it is due; negative: before. None: `due_day` says it.
    #[serde(default)]
    pub days_after: Option<i32>,
    /// The day of the period's last month by which it is due.
    #[serde(default)]
    pub due_day: Option<u32>,
    /// 数据截止日, a day of the period's last month; none: the period's end.
    #[serde(default)]
    pub as_of_day: Option<u32>,
    /// 17:00.
    pub time: String,
    /// On days off: postpone, advance, keep.
    pub holiday: String,
    /// Indicators whose figures have to be proven.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// 注.
    pub notes: Vec<String>,
    /// The period from which on a change holds, what was asked before it staying as it was; none: it holds in every period
    /// that is read by the definition of now. Of a form that is asked for: what is proposed.
    #[serde(default)]
    pub from: Option<String>,
    /// The last day for which another definition holds.
    #[serde(default)]
    pub until: Option<String>,
    /// Something was handed in on it: how often, of whom and in which measure it asks stays as it is.
    pub in_use: bool,
}

/// Makes a form, or changes one.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PutFormRequest {
    /// The form.
    pub form: FormDraft,
    /// Why it is changed.
    pub reason: String,
}

/// Asks for the periods of a rhythm.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormPeriodsRequest {
    /// month, quarter, ….
    pub frequency: String,
}

/// Asks for a form.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormRequest {
    /// The form.
    pub id: String,
}
