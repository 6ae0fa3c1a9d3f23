//! The handlers, a file for each room.

pub mod archive;
pub mod assessment;
pub mod board;
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
pub mod shelf;
pub mod targets;
pub mod workbooks;

pub mod print;
