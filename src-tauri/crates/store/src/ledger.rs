//! An open ledger file: the table of contents of this crate. Each method leads into the module that
//! does the work; nothing is decided here.

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::kernel::{LedgerId, PersonId, WriterId};
use domain::ledger::{Batch, Moment, Operation, Row, valid_writer};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::backup::{self, Copying, Sealer};
use crate::derive;
use crate::error::{Broken, Result, StoreError};
use crate::file::{self, Condition};
use crate::gate::{self, Change, EntryDraft, Gap, Many, Receipt, Received, UndoLabel, Who};
use crate::local::{self, DraftCell};
use crate::port::Ports;
use crate::read::{Reader, WriterHead};
use crate::verify::{self, Finding, Report};

/// An open ledger file.
pub struct Ledger {
    pub(crate) conn: Connection,
    path: PathBuf,
    id: LedgerId,
    ports: Ports,
    condition: Condition,
    /// The arrival up to which is read; none: everything.
    looked_from: Option<i64>,
    copying: Copying,
}

/// One state of a file, held; see [`Ledger::hold`].
pub struct Held<'a> {
    _reading: Option<Transaction<'a>>,
}

impl Ledger {
    // Opening and closing

    /// Makes a new ledger; there must be no file of this name.
    pub fn create(path: impl AsRef<Path>, mut ports: Ports) -> Result<Self> {
        let id = LedgerId::new(ports.ids.fresh());
        if !valid_writer(&WriterId::new(id.as_str())) {
            return Err(Broken::Port("ledger id").into());
        }
        let conn = file::create(path.as_ref(), &id)?;
        let (path, condition) = (path.as_ref().to_owned(), Condition::Sound);
        Ok(Self { conn, path, id, ports, condition, looked_from: None, copying: Copying::default() })
    }

    /// Opens a ledger. An older file is copied and brought up to date; a newer one and one that is
    /// no ledger are refused untouched; a damaged one opens for reading only, see
    /// [`condition`](Self::condition). `now` names the copy that is made before a migration.
    pub fn open(path: impl AsRef<Path>, ports: Ports, now: &Moment) -> Result<Self> {
        let path = path.as_ref().to_owned();
        let (conn, condition) = file::open(&path, now)?;
        let id: String = conn.query_row("SELECT id FROM fact_ledger", [], |row| row.get(0))?;
        Ok(Self {
            conn,
            path,
            id: LedgerId::new(id),
            ports,
            condition,
            looked_from: None,
            copying: Copying::default(),
        })
    }

    /// Puts everything into the one file and closes it. Dropping does so too, without a word if it
    /// fails.
    pub fn close(mut self) -> Result<()> {
        self.copying.finish()?;
        file::close(self.conn, &self.condition)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The id shared by all copies of this ledger.
    pub fn id(&self) -> &LedgerId {
        &self.id
    }

    /// In what state the file was found.
    pub fn condition(&self) -> &Condition {
        &self.condition
    }

    /// How long writing waits for another program that writes, before it says `Busy`. Three seconds
    /// if nobody asks.
    pub fn wait_at_most(&mut self, time: Duration) -> Result<()> {
        Ok(self.conn.busy_timeout(time)?)
    }

    // Writing

    /// The one gate: writes an entry, or nothing if everything it says is current already.
    pub fn change(&mut self, draft: &EntryDraft) -> Result<Change> {
        if matches!(draft.operation, Operation::Undo | Operation::Redo) {
            return Err(crate::Refused::ReservedOperation(draft.operation).into());
        }
        self.need_sound()?;
        gate::change(&mut self.conn, &self.id, &mut self.ports, draft)
    }

    /// Takes in entries that were made elsewhere. `now` is noted as the time of arrival.
    pub fn receive(&mut self, batch: &Batch, now: &Moment) -> Result<Receipt> {
        self.need_sound()?;
        gate::receive(&mut self.conn, batch, now)
    }

    /// Takes in many batches at once and writes one entry of it; see [`Many`]. None: it was stopped on the way.
    pub fn receive_many(&mut self, many: &mut Many<'_>) -> Result<Option<Received>> {
        self.need_sound()?;
        gate::receive_many(&mut self.conn, &self.id, &mut self.ports, many)
    }

    /// Undoes the person's last entry, all of it or nothing. `is_frozen` says of a row whether it
    /// was handed in.
    pub fn undo(&mut self, who: &Who, is_frozen: impl Fn(&Row) -> bool) -> Result<Change> {
        self.need_sound()?;
        gate::undo(&mut self.conn, &self.id, &mut self.ports, who, &is_frozen)
    }

    /// Does again what the person undid last.
    pub fn redo(&mut self, who: &Who, is_frozen: impl Fn(&Row) -> bool) -> Result<Change> {
        self.need_sound()?;
        gate::redo(&mut self.conn, &self.id, &mut self.ports, who, &is_frozen)
    }

    /// What undo would undo.
    pub fn undo_label(&self, person: &PersonId) -> Result<Option<UndoLabel>> {
        gate::label(&self.conn, &self.id, &self.ports, person, Operation::Undo)
    }

    /// What redo would redo.
    pub fn redo_label(&self, person: &PersonId) -> Result<Option<UndoLabel>> {
        gate::label(&self.conn, &self.id, &self.ports, person, Operation::Redo)
    }

    // Reading

    /// Reads what is current, or while it is looked back, what was.
    pub fn read(&self) -> Reader<'_> {
        self.looked_from.map_or_else(|| Reader::now(&self.conn), |number| self.read_as_known(number))
    }

