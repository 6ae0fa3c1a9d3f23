//! A copy of the ledger that may leave the machine, and bringing one back. A sealed copy opens with its passphrase, or
//! with the recovery key if the ledger had one when it was made. The copies that are made by themselves are sealed if the
//! office says so, while nobody is there to type anything: for the recovery key and the ledger's own keys.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use domain::exchange::{CodeError, Recovery, RecoveryCode, Signer};
use domain::kernel::Problem;
use domain::ledger::{Moment, Operation, RowKind};
use formats::package::{
    Lock, Opener, PackageError, PrivateKey, SHORTEST_PASSPHRASE, SealError, Sealing, open_into, seal_into,
    sealing,
};

use store::{Current, Reader, Sealer};

use crate::exchange::KeyRing;
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// As much of a file as tells for whom it is sealed.
const BEGINNING: u64 = 4096;

/// Writes a copy of the ledger, sealed if a passphrase is given. What lies there already is never overwritten.
pub fn back_up(desk: &mut Desk, to: &Path, passphrase: Option<&str>) -> Result<(), AppError> {
    let Some(passphrase) = passphrase else { return Ok(desk.ledger().backup_to(to)?) };
    need_long(passphrase)?;
    if to.exists() {
        return Err(AppError::refused(Problem::error("file.exists", "path")));
    }
    let recovery = desk.book()?.recovery;
    // The plain copy lies only where the ledger lies, never on the stick that the sealed one may be for.
    let plain = Passing::beside(desk.path(), ".sealing");
    desk.ledger().backup_to(&plain.0)?;
    let keys = recovery.iter().map(|recovery| Lock::Receiver(&recovery.key));
    let locks: Vec<Lock<'_>> = [Lock::Passphrase(passphrase)].into_iter().chain(keys).collect();
    let half = Passing::beside(to, ".part");
    write_from(&plain.0, &half.0, |from, to| seal_into(from, to, &locks))?;
    fs::rename(&half.0, to).map_err(|error| io_error(to, &error))
}

/// From now on the copies that are made by themselves are sealed, or lie open.
pub fn seal_automatic(desk: &mut Desk, automatic: bool) -> Result<(), AppError> {
    let recovery = desk.book()?.recovery;
    let recovery =
        recovery.ok_or_else(|| AppError::refused(Problem::error("recovery.missing", "recovery")))?;
    desk.write(Operation::Set, "", vec![Recovery { automatic, ..recovery }.row()])
}

/// What seals the copies that are made by themselves; none: they lie open.
pub(crate) fn sealer(reader: &Reader<'_>) -> Result<Option<Sealer>, AppError> {
    let recovery = reader.head(RowKind::Setting, Recovery::GROUP)?;
    let said = recovery.as_ref().and_then(Current::settled).map(|version| &version.row.content);
    let Some(recovery) = said.map(Recovery::from_fields).transpose()?.filter(|recovery| recovery.automatic)
    else {
        return Ok(None);
    };
    let mut keys = vec![recovery.key];
    for head in reader.heads(RowKind::Signer)? {
        let said = head.settled().map(|version| Signer::from_fields(&head.key, &version.row.content));
        let own = said.transpose()?.filter(|signer| signer.signs());
        keys.extend(own.map(|signer| signer.key));
    }
    Ok(Some(Box::new(move |from, to| {
        let locks: Vec<Lock<'_>> = keys.iter().map(Lock::Receiver).collect();
        let half = Passing::beside(to, ".part");
        write_from(from, &half.0, |from, to| seal_into(from, to, &locks)).map_err(io::Error::other)?;
        fs::rename(&half.0, to)
    })))
}

/// For whom a backup is sealed; none: it lies open.
pub fn sealing_of(backup: &Path) -> Result<Option<Sealing>, AppError> {
    let mut beginning = Vec::new();
    let read = File::open(backup).and_then(|file| file.take(BEGINNING).read_to_end(&mut beginning));
    read.map_err(|error| io_error(backup, &error))?;
    Ok(sealing(&beginning)?)
}

