//! Indicators and programmes: for pickers, and indicators as they are defined.

use std::collections::{BTreeMap, BTreeSet};

use app::programmes::{self, WhichIndicator, defined_uses};
use app::{AppError, Book, Desk};
use domain::kernel::{IndicatorId, ProgrammeId, Uom};
use domain::programmes::{Accumulation, Authority, Indicator};

use super::documents::{changed, given, word};
use super::ledger::EVERY_ROOM;
use super::print;
use crate::wire::ledger::{Changed, Nothing};
use crate::wire::programmes::{
    AttributeView, Catalogue, IndicatorChoice, IndicatorRequest, IndicatorUsesView, IndicatorView,
    NewIndicator, ProgrammeView, PutIndicatorRequest, RetractIndicatorRequest, UseView, UsualRules,
};
use crate::{Session, WireError};

pub fn catalogue(session: &Session, _: Nothing) -> Result<Catalogue, WireError> {
    session.with_desk(|desk| {
        let book = desk.book()?;
        let mut programmes = Vec::new();
        below(book, None, &mut programmes);
        Ok(Catalogue {
            indicators: indicators(book),
            programmes,
            usual_rules: usual_rules(),
            attributes: attributes(book),
        })
    })
}

/// All indicators, each with how much speaks of it.
pub fn indicators(book: &Book) -> Vec<IndicatorView> {
    let uses = defined_uses(book);
    let count = |id| uses.get(id).map_or(0, app::programmes::IndicatorUses::definitions);
    book.indicators.values().map(|indicator| indicator_view(book, indicator, count(&indicator.id))).collect()
}

fn indicator_view(book: &Book, indicator: &Indicator, uses: usize) -> IndicatorView {
    let id = |id: &Option<IndicatorId>| id.as_ref().map(ToString::to_string);
    IndicatorView {
        id: indicator.id.to_string(),
        name: indicator.name.clone(),
        definition: indicator.definition.clone(),
        uom: indicator.uom.to_string(),
        decimals: indicator.decimals,
        accumulation: indicator.accumulation.code().to_owned(),
        direction: indicator.direction.code().to_owned(),
        time_rule: indicator.time_rule.code().to_owned(),
        place_rule: indicator.place_rule.code().to_owned(),
        numerator: id(&indicator.numerator),
        denominator: id(&indicator.denominator),
        weight: id(&indicator.weight),
        authority: indicator.authority.code().to_owned(),
        programme: indicator.programme.as_ref().map(ToString::to_string),
        programme_path: book.programme_path(indicator.programme.as_ref()),
        continues: id(&indicator.continues),
        uses: print::count(uses),
    }
}

/// The rules of each kind of indicator.
fn usual_rules() -> Vec<UsualRules> {
    let rules = |accumulation: &Accumulation| {
        let (time_rule, place_rule) = accumulation.usual_rules();
        UsualRules {
            accumulation: accumulation.code().to_owned(),
            time_rule: time_rule.code().to_owned(),
            place_rule: place_rule.code().to_owned(),
            time_rules: accumulation.time_rules().iter().map(|rule| rule.code().to_owned()).collect(),
            place_rules: accumulation.place_rules().iter().map(|rule| rule.code().to_owned()).collect(),
        }
    };
    Accumulation::ALL.iter().map(rules).collect()
}

pub fn put_indicator(session: &Session, request: PutIndicatorRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let id = IndicatorId::new(request.id.unwrap_or_default());
        let continues = given(request.continues).map(IndicatorId::new);
        let indicator = Indicator { id, continues, ..defined(&request.indicator)? };
        let id = programmes::put_indicator(desk, indicator, &request.reason)?;
        Ok(changed(EVERY_ROOM, [id.to_string()]))
    })
}

pub fn retract_indicator(session: &Session, request: RetractIndicatorRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        programmes::retract_indicator(desk, &IndicatorId::new(&request.id), &request.reason)?;
        Ok(changed(EVERY_ROOM, [request.id]))
    })
}

pub fn indicator_uses(session: &Session, request: IndicatorRequest) -> Result<IndicatorUsesView, WireError> {
    session.with_desk(|desk| Ok(uses_view(desk, &IndicatorId::new(request.id))?))
}

