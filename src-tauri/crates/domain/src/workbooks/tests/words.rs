//! Names that offices write otherwise than the ledger.

use super::*;

#[test]
fn columns_and_rows_are_known_by_other_words() {
    let world = World::new(
        "g",
        Level::Township,
        &[
            ("新建改造户厕数", "座"),
            ("衔接资金到位额", "万元"),
            ("衔接资金支出额", "万元"),
            ("衔接资金支出进度", "%"),
            ("城镇新增就业人数", "人"),
        ],
    );
    let indicator = |head: &[&str]| {
        let rows: Vec<String> = (0..head.len())
            .map(|at| {
                format!("{}|{}", if at == 0 { format!("镇↓{}", head.len()) } else { String::new() }, head[at])
            })
            .chain(["金山镇|0.5".to_owned(), "西斗铺镇|0.7".to_owned()])
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let reading = world.read(&book(vec![sheet("a", &rows)]), &Choices::default());
        let column = reading.tables[0].columns[1].clone();
        (column.indicator.map(|id| id.to_string()), column.guessed)
    };
    let cases: [(&[&str], Option<&str>, bool); 14] = [
        (&["新建改造户厕数（座）"], Some("i1"), false),
        (&["户厕改造（座）"], Some("i1"), true),
        (&["到位资金（万元）"], Some("i2"), true),
        (&["支出资金（万元）"], Some("i3"), true),
        (&["衔接资金", "到位"], Some("i2"), true),
        (&["衔接资金", "支出额（亿元）"], Some("i3"), false),
        (&["衔接资金", "结余"], None, false),
        (&["就业工程", "城镇新增就业（人）", "县人社局", "累计完成"], Some("i5"), true),
        (&["城镇新增就业人数", "其中：女性"], None, false),
        (&["城镇新增就业人数", "合计"], Some("i5"), false),
        (&["资金"], None, false),
        (&["户数"], None, false),
        (&["改造"], None, false),
        (&["退出就业人数"], None, false),
    ];
    for (head, id, guessed) in cases {
        assert_eq!(indicator(head), (id.map(str::to_owned), guessed), "{head:?}");
    }
}

#[test]
fn a_title_names_the_indicator_of_columns_that_name_none() {
    let world = World::new(
        "g",
        Level::Township,
        &[("高标准农田建设面积", "亩"), ("高标准农田下达任务面积", "亩"), ("改厕户数", "户")],
    );
    let reading = check(
        &world,
        vec![sheet(
            "a",
            &[
                "2022年固阳县高标准农田建设进度通报表→5",
                "（截至2022年6月30日）→5",
                "||||单位：万亩、%",
                "名次|镇|下达任务|当月完成|累计完成",
                "1|金山镇|0.2|0.03|0.15",
                "2|西斗铺镇|0.3|0.05|0.18",
            ],
        )],
        &["i1 g1 2022-06 = 0.15万亩", "i1 g2 2022-06 = 0.18万亩"],
        &[],
    );
    assert!(reading.tables[0].columns[4].guessed);
}

#[test]
fn rows_that_are_guessed_or_not_known_are_told() {
    let world = World::new("g", Level::Township, &[("新建改造户厕数", "座"), ("硬化里程", "公里")]);
    let reading = check(
        &world,
        vec![sheet(
            "金山镇",
            &["指标|单位|6月累计", "户厕改造|座|12", "硬化里程|公里|3.5", "入户走访|户|900"],
        )],
        &["i1 g1 2022-06 = 12", "i2 g1 2022-06 = 3.5"],
        &["workbook.indicator_guessed 金山镇!A2", "workbook.indicator_unknown 金山镇!A4"],
    );
    assert_eq!(reading.problems[0].detail, ["户厕改造", "新建改造户厕数"]);
    assert_eq!(reading.problems[1].detail, ["入户走访"]);
}

#[test]
fn a_table_of_another_form_is_told() {
    let world = World::new("g", Level::Township, &[("硬化里程", "公里")]);
    let reading = check(
        &world,
        vec![sheet(
            "a",
            &[
                "表一：资金（2022年6月）→3",
                "乡镇|到位资金（万元）|支出资金（万元）",
                "金山镇|500|300",
                "",
                "表二：硬化里程（2022年6月）→3",
                "乡镇|累计硬化里程|备注",
                "金山镇|12.5|",
            ],
        )],
        &["i1 g1 2022-06 = 12.5"],
        &["workbook.table_left a!A2"],
    );
    assert_eq!(reading.problems[0].detail, ["表一：资金（2022年6月）"]);
}

