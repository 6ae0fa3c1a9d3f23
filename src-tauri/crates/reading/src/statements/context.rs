//! What governs a sentence from outside of it: the document's date and bent, headings, the words
//! that open a paragraph. Deliberately absent: anything within the sentence.

use std::ops::Range;

use chrono::Datelike;

use super::cues::{self, Cue};
use super::page::Page;
use crate::heading::Heading;
use crate::times::{DocumentTime, Role, Time};
use crate::words::{any_begins, begins, contains_any};

/// Where a text leans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bent {
    /// Plans.
    Target,
    /// Reports.
    Outcome,
}

/// A time that governs more than its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Topic {
    /// What it comes to.
    pub time: Option<Time>,
    /// Its words.
    pub words: Range<usize>,
}

/// What the reader has in mind at a sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    /// The whole document.
    pub document: Option<Bent>,
    /// The section under the last heading.
    pub section: Option<Bent>,
    /// The time in that heading.
    pub section_time: Option<Topic>,
    /// The rest of the paragraph.
    pub paragraph: Option<Bent>,
    /// The time that opened the paragraph.
    pub topic: Option<Topic>,
    /// The one that stood before its first 一是, once there was one.
    pub before_items: Option<Option<Topic>>,
    /// The time in the title.
    pub title_time: Option<Topic>,
    /// Whether the text itself has begun behind its title.
    pub begun: bool,
    /// Whether the last paragraph with figures told of nothing but aims.
    pub aimed: bool,
}

/// The document's date: given, else in its heading, else the latest year it speaks of as its own.
pub(crate) fn document_time(text: &[char], heading: &Heading) -> DocumentTime {
    if let Some(date) = &heading.issued_on {
        return DocumentTime::on(date.value);
    }
    let marks = crate::times::scan(text, 0..text.len(), DocumentTime::default());
    let (mut year, mut far) = (None, None);
    for mark in &marks {
        let named = match mark.time {
            Some(Time::Year(year) | Time::Month(year, _) | Time::Quarter(year, _) | Time::Half(year, _)) => {
                Some(year)
            }
            Some(Time::AsOf(day)) => Some(day.year()),
            Some(Time::Span(from, Some(to))) if from.year() == to.year() => Some(to.year()),
            Some(Time::Span(from, None)) if mark.role == Role::Since => Some(from.year()),
            _ => None,
        };
        let horizon = matches!(mark.role, Role::Due | Role::Compared) || is_far(text, &mark.range);
        match named {
            Some(named) if horizon => far = Some(far.map_or(named, |far: i32| far.min(named))),
            Some(named) => year = year.max(Some(named)),
            None => {}
        }
    }
    let year = year.or(far);
    let dateline = crate::times::scan(text, 0..text.len().min(400), DocumentTime { date: None, year })
        .into_iter()
        .find_map(|mark| match (mark.role, mark.time) {
            (Role::Plain, Some(Time::AsOf(day)))
                if text.get(mark.range.end - 1).is_some_and(|c| matches!(c, '日' | '号')) =>
            {
                Some(day)
            }
            _ => None,
        });
    DocumentTime { date: dateline, year }
}

/// A year that a plan looks ahead to, or one within the name of something.
fn is_far(text: &[char], range: &Range<usize>) -> bool {
    begins(text, range.end, "远景")
        || crate::words::any_ends(
            text,
            range.start,
            &["展望", "面向", "预计", "力争", "争取", "将于", "拟于", "计划", "预计到", "计划于", "预计于"],
        )
        || any_begins(
            text,
            range.end,
            &["年目标", "目标", "打算", "工作打算", "工作计划", "计划", "工作安排", "预期"],
        )
        || range.start > 0 && text.get(range.start - 1) == Some(&'到')
}

