//! Current cells, read from the store.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use domain::kernel::Period;
use domain::results::{Form, ResultCell, ResultKey};
use store::{Ledger, Periods, ResultHead, ResultQuery};

use crate::{AppError, Desk};

/// Every settled cell of the ledger, in the order of the store.
pub fn all_cells(desk: &Desk) -> Result<Vec<ResultCell>, AppError> {
    let heads = desk.ledger().read().results(&ResultQuery::default())?;
    Ok(heads.iter().filter_map(ResultHead::settled).map(|version| version.cell.clone()).collect())
}

/// What some cells say that are settled.
pub(super) fn cells_of(
    ledger: &Ledger,
    keys: &[&ResultKey],
) -> Result<HashMap<ResultKey, ResultCell>, AppError> {
    let query = ResultQuery {
        indicators: Some(each(keys, |key| &key.indicator)),
        measure: None,
        periods: Periods::These(each(keys, |key| &key.period)),
        org_units: Some(each(keys, |key| &key.org_unit)),
    };
    let wanted: HashSet<&ResultKey> = keys.iter().copied().collect();
    let mut heads = ledger.read().results(&query)?;
    heads.retain(|head| wanted.contains(&head.key));
    let settled = heads.iter().filter_map(|head| Some((head.key.clone(), head.settled()?.cell.clone())));
    Ok(settled.collect())
}

/// One part of the keys, each once.
fn each<T: Clone + Ord + Hash>(keys: &[&ResultKey], part: impl Fn(&ResultKey) -> &T) -> Vec<T> {
    let mut found: Vec<T> =
        keys.iter().map(|key| part(key)).collect::<HashSet<_>>().into_iter().cloned().collect();
    found.sort_unstable();
    found
}

/// The cells of a form for some periods; those in conflict among them.
pub fn form_cells(ledger: &Ledger, form: &Form, periods: &[Period]) -> Result<Vec<ResultHead>, AppError> {
    let query = ResultQuery {
        indicators: Some(form.indicators.clone()),
        measure: None,
        periods: Periods::These(periods.to_vec()),
        org_units: None,
    };
    let mut heads = ledger.read().results(&query)?;
    heads.retain(|head| head.key.measure == form.measure_of(&head.key.indicator));
    Ok(heads)
}
