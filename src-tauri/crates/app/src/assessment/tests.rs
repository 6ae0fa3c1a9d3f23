//! The quick way of bringing facts against the slow one, on random ledgers.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, TimeDelta};
use domain::assessment::{Assessment, Listed, UnitState, assess, covered_units, explain, listed_units};
use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{Date, Decimal, IndicatorId, OrgUnitId, Period, Qualifier, TargetId, Uom};
use domain::ledger::{Operation, RowKind};
use domain::org::{Level, OrgUnit, UnitPosition};
use domain::programmes::{Accumulation, Authority, Direction, Indicator, PlaceRule, TimeRule};
use domain::results::{
    CellState, DueDay, DueRule, Form, Frequency, HolidayRule, Measure, ResultCell, ResultKey,
};
use domain::targets::{
    Allocation, Baseline, Binding, Comparator, CompletionRule, Coverage, Schedule, Strength, Target,
    TargetKind, Threshold,
};
use store::{DeviceMemoryInRam, DraftRow};

use super::columns::Look;
use super::{Surveyed, survey};
use crate::rows::AsRow;
use crate::{Desk, Surroundings};

/// Luck that is the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn one_in(&mut self, chance: u64) -> bool {
        self.below(chance) == 0
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn new_desk(path: &Path) -> Desk {
    desk_with_clock(path, 0)
}

/// A desk on which so many hours pass whenever somebody looks at the clock.
fn desk_with_clock(path: &Path, hours: u32) -> Desk {
    let (count, looks) = (AtomicU32::new(0), AtomicU32::new(0));
    let memory = DeviceMemoryInRam::default();
    let begun = DateTime::parse_from_rfc3339("2022-02-08T09:00:00+08:00").expect("a moment");
    let passed = move || TimeDelta::hours(i64::from(looks.fetch_add(1, Ordering::Relaxed) * hours));
    let surroundings = Surroundings {
        now: Arc::new(move || begun + passed()),
        fresh_id: Arc::new(move || format!("w{}", count.fetch_add(1, Ordering::Relaxed))),
        memory: Arc::new(move || Box::new(memory.clone())),
    };
    Desk::create(path, "试", surroundings).expect("a ledger")
}

/// County `c`, townships below it, so many villages below each; some move, some end, one is pseudo.
fn units(dice: &mut Dice, villages: usize) -> (Vec<OrgUnit>, Vec<UnitPosition>) {
    let (mut units, mut positions) = (Vec::new(), Vec::new());
    let mut put = |id: String, level, parents: &[(Option<&str>, Option<&str>, Option<&str>)], pseudo| {
        let attributes = BTreeMap::from([("zone".to_owned(), format!("z{}", units.len() % 2))]);
        let order = units.len() as u32;
        for (parent, from, to) in parents {
            positions.push(UnitPosition {
                org_unit: id.as_str().into(),
                parent: parent.map(Into::into),
                from: from.map(day),
                to: to.map(day),
                order,
                successor: None,
                name_then: None,
            });
        }
        let (id, name) = (OrgUnitId::new(&id), id);
        units.push(OrgUnit { id, name, level, code: None, pseudo, attributes, aliases: Vec::new() });
    };
    put("c".into(), Level::County, &[(None, None, None)], false);
    for township in 0..3 {
        let id = format!("t{township}");
        put(id.clone(), Level::Township, &[(Some("c"), None, None)], false);
        for village in 0..villages {
            let places: &[_] = match dice.below(12) {
                0 => &[(Some(id.as_str()), None, Some("2022-03-31")), (Some("t0"), Some("2022-04-01"), None)],
                1 => &[(Some(id.as_str()), None, Some("2022-02-28"))],
                2 => &[(Some("c"), None, None)],
                _ => &[(Some(id.as_str()), None, None)],
            };
            put(format!("v{township}{village}"), Level::Village, places, dice.one_in(10));
        }
    }
    (units, positions)
}

