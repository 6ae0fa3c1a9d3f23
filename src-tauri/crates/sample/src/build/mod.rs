//! The sample ledger, made step by step through the verbs of `app`, as an office would make it:
//! set up in the middle of June 2022, with what was collected before taken in as history, the
//! months since January reported on forms, and June waiting for the user.
//!
//! It is the same every time: the clock and the ids are the sample's own. What a user writes later
//! goes under another writer, because this device remembers nothing of the one here.

mod figures;
mod people;
mod promises;
#[cfg(test)]
mod tests;
mod units;

use std::fs;
use std::path::{Path, PathBuf};

use app::exchange::import;
use app::ledger::{LedgerDraft, create};
use app::{AppError, Desk, Surroundings};
use domain::kernel::Problem;
use formats::interchange::Interchange;

use crate::content::{self, Malformed};
use crate::stage::Stage;
use people::Cast;

impl From<Malformed> for AppError {
    fn from(error: Malformed) -> Self {
        Self::Broken(error.to_string())
    }
}

/// Makes the sample ledger at a path where there is no file yet, and opens it. What was begun and
/// not finished leaves nothing at the path.
pub fn build(path: &Path, surroundings: Surroundings) -> Result<Desk, AppError> {
    if path.exists() {
        return Err(AppError::refused(Problem::error("file.exists", "path")));
    }
    let unfinished = beside(path, ".unfinished");
    clear(&unfinished)?;
    let made = make(&unfinished)
        .and_then(|()| fs::rename(&unfinished, path).map_err(|error| AppError::io(path, &error)));
    if let Err(error) = made {
        clear(&unfinished)?;
        return Err(error);
    }
    Desk::open(path, surroundings)
}

fn make(path: &Path) -> Result<(), AppError> {
    let content = content::read()?;
    let stage = Stage::new();
    stage.set("2022-06-13", "09:00")?;
    let draft = LedgerDraft {
        title: content.title.clone(),
        places: content.places.iter().take(1).map(|place| (place.code.clone(), place.deepest)).collect(),
        office: people::KEEPER_OFFICE.to_owned(),
        person: people::KEEPER.to_owned(),
        phone: None,
    };
    let mut desk = create(path, &draft, stage.surroundings())?;
    desk.mark_sample()?;
    stage.set("2022-06-13", "09:20")?;
    let (units, positions) = units::units(&content);
    import(&mut desk, &Interchange { units, positions, ..Interchange::default() })?;
    let cast = Cast::join(&mut desk)?;

    stage.set("2022-06-13", "10:00")?;
    promises::documents(&mut desk, &content)?;
    stage.set("2022-06-13", "14:30")?;
    promises::definitions(&mut desk, &content)?;
    stage.set("2022-06-14", "09:00")?;
    promises::statements(&mut desk, &content)?;
    stage.set("2022-06-14", "15:00")?;
    promises::shares(&mut desk, &content)?;
    figures::figures(&mut desk, &content, &cast, &stage)?;
    cast.keeper(&mut desk)
}

/// A file name with something more at its end.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Takes away what an earlier attempt left. These files were made here and nobody else uses them.
fn clear(unfinished: &Path) -> Result<(), AppError> {
    for file in [unfinished.to_owned(), beside(unfinished, "-wal"), beside(unfinished, "-shm")] {
        if file.exists() {
            fs::remove_file(&file).map_err(|error| AppError::io(&file, &error))?;
        }
    }
    Ok(())
}