const PLAN_TITLES: &[&str] = &[
    "民生实事",
    "实事项目",
    "规划",
    "计划",
    "实施方案",
    "工作方案",
    "行动方案",
    "工作安排",
    "目标任务",
    "任务清单",
    "任务分解",
    "工作要点",
    "实施意见",
    "行动计划",
    "主要目标",
    "重点工作",
    "重点任务",
    "责任清单",
    "目标责任",
    "三年行动",
    "指标体系",
    "分解表",
    "任务表",
    "工作任务",
    "目标分解",
    "若干措施",
    "办实事",
    "件实事",
    "为民办",
    "惠民实事",
];
const REPORT_TITLES: &[&str] = &[
    "完成情况",
    "进展",
    "总结",
    "小结",
    "通报",
    "成效",
    "纪实",
    "综述",
    "公报",
    "回顾",
    "亮点",
    "执行情况",
    "运行情况",
    "落实情况",
    "统计",
    "样板",
    "调度情况",
    "简报",
    "推进情况",
    "公示",
    "进度",
    "取得",
    "喜获",
    "突破",
    "再创",
    "工作情况",
    "情况的",
    "情况汇报",
    "情况报告",
    "工作汇报",
    "述职",
    "提前完成",
    "全部完成",
    "圆满完成",
    "基本完成",
    "超额完成",
    "办结",
    "兑现",
    "答卷",
    "成绩单",
    "双过半",
];

/// Where the document leans, by its title and by what its figures are said with.
pub(crate) fn document_bent(
    page: &Page<'_>,
    heading: &Heading,
    known: DocumentTime,
    lines: &[Range<usize>],
) -> Option<Bent> {
    let title: Vec<char> =
        heading.title.as_ref().map(|title| title.value.chars().collect()).unwrap_or_default();
    let whole = 0..title.len();
    let reports = contains_any(&title, whole.clone(), REPORT_TITLES);
    let plans =
        contains_any(&title, whole, PLAN_TITLES) || asks_for_work(&title, known) || looks_ahead(&title);
    if reports {
        return Some(Bent::Outcome);
    }
    if plans {
        return Some(Bent::Target);
    }
    let (mut planned, mut done, mut all) = (0_usize, 0_usize, 0_usize);
    for line in lines {
        for sentence in page.sentences(line.clone()) {
            if page.figures_in(&sentence.range).is_empty() {
                continue;
            }
            let cues = page.cues_in(&sentence.range);
            let has = |wanted: &[Cue]| cues.iter().any(|cue| wanted.contains(&cue.cue));
            let due = page
                .times_in(&sentence.range)
                .iter()
                .any(|mark| matches!(mark.role, Role::Due | Role::Recurring));
            all += 1;
            planned += usize::from(has(&[Cue::Plan, Cue::Norm, Cue::Future]) || due);
            done += usize::from(has(&[Cue::Done, Cue::Reported, Cue::Past]));
        }
    }
    if planned >= 2 && done * 5 <= planned && planned * 4 >= all {
        Some(Bent::Target)
    } else if done >= 2 && planned * 3 <= done {
        Some(Bent::Outcome)
    } else {
        None
    }
}

/// 某市今年将实施十大项目: a title that tells what is intended and nothing that is done. 要 may be any demand.
fn looks_ahead(title: &[char]) -> bool {
    let cues = cues::scan(title);
    let intends = |hit: &cues::CueHit| {
        matches!(hit.cue, Cue::Plan | Cue::Future) && title.get(hit.start) != Some(&'要')
    };
    cues.iter().any(intends)
        && !cues.iter().any(|hit| matches!(hit.cue, Cue::Done | Cue::Reported | Cue::Past))
}