fn indicator(dice: &mut Dice) -> Indicator {
    use Accumulation::{PeriodFlow, Ratio, SinceStart, Stock, Ytd};
    let accumulation = dice.of(&[Ytd, Ytd, SinceStart, PeriodFlow, PeriodFlow, Stock, Stock, Ratio]);
    let usual = if accumulation == PeriodFlow { TimeRule::Sum } else { TimeRule::Last };
    let rare = dice.of(TimeRule::ALL);
    let place_rule = dice.of(&[PlaceRule::Sum, PlaceRule::Sum, PlaceRule::Max, PlaceRule::Min]);
    Indicator {
        id: "i".into(),
        name: "指标".into(),
        definition: None,
        uom: Uom::new("万元"),
        decimals: 1,
        accumulation,
        direction: dice.of(&[Direction::Up, Direction::Up, Direction::Down]),
        time_rule: if dice.one_in(5) { rare } else { usual },
        place_rule: if dice.one_in(5) { dice.of(PlaceRule::ALL) } else { place_rule },
        numerator: dice.one_in(12).then(|| "j".into()),
        denominator: dice.one_in(12).then(|| "k".into()),
        weight: dice.one_in(12).then(|| "k".into()),
        authority: dice.of(&[Authority::Own, Authority::Parts]),
        programme: None,
        continues: None,
    }
}

fn usual_measure(indicator: &Indicator) -> Measure {
    match indicator.accumulation {
        Accumulation::Ytd => Measure::Ytd,
        Accumulation::SinceStart => Measure::SinceStart,
        Accumulation::PeriodFlow => Measure::Period,
        _ => Measure::Stock,
    }
}

fn target(dice: &mut Dice) -> Target {
    use TargetKind::{Change, Coverage as Covers, Growth, Keep, Level as Reach, Range};
    let kind = dice.of(&[Reach, Reach, Reach, Covers, Covers, Keep, Change, Growth, Range]);
    let by_zone = [("z0", 30), ("z1", 60)].map(|(zone, value)| (zone.to_owned(), Decimal::from(value)));
    let coverage = Coverage {
        indicator: "i".into(),
        comparator: Comparator::Gte,
        threshold: match dice.one_in(2) {
            true => Threshold::One(Decimal::from(40)),
            false => Threshold::ByAttribute("zone".into(), by_zone.into()),
        },
        threshold2: None,
        level: Level::Village,
        units: if dice.one_in(6) { vec!["v00".into(), "v10".into()] } else { Vec::new() },
        population: dice.one_in(6).then_some(20),
    };
    let value = if kind == Covers { Decimal::ONE } else { Decimal::from(dice.below(900)) };
    let period = dice.one_in(2).then(|| "2021-12".parse().expect("a period"));
    Target {
        id: "t".into(),
        valid_from: None,
        indicator: "i".into(),
        org_unit: "c".into(),
        kind,
        comparator: dice.of(&[Comparator::Gte, Comparator::Gte, Comparator::Lte]),
        value: Some(value),
        value2: Some(Decimal::from(2000)),
        tolerance: None,
        baseline: dice.one_in(2).then_some(Baseline { value: Decimal::from(20), period }),
        change_by: None,
        growth: None,
        rising: false,
        from: dice.of(&[Some("2022-01-01"), Some("2021-01-01"), None]).map(day),
        deadline: dice.of(&[Some("2022-12-31"), Some("2022-05-31"), None]).map(day),
        recurrence: None,
        completion_rule: CompletionRule::Ratio,
        schedule: Schedule::CalendarMonth,
        coverage: (kind == Covers).then_some(coverage),
        strength: Strength::Reach,
        binding: Binding::Expected,
        excerpt: None,
        programme: None,
        responsible: None,
        own: false,
        note: None,
    }
}

