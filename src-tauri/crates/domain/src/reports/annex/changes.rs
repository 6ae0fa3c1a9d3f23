//! 变化情况表: every target on two days, and which way it went.

use super::super::content::{Figure, FigureRef};
use super::super::input::{BulletinInput, Item};
use super::super::table::{Align, Cell, Column, HeaderCell, Table};
use super::super::wording::{Places, as_of, as_of_with_year, decimals_for, month_name};
use super::{points_cell, rate_cell, signatures, status_cell, value_cell};
use crate::assessment::{Status, Turn, compare};
use crate::kernel::Rate;

pub(super) fn table(input: &BulletinInput<'_>, places: &Places<'_>) -> Table {
    let column = |width, align| Column { width, align };
    let one = |text: &str| HeaderCell::new(text, 1, 2);
    let items = input.items.iter().filter(|item| item.now.status != Status::NoTask);
    let rows: Vec<(Turn, Vec<Cell>)> = items.enumerate().map(|(at, item)| row(at, item)).collect();
    let counted = [Turn::Better, Turn::Worse, Turn::Same, Turn::Came, Turn::Unknown].map(|turn| {
        let count = rows.iter().filter(|(found, _)| *found == turn).count();
        (count > 0).then(|| format!("{count}项{}", turn.word()))
    });
    let counted: Vec<String> = counted.into_iter().flatten().collect();
    let [was, is] = [input.compared_with, input.as_of]
        .map(|day| as_of_with_year(day).trim_start_matches("截至").to_owned());
    let mut notes = vec![format!(
        "数据{}；两个日期按同一规则计算的才比较完成率，有一个日期未报的不比较走向。",
        as_of(input.as_of)
    )];
    if !counted.is_empty() {
        notes.insert(0, format!("与{}相比，{}。", month_name(input.compared_with), counted.join("、")));
    }
    if input.items.iter().any(|item| item.example) {
        notes.push("本表含示例数据，仅供演示。".to_owned());
    }
    Table {
        label: String::new(),
        sheet: "变化情况".to_owned(),
        title: format!("{}{was}至{is}指标变化情况表", places.scope_name()),
        source_line: input.fields.signer.as_ref().map(|signer| format!("编制单位：{signer}")),
        as_of_line: None,
        unit_line: None,
        columns: vec![
            column(3, Align::Centre),
            column(11, Align::Left),
            column(4, Align::Centre),
            column(6, Align::Right),
            column(5, Align::Right),
            column(8, Align::Centre),
            column(6, Align::Right),
            column(5, Align::Right),
            column(8, Align::Centre),
            column(6, Align::Right),
            column(3, Align::Centre),
        ],
        header: vec![
            vec![
                one("序号"),
                one("指标名称"),
                one("计量单位"),
                HeaderCell::new(was, 3, 1),
                HeaderCell::new(is, 3, 1),
                one("完成率变化（百分点）"),
                one("走向"),
            ],
            ["累计完成", "完成率（%）", "状态", "累计完成", "完成率（%）", "状态"]
                .iter()
                .map(|text| HeaderCell::new(*text, 1, 1))
                .collect(),
        ],
        rows: rows.into_iter().map(|(_, cells)| cells).collect(),
        notes,
        signatures: signatures(),
        landscape: true,
        abridged: None,
        kind: None,
    }
}

fn row(at: usize, item: &Item<'_>) -> (Turn, Vec<Cell>) {
    let (now, before) = (item.now, item.before);
    let figure = |figure| FigureRef::of(&item.target.id, figure);
    let values: Vec<Rate> = [Some(now), before].into_iter().flatten().filter_map(|one| one.actual).collect();
    let decimals = decimals_for(&values, item.indicator);
    let earlier: Vec<_> = before.cloned().into_iter().collect();
    let change = compare(&earlier, std::slice::from_ref(now)).into_iter().next();
    let turn = change.as_ref().map_or(Turn::Came, |change| change.turn);
    let past = |cell: Cell| Cell { figure: None, ..cell };
    let cells = vec![
        Cell::text((at + 1).to_string()),
        Cell::text(&item.indicator.name),
        Cell::text(item.indicator.uom.to_string()),
        past(value_cell(before.and_then(|one| one.actual), decimals, figure(Figure::Actual))),
        past(rate_cell(before.and_then(|one| one.completion.rate), figure(Figure::Rate), None)),
        before.map_or_else(Cell::dash, |one| past(status_cell(one))),
        value_cell(now.actual, decimals, figure(Figure::Actual)),
        rate_cell(now.completion.rate, figure(Figure::Rate), None),
        status_cell(now),
        points_cell(change.and_then(|change| change.rate), figure(Figure::SinceLast)),
        Cell::text(turn.word()),
    ];
    (turn, cells)
}
