//! The rules of an indicator: chosen, changed under figures, taken back; the figures follow them.

use api::scripts;
use serde_json::{Value, json};
use testkit::Workplace;

const PROVINCE: &str = "150000000000";
const LEAGUES: [&str; 3] = ["150100000000", "150200000000", "150300000000"];

/// Three leagues report how many households are done, how many are due, the rate as they see it, and a price.
fn data() -> Value {
    let mut units = vec![
        json!({ "code": PROVINCE, "name": "内蒙古自治区", "level": "province", "parent": null, "from": null, "to": null, "attributes": {} }),
    ];
    let mut results = Vec::new();
    let reported =
        [("done", ["71", "82", "60"]), ("due", ["100", "100", "200"]), ("rate", ["71", "82", "30"])];
    for (at, code) in LEAGUES.into_iter().enumerate() {
        units.push(json!({ "code": code, "name": format!("盟市{code}"), "level": "prefecture", "parent": PROVINCE, "from": null, "to": null, "attributes": {} }));
        for (indicator, values) in reported {
            let uom = if indicator == "rate" { "%" } else { "户" };
            results.push(json!({ "indicator": indicator, "measure": "stock", "org_unit": code, "period": "2022-06", "as_of": "2022-06-30", "state": "number", "value": values[at], "uom": uom, "qualifier": "=", "note": null }));
        }
    }
    let indicator = |id: &str, name: &str, uom: &str, accumulation: &str, place_rule: &str| json!({ "id": id, "name": name, "uom": uom, "decimals": 1, "accumulation": accumulation, "direction": "up", "time_rule": "last", "place_rule": place_rule, "numerator": null, "denominator": null, "weight": null });
    let target = |id: &str, value: &str| json!({ "id": format!("t-{id}"), "indicator": id, "org_unit": PROVINCE, "kind": "level", "comparator": "gte", "value": value, "value2": null, "tolerance": null, "baseline": null, "from": "2022-01-01", "deadline": "2022-12-31", "recurrence": null, "completion_rule": "ratio", "schedule": { "type": "calendar_month" }, "coverage": null, "strength": "plan", "binding": "expected", "document": null, "excerpt": null, "valid_from": null });
    json!({
        "format": "duizhang/1", "ledger": { "title": "指标" }, "units": units,
        "programmes": [{ "id": "p1", "name": "六大工程", "parent": null }], "documents": [],
        "indicators": [
            indicator("done", "改造户数", "户", "stock", "sum"),
            indicator("due", "应改造户数", "户", "stock", "sum"),
            indicator("rate", "改造率", "%", "ratio", "none"),
            indicator("money", "投入资金", "万元", "ytd", "sum"),
        ],
        "targets": [target("done", "300"), target("rate", "80")],
        "allocations": [], "results": results, "observations": []
    })
}

fn office() -> Workplace {
    let place = Workplace::new();
    let file = place.folder().join("data.json");
    std::fs::write(&file, data().to_string()).expect("the data");
    let ledger = place.folder().join("indicators.dz");
    scripts::new_from(Box::new(place.host()), &ledger, &file).expect("a ledger");
    place.call("open_ledger", json!({ "path": ledger }));
    place
}

fn actual(place: &Workplace, target: &str) -> Value {
    let context = json!({ "as_of": "2022-06-30", "org_unit": null });
    let detail = place.call("target", json!({ "context": context, "target": target, "org_unit": null }));
    detail["line"]["actual"]["text"].clone()
}

fn indicator(place: &Workplace, id: &str) -> Value {
    let all = place.call("catalogue", json!({}))["indicators"].clone();
    all.as_array().and_then(|all| all.iter().find(|one| one["id"] == id)).cloned().unwrap_or_default()
}

/// One that is there with some fields changed, or with an empty id a new one like it.
fn changed(place: &Workplace, id: &str, changes: Value, reason: &str) -> Value {
    let mut indicator = indicator(place, id);
    for (field, value) in changes.as_object().expect("fields") {
        indicator[field] = value.clone();
    }
    json!({ "id": id, "indicator": indicator, "continues": null, "reason": reason })
}

