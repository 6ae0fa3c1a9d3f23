//! What was sent and what came, as the ledger remembers it; which packages are missing; what is to be sent.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::exchange::{
    Delivery, DeliveryState, Head, Manifest, PackageKind, PublicKey, Submission, SubmissionState,
};
use domain::kernel::{OrgUnitId, WriterId};
use domain::ledger::RowKind;
use formats::package::signature_holds;
use store::{Finding, WriterHead};

use crate::results::is_ready_to_send;
use crate::{AppError, Desk};

/// Every package that went out or came in, the newest first.
pub fn deliveries(desk: &mut Desk) -> Result<Vec<Arc<Delivery>>, AppError> {
    let mut list: Vec<_> = desk.book()?.deliveries.values().cloned().collect();
    list.sort_by(|a, b| {
        b.manifest.made.cmp(&a.manifest.made).then(b.manifest.number.cmp(&a.manifest.number))
    });
    Ok(list)
}

/// Heads that packages were made at and that this ledger does not hold: its tail was cut, or it was rewritten. Of
/// writers of whom nothing ever came nothing is asked.
pub fn verify_heads(desk: &mut Desk) -> Result<Vec<Finding>, AppError> {
    let deliveries = deliveries(desk)?;
    let writers = desk.ledger().read().writers()?;
    let known: BTreeSet<&WriterId> = writers.iter().map(|head| &head.writer).collect();
    let mut kept = BTreeSet::new();
    for delivery in deliveries {
        let Delivery { manifest, signature, state, .. } = &*delivery;
        if *state != DeliveryState::Refused && signature_holds(manifest, signature) {
            let heads = manifest.heads.iter().filter(|head| known.contains(&head.writer)).cloned();
            kept.extend(heads.map(|Head { writer, seq, digest }| WriterHead { writer, seq, digest }));
        }
    }
    let kept: Vec<WriterHead> = kept.into_iter().collect();
    Ok(desk.ledger().verify_heads(&kept)?)
}

/// Packages of a key that did not come although later ones did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Who signed the others.
    pub signer: PublicKey,
    /// That unit's name.
    pub name: String,
    /// For whom they are.
    pub to: Option<OrgUnitId>,
    /// The numbers that are missing.
    pub numbers: Vec<u32>,
}

/// What is missing among what came.
pub fn missing(deliveries: &[Arc<Delivery>]) -> Vec<Missing> {
    let mut came: BTreeMap<(PublicKey, Option<&OrgUnitId>), Vec<&Manifest>> = BTreeMap::new();
    for delivery in deliveries {
        let Delivery { manifest, state, .. } = &**delivery;
        if *state != DeliveryState::Sent && manifest.kind != PackageKind::Card {
            came.entry((manifest.signer, manifest.to.as_ref())).or_default().push(manifest);
        }
    }
    let gaps = came.into_iter().map(|((signer, to), manifests)| {
        let numbers: BTreeSet<u32> = manifests.iter().map(|manifest| manifest.number).collect();
        let last = numbers.last().copied().unwrap_or_default();
        let name = manifests.first().map(|manifest| manifest.name.clone()).unwrap_or_default();
        let numbers = (1..last).filter(|number| !numbers.contains(number)).collect();
        Missing { signer, name, to: to.cloned(), numbers }
    });
    gaps.filter(|missing| !missing.numbers.is_empty()).collect()
}

/// A report that goes to a unit above.
#[derive(Debug)]
pub struct Outgoing {
    /// The report.
    pub submission: Submission,
    /// How often it was handed in.
    pub version: u32,
    /// It can be packed now.
    pub ready: bool,
    /// The package in which this version was sent.
    pub sent: Option<Arc<Delivery>>,
    /// What the receiver said of that package.
    pub receipt: Option<Arc<Delivery>>,
}

/// The reports of this office that are collected by a unit above, those of the newest period first.
pub fn outgoing(desk: &mut Desk) -> Result<Vec<Outgoing>, AppError> {
    let deliveries = deliveries(desk)?;
    let tree = desk.tree_today()?;
    let home = desk.rights()?.home().cloned();
    let book = desk.book()?;
    let goes_up = |submission: &&Submission| {
        let Some(form) = book.forms.get(&submission.form) else { return false };
        home.as_ref().is_none_or(|home| {
            tree.is_within(&submission.org_unit, home) && !tree.is_within(&form.parent, home)
        })
    };
    let mut found: Vec<Submission> = book.submissions.values().filter(goes_up).cloned().collect();
    found.sort_by_key(|submission| std::cmp::Reverse(submission.period.last_day()));
    found
        .into_iter()
        .map(|submission| {
            let version = version(desk, &submission)?;
            let of_it = |delivery: &&Arc<Delivery>| {
                let report = delivery.manifest.report.as_ref();
                report.is_some_and(|r| r.submission() == submission.id() && r.version == version)
            };
            let sent = deliveries.iter().filter(of_it).find(|d| d.state == DeliveryState::Sent).cloned();
            let receipt = sent.as_ref().and_then(|sent| {
                let package = sent.manifest.digest();
                let answers =
                    |d: &&Arc<Delivery>| d.state != DeliveryState::Sent && d.manifest.digest() == package;
                deliveries.iter().find(answers).cloned()
            });
            let ready = is_ready_to_send(&desk.rights()?, &submission);
            Ok(Outgoing { submission, version, ready, sent, receipt })
        })
        .collect()
}

/// The unit that the office at the desk works for; none where nobody is defined.
pub fn home(desk: &mut Desk) -> Result<Option<OrgUnitId>, AppError> {
    Ok(desk.rights()?.home().cloned())
}

/// How often a report was handed in.
pub(super) fn version(desk: &Desk, submission: &Submission) -> Result<u32, AppError> {
    let history = desk.ledger().read().history(RowKind::Submission, submission.id().as_str())?;
    let handed_in = SubmissionState::Submitted.code();
    let times = history.iter().filter(|held| held.row.content.get("state") == Some(handed_in)).count();
    Ok(u32::try_from(times).unwrap_or(u32::MAX))
}
