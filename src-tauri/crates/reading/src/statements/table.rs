//! Tables in a text: rows of cells between tabs, bars or wide gaps. The heading of a column says whether
//! its figures are aimed at or reached, for which year and in which unit; the row says what is measured.
//! Cells that hold sentences are left to the reader of sentences.

use std::ops::Range;

use super::kind::Kind;
use super::page::Page;
use crate::quantity::figure::Figure;
use crate::quantity::units::{Class, unit_at};
use crate::segment::trimmed;
use crate::times::{Role, Time};
use crate::words::contains_any;

/// Least cells of a heading row.
const LEAST_CELLS: usize = 3;

/// Most heading rows.
const MOST_HEADS: usize = 4;

/// A table: its rows, each a list of cells.
pub(crate) struct Table {
    /// How many lines it takes.
    pub lines: usize,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows below the headings.
    pub rows: Vec<Vec<Range<usize>>>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its part.
    pub part: Part,
    /// The words of its heading.
    pub words: String,
    /// The time its heading names.
    pub time: Option<(Time, Range<usize>)>,
    /// The unit its heading names.
    pub unit: Option<String>,
}

/// The part a column plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Row numbers, remarks, offices.
    Aside,
    /// What or whose.
    Name,
    /// The unit of the row.
    Unit,
    /// When the row is due.
    Due,
    /// Figures aimed at.
    Target,
    /// Figures reached.
    Outcome,
    /// Figures of either kind.
    Figures,
}

/// The table that begins with these lines, if one does.
pub(crate) fn table_at(page: &Page<'_>, lines: &[Range<usize>]) -> Option<Table> {
    let first = cells(page.text, lines.first()?);
    if first.len() < LEAST_CELLS {
        return None;
    }
    let has_numbers = |line: &Range<usize>| cells(page.text, line).iter().any(|cell| is_number(page, cell));
    if has_numbers(lines.first()?) || !lines.iter().take(MOST_HEADS + 1).any(has_numbers) {
        return None;
    }
    let mut rows: Vec<Vec<Range<usize>>> = Vec::new();
    let mut ruled = 0;
    for line in lines {
        if is_ruled(page.text, line) {
            ruled += 1;
            continue;
        }
        let row = cells(page.text, line);
        if row.len() < 2 || row.len() + 3 < first.len() || row.len() > first.len() + 3 {
            break;
        }
        rows.push(row);
    }
    if rows.len() < 2 {
        return None;
    }
    let count = rows.len();
    let taken = count + ruled;
    let heads = rows.iter().take_while(|row| !row.iter().any(|cell| is_number(page, cell))).count();
    if heads == 0 || heads == count {
        return None;
    }
    let body = rows.split_off(heads);
    let body: Vec<Vec<Range<usize>>> = body
        .into_iter()
        .filter(|row| row.iter().any(|cell| is_number(page, cell) || cell.len() > 4))
        .collect();
    let width = first.len().max(body.iter().map(Vec::len).max().unwrap_or(0));
    let mut columns: Vec<Column> = (0..width).map(|at| column(page, &rows, &body, at)).collect();
    settle(&mut columns);
    Some(Table { lines: taken, columns, rows: body })
}

/// The cells of a line; one where it has no gaps.
pub(crate) fn cells(text: &[char], line: &Range<usize>) -> Vec<Range<usize>> {
    let has =
        |wanted: char| text.get(line.clone()).unwrap_or_default().iter().filter(|c| **c == wanted).count();
    let is_gap: &dyn Fn(usize) -> bool = if has('\t') > 0 {
        &|at| text.get(at) == Some(&'\t')
    } else if has('|') >= 2 {
        &|at| text.get(at) == Some(&'|')
    } else {
        &|at| {
            text.get(at) == Some(&' ')
                && (text.get(at + 1) == Some(&' ') || at > line.start && text.get(at - 1) == Some(&' '))
        }
    };
    let wide = has('\t') == 0 && has('|') < 2;
    let mut found = Vec::new();
    let mut start = line.start;
    for at in line.clone() {
        if is_gap(at) {
            let cell = trimmed(text, start..at);
            if !cell.is_empty() || !wide && at > line.start {
                found.push(cell);
            }
            start = at + 1;
        }
    }
    let last = trimmed(text, start..line.end);
    if !last.is_empty() || !wide && has('|') < 2 {
        found.push(last);
    }
    found
}

