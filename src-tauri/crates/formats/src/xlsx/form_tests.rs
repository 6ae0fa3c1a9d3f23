//! Papers out and back: whatever is sorted, moved, put in or lost on the way, the figures come back to their cells
//! or are named with their place.

use std::collections::{BTreeMap, BTreeSet};

use domain::kernel::{Period, Uom};
use domain::reports::{Align, Cell, CellKind, Column, Formula, HeaderCell, Table};
use domain::results::Measure;
use domain::workbooks::{
    Axis, CameBack, Identity, Issued, Line, Merged, Paper, Said, Sheet, Value, Workbook, read_own,
};
use proptest::prelude::*;

use super::write_form;
use crate::workbook;

fn period() -> Period {
    "2022-06".parse().unwrap()
}

fn figure(at: usize) -> Axis {
    Axis::Figure { indicator: format!("i-{at}").as_str().into(), measure: Measure::Ytd, period: period() }
}

/// Units by indicators, with sums below, each cell as it is typed. Two units have one name.
fn paper(cells: &[Vec<&str>]) -> Paper {
    let width = cells.first().map_or(0, Vec::len);
    let unit = |at: usize| if at == 3 { "乡1".to_owned() } else { format!("乡{at}") };
    let line = |axis, label: String| Line { axis, label };
    let mut rows: Vec<Line> = (0..cells.len())
        .map(|at| line(Some(Axis::Unit(format!("u-{at}").as_str().into())), unit(at)))
        .collect();
    rows.push(line(None, "合计".into()));
    let mut columns = vec![line(None, "单位".into())];
    columns.extend((0..width).map(|at| line(Some(figure(at)), format!("指标{at}（户）"))));
    let typed = |text: &str| match text.parse() {
        Ok(number) => Cell::number(text, CellKind::Number, number, 2),
        Err(_) => Cell { decimals: 2, ..Cell::text(text) },
    };
    let mut body: Vec<Vec<Cell>> = cells
        .iter()
        .enumerate()
        .map(|(at, row)| [vec![Cell::text(unit(at))], row.iter().map(|text| typed(text)).collect()].concat())
        .collect();
    let sum = Cell { kind: CellKind::Number, decimals: 2, ..Cell::text("") };
    let sum = sum.by(Some(Formula::SumOf { first: 0, last: cells.len().max(1) - 1 }));
    body.push([vec![Cell::text("合计")], vec![sum; width]].concat());
    let table = Table {
        label: String::new(),
        sheet: "改厕月报".into(),
        title: "改厕月报（2022年6月）".into(),
        source_line: Some("填报单位（盖章）：某县".into()),
        as_of_line: Some("填报日期：".into()),
        unit_line: Some("单位：户".into()),
        columns: vec![Column { width: 8, align: Align::Right }; width + 1],
        header: vec![columns.iter().map(|line| HeaderCell::new(&line.label, 1, 1)).collect()],
        rows: body,
        notes: vec!["=cmd()".into()],
        signatures: vec!["单位负责人：".into(), "填报人：".into()],
        landscape: true,
        abridged: None,
        kind: None,
    };
    let identity = Identity {
        form: "f-1".into(),
        version: "v1".into(),
        period: period(),
        sheet: "改厕月报".into(),
        rows,
        columns,
    };
    Paper { identity, table, closed: BTreeSet::new() }
}

fn back(bytes: &[u8]) -> (Workbook, Identity) {
    let read = workbook::read(bytes).unwrap();
    let identity = Identity::of(&read.workbook).unwrap().unwrap();
    (read.workbook, identity)
}

/// What a paper says that 某县 was given; 别县 is another county.
fn read(workbook: &Workbook, identity: &Identity) -> CameBack {
    let issued =
        Issued {
            office: "某县", is_other_unit: &|words| words == "别县", uom: &|_| Some(Uom::new("户"))
        };
    read_own(workbook, identity, &issued)
}

/// What each cell of the form is said to be.
fn said(workbook: &Workbook, identity: &Identity) -> BTreeMap<String, String> {
    let found = read(workbook, identity);
    found.cells.into_iter().map(|cell| (cell.key.text(), cell.said.text().to_owned())).collect()
}

