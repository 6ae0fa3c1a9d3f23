//! 同比 and 较上月, behind the sentence of a target.

use std::cmp::Ordering;

use super::amounts::{percent, points_size};
use super::{Line, month_name};
use crate::kernel::Rate;
use crate::programmes::Accumulation;
use crate::targets::TargetKind;

use super::super::content::{Figure, FigureRef};
use super::super::input::Item;

/// `；同比增长12.1%，较5月底提高6.5个百分点`: what of it can be said.
pub(super) fn comparison(line: &mut Line, item: &Item<'_>) {
    if !comparable(item) {
        return;
    }
    let mut said = Line::new();
    if has_years(item) {
        year_on_year(&mut said, item);
    }
    since_last(&mut said, item);
    if !said.is_empty() {
        line.say("；").and(said);
    }
}

/// Where somebody is missing the difference is no change, and a window that is over changes no more.
fn comparable(item: &Item<'_>) -> bool {
    let over = item.before.is_some_and(|before| item.now.window.has_passed(before.as_of))
        || item.now.window.has_passed(item.now.as_of);
    !over && item.now.not_reported.is_empty()
}

/// A total since the start of a programme is not comparable with the one of a year before.
fn has_years(item: &Item<'_>) -> bool {
    item.indicator.accumulation != Accumulation::SinceStart
}

/// 同比增长12.1%, of a target whose figure is a plain quantity; none where it cannot be said.
pub(in super::super) fn said_year_on_year(item: &Item<'_>) -> Option<String> {
    let other = [TargetKind::Growth, TargetKind::Rank, TargetKind::NoEvent, TargetKind::Deliverable];
    let plain = item.now.coverage.is_none() && !other.contains(&item.target.kind);
    if !plain || !comparable(item) || !has_years(item) {
        return None;
    }
    let mut said = Line::new();
    year_on_year(&mut said, item);
    let text: String = said.runs().iter().map(|run| run.text.as_str()).collect();
    Some(text).filter(|text| !text.is_empty())
}

/// A base of zero or below gives no rate of growth; ratios differ in points.
pub(super) fn year_on_year(line: &mut Line, item: &Item<'_>) {
    let (Some(now), Some(then)) = (item.now.actual, item.last_year) else { return };
    let Some(difference) = now.checked_sub(then) else { return };
    let figure = FigureRef::of(&item.target.id, Figure::YearOnYear);
    if item.indicator.uom.is_percent() {
        let Some(points) = Rate::of_counts(1, 100).and_then(|unit| difference.checked_mul(unit)) else {
            return;
        };
        let (size, order) = points_size(points);
        match order {
            Ordering::Greater => line.say("同比提高").show(size, figure).say("个百分点"),
            Ordering::Less => line.say("同比下降").show(size, figure).say("个百分点"),
            Ordering::Equal => line.show("与上年同期持平", figure),
        };
    } else if !then.is_zero() && !then.is_negative() {
        let Some(growth) = difference.checked_div(then) else { return };
        match growth.cmp(&Rate::ZERO) {
            Ordering::Greater => line.say("同比增长").show(percent(growth), figure),
            Ordering::Less => line.say("同比下降").show(percent(growth.abs()), figure),
            Ordering::Equal => line.show("与上年同期持平", figure),
        };
    }
}

/// The change of the rate since the last cut-off, within one window and with the same goal.
fn since_last(line: &mut Line, item: &Item<'_>) {
    let Some(before) = item.before else { return };
    if !before.not_reported.is_empty()
        || before.window != item.now.window
        || before.goal != item.now.goal
        || before.as_of >= item.now.as_of
    {
        return;
    }
    let (Some(now), Some(then)) = (item.now.completion.rate, before.completion.rate) else { return };
    let Some(difference) = now.checked_sub(then) else { return };
    let figure = FigureRef::of(&item.target.id, Figure::SinceLast);
    let (size, order) = points_size(difference);
    if !line.is_empty() {
        line.say("，");
    }
    let than = format!("较{}", month_name(before.as_of));
    match order {
        Ordering::Greater => line.say(format!("{than}提高")).show(size, figure).say("个百分点"),
        Ordering::Less => line.say(format!("{than}下降")).show(size, figure).say("个百分点"),
        Ordering::Equal => line.show(format!("与{}持平", month_name(before.as_of)), figure),
    };
}
