//! What a text says about itself: title, publisher, number, date. Whatever leaves a doubt is marked as
//! not certain, and a date that cannot be read is left out rather than guessed.

use std::ops::Range;

use domain::documents::Span;
use domain::kernel::Date;

use crate::repair::{Repaired, is_han};
use crate::segment::lines;
use crate::times::{self, DocumentTime, Role, Time};
use crate::words::{any_begins, begins, contains_any, ends_with, find};

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

/// How many lines at the top are looked at.
const TOP: usize = 20;
/// How many lines at the end.
const END: usize = 8;

/// Title, publisher, number and date.
pub fn heading(text: &str) -> Heading {
    let repaired = Repaired::new(text);
    let letters = &repaired.chars;
    let all = lines(letters);
    let top: Vec<Range<usize>> = all.iter().take(TOP).cloned().collect();
    let end: Vec<Range<usize>> = all.iter().skip(all.len().saturating_sub(END).max(1)).cloned().collect();
    let original: Vec<char> = text.chars().collect();
    let quoted = |range: Range<usize>| {
        let Span { start, end } = repaired.span(range);
        original.get(start..end).unwrap_or_default().iter().collect::<String>()
    };
    Heading {
        title: title(letters, &top, &quoted),
        issuer: issuer(letters, &top, &end, &quoted),
        doc_number: top
            .iter()
            .find_map(|line| doc_number(letters, line.clone()))
            .map(|range| certain(quoted(range))),
        issued_on: issued_on(letters, &top, &end),
    }
}

fn certain<T>(value: T) -> Proposed<T> {
    Proposed { value, certain: true }
}

/// Words of web pages that stand around a text.
const WEB: &[&str] = &[
    "当前位置",
    "您的位置",
    "您现在的位置",
    "首页",
    "主办",
    "分站",
    "打印",
    "字体",
    "字号",
    "浏览次数",
    "点击",
    "分享",
    "责任编辑",
    "ICP备",
    "公网安备",
    "版权所有",
    "上一篇",
    "下一篇",
    "关闭窗口",
    "扫一扫",
    "登录",
    "注册",
    "无障碍",
    "我要回帖",
    "更多关于",
    "索引号",
    "信息分类",
    "网站地图",
];

/// Whether a line belongs to the page and not to the text.
pub(crate) fn is_web_line(text: &[char], line: Range<usize>) -> bool {
    line.len() <= 60 && (contains_any(text, line.clone(), WEB) || contains_any(text, line, &[" > ", ">>"]))
}

fn title(
    text: &[char],
    top: &[Range<usize>],
    quoted: &dyn Fn(Range<usize>) -> String,
) -> Option<Proposed<String>> {
    let mut at = top
        .iter()
        .enumerate()
        .position(|(at, line)| is_title(text, line.clone()) && !is_letterhead(text, top, at))?;
    if let (Some(line), Some(next)) = (top.get(at), top.get(at + 1)) {
        let names_office = !contains_any(text, line.clone(), &["关于"])
            && any_begins(text, next.start, &["关于"])
            && line.len() <= 24;
        if names_office && (is_title(text, next.clone()) || broken(text, top, at + 1) > 1) {
            at += 1;
        }
    }
    let taken = top.get(at..at + broken(text, top, at))?;
    let last = taken.last()?;
    let official = is_official(text, last.end);
    let meta_follows = top.get(at + taken.len()).is_some_and(|next| {
        contains_any(text, next.clone(), &["来源", "发布时间", "发布日期", "作者"])
            || day_of(text, next.clone()).is_some()
    });
    let value = taken.iter().map(|line| quoted(line.clone())).collect();
    Some(Proposed { value, certain: official || meta_follows })
}

/// Whether something ends as the titles of official papers do.
fn is_official(text: &[char], end: usize) -> bool {
    const KINDS: &[&str] = &[
        "通知", "意见", "方案", "规划", "报告", "通报", "办法", "公报", "计划", "函", "决定", "批复", "公告",
        "请示", "要点", "纲要",
    ];
    KINDS.iter().any(|kind| ends_with(text, end, kind))
}

