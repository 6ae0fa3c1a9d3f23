//! Receiving: every file is read and judged before anything is merged; what may come in comes in as one action
//! with one entry that says what came, also of what was refused.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use domain::checks::Explanation;
use domain::exchange::{
    Delivery, DeliveryState, Holdings, Manifest, PackageKind, PublicKey, Relation, Signer, trespass,
};
use domain::kernel::{OrgUnitId, Problem, SubmissionId, WriterId};
use domain::ledger::{Batch, Digest, Key, Operation, Row, RowKind, RowRef, are_in_conflict};
use domain::org::Tree;
use domain::results::ResultKey;
use formats::package::{self, Opener, Package, PackageError, PrivateKey, Sealing};
use store::{DraftRow, Ledger, Outcome, Reader, Receipt};

use super::deliveries::deliveries;
use super::keys::KeyRing;
use crate::error::{problem_of_package, problems_of};
use crate::rows::AsRow;
use crate::{AppError, Book, Desk};

/// So many reasons are said of one package; more of the same help nobody.
const MOST_REASONS: usize = 20;

/// A file that somebody wants to have taken in.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The name of the file, for people.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What can be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It can be merged.
    Ready,
    /// It was merged before, or stands twice among the files: nothing new.
    Known,
    /// It brings nothing but a key.
    Card,
    /// Nobody has said yet whose key signed it.
    Stranger,
    /// It is sealed and does not open with what was given.
    Sealed,
    /// It may not come in; the problems say why.
    Refused,
}

/// How many things a package brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Of which nothing was known.
    pub new: usize,
    /// That take the place of what is current.
    pub changed: usize,
    /// That will stand beside what is current.
    pub conflicting: usize,
}

/// A file as it is seen before it is merged, and after.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The name of the file.
    pub name: String,
    /// What the package says of itself, where it can be read and is signed.
    pub manifest: Option<Manifest>,
    /// Whose the key is, as this ledger knows it.
    pub signer: Option<Signer>,
    /// What can be done with it.
    pub verdict: Verdict,
    /// A later version of the same report is here already.
    pub older: bool,
    /// What it brings.
    pub brought: Brought,
    /// Why it may not come in.
    pub problems: Vec<Problem>,
    /// It came in by this action.
    pub merged: bool,
}

