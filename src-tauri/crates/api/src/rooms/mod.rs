//! The handlers, a file for each room.

pub mod assessment;
pub mod documents;
pub mod ledger;
pub mod programmes;
pub mod reports;
pub mod results;
pub mod settings;
pub mod targets;

pub mod print;