fn expected(cells: &[Vec<&str>]) -> BTreeMap<String, String> {
    let key = |row: usize, column: usize| format!("i-{column}|ytd|u-{row}|2022-06");
    let all = cells.iter().enumerate().flat_map(|(row, texts)| {
        texts.iter().enumerate().map(move |(column, text)| (key(row, column), (*text).to_owned()))
    });
    all.collect()
}

const CELLS: [[&str; 3]; 5] = [
    ["120", "零报告", "1.5"],
    ["", "约30", "不适用"],
    ["0", "=1+1", "12万"],
    ["7", "８．５", "-3"],
    ["4", "5", "6"],
];

fn cells() -> Vec<Vec<&'static str>> {
    CELLS.iter().map(|row| row.to_vec()).collect()
}

/// Moves columns to other places, as inserting and cutting does.
fn with_columns(workbook: &mut Workbook, to: impl Fn(u32) -> u32) {
    let sheet = &mut workbook.sheets[0];
    let mut moved = Sheet { rows: Vec::new(), merged: Vec::new(), ..sheet.clone() };
    for row in &sheet.rows {
        for cell in &row.cells {
            moved.push(row.row, to(cell.column), cell.value.clone());
        }
    }
    moved.sort();
    *sheet = moved;
}

fn with_rows(workbook: &mut Workbook, to: impl Fn(u32) -> u32) {
    let sheet = &mut workbook.sheets[0];
    sheet.rows.iter_mut().for_each(|row| row.row = to(row.row));
    sheet.sort();
}

#[test]
fn the_same_figures_come_back_and_the_same_paper_gives_the_same_bytes() {
    let paper = paper(&cells());
    let bytes = write_form(&paper).unwrap();
    assert_eq!(bytes, write_form(&paper).unwrap());
    let (workbook, identity) = back(&bytes);
    assert_eq!(identity, paper.identity);
    assert_eq!(said(&workbook, &identity), expected(&cells()));
    assert_eq!(read(&workbook, &identity).problems, []);
    let sheet = &workbook.sheets[0];
    assert_eq!(sheet.hidden_columns, BTreeSet::from([4]), "the keys are out of sight");
    assert_eq!(sheet.hidden_rows.len(), 1);
    assert!(sheet.merged.contains(&Merged { rows: (0, 0), columns: (0, 3) }), "the title spans the table");
    assert!(workbook.sheets[1].hidden);
}

