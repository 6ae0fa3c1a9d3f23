//! The surroundings of a program without a window: no dialogs, the machine's clock.

use std::path::{Path, PathBuf};

use api::{FileKind, Host};

/// A terminal.
pub struct TerminalHost;

impl TerminalHost {
    /// As a port.
    pub fn boxed() -> Box<dyn Host> {
        Box::new(Self)
    }
}

impl Host for TerminalHost {
    fn choose_open(&self, _: FileKind) -> Option<PathBuf> {
        None
    }

    fn choose_save(&self, _: FileKind, _: &str) -> Option<PathBuf> {
        None
    }

    fn data_dir(&self) -> PathBuf {
        let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        from("DUIZHANG_DATA_DIR")
            .or_else(|| from("XDG_DATA_HOME").map(|dir| dir.join("duizhang")))
            .or_else(|| from("APPDATA").map(|dir| dir.join("duizhang")))
            .or_else(|| from("HOME").map(|dir| dir.join(".local/share/duizhang")))
            .unwrap_or_else(|| PathBuf::from(".duizhang"))
    }

    fn documents_dir(&self) -> PathBuf {
        PathBuf::from(".")
    }

    fn reveal(&self, _: &Path) {}

    fn open(&self, _: &Path) {}

    fn now(&self) -> chrono::DateTime<chrono::FixedOffset> {
        chrono::Local::now().fixed_offset()
    }
}