/// Of some the indicator was taken from the form at some time, or came to it.
fn form(dice: &mut Dice, measure: Measure) -> Form {
    let mut form = Form {
        id: "f".into(),
        name: "表".into(),
        frequency: Frequency::Month,
        measure,
        measures: BTreeMap::new(),
        indicators: ["i", "j", "k"].map(IndicatorId::from).to_vec(),
        parent: if dice.one_in(8) { "t0".into() } else { "c".into() },
        level: if dice.one_in(8) { Level::Township } else { Level::Village },
        due: DueRule {
            day: DueDay::After(5),
            as_of_day: None,
            time: "17:00".into(),
            holiday: HolidayRule::Keep,
        },
        evidence: Vec::new(),
        notes: Vec::new(),
        earlier: Vec::new(),
    };
    if dice.one_in(4) {
        let from =
            dice.of(&["2020-01", "2021-12", "2022-03", "2022-05", "2022-07"]).parse().expect("a period");
        form.earlier = form.earlier_than(from).expect("editions");
        let others = ["j", "k"].map(IndicatorId::from).to_vec();
        match dice.below(3) {
            0 => form.indicators = others,
            1 => form.earlier[0].indicators = others,
            _ => {}
        }
    }
    form
}

fn state(dice: &mut Dice, odd: bool) -> CellState {
    match dice.below(12) {
        0 => CellState::Nil,
        1 => CellState::NotApplicable,
        some => CellState::Number {
            value: match dice.below(60) {
                0 if odd => Decimal::new(12_345, 3), // finer than the indicator keeps
                _ => Decimal::new(dice.below(1000) as i64, 1),
            },
            uom: Uom::new(if some == 2 { "元" } else { "万元" }),
            qualifier: if some < 5 { dice.of(Qualifier::ALL) } else { Qualifier::Exact },
        },
    }
}

/// `odd`: now and then in another measure, or finer than the indicator keeps.
fn cell(
    dice: &mut Dice,
    indicator: &str,
    measure: Measure,
    (unit, period): (&OrgUnitId, Period),
    odd: bool,
) -> DraftRow {
    let measure = if odd && dice.one_in(100) { dice.of(Measure::ALL) } else { measure };
    let key = ResultKey { indicator: indicator.into(), measure, org_unit: unit.clone(), period };
    let evidence = if dice.one_in(4) { vec!["a".repeat(64)] } else { Vec::new() };
    let state = match state(dice, odd) {
        // 元 in 万元 with one decimal.
        CellState::Number { value, uom, qualifier } if uom.as_str() == "元" => {
            CellState::Number { value: value * Decimal::from(10_000), uom, qualifier }
        }
        state => state,
    };
    ResultCell { key, state, as_of: None, note: None, evidence }.row()
}

fn write(desk: &mut Desk, rows: Vec<DraftRow>) {
    desk.write(Operation::Import, "", rows).expect("written");
}

/// What is defined around one target, and the cells.
struct Rows {
    units: Vec<OrgUnit>,
    measure: Measure,
    defined: Vec<DraftRow>,
    cells: Vec<DraftRow>,
}

/// A ledger of one target.
fn rows(dice: &mut Dice, villages: usize) -> Rows {
    let (units, positions) = units(dice, villages);
    let main = indicator(dice);
    let measure = usual_measure(&main);
    let part = |id: &str| Indicator {
        id: id.into(),
        numerator: None,
        denominator: None,
        weight: None,
        place_rule: PlaceRule::Sum,
        ..main.clone()
    };
    let mut defined: Vec<DraftRow> = units.iter().map(AsRow::row).collect();
    defined.extend(positions.iter().map(AsRow::row));
    defined.extend([part("j").row(), part("k").row(), main.row(), target(dice).row()]);
    if !dice.one_in(6) {
        defined.push(form(dice, measure).row());
    }
    if dice.one_in(3) {
        for id in ["t0", "t1", "t2"].iter().filter(|_| !dice.one_in(6)) {
            let (target, org_unit) = (TargetId::new("t"), OrgUnitId::new(*id));
            let value = Decimal::from(100);
            defined.push(
                Allocation { target, valid_from: None, org_unit, period: None, value, note: None }.row(),
            );
        }
    }
    let (others_report, odd) = (dice.one_in(4), dice.one_in(4));
    let mut cells = Vec::new();
    for period in std::iter::successors(Period::month(2022, 6).ok(), |p| p.previous()).take(14) {
        for unit in &units {
            let reports = unit.level == Level::Village && (others_report || !unit.pseudo);
            for id in ["i", "j", "k"] {
                if if reports { !dice.one_in(10) } else { others_report && dice.one_in(12) } {
                    cells.push(cell(dice, id, measure, (&unit.id, period), odd));
                }
            }
        }
    }
    Rows { units, measure, defined, cells }
}

