//! Making an entry on this device: one immediate transaction from reading what is current to the
//! commit. The head that the entry will leave is remembered outside the file *before* the commit; if
//! the program dies in between, the next entry begins a new writer, which is always right.

use std::borrow::Cow;
use std::collections::HashSet;

use domain::kernel::{EntryId, LedgerId, WriterId};
use domain::ledger::{AttachmentRef, Digest, EntryHeader, NewHeader, Row, RowKind, RowRef, valid_writer};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::insert::{self, Incoming, check_own_row};
use super::{Change, DraftRow, EntryDraft, NewAttachment, Replaces};
use crate::derive::Applier;
use crate::error::{Broken, Refused, Result, StoreError};
use crate::local;
use crate::port::{Ports, Remembered};
use crate::read::{self, Reader};

/// How often a change is tried if another program of this device writes into a copy meanwhile.
pub(super) const ATTEMPTS: usize = 3;

/// Where the next entry of this device goes.
struct Place {
    writer: WriterId,
    seq: u32,
    previous: Option<Digest>,
    remembered: Option<Remembered>,
}

/// What is to be written: the draft, and the entry it undoes or redoes.
pub(super) struct Planned<'d> {
    pub(super) draft: Cow<'d, EntryDraft>,
    pub(super) undoes: Option<EntryId>,
}

/// Writes an entry.
pub(crate) fn change(
    conn: &mut Connection,
    ledger: &LedgerId,
    ports: &mut Ports,
    draft: &EntryDraft,
) -> Result<Change> {
    write_entry(conn, ledger, ports, &|_, _| Ok(Planned { draft: Cow::Borrowed(draft), undoes: None }))
}

/// Writes the entry that `plan` makes from what is current. It is asked inside the transaction, so
/// that nothing can come between what it saw and what is written.
pub(super) fn write_entry<'d>(
    conn: &mut Connection,
    ledger: &LedgerId,
    ports: &mut Ports,
    plan: &dyn Fn(&Connection, &Ports) -> Result<Planned<'d>>,
) -> Result<Change> {
    for _ in 0..ATTEMPTS {
        if let Some(change) = attempt(conn, ledger, ports, plan)? {
            return Ok(change);
        }
    }
    Err(StoreError::Busy)
}

/// One attempt; none if the memory of this device moved on meanwhile.
fn attempt<'d>(
    conn: &mut Connection,
    ledger: &LedgerId,
    ports: &mut Ports,
    plan: &dyn Fn(&Connection, &Ports) -> Result<Planned<'d>>,
) -> Result<Option<Change>> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let planned = plan(&tx, ports)?;
    let change = write_planned(&tx, ledger, ports, planned)?;
    if change.as_ref().is_some_and(|change| change.entry.is_some()) {
        tx.commit()?;
    }
    Ok(change)
}

/// Writes an entry in a transaction that is committed right after; none if the memory of this device moved on
/// meanwhile.
pub(super) fn write_planned(
    tx: &Transaction<'_>,
    ledger: &LedgerId,
    ports: &mut Ports,
    Planned { draft, undoes }: Planned<'_>,
) -> Result<Option<Change>> {
    let mut applier = Applier::new(tx)?;
    let rows = rows_to_write(tx, &mut applier, &draft.rows, undoes.is_some())?;
    let skipped = draft.rows.len() - rows.len();
    let attachments = attachments(&draft)?;
    if rows.is_empty() && all_kept(tx, &attachments)? {
        return Ok(Some(Change { skipped, ..Change::default() }));
    }
    let place = next_place(tx, ledger, ports)?;
    let incoming: Vec<Incoming> = rows
        .into_iter()
        .zip(0..)
        .map(|(row, position)| {
            let at = RowRef { writer: place.writer.clone(), seq: place.seq, position };
            Incoming::new(at, row, None)
        })
        .collect();
    let header = header(&place, &draft, undoes, attachments, &incoming);
    let (arrival, head) = write(tx, &mut applier, &draft, &header, &incoming)?;
    let next = Remembered { writer: header.writer.clone(), seq: header.seq, head };
    if ports.memory.remember(ledger, place.remembered.as_ref(), &next)?.is_err() {
        return Ok(None);
    }
    let touched = incoming.iter().map(|i| (i.row.kind, i.row.key.clone())).collect();
    let rows = incoming.into_iter().map(|i| i.at).collect();
    Ok(Some(Change { entry: Some(header), arrival: Some(arrival), rows, touched, skipped }))
}

/// The rows of a draft that say something new, each with what it replaces. Where an entry is turned
/// back all rows count: to restore a conflict, one of them says what is current already.
fn rows_to_write(
    tx: &Transaction<'_>,
    applier: &mut Applier<'_>,
    drafts: &[DraftRow],
    turns_back: bool,
) -> Result<Vec<Row>> {
    let mut seen = HashSet::with_capacity(drafts.len());
    let mut rows = Vec::with_capacity(drafts.len());
    for draft in drafts {
        if draft.replaces == Replaces::Current && !seen.insert((draft.kind, draft.key.as_str())) {
            return Err(Refused::DuplicateKey { kind: draft.kind, key: draft.key.clone() }.into());
        }
        let mut row = bare(draft);
        check_own_row(&row)?;
        let is_news = match &draft.replaces {
            Replaces::Exactly(named) if turns_back => {
                row.replaces = checked(tx, &row, named)?;
                true
            }
            replaces => fill_replaces(tx, applier, &mut row, replaces)?,
        };
        if is_news {
            rows.push(row);
        }
    }
    Ok(rows)
}

