//! 工作推进较好的单位和事项. A sentence stands here only because a rule fired, and carries that rule for the
//! margin of the draft. Where none fires the section is left out.

use super::super::content::{Block, Figure, FigureRef, FiredRule};
use super::super::input::{BulletinInput, Item};
use super::super::wording::{Line, Places, month_name, percent};
use super::by_rule;
use crate::assessment::Status;
use crate::kernel::OrgUnitId;
use crate::programmes::Accumulation;
use crate::targets::TargetKind;

use chrono::Datelike;

/// A unit must carry at least so many tasks before it is named.
const FEWEST_TASKS: usize = 3;
/// Most units or targets that a sentence names.
const MOST_NAMED: usize = 8;

/// The paragraphs of the section.
pub(in super::super) fn praise(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Block> {
    [exceeded(input), steady_units(input, places), caught_up(input)].into_iter().flatten().collect()
}

fn exceeded(input: &BulletinInput<'_>) -> Option<Block> {
    let first_of_year = input.as_of.with_ordinal(1);
    let this_year = |item: &Item<'_>| item.now.window.deadline.is_none_or(|last| Some(last) >= first_of_year);
    let items: Vec<&Item<'_>> = input
        .items
        .iter()
        .filter(|item| item.now.status == Status::Exceeded && runs_up(item) && this_year(item))
        .collect();
    if items.is_empty() {
        return None;
    }
    let mut line = Line::new();
    for (at, item) in items.iter().take(MOST_NAMED).enumerate() {
        line.say(if at > 0 { "、" } else { "" }).say(&item.indicator.name);
        if let Some(rate) = item.now.completion.rate {
            line.say("（完成率").show(percent(rate), FigureRef::of(&item.target.id, Figure::Rate)).say("）");
        }
    }
    line.say(if items.len() > MOST_NAMED { "等" } else { "" });
    line.say(format!("{}项指标超额完成目标任务。", items.len()));
    let text = "累计类指标状态为“超额完成”：累计完成严格大于目标值，且时限不在往年".to_owned();
    Some(by_rule(line, vec![FiredRule { code: "praise.exceeded", text }]))
}

/// A running total that should reach an amount: a share that stays above its floor is kept, not exceeded.
fn runs_up(item: &Item<'_>) -> bool {
    let total = matches!(
        item.indicator.accumulation,
        Accumulation::Ytd | Accumulation::SinceStart | Accumulation::PeriodFlow
    );
    total && matches!(item.target.kind, TargetKind::Level | TargetKind::Change)
}

/// Units all of whose tasks are met or on schedule.
fn steady_units(input: &BulletinInput<'_>, places: &Places<'_>) -> Option<Block> {
    let mut tasks: Vec<(&OrgUnitId, Vec<Status>)> = Vec::new();
    for unit in input.items.iter().flat_map(|item| &item.units) {
        if unit.now.status == Status::NoTask {
            continue;
        }
        match tasks.iter_mut().find(|(id, _)| **id == unit.now.org_unit) {
            Some((_, statuses)) => statuses.push(unit.now.status),
            None => tasks.push((&unit.now.org_unit, vec![unit.now.status])),
        }
    }
    let whole = tasks.len();
    let good = |status: &Status| matches!(status, Status::Exceeded | Status::Done | Status::OnTrack);
    let steady: Vec<OrgUnitId> = tasks
        .iter()
        .filter(|(_, statuses)| statuses.len() >= FEWEST_TASKS && statuses.iter().all(good))
        .map(|(id, _)| (*id).clone())
        .collect();
    // Where everybody is there, nobody stands out.
    if steady.is_empty() || steady.len() == whole {
        return None;
    }
    let mut line = Line::new();
    line.say(places.list(&steady)).say("承担的各项任务均已完成或达到序时进度。");
    let text = format!("该单位承担的任务不少于{FEWEST_TASKS}项，且状态均为“超额完成”“已完成”或“达到序时”");
    Some(by_rule(line, vec![FiredRule { code: "praise.all_on_schedule", text }]))
}

/// Targets that were behind at the end of the month before and are not any more.
fn caught_up(input: &BulletinInput<'_>) -> Option<Block> {
    let made_up = |item: &&Item<'_>| {
        let now = item.now.status;
        item.before.is_some_and(|before| before.status.is_behind())
            && (now.is_met() || now == Status::OnTrack)
    };
    let items: Vec<&Item<'_>> = input.items.iter().filter(made_up).collect();
    let before = items.first().and_then(|item| item.before)?;
    let mut line = Line::new();
    for (at, item) in items.iter().take(MOST_NAMED).enumerate() {
        line.say(if at > 0 { "、" } else { "" });
        line.show(&item.indicator.name, FigureRef::of(&item.target.id, Figure::Status));
    }
    line.say(if items.len() > MOST_NAMED { "等" } else { "" });
    let then = month_name(before.as_of);
    line.say(format!("{}项指标{then}未达序时进度，目前已赶上。", items.len()));
    let text = format!("{then}状态为滞后、严重滞后、未启动或逾期，目前为“达到序时”“已完成”或“超额完成”");
    Some(by_rule(line, vec![FiredRule { code: "praise.caught_up", text }]))
}
