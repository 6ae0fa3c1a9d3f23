//! 进度汇总表, ranked (layout D): the units of one target, the best first, 未报 and 无任务 last without a place.

use super::super::content::{Figure, FigureRef};
use super::super::input::{BulletinInput, Item, UnitItem};
use super::super::table::{Abridged, Align, Cell, Column, HeaderCell, Table};
use super::super::wording::{
    Places, as_of, as_of_with_year, decimals_for, goal_decimals, stretch, value_number,
};
use super::{points_cell, quotient, rate_cell, signatures, status_cell, value_cell};
use crate::assessment::Status;
use crate::kernel::{Decimal, OrgUnitId, Rate};
use crate::programmes::PlaceRule;

const ALLOCATED: usize = 2;
const TOTAL: usize = 4;

/// Most units that are listed: of more the first and the last so many.
struct Most {
    units: usize,
    at_each_end: usize,
}
const LISTED: Most = Most { units: 1_000, at_each_end: 500 };
/// Nobody reads forty pages of places: what stands on paper. A hundred counties are listed whole.
const ON_PAPER: Most = Most { units: 150, at_each_end: 50 };

/// None for a target that is not broken down.
pub(super) fn table(input: &BulletinInput<'_>, item: &Item<'_>, places: &Places<'_>) -> Option<Table> {
    if item.units.is_empty() {
        return None;
    }
    let ids: Vec<OrgUnitId> = item.units.iter().map(|unit| unit.now.org_unit.clone()).collect();
    let column = |width, align| Column { width, align };
    let headings = [
        "名次",
        places.word_for(&ids),
        "下达任务",
        "当月完成",
        "累计完成",
        "完成率（%）",
        "序时差（百分点）",
        "状态",
        "位次升降",
        "备注",
    ];
    let decimals = Decimals::of(item);
    let mut rows = Vec::new();
    if item.indicator.place_rule == PlaceRule::Sum {
        rows.push(total(item, &decimals));
    }
    let mut units: Vec<&UnitItem<'_>> = item.units.iter().collect();
    let last = |unit: &UnitItem<'_>| match unit.now.status {
        Status::NoTask => 2,
        _ if unit.now.rank.is_none() => 1,
        _ => 0,
    };
    units.sort_by_key(|unit| (last(unit), unit.now.rank.map(|rank| rank.place)));
    let totals = rows.len();
    let mut notes = notes(input, item, &decimals);
    let (head, foot) = LISTED.ends(units.len());
    let left_out = units.len() - head - foot;
    rows.extend(units[..head].iter().map(|unit| row(item, unit, &decimals, places)));
    if left_out > 0 {
        rows.push(gap(left_out, headings.len()));
    }
    rows.extend(units[units.len() - foot..].iter().map(|unit| row(item, unit, &decimals, places)));
    let abridged = abridged(units.len(), totals, rows.len(), headings.len(), &notes);
    if left_out > 0 {
        notes.push(format!("{}，由下一级各单位的情况表列全。", only_ends(LISTED.at_each_end, left_out)));
    }
    Some(Table {
        label: String::new(),
        sheet: item.indicator.name.clone(),
        title: format!("{}{}{}进度表", places.scope_name(), stretch(input.as_of), item.indicator.name),
        source_line: input.fields.signer.as_ref().map(|signer| format!("编制单位：{signer}")),
        as_of_line: Some(as_of_with_year(input.as_of)),
        unit_line: Some(format!("单位：{}", item.indicator.uom)),
        columns: vec![
            column(4, Align::Centre),
            column(11, Align::Left),
            column(6, Align::Right),
            column(6, Align::Right),
            column(6, Align::Right),
            column(5, Align::Right),
            column(7, Align::Right),
            column(8, Align::Centre),
            column(5, Align::Centre),
            column(8, Align::Left),
        ],
        header: vec![headings.iter().map(|text| HeaderCell::new(*text, 1, 1)).collect()],
        rows,
        notes,
        signatures: signatures(),
        landscape: true,
        abridged,
        kind: Some("各项指标进度表"),
    })
}

/// The decimals of each column: the same on every row.
struct Decimals {
    allocated: u32,
    done: u32,
}

impl Decimals {
    fn of(item: &Item<'_>) -> Self {
        let all = || item.units.iter().map(|unit| unit.now).chain([item.now]);
        let goals: Vec<Rate> = all().filter_map(|now| now.goal).collect();
        let done: Vec<Rate> = all().filter_map(|now| now.actual).collect();
        Self { allocated: goal_decimals(&goals), done: decimals_for(&done, item.indicator) }
    }
}

/// What was done since the month before: the difference of two running totals of one window.
fn this_month(unit: &UnitItem<'_>) -> Option<Rate> {
    let before = unit.before?;
    (before.window == unit.now.window).then_some(())?;
    unit.now.actual?.checked_sub(before.actual?)
}

