//! The sentence of a target: which form by its kind, and the form for what should reach a level.

use super::amounts::{
    decimals_for, difference, goal_amount, measured, percent, points_size, stated, stated_percent,
};
use super::comparison::comparison;
use super::{Line, Places, figures_of, goal_word, kinds};
use crate::assessment::{Assessment, Mark, Status};
use crate::kernel::{Decimal, Qualifier, Rate};
use crate::programmes::Accumulation;
use crate::targets::{Comparator, TargetKind};

use super::super::content::{Figure, FigureRef};
use super::super::input::Item;

use std::cmp::Ordering;

/// The sentence of a target as of the day: `指标：…。`
pub(in super::super) fn target_sentence(item: &Item<'_>, places: &Places<'_>) -> Line {
    let mut line = Line::new();
    line.say(&item.indicator.name).say("：");
    let said = match item.now.status {
        Status::NoTask => {
            line.say("无任务");
            true
        }
        Status::NotDue => {
            goal(&mut line, item);
            line.say("，尚未到考核期");
            true
        }
        Status::NoReport => {
            no_report(&mut line, item, places);
            true
        }
        _ => false,
    };
    if !said {
        by_kind(&mut line, item, places);
    }
    if item.now.marks.contains(&Mark::Conflict) && !item.now.conflicts.is_empty() {
        line.say(format!("（另有{}个数据存在冲突，未计入）", item.now.conflicts.len()));
    }
    line.say("。");
    line
}

fn by_kind(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    let ceiling = matches!(item.target.comparator, Comparator::Lte | Comparator::Lt);
    match item.target.kind {
        TargetKind::Coverage => kinds::coverage(line, item, places),
        TargetKind::ClearToZero => kinds::clear_to_zero(line, item, places),
        TargetKind::NoEvent => kinds::no_event(line, item, places),
        TargetKind::Deliverable => kinds::deliverable(line, item, places),
        TargetKind::Growth => kinds::growth(line, item, places),
        TargetKind::Rank => kinds::rank(line, item),
        TargetKind::Range | TargetKind::Approx => kinds::band(line, item, places),
        TargetKind::Keep | TargetKind::Level | TargetKind::Change => match item.target.comparator {
            Comparator::Done => kinds::deliverable(line, item, places),
            Comparator::NoEvent => kinds::no_event(line, item, places),
            Comparator::Between | Comparator::Approx => kinds::band(line, item, places),
            _ if ceiling && item.target.kind != TargetKind::Change => kinds::ceiling(line, item, places),
            _ if item.target.kind == TargetKind::Keep => kinds::floor(line, item, places),
            _ => reaching(line, item, places),
        },
    }
}

/// The word for the goal of a target: 全年目标.
pub(super) fn goal_name(item: &Item<'_>) -> String {
    goal_word(item.now.window, item.now.as_of)
}

/// 距全年目标, 距“十四五”目标; other words for it are too long to be said twice.
fn from_goal(item: &Item<'_>) -> String {
    let word = goal_name(item);
    let long = word.starts_with('到') || word.starts_with(|letter: char| letter.is_ascii_digit());
    if long { "距目标".to_owned() } else { format!("距{word}") }
}

/// 全年目标400个: with its comparator where a plain number would say something else.
pub(super) fn goal(line: &mut Line, item: &Item<'_>) {
    let word = goal_name(item);
    match goal_text(item) {
        Some(text) => line.say(word).show(text, FigureRef::of(&item.target.id, Figure::Goal)),
        None => line.say(format!("{word}未定值")),
    };
}

