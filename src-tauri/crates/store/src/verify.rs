//! Checking a ledger: every digest, chain, root, proof and attachment is computed anew, and what is
//! not as it should be is named. A cut tail or a wholly rewritten chain can only be seen against
//! heads kept elsewhere ([`heads`]).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use domain::kernel::{EntryId, WriterId};
use domain::ledger::{Digest, EntryHeader, Fault, FaultKind, Row, RowKind, RowTree, entry_id, proves};
use rusqlite::Connection;

use crate::derive;
use crate::error::{Result, StoreError};
use crate::file::migrate;
use crate::gate::{self, Gap, arrival_digest, check_row};
use crate::read::{self, Reader, WriterHead};
use crate::run::Run;

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// An entry or a row.
    Fact(Fault),
    /// The bytes of an attachment.
    Attachment(Digest),
    /// The order in which this ledger received things, at this number.
    Arrival(i64),
    /// A thing whose versions replace each other in a circle, so that none is current.
    NoHead {
        /// The sort of thing.
        kind: RowKind,
        /// Which one.
        key: String,
    },
    /// A derived table does not follow from the facts.
    Derived(&'static str),
    /// A table, index or trigger is missing, too many or changed.
    Schema(String),
    /// SQLite finds the file damaged.
    Page(String),
    /// A head that was kept elsewhere is not in this ledger: its tail was cut, or it was rewritten.
    Head(WriterHead),
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many entries were checked.
    pub entries: u64,
    /// How many rows were checked.
    pub rows: u64,
    /// How many attachments were checked.
    pub attachments: u64,
    /// What is not as it should be.
    pub findings: Vec<Finding>,
    /// Entries that have not come; no fault by itself.
    pub gaps: Vec<Gap>,
    /// Attachments that entries name and that have not come; no fault by itself.
    pub missing_attachments: Vec<Digest>,
    /// Where the ledger stands.
    pub heads: Vec<WriterHead>,
}

/// Checks everything. Derived tables are compared with a rebuild that is taken back again, which a
/// file that is open for reading cannot do.
pub(crate) fn verify(conn: &Connection, may_rebuild: bool) -> Result<Report> {
    let mut report = facts(conn)?;
    report.findings.extend(pages(conn)?);
    report.findings.extend(schema(conn)?);
    report.findings.extend(without_head(conn)?);
    if may_rebuild {
        report.findings.extend(derived(conn)?);
    }
    Ok(report)
}

/// Checks the facts.
pub(crate) fn facts(conn: &Connection) -> Result<Report> {
    let mut report = Report::default();
    let headers = entries(conn, &mut report)?;
    rows(conn, &headers, &mut report)?;
    attachments(conn, &headers, &mut report)?;
    arrivals(conn, &headers, &mut report)?;
    report.gaps = gate::gaps(conn)?;
    report.heads = Reader::now(conn).writers()?;
    Ok(report)
}

/// Compares the ledger with heads that were kept elsewhere.
pub(crate) fn heads(conn: &Connection, kept: &[WriterHead]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for head in kept {
        let here = read::header_of(conn, &head.writer, head.seq)?;
        if here.map(|header| header.digest()) != Some(head.digest) {
            findings.push(Finding::Head(head.clone()));
        }
    }
    Ok(findings)
}

/// A checked entry by its local number.
struct Known {
    id: EntryId,
    /// None if it cannot be read.
    header: Option<EntryHeader>,
    digest: Vec<u8>,
}

