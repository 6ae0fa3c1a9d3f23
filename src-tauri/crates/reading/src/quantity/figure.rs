//! Finds the figures of a text: numeral, unit, the words that bound it, ranges, fractions, ordinals.
//! What a figure is said about is no concern here; every number is found, and dates are left out.

use std::ops::Range;

use domain::kernel::Decimal;

use super::bounds::{self, Bound};
use super::numerals::{Found, Numeral, Scale, neighbours, numeral_at};
use super::units::{Class, unit_at};
use crate::words::{begins, first_of};

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    /// With the words that bound it.
    pub range: Range<usize>,
    /// Number and unit.
    pub core: Range<usize>,
    /// The value as printed before 万 and 亿; the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range.
    pub high: Option<Decimal>,
    /// The printed multiplier.
    pub scale: Scale,
    /// The unit without the multiplier.
    pub unit: String,
    /// What the unit measures.
    pub class: Class,
    /// How it is bounded.
    pub bound: Bound,
    /// Whether the bound is said in words before it that sound like a rule (不低于, 至少).
    pub ruled: bool,
    /// Written in characters.
    pub chinese: bool,
    /// Only 百, 千 or 万.
    pub round: bool,
    /// 第.
    pub ordinal: bool,
}

impl Figure {
    /// The unit as printed.
    pub fn uom(&self) -> String {
        format!("{}{}", self.scale.word(), self.unit)
    }

    /// Gives a bare number the unit of its row or column.
    pub fn take_unit(&mut self, words: &str) {
        let letters: Vec<char> = words.chars().collect();
        let scaled = [("万亿", Scale::WanYi), ("万", Scale::Wan), ("亿", Scale::Yi)]
            .iter()
            .find(|(word, _)| words.starts_with(word) && letters.len() > word.chars().count());
        let unit = match scaled {
            Some((word, scale)) if self.scale == Scale::One => {
                self.scale = *scale;
                words.strip_prefix(word).unwrap_or(words)
            }
            _ => words,
        };
        let letters: Vec<char> = unit.chars().collect();
        self.class = unit_at(&letters, 0).map_or(Class::Count, |found| found.1);
        self.unit = unit.to_owned();
    }

    /// A value without 万 and 亿; per cent stay per cent.
    pub fn base_of(&self, value: Decimal) -> Decimal {
        value.checked_mul(self.scale.factor()).unwrap_or(value).normalize()
    }
}

/// A figure, or a spot where digits have run into each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A figure.
    Figure(Figure),
    /// Nobody can say which numbers these were.
    Damaged(Range<usize>),
}

/// The figures of a stretch, leaving out the places in `taken` (sorted).
pub(crate) fn scan(text: &[char], range: Range<usize>, taken: &[Range<usize>]) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut at = range.start;
    let mut next_taken = taken.partition_point(|taken| taken.end <= range.start);
    let mut floor = range.start;
    while at < range.end {
        while taken.get(next_taken).is_some_and(|taken| taken.end <= at) {
            next_taken += 1;
        }
        if let Some(taken) = taken.get(next_taken).filter(|taken| taken.start <= at) {
            at = taken.end;
            floor = at;
            continue;
        }
        let limit = taken.get(next_taken).map_or(range.end, |taken| taken.start.min(range.end));
        match token_at(text, at, floor) {
            Step::Found(token, end) if end <= limit.max(at + 1) => {
                found.push(token);
                at = end;
                floor = end;
            }
            Step::Found(_, end) | Step::Skip(end) => at = end.max(at + 1),
        }
    }
    share_units(text, &mut found);
    found
}

/// 2.16和1.66个百分点, 11个和15个百分点: the last unit is that of all.
fn share_units(text: &[char], found: &mut [Token]) {
    for at in (1..found.len()).rev() {
        let (before, behind) = found.split_at_mut(at);
        let (Some(Token::Figure(first)), Some(Token::Figure(second))) = (before.last_mut(), behind.first())
        else {
            continue;
        };
        let between = text.get(first.core.end..second.core.start).unwrap_or_default();
        let joined = matches!(
            between,
            ['、' | '和' | '及' | '与' | ','] | ['、' | '和' | '及' | '与' | ',', '-' | ' ']
        );
        let bare = first.class == Class::Bare
            && first.scale == Scale::One
            && !first.chinese
            && first.range == first.core
            || first.class == Class::Thing && second.class == Class::Points;
        let shared = matches!(second.class, Class::Points | Class::Percent | Class::Money)
            || first.value.scale() > 0 && second.class != Class::Bare;
        if joined && bare && shared && !second.ordinal {
            first.unit.clone_from(&second.unit);
            first.class = second.class;
            first.scale = second.scale;
        }
    }
}

