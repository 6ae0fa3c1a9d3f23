//! Writers: one copy of one ledger on one device. Whenever the file's head is not the one this
//! device remembers, it goes on under a new writer.

use std::fs;

use domain::kernel::LedgerId;
use store::{DeviceMemory, DeviceMemoryInRam, Ledger, Moved, Ports, Remembered, Result, StoreError};

use crate::kit::{Desk, Device, entry, fill, moment, open, says, target};
use domain::ledger::{Operation, RowKind};

fn writer_of(ledger: &mut Ledger, value: &str) -> (String, u32) {
    let header = fill(ledger, vec![target("t", value)]).entry.unwrap();
    (header.writer.to_string(), header.seq)
}

#[test]
fn a_restart_goes_on_under_the_same_writer() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let (writer, _) = writer_of(&mut ledger, "1");
    ledger.close().unwrap();
    assert_eq!(writer_of(&mut desk.open(), "2"), (writer, 2), "same file, same device");
}

#[test]
fn a_copied_file_goes_on_under_another_writer() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let (writer, _) = writer_of(&mut ledger, "1");
    ledger.close().unwrap();
    fs::copy(desk.file("a.dz"), desk.file("copy.dz")).unwrap();
    assert_eq!(writer_of(&mut desk.open(), "2"), (writer.clone(), 2), "the file goes on");
    let (other, seq) = writer_of(&mut open(&desk.file("copy.dz"), &desk.device), "3");
    assert_ne!(other, writer, "the copy does not hang a second tail on the chain");
    assert_eq!(seq, 1, "it begins its own");
}

#[test]
fn another_device_has_another_writer() {
    let desk = Desk::new("d");
    let (writer, _) = writer_of(&mut desk.create(), "1");
    let (other, _) = writer_of(&mut open(&desk.file("a.dz"), &Device::new("e")), "2");
    assert_ne!(other, writer, "the file was carried to another device");
}

#[test]
fn a_restored_backup_goes_on_under_another_writer() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let (writer, _) = writer_of(&mut ledger, "1");
    ledger.backup_to(desk.file("b.dz")).unwrap();
    writer_of(&mut ledger, "2");
    ledger.close().unwrap();
    store::restore(&desk.file("b.dz"), &desk.file("a.dz"), &moment(5)).unwrap();
    let (other, _) = writer_of(&mut desk.open(), "3");
    assert_ne!(other, writer, "the entry that the backup lacks may have been sent already");
}

/// A memory that remembers and then dies, as if the power went between memory and commit.
struct Dying(DeviceMemoryInRam);

impl DeviceMemory for Dying {
    fn recall(&self, ledger: &LedgerId) -> Result<Option<Remembered>> {
        self.0.recall(ledger)
    }
    fn remember(
        &mut self,
        ledger: &LedgerId,
        expected: Option<&Remembered>,
        next: &Remembered,
    ) -> Result<std::result::Result<(), Moved>> {
        let _ = self.0.remember(ledger, expected, next)?;
        Err(StoreError::DiskFull)
    }
}

#[test]
fn dying_between_memory_and_commit_begins_a_new_writer() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let (writer, _) = writer_of(&mut ledger, "1");
    ledger.close().unwrap();
    let ports = Ports { memory: Box::new(Dying(desk.device.memory.clone())), ids: desk.device.ids() };
    let mut ledger = Ledger::open(desk.file("a.dz"), ports, &moment(0)).unwrap();
    let outcome = ledger.change(&entry(Operation::Fill, "p").with(target("t", "2")));
    assert!(outcome.is_err(), "the entry was not acknowledged");
    drop(ledger);
    let mut ledger = desk.open();
    assert_eq!(says(&ledger, RowKind::Target, "t"), "1", "and is not there");
    let (other, _) = writer_of(&mut ledger, "3");
    assert_ne!(other, writer, "nobody can know whether its number was used");
    assert!(ledger.verify().unwrap().findings.is_empty(), "and all is sound");
}

/// A memory in which another program writes into a copy just before this one remembers.
struct Overtaken(DeviceMemoryInRam, bool);

impl DeviceMemory for Overtaken {
    fn recall(&self, ledger: &LedgerId) -> Result<Option<Remembered>> {
        self.0.recall(ledger)
    }
    fn remember(
        &mut self,
        ledger: &LedgerId,
        expected: Option<&Remembered>,
        next: &Remembered,
    ) -> Result<std::result::Result<(), Moved>> {
        if !self.1 {
            self.1 = true;
            let other = Remembered { writer: "elsewhere".into(), ..next.clone() };
            let _ = self.0.remember(ledger, expected, &other)?;
        }
        self.0.remember(ledger, expected, next)
    }
}

#[test]
fn who_is_overtaken_begins_a_new_writer() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let (writer, _) = writer_of(&mut ledger, "1");
    ledger.close().unwrap();
    let ports =
        Ports { memory: Box::new(Overtaken(desk.device.memory.clone(), false)), ids: desk.device.ids() };
    let mut ledger = Ledger::open(desk.file("a.dz"), ports, &moment(0)).unwrap();
    let (other, seq) = writer_of(&mut ledger, "2");
    assert_ne!(other, writer, "the copy took the writer");
    assert_eq!(seq, 1, "this file begins another");
    let entries = ledger.read().entries(None, 10).unwrap();
    assert_eq!(entries.len(), 2, "the attempt that was overtaken left nothing");
}
