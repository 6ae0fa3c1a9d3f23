//! 数据审核: what is wrong or odd with the figures of a form before they are handed in. Pure functions over a
//! [`Sheet`]; every finding names its class, its cell and what it was held against. Exact numbers throughout.
//!
//! Three degrees, as clerks know them: 错误 blocks handing in, 核实 asks for an explanation, 提示 is only told.
//! A cell gets at most one finding about its size: a slip of the decimal point explains a jump, and a jump an
//! outlier. What is usual in a cell's own past stays quiet.
//!
//! Callers need [`check_unit`] (a row), [`check_column`] (units among each other) and [`check_twins`] (rows that
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
pub use sheet::{Beside, Column, Observed, Said, Series, Sheet, periods_before};
pub use size::check_column;
pub use twins::check_twins;

/// Everything that can be said of a unit's row without looking at other units.
pub fn check_unit(sheet: &Sheet, settings: &Settings, unit: usize) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(logic::completeness(sheet, settings, unit));
    found.extend(logic::relations(sheet, settings, unit));
    for column in 0..sheet.columns.len() {
        let cell = sheet::At { sheet, unit, column };
        found.extend(logic::of_cell(cell, settings));
        found.extend(balance::of_cell(cell, settings));
        found.extend(sources::of_cell(cell, settings));
        let odd = size::slip(cell, settings)
            .or_else(|| trend::fell(cell, settings))
            .or_else(|| trend::jump(cell, settings))
            .or_else(|| size::unlike_its_past(cell, settings));
        found.extend(odd);
        found.extend(trend::runs(cell, settings));
    }
    found.extend(balance::ratios(sheet, settings, unit));
    found
}

/// Everything there is to say of a sheet.
pub fn check(sheet: &Sheet, settings: &Settings) -> Vec<Finding> {
    let mut found: Vec<Finding> =
        (0..sheet.units.len()).flat_map(|unit| check_unit(sheet, settings, unit)).collect();
    found.extend((0..sheet.columns.len()).flat_map(|column| check_column(sheet, settings, column)));
    found.extend(check_twins(sheet, settings));
    found
}
