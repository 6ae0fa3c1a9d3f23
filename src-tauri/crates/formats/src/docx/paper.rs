//! An office's own .docx as the paper of a bulletin: `{{标题}}` and the like are set in, wherever Word has cut them into
//! runs. Paragraphs and tables take the looks of the paper; docs/paper.md says which placeholders there are and which styles
//! are looked for. What is no placeholder stays byte for byte.

use std::collections::BTreeMap;
use std::ops::Range;

use domain::reports::{Block, Bulletin, Listed, Table, columns::SIZE};
use quick_xml::events::Event;

use super::parts;
use super::table::{self, Dress, grid};
use super::xml::{Font, escape};
use crate::WriteError;
use crate::text::TextError;
use crate::zipped::{Container, pack};

/// Placeholders that stand alone in their paragraph: it gives its looks to what takes its place.
const WHOLE: [&str; 3] = ["正文", "附件说明", "附件"];
/// Those that stand among words.
const AMONG_WORDS: [&str; 9] =
    ["红头", "文号", "标题", "主送", "落款", "成文日期", "抄送", "联系人", "示例说明"];

/// What a paper asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Placeholders that are set in, in the order in which they stand.
    pub known: Vec<String>,
    /// Those that mean nothing here and would stay as they are.
    pub unknown: Vec<String>,
    /// Those that stand among words and have to stand alone.
    pub misplaced: Vec<String>,
}

/// Reads what placeholders a paper has.
pub fn survey(paper: &[u8]) -> Result<Survey, TextError> {
    let mut container = Container::open(paper)?;
    let mut found = Survey::default();
    for name in written_parts(&container) {
        let xml = text(&mut container, &name)?;
        for paragraph in paragraphs(&xml)? {
            for placeholder in placeholders(&paragraph.words()) {
                let name = placeholder.name;
                let list = if WHOLE.contains(&name.as_str()) {
                    if paragraph.is_only(&name) { &mut found.known } else { &mut found.misplaced }
                } else if AMONG_WORDS.contains(&name.as_str()) {
                    &mut found.known
                } else {
                    &mut found.unknown
                };
                if !list.contains(&name) {
                    list.push(name);
                }
            }
        }
    }
    Ok(found)
}

/// The bulletin on the paper; the same of both gives the same bytes.
pub fn fill(paper: &[u8], bulletin: &Bulletin) -> Result<Vec<u8>, WriteError> {
    let unreadable = |_| WriteError::Paper;
    let mut container = Container::open(paper).map_err(|_| WriteError::Paper)?;
    let styles = text(&mut container, "word/styles.xml").unwrap_or_default();
    let looks = Looks { styles: styles_of(&styles).map_err(unreadable)? };
    let values = values(bulletin);
    let mut out: Vec<(String, Vec<u8>)> = Vec::new();
    let written = written_parts(&container);
    for name in container.names() {
        if name.ends_with('/') {
            continue;
        }
        let bytes = if written.contains(&name) {
            let xml = text(&mut container, &name).map_err(unreadable)?;
            set_in(&xml, bulletin, &values, &looks).map_err(unreadable)?.into_bytes()
        } else {
            container.part(&name).map_err(|_| WriteError::Paper)?.unwrap_or_default()
        };
        out.push((name, bytes));
    }
    stamp(&mut out, bulletin)?;
    pack(&out)
}

/// The parts in which placeholders are looked for.
fn written_parts(container: &Container<'_>) -> Vec<String> {
    let is_edge = |name: &str| {
        (name.starts_with("word/header") || name.starts_with("word/footer")) && name.ends_with(".xml")
    };
    let mut names = container.names();
    names.retain(|name| name == "word/document.xml" || is_edge(name));
    names
}

