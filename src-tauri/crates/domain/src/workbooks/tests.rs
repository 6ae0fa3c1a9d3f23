//! Layouts of paper forms with the mess of real offices: what is understood of them without a word from a person,
//! and what a person may change.

mod stretches;
mod told;
mod uoms;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::*;
use crate::kernel::Uom;
use crate::org::{Level, OrgUnit, Tree, UnitPosition, Units};
use crate::programmes::{Accumulation, Direction, Indicator};
use crate::results::{DueDay, DueRule, Form, Frequency, HolidayRule, Measure};

/// Rows of cells parted by `|`: `词→3` spans columns, `词↓2` rows, `%0.85` is a share, `@2022-06-30` a day, `¥` hides the row; numbers are
/// numbers, `'12` is a text.
fn sheet(name: &str, rows: &[&str]) -> Sheet {
    let mut sheet = Sheet::named(name);
    for (row, line) in (0_u32..).zip(rows) {
        let line = line.strip_prefix('¥').inspect(|_| sheet.hidden_rows.extend([row])).unwrap_or(line);
        if line.is_empty() {
            continue;
        }
        for (column, cell) in (0_u32..).zip(line.split('|')) {
            let cell = cell.trim();
            let (cell, down) = cell.split_once('↓').unwrap_or((cell, "1"));
            let (cell, across) = cell.split_once('→').unwrap_or((cell, "1"));
            let (across, down): (u32, u32) = (across.parse().expect("a span"), down.parse().expect("a span"));
            if across > 1 || down > 1 {
                let merged = Merged { rows: (row, row + down - 1), columns: (column, column + across - 1) };
                sheet.merged.push(merged);
            }
            let value = match (cell.strip_prefix('%'), cell.strip_prefix('\''), cell.parse()) {
                (Some(share), ..) => Value::Percent(share.parse().expect("a share")),
                (_, Some(text), _) => Value::Text(text.to_owned()),
                _ if cell.starts_with('@') => Value::Day(cell[1..].to_owned()),
                (_, _, Ok(number)) => Value::Number(number),
                _ => Value::Text(cell.to_owned()),
            };
            sheet.push(row, column, value);
        }
    }
    sheet
}

fn book(sheets: Vec<Sheet>) -> Workbook {
    Workbook { sheets }
}

const UNITS: [(&str, &str, &str, Level); 12] = [
    ("b", "", "包头市", Level::Prefecture),
    ("g", "b", "固阳县", Level::County),
    ("d", "b", "达尔罕茂明安联合旗", Level::County),
    ("t", "b", "土默特右旗", Level::County),
    ("q", "b", "青山区", Level::County),
    ("g1", "g", "金山镇", Level::Township),
    ("g2", "g", "西斗铺镇", Level::Township),
    ("g3", "g", "下湿壕镇", Level::Township),
    ("v1", "g1", "东胜村民委员会", Level::Village),
    ("v2", "g2", "东胜村民委员会", Level::Village),
    ("v3", "g2", "大庙村民委员会", Level::Village),
    ("v4", "g3", "电报局村民委员会", Level::Village),
];

struct World {
    tree: Arc<Tree>,
    form: Form,
    indicators: Vec<Indicator>,
}

impl World {
    /// A monthly form of running totals below a unit.
    fn new(parent: &str, level: Level, indicators: &[(&str, &str)]) -> Self {
        let unit = |(id, _, name, level): &(&str, &str, &str, Level)| OrgUnit {
            id: (*id).into(),
            name: (*name).to_owned(),
            level: *level,
            code: None,
            pseudo: false,
            attributes: BTreeMap::new(),
            aliases: Vec::new(),
        };
        let position = |(id, parent, ..): &(&str, &str, &str, Level)| UnitPosition {
            org_unit: (*id).into(),
            parent: (!parent.is_empty()).then(|| (*parent).into()),
            from: None,
            to: None,
            order: 0,
            successor: None,
            name_then: None,
        };
        let units = Units::new(UNITS.iter().map(unit), UNITS.iter().map(position));
        let tree = Arc::new(Tree::on("2022-06-30".parse().expect("a day"), Arc::new(units)));
        let indicators: Vec<Indicator> = (1..)
            .zip(indicators)
            .map(|(at, (name, uom))| {
                let id = format!("i{at}");
                let (ytd, up) = (Accumulation::Ytd, Direction::Up);
                Indicator::usual(id.as_str().into(), name, Uom::new(uom), 2, ytd, up)
            })
            .collect();
        let form = Form {
            id: "f".into(),
            name: "月报".into(),
            frequency: Frequency::Month,
            measure: Measure::Ytd,
            measures: BTreeMap::new(),
            indicators: indicators.iter().map(|indicator| indicator.id.clone()).collect(),
            parent: parent.into(),
            level,
            due: DueRule {
                day: DueDay::After(5),
                as_of_day: None,
                time: "17:00".into(),
                holiday: HolidayRule::Keep,
            },
            evidence: Vec::new(),
            notes: Vec::new(),
            earlier: Vec::new(),
        };
        Self { tree, form, indicators }
    }

