//! From the text of an official document to proposed figures. Pure: no files, no network, no clock;
//! the same text always gives the same proposals.
#![deny(missing_docs)]

use chrono::Datelike;
use domain::documents::Span;
use domain::kernel::{Date, Decimal, Qualifier, Uom};
use domain::targets::Comparator;

/// What a text says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The title.
    pub title: Option<Proposed<String>>,
    /// 发文机关 or publisher.
    pub issuer: Option<Proposed<String>>,
    /// 文号.
    pub doc_number: Option<Proposed<String>>,
    /// 成文日期.
    pub issued_on: Option<Proposed<Date>>,
}

/// A value read from a text; where it is not certain, a person is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed<T> {
    /// The value.
    pub value: T,
    /// Whether the text leaves no doubt.
    pub certain: bool,
}

/// What a quantity is (`type` of `dz quantities`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityKind {
    /// A bare number.
    Number,
    /// A share.
    Percent,
    /// 第3.
    Ordinal,
    /// From one value to another.
    Range,
    /// An amount of money.
    Money,
    /// A number with a unit of measure.
    Measure,
    /// A day.
    Date,
    /// A month, a year, a plan's term.
    Period,
}

/// A figure of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Where it stands.
    pub span: Span,
    /// The words that stand there.
    pub text: String,
    /// What it is.
    pub kind: QuantityKind,
    /// The value as printed, in `uom`; the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range.
    pub high: Option<Decimal>,
    /// The unit of measure as printed.
    pub uom: Uom,
    /// The value without 万, 亿 or 百分之.
    pub base: Decimal,
    /// The upper end of a range, likewise.
    pub base_high: Option<Decimal>,
    /// What a target stated so would demand.
    pub comparator: Comparator,
    /// How exactly the value is meant.
    pub qualifier: Qualifier,
}

/// From a day to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

/// The sentences of a text.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut blank = true;
    let mut end = 0;
    for (at, c) in text.chars().enumerate() {
        end = at + 1;
        if blank && c.is_whitespace() {
            start = end;
            continue;
        }
        blank = false;
        if matches!(c, '。' | '；' | ';' | '！' | '？' | '\n') {
            let stop = if c == '\n' { at } else { end };
            found.push(Span { start, end: stop });
            (start, blank) = (end, true);
        }
    }
    if !blank {
        found.push(Span { start, end });
    }
    found
}

/// Title, publisher, number and date.
pub fn heading(text: &str) -> Heading {
    let title = text
        .lines()
        .take(15)
        .map(str::trim)
        .find(|line| {
            let length = line.chars().count();
            (8..=60).contains(&length) && !line.contains('>') && !line.ends_with('。')
        })
        .map(|line| Proposed { value: line.to_owned(), certain: false });
    let issued_on = text.lines().take(15).find_map(day_in).map(|value| Proposed { value, certain: true });
    Heading { title, issuer: None, doc_number: None, issued_on }
}

fn day_in(line: &str) -> Option<Date> {
    let chars: Vec<char> = line.chars().collect();
    (0..chars.len()).filter(|at| *at == 0 || !chars[at - 1].is_ascii_digit()).find_map(|at| {
        let mut numbers = Vec::new();
        let mut rest = chars[at..].iter().peekable();
        for separators in ["-/年.", "-/月.", " 日"] {
            let mut number = 0u32;
            let mut digits = 0;
            while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
                number = number.checked_mul(10)?.checked_add(digit)?;
                digits += 1;
                rest.next();
            }
            if digits == 0 || digits > 4 {
                return None;
            }
            numbers.push(number);
            match rest.next() {
                Some(c) if separators.contains(*c) => {}
                None if numbers.len() == 3 => {}
                _ if numbers.len() == 3 => {}
                _ => return None,
            }
        }
        let year = i32::try_from(numbers[0]).ok().filter(|year| (1949..2100).contains(year))?;
        Date::from_ymd_opt(year, numbers[1], numbers[2])
    })
}

