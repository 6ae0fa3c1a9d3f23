//! Files as they come: right, wrong, cut, hostile.

use encoding_rs::{BIG5, GB18030};
use proptest::prelude::*;

use super::*;
use crate::testing::bulletin;
use crate::zipped::pack;

const WORDS: &str = "今年计划在400个村开展生活污水治理工作，比重不低于55%，并保持每年递增。";

fn read_as(name: &str, bytes: &[u8]) -> ReadText {
    read(Some(name), bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn refused(name: &str, bytes: &[u8], code: &str) {
    assert_eq!(read(Some(name), bytes).map(|read| read.text).map_err(TextError::code), Err(code), "{name}");
}

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn encodings() {
    let check = |bytes: &[u8], encoding: Encoding, expected: &str| {
        let found = read_as("a.txt", bytes);
        assert_eq!((found.encoding, found.text.as_str()), (encoding, expected));
        assert_eq!(found.problems, []);
    };
    check(WORDS.as_bytes(), Encoding::Utf8, WORDS);
    check(format!("\u{feff}{WORDS}").as_bytes(), Encoding::Utf8, WORDS);
    check(&GB18030.encode(WORDS).0, Encoding::Gb18030, WORDS);
    check(&utf16(WORDS, false, true), Encoding::Utf16Le, WORDS);
    check(&utf16(WORDS, true, true), Encoding::Utf16Be, WORDS);
    check(&utf16(WORDS, false, false), Encoding::Utf16Le, WORDS);
    check(&utf16(WORDS, true, false), Encoding::Utf16Be, WORDS);
    check(b"plain ascii 12\r\n", Encoding::Utf8, "plain ascii 12\n");
    let rare = "㎡𠮷〔2022〕№";
    check(&GB18030.encode(&format!("{WORDS}{rare}")).0, Encoding::Gb18030, &format!("{WORDS}{rare}"));
}

#[test]
fn a_few_broken_bytes_are_told_of() {
    let mut bytes = GB18030.encode(&WORDS.repeat(5)).0.into_owned();
    bytes.push(0xff);
    let found = read_as("a.txt", &bytes);
    assert_eq!(found.problems[0].code, "text.replaced");
    assert!(found.text.starts_with(WORDS));
    let mut cut = WORDS.repeat(5).into_bytes();
    cut.truncate(cut.len() - 1);
    let found = read_as("a.txt", &cut);
    assert_eq!((found.encoding, found.problems[0].code), (Encoding::Utf8, "text.replaced"));
}

#[test]
fn bytes_of_another_encoding_are_doubted() {
    let traditional = "今年計劃在四百個村開展生活汙水治理工作，內蒙古自治區農牧區黨員幹部學習貫徹落實";
    match read(Some("a.txt"), &BIG5.encode(traditional).0) {
        Ok(found) => assert!(
            found.problems.iter().any(|p| p.code == "text.encoding_uncertain" || p.code == "text.replaced")
        ),
        Err(error) => assert_eq!(error, TextError::Binary),
    }
}

#[test]
fn line_ends_become_one() {
    assert_eq!(read_as("a.txt", "一\r\n二\r三\n四".as_bytes()).text, "一\n二\n三\n四");
    assert_eq!(read_as("a.txt", "　　全角空格 \t 保留\u{a0}".as_bytes()).text, "　　全角空格 \t 保留\u{a0}");
}

#[test]
fn pages_are_stripped() {
    let page = "<!DOCTYPE html><html><head><title>x</title><script>alert(1)</script></head><body><p>今年在400个村</p></body></html>";
    let found = read_as("a.bin", page.as_bytes());
    assert_eq!((found.kind, found.text.as_str()), (FileKind::Html, "今年在400个村\n"));
    let gbk = GB18030.encode(page).0;
    assert_eq!(read_as("a.htm", &gbk).text, "今年在400个村\n");
}

#[test]
fn documents_and_workbooks_of_our_own_are_read() {
    let document = crate::docx::write(&bulletin()).unwrap();
    let found = read_as("通报.docx", &document);
    assert_eq!(found.kind, FileKind::Docx);
    assert!(
        found.text.contains("青政办发〔2022〕15号")
            && found.text.contains("生活污水治理村数\t个\t400\t213\t53.3")
    );
    let workbook = crate::xlsx::write_annexes(&bulletin()).unwrap();
    let found = read_as("附表.xlsx", &workbook);
    assert_eq!(found.kind, FileKind::Workbook);
    assert!(found.text.contains("1\t生活污水治理村数\t个\t400\t213\t53.3\t3.3\t●达到序时"), "{}", found.text);
    assert!(found.text.starts_with("附件1指标完成情况\n附件1\n"), "sheets are named where there are several");
}

#[test]
fn refusals_say_what_to_do() {
    refused("a.txt", b"", "text.empty");
    refused("a.txt", " \n\u{3000}".as_bytes(), "text.empty");
    refused("a.pdf", b"%PDF-1.7\n...", "text.damaged");
    refused("a.txt", b"\n\n%PDF-1.4 renamed", "text.damaged");
    let ole = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat();
    refused("a.doc", &ole, "text.old_document");
    refused("a.wps", &ole, "text.old_document");
    refused("a.xls", &[ole.clone(), utf16("Workbook", false, false)].concat(), "text.damaged");
    refused("a.docx", &[ole.clone(), utf16("EncryptedPackage", false, false)].concat(), "text.encrypted");
    refused("a.rtf", b"{\\rtf1 ...", "text.rtf");
    refused("a.png", b"\x89PNG\r\n\x1a\n....", "text.picture");
    refused("a.jpg", b"\xff\xd8\xff\xe0....", "text.picture");
    refused("a.rar", b"Rar!\x1a\x07\x00", "text.archive");
    refused("a.7z", b"7z\xbc\xaf\x27\x1c....", "text.archive");
    refused("a.txt", &[0, 1, 2, 3, 4, 5, 0, 0, 9], "text.binary");
    refused("a.ofd", &pack(&[("OFD.xml", b"<x/>".to_vec())]).unwrap(), "text.ofd");
    refused("a.zip", &pack(&[("a.txt", b"x".to_vec())]).unwrap(), "text.archive");
    refused("a.docx", b"PK\x03\x04 cut", "text.damaged");
    refused("a.docx", &pack(&[("word/document.xml", b"<w:p></w:q>".to_vec())]).unwrap(), "text.damaged");
    refused("a.docx", &pack(&[("word/document.xml", vec![0xff; 10])]).unwrap(), "text.damaged");
    refused("a.xlsx", &pack(&[("xl/workbook.xml", b"<nothing/>".to_vec())]).unwrap(), "text.damaged");
    assert_eq!(read(None, &vec![b'a'; LARGEST_FILE + 1]).unwrap_err(), TextError::TooLarge);
}

#[test]
fn bombs_are_refused() {
    let big = vec![b' '; crate::zipped::LARGEST_PART as usize + 1];
    let bomb = pack(&[("word/document.xml", big.clone())]).unwrap();
    refused("a.docx", &bomb, "text.unpacks_too_large");
    refused(
        "a.xlsx",
        &pack(&[("xl/workbook.xml", b"<x/>".to_vec()), ("xl/media/a", big)]).unwrap(),
        "text.unpacks_too_large",
    );
    let laughs = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document><w:t>&b;</w:t></w:document>"#;
    refused("a.docx", &pack(&[("word/document.xml", laughs.as_bytes().to_vec())]).unwrap(), "text.damaged");
}

#[test]
fn classified_texts_are_refused_in_every_shape() {
    refused("a.txt", "机密★1年\n\n某市文件\n正文".as_bytes(), "text.classified");
    refused("a.txt", &GB18030.encode("秘密\n正文").0, "text.classified");
    refused("a.html", "<html><body><p>绝密★长期</p><p>正文</p></body></html>".as_bytes(), "text.classified");
    let paragraph =
        |text: &str| format!("<w:document><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>").into_bytes();
    refused("a.docx", &pack(&[("word/document.xml", paragraph("秘密★5年"))]).unwrap(), "text.classified");
    let in_header = [("word/document.xml", paragraph("正文")), ("word/header1.xml", paragraph("机密★1年"))];
    refused("a.docx", &pack(&in_header).unwrap(), "text.classified");
    assert!(read(None, "要做好保密工作，严守国家秘密。".as_bytes()).is_ok());
}

/// The parts of a workbook with this one sheet.
fn workbook_of(sheet: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let workbook = format!(
        r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let sheet = format!(r#"<worksheet xmlns="{main}">{sheet}</worksheet>"#);
    let parts = [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    pack(&parts.map(|(name, text)| (name, text.into_bytes()))).unwrap()
}

#[test]
fn a_sheet_that_claims_a_billion_cells_costs_what_it_holds() {
    let sheet = r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>"#;
    assert_eq!(read_as("a.xlsx", &workbook_of(sheet)).text, "1\n2\n");
}

#[test]
fn a_cell_at_no_place_is_read_or_refused() {
    let sheet = r#"<sheetData><row r="1"><c r="A99999999999999"><v>1</v></c></row></sheetData>"#;
    if let Err(error) = read(Some("a.xlsx"), &workbook_of(sheet)) {
        assert_eq!(error, TextError::Damaged);
    }
}

#[test]
fn sheets_are_read_as_tables() {
    let cell = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let rows = [
        cell("B1", "重点任务分解表"),
        cell("B3", "乡镇") + &cell("D3", "目标"),
        cell("D4", "蓄水池") + &cell("E4", "管网"),
        cell("B5", "东坪镇") + r#"<c r="D5"><v>12</v></c><c r="E5"><v>0.30000000000000004</v></c>"#,
        cell("B6", "河湾乡") + r#"<c r="D6" t="e"><v>#N/A</v></c>"#,
    ];
    let rows: String = rows
        .iter()
        .zip([1, 3, 4, 5, 6])
        .map(|(cells, at)| format!(r#"<row r="{at}">{cells}</row>"#))
        .collect();
    let merged = r#"<mergeCells><mergeCell ref="B1:E1"/><mergeCell ref="B3:B4"/><mergeCell ref="D3:E3"/></mergeCells>"#;
    let found = read_as("a.xlsx", &workbook_of(&format!("<sheetData>{rows}</sheetData>{merged}")));
    assert_eq!(found.text, "重点任务分解表\n乡镇\t目标蓄水池\t目标管网\n东坪镇\t12\t0.3\n河湾乡\t\t\n");
    let old = read_as("a.xls", include_bytes!("fixtures/old.xls"));
    assert_eq!(old.kind, FileKind::Workbook);
    assert_eq!(
        old.text,
        "青原县2026年重点任务分解表\n乡镇\t责任单位\t年度目标新建蓄水池（座）\t年度目标改造管网（公里）\t完成时限\t备注\n东坪镇\t镇政府\t12\t25.5\t2026年10月底\t\n河湾乡\t乡政府\t8\t18\t2026年11月底\t含续建\n"
    );
}

#[test]
fn open_documents_are_read() {
    let body = r#"<office:document-content><office:body><text:tracked-changes><text:p>删</text:p></text:tracked-changes><text:h>题</text:h>
        <text:p>甲<text:s/>乙<text:tab/>丙<text:line-break/>丁</text:p><table:table><table:table-column table:number-columns-repeated="1024"/>
        <table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>村</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
        <table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>5</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
        <table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row table:visibility="collapse"><table:table-cell><text:p>藏</text:p></table:table-cell></table:table-row></table:table></office:body></office:document-content>"#;
    let found = read_as("a.ods", &pack(&[("content.xml", body.as_bytes().to_vec())]).unwrap());
    assert_eq!(
        (found.kind, found.text.as_str()),
        (FileKind::OpenDocument, "题\n甲 乙\t丙\n丁\n村\n甲\t5\t5\n")
    );
    let deep = "<a>".repeat(100_000);
    refused("a.odt", &pack(&[("content.xml", deep.into_bytes())]).unwrap(), "text.damaged");
}

#[test]
fn the_charset_of_a_page_is_what_its_bytes_say() {
    let page = |charset: &str| {
        format!("<html><head><meta charset=\"{charset}\"></head><body><p>{WORDS}</p></body></html>")
    };
    let expected = format!("{WORDS}\n");
    assert_eq!(read_as("a.html", &GB18030.encode(&page("gb2312")).0).text, expected);
    assert_eq!(read_as("a.html", page("utf-8").as_bytes()).text, expected);
    assert_eq!(
        read_as("a.html", page("gb2312").as_bytes()).text,
        expected,
        "a page that was converted but says its old charset"
    );
    assert_eq!(read_as("a.html", &utf16(&page("utf-16"), false, true)).text, expected);
}

#[test]
fn texts_without_end_and_files_under_a_wrong_name_are_read_or_refused() {
    let line = WORDS.repeat(90_000);
    assert_eq!(read_as("a.txt", line.as_bytes()).text.len(), line.len(), "one line of 9 MB");
    let long = read_as("a.txt", "一".repeat(LONGEST_TEXT + 5).as_bytes());
    assert_eq!((long.text.chars().count(), long.problems[0].code), (LONGEST_TEXT, "text.truncated"));
    let program: Vec<u8> = (0..20_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused("a.txt", &program, "text.binary");
    assert_eq!(read_as("a.docx", WORDS.as_bytes()).kind, FileKind::Plain, "what it is counts, not its name");
    assert_eq!(read_as("a.txt", &crate::docx::write(&bulletin()).unwrap()).kind, FileKind::Docx);
}

#[test]
fn containers_that_lie_are_refused() {
    refused("a.docx", &pack(&[("word/styles.xml", b"<x/>".to_vec())]).unwrap(), "text.archive");
    refused("a.docx", &pack(&[("../word/document.xml", b"<x/>".to_vec())]).unwrap(), "text.archive");
    let names: Vec<String> = (0..=crate::zipped::MOST_PARTS).map(|at| format!("word/{at}")).collect();
    let many: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (name.as_str(), Vec::new())).collect();
    refused("a.docx", &pack(&many).unwrap(), "text.unpacks_too_large");
    // A container in a container is not opened: only the parts that are read count.
    let inner = pack(&[("a", vec![0; crate::zipped::LARGEST_PART as usize])]).unwrap();
    let paragraph = b"<w:document><w:p><w:r><w:t>\xe6\x96\x87</w:t></w:r></w:p></w:document>".to_vec();
    let nested = pack(&[("word/document.xml", paragraph.clone()), ("word/media/a.zip", inner)]).unwrap();
    assert_eq!(read_as("a.docx", &nested).text, "文\n");
    // The size that a part says it has is not believed, whether too small or too large.
    let honest = pack(&[("word/document.xml", [&paragraph[..], &vec![b' '; 100_000]].concat())]).unwrap();
    for at in 0..honest.len().saturating_sub(4) {
        if honest[at..].starts_with(b"PK\x01\x02") {
            for size in [0_u32, 7, u32::MAX] {
                let mut lying = honest.clone();
                lying[at + 24..at + 28].copy_from_slice(&size.to_le_bytes());
                if let Ok(found) = read(Some("a.docx"), &lying) {
                    assert_eq!(found.text, "文\n");
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), name in prop::sample::select(vec!["a.txt", "a.html", "a.docx", "a.xlsx", "a"])) {
        let _ = read(Some(name), &bytes);
    }

    #[test]
    fn damaged_documents_are_read_or_refused(at in 0usize..4000, byte in any::<u8>()) {
        let mut bytes = crate::docx::write(&bulletin()).unwrap();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(Some("a.docx"), &bytes);
    }

    #[test]
    fn utf8_text_is_unchanged_but_for_line_ends(text in "[一-龥a-z0-9，。\n\u{3000} ]{1,200}") {
        if let Ok(found) = read(Some("a.txt"), text.as_bytes()) {
            prop_assert_eq!(found.text, text);
        }
    }

    #[test]
    fn gbk_text_comes_back(text in "[一-龥]{20,100}") {
        let found = read(Some("a.txt"), &GB18030.encode(&text).0);
        prop_assert_eq!(found.map(|found| found.text), Ok(text));
    }
}
