//! 总览, 排名, and how a target's state is printed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use app::assessment::{Compared, Goal, RankWish, Surveyed, asked_alike, changes, month_end_before, survey};
use app::{Book, Desk};
use domain::assessment::{
    Assessment, CoverageOutcome, Derivation, Lamp, LampFacts, Settings, Source, Status, Turn, months_over,
    year_progress,
};
use domain::kernel::{Date, IndicatorId, OrgUnitId, Rate, TargetId, Uom};
use domain::org::{Tree, Unit};
use domain::reports;
use domain::results::ResultKey;
use domain::targets::{Schedule, Target, TargetKind};

use super::documents::date;
use super::print;
use super::reports::run;
use crate::wire::assessment::{
    ChangeView, CompareRequest, Comparison, DerivationView, Figure, Overview, Ranking, RankingChoice,
    RankingRequest, RankingRow, RankingTile, SourceRef, StatusCount, StatusView, TargetLine,
};
use crate::wire::ledger::{Context, ProblemView};
use crate::{Session, WireError};

/// How many units that did not report are named in a line; their count is the difference of the counts.
const NAMES_SHOWN: usize = 20;

pub fn overview(session: &Session, context: Context) -> Result<Overview, WireError> {
    session.with_context(&context, |desk, as_of| overview_of(desk, as_of, context.org_unit.as_deref()))
}

/// The targets that are not broken down and ask the same of several units below.
fn without_shares(
    desk: &mut Desk,
    as_of: Date,
    surveyed: &[Surveyed],
) -> Result<HashSet<TargetId>, WireError> {
    let mut evidence = desk.evidence()?;
    let facts = evidence.definitions(as_of);
    let whole = surveyed.iter().filter(|one| !facts.allocations.is_broken_down(&one.target));
    let several = whole.filter(|one| asked_alike(facts, &one.target).nth(1).is_some());
    Ok(several.map(|one| one.target.id.clone()).collect())
}

/// 总览 of a unit as of a day.
pub fn overview_of(desk: &mut Desk, as_of: Date, org_unit: Option<&str>) -> Result<Overview, WireError> {
    let scope = org_unit.map(OrgUnitId::new);
    let surveyed = survey(desk, as_of, scope.as_ref())?;
    let examples = examples(desk)?;
    let left_out = desk.evidence()?.problems()?.iter().map(ProblemView::from).collect();
    let alike = without_shares(desk, as_of, &surveyed)?;
    let book = desk.book()?;
    let tree = book.tree(as_of);
    let settings = book.assessment_settings();
    let lit: Vec<(Status, Lamp)> = surveyed.iter().map(|one| (one.now.status, one.now.lamp)).collect();
    let now: Vec<Status> = surveyed.iter().map(|one| one.now.status).collect();
    let before: Vec<Status> = surveyed.iter().map(|one| one.before.status).collect();
    let earlier = month_end_before(as_of);
    let conclusion = reports::conclusion(as_of, scope.as_ref(), &tree, &now, Some((earlier, &before)));
    let lines: Vec<TargetLine> = surveyed.iter().map(|one| line(book, &tree, &examples, one)).collect();
    let choice = |one: &&Surveyed| RankingChoice {
        target: one.target.id.to_string(),
        name: format!(
            "{}（{}）",
            indicator_name(book, &one.target.indicator),
            tree.name(&one.target.org_unit)
        ),
    };
    // What was broken down is ranked before what asks the same of each.
    let own = || surveyed.iter().filter(|one| one.now.org_unit == one.target.org_unit);
    let shared = own().filter(|one| book.shares_of(&one.target).len() > 1);
    let rankings = shared.chain(own().filter(|one| alike.contains(&one.target.id)));
    let rankings = rankings.map(|one| choice(&one)).collect();
    Ok(Overview {
        as_of_label: label(as_of),
        scope: scope.as_ref().map_or_else(|| "全部".to_owned(), |unit| tree.name(unit).to_owned()),
        sentence: conclusion.sentence.into_iter().map(run).collect(),
        comparison: conclusion.comparison.into_iter().map(run).collect(),
        time_progress: print::percent(year_progress(as_of)),
        time_rule: time_rule(as_of),
        counts: counts(&lit, &before, &settings),
        example: lines.iter().any(|line| line.example),
        left_out,
        lines,
        rankings,
    })
}

/// 按自然月：6个月 ÷ 12个月; a month that is not over does not count yet.
fn time_rule(as_of: Date) -> String {
    format!("{}：{}个月 ÷ 12个月", Schedule::CalendarMonth.word(), months_over(as_of))
}

