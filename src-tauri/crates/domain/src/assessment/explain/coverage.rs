//! How a coverage came about: the rule each unit is held against, who meets it, and who does not with what.

use std::collections::HashSet;

use crate::kernel::{Decimal, OrgUnitId};
use crate::targets::{Comparator, Coverage, Threshold};

use super::super::covered::{CoveredUnit, Listed, UnitState, listed_units};
use super::super::derivation::{Derivation, Source};
use super::super::outcome::CoverageOutcome;
use super::{NAMES, Teller, with_uom, with_uom_text};

impl Teller<'_, '_> {
    pub(super) fn coverage(&self, told: Derivation, coverage: &CoverageOutcome) -> Derivation {
        let counts = format!("{}/{}，未报{}", coverage.met, coverage.population, coverage.not_reported);
        let (rule, label) = match self.target().counts_what_is_found() {
            true => ("已覆盖数÷应覆盖数（应覆盖数为各单位摸排数之和）", "已覆盖/应覆盖"),
            false => ("达标数÷应达标数", "达标数/应达标数"),
        };
        let mut told = told.by(rule).from(Derivation::new(label, counts));
        if let Some(rule) = &self.target().coverage {
            told = told.from(self.unit_rule(rule));
        }
        if let Some(lowest) = &coverage.lowest {
            let value = with_uom(lowest.value, self.case.indicator);
            told = told.from(Derivation::new("最低单位", format!("{} {value}", self.name(&lowest.org_unit))));
        }
        if let Some(gap) = coverage.gap_sum {
            let rule = "Σ max(0, 阈值－实际)";
            told = told.from(Derivation::new("缺口合计", with_uom(gap, self.case.indicator)).by(rule));
        }
        if !coverage.below.is_empty() {
            let below = Derivation::new("未达标单位", self.names(&coverage.below));
            told = told.from(below.from_all(self.furthest(&coverage.below)));
        }
        if !coverage.unclassified.is_empty() {
            told = told.from(Derivation::new("缺少分类属性", self.names(&coverage.unclassified)));
        }
        told
    }

    /// What each unit is held against.
    fn unit_rule(&self, rule: &Coverage) -> Derivation {
        let indicator = self.case.indicator;
        let amount = |value: Decimal| with_uom_text(value, indicator);
        let one = |value: Decimal| match (rule.comparator, rule.threshold2) {
            (Comparator::Between, Some(high)) => format!("{}—{}", value.normalize(), amount(high)),
            (comparator, _) => format!("{}{}", comparator.word(), amount(value)),
        };
        let text = match &rule.threshold {
            Threshold::One(value) => one(*value),
            Threshold::ByAttribute(_, values) => {
                let each = values.iter().map(|(name, value)| format!("{name}{}", one(*value)));
                each.collect::<Vec<_>>().join("、")
            }
            Threshold::Found(found) => {
                let found = self.case.facts.indicator(found).map_or("", |found| &found.name);
                format!("不少于{found}")
            }
        };
        Derivation::new("单位达标标准", format!("{}{text}", indicator.name))
            .by(format!("逐个{}判定", rule.level.word()))
    }

    /// Those that are furthest from meeting the rule, with what they said.
    fn furthest(&self, below: &[OrgUnitId]) -> Vec<Derivation> {
        let below: HashSet<&OrgUnitId> = below.iter().collect();
        let is_below = |unit: &OrgUnitId| below.contains(unit);
        let listed = Listed { states: &[UnitState::Below], named: Some(&is_below), stretch: 0..NAMES };
        let listing = listed_units(self.case.facts, &self.case.target.id, self.case.unit, &listed);
        let indicator = self.case.indicator;
        let told = |unit: CoveredUnit| {
            let value = unit.value.map_or("未报".to_owned(), |value| with_uom(value, indicator));
            let told = Derivation::new(self.name(&unit.org_unit), value).at(unit.cell.map(Source::Result));
            match unit.distance {
                Some(short) => told.by(format!("差{}", with_uom(short, indicator))),
                None => told,
            }
        };
        listing.units.into_iter().map(told).collect()
    }
}
