//! The list of ledgers that were open before, in a file of the program's own. It is a convenience:
//! if it cannot be read or written, the program goes on without it.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::wire::ledger::RecentLedger;

const KEPT: usize = 10;

#[derive(Serialize, Deserialize)]
struct Remembered {
    path: String,
    title: String,
}

fn file(folder: &Path) -> PathBuf {
    folder.join("recent.json")
}

fn read(folder: &Path) -> Vec<Remembered> {
    let bytes = std::fs::read(file(folder)).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// The ledgers, newest first, and whether they are still there.
pub fn list(folder: &Path) -> Vec<RecentLedger> {
    read(folder)
        .into_iter()
        .map(|one| RecentLedger { present: Path::new(&one.path).is_file(), path: one.path, title: one.title })
        .collect()
}

/// Puts a ledger at the top of the list.
pub fn remember(folder: &Path, path: &str, title: &str) {
    let mut list = read(folder);
    list.retain(|one| one.path != path);
    list.insert(0, Remembered { path: path.to_owned(), title: title.to_owned() });
    list.truncate(KEPT);
    if let Ok(text) = serde_json::to_vec_pretty(&list) {
        // Losing the list loses nothing of a ledger.
        let _ = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(file(folder), text));
    }
}