fn bare(draft: &DraftRow) -> Row {
    Row {
        kind: draft.kind,
        key: draft.key.clone(),
        replaces: Vec::new(),
        content: draft.content.clone(),
        retracted: draft.retracted,
    }
}

/// Gives the row what it replaces; tells whether it says anything that is not current already.
fn fill_replaces(
    tx: &Transaction<'_>,
    applier: &mut Applier<'_>,
    row: &mut Row,
    replaces: &Replaces,
) -> Result<bool> {
    let heads = applier.heads(row.kind, &row.key)?;
    let is_current =
        if heads.is_empty() { row.retracted } else { heads.iter().all(|head| head.row.says_the_same(row)) };
    let current: Vec<RowRef> = heads.into_iter().map(|head| head.at).collect();
    row.replaces = match replaces {
        Replaces::Current => current.clone(),
        Replaces::Exactly(named) => checked(tx, row, named)?,
    };
    Ok(!(is_current && row.replaces == current))
}

/// The rows a draft names; each must be a version of the same thing.
fn checked(tx: &Transaction<'_>, row: &Row, named: &[RowRef]) -> Result<Vec<RowRef>> {
    for at in named {
        let held = Reader::now(tx).row(at)?;
        if held.is_none_or(|held| (held.kind, &held.key) != (row.kind, &row.key)) {
            return Err(Refused::UnknownReplaced(at.clone()).into());
        }
    }
    let mut named = named.to_vec();
    named.sort();
    named.dedup();
    Ok(named)
}

fn attachments(draft: &EntryDraft) -> Result<Vec<AttachmentRef>> {
    let reference = |attachment: &NewAttachment| {
        Ok(AttachmentRef {
            digest: attachment.digest(),
            size: u32::try_from(attachment.bytes.len()).map_err(|_| Refused::TooLarge)?,
            media_type: attachment.media_type.clone(),
            name: attachment.name.clone(),
        })
    };
    draft.attachments.iter().map(reference).collect()
}

fn all_kept(tx: &Transaction<'_>, attachments: &[AttachmentRef]) -> Result<bool> {
    for attachment in attachments {
        if !read::has_attachment(tx, &attachment.digest)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Goes on under the remembered writer if the file's head is the one remembered, else begins anew.
fn next_place(tx: &Transaction<'_>, ledger: &LedgerId, ports: &mut Ports) -> Result<Place> {
    let remembered = ports.memory.recall(ledger)?;
    if let Some(last) = current_writer(tx, remembered.as_ref())? {
        let seq = last.seq.checked_add(1).ok_or(Refused::TooLarge)?;
        return Ok(Place { writer: last.writer.clone(), seq, previous: Some(last.head), remembered });
    }
    let writer = WriterId::new(ports.ids.fresh());
    if !valid_writer(&writer) || read::head_of(tx, &writer)?.is_some() {
        return Err(Broken::Port("writer id").into());
    }
    Ok(Place { writer, seq: 1, previous: None, remembered })
}

/// What is remembered, if the file stands where it says.
pub(super) fn current_writer<'a>(
    conn: &Connection,
    remembered: Option<&'a Remembered>,
) -> Result<Option<&'a Remembered>> {
    let Some(last) = remembered else { return Ok(None) };
    let stands = read::head_of(conn, &last.writer)? == Some((last.seq, last.head));
    Ok(stands.then_some(last))
}

fn header(
    place: &Place,
    draft: &EntryDraft,
    undoes: Option<EntryId>,
    attachments: Vec<AttachmentRef>,
    rows: &[Incoming],
) -> EntryHeader {
    NewHeader {
        writer: place.writer.clone(),
        seq: place.seq,
        previous: place.previous,
        operation: draft.operation,
        author: draft.author.clone(),
        office: draft.office.clone(),
        time: draft.time,
        reason: draft.reason.clone(),
        undoes,
        attachments,
    }
    .seal(rows.iter().map(|incoming| incoming.digest).collect())
}

/// Gives the arrival and the digest of the entry.
fn write(
    tx: &Transaction<'_>,
    applier: &mut Applier<'_>,
    draft: &EntryDraft,
    header: &EntryHeader,
    rows: &[Incoming],
) -> Result<(i64, Digest)> {
    for attachment in &draft.attachments {
        insert::attachment(tx, &attachment.digest(), &attachment.bytes)?;
    }
    let entry = insert::entry(tx, header)?;
    let arrival = insert::rows(tx, applier, &entry, rows, &header.time)?;
    // What was typed became a value: the text that stood in for it is done with.
    if local::has_drafts(tx)? {
        for incoming in rows.iter().filter(|incoming| incoming.row.kind == RowKind::Result) {
            local::clear_draft(tx, &incoming.row.key)?;
        }
    }
    Ok((arrival, entry.digest))
}
