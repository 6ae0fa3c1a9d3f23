//! The clerk's room: forms, the grid, one cell, filling in and handing in, who changed what.

mod cell;
mod cells;
mod changes;
mod fill;
mod forms;
mod grid;
mod packed;
mod sheet;
mod shown;

pub use cell::{cell, cell_text};
pub(super) use cell::{key_of, period};
pub use changes::changes;
pub use fill::{fill, submit};
pub(super) use forms::indicators_of;
pub use forms::{form, form_periods, forms, put_form};
pub(super) use grid::offered;
pub use grid::{column_key, grid, grid_since};
pub(super) use sheet::sheet;
pub(crate) use shown::Shown;
