//! What an entry does, as a closed list. Which operations can be undone is decided here; whether a
//! particular entry still can is decided over its rows.

use crate::kernel::word_enum;

word_enum! {
    /// The named operation of an entry.
    Operation {
        /// A definition is made: unit, programme, indicator, form, person, …
        Define = "define", "新建";
        /// A definition gets a new version.
        Revise = "revise", "修订";
        /// A definition is taken back.
        Retract = "retract", "撤下";
        /// A file is read in.
        Import = "import", "导入";
        /// A statement of a document becomes a target, a result or an observation.
        Adopt = "adopt", "采用";
        /// A figure is explained.
        Explain = "explain", "写情况说明";
        /// The office sets a rule of the ledger.
        Set = "set", "改设置";
        /// A target is broken down.
        Allocate = "allocate", "分解";
        /// Cells are typed.
        Fill = "fill", "填入";
        /// A block is pasted.
        Paste = "paste", "粘贴";
        /// Cells are emptied.
        Clear = "clear", "清除";
        /// A remark is written at a figure.
        Remark = "remark", "写批注";
        /// Files that prove a figure are put with it, or taken away.
        Attach = "attach", "附佐证";
        /// A figure that was handed in is corrected.
        Correct = "correct", "更正";
        /// Two things are said to be the same.
        Identify = "identify", "认定同一";
        /// One of several heads is chosen.
        Resolve = "resolve", "裁定";
        /// A unit hands in its report.
        Submit = "submit", "提交";
        /// A unit takes its report back before it is received.
        Withdraw = "withdraw", "撤回";
        /// A report is checked.
        Review = "review", "审核";
        /// A report is approved by the head of the unit.
        Approve = "approve", "审定";
        /// A report is taken in.
        Receive = "receive", "接收";
        /// A report counts.
        Accept = "accept", "通过";
        /// A report is given back with a reason.
        Return = "return", "退回";
        /// Definitions or reports are handed out.
        Issue = "issue", "下达";
        /// A report that went out is put into the archive.
        Archive = "archive", "印发登记";
        /// What is masked is shown to somebody.
        Show = "show", "查看个人信息";
        /// An entry is undone.
        Undo = "undo", "撤销";
        /// An undone entry is done again.
        Redo = "redo", "重做";
    }
}

impl Operation {
    /// Whether an entry of this operation can be undone by its author. Handing in, sending,
    /// receiving, deciding and issuing are answered by 退回 and 更正 instead.
    pub fn is_undoable(self) -> bool {
        match self {
            Self::Define
            | Self::Revise
            | Self::Retract
            | Self::Import
            | Self::Adopt
            | Self::Explain
            | Self::Set
            | Self::Allocate
            | Self::Fill
            | Self::Paste
            | Self::Clear
            | Self::Remark
            | Self::Attach
            | Self::Correct
            | Self::Identify
            | Self::Resolve
            | Self::Archive
            | Self::Redo => true,
            Self::Submit
            | Self::Withdraw
            | Self::Review
            | Self::Approve
            | Self::Receive
            | Self::Accept
            | Self::Return
            | Self::Issue
            | Self::Show
            | Self::Undo => false,
        }
    }
}
