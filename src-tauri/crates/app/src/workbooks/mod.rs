//! Workbooks out and back: a form as a paper to be filled in anywhere, and what a workbook that comes in says for
//! the cells of a form, or what form it would need. What it says is shown first; writing goes the way of typing.

mod new_form;
mod paper;
mod take;

pub use new_form::{NewForm, make_form, propose_form};
pub use paper::{paper, paper_of_each};
pub use take::{Asked, CameIn, Fate, Judged, Written, read, write};
