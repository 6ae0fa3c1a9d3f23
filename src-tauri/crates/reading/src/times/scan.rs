//! Finds times: dates in figures, 2022年5月底, 今年以来, 1—5月, “十四五”期间, 每年, 用3年时间. Where the year
//! is missing it is that of the document. Deliberately absent: which statement a time belongs to.

use std::ops::Range;

use chrono::Datelike;
use domain::kernel::Date;

use super::{DocumentTime, Role, Time, TimeMark, month_end};
use crate::quantity::numerals::{Found, numeral_at};
use crate::words::{begins, ends_with, first_of};

/// All times of a stretch of text, in order.
pub(crate) fn scan(text: &[char], range: Range<usize>, known: DocumentTime) -> Vec<TimeMark> {
    let mut found: Vec<TimeMark> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match mark_at(text, at, known) {
            Some(mark) if mark.range.end <= range.end && mark.range.end > at => {
                let floor = found.last().map_or(range.start, |last| last.range.end);
                let mut mark = with_role(text, mark, floor);
                mark.floating = floats(text, &mark);
                at = mark.range.end;
                found.push(mark);
            }
            _ => {
                at = if is_list_number(text, at) {
                    at + 2
                } else if text.get(at).is_some_and(char::is_ascii_digit) {
                    after_digits(text, at)
                } else {
                    at + 1
                }
            }
        }
    }
    found
}

/// 1.7月15日前…: the number of an item, then a date.
fn is_list_number(text: &[char], at: usize) -> bool {
    let first = at == 0 || text.get(at - 1) == Some(&'\n');
    let numbered = text.get(at).is_some_and(char::is_ascii_digit) && text.get(at + 1) == Some(&'.');
    first
        && numbered
        && number(text, at + 2, 4).is_some_and(|(_, end)| matches!(text.get(end), Some('月' | '年')))
}

/// Whether the year is only that of the document.
fn floats(text: &[char], mark: &TimeMark) -> bool {
    const SAID: &[&str] = &["今年", "本年", "去年", "上年", "前年", "明年", "后年", "目前", "现"];
    let words = mark.range.clone();
    let year = text
        .get(words.clone())
        .unwrap_or_default()
        .windows(5)
        .any(|five| matches!(five, [a, _, _, d, '年'] if is_han_digit(*a) && is_han_digit(*d)));
    let said = SAID.iter().any(|word| crate::words::find(text, words.clone(), word).is_some());
    let dated = text.get(words.start).is_some_and(char::is_ascii_digit)
        && words.len() >= 8
        && !text.get(words).unwrap_or_default().contains(&'月');
    let movable = matches!(mark.role, Role::Plain | Role::AsOf | Role::Due);
    let term = matches!(mark.time, Some(Time::Span(from, Some(to))) if from.year() != to.year());
    movable && mark.time.is_some() && !year && !said && !dated && !term
}

fn after_digits(text: &[char], mut at: usize) -> usize {
    while text.get(at).is_some_and(|c| c.is_ascii_digit() || *c == '.' || *c == ',') {
        at += 1;
    }
    at
}

fn mark_at(text: &[char], at: usize, known: DocumentTime) -> Option<TimeMark> {
    let mark = |end: usize, role: Role, time: Option<Time>| {
        Some(TimeMark { range: at..end, role, time, floating: false })
    };
    let c = *text.get(at)?;
    if c.is_ascii_digit() {
        return written_date(text, at)
            .or_else(|| day_first(text, at))
            .or_else(|| written_month(text, at))
            .or_else(|| dated(text, at, known))
            .or_else(|| month_of_year(text, at, known.year, at))
            .or_else(|| duration(text, at));
    }
    let starts =
        "今本去上前明后当全年月上下每按逐目现如截至过近连用历两一二三四五六七八九十〇零“十第头未这同开建自";
    if !starts.contains(c) {
        return None;
    }
    if let Some((length, role)) = first_of(text, at, NOW) {
        return mark(at + length, role, known.date.map(Time::AsOf));
    }
    if let Some((length, _)) = first_of(text, at, RECURRING) {
        return mark(at + length, Role::Recurring, Some(Time::Annual));
    }
    plan_term(text, at)
        .or_else(|| relative(text, at, known))
        .or_else(|| dated(text, at, known))
        .or_else(|| month_of_year(text, at, known.year, at))
        .or_else(|| duration(text, at))
}