fn row(item: &Item<'_>, unit: &UnitItem<'_>, decimals: &Decimals, places: &Places<'_>) -> Vec<Cell> {
    let now = unit.now;
    let figure = |figure| FigureRef::of_unit(&item.target.id, &now.org_unit, figure);
    let place = now.rank.map_or_else(|| "—".to_owned(), |rank| rank.place.to_string());
    let moved = match now.rank.and_then(|rank| rank.moved) {
        Some(0) => "→".to_owned(),
        Some(up) if up > 0 => format!("↑{up}"),
        Some(down) => format!("↓{}", down.unsigned_abs()),
        None => "—".to_owned(),
    };
    let formula = quotient(now.completion.rate, now.actual, now.goal, (TOTAL, ALLOCATED));
    vec![
        Cell::text(place).showing(figure(Figure::Rank)),
        Cell::text(places.name(&now.org_unit)),
        value_cell(now.goal, decimals.allocated, figure(Figure::Goal)),
        value_cell(this_month(unit), decimals.done, figure(Figure::SinceLast)),
        value_cell(now.actual, decimals.done, figure(Figure::Actual)),
        rate_cell(now.completion.rate, figure(Figure::Rate), formula),
        points_cell(now.schedule.and_then(|schedule| schedule.variance), figure(Figure::Variance)),
        status_cell(now),
        Cell::text(moved),
        Cell::text(now.mark_words().join("、")),
    ]
}

impl Most {
    /// How many of so many units are listed at the head and at the foot.
    fn ends(&self, units: usize) -> (usize, usize) {
        if units <= self.units { (units, 0) } else { (self.at_each_end, self.at_each_end) }
    }
}

/// What paper leaves out of so many units.
fn abridged(units: usize, totals: usize, rows: usize, columns: usize, notes: &[String]) -> Option<Abridged> {
    let (head, foot) = ON_PAPER.ends(units);
    let left_out = units - head - foot;
    let whole = match LISTED.ends(units) {
        (_, 0) => "列全".to_owned(),
        (ends, _) => format!("列前后各{ends}个，由下一级各单位的情况表列全"),
    };
    let note = format!("{}，导出的Excel附表{whole}。", only_ends(ON_PAPER.at_each_end, left_out));
    (left_out > 0).then(|| Abridged {
        rows: totals + head..rows - foot,
        gap: gap(left_out, columns),
        notes: [notes, &[note]].concat(),
    })
}

fn only_ends(at_each_end: usize, left_out: usize) -> String {
    format!("只列前后各{at_each_end}个，中间{left_out}个从略")
}

/// Stands for the units between head and foot.
fn gap(left_out: usize, columns: usize) -> Vec<Cell> {
    let mut cells = vec![Cell::text("…"), Cell::text(format!("中间{left_out}个从略"))];
    cells.resize_with(columns, || Cell::text(""));
    cells
}

/// 合计: the target's own figures, not a sum made here.
fn total(item: &Item<'_>, decimals: &Decimals) -> Vec<Cell> {
    let now = item.now;
    let figure = |figure| FigureRef::of(&item.target.id, figure);
    let formula = quotient(now.completion.rate, now.actual, now.goal, (TOTAL, ALLOCATED));
    let month = this_month(&UnitItem { now, before: item.before });
    vec![
        Cell::dash(),
        Cell::text("合计"),
        value_cell(now.goal, decimals.allocated, figure(Figure::Goal)),
        value_cell(month, decimals.done, figure(Figure::SinceLast)),
        value_cell(now.actual, decimals.done, figure(Figure::Actual)),
        rate_cell(now.completion.rate, figure(Figure::Rate), formula),
        points_cell(now.schedule.and_then(|schedule| schedule.variance), figure(Figure::Variance)),
        status_cell(now),
        Cell::dash(),
        Cell::text(""),
    ]
}

fn notes(input: &BulletinInput<'_>, item: &Item<'_>, decimals: &Decimals) -> Vec<String> {
    let mut notes = vec![
        format!("数据{}；按完成率由高到低排列，完成率相同的名次并列。", as_of(input.as_of)),
        "“—”表示无任务、未报或不计算；未报和无任务的单位不参加排名。".to_owned(),
    ];
    if rounding_shows(item, decimals) {
        notes.push("因四舍五入，分项与合计略有出入。".to_owned());
    }
    if !item.now.not_reported.is_empty() {
        notes.push(format!("合计不含未报送的{}个单位。", item.now.not_reported.len()));
    }
    if item.example {
        notes.push("本表含示例数据，仅供演示。".to_owned());
    }
    notes
}

/// Whether the printed parts do not add up to the printed total although the exact ones do.
fn rounding_shows(item: &Item<'_>, decimals: &Decimals) -> bool {
    let parts: Vec<Rate> = item.units.iter().filter_map(|unit| unit.now.actual).collect();
    let sum = parts.iter().try_fold(Rate::ZERO, |sum, part| sum.checked_add(*part));
    let printed: Decimal = parts.iter().map(|part| value_number(*part, decimals.done).1).sum();
    match (item.indicator.place_rule, sum, item.now.actual) {
        (PlaceRule::Sum, Some(sum), Some(total)) => {
            sum == total && printed != value_number(total, decimals.done).1
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_leaves_out_the_middle_of_what_is_long() {
        let notes = ["数据截至6月底。".to_owned()];
        let of = |units: usize, totals: usize, rows: usize| abridged(units, totals, rows, 10, &notes);
        assert_eq!(of(103, 1, 104), None, "the counties of a region are listed whole");
        assert_eq!(of(150, 1, 151), None);
        let some = of(300, 1, 301).expect("too long for paper");
        assert_eq!(some.rows, 51..251);
        assert_eq!(some.gap[1].text, "中间200个从略");
        assert_eq!(some.notes[1], "只列前后各50个，中间200个从略，导出的Excel附表列全。");
        let many = of(3_000, 0, 1_001).expect("too long for any table");
        assert_eq!(many.rows, 50..951);
        assert!(many.notes[1].contains("中间2900个从略，导出的Excel附表列前后各500个，由下一级"));
    }
}