/// 关于做好2026年春耕工作的通知: a title that sends out work, unless the year it names is over.
fn asks_for_work(title: &[char], known: DocumentTime) -> bool {
    const SENT: &[&str] = &["通知", "意见", "部署", "安排", "方案"];
    const WORK: &[&str] = &[
        "做好",
        "开展",
        "推进",
        "加强",
        "加快",
        "实施",
        "组织",
        "抓好",
        "落实",
        "进一步",
        "促进",
        "支持",
        "推动",
        "强化",
        "深化",
        "印发",
    ];
    const TOLD: &[&str] = &["情况", "结果", "名单", "公布", "表彰", "命名", "认定", "公示", "下达", "转发"];
    let said = |words: &[&str]| contains_any(title, 0..title.len(), words);
    let over = || {
        let marks = crate::times::scan(title, 0..title.len(), known);
        let last = marks.iter().filter_map(|mark| mark.time?.year()).max();
        last.zip(known.year).is_some_and(|(last, year)| last < year)
    };
    said(SENT) && said(WORK) && !said(TOLD) && !over()
}

const SECTION_OUTCOME: &[&str] = &[
    "工作回顾",
    "回顾",
    "完成情况",
    "进展情况",
    "进度",
    "公示",
    "工作总结",
    "主要成效",
    "工作成效",
    "取得的成效",
    "取得成效",
    "主要成绩",
    "工作进展",
    "执行情况",
    "落实情况",
    "运行情况",
    "总体情况",
    "基本情况",
    "开展情况",
    "建设情况",
    "发展成就",
    "主要成就",
    "推进情况",
    "目前进展",
    "完成进度",
    "整改情况",
    "主要做法",
    "做法成效",
    "上半年工作",
    "发展基础",
    "发展现状",
    "现实基础",
];
const SECTION_TARGET: &[&str] = &[
    "工作安排",
    "工作计划",
    "工作打算",
    "下一步",
    "下步",
    "总体要求",
    "主要目标",
    "发展目标",
    "目标任务",
    "重点任务",
    "重点工作",
    "工作目标",
    "工作思路",
    "主要任务",
    "工作任务",
    "预期目标",
    "今后",
    "工作措施",
    "工作重点",
    "具体目标",
    "总体目标",
    "建设任务",
    "任务目标",
    "建设内容",
    "实施内容",
    "工作要求",
    "保障措施",
    "主要预期",
    "奋斗目标",
    "下半年",
    "民生实事",
    "实施计划",
    "任务分工",
    "下阶段",
    "工作内容",
    "补助标准",
    "实施范围",
    "主要指标",
    "发展主要",
    "年计划",
    "打算",
];

impl Context {
    /// A heading, or a line that ends with a colon and heads a list.
    pub fn enter_heading(&mut self, page: &Page<'_>, line: &Range<usize>) {
        let bent = bent_of(page.text, line);
        let time = page.times_in(line).iter().find_map(|mark| match (mark.role, mark.time) {
            (Role::Plain | Role::AsOf | Role::Due | Role::Since, Some(time)) => {
                Some(Topic { time: Some(time), words: mark.range.clone() })
            }
            _ => None,
        });
        if bent.is_some() {
            self.section = bent;
        }
        let as_of = page.times_in(line).iter().any(|mark| mark.role == Role::AsOf);
        let title = !self.begun && self.document.is_some() || as_of;
        self.begun = self.begun || bent.is_some();
        let of_report = contains_any(page.text, line.clone(), &["工作报告"]);
        if title && !as_of && time.is_some() && !of_report {
            self.title_time = time.clone();
        }
        if time.is_some() && (bent.is_some() || title && !of_report)
            || bent.is_some() && is_main(page.text, line)
        {
            let of_title = self.title_time.clone().filter(|_| bent == self.document);
            self.section_time = time.or(of_title);
        }
        self.paragraph = None;
        self.topic = None;
    }

    /// A new paragraph; a question or an answer also ends the section.
    pub fn enter_paragraph(&mut self, page: &Page<'_>, line: &Range<usize>) {
        self.begun = true;
        self.paragraph = (self.aimed && opens_field(page.text, line)).then_some(Bent::Target);
        self.topic = None;
        self.before_items = None;
        if any_begins(page.text, line.start, &["问:", "问：", "答:", "答：", "记者:"])
            || is_question(page.text, line)
        {
            self.section = None;
            self.section_time = None;
        }
    }

