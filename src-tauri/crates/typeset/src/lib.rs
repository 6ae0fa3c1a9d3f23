//! Content to pages: a bulletin as a PDF in the layout of an official document (GB/T 9704-2012; values in domain
//! guide §5), set by typst with the faces of `assets/fonts`. The same bulletin gives the same bytes on every
//! machine: nothing but the content and the shipped faces is looked at.
//!
//! `bulletin.typ` is the page, `inputs` what it says, `world` what typst may ask for,
//! `coverage` what its faces lack.
#![deny(missing_docs)]

mod coverage;
mod inputs;
#[cfg(test)]
mod tests;
mod world;

use domain::reports::Bulletin;
use typst::diag::{EcoVec, SourceDiagnostic};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

pub use coverage::lacking;
use world::Sheet;

/// How many pages' worth of work typst keeps for the next document of a run.
const KEPT: usize = 4;

/// No page came of the content: a mistake of ours, since content is never read as markup.
#[derive(Debug, thiserror::Error)]
#[error("the pages cannot be set: {0}")]
pub struct TypesetError(String);

impl TypesetError {
    fn of(found: EcoVec<SourceDiagnostic>) -> Self {
        Self(found.iter().map(|one| one.message.as_str()).collect::<Vec<_>>().join("; "))
    }
}

/// The bulletin with its annexes as a .pdf.
pub fn pdf(bulletin: &Bulletin) -> Result<Vec<u8>, TypesetError> {
    let sheet = Sheet::new(include_str!("bulletin.typ"), inputs::of(bulletin))
        .ok_or_else(|| TypesetError("no place for the template".to_owned()))?;
    let set = typst::compile::<PagedDocument>(&sheet);
    let document = set.output.map_err(TypesetError::of)?;
    // An unknown face or property is only warned of.
    if !set.warnings.is_empty() {
        return Err(TypesetError::of(set.warnings));
    }
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {}", bulletin.head, bulletin.title)),
        creator: Smart::Custom(Some("对账".to_owned())),
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(TypesetError::of)?;
    typst::comemo::evict(KEPT);
    Ok(bytes)
}
