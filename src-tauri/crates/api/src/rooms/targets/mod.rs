//! The promise, its breakdown, its course.

mod change;
mod coverage;
mod draft;
mod rules;
mod shares;
mod versions;

pub use change::{draft, make, read, retract_version, revise};
pub use coverage::covered_units;
pub use draft::{draft_of, read_draft};
pub use shares::{allocate, sheet, split};

use std::collections::BTreeMap;

use std::sync::Arc;

use app::assessment::{Surveyed, detail as survey_one, survey};
use app::results::CellVersion;
use app::targets::share_of;
use app::{Book, Desk};
use domain::kernel::{Date, OrgUnitId, Period, PeriodKind, ProgrammeId, Rate, TargetId};
use domain::ledger::{EntryHeader, Row};
use domain::org::Tree;
use domain::results::{ResultCell, ResultKey};

use super::assessment::{derivation_view, line};
use super::{print, results};
use crate::wire::ledger::Context;
use crate::wire::targets::{
    AllocationLine, AllocationView, ChartPoint, ChartView, HistoryItem, InstanceLine, ObservationLine,
    TargetDetail, TargetRequest, TargetTreeNode,
};
use crate::{Session, WireError};

/// The most months between the last report and a deadline that have a place on the axis.
const MONTHS_AHEAD: usize = 120;
/// Entries listed behind an actual value.
const HISTORY_LISTED: usize = 60;

pub fn tree(session: &Session, context: Context) -> Result<Vec<TargetTreeNode>, WireError> {
    session.with_context(&context, |desk, as_of| {
        let scope = context.org_unit.as_deref().map(OrgUnitId::new);
        let surveyed = survey(desk, as_of, scope.as_ref())?;
        let examples = super::assessment::examples(desk)?;
        let book = desk.book()?;
        let units = book.tree(as_of);
        let mut by_programme: BTreeMap<Option<&ProgrammeId>, Vec<&Surveyed>> = BTreeMap::new();
        for one in surveyed.iter() {
            by_programme.entry(one.target.programme.as_ref()).or_default().push(one);
        }
        let print = Printer { book, units: &units, examples: &examples };
        let mut nodes = print.programmes(None, &by_programme);
        if let Some(loose) = by_programme.get(&None) {
            nodes.extend(print.indicators(loose));
        }
        Ok(nodes)
    })
}

struct Printer<'a> {
    book: &'a Book,
    units: &'a Tree,
    examples: &'a std::collections::BTreeSet<domain::kernel::IndicatorId>,
}

impl Printer<'_> {
    fn programmes(
        &self,
        parent: Option<&ProgrammeId>,
        targets: &BTreeMap<Option<&ProgrammeId>, Vec<&Surveyed>>,
    ) -> Vec<TargetTreeNode> {
        let mut here: Vec<_> =
            self.book.programmes.values().filter(|node| node.parent.as_ref() == parent).collect();
        here.sort_by_key(|node| node.order);
        here.into_iter()
            .filter_map(|node| {
                let mut children = self.programmes(Some(&node.id), targets);
                children
                    .extend(targets.get(&Some(&node.id)).map(|own| self.indicators(own)).unwrap_or_default());
                (!children.is_empty()).then(|| TargetTreeNode {
                    key: format!("programme:{}", node.id),
                    kind: "programme".into(),
                    name: node.name.clone(),
                    hint: Some(node.kind.word().to_owned()),
                    line: None,
                    children,
                })
            })
            .collect()
    }

    fn indicators(&self, targets: &[&Surveyed]) -> Vec<TargetTreeNode> {
        let mut by_indicator: BTreeMap<_, Vec<&Surveyed>> = BTreeMap::new();
        for one in targets {
            by_indicator.entry(&one.target.indicator).or_default().push(one);
        }
        by_indicator
            .into_iter()
            .map(|(id, targets)| {
                let indicator = self.book.indicators.get(id);
                let children = targets
                    .into_iter()
                    .map(|one| {
                        let line = line(self.book, self.units, self.examples, one);
                        TargetTreeNode {
                            key: format!("target:{}@{}", one.target.id, one.now.org_unit),
                            kind: "target".into(),
                            name: line.org_unit_name.clone(),
                            hint: None,
                            line: Some(line),
                            children: Vec::new(),
                        }
                    })
                    .collect();
                TargetTreeNode {
                    key: format!("indicator:{id}"),
                    kind: "indicator".into(),
                    name: indicator.map_or_else(|| id.to_string(), |i| i.name.clone()),
                    hint: indicator.and_then(|i| i.definition.clone()),
                    line: None,
                    children,
                }
            })
            .collect()
    }
}

