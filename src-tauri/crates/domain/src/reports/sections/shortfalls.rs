//! 存在问题: what is behind, overdue, not reported or in doubt. Facts only; why it is so is for people to say.

use std::collections::HashSet;

use super::super::content::{Block, Figure, FigureRef};
use super::super::input::{BulletinInput, Correction, Item};
use super::super::numbering;
use super::super::wording::{
    Line, Places, as_of_with_year, gap, names, percent, responsible, shared_decimals, versus_schedule,
};
use super::paragraph;
use crate::assessment::{Mark, Status, qualified};
use crate::kernel::{OrgUnitId, Period, day_name};
use crate::results::CellState;

use chrono::{Datelike, NaiveDateTime, Timelike};

/// Most targets that a sentence names; the others stand in the annex.
const MOST_NAMED: usize = 8;
/// And of a summary, which has one page and no annex.
const MOST_IN_SUMMARY: usize = 3;
/// From so many ends of months on a lag is called lasting.
const LASTING: u32 = 3;

/// The paragraphs of the section, each under its heading （一）.
pub(in super::super) fn shortfalls(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Block> {
    let found: Vec<(&str, Vec<Line>)> = vec![
        ("部分指标未达序时进度", behind(input, MOST_NAMED)),
        ("部分事项逾期未完成", overdue(input, MOST_NAMED)),
        ("部分单位未按要求报送", not_reported(input, places)),
        ("部分数据需要核实", doubtful(input, places)),
    ];
    let found: Vec<_> = found.into_iter().filter(|(_, lines)| !lines.is_empty()).collect();
    if found.is_empty() {
        let mut line = Line::new();
        line.say("本期未发现未达序时进度、逾期未完成和未报送的情况。");
        return vec![paragraph(line)];
    }
    let mut blocks = Vec::new();
    for (at, (heading, lines)) in found.into_iter().enumerate() {
        blocks.push(Block::Heading { level: 2, text: numbering(2, at + 1, heading) });
        blocks.extend(lines.into_iter().map(paragraph));
    }
    blocks
}

/// A summary of one page: the worst that are behind or overdue, who did not report.
pub(in super::super) fn summary(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Block> {
    let mut lines = behind(input, MOST_IN_SUMMARY);
    lines.truncate(1); // How long each has lagged is left to the bulletin.
    lines.extend(overdue(input, MOST_IN_SUMMARY));
    lines.extend(not_reported(input, places));
    lines.into_iter().map(paragraph).collect()
}

/// A notice of what was corrected, one paragraph each.
pub(in super::super) fn corrections(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Block> {
    let corrected = &input.reporting.corrections;
    let mut opening = Line::new();
    let day = as_of_with_year(input.compared_with);
    if corrected.is_empty() {
        let since = input.compared_with.succ_opt().unwrap_or(input.compared_with);
        let since = Period::day(since).map(Period::name).unwrap_or_default();
        opening.say(format!("{since}以来，{day}已接收的数据没有更正。"));
        return vec![paragraph(opening)];
    }
    opening.say(format!("经核实，{day}已接收的数据中，以下{}处需要更正，现通知如下：", corrected.len()));
    let mut blocks = vec![paragraph(opening)];
    for (at, correction) in corrected.iter().enumerate() {
        let mut line = Line::new();
        line.say(numbering(3, at + 1, ""));
        line.and(correction_line(correction, places));
        blocks.push(paragraph(line));
    }
    let mut closing = Line::new();
    closing.say("上述数据以更正后的为准，此前印发的材料中引用的，请一并更正。");
    blocks.push(paragraph(closing));
    blocks
}

/// 甲镇2022年3月生活污水治理村数“18个”更正为“16个”，原因：….
fn correction_line(correction: &Correction, places: &Places<'_>) -> Line {
    let mut line = Line::new();
    let [was, is] = corrected(correction);
    line.say(format!("{}“{was}”更正为“{is}”", corrected_figure(correction, places)));
    match correction.reason.trim().trim_end_matches('。') {
        "" => line.say("。"),
        reason => line.say(format!("，原因：{reason}。")),
    };
    line
}

/// What ends a list that may leave some out.
fn the_rest(all: usize, named: usize) -> String {
    match (all.saturating_sub(named), named) {
        (0, _) => "。".to_owned(),
        (_, MOST_NAMED) => "。其余见附件1。".to_owned(),
        (left, _) => format!("。另有{left}项。"),
    }
}

/// The targets of some statuses, the worst first.
fn of<'a, 'b>(input: &'a BulletinInput<'b>, statuses: &[Status]) -> Vec<&'a Item<'b>> {
    let mut items: Vec<&Item<'_>> =
        input.items.iter().filter(|item| statuses.contains(&item.now.status)).collect();
    items.sort_by(|a, b| {
        let variance = |item: &Item<'_>| item.now.schedule.and_then(|schedule| schedule.variance);
        let known = |item: &Item<'_>| variance(item).is_none();
        (known(a), variance(a), a.now.status.urgency()).cmp(&(known(b), variance(b), b.now.status.urgency()))
    });
    items
}

fn behind(input: &BulletinInput<'_>, most: usize) -> Vec<Line> {
    let items = of(input, &[Status::Behind, Status::FarBehind, Status::NotStarted]);
    if items.is_empty() {
        return Vec::new();
    }
    let mut line = Line::new();
    let count = FigureRef::over_all(Figure::Count, Some("behind,far_behind,not_started"));
    line.show(items.len().to_string(), count).say("项指标未达序时进度或未达要求：");
    for (at, item) in items.iter().take(most).enumerate() {
        line.say(if at > 0 { "；" } else { "" }).say(&item.indicator.name).say("，");
        standing(&mut line, item);
    }
    line.say(the_rest(items.len(), most));
    let mut lines = vec![line];
    let lasting: Vec<String> = items
        .iter()
        .filter(|item| item.now.behind_for >= LASTING)
        .map(|item| format!("{}（连续{}期）", item.indicator.name, item.now.behind_for))
        .collect();
    if !lasting.is_empty() {
        let mut line = Line::new();
        line.say("其中连续多期未达序时进度的有：").say(names(&lasting)).say("。");
        lines.push(line);
    }
    lines
}

/// 完成率38.0%，慢于序时进度12.0个百分点（责任单位：县生态环境局）
fn standing(line: &mut Line, item: &Item<'_>) {
    let now = item.now;
    if now.status == Status::NotStarted {
        line.show("尚未启动", FigureRef::of(&item.target.id, Figure::Status));
    } else if let Some(coverage) = &now.coverage {
        let part = |figure| FigureRef::of(&item.target.id, figure);
        let (done, due, uom) = match coverage.of_units {
            Some(_) => ("已覆盖", "应覆盖", item.unit_indicator.unwrap_or(item.indicator).uom.as_str()),
            None => ("达标", "应达标", "个"),
        };
        line.say(done).show(coverage.met.to_string(), part(Figure::Met)).say(uom).say("、").say(due);
        line.show(coverage.population.to_string(), part(Figure::Population)).say(uom);
    } else if let Some(rate) = now.completion.rate {
        line.say("完成率").show(percent(rate), FigureRef::of(&item.target.id, Figure::Rate));
    } else {
        line.show(now.status.word(), FigureRef::of(&item.target.id, Figure::Status));
    }
    match now.schedule.and_then(|schedule| schedule.variance) {
        // After its deadline nothing is ahead of or behind a schedule: it is short of the goal.
        _ if now.status == Status::Overdue => gap(line, item, shared_decimals(item), "，还差"),
        Some(variance) => {
            line.say("，");
            versus_schedule(line, now, variance);
        }
        None => {}
    }
    if item.responsible.is_some() {
        line.say("（").say(responsible(item)).say("）");
    }
}

fn overdue(input: &BulletinInput<'_>, most: usize) -> Vec<Line> {
    let items = of(input, &[Status::Overdue]);
    if items.is_empty() {
        return Vec::new();
    }
    let mut line = Line::new();
    let count = FigureRef::over_all(Figure::Count, Some(Status::Overdue.code()));
    line.show(items.len().to_string(), count).say("项任务已过完成时限仍未完成：");
    for (at, item) in items.iter().take(most).enumerate() {
        line.say(if at > 0 { "；" } else { "" }).say(&item.indicator.name);
        if let Some(deadline) = item.now.window.deadline {
            line.say(format!("（时限{}）", day_name(deadline)));
        }
        line.say("，");
        standing(&mut line, item);
    }
    line.say(the_rest(items.len(), most));
    vec![line]
}

fn not_reported(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Line> {
    let reporting = &input.reporting;
    let mut line = Line::new();
    let due = reporting.due.map(|due| format!("截至{}，", moment_words(due))).unwrap_or_default();
    if !reporting.missing.is_empty() {
        let figure = FigureRef::over_all(Figure::NotReported, None);
        line.say(due).show(places.list(&reporting.missing), figure).say("未按时报送");
        for late in &reporting.late {
            line.say("，").say(late_phrase(late, places));
        }
        line.say("。");
    } else if !reporting.late.is_empty() {
        let late: Vec<String> = reporting.late.iter().map(|late| late_phrase(late, places)).collect();
        line.say(due).say(late.join("，")).say("。");
    }
    let mut lines = if line.is_empty() { Vec::new() } else { vec![line] };
    if let Some(line) = missing_by_target(input, places) {
        lines.push(line);
    }
    lines
}

/// 7月5日17时, 7月5日17时30分.
fn moment_words(moment: NaiveDateTime) -> String {
    let minute = match moment.minute() {
        0 => String::new(),
        minute => format!("{minute}分"),
    };
    format!("{}月{}日{}时{minute}", moment.month(), moment.day(), moment.hour())
}

/// Whose figure of what and when was corrected.
pub(in super::super) fn corrected_figure(correction: &Correction, places: &Places<'_>) -> String {
    let Correction { org_unit, indicator, period, .. } = correction;
    format!("{}{}{indicator}", places.name(org_unit), period.name())
}

/// What was accepted, and what it says now.
pub(in super::super) fn corrected(correction: &Correction) -> [String; 2] {
    [&correction.accepted, &correction.corrected].map(cell_words)
}

/// A cell as it was reported: 1200户, 零报告, 不适用.
fn cell_words(state: &CellState) -> String {
    match state {
        CellState::Number { value, uom, qualifier } => {
            qualified(&format!("{}{uom}", value.normalize()), *qualifier)
        }
        CellState::Nil => "零报告".to_owned(),
        CellState::NotApplicable => "不适用".to_owned(),
    }
}

fn late_phrase(late: &super::super::input::LateReport, places: &Places<'_>) -> String {
    format!("{}于{}月{}日补报", places.name(&late.org_unit), late.on.month(), late.on.day())
}

/// Targets for which units are missing that have not been named already as having reported nothing.
fn missing_by_target(input: &BulletinInput<'_>, places: &Places<'_>) -> Option<Line> {
    let named: HashSet<&OrgUnitId> = input.reporting.missing.iter().collect();
    let left_out = |item: &&Item<'_>| -> Vec<OrgUnitId> {
        item.now.not_reported.iter().filter(|id| !named.contains(id)).cloned().collect()
    };
    let items: Vec<&Item<'_>> = input.items.iter().filter(|item| !left_out(item).is_empty()).collect();
    if items.is_empty() {
        return None;
    }
    let mut line = Line::new();
    for (at, item) in items.iter().take(MOST_NAMED).enumerate() {
        let figure = FigureRef::of(&item.target.id, Figure::NotReported);
        line.say(if at > 0 { "；" } else { "" }).say(&item.indicator.name).say("，");
        line.show(places.list(&left_out(item)), figure).say("未报");
    }
    line.say(if items.len() > MOST_NAMED { "。其余见附件1。" } else { "。" });
    Some(line)
}

fn doubtful(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let marked = |mark: Mark| -> Vec<&str> {
        let items = input.items.iter().filter(|item| item.now.marks.contains(&mark));
        items.map(|item| item.indicator.name.as_str()).collect()
    };
    for (mark, words) in [
        (Mark::Conflict, "存在相互冲突的数据，冲突的数据未计入汇总"),
        (Mark::Unclear, "口径有待核实"),
        (Mark::NoEvidence, "已报完成但缺少佐证材料"),
    ] {
        let found = marked(mark);
        if !found.is_empty() {
            let mut line = Line::new();
            line.say(names(&found)).say(words).say("。");
            lines.push(line);
        }
    }
    let differing: Vec<&str> = input
        .items
        .iter()
        .filter(|item| {
            item.now.parts_check.is_some_and(|check| check.complete && !check.difference.is_zero())
        })
        .map(|item| item.indicator.name.as_str())
        .collect();
    if !differing.is_empty() {
        let mut line = Line::new();
        line.say(names(&differing)).say("本级上报数与下级汇总数不一致。");
        lines.push(line);
    }
    for correction in &input.reporting.corrections {
        let mut line = Line::new();
        line.say("往期数据中，").and(correction_line(correction, places));
        lines.push(line);
    }
    lines
}
