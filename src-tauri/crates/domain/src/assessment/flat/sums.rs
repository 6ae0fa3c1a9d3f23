//! Columns of several periods added up unit by unit. A sum goes on from that of the periods before it, and is kept:
//! a year's course of monthly figures takes twelve passes over the cells, however often it is looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::FlatColumn;
use crate::kernel::Period;

/// What several periods give together, in the order of the units.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    /// Of each unit the sum, with all remarks; what it says is the strongest of conflict, number and 不适用.
    pub all: FlatColumn,
    /// In how many of the periods it said anything.
    pub told: Vec<u16>,
}

/// The sums of a table of columns that were asked for, by their first and last period.
#[derive(Debug, Default)]
pub struct Sums(Mutex<HashMap<(Period, Period), Kept>>);

/// None: it leaves the range of the cells.
type Kept = Option<Arc<Sum>>;

impl Sums {
    /// Those that no cell of some periods goes into.
    pub fn without(&self, periods: &BTreeSet<Period>) -> Self {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let stays = |(first, last): &(Period, Period)| periods.range(first..=last).next().is_none();
        Self(Mutex::new(
            known.iter().filter(|(key, _)| stays(key)).map(|(key, sum)| (*key, sum.clone())).collect(),
        ))
    }

    /// The sum of some periods that follow each other.
    pub(super) fn of(
        &self,
        columns: &BTreeMap<Period, Arc<FlatColumn>>,
        units: usize,
        periods: &[Period],
    ) -> Kept {
        let [before @ .., last] = periods else { return None };
        let key = (*periods.first()?, *last);
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let sum = match before {
            [] => Some(Sum { all: FlatColumn::new(units), told: vec![0; units] }),
            before => self.of(columns, units, before).map(|sum| Sum::clone(&sum)),
        };
        let sum = sum.and_then(|sum| sum.with(columns.get(last).map(|column| &**column))).map(Arc::new);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, sum.clone());
        sum
    }
}

impl Sum {
    /// With the cells of one more period.
    fn with(mut self, column: Option<&FlatColumn>) -> Option<Self> {
        let Some(column) = column else { return Some(self) };
        let sums = self.all.values.iter_mut().zip(&mut self.all.marks).zip(&mut self.told);
        for (((value, marks), told), (more, said)) in sums.zip(column.values.iter().zip(&column.marks)) {
            if !said.is_missing() {
                *value = value.checked_add(*more)?;
                *marks = marks.and(*said);
                *told = told.saturating_add(1);
            }
        }
        Some(self)
    }
}
