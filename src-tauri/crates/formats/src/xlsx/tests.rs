//! The workbook read back by another reader.
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use domain::reports::{Bulletin, Cell, CellKind};

use super::*;
use crate::testing::{bulletin, coverage_table, targets_table};

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut container = crate::zipped::Container::open(bytes).unwrap();
    String::from_utf8(container.part(name).unwrap().unwrap()).unwrap()
}

#[test]
fn every_cell_comes_back_with_its_kind_and_value() {
    let bulletin = bulletin();
    let bytes = write_annexes(&bulletin).unwrap();
    let mut workbook = open(&bytes);
    let names = workbook.sheet_names();
    assert_eq!(names.len(), bulletin.annexes.len());
    for (name, table) in names.iter().zip(&bulletin.annexes) {
        let range = workbook.worksheet_range(name).unwrap();
        let first = 3 + table.header.len() as u32;
        assert_eq!(range.get_value((0, 0)), Some(&Data::String(table.label.clone())));
        assert_eq!(range.get_value((1, 0)), Some(&Data::String(table.title.clone())));
        for (row, cells) in (first..).zip(&table.rows) {
            for (column, cell) in (0..).zip(cells) {
                let found = range.get_value((row, column)).unwrap_or(&Data::Empty);
                match (cell.kind, cell.value) {
                    (CellKind::Text, _) if cell.text.is_empty() => assert_eq!(found, &Data::Empty),
                    (CellKind::Text, _) => assert_eq!(found, &Data::String(cell.text.clone())),
                    (_, value) => {
                        let expected: f64 = value.unwrap().to_string().parse().unwrap();
                        assert_eq!(found, &Data::Float(expected), "{} at {row},{column}", cell.text);
                    }
                }
            }
        }
    }
}

#[test]
fn rates_are_formulas_over_their_row() {
    let bytes = write_annexes(&bulletin()).unwrap();
    let mut workbook = open(&bytes);
    let name = workbook.sheet_names()[0].clone();
    let formulas = workbook.worksheet_formula(&name).unwrap();
    assert_eq!(formulas.get_value((5, 5)).unwrap(), "ROUND(E6*100/D6,1)");
    let honest = formulas.get_value((8, 5)).unwrap();
    assert!(honest.starts_with("ROUND(E9*100/D9,1)+IF("), "99.997 % is not printed as 100.0: {honest}");
}