fn codes(error: &Value) -> Vec<String> {
    let problems = error["problems"].as_array().expect("a list");
    problems.iter().filter_map(|problem| problem["code"].as_str().map(str::to_owned)).collect()
}

#[test]
fn figures_follow_the_rule_that_is_chosen() {
    let place = office();
    let ratio = json!({ "place_rule": "ratio_of_sums", "numerator": "done", "denominator": "due", "time_rule": "last" });
    for (target, id, rules, before, after) in [
        ("t-rate", "rate", ratio, Value::Null, "53.3"),
        ("t-done", "done", json!({ "place_rule": "max" }), json!("213"), "82"),
        ("t-done", "done", json!({ "place_rule": "min" }), json!("82"), "60"),
        ("t-done", "done", json!({ "place_rule": "sum" }), json!("60"), "213"),
    ] {
        assert_eq!(actual(&place, target), before, "{target} before {rules}");
        place.call("put_indicator", changed(&place, id, rules.clone(), "口径核定"));
        assert_eq!(actual(&place, target), after, "{target} after {rules}");
    }
    place.call("undo", json!({}));
    assert_eq!(actual(&place, "t-done"), "60", "the rule is taken back with its figure");
}

#[test]
fn rules_that_contradict_themselves_are_refused() {
    let place = office();
    let catalogue = place.call("catalogue", json!({}));
    for rules in catalogue["usual_rules"].as_array().expect("rules") {
        let fits =
            |all: &str, usual: &str| rules[all].as_array().is_some_and(|all| all.contains(&rules[usual]));
        assert!(fits("time_rules", "time_rule") && fits("place_rules", "place_rule"), "{rules}");
    }
    for (changes, expected) in [
        (
            json!({ "place_rule": "ratio_of_sums" }),
            vec!["indicator.numerator_missing", "indicator.denominator_missing"],
        ),
        (json!({ "place_rule": "weighted_mean" }), vec!["indicator.weight_missing"]),
        (json!({ "place_rule": "sum" }), vec!["indicator.place_rule_unfit"]),
        (json!({ "time_rule": "sum" }), vec!["indicator.time_rule_unfit"]),
        (json!({ "programme": "gone" }), vec!["programme.unknown"]),
        (json!({ "place_rule": "weighted_mean", "weight": "rate" }), vec!["indicator.circle"]),
    ] {
        let refused = place.refused("put_indicator", changed(&place, "rate", changes.clone(), "试"));
        assert_eq!(codes(&refused), expected, "{changes}");
    }
}

#[test]
fn what_figures_were_reported_by_stays_and_another_indicator_continues_it() {
    let place = office();
    let put = |changes: Value, reason: &str| changed(&place, "done", changes, reason);
    for (changes, reason, expected) in [
        (json!({ "name": "户厕改造户数" }), "", "reason.missing"),
        (json!({}), "无", "indicator.nothing_changed"),
        (json!({ "uom": "万户" }), "换单位", "indicator.uom_in_use"),
        (json!({ "accumulation": "ytd" }), "换类型", "indicator.accumulation_in_use"),
        (json!({ "name": "应改造户数" }), "重名", "indicator.name_taken"),
    ] {
        assert_eq!(codes(&place.refused("put_indicator", put(changes, reason))), [expected], "{reason}");
    }
    place.call("put_indicator", put(json!({ "name": "户厕改造户数", "decimals": 0 }), "名称不全"));
    assert_eq!(actual(&place, "t-done"), "213");
    let mut next = changed(&place, "done", json!({ "uom": "万户", "decimals": 4 }), "");
    (next["id"], next["continues"]) = (Value::Null, json!("done"));
    let made = place.call("put_indicator", next)["ids"][0].as_str().expect("an id").to_owned();
    assert_eq!(indicator(&place, &made)["continues"], "done");
    let uses = place.call("indicator_uses", json!({ "id": "done" }));
    assert_eq!(uses["indicators"], json!([{ "id": made, "name": "户厕改造户数", "org_unit_name": null }]));
    assert_eq!((&uses["targets"][0]["id"], &uses["cells"]), (&json!("t-done"), &json!(3)));
    let (told, uses) =
        scripts::indicators(Box::new(place.host()), &place.folder().join("indicators.dz"), Some(&made))
            .expect("told");
    assert_eq!((told[0].place_rule_word, told[0].parts[0].1.as_str()), ("相加", "户厕改造户数"));
    assert_eq!(uses.map(|uses| uses.cells), Some(0));
}

