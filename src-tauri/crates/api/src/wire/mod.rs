//! What crosses the wire, typed once. Every type is derived to TypeScript into `ui/src/wire`.
//! Decimals and ids cross as text; numbers for people come with their printed form, so that the
//! window never rounds, sums or rates anything itself.

pub mod assessment;
pub mod checks;
pub mod documents;
pub mod evidence;
pub mod exchange;
pub mod ledger;
pub mod org;
pub mod programmes;
pub mod reports;
pub mod results;
pub mod review;
pub mod settings;
pub mod targets;
pub mod workbooks;
