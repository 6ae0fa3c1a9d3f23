//! 目标清单: what is promised, by when, who answers for it, and the sentence it stands in.

use std::ops::RangeInclusive;

use super::super::input::{BulletinInput, Item};
use super::super::table::{Align, Cell, Column, HeaderCell, Table};
use super::super::wording::{Places, as_of_with_year, table_goal};
use super::signatures;

/// How wide the columns of the document and of the sentence are together, and what the document's is at least and at most.
const SOURCE_AND_WORDS: u32 = 34;
const SOURCE: RangeInclusive<u32> = 10..=18;

pub(super) fn table(input: &BulletinInput<'_>, places: &Places<'_>) -> Table {
    let column = |width, align| Column { width, align };
    let headings = [
        "序号",
        "任务",
        "指标名称",
        "目标值",
        "计量单位",
        "完成时限",
        "约束性",
        "责任单位",
        "来源文件",
        "原句",
    ];
    let source = source_width(&input.items);
    Table {
        label: String::new(),
        sheet: "目标清单".to_owned(),
        title: format!("{}目标清单", places.scope_name()),
        source_line: input.fields.signer.as_ref().map(|signer| format!("编制单位：{signer}")),
        as_of_line: Some(as_of_with_year(input.as_of)),
        unit_line: None,
        columns: vec![
            column(3, Align::Centre),
            column(7, Align::Left),
            column(9, Align::Left),
            column(4, Align::Right),
            column(4, Align::Centre),
            column(7, Align::Centre),
            column(5, Align::Centre),
            column(8, Align::Left),
            column(source, Align::Left),
            column(SOURCE_AND_WORDS - source, Align::Left),
        ],
        header: vec![headings.iter().map(|text| HeaderCell::new(*text, 1, 1)).collect()],
        rows: input.items.iter().enumerate().map(|(at, item)| row(at, item)).collect(),
        notes: vec!["目标值、时限以来源文件原句为准；“—”表示文件中没有写明。".to_owned()],
        signatures: signatures(),
        landscape: true,
        abridged: None,
        kind: None,
    }
}

/// Both are the longest texts of a row: each has what its words need, so that rows are low.
fn source_width(items: &[Item<'_>]) -> u32 {
    let letters = |text: &str| text.chars().count();
    let quotes = || items.iter().filter_map(|item| item.source.as_ref());
    let titles: usize = quotes().map(|quote| letters(&quote.title)).sum();
    let words: usize = quotes().map(|quote| letters(&quote.words)).sum();
    let share = SOURCE_AND_WORDS as usize * titles / (titles + words).max(1);
    u32::try_from(share).unwrap_or(u32::MAX).clamp(*SOURCE.start(), *SOURCE.end())
}

fn row(at: usize, item: &Item<'_>) -> Vec<Cell> {
    let shown = table_goal(item);
    let goal = shown
        .goal_text
        .clone()
        .or_else(|| shown.goal.map(|goal| super::value_number(goal, shown.goal_decimals).0));
    let deadline =
        item.now.window.deadline.map(|day| as_of_with_year(day).trim_start_matches("截至").to_owned());
    let or_dash =
        |text: Option<String>| text.filter(|text| !text.is_empty()).map_or_else(Cell::dash, Cell::text);
    let quote = item.source.as_ref();
    vec![
        Cell::text((at + 1).to_string()),
        or_dash(item.group.clone()),
        Cell::text(&item.indicator.name),
        or_dash(goal),
        Cell::text(&shown.uom),
        or_dash(deadline),
        Cell::text(item.target.binding.word()),
        or_dash(item.responsible.clone()),
        or_dash(quote.map(|quote| format!("《{}》", quote.title.trim_matches(['《', '》'])))),
        or_dash(quote.map(|quote| quote.words.clone())),
    ]
}
