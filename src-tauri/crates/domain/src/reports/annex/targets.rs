//! 附件1 指标完成情况表: every target in scope on a row.

use super::super::content::{Figure, FigureRef};
use super::super::input::{BulletinInput, Item};
use super::super::table::{Align, Cell, Column, HeaderCell, Table};
use super::super::wording::{
    Places, as_of, as_of_with_year, decimals_of, remark, stretch, table_goal, within_brackets,
};
use crate::assessment::Status;

use super::{points_cell, quotient, rate_cell, signatures, status_cell, value_cell};

const GOAL: usize = 3;
const ACTUAL: usize = 4;

pub(super) fn table(input: &BulletinInput<'_>, places: &Places<'_>) -> Table {
    let column = |width, align| Column { width, align };
    let one = |text: &str| HeaderCell::new(text, 1, 2);
    Table {
        label: String::new(),
        sheet: "指标完成情况".to_owned(),
        title: format!("{}{}指标完成情况表", places.scope_name(), stretch(input.as_of)),
        source_line: input.fields.signer.as_ref().map(|signer| format!("编制单位：{signer}")),
        as_of_line: Some(as_of_with_year(input.as_of)),
        unit_line: None,
        columns: vec![
            column(3, Align::Centre),
            column(12, Align::Left),
            column(4, Align::Centre),
            column(5, Align::Right),
            column(6, Align::Right),
            column(5, Align::Right),
            column(7, Align::Right),
            column(8, Align::Centre),
            column(9, Align::Left),
            column(9, Align::Left),
        ],
        header: vec![
            vec![
                one("序号"),
                one("指标名称"),
                one("计量单位"),
                one("目标值"),
                HeaderCell::new("进展情况", 4, 1),
                one("责任单位"),
                one("备注"),
            ],
            ["累计完成", "完成率（%）", "序时差（百分点）", "状态"]
                .iter()
                .map(|text| HeaderCell::new(*text, 1, 1))
                .collect(),
        ],
        rows: input
            .items
            .iter()
            .filter(|item| item.now.status != Status::NoTask)
            .enumerate()
            .map(|(at, item)| row(at, item, places))
            .collect(),
        notes: notes(input),
        signatures: signatures(),
        landscape: true,
        abridged: None,
        kind: None,
    }
}

fn row(at: usize, item: &Item<'_>, places: &Places<'_>) -> Vec<Cell> {
    let now = item.now;
    let figure = |figure| FigureRef::of(&item.target.id, figure);
    let shown = table_goal(item);
    let decimals = decimals_of(item);
    let formula = quotient(now.completion.rate, shown.actual, shown.goal, (ACTUAL, GOAL));
    // A goal that is not a plain “at least” is printed with its comparator, and is then no number.
    let (goal, formula) = match &shown.goal_text {
        None => (value_cell(shown.goal, shown.goal_decimals, figure(Figure::Goal)), formula),
        Some(text) => (Cell::text(text).showing(figure(Figure::Goal)), None),
    };
    vec![
        Cell::text((at + 1).to_string()),
        Cell::text(&item.indicator.name),
        Cell::text(&shown.uom),
        goal,
        value_cell(shown.actual, decimals, figure(Figure::Actual)),
        rate_cell(now.completion.rate, figure(Figure::Rate), formula),
        points_cell(now.schedule.and_then(|schedule| schedule.variance), figure(Figure::Variance)),
        status_cell(now),
        Cell::text(item.responsible.clone().unwrap_or_default()),
        Cell::text(remark(item, places)),
    ]
}

fn notes(input: &BulletinInput<'_>) -> Vec<String> {
    let lamps = &input.settings.lamps;
    let mut notes = vec![
        format!("数据{}；完成率＝累计完成÷目标值，另有规则的在备注中注明。", as_of(input.as_of)),
        "“—”表示该项不计算或没有数据；不考核时序的指标不计算序时差。".to_owned(),
        format!("{}。", input.settings.schedule_words()),
        format!("亮灯（{}）：{}。", within_brackets(lamps.name()), lamps.legend().join("；")),
    ];
    if input.items.iter().any(|item| item.example) {
        notes.push("本表含示例数据，仅供演示。".to_owned());
    }
    notes
}