enum Step {
    Found(Token, usize),
    Skip(usize),
}

fn token_at(text: &[char], at: usize, floor: usize) -> Step {
    let c = text.get(at).copied().unwrap_or(' ');
    if c == '第' {
        return ordinal(text, at);
    }
    for (lead, unit) in [("百分之", "%"), ("千分之", "‰")] {
        if begins(text, at, lead) {
            return in_words(text, at, unit, floor);
        }
    }
    if c == '每' {
        return per_many(text, at);
    }
    if let Some(step) = multiple(text, at).or_else(|| half(text, at, floor)) {
        return step;
    }
    match numeral_at(text, at) {
        None => Step::Skip(at + 1),
        Some(Found::Name(end)) => from_one_to_next(text, at, end, floor).unwrap_or(Step::Skip(end)),
        Some(Found::Damaged(end)) => {
            let end = end + unit_at(text, end).map_or(0, |unit| unit.0);
            Step::Found(Token::Damaged(at..end), end)
        }
        Some(Found::Numeral(numeral)) => with_unit(text, at, numeral, floor),
    }
}

/// 第3位, 第二届.
fn ordinal(text: &[char], at: usize) -> Step {
    let Some(Found::Numeral(numeral)) = numeral_at(text, at + 1) else { return Step::Skip(at + 1) };
    let unit = first_of(text, numeral.end, &[("位", ()), ("名", ())]).map_or(0, |found| found.0);
    let end = numeral.end + unit;
    let figure = Figure {
        range: at..end,
        core: at..end,
        value: numeral.value,
        high: None,
        scale: numeral.scale,
        unit: if unit == 0 { String::new() } else { "位".to_owned() },
        class: Class::Label,
        bound: Bound::Exact,
        ruled: false,
        chinese: numeral.chinese,
        round: numeral.round,
        ordinal: true,
    };
    Step::Found(Token::Figure(figure), end)
}

/// A figure in words, without bounds.
fn in_characters(range: Range<usize>, value: Decimal, unit: &str, class: Class) -> Figure {
    Figure {
        range: range.clone(),
        core: range,
        value,
        high: None,
        scale: Scale::One,
        unit: unit.to_owned(),
        class,
        bound: Bound::Exact,
        ruled: false,
        chinese: true,
        round: false,
        ordinal: false,
    }
}

/// 翻一番 is twice as much, 翻两番 four times.
fn multiple(text: &[char], at: usize) -> Option<Step> {
    const WORDS: &[(&str, i64)] = &[("翻一番", 2), ("翻1番", 2), ("翻两番", 4), ("翻2番", 4), ("翻番", 2)];
    let (length, times) = first_of(text, at, WORDS)?;
    let range = at..at + length;
    let figure = in_characters(range.clone(), Decimal::from(times), "倍", Class::Times);
    Some(Step::Found(Token::Figure(figure), range.end))
}

/// 半数以上, 超过一半.
fn half(text: &[char], at: usize, floor: usize) -> Option<Step> {
    let (length, ()) = first_of(text, at, &[("半数", ()), ("一半", ())])?;
    let figure = in_characters(at..at + length, Decimal::from(50), "%", Class::Percent);
    Some(bounded(text, figure, floor))
}

/// 七八个, 三四十户.
fn from_one_to_next(text: &[char], at: usize, end: usize, floor: usize) -> Option<Step> {
    let (low, high, scale) = neighbours(text, at..end)?;
    let (stop, unit, class) = unit_behind(text, end);
    let counted = matches!(
        class,
        Class::Money
            | Class::Count
            | Class::Thing
            | Class::Item
            | Class::People
            | Class::Event
            | Class::Measure
            | Class::Percent
            | Class::Times
    );
    let figure = in_characters(at..stop, low, &unit, class);
    counted.then(|| bounded(text, Figure { high: Some(high), scale, ..figure }, floor))
}

/// 每百户, 每10万人: the unit of a rate, no figure.
fn per_many(text: &[char], at: usize) -> Step {
    match numeral_at(text, at + 1) {
        Some(Found::Numeral(numeral)) => {
            let whole = numeral.round
                || numeral.scale != Scale::One
                || !numeral.chinese
                || numeral.value > Decimal::ONE;
            let end = numeral.end + unit_at(text, numeral.end).map_or(0, |unit| unit.0);
            Step::Skip(if whole || numeral.value == Decimal::ONE { end } else { at + 1 })
        }
        _ => Step::Skip(at + 1),
    }
}

