//! The pages read back: every word, how the pages stand, the same bytes, nothing read as markup.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use domain::exchange::RecoveryCode;
use domain::reports::{
    Align, Block, Bulletin, Cell, Column, HeaderCell, Origin, Patient, Run, Stage, Table, Template, Waiting,
};
use hayro_syntax::Pdf;
use typst::layout::{Frame, FrameItem};
use typst_layout::{Page, PagedDocument};

use super::world::Sheet;
use super::{RecoveryPage, TypesetError, lacking, pdf, recovery_pdf};

fn paragraph(text: &str) -> Block {
    Block::paragraph(vec![Run::words(text)])
}

fn table(rows: usize, landscape: bool) -> Table {
    let column = |width, align| Column { width, align };
    Table {
        label: "附件".to_owned(),
        sheet: "清单".to_owned(),
        title: "青原县2022年上半年村集体经济收入未达标及未报嘎查村清单".to_owned(),
        source_line: Some("编制单位：青原县督查室".to_owned()),
        as_of_line: Some("截至2022年6月底".to_owned()),
        unit_line: Some("单位：万元".to_owned()),
        columns: vec![column(3, Align::Centre), column(9, Align::Left), column(4, Align::Right)],
        header: vec![
            vec![HeaderCell::new("序号", 1, 2), HeaderCell::new("进展情况", 2, 1)],
            vec![HeaderCell::new("嘎查村", 1, 1), HeaderCell::new("当前值", 1, 1)],
        ],
        rows: (1..=rows)
            .map(|at| vec![Cell::text(at.to_string()), Cell::text(format!("第{at}嘎查")), Cell::text("9.6")])
            .collect(),
        notes: vec!["数据截至6月底。".to_owned(), "“—”表示没有数据。".to_owned()],
        signatures: vec!["单位负责人：".to_owned(), "填报人：".to_owned()],
        landscape,
        abridged: None,
        kind: None,
    }
}

fn bulletin() -> Bulletin {
    Bulletin {
        template: Template::Bulletin,
        title: "关于青原县2022年上半年重点任务进展情况的通报".to_owned(),
        letterhead: Some("青原县人民政府办公室文件".to_owned()),
        doc_number: Some("青政办发〔2022〕15号".to_owned()),
        recipients: Some("各苏木乡镇人民政府".to_owned()),
        copies: Some("县委办公室，县纪委监委".to_owned()),
        signer: Some("青原县人民政府办公室".to_owned()),
        issued_on: "2022-07-05".parse().ok(),
        contact: Some("张某；电话：0000-0000000".to_owned()),
        blocks: vec![
            Block::Heading { level: 1, text: "一、总体情况".to_owned() },
            Block::Heading { level: 2, text: "（一）生态宜居".to_owned() },
            paragraph("生活污水治理村数：全年目标400个，累计完成213个，完成率53.3%。"),
        ],
        annexes: vec![table(3, true)],
        charts: None,
        checks: Vec::new(),
        example: false,
        head: "3f1c".to_owned(),
        origin: Origin {
            ledger: "l".into(),
            arrival: 1,
            template: Template::Bulletin,
            as_of: "2022-06-30".parse().unwrap(),
            compared_with: "2022-06-30".parse().unwrap(),
            scope: None,
            targets: Vec::new(),
        },
    }
}

fn bare() -> Bulletin {
    Bulletin {
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
    }
}

