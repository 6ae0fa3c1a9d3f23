//! Files that prove a figure: which kinds are taken, under which name they are written out again, photos made smaller.
//! A kind is believed only when name and bytes agree; nothing that a desktop would run is among them.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

/// The longest side of a photo that was made smaller.
const LONGEST: u32 = 1600;
const QUALITY: u8 = 82;
/// Larger pictures are kept as they came: reading them would take more than a laptop has.
const MOST_MEMORY: u64 = if cfg!(test) { 8 } else { 512 } << 20;

/// A sort of file that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A photo.
    Jpeg,
    /// A picture.
    Png,
    /// A document with pages.
    Pdf,
    /// A document of the national format with pages.
    Ofd,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// An old document of Word.
    Doc,
    /// An old workbook of Excel.
    Xls,
    /// A document of WPS.
    Wps,
    /// A workbook of WPS.
    Et,
    /// Plain text.
    Text,
    /// A table as text.
    Csv,
}

const KINDS: [(Kind, &[&str], &str, &[u8]); 12] = [
    (Kind::Jpeg, &["jpg", "jpeg"], "image/jpeg", &[0xff, 0xd8, 0xff]),
    (Kind::Png, &["png"], "image/png", b"\x89PNG\r\n\x1a\n"),
    (Kind::Pdf, &["pdf"], "application/pdf", b"%PDF-"),
    (Kind::Ofd, &["ofd"], "application/ofd", ZIP),
    (Kind::Docx, &["docx"], "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ZIP),
    (Kind::Xlsx, &["xlsx"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ZIP),
    (Kind::Doc, &["doc"], "application/msword", COMPOUND),
    (Kind::Xls, &["xls"], "application/vnd.ms-excel", COMPOUND),
    (Kind::Wps, &["wps"], "application/vnd.ms-works", COMPOUND),
    (Kind::Et, &["et"], "application/wps-office.et", COMPOUND),
    (Kind::Text, &["txt"], "text/plain", b""),
    (Kind::Csv, &["csv"], "text/csv", b""),
];
const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

impl Kind {
    /// The media type.
    pub fn media_type(self) -> &'static str {
        self.row().2
    }

    /// The kind of a media type.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        KINDS.iter().find(|row| row.2 == media_type).map(|row| row.0)
    }

    /// Whether it can be shown as a picture.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        self.row().1.first().copied().unwrap_or_default()
    }

    fn row(self) -> &'static (Self, &'static [&'static str], &'static str, &'static [u8]) {
        &KINDS[self as usize]
    }
}

/// The kind of a file, if it is one that is taken: its name and its bytes have to say the same. A picture that was
/// pasted has no name.
pub fn kind_of(name: &str, bytes: &[u8]) -> Option<Kind> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let agrees = |(kind, endings, _, begins): &&(Kind, &[&str], &str, &[u8])| {
        let named = match &ending {
            Some(ending) => endings.contains(&ending.as_str()),
            None => kind.is_picture(),
        };
        let plain = !begins.is_empty() || !bytes.contains(&0);
        named && plain && bytes.starts_with(begins)
    };
    KINDS.iter().find(agrees).map(|row| row.0).filter(|_| !bytes.is_empty())
}

/// The name under which a file is kept and written out: no folders, no control signs, the ending of its kind.
pub fn safe_name(name: &str, kind: Kind) -> String {
    const MOST: usize = 60;
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = match last.rsplit_once('.') {
        Some((stem, _)) => stem,
        None => last,
    };
    let forbidden = |c: char| {
        c.is_control()
            || "<>:\"|?*".contains(c)
            || ('\u{200b}'..='\u{200f}').contains(&c)
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
    };
    let stem: String = stem.chars().filter(|c| !forbidden(*c)).take(MOST).collect();
    let stem = stem.trim_matches([' ', '.']);
    let stem = if stem.is_empty() { "佐证" } else { stem };
    format!("{stem}.{}", kind.extension())
}

/// A smaller version of a large photo, upright; none if it is small enough, or no picture.
pub fn shrunk(kind: Kind, bytes: &[u8]) -> Option<Vec<u8>> {
    if !kind.is_picture() {
        return None;
    }
    let picture = decoded(kind, bytes)?;
    if picture.width().max(picture.height()) <= LONGEST {
        return None;
    }
    let smaller = jpeg(&picture, LONGEST)?;
    (smaller.len() < bytes.len()).then_some(smaller)
}

/// A picture to look at in the window, as JPEG, at most so many pixels long.
pub fn preview(kind: Kind, bytes: &[u8], longest: u32) -> Option<Vec<u8>> {
    if !kind.is_picture() {
        return None;
    }
    jpeg(&decoded(kind, bytes)?, longest)
}

fn decoded(kind: Kind, bytes: &[u8]) -> Option<DynamicImage> {
    let format = if kind == Kind::Png { ImageFormat::Png } else { ImageFormat::Jpeg };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    if decoder.total_bytes() > MOST_MEMORY {
        return None;
    }
    let turned = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(turned);
    Some(picture)
}