/// 百分之七十, 百分之七十到八十.
fn in_words(text: &[char], at: usize, unit: &str, floor: usize) -> Step {
    let Some(Found::Numeral(numeral)) = numeral_at(text, at + 3) else { return Step::Skip(at + 3) };
    let mut end = numeral.end;
    let mut high = None;
    if let Some((length, ())) =
        first_of(text, end, &[("至百分之", ()), ("到百分之", ()), ("至", ()), ("到", ())])
        && let Some(Found::Numeral(upper)) =
            numeral_at(text, end + length).filter(|_| !begins(text, end, "到了"))
        && upper.value > numeral.value
    {
        high = Some(upper.value);
        end = upper.end;
    }
    let bound = if numeral.more { Bound::MoreThan } else { Bound::Exact };
    let figure = in_characters(at..end, numeral.value, unit, Class::Percent);
    bounded(text, Figure { high, bound, ..figure }, floor)
}

fn skip_blanks(text: &[char], mut at: usize) -> usize {
    while at < text.len() && text.get(at) == Some(&' ') {
        at += 1;
    }
    at
}

/// The unit behind a numeral, perhaps after blanks: its end, its words, its class.
fn unit_behind(text: &[char], end: usize) -> (usize, String, Class) {
    let at = skip_blanks(text, end);
    let near = at <= end + 2;
    let Some((length, class)) = unit_at(text, at).filter(|_| near) else {
        return (end, String::new(), Class::Bare);
    };
    let mut stop = at + length;
    if text.get(stop) == Some(&'/') {
        let mut per = stop + 1;
        while text.get(per).is_some_and(|c| matches!(c, '万' | '百' | '千' | '十' | '亿')) {
            per += 1;
        }
        if let Some((length, _)) = unit_at(text, per) {
            stop = per + length;
        }
    }
    let words: String = text.iter().take(stop).skip(at).collect();
    (stop, words, class)
}

fn with_unit(text: &[char], at: usize, numeral: Numeral, floor: usize) -> Step {
    let before = at.checked_sub(1).and_then(|i| text.get(i)).copied().unwrap_or(' ');
    let behind = text.get(numeral.end).copied().unwrap_or(' ');
    if before.is_ascii_alphabetic()
        || (before == '.' && !numeral.chinese && at > floor && ends_in_letter(text, at - 1))
    {
        return Step::Skip(numeral.end);
    }
    if let Some(step) = fraction(text, at, &numeral, floor) {
        return step;
    }
    let (mut end, mut unit, mut class) = unit_behind(text, numeral.end);
    if class == Class::Bare && behind.is_ascii_alphabetic() {
        return Step::Skip(numeral.end + 1);
    }
    let mut more = numeral.more;
    if matches!(text.get(end), Some('多')) && class != Class::Bare && unit_at(text, end + 1).is_none() {
        more = true;
        end += 1;
    }
    let (mut value, mut high, mut scale) = (numeral.value, None, numeral.scale);
    let negative = is_negative(text, at, floor);
    if let Some(upper) = upper_end(text, end, &unit) {
        let whole = |value: Decimal, scale: Scale| value.checked_mul(scale.factor());
        let shared = scale == Scale::One && unit.is_empty() && value < upper.value;
        let lower_scale = if shared { upper.scale } else { scale };
        let moved = is_from_to(text, at, end);
        if !moved && whole(value, lower_scale) < whole(upper.value, upper.scale) {
            value = rescaled(value, lower_scale, upper.scale);
            (high, scale, end) = (Some(upper.value), upper.scale, upper.end);
            (unit, class) = (upper.unit, upper.class);
        }
    } else if let Some((second, stop)) = ratio(text, numeral.end, &numeral, &unit) {
        value = second;
        end = stop;
    }
    let at = at - usize::from(negative);
    let figure = Figure {
        range: at..end,
        core: at..end,
        value: if negative { -value.normalize() } else { value.normalize() },
        high: high.map(|high| high.normalize()),
        scale,
        unit,
        class,
        bound: if more { Bound::MoreThan } else { Bound::Exact },
        ruled: false,
        chinese: numeral.chinese,
        round: numeral.round,
        ordinal: false,
    };
    bounded(text, figure, floor)
}

