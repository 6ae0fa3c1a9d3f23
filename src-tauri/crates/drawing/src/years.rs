//! 同比: two bars a figure, this year's full, last year's open, each with its number.

use domain::assessment::Lamp;
use domain::reports::Pair;

use super::canvas::{Anchor, Area, Canvas, FAINT, INK, SMALL, TYPE, cut, wide};
use super::{WIDTH, axis, shade};

const PITCH: f64 = 14.0;
const BAR: f64 = 3.2;
/// Numbers stand behind the bars.
const RIGHT: f64 = 120.0;

pub(crate) fn years(canvas: &mut Canvas, pairs: &[Pair], names: &[String; 2]) {
    let mut x = 0.0;
    for (name, lamp) in names.iter().zip([Lamp::Blue, Lamp::Grey]) {
        shade::fill(canvas, "key", Area { x, y: 0.6, width: 5.0, height: 3.0 }, lamp);
        canvas.words((x + 6.0, 3.2), SMALL, Anchor::Start, FAINT, name);
        x += 12.0 + wide(name, SMALL);
    }
    for (at, pair) in pairs.iter().enumerate() {
        row(canvas, pair, 6.0 + at as f64 * PITCH);
    }
    canvas.reach(6.0 + pairs.len() as f64 * PITCH);
}

fn row(canvas: &mut Canvas, pair: &Pair, top: f64) {
    let room = WIDTH - wide(&pair.change, TYPE) - 3.0;
    canvas.words((0.0, top + 3.6), TYPE, Anchor::Start, INK, &cut(&pair.name, room, TYPE));
    canvas.words((WIDTH, top + 3.6), TYPE, Anchor::End, INK, &pair.change);
    let most = axis::number(&pair.now).max(axis::number(&pair.then)).max(f64::MIN_POSITIVE);
    let bars = [(&pair.now, Lamp::Blue), (&pair.then, Lamp::Grey)];
    for (at, (drawn, lamp)) in bars.into_iter().enumerate() {
        let y = top + 4.8 + at as f64 * (BAR + 0.6);
        let width = axis::number(drawn) / most * RIGHT;
        shade::fill(canvas, "bar", Area { x: 0.0, y, width, height: BAR }, lamp);
        canvas.words((width + 1.5, y + 2.7), SMALL, Anchor::Start, INK, &drawn.text);
    }
}
