//! Which cells of a form the person may write: asked by the form, for a period that has begun, of a unit of theirs, not yet
//! handed in with it or with another form that asks for the same.

use std::collections::{HashMap, HashSet};

use domain::kernel::{Date, FormId, IndicatorId, OfficeId, OrgUnitId, Period, Problem};
use domain::org::Act;
use domain::programmes::Indicator;
use domain::results::{Form, ResultKey};

use super::{HandedIn, reporting_units};
use crate::permission::Rights;
use crate::{AppError, Desk};

/// The unit and the period a cell is reported for.
fn report_of(key: &ResultKey) -> (&OrgUnitId, Period) {
    (&key.org_unit, key.period)
}

/// Why the person may not write a cell of a form; none: it may be written.
pub fn why_locked(desk: &mut Desk, form: &FormId, key: &ResultKey) -> Result<Option<Problem>, AppError> {
    match Writable::of(desk, form, &[key]) {
        Ok(writable) => Ok(writable.indicator_of(key).err()),
        Err(AppError::Refused(problems)) => Ok(problems.into_iter().next()),
        Err(error) => Err(error),
    }
}

/// What decides over the cells of a form.
pub(super) struct Writable {
    /// Units the person may not fill in for, with the reason.
    denied: HashMap<OrgUnitId, Problem>,
    form: Form,
    /// Up to which day time has come.
    reached: Date,
    units: HashSet<OrgUnitId>,
    indicators: HashMap<IndicatorId, Indicator>,
    handed_in: HandedIn,
    /// Offices below the person's whose figures stand among these.
    others: HashMap<OfficeId, Problem>,
}

impl Writable {
    /// What decides over these cells; refuses whoever may write nothing at all.
    pub fn of(desk: &mut Desk, form: &FormId, keys: &[&ResultKey]) -> Result<Self, AppError> {
        let (today, author, locked) = (desk.today(), desk.author().clone(), desk.is_locked());
        let reached = desk.reached(today)?;
        let book = desk.book()?;
        let form = book.form(form)?.clone();
        let last_day = keys.iter().map(|key| key.period.last_day()).max().unwrap_or(today);
        let tree = book.tree(last_day);
        let rights = Rights::of(book, &author, today, locked).need_some()?;
        // The cells of a unit mostly stand beside each other.
        let asked: HashSet<(&OrgUnitId, Period)> =
            keys.chunk_by(|a, b| report_of(a) == report_of(b)).map(|keys| report_of(keys[0])).collect();
        let mut denied: HashMap<OrgUnitId, Problem> = HashMap::new();
        for (unit, period) in &asked {
            if let Err(problem) = rights.demand(Act::Fill, unit, period.last_day()) {
                denied.insert((*unit).clone(), problem);
            }
        }
        let handed_in = HandedIn::of(book, |unit, period| asked.contains(&(unit, period)));
        let offices = keys.iter().flat_map(|key| handed_in.offices_of(key));
        let offices: HashSet<&OfficeId> = offices.collect();
        let others = offices.into_iter().filter_map(|office| {
            let problem = rights.demand_of(office).err()?;
            Some((office.clone(), problem))
        });
        Ok(Self {
            denied,
            units: reporting_units(&form, &tree).into_iter().collect(),
            indicators: form
                .ever_asked()
                .filter_map(|id| Some((id.clone(), book.indicators.get(id)?.clone())))
                .collect(),
            others: others.collect(),
            handed_in,
            form,
            reached,
        })
    }

    /// The indicator of a cell that may be written, or why it may not.
    pub fn indicator_of(&self, key: &ResultKey) -> Result<&Indicator, Problem> {
        let fits =
            self.units.contains(&key.org_unit) && key.period.kind() == self.form.frequency.period_kind();
        let Some(indicator) = self.indicators.get(&key.indicator).filter(|_| fits) else {
            return Err(Problem::error("cell.not_in_form", key.text()));
        };
        if !self.form.asks_for(key) {
            let problem = Problem::error("cell.not_asked", key.text());
            return Err(problem.with(&self.form.name).with(key.period.name()));
        }
        if key.period.first_day() > self.reached {
            let problem = Problem::error("cell.not_begun", key.text());
            return Err(problem.with(key.period.name()).with(self.reached));
        }
        if let Some(problem) = self.denied.get(&key.org_unit) {
            return Err(Problem { place: key.text(), ..problem.clone() });
        }
        if let Some(problem) = self.handed_in.freezes(key) {
            return Err(problem);
        }
        if let Some(problem) = self.handed_in.offices_of(key).find_map(|office| self.others.get(office)) {
            return Err(Problem { place: key.text(), ..problem.clone() });
        }
        Ok(indicator)
    }
}