fn label(as_of: Date) -> String {
    use chrono::Datelike as _;
    let last = as_of.succ_opt().is_some_and(|next| next.month() != as_of.month());
    if last { format!("{}年{}月底", as_of.year(), as_of.month()) } else { print::day(as_of) }
}

fn counts(now: &[(Status, Lamp)], before: &[Status], settings: &Settings) -> Vec<StatusCount> {
    Status::ALL
        .iter()
        .map(|&status| {
            let lit: Vec<Lamp> =
                now.iter().filter(|(one, _)| *one == status).map(|(_, lamp)| *lamp).collect();
            StatusCount {
                status: status_view(status, common_lamp(&lit, status, settings)),
                count: print::count(lit.len()),
                before: print::count(before.iter().filter(|one| **one == status).count()),
            }
        })
        .filter(|row| row.count > 0 || row.before > 0)
        .collect()
}

/// The lamp of all targets with a status; grey where the table tells them apart.
fn common_lamp(lit: &[Lamp], status: Status, settings: &Settings) -> Lamp {
    match lit.split_first() {
        None => settings.lamps.lamp(status, &LampFacts::default()),
        Some((first, others)) if others.iter().all(|other| other == first) => *first,
        Some(_) => Lamp::Grey,
    }
}

pub fn status_view(status: Status, lamp: Lamp) -> StatusView {
    StatusView {
        code: status.code().to_owned(),
        word: status.word().to_owned(),
        lamp: lamp.code().to_owned(),
    }
}

/// The name of an indicator; its id where it is unknown.
pub fn indicator_name(book: &Book, indicator: &IndicatorId) -> String {
    book.indicators.get(indicator).map_or_else(|| indicator.to_string(), |indicator| indicator.name.clone())
}

/// Indicators with invented values.
pub fn examples(desk: &mut Desk) -> Result<BTreeSet<IndicatorId>, WireError> {
    let mut evidence = desk.evidence()?;
    let mut found = BTreeSet::new();
    for id in evidence.book().indicators.keys() {
        if evidence.is_example(id)? {
            found.insert(id.clone());
        }
    }
    Ok(found)
}

/// Every target in scope as lines.
pub fn lines(desk: &mut Desk, as_of: Date, scope: Option<&OrgUnitId>) -> Result<Vec<TargetLine>, WireError> {
    let surveyed = survey(desk, as_of, scope)?;
    let examples = examples(desk)?;
    let book = desk.book()?;
    let tree = book.tree(as_of);
    Ok(surveyed.iter().map(|one| line(book, &tree, &examples, one)).collect())
}

/// The status of every target at its own unit.
pub fn statuses(desk: &mut Desk, as_of: Date) -> Result<BTreeMap<TargetId, StatusView>, WireError> {
    let surveyed = survey(desk, as_of, None)?;
    Ok(surveyed
        .iter()
        .map(|one| (one.target.id.clone(), status_view(one.now.status, one.now.lamp)))
        .collect())
}

/// How many targets are worse than behind, whatever lamp the office gives them.
pub fn urgent_count(desk: &mut Desk, as_of: Date) -> Result<u32, WireError> {
    let surveyed = survey(desk, as_of, None)?;
    let urgent = |one: &&Surveyed| one.now.status.urgency() < Status::Behind.urgency();
    Ok(print::count(surveyed.iter().filter(urgent).count()))
}

/// Whether invented values are among what a target is judged by.
fn rests_on(examples: &BTreeSet<IndicatorId>, target: &Target) -> bool {
    let measured = target.coverage.as_ref().map_or(&target.indicator, |rule| &rule.indicator);
    examples.contains(&target.indicator) || examples.contains(measured)
}

