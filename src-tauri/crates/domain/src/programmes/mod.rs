//! The tree 方案 → 工程/行动 → 举措 → 任务 and the indicators that hang in it.

mod indicator;
mod lack;
mod programme;

pub use indicator::{Accumulation, Authority, Direction, Indicator, PlaceRule, TimeRule};
pub use programme::{Programme, ProgrammeKind};
