//! Entries as they travel between ledgers: each with all its rows, or with some of them and their
//! proofs. Compression, signatures and paths are not the matter of this module.
//!
//! Canonical text: the line `dz-entries/1`, then blocks, each after an empty line, so that a block
//! ends where the next empty line or the text ends:
//! ```text
//! entry             then the lines of the entry's text; `proof <digest> …` if it comes with some of its rows
//! row               or `row <position>` where it is not the one after; then the row's lines
//! ```
//! Rows stand under their entry, ascending. What follows from the rest is not said: `previous +` is the digest of
//! the entry above, `root +` the root over the rows, all of which are there, and the proof is one for all rows. So
//! the digest of the last entry holds a chain without gaps, and it stands where the text is signed.

use std::fmt::Write as _;

use super::canon::{CanonError, number};
use super::merkle::{join, part};
use super::{Digest, EntryHeader, Row, RowTree, proves};
use crate::kernel::EntryId;

const VERSION: &str = "dz-entries/1\n";

/// Stands for a digest that follows from what is there.
const FOLLOWS: &str = "+";

/// The proofs of all rows of a text hold no more digests.
const MOST_PROVING: usize = 4 << 20;

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

    /// Whether the root follows from the rows.
    fn makes_root(&self) -> bool {
        self.is_whole() && RowTree::of(self.digests()).root() == self.header.rows_root
    }

    fn digests(&self) -> Vec<Digest> {
        self.rows.iter().map(|carried| carried.row.digest()).collect()
    }

    /// The proof of the rows, where some are here.
    fn push_proof(&self, out: &mut String) {
        if self.is_whole() {
            return;
        }
        let proofs = self.rows.iter().map(|row| (row.position, row.proof.as_deref().unwrap_or_default()));
        let proofs: Vec<(u32, &[Digest])> = proofs.collect();
        let joint = join(self.header.row_count, &proofs);
        if joint.is_empty() {
            return;
        }
        out.push_str("proof");
        for digest in joint {
            let _ = write!(out, " {digest}");
        }
        out.push('\n');
    }

    /// Checks that the rows are those of the entry: all of them, or each with its proof. Gives
    /// back the digest of each row.
    pub fn check(&self) -> Result<Vec<Digest>, Fault> {
        let digests = self.digests();
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
    let mut above = None;
    for parcel in parcels {
        let header = &parcel.header;
        let said =
            |digest: Option<Digest>| digest.map_or_else(|| "-".to_owned(), |digest| digest.to_string());
        let follows = above.is_some() && header.previous == above;
        let previous = if follows { FOLLOWS.to_owned() } else { said(header.previous) };
        let root = if parcel.makes_root() { FOLLOWS.to_owned() } else { header.rows_root.to_string() };
        out.push_str("\nentry\n");
        out.push_str(&header.text_with(&previous, &root));
        parcel.push_proof(&mut out);
        let mut next = 0;
        for CarriedRow { position, row, .. } in &parcel.rows {
            // Writing into a `String` cannot fail.
            let _ =
                if *position == next { writeln!(out, "\nrow") } else { writeln!(out, "\nrow {position}") };
            next = position.wrapping_add(1);
            out.push_str(&row.text());
        }
        above = Some(header.digest());
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

/// Reads a canonical text of entries; what is not in its form is refused and named.
pub fn read_entries(text: &str) -> Result<Vec<Parcel>, EntriesError> {
    let form = |block, reason| EntriesError::Form { block, reason };
    let body = text.strip_prefix(VERSION).ok_or(form(0, CanonError::Version))?;
    if body.is_empty() {
        return Ok(Vec::new());
    }
    let body = body.strip_prefix('\n').ok_or(form(0, CanonError::NotCanonical))?;
    let mut reading = Reading::default();
    for (block, number) in split_blocks(body).zip(1..) {
        let (head, rest) = block.split_once('\n').ok_or(form(number, CanonError::NotCanonical))?;
        match (head.split_once(' ').unwrap_or((head, "")), &mut reading.open) {
            (("entry", ""), _) => {
                reading.close()?;
                reading.open = Some(Open { block: number, text: rest, rows: Vec::new() });
            }
            (("row", place), Some(open)) => open.row(place, rest).map_err(|reason| form(number, reason))?,
            _ => return Err(form(number, CanonError::Line { line: 1, expected: "entry" })),
        }
    }
    reading.close()?;
    let parcels = reading.parcels;
    if entries_text(&parcels) == text { Ok(parcels) } else { Err(form(0, CanonError::NotCanonical)) }
}

/// Entries that were read so far, and the one whose rows are being read.
#[derive(Default)]
struct Reading<'t> {
    parcels: Vec<Parcel>,
    above: Option<Digest>,
    open: Option<Open<'t>>,
    proving: usize,
}

/// An entry with the texts of its rows.
struct Open<'t> {
    block: usize,
    text: &'t str,
    rows: Vec<(u32, &'t str)>,
}

impl<'t> Open<'t> {
    fn row(&mut self, place: &str, text: &'t str) -> Result<(), CanonError> {
        let next = self.rows.last().map_or(0, |(position, _)| position.wrapping_add(1));
        let position = if place.is_empty() { next } else { number(place, "position")? };
        self.rows.push((position, text));
        Ok(())
    }
}

impl Reading<'_> {
    /// Ends the entry whose rows were read.
    fn close(&mut self) -> Result<(), EntriesError> {
        let Some(Open { block, text, rows }) = self.open.take() else { return Ok(()) };
        let form = |reason| EntriesError::Form { block, reason };
        let leaves: Vec<(u32, Digest)> =
            rows.iter().map(|(position, text)| (*position, Row::digest_of_text(text))).collect();
        let (text, joint) = split_proof(text).map_err(form)?;
        let header = self.header(text, &leaves).map_err(form)?;
        let mut proofs = Vec::new();
        if let Some(joint) = joint {
            self.proving += rows.len() * (u32::BITS - header.row_count.leading_zeros()) as usize;
            if self.proving > MOST_PROVING {
                return Err(form(CanonError::Word("proof")));
            }
            let parted = part(header.row_count, &leaves, &joint);
            proofs = parted.ok_or_else(|| Fault::of_entry(header.id(), FaultKind::Proof))?;
        }
        let mut proofs = proofs.into_iter();
        let carried = |(position, text): (u32, &str)| {
            let row =
                Row::from_text(text).map_err(|_| Fault::of_row(header.id(), position, FaultKind::Row))?;
            Ok(CarriedRow { position, row, proof: proofs.next() })
        };
        let rows = rows.into_iter().map(carried).collect::<Result<_, Fault>>()?;
        self.above = Some(header.digest());
        self.parcels.push(Parcel { header, rows });
        Ok(())
    }

    /// The header with what follows put in.
    fn header(&self, text: &str, leaves: &[(u32, Digest)]) -> Result<EntryHeader, CanonError> {
        let mut text = text.to_owned();
        if let Some(above) = self.above {
            let place = |word: &str| format!("\nprevious {word}\n");
            text = text.replacen(&place(FOLLOWS), &place(&above.to_string()), 1);
        }
        if let Some(begin) = text.strip_suffix("root +\n") {
            let root = RowTree::of(leaves.iter().map(|(_, leaf)| *leaf).collect()).root();
            text = format!("{begin}root {root}\n");
        }
        EntryHeader::from_text(&text)
    }
}

