//! 数据审核: what is wrong or odd with the figures of a form before they are handed in. Pure functions over a
//! [`Sheet`]; every finding names its class, its cell and what it was held against. Exact numbers throughout.
//!
//! Three degrees, as clerks know them: 错误 blocks handing in, 核实 asks for an explanation, 提示 is only told.
//! A cell gets at most one finding about its size: a slip of the decimal point explains a jump, and a jump an
//! outlier. What is usual in a cell's own past stays quiet.
//!
//! Callers need [`check_unit`] (a row), [`check_column`] (sizes, units among each other) and [`check_twins`] (rows that
//! repeat each other): an edited cell touches its row, its column and the twins, and nothing else.
//!
//! Deliberately absent: how a target stands (`assessment`), figures between documents (`reading`), and sentences.

mod balance;
mod explanation;
mod finding;
mod logic;
#[cfg(test)]
mod planted;
mod relation;
mod robust;
mod settings;
mod sheet;
mod size;
mod sources;
#[cfg(test)]
mod testing;
mod trend;
mod twins;

pub use explanation::Explanation;
pub use finding::{Class, Finding};
pub use relation::{Relation, Sign};
pub use settings::Settings;
pub use sheet::{Beside, Column, Observed, Said, Series, Sheet, periods_after, periods_before};
pub use twins::check_twins;

/// Everything about a unit's row but the size of its values.
pub fn check_unit(sheet: &Sheet, settings: &Settings, unit: usize) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(logic::completeness(sheet, settings, unit));
    found.extend(logic::relations(sheet, settings, unit));
    for column in 0..sheet.columns.len() {
        let cell = sheet::At { sheet, unit, column };
        found.extend(logic::of_cell(cell, settings));
        found.extend(balance::of_cell(cell, settings));
        found.extend(sources::of_cell(cell, settings));
        found.extend(trend::runs(cell, settings));
    }
    found.extend(balance::ratios(sheet, settings, unit));
    found
}

/// What is odd about the size of a column's values: against their own past, and against each other. What most units
/// do at once is no fault of one of them: a season, a rule, a campaign that is over.
pub fn check_column(sheet: &Sheet, settings: &Settings, column: usize) -> Vec<Finding> {
    let units = 0..sheet.units.len();
    let odd: Vec<Option<Finding>> = units
        .map(|unit| {
            let cell = sheet::At { sheet, unit, column };
            size::slip(cell, settings)
                .or_else(|| trend::fell(cell, settings))
                .or_else(|| trend::over_later(cell, settings))
                .or_else(|| trend::jump(cell, settings))
                .or_else(|| size::unlike_its_past(cell, settings))
        })
        .collect();
    let others = size::unlike_others(sheet, settings, column, &odd);
    let moved = |found: &&Finding| MOVED.contains(&found.problem.code);
    let together = odd.iter().flatten().filter(moved).count();
    let said = (0..sheet.units.len()).filter(|unit| sheet.now(*unit, column).is_some()).count();
    let shared = said >= settings.outlier_least as usize && together * 2 > said;
    let own = odd.into_iter().flatten().filter(|found| !(shared && moved(&found)));
    own.chain(others).collect()
}

/// Findings that say no more than that a value moved.
const MOVED: [&str; 3] = ["check.jump", "check.jump_of_year", "check.unlike_its_past"];

/// Everything there is to say of a sheet.
pub fn check(sheet: &Sheet, settings: &Settings) -> Vec<Finding> {
    let mut found: Vec<Finding> =
        (0..sheet.units.len()).flat_map(|unit| check_unit(sheet, settings, unit)).collect();
    found.extend((0..sheet.columns.len()).flat_map(|column| check_column(sheet, settings, column)));
    found.extend(check_twins(sheet, settings));
    found
}
