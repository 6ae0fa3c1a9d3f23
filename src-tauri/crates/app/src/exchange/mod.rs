//! What goes out of a ledger and comes into it: as interchange data whole, as signed packages between offices.

mod conflicts;
mod deliveries;
mod interchange;
mod keys;
mod pack;
mod receive;
#[cfg(test)]
mod tests;

pub use conflicts::{Contender, conflicts, contenders, resolve};
pub use deliveries::{Missing, Outgoing, deliveries, home, missing, outgoing, verify_heads};
pub use interchange::{export, import};
pub use keys::{KeyRing, judge, make_key, own_key, restore_key, unlock};
pub use pack::{pack_card, pack_issue, pack_receipt, pack_submission};
pub use receive::{Brought, Incoming, Offer, Verdict, inspect, receive};
