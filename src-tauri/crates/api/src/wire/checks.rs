//! 数据审核: what was found on a form, and what was said about it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ledger::ProblemView;

/// Asks for the findings of a form and a period.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChecksRequest {
    /// The form.
    pub form: String,
    /// The period.
    pub period: String,
    /// Only of this unit.
    pub org_unit: Option<String>,
    /// Only so many of those that something can still be done about, and so many of the figures that nothing proves: the
    /// hardest first. Without it all, in the order of units and indicators.
    #[serde(default)]
    pub most: Option<u32>,
}

/// The findings of a form and a period.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChecksView {
    /// As they were asked for.
    pub findings: Vec<FindingView>,
    /// What keeps units from handing in, in the order of units.
    pub blocked: Vec<BlockedUnit>,
    /// The cells they stand at, as the sheet counts them.
    pub cells: CellCounts,
    /// Figures that nothing proves, those that were handed in among them.
    pub unproven: u32,
    /// 错误.
    pub errors: u32,
    /// 核实 that nobody has explained.
    pub queries: u32,
    /// 核实 that are explained.
    pub explained: u32,
    /// 提示.
    pub hints: u32,
}

/// Cells of reports that are still open, each counted once, by the hardest thing about it that nobody has explained.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellCounts {
    /// With something wrong.
    pub errors: u32,
    /// That ask for something and say nothing.
    pub missing: u32,
    /// With something odd.
    pub queries: u32,
}

/// A unit that cannot hand in, and why.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BlockedUnit {
    /// The unit.
    pub org_unit: String,
    /// Cells with something wrong.
    pub errors: u32,
    /// Cells that ask for something and say nothing.
    pub missing: u32,
    /// What is odd and not explained.
    pub queries: u32,
    /// The column of the grid where the hardest of it stands.
    pub column: String,
}

/// One thing that a check found.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindingView {
    /// By which it is explained.
    pub key: String,
    /// completeness, logic, …
    pub class: String,
    /// 完整性审核, …
    pub class_word: String,
    /// The unit, which is the row of the grid.
    pub org_unit: String,
    /// Its name.
    pub unit_name: String,
    /// The column of the grid.
    pub column: String,
    /// What is measured there.
    pub indicator_name: String,
    /// What is wrong, with the figures of the sentence.
    pub problem: ProblemView,
    /// The explanation that was last given; where the figure has changed since, it no longer holds.
    pub explanation: Option<String>,
    /// The explanation holds for what the cell says now.
    pub explained: bool,
    /// The unit has handed in: nothing can be done about it here.
    pub closed: bool,
    /// It keeps the unit from handing in.
    pub blocks: bool,
}

/// Explains findings: all of them or none.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExplainRequest {
    /// The form.
    pub form: String,
    /// The period.
    pub period: String,
    /// What is said of each.
    pub items: Vec<ExplainItem>,
}

/// An explanation.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExplainItem {
    /// The finding.
    pub key: String,
    /// Why the figure is as it is; empty takes the explanation back.
    pub text: String,
}
