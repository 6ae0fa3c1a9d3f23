//! Figures by rule: year totals are shared out among units and spread over months, in whole numbers
//! only, so that everybody who follows `assets/sample/README.md` gets the same figures. The section
//! numbers below are those of its part “`series.json` 的含义”.
//!
//! Deliberately absent: which units there are (a ledger knows), and randomness.

mod draw;
mod expand;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use domain::kernel::{Decimal, IndicatorId, OrgUnitId, Period, Uom};
use domain::org::Level;
use domain::results::{Frequency, Measure};

pub use expand::expand;

/// How the figures of one indicator are drawn for units of one level.
#[derive(Clone, Debug)]
pub struct Series {
    /// What is measured.
    pub indicator: IndicatorId,
    /// In which unit of measure.
    pub uom: Uom,
    /// Over which stretch.
    pub measure: Measure,
    /// Units of this level …
    pub level: Level,
    /// … at or below this unit …
    pub parent: OrgUnitId,
    /// … and of these only.
    pub only: Option<BTreeSet<OrgUnitId>>,
    /// The first month that is given out; what lies before counts towards running totals.
    pub first: Period,
    /// The last month.
    pub last: Period,
    /// How often.
    pub frequency: Frequency,
    /// What stood before the first year, in steps.
    pub base: Option<i128>,
    /// Whether a stock grows by what the years add, instead of being set by them.
    pub accumulates: bool,
    /// The years.
    pub years: Vec<YearTotal>,
    /// Which share of a year's total was reached by a month; by the others the whole.
    pub achieved: BTreeMap<Period, Decimal>,
    /// How a year runs.
    pub shape: Shape,
    /// How far units differ, in thousandths.
    pub spread: i128,
    /// The decimals of the figures: one step is the last of them.
    pub decimals: u32,
    /// The shares of a target by which units weigh; none: all the same.
    pub weights: Option<BTreeMap<OrgUnitId, i128>>,
    /// 未报.
    pub missing: Vec<Cells>,
    /// 零报告.
    pub nil: Vec<Cells>,
    /// 不适用.
    pub not_applicable: Vec<Cells>,
    /// Units without a task: they have no row at all.
    pub no_task: BTreeSet<OrgUnitId>,
    /// Two series with the same seed give a unit the same luck.
    pub seed: u64,
    /// A remark for whoever reads the files.
    pub remark: String,
}

/// What one year comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearTotal {
    /// The year.
    pub year: i32,
    /// What all units come to by its end.
    pub total: Decimal,
    /// What each unit has at least, in steps.
    pub least: i128,
    /// How far units differ in this year, in thousandths; none: as in the others.
    pub spread: Option<i128>,
}

/// Some cells of a series; none stands for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    /// The unit.
    pub org_unit: Option<OrgUnitId>,
    /// The period.
    pub period: Option<Period>,
}

impl Cells {
    fn hold(&self, org_unit: &OrgUnitId, period: Period) -> bool {
        self.org_unit.as_ref().is_none_or(|own| own == org_unit)
            && self.period.is_none_or(|own| own == period)
    }
}

/// How a year runs: thousandths of the year reached by the end of each month (§5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape([i128; 12]);

impl Shape {
    /// The shape with this name.
    pub fn named(name: &str) -> Option<Self> {
        Some(Self(match name {
            "even" => [83, 167, 250, 333, 417, 500, 583, 667, 750, 833, 917, 1000],
            "late" => [20, 45, 80, 125, 180, 250, 335, 440, 560, 700, 850, 1000],
            "early" => [150, 290, 420, 540, 640, 720, 790, 850, 900, 940, 970, 1000],
            "seasonal" => [0, 0, 20, 90, 220, 360, 510, 660, 800, 920, 980, 1000],
            "step" => [0, 0, 250, 250, 250, 500, 500, 500, 750, 750, 750, 1000],
            "odd_quarters" => [0, 0, 500, 500, 500, 500, 500, 500, 1000, 1000, 1000, 1000],
            "even_quarters" => [0, 0, 0, 0, 0, 500, 500, 500, 500, 500, 500, 1000],
            _ => return None,
        }))
    }

    /// What is reached of `whole`, which is reached by month `last`, at the end of a month; nothing
    /// before the first.
    fn reached(self, whole: i128, month: u32, last: u32) -> i128 {
        let at =
            |month: u32| usize::try_from(month).ok().and_then(|m| self.0.get(m.checked_sub(1)?)).copied();
        match (at(month), at(last)) {
            (Some(here), Some(there)) if there > 0 => (whole * here).div_euclid(there),
            _ => 0,
        }
    }
}
