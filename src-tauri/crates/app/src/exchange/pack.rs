//! Packing: which rows go into a package, and that it went out. What was packed before and has not changed
//! since comes out as the same bytes under the same number.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::Timelike as _;
use domain::exchange::{
    Author, Delivery, DeliveryState, Manifest, PackageKind, Part, Report, Signer, Submission, SubmissionState,
};
use domain::kernel::{ExcerptId, FormId, IndicatorId, OrgUnitId, Problem, ProgrammeId, SubmissionId};
use domain::ledger::{Batch, Digest, Operation, Parcel, Row, RowKind, RowRef};
use domain::results::{Form, ResultCell, ResultKey};
use formats::package::{Packed, PrivateKey, pack};
use store::Reader;

use super::deliveries::{deliveries, version};
use crate::results::is_ready_to_send;
use crate::rows::AsRow;
use crate::{AppError, Book, Desk};

/// What goes into a package.
struct Contents {
    kind: PackageKind,
    to: Option<OrgUnitId>,
    report: Option<Report>,
    batch: Batch,
}

/// Packs a unit's report for those who collect it: its cells and what was said of them with their history, the
/// steps it took, and the evidence if it shall go with it.
pub fn pack_submission(
    desk: &mut Desk,
    key: &PrivateKey,
    id: &SubmissionId,
    evidence: bool,
) -> Result<Packed, AppError> {
    let submission = desk.rights()?.submission(id)?.clone();
    if !is_ready_to_send(&desk.rights()?, &submission) {
        let state = submission.state.word();
        return Err(AppError::refused(
            Problem::error("submission.not_ready", id.as_str()).with("报送").with(state),
        ));
    }
    let version = version(desk, &submission)?;
    let form = desk.book()?.form_in(&submission.form, submission.period)?;
    let mut rows = Rows::of(desk.ledger().read());
    for indicator in &form.indicators {
        let cell = cell(&form, indicator, &submission);
        rows.all_of(RowKind::Result, &cell.text())?;
        rows.below(RowKind::Explanation, &format!("{}|", cell.text()))?;
    }
    let is_own = |row: &Row| {
        let said = Submission::from_fields(&row.content);
        said.is_ok_and(|s| !matches!(s.state, SubmissionState::Received | SubmissionState::Accepted))
    };
    rows.those_of(RowKind::Submission, id.as_str(), is_own)?;
    let mut batch = rows.batch(evidence)?;
    rows.chain(&mut batch)?;
    let report = Report {
        form: form.id.clone(),
        form_name: form.name.clone(),
        org_unit: submission.org_unit.clone(),
        period: submission.period,
        version,
    };
    let (to, report) = (Some(form.parent.clone()), Some(report));
    send(desk, key, Contents { kind: PackageKind::Submission, to, report, batch })
}

/// Packs forms with what they ask for: indicators, programmes, targets, breakdown, the sentences they come from, and the
/// units. None named: all forms. For one unit below, or for all.
pub fn pack_issue(
    desk: &mut Desk,
    key: &PrivateKey,
    forms: &[FormId],
    to: Option<&OrgUnitId>,
    originals: bool,
) -> Result<Packed, AppError> {
    let signer = own_signer(desk, key)?;
    let tree = desk.tree_today()?;
    let book = desk.book()?;
    let wanted = Wanted::of(book, forms)?;
    let mut units: BTreeSet<OrgUnitId> = tree.subtree(to.unwrap_or(&signer.org_unit)).cloned().collect();
    let mut above = Some(to.unwrap_or(&signer.org_unit));
    while let Some(unit) = above {
        units.insert(unit.clone());
        above = tree.parent(unit);
    }
    let places = units.iter().flat_map(|unit| book.units.positions(unit));
    let places: Vec<String> = places.map(|position| position.key()).collect();
    let mut rows = Rows::of(desk.ledger().read());
    for unit in &units {
        rows.all_of(RowKind::OrgUnit, unit.as_str())?;
    }
    for place in &places {
        rows.all_of(RowKind::UnitPosition, place)?;
    }
    for (kind, key) in &wanted.0 {
        rows.all_of(*kind, key)?;
    }
    let batch = rows.batch(originals)?;
    if wanted.0.is_empty() {
        return Err(AppError::refused(Problem::error("package.empty", "forms")));
    }
    let contents = Contents { kind: PackageKind::Issue, to: to.cloned(), report: None, batch };
    send(desk, key, contents)
}

