//! Points announced and points listed: “六大工程”, 等五个方面, 以下七个方面：一是….

use std::ops::Range;

use domain::kernel::Decimal;

use super::claim::{Book, Claim, Page};
use super::name::ends_in_verb;
use super::{Check, Class, Found, Rule};
use crate::quantity::units;
use crate::segment::lines;
use crate::words::{any_begins, any_ends, begins, find};

/// The most points that anybody announces.
const MOST: usize = 20;

/// The numbers of points.
const NUMBERS: &[&str] = &[
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五",
    "十六", "十七", "十八", "十九", "二十",
];

pub(super) fn lists(book: &Book<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for page in &book.pages {
        let lines = lines(page.text());
        for at in page.claims.clone() {
            let Some((claim, announced)) =
                book.claims.get(at).and_then(|claim| Some((claim, announced(claim)?)))
            else {
                continue;
            };
            let listed = listed_before(page, claim, announced)
                .or_else(|| numbered_behind(page, &lines, claim, announced));
            if let Some(listed) = listed {
                let class = if listed == announced { Class::AddsUp } else { Class::DoesNotAddUp };
                let check = Check::of(Decimal::from(announced), Decimal::from(listed));
                found.push(Found::new(class, Rule::ListedItems, [at], check));
            }
        }
    }
    found
}

/// How many points a figure may announce.
fn announced(claim: &Claim) -> Option<usize> {
    let value = claim.figure.value;
    let small = claim.is_exact() && value.fract().is_zero() && value >= Decimal::TWO;
    usize::try_from(value).ok().filter(|value| small && *value <= MOST)
}

/// 甲、乙和丙“三大工程”; 甲、乙等两个方面.
fn listed_before(page: &Page, claim: &Claim, announced: usize) -> Option<usize> {
    let text = page.text();
    let mut end = claim.figure.range.start;
    let quoted = text.get(end.wrapping_sub(1)) == Some(&'“');
    if quoted {
        end -= 1;
    }
    let open = any_ends(text, end, &["等"]);
    if open {
        end -= 1;
    }
    let divides = claim.figure.class == units::Class::Division
        || any_begins(text, claim.figure.core.end, &["方面", "环节", "领域", "维度", "要素", "关键"]);
    let idiom = || {
        find(text, end + 1..(end + 8).min(text.len()), "”")
            .is_some_and(|close| close <= claim.figure.core.end + 1)
    };
    let announces = if quoted {
        open || !idiom() && !ends_in_verb(text.get(..end).unwrap_or_default())
    } else {
        open || divides
    };
    if !announces {
        return None;
    }
    let sentence = page.sentences.get(claim.sentence)?;
    let start = list_start(text, sentence.start, end);
    let items = items(text, start..end)?;
    if items.contains(&announced) {
        return Some(announced);
    }
    if !quoted && !divides {
        return None;
    }
    let listed = *items.iter().min_by_key(|count| count.abs_diff(announced))?;
    let told = if open { listed > announced } else { true };
    (told && listed >= 2 && listed.abs_diff(announced) <= 2).then_some(listed)
}

/// Where a list begins: behind the last mark before it, quotes and brackets left whole.
fn list_start(text: &[char], from: usize, end: usize) -> usize {
    let mut start = end;
    let mut depth = 0_usize;
    while start > from {
        match text.get(start - 1) {
            Some('”' | ')' | '》') => depth += 1,
            Some('“' | '(' | '《') if depth > 0 => depth -= 1,
            Some(',' | '，' | ';' | '；' | ':' | '：' | '。' | '(' | '“') if depth == 0 => break,
            _ => {}
        }
        start -= 1;
    }
    start
}