    /// One indicator asked for over another stretch.
    fn asking(mut self, id: &str, measure: Measure, accumulation: Accumulation) -> Self {
        self.form.measures.insert(id.into(), measure);
        let asked = self.indicators.iter_mut().find(|indicator| indicator.id.as_str() == id);
        asked.expect("an indicator").accumulation = accumulation;
        self
    }

    fn read(&self, workbook: &Workbook, choices: &Choices) -> Reading {
        let all_places = Places::of(&self.tree);
        let units = self.tree.at_level(&self.form.parent, self.form.level);
        let ground = Ground {
            form: &self.form,
            indicators: self.indicators.iter().collect(),
            places: &all_places.among(&units),
            all_places: &all_places,
            period: "2022-06".parse().expect("a period"),
        };
        understand(workbook, &ground, choices)
    }
}

/// `i1 g1 2022-06 = 120`, for every cell that says something, in the order of the sheet.
fn said(reading: &Reading) -> Vec<String> {
    let cells = reading.cells.iter().filter(|cell| cell.said != Said::Nothing);
    cells
        .map(|cell| {
            let (key, text) = (&cell.key, cell.said.text());
            let note = cell.note.as_ref().map_or(String::new(), |note| format!(" [{note}]"));
            format!("{} {} {} = {text}{note}", key.indicator, key.org_unit, key.period)
        })
        .collect()
}

/// What is told, but that no period is named, which few of these tables do.
fn codes(reading: &Reading) -> Vec<String> {
    let told = reading.problems.iter().filter(|problem| problem.code != "workbook.period_guessed");
    told.map(|problem| format!("{} {}", problem.code, problem.place)).collect()
}

#[track_caller]
fn check(world: &World, sheets: Vec<Sheet>, cells: &[&str], problems: &[&str]) -> Reading {
    let reading = world.read(&book(sheets), &Choices::default());
    assert_eq!(said(&reading), cells);
    assert_eq!(codes(&reading), problems);
    reading
}

#[test]
fn layout_a_tasks_without_figures_are_a_table_with_nothing_to_take() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户")]);
    let reading = check(
        &world,
        vec![sheet(
            "Sheet1",
            &[
                "附件2",
                "固阳县2022年重点任务分解表→9",
                "",
                "序号|类别|工作任务|目标要求|牵头领导|牵头单位|责任单位|完成时限|备注",
                "1|产业振兴↓2|建设高标准农田|5万亩|张某|县农牧局|各镇|2022年底|",
                "2||发展设施农业|新建大棚200座|张某|县农牧局|金山镇|10月底|",
                "3|生态振兴|农村改厕|不少于1200户|李某|县乡村振兴局|各镇|11月底|",
            ],
        )],
        &[],
        &["workbook.nothing_found Sheet1!A4"],
    );
    let table = &reading.tables[0].table;
    assert_eq!(table.title, ["附件2", "固阳县2022年重点任务分解表"]);
    assert_eq!((table.columns.len(), table.rows.len()), (9, 3));
    assert_eq!(table.columns[0].sort, ColumnSort::Ordinal);
    assert!(table.columns[1..].iter().all(|column| !column.sort.is_figure() || column.title() == "目标要求"));
}

#[test]
fn layout_b_tasks_as_rows_with_two_heads() {
    let world = World::new(
        "g",
        Level::Township,
        &[("改厕户数", "户"), ("高标准农田面积", "亩"), ("污水治理村数", "个")],
    );
    let rows = sheet(
        "6月",
        &[
            "2022年重点任务进展情况表（截至6月底）→9",
            "填报单位：金山镇|||填报日期：7月3日||||联系电话：0472|",
            "序号↓2|目标任务↓2|计量单位↓2|年度目标↓2|进展情况→4||||完成率（%）↓2|存在问题↓2",
            "||||本月完成|累计完成|上年同期|进展描述（100字内）||",
            "1|改厕户数|户|400|31|213|150|已完成验收|53.25|无",
            "2|1.高标准农田 面积|万亩|5|0.5|'2.1|1.8|推进中|42|",
            "3|污水治理村数|个|40|2|11（含3个在建）|9||29|雨季影响",
            "注：数据由县乡村振兴局提供。",
            "负责人：      审核人：",
        ],
    );
    let choices = Choices { org_unit: Some("g1".into()), ..Choices::default() };
    let reading = world.read(&book(vec![rows]), &choices);
    assert_eq!(
        said(&reading),
        ["i1 g1 2022-06 = 213", "i2 g1 2022-06 = 2.1万亩", "i3 g1 2022-06 = 11 [含3个在建]"],
        "the running total, each row in its own unit of measure"
    );
    let rates: Vec<String> = codes(&reading);
    assert_eq!(rates, ["workbook.rate_differs 6月!I7"], "11 of 40 are 27.5%");
}

