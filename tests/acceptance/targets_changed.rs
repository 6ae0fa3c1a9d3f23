//! Targets set by hand and changed: versions in force from a day, slips mended, all with a reason.

use serde_json::{Value, json};
use testkit::Workplace;

const SEWAGE: &str = "t-sewage";
/// From when its first version judges.
const FIRST: &str = "2022-01-01";

fn on(place: &Workplace, target: &str, as_of: &str) -> Value {
    place.call(
        "target",
        json!({ "context": { "as_of": as_of, "org_unit": null }, "target": target, "org_unit": null }),
    )
}

fn goals(place: &Workplace, days: [&str; 2]) -> [String; 2] {
    days.map(|day| on(place, SEWAGE, day)["line"]["goal"].as_str().expect("a goal").to_owned())
}

fn draft(place: &Workplace, target: &str, valid_from: Option<&str>) -> Value {
    place.call("target_draft", json!({ "target": target, "valid_from": valid_from }))
}

/// A draft with some fields changed.
fn with(mut draft: Value, changes: &[(&str, Value)]) -> Value {
    for (pointer, value) in changes {
        *draft.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value.clone();
    }
    draft
}

fn revise(draft: Value, change: Value, reason: &str) -> Value {
    json!({ "target": SEWAGE, "change": change, "draft": draft, "reason": reason })
}

fn codes(error: &Value) -> Vec<String> {
    let problems = error["problems"].as_array().expect("a list");
    problems.iter().filter_map(|problem| problem["code"].as_str().map(str::to_owned)).collect()
}

#[test]
fn a_version_judges_from_its_day_on_and_leaves_what_was_before() {
    let place = Workplace::with_sample();
    let before = on(&place, SEWAGE, "2022-06-30")["line"].clone();
    let more = with(draft(&place, SEWAGE, Some(FIRST)), &[("/value", json!("500"))]);
    let from_july = json!({ "type": "from", "day": "2022-07-01" });
    let changed = place.call("revise_target", revise(more.clone(), from_july.clone(), "市里追加100个村"));
    assert_eq!(changed["ids"], json!([SEWAGE]));
    assert_eq!(goals(&place, ["2022-06-30", "2022-07-31"]), ["≥ 400 个", "≥ 500 个"]);
    assert_eq!(on(&place, SEWAGE, "2022-06-30")["line"], before, "June stays judged as it was");
    let now = on(&place, SEWAGE, "2022-07-31");
    assert_eq!(now["source"], on(&place, SEWAGE, "2022-06-30")["source"], "it stays with its passage");
    let again = place.refused("revise_target", revise(more, from_july, "再来一次"));
    assert_eq!(codes(&again), ["target.version_exists"]);

    let versions = now["versions"].as_array().expect("versions").clone();
    let standings: Vec<&Value> = versions.iter().map(|version| &version["standing"]).collect();
    assert_eq!(standings, ["in_force", "earlier"]);
    assert_eq!(
        (&versions[0]["goal"], &versions[0]["reason"], &versions[1]["until"]),
        (&json!("≥ 500 个"), &json!("市里追加100个村"), &json!("2022-06-30"))
    );
    assert_eq!(
        versions[0]["changes"],
        json!([{ "field": "goal", "before": "≥ 400 个", "after": "≥ 500 个" }])
    );
    let then = &versions[1]["judged"];
    assert_eq!(
        (&then["as_of"], &then["rate"], &then["status"]),
        (&json!("2022-06-30"), &before["rate"], &before["status"]),
        "as judged then"
    );

    let context = json!({ "as_of": "2022-07-31", "org_unit": null });
    let compared = place.call("compare", json!({ "context": context, "with": "2022-06-30" }));
    let changes = compared["changes"].as_array().expect("changes");
    let change = changes.iter().find(|change| change["now"]["target"] == SEWAGE).expect("the target");
    assert_eq!(
        (&change["before"]["goal"], &change["now"]["goal"]),
        (&json!("≥ 400 个"), &json!("≥ 500 个")),
        "each day is judged by the version of its own"
    );

    place.call("undo", json!({}));
    assert_eq!(goals(&place, ["2022-06-30", "2022-07-31"]), ["≥ 400 个", "≥ 400 个"]);
}

