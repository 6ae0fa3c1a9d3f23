//! The one gate. Every fact comes in here: by [`change`](crate::Ledger::change) if it is made on
//! this device, by [`receive`](crate::Ledger::receive) if it was made elsewhere, by undo and redo
//! which are changes too. There is no other way.

mod change;
mod insert;
mod receive;
mod undo;

use std::ops::ControlFlow;

use domain::kernel::{EntryId, Fields, OfficeId, PersonId, WriterId};
use domain::ledger::{Batch, Digest, EntryHeader, Key, Moment, Operation, RowKind, RowRef};

pub(crate) use change::change;
pub(crate) use insert::{arrival_digest, check_row};
pub(crate) use receive::{gaps, receive, receive_many};
pub(crate) use undo::{label, redo, undo};

use crate::error::Refused;

/// What a person wants to have written down.
#[derive(Clone, Debug)]
pub struct EntryDraft {
    /// The named operation; undo and redo have verbs of their own.
    pub operation: Operation,
    /// Who does it.
    pub author: PersonId,
    /// For which office.
    pub office: OfficeId,
    /// When, by the clock of this device.
    pub time: Moment,
    /// Why; empty where no reason is asked for.
    pub reason: String,
    /// What is said.
    pub rows: Vec<DraftRow>,
    /// Files that belong to it, such as the workbook it was read from.
    pub attachments: Vec<NewAttachment>,
}

impl EntryDraft {
    /// An entry without rows yet.
    pub fn new(operation: Operation, author: &PersonId, office: &OfficeId, time: Moment) -> Self {
        Self {
            operation,
            author: author.clone(),
            office: office.clone(),
            time,
            reason: String::new(),
            rows: Vec::new(),
            attachments: Vec::new(),
        }
    }

    /// With a reason.
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }

    /// With a row.
    pub fn with(mut self, row: DraftRow) -> Self {
        self.rows.push(row);
        self
    }
}

/// A row before its entry is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// The sort of thing.
    pub kind: RowKind,
    /// Which one.
    pub key: String,
    /// What is said of it.
    pub content: Fields,
    /// Whether it is said that it is no more.
    pub retracted: bool,
    /// What it takes the place of.
    pub replaces: Replaces,
}

/// What a row takes the place of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Replaces {
    /// Whatever is current when it is written, all heads of a conflict included. A row that says
    /// what is current already is left out.
    #[default]
    Current,
    /// Exactly these rows: what the person saw. If something else became current in the meantime,
    /// the two stand side by side as a conflict.
    Exactly(Vec<RowRef>),
}

impl DraftRow {
    /// Says something of a thing, in place of what is current.
    pub fn put(kind: RowKind, key: impl Into<String>, content: Fields) -> Self {
        Self { kind, key: key.into(), content, retracted: false, replaces: Replaces::Current }
    }

    /// Says that a thing is no more. Left out if there is none.
    pub fn retract(kind: RowKind, key: impl Into<String>) -> Self {
        let (key, content) = (key.into(), Fields::new());
        Self { kind, key, content, retracted: true, replaces: Replaces::Current }
    }

    /// In place of exactly these rows.
    pub fn replacing(mut self, rows: Vec<RowRef>) -> Self {
        self.replaces = Replaces::Exactly(rows);
        self
    }
}

/// A file that is kept with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttachment {
    /// The name of the file.
    pub name: String,
    /// The media type.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl NewAttachment {
    /// The digest under which the bytes are kept; rows name it as evidence.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes)
    }
}

/// What a change did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The entry that was made; none if everything said was current already.
    pub entry: Option<EntryHeader>,
    /// The arrival number of the entry.
    pub arrival: Option<i64>,
    /// The rows that were written, in order.
    pub rows: Vec<RowRef>,
    /// What they are versions of.
    pub touched: Vec<Key>,
    /// How many rows were left out because they say what is current.
    pub skipped: usize,
}

/// Who acts, for undo and redo.
#[derive(Clone, Debug)]
pub struct Who {
    /// The person.
    pub author: PersonId,
    /// The office.
    pub office: OfficeId,
    /// By the clock of this device.
    pub time: Moment,
}

/// What the undo or redo button names: 撤销"填入 36 个数".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoLabel {
    /// The entry that would be undone or redone.
    pub entry: EntryId,
    /// The operation it began with.
    pub operation: Operation,
    /// How many rows that operation wrote.
    pub rows: u32,
    /// The reason given with it.
    pub reason: String,
}

/// What receiving did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Entries that were not known.
    pub new_entries: Vec<EntryId>,
    /// How many rows were not known.
    pub new_rows: usize,
    /// How many attachments were not known.
    pub new_attachments: usize,
    /// How many entries brought nothing new.
    pub known_entries: usize,
    /// What the new rows are versions of.
    pub touched: Vec<Key>,
    /// Numbers missing before the last entry of a writer, over the whole ledger.
    pub gaps: Vec<Gap>,
    /// Attachments that received entries name and nobody brought yet.
    pub missing_attachments: Vec<Digest>,
}

/// What a batch brought, or why it was left out.
pub type Outcome = Result<Receipt, Refused>;

/// Makes the entry that says what came.
pub type Record<'r> = dyn Fn(&[Outcome]) -> EntryDraft + 'r;

/// Batches that come together, and what is written down of it.
pub struct Many<'m> {
    /// The batches, in the order in which they are taken in.
    pub batches: &'m [Batch],
    /// The time of arrival.
    pub now: Moment,
    /// Asked before each batch; a break stops the whole, and nothing happens.
    pub next: &'m mut dyn FnMut() -> ControlFlow<()>,
    /// The entry that says what came, made from what became of each batch.
    pub record: &'m Record<'m>,
}

/// What taking in many batches did.
#[derive(Clone, Debug)]
pub struct Received {
    /// What each batch brought, or why it was left out.
    pub receipts: Vec<Outcome>,
    /// The entry that says so.
    pub change: Change,
}

/// Entries of a writer that are missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The writer.
    pub writer: WriterId,
    /// The first missing number.
    pub from: u32,
    /// The last missing number.
    pub to: u32,
}
