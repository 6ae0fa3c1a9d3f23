//! Holds a report that was issued against the ledger: whether it came from here, whether the ledger still is what it
//! was then, and what the same report would say today. The words of the file itself are not looked at.

use std::collections::BTreeSet;

use domain::reports::{Block, Bulletin, BulletinFields, Origin, Stamp, Table};

use super::{Order, compose};
use crate::{AppError, Desk};

/// How a ledger stands to the head a report was made at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is another ledger.
    Foreign,
    /// It ends before: its tail was cut, or an earlier copy took its place.
    Shorter,
    /// Something else stands there: it was rewritten, or the report is of a copy that received in another order.
    Changed,
    /// It still holds that head.
    Held(Held),
}

/// What is known of a report whose head is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The entry that was the last one then.
    pub entry: String,
    /// When it came, by this device's clock, as ISO text.
    pub received_at: String,
    /// How many came after it.
    pub since: i64,
    /// How many facts of the ledger are not what their digests say.
    pub damaged: usize,
    /// Sentences and lines of tables that the same report would no longer say,
    pub gone: Vec<String>,
    /// and those it would say instead.
    pub new: Vec<String>,
}

/// Holds what a file says of itself against the ledger.
pub fn verify(desk: &mut Desk, stamp: &Stamp) -> Result<Kept, AppError> {
    let origin = &stamp.origin;
    let reader = desk.ledger().read();
    if origin.ledger != *desk.ledger().id() {
        return Ok(Kept::Foreign);
    }
    let last = reader.last_arrival()?;
    if last < origin.arrival {
        return Ok(Kept::Shorter);
    }
    let then = desk.ledger().read_as_known(origin.arrival);
    let found = then.entries(None, 1)?.pop().filter(|found| found.number == origin.arrival);
    let (Some(found), true) = (found, then.ledger_head()?.to_string() == stamp.head) else {
        return Ok(Kept::Changed);
    };
    let damaged = desk.ledger().verify()?.findings.len();
    let before = desk.when_known(origin.arrival, |desk| said(desk, origin))?;
    let now = said(desk, origin)?;
    let lacking = |all: &[String], of: &[String]| {
        let held: BTreeSet<&String> = all.iter().collect();
        of.iter().filter(|line| !held.contains(line)).cloned().collect()
    };
    Ok(Kept::Held(Held {
        entry: found.header.id().to_string(),
        received_at: found.received_at,
        since: last - origin.arrival,
        damaged,
        gone: lacking(&now, &before),
        new: lacking(&before, &now),
    }))
}

/// What a report says, sentence by sentence and line by line, without what a person wrote.
fn said(desk: &mut Desk, origin: &Origin) -> Result<Vec<String>, AppError> {
    let order = Order {
        as_of: origin.as_of,
        compare_with: Some(origin.compared_with),
        scope: origin.scope.clone(),
        targets: origin.targets.clone(),
        template: origin.template,
        fields: BulletinFields::default(),
        derivations: false,
        charts: false,
    };
    let Bulletin { blocks, annexes, .. } = compose(desk, &order)?;
    let paragraphs = blocks.into_iter().filter_map(|block| match block {
        Block::Paragraph { runs, .. } => Some(runs.into_iter().map(|run| run.text).collect()),
        Block::Heading { .. } => None,
    });
    Ok(paragraphs.chain(annexes.iter().flat_map(lines)).collect())
}

/// The lines of a table, each with the table's title.
fn lines(table: &Table) -> impl Iterator<Item = String> {
    table.rows.iter().map(|row| {
        let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        format!("{}：{}", table.title, cells.join("　"))
    })
}
