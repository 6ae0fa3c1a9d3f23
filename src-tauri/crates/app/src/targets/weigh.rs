//! What another indicator says of units, as a measure to break a target down by: 按人口, 按面积, 按上年完成.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use domain::assessment::{Allocations, Facts, Targets, assess};
use domain::kernel::{Date, Decimal, IndicatorId, OrgUnitId, TargetId};
use domain::targets::{Binding, Comparator, CompletionRule, Schedule, Strength, Target, TargetKind};

use crate::{AppError, Desk};

/// What an indicator stands at for units as of a day, rolled up by its own rules; units without a figure are left out.
pub fn values_of(
    desk: &mut Desk,
    indicator: &IndicatorId,
    units: &[OrgUnitId],
    as_of: Date,
) -> Result<BTreeMap<OrgUnitId, Decimal>, AppError> {
    desk.book()?.indicator(indicator)?;
    // The engine answers what a target stands at, so a target that asks for nothing is held before it.
    let mut values = BTreeMap::new();
    let no_shares = Allocations::default();
    for unit in units {
        let asking = asking_nothing(indicator, unit, as_of);
        let id = asking.id.clone();
        let targets = Targets::new([asking]);
        let mut evidence = desk.evidence()?;
        let known = evidence.facts_of(indicator, as_of)?;
        let facts = Facts { targets: &targets, allocations: &no_shares, ..known };
        let stands_at = assess(facts, &id, unit).and_then(|found| found.actual);
        if let Some(value) = stands_at.and_then(|actual| actual.to_decimal()) {
            values.insert(unit.clone(), value);
        }
    }
    Ok(values)
}

fn asking_nothing(indicator: &IndicatorId, unit: &OrgUnitId, as_of: Date) -> Target {
    Target {
        id: TargetId::new(""),
        valid_from: None,
        indicator: indicator.clone(),
        org_unit: unit.clone(),
        kind: TargetKind::Keep,
        comparator: Comparator::Gte,
        value: Some(Decimal::ZERO),
        value2: None,
        tolerance: None,
        baseline: None,
        change_by: None,
        growth: None,
        rising: false,
        from: None,
        deadline: Date::from_ymd_opt(as_of.year(), 12, 31),
        recurrence: None,
        completion_rule: CompletionRule::None,
        schedule: Schedule::None,
        coverage: None,
        strength: Strength::Reach,
        binding: Binding::General,
        excerpt: None,
        programme: None,
        responsible: None,
        own: false,
        note: None,
    }
}
