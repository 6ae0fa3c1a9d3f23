//! What a clerk types or pastes into a cell, read as an exact number. Generous with spelling
//! (１２．５, 1,234.5, 12万, ≥55%), strict with meaning: where two readings are possible there is a
//! problem with a code, and the text stays a draft.
//!
//! Deliberately absent: the words that are no numbers (blank, —, 无, 零报告 belong to the cell's
//! state), numbers in Chinese characters and numbers inside sentences (both belong to `reading`).

use std::fmt;

use super::words::word_enum;
use super::{Decimal, Problem, Rate, Uom, convert};

word_enum! {
    /// How exactly a value is meant.
    Qualifier {
        /// Exactly.
        Exact = "=", "";
        /// About (约, 左右).
        About = "~", "约";
        /// More than (超过, 多, 余).
        MoreThan = ">", "超过";
        /// Less than (近, 不足).
        LessThan = "<", "不足";
        /// At least (不低于, 以上).
        AtLeast = ">=", "不低于";
        /// At most (不超过, 以内).
        AtMost = "<=", "不超过";
    }
}

impl Qualifier {
    /// Whether the value is exact.
    pub fn is_exact(self) -> bool {
        self == Self::Exact
    }

    /// What holds for the sum of two values: 100 + more than 20 is more than 120;
    /// bounds from both sides, or anything with an 约, leave only "about".
    pub fn and(self, other: Self) -> Self {
        use Qualifier::{AtLeast, AtMost, Exact, LessThan, MoreThan};
        match (self, other) {
            (a, b) if a == b => a,
            (Exact, only) | (only, Exact) => only,
            (MoreThan | AtLeast, MoreThan | AtLeast) => MoreThan,
            (LessThan | AtMost, LessThan | AtMost) => LessThan,
            _ => Self::About,
        }
    }
}

/// The text of a number exactly as it was typed, without the blanks around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NumberText(String);

impl NumberText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NumberText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A number as it was typed and as it is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadNumber {
    /// What was typed.
    pub text: NumberText,
    /// The value, in `uom` if there is one. 12万 without a word is 120000.
    pub value: Decimal,
    /// The unit of measure found in the text: 万元 in 1.2万元.
    pub uom: Option<Uom>,
    /// About, more than, …
    pub qualifier: Qualifier,
}

/// Longest text that is looked at.
const LONGEST: usize = 64;

/// Words before the number, longest first.
const BEFORE: &[(&str, Qualifier)] = &[
    ("控制在", Qualifier::AtMost),
    ("不低于", Qualifier::AtLeast),
    ("不少于", Qualifier::AtLeast),
    ("不小于", Qualifier::AtLeast),
    ("不超过", Qualifier::AtMost),
    ("不高于", Qualifier::AtMost),
    ("不多于", Qualifier::AtMost),
    ("不大于", Qualifier::AtMost),
    ("至少", Qualifier::AtLeast),
    ("最少", Qualifier::AtLeast),
    ("至多", Qualifier::AtMost),
    ("最多", Qualifier::AtMost),
    ("超过", Qualifier::MoreThan),
    ("突破", Qualifier::MoreThan),
    ("大于", Qualifier::MoreThan),
    ("高于", Qualifier::MoreThan),
    ("多于", Qualifier::MoreThan),
    ("不足", Qualifier::LessThan),
    ("不到", Qualifier::LessThan),
    ("不满", Qualifier::LessThan),
    ("低于", Qualifier::LessThan),
    ("小于", Qualifier::LessThan),
    ("少于", Qualifier::LessThan),
    ("接近", Qualifier::LessThan),
    ("将近", Qualifier::LessThan),
    ("大约", Qualifier::About),
    ("大概", Qualifier::About),
    ("约为", Qualifier::About),
    (">=", Qualifier::AtLeast),
    ("<=", Qualifier::AtMost),
    ("≥", Qualifier::AtLeast),
    ("≧", Qualifier::AtLeast),
    ("≤", Qualifier::AtMost),
    ("≦", Qualifier::AtMost),
    (">", Qualifier::MoreThan),
    ("<", Qualifier::LessThan),
    ("≈", Qualifier::About),
    ("~", Qualifier::About),
    ("约", Qualifier::About),
    ("超", Qualifier::MoreThan),
    ("近", Qualifier::LessThan),
];

