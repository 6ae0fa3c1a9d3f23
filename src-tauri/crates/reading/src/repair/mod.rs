//! A copy of a text for matching: simplified characters, half-width digits and marks, no pinyin notes,
//! no invisible characters, no numbers torn apart. Every character of the copy knows where it came from, so that what is
//! found is quoted from the original. Deliberately absent: anything that changes the original.

mod digits;
mod table;

use std::ops::Range;

use domain::documents::Span;

/// A text prepared for matching.
#[derive(Clone, Debug)]
pub(crate) struct Repaired {
    /// The prepared characters.
    pub chars: Vec<char>,
    /// For each of them the first original character and one past the last.
    origin: Vec<(usize, usize)>,
    /// Stretches of the original that nobody can read with certainty.
    pub damaged: Vec<Range<usize>>,
}

impl Repaired {
    /// Prepares a text.
    pub fn new(text: &str) -> Self {
        let original: Vec<char> = text.chars().collect();
        let mut made =
            Self { chars: Vec::with_capacity(original.len()), origin: Vec::new(), damaged: Vec::new() };
        made.origin.reserve(original.len());
        let mut at = 0;
        let mut open_quote = false;
        while let Some(&c) = original.get(at) {
            if let Some(length) = pinyin_note(&original, at) {
                at += length;
                if let Some(last) = made.origin.last_mut() {
                    last.1 = at;
                }
                continue;
            }
            if is_invisible(c) {
                at += 1;
                continue;
            }
            if is_replacement(c) {
                made.damaged.push(at..at + 1);
            }
            let plain = match c {
                '\n' => {
                    open_quote = false;
                    '\n'
                }
                '"' | '＂' => {
                    open_quote = !open_quote;
                    if open_quote { '“' } else { '”' }
                }
                other => table::plain(other),
            };
            made.chars.push(plain);
            made.origin.push((at, at + 1));
            at += 1;
        }
        made.mend_digits();
        made
    }

    fn mend_digits(&mut self) {
        let mend = digits::mend(&self.chars);
        for at in mend.points {
            if let Some(c) = self.chars.get_mut(at) {
                *c = '.';
            }
        }
        if mend.drop.is_empty() {
            return;
        }
        let mut dropped = mend.drop.iter().peekable();
        let mut keep: Vec<bool> = Vec::with_capacity(self.chars.len());
        for at in 0..self.chars.len() {
            keep.push(dropped.next_if(|drop| **drop == at).is_none());
        }
        let mut kept = keep.iter();
        self.chars.retain(|_| kept.next().copied().unwrap_or(true));
        let mut kept = keep.iter();
        self.origin.retain(|_| kept.next().copied().unwrap_or(true));
    }

    /// The place of a stretch in the original.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.origin.get(range.start).map_or_else(|| self.end(), |origin| origin.0);
        let end = match range.end.checked_sub(1).and_then(|last| self.origin.get(last)) {
            Some(origin) if range.end > range.start => origin.1,
            _ => start,
        };
        Span { start, end }
    }

    fn end(&self) -> usize {
        self.origin.last().map_or(0, |origin| origin.1)
    }

    /// Whether a stretch touches something damaged.
    pub fn is_damaged(&self, range: Range<usize>) -> bool {
        let span = self.span(range);
        let from = self.damaged.partition_point(|damage| damage.end <= span.start);
        self.damaged.get(from).is_some_and(|damage| damage.start < span.end)
    }
}

/// A note such as (fēng) after a Chinese character; its length with the brackets.
fn pinyin_note(text: &[char], at: usize) -> Option<usize> {
    const LONGEST: usize = 7;
    if !matches!(text.get(at), Some('(' | '（'))
        || !at.checked_sub(1).and_then(|i| text.get(i)).is_some_and(|c| is_han(*c))
    {
        return None;
    }
    let inside: Vec<char> =
        text.iter().skip(at + 1).take(LONGEST + 1).copied().take_while(|c| is_pinyin(*c)).collect();
    let closed = matches!(text.get(at + 1 + inside.len()), Some(')' | '）'));
    let has_vowel = inside.iter().any(|c| "aeiou".contains(*c) || !c.is_ascii());
    (closed && has_vowel && inside.len() <= LONGEST).then_some(inside.len() + 2)
}

fn is_pinyin(c: char) -> bool {
    c.is_ascii_lowercase() || "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿê".contains(c)
}

/// Whether a character is a Chinese one.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\r' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}')
        || (c.is_control() && c != '\n' && c != '\t')
}

fn is_replacement(c: char) -> bool {
    matches!(c, '\u{fffd}' | '锟' | '\u{e000}'..='\u{f8ff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        let repaired = Repaired::new(text);
        assert_eq!(repaired.chars.iter().collect::<String>(), expected, "{text}");
    }

    #[test]
    fn a_copy_for_matching() {
        check("風(fēng)展黨旗美如畫(huà)", "风展党旗美如画");
        check("20個(gè)國(guó)家級(jí)貧困旗縣", "20个国家级贫困旗县");
        check("１２．５％，（全市）", "12.5%，(全市)");
        check("手机(APP)", "手机(APP)");
        check("面积(km)", "面积(km)");
        check("国镓用鼡", "国家用用");
        check("「一肩挑」", "“一肩挑”");
        check("\u{feff}甲\u{200b}乙\r\n", "甲乙\n");
        check("5\u{a0}个", "5 个");
        check("\"四议两公开\"", "“四议两公开”");
    }

    #[test]
    fn places_are_those_of_the_original() {
        let text = "在20個(gè)國(guó)家";
        let repaired = Repaired::new(text);
        assert_eq!(repaired.span(1..4).of(text), Some("20個(gè)"));
        assert_eq!(repaired.span(4..6).of(text), Some("國(guó)家"));
        assert_eq!(repaired.span(0..0).of(text), Some(""));
    }

    proptest! {
        #[test]
        fn every_stretch_lies_in_the_original(text in "[\\PC]{0,40}|[個(gè)國1２，\u{200b}\n]{0,30}", a in 0usize..40, b in 0usize..40) {
            let repaired = Repaired::new(&text);
            let (a, b) = (a.min(b).min(repaired.chars.len()), a.max(b).min(repaired.chars.len()));
            prop_assert!(repaired.span(a..b).of(&text).is_some());
        }
    }
}
