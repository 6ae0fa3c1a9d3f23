//! Numbers that scanning or setting tore apart: 1 350余吨, 2 . 6 万亩, 4 2 0 0 亩, 76。7. Says which
//! characters stand for nothing and which full stop is a point; what the numbers mean is no concern here.

use std::ops::Range;

use super::is_han;

/// What is wrong with a line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Mend {
    /// Blanks that are to go.
    pub drop: Vec<usize>,
    /// Full stops that are points.
    pub points: Vec<usize>,
}

/// Goes through a text of plain characters.
pub(super) fn mend(text: &[char]) -> Mend {
    let mut mend = Mend::default();
    let mut start = 0;
    for line in text.split(|c| *c == '\n') {
        of_line(text, start..start + line.len(), &mut mend);
        start += line.len() + 1;
    }
    mend
}

fn of_line(text: &[char], line: Range<usize>, mend: &mut Mend) {
    let letters = text.get(line.clone()).unwrap_or_default();
    let celled = letters.contains(&'\t') || letters.windows(2).any(|two| two == [' ', ' ']);
    let mut at = line.start;
    while at < line.end {
        if !is_digit(text, at) {
            at += 1;
            continue;
        }
        let end = digits_end(text, at);
        at = grouped(text, at, end, &line, celled, mend)
            .or_else(|| spaced(text, at, end, &line, mend))
            .or_else(|| pointed(text, end, mend))
            .unwrap_or(end);
    }
}

fn is_digit(text: &[char], at: usize) -> bool {
    text.get(at).is_some_and(char::is_ascii_digit)
}

fn digits_end(text: &[char], mut at: usize) -> usize {
    while is_digit(text, at) {
        at += 1;
    }
    at
}

/// Whether what stands behind a number, perhaps after a blank, goes on with it: a unit and not the next number.
fn goes_on(text: &[char], end: usize, line: &Range<usize>) -> bool {
    let at = end + usize::from(text.get(end) == Some(&' '));
    at < line.end && text.get(at).is_some_and(|c| is_han(*c) || matches!(c, '%' | '‰'))
}

/// 12 000: groups of three behind single blanks; in a row of cells, or where a unit follows.
fn grouped(
    text: &[char],
    at: usize,
    end: usize,
    line: &Range<usize>,
    celled: bool,
    mend: &mut Mend,
) -> Option<usize> {
    if end - at > 3 || text.get(at) == Some(&'0') || at > line.start && text.get(at - 1) == Some(&'.') {
        return None;
    }
    let mut blanks = Vec::new();
    let mut stop = end;
    while stop < line.end && text.get(stop) == Some(&' ') && digits_end(text, stop + 1) == stop + 4 {
        blanks.push(stop);
        stop += 4;
    }
    let stop_of_all = if text.get(stop) == Some(&'.') && is_digit(text, stop + 1) {
        digits_end(text, stop + 1)
    } else {
        stop
    };
    let closed = matches!(text.get(stop_of_all), None | Some('\n' | '\t' | ')' | ']'))
        || text.get(stop_of_all) == Some(&' ') && !is_digit(text, stop_of_all + 1);
    let whole = goes_on(text, stop_of_all, line) || celled && closed;
    if blanks.is_empty() || !whole {
        return None;
    }
    mend.drop.append(&mut blanks);
    Some(stop_of_all)
}

/// 4 2 0 0 亩, 2 . 6 万亩: single digits and points between single blanks, with a unit behind them.
fn spaced(text: &[char], at: usize, end: usize, line: &Range<usize>, mend: &mut Mend) -> Option<usize> {
    if end - at != 1 {
        return None;
    }
    let mut blanks = Vec::new();
    let mut stop = end;
    let mut points = 0;
    while text.get(stop) == Some(&' ') {
        let next = stop + 1;
        let point =
            text.get(next) == Some(&'.') && text.get(next + 1) == Some(&' ') && is_digit(text, next + 2);
        if !(is_digit(text, next) && !is_digit(text, next + 1) || point) {
            break;
        }
        points += usize::from(point);
        blanks.push(stop);
        stop = next + 1;
    }
    if blanks.is_empty() || points > 1 || !goes_on(text, stop, line) {
        return None;
    }
    if matches!(text.get(stop + 1), Some('余' | '多' | '万' | '亿')) {
        blanks.push(stop);
    }
    mend.drop.append(&mut blanks);
    Some(stop)
}

/// 76。7: a full stop between digits, where no date begins.
fn pointed(text: &[char], end: usize, mend: &mut Mend) -> Option<usize> {
    const MOST_PLACES: usize = 2;
    let stop = digits_end(text, end + 1);
    let places = stop.saturating_sub(end + 1);
    let dated = matches!(text.get(stop), Some('年' | '月' | '日' | '、' | '.' | '—' | '-' | '。'));
    if text.get(end) != Some(&'。') || !(1..=MOST_PLACES).contains(&places) || dated {
        return None;
    }
    mend.points.push(end);
    Some(stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let letters: Vec<char> = text.chars().collect();
        let mend = mend(&letters);
        let mended: String = letters
            .iter()
            .enumerate()
            .filter(|(at, _)| !mend.drop.contains(at))
            .map(|(at, c)| if mend.points.contains(&at) { '.' } else { *c })
            .collect();
        assert_eq!(mended, expected, "{text}");
    }

    #[test]
    fn torn_numbers_are_whole_again() {
        check("清理垃圾1 350余吨", "清理垃圾1350余吨");
        check("投资2 860.5万元", "投资2860.5万元");
        check("白云镇   12 000   8 600   71.7", "白云镇   12000   8600   71.7");
        check("种植 2 . 6 万亩", "种植 2.6万亩");
        check("发展 4 2 0 0 亩", "发展 4200 亩");
        check("占 5 6 . 3 %", "占 56.3 %");
        check("投入 1 8 6 0 余万元", "投入 1860余万元");
        check("优良天数比率 76。7", "优良天数比率 76.7");
    }

    #[test]
    fn numbers_side_by_side_stay_apart() {
        for text in [
            "白云镇 120 300 45",
            "名称 1 2 3 4",
            "增长6%。2023年",
            "达到1205。2021年",
            "完成5。3月底",
            "甲\t12\t300",
            "120  300",
            "合计 5 100",
        ] {
            check(text, text);
        }
    }
}