pub fn detail(session: &Session, request: TargetRequest) -> Result<TargetDetail, WireError> {
    session.with_context(&request.context, |desk, as_of| {
        let id = TargetId::new(&request.target);
        let org_unit = request.org_unit.as_deref().map(OrgUnitId::new);
        let found = survey_one(desk, &id, org_unit.as_ref(), as_of)?;
        let examples = super::assessment::examples(desk)?;
        let versions = versions::versions(desk, &id, &found.one)?;
        let history = actual_history(desk, &found.one)?;
        let book = desk.book()?;
        let units = book.tree(as_of);
        let target = &found.one.target;
        let indicator = book.indicator(&target.indicator)?;
        let window = match (found.one.now.window.from, found.one.now.window.deadline) {
            (Some(from), Some(to)) => format!("{}至{}", print::day(from), print::day(to)),
            (None, Some(to)) => format!("{}前", print::day(to)),
            (Some(from), None) => format!("{}起，常年", print::day(from)),
            (None, None) => "常年".to_owned(),
        };
        let observations = book
            .observations
            .values()
            .filter(|o| o.indicator == target.indicator)
            .map(|o| ObservationLine {
                id: o.id.clone(),
                name: indicator.name.clone(),
                org_unit_name: units.name(&o.org_unit).to_owned(),
                time: print::time(&o.time),
                value: format!("{}{} {}", print::qualifier(o.qualifier), print::decimal(o.value), o.uom),
                source: print::source(book, Some(&o.excerpt)),
            })
            .collect();
        Ok(TargetDetail {
            line: line(book, &units, &examples, &found.one),
            programme: book.programme_path(target.programme.as_ref()),
            definition: indicator.definition.clone(),
            accumulation: indicator.accumulation.word().to_owned(),
            kind: target.kind.word().to_owned(),
            schedule: target.schedule.word().to_owned(),
            window,
            source: print::source(book, target.excerpt.as_ref()),
            note: target.note.clone(),
            chart: chart(&found, indicator),
            instances: instances(book, &units, &examples, &found),
            allocation: allocation(book, &units, &examples, &found),
            coverage: coverage::view(book, &found.one),
            derivation: derivation_view(book, &found.derivation),
            versions,
            history,
            observations,
        })
    })
}

fn instances(
    book: &Book,
    units: &Tree,
    examples: &std::collections::BTreeSet<domain::kernel::IndicatorId>,
    found: &app::assessment::Detail,
) -> Vec<InstanceLine> {
    let as_of = found.one.now.as_of;
    let versions = book.targets.get(&found.one.target.id).map(Vec::as_slice).unwrap_or_default();
    let instances = found.instances.iter();
    let instances = instances.map(|(instance, then)| {
        let judged_by = versions.iter().find(|version| version.valid_from == then.valid_from);
        let target =
            judged_by.map_or_else(|| Arc::clone(&found.one.target), |version| Arc::new(version.clone()));
        let one =
            Surveyed { target, now: Arc::clone(then), cells: Vec::new(), drafts: 0, ..found.one.clone() };
        let line = line(book, units, examples, &one);
        InstanceLine {
            label: instance.name(),
            running: instance.last_day() > as_of,
            goal: line.goal,
            actual: line.actual,
            rate: line.rate,
            coverage: line.coverage,
            gap: line.gap,
            status: line.status,
        }
    });
    instances.collect()
}

