//! The charts say what the assessment says, stand where their template has them, and nowhere else.

use super::world::{World, indicator, target};
use super::*;

/// A target that is broken down, with a course of three months.
fn broken_down() -> World {
    let mut world =
        World::of(Indicator { decimals: 0, ..indicator("i", "污水治理村数", "个") }, target("t", "i", "400"));
    for (at, values) in [["10", "20", "60"], ["5", "30", "30"], ["0", "0", "10"]].iter().enumerate() {
        let town = format!("t{}", at + 1);
        world.allocate("t", &town, "100");
        for (month, value) in ["2022-04", "2022-05", "2022-06"].iter().zip(values) {
            world.ytd("i", &town, month, value);
        }
    }
    world.allocate("t", "t4", "100");
    world
}

fn charts_of(world: &World, template: Template) -> Option<Charts> {
    world
        .bulletin("2022-06-30", Some("2022-05-31"), |input| {
            input.template = template;
            input.charts = true;
        })
        .charts
}

#[test]
fn which_template_has_which_charts_is_fixed() {
    let world = broken_down();
    for (template, expected) in [
        (Template::Bulletin, 2),
        (Template::Brief, 2),
        (Template::Letter, 2),
        (Template::UnitSheet, 1),
        (Template::Summary, 0),
        (Template::TargetList, 0),
        (Template::Changes, 0),
        (Template::Corrections, 0),
    ] {
        let found = charts_of(&world, template).map_or(0, |charts| charts.charts.len());
        assert_eq!(found, expected, "{}", template.code());
    }
    let without = world.bulletin("2022-06-30", None, |_| {});
    assert_eq!(without.charts, None, "nobody asked for them");
}

#[test]
fn charts_are_the_last_annex_and_tables_alone_bear_no_label() {
    let world = broken_down();
    let bulletin = world.bulletin("2022-06-30", None, |input| input.charts = true);
    let charts = bulletin.charts.as_ref().unwrap();
    assert_eq!(charts.label, format!("附件{}", bulletin.annexes.len() + 1));
    assert_eq!(bulletin.annex_list().last().unwrap().words(), format!("3.{}", charts.title));
    assert_eq!(charts.title, "青原县2022年上半年进展情况图");
    assert!(charts.charts[0].title.starts_with("图1　"));
    assert_eq!(charts_of(&world, Template::UnitSheet).unwrap().label, "");
    // One table and the charts are two annexes.
    let mut plain = World::of(indicator("i", "污水治理村数", "个"), target("t", "i", "400"));
    plain.ytd("i", "c", "2022-05", "10").ytd("i", "c", "2022-06", "20");
    let bulletin = plain.bulletin("2022-06-30", None, |input| input.charts = true);
    assert_eq!(bulletin.annexes[0].label, "附件1");
}

#[test]
fn a_course_holds_what_was_reported_planned_and_where_it_leads() {
    let charts = charts_of(&broken_down(), Template::Bulletin).unwrap();
    let Plot::Course(course) = &charts.charts[0].plot else { panic!("one target is drawn large") };
    let said: Vec<(String, &str)> =
        course.actual.iter().map(|(day, drawn)| (day.to_string(), drawn.text.as_str())).collect();
    let wanted = [("2022-04-30", "15"), ("2022-05-31", "50"), ("2022-06-30", "100")];
    assert_eq!(said[said.len() - 3..], wanted.map(|(day, text)| (day.to_owned(), text)));
    assert_eq!(course.goal.text, "400");
    let (end, last) = course.plan.last().unwrap();
    assert_eq!((end.to_string().as_str(), last.text.as_str()), ("2022-12-31", "400"));
    let due = course.plan.iter().find(|(on, _)| *on == day("2022-06-30")).unwrap();
    assert_eq!(due.1.text, "200.0");
    assert_eq!(course.outlook.is_some(), charts.charts[0].notes.iter().any(|note| note.contains("外推")));
}

#[test]
fn a_ranking_holds_the_rates_and_states_of_its_table() {
    let charts = charts_of(&broken_down(), Template::Bulletin).unwrap();
    let Plot::Ranking { bars, cut, due } = &charts.charts[1].plot else { panic!("a ranking") };
    let said: Vec<(&str, Option<&str>)> = bars
        .iter()
        .map(|bar| (bar.name.as_str(), bar.rate.as_ref().map(|rate| rate.text.as_str())))
        .collect();
    assert_eq!(said[..3], [("甲镇", Some("60.0%")), ("乙镇", Some("30.0%")), ("丙镇", Some("10.0%"))]);
    assert!(bars[3..].iter().all(|bar| bar.place.is_none() && bar.rate.is_none()));
    assert!(bars.iter().any(|bar| bar.standing.text == "○未报"), "who is missing is said");
    assert_eq!((cut, due.as_ref().map(|due| due.text.as_str())), (&None, Some("50.0%")));
}

#[test]
fn a_long_ranking_keeps_its_head_and_its_foot() {
    let mut world = World::of(
        Indicator { decimals: 0, ..indicator("i", "污水治理村数", "个") },
        target("t", "i", "9000"),
    );
    world.allocate("t", "t1", "100");
    world.ytd("i", "t1", "2022-06", "50");
    let bulletin = world.bulletin("2022-06-30", None, |input| {
        input.charts = true;
        // As many places as a region has counties, all of one make.
        let one = input.items[0].units[0];
        input.items[0].units = vec![one; 103];
    });
    let charts = bulletin.charts.unwrap();
    let drawn = charts.charts.iter().find_map(|chart| match &chart.plot {
        Plot::Ranking { bars, cut, .. } => Some((bars.len(), *cut)),
        _ => None,
    });
    let (bars, cut) = drawn.unwrap();
    assert_eq!(cut.map(|cut| bars + cut.left_out), Some(103));
    assert!(bars <= 30, "it fits one page: {bars}");
}

#[test]
fn years_are_compared_where_the_text_does_it() {
    let mut world = World::of(indicator("i", "污水治理村数", "个"), target("t", "i", "400"));
    world.ytd("i", "c", "2022-06", "213");
    let drawn = |last_year: Option<&str>| {
        let charts = world.bulletin("2022-06-30", None, |input| {
            input.charts = true;
            input.items[0].last_year = last_year.and_then(sentences::rate);
        });
        charts.charts.and_then(|charts| match charts.charts.into_iter().next_back()?.plot {
            Plot::Years { pairs, names } => Some((pairs[0].clone(), names)),
            _ => None,
        })
    };
    let (pair, names) = drawn(Some("190")).unwrap();
    assert_eq!((pair.now.text.as_str(), pair.then.text.as_str()), ("213个", "190个"));
    assert_eq!(pair.change, "同比增长12.1%");
    assert_eq!(names, ["2022年6月底", "2021年6月底"].map(str::to_owned));
    assert!(drawn(Some("0")).is_none(), "a base of zero gives no growth");
    assert!(drawn(None).is_none());
}

#[test]
fn nothing_to_draw_gives_no_annex() {
    assert_eq!(charts_of(&World::new(), Template::Bulletin), None);
    let silent = World::of(indicator("i", "污水治理村数", "个"), target("t", "i", "400"));
    assert_eq!(charts_of(&silent, Template::Bulletin), None, "a target without a figure");
}
