//! What stands with a figure: 批注, and the files that prove it. A file is looked at as a copy in a folder of the
//! program's own, under a name made here and with the ending of a kind that is known.

use std::path::{Path, PathBuf};

use app::results::{self, EvidenceFile};
use app::{AppError, AttachmentFacts};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::kernel::{FormId, Problem};
use formats::evidence::{Kind, kind_of, preview, safe_name};

use super::documents::{changed, read_file, refused};
use super::print;
use super::results::key_of;
use crate::wire::documents::Incoming;
use crate::wire::evidence::{
    AttachAnswer, AttachRequest, DetachRequest, EvidenceRequest, EvidenceView, OpenedView, PictureView,
    RemarkRequest,
};
use crate::wire::ledger::{Changed, ProblemView};
use crate::wire::results::CellRequest;
use crate::{Session, WireError};

/// How long the longer side of a picture in the window is.
const PREVIEW: u32 = 1200;

pub fn remark(session: &Session, request: RemarkRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        results::remark(desk, &FormId::new(&request.form), &key_of(&request.cell)?, &request.text)?;
        Ok(changed(&["results"], []))
    })
}

pub fn attach(session: &Session, request: AttachRequest) -> Result<AttachAnswer, WireError> {
    let files = request.files.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    session.with_desk(|desk| {
        let (form, key, all) = (FormId::new(&request.form), key_of(&request.cell)?, files.len());
        let problems = results::attach(desk, &form, &key, files, request.shrink)?;
        Ok(AttachAnswer {
            changed: changed(&["results", "assessment", "targets", "reports"], []),
            taken: print::count(all - problems.len()),
            refused: problems.iter().map(ProblemView::from).collect(),
        })
    })
}

fn read(incoming: Incoming) -> Result<EvidenceFile, WireError> {
    let bytes = match (&incoming.bytes, &incoming.path) {
        (Some(bytes), _) => {
            STANDARD.decode(bytes).map_err(|_| refused(Problem::error("document.bytes", "bytes")))?
        }
        (None, Some(path)) => read_file(Path::new(path))?,
        (None, None) => return Err(refused(Problem::error("evidence.kind", ""))),
    };
    Ok(EvidenceFile { name: incoming.name.unwrap_or_default(), bytes })
}

pub fn detach(session: &Session, request: DetachRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        results::detach(desk, &FormId::new(&request.form), &key_of(&request.cell)?, &request.digest)?;
        Ok(changed(&["results", "assessment", "targets", "reports"], []))
    })
}

pub fn list(session: &Session, request: CellRequest) -> Result<Vec<EvidenceView>, WireError> {
    session.with_desk(|desk| {
        Ok(results::evidence_of(desk, &key_of(&request)?)?.into_iter().map(file_view).collect())
    })
}

/// A file as the window lists it.
pub fn file_view(facts: AttachmentFacts) -> EvidenceView {
    EvidenceView {
        digest: facts.digest.to_string(),
        name: facts.name,
        size: facts.size,
        picture: facts.held && Kind::of_media_type(&facts.media_type).is_some_and(Kind::is_picture),
        held: facts.held,
    }
}

pub fn open(session: &Session, request: EvidenceRequest) -> Result<OpenedView, WireError> {
    let file = session.with_desk(|desk| Ok(results::evidence_file(desk, &request.digest)?))?;
    let Some(kind) = kind_of(&file.name, &file.bytes) else {
        return Err(refused(Problem::error("evidence.kind", file.name)));
    };
    let path = copy(session.host(), &file.digest.to_string(), &safe_name(&file.name, kind), &file.bytes)?;
    session.host().open(&path);
    Ok(OpenedView { path: path.display().to_string() })
}

/// Writes something to look at into a folder only this person may look into.
pub fn copy(host: &dyn crate::Host, folder: &str, name: &str, bytes: &[u8]) -> Result<PathBuf, AppError> {
    let folder = copies(host).join(folder);
    let path = folder.join(name);
    let written = (|| {
        private_folder(&folder)?;
        if !path.exists() {
            std::fs::write(&path, bytes)?;
            // What is typed into the copy would be lost.
            let mut permissions = std::fs::metadata(&path)?.permissions();
            permissions.set_readonly(true);
            std::fs::set_permissions(&path, permissions)?;
        }
        Ok(())
    })();
    written.map_err(|error: std::io::Error| AppError::io(&path, &error))?;
    Ok(path)
}

/// A folder only this person may look into.
fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Where copies lie while a ledger is open; they go when it is closed or another one is opened.
pub fn copies(host: &dyn crate::Host) -> PathBuf {
    host.data_dir().join("evidence")
}

pub fn picture(session: &Session, request: EvidenceRequest) -> Result<PictureView, WireError> {
    let file = session.with_desk(|desk| Ok(results::evidence_file(desk, &request.digest)?))?;
    let looked = kind_of(&file.name, &file.bytes).and_then(|kind| preview(kind, &file.bytes, PREVIEW));
    let url = looked.map(|bytes| format!("data:image/jpeg;base64,{}", STANDARD.encode(bytes)));
    Ok(PictureView { url })
}
