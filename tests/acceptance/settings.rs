//! What an office sets about judging, on the sample ledger: every list follows it at once, and it travels.

use api::scripts;
use serde_json::{Value, json};
use testkit::Workplace;

fn context() -> Value {
    json!({ "as_of": "2022-06-30", "org_unit": null })
}

fn lamps(place: &Workplace) -> Vec<String> {
    let overview = place.call("overview", context());
    let lines = overview["lines"].as_array().expect("lines");
    lines.iter().filter_map(|line| line["status"]["lamp"].as_str().map(str::to_owned)).collect()
}

fn count(of: &[String], lamp: &str) -> u64 {
    of.iter().filter(|one| *one == lamp).count() as u64
}

#[test]
fn a_table_is_tried_then_set_then_taken_back_and_every_list_follows() {
    let place = Workplace::with_sample();
    let shipped = lamps(&place);
    let view = place.call("settings", json!({}));
    assert_eq!(view["presets"].as_array().map(Vec::len), Some(9));
    let mut rules = view["assessment"]["lamps"]["rules"].as_array().expect("lines").clone();
    for rule in &mut rules {
        if rule["status"] == "behind" || rule["status"] == "far_behind" {
            rule["lamp"] = json!("orange");
        }
    }

    let tried = place.call("try_lamps", json!({ "context": context(), "rules": rules }));
    assert_eq!(tried["problems"], json!([]));
    let tried = |lamp: &str| {
        let row = tried["counts"].as_array().expect("counts").iter().find(|row| row["lamp"] == lamp);
        row.and_then(|row| row["count"].as_u64()).unwrap_or(0)
    };
    assert!(tried("orange") > 0, "the sample has something behind");
    assert_eq!(lamps(&place), shipped, "trying writes nothing");

    let mut assessment = view["assessment"].clone();
    assessment["lamps"] = json!({ "preset": null, "name": "", "rules": rules });
    place.call("set_settings", json!({ "assessment": assessment, "reason": "督查办法" }));
    let set = lamps(&place);
    for lamp in ["blue", "green", "yellow", "orange", "red", "grey", "none"] {
        assert_eq!(count(&set, lamp), tried(lamp), "{lamp}: as it was tried");
    }
    let tiles = place.call("overview", context())["counts"].clone();
    let behind = tiles.as_array().expect("tiles").iter().find(|tile| tile["status"]["code"] == "behind");
    assert_eq!(behind.map(|tile| tile["status"]["lamp"].clone()), Some(json!("orange")));
    let held = place.call("settings", json!({}));
    assert_eq!(held["written"]["reason"], "督查办法");
    assert_eq!(held["assessment"]["lamps"]["preset"], Value::Null);

    place.call("undo", json!({}));
    assert_eq!(lamps(&place), shipped);
}

#[test]
fn a_table_with_a_gap_is_refused_and_names_the_case() {
    let place = Workplace::with_sample();
    let view = place.call("settings", json!({}));
    let rules = view["assessment"]["lamps"]["rules"].as_array().expect("lines");
    let rules: Vec<&Value> = rules.iter().filter(|rule| rule["status"] != "overdue").collect();
    let tried = place.call("try_lamps", json!({ "context": context(), "rules": rules }));
    assert_eq!(tried["problems"][0]["code"], "lamps.uncovered");
    assert_eq!(tried["problems"][0]["detail"], json!(["overdue", "逾期未完成"]));
    let mut assessment = view["assessment"].clone();
    assessment["lamps"] = json!({ "preset": null, "name": "", "rules": rules });
    let refused = place.refused("set_settings", json!({ "assessment": assessment, "reason": "" }));
    assert_eq!(refused["problems"][0]["code"], "lamps.uncovered");
}

#[test]
fn the_tolerance_moves_a_target_and_travels_with_the_data() {
    let place = Workplace::with_sample();
    let behind = |place: &Workplace| {
        let overview = place.call("overview", context());
        let lines = overview["lines"].as_array().expect("lines");
        lines.iter().filter(|line| line["status"]["code"] == "behind").count()
    };
    assert!(behind(&place) > 0);
    let mut assessment = place.call("settings", json!({}))["assessment"].clone();
    assessment["tolerance_points"] = json!("10");
    place.call("set_settings", json!({ "assessment": assessment, "reason": "" }));
    assert_eq!(behind(&place), 0, "up to ten points behind counts as on schedule");

    let path = place.folder().join("示例台账.dz");
    place.call("close_ledger", json!({}));
    let printed = scripts::data(Box::new(place.host()), &path, false).expect("data");
    let value: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(value["settings"]["assessment"]["tolerance_points"], "10");
    let values = [("assessment.lamps".to_owned(), "two_steps".to_owned())];
    let held = scripts::settings(Box::new(place.host()), &path, &values).expect("set");
    assert_eq!(held["assessment"]["lamps"], "two_steps");
    assert_eq!(held["assessment"]["tolerance_points"], "10");
}

#[test]
fn days_off_are_read_out_of_a_notice_and_move_deadlines() {
    let place = Workplace::with_sample();
    let due = |place: &Workplace| {
        let forms = place.call("forms", context());
        let form = forms.as_array().expect("forms").iter().find(|form| form["id"] == "f-visits").cloned();
        form.expect("the form")["due"].as_str().expect("a moment").to_owned()
    };
    // Three days after June is a Sunday.
    assert_eq!(due(&place), "2022年7月4日 17:00");
    let held = place.call("settings", json!({}))["calendar"].clone();
    assert_eq!(held, json!({ "off": [], "worked": [] }), "nothing that becomes false is shipped");

    let notice = |text: &str| json!({ "calendar": held, "text": text });
    let read = place.call(
        "read_notice",
        notice("2022年安排。建党节：7月4日（周一）至5日放假调休，共2天。7月9日（周六）上班。"),
    );
    assert_eq!(read, json!({ "off": ["2022-07-04..2022-07-05"], "worked": ["2022-07-09"] }));
    assert_eq!(due(&place), "2022年7月4日 17:00", "reading writes nothing");
    place.call("set_calendar", json!({ "calendar": read, "reason": "放假通知" }));
    assert_eq!(due(&place), "2022年7月6日 17:00");
    let view = place.call("settings", json!({}));
    assert_eq!((&view["calendar"], &view["calendar_written"]["reason"]), (&read, &json!("放假通知")));
    place.call("undo", json!({}));
    assert_eq!(due(&place), "2022年7月4日 17:00");
    place.call("redo", json!({}));

    for (text, code) in [("元旦放假。", "calendar.no_year"), ("2022年的安排。", "calendar.nothing_read")]
    {
        assert_eq!(place.refused("read_notice", notice(text))["problems"][0]["code"], code, "{text}");
    }
    let both = json!({ "calendar": { "off": ["2022-07-04"], "worked": ["2022-07-04"] }, "reason": "" });
    assert_eq!(place.refused("set_calendar", both)["problems"][0]["code"], "calendar.both");

    let path = place.folder().join("示例台账.dz");
    place.call("close_ledger", json!({}));
    let printed = scripts::data(Box::new(place.host()), &path, false).expect("data");
    let value: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(
        value["settings"]["calendar"],
        json!({ "off": "2022-07-04..2022-07-05", "worked": "2022-07-09" }),
        "they travel with the data"
    );
}
