//! What stands in the cells of an annex: numbers, goals with their comparators, remarks.

use super::amounts::{decimals_for, fixed, stated, stated_percent};
use super::{Places, as_of_with_year};
use crate::assessment::{Mark, Status};
use crate::kernel::{Decimal, Rate};
use crate::targets::{Comparator, CompletionRule, TargetKind};

use super::super::input::Item;

/// A number as it prints, and the number that prints.
pub(in super::super) fn value_number(value: Rate, decimals: u32) -> (String, Decimal) {
    fixed(value, decimals)
}

/// A difference in points with its sign, and the number.
pub(in super::super) fn points_number(difference: Rate) -> (String, Decimal) {
    let text = difference.points_text();
    let value = text.trim_start_matches('+').parse().unwrap_or_default();
    (text, value)
}

/// Decimals that print every stated goal as it was stated.
pub(in super::super) fn goal_decimals(values: &[Rate]) -> u32 {
    values.iter().map(|value| stated(*value).1.scale()).max().unwrap_or(0)
}

/// Decimals of the actual value of a row.
pub(in super::super) fn decimals_of(item: &Item<'_>) -> u32 {
    if item.target.kind == TargetKind::Coverage {
        return 0;
    }
    item.now.actual.map_or(0, |value| decimals_for(&[value], item.indicator))
}

/// What a row of 附件1 holds: of a coverage target the counts, not the share.
pub(in super::super) struct RowValues {
    /// 目标值, where it is a plain number.
    pub(in super::super) goal: Option<Rate>,
    /// Its decimals.
    pub(in super::super) goal_decimals: u32,
    /// 目标值 in words, where it is more than a number.
    pub(in super::super) goal_text: Option<String>,
    /// 累计完成.
    pub(in super::super) actual: Option<Rate>,
    /// 计量单位.
    pub(in super::super) uom: String,
}

/// The values of a row.
pub(in super::super) fn table_goal(item: &Item<'_>) -> RowValues {
    if let Some(coverage) = &item.now.coverage {
        return RowValues {
            goal: Rate::of_counts(coverage.population, 1),
            goal_decimals: 0,
            goal_text: None,
            actual: Rate::of_counts(coverage.met, 1),
            uom: match coverage.of_units {
                Some(_) => item.unit_indicator.unwrap_or(item.indicator).uom.to_string(),
                None => "个".to_owned(),
            },
        };
    }
    let plain = item.now.goal.map(stated);
    let words = plain.as_ref().and_then(|(text, _)| {
        let high = item.target.value2.and_then(Rate::whole).map(|value| stated(value).0);
        match (item.target.kind, item.target.comparator, high) {
            (TargetKind::NoEvent, ..) | (_, Comparator::NoEvent, _) => Some("不发生".to_owned()),
            (TargetKind::ClearToZero, ..) if item.target.value.is_none_or(|value| value.is_zero()) => {
                Some("清零".to_owned())
            }
            (TargetKind::Deliverable, ..) | (_, Comparator::Done, _) if text == "1" => {
                Some("完成".to_owned())
            }
            (TargetKind::Rank, ..) => Some(format!("第{text}位")),
            (TargetKind::Coverage, ..) => item.now.goal.map(stated_percent),
            (TargetKind::Range, _, Some(high)) | (_, Comparator::Between, Some(high)) => {
                Some(format!("{text}—{high}"))
            }
            (TargetKind::Approx, ..) | (_, Comparator::Approx, _) => Some(format!("{text}左右")),
            (_, Comparator::Lte, _) => Some(format!("≤{text}")),
            (_, Comparator::Lt, _) => Some(format!("＜{text}")),
            (_, Comparator::Gt, _) => Some(format!("＞{text}")),
            (TargetKind::Keep, Comparator::Gte, _) => Some(format!("≥{text}")),
            _ => None,
        }
    });
    RowValues {
        goal: item.now.goal,
        goal_decimals: plain.map_or(0, |(_, value)| value.scale()),
        goal_text: words,
        actual: item.now.actual,
        uom: item.indicator.uom.to_string(),
    }
}

/// So many units are named in 备注, whose column is narrow; the sentence about the target names more.
const MOST_IN_REMARK: usize = 3;

/// 备注: the rule of the rate where it is not the plain one, marks, who is missing, until when.
pub(in super::super) fn remark(item: &Item<'_>, places: &Places<'_>) -> String {
    let mut parts = Vec::new();
    match item.now.completion.rule {
        CompletionRule::Ratio | CompletionRule::Headroom | CompletionRule::None => {}
        CompletionRule::Coverage if item.now.coverage.is_some() => {
            parts.push("达标个数／应达标个数".to_owned())
        }
        rule => parts.push(rule.word().to_owned()),
    }
    if let Some(deadline) = item.now.window.deadline {
        let year_end = item.now.window.from.is_some_and(|from| {
            use chrono::Datelike;
            from.year() == deadline.year()
                && from.ordinal() == 1
                && (deadline.month(), deadline.day()) == (12, 31)
        });
        if !year_end {
            parts.push(format!("时限{}", as_of_with_year(deadline).trim_start_matches("截至")));
        }
    }
    let marks = item.now.marks.iter().zip(item.now.mark_words());
    parts.extend(marks.filter(|(mark, _)| **mark != Mark::NotApplicable).map(|(_, words)| words));
    let missing = item.now.not_reported.as_slice();
    if !missing.is_empty() {
        let units = match missing.len() {
            0..=MOST_IN_REMARK => places.list(missing),
            many => format!("{many}个{}", places.word_for(missing)),
        };
        // What nobody reported leaves nobody out.
        let silent = item.now.status == Status::NoReport;
        parts.push(if silent { format!("{units}未报送") } else { format!("不含未报送的{units}") });
    }
    parts.join("；")
}
