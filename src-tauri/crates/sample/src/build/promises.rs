//! What the documents say: the texts, the definitions they need, their targets and outcomes, and
//! who gets which share.

use std::collections::{BTreeMap, BTreeSet};

use app::documents::{self, Adoption, DocumentDraft, OutcomeDraft, Statement, adopt};
use app::exchange::import;
use app::programmes::WhichIndicator;
use app::targets::allocate;
use app::{AppError, Desk};
use domain::documents::Excerpt;
use domain::kernel::{Date, Decimal, TargetId};
use formats::interchange::Interchange;

use crate::content::{Content, Passage, SourceText};

/// Takes the texts in, one entry each.
pub(super) fn documents(desk: &mut Desk, content: &Content) -> Result<(), AppError> {
    for source in &content.documents {
        let draft = DocumentDraft {
            bytes: source.text.as_bytes().to_vec(),
            file_name: Some(source.file_name.to_owned()),
            text: source.text.to_owned(),
            title: source.title.clone(),
            issuer: Some(source.issuer.clone()),
            doc_number: source.doc_number.clone(),
            issued_on: source.issued_on,
            org_unit: None,
            replaces: None,
            note: Some(source.note.clone()),
        };
        documents::import(desk, draft)?;
    }
    Ok(())
}

/// The programme trees with the passages that set them up, and the indicators that hang in them.
pub(super) fn definitions(desk: &mut Desk, content: &Content) -> Result<(), AppError> {
    let passages = content.programmes.iter().filter_map(|programme| programme.passage.as_ref());
    let excerpts: BTreeMap<_, _> = passages
        .filter_map(|passage| Some((passage.excerpt_id(), excerpt(passage, &content.documents)?)))
        .collect();
    let data = Interchange {
        excerpts: excerpts.into_values().collect(),
        programmes: content.programmes.iter().map(|programme| programme.noun.clone()).collect(),
        indicators: content.indicators.clone(),
        ..Interchange::default()
    };
    import(desk, &data)
}

fn excerpt(passage: &Passage, documents: &[SourceText]) -> Option<Excerpt> {
    let source = documents.iter().find(|source| source.id == passage.document)?;
    Some(Excerpt {
        id: passage.excerpt_id(),
        document: passage.document.clone(),
        span: passage.span,
        quote: passage.span.of(source.text)?.to_owned(),
    })
}

/// Adopts what the texts state, one entry for each text.
pub(super) fn statements(desk: &mut Desk, content: &Content) -> Result<(), AppError> {
    for source in &content.documents {
        let adoption = |passage: &Passage, indicator| Adoption {
            document: passage.document.clone(),
            span: passage.span,
            indicator: WhichIndicator::Existing(indicator),
        };
        let mut statements = Vec::new();
        for target in &content.targets {
            let Some(passage) = target.passage.as_ref().filter(|p| p.document == source.id) else { continue };
            let draft = Box::new(target.noun.clone());
            statements.push(Statement::Target(adoption(passage, target.noun.indicator.clone()), draft));
        }
        for outcome in &content.observations {
            let Some(passage) = outcome.passage.as_ref().filter(|p| p.document == source.id) else {
                continue;
            };
            let noun = outcome.noun.clone();
            let draft = OutcomeDraft {
                org_unit: noun.org_unit,
                time: noun.time,
                value: noun.value,
                uom: noun.uom,
                qualifier: noun.qualifier,
                note: noun.note,
            };
            statements.push(Statement::Outcome(adoption(passage, noun.indicator), draft));
        }
        adopt(desk, statements)?;
    }
    Ok(())
}

/// Breaks the targets down: among units by the verb for it, among periods as data.
pub(super) fn shares(desk: &mut Desk, content: &Content) -> Result<(), AppError> {
    let mut whole: BTreeMap<&TargetId, BTreeMap<_, Option<Decimal>>> = BTreeMap::new();
    for share in content.allocations.iter().filter(|share| share.period.is_none()) {
        whole.entry(&share.target).or_default().insert((share.org_unit.clone(), None), Some(share.value));
    }
    for (target, shares) in whole {
        allocate(desk, target, Date::MAX, &shares)?;
    }

    let by_period: Vec<_> =
        content.allocations.iter().filter(|share| share.period.is_some()).cloned().collect();
    let targets: BTreeSet<_> = by_period.iter().map(|share| &share.target).collect();
    let targets: Vec<_> =
        content.targets.iter().map(|t| &t.noun).filter(|t| targets.contains(&t.id)).cloned().collect();
    let named: BTreeSet<_> =
        by_period.iter().map(|share| &share.org_unit).chain(targets.iter().map(|t| &t.org_unit)).collect();
    let units = desk
        .book()?
        .units
        .iter()
        .filter(|unit| named.contains(unit.id))
        .map(|unit| unit.to_owned())
        .collect();
    let measured = |id| targets.iter().any(|target| &target.indicator == id);
    let indicators = content.indicators.iter().filter(|indicator| measured(&indicator.id)).cloned().collect();
    // Everything but the shares is on the ledger already and is passed over.
    import(
        desk,
        &Interchange { units, indicators, targets, allocations: by_period, ..Interchange::default() },
    )
}
