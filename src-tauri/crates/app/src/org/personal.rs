//! Names and telephone numbers lie under a mask until somebody who may asks for them, and that stands in the ledger.

use domain::kernel::PersonId;
use domain::ledger::Operation;
use domain::org::{Disclosure, Person, masked_name, masked_phone};

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
