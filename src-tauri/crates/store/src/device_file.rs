//! A device's memory as small files in a folder of the user's profile, one for each ledger. Written
//! beside and moved into place, so that a crash leaves either the old or the new one.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use domain::kernel::{LedgerId, WriterId};
use domain::ledger::valid_writer;

use crate::error::{Broken, Result};
use crate::port::{DeviceMemory, Moved, Remembered};

const VERSION: &str = "dz-device/1";

/// The memory of this device in a folder.
pub struct DeviceFile {
    folder: PathBuf,
}

impl DeviceFile {
    /// Takes the folder; it is made when something is remembered.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    fn path(&self, ledger: &LedgerId, ending: &str) -> Result<PathBuf> {
        // The id comes from a file that anybody may have made: it must not lead out of the folder.
        if valid_writer(&WriterId::new(ledger.as_str())) {
            Ok(self.folder.join(format!("{ledger}.{ending}")))
        } else {
            Err(Broken::Port("ledger id").into())
        }
    }
}

impl DeviceMemory for DeviceFile {
    fn recall(&self, ledger: &LedgerId) -> Result<Option<Remembered>> {
        read(&self.path(ledger, "head")?)
    }

    fn remember(
        &mut self,
        ledger: &LedgerId,
        expected: Option<&Remembered>,
        next: &Remembered,
    ) -> Result<std::result::Result<(), Moved>> {
        fs::create_dir_all(&self.folder)?;
        let lock =
            OpenOptions::new().create(true).truncate(false).write(true).open(self.path(ledger, "lock")?)?;
        lock.lock()?; // let go when the file is closed, also by a crash
        let path = self.path(ledger, "head")?;
        if read(&path)?.as_ref() != expected {
            return Ok(Err(Moved));
        }
        write(&path, &self.path(ledger, "new")?, next)?;
        Ok(Ok(()))
    }
}

/// What stands in the file. A file that cannot be read is as good as none: a new writer is made.
fn read(path: &Path) -> Result<Option<Remembered>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(parse(&text)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn parse(text: &str) -> Option<Remembered> {
    let mut lines = text.lines();
    let mut value = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned);
    value("version").filter(|version| version == VERSION)?;
    let writer = WriterId::new(value("writer")?);
    let remembered =
        Remembered { writer, seq: value("seq")?.parse().ok()?, head: value("head")?.parse().ok()? };
    valid_writer(&remembered.writer).then_some(remembered)
}

fn write(path: &Path, beside: &Path, next: &Remembered) -> Result<()> {
    let mut file = File::create(beside)?;
    writeln!(file, "version {VERSION}\nwriter {}\nseq {}\nhead {}", next.writer, next.seq, next.head)?;
    file.sync_all()?;
    fs::rename(beside, path)?;
    sync_folder(path)
}

/// Makes a rename durable where folders can be synced (not on Windows, where it is by itself).
pub(crate) fn sync_folder(path: &Path) -> Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ledger::Digest;

    fn remembered(seq: u32) -> Remembered {
        Remembered { writer: "w1".into(), seq, head: Digest::of(&seq.to_be_bytes()) }
    }

    #[test]
    fn remembers_across_programs() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = LedgerId::new("l1");
        let mut memory = DeviceFile::in_folder(folder.path().join("devices"));
        assert_eq!(memory.recall(&ledger).unwrap(), None, "nothing is remembered at first");
        assert_eq!(memory.remember(&ledger, None, &remembered(1)).unwrap(), Ok(()), "the first");
        let mut other = DeviceFile::in_folder(folder.path().join("devices"));
        assert_eq!(other.recall(&ledger).unwrap(), Some(remembered(1)), "another program sees it");
        assert_eq!(
            other.remember(&ledger, Some(&remembered(1)), &remembered(2)).unwrap(),
            Ok(()),
            "and goes on"
        );
        let late = memory.remember(&ledger, Some(&remembered(1)), &remembered(9)).unwrap();
        assert_eq!(late, Err(Moved), "who expected the old head is told");
        assert_eq!(memory.recall(&ledger).unwrap(), Some(remembered(2)), "and changes nothing");
    }

    #[test]
    fn a_spoilt_file_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let memory = DeviceFile::in_folder(folder.path());
        for text in ["", "version dz-device/1\nwriter w1\nseq x\nhead 0\n", "\u{0}\u{1}"] {
            fs::write(folder.path().join("l1.head"), text).unwrap();
            assert_eq!(memory.recall(&LedgerId::new("l1")).unwrap(), None, "{text:?} remembers nothing");
        }
    }

    #[test]
    fn an_id_cannot_lead_out_of_the_folder() {
        let memory = DeviceFile::in_folder("somewhere");
        for id in ["../x", "a/b", "", "C:x"] {
            assert!(memory.recall(&LedgerId::new(id)).is_err(), "{id} is refused");
        }
    }
}
