//! The charts of a bulletin: a picture as vectors, with points beside it for programs that take none, its name and notes
//! below it.

use domain::reports::{Bulletin, Charts, title};
use drawing::Picture;

use super::parts::FIXED_RELATIONS;
use super::xml::{Look, Paragraph, Spacing, escape, run};
use crate::WriteError;

/// A tenth of a millimetre in the measure of drawings.
const TENTH: u32 = 3_600;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const PLACED: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const VECTORS: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";

/// The pictures in their order.
pub(super) fn pictures(bulletin: &Bulletin) -> Vec<Picture> {
    bulletin.charts.iter().flat_map(|charts| &charts.charts).map(drawing::draw).collect()
}

/// The parts that hold them: vectors and points.
pub(super) fn parts(pictures: &[Picture]) -> Result<Vec<(String, Vec<u8>)>, WriteError> {
    let mut parts = Vec::with_capacity(2 * pictures.len());
    for (at, picture) in pictures.iter().enumerate() {
        parts.push((format!("word/{}", part(at, "svg")), picture.svg.clone().into_bytes()));
        parts.push((format!("word/{}", part(at, "png")), picture.png()?));
    }
    Ok(parts)
}

/// The name of a picture's part within `word/`.
pub(super) fn part(at: usize, kind: &str) -> String {
    format!("media/chart{}.{kind}", at + 1)
}

/// The relations of a picture: to its vectors and to its points.
pub(super) fn relations(at: usize) -> [String; 2] {
    [1, 2].map(|which| format!("rId{}", FIXED_RELATIONS + 2 * at + which))
}

/// The annex as paragraphs. `fresh` begins on a new page by itself.
pub(super) fn annex(charts: &Charts, pictures: &[Picture], fresh: bool) -> String {
    let mut out = String::new();
    if !charts.label.is_empty() {
        let mut label = Paragraph::new("AnnexLabel", run(&charts.label, Look::default()));
        label.page_break_before = fresh;
        label.keep_next = true;
        out.push_str(&label.xml());
    }
    let lines = title::lines(&charts.title, title::OF_ANNEX).join("\n");
    let mut heading = Paragraph::new("Title", run(&lines, Look { size: Some(36), ..Look::default() }));
    heading.page_break_before = fresh && charts.label.is_empty();
    heading.spacing = Some(Spacing { before: 200, after: 120, line: Some(560) });
    out.push_str(&heading.xml());
    for (at, (chart, picture)) in charts.charts.iter().zip(pictures).enumerate() {
        let mut drawn = Paragraph::new("TableCentre", placed(at, picture, &chart.title));
        drawn.keep_next = true;
        drawn.spacing = Some(Spacing { before: if at == 0 { 0 } else { 240 }, after: 0, line: None });
        out.push_str(&drawn.xml());
        let mut name = Paragraph::new("TableHead", run(&chart.title, Look::default()));
        name.keep_next = !chart.notes.is_empty();
        name.spacing = Some(Spacing { before: 60, after: 40, line: None });
        out.push_str(&name.xml());
        if !chart.notes.is_empty() {
            let words = format!("注：{}", chart.notes.concat());
            out.push_str(&Paragraph::new("TableNote", run(&words, Look::default())).xml());
        }
    }
    out
}

/// A run with a picture that stands in the line; what it shows is told to those who cannot see it.
fn placed(at: usize, picture: &Picture, told: &str) -> String {
    let [vectors, points] = relations(at);
    let (across, down) = (picture.width * TENTH, picture.height * TENTH);
    let (id, told) = (at + 1, escape(told));
    format!(
        r#"<w:r><w:drawing><wp:inline xmlns:wp="{PLACED}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{down}"/><wp:docPr id="{id}" name="图{id}" descr="{told}"/><a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{PICTURE}"><pic:pic xmlns:pic="{PICTURE}"><pic:nvPicPr><pic:cNvPr id="{id}" name="图{id}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{points}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip xmlns:asvg="{VECTORS}" r:embed="{vectors}"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
    )
}
