//! Taking in entries that were made elsewhere: again and again, in any order, in parts. All of a
//! batch or nothing; what is not what it says it is, is named.

use std::borrow::Cow;

use domain::kernel::{LedgerId, WriterId};
use domain::ledger::{
    Batch, CarriedAttachment, Digest, EntryHeader, Fault, FaultKind, Moment, Parcel, RowRef,
};
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior};

use super::change::{ATTEMPTS, Planned, write_planned};
use super::insert::{self, Incoming, Kept, check_row};
use super::{Gap, Many, Outcome, Receipt, Received};
use crate::derive::Applier;
use crate::error::{Refused, Result, StoreError};
use crate::port::Ports;
use crate::read::{self, Reader};

/// Takes in a batch.
pub(crate) fn receive(conn: &mut Connection, batch: &Batch, now: &Moment) -> Result<Receipt> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut receipt = take_batch(&tx, batch, now)?;
    receipt.gaps = gaps(&tx)?;
    tx.commit()?;
    Ok(receipt)
}

/// Takes in many batches and writes down that they came, as one transaction. A batch that is not what it says it is
/// is left out whole and named; the others come in. None: it was stopped on the way, and nothing happened.
pub(crate) fn receive_many(
    conn: &mut Connection,
    ledger: &LedgerId,
    ports: &mut Ports,
    many: &mut Many<'_>,
) -> Result<Option<Received>> {
    for _ in 0..ATTEMPTS {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut receipts = Vec::with_capacity(many.batches.len());
        for batch in many.batches {
            if (many.next)().is_break() {
                return Ok(None);
            }
            receipts.push(take_or_leave(&tx, batch, &many.now)?);
        }
        let planned = Planned { draft: Cow::Owned((many.record)(&receipts)), undoes: None };
        if let Some(change) = write_planned(&tx, ledger, ports, planned)? {
            tx.commit()?;
            return Ok(Some(Received { receipts, change }));
        }
    }
    Err(StoreError::Busy)
}

/// A batch, or why it is left out; nothing of it stays then.
fn take_or_leave(tx: &Transaction<'_>, batch: &Batch, now: &Moment) -> Result<Outcome> {
    tx.execute_batch("SAVEPOINT batch")?;
    let taken = match take_batch(tx, batch, now) {
        Ok(receipt) => Ok(receipt),
        Err(StoreError::Refused(refused)) => {
            tx.execute_batch("ROLLBACK TO batch")?;
            Err(refused)
        }
        Err(other) => return Err(other),
    };
    tx.execute_batch("RELEASE batch")?;
    Ok(taken)
}

fn take_batch(tx: &Transaction<'_>, batch: &Batch, now: &Moment) -> Result<Receipt> {
    let mut receipt = Receipt::default();
    for CarriedAttachment { digest, bytes } in &batch.attachments {
        if Digest::of(bytes) != *digest {
            return Err(Refused::Attachment(*digest).into());
        }
        receipt.new_attachments += usize::from(insert::attachment(tx, digest, bytes)?);
    }
    let mut parcels: Vec<&Parcel> = batch.parcels.iter().collect();
    parcels.sort_by(|a, b| (&a.header.writer, a.header.seq).cmp(&(&b.header.writer, b.header.seq)));
    let mut applier = Applier::new(tx)?;
    for parcel in parcels {
        take_in(tx, &mut applier, parcel, now, &mut receipt)?;
    }
    Ok(receipt)
}

