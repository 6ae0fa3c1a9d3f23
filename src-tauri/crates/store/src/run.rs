//! How the rows of an entry lie in the file: up to 256 that follow each other as one run, their canonical texts
//! one after the other, deflated. A row begins where a line says `dz-row/`; no other line of a row can.
//!
//! Rows keep a local number each: the first of a run is stored, the others follow from it.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::error::Result;

/// Rows of a run at most.
const MOST_ROWS: usize = 256;

/// A run is closed when its texts are longer than this.
const ENOUGH_BYTES: usize = 64 << 10;

/// No run is longer: a row that is, stands alone, and rows have limits of their own.
const MOST_BYTES: usize = 1 << 30;

/// How hard to squeeze: the quickest is nearly as good where every row looks like the one before.
const LEVEL: u8 = 1;

/// Texts no longer than this are not squeezed: it would win little, and to make ready for it costs more than all the
/// rest of a small entry.
const SHORT: usize = 1 << 10;

/// So many unpacked runs are kept for the next row that is asked for.
const KEPT: usize = 16;

/// What every row begins with.
const BEGINS: &str = "dz-row/";

/// The rows of a run.
#[derive(Debug)]
pub(crate) struct Run {
    texts: String,
    places: Vec<Range<usize>>,
}

impl Run {
    /// Packs texts of rows.
    pub(crate) fn pack<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<u8> {
        let all: String = texts.into_iter().collect();
        match u16::try_from(all.len()) {
            Ok(length) if all.len() <= SHORT => stored(length, all.as_bytes()),
            _ => compress_to_vec(all.as_bytes(), LEVEL),
        }
    }

    /// Unpacks so many rows; none if that is not what the bytes hold.
    pub(crate) fn unpack(bytes: &[u8], count: u32) -> Option<Self> {
        let texts = String::from_utf8(decompress_to_vec_with_limit(bytes, MOST_BYTES).ok()?).ok()?;
        let after_line = texts.match_indices('\n').map(|(at, _)| at + 1);
        let begins = [0].into_iter().chain(after_line).filter(|at| texts[*at..].starts_with(BEGINS));
        let begins: Vec<usize> = begins.collect();
        let ends = begins.iter().skip(1).copied().chain([texts.len()]);
        let places: Vec<Range<usize>> = begins.iter().copied().zip(ends).map(|(from, to)| from..to).collect();
        (places.len() == count as usize && begins.first() == Some(&0)).then_some(Self { texts, places })
    }

    /// The texts in order.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.places.iter().filter_map(|place| self.texts.get(place.clone()))
    }

    /// How many rows it holds.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    fn text(&self, index: u32) -> Option<&str> {
        self.texts.get(self.places.get(index as usize)?.clone())
    }
}

/// Bytes as the one stored block of a deflated stream (RFC 1951, 3.2.4).
fn stored(length: u16, bytes: &[u8]) -> Vec<u8> {
    const LAST_AND_STORED: u8 = 1;
    let [low, high] = length.to_le_bytes();
    [&[LAST_AND_STORED, low, high, !low, !high], bytes].concat()
}

/// Which of the rows with these positions and lengths come into one run, as ranges of the list.
pub(crate) fn runs(rows: &[(u32, usize)]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut bytes = 0;
    for (at, (position, length)) in rows.iter().enumerate() {
        let follows = at.checked_sub(1).and_then(|before| rows.get(before)).map(|(before, _)| before + 1);
        let goes_on = |run: &&mut Range<usize>| {
            follows == Some(*position) && run.len() < MOST_ROWS && bytes + length <= ENOUGH_BYTES
        };
        match found.last_mut().filter(goes_on) {
            Some(run) => run.end = at + 1,
            None => {
                found.push(at..at + 1);
                bytes = 0;
            }
        }
        bytes += length;
    }
    found
}

/// Runs that were unpacked, by number and digest of their bytes, the one asked for last first.
type Unpacked = VecDeque<(i64, Vec<u8>, Arc<Run>)>;

/// Gives a connection the function `row_text(first_row, count, digest, texts, index)`.
pub(crate) fn add_function(conn: &Connection) -> Result<()> {
    let kept: Mutex<Unpacked> = Mutex::new(VecDeque::new());
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("row_text", 5, flags, move |context| {
        let (first_row, count) = (context.get::<i64>(0)?, context.get::<u32>(1)?);
        let (digest, index) = (context.get_raw(2).as_blob()?, context.get::<u32>(4)?);
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.iter().position(|(row, of, _)| *row == first_row && of == digest);
        let found = match known.and_then(|at| kept.remove(at)) {
            Some(found) => found,
            None => {
                let run = Run::unpack(context.get_raw(3).as_blob()?, count).ok_or_else(unreadable)?;
                kept.truncate(KEPT - 1);
                (first_row, digest.to_vec(), Arc::new(run))
            }
        };
        let run = Arc::clone(&found.2);
        kept.push_front(found);
        Ok(run.text(index).ok_or_else(unreadable)?.to_owned())
    })?;
    Ok(())
}

fn unreadable() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), None)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_comes_out_again(rows in proptest::collection::vec("[a-z中 \\\\]{0,30}", 1..40)) {
            let texts: Vec<String> = rows.iter().map(|row| format!("dz-row/1\nkind {row}\nkey dz-row/1\n")).collect();
            let run = Run::unpack(&Run::pack(texts.iter().map(String::as_str)), texts.len() as u32).expect("it is whole");
            prop_assert_eq!(run.texts().collect::<Vec<_>>(), texts);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = Run::unpack(&bytes, 1);
        }

        #[test]
        fn runs_hold_every_row_once_in_order(rows in proptest::collection::vec((0_u32..400, 0_usize..40_000), 0..600)) {
            let found = runs(&rows);
            prop_assert_eq!(found.iter().cloned().flatten().collect::<Vec<_>>(), (0..rows.len()).collect::<Vec<_>>());
            for run in found {
                let positions: Vec<u32> = rows[run.clone()].iter().map(|(position, _)| *position).collect();
                prop_assert!(positions.windows(2).all(|pair| pair[0] + 1 == pair[1]) && run.len() <= MOST_ROWS);
            }
        }
    }
}
