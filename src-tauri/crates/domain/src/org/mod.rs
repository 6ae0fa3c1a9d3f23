//! Places, agencies and people: who reports for whom. A unit's place in the tree is dated and
//! stands apart from the unit itself. How a tree is numbered for range queries is derived
//! in `store`; roll-up rules are in `assessment`.

mod people;
mod rename;
mod tree;
mod unit;

pub use people::{Act, Office, Person, Role};
pub use rename::{Renamed, renamed};
pub use tree::Tree;
pub use unit::{Level, OrgUnit, UnitPosition};
