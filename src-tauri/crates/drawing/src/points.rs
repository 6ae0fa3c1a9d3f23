//! A drawing as points: one byte each, with a palette, since shapes and words have few colours. That is a third of the
//! work and half of the bytes of points with all their colours.

use std::cmp::Reverse;
use std::collections::HashMap;

use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};

/// Most colours of a palette.
const MOST: usize = 256;
/// Of the 6 that is usual: a third of the time for a fifth more bytes.
const COMPRESSION: u8 = 3;

type Colour = [u8; 3];

/// A .png of points that nothing shines through. The colours that are seen most are exact; of those that have no room, mere edges
/// of letters, each is the nearest that has.
pub(crate) fn png(points: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let mut places: HashMap<Colour, usize> = HashMap::new();
    let mut seen: Vec<(Colour, usize)> = Vec::new();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for run in points.pixels().chunk_by(|a, b| a == b) {
        let colour = colour(run[0]);
        let place = *places.entry(colour).or_insert_with(|| {
            seen.push((colour, 0));
            seen.len() - 1
        });
        seen[place].1 += run.len();
        runs.push((place, run.len()));
    }
    let mut palette = seen.clone();
    palette.sort_unstable_by_key(|(colour, count)| (Reverse(*count), *colour));
    palette.truncate(MOST);
    let palette: Vec<Colour> = palette.into_iter().map(|(colour, _)| colour).collect();
    let of_place: Vec<u8> = seen.iter().map(|(colour, _)| nearest(&palette, *colour)).collect();

    let mut bytes = Vec::with_capacity(points.pixels().len());
    for (place, length) in runs {
        bytes.resize(bytes.len() + length, of_place[place]);
    }
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, points.width(), points.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.as_flattened());
    encoder.set_filter(Filter::NoFilter);
    encoder.set_deflate_compression(DeflateCompression::Level(COMPRESSION));
    encoder.write_header()?.write_image_data(&bytes)?;
    Ok(out)
}

fn colour(point: PremultipliedColorU8) -> Colour {
    [point.red(), point.green(), point.blue()]
}

/// The place of the colour that looks most like one.
fn nearest(palette: &[Colour], one: Colour) -> u8 {
    let off = |other: &Colour| -> u32 {
        one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum()
    };
    (0..=u8::MAX).zip(palette).min_by_key(|(_, other)| off(other)).map_or(0, |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use resvg::tiny_skia::{Color, ColorU8};

    use super::*;

    #[test]
    fn what_is_seen_most_is_exact_and_the_rest_is_near() {
        let mut points = Pixmap::new(64, 64).unwrap();
        points.fill(Color::WHITE);
        for (at, point) in points.pixels_mut().iter_mut().take(600).enumerate() {
            // Each grey twice; then tints of the last of them, which have no room.
            let (grey, tint) = if at < 512 { ((at / 2) as u8, 0) } else { (200, 1 + (at % 3) as u8) };
            let tint = grey + tint;
            *point = ColorU8::from_rgba(grey, grey, tint, 255).premultiply();
        }
        let bytes = png(&points).unwrap();
        let read = Pixmap::decode_png(&bytes).unwrap();
        assert_eq!(read.pixels()[4000], points.pixels()[4000]);
        let off = |(a, b): (&PremultipliedColorU8, &PremultipliedColorU8)| {
            let apart = colour(*a).into_iter().zip(colour(*b)).map(|(a, b)| a.abs_diff(b));
            apart.max().unwrap_or(0)
        };
        let most = points.pixels().iter().zip(read.pixels()).map(off).max();
        assert_eq!(most, Some(2), "a tint is nearer to the next grey or to that it is of");
        assert_eq!(bytes, png(&points).unwrap(), "the same points, the same bytes");
    }
}
