//! 未达标单位清单: the units of a coverage target that do not meet the rule, the furthest first, then those
//! that did not report. Those that meet it are counted in the title line, not listed.

use super::super::content::{Figure, FigureRef};
use super::super::input::{BulletinInput, CoverageLine, Item, UnitState};
use super::super::table::{Align, Cell, Column, HeaderCell, Table};
use super::super::wording::{
    Places, as_of, as_of_with_year, condition, decimals_for, goal_decimals, stretch, within_brackets,
};
use super::{signatures, value_cell};
use crate::kernel::{OrgUnitId, Rate};

/// Most units that are listed, about three pages; a longer list is nobody's reading, and the sheets of the units
/// below have it whole.
const MOST_LISTED: usize = 100;

/// None where every unit meets the rule, where none has reported, and for targets of another sort.
pub(super) fn table(input: &BulletinInput<'_>, item: &Item<'_>, places: &Places<'_>) -> Option<Table> {
    let lines: Vec<&CoverageLine> =
        item.coverage.iter().filter(|line| line.state != UnitState::Met).collect();
    if lines.is_empty() || lines.iter().all(|line| line.state == UnitState::NotReported) {
        return None;
    }
    let more = lines.len().saturating_sub(MOST_LISTED);
    let lines = &lines[..lines.len() - more];
    let measured_by = item.unit_indicator.unwrap_or(item.indicator);
    let values: Vec<Rate> = lines.iter().flat_map(|line| [line.value, line.distance]).flatten().collect();
    let decimals = decimals_for(&values, measured_by);
    let thresholds: Vec<Rate> = lines.iter().filter_map(|line| line.threshold).collect();
    let threshold_decimals = goal_decimals(&thresholds);
    let ids: Vec<OrgUnitId> = lines.iter().map(|line| line.org_unit.clone()).collect();
    let word = places.word_for(&ids);
    let column = |width, align| Column { width, align };
    let headings = ["序号", "所属", word, "当前值", "达标线", "差距", "状态"];
    let rows = lines.iter().enumerate().map(|(at, line)| {
        let figure = |figure| FigureRef::of_unit(&item.target.id, &line.org_unit, figure);
        let (symbol, state) = match line.state {
            UnitState::Met => ("★", "达标"),
            UnitState::Below => ("▲", "未达标"),
            UnitState::NotReported => ("○", "未报"),
        };
        vec![
            Cell::text((at + 1).to_string()),
            Cell::text(places.parent_name(&line.org_unit)),
            Cell::text(places.name(&line.org_unit)),
            value_cell(line.value, decimals, figure(Figure::Actual)),
            value_cell(line.threshold, threshold_decimals, figure(Figure::Goal)),
            value_cell(line.distance, decimals, figure(Figure::Gap)),
            Cell::text(format!("{symbol}{state}")).showing(figure(Figure::Status)),
        ]
    });
    let outcome = item.now.coverage.as_ref();
    let mut notes = vec![match outcome {
        Some(outcome) => {
            let (met, all) = outcome.units();
            let (below, not_reported) = (outcome.below.len(), outcome.not_reported);
            let day = as_of(input.as_of);
            format!("数据{day}；应达标{all}个，已达标{met}个，未达标{below}个，未报{not_reported}个。")
        }
        None => format!("数据{}。", as_of(input.as_of)),
    }];
    if more > 0 {
        notes.push(format!("只列前{MOST_LISTED}个，另有{more}个从略，由下一级各单位的情况表列全。"));
    }
    if item.example {
        notes.push("本表含示例数据，仅供演示。".to_owned());
    }
    Some(Table {
        label: String::new(),
        sheet: item.indicator.name.clone(),
        title: format!(
            "{}{}{}（{}）未达标及未报{word}清单",
            places.scope_name(),
            stretch(input.as_of),
            measured_by.name,
            within_brackets(&condition(item))
        ),
        source_line: input.fields.signer.as_ref().map(|signer| format!("编制单位：{signer}")),
        as_of_line: Some(as_of_with_year(input.as_of)),
        unit_line: Some(format!("单位：{}", measured_by.uom)),
        columns: vec![
            column(3, Align::Centre),
            column(7, Align::Left),
            column(9, Align::Left),
            column(4, Align::Right),
            column(4, Align::Right),
            column(4, Align::Right),
            column(4, Align::Centre),
        ],
        header: vec![headings.iter().map(|text| HeaderCell::new(*text, 1, 1)).collect()],
        rows: rows.collect(),
        notes,
        signatures: signatures(),
        landscape: false,
        abridged: None,
        kind: Some("各项指标未达标及未报单位清单"),
    })
}
