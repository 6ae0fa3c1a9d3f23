//! What is current of a thing, of all things of a kind, and what was said of it before.

use std::collections::HashMap;

use domain::kernel::EntryId;
use domain::ledger::{EntryHeader, Row, RowKind, RowRef, are_in_conflict};
use rusqlite::{CachedStatement, OptionalExtension as _, Params};

use super::{Reader, arrival_of, row_by_no, row_ref};
use crate::error::{Result, StoreError};

/// A row with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Where it stands.
    pub at: RowRef,
    /// What it says.
    pub row: Row,
}

/// What is current of one thing: one version, or several that stand side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// The sort of thing.
    pub kind: RowKind,
    /// Which one.
    pub key: String,
    /// The heads, in the order of their references; never empty.
    pub versions: Vec<Version>,
}

impl Current {
    /// Whether the heads say different things.
    pub fn is_conflict(&self) -> bool {
        are_in_conflict(self.versions.iter().map(|version| &version.row))
    }

    /// The version that counts; none where there is a conflict.
    pub fn settled(&self) -> Option<&Version> {
        if self.is_conflict() { None } else { self.versions.first() }
    }

    /// Whether it is agreed that the thing is no more.
    pub fn is_retracted(&self) -> bool {
        self.versions.iter().all(|version| version.row.retracted)
    }
}

/// A version with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionInHistory {
    /// Where it stands.
    pub at: RowRef,
    /// What it says, and what it replaced.
    pub row: Row,
    /// Who wrote it, when and why.
    pub header: EntryHeader,
    /// With which arrival it came here.
    pub arrived: i64,
    /// With which arrival it was replaced; none: it is current.
    pub superseded: Option<i64>,
}

