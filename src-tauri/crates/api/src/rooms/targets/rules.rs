//! How a target is judged, each rule in one line of words.

use app::Book;
use chrono::Datelike as _;
use domain::assessment::{is_scheduled, progress, window_of};
use domain::kernel::{Date, Period, PeriodKind, Rate};
use domain::programmes::Indicator;
use domain::targets::{Comparator, Coverage, Schedule, Target, Threshold};

use crate::rooms::print;
use crate::wire::targets::RuleLine;

/// How many days of a schedule are told.
const DAYS_TOLD: usize = 4;

/// ≥ 400 个; of a rule for every unit: 每个嘎查村 ≥ 12 万元.
pub fn goal(target: &Target, indicator: &Indicator) -> String {
    print::stated(target, indicator)
}

/// The rules of a target, in the order of its form.
pub fn of(target: &Target, indicator: &Indicator, book: &Book) -> Vec<RuleLine> {
    let mut rules = vec![line("completion_rule", target.completion_rule.word().to_owned())];
    if let Some(rule) = &target.coverage {
        let measured = book.indicators.get(&rule.indicator).unwrap_or(indicator);
        rules.push(line("coverage", coverage(rule, measured, book)));
    }
    rules.push(line("schedule", schedule(target, indicator)));
    rules
}

fn line(field: &str, text: String) -> RuleLine {
    RuleLine { field: field.to_owned(), text }
}

/// 每个嘎查村：农区 ≥ 200 平方米，牧区 ≥ 150 平方米.
pub fn coverage(rule: &Coverage, measured: &Indicator, book: &Book) -> String {
    let bound = |low: domain::kernel::Decimal| match rule.threshold2 {
        Some(high) if rule.comparator == Comparator::Between => {
            format!("{}—{} {}", print::decimal(low), print::decimal(high), measured.uom)
        }
        _ => format!("{} {} {}", rule.comparator.word(), print::decimal(low), measured.uom),
    };
    let line = match &rule.threshold {
        Threshold::One(value) => bound(*value),
        Threshold::ByAttribute(_, values) => values
            .iter()
            .map(|(name, value)| format!("{name} {}", bound(*value)))
            .collect::<Vec<_>>()
            .join("，"),
        Threshold::Found(found) => {
            let found = book.indicators.get(found).map_or(found.as_str(), |found| &found.name);
            format!("不少于{found}")
        }
    };
    let who = match rule.units.len() {
        0 => format!("每个{}", rule.level.word()),
        many => format!("所列{many}个单位各自"),
    };
    format!("{who}：{} {line}", measured.name)
}

/// 按月均匀：3月底 25.0%，6月底 50.0%，…
pub fn schedule(target: &Target, indicator: &Indicator) -> String {
    let word = target.schedule.word();
    if target.schedule == Schedule::None {
        return word.to_owned();
    }
    if !is_scheduled(target, indicator) {
        return format!("{word}；这类目标不按时间进度评价");
    }
    let day = target.deadline.or(target.from);
    let Some(window) = day.map(|day| window_of(target, indicator, day)) else { return word.to_owned() };
    let (Some(from), Some(deadline)) = (window.from, window.deadline) else { return word.to_owned() };
    let goal = target.value.and_then(Rate::whole);
    let days = month_ends(from, deadline);
    let step = days.len().div_ceil(DAYS_TOLD).max(1);
    let mut told: Vec<Date> = days.iter().rev().step_by(step).copied().collect();
    told.reverse();
    let several_years = from.year() != deadline.year();
    let points: Vec<String> = told
        .into_iter()
        .filter_map(|day| {
            let (share, _) = progress(target, None, goal, window, day)?;
            let year = if several_years { format!("{}年", day.year()) } else { String::new() };
            let end = Period::day(day).map(Period::end_short).ok()?;
            Some(format!("{year}{end} {}", share.percent_text()))
        })
        .collect();
    match points.is_empty() {
        true => word.to_owned(),
        false => format!("{word}：{}", points.join("，")),
    }
}

/// The ends of the months of a window, its own last day as the last.
fn month_ends(from: Date, deadline: Date) -> Vec<Date> {
    let mut ends = Vec::new();
    let mut at = Period::containing(PeriodKind::Month, from);
    while let Some(month) = at.filter(|month| month.last_day() < deadline) {
        ends.push(month.last_day());
        at = month.next();
    }
    ends.push(deadline);
    ends
}
