//! The order of an official document: 版头, title, 主送, text, 附件说明, 署名 and date, 附注, annexes, 版记.

use domain::reports::{Block, Bulletin, Charts, Layout, Table, title};
use drawing::Picture;

use super::charts;
use super::parts::{LINE, Page, TWO};
use super::table::{annex, page_of};
use super::xml::{Font, Indent, Look, Paragraph, Spacing, run};

/// One character of 三号 type in twips.
const CHARACTER: u32 = 320;

/// The body of `word/document.xml`.
pub(super) fn body(bulletin: &Bulletin, pictures: &[Picture]) -> String {
    let mut main = Vec::new();
    let annexes: Vec<Annex<'_>> = bulletin
        .annexes
        .iter()
        .map(Annex::Table)
        .chain(bulletin.charts.iter().map(|charts| Annex::Charts(charts, pictures)))
        .collect();
    if bulletin.layout() == Layout::Tables && !annexes.is_empty() {
        return assemble(bulletin, &annexes, main);
    }
    letterhead(bulletin, &mut main);
    heading(bulletin, &mut main);
    text(bulletin, &mut main);
    let text_end = main.len();
    annex_list(bulletin, &mut main);
    signature(bulletin, &mut main);
    if let Some(contact) = bulletin.contact_line() {
        main.push(Paragraph::new("Body", plain(&format!("（{contact}）"))));
    }
    // The first page is never without a line of the text: an only paragraph may stay behind.
    let from = text_end - usize::from(bulletin.blocks.len() > 1);
    keep_together(&mut main[from..]);
    assemble(bulletin, &annexes, main)
}

/// What stands behind the text.
enum Annex<'a> {
    Table(&'a Table),
    Charts(&'a Charts, &'a [Picture]),
}

impl Annex<'_> {
    fn page(&self) -> Page {
        match self {
            Self::Table(table) => page_of(table),
            Self::Charts(..) => Page::Upright,
        }
    }

    fn xml(&self, fresh: bool) -> String {
        match self {
            Self::Table(table) => annex(table, fresh),
            Self::Charts(charts, pictures) => charts::annex(charts, pictures, fresh),
        }
    }
}

fn plain(text: &str) -> String {
    run(text, Look::default())
}

fn blank() -> Paragraph {
    Paragraph::new("Flush", String::new())
}

/// The red mark 35 mm below the top of the block, the number, the red rule 4 mm below it.
fn letterhead(bulletin: &Bulletin, out: &mut Vec<Paragraph>) {
    let Some(words) = &bulletin.letterhead else { return };
    let look = Look { size: Some(mark_size(words)), ..Look::default() };
    let mut mark = Paragraph::new("Letterhead", run(words, look));
    let number = bulletin.doc_number.as_deref().unwrap_or_default();
    if bulletin.layout() == Layout::Letter {
        // The mark stands in the head of the first page, its number flush right under the rule.
        let mut line = Paragraph::new("Flush", plain(number));
        line.align = Some("right");
        out.extend([line, blank(), blank()]);
        return;
    }
    let brief = bulletin.layout() == Layout::Issue;
    // Faces differ in the air they bring along: the line is as high as its type and a tenth.
    let line = 11 * mark_size(words);
    mark.spacing =
        Some(Spacing { before: if brief { 0 } else { 1984 - line / 22 }, after: 0, line: Some(line) });
    out.push(mark);
    if brief {
        let mut line = Paragraph::new("Centred", plain(number));
        line.spacing = Some(Spacing { before: 200, after: 200, line: Some(LINE) });
        out.push(line);
        let left = bulletin.signer.clone().unwrap_or_default();
        let right = bulletin.issued_on_text().unwrap_or_default();
        let mut line = Paragraph::new("Flush", plain(&format!("{left}\t{right}")));
        line.tabs = vec![("right", Page::Upright.width())];
        line.red_rule = Some(4);
        out.push(line);
    } else {
        out.extend([blank(), blank()]);
        let mut line = Paragraph::new("Centred", plain(number));
        line.red_rule = Some(5);
        out.push(line);
    }
    out.extend([blank(), blank()]);
}

/// The size in half points at which the mark fills a line well: 初号 at most for long names.
pub(super) fn mark_size(words: &str) -> u32 {
    let count = words.chars().filter(|letter| !letter.is_whitespace()).count().max(1);
    let block = 430; // points, a little less than the width of the block
    (2 * block / count as u32).clamp(44, 104)
}

