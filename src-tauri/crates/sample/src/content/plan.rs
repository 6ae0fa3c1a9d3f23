//! What is to be made rather than copied: which units, with which attributes, and figures by rule.

use std::collections::{BTreeMap, BTreeSet};

use domain::kernel::{Decimal, IndicatorId, OrgUnitId, Period, TargetId};
use domain::org::{Level, OrgUnit};
use domain::programmes::Indicator;
use domain::targets::{Allocation, Target};

use super::definitions::frequency;
use super::{Malformed, Stated, json};
use crate::series::{Cells, Series, Shape, YearTotal};

/// A place whose units come along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its division code.
    pub code: String,
    /// Down to this level.
    pub deepest: Level,
}

/// Which division codes of a level are places of their own kind: 嘎查村 but not 社区, 苏木乡镇 but
/// not 街道.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The level.
    pub level: Level,
    /// The first number that counts.
    pub from: u32,
    /// The last.
    pub to: u32,
}

impl Selection {
    /// Whether a unit of this level is chosen by its code; other levels are not its matter.
    pub fn chooses(&self, unit: &OrgUnit) -> bool {
        let digits = match self.level {
            Level::Township => 6..9,
            _ => 9..12,
        };
        let number =
            unit.code.as_deref().and_then(|code| code.get(digits)).and_then(|part| part.parse().ok());
        unit.level != self.level || number.is_some_and(|number: u32| (self.from..=self.to).contains(&number))
    }
}

/// An attribute that units of a level get by their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeRule {
    /// The attribute.
    pub attribute: String,
    /// Units of this level get it.
    pub level: Level,
    /// Its value where no rule speaks,
    pub default: String,
    /// and by a part of the name; the first that fits.
    pub by_name: Vec<(String, String)>,
}

impl AttributeRule {
    /// The value a unit gets; none for other levels.
    pub fn value_for(&self, unit: &OrgUnit) -> Option<&str> {
        let rule = self.by_name.iter().find(|(part, _)| unit.name.contains(part));
        (unit.level == self.level).then(|| rule.map_or(self.default.as_str(), |(_, value)| value))
    }
}

pub(super) fn place(read: json::Root) -> Result<Place, Malformed> {
    Ok(Place { code: read.root, deepest: read.depth.parse()? })
}

pub(super) fn selection(read: json::Selection) -> Result<Selection, Malformed> {
    let number = |text: &str| text.parse().map_err(|_| Malformed::new(text));
    Ok(Selection { level: read.level.parse()?, from: number(&read.code_from)?, to: number(&read.code_to)? })
}

pub(super) fn attribute(read: json::Attribute) -> Result<AttributeRule, Malformed> {
    Ok(AttributeRule {
        attribute: read.attribute,
        level: read.level.parse()?,
        default: read.default,
        by_name: read.rules.into_iter().map(|rule| (rule.name_contains, rule.value)).collect(),
    })
}

/// What a series is drawn from besides its own lines.
pub(super) struct Ground<'a> {
    pub(super) indicators: &'a [Indicator],
    pub(super) targets: &'a [Stated<Target>],
    pub(super) allocations: &'a [Allocation],
}

impl Ground<'_> {
    fn indicator(&self, id: &IndicatorId) -> Result<&Indicator, Malformed> {
        self.indicators.iter().find(|indicator| &indicator.id == id).ok_or_else(|| Malformed::new(id))
    }

    /// The shares of a target as whole numbers of its indicator's last decimal; of several years the last.
    fn shares(&self, id: &TargetId) -> Result<BTreeMap<OrgUnitId, i128>, Malformed> {
        let target = self.targets.iter().find(|target| &target.noun.id == id);
        let target = target.ok_or_else(|| Malformed::new(id))?;
        let decimals = self.indicator(&target.noun.indicator)?.decimals;
        let mut shares = BTreeMap::new();
        let mut held = BTreeMap::new();
        for share in self.allocations.iter().filter(|share| &share.target == id) {
            let later =
                held.get(&share.org_unit).is_none_or(|period: &Option<Period>| *period <= share.period);
            if later {
                held.insert(share.org_unit.clone(), share.period);
                shares.insert(share.org_unit.clone(), steps(share.value, decimals)?);
            }
        }
        Ok(shares)
    }
}

pub(super) fn series(read: json::Series, ground: &Ground<'_>) -> Result<Series, Malformed> {
    let indicator = ground.indicator(&IndicatorId::new(read.indicator))?;
    let decimals = read.decimals;
    let in_steps = |text: &str| steps(text.parse()?, decimals);
    let thousandths = |text: &str| steps(text.parse()?, 3);
    let year = |year: json::Year| {
        Ok(YearTotal {
            year: year.year,
            total: year.total.parse()?,
            least: year.min.as_deref().map(in_steps).transpose()?.unwrap_or_default(),
            spread: year.spread.as_deref().map(thousandths).transpose()?,
        })
    };
    let achieved = |row: json::Achieved| Ok((row.until.parse::<Period>()?, row.share.parse::<Decimal>()?));
    Ok(Series {
        indicator: indicator.id.clone(),
        uom: indicator.uom.clone(),
        measure: read.measure.parse()?,
        parent: OrgUnitId::new(read.units.parent),
        level: read.units.level.parse()?,
        only: read.units.only.map(|codes| codes.into_iter().map(OrgUnitId::new).collect()),
        first: read.first.parse()?,
        last: read.last.parse()?,
        frequency: frequency(&read.frequency)?,
        base: read.base.as_deref().map(in_steps).transpose()?,
        accumulates: read.mode.is_some(),
        years: read.yearly.into_iter().map(year).collect::<Result<_, Malformed>>()?,
        achieved: read.achieved.into_iter().map(achieved).collect::<Result<_, Malformed>>()?,
        shape: Shape::named(&read.shape).ok_or_else(|| Malformed::new(&read.shape))?,
        spread: thousandths(&read.spread)?,
        decimals,
        weights: read.weights.map(|target| ground.shares(&TargetId::new(target))).transpose()?,
        missing: cells(read.missing)?,
        nil: cells(read.nil)?,
        not_applicable: cells(read.not_applicable)?,
        no_task: read.no_task.into_iter().map(OrgUnitId::new).collect::<BTreeSet<_>>(),
        seed: read.seed,
        remark: read.note,
    })
}

fn cells(read: Vec<json::Cell>) -> Result<Vec<Cells>, Malformed> {
    let cell = |cell: json::Cell| {
        Ok(Cells {
            org_unit: (cell.org_unit != "*").then(|| OrgUnitId::new(cell.org_unit)),
            period: if cell.period == "*" { None } else { Some(cell.period.parse()?) },
        })
    };
    read.into_iter().map(cell).collect()
}

/// A number as a whole number of its last decimal place.
fn steps(value: Decimal, decimals: u32) -> Result<i128, Malformed> {
    let mut exact = value;
    exact.rescale(decimals);
    if exact == value { Ok(exact.mantissa()) } else { Err(Malformed::new(value)) }
}