#[test]
fn what_recurs_is_judged_instance_by_instance() {
    let place = Workplace::with_sample();
    let instances = |day: &str| on(&place, SEWAGE, day)["instances"].clone();
    assert_eq!(instances("2022-05-31"), json!([]), "it does not recur");
    let quarterly = with(draft(&place, SEWAGE, Some(FIRST)), &[("/recurrence", json!("quarter"))]);
    place.call(
        "revise_target",
        revise(quarterly, json!({ "type": "correct", "valid_from": FIRST }), "每季度"),
    );
    let told = instances("2022-05-31");
    let labels: Vec<&Value> =
        told.as_array().expect("instances").iter().map(|instance| &instance["label"]).collect();
    assert_eq!(labels, ["2022年二季度", "2022年一季度"]);
    assert_eq!((&told[0]["running"], &told[1]["running"]), (&json!(true), &json!(false)));
    let then = on(&place, SEWAGE, "2022-03-31")["line"].clone();
    for figure in ["goal", "actual", "rate", "gap", "status"] {
        assert_eq!(told[1][figure], then[figure], "{figure} as of the end of the instance");
    }
    assert_eq!(instances("2022-05-31")[0]["status"], on(&place, SEWAGE, "2022-05-31")["line"]["status"]);
}

#[test]
fn a_slip_is_mended_in_its_own_version() {
    let place = Workplace::with_sample();
    let mended = with(draft(&place, SEWAGE, Some(FIRST)), &[("/value", json!("410"))]);
    let in_place = json!({ "type": "correct", "valid_from": FIRST });
    place.call("revise_target", revise(mended.clone(), in_place.clone(), "录入时看错一位"));
    assert_eq!(goals(&place, ["2022-06-30", "2022-07-31"]), ["≥ 410 个", "≥ 410 个"]);
    let same = place.refused("revise_target", revise(mended, in_place, "没有变"));
    assert_eq!(codes(&same), ["target.nothing_changed"]);
    let kept: Vec<Value> = on(&place, SEWAGE, "2022-06-30")["versions"]
        .as_array()
        .expect("versions")
        .iter()
        .map(|version| version["goal"].clone())
        .collect();
    assert_eq!(kept, [json!("≥ 410 个"), json!("≥ 400 个")], "what stood there is not lost");
}

#[test]
fn a_version_taken_back_gives_its_periods_to_the_one_before() {
    let place = Workplace::with_sample();
    let more = with(draft(&place, SEWAGE, Some(FIRST)), &[("/value", json!("500"))]);
    let from = json!({ "type": "from", "day": "2022-07-01" });
    place.call("revise_target", revise(more, from, "追加"));
    let version = |reason: &str| json!({ "target": SEWAGE, "valid_from": "2022-07-01", "reason": reason });
    assert_eq!(codes(&place.refused("retract_version", version(" "))), ["reason.missing"]);
    place.call("retract_version", version("文件撤回"));
    assert_eq!(goals(&place, ["2022-06-30", "2022-07-31"]), ["≥ 400 个", "≥ 400 个"]);
    assert_eq!(place.refused("retract_version", version("再撤"))["code"], "not_found");
    let told: Vec<Value> = on(&place, SEWAGE, "2022-07-31")["versions"]
        .as_array()
        .expect("versions")
        .iter()
        .map(|version| json!([version["standing"], version["reason"]]))
        .collect();
    assert_eq!(told[0], json!(["retracted", "文件撤回"]));
    assert_eq!(told[1], json!(["replaced", "追加"]));
    place.call("retract_version", json!({ "target": SEWAGE, "valid_from": FIRST, "reason": "整项取消" }));
    let gone = place.refused(
        "target",
        json!({ "context": { "as_of": "2022-06-30", "org_unit": null }, "target": SEWAGE, "org_unit": null }),
    );
    assert_eq!(gone["code"], "not_found");
}

