//! Indicators and programmes for pickers.

use app::Book;
use domain::kernel::ProgrammeId;

use crate::wire::ledger::Nothing;
use crate::wire::programmes::{Catalogue, IndicatorView, ProgrammeView};
use crate::{Session, WireError};

pub fn catalogue(session: &Session, _: Nothing) -> Result<Catalogue, WireError> {
    session.with_desk(|desk| {
        let book = desk.book()?;
        let indicators = book
            .indicators
            .values()
            .map(|indicator| IndicatorView {
                id: indicator.id.to_string(),
                name: indicator.name.clone(),
                definition: indicator.definition.clone(),
                uom: indicator.uom.to_string(),
                decimals: indicator.decimals,
                accumulation: indicator.accumulation.code().to_owned(),
                direction: indicator.direction.code().to_owned(),
                programme: book.programme_path(indicator.programme.as_ref()),
            })
            .collect();
        let mut programmes = Vec::new();
        below(book, None, &mut programmes);
        Ok(Catalogue { indicators, programmes })
    })
}

/// Parents before children, siblings in their order.
fn below(book: &Book, parent: Option<&ProgrammeId>, found: &mut Vec<ProgrammeView>) {
    let mut here: Vec<_> = book.programmes.values().filter(|node| node.parent.as_ref() == parent).collect();
    here.sort_by_key(|node| node.order);
    for node in here {
        found.push(ProgrammeView {
            id: node.id.to_string(),
            name: node.name.clone(),
            parent: node.parent.as_ref().map(ToString::to_string),
            kind: node.kind.word().to_owned(),
        });
        below(book, Some(&node.id), found);
    }
}