/// How many lines the title that begins here takes: 关于印发某县, 2026年农村公路, 实施方案的通知.
fn broken(text: &[char], top: &[Range<usize>], at: usize) -> usize {
    const MOST: usize = 4;
    let Some(first) = top.get(at) else { return 1 };
    let unfinished = !is_official(text, first.end)
        && (contains_any(text, first.clone(), &["关于", "印发"])
            || ["年", "的", "和", "与", "及", "、"].iter().any(|word| ends_with(text, first.end, word)));
    let goes_on = |line: &Range<usize>| {
        (2..=40).contains(&line.len())
            && !is_web_line(text, line.clone())
            && !contains_any(text, line.clone(), &["。", ":", "："])
            && doc_number(text, line.clone()).is_none()
    };
    let lines = top.iter().skip(at + 1).take(MOST - 1).take_while(|line| goes_on(line));
    let end = lines.into_iter().position(|line| is_official(text, line.end)).filter(|_| unfinished);
    end.map_or(1, |more| more + 2)
}

/// The name of an office above the number of its paper.
fn is_letterhead(text: &[char], top: &[Range<usize>], at: usize) -> bool {
    let follows = top.get(at + 1).is_some_and(|next| doc_number(text, next.clone()).is_some());
    top.get(at).is_some_and(|line| follows && line.len() <= 30 && is_body(text, line.clone()))
}

fn is_title(text: &[char], line: Range<usize>) -> bool {
    let length = line.len();
    let han = text.get(line.clone()).unwrap_or_default().iter().filter(|c| is_han(**c)).count();
    (5..=70).contains(&length)
        && han * 2 > length
        && !is_web_line(text, line.clone())
        && !ends_with(text, line.end, "。")
        && !ends_with(text, line.end, ":")
        && !any_begins(text, line.start, &["来源", "发布", "作者", "时间", "编辑", "责任", "各", "文号"])
        && !ends_with(text, line.end, "文件")
        && doc_number(text, line.clone()).is_none()
        && !contains_any(text, line, &["。", "来源:", "来源：", "\t", "|"])
}

/// 内政发〔2022〕5号.
fn doc_number(text: &[char], line: Range<usize>) -> Option<Range<usize>> {
    let open = line.clone().find(|at| matches!(text.get(*at), Some('〔' | '[' | '【')))?;
    let year = text.get(open + 1..open + 5)?.iter().all(char::is_ascii_digit);
    let closed = matches!(text.get(open + 5), Some('〕' | ']' | '】'));
    let mut end = open + 6;
    while text.get(end).is_some_and(char::is_ascii_digit) {
        end += 1;
    }
    if !year || !closed || end == open + 6 || text.get(end) != Some(&'号') {
        return None;
    }
    let mut start = open;
    while start > line.start && text.get(start - 1).is_some_and(|c| is_han(*c)) {
        start -= 1;
    }
    (start < open).then_some(start..end + 1)
}

fn issuer(
    text: &[char],
    top: &[Range<usize>],
    end: &[Range<usize>],
    quoted: &dyn Fn(Range<usize>) -> String,
) -> Option<Proposed<String>> {
    for (at, line) in top.iter().enumerate() {
        if is_letterhead(text, top, at) {
            return Some(certain(quoted(line.clone())));
        }
        if let Some(range) =
            labelled(text, line.clone(), &["发文机关", "发布机构", "发布机关", "发布单位", "制发单位"])
        {
            return Some(certain(quoted(range)));
        }
        if ends_with(text, line.end, "文件") && line.len() <= 30 && line.len() > 4 {
            return Some(certain(quoted(line.start..line.end - 2)));
        }
    }
    let signed = end.windows(2).find(|two| match two {
        [name, date] => {
            name.len() <= 30
                && is_body(text, name.clone())
                && date.len() <= 20
                && day_of(text, date.clone()).is_some()
        }
        _ => false,
    });
    if let Some([name, _]) = signed {
        return Some(certain(quoted(name.clone())));
    }
    if let Some(government) = government(text, top, quoted) {
        return Some(government);
    }
    let source =
        top.iter().chain(end).find_map(|line| labelled(text, line.clone(), &["来源", "信息来源", "稿源"]))?;
    Some(Proposed { value: quoted(source), certain: false })
}

