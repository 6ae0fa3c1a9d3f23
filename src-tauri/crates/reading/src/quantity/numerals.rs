//! Numerals in digits and in Chinese characters, with 万 and 亿 kept apart from the value as printed.
//! Deliberately absent: units, ranges and words such as 约 (scan.rs), dates (times).

use domain::kernel::Decimal;

/// A numeral of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// One past its last character.
    pub end: usize,
    /// The value before 万 or 亿.
    pub value: Decimal,
    /// 万, 亿, 万亿 or nothing.
    pub scale: Scale,
    /// Written in characters.
    pub chinese: bool,
    /// 多, 余 or 来 within or behind it: more than the value.
    pub more: bool,
    /// Only 百, 千 or 万 without a digit before it.
    pub round: bool,
}

/// The printed multiplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scale {
    /// None.
    One,
    /// 万.
    Wan,
    /// 亿.
    Yi,
    /// 万亿.
    WanYi,
}

impl Scale {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::One => "",
            Self::Wan => "万",
            Self::Yi => "亿",
            Self::WanYi => "万亿",
        }
    }

    /// The factor.
    pub fn factor(self) -> Decimal {
        Decimal::from(match self {
            Self::One => 1_i64,
            Self::Wan => 10_000,
            Self::Yi => 100_000_000,
            Self::WanYi => 1_000_000_000_000,
        })
    }
}

/// What stands at a place that looks like the beginning of a numeral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A numeral.
    Numeral(Numeral),
    /// Digits that are no number (一二三产业, 十四五): skip to here.
    Name(usize),
    /// Digits of several numbers run into one (2.56.312): skip to here.
    Damaged(usize),
}

const MOST_DIGITS: usize = 18;

/// The numeral that begins here, if one does.
pub(crate) fn numeral_at(text: &[char], at: usize) -> Option<Found> {
    let first = *text.get(at)?;
    if first.is_ascii_digit() {
        Some(arabic(text, at))
    } else if is_chinese(first) {
        Some(chinese(text, at))
    } else {
        None
    }
}

fn digit_at(text: &[char], at: usize) -> bool {
    text.get(at).is_some_and(char::is_ascii_digit)
}

fn digits_end(text: &[char], mut at: usize) -> usize {
    while digit_at(text, at) {
        at += 1;
    }
    at
}

fn arabic(text: &[char], start: usize) -> Found {
    let mut at = digits_end(text, start);
    let mut letters: String = text.iter().take(at).skip(start).collect();
    if letters.len() <= 3 && !letters.starts_with('0') {
        while text.get(at) == Some(&',') && digits_end(text, at + 1) == at + 4 {
            letters.extend(text.iter().take(at + 4).skip(at + 1));
            at += 4;
        }
    }
    if text.get(at) == Some(&'.') && digit_at(text, at + 1) {
        let end = digits_end(text, at + 1);
        letters.extend(text.iter().take(end).skip(at));
        at = end;
        if text.get(at) == Some(&'.') && digit_at(text, at + 1) {
            while text.get(at) == Some(&'.') && digit_at(text, at + 1) {
                at = digits_end(text, at + 1);
            }
            return Found::Damaged(at);
        }
    }
    if letters.len() > MOST_DIGITS {
        return Found::Name(at);
    }
    if let Some(end) = broken_off(text, at) {
        return Found::Damaged(end);
    }
    if text.get(at) == Some(&' ') && matches!(text.get(at + 1), Some('万' | '亿')) {
        at += 1;
    }
    let Ok(value) = Decimal::from_str_exact(&letters) else { return Found::Name(at) };
    with_rest(text, scaled(text, at, value, false, false))
}

/// 3亿5000万 is 3.5亿.
fn with_rest(text: &[char], found: Found) -> Found {
    match found {
        Found::Numeral(first) if first.scale == Scale::Yi && !first.more && digit_at(text, first.end) => {
            match arabic(text, first.end) {
                Found::Numeral(rest) if rest.scale == Scale::Wan => {
                    let part = rest.value.checked_div(Decimal::from(10_000)).unwrap_or(Decimal::ZERO);
                    Found::Numeral(Numeral {
                        value: first.value.saturating_add(part),
                        scale: Scale::Yi,
                        ..rest
                    })
                }
                _ => Found::Numeral(first),
            }
        }
        other => other,
    }
}

/// 3?60万, 12?个: characters lost within or behind the digits.
fn broken_off(text: &[char], at: usize) -> Option<usize> {
    let lost = |c: Option<&char>| matches!(c, Some('?' | '\u{fffd}' | '□' | '■' | '*'));
    if !lost(text.get(at)) {
        return None;
    }
    let mut end = at;
    while lost(text.get(end)) {
        end += 1;
    }
    let goes_on = text.get(end).is_some_and(|c| c.is_ascii_digit() || crate::repair::is_han(*c));
    goes_on.then(|| digits_end(text, end))
}

