//! Gathers what a bulletin is made of and has it composed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::assessment::{Assessment, year_progress};
use domain::kernel::{Date, IndicatorId, OrgUnitId, Period, Rate, TargetId};
use domain::programmes::Indicator;
use domain::reports::{
    self, Bulletin, BulletinFields, BulletinInput, Correction, CoverageLine, Edit, Item, LateReport, Origin,
    Quote, Reporting, Stage, Template, UnitItem, Waiting,
};
use domain::results::ResultKey;

use super::told::{Told, tell};
use crate::assessment::{Evidence, Surveyed, course, coverage_lines, month_end_before, ranked_parts, survey};
use crate::results::due_period;
use crate::{AppError, Desk};

/// What is to be reported.
#[derive(Clone, Debug)]
pub struct Order {
    /// 数据截止日.
    pub as_of: Date,
    /// The day it is compared with; none: the end of the month before.
    pub compare_with: Option<Date>,
    /// The unit in whose name it speaks.
    pub scope: Option<OrgUnitId>,
    /// Which targets; empty: all in scope.
    pub targets: Vec<TargetId>,
    /// Which sort of text.
    pub template: Template,
    /// What a person gives.
    pub fields: BulletinFields,
    /// Sentences as a person put them.
    pub edits: Vec<Edit>,
    /// Whether 怎么算的 goes with it as an annex.
    pub derivations: bool,
    /// Whether its charts go with it.
    pub charts: bool,
}

impl Order {
    /// Whether it tells of a target.
    pub(super) fn wants(&self, target: &TargetId) -> bool {
        self.targets.is_empty() || self.targets.contains(target)
    }

    /// The day it is compared with.
    fn compared_with(&self) -> Date {
        self.compare_with.unwrap_or_else(|| month_end_before(self.as_of))
    }
}

/// What belongs to one target, owned.
struct Gathered {
    one: Surveyed,
    before: Option<Arc<Assessment>>,
    source: Option<Quote>,
    units: Vec<Surveyed>,
    coverage: Vec<CoverageLine>,
    last_year: Option<Rate>,
    course: Vec<Arc<Assessment>>,
    group: Option<String>,
    told: Told,
    example: bool,
}

impl Gathered {
    /// The indicators it is judged by.
    fn measured(&self) -> impl Iterator<Item = &IndicatorId> {
        let target = &self.one.target;
        std::iter::once(&target.indicator).chain(target.coverage.as_ref().map(|rule| &rule.indicator))
    }
}