fn text(container: &mut Container<'_>, name: &str) -> Result<String, TextError> {
    let bytes = container.part(name)?.ok_or(TextError::Damaged)?;
    let text = String::from_utf8(bytes).map_err(|_| TextError::Damaged)?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// What stands for the placeholders among words.
fn values(bulletin: &Bulletin) -> BTreeMap<&'static str, String> {
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    BTreeMap::from([
        ("红头", given(&bulletin.letterhead)),
        ("文号", given(&bulletin.doc_number)),
        ("标题", bulletin.title.clone()),
        ("主送", given(&bulletin.recipients)),
        ("落款", given(&bulletin.signer)),
        ("成文日期", bulletin.issued_on_text().unwrap_or_default()),
        ("抄送", given(&bulletin.copies)),
        // As with 抄送, the paper itself says what it is.
        ("联系人", bulletin.contact_name().unwrap_or_default().to_owned()),
        ("示例说明", bulletin.example_line().unwrap_or_default().to_owned()),
    ])
}

/// A `<w:t>` of a paragraph: the whole element, and its words.
struct Piece {
    element: Range<usize>,
    words: String,
    /// The `<w:rPr>` of its run.
    looks: Range<usize>,
}

/// A paragraph that holds no other.
#[derive(Default)]
struct Paragraph {
    element: Range<usize>,
    /// Its `<w:pPr>`.
    looks: Range<usize>,
    pieces: Vec<Piece>,
}

impl Paragraph {
    fn words(&self) -> String {
        self.pieces.iter().map(|piece| piece.words.as_str()).collect()
    }

    /// Whether nothing but this placeholder stands in it.
    fn is_only(&self, name: &str) -> bool {
        let words = self.words();
        let found = placeholders(&words);
        matches!(found.as_slice(), [one] if one.name == name && words.trim().len() == one.range.len())
    }
}

struct Placeholder {
    /// With its braces.
    range: Range<usize>,
    name: String,
}

/// `{{name}}`, with blanks inside the braces or without.
fn placeholders(words: &str) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = words[at..].find("{{").map(|open| open + at) {
        let Some(close) = words[open..].find("}}").map(|close| close + open) else { break };
        let name = words[open + 2..close].trim().to_owned();
        found.push(Placeholder { range: open..close + 2, name });
        at = close + 2;
    }
    found
}

/// The paragraphs of a part, from the first to the last; of one that holds others, as a text box does, those others.
fn paragraphs(xml: &str) -> Result<Vec<Paragraph>, TextError> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut open, mut found): (Vec<Paragraph>, Vec<Paragraph>) = (Vec::new(), Vec::new());
    let (mut run_looks, mut looks_begin, mut words_begin) = (0..0, 0, None);
    let mut depth_of_run = 0;
    loop {
        let begin = position(&reader);
        let event = reader.read_event().map_err(|_| TextError::Damaged)?;
        let end = position(&reader);
        match event {
            Event::Start(tag) => match tag.name().as_ref() {
                "w:p" => open.push(Paragraph { element: begin..end, ..Paragraph::default() }),
                "w:r" => (run_looks, depth_of_run) = (0..0, depth_of_run + 1),
                "w:pPr" | "w:rPr" => looks_begin = begin,
                "w:t" => words_begin = Some((begin, end)),
                _ => {}
            },
            Event::End(tag) => match (tag.name().as_ref(), open.last_mut()) {
                ("w:p", Some(_)) => {
                    let Some(mut paragraph) = open.pop() else { continue };
                    paragraph.element.end = end;
                    let holds_others =
                        found.last().is_some_and(|inner| inner.element.start > paragraph.element.start);
                    if !holds_others {
                        found.push(paragraph);
                    }
                }
                ("w:r", _) => depth_of_run -= 1,
                ("w:rPr", _) if depth_of_run > 0 => run_looks = looks_begin..end,
                ("w:pPr", Some(paragraph)) => {
                    let from = xml[..end].rfind("<w:pPr").ok_or(TextError::Damaged)?;
                    paragraph.looks = from..end;
                }
                ("w:t", Some(paragraph)) => {
                    let Some((from, words)) = words_begin.take() else { continue };
                    let words = quick_xml::escape::unescape(&xml[words..begin]);
                    paragraph.pieces.push(Piece {
                        element: from..end,
                        words: words.map_err(|_| TextError::Damaged)?.into_owned(),
                        looks: run_looks.clone(),
                    });
                }
                _ => {}
            },
            Event::Eof => return if open.is_empty() { Ok(found) } else { Err(TextError::Damaged) },
            _ => {}
        }
    }
}