/// How many items a list has; 和 in the last one may join two.
fn items(text: &[char], range: Range<usize>) -> Option<Vec<usize>> {
    const LONGEST: usize = 24;
    let mut depth = 0_usize;
    // “甲一批、乙一批”等“两个一批”: the list is the quotation
    let quotation = (text.get(range.end.wrapping_sub(1)) == Some(&'”'))
        .then(|| range.clone().rev().find(|at| text.get(*at) == Some(&'“')))
        .flatten()
        .map(|open| open + 1..range.end - 1)
        .filter(|inside| find(text, inside.clone(), "、").is_some());
    let range = quotation.unwrap_or(range);
    let mut marks = Vec::new();
    for at in range.clone() {
        match text.get(at) {
            Some('(' | '《' | '“') => depth += 1,
            Some(')' | '》' | '”') => depth = depth.saturating_sub(1),
            Some('、') if depth == 0 => marks.push(at),
            _ => {}
        }
    }
    let last = *marks.last()?;
    let mut shortest = range.end - last;
    if shortest > LONGEST {
        return None;
    }
    // back from the last item, as long as the items are of a length
    let mut count = 1;
    for two in marks.windows(2).rev() {
        let [a, b] = two else { continue };
        if b - a > (3 * shortest).max(8) {
            break;
        }
        shortest = shortest.min(b - a);
        count += 1;
    }
    let joined =
        text.get(last..range.end).is_some_and(|words| words.iter().any(|c| matches!(c, '和' | '及' | '与')));
    let count = count + 1;
    Some(if joined { vec![count, count + 1] } else { vec![count] })
}

/// 以下三个方面：一是…；二是…；三是….
fn numbered_behind(page: &Page, lines: &[Range<usize>], claim: &Claim, announced: usize) -> Option<usize> {
    const NEAR: usize = 16;
    let text = page.text();
    let sentence = page.sentences.get(claim.sentence)?;
    let end = claim.figure.range.end;
    // 三、: the number of a chapter
    if text.get(end) == Some(&'、') {
        return None;
    }
    let first = (end..(end + NEAR).min(text.len()))
        .find(|at| matches!(text.get(*at), Some(':' | '：' | '。' | ',' | '，')))?;
    let line_at = lines.partition_point(|line| line.end <= sentence.start);
    let line = lines.get(line_at)?;
    if first + 1 < line.end {
        let count = if begins(text, first + 1, "一是") { inline(text, first + 1..line.end) } else { 0 };
        return (count >= 2).then_some(count);
    }
    let mut count = 0;
    for line in lines.get(line_at + 1..)? {
        let next = NUMBERS.get(count)?;
        if opens(text, line.start, next) {
            count += 1;
        } else if count == 0 || NUMBERS.iter().any(|number| opens(text, line.start, number)) {
            break;
        }
    }
    (count >= 2 && count.abs_diff(announced) <= 2).then_some(count)
}

/// Whether a line begins with a numbered point.
fn opens(text: &[char], at: usize, number: &str) -> bool {
    begins(text, at, &format!("{number}是")) || begins(text, at, &format!("({number})"))
}

/// How many points a line counts, one after another.
fn inline(text: &[char], range: Range<usize>) -> usize {
    let mut count = 0;
    let mut at = range.start;
    while let Some(place) =
        NUMBERS.get(count).and_then(|number| find(text, at..range.end, &format!("{number}是")))
    {
        let marked =
            matches!(text.get(place.wrapping_sub(1)), Some(',' | '，' | ';' | '；' | '。' | ':' | '：'));
        if !marked {
            break;
        }
        count += 1;
        at = place + 2;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_a_list() {
        for (text, counts) in [
            ("水、电、路", Some(vec![3])),
            ("扩岗、稳岗和救助", Some(vec![2, 3])),
            ("“甲一批、乙一批、丙一批”", Some(vec![3])),
            ("以湖泊、湿地为重点在全区范围内扎实推进控肥、控药", Some(vec![2])),
            ("推进改革", None),
        ] {
            let letters: Vec<char> = text.chars().collect();
            assert_eq!(items(&letters, 0..letters.len()), counts, "{text}");
        }
    }

    #[test]
    fn points_counted_in_a_line() {
        for (text, count) in [
            ("一是修路；二是通水；三是改厕。", 3),
            ("一是修路，二是通水，四是改厕。", 2),
            ("修路；二是通水。", 0),
        ] {
            let letters: Vec<char> = format!("：{text}").chars().collect();
            assert_eq!(inline(&letters, 1..letters.len()), count, "{text}");
        }
    }
}