/// Packs what became of a unit's reports and packages: 回执, or 退回包 where one is given back.
pub fn pack_receipt(desk: &mut Desk, key: &PrivateKey, to: &OrgUnitId) -> Result<Packed, AppError> {
    let tree = desk.tree_today()?;
    let about: Vec<Arc<Delivery>> = deliveries(desk)?
        .into_iter()
        .filter(|delivery| {
            let report = delivery.manifest.report.as_ref();
            delivery.state != DeliveryState::Sent
                && report.is_some_and(|report| tree.is_within(&report.org_unit, to))
        })
        .collect();
    let book = desk.book()?;
    let reports: Vec<Submission> =
        book.submissions.values().filter(|s| tree.is_within(&s.org_unit, to)).cloned().collect();
    let is_return = reports.iter().any(|report| report.state == SubmissionState::Returned);
    let cells: Vec<String> = reports
        .iter()
        .filter_map(|report| Some((book.forms.get(&report.form)?, report)))
        .flat_map(|(form, report)| {
            form.indicators.iter().map(move |indicator| cell(form, indicator, report).text())
        })
        .collect();
    let mut rows = Rows::of(desk.ledger().read());
    for delivery in &about {
        rows.all_of(RowKind::Delivery, &delivery.key())?;
    }
    for report in &reports {
        rows.those_of(RowKind::Submission, report.id().as_str(), |row| {
            Submission::from_fields(&row.content).is_ok_and(|said| {
                matches!(
                    said.state,
                    SubmissionState::Received | SubmissionState::Accepted | SubmissionState::Returned
                )
            })
        })?;
    }
    for cell in &cells {
        rows.resolved(cell)?;
    }
    let batch = rows.batch(false)?;
    if batch.parcels.is_empty() {
        return Err(AppError::refused(Problem::error("package.empty", to.as_str())));
    }
    let kind = if is_return { PackageKind::Return } else { PackageKind::Receipt };
    send(desk, key, Contents { kind, to: Some(to.clone()), report: None, batch })
}

/// Packs nothing but who one is: others see the key and can come to trust it.
pub fn pack_card(desk: &mut Desk, key: &PrivateKey) -> Result<Packed, AppError> {
    let batch = Batch::default();
    send(desk, key, Contents { kind: PackageKind::Card, to: None, report: None, batch })
}

/// A cell of a report.
fn cell(form: &Form, indicator: &IndicatorId, report: &Submission) -> ResultKey {
    ResultKey {
        indicator: indicator.clone(),
        measure: form.measure_of(indicator),
        org_unit: report.org_unit.clone(),
        period: report.period,
    }
}

/// The ledger's own signer that a key is.
fn own_signer(desk: &mut Desk, key: &PrivateKey) -> Result<Signer, AppError> {
    let public = key.public()?;
    let signer = desk.book()?.signers.get(&public).cloned();
    signer
        .filter(Signer::signs)
        .ok_or_else(|| AppError::refused(Problem::error("key.missing", public.fingerprint())))
}

