//! The text of a .pdf. A page holds letters at places and drawn lines, no words, rows or paragraphs: these are
//! found again here, in this order:
//!
//! - [`bomb`]: whether the file may be unpacked at all;
//! - [`content`]: what a page draws, as letters with places and ruled lines, by way of [`font`];
//! - [`ruled`]: tables between ruled lines; [`lines`]: what is left as lines, and tables told by their gaps;
//! - [`flow`]: pages to one text: page numbers and running heads go, lines join to paragraphs, tables go on.
//!
//! Objects, encryption, streams and fonts are read by `hayro`. What a page draws is followed by our own reader
//! of its operators, because it counts them: a page may draw itself a billion times.

mod bomb;
mod content;
mod flow;
mod font;
mod lines;
mod ruled;
#[cfg(test)]
mod tests;

use domain::kernel::Problem;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::TextError;

/// Most pages that are read.
const MOST_PAGES: usize = 3_000;
/// One letter in so many that has no known meaning makes the text doubtful as a whole.
const ONE_UNKNOWN_IN: usize = 3;

fn open(bytes: &[u8]) -> Result<Pdf, TextError> {
    bomb::check(bytes)?;
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => TextError::Encrypted,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => TextError::Damaged,
    })
}

/// The keywords among the properties of a document, as its program wrote them.
pub(crate) fn keywords(bytes: &[u8]) -> Result<Option<String>, TextError> {
    let held = open(bytes)?.metadata().keywords.clone();
    Ok(held.map(|held| match held.strip_prefix(b"\xfe\xff") {
        Some(wide) => encoding_rs::UTF_16BE.decode_without_bom_handling(wide).0.into_owned(),
        None => String::from_utf8_lossy(&held).into_owned(),
    }))
}

/// The text of a document.
pub(super) fn read(bytes: &[u8]) -> Result<(String, Vec<Problem>), TextError> {
    let pdf = open(bytes)?;
    let mut reader = content::Reader::new();
    let pages: Vec<content::Page> =
        pdf.pages().iter().take(MOST_PAGES).map(|page| reader.page(page)).collect();
    let letters: usize = pages.iter().map(|page| page.glyphs.len()).sum();
    let without = pages.iter().filter(|page| page.glyphs.is_empty() && page.pictures > 0).count();
    if letters == 0 {
        return Err(if without > 0 { TextError::Scanned } else { TextError::Empty });
    }
    let unknown = pages.iter().flat_map(|page| &page.glyphs).filter(|glyph| glyph.is_unknown()).count();
    if unknown * ONE_UNKNOWN_IN > letters {
        return Err(TextError::Unreadable);
    }
    let mut problems = Vec::new();
    if unknown > 0 {
        problems.push(Problem::query("text.replaced", "").with(unknown));
    }
    if without > 0 {
        problems.push(Problem::query("text.scanned_pages", "").with(without));
    }
    if pdf.pages().len() > MOST_PAGES || reader.is_spent() {
        problems.push(Problem::query("text.truncated", "").with(super::LONGEST_TEXT));
    }
    Ok((flow::text(pages), problems))
}
