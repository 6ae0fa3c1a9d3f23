//! What stands where figures are and is none is read or told, never passed over.

use super::*;

fn world() -> World {
    World::new("b", Level::County, &[("建成示范党组织数", "个"), ("投入党费", "万元"), ("宣讲场次", "场")])
}

#[test]
fn rows_of_tasks_with_words_around_their_figures_are_read() {
    let rows = [
        "包头市固阳县任务清单进展（2022年6月）→6",
        "序号|工作任务|单位|年度目标|累计完成|完成率|进展情况",
        "1|建成示范党组织数|个|12|8|66.7%（进度滞后）|已建8个，另有4个正在选址、年底前全部建成",
        "2|投入党费|万元|400|260/400|65%|",
        "3|宣讲场次|场|40|已完成6场|15%|6月集中开展",
    ];
    check(
        &world(),
        vec![sheet("a", &rows)],
        &["i1 g 2022-06 = 8", "i2 g 2022-06 = 260/400", "i3 g 2022-06 = 已完成6场"],
        &[],
    );
}

#[test]
fn units_over_columns_are_known_by_their_short_names_or_told() {
    let rows = ["包头市月报汇总表→5", "指标名称|单位|达茂旗|土右旗|北区|合计", "宣讲场次|场|3|4|5|12"];
    check(
        &world(),
        vec![sheet("a", &rows)],
        &["i3 d 2022-06 = 3", "i3 t 2022-06 = 4"],
        &["workbook.column_unit_unknown a!E2"],
    );
}

#[test]
fn a_formula_without_its_result_is_told_at_its_cell() {
    let rows = ["旗县|宣讲场次|投入党费（万元）", "固阳县|x|3", "青山区|x|4"];
    let mut formulas = sheet("a", &rows);
    for row in &mut formulas.rows[1..] {
        row.cells[1].value = Value::Fault(format!("=B{0}+C{0}", row.row));
    }
    check(
        &world(),
        vec![formulas],
        &["i3 g 2022-06 = =B1+C1", "i2 g 2022-06 = 3", "i3 q 2022-06 = =B2+C2", "i2 q 2022-06 = 4"],
        &[],
    );
}

#[test]
fn months_below_a_year_are_no_numbers_of_columns() {
    let rows = [
        "2022年各旗县宣讲场次→5",
        "旗县↓2|2022年→3|||合计↓2",
        "|1月|2月|3月|",
        "固阳县|3|4|2|9",
        "青山区|5|1||6",
    ];
    let monthly = world().asking("i3", Measure::Period, Accumulation::PeriodFlow);
    check(
        &monthly,
        vec![sheet("a", &rows)],
        &["i3 g 2022-01 = 3", "i3 g 2022-02 = 4", "i3 g 2022-03 = 2", "i3 q 2022-01 = 5", "i3 q 2022-02 = 1"],
        &[],
    );
}

#[test]
fn words_of_a_heading_are_joined_with_those_next_above() {
    let rows = ["旗县↓3|组织建设情况→2", "|示范党组织→2", "|建成数（个）|备注", "固阳县|4|", "青山区|5|"];
    check(&world(), vec![sheet("a", &rows)], &["i1 g 2022-06 = 4", "i1 q 2022-06 = 5"], &[]);
}

#[test]
fn a_period_that_nobody_named_is_told_once() {
    let body = ["旗县|宣讲场次|投入党费（万元）", "固阳县|4|3"];
    let guessed = |title: &str, choices: &Choices| {
        let rows = [[title].as_slice(), &body].concat();
        let reading = world().read(&book(vec![sheet("a", &rows), sheet("b", &rows[1..])]), choices);
        let told = reading.problems.into_iter().filter(|told| told.code == "workbook.period_guessed");
        told.map(|told| (told.place, told.detail.join(" "))).collect::<Vec<_>>()
    };
    let told = |place: &str| vec![(place.to_owned(), "2022年6月".to_owned())];
    assert_eq!(guessed("", &Choices::default()), told("a!B2"));
    assert_eq!(guessed("2022年各旗县宣讲情况→3", &Choices::default()), told("a!B2"), "a year names no month");
    assert_eq!(
        guessed("2022年5月宣讲月报→3", &Choices::default()),
        told("b!B1"),
        "the other sheet names none"
    );
    let chosen = Choices { period: Some("2022-05".parse().expect("a period")), ..Choices::default() };
    assert_eq!(guessed("", &chosen), []);
}