/// 万 and 亿, with 多 and 余 before or behind them.
fn scaled(text: &[char], mut at: usize, mut value: Decimal, chinese: bool, round: bool) -> Found {
    let mut more = false;
    let mut scale = Scale::One;
    let here = |at: usize| text.get(at).copied().unwrap_or(' ');
    let is_more = |c: char| matches!(c, '多' | '余' | '来') || chinese && c == '几';
    let is_scale = |at: usize| match here(at) {
        '万' | '亿' => true,
        '十' => matches!(here(at + 1), '万' | '亿' | '余' | '多'),
        '百' => here(at + 1) != '分',
        '千' => !matches!(here(at + 1), '米' | '克' | '瓦' | '伏' | '卡' | '焦'),
        _ => false,
    };
    if is_more(here(at)) && is_scale(at + 1) {
        more = true;
        at += 1;
    }
    while is_scale(at) {
        match (here(at), scale) {
            ('十', Scale::One) => value = value.saturating_mul(Decimal::TEN),
            ('百', Scale::One) => value = value.saturating_mul(Decimal::ONE_HUNDRED),
            ('千', Scale::One) => value = value.saturating_mul(Decimal::ONE_THOUSAND),
            ('万', Scale::One) => scale = Scale::Wan,
            ('亿', Scale::One) => scale = Scale::Yi,
            ('亿', Scale::Wan) => scale = Scale::WanYi,
            _ => break,
        }
        at += 1;
    }
    let about = chinese && matches!(here(at), '几' | '来') && super::units::unit_at(text, at + 1).is_some();
    if matches!(here(at), '多' | '余') && here(at + 1) != '次' || about {
        more = true;
        at += 1;
    }
    Found::Numeral(Numeral { end: at, value, scale, chinese, more, round })
}

fn is_chinese(c: char) -> bool {
    character_digit(c).is_some() || character_step(c).is_some()
}