/// Puts a backup in the place of a ledger that is not open; the file that was there is kept beside it. A sealed backup
/// opens with a word: its passphrase, the recovery key as it stands on the paper, or the passphrase of a key on this
/// device that it is sealed for.
pub fn restore(
    backup: &Path,
    to: &Path,
    ring: &KeyRing,
    word: Option<&str>,
    now: &Moment,
) -> Result<(), AppError> {
    let Some(sealing) = sealing_of(backup)? else {
        store::restore(backup, to, now)?;
        return Ok(());
    };
    let word = word.ok_or(PackageError::Sealed)?;
    let key = if RecoveryCode::is_meant(word) { Some(key_of(word)?) } else { ring.opens(&sealing, word)? };
    let opener = match &key {
        Some(key) => Opener::Key(key),
        None if sealing.passphrase => Opener::Passphrase(word),
        None => return Err(PackageError::Opening.into()),
    };
    let plain = Passing::beside(to, ".opening");
    write_from(backup, &plain.0, |from, to| open_into(from, to, opener))?;
    store::restore(&plain.0, to, now)?;
    Ok(())
}

/// Makes a recovery key in place of the one before, if there is one. `keep` puts the code where a person finds it: the
/// ledger learns of a key only after that, and never of the code.
pub fn make_recovery_key<T, E: From<AppError>>(
    desk: &mut Desk,
    keep: impl FnOnce(&Recovery, &RecoveryCode) -> Result<T, E>,
) -> Result<T, E> {
    let (key, code) = PrivateKey::for_recovery().map_err(AppError::from)?;
    let automatic = desk.book()?.recovery.is_some_and(|before| before.automatic);
    let recovery = Recovery { key: key.public().map_err(AppError::from)?, automatic };
    let kept = keep(&recovery, &code)?;
    desk.write(Operation::Set, "", vec![recovery.row()])?;
    Ok(kept)
}

fn key_of(word: &str) -> Result<PrivateKey, AppError> {
    let slip = |error| {
        AppError::refused(match error {
            CodeError::Length { found } => {
                Problem::error("recovery.length", "word").with(RecoveryCode::LENGTH).with(found)
            }
            CodeError::Group(number) => Problem::error("recovery.group", "word").with(number),
        })
    };
    let code: RecoveryCode = word.parse().map_err(slip)?;
    Ok(PrivateKey::of_recovery(&code).ok_or(PackageError::Opening)?)
}

/// Refuses a passphrase that is found by trying.
pub(crate) fn need_long(passphrase: &str) -> Result<(), AppError> {
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        let problem = Problem::error("passphrase.short", "passphrase");
        return Err(AppError::refused(problem.with(SHORTEST_PASSPHRASE)));
    }
    Ok(())
}

/// A file that is gone when this is let go, with what SQLite put beside it; as is what an earlier one left that was killed.
struct Passing(PathBuf);

impl Passing {
    fn beside(path: &Path, ending: &str) -> Self {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let passing = Self(PathBuf::from(name));
        passing.remove();
        passing
    }

    fn remove(&self) {
        for ending in ["", "-wal", "-shm"] {
            let mut name = self.0.as_os_str().to_owned();
            name.push(ending);
            let _ = fs::remove_file(name); // mostly there is none; one that cannot be removed is told when it is written
        }
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        self.remove();
    }
}

fn write_from(
    from: &Path,
    to: &Path,
    work: impl FnOnce(&mut io::BufReader<File>, &mut io::BufWriter<File>) -> Result<(), SealError>,
) -> Result<(), AppError> {
    let reading = File::open(from).map_err(|error| io_error(from, &error))?;
    let writing = File::create(to).map_err(|error| io_error(to, &error))?;
    let (mut reading, mut writing) = (io::BufReader::new(reading), io::BufWriter::new(writing));
    let done = work(&mut reading, &mut writing).and_then(|()| {
        writing.flush()?;
        Ok(writing.get_ref().sync_all()?)
    });
    done.map_err(|error| match error {
        SealError::Package(error) => error.into(),
        SealError::Io(error) => io_error(to, &error),
    })
}

fn io_error(path: &Path, error: &io::Error) -> AppError {
    match error.kind() {
        ErrorKind::StorageFull => AppError::refused(Problem::error("disk.full", "path")),
        ErrorKind::NotFound => AppError::refused(Problem::error("file.missing", "path")),
        _ => AppError::io(path, error),
    }
}
