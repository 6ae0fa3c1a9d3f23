//! Figures that count although nobody has handed them in yet, or that were given back.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::assessment::Assessment;
use domain::kernel::{FormId, IndicatorId, OrgUnitId, Period};
use domain::results::{Form, Measure};
use store::{Periods, ResultQuery};

use super::evidence::Evidence;
use crate::AppError;
use crate::results::reporting_units;

/// The units that may still type what they report on a form for a period, by their local numbers.
pub(super) type Open = Arc<HashMap<u32, OrgUnitId>>;

/// Of a form that asks more units than this it is not told.
const LARGEST: usize = 50_000;

impl Evidence<'_> {
    /// Of how many units a figure counts in an assessment and is not handed in. A form on which nothing was ever handed in
    /// is not used so.
    pub fn drafts(&mut self, now: &Assessment) -> Result<usize, AppError> {
        let Some(period) = now.period.filter(|_| now.actual.is_some()) else { return Ok(0) };
        let judged_by = self.kept.judged_by(&now.target);
        let measured: Vec<IndicatorId> = judged_by.iter().flat_map(|id| self.kept.measured(id)).collect();
        let mut found: HashSet<OrgUnitId> = HashSet::new();
        let book = self.book;
        for form in book.forms.values() {
            let asked = measured.iter().filter(|id| form.asks_in(period, id, form.measure_in(id, period)));
            let asked: Vec<&IndicatorId> = asked.collect();
            if asked.is_empty() {
                continue;
            }
            let open = self.open(form, period)?;
            for indicator in asked.into_iter().filter(|_| !open.is_empty()) {
                self.told(indicator, form.measure_in(indicator, period), period, &open, &mut found)?;
            }
        }
        let tree = self.tree(period.last_day());
        Ok(found.iter().filter(|unit| tree.is_within(unit, &now.org_unit)).count())
    }

    fn open(&mut self, form: &Form, period: Period) -> Result<Open, AppError> {
        let at: (FormId, Period) = (form.id.clone(), period);
        if let Some(known) = self.kept.open.get(&at) {
            return Ok(Arc::clone(known));
        }
        let (book, mut open) = (self.book, HashMap::new());
        if book.reports().any(|(report, _)| report.form == form.id) {
            let units = reporting_units(form, &self.tree(period.last_day()));
            for unit in units.into_iter().take(LARGEST + 1) {
                if book.is_open(&form.id, &unit, period) {
                    let number = match book.number_of(&unit) {
                        Some(number) => Some(number),
                        None => self.ledger.read().number_of(unit.as_str())?,
                    };
                    open.extend(number.map(|number| (number, unit)));
                }
            }
        }
        if open.len() > LARGEST {
            open.clear();
        }
        let open = Arc::new(open);
        self.kept.open.insert(at, Arc::clone(&open));
        Ok(open)
    }

    /// The units of some of which a cell is told.
    fn told(
        &self,
        indicator: &IndicatorId,
        measure: Measure,
        period: Period,
        open: &HashMap<u32, OrgUnitId>,
        found: &mut HashSet<OrgUnitId>,
    ) -> Result<(), AppError> {
        let read = self.ledger.read();
        // What was known before stands in no column.
        if !read.is_now() {
            let query =
                ResultQuery::of_indicator(indicator, measure).in_periods(Periods::These(vec![period]));
            let org_units = Some(open.values().cloned().collect());
            let heads = read.results(&ResultQuery { org_units, ..query })?;
            found.extend(heads.into_iter().map(|head| head.key.org_unit));
            return Ok(());
        }
        let columns = read.columns(indicator)?;
        for column in columns.iter().filter(|column| (column.measure, column.period) == (measure, period)) {
            read.column(column, 0..=u32::MAX, |run| {
                found.extend(run.units.filter_map(|unit| open.get(&unit).cloned()));
            })?;
        }
        Ok(())
    }
}