fn heading(bulletin: &Bulletin, out: &mut Vec<Paragraph>) {
    let lines = title::lines(&bulletin.title, title::OF_DOCUMENT).join("\n");
    out.push(Paragraph::new("Title", plain(&lines)));
    if let Some(line) = bulletin.example_line() {
        out.push(Paragraph::new("Centred", run(line, Look { font: Some(Font::Kai), ..Look::default() })));
    }
    out.push(blank());
    if let Some(recipients) = &bulletin.recipients {
        out.push(Paragraph::new("Flush", plain(&format!("{recipients}："))));
    }
}

fn text(bulletin: &Bulletin, out: &mut Vec<Paragraph>) {
    for block in &bulletin.blocks {
        out.push(match block {
            Block::Heading { level, text } => {
                let style = match level {
                    1 => "Heading1",
                    2 => "Heading2",
                    _ => "Heading3",
                };
                Paragraph::new(style, plain(text))
            }
            Block::Paragraph { runs, .. } => {
                let words: String = runs.iter().map(|piece| piece.text.as_str()).collect();
                Paragraph::new("Body", plain(&words))
            }
        });
    }
}

/// 附件：1.… one line below the text, two characters in; further lines hang under the beginning of their title.
fn annex_list(bulletin: &Bulletin, out: &mut Vec<Paragraph>) {
    let list = bulletin.annex_list();
    if list.is_empty() {
        return;
    }
    out.push(blank());
    let word = 3 * CHARACTER; // 附件：
    for (at, listed) in list.iter().enumerate() {
        let number = listed.number_width() * CHARACTER / 4;
        let (words, hanging) = match at {
            0 => (format!("附件：{}", listed.words()), word + number),
            _ => (listed.words(), number),
        };
        let mut line = Paragraph::new("Flush", plain(&words));
        line.indent = Some(Indent { left: TWO + word + number, right: 0, hanging });
        out.push(line);
    }
}

/// 署名 and 成文日期. A stamped document has its date four characters from the right and its name centred over
/// it, with room for the seal; an unstamped one its name two characters from the right.
fn signature(bulletin: &Bulletin, out: &mut Vec<Paragraph>) {
    if bulletin.layout() == Layout::Issue {
        return; // Both stand in the 版头.
    }
    let date = bulletin.issued_on_text().unwrap_or_else(|| "    年  月  日".to_owned());
    let name = bulletin.signer.clone().unwrap_or_default();
    let (name_width, date_width) = (width(&name), width(&date));
    let stamped = bulletin.stamped();
    let (name_right, date_right) = if stamped {
        let date_right = 4 * CHARACTER as i64;
        ((date_right + (date_width - name_width) / 2).max(0), date_right)
    } else {
        let two = i64::from(TWO);
        let difference = name_width - date_width;
        if difference >= two { (two, difference) } else { (two + two - difference, two) }
    };
    // Below a text of one paragraph a line less keeps the name on its page.
    let room = if stamped && bulletin.blocks.len() > 1 { 2 } else { 1 };
    out.extend((0..room).map(|_| blank()));
    for (words, right) in [(name, name_right), (date, date_right)] {
        if words.is_empty() {
            continue;
        }
        let mut line = Paragraph::new("Flush", plain(&words));
        line.indent = Some(Indent { left: 0, right: u32::try_from(right).unwrap_or(0), hanging: 0 });
        line.align = Some("right");
        out.push(line);
    }
}

/// What stands below the text never has a page of its own: two lines of the text go with it.
fn keep_together(paragraphs: &mut [Paragraph]) {
    let [first, .., _] = paragraphs else { return };
    first.keep_two = true;
    let last = paragraphs.len() - 1;
    paragraphs[..last].iter_mut().for_each(|paragraph| paragraph.keep_next = true);
}

/// Width of a text of 三号 type in twips: digits and blanks are half as wide.
fn width(text: &str) -> i64 {
    text.chars().map(|letter| if letter.is_ascii() { 160 } else { i64::from(CHARACTER) }).sum()
}