/// Signs what goes out and writes down that it did.
fn send(desk: &mut Desk, key: &PrivateKey, contents: Contents) -> Result<Packed, AppError> {
    let signer = own_signer(desk, key)?;
    let Contents { kind, to, report, batch } = contents;
    let is_like_it = |d: &Arc<Delivery>| {
        d.state == DeliveryState::Sent && d.manifest.signer == signer.key && d.manifest.to == to
    };
    let sent: Vec<Arc<Delivery>> = deliveries(desk)?.into_iter().filter(is_like_it).collect();
    let (author, now) = (desk.author().clone(), desk.now());
    let book = desk.book()?;
    let authors: BTreeMap<_, _> = batch
        .parcels
        .iter()
        .filter(|parcel| !parcel.rows.is_empty())
        .map(|parcel| (parcel.header.author.clone(), book.name_of(&parcel.header.author)))
        .collect();
    let draft = Manifest {
        kind,
        from: signer.org_unit.clone(),
        name: signer.name.clone(),
        to,
        report,
        number: sent.iter().map(|delivery| delivery.manifest.number).max().unwrap_or_default() + 1,
        made: now.with_nanosecond(0).unwrap_or(now),
        maker: book.name_of(&author),
        signer: signer.key,
        authors: authors.into_iter().map(|(id, name)| Author { id, name }).collect(),
        heads: Vec::new(),
        rows: 0,
        entries: Part { digest: Digest::of(b""), bytes: 0 },
        unpacked: 0,
        evidence: Vec::new(),
    };
    let alike = |before: &&Manifest| before.kind == draft.kind && before.report == draft.report;
    if let Some(before) = sent.iter().map(|delivery| &delivery.manifest).find(alike) {
        let again = Manifest {
            number: before.number,
            made: before.made,
            maker: before.maker.clone(),
            ..draft.clone()
        };
        let again = pack(again, &batch, key)?;
        if again.manifest == *before {
            return Ok(again);
        }
    }
    let packed = pack(draft, &batch, key)?;
    let delivery = Delivery {
        manifest: packed.manifest.clone(),
        signature: packed.signature.clone(),
        state: DeliveryState::Sent,
        reasons: Vec::new(),
    };
    desk.write(Operation::Issue, "", vec![delivery.row()])?;
    Ok(packed)
}

/// Rows that go into a package, and the attachments they name.
struct Rows<'a> {
    reader: Reader<'a>,
    places: BTreeSet<RowRef>,
    named: BTreeSet<Digest>,
}

impl<'a> Rows<'a> {
    fn of(reader: Reader<'a>) -> Self {
        Self { reader, places: BTreeSet::new(), named: BTreeSet::new() }
    }

    /// All that was ever said of a thing: a version without those it replaces would stand beside them.
    fn all_of(&mut self, kind: RowKind, key: &str) -> Result<(), AppError> {
        self.those_of(kind, key, |_| true)
    }

    fn those_of(&mut self, kind: RowKind, key: &str, which: impl Fn(&Row) -> bool) -> Result<(), AppError> {
        for held in self.reader.history(kind, key)?.into_iter().filter(|held| which(&held.row)) {
            self.name(&held.row);
            self.places.insert(held.at);
        }
        Ok(())
    }

    /// All of a kind whose keys begin so.
    fn below(&mut self, kind: RowKind, beginning: &str) -> Result<(), AppError> {
        for key in self.reader.keys(kind, beginning)? {
            self.all_of(kind, &key)?;
        }
        Ok(())
    }

    /// What a person decided where versions of a cell stood side by side.
    fn resolved(&mut self, cell: &str) -> Result<(), AppError> {
        let history = self.reader.history(RowKind::Result, cell)?;
        let decided = history.into_iter().filter(|held| held.header.operation == Operation::Resolve);
        self.places.extend(decided.map(|held| held.at));
        Ok(())
    }

    fn name(&mut self, row: &Row) {
        let digests = match row.kind {
            RowKind::Result if !row.retracted => {
                ResultCell::from_fields(&row.key, &row.content).map(|cell| cell.evidence).unwrap_or_default()
            }
            RowKind::Document => vec![row.key.clone()],
            _ => Vec::new(),
        };
        self.named.extend(digests.iter().filter_map(|text| text.parse::<Digest>().ok()));
    }

