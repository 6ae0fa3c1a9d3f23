//! Every verb of the ledger × every role × where the person's office stands: who may is written down here, not
//! asked of the rules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::DateTime;
use domain::checks::Explanation;
use domain::exchange::{
    Delivery, DeliveryState, Manifest, PackageKind, Part, Relation, Report, Signer, SignerState, Submission,
    SubmissionState,
};
use domain::kernel::{Fields, FormId, Period, PersonId};
use domain::ledger::{Digest, Operation, RowKind};
use domain::org::{Disclosure, Level, Office, OrgUnit, Person, Role, UnitPosition};
use domain::results::{DueDay, DueRule, Form, Frequency, HolidayRule, Measure, ResultKey};
use formats::package::PrivateKey;
use store::{DeviceMemoryInRam, DraftRow};

use Role::{Approver, Reporter, Reviewer, Supervisor};

use crate::rows::AsRow;
use crate::{AppError, Desk, Surroundings};

/// The town a deed is about, the county above it, the town beside it.
const TOWN: &str = "town";
const COUNTY: &str = "county";
const BESIDE: &str = "beside";

/// Who may, of the office of the town itself, of the county's, of the other town's.
type May = [&'static [Role]; 3];

const ALL: &[Role] = &[Reporter, Reviewer, Approver, Supervisor];
const HEADS: &[Role] = &[Approver, Supervisor];

const ANYBODY: May = [ALL, ALL, ALL];
const FILLING: May = [&[Reporter], &[Reporter], &[]];
/// Whoever fills in or collects chooses among versions that stand side by side.
const SETTLING: May = [&[Reporter, Supervisor], &[Reporter, Supervisor], &[]];
const REVIEWING: May = [&[Reviewer], &[Reviewer], &[]];
const APPROVING: May = [&[Approver], &[Approver], &[]];
/// What the county asked for goes to the county: the town's own supervisor takes in only what the town asked for.
const COLLECTING: May = [&[], &[Supervisor], &[]];
const GIVING_BACK: May = [&[Reviewer, Approver], &[Reviewer, Approver, Supervisor], &[]];
const ASKING: May = [ALL, ALL, &[]];
const ORDERING: May = [HEADS, HEADS, &[]];
/// What an office does with what is its own.
const AT_HOME: May = [HEADS, HEADS, HEADS];
/// What holds for the whole ledger is for the office that keeps it.
const WHOLE: May = [&[], HEADS, &[]];
const TAKING_IN: May = [&[Supervisor], &[Supervisor], &[Supervisor]];

/// What a verb writes, and who may write it.
fn deeds(verb: Operation) -> Vec<(DraftRow, May)> {
    use RowKind as Kind;
    let free = |kinds: &[RowKind]| kinds.iter().map(|kind| (plain(*kind), ANYBODY)).collect::<Vec<_>>();
    let sent = |kind| delivery(kind, DeliveryState::Sent);
    let came = |kind| delivery(kind, DeliveryState::Merged);
    match verb {
        Operation::Define => {
            let mut deeds = free(&[Kind::Programme, Kind::Indicator, Kind::Target, Kind::Template]);
            deeds.extend([
                (unit("new", Level::Village).row(), ANYBODY),
                (position("new", Some(TOWN)).row(), ORDERING),
                (form(TOWN).row(), ASKING),
                (office(TOWN).row(), ORDERING),
                (person(TOWN, Reporter).row(), ORDERING),
                (signer().row(), AT_HOME),
            ]);
            deeds
        }
        Operation::Revise => {
            let mut deeds = free(&[Kind::Document, Kind::Indicator, Kind::Target, Kind::Template]);
            deeds.extend([
                (unit(TOWN, Level::Township).row(), ORDERING),
                (position(TOWN, Some(COUNTY)).row(), [&[], HEADS, &[]]),
                (form(TOWN).row(), ASKING),
                (form(COUNTY).row(), [&[], ALL, &[]]),
                (person(TOWN, Reviewer).row(), ORDERING),
                (signer().row(), AT_HOME),
            ]);
            deeds
        }
        Operation::Retract => {
            let kinds = [Kind::Indicator, Kind::Target, Kind::Allocation, Kind::Observation, Kind::Template];
            let mut deeds: Vec<_> = kinds.map(|kind| (DraftRow::retract(kind, "x"), ANYBODY)).into();
            deeds.push((DraftRow::retract(Kind::Person, id_of(TOWN, Reporter)), ORDERING));
            deeds
        }
        Operation::Import => {
            let mut deeds = free(&[Kind::Document, Kind::Excerpt, Kind::Programme, Kind::Indicator]);
            deeds.extend([(figure(), FILLING), (submission(SubmissionState::Approved), APPROVING)]);
            deeds
        }
        Operation::Adopt => {
            free(&[Kind::Excerpt, Kind::Programme, Kind::Indicator, Kind::Target, Kind::Observation])
        }
        Operation::Explain => {
            vec![(explanation().row(), FILLING), (taken_away(&explanation().row()), FILLING)]
        }
        Operation::Set => vec![(plain(Kind::Setting), WHOLE)],
        Operation::Allocate => {
            vec![(plain(Kind::Allocation), ANYBODY), (taken_away(&plain(Kind::Allocation)), ANYBODY)]
        }
        Operation::Fill | Operation::Paste | Operation::Remark | Operation::Attach => {
            vec![(figure(), FILLING)]
        }
        Operation::Clear => vec![(taken_away(&figure()), FILLING)],
        Operation::Identify => {
            vec![(plain(Kind::SameAs), ANYBODY), (taken_away(&plain(Kind::SameAs)), ANYBODY)]
        }
        Operation::Resolve => vec![
            (plain(Kind::Decision), ANYBODY),
            (figure(), SETTLING),
            (taken_away(&figure()), SETTLING),
            (submission(SubmissionState::Draft), [&[Reporter], &[Reporter, Supervisor], &[]]),
            (submission(SubmissionState::Accepted), COLLECTING),
            (form(TOWN).row(), ASKING),
        ],
        Operation::Submit => vec![(submission(SubmissionState::Submitted), FILLING)],
        Operation::Withdraw | Operation::Correct => vec![(submission(SubmissionState::Draft), FILLING)],
        Operation::Review => vec![(submission(SubmissionState::Reviewed), REVIEWING)],
        Operation::Approve => vec![(submission(SubmissionState::Approved), APPROVING)],
        Operation::Receive => vec![
            (submission(SubmissionState::Received), COLLECTING),
            (came(PackageKind::Submission), TAKING_IN),
            (delivery(PackageKind::Submission, DeliveryState::Refused), TAKING_IN),
            (came(PackageKind::Issue), ANYBODY),
            (came(PackageKind::Receipt), ANYBODY),
            (came(PackageKind::Return), ANYBODY),
            (came(PackageKind::Card), ANYBODY),
        ],
        Operation::Accept => vec![(submission(SubmissionState::Accepted), COLLECTING)],
        Operation::Return => vec![(submission(SubmissionState::Returned), GIVING_BACK)],
        Operation::Issue => vec![
            (sent(PackageKind::Submission), FILLING),
            (sent(PackageKind::Issue), ANYBODY),
            (sent(PackageKind::Receipt), TAKING_IN),
            (sent(PackageKind::Return), TAKING_IN),
            (sent(PackageKind::Card), ANYBODY),
        ],
        Operation::Archive => free(&[Kind::Report]),
        Operation::Show => {
            vec![(shown(Some(id_of(TOWN, Reporter))).row(), ORDERING), (shown(None).row(), AT_HOME)]
        }
        // They write what was written before: see `everybody_takes_back_what_is_their_own`.
        Operation::Undo | Operation::Redo => Vec::new(),
    }
}

#[test]
fn every_verb_is_for_the_roles_that_are_written_down() {
    let (mut desk, _folder) = desk();
    for &verb in Operation::ALL {
        for (row, may) in deeds(verb) {
            for (unit, roles) in [TOWN, COUNTY, BESIDE].into_iter().zip(may) {
                for &role in Role::ALL {
                    desk.sign_in(&person(unit, role)).expect("signed in");
                    let told = format!("{role} of {unit}: {verb} {} {}", row.kind, row.key);
                    let code = refusal(&mut desk, verb, &row);
                    let elsewhere = may.iter().any(|roles| roles.contains(&role));
                    match (roles.contains(&role), code) {
                        (true, code) => assert_eq!(code, None, "{told}"),
                        (false, Some("permission.scope" | "permission.whole")) => {
                            assert!(elsewhere, "{told}")
                        }
                        (false, code) => assert_eq!(code, Some("permission.role"), "{told}"),
                    }
                }
            }
        }
    }
}

/// The county's form is not a town's because somebody of the town says so.
#[test]
fn a_form_is_changed_by_those_it_belongs_to() {
    let (mut desk, _folder) = desk();
    let seized = Form { parent: TOWN.into(), ..form(COUNTY) }.row();
    let seizures = [(Operation::Revise, seized.clone()), (Operation::Retract, taken_away(&seized))];
    for &role in Role::ALL {
        desk.sign_in(&person(TOWN, role)).expect("signed in");
        for (verb, row) in &seizures {
            assert_eq!(refusal(&mut desk, *verb, row), Some("permission.scope"), "{role} {verb}");
        }
        assert_eq!(refusal(&mut desk, Operation::Define, &form(TOWN).row()), None, "{role}: its own");
    }
}

/// Where nobody of the county may set what holds for the whole ledger, as on a township's own ledger, the townships may.
#[test]
fn what_holds_for_the_ledger_is_set_by_whoever_stands_highest() {
    let (mut desk, _folder) = desk();
    let setting = plain(RowKind::Setting);
    for (gone, may) in [(None, false), (Some(Approver), false), (Some(Supervisor), true)] {
        if let Some(role) = gone {
            let row = DraftRow::retract(RowKind::Person, id_of(COUNTY, role));
            desk.sign_in(&person(COUNTY, Supervisor)).expect("signed in");
            desk.write(Operation::Retract, "", vec![row]).expect("gone");
        }
        for unit in [TOWN, BESIDE] {
            desk.sign_in(&person(unit, Approver)).expect("signed in");
            let code = refusal(&mut desk, Operation::Set, &setting);
            assert_eq!(code, (!may).then_some("permission.whole"), "{unit} without {gone:?}");
        }
    }
}

/// A superior fills in for whoever has nobody to do it, and gives back what they handed in themselves.
#[test]
fn what_a_unit_handed_in_is_not_changed_from_above() {
    let (mut desk, _folder) = desk();
    let elsewhere = "an office that is on another ledger";
    for (handed_in_by, may) in [(TOWN, [TOWN].as_slice()), (COUNTY, &[TOWN, COUNTY]), (elsewhere, &[])] {
        let handed_in = Submission { office: Some(handed_in_by.into()), ..handed_in() };
        desk.sign_in(&person(COUNTY, Supervisor)).expect("signed in");
        let returned = Submission { state: SubmissionState::Returned, ..handed_in.clone() };
        desk.write(Operation::Return, "", vec![returned.row()]).expect("given back");
        for office in [TOWN, COUNTY] {
            desk.sign_in(&person(office, Reporter)).expect("signed in");
            let code = (!may.contains(&office)).then_some("permission.reported_below");
            let told = format!("{office} after {handed_in_by}");
            assert_eq!(refusal(&mut desk, Operation::Submit, &handed_in.row()), code, "{told} hands in");
            desk.sign_in(&person(COUNTY, Supervisor)).expect("signed in");
            desk.write(Operation::Return, "", vec![returned.row()]).expect("given back");
        }
    }
}

#[test]
fn everybody_takes_back_what_is_their_own() {
    let (mut desk, _folder) = desk();
    for &role in Role::ALL {
        desk.sign_in(&person(TOWN, role)).expect("signed in");
        let own = unit(&format!("own-{role}"), Level::Village);
        desk.write(Operation::Define, "", vec![own.row()]).expect("a unit");
        for there in [false, true] {
            let label = if there { desk.redo() } else { desk.undo() };
            assert!(label.expect("allowed").is_some(), "{role}");
            assert_eq!(desk.book().expect("a book").units.contains(&own.id), there, "{role}");
        }
    }
}

#[test]
fn strangers_write_nothing_whatever_the_verb() {
    let (mut desk, _folder) = desk();
    desk.sign_in(&Person { id: "stranger".into(), ..person(TOWN, Reporter) }).expect("signed in");
    for &verb in Operation::ALL {
        for (row, _) in deeds(verb) {
            assert_eq!(refusal(&mut desk, verb, &row), Some("permission.stranger"), "{verb} {}", row.kind);
        }
    }
    assert_eq!(code_of(desk.undo()), Some("permission.stranger"));
    assert_eq!(code_of(desk.redo()), Some("permission.stranger"));
}

/// Whatever can be written, and whatever a report or a package can become, stands in the table.
#[test]
fn the_table_leaves_nothing_out() {
    let deeds: Vec<(Operation, DraftRow)> = Operation::ALL
        .iter()
        .flat_map(|verb| deeds(*verb).into_iter().map(|(row, _)| (*verb, row)))
        .collect();
    let written: BTreeSet<Operation> = deeds.iter().map(|(verb, _)| *verb).collect();
    let unwritten = |verb: &&Operation| !written.contains(verb);
    let unwritten: Vec<Operation> = Operation::ALL.iter().filter(unwritten).copied().collect();
    assert_eq!(unwritten, [Operation::Undo, Operation::Redo]);
    let kinds: BTreeSet<RowKind> = deeds.iter().map(|(_, row)| row.kind).collect();
    assert_eq!(kinds, RowKind::ALL.iter().copied().collect());
    let states = deeds.iter().filter_map(|(_, row)| Submission::from_fields(&row.content).ok());
    let states: BTreeSet<SubmissionState> = states.map(|submission| submission.state).collect();
    assert_eq!(states, SubmissionState::ALL.iter().copied().collect());
    let sent = deeds.iter().filter_map(|(_, row)| Delivery::from_fields(&row.content).ok());
    let sent: BTreeSet<(PackageKind, bool)> =
        sent.map(|delivery| (delivery.manifest.kind, delivery.state == DeliveryState::Sent)).collect();
    let both = PackageKind::ALL.iter().flat_map(|kind| [(*kind, true), (*kind, false)]);
    assert_eq!(sent, both.collect());
}

/// Why the row is refused; the one door refuses as the rights do, and then nothing is written.
fn refusal(desk: &mut Desk, verb: Operation, row: &DraftRow) -> Option<&'static str> {
    let rows = vec![row.clone()];
    let rights = desk.rights().expect("rights").need_some();
    let asked = code_of(rights.and_then(|rights| rights.check(verb, &rows)))?;
    let before = desk.ledger().read().last_arrival().expect("an arrival");
    assert_eq!(code_of(desk.write(verb, "", rows)), Some(asked), "{verb} {}", row.kind);
    assert_eq!(desk.ledger().read().last_arrival().expect("an arrival"), before);
    Some(asked)
}

