//! A program running in a temporary folder, at a fixed moment.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use api::{FileKind, Host, Session};
use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use tempfile::TempDir;

/// A host whose clock stands still and whose dialogs are answered beforehand.
#[derive(Clone)]
pub struct FixedHost {
    folder: PathBuf,
    now: DateTime<FixedOffset>,
    answer: Arc<Mutex<Option<PathBuf>>>,
    revealed: Arc<Mutex<Vec<PathBuf>>>,
    opened: Arc<Mutex<Vec<PathBuf>>>,
}

impl Host for FixedHost {
    fn choose_open(&self, _: FileKind) -> Option<PathBuf> {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn choose_save(&self, _: FileKind, suggested: &str) -> Option<PathBuf> {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner).take().map(|folder| folder.join(suggested))
    }

    fn data_dir(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn documents_dir(&self) -> PathBuf {
        self.folder.join("documents")
    }

    fn reveal(&self, path: &Path) {
        self.revealed.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
    }

    fn open(&self, path: &Path) {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
    }

    fn now(&self) -> DateTime<FixedOffset> {
        self.now
    }
}

/// A program running in a temporary folder.
pub struct Workplace {
    folder: TempDir,
    host: FixedHost,
    session: Session,
}

impl Workplace {
    /// A fresh folder, 1 July 2022, nothing open.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let host = FixedHost {
            folder: folder.path().to_owned(),
            now: DateTime::parse_from_rfc3339("2022-07-01T09:00:00+08:00").expect("a moment"),
            answer: Arc::default(),
            revealed: Arc::default(),
            opened: Arc::default(),
        };
        Self { session: Session::new(Box::new(host.clone())), host, folder }
    }

    /// With the sample ledger open. It is built once for all tests of a program and copied.
    pub fn with_sample() -> Self {
        static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();
        let bytes = SAMPLE.get_or_init(|| {
            let place = Self::new();
            let path = place.call("open_sample", serde_json::json!({}))["path"].as_str().map(PathBuf::from);
            place.call("close_ledger", serde_json::json!({}));
            std::fs::read(path.expect("the sample is a file")).expect("the sample")
        });
        let place = Self::new();
        let path = place.folder().join("示例台账.dz");
        std::fs::write(&path, bytes).expect("a copy of the sample");
        place.call("open_ledger", serde_json::json!({ "path": path.display().to_string() }));
        place
    }

    /// The program stopped and started again: the same files, nothing open.
    pub fn restarted(self) -> Self {
        drop(self.session);
        Self { session: Session::new(Box::new(self.host.clone())), host: self.host, folder: self.folder }
    }

    /// The same at another moment.
    pub fn restarted_at(mut self, moment: &str) -> Self {
        self.host.now = DateTime::parse_from_rfc3339(moment).expect("a moment");
        self.restarted()
    }

    /// The folder everything lies in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The host, for handing on.
    pub fn host(&self) -> FixedHost {
        self.host.clone()
    }

    /// What the next dialog answers.
    pub fn will_choose(&self, path: impl Into<PathBuf>) {
        *self.host.answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(path.into());
    }

    /// The files that were opened with other programs.
    pub fn opened(&self) -> Vec<PathBuf> {
        self.host.opened.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Runs a command that must succeed.
    pub fn call(&self, command: &str, request: Value) -> Value {
        match self.session.dispatch(command, request) {
            Ok(answer) => answer,
            Err(error) => panic!("{command}: {error}"),
        }
    }

    /// A grid with its cells one by one: row, column, text, raw, state and the rest.
    pub fn grid(&self, request: Value) -> Value {
        let mut grid = self.call("grid", request);
        grid["cells"] = cells_of(&grid, &grid["rows"], &grid["cells"]);
        grid
    }

    /// Runs a command that must be refused; answers the error.
    pub fn refused(&self, command: &str, request: Value) -> Value {
        match self.session.dispatch(command, request) {
            Ok(answer) => panic!("{command} was not refused: {answer}"),
            Err(error) => error,
        }
    }
}

impl Default for Workplace {
    fn default() -> Self {
        Self::new()
    }
}

/// The packed cells of a grid one by one, as the window takes them apart; they stand in these rows.
pub fn cells_of(grid: &Value, rows: &Value, packed: &Value) -> Value {
    let list = |of: &Value| of.as_array().cloned().unwrap_or_default();
    let number = |of: &Value| of.as_u64().and_then(|at| usize::try_from(at).ok()).expect("a place");
    let mut cells = Vec::new();
    for (head, column) in list(&grid["columns"]).iter().zip(list(&packed["columns"])) {
        let mut row = 0;
        for (at, skipped) in list(&column["skipped"]).iter().enumerate() {
            row += number(skipped);
            let mut cell = packed["kinds"][number(&column["kinds"][at])].clone();
            let text = column["texts"][at].clone();
            if cell["raw"].is_null() {
                cell["raw"] = text.as_str().expect("a text").replace(',', "").into();
            }
            cell["row"] = rows[row]["key"].clone();
            cell["column"] = head["key"].clone();
            cell["text"] = text;
            cells.push((row, cell));
            row += 1;
        }
    }
    cells.sort_by_key(|(row, _)| *row);
    cells.into_iter().map(|(_, cell)| cell).collect()
}
