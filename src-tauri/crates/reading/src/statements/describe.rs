//! What a figure is said about, in words: indicator, scope, accumulation. The words are taken from the
//! clause; they are a proposal that a person edits.

use std::ops::Range;

use super::kind::Kind;
use super::page::Page;
use super::places::Places;
use crate::quantity::figure::Figure;
use crate::quantity::units::Class;
use crate::times::{Role, Time};
use crate::words::{any_ends, contains_any, first_of, last_of};

/// How values of an indicator add up over time (contracts.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accumulation {
    /// Since a beginning.
    Cumulative,
    /// Within a period.
    Period,
    /// At a day.
    Stock,
    /// A share, a coefficient, a change.
    Rate,
}

impl Accumulation {
    /// The word of the contract.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cumulative => "cumulative",
            Self::Period => "period",
            Self::Stock => "stock",
            Self::Rate => "rate",
        }
    }
}

/// Verbs and adverbs between an indicator and its figure, longest first.
const REACHING: &[&str] = &[
    "分别达到",
    "分别提高到",
    "分别为",
    "稳定在",
    "保持在",
    "提高到",
    "提升到",
    "提高至",
    "提升至",
    "上升到",
    "增加到",
    "增长到",
    "扩大到",
    "发展到",
    "下降到",
    "下降至",
    "降低到",
    "减少到",
    "控制在",
    "达到了",
    "实现了",
    "完成了",
    "达到",
    "突破",
    "超过",
    "实现",
    "完成",
    "增至",
    "降至",
    "升至",
    "总计",
    "共计",
    "累计",
    "约为",
    "比例为",
    "分别",
    "达",
    "为",
    "是",
    "占",
    "约",
    "近",
    "超",
    "在",
    "共",
    "有",
    "至",
    "到",
    "了",
    "均",
    "已",
    "各",
    "等",
    "由",
    "从",
    "只",
    "仅",
    "的",
    ":",
    "：",
    " ",
    "要",
    "将",
    "(",
    "“",
];

/// Words at the beginning of a clause that do not belong to the name.
const OPENING: &[&str] = &[
    "其中",
    "同时",
    "全面",
    "力争",
    "确保",
    "计划",
    "规划",
    "预计",
    "争取",
    "目前",
    "已经",
    "累计",
    "共计",
    "全年",
    "今年",
    "年内",
    "进一步",
    "持续",
    "积极",
    "大力",
    "着力",
    "扎实",
    "稳步",
    "加快",
    "深入",
    "切实",
    "重点",
    "全区",
    "全市",
    "全县",
    "全省",
    "全旗",
    "全盟",
    "全镇",
    "全乡",
    "我区",
    "我市",
    "我县",
    "我省",
    "我旗",
    "我们",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "共",
    "已",
    "现已",
    "拟",
    "将",
    "要",
    "并",
    "等",
    "对",
    "使",
    "推动",
    "实现",
    "做到",
    ",",
    "，",
    "、",
    "和",
    "及",
    "与",
    "的",
    " ",
    "；",
    ";",
    "”",
    ")",
    "-",
    "·",
];

/// The name of the indicator of a figure.
pub(crate) fn indicator(
    page: &Page<'_>,
    clause: &Range<usize>,
    figure: &Figure,
    previous_end: usize,
) -> String {
    let text = page.text;
    let left = before(page, previous_end.max(clause.start)..figure.range.start);
    let right = behind(page, clause, figure);
    let left_words = words(text, &left);
    let right_words = words(text, &right);
    let suffix = match figure.class {
        Class::People => "人数",
        Class::Count | Class::Thing | Class::Item | Class::Place => "数",
        Class::Event => "次数",
        _ => "",
    };
    if left_words.chars().count() >= 3
        && (right_words.is_empty()
            || !matches!(
                figure.class,
                Class::People | Class::Count | Class::Thing | Class::Item | Class::Event
            ))
    {
        return if left_words.ends_with(['数', '率', '量', '额']) {
            left_words
        } else {
            format!("{left_words}{suffix}")
        };
    }
    let name = format!("{left_words}{right_words}");
    if name.is_empty() { String::new() } else { format!("{name}{suffix}") }
}

