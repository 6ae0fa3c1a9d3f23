//! The per-unit rule of a coverage target: which units count as meeting it.

use std::collections::BTreeMap;

use super::Comparator;
use crate::kernel::{Decimal, FieldError, Fields, IndicatorId, OrgUnitId};
use crate::org::Level;

/// The value a unit has to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// The same for all.
    One(Decimal),
    /// By the value of an attribute of the unit: zone 农区 → 200, 牧区 → 150.
    ByAttribute(String, BTreeMap<String, Decimal>),
    /// What was found there: the value of another indicator for the same unit and period (应纳尽纳). Not
    /// units are counted then but what was found, and the share is what is covered of all that was found.
    Found(IndicatorId),
}

/// Share of units that meet a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// What each unit is measured by.
    pub indicator: IndicatorId,
    /// How it is compared.
    pub comparator: Comparator,
    /// With what.
    pub threshold: Threshold,
    /// The upper end, included, where the comparator is `between` (3—5人).
    pub threshold2: Option<Decimal>,
    /// The units that count: all of this level below the target's unit,
    pub level: Level,
    /// or exactly these, where the text means a list (10个国家级重点帮扶县). Empty: all of the level.
    pub units: Vec<OrgUnitId>,
    /// The whole population where it is stated and not all units are on the ledger.
    pub population: Option<u32>,
}

impl Coverage {
    /// Writes itself under `coverage.`.
    pub fn write(&self, fields: &mut Fields) {
        fields
            .set("coverage.indicator", &self.indicator)
            .set("coverage.comparator", self.comparator)
            .set("coverage.level", self.level)
            .set_opt("coverage.threshold2", self.threshold2)
            .set_list("coverage.unit", &self.units)
            .set_opt("coverage.population", self.population);
        match &self.threshold {
            Threshold::One(value) => {
                fields.set("coverage.threshold", value);
            }
            Threshold::Found(indicator) => {
                fields.set("coverage.found", indicator);
            }
            Threshold::ByAttribute(attribute, values) => {
                fields.set("coverage.attribute", attribute);
                for (name, value) in values {
                    fields.set(&format!("coverage.by.{name}"), value);
                }
            }
        }
    }

    /// Reads itself, if there is one.
    pub fn read(fields: &Fields) -> Result<Option<Self>, FieldError> {
        if fields.get("coverage.indicator").is_none() {
            return Ok(None);
        }
        let threshold = match (fields.get("coverage.attribute"), fields.parse_opt("coverage.found")?) {
            (None, Some(found)) => Threshold::Found(found),
            (None, None) => Threshold::One(fields.parse("coverage.threshold")?),
            (Some(attribute), _) => {
                let mut values = BTreeMap::new();
                for (name, value) in fields.under("coverage.by") {
                    let value = value.parse().map_err(|_| FieldError::Unreadable {
                        name: format!("coverage.by.{name}"),
                        text: value.to_owned(),
                    })?;
                    values.insert(name.to_owned(), value);
                }
                Threshold::ByAttribute(attribute.to_owned(), values)
            }
        };
        Ok(Some(Self {
            indicator: fields.parse("coverage.indicator")?,
            comparator: fields.parse("coverage.comparator")?,
            threshold,
            threshold2: fields.parse_opt("coverage.threshold2")?,
            level: fields.parse("coverage.level")?,
            units: fields.list("coverage.unit")?,
            population: fields.parse_opt("coverage.population")?,
        }))
    }
}
