//! Which targets are looked at from where, and what is said of each.
//!
//! Without a scope: every target at its own unit. Seen from a unit: the targets of that unit and of
//! the units below it at their own units, and of the units above what fell to it (无任务 where a
//! target was broken down and nothing fell to it; coverage is counted over its own part).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use domain::assessment::{
    Assessment, CoveredUnit, Derivation, Facts, Listed, Listing, RankBy, Source, Status, Task, UnitState,
    instances_of, task_of,
};
use domain::kernel::{Date, IndicatorId, OrgUnitId, Period, PeriodKind, Rate, TargetId};
use domain::reports::CoverageLine;
use domain::results::ResultKey;
use domain::targets::{Target, TargetKind};

use super::Evidence;
use crate::{AppError, Desk};

/// A target as it stands for a unit.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// The version that judges.
    pub target: Arc<Target>,
    /// As of the day.
    pub now: Arc<Assessment>,
    /// At the end of the month before.
    pub before: Arc<Assessment>,
    /// The cells the actual value rests on (filled in by [`detail`]).
    pub cells: Vec<ResultKey>,
    /// Of how many units a figure counts and is not handed in (told by [`survey`] and [`detail`]).
    pub drafts: usize,
}

/// Everything about one target for one unit.
pub struct Detail {
    /// How it stands.
    pub one: Surveyed,
    /// Its course over the window: as of each month's end so far.
    pub course: Vec<Arc<Assessment>>,
    /// Of a recurring target its instances that have begun, the latest first, each as of its end.
    pub instances: Vec<(Period, Arc<Assessment>)>,
    /// The units it is broken down to, ranked.
    pub parts: Vec<Surveyed>,
    /// 怎么算的.
    pub derivation: Derivation,
}

/// Every target in scope, the worst first. The last answers are kept; after figures were written only the targets
/// that rest on them are looked at again.
pub fn survey(
    desk: &mut Desk,
    as_of: Date,
    scope: Option<&OrgUnitId>,
) -> Result<Arc<Vec<Surveyed>>, AppError> {
    let mut evidence = desk.evidence()?;
    let (mut found, seats) = match evidence.take_survey(as_of, scope) {
        Some((kept, touched)) if touched.is_empty() => return Ok(evidence.keep_survey(as_of, scope, kept)),
        Some((kept, touched)) => {
            let mut kept = Arc::unwrap_or_clone(kept);
            kept.retain(|one| !touched.contains(&one.target.id));
            (kept, seats(evidence.definitions(as_of), touched.iter(), scope))
        }
        None => {
            let targets = evidence.book().targets.keys();
            (Vec::new(), seats(evidence.definitions(as_of), targets, scope))
        }
    };
    let before = month_end_before(as_of);
    let is_kept = !found.is_empty();
    for (id, unit) in seats {
        let Some(one) = surveyed(&mut evidence, &id, &unit, (as_of, before))? else { continue };
        let at =
            if is_kept { found.partition_point(|other| worse(other, &one).is_lt()) } else { found.len() };
        found.insert(at, one);
    }
    if !is_kept {
        found.sort_by(worse);
    }
    Ok(evidence.keep_survey(as_of, scope, Arc::new(found)))
}

/// A target at a unit, as of two days; none where there is none on one of them.
fn surveyed(
    evidence: &mut Evidence<'_>,
    id: &TargetId,
    unit: &OrgUnitId,
    days: (Date, Date),
) -> Result<Option<Surveyed>, AppError> {
    let Some(target) = evidence.definitions(days.0).targets.in_force(id, days.0).cloned() else {
        return Ok(None);
    };
    let (mut now, mut then) = evidence.assess_with_earlier(id, unit, std::slice::from_ref(unit), days)?;
    let Some((now, before)) = now.pop().zip(then.pop()) else { return Ok(None) };
    let drafts = evidence.drafts(&now)?;
    Ok(Some(Surveyed { target, now, before, cells: Vec::new(), drafts }))
}

/// The worst first.
fn worse(a: &Surveyed, b: &Surveyed) -> std::cmp::Ordering {
    a.now.status.urgency().cmp(&b.now.status.urgency()).then_with(|| by_variance(a, b))
}