/// What speaks of an indicator, by name.
pub fn uses_view(desk: &mut Desk, id: &IndicatorId) -> Result<IndicatorUsesView, AppError> {
    let uses = programmes::indicator_uses(desk, id)?;
    let tree = desk.tree_today()?;
    let book = desk.book()?;
    let named = |id: &dyn ToString, name: Option<&String>, unit: Option<&str>| UseView {
        id: id.to_string(),
        name: name.cloned().unwrap_or_default(),
        org_unit_name: unit.map(str::to_owned),
    };
    let name_of = |id: &IndicatorId| book.indicators.get(id).map(|indicator| &indicator.name);
    let targets = uses.targets.iter().filter_map(|id| {
        let version = book.targets.get(id)?.last()?;
        Some(named(id, name_of(&version.indicator), Some(tree.name(&version.org_unit))))
    });
    let forms = uses.forms.iter().map(|id| {
        let form = book.forms.get(id);
        named(id, form.map(|form| &form.name), form.map(|form| tree.name(&form.parent)))
    });
    Ok(IndicatorUsesView {
        targets: targets.collect(),
        forms: forms.collect(),
        indicators: uses.indicators.iter().map(|id| named(id, name_of(id), None)).collect(),
        outcomes: print::count(uses.outcomes),
        cells: u32::try_from(uses.cells).unwrap_or(u32::MAX),
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

/// Which indicator a form means.
pub fn which_indicator(choice: &IndicatorChoice) -> Result<WhichIndicator, WireError> {
    match choice {
        IndicatorChoice::Existing { id } => Ok(WhichIndicator::Existing(IndicatorId::new(id))),
        IndicatorChoice::New { indicator } => Ok(WhichIndicator::New(Box::new(defined(indicator)?))),
    }
}

/// What a form says of an indicator; where it names no rule, values add up as they usually do.
fn defined(new: &NewIndicator) -> Result<Indicator, WireError> {
    let usual = Indicator::usual(
        IndicatorId::new(""),
        new.name.trim(),
        Uom::new(&new.uom),
        new.decimals,
        word("accumulation", &new.accumulation)?,
        word("direction", &new.direction)?,
    );
    let id = |id: &Option<String>| given(id.clone()).map(IndicatorId::new);
    Ok(Indicator {
        definition: given(new.definition.clone()),
        time_rule: word_or("time_rule", &new.time_rule, usual.time_rule)?,
        place_rule: word_or("place_rule", &new.place_rule, usual.place_rule)?,
        numerator: id(&new.numerator),
        denominator: id(&new.denominator),
        weight: id(&new.weight),
        authority: word_or("authority", &new.authority, Authority::Own)?,
        programme: given(new.programme.clone()).map(ProgrammeId::new),
        ..usual
    })
}

fn word_or<T: std::str::FromStr>(place: &str, text: &Option<String>, usual: T) -> Result<T, WireError> {
    text.as_deref().map_or(Ok(usual), |text| word(place, text))
}

/// The same for a form to begin with.
pub fn choice_of(which: &WhichIndicator) -> IndicatorChoice {
    match which {
        WhichIndicator::Existing(id) => IndicatorChoice::Existing { id: id.to_string() },
        WhichIndicator::New(indicator) => IndicatorChoice::New { indicator: Box::new(described(indicator)) },
    }
}

/// An indicator as a form says it; the usual rules need no words.
pub fn described(indicator: &Indicator) -> NewIndicator {
    let (time_rule, place_rule) = indicator.accumulation.usual_rules();
    let id = |id: &Option<IndicatorId>| id.as_ref().map(ToString::to_string);
    NewIndicator {
        name: indicator.name.clone(),
        uom: indicator.uom.to_string(),
        decimals: indicator.decimals,
        accumulation: indicator.accumulation.code().to_owned(),
        direction: indicator.direction.code().to_owned(),
        definition: indicator.definition.clone(),
        programme: indicator.programme.as_ref().map(ToString::to_string),
        time_rule: (indicator.time_rule != time_rule).then(|| indicator.time_rule.code().to_owned()),
        place_rule: (indicator.place_rule != place_rule).then(|| indicator.place_rule.code().to_owned()),
        numerator: id(&indicator.numerator),
        denominator: id(&indicator.denominator),
        weight: id(&indicator.weight),
        authority: (indicator.authority != Authority::Own).then(|| indicator.authority.code().to_owned()),
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
