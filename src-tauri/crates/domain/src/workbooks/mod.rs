//! Workbooks that go out and come back: a form as a paper that is known again, and what sheets of other offices
//! say. Bytes belong to `formats`; what is understood here is shown before anything is written.

mod found;
mod heading;
mod issued;
mod mapping;
mod own;
mod paper;
mod places;
mod proposal;
mod sheet;
mod subject;
mod table;
#[cfg(test)]
mod tests;
mod verify;
mod words;

pub use found::{Found, Said};
pub use heading::ColumnSort;
pub use issued::Issued;
pub use mapping::{
    Choices, ColumnChoice, ColumnUse, Ground, Meaning, NameChoice, Reading, RowUse, Understood, fingerprint,
    understand,
};
pub use own::{CameBack, read_own};
pub use paper::{Axis, IDENTITY_SHEET, Identity, Line, Paper};
pub use places::{How, Places};
pub use proposal::{Asks, Proposal, measured, propose};
pub use sheet::{Covered, Merged, Sheet, SheetCell, SheetRow, Value, Workbook, cell_name, column_name};
pub use table::{RowSort, Table, TableColumn, TableRow, tables_of};
pub use words::plain;
