//! Small facts for the tests of this room, written as one writes them in a table.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::facts::{Allocations, CellFact, CellValue, Facts, Reporting, Targets, Values};
use super::flat::Flats;
use super::settings::Settings;
use crate::kernel::{Date, Decimal, IndicatorId, OrgUnitId, Period, Qualifier, Uom};
use crate::org::{Level, OrgUnit, Tree, UnitPosition, Units};
use crate::programmes::{Accumulation, Authority, Direction, Indicator, PlaceRule, TimeRule};
use crate::results::{Measure, ResultKey};
use crate::targets::{
    Allocation, Binding, Comparator, CompletionRule, Schedule, Strength, Target, TargetKind,
};

pub fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub fn period(text: &str) -> Period {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// 400 of indicator `i` for unit `p` by the end of 2022, as a running total of the year.
pub fn target(id: &str) -> Target {
    Target {
        id: id.into(),
        valid_from: None,
        indicator: "i".into(),
        org_unit: "p".into(),
        kind: TargetKind::Level,
        comparator: Comparator::Gte,
        value: Some(400.into()),
        value2: None,
        tolerance: None,
        baseline: None,
        change_by: None,
        growth: None,
        rising: false,
        from: Some(day("2022-01-01")),
        deadline: Some(day("2022-12-31")),
        recurrence: None,
        completion_rule: CompletionRule::Ratio,
        schedule: Schedule::CalendarMonth,
        coverage: None,
        strength: Strength::Plan,
        binding: Binding::Expected,
        excerpt: None,
        programme: None,
        responsible: None,
        own: false,
        note: None,
    }
}

/// A running total of the year in 个 that adds up over places.
pub fn indicator(id: &str) -> Indicator {
    Indicator {
        id: id.into(),
        name: format!("指标{id}"),
        definition: None,
        uom: Uom::new("个"),
        decimals: 0,
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

/// Facts that can be changed, and lent.
pub struct World {
    pub units: Vec<OrgUnit>,
    pub positions: Vec<UnitPosition>,
    pub indicators: Vec<Indicator>,
    pub targets: Vec<Target>,
    pub allocations: Vec<Allocation>,
    pub values: Values,
    pub flats: Flats,
    pub reporting: Reporting,
    pub settings: Settings,
}

impl World {
    /// Nothing at all.
    pub fn empty() -> Self {
        Self {
            units: Vec::new(),
            positions: Vec::new(),
            indicators: Vec::new(),
            targets: Vec::new(),
            allocations: Vec::new(),
            values: Values::new(),
            flats: Flats::default(),
            reporting: Reporting::default(),
            settings: Settings::default(),
        }
    }

    /// Province `p` with prefectures `a`, `b`, `c`; under each two counties `a1`, `a2`, …
    pub fn new() -> Self {
        let mut world =
            Self { indicators: vec![indicator("i")], targets: vec![target("t")], ..Self::empty() };
        world.unit("p", Level::Province, None);
        for name in ["a", "b", "c"] {
            world.unit(name, Level::Prefecture, Some("p"));
            world.unit(&format!("{name}1"), Level::County, Some(name));
            world.unit(&format!("{name}2"), Level::County, Some(name));
        }
        world
    }

    pub fn unit(&mut self, id: &str, level: Level, parent: Option<&str>) {
        let order = self.units.len() as u32;
        self.units.push(OrgUnit {
            id: id.into(),
            name: id.to_owned(),
            level,
            code: None,
            pseudo: false,
            attributes: BTreeMap::new(),
            aliases: Vec::new(),
        });
        self.positions.push(UnitPosition {
            org_unit: id.into(),
            parent: parent.map(Into::into),
            from: None,
            to: None,
            order,
            successor: None,
            name_then: None,
        });
    }

    pub fn attribute(&mut self, id: &str, name: &str, value: &str) {
        for unit in self.units.iter_mut().filter(|unit| unit.id.as_str() == id) {
            unit.attributes.insert(name.to_owned(), value.to_owned());
        }
    }

    /// `value`: a number, `>100`, `nil`, `na` or `conflict`.
    pub fn say(&mut self, indicator: &str, measure: Measure, unit: &str, when: &str, value: &str) {
        let key =
            ResultKey { indicator: indicator.into(), measure, org_unit: unit.into(), period: period(when) };
        let value = match value {
            "nil" => CellValue::Nil,
            "na" => CellValue::NotApplicable,
            "conflict" => CellValue::Conflict,
            number => {
                let digits = number.trim_start_matches(['>', '<', '~', '=']);
                let qualifier = number[..number.len() - digits.len()].parse().unwrap_or(Qualifier::Exact);
                CellValue::Number { value: decimal(digits), qualifier }
            }
        };
        self.values.insert(&key, CellFact::plain(value));
    }

    /// 本年累计 of indicator `i`.
    pub fn ytd(&mut self, unit: &str, when: &str, value: &str) {
        self.say("i", Measure::Ytd, unit, when, value);
    }

    /// A share of target `t`.
    pub fn allocate(&mut self, unit: &str, when: Option<&str>, value: &str) {
        self.allocate_of("t", unit, when, value);
    }

    pub fn allocate_of(&mut self, target: &str, unit: &str, when: Option<&str>, value: &str) {
        self.allocations.push(Allocation {
            target: target.into(),
            valid_from: None,
            org_unit: unit.into(),
            period: when.map(period),
            value: decimal(value),
            note: None,
        });
    }

    /// Lends the facts as of a day.
    pub fn with<T>(&self, as_of: &str, look: impl FnOnce(Facts<'_>) -> T) -> T {
        let units = Units::new(self.units.iter().cloned(), self.positions.iter().cloned());
        let tree = Tree::on(day(as_of), Arc::new(units));
        let indicators: HashMap<IndicatorId, Indicator> =
            self.indicators.iter().map(|indicator| (indicator.id.clone(), indicator.clone())).collect();
        let targets = Targets::new(self.targets.iter().cloned());
        let level = |id: &OrgUnitId| tree.get(id).map(|unit| unit.level);
        let allocations = Allocations::new(self.allocations.iter().cloned(), level);
        look(Facts {
            tree: &tree,
            indicators: &indicators,
            targets: &targets,
            allocations: &allocations,
            values: &self.values,
            flats: &self.flats,
            reporting: &self.reporting,
            settings: &self.settings,
            as_of: day(as_of),
        })
    }
}