fn entries(conn: &Connection, report: &mut Report) -> Result<HashMap<i64, Known>> {
    let mut statement =
        conn.prepare("SELECT entry_no, writer, seq, text, digest FROM fact_entry ORDER BY writer, seq")?;
    let mut rows = statement.query([])?;
    let mut known = HashMap::new();
    let mut before: Option<(EntryId, Digest)> = None;
    while let Some(row) = rows.next()? {
        report.entries += 1;
        let (writer, seq) = (WriterId::new(text(row, 1)?), row.get::<_, u32>(2)?);
        let (text, digest) = (text(row, 3)?, row.get::<_, Vec<u8>>(4)?);
        let id = entry_id(&writer, seq);
        let actual = Digest::of(text.as_bytes());
        let header = EntryHeader::from_text(&text).ok().filter(|header| header.id() == id);
        let mut fault = |kind| report.findings.push(Finding::Fact(Fault::of_entry(id.clone(), kind)));
        if actual.as_bytes() != digest.as_slice() {
            fault(FaultKind::HeaderDigest);
        }
        match &header {
            None => fault(FaultKind::Header),
            Some(header) => {
                let follows = before.as_ref().filter(|(before, _)| *before == entry_id(&writer, seq - 1));
                if follows.is_some_and(|(_, digest)| header.previous != Some(*digest)) {
                    fault(FaultKind::Chain);
                }
            }
        }
        before = Some((id.clone(), actual));
        known.insert(row.get(0)?, Known { id, header, digest });
    }
    Ok(known)
}

/// A row as it stands in the file.
struct Held {
    position: u32,
    digest: Digest,
    proof: Option<Vec<u8>>,
}

fn rows(conn: &Connection, entries: &HashMap<i64, Known>, report: &mut Report) -> Result<()> {
    let mut proofs = proofs(conn)?;
    let mut statement = conn.prepare(include_str!("sql/rows_to_verify.sql"))?;
    let mut runs = statement.query([])?;
    let mut of_entry: (i64, Vec<Held>) = (0, Vec::new());
    while let Some(run) = runs.next()? {
        let (entry_no, position, count) =
            (run.get::<_, i64>(0)?, run.get::<_, u32>(1)?, run.get::<_, u32>(2)?);
        let (bytes, digest): (Vec<u8>, Vec<u8>) = (run.get(3)?, run.get(4)?);
        report.rows += u64::from(count);
        if entry_no != of_entry.0 {
            whole_entry(entries, &of_entry, report);
            of_entry = (entry_no, Vec::new());
        }
        let mut fault = |position, kind| {
            report.findings.push(Finding::Fact(Fault::of_row(name(entries, entry_no), position, kind)));
        };
        if Digest::of(&bytes).as_bytes() != digest.as_slice() {
            fault(position, FaultKind::RowDigest);
        }
        let Some(rows) = Run::unpack(&bytes, count) else {
            fault(position, FaultKind::Row);
            continue;
        };
        for ((text, position), row_no) in rows.texts().zip(position..).zip(run.get::<_, i64>(5)?..) {
            if let Some(kind) = row_fault(text) {
                fault(position, kind);
            }
            let (digest, proof) = (Row::digest_of_text(text), proofs.remove(&row_no));
            of_entry.1.push(Held { position, digest, proof });
        }
    }
    whole_entry(entries, &of_entry, report);
    Ok(())
}

/// The proofs of rows that came without all others of their entry.
fn proofs(conn: &Connection) -> Result<HashMap<i64, Vec<u8>>> {
    let mut statement = conn.prepare("SELECT row_no, proof FROM fact_row_proof")?;
    let proofs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(proofs.collect::<rusqlite::Result<_>>()?)
}

/// What is wrong with a row by itself.
fn row_fault(text: &str) -> Option<FaultKind> {
    match Row::from_text(text) {
        Err(_) => Some(FaultKind::Row),
        Ok(row) => check_row(&row).err(),
    }
}

