//! Which indicator is meant: one that is there, or a new one, which comes in with what speaks of it.

use std::collections::BTreeMap;

use domain::kernel::{IndicatorId, Problem, Uom};
use domain::programmes::Indicator;
use store::DraftRow;

use crate::rows::AsRow;
use crate::{AppError, Book, Desk};

/// Which indicator is meant.
#[derive(Clone, Debug)]
pub enum WhichIndicator {
    /// One that is there.
    Existing(IndicatorId),
    /// A new one; its id is made here if it is empty.
    New(Box<Indicator>),
}

impl WhichIndicator {
    /// What it is.
    pub fn described<'a>(&'a self, book: &'a Book) -> Result<&'a Indicator, AppError> {
        match self {
            Self::Existing(id) => book.indicator(id),
            Self::New(indicator) => Ok(indicator),
        }
    }
}

/// The indicators that one entry brings in, by name and unit of measure: two statements that bring the same
/// one share it.
#[derive(Default)]
pub(crate) struct NewIndicators(BTreeMap<(String, Uom), IndicatorId>);

impl NewIndicators {
    /// The id of an indicator, and the row that makes it where it is new to the ledger and to the entry.
    pub(crate) fn settle(
        &mut self,
        desk: &mut Desk,
        which: WhichIndicator,
    ) -> Result<(IndicatorId, Option<DraftRow>), AppError> {
        let indicator = match which {
            WhichIndicator::Existing(id) => return Ok((desk.book()?.indicator(&id)?.id.clone(), None)),
            WhichIndicator::New(indicator) => indicator,
        };
        let book = desk.book()?;
        let problems = indicator.lacks(&book.indicators, &book.programmes).into_iter();
        let problems: Vec<Problem> =
            problems.map(|problem| Problem { place: "indicator".into(), ..problem }).collect();
        if !problems.is_empty() {
            return Err(AppError::Refused(problems));
        }
        let name = (indicator.name.clone(), indicator.uom.clone());
        if let Some(made) = self.0.get(&name) {
            return Ok((made.clone(), None));
        }
        let id = match indicator.id.as_str() {
            "" => IndicatorId::new(desk.new_id("i")),
            _ => indicator.id.clone(),
        };
        self.0.insert(name, id.clone());
        Ok((id.clone(), Some(Indicator { id, ..*indicator }.row())))
    }
}
