//! Entries as they travel between ledgers: each with all its rows, or with some of them and their
//! proofs. Zip files, signatures and paths are not the matter of this module.
//!
//! Canonical text: the line `dz-entries/1`, then blocks, each after an empty line, so that a block
//! ends where the next empty line or the text ends:
//! ```text
//! entry <digest>            then the lines of the entry's text
//! row <position> <digest>   then, if it is not carried whole, `proof <digest> …`, then the row's lines
//! ```
//! Rows stand under their entry, ascending. The digests are there so that a changed byte is named.

use std::fmt::Write as _;

use super::canon::{CanonError, number};
use super::{Digest, EntryHeader, Row, RowTree, proves};
use crate::kernel::EntryId;

const VERSION: &str = "dz-entries/1\n";

/// A row on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedRow {
    /// Its place in the entry.
    pub position: u32,
    /// The row.
    pub row: Row,
    /// The neighbours up to the root; none where all rows of the entry are carried.
    pub proof: Option<Vec<Digest>>,
}

/// An entry on its way, with all its rows or with some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The header.
    pub header: EntryHeader,
    /// The rows, ascending by position.
    pub rows: Vec<CarriedRow>,
}

/// The bytes of an attachment on their way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedAttachment {
    /// SM3 of the bytes.
    pub digest: Digest,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What one ledger hands to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Entries, in any order.
    pub parcels: Vec<Parcel>,
    /// Bytes of attachments that the entries name.
    pub attachments: Vec<CarriedAttachment>,
}

/// What is wrong with a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum FaultKind {
    /// The header cannot be read.
    #[error("the header cannot be read")]
    Header,
    /// The header's digest is not what stands beside it.
    #[error("the header is not what its digest says")]
    HeaderDigest,
    /// It does not follow the writer's entry before.
    #[error("it does not continue the writer's entry before")]
    Chain,
    /// Another entry with this number is known.
    #[error("another entry of this writer and number is known")]
    Forked,
    /// The row cannot be read.
    #[error("the row cannot be read")]
    Row,
    /// The row is not what its digest says.
    #[error("the row is not what its digest says")]
    RowDigest,
    /// The rows are not those the entry was closed over.
    #[error("the rows are not those of the entry")]
    Root,
    /// The row is not proven to stand in the entry.
    #[error("the row is not proven to stand in the entry")]
    Proof,
    /// The row replaces a row that its writer wrote later, or itself.
    #[error("the row replaces what was not there yet")]
    Replaces,
    /// The row's key is not one of its kind.
    #[error("the key cannot be read")]
    Key,
    /// The bytes of an attachment are not what its digest says.
    #[error("an attachment is not what its digest says")]
    Attachment,
}

impl FaultKind {
    /// The closed code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Header => "fault.header",
            Self::HeaderDigest => "fault.header_digest",
            Self::Chain => "fault.chain",
            Self::Forked => "fault.forked",
            Self::Row => "fault.row",
            Self::RowDigest => "fault.row_digest",
            Self::Root => "fault.root",
            Self::Proof => "fault.proof",
            Self::Replaces => "fault.replaces",
            Self::Key => "fault.key",
            Self::Attachment => "fault.attachment",
        }
    }
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {entry}, row {position:?}: {kind}")]
pub struct Fault {
    /// The entry.
    pub entry: EntryId,
    /// The row, where it is one.
    pub position: Option<u32>,
    /// What.
    pub kind: FaultKind,
}

impl Fault {
    /// A fault of the entry as a whole.
    pub fn of_entry(entry: EntryId, kind: FaultKind) -> Self {
        Self { entry, position: None, kind }
    }

    /// A fault of one row.
    pub fn of_row(entry: EntryId, position: u32, kind: FaultKind) -> Self {
        Self { entry, position: Some(position), kind }
    }
}

impl Parcel {
    /// Whether all rows of the entry are here.
    pub fn is_whole(&self) -> bool {
        self.rows.len() == self.header.row_count as usize
            && self.rows.iter().zip(0..).all(|(row, position)| row.position == position)
    }

