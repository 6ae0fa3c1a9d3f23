//! The sentences of targets that are not simply reached: ceilings, floors, bands, coverage, 清零, 底线,
//! things to be delivered, growth, ranks.

use std::cmp::Ordering;

use super::amounts::{
    decimals_for, difference, fixed, goal_amount, measured, percent, stated, stated_percent, unit_amount,
};
use super::progress::{actual, gap, goal, goal_name, rate, shared_decimals, without};
use super::{Line, Places, figures_of};
use crate::assessment::Status;
use crate::kernel::{Decimal, Rate};
use crate::programmes::Accumulation;
use crate::targets::{Comparator, Growth, Threshold};

use super::super::content::{Figure, FigureRef};
use super::super::input::Item;

fn figure(item: &Item<'_>, figure: Figure) -> FigureRef {
    FigureRef::of(&item.target.id, figure)
}

/// 截至6月底; false where there is nothing to be said of the value.
fn opening(line: &mut Line, item: &Item<'_>) -> Option<Rate> {
    line.say(figures_of(item.now));
    if item.now.actual.is_none() {
        line.say("数据待核实");
    }
    item.now.actual
}

/// 为3.57%，低于4.3%的控制目标0.73个百分点，达标。
pub(super) fn ceiling(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    let Some(value) = opening(line, item) else { return };
    let Some(limit) = item.now.goal else { return };
    let room = item.now.headroom.or_else(|| limit.checked_sub(value)).unwrap_or(Rate::ZERO);
    let decimals = decimals_for(&[value, room], item.indicator);
    line.say("为");
    actual(line, item, value, decimals);
    without(line, item, places);
    let limit_text = goal_amount(limit, &item.indicator.uom);
    let strict = item.target.comparator == Comparator::Lt;
    let size = difference(room, decimals, &item.indicator.uom);
    line.say("，");
    let goal_ref = figure(item, Figure::Goal);
    match value.cmp(&limit) {
        Ordering::Less => {
            line.say("低于")
                .show(limit_text, goal_ref)
                .say("的控制目标")
                .show(size, figure(item, Figure::Gap));
        }
        Ordering::Equal => {
            line.say("与").show(limit_text, goal_ref).say("的控制目标持平");
        }
        Ordering::Greater => {
            line.say("高于")
                .show(limit_text, goal_ref)
                .say("的控制目标")
                .show(size, figure(item, Figure::Gap));
        }
    }
    let kept = value < limit || (!strict && value == limit);
    line.say(if kept { "，达标" } else { "，超限" });
}

/// 要求保持在97%以上，截至6月底为98.1%，高于要求1.1个百分点，达标。
pub(super) fn floor(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    let Some(limit) = item.now.goal else { return goal(line, item) };
    let bound = if item.target.comparator == Comparator::Gt { "超过" } else { "不低于" };
    let limit_text = goal_amount(limit, &item.indicator.uom);
    line.say("要求保持").say(bound).show(limit_text, figure(item, Figure::Goal)).say("，");
    let Some(value) = opening(line, item) else { return };
    let spare = value.checked_sub(limit).unwrap_or(Rate::ZERO);
    let decimals = decimals_for(&[value, spare], item.indicator);
    line.say("为");
    actual(line, item, value, decimals);
    without(line, item, places);
    let size = difference(spare, decimals, &item.indicator.uom);
    match value.cmp(&limit) {
        Ordering::Greater => line.say("，高于要求").show(size, figure(item, Figure::Surplus)),
        Ordering::Less => line.say("，低于要求").show(size, figure(item, Figure::Gap)),
        Ordering::Equal => line.say("，与要求持平"),
    };
    line.say(match (value.cmp(&limit), item.target.comparator) {
        (Ordering::Less, _) | (Ordering::Equal, Comparator::Gt) => "，未达标",
        _ => "，达标",
    });
}

/// 目标3—5人，截至6月底为4人，在目标区间内。
pub(super) fn band(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    let low = item.target.value.and_then(Rate::whole).or(item.now.goal);
    let high = item.target.value2.and_then(Rate::whole);
    goal(line, item);
    line.say("，");
    let Some(value) = opening(line, item) else { return };
    line.say("为");
    actual(line, item, value, shared_decimals(item));
    without(line, item, places);
    let side = |limit: Option<Rate>, order: Ordering| limit.is_some_and(|limit| value.cmp(&limit) == order);
    line.say(match (item.now.status.is_met(), high.is_some()) {
        (true, true) => "，在目标区间内",
        (true, false) => "，在允许偏差内",
        (false, true) if side(high, Ordering::Greater) => "，高于目标区间",
        (false, true) if side(low, Ordering::Less) => "，低于目标区间",
        (false, true) => "，在目标区间内",
        (false, false) if side(low, Ordering::Greater) => "，高于目标值",
        (false, false) if side(low, Ordering::Less) => "，低于目标值",
        (false, false) => "，与目标值持平",
    });
}