#[test]
fn layout_c_units_by_indicators_under_five_heads() {
    let world = World::new("b", Level::County, &[("城镇新增就业", "人"), ("城镇登记失业率低于", "%")]);
    let rows = [
        "民生实事完成情况（截至2022年6月底）→7",
        "地区↓5|就业促进工程→6",
        "|促进城乡劳动者就业创业→6",
        "|城镇新增就业（人）→3|||城镇登记失业率低于（%）→3",
        "|市人社局→6",
        "|目标任务|进度|完成比例（%）|目标任务|进度|完成比例（%）",
        "全市|27800|52242|187.9|4.3|3.57|",
        "市本级||||||",
        "青 山 区|8000|22921|286.5|4.3|3.48|",
        "固阳县|9800|14321|146.1|4.3|3.6|",
        "达茂旗|5000|8000|150|4.3|3.5|",
        "土右旗|5000|7000|140|4.3|—|",
    ];
    let cells = [
        "i1 q 2022-06 = 22921",
        "i2 q 2022-06 = 3.48",
        "i1 g 2022-06 = 14321",
        "i2 g 2022-06 = 3.6",
        "i1 d 2022-06 = 8000",
        "i2 d 2022-06 = 3.5",
        "i1 t 2022-06 = 7000",
    ];
    let problems = [
        "workbook.unit_guessed Sheet1!A11",
        "workbook.unit_guessed Sheet1!A12",
        "workbook.rate_differs Sheet1!D11",
    ];
    let reading = check(&world, vec![sheet("Sheet1", &rows)], &cells, &problems);
    assert_eq!(reading.signs.get("—"), Some(&(1, Meaning::Nothing)));
    assert_eq!(reading.tables[0].table.head, 1..6);
    // The same without merged cells, as it comes out of a .csv.
    let plain: Vec<String> = rows
        .iter()
        .map(|row| {
            row.split('|')
                .map(|cell| cell.split(['→', '↓']).next().unwrap_or(""))
                .collect::<Vec<_>>()
                .join("|")
        })
        .collect();
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    check(&world, vec![sheet("Sheet1", &plain)], &cells, &problems);
}

#[test]
fn layout_d_a_ranked_table_whose_rates_are_stale() {
    let world = World::new("g", Level::Township, &[("深松整地面积", "亩")]);
    let reading = check(
        &world,
        vec![sheet(
            "进度",
            &[
                "深松整地作业进度（截至6月底）→7",
                "序号|镇|下达任务面积（亩）|当月完成面积（亩）|累计完成面积（亩）|任务完成量占比（%）|备注",
                "1|金山镇|3000|1950|1950|0|",
                "2|西斗铺镇|2,000|0|500|25|",
                "3|下湿壕镇|1000|100|800|70|",
                "合计||6000|2050|3250|54.2|",
            ],
        )],
        &["i1 g1 2022-06 = 1950", "i1 g2 2022-06 = 500", "i1 g3 2022-06 = 800"],
        &["workbook.rate_differs 进度!F3", "workbook.rate_differs 进度!F5"],
    );
    let first = &reading.problems[0].detail;
    assert_eq!(first, &["0", "65%"]);
}

#[test]
fn layout_e_a_ledger_of_issues_has_no_figures_to_take() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户")]);
    let reading = check(
        &world,
        vec![sheet(
            "台账",
            &[
                "问题整改台账→10",
                "序号↓2|问题描述↓2|整改责任→3|||整改情况→3|||销号情况→2",
                "||责任单位|责任领导|责任人|进展|是否完成|完成时间|验收单位|销号时间",
                "1|部分户厕冬季不能使用|金山镇|张某|王某|已更换配件|是|2022-06-10|县乡村振兴局|2022-06-15",
                "2|台账登记不全|西斗铺镇|李某|赵某|正在补登|否|||",
            ],
        )],
        &[],
        &["workbook.nothing_found 台账!A2"],
    );
    let table = &reading.tables[0].table;
    assert_eq!(table.columns[2].heading, ["整改责任", "责任单位"]);
    assert_eq!(table.columns[9].heading, ["销号情况", "销号时间"]);
    assert_eq!(table.rows.len(), 2);
}

#[test]
fn layout_f_several_blocks_on_one_sheet_are_several_tables() {
    let world = World::new("g", Level::Township, &[("村容整治项目数", "个")]);
    let reading = world.read(
        &book(vec![sheet(
            "自评表",
            &[
                "项目支出绩效自评表→6",
                "项目名称|村容整治||项目负责人及电话|张某|",
                "",
                "项目资金（万元）|全年预算数(A)|全年执行数(B)|分值|执行率(B/A)|得分",
                "年度资金总额|120|96|10|80|8",
                "其中：本年财政拨款|100|80|—|80|—",
                "",
                "一级指标|二级指标|三级指标|分值|年度指标值|全年实际值|得分",
                "产出指标↓2|数量指标|村容整治项目数|20|≥12个|13|20",
                "|质量指标|验收合格率|10|100%|100%|10",
            ],
        )]),
        &Choices { org_unit: Some("g2".into()), ..Choices::default() },
    );
    assert_eq!(said(&reading), ["i1 g2 2022-06 = 13"]);
    let heads: Vec<usize> = reading.tables.iter().map(|table| table.table.columns.len()).collect();
    assert!(reading.tables.len() >= 2 && heads.contains(&7), "{heads:?}");
}

