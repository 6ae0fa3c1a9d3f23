//! Writing facts into the tables, the derived ones with them. Only the gate comes here.

use domain::ledger::{Digest, EntryHeader, FaultKind, Moment, Row, RowKind, RowRef};
use domain::results::{ResultCell, ResultKey};
use rusqlite::{OptionalExtension as _, Transaction};

use crate::derive::{self, Applier};
use crate::error::{Refused, Result};
use crate::read::{self, moment_text};
use crate::run::{self, Run};

/// A row that is to be written, with what was already computed of it.
pub(crate) struct Incoming {
    pub at: RowRef,
    pub row: Row,
    pub text: String,
    pub digest: Digest,
    pub proof: Option<Vec<Digest>>,
}

impl Incoming {
    pub(crate) fn new(at: RowRef, row: Row, proof: Option<Vec<Digest>>) -> Self {
        let text = row.text();
        let digest = Row::digest_of_text(&text);
        Self { at, row, text, digest, proof }
    }
}

/// An entry in the tables: its local number, and its digest.
pub(super) struct Kept {
    pub number: i64,
    pub digest: Digest,
}

/// Writes an entry that is not known yet.
pub(super) fn entry(tx: &Transaction<'_>, header: &EntryHeader) -> Result<Kept> {
    let text = header.text();
    let digest = Digest::of(text.as_bytes());
    tx.prepare_cached("INSERT INTO fact_entry (writer, seq, text, digest) VALUES (?1, ?2, ?3, ?4)")?
        .execute((header.writer.as_str(), header.seq, &text, digest.as_bytes()))?;
    let number = tx.last_insert_rowid();
    derive::entry(tx, number, header)?;
    Ok(Kept { number, digest })
}

/// Writes rows of an entry as one arrival and gives its number.
pub(super) fn rows(
    tx: &Transaction<'_>,
    applier: &mut Applier<'_>,
    entry: &Kept,
    rows: &[Incoming],
    received_at: &Moment,
) -> Result<i64> {
    let arrival = arrival(tx, entry, rows, received_at)?;
    let mut insert = tx.prepare_cached(include_str!("../sql/rows_insert.sql"))?;
    let mut row_no = read::next_row(tx)?;
    let lengths: Vec<(u32, usize)> = rows.iter().map(|row| (row.at.position, row.text.len())).collect();
    for run in run::runs(&lengths).into_iter().filter_map(|run| rows.get(run)) {
        let Some(first) = run.first() else { continue };
        let texts = Run::pack(run.iter().map(|incoming| incoming.text.as_str()));
        let digest = Digest::of(&texts);
        let (position, count) = (first.at.position, run.len() as u32);
        insert.execute((row_no, count, entry.number, position, arrival, texts, digest.as_bytes()))?;
        for incoming in run {
            if let Some(proof) = &incoming.proof {
                let bytes: Vec<u8> = proof.iter().flat_map(|digest| *digest.as_bytes()).collect();
                tx.prepare_cached("INSERT INTO fact_row_proof (row_no, proof) VALUES (?1, ?2)")?
                    .execute((row_no, bytes))?;
            }
            applier.row(row_no, &incoming.at, &incoming.row, arrival)?;
            row_no += 1;
        }
    }
    applier.finish()?;
    Ok(arrival)
}

/// Keeps bytes under their digest; tells whether they are new.
pub(super) fn attachment(tx: &Transaction<'_>, digest: &Digest, bytes: &[u8]) -> Result<bool> {
    let known =
        tx.prepare_cached("SELECT 1 FROM fact_attachment WHERE digest = ?1")?.exists([digest.as_bytes()])?;
    if !known {
        tx.prepare_cached("INSERT INTO fact_attachment (digest, bytes) VALUES (?1, ?2)")?
            .execute((digest.as_bytes(), bytes))?;
    }
    Ok(!known)
}

fn arrival(tx: &Transaction<'_>, entry: &Kept, rows: &[Incoming], received_at: &Moment) -> Result<i64> {
    let last: Option<(i64, Vec<u8>)> = tx
        .prepare_cached("SELECT number, digest FROM fact_arrival ORDER BY number DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (last_number, previous) = last.unwrap_or_default();
    let number = last_number + 1;
    let received_at = moment_text(received_at);
    let came = rows.iter().map(|incoming| (incoming.at.position, incoming.digest));
    let digest = arrival_digest(&previous, number, &entry.digest, &received_at, came);
    tx.prepare_cached(
        "INSERT INTO fact_arrival (number, entry_no, received_at, digest) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute((number, entry.number, received_at, digest.as_bytes()))?;
    Ok(number)
}

/// The digest that chains arrivals, so that the order in which this ledger learnt things cannot be
/// changed unseen either. `previous` is empty for the first.
pub(crate) fn arrival_digest(
    previous: &[u8],
    number: i64,
    entry: &Digest,
    received_at: &str,
    rows: impl Iterator<Item = (u32, Digest)>,
) -> Digest {
    let mut bytes = format!("dz-arrival/1\n{number}\n{received_at}\n").into_bytes();
    bytes.extend(previous);
    bytes.extend(entry.as_bytes());
    for (position, digest) in rows {
        bytes.extend(position.to_be_bytes());
        bytes.extend(digest.as_bytes());
    }
    Digest::of(&bytes)
}

/// Whether key and content are those of the row's kind. Only results are looked into: their
/// integers are derived here. The other kinds are the matter of `app`.
pub(crate) fn check_row(row: &Row) -> Result<(), FaultKind> {
    if row.key.is_empty() {
        return Err(FaultKind::Key);
    }
    if row.kind != RowKind::Result {
        return Ok(());
    }
    // One cell has one key: what is read must be printed as it was written.
    let one_way = ResultKey::from_text(&row.key).is_ok_and(|key| key.text() == row.key);
    if !one_way {
        return Err(FaultKind::Key);
    }
    if !row.retracted && ResultCell::from_fields(&row.key, &row.content).is_err() {
        return Err(FaultKind::Row);
    }
    Ok(())
}

/// The same for a row that is written here.
pub(super) fn check_own_row(row: &Row) -> Result<(), Refused> {
    check_row(row).map_err(|fault| {
        let (kind, key) = (row.kind, row.key.clone());
        match fault {
            FaultKind::Key => Refused::UnreadableKey { kind, key },
            _ => Refused::UnreadableContent { kind, key },
        }
    })
}
