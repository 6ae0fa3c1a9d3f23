//! 任务分解: the sheet of units by months, proposals for it, and the shares that are set.

use std::collections::BTreeMap;

use app::targets::{
    self, SumCheck, changes_from, months_of, over_months, over_units, share_of, sum_check, values_of,
};
use app::{AppError, Book, Desk};
use domain::assessment::uom_of;
use domain::kernel::{
    Date, Decimal, IndicatorId, OrgUnitId, Period, Problem, TargetId, Uom, read_figure_in, read_number,
};
use domain::org::{Level, Tree};
use domain::targets::{Allocation, ChangeBy, Target, TargetKind, version_on};

use super::rules;
use crate::rooms::documents::{changed, date, optional_date, refused, word};
use crate::rooms::print;
use crate::wire::ledger::Changed;
use crate::wire::results::PeriodChoice;
use crate::wire::targets::{
    AllocateRequest, AllocationRow, AllocationSheet, AllocationSheetRequest, LevelChoice, Share, SplitBy,
    SplitRequest, SplitView,
};
use crate::{Session, WireError};

/// The most units a sheet has; of wider levels one breaks down level by level.
const MOST_UNITS: usize = 20_000;

/// What a sheet is about.
struct Sheet<'a> {
    book: &'a Book,
    target: &'a Target,
    shares: Vec<&'a Allocation>,
    level: Level,
    levels: Vec<(Level, usize)>,
    units: Vec<OrgUnitId>,
    months: Vec<Period>,
    tree: std::sync::Arc<Tree>,
}

impl<'a> Sheet<'a> {
    fn new(book: &'a Book, request: &AllocationSheetRequest) -> Result<Self, WireError> {
        let as_of = date("as_of", &request.as_of)?;
        let id = TargetId::new(&request.target);
        let target = version_on(book.target(&id)?, as_of)
            .ok_or_else(|| AppError::NotFound("target", request.target.clone()))?;
        let shares = book.shares_of(target);
        let tree = book.tree(as_of);
        let levels: Vec<(Level, usize)> = Level::ALL
            .iter()
            .map(|level| (*level, below(&tree, target, *level)))
            .filter(|(_, units)| (1..=MOST_UNITS).contains(&units.len()))
            .map(|(level, units)| (level, units.len()))
            .collect();
        let level = match &request.level {
            Some(level) => word("level", level)?,
            None => usual_level(&tree, target, &shares),
        };
        let indicator = book.indicator(&target.indicator)?;
        Ok(Self {
            book,
            target,
            shares,
            level,
            levels,
            units: below(&tree, target, level),
            months: months_of(target, indicator, as_of),
            tree,
        })
    }

    fn share(&self, unit: &OrgUnitId, period: Option<Period>) -> Option<Decimal> {
        let mut own = self.shares.iter().filter(|share| share.org_unit == *unit);
        own.find(|share| share.period == period).map(|share| share.value)
    }
}

fn below(tree: &Tree, target: &Target, level: Level) -> Vec<OrgUnitId> {
    let mut units = tree.at_level(&target.org_unit, level);
    units.retain(|unit| *unit != target.org_unit);
    units
}

/// The level it is broken down to, or that of the units right below.
fn usual_level(tree: &Tree, target: &Target, shares: &[&Allocation]) -> Level {
    let broken = shares.iter().map(|share| &share.org_unit).find(|unit| **unit != target.org_unit);
    broken
        .or_else(|| tree.children(&target.org_unit).next())
        .and_then(|unit| tree.get(unit))
        .map_or(Level::Village, |unit| unit.level)
}

