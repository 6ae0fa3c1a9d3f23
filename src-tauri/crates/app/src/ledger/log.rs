//! The log: every entry that came, the newest first.

use domain::ledger::{EntryHeader, Operation};
use domain::org::Disclosure;

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
}

/// Up to `limit` entries that came before number `before`.
pub fn log(desk: &Desk, before: Option<i64>, limit: u32) -> Result<Vec<Logged>, AppError> {
    let reader = desk.ledger().read();
    let mut found = Vec::new();
    for arrived in reader.entries(before, limit)? {
        let rows = match arrived.header.operation {
            Operation::Show => reader.rows(&arrived.header.id())?,
            _ => Vec::new(),
        };
        let shown = rows.iter().find_map(|(_, row)| Disclosure::of_row(&row.key, &row.content));
        found.push(Logged { number: arrived.number, header: arrived.header, rows: arrived.rows, shown });
    }
    Ok(found)
}
