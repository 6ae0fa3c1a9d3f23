//! A source text as it was received.

use crate::kernel::{Date, DocumentId, FieldError, Fields, OrgUnitId};

/// A source document. Its bytes are kept as an attachment under their SM3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The SM3 of the original bytes.
    pub id: DocumentId,
    /// The title.
    pub title: String,
    /// 发文机关 or publisher.
    pub issuer: Option<String>,
    /// 文号.
    pub doc_number: Option<String>,
    /// 成文日期.
    pub issued_on: Option<Date>,
    /// The unit it speaks of where its sentences name none, as a person confirmed.
    pub org_unit: Option<OrgUnitId>,
    /// The name of the file it came from.
    pub file_name: Option<String>,
    /// The readable text. Offsets of excerpts count its characters.
    pub text: String,
    /// The document of which this is a newer version.
    pub replaces: Option<DocumentId>,
    /// A remark, such as where an excerpted text was taken from.
    pub note: Option<String>,
}

impl Document {
    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("title", &self.title)
            .set_opt("issuer", self.issuer.as_ref())
            .set_opt("doc_number", self.doc_number.as_ref())
            .set_opt("issued_on", self.issued_on)
            .set_opt("org_unit", self.org_unit.as_ref())
            .set_opt("file_name", self.file_name.as_ref())
            .set("text", &self.text)
            .set_opt("replaces", self.replaces.as_ref())
            .set_opt("note", self.note.as_ref());
        fields
    }

    /// Reads a row.
    pub fn from_fields(id: &str, fields: &Fields) -> Result<Self, FieldError> {
        let text = |name: &str| fields.get(name).map(str::to_owned);
        Ok(Self {
            id: DocumentId::new(id),
            title: fields.need("title")?.to_owned(),
            issuer: text("issuer"),
            doc_number: text("doc_number"),
            issued_on: fields.parse_opt("issued_on")?,
            org_unit: fields.parse_opt("org_unit")?,
            file_name: text("file_name"),
            text: fields.need("text")?.to_owned(),
            replaces: fields.parse_opt("replaces")?,
            note: text("note"),
        })
    }
}
