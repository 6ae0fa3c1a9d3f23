//! Where forms stand, counted in one go, against every report of every period looked up on its own.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use chrono::{DateTime, TimeDelta};
use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{Date, OrgUnitId, Period};
use domain::ledger::Operation;
use domain::org::{Level, OrgUnit, UnitPosition};
use domain::results::{DueDay, DueRule, Form, Frequency, HolidayRule, Measure};
use store::DeviceMemoryInRam;

use super::*;
use crate::rows::AsRow;
use crate::{Desk, Surroundings};

/// Luck that is the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A desk whose clock stands so many days after the beginning of 2022.
fn desk_on(path: &std::path::Path, days: &Arc<AtomicI64>) -> Desk {
    let (count, memory, days) = (AtomicU32::new(0), DeviceMemoryInRam::default(), Arc::clone(days));
    let first = DateTime::parse_from_rfc3339("2022-01-01T09:00:00+08:00").expect("a moment");
    let surroundings = Surroundings {
        now: Arc::new(move || first + TimeDelta::days(days.load(Ordering::Relaxed))),
        fresh_id: Arc::new(move || format!("w{}", count.fetch_add(1, Ordering::Relaxed))),
        memory: Arc::new(move || Box::new(memory.clone())),
    };
    Desk::create(path, "试", surroundings).expect("a ledger")
}

/// Of each township `t` and `u` four villages; one moves in spring, one ends.
fn units() -> Vec<store::DraftRow> {
    let unit = |id: &str, level| OrgUnit {
        id: id.into(),
        name: id.to_owned(),
        level,
        code: None,
        pseudo: id == "u3",
        attributes: BTreeMap::new(),
        aliases: Vec::new(),
    };
    let position = |id: &str, parent: Option<&str>, from: Option<&str>, to: Option<&str>| UnitPosition {
        org_unit: id.into(),
        parent: parent.map(Into::into),
        from: from.map(day),
        to: to.map(day),
        order: 0,
        successor: None,
        name_then: None,
    };
    let mut rows = vec![unit("c", Level::County).row(), position("c", None, None, None).row()];
    for township in ["t", "u"] {
        rows.push(unit(township, Level::Township).row());
        rows.push(position(township, Some("c"), None, None).row());
        for village in 0..4 {
            let id = format!("{township}{village}");
            rows.push(unit(&id, Level::Village).row());
            match id.as_str() {
                "t1" => {
                    rows.push(position("t1", Some("t"), None, Some("2022-03-31")).row());
                    rows.push(position("t1", Some("u"), Some("2022-04-01"), None).row());
                }
                "u1" => rows.push(position("u1", Some("u"), None, Some("2022-02-28")).row()),
                _ => rows.push(position(&id, Some(township), None, None).row()),
            }
        }
    }
    rows
}

fn form(id: &str, frequency: Frequency, parent: &str, level: Level) -> Form {
    Form {
        id: id.into(),
        name: id.to_owned(),
        frequency,
        measure: Measure::Ytd,
        measures: BTreeMap::new(),
        indicators: vec!["i".into()],
        parent: parent.into(),
        level,
        due: DueRule {
            day: DueDay::After(5),
            as_of_day: None,
            time: "17:00".into(),
            holiday: HolidayRule::Postpone,
        },
        evidence: Vec::new(),
        notes: Vec::new(),
        earlier: Vec::new(),
    }
}