fn fill(desk: &mut Desk, rows: &Rows) {
    write(desk, rows.defined.clone());
    write(desk, rows.cells.clone());
}

/// Says something else of some cells: in place of what stands there, beside it, or takes it back.
fn edit(desk: &mut Desk, dice: &mut Dice, units: &[OrgUnit], measure: Measure) {
    for _ in 0..4 {
        let unit = &units[dice.below(units.len() as u64) as usize];
        let period = Period::month(2022, 1 + dice.below(6) as u32).expect("a month");
        let row = cell(dice, "i", measure, (&unit.id, period), false);
        let is_there = unit.level == Level::Village && !unit.pseudo;
        write(
            desk,
            vec![match dice.below(6) {
                0 => row.replacing(Vec::new()),
                1 => DraftRow::retract(row.kind, row.key),
                _ if is_there => row,
                _ => continue,
            }],
        );
    }
}

/// Compares as of several days; tells how often the quick way was taken.
fn compare(desk: &mut Desk, seed: u64) -> usize {
    let mut quick = 0;
    let id = TargetId::new("t");
    for as_of in ["2022-06-30", "2022-05-15", "2022-03-31", "2021-12-31"].map(day) {
        let mut evidence = desk.evidence().expect("evidence");
        let target = evidence.definitions(as_of).targets.versions(&id).to_vec();
        for unit in ["c", "t0", "t1", "v00"].map(OrgUnitId::new) {
            let odd = |unit: &OrgUnitId| unit.as_str().ends_with(['1', '3', '5']);
            let from = (seed % 3) as usize;
            let some = Listed {
                states: if seed.is_multiple_of(2) { &UnitState::ALL[..2] } else { &UnitState::ALL },
                named: if seed.is_multiple_of(5) { Some(&odd) } else { None },
                stretch: from..from + 3,
            };
            // With nothing brought yet a list brings the period it shows alone; what was brought goes on after an edit.
            if seed.is_multiple_of(2) {
                evidence.kept.brought = None;
            }
            let listed_alone = evidence.listed(&id, &unit, as_of, &some).expect("assessed");
            let flat = evidence.flat(&"i".into(), &unit, &target, Look::Course(as_of)).expect("read");
            quick += usize::from(flat.is_some());
            let found = evidence.assess(&id, &unit, as_of).expect("assessed");
            let covered = evidence.covered(&id, &unit, as_of).expect("assessed");
            let told = evidence.explain(&id, &unit, as_of).expect("assessed");
            let listed = evidence.listed(&id, &unit, as_of, &some).expect("assessed");
            let facts = evidence.facts(&id, as_of).expect("read");
            let place = format!("seed {seed}, {unit} as of {as_of}");
            assert_eq!(found.as_deref(), assess(facts, &id, &unit).as_ref(), "{place}");
            assert_eq!(covered, covered_units(facts, &id, &unit), "{place}");
            assert_eq!(listed, listed_units(facts, &id, &unit, &some), "{place}");
            assert_eq!(listed_alone, listed, "{place}");
            assert_eq!(told, explain(facts, &id, &unit), "{place}");
        }
        let units = ["t0", "t1", "t2"].map(OrgUnitId::new);
        let found = evidence.assess_each(&id, &"c".into(), &units, as_of).expect("assessed");
        let facts = evidence.facts(&id, as_of).expect("read");
        let slow: Vec<_> = units.iter().filter_map(|unit| assess(facts, &id, unit)).map(Arc::new).collect();
        assert_eq!(found, slow, "seed {seed}, all as of {as_of}");
    }
    quick
}

