//! What was reported: one cell at a time, and the forms that ask for it. Scores and colours are
//! not here; they are computed by `assessment`.

mod cell;
mod form;

pub use cell::{CellState, Measure, ResultCell, ResultKey};
pub use form::{DueRule, Form, Frequency, HolidayRule};