/// Whether a name only says how something changed, or that it is a share: 同比增长, 比上年提高, 占.
pub(crate) fn is_only_change(name: &str) -> bool {
    const CHANGING: &[&str] = &[
        "同比", "环比", "增长", "提高", "下降", "减少", "增加", "提升", "上升", "降低", "收窄", "回落",
        "同期", "上年", "去年", "分别", "平均", "幅度", "增幅", "降幅", "比", "较", "占", "达到", "达", "为",
        "和", "的", "其中", "、",
    ];
    let mut rest = name.to_owned();
    for word in CHANGING {
        rest = rest.replace(word, "");
    }
    rest.chars().count() < 2
}

/// The part of an enumeration that a figure of 分别… belongs to: 甲、乙分别达到79名、276名.
pub(crate) fn respective(page: &Page<'_>, clause: &Range<usize>, figure: &Figure) -> Option<String> {
    let text = page.text;
    let at = crate::words::find(text, clause.start..figure.range.start, "分别")?;
    let behind = page.figures_in(&(at..clause.end));
    let place = page.figures_in(&(at..figure.range.start)).len();
    let head: String = words(text, &before(page, clause.start..at));
    let parts: Vec<&str> = split_outside_brackets(&head);
    (parts.len() == behind.len() && parts.len() > 1)
        .then(|| parts.get(place).map(|part| (*part).to_owned()))
        .flatten()
}

fn split_outside_brackets(head: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    head.split(|c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0 && matches!(c, '、' | '和' | '及' | '与')
    })
    .filter(|part| !part.is_empty())
    .collect()
}

/// The name for a coverage word.
pub(crate) fn covered(page: &Page<'_>, clause: &Range<usize>, at: &Range<usize>) -> String {
    let left = words(page.text, &before(page, clause.start..at.start));
    let right = words(page.text, &(at.end..clause.end));
    let name = if left.chars().count() >= 4 {
        format!("{left}{}", if right.chars().count() <= 12 { right } else { String::new() })
    } else {
        format!("{left}{right}")
    };
    format!("{name}比例")
}

fn words(text: &[char], range: &Range<usize>) -> String {
    text.get(range.clone()).unwrap_or_default().iter().filter(|c| !c.is_whitespace()).collect()
}

/// The words before a figure, without times, openings and the verb that reaches it.
fn before(page: &Page<'_>, range: Range<usize>) -> Range<usize> {
    let text = page.text;
    let mut start = range.start;
    let mut end = range.end;
    if let Some(mark) = page.times_in(&range).iter().rev().find(|mark| mark.range.end <= range.end) {
        start = start.max(mark.range.end);
    }
    loop {
        let opening =
            OPENING.iter().find_map(|word| first_of(text, start, &[(word, ())]).map(|found| found.0));
        match opening {
            Some(length) if start + length <= end => start += length,
            _ => break,
        }
    }
    loop {
        let reaching =
            REACHING.iter().find_map(|word| last_of(text, end, &[(word, ())]).map(|found| found.0));
        match reaching {
            Some(length) if start + length <= end => end -= length,
            _ => break,
        }
    }
    start..end
}

/// The noun behind a figure.
fn behind(page: &Page<'_>, clause: &Range<usize>, figure: &Figure) -> Range<usize> {
    const LONGEST: usize = 18;
    let text = page.text;
    let mut start = figure.range.end;
    if text.get(start) == Some(&'的') {
        start += 1;
    }
    let next = page
        .figures_in(&(start..clause.end))
        .next()
        .and_then(|at| page.figures.get(at))
        .map_or(clause.end, |next| next.range.start);
    let stop = (start..next.min(start + LONGEST))
        .find(|at| text.get(*at).is_some_and(|c| "、，,;；(。".contains(*c)))
        .unwrap_or(next.min(start + LONGEST));
    start..stop.max(start)
}

