//! Packages and keys without a window, for a supervisor's scheduled job. Each verb answers what the window's
//! command answers.

use std::path::{Path, PathBuf};

use app::AppError;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Failure, open};
use crate::error::WireError;
use crate::rooms::exchange as room;
use crate::session::Host;
use crate::wire::exchange::{
    ExportKeyRequest, JudgeSignerRequest, MakeKeyRequest, MakeRecoveryRequest, PackRequest, PackageFile,
    PackagesRequest, RestoreKeyRequest,
};
use crate::wire::ledger::{Nothing, SealBackupsRequest};

fn value(answer: impl Serialize) -> Result<Value, Failure> {
    Ok(serde_json::to_value(answer).map_err(|error| WireError::malformed(&error))?)
}

/// Packs one package.
pub fn pack(host: Box<dyn Host>, path: &Path, request: PackRequest) -> Result<Value, Failure> {
    value(room::pack(&open(host, path)?, request)?)
}

/// What is to be sent, what went out, what came, what is missing.
pub fn exchange(host: Box<dyn Host>, path: &Path) -> Result<Value, Failure> {
    value(room::view(&open(host, path)?, Nothing {})?)
}

/// Looks at packages, or merges what may come in. Of a folder all packages in it, in the order of their names.
pub fn receive(
    host: Box<dyn Host>,
    path: &Path,
    files: &[PathBuf],
    passphrase: Option<String>,
    look_only: bool,
) -> Result<Value, Failure> {
    let session = open(host, path)?;
    let files = packages_in(files)?;
    let file = |path: PathBuf| PackageFile {
        name: path.display().to_string(),
        bytes: None,
        path: Some(path.display().to_string()),
    };
    let request = PackagesRequest { files: files.into_iter().map(file).collect(), passphrase };
    match look_only {
        true => Ok(json!({ "offers": value(room::inspect(&session, request)?)? })),
        false => value(room::receive(&session, request)?),
    }
}

/// The files that are named, and of folders the packages in them.
fn packages_in(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).map_err(|error| AppError::io(path, &error))?;
        let mut inside: Vec<PathBuf> = entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("dzb")))
            .collect();
        inside.sort();
        files.append(&mut inside);
    }
    Ok(files)
}

/// What a package says of itself and whether it holds together; no ledger is asked.
pub fn inspect(file: &Path, passphrase: Option<&str>) -> Result<Value, Failure> {
    let bytes = room::read_package(file)?;
    let opened = match passphrase.map(formats::package::Opener::Passphrase) {
        Some(opener) if !matches!(formats::package::sealing(&bytes), Ok(None)) => {
            formats::package::open(&bytes, opener).map_err(AppError::from)?
        }
        _ => bytes,
    };
    let package = formats::package::read(&opened).map_err(AppError::from)?;
    let manifest = &package.manifest;
    let report = manifest.report.as_ref().map(|report| {
        json!({ "form": report.form.as_str(), "form_name": report.form_name, "org_unit": report.org_unit.as_str(),
                "period": report.period.to_string(), "version": report.version })
    });
    Ok(json!({
        "package": manifest.digest().to_string(),
        "kind": manifest.kind.code(),
        "from": manifest.from.as_str(),
        "from_name": manifest.name,
        "to": manifest.to.as_ref().map(domain::kernel::OrgUnitId::as_str),
        "report": report,
        "number": manifest.number,
        "made": manifest.made.to_rfc3339(),
        "key": manifest.signer.to_string(),
        "fingerprint": manifest.signer.fingerprint(),
        "entries": package.batch.parcels.len(),
        "rows": manifest.rows,
        "evidence": manifest.evidence.len(),
        "bytes": opened.len(),
    }))
}

/// What is done with keys.
pub enum KeyVerb {
    /// All that are known.
    List,
    /// A new key for a unit.
    Make(MakeKeyRequest),
    /// A key file to keep elsewhere.
    Export(ExportKeyRequest),
    /// A key file back on this device.
    Restore(RestoreKeyRequest),
    /// A recovery key for the ledger's sealed backups, and the page to print.
    Recovery(MakeRecoveryRequest),
    /// Whether the copies that are made by themselves are sealed.
    SealBackups(SealBackupsRequest),
    /// Whose a key is, and whether it counts.
    Judge(JudgeSignerRequest),
}

/// Does something with keys; answers all that are known then.
pub fn keys(host: Box<dyn Host>, path: &Path, verb: KeyVerb) -> Result<Value, Failure> {
    let session = open(host, path)?;
    match verb {
        KeyVerb::List => {}
        KeyVerb::Make(request) => drop(room::make_key(&session, request)?),
        KeyVerb::Export(request) => return value(room::export_key(&session, request)?),
        KeyVerb::Restore(request) => drop(room::restore_key(&session, request)?),
        KeyVerb::Recovery(request) => return value(room::make_recovery_key(&session, request)?),
        KeyVerb::SealBackups(request) => drop(crate::rooms::ledger::seal_backups(&session, request)?),
        KeyVerb::Judge(request) => drop(room::judge_signer(&session, request)?),
    }
    value(room::signers(&session, Nothing {})?)
}
