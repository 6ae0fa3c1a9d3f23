//! Tables that were copied cell by cell, one cell a line: the headings, then the cells of each row. The
//! width is the distance at which the cells repeat. Also a name with its unit and numbers below it.

use std::ops::Range;

use super::page::Page;
use super::table::{Column, Part, Table, column, is_blank, is_number, settle, unit_in_brackets};
use crate::words::{any_begins, contains_any};

/// Widths that are tried.
const WIDTHS: std::ops::RangeInclusive<usize> = 3..=12;
/// The longest cell.
const LONGEST_CELL: usize = 120;
/// The longest heading.
const LONGEST_HEAD: usize = 24;
/// Words a heading row begins with.
const FIRST_HEADS: &[&str] =
    &["序号", "编号", "指标", "类别", "项目", "名称", "县区", "地区", "乡镇", "单位", "目标类别", "任务"];

/// The table that begins with these lines, one cell each.
pub(crate) fn upright_at(page: &Page<'_>, lines: &[Range<usize>]) -> Option<Table> {
    let first = lines.first()?;
    if first.len() > LONGEST_HEAD {
        return None;
    }
    if any_begins(page.text, first.start, FIRST_HEADS) {
        let found = if any_begins(page.text, first.start, &["序号", "编号"]) {
            numbered(page, lines)
        } else {
            None
        };
        let found = found.or_else(|| {
            WIDTHS.filter_map(|width| repeated(page, lines, width)).max_by_key(|table| table.rows.len())
        });
        if found.is_some() {
            return found;
        }
    }
    labelled(page, lines)
}

fn is_short(lines: &[Range<usize>], longest: usize) -> bool {
    lines.iter().all(|line| line.len() <= longest)
}

fn counts(page: &Page<'_>, line: &Range<usize>, number: usize) -> bool {
    let words: String =
        page.text.get(line.clone()).unwrap_or_default().iter().filter(|c| !matches!(c, '.' | '、')).collect();
    words == number.to_string()
}

/// 序号 …, then rows that begin with 1, 2, 3.
fn numbered(page: &Page<'_>, lines: &[Range<usize>]) -> Option<Table> {
    let width = lines
        .iter()
        .take(*WIDTHS.end() + 1)
        .position(|line| counts(page, line, 1))
        .filter(|width| WIDTHS.contains(width))?;
    let mut starts = vec![width];
    loop {
        let last = *starts.last()?;
        let next = lines
            .iter()
            .enumerate()
            .skip(last + 1)
            .take(2 * width)
            .find(|(_, line)| counts(page, line, starts.len() + 1));
        match next {
            Some((at, _)) => starts.push(at),
            None => break,
        }
    }
    if starts.len() < 2 {
        return None;
    }
    let end = (starts.last()? + width).min(lines.len());
    let bounds = starts.iter().copied().zip(starts.iter().copied().skip(1).chain([end]));
    let rows: Vec<Vec<Range<usize>>> =
        bounds.map(|(from, to)| lines.get(from..to.min(from + width)).unwrap_or_default().to_vec()).collect();
    made(page, lines.get(..width)?, rows, end)
}

/// Rows of one width, with numbers always in the same columns.
fn repeated(page: &Page<'_>, lines: &[Range<usize>], width: usize) -> Option<Table> {
    let heads = lines.get(..width)?;
    if !is_short(heads, LONGEST_HEAD) || heads.iter().any(|head| is_number(page, head)) {
        return None;
    }
    let pattern = |row: &[Range<usize>]| -> Vec<bool> {
        row.iter().map(|cell| is_number(page, cell) || is_blank(page.text, cell)).collect()
    };
    let mut rows = Vec::new();
    let mut wanted: Option<Vec<bool>> = None;
    for row in lines.get(width..)?.chunks_exact(width) {
        let found = pattern(row);
        let fits = found.iter().any(|number| *number)
            && is_short(row, LONGEST_CELL)
            && !row.first().is_some_and(|cell| is_number(page, cell));
        if !fits || wanted.as_ref().is_some_and(|wanted| *wanted != found) {
            break;
        }
        wanted = Some(found);
        rows.push(row.to_vec());
    }
    (rows.len() >= 2).then(|| made(page, heads, rows.clone(), width * (rows.len() + 1)))?
}

/// 地区生产总值(亿元) and the numbers below it.
fn labelled(page: &Page<'_>, lines: &[Range<usize>]) -> Option<Table> {
    const LEAST: usize = 1;
    let first = lines.first()?;
    let unit = unit_in_brackets(page.text, first)?;
    let ends = page.text.get(first.end.checked_sub(1)?) == Some(&')');
    let numbers = lines.iter().skip(1).take_while(|line| is_number(page, line)).count();
    if !ends || numbers < LEAST || contains_any(page.text, first.clone(), &["，", ",", "。"]) {
        return None;
    }
    let name = Column { part: Part::Name, growing: false, words: String::new(), time: None, unit: None };
    let figures =
        Column { part: Part::Figures, growing: false, words: String::new(), time: None, unit: Some(unit) };
    let columns = std::iter::once(name).chain(std::iter::repeat_n(figures, numbers)).collect();
    Some(Table { lines: numbers + 1, columns, rows: vec![lines.get(..=numbers)?.to_vec()] })
}

fn made(
    page: &Page<'_>,
    heads: &[Range<usize>],
    rows: Vec<Vec<Range<usize>>>,
    lines: usize,
) -> Option<Table> {
    let heads = vec![heads.to_vec()];
    let width = heads.first()?.len();
    let mut columns: Vec<Column> = (0..width).map(|at| column(page, &heads, &rows, at)).collect();
    settle(&mut columns);
    Some(Table { lines, columns, rows })
}
