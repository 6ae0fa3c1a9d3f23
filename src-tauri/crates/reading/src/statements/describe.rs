//! What kind of value a figure is and whose: accumulation and scope. What it is called is in names.rs.

use std::ops::Range;

use super::kind::Kind;
use super::page::Page;
use super::places::Places;
use crate::quantity::figure::Figure;
use crate::quantity::units::Class;
use crate::times::{Role, Time};
use crate::words::{any_ends, contains_any};

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

/// 每名党员300元、村级组织8万元: the second names whose it is itself.
fn is_over(page: &Page<'_>, range: Range<usize>) -> bool {
    const NAME: usize = 4;
    let last = range.clone().rev().find(|at| page.text.get(*at) == Some(&'、'));
    last.is_some_and(|mark| range.end - mark > NAME && !page.figures_in(&(range.start..mark)).is_empty())
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
            && !is_over(page, *place..at)
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
        return Some(text.get(each..end).unwrap_or_default().iter().collect());
    }
    places.last_in(text, &(sentence.start..at)).or_else(|| places.whole.clone())
}
