//! The document read back: well-formed parts, children in the order of the schema, all words, no clock.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use domain::reports::{Table, Template};

use super::*;
use crate::testing::{bulletin, coverage_table, targets_table};
use crate::text;
use crate::zipped::Container;

fn parts(bytes: &[u8]) -> HashMap<String, String> {
    let mut container = Container::open(bytes).unwrap();
    let names = container.names();
    names
        .into_iter()
        .map(|name| {
            let text = String::from_utf8(container.part(&name).unwrap().unwrap()).unwrap();
            (name, text)
        })
        .collect()
}

/// The children of `w:pPr`, `w:rPr`, … as far as they are written here, in the order of the schema.
const ORDERS: [(&str, &[&str]); 8] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:widowControl",
            "w:pBdr",
            "w:tabs",
            "w:autoSpaceDE",
            "w:autoSpaceDN",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    ("w:rPr", &["w:rFonts", "w:b", "w:color", "w:sz", "w:szCs", "w:lang"]),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:cols",
            "w:titlePg",
            "w:docGrid",
        ],
    ),
    ("w:tblPr", &["w:tblpPr", "w:tblW", "w:jc", "w:tblBorders", "w:tblLayout", "w:tblCellMar"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:textDirection", "w:vAlign"]),
    ("w:trPr", &["w:cantSplit", "w:trHeight", "w:tblHeader"]),
    ("w:style", &["w:name", "w:basedOn", "w:qFormat", "w:pPr", "w:rPr"]),
    ("w:tbl", &["w:tblPr", "w:tblGrid", "w:tr"]),
];

/// Walks a part: it is well-formed, and known elements have their children in order.
fn check_order(name: &str, xml: &str) {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<(String, usize)> = Vec::new();
    let enter = |open: &mut Vec<(String, usize)>, tag: &str| {
        if let Some((parent, last)) = open.last_mut()
            && let Some((_, order)) = ORDERS.iter().find(|(known, _)| known == parent)
        {
            let at = order.iter().position(|known| *known == tag);
            let at = at.unwrap_or_else(|| panic!("{name}: {tag} is not expected in {parent}"));
            assert!(at >= *last, "{name}: {tag} stands too late in {parent}");
            *last = at;
        }
        open.push((tag.to_owned(), 0));
    };
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
            Event::Start(tag) => enter(&mut open, tag.name().as_ref()),
            Event::Empty(tag) => {
                enter(&mut open, tag.name().as_ref());
                open.pop();
            }
            Event::End(_) => drop(open.pop()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{name} is closed");
}

#[test]
fn every_part_is_well_formed_and_in_order() {
    for (name, xml) in parts(&write(&bulletin()).unwrap()) {
        check_order(&name, &xml);
    }
}

#[test]
fn every_relation_has_its_part_and_every_part_its_type() {
    let parts = parts(&write(&bulletin()).unwrap());
    let types = &parts["[Content_Types].xml"];
    for name in parts.keys().filter(|name| !name.ends_with(".rels") && !name.starts_with('[')) {
        assert!(types.contains(&format!("\"/{name}\"")), "{name} has a content type");
    }
    let relations = &parts["word/_rels/document.xml.rels"];
    for target in relations.split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(parts.contains_key(&format!("word/{target}")), "{target} is there");
    }
    for id in parts["word/document.xml"].split("r:id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(relations.contains(&format!("Id=\"{id}\"")), "{id} is a relation");
    }
}

#[test]
fn the_same_bulletin_gives_the_same_bytes() {
    assert_eq!(write(&bulletin()).unwrap(), write(&bulletin()).unwrap());
}

#[test]
fn every_word_and_every_figure_stands_in_the_document() {
    let bulletin = bulletin();
    let read = text::read(Some("通报.docx"), &write(&bulletin).unwrap()).unwrap();
    let flat: String = read.text.chars().filter(|letter| *letter != '\n').collect();
    for block in &bulletin.blocks {
        assert!(flat.contains(&block.text()), "{}", block.text());
    }
    let cells = bulletin.annexes.iter().flat_map(|table| table.rows.iter().flatten());
    for cell in cells {
        assert!(flat.contains(&cell.text), "{}", cell.text);
    }
    for words in
        ["青政办发〔2022〕15号", "抄送：县委办公室", "2022年7月5日印发", "附件：1.青原县", "（联系人：张某"]
    {
        assert!(flat.contains(words), "{words}");
    }
    assert_eq!(flat.matches(&bulletin.title).count(), 1, "the title is broken by a line break only");
}

#[test]
fn the_head_of_the_ledger_travels_with_the_document() {
    let parts = parts(&write(&bulletin()).unwrap());
    assert!(parts["docProps/custom.xml"].contains("duizhang-head"));
    assert!(parts["docProps/custom.xml"].contains("3f1c…甲&lt;&amp;&gt;"), "and is escaped");
    assert!(parts["docProps/core.xml"].contains("<dc:title>关于青原县"));
}