#[test]
fn the_quick_way_and_the_slow_way_agree() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut quick = 0;
    for seed in 0..32 {
        let mut dice = Dice(seed * 7919 + 1);
        let mut desk = new_desk(&folder.path().join(format!("{seed}.dz")));
        let rows = rows(&mut dice, 4);
        fill(&mut desk, &rows);
        quick += compare(&mut desk, seed);
        // What was looked at is kept: after every write it must be as fresh as from a new desk.
        for _ in 0..2 {
            edit(&mut desk, &mut dice, &rows.units, rows.measure);
            quick += compare(&mut desk, seed);
        }
        let report = desk.ledger().verify().expect("verified");
        assert!(report.findings.is_empty(), "seed {seed}: {:?}", report.findings);
    }
    assert!(quick > 250, "the quick way was taken {quick} times only");
}

/// How the target stands everywhere as of a few days.
fn standing(desk: &mut Desk) -> Vec<Arc<Assessment>> {
    let mut evidence = desk.evidence().expect("evidence");
    let units = ["c", "t0", "t1", "t2", "v00", "v11"].map(OrgUnitId::new);
    let days = ["2022-06-30", "2022-03-31"].map(day);
    let each = days.iter().flat_map(|as_of| units.iter().map(move |unit| (unit, *as_of)));
    each.filter_map(|(unit, as_of)| evidence.assess(&"t".into(), unit, as_of).expect("assessed")).collect()
}

#[test]
fn many_units_are_told_from_columns_as_from_cells() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut quick = 0;
    for seed in 0..8 {
        let mut dice = Dice(seed * 104_729 + 5);
        let mut desk = new_desk(&folder.path().join(format!("{seed}.dz")));
        fill(&mut desk, &rows(&mut dice, 75));
        quick += compare(&mut desk, seed);
    }
    assert!(quick > 8, "the quick way was taken {quick} times only");
}

#[test]
fn figures_do_not_depend_on_the_order_of_entries_nor_on_what_was_looked_at() {
    let folder = tempfile::tempdir().expect("a folder");
    for seed in 0..8 {
        let mut dice = Dice(seed * 15_485_863 + 3);
        let rows = rows(&mut dice, 4);
        let [mut one, mut other] =
            ["one", "other"].map(|name| new_desk(&folder.path().join(format!("{seed}{name}.dz"))));
        fill(&mut one, &rows);
        let mut cells = rows.cells.clone();
        for at in (1..cells.len()).rev() {
            cells.swap(at, dice.below(at as u64 + 1) as usize);
        }
        for piece in cells.chunks(150) {
            write(&mut other, piece.to_vec());
            if seed.is_multiple_of(2) {
                standing(&mut other);
            }
        }
        let mut defined = rows.defined.clone();
        defined.reverse();
        write(&mut other, defined);
        let found = standing(&mut one);
        assert_eq!(standing(&mut other), found, "seed {seed}");
        one.forget_cached();
        assert_eq!(standing(&mut one), found, "seed {seed}, from scratch");
    }
}

/// What is surveyed as of a few days from a few places.
fn surveys(desk: &mut Desk) -> Vec<(TargetId, Arc<Assessment>, Arc<Assessment>)> {
    let scope = [None, Some(OrgUnitId::new("t0"))];
    let days = ["2022-06-30", "2022-03-31"].map(day);
    let each = days.iter().flat_map(|as_of| scope.iter().map(move |scope| (*as_of, scope.as_ref())));
    let found = each.map(|(as_of, scope)| survey(desk, as_of, scope).expect("surveyed"));
    let said = |one: &Surveyed| (one.target.id.clone(), Arc::clone(&one.now), Arc::clone(&one.before));
    found.flat_map(|found| found.iter().map(said).collect::<Vec<_>>()).collect()
}

