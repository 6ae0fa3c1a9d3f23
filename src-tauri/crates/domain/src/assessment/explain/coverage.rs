//! How a coverage came about: the rule each unit is held against, who meets it, and who does not with what.

use std::collections::HashSet;

use crate::kernel::{Decimal, OrgUnitId};
use crate::targets::{Comparator, Coverage, Threshold};

use super::super::coverage::each_of;
use super::super::derivation::Derivation;
use super::super::outcome::CoverageOutcome;
use super::super::series::Question;
use super::{NAMES, Teller, said, with_uom, with_uom_text};

impl Teller<'_, '_> {
    pub(super) fn coverage(
        &self,
        told: Derivation,
        coverage: &CoverageOutcome,
        question: Question,
    ) -> Derivation {
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
            told = told.from(below.from_all(self.figures_of(&coverage.below, question)));
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

    /// The first of some units with what they said. What comes in columns is not told one by one.
    fn figures_of(&self, units: &[OrgUnitId], question: Question) -> Vec<Derivation> {
        let Some(rule) = self.target().coverage.as_ref().filter(|_| self.case.scope.flat.is_none()) else {
            return Vec::new();
        };
        let first: HashSet<&OrgUnitId> = units.iter().take(NAMES).collect();
        let figures = each_of(self.case.facts, &self.case.scope, rule, question);
        let told = figures.filter(|(unit, _)| first.contains(unit));
        told.map(|(unit, figure)| {
            self.cells(Derivation::new(self.name(unit), said(&figure, self.case.indicator)), &figure)
        })
        .collect()
    }
}