/// Composes a bulletin; stopped between two targets where nobody waits for it any more.
pub fn compose(desk: &mut Desk, order: &Order, waiting: &dyn Waiting) -> Result<Bulletin, AppError> {
    waiting.begin(Stage::Gather, 0);
    let surveyed = survey(desk, order.as_of, order.scope.as_ref())?;
    let reader = desk.ledger().read();
    let head = reader.ledger_head()?.to_string();
    let origin = Origin {
        ledger: desk.ledger().id().clone(),
        arrival: reader.last_arrival()?,
        template: order.template,
        as_of: order.as_of,
        compared_with: order.compared_with(),
        scope: order.scope.clone(),
        targets: order.targets.clone(),
    };
    let wanted: Vec<&Surveyed> = surveyed.iter().filter(|one| order.wants(&one.target.id)).collect();
    waiting.begin(Stage::Gather, wanted.len());
    let mut gathered = Vec::with_capacity(wanted.len());
    for one in wanted {
        go_on(waiting)?;
        gathered.push(gather(desk, one.clone(), order)?);
        waiting.done();
    }
    go_on(waiting)?;
    let gathered = in_programme_order(desk, gathered)?;
    let reporting = reporting(desk, order, &gathered)?;
    let book = desk.book()?;
    let tree = book.tree(order.as_of);
    let settings = book.assessment_settings();
    let indicators: BTreeMap<_, &Indicator> = book.indicators.iter().collect();
    let sources = gathered.iter().flat_map(|gathered| {
        let id = &gathered.one.target.id;
        gathered.told.units.iter().map(|(unit, source)| ((id.clone(), unit.clone()), source.clone()))
    });
    let sources = sources.collect();
    let items = gathered
        .iter()
        .filter_map(|gathered| {
            let now = &gathered.one.now;
            Some(Item {
                target: &gathered.one.target,
                indicator: indicators.get(&gathered.one.target.indicator)?,
                unit_indicator: gathered
                    .one
                    .target
                    .coverage
                    .as_ref()
                    .and_then(|rule| indicators.get(&rule.indicator).copied()),
                now,
                before: gathered.before.as_deref(),
                last_year: gathered.last_year,
                course: gathered.course.iter().map(|then| Assessment::clone(then)).collect(),
                units: gathered
                    .units
                    .iter()
                    .map(|unit| UnitItem { now: &unit.now, before: Some(&unit.before) })
                    .collect(),
                coverage: gathered.coverage.clone(),
                group: gathered.group.clone(),
                responsible: gathered.one.target.responsible.clone(),
                source: gathered.source.clone(),
                derivation: gathered.told.lines.clone(),
                example: gathered.example,
            })
        })
        .collect();
    Ok(reports::compose(&BulletinInput {
        template: order.template,
        sources,
        as_of: order.as_of,
        compared_with: order.compared_with(),
        scope: order.scope.clone(),
        tree: &tree,
        time_progress: year_progress(order.as_of),
        settings: &settings,
        items,
        reporting,
        charts: order.charts,
        fields: order.fields.clone(),
        edits: order.edits.clone(),
        head,
        origin,
    }))
}

fn go_on(waiting: &dyn Waiting) -> Result<(), AppError> {
    waiting.wanted().is_continue().then_some(()).ok_or(AppError::Stopped)
}

/// Who came late with the figures that are told, and what was corrected of those that had been told before.
fn reporting(desk: &mut Desk, order: &Order, gathered: &[Gathered]) -> Result<Reporting, AppError> {
    let before = order.compared_with();
    let measured: BTreeSet<IndicatorId> = gathered.iter().flat_map(Gathered::measured).cloned().collect();
    let told: BTreeSet<Date> =
        gathered.iter().filter_map(|gathered| gathered.one.now.period).map(Period::last_day).collect();
    let mut evidence = desk.evidence()?;
    let missing = silent(&evidence, gathered)?;
    let late = evidence.late(&measured, &told)?;
    // What came later, the report of that day could not know.
    let known = evidence.arrival_of_day(before)?;
    let corrections = evidence.corrections(&measured, before, known)?;
    let book = evidence.book();
    let tree = book.tree(order.as_of);
    let in_scope = |unit: &OrgUnitId| order.scope.as_ref().is_none_or(|scope| tree.is_within(unit, scope));
    let concerns = |key: &ResultKey| measured.contains(&key.indicator) && in_scope(&key.org_unit);

    let mut came: BTreeMap<&OrgUnitId, Date> = BTreeMap::new();
    for late in late.iter().filter(|late| concerns(&late.key)) {
        let on = came.entry(&late.key.org_unit).or_insert(late.on);
        *on = late.on.max(*on);
    }
    let late = came.into_iter().map(|(unit, on)| LateReport { org_unit: unit.clone(), on }).collect();

    let corrections = corrections
        .iter()
        .filter(|found| concerns(&found.accepted.key))
        .filter_map(|found| {
            let key = &found.accepted.key;
            let indicator = book.indicators.get(&key.indicator)?;
            Some(Correction {
                org_unit: key.org_unit.clone(),
                indicator: indicator.name.clone(),
                period: key.period,
                accepted: found.accepted.state.clone(),
                corrected: found.corrected.clone(),
                reason: found.reason.clone(),
            })
        })
        .collect();

    let calendar = book.calendar();
    let dues: BTreeSet<_> = book
        .forms
        .values()
        .filter_map(|form| {
            let period = due_period(form, order.as_of)?;
            let asks = form.indicators_in(period).iter().any(|indicator| measured.contains(indicator));
            form.due_in(period).moment(period, &calendar).filter(|_| asks && period.last_day() == order.as_of)
        })
        .collect();
    // Forms that are due at different times have no deadline in common.
    let due = dues.first().copied().filter(|_| dues.len() == 1);
    Ok(Reporting { due, missing, late, corrections })
}