/// A target in a list.
pub fn line(book: &Book, tree: &Tree, examples: &BTreeSet<IndicatorId>, one: &Surveyed) -> TargetLine {
    let (now, target) = (&one.now, &one.target);
    let indicator = book.indicators.get(&target.indicator);
    let (uom, decimals) = indicator.map_or((Uom::new(""), 0), |i| print::counted(target, i));
    let quantity = |rate| print::quantity(rate, decimals, uom.as_str());
    let covers = now.coverage.as_ref();
    // A coverage target lacks units; what those lack together is in its own view.
    let units = |coverage: &CoverageOutcome| {
        let level = target.coverage.as_ref().map(|rule| rule.level);
        let below = Rate::of_counts(coverage.below.len() as u64, 1)?;
        Some(print::quantity(below, 0, level.map_or("个", print::count_word)))
    };
    let amounts = covers.is_none();
    TargetLine {
        target: target.id.to_string(),
        indicator: target.indicator.to_string(),
        name: indicator_name(book, &target.indicator),
        org_unit: now.org_unit.to_string(),
        org_unit_name: tree.name(&now.org_unit).to_owned(),
        goal: indicator.map_or_else(String::new, |i| print::goal(target, now.goal, i)),
        actual: now.actual.map(|rate| if amounts { quantity(rate) } else { print::percent(rate) }),
        qualifier: print::qualifier(now.qualifier).to_owned(),
        coverage: covers.map(|coverage| format!("{}/{}", coverage.met, coverage.population)),
        rate: now.completion.rate.map(print::percent),
        rate_rule: now.completion.rule.word().to_owned(),
        expected: now.schedule.as_ref().filter(|_| amounts).map(|schedule| quantity(schedule.expected)),
        variance: now.schedule.as_ref().and_then(|schedule| schedule.variance).map(print::points),
        gap: match covers {
            Some(coverage) => units(coverage).filter(|_| !coverage.below.is_empty()),
            None => now.gap.map(quantity),
        },
        surplus: now.surplus.filter(|_| amounts).map(quantity),
        required_per_month: now.required_per_month.filter(|_| amounts).map(quantity),
        responsible: target.responsible.clone(),
        deadline: now.window.deadline.map(|day| day.to_string()),
        status: status_view(now.status, now.lamp),
        marks: now.mark_words(),
        drafts: print::count(one.drafts),
        behind_for: now.behind_for,
        not_reported: now
            .not_reported
            .iter()
            .take(NAMES_SHOWN)
            .map(|unit| tree.name(unit).to_owned())
            .collect(),
        missing: print::count(now.not_reported.len()),
        reported: print::count(now.reported),
        expected_reports: print::count(now.expected),
        example: rests_on(examples, target),
        binding: target.binding.word().to_owned(),
        strength: target.strength.word().to_owned(),
        source: print::source(book, target.excerpt.as_ref()),
    }
}