/// Joins the text, the annexes in sections of upright and sideways pages, and the 版记.
fn assemble(bulletin: &Bulletin, annexes: &[Annex<'_>], mut main: Vec<Paragraph>) -> String {
    let colophon = colophon(bulletin);
    let mut out = String::new();
    let mut page;
    let mut rest = annexes.iter().peekable();
    let letter = bulletin.layout() == Layout::Letter && bulletin.letterhead.is_some();
    let text_page = if letter { Page::Letter } else { Page::Upright };
    if let Some(first) = rest.peek() {
        // The text ends its section; its own last paragraph carries the section's properties. Tables that
        // stand alone have no text before them.
        if let Some(last) = main.last_mut() {
            last.section = Some(text_page.section());
        }
        page = first.page();
    } else {
        page = text_page;
    }
    main.iter().for_each(|paragraph| out.push_str(&paragraph.xml()));
    let mut fresh = false;
    while let Some(next) = rest.next() {
        out.push_str(&next.xml(fresh));
        fresh = true;
        let next = rest.peek().map(|next| next.page()).or(match (page, &colophon) {
            (Page::Wide, Some(_)) => Some(Page::Back),
            _ => None,
        });
        if let Some(next) = next.filter(|next| *next != page) {
            out.push_str(&section_end(page));
            (page, fresh) = (next, false);
        }
    }
    if let Some(colophon) = colophon {
        // Programs that do not float a table that wide set it in line: with a line between.
        out.push_str(&blank().xml());
        out.push_str(&colophon);
        // A table may not be the last thing of a document.
        out.push_str(&nothing().xml());
    }
    out + &page.section()
}

/// The end of a section as a paragraph that takes no room.
fn section_end(page: Page) -> String {
    let mut end = nothing();
    end.section = Some(page.section());
    end.xml()
}

/// A paragraph that takes no room: of a style that does not keep to the lines of the page, or it would take one.
fn nothing() -> Paragraph {
    let mut end = Paragraph::new("TableLeft", String::new());
    end.spacing = Some(Spacing { before: 0, after: 0, line: Some(20) });
    end
}

/// 版记 at the foot of the last page: 抄送, then who printed it and when. Lines 0.35, 0.25, 0.35 mm.
fn colophon(bulletin: &Bulletin) -> Option<String> {
    let copies = bulletin.copies_line().map(|(word, copies)| format!("{word}{copies}"));
    let print = bulletin.printed_line().map(|(signer, date)| format!("{signer}\t{date}"));
    let lines: Vec<String> = [copies, print].into_iter().flatten().collect();
    if lines.is_empty() {
        return None;
    }
    // The 版记 of a letter has no rules.
    let rules = if bulletin.layout() == Layout::Letter { "none" } else { "single" };
    let width = Page::Upright.width();
    let heights: Vec<u32> = lines.iter().map(|line| COLOPHON_LINE * colophon_lines(line)).collect();
    // Its last line lies on the lower edge of the block: reckoned from the top of the page, which every
    // program understands, not from the lower edge.
    let top = 16838 - 1984 - heights.iter().sum::<u32>().min(12_000);
    let mut out = format!(
        r#"<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="margin" w:tblpXSpec="center" w:tblpY="{top}"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders><w:top w:val="{rules}" w:sz="8" w:space="0" w:color="000000"/><w:bottom w:val="{rules}" w:sz="8" w:space="0" w:color="000000"/><w:insideH w:val="{rules}" w:sz="6" w:space="0" w:color="000000"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>"#
    );
    for (line, height) in lines.iter().zip(heights) {
        let mut paragraph = Paragraph::new("Colophon", plain(line));
        // 抄送 wraps under the first name.
        if let Some(hanging) = colophon_hanging(line) {
            paragraph.indent =
                Some(Indent { left: COLOPHON_CHARACTER + hanging, right: COLOPHON_CHARACTER, hanging });
        } else {
            paragraph.tabs = vec![("right", width - COLOPHON_CHARACTER)];
        }
        out.push_str(&format!(
            r#"<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{}</w:tc></w:tr>"#,
            paragraph.xml()
        ));
    }
    Some(out + "</w:tbl>")
}

/// One character of 四号 type, and the height of its lines.
const COLOPHON_CHARACTER: u32 = 280;
const COLOPHON_LINE: u32 = 500;

/// How far the further lines of 抄送 hang in.
fn colophon_hanging(line: &str) -> Option<u32> {
    let mark = line.find('：').filter(|_| line.starts_with("抄送：") || line.starts_with("送："))?;
    Some((line[..mark].chars().count() as u32 + 1) * COLOPHON_CHARACTER)
}

/// How many lines it takes.
fn colophon_lines(line: &str) -> u32 {
    let hanging = colophon_hanging(line).unwrap_or(0);
    let room = i64::from(Page::Upright.width() - 2 * COLOPHON_CHARACTER - hanging);
    let words = width(line) * i64::from(COLOPHON_CHARACTER) / i64::from(CHARACTER) - i64::from(hanging);
    u32::try_from((words + room - 1) / room).unwrap_or(1).max(1)
}
