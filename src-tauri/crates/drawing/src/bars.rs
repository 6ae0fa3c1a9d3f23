//! A ranking: a bar a unit, the line where all should be across them.

use domain::reports::{Bar, Cut, Drawn};

use super::canvas::{Anchor, Area, Canvas, Dash, FAINT, HAIR, INK, SMALL, TYPE, cut};
use super::shade;
use super::{WIDTH, axis};

/// From row to row, and the thickness of a bar.
const PITCH: f64 = 5.2;
const BAR: f64 = 3.4;
/// Where the axis begins and ends; names stand before it, figures behind the bars.
const LEFT: f64 = 48.0;
const RIGHT: f64 = 124.0;
const TOP: f64 = 9.0;
/// Rates beyond are drawn with a break: one unit of 900 % would make stubs of all others.
const BEYOND: f64 = 200.0;

pub(crate) fn ranking(canvas: &mut Canvas, bars: &[Bar], left_out: Option<Cut>, due: Option<&Drawn>) {
    let rates = bars.iter().filter_map(|bar| bar.rate.as_ref());
    let scale = axis::Scale::over(rates.chain(due).map(axis::number).chain([0.0, 100.0]), BEYOND);
    let place = |value: f64| LEFT + scale.share(value) * (RIGHT - LEFT);
    let rows = bars.len() + usize::from(left_out.is_some());
    let bottom = TOP + rows as f64 * PITCH + 1.0;
    for tick in scale.ticks() {
        let x = place(tick);
        canvas.line("grid", &[(x, TOP - 1.0), (x, bottom)], HAIR, 0.15, Dash::Full);
        canvas.words((x, TOP - 2.0), SMALL, Anchor::Middle, FAINT, &format!("{tick}%"));
    }
    canvas.line("axis", &[(place(0.0), TOP - 1.0), (place(0.0), bottom)], FAINT, 0.25, Dash::Full);
    let mut labels = Vec::new();
    let mut top = TOP;
    for (at, bar) in bars.iter().enumerate() {
        if let Some(cut) = left_out.filter(|cut| cut.after == at) {
            let words = format!("⋮　中间{}个从略，见附表", cut.left_out);
            canvas.words((LEFT + 2.0, top + 3.8), SMALL, Anchor::Start, FAINT, &words);
            top += PITCH;
        }
        labels.push(row(canvas, bar, top, &place, scale.high()));
        top += PITCH;
    }
    if let Some(due) = due {
        let x = place(axis::number(due));
        canvas.line("due", &[(x, TOP - 1.0), (x, bottom)], INK, 0.4, Dash::Dashed);
        canvas.words((x, 3.0), SMALL, Anchor::Middle, INK, &format!("序时{}", due.text));
    }
    for (at, text) in labels {
        canvas.plate(at, TYPE, Anchor::Start, INK, &cut(&text, WIDTH - at.0, TYPE));
    }
    canvas.reach(bottom);
}

/// Draws a row, and says what is to stand behind its bar and where.
fn row(
    canvas: &mut Canvas,
    bar: &Bar,
    top: f64,
    place: &dyn Fn(f64) -> f64,
    high: f64,
) -> ((f64, f64), String) {
    let base = top + 3.6;
    let number = bar.place.map_or_else(|| "—".to_owned(), |place| place.to_string());
    canvas.words((7.0, base), TYPE, Anchor::End, FAINT, &number);
    canvas.words((9.0, base), TYPE, Anchor::Start, INK, &cut(&bar.name, LEFT - 11.0, TYPE));
    let Some(rate) = &bar.rate else {
        return ((place(0.0) + 1.5, base), bar.standing.text.clone());
    };
    let value = axis::number(rate);
    let (from, to) = (place(value.min(0.0)), place(value.clamp(0.0, high)));
    let area = Area { x: from, y: top + (PITCH - BAR) / 2.0, width: to - from, height: BAR };
    shade::fill(canvas, "bar", area, bar.standing.lamp);
    if value > high {
        for back in [2.6, 1.6] {
            let points = [(to - back - 0.5, area.y + BAR + 0.3), (to - back + 0.5, area.y - 0.3)];
            canvas.line("break", &points, "#ffffff", 0.5, Dash::Full);
        }
    }
    ((to + 1.5, base), format!("{}　{}", rate.text, bar.standing.text))
}
