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

/// The longest name of a group of rows on a line of its own.
const LONGEST_GROUP: usize = 20;

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
    /// Whether its figures say how much those of another column grew.
    pub growing: bool,
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
    let text = page.text;
    let gap = Gap::of(text, lines.first()?);
    let first = cells(text, lines.first()?, gap);
    if first.len() < gap.least_cells() || gap == Gap::Blank && !first.iter().all(|cell| is_word(text, cell)) {
        return None;
    }
    let has_numbers = |line: &Range<usize>| cells(text, line, gap).iter().any(|cell| is_number(page, cell));
    let numbered = lines.iter().take(MOST_HEADS + 1).any(has_numbers);
    if has_numbers(lines.first()?) || !numbered && (gap == Gap::Blank || !heads_columns(text, &first)) {
        return None;
    }
    let most_missing = if gap == Gap::Blank { 1 } else { 3 };
    let mut rows: Vec<Vec<Range<usize>>> = Vec::new();
    let mut ruled = 0;
    for (at, line) in lines.iter().enumerate() {
        let groups = gap == Gap::Bar
            && !rows.is_empty()
            && cells(text, line, gap).len() < 2
            && line.len() <= LONGEST_GROUP
            && lines.get(at + 1).is_some_and(|next| cells(text, next, gap).len() + 1 >= first.len());
        if is_ruled(text, line) || groups {
            ruled += 1;
            continue;
        }
        let row = cells(text, line, gap);
        if row.len() < 2 || row.len().abs_diff(first.len()) > most_missing {
            break;
        }
        rows.push(row);
    }
    let count = rows.len();
    let is_head = |row: &Vec<Range<usize>>| row.iter().all(|cell| shape(page, cell) == Shape::Word);
    let heads = 1 + rows.iter().skip(1).take_while(|row| numbered && is_head(row)).count();
    if count < 2 || heads == count {
        return None;
    }
    let body = rows.split_off(heads);
    let mut body: Vec<Vec<Range<usize>>> = body
        .into_iter()
        .filter(|row| row.iter().any(|cell| is_number(page, cell) || cell.len() > 4))
        .collect();
    if gap != Gap::Tab {
        align(page, &mut body, first.len(), gap);
    }
    let width = first.len().max(body.iter().map(Vec::len).max().unwrap_or(0));
    let mut columns: Vec<Column> = (0..width).map(|at| column(page, &rows, &body, at)).collect();
    settle(&mut columns);
    Some(Table { lines: count + ruled, columns, rows: body })
}

/// Whether the first row names columns as lists of tasks do.
fn heads_columns(text: &[char], cells: &[Range<usize>]) -> bool {
    const NAMES: &[&str] =
        &["项目", "内容", "任务", "指标", "目标", "实事", "时限", "时间", "单位", "进展", "序号", "完成"];
    let named = |cell: &&Range<usize>| is_word(text, cell) && contains_any(text, (*cell).clone(), NAMES);
    cells.iter().filter(named).count() >= 2
}

/// What stands between the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// Tabs.
    Tab,
    /// Bars.
    Bar,
    /// Two blanks or more.
    Wide,
    /// Single blanks.
    Blank,
}

impl Gap {
    fn of(text: &[char], line: &Range<usize>) -> Self {
        let letters = text.get(line.clone()).unwrap_or_default();
        let has = |wanted: char| letters.iter().filter(|c| **c == wanted).count();
        if has('\t') > 0 {
            Self::Tab
        } else if has('|') >= 2 {
            Self::Bar
        } else if letters.windows(2).any(|two| two == [' ', ' ']) {
            Self::Wide
        } else {
            Self::Blank
        }
    }

    fn least_cells(self) -> usize {
        if self == Self::Blank { LEAST_CELLS + 1 } else { LEAST_CELLS }
    }
}

/// A short word, as headings of columns between single blanks are.
fn is_word(text: &[char], cell: &Range<usize>) -> bool {
    const LONGEST: usize = 14;
    cell.len() <= LONGEST
        && text
            .get(cell.clone())
            .is_some_and(|cell| !cell.iter().any(|c| matches!(c, '，' | ',' | '。' | ';' | ':' | '、')))
}

