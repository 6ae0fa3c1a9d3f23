//! Places, agencies and people: who reports for whom. A unit's place in the tree is dated and
//! stands apart from the unit itself. All units are held in short lines ([`Units`]), and a tree
//! numbers them as they stand on a day. Roll-up rules are in `assessment`.

mod masking;
mod numbers;
mod people;
mod rename;
mod tree;
mod unit;
mod units;

pub use masking::{Disclosure, masked_name, masked_phone};
pub use numbers::{PersonalNumber, personal_number};
pub use people::{Act, Office, Person, Role};
pub use rename::{Renamed, renamed};
pub use tree::Tree;
pub use unit::{Level, OrgUnit, UnitPosition};
pub use units::{Unit, Units};
