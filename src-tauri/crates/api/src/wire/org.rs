//! Units and persons.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ledger::UnitView;

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
    /// What the person does, in words: 填报人、审核人.
    pub role: String,
    /// The same as codes.
    pub roles: Vec<String>,
    /// The unit the office works for.
    pub org_unit: String,
    /// Its name.
    pub org_unit_name: String,
    /// A telephone number, masked unless it is that of the person at the desk.
    pub phone: Option<String>,
    /// Whether the person has a passcode on this device.
    pub passcode: bool,
}

/// Asks for a person's name and number without their mask; that stands in the ledger.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShowPersonRequest {
    /// Who.
    pub id: String,
}

/// Whom to call.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContactView {
    /// The id.
    pub id: String,
    /// The name; masked where it was not asked for.
    pub name: String,
    /// The telephone number; masked where it was not asked for.
    pub phone: Option<String>,
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

/// Writes a person down.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PutPersonRequest {
    /// The person; none: a new one.
    pub id: Option<String>,
    /// The name.
    pub name: String,
    /// The office as it stands on paper.
    pub office: String,
    /// The unit the office works for.
    pub org_unit: String,
    /// reporter, reviewer, approver, supervisor.
    pub roles: Vec<String>,
    /// A telephone number.
    pub phone: Option<String>,
}

/// Takes a person off the ledger.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemovePersonRequest {
    /// The person.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Changes places at a shared laptop.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignInRequest {
    /// The person.
    pub id: String,
    /// The passcode; empty where there is none.
    pub passcode: String,
}

/// Gives the person at the desk another passcode.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PasscodeRequest {
    /// The one that holds; empty where there is none.
    pub old: String,
    /// The new one; empty takes it away.
    pub new: String,
}