/// Words at the end. 以上, 以下 and 以内 include the number (《民法典》第1259条).
const AFTER: &[(&str, Qualifier)] = &[
    ("左右", Qualifier::About),
    ("上下", Qualifier::About),
    ("及以上", Qualifier::AtLeast),
    ("以上", Qualifier::AtLeast),
    ("及以下", Qualifier::AtMost),
    ("以下", Qualifier::AtMost),
    ("以内", Qualifier::AtMost),
    ("之内", Qualifier::AtMost),
];

/// Words that multiply where no unit follows.
const MULTIPLIERS: &[(&str, i64)] = &[
    ("万亿", 1_000_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百", 100),
];

/// Reads a number. The place of a problem is left empty: the caller knows row and column.
/// Codes: `number.unreadable`, `number.ambiguous`, `number.grouping`, `number.range`,
/// `number.scientific`, `number.out_of`, `number.formula`, `number.unknown_uom`, `number.too_large`.
pub fn read_number(typed: &str) -> Result<ReadNumber, Problem> {
    let typed = typed.trim_matches(is_blank);
    let problem = |code| Err(Problem::error(code, "").with(typed.chars().take(LONGEST).collect::<String>()));
    if typed.is_empty() || typed.chars().count() > LONGEST {
        return problem("number.unreadable");
    }
    if typed.starts_with(['=', '＝']) {
        return problem("number.formula");
    }
    if let Some(value) = bare_number(typed) {
        let text = NumberText(typed.to_owned());
        return Ok(ReadNumber { text, value, uom: None, qualifier: Qualifier::Exact });
    }
    let plain = plain(typed);
    let (rest, before) = take_before(plain.strip_prefix('\'').unwrap_or(&plain));
    let (rest, money) = match rest.strip_prefix(['¥', '￥']) {
        Some(rest) => (rest.trim_start_matches(is_blank), true),
        None => (rest, false),
    };
    let (digits, rest) = match take_digits(rest) {
        Ok(parts) => parts,
        Err(code) => return problem(code),
    };
    if let Some(code) = another_number(rest) {
        return problem(code);
    }
    let (tail, after) = take_after(rest.trim_matches(is_blank));
    let (tail, inner) = take_inner(&tail);
    let mut qualifiers = [before, after, inner].into_iter().flatten();
    let qualifier = qualifiers.next().unwrap_or(Qualifier::Exact);
    if let Some(second) = qualifiers.next()
        && !(plain.contains("控制在") && second == qualifier)
    {
        return problem("number.ambiguous");
    }
    let Ok(value) = Decimal::from_str_exact(&digits) else { return problem("number.too_large") };
    let value = if value.is_zero() { value.abs() } else { value };
    let (value, uom) = match apply_tail(value, tail.trim_matches(is_blank), money) {
        Ok(parts) => parts,
        Err(code) => return problem(code),
    };
    Ok(ReadNumber { text: NumberText(typed.to_owned()), value, uom, qualifier })
}

/// Reads what stands where figures are in a unit of measure. Where they are in 万元, 12万 is 12万元 and not 12万 of them.
pub fn read_figure(typed: &str, uom: &Uom) -> Result<ReadNumber, Problem> {
    let read = read_number(typed)?;
    if read.uom.is_some() || !read.text.as_str().contains(['万', '亿']) {
        return Ok(read);
    }
    let own = uom.without_multiplier().and_then(|base| convert(read.value, &base, uom));
    Ok(ReadNumber { value: own.unwrap_or(read.value), ..read })
}

/// The same where it is wanted in that unit of measure; another of the same sort is converted.
pub fn read_figure_in(typed: &str, uom: &Uom) -> Result<Decimal, Problem> {
    let read = read_figure(typed, uom)?;
    let from = read.uom.unwrap_or_else(|| uom.clone());
    convert(read.value, &from, uom).ok_or_else(|| Problem::error("number.other_uom", "").with(from).with(uom))
}

/// Nothing but digits with at most one point between them, as most numbers are.
fn bare_number(typed: &str) -> Option<Decimal> {
    let (whole, part) = typed.split_once('.').unwrap_or((typed, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(whole) && digits(part) { Decimal::from_str_exact(typed).ok() } else { None }
}

/// Full-width digits and signs become plain ones.
fn plain(text: &str) -> String {
    let narrow = |letter: char| match letter {
        '０'..='９'
        | '＋'
        | '－'
        | '．'
        | '，'
        | '％'
        | '＜'
        | '＞'
        | '＝'
        | '～'
        | '（'
        | '）'
        | '／'
        | '＇' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
        '−' => '-',
        other => other,
    };
    text.chars().map(narrow).collect()
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{feff}' || letter == '\u{200b}'
}

fn take_before(text: &str) -> (&str, Option<Qualifier>) {
    for (word, qualifier) in BEFORE {
        if let Some(rest) = text.strip_prefix(word) {
            return (rest.trim_start_matches(is_blank), Some(*qualifier));
        }
    }
    (text, None)
}

fn take_after(text: &str) -> (String, Option<Qualifier>) {
    for (word, qualifier) in AFTER {
        if let Some(rest) = text.strip_suffix(word) {
            return (rest.to_owned(), Some(*qualifier));
        }
    }
    (text.to_owned(), None)
}

/// 多 and 余 stand after the number, or between a multiplier and the unit: 5400余名, 2000多万吨, 12万多户.
fn take_inner(tail: &str) -> (String, Option<Qualifier>) {
    let multiplier =
        MULTIPLIERS.iter().map(|(word, _)| *word).find(|word| tail.starts_with(word)).unwrap_or("");
    for at in [0, multiplier.len()] {
        let (head, rest) = tail.split_at(at);
        if let Some(rest) = rest.strip_prefix(['多', '余']) {
            return (format!("{head}{rest}"), Some(Qualifier::MoreThan));
        }
    }
    (tail.to_owned(), None)
}

/// Sign, digits, grouping commas and point at the start of a text: as plain digits, and the rest.
fn take_digits(text: &str) -> Result<(String, &str), &'static str> {
    let (sign, body) = match text.as_bytes().first() {
        Some(b'-') => ("-", &text[1..]),
        Some(b'+') => ("", &text[1..]),
        _ => ("", text),
    };
    let end = body.find(|letter: char| !matches!(letter, '0'..='9' | ',' | '.')).unwrap_or(body.len());
    let (number, rest) = body.split_at(end);
    let (whole, part) = match number.split_once('.') {
        Some((whole, part)) if !part.is_empty() => (whole, Some(part)),
        Some(_) => return Err("number.unreadable"),
        None => (number, None),
    };
    if part.is_some_and(|part| !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err("number.unreadable");
    }
    if whole.is_empty() && part.is_none() {
        return Err("number.unreadable");
    }
    let whole = without_commas(whole)?;
    let digits = match part {
        Some(part) => format!("{sign}{whole}.{part}"),
        None => format!("{sign}{whole}"),
    };
    Ok((digits, rest))
}

/// Commas may stand only where they part thousands.
fn without_commas(whole: &str) -> Result<String, &'static str> {
    if !whole.contains(',') {
        return Ok(if whole.is_empty() { "0".to_owned() } else { whole.to_owned() });
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let regular = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if regular { Ok(whole.replace(',', "")) } else { Err("number.grouping") }
}

/// A second number behind the first: a range, an exponent, or something that is no number at all.
fn another_number(rest: &str) -> Option<&'static str> {
    let mut letters = rest.trim_start_matches(is_blank).chars().filter(|letter| !is_blank(*letter));
    let first = letters.next()?;
    let next_is_number =
        letters.next().is_some_and(|letter| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.'));
    match first {
        'e' | 'E' if next_is_number => Some("number.scientific"),
        '/' if next_is_number => Some("number.out_of"),
        '-' | '—' | '–' | '~' | '到' | '至' if next_is_number => {
            let more = rest.chars().filter(|letter| matches!(letter, '-' | '—' | '–')).count() > 1;
            Some(if more { "number.unreadable" } else { "number.range" })
        }
        _ if rest.bytes().any(|byte| byte.is_ascii_digit()) && !rest.contains('/') => {
            Some("number.ambiguous")
        }
        _ => None,
    }
}

/// The unit or the multiplier behind the number.
fn apply_tail(value: Decimal, tail: &str, money: bool) -> Result<(Decimal, Option<Uom>), &'static str> {
    if tail.is_empty() {
        return Ok((value, money.then(|| Uom::new("元"))));
    }
    if let Some((_, times)) = MULTIPLIERS.iter().find(|(word, _)| *word == tail) {
        return match money {
            true => Ok((value, Some(Uom::new(format!("{tail}元"))))),
            false => Ok((times_exactly(value, *times)?, None)),
        };
    }
    let uom = Uom::new(tail);
    if !uom.is_known() || (money && !uom.same_dimension(&Uom::new("元"))) {
        return Err("number.unknown_uom");
    }
    Ok((value, Some(uom)))
}

fn times_exactly(value: Decimal, times: i64) -> Result<Decimal, &'static str> {
    let product = Rate::whole(value).and_then(|value| value.checked_mul(Rate::whole(times.into())?));
    product.and_then(Rate::to_decimal).ok_or("number.too_large")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(typed: &str, value: &str, uom: &str, qualifier: &str) {
        let read = read_number(typed).unwrap_or_else(|problem| panic!("{typed}: {problem:?}"));
        assert_eq!(read.value, Decimal::from_str_exact(value).unwrap(), "value of {typed}");
        assert_eq!(read.uom.as_ref().map_or("", Uom::as_str), uom, "unit of {typed}");
        assert_eq!(read.qualifier.code(), qualifier, "qualifier of {typed}");
    }

    fn refused(typed: &str, code: &str) {
        match read_number(typed) {
            Ok(read) => panic!("{typed:?} was read as {read:?}"),
            Err(problem) => assert_eq!(problem.code, code, "{typed:?}"),
        }
    }

    #[test]
    fn a_multiplier_alone_is_that_of_the_unit_of_measure() {
        for (typed, uom, value, own) in [
            ("100万", "万元", "100", ""),
            ("100万", "元", "1000000", ""),
            ("100万", "人", "1000000", ""),
            ("5000万", "亿元", "0.5", ""),
            ("1.2亿", "万元", "12000", ""),
            ("约12万", "万亩", "12", ""),
            ("１２万", "万户", "12", ""),
            ("100", "万元", "100", ""),
            ("100万元", "万元", "100", "万元"),
            ("100万元", "元", "100", "万元"),
            ("300元", "万元", "300", "元"),
            ("85%", "%", "85", "%"),
        ] {
            let read = read_figure(typed, &Uom::new(uom)).expect(typed);
            assert_eq!(read.value, Decimal::from_str_exact(value).expect(value), "{typed} in {uom}");
            assert_eq!(read.uom.as_ref().map_or("", Uom::as_str), own, "{typed} in {uom}");
            assert_eq!(read.text.as_str(), typed);
        }
    }

    #[test]
    fn plain_numbers() {
        check("0", "0", "", "=");
        check("-0", "0", "", "=");
        check("12", "12", "", "=");
        check("-3", "-3", "", "=");
        check("+3", "3", "", "=");
        check("−3.50", "-3.50", "", "=");
        check("1,234.5", "1234.5", "", "=");
        check("1，234，567", "1234567", "", "=");
        check("１２．５", "12.5", "", "=");
        check(".5", "0.5", "", "=");
        check(" \u{3000}120\t", "120", "", "=");
        check("'0012", "12", "", "=");
        check("0.0000000001", "0.0000000001", "", "=");
    }

    #[test]
    fn numbers_with_units() {
        check("12万", "120000", "", "=");
        check("1.2万元", "1.2", "万元", "=");
        check("120户", "120", "户", "=");
        check("120 户", "120", "户", "=");
        check("85%", "85", "%", "=");
        check("85％", "85", "%", "=");
        check("3.5‰", "3.5", "‰", "=");
        check("1.07个百分点", "1.07", "个百分点", "=");
        check("730.6亿斤", "730.6", "亿斤", "=");
        check("30.1辆/百户", "30.1", "辆/百户", "=");
        check("¥1,234.00", "1234.00", "元", "=");
        check("￥12万", "12", "万元", "=");
        check("2.5亿", "250000000", "", "=");
    }

    #[test]
    fn qualified_numbers() {
        check("约30", "30", "", "~");
        check("30左右", "30", "", "~");
        check("30户左右", "30", "户", "~");
        check("~30", "30", "", "~");
        check("5400余", "5400", "", ">");
        check("5400余名", "5400", "名", ">");
        check("100多亿", "10000000000", "", ">");
        check("2000多万吨", "2000", "万吨", ">");
        check("12万多户", "12", "万户", ">");
        check("近12万公里", "12", "万公里", "<");
        check("不低于55", "55", "", ">=");
        check("不低于55%", "55", "%", ">=");
        check("＞＝55", "55", "", ">=");
        check("≥55", "55", "", ">=");
        check("5万以上", "50000", "", ">=");
        check("超过55%", "55", "%", ">");
        check("不超过3个", "3", "个", "<=");
        check("控制在3以内", "3", "", "<=");
        check("<3", "3", "", "<");
    }

    #[test]
    fn what_has_two_readings_or_none_is_asked() {
        refused("", "number.unreadable");
        refused("abc", "number.unreadable");
        refused("无", "number.unreadable");
        refused("—", "number.unreadable");
        refused("〇", "number.unreadable");
        refused("约30户左右", "number.ambiguous");
        refused("不低于30以上", "number.ambiguous");
        refused("约30余户", "number.ambiguous");
        refused("12,34", "number.grouping");
        refused("1,2345", "number.grouping");
        refused("1234,567", "number.grouping");
        refused(",5", "number.grouping");
        refused("10到15户", "number.range");
        refused("3—5", "number.range");
        refused("10-15", "number.range");
        refused("10~15", "number.range");
        refused("2022-05-31", "number.unreadable");
        refused("1.2E+05", "number.scientific");
        refused("1 234", "number.ambiguous");
        refused("1亿2000万", "number.ambiguous");
        refused("1/2", "number.out_of");
        refused("260 / 400人", "number.out_of");
        refused("=B2+C2", "number.formula");
        refused("30abc", "number.unknown_uom");
        refused("30几", "number.unknown_uom");
        refused("1.2.3", "number.unreadable");
        refused("5.", "number.unreadable");
        refused("--5", "number.unreadable");
        refused("(123)", "number.unreadable");
        refused("#REF!", "number.unreadable");
        refused("¥12户", "number.unknown_uom");
        refused("99999999999999999999999999999999", "number.too_large");
        refused(&"1".repeat(400), "number.unreadable");
    }

    #[test]
    fn the_text_stays_as_typed() {
        let read = read_number(" １，２３４户 ").unwrap();
        assert_eq!(read.text.as_str(), "１，２３４户");
    }

    #[test]
    fn qualifiers_of_sums() {
        let check = |a: &str, b: &str, expected: &str| {
            let (a, b): (Qualifier, Qualifier) = (a.parse().unwrap(), b.parse().unwrap());
            assert_eq!(a.and(b).code(), expected);
            assert_eq!(b.and(a).code(), expected, "in any order");
        };
        check("=", "=", "=");
        check("=", ">", ">");
        check(">", ">=", ">");
        check("<", "<=", "<");
        check(">", "<", "~");
        check("~", "=", "~");
        check("~", ">", "~");
    }

    proptest! {
        #[test]
        fn no_panic(text in "\\PC{0,20}") {
            let _ = read_number(&text);
        }

        #[test]
        fn no_panic_on_likely_pieces(pieces in prop::collection::vec(
            prop::sample::select(vec!["1", "约", "万", "亿", "多", "余", ",", ".", "-", "%", "户", "/", "百", "左右", "以上", " ", "E", "¥"]), 0..8))
        {
            let _ = read_number(&pieces.concat());
        }

        #[test]
        fn printed_decimals_read_back(mantissa in any::<i64>(), scale in 0u32..10) {
            let value = Decimal::new(mantissa, scale);
            prop_assert_eq!(read_number(&value.to_string()).map(|read| read.value), Ok(value));
        }
    }
}