    /// Checks that the rows are those of the entry: all of them, or each with its proof. Gives
    /// back the digest of each row.
    pub fn check(&self) -> Result<Vec<Digest>, Fault> {
        let digests: Vec<Digest> = self.rows.iter().map(|carried| carried.row.digest()).collect();
        self.check_replaced()?;
        if self.is_whole() {
            if RowTree::of(digests.clone()).root() != self.header.rows_root {
                return Err(Fault::of_entry(self.header.id(), FaultKind::Root));
            }
            return Ok(digests);
        }
        let mut next = 0;
        for (carried, digest) in self.rows.iter().zip(&digests) {
            let proof = carried.proof.as_deref().unwrap_or_default();
            let in_place = carried.position >= next
                && proves(&self.header.rows_root, self.header.row_count, carried.position, digest, proof);
            if !in_place {
                return Err(Fault::of_row(self.header.id(), carried.position, FaultKind::Proof));
            }
            next = carried.position + 1;
        }
        Ok(digests)
    }

    /// A writer cannot replace what it wrote in the same entry or later.
    fn check_replaced(&self) -> Result<(), Fault> {
        for carried in &self.rows {
            let too_late = |at: &super::RowRef| at.writer == self.header.writer && at.seq >= self.header.seq;
            if carried.row.replaces.iter().any(too_late) {
                return Err(Fault::of_row(self.header.id(), carried.position, FaultKind::Replaces));
            }
        }
        Ok(())
    }
}

/// The canonical text of entries on their way.
pub fn entries_text(parcels: &[Parcel]) -> String {
    let mut out = VERSION.to_owned();
    for parcel in parcels {
        // Writing into a `String` cannot fail.
        let _ = write!(out, "\nentry {}\n{}", parcel.header.digest(), parcel.header.text());
        for carried in &parcel.rows {
            let _ = writeln!(out, "\nrow {} {}", carried.position, carried.row.digest());
            if let Some(proof) = &carried.proof {
                out.push_str("proof");
                for digest in proof {
                    let _ = write!(out, " {digest}");
                }
                out.push('\n');
            }
            out.push_str(&carried.row.text());
        }
    }
    out
}

/// Why a text of entries is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntriesError {
    /// The text is not in the form this program knows.
    #[error("block {block}: {reason}")]
    Form {
        /// The block, counted from 1.
        block: usize,
        /// Why.
        reason: CanonError,
    },
    /// A fact is not what it should be.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Reads a canonical text of entries; a changed byte is refused and named.
pub fn read_entries(text: &str) -> Result<Vec<Parcel>, EntriesError> {
    let form = |block, reason| EntriesError::Form { block, reason };
    let body = text.strip_prefix(VERSION).ok_or(form(0, CanonError::Version))?;
    let mut parcels: Vec<Parcel> = Vec::new();
    if body.is_empty() {
        return Ok(parcels);
    }
    let body = body.strip_prefix('\n').ok_or(form(0, CanonError::NotCanonical))?;
    for (block, number) in split_blocks(body).zip(1..) {
        let (head, rest) = block.split_once('\n').ok_or(form(number, CanonError::NotCanonical))?;
        match (head.split_once(' '), parcels.last_mut()) {
            (Some(("entry", digest)), _) => {
                parcels.push(Parcel { header: read_header(digest, rest, number)?, rows: Vec::new() });
            }
            (Some(("row", place)), Some(parcel)) => {
                let carried = read_row(&parcel.header, place, rest, number)?;
                parcel.rows.push(carried);
            }
            _ => return Err(form(number, CanonError::Line { line: 1, expected: "entry" })),
        }
    }
    if entries_text(&parcels) == text { Ok(parcels) } else { Err(form(0, CanonError::NotCanonical)) }
}

/// The blocks, each with the line feed of its last line.
fn split_blocks(body: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(body);
    std::iter::from_fn(move || {
        let text = rest?;
        match text.find("\n\n") {
            Some(at) => {
                rest = Some(&text[at + 2..]);
                Some(&text[..=at])
            }
            None => {
                rest = None;
                Some(text)
            }
        }
    })
}

fn read_header(digest: &str, text: &str, block: usize) -> Result<EntryHeader, EntriesError> {
    let form = |reason| EntriesError::Form { block, reason };
    let digest: Digest = digest.parse().map_err(form)?;
    let header = EntryHeader::from_text(text).map_err(form)?;
    if header.digest() == digest {
        Ok(header)
    } else {
        Err(Fault::of_entry(header.id(), FaultKind::HeaderDigest).into())
    }
}

