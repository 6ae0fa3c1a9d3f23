//! The files say what their README says they do, and refer to nothing that is not there.

use std::collections::{BTreeMap, BTreeSet};

use domain::kernel::{Decimal, IndicatorId};
use domain::org::{Level, OrgUnit};
use domain::targets::{Schedule, TargetKind};

use super::{Content, read};

fn content() -> Content {
    read().expect("the shipped files are well-formed")
}

#[test]
fn the_counts_are_those_of_the_readme() {
    let content = content();
    let counts = [
        ("documents", content.documents.len(), 5),
        ("programmes", content.programmes.len(), 65),
        ("indicators", content.indicators.len(), 359),
        ("targets", content.targets.len(), 57),
        ("observations", content.observations.len(), 290),
        ("allocations", content.allocations.len(), 134),
        ("series", content.series.len(), 76),
        ("forms", content.forms.len(), 6),
    ];
    for (what, found, expected) in counts {
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn ids_are_unique_and_references_end_somewhere() {
    let content = content();
    let indicators: BTreeSet<&IndicatorId> = content.indicators.iter().map(|i| &i.id).collect();
    let programmes: BTreeSet<_> = content.programmes.iter().map(|p| &p.noun.id).collect();
    let targets: BTreeSet<_> = content.targets.iter().map(|t| &t.noun.id).collect();
    assert_eq!(indicators.len(), content.indicators.len(), "every indicator has its own id");
    assert_eq!(programmes.len(), content.programmes.len(), "every programme has its own id");
    assert_eq!(targets.len(), content.targets.len(), "every target has its own id");
    let observations: BTreeSet<_> = content.observations.iter().map(|o| &o.noun.id).collect();
    assert_eq!(observations.len(), content.observations.len(), "every observation has its own id");

    for indicator in &content.indicators {
        let named = [&indicator.numerator, &indicator.denominator, &indicator.weight].into_iter().flatten();
        assert!(named.into_iter().all(|id| indicators.contains(id)), "{}", indicator.id);
        assert!(indicator.programme.as_ref().is_some_and(|id| programmes.contains(id)), "{}", indicator.id);
    }
    for target in content.targets.iter().map(|target| &target.noun) {
        assert!(indicators.contains(&target.indicator), "{}", target.id);
        assert!(target.programme.as_ref().is_some_and(|id| programmes.contains(id)), "{}", target.id);
        assert!(target.coverage.as_ref().is_none_or(|c| indicators.contains(&c.indicator)), "{}", target.id);
    }
    assert!(content.observations.iter().all(|o| indicators.contains(&o.noun.indicator)), "observations");
    assert!(content.allocations.iter().all(|a| targets.contains(&a.target)), "allocations");
    let drawn: BTreeSet<_> =
        content.series.iter().map(|s| (&s.indicator, s.measure, &s.parent, s.level)).collect();
    for form in &content.forms {
        for indicator in &form.indicators {
            let key = (indicator, form.measure_of(indicator), &form.parent, form.level);
            assert!(drawn.contains(&key), "{} asks for {indicator}, of which nothing is drawn", form.id);
        }
    }
    let mut known = BTreeSet::new();
    for programme in content.programmes.iter().map(|programme| &programme.noun) {
        assert!(
            programme.parent.as_ref().is_none_or(|id| known.contains(id)),
            "{}: parents first",
            programme.id
        );
        known.insert(programme.id.clone());
    }
}

#[test]
fn passages_stand_in_their_documents() {
    let content = content();
    let texts: BTreeMap<_, _> =
        content.documents.iter().map(|document| (&document.id, document.text)).collect();
    let of_targets = content.targets.iter().map(|t| (t.passage.as_ref(), t.noun.excerpt.as_ref()));
    let of_outcomes = content.observations.iter().map(|o| (o.passage.as_ref(), Some(&o.noun.excerpt)));
    for (passage, excerpt) in of_targets.chain(of_outcomes) {
        let passage = passage.expect("every target and every outcome has one");
        let quote = passage.span.of(texts[&passage.document]).expect("it lies in the text");
        assert!(!quote.trim().is_empty(), "it says something");
        assert_eq!(excerpt, Some(&passage.excerpt_id()), "the noun names it");
    }
    for document in &content.documents {
        assert!(
            document.text.starts_with(&document.title),
            "the title is the first line: {}",
            document.title
        );
        assert!(document.note.contains("摘自《"), "the source is cited: {}", document.title);
    }
}

#[test]
fn plans_are_in_the_form_the_ledger_holds() {
    let content = content();
    let target = |id: &str| {
        let found = content.targets.iter().find(|target| target.noun.id.as_str() == id);
        found.map(|target| &target.noun).expect("the target is there")
    };
    let Schedule::Curve(points) = &target("t-bt-demo").schedule else { panic!("a curve") };
    let points: Vec<_> = points.iter().map(|point| format!("{} {}", point.day, point.value)).collect();
    assert_eq!(
        points,
        ["2022-03-31 8", "2022-06-30 26", "2022-09-30 42", "2022-12-31 55"],
        "in villages, by day"
    );
    let Schedule::Seasonal(weights) = &target("t-toilets-2020").schedule else { panic!("a season") };
    assert_eq!(weights.iter().sum::<Decimal>(), Decimal::ONE, "the months make a year");
    assert_eq!(
        (weights[0], weights[3]),
        (Decimal::ZERO, Decimal::new(7, 2)),
        "single months, not running totals"
    );
    for target in content.targets.iter().map(|target| &target.noun) {
        let share = target.kind == TargetKind::Coverage;
        let (value, coverage) = (target.value.unwrap_or_default(), &target.coverage);
        assert_eq!(
            share,
            coverage.is_some(),
            "{}: a rule for each unit goes with a share of units",
            target.id
        );
        assert!(!share || value <= Decimal::ONE, "{}: a share of units lies between 0 and 1", target.id);
    }
    assert_eq!(target("t-three-firms").coverage.as_ref().map(|c| c.units.len()), Some(10), "a named list");
}

#[test]
fn a_village_gets_its_zone_by_its_name() {
    let content = content();
    let unit = |level, code: &str, name: &str| OrgUnit {
        id: code.into(),
        name: name.to_owned(),
        level,
        code: Some(code.to_owned()),
        pseudo: false,
        attributes: BTreeMap::new(),
        aliases: Vec::new(),
    };
    let [rule] = content.attributes.as_slice() else { panic!("one attribute") };
    assert_eq!(rule.value_for(&unit(Level::Village, "150222106224", "香房村委会")), Some("农区"));
    assert_eq!(rule.value_for(&unit(Level::Village, "150223100200", "某嘎查委员会")), Some("牧区"));
    assert_eq!(rule.value_for(&unit(Level::County, "150223000000", "达茂旗")), None, "villages only");

    let chosen = |level, code: &str| content.selections.iter().all(|s| s.chooses(&unit(level, code, "")));
    assert!(chosen(Level::Village, "150222106224"), "a village");
    assert!(!chosen(Level::Village, "150222100001"), "a 社区 is none");
    assert!(chosen(Level::Township, "150222106000"), "a township");
    assert!(!chosen(Level::Township, "150202001000"), "a 街道 is none");
    assert!(chosen(Level::County, "150202000000"), "counties are nobody's matter");
}
