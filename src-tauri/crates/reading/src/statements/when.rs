//! Which time governs a figure: the nearest one before it in its sentence, else the one that opened the
//! paragraph, else that of the heading; a deadline may also stand behind.

use std::ops::Range;

use chrono::Datelike;
use domain::kernel::Date;

use super::context::{Context, Topic};
use super::cues::CHANGES;
use super::kind::Kind;
use super::page::{Page, Sentence, enclosed};
use crate::times::{DocumentTime, Role, Time, TimeMark};
use crate::words::{any_begins, begins, contains_any};

/// The time of a statement, with the words that give it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct When {
    /// What it comes to.
    pub time: Option<Time>,
    /// Its words.
    pub words: Option<Range<usize>>,
    /// How they stand there.
    pub role: Option<Role>,
    /// Whether it stands in the sentence.
    pub own: bool,
}

impl When {
    fn of(mark: &TimeMark) -> Self {
        Self { time: mark.time, words: Some(mark.range.clone()), role: Some(mark.role), own: true }
    }

    fn inherited(topic: &Topic) -> Self {
        Self { time: topic.time, words: Some(topic.words.clone()), role: Some(Role::Plain), own: false }
    }
}

/// What is looked for.
pub(crate) struct Place<'a> {
    /// Its sentence.
    pub sentence: &'a Sentence,
    /// Its clause.
    pub clause: &'a Range<usize>,
    /// The figure or the coverage word.
    pub at: &'a Range<usize>,
    /// The 由 or 从 before a baseline.
    pub baseline_from: Option<usize>,
    /// Whether the figure says how much something changed.
    pub change: bool,
    /// The kind, once it is known: 目前 in a clause before says nothing about what is aimed at, and a
    /// deadline there nothing about what is reported.
    pub kind: Option<Kind>,
}

/// The time of a place.
pub(crate) fn time_of(page: &Page<'_>, context: &Context, place: &Place<'_>) -> When {
    if let Some(from) = place.baseline_from {
        return baseline(page, place, from);
    }
    if let Some(mark) = respective(page, place) {
        return placed(page, mark, None, context);
    }
    let mut governing: Option<&TimeMark> = None;
    let mut first: Option<&TimeMark> = None;
    let mut dated: Option<&TimeMark> = None;
    let mut compared: Option<&TimeMark> = None;
    for mark in page.times_in(&(place.sentence.range.start..place.at.start)) {
        let per_head = mark.role == Role::Recurring
            && begins(page.text, mark.range.start, "每月")
            && contains_any(page.text, place.clause.clone(), &["由", "提高到", "提高至", "提标"])
            && crate::words::any_ends(page.text, mark.range.start, &["每人", "每户", "每生", "每名"]);
        if !reaches(page, place, mark) || is_attribute(page, place, mark) || per_head {
            continue;
        }
        if mark.role == Role::Recurring
            && mark.range.start < place.clause.start
            && contains_any(
                page.text,
                place.sentence.clause_at(mark.range.start),
                &["每名", "每人", "每户", "每个", "每村"],
            )
        {
            continue;
        }
        let of_other_kind = match place.kind {
            Some(Kind::Target) => matches!(mark.role, Role::Now | Role::AsOf),
            Some(Kind::Outcome) => mark.role == Role::Due,
            None => false,
        };
        if of_other_kind && mark.range.start < place.clause.start {
            continue;
        }
        match mark.role {
            Role::Duration => {}
            Role::Compared => {
                compared =
                    Some(mark).filter(|mark| mark.range.start >= place.clause.start && mark.time.is_some())
            }
            _ => {
                if is_base_of_multiple(page, mark, place) {
                    continue;
                }
                if is_baseline_time(page.text, mark, place.at.start) {
                    continue;
                }
                if mark.role == Role::Now && mark.time.is_none() && governing.is_none() && first.is_none() {
                    governing = Some(mark);
                    continue;
                }
                if mark.role == Role::Now && mark.time.is_none() {
                    governing = first.or(Some(mark));
                    continue;
                }
                first = first.or(Some(mark));
                dated = Some(mark).filter(|mark| !mark.floating).or(dated);
                governing = Some(mark);
            }
        }
    }
    if let Some(mark) = compared.filter(|_| place.change && governing.is_none()) {
        return When::of(mark);
    }
    if let Some(mark) = governing {
        let open_since = mark.role == Role::Since && mark.time.is_none();
        if let Some(topic) = context.section_time.as_ref().filter(|_| open_since) {
            return When::inherited(topic);
        }
        return placed(page, mark, dated, context);
    }
    if let Some(mark) = in_brackets_behind(page, place) {
        return When::of(mark);
    }
    if let Some(topic) = context.topic.as_ref().or(context.section_time.as_ref()) {
        return When::inherited(topic);
    }
    When::default()
}