const UNITS: &[&str] = &[
    "个百分点",
    "平方公里",
    "平方米",
    "立方米",
    "公里",
    "公顷",
    "公斤",
    "人次",
    "批次",
    "元",
    "户",
    "人",
    "名",
    "家",
    "个",
    "所",
    "座",
    "处",
    "项",
    "件",
    "条",
    "支",
    "期",
    "次",
    "篇",
    "间",
    "辆",
    "亩",
    "吨",
    "斤",
    "米",
    "%",
    "％",
    "‰",
];

/// The figures of a text.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < chars.len()
            && (chars[at].is_ascii_digit()
                || (chars[at] == '.' && chars.get(at + 1).is_some_and(char::is_ascii_digit)))
        {
            at += 1;
        }
        let Ok(value) = chars[start..at].iter().collect::<String>().parse::<Decimal>() else { continue };
        let begins =
            |at: usize, word: &str| word.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c));
        let mut uom = String::new();
        let mut base = value;
        for (word, factor) in [("万", 10_000i64), ("亿", 100_000_000)] {
            if begins(at, word) {
                uom.push_str(word);
                base = value.checked_mul(factor.into()).unwrap_or(value);
                at += 1;
                break;
            }
        }
        let Some(unit) = UNITS.iter().find(|unit| begins(at, unit)) else { continue };
        uom.push_str(unit);
        at += unit.chars().count();
        let percent = matches!(*unit, "%" | "％");
        let at_least = begins(at, "以上");
        found.push(Quantity {
            span: Span { start, end: at },
            text: chars[start..at].iter().collect(),
            kind: match *unit {
                "元" => QuantityKind::Money,
                _ if percent => QuantityKind::Percent,
                _ => QuantityKind::Measure,
            },
            value,
            high: None,
            uom: Uom::new(uom),
            base: if percent { value.checked_div(100.into()).unwrap_or(value) } else { base },
            base_high: None,
            comparator: if at_least { Comparator::Gte } else { Comparator::Eq },
            qualifier: if at_least { Qualifier::AtLeast } else { Qualifier::Exact },
        });
    }
    found
}

/// Until when, as far as the words say it.
pub fn deadline(text: &str, issued_on: Option<Date>) -> Option<Window> {
    let year_end = |year: i32| Date::from_ymd_opt(year, 12, 31);
    if text.contains("“十四五”期间") || text.contains("十四五末") {
        return Some(Window { from: Date::from_ymd_opt(2021, 1, 1), to: year_end(2025) });
    }
    let chars: Vec<char> = text.chars().collect();
    for window in chars.windows(5) {
        if window[4] == '年' && window[..4].iter().all(char::is_ascii_digit) {
            let year: i32 = window[..4].iter().collect::<String>().parse().ok()?;
            return Some(Window { from: None, to: year_end(year) });
        }
    }
    let this_year = ["今年", "年内", "全年", "年底"].iter().any(|word| text.contains(word));
    let year = issued_on?.year();
    this_year.then(|| Window { from: Date::from_ymd_opt(year, 1, 1), to: year_end(year) })
}

/// How alike an indicator's name and a passage are; 0: not at all.
pub fn likeness(name: &str, text: &str) -> usize {
    let pairs = |text: &str| -> std::collections::BTreeSet<(char, char)> {
        let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        chars.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    pairs(name).intersection(&pairs(text)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_reading_works() {
        let text = "2022-07-21\n2020年规划建设卫生厕所31.6万户。今年完成70%以上。";
        assert_eq!(sentences(text).len(), 3);
        let figures = quantities(text);
        assert_eq!((figures[0].text.as_str(), figures[0].uom.as_str()), ("31.6万户", "万户"));
        assert_eq!(figures[1].comparator, Comparator::Gte);
        assert_eq!(heading(text).issued_on.map(|p| p.value), Date::from_ymd_opt(2022, 7, 21));
        assert_eq!(heading("标题\n202019日自治区").issued_on, None);
        assert_eq!(deadline("今年", None), None);
        assert!(likeness("卫生厕所", text) > 0);
    }
}