/// The digit a character stands for.
pub(crate) fn character_digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn character_step(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// 二〇二五, 一百零五, 十二万, 三点五.
fn chinese(text: &[char], start: usize) -> Found {
    let mut end = start;
    while text.get(end).is_some_and(|c| is_chinese(*c)) && end - start < 2 * MOST_DIGITS {
        end += 1;
    }
    let run: Vec<char> = text.iter().take(end).skip(start).copied().collect();
    let all_digits = run.iter().all(|c| character_digit(*c).is_some());
    if run.len() > 1 && all_digits {
        return year_digits(&run).map_or(Found::Name(end), |value| {
            Found::Numeral(Numeral {
                end,
                value,
                scale: Scale::One,
                chinese: true,
                more: false,
                round: false,
            })
        });
    }
    let Some(mut value) = composed(&run) else { return Found::Name(end) };
    if text.get(end) == Some(&'点') && text.get(end + 1).is_some_and(|c| character_digit(*c).is_some()) {
        let mut letters = format!("{value}.");
        end += 1;
        while let Some(digit) = text.get(end).and_then(|c| character_digit(*c)) {
            letters.push_str(&digit.to_string());
            end += 1;
        }
        value = Decimal::from_str_exact(&letters).unwrap_or(value);
        return scaled(text, end, value, true, false);
    }
    let round = run.first().is_some_and(|c| matches!(c, '百' | '千' | '万' | '亿'));
    with_scale_apart(text, end, &run, value, round)
}

/// 七八, 三四十, 两三万: two digits side by side, from the one to the other.
pub(crate) fn neighbours(text: &[char], range: std::ops::Range<usize>) -> Option<(Decimal, Decimal, Scale)> {
    let mut run: Vec<char> = text.get(range)?.to_vec();
    let scale = match run.last() {
        Some('万') => Scale::Wan,
        Some('亿') => Scale::Yi,
        _ => Scale::One,
    };
    if scale != Scale::One {
        run.pop();
    }
    let digits: Vec<Option<u32>> = run.iter().map(|c| character_digit(*c)).collect();
    let at = digits.windows(2).position(
        |two| matches!(two, [Some(low), Some(high)] if *low > 0 && low + 1 == *high || (*low, *high) == (3, 5)),
    )?;
    let without = |place: usize| {
        composed(&run.iter().enumerate().filter(|(i, _)| *i != place).map(|(_, c)| *c).collect::<Vec<_>>())
    };
    let name = run == ['十', '四', '五'];
    Some((without(at + 1)?, without(at)?, scale)).filter(|_| !name)
}

/// Four digits in characters are a year; other rows of digits are a name.
fn year_digits(run: &[char]) -> Option<Decimal> {
    let number = run.iter().try_fold(0_u32, |number, c| Some(number * 10 + character_digit(*c)?));
    (run.len() == 4).then_some(number?).map(Decimal::from)
}

fn with_scale_apart(text: &[char], end: usize, run: &[char], value: Decimal, round: bool) -> Found {
    let last_two: String = run.iter().rev().take(2).rev().collect();
    let scale = match run.last() {
        _ if last_two == "万亿" => Scale::WanYi,
        Some('万') => Scale::Wan,
        Some('亿') => Scale::Yi,
        _ => return scaled(text, end, value, true, round),
    };
    let value = value.checked_div(scale.factor()).unwrap_or(value).normalize();
    let more = matches!(text.get(end), Some('多' | '余'));
    Found::Numeral(Numeral { end: end + usize::from(more), value, scale, chinese: true, more, round })
}

/// The value of 一百零五 and the like; none where digits stand side by side (十四五).
fn composed(run: &[char]) -> Option<Decimal> {
    let (mut total, mut part, mut digit) = (0_u64, 0_u64, None::<u64>);
    for c in run {
        if let Some(found) = character_digit(*c) {
            if digit.is_some_and(|before| before != 0) || (digit == Some(0) && found == 0) {
                return None;
            }
            digit = Some(u64::from(found));
            continue;
        }
        let step = character_step(*c)?;
        if step >= 10_000 {
            let sum = total.checked_add(part)?.checked_add(digit.unwrap_or(0))?;
            total = sum.max(u64::from(sum == 0)).checked_mul(step)?;
            part = 0;
        } else {
            part = part.checked_add(digit.filter(|d| *d != 0).unwrap_or(1).checked_mul(step)?)?;
        }
        digit = None;
    }
    Some(Decimal::from(total.checked_add(part)?.checked_add(digit.unwrap_or(0))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, value: &str, scale: Scale, more: bool, length: usize) {
        let letters: Vec<char> = text.chars().collect();
        let Some(Found::Numeral(found)) = numeral_at(&letters, 0) else { panic!("{text}: no numeral") };
        let expected = Decimal::from_str_exact(value).unwrap();
        assert_eq!(
            (found.value, found.scale, found.more, found.end),
            (expected, scale, more, length),
            "{text}"
        );
    }

    #[test]
    fn numerals() {
        check("45849元", "45849", Scale::One, false, 5);
        check("6.5 万人次", "6.5", Scale::Wan, false, 5);
        check("31.6万户", "31.6", Scale::Wan, false, 5);
        check("1,234.5万", "1234.5", Scale::Wan, false, 8);
        check("79,276名", "79276", Scale::One, false, 6);
        check("35,20名", "35", Scale::One, false, 2);
        check("2000多万吨", "2000", Scale::Wan, true, 6);
        check("4500余万元", "4500", Scale::Wan, true, 6);
        check("5亿多元", "5", Scale::Yi, true, 3);
        check("5千万元", "5000", Scale::Wan, false, 3);
        check("3千米", "3", Scale::One, false, 1);
        check("1.2万亿元", "1.2", Scale::WanYi, false, 5);
        check("十二万元", "12", Scale::Wan, false, 3);
        check("一百零五个", "105", Scale::One, false, 4);
        check("两百多", "200", Scale::One, true, 3);
        check("百亿大关", "100", Scale::Yi, false, 2);
        check("三千八百六十七万亩", "3867", Scale::Wan, false, 8);
        check("一万亿", "1", Scale::WanYi, false, 3);
        check("叁佰", "300", Scale::One, false, 2);
        check("二〇二五年", "2025", Scale::One, false, 4);
        check("三点五万", "3.5", Scale::Wan, false, 4);
        check("十五", "15", Scale::One, false, 2);
        check("一千零二十", "1020", Scale::One, false, 5);
    }

    #[test]
    fn what_is_no_number() {
        for (text, expected) in [
            ("一二三产业", Found::Name(3)),
            ("十四五", Found::Name(3)),
            ("2.56.312个", Found::Damaged(8)),
            ("3?60万元", Found::Damaged(4)),
            ("12?个", Found::Damaged(3)),
            ("11010502034432111222", Found::Name(20)),
        ] {
            let letters: Vec<char> = text.chars().collect();
            assert_eq!(numeral_at(&letters, 0), Some(expected), "{text}");
        }
        assert_eq!(numeral_at(&['甲'], 0), None);
    }
}