/// -3.19: a dash that stands between no two numbers or words.
fn is_negative(text: &[char], at: usize, floor: usize) -> bool {
    let dash = at > floor && matches!(text.get(at - 1), Some('-' | '—'));
    let before = at.checked_sub(2).and_then(|at| text.get(at)).copied().unwrap_or(' ');
    dash && matches!(
        before,
        '为' | '达' | '长' | '至' | '到' | ' ' | '[' | '〔' | '\t' | '、' | '，' | '(' | '是' | '|' | ':'
    )
}

fn ends_in_letter(text: &[char], end: usize) -> bool {
    end.checked_sub(1).and_then(|i| text.get(i)).is_some_and(char::is_ascii_alphabetic)
}

/// A value counted in another multiplier: 8000 to 1.2万 begins at 0.8万.
fn rescaled(value: Decimal, from: Scale, to: Scale) -> Decimal {
    let whole = value.checked_mul(from.factor());
    whole.and_then(|whole| whole.checked_div(to.factor())).unwrap_or(value)
}

struct Upper {
    end: usize,
    value: Decimal,
    scale: Scale,
    unit: String,
    class: Class,
}

/// The upper end of a range behind a number: —5人, 到15户, ~9%.
fn upper_end(text: &[char], end: usize, unit: &str) -> Option<Upper> {
    let mut at = skip_blanks(text, end);
    let dash = *text.get(at).filter(|c| matches!(c, '—' | '-' | '~' | '至' | '到'))?;
    while text.get(at) == Some(&dash) {
        at += 1;
    }
    at = skip_blanks(text, at);
    let Found::Numeral(numeral) = numeral_at(text, at)? else { return None };
    let (stop, upper_unit, class) = unit_behind(text, numeral.end);
    let fits = unit.is_empty() && class != Class::Bare || unit == upper_unit;
    fits.then_some(Upper { end: stop, value: numeral.value, scale: numeral.scale, unit: upper_unit, class })
}

/// Whether 由 or 从 before makes 到 a change and no range.
fn is_from_to(text: &[char], at: usize, end: usize) -> bool {
    let is_word = matches!(text.get(skip_blanks(text, end)), Some('至' | '到'));
    is_word
        && text
            .iter()
            .take(at)
            .rev()
            .take(8)
            .take_while(|c| !"，,。;、".contains(**c))
            .any(|c| matches!(c, '由' | '从'))
}

/// 三分之二, 2/3? no: only in words.
fn fraction(text: &[char], at: usize, numeral: &Numeral, floor: usize) -> Option<Step> {
    if !begins(text, numeral.end, "分之") || numeral.scale != Scale::One {
        return None;
    }
    let Found::Numeral(upper) = numeral_at(text, numeral.end + 2)? else { return None };
    let share = upper.value.checked_div(numeral.value)?.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(4);
    let bound = if upper.more { Bound::MoreThan } else { Bound::Exact };
    let figure = in_characters(at..upper.end, share.normalize(), "%", Class::Percent);
    Some(bounded(text, Figure { bound, ..figure }, floor))
}

/// 2.3:1 and 1:2.5 are 2.3 and 2.5.
fn ratio(text: &[char], end: usize, first: &Numeral, unit: &str) -> Option<(Decimal, usize)> {
    if text.get(end) != Some(&':') || !unit.is_empty() || first.chinese {
        return None;
    }
    let Found::Numeral(second) = numeral_at(text, end + 1)? else { return None };
    if second.chinese || text.get(second.end) == Some(&':') || unit_at(text, second.end).is_some() {
        return None;
    }
    if second.value == Decimal::ONE {
        Some((first.value, second.end))
    } else if first.value == Decimal::ONE {
        Some((second.value, second.end))
    } else {
        None
    }
}

