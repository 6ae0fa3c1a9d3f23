//! The sentence forms of domain guide §5.6, one by one.

use std::collections::BTreeMap;

use super::super::Formula;
use super::world::{World, indicator, target};
use crate::assessment::Reporting;
use crate::assessment::testing::{decimal, period};
use crate::kernel::Rate;
use crate::org::Level;
use crate::programmes::{Accumulation, Direction, Indicator, PlaceRule};
use crate::results::{DueDay, DueRule, Form, Frequency, HolidayRule, Measure};
use crate::targets::{
    Baseline, Comparator, CompletionRule, Coverage, Schedule, Target, TargetKind, Threshold,
};

pub fn count(name: &str, uom: &str) -> Indicator {
    Indicator { decimals: 0, ..indicator("i", name, uom) }
}

pub(super) fn rate(text: &str) -> Option<Rate> {
    Rate::whole(decimal(text))
}

#[test]
fn what_should_be_reached() {
    let check = |goal: &str, done: &str, on: &str, expected: &str| {
        let mut world = World::of(count("污水治理村数", "个"), target("t", "i", goal));
        world.ytd("i", "c", &on[..7], done);
        assert_eq!(world.sentence(on, None, |_| {}), format!("污水治理村数：{expected}"));
    };
    check(
        "400",
        "213",
        "2022-06-30",
        "全年目标400个，截至6月底累计完成213个，完成率53.3%，快于序时进度3.3个百分点。",
    );
    check(
        "400",
        "152",
        "2022-06-30",
        "全年目标400个，截至6月底累计完成152个，完成率38.0%，慢于序时进度12.0个百分点，距全年目标还差248个，后6个月月均需完成41.3个。",
    );
    check("400", "200", "2022-06-30", "全年目标400个，截至6月底累计完成200个，完成率50.0%，与序时进度持平。");
    check(
        "400",
        "432",
        "2022-10-31",
        "全年目标400个，截至10月底累计完成432个，超额完成年度任务8.0%（完成率108.0%），提前2个月完成。",
    );
    check(
        "400",
        "400",
        "2022-10-31",
        "全年目标400个，截至10月底累计完成400个，已完成年度任务（完成率100.0%），提前2个月完成。",
    );
    check(
        "400",
        "0",
        "2022-06-30",
        "全年目标400个，截至6月底累计完成0个，尚未启动，距全年目标还差400个，后6个月月均需完成66.7个。",
    );
    check(
        "31.6",
        ">12",
        "2022-06-30",
        "全年目标31.6个，截至6月底累计完成超过12个，完成率38.0%，慢于序时进度12.0个百分点，距全年目标还差20个，后6个月月均需完成3.3个。",
    );
}

#[test]
fn decimals_are_the_same_in_one_sentence() {
    let mut world = World::of(indicator("i", "集体经济收入", "万元"), target("t", "i", "12"));
    world.ytd("i", "c", "2022-06", "5.25");
    assert_eq!(
        world.sentence("2022-06-30", None, |_| {}),
        "集体经济收入：全年目标12万元，截至6月底累计完成5.25万元，完成率43.8%，慢于序时进度6.3个百分点，距全年目标还差6.75万元，后6个月月均需完成1.13万元。"
    );
}

#[test]
fn comparisons_with_last_year_and_last_month() {
    let mut world = World::of(count("污水治理村数", "个"), target("t", "i", "400"));
    world.ytd("i", "c", "2022-06", "213").ytd("i", "c", "2022-05", "187");
    let said =
        world.sentence("2022-06-30", Some("2022-05-31"), |input| input.items[0].last_year = rate("190"));
    assert!(said.ends_with("快于序时进度3.3个百分点；同比增长12.1%，较5月底提高6.5个百分点。"), "{said}");
    let said = world.sentence("2022-06-30", None, |input| input.items[0].last_year = rate("0"));
    assert!(!said.contains("同比"), "a base of zero gives no growth: {said}");
    let said = world.sentence("2022-06-30", None, |input| input.items[0].last_year = rate("426"));
    assert!(said.contains("同比下降50.0%"), "never 增长-50%: {said}");
}

