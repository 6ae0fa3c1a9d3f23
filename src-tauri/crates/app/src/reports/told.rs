//! 怎么算的 for the annex of a report: how a target came to its status, and where the figures of its units stand.

use domain::assessment::{Derivation, Source};
use domain::kernel::{Date, OrgUnitId};
use domain::ledger::entry_id;
use domain::reports::{CoverageLine, DerivationLine};

use crate::assessment::Surveyed;
use crate::{AppError, Desk};

/// Of more units than this a table lists head and foot only; each has its figures told in a sheet of its own.
const MOST_UNITS: usize = 1_000;

/// What is told of a target.
#[derive(Default)]
pub(super) struct Told {
    /// Its derivation, line by line.
    pub lines: Vec<DerivationLine>,
    /// Where the figures of single units stand.
    pub units: Vec<(OrgUnitId, String)>,
}

/// Tells a target, each line with where it stands.
pub(super) fn tell(
    desk: &mut Desk,
    one: &Surveyed,
    units: &[Surveyed],
    coverage: &[CoverageLine],
    as_of: Date,
) -> Result<Told, AppError> {
    let id = &one.target.id;
    let Some(told) = desk.evidence()?.explain(id, &one.now.org_unit, as_of)? else {
        return Ok(Told::default());
    };
    let mut found = Told::default();
    for (depth, told) in lines(&told) {
        found.lines.push(DerivationLine {
            depth,
            label: told.label.clone(),
            value: told.value.clone(),
            rule: told.rule.clone().unwrap_or_default(),
            source: told.source.as_ref().map_or(Ok(String::new()), |source| place_of(desk, source))?,
        });
    }
    for unit in units.iter().filter(|_| units.len() <= MOST_UNITS) {
        let Some(told) = desk.evidence()?.explain(id, &unit.now.org_unit, as_of)? else { continue };
        let mut places: Vec<String> = Vec::new();
        for source in lines(&told).into_iter().filter_map(|(_, told)| told.source.as_ref()) {
            let place = place_of(desk, source)?;
            if !place.is_empty() && !places.contains(&place) {
                places.push(place);
            }
        }
        found.units.push((unit.now.org_unit.clone(), places.join("；")));
    }
    for line in coverage {
        if let Some(cell) = &line.cell {
            let place = place_of(desk, &Source::Result(cell.clone()))?;
            found.units.push((line.org_unit.clone(), place));
        }
    }
    Ok(found)
}

/// A derivation from its top, each line with how far below the status it stands.
fn lines(told: &Derivation) -> Vec<(usize, &Derivation)> {
    let mut lines = Vec::new();
    let mut open = vec![(0, told)];
    while let Some((depth, told)) = open.pop() {
        lines.push((depth, told));
        open.extend(told.inputs.iter().rev().map(|input| (depth + 1, input)));
    }
    lines
}

/// The sentence of a document, or who entered a cell and when.
fn place_of(desk: &mut Desk, source: &Source) -> Result<String, AppError> {
    desk.book()?;
    let head = match source {
        Source::Result(key) => desk.ledger().read().result(key)?,
        Source::Excerpt(_) | Source::Allocation(_) => None,
    };
    let settled = head.as_ref().and_then(|head| head.settled());
    let entry = match settled {
        Some(version) => desk.ledger().read().header(&entry_id(&version.at.writer, version.at.seq))?,
        None => None,
    };
    let book = desk.book()?;
    Ok(match (source, entry) {
        (Source::Excerpt(id), _) => book.excerpts.get(id).map_or_else(String::new, |excerpt| {
            let title = book.documents.get(&excerpt.document).map_or("", |document| document.title.as_str());
            format!("《{title}》：{}", excerpt.quote)
        }),
        (Source::Allocation(_), _) => "任务分解".to_owned(),
        (Source::Result(_), Some(entry)) => {
            let author = book.people.get(&entry.author).map_or("", |person| person.name.as_str());
            format!("{}{author}记入", entry.time.format("%Y年%-m月%-d日"))
        }
        (Source::Result(_), None) => String::new(),
    })
}
