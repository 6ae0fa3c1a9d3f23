//! A web page to its readable words. Tags, scripts, styles, comments, menus and hidden parts go; blocks become
//! lines, tables rows of cells, character references characters. What comes out is plain text and is never
//! interpreted as a page again. The tags are read as they come, without a tree, so that nesting costs nothing.

use std::borrow::Cow;

use crate::grid::Grid;

/// Elements whose content is no text of the page.
const DROPPED: [&str; 13] = [
    "script", "style", "noscript", "template", "svg", "iframe", "object", "head", "nav", "select", "button",
    "textarea", "dialog",
];

/// Elements that have no end tag.
const VOID: [&str; 9] = ["area", "base", "br", "col", "hr", "img", "input", "link", "meta"];

/// Elements whose words are not read as tags: they end at their own end tag only.
const RAW: [&str; 4] = ["script", "style", "textarea", "iframe"];

/// So many elements to be dropped may lack their end. Of each only the tag is dropped; but a script swallows the
/// page, as in a browser. After them no end is looked for any more, since each look goes to the end of the page.
const MOST_UNCLOSED: usize = 16;

/// Deepest nesting of tables; the text of deeper ones joins the cell they are in.
const DEEPEST_TABLE: usize = 16;

/// A cell with more bytes than this holds no value: the table is there to place the parts of a page.
const LARGEST_CELL: usize = 6_000;

/// Elements that begin and end a line.
const BLOCKS: [&str; 30] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "ol",
    "p",
    "pre",
    "section",
];

/// Character references by name that pages of offices use.
const NAMED: [(&str, char); 36] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("zwnj", '\u{200c}'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("times", '×'),
    ("divide", '÷'),
    ("le", '≤'),
    ("ge", '≥'),
    ("deg", '°'),
    ("plusmn", '±'),
    ("permil", '‰'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("frac12", '½'),
    ("copy", '©'),
    ("reg", '®'),
    ("para", '¶'),
    ("sect", '§'),
    ("yen", '¥'),
    ("rarr", '→'),
    ("alpha", 'α'),
];

/// Whether a text begins like a web page.
pub(super) fn looks_like(text: &str) -> bool {
    let start = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    let head: String = start.chars().take(200).collect::<String>().to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with("<?xml") && head.contains("<html"))
}

/// The readable words of a page.
pub(super) fn strip(page: &str) -> String {
    let mut out = Writer::default();
    let mut unclosed = 0;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        out.words(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = skip_special(rest) {
            rest = after;
            continue;
        }
        let Some((name, closing, length)) = tag(rest) else {
            out.words("<");
            rest = &rest[1..];
            continue;
        };
        let attributes = &rest[..length];
        rest = &rest[length..];
        let opens = !closing && !VOID.contains(&name.as_str());
        if opens && unclosed < MOST_UNCLOSED && (DROPPED.contains(&name.as_str()) || is_hidden(attributes)) {
            match after_end_of(rest, &name) {
                Some(after) => rest = after,
                None if RAW.contains(&name.as_str()) => rest = "",
                None => unclosed += 1,
            }
        } else {
            out.element(&name, closing, attributes);
        }
    }
    out.words(rest);
    out.finish()
}

/// Whether an element says of itself that it is not shown.
fn is_hidden(attributes: &str) -> bool {
    let style = attribute(attributes, "style").map(|style| {
        let plain: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
        plain.to_ascii_lowercase()
    });
    attribute(attributes, "hidden").is_some()
        || style.is_some_and(|style| style.contains("display:none") || style.contains("visibility:hidden"))
}

/// The value of an attribute in a tag; empty where it has none.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut rest = tag.trim_start_matches('<').trim_end_matches(['>', '/']);
    rest = rest.split_once(|letter: char| letter.is_ascii_whitespace())?.1;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
        let end =
            rest.find(|letter: char| letter.is_ascii_whitespace() || letter == '=').unwrap_or(rest.len());
        let (found, after) = rest.split_at(end);
        if found.is_empty() {
            return None;
        }
        let (value, after) = match after.trim_start().strip_prefix('=').map(str::trim_start) {
            None => ("", after),
            Some(quoted) if quoted.starts_with(['"', '\'']) => {
                let body = &quoted[1..];
                let close = body.find(&quoted[..1]).unwrap_or(body.len());
                (&body[..close], body.get(close + 1..).unwrap_or(""))
            }
            Some(bare) => bare.split_at(bare.find(|l: char| l.is_ascii_whitespace()).unwrap_or(bare.len())),
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(references(value));
        }
        rest = after;
    }
}

/// What follows a comment, a declaration or CDATA that begins here.
fn skip_special(text: &str) -> Option<&str> {
    let (open, close) = if text.starts_with("<!--") {
        (4, "-->")
    } else if text.starts_with("<!") || text.starts_with("<?") {
        (2, ">")
    } else {
        return None;
    };
    let body = &text[open..];
    Some(body.find(close).map_or("", |at| &body[at + close.len()..]))
}

