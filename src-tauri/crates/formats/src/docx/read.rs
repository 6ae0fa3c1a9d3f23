//! The text of a .docx in reading order: paragraphs as lines, cells parted by tabs. Deleted and moved-away
//! text, field codes and the second copy of a text box are left out. Nothing outside the document is
//! followed, and no entity is expanded beyond the five of XML.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::text::TextError;
use crate::zipped::Container;

/// Elements whose content is not text of the document as it stands now.
const SKIPPED: [&str; 9] = [
    "mc:Fallback",
    "w:del",
    "w:moveFrom",
    "w:instrText",
    "w:delText",
    "w:delInstrText",
    "w:pPr",
    "w:sectPr",
    "w:tblPr",
];

/// The parts of a document that carry a marking of secrecy beside the body.
const HEADERS: &str = "word/header";

/// The text of the document. What stands in its page headers comes first only where a marking stands there.
pub(crate) fn read(container: &mut Container<'_>) -> Result<String, TextError> {
    for name in container.names() {
        if name.starts_with(HEADERS) && name.ends_with(".xml") {
            let header = part(container, &name)?;
            if crate::text::is_classified(&text_of(&header)?) {
                return Err(TextError::Classified);
            }
        }
    }
    let body = part(container, "word/document.xml")?;
    text_of(&body)
}

fn part(container: &mut Container<'_>, name: &str) -> Result<String, TextError> {
    let bytes = container.part(name)?.ok_or(TextError::Damaged)?;
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => {
            let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
            if broken { Err(TextError::Damaged) } else { Ok(text.into_owned()) }
        }
        None => String::from_utf8(bytes).map_err(|_| TextError::Damaged),
    }
}

/// Walks the XML once. Cells that hold several paragraphs keep them on one line, parted by a blank.
pub(super) fn text_of(xml: &str) -> Result<String, TextError> {
    let mut reader = Reader::from_str(xml);
    let mut walk = Walk::default();
    loop {
        match reader.read_event().map_err(|_| TextError::Damaged)? {
            Event::Start(tag) => walk.open(tag.name().as_ref()),
            Event::End(tag) => walk.close(tag.name().as_ref()),
            Event::Empty(tag) => {
                walk.open(tag.name().as_ref());
                walk.close(tag.name().as_ref());
            }
            Event::Text(text) => walk.words(&text.xml10_content()),
            Event::CData(text) => walk.words(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let letter = match name.resolve_char_ref().map_err(|_| TextError::Damaged)? {
                    Some(letter) => Some(letter.to_string()),
                    None => quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned),
                };
                walk.words(letter.as_deref().ok_or(TextError::Damaged)?);
            }
            Event::DocType(_) => return Err(TextError::Damaged),
            Event::Eof => return Ok(walk.out),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

#[derive(Default)]
struct Walk {
    out: String,
    /// How many elements deep we are in one that is skipped.
    skipped: usize,
    in_text: bool,
    /// For each open table: whether a cell of the current row has been written, and a paragraph of the cell.
    tables: Vec<(bool, bool)>,
}

impl Walk {
    fn open(&mut self, name: &str) {
        if self.skipped > 0 || SKIPPED.contains(&name) {
            self.skipped += 1;
            return;
        }
        match name {
            "w:t" => self.in_text = true,
            "w:tab" | "w:ptab" => self.out.push('\t'),
            "w:br" | "w:cr" => self.out.push(if self.tables.is_empty() { '\n' } else { ' ' }),
            "w:noBreakHyphen" => self.out.push('-'),
            "w:tbl" => {
                if !self.tables.is_empty() {
                    self.out.push(' ');
                }
                self.tables.push((false, false));
            }
            "w:tr" => {
                if let Some(row) = self.tables.last_mut() {
                    *row = (false, false);
                }
            }
            "w:tc" => {
                if let Some((cell, paragraph)) = self.tables.last_mut() {
                    if *cell {
                        self.out.push('\t');
                    }
                    (*cell, *paragraph) = (true, false);
                }
            }
            "w:p" => {
                if let Some((_, paragraph)) = self.tables.last_mut() {
                    if *paragraph {
                        self.out.push(' ');
                    }
                    *paragraph = true;
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "w:t" => self.in_text = false,
            "w:p" if self.tables.is_empty() => self.out.push('\n'),
            "w:tr" if self.tables.len() == 1 => self.out.push('\n'),
            "w:tr" => self.out.push(' '),
            "w:tbl" => {
                self.tables.pop();
            }
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        if self.in_text && self.skipped == 0 {
            self.out.push_str(text);
        }
    }
}