/// |---|---|: a line drawn between heading and rows.
fn is_ruled(text: &[char], line: &Range<usize>) -> bool {
    let letters = text.get(line.clone()).unwrap_or_default();
    letters.contains(&'-') && letters.iter().all(|c| matches!(c, '-' | ':' | '|' | '+' | ' ' | '—'))
}

/// The figure a cell consists of.
pub(crate) fn number_of<'p>(page: &'p Page<'_>, cell: &Range<usize>) -> Option<&'p Figure> {
    const SPARE: usize = 3;
    let figure = page.figures_in(cell).next().and_then(|at| page.figures.get(at))?;
    let spare =
        cell.len().saturating_sub(figure.range.end.min(cell.end) - figure.range.start.max(cell.start));
    let only = page.figures_in(cell).len() == 1 && spare <= SPARE;
    let year = figure.class == Class::Bare
        && figure.value.scale() == 0
        && figure.core.len() == 4
        && page.text.get(figure.core.end) == Some(&'年');
    (only && !figure.ordinal && !figure.round && !year).then_some(figure)
}

pub(super) fn is_number(page: &Page<'_>, cell: &Range<usize>) -> bool {
    number_of(page, cell).is_some()
}

pub(super) fn column(
    page: &Page<'_>,
    heads: &[Vec<Range<usize>>],
    body: &[Vec<Range<usize>>],
    at: usize,
) -> Column {
    let cells: Vec<&Range<usize>> = heads.iter().filter_map(|row| row.get(at)).collect();
    let words: String =
        cells.iter().flat_map(|cell| page.text.get((*cell).clone()).unwrap_or_default()).collect();
    let time = cells
        .iter()
        .flat_map(|cell| page.times_in(cell))
        .find(|mark| !matches!(mark.role, Role::Duration | Role::Compared))
        .and_then(|mark| Some((mark.time?, mark.range.clone())));
    let unit = cells
        .iter()
        .find_map(|cell| unit_in_brackets(page.text, cell))
        .or_else(|| words.ends_with('%').then(|| "%".to_owned()));
    let values: Vec<&Range<usize>> = body.iter().filter_map(|row| row.get(at)).collect();
    let numbers = values.iter().filter(|cell| is_number(page, cell)).count();
    let units = values.iter().filter(|cell| is_unit(page.text, cell)).count();
    let letters: Vec<char> = words.chars().collect();
    let said = |wanted: &[&str]| contains_any(&letters, 0..letters.len(), wanted);
    let part = if said(&[
        "序号",
        "编号",
        "备注",
        "属性",
        "责任",
        "牵头",
        "类型",
        "性质",
        "联系人",
        "电话",
        "排名",
        "位次",
        "配合",
    ]) || words == "序"
    {
        Part::Aside
    } else if units > 0 && units * 2 >= values.len() {
        Part::Unit
    } else if said(&["时限", "完成时间", "截止"]) && numbers == 0 {
        Part::Due
    } else if numbers == 0 && !said(&["任务", "目标", "进展", "情况", "内容", "措施"]) {
        Part::Name
    } else if said(&[
        "完成率",
        "进度",
        "占比",
        "开工率",
        "支付率",
        "到位率",
        "已",
        "完成",
        "实际",
        "累计",
        "现状",
        "基期",
        "完工",
        "实绩",
        "到位",
        "支出",
        "进展",
        "同比",
        "增速",
        "增幅",
        "开工",
    ]) && !said(&["目标", "计划完成", "应完成", "需完成"])
    {
        Part::Outcome
    } else if said(&["目标", "任务", "计划", "规划", "预期", "下达", "应完成", "标准"]) {
        Part::Target
    } else if numbers == 0 {
        Part::Name
    } else {
        Part::Figures
    };
    Column { part, words, time, unit }
}