/// The words of the pages, without blanks and line ends.
fn words(bulletin: &Bulletin) -> String {
    let read = formats::text::read(Some("通报.pdf"), &pdf(bulletin, &Patient).unwrap()).unwrap();
    read.text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Which pages lie on their side.
fn sideways(bulletin: &Bulletin) -> Vec<bool> {
    let file = Pdf::new(pdf(bulletin, &Patient).unwrap()).unwrap();
    let sizes: Vec<(f32, f32)> = file.pages().iter().map(|page| page.render_dimensions()).collect();
    sizes.into_iter().map(|(width, height)| width > height).collect()
}

#[test]
fn every_word_stands_on_the_pages() {
    let bulletin = bulletin();
    let words = words(&bulletin);
    for block in &bulletin.blocks {
        assert!(words.contains(&block.text()), "{}", block.text());
    }
    for cell in bulletin.annexes.iter().flat_map(|table| table.rows.iter().flatten()) {
        assert!(words.contains(&cell.text), "{}", cell.text);
    }
    for expected in [
        "青原县人民政府办公室文件",
        "青政办发〔2022〕15号",
        "各苏木乡镇人民政府：",
        "附件：青原县2022年上半年村集体经济",
        "2022年7月5日印发",
        "抄送：县委办公室，县纪委监委。",
        "（联系人：张某；电话：0000-0000000）",
        "编制单位：青原县督查室",
        "单位：万元",
        "1.数据截至6月底。",
        "单位负责人：",
    ] {
        assert!(words.contains(expected), "{expected} is missing in {words}");
    }
}

#[test]
fn the_paper_of_a_recovery_key_is_one_page_and_is_read_back() {
    let code = RecoveryCode::new(*b"sixteen bytes ok");
    let made = "2022-07-05".parse().unwrap();
    let page = RecoveryPage {
        title: "青原县2022年台账",
        code: &code,
        fingerprint: "1234 5678",
        maker: "张某",
        made,
    };
    let bytes = recovery_pdf(&page).unwrap();
    assert_eq!(Pdf::new(bytes.clone()).unwrap().pages().len(), 1);
    let read = formats::text::read(Some("恢复密钥.pdf"), &bytes).unwrap().text;
    for expected in ["青原县2022年台账", "1234 5678", "张某", "2022年7月5日"] {
        assert!(read.contains(expected), "{expected} is missing in {read}");
    }
    let typed: String = code.groups().iter().filter(|group| read.contains(group.as_str())).cloned().collect();
    assert_eq!(typed.parse(), Ok(code), "what stands on the paper is the code");
}

#[test]
fn the_same_bulletin_gives_the_same_bytes_and_bears_the_head() {
    let bytes = pdf(&bulletin(), &Patient).unwrap();
    assert_eq!(bytes, pdf(&bulletin(), &Patient).unwrap());
    let holds = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    assert!(holds("3f1c"), "the head of the ledger is among the document's properties");
    let later = Bulletin { head: "77aa".to_owned(), ..bulletin() };
    assert_ne!(bytes, pdf(&later, &Patient).unwrap());
}

#[test]
fn the_colophon_closes_the_last_even_page() {
    let pages = |annexes: Vec<Table>, copies: Option<&str>| {
        sideways(&Bulletin { annexes, copies: copies.map(str::to_owned), letterhead: None, ..bulletin() })
    };
    assert_eq!(pages(vec![], None), [false]);
    assert_eq!(pages(vec![], Some("各处")), [false, false]);
    assert_eq!(pages(vec![table(3, false)], Some("各处")), [false, false], "on the even page of the annex");
    assert_eq!(pages(vec![table(3, true)], None), [false, true]);
    assert_eq!(pages(vec![table(3, true)], Some("各处")), [false, true, false, false]);
    assert_eq!(pages(vec![table(3, true), table(3, false)], Some("各处")).len(), 4);
}

/// Words where they stand: how far from the left and the top of their page, and how wide they are.
struct Piece {
    left: f64,
    top: f64,
    width: f64,
    words: String,
}

/// The pieces of each page.
fn pieces(bulletin: &Bulletin) -> Vec<Vec<Piece>> {
    fn put(frame: &Frame, (left, top): (f64, f64), out: &mut Vec<Piece>) {
        for (at, item) in frame.items() {
            let (left, top) = (left + at.x.to_pt(), top + at.y.to_pt());
            match item {
                FrameItem::Text(text) => {
                    let (width, words) = (text.width().to_pt(), text.text.to_string());
                    out.push(Piece { left, top, width, words });
                }
                FrameItem::Group(group) => put(&group.frame, (left, top), out),
                _ => {}
            }
        }
    }
    let sheet = Sheet::new(include_str!("bulletin.typ"), super::inputs::of(bulletin), &Patient).unwrap();
    let document = typst::compile::<PagedDocument>(&sheet).output.unwrap();
    let of_page = |page: &Page| {
        let mut pieces = Vec::new();
        put(&page.frame, (0.0, 0.0), &mut pieces);
        pieces
    };
    document.pages().iter().map(of_page).collect()
}

/// The lines of each page.
fn lines(bulletin: &Bulletin) -> Vec<Vec<String>> {
    let of_page = |pieces: Vec<Piece>| {
        let same_line = |a: &Piece, b: &Piece| (a.top - b.top).abs() < 0.01;
        let lines = pieces.chunk_by(same_line);
        lines.map(|line| line.iter().map(|piece| piece.words.as_str()).collect()).collect()
    };
    pieces(bulletin).into_iter().map(of_page).collect()
}

#[test]
fn figures_of_any_length_keep_to_their_columns() {
    let column = |width, align| Column { width, align };
    for landscape in [false, true] {
        for digits in [5, 9, 20, 40, 90] {
            let figure = format!("{}.8", "4".repeat(digits));
            let columns = vec![
                column(3, Align::Centre),
                column(9, Align::Left),
                column(4, Align::Right),
                column(4, Align::Right),
            ];
            let heads = ["序号", "嘎查村", "甲", "乙"].map(|text| HeaderCell::new(text, 1, 1));
            let cells = ["1", "第1嘎查", &figure, &figure].map(Cell::text);
            let annex = Table {
                columns,
                header: vec![heads.to_vec()],
                rows: vec![cells.to_vec()],
                ..table(0, landscape)
            };
            let pieces =
                pieces(&Bulletin { annexes: vec![annex], copies: None, ..bulletin() }).swap_remove(2);
            let mut row: Vec<&Piece> = pieces.iter().filter(|piece| piece.words == figure).collect();
            assert_eq!(row.len(), 2, "{digits} digits stand in one line");
            row.sort_by(|a, b| a.left.total_cmp(&b.left));
            let head = |words: &str| pieces.iter().find(|piece| piece.words == words).unwrap();
            // A heading stands in the middle of its column.
            let middle = |piece: &Piece| piece.left + piece.width / 2.0;
            let ends = |piece: &Piece| piece.left + piece.width;
            let paper = if landscape { 842.0 - 37.0 / 25.4 * 72.0 } else { 595.3 - 26.0 / 25.4 * 72.0 };
            let edge = 2.0 * middle(head("乙")) - paper;
            assert!(row[1].left > edge && ends(row[1]) < paper, "{digits}: {} {edge}", row[1].left);
            let left = 2.0 * middle(head("甲")) - edge;
            assert!(row[0].left > left && ends(row[0]) < edge, "{digits}: {} {left}", row[0].left);
        }
    }
}

#[test]
fn what_stands_below_the_text_never_has_a_page_of_its_own() {
    let titled = |count: usize| (0..count).map(|_| table(1, false)).collect::<Vec<_>>();
    // Over the ends of the first page and of a full one.
    for (annexes, lengths, pages) in [(0, 1..=34, 3), (1, 8..=18, 2), (3, 8..=18, 2)] {
        let mut last_page = 0;
        for length in lengths {
            // A line of 28 characters for each, and a last paragraph of one line up to four.
            let mut blocks: Vec<Block> = (4..length).map(|_| paragraph("前面的话。")).collect();
            let last = length.clamp(1, 4);
            blocks.push(paragraph(&"末".repeat(28 * last - 2 - length % 3)));
            // The first page is never without a line of the text: the only paragraph may be cut above its last line.
            let least = last.min(2) - usize::from(blocks.len() == 1);
            let bulletin = Bulletin { annexes: titled(annexes), blocks, copies: None, ..bulletin() };
            let set = lines(&bulletin);
            let at =
                set.iter().position(|page| page.iter().any(|line| line.contains("0000-0000000"))).unwrap();
            let found = set[at].iter().filter(|line| line.contains('末')).count();
            assert!(
                set[0].iter().any(|line| line.contains(['前', '末'])),
                "{length} lines: none on the first page"
            );
            assert!(found >= least, "{length} lines, {annexes} annexes: {found} of {last}");
            last_page = last_page.max(at);
        }
        assert!(last_page + 1 >= pages, "some of them take one page more");
    }
    // However many annexes there are, their list leaves room for text on the page of the signature.
    let kind = Some("各项指标进度表");
    let many = titled(24).into_iter().map(|table| Table { kind, ..table });
    for before in 0..16 {
        let blocks = (0..before).map(|_| paragraph("前面的话。")).chain([paragraph(&"末".repeat(80))]);
        let (annexes, blocks) = (many.clone().collect(), blocks.collect());
        let pages = lines(&Bulletin { annexes, blocks, copies: None, ..bulletin() });
        let signed = pages.iter().find(|page| page.iter().any(|line| line.contains("0000-0000000"))).unwrap();
        assert!(signed.iter().any(|line| line.contains('末')), "after {before} lines: {signed:?}");
        assert!(signed.iter().any(|line| line.contains("1—24.")), "{signed:?}");
    }
    // A list that is longer than a page all the same begins below the text.
    let pages = lines(&Bulletin { annexes: titled(24), ..bulletin() });
    assert!(pages[0].iter().any(|line| line.contains("附件：")), "the list begins on the page of the text");
}

#[test]
fn a_heading_never_stands_at_the_foot_of_a_page() {
    let heading = |level, text: &str| Block::Heading { level, text: text.to_owned() };
    let mut moved = 0;
    for before in 0..12 {
        let mut blocks: Vec<Block> = (0..before).map(|_| paragraph("前面的话。")).collect();
        blocks.extend([
            heading(1, "一、总体情况"),
            heading(2, "（一）进度"),
            paragraph(&"正".repeat(80)),
            paragraph("末"),
        ]);
        let pages = lines(&Bulletin { blocks, annexes: Vec::new(), copies: None, ..bulletin() });
        let of = |words: &str| pages.iter().position(|page| page.iter().any(|line| line.contains(words)));
        let (first, second, text) = (of("一、总体情况"), of("（一）进度"), of("正正"));
        assert!(first.is_some() && first == second && second == text, "after {before} lines: {pages:?}");
        moved += usize::from(first > Some(0));
    }
    assert!((1..12).contains(&moved), "on the first page or, where it ends, on the next: {moved}");
}

#[test]
fn a_table_a_little_too_long_keeps_to_its_page_and_a_long_one_goes_on() {
    let pages = |rows| {
        sideways(&Bulletin {
            annexes: vec![table(rows, false)],
            copies: None,
            letterhead: None,
            ..bulletin()
        })
        .len()
            - 1
    };
    assert_eq!(pages(20), 1);
    assert_eq!(pages(29), 1, "its rows are lower");
    assert!((3..=5).contains(&pages(90)));
    let long = Bulletin { annexes: vec![table(90, false)], ..bulletin() };
    assert!(words(&long).contains("第90嘎查"));
}

#[test]
fn a_bulletin_of_nothing_is_still_a_page() {
    assert_eq!(sideways(&bare()), [false]);
    let untitled = Bulletin { title: String::new(), template: Template::Brief, ..bare() };
    assert_eq!(sideways(&untitled), [false]);
}

#[test]
fn every_template_has_its_pages() {
    let pages = |template, annexes| sideways(&Bulletin { template, annexes, copies: None, ..bulletin() });
    assert_eq!(pages(Template::Letter, vec![]), [false]);
    assert_eq!(pages(Template::Brief, vec![table(3, true)]), [false, true]);
    let mut alone = table(3, true);
    alone.label = String::new();
    assert_eq!(pages(Template::UnitSheet, vec![alone.clone()]), [true], "tables have no page of text");
    assert_eq!(pages(Template::Changes, vec![alone.clone(), alone]), [true, true]);
    let letter = Bulletin { template: Template::Letter, annexes: vec![], ..bulletin() };
    assert!(words(&letter).starts_with("青原县人民政府办公室文件") && !words(&letter).contains("印发"));
}

#[test]
fn what_looks_like_markup_and_rare_characters_print_as_they_are() {
    for text in ["#pagebreak() *甲* $x$ _乙_ @丙 \\ <丁> `戊` [己] // 庚", "㙍䶮𠅤囍", "≥5，−3，№7"]
    {
        let bulletin = Bulletin { blocks: vec![paragraph(text)], ..bare() };
        let expected: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        let words = words(&bulletin);
        assert!(words.contains(&expected), "{text}: {words}");
    }
}

#[test]
fn signs_that_no_face_has_are_named_wherever_they_stand() {
    assert_eq!(lacking(&bulletin()), Vec::<char>::new(), "what offices write is there");
    let rare = paragraph("㐀䶮〇①★●▲■◇○◆—…〔〕℃㎡‰");
    assert_eq!(lacking(&Bulletin { blocks: vec![rare], ..bulletin() }), Vec::<char>::new());
    let mut annex = table(1, false);
    annex.rows[0][1] = Cell::text("第\u{1f600}嘎查\u{fe0f}\u{200b}");
    let odd = Bulletin {
        signer: Some("\u{e000}镇".to_owned()),
        blocks: vec![paragraph("好\u{1f600}\u{1f600}")],
        annexes: vec![annex],
        ..bulletin()
    };
    assert_eq!(lacking(&odd), ['\u{e000}', '\u{1f600}'], "each once, and none that is not printed");
}

#[test]
fn a_blank_line_less_keeps_a_short_notice_on_its_first_page() {
    let all = "各盟行政公署、市人民政府，各旗县（市、区）人民政府，自治区各有关委、办、厅、局";
    let notice = Bulletin {
        template: Template::Corrections,
        recipients: Some(all.to_owned()),
        blocks: vec![paragraph("截至2022年5月底已接收的数据没有更正。")],
        annexes: Vec::new(),
        example: true,
        ..bulletin()
    };
    let stands = |bulletin: &Bulletin| {
        let first = lines(bulletin).swap_remove(0).concat();
        ["没有更正", "2022年7月5日", "0000-0000000"].map(|words| first.contains(words))
    };
    assert_eq!(stands(&notice), [true; 3]);
    let longer = Bulletin { title: format!("{}\n（补充）", notice.title), ..notice };
    assert_eq!(stands(&longer), [true, false, false], "the first page is never without the text");
}

/// Waits until the pages are set, or for so many pieces of words.
struct Impatient {
    pieces: AtomicUsize,
    stages: Mutex<Vec<Stage>>,
}

impl Impatient {
    fn for_pieces(pieces: usize) -> Self {
        Self { pieces: AtomicUsize::new(pieces), stages: Mutex::default() }
    }

    fn heard(&self) -> Vec<Stage> {
        self.stages.lock().unwrap().clone()
    }
}

impl Waiting for Impatient {
    fn begin(&self, stage: Stage, _: usize) {
        self.stages.lock().unwrap().push(stage);
    }

    fn done(&self) {}

    fn wanted(&self) -> ControlFlow<()> {
        let left = self.pieces.fetch_update(Relaxed, Relaxed, |pieces| pieces.checked_sub(1));
        if left.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

#[test]
fn pages_nobody_waits_for_are_left_in_the_middle_and_set_anew_when_asked_again() {
    let asked = Bulletin { title: "关于有人等也有人走的通报".to_owned(), ..bulletin() };
    for pieces in [0, 3, 40] {
        let gone = Impatient::for_pieces(pieces);
        assert!(matches!(pdf(&asked, &gone), Err(TypesetError::Stopped)), "after {pieces} pieces");
        assert_eq!(gone.heard(), [Stage::Set]);
    }
    let stays = Impatient::for_pieces(usize::MAX);
    let whole = pdf(&asked, &stays).unwrap();
    assert_eq!(stays.heard(), [Stage::Set, Stage::Write]);
    assert_eq!(whole, pdf(&asked, &Patient).unwrap());
    assert!(words(&asked).contains("关于有人等也有人走的通报"));
}
