//! What a measured ledger defines: indicators of every accumulation and rule over places, one target for
//! each at the top, shares for the counties below it, and the form that asks the villages.

use std::collections::BTreeMap;

use domain::kernel::{Date, Decimal, FormId, IndicatorId, OrgUnitId, TargetId, Uom};
use domain::org::{Level, OrgUnit, UnitPosition};
use domain::programmes::{Accumulation, Direction, Indicator, PlaceRule, TimeRule};
use domain::results::{DueDay, DueRule, Form, Frequency, HolidayRule, Measure};
use domain::targets::{
    Allocation, Binding, Comparator, CompletionRule, Coverage, Schedule, Strength, Target, TargetKind,
    Threshold,
};
use formats::interchange::Interchange;

use super::{Places, Plan, periods};

/// An indicator that villages report.
pub(super) struct Reported {
    pub id: IndicatorId,
    pub number: u64,
    pub measure: Measure,
    pub uom: &'static str,
    pub decimals: u32,
}

/// What is measured, how it runs on, how it comes together, in what, with how many decimals.
type Kind = (&'static str, Accumulation, TimeRule, PlaceRule, &'static str, u32);

const KINDS: [Kind; 6] = [
    ("累计完成户数", Accumulation::Ytd, TimeRule::Last, PlaceRule::Sum, "户", 0),
    ("集体经济收入", Accumulation::Stock, TimeRule::Last, PlaceRule::None, "万元", 1),
    ("当期新增面积", Accumulation::PeriodFlow, TimeRule::Sum, PlaceRule::Sum, "亩", 1),
    ("在册人数", Accumulation::Stock, TimeRule::Last, PlaceRule::Sum, "人", 0),
    ("自开始累计投资", Accumulation::SinceStart, TimeRule::Last, PlaceRule::Sum, "万元", 2),
    ("最大水位", Accumulation::Stock, TimeRule::Last, PlaceRule::Max, "米", 1),
];

/// Of these one is a share: the first of its six over the fourth.
const SHARE_EVERY: usize = 24;

fn indicator(number: usize, name: &str) -> Indicator {
    let (_, accumulation, time_rule, place_rule, uom, decimals) = KINDS[number % KINDS.len()];
    let usual = Indicator::usual(id(number), name, Uom::new(uom), decimals, accumulation, Direction::Up);
    Indicator { time_rule, place_rule, ..usual }
}

fn id(number: usize) -> IndicatorId {
    IndicatorId::new(format!("i-{number:03}"))
}

fn measure(number: usize) -> Measure {
    match KINDS[number % KINDS.len()].1 {
        Accumulation::Ytd => Measure::Ytd,
        Accumulation::SinceStart => Measure::SinceStart,
        Accumulation::PeriodFlow => Measure::Period,
        Accumulation::Stock | Accumulation::Ratio | Accumulation::Qualitative => Measure::Stock,
    }
}

/// The indicators that villages report.
pub(super) fn reported(plan: Plan) -> impl Iterator<Item = Reported> {
    (0..plan.indicators).map(|number| {
        let (.., uom, decimals) = KINDS[number % KINDS.len()];
        Reported { id: id(number), number: number as u64, measure: measure(number), uom, decimals }
    })
}

/// The unit at the top of the nation's tree.
pub(super) fn nation(top: &OrgUnitId) -> Interchange {
    let unit = OrgUnit {
        id: top.clone(),
        name: "全国".to_owned(),
        level: Level::Province,
        code: None,
        pseudo: true,
        attributes: BTreeMap::new(),
        aliases: Vec::new(),
    };
    let position = UnitPosition {
        org_unit: top.clone(),
        parent: None,
        from: None,
        to: None,
        order: 0,
        successor: None,
        name_then: None,
    };
    Interchange { units: vec![unit], positions: vec![position], ..Interchange::default() }
}

