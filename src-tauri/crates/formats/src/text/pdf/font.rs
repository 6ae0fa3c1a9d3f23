//! From the codes of a page to letters. A font says which letter a code means by a table of its own; where it has
//! none, the code is looked up in the character collection the font is made for (Adobe-GB1 and its sisters), as
//! the typesetting systems of offices leave it.

use std::sync::Arc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_font::kurbo::Vec2;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, StandardFont};
use hayro_syntax::object::{Array, Dict, Name, String as Bytes};

/// Stands for a letter whose meaning the file does not give.
pub(super) const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// The fonts of a document.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    tables: CMapResolverFn,
}

/// A font of a page.
#[derive(Clone)]
pub(super) struct Typeface<'a> {
    font: Font<'a>,
    /// From codes to places in a collection, and from these to letters.
    collection: Option<Arc<(CMap, CMap)>>,
    /// How many bytes a code has that the font does not know; none where each byte is a code.
    pairs: Option<Pairs>,
}

/// Codes of two bytes: all of them, or those that begin with the high bit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pairs {
    All,
    High,
}

/// Stands for a code that the font does not know.
const NO_CODE: u32 = u32::MAX;

impl<'a> Fonts<'a> {
    pub(super) fn new() -> Self {
        Self {
            cache: FontCache::new(),
            // Outlines are never drawn: any font will do where one is not in the file.
            programs: Arc::new(|query: &FontQuery| match query {
                FontQuery::Standard(font) => Some(font.get_font_data()),
                FontQuery::Fallback(_) => Some(StandardFont::Helvetica.get_font_data()),
            }),
            tables: Arc::new(load_embedded),
        }
    }

    /// The font that a dictionary describes.
    pub(super) fn get(&self, dict: &Dict<'a>) -> Option<Typeface<'a>> {
        let font = self.cache.font(dict, &self.programs, &self.tables)?;
        let composite = dict.get::<Name<'_>>("Subtype").is_some_and(|kind| &*kind == b"Type0");
        let encoding = dict.get::<Name<'_>>("Encoding");
        let high =
            encoding.is_some_and(|name| name.as_str().contains("GB") && !name.as_str().starts_with("Uni"));
        let pairs = composite.then_some(if high { Pairs::High } else { Pairs::All });
        Some(Typeface { font, collection: collection(dict).map(Arc::new), pairs })
    }
}

fn collection(dict: &Dict<'_>) -> Option<(CMap, CMap)> {
    if dict.contains_key("ToUnicode") {
        return None;
    }
    let descendant = dict.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()?;
    let name = dict.get::<Name<'_>>("Encoding")?;
    let codes = match &*name {
        b"Identity-H" | b"Identity-V" => CMap::identity_h(),
        name => CMap::parse(load_embedded(CMapName::from_bytes(name))?, load_embedded)?,
    };
    let own = codes.metadata().character_collection.clone().map(|collection| collection.family);
    let family = own.filter(|family| *family != CidFamily::AdobeIdentity).or_else(|| {
        let said = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
        let (registry, ordering) = (said.get::<Bytes<'_>>("Registry")?, said.get::<Bytes<'_>>("Ordering")?);
        Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
    })?;
    Some((codes, CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)?))
}

impl Typeface<'_> {
    /// The code that begins here, and how many bytes it has. The library takes one byte for a code it does not
    /// know; of a font with codes of two bytes that would misread all that follows.
    pub(super) fn code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        let (code, length) = self.font.read_code(bytes, at);
        match self.pairs {
            Some(pairs) if (code, length) == (0, 1) && bytes[at] != 0 => {
                (NO_CODE, if pairs == Pairs::All || bytes[at] >= 0x80 { 2 } else { 1 })
            }
            Some(Pairs::All) if (code, length) == (0, 1) => (NO_CODE, 2),
            _ => (code, length.max(1)),
        }
    }

    /// How far the next letter is, in thousandths of the size.
    pub(super) fn advance(&self, code: u32) -> Vec2 {
        self.font.code_advance(code)
    }

    /// Whether it is written from left to right.
    pub(super) fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// The letters a code means.
    pub(super) fn letters(&self, code: u32, length: usize) -> String {
        if code == NO_CODE {
            return UNKNOWN.to_string();
        }
        let known = match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let known = known.or_else(|| {
            let (codes, letters) = self.collection.as_deref()?;
            letters.lookup_bf_string(codes.lookup_cid_code(code, length as u8)?)
        });
        match known {
            Some(BfString::Char(letter)) => plain(letter).to_string(),
            Some(BfString::String(letters)) => letters.chars().map(plain).collect(),
            None => UNKNOWN.to_string(),
        }
    }
}

/// Letters for private use mean nothing outside their font. Radicals and forms for layout become the character
/// they show.
fn plain(letter: char) -> char {
    match letter {
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => UNKNOWN,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{a0}' | '\u{2000}'..='\u{200a}' => ' ',
        _ => letter,
    }
}