/// The text of an entry, and the proof of its rows behind it.
fn split_proof(text: &str) -> Result<(&str, Option<Vec<Digest>>), CanonError> {
    let last = text.trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
    match text.split_at(last) {
        (header, proof) if proof.starts_with("proof ") => {
            let digests = proof.trim_end_matches('\n').split(' ').skip(1);
            Ok((header, Some(digests.map(str::parse).collect::<Result<_, _>>()?)))
        }
        _ => Ok((text, None)),
    }
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

    fn heads(parcels: &[Parcel]) -> Vec<Digest> {
        parcels.iter().map(|parcel| parcel.header.digest()).collect()
    }

    #[test]
    fn every_changed_byte_is_refused_or_makes_another_head() {
        let parcels = [whole(2), part(&whole(4), &[2]), part(&whole(9), &[1, 2, 7])];
        let text = entries_text(&parcels);
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            let read =
                read_entries(&changed).ok().filter(|parcels| parcels.iter().all(|p| p.check().is_ok()));
            assert_ne!(read.map(|read| heads(&read)), Some(heads(&parcels)), "byte {at} was changed unseen");
        }
    }

    #[test]
    fn a_chain_is_held_by_its_last_entry() {
        let mut parcels = vec![whole(1)];
        for seq in 2..6 {
            let mut next = whole(2);
            next.header.seq = seq;
            next.header.previous = parcels.last().map(|parcel| parcel.header.digest());
            parcels.push(next);
        }
        let text = entries_text(&parcels);
        assert!(
            !text.lines().any(|line| line.len() >= 64),
            "no digest is written that follows from the rest"
        );
        assert_eq!(read_entries(&text).as_ref(), Ok(&parcels));
        let changed = read_entries(&text.replacen("field value 1", "field value 2", 1)).unwrap();
        assert_ne!(heads(&changed).last(), heads(&parcels).last(), "the first row changes the last digest");
    }

    #[test]
    fn what_could_be_written_shorter_is_refused() {
        let text = entries_text(&[whole(2), part(&whole(4), &[0, 3])]);
        let root = format!("root {}", whole(2).header.rows_root);
        let cases = [
            (text.replacen("root +", &root, 1), "a root that follows"),
            (text.replacen("\nrow\n", "\nrow 0\n", 1), "a place that follows"),
            (text.replacen("previous -", "previous +", 1), "nothing stands above the first"),
            (text.replacen("\nrow\n", "\nrow 1\n", 1), "a row that is not whole and not proven"),
            (text.replacen("row 3", "row 4", 1), "a row behind the last"),
            (text.replacen("row 3", "row 0", 1), "a row that comes twice"),
            (text.replacen("proof ", "proof +", 1), "half a digest"),
            (text.replacen("rows 4", "rows 4294967295", 1), "a proof of another tree"),
            (text.replacen("\nentry\n", "\nentry 1\n", 1), "a word too many"),
            (text.replacen("\nentry\n", "\nrow\n", 1), "a row of nothing"),
        ];
        for (changed, why) in cases {
            assert_ne!(changed, text, "{why}: the case is one");
            assert!(read_entries(&changed).is_err(), "must be refused: {why}");
        }
    }
}
