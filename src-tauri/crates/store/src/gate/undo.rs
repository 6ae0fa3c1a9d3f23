//! Undo and redo. An entry is undone by rows that put back what each of its rows replaced, all or
//! nothing; redoing is undoing the undo. What can be undone is read from the entries, so it survives
//! a restart; a new writer begins with nothing to undo.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use domain::kernel::{EntryId, LedgerId, PersonId};
use domain::ledger::{Key, Operation, Row, RowKind, RowRef, Stacks, Step, entry_id, origin, stacks};
use rusqlite::Connection;

use super::change::{Planned, current_writer, write_entry};
use super::{Change, DraftRow, EntryDraft, Replaces, UndoLabel, Who};
use crate::error::{Blocking, Refused, Result, StoreError};
use crate::port::{Ports, Remembered};
use crate::read::{self, Reader, VersionInHistory};

/// How many of a person's last entries are looked at; what lies before is past undoing.
const LOOKED_AT: u32 = 2_000;

/// Undoes the person's last entry that is not undone.
pub(crate) fn undo(
    conn: &mut Connection,
    ledger: &LedgerId,
    ports: &mut Ports,
    who: &Who,
    is_frozen: &dyn Fn(&Row) -> bool,
) -> Result<Change> {
    write_entry(conn, ledger, ports, &|conn, ports| {
        let (_, stacks) = read_stacks(conn, ledger, ports, &who.author)?;
        let entry = stacks.undo.last().ok_or(Refused::NothingToUndo)?;
        turn_back(conn, who, Operation::Undo, entry, is_frozen)
    })
}

/// Redoes the entry the person undid last.
pub(crate) fn redo(
    conn: &mut Connection,
    ledger: &LedgerId,
    ports: &mut Ports,
    who: &Who,
    is_frozen: &dyn Fn(&Row) -> bool,
) -> Result<Change> {
    write_entry(conn, ledger, ports, &|conn, ports| {
        let (_, stacks) = read_stacks(conn, ledger, ports, &who.author)?;
        let entry = stacks.redo.last().ok_or(Refused::NothingToRedo)?;
        turn_back(conn, who, Operation::Redo, entry, is_frozen)
    })
}

/// What `operation` (undo or redo) would do next.
pub(crate) fn label(
    conn: &Connection,
    ledger: &LedgerId,
    ports: &Ports,
    author: &PersonId,
    operation: Operation,
) -> Result<Option<UndoLabel>> {
    let (steps, stacks) = read_stacks(conn, ledger, ports, author)?;
    let list = if operation == Operation::Redo { &stacks.redo } else { &stacks.undo };
    let Some(entry) = list.last() else { return Ok(None) };
    let Some(first) = origin(&steps, entry) else { return Ok(None) };
    let header = read::header_by_id(conn, &first.entry)?;
    Ok(header.map(|header| UndoLabel {
        entry: entry.clone(),
        operation: first.operation,
        rows: header.row_count,
        reason: header.reason,
    }))
}

fn read_stacks(
    conn: &Connection,
    ledger: &LedgerId,
    ports: &Ports,
    author: &PersonId,
) -> Result<(Vec<Step>, Stacks)> {
    let remembered = ports.memory.recall(ledger)?;
    let Some(Remembered { writer, .. }) = current_writer(conn, remembered.as_ref())? else {
        return Ok((Vec::new(), Stacks::default()));
    };
    let mut statement = conn.prepare_cached(include_str!("../sql/steps.sql"))?;
    let mut rows = statement.query((author.as_str(), writer.as_str(), LOOKED_AT))?;
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        let operation: String = row.get(1)?;
        steps.push(Step {
            entry: entry_id(writer, row.get(0)?),
            operation: operation.parse().map_err(|_| StoreError::Damaged { newest_backup: None })?,
            undoes: row.get::<_, Option<String>>(2)?.map(EntryId::new),
        });
    }
    steps.reverse();
    let stacks = stacks(&steps);
    Ok((steps, stacks))
}

/// A row of the entry that is turned back, and the row that stands for it now.
struct Turned {
    row: Row,
    stands: RowRef,
}

