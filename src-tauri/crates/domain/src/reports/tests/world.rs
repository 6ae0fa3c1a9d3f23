//! A small county with facts that are assessed by the real rules, so that sentences are tested on what the
//! program really says.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Datelike;

use crate::assessment::testing::{self, day, decimal};
use crate::assessment::{Assessment, Derivation, Facts, assess, covered_units, explain, rank};
use crate::kernel::{Date, IndicatorId, OrgUnitId, Rate, Uom};
use crate::org::{Level, Tree, Units};
use crate::programmes::Indicator;
use crate::reports::{
    Bulletin, BulletinFields, BulletinInput, CoverageLine, DerivationLine, Item, Origin, Reporting, Template,
    UnitItem, UnitState, compose,
};
use crate::results::Measure;
use crate::targets::{Binding, Target};

use super::told::assert_all_is_told;

/// A running total of the year that adds up over places.
pub fn indicator(id: &str, name: &str, uom: &str) -> Indicator {
    Indicator { name: name.to_owned(), uom: Uom::new(uom), decimals: 2, ..testing::indicator(id) }
}

/// So much of an indicator for the county by the end of 2022.
pub fn target(id: &str, indicator: &str, value: &str) -> Target {
    Target {
        indicator: indicator.into(),
        org_unit: "c".into(),
        value: Some(decimal(value)),
        binding: Binding::General,
        responsible: Some("县生态环境局".to_owned()),
        ..testing::target(id)
    }
}

/// A derivation line by line.
fn told(derivation: &Derivation, depth: usize) -> Vec<DerivationLine> {
    let line = DerivationLine {
        depth,
        label: derivation.label.clone(),
        value: derivation.value.clone(),
        rule: derivation.rule.clone().unwrap_or_default(),
        source: String::new(),
    };
    let below = derivation.inputs.iter().flat_map(|input| told(input, depth + 1));
    std::iter::once(line).chain(below).collect()
}

/// The county `c` with six towns `t1`…`t6`; `v1`…`v4` are villages of 甲镇.
pub struct World {
    pub facts: testing::World,
}

impl World {
    pub fn new() -> Self {
        let mut world = Self { facts: testing::World::empty() };
        world.unit("c", "青原县", Level::County, None);
        for (at, name) in ["甲镇", "乙镇", "丙镇", "丁镇", "戊镇", "己镇"].iter().enumerate() {
            world.unit(&format!("t{}", at + 1), name, Level::Township, Some("c"));
        }
        for (at, name) in ["东村", "南村", "西村", "北村"].iter().enumerate() {
            world.unit(&format!("v{}", at + 1), name, Level::Village, Some("t1"));
        }
        world
    }

    /// One indicator and one target, both as given.
    pub fn of(indicator: Indicator, target: Target) -> Self {
        let mut world = Self::new();
        world.add(indicator, target);
        world
    }

    pub fn add(&mut self, indicator: Indicator, target: Target) {
        self.facts.indicators.push(indicator);
        self.facts.targets.push(target);
    }

    fn unit(&mut self, id: &str, name: &str, level: Level, parent: Option<&str>) {
        self.facts.unit(id, level, parent);
        for unit in self.facts.units.iter_mut().filter(|unit| unit.id.as_str() == id) {
            unit.name = name.to_owned();
        }
    }

    pub fn allocate(&mut self, target: &str, unit: &str, value: &str) {
        self.facts.allocate_of(target, unit, None, value);
    }

    /// A cell: a number with its qualifier before it, `nil` or `conflict`.
    pub fn say(
        &mut self,
        indicator: &str,
        measure: Measure,
        unit: &str,
        when: &str,
        value: &str,
    ) -> &mut Self {
        self.facts.say(indicator, measure, unit, when, value);
        self
    }

    pub fn ytd(&mut self, indicator: &str, unit: &str, when: &str, value: &str) -> &mut Self {
        self.say(indicator, Measure::Ytd, unit, when, value)
    }

