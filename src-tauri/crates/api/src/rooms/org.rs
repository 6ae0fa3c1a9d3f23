//! Units, and the persons who work for them.

use app::{AppError, Book, Desk, org};
use domain::kernel::{OrgUnitId, PersonId};
use domain::ledger::EntryHeader;
use domain::org::{Level, Person, masked_phone};

use super::documents::{changed, date, optional_date, word};
use super::ledger::EVERY_ROOM;
use super::print;
use crate::wire::ledger::{Changed, Nothing, UnitView};
use crate::wire::org::{
    ChangeUnitRequest, ContactView, PasscodeRequest, PersonView, PutPersonRequest, RemovePersonRequest,
    ShowPersonRequest, SignInRequest, UnitChange, UnitDetail, UnitName, UnitPositionView, UnitRequest,
    UnitsRequest, WrittenBy,
};
use crate::{Session, WireError};

pub fn units(session: &Session, request: UnitsRequest) -> Result<Vec<UnitView>, WireError> {
    session.with_desk(|desk| {
        let tree = desk.book()?.tree(date("as_of", &request.as_of)?);
        let ids: Vec<&OrgUnitId> = match &request.parent {
            Some(parent) => tree.children(&OrgUnitId::new(parent)).collect(),
            None => tree.roots().collect(),
        };
        Ok(ids.into_iter().filter_map(|id| tree.get(id)).map(|unit| print::unit(&tree, unit)).collect())
    })
}

/// A unit and those above it, the top first.
pub fn unit_path(session: &Session, request: UnitRequest) -> Result<Vec<UnitView>, WireError> {
    session.with_desk(|desk| {
        let tree = desk.book()?.tree(date("as_of", &request.as_of)?);
        let mut path = Vec::new();
        let mut at = tree.get(&OrgUnitId::new(&request.org_unit));
        while let Some(unit) = at {
            path.push(print::unit(&tree, unit));
            at = tree.parent(unit.id).and_then(|parent| tree.get(parent));
        }
        path.reverse();
        Ok(path)
    })
}

pub fn unit(session: &Session, request: UnitRequest) -> Result<UnitDetail, WireError> {
    session.with_desk(|desk| {
        let (id, day) = (OrgUnitId::new(request.org_unit), date("as_of", &request.as_of)?);
        let record = org::unit_record(desk, &id, day)?;
        let book = desk.book()?;
        let tree = book.tree(day);
        let name =
            |id: &OrgUnitId| book.units.get(id).map_or_else(|| id.to_string(), |unit| unit.name.to_owned());
        let mut path: Vec<String> = Vec::new();
        let mut at = tree.parent(&id);
        while let Some(above) = at {
            path.push(tree.name(above).to_owned());
            at = tree.parent(above);
        }
        path.reverse();
        let known = tree.get(&id).or_else(|| book.units.get(&id));
        let unit = known.ok_or_else(|| AppError::NotFound("unit", id.to_string()))?;
        let written = |header: &EntryHeader| written(book, header);
        let names = record.names.iter();
        let positions = record.positions.iter();
        Ok(UnitDetail {
            path,
            code: record.unit.code.clone(),
            aliases: record.unit.aliases.clone(),
            parts: print::count(record.parts),
            results: print::count(record.results),
            names: names
                .map(|held| UnitName {
                    name: held.value.name.clone(),
                    from: held.value.from.map(|day| day.to_string()),
                    to: held.value.to.map(|day| day.to_string()),
                    written: written(&held.header),
                })
                .collect(),
            positions: positions
                .map(|held| UnitPositionView {
                    parent: held.value.parent.as_ref().map(name),
                    from: held.value.from.map(|day| day.to_string()),
                    to: held.value.to.map(|day| day.to_string()),
                    successor: held.value.successor.as_ref().map(name),
                    written: written(&held.header),
                })
                .collect(),
            unit: print::unit(&tree, unit),
        })
    })
}

