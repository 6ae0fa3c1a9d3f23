//! Stories through the API on a real file, one module for each room. What a user does is a command;
//! what is asserted is what a user would see.

mod backup;
mod checks;
mod corrections;
mod documents;
mod evidence;
mod exchange;
mod golden;
mod hardening;
mod indicators;
mod interchange;
mod journey;
mod known;
mod ledger;
mod odd;
mod personal;
mod reading;
mod reports;
mod results;
mod review;
mod settings;
mod targets;
mod targets_changed;
mod targets_shared;
mod workbooks;
