//! The content of a bulletin as data: sentences that follow from the assessment, annex tables, what to look
//! at before issue. Nothing here knows fonts, pages or cells of a workbook, and no sentence states a cause.
//!
//! `input` is what comes in, `content`, `table` (its `columns` on a page) and `charts` what comes out and `origin` where it came from; `compose` puts it together from `sections`
//! and `annex`; `wording` holds the sentence forms, `edits` what a person made of them; `standing` is also the conclusion on screen. `saved` is what an office
//! keeps for the next one, `archived` what stays of one that went out, `differences` what another day says otherwise,
//! `waiting` who waits while it is made.

mod annex;
mod archived;
mod charts;
mod checks;
pub mod columns;
mod compose;
mod content;
mod differences;
mod edits;
mod input;
mod origin;
mod saved;
mod sections;
mod standing;
mod table;
#[cfg(test)]
mod tests;
pub mod title;
mod waiting;
mod wording;

use compose::numbering;

pub use archived::{Archived, ArchivedFile};
pub use charts::{
    Bar, Chart, Charts, Course, Cut, Drawn, Outlook, Pair, Plot, Standing, Strip, ranking_chart,
};
pub use columns::Columns;
pub use compose::compose;
pub use content::{Block, Bulletin, Figure, FigureRef, FiredRule, Layout, Listed, Run, Sentence, Template};
pub use differences::{Difference, differences};
pub use edits::Edit;
pub use input::{
    BulletinFields, BulletinInput, Correction, CoverageLine, DerivationLine, Item, LateReport, Quote,
    Reporting, UnitItem, UnitState,
};
pub use origin::{Origin, Stamp};
pub use saved::{Paper, Phrases, SavedTemplate, next_number};
pub use standing::{Conclusion, conclusion};
pub use table::{Abridged, Align, Cell, CellKind, Column, Formula, HeaderCell, Table};
pub use waiting::{Patient, Stage, Waiting};
pub use wording::{Asker, Owed, reminder};
