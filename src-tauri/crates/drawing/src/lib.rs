//! A chart as a picture: one drawing for the window, Word, Excel and the pages. It is made of lines, filled shapes and
//! words, measured in millimetres of the page, and says the same in black and white: every shade has its own pattern
//! and every figure stands beside its shape.
//!
//! `canvas` knows how shapes are written, one file a plot knows where they stand. The shipped faces live here, since
//! pages and pictures are set with the same ones.
#![deny(missing_docs)]

mod axis;
mod bars;
mod board;
mod canvas;
mod courses;
mod faces;
mod points;
mod shade;
mod strips;
#[cfg(test)]
mod tests;
mod years;

use std::sync::{Arc, LazyLock};

use domain::reports::{Chart, Plot};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

pub use board::{Board, BoardLine, Tally};
use canvas::Canvas;
pub use faces::FACES;

/// Width of every picture: that of the text on an upright page.
pub const WIDTH: f64 = 156.0;

/// Points of a picture in a millimetre: 254 to the inch.
const POINTS: f64 = 10.0;

/// A picture cannot be made into points: a mistake of ours.
#[derive(Debug, thiserror::Error)]
#[error("the picture cannot be drawn: {0}")]
pub struct DrawingError(String);

/// A chart as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// As vectors.
    pub svg: String,
    /// Tenths of a millimetre across.
    pub width: u32,
    /// Tenths of a millimetre down.
    pub height: u32,
}

/// Draws a chart.
pub fn draw(chart: &Chart) -> Picture {
    let mut canvas = Canvas::new(&chart.title);
    match &chart.plot {
        Plot::Course(course) => courses::large(&mut canvas, course),
        Plot::Courses(courses) => courses::small(&mut canvas, courses),
        Plot::Ranking { bars, cut, due } => bars::ranking(&mut canvas, bars, *cut, due.as_ref()),
        Plot::Coverage(strips) => strips::coverage(&mut canvas, strips),
        Plot::Years { pairs, names } => years::years(&mut canvas, pairs, names),
    }
    canvas.finish()
}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_source(fontdb::Source::Binary(Arc::new(faces::SONG)));
    Arc::new(fonts)
});

impl Picture {
    /// As points, for what takes no vectors.
    pub fn png(&self) -> Result<Vec<u8>, DrawingError> {
        let failed = |error: &dyn std::fmt::Display| DrawingError(error.to_string());
        let options = usvg::Options {
            fontdb: FONTS.clone(),
            font_family: faces::FAMILY.to_owned(),
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(&self.svg, &options).map_err(|error| failed(&error))?;
        // A tenth of a millimetre is a point.
        let mut points = Pixmap::new(self.width, self.height).ok_or_else(|| failed(&"no room"))?;
        points.fill(resvg::tiny_skia::Color::WHITE);
        let scale = |points: u32, drawn: f32| points as f32 / drawn;
        let (across, down) =
            (scale(self.width, tree.size().width()), scale(self.height, tree.size().height()));
        resvg::render(&tree, Transform::from_scale(across, down), &mut points.as_mut());
        points::png(&points).map_err(|error| failed(&error))
    }
}
