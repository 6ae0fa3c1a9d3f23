//! The bytes that are kept with entries.

use domain::ledger::Digest;
use rusqlite::{Connection, OptionalExtension as _};

use super::Reader;
use crate::error::Result;

/// An attachment with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// SM3 of the bytes.
    pub digest: Digest,
    /// The name under which it came first.
    pub name: String,
    /// The media type it came with.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// An attachment without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentFacts {
    /// SM3 of the bytes.
    pub digest: Digest,
    /// The name under which it came first; empty if no entry names it.
    pub name: String,
    /// The media type it came with.
    pub media_type: String,
    /// How many bytes it has.
    pub size: u32,
    /// The bytes are here; they may come later than the row that names them.
    pub held: bool,
}

impl Reader<'_> {
    /// What is known of an attachment.
    pub fn attachment_facts(&self, digest: &Digest) -> Result<AttachmentFacts> {
        let mut statement = self.conn.prepare_cached(include_str!("../sql/attachment_facts.sql"))?;
        let named =
            statement.query_row([digest.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        let (name, media_type, size) = named.optional()?.unwrap_or_default();
        let held = has_attachment(self.conn, digest)?;
        Ok(AttachmentFacts { digest: *digest, name, media_type, size, held })
    }

    /// The attachment with a digest, if its bytes are held.
    pub fn attachment(&self, digest: &Digest) -> Result<Option<Attachment>> {
        let mut statement = self.conn.prepare_cached(include_str!("../sql/attachment.sql"))?;
        let attachment = statement.query_row([digest.as_bytes()], |row| {
            Ok(Attachment {
                digest: *digest,
                name: row.get::<_, Option<String>>(0)?.unwrap_or_default(),
                media_type: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                bytes: row.get(2)?,
            })
        });
        Ok(attachment.optional()?)
    }
}

/// Whether the bytes of a digest are held.
pub(crate) fn has_attachment(conn: &Connection, digest: &Digest) -> Result<bool> {
    let mut statement = conn.prepare_cached("SELECT 1 FROM fact_attachment WHERE digest = ?1")?;
    Ok(statement.exists([digest.as_bytes()])?)
}