pub fn sheet(session: &Session, request: AllocationSheetRequest) -> Result<AllocationSheet, WireError> {
    session.with_desk(|desk| {
        let book = desk.book()?;
        let sheet = Sheet::new(book, &request)?;
        let indicator = book.indicator(&sheet.target.indicator)?;
        let several_years = sheet.months.first().map(|m| m.year()) != sheet.months.last().map(|m| m.year());
        let whole_of = |unit: &OrgUnitId| share_of(&sheet.shares, unit);
        let rows: Vec<AllocationRow> = sheet.units.iter().map(|unit| row(&sheet, unit)).collect();
        let sum: Decimal = sheet.units.iter().filter_map(whole_of).sum();
        let of_month = |month: &Period| -> Decimal {
            sheet.units.iter().filter_map(|unit| sheet.share(unit, Some(*month))).sum()
        };
        let (check, difference) = check(sheet.target, sum, book);
        Ok(AllocationSheet {
            name: indicator.name.clone(),
            goal: rules::goal(sheet.target, indicator),
            org_unit_name: sheet.tree.name(&sheet.target.org_unit).to_owned(),
            uom: indicator.uom.to_string(),
            level: sheet.level.code().to_owned(),
            levels: sheet
                .levels
                .iter()
                .map(|(level, units)| LevelChoice {
                    code: level.code().to_owned(),
                    word: level.word().to_owned(),
                    units: print::count(*units),
                })
                .collect(),
            periods: sheet
                .months
                .iter()
                .map(|month| PeriodChoice {
                    period: month.to_string(),
                    label: match several_years {
                        true => month.name(),
                        false => format!("{}月", month.number()),
                    },
                })
                .collect(),
            sum: print::decimal(sum),
            sums_by_period: sheet.months.iter().map(|month| print::decimal(of_month(month))).collect(),
            whole: sheet.target.shared_out().map(print::decimal),
            clears: sheet.target.clears(),
            check,
            difference,
            changes_from: changes_from(book, sheet.target).map(print::day),
            no_task: print::count(sheet.units.iter().filter(|unit| whole_of(unit).is_none()).count()),
            rows,
        })
    })
}

fn row(sheet: &Sheet<'_>, unit: &OrgUnitId) -> AllocationRow {
    let whole = sheet.share(unit, None);
    let months: Vec<Option<Decimal>> =
        sheet.months.iter().map(|month| sheet.share(unit, Some(*month))).collect();
    let planned: Option<Decimal> = months.iter().flatten().copied().reduce(|sum, value| sum + value);
    let off = match (whole, planned) {
        (Some(whole), Some(planned)) if whole != planned => Some(print::signed(planned - whole)),
        _ => None,
    };
    AllocationRow {
        org_unit: unit.to_string(),
        name: sheet.tree.name(unit).to_owned(),
        whole: whole.map(print::plain),
        by_period: months.into_iter().map(|value| value.map(print::plain)).collect(),
        off,
    }
}

/// How the shares compare with the whole: the word's code, and by how much they differ.
pub(super) fn check(target: &Target, sum: Decimal, book: &Book) -> (String, String) {
    let (code, difference) = match sum_check(target, sum, book) {
        SumCheck::Equal => ("equal", String::from("0")),
        SumCheck::Over(more) => ("over", print::decimal(more)),
        SumCheck::Short(less) => ("short", print::decimal(less)),
        SumCheck::NotAdditive => ("not_additive", String::new()),
    };
    (code.to_owned(), difference)
}

pub fn split(session: &Session, request: SplitRequest) -> Result<SplitView, WireError> {
    session.with_desk(|desk| {
        let weights = weights(desk, &request)?;
        let book = desk.book()?;
        let sheet = Sheet::new(book, &request.sheet)?;
        let indicator = book.indicator(&sheet.target.indicator)?;
        let Some(weights) = weights else { return over_all_months(&sheet) };
        let missing = || match sheet.target.clears() {
            true => Problem::error("target.baseline_missing", "whole"),
            false => Problem::error("target.value_missing", "whole"),
        };
        let whole = sheet.target.shared_out().ok_or_else(|| refused(missing()))?;
        let shares = over_units(whole, indicator, &sheet.units, &weights)?;
        let unweighed = sheet.units.iter().filter(|unit| !weights.contains_key(*unit));
        Ok(SplitView {
            unweighed: unweighed.map(|unit| sheet.tree.name(unit).to_owned()).collect(),
            shares: shares.into_iter().map(|(unit, value)| share_text(&unit, None, value)).collect(),
        })
    })
}

