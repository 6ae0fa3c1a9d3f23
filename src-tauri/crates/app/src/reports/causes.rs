//! Which entries made a figure read otherwise: those that came since and touched what the figure follows from.

use std::collections::HashSet;

use domain::kernel::{Date, IndicatorId, OrgUnitId, TargetId};
use domain::ledger::{EntryHeader, Row, RowKind};
use domain::org::Tree;
use domain::programmes::Indicator;
use domain::reports::FigureRef;
use domain::results::ResultKey;

use crate::{AppError, Book, Desk};

/// How many arrivals are read at once.
const ARRIVALS_AT_ONCE: u32 = 256;
/// How many entries are named for one figure.
const MOST: usize = 3;

/// What an entry touched, as far as figures follow from it.
#[derive(PartialEq, Eq, Hash)]
enum Touched {
    /// A target, or its breakdown.
    Target(TargetId),
    /// What is measured, and how.
    Indicator(IndicatorId),
    /// A cell.
    Cell(IndicatorId, OrgUnitId),
    /// What everything follows from: units, settings.
    All,
}

/// Entries that came after an arrival, the last one first, with what they touched.
pub(super) struct Causes(Vec<(EntryHeader, HashSet<Touched>)>);

impl Causes {
    /// Reads them.
    pub fn since(desk: &Desk, arrival: i64, as_of: Date) -> Result<Self, AppError> {
        let reader = desk.ledger().read();
        let (mut found, mut seen, mut before) = (Vec::new(), HashSet::new(), None);
        loop {
            let arrivals = reader.entries(before, ARRIVALS_AT_ONCE)?;
            let Some(last) = arrivals.last().map(|arrived| arrived.number) else { return Ok(Self(found)) };
            for arrived in arrivals.into_iter().filter(|arrived| arrived.number > arrival) {
                let entry = arrived.header.id();
                if seen.insert(entry.clone()) {
                    let rows = reader.rows(&entry)?;
                    let touched: HashSet<_> =
                        rows.iter().filter_map(|(_, row)| touched(row, as_of)).collect();
                    found.push((arrived.header, touched));
                }
            }
            if last <= arrival {
                return Ok(Self(found));
            }
            before = Some(last);
        }
    }

    /// Those that a figure follows from; of a figure over all targets, those of any of them.
    pub fn of(&self, figure: &FigureRef, book: &Book, tree: &Tree) -> Vec<EntryHeader> {
        let measured = figure.target.as_ref().map(|target| measured(book, target));
        let concerns = |touched: &Touched| match (touched, &measured) {
            (Touched::All, _) | (_, None) => true,
            (Touched::Target(id), _) => figure.target.as_ref() == Some(id),
            (Touched::Indicator(id), Some(measured)) => measured.contains(id),
            (Touched::Cell(id, unit), Some(measured)) => {
                let own = figure.org_unit.as_ref().is_none_or(|of| tree.is_within(unit, of));
                own && measured.contains(id)
            }
        };
        let those = self.0.iter().filter(|(_, touched)| touched.iter().any(concerns));
        those.take(MOST).map(|(header, _)| header.clone()).collect()
    }
}

fn touched(row: &Row, as_of: Date) -> Option<Touched> {
    match row.kind {
        RowKind::Result => {
            let key = ResultKey::from_text(&row.key).ok()?;
            (key.period.first_day() <= as_of).then_some(Touched::Cell(key.indicator, key.org_unit))
        }
        RowKind::Target => row.key.rsplit_once('@').map(|(id, _)| Touched::Target(id.into())),
        RowKind::Allocation => row.key.split_once('|').map(|(id, _)| Touched::Target(id.into())),
        RowKind::Indicator => Some(Touched::Indicator(row.key.as_str().into())),
        RowKind::OrgUnit | RowKind::UnitPosition | RowKind::Setting => Some(Touched::All),
        _ => None,
    }
}

/// The indicators a target is judged by, with those its rates are made of.
fn measured(book: &Book, target: &TargetId) -> HashSet<IndicatorId> {
    let versions = book.targets.get(target).map(Vec::as_slice).unwrap_or_default();
    let named = versions.iter().flat_map(|version| {
        let covered = version.coverage.as_ref().map(|rule| &rule.indicator);
        std::iter::once(&version.indicator).chain(covered)
    });
    let mut found: HashSet<IndicatorId> = HashSet::new();
    let mut open: Vec<IndicatorId> = named.cloned().collect();
    while let Some(id) = open.pop() {
        if let Some(Indicator { numerator, denominator, .. }) = book.indicators.get(&id) {
            open.extend(
                [numerator, denominator].into_iter().flatten().filter(|of| !found.contains(*of)).cloned(),
            );
        }
        found.insert(id);
    }
    found
}
