//! Current cells, read from the store.

use domain::kernel::Period;
use domain::results::{Form, ResultCell};
use store::{Ledger, Periods, ResultHead, ResultQuery};

use crate::{AppError, Desk};

/// Every settled cell of the ledger, in the order of the store.
pub fn all_cells(desk: &Desk) -> Result<Vec<ResultCell>, AppError> {
    let heads = desk.ledger().read().results(&ResultQuery::default())?;
    Ok(heads.iter().filter_map(ResultHead::settled).map(|version| version.cell.clone()).collect())
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