fn code_of<T>(answer: Result<T, AppError>) -> Option<&'static str> {
    match answer {
        Ok(_) => None,
        Err(AppError::Refused(problems)) => problems.first().map(|problem| problem.code),
        Err(error) => panic!("{error}"),
    }
}

/// A ledger with a county, two towns, a person for each role in each of their offices, and the county's form.
fn desk() -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let count = AtomicU32::new(0);
    let memory = DeviceMemoryInRam::default();
    let surroundings = Surroundings {
        now: Arc::new(|| moment("2022-07-01T09:00:00+08:00")),
        fresh_id: Arc::new(move || format!("w{}", count.fetch_add(1, Ordering::Relaxed))),
        memory: Arc::new(move || Box::new(memory.clone())),
    };
    let mut desk = Desk::create(&folder.path().join("a.dz"), "试", surroundings).expect("a ledger");
    let mut rows = vec![form(COUNTY).row()];
    let units = [(COUNTY, Level::County, None), (TOWN, Level::Township, Some(COUNTY))];
    for (id, level, parent) in units.into_iter().chain([(BESIDE, Level::Township, Some(COUNTY))]) {
        rows.extend([unit(id, level).row(), position(id, parent).row(), office(id).row()]);
        rows.extend(Role::ALL.iter().map(|role| person(id, *role).row()));
    }
    desk.write(Operation::Define, "", rows).expect("a county");
    (desk, folder)
}

