//! Workbooks of every sort, made here, read back; and those that are broken, each with what is wrong with it.

use std::collections::BTreeSet;

use domain::workbooks::Merged;
use rust_xlsxwriter::{Format, Workbook as Writer};

use super::*;
use crate::zipped::{LARGEST_PART, pack};

#[test]
fn a_csv_is_read_in_the_encodings_offices_use() {
    let text = "单位,改厕户数\n金山镇,\"1,234.5\"\n\n下湿壕镇,\"十\n二\"\n";
    let (gbk, _, _) = encoding_rs::GBK.encode(text);
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for bytes in [text.as_bytes().to_vec(), gbk.into_owned(), marked, text.replace('\n', "\r\n").into_bytes()]
    {
        let read = read(&bytes).unwrap();
        let sheet = &read.workbook.sheets[0];
        let at = |row, column| sheet.value(row, column).map(|value| value.text().into_owned());
        assert_eq!(at(0, 1).as_deref(), Some("改厕户数"));
        assert_eq!(at(1, 1).as_deref(), Some("1,234.5"));
        assert_eq!(at(3, 0).as_deref(), Some("下湿壕镇"), "a row keeps its place below an empty line");
        assert_eq!(at(3, 1).as_deref(), Some("十\n二"));
    }
    for (text, expected) in [
        ("甲,\"乙\"\"丙\",丁\n", ["甲", "乙\"丙", "丁"]),
        ("甲,\"乙,\n丙\"丁,戊\n", ["甲", "乙,\n丙丁", "戊"]),
        ("甲,\"乙,丙\n", ["甲", "\"乙", "丙"]),
        ("甲,乙\"丙,丁", ["甲", "乙\"丙", "丁"]),
        ("甲;1,5;丁\n乙;2,5;戊\n丙;3;己\n", ["甲", "1,5", "丁"]),
    ] {
        let sheet = read(text.as_bytes()).unwrap().workbook.sheets.remove(0);
        let first: Vec<String> =
            sheet.rows[0].cells.iter().map(|cell| cell.value.text().into_owned()).collect();
        assert_eq!(first, expected, "{text:?}");
    }
    let tabs = read("单位\t数\n甲\t1,5\n".as_bytes()).unwrap();
    assert_eq!(tabs.workbook.sheets[0].value(1, 1), Some(&Value::Text("1,5".into())));
}

/// Two sheets with a cell of every sort, merged cells, hidden rows, columns and sheets.
fn written() -> Vec<u8> {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("甲 & 乙").unwrap();
    sheet.merge_range(0, 0, 0, 3, "标题", &Format::new()).unwrap();
    sheet.write_string(1, 0, "文字").unwrap();
    sheet.write_number(1, 1, 0.1 + 0.2).unwrap();
    sheet.write_number_with_format(1, 2, 0.853, &Format::new().set_num_format("0.0%")).unwrap();
    sheet.write_boolean(1, 3, true).unwrap();
    sheet.write_number_with_format(2, 0, 44_742.0, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    sheet.write_number(2, 1, 12_000_000_000_000.0).unwrap();
    sheet.write_formula(2, 2, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_string(4, 5, "远处").unwrap();
    sheet.set_row_hidden(2).unwrap();
    sheet.set_column_hidden(3).unwrap();
    let hidden = writer.add_worksheet().set_name("藏").unwrap();
    hidden.write_number(0, 0, 1).unwrap();
    hidden.set_hidden(true);
    writer.save_to_buffer().unwrap()
}

#[test]
fn an_xlsx_keeps_its_places_and_what_was_merged_and_hidden() {
    let read = read(&written()).unwrap();
    assert_eq!(read.kind, WorkbookKind::Xlsx);
    let [sheet, hidden] = read.workbook.sheets.as_slice() else { panic!("two sheets") };
    assert_eq!((sheet.name.as_str(), sheet.hidden, hidden.hidden), ("甲 & 乙", false, true));
    let at = |row, column| sheet.value(row, column).map(|value| value.text().into_owned());
    for (row, column, expected) in [
        (0, 0, Some("标题")),
        (0, 1, None),
        (1, 0, Some("文字")),
        (1, 1, Some("0.3")),
        (1, 2, Some("85.3%")),
        (1, 3, Some("是")),
        (2, 0, Some("2022-06-30")),
        (2, 1, Some("12000000000000")),
        (2, 2, Some("#DIV/0!")),
        (4, 5, Some("远处")),
    ] {
        assert_eq!(at(row, column).as_deref(), expected, "{row},{column}");
    }
    assert_eq!(sheet.merged, [Merged { rows: (0, 0), columns: (0, 3) }]);
    assert_eq!((&sheet.hidden_rows, &sheet.hidden_columns), (&BTreeSet::from([2]), &BTreeSet::from([3])));
}

fn ods(rows: &str) -> Vec<u8> {
    let names = [
        ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ];
    let names: String = names.iter().map(|(name, at)| format!(" xmlns:{name}=\"{at}\"")).collect();
    let xml = format!(
        "<office:document-content{names}><office:body><office:spreadsheet><table:table table:name=\"表\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    pack(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml", xml.into_bytes()),
    ])
    .unwrap()
}