/// What each unit weighs; none: what is asked for is the division over months.
fn weights(
    desk: &mut Desk,
    request: &SplitRequest,
) -> Result<Option<BTreeMap<OrgUnitId, Decimal>>, WireError> {
    let as_of = date("as_of", &request.sheet.as_of)?;
    let units = Sheet::new(desk.book()?, &request.sheet)?.units;
    Ok(match &request.by {
        SplitBy::Months => None,
        SplitBy::Even => Some(units.into_iter().map(|unit| (unit, Decimal::ONE)).collect()),
        SplitBy::Indicator { id } => Some(values_of(desk, &IndicatorId::new(id), &units, as_of)?),
        SplitBy::Typed { weights } => Some(
            read_shares(weights, None)?
                .into_iter()
                .filter_map(|((unit, _), weight)| Some((unit, weight?)))
                .collect(),
        ),
    })
}

fn over_all_months(sheet: &Sheet<'_>) -> Result<SplitView, WireError> {
    let indicator = sheet.book.indicator(&sheet.target.indicator)?;
    let mut shares = Vec::new();
    for unit in &sheet.units {
        let Some(whole) = share_of(&sheet.shares, unit) else { continue };
        let parts = over_months(whole, sheet.target, indicator, &sheet.months)?;
        for (month, part) in sheet.months.iter().zip(parts) {
            shares.push(share_text(unit, Some(*month), Some(part)));
        }
    }
    Ok(SplitView { shares, unweighed: Vec::new() })
}

fn share_text(unit: &OrgUnitId, period: Option<Period>, value: Option<Decimal>) -> Share {
    Share {
        org_unit: unit.to_string(),
        period: period.map(|period| period.to_string()),
        text: value.map(print::plain).unwrap_or_default(),
    }
}

pub fn allocate(session: &Session, request: AllocateRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let target = TargetId::new(&request.target);
        let uom = measured_in(desk.book()?, &target)?;
        let shares = read_shares(&request.shares, Some(&uom))?;
        let day = optional_date("as_of", request.as_of.as_deref())?.unwrap_or(Date::MAX);
        targets::allocate(desk, &target, day, &shares)?;
        Ok(changed(&["targets", "assessment", "results"], [request.target]))
    })
}

type Shares = BTreeMap<(OrgUnitId, Option<Period>), Option<Decimal>>;

/// The unit of measure of a target's value.
fn measured_in(book: &Book, target: &TargetId) -> Result<Uom, WireError> {
    let versions = book.target(target)?;
    let Some(latest) = versions.last() else {
        return Err(AppError::NotFound("target", target.to_string()).into());
    };
    let indicator = book.indicator(&latest.indicator)?;
    Ok(match (latest.kind, latest.change_by) {
        (TargetKind::Coverage, _) | (TargetKind::Change, Some(ChangeBy::Percent)) => Uom::new("%"),
        (TargetKind::Change, Some(ChangeBy::Points)) => Uom::new("个百分点"),
        (TargetKind::Change, Some(ChangeBy::Multiple)) => Uom::new("倍"),
        _ => uom_of(latest, indicator),
    })
}

fn read_share(text: &str, uom: Option<&Uom>) -> Result<Decimal, Problem> {
    match uom {
        Some(uom) => read_figure_in(text, uom),
        None => read_number(text).map(|read| read.value),
    }
}

/// The shares as typed, in a unit of measure or weights in none, or every one that cannot be read, at its unit.
fn read_shares(typed: &[Share], uom: Option<&Uom>) -> Result<Shares, WireError> {
    let mut shares = BTreeMap::new();
    let mut problems = Vec::new();
    for share in typed {
        let at = |problem: Problem| Problem { place: share.org_unit.clone(), ..problem };
        let value = match share.text.trim() {
            "" | "—" | "-" => None,
            text => match read_share(text, uom) {
                Ok(value) => Some(value),
                Err(problem) => {
                    problems.push(at(problem));
                    continue;
                }
            },
        };
        let period = match share.period.as_deref().map(str::parse).transpose() {
            Ok(period) => period,
            Err(_) => {
                problems.push(at(Problem::error("period.unreadable", "")));
                continue;
            }
        };
        shares.insert((OrgUnitId::new(&share.org_unit), period), value);
    }
    match problems.is_empty() {
        true => Ok(shares),
        false => Err(AppError::Refused(problems).into()),
    }
}