#[test]
fn layout_g_scores_are_no_results() {
    let world = World::new("g", Level::Township, &[("新增家庭农场数", "个"), ("粮食产量", "吨")]);
    let reading = world.read(
        &book(vec![sheet(
            "评分",
            &[
                "序号|一级指标|二级指标|考核内容|目标值|完成值|分值|评分标准|自评分|考核得分|扣分原因",
                "1|产业振兴（25分）↓2|新增家庭农场数（个）|新增情况|30|28|10|按比例|9.3|9|未完成",
                "2||粮食产量（吨）|产量|5000|5200|15|达标满分|15|15|",
                "总分||||||25||24.3|24|",
            ],
        )]),
        &Choices { org_unit: Some("g1".into()), ..Choices::default() },
    );
    assert_eq!(said(&reading), ["i1 g1 2022-06 = 28", "i2 g1 2022-06 = 5200"]);
}

#[test]
fn layout_h_years_above_indicators() {
    let mut world = World::new("b", Level::County, &[("累计建成", "万亩"), ("新增高效节水灌溉", "万亩")]);
    world.form.frequency = Frequency::Year;
    world.form.measure = Measure::SinceStart;
    check(
        &world,
        vec![sheet(
            "规划",
            &[
                "单位↓2|到2025年情况（万亩）→2||到2030年情况（万亩）→2",
                "|累计建成|新增高效节水灌溉|累计建成|新增高效节水灌溉",
                "全市|5.56|0.8|6.5|0.9",
                "固阳县|3.56|0.5|4.5|0.6",
                "青山区|2|0.3|2|0.3",
            ],
        )],
        &[
            "i1 g 2025 = 3.56",
            "i2 g 2025 = 0.5",
            "i1 g 2030 = 4.5",
            "i2 g 2030 = 0.6",
            "i1 q 2025 = 2",
            "i2 q 2025 = 0.3",
            "i1 q 2030 = 2",
            "i2 q 2030 = 0.3",
        ],
        &[],
    );
}

#[test]
fn layout_i_a_notice_is_no_table_of_figures() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户")]);
    let reading = world.read(
        &book(vec![sheet(
            "通知单",
            &[
                "督办通知单→4",
                "编号：固督〔2022〕15号→4",
                "督办事项|农村改厕进度→3",
                "事项来源|县政府常务会议|领导批示|请抓紧",
                "承办单位|金山镇|办结时限|2022-07-10",
                "承办情况（单位盖章、负责人签字、日期）→4",
            ],
        )]),
        &Choices::default(),
    );
    assert_eq!(said(&reading), [""; 0]);
}

#[test]
fn layout_j_a_roster_names_villages_below_towns() {
    let world = World::new("g", Level::Village, &[("走访户数", "户")]);
    check(
        &world,
        vec![sheet(
            "名册",
            &[
                "驻村干部名册→8",
                "序号|苏木乡镇|嘎查村|姓名|派出单位|实驻天数|走访户数|备注",
                "1|金山镇|东胜村|张某|县农牧局|21|35|",
                "2|西斗铺镇↓2|东胜村|李某|县水务局|20|41|",
                "3||大庙村委会|王某|县财政局|22|约30|",
                "4|下湿壕镇|电报局|赵某|县税务局|18|28户|",
            ],
        )],
        &["i1 v1 2022-06 = 35", "i1 v2 2022-06 = 41", "i1 v3 2022-06 = 约30", "i1 v4 2022-06 = 28户"],
        &["workbook.column_unmapped 名册!F2"],
    );
}

#[test]
fn two_tables_on_a_sheet_are_two_below_each_other_and_side_by_side() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户"), ("投入资金", "万元")]);
    let cells = ["i1 g1 2022-06 = 5", "i1 g2 2022-06 = 6", "i2 g1 2022-06 = 1.5", "i2 g2 2022-06 = 2.5"];
    for rows in [
        &[
            "表一 改厕情况→2",
            "单位|改厕户数（户）",
            "金山镇|5",
            "西斗铺镇|6",
            "合计|11",
            "",
            "表二 资金情况→2",
            "单位|投入资金（万元）",
            "金山镇|1.5",
            "西斗铺镇|2.5",
        ][..],
        // No empty row between them.
        &[
            "单位|改厕户数|备注",
            "金山镇|5|",
            "西斗铺镇|6|",
            "资金情况→3",
            "单位|投入资金|备注",
            "金山镇|1.5|",
            "西斗铺镇|2.5|",
        ][..],
    ] {
        let reading = check(&world, vec![sheet("a", rows)], &cells, &[]);
        assert_eq!(reading.tables.len(), 2);
    }
    let beside =
        ["改厕与资金→5", "单位|改厕户数||单位|投入资金", "金山镇|5||金山镇|1.5", "西斗铺镇|6||西斗铺镇|2.5"];
    let reading = check(&world, vec![sheet("a", &beside)], &cells, &[]);
    assert_eq!(reading.tables.len(), 2);
}

