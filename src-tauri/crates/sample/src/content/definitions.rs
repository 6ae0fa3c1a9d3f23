//! Definitions: programmes, indicators, shares and forms.

use std::collections::BTreeMap;

use domain::kernel::{FieldError, FormId, IndicatorId, OrgUnitId, ProgrammeId, TargetId, Uom};
use domain::programmes::{Authority, Indicator, Programme};
use domain::results::{DueDay, DueRule, Form, Frequency};
use domain::targets::Allocation;

use super::{Malformed, Stated, Texts, json};

/// A node; `order` counts the children of each parent so far.
pub(super) fn programme(
    read: json::Programme,
    texts: &Texts,
    order: &mut BTreeMap<Option<String>, u32>,
) -> Result<Stated<Programme>, Malformed> {
    let passage = match (read.document, read.quote, read.occurrence) {
        (Some(document), Some(quote), Some(occurrence)) => Some(texts.find(&document, &quote, occurrence)?),
        _ => None,
    };
    let counted = order.entry(read.parent.clone()).or_default();
    let place = *counted;
    *counted += 1;
    let noun = Programme {
        id: ProgrammeId::new(read.id),
        name: read.name,
        parent: read.parent.map(ProgrammeId::new),
        kind: read.kind.parse()?,
        order: place,
        lead_agency: Some(read.lead_agency),
        responsible_agencies: Vec::new(),
        supporting_agencies: Vec::new(),
        from: None,
        to: None,
        excerpt: passage.as_ref().map(super::Passage::excerpt_id),
    };
    Ok(Stated { noun, passage })
}

pub(super) fn indicator(read: json::Indicator) -> Result<Indicator, Malformed> {
    Ok(Indicator {
        id: IndicatorId::new(read.id),
        name: read.name,
        definition: Some(read.definition),
        uom: Uom::new(read.uom),
        decimals: read.decimals,
        accumulation: read.accumulation.parse()?,
        direction: read.direction.parse()?,
        time_rule: read.time_rule.parse()?,
        place_rule: read.place_rule.parse()?,
        numerator: read.numerator.map(IndicatorId::new),
        denominator: read.denominator.map(IndicatorId::new),
        weight: read.weight.map(IndicatorId::new),
        authority: Authority::Own,
        programme: Some(ProgrammeId::new(read.programme)),
        continues: None,
    })
}

pub(super) fn allocation(read: json::Allocation) -> Result<Allocation, Malformed> {
    Ok(Allocation {
        valid_from: None,
        target: TargetId::new(read.target),
        org_unit: OrgUnitId::new(read.org_unit),
        period: read.period.as_deref().map(str::parse).transpose()?,
        value: read.value.parse()?,
        note: Some(super::EXAMPLE.to_owned()),
    })
}

pub(super) fn form(read: json::Form) -> Result<Form, Malformed> {
    let measures = read.measures.into_iter();
    Ok(Form {
        id: FormId::new(read.id),
        name: read.name,
        frequency: frequency(&read.frequency)?,
        measure: read.measure.parse()?,
        measures: measures
            .map(|(indicator, measure)| Ok((IndicatorId::new(indicator), measure.parse()?)))
            .collect::<Result<_, FieldError>>()?,
        indicators: read.indicators.into_iter().map(IndicatorId::new).collect(),
        parent: OrgUnitId::new(read.units.parent),
        level: read.units.level.parse()?,
        due: DueRule {
            day: DueDay::After(read.due.days_after),
            as_of_day: None,
            time: read.due.time,
            holiday: read.due.holiday.parse()?,
        },
        evidence: Vec::new(),
        notes: read.notes,
        earlier: Vec::new(),
    })
}

/// The files say `half`, the ledger `half_year`.
pub(super) fn frequency(code: &str) -> Result<Frequency, Malformed> {
    Ok(if code == "half" { Frequency::HalfYear } else { code.parse()? })
}
