//! Computed status: what is done, what is behind, by how much, and how each number came about
//! (怎么算的). Pure functions over [`Facts`]; nothing here is stored, and nothing here knows today.
//!
//! The rules are those of design §4; domain guide §2–3 describes the practice behind them. Values
//! are exact fractions from the first sum to the last comparison and are rounded only for print.
//! Floating point stands in `forecast` and in the presets of other published methods, nowhere else.
//!
//! Callers need [`assess`] (one target, one unit), [`rank`] (units under a target), [`covered_units`]
//! (a per-unit rule unit by unit) and [`explain`] (the tree behind every number). Inside, a figure
//! goes `series` (one unit over time) → `reporters` and `rollup` (many units) → `case` (held against
//! `goal`, `progress`, `completion`; judged by `status`) → `assess` (history, forecast, marks).
//!
//! Deliberately absent: appraisal scores (考核打分), sentences of bulletins, data checks at entry,
//! and any mean of percentages.

mod assess;
mod case;
mod compare;
mod completion;
mod coverage;
mod covered;
mod derivation;
mod explain;
mod facts;
mod flat;
mod forecast;
mod goal;
mod growth;
mod lamp;
mod outcome;
mod presets;
mod progress;
mod ranking;
#[cfg(test)]
mod reference;
mod reporters;
mod rollup;
mod series;
mod settings;
mod status;
#[cfg(test)]
pub(crate) mod testing;
mod window;

pub use assess::{assess, assess_unit, assess_with_earlier, qualified};
pub use compare::{Change, Turn, compare};
pub use completion::completion_of;
pub use covered::{CoveredUnit, Listed, Listing, UnitState, covered_units, listed_units};
pub use derivation::{Derivation, Source};
pub use explain::{explain, explain_as};
pub use facts::{
    Allocations, Arrival, CellFact, CellValue, Expectation, Facts, Point, Reporting, Series, Share, Targets,
    Values,
};
pub use flat::{
    Flat, FlatAttribute, FlatBetween, FlatCell, FlatColumn, FlatSaid, FlatSums, FlatUnits, Flats,
};
pub use forecast::{Pace, forecast};
pub use goal::{Goal, Outcome, Task, Test, goal_of, task_of};
pub use growth::uom_of;
pub use lamp::{LampBound, LampFacts, LampFault, LampPreset, LampRule, Lamps};
pub use outcome::{
    Assessment, Completion, CoverageOutcome, Forecast, Lamp, Mark, PartsCheck, Place, PresetOutcome, Rise,
    Scheduled, Status, UnitValue, Window,
};
pub use presets::{Course, YearValue, german_projection, open_sdg, tola};
pub use progress::{is_scheduled, months_over, progress, year_progress};
pub use ranking::{RankBy, Ranked, rank, rank_assessed};
pub use reporters::{is_flat, is_told_by_parts};
pub use settings::Settings;
pub use status::{Known, status_of};
pub use window::{instances_of, judged_period, window_of};
