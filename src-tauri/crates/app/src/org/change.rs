//! Renaming, adding, moving, closing and merging units. A unit's id never changes; its places in the
//! tree and its names have a first and a last day, so that an earlier day shows the earlier tree.

use std::collections::BTreeMap;

use domain::kernel::{Date, OrgUnitId, Problem};
use domain::ledger::Operation;
use domain::org::{Level, OrgUnit, Renamed, Unit, UnitPosition, renamed};

use crate::rows::AsRow;
use crate::{AppError, Book, Desk};

/// Gives a unit another name from a day on; without a day the name it has now was wrong and is put
/// right. The old one stays as an alias, so that older papers are still understood.
pub fn rename_unit(
    desk: &mut Desk,
    id: &OrgUnitId,
    name: &str,
    from: Option<Date>,
    reason: &str,
) -> Result<(), AppError> {
    let name = need_name(name)?;
    let book = desk.book()?;
    let unit = known(book, id)?;
    let Some(from) = from else {
        if unit.name == name {
            return Ok(());
        }
        let mut unit = unit.to_owned();
        let old = std::mem::replace(&mut unit.name, name);
        if !unit.aliases.contains(&old) {
            unit.aliases.push(old);
        }
        return desk.write(Operation::Revise, reason, vec![unit.row()]);
    };
    if book.tree(from).get(id).is_some_and(|then| then.name == name) {
        return Ok(());
    }
    let held = book.units.positions(id);
    let Some(Renamed { unit, positions }) = renamed(&unit.to_owned(), &held, &name, from) else {
        return Err(AppError::refused(Problem::error("unit.closed", id.as_str()).with(from)));
    };
    let rows = std::iter::once(unit.row()).chain(positions.iter().map(AsRow::row)).collect();
    desk.write(Operation::Revise, reason, rows)
}

/// Adds a unit below another from a day on (none: from the beginning); answers its id.
pub fn add_unit(
    desk: &mut Desk,
    parent: &OrgUnitId,
    name: &str,
    level: Level,
    code: Option<&str>,
    from: Option<Date>,
) -> Result<OrgUnitId, AppError> {
    let book = desk.book()?;
    known(book, parent)?;
    let name = need_name(name)?;
    let id = match code {
        Some(code) => OrgUnitId::new(code),
        None => OrgUnitId::new(desk.new_id("unit")),
    };
    let book = desk.book()?;
    if book.units.contains(&id) {
        return Err(AppError::refused(Problem::error("unit.exists", id.as_str())));
    }
    let unit = OrgUnit {
        id: id.clone(),
        name,
        level,
        code: code.map(str::to_owned),
        pseudo: false,
        attributes: BTreeMap::new(),
        aliases: Vec::new(),
    };
    let position = UnitPosition {
        org_unit: id.clone(),
        parent: Some(parent.clone()),
        from,
        to: None,
        order: next_order(book, parent),
        successor: None,
        name_then: None,
    };
    desk.write(Operation::Define, "", vec![unit.row(), position.row()])?;
    Ok(id)
}

/// Puts a unit below another from a day on.
pub fn move_unit(
    desk: &mut Desk,
    id: &OrgUnitId,
    parent: &OrgUnitId,
    from: Date,
    reason: &str,
) -> Result<(), AppError> {
    let book = desk.book()?;
    known(book, id)?;
    known(book, parent)?;
    if book.tree(from).is_within(parent, id) {
        return Err(AppError::refused(Problem::error("unit.circle", id.as_str()).with(parent)));
    }
    let held = open_position(book, id, from)?;
    let next = UnitPosition {
        org_unit: id.clone(),
        parent: Some(parent.clone()),
        from: Some(from),
        to: None,
        order: next_order(book, parent),
        successor: None,
        name_then: held.name_then.clone(),
    };
    let ended = ended(held, from, None)?;
    desk.write(Operation::Revise, reason, vec![ended.row(), next.row()])
}

/// Closes a unit: its last day is the day before. Units below it must have been moved or closed first.
pub fn close_unit(desk: &mut Desk, id: &OrgUnitId, from: Date, reason: &str) -> Result<(), AppError> {
    end_unit(desk, id, from, None, reason)
}

/// Merges a unit into another, which takes over its past.
pub fn merge_unit(
    desk: &mut Desk,
    id: &OrgUnitId,
    into: &OrgUnitId,
    from: Date,
    reason: &str,
) -> Result<(), AppError> {
    known(desk.book()?, into)?;
    if id == into {
        return Err(AppError::refused(Problem::error("unit.circle", id.as_str()).with(into)));
    }
    end_unit(desk, id, from, Some(into), reason)
}

fn end_unit(
    desk: &mut Desk,
    id: &OrgUnitId,
    from: Date,
    successor: Option<&OrgUnitId>,
    reason: &str,
) -> Result<(), AppError> {
    AppError::need_reason(reason)?;
    let book = desk.book()?;
    known(book, id)?;
    let below = book.tree(from).children(id).count();
    if below > 0 {
        return Err(AppError::refused(Problem::error("unit.has_parts", id.as_str()).with(below)));
    }
    let ended = ended(open_position(book, id, from)?, from, successor.cloned())?;
    desk.write(Operation::Revise, reason, vec![ended.row()])
}

fn known<'a>(book: &'a Book, id: &OrgUnitId) -> Result<Unit<'a>, AppError> {
    book.units.get(id).ok_or_else(|| AppError::NotFound("unit", id.to_string()))
}

fn need_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    match name.is_empty() {
        true => Err(AppError::refused(Problem::error("unit.name_missing", "name"))),
        false => Ok(name.to_owned()),
    }
}

/// The position that holds on a day and has no end yet.
fn open_position(book: &Book, id: &OrgUnitId, day: Date) -> Result<UnitPosition, AppError> {
    let mut held = book.units.positions(id).into_iter();
    held.find(|position| position.to.is_none() && position.holds_on(day))
        .ok_or_else(|| AppError::refused(Problem::error("unit.closed", id.as_str()).with(day)))
}

/// The position with the day before as its last.
fn ended(held: UnitPosition, from: Date, successor: Option<OrgUnitId>) -> Result<UnitPosition, AppError> {
    let last = from.pred_opt();
    if held.from.is_some_and(|first| last.is_none_or(|last| last < first)) {
        return Err(AppError::refused(Problem::error("unit.too_early", held.org_unit.as_str()).with(from)));
    }
    Ok(UnitPosition { to: last, successor, ..held })
}

fn next_order(book: &Book, parent: &OrgUnitId) -> u32 {
    book.units.last_order_below(parent).map_or(0, |last| last.saturating_add(1))
}