/// The government that gives the work report at the top, named there or by its place.
fn government(
    text: &[char],
    top: &[Range<usize>],
    quoted: &dyn Fn(Range<usize>) -> String,
) -> Option<Proposed<String>> {
    const FIRST: usize = 6;
    const NAME: &str = "人民政府";
    let first = top.get(..top.len().min(FIRST)).unwrap_or_default();
    first.iter().find(|line| line.len() <= 40 && contains_any(text, (*line).clone(), &["政府工作报告"]))?;
    let named = first.iter().find_map(|line| {
        let at = find(text, line.clone(), NAME)?;
        place_before(text, line.start, at).map(|start| quoted(start..at + NAME.chars().count()))
    });
    let placed = || {
        first.iter().filter(|line| line.len() <= 60).find_map(|line| {
            let ends = line.clone().find(|at| {
                matches!(text.get(at.wrapping_sub(1)), Some('省' | '市' | '县' | '区' | '旗' | '州' | '盟'))
                    && (text.get(*at).is_some_and(|c| c.is_ascii_digit())
                        || any_begins(text, *at, &["政府", "第", "人民代表大会", "二〇", "二○"]))
            })?;
            place_before(text, line.start, ends).map(|start| format!("{}{NAME}", quoted(start..ends)))
        })
    };
    match named {
        Some(name) => Some(certain(name)),
        None => placed().map(|value| Proposed { value, certain: false }),
    }
}

/// Where the name of a place that ends here begins: behind 在, a date and whatever is no Chinese character.
fn place_before(text: &[char], from: usize, end: usize) -> Option<usize> {
    let start = (from..end)
        .rev()
        .take_while(|at| text.get(*at).is_some_and(|c| is_han(*c) && !"在日年".contains(*c)))
        .last()?;
    (2..=16).contains(&(end - start)).then_some(start)
}

/// Whether a line is the name of an office.
fn is_body(text: &[char], line: Range<usize>) -> bool {
    ["政府", "委员会", "办公室", "局", "厅", "委", "党委", "部", "中心", "领导小组"]
        .iter()
        .any(|word| ends_with(text, line.end, word))
}

/// What stands behind a label and a colon, to the next blank.
fn labelled(text: &[char], line: Range<usize>, labels: &[&str]) -> Option<Range<usize>> {
    labels.iter().find_map(|label| {
        let mut at = find(text, line.clone(), label)? + label.chars().count();
        if !matches!(text.get(at), Some(':' | '：')) {
            return None;
        }
        at += 1;
        while at < line.end && text.get(at).is_some_and(|c| c.is_whitespace()) {
            at += 1;
        }
        let mut end = at;
        while end < line.end
            && text.get(end).is_some_and(|c| !c.is_whitespace() && !"()（），,|".contains(*c))
        {
            end += 1;
        }
        (end > at && end - at <= 30 && !begins(text, at, "作者")).then_some(at..end)
    })
}

fn issued_on(text: &[char], top: &[Range<usize>], end: &[Range<usize>]) -> Option<Proposed<Date>> {
    for line in top {
        let marked = contains_any(
            text,
            line.clone(),
            &["成文日期", "发文日期", "发布日期", "发布时间", "印发日期", "日期:", "时间:"],
        );
        if (marked || line.len() <= 60 && is_meta(text, line.clone()))
            && let Some(day) = day_of(text, line.clone())
        {
            return Some(certain(day));
        }
    }
    let alone = |line: &Range<usize>| line.len() <= 24;
    if let Some(day) = end.iter().rev().filter(|line| alone(line)).find_map(|line| day_of(text, line.clone()))
    {
        return Some(certain(day));
    }
    let dateline = top.iter().find_map(|line| day_of(text, line.start..line.end.min(line.start + 60)))?;
    Some(Proposed { value: dateline, certain: false })
}

/// A line of dates, sources and clicks.
fn is_meta(text: &[char], line: Range<usize>) -> bool {
    let date_first = text.get(line.start).is_some_and(char::is_ascii_digit)
        || matches!(text.get(line.start), Some('(' | '二'));
    (date_first && line.len() <= 24) || contains_any(text, line, &["来源", "作者", "记者", "点击", "浏览"])
}