#[test]
fn it_prints_like_the_paper_and_only_open_cells_are_unlocked() {
    let bytes = write_form(&paper(&cells())).unwrap();
    let part = |name: &str| {
        let mut container = crate::zipped::Container::open(&bytes).unwrap();
        String::from_utf8(container.part(name).unwrap().unwrap()).unwrap()
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    for wanted in
        ["sheetProtection", "fitToHeight=\"0\"", "dataValidation ", "SUM(B4:B8)", "state=\"frozen\""]
    {
        assert!(sheet.contains(wanted), "{wanted}");
    }
    let workbook = part("xl/workbook.xml");
    assert!(workbook.contains("Print_Titles") && workbook.contains("Print_Area"));
    assert!(!sheet.contains("cmd()"), "words that look like a formula are words");
    assert!(!sheet.contains("<f>1+1"), "and so are those that were typed");
    assert!(part("xl/styles.xml").contains("protection locked=\"0\""));
}

#[test]
fn sorting_by_what_is_seen_alone_is_noticed() {
    let (mut workbook, identity) = back(&write_form(&paper(&cells())).unwrap());
    // The names and figures of two rows change places, the hidden keys stay.
    let sheet = &mut workbook.sheets[0];
    let (first, second) = (3, 5);
    let all: Vec<usize> = (0..sheet.rows.len()).collect();
    let at = |row: u32| all.iter().find(|at| sheet.rows[**at].row == row).copied().unwrap();
    let (a, b) = (at(first), at(second));
    let keys = [sheet.rows[a].cells.pop().unwrap(), sheet.rows[b].cells.pop().unwrap()];
    let cells_of_a = std::mem::take(&mut sheet.rows[a].cells);
    sheet.rows[a].cells = std::mem::replace(&mut sheet.rows[b].cells, cells_of_a);
    let [key_a, key_b] = keys;
    sheet.rows[a].cells.push(key_a);
    sheet.rows[b].cells.push(key_b);
    assert_eq!(said(&workbook, &identity), expected(&cells()), "the names count");
    let problems = read(&workbook, &identity).problems;
    assert_eq!(problems.iter().filter(|problem| problem.code == "workbook.row_moved").count(), 2);
}

#[test]
fn what_nobody_asked_for_is_named_with_its_place() {
    let (workbook, identity) = back(&write_form(&paper(&cells())).unwrap());
    let check = |change: &dyn Fn(&mut Sheet), expected: &[(&str, &str)]| {
        let mut changed = workbook.clone();
        change(&mut changed.sheets[0]);
        changed.sheets[0].sort();
        let found = read(&changed, &identity).problems;
        let found: Vec<_> = found.iter().map(|problem| (problem.code, problem.place.as_str())).collect();
        assert_eq!(found, expected);
    };
    let text = |word: &str| Value::Text(word.into());
    check(&|_| {}, &[]);
    // A row is put in between, and one more below the last.
    check(
        &|sheet| {
            sheet.rows.iter_mut().filter(|row| row.row >= 5).for_each(|row| row.row += 1);
            sheet.push(5, 0, text("新乡"));
            sheet.push(5, 1, Value::Number(9.into()));
            sheet.sort();
        },
        &[("workbook.row_unknown", "改厕月报!B6")],
    );
    check(
        &|sheet| {
            sheet.rows.retain(|row| row.row != 8);
            sheet.push(8, 0, text("新乡"));
            sheet.push(8, 2, Value::Number(9.into()));
        },
        &[("workbook.row_unknown", "改厕月报!C9")],
    );
    // A column is put in, a row is said twice with another figure, the rows are gone.
    check(
        &|sheet| {
            for row in &mut sheet.rows {
                row.cells.iter_mut().filter(|cell| cell.column >= 2).for_each(|cell| cell.column += 1);
            }
            sheet.push(4, 2, text("抄送"));
        },
        &[("workbook.column_unknown", "改厕月报!C5")],
    );
    check(
        &|sheet| {
            let mut again = sheet.row(3).unwrap().clone();
            again.row = 8;
            again.cells[1].value = Value::Number(121.into());
            sheet.rows.retain(|row| row.row != 8);
            sheet.rows.push(again);
        },
        &[("workbook.twice", "改厕月报!B9")],
    );
    check(&|sheet| sheet.rows.retain(|row| row.row != 4), &[("workbook.row_missing", "改厕月报")]);
    check(
        &|sheet| sheet.rows.retain(|row| row.row < 3),
        &[("workbook.row_missing", "改厕月报"); 5]
            .iter()
            .copied()
            .chain([("workbook.rows_missing", "改厕月报")])
            .collect::<Vec<_>>(),
    );
}

/// Puts other words into a cell.
fn typed(sheet: &mut Sheet, row: u32, column: u32, words: &str) {
    let at = sheet.rows.iter().position(|found| found.row == row).unwrap();
    let cell = sheet.rows[at].cells.iter_mut().find(|cell| cell.column == column).unwrap();
    cell.value = Value::Text(words.into());
}

#[test]
fn what_is_seen_must_be_what_the_paper_was_issued_for() {
    let (workbook, identity) = back(&write_form(&paper(&cells())).unwrap());
    let all = read(&workbook, &identity).cells.len();
    let check = |change: &dyn Fn(&mut Sheet), expected: &[(&str, &str)], cells: usize| {
        let mut changed = workbook.clone();
        change(&mut changed.sheets[0]);
        let found = read(&changed, &identity);
        let told: Vec<_> = found.problems.iter().map(|told| (told.code, told.place.as_str())).collect();
        assert_eq!((told, found.cells.len()), (expected.to_vec(), cells));
    };
    // Another period, another unit: nothing is taken.
    for title in ["改厕月报（2022年7月）", "改厕月报（7月）", "改厕 2022年5月 月报", "改厕月报（2021年6月）"]
    {
        check(&|sheet| typed(sheet, 0, 0, title), &[("workbook.period_differs", "改厕月报!A1")], 0);
    }
    for title in
        ["改厕月报（2022年６月）", "改 厕 月 报 （ 2022年6月 ）", "改厕月报（2022年06月）", "改厕月报"]
    {
        check(&|sheet| typed(sheet, 0, 0, title), &[], all);
    }
    check(
        &|sheet| typed(sheet, 1, 0, "填报单位（盖章）：别县"),
        &[("workbook.office_differs", "改厕月报!A2")],
        0,
    );
    for office in ["填报单位（盖章）：某县乡村振兴局", "填报单位（盖章）：", "填报单位： 某 县"]
    {
        check(&|sheet| typed(sheet, 1, 0, office), &[], all);
    }
    // Heads exchanged or changed: their columns are left.
    let swapped = |sheet: &mut Sheet| {
        typed(sheet, 2, 1, "指标1（户）");
        typed(sheet, 2, 2, "指标0（户）");
    };
    let rows = CELLS.len();
    check(
        &swapped,
        &[("workbook.head_differs", "改厕月报!B3"), ("workbook.head_differs", "改厕月报!C3")],
        all - 2 * rows,
    );
    for head in ["指标1", "指标0（万户）", "拆迁（户）", "指标0（本月，户）"] {
        check(&|sheet| typed(sheet, 2, 1, head), &[("workbook.head_differs", "改厕月报!B3")], all - rows);
    }
    for head in ["指标0", "指 标0 (户)", "指标０（户）", "标0"] {
        check(&|sheet| typed(sheet, 2, 1, head), &[], all);
    }
    // A row of another name.
    check(&|sheet| typed(sheet, 3, 0, "乡9"), &[("workbook.row_differs", "改厕月报!A4")], all - 3);
    check(&|sheet| typed(sheet, 3, 0, "乡 ０"), &[], all);
}

/// The paper of one unit: indicators as rows, the period over its figures.
fn paper_of_one() -> Paper {
    let mut paper = paper(&[vec!["户", "5", ""], vec!["户", "7", "在建"]]);
    let labels = ["指标", "计量单位", "2022年6月", "备注"];
    let axes = [None, None, Some(Axis::Unit("u-0".into())), Some(Axis::Note)];
    let columns = labels.iter().zip(axes);
    paper.identity.columns = columns.map(|(label, axis)| Line { axis, label: (*label).to_owned() }).collect();
    paper.table.header = vec![labels.iter().map(|label| HeaderCell::new(*label, 1, 1)).collect()];
    for (at, line) in paper.identity.rows.iter_mut().enumerate().take(2) {
        *line = Line { axis: Some(figure(at)), label: format!("指标{at}") };
        paper.table.rows[at][0] = Cell::text(format!("指标{at}"));
    }
    paper.identity.rows.truncate(2);
    paper.table.rows.truncate(2);
    paper
}

#[test]
fn the_paper_of_one_unit_is_held_against_its_period_and_units_of_measure() {
    let (workbook, identity) = back(&write_form(&paper_of_one()).unwrap());
    let check = |row: u32, column: u32, words: &str, expected: &[(&str, &str)], cells: usize| {
        let mut changed = workbook.clone();
        typed(&mut changed.sheets[0], row, column, words);
        let found = read(&changed, &identity);
        let told: Vec<_> = found.problems.iter().map(|told| (told.code, told.place.as_str())).collect();
        assert_eq!((told, found.cells.len()), (expected.to_vec(), cells), "{words}");
    };
    for head in ["2022年 ６月", "6月", "本期数"] {
        check(2, 2, head, &[], 2);
    }
    for head in ["2022年7月", "5月"] {
        check(2, 2, head, &[("workbook.head_differs", "改厕月报!C3")], 0);
    }
    check(3, 0, "拆迁户数", &[("workbook.row_differs", "改厕月报!A4")], 1);
    check(3, 1, "万户", &[("workbook.row_uom_differs", "改厕月报!B4")], 1);
    check(3, 1, " 户 ", &[], 2);
    check(1, 0, "填报单位（盖章）：别县", &[("workbook.office_differs", "改厕月报!A2")], 0);
}

#[test]
fn sums_that_were_typed_formulas_without_results_and_second_sheets_are_told() {
    let (workbook, identity) = back(&write_form(&paper(&[vec!["5", "6"], vec!["7", "8"]])).unwrap());
    let told = |workbook: &Workbook| {
        let found = read(workbook, &identity).problems;
        found.into_iter().map(|told| (told.code, told.place, told.detail)).collect::<Vec<_>>()
    };
    let mut typed = workbook.clone();
    let at = typed.sheets[0].rows.iter().position(|row| row.row == 5).unwrap();
    for (cell, sum) in typed.sheets[0].rows[at].cells[1..].iter_mut().zip([9999, 14]) {
        cell.value = Value::Number(sum.into());
    }
    let sum = |place: &str, said: &str, sum: &str| {
        ("workbook.sum_differs", place.to_owned(), vec![said.to_owned(), sum.to_owned()])
    };
    assert_eq!(told(&typed), [sum("改厕月报!B6", "9999", "12")]);

    let mut twice = workbook.clone();
    let copy = Sheet { name: "改厕月报 (2)".into(), ..workbook.sheets[0].clone() };
    twice.sheets.push(copy.clone());
    assert_eq!(told(&twice), [("workbook.sheet_left", "改厕月报 (2)".to_owned(), Vec::new())]);
    twice.sheets[2].hidden = true;
    twice.sheets.push(Sheet::named("说明"));
    assert_eq!(told(&twice), []);

    let mut formula = workbook.clone();
    formula.sheets[0].rows[3].cells[1].value = Value::Fault("=1+2".into());
    let read = read(&formula, &identity);
    assert_eq!(read.cells[0].said, Said::Text("=1+2".into()), "never read as nothing");
}

#[test]
fn without_its_hidden_keys_a_paper_is_known_by_its_words() {
    let (mut workbook, identity) = back(&write_form(&paper(&cells()[..3])).unwrap());
    let all = expected(&cells()[..3]);
    for row in &mut workbook.sheets[0].rows {
        row.cells.retain(|cell| !matches!(&cell.value, Value::Text(text) if text.starts_with("dz:")));
    }
    workbook.sheets[0].rows.retain(|row| !row.cells.is_empty());
    workbook.sheets[0].name = "Sheet1".into();
    assert!(read(&workbook, &identity).cells.is_empty(), "a sheet of another name without keys is not it");
    workbook.sheets[0].name = "改厕月报".into();
    assert_eq!(said(&workbook, &identity), all);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn rows_and_columns_may_stand_anywhere(
        rows in Just((3..9_u32).collect::<Vec<_>>()).prop_shuffle(),
        columns in Just((0..9_u32).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let (mut workbook, identity) = back(&write_form(&paper(&cells())).unwrap());
        // The head stays above; the body, 合计 with it, is in any order, the columns are spread and mixed.
        with_rows(&mut workbook, |row| rows.get((row as usize).wrapping_sub(3)).copied().unwrap_or(row));
        with_columns(&mut workbook, |column| columns.get(column as usize).copied().unwrap_or(column + 9));
        prop_assert_eq!(said(&workbook, &identity), expected(&cells()));
    }

    #[test]
    fn any_text_comes_back_as_it_was_typed(text in "[ -~０-９一-龥，。]{1,12}") {
        let mut paper = paper(&[vec!["1", "2"]]);
        paper.table.rows[0][1] = Cell::text(&text);
        let (workbook, identity) = back(&write_form(&paper).unwrap());
        let cell = &read(&workbook, &identity).cells[0];
        let kept = match text.trim() {
            "" | "无任务" | "未报" => Said::Nothing,
            "零报告" => Said::Nil,
            "不适用" => Said::NotApplicable,
            kept => Said::Text(kept.to_owned()),
        };
        prop_assert_eq!(&cell.said, &kept);
    }
}
