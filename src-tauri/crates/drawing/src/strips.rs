//! Coverage: a strip a rule, parted into those that meet it, those that do not, those that did not report.

use domain::assessment::Lamp;
use domain::reports::Strip;

use super::canvas::{Anchor, Area, Canvas, FAINT, INK, SMALL, TYPE, cut, wide};
use super::{WIDTH, shade};

const PITCH: f64 = 12.5;
const THICK: f64 = 4.4;

/// The parts and what shades them.
const PARTS: [(&str, Lamp); 3] = [("达标", Lamp::Green), ("未达标", Lamp::Yellow), ("未报", Lamp::Grey)];

pub(crate) fn coverage(canvas: &mut Canvas, strips: &[Strip]) {
    let mut x = 0.0;
    for (name, lamp) in PARTS {
        shade::fill(canvas, "key", Area { x, y: 0.6, width: 5.0, height: 3.0 }, lamp);
        canvas.words((x + 6.0, 3.2), SMALL, Anchor::Start, FAINT, name);
        x += 10.0 + SMALL * name.chars().count() as f64;
    }
    for (at, strip) in strips.iter().enumerate() {
        row(canvas, strip, 6.0 + at as f64 * PITCH);
    }
    canvas.reach(4.0 + strips.len() as f64 * PITCH);
}

fn row(canvas: &mut Canvas, strip: &Strip, top: f64) {
    let counts = [strip.met, strip.below, strip.not_reported];
    let words = PARTS.iter().zip(counts).filter(|(_, count)| *count > 0);
    let words: Vec<String> = words.map(|((name, _), count)| format!("{name}{count}")).collect();
    let words = format!("{}个中{}，达标率{}", strip.population(), words.join("、"), strip.rate);
    let room = WIDTH - wide(&words, TYPE) - 2.0 * TYPE;
    canvas.words((0.0, top + 3.6), TYPE, Anchor::Start, INK, &cut(&strip.name, room, TYPE));
    canvas.words((WIDTH, top + 3.6), TYPE, Anchor::End, INK, &words);
    let all = strip.population() as f64;
    let mut x = 0.0;
    for ((_, lamp), count) in PARTS.iter().zip(counts).filter(|(_, count)| *count > 0) {
        let width = count as f64 / all * WIDTH;
        shade::fill(canvas, "strip", Area { x, y: top + 5.0, width, height: THICK }, *lamp);
        x += width;
    }
}
