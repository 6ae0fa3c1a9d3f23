//! Packages between ledgers: whatever the order, the parts and the duplicates, one set of packages makes one state.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::DateTime;
use domain::exchange::{Relation, Signer, SignerState, Submission, SubmissionState};
use domain::kernel::{Fields, OrgUnitId, Period, Uom};
use domain::ledger::{Operation, RowKind, state_digest};
use domain::org::{Level, OrgUnit, UnitPosition};
use domain::results::{
    CellState, DueDay, DueRule, Form, Frequency, HolidayRule, Measure, ResultCell, ResultKey,
};
use formats::package::PrivateKey;
use store::{DeviceMemoryInRam, DraftRow};

use super::{Incoming, KeyRing, Verdict, pack_issue, pack_receipt, pack_submission, receive};
use crate::rows::AsRow;
use crate::{Desk, Surroundings};

const COUNTY: &str = "c";
const TOWNS: [&str; 3] = ["t1", "t2", "t3"];

/// A folder that goes away with its ledgers.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(format!("{name}.dz"))
    }

    fn ring(&self) -> KeyRing {
        KeyRing::in_folder(self.0.path().join("keys"))
    }
}

/// A ledger of a device of its own, with the county's units.
fn desk(folder: &Folder, name: &str) -> Desk {
    desk_of(folder, name, 0)
}

/// The same with so many villages below the first town.
fn desk_of(folder: &Folder, name: &str, villages: usize) -> Desk {
    let (count, prefix) = (AtomicU32::new(0), name.to_owned());
    let memory = DeviceMemoryInRam::default();
    let surroundings = Surroundings {
        now: Arc::new(|| DateTime::parse_from_rfc3339("2022-07-01T09:00:00+08:00").expect("a moment")),
        fresh_id: Arc::new(move || format!("{prefix}{}", count.fetch_add(1, Ordering::Relaxed))),
        memory: Arc::new(move || Box::new(memory.clone())),
    };
    let mut desk = Desk::create(&folder.file(name), name, surroundings).expect("a ledger");
    let towns = TOWNS.map(|town| (town.to_owned(), Level::Township, Some(COUNTY)));
    let villages = (0..villages).map(|at| (village(at), Level::Village, Some(TOWNS[0])));
    let units = std::iter::once((COUNTY.to_owned(), Level::County, None)).chain(towns).chain(villages);
    let rows = units.zip(0..).flat_map(|((id, level, parent), order)| {
        let id = OrgUnitId::new(id);
        let unit = OrgUnit {
            id: id.clone(),
            name: id.to_string(),
            level,
            code: None,
            pseudo: false,
            attributes: BTreeMap::new(),
            aliases: Vec::new(),
        };
        let position = UnitPosition {
            org_unit: id,
            parent: parent.map(OrgUnitId::new),
            from: None,
            to: None,
            order,
            successor: None,
            name_then: None,
        };
        [unit.row(), position.row()]
    });
    desk.write(Operation::Define, "", rows.collect()).expect("units");
    desk
}

fn village(at: usize) -> String {
    format!("v{at:03}")
}

fn key(number: u8) -> PrivateKey {
    PrivateKey::from_secret(&[number; 32]).expect("a key")
}

fn trust(desk: &mut Desk, key: &PrivateKey, unit: &str, relation: Relation) {
    let signer = Signer {
        key: key.public().expect("a key"),
        org_unit: unit.into(),
        name: unit.into(),
        relation,
        state: SignerState::Trusted,
    };
    desk.write(Operation::Define, "", vec![signer.row()]).expect("a signer");
}

