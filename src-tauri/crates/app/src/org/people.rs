//! Persons and their roles, and changing places at a shared laptop. A passcode belongs to this copy of the
//! ledger on this device: it is no fact, it does not travel, and it locks writing, not reading.

use std::collections::BTreeSet;

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use domain::kernel::{OfficeId, OrgUnitId, PersonId, Problem};
use domain::ledger::{Moment, Operation, RowKind};
use domain::org::{Act, Office, Person, Role, masked_phone};
use store::DraftRow;

use crate::rows::AsRow;
use crate::{AppError, Desk};

/// Wrong passcodes that cost no time; each further one doubles the wait.
const FREE_TRIES: u32 = 3;
/// The longest wait, in seconds.
const LONGEST_WAIT: i64 = 600;
/// The shortest passcode.
const SHORTEST: usize = 4;

/// A person as somebody writes them down.
#[derive(Clone, Debug)]
pub struct PersonDraft {
    /// The person; none: a new one.
    pub id: Option<PersonId>,
    /// The name.
    pub name: String,
    /// The office's name as it stands on paper.
    pub office: String,
    /// The unit the office works for.
    pub org_unit: OrgUnitId,
    /// What the person does.
    pub roles: BTreeSet<Role>,
    /// A telephone number for 催报.
    pub phone: Option<String>,
}

/// Writes a person down, with the office if the ledger does not know it yet.
pub fn put_person(desk: &mut Desk, draft: &PersonDraft) -> Result<PersonId, AppError> {
    let (name, office_name) = (draft.name.trim(), draft.office.trim());
    let book = desk.book()?;
    let mut problems = Vec::new();
    for (missing, code, place) in [
        (name.is_empty(), "person.name_missing", "name"),
        (office_name.is_empty(), "office.name_missing", "office"),
        (draft.roles.is_empty(), "person.roles_missing", "roles"),
        (!book.units.contains(&draft.org_unit), "unit.unknown", "org_unit"),
    ] {
        problems.extend(missing.then(|| Problem::error(code, place)));
    }
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    let known = book.offices.values().find(|o| o.name == office_name && o.org_unit == draft.org_unit);
    let (office, mut rows) = match known {
        Some(office) => (office.id.clone(), Vec::new()),
        None => {
            let id = OfficeId::new(desk.new_id("office"));
            let office =
                Office { id: id.clone(), name: office_name.to_owned(), org_unit: draft.org_unit.clone() };
            (id, vec![office.row()])
        }
    };
    let id = draft.id.clone().unwrap_or_else(|| PersonId::new(desk.new_id("person")));
    let phone = draft.phone.as_deref().map(str::trim).filter(|phone| !phone.is_empty());
    // Who changes something else of a person sends the number back as it was shown.
    let held = desk.book()?.people.get(&id).and_then(|person| person.phone.clone());
    let kept = held.filter(|held| phone == Some(masked_phone(held).as_str()));
    let person = Person {
        id: id.clone(),
        name: name.to_owned(),
        office: office.clone(),
        roles: draft.roles.clone(),
        phone: kept.or_else(|| phone.map(str::to_owned)),
    };
    if !person.may(Act::Person) {
        keeper_besides(desk, &id)?;
    }
    let operation = if draft.id.is_some() { Operation::Revise } else { Operation::Define };
    rows.push(person.row());
    desk.write(operation, "", rows)?;
    if *desk.author() == id {
        desk.sign_in(&person)?;
    }
    Ok(id)
}

/// Takes a person off the ledger; what the person wrote stays under the name.
pub fn remove_person(desk: &mut Desk, id: &PersonId, reason: &str) -> Result<(), AppError> {
    known(desk, id)?;
    if desk.author() == id {
        return Err(AppError::refused(Problem::error("person.self", id.as_str())));
    }
    keeper_besides(desk, id)?;
    desk.write(Operation::Retract, reason, vec![DraftRow::retract(RowKind::Person, id.as_str())])
}

/// Somebody else must be left who may change the persons.
fn keeper_besides(desk: &mut Desk, id: &PersonId) -> Result<(), AppError> {
    let others = desk.book()?.people.values().any(|person| person.id != *id && person.may(Act::Person));
    if others || desk.book()?.people.is_empty() {
        return Ok(());
    }
    Err(AppError::refused(Problem::error("person.last_keeper", id.as_str())))
}

