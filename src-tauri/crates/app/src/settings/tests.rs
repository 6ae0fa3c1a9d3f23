//! What is set is a fact: it is written once, taken back, judged by, and two who set it differently are told.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::DateTime;
use domain::assessment::{LampPreset, Lamps, Settings};
use domain::kernel::Decimal;
use domain::ledger::{Operation, RowKind};
use store::{DeviceMemoryInRam, DraftRow};

use super::{assessment_settings, set_assessment, set_named};
use crate::{AppError, Desk, Surroundings};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dz-settings-{name}-{}", std::process::id()));
        // A folder left by an earlier run; where there is none, nothing is lost.
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is left to the system.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn desk(path: &Path) -> Desk {
    let count = AtomicU32::new(0);
    let memory = DeviceMemoryInRam::default();
    let surroundings = Surroundings {
        now: Arc::new(|| DateTime::parse_from_rfc3339("2022-02-08T09:00:00+08:00").expect("a moment")),
        fresh_id: Arc::new(move || format!("w{}", count.fetch_add(1, Ordering::Relaxed))),
        memory: Arc::new(move || Box::new(memory.clone())),
    };
    Desk::create(path, "试", surroundings).expect("a ledger")
}

fn named(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn what_is_set_holds_is_told_and_can_be_taken_back() {
    let folder = Folder::new("set");
    let mut desk = desk(&folder.0.join("a.dz"));
    let shipped = assessment_settings(&mut desk).expect("settings");
    assert_eq!(shipped.value, Settings::default());
    assert!(shipped.written.is_none() && !shipped.conflict);

    let own = Settings { lamps: Lamps::preset(LampPreset::TwoSteps), ..Settings::default() };
    set_assessment(&mut desk, &own, "县里的办法").expect("set");
    let held = assessment_settings(&mut desk).expect("settings");
    assert_eq!(held.value, own);
    assert_eq!(held.written.map(|header| header.reason).as_deref(), Some("县里的办法"));

    let definitions = |desk: &mut Desk| {
        let day = "2022-06-30".parse().expect("a day");
        desk.evidence().expect("evidence").definitions(day).settings.clone()
    };
    assert_eq!(definitions(&mut desk), own, "assessments judge by it");
    desk.undo().expect("taken back");
    assert_eq!(definitions(&mut desk), Settings::default());
    desk.redo().expect("put back");
    assert_eq!(assessment_settings(&mut desk).expect("settings").value, own);
}

#[test]
fn set_differently_in_two_places_neither_holds_until_it_is_set_again() {
    let folder = Folder::new("conflict");
    let mut desk = desk(&folder.0.join("a.dz"));
    let with = |tolerance: i64| Settings { tolerance_points: tolerance.into(), ..Settings::default() };
    set_assessment(&mut desk, &with(1), "").expect("set");
    let aside = DraftRow::put(RowKind::Setting, Settings::GROUP, with(2).to_fields()).replacing(Vec::new());
    desk.write(Operation::Set, "", vec![aside]).expect("another head");
    let held = assessment_settings(&mut desk).expect("settings");
    assert!(held.conflict);
    assert_eq!(held.value, Settings::default());
    set_assessment(&mut desk, &with(3), "").expect("set");
    let held = assessment_settings(&mut desk).expect("settings");
    assert_eq!((held.conflict, held.value), (false, with(3)));
}

#[test]
fn values_are_set_by_name_all_or_none() {
    let folder = Folder::new("named");
    let mut desk = desk(&folder.0.join("a.dz"));
    set_named(
        &mut desk,
        &named(&[("assessment.tolerance_points", "1"), ("assessment.lamps", "two_steps")]),
        "",
    )
    .expect("set");
    let held = assessment_settings(&mut desk).expect("settings").value;
    assert_eq!((held.tolerance_points, held.lamps.shipped()), (Decimal::ONE, Some(LampPreset::TwoSteps)));

    for (wrong, code) in [
        (("assessment.tolerance_points", "x"), "setting.unreadable"),
        (("assessment.tolerance_points", "50"), "setting.range"),
        (("assessment.colour", "x"), "setting.unknown"),
        (("lamps", "standard"), "setting.unknown"),
        (("assessment.lamps", "done:blue"), "lamps.uncovered"),
    ] {
        let values = named(&[("assessment.far_behind_points", "20"), wrong]);
        match set_named(&mut desk, &values, "") {
            Err(AppError::Refused(problems)) => assert_eq!(problems[0].code, code, "{wrong:?}"),
            other => panic!("{wrong:?}: {other:?}"),
        }
    }
    assert_eq!(assessment_settings(&mut desk).expect("settings").value, held, "nothing was written");
}