#[test]
fn parts_captions_repeated_heads_and_empty_rows_do_not_break_a_table() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户")]);
    check(
        &world,
        vec![sheet(
            "a",
            &[
                "序号|单位|改厕户数（户）|备注",
                "甲|乙|1|2",
                "一、北片→4",
                "1|金山镇|5|",
                "|小计|5|",
                "",
                "序号|单位|改厕户数（户）|备注",
                "二、南片→4",
                "2|西斗铺镇|６|",
                "3|下湿壕镇|'7 |",
                "|小计|13|",
                "|合  计|18|",
                "注：1.数据截至6月底；2.因四舍五入，分项与合计略有出入。",
                "单位负责人：|审核人：|填报人：|联系电话：",
            ],
        )],
        &["i1 g1 2022-06 = 5", "i1 g2 2022-06 = ６", "i1 g3 2022-06 = 7"],
        &[],
    );
}

#[test]
fn sums_that_do_not_add_up_are_told_and_rounding_is_not() {
    let world = World::new("g", Level::Township, &[("投入资金", "万元"), ("改厕户数", "户")]);
    let reading = check(
        &world,
        vec![sheet(
            "a",
            &[
                "单位|投入资金|改厕户数",
                "合计|10.1|20",
                "金山镇|3.34|5",
                "西斗铺镇|3.34|6",
                "下湿壕镇|3.34|7",
            ],
        )],
        &[
            "i1 g1 2022-06 = 3.34",
            "i2 g1 2022-06 = 5",
            "i1 g2 2022-06 = 3.34",
            "i2 g2 2022-06 = 6",
            "i1 g3 2022-06 = 3.34",
            "i2 g3 2022-06 = 7",
        ],
        &["workbook.sum_differs a!C2"],
    );
    assert_eq!(reading.problems[0].detail, ["20", "18"]);
}

#[test]
fn months_beside_each_other_are_periods_of_one_indicator() {
    let mut world = World::new("g", Level::Township, &[("改厕户数", "户")]);
    world.form.measure = Measure::Period;
    check(
        &world,
        vec![sheet("2022年", &["改厕户数（户）→4", "单位|4月|5月|6月", "金山镇|1|2|3", "西斗铺镇|4|/|×"])],
        &["i1 g1 2022-04 = 1", "i1 g1 2022-05 = 2", "i1 g1 2022-06 = 3", "i1 g2 2022-04 = 4"],
        &[],
    );
}

#[test]
fn units_beside_each_other_are_columns_of_a_turned_table() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户"), ("投入资金", "万元")]);
    check(
        &world,
        vec![sheet(
            "a",
            &[
                "指标|计量单位|金山镇|西斗铺镇",
                "改厕户数|户|5|6",
                "投入资金|元|15000|25,000",
                "新建厕所|座|1|2",
            ],
        )],
        &["i1 g1 2022-06 = 5", "i1 g2 2022-06 = 6", "i2 g1 2022-06 = 15000元", "i2 g2 2022-06 = 25,000元"],
        &["workbook.indicator_unknown a!A4"],
    );
}

#[test]
fn a_day_in_its_own_cell_above_units_of_measure_in_a_row_of_their_own_is_no_head() {
    let indicators = [("改厕户数", "户"), ("卫生厕所普及率", "%"), ("投入资金", "万元")];
    check(
        &World::new("g", Level::Township, &indicators),
        vec![sheet(
            "6月",
            &[
                "附件3",
                "固阳县人居环境整治工作推进情况统计表→6",
                "填表单位：县农牧局||||截止日期：|@2022-06-30",
                "序号↓3|苏木乡镇↓3|厕所革命→2||资金投入情况|备注↓3",
                "||改厕户数|卫生厕所普及率|投入资金|",
                "||户|'%|万元|",
                "|全县合计|179||19.75|",
                "1|金山|131|'85.3%|12.5|",
                "2|西斗铺|48|'71%|7.25|含上年结转",
                "",
                "说明：改厕户数以验收为准。",
            ],
        )],
        &[
            "i1 g1 2022-06 = 131",
            "i2 g1 2022-06 = 85.3%",
            "i3 g1 2022-06 = 12.5",
            "i1 g2 2022-06 = 48",
            "i2 g2 2022-06 = 71%",
            "i3 g2 2022-06 = 7.25",
        ],
        &[],
    );
}