#[test]
fn every_change_needs_a_reason_and_what_is_set_must_be_complete() {
    let place = Workplace::with_sample();
    let kept = draft(&place, SEWAGE, Some(FIRST));
    let from = json!({ "type": "from", "day": "2022-07-01" });
    for (pointer, value, reason, code) in [
        ("/value", json!("500"), "", "reason.missing"),
        ("/value", json!(null), "追加", "target.value_missing"),
        ("/value", json!("五百来个"), "追加", "number.unreadable"),
        ("/deadline", json!("2021-12-31"), "追加", "target.window_upside_down"),
        ("/schedule/code", json!("curve"), "追加", "target.schedule_missing"),
        ("/schedule/code", json!("seasonal"), "追加", "target.season_unusable"),
        ("/completion_rule", json!("per_cent"), "追加", "word.unknown"),
    ] {
        let error = place
            .refused("revise_target", revise(with(kept.clone(), &[(pointer, value)]), from.clone(), reason));
        assert_eq!(codes(&error), [code], "{pointer}");
    }
    assert_eq!(goals(&place, ["2022-06-30", "2022-07-31"]), ["≥ 400 个", "≥ 400 个"], "nothing was written");
}

#[test]
fn every_target_of_the_sample_reads_back_as_it_was_written() {
    let place = Workplace::with_sample();
    let overview =
        place.call("overview", json!({ "as_of": "2022-06-30", "org_unit": null }))["lines"].clone();
    for line in overview.as_array().expect("lines") {
        let id = line["target"].as_str().expect("an id");
        let versions = on(&place, id, "2022-06-30")["versions"].as_array().expect("versions").clone();
        let current =
            versions.iter().find(|version| version["standing"] == "in_force").expect("one in force");
        let valid_from = current["valid_from"].as_str();
        let draft = draft(&place, id, valid_from);
        let reading = place.call("read_target", draft.clone());
        assert_eq!(reading["lacks"], json!([]), "{id}");
        let error = place.refused(
            "revise_target",
            json!({ "target": id, "change": { "type": "correct", "valid_from": valid_from }, "draft": draft, "reason": "核对" }),
        );
        assert_eq!(codes(&error), ["target.nothing_changed"], "{id}");
    }
}

fn by_hand(changes: &[(&str, Value)]) -> Value {
    let draft = json!({
        "indicator": { "type": "new", "indicator": { "name": "人均住房面积", "uom": "平方米", "decimals": 0, "accumulation": "stock", "direction": "up", "definition": null, "programme": null } },
        "org_unit": "150200000000", "kind": "level", "comparator": "gte", "value": "200", "value2": null, "tolerance": null,
        "baseline": null, "baseline_period": null, "change_by": null, "growth": null, "rising": false, "from": "2022-01-01", "deadline": "2022-12-31", "recurrence": null,
        "completion_rule": "usual", "schedule": { "code": "usual", "points": [], "weights": [] }, "coverage": null, "strength": "reach", "binding": "general",
        "programme": null, "responsible": "市住建局", "own": false, "note": "市政府常务会议定"
    });
    with(draft, changes)
}

#[test]
fn a_target_is_set_without_a_document() {
    let place = Workplace::with_sample();
    let made = place.call("make_target", json!({ "draft": by_hand(&[]) }));
    let id = made["ids"][0].as_str().expect("an id").to_owned();
    let detail = on(&place, &id, "2022-06-30");
    assert_eq!(detail["line"]["goal"], "≥ 200 平方米");
    assert_eq!((&detail["source"], &detail["note"]), (&Value::Null, &json!("市政府常务会议定")));
    place.call("undo", json!({}));
    let catalogue = place.call("catalogue", json!({}))["indicators"].clone();
    let names: Vec<&Value> = catalogue.as_array().expect("a list").iter().map(|i| &i["name"]).collect();
    assert!(!names.contains(&&json!("人均住房面积")), "the indicator came and went with its target");
}