fn by_variance(a: &Surveyed, b: &Surveyed) -> std::cmp::Ordering {
    let variance = |one: &Surveyed| one.now.schedule.as_ref().and_then(|schedule| schedule.variance);
    let order = match (variance(a), variance(b)) {
        (Some(x), Some(y)) => x.cmp(&y),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => std::cmp::Ordering::Equal,
    };
    order.then_with(|| a.target.id.cmp(&b.target.id))
}

/// The last day of the month before.
pub fn month_end_before(day: Date) -> Date {
    Period::containing(PeriodKind::Month, day).and_then(Period::previous).map_or(day, Period::last_day)
}

/// Which of some targets are seen, each at which unit.
fn seats<'t>(
    facts: Facts<'_>,
    targets: impl Iterator<Item = &'t TargetId>,
    scope: Option<&OrgUnitId>,
) -> Vec<(TargetId, OrgUnitId)> {
    let mut seats = Vec::new();
    for id in targets {
        let Some(target) = facts.targets.in_force(id, facts.as_of).filter(|target| !target.own) else {
            continue;
        };
        let Some(scope) = scope else {
            seats.push((id.clone(), target.org_unit.clone()));
            continue;
        };
        if facts.tree.is_within(&target.org_unit, scope) {
            seats.push((id.clone(), target.org_unit.clone()));
        } else if facts.tree.is_within(scope, &target.org_unit)
            && (facts.allocations.is_broken_down(target) || target.kind == TargetKind::Coverage)
        {
            seats.push((id.clone(), scope.clone()));
        }
    }
    seats
}

/// The units a target is broken down over: its children that have a share or stand beside one.
fn units_of(facts: Facts<'_>, target: &Target) -> Vec<OrgUnitId> {
    if !facts.allocations.is_broken_down(target) {
        return Vec::new();
    }
    let level = facts
        .allocations
        .units(target)
        .filter(|(unit, _)| **unit != target.org_unit)
        .find_map(|(unit, _)| facts.tree.get(unit))
        .map(|unit| unit.level);
    level.map(|level| facts.tree.at_level(&target.org_unit, level)).unwrap_or_default()
}

/// The units that can be held against each other under a target: those it is broken down over, else the children of its
/// unit where the same is asked of each (a share of units that meet a rule, a ratio, a growth).
fn compared(facts: Facts<'_>, target: &Target) -> Vec<OrgUnitId> {
    match facts.allocations.is_broken_down(target) {
        true => units_of(facts, target),
        false => asked_alike(facts, target).cloned().collect(),
    }
}

/// The children of a target's unit of each of which the same is asked, where it is measured by more than yes and no.
pub fn asked_alike<'f>(facts: Facts<'f>, target: &Target) -> impl Iterator<Item = &'f OrgUnitId> {
    use TargetKind::{Change, Coverage, Growth, Keep, Level};
    let is_measured = matches!(target.kind, Coverage | Growth | Level | Change | Keep);
    let indicator = facts.indicator(&target.indicator).filter(|_| is_measured);
    let is_asked = move |unit: &&OrgUnitId| {
        indicator.is_some_and(|indicator| matches!(task_of(facts, target, indicator, unit), Task::Same))
    };
    facts.tree.children(&target.org_unit).filter(is_asked)
}

/// What a unit has to reach of an indicator.
pub enum Goal {
    /// Its own target, or the share that fell to it.
    Own(Arc<Target>, Option<Rate>),
    /// A target above was broken down, and nothing fell to it.
    NoTask,
    /// There is a target above that was not broken down.
    NotBrokenDown,
    /// No target asks for it.
    None,
}

/// What a unit has to reach of an indicator on a day.
pub fn goal_of(
    desk: &mut Desk,
    indicator: &IndicatorId,
    org_unit: &OrgUnitId,
    day: Date,
) -> Result<Goal, AppError> {
    let mut evidence = desk.evidence()?;
    let mut goal = Goal::None;
    for id in evidence.book().targets.keys() {
        let facts = evidence.definitions(day);
        let of_indicator = |target: &&Arc<Target>| target.indicator == *indicator;
        let Some(target) = facts.targets.in_force(id, day).filter(of_indicator).cloned() else { continue };
        let own = target.org_unit == *org_unit;
        if !own && !facts.tree.is_within(org_unit, &target.org_unit) {
            continue;
        }
        if !own && !facts.allocations.is_broken_down(&target) {
            goal = Goal::NotBrokenDown;
            continue;
        }
        match evidence.assess(id, org_unit, day)? {
            Some(now) if now.status != Status::NoTask => {
                return Ok(Goal::Own(target, now.goal));
            }
            _ => goal = Goal::NoTask,
        }
    }
    Ok(goal)
}

