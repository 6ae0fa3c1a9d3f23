//! Pages made here, pages made by the programs of others, and pages made to do harm.

use std::fmt::Write as _;

use crate::text::{FileKind, ReadText, TextError, read};
use encoding_rs::GBK;

/// A file of these objects, numbered from 1; the first is the catalogue.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    for (at, object) in objects.iter().enumerate() {
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    bytes.extend(format!("trailer\n<</Root 1 0 R/Size {}>>\n%%EOF\n", objects.len() + 1).bytes());
    bytes
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// A file of pages with these contents and one font.
fn pages(font: &str, contents: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|at| format!("{} 0 R", 5 + 2 * at)).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Count {}/Kids[{}]>>", contents.len(), kids.join(" ")).into_bytes(),
        font.as_bytes().to_vec(),
        b"<</Type/FontDescriptor/FontName/S/Flags 4/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>".to_vec(),
    ];
    for (at, content) in contents.iter().enumerate() {
        objects.push(
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
                6 + 2 * at
            )
            .into_bytes(),
        );
        objects.push(stream("", content.as_bytes()));
    }
    file(&objects)
}

/// A font that is not in the file, with this encoding and no table of letters.
fn collected(encoding: &str) -> String {
    format!(
        "<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/{encoding}/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/S/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 4 0 R/DW 1000>>]>>"
    )
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::from("<"), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    }) + ">"
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// Lines of text at their places, in the type of this size.
fn set(lines: &[(f32, f32, f32, &str)]) -> String {
    lines.iter().fold(String::new(), |mut out, (x, y, size, text)| {
        let _ = writeln!(out, "BT /F {size} Tf {x} {y} Td {} Tj ET", hex(&wide(text)));
        out
    })
}

const UNICODE: &str = "UniGB-UCS2-H";

fn taken(bytes: &[u8]) -> ReadText {
    read(Some("a.pdf"), bytes).unwrap_or_else(|error| panic!("{error}"))
}

fn text(bytes: &[u8]) -> String {
    let found = taken(bytes);
    assert_eq!((found.kind, found.problems), (FileKind::Pdf, Vec::new()));
    found.text
}

fn refused(bytes: &[u8]) -> TextError {
    read(Some("a.pdf"), bytes).unwrap_err()
}

#[test]
fn fonts_without_a_table_of_letters_are_read_by_their_collection() {
    let words = "新建公路1.3万公里，不低于55%";
    let gbk = GBK.encode(words).0;
    let utf16 = wide(words);
    for (encoding, bytes) in [
        ("GBK-EUC-H", &*gbk),
        ("GBKp-EUC-H", &*gbk),
        ("GBK2K-H", &*gbk),
        ("UniGB-UCS2-H", &*utf16),
        ("UniGB-UTF16-H", &*utf16),
    ] {
        let content = format!("BT /F 16 Tf 80 700 Td {} Tj ET", hex(bytes));
        assert_eq!(text(&pages(&collected(encoding), &[content])), format!("{words}\n"), "{encoding}");
    }
}

#[test]
fn lines_join_to_paragraphs_and_over_pages() {
    let long = "全县新建蓄水池一百二十座新增高效节水灌溉面积三万亩农村自";
    let first = set(&[
        (200.0, 760.0, 22.0, "三年行动方案的通"),
        (270.0, 730.0, 22.0, "知"),
        (112.0, 700.0, 16.0, &long[..26 * 3]),
        (80.0, 671.0, 16.0, long),
        (80.0, 642.0, 16.0, "来水普及率达到95%。"),
        (112.0, 613.0, 16.0, &long[..26 * 3]),
        (280.0, 40.0, 14.0, "— 1 —"),
    ]);
    let second = set(&[
        (80.0, 760.0, 16.0, "到此为止。"),
        (112.0, 731.0, 16.0, "一、另起一段"),
        (280.0, 40.0, 14.0, "— 2 —"),
    ]);
    let (start, middle) = (&long[..26 * 3], long);
    assert_eq!(
        text(&pages(&collected(UNICODE), &[first, second])),
        format!("三年行动方案的通知\n{start}{middle}来水普及率达到95%。\n{start}到此为止。\n一、另起一段\n")
    );
}

