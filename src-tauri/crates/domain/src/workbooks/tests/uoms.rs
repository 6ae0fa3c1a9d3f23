//! 单位：亩、万元 over a table: each figure in the unit that can be its own, or a question.

use super::*;

fn world() -> World {
    let indicators = [("造林面积", "亩"), ("到位资金", "元"), ("新建大棚", "个"), ("完成率", "%")];
    World::new("b", Level::County, &indicators)
}

/// A table under a line, with a figure of each indicator.
fn under(line: &str) -> Vec<Sheet> {
    let rows = ["2022年6月造林进度表→5", line, "旗县|造林面积|到位资金|新建大棚|完成率", "固阳县|4|3|2|75"];
    vec![sheet("a", &rows)]
}

const READ: [&str; 4] = ["i1 g 2022-06 = 4", "i2 g 2022-06 = 3万元", "i3 g 2022-06 = 2", "i4 g 2022-06 = 75"];

#[test]
fn of_several_units_of_measure_each_column_has_its_own_in_whatever_order() {
    for line in [
        "填报单位：包头市||||单位：亩、万元、个、%",
        "填报单位：包头市||||单位：%、个、万元、亩",
        "填报单位：包头市|单位：万元，亩，个→4",
        "单位：个/亩/万元→5",
        "单位：个 亩 万元→5",
        "（单位：亩；万元；个）→5",
        "填报单位：包头市|||单位：|亩、个、万元",
        "填报单位：包头市　　计量单位：亩、万元、个",
    ] {
        check(&world(), under(line), &READ, &[]);
    }
    let larger = ["i1 g 2022-06 = 4万亩", "i2 g 2022-06 = 3亿元"];
    for line in ["单位：万亩、亿元", "单位：亿元/万亩"] {
        let rows = ["2022年6月造林进度表→3", line, "旗县|造林面积|到位资金", "固阳县|4|3"];
        check(&world(), vec![sheet("a", &rows)], &larger, &[]);
    }
}

#[test]
fn a_head_that_names_its_own_unit_wins() {
    let rows = [
        "2022年6月造林进度表→4",
        "|||单位：亩、万元",
        "旗县|造林面积（公顷）|到位资金（亿元）|新建大棚（个）",
        "固阳县|4|3|2",
    ];
    check(
        &world(),
        vec![sheet("a", &rows)],
        &["i1 g 2022-06 = 4公顷", "i2 g 2022-06 = 3亿元", "i3 g 2022-06 = 2"],
        &[],
    );
}

#[test]
fn where_none_or_two_units_of_the_line_can_be_meant_it_is_asked() {
    check(
        &world(),
        under("单位：亩、万元"),
        &["i1 g 2022-06 = 4", "i2 g 2022-06 = 3万元", "i4 g 2022-06 = 75"],
        &["workbook.uom_unclear a!D3"],
    );
    let reading = check(
        &world(),
        under("单位：元、亩、个、万元"),
        &["i1 g 2022-06 = 4", "i3 g 2022-06 = 2", "i4 g 2022-06 = 75"],
        &["workbook.uom_unclear a!C3"],
    );
    assert_eq!(reading.problems[0].detail, ["到位资金", "元、亩、个、万元", "元"]);
    let own = ColumnChoice { taken: true, indicator: Some("i2".into()), ..ColumnChoice::default() };
    let choices =
        Choices { columns: BTreeMap::from([("到位资金".to_owned(), own)]), ..Choices::default() };
    let reading = world().read(&book(under("单位：元、亩、个、万元")), &choices);
    assert_eq!(said(&reading)[1], "i2 g 2022-06 = 3");
    assert_eq!(codes(&reading), Vec::<String>::new(), "a person said so");
}

#[test]
fn a_line_that_names_one_unit_is_of_the_columns_that_can_be_in_it() {
    check(&world(), under("单位：万元"), &READ, &[]);
    check(&world(), under("单位：万亩、个、万元"), &["i1 g 2022-06 = 4万亩", READ[1], READ[2], READ[3]], &[]);
}

#[test]
fn rows_that_are_indicators_have_each_its_unit_of_the_line() {
    let rows = |line: &str| {
        let rows = ["固阳县2022年6月进展→2", line, "指标|累计完成", "造林面积|4", "到位资金|3", "新建大棚|2"];
        vec![sheet("a", &rows)]
    };
    check(&world(), rows("单位：亩、个、万元→2"), &READ[..3], &[]);
    check(
        &world(),
        rows("单位：元、万元、亩→2"),
        &READ[..1],
        &["workbook.uom_unclear a!B5", "workbook.uom_unclear a!B6"],
    );
}

#[test]
fn a_proposed_form_has_the_units_that_the_names_speak_of() {
    let rows = [
        "2022年6月进度表→6",
        "单位：亩、户、万元、%→6",
        "旗县|造林面积|改厕户数|到位资金|支出比例|新建大棚",
        "固阳县|4|3|2|50|1",
    ];
    let found = proposed(&[], vec![sheet("a", &rows)]).expect("a form");
    let uoms: Vec<&str> = found.asks.iter().map(|ask| ask.uom.as_ref().map_or("?", Uom::as_str)).collect();
    assert_eq!(uoms, ["亩", "户", "万元", "%", "?"]);
}