#[test]
fn shares_of_a_row_that_are_all_fractions_are_percent_and_mixed_ones_are_asked_about() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户"), ("卫生厕所普及率", "%")]);
    let turned = |shares: &str| {
        sheet(
            "a",
            &["指标|单位|金山镇|西斗铺镇", "改厕户数|户|131|48", &format!("卫生厕所普及率|'%|{shares}")],
        )
    };
    let toilets = ["i1 g1 2022-06 = 131", "i1 g2 2022-06 = 48"];
    let with = |first, second| [toilets[0], toilets[1], first, second];
    check(
        &world,
        vec![turned("0.853|0.6")],
        &with("i2 g1 2022-06 = 85.3", "i2 g2 2022-06 = 60"),
        &["workbook.fraction a!A3"],
    );
    check(
        &world,
        vec![turned("0.853|60")],
        &with("i2 g1 2022-06 = 0.853", "i2 g2 2022-06 = 60"),
        &["workbook.percent_mixed a!A3"],
    );
}

#[test]
fn words_for_how_far_something_is_do_not_hide_its_name_and_columns_nobody_knows_are_told() {
    let world = World::new("g", Level::Township, &[("生活污水治理村数", "个")]);
    let table = |head: &str| vec![sheet("a", &[head, "金山镇|4", "西斗铺镇|2"])];
    check(&world, table("乡  镇|污水治理完成村数（个）"), &["i1 g1 2022-06 = 4", "i1 g2 2022-06 = 2"], &[]);
    let two = World::new("g", Level::Township, &[("生活污水治理村数", "个"), ("改厕户数", "户")]);
    check(&two, table("乡  镇|清运垃圾"), &[], &["workbook.column_unmapped a!B1"]);
}

#[test]
fn units_of_measure_are_kept_with_the_figures_and_never_turned_silently() {
    let world =
        World::new("g", Level::Township, &[("投入资金", "万元"), ("改厕户数", "户"), ("覆盖率", "%")]);
    let rows =
        ["单位|投入资金（元）|改厕户数（座）|覆盖率（%）", "金山镇|15000|5|0.853", "西斗铺镇|2万|6|0.9"];
    let reading = check(
        &world,
        vec![sheet("a", &rows)],
        &["i1 g1 2022-06 = 15000元", "i3 g1 2022-06 = 85.3", "i1 g2 2022-06 = 2万元", "i3 g2 2022-06 = 90"],
        &["workbook.uom_differs a!C1", "workbook.fraction a!D1"],
    );
    assert_eq!(reading.problems[0].detail, ["改厕户数（座）", "座", "户"]);
    // What a person says about the columns holds.
    let mut choices = Choices::default();
    let own = ColumnChoice { taken: true, own_uom: true, ..ColumnChoice::default() };
    let whole = ColumnChoice { taken: true, fraction: Some(false), ..ColumnChoice::default() };
    choices.columns.extend([("改厕户数（座）".to_owned(), own), ("覆盖率（%）".to_owned(), whole)]);
    let reading = world.read(&book(vec![sheet("a", &rows)]), &choices);
    let cells = said(&reading);
    assert!(
        cells.contains(&"i2 g1 2022-06 = 5".to_owned())
            && cells.contains(&"i3 g1 2022-06 = 0.853".to_owned())
    );
    let shares = ["单位|覆盖率（%）", "金山镇|%0.853", "西斗铺镇|85.3%"];
    check(
        &World::new("g", Level::Township, &[("覆盖率", "%")]),
        vec![sheet("a", &shares)],
        &["i1 g1 2022-06 = 85.3%", "i1 g2 2022-06 = 85.3%"],
        &[],
    );
    let mixed = ["单位|覆盖率（%）", "金山镇|0.853", "西斗铺镇|90.5"];
    check(
        &World::new("g", Level::Township, &[("覆盖率", "%")]),
        vec![sheet("a", &mixed)],
        &["i1 g1 2022-06 = 0.853", "i1 g2 2022-06 = 90.5"],
        &["workbook.percent_mixed a!B1"],
    );
}

#[test]
fn signs_mean_what_a_person_says() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户")]);
    let workbook = book(vec![sheet("a", &["单位|改厕户数", "金山镇|—", "西斗铺镇|无", "下湿壕镇|0"])]);
    let reading = world.read(&workbook, &Choices::default());
    assert_eq!(said(&reading), ["i1 g2 2022-06 = 零报告", "i1 g3 2022-06 = 0"]);
    let signs: Vec<&str> = reading.signs.keys().map(String::as_str).collect();
    assert_eq!(signs, ["0", "—", "无"]);
    let mut choices = Choices::default();
    choices.signs.extend([
        ("—".to_owned(), Meaning::NotApplicable),
        ("无".to_owned(), Meaning::Nothing),
        ("0".to_owned(), Meaning::Nil),
    ]);
    let reading = world.read(&workbook, &choices);
    assert_eq!(said(&reading), ["i1 g1 2022-06 = 不适用", "i1 g3 2022-06 = 零报告"]);
}

