//! The open interchange format: everything that holds, out and in again. History, writers and
//! original bytes are not in it.

use domain::kernel::Problem;
use domain::ledger::{Operation, RowKind};
use formats::interchange::{Definition, Interchange};
use store::DraftRow;

use crate::rows::AsRow;
use crate::{AppError, Desk};

/// Everything that holds now. Definitions in conflict are left out; they are named in the book.
pub fn export(desk: &mut Desk) -> Result<Interchange, AppError> {
    let results = crate::results::all_cells(desk)?;
    let title = desk.title()?;
    let loose = |desk: &Desk, kind| -> Result<Vec<Definition>, AppError> {
        let heads = desk.ledger().read().heads(kind)?;
        let rows = heads.iter().filter(|head| !head.is_retracted()).filter_map(store::Current::settled);
        Ok(rows.map(|v| Definition { id: v.row.key.clone(), fields: v.row.content.clone() }).collect())
    };
    let decisions = loose(desk, RowKind::Decision)?;
    let same_as = loose(desk, RowKind::SameAs)?;
    let book = desk.book()?;
    Ok(Interchange {
        title,
        units: book.units.values().cloned().collect(),
        positions: book.positions.clone(),
        offices: book.offices.values().cloned().collect(),
        persons: book.people.values().cloned().collect(),
        documents: book.documents.values().cloned().collect(),
        excerpts: book.excerpts.values().cloned().collect(),
        programmes: book.programmes.values().cloned().collect(),
        indicators: book.indicators.values().cloned().collect(),
        targets: book.targets.values().flatten().cloned().collect(),
        allocations: book.allocations.values().flatten().cloned().collect(),
        forms: book.forms.values().cloned().collect(),
        results,
        observations: book.observations.values().cloned().collect(),
        submissions: book.submissions.values().cloned().collect(),
        decisions,
        same_as,
    })
}

/// Puts everything in, as one entry. A reference to what is not there is refused and named.
pub fn import(desk: &mut Desk, data: &Interchange) -> Result<(), AppError> {
    let problems = dangling(data);
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    let mut rows: Vec<DraftRow> = Vec::new();
    rows.extend(data.units.iter().map(AsRow::row));
    rows.extend(data.positions.iter().map(AsRow::row));
    rows.extend(data.offices.iter().map(AsRow::row));
    rows.extend(data.persons.iter().map(AsRow::row));
    rows.extend(data.documents.iter().map(AsRow::row));
    rows.extend(data.excerpts.iter().map(AsRow::row));
    rows.extend(data.programmes.iter().map(AsRow::row));
    rows.extend(data.indicators.iter().map(AsRow::row));
    rows.extend(data.targets.iter().map(AsRow::row));
    rows.extend(data.allocations.iter().map(AsRow::row));
    rows.extend(data.forms.iter().map(AsRow::row));
    rows.extend(data.observations.iter().map(AsRow::row));
    rows.extend(data.submissions.iter().map(AsRow::row));
    rows.extend(data.results.iter().map(AsRow::row));
    let loose = |kind, definitions: &[Definition]| -> Vec<DraftRow> {
        definitions.iter().map(|d| DraftRow::put(kind, &d.id, d.fields.clone())).collect()
    };
    rows.extend(loose(RowKind::Decision, &data.decisions));
    rows.extend(loose(RowKind::SameAs, &data.same_as));
    desk.write(Operation::Import, "", rows)
}

/// References to indicators and units that the data do not hold.
fn dangling(data: &Interchange) -> Vec<Problem> {
    use std::collections::HashSet;
    let indicators: HashSet<_> = data.indicators.iter().map(|i| &i.id).collect();
    let units: HashSet<_> = data.units.iter().map(|u| &u.id).collect();
    let targets: HashSet<_> = data.targets.iter().map(|t| &t.id).collect();
    let mut problems = Vec::new();
    let mut need = |there: bool, code: &'static str, place: String, what: &dyn std::fmt::Display| {
        if !there {
            problems.push(Problem::error(code, place).with(what));
        }
    };
    for target in &data.targets {
        let place = format!("targets {}", target.id);
        need(indicators.contains(&target.indicator), "indicator.unknown", place.clone(), &target.indicator);
        need(units.contains(&target.org_unit), "unit.unknown", place.clone(), &target.org_unit);
        if let Some(coverage) = &target.coverage {
            need(indicators.contains(&coverage.indicator), "indicator.unknown", place, &coverage.indicator);
        }
    }
    for share in &data.allocations {
        let place = format!("allocations {}", share.key());
        need(targets.contains(&share.target), "target.unknown", place.clone(), &share.target);
        need(units.contains(&share.org_unit), "unit.unknown", place, &share.org_unit);
    }
    for cell in &data.results {
        let place = format!("results {}", cell.key.text());
        need(indicators.contains(&cell.key.indicator), "indicator.unknown", place.clone(), &cell.key.indicator);
        need(units.contains(&cell.key.org_unit), "unit.unknown", place, &cell.key.org_unit);
    }
    problems
}
