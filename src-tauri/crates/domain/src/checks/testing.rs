//! Sheets made of a few words: `零` is 零报告, `无` 不适用, `未报` nothing, anything else that is no number unread text.

use super::check;
use super::finding::{Class, Finding};
use super::settings::Settings;
use super::sheet::{Column, Said, Sheet, periods_before};
use crate::kernel::{Decimal, Uom};
use crate::programmes::{Accumulation, Authority, Direction, Indicator, PlaceRule, TimeRule};
use crate::results::Measure;

pub fn number(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// A sheet under construction.
pub struct Sheets {
    pub sheet: Sheet,
}

impl Sheets {
    /// Columns by id and `unit of measure, decimals`.
    pub fn new(period: &str, measure: &str, columns: &[(&str, &str)]) -> Self {
        let measure: Measure = measure.parse().unwrap();
        let column = |(id, of): &(&str, &str)| {
            let (uom, decimals) = of.split_once(' ').unwrap();
            Column {
                indicator: indicator(id, uom, decimals.parse().unwrap()),
                measure,
                is_denominator: false,
                proves: false,
            }
        };
        let periods = periods_before(period.parse().unwrap());
        let columns = columns.iter().map(column).collect();
        Self { sheet: Sheet { periods, columns, ..Sheet::default() } }
    }

    pub fn now(&mut self, unit: usize, column: usize, text: &str) {
        self.at(unit, column, 0, text);
    }

    /// What a cell said so many periods ago.
    pub fn at(&mut self, unit: usize, column: usize, ago: usize, text: &str) {
        let uom = self.sheet.columns[column].indicator.uom.clone();
        let said = match text {
            "未报" => None,
            "零" => Some(Said::Nil),
            "无" => Some(Said::NotApplicable),
            text => Some(match Decimal::from_str_exact(text) {
                Ok(value) => Said::Number { value, uom, as_of: None, proven: false },
                Err(_) => Said::Unread,
            }),
        };
        self.put(unit, column, ago, said);
    }

    pub fn said(&mut self, unit: usize, column: usize, ago: usize, said: Said) {
        self.put(unit, column, ago, Some(said));
    }

    fn put(&mut self, unit: usize, column: usize, ago: usize, said: Option<Said>) {
        let depth = self.sheet.periods.len();
        while self.sheet.units.len() <= unit {
            let id = format!("u{}", self.sheet.units.len());
            self.sheet.units.push(id.as_str().into());
            self.sheet.cells.resize(self.sheet.units.len() * self.sheet.columns.len(), Vec::new());
        }
        self.sheet.put(unit, column, depth - 1 - ago, said);
    }

    pub fn checked(&self, settings: &Settings) -> Vec<Finding> {
        check(&self.sheet, settings)
    }
}

fn indicator(id: &str, uom: &str, decimals: u32) -> Indicator {
    Indicator {
        id: id.into(),
        name: format!("指标{id}"),
        definition: None,
        uom: Uom::new(uom),
        decimals,
        accumulation: Accumulation::Ytd,
        direction: Direction::Up,
        time_rule: TimeRule::Last,
        place_rule: PlaceRule::Sum,
        numerator: None,
        denominator: None,
        weight: None,
        authority: Authority::Own,
        programme: None,
        continues: None,
    }
}

/// `indicator code` of the findings of some classes.
pub fn codes(found: &[Finding], classes: &[Class]) -> Vec<String> {
    let kept = found.iter().filter(|finding| classes.contains(&finding.class));
    kept.map(|finding| format!("{} {}", finding.cell.indicator, finding.problem.code)).collect()
}