#[test]
fn hidden_rows_columns_and_sheets_are_seen_and_left_until_a_person_says_so() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户")]);
    let mut old = sheet("旧表", &["单位|改厕户数", "金山镇|99"]);
    old.hidden = true;
    let rows = sheet("a", &["单位|改厕户数", "金山镇|5", "¥西斗铺镇|6", "下湿壕镇|7"]);
    let workbook = book(vec![rows, old]);
    let reading = world.read(&workbook, &Choices::default());
    assert_eq!(said(&reading), ["i1 g1 2022-06 = 5", "i1 g3 2022-06 = 7"]);
    assert_eq!(reading.tables.iter().map(|table| table.taken).collect::<Vec<_>>(), [true, false]);
    assert!(reading.tables[0].table.rows[1].hidden);
    assert_eq!(codes(&reading), ["workbook.rows_hidden a!A3"]);
    assert_eq!(reading.problems[0].detail, ["西斗铺镇", "1"]);
    let choices = Choices { hidden_rows: true, ..Choices::default() };
    assert_eq!(said(&world.read(&workbook, &choices)).len(), 3);
    let mut choices = Choices::default();
    choices.tables.extend([(0, false), (1, true)]);
    assert_eq!(said(&world.read(&workbook, &choices)), ["i1 g1 2022-06 = 99"]);
}

#[test]
fn names_that_nobody_knows_are_told_and_what_a_person_says_of_them_holds() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户")]);
    let workbook = book(vec![sheet("a", &["单位|改厕户数", "金山|5", "开发区|6", "西斗铺|7"])]);
    let reading = world.read(&workbook, &Choices::default());
    assert_eq!(said(&reading), ["i1 g1 2022-06 = 5", "i1 g2 2022-06 = 7"]);
    assert_eq!(codes(&reading), ["workbook.unit_unknown a!A3"]);
    let mut choices = Choices::default();
    choices.names.insert("开发区".to_owned(), NameChoice::Unit("g3".into()));
    choices.names.insert("金山".to_owned(), NameChoice::Skip);
    let reading = world.read(&workbook, &choices);
    assert_eq!(said(&reading), ["i1 g3 2022-06 = 6", "i1 g2 2022-06 = 7"]);
    assert_eq!(codes(&reading), [""; 0]);
    let kept = Choices::from_fields(&choices.to_fields()).expect("what was kept");
    assert_eq!(kept, choices);
}

#[test]
fn the_same_table_of_the_next_month_is_known_again() {
    let of = |month: &str, value: &str| {
        let title = format!("改厕情况（截至{month}底）→2");
        let row = format!("金山镇|{value}");
        fingerprint(&book(vec![sheet("a", &[&title, "单位|改厕户数", &row, "西斗铺镇|1"])]))
    };
    assert_eq!(of("6月", "5"), of("7月", "8"));
    let other = fingerprint(&book(vec![sheet("a", &["单位|投入资金", "金山镇|5", "西斗铺镇|1"])]));
    assert_ne!(of("6月", "5"), other);
}

#[test]
fn a_sheet_for_each_unit_is_of_the_unit_it_is_called_by() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户"), ("投入资金", "万元")]);
    let of = |name: &str, title: &str, first: &str| {
        sheet(name, &[title, "指标名称|计量单位|1-5月|1-6月", first, "投入资金|万元|1|2"])
    };
    check(
        &world,
        vec![
            of("金山镇", "2022年进度→4", "改厕户数|户|10|20"),
            of("Sheet2", "西斗铺镇2022年进度→4", "改厕户数|户|30|40"),
            of("Sheet3", "填报单位：固阳县下湿壕镇→4", "改厕户数|户|50|60"),
        ],
        &[
            "i1 g1 2022-05 = 10",
            "i1 g1 2022-06 = 20",
            "i2 g1 2022-05 = 1",
            "i2 g1 2022-06 = 2",
            "i1 g2 2022-05 = 30",
            "i1 g2 2022-06 = 40",
            "i2 g2 2022-05 = 1",
            "i2 g2 2022-06 = 2",
            "i1 g3 2022-05 = 50",
            "i1 g3 2022-06 = 60",
            "i2 g3 2022-05 = 1",
            "i2 g3 2022-06 = 2",
        ],
        &[],
    );
}

#[test]
fn two_sheets_that_say_different_things_of_one_cell_are_told() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户")]);
    let of =
        |name: &str, value: &str| sheet(name, &["单位|改厕户数", &format!("金山镇|{value}"), "西斗铺镇|6"]);
    check(
        &world,
        vec![of("原表", "5"), of("修改", "7")],
        &["i1 g1 2022-06 = 5", "i1 g2 2022-06 = 6"],
        &["workbook.twice 修改!B2"],
    );
}

#[test]
fn every_table_has_its_place() {
    let tables = tables_of(&sheet("a", &["", "单位|数", "甲|5", "乙|6"]), &|_| false);
    assert_eq!(tables.iter().map(Table::place).collect::<Vec<_>>(), ["A2:B4"]);
    assert_eq!(BTreeSet::from([0, 1]), tables[0].columns.iter().map(|column| column.column).collect());
}