/// Whether the rows held of an entry are its rows.
fn whole_entry(entries: &HashMap<i64, Known>, (entry_no, held): &(i64, Vec<Held>), report: &mut Report) {
    let Some(known) = entries.get(entry_no) else {
        if !held.is_empty() {
            let fault = Fault::of_entry(name(entries, *entry_no), FaultKind::Header);
            report.findings.push(Finding::Fact(fault));
        }
        return;
    };
    let Some(header) = &known.header else { return };
    let in_place = held.iter().zip(0..).all(|(row, position)| row.position == position);
    let is_whole = in_place && held.len() == header.row_count as usize;
    let digests: Vec<Digest> = held.iter().map(|row| row.digest).collect();
    if is_whole && RowTree::of(digests).root() != header.rows_root {
        report.findings.push(Finding::Fact(Fault::of_entry(known.id.clone(), FaultKind::Root)));
    }
    for row in held {
        let needs_none = is_whole && row.proof.is_none();
        if !needs_none && !is_proven(header, row) {
            let fault = Fault::of_row(known.id.clone(), row.position, FaultKind::Proof);
            report.findings.push(Finding::Fact(fault));
        }
    }
}

fn is_proven(header: &EntryHeader, row: &Held) -> bool {
    let Some(proof) = &row.proof else { return false };
    let proof: Option<Vec<Digest>> = proof.chunks(32).map(Digest::from_slice).collect();
    proof.is_some_and(|proof| proves(&header.rows_root, header.row_count, row.position, &row.digest, &proof))
}

fn attachments(conn: &Connection, entries: &HashMap<i64, Known>, report: &mut Report) -> Result<()> {
    let mut statement = conn.prepare("SELECT digest, bytes FROM fact_attachment ORDER BY digest")?;
    let mut rows = statement.query([])?;
    let mut held = HashSet::new();
    while let Some(row) = rows.next()? {
        report.attachments += 1;
        let (digest, bytes): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let actual = Digest::of(&bytes);
        let named = Digest::from_slice(&digest).unwrap_or(actual);
        if actual.as_bytes() != digest.as_slice() {
            report.findings.push(Finding::Attachment(named));
        }
        held.insert(named);
    }
    let headers = entries.values().filter_map(|known| known.header.as_ref());
    let named = headers.flat_map(|header| &header.attachments).map(|attachment| attachment.digest);
    report.missing_attachments = named.filter(|digest| !held.contains(digest)).collect();
    report.missing_attachments.sort();
    report.missing_attachments.dedup();
    // Bytes that no entry names came in by no gate.
    let mut orphans = conn.prepare(include_str!("sql/orphan_attachments.sql"))?;
    let mut rows = orphans.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(digest) = Digest::from_slice(&row.get::<_, Vec<u8>>(0)?) {
            report.findings.push(Finding::Attachment(digest));
        }
    }
    Ok(())
}

fn arrivals(conn: &Connection, entries: &HashMap<i64, Known>, report: &mut Report) -> Result<()> {
    let mut came = rows_by_arrival(conn)?;
    let mut statement =
        conn.prepare("SELECT number, entry_no, received_at, digest FROM fact_arrival ORDER BY number")?;
    let mut rows = statement.query([])?;
    let (mut last, mut previous) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        let (number, entry_no) = (row.get::<_, i64>(0)?, row.get::<_, i64>(1)?);
        let (received_at, digest) = (text(row, 2)?, row.get::<_, Vec<u8>>(3)?);
        let came = came.remove(&number).unwrap_or_default();
        let of_entry = came.iter().all(|(entry, ..)| *entry == entry_no);
        let entry = entries.get(&entry_no).and_then(|known| Digest::from_slice(&known.digest));
        let expected = entry.map(|entry| {
            let rows = came.iter().map(|(_, position, digest)| (*position, *digest));
            arrival_digest(&previous, number, &entry, &received_at, rows)
        });
        let is_sound =
            of_entry && number == last + 1 && expected.is_some_and(|e| e.as_bytes() == digest.as_slice());
        if !is_sound {
            report.findings.push(Finding::Arrival(number));
        }
        (last, previous) = (number, digest);
    }
    report.findings.extend(came.into_keys().map(Finding::Arrival));
    Ok(())
}

/// Entry, position and digest of the rows of each arrival.
type Came = HashMap<i64, Vec<(i64, u32, Digest)>>;