#[test]
fn every_kind_and_schedule_is_set_read_and_written_back() {
    let place = Workplace::with_sample();
    let coverage = |more: Value| {
        let mut rule = json!({ "indicator": null, "comparator": "gte", "threshold": "", "threshold2": null, "attribute": null,
            "by_attribute": [], "level": "village", "units": [], "population": null });
        rule.as_object_mut().expect("a rule").extend(more.as_object().expect("fields").clone());
        rule
    };
    let zones = json!({ "attribute": "zone", "by_attribute": [{ "value": "农区", "text": "200" }, { "value": "牧区", "text": "150" }] });
    let months = |values: [&str; 2]| json!([{ "day": "2022-06-30", "text": values[0] }, { "day": "2022-12-31", "text": values[1] }]);
    let cases: Vec<(&str, Vec<(&str, Value)>)> = vec![
        ("≥ 200 平方米", vec![]),
        ("≤ 200 平方米", vec![("/comparator", json!("lte"))]),
        (
            "较基期 ≥ 200 平方米",
            vec![
                ("/kind", json!("change")),
                ("/baseline", json!("150")),
                ("/baseline_period", json!("2021")),
            ],
        ),
        (
            "> 200 平方米",
            vec![("/kind", json!("keep")), ("/comparator", json!("gt")), ("/recurrence", json!("quarter"))],
        ),
        (
            "3—5 平方米",
            vec![
                ("/kind", json!("range")),
                ("/comparator", json!("between")),
                ("/value", json!("3")),
                ("/value2", json!("5")),
            ],
        ),
        (
            "≈ 200 平方米",
            vec![("/kind", json!("approx")), ("/comparator", json!("approx")), ("/tolerance", json!("5%"))],
        ),
        (
            "≈ 200 平方米",
            vec![("/kind", json!("approx")), ("/comparator", json!("approx")), ("/tolerance", json!("12"))],
        ),
        (
            "≥ 70%",
            vec![("/kind", json!("coverage")), ("/value", json!("70%")), ("/coverage", coverage(zones))],
        ),
        (
            "≥ 100%",
            vec![
                ("/kind", json!("coverage")),
                ("/value", json!("1")),
                (
                    "/coverage",
                    coverage(json!({ "threshold": "12", "units": ["150222000000"], "level": "county" })),
                ),
            ],
        ),
        (
            "清零",
            vec![("/kind", json!("clear_to_zero")), ("/comparator", json!("eq")), ("/value", json!(null))],
        ),
        (
            "不发生",
            vec![("/kind", json!("no_event")), ("/comparator", json!("no_event")), ("/value", json!(null))],
        ),
        (
            "完成",
            vec![("/kind", json!("deliverable")), ("/comparator", json!("done")), ("/value", json!(null))],
        ),
        (
            "≥ 基期的2倍",
            vec![
                ("/kind", json!("change")),
                ("/value", json!("2")),
                ("/change_by", json!("multiple")),
                ("/baseline", json!("150")),
            ],
        ),
        (
            "较基期 ≥ 8%",
            vec![
                ("/kind", json!("change")),
                ("/value", json!("8%")),
                ("/change_by", json!("percent")),
                ("/baseline", json!("150")),
            ],
        ),
        (
            "同比 ≥ 8%，且每年递增",
            vec![
                ("/kind", json!("growth")),
                ("/value", json!("8%")),
                ("/growth", json!("yoy")),
                ("/rising", json!(true)),
            ],
        ),
        (
            "年均增长 ≥ 7.2%",
            vec![
                ("/kind", json!("growth")),
                ("/value", json!("7.2")),
                ("/growth", json!("annual_mean")),
                ("/baseline", json!("150")),
                ("/baseline_period", json!("2020")),
            ],
        ),
        ("≤ 3 位", vec![("/kind", json!("rank")), ("/comparator", json!("lte")), ("/value", json!("3"))]),
        (
            "≥ 200 平方米",
            vec![("/schedule/code", json!("curve")), ("/schedule/points", months(["80", "200"]))],
        ),
        (
            "≥ 200 平方米",
            vec![
                ("/schedule/code", json!("seasonal")),
                ("/schedule/weights", json!(["0", "0", "1", "4", "3", "0", "0", "0", "1", "1", "0", "0"])),
            ],
        ),
        ("≥ 200 平方米", vec![("/schedule/code", json!("year_end"))]),
        ("≥ 200 平方米", vec![("/schedule/code", json!("calendar_day"))]),
        (
            "≥ 200 平方米",
            vec![("/own", json!(true)), ("/strength", json!("strive")), ("/completion_rule", json!("tola"))],
        ),
    ];
    for (goal, changes) in cases {
        let draft = by_hand(&changes);
        let reading = place.call("read_target", draft.clone());
        assert_eq!((&reading["goal"], &reading["lacks"]), (&json!(goal), &json!([])), "{changes:?}");
        assert!(reading["rules"].as_array().expect("rules").iter().all(|rule| rule["text"] != ""));
        let made = place.call("make_target", json!({ "draft": draft }));
        let id = made["ids"][0].as_str().expect("an id");
        let kept = self::draft(&place, id, None);
        let again = place.refused(
            "revise_target",
            json!({ "target": id, "change": { "type": "correct", "valid_from": null }, "draft": kept, "reason": "核对" }),
        );
        assert_eq!(codes(&again), ["target.nothing_changed"], "{changes:?}: {kept}");
        place.call("undo", json!({}));
    }
}