/// What a workbook would have a form ask: `columns or row = name, unit, how it runs`.
fn asked(proposal: &Proposal) -> Vec<String> {
    let asks = proposal.asks.iter().map(|ask| {
        let uom = ask.uom.as_ref().map_or("?", Uom::as_str);
        let known = ask.known.as_ref().map_or(String::new(), |id| format!(" = {id}"));
        format!(
            "{} | {} {uom} {} .{}{known}",
            ask.columns.join(" + "),
            ask.name,
            ask.accumulation,
            ask.decimals
        )
    });
    asks.collect()
}

#[track_caller]
fn proposed(indicators: &[(&str, &str)], sheets: Vec<Sheet>) -> Option<Proposal> {
    let world = World::new("b", Level::County, indicators);
    let workbook = book(sheets);
    let form = Form { indicators: Vec::new(), ..world.form.clone() };
    let places = Places::of(&world.tree);
    let ground = Ground {
        form: &form,
        indicators: world.indicators.iter().collect(),
        places: &places,
        all_places: &places,
        period: "2022-06".parse().expect("a period"),
    };
    let reading = understand(&workbook, &ground, &Choices::default());
    propose(&workbook, &reading.tables, &world.tree)
}

#[test]
fn a_table_of_units_has_a_form_ask_what_its_columns_say() {
    let rows = [
        "固阳县2022年6月农村改厕情况统计表→7",
        "填报单位：县乡村振兴局|||||单位：户",
        "序号↓2|乡镇↓2|计划数↓2|改厕户数|厕所粪污资源化（个）→2||完成率(%)↓2",
        "|||累计完成|本月|累计|",
        "1|金山镇|200|120|3|12.5|60",
        "2|西斗铺镇|100|80|1|4|80",
        "|合计|300|200|4|16.5|",
    ];
    let found = proposed(&[("改厕户数", "户")], vec![sheet("6月", &rows)]).expect("a form");
    assert_eq!(
        asked(&found),
        [
            "改厕户数 累计完成 | 改厕户数 户 ytd .0 = i1",
            "厕所粪污资源化（个） 累计 | 厕所粪污资源化 个 ytd .1"
        ]
    );
    assert_eq!((found.parent.as_str(), found.level), ("g", Level::Township));
    assert_eq!((found.frequency, found.measure), (Frequency::Month, Measure::Ytd));
    assert_eq!(found.name, "固阳县2022年6月农村改厕情况统计表");
}

#[test]
fn a_table_of_indicators_has_a_form_ask_its_rows() {
    let rows = [
        "2022年二季度主要指标季报",
        "指标名称|计量单位|本季完成|备注",
        "新建温室|座|12|",
        "检测土壤样品|个|1500|",
    ];
    let found = proposed(&[("改厕户数", "户")], vec![sheet("Sheet1", &rows)]).expect("a form");
    assert_eq!(asked(&found), [" | 新建温室 座 period_flow .0", " | 检测土壤样品 个 period_flow .0"]);
    assert_eq!((found.frequency, found.measure), (Frequency::Quarter, Measure::Period));
    assert_eq!(
        (found.parent.as_str(), found.level),
        ("b", Level::County),
        "nobody is named: all below the top"
    );
}

#[test]
fn months_beside_each_other_are_one_indicator_of_a_proposed_form() {
    let rows = ["2022年清理垃圾情况表（吨）", "旗县|1月|2月|3月", "固阳县|5|6|7", "青山区|1|2|3"];
    let found = proposed(&[], vec![sheet("Sheet1", &rows)]).expect("a form");
    assert_eq!(asked(&found), ["1月 + 2月 + 3月 | 清理垃圾 吨 ytd .0"]);
    assert_eq!((found.parent.as_str(), found.level), ("b", Level::County));
}

#[test]
fn a_table_without_figures_of_what_was_done_proposes_nothing() {
    for rows in [
        &["单位|得分|排名", "金山镇|95|1"][..],
        &["问题清单", "序号|问题描述|整改措施", "1|路灯不亮|更换"],
        &[],
    ] {
        assert_eq!(proposed(&[], vec![sheet("Sheet1", rows)]), None, "{rows:?}");
    }
}

#[test]
fn a_proposed_form_is_due_as_often_as_its_title_says() {
    for (title, frequency) in [
        ("2022年上半年村集体经济收入半年报", Frequency::HalfYear),
        ("2022年6月改厕进展半月报", Frequency::HalfMonth),
        ("2022年6月下半月改厕进展情况", Frequency::HalfMonth),
        ("2022年6月改厕进展旬报", Frequency::TenDay),
        ("2022年6月中旬改厕进展情况", Frequency::TenDay),
        ("改厕进展周报（6月第3周）", Frequency::Week),
        ("2022年6月改厕月报", Frequency::Month),
        ("2022年改厕情况年报", Frequency::Year),
        ("2022年报送改厕情况统计表（6月）", Frequency::Month),
        ("2022年二季度改厕情况", Frequency::Quarter),
    ] {
        let rows = [title, "镇|改厕户数（户）", "金山镇|20", "西斗铺镇|12"];
        let found = proposed(&[("改厕户数", "户")], vec![sheet("Sheet1", &rows)]).expect("a form");
        assert_eq!(found.frequency, frequency, "{title}");
    }
}
