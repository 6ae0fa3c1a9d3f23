//! 进度曲线: one target large, many targets small, those that lag most first.

use super::super::input::{BulletinInput, Item};
use super::super::wording::{decimals_for, goal_decimals, value_number};
use super::{Chart, Course, Drawn, Outlook, Plot, Standing, by_lag};
use crate::assessment::{Assessment, uom_of};
use crate::kernel::{Decimal, Rate};
use crate::targets::TargetKind;

/// Most courses that stand on one page.
const MOST: usize = 12;

/// A course of fewer points is no line.
const FEWEST_POINTS: usize = 2;

pub(super) fn chart(input: &BulletinInput<'_>) -> Option<Chart> {
    let mut courses: Vec<(&Item<'_>, Course)> =
        input.items.iter().filter_map(|item| Some((item, course(item)?))).collect();
    let all = courses.len();
    if let [(_, only)] = courses.as_slice() {
        let title = format!("{}进度曲线", only.name);
        return Some(Chart {
            title,
            notes: notes(std::slice::from_ref(only)),
            plot: Plot::Course(only.clone()),
        });
    }
    if all > MOST {
        courses.sort_by(|(a, _), (b, _)| by_lag(a, b));
        courses.truncate(MOST);
    }
    let courses: Vec<Course> = courses.into_iter().map(|(_, course)| course).collect();
    let mut notes = notes(&courses);
    if courses.is_empty() {
        return None;
    }
    if all > MOST {
        notes.push(format!("共{all}项，只画序时差居后的{MOST}项，各项数字见附表。"));
    }
    Some(Chart { title: "各项指标进度曲线".to_owned(), plot: Plot::Courses(courses), notes })
}

fn notes(courses: &[Course]) -> Vec<String> {
    let mut notes = vec!["实线为累计完成，短划线为序时计划，点线为目标值。".to_owned()];
    if courses.iter().any(|course| course.outlook.is_some()) {
        notes.push("外推是按已有进度推算到时限的数，竖线为其区间，不是承诺。".to_owned());
    }
    notes
}

/// None for what has no course: a thing that is delivered or not, a rank, a target without two figures.
fn course(item: &Item<'_>) -> Option<Course> {
    let now = item.now;
    if matches!(item.target.kind, TargetKind::NoEvent | TargetKind::Deliverable | TargetKind::Rank) {
        return None;
    }
    let goal = now.goal?;
    let share = now.coverage.is_some();
    let uom = if share { "%".to_owned() } else { uom_of(item.target, item.indicator).to_string() };
    let scaled = |value: Rate| match share {
        true => Rate::whole(Decimal::ONE_HUNDRED).and_then(|hundred| value.checked_mul(hundred)),
        false => Some(value),
    };
    let in_window = |then: &&Assessment| then.window == now.window;
    let values: Vec<Rate> = item.course.iter().filter_map(|then| scaled(then.actual?)).collect();
    let decimals = if share { 1 } else { decimals_for(&values, item.indicator) };
    let drawn = |value: Rate, decimals: u32| {
        let (text, value) = value_number(value, decimals);
        Drawn { text, value }
    };
    let points = || item.course.iter().filter(in_window);
    let actual: Vec<_> =
        points().filter_map(|then| Some((then.as_of, drawn(scaled(then.actual?)?, decimals)))).collect();
    if actual.len() < FEWEST_POINTS {
        return None;
    }
    let mut plan: Vec<_> = points()
        .filter_map(|then| Some((then.as_of, drawn(scaled(then.schedule?.expected)?, decimals.max(1)))))
        .collect();
    let last = actual.last()?.0;
    let goal = scaled(goal)?;
    let goal = drawn(goal, goal_decimals(&[goal]));
    let to = now.window.deadline.filter(|day| *day > last).unwrap_or(last);
    if !plan.is_empty() && plan.last().is_some_and(|(day, _)| *day < to) {
        plan.push((to, goal.clone()));
    }
    let outlook = now.forecast.filter(|_| to > last).and_then(|forecast| {
        let printed = |value: Decimal| Some(value_number(scaled(Rate::whole(value)?)?, decimals));
        let (text, value) = printed(forecast.value)?;
        let (low, high) = (printed(forecast.low)?.1, printed(forecast.high)?.1);
        Some(Outlook { value: Drawn { text, value }, low, high })
    });
    let first = points().next()?.as_of;
    let from = now.window.from.filter(|from| *from <= first).unwrap_or(first);
    let standing = Standing::of(now.status, now.lamp);
    Some(Course { name: item.indicator.name.clone(), uom, from, to, actual, plan, goal, outlook, standing })
}
