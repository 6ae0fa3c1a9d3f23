//! What is to be remarked of cells: which came late, which say something else than what had been accepted. Most cells of a
//! column came in time and once, and a look at their column tells; only the others are read.

use std::collections::{BTreeSet, HashSet};

use domain::kernel::{Date, IndicatorId, OrgUnitId};
use store::{Column, Periods, ResultQuery};

use super::arrival::{Arrivals, CorrectedCell, LateCell};
use super::evidence::Evidence;
use crate::AppError;

impl Evidence<'_> {
    /// Cells of some indicators and of periods that end on some days: those that came after their deadline, and those that say
    /// something else than what had been accepted.
    pub fn remarks(
        &mut self,
        indicators: &BTreeSet<IndicatorId>,
        days: &BTreeSet<Date>,
    ) -> Result<(Vec<LateCell>, Vec<CorrectedCell>), AppError> {
        let (mut late, mut corrections) = (Vec::new(), Vec::new());
        let measured: BTreeSet<IndicatorId> =
            indicators.iter().flat_map(|indicator| self.kept.measured(indicator)).collect();
        let reader = self.ledger.read();
        for indicator in &measured {
            let columns = reader.columns(indicator)?;
            for column in columns.iter().filter(|column| days.contains(&column.period.last_day())) {
                let org_units = match reader.is_now() {
                    true => Some(self.doubtful(indicator, column)?),
                    // A column says what holds now.
                    false => None,
                };
                if org_units.as_ref().is_some_and(Vec::is_empty) {
                    continue;
                }
                let query = ResultQuery::of_indicator(indicator, column.measure)
                    .in_periods(Periods::These(vec![column.period]));
                let mut arrivals = Arrivals::new(self.ledger, self.book, &mut self.kept.moments, indicator);
                for head in reader.results(&ResultQuery { org_units, ..query })? {
                    if let Some(version) = head.settled() {
                        arrivals.of(version)?;
                    }
                }
                late.append(&mut arrivals.late);
                corrections.append(&mut arrivals.corrections);
            }
        }
        Ok((late, corrections))
    }

    /// The units whose cells of a column came after a deadline or in the place of something else.
    fn doubtful(&mut self, indicator: &IndicatorId, column: &Column) -> Result<Vec<OrgUnitId>, AppError> {
        let mut arrivals = Arrivals::new(self.ledger, self.book, &mut self.kept.moments, indicator);
        let due = arrivals.first_due(column.measure, column.period, indicator);
        let mut failed = None;
        let mut doubtful: HashSet<u32> = HashSet::new();
        self.ledger.read().column(column, 0..=u32::MAX, |run| {
            if run.replaces {
                doubtful.extend(run.units);
                return;
            }
            let Some(due) = due else { return };
            for (at, unit) in run.units.clone().enumerate() {
                match arrivals.of_row(run.row(at)) {
                    Ok((_, Some(written))) if written <= due => {}
                    Ok(_) => {
                        doubtful.insert(unit);
                    }
                    Err(error) => failed = Some(error),
                }
            }
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        self.kept.units.named(self.ledger, &self.book.units, &doubtful)
    }
}