/// The cells of a line. Letters set apart (类  别) are one cell, and a line that begins or ends with tabs
/// has empty cells there.
fn cells(text: &[char], line: &Range<usize>, gap: Gap) -> Vec<Range<usize>> {
    let blank = |at: usize| text.get(at) == Some(&' ');
    let tab = |at: usize| text.get(at) == Some(&'\t');
    let mut line = line.clone();
    if gap == Gap::Tab {
        while line.start > 0 && (tab(line.start - 1) || blank(line.start - 1)) {
            line.start -= 1;
        }
        while tab(line.end) || blank(line.end) {
            line.end += 1;
        }
    }
    let is_gap = |at: usize| match gap {
        Gap::Tab => tab(at),
        Gap::Bar => text.get(at) == Some(&'|'),
        Gap::Wide => blank(at) && (blank(at + 1) || at > line.start && blank(at - 1)),
        Gap::Blank => blank(at),
    };
    let keeps_empty = matches!(gap, Gap::Tab | Gap::Bar);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = line.start;
    for at in line.clone().filter(|at| is_gap(*at)) {
        let cell = trimmed(text, start..at);
        if !cell.is_empty() || keeps_empty && (gap == Gap::Tab || at > line.start) {
            found.push(cell);
        }
        start = at + 1;
    }
    let last = trimmed(text, start..line.end);
    if !last.is_empty() || gap == Gap::Tab {
        found.push(last);
    }
    if !keeps_empty {
        found = joined(text, found);
    }
    found
}

/// 类  别 and 合  计: neighbours of one letter each are words, two by two.
fn joined(text: &[char], cells: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let letter = |cell: &Range<usize>| {
        cell.len() == 1 && text.get(cell.start).is_some_and(|c| crate::repair::is_han(*c))
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for cell in cells {
        let single = letter(&cell);
        match found.last_mut().filter(|_| open && single) {
            Some(before) => {
                before.end = cell.end;
                open = false;
            }
            None => {
                found.push(cell);
                open = single;
            }
        }
    }
    found
}

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// A number, or a dash in its place.
    Value,
    /// A time.
    Time,
    /// A short word.
    Word,
    /// Something told at length.
    Told,
}

fn shape(page: &Page<'_>, cell: &Range<usize>) -> Shape {
    const LONGEST_WORD: usize = 14;
    let timed = page.times_in(cell).iter().map(|mark| mark.range.len()).sum::<usize>();
    if cell.is_empty() {
        Shape::Word
    } else if is_number(page, cell) || is_blank(page.text, cell) {
        Shape::Value
    } else if timed * 2 >= cell.len() {
        Shape::Time
    } else if cell.len() <= LONGEST_WORD && page.figures_in(cell).is_empty() {
        Shape::Word
    } else {
        Shape::Told
    }
}

/// Rows with fewer cells than the heading: empty ones go where the others then stand under their like.
/// Among equals a row between bars lacks its end, any other its beginning.
fn align(page: &Page<'_>, rows: &mut [Vec<Range<usize>>], width: usize, gap: Gap) {
    let Some(full) = rows.iter().find(|row| row.len() == width) else { return };
    let shapes: Vec<Shape> = full.iter().map(|cell| shape(page, cell)).collect();
    for row in rows.iter_mut().filter(|row| row.len() < width) {
        let missing = width - row.len();
        let fits = |at: usize| {
            let own = row.iter().map(|cell| shape(page, cell));
            let under = shapes.iter().take(at).chain(shapes.iter().skip(at + missing));
            own.zip(under).filter(|(own, under)| own == *under).count()
        };
        let best = |places: &mut dyn Iterator<Item = usize>| places.max_by_key(|at| fits(*at));
        let at = match gap {
            Gap::Bar => best(&mut (0..=row.len())),
            _ => best(&mut (0..=row.len()).rev()),
        };
        let at = at.unwrap_or(0);
        let place = row.get(at).or(row.last()).map_or(0, |cell| cell.start);
        row.splice(at..at, std::iter::repeat_n(place..place, missing));
    }
}