/// Reads and judges files; nothing is written.
pub fn inspect(
    desk: &mut Desk,
    ring: &KeyRing,
    files: &[Incoming],
    passphrase: Option<&str>,
    next: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Option<Vec<Offer>>, AppError> {
    Ok(judged(desk, ring, files, passphrase, next)?
        .map(|list| list.into_iter().map(|(offer, _)| offer).collect()))
}

/// Takes in what may come in. None: it was stopped on the way, and nothing happened.
pub fn receive(
    desk: &mut Desk,
    ring: &KeyRing,
    files: &[Incoming],
    passphrase: Option<&str>,
    next: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Option<Vec<Offer>>, AppError> {
    let Some(judged) = judged(desk, ring, files, passphrase, next)? else { return Ok(None) };
    let (mut offers, packages): (Vec<Offer>, Vec<Option<Package>>) = judged.into_iter().unzip();
    let known_signer = |offer: &Offer| offer.signer.is_some() && offer.manifest.is_some();
    let mut order: Vec<usize> =
        (0..offers.len()).filter(|at| offers[*at].verdict == Verdict::Ready).collect();
    // Definitions first, then decisions, then figures; what one unit sent in the order in which it did.
    order.sort_by_key(|at| offers[*at].manifest.as_ref().map(|m| (rank(m.kind), m.signer, m.number)));
    let mut packages: Vec<Option<Package>> = packages;
    let taken: Vec<Package> = order.iter().filter_map(|at| packages[*at].take()).collect();
    let refused: Vec<Delivery> = offers
        .iter()
        .zip(&packages)
        .filter(|(offer, _)| offer.verdict == Verdict::Refused && known_signer(offer))
        .filter_map(|(offer, package)| Some(delivery(package.as_ref()?, &offer.problems)))
        .collect();
    let record = |outcomes: &[Outcome]| -> Vec<DraftRow> {
        let came = taken.iter().zip(outcomes).map(|(package, outcome)| {
            delivery(package, &outcome.as_ref().err().map(problems_of).unwrap_or_default())
        });
        let rows: BTreeMap<String, DraftRow> =
            came.chain(refused.iter().cloned()).map(|delivery| (delivery.key(), delivery.row())).collect();
        rows.into_values().collect()
    };
    let unread: Vec<Outcome> = taken.iter().map(|_| Ok(Receipt::default())).collect();
    desk.rights()?.need_some()?.check(Operation::Receive, &record(&unread))?;
    let batches: Vec<Batch> = taken.iter().map(|package| package.batch.clone()).collect();
    let Some(received) = desk.receive(&batches, next, &record)? else { return Ok(None) };
    for (at, outcome) in order.into_iter().zip(received.receipts) {
        match outcome {
            Ok(_) => offers[at].merged = true,
            Err(refused) => {
                offers[at].verdict = Verdict::Refused;
                offers[at].problems = problems_of(&refused);
            }
        }
    }
    Ok(Some(offers))
}

fn rank(kind: PackageKind) -> u8 {
    match kind {
        PackageKind::Issue => 0,
        PackageKind::Receipt | PackageKind::Return => 1,
        PackageKind::Submission | PackageKind::Card => 2,
    }
}

fn delivery(package: &Package, problems: &[Problem]) -> Delivery {
    Delivery {
        manifest: package.manifest.clone(),
        signature: package.signature.clone(),
        state: if problems.is_empty() { DeliveryState::Merged } else { DeliveryState::Refused },
        reasons: problems.iter().map(|problem| format!("{} {}", problem.code, problem.place)).collect(),
    }
}

type Judged = Vec<(Offer, Option<Package>)>;

fn judged(
    desk: &mut Desk,
    ring: &KeyRing,
    files: &[Incoming],
    passphrase: Option<&str>,
    next: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Option<Judged>, AppError> {
    let openers = Openers::of(ring, files, passphrase)?;
    let tree = desk.tree_today()?;
    let deliveries = deliveries(desk)?;
    desk.with_book(|ledger, book| {
        let here = Here::of(ledger, book, &tree, &deliveries);
        let mut seen = BTreeSet::new();
        let mut judged = Vec::with_capacity(files.len());
        for file in files {
            if next().is_break() {
                return Ok(None);
            }
            judged.push(here.judge(file, &openers, &mut seen)?);
        }
        Ok(Some(judged))
    })
}

/// What opens sealed packages: the passphrase itself, and the keys of this device that it opens.
struct Openers<'p> {
    passphrase: Option<&'p str>,
    keys: Vec<(PublicKey, PrivateKey)>,
}

impl<'p> Openers<'p> {
    fn of(ring: &KeyRing, files: &[Incoming], passphrase: Option<&'p str>) -> Result<Self, AppError> {
        let sealings = files.iter().filter_map(|file| package::sealing(&file.bytes).ok().flatten());
        let wanted: BTreeSet<PublicKey> = sealings.flat_map(|sealing| sealing.receivers).collect();
        let mut keys = Vec::new();
        for file in ring.list()? {
            if let Some(passphrase) = passphrase.filter(|_| wanted.contains(&file.public)) {
                keys.extend(file.unlock(passphrase).ok().map(|key| (file.public, key)));
            }
        }
        Ok(Self { passphrase, keys })
    }

    fn read(&self, bytes: &[u8]) -> Result<Package, PackageError> {
        let Some(Sealing { passphrase, receivers }) = package::sealing(bytes)? else {
            return package::read(bytes);
        };
        let key =
            self.keys.iter().find(|(public, _)| receivers.contains(public)).map(|(_, key)| Opener::Key(key));
        let word = self.passphrase.filter(|_| passphrase).map(Opener::Passphrase);
        package::read(&package::open(bytes, key.or(word).ok_or(PackageError::Sealed)?)?)
    }
}

/// What a package is held against.
struct Here<'a> {
    ledger: &'a Ledger,
    book: &'a Book,
    tree: &'a Arc<Tree>,
    /// The packages that were merged, by their digests.
    merged: BTreeMap<Digest, &'a Manifest>,
    /// The latest version that came of each report.
    latest: BTreeMap<SubmissionId, u32>,
    /// From whom the entries of a writer came. Made when it is asked for.
    origins: OnceCell<BTreeMap<WriterId, BTreeSet<OrgUnitId>>>,
}

impl Holdings for Here<'_> {
    fn is_within(&self, org_unit: &OrgUnitId, top: &OrgUnitId) -> bool {
        org_unit == top || self.tree.is_within(org_unit, top)
    }

    fn belongs_to_others(&self, kind: RowKind, key: &str, signer: &Signer, writer: &WriterId) -> bool {
        // What cannot be read is nobody's to change.
        let Ok(heads) = self.reader().versions(kind, key) else { return true };
        heads.iter().any(|head| {
            let origin = self.origins().get(&head.at.writer);
            let is_signers = match origin {
                Some(units) => units.contains(&signer.org_unit),
                None => signer.relation == Relation::Own,
            };
            head.at.writer != *writer && !is_signers
        })
    }

    fn row(&self, at: &RowRef) -> Option<Row> {
        self.reader().row(at).ok().flatten()
    }
}

