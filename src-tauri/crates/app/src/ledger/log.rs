//! The log: every entry that came, the newest first.

use chrono::DateTime;
use domain::ledger::{EntryHeader, Moment, Operation};
use domain::org::Disclosure;
use store::Arrived;

use crate::desk::is_set_back;
use crate::{AppError, Desk};

/// An entry as the log lists it.
#[derive(Debug)]
pub struct Logged {
    /// Its number in the order of arrival.
    pub number: i64,
    /// The entry.
    pub header: EntryHeader,
    /// How many rows came with it.
    pub rows: u32,
    /// Whose masked data were shown, where it says that.
    pub shown: Option<Disclosure>,
    /// What this device's clock had shown for what came before it, where that was later.
    pub set_back: Option<Moment>,
}

/// Up to `limit` entries that came before number `before`.
pub fn log(desk: &Desk, before: Option<i64>, limit: u32) -> Result<Vec<Logged>, AppError> {
    let reader = desk.ledger().read();
    // One more than is listed: the clock of each is held against that of the one before.
    let arrived = reader.entries(before, limit.saturating_add(1))?;
    let mut found = Vec::with_capacity(arrived.len());
    for (at, one) in arrived.iter().enumerate().take(limit as usize) {
        let rows = match one.header.operation {
            Operation::Show => reader.rows(&one.header.id())?,
            _ => Vec::new(),
        };
        let shown = rows.iter().find_map(|(_, row)| Disclosure::of_row(&row.key, &row.content));
        let earlier = arrived.get(at + 1).and_then(clock_of);
        let set_back = earlier.filter(|before| clock_of(one).is_some_and(|now| is_set_back(&now, before)));
        let header = one.header.clone();
        found.push(Logged { number: one.number, header, rows: one.rows, shown, set_back });
    }
    Ok(found)
}

/// What this device's clock showed when something came.
fn clock_of(arrived: &Arrived) -> Option<Moment> {
    DateTime::parse_from_rfc3339(&arrived.received_at).ok()
}