impl Reader<'_> {
    /// What is current of a thing; none if nothing is said of it or it is no more.
    pub fn head(&self, kind: RowKind, key: &str) -> Result<Option<Current>> {
        let versions = self.versions(kind, key)?;
        let current = Current { kind, key: key.to_owned(), versions };
        Ok((!current.is_retracted()).then_some(current))
    }

    /// What is current of all things of a kind, in the order of their keys; those that are no more
    /// are left out.
    pub fn heads(&self, kind: RowKind) -> Result<Vec<Current>> {
        let mut heads = self.heads_with_retracted(kind)?;
        heads.retain(|current| !current.is_retracted());
        Ok(heads)
    }

    pub(super) fn heads_with_retracted(&self, kind: RowKind) -> Result<Vec<Current>> {
        let statement = self.conn.prepare_cached(include_str!("../sql/heads_of_kind.sql"))?;
        let mut heads = self.grouped(statement, (kind.code(), self.at))?;
        if kind == RowKind::Result {
            for row_no in self.all_alone()? {
                let (at, row) = row_by_no(self.conn, row_no)?;
                heads.push(Current { kind, key: row.key.clone(), versions: vec![Version { at, row }] });
            }
            heads.sort_by(|a, b| a.key.cmp(&b.key));
        }
        Ok(heads)
    }

    /// All things whose heads say different things.
    pub fn conflicts(&self) -> Result<Vec<Current>> {
        let mut heads = if self.is_now() {
            self.grouped(self.conn.prepare_cached(include_str!("../sql/contested_now.sql"))?, [])?
        } else {
            self.grouped(self.conn.prepare_cached(include_str!("../sql/contested_then.sql"))?, [self.at])?
        };
        heads.retain(Current::is_conflict);
        Ok(heads)
    }

    /// The heads of a thing, retractions included.
    pub fn versions(&self, kind: RowKind, key: &str) -> Result<Vec<Version>> {
        if let Some(row_no) = self.alone_of(kind, key)? {
            let (at, row) = row_by_no(self.conn, row_no)?;
            return Ok(vec![Version { at, row }]);
        }
        self.kept_versions(kind, key)
    }

    fn alone_of(&self, kind: RowKind, key: &str) -> Result<Option<i64>> {
        if kind == RowKind::Result { self.alone(key) } else { Ok(None) }
    }

    /// The heads of a thing that is more than a cell with one version.
    pub(crate) fn kept_versions(&self, kind: RowKind, key: &str) -> Result<Vec<Version>> {
        let mut statement = self.conn.prepare_cached(include_str!("../sql/heads_of_key.sql"))?;
        let mut rows = statement.query((kind.code(), key, self.at))?;
        let mut versions = Vec::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get(3)?;
            versions.push(Version { at: row_ref(row, 0)?, row: Row::from_known_text(&text)? });
        }
        Ok(versions)
    }

    /// One row by its place.
    pub fn row(&self, at: &RowRef) -> Result<Option<Row>> {
        let text: Option<String> = self
            .conn
            .prepare_cached(include_str!("../sql/row_at.sql"))?
            .query_row((at.writer.as_str(), at.seq, at.position, self.at), |row| row.get(0))
            .optional()?;
        text.map(|text| Ok(Row::from_known_text(&text)?)).transpose()
    }

    /// The keys of definitions that begin so and of which anything was ever said, also of things that are no more.
    pub fn keys(&self, kind: RowKind, beginning: &str) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare_cached(include_str!("../sql/keys_beginning.sql"))?;
        let found = statement.query_map((kind.code(), beginning), |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// All that was ever said of a thing, in the order in which it came here.
    pub fn history(&self, kind: RowKind, key: &str) -> Result<Vec<VersionInHistory>> {
        if let Some(row_no) = self.alone_of(kind, key)? {
            let (at, row) = row_by_no(self.conn, row_no)?;
            let header = self.header(&at.entry())?.ok_or(StoreError::Damaged { newest_backup: None })?;
            let arrived = arrival_of(self.conn, row_no)?;
            return Ok(vec![VersionInHistory { at, row, header, arrived, superseded: None }]);
        }
        let mut statement = self.conn.prepare_cached(include_str!("../sql/history.sql"))?;
        let mut rows = statement.query((kind.code(), key, self.at))?;
        let mut headers: HashMap<EntryId, EntryHeader> = HashMap::new();
        let mut history = Vec::new();
        while let Some(row) = rows.next()? {
            let at = row_ref(row, 0)?;
            let text: String = row.get(3)?;
            let header = match headers.get(&at.entry()) {
                Some(header) => header.clone(),
                None => EntryHeader::from_text(&row.get::<_, String>(6)?)?,
            };
            headers.insert(at.entry(), header.clone());
            history.push(VersionInHistory {
                at,
                row: Row::from_known_text(&text)?,
                header,
                arrived: row.get(4)?,
                superseded: row.get::<_, Option<i64>>(5)?.filter(|superseded| *superseded <= self.at),
            });
        }
        Ok(history)
    }

    /// The header of the entry with which a key first came, as [`Self::history`] orders its versions.
    pub fn first_header(&self, kind: RowKind, key: &str) -> Result<Option<EntryHeader>> {
        if let Some(row_no) = self.alone_of(kind, key)? {
            return self.header(&self.entry_of(row_no)?);
        }
        let mut statement = self.conn.prepare_cached(include_str!("../sql/first_header.sql"))?;
        let text: Option<String> =
            statement.query_row((kind.code(), key, self.at), |row| row.get(0)).optional()?;
        Ok(text.map(|text| EntryHeader::from_text(&text)).transpose()?)
    }

    /// Heads of many keys, read in the order of kind and key.
    fn grouped(&self, mut statement: CachedStatement<'_>, params: impl Params) -> Result<Vec<Current>> {
        let mut rows = statement.query(params)?;
        let mut heads: Vec<Current> = Vec::new();
        while let Some(row) = rows.next()? {
            let kind: String = row.get(0)?;
            let kind: RowKind = kind.parse().map_err(|_| StoreError::Damaged { newest_backup: None })?;
            let key: String = row.get(1)?;
            let text: String = row.get(5)?;
            let version = Version { at: row_ref(row, 2)?, row: Row::from_known_text(&text)? };
            match heads.last_mut().filter(|last| last.kind == kind && last.key == key) {
                Some(last) => last.versions.push(version),
                None => heads.push(Current { kind, key, versions: vec![version] }),
            }
        }
        Ok(heads)
    }
}