/// Makes the entry that puts back what `entry` replaced.
fn turn_back(
    conn: &Connection,
    who: &Who,
    operation: Operation,
    entry: &EntryId,
    is_frozen: &dyn Fn(&Row) -> bool,
) -> Result<Planned<'static>> {
    let reader = Reader::now(conn);
    let mut by_key: BTreeMap<Key, Vec<Turned>> = BTreeMap::new();
    let mut blocking = Vec::new();
    for (at, row) in reader.rows(entry)? {
        if is_frozen(&row) {
            blocking.push(Blocking::Frozen { kind: row.kind, key: row.key });
            continue;
        }
        let heads: Vec<RowRef> =
            reader.versions(row.kind, &row.key)?.into_iter().map(|head| head.at).collect();
        match stands_for(&reader, &heads, at, &row)? {
            Some(stands) => {
                by_key.entry((row.kind, row.key.clone())).or_default().push(Turned { row, stands })
            }
            None => blocking.push(replaced(&reader, row, heads)?),
        }
    }
    if !blocking.is_empty() {
        return Err(Refused::UndoBlocked(blocking).into());
    }
    let mut draft = EntryDraft::new(operation, &who.author, &who.office, who.time);
    for ((kind, key), rows) in by_key {
        draft.rows.extend(put_back(&reader, kind, &key, &rows)?);
    }
    Ok(Planned { draft: Cow::Owned(draft), undoes: Some(entry.clone()) })
}

/// The head that stands for a row: itself, or the row that an undo put back after something had
/// replaced it. None if anything else took its place.
fn stands_for(reader: &Reader<'_>, heads: &[RowRef], at: RowRef, row: &Row) -> Result<Option<RowRef>> {
    let mut seen = HashSet::new();
    let mut candidates = vec![at];
    while let Some(at) = candidates.pop() {
        if heads.contains(&at) {
            return Ok(Some(at));
        }
        let history = reader.history(row.kind, &row.key)?;
        for replacing in history.iter().filter(|version| version.row.replaces.contains(&at)) {
            candidates.extend(put_back_by_undoing(&history, &replacing.at.entry(), row));
        }
        candidates.retain(|candidate| seen.insert(candidate.clone()));
    }
    Ok(None)
}

/// The rows that say again what `row` says, in entries that undo `entry`.
fn put_back_by_undoing(history: &[VersionInHistory], entry: &EntryId, row: &Row) -> Vec<RowRef> {
    let undoes = |version: &&VersionInHistory| version.header.undoes.as_ref() == Some(entry);
    let again = history.iter().filter(undoes).filter(|version| version.row.says_the_same(row));
    again.map(|version| version.at.clone()).collect()
}

/// Names the rows that took the place of a row.
fn replaced(reader: &Reader<'_>, row: Row, by: Vec<RowRef>) -> Result<Blocking> {
    let entry = by.first().map(RowRef::entry);
    let header = entry.as_ref().map(|entry| reader.header(entry)).transpose()?.flatten();
    let author = header.map(|header| header.author);
    Ok(Blocking::Replaced { kind: row.kind, key: row.key, by, author, entry })
}

/// Rows that say again what the entry's rows of one key replaced. Where they had settled a conflict
/// there are several, and the conflict is back; where they replaced nothing, the thing is no more.
fn put_back(reader: &Reader<'_>, kind: RowKind, key: &str, rows: &[Turned]) -> Result<Vec<DraftRow>> {
    let in_place_of = Replaces::Exactly(rows.iter().map(|turned| turned.stands.clone()).collect());
    let mut again: Vec<DraftRow> = Vec::new();
    for replaced in rows.iter().flat_map(|turned| &turned.row.replaces) {
        let Some(old) = reader.row(replaced)? else {
            return Err(StoreError::Damaged { newest_backup: None });
        };
        let row = DraftRow {
            kind,
            key: key.to_owned(),
            content: old.content,
            retracted: old.retracted,
            replaces: in_place_of.clone(),
        };
        if !again.contains(&row) {
            again.push(row);
        }
    }
    if again.is_empty() {
        again.push(DraftRow { replaces: in_place_of, ..DraftRow::retract(kind, key) });
    }
    Ok(again)
}