#[test]
fn an_ods_keeps_them_too() {
    let bytes = ods("<table:table-column/><table:table-column table:visibility=\"collapse\"/>\
         <table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>标<text:s/>题</text:p></table:table-cell><table:covered-table-cell/></table:table-row>\
         <table:table-row table:visibility=\"filter\"><table:table-cell office:value-type=\"float\" office:value=\"1.50\"><text:p>1.5</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"percentage\" office:value=\"0.853\"><text:p>85%</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"string\"><text:p>同</text:p><text:p>上</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>");
    let read = read(&bytes).unwrap();
    let sheet = &read.workbook.sheets[0];
    let cells: Vec<String> = sheet
        .rows
        .iter()
        .flat_map(|row| {
            row.cells.iter().map(|cell| format!("{}{} {}", cell.column, row.row, cell.value.text()))
        })
        .collect();
    assert_eq!(cells, ["00 标 题", "01 1.5", "11 85.3%", "02 同\n上", "12 同\n上", "03 同\n上", "13 同\n上"]);
    assert_eq!(sheet.merged, [Merged { rows: (0, 0), columns: (0, 1) }]);
    assert_eq!((&sheet.hidden_rows, &sheet.hidden_columns), (&BTreeSet::from([1]), &BTreeSet::from([1])));
}

#[test]
fn an_old_workbook_is_read() {
    let read = read(include_bytes!("../text/fixtures/old.xls")).unwrap();
    assert_eq!(read.kind, WorkbookKind::Xls);
    assert!(read.workbook.sheets.iter().any(|sheet| !sheet.rows.is_empty()));
}

/// The parts of a sound .xlsx with one of them changed.
fn with_part(name: &str, change: impl Fn(String) -> Option<String>) -> Vec<u8> {
    let bytes = written();
    let mut container = Container::open(&bytes).unwrap();
    let mut parts = Vec::new();
    for part in container.names() {
        let bytes = container.part(&part).unwrap().unwrap();
        let bytes = if part == name {
            change(String::from_utf8(bytes).unwrap()).map(String::into_bytes)
        } else {
            Some(bytes)
        };
        parts.extend(bytes.map(|bytes| (part, bytes)));
    }
    let parts: Vec<(&str, Vec<u8>)> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    pack(&parts).unwrap()
}

#[test]
fn broken_workbooks_are_refused_with_what_is_wrong_and_where() {
    const SHEET: &str = "xl/worksheets/sheet1.xml";
    const HALF_A_TABLE: &str = "<table:table table:name=\"一月\"><table:table-row/><table:table-row><table:table-cell/>\
        <table:table-cell office:value-type=\"float\" office:value=\"3\"/><table:table-cell></table:table-row>";
    let whole = written();
    let ole = |name: &str| {
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
        file.create_stream(format!("/{name}")).unwrap();
        file.into_inner().into_inner()
    };
    let old = include_bytes!("../text/fixtures/old.xls");
    let broken: Vec<(&str, Vec<u8>, &str, &str)> = vec![
        ("nothing", Vec::new(), "text.empty", ""),
        ("blanks", b" \n \n".to_vec(), "text.empty", ""),
        ("cut in half", whole[..whole.len() / 2].to_vec(), "text.damaged", "cut_off xl/workbook.xml"),
        ("only a beginning", b"PK\x03\x04".to_vec(), "text.damaged", "cut_off"),
        (
            "a byte changed",
            {
                let mut bytes = whole.clone();
                bytes[whole.len() / 2] ^= 0xff;
                bytes
            },
            "text.damaged",
            "sheets",
        ),
        (
            "a byte of a sheet changed",
            {
                let mut bytes = whole.clone();
                let at = bytes.windows(SHEET.len()).position(|name| name == SHEET.as_bytes()).unwrap();
                bytes[at + SHEET.len() + 20] ^= 0xff;
                bytes
            },
            "text.damaged",
            "sheet 甲 & 乙",
        ),
        ("no sheet", with_part(SHEET, |_| None), "text.damaged", "sheet 甲 & 乙"),
        (
            "a sheet that ends early",
            with_part(SHEET, |xml| Some(xml[..xml.len() / 2].to_owned())),
            "text.damaged",
            "after 甲 & 乙 A1",
        ),
        ("no list of sheets", with_part("xl/workbook.xml", |_| None), "text.no_workbook", ""),
        (
            "a list that is no XML",
            with_part("xl/workbook.xml", |_| Some("<<<".into())),
            "text.damaged",
            "sheets",
        ),
        ("no relations", with_part("xl/_rels/workbook.xml.rels", |_| None), "text.damaged", "sheets"),
        (
            "strings that are no XML",
            with_part("xl/sharedStrings.xml", |_| Some("<sst><si><t>".into())),
            "text.damaged",
            "words",
        ),
        (
            "a string that is not there",
            with_part("xl/sharedStrings.xml", |_| {
                Some("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>".into())
            }),
            "text.damaged",
            "sheet 甲 & 乙",
        ),
        (
            "a bomb",
            pack(&[
                ("xl/workbook.xml", b"<a/>".to_vec()),
                ("xl/worksheets/sheet1.xml", vec![b' '; LARGEST_PART as usize + 1]),
            ])
            .unwrap(),
            "text.unpacks_too_large",
            "",
        ),
        ("a document", pack(&[("word/document.xml", b"<a/>".to_vec())]).unwrap(), "text.no_workbook", ""),
        (
            "a text document",
            pack(&[("content.xml", b"<office:text/>".to_vec())]).unwrap(),
            "text.no_workbook",
            "",
        ),
        (
            "an .ods that is no XML",
            pack(&[("content.xml", b"<office:spreadsheet><a".to_vec())]).unwrap(),
            "text.damaged",
            "part content.xml",
        ),
        (
            "an .ods with a document type",
            pack(&[("content.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><office:spreadsheet/>".to_vec())])
                .unwrap(),
            "text.damaged",
            "part content.xml",
        ),
        (
            "an .ods that breaks off in a row",
            pack(&[("content.xml", format!("<office:spreadsheet>{HALF_A_TABLE}").into_bytes())]).unwrap(),
            "text.damaged",
            "after 一月 B2",
        ),
        ("an old text", ole("WordDocument"), "text.damaged", "directory"),
        ("an old workbook without its stream", ole("Summary"), "text.damaged", "directory"),
        ("an old workbook cut in half", old[..old.len() / 2].to_vec(), "text.damaged", "cut_short 4 7"),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "text.picture", ""),
        ("an archive", b"Rar!\x1a\x07".to_vec(), "text.archive", ""),
        ("zeros", vec![0; 100], "text.binary", ""),
        ("a sheet marked secret", "机密★1年,\n单位,数\n".as_bytes().to_vec(), "text.classified", ""),
        (
            "sheets with nothing",
            {
                let mut writer = Writer::new();
                writer.add_worksheet();
                writer.save_to_buffer().unwrap()
            },
            "text.empty",
            "",
        ),
    ];
    let told = broken.iter().map(|(what, bytes, ..)| match read(bytes) {
        Err(unread) => {
            let problem = unread.problem("月报.xlsx");
            let sheet = problem.place.split('!').next().unwrap_or_default();
            assert!(["月报.xlsx", "甲 & 乙", "一月"].contains(&sheet), "{what}: {}", problem.place);
            format!("{what}: {} {}", problem.code, problem.detail.join(" "))
        }
        Ok(read) => panic!("{what} was read: {:?}", read.workbook),
    });
    let wanted = broken.iter().map(|(what, _, code, place)| format!("{what}: {code} {place}"));
    assert_eq!(told.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
}