/// The one day a line names with its year.
fn day_of(text: &[char], line: Range<usize>) -> Option<Date> {
    times::scan(text, line, DocumentTime::default()).into_iter().find_map(|mark| {
        match (mark.role, mark.time) {
            (Role::Plain, Some(Time::AsOf(day))) if names_day(text, &mark.range) => Some(day),
            _ => None,
        }
    })
}

fn names_day(text: &[char], range: &Range<usize>) -> bool {
    !contains_any(text, range.clone(), &["底", "末", "初", "旬"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        text: &str,
        title: Option<&str>,
        issuer: Option<&str>,
        number: Option<&str>,
        day: Option<(i32, u32, u32)>,
    ) {
        let found = heading(text);
        assert_eq!(found.title.map(|p| p.value).as_deref(), title, "title of {text}");
        assert_eq!(found.issuer.map(|p| p.value).as_deref(), issuer, "issuer of {text}");
        assert_eq!(found.doc_number.map(|p| p.value).as_deref(), number, "number of {text}");
        let day = day.and_then(|(year, month, day)| Date::from_ymd_opt(year, month, day));
        assert_eq!(found.issued_on.map(|p| p.value), day, "date of {text}");
    }

    #[test]
    fn headings() {
        check(
            "当前位置: 首页 > 新闻\n\n某县扎实推进乡村建设\n\n2022-07-21    来源:《党建》杂志        点击:\n\n  正文。",
            Some("某县扎实推进乡村建设"),
            Some("《党建》杂志"),
            None,
            Some((2022, 7, 21)),
        );
        check("标题在这里写着\n\n202019日自治区召开会议。", Some("标题在这里写着"), None, None, None);
        check(
            "某县人民政府文件\n某政发〔2023〕12号\n关于印发某县民生实事清单的通知\n各乡镇：\n正文。\n某县人民政府\n2023年3月5日",
            Some("关于印发某县民生实事清单的通知"),
            Some("某县人民政府"),
            Some("某政发〔2023〕12号"),
            Some((2023, 3, 5)),
        );
        check(
            "来源: 长城网  作者:\n2021-10-29 10:08:16\n正文。",
            None,
            Some("长城网"),
            None,
            Some((2021, 10, 29)),
        );
        check("某地讯6月8日,召开会议。正文到2025年底完成。", None, None, None, None);
        check(
            "某县政府工作报告\n二〇二四年一月十五日\n各位代表：",
            Some("某县政府工作报告"),
            Some("某县人民政府"),
            None,
            Some((2024, 1, 15)),
        );
        check("", None, None, None, None);
    }

    #[test]
    fn letterheads_and_broken_titles() {
        check(
            "某县水利局\n某水函〔2026〕12号\n关于报送农村供水工程进展的函\n县政府办：\n正文。",
            Some("关于报送农村供水工程进展的函"),
            Some("某县水利局"),
            Some("某水函〔2026〕12号"),
            None,
        );
        check(
            "关于印发某县\n2026年农村公路建设养护\n实施方案的通知\n各乡镇人民政府：\n正文。",
            Some("关于印发某县2026年农村公路建设养护实施方案的通知"),
            None,
            None,
            None,
        );
        check(
            "某县人民政府办公室\n关于加快农村公路\n建设养护的意见\n正文。",
            Some("关于加快农村公路建设养护的意见"),
            None,
            None,
            None,
        );
    }

    #[test]
    fn a_work_report_is_that_of_a_government() {
        check(
            "政府工作报告\n——在青河县第十八届人民代表大会第五次会议上\n青河县人民政府县长 王某\n各位代表：",
            Some("政府工作报告"),
            Some("青河县人民政府"),
            None,
            None,
        );
        check(
            "2026年青河县政府工作报告\n来源：县融媒体中心\n各位代表：",
            Some("2026年青河县政府工作报告"),
            Some("青河县人民政府"),
            None,
            None,
        );
        check("政府工作报告\n各位代表：", Some("政府工作报告"), None, None, None);
    }
}