    /// The rows with the headers of their entries and their proofs; with the attachments they name, or without.
    fn batch(&self, attachments: bool) -> Result<Batch, AppError> {
        let places: Vec<RowRef> = self.places.iter().cloned().collect();
        let mut batch = self.reader.batch_of_rows(&places)?;
        batch.attachments.retain(|carried| attachments && self.named.contains(&carried.digest));
        Ok(batch)
    }

    /// Adds the headers between the entries of a writer: the chain shows that nothing was rewritten between them.
    fn chain(&self, batch: &mut Batch) -> Result<(), AppError> {
        let mut ends: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for Parcel { header, .. } in &batch.parcels {
            let ends = ends.entry(header.writer.as_str()).or_insert((header.seq, header.seq));
            *ends = (ends.0.min(header.seq), ends.1.max(header.seq));
        }
        let mut between = Vec::new();
        for (writer, (first, last)) in ends {
            let chain = self.reader.chain(&writer.into(), first)?;
            between.extend(chain.into_iter().filter(|parcel| parcel.header.seq < last));
        }
        let carried: BTreeSet<_> = batch.parcels.iter().map(|parcel| parcel.header.id()).collect();
        batch.parcels.extend(between.into_iter().filter(|parcel| !carried.contains(&parcel.header.id())));
        batch.parcels.sort_by(|a, b| (&a.header.writer, a.header.seq).cmp(&(&b.header.writer, b.header.seq)));
        Ok(())
    }
}

/// What forms ask for and rest on, as keys of rows.
struct Wanted(BTreeSet<(RowKind, String)>);

impl Wanted {
    fn of(book: &Book, forms: &[FormId]) -> Result<Self, AppError> {
        let mut wanted = Self(BTreeSet::new());
        let forms: Vec<&Form> = match forms.is_empty() {
            true => book.forms.values().collect(),
            false => forms.iter().map(|form| book.form(form)).collect::<Result<_, _>>()?,
        };
        for form in forms {
            wanted.0.insert((RowKind::Form, form.id.to_string()));
            form.indicators.iter().for_each(|indicator| wanted.indicator(book, indicator));
        }
        Ok(wanted)
    }

    /// An indicator with those it is computed from, its place in the programmes and what is promised of it.
    fn indicator(&mut self, book: &Book, id: &IndicatorId) {
        let Some(indicator) = book.indicators.get(id) else { return };
        if !self.0.insert((RowKind::Indicator, id.to_string())) {
            return;
        }
        let others = [&indicator.numerator, &indicator.denominator, &indicator.weight, &indicator.continues];
        others.into_iter().flatten().for_each(|other| self.indicator(book, other));
        self.programme(book, indicator.programme.as_ref());
        for version in book.targets.values().flatten().filter(|target| target.indicator == *id) {
            self.0.insert((RowKind::Target, version.key()));
            self.programme(book, version.programme.as_ref());
            self.excerpt(book, version.excerpt.as_ref());
            if let Some(coverage) = &version.coverage {
                self.indicator(book, &coverage.indicator);
            }
            let shares = book.allocations.get(&version.id).into_iter().flatten();
            self.0.extend(shares.map(|share| (RowKind::Allocation, share.key())));
        }
    }

    fn programme(&mut self, book: &Book, id: Option<&ProgrammeId>) {
        let Some(programme) = id.and_then(|id| book.programmes.get(id)) else { return };
        if self.0.insert((RowKind::Programme, programme.id.to_string())) {
            self.excerpt(book, programme.excerpt.as_ref());
            self.programme(book, programme.parent.as_ref());
        }
    }

    fn excerpt(&mut self, book: &Book, id: Option<&ExcerptId>) {
        if let Some(excerpt) = id.and_then(|id| book.excerpts.get(id)) {
            self.0.insert((RowKind::Excerpt, excerpt.id.to_string()));
            self.0.insert((RowKind::Document, excerpt.document.to_string()));
        }
    }
}