#[test]
fn done_early() {
    let mut world = World::of(count("污水治理村数", "个"), target("t", "i", "400"));
    for (month, total) in [("2022-09", "390"), ("2022-10", "400"), ("2022-11", "400"), ("2022-12", "400")] {
        world.ytd("i", "c", month, total);
    }
    for (day, expected) in [
        ("2022-10-31", "，提前2个月完成。"),
        ("2022-11-30", "，提前2个月完成。"),
        ("2022-12-31", "，提前2个月完成。"),
    ] {
        let said = world.sentence(day, None, |_| {});
        assert!(said.ends_with(&format!("（完成率100.0%）{expected}")), "{said}");
    }
    // Met only at the end, or lost and regained: not early.
    let mut late = World::of(count("污水治理村数", "个"), target("t", "i", "400"));
    for (month, total) in [("2022-10", "400"), ("2022-11", "380"), ("2022-12", "400")] {
        late.ytd("i", "c", month, total);
    }
    let said = late.sentence("2022-12-31", None, |_| {});
    assert!(said.ends_with("（完成率100.0%）。"), "{said}");
}

#[test]
fn who_did_not_report_is_named() {
    let mut world = World::of(count("污水治理村数", "个"), target("t", "i", "400"));
    for town in ["t1", "t2", "t3"] {
        world.ytd("i", town, "2022-06", "60");
    }
    for town in ["t4", "t5", "t6"] {
        world.ytd("i", town, "2022-05", "1");
    }
    let said = world.sentence("2022-06-30", None, |_| {});
    assert!(said.contains("累计完成180个（不含未报送的丁镇、戊镇、己镇），完成率45.0%"), "{said}");
    let silent = World::of(count("污水治理村数", "个"), target("t", "i", "400"));
    assert_eq!(
        silent.sentence("2022-06-30", None, |_| {}),
        "污水治理村数：全年目标400个，截至6月底青原县未报送数据。"
    );
}

#[test]
fn remarks_name_three_who_did_not_report_and_count_more() {
    let cases = [(3, "不含未报送的丁镇、戊镇、己镇"), (2, "不含未报送的4个乡镇")];
    for (reporting, expected) in cases {
        let mut world = World::of(count("污水治理村数", "个"), target("t", "i", "400"));
        for (at, town) in ["t1", "t2", "t3", "t4", "t5", "t6"].into_iter().enumerate() {
            world.ytd("i", town, if at < reporting { "2022-06" } else { "2022-05" }, "60");
        }
        let bulletin = world.bulletin("2022-06-30", None, |_| {});
        let remark = bulletin.annexes[0].rows[0].last().unwrap();
        assert!(remark.text.ends_with(expected), "{reporting}: {}", remark.text);
    }
    let silent = World::of(count("污水治理村数", "个"), target("t", "i", "400"));
    let bulletin = silent.bulletin("2022-06-30", None, |_| {});
    assert_eq!(bulletin.annexes[0].rows[0].last().unwrap().text, "青原县未报送");
}

/// A target of another kind, with one value of its own unit.
fn check_kind(
    name: &str,
    uom: &str,
    change: impl Fn(&mut Indicator, &mut Target),
    measure: Measure,
    value: &str,
    expected: &str,
) {
    let mut indicator = indicator("i", name, uom);
    let mut target = target("t", "i", "1");
    change(&mut indicator, &mut target);
    let mut world = World::of(indicator, target);
    world.say("i", measure, "c", "2022-06", value);
    assert_eq!(world.sentence("2022-06-30", None, |_| {}), format!("{name}：{expected}"));
}

#[test]
fn ceilings_have_no_rate() {
    let ceiling = |comparator| {
        move |indicator: &mut Indicator, target: &mut Target| {
            indicator.accumulation = Accumulation::Ratio;
            indicator.direction = Direction::Down;
            (target.comparator, target.value) = (comparator, Some(decimal("4.3")));
        }
    };
    let check = |comparator, value: &str, expected: &str| {
        check_kind("登记失业率", "%", ceiling(comparator), Measure::Stock, value, expected);
    };
    check(Comparator::Lte, "3.57", "截至6月底为3.57%，低于4.3%的控制目标0.73个百分点，达标。");
    check(Comparator::Lte, "4.3", "截至6月底为4.3%，与4.3%的控制目标持平，达标。");
    check(Comparator::Lt, "4.3", "截至6月底为4.3%，与4.3%的控制目标持平，超限。");
    check(Comparator::Lte, "4.6", "截至6月底为4.6%，高于4.3%的控制目标0.3个百分点，超限。");
}

#[test]
fn stocks_know_no_schedule() {
    check_kind(
        "稳岗就业人数",
        "万人",
        |indicator, target| {
            indicator.accumulation = Accumulation::Stock;
            target.value = Some(decimal("19.6"));
        },
        Measure::Stock,
        "18.8",
        "全年目标不低于19.6万人，截至6月底达到18.8万人，完成率95.9%，距全年目标还差0.8万人。",
    );
}