fn chart(found: &app::assessment::Detail, indicator: &domain::programmes::Indicator) -> ChartView {
    let number = |rate: Option<Rate>| rate.map(|rate| rate.number_text(indicator.decimals.min(6)));
    let now = &found.one.now;
    let of_units = now.coverage.is_some();
    let mut points: Vec<ChartPoint> = found
        .course
        .iter()
        .map(|point| ChartPoint {
            actual: number(point.actual),
            plan: number(point.schedule.as_ref().map(|schedule| schedule.expected)),
            ..empty_point(point.as_of)
        })
        .collect();
    if let (Some(forecast), Some(deadline)) = (&now.forecast, now.window.deadline) {
        if let Some(last) = points.iter_mut().rev().find(|point| point.actual.is_some()) {
            last.forecast.clone_from(&last.actual);
            last.low.clone_from(&last.actual);
            last.high.clone_from(&last.actual);
        }
        let end = deadline.to_string();
        if !points.iter().any(|point| point.day == end) {
            let plan = number(now.goal).filter(|_| now.schedule.is_some());
            points.extend(months_between(now.as_of, deadline).into_iter().map(empty_point));
            points.push(ChartPoint { plan, ..empty_point(deadline) });
        }
        if let Some(last) = points.iter_mut().find(|point| point.day == end) {
            last.forecast = Some(forecast.value.normalize().to_string());
            last.low = Some(forecast.low.normalize().to_string());
            last.high = Some(forecast.high.normalize().to_string());
        }
    }
    name_points(&mut points);
    ChartView {
        uom: if of_units { "%".into() } else { indicator.uom.to_string() },
        points,
        target: number(now.goal),
        target_label: print::goal(&found.one.target, now.goal, indicator),
        deadline: now.window.deadline.map(|day| day.to_string()),
    }
}

/// A place on the axis without a figure.
fn empty_point(day: Date) -> ChartPoint {
    ChartPoint {
        day: day.to_string(),
        label: Period::day(day).map(Period::end_short).unwrap_or_default(),
        actual: None,
        plan: None,
        forecast: None,
        low: None,
        high: None,
    }
}

/// The ends of the months after one day and before another, so that a year is as long as a year on the axis.
fn months_between(from: Date, to: Date) -> Vec<Date> {
    let mut ends = Vec::new();
    let mut at = Period::containing(PeriodKind::Month, from).and_then(Period::next);
    while let Some(month) = at.filter(|month| month.last_day() < to && ends.len() < MONTHS_AHEAD) {
        ends.push(month.last_day());
        at = month.next();
    }
    ends
}

/// Points of several years carry theirs.
fn name_points(points: &mut [ChartPoint]) {
    let year = |point: &ChartPoint| point.day.get(..4).map(str::to_owned);
    let first = points.first().and_then(year);
    if points.iter().all(|point| year(point) == first) {
        return;
    }
    for point in points {
        let year = point.day.get(2..4).unwrap_or_default();
        point.label = format!("{year}年{}", point.label);
    }
}

fn allocation(
    book: &Book,
    units: &Tree,
    examples: &std::collections::BTreeSet<domain::kernel::IndicatorId>,
    found: &app::assessment::Detail,
) -> Option<AllocationView> {
    let target = &found.one.target;
    let shares = book.shares_of(target);
    if shares.is_empty() {
        return None;
    }
    let lines: Vec<AllocationLine> = found
        .parts
        .iter()
        .filter_map(|part| {
            let unit = units.get(&part.now.org_unit)?;
            Some(AllocationLine {
                org_unit: print::unit(units, unit),
                value: share_of(&shares, unit.id).map(print::decimal),
                line: Some(line(book, units, examples, part)),
            })
        })
        .collect();
    let of_parts = found.parts.iter().filter_map(|part| share_of(&shares, &part.now.org_unit));
    let sum: domain::kernel::Decimal = of_parts.sum();
    let (check, difference) = shares::check(target, sum, book);
    Some(AllocationView {
        lines,
        sum: print::decimal(sum),
        whole: target.shared_out().map(print::decimal),
        clears: target.clears(),
        check,
        difference,
    })
}

