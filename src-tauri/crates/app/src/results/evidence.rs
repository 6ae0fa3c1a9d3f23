//! 佐证: files and photos that prove a figure. The bytes are kept once by their digest; the figure's row names them.

use domain::kernel::{FormId, Problem};
use domain::ledger::{Digest, Operation};
use domain::results::{ResultCell, ResultKey};
use formats::evidence;
use store::{Attachment, AttachmentFacts, NewAttachment};

use super::read::cells_of;
use super::remark::written;
use crate::org::impersonal;
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// So large a file may be: a package with evidence still has to go onto a disc.
pub const MOST_BYTES: usize = 20 << 20;

/// A file before it is with a figure.
#[derive(Clone, Debug)]
pub struct EvidenceFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Puts files with a figure: one entry. What is no evidence is refused and named, the others are taken; a photo is made
/// smaller if that is wished.
pub fn attach(
    desk: &mut Desk,
    form: &FormId,
    key: &ResultKey,
    files: Vec<EvidenceFile>,
    shrink: bool,
) -> Result<Vec<Problem>, AppError> {
    let mut cell = written(desk, form, key)?;
    let (mut problems, mut attachments) = (Vec::new(), Vec::new());
    for file in files {
        match taken(file, shrink) {
            Ok(attachment) => {
                let digest = attachment.digest().to_string();
                if !cell.evidence.contains(&digest) {
                    cell.evidence.push(digest);
                }
                attachments.push(attachment);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if !attachments.is_empty() {
        desk.write_with(Operation::Attach, "", vec![cell.row()], attachments)?;
    }
    Ok(problems)
}

fn taken(file: EvidenceFile, shrink: bool) -> Result<NewAttachment, Problem> {
    let EvidenceFile { name, bytes } = file;
    impersonal("name", &name)?;
    if bytes.len() > MOST_BYTES {
        return Err(Problem::error("evidence.too_large", name).with(MOST_BYTES >> 20));
    }
    let Some(kind) = evidence::kind_of(&name, &bytes) else {
        return Err(Problem::error("evidence.kind", name));
    };
    let bytes = if shrink { evidence::shrunk(kind, &bytes).unwrap_or(bytes) } else { bytes };
    let kind = evidence::kind_of("", &bytes).filter(|_| shrink).unwrap_or(kind);
    Ok(NewAttachment { name: evidence::safe_name(&name, kind), media_type: kind.media_type().into(), bytes })
}

/// Takes a file from a figure; the ledger still holds what was said before.
pub fn detach(desk: &mut Desk, form: &FormId, key: &ResultKey, digest: &str) -> Result<(), AppError> {
    let mut cell = written(desk, form, key)?;
    let before = cell.evidence.len();
    cell.evidence.retain(|other| other != digest);
    if cell.evidence.len() == before {
        return Err(AppError::NotFound("evidence", digest.to_owned()));
    }
    desk.write(Operation::Attach, "", vec![cell.row()])
}

/// The files of a figure in the order in which they came. Bytes that have not come yet are listed too.
pub fn evidence_of(desk: &Desk, key: &ResultKey) -> Result<Vec<AttachmentFacts>, AppError> {
    let cell = cells_of(desk.ledger(), &[key])?.remove(key);
    files_of(desk, cell.as_ref())
}

/// The files of a cell.
pub fn files_of(desk: &Desk, cell: Option<&ResultCell>) -> Result<Vec<AttachmentFacts>, AppError> {
    let digests = cell.map(|cell| cell.evidence.as_slice()).unwrap_or_default();
    let facts = digests.iter().filter_map(|digest| digest.parse::<Digest>().ok());
    facts.map(|digest| Ok(desk.ledger().read().attachment_facts(&digest)?)).collect()
}

/// A file with its bytes.
pub fn evidence_file(desk: &Desk, digest: &str) -> Result<Attachment, AppError> {
    let found = match digest.parse::<Digest>() {
        Ok(digest) => desk.ledger().read().attachment(&digest)?,
        Err(_) => None,
    };
    found.ok_or_else(|| AppError::NotFound("evidence", digest.to_owned()))
}