/// Dashes and strokes, and the 一 that stands for a dash in scanned tables.
pub(super) fn is_blank(text: &[char], cell: &Range<usize>) -> bool {
    let letters = text.get(cell.clone()).unwrap_or_default();
    letters == ['一'] || letters.iter().all(|c| matches!(c, '—' | '-' | '/' | ' ' | '*'))
}

/// |---|---|: a line drawn between heading and rows.
fn is_ruled(text: &[char], line: &Range<usize>) -> bool {
    let letters = text.get(line.clone()).unwrap_or_default();
    letters.contains(&'-') && letters.iter().all(|c| matches!(c, '-' | ':' | '|' | '+' | ' ' | '—'))
}

/// The figure a cell consists of, perhaps with a remark behind it.
pub(crate) fn number_of<'p>(page: &'p Page<'_>, cell: &Range<usize>) -> Option<&'p Figure> {
    const SPARE: usize = 3;
    let figure = page.figures_in(cell).next().and_then(|at| page.figures.get(at))?;
    let spare =
        cell.len().saturating_sub(figure.range.end.min(cell.end) - figure.range.start.max(cell.start));
    let remark = figure.range.start == cell.start
        && matches!(page.text.get(figure.range.end), Some('、' | '，' | ',' | ';' | '('));
    let only = page.figures_in(cell).len() == 1 && (spare <= SPARE || remark);
    let year = figure.class == Class::Bare
        && figure.value.scale() == 0
        && figure.core.len() == 4
        && page.text.get(figure.core.end) == Some(&'年');
    (only && !figure.ordinal && !figure.round && !year && !is_blank(page.text, cell)).then_some(figure)
}

pub(super) fn is_number(page: &Page<'_>, cell: &Range<usize>) -> bool {
    number_of(page, cell).is_some()
}

/// Words of a heading that say nothing about what is measured.
const ASIDE: &[&str] = &[
    "序号", "编号", "备注", "属性", "责任", "牵头", "类型", "性质", "联系", "电话", "排名", "位次", "配合",
    "是否", "科室", "负责", "领导", "说明",
];
const REACHED: &[&str] = &[
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
    "基数",
    "完工",
    "实绩",
    "到位",
    "支出",
    "进展",
    "同比",
    "增速",
    "增幅",
    "开工",
    "达到",
    "占年",
];
const AIMED: &[&str] = &["目标", "任务", "计划", "规划", "预期", "下达", "应完成", "标准"];
/// Words of a heading that make its figures changes of those in another column.
const GROWING: &[&str] = &["年均", "增长", "增速", "增幅", "[累计]", "累计增"];

pub(super) fn column(
    page: &Page<'_>,
    heads: &[Vec<Range<usize>>],
    body: &[Vec<Range<usize>>],
    at: usize,
) -> Column {
    let cells: Vec<&Range<usize>> = heads.iter().filter_map(|row| row.get(at)).collect();
    let words: String = cells.iter().map(|cell| words_of(page.text, cell)).collect();
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
    let part = if said(ASIDE) || words == "序" {
        Part::Aside
    } else if units > 0 && units * 2 >= values.len() {
        Part::Unit
    } else if said(&["时限", "完成时间", "截止", "时间节点", "完成期限"]) {
        Part::Due
    } else if numbers == 0 && !said(&["任务", "目标", "进展", "情况", "内容", "措施"]) {
        Part::Name
    } else if said(REACHED) && !said(&["目标", "计划完成", "应完成", "需完成"]) {
        Part::Outcome
    } else if said(AIMED) {
        Part::Target
    } else if numbers == 0 {
        Part::Name
    } else {
        Part::Figures
    };
    let growing = said(GROWING) && !said(&["同比", "完成", "目标"]);
    Column { part, growing, words, time, unit }
}

/// The words of a cell without blanks.
pub(super) fn words_of(text: &[char], cell: &Range<usize>) -> String {
    text.get(cell.clone()).unwrap_or_default().iter().filter(|c| !c.is_whitespace()).collect()
}