#[test]
fn levels_to_keep_and_bands() {
    let keep = |indicator: &mut Indicator, target: &mut Target| {
        indicator.accumulation = Accumulation::Ratio;
        (target.kind, target.value, target.schedule) =
            (TargetKind::Keep, Some(decimal("97")), Schedule::None);
    };
    check_kind(
        "合格率",
        "%",
        keep,
        Measure::Stock,
        "98.1",
        "要求保持不低于97%，截至6月底为98.1%，高于要求1.1个百分点，达标。",
    );
    check_kind(
        "合格率",
        "%",
        keep,
        Measure::Stock,
        "96.5",
        "要求保持不低于97%，截至6月底为96.5%，低于要求0.5个百分点，未达标。",
    );
    let band = |indicator: &mut Indicator, target: &mut Target| {
        indicator.accumulation = Accumulation::Stock;
        (target.kind, target.comparator) = (TargetKind::Range, Comparator::Between);
        (target.value, target.value2) = (Some(decimal("3")), Some(decimal("5")));
    };
    check_kind("后备干部", "人", band, Measure::Stock, "4", "全年目标3—5人，截至6月底为4人，在目标区间内。");
    check_kind("后备干部", "人", band, Measure::Stock, "2", "全年目标3—5人，截至6月底为2人，低于目标区间。");
    let about = |indicator: &mut Indicator, target: &mut Target| {
        indicator.accumulation = Accumulation::Ratio;
        (target.kind, target.comparator) = (TargetKind::Approx, Comparator::Approx);
        (target.value, target.tolerance) =
            (Some(decimal("35")), Some(crate::targets::Tolerance::Share(decimal("0.05"))));
    };
    check_kind(
        "直接培训比例",
        "%",
        about,
        Measure::Stock,
        "36",
        "全年目标35%左右，截至6月底为36%，在允许偏差内。",
    );
}

#[test]
fn clearing_and_bottom_lines() {
    let clear = |indicator: &mut Indicator, target: &mut Target| {
        indicator.accumulation = Accumulation::Stock;
        (indicator.direction, indicator.decimals) = (Direction::Down, 0);
        (target.kind, target.comparator) = (TargetKind::ClearToZero, Comparator::Eq);
        (target.value, target.completion_rule) = (Some(decimal("0")), CompletionRule::FromBaseline);
        target.baseline = Some(Baseline { value: decimal("1405"), period: None });
    };
    check_kind(
        "问题厕所",
        "个",
        clear,
        Measure::Stock,
        "25",
        "截至6月底累计排查1405个，已销号1380个，剩余25个，销号率98.2%。",
    );
    check_kind(
        "问题厕所",
        "个",
        clear,
        Measure::Stock,
        "0",
        "截至6月底累计排查1405个，已销号1405个，已清零，销号率100.0%。",
    );
    let bottom = |indicator: &mut Indicator, target: &mut Target| {
        indicator.direction = Direction::Down;
        (target.kind, target.comparator) = (TargetKind::NoEvent, Comparator::NoEvent);
        (target.value, target.schedule) = (None, Schedule::None);
    };
    check_kind("规模性返贫", "起", bottom, Measure::Ytd, "nil", "截至6月底未发生规模性返贫。");
    check_kind("不发生规模性返贫", "起", bottom, Measure::Ytd, "0", "截至6月底未发生规模性返贫。");
    check_kind("规模性返贫", "起", bottom, Measure::Ytd, "1", "截至6月底已发生1起，突破底线。");
}

#[test]
fn a_bottom_line_is_only_said_kept_when_everybody_has_reported() {
    let mut indicator = indicator("i", "规模性返贫", "起");
    indicator.direction = Direction::Down;
    let mut target = target("t", "i", "0");
    (target.kind, target.comparator) = (TargetKind::NoEvent, Comparator::NoEvent);
    let mut world = World::of(indicator, target);
    for town in ["t1", "t2", "t3", "t4", "t5"] {
        world.ytd("i", town, "2022-06", "nil");
    }
    world.ytd("i", "t6", "2022-05", "nil");
    let said = world.sentence("2022-06-30", None, |_| {});
    assert!(!said.contains("未发生"), "one town is missing: {said}");
    assert!(said.contains("己镇"), "and is named: {said}");
}