/// 527个嘎查村中，集体经济收入达到12万元的489个，达标率92.8%；未达标36个、未报2个，最低为…，缺口合计52.4万元。
pub(super) fn coverage(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    let (Some(rule), Some(outcome)) = (&item.target.coverage, &item.now.coverage) else {
        return share(line, item, places);
    };
    if let Some(units) = outcome.of_units {
        return covered_of_found(line, item, places, units);
    }
    let below = outcome.below.len() as u64;
    let measured_by = item.unit_indicator.unwrap_or(item.indicator);
    line.say(figures_of(item.now)).say("，");
    line.show(outcome.population.to_string(), figure(item, Figure::Population));
    line.say(format!("个{}中，{}", places.level_word(rule.level, &item.target.org_unit), measured_by.name));
    line.say(condition(item)).say("的");
    line.show(outcome.met.to_string(), figure(item, Figure::Met)).say("个");
    if let Some(share) = outcome.rate {
        line.say("，达标率").show(percent(share), figure(item, Figure::Rate));
    }
    let mut rest = Line::new();
    if below > 0 {
        rest.say("未达标").show(below.to_string(), figure(item, Figure::Below)).say("个");
    }
    if outcome.not_reported > 0 {
        rest.say(if rest.is_empty() { "" } else { "、" });
        rest.say("未报").show(outcome.not_reported.to_string(), figure(item, Figure::NotReported)).say("个");
    }
    if !rest.is_empty() {
        line.say("；").and(rest);
    }
    if let Some(lowest) = outcome.lowest.as_ref().filter(|_| below > 0) {
        let who = FigureRef::of_unit(&item.target.id, &lowest.org_unit, Figure::Lowest);
        line.say("，最低为").say(places.name(&lowest.org_unit)).say("（");
        line.show(unit_amount(lowest.value, measured_by), who).say("）");
    }
    if let Some(sum) = outcome.gap_sum.filter(|sum| !sum.is_zero()) {
        line.say("，缺口合计").show(unit_amount(sum, measured_by), figure(item, Figure::GapSum));
    }
    if let Some(goal) = item.now.goal.filter(|goal| *goal < Rate::ONE) {
        let reached = outcome.rate.is_some_and(|rate| rate >= goal);
        line.say(if reached { "，已达到" } else { "，未达到" });
        line.show(stated_percent(goal), figure(item, Figure::Goal)).say("的目标");
    }
}

/// 应覆盖1405户，帮扶户数1380户，覆盖率98.2%；527个嘎查村中全部覆盖的489个，未报2个，缺口合计25户。
fn covered_of_found(line: &mut Line, item: &Item<'_>, places: &Places<'_>, (full, all): (u64, u64)) {
    let (Some(rule), Some(outcome)) = (&item.target.coverage, &item.now.coverage) else { return };
    let measured_by = item.unit_indicator.unwrap_or(item.indicator);
    let uom = measured_by.uom.as_str();
    line.say(figures_of(item.now)).say("，应覆盖");
    line.show(format!("{}{uom}", outcome.population), figure(item, Figure::Population));
    line.say("，").say(&measured_by.name);
    line.show(format!("{}{uom}", outcome.met), figure(item, Figure::Met));
    if let Some(share) = outcome.rate {
        line.say("，覆盖率").show(percent(share), figure(item, Figure::Rate));
    }
    let level = places.level_word(rule.level, &item.target.org_unit);
    line.say(format!("；{all}个{level}中全部覆盖的{full}个"));
    if outcome.not_reported > 0 {
        line.say("、未报")
            .show(outcome.not_reported.to_string(), figure(item, Figure::NotReported))
            .say("个");
    }
    if let Some(lowest) = outcome.lowest.as_ref().filter(|_| !outcome.below.is_empty()) {
        line.say("，覆盖率最低的是").say(places.name(&lowest.org_unit));
    }
    if let Some(sum) = outcome.gap_sum.filter(|sum| !sum.is_zero()) {
        line.say("，尚未覆盖").show(unit_amount(sum, measured_by), figure(item, Figure::GapSum));
    }
}