fn position(reader: &quick_xml::Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The part with everything set in.
fn set_in(
    xml: &str,
    bulletin: &Bulletin,
    values: &BTreeMap<&'static str, String>,
    looks: &Looks,
) -> Result<String, TextError> {
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    for paragraph in paragraphs(xml)? {
        if let Some(whole) = WHOLE.iter().find(|name| paragraph.is_only(name)) {
            let dress = Clothes::of(xml, &paragraph, looks);
            changes.push((paragraph.element.clone(), dress.instead(whole, bulletin, text_width(xml))));
        } else {
            changes.extend(among_words(&paragraph, values));
        }
    }
    let mut out = xml.to_owned();
    for (range, text) in changes.into_iter().rev() {
        out.replace_range(range, &text);
    }
    Ok(out)
}

/// Sets values in among words: each takes the looks of the run in which its placeholder begins.
fn among_words(
    paragraph: &Paragraph,
    values: &BTreeMap<&'static str, String>,
) -> Vec<(Range<usize>, String)> {
    let words = paragraph.words();
    let mut found = placeholders(&words);
    found.retain(|placeholder| values.contains_key(placeholder.name.as_str()));
    if found.is_empty() {
        return Vec::new();
    }
    let mut changes = Vec::new();
    let mut at = 0;
    for piece in &paragraph.pieces {
        let own = at..at + piece.words.len();
        at = own.end;
        let mut text = String::new();
        let mut from = own.start;
        for placeholder in &found {
            let Range { start, end } = placeholder.range;
            if end <= own.start || start >= own.end {
                continue;
            }
            text.push_str(&words[from.min(start.max(own.start))..start.max(own.start)]);
            if start >= own.start {
                text.push_str(&values[placeholder.name.as_str()]);
            }
            from = end.min(own.end);
        }
        text.push_str(&words[from..own.end]);
        if text != piece.words {
            changes.push((piece.element.clone(), words_of(&text)));
        }
    }
    changes
}

/// Words as they stand in a run, with breaks between lines.
fn words_of(text: &str) -> String {
    let lines = text.split('\n').map(|line| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(line)));
    lines.collect::<Vec<_>>().join("<w:br/>")
}

/// The styles of a paper by their names.
struct Looks {
    styles: BTreeMap<String, String>,
}

impl Looks {
    /// The id of the first style that is there.
    fn style(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.styles.get(*name)).map(String::as_str)
    }
}