#[test]
fn growth_and_deliverables_and_ranks() {
    let growth = |indicator: &mut Indicator, target: &mut Target| {
        indicator.accumulation = Accumulation::Ratio;
        (target.kind, target.value) = (TargetKind::Growth, Some(decimal("8")));
        target.schedule = Schedule::None;
    };
    check_kind(
        "消费帮扶增速",
        "%",
        growth,
        Measure::Stock,
        "7.2",
        "全年目标增长8%，截至6月底增长7.2%，低于目标0.8个百分点。",
    );
    check_kind(
        "绿化覆盖率",
        "%",
        |indicator, target| {
            growth(indicator, target);
            (target.value, target.baseline) =
                (Some(decimal("1")), Some(Baseline { value: decimal("20.7"), period: None }));
        },
        Measure::Stock,
        "21.77",
        "全年目标提高1个百分点，截至6月底提高1.1个百分点，高于目标0.1个百分点。",
    );
    let deliver = |indicator: &mut Indicator, target: &mut Target| {
        indicator.accumulation = Accumulation::Qualitative;
        (target.kind, target.comparator) = (TargetKind::Deliverable, Comparator::Done);
        target.schedule = Schedule::None;
    };
    check_kind("出台实施方案", "项", deliver, Measure::Stock, "1", "截至6月底已完成。");
    let said = {
        let mut indicator = indicator("i", "出台实施方案", "项");
        let mut target = target("t", "i", "1");
        deliver(&mut indicator, &mut target);
        let mut world = World::of(indicator, target);
        world.say("i", Measure::Stock, "c", "2022-06", "0");
        world.sentence("2022-06-30", None, |_| {})
    };
    assert!(said.ends_with("完成时限为2022年底。"), "{said}");
    let place = |indicator: &mut Indicator, target: &mut Target| {
        indicator.accumulation = Accumulation::Stock;
        (target.kind, target.comparator, target.value) =
            (TargetKind::Rank, Comparator::Lte, Some(decimal("3")));
        target.schedule = Schedule::None;
    };
    check_kind("全国位次", "位", place, Measure::Stock, "2", "全年目标第3位，截至6月底为第2位，已达到目标。");
}

fn covered(values: &[(&str, &str)]) -> World {
    let mut share = indicator("i", "收入达标村", "%");
    share.accumulation = Accumulation::Ratio;
    let mut target = target("t", "i", "1");
    (target.kind, target.completion_rule, target.schedule) =
        (TargetKind::Coverage, CompletionRule::Coverage, Schedule::None);
    target.coverage = Some(Coverage {
        indicator: "m".into(),
        comparator: Comparator::Gte,
        threshold: Threshold::One(decimal("12")),
        threshold2: None,
        level: Level::Village,
        units: Vec::new(),
        population: None,
    });
    let mut world = World::of(share, target);
    let mut income = indicator("m", "集体经济收入", "万元");
    income.place_rule = PlaceRule::None;
    world.facts.indicators.push(income);
    for (village, value) in values {
        world.ytd("m", village, "2022-06", value);
    }
    world
}

#[test]
fn coverage_counts_units_and_names_the_lowest() {
    let world = covered(&[("v1", "15"), ("v2", "12"), ("v3", "9.6")]);
    assert_eq!(
        world.sentence("2022-06-30", None, |_| {}),
        "收入达标村：截至6月底，4个村中，集体经济收入达到12万元的2个，达标率50.0%；未达标1个、未报1个，最低为西村（9.6万元），缺口合计2.4万元。"
    );
    let all = covered(&[("v1", "15"), ("v2", "12"), ("v3", "13"), ("v4", "20")]);
    assert_eq!(
        all.sentence("2022-06-30", None, |_| {}),
        "收入达标村：截至6月底，4个村中，集体经济收入达到12万元的4个，达标率100.0%。"
    );
}

#[test]
fn what_is_found_and_covered_is_said_in_its_own_unit() {
    let mut world = covered(&[("v1", "40"), ("v2", "8"), ("v3", "0")]);
    (world.facts.indicators[1].name, world.facts.indicators[1].uom) =
        ("纳入帮扶户数".to_owned(), "户".into());
    world.facts.indicators.push(indicator("f", "排查户数", "户"));
    for (village, value) in [("v1", "40"), ("v2", "10"), ("v3", "0")] {
        world.ytd("f", village, "2022-06", value);
    }
    world.facts.targets[0].coverage.as_mut().expect("a rule").threshold = Threshold::Found("f".into());
    assert_eq!(
        world.sentence("2022-06-30", None, |_| {}),
        "收入达标村：截至6月底，应覆盖50户，纳入帮扶户数48户，覆盖率96.0%；4个村中全部覆盖的2个、未报1个，覆盖率最低的是南村，尚未覆盖2户。"
    );
    let bulletin = world.bulletin("2022-06-30", None, |_| {});
    let texts: Vec<&str> = bulletin.annexes[0].rows[0].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(&texts[2..6], ["户", "50", "48", "96.0"]);
}