#[test]
fn what_a_draft_says_and_lacks_is_told_before_it_is_written() {
    let place = Workplace::with_sample();
    let read = |changes: &[(&str, Value)]| place.call("read_target", by_hand(changes));
    let lacks = |changes: &[(&str, Value)]| {
        let problems = read(changes)["lacks"].clone();
        codes(&json!({ "problems": problems }))
    };
    assert_eq!(lacks(&[("/value", json!("二百来"))]), ["number.unreadable"], "not also as missing");
    assert_eq!(lacks(&[("/deadline", json!(null))]), ["target.deadline_missing"]);
    let curve = |points: Value| vec![("/schedule/code", json!("curve")), ("/schedule/points", points)];
    let falling = json!([{ "day": "2022-06-30", "text": "90" }, { "day": "2022-09-30", "text": "80" }, { "day": "2022-12-31", "text": "200" }]);
    assert_eq!(lacks(&curve(falling)), ["target.curve_falls"]);
    let short = json!([{ "day": "2022-12-31", "text": "180" }]);
    assert_eq!(lacks(&curve(short)), ["target.curve_ends_elsewhere"]);
    let total = place.call("read_target", by_hand(&[("/indicator/indicator/accumulation", json!("ytd"))]));
    let rule = |reading: &Value, field: &str| {
        reading["rules"]
            .as_array()
            .expect("rules")
            .iter()
            .find(|rule| rule["field"] == field)
            .map(|rule| rule["text"].clone())
    };
    assert_eq!(
        rule(&total, "schedule"),
        Some(json!("按月均匀：3月底 25.0%，6月底 50.0%，9月底 75.0%，12月底 100.0%"))
    );
    assert_eq!(rule(&read(&[]), "schedule"), Some(json!("不考核时序")));
    assert_eq!(rule(&read(&[]), "completion_rule"), Some(json!("完成值÷目标值")));
}
