//! Keys: a unit's own lie on the device under a passphrase; whose signature counts is a row of the ledger.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use domain::exchange::{PublicKey, Relation, Signer, SignerState};
use domain::kernel::{OrgUnitId, Problem};
use domain::ledger::{Operation, RowKind};
use formats::package::{KeyFile, PrivateKey, Sealing};

use crate::ledger::need_long;
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// The keys on this device: a folder of sealed files, one for each.
pub struct KeyRing {
    folder: PathBuf,
}

impl KeyRing {
    /// Takes the folder; it is made when a key is put into it.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The key files that can be read, in the order of their names.
    pub fn list(&self) -> Result<Vec<KeyFile>, AppError> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(AppError::io(&self.folder, &error)),
        };
        let mut paths: Vec<PathBuf> = entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "key"))
            .collect();
        paths.sort();
        let read = |path: &PathBuf| fs::read(path).ok().and_then(|bytes| KeyFile::from_bytes(&bytes).ok());
        Ok(paths.iter().filter_map(read).collect())
    }

    /// The file of a key, if it is on this device.
    pub fn find(&self, key: &PublicKey) -> Result<Option<KeyFile>, AppError> {
        Ok(self.list()?.into_iter().find(|file| file.public == *key))
    }

    /// The key for which a file is sealed and that this passphrase opens.
    pub fn opens(&self, sealing: &Sealing, passphrase: &str) -> Result<Option<PrivateKey>, AppError> {
        let files = self.list()?;
        let mut fitting = files.iter().filter(|file| sealing.receivers.contains(&file.public));
        Ok(fitting.find_map(|file| file.unlock(passphrase).ok()))
    }

    /// Keeps a key; one that is there is replaced at once, never half.
    pub fn put(&self, file: &KeyFile) -> Result<(), AppError> {
        fs::create_dir_all(&self.folder).map_err(|error| AppError::io(&self.folder, &error))?;
        let path = self.folder.join(format!("{}.key", file.public));
        write_whole(&path, file.text().as_bytes()).map_err(|error| AppError::io(&path, &error))
    }
}

/// Writes beside and moves into place.
fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(beside, path)
}

/// Makes a key for a unit of this ledger. The unit's key before it, if there is one, is no longer used; what it
/// signed still counts.
pub fn make_key(
    desk: &mut Desk,
    ring: &KeyRing,
    org_unit: &OrgUnitId,
    passphrase: &str,
) -> Result<KeyFile, AppError> {
    need_long(passphrase)?;
    let unit = desk.book()?.units.get(org_unit);
    let name = unit.map(|unit| unit.name.to_owned());
    let name = name.ok_or_else(|| AppError::NotFound("unit", org_unit.to_string()))?;
    let file = KeyFile::new(&PrivateKey::generate()?, org_unit.as_str(), &name, passphrase)?;
    let own = |signer: &&Signer| signer.signs() && signer.org_unit == *org_unit;
    let before: Vec<Signer> = desk.book()?.signers.values().filter(own).cloned().collect();
    let retired = before.into_iter().map(|signer| Signer { state: SignerState::Retired, ..signer });
    let rows = retired.chain([signer_of(&file)]).map(|signer| signer.row()).collect();
    // The file first: a key that the ledger names and nobody holds would be worse than one nobody names.
    ring.put(&file)?;
    desk.write(Operation::Define, "", rows)?;
    Ok(file)
}

fn signer_of(file: &KeyFile) -> Signer {
    Signer {
        key: file.public,
        org_unit: OrgUnitId::new(&file.org_unit),
        name: file.name.clone(),
        relation: Relation::Own,
        state: SignerState::Trusted,
    }
}

/// Puts a key that was exported back on this device. Only who knows its passphrase can.
pub fn restore_key(
    desk: &mut Desk,
    ring: &KeyRing,
    bytes: &[u8],
    passphrase: &str,
) -> Result<KeyFile, AppError> {
    let file = KeyFile::from_bytes(bytes)?;
    file.unlock(passphrase)?;
    let known = desk.book()?.signers.get(&file.public).map(|signer| signer.relation);
    if known.is_some_and(|relation| relation != Relation::Own) {
        return Err(AppError::refused(Problem::error("key.others", file.name)));
    }
    ring.put(&file)?;
    if known.is_none() {
        desk.write(Operation::Define, "", vec![signer_of(&file).row()])?;
    }
    Ok(file)
}

/// The key this ledger signs with: its own, trusted, on this device.
pub fn own_key(desk: &mut Desk, ring: &KeyRing) -> Result<Option<KeyFile>, AppError> {
    let files = ring.list()?;
    let signers = &desk.book()?.signers;
    let signs = |file: &KeyFile| signers.get(&file.public).is_some_and(Signer::signs);
    Ok(files.into_iter().find(signs))
}

/// Opens the key this ledger signs with.
pub fn unlock(desk: &mut Desk, ring: &KeyRing, passphrase: &str) -> Result<PrivateKey, AppError> {
    let file = own_key(desk, ring)?;
    let file = file.ok_or_else(|| AppError::refused(Problem::error("key.missing", "key")))?;
    Ok(file.unlock(passphrase)?)
}

/// Writes down whose a key is and whether it counts. To let one no longer count it is said why.
pub fn judge(desk: &mut Desk, signer: &Signer, reason: &str) -> Result<(), AppError> {
    if signer.state == SignerState::Revoked {
        AppError::need_reason(reason)?;
    }
    if signer.name.trim().is_empty() {
        return Err(AppError::refused(Problem::error("unit.name_missing", "name")));
    }
    let known = desk.ledger().read().head(RowKind::Signer, &signer.key.to_string())?.is_some();
    let operation = if known { Operation::Revise } else { Operation::Define };
    desk.write(operation, reason.trim(), vec![signer.row()])
}