#[test]
fn brackets_within_brackets_have_a_shape_of_their_own() {
    let bulletin = covered(&[("v1", "15"), ("v2", "9.6")]).bulletin("2022-06-30", None, |_| {});
    let said = bulletin.annexes.iter().flat_map(|table| table.notes.iter().chain([&table.title]));
    let said: Vec<&String> = said.collect();
    assert!(said.iter().any(|words| words.starts_with("亮灯（标准〔蓝绿黄红〕）：")), "{said:?}");
    for words in said {
        let mut open = false;
        for sign in words.chars().filter(|sign| "（）".contains(*sign)) {
            assert_ne!(open, sign == '（', "{words}");
            open = sign == '（';
        }
    }
}

#[test]
fn the_annex_lists_units_below_and_unreported() {
    let bulletin = covered(&[("v1", "15"), ("v2", "12"), ("v3", "9.6")]).bulletin("2022-06-30", None, |_| {});
    let table = &bulletin.annexes[1];
    assert_eq!(table.label, "附件2");
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(rows, ["1 甲镇 西村 9.6 12 2.4 ▲未达标", "2 甲镇 北村 — 12 — ○未报"]);
    let first = &bulletin.annexes[0].rows[0];
    let texts: Vec<&str> = first.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(&texts[2..6], ["个", "4", "2", "50.0"], "counts stand in the table, so that the rate follows");
    assert_eq!(first[5].formula, Some(Formula::PercentOf { part: 4, whole: 3 }));
}

fn ranked() -> World {
    let mut world = World::of(count("污水治理村数", "个"), target("t", "i", "120"));
    for (at, done) in [19, 18, 10, 6, 4, 2].iter().enumerate() {
        let town = format!("t{}", at + 1);
        world.allocate("t", &town, "20");
        world.ytd("i", &town, "2022-06", &done.to_string());
    }
    world
}

#[test]
fn rankings_name_the_first_and_the_last() {
    let said = ranked().sentence("2022-06-30", None, |_| {});
    let end = "完成率居前三位的是甲镇（95.0%）、乙镇（90.0%）、丙镇（50.0%）；居后三位的是丁镇（30.0%）、戊镇（20.0%）、己镇（10.0%）。";
    assert!(said.ends_with(end), "{said}");
    let table = &ranked().bulletin("2022-06-30", None, |_| {}).annexes[1];
    let column = |at: usize| -> Vec<&str> { table.rows.iter().map(|row| row[at].text.as_str()).collect() };
    assert_eq!(column(0), ["—", "1", "2", "3", "4", "5", "6"]);
    assert_eq!(column(1), ["合计", "甲镇", "乙镇", "丙镇", "丁镇", "戊镇", "己镇"]);
    assert_eq!(column(5)[1], "95.0");
    assert_eq!(column(7)[6], "■严重滞后");
}

#[test]
fn a_row_of_what_nobody_asks_for_any_more_says_since_when() {
    let mut world = World::of(count("污水治理村数", "个"), target("t", "i", "120"));
    for at in 1..=6 {
        world.allocate("t", &format!("t{at}"), "20");
        world.ytd("i", &format!("t{at}"), "2022-05", "5");
    }
    let due =
        DueRule { day: DueDay::After(5), as_of_day: None, time: "17:00".into(), holiday: HolidayRule::Keep };
    let asking = Form {
        id: "f".into(),
        name: "污水治理月报".into(),
        frequency: Frequency::Month,
        measure: Measure::Ytd,
        measures: BTreeMap::new(),
        indicators: vec!["i".into()],
        parent: "c".into(),
        level: Level::Township,
        due,
        evidence: Vec::new(),
        notes: Vec::new(),
        earlier: Vec::new(),
    };
    let earlier = asking.earlier_than(period("2022-06")).expect("it was asked for before");
    world.facts.reporting = Reporting::from_forms(&[Form { indicators: Vec::new(), earlier, ..asking }]);
    let table = &world.bulletin("2022-06-30", None, |_| {}).annexes[1];
    let remarks: Vec<&str> = table.rows.iter().map(|row| row[9].text.as_str()).collect();
    assert_eq!(remarks[1..], ["2022年6月起不要求报送"; 6]);
}

#[test]
fn few_or_equal_units_are_no_ranking() {
    let mut world = World::of(count("污水治理村数", "个"), target("t", "i", "60"));
    for town in ["t1", "t2", "t3"] {
        world.allocate("t", town, "20");
        world.ytd("i", town, "2022-06", "10");
    }
    assert!(!world.sentence("2022-06-30", None, |_| {}).contains("居前"), "three units are too few");
}
