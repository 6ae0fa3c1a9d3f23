//! The clerk's verbs: making forms, filling them in, handing them in; and taking in what was handed in.

mod changes;
mod compared;
mod course;
mod evidence;
mod fill;
mod form;
mod form_checks;
mod handed_in;
mod history;
mod import;
mod read;
mod remark;
mod standing;
mod submit;
mod tally;
mod workflow;
mod writable;

pub use changes::{FigureChange, Since, changes};
pub use compared::{Compared, compared};
pub(crate) use course::Course;
pub use evidence::{EvidenceFile, attach, detach, evidence_file, evidence_of, files_of};
pub(crate) use fill::fill_beside;
pub use fill::{CellInput, Change, ChangeProblem, FillAction, Filled, Verdict, draft_problem, fill, judge};
pub use form::{due_period, first_unreported, put_form, reporting_units, running_period, without_task};
pub(crate) use form_checks::lacks;
pub(crate) use handed_in::HandedIn;
pub use handed_in::ReportState;
pub use history::{CellVersion, history};
pub use import::import_cells;
pub use read::{all_cells, form_cells};
pub use remark::{remark, remark_of};
pub use standing::{
    Deadlines, FormStanding, Stage, Timeliness, UnitStanding, Waiting, completeness, contacts, due_forms,
    queue, stages, waiting,
};
pub use submit::{Submitted, submit};
pub use tally::{Tally, tally};
pub(crate) use workflow::is_ready_to_send;
pub use workflow::{Step, Stepped, steps_of, take_step};
pub use writable::why_locked;
