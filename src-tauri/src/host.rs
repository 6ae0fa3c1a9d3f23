//! What a command may ask of its surroundings, answered by this desktop. Dialogs block, so commands run on
//! threads of their own and never on the one that draws the window.

use std::path::{Path, PathBuf};

use api::{FileKind, Host};
use chrono::{DateTime, FixedOffset, Local};
use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};
use tauri_plugin_opener::OpenerExt;

/// Overrides where the program keeps its own files; also makes it independent of a copy already running.
pub const DATA_DIR: &str = "DUIZHANG_DATA_DIR";
/// Answers every file dialog from this folder, for tests: the window's driver cannot work native dialogs.
const CHOOSE_DIR: &str = "DUIZHANG_CHOOSE_DIR";

pub struct Desktop {
    app: AppHandle,
    data_dir: PathBuf,
}

impl Desktop {
    pub fn new(app: &AppHandle) -> tauri::Result<Self> {
        let data_dir = match std::env::var_os(DATA_DIR) {
            Some(chosen) => PathBuf::from(chosen),
            None => app.path().data_dir()?.join("duizhang"), // where `dz` keeps its own too: one device, one memory
        };
        std::fs::create_dir_all(&data_dir)?;
        Ok(Self { app: app.clone(), data_dir })
    }

    fn dialog(&self, kind: FileKind, endings: &[&str]) -> FileDialogBuilder<Wry> {
        let dialog = self.app.dialog().file().add_filter(described(kind), endings);
        match self.app.get_webview_window("main") {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

impl Host for Desktop {
    fn choose_open(&self, kind: FileKind) -> Option<PathBuf> {
        if let Some(folder) = std::env::var_os(CHOOSE_DIR) {
            return first_of(Path::new(&folder), kind);
        }
        // A backup that lies open is a ledger file.
        let endings: &[&str] = match kind {
            FileKind::SealedBackup => &[kind.extension(), FileKind::Ledger.extension()],
            _ => &[kind.extension()],
        };
        self.dialog(kind, endings).blocking_pick_file()?.into_path().ok()
    }

    fn choose_save(&self, kind: FileKind, suggested: &str) -> Option<PathBuf> {
        if let Some(folder) = std::env::var_os(CHOOSE_DIR) {
            return Some(Path::new(&folder).join(suggested));
        }
        let dialog = self
            .dialog(kind, &[kind.extension()])
            .set_file_name(suggested)
            .set_directory(self.documents_dir());
        dialog.blocking_save_file()?.into_path().ok()
    }

    fn data_dir(&self) -> PathBuf {
        self.data_dir.clone()
    }

    fn documents_dir(&self) -> PathBuf {
        if std::env::var_os(DATA_DIR).is_some() {
            return self.data_dir.clone();
        }
        self.app.path().document_dir().unwrap_or_else(|_| self.data_dir.clone())
    }

    fn reveal(&self, path: &Path) {
        // A desktop without a file manager is no reason for a command to fail: the answer names the path.
        let _ = self.app.opener().reveal_item_in_dir(path);
    }

    fn open(&self, path: &Path) {
        // Tests look at the copy themselves; a desktop without a program for it is no reason to fail.
        if std::env::var_os(CHOOSE_DIR).is_none() {
            let _ = self.app.opener().open_path(path.to_string_lossy(), None::<&str>);
        }
    }

    fn font_families(&self) -> Vec<String> {
        let mut fonts = fontdb::Database::new();
        fonts.load_system_fonts();
        let names = |face: &fontdb::FaceInfo| -> Vec<String> {
            face.families.iter().map(|(name, _)| name.clone()).collect()
        };
        fonts.faces().flat_map(names).collect()
    }

    fn now(&self) -> DateTime<FixedOffset> {
        Local::now().fixed_offset()
    }
}

/// How the kind is named in the filter of a dialog.
fn described(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Ledger => "对账台账",
        FileKind::SealedBackup => "备份",
        FileKind::Word => "Word 文档",
        FileKind::Pdf => "PDF 文档",
        FileKind::Csv => "CSV 表格",
        FileKind::Json => "JSON 数据",
        FileKind::Png => "图片",
        FileKind::Svg => "矢量图",
        FileKind::Excel => "Excel 工作簿",
    }
}

fn first_of(folder: &Path, kind: FileKind) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let mut files: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|e| e == kind.extension())).collect();
    files.sort();
    files.into_iter().next()
}
