//! Whether a .pdf may be unpacked. Its reader unpacks a stream as a whole, so a small file could ask for all
//! memory: here every packed stream is unpacked once into nothing and counted. A stream that is encrypted looks
//! like noise and is not counted; an encrypted file is therefore taken only up to [`LARGEST_ENCRYPTED`].
//! Dictionaries nested without end are refused too: looking for objects, the reader begins anew in each of them.

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};

use super::TextError;

/// Most bytes that all streams may unpack to.
const LARGEST_WHOLE: usize = if cfg!(test) { 8 } else { 256 } * 1024 * 1024;
/// Largest encrypted file: packed data grows to a thousand times its size at most.
const LARGEST_ENCRYPTED: usize = 8 * 1024 * 1024;
/// Deepest nesting of dictionaries; real files stay below ten.
const DEEPEST: usize = 100;
/// Most streams of a file.
const MOST_STREAMS: usize = 100_000;
/// How often a stream may be packed in another.
const MOST_LAYERS: usize = 4;
/// What is kept of a stream to see whether another is packed in it.
const KEPT: usize = 1024 * 1024;

/// Whether the file may be unpacked.
pub(super) fn check(bytes: &[u8]) -> Result<(), TextError> {
    let holds = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    if bytes.len() > LARGEST_ENCRYPTED && holds(b"/Encrypt") {
        return Err(TextError::TooLarge);
    }
    // Codes that grow by another factor and are no longer written by any program.
    if holds(b"/LZWDecode") && bytes.len() > LARGEST_ENCRYPTED {
        return Err(TextError::TooLarge);
    }
    if is_deep(bytes) {
        return Err(TextError::Damaged);
    }
    let mut left = LARGEST_WHOLE;
    for (count, at) in starts(bytes).enumerate() {
        if count >= MOST_STREAMS {
            return Err(TextError::UnpacksTooLarge);
        }
        left =
            left.checked_sub(unpacked(&bytes[at..], left, MOST_LAYERS)).ok_or(TextError::UnpacksTooLarge)?;
    }
    Ok(())
}

/// Whether dictionaries are nested beyond all reason within one object.
fn is_deep(bytes: &[u8]) -> bool {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        at += match rest {
            [b'<', b'<', ..] => {
                depth += 1;
                2
            }
            [b'>', b'>', ..] => {
                depth = depth.saturating_sub(1);
                2
            }
            [b'o', b'b', b'j', ..] => {
                depth = 0;
                3
            }
            _ => 1,
        };
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// Where the data of streams begin.
fn starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    const WORD: &[u8] = b"stream";
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + bytes.get(from..)?.windows(WORD.len()).position(|window| window == WORD)?;
            from = at + WORD.len();
            let ends = bytes[..at].ends_with(b"end");
            let skip =
                bytes[from..].iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n' | b' ')).count();
            if !ends {
                return Some(from + skip);
            }
        }
    })
}

/// How many bytes a packed stream holds with those packed in it; one more than allowed where it is more.
fn unpacked(packed: &[u8], allowed: usize, layers: usize) -> usize {
    if packed.first().is_none_or(|byte| byte & 0x0f != 8) {
        return 0;
    }
    let mut state = InflateState::new_boxed(DataFormat::Zlib);
    let mut buffer = vec![0; 16 * 1024];
    let mut kept = Vec::new();
    let (mut at, mut count) = (0, 0);
    loop {
        let result = inflate(&mut state, &packed[at..], &mut buffer, MZFlush::None);
        at += result.bytes_consumed;
        count += result.bytes_written;
        if layers > 1 && kept.len() < KEPT {
            kept.extend_from_slice(&buffer[..result.bytes_written]);
        }
        if count > allowed {
            return allowed + 1;
        }
        let ended = !matches!(result.status, Ok(MZStatus::Ok));
        if ended || result.bytes_consumed + result.bytes_written == 0 {
            break;
        }
    }
    if layers > 1 { count + unpacked(&kept, allowed - count, layers - 1) } else { count }
}
