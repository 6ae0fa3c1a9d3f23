//! Defines an indicator, or changes one that is there.

use domain::kernel::{IndicatorId, Problem};
use domain::ledger::Operation;
use domain::programmes::Indicator;

use super::uses::{Figures, indicator_uses};
use crate::rows::AsRow;
use crate::{AppError, Book, Desk};

/// Defines an indicator (an empty id is made here) or changes one. What is used is not changed without a reason, and what
/// figures were reported by stays as it is: another unit of measure or another way to run is another indicator, which
/// continues the old one.
pub fn put_indicator(desk: &mut Desk, indicator: Indicator, reason: &str) -> Result<IndicatorId, AppError> {
    let indicator = Indicator { name: indicator.name.trim().to_owned(), ..indicator };
    let book = desk.book()?;
    let mut problems = indicator.lacks(&book.indicators, &book.programmes);
    problems.extend(taken(book, &indicator));
    let operation = match indicator.id.as_str() {
        "" => Operation::Define,
        _ => {
            problems.extend(changing(desk, &indicator, reason)?);
            Operation::Revise
        }
    };
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    let id = match operation {
        Operation::Define => IndicatorId::new(desk.new_id("i")),
        _ => indicator.id.clone(),
    };
    desk.write(operation, reason, vec![Indicator { id: id.clone(), ..indicator }.row()])?;
    Ok(id)
}

/// Another one that cannot be told from it: the name, the unit of measure and the 口径 are the same.
fn taken(book: &Book, indicator: &Indicator) -> Option<Problem> {
    let same = |other: &&Indicator| {
        other.id != indicator.id
            && other.name == indicator.name
            && other.uom == indicator.uom
            && other.definition == indicator.definition
    };
    let taken = book.indicators.values().find(same);
    taken.map(|other| Problem::error("indicator.name_taken", "name").with(&other.name))
}

/// What keeps one that is there from being changed so.
fn changing(desk: &mut Desk, indicator: &Indicator, reason: &str) -> Result<Vec<Problem>, AppError> {
    let before = desk.book()?.indicator(&indicator.id)?.clone();
    if before == *indicator {
        return Ok(vec![Problem::error("indicator.nothing_changed", "indicator")]);
    }
    let uses = indicator_uses(desk, &indicator.id)?;
    if !uses.is_none() {
        AppError::need_reason(reason)?;
    }
    if uses.cells == 0 {
        return Ok(Vec::new());
    }
    let figures = Figures::read(desk.ledger(), &indicator.id)?;
    let fewer = before.decimals.saturating_sub(indicator.decimals);
    let kept = [
        ("indicator.uom_in_use", "uom", before.uom == indicator.uom),
        ("indicator.accumulation_in_use", "accumulation", before.accumulation == indicator.accumulation),
        ("indicator.decimals_in_use", "decimals", figures.can_spare(fewer)),
    ];
    let broken = kept.into_iter().filter(|(.., kept)| !kept);
    Ok(broken.map(|(code, field, _)| Problem::error(code, field).with(figures.cells)).collect())
}