    /// 二是, 三是: what was said within the item before is over.
    pub fn enter_item(&mut self) {
        let before = self.before_items.get_or_insert_with(|| self.topic.clone()).clone();
        self.topic = before;
    }

    /// What a sentence says about those behind it.
    pub fn leave_sentence(&mut self, page: &Page<'_>, sentence: &Range<usize>, last: bool) {
        let text = page.text;
        let cues = page.cues_in(sentence);
        let opens = |cue: Cue| {
            cues.iter().find(|hit| hit.cue == cue).is_some_and(|hit| hit.start < sentence.start + 12)
        };
        if opens(Cue::Past) {
            self.paragraph = Some(Bent::Outcome);
        }
        let first = cues.iter().find(|hit| !matches!(hit.cue, Cue::Hope | Cue::Reported));
        match first.map(|hit| (hit.cue, hit.start < sentence.start + OPENING)) {
            Some((Cue::Plan | Cue::Future, true))
                if announces(page, sentence, first.map_or(0, |hit| hit.start))
                    && !cues
                        .iter()
                        .any(|hit| hit.cue == Cue::Done && hit.start < sentence.start + FIRST_WORDS) =>
            {
                self.paragraph = Some(Bent::Target)
            }
            Some((Cue::Done, true)) if self.paragraph == Some(Bent::Target) => self.paragraph = None,
            _ => {}
        }
        let says_figures = page
            .figures_in(sentence)
            .any(|at| page.figures.get(at).is_some_and(|figure| !figure.ordinal && !figure.chinese));
        if !says_figures && sets_aims(text, sentence) {
            self.section = Some(Bent::Target);
        }
        let next = opens(Cue::Next)
            && !contains_any(
                text,
                sentence.start..sentence.end.min(sentence.start + 14),
                &["当前和今后", "未来几"],
            );
        if next {
            self.paragraph = Some(Bent::Target);
        }
        if !last {
            return;
        }
        let heads = matches!(text.get(sentence.end.saturating_sub(1)), Some(':' | '：'))
            || contains_any(
                text,
                sentence.clone(),
                &["以下措施", "以下工作", "如下", "以下几个方面", "以下方面"],
            );
        let heads = heads
            || contains_any(text, sentence.start..sentence.end.min(sentence.start + 3), &["截至", "截止"])
                && sentence.len() < 40
                && page.figures_in(sentence).is_empty();
        if heads && let Some(mark) = page.times_in(sentence).iter().find(|mark| mark.role == Role::AsOf) {
            self.section_time = Some(Topic { time: mark.time, words: mark.range.clone() });
        }
        if next || heads {
            let planned = next
                || cues.iter().any(|hit| matches!(hit.cue, Cue::Plan | Cue::Next))
                || bent_of(text, sentence) == Some(Bent::Target) && sentence.len() < 60;
            let done = cues.iter().any(|hit| matches!(hit.cue, Cue::Done | Cue::Past))
                || contains_any(text, sentence.clone(), SECTION_OUTCOME);
            if next || (planned && !done) {
                self.section = Some(Bent::Target);
            } else if done {
                self.section = Some(Bent::Outcome);
            }
        }
    }
}

/// 在产业发展方面，…: a paragraph that goes on with what the one before began.
fn opens_field(text: &[char], line: &Range<usize>) -> bool {
    const FIRST: usize = 16;
    let opening = line.start..line.end.min(line.start + FIRST);
    begins(text, line.start, "在") && contains_any(text, opening, &["方面，", "方面,", "上，", "领域，"])
}

/// 对今后五年提出了具体目标: a sentence without figures that puts up the aims behind it.
fn sets_aims(text: &[char], sentence: &Range<usize>) -> bool {
    let said = |words: &[&str]| contains_any(text, sentence.clone(), words);
    said(&["目标"])
        && said(&["提出", "明确", "确定", "制定", "谋划"])
        && said(&["今后", "未来", "下一", "新的一年", "到20"])
        && !said(&["完成", "实现了", "确定的目标"])
}