/// How the values add up.
pub(crate) fn accumulation(
    page: &Page<'_>,
    clause: &Range<usize>,
    figure: Option<&Figure>,
    kind: Kind,
    time: Option<Time>,
    role: Option<Role>,
) -> Accumulation {
    let text = page.text;
    let Some(figure) = figure else { return Accumulation::Rate };
    let left = clause.start..figure.range.start;
    let change = is_change(page, clause, figure);
    if matches!(figure.class, Class::Percent | Class::Points | Class::Times)
        || figure.class == Class::Bare
            && figure.unit.is_empty()
            && figure.scale == crate::quantity::numerals::Scale::One
        || change && figure.class == Class::Percent
    {
        return Accumulation::Rate;
    }
    if figure.ordinal {
        return Accumulation::Stock;
    }
    if contains_any(text, left.clone(), &["累计", "先后"]) || role == Some(Role::Since) {
        return Accumulation::Cumulative;
    }
    if matches!(
        time,
        Some(Time::Year(_) | Time::Annual | Time::Quarter(..) | Time::Half(..) | Time::Month(..))
    ) || kind == Kind::Target
        && matches!(time, Some(Time::Deadline(_)))
        && !contains_any(text, left.clone(), &["达到", "保持", "稳定"])
        || contains_any(text, left.clone(), &["产量", "产值", "收入", "报酬"])
    {
        return Accumulation::Period;
    }
    if role == Some(Role::AsOf)
        || matches!(figure.class, Class::People | Class::Place)
        || contains_any(
            text,
            left.clone(),
            &["现有", "共有", "达到", "面积", "设置", "配备", "选派", "结对", "保持"],
        )
    {
        return Accumulation::Stock;
    }
    Accumulation::Cumulative
}

/// Whether a figure says how much something changed.
pub(crate) fn is_change(page: &Page<'_>, clause: &Range<usize>, figure: &Figure) -> bool {
    const CHANGING: &[&str] = &[
        "增长",
        "提高",
        "下降",
        "减少",
        "增加",
        "提升",
        "上升",
        "降低",
        "回落",
        "增收",
        "增产",
        "高出",
        "高于",
        "下降了",
        "增长了",
        "提高了",
        "增加了",
        "压减",
        "同比",
        "环比",
    ];
    figure.class == Class::Points
        || any_ends(page.text, figure.range.start, CHANGING)
        || contains_any(
            page.text,
            clause.start.max(figure.range.start.saturating_sub(6))..figure.range.start,
            &["同比", "环比"],
        )
}

/// The place a statement is about: 每个… in its clause, else a named place at its beginning.
pub(crate) fn scope(
    page: &Page<'_>,
    sentence: &Range<usize>,
    clause: &Range<usize>,
    at: usize,
    places: &Places,
) -> Option<String> {
    let text = page.text;
    if let Some(each) = (clause.start..at).find(|place| {
        text.get(*place) == Some(&'每')
            && text.get(*place + 1).is_some_and(|c| "个名户村人所位镇乡家".contains(*c))
    }) {
        let mut end = each + 1;
        while end < at.min(each + 14)
            && text.get(end).is_some_and(|c| crate::repair::is_han(*c))
            && !crate::words::any_begins(
                text,
                end,
                &[
                    "安排", "分包", "至少", "常态", "每年", "结对", "配", "不", "建", "培", "补", "联", "有",
                    "发", "选", "都", "要", "达", "投",
                ],
            )
        {
            end += 1;
        }
        return Some(words(text, &(each..end)));
    }
    places.last_in(text, &(sentence.start..at)).or_else(|| places.whole.clone())
}