pub(super) fn author(book: &Book, id: &domain::kernel::PersonId) -> String {
    book.people.get(id).map_or_else(|| id.to_string(), |person| person.name.clone())
}

/// What was ever said in a cell, newest first.
pub fn history(desk: &mut Desk, cell: &ResultKey) -> Result<Vec<HistoryItem>, WireError> {
    let versions = app::results::history(desk, cell)?;
    let book = desk.book()?;
    let item = |version: &CellVersion| HistoryItem {
        reason: Some(version.reason.clone()).filter(|reason| !reason.is_empty()),
        ..history_item(book, cell, &version.header, &version.row, &version.stood)
    };
    Ok(versions.iter().map(item).collect())
}

/// One thing that was said in a cell, and what stood there before.
pub(super) fn history_item<'r>(
    book: &Book,
    cell: &ResultKey,
    header: &EntryHeader,
    row: &Row,
    stood: impl IntoIterator<Item = &'r Row>,
) -> HistoryItem {
    let key = &cell.text();
    let stood: Vec<String> = stood.into_iter().map(|row| said(book, key, row)).collect();
    HistoryItem {
        org_unit_name: book
            .units
            .get(&cell.org_unit)
            .map_or_else(|| cell.org_unit.to_string(), |unit| unit.name.to_owned()),
        period_label: cell.period.name(),
        entry: format!("{}:{}", header.writer, header.seq),
        operation: header.operation.word().to_owned(),
        author: author(book, &header.author),
        office: book
            .offices
            .get(&header.office)
            .map_or_else(|| header.office.to_string(), |office| office.name.clone()),
        time: header.time.to_rfc3339(),
        reason: Some(header.reason.clone()).filter(|reason| !reason.is_empty()),
        value: said(book, key, row),
        replaced: (!stood.is_empty()).then(|| stood.join("、")),
    }
}

fn said(book: &Book, key: &str, row: &Row) -> String {
    if row.retracted {
        return "撤回".into();
    }
    let Ok(cell) = ResultCell::from_fields(key, &row.content) else { return String::new() };
    let Some(indicator) = book.indicators.get(&cell.key.indicator) else { return String::new() };
    let (state, text, _) = results::cell_text(&cell, indicator);
    if state == "number" { format!("{text} {}", indicator.uom) } else { text }
}

/// Entries behind the figures an actual value rests on.
fn actual_history(desk: &mut Desk, one: &Surveyed) -> Result<Vec<HistoryItem>, WireError> {
    let mut items = Vec::new();
    for key in &one.cells {
        items.extend(history(desk, key)?);
        if items.len() >= HISTORY_LISTED {
            break;
        }
    }
    items.sort_by(|a, b| b.time.cmp(&a.time));
    items.truncate(HISTORY_LISTED);
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn every_month_up_to_the_deadline_has_a_place() {
        for (from, to, between) in [
            ("2022-05-31", "2022-06-30", vec![]),
            ("2022-10-31", "2023-01-31", vec!["2022-11-30", "2022-12-31"]),
            ("2022-06-15", "2022-08-20", vec!["2022-07-31"]),
            ("2022-06-30", "2022-06-30", vec![]),
        ] {
            let found: Vec<_> =
                months_between(day(from), day(to)).into_iter().map(|day| day.to_string()).collect();
            assert_eq!(found, between, "{from} to {to}");
        }
        assert_eq!(months_between(day("2022-01-31"), day("2099-12-31")).len(), MONTHS_AHEAD);
    }

    #[test]
    fn points_carry_their_year_where_there_are_several() {
        let labels = |days: &[&str]| {
            let mut points: Vec<_> = days.iter().map(|text| empty_point(day(text))).collect();
            name_points(&mut points);
            points.into_iter().map(|point| point.label).collect::<Vec<_>>()
        };
        assert_eq!(labels(&["2022-05-31", "2022-06-15"]), ["5月底", "6月15日"]);
        assert_eq!(labels(&["2021-12-31", "2022-01-31"]), ["21年12月底", "22年1月底"]);
        assert_eq!(labels(&[]), [""; 0]);
    }
}
