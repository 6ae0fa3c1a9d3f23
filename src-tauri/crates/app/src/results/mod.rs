//! The clerk's verbs: making forms, filling them in, handing them in; and taking in what was handed in.

mod fill;
mod form;
mod import;
mod read;
mod submit;

pub use fill::{CellInput, Change, ChangeProblem, FillAction, Filled, fill};
pub use form::{create_form, due_period, reporting_units, without_task};
pub use import::import_cells;
pub use read::{all_cells, form_cells};
pub use submit::{Submitted, accept, return_, submit};
