//! Workbooks that go out and come back: a form as a paper that is known again, and what sheets of other offices
//! say. Bytes belong to `formats`; what is understood here is shown before anything is written.

mod found;
mod own;
mod paper;
mod sheet;
mod words;

pub use found::{Found, Said};
pub use own::{CameBack, read_own};
pub use paper::{Axis, IDENTITY_SHEET, Identity, Line, Paper};
pub use sheet::{Covered, Merged, Sheet, SheetCell, SheetRow, Value, Workbook, cell_name, column_name};
