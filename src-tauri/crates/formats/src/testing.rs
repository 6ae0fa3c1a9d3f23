//! A bulletin for tests, of the length and with the oddities of real ones. The places and figures are invented.

use domain::kernel::{Decimal, Rate};
use domain::reports::{
    Align, Block, Bulletin, Cell, CellKind, Column, Formula, HeaderCell, Origin, Run, Table, Template,
};

fn paragraph(text: &str) -> Block {
    Block::paragraph(vec![Run::words(text)])
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.to_owned() }
}

fn number(text: &str, kind: CellKind) -> Cell {
    let decimals = text.split_once('.').map_or(0, |(_, part)| part.len() as u32);
    Cell::number(text, kind, text.trim_start_matches('+').parse().unwrap(), decimals)
}

/// A rate with its formula, as printed from its two operands.
fn rate(part: &str, whole: &str, columns: (usize, usize)) -> Cell {
    let exact = Rate::new(part.parse().unwrap(), whole.parse().unwrap()).unwrap();
    let text = exact.percent_number();
    let value: Decimal = text.parse().unwrap();
    Cell::number(text, CellKind::Percent, value, 1)
        .by(Some(Formula::PercentOf { part: columns.0, whole: columns.1 }))
}

/// 附件1 with a header of two rows and a row of every sort.
pub(crate) fn targets_table(rows: usize) -> Table {
    let column = |width, align| Column { width, align };
    let one = |text: &str| HeaderCell::new(text, 1, 2);
    let samples = [
        ("生活污水治理村数", "个", "400", "213", "+3.3", "●达到序时", "县生态环境局", ""),
        ("新建卫生厕所", "万户", "31.6", "12.01", "-12.0", "■严重滞后", "县农牧局、县乡村振兴局", "迟报"),
        ("高标准农田建设", "万亩", "5", "5.4", "", "★超额完成", "县农牧局", ""),
        ("=SUM(A1:A9)", "个", "7", "6.9998", "", "▲滞后", "+86县政府办公室", "-@注入"),
    ];
    let row = |at: usize| {
        let (name, uom, goal, done, points, status, who, note) = samples[at % samples.len()];
        vec![
            Cell::text((at + 1).to_string()),
            Cell::text(name),
            Cell::text(uom),
            number(goal, CellKind::Number),
            number(done, CellKind::Number),
            rate(done, goal, (4, 3)),
            if points.is_empty() { Cell::dash() } else { number(points, CellKind::Points) },
            Cell::text(status),
            Cell::text(who),
            Cell::text(note),
        ]
    };
    Table {
        label: "附件1".to_owned(),
        sheet: "附件1指标完成情况".to_owned(),
        title: "青原县2022年上半年指标完成情况表".to_owned(),
        source_line: Some("编制单位：青原县人民政府督查室".to_owned()),
        as_of_line: Some("截至2022年6月底".to_owned()),
        unit_line: None,
        columns: vec![
            column(3, Align::Centre),
            column(12, Align::Left),
            column(4, Align::Centre),
            column(5, Align::Right),
            column(6, Align::Right),
            column(5, Align::Right),
            column(7, Align::Right),
            column(8, Align::Centre),
            column(9, Align::Left),
            column(9, Align::Left),
        ],
        header: vec![
            vec![
                one("序号"),
                one("指标名称"),
                one("计量单位"),
                one("目标值"),
                HeaderCell::new("进展情况", 4, 1),
                one("责任单位"),
                one("备注"),
            ],
            ["累计完成", "完成率（%）", "序时差（百分点）", "状态"]
                .iter()
                .map(|text| HeaderCell::new(*text, 1, 1))
                .collect(),
        ],
        rows: (0..rows).map(row).collect(),
        notes: vec![
            "数据截至6月底；完成率＝累计完成÷目标值，另有规则的在备注中注明。".to_owned(),
            "“—”表示该项不计算或没有数据。".to_owned(),
            "因四舍五入，分项与合计略有出入。".to_owned(),
        ],
        signatures: ["单位负责人：", "审核人：", "填报人：", "联系电话："].map(str::to_owned).to_vec(),
        landscape: true,
        abridged: None,
        kind: None,
    }
}

