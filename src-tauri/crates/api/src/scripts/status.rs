//! `status --json`, exactly as the contract prints it: decimals as text, rates as fractions,
//! variances in points. Fields may be added, never renamed.

use app::Desk;
use app::assessment::{Surveyed, changes, survey};
use domain::assessment::{Assessment, Change};
use domain::kernel::{Date, OrgUnitId, Rate};
use serde_json::{Value, json};

use super::Failure;

/// The status of every target in scope.
pub(super) fn status(desk: &mut Desk, as_of: Date, scope: Option<&OrgUnitId>) -> Result<Value, Failure> {
    let surveyed = survey(desk, as_of, scope)?;
    let progress = domain::assessment::year_progress(as_of);
    Ok(json!({
        "as_of": as_of.to_string(),
        "org_unit": scope.map(ToString::to_string),
        "time_progress": { "value": progress.wire_text(), "convention": "calendar_month" },
        "targets": surveyed.iter().map(target).collect::<Vec<_>>(),
    }))
}

fn target(one: &Surveyed) -> Value {
    let now = &one.now;
    json!({
        "id": now.target.to_string(),
        "indicator": now.indicator.to_string(),
        "org_unit": now.org_unit.to_string(),
        "period": now.period.map(|period| period.to_string()),
        "goal": number(now.goal),
        "actual": number(now.actual),
        "qualifier": now.qualifier.to_string(),
        "reported": now.reported,
        "expected": now.expected,
        "not_reported": ids(&now.not_reported),
        "completion": { "rate": now.completion.rate.map(Rate::wire_text), "rule": now.completion.rule.code() },
        "schedule": schedule(now),
        "gap": number(now.gap),
        "surplus": number(now.surplus),
        "headroom": number(now.headroom),
        "required_per_month": number(now.required_per_month),
        "forecast": forecast(now),
        "status": now.status.code(),
        "lamp": now.lamp.code(),
        "marks": now.marks.iter().map(|mark| mark.code()).collect::<Vec<_>>(),
        "rank": now.rank.map(|place| place.place),
        "base": number(now.base),
        "rise": now.rise.map(|rise| json!({ "before": number(rise.before), "holds": rise.holds })),
        "provisional": now.provisional,
        "met_on": now.met_on.map(|day| day.to_string()),
        "behind_for": now.behind_for,
        "window": { "from": now.window.from.map(|day| day.to_string()), "deadline": now.window.deadline.map(|day| day.to_string()) },
        "valid_from": now.valid_from.map(|day| day.to_string()),
        "parts_check": now.parts_check.map(|check| json!({
            "own": number(Some(check.own)), "parts": number(Some(check.parts)),
            "difference": number(Some(check.difference)), "complete": check.complete,
        })),
        "coverage": coverage(now),
        "preset": preset(now),
        "conflicts": now.conflicts.iter().map(|key| key.text()).collect::<Vec<_>>(),
    })
}

/// What moved since an earlier day.
pub(super) fn comparison(
    desk: &mut Desk,
    (before, now): (Date, Date),
    scope: Option<&OrgUnitId>,
) -> Result<Value, Failure> {
    let changes = changes(desk, (before, now), scope, None)?;
    let change = |one: &Change| {
        json!({
            "id": one.target.to_string(),
            "org_unit": one.org_unit.to_string(),
            "before": one.before.map(|status| status.code()),
            "now": one.now.map(|status| status.code()),
            "turn": one.turn.code(),
            "actual": number(one.actual),
            "rate_pp": one.rate.map(Rate::points_wire_text),
        })
    };
    Ok(
        json!({ "with": before.to_string(), "changes": changes.iter().map(|one| change(&one.change)).collect::<Vec<_>>() }),
    )
}

fn number(rate: Option<Rate>) -> Option<String> {
    rate.map(|rate| rate.number_text(4))
}

fn ids(units: &[OrgUnitId]) -> Vec<String> {
    units.iter().map(ToString::to_string).collect()
}

fn schedule(now: &Assessment) -> Value {
    now.schedule.as_ref().map_or(Value::Null, |schedule| {
        json!({
            "expected": schedule.expected.number_text(4),
            "progress": schedule.progress.wire_text(),
            "variance_pp": schedule.variance.map(Rate::points_wire_text),
            "convention": schedule.convention,
        })
    })
}

fn forecast(now: &Assessment) -> Value {
    now.forecast.map_or(Value::Null, |forecast| {
        json!({
            "value": forecast.value.normalize().to_string(),
            "low": forecast.low.normalize().to_string(),
            "high": forecast.high.normalize().to_string(),
            "label": domain::assessment::Forecast::LABEL,
        })
    })
}

fn coverage(now: &Assessment) -> Value {
    now.coverage.as_ref().map_or(Value::Null, |coverage| {
        json!({
            "met": coverage.met,
            "population": coverage.population,
            "not_reported": coverage.not_reported,
            "rate": coverage.rate.map(Rate::wire_text),
            "lowest": coverage.lowest.as_ref().map(|lowest| json!({
                "org_unit": lowest.org_unit.to_string(),
                "value": lowest.value.number_text(4),
            })),
            "gap_sum": number(coverage.gap_sum),
            "below": ids(&coverage.below),
        })
    })
}

fn preset(now: &Assessment) -> Value {
    now.preset.as_ref().map_or(Value::Null, |preset| {
        json!({
            "method": preset.method.code(),
            "value": preset.value.map(|value| value.to_string()),
            "score": preset.score.map(|score| score.normalize().to_string()),
            "status": preset.status,
        })
    })
}
