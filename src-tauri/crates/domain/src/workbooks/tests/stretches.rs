//! Figures of a month are not those up to its end, nor those of a quarter those of its last month.

use super::*;

#[test]
fn months_beside_their_sum_are_each_alone() {
    let rows = [
        "2022年上半年城镇新增就业情况表→5",
        "填报单位：固阳县人社局||||单位：人",
        "单位|4月|5月|6月|累计",
        "金山镇|40|50|50|140",
        "西斗铺镇|20|30|35|85",
        "合计|60|80|85|225",
    ];
    let jobs = || World::new("g", Level::Township, &[("城镇新增就业人数", "人"), ("改厕户数", "户")]);
    check(&jobs(), vec![sheet("a", &rows)], &["i1 g1 2022-06 = 140", "i1 g2 2022-06 = 85"], &[]);
    let monthly = jobs().asking("i1", Measure::Period, Accumulation::PeriodFlow);
    check(
        &monthly,
        vec![sheet("a", &rows)],
        &[
            "i1 g1 2022-04 = 40",
            "i1 g1 2022-05 = 50",
            "i1 g1 2022-06 = 50",
            "i1 g2 2022-04 = 20",
            "i1 g2 2022-05 = 30",
            "i1 g2 2022-06 = 35",
        ],
        &[],
    );
}

#[test]
fn months_without_a_sum_run_on_unless_they_fall() {
    let table =
        |second: &str| vec![sheet("a", &["2022年改厕户数|→3", "镇|4月|5月|6月", "金山镇|40|50|60", second])];
    let world = || World::new("g", Level::Township, &[("改厕户数", "户")]);
    let running = [
        "i1 g1 2022-04 = 40",
        "i1 g1 2022-05 = 50",
        "i1 g1 2022-06 = 60",
        "i1 g2 2022-04 = 20",
        "i1 g2 2022-05 = 30",
        "i1 g2 2022-06 = 30",
    ];
    check(&world(), table("西斗铺镇|20|30|30"), &running, &["workbook.measure_guessed a!B2"]);
    let told = ["B2", "C2", "D2"].map(|cell| format!("workbook.measure_differs a!{cell}"));
    check(&world(), table("西斗铺镇|20|30|25"), &[], &told.each_ref().map(String::as_str));
    // What stands at the end of a month may fall.
    let stock = world().asking("i1", Measure::Stock, Accumulation::Stock);
    let reading = check(&stock, table("西斗铺镇|20|30|30"), &running, &[]);
    assert_eq!(reading.cells.len(), 6);
    let falling = stock.read(&book(table("西斗铺镇|20|30|25")), &Choices::default());
    assert_eq!(said(&falling).len(), 6);
}

#[test]
fn quarters_beside_the_sum_of_the_half_year_are_each_alone() {
    let world = World::new("g", Level::Township, &[("村集体经济收入", "万元")]);
    check(
        &world,
        vec![sheet(
            "a",
            &[
                "2022年上半年村集体经济收入台账→4",
                "乡镇|1季度|2季度|上半年合计",
                "金山镇|5|6.5|11.5",
                "西斗铺镇|3|4|7",
            ],
        )],
        &["i1 g1 2022-06 = 11.5", "i1 g2 2022-06 = 7"],
        &[],
    );
}

#[test]
fn a_running_total_begins_anew_with_the_year() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户")]);
    let rows =
        ["改厕户数→4", "镇|2021年11月|2021年12月|2022年1月", "金山镇|400|450|20", "西斗铺镇|300|310|5"];
    let reading = world.read(&book(vec![sheet("a", &rows)]), &Choices::default());
    assert_eq!(said(&reading).len(), 6);
}

