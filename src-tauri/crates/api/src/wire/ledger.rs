//! Opening a ledger, its units, its state, undo.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::org::{PersonView, WrittenBy};

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
    /// 当时掌握情况: only what had come in by the end of this day counts; none: everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub known_on: Option<String>,
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
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
    /// The passcode has to be said before anything is written.
    pub locked: bool,
    /// Days worth choosing, newest first.
    pub as_of_choices: Vec<AsOfChoice>,
    /// What to show first.
    pub context: Context,
    /// When the last entry was written.
    pub saved_at: Option<String>,
    /// What this device's clock showed when something was written, if it shows less now.
    pub clock_behind: Option<String>,
    /// What undo would take back.
    pub undo: Option<UndoView>,
    /// What redo would put back.
    pub redo: Option<UndoView>,
    /// Entries in all.
    pub entries: u32,
}

/// Counts for the menu.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WaitingView {
    /// Forms whose time has come and that somebody this person reports for has not handed in.
    pub forms: u32,
    /// Reports this person can take further.
    pub review: u32,
    /// Targets that are worse than behind.
    pub urgent: u32,
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

/// Asks for a part of the log.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LogRequest {
    /// Only what came before this number; none: the newest.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<u32>,
}

/// A part of the log, the newest first.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LogView {
    /// The entries.
    pub lines: Vec<LogLine>,
    /// From where on there are older ones; none: that was all.
    pub next: Option<u32>,
}

/// An entry of the log.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LogLine {
    /// Its number in the order of arrival.
    pub number: u32,
    /// Who, when, what, why.
    pub written: WrittenBy,
    /// For which office.
    pub office: String,
    /// How many rows it holds.
    pub rows: u32,
    /// Whose masked data were shown, masked; empty: everybody's; none: it is another sort of entry.
    pub shown: Option<String>,
    /// What this device's clock had shown before, where it had been set back.
    pub set_back: Option<String>,
}

/// Writes a copy; none: ask where.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BackupRequest {
    /// Where.
    pub path: Option<String>,
    /// What the copy is sealed with; none: it lies open.
    #[serde(default)]
    #[ts(optional)]
    pub passphrase: Option<String>,
}

/// A backup that was found or chosen.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BackupView {
    /// Where it lies.
    pub path: String,
    /// It opens only with a word.
    pub sealed: bool,
    /// A passphrase was made for it.
    pub passphrase: bool,
    /// It opens with the recovery key, or with the passphrase of a key that it is sealed for.
    pub recovery: bool,
}

/// Has the copies that are made by themselves sealed, or not.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SealBackupsRequest {
    /// Whether.
    pub sealed: bool,
}

/// Brings a backup back and opens it.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RestoreRequest {
    /// The backup.
    pub backup: String,
    /// The ledger it becomes; none: ask where.
    pub path: Option<String>,
    /// What opens a sealed one: its passphrase, the recovery key, or the passphrase of a key on this device.
    #[serde(default)]
    #[ts(optional)]
    pub word: Option<String>,
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
