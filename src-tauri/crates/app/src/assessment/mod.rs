//! What was reported, gathered for the pure rules of `domain::assessment`, and what they say.

mod arrival;
mod evidence;
mod survey;

pub use arrival::{CorrectedCell, LateCell};
pub use evidence::{EXAMPLE, Evidence};
pub(crate) use survey::ranked_parts;
pub use survey::{
    Detail, Goal, Ranking, Surveyed, coverage_lines, detail, goal_of, month_end_before, ranking, survey,
};
