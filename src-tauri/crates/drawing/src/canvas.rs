//! Shapes and words as they are written down, in millimetres from the upper left corner.

use std::fmt::Write as _;

use super::{POINTS, Picture, WIDTH};

/// Ink of words and axes.
pub(crate) const INK: &str = "#1f2329";
/// Of what stands back: axes, names of ticks.
pub(crate) const FAINT: &str = "#4d5663";
/// Of grid lines.
pub(crate) const HAIR: &str = "#c3c9d2";

/// Size of the type: 9 and 8 pt.
pub(crate) const TYPE: f64 = 3.175;
pub(crate) const SMALL: f64 = 2.82;

/// Where words stand from their place.
#[derive(Clone, Copy)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a line is drawn.
#[derive(Clone, Copy)]
pub(crate) enum Dash {
    Full,
    /// 序时计划.
    Dashed,
    /// 目标值.
    Dotted,
    /// 外推.
    Mixed,
}

/// A rectangle.
#[derive(Clone, Copy)]
pub(crate) struct Area {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// A drawing while it is made.
pub(crate) struct Canvas {
    title: String,
    out: String,
    height: f64,
}

impl Canvas {
    pub(crate) fn new(title: &str) -> Self {
        Self { title: escape(title), out: String::new(), height: 0.0 }
    }

    /// How far down it reaches.
    pub(crate) fn bottom(&self) -> f64 {
        self.height
    }

    /// Makes room for what stands this far down.
    pub(crate) fn reach(&mut self, bottom: f64) {
        self.height = self.height.max(bottom);
    }

    /// Words with their base line at `y`.
    pub(crate) fn words(&mut self, (x, y): (f64, f64), size: f64, anchor: Anchor, ink: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let text = escape(text);
        let _ = write!(
            self.out,
            r#"<text x="{x:.2}" y="{y:.2}" font-size="{size}" text-anchor="{anchor}" fill="{ink}">{text}</text>"#
        );
        self.reach(y + 0.3 * size);
    }

    /// Words on a white plate, so that no line goes through them.
    pub(crate) fn plate(&mut self, (x, y): (f64, f64), size: f64, anchor: Anchor, ink: &str, text: &str) {
        let width = wide(text, size);
        let from = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let area = Area { x: from - 0.4, y: y - 0.95 * size, width: width + 0.8, height: 1.25 * size };
        self.area("plate", area, Some("#ffffff"), "none");
        self.words((x, y), size, anchor, ink, text);
    }

    /// A line through points.
    pub(crate) fn line(&mut self, class: &str, points: &[(f64, f64)], ink: &str, width: f64, dash: Dash) {
        let dash = match dash {
            Dash::Full => String::new(),
            Dash::Dashed => r#" stroke-dasharray="1.8 1""#.to_owned(),
            Dash::Dotted => r#" stroke-dasharray="0.5 0.8""#.to_owned(),
            Dash::Mixed => r#" stroke-dasharray="2.4 0.8 0.5 0.8""#.to_owned(),
        };
        let mut path = String::new();
        for (at, (x, y)) in points.iter().enumerate() {
            let _ = write!(path, "{}{x:.2} {y:.2}", if at == 0 { "M" } else { "L" });
        }
        let _ = write!(
            self.out,
            r#"<path class="{class}" d="{path}" fill="none" stroke="{ink}" stroke-width="{width}"{dash}/>"#
        );
    }

    /// A filled rectangle with its edge; `fill` none: open.
    pub(crate) fn area(&mut self, class: &str, area: Area, fill: Option<&str>, edge: &str) {
        let Area { x, y, width, height } = area;
        let fill = fill.unwrap_or("none");
        let _ = write!(
            self.out,
            r#"<rect class="{class}" x="{x:.2}" y="{y:.2}" width="{width:.2}" height="{height:.2}" fill="{fill}" stroke="{edge}" stroke-width="0.2"/>"#
        );
        self.reach(y + height);
    }