#[test]
fn a_multiplier_alone_is_that_of_the_column() {
    let world = World::new("g", Level::Township, &[("到位资金", "万元"), ("支出资金", "元")]);
    check(
        &world,
        vec![sheet(
            "a",
            &[
                "2022年6月资金→3",
                "乡镇|到位资金（万元）|支出资金（万元）",
                "金山镇|400|300",
                "西斗铺镇|100万|100万",
                "下湿壕镇|1亿|20万元",
                "合计|10500|420",
            ],
        )],
        &[
            "i1 g1 2022-06 = 400",
            "i2 g1 2022-06 = 300万元",
            "i1 g2 2022-06 = 100万",
            "i2 g2 2022-06 = 100万元",
            "i1 g3 2022-06 = 1亿",
            "i2 g3 2022-06 = 20万元",
        ],
        &[],
    );
}

#[test]
fn rows_say_the_unit_of_measure_their_figures_are_in() {
    let world =
        World::new("g", Level::Township, &[("投入资金", "万元"), ("硬化里程", "公里"), ("改厕户数", "户")]);
    let rows: [&[&str]; 4] = [
        // in a bracket behind the name
        &["指标|累计", "投入资金（元）|15000", "硬化里程（米）|3500", "改厕户数（户）|5"],
        // in a column that is called like one of places
        &["指标|单位|累计", "投入资金|元|15000", "硬化里程|米|3500", "改厕户数|户|5"],
        // above the table, for what it can be said of
        &["|||单位：元", "指标|代码|累计", "投入资金|01|15000", "硬化里程（米）|02|3500", "改厕户数|03|5"],
        // over the column
        &["指标|累计（元）", "投入资金|15000", "硬化里程（米）|3500", "改厕户数|5"],
    ];
    for rows in rows {
        check(
            &world,
            vec![sheet("金山镇", rows)],
            &["i1 g1 2022-06 = 15000元", "i2 g1 2022-06 = 3500米", "i3 g1 2022-06 = 5"],
            &[],
        );
    }
}

#[test]
fn units_stand_below_the_indicator_that_a_row_names() {
    let world = World::new("g", Level::Township, &[("城镇新增就业人数", "人"), ("投入资金", "万元")]);
    check(
        &world,
        vec![sheet(
            "a",
            &[
                "2022年6月民生指标情况→3",
                "项目|本月|累计",
                "一、城镇新增就业（人）|75|438",
                "金山镇|50|260",
                "西斗铺镇|25|178",
                "二、投入资金（元）|1000|6000",
                "金山镇|200|1200",
                "三、其他事项（件）|9|90",
                "西斗铺镇|1|2",
            ],
        )],
        &["i1 g1 2022-06 = 260", "i1 g2 2022-06 = 178", "i2 g1 2022-06 = 1200元"],
        &["workbook.unit_unknown a!A8"],
    );
}

#[test]
fn a_row_for_each_figure_names_unit_indicator_and_time() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户"), ("硬化里程", "公里")]);
    check(
        &world,
        vec![sheet(
            "数据",
            &[
                "乡镇|指标|时间|数值|单位",
                "金山镇|改厕户数|2022年6月|260|户",
                "西斗铺镇|改厕户数|2022-05|178|户",
                "金山镇|硬化里程|@2022-06-30|12.5|公里",
                "西斗铺镇|硬化里程|2022年5月|4000|米",
                "西斗铺镇|走访户数|2022年5月|40|户",
                "下湿壕镇|改厕户数|不详|40|户",
            ],
        )],
        &["i1 g1 2022-06 = 260", "i1 g2 2022-05 = 178", "i2 g1 2022-06 = 12.5", "i2 g2 2022-05 = 4000米"],
        &["workbook.indicator_unknown 数据!B6"],
    );
}

#[test]
fn what_cannot_be_read_where_figures_are_meant_is_kept_with_its_place() {
    let world = World::new("g", Level::Township, &[("城镇新增就业人数", "人")]);
    let rows = [
        "2022年6月完成情况（完成数/任务数）→2",
        "乡镇|城镇新增就业（人）",
        "金山镇|260/400",
        "西斗铺镇|178/320",
    ];
    check(&world, vec![sheet("a", &rows)], &["i1 g1 2022-06 = 260/400", "i1 g2 2022-06 = 178/320"], &[]);
}

#[test]
fn a_place_alone_stands_above_its_own() {
    let world = World::new("g", Level::Village, &[("集体经济收入", "万元")]);
    check(
        &world,
        vec![sheet(
            "a",
            &[
                "2022年6月集体经济收入（万元）→2",
                "村名|收入",
                "金山镇",
                "东胜|12.5",
                "西斗铺镇",
                "东胜|10",
                "大庙村|8",
            ],
        )],
        &["i1 v1 2022-06 = 12.5", "i1 v2 2022-06 = 10", "i1 v3 2022-06 = 8"],
        &[],
    );
}