fn read_row(header: &EntryHeader, place: &str, text: &str, block: usize) -> Result<CarriedRow, EntriesError> {
    let form = |reason| EntriesError::Form { block, reason };
    let (position, digest) = place.split_once(' ').ok_or(form(CanonError::Word("row")))?;
    let position = number(position, "position").map_err(form)?;
    let digest: Digest = digest.parse().map_err(form)?;
    let fault = |kind| EntriesError::Fault(Fault::of_row(header.id(), position, kind));
    let (proof, text) = match text.strip_prefix("proof").and_then(|rest| rest.split_once('\n')) {
        Some((list, text)) => (Some(read_proof(list).map_err(form)?), text),
        None => (None, text),
    };
    if Row::digest_of_text(text) != digest {
        return Err(fault(FaultKind::RowDigest));
    }
    let row = Row::from_text(text).map_err(|_| fault(FaultKind::Row))?;
    Ok(CarriedRow { position, row, proof })
}

fn read_proof(list: &str) -> Result<Vec<Digest>, CanonError> {
    list.split(' ').skip(1).map(str::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Fields;
    use crate::ledger::{NewHeader, Operation, RowKind};

    fn row(key: &str, value: &str) -> Row {
        let mut content = Fields::new();
        content.set("value", value).set("note", "甲\n\n乙");
        Row { kind: RowKind::Target, key: key.into(), replaces: Vec::new(), content, retracted: false }
    }

    fn whole(count: u32) -> Parcel {
        let rows: Vec<Row> = (0..count).map(|i| row(&format!("t{i}"), "1")).collect();
        let header = NewHeader {
            writer: "w1".into(),
            seq: 1,
            previous: None,
            operation: Operation::Import,
            author: "p".into(),
            office: "o".into(),
            time: chrono::DateTime::parse_from_rfc3339("2022-06-30T17:00:00+08:00").unwrap(),
            reason: String::new(),
            undoes: None,
            attachments: Vec::new(),
        }
        .seal(rows.iter().map(Row::digest).collect());
        let rows = rows.into_iter().zip(0..).map(|(row, position)| CarriedRow { position, row, proof: None });
        Parcel { header, rows: rows.collect() }
    }

    fn part(parcel: &Parcel, positions: &[u32]) -> Parcel {
        let tree = RowTree::of(parcel.rows.iter().map(|carried| carried.row.digest()).collect());
        let rows = positions
            .iter()
            .map(|position| CarriedRow {
                proof: Some(tree.proof(*position)),
                ..parcel.rows[*position as usize].clone()
            })
            .collect();
        Parcel { header: parcel.header.clone(), rows }
    }

    #[test]
    fn whole_and_partial_entries_are_checked() {
        let all = whole(5);
        assert!(all.check().is_ok(), "all rows");
        assert!(part(&all, &[1, 4]).check().is_ok(), "some rows with their proofs");
        assert!(part(&all, &[]).check().is_ok(), "a header alone proves nothing and claims nothing");
        let mut changed = all.clone();
        changed.rows[2].row.key.push('x');
        assert_eq!(
            changed.check().map_err(|f| f.kind),
            Err(FaultKind::Root),
            "a changed row breaks the root"
        );
        let mut unproven = part(&all, &[1, 4]);
        unproven.rows[1].proof = None;
        let fault = unproven.check().unwrap_err();
        assert_eq!(
            (fault.kind, fault.position),
            (FaultKind::Proof, Some(4)),
            "a row without its proof is named"
        );
        let twice = part(&all, &[1, 1]);
        assert_eq!(twice.check().map_err(|f| f.kind), Err(FaultKind::Proof), "no row comes twice");
    }

    #[test]
    fn a_row_cannot_replace_itself() {
        let mut parcel = whole(1);
        parcel.rows[0].row.replaces = vec!["w1:1:0".parse().unwrap()];
        assert_eq!(parcel.check().map_err(|f| f.kind), Err(FaultKind::Replaces), "it would hide itself");
    }

    #[test]
    fn text_round_trips() {
        for parcels in [vec![], vec![whole(0)], vec![whole(1), part(&whole(4), &[0, 3])]] {
            let text = entries_text(&parcels);
            assert_eq!(read_entries(&text), Ok(parcels), "what is printed can be read");
        }
    }

    #[test]
    fn every_changed_byte_is_refused() {
        let text = entries_text(&[whole(2), part(&whole(4), &[2])]);
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            let outcome = read_entries(&changed).map(|parcels| parcels.iter().all(|p| p.check().is_ok()));
            assert_ne!(outcome, Ok(true), "byte {at} was changed and nothing was said");
        }
    }
}
