//! Word documents: the text of one that comes in, and a bulletin in the layout of an official document
//! (GB/T 9704-2012; values in domain guide §5).
//!
//! Deliberately absent: 份号, 密级 and seals (no classified text is made here, seals are pressed on paper),
//! and the page number of a sideways page at the edge where an upright one has it.

mod bulletin;
mod charts;
mod faces;
mod paper;
mod parts;
mod read;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use domain::reports::{Bulletin, Layout};

use crate::WriteError;
use crate::zipped::pack;

pub use faces::{MissingFace, missing_faces};
pub use paper::{Survey, fill, survey};
pub(crate) use read::read;

/// The bulletin with its annexes as a .docx; the same bulletin gives the same bytes.
pub fn write(bulletin: &Bulletin) -> Result<Vec<u8>, WriteError> {
    let day = bulletin.issued_on.map(|day| day.to_string());
    let mark = bulletin.letterhead.as_deref().unwrap_or_default();
    let pictures = charts::pictures(bulletin);
    let texts: [(&str, String); 17] = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relations()),
        ("docProps/core.xml", parts::core(&bulletin.title, bulletin.signer.as_deref(), day)),
        ("docProps/app.xml", parts::app()),
        ("docProps/custom.xml", parts::custom(&bulletin.properties())),
        ("word/document.xml", parts::document(&bulletin::body(bulletin, &pictures))),
        ("word/_rels/document.xml.rels", parts::document_relations(pictures.len())),
        ("word/styles.xml", parts::styles(bulletin.layout() == Layout::Plain)),
        ("word/settings.xml", parts::settings()),
        ("word/fontTable.xml", parts::font_table()),
        ("word/footer1.xml", parts::footer("right")),
        ("word/footer2.xml", parts::footer("left")),
        ("word/footer3.xml", parts::empty_footer()),
        ("word/header1.xml", parts::letter_header(mark, bulletin::mark_size(mark))),
        ("word/footer4.xml", parts::letter_footer()),
        ("word/footer5.xml", parts::turned_footer("right")),
        ("word/footer6.xml", parts::turned_footer("left")),
    ];
    let mut parts: Vec<(String, Vec<u8>)> =
        texts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
    parts.extend(charts::parts(&pictures)?);
    pack(&parts)
}
