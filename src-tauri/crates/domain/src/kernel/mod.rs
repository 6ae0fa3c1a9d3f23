//! What every room shares: ids, fields, exact numbers, periods, units of measure, problems.
//! Anything that only one room uses belongs into that room.

mod date;
mod fields;
mod id;
mod number;
mod period;
mod problem;
mod rate;
mod uom;
mod words;

pub use date::Date;
pub use fields::{FieldError, Fields};
pub use id::{
    DocumentId, EntryId, ExcerptId, FormId, IndicatorId, LedgerId, OfficeId, OrgUnitId, PersonId,
    ProgrammeId, SubmissionId, TargetId, WriterId,
};
pub use number::{NumberText, Qualifier, ReadNumber, read_figure, read_figure_in, read_number};
pub use period::{Period, PeriodError, PeriodKind, day_name};
pub use problem::{Problem, Severity};
pub use rate::Rate;
pub use rust_decimal::Decimal;
pub use uom::{Uom, convert};
pub(crate) use words::word_enum;