impl<'a> Here<'a> {
    fn of(ledger: &'a Ledger, book: &'a Book, tree: &'a Arc<Tree>, deliveries: &'a [Arc<Delivery>]) -> Self {
        let merged = deliveries.iter().filter(|delivery| delivery.state == DeliveryState::Merged);
        let merged: BTreeMap<Digest, &Manifest> =
            merged.map(|delivery| (delivery.manifest.digest(), &delivery.manifest)).collect();
        let mut latest = BTreeMap::new();
        for report in merged.values().filter_map(|manifest| manifest.report.as_ref()) {
            let version = latest.entry(report.submission()).or_insert(0);
            *version = report.version.max(*version);
        }
        Self { ledger, book, tree, merged, latest, origins: OnceCell::new() }
    }

    fn reader(&self) -> Reader<'_> {
        self.ledger.read()
    }

    fn origins(&self) -> &BTreeMap<WriterId, BTreeSet<OrgUnitId>> {
        self.origins.get_or_init(|| {
            let mut origins: BTreeMap<WriterId, BTreeSet<OrgUnitId>> = BTreeMap::new();
            for manifest in self.merged.values() {
                for head in &manifest.heads {
                    origins.entry(head.writer.clone()).or_default().insert(manifest.from.clone());
                }
            }
            origins
        })
    }

    fn judge(
        &self,
        file: &Incoming,
        openers: &Openers<'_>,
        seen: &mut BTreeSet<Digest>,
    ) -> Result<(Offer, Option<Package>), AppError> {
        let mut offer = Offer {
            name: file.name.clone(),
            manifest: None,
            signer: None,
            verdict: Verdict::Refused,
            older: false,
            brought: Brought::default(),
            problems: Vec::new(),
            merged: false,
        };
        let package = match openers.read(&file.bytes) {
            Ok(package) => package,
            Err(error) => {
                if matches!(error, PackageError::Sealed | PackageError::Opening) {
                    offer.verdict = Verdict::Sealed;
                }
                offer.problems = vec![problem_of_package(&error, &file.name)];
                return Ok((offer, None));
            }
        };
        let manifest = &package.manifest;
        offer.manifest = Some(manifest.clone());
        offer.signer = self.book.signers.get(&manifest.signer).cloned();
        offer.older = self.has_later(manifest);
        let digest = manifest.digest();
        if self.was_merged(&digest, &manifest.signer) || !seen.insert(digest) {
            offer.verdict = Verdict::Known;
            return Ok((offer, None));
        }
        let Some(signer) = offer.signer.clone() else {
            offer.verdict =
                if manifest.kind == PackageKind::Card { Verdict::Card } else { Verdict::Stranger };
            return Ok((offer, None));
        };
        offer.problems = self.problems(&signer, &package)?;
        if offer.problems.is_empty() {
            offer.brought = self.brought(&package.batch)?;
            offer.verdict = if manifest.kind == PackageKind::Card { Verdict::Card } else { Verdict::Ready };
        }
        Ok((offer, Some(package)))
    }

    fn was_merged(&self, package: &Digest, signer: &PublicKey) -> bool {
        self.merged.get(package).is_some_and(|manifest| manifest.signer == *signer)
    }

    /// Whether a later version of the same report came already.
    fn has_later(&self, manifest: &Manifest) -> bool {
        let Some(report) = &manifest.report else { return false };
        self.latest.get(&report.submission()).is_some_and(|latest| *latest > report.version)
    }

    /// Why a package may not come in.
    fn problems(&self, signer: &Signer, package: &Package) -> Result<Vec<Problem>, AppError> {
        let manifest = &package.manifest;
        if !signer.counts() {
            return Ok(vec![Problem::error("signer.revoked", &signer.name)]);
        }
        if manifest.from != signer.org_unit {
            return Ok(vec![Problem::error("signer.other_unit", &manifest.name).with(&signer.name)]);
        }
        let is_receipt = matches!(manifest.kind, PackageKind::Receipt | PackageKind::Return);
        if let Some(to) = manifest.to.as_ref().filter(|_| is_receipt)
            && self.tree.get(to).is_none()
        {
            return Ok(vec![Problem::error("package.not_ours", to.as_str())]);
        }
        let mut problems = Vec::new();
        for parcel in &package.batch.parcels {
            for carried in &parcel.rows {
                let (writer, seq) = (parcel.header.writer.clone(), parcel.header.seq);
                let at = RowRef { writer, seq, position: carried.position };
                if self.reader().row(&at)?.is_some() {
                    continue;
                }
                let row = &carried.row;
                let place = format!("{} {}", row.kind.word(), row.key);
                if let Some(step) = trespass(signer, manifest, &parcel.header, row, self) {
                    problems.push(Problem::error(step.code(), place));
                } else if !reads(row) {
                    problems.push(Problem::error("package.content", place));
                }
                if problems.len() == MOST_REASONS {
                    return Ok(problems);
                }
            }
        }
        Ok(problems)
    }

    /// What becomes of things if a package is merged.
    fn brought(&self, batch: &Batch) -> Result<Brought, AppError> {
        let mut rows: BTreeMap<Key, BTreeMap<RowRef, &Row>> = BTreeMap::new();
        for parcel in &batch.parcels {
            for carried in &parcel.rows {
                let (writer, seq) = (parcel.header.writer.clone(), parcel.header.seq);
                let at = RowRef { writer, seq, position: carried.position };
                let key = (carried.row.kind, carried.row.key.clone());
                rows.entry(key).or_default().insert(at, &carried.row);
            }
        }
        let mut brought = Brought::default();
        for ((kind, key), carried) in rows {
            let held = self.reader().versions(kind, &key)?;
            let all = carried.values().copied().chain(held.iter().map(|version| &version.row));
            let replaced: BTreeSet<&RowRef> = all.flat_map(|row| &row.replaces).collect();
            // What is held already may have been replaced by what the package does not bring.
            let mut coming: Vec<(&RowRef, &Row)> = Vec::new();
            for (at, row) in &carried {
                if self.reader().row(at)?.is_none() {
                    coming.push((at, row));
                }
            }
            if coming.is_empty() {
                continue;
            }
            coming.retain(|(at, _)| !replaced.contains(at));
            let coming: Vec<&Row> = coming.into_iter().map(|(_, row)| row).collect();
            let left: Vec<&Row> =
                held.iter().filter(|version| !replaced.contains(&version.at)).map(|v| &v.row).collect();
            let is_said = |row: &&Row| held.iter().any(|version| version.row.says_the_same(row));
            if held.is_empty() {
                brought.new += 1;
            } else if are_in_conflict(left.into_iter().chain(coming.iter().copied())) {
                brought.conflicting += 1;
            } else if !coming.iter().all(is_said) {
                brought.changed += 1;
            }
        }
        Ok(brought)
    }
}

/// Whether a row can be read as what it should be; one that cannot would stand in everybody's way.
fn reads(row: &Row) -> bool {
    if row.retracted {
        return true;
    }
    match row.kind {
        RowKind::Result => ResultKey::from_text(&row.key).is_ok(),
        RowKind::Explanation => Explanation::from_fields(&row.key, &row.content).is_ok(),
        kind => Book::reads(kind, &row.key, &row.content),
    }
}
