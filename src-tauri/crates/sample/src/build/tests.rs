//! What comes out when the sample is built. It is built once for all tests; each opens a copy.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, OnceLock};

use app::assessment::survey;
use app::reports::{Order, compose};
use app::{AppError, Desk, DeviceMemoryInRam, Surroundings};
use domain::assessment::Status;
use domain::exchange::SubmissionState;
use domain::kernel::{Date, OrgUnitId};
use domain::ledger::RowKind;
use domain::org::Level;
use domain::reports::{Block, BulletinFields, Patient, Stage, Template, Waiting};
use domain::results::{CellState, ResultCell};
use tempfile::TempDir;

use super::build;
use crate::content::EXAMPLE;

const README: &str = include_str!("../../../../../assets/sample/README.md");

fn surroundings() -> Surroundings {
    let memory = DeviceMemoryInRam::default();
    Surroundings {
        now: Arc::new(|| "2022-07-01T10:00:00+08:00".parse().unwrap()),
        fresh_id: Arc::new(|| app::fresh_id().unwrap()),
        memory: Arc::new(move || Box::new(memory.clone())),
    }
}

fn made() -> &'static Path {
    static MADE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("示例台账.dz");
        drop(build(&path, surroundings()).unwrap());
        (folder, path)
    });
    path
}

/// A copy of the sample, open.
fn sample() -> (TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.dz");
    std::fs::copy(made(), &path).unwrap();
    let desk = Desk::open(&path, surroundings()).unwrap();
    (folder, desk)
}

fn today() -> Date {
    "2022-06-30".parse().unwrap()
}

/// The statuses that the README promises, by target.
fn promised() -> BTreeMap<String, String> {
    let mut promised = BTreeMap::new();
    for line in README.lines().filter(|line| line.starts_with('|') && line.contains("`t-")) {
        let codes: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        if let Some((status, targets)) = codes.split_first().filter(|(status, _)| **status != "no_task") {
            promised.extend(targets.iter().map(|target| ((*target).to_owned(), (*status).to_owned())));
        }
    }
    promised
}

#[test]
fn every_target_has_the_status_the_readme_promises() {
    let (_folder, mut desk) = sample();
    let found: BTreeMap<String, String> = survey(&mut desk, today(), None)
        .unwrap()
        .iter()
        .map(|one| (one.target.id.to_string(), one.now.status.code().to_owned()))
        .collect();
    assert_eq!(found, promised());
    let statuses: BTreeSet<&str> = found.values().map(String::as_str).collect();
    let expected = Status::ALL.iter().filter(|status| **status != Status::NoTask).map(|status| status.code());
    assert_eq!(statuses, expected.collect(), "every status of a target at its own unit is there");
}

#[test]
fn what_fell_to_nobody_has_no_task() {
    let (_folder, mut desk) = sample();
    for (unit, target) in [
        ("152900000000", "t-sewage"),
        ("150300000000", "t-jobs"),
        ("150300000000", "t-relocation-funds"),
        ("150206000000", "t-bt-demo"),
        ("150206000000", "t-bt-party-dues"),
    ] {
        let seen = survey(&mut desk, today(), Some(&OrgUnitId::new(unit))).unwrap();
        let status = seen.iter().find(|one| one.target.id.as_str() == target).map(|one| one.now.status);
        assert_eq!(status, Some(Status::NoTask), "{target} at {unit}");
    }
}

#[test]
fn coverage_names_who_is_missing() {
    let (_folder, mut desk) = sample();
    let seen = survey(&mut desk, today(), None).unwrap();
    for (target, met, population, not_reported) in [
        ("t-bt-income12", 149, 527, 2),
        ("t-cz-income10", 3219, 5646, 0),
        ("t-cz-income5", 5039, 5646, 0),
        ("t-bt-reserve", 497, 527, 2),
        ("t-centre-area", 355, 527, 0),
        ("t-bt-brand", 5, 9, 1),
        ("t-three-firms", 9, 10, 0),
    ] {
        let found = seen.iter().find(|one| one.target.id.as_str() == target);
        let coverage = found.and_then(|one| one.now.coverage.as_ref());
        let counted = coverage.map(|c| (c.met, c.population, c.not_reported));
        assert_eq!(counted, Some((met, population, not_reported)), "{target}");
    }
}