#[test]
fn words_that_look_like_formulas_stay_words() {
    let bytes = write_annexes(&bulletin()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>SUM"), "no formula was made of a name");
    for words in ["=SUM(A1:A9)", "+86县政府办公室", "-@注入"] {
        assert!(sheet.contains(&format!("t=\"inlineStr\"><is><t>{words}</t>")), "{words} is words");
    }
}

#[test]
fn nothing_that_is_words_becomes_a_formula_wherever_it_stands() {
    for sign in ["=", "+", "-", "@", "\t=", "\r=", "\n="] {
        let hostile = format!("{sign}cmd()");
        let mut bulletin = bulletin();
        for table in &mut bulletin.annexes {
            table.title = hostile.clone();
            (table.source_line, table.unit_line) = (Some(hostile.clone()), Some(hostile.clone()));
            table.notes = vec![hostile.clone()];
            table.signatures = vec![hostile.clone()];
            for cell in table.header.iter_mut().flatten() {
                cell.text = hostile.clone();
            }
            for cell in table.rows.iter_mut().flatten().filter(|cell| cell.value.is_none()) {
                cell.text = hostile.clone();
            }
        }
        let bytes = write_annexes(&bulletin).unwrap();
        assert!(part(&bytes, "xl/sharedStrings.xml").contains("cmd()"), "{sign:?} is words");
        for number in 1..=bulletin.annexes.len() {
            let sheet = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
            let formulas = sheet.split("<f>").skip(1).filter_map(|after| after.split("</f>").next());
            assert!(!formulas.into_iter().any(|text| text.contains("cmd()")), "{sign:?} on sheet {number}");
        }
    }
}

#[test]
fn the_same_bulletin_gives_the_same_bytes_and_carries_the_head() {
    let bytes = write_annexes(&bulletin()).unwrap();
    assert_eq!(bytes, write_annexes(&bulletin()).unwrap());
    let custom = part(&bytes, "docProps/custom.xml");
    assert!(custom.contains("duizhang-head") && custom.contains("3f1c…甲&lt;&amp;&gt;"));
    assert!(part(&bytes, "docProps/core.xml").contains("2022-07-05T00:00:00Z"));
}

#[test]
fn the_sheet_prints_like_paper() {
    let bytes = write_annexes(&bulletin()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"orientation="landscape""#) && sheet.contains(r#"fitToHeight="0""#));
    assert!(sheet.contains(r#"state="frozen""#));
    assert!(part(&bytes, "xl/workbook.xml").contains("Print_Titles"));
    assert!(!part(&bytes, "xl/worksheets/sheet2.xml").contains("landscape"));
}

#[test]
fn a_column_is_as_wide_as_its_longest_number() {
    let mut table = targets_table(2);
    table.rows[0][3] = Cell::number("12345678901.25", CellKind::Number, "12345678901.25".parse().unwrap(), 2);
    let bytes = write_annexes(&Bulletin { annexes: vec![targets_table(2), table], ..bulletin() }).unwrap();
    let width = |sheet: &str| -> f64 {
        let xml = part(&bytes, sheet);
        let column = xml.split("<col min=\"4\"").nth(1).unwrap();
        column.split('"').skip_while(|piece| *piece != " width=").nth(1).unwrap().parse().unwrap()
    };
    assert!((10.0..12.0).contains(&width("xl/worksheets/sheet1.xml")));
    assert!(width("xl/worksheets/sheet2.xml") > 14.0 + 2.0, "digits, and the air on their right");
}

#[test]
fn names_of_sheets_are_legal_and_different() {
    let check = |sheet: &str, taken: &[&str], expected: &str| {
        let mut table = coverage_table();
        table.sheet = sheet.to_owned();
        let taken: Vec<String> = taken.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(sheet_name(&table, &taken), expected);
    };
    check("附件1指标", &[], "附件1指标");
    check("a/b:[c]*?\\", &[], "abc");
    check("", &[], "附件2");
    check("甲", &["甲"], "甲(2)");
    check("A", &["a", "A(2)"], "A(3)");
    check(&"长".repeat(40), &[], &"长".repeat(31));
    check(&"长".repeat(40), &[&"长".repeat(31)], &format!("{}(2)", "长".repeat(28)));
    check("'引号'", &[], "引号");
}

#[test]
fn empty_and_narrow_tables_are_written() {
    let none = Bulletin { annexes: Vec::new(), ..bulletin() };
    open(&write_annexes(&none).unwrap());
    let mut table = targets_table(0);
    table.notes.clear();
    table.signatures.clear();
    let mut narrow = coverage_table();
    narrow.columns.truncate(1);
    let mut two = coverage_table();
    two.columns.truncate(2);
    two.header.clear();
    let odd = Bulletin { annexes: vec![table, narrow, two], ..bulletin() };
    open(&write_annexes(&odd).unwrap());
}

#[test]
fn a_head_is_not_broken_inside_its_unit() {
    for (text, width, expected) in [
        ("改厕户数（户）", 7, "改厕户数（户）"),
        ("改厕户数（户）", 6, "改厕户数\n（户）"),
        ("入户走访次数（次）", 6, "入户走访次数\n（次）"),
        ("卫生厕所普及户数（户）", 6, "卫生厕所普及户数（户）"),
        ("基本医保参保总人数（万人）", 6, "基本医保参保总人数\n（万人）"),
        ("村均集体收入（当年累计，万元）", 6, "村均集体收入\n（当年累计，\n万元）"),
        ("村均收入（万元）2022年", 4, "村均收入（万元）2022年"),
        ("（户）", 1, "（户）"),
        ("", 1, ""),
    ] {
        assert_eq!(super::sheet::in_lines(text, width), expected, "{text} over {width}");
    }
}
