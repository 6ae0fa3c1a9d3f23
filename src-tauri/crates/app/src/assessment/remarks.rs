//! What is to be remarked of cells: which came late, which say something else than what had been accepted. Most cells of a
//! column came in time and once, and a look at their column tells; only the others are read.

use std::collections::{BTreeSet, HashSet};

use domain::kernel::{Date, IndicatorId, OrgUnitId};
use store::{Column, ColumnSaid, Periods, ResultQuery, ResultVersion};

use super::arrival::{Arrivals, CorrectedCell, LateCell};
use super::evidence::Evidence;
use crate::AppError;

impl Evidence<'_> {
    /// Cells of some indicators and of periods that end on some days that came after their deadline.
    pub fn late(
        &mut self,
        indicators: &BTreeSet<IndicatorId>,
        days: &BTreeSet<Date>,
    ) -> Result<Vec<LateCell>, AppError> {
        let mut late = Vec::new();
        for (indicator, column) in self.columns_of(indicators)? {
            if !days.contains(&column.period.last_day()) {
                continue;
            }
            let units = match self.ledger.read().is_now() {
                true => Some(self.doubtful(&indicator, &column)?),
                // A column says what holds now.
                false => None,
            };
            self.read_cells(&indicator, &column, units, |arrivals, version| {
                arrivals.of(version)?;
                late.append(&mut arrivals.late);
                Ok(())
            })?;
        }
        Ok(late)
    }

    /// Cells of some indicators and of periods that end on a day or before that say something else than at an arrival,
    /// and than when they were accepted, if that was later; those of the earliest period first.
    pub fn corrections(
        &mut self,
        indicators: &BTreeSet<IndicatorId>,
        to: Date,
        since: i64,
    ) -> Result<Vec<CorrectedCell>, AppError> {
        let last_row = self.ledger.read_as_known(since).last_row()?;
        let mut corrections = Vec::new();
        for (indicator, column) in self.columns_of(indicators)? {
            if column.period.last_day() > to {
                continue;
            }
            let units = self.replaced_after(&column, last_row)?;
            self.read_cells(&indicator, &column, Some(units), |arrivals, version| {
                corrections.extend(arrivals.correction(version, since)?);
                Ok(())
            })?;
        }
        corrections.sort_by_key(|found| found.accepted.key.period.last_day());
        Ok(corrections)
    }

    /// Of some units those that said something of some indicators for a period that ends on a day.
    pub fn who_said<'i>(
        &self,
        indicators: impl Iterator<Item = &'i IndicatorId>,
        day: Date,
        org_units: Vec<OrgUnitId>,
    ) -> Result<BTreeSet<OrgUnitId>, AppError> {
        let mut said = BTreeSet::new();
        if org_units.is_empty() {
            return Ok(said);
        }
        let reader = self.ledger.read();
        let mut numbers: HashSet<u32> = HashSet::new();
        for (indicator, column) in self.columns_of(&indicators.cloned().collect())? {
            if column.period.last_day() != day {
                continue;
            }
            if reader.is_now() {
                reader.column(&column, 0..=u32::MAX, |run| numbers.extend(run.units))?;
                continue;
            }
            // A column says what holds now.
            let query = ResultQuery::of_indicator(&indicator, column.measure)
                .in_periods(Periods::These(vec![column.period]))
                .of_units(org_units.clone());
            said.extend(reader.results(&query)?.into_iter().map(|head| head.key.org_unit));
        }
        for unit in org_units {
            let number = match self.book.number_of(&unit) {
                None => reader.number_of(unit.as_str())?,
                known => known,
            };
            if number.is_some_and(|number| numbers.contains(&number)) {
                said.insert(unit);
            }
        }
        Ok(said)
    }

    /// The last arrival of a day or before.
    pub fn arrival_of_day(&self, day: Date) -> Result<i64, AppError> {
        Ok(self.ledger.read().arrival_of_day(day)?)
    }

    /// The columns of some indicators and of what they are made of.
    fn columns_of(&self, indicators: &BTreeSet<IndicatorId>) -> Result<Vec<(IndicatorId, Column)>, AppError> {
        let measured: BTreeSet<IndicatorId> =
            indicators.iter().flat_map(|indicator| self.kept.measured(indicator)).collect();
        let mut found = Vec::new();
        for indicator in measured {
            let columns = self.ledger.read().columns(&indicator)?;
            found.extend(columns.into_iter().map(|column| (indicator.clone(), column)));
        }
        Ok(found)
    }

    /// Hands over the cells of a column of which nothing contradicts another, of some units or of all.
    fn read_cells(
        &mut self,
        indicator: &IndicatorId,
        column: &Column,
        org_units: Option<Vec<OrgUnitId>>,
        mut each: impl FnMut(&mut Arrivals<'_>, &ResultVersion) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        if org_units.as_ref().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        let query = ResultQuery::of_indicator(indicator, column.measure)
            .in_periods(Periods::These(vec![column.period]));
        let mut arrivals = Arrivals::new(self.ledger, self.book, &mut self.kept.moments, indicator);
        for head in self.ledger.read().results(&ResultQuery { org_units, ..query })? {
            if let Some(version) = head.settled() {
                each(&mut arrivals, version)?;
            }
        }
        Ok(())
    }

    /// The units whose cells of a column came after a deadline or in the place of something else.
    fn doubtful(&mut self, indicator: &IndicatorId, column: &Column) -> Result<Vec<OrgUnitId>, AppError> {
        let mut arrivals = Arrivals::new(self.ledger, self.book, &mut self.kept.moments, indicator);
        let due = arrivals.first_due(column.measure, column.period, indicator);
        let mut failed = None;
        let late = due.map(|due| arrivals.handed_in_after(column.period, due)).transpose()?;
        let mut doubtful: HashSet<u32> = late.unwrap_or_default();
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

    /// The units whose cells of a column came after a row, in the place of something else. What did so by an earlier
    /// day and was replaced again is among them.
    fn replaced_after(&mut self, column: &Column, row: i64) -> Result<Vec<OrgUnitId>, AppError> {
        let mut found: HashSet<u32> = HashSet::new();
        self.ledger.read().column(column, 0..=u32::MAX, |run| {
            if run.said == ColumnSaid::Conflict {
                found.extend(run.units);
            } else if run.replaces {
                let came = run.units.clone().enumerate().filter(|(at, _)| run.row(*at) > row);
                found.extend(came.map(|(_, unit)| unit));
            }
        })?;
        self.kept.units.named(self.ledger, &self.book.units, &found)
    }
}
