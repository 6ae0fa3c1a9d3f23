//! Who waits while a document is made: it is told what is being done, and may stop waiting.

use std::ops::ControlFlow;

use crate::kernel::word_enum;

word_enum! {
    /// What is being done on a document.
    Stage {
        /// Its figures are computed from the ledger.
        Gather = "gather", "汇总";
        /// Its pages are set.
        Set = "set", "排版";
        /// Its file is made.
        Write = "write", "写出";
    }
}

/// Who waits for a document; asked from every thread that works on it.
pub trait Waiting: Sync {
    /// A stage begins, of so many steps.
    fn begin(&self, stage: Stage, steps: usize);
    /// A step of it is done.
    fn done(&self);
    /// Goes on, or breaks off where nobody waits any more.
    fn wanted(&self) -> ControlFlow<()>;
}

/// Waits as long as it takes and wants to know nothing.
pub struct Patient;

impl Waiting for Patient {
    fn begin(&self, _: Stage, _: usize) {}

    fn done(&self) {}

    fn wanted(&self) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
