//! Which cells of a form the person may write: asked by the form, of a unit of theirs, not yet handed in with it or with
//! another form that asks for the same.

use std::collections::{HashMap, HashSet};

use domain::kernel::{FormId, IndicatorId, OrgUnitId, Period, Problem};
use domain::org::Act;
use domain::programmes::Indicator;
use domain::results::{Form, ResultKey};

use super::reporting_units;
use crate::permission::Rights;
use crate::{AppError, Desk};

/// The unit and the period a cell is reported for.
fn report_of(key: &ResultKey) -> (&OrgUnitId, Period) {
    (&key.org_unit, key.period)
}

/// What decides over the cells of a form.
pub(super) struct Writable {
    /// Units the person may not fill in for, with the reason.
    denied: HashMap<OrgUnitId, Problem>,
    /// The form as it asks in each of the periods, and the others that ask for some of the same.
    asking: HashMap<Period, (Form, Vec<Form>)>,
    units: HashSet<OrgUnitId>,
    indicators: HashMap<IndicatorId, Indicator>,
    /// The forms, units and periods that were handed in.
    closed: HashSet<(FormId, OrgUnitId, Period)>,
}

impl Writable {
    /// What decides over these cells; refuses whoever may write nothing at all.
    pub fn of(desk: &mut Desk, form: &FormId, keys: &[&ResultKey]) -> Result<Self, AppError> {
        let (today, author, locked) = (desk.today(), desk.author().clone(), desk.is_locked());
        let book = desk.book()?;
        let form = book.form(form)?.clone();
        let last_day = keys.iter().map(|key| key.period.last_day()).max().unwrap_or(today);
        let tree = book.tree(last_day);
        let rights = Rights::of(book, &author, today, locked).need_some()?;
        // The cells of a unit mostly stand beside each other.
        let asked: HashSet<(&OrgUnitId, Period)> =
            keys.chunk_by(|a, b| report_of(a) == report_of(b)).map(|keys| report_of(keys[0])).collect();
        let periods: HashSet<Period> = asked.iter().map(|(_, period)| *period).collect();
        let mut denied: HashMap<OrgUnitId, Problem> = HashMap::new();
        for (unit, period) in asked {
            if let Err(problem) = rights.demand(Act::Fill, unit, period.last_day()) {
                denied.insert(unit.clone(), problem);
            }
        }
        let asks: HashSet<&IndicatorId> = form.ever_asked().collect();
        let asks_some = |other: &&Form| other.ever_asked().any(|indicator| asks.contains(indicator));
        let likes: Vec<&Form> = book.forms.values().filter(asks_some).collect();
        let in_force = |period| {
            let others = likes.iter().filter(|other| other.id != form.id);
            (form.in_force(period), others.map(|other| other.in_force(period)).collect())
        };
        Ok(Self {
            denied,
            units: reporting_units(&form, &tree).into_iter().collect(),
            indicators: form
                .ever_asked()
                .filter_map(|id| Some((id.clone(), book.indicators.get(id)?.clone())))
                .collect(),
            closed: book
                .submissions
                .values()
                .filter(|s| !s.state.is_open() && likes.iter().any(|form| form.id == s.form))
                .map(|s| (s.form.clone(), s.org_unit.clone(), s.period))
                .collect(),
            asking: periods.into_iter().map(|period| (period, in_force(period))).collect(),
        })
    }

    /// The indicator of a cell that may be written, or why it may not.
    pub fn indicator_of(&self, key: &ResultKey) -> Result<&Indicator, Problem> {
        let asking = self.asking.get(&key.period);
        let fits = self.units.contains(&key.org_unit) && asking.is_some_and(|(form, _)| asks(form, key));
        let Some(indicator) = self.indicators.get(&key.indicator).filter(|_| fits) else {
            return Err(Problem::error("cell.not_in_form", key.text()));
        };
        if let Some(problem) = self.denied.get(&key.org_unit) {
            return Err(Problem { place: key.text(), ..problem.clone() });
        }
        let is_closed = |form: &Form| {
            asks(form, key) && self.closed.contains(&(form.id.clone(), key.org_unit.clone(), key.period))
        };
        if asking.is_some_and(|(form, others)| is_closed(form) || others.iter().any(is_closed)) {
            return Err(Problem::error("cell.submitted", key.text()));
        }
        Ok(indicator)
    }
}

/// Whether a form, as it asks in the period of the cell, asks for it.
fn asks(form: &Form, key: &ResultKey) -> bool {
    form.indicators.contains(&key.indicator)
        && form.measure_of(&key.indicator) == key.measure
        && form.frequency.period_kind() == key.period.kind()
}