pub fn change_unit(session: &Session, request: ChangeUnitRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let reason = request.reason.as_str();
        let id = match request.change {
            UnitChange::Rename { org_unit, name, from } => {
                let id = OrgUnitId::new(org_unit);
                let from = from.as_deref().map(|from| date("from", from)).transpose()?;
                org::rename_unit(desk, &id, &name, from, reason)?;
                id
            }
            UnitChange::Add { parent, name, level, code, from } => {
                let level: Level = word("level", &level)?;
                let from = optional_date("from", from.as_deref())?;
                org::add_unit(desk, &OrgUnitId::new(parent), &name, level, code.as_deref(), from)?
            }
            UnitChange::Move { org_unit, parent, from } => {
                let id = OrgUnitId::new(org_unit);
                org::move_unit(desk, &id, &OrgUnitId::new(parent), date("from", &from)?, reason)?;
                id
            }
            UnitChange::Close { org_unit, from } => {
                let id = OrgUnitId::new(org_unit);
                org::close_unit(desk, &id, date("from", &from)?, reason)?;
                id
            }
            UnitChange::Merge { org_unit, into, from } => {
                let id = OrgUnitId::new(org_unit);
                org::merge_unit(desk, &id, &OrgUnitId::new(into), date("from", &from)?, reason)?;
                id
            }
        };
        Ok(changed(EVERY_ROOM, [id.to_string()]))
    })
}

/// By whose word something is so.
pub fn written(book: &Book, header: &EntryHeader) -> WrittenBy {
    WrittenBy {
        time: header.time.to_rfc3339(),
        by: book.name_of(&header.author),
        word: header.operation.word().to_owned(),
        reason: header.reason.clone(),
    }
}

/// The person at the desk.
pub fn author(desk: &mut Desk) -> Result<PersonView, WireError> {
    let author = desk.author().clone();
    person_view(desk, &author)
}

fn person_view(desk: &mut Desk, id: &PersonId) -> Result<PersonView, WireError> {
    let passcode = org::has_passcode(desk, id)?;
    let is_own = desk.author() == id;
    let tree = desk.tree_today()?;
    let book = desk.book()?;
    let person = book.people.get(id);
    let phone = person.and_then(|person| person.phone.clone());
    let office = person.and_then(|person| book.offices.get(&person.office));
    let roles = || person.iter().flat_map(|person| &person.roles);
    Ok(PersonView {
        id: id.to_string(),
        name: book.name_of(id),
        office: office.map_or_else(String::new, |office| office.name.clone()),
        role: roles().map(|role| role.word()).collect::<Vec<_>>().join("、"),
        roles: roles().map(|role| role.code().to_owned()).collect(),
        org_unit: office.map_or_else(String::new, |office| office.org_unit.to_string()),
        org_unit_name: office.map_or_else(String::new, |office| tree.name(&office.org_unit).to_owned()),
        phone: if is_own { phone } else { phone.as_deref().map(masked_phone) },
        passcode,
    })
}

/// A person as somebody to call.
pub fn contact_view(person: &Person) -> ContactView {
    ContactView { id: person.id.to_string(), name: person.name.clone(), phone: person.phone.clone() }
}

pub fn show_person(session: &Session, request: ShowPersonRequest) -> Result<ContactView, WireError> {
    session.with_desk(|desk| Ok(contact_view(&org::show_person(desk, &PersonId::new(request.id))?)))
}

pub fn people(session: &Session, _: Nothing) -> Result<Vec<PersonView>, WireError> {
    session.with_desk(|desk| {
        let ids: Vec<PersonId> = desk.book()?.people.keys().cloned().collect();
        let mut people = ids.iter().map(|id| person_view(desk, id)).collect::<Result<Vec<_>, _>>()?;
        people.sort_by(|a, b| (&a.office, &a.name).cmp(&(&b.office, &b.name)));
        Ok(people)
    })
}

pub fn put_person(session: &Session, request: PutPersonRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let draft = org::PersonDraft {
            id: request.id.map(PersonId::new),
            name: request.name,
            office: request.office,
            org_unit: OrgUnitId::new(request.org_unit),
            roles: request.roles.iter().map(|role| word("roles", role)).collect::<Result<_, _>>()?,
            phone: request.phone,
        };
        let id = org::put_person(desk, &draft)?;
        Ok(changed(&["org", "results"], [id.to_string()]))
    })
}

pub fn remove_person(session: &Session, request: RemovePersonRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        org::remove_person(desk, &PersonId::new(&request.id), &request.reason)?;
        Ok(changed(&["org", "results"], [request.id]))
    })
}

pub fn sign_in(session: &Session, request: SignInRequest) -> Result<PersonView, WireError> {
    session.with_desk(|desk| {
        org::sign_in(desk, &PersonId::new(request.id), &request.passcode)?;
        author(desk)
    })
}

pub fn lock(session: &Session, _: Nothing) -> Result<PersonView, WireError> {
    session.with_desk(|desk| {
        desk.lock()?;
        author(desk)
    })
}

pub fn set_passcode(session: &Session, request: PasscodeRequest) -> Result<PersonView, WireError> {
    session.with_desk(|desk| {
        org::set_passcode(desk, &request.old, &request.new)?;
        author(desk)
    })
}
