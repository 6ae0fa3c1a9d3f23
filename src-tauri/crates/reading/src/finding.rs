//! Finding words in texts, and passages of an older version in a newer one. Traditional and simplified
//! characters, full and half width are the same; blanks and line ends do not count.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use domain::documents::Span;

use crate::repair::Repaired;
use crate::segment::sentences;

/// What became of a passage in a newer version of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counterpart {
    /// It stands there word for word.
    Same(Span),
    /// A sentence there is most like it.
    Changed(Span),
    /// Nothing there is like it.
    Gone,
}

/// A text made ready for finding.
pub struct Findable {
    repaired: Repaired,
    /// The characters that count, each with its place in the repaired text.
    letters: Vec<(char, usize)>,
}

impl Findable {
    /// Prepares a text.
    pub fn new(text: &str) -> Self {
        let repaired = Repaired::new(text);
        let letters = repaired
            .chars
            .iter()
            .enumerate()
            .filter(|(_, c)| !c.is_whitespace())
            .map(|(at, c)| (c.to_ascii_lowercase(), at))
            .collect();
        Self { repaired, letters }
    }

    /// Where words stand, in the order of the text, none overlapping another.
    pub fn find(&self, words: &str) -> Vec<Span> {
        let wanted: Vec<char> = Self::new(words).letters.into_iter().map(|(c, _)| c).collect();
        let mut found = Vec::new();
        let Some(first) = wanted.first() else { return found };
        let mut at = 0;
        while let Some(window) = self.letters.get(at..at + wanted.len()) {
            let here = window.first().is_some_and(|(c, _)| c == first)
                && window.iter().map(|(c, _)| c).eq(wanted.iter());
            if here {
                found.push(self.span(at..at + wanted.len()));
                at += wanted.len();
            } else {
                at += 1;
            }
        }
        found
    }

    fn span(&self, range: Range<usize>) -> Span {
        let place = |at: usize| self.letters.get(at).map(|(_, place)| *place);
        match (place(range.start), range.end.checked_sub(1).and_then(place)) {
            (Some(start), Some(last)) => self.repaired.span(start..last + 1),
            _ => Span { start: 0, end: 0 },
        }
    }
}

/// How alike a sentence must be to a passage to be what became of it: the share of the passage's pairs of
/// characters that it has too, where a pair counts the less the more sentences have it.
const ALIKE: f64 = 0.5;

/// What became of passages in a newer version of their text.
pub fn counterparts(passages: &[&str], newer: &str) -> Vec<Counterpart> {
    let text = Findable::new(newer);
    let sentences: Vec<(Span, Pairs)> =
        sentences(newer).into_iter().filter_map(|span| Some((span, pairs(span.of(newer)?)))).collect();
    let mut spread: HashMap<(char, char), usize> = HashMap::new();
    for pair in sentences.iter().flat_map(|(_, pairs)| pairs) {
        *spread.entry(*pair).or_insert(0) += 1;
    }
    let weight = |pair: &(char, char)| 1.0 / spread.get(pair).copied().unwrap_or(1) as f64;
    passages
        .iter()
        .map(|passage| {
            if let Some(span) = text.find(passage).first() {
                return Counterpart::Same(*span);
            }
            let own = pairs(passage);
            let all: f64 = own.iter().map(weight).sum();
            let likest = sentences
                .iter()
                .map(|(span, sentence)| (own.intersection(sentence).map(weight).sum::<f64>() / all, *span))
                .max_by(|(a, _), (b, _)| a.total_cmp(b));
            match likest {
                Some((share, span)) if share >= ALIKE => Counterpart::Changed(span),
                _ => Counterpart::Gone,
            }
        })
        .collect()
}

/// Neighbouring characters.
type Pairs = BTreeSet<(char, char)>;

fn pairs(text: &str) -> Pairs {
    let letters = Findable::new(text).letters;
    letters.iter().zip(letters.iter().skip(1)).map(|((a, _), (b, _))| (*a, *b)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_found_however_they_are_written() {
        let text = "全县衛生廁所改造。\n卫生厕所１２户，卫 生\n厕所完工，GDP与gdp";
        for (words, found) in [
            ("卫生厕所", &["衛生廁所", "卫生厕所", "卫 生\n厕所"][..]),
            ("12户", &["１２户"]),
            ("gdp", &["GDP", "gdp"]),
            ("户厕", &[]),
            ("", &[]),
        ] {
            let spans = Findable::new(text).find(words);
            let words_there: Vec<&str> = spans.iter().filter_map(|span| span.of(text)).collect();
            assert_eq!(words_there, found, "{words}");
        }
    }

    #[test]
    fn passages_in_a_newer_version() {
        let newer =
            "一、改厕。今年计划改造户厕1500户。\n二、污水。在40个村\n开展生活污水治理。\n三、其他工作。";
        let wanted = [
            ("在40个村开展生活污水治理", Some((true, "在40个村\n开展生活污水治理"))),
            ("今年计划改造户厕1200户", Some((false, "今年计划改造户厕1500户。"))),
            ("新建幼儿园3所，新增学位900个", None),
            ("今年计划栽树300亩", None),
        ];
        let passages: Vec<&str> = wanted.iter().map(|(passage, _)| *passage).collect();
        for (found, (passage, wanted)) in counterparts(&passages, newer).into_iter().zip(wanted) {
            let found = match found {
                Counterpart::Same(span) => Some((true, span.of(newer).expect("in the text"))),
                Counterpart::Changed(span) => Some((false, span.of(newer).expect("in the text"))),
                Counterpart::Gone => None,
            };
            assert_eq!(found, wanted, "{passage}");
        }
    }

    proptest! {
        #[test]
        fn a_stretch_of_a_text_is_found_in_it(text in "[甲乙丙1 \n衛卫]{1,40}", a in 0usize..40, b in 0usize..40) {
            let letters: Vec<char> = text.chars().collect();
            let (a, b) = (a.min(b).min(letters.len()), a.max(b).min(letters.len()));
            let words: String = letters.get(a..b).unwrap_or_default().iter().collect();
            let spans = Findable::new(&text).find(&words);
            prop_assert_eq!(spans.is_empty(), words.trim().is_empty());
            for span in spans {
                prop_assert!(span.of(&text).is_some());
            }
        }
    }
}
