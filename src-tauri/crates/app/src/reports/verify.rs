//! Holds a report that was issued against the ledger: whether it came from here, whether the ledger still is what it
//! was then, and what the same report would say today. The words of the file itself are not looked at.

use std::collections::BTreeSet;

use domain::ledger::EntryHeader;
use domain::reports::{
    Block, Bulletin, BulletinFields, Difference, Origin, Patient, Stamp, Table, differences,
};

use super::causes::Causes;
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
    /// The figures that the same report would show otherwise, each with the last entries that came since and
    /// touched what it follows from.
    pub changed: Vec<Changed>,
    /// Sentences and lines of tables that the same report would no longer say,
    pub gone: Vec<String>,
    /// and those it would say instead.
    pub new: Vec<String>,
}

/// A figure that reads otherwise, and by which entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The figure, what it was and what it is.
    pub difference: Difference,
    /// The last entries that touched what it follows from, the last one first.
    pub entries: Vec<EntryHeader>,
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
    let before = desk.when_known(origin.arrival, |desk| again(desk, origin))?;
    let now = again(desk, origin)?;
    let changed = changed(desk, origin, &before, &now)?;
    let (before, now) = (said(before), said(now));
    let lacking = |all: &[String], of: &[String]| {
        let held: BTreeSet<&String> = all.iter().collect();
        of.iter().filter(|line| !held.contains(line)).cloned().collect()
    };
    Ok(Kept::Held(Held {
        entry: found.header.id().to_string(),
        received_at: found.received_at,
        since: last - origin.arrival,
        damaged,
        changed,
        gone: lacking(&now, &before),
        new: lacking(&before, &now),
    }))
}

/// The same report, without what a person wrote.
fn again(desk: &mut Desk, origin: &Origin) -> Result<Bulletin, AppError> {
    let order = Order {
        as_of: origin.as_of,
        compare_with: Some(origin.compared_with),
        scope: origin.scope.clone(),
        targets: origin.targets.clone(),
        template: origin.template,
        fields: BulletinFields::default(),
        edits: Vec::new(),
        derivations: false,
        charts: false,
    };
    compose(desk, &order, &Patient)
}

/// The figures that read otherwise, each with the entries behind it.
fn changed(
    desk: &mut Desk,
    origin: &Origin,
    before: &Bulletin,
    now: &Bulletin,
) -> Result<Vec<Changed>, AppError> {
    let differences = differences(before, now);
    if differences.is_empty() {
        return Ok(Vec::new());
    }
    let causes = Causes::since(desk, origin.arrival, origin.as_of)?;
    let book = desk.book()?;
    let tree = book.tree(origin.as_of);
    let with_causes = |difference: Difference| {
        let entries = causes.of(&difference.figure, book, &tree);
        Changed { difference, entries }
    };
    Ok(differences.into_iter().map(with_causes).collect())
}

/// What a report says, sentence by sentence and line by line.
fn said(Bulletin { blocks, annexes, .. }: Bulletin) -> Vec<String> {
    let paragraphs = blocks.into_iter().filter_map(|block| match block {
        Block::Paragraph { runs, .. } => Some(runs.into_iter().map(|run| run.text).collect()),
        Block::Heading { .. } => None,
    });
    paragraphs.chain(annexes.iter().flat_map(lines)).collect()
}

/// The lines of a table, each with the table's title.
fn lines(table: &Table) -> impl Iterator<Item = String> {
    table.rows.iter().map(|row| {
        let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        format!("{}：{}", table.title, cells.join("　"))
    })
}
