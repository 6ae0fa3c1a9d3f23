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
    end.checked_sub(word.chars().count()).is_some_and(|at| begins(text, at, word))
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
    let length = word.chars().count();
    let mut at = range.start;
    while at + length <= range.end {
        if begins(text, at, word) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether one of the words stands within a range.
pub(crate) fn contains_any(text: &[char], range: std::ops::Range<usize>, words: &[&str]) -> bool {
    words.iter().any(|word| find(text, range.clone(), word).is_some())
}
