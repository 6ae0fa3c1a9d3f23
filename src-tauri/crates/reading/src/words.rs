//! Comparing words with characters at a place.

/// Whether a word stands here.
pub(crate) fn begins(text: &[char], at: usize, word: &str) -> bool {
    let mut place = at;
    word.chars().all(|c| {
        let same = text.get(place) == Some(&c);
        place += 1;
        same
    })
}

/// Whether a word ends before this place.
pub(crate) fn ends_with(text: &[char], end: usize, word: &str) -> bool {
    let mut place = end;
    word.chars().rev().all(|c| {
        place = place.wrapping_sub(1);
        text.get(place) == Some(&c)
    })
}

/// The first of the words that stands here, with its length.
pub(crate) fn first_of<T: Copy>(text: &[char], at: usize, words: &[(&str, T)]) -> Option<(usize, T)> {
    words
        .iter()
        .find(|(word, _)| begins(text, at, word))
        .map(|(word, meaning)| (word.chars().count(), *meaning))
}

/// The first of the words that ends before this place, with its length.
pub(crate) fn last_of<T: Copy>(text: &[char], end: usize, words: &[(&str, T)]) -> Option<(usize, T)> {
    words
        .iter()
        .find(|(word, _)| ends_with(text, end, word))
        .map(|(word, meaning)| (word.chars().count(), *meaning))
}

/// Whether one of the words stands here.
pub(crate) fn any_begins(text: &[char], at: usize, words: &[&str]) -> bool {
    words.iter().any(|word| begins(text, at, word))
}

/// Whether one of the words ends before this place.
pub(crate) fn any_ends(text: &[char], end: usize, words: &[&str]) -> bool {
    words.iter().any(|word| ends_with(text, end, word))
}

/// Where a word first stands within a range.
pub(crate) fn find(text: &[char], range: std::ops::Range<usize>, word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    let within = text.get(range.start..range.end.min(text.len()))?;
    let places = within.iter().enumerate().filter(|(_, c)| **c == first);
    places
        .map(|(at, _)| range.start + at)
        .find(|at| begins(text, *at, word) && at + word.chars().count() <= range.end)
}

/// Whether one of the words stands within a range.
pub(crate) fn contains_any(text: &[char], range: std::ops::Range<usize>, words: &[&str]) -> bool {
    words.iter().any(|word| find(text, range.clone(), word).is_some())
}