/// 对2017年整治出新的107个小区: the year belongs to the things, not to what is done with them.
fn is_attribute(page: &Page<'_>, place: &Place<'_>, mark: &TimeMark) -> bool {
    let leads = crate::words::any_ends(page.text, mark.range.start, &["对", "将", "把", "为"]);
    let inside = mark.range.end..place.clause.end.min(mark.range.end + 16);
    leads
        && mark.role == Role::Plain
        && mark.range.start >= place.clause.start.min(place.at.start)
        && contains_any(page.text, inside, &["的"])
}

/// 全年任务为282个, 年度计划新建80个: the year of the document, by its end.
pub(crate) fn by_year_end(page: &Page<'_>, known: DocumentTime, place: &Place<'_>) -> Option<When> {
    let text = page.text;
    let open = place.sentence.range.start;
    let start =
        (open..place.at.start).rev().find(|at| matches!(text.get(*at), Some(';' | '；'))).unwrap_or(open);
    let words = (start..place.at.start).rev().find_map(|at| {
        let length = crate::words::first_of(text, at, &[("全年", 2), ("年度", 2), ("当年", 2)])?.1;
        any_begins(text, at + length, &["任务", "目标", "计划", "工作目标", "工作任务"])
            .then_some(at..at + length)
    })?;
    let time = Time::Year(known.year?).as_deadline();
    Some(When { time: Some(time), words: Some(words), role: Some(Role::Due), own: true })
}

/// 全年 told in the first months of a year is the year before.
pub(crate) fn year_over(page: &Page<'_>, date: Date, when: &When) -> Option<When> {
    const FIRST_MONTHS: u32 = 2;
    let early = date.month() <= FIRST_MONTHS;
    let whole = when.words.as_ref().is_some_and(|words| begins(page.text, words.start, "全年"));
    let own = when.time == Some(Time::Year(date.year()));
    (early && whole && own).then(|| When { time: when.time.and_then(|time| time.moved(-1)), ..when.clone() })
}

/// 9月底、11月底分别达到75%、92%: each figure has its own.
fn respective<'p>(page: &'p Page<'_>, place: &Place<'_>) -> Option<&'p TimeMark> {
    let clause = place.clause;
    let at = crate::words::find(page.text, clause.start..place.at.start, "分别")?;
    let marks = page.times_in(&(clause.start..at));
    let figures = page.figures_in(&(at..clause.end)).len();
    let nth = page.figures_in(&(at..place.at.start)).len();
    (marks.len() > 1 && marks.len() == figures).then(|| marks.get(nth)).flatten()
}

/// 年底 and 5月 in a sentence or a section about another year than the document's.
fn placed(page: &Page<'_>, mark: &TimeMark, dated: Option<&TimeMark>, context: &Context) -> When {
    let mut when = When::of(mark);
    let section = context.section_time.as_ref().and_then(|topic| topic.time);
    let this_year = matches!(mark.time, Some(Time::Year(_) | Time::Span(_, None)))
        && begins(page.text, mark.range.start, "今年")
        && matches!(section, Some(Time::Year(_)));
    if !mark.floating && !this_year {
        return when;
    }
    let said = dated.and_then(|dated| dated.time);
    let topic = context.topic.as_ref().and_then(|topic| topic.time);
    let year = [said, topic, section].into_iter().flatten().find_map(|time| time.year());
    if let (Some(time), Some(year)) = (when.time, year)
        && let Some(own) = time.year().filter(|own| *own != year)
    {
        when.time = time.moved(year - own);
    }
    when
}

/// 由2013年底的157万人: the time between 由 and the figure, else that of the baseline before.
fn baseline(page: &Page<'_>, place: &Place<'_>, from: usize) -> When {
    let between = page.times_in(&(from..place.at.start));
    if let Some(mark) =
        between.iter().rev().find(|mark| !matches!(mark.role, Role::Duration | Role::Recurring))
    {
        return When::of(mark);
    }
    let earlier = page.times_in(&(place.sentence.range.start..from));
    earlier
        .iter()
        .rev()
        .find(|mark| is_baseline_time(page.text, mark, place.sentence.range.end))
        .map(When::of)
        .unwrap_or_default()
}

/// 是2014年的1.8倍.
fn is_base_of_multiple(page: &Page<'_>, mark: &TimeMark, place: &Place<'_>) -> bool {
    let next = page
        .figures_in(&(mark.range.end..place.sentence.range.end))
        .next()
        .and_then(|at| page.figures.get(at));
    let multiple = next.is_some_and(|next| {
        next.class == crate::quantity::units::Class::Times && next.range.start <= mark.range.end + 3
    });
    multiple && begins(page.text, mark.range.end, "的")
}

