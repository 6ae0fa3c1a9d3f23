//! 主要指标完成情况: a paragraph for each target, under the headings of their groups.

use std::cmp::Ordering;

use super::super::content::{Block, Figure, FigureRef};
use super::super::input::{BulletinInput, Item, UnitItem};
use super::super::numbering;
use super::super::wording::{Line, Places, percent, target_sentence};
use super::paragraph;
use crate::assessment::Status;

/// Fewer ranked units than this are no ranking (domain guide §3.6).
const FEWEST_RANKED: usize = 4;
/// How many of the first and the last are named.
const NAMED: usize = 3;
/// Most that are named where several share a place.
const MOST_TIED: usize = 8;

/// One paragraph for each target; a heading （一） for each group where there are several.
pub(in super::super) fn progress(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Block> {
    let mut groups: Vec<(Option<&str>, Vec<&Item<'_>>)> = Vec::new();
    // A target of which nothing falls to the scope is not its task.
    for item in input.items.iter().filter(|item| item.now.status != Status::NoTask) {
        let name = item.group.as_deref();
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, items)) => items.push(item),
            None => groups.push((name, vec![item])),
        }
    }
    // What belongs to no group stands last, under a heading of its own.
    groups.sort_by_key(|(name, _)| name.is_none());
    let several = groups.len() > 1;
    let mut blocks = Vec::new();
    for (at, (name, items)) in groups.into_iter().enumerate() {
        if several {
            let name = name.unwrap_or("其他");
            blocks.push(Block::Heading { level: 2, text: numbering(2, at + 1, name) });
        }
        for item in items {
            let mut line = target_sentence(item, places);
            line.and(ranking(item, places));
            blocks.push(paragraph(line));
        }
    }
    blocks
}

/// 完成率居前三位的是A（95.0%）、…；居后三位的是…。
fn ranking(item: &Item<'_>, places: &Places<'_>) -> Line {
    let mut ranked: Vec<&UnitItem<'_>> = item
        .units
        .iter()
        .filter(|unit| unit.now.rank.is_some() && unit.now.completion.rate.is_some())
        .collect();
    ranked.sort_by_key(|unit| unit.now.rank.map(|rank| rank.place));
    let mut line = Line::new();
    let (Some(first), Some(last)) = (ranked.first(), ranked.last()) else { return line };
    if ranked.len() < FEWEST_RANKED || first.now.completion.rate == last.now.completion.rate {
        return line;
    }
    let count = NAMED.min(ranked.len() / 2);
    let front = upto(&ranked, count);
    let back = downto(&ranked, count);
    if front.iter().any(|unit| back.iter().any(|other| other.now.org_unit == unit.now.org_unit)) {
        return line;
    }
    line.say("完成率");
    end(&mut line, item, (&front, front.last()), count, ["居前", "最高"], places);
    line.say("；");
    end(&mut line, item, (&back, back.first()), count, ["居后", "最低"], places);
    line.say("。");
    line
}

/// One end of the ranking. Of many that share its last place none is named before the others: only those beyond them, or
/// how many they are.
fn end(
    line: &mut Line,
    item: &Item<'_>,
    (units, edge): (&[&UnitItem<'_>], Option<&&UnitItem<'_>>),
    count: usize,
    [place, most]: [&str; 2],
    places: &Places<'_>,
) {
    let rate = |unit: &&UnitItem<'_>| unit.now.completion.rate;
    let beyond: Vec<&UnitItem<'_>> = match units.len() {
        few if few <= MOST_TIED => units.to_vec(),
        _ => units.iter().filter(|unit| rate(unit) != edge.and_then(rate)).copied().collect(),
    };
    if units.len() == count {
        line.say(place).say(["", "一位", "两位", "三位"][count]).say("的是");
        listed(line, item, units, places);
    } else if !beyond.is_empty() {
        line.say(place).say("列的是");
        listed(line, item, &beyond, places);
    } else if let Some((unit, rate)) = edge.and_then(|edge| Some((edge, rate(edge)?))) {
        let figure = FigureRef::of_unit(&item.target.id, &unit.now.org_unit, Figure::Rate);
        line.say(format!("{most}的有{}个，均为", units.len())).show(percent(rate), figure);
    }
}

/// The first so many, and those that share the last of their places.
fn upto<'a, 'b>(ranked: &[&'a UnitItem<'b>], count: usize) -> Vec<&'a UnitItem<'b>> {
    let edge = ranked.get(count - 1).and_then(|unit| unit.now.completion.rate);
    ranked
        .iter()
        .enumerate()
        .filter(|(at, unit)| *at < count || unit.now.completion.rate == edge)
        .map(|(_, unit)| *unit)
        .collect()
}

/// The last so many, and those that share the first of their places.
fn downto<'a, 'b>(ranked: &[&'a UnitItem<'b>], count: usize) -> Vec<&'a UnitItem<'b>> {
    let start = ranked.len() - count;
    let edge = ranked.get(start).and_then(|unit| unit.now.completion.rate);
    ranked
        .iter()
        .enumerate()
        .filter(|(at, unit)| *at >= start || unit.now.completion.rate.cmp(&edge) == Ordering::Equal)
        .map(|(_, unit)| *unit)
        .collect()
}

fn listed(line: &mut Line, item: &Item<'_>, units: &[&UnitItem<'_>], places: &Places<'_>) {
    for (at, unit) in units.iter().enumerate() {
        line.say(if at > 0 { "、" } else { "" }).say(places.name(&unit.now.org_unit));
        if let Some(rate) = unit.now.completion.rate {
            let figure = FigureRef::of_unit(&item.target.id, &unit.now.org_unit, Figure::Rate);
            line.say("（").show(percent(rate), figure).say("）");
        }
    }
}