/// An upright list.
pub(crate) fn coverage_table() -> Table {
    let column = |width, align| Column { width, align };
    let headings = ["序号", "所属", "嘎查村", "当前值", "达标线", "差距", "状态"];
    let row = |at: usize| {
        vec![
            Cell::text((at + 1).to_string()),
            Cell::text("哈林格尔镇"),
            Cell::text(format!("第{}嘎查", at + 1)),
            number(&format!("{}.{}", 9 + at / 20, at % 10), CellKind::Number),
            number("12", CellKind::Number),
            number(&format!("{}.{}", 2 - at / 20, at % 10), CellKind::Number),
            Cell::text("▲未达标"),
        ]
    };
    Table {
        label: "附件2".to_owned(),
        sheet: "附件2集体经济/收入:[未达标]清单*?很长的名称超过三十一个字符的工作表名称要截短".to_owned(),
        title: "青原县2022年上半年村集体经济收入未达标及未报嘎查村清单".to_owned(),
        source_line: None,
        as_of_line: Some("截至2022年6月底".to_owned()),
        unit_line: Some("单位：万元".to_owned()),
        columns: vec![
            column(3, Align::Centre),
            column(7, Align::Left),
            column(9, Align::Left),
            column(4, Align::Right),
            column(4, Align::Right),
            column(4, Align::Right),
            column(4, Align::Centre),
        ],
        header: vec![headings.iter().map(|text| HeaderCell::new(*text, 1, 1)).collect()],
        rows: (0..32).map(row).collect(),
        notes: vec!["数据截至6月底；应达标527个，已达标489个，未达标36个，未报2个。".to_owned()],
        signatures: vec!["单位负责人：".to_owned(), "填报人：".to_owned()],
        landscape: false,
        abridged: None,
        kind: None,
    }
}

/// The bulletin.
pub(crate) fn bulletin() -> Bulletin {
    Bulletin {
        template: Template::Bulletin,
        title: "关于青原县2022年上半年重点任务进展情况的通报".to_owned(),
        letterhead: Some("青原县人民政府办公室文件".to_owned()),
        doc_number: Some("青政办发〔2022〕15号".to_owned()),
        recipients: Some("各苏木乡镇人民政府、街道办事处，旗县直各有关部门".to_owned()),
        copies: Some(
            "县委办公室、县人大常委会办公室、县政协办公室，县纪委监委，县人民法院、县人民检察院".to_owned(),
        ),
        signer: Some("青原县人民政府办公室".to_owned()),
        issued_on: "2022-07-05".parse().ok(),
        contact: Some("张某；电话：0000-0000000".to_owned()),
        blocks: vec![
            paragraph(
                "按照《青原县2022年重点任务分解方案》（青政发〔2022〕3号）要求，现将截至2022年6月底全县重点任务进展情况通报如下：",
            ),
            heading(1, "一、总体情况"),
            paragraph(
                "截至6月底，全县纳入调度的55项指标中，已完成12项、达到序时进度32项、未达序时进度11项，分别占21.8%、58.2%、20.0%。按自然月计算，当前时间进度为50.0%。比5月底新完成2项、少滞后3项。",
            ),
            heading(1, "二、主要指标完成情况"),
            heading(2, "（一）生态宜居"),
            paragraph(
                "生活污水治理村数：全年目标400个，截至6月底累计完成213个（不含未报送的A镇、B苏木），完成率53.3%，快于序时进度3.3个百分点；同比增长12.1%，较5月底提高6.5个百分点。完成率居前三位的是固阳镇（61.2%）、金山镇（58.0%）、下湿壕镇（55.5%）；居后三位的是怀朔镇（41.0%）、银号镇（40.2%）、西斗铺镇（38.0%）。",
            ),
            paragraph(
                "村集体经济收入：截至6月底，527个嘎查村中，村集体经济收入达到12万元的489个，达标率92.8%；未达标36个、未报2个，最低为某嘎查（9.6万元），缺口合计52.4万元。",
            ),
            heading(2, "（二）民生保障"),
            paragraph("登记失业率：截至6月底为3.57%，低于4.3%的控制目标0.73个百分点，达标。"),
            heading(1, "三、存在问题"),
            heading(2, "（一）部分指标未达序时进度"),
            paragraph(
                "11项指标未达序时进度或未达要求：新建卫生厕所，完成率38.0%，慢于序时进度12.0个百分点（责任单位：县农牧局）。",
            ),
            heading(1, "四、下步工作要求"),
            paragraph("各单位要按时限报送进展情况，对数据的真实性、准确性负责，佐证材料同步归档备查。"),
        ],
        annexes: vec![targets_table(30), coverage_table()],
        charts: None,
        checks: Vec::new(),
        example: true,
        head: "3f1c…甲<&>".to_owned(),
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