    /// Holds what the file says at this moment: until it is let go, all that is read here is read of one state, and
    /// SQLite need not ask before every statement whether another program wrote meanwhile.
    pub fn hold(&self) -> Result<Held<'_>> {
        let is_free = self.conn.is_autocommit();
        let reading = is_free.then(|| self.conn.unchecked_transaction()).transpose()?;
        Ok(Held { _reading: reading })
    }

    /// Lets go of the pages of the file that are held in memory; they are read again when they are asked for.
    pub fn rest(&self) -> Result<()> {
        Ok(self.conn.execute_batch("PRAGMA shrink_memory")?)
    }

    /// From now on reads what was current when everything up to an arrival had come; none: what is. While it
    /// is looked back nothing is written.
    pub fn look_from(&mut self, arrival: Option<i64>) {
        self.looked_from = arrival;
    }

    /// Reads what was current when this ledger had received everything up to arrival `number`.
    pub fn read_as_known(&self, number: i64) -> Reader<'_> {
        Reader::as_known(&self.conn, number)
    }

    /// Numbers missing before the last entry of a writer.
    pub fn gaps(&self) -> Result<Vec<Gap>> {
        gate::gaps(&self.conn)
    }

    // Keeping

    /// Makes the derived tables anew from the facts.
    pub fn rebuild(&mut self) -> Result<()> {
        self.need_sound()?;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        derive::rebuild(&tx)?;
        Ok(tx.commit()?)
    }

    /// Checks every fact, the schema, the pages and the derived tables.
    pub fn verify(&self) -> Result<Report> {
        verify::verify(&self.conn, self.condition == Condition::Sound)
    }

    /// Compares with heads that were kept elsewhere (in packages, receipts, reports).
    pub fn verify_heads(&self, kept: &[WriterHead]) -> Result<Vec<Finding>> {
        verify::heads(&self.conn, kept)
    }

    /// Makes the automatic backup beside the file, unless nothing came since the last one. That of a large file
    /// is made aside, and waited for when the ledger is closed.
    pub fn backup(&mut self, now: &Moment) -> Result<Option<PathBuf>> {
        self.rotate(now, None)
    }

    /// The same, sealed; and so is what still lies open beside the file. It is made aside.
    pub fn backup_sealed(&mut self, now: &Moment, sealer: Sealer) -> Result<Option<PathBuf>> {
        self.rotate(now, Some(sealer))
    }

    fn rotate(&mut self, now: &Moment, sealer: Option<Sealer>) -> Result<Option<PathBuf>> {
        self.need_sound()?;
        let arrivals = self.read().last_arrival()?;
        let made = backup::rotate(&self.conn, &self.path, arrivals, now, file::QUICK, sealer)?;
        Ok(made.and_then(|(target, copying)| {
            self.copying = copying;
            target
        }))
    }

    /// Copies the ledger into a new file.
    pub fn backup_to(&self, target: impl AsRef<Path>) -> Result<()> {
        backup::copy_to(&self.conn, target.as_ref())
    }

    // Local

    /// Cells that were typed and are not yet values, in the order of their keys.
    pub fn drafts(&self) -> Result<Vec<DraftCell>> {
        local::drafts(&self.conn)
    }

    /// Keeps what was typed into a cell. It goes away by itself when the cell becomes a result.
    pub fn put_draft(
        &self,
        key: &str,
        person: &PersonId,
        text: &str,
        problem: &str,
        now: &Moment,
    ) -> Result<()> {
        local::put_draft(&self.conn, key, person, text, problem, now)
    }

    /// Forgets what was typed into a cell; tells whether there was anything.
    pub fn clear_draft(&self, key: &str) -> Result<bool> {
        local::clear_draft(&self.conn, key)
    }

    /// A setting of this file.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        local::setting(&self.conn, name)
    }

    /// Sets or forgets a setting of this file.
    pub fn set_setting(&self, name: &str, value: Option<&str>) -> Result<()> {
        local::set_setting(&self.conn, name, value)
    }

    /// Many local writes as one: drafts of a whole paste, for example.
    pub fn locally<T>(&mut self, work: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        self.need_sound()?;
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        let outcome = work(self);
        self.conn.execute_batch(if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        outcome
    }

    fn need_sound(&self) -> Result<()> {
        let writable = self.condition == Condition::Sound && self.looked_from.is_none();
        if writable { Ok(()) } else { Err(StoreError::ReadOnly) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_can_be_handed_to_another_thread() {
        fn sendable<T: Send>() {}
        sendable::<Ledger>();
    }
}
