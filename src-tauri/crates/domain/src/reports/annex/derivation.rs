//! 怎么算的 for an inspection: every figure of the text and of the other annexes with its rule, what it came from and
//! where that stands. A target is told by its derivation; what the text says beyond it, and what the tables say of single
//! units, has lines of its own, made from the figures that are there: none is left out.

use std::collections::HashSet;

use super::super::content::{Block, Figure, FigureRef, Template, shown_figures};
use super::super::input::{BulletinInput, DerivationLine, Item};
use super::super::sections::{corrected, corrected_figure};
use super::super::table::{Align, Cell, Column, HeaderCell, Table};
use super::super::wording::{Places, as_of_with_year, month_name, percent, stretch};
use super::signatures;
use crate::assessment::Status;
use crate::kernel::{Decimal, OrgUnitId, Rate, TargetId};

/// None where nobody asked for it.
pub(in super::super) fn table(
    input: &BulletinInput<'_>,
    places: &Places<'_>,
    blocks: &[Block],
    annexes: &[Table],
) -> Option<Table> {
    if input.items.iter().all(|item| item.derivation.is_empty()) {
        return None;
    }
    let shown = shown_figures(blocks, annexes);
    let mut groups = vec![("—".to_owned(), "总体情况", overall(input, places, blocks, &shown))];
    for (at, item) in input.items.iter().enumerate() {
        groups.push(((at + 1).to_string(), &item.indicator.name, of_target(input, item, places, &shown)));
    }
    let rows = groups.into_iter().flat_map(|(number, name, lines)| {
        lines.into_iter().enumerate().map(move |(at, line)| {
            let first = |text: &str| Cell::text(if at == 0 { text } else { "" });
            vec![
                first(&number),
                first(name),
                Cell::text(format!("{}{}", "　".repeat(line.depth), line.label)),
                Cell::text(line.value),
                Cell::text(line.rule),
                Cell::text(line.source),
            ]
        })
    });
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
        rows: rows.collect(),
        notes: vec!["数字先按原数计算，最后四舍五入；未报的不计入合计，也不按0处理。".to_owned()],
        signatures: signatures(),
        landscape: true,
        abridged: None,
        kind: None,
    })
}

/// What the text and the tables print of a figure.
type Shown<'a> = (&'a FigureRef, Vec<String>);

fn line(depth: usize, label: impl Into<String>, value: impl Into<String>, rule: &str) -> DerivationLine {
    DerivationLine {
        depth,
        label: label.into(),
        value: value.into(),
        rule: rule.to_owned(),
        source: String::new(),
    }
}

