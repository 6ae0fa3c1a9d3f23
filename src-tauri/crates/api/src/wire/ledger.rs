//! Opening a ledger, its units, its state, undo.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Nothing is asked for.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Nothing {}

/// What is seen: everything as of a day, for a unit and all below it (none: the whole ledger).
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Context {
    /// 数据截止日, `2022-06-30`.
    pub as_of: String,
    /// 范围.
    pub org_unit: Option<String>,
}

/// A ledger file that was open before.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecentLedger {
    /// Where the file lies.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Whether the file is still there.
    pub present: bool,
}

/// The first page.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StartView {
    /// Files that were open before, newest first.
    pub recent: Vec<RecentLedger>,
    /// The ledger that is open now.
    pub open: Option<LedgerView>,
    /// Version of the program.
    pub version: String,
}

/// A division of the shipped list, for choosing one's county.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DivisionView {
    /// The 12-digit code.
    pub code: String,
    /// The name.
    pub name: String,
    /// province, prefecture, county, township, village.
    pub level: String,
    /// Names of what it belongs to, top first.
    pub path: Vec<String>,
    /// A statistical unit that is not a real place.
    pub pseudo: bool,
    /// How many units it brings along (itself and below).
    pub units: u32,
}

/// Divisions below one (none: provinces), or those whose name holds a text.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DivisionsRequest {
    /// The code above.
    pub parent: Option<String>,
    /// Part of a name; at least two characters.
    pub name: Option<String>,
}

/// Makes a new ledger for a place.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CreateLedgerRequest {
    /// Where; none: ask with a dialog.
    pub path: Option<String>,
    /// 台账名称.
    pub title: String,
    /// The place whose units come along.
    pub division: String,
    /// The office that keeps it.
    pub office: String,
    /// The person who writes.
    pub person: String,
    /// Telephone.
    pub phone: Option<String>,
}

/// Opens a ledger file.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OpenLedgerRequest {
    /// Where; none: ask with a dialog.
    pub path: Option<String>,
}

/// Whether the file is sound.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HealthView {
    /// `sound`, `damaged`.
    pub state: String,
    /// What was found.
    pub problems: Vec<ProblemView>,
    /// The newest backup, where the file is damaged.
    pub backup: Option<String>,
}

/// A problem for the window: the sentence is made there from the code.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProblemView {
    /// The closed code.
    pub code: String,
    /// error, query, hint.
    pub severity: String,
    /// Where.
    pub place: String,
    /// Data of the sentence.
    pub detail: Vec<String>,
}

/// A choice of as-of date.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AsOfChoice {
    /// The day.
    pub as_of: String,
    /// 2022年6月底.
    pub label: String,
    /// How many results the period that ends on it holds.
    pub results: u32,
}

/// What can be undone or done again.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UndoView {
    /// fill, paste, adopt, …
    pub operation: String,
    /// What the operation is called.
    pub word: String,
    /// How many rows it wrote.
    pub rows: u32,
}

/// The open ledger.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LedgerView {
    /// Its id.
    pub id: String,
    /// 台账名称.
    pub title: String,
    /// Where the file lies.
    pub path: String,
    /// Opened only for reading.
    pub read_only: bool,
    /// 示例: built by the program; invented village values are labelled.
    pub sample: bool,
    /// Whether it is sound.
    pub health: HealthView,
    /// The person who writes.
    pub person: PersonView,
    /// Days worth choosing, newest first.
    pub as_of_choices: Vec<AsOfChoice>,
    /// What to show first.
    pub context: Context,
    /// Things that wait for this person.
    pub waiting: WaitingView,
    /// When the last entry was written.
    pub saved_at: Option<String>,
    /// What undo would take back.
    pub undo: Option<UndoView>,
    /// What redo would put back.
    pub redo: Option<UndoView>,
    /// Entries in all.
    pub entries: u32,
}

/// Who writes.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonView {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The office.
    pub office: String,
    /// 填报人, 审核人 …
    pub role: String,
    /// The unit the office works for.
    pub org_unit: String,
}

/// Counts for the menu.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WaitingView {
    /// Forms that are due and not handed in.
    pub forms: u32,
    /// Targets that are worse than behind.
    pub urgent: u32,
}

/// Units below one (none: the top).
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnitsRequest {
    /// The unit above.
    pub parent: Option<String>,
    /// The day of the tree.
    pub as_of: String,
}

/// A unit in a picker.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnitView {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// province … village, agency.
    pub level: String,
    /// 盟市, 旗县 …
    pub level_word: String,
    /// What it belongs to.
    pub parent: Option<String>,
    /// A statistical unit.
    pub pseudo: bool,
    /// Whether there is anything below.
    pub has_children: bool,
}

