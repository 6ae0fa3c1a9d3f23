//! Whether something is aimed at or reported. Every sign has a weight and a name; the sum decides, and
//! the names that spoke for the result are its rules. Without any sign a figure is reported.

use std::ops::Range;

use super::context::{Bent, Context};
use super::cues::{Cue, CueHit};
use super::page::{Page, Sentence, enclosed};
use super::when::When;
use crate::quantity::Bound;
use crate::quantity::figure::Figure;
use crate::quantity::units::Class;
use crate::times::{DocumentTime, Role, Time};
use crate::words::{any_begins, any_ends, begins, contains_any};

/// Target or outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Aimed at or demanded.
    Target,
    /// Reported as done, paid, allocated or in force.
    Outcome,
}

/// Signs with their weights; above zero they speak for a target.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence(Vec<(&'static str, i32)>);

impl Evidence {
    /// Adds a sign.
    pub fn add(&mut self, rule: &'static str, weight: i32) {
        self.0.push((rule, weight));
    }

    /// Whether a sign was seen.
    pub fn has(&self, rule: &str) -> bool {
        self.0.iter().any(|(seen, _)| *seen == rule)
    }

    /// What they come to, with the rules that spoke for it.
    pub fn decide(&self) -> (Kind, Vec<&'static str>) {
        let sum: i32 = self.0.iter().map(|(_, weight)| weight).sum();
        let kind = if sum > 0 { Kind::Target } else { Kind::Outcome };
        let agrees = |weight: i32| if kind == Kind::Target { weight > 0 } else { weight < 0 };
        let mut rules: Vec<&'static str> =
            self.0.iter().filter(|(_, weight)| agrees(*weight)).map(|(rule, _)| *rule).collect();
        rules.dedup();
        (kind, rules)
    }
}

/// What is being judged.
pub(crate) struct Subject<'a> {
    /// Its sentence.
    pub sentence: &'a Sentence,
    /// Its clause.
    pub clause: &'a Range<usize>,
    /// The figure or the coverage word.
    pub at: &'a Range<usize>,
    /// The figure, if it is one.
    pub figure: Option<&'a Figure>,
    /// Its time.
    pub when: &'a When,
    /// Whether it is the value that something started from.
    pub baseline: bool,
}

/// All signs for and against a target.
pub(crate) fn weigh(
    page: &Page<'_>,
    context: &Context,
    known: DocumentTime,
    subject: &Subject<'_>,
) -> Evidence {
    let mut evidence = Evidence::default();
    evidence.add("default.outcome", -1);
    if subject.baseline {
        evidence.add("figure.baseline", -20);
    }
    let done_here = cues_before(page, subject, &mut evidence);
    cues_behind(page, subject, &mut evidence);
    rules_within(page, subject, done_here, &mut evidence);
    by_time(page, known, subject, &mut evidence);
    match context.document {
        Some(Bent::Target) => evidence.add("document.plan", 2),
        Some(Bent::Outcome) => evidence.add("document.report", -1),
        None => {}
    }
    match (context.paragraph, context.section) {
        (Some(Bent::Target), _) => evidence.add("paragraph.plan", 3),
        (Some(Bent::Outcome), _) => evidence.add("paragraph.report", -3),
        (None, Some(Bent::Target)) => evidence.add("section.plan", 3),
        (None, Some(Bent::Outcome)) => evidence.add("section.report", -2),
        (None, None) => {}
    }
    evidence
}

/// The nearest cue before decides; a weak one lets the next one speak too. Says whether it is done in
/// the same clause.
fn cues_before(page: &Page<'_>, subject: &Subject<'_>, evidence: &mut Evidence) -> bool {
    let range = subject.sentence.range.start..subject.at.start;
    for cue in page.cues_in(&range).iter().rev() {
        if !reaches(page.text, subject, cue) {
            continue;
        }
        let here = cue.start >= subject.clause.start;
        if cue.cue == Cue::Plan && is_set_against(page, subject, cue) {
            evidence.add("cue.against_plan", -5);
            return false;
        }
        if cue.cue == Cue::Hope
            && contains_any(page.text, cue.end..subject.at.start, &["可完成", "可实现", "可达", "能完成"])
        {
            evidence.add("cue.forecast", -4);
        }
        let apart = contains_any(page.text, cue.end..subject.at.start, &[";", "；"]);
        let (rule, near, far) = match cue.cue {
            Cue::Plan => ("cue.plan", 6, 5),
            Cue::Future => ("cue.future", 5, 4),
            Cue::Norm => ("cue.norm", 5, 4),
            Cue::Next => ("cue.next", 5, 5),
            Cue::Hope => ("cue.hope", 1, 1),
            Cue::Done => ("cue.done", -6, if apart { -2 } else { -4 }),
            Cue::Reported => ("cue.reported", -3, -2),
            Cue::Past => ("cue.past", -4, -4),
            Cue::Nothing => continue,
        };
        evidence.add(rule, if here { near } else { far });
        if !matches!(cue.cue, Cue::Reported | Cue::Hope) {
            return here && cue.cue == Cue::Done;
        }
    }
    false
}