/// A share of units that is reported as such: 目标70%，截至6月底为65.3%.
fn share(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    if let Some(goal) = item.now.goal {
        line.say(goal_name(item)).show(stated_percent(goal), figure(item, Figure::Goal)).say("，");
    }
    let Some(value) = opening(line, item) else { return };
    line.say("为").show(percent(value), figure(item, Figure::Actual));
    without(line, item, places);
}

/// 达到12万元, 不低于55%, 控制在3个以内, 按农区200平方米、牧区150平方米的标准达标.
pub(in super::super) fn condition(item: &Item<'_>) -> String {
    let Some(rule) = &item.target.coverage else { return String::new() };
    let uom = &item.unit_indicator.unwrap_or(item.indicator).uom;
    let amount = |value: Decimal| Rate::whole(value).map(|rate| goal_amount(rate, uom)).unwrap_or_default();
    let one = |value: Decimal| match rule.comparator {
        Comparator::Gt => format!("超过{}", amount(value)),
        Comparator::Lte => format!("不超过{}", amount(value)),
        Comparator::Lt => format!("低于{}", amount(value)),
        Comparator::Eq => format!("为{}", amount(value)),
        Comparator::Between => match rule.threshold2 {
            Some(high) => format!("在{}—{}之间", value.normalize(), amount(high)),
            None => format!("达到{}", amount(value)),
        },
        Comparator::Done => "已完成".to_owned(),
        Comparator::NoEvent => "未发生".to_owned(),
        Comparator::Gte | Comparator::Approx => format!("达到{}", amount(value)),
    };
    match &rule.threshold {
        Threshold::One(value) => one(*value),
        Threshold::ByAttribute(_, values) => {
            let parts: Vec<String> =
                values.iter().map(|(name, value)| format!("{name}{}", one(*value))).collect();
            format!("符合标准（{}）", parts.join("、"))
        }
        Threshold::Found(_) => "应覆盖尽覆盖".to_owned(),
    }
}

/// 累计排查1405个，已销号1380个，剩余25个，销号率98.2%。
pub(super) fn clear_to_zero(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    let Some(value) = opening(line, item) else { return };
    let uom = &item.indicator.uom;
    let found = item.target.baseline.as_ref().and_then(|base| Rate::whole(base.value));
    // The target's value is zero where what remains is counted, the number found where what is closed is.
    let counts_what_remains = item.target.value.is_none_or(|value| value.is_zero());
    let found = if counts_what_remains { found } else { item.now.goal.or(found) };
    let (closed, left) = if counts_what_remains {
        (found.and_then(|found| found.checked_sub(value)), Some(value))
    } else {
        (Some(value), found.and_then(|found| found.checked_sub(value)))
    };
    let known: Vec<Rate> = [found, closed, left].into_iter().flatten().collect();
    let decimals = decimals_for(&known, item.indicator);
    let amount = |value: Rate| measured(value, decimals, uom);
    match (found, closed) {
        (Some(found), Some(closed)) => {
            line.say("累计排查").show(amount(found), figure(item, Figure::Population));
            line.say("，已销号").show(amount(closed), figure(item, Figure::Actual));
        }
        (None, Some(closed)) => {
            line.say("已销号").show(amount(closed), figure(item, Figure::Actual));
        }
        _ => {}
    }
    without(line, item, places);
    match left {
        Some(left) if left.is_zero() => {
            line.say(if closed.is_some() { "，已清零" } else { "已清零" });
        }
        Some(left) => {
            line.say(if closed.is_some() { "，剩余" } else { "剩余" });
            line.show(amount(left), figure(item, Figure::Gap));
        }
        None => {}
    }
    let share = item.now.completion.rate.or_else(|| closed?.checked_div(found?));
    if let Some(share) = share {
        line.say("，销号率").show(percent(share), figure(item, Figure::Rate));
    }
}

/// 未发生规模性返贫, only where every unit has said so.
pub(super) fn no_event(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    let event = event_name(&item.indicator.name);
    let reported = figure(item, Figure::Actual);
    match item.now.actual {
        Some(value) if !value.is_zero() => {
            let amount = measured(value, decimals_for(&[value], item.indicator), &item.indicator.uom);
            line.say(figures_of(item.now)).say("已发生").show(amount, reported).say("，突破底线");
            without(line, item, places);
        }
        Some(_) if item.now.not_reported.is_empty() && item.now.conflicts.is_empty() => {
            line.say(figures_of(item.now)).show(format!("未发生{event}"), reported);
        }
        _ => {
            line.say(figures_of(item.now));
            line.say(format!("已报送的{}个单位均为零报告", item.now.reported));
            without(line, item, places);
        }
    }
}