#[test]
fn running_heads_and_page_numbers_go() {
    let page = |number: usize, words: &str| {
        set(&[
            (200.0, 800.0, 9.0, "青原县2026年工作要点"),
            (80.0, 700.0, 16.0, words),
            (270.0, 40.0, 10.0, &format!("第{number}页 共3页")),
        ])
    };
    let contents = [page(1, "第一页的话。"), page(2, "第二页的话。"), page(3, "2026年。")];
    assert_eq!(text(&pages(&collected(UNICODE), &contents)), "第一页的话。\n第二页的话。\n2026年。\n");
    let alone = set(&[(80.0, 800.0, 16.0, "只有一页的题目"), (80.0, 40.0, 12.0, "3.5")]);
    assert_eq!(
        text(&pages(&collected(UNICODE), &[alone])),
        "只有一页的题目\n3.5\n",
        "one page repeats nothing"
    );
}

/// A frame of these columns and rows with words in its boxes; `rules` draws a line from a place to a place.
fn ruled(rules: &[[f32; 4]], words: &[(f32, f32, f32, &str)]) -> String {
    let lines = rules.iter().fold(String::new(), |mut out, [x, y, to_x, to_y]| {
        let _ = writeln!(out, "{x} {y} m {to_x} {to_y} l S");
        out
    });
    lines + &set(words)
}

#[test]
fn tables_between_rules_keep_their_cells() {
    let rules = [
        [80.0, 700.0, 480.0, 700.0],
        [280.0, 680.0, 480.0, 680.0],
        [80.0, 660.0, 480.0, 660.0],
        [80.0, 620.0, 480.0, 620.0],
        [80.0, 700.0, 80.0, 620.0],
        [180.0, 700.0, 180.0, 620.0],
        [280.0, 700.0, 280.0, 620.0],
        [380.0, 680.0, 380.0, 620.0],
        [480.0, 700.0, 480.0, 620.0],
    ];
    let words = [
        (100.0, 675.0, 12.0, "指标"),
        (200.0, 675.0, 12.0, "单位"),
        (350.0, 685.0, 12.0, "目标"),
        (300.0, 665.0, 12.0, "2024年"),
        (400.0, 665.0, 12.0, "2025年"),
        (84.0, 645.0, 12.0, "农村自来水普及"),
        (84.0, 628.0, 12.0, "率"),
        (220.0, 640.0, 12.0, "%"),
        (310.0, 640.0, 12.0, "88.5"),
        (410.0, 640.0, 12.0, "95"),
    ];
    let expected = "指标\t单位\t目标2024年\t目标2025年\n农村自来水普及率\t%\t88.5\t95\n";
    assert_eq!(text(&pages(&collected(UNICODE), &[ruled(&rules, &words)])), expected);
    // The same, drawn by thin boxes as office programs do.
    let boxes = rules.iter().fold(String::new(), |mut out, [x, y, to_x, to_y]| {
        let _ =
            writeln!(out, "{x} {y} {} {} re f", (to_x - x).max(0.5), if to_y < y { to_y - y } else { 0.5 });
        out
    });
    assert_eq!(text(&pages(&collected(UNICODE), &[boxes + &set(&words)])), expected);
}

#[test]
fn a_table_goes_on_over_the_page() {
    let frame = |top: f32, rows: &[[&str; 2]]| {
        let bottom = top - 20.0 * rows.len() as f32;
        let flat = (0..=rows.len()).map(|at| top - 20.0 * at as f32).map(|y| [80.0, y, 280.0, y]);
        let rules: Vec<[f32; 4]> = flat.chain([80.0, 180.0, 280.0].map(|x| [x, top, x, bottom])).collect();
        let words: Vec<(f32, f32, f32, &str)> = rows
            .iter()
            .enumerate()
            .flat_map(|(at, row)| {
                let y = top - 20.0 * at as f32 - 15.0;
                [(90.0, y, 12.0, row[0]), (190.0, y, 12.0, row[1])]
            })
            .collect();
        ruled(&rules, &words)
    };
    let contents =
        [frame(160.0, &[["村", "数"], ["甲", "5"]]), frame(780.0, &[["村", "数"], ["乙", "6"], ["丙", "7"]])];
    assert_eq!(text(&pages(&collected(UNICODE), &contents)), "村\t数\n甲\t5\n乙\t6\n丙\t7\n");
}

