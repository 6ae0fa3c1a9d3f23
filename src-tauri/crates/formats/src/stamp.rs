//! What a written report says of where it came from, read back out of the properties of the file.

use domain::reports::Stamp;
use quick_xml::events::BytesStart;
use serde_json::{Map, Value};

use crate::markup::{self, Visitor};
use crate::text::{TextError, pdf};
use crate::zipped::Container;

/// Where office documents keep the properties that programs give them.
const CUSTOM: &str = "docProps/custom.xml";

/// What a .docx, .xlsx, .pdf or .json says of itself, whatever its name; none: it bears no such properties.
pub fn stamp(bytes: &[u8]) -> Option<Stamp> {
    if bytes.starts_with(b"%PDF") {
        return Stamp::from_line(&pdf::keywords(bytes).ok()??);
    }
    if bytes.starts_with(b"{") {
        let all: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
        let texts = all.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())));
        return Stamp::from_properties(&texts.collect::<Vec<_>>());
    }
    Stamp::from_properties(&custom(bytes).ok()?)
}

fn custom(bytes: &[u8]) -> Result<Vec<(String, String)>, TextError> {
    let mut container = Container::open(bytes)?;
    let part = container.part(CUSTOM)?.unwrap_or_default();
    let mut found = Properties::default();
    markup::walk(&String::from_utf8(part).map_err(|_| TextError::Damaged)?, &mut found)?;
    Ok(found.0)
}

/// Names and texts, as they come.
#[derive(Default)]
struct Properties(Vec<(String, String)>);

impl Visitor for Properties {
    fn open(&mut self, tag: &BytesStart<'_>) {
        let name = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == "name");
        if let Some(name) = name {
            self.0.push((name.value.into_owned(), String::new()));
        }
    }

    fn close(&mut self, _: &str) {}

    fn words(&mut self, words: &str) {
        if let Some((_, text)) = self.0.last_mut() {
            text.push_str(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::kernel::TargetId;
    use domain::reports::Bulletin;

    use super::*;
    use crate::testing::bulletin;
    use crate::{docx, tables, xlsx};

    #[test]
    fn every_format_says_where_it_came_from() {
        for targets in [0, 3, 100] {
            let mut asked: Bulletin = bulletin();
            asked.origin.targets = (0..targets).map(|at| TargetId::new(format!("目标 {at}<&>"))).collect();
            let stamp_of = Stamp { head: asked.head.clone(), origin: asked.origin.clone() };
            for bytes in [
                docx::write(&asked).unwrap(),
                xlsx::write_annexes(&asked).unwrap(),
                tables::json(&asked).unwrap(),
            ] {
                assert_eq!(stamp(&bytes).as_ref(), Some(&stamp_of), "{targets} targets");
            }
        }
    }

    #[test]
    fn what_bears_no_stamp_has_none() {
        let bare = crate::zipped::pack(&[("word/document.xml", b"<a/>".to_vec())]).unwrap();
        for bytes in [&b""[..], b"%PDF-1.7", b"{", b"{}", b"PK", &bare, &tables::csv(&bulletin())] {
            assert_eq!(stamp(bytes), None);
        }
    }
}