/// Columns of years in a plan: the first is where it starts, the others are aimed at.
pub(super) fn settle(columns: &mut [Column]) {
    let plans = columns.iter().any(|column| column.part == Part::Target || column.words.contains("属性"));
    let year = |column: &Column| column.time.as_ref().and_then(|(time, _)| time.year());
    let years: Vec<i32> = columns
        .iter()
        .filter(|column| matches!(column.part, Part::Figures | Part::Target | Part::Outcome))
        .filter_map(year)
        .collect();
    let (first, last) = (years.iter().min().copied(), years.iter().max().copied());
    let several = first != last;
    for column in columns.iter_mut() {
        if column.part != Part::Figures {
            continue;
        }
        let growth =
            column.words.contains("年均") || column.words.contains("增长") || column.words.contains("累计");
        column.part = match year(column) {
            Some(own) if several && Some(own) == first => Part::Outcome,
            Some(_) if several && plans => Part::Target,
            Some(_) if several => Part::Outcome,
            None if plans && growth => Part::Target,
            _ => Part::Figures,
        };
        if column.part == Part::Target && column.time.is_none() {
            column.time = last
                .and_then(|year| domain::kernel::Date::from_ymd_opt(year, 12, 31))
                .map(|day| (Time::Deadline(day), 0..0));
        }
    }
}

/// 投资(万元).
pub(super) fn unit_in_brackets(text: &[char], cell: &Range<usize>) -> Option<String> {
    let open = cell.clone().rev().find(|at| text.get(*at) == Some(&'('))?;
    let close = (open..cell.end).find(|at| text.get(*at) == Some(&')'))?;
    is_unit(text, &(open + 1..close)).then(|| text.get(open + 1..close).unwrap_or_default().iter().collect())
}

/// Whether a cell holds a unit and nothing else.
fn is_unit(text: &[char], cell: &Range<usize>) -> bool {
    let mut at = cell.start;
    while text.get(at).is_some_and(|c| matches!(c, '万' | '亿' | '千' | '百')) && at + 1 < cell.end {
        at += 1;
    }
    if cell.is_empty() {
        return false;
    }
    match unit_at(text, at) {
        Some((length, _)) if at + length == cell.end => true,
        Some((length, _)) => text.get(at + length) == Some(&'/') && cell.end - at <= 10,
        None => false,
    }
}

/// The unit of a row or of the line above a table (单位:万元).
pub(crate) fn unit_words(text: &[char], cell: &Range<usize>) -> Option<String> {
    is_unit(text, cell).then(|| text.get(cell.clone()).unwrap_or_default().iter().collect())
}

/// The unit that the heading of a column of counts implies: 个数, 户数, 人数.
pub(crate) fn counted_unit(words: &str) -> Option<&'static str> {
    [
        ("户数", "户"),
        ("人数", "人"),
        ("人次", "人次"),
        ("个数", "个"),
        ("项目数", "个"),
        ("村数", "个"),
        ("场次", "场"),
        ("数量", ""),
    ]
    .iter()
    .find(|(word, _)| words.contains(word))
    .map(|(_, unit)| *unit)
}

/// 单位:亿元 above a table, where it names one unit.
pub(crate) fn unit_above(text: &[char], line: &Range<usize>) -> Option<String> {
    let label = ["单位:", "单位："]
        .iter()
        .find_map(|word| crate::words::find(text, line.clone(), word).map(|at| at + 3))?;
    let cell = trimmed(text, label..line.end);
    let close = cell.clone().find(|at| matches!(text.get(*at), Some(')' | ' '))).unwrap_or(cell.end);
    unit_words(text, &(cell.start..close))
}

/// The kind a column's figures have when its heading leaves it open.
pub(crate) fn kind_of(part: Part, leaning: Kind) -> Kind {
    match part {
        Part::Target => Kind::Target,
        Part::Outcome => Kind::Outcome,
        _ => leaning,
    }
}