#[test]
fn tables_without_rules_are_told_by_their_gaps() {
    let row = |y: f32, words: [&'static str; 3]| {
        [(80.0, y, 12.0, words[0]), (220.0, y, 12.0, words[1]), (360.0, y, 12.0, words[2])]
    };
    let mut words = Vec::new();
    words.extend(row(700.0, ["乡镇", "蓄水池（座）", "管网（公里）"]));
    words.extend(row(680.0, ["东坪镇", "12", "25.5"]));
    words.extend(row(660.0, ["河湾乡", "8", "18"]));
    words.extend([(80.0, 640.0, 12.0, "柳林镇"), (360.0, 640.0, 12.0, "41")]);
    words.push((80.0, 600.0, 12.0, "以上数据截至6月底。"));
    let expected = "乡镇\t蓄水池（座）\t管网（公里）\n东坪镇\t12\t25.5\n河湾乡\t8\t18\n柳林镇\t\t41\n以上数据截至6月底。\n";
    assert_eq!(text(&pages(&collected(UNICODE), &[set(&words)])), expected);
}

#[test]
fn two_figures_side_by_side_never_become_one() {
    let words = set(&[(80.0, 700.0, 12.0, "25.5"), (130.0, 700.0, 12.0, "2026年")]);
    assert_eq!(text(&pages(&collected(UNICODE), &[words])), "25.5 2026年\n");
}

#[test]
fn letters_drawn_twice_or_outside_or_turned_are_no_text() {
    let words =
        set(&[(80.0, 700.0, 16.0, "加粗"), (80.3, 700.0, 16.0, "加粗"), (80.0, -300.0, 16.0, "页外")])
            + &format!("BT /F 40 Tf .7 .7 -.7 .7 200 300 Tm {} Tj ET", hex(&wide("水印")))
            + &format!("BT 3 Tr /F 16 Tf 80 500 Td {} Tj ET", hex(&wide("隐藏")));
    assert_eq!(text(&pages(&collected(UNICODE), &[words])), "加粗\n");
    let recognised = format!("BT 3 Tr /F 16 Tf 80 500 Td {} Tj ET", hex(&wide("识别的文字")));
    assert_eq!(text(&pages(&collected(UNICODE), &[recognised])), "识别的文字\n", "the words behind a scan");
    let sideways = format!("BT /F 16 Tf 0 1 -1 0 300 100 Tm {} Tj ET", hex(&wide("横放的表")));
    assert_eq!(text(&pages(&collected(UNICODE), &[sideways])), "横放的表\n", "a page that was turned");
}

#[test]
fn letters_without_meaning_are_told_of() {
    let private = format!("{}\u{e001}55公里", "今年新建公路".repeat(2));
    let found = taken(&pages(&collected(UNICODE), &[set(&[(80.0, 700.0, 16.0, &private)])]));
    assert_eq!(found.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["text.replaced"]);
    assert!(found.text.ends_with("公路\u{fffd}55公里\n"), "{}", found.text);
    let noise = "\u{e001}\u{e002}\u{e003}\u{e004}";
    assert_eq!(
        refused(&pages(&collected(UNICODE), &[set(&[(80.0, 700.0, 16.0, noise)])])),
        TextError::Unreadable
    );
}

#[test]
fn the_pages_of_other_programs_are_read() {
    const TABLE: &str = "指标\t单位\t2025年实际\t2026年目标\t属性\n粮食产量\t万吨\t12.8\t13.1\t约束性\n";
    let owner = include_bytes!("fixtures/owner-password.pdf");
    for bytes in [&owner[..], include_bytes!("fixtures/turned.pdf"), include_bytes!("fixtures/rotated.pdf")] {
        let found = text(bytes);
        assert!(
            found.contains(TABLE) && found.contains("粮食产量达到13.1万吨以上；新增高标准农田5万亩，"),
            "{found}"
        );
    }
    let plan = text(include_bytes!("fixtures/office.pdf"));
    for piece in [
        "青原县人民政府文件\n青政发〔2026〕7号\n青原县人民政府关于印发《青原县水利和乡村建设三年行动方案》的通知\n",
        "并于每月5日前向县政府督查室报送进展情况，",
        "类别\t指标名称\t单位\t2025年现状\t规划目标2026年\t规划目标2028年\t属性\n水利建设\t蓄水池\t座\t60\t100\t180\t预期性\n水利建设\t农村自来水普及率\t%\t88.5\t91\t95\t约束性\n",
        "注：2025年现状为快报数，以统计部门公布的年报数为准。\n",
    ] {
        assert!(plan.contains(piece), "{piece} in {plan}");
    }
    let typeset = text(include_bytes!("fixtures/typeset.pdf"));
    for piece in [
        "青原县2026年民生实事实施方案\n为切实办好民生实事，",
        "序号\t项目\t单位\t目标值\t完成时限\n1\t老旧小区改造\t个\t36\t11月底\n2\t新建公办幼儿园及配套的活动场地、食堂等附属设施\t所\t3\t9月底\n",
        "\n28\t示例项目28\t个\t56\t12月底\n29\t示例项目29\t个\t58\t12月底\n",
    ] {
        assert!(typeset.contains(piece), "{piece} in {typeset}");
    }
    assert!(!typeset.contains("内部学习材料") && !typeset.contains('—'), "{typeset}");
    assert_eq!(refused(include_bytes!("fixtures/locked.pdf")), TextError::Encrypted);
}

