//! The vectors of `assets/sample/README.md`.

use std::collections::BTreeMap;

use domain::kernel::{Decimal, OrgUnitId};
use domain::results::{CellState, ResultCell};
use formats::codes::{Divisions, Level as CodeLevel};

use super::draw::{hash, share_out};
use super::{Series, expand};
use crate::content::{self, Content};

/// The units of a series straight from the published codes, as the README says (§1).
fn units(series: &Series) -> Vec<OrgUnitId> {
    let level = match series.level.code() {
        "province" => CodeLevel::Province,
        "prefecture" => CodeLevel::Prefecture,
        "county" => CodeLevel::County,
        "township" => CodeLevel::Township,
        _ => CodeLevel::Village,
    };
    let number = |code: &str, digits: std::ops::Range<usize>| code[digits].parse::<u32>().unwrap_or_default();
    let places = Divisions::shipped().subtree(series.parent.as_str());
    let mut units: Vec<OrgUnitId> = places
        .into_iter()
        .filter(|place| place.level == level)
        .filter(|place| match level {
            CodeLevel::Township => (100..=299).contains(&number(&place.code, 6..9)),
            CodeLevel::Village => (200..=399).contains(&number(&place.code, 9..12)),
            _ => true,
        })
        .map(|place| OrgUnitId::new(place.code))
        .collect();
    units.sort();
    units
}

fn all() -> (Content, Vec<ResultCell>) {
    let content = content::read().expect("the shipped files are well-formed");
    let cells = content.series.iter().flat_map(|series| expand(series, &units(series))).collect();
    (content, cells)
}

fn value(cell: &ResultCell) -> Option<Decimal> {
    match &cell.state {
        CellState::Number { value, .. } => Some(*value),
        CellState::Nil | CellState::NotApplicable => None,
    }
}

fn sum(cells: &[ResultCell], indicator: &str, period: &str, within: &str) -> String {
    let wanted = cells.iter().filter(|cell| {
        cell.key.indicator.as_str() == indicator
            && cell.key.period.to_string() == period
            && cell.key.org_unit.as_str().starts_with(within)
    });
    wanted.filter_map(value).sum::<Decimal>().to_string()
}

#[test]
fn luck_is_the_same_everywhere() {
    assert_eq!(hash(11, &"150100000000".into()), 6_804_579_804_650_332_797);
}

#[test]
fn nothing_is_left_over_and_equal_remainders_go_to_the_first() {
    for (whole, weights, expected) in [
        (10, vec![1, 1, 1], vec![4, 3, 3]),
        (11, vec![1, 1, 1], vec![4, 4, 3]),
        (7, vec![2, 1], vec![5, 2]),
        (0, vec![3, 4], vec![0, 0]),
        (5, vec![0, 1], vec![0, 5]),
        (5, vec![], vec![]),
    ] {
        assert_eq!(share_out(whole, &weights), expected, "{whole} by {weights:?}");
    }
}

#[test]
fn the_figures_are_those_of_the_readme() {
    let (_, cells) = all();
    for (indicator, period, within, expected) in [
        ("i-sewage", "2022-06", "15", "213"),
        ("i-sewage", "2022-05", "15", "172"),
        ("i-waste-system", "2021-12", "15", "4379"),
        ("i-waste-system", "2022-06", "15", "5178"),
        ("i-funds-released", "2022-05", "15", "66.00"),
        ("i-village-income", "2021", "1502", "7325.30"),
    ] {
        assert_eq!(sum(&cells, indicator, period, within), expected, "{indicator} {period}");
    }
    let by_unit = [
        ("150100000000", "17", "21"),
        ("150200000000", "21", "26"),
        ("150300000000", "2", "3"),
        ("150400000000", "21", "26"),
        ("150500000000", "21", "26"),
        ("150600000000", "23", "28"),
        ("150700000000", "17", "21"),
        ("150800000000", "15", "19"),
        ("150900000000", "15", "18"),
        ("152200000000", "12", "15"),
        ("152500000000", "8", "10"),
    ];
    for (unit, may, june) in by_unit {
        assert_eq!(sum(&cells, "i-sewage", "2022-05", unit), may, "{unit} in May");
        assert_eq!(sum(&cells, "i-sewage", "2022-06", unit), june, "{unit} in June");
    }
}

#[test]
fn every_state_of_a_cell_is_there_as_often_as_the_readme_says() {
    let (content, cells) = all();
    let mut counts = BTreeMap::new();
    for cell in &cells {
        let word = match &cell.state {
            CellState::Number { value, .. } if value.is_zero() => "zero",
            CellState::Number { .. } => "number",
            CellState::Nil => "nil",
            CellState::NotApplicable => "na",
        };
        *counts.entry(word).or_insert(0) += 1;
    }
    assert_eq!(counts, BTreeMap::from([("na", 232), ("nil", 264), ("number", 29_915), ("zero", 580)]));
    let missing: usize = content.series.iter().map(|series| series.missing.len()).sum();
    assert_eq!(missing, 22, "未报 is the absence of a row");
    let keys: std::collections::BTreeSet<_> = cells.iter().map(|cell| &cell.key).collect();
    assert_eq!(keys.len(), cells.len(), "no cell is drawn twice");
}

#[test]
fn running_totals_never_fall_within_a_year_and_nothing_is_negative() {
    let (_, cells) = all();
    let mut before: BTreeMap<_, Decimal> = BTreeMap::new();
    for cell in &cells {
        let Some(value) = value(cell) else { continue };
        assert!(!value.is_sign_negative(), "{:?}", cell.key);
        if cell.key.measure.code() == "ytd" {
            let key =
                (&cell.key.indicator, &cell.key.org_unit, cell.key.period.year(), cell.key.period.kind());
            let held = before.insert(key, value).unwrap_or_default();
            assert!(held <= value, "{:?}", cell.key);
        }
    }
}

#[test]
fn a_stock_grows_by_what_was_added() {
    let (_, cells) = all();
    let of = |indicator: &str, period: &str, unit: &str| {
        sum(&cells, indicator, period, unit).parse::<Decimal>().unwrap()
    };
    for unit in ["1501", "1502", "1504", "1529"] {
        let (opening, added) = (of("i-waste-system", "2021-12", unit), of("i-waste-new", "2022-06", unit));
        assert_eq!(of("i-waste-system", "2022-06", unit), opening + added, "{unit}");
    }
}

#[test]
fn a_part_is_never_more_than_its_whole() {
    let (content, cells) = all();
    let figures: BTreeMap<_, Decimal> =
        cells.iter().filter_map(|cell| Some((cell.key.clone(), value(cell)?))).collect();
    let ratios =
        content.indicators.iter().filter_map(|i| Some((i.numerator.as_ref()?, i.denominator.as_ref()?)));
    for (part, whole) in ratios {
        for (key, value) in figures.iter().filter(|(key, _)| &key.indicator == part) {
            for measure in domain::results::Measure::ALL {
                let of =
                    domain::results::ResultKey { indicator: whole.clone(), measure: *measure, ..key.clone() };
                assert!(figures.get(&of).is_none_or(|whole| value <= whole), "{key:?} is more than {of:?}");
            }
        }
    }
}
