//! The shipped list, read whole: its counts are those of the source, its marks those of the rules.

use std::collections::HashSet;

use super::{Division, Divisions, Level};

fn book() -> &'static Divisions {
    Divisions::shipped()
}

fn names(divisions: &[Division]) -> Vec<&str> {
    divisions.iter().map(|d| d.name.as_str()).collect()
}

fn count(divisions: &[Division], level: Level, pseudo: bool) -> usize {
    divisions.iter().filter(|d| d.level == level && d.pseudo == pseudo).count()
}

#[test]
fn the_country_is_complete_and_holds_no_code_twice_on_a_level() {
    let mut counts = [0; 5];
    let mut seen = HashSet::new();
    for division in book().all() {
        counts[division.level as usize] += 1;
        assert_eq!(division.code.len(), 12, "every code has twelve digits: {division:?}");
        assert!(!division.name.is_empty(), "every place has a name: {}", division.code);
        assert!(seen.insert((division.level, division.code)), "a code stands once on its level");
    }
    assert_eq!(counts, [31, 342, 2978, 41352, 620_573], "the counts of the published list");
}

#[test]
fn every_row_below_the_province_has_its_parent() {
    let codes: HashSet<_> = book().all().map(|d| (d.level, d.code)).collect();
    let parents = [(Level::Prefecture, Level::Province, 2), (Level::County, Level::Prefecture, 4)];
    let below = [(Level::Township, Level::County, 6), (Level::Village, Level::Township, 9)];
    for (level, above, digits) in parents.into_iter().chain(below) {
        for (_, code) in codes.iter().filter(|(l, _)| *l == level) {
            let parent = format!("{:0<12}", &code[..digits]);
            assert!(codes.contains(&(above, parent)), "{code} has a row above it");
        }
    }
}

#[test]
fn inner_mongolia_has_12_leagues_and_103_real_banners() {
    let region = book().subtree("15");
    assert_eq!(count(&region, Level::Prefecture, false), 12, "leagues and cities");
    assert_eq!(count(&region, Level::County, false), 103, "banners, counties, cities and districts");
    assert_eq!(count(&region, Level::County, true), 5, "statistical zones");
    assert_eq!(count(&region, Level::Township, true), 169, "farms and zones");
    assert_eq!(count(&region, Level::Township, false) + 169, 1225, "all township rows");
    assert_eq!(region.iter().filter(|d| d.level == Level::Village).count(), 14_592, "all village rows");
}

#[test]
fn finds_a_place_by_code_of_any_length() {
    let region = book().find("15").expect("Inner Mongolia");
    assert_eq!((region.name.as_str(), region.code.as_str()), ("内蒙古自治区", "150000000000"));
    assert_eq!(book().find("1502").expect("Baotou").name, "包头市");
    let township = &book().children("150221")[0];
    assert_eq!(book().find(&township.code).as_ref(), Some(township), "a township by twelve digits");
    assert_eq!(book().find(&township.code[..9]).as_ref(), Some(township), "the same by nine");
    for wrong in ["", "1", "15022", "99", "150299", "abcdef", "15０2", "150221999999"] {
        assert_eq!(book().find(wrong), None, "no such code: {wrong:?}");
    }
}

#[test]
fn children_come_in_order_and_one_level_down() {
    assert_eq!(book().provinces().len(), 31);
    let leagues = book().children("150000000000");
    assert_eq!(names(&leagues)[..3], ["呼和浩特市", "包头市", "乌海市"]);
    assert!(leagues.iter().all(|d| d.level == Level::Prefecture));
    let villages = book().children(&book().children("150221")[0].code);
    assert!(villages.len() > 3 && villages.iter().all(|d| d.level == Level::Village));
    assert!(book().children(&villages[0].code).is_empty(), "nothing below a village");
    assert!(book().children("99").is_empty(), "nothing below an unknown code");
}

#[test]
fn a_row_that_repeats_its_parent_is_looked_through() {
    let city = book().find("441900").expect("Dongguan");
    assert_eq!((city.level, city.pseudo), (Level::Prefecture, false), "the wider of the two is meant");
    let towns = book().children("441900000000");
    assert!(
        towns.len() > 30 && towns.iter().all(|d| d.level == Level::Township),
        "its children are its towns"
    );
    assert_eq!(book().subtree("4419").iter().filter(|d| d.code == "441900000000").count(), 1);
    assert_eq!(names(&book().subtree("350527")), ["金门县"], "three rows of one code are one place");
    assert_eq!(book().all().filter(|d| d.code == "350527000000" && d.pseudo).count(), 2);
}

#[test]
fn statistical_rows_are_marked() {
    let marked = |code: &str| book().find(code).expect("known").pseudo;
    assert!(marked("1101") && marked("5002") && marked("4290"), "市辖区, 县, 省直辖县级行政区划");
    assert!(marked("150271"), "包头稀土高新技术产业开发区");
    assert!(!marked("110101") && !marked("150221") && !marked("15"), "real places are not");
}

#[test]
fn search_names_the_wider_places_first_and_keeps_to_the_place() {
    let found = book().search("包头", None, 10);
    assert_eq!(found[0].name, "包头市");
    assert!(found.is_sorted_by_key(|d| d.level), "the wider levels first");
    let within = book().search("嘎查", Some("150223"), 500);
    assert!(!within.is_empty() && within.iter().all(|d| d.code.starts_with("150223")), "only in that banner");
    assert_eq!(book().search("村", Some("13"), 7).len(), 7, "no more than asked for");
    assert!(book().search(" ", None, 10).is_empty() && book().search("村", Some("99"), 10).is_empty());
}

#[test]
fn a_cut_file_is_refused() {
    for length in [0, 7, 9, 60, 400, 20_000] {
        assert!(Divisions::open(&super::SHIPPED[..length]).is_none(), "cut at {length}");
    }
}