fn jpeg(picture: &DynamicImage, longest: u32) -> Option<Vec<u8>> {
    let fits = picture.width().max(picture.height()) <= longest;
    let scaled = if fits { picture.clone() } else { picture.resize(longest, longest, FilterType::Triangle) };
    // What is see-through stands on white, as on paper.
    let mut paper = image::RgbaImage::from_pixel(scaled.width(), scaled.height(), image::Rgba([255; 4]));
    image::imageops::overlay(&mut paper, &scaled.to_rgba8(), 0, 0);
    let mut bytes = Vec::new();
    let opaque = DynamicImage::ImageRgba8(paper).to_rgb8();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&opaque).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let noise = image::RgbImage::from_fn(width, height, |x, y| {
            image::Rgb([(x * 7 + y * 13) as u8, (x * y) as u8, (x ^ y) as u8])
        });
        let mut bytes = Cursor::new(Vec::new());
        noise.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
        bytes.into_inner()
    }

    #[test]
    fn the_table_stands_in_the_order_of_the_kinds() {
        for (at, row) in KINDS.iter().enumerate() {
            assert_eq!(row.0 as usize, at);
            assert_eq!(Kind::of_media_type(row.2), Some(row.0));
        }
    }

    #[test]
    fn a_kind_is_believed_when_name_and_bytes_agree() {
        for (name, bytes, kind) in [
            ("照片.JPG", &b"\xff\xd8\xff\xe0"[..], Some(Kind::Jpeg)),
            ("截图.png", b"\x89PNG\r\n\x1a\n..", Some(Kind::Png)),
            ("照片.jpg", b"MZ\x90\x00", None),
            ("工资表.xlsx", b"PK\x03\x04", Some(Kind::Xlsx)),
            ("宏.xlsm", b"PK\x03\x04", None),
            ("包.zip", b"PK\x03\x04", None),
            ("合同.pdf", b"%PDF-1.7", Some(Kind::Pdf)),
            ("合同.pdf.exe", b"%PDF-1.7", None),
            ("页.html", b"<html>", None),
            ("图.svg", b"<svg/>", None),
            ("记录.txt", "走访记录".as_bytes(), Some(Kind::Text)),
            ("记录.txt", b"MZ\x00", None),
            ("打开.desktop", b"[Desktop Entry]", None),
            ("空.pdf", b"", None),
            ("空.txt", b"", None),
            ("", b"\xff\xd8\xff", Some(Kind::Jpeg)),
            ("", b"%PDF-", None),
        ] {
            assert_eq!(kind_of(name, bytes), kind, "{name}");
        }
    }

    #[test]
    fn a_name_leads_nowhere_else() {
        for (name, kind, safe) in [
            ("现场照片.JPEG", Kind::Jpeg, "现场照片.jpg"),
            ("../../etc/passwd", Kind::Text, "passwd.txt"),
            ("C:\\a\\合同.pdf", Kind::Pdf, "合同.pdf"),
            ("..", Kind::Pdf, "佐证.pdf"),
            ("", Kind::Png, "佐证.png"),
            ("a\u{202e}fdp.exe.pdf", Kind::Pdf, "afdp.exe.pdf"),
            ("con?:|.pdf", Kind::Pdf, "con.pdf"),
        ] {
            assert_eq!(safe_name(name, kind), safe, "{name}");
        }
        assert_eq!(safe_name(&"长".repeat(300), Kind::Pdf).chars().count(), 64);
    }

    #[test]
    fn a_large_photo_is_made_smaller_and_a_small_one_left_alone() {
        let large = png(2000, 1000);
        let smaller = shrunk(Kind::Png, &large).expect("it is smaller");
        assert_eq!(kind_of("", &smaller), Some(Kind::Jpeg));
        let seen = decoded(Kind::Jpeg, &smaller).expect("a picture");
        assert_eq!((seen.width(), seen.height()), (1600, 800));
        assert_eq!(shrunk(Kind::Png, &png(300, 200)), None);
        assert_eq!(shrunk(Kind::Pdf, b"%PDF-"), None);
        assert_eq!(shrunk(Kind::Jpeg, b"\xff\xd8\xff no picture"), None);
        let looked = preview(Kind::Png, &large, 400).and_then(|bytes| decoded(Kind::Jpeg, &bytes));
        assert_eq!(looked.map(|picture| picture.width()), Some(400));
    }

    #[test]
    fn a_picture_that_unpacks_to_too_much_is_not_looked_at() {
        let black = image::GrayImage::new(4000, 3000);
        let mut bytes = Cursor::new(Vec::new());
        black.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
        let bytes = bytes.into_inner();
        assert!(bytes.len() < 200_000 && MOST_MEMORY < 4000 * 3000, "a bomb is small");
        assert_eq!(kind_of("图.png", &bytes), Some(Kind::Png), "it may be kept");
        assert_eq!(preview(Kind::Png, &bytes, 400), None, "and is not unpacked");
        assert_eq!(shrunk(Kind::Png, &bytes), None);
    }
}