const NOW: &[(&str, Role)] = &[
    ("截至目前", Role::Now),
    ("截止目前", Role::Now),
    ("到目前为止", Role::Now),
    ("目前为止", Role::Now),
    ("目前", Role::Now),
    ("现已", Role::Now),
    ("现在", Role::Now),
    ("如今", Role::Now),
    ("当前", Role::Now),
];

const RECURRING: &[(&str, ())] = &[
    ("每年度", ()),
    ("每年", ()),
    ("每半年", ()),
    ("每季度", ()),
    ("每季", ()),
    ("每月", ()),
    ("每周", ()),
    ("每学期", ()),
    ("每学年", ()),
    ("按季度", ()),
    ("按月", ()),
    ("年年", ()),
];

/// 2022-07-21, 2022/7/21, 2022.7.21, with or without a time of day.
fn written_date(text: &[char], at: usize) -> Option<TimeMark> {
    let (year, mut end) = number(text, at, 4)?;
    let separator = *text.get(end).filter(|c| matches!(c, '-' | '/' | '.' | '—'))?;
    let (month, next) = number(text, end + 1, 2)?;
    if text.get(next) != Some(&separator) {
        return None;
    }
    let (day, next) = number(text, next + 1, 2)?;
    let date = Date::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?;
    plausible(year)?;
    end = next;
    let mut clock = end;
    while text.get(clock).is_some_and(|c| c.is_ascii_digit() || matches!(c, ':' | ' ')) {
        clock += 1;
    }
    if text.get(end..clock).is_some_and(|between| between.contains(&':')) {
        end = clock;
    }
    Some(TimeMark { range: at..end, role: Role::Plain, time: Some(Time::AsOf(date)), floating: false })
}

