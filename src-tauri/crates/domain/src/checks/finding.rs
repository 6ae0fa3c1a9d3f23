//! A finding: its class, its cell, and the problem with what it was held against.

use crate::kernel::{Problem, Severity, word_enum};
use crate::results::ResultKey;

word_enum! {
    /// The classes of data checks (domain guide §6.2).
    Class {
        /// Every cell that is asked for says something.
        Completeness = "completeness", "完整性审核";
        /// A part is not more than its whole, a day lies in its period.
        Logic = "logic", "逻辑审核";
        /// Totals are the sum of their parts.
        Balance = "balance", "平衡审核";
        /// Jumps, falls of running totals, values that do not move, round numbers.
        Trend = "trend", "趋势审核";
        /// A document says something else of the same thing.
        Consistency = "consistency", "一致性审核";
        /// What a rate is counted against, or the unit of measure, has changed.
        Definition = "definition", "口径审核";
        /// Far from all others, or from all it ever was.
        Outlier = "outlier", "极值审核";
        /// Two units, or two periods, say the same in every column.
        Twins = "twins", "重复审核";
        /// Said to be done without evidence.
        Evidence = "evidence", "佐证审核";
        /// The decimal point or the unit of measure has slipped.
        Slip = "slip", "量级审核";
    }
}

/// One thing that a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its class.
    pub class: Class,
    /// The cell it is about; of a whole row its first.
    pub cell: ResultKey,
    /// What is wrong, with the figures of the sentence.
    pub problem: Problem,
}

impl Finding {
    /// How hard it is.
    pub fn severity(&self) -> Severity {
        self.problem.severity
    }

    /// What an explanation of it is kept under: the cell and the code.
    pub fn key(&self) -> String {
        format!("{}|{}", self.cell.text(), self.problem.code)
    }
}
