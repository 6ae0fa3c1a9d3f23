//! The open interchange format: everything that holds, out and in again. History, writers and
//! original bytes are not in it.

use domain::checks::Explanation;
use domain::ledger::{Operation, RowKind};
use domain::org::{Disclosure, OrgUnit, UnitPosition};
use formats::interchange::{Definition, Interchange};
use store::DraftRow;

use crate::org::{masked, show_all};
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// Everything that holds now. Definitions in conflict are left out; they are named in the book. Names and telephone numbers
/// of persons go out masked, unless they are asked for by somebody who may.
pub fn export(desk: &mut Desk, personal: bool) -> Result<Interchange, AppError> {
    if personal {
        show_all(desk)?;
    }
    let results = crate::results::all_cells(desk)?;
    let title = desk.title()?;
    let loose = |desk: &Desk, kind| -> Result<Vec<Definition>, AppError> {
        let heads = desk.ledger().read().heads(kind)?;
        let rows = heads.iter().filter(|head| !head.is_retracted()).filter_map(store::Current::settled);
        Ok(rows.map(|v| Definition { id: v.row.key.clone(), fields: v.row.content.clone() }).collect())
    };
    let explanations = loose(desk, RowKind::Explanation)?
        .iter()
        .map(|held| Explanation::from_fields(&held.id, &held.fields))
        .collect::<Result<_, _>>()?;
    let mut decisions = loose(desk, RowKind::Decision)?;
    decisions.retain(|held| Disclosure::of_row(&held.id, &held.fields).is_none());
    let same_as = loose(desk, RowKind::SameAs)?;
    let book = desk.book()?;
    let mut units: Vec<OrgUnit> = book.units.iter().map(|unit| unit.to_owned()).collect();
    units.sort_by(|a, b| a.id.cmp(&b.id));
    let mut positions: Vec<UnitPosition> = book.units.all_positions().collect();
    positions.sort_by_cached_key(UnitPosition::key);
    Ok(Interchange {
        title,
        units,
        positions,
        offices: book.offices.values().cloned().collect(),
        persons: book.people.values().map(|p| if personal { p.clone() } else { masked(p) }).collect(),
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
        explanations,
        decisions,
        same_as,
        assessment: book.assessment.clone(),
        checks: book.checks.clone(),
        calendar: book.calendar.clone(),
    })
}

/// Puts everything in, as one entry. Reading the data has already named what points nowhere.
pub fn import(desk: &mut Desk, data: &Interchange) -> Result<(), AppError> {
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
    rows.extend(data.explanations.iter().map(AsRow::row));
    rows.extend(data.assessment.iter().map(AsRow::row));
    rows.extend(data.checks.iter().map(AsRow::row));
    rows.extend(data.calendar.iter().map(AsRow::row));
    desk.write(Operation::Import, "", rows)
}
