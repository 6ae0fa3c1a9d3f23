//! Taking entries out of a ledger for another one: whole, or some rows with their proofs. What goes
//! into a package and who may have it is decided above.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::kernel::{EntryId, WriterId};
use domain::ledger::{
    Batch, CarriedAttachment, CarriedRow, Digest, EntryHeader, Parcel, Row, RowRef, RowTree, entry_id,
};
use rusqlite::OptionalExtension as _;

use super::{Reader, digest};
use crate::error::{Result, StoreError};

impl Reader<'_> {
    /// Up to which number each writer's entries are held without a gap.
    pub fn known(&self) -> Result<BTreeMap<WriterId, u32>> {
        let mut statement = self.conn.prepare_cached(include_str!("../sql/known.sql"))?;
        let known =
            statement.query_map([], |row| Ok((WriterId::new(row.get::<_, String>(0)?), row.get(1)?)))?;
        Ok(known.collect::<rusqlite::Result<_>>()?)
    }

    /// All entries that somebody who knows `known` does not have, with the bytes they name.
    pub fn batch_after(&self, known: &BTreeMap<WriterId, u32>) -> Result<Batch> {
        let mut statement =
            self.conn.prepare_cached("SELECT writer, seq FROM fact_entry ORDER BY writer, seq")?;
        let mut rows = statement.query([])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let (writer, seq) = (WriterId::new(row.get::<_, String>(0)?), row.get(1)?);
            if known.get(&writer).is_none_or(|last| seq > *last) {
                entries.push(entry_id(&writer, seq));
            }
        }
        self.batch_of(&entries)
    }

    /// Some entries with all of their rows that are held, and the bytes they name.
    pub fn batch_of(&self, entries: &[EntryId]) -> Result<Batch> {
        let parcels = entries
            .iter()
            .filter_map(|entry| self.parcel(entry, None).transpose())
            .collect::<Result<Vec<_>>>()?;
        self.with_attachments(parcels)
    }

    /// Some rows with the headers of their entries and their proofs, and the bytes those name.
    pub fn batch_of_rows(&self, rows: &[RowRef]) -> Result<Batch> {
        let mut wanted: BTreeMap<(&WriterId, u32), BTreeSet<u32>> = BTreeMap::new();
        for at in rows {
            wanted.entry((&at.writer, at.seq)).or_default().insert(at.position);
        }
        let parcels = wanted
            .into_iter()
            .filter_map(|((writer, seq), positions)| {
                self.parcel(&entry_id(writer, seq), Some(&positions)).transpose()
            })
            .collect::<Result<Vec<_>>>()?;
        self.with_attachments(parcels)
    }

    /// The headers of a writer's entries after a number, without rows: the chain that a package
    /// carries beside the rows it hands over.
    pub fn chain(&self, writer: &WriterId, after: u32) -> Result<Vec<Parcel>> {
        let mut statement = self.conn.prepare_cached(include_str!("../sql/chain.sql"))?;
        let texts = statement.query_map((writer.as_str(), after), |row| row.get::<_, String>(0))?;
        texts.map(|text| Ok(Parcel { header: EntryHeader::from_text(&text?)?, rows: Vec::new() })).collect()
    }

    /// An entry with all its held rows or with some; none if it is not known.
    fn parcel(&self, entry: &EntryId, wanted: Option<&BTreeSet<u32>>) -> Result<Option<Parcel>> {
        let Some(header) = self.header(entry)? else { return Ok(None) };
        let rows = self.rows(entry)?;
        let is_held_whole = rows.len() == header.row_count as usize;
        let wants_all = wanted.is_none_or(|positions| positions.len() == rows.len());
        let tree = (is_held_whole && !wants_all)
            .then(|| RowTree::of(rows.iter().map(|(_, row)| row.digest()).collect()));
        let carried = rows
            .into_iter()
            .filter(|(at, _)| wanted.is_none_or(|positions| positions.contains(&at.position)))
            .map(|(at, row)| {
                let proof = match &tree {
                    Some(tree) => Some(tree.proof(at.position)),
                    None if is_held_whole => None,
                    None => Some(self.kept_proof(&header, &at)?),
                };
                Ok(CarriedRow { position: at.position, row, proof })
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(Some(Parcel { header, rows: carried }))
    }

    /// The proof a row came with.
    fn kept_proof(&self, header: &EntryHeader, at: &RowRef) -> Result<Vec<Digest>> {
        let bytes: Option<Vec<u8>> = self
            .conn
            .prepare_cached(include_str!("../sql/proof_at.sql"))?
            .query_row((header.writer.as_str(), header.seq, at.position), |row| row.get(0))
            .optional()?;
        let bytes = bytes.ok_or(StoreError::Damaged { newest_backup: None })?;
        bytes.chunks(32).map(digest).collect()
    }

    fn with_attachments(&self, parcels: Vec<Parcel>) -> Result<Batch> {
        let mut seen = HashSet::new();
        let mut attachments = Vec::new();
        for reference in parcels.iter().flat_map(|parcel| &parcel.header.attachments) {
            if seen.insert(reference.digest)
                && let Some(kept) = self.attachment(&reference.digest)?
            {
                attachments.push(CarriedAttachment { digest: kept.digest, bytes: kept.bytes });
            }
        }
        Ok(Batch { parcels, attachments })
    }

    /// Every row that is held, by its place. For tests and tools that compare whole ledgers.
    pub fn all_rows(&self) -> Result<BTreeMap<RowRef, Row>> {
        let mut statement = self.conn.prepare(include_str!("../sql/all_rows.sql"))?;
        let mut rows = statement.query([])?;
        let mut all = BTreeMap::new();
        while let Some(row) = rows.next()? {
            if row.get::<_, i64>(4)? <= self.at {
                let first = super::row_ref(row, 1)?;
                for (text, position) in super::run_of(row, 6, row.get(5)?)?.texts().zip(first.position..) {
                    all.insert(RowRef { position, ..first.clone() }, Row::from_known_text(text)?);
                }
            }
        }
        Ok(all)
    }
}