/// 400个, 不低于55%, 3—5人, 35%左右, 70%, 第3位.
pub(super) fn goal_text(item: &Item<'_>) -> Option<String> {
    let uom = &item.indicator.uom;
    let value = item.now.goal.or_else(|| item.target.value.and_then(Rate::whole))?;
    let high = item.target.value2.and_then(Rate::whole);
    let runs = matches!(
        item.indicator.accumulation,
        Accumulation::Ytd | Accumulation::SinceStart | Accumulation::PeriodFlow
    );
    let whole = uom.is_percent() && value.to_decimal() == Some(Decimal::ONE_HUNDRED);
    let amount = goal_amount(value, uom);
    Some(match (item.target.kind, item.target.comparator) {
        (TargetKind::Coverage, _) => stated_percent(value),
        (TargetKind::Rank, _) => format!("第{}位", stated(value).0),
        (TargetKind::Range, _) | (_, Comparator::Between) => match high {
            Some(high) if uom.is_percent() => format!("{amount}—{}", goal_amount(high, uom)),
            Some(high) => format!("{}—{}", stated(value).0, goal_amount(high, uom)),
            None => amount,
        },
        (TargetKind::Approx, _) | (_, Comparator::Approx) => format!("{amount}左右"),
        (_, Comparator::Gt) => format!("超过{amount}"),
        (_, Comparator::Lte) => format!("不超过{amount}"),
        (_, Comparator::Lt) => format!("低于{amount}"),
        (TargetKind::Level | TargetKind::Keep, Comparator::Gte) if !runs && !whole => {
            format!("不低于{amount}")
        }
        _ => amount,
    })
}

/// The actual value with how exact it is: 超过100亿元, 约30户.
pub(super) fn actual(line: &mut Line, item: &Item<'_>, value: Rate, decimals: u32) {
    let amount = measured(value, decimals, &item.indicator.uom);
    let text = match item.now.qualifier {
        Qualifier::Exact => amount,
        Qualifier::About => format!("约{amount}"),
        Qualifier::MoreThan => format!("超过{amount}"),
        Qualifier::LessThan => format!("不足{amount}"),
        Qualifier::AtLeast => format!("{amount}以上"),
        Qualifier::AtMost => format!("{amount}以内"),
    };
    line.show(text, FigureRef::of(&item.target.id, Figure::Actual));
}

/// （不含未报送的A、B）
pub(super) fn without(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    let missing = &item.now.not_reported;
    if !missing.is_empty() {
        line.say("（不含未报送的")
            .show(places.list(missing), FigureRef::of(&item.target.id, Figure::NotReported))
            .say("）");
    }
}

/// What is compared with the goal, in the decimals that all values of the sentence share.
pub(in super::super) fn shared_decimals(item: &Item<'_>) -> u32 {
    let now = item.now;
    let values: Vec<Rate> = [now.actual, now.gap, now.headroom].into_iter().flatten().collect();
    decimals_for(&values, item.indicator)
}

fn no_report(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    goal(line, item);
    line.say("，").say(figures_of(item.now));
    match item.now.not_reported.as_slice() {
        [] => line.say("未报送数据"),
        missing => line
            .show(places.list(missing), FigureRef::of(&item.target.id, Figure::NotReported))
            .say("未报送数据"),
    };
}

fn reaching(line: &mut Line, item: &Item<'_>, places: &Places<'_>) {
    let now = item.now;
    goal(line, item);
    let verb = match item.indicator.accumulation {
        Accumulation::Stock => "达到",
        Accumulation::Ratio | Accumulation::Qualitative => "为",
        Accumulation::SinceStart | Accumulation::Ytd | Accumulation::PeriodFlow => "累计完成",
    };
    line.say("，").say(figures_of(now));
    let Some(value) = now.actual else {
        line.say("数据待核实");
        return;
    };
    let decimals = shared_decimals(item);
    line.say(verb);
    actual(line, item, value, decimals);
    without(line, item, places);
    line.say("，");
    match now.status {
        Status::Exceeded | Status::Done => met(line, item),
        Status::Overdue => {
            line.say("已逾期");
            rate(line, item, "，完成率");
            gap(line, item, decimals, "，还差");
        }
        Status::NotStarted => {
            line.say("尚未启动");
            gap(line, item, decimals, &format!("，{}还差", from_goal(item)));
            required(line, item, decimals);
        }
        _ => under_way(line, item, decimals),
    }
    comparison(line, item);
}