/// 计划60台，到位60台: a clause behind the plan that tells the same quantity as performed.
fn is_set_against(page: &Page<'_>, subject: &Subject<'_>, cue: &CueHit) -> bool {
    const PERFORMED: &[&str] =
        &["到位", "实际", "已", "建成", "完成", "实有", "开工", "落实", "竣工", "超计划"];
    let planned = subject.sentence.clause_at(cue.start);
    let unit = |clause: &Range<usize>| {
        let mut figures = page.figures_in(clause).filter_map(|at| page.figures.get(at));
        figures.find(|figure| !figure.round).map(|figure| &figure.unit)
    };
    let Some(wanted) = unit(&planned) else { return false };
    subject.sentence.clauses.iter().any(|clause| {
        clause.start > planned.start
            && clause.start <= subject.at.start
            && any_begins(page.text, clause.start, PERFORMED)
            && unit(clause) == Some(wanted)
    })
}

/// A cue in brackets or in a title says nothing about what stands outside.
fn reaches(text: &[char], subject: &Subject<'_>, cue: &CueHit) -> bool {
    let sentence = &subject.sentence.range;
    for (open, close) in [('(', ')'), ('《', '》'), ('<', '>')] {
        if let Some(inside) = enclosed(text, sentence, cue.start, open, close)
            && !(inside.start <= subject.at.start && subject.at.end <= inside.end)
        {
            return false;
        }
    }
    true
}

fn cues_behind(page: &Page<'_>, subject: &Subject<'_>, evidence: &mut Evidence) {
    let text = page.text;
    let range = subject.at.end..subject.clause.end;
    let next_figure = page
        .figures_in(&range)
        .next()
        .and_then(|at| page.figures.get(at))
        .map_or(range.end, |figure| figure.range.start);
    let range = range.start..next_figure.max(range.start);
    if contains_any(text, range.clone(), &["已", "了", "全部到位", "目前", "顺利", "得到"])
        && !contains_any(text, range.clone(), &["为了", "除了", "了解", "不了"])
    {
        evidence.add("cue.done_behind", -5);
    }
    if counts_things(subject.figure)
        && contains_any(
            text,
            range.clone(),
            &["完成", "通过验收", "竣工", "开工", "投入使用", "投用", "达标"],
        )
        && !contains_any(text, range.clone(), &["将", "力争", "预计", "计划", "要"])
        && !contains_any(text, subject.clause.start..subject.at.start, &["完成", "推进", "实施"])
    {
        evidence.add("cue.state_behind", -2);
    }
    let aim = contains_any(text, range.clone(), &["目标", "的任务", "任务目标"]);
    let reached = contains_any(text, subject.clause.start..subject.at.start, &["完成", "实现", "达成", "占"]);
    if aim && !reached {
        evidence.add("cue.aim_behind", 5);
    }
    let pair = any_begins(text, subject.clause.end + 1, &["力争", "争取", "冲刺", "奋力"]);
    if pair && subject.figure.is_some() && next_figure >= subject.clause.end {
        evidence.add("cue.aim_beyond", 5);
    }
    if contains_any(text, range, &["拟", "力争", "计划"]) {
        evidence.add("cue.plan_behind", 2);
    }
}

fn rules_within(page: &Page<'_>, subject: &Subject<'_>, done_here: bool, evidence: &mut Evidence) {
    let text = page.text;
    let before = subject.clause.start..subject.at.start;
    if subject.figure.is_some_and(|figure| figure.ruled) && !done_here {
        evidence.add("figure.ruled", 6);
    }
    if subject.figure.is_some_and(|figure| figure.ordinal) && !done_here
        || page.text.get(subject.at.start) == Some(&'首')
    {
        evidence.add("figure.rank", -6);
    }
    if let Some(figure) = subject.figure {
        let task = any_ends(
            text,
            figure.range.start,
            &[
                "任务",
                "任务数",
                "任务数为",
                "任务量",
                "任务为",
                "目标任务",
                "指标任务",
                "任务:",
                "目标",
                "目标为",
                "目标:",
                "目标值",
                "计划数",
                "计划",
            ],
        );
        let task = task
            || before.len() <= 8
                && any_begins(text, before.start, &["目标"])
                && page.figures_in(&before).is_empty();
        let share = contains_any(text, before.clone(), &["完成", "占"]);
        if task && !share && figure.class != Class::Points {
            evidence.add("figure.task", 8);
        }
    }
    if subject.figure.is_some_and(|figure| {
        figure.bound == Bound::AtMost && any_ends(text, figure.core.start, &["控制在", "不超过"])
    }) && !done_here
    {
        evidence.add("figure.kept_within", 2);
    }
    if is_each(text, &before) && !done_here {
        evidence.add("figure.each", 5);
    }
    let by_standard = contains_any(text, before.clone(), &["按照", "按"])
        && contains_any(text, subject.at.end..subject.clause.end, &["标准"])
        || any_ends(text, subject.at.start, &["标准", "标准为", "标准:"])
            && !counts_things(subject.figure)
            && !contains_any(text, before.clone(), &["提高", "提标"]);
    if by_standard {
        evidence.add("figure.standard", 5);
    }
    let yearly = page.times_in(&before).iter().rev().find(|mark| {
        mark.role == Role::Recurring && page.figures_in(&(mark.range.end..subject.at.start)).is_empty()
    });
    if let Some(mark) = yearly
        && !done_here
        && acts(text, mark.range.end, subject.at.start)
    {
        evidence.add("figure.yearly", 5);
    }
}