#[test]
fn after_an_edit_a_survey_is_as_from_scratch() {
    let folder = tempfile::tempdir().expect("a folder");
    for seed in 0..8 {
        let mut dice = Dice(seed * 32_452_843 + 11);
        let mut desk = new_desk(&folder.path().join(format!("{seed}.dz")));
        let mut rows = rows(&mut dice, 4);
        for (id, indicator) in [("u1", "i"), ("u2", "j"), ("u3", "j"), ("u4", "k"), ("u5", "k")] {
            let mut target = Target { id: id.into(), indicator: indicator.into(), ..target(&mut dice) };
            if let Some(rule) = &mut target.coverage {
                rule.indicator = indicator.into();
            }
            rows.defined.push(target.row());
        }
        fill(&mut desk, &rows);
        for indicator in ["i", "j", "k", "j"] {
            let before = surveys(&mut desk);
            for unit in rows.units.iter().filter(|unit| unit.level == Level::Village && !unit.pseudo).take(2)
            {
                let period = Period::month(2022, 1 + dice.below(6) as u32).expect("a month");
                write(&mut desk, vec![cell(&mut dice, indicator, rows.measure, (&unit.id, period), false)]);
            }
            let found = surveys(&mut desk);
            assert_eq!(found.len(), before.len(), "seed {seed}");
            desk.rest().expect("rested");
            assert_eq!(surveys(&mut desk), found, "seed {seed}, {indicator}, rested");
            desk.forget_cached();
            assert_eq!(surveys(&mut desk), found, "seed {seed}, {indicator}");
        }
    }
}

#[test]
fn how_cells_came_in_is_told_the_same_the_quick_way_and_the_slow_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut late, mut corrected) = (0, 0);
    for seed in 0..16 {
        let mut dice = Dice(seed * 49_979_687 + 7);
        let mut desk = desk_with_clock(&folder.path().join(format!("{seed}.dz")), 97);
        let mut rows = rows(&mut dice, 4);
        let form = Form { level: Level::Village, parent: "c".into(), ..form(&mut dice, rows.measure) };
        rows.defined.retain(|row| row.kind != RowKind::Form);
        rows.defined.push(form.row());
        write(&mut desk, rows.defined.clone());
        for piece in rows.cells.chunks(rows.cells.len() / 6 + 1) {
            write(&mut desk, piece.to_vec());
        }
        compare(&mut desk, seed);
        for _ in 0..3 {
            for unit in rows.units.iter().filter(|unit| unit.level == Level::Village) {
                let period = Period::month(2022, 1 + dice.below(6) as u32).expect("a month");
                let state = dice.of(&[
                    SubmissionState::Accepted,
                    SubmissionState::Submitted,
                    SubmissionState::Returned,
                ]);
                let (form, org_unit) = (form.id.clone(), unit.id.clone());
                let report =
                    Submission { form, org_unit, period, state, reason: None, rows_root: None, office: None };
                write(&mut desk, vec![report.row()]);
            }
            edit(&mut desk, &mut dice, &rows.units, rows.measure);
            compare(&mut desk, seed);
            edit(&mut desk, &mut dice, &rows.units, rows.measure);
            compare(&mut desk, seed);
        }
        let found = desk.evidence().and_then(|mut evidence| {
            let days = evidence.period_ends()?;
            let last = days.last().copied().unwrap_or_default();
            Ok((
                evidence.late(&["i".into()].into(), &days)?,
                evidence.corrections(&["i".into()].into(), last, 0)?,
            ))
        });
        let (more_late, more_corrected) = found.expect("read");
        late += more_late.len();
        corrected += more_corrected.len();
    }
    assert!(late > 50 && corrected > 10, "{late} late and {corrected} corrected cells only");
}
