//! How a lamp is shaded: a colour and, since a copy has none, a pattern of its own.

use domain::assessment::Lamp;

use super::canvas::{Area, Canvas, INK};

/// Fills an area as its lamp asks.
pub(crate) fn fill(canvas: &mut Canvas, class: &str, area: Area, lamp: Lamp) {
    let (colour, edge) = colours(lamp);
    canvas.area(class, area, colour, edge);
    match lamp {
        Lamp::Blue | Lamp::Green | Lamp::Grey | Lamp::None => {}
        Lamp::Yellow => canvas.hatch(area, 1.6, true, INK),
        Lamp::Orange => canvas.hatch(area, 1.6, false, INK),
        Lamp::Red => {
            canvas.hatch(area, 1.3, true, "#ffffff");
            canvas.hatch(area, 1.3, false, "#ffffff");
        }
    }
}

/// The colour of an area, none: open; and of its edge and of lines.
pub(crate) fn colours(lamp: Lamp) -> (Option<&'static str>, &'static str) {
    match lamp {
        Lamp::Blue => (Some("#1f4e9e"), "#1f4e9e"),
        Lamp::Green => (Some("#0f7b6c"), "#0f7b6c"),
        Lamp::Yellow => (Some("#f7dc9a"), "#8a5a00"),
        Lamp::Orange => (Some("#eab48c"), "#a84a08"),
        Lamp::Red => (Some("#b3261e"), "#b3261e"),
        Lamp::Grey | Lamp::None => (None, "#5b6472"),
    }
}
