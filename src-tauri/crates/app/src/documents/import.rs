//! Takes a document into the ledger: its text as a definition, its bytes as an attachment.

use domain::documents::Document;
use domain::kernel::{Date, DocumentId, OrgUnitId, Problem};
use domain::ledger::{Digest, Operation};
use store::NewAttachment;

use crate::rows::AsRow;
use crate::{AppError, Desk};

/// A document before it is in.
#[derive(Clone, Debug)]
pub struct DocumentDraft {
    /// The original bytes.
    pub bytes: Vec<u8>,
    /// The name of the file, if it was one.
    pub file_name: Option<String>,
    /// The readable text.
    pub text: String,
    /// The title.
    pub title: String,
    /// 发文机关.
    pub issuer: Option<String>,
    /// 文号.
    pub doc_number: Option<String>,
    /// 成文日期.
    pub issued_on: Option<Date>,
    /// The unit it speaks of where its sentences name none.
    pub org_unit: Option<OrgUnitId>,
    /// The document of which it is a newer version.
    pub replaces: Option<DocumentId>,
    /// A remark.
    pub note: Option<String>,
}

/// The document that has the same bytes, if it is already in.
pub fn known(desk: &mut Desk, bytes: &[u8]) -> Result<Option<DocumentId>, AppError> {
    let id = DocumentId::new(Digest::of(bytes).to_string());
    Ok(desk.book()?.documents.contains_key(&id).then_some(id))
}

/// Takes a document in. The same bytes again change nothing but title, issuer, number and date.
pub fn import(desk: &mut Desk, draft: DocumentDraft) -> Result<DocumentId, AppError> {
    let mut problems = Vec::new();
    if draft.title.trim().is_empty() {
        problems.push(Problem::error("document.title_missing", "title"));
    }
    if draft.text.trim().is_empty() {
        problems.push(Problem::error("document.empty", "text"));
    }
    let known = |id: &OrgUnitId, desk: &mut Desk| Ok::<_, AppError>(desk.book()?.units.contains(id));
    if let Some(unit) = &draft.org_unit
        && !known(unit, desk)?
    {
        problems.push(Problem::error("unit.unknown", "org_unit").with(unit));
    }
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    let id = DocumentId::new(Digest::of(&draft.bytes).to_string());
    let document = Document {
        id: id.clone(),
        title: draft.title.trim().to_owned(),
        issuer: draft.issuer,
        doc_number: draft.doc_number,
        issued_on: draft.issued_on,
        org_unit: draft.org_unit,
        file_name: draft.file_name.clone(),
        text: draft.text,
        replaces: draft.replaces,
        note: draft.note,
    };
    let attachment = NewAttachment {
        name: draft.file_name.unwrap_or_else(|| format!("{}.txt", document.title)),
        media_type: "application/octet-stream".into(),
        bytes: draft.bytes,
    };
    desk.write_with(Operation::Import, "", vec![document.row()], vec![attachment])?;
    Ok(id)
}
