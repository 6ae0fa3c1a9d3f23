//! Faults planted in plausible figures: how many are found, and how often honest figures are troubled. The figures
//! are made from a seed: 24 places of different size, eight columns, two years of months, noise, a season, growth, a
//! few places that report late or nothing.

use super::testing::Sheets;
use super::{Class, Settings, check};
use crate::kernel::Decimal;

struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

const UNITS: usize = 24;
const COLUMNS: [(&str, &str); 8] = [
    ("sewage", "个 0"),
    ("toilets", "户 0"),
    ("jobs", "人 0"),
    ("funds", "万元 2"),
    ("spent", "万元 2"),
    ("land", "亩 1"),
    ("trained", "人次 0"),
    ("visits", "次 0"),
];
const SPENT: usize = 4;
const FUNDS: usize = 3;

/// Running totals (`ytd`) or flows (`period`) of two years up to June.
fn honest(measure: &str, seed: u64) -> Sheets {
    honest_since(measure, seed, "2022-06", 0)
}

/// The same up to another period, of which only those from a year on are known.
fn honest_since(measure: &str, seed: u64, period: &str, year: i32) -> Sheets {
    let mut dice = Dice(seed);
    let mut sheets = Sheets::new(period, measure, &COLUMNS);
    let months = sheets.sheet.periods.len();
    for unit in 0..UNITS {
        let size = 40 + dice.below(400);
        let mut totals = [Decimal::ZERO; COLUMNS.len()];
        for at in 0..months {
            let period = sheets.sheet.periods[at];
            let month = period.number();
            if month == 1 {
                totals = [Decimal::ZERO; COLUMNS.len()];
            }
            // Little is built in winter.
            let season = if [12, 1, 2].contains(&month) { 60 } else { 110 };
            let mut funds = Decimal::ZERO;
            for (column, (_, of)) in COLUMNS.iter().enumerate() {
                let decimals: u32 = of.split(' ').nth(1).map_or(0, |d| d.parse().unwrap());
                let base = size * (3 + column as u64) * season / 100;
                let noise = 85 + dice.below(30);
                let growth = 100 + at as u64 / 2;
                let raw = base * noise * growth / 10_000;
                let scaled = raw * 10u64.pow(decimals)
                    + if decimals > 0 { dice.below(10u64.pow(decimals)) } else { 0 };
                let mut own = Decimal::from_i128_with_scale(i128::from(scaled), decimals);
                match column {
                    FUNDS => funds = own,
                    SPENT => own = (funds * Decimal::new(60 + dice.below(35) as i64, 2)).round_dp(2),
                    _ => {}
                }
                totals[column] += own;
                let value = if measure == "ytd" { totals[column] } else { own };
                if period.year() >= year {
                    sheets.at(unit, column, months - 1 - at, &value.to_string());
                }
            }
        }
    }
    sheets
}

fn settings() -> Settings {
    Settings::default().with("relations", "spent<=funds").unwrap()
}

fn shifted(sheets: &mut Sheets, unit: usize, column: usize, by: &str) {
    let now = sheets.sheet.now(unit, column).and_then(super::Said::number).unwrap();
    let value = now * Decimal::from_str_exact(by).unwrap();
    sheets.now(unit, column, &value.normalize().to_string());
}

/// Whether the fault planted in a cell is found: its cell, or its row for twins, has a finding of the class.
fn finds(sheets: &Sheets, unit: usize, class: Class) -> bool {
    let id = &sheets.sheet.units[unit];
    check(&sheets.sheet, &settings()).iter().any(|found| found.class == class && found.cell.org_unit == *id)
}

#[test]
fn planted_faults_are_found() {
    let mut missed = Vec::new();
    let mut planted = 0;
    for seed in 1..=5 {
        for measure in ["ytd", "period"] {
            for unit in [2, 9, 17] {
                let column = (seed as usize + unit) % SPENT.min(FUNDS);
                let mut plant = |name: &str, class: Class, fault: &dyn Fn(&mut Sheets)| {
                    let mut sheets = honest(measure, seed);
                    fault(&mut sheets);
                    planted += 1;
                    if !finds(&sheets, unit, class) {
                        missed.push(format!("{name}: {measure} {seed} {unit}/{column}"));
                    }
                };
                for power in ["10", "100", "10000", "0.1", "0.0001"] {
                    plant(power, Class::Slip, &|sheets| shifted(sheets, unit, column, power));
                }
                plant("gap", Class::Completeness, &|sheets| sheets.now(unit, column, "未报"));
                plant("text", Class::Completeness, &|sheets| sheets.now(unit, column, "约三十户左右"));
                plant("over", Class::Logic, &|sheets| shifted(sheets, unit, SPENT, "2"));
                plant("twin", Class::Twins, &|sheets| {
                    for column in 0..COLUMNS.len() {
                        let other = sheets.sheet.now(unit - 1, column).and_then(super::Said::number).unwrap();
                        sheets.now(unit, column, &other.to_string());
                    }
                });
                plant("still", Class::Trend, &|sheets| {
                    for ago in [1, 0] {
                        let series = sheets.sheet.series(unit, column);
                        let held = series[series.len() - 3].clone().and_then(|said| said.number()).unwrap();
                        sheets.at(unit, column, ago, &held.to_string());
                    }
                });
                if measure == "ytd" {
                    plant("fell", Class::Trend, &|sheets| shifted(sheets, unit, column, "0.6"));
                }
                if measure == "period" {
                    plant("jump", Class::Trend, &|sheets| shifted(sheets, unit, column, "2.5"));
                }
            }
        }
    }
    let recall = 100 - missed.len() * 100 / planted;
    println!("{planted} planted, {} missed, recall {recall}%", missed.len());
    assert!(recall >= 97, "{missed:#?}");
}

#[test]
fn honest_figures_are_left_in_peace() {
    let (mut cells, mut troubled, mut errors) = (0, 0, 0);
    let mut kinds = std::collections::BTreeMap::<&str, usize>::new();
    for seed in 1..=10 {
        for measure in ["ytd", "period"] {
            let sheets = honest(measure, seed);
            let found = check(&sheets.sheet, &settings());
            cells += UNITS * COLUMNS.len();
            troubled += found.len();
            errors += found.iter().filter(|f| f.severity() == crate::kernel::Severity::Error).count();
            for one in &found {
                *kinds.entry(one.problem.code).or_default() += 1;
            }
        }
    }
    println!("{cells} cells, {troubled} findings: {kinds:?}");
    assert_eq!(errors, 0, "nothing honest is blocked");
    assert!(troubled * 100 <= cells, "not one in a hundred is asked about: {kinds:?}");
}

#[test]
fn honest_figures_are_left_in_peace_from_the_first_month_on() {
    for period in ["2022-01", "2022-02", "2022-03", "2022-04", "2022-05"] {
        let (mut cells, mut troubled) = (0, 0);
        let mut kinds = std::collections::BTreeMap::<&str, usize>::new();
        for seed in 1..=5 {
            for measure in ["ytd", "period", "stock"] {
                let found = check(&honest_since(measure, seed, period, 2022).sheet, &settings());
                cells += UNITS * COLUMNS.len();
                troubled += found.len();
                for one in &found {
                    *kinds.entry(one.problem.code).or_default() += 1;
                }
            }
        }
        assert!(troubled * 50 <= cells, "{period}: not two in a hundred are asked about: {kinds:?}");
    }
}