/// 09.09.2020.
fn day_first(text: &[char], at: usize) -> Option<TimeMark> {
    let part = |at: usize| number(text, at, 2).filter(|(_, end)| text.get(*end) == Some(&'.'));
    let (day, end) = part(at)?;
    let (month, end) = part(end + 1)?;
    let (year, end) = number(text, end + 1, 4)?;
    let date = Date::from_ymd_opt(plausible(year)?, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?;
    Some(TimeMark { range: at..end, role: Role::Plain, time: Some(Time::AsOf(date)), floating: false })
}

/// 2021.12 where no unit follows.
fn written_month(text: &[char], at: usize) -> Option<TimeMark> {
    let (year, point) = number(text, at, 4)?;
    let (month, end) = number(text, point + 1, 2)?;
    let month = u32::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let alone =
        text.get(end).is_none_or(|c| matches!(c, ' ' | '\n' | '\t' | '|' | ')' | '，' | '。' | ';' | '前'));
    (point == at + 4 && text.get(point) == Some(&'.') && alone).then_some(TimeMark {
        range: at..end,
        role: Role::Plain,
        time: Some(Time::Month(plausible(year)?, month)),
        floating: false,
    })
}

fn number(text: &[char], at: usize, most: usize) -> Option<(i32, usize)> {
    let mut end = at;
    while end < at + most && text.get(end).is_some_and(char::is_ascii_digit) {
        end += 1;
    }
    if end == at || text.get(end).is_some_and(char::is_ascii_digit) {
        return None;
    }
    let letters: String = text.get(at..end)?.iter().collect();
    Some((letters.parse().ok()?, end))
}

fn plausible(year: i32) -> Option<i32> {
    (1949..=2099).contains(&year).then_some(year)
}

/// A small number in digits or characters.
fn small(text: &[char], at: usize) -> Option<(u32, usize)> {
    if let Some((value, end)) = number(text, at, 4) {
        return Some((u32::try_from(value).ok()?, end));
    }
    match numeral_at(text, at)? {
        Found::Numeral(numeral) if numeral.chinese && !numeral.round => {
            let whole = numeral.value.checked_mul(numeral.scale.factor())?;
            Some((u32::try_from(whole).ok()?, numeral.end))
        }
        _ => None,
    }
}

/// 2022年…, 二〇二二年…, 2021—2025年, 22年? is not a year.
fn dated(text: &[char], at: usize, known: DocumentTime) -> Option<TimeMark> {
    let (year, end) = small(text, at)?;
    let year = plausible(i32::try_from(year).ok()?)?;
    if text.get(end) == Some(&'年') {
        return within_year(text, at, end + 1, year, known);
    }
    let dash = *text.get(end).filter(|c| matches!(c, '—' | '-' | '~' | '至' | '到'))?;
    let mut next = end + 1;
    while text.get(next) == Some(&dash) {
        next += 1;
    }
    let (to, end) = number(text, next, 4)?;
    let to = plausible(to).filter(|to| *to > year)?;
    if text.get(end) != Some(&'年') {
        return None;
    }
    span_of_years(text, at, end + 1, year, to)
}

fn span_of_years(text: &[char], at: usize, end: usize, from: i32, to: i32) -> Option<TimeMark> {
    let end = end + first_of(text, end, &[("期间", ()), ("间", ()), ("度", ())]).map_or(0, |found| found.0);
    let span = Time::Span(Date::from_ymd_opt(from, 1, 1)?, Date::from_ymd_opt(to, 12, 31));
    Some(TimeMark { range: at..end, role: Role::Plain, time: Some(span), floating: false })
}

/// What follows a year: 底, 初, 上半年, 5月底, 以来, or another year.
fn within_year(text: &[char], at: usize, end: usize, year: i32, known: DocumentTime) -> Option<TimeMark> {
    let plain = |end: usize, time: Time| {
        Some(TimeMark { range: at..end, role: Role::Plain, time: Some(time), floating: false })
    };
    let day = |month, day| Date::from_ymd_opt(year, month, day);
    if let Some(dash) = text.get(end).filter(|c| matches!(c, '—' | '-' | '~' | '至' | '到')) {
        let next = end + text.get(end..)?.iter().take_while(|c| *c == dash).count();
        if let Some((to, after)) =
            number(text, next, 4).filter(|(to, _)| plausible(*to).is_some() && *to > year)
            && text.get(after) == Some(&'年')
        {
            return span_of_years(text, at, after + 1, year, to);
        }
    }
    if let Some((length, _)) =
        first_of(text, end, &[("年底", ()), ("年末", ()), ("底", ()), ("末", ()), ("终", ())])
    {
        return plain(end + length, Time::AsOf(day(12, 31)?));
    }
    if let Some((length, _)) = first_of(text, end, &[("年初", ()), ("初", ())]) {
        return plain(end + length, Time::AsOf(day(1, 1)?));
    }
    if let Some(found) = part_of_year(text, end, year) {
        return plain(found.0, found.1);
    }
    if let Some(found) = month_of_year(text, end, Some(year), at) {
        return Some(found);
    }
    let _ = known;
    let end = end
        + first_of(text, end, &[("年度", ()), ("度", ()), ("全年", ()), ("年内", ()), ("期间", ())])
            .map_or(0, |found| found.0);
    plain(end, Time::Year(year))
}

/// 上半年, 前三季度, 一季度.
fn part_of_year(text: &[char], at: usize, year: i32) -> Option<(usize, Time)> {
    let parts: &[(&str, Option<Time>)] = &[
        ("上半年", Some(Time::Half(year, 1))),
        ("下半年", Some(Time::Half(year, 2))),
        ("前三季度", Date::from_ymd_opt(year, 1, 1).map(|from| Time::Span(from, month_end(year, 9)))),
        ("前3季度", Date::from_ymd_opt(year, 1, 1).map(|from| Time::Span(from, month_end(year, 9)))),
        ("前两季度", Some(Time::Half(year, 1))),
        ("第一季度", Some(Time::Quarter(year, 1))),
        ("第二季度", Some(Time::Quarter(year, 2))),
        ("第三季度", Some(Time::Quarter(year, 3))),
        ("第四季度", Some(Time::Quarter(year, 4))),
        ("一季度", Some(Time::Quarter(year, 1))),
        ("二季度", Some(Time::Quarter(year, 2))),
        ("三季度", Some(Time::Quarter(year, 3))),
        ("四季度", Some(Time::Quarter(year, 4))),
    ];
    let (length, time) = first_of(text, at, parts)?;
    let end = at + length;
    let end_of = begins(text, end, "末") || begins(text, end, "底");
    let time = time?;
    if end_of { Some((end + 1, Time::AsOf(time.end()?))) } else { Some((end, time)) }
}

/// 5月, 5月底, 5月8日, 1—5月, 五月份; the mark begins at `start`.
fn month_of_year(text: &[char], at: usize, year: Option<i32>, start: usize) -> Option<TimeMark> {
    let (month, mut end) = small(text, at)?;
    let mut from = None;
    if let Some(dash) = text.get(end).filter(|c| matches!(c, '—' | '-' | '~' | '至' | '到')) {
        let next = end + text.get(end..)?.iter().take_while(|c| *c == dash).count();
        let (to, after) = small(text, next)?;
        from = Some(month);
        (end, _) = (after, to);
        if text.get(end) != Some(&'月') {
            return None;
        }
        return span_of_months(text, year, start, from?, to, end);
    }
    if text.get(end) == Some(&'月')
        && begins(text, end + 1, "至")
        && let Some((to, after)) = small(text, end + 2)
        && text.get(after) == Some(&'月')
    {
        return span_of_months(text, year, start, month, to, after);
    }
    let _ = from;
    if text.get(end) != Some(&'月') || !(1..=12).contains(&month) {
        return None;
    }
    end += 1;
    let open = |end: usize, time: Option<Time>| {
        Some(TimeMark { range: start..end, role: Role::Plain, time, floating: false })
    };
    if let Some((day, after)) = small(text, end)
        && matches!(text.get(after), Some('日' | '号'))
        && (1..=31).contains(&day)
    {
        let date = year.and_then(|year| Date::from_ymd_opt(year, month, day));
        return open(after + 1, date.map(Time::AsOf));
    }
    if let Some((length, _)) = first_of(text, end, &[("份底", ()), ("月底", ()), ("底", ()), ("末", ())])
    {
        return open(end + length, year.and_then(|year| month_end(year, month)).map(Time::AsOf));
    }
    if let Some((length, last)) = first_of(text, end, &[("上旬", 10), ("中旬", 20), ("初", 1)]) {
        return open(
            end + length,
            year.and_then(|year| Date::from_ymd_opt(year, month, last)).map(Time::AsOf),
        );
    }
    if let Some((length, _)) = first_of(text, end, &[("下旬", ())]) {
        return open(end + length, year.and_then(|year| month_end(year, month)).map(Time::AsOf));
    }
    if begins(text, end, "份") {
        end += 1;
    }
    open(end, year.map(|year| Time::Month(year, month)))
}

fn span_of_months(
    text: &[char],
    year: Option<i32>,
    start: usize,
    from: u32,
    to: u32,
    end: usize,
) -> Option<TimeMark> {
    if !(1..=12).contains(&from) || !(1..=12).contains(&to) || from >= to {
        return None;
    }
    let end = end + 1 + usize::from(begins(text, end + 1, "份"));
    let time =
        year.and_then(|year| Some(Time::Span(Date::from_ymd_opt(year, from, 1)?, month_end(year, to))));
    Some(TimeMark { range: start..end, role: Role::Plain, time, floating: false })
}

/// “十四五”期间, 十四五末; a bare “十四五” is only part of a name.
fn plan_term(text: &[char], at: usize) -> Option<TimeMark> {
    let quoted = text.get(at) == Some(&'“');
    let begin = at + usize::from(quoted);
    let (length, number) = first_of(
        text,
        begin,
        &[("十一五", 11), ("十二五", 12), ("十三五", 13), ("十四五", 14), ("十五五", 15), ("十六五", 16)],
    )?;
    let mut end = begin + length + usize::from(quoted && text.get(begin + length) == Some(&'”'));
    let first = 2006 + (number - 11) * 5;
    let (from, to) = (Date::from_ymd_opt(first, 1, 1)?, Date::from_ymd_opt(first + 4, 12, 31)?);
    let endings: &[(&str, u8)] = &[
        ("时期以来", 2),
        ("以来", 2),
        ("期末", 1),
        ("时期末", 1),
        ("末期", 1),
        ("末", 1),
        ("收官", 1),
        ("期间", 0),
        ("时期", 0),
    ];
    let Some((length, sort)) = first_of(text, end, endings) else {
        return Some(TimeMark { range: at..end, role: Role::Duration, time: None, floating: false });
    };
    end += length;
    Some(match sort {
        2 => TimeMark {
            range: at..end,
            role: Role::Since,
            time: Some(Time::Span(from, None)),
            floating: false,
        },
        1 => TimeMark { range: at..end, role: Role::Due, time: Some(Time::Deadline(to)), floating: false },
        _ => TimeMark {
            range: at..end,
            role: Role::Plain,
            time: Some(Time::Span(from, Some(to))),
            floating: false,
        },
    })
}

/// 今年, 去年底, 年内, 上半年, 年底前.
fn relative(text: &[char], at: usize, known: DocumentTime) -> Option<TimeMark> {
    const YEARS: &[(&str, i32)] = &[
        ("今年", 0),
        ("本年度", 0),
        ("本年", 0),
        ("当年", 0),
        ("全年", 0),
        ("年内", 0),
        ("年度内", 0),
        ("去年", -1),
        ("上年度", -1),
        ("上年", -1),
        ("前年", -2),
        ("明年", 1),
        ("后年", 2),
    ];
    let open = |end: usize, time: Option<Time>| {
        Some(TimeMark { range: at..end, role: Role::Plain, time, floating: false })
    };
    let before = at.checked_sub(1).and_then(|i| text.get(i)).copied().unwrap_or(' ');
    if begins(text, at, "全年")
        && crate::words::any_begins(text, at + 2, &["任务", "目标", "计划", "预算", "工作", "各项"])
    {
        return None;
    }
    if let Some((length, shift)) = first_of(text, at, YEARS) {
        if begins(text, at, "上年") && matches!(before, '比' | '较' | '超') {
            return Some(TimeMark {
                range: at..at + length,
                role: Role::Compared,
                time: None,
                floating: false,
            });
        }
        let end = at + length;
        return match known.year {
            Some(year) => within_year(text, at, end, year + shift, known),
            None => open(within_year(text, at, end, 2000, known)?.range.end, None),
        };
    }
    let ends: &[(&str, (u32, u32))] =
        &[("年底", (12, 31)), ("年末", (12, 31)), ("岁末", (12, 31)), ("年初", (1, 1)), ("年中", (6, 30))];
    if let Some((length, (month, day))) = first_of(text, at, ends).filter(|found| {
        !is_han_digit(before)
            && !crate::words::any_begins(
                text,
                at + found.0,
                &["预算", "确定", "目标", "计划", "下达", "任务", "人代会", "制定", "安排的"],
            )
    }) {
        return open(
            at + length,
            known.year.and_then(|year| Date::from_ymd_opt(year, month, day)).map(Time::AsOf),
        );
    }
    let (end, _) = part_of_year(text, at, 2000)?;
    open(end, known.year.and_then(|year| part_of_year(text, at, year)).map(|found| found.1))
}

fn is_han_digit(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十〇两".contains(c)
}

/// 3年, 两年来, 连续3年, 在一年试点期间.
fn duration(text: &[char], at: usize) -> Option<TimeMark> {
    let (count, end) = small(text, at)?;
    let (length, _) =
        first_of(text, end, &[("个年头", ()), ("年半", ()), ("周年", ()), ("学年", ()), ("年", ())])?;
    if count > 200 || begins(text, end, "年级") {
        return None;
    }
    let end = end + length;
    let role =
        if begins(text, end, "来") || begins(text, end, "以来") { Role::Since } else { Role::Duration };
    let end = end
        + first_of(
            text,
            end,
            &[("以来", ()), ("来", ()), ("内", ()), ("时间", ()), ("期间", ()), ("左右", ()), ("以上", ())],
        )
        .map_or(0, |found| found.0);
    Some(TimeMark { range: at..end, role, time: None, floating: false })
}

/// Takes in 截至, 到, 以来, 前 and the like around a time.
fn with_role(text: &[char], mut mark: TimeMark, floor: usize) -> TimeMark {
    const BEFORE: &[(&str, Role)] = &[
        ("截止到", Role::AsOf),
        ("截至到", Role::AsOf),
        ("截至", Role::AsOf),
        ("截止", Role::AsOf),
        ("截止日期:", Role::AsOf),
        ("截止时间:", Role::AsOf),
        ("截至日期:", Role::AsOf),
        ("截至时间:", Role::AsOf),
        ("力争到", Role::Due),
        ("到", Role::Due),
        ("至", Role::Due),
        ("于", Role::Plain),
        ("在", Role::Plain),
    ];
    const COMPARED: &[&str] = &["较", "比", "与", "同", "相比", "相较", "相较于", "对比", "跟"];
    let start = mark.range.start;
    let lead = |word: &str| ends_with(text, start, word) && start - word.chars().count() >= floor;
    let end = mark.range.end;
    if matches!(mark.role, Role::Plain | Role::Due) {
        let since =
            first_of(text, end, &[("以来", ()), ("至今", ()), ("起至今", ()), ("开始", ()), ("起", ())]);
        if let Some((length, ())) = since {
            return since_mark(text, mark, length);
        }
        if COMPARED.iter().any(|word| lead(word)) && !ends_with(text, start, "共同") {
            mark.role = Role::Compared;
            let relative = crate::words::any_begins(text, start, &["去年", "上年", "今年", "年初", "同期"])
                || begins(text, end, "同期");
            mark.time = mark
                .time
                .and_then(|time| time.end())
                .map(|day| Time::SinceYear(day.year()))
                .filter(|_| !relative);
            return mark;
        }
        if let Some((length, ())) = first_of(
            text,
            end,
            &[("底以前", ()), ("底之前", ()), ("底前", ()), ("以前", ()), ("之前", ()), ("前", ())],
        ) && !begins(text, end, "前三季度")
            && !begins(text, end, "前列")
        {
            return due_before(mark, length);
        }
    }
    for (word, role) in BEFORE {
        if lead(word) && matches!(mark.role, Role::Plain) {
            mark.role = if *role == Role::Due && is_from_to(text, start) { Role::Plain } else { *role };
            mark.range.start = start - word.chars().count();
            break;
        }
    }
    mark
}

/// Whether the 到 before a time is that of 由…到….
fn is_from_to(text: &[char], start: usize) -> bool {
    [
        "提高到",
        "增加到",
        "下降到",
        "减少到",
        "延长到",
        "降到",
        "升到",
        "达到",
        "回到",
        "降至",
        "下降至",
        "增至",
        "提升到",
        "扩大到",
        "增长到",
    ]
    .iter()
    .any(|word| ends_with(text, start, word))
}

fn since_mark(text: &[char], mut mark: TimeMark, length: usize) -> TimeMark {
    mark.role = Role::Since;
    mark.range.end += length;
    let from = mark.time.and_then(|time| match time {
        Time::AsOf(day) => Some(day),
        other => other.start(),
    });
    mark.time = from.map(|from| Time::Span(from, None));
    if ends_with(text, mark.range.start, "自") || ends_with(text, mark.range.start, "从") {
        mark.range.start -= 1;
    }
    let (Some(from), Some((years, end))) = (from, repeated_years(text, mark.range.end)) else { return mark };
    mark.range.end = end;
    let last = from.year().saturating_add(years).saturating_sub(1);
    mark.time = Some(Time::Span(from, Date::from_ymd_opt(last, 12, 31)));
    mark.role = Role::Plain;
    mark
}

/// 连续3年(每年) behind 从2020年起.
fn repeated_years(text: &[char], at: usize) -> Option<(i32, usize)> {
    let at = at + first_of(text, at, &[("，", ()), (",", ())]).map_or(0, |found| found.0);
    let (length, ()) = first_of(text, at, &[("连续", ()), ("用", ()), ("利用", ())])?;
    let (years, end) = small(text, at + length)?;
    if text.get(end) != Some(&'年') || !(1..=30).contains(&years) {
        return None;
    }
    let end = end
        + 1
        + first_of(text, end + 1, &[("时间", ()), ("每年", ()), ("内", ())]).map_or(0, |found| found.0);
    Some((i32::try_from(years).ok()?, end))
}

fn due_before(mut mark: TimeMark, length: usize) -> TimeMark {
    mark.role = Role::Due;
    mark.range.end += length;
    mark.time = mark.time.and_then(|time| match time {
        Time::Year(year) => Date::from_ymd_opt(year - 1, 12, 31).map(Time::Deadline),
        other => other.end().map(Time::Deadline),
    });
    mark
}
