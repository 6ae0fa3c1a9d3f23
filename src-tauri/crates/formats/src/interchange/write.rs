//! Nouns to JSON. Every list stands in the order of its ids and every row on a line of its own. Names of the
//! contract are always written, with `null` where there is nothing; names that were added since stand only
//! where they say something.

mod rows;

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::documents::Excerpt;
use domain::kernel::{ExcerptId, OrgUnitId};
use domain::org::UnitPosition;
use domain::results::Calendar;
use domain::{assessment, checks};
use serde::Serialize;

use super::{FORMAT, Interchange};
use crate::WriteError;

/// Writes the format.
pub fn write(data: &Interchange) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::new();
    out.extend_from_slice(format!("{{\"format\":\"{FORMAT}\",\n\"ledger\":").as_bytes());
    serde_json::to_writer(&mut out, &rows::Ledger { title: &data.title })?;
    let passages = Passages::of(data);
    units(&mut out, data)?;
    list(&mut out, "offices", &data.offices, |office| office.id.as_str(), rows::office)?;
    list(&mut out, "persons", &data.persons, |person| person.id.as_str(), rows::person)?;
    list(&mut out, "programmes", &data.programmes, |programme| programme.id.as_str(), rows::programme)?;
    list(&mut out, "documents", &data.documents, |document| document.id.as_str(), rows::document)?;
    list(
        &mut out,
        "excerpts",
        &passages.loose,
        |excerpt| excerpt.id.as_str(),
        |excerpt| rows::excerpt(excerpt),
    )?;
    list(&mut out, "indicators", &data.indicators, |indicator| indicator.id.as_str(), rows::indicator)?;
    let key = |target: &domain::targets::Target| (target.id.to_string(), target.valid_from);
    list(&mut out, "targets", &data.targets, key, |target| rows::target(target, &passages))?;
    list(&mut out, "allocations", &data.allocations, |allocation| allocation.key(), rows::allocation)?;
    list(&mut out, "forms", &data.forms, |form| form.id.as_str(), rows::form)?;
    list(&mut out, "results", &data.results, |result| result.key.clone(), rows::result)?;
    let key = |observation: &domain::documents::Observation| observation.id.clone();
    list(&mut out, "observations", &data.observations, key, |observation| {
        rows::observation(observation, &passages)
    })?;
    list(&mut out, "submissions", &data.submissions, |submission| submission.id(), rows::submission)?;
    list(&mut out, "explanations", &data.explanations, |explanation| explanation.key(), rows::explanation)?;
    list(&mut out, "decisions", &data.decisions, |definition| definition.id.as_str(), rows::definition)?;
    list(&mut out, "same_as", &data.same_as, |definition| definition.id.as_str(), rows::definition)?;
    settings(&mut out, data)?;
    out.extend_from_slice(b"}\n");
    Ok(out)
}

/// One list in the order of its keys. The contract's lists stand even when empty; so do all others.
fn list<'a, T, K: Ord, R: Serialize>(
    out: &mut Vec<u8>,
    name: &str,
    items: &'a [T],
    key: impl Fn(&'a T) -> K,
    row: impl Fn(&'a T) -> R,
) -> Result<(), WriteError> {
    let mut sorted: Vec<(K, &T)> = items.iter().map(|item| (key(item), item)).collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    lines(out, name, sorted.into_iter().map(|(_, item)| row(item)))
}

fn lines<R: Serialize>(
    out: &mut Vec<u8>,
    name: &str,
    rows: impl Iterator<Item = R>,
) -> Result<(), WriteError> {
    out.extend_from_slice(format!(",\n\"{name}\":[").as_bytes());
    for (at, row) in rows.enumerate() {
        out.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut *out, &row)?;
    }
    out.push(b']');
    Ok(())
}

/// What the office has set, a group a line.
fn settings(out: &mut Vec<u8>, data: &Interchange) -> Result<(), WriteError> {
    let assessment = data.assessment.as_ref().map(|set| (assessment::Settings::GROUP, set.to_fields()));
    out.extend_from_slice(b",\n\"settings\":{");
    let checks = data.checks.as_ref().map(|set| (checks::Settings::GROUP, set.to_fields()));
    let calendar = data.calendar.as_ref().map(|set| (Calendar::GROUP, set.to_fields()));
    for (at, (group, fields)) in assessment.iter().chain(&checks).chain(&calendar).enumerate() {
        let begin = if at == 0 { "\n" } else { ",\n" };
        out.extend_from_slice(format!("{begin}\"{group}\":").as_bytes());
        serde_json::to_writer(&mut *out, &fields.iter().collect::<BTreeMap<_, _>>())?;
    }
    out.push(b'}');
    Ok(())
}

/// Units with their positions: the last inline, those before it as a list.
fn units(out: &mut Vec<u8>, data: &Interchange) -> Result<(), WriteError> {
    let mut positions: HashMap<&OrgUnitId, Vec<&UnitPosition>> = HashMap::new();
    for position in &data.positions {
        positions.entry(&position.org_unit).or_default().push(position);
    }
    for held in positions.values_mut() {
        held.sort_by_key(|position| (position.from, position.to));
    }
    let units: BTreeMap<&OrgUnitId, _> = data.units.iter().map(|unit| (&unit.id, unit)).collect();
    let rows =
        units.into_iter().map(|(id, unit)| rows::unit(unit, positions.get(id).map_or(&[], Vec::as_slice)));
    lines(out, "units", rows)
}

/// Passages by id, and those that no target or observation carries with it.
struct Passages<'a> {
    by_id: HashMap<&'a ExcerptId, &'a Excerpt>,
    loose: Vec<&'a Excerpt>,
}

impl<'a> Passages<'a> {
    fn of(data: &'a Interchange) -> Self {
        let carried: HashSet<&ExcerptId> = data
            .targets
            .iter()
            .filter_map(|target| target.excerpt.as_ref())
            .chain(data.observations.iter().map(|observation| &observation.excerpt))
            .collect();
        let named: HashSet<&ExcerptId> =
            data.programmes.iter().filter_map(|programme| programme.excerpt.as_ref()).collect();
        Self {
            by_id: data.excerpts.iter().map(|excerpt| (&excerpt.id, excerpt)).collect(),
            loose: data
                .excerpts
                .iter()
                .filter(|excerpt| !carried.contains(&excerpt.id) || named.contains(&excerpt.id))
                .collect(),
        }
    }
}
