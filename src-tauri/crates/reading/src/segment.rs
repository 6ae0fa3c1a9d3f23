//! Lines, sentences and clauses of a text. Deliberately absent: any judgement of what they say.

use std::ops::Range;

use domain::documents::Span;

/// The sentences of a text.
pub fn sentences(text: &str) -> Vec<Span> {
    let letters: Vec<char> = text.chars().collect();
    lines(&letters)
        .into_iter()
        .flat_map(|line| sentences_of(&letters, line))
        .map(|range| Span { start: range.start, end: range.end })
        .collect()
}

/// The lines that are not blank, without the blanks around them.
pub(crate) fn lines(text: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for end in text
        .iter()
        .enumerate()
        .filter(|(_, c)| matches!(c, '\n' | '\u{b}' | '\u{c}' | '\u{2028}'))
        .map(|(at, _)| at)
        .chain([text.len()])
    {
        let line = trimmed(text, start..end);
        if !line.is_empty() {
            found.push(line);
        }
        start = end + 1;
    }
    found
}

/// A stretch without the blanks around it.
pub(crate) fn trimmed(text: &[char], range: Range<usize>) -> Range<usize> {
    let blank = |at: usize| text.get(at).is_none_or(|c| c.is_whitespace());
    let (mut start, mut end) = (range.start, range.end);
    while start < end && blank(start) {
        start += 1;
    }
    while end > start && blank(end - 1) {
        end -= 1;
    }
    start..end
}

/// The sentences of a line, with their closing marks.
pub(crate) fn sentences_of(text: &[char], line: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = line.start;
    for at in line.clone() {
        let closes = match text.get(at) {
            Some('。' | '!' | '?' | '！' | '？') => true,
            Some('.') => is_full_stop(text, at),
            _ => false,
        };
        if !closes {
            continue;
        }
        let mut end = at + 1;
        while end < line.end && matches!(text.get(end), Some('”' | '’' | '」' | '』' | ')' | '）')) {
            end += 1;
        }
        if at >= start {
            let sentence = trimmed(text, start..end);
            if !sentence.is_empty() {
                found.push(sentence);
            }
            start = end;
        }
    }
    let rest = trimmed(text, start..line.end);
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

/// A dot between two Chinese characters stands for 。 in badly copied texts.
fn is_full_stop(text: &[char], at: usize) -> bool {
    let han = |at: Option<usize>| {
        at.and_then(|at| text.get(at)).is_some_and(|c| crate::repair::is_han(*c) || matches!(c, '%'))
    };
    han(at.checked_sub(1)) && (han(Some(at + 1)) || at + 1 == text.len())
}

/// The clauses of a sentence, without the marks between them.
pub(crate) fn clauses(text: &[char], sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = sentence.start;
    for at in sentence.clone() {
        if is_break(text, at) {
            let clause = trimmed(text, start..at);
            if !clause.is_empty() {
                found.push(clause);
            }
            start = at + 1;
        }
    }
    let rest = trimmed(text, start..sentence.end);
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

fn is_break(text: &[char], at: usize) -> bool {
    let near = |at: Option<usize>| at.and_then(|at| text.get(at)).copied().unwrap_or(' ');
    match text.get(at) {
        Some('，' | '；' | ';' | '：' | '。' | '!' | '?' | '！' | '？' | '\t' | '|') => true,
        Some(',') => !(near(at.checked_sub(1)).is_ascii_digit() && is_group(text, at)),
        Some(':') => !(near(at.checked_sub(1)).is_ascii_digit() && near(Some(at + 1)).is_ascii_digit()),
        Some(' ') => {
            crate::repair::is_han(near(at.checked_sub(1))) && crate::repair::is_han(near(Some(at + 1)))
        }
        _ => false,
    }
}

/// A comma with exactly three digits behind it.
fn is_group(text: &[char], at: usize) -> bool {
    let digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().filter_map(|span| span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn sentences_end_with_their_marks() {
        check("甲。乙！丙", &["甲。", "乙！", "丙"]);
        check("  甲\n\n 乙。 ", &["甲", "乙。"]);
        check("“甲。”乙", &["“甲。”", "乙"]);
        check("增长1.5%。完成", &["增长1.5%。", "完成"]);
        check("完成任务.继续推进", &["完成任务.", "继续推进"]);
        check("", &[]);
    }

    #[test]
    fn clauses_break_at_commas_but_not_within_numbers() {
        let text: Vec<char> = "今年,完成1,234户，其中:甲；10:30".chars().collect();
        let found: Vec<String> =
            clauses(&text, 0..text.len()).into_iter().map(|range| text[range].iter().collect()).collect();
        assert_eq!(found, ["今年", "完成1,234户", "其中", "甲", "10:30"]);
    }

    proptest! {
        #[test]
        fn sentences_lie_in_the_text_in_order(text in "[甲乙。！？，; \n.1]{0,60}") {
            let found = sentences(&text);
            prop_assert!(found.windows(2).all(|two| two[0].end <= two[1].start));
            prop_assert!(found.iter().all(|span| span.of(&text).is_some_and(|words| !words.trim().is_empty())));
        }
    }
}