#[test]
fn figures_with_decimals_keep_them() {
    let place = office();
    let precise = changed(&place, "money", json!({ "decimals": 2 }), "");
    place.call("put_indicator", precise);
    let form = json!({
        "id": null, "name": "资金月报", "frequency": "month", "measure": "ytd", "measures": {},
        "indicators": ["money"], "parent": PROVINCE, "level": "prefecture", "days_after": 5, "due_day": null,
        "as_of_day": null, "time": "17:00", "holiday": "postpone", "evidence": [], "notes": [], "from": null,
        "until": null, "in_use": false
    });
    let form = place.call("put_form", json!({ "form": form, "reason": "" }))["ids"][0].clone();
    let cell = json!({ "indicator": "money", "measure": "ytd", "org_unit": LEAGUES[0], "period": "2022-06", "input": { "type": "text", "text": "12.5" } });
    let filled = json!({ "form": form, "action": "type", "changes": [cell], "reason": null });
    assert_eq!(place.call("fill", filled)["written"], 1);
    let fewer = |decimals: u32| changed(&place, "money", json!({ "decimals": decimals }), "取整");
    assert_eq!(codes(&place.refused("put_indicator", fewer(0))), ["indicator.decimals_in_use"]);
    place.call("put_indicator", fewer(1));
}

#[test]
fn what_is_used_is_not_taken_back_until_nothing_uses_it() {
    let place = office();
    let retract = |id: &str, reason: &str| json!({ "id": id, "reason": reason });
    assert_eq!(codes(&place.refused("retract_indicator", retract("money", " "))), ["reason.missing"]);
    assert_eq!(
        codes(&place.refused("retract_indicator", retract("done", "停用"))),
        ["indicator.used_by_targets", "indicator.used_by_figures"]
    );
    let weighted = json!({ "place_rule": "weighted_mean", "weight": "money" });
    place.call("put_indicator", changed(&place, "rate", weighted, "加权"));
    let refused = place.refused("retract_indicator", retract("money", "停用"));
    assert_eq!(codes(&refused), ["indicator.used_by_indicators"]);
    assert_eq!(indicator(&place, "money")["uses"], 1);
    place.call("undo", json!({}));
    place.call("retract_indicator", retract("money", "停用"));
    assert_eq!(indicator(&place, "money"), Value::Null);
    assert_eq!(place.refused("indicator_uses", json!({ "id": "money" }))["code"], "not_found");
    place.call("undo", json!({}));
    assert_eq!(indicator(&place, "money")["uses"], 0);
}

#[test]
fn nobody_changes_an_indicator_while_the_ledger_is_locked() {
    let place = Workplace::with_sample();
    let new =
        json!({ "name": "新指标", "uom": "个", "decimals": 0, "accumulation": "stock", "direction": "up" });
    let made =
        place.call("put_indicator", json!({ "id": null, "indicator": new, "continues": null, "reason": "" }));
    let id = made["ids"][0].as_str().expect("an id").to_owned();
    place.call("set_passcode", json!({ "old": "", "new": "136279" }));
    place.call("lock", json!({}));
    let put = changed(&place, &id, json!({ "name": "改名" }), "试");
    let retract = json!({ "id": id, "reason": "试" });
    for (command, request) in [("put_indicator", put), ("retract_indicator", retract)] {
        assert_eq!(place.refused(command, request)["problems"][0]["code"], "permission.locked", "{command}");
    }
}