fn moment(text: &str) -> domain::ledger::Moment {
    DateTime::parse_from_rfc3339(text).expect("a moment")
}

fn period() -> Period {
    "2022-06".parse().expect("a month")
}

fn unit(id: &str, level: Level) -> OrgUnit {
    OrgUnit {
        id: id.into(),
        name: id.into(),
        level,
        code: None,
        pseudo: false,
        attributes: BTreeMap::new(),
        aliases: Vec::new(),
    }
}

fn position(id: &str, parent: Option<&str>) -> UnitPosition {
    UnitPosition {
        org_unit: id.into(),
        parent: parent.map(Into::into),
        from: None,
        to: None,
        order: 0,
        successor: None,
        name_then: None,
    }
}

fn office(unit: &str) -> Office {
    Office { id: unit.into(), name: format!("{unit}办"), org_unit: unit.into() }
}

fn id_of(unit: &str, role: Role) -> String {
    format!("{unit}-{role}")
}

fn person(unit: &str, role: Role) -> Person {
    let id = id_of(unit, role);
    Person { name: id.clone(), id: PersonId::new(id), office: unit.into(), roles: [role].into(), phone: None }
}

fn form(parent: &str) -> Form {
    Form {
        id: FormId::new(format!("form-{parent}")),
        name: "月报".into(),
        frequency: Frequency::Month,
        measure: Measure::Ytd,
        measures: BTreeMap::new(),
        indicators: vec!["i".into()],
        parent: parent.into(),
        level: Level::Township,
        due: DueRule {
            day: DueDay::After(5),
            as_of_day: None,
            time: "17:00".into(),
            holiday: HolidayRule::Keep,
        },
        notes: Vec::new(),
        earlier: Vec::new(),
        evidence: Vec::new(),
    }
}

