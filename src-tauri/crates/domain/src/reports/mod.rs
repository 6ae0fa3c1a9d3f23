//! The content of a bulletin as data: sentences that follow from the assessment, annex tables, what to look
//! at before issue. Nothing here knows fonts, pages or cells of a workbook, and no sentence states a cause.
//!
//! `content` and `table` are what comes out. `wording` holds every Chinese sentence form.

mod content;
mod table;

pub use content::{Block, Bulletin, Figure, FigureRef, FiredRule, Run, Template};
pub use table::{Align, Cell, CellKind, Column, Formula, HeaderCell, Table};
