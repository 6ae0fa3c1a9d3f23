//! A small ledger of a county: the same from the same seed, with a status for every target.

use std::collections::BTreeMap;

use app::assessment::survey;
use domain::targets::TargetKind;

use super::*;

fn small(seed: u64) -> (tempfile::TempDir, Desk, Made) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.dz");
    let plan = Plan { indicators: 6, periods: 2, ..Plan::of(Size::County, seed) };
    let made = build(&path, plan, &mut |_| {}).expect("made");
    let desk = Desk::open(&path, Stage::new().surroundings()).expect("opened");
    (folder, desk, made)
}

#[test]
fn the_same_seed_makes_the_same_ledger() {
    let digest = |seed| small(seed).1.ledger().read().ledger_head().expect("a head");
    assert_eq!(digest(1), digest(1));
    assert_ne!(digest(1), digest(2));
}

#[test]
fn a_county_has_300_villages_and_a_status_for_every_target() {
    let (_folder, mut desk, made) = small(7);
    let villages = desk.book().expect("a book").units.iter().filter(|u| u.level == Level::Village).count();
    assert!((280..360).contains(&villages), "{villages} villages");
    assert!(made.rows > 6 * 2 * 280 * 95 / 100, "{made:?}");
    let day = "2022-12-31".parse().expect("a day");
    let found = survey(&mut desk, day, None).expect("surveyed");
    let mut kinds: BTreeMap<TargetKind, usize> = BTreeMap::new();
    for one in found.iter() {
        *kinds.entry(one.target.kind).or_default() += 1;
        assert!(one.now.reported > 250, "{}: {} reported", one.target.id, one.now.reported);
        assert!(one.now.actual.is_some(), "{} has a figure", one.target.id);
    }
    assert_eq!(kinds.values().sum::<usize>(), 6);
    assert_eq!(kinds.get(&TargetKind::Coverage), Some(&1));
}