/// 今年，我们计划…: a sentence that announces what follows it.
fn announces(page: &Page<'_>, sentence: &Range<usize>, cue: usize) -> bool {
    let before = sentence.start..cue;
    let dated = page
        .times_in(&before)
        .iter()
        .any(|mark| matches!(mark.time, Some(Time::Year(_))) && matches!(mark.role, Role::Plain | Role::Due));
    dated
        || contains_any(
            page.text,
            before,
            &["我们", "我市", "我县", "我省", "我区", "我旗", "各地", "各级", "部门"],
        )
}

/// How near to its beginning a cue opens a sentence.
const OPENING: usize = 14;

/// How far what a sentence announces is said in it.
const FIRST_WORDS: usize = 40;

fn bent_of(text: &[char], line: &Range<usize>) -> Option<Bent> {
    let reached = ["全面完成", "圆满完成", "超额完成", "如期完成", "完成年度", "完成全年"];
    if contains_any(text, line.clone(), SECTION_OUTCOME)
        || contains_any(text, line.clone(), &reached)
            && !contains_any(text, line.clone(), &["确保", "力争", "必须"])
    {
        Some(Bent::Outcome)
    } else if contains_any(text, line.clone(), SECTION_TARGET) {
        Some(Bent::Target)
    } else {
        None
    }
}

/// 一、 and 第一部分: a heading of the first rank.
fn is_main(text: &[char], line: &Range<usize>) -> bool {
    let number = text.get(line.start).is_some_and(|c| "一二三四五六七八九十第".contains(*c));
    number && contains_any(text, line.start..line.end.min(line.start + 5), &["、", "部分", "章"])
}

/// 四、2024年计划。: a heading that stands in the line it heads.
pub(crate) fn heads_its_line(page: &Page<'_>, sentence: &Range<usize>) -> bool {
    const LONGEST: usize = 24;
    sentence.len() <= LONGEST
        && is_main(page.text, sentence)
        && bent_of(page.text, sentence).is_some()
        && !page.figures_in(sentence).any(|at| page.figures.get(at).is_some_and(|figure| !figure.chinese))
}

/// 1.某报记者:…
fn is_question(text: &[char], line: &Range<usize>) -> bool {
    contains_any(text, line.start..line.end.min(line.start + 20), &["记者:", "记者："])
}

/// Whether a line is a heading: short, without a full stop, without a figure that says something.
pub(crate) fn is_heading(page: &Page<'_>, line: &Range<usize>) -> bool {
    const LONGEST: usize = 45;
    let text = page.text;
    let closed = matches!(text.get(line.end.saturating_sub(1)), Some('。' | ';' | '；' | '，' | ',' | '、'));
    let mut figures = page.figures_in(line);
    let says = figures.any(|at| {
        page.figures.get(at).is_some_and(|figure| {
            !figure.ordinal
                && !figure.round
                && figure.class != crate::quantity::units::Class::Bare
                && figure.class != crate::quantity::units::Class::Item
                && figure.class != crate::quantity::units::Class::Division
                && figure.class != crate::quantity::units::Class::Thing
        })
    });
    let label = contains_any(
        text,
        line.clone(),
        &["来源", "记者", "作者", "编辑", "发布日期", "发布时间", "浏览", "字体"],
    ) || any_begins(
        text,
        line.start,
        &["责任", "牵头", "完成时限", "配合", "时限", "来源", "发布", "单位", "(责任", "(牵头", "关键词"],
    );
    let dated = page.times_in(line).iter().map(|mark| mark.range.len()).sum::<usize>() * 2 > line.len()
        && bent_of(text, line).is_none()
        && !matches!(text.get(line.start), Some('('));
    line.len() <= LONGEST
        && !closed
        && !label
        && !dated
        && !says
        && !contains_any(text, line.clone(), &["。", "；"])
}
