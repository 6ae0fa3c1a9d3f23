//! What was reported: one cell at a time, and the forms that ask for it. Scores and colours are
//! not here; they are computed by `assessment`.

mod calendar;
mod cell;
mod form;

pub use calendar::Calendar;
pub use cell::{CellState, Measure, ResultCell, ResultKey};
pub use form::{DayOfMonth, DueDay, DueRule, Edition, Form, Frequency, HolidayRule};
