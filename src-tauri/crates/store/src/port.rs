//! What the store asks of its surroundings: ids, and a memory of this device that lies outside the
//! ledger file. There is deliberately no clock here (the caller says what time it is) and no random
//! source (the caller's `IdSource` has one).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::kernel::{LedgerId, WriterId};
use domain::ledger::Digest;

use crate::error::Result;

/// Makes ids that nobody made before.
pub trait IdSource: Send {
    /// A new id: 1 to 40 of `a-z`, `0-9`, `-`; random enough that two devices never make the same.
    fn fresh(&mut self) -> String;
}

impl<F: FnMut() -> String + Send> IdSource for F {
    fn fresh(&mut self) -> String {
        self()
    }
}

/// What a device remembers of a ledger: under which writer it last wrote, and the head it left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// The writer.
    pub writer: WriterId,
    /// The number of its last entry.
    pub seq: u32,
    /// The digest of that entry.
    pub head: Digest,
}

/// Somebody else on this device wrote in the meantime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved;

/// The memory of this device, outside the ledger file. By it a restored backup or a copied file is
/// noticed: its head is not the one remembered, so it goes on under a new writer, and two tails
/// never hang on one chain.
pub trait DeviceMemory: Send {
    /// What is remembered of a ledger.
    fn recall(&self, ledger: &LedgerId) -> Result<Option<Remembered>>;

    /// Remembers `next` durably if what is remembered is still `expected`, in one step for all
    /// programs of this device.
    fn remember(
        &mut self,
        ledger: &LedgerId,
        expected: Option<&Remembered>,
        next: &Remembered,
    ) -> Result<std::result::Result<(), Moved>>;
}

/// The ports of a ledger.
pub struct Ports {
    /// The memory of this device.
    pub memory: Box<dyn DeviceMemory>,
    /// Ids for ledgers and writers.
    pub ids: Box<dyn IdSource>,
}

/// A device's memory that ends with the program; clones share it. For tests and for work on
/// ledgers that nobody goes on with.
#[derive(Clone, Default)]
pub struct DeviceMemoryInRam(Arc<Mutex<BTreeMap<LedgerId, Remembered>>>);

impl DeviceMemory for DeviceMemoryInRam {
    fn recall(&self, ledger: &LedgerId) -> Result<Option<Remembered>> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(ledger).cloned())
    }

    fn remember(
        &mut self,
        ledger: &LedgerId,
        expected: Option<&Remembered>,
        next: &Remembered,
    ) -> Result<std::result::Result<(), Moved>> {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.get(ledger) != expected {
            return Ok(Err(Moved));
        }
        memory.insert(ledger.clone(), next.clone());
        Ok(Ok(()))
    }
}
