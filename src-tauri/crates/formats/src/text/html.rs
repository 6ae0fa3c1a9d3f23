//! A web page to its readable words. Tags, scripts, styles and comments go; blocks become lines, cells are
//! parted by tabs, character references become characters. What comes out is plain text and is never
//! interpreted as a page again.

/// Elements whose content is no text of the page.
const DROPPED: [&str; 8] = ["script", "style", "noscript", "template", "svg", "iframe", "object", "head"];

/// Elements that begin and end a line.
const BLOCKS: [&str; 32] = [
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
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
];

/// Character references by name that pages of offices use.
const NAMED: [(&str, char); 28] = [
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
    ("copy", '©'),
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
    let mut out = Lines::default();
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
        rest = &rest[length..];
        if !closing && DROPPED.contains(&name.as_str()) {
            rest = after_end_of(rest, &name);
        } else if BLOCKS.contains(&name.as_str()) || name == "tr" {
            out.new_line();
        } else if matches!(name.as_str(), "td" | "th") && closing {
            out.tab();
        }
    }
    out.words(rest);
    out.finish()
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

/// What follows the end tag of an element whose content is dropped.
fn after_end_of<'a>(text: &'a str, name: &str) -> &'a str {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = text[from..].find("</").map(|at| from + at) {
        let end = at + 2 + name.len();
        if bytes.get(at + 2..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            let close = text[end..].find('>').map_or(text.len(), |close| end + close + 1);
            return &text[close..];
        }
        from = at + 2;
    }
    ""
}

/// Collects words into lines, one blank for any run of blanks, no empty lines in a row.
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
                self.blank = !self.line.is_empty() && !self.line.ends_with('\t');
            } else {
                if std::mem::take(&mut self.blank) {
                    self.line.push(' ');
                }
                self.line.push(letter);
            }
        }
    }

    fn tab(&mut self) {
        self.blank = false;
        self.line.push('\t');
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

    fn finish(mut self) -> String {
        self.new_line();
        self.done
    }
}

/// Character references become characters; what is none stays as it stands.
fn references(raw: &str) -> std::borrow::Cow<'_, str> {
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
    Some((letter, end + 1))
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
        check("<table><tr><td>村</td><td> 12.5 </td></tr><tr><td>乡</td></tr></table>", "村\t12.5\n乡\n");
        check("5&lt;6&amp;&#20061;&#x4E5D;&nbsp;&ldquo;引&rdquo;&bogus;&#0;", "5<6&九九 “引”&bogus;&#0;\n");
        check("<a title='>' href=\"x>y\">链接</a>", "链接\n");
        check("3 < 5 且 a<b", "3 < 5 且 a\n");
        check("  多   个\n\n空白  ", "多 个 空白\n");
        check("<p>", "");
        check("&lt;script&gt;留作文字&lt;/script&gt;", "<script>留作文字</script>\n");
        check("全角　空格保留", "全角　空格保留\n");
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
