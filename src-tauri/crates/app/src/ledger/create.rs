//! A new ledger for a place: its units, the office that keeps it, the person who writes.

use std::collections::BTreeMap;
use std::path::Path;

use domain::kernel::{OfficeId, OrgUnitId, PersonId, Problem};
use domain::ledger::Operation;
use domain::org::{Level, Office, OrgUnit, Person, Role, UnitPosition};
use formats::codes::{Division, Divisions};
use store::DraftRow;

use crate::AppError;
use crate::desk::{Desk, Surroundings};
use crate::rows::AsRow;

/// What a new ledger is to be.
#[derive(Clone, Debug)]
pub struct LedgerDraft {
    /// 台账名称.
    pub title: String,
    /// The division codes whose units come along, each with everything below it down to a level.
    pub places: Vec<(String, Level)>,
    /// The office that keeps it.
    pub office: String,
    /// The person who writes.
    pub person: String,
    /// Telephone.
    pub phone: Option<String>,
}

/// Makes the ledger file and writes its first entry.
pub fn create(path: &Path, draft: &LedgerDraft, surroundings: Surroundings) -> Result<Desk, AppError> {
    let mut problems = Vec::new();
    for (code, place, text) in [
        ("ledger.title_missing", "title", &draft.title),
        ("office.name_missing", "office", &draft.office),
        ("person.name_missing", "person", &draft.person),
    ] {
        if text.trim().is_empty() {
            problems.push(Problem::error(code, place));
        }
    }
    let divisions = Divisions::shipped();
    for (code, _) in draft.places.iter().filter(|(code, _)| divisions.find(code).is_none()) {
        problems.push(Problem::error("division.unknown", "places").with(code));
    }
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    let mut rows = Vec::new();
    for (code, deepest) in &draft.places {
        for (unit, position) in units_of(code, *deepest) {
            rows.push(unit.row());
            rows.push(position.row());
        }
    }
    let home = draft.places.first().map_or("local", |(code, _)| code.as_str());
    let mut desk = Desk::create(path, draft.title.trim(), surroundings)?;
    let office = Office {
        id: OfficeId::new(desk.new_id("office")),
        name: draft.office.trim().to_owned(),
        org_unit: OrgUnitId::new(home),
    };
    let person = Person {
        id: PersonId::new(desk.new_id("person")),
        name: draft.person.trim().to_owned(),
        office: office.id.clone(),
        roles: Role::ALL.iter().copied().collect(),
        phone: draft.phone.clone(),
    };
    rows.extend([office.row(), person.row()]);
    desk.sign_in(&person)?;
    desk.write(Operation::Define, "", unique(rows))?;
    Ok(desk)
}

/// A division, what it belongs to, and everything below it down to a level, as units with places.
pub fn units_of(code: &str, deepest: Level) -> Vec<(OrgUnit, UnitPosition)> {
    let divisions = Divisions::shipped();
    let ancestors = [2, 4, 6, 9]
        .into_iter()
        .filter_map(|digits| code.get(..digits).and_then(|above| divisions.find(above)))
        .filter(|above| above.code != code);
    let mut path: Vec<Division> = Vec::new();
    let mut found = Vec::new();
    for division in ancestors.chain(divisions.subtree(code)).filter(|d| level_of(d) <= deepest) {
        path.retain(|above| lies_in(&division.code, above));
        if path.iter().any(|above| above.code == division.code) {
            continue;
        }
        found.push(as_unit(&division, path.last()));
        path.push(division);
    }
    found
}

fn lies_in(code: &str, above: &Division) -> bool {
    let digits = digits_of(level_of(above));
    code.get(..digits) == above.code.get(..digits)
}

/// How many digits of a code say which one it is on its level.
fn digits_of(level: Level) -> usize {
    match level {
        Level::Province => 2,
        Level::Prefecture => 4,
        Level::County => 6,
        Level::Township => 9,
        Level::Village | Level::Agency => 12,
    }
}

/// The level of a shipped division as a level of the tree.
pub fn level_of(division: &Division) -> Level {
    match division.level {
        formats::codes::Level::Province => Level::Province,
        formats::codes::Level::Prefecture => Level::Prefecture,
        formats::codes::Level::County => Level::County,
        formats::codes::Level::Township => Level::Township,
        formats::codes::Level::Village => Level::Village,
    }
}

/// Two ledgers that are made apart from each other say the same of a unit: its place among its siblings is what its
/// code adds to that of its parent.
fn as_unit(division: &Division, parent: Option<&Division>) -> (OrgUnit, UnitPosition) {
    let above = parent.map_or(0, |parent| digits_of(level_of(parent)));
    let own = division.code.get(above..digits_of(level_of(division)));
    let id = OrgUnitId::new(&division.code);
    let unit = OrgUnit {
        id: id.clone(),
        name: division.name.clone(),
        level: level_of(division),
        code: Some(division.code.clone()),
        pseudo: division.pseudo,
        attributes: BTreeMap::new(),
        aliases: Vec::new(),
    };
    let position = UnitPosition {
        org_unit: id,
        parent: parent.map(|parent| OrgUnitId::new(&parent.code)),
        from: None,
        to: None,
        order: own.and_then(|digits| digits.parse().ok()).unwrap_or_default(),
        successor: None,
        name_then: None,
    };
    (unit, position)
}

/// The first row of each thing: places that share ancestors bring them along more than once.
fn unique(rows: Vec<DraftRow>) -> Vec<DraftRow> {
    let mut seen = std::collections::BTreeSet::new();
    rows.into_iter().filter(|row| seen.insert((row.kind, row.key.clone()))).collect()
}
