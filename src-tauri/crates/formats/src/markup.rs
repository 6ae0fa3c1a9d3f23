//! Walking the XML of an office document once: what opens, what closes, what words stand between. No entity is
//! expanded beyond the five of XML, a document type is refused, and nesting has an end.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::text::TextError;

/// Deepest nesting of elements; office programs stay far below.
const DEEPEST: usize = 1_000;

/// What looks at the elements and words of a document as they come.
pub(crate) trait Visitor {
    /// An element opens.
    fn open(&mut self, tag: &BytesStart<'_>);
    /// An element closes.
    fn close(&mut self, name: &str);
    /// Words, or a piece of them.
    fn words(&mut self, text: &str);
}

/// Shows a visitor the whole of a document.
pub(crate) fn walk(xml: &str, visitor: &mut impl Visitor) -> Result<(), TextError> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| TextError::Damaged)? {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(TextError::Damaged);
                }
                visitor.open(&tag);
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                visitor.close(tag.name().as_ref());
            }
            Event::Empty(tag) => {
                visitor.open(&tag);
                visitor.close(tag.name().as_ref());
            }
            Event::Text(text) => visitor.words(&text.xml10_content()),
            Event::CData(text) => visitor.words(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let letter = match name.resolve_char_ref().map_err(|_| TextError::Damaged)? {
                    Some(letter) => Some(letter.to_string()),
                    None => quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned),
                };
                visitor.words(letter.as_deref().ok_or(TextError::Damaged)?);
            }
            Event::DocType(_) => return Err(TextError::Damaged),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}