#[test]
fn faults_inside_a_sheet_stay_in_their_cells() {
    // Cells out of order, twice, without places, and far away: none of them breaks the others.
    let bytes = with_part("xl/worksheets/sheet1.xml", |_| {
        Some(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:XFD1048576\"/><sheetData>\
             <row r=\"3\"><c r=\"B3\"><v>3</v></c><c r=\"A3\" t=\"inlineStr\"><is><t>丙</t></is></c></row>\
             <row r=\"1\"><c><v>1</v></c><c t=\"e\"><v>#REF!</v></c></row>\
             <row r=\"1048576\"><c r=\"XFD1048576\"><v>9</v></c></row>\
             <row r=\"3\"><c r=\"B3\"><v>4</v></c></row></sheetData></worksheet>"
                .into(),
        )
    });
    let read = read(&bytes).unwrap();
    let sheet = &read.workbook.sheets[0];
    let at = |row, column| sheet.value(row, column).map(|value| value.text().into_owned());
    assert_eq!(at(0, 0).as_deref(), Some("1"));
    assert_eq!(at(0, 1).as_deref(), Some("#REF!"));
    assert_eq!((at(2, 0).as_deref(), at(2, 1).as_deref()), (Some("丙"), Some("4")), "of two the last stays");
    assert_eq!(at(1_048_575, 16_383).as_deref(), Some("9"));
    assert_eq!(sheet.rows.len(), 3, "what a sheet claims to hold costs nothing");
}

#[test]
fn a_page_that_is_called_a_workbook_is_read_as_its_table() {
    let page = "<html><head><meta charset=gb2312></head><table border=1><tr><td colspan=2>走访月报（2022年6月）</td></tr>\
        <tr><th>乡镇</th><th>走访, 次</th></tr><tr><td>金山镇</td><td>1,200</td></tr></table></html>";
    let (gbk, _, _) = encoding_rs::GBK.encode(page);
    let bare = page.trim_start_matches("<html><head><meta charset=gb2312></head>");
    for bytes in [page.as_bytes(), &gbk, bare.as_bytes()] {
        let read = read(bytes).unwrap().workbook;
        let rows: Vec<Vec<String>> = read.sheets[0]
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.value.text().into_owned()).collect())
            .collect();
        assert_eq!(
            rows[..],
            [vec!["走访月报（2022年6月）"], vec!["乡镇", "走访, 次"], vec!["金山镇", "1,200"]]
        );
    }
    let tags = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>"#;
    assert_eq!(read(tags.as_bytes()).unwrap_err().error, TextError::NoWorkbook);
}
