//! The annex tables: all targets (a mixture of layouts B and D of domain guide §4), a ranking for each target
//! that is broken down, a list of the units below for each coverage target.

mod changes;
mod coverage;
mod derivation;
mod promises;
mod ranking;
mod targets;

use super::content::{Block, Figure, FigureRef, Layout, Template};
use super::input::BulletinInput;
use super::table::{Cell, CellKind, Formula, Table};
use super::wording::{Places, points_number, value_number};
use crate::assessment::{Assessment, Status};
use crate::kernel::{Decimal, Rate};

/// All tables of a template; where it was asked for, 怎么算的 follows them.
pub(super) fn annexes(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Table> {
    let rankings = || input.items.iter().filter_map(|item| ranking::table(input, item, places));
    let coverage = || input.items.iter().filter_map(|item| coverage::table(input, item, places));
    match input.template {
        Template::Bulletin | Template::Brief | Template::Letter if input.items.is_empty() => Vec::new(),
        Template::Bulletin | Template::Brief | Template::Letter => {
            [targets::table(input, places)].into_iter().chain(rankings()).chain(coverage()).collect()
        }
        Template::UnitSheet => [targets::table(input, places)].into_iter().chain(coverage()).collect(),
        Template::TargetList => vec![promises::table(input, places)],
        Template::Changes => vec![changes::table(input, places)],
        Template::Summary | Template::Corrections => Vec::new(),
    }
}

/// 怎么算的 of what a text and its tables say, where it was asked for; a list of targets shows no figures.
pub(super) fn derivations(
    input: &BulletinInput<'_>,
    places: &Places<'_>,
    blocks: &[Block],
    tables: &[Table],
) -> Option<Table> {
    match input.template {
        Template::TargetList | Template::Changes => None,
        _ => derivation::table(input, places, blocks, tables),
    }
}

/// Annexes are numbered, a single one is called 附件; tables that stand alone bear no label.
pub(super) fn labelled(mut tables: Vec<Table>, layout: Layout, charts_follow: bool) -> Vec<Table> {
    let several = tables.len() > 1 || charts_follow;
    let alone = layout == Layout::Tables;
    for (at, table) in tables.iter_mut().enumerate() {
        table.label = match (alone, several) {
            (true, _) => String::new(),
            (_, true) => format!("附件{}", at + 1),
            (_, false) => "附件".to_owned(),
        };
        table.sheet = format!("{}{}", table.label, table.sheet);
    }
    tables
}

/// The lines that every annex ends with.
fn signatures() -> Vec<String> {
    ["单位负责人：", "审核人：", "填报人：", "联系电话："].map(str::to_owned).to_vec()
}

/// Word and shape, so that a black-and-white copy says the same: ▲滞后.
fn status_cell(now: &Assessment) -> Cell {
    let figure =
        FigureRef { org_unit: Some(now.org_unit.clone()), ..FigureRef::of(&now.target, Figure::Status) };
    let text = match now.status {
        Status::NoTask => now.status.word().to_owned(),
        status => format!("{}{}", now.lamp.symbol(status), status.word()),
    };
    Cell::text(text).showing(figure)
}

/// A value in so many decimals, or the sign for none.
fn value_cell(value: Option<Rate>, decimals: u32, figure: FigureRef) -> Cell {
    match value {
        None => Cell::dash(),
        Some(value) => {
            let (text, printed) = value_number(value, decimals);
            // The workbook holds the exact value and shows its decimals; what has no end is held as printed.
            let exact = value.to_decimal().unwrap_or(printed);
            Cell::number(text, CellKind::Number, exact, decimals).showing(figure)
        }
    }
}

/// 完成率 as the number before %. It is alive only where the cells it follows from give just it.
fn rate_cell(rate: Option<Rate>, figure: FigureRef, formula: Option<Formula>) -> Cell {
    let number = rate.map(Rate::percent_number);
    match number.as_ref().and_then(|text| Some((text, text.parse::<Decimal>().ok()?))) {
        None => Cell::dash(),
        Some((text, value)) => Cell::number(text, CellKind::Percent, value, 1).showing(figure).by(formula),
    }
}

/// 序时差 with its sign.
fn points_cell(variance: Option<Rate>, figure: FigureRef) -> Cell {
    match variance.map(points_number) {
        None => Cell::dash(),
        Some((text, value)) => Cell::number(text, CellKind::Points, value, 1).showing(figure),
    }
}

/// The formula of a rate that is part over whole, where both stand in the row.
fn quotient(
    rate: Option<Rate>,
    part: Option<Rate>,
    whole: Option<Rate>,
    columns: (usize, usize),
) -> Option<Formula> {
    let computed = part?.checked_div(whole?)?;
    (rate? == computed).then_some(Formula::PercentOf { part: columns.0, whole: columns.1 })
}