/// A target with the units it is broken down over.
pub struct Ranking {
    /// The target at its own unit.
    pub whole: Surveyed,
    /// What the units are ranked by.
    pub by: RankBy,
    /// The units, those with a place first, in the order of their places.
    pub parts: Vec<Surveyed>,
}

/// Which units are ranked, and against whom.
#[derive(Clone, Debug, Default)]
pub struct RankWish {
    /// Units are ranked among those that are alike in this attribute (一类地区, 二类地区).
    pub group: Option<String>,
    /// Units that take no part.
    pub without: BTreeSet<OrgUnitId>,
}

/// Ranks the units of a target.
pub fn ranking(desk: &mut Desk, id: &TargetId, as_of: Date, wish: &RankWish) -> Result<Ranking, AppError> {
    let mut evidence = desk.evidence()?;
    let whole = whole(&mut evidence, id, as_of)?;
    let target = &whole.target;
    let mut by = RankBy::Completion;
    let mut parts = Vec::new();
    for units in groups_of(&mut evidence, target, as_of, wish) {
        let (group_by, ranked) = ranked_among(&mut evidence, target, &units, as_of)?;
        by = group_by;
        parts.extend(ranked);
    }
    Ok(Ranking { whole, by, parts })
}

/// A target at its own unit.
fn whole(evidence: &mut Evidence<'_>, id: &TargetId, as_of: Date) -> Result<Surveyed, AppError> {
    let missing = || AppError::NotFound("target", id.to_string());
    let target = evidence.definitions(as_of).targets.in_force(id, as_of).ok_or_else(missing)?;
    let unit = target.org_unit.clone();
    surveyed(evidence, id, &unit, (as_of, month_end_before(as_of)))?.ok_or_else(missing)
}

/// The units that are ranked against each other; those without the attribute come last, as one group.
fn groups_of(
    evidence: &mut Evidence<'_>,
    target: &Target,
    as_of: Date,
    wish: &RankWish,
) -> Vec<Vec<OrgUnitId>> {
    let facts = evidence.definitions(as_of);
    let mut groups: BTreeMap<(bool, &str), Vec<OrgUnitId>> = BTreeMap::new();
    for unit in compared(facts, target).into_iter().filter(|unit| !wish.without.contains(unit)) {
        let of_unit = |name: &String| facts.tree.get(&unit)?.attribute(name);
        let value = wish.group.as_ref().and_then(of_unit);
        groups.entry((value.is_none(), value.unwrap_or(""))).or_default().push(unit);
    }
    groups.into_values().collect()
}

/// The units a target is broken down over, ranked, each with how it stood at the end of the month before.
pub(crate) fn ranked_parts(
    evidence: &mut Evidence<'_>,
    target: &Arc<Target>,
    as_of: Date,
) -> Result<(RankBy, Vec<Surveyed>), AppError> {
    let units = units_of(evidence.definitions(as_of), target);
    ranked_among(evidence, target, &units, as_of)
}

fn ranked_among(
    evidence: &mut Evidence<'_>,
    target: &Arc<Target>,
    units: &[OrgUnitId],
    as_of: Date,
) -> Result<(RankBy, Vec<Surveyed>), AppError> {
    let days = (as_of, month_end_before(as_of));
    let (ranked, then) = evidence.rank(&target.id, &target.org_unit, units, days)?;
    let mut then: HashMap<OrgUnitId, Arc<Assessment>> =
        then.into_iter().map(|then| (then.org_unit.clone(), then)).collect();
    let part = |now: Assessment| {
        let before = then.remove(&now.org_unit)?;
        Some(Surveyed {
            target: Arc::clone(target),
            now: Arc::new(now),
            before,
            cells: Vec::new(),
            drafts: 0,
        })
    };
    Ok((ranked.by, ranked.units.into_iter().filter_map(part).collect()))
}