fn form() -> Form {
    Form {
        id: "f".into(),
        name: "月报".into(),
        frequency: Frequency::Month,
        measure: Measure::Ytd,
        measures: BTreeMap::new(),
        indicators: vec!["i".into(), "j".into()],
        parent: COUNTY.into(),
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

fn period() -> Period {
    "2022-06".parse().expect("a month")
}

fn figure(indicator: &str, town: &str, value: u32) -> DraftRow {
    let key = ResultKey {
        indicator: indicator.into(),
        measure: Measure::Ytd,
        org_unit: town.into(),
        period: period(),
    };
    let qualifier = "=".parse().expect("exact");
    let state = CellState::Number { value: value.into(), uom: "户".parse::<Uom>().expect("户"), qualifier };
    ResultCell { key, state, as_of: None, note: None, evidence: Vec::new() }.row()
}

fn submission(town: &str, state: SubmissionState) -> Submission {
    let (form, org_unit) = ("f".into(), town.into());
    Submission { form, org_unit, period: period(), state, reason: None, rows_root: None, office: None }
}

/// A town types its figures, hands them in, and packs them.
fn report(desk: &mut Desk, key: &PrivateKey, town: &str, value: u32) -> Vec<u8> {
    let rows = vec![figure("i", town, value), figure("j", town, value + 1)];
    desk.write(Operation::Fill, "", rows).expect("figures");
    for state in [SubmissionState::Submitted, SubmissionState::Approved] {
        desk.write(Operation::Submit, "", vec![submission(town, state).row()]).expect("a step");
    }
    pack_submission(desk, key, &submission(town, SubmissionState::Draft).id(), true).expect("a package").bytes
}

fn go_on() -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn take(desk: &mut Desk, folder: &Folder, packages: &[&Vec<u8>]) {
    let files: Vec<Incoming> =
        packages.iter().map(|bytes| Incoming { name: "p".into(), bytes: (*bytes).clone() }).collect();
    receive(desk, &folder.ring(), &files, None, &mut go_on).expect("received");
}

/// What a county and its towns sent each other: forms, reports, returns, corrections, a report from a second
/// device that says otherwise, and one signed by a key that is somebody else's.
fn packages(folder: &Folder) -> Vec<Vec<u8>> {
    let mut county = desk(folder, "county");
    trust(&mut county, &key(1), COUNTY, Relation::Own);
    county.write(Operation::Define, "", vec![form().row()]).expect("a form");
    let issue = pack_issue(&mut county, &key(1), &[], None, false).expect("an issue").bytes;
    let mut sent = vec![issue];
    for (town, number) in TOWNS.into_iter().zip(2..) {
        let mut office = desk(folder, town);
        trust(&mut office, &key(number), town, Relation::Own);
        trust(&mut office, &key(1), COUNTY, Relation::Superior);
        trust(&mut county, &key(number), town, Relation::Subordinate);
        take(&mut office, folder, &[&sent[0]]);
        let first = report(&mut office, &key(number), town, 100);
        take(&mut county, folder, &[&first]);
        let back = submission(town, SubmissionState::Returned);
        county.write(Operation::Return, "核实", vec![back.row()]).expect("a return");
        let receipt = pack_receipt(&mut county, &key(1), &OrgUnitId::new(town)).expect("a receipt").bytes;
        take(&mut office, folder, &[&receipt]);
        let second = report(&mut office, &key(number), town, 120);
        sent.extend([first, receipt, second]);
    }
    let mut twin = desk(folder, "twin");
    trust(&mut twin, &key(8), "t1", Relation::Own);
    trust(&mut twin, &key(1), COUNTY, Relation::Superior);
    take(&mut twin, folder, &[&sent[0]]);
    sent.push(report(&mut twin, &key(8), "t1", 130));
    let mut stranger = desk(folder, "stranger");
    trust(&mut stranger, &key(9), "t2", Relation::Own);
    trust(&mut stranger, &key(1), COUNTY, Relation::Superior);
    take(&mut stranger, folder, &[&sent[0]]);
    sent.push(report(&mut stranger, &key(9), "t2", 999));
    sent
}

/// Another device of the county that has heard of nothing yet.
fn fresh(folder: &Folder, name: &str) -> Desk {
    let mut desk = desk(folder, name);
    trust(&mut desk, &key(1), COUNTY, Relation::Own);
    for (town, number) in TOWNS.into_iter().zip(2..) {
        trust(&mut desk, &key(number), town, Relation::Subordinate);
    }
    trust(&mut desk, &key(8), "t1", Relation::Subordinate);
    trust(&mut desk, &key(9), "t3", Relation::Subordinate);
    desk
}

/// Everything that came, by its digest, and everything this device said of it.
fn state(desk: &Desk) -> (String, BTreeMap<String, Fields>, usize) {
    let mut rows = desk.ledger().read().all_rows().expect("rows");
    let own = desk.title().expect("a title");
    rows.retain(|at, _| !at.writer.as_str().starts_with(&own));
    let heads = desk.ledger().read().heads(RowKind::Delivery).expect("deliveries");
    let said = heads.iter().filter_map(|head| Some((head.key.clone(), head.settled()?.row.content.clone())));
    let conflicts = desk.ledger().read().conflicts().expect("conflicts").len();
    (state_digest(&rows).to_string(), said.collect(), conflicts)
}

/// Numbers that look random and are the same on every run.
struct Draws(u64);

impl Draws {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

#[test]
fn any_order_with_duplicates_makes_one_state() {
    let folder = Folder::new();
    let sent = packages(&folder);
    let mut all = fresh(&folder, "whole-");
    take(&mut all, &folder, &sent.iter().collect::<Vec<_>>());
    let expected = state(&all);
    assert_eq!(expected.2, 2, "the second device's two cells stand beside the first's");
    let refused = expected.1.values().filter(|said| said.get("state") == Some("refused")).count();
    assert_eq!(refused, 1, "the package of a key that is somebody else's");
    let mut draws = Draws(20_220_630);
    for case in 0..40 {
        let mut desk = fresh(&folder, &format!("case{case}-"));
        let mut left: Vec<&Vec<u8>> = sent.iter().collect();
        left.extend((0..draws.next(6)).map(|_| &sent[draws.next(sent.len())]).collect::<Vec<_>>());
        while !left.is_empty() {
            let many = 1 + draws.next(left.len().min(4));
            let some: Vec<&Vec<u8>> = (0..many).map(|_| left.swap_remove(draws.next(left.len()))).collect();
            take(&mut desk, &folder, &some);
        }
        assert_eq!(state(&desk), expected, "case {case}");
        assert_eq!(desk.ledger().verify().expect("checked").findings, [], "case {case} is sound");
    }
}

#[test]
fn what_is_stopped_leaves_no_trace() {
    let folder = Folder::new();
    let sent = packages(&folder);
    let files: Vec<Incoming> =
        sent.iter().map(|bytes| Incoming { name: "p".into(), bytes: bytes.clone() }).collect();
    let mut desk = fresh(&folder, "stopped-");
    let before = desk.ledger().read().last_arrival().expect("a number");
    for stop in 0..files.len() * 2 - 1 {
        let mut steps = 0;
        let mut next = || {
            steps += 1;
            if steps > stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let received = receive(&mut desk, &folder.ring(), &files, None, &mut next).expect("no error");
        assert!(received.is_none(), "stopped after {stop} steps");
        assert_eq!(desk.ledger().read().last_arrival().expect("a number"), before, "nothing came in");
    }
    take(&mut desk, &folder, &sent.iter().collect::<Vec<_>>());
    assert!(desk.ledger().read().last_arrival().expect("a number") > before, "not stopped, it comes in");
}

#[test]
fn five_hundred_packages_come_in_as_one_action_or_not_at_all() {
    const MANY: usize = 500;
    let folder = Folder::new();
    let mut town = desk_of(&folder, "town", MANY);
    trust(&mut town, &key(2), TOWNS[0], Relation::Own);
    let by_villages = Form { level: Level::Village, parent: TOWNS[0].into(), ..form() };
    town.write(Operation::Define, "", vec![by_villages.row()]).expect("a form");
    let ids: Vec<String> = (0..MANY).map(village).collect();
    let figures = ids.iter().zip(1..).map(|(id, value)| figure("i", id, value));
    town.write(Operation::Fill, "", figures.collect()).expect("figures");
    for state in [SubmissionState::Submitted, SubmissionState::Approved] {
        let steps = ids.iter().map(|id| submission(id, state).row());
        town.write(Operation::Submit, "", steps.collect()).expect("steps");
    }
    let files: Vec<Incoming> = ids
        .iter()
        .map(|id| {
            let report = submission(id, SubmissionState::Draft).id();
            let packed = pack_submission(&mut town, &key(2), &report, true).expect("a package");
            Incoming { name: id.clone(), bytes: packed.bytes }
        })
        .collect();
    let mut county = desk_of(&folder, "county", MANY);
    trust(&mut county, &key(1), COUNTY, Relation::Own);
    trust(&mut county, &key(2), TOWNS[0], Relation::Subordinate);
    let before = county.ledger().read().all_rows().expect("rows");
    for stop in [1, MANY / 2, 3 * MANY / 2] {
        let mut steps = 0;
        let mut next = || {
            steps += 1;
            if steps > stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let received = receive(&mut county, &folder.ring(), &files, None, &mut next).expect("no error");
        assert!(received.is_none(), "stopped after {stop} of {} steps", 2 * MANY);
        assert_eq!(steps, stop + 1, "each file read and each package merged is a step");
        assert_eq!(county.ledger().read().all_rows().expect("rows"), before, "no package, no half of one");
    }
    let offers = receive(&mut county, &folder.ring(), &files, None, &mut go_on).expect("received");
    let offers = offers.expect("it was not stopped");
    let merged: Vec<&str> = offers.iter().filter(|one| one.merged).map(|one| one.name.as_str()).collect();
    assert_eq!(merged, ids, "the report names each file");
    let again = receive(&mut county, &folder.ring(), &files, None, &mut go_on).expect("received");
    assert!(again.expect("an answer").iter().all(|one| one.verdict == Verdict::Known && !one.merged));
}