/// Indicators, targets, shares and forms.
pub(super) fn definitions(plan: Plan, places: &Places) -> Interchange {
    let mut data = Interchange::default();
    for number in 0..plan.indicators {
        let name = format!("{}{number:03}", KINDS[number % KINDS.len()].0);
        data.indicators.push(indicator(number, &name));
        data.targets.push(target(plan, places, number));
        if data.targets.last().is_some_and(is_shared_out) {
            data.allocations.extend(shares(places, number));
        }
    }
    for number in (0..plan.indicators.saturating_sub(3)).step_by(SHARE_EVERY) {
        data.indicators.push(Indicator {
            id: IndicatorId::new(format!("r-{number:03}")),
            uom: Uom::new("%"),
            decimals: 2,
            accumulation: Accumulation::Ratio,
            place_rule: PlaceRule::RatioOfSums,
            numerator: Some(id(number)),
            denominator: Some(id(number + 3)),
            ..indicator(number, &format!("完成率{number:03}"))
        });
    }
    data.forms.push(form(plan, places));
    data
}

fn is_shared_out(target: &Target) -> bool {
    target.kind == TargetKind::Level && target.schedule == Schedule::CalendarMonth
}

fn target(plan: Plan, places: &Places, number: usize) -> Target {
    let (_, accumulation, _, place_rule, ..) = KINDS[number % KINDS.len()];
    let villages = places.villages.len() as i64;
    let per_village = match (accumulation, place_rule) {
        (Accumulation::PeriodFlow, _) => 660,
        (Accumulation::SinceStart, _) => 5 * plan.periods as i64,
        _ => 540,
    };
    let covers = place_rule == PlaceRule::None;
    let whole = if place_rule == PlaceRule::Max { 1100 } else { per_village * villages };
    let runs_up = !matches!(accumulation, Accumulation::Stock);
    Target {
        id: TargetId::new(format!("t-{number:03}")),
        valid_from: None,
        indicator: id(number),
        org_unit: places.top.clone(),
        kind: if covers { TargetKind::Coverage } else { TargetKind::Level },
        comparator: Comparator::Gte,
        value: Some(if covers { Decimal::ONE } else { Decimal::new(whole, 0) }),
        value2: None,
        tolerance: None,
        baseline: None,
        change_by: None,
        growth: None,
        rising: false,
        from: Date::from_ymd_opt(2022, 1, 1),
        deadline: Date::from_ymd_opt(2022, 12, 31),
        recurrence: None,
        completion_rule: if covers { CompletionRule::Coverage } else { CompletionRule::Ratio },
        schedule: if runs_up { Schedule::CalendarMonth } else { Schedule::None },
        coverage: covers.then(|| coverage(number)),
        strength: Strength::Reach,
        binding: Binding::Expected,
        excerpt: None,
        programme: None,
        responsible: None,
        own: false,
        note: None,
    }
}

/// Every second one asks 农区 for more than 牧区.
fn coverage(number: usize) -> Coverage {
    let by_zone = [("农区", 20), ("牧区", 15), ("半农半牧区", 18)];
    let threshold = match number % 12 {
        1 => Threshold::One(Decimal::from(20)),
        _ => Threshold::ByAttribute(
            "zone".to_owned(),
            by_zone.map(|(zone, value)| (zone.to_owned(), Decimal::from(value))).into(),
        ),
    };
    Coverage {
        indicator: id(number),
        comparator: Comparator::Gte,
        threshold,
        threshold2: None,
        level: Level::Village,
        units: Vec::new(),
        population: None,
    }
}

fn shares(places: &Places, number: usize) -> impl Iterator<Item = Allocation> {
    let each = Decimal::from(540 * places.villages.len() / places.parts.len().max(1));
    places.parts.iter().map(move |part| Allocation {
        valid_from: None,
        target: TargetId::new(format!("t-{number:03}")),
        org_unit: part.clone(),
        period: None,
        value: each,
        note: None,
    })
}

fn form(plan: Plan, places: &Places) -> Form {
    let monthly = periods(plan).first().is_none_or(|first| first.kind() == domain::kernel::PeriodKind::Month);
    Form {
        id: FormId::new("f-villages"),
        name: "各村调度表".to_owned(),
        frequency: if monthly { Frequency::Month } else { Frequency::Quarter },
        measure: Measure::Stock,
        measures: (0..plan.indicators).map(|number| (id(number), measure(number))).collect(),
        indicators: (0..plan.indicators).map(id).collect(),
        parent: places.top.clone(),
        level: Level::Village,
        due: DueRule {
            day: DueDay::After(5),
            as_of_day: None,
            time: "17:00".to_owned(),
            holiday: HolidayRule::Postpone,
        },
        evidence: Vec::new(),
        notes: Vec::new(),
        earlier: Vec::new(),
    }
}
