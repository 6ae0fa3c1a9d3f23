//! 怎么算的 for an inspection: every number of the targets with its rule, what it came from and where that stands.

use super::super::input::BulletinInput;
use super::super::table::{Align, Cell, Column, HeaderCell, Table};
use super::super::wording::{Places, as_of_with_year, stretch};
use super::signatures;

/// None where nobody asked for it.
pub(super) fn table(input: &BulletinInput<'_>, places: &Places<'_>) -> Option<Table> {
    let told = input.items.iter().filter(|item| !item.derivation.is_empty());
    let rows: Vec<Vec<Cell>> = told
        .enumerate()
        .flat_map(|(at, item)| {
            item.derivation.iter().enumerate().map(move |(line_at, line)| {
                let first = |text: String| Cell::text(if line_at == 0 { text } else { String::new() });
                vec![
                    first((at + 1).to_string()),
                    first(item.indicator.name.clone()),
                    Cell::text(format!("{}{}", "　".repeat(line.depth), line.label)),
                    Cell::text(line.value.clone()),
                    Cell::text(line.rule.clone()),
                    Cell::text(line.source.clone()),
                ]
            })
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let column = |width, align| Column { width, align };
    let headings = ["序号", "指标", "事项", "结果", "怎么算的", "依据"];
    Some(Table {
        label: String::new(),
        sheet: "怎么算的".to_owned(),
        title: format!("{}{}各项数字计算说明", places.scope_name(), stretch(input.as_of)),
        source_line: input.fields.signer.as_ref().map(|signer| format!("编制单位：{signer}")),
        as_of_line: Some(as_of_with_year(input.as_of)),
        unit_line: None,
        columns: vec![
            column(3, Align::Centre),
            column(8, Align::Left),
            column(10, Align::Left),
            column(7, Align::Left),
            column(10, Align::Left),
            column(10, Align::Left),
        ],
        header: vec![headings.iter().map(|text| HeaderCell::new(*text, 1, 1)).collect()],
        rows,
        notes: vec!["数字先按原数计算，最后四舍五入；未报的不计入合计，也不按0处理。".to_owned()],
        signatures: signatures(),
        landscape: true,
    })
}
