//! Results as integers in their indicator's unit of measure, and the ways of asking for them.

use domain::kernel::Period;
use domain::ledger::RowKind;
use domain::results::{Measure, ResultKey};
use store::{DraftRow, Ledger, Obstacle, Periods, ResultQuery, ScaledState};

use crate::kit::{Desk, cell, count, fields, fill, indicator, moment, number};

fn scaled(ledger: &Ledger, key: &str) -> Option<ScaledState> {
    let key = ResultKey::from_text(key).unwrap();
    let query = ResultQuery::of_indicator(&key.indicator, key.measure)
        .in_periods(Periods::These(vec![key.period]))
        .of_units(vec![key.org_unit]);
    ledger.read().scaled(&query).unwrap().into_iter().next().map(|head| head.state)
}

#[test]
fn values_are_scaled_exactly_or_not_at_all() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let cases = [
        (("元", 2), ("12.5", "元"), ScaledState::Number(1250)),
        (("元", 0), ("12", "万元"), ScaledState::Number(120_000)),
        (("万元", 2), ("120000", "元"), ScaledState::Number(1200)),
        (("亩", 0), ("18.50", "亩"), ScaledState::Obstructed(Obstacle::Decimals)),
        (("亩", 1), ("18.50", "亩"), ScaledState::Number(185)),
        (("户", 0), ("-3", "户"), ScaledState::Number(-3)),
        (("户", 0), ("0", "户"), ScaledState::Number(0)),
        (("户", 0), ("3", "亩"), ScaledState::Obstructed(Obstacle::UnitOfMeasure)),
        (("元", 6), ("99999999999999", "元"), ScaledState::Obstructed(Obstacle::Range)),
    ];
    for (at, ((uom, decimals), (value, typed), expected)) in cases.into_iter().enumerate() {
        let id = format!("i{at}");
        let key = cell(&id, "u", 1);
        fill(&mut ledger, vec![indicator(&id, uom, decimals), number(&key, value, typed)]);
        assert_eq!(
            scaled(&ledger, &key),
            Some(expected),
            "{value} {typed} in {uom} with {decimals} decimals"
        );
    }
}

#[test]
fn five_states_are_never_mixed_up() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let state = |key: &str, state: &str| DraftRow::put(RowKind::Result, key, fields(&[("state", state)]));
    let (zero, nil, na, gone) =
        (cell("i", "u1", 1), cell("i", "u2", 1), cell("i", "u3", 1), cell("i", "u4", 1));
    let never = cell("i", "u5", 1);
    let rows =
        vec![indicator("i", "户", 0), count(&zero, 0), state(&nil, "nil"), state(&na, "na"), count(&gone, 4)];
    fill(&mut ledger, rows);
    fill(&mut ledger, vec![DraftRow::retract(RowKind::Result, &gone)]);
    assert_eq!(scaled(&ledger, &zero), Some(ScaledState::Number(0)), "zero is a number");
    assert_eq!(scaled(&ledger, &nil), Some(ScaledState::Nil), "零报告");
    assert_eq!(scaled(&ledger, &na), Some(ScaledState::NotApplicable), "不适用");
    assert_eq!(scaled(&ledger, &gone), None, "a retracted cell is not reported");
    assert_eq!(scaled(&ledger, &never), None, "未报 is the absence of a row");
    let texts = ledger.read().results(&ResultQuery::default()).unwrap();
    assert_eq!(texts.len(), 3, "the same cells as they were said");
}

#[test]
fn a_changed_definition_changes_the_integers() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let key = cell("i", "u", 1);
    fill(&mut ledger, vec![number(&key, "18.5", "亩")]);
    let no_indicator = Some(ScaledState::Obstructed(Obstacle::NoIndicator));
    assert_eq!(scaled(&ledger, &key), no_indicator, "the definition has not come");
    fill(&mut ledger, vec![indicator("i", "亩", 0)]);
    assert_eq!(scaled(&ledger, &key), Some(ScaledState::Obstructed(Obstacle::Decimals)), "it is too coarse");
    let seen = fill(&mut ledger, vec![indicator("i", "亩", 1)]).rows;
    assert_eq!(scaled(&ledger, &key), Some(ScaledState::Number(185)), "raised decimals");
    fill(&mut ledger, vec![indicator("i", "亩", 2)]);
    assert_eq!(scaled(&ledger, &key), Some(ScaledState::Number(1850)), "raised again");
    fill(&mut ledger, vec![indicator("i", "亩", 3).replacing(seen)]);
    let contested = Some(ScaledState::Obstructed(Obstacle::ContestedIndicator));
    assert_eq!(scaled(&ledger, &key), contested, "two definitions at once");
    fill(&mut ledger, vec![DraftRow::retract(RowKind::Indicator, "i")]);
    assert_eq!(scaled(&ledger, &key), no_indicator, "the indicator is no more");
    assert!(ledger.verify().unwrap().findings.is_empty(), "a rebuild says the same");
}

