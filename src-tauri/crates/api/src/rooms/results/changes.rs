//! Who changed what on a form.

use app::results::{self, Since};
use domain::kernel::FormId;

use crate::rooms::documents::date;
use crate::rooms::{assessment, targets};
use crate::wire::results::{CellRequest, ChangesRequest, ChangesSince, ChangesView, FigureChange};
use crate::wire::targets::HistoryItem;
use crate::{Session, WireError};

/// How many changes are listed.
const CHANGES_SHOWN: usize = 500;

pub fn changes(session: &Session, request: ChangesRequest) -> Result<ChangesView, WireError> {
    session.with_desk(|desk| {
        let since = match &request.since {
            ChangesSince::Day { day } => Since::Day(date("since", day)?),
            ChangesSince::Submitted => Since::Submitted,
            ChangesSince::Accepted => Since::Accepted,
        };
        let (found, more) = results::changes(desk, &FormId::new(&request.form), since, CHANGES_SHOWN)?;
        let book = desk.book()?;
        let changes = found.iter().map(|one| FigureChange {
            cell: CellRequest {
                org_unit: one.key.org_unit.to_string(),
                indicator: one.key.indicator.to_string(),
                measure: one.key.measure.code().to_owned(),
                period: one.key.period.to_string(),
            },
            indicator_name: assessment::indicator_name(book, &one.key.indicator),
            change: HistoryItem {
                reason: Some(one.reason.clone()).filter(|reason| !reason.is_empty()),
                ..targets::history_item(book, &one.key, &one.header, &one.after, &one.before)
            },
        });
        Ok(ChangesView { changes: changes.collect(), more })
    })
}