/// Takes in 不低于, 以上 and the like.
fn bounded(text: &[char], mut figure: Figure, floor: usize) -> Step {
    let mut start = figure.core.start;
    while start > floor && text.get(start - 1) == Some(&' ') {
        start -= 1;
    }
    if let Some((length, bound)) = bounds::before(text, start).filter(|(length, _)| start - length >= floor) {
        let words: String = text.iter().take(start).skip(start - length).collect();
        figure.ruled = words.starts_with('不') && !matches!(words.as_str(), "不足" | "不到" | "不满")
            || matches!(words.as_str(), "至少" | "最少" | "至多" | "最多" | "≥" | "≤" | ">=" | "<=");
        figure.bound = bound;
        figure.range.start = start - length;
    }
    let steps = text.get(figure.core.start).is_some_and(|c| "十百千万亿".contains(*c));
    if let Some(bound) = bounds::vague(text, figure.core.start)
        .filter(|_| steps && figure.chinese && figure.core.start > floor && figure.bound == Bound::Exact)
    {
        figure.bound = bound;
        figure.range.start = figure.core.start - 1;
    }
    let mut end = skip_blanks(text, figure.core.end);
    if end > figure.core.end + 1 {
        end = figure.core.end;
    }
    if let Some((length, bound)) = bounds::after(text, end) {
        let keeps = bound == Bound::AtLeast && figure.bound == Bound::MoreThan;
        if !keeps {
            figure.bound = bound;
        }
        figure.range.end = end + length;
    }
    let end = figure.range.end;
    Step::Found(Token::Figure(figure), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str, Option<&str>, &str, Bound)]) {
        let letters: Vec<char> = text.chars().collect();
        let found: Vec<_> = scan(&letters, 0..letters.len(), &[])
            .into_iter()
            .map(|token| match token {
                Token::Figure(figure) => {
                    let words: String = letters[figure.range.clone()].iter().collect();
                    (
                        words,
                        figure.value.to_string(),
                        figure.high.map(|high| high.to_string()),
                        figure.uom(),
                        figure.bound,
                    )
                }
                Token::Damaged(range) => {
                    (letters[range].iter().collect(), "?".to_owned(), None, String::new(), Bound::Exact)
                }
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(words, value, high, uom, bound)| {
                ((*words).to_owned(), (*value).to_owned(), high.map(str::to_owned), (*uom).to_owned(), *bound)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn figures() {
        use Bound::{About, AtLeast, AtMost, Exact, MoreThan};
        check("卫生厕所31.6万户", &[("31.6万户", "31.6", None, "万户", Exact)]);
        check("达到55%以上", &[("55%以上", "55", None, "%", AtLeast)]);
        check("不低于200平米", &[("不低于200平米", "200", None, "平米", AtLeast)]);
        check("10到15户群众", &[("10到15户", "10", Some("15"), "户", Exact)]);
        check("干部3—5人", &[("3—5人", "3", Some("5"), "人", Exact)]);
        check("增长5%—6%", &[("5%—6%", "5", Some("6"), "%", Exact)]);
        check("增长8.5~9%", &[("8.5~9%", "8.5", Some("9"), "%", Exact)]);
        check("8000至1.2万元", &[("8000至1.2万元", "0.8", Some("1.2"), "万元", Exact)]);
        check("一至三名", &[("一至三名", "1", Some("3"), "名", Exact)]);
        check("近12万公里", &[("近12万公里", "12", None, "万公里", About)]);
        check("节约12万元", &[("12万元", "12", None, "万元", Exact)]);
        check("4500余万元", &[("4500余万元", "4500", None, "万元", MoreThan)]);
        check("5400余名干部", &[("5400余名", "5400", None, "名", MoreThan)]);
        check("提高1.07个百分点", &[("1.07个百分点", "1.07", None, "个百分点", Exact)]);
        check("百分之七十以上", &[("百分之七十以上", "70", None, "%", AtLeast)]);
        check("六成农户", &[("六成", "6", None, "成", Exact)]);
        check("三分之二", &[("三分之二", "66.6667", None, "%", Exact)]);
        check("缩小到2.3:1", &[("2.3:1", "2.3", None, "", Exact)]);
        check("控制在5.5%以内", &[("控制在5.5%以内", "5.5", None, "%", AtMost)]);
        check("新建 5 个 村", &[("5 个", "5", None, "个", Exact)]);
        check("增长率为-3.19‰", &[("-3.19‰", "-3.19", None, "‰", Exact)]);
        check(
            "回落2.16和1.66个百分点",
            &[("2.16", "2.16", None, "个百分点", Exact), ("1.66个百分点", "1.66", None, "个百分点", Exact)],
        );
        check("每百户30.1辆", &[("30.1辆", "30.1", None, "辆", Exact)]);
        check("浓度35微克/立方米", &[("35微克/立方米", "35", None, "微克/立方米", Exact)]);
        check("PM2.5和5G基站", &[]);
        check("提高2.56.312个百分点", &[("2.56.312个百分点", "?", None, "", Exact)]);
        check("一二三产业", &[]);
        check("位居第3位", &[("第3位", "3", None, "位", Exact)]);
        check("100亿元左右", &[("100亿元左右", "100", None, "亿元", About)]);
        check("12000元/人", &[("12000元/人", "12000", None, "元/人", Exact)]);
        check("由5万元到8万元", &[("5万元", "5", None, "万元", Exact), ("8万元", "8", None, "万元", Exact)]);
    }
}