    fn with<T>(&self, as_of: Date, look: impl FnOnce(Facts<'_>) -> T) -> T {
        self.facts.with(&as_of.to_string(), look)
    }

    pub fn tree(&self, on: Date) -> Tree {
        Tree::on(on, Arc::new(Units::new(self.facts.units.clone(), self.facts.positions.clone())))
    }

    fn assessed(&self, target: &Target, as_of: Date) -> Assessment {
        self.with(as_of, |facts| assess(facts, &target.id, &target.org_unit).unwrap())
    }

    /// How it stood at the end of each month of the year so far.
    fn course(&self, target: &Target, as_of: Date) -> Vec<Assessment> {
        let mut ends = vec![as_of];
        while let Some(end) = ends.last().and_then(|end| end.with_day(1)?.pred_opt()) {
            if end.year() < as_of.year() {
                break;
            }
            ends.push(end);
        }
        ends.into_iter().rev().map(|end| self.assessed(target, end)).collect()
    }

    fn ranked(&self, target: &Target, as_of: Date) -> Vec<Assessment> {
        let towns: Vec<OrgUnitId> = (1..=6).map(|at| format!("t{at}").as_str().into()).collect();
        let broken_down = self.facts.allocations.iter().any(|allocation| allocation.target == target.id);
        if broken_down { self.with(as_of, |facts| rank(facts, &target.id, &towns).units) } else { Vec::new() }
    }

    fn covered(&self, target: &Target, as_of: Date) -> Vec<CoverageLine> {
        let lines = self.with(as_of, |facts| covered_units(facts, &target.id, &target.org_unit));
        let state = |met: bool, value: Option<Rate>| match (met, value) {
            (true, _) => UnitState::Met,
            (false, None) => UnitState::NotReported,
            (false, Some(_)) => UnitState::Below,
        };
        let line = |unit: crate::assessment::CoveredUnit| CoverageLine {
            state: state(unit.met, unit.value),
            org_unit: unit.org_unit,
            value: unit.value,
            threshold: unit.threshold,
            distance: unit.distance,
            cell: unit.cell,
        };
        lines.into_iter().map(line).collect()
    }

    /// Composes a bulletin as of a day; `change` may alter the input.
    pub fn bulletin(
        &self,
        as_of: &str,
        before: Option<&str>,
        change: impl FnOnce(&mut BulletinInput<'_>),
    ) -> Bulletin {
        let as_of = day(as_of);
        let before = before.map(day);
        let tree = self.tree(as_of);
        let now: Vec<Assessment> =
            self.facts.targets.iter().map(|target| self.assessed(target, as_of)).collect();
        let then: Vec<Option<Assessment>> =
            self.facts.targets.iter().map(|target| before.map(|day| self.assessed(target, day))).collect();
        let ranked: Vec<Vec<Assessment>> =
            self.facts.targets.iter().map(|target| self.ranked(target, as_of)).collect();
        let items = self.facts.targets.iter().enumerate().map(|(at, target)| {
            let find = |id: &IndicatorId| self.facts.indicators.iter().find(|known| known.id == *id);
            Item {
                target,
                indicator: find(&target.indicator).unwrap(),
                unit_indicator: target.coverage.as_ref().and_then(|rule| find(&rule.indicator)),
                now: &now[at],
                before: then[at].as_ref(),
                last_year: None,
                course: self.course(target, as_of),
                units: ranked[at].iter().map(|now| UnitItem { now, before: None }).collect(),
                coverage: self.covered(target, as_of),
                group: None,
                responsible: target.responsible.clone(),
                source: None,
                derivation: Vec::new(),
                example: false,
            }
        });
        let mut input = BulletinInput {
            settings: &self.facts.settings,
            template: Template::Bulletin,
            sources: HashMap::new(),
            as_of,
            compared_with: before.unwrap_or(as_of),
            scope: Some("c".into()),
            tree: &tree,
            time_progress: crate::assessment::year_progress(as_of),
            items: items.collect(),
            reporting: Reporting::default(),
            charts: false,
            fields: BulletinFields::default(),
            edits: Vec::new(),
            head: "head".to_owned(),
            origin: Origin {
                ledger: "l".into(),
                arrival: 1,
                template: Template::Bulletin,
                as_of,
                compared_with: as_of,
                scope: Some("c".into()),
                targets: Vec::new(),
            },
        };
        change(&mut input);
        for item in &mut input.items {
            let (id, unit) = (&item.target.id, &item.now.org_unit);
            item.derivation = self.with(as_of, |facts| told(&explain(facts, id, unit).unwrap(), 0));
        }
        assert_all_is_told(&input);
        input.items.iter_mut().for_each(|item| item.derivation.clear());
        compose(&input)
    }

    /// The sentence of the only target.
    pub fn sentence(
        &self,
        as_of: &str,
        before: Option<&str>,
        change: impl FnOnce(&mut BulletinInput<'_>),
    ) -> String {
        let bulletin = self.bulletin(as_of, before, change);
        let name = format!("{}：", self.facts.indicators[self.facts.indicators.len() - 1].name);
        let name = if self.facts.targets[0].coverage.is_some() {
            format!("{}：", self.facts.indicators[0].name)
        } else {
            name
        };
        let found =
            bulletin.blocks.iter().map(super::super::Block::text).find(|text| text.starts_with(&name));
        found.unwrap_or_else(|| panic!("no sentence of {name}"))
    }
}
