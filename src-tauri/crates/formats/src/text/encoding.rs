//! Bytes of a text file to characters: byte order mark, then strict UTF-8, then UTF-16 without a mark, then
//! GB18030 (which holds GBK and GB 2312). Where a few bytes fit nothing they become U+FFFD and are counted.

use domain::kernel::Problem;
use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::TextError;

/// How the bytes of a file were meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB18030, GBK or GB 2312.
    Gb18030,
}

impl Encoding {
    /// The name as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
        }
    }

    fn rule(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Gb18030 => GB18030,
        }
    }
}

/// More than one broken character in so many means that the bytes are no text of that encoding.
const ONE_BROKEN_IN: usize = 50;

/// Decodes the bytes of a text file.
pub(crate) fn decode(bytes: &[u8]) -> Result<(String, Encoding, Vec<Problem>), TextError> {
    if let Some((encoding, mark)) = mark(bytes) {
        return decoded(&bytes[mark..], encoding);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return decoded(bytes, Encoding::Utf8);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return decoded(bytes, encoding);
    }
    if bytes.contains(&0) {
        return Err(TextError::Binary);
    }
    let broken = |encoding: Encoding| {
        let (text, _) = encoding.rule().decode_without_bom_handling(bytes);
        text.chars().filter(|letter| *letter == char::REPLACEMENT_CHARACTER).count()
    };
    let encoding =
        if broken(Encoding::Gb18030) <= broken(Encoding::Utf8) { Encoding::Gb18030 } else { Encoding::Utf8 };
    decoded(bytes, encoding)
}

fn mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => Some((Encoding::Utf8, 3)),
        [0xff, 0xfe, ..] => Some((Encoding::Utf16Le, 2)),
        [0xfe, 0xff, ..] => Some((Encoding::Utf16Be, 2)),
        [0x84, 0x31, 0x95, 0x33, ..] => Some((Encoding::Gb18030, 4)),
        _ => None,
    }
}

/// Line ends and ASCII digits of a UTF-16 text leave zeros on one side only.
fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    // A few characters have a zero on the other side: 一 is 4E00, 开 is 5F00.
    let encoding = match (zeros(0), zeros(1)) {
        (high, low) if low > 3 * high => Encoding::Utf16Le,
        (high, low) if high > 3 * low => Encoding::Utf16Be,
        _ => return None,
    };
    let (_, broken) = encoding.rule().decode_without_bom_handling(bytes);
    (!broken).then_some(encoding)
}

fn decoded(bytes: &[u8], encoding: Encoding) -> Result<(String, Encoding, Vec<Problem>), TextError> {
    let (text, _) = encoding.rule().decode_without_bom_handling(bytes);
    let mut letters = 0;
    let (mut replaced, mut controls) = (0, 0);
    for letter in text.chars() {
        letters += 1;
        replaced += usize::from(letter == char::REPLACEMENT_CHARACTER);
        controls += usize::from(letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{c}'));
    }
    if replaced * ONE_BROKEN_IN > letters || controls * ONE_BROKEN_IN > letters {
        return Err(TextError::Binary);
    }
    let mut problems = Vec::new();
    if replaced > 0 {
        problems.push(Problem::query("text.replaced", "").with(replaced));
    }
    if encoding == Encoding::Gb18030 && !looks_simplified(bytes) {
        problems.push(Problem::query("text.encoding_uncertain", "").with(encoding.name()));
    }
    Ok((text.into_owned(), encoding, problems))
}

/// In real GBK text most two-byte characters are of level 1 of GB 2312, or its punctuation. Bytes of Big5
/// decode as GBK too, to rare characters.
fn looks_simplified(bytes: &[u8]) -> bool {
    let (mut common, mut pairs) = (0, 0);
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] < 0x80 {
            at += 1;
            continue;
        }
        pairs += 1;
        let (lead, trail) = (bytes[at], bytes[at + 1]);
        common += usize::from(trail >= 0xa1 && (matches!(lead, 0xb0..=0xd7 | 0xa1 | 0xa3)));
        at += 2;
    }
    common * 5 >= pairs * 3
}
