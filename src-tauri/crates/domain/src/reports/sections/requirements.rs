//! 下步工作要求: the user's own words, or phrases of a small bank for what was found. The bank asks for what
//! follows from the figures and threatens nobody.

use super::super::content::{Block, Figure, FigureRef};
use super::super::input::{BulletinInput, Item};
use super::super::numbering;
use super::super::wording::{Line, Places, names, unit_amount};
use super::paragraph;
use crate::assessment::{Mark, Status};

/// Most targets for which the pace that is needed is said.
const MOST_PACES: usize = 5;

/// The paragraphs of the section.
pub(in super::super) fn requirements(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Block> {
    let own = input.fields.requirements.as_deref().filter(|text| !text.trim().is_empty());
    match own {
        Some(text) => own_words(text),
        None => from_bank(input, places),
    }
}

/// A person's own words, one paragraph a line.
pub(in super::super) fn own_words(text: &str) -> Vec<Block> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|words| {
            let mut line = Line::new();
            line.say(words);
            paragraph(line)
        })
        .collect()
}

fn from_bank(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Block> {
    let mut phrases: Vec<(&str, Line)> = Vec::new();
    let lagging: Vec<&Item<'_>> = input.items.iter().filter(|item| item.now.status.is_behind()).collect();
    if !lagging.is_empty() {
        phrases.push(("加快滞后事项进度", pace(&lagging)));
    }
    let owing = input.owing();
    if !owing.is_empty() {
        let mut line = Line::new();
        line.say("请").say(places.list(&owing)).say("尽快补报本期数据，并说明情况。");
        phrases.push(("及时补报数据", line));
    }
    let doubtful = |item: &Item<'_>| {
        [Mark::Conflict, Mark::Unclear, Mark::NoEvidence].iter().any(|mark| item.now.marks.contains(mark))
    };
    if input.items.iter().any(doubtful) {
        let mut line = Line::new();
        line.say("对存在冲突、口径不明或缺少佐证材料的数据，相关责任单位要逐条核实，需要更正的按程序更正并写明原因。");
        phrases.push(("核实存疑数据", line));
    }
    let met: Vec<&Item<'_>> = input.items.iter().filter(|item| item.now.status.is_met()).collect();
    if lagging.is_empty()
        && !met.is_empty()
        && input.items.iter().any(|item| item.now.status == Status::OnTrack)
    {
        let mut line = Line::new();
        line.say("对已达到序时进度的事项，要保持力度；对已完成的事项，要做好验收销号和资料归档。");
        phrases.push(("持续推进各项任务", line));
    }
    let mut line = Line::new();
    line.say("各单位要按时限报送进展情况，对数据的真实性、准确性负责，佐证材料同步归档备查。");
    phrases.push(("严格数据报送", line));
    let mut blocks = Vec::new();
    for (at, (heading, line)) in phrases.into_iter().enumerate() {
        blocks.push(Block::Heading { level: 2, text: numbering(2, at + 1, heading) });
        blocks.push(paragraph(line));
    }
    blocks
}

/// Who is asked, and what the figures ask of them.
fn pace(lagging: &[&Item<'_>]) -> Line {
    let mut who: Vec<&str> = lagging.iter().filter_map(|item| item.responsible.as_deref()).collect();
    who.sort_unstable();
    who.dedup();
    let mut line = Line::new();
    if who.is_empty() {
        line.say("有关责任单位");
    } else {
        line.say(names(&who)).say(if who.len() > 1 { "等责任单位" } else { "" });
    }
    line.say("要对照目标和时限，倒排工期、明确节点，逐项抓好落实。");
    let needed = lagging.iter().filter_map(|item| Some((item, item.now.required_per_month?)));
    let needed: Vec<_> = needed.take(MOST_PACES).collect();
    if !needed.is_empty() {
        line.say("按剩余时间测算，");
        for (at, (item, required)) in needed.into_iter().enumerate() {
            line.say(if at > 0 { "，" } else { "" }).say(&item.indicator.name).say("月均需完成");
            let mut shown = item.indicator.clone();
            shown.decimals = shown.decimals.max(1);
            let figure = FigureRef::of(&item.target.id, Figure::RequiredPerMonth);
            line.show(unit_amount(required, &shown), figure);
        }
        line.say("。");
    }
    line
}
