//! What was reported, gathered for the pure rules of `domain::assessment`, and what they say.

mod arrival;
mod columns;
mod compare;
mod drafts;
mod evidence;
mod remarks;
mod survey;
#[cfg(test)]
mod tests;

pub(crate) use arrival::forms_made;
pub use arrival::{CorrectedCell, LateCell};
pub use compare::{Compared, changes};
pub(crate) use evidence::Kept;
pub use evidence::{EXAMPLE, Evidence, is_example};
pub use survey::{
    Detail, Goal, RankWish, Ranking, Surveyed, asked_alike, coverage_lines, detail, goal_of, listed_lines,
    month_end_before, ranking, survey,
};
pub(crate) use survey::{course, ranked_parts};