fn met(line: &mut Line, item: &Item<'_>) {
    let now = item.now;
    let task = match goal_name(item).as_str() {
        "全年目标" => "年度任务",
        _ => "目标任务",
    };
    let over = now.completion.rate.and_then(|rate| rate.checked_sub(Rate::ONE));
    match (now.status, over) {
        (Status::Exceeded, Some(over)) if !over.is_negative() && !over.is_zero() => {
            line.say("超额完成")
                .say(task)
                .show(percent(over), FigureRef::of(&item.target.id, Figure::Surplus));
        }
        (Status::Exceeded, _) => {
            line.say("超额完成").say(task);
        }
        _ => {
            line.say("已完成").say(task);
        }
    }
    if let Some(rate) = now.completion.rate {
        line.say("（完成率").show(percent(rate), FigureRef::of(&item.target.id, Figure::Rate)).say("）");
    }
    if let Some(months) = months_early(item) {
        line.say(format!("，提前{months}个月完成"));
    }
}

/// Whole months between the end at which it was first met and its deadline.
fn months_early(item: &Item<'_>) -> Option<u64> {
    item.now.window.months_remaining(item.now.met_on?)
}

fn under_way(line: &mut Line, item: &Item<'_>, decimals: u32) {
    let now = item.now;
    let has_rate = now.completion.rate.is_some();
    rate(line, item, "完成率");
    if let Some(variance) = now.schedule.and_then(|schedule| schedule.variance) {
        line.say(if has_rate { "，" } else { "" });
        versus_schedule(line, item.now, variance);
        if now.status.is_behind() {
            gap(line, item, decimals, &format!("，{}还差", from_goal(item)));
            required(line, item, decimals);
        }
    } else {
        let comma = if has_rate { "，" } else { "" };
        gap(line, item, decimals, &format!("{comma}{}还差", from_goal(item)));
        if !has_rate && now.gap.is_none() {
            line.say(now.status.word());
        }
    }
}

/// 快于序时进度3.3个百分点, 与序时进度持平, 慢于序时进度12.0个百分点.
pub(in super::super) fn versus_schedule(line: &mut Line, now: &Assessment, variance: Rate) {
    let figure = FigureRef::of(&now.target, Figure::Variance);
    let figure = FigureRef { org_unit: Some(now.org_unit.clone()), ..figure };
    let (size, order) = points_size(variance);
    match order {
        Ordering::Greater => line.say("快于序时进度").show(size, figure).say("个百分点"),
        Ordering::Less => line.say("慢于序时进度").show(size, figure).say("个百分点"),
        Ordering::Equal => line.show("与序时进度持平", figure),
    };
}

pub(super) fn rate(line: &mut Line, item: &Item<'_>, word: &str) {
    if let Some(rate) = item.now.completion.rate {
        line.say(word).show(percent(rate), FigureRef::of(&item.target.id, Figure::Rate));
    }
}

pub(in super::super) fn gap(line: &mut Line, item: &Item<'_>, decimals: u32, words: &str) {
    if let Some(gap) = item.now.gap.filter(|gap| !gap.is_zero()) {
        let text = difference(gap, decimals, &item.indicator.uom);
        line.say(words).show(text, FigureRef::of(&item.target.id, Figure::Gap));
    }
}

/// 后6个月月均需完成41.3个.
pub(in super::super) fn required(line: &mut Line, item: &Item<'_>, decimals: u32) {
    let (Some(required), Some(months)) =
        (item.now.required_per_month, item.now.window.months_remaining(item.now.as_of))
    else {
        return;
    };
    let whole = required.to_decimal().is_some_and(|value| value.normalize().scale() <= decimals);
    let amount = measured(required, if whole { decimals } else { decimals.max(1) }, &item.indicator.uom);
    let figure = FigureRef::of(&item.target.id, Figure::RequiredPerMonth);
    line.say(format!("，后{months}个月月均需完成")).show(amount, figure);
}

/// （责任单位：县生态环境局）
pub(in super::super) fn responsible(item: &Item<'_>) -> String {
    item.responsible.as_ref().map(|who| format!("责任单位：{who}")).unwrap_or_default()
}