/// Whether a time belongs to the value something started from.
fn is_baseline_time(text: &[char], mark: &TimeMark, to: usize) -> bool {
    const NEAR: usize = 2;
    let start = mark.range.start;
    let lead = text.get(start.saturating_sub(NEAR)..start).unwrap_or_default();
    if !lead.iter().any(|c| matches!(c, '由' | '从')) || mark.role == Role::Since {
        return false;
    }
    let stop = (mark.range.end..to.min(mark.range.end + 40))
        .find(|at| text.get(*at).is_some_and(|c| "，,;；。".contains(*c)))
        .unwrap_or(to.min(mark.range.end + 40));
    let behind = mark.range.end..stop;
    contains_any(text, behind.clone(), CHANGES)
        || contains_any(text, behind, &["到现在", "压缩", "缩短"])
        || (mark.range.end..to).len() < 12 && text.get(mark.range.end) == Some(&'的')
}

/// A time in brackets, in a title or in a short name governs nothing outside.
fn reaches(page: &Page<'_>, place: &Place<'_>, mark: &TimeMark) -> bool {
    let within = |inside: &Range<usize>| inside.start <= place.at.start && place.at.end <= inside.end;
    let sentence = &place.sentence.range;
    for (open, close) in [('(', ')'), ('《', '》'), ('“', '”')] {
        if let Some(inside) = enclosed(
            page.text,
            sentence,
            mark.range.start + usize::from(page.text.get(mark.range.start) == Some(&'“')),
            open,
            close,
        ) && !within(&inside)
            && !(open == '“' && mark.range.start < inside.start)
        {
            return false;
        }
    }
    !any_begins(page.text, mark.range.end, &["年度"]) || mark.role != Role::Plain
}

/// 完成投资5亿元(截至5月底).
fn in_brackets_behind<'p>(page: &'p Page<'_>, place: &Place<'_>) -> Option<&'p TimeMark> {
    let open = place.at.end;
    if page.text.get(open) != Some(&'(') {
        return None;
    }
    let inside = enclosed(page.text, &place.sentence.range, open + 1, '(', ')')?;
    let figures = page.figures_in(&inside);
    page.times_in(&inside)
        .iter()
        .find(|mark| figures.is_empty() && !matches!(mark.role, Role::Duration | Role::Compared))
}

/// A deadline behind what is due: 新建学校3所，9月底前投入使用.
pub(crate) fn due_behind(page: &Page<'_>, place: &Place<'_>) -> Option<When> {
    let range = place.at.end..place.sentence.range.end;
    let mark = page
        .times_in(&range)
        .iter()
        .find(|mark| mark.role == Role::Due || contains_any(page.text, mark.range.clone(), &["年内"]))?;
    let between = page.figures_in(&(place.at.end..mark.range.start));
    let own = place.sentence.clause_at(mark.range.start);
    let of_another = own != *place.clause && !page.figures_in(&(own.start..mark.range.start)).is_empty();
    let behind = page.figures_in(&(mark.range.end..place.sentence.clause_at(mark.range.start).end));
    let apart = contains_any(page.text, place.at.end..mark.range.start, &[";", "；"]);
    (between.len() <= 4 && behind.is_empty() && !apart && !of_another).then(|| When::of(mark))
}

/// The time as the contract states it for a kind.
pub(crate) fn as_stated(when: &When, kind: Kind) -> Option<Time> {
    let time = when.time?;
    Some(match (kind, time, when.role) {
        (Kind::Target, Time::Span(from, Some(to)), Some(Role::Plain))
            if when.own && is_years_each(from, to, when) =>
        {
            time
        }
        (Kind::Target, time, _) => time.as_deadline(),
        (Kind::Outcome, Time::Deadline(day), _) => Time::AsOf(day),
        (Kind::Outcome, time, Some(Role::AsOf | Role::Now)) => time.end().map_or(time, Time::AsOf),
        (Kind::Outcome, time, _) => time,
    })
}

/// 从2020年起连续3年每年 keeps its beginning.
fn is_years_each(from: crate::Date, to: crate::Date, when: &When) -> bool {
    from < to && when.words.as_ref().is_some_and(|words| words.len() > 10)
}

/// The topic a sentence leaves to the rest of its paragraph.
pub(crate) fn topic_of(page: &Page<'_>, sentence: &Sentence, first: bool) -> Option<Topic> {
    const OPENING: usize = 4;
    let marks = page.times_in(&sentence.range);
    let mark = marks.iter().find(|mark| !matches!(mark.role, Role::Duration | Role::Compared))?;
    let lead = mark.range.start - sentence.range.start.min(mark.range.start);
    let opens = lead <= OPENING
        || contains_any(page.text, sentence.range.start..mark.range.start, &["答:", "答："]) && lead <= 8;
    let comma = any_begins(page.text, mark.range.end, &["，", ","]);
    let broad =
        matches!(mark.time, Some(Time::Year(_) | Time::Quarter(..) | Time::Half(..) | Time::Span(..)));
    let keeps = match mark.role {
        Role::Since => opens,
        Role::Plain => opens && comma && first && broad,
        _ => false,
    };
    keeps.then(|| Topic { time: mark.time, words: mark.range.clone() })
}