/// A row of which nothing but its kind matters to rights.
fn plain(kind: RowKind) -> DraftRow {
    DraftRow::put(kind, "x", Fields::new())
}

fn taken_away(row: &DraftRow) -> DraftRow {
    DraftRow::retract(row.kind, row.key.clone())
}

fn cell() -> ResultKey {
    ResultKey { indicator: "i".into(), measure: Measure::Ytd, org_unit: TOWN.into(), period: period() }
}

fn figure() -> DraftRow {
    DraftRow::put(RowKind::Result, cell().text(), Fields::new())
}

fn explanation() -> Explanation {
    Explanation { cell: cell(), code: "check.jump".into(), value: "1".into(), text: "集中验收".into() }
}

/// The town's report on the county's form.
fn submission(state: SubmissionState) -> DraftRow {
    Submission { state, ..handed_in() }.row()
}

fn handed_in() -> Submission {
    Submission {
        form: form(COUNTY).id,
        org_unit: TOWN.into(),
        period: period(),
        state: SubmissionState::Submitted,
        reason: None,
        rows_root: None,
        office: None,
    }
}

fn signer() -> Signer {
    Signer {
        key: PrivateKey::from_secret(&[1; 32]).and_then(|key| key.public().ok()).expect("a key"),
        org_unit: TOWN.into(),
        name: TOWN.into(),
        relation: Relation::Own,
        state: SignerState::Trusted,
    }
}

fn shown(of: Option<String>) -> Disclosure {
    Disclosure { id: "x".into(), of: of.map(PersonId::new) }
}

/// A package; what is reported in it is the town's.
fn delivery(kind: PackageKind, state: DeliveryState) -> DraftRow {
    let report = Report {
        form: form(COUNTY).id,
        form_name: "月报".into(),
        org_unit: TOWN.into(),
        period: period(),
        version: 1,
    };
    let manifest = Manifest {
        kind,
        from: TOWN.into(),
        name: TOWN.into(),
        to: None,
        report: (kind == PackageKind::Submission).then_some(report),
        number: 1,
        made: moment("2022-07-01T09:00:00+08:00"),
        maker: "某".into(),
        signer: signer().key,
        authors: Vec::new(),
        heads: Vec::new(),
        rows: 0,
        entries: Part { digest: Digest::of(b""), bytes: 0 },
        unpacked: 0,
        evidence: Vec::new(),
    };
    Delivery { manifest, signature: "x".into(), state, reasons: Vec::new() }.row()
}