/// Every report looked up on its own.
fn one_by_one(desk: &mut Desk, day: Date) -> (Vec<String>, BTreeMap<OrgUnitId, Timeliness>) {
    let now = desk.clock();
    let deadlines = Deadlines::read(desk).expect("deadlines");
    let forms: Vec<Form> = desk.book().expect("a book").forms.values().cloned().collect();
    let (mut standings, mut by_unit) = (Vec::new(), BTreeMap::<OrgUnitId, Timeliness>::new());
    for form in forms {
        let current = running_period(&form, day).expect("a period");
        let mut at = Some(current);
        let mut counted = None;
        while let Some(period) = at.filter(|period| period.year() + 1 >= current.year()) {
            at = period.previous();
            let due = deadlines.of(&form, period);
            if form.indicators_in(period).is_empty() || due.is_none() && period != current {
                continue;
            }
            let has_passed = due.is_some_and(|due| due <= now);
            counted = counted.or(has_passed.then_some(period.year()));
            let tree = desk.book().expect("a book").tree(period.last_day());
            let mut told = format!("{} {period}", form.id);
            let mut owed = false;
            for unit in reporting_units(&form, &tree) {
                let id = Submission::id_of(&form.id, &unit, period);
                let state = desk.book().expect("a book").submissions.get(&id).map(|report| report.state);
                let handed_in = state.is_some_and(|state| !state.is_open());
                let stages = stages(desk, &id).expect("stages");
                let came = handed_in || state == Some(SubmissionState::Returned);
                let first = stages.first().map(|stage| stage.header.time.naive_local());
                let late = first.zip(due).is_some_and(|(first, due)| first > due);
                owed |= !handed_in;
                told +=
                    &format!(" {unit}:{}{}", state.map_or("-", |s| s.code()), if late { "!" } else { "" });
                if has_passed && counted == Some(period.year()) {
                    let counted = by_unit.entry(unit).or_default();
                    counted.asked += 1;
                    counted.on_time += usize::from(came && !late);
                    counted.late += usize::from(came && late);
                }
            }
            standings.extend((period == current || has_passed && owed).then_some(told));
        }
    }
    (standings, by_unit)
}

#[test]
fn counted_in_one_go_is_as_looked_up_one_by_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut seen = Timeliness::default();
    for seed in 0..12 {
        let mut dice = Dice(seed * 7919 + 11);
        let days = Arc::new(AtomicI64::new(0));
        let mut desk = desk_on(&folder.path().join(format!("{seed}.dz")), &days);
        let mut lapsed = form("l", Frequency::Month, "c", Level::Township);
        let april = "2022-04".parse().expect("a period");
        (lapsed.earlier, lapsed.indicators) = (lapsed.earlier_than(april).expect("editions"), Vec::new());
        let forms = [
            form("m", Frequency::Month, "c", Level::Village),
            form("q", Frequency::Quarter, "t", Level::Village),
            lapsed,
        ];
        let mut rows = units();
        rows.extend(forms.iter().map(AsRow::row));
        desk.write(Operation::Define, "", rows).expect("written");
        for step in 1..40 {
            days.store(step * 5, Ordering::Relaxed);
            let form = &forms[dice.below(3) as usize];
            let units = ["t", "u", "t0", "t1", "t2", "u0", "u1", "u2", "u3"];
            let period = Period::containing(form.frequency.period_kind(), desk.today() - TimeDelta::days(20));
            let state = SubmissionState::ALL[dice.below(SubmissionState::ALL.len() as u64) as usize];
            let first = if dice.below(4) == 0 { state } else { SubmissionState::Submitted };
            for state in [first, state] {
                let report = Submission {
                    form: form.id.clone(),
                    org_unit: units[dice.below(9) as usize].into(),
                    period: period.expect("a period"),
                    state,
                    reason: None,
                    rows_root: None,
                    office: None,
                };
                desk.write(Operation::Submit, "", vec![report.row()]).expect("written");
            }
        }
        for as_of in ["2022-02-28", "2022-04-15", "2022-06-30", "2022-07-10"].map(day) {
            let (standings, by_unit) = completeness(&mut desk, as_of).expect("counted");
            let told = standings.iter().map(|standing| {
                let mut told = format!("{} {}", standing.form, standing.period);
                for unit in &standing.units {
                    let (state, late) =
                        (unit.state.map_or("-", |s| s.code()), if unit.late { "!" } else { "" });
                    told += &format!(" {}:{state}{late}", unit.org_unit);
                }
                told
            });
            let told: Vec<String> = told.collect();
            assert_eq!((told, by_unit.clone()), one_by_one(&mut desk, as_of), "seed {seed} as of {as_of}");
            for counted in by_unit.values() {
                seen.asked += counted.asked;
                seen.on_time += counted.on_time;
                seen.late += counted.late;
            }
        }
    }
    assert!(seen.on_time > 20 && seen.late > 20 && seen.missing() > 200, "{seen:?}");
}
