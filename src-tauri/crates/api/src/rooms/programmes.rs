//! Indicators and programmes for pickers.

use std::collections::{BTreeMap, BTreeSet};

use app::Book;
use app::programmes::WhichIndicator;
use domain::kernel::{IndicatorId, ProgrammeId, Uom};
use domain::programmes::Indicator;

use super::documents::{given, word};
use crate::wire::ledger::Nothing;
use crate::wire::programmes::{
    AttributeView, Catalogue, IndicatorChoice, IndicatorView, NewIndicator, ProgrammeView,
};
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
        Ok(Catalogue { indicators, programmes, attributes: attributes(book) })
    })
}

/// What the units are marked by, with the values that occur.
fn attributes(book: &Book) -> Vec<AttributeView> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, value) in book.units.attributes().flatten() {
        found.entry(name).or_default().insert(value);
    }
    found
        .into_iter()
        .map(|(name, values)| AttributeView {
            name: name.to_owned(),
            values: values.into_iter().map(str::to_owned).collect(),
        })
        .collect()
}

/// Which indicator a form means; a new one adds up as its accumulation usually does.
pub fn which_indicator(choice: &IndicatorChoice) -> Result<WhichIndicator, WireError> {
    let new = match choice {
        IndicatorChoice::Existing { id } => return Ok(WhichIndicator::Existing(IndicatorId::new(id))),
        IndicatorChoice::New { indicator } => indicator,
    };
    let usual = Indicator::usual(
        IndicatorId::new(""),
        new.name.trim(),
        Uom::new(&new.uom),
        new.decimals,
        word("accumulation", &new.accumulation)?,
        word("direction", &new.direction)?,
    );
    Ok(WhichIndicator::New(Box::new(Indicator {
        definition: given(new.definition.clone()),
        programme: new.programme.as_deref().map(ProgrammeId::new),
        ..usual
    })))
}

/// The same for a form to begin with.
pub fn choice_of(which: &WhichIndicator) -> IndicatorChoice {
    match which {
        WhichIndicator::Existing(id) => IndicatorChoice::Existing { id: id.to_string() },
        WhichIndicator::New(indicator) => IndicatorChoice::New {
            indicator: NewIndicator {
                name: indicator.name.clone(),
                uom: indicator.uom.to_string(),
                decimals: indicator.decimals,
                accumulation: indicator.accumulation.code().to_owned(),
                direction: indicator.direction.code().to_owned(),
                definition: indicator.definition.clone(),
                programme: indicator.programme.as_ref().map(ToString::to_string),
            },
        },
    }
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