#[test]
fn the_units_are_those_of_the_places_without_streets_and_communities() {
    let (_folder, mut desk) = sample();
    let tree = desk.book().unwrap().tree(today());
    let count = |top: &str, level| tree.at_level(&top.into(), level).len();
    assert_eq!(count("150000000000", Level::Prefecture), 12, "leagues and cities");
    assert_eq!(count("150000000000", Level::County), 104, "banners and counties, 稀土高新区 among them");
    assert_eq!(count("150200000000", Level::Township), 39, "townships of 包头");
    assert_eq!(count("150200000000", Level::Village), 527, "villages of 包头");
    assert_eq!(count("130900000000", Level::Village), 5646, "villages of 沧州");
    assert_eq!(tree.roots().count(), 2, "内蒙古 and 河北");
    let zone = |unit: &str| tree.get(&unit.into()).and_then(|unit| unit.attribute("zone"));
    assert_eq!(zone("150222106224"), Some("农区"), "香房村");
    let herders = tree.units().filter(|unit| unit.attribute("zone") == Some("牧区"));
    assert_eq!(herders.count(), 47, "嘎查 are 牧区");
}

#[test]
fn every_made_up_figure_says_so_and_every_state_is_there() {
    let (_folder, desk) = sample();
    let cells = app::results::all_cells(&desk).unwrap();
    assert!(cells.iter().all(|cell| cell.note.as_deref() == Some(EXAMPLE)), "every cell is marked");
    let count = |state: fn(&ResultCell) -> bool| cells.iter().filter(|cell| state(cell)).count();
    let zero = |cell: &ResultCell| matches!(&cell.state, CellState::Number { value, .. } if value.is_zero());
    let numbers = count(|cell| matches!(cell.state, CellState::Number { .. }));
    assert_eq!((numbers, count(zero)), (29_915 + 580, 580), "numbers, and zeros among them");
    assert_eq!(count(|cell| cell.state == CellState::Nil), 264, "零报告");
    assert_eq!(count(|cell| cell.state == CellState::NotApplicable), 232, "不适用");
    let open = cells.iter().filter(|cell| cell.key.period.to_string() == "2022-06");
    let open: BTreeSet<_> =
        open.map(|cell| (cell.key.org_unit.as_str(), cell.key.indicator.as_str())).collect();
    assert!(open.contains(&("150221000000", "i-bt-trained")), "土默特右旗 has reported June");
    assert!(!open.contains(&("150222000000", "i-bt-trained")), "固阳县 has not: 未报");
}

#[test]
fn past_months_are_accepted_and_june_waits() {
    let (_folder, mut desk) = sample();
    let june: Vec<_> = desk
        .book()
        .unwrap()
        .submissions
        .values()
        .filter(|s| s.period.to_string() == "2022-06")
        .cloned()
        .collect();
    assert_eq!(june.len(), 11, "all leagues and cities but the one that has not reported");
    for submission in june {
        assert_eq!((submission.form.as_str(), submission.state), ("f-people", SubmissionState::Submitted));
    }
    let mut states = BTreeMap::<String, BTreeSet<SubmissionState>>::new();
    for submission in desk.book().unwrap().submissions.values() {
        if submission.state == SubmissionState::Submitted {
            continue;
        }
        states.entry(submission.period.to_string()).or_default().insert(submission.state);
    }
    let months = ["2022-01", "2022-02", "2022-03", "2022-04", "2022-05"];
    let accepted = months.map(|month| (month.to_owned(), BTreeSet::from([SubmissionState::Accepted])));
    assert_eq!(states, BTreeMap::from(accepted));

    let cell = "i-sewage|ytd|150800000000|2022-05";
    let history = desk.ledger().read().history(RowKind::Result, cell).unwrap();
    let values: Vec<_> = history.iter().filter_map(|version| version.row.content.get("value")).collect();
    assert_eq!(values, ["150", "15"], "mistyped, given back, put right");
}

#[test]
fn it_is_sound_and_the_same_every_time() {
    let (folder, mut desk) = sample();
    let report = desk.ledger().verify().unwrap();
    assert_eq!(report.findings, [], "nothing is wrong with it");
    assert!(desk.is_sample().unwrap(), "it says what it is");
    let book = desk.book().unwrap();
    let counts = (book.documents.len(), book.targets.len(), book.observations.len(), book.forms.len());
    assert_eq!(counts, (5, 57, 290, 6), "documents, targets, outcomes, forms");
    assert_eq!(book.conflicts, [], "nothing contradicts itself");

    let again = build(&folder.path().join("again.dz"), surroundings()).unwrap();
    let state = |desk: &Desk| desk.ledger().read().state_digest().unwrap();
    assert_eq!(state(&again), state(&desk), "built twice, it says the same");
    assert_eq!(again.ledger().verify().unwrap().heads, report.heads, "by the same entries");
}

#[test]
fn a_file_that_is_there_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("here.dz");
    std::fs::write(&path, "mine").unwrap();
    assert!(build(&path, surroundings()).is_err(), "it is refused");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine", "and untouched");
}

fn order(as_of: Date, template: Template) -> Order {
    Order {
        as_of,
        scope: None,
        targets: Vec::new(),
        template,
        compare_with: None,
        derivations: false,
        charts: true,
        fields: BulletinFields::default(),
        edits: Vec::new(),
    }
}