#[test]
fn sections_follow_the_annexes() {
    let check = |annexes: Vec<domain::reports::Table>, copies: Option<&str>, expected: &[&str]| {
        let bulletin =
            Bulletin { annexes, copies: copies.map(str::to_owned), letterhead: None, ..bulletin() };
        let body = &parts(&write(&bulletin).unwrap())["word/document.xml"];
        let pages: Vec<&str> = body
            .split("<w:sectPr>")
            .skip(1)
            .map(|section| match (section.contains("landscape"), section.contains("evenPage")) {
                (true, _) => "wide",
                (_, true) => "back",
                _ => "upright",
            })
            .collect();
        assert_eq!(pages, expected);
    };
    check(vec![], None, &["upright"]);
    check(vec![targets_table(2)], None, &["upright", "wide"]);
    check(vec![targets_table(2)], Some("各处"), &["upright", "wide", "back"]);
    check(vec![targets_table(2), targets_table(2)], None, &["upright", "wide"]);
    check(vec![targets_table(2), coverage_table()], Some("各处"), &["upright", "wide", "upright"]);
    check(
        vec![coverage_table(), targets_table(2), coverage_table()],
        None,
        &["upright", "upright", "wide", "upright"],
    );
}

#[test]
fn the_number_of_a_sideways_page_is_turned_with_it() {
    let bulletin = Bulletin { annexes: vec![targets_table(2), coverage_table()], ..bulletin() };
    let parts = parts(&write(&bulletin).unwrap());
    let relations = &parts["word/_rels/document.xml.rels"];
    let turned = |section: &str| -> Vec<bool> {
        let ids = section.split("w:footerReference").skip(1).map(|one| one.split('"').nth(3).unwrap());
        ids.map(|id| {
            let relation = relations.split(&format!(r#"Id="{id}""#)).nth(1).unwrap();
            let part = relation.split("Target=\"").nth(1).unwrap().split('"').next().unwrap();
            let footer = &parts[&format!("word/{part}")];
            assert!(footer.contains(" PAGE "), "{part}");
            footer.contains("w:textDirection")
        })
        .collect()
    };
    let sections: Vec<&str> = parts["word/document.xml"].split("<w:sectPr>").skip(1).collect();
    assert_eq!(sections.len(), 3);
    for section in sections {
        assert_eq!(turned(section), [section.contains("landscape"); 2]);
    }
}

#[test]
fn a_letter_has_its_mark_in_the_head_of_its_first_page() {
    let letter = Bulletin { template: Template::Letter, annexes: Vec::new(), ..bulletin() };
    let parts = parts(&write(&letter).unwrap());
    for (name, xml) in &parts {
        check_order(name, xml);
    }
    let body = &parts["word/document.xml"];
    assert!(body.contains("<w:titlePg/>") && !body.contains("青原县人民政府办公室文件"), "once, in the head");
    assert!(parts["word/header1.xml"].contains("青原县人民政府办公室文件"));
    assert!(!body.contains("5日印发"), "the 版记 of a letter does not say who printed it");
}

#[test]
fn tables_that_stand_alone_have_no_page_of_text_before_them() {
    let mut table = targets_table(2);
    table.label = String::new();
    let sheet = Bulletin {
        template: Template::UnitSheet,
        annexes: vec![table.clone(), table],
        copies: None,
        ..bulletin()
    };
    let body = &parts(&write(&sheet).unwrap())["word/document.xml"];
    assert_eq!(body.matches("<w:sectPr>").count(), 1);
    assert_eq!(body.matches("<w:pageBreakBefore/>").count(), 1, "before the second");
    assert!(!body.contains("AnnexLabel"));
}

#[test]
fn merged_headers_span_and_repeat() {
    let body = &parts(&write(&bulletin()).unwrap())["word/document.xml"];
    assert_eq!(body.matches("<w:tblHeader/>").count(), 3, "two rows of the first table, one of the second");
    assert_eq!(body.matches(r#"<w:gridSpan w:val="4"/>"#).count(), 1);
    assert_eq!(body.matches(r#"<w:vMerge w:val="restart"/>"#).count(), 6);
    assert_eq!(body.matches("<w:vMerge/>").count(), 6);
}

#[test]
fn a_bulletin_of_nothing_is_still_a_document() {
    let empty = Bulletin {
        title: String::new(),
        letterhead: None,
        doc_number: None,
        recipients: None,
        copies: None,
        signer: None,
        issued_on: None,
        contact: None,
        blocks: Vec::new(),
        annexes: Vec::new(),
        ..bulletin()
    };
    for (name, xml) in parts(&write(&empty).unwrap()) {
        check_order(&name, &xml);
    }
}

fn check_read(body: &str, expected: &str) {
    let xml = format!(r#"<w:document><w:body>{body}</w:body></w:document>"#);
    assert_eq!(read::text_of(&xml).unwrap(), expected, "{body}");
}

#[test]
fn texts_of_others_are_read_in_order() {
    check_read("<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p><w:p/>", "甲乙\n\n");
    check_read(
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>",
        "甲\t乙\n丙\n",
    );
    check_read(
        "<w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>",
        "增\n",
    );
    check_read(
        "<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>",
        "新\n",
    );
    check_read(
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>",
        "链接\n",
    );
    check_read(
        "<w:p><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:t>框</w:t></mc:Fallback></mc:AlternateContent></w:p>",
        "框\n\n",
    );
    check_read(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>村</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p><w:p><w:r><w:t>万元</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>",
        "村\t12 万元\n\n",
    );
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let (begins, goes_on) = (r#"<w:vMerge w:val="restart"/>"#, "<w:vMerge/>");
    let heads = cell(begins, "指标") + &cell(r#"<w:gridSpan w:val="2"/>"#, "目标");
    let years = cell(goes_on, "") + &cell("", "2024年") + &cell("", "2025年");
    let body = cell("", "粮食") + &cell("", "5") + &cell("", "6");
    check_read(
        &format!("<w:tbl><w:tr>{heads}</w:tr><w:tr>{years}</w:tr><w:tr>{body}</w:tr></w:tbl>"),
        "指标\t目标2024年\t目标2025年\n粮食\t5\t6\n",
    );
    check_read(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>见</w:t></w:r><w:r><w:t>也见</w:t></w:r></w:p>",
        "见也见\n",
    );
    check_read(
        "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc><w:tc><w:p><w:r><w:t>外</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "内\t外\n",
    );
    check_read("<w:p><w:r><w:t>5&lt;6&amp;&#x4E5D;</w:t><w:noBreakHyphen/></w:r></w:p>", "5<6&九-\n");
    check_read(
        "<w:p><w:sdt><w:sdtContent><w:smartTag><w:r><w:t>内</w:t></w:r></w:smartTag></w:sdtContent></w:sdt></w:p>",
        "内\n",
    );
}

#[test]
fn entities_and_broken_xml_are_refused() {
    use crate::text::TextError;
    let bomb =
        r#"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document><w:t>&b;</w:t></w:document>"#;
    assert_eq!(read::text_of(bomb), Err(TextError::Damaged));
    assert_eq!(read::text_of("<w:p><w:t>&unknown;</w:t></w:p>"), Err(TextError::Damaged));
    assert_eq!(read::text_of("<w:p><w:t>"), Ok(String::new()), "a cut text keeps what is there");
    assert_eq!(read::text_of("<w:p></w:t>"), Err(TextError::Damaged));
    assert_eq!(read::text_of(&"<a>".repeat(1_000_000)), Err(TextError::Damaged), "endless nesting");
    let nested =
        format!("{}<w:t>深</w:t>{}", "<w:tbl><w:tr><w:tc>".repeat(300), "</w:tc></w:tr></w:tbl>".repeat(300));
    assert_eq!(read::text_of(&nested), Ok("深\n".to_owned()));
}

#[test]
fn what_stands_below_the_text_never_has_a_page_of_its_own() {
    for template in [Template::Bulletin, Template::Letter, Template::Brief] {
        for annexes in 0..3 {
            let mut bulletin = Bulletin { template, ..bulletin() };
            bulletin.annexes.truncate(annexes);
            let document = parts(&write(&bulletin).unwrap()).remove("word/document.xml").unwrap();
            let paragraphs: Vec<&str> = document.split("<w:p>").skip(1).collect();
            let place = |words: &str| paragraphs.iter().position(|xml| xml.contains(words)).unwrap();
            let (text, contact) = (place("各单位要按时限报送"), place("（联系人："));
            let keeps = |xml: &&&str| xml.contains("<w:keepNext/>");
            assert!(paragraphs[text..contact].iter().all(|xml| keeps(&xml)), "{template:?} {annexes}");
            assert!(paragraphs[text].contains("<w:widowControl/>"), "two lines of the text go along");
            assert!(!keeps(&&paragraphs[contact]), "what follows is free");
        }
    }
}

#[test]
fn however_many_annexes_the_list_the_name_and_the_date_stay_with_the_text() {
    let mut bulletin = bulletin();
    let annex = Table { kind: Some("各项指标进度表"), ..bulletin.annexes[0].clone() };
    bulletin.annexes.truncate(1);
    bulletin.annexes.extend((2..=18).map(|at| Table { title: format!("第{at}张表"), ..annex.clone() }));
    let document = parts(&write(&bulletin).unwrap()).remove("word/document.xml").unwrap();
    let paragraphs: Vec<&str> = document.split("<w:p>").skip(1).collect();
    let place = |words: &str| paragraphs.iter().position(|xml| xml.contains(words)).unwrap();
    let (first, contact) = (place("附件：1."), place("（联系人："));
    assert!(paragraphs[first + 1].contains("2—18.各项指标进度表"));
    let keeps = |at: usize| paragraphs[at].contains("<w:keepNext/>");
    // The last paragraph of the text, then a blank line.
    assert!((first - 2..contact).all(keeps), "they are not torn apart");
}