/// The tag that begins here: its name, whether it closes, how many bytes it has. Quoted attributes may hold `>`.
fn tag(text: &str) -> Option<(String, bool, usize)> {
    let body = text.strip_prefix('<')?;
    let (closing, body) = body.strip_prefix('/').map_or((false, body), |body| (true, body));
    let name: String = body
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, ':' | '-'))
        .collect();
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    let start = text.len() - body.len() + name.len();
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match (quote, byte) {
            (None, b'>') => return Some((name.to_ascii_lowercase(), closing, at + 1)),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    // Never closed: an unpaired quote, or a page that was cut.
    let end = text.find('>').map_or(text.len(), |at| at + 1);
    Some((name.to_ascii_lowercase(), closing, end.max(start)))
}

/// What follows the end tag of an element whose content is dropped; elements of the same name may stand in it.
fn after_end_of<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let raw = RAW.contains(&name);
    let bytes = text.as_bytes();
    let (mut from, mut depth) = (0, 1_usize);
    while let Some(at) = text[from..].find('<').map(|at| from + at) {
        let closing = bytes.get(at + 1) == Some(&b'/');
        let start = at + 1 + usize::from(closing);
        let end = start + name.len();
        from = at + 1;
        let same = bytes.get(start..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && !bytes.get(end).is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'-');
        match (same, closing) {
            (true, true) if depth == 1 || raw => {
                let close = text[end..].find('>').map_or(text.len(), |close| end + close + 1);
                return Some(&text[close..]);
            }
            (true, true) => depth -= 1,
            (true, false) if name == "p" => return Some(&text[at..]), // paragraphs never stand in one another
            (true, false) => depth += 1,
            _ => {}
        }
    }
    None
}

/// A table that is open: its cells, and the lines of the current one.
#[derive(Default)]
struct Open {
    grid: Grid,
    lines: Lines,
    /// How many columns and rows the current cell covers; none between cells.
    cell: Option<(usize, usize)>,
    /// Whether it only places the parts of the page: another table stands in it.
    places: bool,
}

/// Collects words into lines and tables.
#[derive(Default)]
struct Writer {
    lines: Lines,
    tables: Vec<Open>,
    /// How many tables are open beyond the deepest that is kept.
    deeper: usize,
}

impl Writer {
    fn words(&mut self, raw: &str) {
        self.current().words(raw);
    }

    fn current(&mut self) -> &mut Lines {
        self.tables.last_mut().map_or(&mut self.lines, |table| &mut table.lines)
    }

    fn element(&mut self, name: &str, closing: bool, attributes: &str) {
        match (name, closing) {
            ("table", false) if self.tables.len() >= DEEPEST_TABLE => self.deeper += 1,
            ("table", false) => {
                if let Some(outer) = self.tables.last_mut() {
                    outer.places = true;
                }
                self.current().new_line();
                self.tables.push(Open::default());
            }
            ("table", true) if self.deeper > 0 => self.deeper -= 1,
            ("table", true) => self.end_table(),
            _ if self.deeper > 0 && matches!(name, "tr" | "td" | "th" | "caption") => {
                self.current().new_line()
            }
            ("tr", _) => {
                self.end_cell();
                if let (false, Some(table)) = (closing, self.tables.last_mut()) {
                    table.grid.row();
                }
            }
            ("td" | "th", _) => {
                self.end_cell();
                if let (false, Some(table)) = (closing, self.tables.last_mut()) {
                    let number = |name| attribute(attributes, name).and_then(|said| said.trim().parse().ok());
                    table.cell = Some((number("colspan").unwrap_or(1), number("rowspan").unwrap_or(1)));
                }
            }
            _ if BLOCKS.contains(&name) => self.current().new_line(),
            _ => {}
        }
    }

    /// Puts what was gathered into its cell; words between cells stand before the table, as in a browser.
    fn end_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            self.lines.new_line();
            return;
        };
        let text = std::mem::take(&mut table.lines).finish();
        match table.cell.take() {
            Some((across, down)) => table.grid.cell(across, down, text),
            None => self.push_before(&text),
        }
    }

    fn push_before(&mut self, text: &str) {
        let outer = self.tables.len().checked_sub(2).and_then(|at| self.tables.get_mut(at));
        outer.map_or(&mut self.lines, |outer| &mut outer.lines).push_lines(text);
    }

    fn end_table(&mut self) {
        self.end_cell();
        let Some(Open { grid, places, .. }) = self.tables.pop() else { return };
        let mut text = String::new();
        if places || grid.longest() > LARGEST_CELL {
            grid.into_texts().for_each(|cell| text.push_str(&cell));
        } else {
            grid.write(&mut text);
        }
        self.current().push_lines(&text);
    }

    fn finish(mut self) -> String {
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.lines.finish()
    }
}

/// Collects words into lines, one blank for any run of blanks, no empty lines.
#[derive(Default)]
struct Lines {
    done: String,
    line: String,
    blank: bool,
}

impl Lines {
    fn words(&mut self, raw: &str) {
        for letter in references(raw).chars() {
            if letter.is_ascii_whitespace() {
                self.blank = !self.line.is_empty();
            } else {
                if std::mem::take(&mut self.blank) {
                    self.line.push(' ');
                }
                self.line.push(letter);
            }
        }
    }

