//! One running program: what it asks of its surroundings, and the ledger that is open.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::{Desk, Surroundings};
use domain::kernel::Date;
use domain::reports::{Stage, Waiting};
use serde_json::Value;

use crate::error::{ErrorCode, WireError};
use crate::rooms::documents::{date, optional_date};
use crate::rooms::results::Shown;
use crate::wire::exchange::WorkKind;
use crate::wire::ledger::Context;

/// What a command may ask of its surroundings. Windows, menus and updates are deliberately not
/// here: no command needs them.
pub trait Host: Send + Sync {
    /// Lets the user choose a file to open.
    fn choose_open(&self, kind: FileKind) -> Option<PathBuf>;
    /// Lets the user choose where to write.
    fn choose_save(&self, kind: FileKind, suggested: &str) -> Option<PathBuf>;
    /// Where the program keeps its own files.
    fn data_dir(&self) -> PathBuf;
    /// Where the user's documents lie.
    fn documents_dir(&self) -> PathBuf;
    /// Shows a file in the file manager.
    fn reveal(&self, path: &Path);
    /// Opens a file with the program the desktop has for it.
    fn open(&self, path: &Path);
    /// The families of the faces that are installed. A terminal shows none.
    fn font_families(&self) -> Vec<String> {
        Vec::new()
    }
    /// The wall clock.
    fn now(&self) -> domain::ledger::Moment;
}

/// Sorts of files a user is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `*.dz`
    Ledger,
    /// `*.dzs`
    SealedBackup,
    /// `*.docx`
    Word,
    /// `*.xlsx`
    Excel,
    /// `*.pdf`
    Pdf,
    /// `*.csv`
    Csv,
    /// `*.json`
    Json,
    /// `*.png`
    Png,
    /// `*.svg`
    Svg,
}

impl FileKind {
    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Ledger => "dz",
            Self::SealedBackup => "dzs",
            Self::Word => "docx",
            Self::Excel => "xlsx",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

/// The running program.
pub struct Session {
    host: Arc<dyn Host>,
    desk: Mutex<Option<Desk>>,
    packages: Work,
    report: Work,
    grid: Mutex<Shown>,
}

/// Long work of one kind, one at a time: how far it has come, seen and stopped from beside it.
#[derive(Default)]
pub(crate) struct Work {
    turn: Mutex<()>,
    at: Mutex<At>,
    stop: AtomicBool,
}

/// Where work is; all zero where nothing is being done.
#[derive(Clone, Copy, Default)]
pub(crate) struct At {
    /// What is being done, where there are stages.
    pub stage: Option<Stage>,
    /// Steps of it that are done.
    pub done: usize,
    /// Steps of it in all, 0 where nobody knows.
    pub total: usize,
    /// Whether it is being done.
    pub running: bool,
}

impl Work {
    /// Begins work of so many steps, after that which is being done.
    pub fn begin(&self, total: usize) -> Running<'_> {
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.stop.store(false, Ordering::Relaxed);
        *self.now() = At { stage: None, done: 0, total, running: true };
        Running { work: self, _turn: turn }
    }

    /// Asks to stop.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Where it is.
    pub fn at(&self) -> At {
        *self.now()
    }

    fn now(&self) -> MutexGuard<'_, At> {
        self.at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Work that is being done; it ends when this is let go.
pub(crate) struct Running<'a> {
    work: &'a Work,
    _turn: MutexGuard<'a, ()>,
}

impl Running<'_> {
    /// Counts a step; a break if somebody asked to stop.
    pub fn step(&self) -> ControlFlow<()> {
        self.done();
        self.wanted()
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        *self.work.now() = At::default();
    }
}

impl Waiting for Running<'_> {
    fn begin(&self, stage: Stage, steps: usize) {
        *self.work.now() = At { stage: Some(stage), done: 0, total: steps, running: true };
    }

    fn done(&self) {
        self.work.now().done += 1;
    }

    fn wanted(&self) -> ControlFlow<()> {
        if self.work.stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl Session {
    /// Nothing is open yet.
    pub fn new(host: Box<dyn Host>) -> Self {
        Self {
            host: Arc::from(host),
            desk: Mutex::new(None),
            packages: Work::default(),
            report: Work::default(),
            grid: Mutex::default(),
        }
    }

    /// Runs one command. A panic inside becomes an error of this command; the program goes on.
    pub fn dispatch(&self, command: &str, payload: Value) -> Result<Value, Value> {
        let outcome = catch_unwind(AssertUnwindSafe(|| crate::contract::dispatch(self, command, payload)));
        let answer = match outcome {
            Ok(answer) => answer,
            Err(_) => {
                if let Some(desk) = self.lock().as_mut() {
                    desk.forget_cached();
                }
                Err(WireError::new(ErrorCode::Panic).with(command))
            }
        };
        answer.map_err(|error| serde_json::to_value(error).unwrap_or(Value::Null))
    }

    /// Nobody asks for anything: lets go of what takes much memory and can be brought again.
    pub fn rest(&self) {
        if let Some(desk) = self.lock().as_mut() {
            // What cannot be let go is held: nothing is lost.
            let _ = desk.rest();
        }
    }

    /// The long work of a kind.
    pub(crate) fn work(&self, kind: WorkKind) -> &Work {
        match kind {
            WorkKind::Packages => &self.packages,
            WorkKind::Report => &self.report,
        }
    }

    /// What the window was last told of a grid.
    pub(crate) fn grid(&self) -> MutexGuard<'_, Shown> {
        self.grid.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The surroundings.
    pub(crate) fn host(&self) -> &dyn Host {
        self.host.as_ref()
    }

    /// What a ledger asks of its surroundings.
    pub(crate) fn surroundings(&self) -> Surroundings {
        surroundings(&self.host)
    }

    /// Works with the open ledger.
    pub(crate) fn with_desk<T>(
        &self,
        work: impl FnOnce(&mut Desk) -> Result<T, WireError>,
    ) -> Result<T, WireError> {
        match self.lock().as_mut() {
            Some(desk) => work(desk),
            None => Err(WireError::new(ErrorCode::NoLedger)),
        }
    }

    /// Looks at the open ledger as a context says: as of its day, as known then.
    pub(crate) fn with_context<T>(
        &self,
        context: &Context,
        look: impl FnOnce(&mut Desk, Date) -> Result<T, WireError>,
    ) -> Result<T, WireError> {
        let as_of = date("as_of", &context.as_of)?;
        let known_on = optional_date("known_on", context.known_on.as_deref())?;
        self.with_desk(|desk| desk.as_known_on(known_on, |desk| look(desk, as_of)))
    }

    /// Puts another ledger on the desk (or none); the one before is closed, and what was looked at of it goes.
    pub(crate) fn put(&self, desk: Option<Desk>) {
        // A copy that another program still holds stays until the next time.
        let _ = std::fs::remove_dir_all(crate::rooms::evidence::copies(self.host()));
        *self.lock() = desk;
    }

    fn lock(&self) -> MutexGuard<'_, Option<Desk>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A ledger's surroundings as the host gives them. Without randomness no id can be made, and a
/// ledger must not go on with one that might stand twice.
pub(crate) fn surroundings(host: &Arc<dyn Host>) -> Surroundings {
    let clock = Arc::clone(host);
    let folder = host.data_dir().join("devices");
    Surroundings {
        now: Arc::new(move || clock.now()),
        fresh_id: Arc::new(|| app::fresh_id().expect("the system gives randomness")),
        memory: Arc::new(move || Box::new(app::DeviceFile::in_folder(folder.clone()))),
    }
}