fn counts_things(figure: Option<&Figure>) -> bool {
    figure.is_some_and(|figure| {
        matches!(figure.class, Class::Thing | Class::Item | Class::Count | Class::Place)
    })
}

/// 每名…, 每个…, 每亩…; not 每年, not an average.
fn is_each(text: &[char], before: &Range<usize>) -> bool {
    const EACH: &[&str] = &[
        "每个",
        "每名",
        "每户",
        "每村",
        "每人",
        "每位",
        "每亩",
        "每所",
        "每家",
        "每镇",
        "每乡",
        "每县",
        "每校",
        "每班",
        "每生",
        "每支",
        "每处",
        "每座",
        "每头",
        "每只",
        "每吨",
        "每栋",
        "每片",
        "每条",
        "每辆",
        "每台",
        "每项",
        "每次",
        "每张",
        "每床",
        "每套",
        "每间",
        "每公里",
        "每度",
        "每公斤",
        "每斤",
        "每株",
        "每盏",
        "每眼",
        "每件",
        "每平米",
        "每立方米",
        "每方",
        "每平方米",
        "每一",
        "每旗县",
        "每对",
        "每组",
        "每场",
    ];
    let from = before.start.max(before.end.saturating_sub(40));
    contains_any(text, from..before.end, EACH)
        && !any_ends(text, before.end, &["提高到", "增加到", "提高至", "增至", "增加至", "提标到"])
        && !contains_any(text, before.clone(), &["平均", "人均", "户均", "累计", "已"])
}

/// Whether an action follows 每年 and not a yield.
fn acts(text: &[char], from: usize, to: usize) -> bool {
    const ACTIONS: &[&str] = &[
        "打造", "开展", "举办", "组织", "培训", "选派", "安排", "投入", "评选", "新增", "培育", "听取", "对",
        "新建", "建设", "至少", "遴选", "选树", "创建", "实施", "召开", "引进", "补助", "补贴", "发放",
        "轮训", "表彰", "改造", "资助", "选拔", "招聘", "招录", "确定", "落实", "完成", "下拨", "支持",
        "扶持", "整治", "建成", "从", "按", "给予", "统筹", "列支",
    ];
    contains_any(text, from..to.min(from + 12), ACTIONS)
}

fn by_time(page: &Page<'_>, known: DocumentTime, subject: &Subject<'_>, evidence: &mut Evidence) {
    let when = subject.when;
    let Some(role) = when.role else { return };
    let words = when.words.clone().unwrap_or(0..0);
    let within = contains_any(page.text, words, &["年内"]);
    match role {
        Role::Since => evidence.add("time.since", -3),
        Role::Now => evidence.add("time.now", -3),
        Role::AsOf => evidence.add("time.as_of", -4),
        _ => {}
    }
    let Some(time) = when.time else {
        if role == Role::Due || within {
            evidence.add("time.due", 4);
        }
        return;
    };
    if !when.own && ["cue.plan", "cue.norm", "figure.task"].iter().any(|rule| evidence.has(rule)) {
        return;
    }
    match relation(time, known) {
        Some(std::cmp::Ordering::Less) => {
            let several = matches!(time, Time::Span(..));
            evidence.add(
                "time.past",
                if !when.own {
                    -3
                } else if several {
                    -8
                } else {
                    -5
                },
            );
        }
        Some(std::cmp::Ordering::Greater) if !matches!(role, Role::AsOf | Role::Since | Role::Now) => {
            evidence.add("time.ahead", if when.own && role == Role::Due { 6 } else { 4 })
        }
        _ if matches!(role, Role::Due) || within => evidence.add("time.due", 4),
        _ => {}
    }
    if begins(page.text, subject.at.end, "目标") {
        evidence.add("time.aim", 1);
    }
}

/// Before, within or after the document's own year; a day is compared with its day.
fn relation(time: Time, known: DocumentTime) -> Option<std::cmp::Ordering> {
    use chrono::Datelike;
    if time == Time::Annual {
        return None;
    }
    let end = time.end()?;
    let several = matches!(time, Time::Span(from, Some(to)) if from.year() != to.year());
    if several && end.year() <= known.year? {
        return Some(if end.year() < known.year? || known.date.is_none_or(|date| end <= date) {
            std::cmp::Ordering::Less
        } else {
            std::cmp::Ordering::Equal
        });
    }
    if let (Some(date), false) = (known.date, matches!(time, Time::Year(_)))
        && end < date
    {
        return Some(std::cmp::Ordering::Less);
    }
    Some(end.year().cmp(&known.year?))
}