/// Ids of styles by their names in small letters.
fn styles_of(xml: &str) -> Result<BTreeMap<String, String>, TextError> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut found, mut id) = (BTreeMap::new(), String::new());
    loop {
        match reader.read_event().map_err(|_| TextError::Damaged)? {
            Event::Start(tag) | Event::Empty(tag) => {
                let value = |name: &str| {
                    let mut attributes = tag.attributes().flatten();
                    attributes.find(|held| held.key.as_ref() == name).map(|held| held.value.into_owned())
                };
                match tag.name().as_ref() {
                    "w:style" => id = value("w:styleId").unwrap_or_default(),
                    "w:name" => {
                        drop(found.insert(value("w:val").unwrap_or_default().to_lowercase(), id.clone()))
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// How wide the text of the page is, in twips: the last section's, else that of GB/T 9704.
fn text_width(xml: &str) -> u32 {
    let number = |tag: &str, name: &str| -> Option<u32> {
        let from = xml.rfind(tag)?;
        let tag = &xml[from..from + xml[from..].find('>')?];
        let value = tag.split_once(&format!(r#" {name}=""#))?.1;
        value.split('"').next()?.parse().ok()
    };
    let width = || {
        let sides = number("<w:pgMar", "w:left")? + number("<w:pgMar", "w:right")?;
        number("<w:pgSz", "w:w")?.checked_sub(sides)
    };
    width().filter(|width| *width > 0).unwrap_or(parts::Page::Upright.width())
}

/// The looks of a paragraph that gives its place to others.
struct Clothes<'a> {
    /// What stands in its `<w:pPr>`, without the end of a section.
    paragraph: String,
    /// The end of a section that it bore.
    section: String,
    /// Its `<w:rPr>`.
    run: &'a str,
    looks: &'a Looks,
}

impl<'a> Clothes<'a> {
    fn of(xml: &'a str, paragraph: &Paragraph, looks: &'a Looks) -> Self {
        let whole = &xml[paragraph.looks.clone()];
        let inner = whole.split_once('>').map_or("", |(_, rest)| rest.trim_end_matches("</w:pPr>"));
        let (mut inner, mut section) = (inner.to_owned(), String::new());
        if let (Some(from), Some(to)) = (inner.find("<w:sectPr"), inner.find("</w:sectPr>")) {
            section = inner[from..to + "</w:sectPr>".len()].to_owned();
            inner.replace_range(from..to + "</w:sectPr>".len(), "");
        }
        let run = paragraph.pieces.first().map_or("", |piece| &xml[piece.looks.clone()]);
        Self { paragraph: inner, section, run, looks }
    }

    /// What takes the place of the paragraph.
    fn instead(&self, name: &str, bulletin: &Bulletin, width: u32) -> String {
        let mut out: String = match name {
            "正文" => bulletin.blocks.iter().map(|block| self.block(block)).collect(),
            "附件说明" => self.list(&bulletin.annex_list()),
            _ => bulletin.annexes.iter().map(|table| self.annex(table, width)).collect(),
        };
        // A cell must not be left without a paragraph, and a section ends in one.
        if out.is_empty() || !self.section.is_empty() || out.ends_with("</w:tbl>") {
            out.push_str(&format!("<w:p><w:pPr>{}</w:pPr></w:p>", self.section));
        }
        out
    }

    fn plain(&self, text: &str) -> String {
        format!("<w:p><w:pPr>{}</w:pPr><w:r>{}{}</w:r></w:p>", self.paragraph, self.run, words_of(text))
    }

    fn block(&self, block: &Block) -> String {
        let Block::Heading { level, .. } = block else { return self.plain(&block.text()) };
        let (level, text) = ((*level).clamp(1, 3), words_of(&block.text()));
        let names = [format!("标题 {level}"), format!("heading {level}")];
        if let Some(style) = self.looks.style(&names.each_ref().map(String::as_str)) {
            return format!(
                r#"<w:p><w:pPr><w:pStyle w:val="{}"/><w:keepNext/></w:pPr><w:r>{text}</w:r></w:p>"#,
                escape(style)
            );
        }
        let font = [Font::Hei, Font::Kai, Font::FangSong][usize::from(level) - 1];
        format!("<w:p><w:pPr>{}</w:pPr><w:r>{}{text}</w:r></w:p>", self.kept(""), self.in_font(font, None))
    }

    /// Its looks for a paragraph that stays with the next one.
    fn kept(&self, more: &str) -> String {
        let begin = if self.paragraph.starts_with("<w:pStyle") {
            self.paragraph.find('>').map_or(0, |end| end + 1)
        } else {
            0
        };
        let (style, rest) = self.paragraph.split_at(begin);
        let rest = ["<w:keepNext/>", "<w:pageBreakBefore/>"]
            .iter()
            .fold(rest.to_owned(), |rest, known| rest.replacen(known, "", 1));
        format!("{style}<w:keepNext/>{more}{rest}")
    }

    /// Its run in another font, and of another size.
    fn in_font(&self, font: Font, size: Option<u32>) -> String {
        let inner = self.run.split_once('>').map_or("", |(_, rest)| rest.trim_end_matches("</w:rPr>"));
        let without = |text: &str, tag: &str| match text.find(&format!("<{tag} ")) {
            Some(from) => {
                let to = text[from..].find("/>").map_or(text.len(), |end| from + end + 2);
                format!("{}{}", &text[..from], &text[to..])
            }
            None => text.to_owned(),
        };
        let inner = without(inner, "w:rFonts");
        let inner = match size {
            Some(size) => {
                let inner = without(&without(&inner, "w:szCs"), "w:sz");
                format!(r#"{inner}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#)
            }
            None => inner,
        };
        format!("<w:rPr>{}{inner}</w:rPr>", font.xml())
    }

    /// 附件：1.…
    fn list(&self, list: &[Listed]) -> String {
        let line = |(at, listed): (usize, &Listed)| {
            let word = if at == 0 { "附件：" } else { "　　　" };
            self.plain(&format!("{word}{}", listed.words()))
        };
        list.iter().enumerate().map(line).collect()
    }

    /// An annex on a page of its own: label, title, table, notes.
    fn annex(&self, table: &Table, width: u32) -> String {
        let table = &*table.on_paper();
        let mut out = String::new();
        let mut page = "<w:pageBreakBefore/>";
        if !table.label.is_empty() {
            out.push_str(&format!(
                "<w:p><w:pPr>{}</w:pPr><w:r>{}{}</w:r></w:p>",
                self.small_paragraph(page, "left", true),
                self.in_font(Font::Hei, None),
                words_of(&table.label)
            ));
            page = "";
        }
        out.push_str(&format!(
            "<w:p><w:pPr>{}</w:pPr><w:r>{}{}</w:r></w:p>",
            self.small_paragraph(page, "center", true),
            self.in_font(Font::Hei, Some(36)),
            words_of(&table.title)
        ));
        let above: Vec<&str> = [&table.source_line, &table.as_of_line, &table.unit_line]
            .iter()
            .filter_map(|line| line.as_deref())
            .collect();
        if !above.is_empty() {
            out.push_str(&self.small(&above.join("　　"), "left", true, SIZE));
        }
        let columns = table.columns_on(width);
        let size = columns.size;
        let paragraph = |style: &'static str, text: &str, keep: bool| match style {
            "TableHead" => format!(
                "<w:p><w:pPr>{}</w:pPr><w:r>{}{}</w:r></w:p>",
                self.small_paragraph("", "center", keep),
                self.in_font(Font::Hei, Some(size)),
                words_of(text)
            ),
            "TableLeft" => self.small(text, "left", keep, size),
            "TableRight" => self.small(text, "right", keep, size),
            _ => self.small(text, "center", keep, size),
        };
        let style = self.looks.style(&["附表", "table grid", "网格型"]);
        let style = style.map(|style| format!(r#"<w:tblStyle w:val="{}"/>"#, escape(style)));
        out.push_str(&grid(
            table,
            &Dress { columns: &columns, row: table::ROW, style, paragraph: &paragraph },
        ));
        let several = table.notes.len() > 1;
        for (at, note) in table.notes.iter().enumerate() {
            let number = if several { format!("{}.", at + 1) } else { String::new() };
            let begin = if at == 0 { "注：" } else { "　　" };
            out.push_str(&self.small(&format!("{begin}{number}{note}"), "left", false, SIZE));
        }
        if !table.signatures.is_empty() {
            out.push_str(&self.small(&table.signatures.join("　　　　"), "left", false, SIZE));
        }
        out
    }

    /// Words of a table, or around it. The size of the paper's own style gives way only where numbers would break.
    fn small(&self, text: &str, align: &str, keep: bool, size: u32) -> String {
        let look = match self.looks.style(&["附表文字"]) {
            Some(_) if size == SIZE => String::new(),
            Some(_) => format!(r#"<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>"#),
            None => self.in_font(Font::Song, Some(size)),
        };
        format!(
            "<w:p><w:pPr>{}</w:pPr><w:r>{look}{}</w:r></w:p>",
            self.small_paragraph("", align, keep),
            words_of(text)
        )
    }

    fn small_paragraph(&self, more: &str, align: &str, keep: bool) -> String {
        let style = self.looks.style(&["附表文字"]);
        let style =
            style.map_or_else(String::new, |style| format!(r#"<w:pStyle w:val="{}"/>"#, escape(style)));
        let keep = if keep { "<w:keepNext/>" } else { "" };
        format!(
            r#"{style}{keep}{more}<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:right="0" w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="{align}"/>"#
        )
    }
}

/// The part that says where a file came from,
const CUSTOM: &str = "docProps/custom.xml";
/// the part that says what sort each part is, and the one that leads from the package to its parts.
const TYPES: &str = "[Content_Types].xml";
const RELATIONS: &str = "_rels/.rels";

/// Puts what the file says of itself with the properties that the paper has.
fn stamp(parts: &mut Vec<(String, Vec<u8>)>, bulletin: &Bulletin) -> Result<(), WriteError> {
    let own = parts::custom(&bulletin.properties());
    let mut put = |name: &str, change: &dyn Fn(&str) -> Option<String>| {
        let part = parts.iter_mut().find(|(known, _)| known == name).ok_or(WriteError::Paper)?;
        let text = std::str::from_utf8(&part.1).map_err(|_| WriteError::Paper)?;
        part.1 = change(text).ok_or(WriteError::Paper)?.into_bytes();
        Ok::<(), WriteError>(())
    };
    let before = |text: &str, end: &str, more: &str| {
        let at = text.rfind(end)?;
        Some(format!("{}{more}{}", &text[..at], &text[at..]))
    };
    put(TYPES, &|text| {
        if text.contains("/docProps/custom.xml") {
            return Some(text.to_owned());
        }
        before(
            text,
            "</Types>",
            r#"<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>"#,
        )
    })?;
    put(RELATIONS, &|text| {
        if text.contains("docProps/custom.xml") {
            return Some(text.to_owned());
        }
        before(
            text,
            "</Relationships>",
            r#"<Relationship Id="dzProperties" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/>"#,
        )
    })?;
    match parts.iter_mut().find(|(name, _)| name == CUSTOM) {
        Some((_, held)) => *held = own.into_bytes(),
        None => parts.push((CUSTOM.to_owned(), own.into_bytes())),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::reports::{Block, Run};

    use super::*;
    use crate::testing::{bulletin, targets_table};

    const TYPES_OF_PAPER: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>"#;
    const RELATIONS_OF_PAPER: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

    /// A paper as Word saves one: placeholders cut into runs by spelling marks and by what was typed when.
    fn paper(body: &str, styles: &str) -> Vec<u8> {
        let document = format!(
            r#"<?xml version="1.0"?><w:document {W}><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>"#
        );
        let header = format!(
            r#"<?xml version="1.0"?><w:hdr {W}><w:p><w:r><w:t>{{{{文号</w:t></w:r><w:r><w:t>}}}}</w:t></w:r></w:p></w:hdr>"#
        );
        let styles = format!(r#"<?xml version="1.0"?><w:styles {W}>{styles}</w:styles>"#);
        pack(&[
            (TYPES, TYPES_OF_PAPER.as_bytes().to_vec()),
            (RELATIONS, RELATIONS_OF_PAPER.as_bytes().to_vec()),
            ("word/document.xml", document.into_bytes()),
            ("word/header1.xml", header.into_bytes()),
            ("word/styles.xml", styles.into_bytes()),
            ("word/media/seal.bin", vec![1, 2, 3]),
        ])
        .unwrap()
    }

    fn paragraph(looks: &str, runs: &[&str]) -> String {
        let runs: String = runs
            .iter()
            .map(|run| {
                format!(r#"<w:r><w:rPr><w:b/></w:rPr><w:t>{run}</w:t></w:r><w:proofErr w:type="spellEnd"/>"#)
            })
            .collect();
        format!("<w:p><w:pPr>{looks}</w:pPr>{runs}</w:p>")
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut container = Container::open(bytes).unwrap();
        String::from_utf8(container.part(name).unwrap().unwrap()).unwrap()
    }

    fn whole() -> Vec<u8> {
        let body = [
            paragraph("", &["{{红", "头}", "}〔原样〕"]),
            paragraph("", &["关于 {{ 标", "题 }}，{{不认识}}"]),
            paragraph(r#"<w:pStyle w:val="Gw"/><w:ind w:firstLineChars="200"/>"#, &["{", "{正文}", "}"]),
            paragraph("", &["见{{附件}}"]),
            format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph("", &["{{附件}}"])),
        ];
        paper(&body.concat(), "")
    }

    #[test]
    fn who_to_ask_is_not_announced_twice() {
        let mut bulletin = bulletin();
        for contact in ["张某", "（联系人：张某）"] {
            bulletin.contact = Some(contact.to_owned());
            assert_eq!(values(&bulletin)["联系人"], "张某");
        }
    }

    #[test]
    fn placeholders_are_found_however_they_are_cut() {
        let found = survey(&whole()).unwrap();
        assert_eq!(found.known, ["红头", "标题", "正文", "附件", "文号"]);
        assert_eq!(found.unknown, ["不认识"]);
        assert_eq!(found.misplaced, ["附件"]);
        assert!(survey(b"no container").is_err());
        assert!(matches!(fill(b"no container", &bulletin()), Err(WriteError::Paper)));
    }

    #[test]
    fn words_take_the_looks_of_their_place_and_the_rest_stays() {
        let mut bulletin = bulletin();
        bulletin.letterhead = Some("某县<人民>政府".to_owned());
        bulletin.blocks = vec![
            Block::Heading { level: 1, text: "一、总体情况".to_owned() },
            Block::paragraph(vec![Run::words("截至6月底，已完成"), Run::words("213个。")]),
        ];
        bulletin.annexes = vec![targets_table(4)];
        let filled = fill(&whole(), &bulletin).unwrap();
        assert_eq!(filled, fill(&whole(), &bulletin).unwrap(), "the same gives the same bytes");
        let document = part(&filled, "word/document.xml");
        assert!(document.contains("某县&lt;人民&gt;政府"));
        assert!(
            document.contains("〔原样〕")
                && document.contains("{{不认识}}")
                && document.contains("见{{附件}}")
        );
        assert!(!document.contains("{{红") && !document.contains("{{正文") && !document.contains("题 }}"));
        let body = r#"<w:p><w:pPr><w:pStyle w:val="Gw"/><w:ind w:firstLineChars="200"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">截至6月底，已完成213个。</w:t></w:r></w:p>"#;
        assert!(document.contains(body), "a paragraph wears what the placeholder wore");
        assert!(
            document.contains(r#"<w:pStyle w:val="Gw"/><w:keepNext/><w:ind"#),
            "a heading stays with its text"
        );
        assert!(part(&filled, "word/header1.xml").contains(bulletin.doc_number.as_deref().unwrap()));
        assert_eq!(part(&filled, "word/media/seal.bin"), "\u{1}\u{2}\u{3}");
        for cell in bulletin.annexes[0].rows.iter().flatten().filter(|cell| !cell.text.is_empty()) {
            assert!(document.contains(&escape(&cell.text)), "the annex lacks {}", cell.text);
        }
        // The table stands within a cell, which needs a paragraph behind it.
        assert!(!document.contains("</w:tbl></w:tc>"));
        let read = crate::text::read(Some("x.docx"), &filled).unwrap();
        assert!(read.text.contains("一、总体情况"));
        assert_eq!(crate::stamp(&filled).map(|stamp| stamp.head), Some(bulletin.head));
    }

    #[test]
    fn styles_of_the_paper_are_worn_where_it_has_them() {
        let styles = r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:type="table" w:styleId="af"><w:name w:val="Table Grid"/></w:style><w:style w:type="paragraph" w:styleId="fb"><w:name w:val="附表文字"/></w:style>"#;
        let body = [paragraph("", &["{{正文}}"]), paragraph("", &["{{附件}}"])].concat();
        let mut bulletin = bulletin();
        bulletin.blocks = vec![Block::Heading { level: 1, text: "一、总体情况".to_owned() }];
        bulletin.annexes = vec![targets_table(4)];
        let document = part(&fill(&paper(&body, styles), &bulletin).unwrap(), "word/document.xml");
        for worn in [r#"<w:pStyle w:val="1"/>"#, r#"<w:tblStyle w:val="af"/>"#, r#"<w:pStyle w:val="fb"/>"#] {
            assert!(document.contains(worn), "{worn}");
        }
        assert!(!document.contains("<w:tblBorders>"), "lines are the matter of its style");
    }

    #[test]
    fn a_section_that_ends_in_a_placeholder_still_ends() {
        let section = r#"<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>"#;
        let body = format!("{}{}", paragraph(section, &["{{正文}}"]), paragraph("", &["完"]));
        let document = part(&fill(&paper(&body, ""), &bulletin()).unwrap(), "word/document.xml");
        assert_eq!(document.matches(section).count(), 1);
    }
}