/// The figures over all targets, why somebody is praised, what was corrected.
fn overall(
    input: &BulletinInput<'_>,
    places: &Places<'_>,
    blocks: &[Block],
    shown: &[Shown<'_>],
) -> Vec<DerivationLine> {
    let mut lines = Vec::new();
    for (figure, texts) in shown.iter().filter(|(figure, _)| figure.target.is_none()) {
        let statuses = figure.status.as_deref().map(words_of);
        let of = statuses.as_deref().unwrap_or("纳入调度的指标");
        let before = month_name(input.compared_with);
        let (label, rule) = match figure.figure {
            Figure::Count if statuses.is_none() => {
                (of.to_owned(), "范围内有任务的目标，一个目标算一项".to_owned())
            }
            Figure::Count => (format!("{of}的项数"), "按各目标的状态计数，状态怎么判定见各指标".to_owned()),
            Figure::Share => {
                (format!("{of}的占比"), "项数÷总项数；按最大余额法取舍，各占比合计100.0%".to_owned())
            }
            Figure::SinceLast => {
                (format!("{of}项数的变化"), format!("两个日期都已报送的指标中，现在的项数－{before}的项数"))
            }
            Figure::TimeProgress => ("时间进度".to_owned(), "按自然月：已过的月数÷12个月".to_owned()),
            Figure::NotReported => ("未报送的单位".to_owned(), "应报而没有报的单位".to_owned()),
            other => (other.word().to_owned(), String::new()),
        };
        lines.push(line(0, label, texts.join("；"), &rule));
    }
    for block in blocks {
        if let Block::Paragraph { rules, .. } = block {
            lines.extend(rules.iter().map(|rule| line(0, "点名的依据", block.text(), &rule.text)));
        }
    }
    if !matches!(input.template, Template::Summary | Template::UnitSheet) {
        for correction in &input.reporting.corrections {
            let [was, is] = corrected(correction);
            let label = format!("更正：{}", corrected_figure(correction, places));
            lines.push(line(0, label, format!("“{was}”更正为“{is}”"), &correction.reason));
        }
    }
    lines
}

/// 超额完成、已完成.
fn words_of(codes: &str) -> String {
    let words = codes.split(',').filter_map(|code| code.parse::<Status>().ok()).map(Status::word);
    words.collect::<Vec<_>>().join("、")
}

fn of_target(
    input: &BulletinInput<'_>,
    item: &Item<'_>,
    places: &Places<'_>,
    shown: &[Shown<'_>],
) -> Vec<DerivationLine> {
    let mine = |figure: &FigureRef| figure.target.as_ref() == Some(&item.target.id);
    let of_unit = |figure: &FigureRef| figure.org_unit.clone().filter(|unit| *unit != item.now.org_unit);
    let mut lines = item.derivation.clone();
    let told: HashSet<Figure> = lines.iter().flat_map(|line| told_by(&line.label)).copied().collect();
    let mut units: Vec<(OrgUnitId, Vec<String>)> = Vec::new();
    for (figure, texts) in shown.iter().filter(|(figure, _)| mine(figure)) {
        match of_unit(figure) {
            Some(unit) => {
                let word = word_of_unit(is_covered(item, &unit), figure.figure);
                let said = format!("{word}{}", texts.join("、"));
                match units.iter_mut().find(|(known, _)| *known == unit) {
                    Some((_, figures)) => figures.push(said),
                    None => units.push((unit, vec![said])),
                }
            }
            None if told.contains(&figure.figure) => {}
            None => lines.push(beyond(item, figure.figure, texts)),
        }
    }
    if item.now.behind_for > 1 {
        let value = format!("{}期", item.now.behind_for);
        lines.push(line(1, "连续未达序时进度", value, "从本期往前逐期判定，到第一个达到的为止"));
    }
    if let Some(met) = item.now.met_on {
        let rule = "累计完成第一次达到目标值的期末；提前的月数从这一天算到时限";
        lines.push(line(1, "达到目标的时间", met.to_string(), rule));
    }
    let ruled = [
        (false, "完成率＝累计完成÷下达任务；序时差＝完成率－时间进度；当月完成＝本期累计－上期累计"),
        (true, "差距＝达标线－当前值；达到达标线的为达标"),
    ];
    let rules: Vec<&str> = ruled
        .into_iter()
        .filter(|(covered, _)| units.iter().any(|(unit, _)| is_covered(item, unit) == *covered))
        .map(|(_, rule)| rule)
        .collect();
    if !rules.is_empty() {
        lines.push(line(1, "各单位的数", "", &rules.join("；")));
    }
    lines.extend(units.into_iter().map(|(unit, figures)| {
        let source = source_of(input, &item.target.id, &unit);
        DerivationLine { source, ..line(2, places.name(&unit), figures.join("；"), "") }
    }));
    lines
}

fn source_of(input: &BulletinInput<'_>, target: &TargetId, unit: &OrgUnitId) -> String {
    input.sources.get(&(target.clone(), unit.clone())).cloned().unwrap_or_default()
}

/// Whether a unit stands in the list of those that a coverage target asks.
fn is_covered(item: &Item<'_>, unit: &OrgUnitId) -> bool {
    item.coverage.iter().any(|line| line.org_unit == *unit)
}

/// What a figure of a single unit is called in its table.
fn word_of_unit(covered: bool, figure: Figure) -> &'static str {
    match (figure, covered) {
        (Figure::Goal, false) => "下达任务",
        (Figure::SinceLast, _) => "",
        (Figure::Goal, true) => "达标线",
        (Figure::Actual, true) => "当前值",
        (Figure::Gap, true) => "差距",
        (figure, _) => figure.word(),
    }
}

/// Which figures a line of a derivation tells, by its label.
fn told_by(label: &str) -> &'static [Figure] {
    match label.split('（').next().unwrap_or(label) {
        "状态" => &[Figure::Status],
        "目标值" => &[Figure::Goal],
        "累计完成" | "期末数" | "实际值" | "增速" => &[Figure::Actual],
        "达标比例" => &[Figure::Actual, Figure::Rate],
        "完成率" => &[Figure::Rate],
        "时间进度" | "序时进度" => &[Figure::TimeProgress],
        "序时差" => &[Figure::Variance],
        "缺口" => &[Figure::Gap],
        "超额" => &[Figure::Surplus],
        "余量" | "超限" => &[Figure::Gap, Figure::Surplus],
        "后期月均需完成" => &[Figure::RequiredPerMonth],
        "达标数/应达标数" | "已覆盖/应覆盖" => &[Figure::Met, Figure::Population],
        "最低单位" => &[Figure::Lowest],
        "缺口合计" => &[Figure::GapSum],
        "未报" => &[Figure::NotReported],
        "位次" => &[Figure::Rank],
        _ => &[],
    }
}

/// A figure that the derivation of its target does not tell.
fn beyond(item: &Item<'_>, figure: Figure, texts: &[String]) -> DerivationLine {
    let now = item.now;
    let rate = |rate: Option<Rate>| rate.map_or("—".to_owned(), percent);
    let before = item.before;
    let rule = match figure {
        Figure::YearOnYear if item.indicator.uom.is_percent() => "本期－上年同期".to_owned(),
        Figure::YearOnYear => "（本期－上年同期）÷上年同期".to_owned(),
        Figure::SinceLast => {
            let then = before.map_or("—".to_owned(), |before| rate(before.completion.rate));
            format!("完成率：本期{}－上期{then}；当月完成：本期累计－上期累计", rate(now.completion.rate))
        }
        Figure::Rate => "完成值÷目标值".to_owned(),
        Figure::Below => "应达标数－达标数－未报数".to_owned(),
        Figure::Gap => "目标值－实际值".to_owned(),
        Figure::Surplus => "实际值－目标值；超额幅度＝完成率－100%".to_owned(),
        Figure::Population => "累计排查的问题数".to_owned(),
        Figure::NotReported => "应报而没有报的单位".to_owned(),
        _ => String::new(),
    };
    let in_points =
        figure == Figure::SinceLast || (figure == Figure::YearOnYear && item.indicator.uom.is_percent());
    let said = |text: &String| match in_points && text.parse::<Decimal>().is_ok() {
        true => format!("{text}个百分点"),
        false => text.clone(),
    };
    let said: Vec<String> = texts.iter().map(said).collect();
    line(1, figure.word(), said.join("；"), &rule)
}