fn rows_by_arrival(conn: &Connection) -> Result<Came> {
    let mut statement =
        conn.prepare("SELECT arrival, entry_no, position, count, texts FROM fact_rows ORDER BY first_row")?;
    let mut runs = statement.query([])?;
    let mut came = Came::new();
    while let Some(run) = runs.next()? {
        let (entry_no, position) = (run.get::<_, i64>(1)?, run.get::<_, u32>(2)?);
        let came: &mut Vec<_> = came.entry(run.get(0)?).or_default();
        // What cannot be unpacked is named already; without its rows the arrival is not sound either.
        if let Ok(rows) = read::run_of(run, 4, run.get(3)?) {
            let digests = rows.texts().map(Row::digest_of_text);
            came.extend(digests.zip(position..).map(|(digest, position)| (entry_no, position, digest)));
        }
    }
    Ok(came)
}

fn pages(conn: &Connection) -> Result<Vec<Finding>> {
    let mut statement = conn.prepare("PRAGMA integrity_check(20)")?;
    let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut findings: Vec<Finding> =
        lines.into_iter().filter(|line| line != "ok").map(Finding::Page).collect();
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        findings.push(Finding::Page(format!("{} refers to what is not there", row.get::<_, String>(0)?)));
    }
    Ok(findings)
}

/// Compares tables, indices and triggers with those of a fresh file.
fn schema(conn: &Connection) -> Result<Vec<Finding>> {
    let (fresh, here) = (fresh_schema()?, migrate::schema(conn)?);
    let differs = |name: &&String| fresh.get(*name) != here.get(*name);
    let mut names: Vec<&String> = fresh.keys().chain(here.keys()).filter(differs).collect();
    names.sort();
    names.dedup();
    Ok(names.into_iter().map(|name| Finding::Schema(name.clone())).collect())
}

/// The schema of a fresh file; made once, since it is the same for all files.
fn fresh_schema() -> Result<&'static BTreeMap<String, String>> {
    static FRESH: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    if let Some(fresh) = FRESH.get() {
        return Ok(fresh);
    }
    let mut conn = Connection::open_in_memory()?;
    migrate::to_newest(&mut conn, migrate::STEPS)?;
    let schema = migrate::schema(&conn)?;
    Ok(FRESH.get_or_init(|| schema))
}

fn without_head(conn: &Connection) -> Result<Vec<Finding>> {
    let mut statement = conn.prepare(include_str!("sql/keys_without_head.sql"))?;
    let mut rows = statement.query([])?;
    let mut findings = Vec::new();
    while let Some(row) = rows.next()? {
        let kind = text(row, 0)?.parse().map_err(|_| StoreError::Damaged { newest_backup: None })?;
        findings.push(Finding::NoHead { kind, key: text(row, 1)? });
    }
    Ok(findings)
}

fn derived(conn: &Connection) -> Result<Vec<Finding>> {
    let before = derive::digests(conn)?;
    let tx = conn.unchecked_transaction()?;
    let rebuilt = derive::rebuild(&tx).and_then(|()| derive::digests(&tx));
    tx.rollback()?;
    Ok(match rebuilt {
        Ok(after) => {
            let pairs = before.into_iter().zip(after);
            pairs.filter(|(a, b)| a != b).map(|((table, _), _)| Finding::Derived(table)).collect()
        }
        // A fact that cannot be read is named already; no derived table can be trusted then.
        Err(StoreError::Damaged { .. }) => derive::TABLES.map(Finding::Derived).to_vec(),
        Err(error) => return Err(error),
    })
}

fn name(entries: &HashMap<i64, Known>, entry_no: i64) -> EntryId {
    entries.get(&entry_no).map_or_else(|| EntryId::new(format!("?:{entry_no}")), |known| known.id.clone())
}

/// A text column, also if a byte of it is no longer UTF-8.
fn text(row: &rusqlite::Row<'_>, column: usize) -> Result<String> {
    let value = row.get_ref(column)?;
    let bytes = value.as_bytes().map_err(|_| StoreError::Damaged { newest_backup: None })?;
    Ok(String::from_utf8_lossy(bytes).into_owned())
}