/// Who owes something and has reported nothing of anything that is told; who left out a part is named with it.
fn silent(evidence: &Evidence<'_>, gathered: &[Gathered]) -> Result<Vec<OrgUnitId>, AppError> {
    let owing =
        |gathered: &Gathered| gathered.one.now.not_reported.iter().cloned().collect::<BTreeSet<OrgUnitId>>();
    let mut silent: BTreeSet<OrgUnitId> = gathered.iter().flat_map(owing).collect();
    for gathered in gathered {
        let Some(period) = gathered.one.now.period else { continue };
        let owing = owing(gathered);
        let asked: Vec<OrgUnitId> = silent.difference(&owing).cloned().collect();
        for unit in evidence.who_said(gathered.measured(), period.last_day(), asked)? {
            silent.remove(&unit);
        }
    }
    Ok(silent.into_iter().collect())
}

fn gather(desk: &mut Desk, one: Surveyed, order: &Order) -> Result<Gathered, AppError> {
    let as_of = order.as_of;
    let coverage = coverage_lines(desk, &one.target.id, &one.now.org_unit, as_of)?;
    let mut evidence = desk.evidence()?;
    let id = one.target.id.clone();
    let (_, units) = ranked_parts(&mut evidence, &one.target, as_of)?;
    let last_year = match as_of.checked_sub_months(chrono::Months::new(12)) {
        Some(day) => evidence.assess(&id, &one.now.org_unit, day)?.and_then(|then| then.actual),
        None => None,
    };
    let measured = one.target.coverage.as_ref().map_or(&one.target.indicator, |rule| &rule.indicator);
    let course = match order.charts {
        true => course(&mut evidence, &id, &one.now)?,
        false => Vec::new(),
    };
    let example = evidence.is_example(&one.target.indicator)? || evidence.is_example(measured)?;
    let before = match order.compare_with {
        Some(day) => evidence.assess(&id, &one.now.org_unit, day)?,
        None => Some(one.before.clone()),
    };
    let book = evidence.book();
    let group = book.programme_path(one.target.programme.as_ref()).first().cloned();
    let source = one.target.excerpt.as_ref().and_then(|id| {
        let excerpt = book.excerpts.get(id)?;
        let title = book.documents.get(&excerpt.document)?.title.clone();
        Some(Quote { title, words: excerpt.quote.clone() })
    });
    drop(evidence);
    let told = if order.derivations { tell(desk, &one, &units, &coverage, as_of)? } else { Told::default() };
    Ok(Gathered { one, before, source, units, coverage, last_year, course, group, told, example })
}

/// Targets stand in the order of the programme tree, as the documents have them.
fn in_programme_order(desk: &mut Desk, mut gathered: Vec<Gathered>) -> Result<Vec<Gathered>, AppError> {
    let book = desk.book()?;
    gathered.sort_by_cached_key(|gathered| {
        let mut path = Vec::new();
        let mut at = gathered.one.target.programme.as_ref();
        while let Some(node) = at.and_then(|id| book.programmes.get(id)) {
            path.push((node.order, node.id.to_string()));
            if path.len() > book.programmes.len() {
                break;
            }
            at = node.parent.as_ref();
        }
        path.reverse();
        (path.is_empty(), path, gathered.one.target.id.to_string())
    });
    Ok(gathered)
}