    fn new_line(&mut self) {
        self.blank = false;
        let line = self.line.trim_end();
        if !line.trim().is_empty() {
            self.done.push_str(line);
            self.done.push('\n');
        }
        self.line.clear();
    }

    /// Lines that are done already.
    fn push_lines(&mut self, text: &str) {
        self.new_line();
        self.done.push_str(text);
    }

    fn finish(mut self) -> String {
        self.new_line();
        self.done
    }
}

/// Character references become characters; what is none stays as it stands.
fn references(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return raw.into();
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((letter, length)) => {
                out.push(letter);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out.into()
}

fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let letter = match name.strip_prefix('#') {
        None => NAMED.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter)?,
        Some(number) => {
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number).filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))?
        }
    };
    // The blanks of web pages are plain blanks.
    let blank = matches!(letter, '\u{a0}' | '\u{2002}' | '\u{2003}' | '\u{2009}');
    Some((if blank { ' ' } else { letter }, end + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pages() {
        let check = |page: &str, expected: &str| assert_eq!(strip(page), expected, "{page}");
        check("<p>今年在400个村<b>开展</b>治理</p><p>第二段</p>", "今年在400个村开展治理\n第二段\n");
        check("<head><title>题</title></head><body>文<br/>下一行", "文\n下一行\n");
        check("a<script>alert('<p>1</p>')</script>b<style>p{}</style>c", "abc\n");
        check("<SCRIPT>x</sCript >后", "后\n");
        check("<script>never closed 5万", "");
        check("<!-- <p>没有</p> -->有<!-- cut", "有\n");
        check("<table><tr><td>村</td><td> 12.5 </td></tr><tr><td>乡</td></tr></table>", "村\t12.5\n乡\t\n");
        check("5&lt;6&amp;&#20061;&#x4E5D;&nbsp;&ldquo;引&rdquo;&bogus;&#0;", "5<6&九九 “引”&bogus;&#0;\n");
        check("<a title='>' href=\"x>y\">链接</a>", "链接\n");
        check("3 < 5 且 a<b", "3 < 5 且 a\n");
        check("  多   个\n\n空白  ", "多 个 空白\n");
        check("<p>", "");
        check("&lt;script&gt;留作文字&lt;/script&gt;", "<script>留作文字</script>\n");
        check("全角　空格保留", "全角　空格保留\n");
        check("<nav>首页 <nav>内</nav> 导航</nav>正文<select><option>1</option></select>", "正文\n");
        check("<p hidden>藏</p><p style='Display : none'>藏<p>见</p>", "见\n");
        check("<div style=\"visibility:hidden\">藏<div>也藏</div>还藏</div>见", "见\n");
        check("<div hidden>没有结束", "没有结束\n");
        check("<input hidden><img style=display:none>见<col hidden>也见", "见也见\n");
        check("5&#160;6&#x2003;7&sup3;&unknown;", "5 6 7³&unknown;\n");
    }

    #[test]
    fn tables_of_pages() {
        let check = |page: &str, expected: &str| assert_eq!(strip(page), expected, "{page}");
        check(
            "<table><tr><th rowspan=2>指标<th colspan='2'>目标<tr><th>2024年<th>2025年<tr><td>粮食<td>5<td>6</table>后",
            "指标\t目标2024年\t目标2025年\n粮食\t5\t6\n后\n",
        );
        check(
            "<table><tr><td><p>村</p><p>名</p></td><td>数<br>万元</td></tr><tr><td>甲</td><td>5</td></tr></table>",
            "村名\t数万元\n甲\t5\n",
        );
        check(
            "<table><tr><td>左栏<td><h1>题</h1><p>文</p><table><tr><td>村<td>数<tr><td>甲<td>5</table><p>尾</p></table>",
            "左栏\n题\n文\n村\t数\n甲\t5\n尾\n",
        );
        check("<table>散落<tr><td>格</table>", "散落\n格\n");
        check("<table><tr><td>没有结束<td>5", "没有结束\t5\n");
        check("<td>孤</td><tr>", "孤\n");
        check("<table><tr><td colspan=99999999999999999999 rowspan=x>格<td>5</table>", "格\t5\n");
    }

    #[test]
    fn nesting_without_end_costs_nothing() {
        let deep = "<table><tr><td>".repeat(100_000) + "深";
        assert_eq!(strip(&deep), "深\n");
        let hidden = "<div hidden>".repeat(2_000) + "见";
        assert_eq!(strip(&hidden), "见\n");
    }

    #[test]
    fn what_looks_like_a_page() {
        assert!(looks_like(" \u{feff}<!DOCTYPE html><p>"));
        assert!(looks_like("<HTML lang=zh>"));
        assert!(!looks_like("<关于>通知"));
    }

    proptest! {
        #[test]
        fn no_panic_and_no_tag_left(page in "[<>/a-z!\"'=&;#x0-9 -]{0,60}") {
            strip(&page);
        }

        #[test]
        fn no_panic_on_anything(page in "\\PC{0,80}") {
            strip(&page);
        }
    }
}
