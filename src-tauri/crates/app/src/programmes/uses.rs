//! What speaks of an indicator, and how many figures were reported of it.

use std::collections::{BTreeMap, BTreeSet};

use domain::kernel::{FormId, IndicatorId, TargetId};
use domain::targets::Threshold;
use store::{ColumnSaid, Ledger};

use crate::{AppError, Book, Desk};

/// What speaks of an indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndicatorUses {
    /// Targets, in any of their versions.
    pub targets: BTreeSet<TargetId>,
    /// Forms that ask for it or did.
    pub forms: BTreeSet<FormId>,
    /// Indicators that are computed of it or take up its series.
    pub indicators: BTreeSet<IndicatorId>,
    /// Outcomes adopted from documents.
    pub outcomes: usize,
    /// Cells in which something is reported.
    pub cells: u64,
}

impl IndicatorUses {
    /// Whether nothing speaks of it.
    pub fn is_none(&self) -> bool {
        self.definitions() == 0 && self.cells == 0
    }

    /// How many definitions and outcomes speak of it.
    pub fn definitions(&self) -> usize {
        self.targets.len() + self.forms.len() + self.indicators.len() + self.outcomes
    }

    fn add(&mut self, used: Use<'_>) {
        match used {
            Use::Target(id) => _ = self.targets.insert(id.clone()),
            Use::Form(id) => _ = self.forms.insert(id.clone()),
            Use::Indicator(id) => _ = self.indicators.insert(id.clone()),
            Use::Outcome => self.outcomes += 1,
        }
    }
}

/// What speaks of an indicator.
pub fn indicator_uses(desk: &mut Desk, id: &IndicatorId) -> Result<IndicatorUses, AppError> {
    let book = desk.book()?;
    book.indicator(id)?;
    let uses = defined_uses(book).remove(id).unwrap_or_default();
    let cells = Figures::read(desk.ledger(), id)?.cells;
    Ok(IndicatorUses { cells, ..uses })
}

enum Use<'a> {
    Target(&'a TargetId),
    Form(&'a FormId),
    Indicator(&'a IndicatorId),
    Outcome,
}

/// What is defined with each indicator, without the figures.
pub fn defined_uses(book: &Book) -> BTreeMap<IndicatorId, IndicatorUses> {
    let mut uses: BTreeMap<IndicatorId, IndicatorUses> = BTreeMap::new();
    let mut of = |id: &IndicatorId, used: Use<'_>| uses.entry(id.clone()).or_default().add(used);
    for target in book.targets.values().flatten() {
        of(&target.indicator, Use::Target(&target.id));
        let Some(rule) = &target.coverage else { continue };
        of(&rule.indicator, Use::Target(&target.id));
        if let Threshold::Found(found) = &rule.threshold {
            of(found, Use::Target(&target.id));
        }
    }
    for form in book.forms.values() {
        form.ever_asked().for_each(|id| of(id, Use::Form(&form.id)));
    }
    for indicator in book.indicators.values() {
        indicator.named().for_each(|(_, id)| of(id, Use::Indicator(&indicator.id)));
    }
    for observation in book.observations.values() {
        of(&observation.indicator, Use::Outcome);
    }
    uses
}

/// The figures of an indicator, as far as its definition rests on them.
pub(super) struct Figures {
    /// Cells in which something is reported.
    pub cells: u64,
    /// The numbers × 10^decimals end in so many zeros, all of them.
    zeros: u32,
}

impl Figures {
    pub fn read(ledger: &Ledger, id: &IndicatorId) -> Result<Self, AppError> {
        let mut figures = Self { cells: 0, zeros: u32::MAX };
        let reader = ledger.read();
        for column in reader.columns(id)? {
            reader.column(&column, 0..=u32::MAX, |run| {
                figures.cells += run.units.len() as u64;
                if let ColumnSaid::Numbers(numbers, _) = run.said {
                    figures.zeros =
                        numbers.iter().fold(figures.zeros, |fewest, number| fewest.min(zeros(*number)));
                }
            })?;
        }
        Ok(figures)
    }

    /// Whether the numbers keep all they say with so many decimals fewer.
    pub fn can_spare(&self, decimals: u32) -> bool {
        decimals <= self.zeros
    }
}

/// How many zeros a number ends in; of nothing any number.
fn zeros(mut number: i64) -> u32 {
    if number == 0 {
        return u32::MAX;
    }
    let mut zeros = 0;
    while number % 10 == 0 {
        (number, zeros) = (number / 10, zeros + 1);
    }
    zeros
}
