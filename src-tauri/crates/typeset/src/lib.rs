//! Content to pages: a bulletin as a PDF in the layout of an official document (GB/T 9704-2012; values in domain
//! guide §5), set by typst with the faces of `assets/fonts`. The same bulletin gives the same bytes on every
//! machine: nothing but the content and the shipped faces is looked at.
//!
//! `bulletin.typ` is the page, `inputs` what it says, `world` what typst may ask for,
//! `coverage` what its faces lack. `recovery.typ` is the paper a recovery key stands on.
#![deny(missing_docs)]

mod coverage;
mod inputs;
#[cfg(test)]
mod tests;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use domain::exchange::RecoveryCode;
use domain::kernel::Date;
use domain::reports::{Bulletin, Patient, Stage, Waiting};
use typst::diag::{EcoVec, SourceDiagnostic};
use typst::foundations::{Dict, Smart};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

pub use coverage::lacking;
use world::{Sheet, Stopped};

/// How many pages' worth of work typst keeps for the next document of a run.
const KEPT: usize = 4;

/// Why no page came of the content.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// A mistake of ours, since content is never read as markup.
    #[error("the pages cannot be set: {0}")]
    Broken(String),
    /// Nobody waits for them any more.
    #[error("stopped")]
    Stopped,
}

impl TypesetError {
    fn of(found: EcoVec<SourceDiagnostic>) -> Self {
        Self::Broken(found.iter().map(|one| one.message.as_str()).collect::<Vec<_>>().join("; "))
    }
}

/// The bulletin with its annexes as a .pdf.
pub fn pdf(bulletin: &Bulletin, waiting: &dyn Waiting) -> Result<Vec<u8>, TypesetError> {
    let ident = format!("{} {}", bulletin.head, bulletin.title);
    waiting.begin(Stage::Set, 0);
    set(include_str!("bulletin.typ"), inputs::of(bulletin), ident, waiting)
}

/// What stands on the paper of a recovery key.
#[derive(Clone, Debug)]
pub struct RecoveryPage<'a> {
    /// The ledger.
    pub title: &'a str,
    /// The code.
    pub code: &'a RecoveryCode,
    /// Digits by which the program says which paper is asked for.
    pub fingerprint: &'a str,
    /// Who made it.
    pub maker: &'a str,
    /// The day.
    pub made: Date,
}

/// The paper of a recovery key as a .pdf of one page.
pub fn recovery_pdf(page: &RecoveryPage<'_>) -> Result<Vec<u8>, TypesetError> {
    set(include_str!("recovery.typ"), inputs::of_recovery(page), page.fingerprint.to_owned(), &Patient)
}

fn set(
    template: &'static str,
    inputs: Dict,
    ident: String,
    waiting: &dyn Waiting,
) -> Result<Vec<u8>, TypesetError> {
    let sheet = Sheet::new(template, inputs, waiting)
        .ok_or_else(|| TypesetError::Broken("no place for the template".to_owned()))?;
    let set = unless_stopped(|| typst::compile::<PagedDocument>(&sheet))?;
    let document = set.output.map_err(TypesetError::of)?;
    // An unknown face or property is only warned of.
    if !set.warnings.is_empty() {
        return Err(TypesetError::of(set.warnings));
    }
    waiting.begin(Stage::Write, 0);
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("对账".to_owned())),
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(TypesetError::of)?;
    typst::comemo::evict(KEPT);
    Ok(bytes)
}

/// Runs until it ends or `World` leaves it: typst cannot be asked to stop.
fn unless_stopped<T>(work: impl FnOnce() -> T) -> Result<T, TypesetError> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|thrown| {
        if thrown.is::<Stopped>() {
            return TypesetError::Stopped;
        }
        resume_unwind(thrown)
    })
}
