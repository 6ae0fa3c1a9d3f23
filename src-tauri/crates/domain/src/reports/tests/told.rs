//! Whether 怎么算的 tells every figure that a text and its tables print; held for every bulletin of these tests.

use crate::reports::{Block, BulletinInput, Figure, FigureRef, Table, Template, compose};

/// How the lines that tell a figure of a target are called.
fn labels(figure: Figure) -> &'static [&'static str] {
    match figure {
        Figure::Goal => &["目标值"],
        Figure::Actual => &["累计完成", "期末数", "实际值", "增速", "达标比例"],
        Figure::Rate => &["完成率", "达标比例"],
        Figure::Variance => &["序时差"],
        Figure::Gap => &["缺口", "余量", "超限"],
        Figure::Surplus => &["超额", "余量", "超限"],
        Figure::RequiredPerMonth => &["后期月均需完成"],
        Figure::YearOnYear => &["同比"],
        Figure::SinceLast => &["较上期"],
        Figure::Met => &["达标数/应达标数", "已覆盖/应覆盖"],
        Figure::Population => &["达标数/应达标数", "已覆盖/应覆盖", "应达标数"],
        Figure::Below => &["未达标数"],
        Figure::Lowest => &["最低单位", "最低"],
        Figure::GapSum => &["缺口合计"],
        Figure::NotReported => &["未报"],
        Figure::Rank => &["位次"],
        Figure::Status => &["状态"],
        Figure::TimeProgress => &["时间进度", "序时进度"],
        Figure::Count | Figure::Share => &[],
    }
}

pub fn assert_all_is_told(input: &BulletinInput<'_>) {
    let bulletin = compose(input);
    let (told, annexes): (Vec<&Table>, Vec<&Table>) =
        bulletin.annexes.iter().partition(|table| table.title.ends_with("计算说明"));
    if matches!(input.template, Template::TargetList | Template::Changes) || input.items.is_empty() {
        return;
    }
    let told = told.first().expect("an annex that tells");
    let mut under = "";
    let lines: Vec<[&str; 3]> = told
        .rows
        .iter()
        .map(|row| {
            let [_, name, label, value, ..] = row.as_slice() else { panic!("six columns") };
            under = if name.text.is_empty() { under } else { &name.text };
            [under, label.text.trim_start_matches('　'), &value.text]
        })
        .collect();
    for (figure, text) in figures(&bulletin.blocks, &annexes) {
        let item = input.items.iter().find(|item| Some(&item.target.id) == figure.target.as_ref());
        let group = item.map_or("总体情况", |item| item.indicator.name.as_str());
        let unit =
            figure.org_unit.as_ref().filter(|unit| item.is_some_and(|item| item.now.org_unit != **unit));
        let label = unit.map(|unit| input.tree.name(unit));
        let found = lines.iter().filter(|[under, ..]| *under == group).any(|[_, name, value]| {
            let says = value.contains(number_of(&text));
            let name = name.split('（').next().unwrap_or_default();
            match label {
                Some(unit) => name == unit && says,
                None if item.is_some() => labels(figure.figure).contains(&name),
                None => says,
            }
        });
        assert!(found, "{text} ({figure:?}) is not told in\n{lines:#?}");
    }
}

/// Every figure as it is printed.
fn figures(blocks: &[Block], annexes: &[&Table]) -> Vec<(FigureRef, String)> {
    let runs = blocks.iter().flat_map(|block| match block {
        Block::Paragraph { runs, .. } => runs.as_slice(),
        Block::Heading { .. } => &[],
    });
    let cells = annexes.iter().flat_map(|table| &table.rows).flatten();
    let of_text = runs.filter_map(|run| Some((run.figure.clone()?, run.text.clone())));
    of_text.chain(cells.filter_map(|cell| Some((cell.figure.clone()?, cell.text.clone())))).collect()
}

/// The number in a printed figure, or its words where it has none.
fn number_of(text: &str) -> &str {
    let is_part = |letter: char| letter.is_ascii_digit() || ".,".contains(letter);
    let Some(from) = text.find(|letter: char| letter.is_ascii_digit()) else { return text };
    let rest = &text[from..];
    &rest[..rest.find(|letter| !is_part(letter)).unwrap_or(rest.len())]
}