/// A figure that was accepted, given back and put right is a correction, with the words it was given back with.
#[test]
fn what_was_accepted_and_says_something_else_now_is_a_correction() {
    let (_folder, mut desk) = sample();
    let as_of = today();
    let told = |desk: &mut Desk| {
        let bulletin = compose(desk, &order(as_of, Template::Bulletin), &Patient).unwrap();
        bulletin.blocks.iter().map(Block::text).collect::<Vec<_>>().join("\n")
    };
    assert!(!told(&mut desk).contains("更正为"), "what was put right before it was accepted is none");

    let submission = desk
        .book()
        .unwrap()
        .submissions
        .values()
        .find(|s| s.period.to_string() == "2022-05" && s.state == SubmissionState::Accepted)
        .cloned()
        .unwrap();
    let form = desk.book().unwrap().form(&submission.form).unwrap().clone();
    let cell = app::results::form_cells(desk.ledger(), &form, &[submission.period])
        .unwrap()
        .into_iter()
        .filter(|head| head.key.org_unit == submission.org_unit)
        .find_map(|head| match head.settled().map(|version| version.cell.clone()) {
            Some(ResultCell { key, state: CellState::Number { value, .. }, .. }) => Some((key, value)),
            _ => None,
        })
        .unwrap();
    app::results::take_step(&mut desk, app::results::Step::Return, &[submission.id()], "重复计入1处")
        .unwrap();
    let reporter = desk.book().unwrap().people.values().find(|person| {
        Some(&person.office) == submission.office.as_ref() && person.may(domain::org::Act::Fill)
    });
    let reporter = reporter.cloned().unwrap();
    desk.sign_in(&reporter).unwrap();
    let typed = |text: String| app::results::Change {
        key: cell.0.clone(),
        input: app::results::CellInput::Text(text),
        note: None,
        from: None,
    };
    let fill = |desk: &mut Desk, text: String| {
        app::results::fill(desk, &form.id, app::results::FillAction::Type, vec![typed(text)]).unwrap();
    };
    fill(&mut desk, (cell.1 + domain::kernel::Decimal::ONE).to_string());
    let corrections = |desk: &mut Desk| {
        let measured = [cell.0.indicator.clone()].into();
        desk.evidence().unwrap().corrections(&measured, submission.period.last_day(), 0).unwrap()
    };
    let found = corrections(&mut desk);
    let [found] = found.as_slice() else { panic!("one correction: {found:?}") };
    assert_eq!((&found.accepted.key, found.reason.as_str()), (&cell.0, "重复计入1处"));
    let text = told(&mut desk);
    assert!(text.contains("更正为") && text.contains("，原因：重复计入1处。"), "{text}");

    fill(&mut desk, cell.1.to_string());
    assert!(corrections(&mut desk).is_empty(), "back to what was accepted is none");
}

#[test]
fn a_survey_is_made_once_until_something_is_written() {
    let (_folder, mut desk) = sample();
    let first = survey(&mut desk, today(), None).unwrap();
    assert!(Arc::ptr_eq(&first, &survey(&mut desk, today(), None).unwrap()), "nothing has changed");
    let baotou = OrgUnitId::new("150200000000");
    assert_ne!(survey(&mut desk, today(), Some(&baotou)).unwrap().len(), first.len(), "another place");
    app::org::rename_unit(&mut desk, &baotou, "新包头市", None, "测试").unwrap();
    assert!(!Arc::ptr_eq(&first, &survey(&mut desk, today(), None).unwrap()), "the ledger has changed");
}

/// Waits until so many targets are told of.
struct Impatient {
    left: AtomicUsize,
}

impl Waiting for Impatient {
    fn begin(&self, _: Stage, _: usize) {}

    fn done(&self) {
        self.left.fetch_sub(1, Relaxed);
    }

    fn wanted(&self) -> ControlFlow<()> {
        if self.left.load(Relaxed) == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

#[test]
fn a_bulletin_nobody_waits_for_is_left_between_two_targets_and_composed_when_asked_again() {
    let (_folder, mut desk) = sample();
    let order = order(today(), Template::Bulletin);
    for targets in [0, 1, 4] {
        let gone = Impatient { left: AtomicUsize::new(targets) };
        assert!(matches!(compose(&mut desk, &order, &gone), Err(AppError::Stopped)), "after {targets}");
        assert_eq!(gone.left.load(Relaxed), 0, "and not before");
    }
    let again = compose(&mut desk, &order, &Patient).unwrap();
    let (_folder, mut fresh) = sample();
    assert_eq!(again.blocks, compose(&mut fresh, &order, &Patient).unwrap().blocks);
}
