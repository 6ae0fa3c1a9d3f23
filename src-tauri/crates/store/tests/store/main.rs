//! Tests of the store through its public face, one module for each matter. They share one binary,
//! because linking costs more than running.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where; helpers are no #[test]")]

mod backups;
mod exchange;
mod files;
mod gate;
mod kill;
mod kit;
mod merge;
mod reading;
mod results;
mod tamper;
mod undo;
mod units;
mod verify;
mod writers;