#[test]
fn conflicts_are_named_and_left_out() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let key = cell("i", "u", 1);
    let seen = fill(&mut ledger, vec![indicator("i", "户", 0), count(&key, 1)]).rows[1].clone();
    fill(&mut ledger, vec![count(&key, 2)]);
    fill(&mut ledger, vec![count(&key, 3).replacing(vec![seen.clone()])]);
    assert_eq!(scaled(&ledger, &key), Some(ScaledState::Conflict), "no integer of a conflict");
    let head = ledger.read().result(&ResultKey::from_text(&key).unwrap()).unwrap().unwrap();
    assert!(head.conflict && head.settled().is_none(), "nor a version that counts");
    let said: Vec<Option<i64>> = head.versions.iter().map(|version| version.scaled).collect();
    assert_eq!(said, [Some(2), Some(3)], "but both are shown");
    fill(&mut ledger, vec![DraftRow::retract(RowKind::Result, &key).replacing(vec![seen])]);
    assert_eq!(scaled(&ledger, &key), Some(ScaledState::Conflict), "a retraction is a side of it too");
    fill(&mut ledger, vec![count(&key, 3)]);
    assert_eq!(scaled(&ledger, &key), Some(ScaledState::Number(3)), "settled");
}

#[test]
fn queries() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let mut rows = vec![indicator("i1", "户", 0), indicator("i2", "户", 0)];
    for unit in ["u1", "u2", "u3"] {
        for month in 1..=4 {
            rows.push(count(&cell("i1", unit, month), month));
            rows.push(count(&cell("i2", unit, month), month));
        }
        rows.push(count(&format!("i1|stock|{unit}|2022-01"), 7));
        rows.push(count(&format!("i1|ytd|{unit}|2022"), 8));
        rows.push(count(&format!("i1|ytd|{unit}|2022-Q1"), 9));
    }
    fill(&mut ledger, rows);
    let i1 = || ResultQuery::of_indicator(&"i1".into(), Measure::Ytd);
    let day = |text: &str| text.parse().unwrap();
    let month: Period = "2022-03".parse().unwrap();
    let cases = [
        (ResultQuery::default(), 33, "everything"),
        (i1(), 18, "one indicator in one measure"),
        (i1().in_periods(Periods::Within(day("2022-02-01"), day("2022-03-31"))), 6, "two months"),
        (
            i1().in_periods(Periods::Within(day("2022-01-01"), day("2022-03-31"))),
            12,
            "a quarter and its months",
        ),
        (i1().in_periods(Periods::These(vec![month])), 3, "one month"),
        (i1().of_units(vec!["u1".into(), "u3".into(), "nowhere".into()]), 12, "some units"),
        (i1().of_units(vec!["nowhere".into()]), 0, "a unit without results"),
        (i1().of_units(Vec::new()), 0, "no units"),
        (ResultQuery::of_unit(&"u2".into()), 11, "all of a unit"),
        (ResultQuery::of_unit(&"u2".into()).in_periods(Periods::These(vec![month])), 2, "a form of a unit"),
        (ResultQuery::of_indicator(&"nothing".into(), Measure::Ytd), 0, "an unknown indicator"),
    ];
    for (query, expected, why) in cases {
        assert_eq!(ledger.read().results(&query).unwrap().len(), expected, "as said: {why}");
        assert_eq!(ledger.read().scaled(&query).unwrap().len(), expected, "as integers: {why}");
    }
}

#[test]
fn as_known_earlier() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let key = cell("i", "u", 6);
    let query = ResultQuery::of_indicator(&"i".into(), Measure::Ytd);
    fill(&mut ledger, vec![indicator("i", "户", 0)]);
    fill(&mut ledger, vec![count(&key, 10)]);
    fill(&mut ledger, vec![count(&key, 12)]);
    fill(&mut ledger, vec![DraftRow::retract(RowKind::Result, &key)]);
    let known = |number| {
        let heads = ledger.read_as_known(number).scaled(&query).unwrap();
        heads.first().map(|head| head.state)
    };
    let expected = [None, Some(10), Some(12), None].map(|value| value.map(ScaledState::Number));
    assert_eq!([1, 2, 3, 4].map(known), expected, "what was known after each arrival");
    let history = ledger.read_as_known(3).history(RowKind::Result, &key).unwrap();
    assert_eq!(history.len(), 2, "the history did not know its end");
    assert_eq!(history[1].superseded, None, "nor that it would be replaced");
    let first = |number, key: &str| {
        let header = ledger.read_as_known(number).first_header(RowKind::Result, key).unwrap();
        header.map(|header| header.seq)
    };
    let came =
        ledger.read().history(RowKind::Result, &key).unwrap().first().map(|version| version.header.seq);
    assert_eq!([1, 2, 4].map(|number| first(number, &key)), [None, came, came], "the first version's entry");
    assert_eq!(first(4, "nothing"), None, "nothing was ever said of it");
    assert_eq!(ledger.read().arrival_by(&moment(0)).unwrap(), 4, "all came at this moment");
    assert_eq!(ledger.read().arrival_by(&moment(-1)).unwrap(), 0, "and nothing before it");
}
