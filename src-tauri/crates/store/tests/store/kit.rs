//! What the tests share: devices with counted ids, a clock that is counted too, and short words for
//! rows and entries. No assertions here.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::kernel::Fields;
use domain::ledger::{Moment, Operation, RowKind};
use store::{DeviceMemoryInRam, DraftRow, EntryDraft, Ledger, Ports, Who};
use tempfile::TempDir;

/// A device with a memory and ids of its own.
#[derive(Clone)]
pub struct Device {
    pub memory: DeviceMemoryInRam,
    name: &'static str,
    count: Arc<AtomicU32>,
}

impl Device {
    pub fn new(name: &'static str) -> Self {
        Self { memory: DeviceMemoryInRam::default(), name, count: Arc::default() }
    }

    pub fn ports(&self) -> Ports {
        Ports { memory: Box::new(self.memory.clone()), ids: self.ids() }
    }

    pub fn ids(&self) -> Box<dyn store::IdSource> {
        let (name, count) = (self.name, self.count.clone());
        Box::new(move || format!("{name}{}", count.fetch_add(1, Ordering::Relaxed)))
    }
}

/// A folder with a ledger `a.dz` in it.
pub struct Desk {
    pub folder: TempDir,
    pub device: Device,
}

impl Desk {
    pub fn new(name: &'static str) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), device: Device::new(name) }
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn create(&self) -> Ledger {
        Ledger::create(self.file("a.dz"), self.device.ports()).unwrap()
    }

    pub fn open(&self) -> Ledger {
        open(&self.file("a.dz"), &self.device)
    }
}

pub fn open(path: &Path, device: &Device) -> Ledger {
    Ledger::open(path, device.ports(), &moment(0)).unwrap()
}

/// Some seconds after nine o'clock on 30 June 2022.
pub fn moment(seconds: i64) -> Moment {
    let start = chrono::DateTime::parse_from_rfc3339("2022-06-30T09:00:00+08:00").unwrap();
    start + chrono::TimeDelta::seconds(seconds)
}

pub fn who(person: &str) -> Who {
    Who { author: person.into(), office: "office".into(), time: moment(0) }
}

pub fn entry(operation: Operation, person: &str) -> EntryDraft {
    EntryDraft::new(operation, &person.into(), &"office".into(), moment(0))
}

pub fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A target with a value: a definition that needs nothing else.
pub fn target(key: &str, value: &str) -> DraftRow {
    DraftRow::put(RowKind::Target, key, fields(&[("value", value)]))
}

pub fn indicator(id: &str, uom: &str, decimals: u32) -> DraftRow {
    DraftRow::put(RowKind::Indicator, id, fields(&[("uom", uom), ("decimals", &decimals.to_string())]))
}

/// The cell of an indicator in a unit and a month of 2022, counted over the year.
pub fn cell(indicator: &str, unit: &str, month: u32) -> String {
    format!("{indicator}|ytd|{unit}|2022-{month:02}")
}

pub fn number(key: &str, value: &str, uom: &str) -> DraftRow {
    let content = fields(&[("state", "number"), ("value", value), ("uom", uom), ("qualifier", "=")]);
    DraftRow::put(RowKind::Result, key, content)
}

/// A number of households.
pub fn count(key: &str, value: u32) -> DraftRow {
    number(key, &value.to_string(), "户")
}

/// Fills rows in as one person.
pub fn fill(ledger: &mut Ledger, rows: Vec<DraftRow>) -> store::Change {
    let mut draft = entry(Operation::Fill, "p");
    draft.rows = rows;
    ledger.change(&draft).unwrap()
}

/// The value of a field of what is current; `-` if nothing is, `!` in a conflict.
pub fn says(ledger: &Ledger, kind: RowKind, key: &str) -> String {
    match ledger.read().head(kind, key).unwrap() {
        None => "-".into(),
        Some(current) => match current.settled() {
            None => "!".into(),
            Some(version) => version.row.content.get("value").unwrap_or_default().into(),
        },
    }
}

/// A connection past the gate, for looking and for breaking things.
pub fn raw(path: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(path).unwrap()
}

/// The same, with the triggers that protect the facts taken off.
pub fn unprotected(path: &Path) -> rusqlite::Connection {
    let conn = raw(path);
    conn.pragma_update(None, "foreign_keys", false).unwrap();
    let triggers: Vec<String> = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    for trigger in triggers {
        conn.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    conn
}
