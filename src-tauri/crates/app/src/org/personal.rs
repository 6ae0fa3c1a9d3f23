//! Names and telephone numbers lie under a mask until somebody who may asks for them, and that stands in the ledger. Numbers
//! of identity and bank cards are not taken into it at all.

use domain::kernel::{PersonId, Problem};
use domain::ledger::{Operation, RowKind};
use domain::org::{Disclosure, Person, masked_name, masked_phone, personal_number};
use store::{DraftRow, NewAttachment};

use super::people::known;
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// A person as everybody may see them.
pub fn masked(person: &Person) -> Person {
    let phone = person.phone.as_deref().map(masked_phone);
    Person { name: masked_name(&person.name), phone, ..person.clone() }
}

/// A person without the mask. Whose own data it is sees them without asking.
pub fn show_person(desk: &mut Desk, id: &PersonId) -> Result<Person, AppError> {
    let person = known(desk, id)?;
    if desk.author() != id {
        write_down(desk, Some(id.clone()))?;
    }
    Ok(person)
}

/// Everybody's data go out without the mask.
pub(crate) fn show_all(desk: &mut Desk) -> Result<(), AppError> {
    write_down(desk, None)
}

fn write_down(desk: &mut Desk, of: Option<PersonId>) -> Result<(), AppError> {
    let id = desk.new_id("shown");
    desk.write(Operation::Show, "", vec![Disclosure { id, of }.row()])
}

/// Fields that hold what a person says in their own words.
const SAID: [&str; 3] = ["note", "text", "reason"];

/// Refuses an entry that says the number of somebody's identity or bank card: it could never be taken out again. The
/// texts of documents are as they were issued.
pub(crate) fn need_impersonal(
    reason: &str,
    rows: &[DraftRow],
    attachments: &[NewAttachment],
) -> Result<(), AppError> {
    let own = rows.iter().filter(|row| !matches!(row.kind, RowKind::Document | RowKind::Excerpt));
    let said = own.flat_map(|row| {
        let texts = SAID.iter().filter_map(|name| row.content.get(name));
        texts.map(|text| (row.key.as_str(), text))
    });
    let names = attachments.iter().map(|attachment| ("name", attachment.name.as_str()));
    for (place, text) in [("reason", reason)].into_iter().chain(said).chain(names) {
        impersonal(place, text).map_err(AppError::refused)?;
    }
    Ok(())
}

/// The same of one text.
pub(crate) fn impersonal(place: &str, text: &str) -> Result<(), Problem> {
    match personal_number(text) {
        Some(number) => Err(Problem::error("personal.number", place).with(number.word())),
        None => Ok(()),
    }
}