fn take_in(
    tx: &Transaction<'_>,
    applier: &mut Applier<'_>,
    parcel: &Parcel,
    now: &Moment,
    receipt: &mut Receipt,
) -> Result<()> {
    let header = &parcel.header;
    let digests = parcel.check().map_err(Refused::from)?;
    check_rows(parcel)?;
    let known = known_entry(tx, header)?;
    let entry = match known {
        Some(number) => Kept { number, digest: header.digest() },
        None => {
            check_chain(tx, header)?;
            receipt.new_entries.push(header.id());
            insert::entry(tx, header)?
        }
    };
    let rows = new_rows(tx, parcel, &digests)?;
    if rows.is_empty() && known.is_some() {
        receipt.known_entries += 1;
        return Ok(());
    }
    receipt.new_rows += rows.len();
    receipt.touched.extend(rows.iter().map(|incoming| (incoming.row.kind, incoming.row.key.clone())));
    insert::rows(tx, applier, &entry, &rows, now)?;
    for attachment in &header.attachments {
        if !read::has_attachment(tx, &attachment.digest)? {
            receipt.missing_attachments.push(attachment.digest);
        }
    }
    Ok(())
}

fn check_rows(parcel: &Parcel) -> Result<()> {
    for carried in &parcel.rows {
        check_row(&carried.row)
            .map_err(|kind| Refused::from(Fault::of_row(parcel.header.id(), carried.position, kind)))?;
    }
    Ok(())
}

/// The local number of an entry that is known; another entry under its number is a fork.
fn known_entry(tx: &Transaction<'_>, header: &EntryHeader) -> Result<Option<i64>> {
    match entry_digest(tx, &header.writer, header.seq)? {
        None => Ok(None),
        Some((entry_no, digest)) if digest == header.digest() => Ok(Some(entry_no)),
        Some(_) => Err(fault(header, FaultKind::Forked)),
    }
}

/// The neighbours in the chain, as far as they are known, must fit. They come in any order.
fn check_chain(tx: &Transaction<'_>, header: &EntryHeader) -> Result<()> {
    if let Some((_, before)) = entry_digest(tx, &header.writer, header.seq - 1)?
        && header.previous != Some(before)
    {
        return Err(fault(header, FaultKind::Chain));
    }
    if let Some(after) = read::header_of(tx, &header.writer, header.seq.saturating_add(1))?
        && after.previous != Some(header.digest())
    {
        return Err(fault(header, FaultKind::Chain));
    }
    Ok(())
}

fn entry_digest(tx: &Transaction<'_>, writer: &WriterId, seq: u32) -> Result<Option<(i64, Digest)>> {
    let found: Option<(i64, Vec<u8>)> = tx
        .prepare_cached("SELECT entry_no, digest FROM fact_entry WHERE writer = ?1 AND seq = ?2")?
        .query_row((writer.as_str(), seq), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found.map(|(entry_no, digest)| Ok((entry_no, read::digest(&digest)?))).transpose()
}

/// The rows that are not held yet. Those that are must be the same.
fn new_rows(tx: &Transaction<'_>, parcel: &Parcel, digests: &[Digest]) -> Result<Vec<Incoming>> {
    let reader = Reader::now(tx);
    let mut rows = Vec::new();
    for (carried, digest) in parcel.rows.iter().zip(digests) {
        let (writer, seq) = (parcel.header.writer.clone(), parcel.header.seq);
        let at = RowRef { writer, seq, position: carried.position };
        match reader.row(&at)?.map(|held| held.digest()) {
            Some(known) if known == *digest => {}
            Some(_) => return Err(StoreError::Damaged { newest_backup: None }),
            None => rows.push(Incoming::new(at, carried.row.clone(), carried.proof.clone())),
        }
    }
    Ok(rows)
}

fn fault(header: &EntryHeader, kind: FaultKind) -> StoreError {
    Refused::from(Fault::of_entry(header.id(), kind)).into()
}

/// The numbers that are missing before the last entry of each writer.
pub(crate) fn gaps(conn: &Connection) -> Result<Vec<Gap>> {
    let mut statement = conn.prepare_cached(include_str!("../sql/gaps.sql"))?;
    let gaps = statement.query_map([], |row| {
        Ok(Gap { writer: WriterId::new(row.get::<_, String>(0)?), from: row.get(1)?, to: row.get(2)? })
    })?;
    Ok(gaps.collect::<rusqlite::Result<_>>()?)
}