pub(super) fn known(desk: &mut Desk, id: &PersonId) -> Result<Person, AppError> {
    let found = desk.book()?.people.get(id).cloned();
    found.ok_or_else(|| AppError::NotFound("person", id.to_string()))
}

/// From now on this person writes, if the passcode is right. Wrong ones cost more and more time.
pub fn sign_in(desk: &mut Desk, id: &PersonId, passcode: &str) -> Result<(), AppError> {
    let person = known(desk, id)?;
    let Some(hash) = desk.ledger().setting(&setting("passcode", id))? else { return desk.sign_in(&person) };
    let now = desk.now();
    let tries = Tries::read(desk, id)?;
    let wait = tries.wait(&now);
    if wait > 0 {
        return Err(AppError::refused(Problem::error("passcode.wait", id.as_str()).with(wait)));
    }
    if is_right(&hash, passcode)? {
        Tries::forget(desk, id)?;
        return desk.sign_in(&person);
    }
    tries.failed(desk, id, &now)?;
    Err(AppError::refused(Problem::error("passcode.wrong", id.as_str())))
}

/// Gives the person at the desk another passcode; an empty one takes it away.
pub fn set_passcode(desk: &mut Desk, old: &str, new: &str) -> Result<(), AppError> {
    let id = desk.author().clone();
    known(desk, &id)?;
    let name = setting("passcode", &id);
    if let Some(hash) = desk.ledger().setting(&name)?
        && !is_right(&hash, old)?
    {
        return Err(AppError::refused(Problem::error("passcode.wrong", "old")));
    }
    if new.is_empty() {
        return Ok(desk.ledger().set_setting(&name, None)?);
    }
    if new.chars().count() < SHORTEST {
        return Err(AppError::refused(Problem::error("passcode.short", "new").with(SHORTEST)));
    }
    let salt = SaltString::encode_b64(desk.new_id("salt").as_bytes()).map_err(broken)?;
    let hash = Argon2::default().hash_password(new.as_bytes(), &salt).map_err(broken)?;
    Ok(desk.ledger().set_setting(&name, Some(&hash.to_string()))?)
}

/// Whether a person has a passcode on this device.
pub fn has_passcode(desk: &Desk, id: &PersonId) -> Result<bool, AppError> {
    Ok(desk.ledger().setting(&setting("passcode", id))?.is_some())
}

fn is_right(hash: &str, passcode: &str) -> Result<bool, AppError> {
    let hash = PasswordHash::new(hash).map_err(broken)?;
    Ok(Argon2::default().verify_password(passcode.as_bytes(), &hash).is_ok())
}

fn broken(error: impl std::fmt::Display) -> AppError {
    AppError::Broken(error.to_string())
}

fn setting(what: &str, id: &PersonId) -> String {
    format!("{what}/{id}")
}

/// Wrong passcodes since the last right one.
struct Tries {
    count: u32,
    last: Option<Moment>,
}

impl Tries {
    fn read(desk: &Desk, id: &PersonId) -> Result<Self, AppError> {
        let kept = desk.ledger().setting(&setting("passcode_tries", id))?.unwrap_or_default();
        let (count, last) = kept.split_once(' ').unwrap_or_default();
        Ok(Self { count: count.parse().unwrap_or(0), last: Moment::parse_from_rfc3339(last).ok() })
    }

    /// Seconds still to wait. A clock set back does not shorten it.
    fn wait(&self, now: &Moment) -> i64 {
        let Some(last) = self.last.filter(|_| self.count >= FREE_TRIES) else { return 0 };
        let whole =
            2_i64.checked_pow(self.count - FREE_TRIES + 1).map_or(LONGEST_WAIT, |s| s.min(LONGEST_WAIT));
        let passed = (*now - last).num_seconds();
        if passed < 0 { whole } else { (whole - passed).max(0) }
    }

    fn failed(&self, desk: &Desk, id: &PersonId, now: &Moment) -> Result<(), AppError> {
        let kept = format!("{} {}", self.count.saturating_add(1), now.to_rfc3339());
        Ok(desk.ledger().set_setting(&setting("passcode_tries", id), Some(&kept))?)
    }

    fn forget(desk: &Desk, id: &PersonId) -> Result<(), AppError> {
        Ok(desk.ledger().set_setting(&setting("passcode_tries", id), None)?)
    }
}
