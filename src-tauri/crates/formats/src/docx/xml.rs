//! Pieces of WordprocessingML with their children in the order of the schema: Word forgives a wrong order,
//! validators and some versions of WPS do not.

use std::fmt::Write;

/// Text for element content or an attribute: the five signs as references, what XML 1.0 forbids left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' | '\n' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if letter < ' ' => {}
            _ => out.push(letter),
        }
    }
    out
}

/// The fonts of official documents by the names that offices have them under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Font {
    /// 仿宋, for the text.
    FangSong,
    /// 黑体, for headings of the first level and of tables.
    Hei,
    /// 楷体, for headings of the second level.
    Kai,
    /// 小标宋, for titles and the 版头.
    Title,
    /// 宋体, for page numbers and tables.
    Song,
}

impl Font {
    /// The name in the file; the fonts are not embedded.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::FangSong => "仿宋_GB2312",
            Self::Hei => "黑体",
            Self::Kai => "楷体_GB2312",
            Self::Title => "方正小标宋简体",
            Self::Song => "宋体",
        }
    }

    fn latin(self) -> &'static str {
        match self {
            Self::Song => "宋体",
            _ => "Times New Roman",
        }
    }

    pub(super) fn xml(self) -> String {
        let (latin, name) = (self.latin(), self.name());
        format!(
            r#"<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{name}" w:cs="Times New Roman" w:hint="eastAsia"/>"#
        )
    }
}

/// A run's looks where they differ from its paragraph's style.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    /// The font.
    pub(super) font: Option<Font>,
    /// Red, for the 版头.
    pub(super) red: bool,
    /// Size in half points.
    pub(super) size: Option<u32>,
}

impl Look {
    fn xml(self) -> String {
        let mut out = String::new();
        if let Some(font) = self.font {
            out.push_str(&font.xml());
        }
        if self.red {
            out.push_str(r#"<w:color w:val="FF0000"/>"#);
        }
        if let Some(size) = self.size {
            let _ = write!(out, r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#);
        }
        if out.is_empty() { out } else { format!("<w:rPr>{out}</w:rPr>") }
    }
}

/// A run: line ends become breaks, tabs become tabs.
pub(super) fn run(text: &str, look: Look) -> String {
    let mut out = String::new();
    let look = look.xml();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            let _ = write!(out, "<w:r>{look}<w:br/></w:r>");
        }
        for (at, piece) in line.split('\t').enumerate() {
            if at > 0 {
                let _ = write!(out, "<w:r>{look}<w:tab/></w:r>");
            }
            if !piece.is_empty() {
                let _ = write!(out, r#"<w:r>{look}<w:t xml:space="preserve">{}</w:t></w:r>"#, escape(piece));
            }
        }
    }
    out
}

/// Space around and between the lines of a paragraph, in twips.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spacing {
    pub(super) before: u32,
    pub(super) after: u32,
    /// Exact height of a line.
    pub(super) line: Option<u32>,
}

/// Indents of a paragraph in twips.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Indent {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) hanging: u32,
}

/// A paragraph: its style, and where it differs.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub(super) style: &'static str,
    pub(super) keep_next: bool,
    /// Its last two lines stay together.
    pub(super) keep_two: bool,
    pub(super) page_break_before: bool,
    /// A red rule below, so many points away.
    pub(super) red_rule: Option<u32>,
    /// Positions of right-hand or centred tab stops, in twips.
    pub(super) tabs: Vec<(&'static str, u32)>,
    pub(super) spacing: Option<Spacing>,
    pub(super) indent: Option<Indent>,
    pub(super) align: Option<&'static str>,
    /// The section that ends with this paragraph.
    pub(super) section: Option<String>,
    pub(super) runs: String,
}

impl Paragraph {
    /// A paragraph of a style.
    pub(super) fn new(style: &'static str, runs: String) -> Self {
        Self { style, runs, ..Self::default() }
    }

    pub(super) fn xml(&self) -> String {
        let mut out = format!(r#"<w:p><w:pPr><w:pStyle w:val="{}"/>"#, self.style);
        if self.keep_next {
            out.push_str("<w:keepNext/>");
        }
        if self.page_break_before {
            out.push_str("<w:pageBreakBefore/>");
        }
        if self.keep_two {
            out.push_str("<w:widowControl/>");
        }
        if let Some(space) = self.red_rule {
            let _ = write!(
                out,
                r#"<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="{space}" w:color="FF0000"/></w:pBdr>"#
            );
        }
        if !self.tabs.is_empty() {
            out.push_str("<w:tabs>");
            for (kind, at) in &self.tabs {
                let _ = write!(out, r#"<w:tab w:val="{kind}" w:pos="{at}"/>"#);
            }
            out.push_str("</w:tabs>");
        }
        if let Some(spacing) = self.spacing {
            let _ = write!(out, r#"<w:spacing w:before="{}" w:after="{}""#, spacing.before, spacing.after);
            if let Some(line) = spacing.line {
                let _ = write!(out, r#" w:line="{line}" w:lineRule="exact""#);
            }
            out.push_str("/>");
        }
        if let Some(indent) = self.indent {
            // The style's first-line indent counts characters and would win: it is taken back.
            let first = if indent.hanging > 0 {
                format!(r#"w:hangingChars="0" w:hanging="{}""#, indent.hanging)
            } else {
                r#"w:firstLineChars="0" w:firstLine="0""#.to_owned()
            };
            let _ = write!(
                out,
                r#"<w:ind w:leftChars="0" w:left="{}" w:rightChars="0" w:right="{}" {first}/>"#,
                indent.left, indent.right
            );
        }
        if let Some(align) = self.align {
            let _ = write!(out, r#"<w:jc w:val="{align}"/>"#);
        }
        if let Some(section) = &self.section {
            out.push_str(section);
        }
        out.push_str("</w:pPr>");
        out.push_str(&self.runs);
        out.push_str("</w:p>");
        out
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn signs_become_references() {
        assert_eq!(escape("a<b>&\"'\u{0}\u{b}\u{ffff}中\t\n"), "a&lt;b&gt;&amp;&quot;&apos;中\t\n");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(text in any::<String>()) {
            let xml = format!("<w:p>{}</w:p>", run(&text, Look::default()));
            let read = super::super::read::text_of(&xml).unwrap();
            let legal: String = text.chars().filter(|c| *c >= ' ' || matches!(c, '\t' | '\n')).filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
            prop_assert_eq!(read.strip_suffix('\n').unwrap(), legal);
        }
    }
}
