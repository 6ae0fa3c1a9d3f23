//! Where a ledger stands: the head of every writer, and the digest of everything current. Packages,
//! receipts and reports carry them, so that a cut tail or a rewritten chain is found later.

use domain::kernel::WriterId;
use domain::ledger::{Digest, RowKind, StateHasher};

use super::{Reader, digest};
use crate::error::Result;

/// The last entry of a writer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WriterHead {
    /// The writer.
    pub writer: WriterId,
    /// The number of its last entry.
    pub seq: u32,
    /// The digest of that entry.
    pub digest: Digest,
}

impl Reader<'_> {
    /// The head of every writer, in the order of their ids.
    pub fn writers(&self) -> Result<Vec<WriterHead>> {
        let mut statement = self.conn.prepare_cached(include_str!("../sql/writers.sql"))?;
        let mut rows = statement.query([self.at])?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(WriterHead {
                writer: WriterId::new(row.get::<_, String>(0)?),
                seq: row.get(1)?,
                digest: digest(&row.get::<_, Vec<u8>>(2)?)?,
            });
        }
        Ok(list)
    }

    /// The digest over all heads of writers: one line to print under a report.
    pub fn ledger_head(&self) -> Result<Digest> {
        let mut text = "dz-heads/1\n".to_owned();
        for head in self.writers()? {
            text.push_str(&format!("{} {} {}\n", head.writer, head.seq, head.digest));
        }
        Ok(Digest::of(text.as_bytes()))
    }

    /// The digest of everything current: equal in two ledgers that hold the same facts, in whatever
    /// order they came. Reads the whole ledger.
    pub fn state_digest(&self) -> Result<Digest> {
        let mut kinds = RowKind::ALL.to_vec();
        kinds.sort_by_key(|kind| kind.code());
        let mut hasher = StateHasher::new();
        for kind in kinds {
            for version in self.heads_with_retracted(kind)?.iter().flat_map(|current| &current.versions) {
                hasher.head(&version.at, &version.row.content_text());
            }
        }
        Ok(hasher.finish())
    }
}