#[test]
fn a_quarter_is_not_its_last_month() {
    let rows = [
        "2022年矛盾纠纷化解情况统计表（单位：件）→4",
        "乡镇|一季度|二季度|全年",
        "金山镇|10|12|22",
        "西斗铺镇|5|8|13",
    ];
    let world = || World::new("g", Level::Township, &[("矛盾纠纷化解件数", "件")]);
    let monthly = world().asking("i1", Measure::Period, Accumulation::PeriodFlow);
    check(
        &monthly,
        vec![sheet("a", &rows)],
        &[],
        &["workbook.measure_differs a!B2", "workbook.measure_differs a!C2", "workbook.measure_differs a!D2"],
    );
    // Up to the end of a quarter is up to the end of its last month.
    let running = [
        "2022年矛盾纠纷化解情况统计表（单位：件）→3",
        "乡镇|一季度累计|二季度累计",
        "金山镇|10|22",
        "西斗铺镇|5|13",
    ];
    check(
        &world(),
        vec![sheet("a", &running)],
        &["i1 g1 2022-03 = 10", "i1 g1 2022-06 = 22", "i1 g2 2022-03 = 5", "i1 g2 2022-06 = 13"],
        &[],
    );
}

#[test]
fn what_a_title_says_of_the_stretch_holds_for_its_columns() {
    let world = World::new("g", Level::Township, &[("走访户数", "户")]).asking(
        "i1",
        Measure::Period,
        Accumulation::PeriodFlow,
    );
    let table = |title: &str, head: &str| vec![sheet("a", &[title, head, "金山镇|120", "西斗铺镇|80"])];
    let both = ["i1 g1 2022-06 = 120", "i1 g2 2022-06 = 80"];
    let cases: [(&str, &str, &[&str], &[&str]); 5] = [
        ("2022年6月走访情况→2", "镇|走访户数", &both, &[]),
        ("2022年1—6月走访情况→2", "镇|走访户数", &[], &["workbook.measure_differs a!B2"]),
        ("2022年上半年走访情况→2", "镇|走访户数", &[], &["workbook.measure_differs a!B2"]),
        ("2022年1—6月走访情况→2", "镇|6月走访户数", &both, &[]),
        ("2022年1—6月走访情况→2", "镇|本月走访户数", &both, &[]),
    ];
    for (title, head, cells, problems) in cases {
        check(&world, table(title, head), cells, problems);
    }
}

#[test]
fn rows_take_the_column_of_their_own_stretch() {
    let asked = [("改厕户数", "户"), ("纠纷化解件数", "件"), ("硬化里程", "公里"), ("常住人口", "人")];
    let world = World::new("g", Level::Township, &asked)
        .asking("i2", Measure::Period, Accumulation::PeriodFlow)
        .asking("i4", Measure::Stock, Accumulation::Stock);
    let sheets = |name: &str, reporter: &str| {
        sheet(
            name,
            &[
                "乡村振兴月报（2022年6月）→4",
                reporter,
                "指标|计量单位|本月数|累计数",
                "改厕户数|户|5|50",
                "纠纷化解件数|件|3|20",
                "硬化里程|米|100|1000",
                "常住人口|人|9|900",
            ],
        )
    };
    // What a label asks for stands in the next cell.
    check(
        &world,
        vec![sheets("一", "填报单位：|金山镇"), sheets("二", "填报单位：|西斗铺镇|填报日期：|@2022-07-02")],
        &[
            "i1 g1 2022-06 = 50",
            "i2 g1 2022-06 = 3",
            "i3 g1 2022-06 = 1000米",
            "i4 g1 2022-06 = 900",
            "i1 g2 2022-06 = 50",
            "i2 g2 2022-06 = 3",
            "i3 g2 2022-06 = 1000米",
            "i4 g2 2022-06 = 900",
        ],
        &[],
    );
}

#[test]
fn the_day_of_a_report_is_not_what_it_is_about() {
    let world = World::new("g", Level::Township, &[("改厕户数", "户")]);
    for line in [
        "报送单位：|固阳县|报送时间：|@2022-07-02",
        "填报日期：2022年7月2日",
        "请各镇于7月3日前报送。",
        "请各镇认真核对后于7月3日前报送，逾期不报、漏报错报的在全县范围内予以通报，并在年底考核时扣分，联系人张某",
        "截至6月底",
    ] {
        let rows = ["2022年6月改厕情况→3", line, "", "镇|改厕户数|增长", "金山镇|12|8.3", "西斗铺镇|15|4.7"];
        check(&world, vec![sheet("a", &rows)], &["i1 g1 2022-06 = 12", "i1 g2 2022-06 = 15"], &[]);
    }
}
