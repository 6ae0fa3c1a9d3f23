//! Changing the tree of units, with dates: what was reported before stays where it was. Who writes, and who may.

mod change;
mod people;
mod personal;
mod record;

pub use change::{add_unit, close_unit, merge_unit, move_unit, rename_unit};
pub use people::{PersonDraft, has_passcode, put_person, remove_person, set_passcode, sign_in};
pub(crate) use personal::show_all;
pub(crate) use personal::{impersonal, need_impersonal};
pub use personal::{masked, show_person};
pub use record::{Named, UnitRecord, Written, unit_record};