pub fn ranking(session: &Session, request: RankingRequest) -> Result<Ranking, WireError> {
    session.with_context(&request.context, |desk, as_of| {
        let id = TargetId::new(&request.target);
        let wish = RankWish {
            group: request.group.clone(),
            without: request.without.iter().map(OrgUnitId::new).collect(),
        };
        let app::assessment::Ranking { whole, by, parts } =
            app::assessment::ranking(desk, &id, as_of, &wish)?;
        let examples = examples(desk)?;
        let book = desk.book()?;
        let tree = book.tree(as_of);
        let indicator = book.indicator(&whole.target.indicator)?;
        let (uom, decimals) = print::counted(&whole.target, indicator);
        let quantity = |rate| print::quantity(rate, decimals, uom.as_str());
        let rests_on_examples = rests_on(&examples, &whole.target);
        let group = |unit: &OrgUnitId| wish.group.as_ref().and_then(|name| tree.get(unit)?.attribute(name));
        let place = |now: &Assessment| Some((group(&now.org_unit), now.rank?.place));
        let mut units: Vec<(Unit<'_>, &Assessment)> =
            parts.iter().filter_map(|part| Some((tree.get(&part.now.org_unit)?, &*part.now))).collect();
        let mut places: HashMap<_, u32> = HashMap::new();
        for place in units.iter().filter_map(|(_, now)| place(now)) {
            *places.entry(place).or_default() += 1;
        }
        let longest = units.iter().filter_map(|(_, now)| now.completion.rate).max().map(print::percent);
        units.retain(|(unit, _)| unit.name.contains(request.find.trim()));
        let most = request.most.map_or(usize::MAX, |most| most as usize);
        let row = |(unit, now): &(Unit<'_>, &Assessment)| {
            let has_task = now.status != Status::NoTask;
            RankingRow {
                group: group(&now.org_unit).map(str::to_owned),
                org_unit: print::unit(&tree, *unit),
                allocated: now.goal.filter(|_| has_task).map(quantity),
                actual: now.actual.map(quantity),
                rate: now.completion.rate.map(print::percent),
                variance: now.schedule.as_ref().and_then(|s| s.variance).map(print::points),
                rank: now.rank.map(|place| place.place),
                tied: place(now).is_some_and(|place| places.get(&place).is_some_and(|units| *units > 1)),
                moved: now.rank.and_then(|place| place.moved),
                status: status_view(now.status, now.lamp),
            }
        };
        let rows = units.iter().take(most).map(row).collect();
        let count = units.len() as u32;
        units.sort_by_key(|(unit, _)| tree.place(unit.id));
        let tile = |(unit, now): &(Unit<'_>, &Assessment)| RankingTile {
            org_unit: print::unit(&tree, *unit),
            rate: now.completion.rate.map(print::percent),
            status: status_view(now.status, now.lamp),
        };
        let tiles = units.iter().take(most).map(tile).collect();
        Ok(Ranking {
            target: id.to_string(),
            name: indicator.name.clone(),
            schedule: whole.now.schedule.as_ref().map(|schedule| print::percent(schedule.progress)),
            rule: by.word().to_owned(),
            example: rests_on_examples,
            count,
            longest,
            rows,
            tiles,
            left_out: wish
                .without
                .iter()
                .filter_map(|unit| tree.get(unit))
                .map(|unit| print::unit(&tree, unit))
                .collect(),
        })
    })
}

pub fn compare(session: &Session, request: CompareRequest) -> Result<Comparison, WireError> {
    let earlier = date("with", &request.with)?;
    session.with_context(&request.context, |desk, as_of| {
        let scope = request.context.org_unit.as_deref().map(OrgUnitId::new);
        let target = request.target.as_deref().map(TargetId::new);
        let compared = changes(desk, (earlier, as_of), scope.as_ref(), target.as_ref())?;
        let examples = examples(desk)?;
        let book = desk.book()?;
        let (then, now) = (book.tree(earlier), book.tree(as_of));
        let count = |turn: Turn| print::count(compared.iter().filter(|one| one.change.turn == turn).count());
        let view = |one: &Compared| {
            let on = |tree: &Tree, day: &Option<Surveyed>| {
                day.as_ref().map(|surveyed| line(book, tree, &examples, surveyed))
            };
            let moved = |more: Rate| moved(book, one, more);
            ChangeView {
                before: on(&then, &one.before),
                now: on(&now, &one.now),
                turn: one.change.turn.code().to_owned(),
                turn_word: one.change.turn.word().to_owned(),
                actual: one.change.actual.map(moved),
                rate: one.change.rate.map(print::points),
                places: one.change.places,
            }
        };
        Ok(Comparison {
            now_label: print::day(as_of),
            before_label: print::day(earlier),
            better: count(Turn::Better),
            worse: count(Turn::Worse),
            same: count(Turn::Same),
            changes: compared.iter().map(view).collect(),
        })
    })
}

/// How much more was reached, in what the target is counted in; of units that meet a rule in points.
fn moved(book: &Book, Compared { before, now, .. }: &Compared, more: Rate) -> Figure {
    let target = now.as_ref().or(before.as_ref()).map(|one| &one.target);
    let target = target.filter(|target| target.kind != TargetKind::Coverage);
    match target.and_then(|target| Some((target, book.indicators.get(&target.indicator)?))) {
        Some((target, indicator)) => {
            let (uom, decimals) = print::counted(target, indicator);
            print::more(more, decimals, uom.as_str())
        }
        None => print::points(more),
    }
}

/// 怎么算的, with places in documents opened up.
pub fn derivation_view(book: &Book, derivation: &Derivation) -> DerivationView {
    let source: Option<SourceRef> = match &derivation.source {
        Some(Source::Excerpt(excerpt)) => print::source(book, Some(excerpt)),
        _ => None,
    };
    DerivationView {
        label: derivation.label.clone(),
        value: derivation.value.clone(),
        rule: derivation.rule.clone(),
        inputs: derivation.inputs.iter().map(|input| derivation_view(book, input)).collect(),
        result_key: match &derivation.source {
            Some(Source::Result(key)) => Some(key.text()),
            _ => None,
        },
        source,
    }
}

/// What a cell's unit has to reach, in words: its own target or share of the indicator; 无任务, 未分解 where
/// a target above was broken down without it or not at all; 无目标.
pub fn goal_of_cell(desk: &mut Desk, key: &ResultKey) -> Result<String, WireError> {
    let goal = app::assessment::goal_of(desk, &key.indicator, &key.org_unit, key.period.last_day())?;
    let book = desk.book()?;
    let Some(indicator) = book.indicators.get(&key.indicator) else { return Ok(String::new()) };
    Ok(match goal {
        Goal::Own(target, value) => print::goal(&target, value, indicator),
        Goal::NoTask => Status::NoTask.word().to_owned(),
        Goal::NotBrokenDown => "未分解".to_owned(),
        Goal::None => "无目标".to_owned(),
    })
}