/// Asks for one unit with its past.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnitRequest {
    /// The unit.
    pub org_unit: String,
    /// The day of the tree.
    pub as_of: String,
}

/// One unit with its past.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnitDetail {
    /// The unit.
    pub unit: UnitView,
    /// The 12-digit code, if it has one.
    pub code: Option<String>,
    /// Names of what it belongs to on the day, top first.
    pub path: Vec<String>,
    /// Other names it is known by.
    pub aliases: Vec<String>,
    /// How many units stand below it on the day, on all levels.
    pub parts: u32,
    /// How many cells were reported for it.
    pub results: u32,
    /// Its names, the earliest first.
    pub names: Vec<UnitName>,
    /// Its places in the tree, the earliest first.
    pub positions: Vec<UnitPositionView>,
}

/// By whose word something about a unit is so.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WrittenBy {
    /// When it was written.
    pub time: String,
    /// The person.
    pub by: String,
    /// What was done: 建立, 更正, 撤销, …
    pub word: String,
    /// Why.
    pub reason: String,
}

/// A name of a unit.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnitName {
    /// The name.
    pub name: String,
    /// First day; none: from the beginning.
    pub from: Option<String>,
    /// Last day; none: it still has it.
    pub to: Option<String>,
    /// By whose word.
    pub written: WrittenBy,
}

/// A place of a unit in the tree.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnitPositionView {
    /// The name of what it belonged to; none: it stood at the top.
    pub parent: Option<String>,
    /// First day; none: from the beginning.
    pub from: Option<String>,
    /// Last day; none: it still stands there.
    pub to: Option<String>,
    /// The name of the unit that took over when it was merged.
    pub successor: Option<String>,
    /// By whose word.
    pub written: WrittenBy,
}

/// Ctrl+K.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SearchRequest {
    /// What is looked for.
    pub text: String,
    /// The day of the tree.
    pub as_of: String,
}

/// Something found.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SearchHit {
    /// org_unit, indicator, target, document, form.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it stands: the unit above, the programme, the issuer.
    pub hint: String,
}

/// What a change touched, so that the window refreshes exactly that.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Changed {
    /// The entry that was written; none: nothing changed.
    pub entry: Option<String>,
    /// Rooms whose views are stale: documents, targets, results, …
    pub rooms: Vec<String>,
    /// Ids made or changed.
    pub ids: Vec<String>,
}

/// What undo did.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UndoAnswer {
    /// What changed.
    pub changed: Changed,
    /// What was taken back or put back.
    pub done: Option<UndoView>,
    /// What stood in the way; then nothing was done.
    pub blocked: Vec<ProblemView>,
}

/// What a check of the whole ledger found.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VerifyView {
    /// Entries checked.
    pub entries: u32,
    /// Rows checked.
    pub rows: u32,
    /// Attachments checked.
    pub attachments: u32,
    /// The state digest.
    pub state: String,
    /// What is wrong.
    pub problems: Vec<ProblemView>,
}

/// Writes a copy; none: ask where.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BackupRequest {
    /// Where.
    pub path: Option<String>,
}

/// Where a file was written.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FileAnswer {
    /// Where; none: the user gave up.
    pub path: Option<String>,
}

/// Shows a written file in the system's file manager, or opens it.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RevealRequest {
    /// The file.
    pub path: String,
}

/// What is done to a unit.
#[derive(Debug, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[ts(export)]
pub enum UnitChange {
    /// Another name.
    Rename {
        /// The unit.
        org_unit: String,
        /// The new name.
        name: String,
        /// From when; none: the name it has now was wrong and is put right.
        from: Option<String>,
    },
    /// A new unit.
    Add {
        /// The unit above.
        parent: String,
        /// Its name.
        name: String,
        /// province … village, agency.
        level: String,
        /// The 12-digit code, if it has one.
        code: Option<String>,
        /// From when; none: from the beginning.
        from: Option<String>,
    },
    /// Another unit above.
    Move {
        /// The unit.
        org_unit: String,
        /// The new unit above.
        parent: String,
        /// From when.
        from: String,
    },
    /// It is no more.
    Close {
        /// The unit.
        org_unit: String,
        /// The first day on which it is no more.
        from: String,
    },
    /// Another unit takes over its past.
    Merge {
        /// The unit.
        org_unit: String,
        /// The unit that takes over.
        into: String,
        /// The first day on which it is no more.
        from: String,
    },
}

/// Changes a unit.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeUnitRequest {
    /// What is done.
    pub change: UnitChange,
    /// Why.
    pub reason: String,
}
