//! The fixed parts of a .docx: styles, settings, fonts, page numbers, relations, properties.

use super::charts;
use super::xml::{Font, escape};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Height of a line: 22 lines fill 225 mm (28.95 pt).
pub(super) const LINE: u32 = 579;
/// Two characters of 三号 type.
pub(super) const TWO: u32 = 640;

/// The whole of `word/document.xml` around its body.
pub(super) fn document(body: &str) -> String {
    format!(r#"{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>"#)
}

/// A paragraph style: id, name, based on, next; then paragraph and run properties in schema order.
fn style(id: &str, name: &str, paragraph: &str, run: &str) -> String {
    let based = if id == "Normal" { "" } else { r#"<w:basedOn w:val="Normal"/>"# };
    let default = if id == "Normal" { r#" w:default="1""# } else { "" };
    format!(
        r#"<w:style w:type="paragraph"{default} w:styleId="{id}"><w:name w:val="{name}"/>{based}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
    )
}

fn sized(font: Font, half_points: u32) -> String {
    format!(r#"{}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>"#, font.xml())
}

/// `word/styles.xml`. Headings are the built-in ones, so that the outline of the document works.
///
/// A text without 版头 is to fit one page: 小三, 25 lines.
pub(super) fn styles(compact: bool) -> String {
    let (size, line, snap) = if compact { (30, 510, r#"<w:snapToGrid w:val="0"/>"#) } else { (32, LINE, "") };
    let body = sized(Font::FangSong, size);
    let indent = format!(r#"<w:ind w:firstLineChars="200" w:firstLine="{TWO}"/>"#);
    let no_indent = r#"<w:ind w:firstLineChars="0" w:firstLine="0"/>"#;
    let exact =
        |line: u32| format!(r#"<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>"#);
    let free =
        r#"<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>"#;
    let heading = |level: u32| format!(r#"{indent}<w:jc w:val="both"/><w:outlineLvl w:val="{level}"/>"#);
    let cell = |align: &str| format!(r#"{free}{no_indent}<w:jc w:val="{align}"/>"#);
    let styles = [
        style(
            "Normal",
            "Normal",
            &format!(
                r#"<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>{snap}{}<w:jc w:val="both"/>"#,
                exact(line)
            ),
            &body,
        ),
        style("Body", "公文正文", &indent, ""),
        style("Flush", "公文顶格", no_indent, ""),
        style("Centred", "公文居中", &format!(r#"{no_indent}<w:jc w:val="center"/>"#), ""),
        style(
            "Title",
            "Title",
            // Some programs set its lines on the grid of the text, two for each, unless they are told not to.
            &format!(
                r#"<w:keepNext/><w:snapToGrid w:val="0"/>{}{no_indent}<w:jc w:val="center"/>"#,
                exact(700)
            ),
            &sized(Font::Title, 44),
        ),
        style("Heading1", "heading 1", &format!("<w:keepNext/>{}", heading(0)), &sized(Font::Hei, 32)),
        style("Heading2", "heading 2", &format!("<w:keepNext/>{}", heading(1)), &sized(Font::Kai, 32)),
        style("Heading3", "heading 3", &format!("<w:keepNext/>{}", heading(2)), &body),
        style(
            "Letterhead",
            "版头",
            &format!(r#"{free}{no_indent}<w:jc w:val="center"/>"#),
            &format!(r#"{}<w:color w:val="FF0000"/>"#, Font::Title.xml()),
        ),
        style("AnnexLabel", "附件标识", no_indent, &sized(Font::Hei, 32)),
        style("TableHead", "表头", &cell("center"), &sized(Font::Hei, 21)),
        style("TableLeft", "表格左", &cell("left"), &sized(Font::Song, 21)),
        style("TableCentre", "表格中", &cell("center"), &sized(Font::Song, 21)),
        style("TableRight", "表格右", &cell("right"), &sized(Font::Song, 21)),
        style("TableNote", "表注", &cell("left"), &sized(Font::Song, 21)),
        style(
            "Colophon",
            "版记",
            &format!(
                r#"{}<w:ind w:leftChars="0" w:left="280" w:rightChars="0" w:right="280" w:firstLineChars="0" w:firstLine="0"/>"#,
                exact(500)
            ),
            &sized(Font::FangSong, 28),
        ),
        style("Footer", "footer", &format!("{}{no_indent}", exact(360)), &sized(Font::Song, 28)),
    ];
    format!(
        r#"{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{}</w:styles>"#,
        body,
        styles.concat()
    )
}

/// `word/settings.xml`: page numbers differ on odd and even pages.
pub(super) fn settings() -> String {
    format!(
        r#"{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#
    )
}

/// `word/fontTable.xml`: what to take where an office has the font under another name or not at all.
pub(super) fn font_table() -> String {
    let font = |font: Font, other: &str| {
        format!(
            r#"<w:font w:name="{}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>"#,
            font.name()
        )
    };
    let fonts = [
        font(Font::FangSong, "仿宋"),
        font(Font::Kai, "楷体"),
        font(Font::Title, "小标宋"),
        font(Font::Hei, "SimHei"),
        font(Font::Song, "SimSun"),
    ];
    format!(r#"{HEAD}<w:fonts xmlns:w="{W}">{}</w:fonts>"#, fonts.concat())
}

/// A page number `— 1 —`, one character in from the outer edge.
pub(super) fn footer(align: &str) -> String {
    let indent = if align == "right" { r#"w:left="0" w:right="280""# } else { r#"w:left="280" w:right="0""# };
    format!(r#"{HEAD}<w:ftr xmlns:w="{W}" xmlns:r="{R}">{}</w:ftr>"#, page_number(indent, align))
}

/// The page number of a sideways page: where the upright page has it and turned with it, in a cell of its own that hangs at
/// the left edge of the paper.
pub(super) fn turned_footer(align: &str) -> String {
    // One character in from the edges of the block, as wide as a line of four.
    let (left, long) = (1587 - 280, 1400);
    let top = if align == "right" { 11906 - 1474 - 280 - long } else { 1587 + 280 };
    let number = page_number(r#"w:left="0" w:right="0""#, align);
    format!(
        r#"{HEAD}<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{}" w:tblpY="{top}"/><w:tblW w:w="{NUMBER}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{NUMBER}"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="{long}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{NUMBER}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>{number}</w:tc></w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>"#,
        left - NUMBER / 2
    )
}

/// How wide the cell of a turned page number is.
const NUMBER: u32 = 340;

fn page_number(indent: &str, align: &str) -> String {
    let run = |inner: &str| format!("<w:r>{inner}</w:r>");
    let field = [
        run(r#"<w:fldChar w:fldCharType="begin"/>"#),
        run(r#"<w:instrText xml:space="preserve"> PAGE </w:instrText>"#),
        run(r#"<w:fldChar w:fldCharType="separate"/>"#),
        run("<w:t>1</w:t>"),
        run(r#"<w:fldChar w:fldCharType="end"/>"#),
    ];
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind {indent} w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{align}"/></w:pPr>{}{}{}</w:p>"#,
        run(r#"<w:t xml:space="preserve">— </w:t>"#),
        field.concat(),
        run(r#"<w:t xml:space="preserve"> —</w:t>"#),
    )
}

/// A page without a number, for the 版记 on a page of its own.
pub(super) fn empty_footer() -> String {
    format!(
        r#"{HEAD}<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>"#
    )
}

/// The head of a letter's first page: its mark, and 4 mm below it a red double rule of 170 mm.
pub(super) fn letter_header(mark: &str, half_points: u32) -> String {
    let mark = escape(mark);
    format!(
        r#"{HEAD}<w:hdr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Letterhead"/></w:pPr><w:r><w:rPr><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr><w:t xml:space="preserve">{mark}</w:t></w:r></w:p>{}</w:hdr>"#,
        letter_rule("thickThinSmallGap", 227)
    )
}

/// The foot of a letter's first page: a red double rule, and no number.
pub(super) fn letter_footer() -> String {
    format!(r#"{HEAD}<w:ftr xmlns:w="{W}" xmlns:r="{R}">{}</w:ftr>"#, letter_rule("thinThickSmallGap", 0))
}

/// A rule of 170 mm, centred on the paper: 8 mm further out at the left, 6 mm at the right.
fn letter_rule(kind: &str, before: u32) -> String {
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Footer"/><w:pBdr><w:bottom w:val="{kind}" w:sz="24" w:space="0" w:color="FF0000"/></w:pBdr><w:spacing w:before="{before}" w:after="0" w:line="20" w:lineRule="exact"/><w:ind w:left="-454" w:right="-340" w:firstLineChars="0" w:firstLine="0"/></w:pPr></w:p>"#
    )
}

/// How a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// Upright: 37, 35, 28, 26 mm around 156 × 225 mm.
    Upright,
    /// On its side, for wide tables: the same block turned.
    Wide,
    /// The text of a letter: its first page bears the mark and the rules, and no number.
    Letter,
    /// For the 版记 alone: on an even page and without a number.
    Back,
}

impl Page {
    /// Width of the text block in twips.
    pub(super) fn width(self) -> u32 {
        match self {
            Self::Upright | Self::Letter | Self::Back => 11906 - 1587 - 1474,
            Self::Wide => 16838 - 1984 - 2097,
        }
    }

    /// Height of the text block in twips.
    pub(super) fn height(self) -> u32 {
        match self {
            Self::Upright | Self::Letter | Self::Back => 16838 - 2098 - 1984,
            Self::Wide => 11906 - 1587 - 1474,
        }
    }

    /// The section's properties.
    pub(super) fn section(self) -> String {
        let (odd, even) = match self {
            Self::Back => ("rId6", "rId6"),
            Self::Wide => ("rId9", "rId10"),
            Self::Upright | Self::Letter => ("rId4", "rId5"),
        };
        let (first, own_first) = match self {
            Self::Letter => (
                r#"<w:headerReference w:type="first" r:id="rId7"/><w:footerReference w:type="first" r:id="rId8"/>"#,
                "<w:titlePg/>",
            ),
            _ => ("", ""),
        };
        let kind = if self == Self::Back { "evenPage" } else { "nextPage" };
        let paper = match self {
            // The mark of a letter begins 30 mm from the top of the paper, its lower rule lies 20 mm from the foot.
            Self::Letter => {
                r#"<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2097" w:right="1474" w:bottom="1984" w:left="1587" w:header="1701" w:footer="1134" w:gutter="0"/>"#
            }
            Self::Upright | Self::Back => {
                r#"<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2097" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1227" w:gutter="0"/>"#
            }
            Self::Wide => {
                r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1587" w:right="2097" w:bottom="1474" w:left="1984" w:header="851" w:footer="717" w:gutter="0"/>"#
            }
        };
        format!(
            r#"<w:sectPr>{first}<w:footerReference w:type="default" r:id="{odd}"/><w:footerReference w:type="even" r:id="{even}"/><w:type w:val="{kind}"/>{paper}<w:cols w:space="425"/>{own_first}<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>"#
        )
    }
}

/// Relations that every document has; those of its pictures follow them.
pub(super) const FIXED_RELATIONS: usize = 10;

/// `word/_rels/document.xml.rels`.
pub(super) fn document_relations(pictures: usize) -> String {
    let kinds: [(&str, &str); FIXED_RELATIONS] = [
        ("styles", "styles"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("footer", "footer1"),
        ("footer", "footer2"),
        ("footer", "footer3"),
        ("header", "header1"),
        ("footer", "footer4"),
        ("footer", "footer5"),
        ("footer", "footer6"),
    ];
    let relations: String = kinds
        .iter()
        .enumerate()
        .map(|(at, (kind, part))| {
            format!(r#"<Relationship Id="rId{}" Type="{R}/{kind}" Target="{part}.xml"/>"#, at + 1)
        })
        .collect();
    let pictures: String = (0..pictures)
        .flat_map(|at| {
            charts::relations(at).into_iter().zip(["svg", "png"].map(|kind| charts::part(at, kind)))
        })
        .map(|(id, part)| format!(r#"<Relationship Id="{id}" Type="{R}/image" Target="{part}"/>"#))
        .collect();
    format!(
        r#"{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}{pictures}</Relationships>"#
    )
}

/// `_rels/.rels`.
pub(super) fn package_relations() -> String {
    format!(
        r#"{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/><Relationship Id="rId4" Type="{R}/custom-properties" Target="docProps/custom.xml"/></Relationships>"#
    )
}

/// `[Content_Types].xml`.
pub(super) fn content_types() -> String {
    let word = |part: &str, kind: &str| {
        format!(
            r#"<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>"#
        )
    };
    let parts = [
        word("document", "document.main"),
        word("styles", "styles"),
        word("settings", "settings"),
        word("fontTable", "fontTable"),
        word("footer1", "footer"),
        word("footer2", "footer"),
        word("footer3", "footer"),
        word("header1", "header"),
        word("footer4", "footer"),
        word("footer5", "footer"),
        word("footer6", "footer"),
    ];
    format!(
        r#"{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="svg" ContentType="image/svg+xml"/><Default Extension="png" ContentType="image/png"/>{}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/><Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>"#,
        parts.concat()
    )
}

/// `docProps/core.xml`: title and author; the day of issue stands for the time, there is no clock here.
pub(super) fn core(title: &str, author: Option<&str>, day: Option<String>) -> String {
    let author =
        author.map(|author| format!("<dc:creator>{}</dc:creator>", escape(author))).unwrap_or_default();
    let day = day
        .map(|day| {
            format!(r#"<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>"#)
        })
        .unwrap_or_default();
    format!(
        r#"{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title>{author}{day}</cp:coreProperties>"#,
        escape(title)
    )
}

/// `docProps/app.xml`.
pub(super) fn app() -> String {
    format!(
        r#"{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>对账</Application></Properties>"#
    )
}

/// `docProps/custom.xml`: where the document came from.
pub(super) fn custom(properties: &[(String, String)]) -> String {
    let property = |(id, (name, text)): (usize, &(String, String))| {
        format!(
            r#"<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{id}" name="{name}"><vt:lpwstr>{}</vt:lpwstr></property>"#,
            escape(text)
        )
    };
    let properties: String = (2..).zip(properties).map(property).collect();
    format!(
        r#"{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{properties}</Properties>"#
    )
}