/// Columns of years in a plan: the first is where it starts, the others are aimed at. A column of growth
/// belongs to the figures before it.
pub(super) fn settle(columns: &mut [Column]) {
    let plans = columns.iter().any(|column| {
        column.part == Part::Target || ["属性", "性质", "类型"].iter().any(|word| column.words.contains(word))
    });
    let year = |column: &Column| column.time.as_ref().and_then(|(time, _)| time.year());
    let years: Vec<i32> = columns
        .iter()
        .filter(|column| matches!(column.part, Part::Figures | Part::Target | Part::Outcome))
        .filter_map(year)
        .collect();
    let (first, last) = (years.iter().min().copied(), years.iter().max().copied());
    let several = first != last;
    for column in columns.iter_mut().filter(|column| column.part == Part::Figures && !column.growing) {
        column.part = match year(column) {
            Some(own) if several && Some(own) == first => Part::Outcome,
            Some(_) if several && plans => Part::Target,
            Some(_) if several => Part::Outcome,
            _ => Part::Figures,
        };
    }
    let mut before: Option<Column> = None;
    for column in columns.iter_mut() {
        match &before {
            Some(of) if column.growing && column.time.is_none() => {
                column.part = of.part;
                column.time = of.time.as_ref().map(|(time, _)| (*time, 0..0));
            }
            _ if matches!(column.part, Part::Target | Part::Outcome) => before = Some(column.clone()),
            _ => {}
        }
    }
}

/// 投资(万元).
pub(super) fn unit_in_brackets(text: &[char], cell: &Range<usize>) -> Option<String> {
    let open = cell.clone().rev().find(|at| text.get(*at) == Some(&'('))?;
    let close = (open..cell.end).find(|at| text.get(*at) == Some(&')'))?;
    let open = if crate::words::begins(text, open + 1, "单位:") { open + 3 } else { open };
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

/// 单位:亩、万元 above a table.
pub(crate) fn units_above(text: &[char], line: &Range<usize>) -> Vec<String> {
    let Some(label) = crate::words::find(text, line.clone(), "单位:") else { return Vec::new() };
    let rest = label + 3..line.end;
    let close = rest.clone().find(|at| text.get(*at) == Some(&')')).unwrap_or(rest.end);
    text.get(rest.start..close)
        .unwrap_or_default()
        .split(|c| matches!(c, '、' | ',' | '，' | ' '))
        .filter_map(|part| unit_words(part, &(0..part.len())))
        .collect()
}

/// The one of the units above a table that fits what a column measures.
pub(crate) fn fitting_unit<'u>(units: &'u [String], heading: &str) -> Option<&'u str> {
    let letters: Vec<char> = heading.chars().collect();
    let said = |wanted: &[&str]| contains_any(&letters, 0..letters.len(), wanted);
    let class = |unit: &&String| {
        let letters: Vec<char> = unit.chars().collect();
        let at = letters.iter().take_while(|c| matches!(c, '万' | '亿' | '千' | '百')).count();
        unit_at(&letters, at).map(|found| found.1)
    };
    let find = |wanted: &dyn Fn(Option<Class>) -> bool| units.iter().find(|unit| wanted(class(unit)));
    let found = if said(&["率", "占", "比重", "比例", "进度"]) {
        find(&|class| class == Some(Class::Percent))
    } else if said(&["资金", "投资", "金额", "产值", "收入", "支出", "支付", "税", "预算", "款"])
    {
        find(&|class| class == Some(Class::Money))
    } else if said(&["面积", "里程", "长度", "产量"]) {
        find(&|class| class == Some(Class::Measure))
    } else if said(&["个数", "项目", "数量"]) {
        find(&|class| matches!(class, Some(Class::Thing | Class::Count | Class::Item)))
    } else {
        find(&|class| !matches!(class, Some(Class::Percent) | Some(Class::Money)))
            .or_else(|| units.first().filter(|_| units.len() == 1))
    };
    found.map(String::as_str)
}

/// The kind a column's figures have when its heading leaves it open.
pub(crate) fn kind_of(part: Part, leaning: Kind) -> Kind {
    match part {
        Part::Target => Kind::Target,
        Part::Outcome => Kind::Outcome,
        _ => leaning,
    }
}
