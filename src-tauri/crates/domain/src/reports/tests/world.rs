//! A small county with facts that are assessed by the real rules, so that sentences are tested on what the
//! program really says.

use std::collections::{BTreeMap, HashMap};

use crate::assessment::{
    Allocations, Assessment, CellFact, CellValue, Facts, Reporting as Expected, Settings, Targets, Values,
    assess, covered_units, rank,
};
use crate::kernel::{Date, Decimal, IndicatorId, OrgUnitId, Qualifier, Rate, Uom};
use crate::org::{Level, OrgUnit, Tree, UnitPosition};
use crate::programmes::{Accumulation, Authority, Direction, Indicator, PlaceRule, TimeRule};
use crate::reports::{
    Bulletin, BulletinFields, BulletinInput, CoverageLine, Item, Reporting, Template, UnitItem, UnitState,
    compose,
};
use crate::results::{Measure, ResultKey};
use crate::targets::{
    Allocation, Binding, Comparator, CompletionRule, Schedule, Strength, Target, TargetKind,
};

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

pub fn indicator(id: &str, name: &str, uom: &str) -> Indicator {
    Indicator {
        id: id.into(),
        name: name.to_owned(),
        definition: None,
        uom: Uom::new(uom),
        decimals: 2,
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

pub fn target(id: &str, indicator: &str, value: &str) -> Target {
    Target {
        id: id.into(),
        valid_from: None,
        indicator: indicator.into(),
        org_unit: "c".into(),
        kind: TargetKind::Level,
        comparator: Comparator::Gte,
        value: Some(decimal(value)),
        value2: None,
        tolerance: None,
        baseline: None,
        from: Some(day("2022-01-01")),
        deadline: Some(day("2022-12-31")),
        recurrence: None,
        completion_rule: CompletionRule::Ratio,
        schedule: Schedule::CalendarMonth,
        coverage: None,
        strength: Strength::Plan,
        binding: Binding::General,
        excerpt: None,
        programme: None,
        responsible: Some("县生态环境局".to_owned()),
        own: false,
        note: None,
    }
}

/// The county `c` with six towns `t1`…`t6`; `v1`…`v4` are villages of 甲镇.
pub struct World {
    units: Vec<OrgUnit>,
    positions: Vec<UnitPosition>,
    pub indicators: Vec<Indicator>,
    pub targets: Vec<Target>,
    allocations: Vec<Allocation>,
    values: Values,
}

impl World {
    pub fn new() -> Self {
        let mut world = Self {
            units: Vec::new(),
            positions: Vec::new(),
            indicators: Vec::new(),
            targets: Vec::new(),
            allocations: Vec::new(),
            values: Values::new(),
        };
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
        self.indicators.push(indicator);
        self.targets.push(target);
    }

    fn unit(&mut self, id: &str, name: &str, level: Level, parent: Option<&str>) {
        self.positions.push(UnitPosition {
            org_unit: id.into(),
            parent: parent.map(Into::into),
            from: None,
            to: None,
            order: self.units.len() as u32,
            successor: None,
        });
        self.units.push(OrgUnit {
            id: id.into(),
            name: name.to_owned(),
            level,
            code: None,
            pseudo: false,
            attributes: BTreeMap::new(),
            aliases: Vec::new(),
        });
    }

    pub fn allocate(&mut self, target: &str, unit: &str, value: &str) {
        self.allocations.push(Allocation {
            target: target.into(),
            org_unit: unit.into(),
            period: None,
            value: decimal(value),
            note: None,
        });
    }

    /// A cell: a number with its qualifier before it, or `nil`.
    pub fn say(
        &mut self,
        indicator: &str,
        measure: Measure,
        unit: &str,
        when: &str,
        value: &str,
    ) -> &mut Self {
        let key = ResultKey {
            indicator: indicator.into(),
            measure,
            org_unit: unit.into(),
            period: when.parse().unwrap(),
        };
        let digits = value.trim_start_matches(['>', '<', '~']);
        let qualifier = value[..value.len() - digits.len()].parse().unwrap_or(Qualifier::Exact);
        let value = match value {
            "nil" => CellValue::Nil,
            "conflict" => CellValue::Conflict,
            _ => CellValue::Number { value: decimal(digits), qualifier },
        };
        self.values.insert(&key, CellFact::plain(value));
        self
    }

    pub fn ytd(&mut self, indicator: &str, unit: &str, when: &str, value: &str) -> &mut Self {
        self.say(indicator, Measure::Ytd, unit, when, value)
    }

    fn with<T>(&self, as_of: Date, look: impl FnOnce(Facts<'_>) -> T) -> T {
        let tree = self.tree(as_of);
        let indicators: HashMap<IndicatorId, Indicator> =
            self.indicators.iter().map(|indicator| (indicator.id.clone(), indicator.clone())).collect();
        let targets = Targets::new(self.targets.iter().cloned());
        let allocations = Allocations::new(self.allocations.iter().cloned());
        look(Facts {
            tree: &tree,
            indicators: &indicators,
            targets: &targets,
            allocations: &allocations,
            values: &self.values,
            reporting: &Expected::default(),
            settings: &Settings::default(),
            as_of,
        })
    }

    pub fn tree(&self, on: Date) -> Tree {
        Tree::on(on, self.units.clone(), &self.positions)
    }

    fn assessed(&self, target: &Target, as_of: Date) -> Assessment {
        self.with(as_of, |facts| assess(facts, &target.id, &target.org_unit).unwrap())
    }

    fn ranked(&self, target: &Target, as_of: Date) -> Vec<Assessment> {
        let towns: Vec<OrgUnitId> = (1..=6).map(|at| format!("t{at}").as_str().into()).collect();
        let broken_down = self.allocations.iter().any(|allocation| allocation.target == target.id);
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
        let now: Vec<Assessment> = self.targets.iter().map(|target| self.assessed(target, as_of)).collect();
        let then: Vec<Option<Assessment>> =
            self.targets.iter().map(|target| before.map(|day| self.assessed(target, day))).collect();
        let ranked: Vec<Vec<Assessment>> =
            self.targets.iter().map(|target| self.ranked(target, as_of)).collect();
        let items = self.targets.iter().enumerate().map(|(at, target)| {
            let find = |id: &IndicatorId| self.indicators.iter().find(|known| known.id == *id);
            Item {
                target,
                indicator: find(&target.indicator).unwrap(),
                unit_indicator: target.coverage.as_ref().and_then(|rule| find(&rule.indicator)),
                now: &now[at],
                before: then[at].as_ref(),
                last_year: None,
                units: ranked[at].iter().map(|now| UnitItem { now, before: None }).collect(),
                coverage: self.covered(target, as_of),
                group: None,
                responsible: target.responsible.clone(),
                example: false,
            }
        });
        let mut input = BulletinInput {
            template: Template::Bulletin,
            as_of,
            scope: Some("c".into()),
            tree: &tree,
            time_progress: crate::assessment::year_progress(as_of),
            items: items.collect(),
            reporting: Reporting::default(),
            fields: BulletinFields::default(),
            head: "head".to_owned(),
        };
        change(&mut input);
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
        let name = format!("{}：", self.indicators[self.indicators.len() - 1].name);
        let name =
            if self.targets[0].coverage.is_some() { format!("{}：", self.indicators[0].name) } else { name };
        let found =
            bulletin.blocks.iter().map(super::super::Block::text).find(|text| text.starts_with(&name));
        found.unwrap_or_else(|| panic!("no sentence of {name}"))
    }
}