/// The event itself: the indicator may be named after the demand or after the count.
fn event_name(name: &str) -> &str {
    let name = ["牢牢守住", "守住"].iter().find_map(|head| name.strip_prefix(head)).unwrap_or(name);
    let name = ["不发生", "未发生"].iter().find_map(|head| name.strip_prefix(head)).unwrap_or(name);
    let tails = ["事件起数", "事件次数", "事件数", "事件", "起数", "次数", "件数", "数量", "底线"];
    tails.iter().find_map(|tail| name.strip_suffix(tail)).unwrap_or(name)
}

/// 已完成; 未完成，完成时限为2022年10月底。
pub(super) fn deliverable(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    let goal = item.now.goal.filter(|goal| *goal > Rate::ONE);
    if let (Some(_), Some(value)) = (goal, item.now.actual) {
        // Several things to deliver are counted like any amount.
        super::progress::goal(line, item);
        line.say("，").say(figures_of(item.now)).say("累计完成");
        actual(line, item, value, shared_decimals(item));
        without(line, item, places);
        rate(line, item, "，完成率");
        gap(line, item, shared_decimals(item), "，还差");
        return;
    }
    line.say(figures_of(item.now));
    match item.now.status {
        Status::Done | Status::Exceeded => line.say("已完成"),
        Status::Overdue => line.say("已逾期，未完成"),
        Status::NotStarted => line.say("尚未启动"),
        _ => line.say("未完成"),
    };
    without(line, item, places);
    let under_way = item.now.completion.rate.filter(|rate| !rate.is_zero() && *rate < Rate::ONE);
    if let Some(share) = under_way {
        line.say("，节点完成比例").show(percent(share), figure(item, Figure::Rate));
    }
    if let Some(deadline) = item.now.window.deadline.filter(|_| !item.now.status.is_met()) {
        let day = super::as_of_with_year(deadline);
        line.say("，完成时限为").say(day.trim_start_matches("截至"));
    }
}

/// 目标增长8%，截至6月底增长7.2%，低于目标0.8个百分点。 Growth is in per cent whatever the indicator is measured
/// in; of shares it is a difference in points.
pub(super) fn growth(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    let indicator = item.indicator;
    // An indicator that is itself a rate of growth is reported as such, not as a change of a share.
    let by = item.target.growth_of(indicator);
    let share = indicator.uom.is_percent() && indicator.accumulation == Accumulation::Ratio;
    let shares = indicator.uom.is_points() || (share && by != Growth::Reported);
    let uom = if shares { "个百分点" } else { "%" };
    let (up, down) = if shares { ("提高", "降低") } else { ("增长", "下降") };
    let phrase = |value: Rate, number: String| {
        let word = if value.is_negative() { down } else { up };
        format!("{word}{number}{uom}")
    };
    match item.now.goal {
        Some(goal) => {
            let text = phrase(goal, stated(goal.abs()).0);
            line.say(goal_name(item)).show(text, figure(item, Figure::Goal)).say("，");
        }
        None => {
            goal(line, item);
            line.say("，");
        }
    }
    let Some(value) = opening(line, item) else { return };
    line.show(phrase(value, fixed(value.abs(), 1).0), figure(item, Figure::Actual));
    without(line, item, places);
    let Some(spare) = item.now.goal.and_then(|goal| value.checked_sub(goal)) else { return };
    let size = format!("{}个百分点", fixed(spare.abs(), 1).0);
    match spare.cmp(&Rate::ZERO) {
        Ordering::Greater => line.say("，高于目标").show(size, figure(item, Figure::Surplus)),
        Ordering::Less => line.say("，低于目标").show(size, figure(item, Figure::Gap)),
        Ordering::Equal => line.say("，与目标持平"),
    };
}

/// 目标为第3位，截至6月底为第2位，已达到目标。
pub(super) fn rank(line: &mut Line, item: &Item<'_>) {
    let place = |value: Rate| format!("第{}位", stated(value).0);
    if let Some(goal) = item.now.goal {
        line.say(goal_name(item)).show(place(goal), figure(item, Figure::Goal)).say("，");
    }
    let Some(value) = opening(line, item) else { return };
    line.say("为").show(place(value), figure(item, Figure::Actual));
    line.say(if item.now.goal.is_some_and(|goal| value <= goal) {
        "，已达到目标"
    } else {
        "，未达到目标"
    });
}
