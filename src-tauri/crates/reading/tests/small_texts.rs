//! Kind, comparator, value, unit and time in small texts: what a title, a column or a word decides.

use reading::{Kind, Value, extract, time_fields};

/// `t >= 38 万亩 2026-12-31`, one for each statement.
fn told(text: &str) -> Vec<String> {
    extract(text, None)
        .into_iter()
        .map(|statement| {
            let kind = if statement.kind == Kind::Target { "t" } else { "o" };
            let value = match statement.value {
                Value::One(value) => value.to_string(),
                Value::Range(low, high) => format!("{low}..{high}"),
            };
            let time: Vec<String> =
                statement.time.map(time_fields).unwrap_or_default().into_iter().filter_map(|f| f.1).collect();
            let sign = statement.comparator_sign();
            format!("{kind} {sign} {value} {} {}", statement.uom.as_str(), time.join("/")).trim().to_owned()
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text), expected, "{text}");
}

#[test]
fn what_should_be_little_is_bounded_from_above() {
    check(
        "某县2026年主要指标计划表\n指标\t单位\t2026年计划\n城镇登记失业率\t%\t4.5\n孕产妇死亡率\t1/10万\t12\n\
         单位生产总值能耗降低\t%\t3\n化学需氧量排放量\t吨\t1200\n优良天数比率\t%\t90",
        &[
            "t <= 4.5 % 2026-12-31",
            "t <= 12 1/10万 2026-12-31",
            "t >= 3 % 2026-12-31",
            "t <= 1200 吨 2026-12-31",
            "t >= 90 % 2026-12-31",
        ],
    );
    check("到2027年，城镇调查失业率为5%。", &["t <= 5 % 2027-12-31"]);
    check("2025年城镇调查失业率为5%。", &["o = 5 % 2025"]);
}

#[test]
fn a_notice_of_this_year_sends_out_work() {
    check(
        "关于做好2026年粮食生产工作的通知\n各乡镇：\n粮食播种面积稳定在38万亩，产量达到13.1万吨以上。\n\
         去年全县粮食产量12.9万吨。\n某县农业农村局\n2026年3月5日",
        &["t >= 38 万亩 2026-12-31", "t >= 13.1 万吨 2026-12-31", "o = 12.9 万吨 2025"],
    );
    check(
        "关于2025年粮食生产情况的通报\n各乡镇：\n粮食播种面积38万亩。\n某县农业农村局\n2026年3月5日",
        &["o = 38 万亩 2025"],
    );
}

#[test]
fn the_whole_year_told_in_january_is_the_one_before() {
    check("某县就业工作\n2026年1月15日\n全年城镇新增就业4200人。", &["o = 4200 人 2025"]);
    check("某县就业工作\n2025年12月30日\n全年城镇新增就业4200人。", &["o = 4200 人 2025"]);
}

#[test]
fn a_text_without_times_gives_none() {
    check("2026-03-05 来源：某县政府网\n某县建成零工市场2个，开展招聘36场。", &["o = 2 个", "o = 36 场"]);
    check("按每名党员每年300元的标准划拨经费，村级办公经费达到8万元。", &["t = 300 元 annual", "o = 8 万元"]);
}

#[test]
fn a_sentence_of_its_own_day_heads_no_others() {
    check(
        "某县新闻\n2026-02-20 来源：某县政府网\n截至2月15日，已有6个项目复工。\n举办招聘会4场。",
        &["o = 6 个 2026-02-15", "o = 4 场"],
    );
}

#[test]
fn the_last_year_named_dates_what_follows() {
    check(
        "某县新闻\n2026-02-20 来源：某县政府网\n去年销售收入1.8亿元，今年订单充足，全年有望达到2.3亿元。",
        &["o = 1.8 亿元 2025", "t >= 2.3 亿元 2026-12-31"],
    );
}

#[test]
fn rows_keep_their_columns() {
    check(
        "镇\t项目\t2026年任务\n东河镇\t新建蓄水池(座)\t12\n\t新修渠道（单位：公里）\t3.5\n \t \t7",
        &["t >= 12 座 2026-12-31", "t >= 3.5 公里 2026-12-31", "t >= 7  2026-12-31"],
    );
}

#[test]
fn each_reaches_its_own_figures() {
    let scopes: Vec<Option<String>> = extract(
        "按每名党员每年300元、村级组织每年8万元的标准划拨。每名党员联系3户群众、2名学生，设立岗位120个。",
        None,
    )
    .into_iter()
    .map(|statement| statement.scope)
    .collect();
    let each = Some("每名党员".to_owned());
    assert_eq!(scopes, [each.clone(), None, each.clone(), each, None]);
}