    /// A dot.
    pub(crate) fn dot(&mut self, (x, y): (f64, f64), radius: f64, ink: &str) {
        let _ =
            write!(self.out, r#"<circle class="dot" cx="{x:.2}" cy="{y:.2}" r="{radius}" fill="{ink}"/>"#);
    }

    /// Slanting lines over an area, cut at its edges here, since not every reader of pictures knows patterns.
    /// `rising` lines go up to the right.
    pub(crate) fn hatch(&mut self, area: Area, step: f64, rising: bool, ink: &str) {
        let Area { x, y, width, height } = area;
        let mut path = String::new();
        let mut at = step / 2.0;
        while at < width + height {
            // From the left or upper edge to the lower or right one.
            let (from, to) = (
                if at <= height { (0.0, at) } else { (at - height, height) },
                if at <= width { (at, 0.0) } else { (width, at - width) },
            );
            let place = |(across, down): (f64, f64)| {
                let across = if rising { across } else { width - across };
                (x + across, y + down)
            };
            let ((a, b), (c, d)) = (place(from), place(to));
            let _ = write!(path, "M{a:.2} {b:.2}L{c:.2} {d:.2}");
            at += step;
        }
        let _ = write!(
            self.out,
            r#"<path class="hatch" d="{path}" fill="none" stroke="{ink}" stroke-width="0.25"/>"#
        );
    }

    /// Puts another drawing below what is there.
    pub(crate) fn append(&mut self, other: Self, gap: f64) {
        let down = self.height + gap;
        let _ = write!(self.out, r#"<g transform="translate(0 {down:.2})">{}</g>"#, other.out);
        self.reach(down + other.height);
    }

    pub(crate) fn finish(self) -> Picture {
        self.finish_within(0.0)
    }

    /// With a white margin all round.
    pub(crate) fn finish_within(self, margin: f64) -> Picture {
        let height = (self.height.max(10.0) * POINTS).ceil() / POINTS;
        let Self { title, out, .. } = self;
        let family = format!("{}, SimSun, 宋体, NSimSun, serif", super::faces::FAMILY);
        let (across, down) = (WIDTH + 2.0 * margin, height + 2.0 * margin);
        let paper = match margin > 0.0 {
            true => format!(
                r##"<rect x="-{margin}" y="-{margin}" width="{across}" height="{down}" fill="#ffffff"/>"##
            ),
            false => String::new(),
        };
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{across}mm" height="{down}mm" viewBox="{from} {from} {across} {down}" font-family="{family}"><title>{title}</title>{paper}{out}</svg>"#,
            from = 0.0 - margin
        );
        Picture { svg, width: (across * POINTS).round() as u32, height: (down * POINTS).round() as u32 }
    }
}

/// The width of words: Western signs are half as wide.
pub(crate) fn wide(text: &str, size: f64) -> f64 {
    text.chars().map(|sign| if sign.is_ascii() { 0.52 * size } else { size }).sum()
}

/// A text in lines that have room. No line begins with a mark that closes.
pub(crate) fn lines(text: &str, room: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let mut used = 0.0;
    for sign in text.chars() {
        let width = wide(sign.encode_utf8(&mut [0; 4]), size);
        if used + width > room && !"，。、；：）”％%".contains(sign) {
            lines.push(String::new());
            used = 0.0;
        }
        used += width;
        if let Some(last) = lines.last_mut() {
            last.push(sign);
        }
    }
    lines
}

/// As much of a text as has room, with a sign that it goes on; not into a bracket that would stay open.
pub(crate) fn cut(text: &str, room: f64, size: f64) -> String {
    if wide(text, size) <= room {
        return text.to_owned();
    }
    let mut used = size;
    let fits = text.chars().take_while(|sign| {
        used += wide(sign.encode_utf8(&mut [0; 4]), size);
        used <= room
    });
    let mut fits: String = fits.collect();
    let mut open = Vec::new();
    for (at, sign) in fits.char_indices() {
        match sign {
            '（' => open.push(at),
            '）' => drop(open.pop()),
            _ => {}
        }
    }
    fits.truncate(open.first().copied().filter(|at| *at > 0).unwrap_or(fits.len()));
    format!("{fits}…")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ if sign < ' ' || matches!(sign, '\u{fffe}' | '\u{ffff}') => {}
            _ => out.push(sign),
        }
    }
    out
}