/// A page that is one picture.
fn scan() -> Vec<Vec<u8>> {
    vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
            .to_vec(),
        stream("", b"595 0 0 842 0 0 cm /I Do"),
        stream(
            "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
            &[255],
        ),
    ]
}

#[test]
fn scans_are_told_from_empty_pages() {
    assert_eq!(refused(&file(&scan())), TextError::Scanned);
    assert_eq!(refused(&pages(&collected(UNICODE), &[String::new()])), TextError::Empty);
    let mut mixed = scan();
    mixed[1] = b"<</Type/Pages/Count 2/Kids[3 0 R 6 0 R]>>".to_vec();
    mixed.push(
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Resources<</Font<</F 8 0 R>>>>>>"
            .to_vec(),
    );
    mixed.push(stream("", set(&[(80.0, 700.0, 16.0, "附件一")]).as_bytes()));
    mixed.push(collected(UNICODE).replace("/FontDescriptor 4 0 R", "").into_bytes());
    let found = taken(&file(&mixed));
    assert_eq!((found.text.as_str(), found.problems[0].code), ("附件一\n", "text.scanned_pages"));
}

fn packed(data: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(data, 9)
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    let objects = |data: &[u8], filters: &str| {
        let mut objects = scan();
        objects[3] = stream(&format!("/Filter{filters}"), data);
        file(&objects)
    };
    let zeros = vec![b' '; 9 * 1024 * 1024];
    let once = packed(&zeros);
    assert!(once.len() < 20_000, "{}", once.len());
    assert_eq!(refused(&objects(&once, "/FlateDecode")), TextError::UnpacksTooLarge);
    assert_eq!(refused(&objects(&packed(&once), "[/FlateDecode/FlateDecode]")), TextError::UnpacksTooLarge);
    assert_eq!(
        refused(&objects(&packed(b"q Q"), "/FlateDecode")),
        TextError::Empty,
        "a small stream is none"
    );
}

#[test]
fn files_made_to_run_forever_end() {
    // A page tree that holds itself.
    let mut cyclic = scan();
    cyclic[1] = b"<</Type/Pages/Count 2/Kids[2 0 R 3 0 R 2 0 R 3 0 R]>>".to_vec();
    assert_eq!(refused(&file(&cyclic)), TextError::Scanned);
    // Forms that draw each other, ten times each on every level, and themselves.
    let mut forms = scan();
    let names: String = (0..10).map(|_| "/I Do ").collect();
    forms[3] = stream("", names.as_bytes());
    for level in 0..10 {
        let next =
            format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I {} 0 R>>>>", 6 + level);
        let at = 4 + level;
        forms.truncate(at);
        forms.push(stream(&next, names.as_bytes()));
    }
    forms.push(stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I 5 0 R>>>>",
        names.as_bytes(),
    ));
    assert_eq!(refused(&file(&forms)), TextError::Empty);
    // Objects nested without end, in the file and on the page.
    let mut deep = scan();
    deep[2] = "[".repeat(200_000).into_bytes();
    assert!(matches!(refused(&file(&deep)), TextError::Empty | TextError::Damaged));
    deep[2] = "<</A ".repeat(200_000).into_bytes();
    assert_eq!(refused(&file(&deep)), TextError::Damaged);
    deep[2] = scan()[2].clone();
    deep[3] = stream("", "[".repeat(200_000).as_bytes());
    assert_eq!(refused(&file(&deep)), TextError::Empty);
    deep[3] = stream("", "q ".repeat(100_000).as_bytes());
    assert_eq!(refused(&file(&deep)), TextError::Empty);
    // A file that is cut, and one whose table of places is wrong.
    let whole = pages(&collected(UNICODE), &[set(&[(80.0, 700.0, 16.0, "甲")])]);
    for end in (0..whole.len()).step_by(97) {
        let _ = read(Some("a.pdf"), &whole[..end]);
    }
    let wrong = [&whole[..], b"startxref\n99999999999999999999\n%%EOF"].concat();
    assert_eq!(text(&wrong), "甲\n");
}