/// Everything about one target for one unit (none: its own).
pub fn detail(
    desk: &mut Desk,
    id: &TargetId,
    org_unit: Option<&OrgUnitId>,
    as_of: Date,
) -> Result<Detail, AppError> {
    let mut evidence = desk.evidence()?;
    let own = whole(&mut evidence, id, as_of)?;
    let (_, parts) = ranked_parts(&mut evidence, &own.target, as_of)?;
    let unit = org_unit.cloned().unwrap_or_else(|| own.target.org_unit.clone());
    let missing = || AppError::NotFound("target", id.to_string());
    let now = evidence.assess(id, &unit, as_of)?.ok_or_else(missing)?;
    let derivation = evidence.explain(id, &unit, as_of)?.ok_or_else(missing)?;
    let before = evidence.assess(id, &unit, month_end_before(as_of))?.ok_or_else(missing)?;
    let course = course(&mut evidence, id, &now)?;
    let mut instances = Vec::new();
    for instance in instances_of(&own.target, as_of).take(MOST_INSTANCES) {
        let found = evidence.assess(id, &unit, as_of.min(instance.last_day()))?;
        instances.extend(found.map(|found| (instance, found)));
    }
    let mut cells = Vec::new();
    result_keys(&derivation, &mut cells);
    let parts = if unit == own.target.org_unit { parts } else { Vec::new() };
    let drafts = evidence.drafts(&now)?;
    let one = Surveyed { target: own.target, now, before, cells, drafts };
    Ok(Detail { one, course, instances, parts, derivation })
}

/// The most instances of a recurring target that are listed.
const MOST_INSTANCES: usize = 36;

/// How a target stood at the end of each month of its window so far.
pub(crate) fn course(
    evidence: &mut Evidence<'_>,
    id: &TargetId,
    now: &Assessment,
) -> Result<Vec<Arc<Assessment>>, AppError> {
    let mut course = Vec::new();
    for day in month_ends(now.window.from, now.as_of) {
        course.extend(evidence.assess(id, &now.org_unit, day)?);
    }
    Ok(course)
}

/// Month ends from the beginning of a window (at most three years back) up to a day.
fn month_ends(from: Option<Date>, to: Date) -> Vec<Date> {
    const MOST: usize = 36;
    let mut days = vec![to];
    let mut at = Period::containing(PeriodKind::Month, to).and_then(Period::previous);
    while let Some(month) =
        at.filter(|month| days.len() < MOST && from.is_none_or(|from| from <= month.last_day()))
    {
        days.push(month.last_day());
        at = month.previous();
    }
    days.reverse();
    days
}

fn result_keys(derivation: &Derivation, found: &mut Vec<ResultKey>) {
    if let Some(Source::Result(key)) = &derivation.source
        && !found.contains(key)
    {
        found.push(key.clone());
    }
    for input in &derivation.inputs {
        result_keys(input, found);
    }
}

/// The units of a coverage target: those below first (the furthest away first), then those that did
/// not report, then those that meet the rule.
pub fn coverage_lines(
    desk: &mut Desk,
    id: &TargetId,
    org_unit: &OrgUnitId,
    as_of: Date,
) -> Result<Vec<CoverageLine>, AppError> {
    let every = Listed { states: &UnitState::ALL, named: None, stretch: 0..usize::MAX };
    Ok(listed_lines(desk, id, org_unit, as_of, &every)?.0)
}

/// Some of them, and how many pass in all.
pub fn listed_lines(
    desk: &mut Desk,
    id: &TargetId,
    org_unit: &OrgUnitId,
    as_of: Date,
    listed: &Listed<'_>,
) -> Result<(Vec<CoverageLine>, usize), AppError> {
    let Listing { units, all, .. } = desk.evidence()?.listed(id, org_unit, as_of, listed)?;
    let line = |unit: CoveredUnit| CoverageLine {
        state: unit.state(),
        org_unit: unit.org_unit,
        value: unit.value,
        threshold: unit.threshold,
        distance: unit.distance,
        cell: unit.cell,
    };
    Ok((units.into_iter().map(line).collect(), all))
}
