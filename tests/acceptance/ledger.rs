//! Making, opening and keeping ledgers.

use serde_json::{Value, json};
use testkit::Workplace;

use crate::results::{Room, monthly, room};

/// 固阳县: a county with its townships and villages.
const GUYANG: &str = "150222000000";

fn create(place: &Workplace, name: &str) -> (String, Value) {
    let path = place.folder().join(name).display().to_string();
    let view = place.call(
        "create_ledger",
        json!({ "path": path, "title": "固阳县2022台账", "division": GUYANG, "office": "县乡村振兴局", "person": "张某", "phone": null }),
    );
    (path, view)
}

#[test]
fn a_new_ledger_brings_the_townships_and_villages_of_its_county() {
    let place = Workplace::new();
    let (_, view) = create(&place, "a.dz");
    assert_eq!(view["title"], "固阳县2022台账");
    assert_eq!(view["person"]["name"], "张某");
    assert_eq!(view["person"]["office"], "县乡村振兴局");
    let as_of = view["context"]["as_of"].clone();
    let top = place.call("units", json!({ "parent": null, "as_of": as_of }));
    assert_eq!(top[0]["name"], "内蒙古自治区", "what the county belongs to comes along");
    let townships = place.call("units", json!({ "parent": GUYANG, "as_of": as_of }));
    let names: Vec<&str> =
        townships.as_array().expect("a list").iter().filter_map(|u| u["name"].as_str()).collect();
    assert!(names.contains(&"金山镇"), "{names:?}");
    let villages = place.call("units", json!({ "parent": townships[0]["id"], "as_of": as_of }));
    assert!(!villages.as_array().expect("a list").is_empty());
}

#[test]
fn a_ledger_opens_again_with_everything_and_is_on_the_list_of_recent_ones() {
    let place = Workplace::new();
    let (path, _) = create(&place, "a.dz");
    let place = place.restarted();
    assert_eq!(place.refused("ledger", json!({}))["code"], "no_ledger");
    let start = place.call("start", json!({}));
    assert_eq!(start["recent"][0]["title"], "固阳县2022台账");
    assert_eq!(start["recent"][0]["present"], true);
    let view = place.call("open_ledger", json!({ "path": path }));
    assert_eq!(view["person"]["name"], "张某", "the device knows who wrote last");
}

/// The clock of the device is taken as it is; that it was set back is told, and stands in the log.
#[test]
fn a_clock_that_was_set_back_is_told() {
    let room = room();
    let path = room.place.call("ledger", json!({}))["path"].clone();
    let Room { place, form, indicator, units } = room;
    let mut place = place;
    let write = |place: &Workplace, text: &str| {
        let change = json!({ "org_unit": units[0], "indicator": indicator, "measure": "ytd", "period": "2022-06", "input": { "type": "text", "text": text } });
        let request = json!({ "form": form, "action": "type", "changes": [change], "reason": null });
        place.call("fill", request)["written"].clone()
    };
    let marks = |place: &Workplace| -> Vec<Value> {
        let lines = place.call("log", json!({ "before": null }))["lines"].clone();
        lines.as_array().expect("lines").iter().map(|line| line["set_back"].clone()).collect()
    };
    assert_eq!(write(&place, "1"), 1);
    for (moment, behind) in [
        ("2022-07-01T08:55:00+08:00", Value::Null),
        ("2022-01-01T00:00:00+08:00", json!("2022-07-01T09:00:00+08:00")),
        ("2022-07-01T09:30:00+08:00", Value::Null),
    ] {
        place = place.restarted_at(moment);
        place.call("open_ledger", json!({ "path": path }));
        assert_eq!(place.call("ledger", json!({}))["clock_behind"], behind, "{moment}");
        let figure = moment.bytes().map(u32::from).sum::<u32>().to_string();
        assert_eq!(write(&place, &figure), 1, "June had begun before the clock was set back: {moment}");
        assert_eq!(place.call("ledger", json!({}))["clock_behind"], behind, "also after writing: {moment}");
    }
    let marks = marks(&place);
    let told: Vec<&Value> = marks.iter().filter(|mark| !mark.is_null()).collect();
    assert_eq!(told, [&json!("2022-07-01T08:55:00+08:00")], "once, with what it had shown");
    assert!(marks[1] != Value::Null, "the last but one, in the order in which they came: {marks:?}");
}

#[test]
fn what_a_new_ledger_lacks_is_named() {
    let place = Workplace::new();
    let path = place.folder().join("a.dz").display().to_string();
    let error = place.refused(
        "create_ledger",
        json!({ "path": path, "title": " ", "division": "999999000000", "office": "", "person": "", "phone": null }),
    );
    assert_eq!(error["code"], "refused");
    let codes: Vec<&str> =
        error["problems"].as_array().expect("a list").iter().filter_map(|p| p["code"].as_str()).collect();
    assert_eq!(
        codes,
        ["ledger.title_missing", "office.name_missing", "person.name_missing", "division.unknown"]
    );
    assert!(!place.folder().join("a.dz").exists(), "nothing is half-made");
}

#[test]
fn an_existing_file_is_never_overwritten() {
    let place = Workplace::new();
    let (path, _) = create(&place, "a.dz");
    let before = std::fs::read(&path).expect("the ledger");
    let error = place.refused(
        "create_ledger",
        json!({ "path": path, "title": "另一本", "division": GUYANG, "office": "办", "person": "李某", "phone": null }),
    );
    assert_eq!(error["problems"][0]["code"], "file.exists");
    assert_eq!(std::fs::read(&path).expect("the ledger"), before);
}

#[test]
fn what_is_no_ledger_is_refused_untouched() {
    let place = Workplace::new();
    for (name, bytes) in [
        (
            "text.dz",
            &b"no ledger at all, just a longer text than a header needs to be ............................"[..],
        ),
        ("empty.dz", b""),
    ] {
        let path = place.folder().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let error = place.refused("open_ledger", json!({ "path": path.display().to_string() }));
        assert_eq!(error["code"], "not_a_ledger", "{name}");
        assert_eq!(std::fs::read(&path).expect("the file"), bytes, "{name} is as it was");
    }
    let missing = place.folder().join("missing.dz");
    let error = place.refused("open_ledger", json!({ "path": missing.display().to_string() }));
    assert_eq!(error["problems"][0]["code"], "file.missing");
    assert!(!missing.exists());
}

#[test]
fn undo_takes_back_and_redo_puts_back_also_after_a_restart() {
    let place = Workplace::new();
    let (path, _) = create(&place, "a.dz");
    let form = monthly("月报", &[], GUYANG, "township");
    assert_eq!(place.refused("put_form", form)["problems"][0]["code"], "form.indicators_missing");
    let imported = place.call(
        "import_document",
        json!({ "incoming": { "name": null, "bytes": null, "text": "今年计划在400个村开展治理。" }, "title": "计划", "issuer": null, "doc_number": null, "issued_on": "2022-01-05" }),
    );
    let count = |place: &Workplace| place.call("documents", json!({})).as_array().map_or(0, Vec::len);
    assert_eq!(count(&place), 1, "{imported}");
    let place = place.restarted();
    let view = place.call("open_ledger", json!({ "path": path }));
    assert_eq!(view["undo"]["operation"], "import");
    assert_eq!(place.call("undo", json!({}))["done"]["operation"], "import");
    assert_eq!(count(&place), 0);
    let view = place.call("ledger", json!({}));
    assert_eq!(view["redo"]["operation"], "import");
    place.call("redo", json!({}));
    assert_eq!(count(&place), 1);
}

#[test]
fn a_backup_is_a_ledger_and_of_a_damaged_file_the_newest_backup_is_brought_back() {
    let place = Workplace::new();
    let (path, _) = create(&place, "a.dz");
    let copy = place.folder().join("copy.dz").display().to_string();
    place.call("backup", json!({ "path": copy }));
    let opened = place.call("open_ledger", json!({ "path": copy }));
    assert_eq!(opened["title"], "固阳县2022台账");
    place.call("open_ledger", json!({ "path": path }));
    place.call("close_ledger", json!({}));
    damage(&path);
    let before = std::fs::read(&path).expect("the damaged file");
    let error = place.refused("open_ledger", json!({ "path": path }));
    assert_eq!(error["code"], "damaged");
    assert_eq!(error["data"][0], json!(path), "the file is named");
    assert!(error["data"][1].is_string(), "and the newest backup beside it: {error}");
    assert_eq!(std::fs::read(&path).expect("the damaged file"), before, "it is left as it is");
    let newest = place.call("newest_backup", json!({ "path": path }));
    assert_eq!((&newest["path"], &newest["sealed"]), (&error["data"][1], &json!(false)));
    let view = place.call("restore_from", json!({ "backup": newest["path"], "path": path }));
    assert_eq!(view["health"]["state"], "sound");
    let kept = std::fs::read_dir(place.folder()).expect("the folder").filter_map(Result::ok);
    let damaged_kept =
        kept.filter(|file| std::fs::read(file.path()).is_ok_and(|bytes| bytes == before)).count();
    assert_eq!(damaged_kept, 1, "the damaged file is kept beside it");
}

/// Overwrites the middle half of the file with noise: facts and what is derived from them.
fn damage(path: &str) {
    let mut bytes = std::fs::read(path).expect("the ledger");
    let quarter = bytes.len() / 4;
    for (at, byte) in bytes.iter_mut().enumerate().skip(quarter).take(2 * quarter) {
        *byte = u8::try_from((at * 31) % 251).expect("below 256");
    }
    std::fs::write(path, bytes).expect("the ledger");
}

#[test]
fn verify_finds_nothing_in_a_fresh_ledger() {
    let place = Workplace::new();
    create(&place, "a.dz");
    let found = place.call("verify", json!({}));
    assert_eq!(found["problems"], json!([]));
    assert_eq!(found["entries"], 1);
}

#[test]
fn commands_that_are_not_there_or_malformed_are_refused_by_code() {
    let place = Workplace::new();
    assert_eq!(place.refused("no_such_command", json!({}))["code"], "unknown_command");
    assert_eq!(place.refused("overview", json!({ "as_of": 5 }))["code"], "malformed");
    assert_eq!(
        place.refused("overview", json!({ "as_of": "2022-06-30", "org_unit": null }))["code"],
        "no_ledger"
    );
}

#[test]
fn divisions_are_found_by_name_and_by_tree() {
    let place = Workplace::new();
    let found = place.call("divisions", json!({ "parent": null, "name": "固阳" }));
    let county = found.as_array().expect("a list").iter().find(|d| d["code"] == GUYANG).expect("固阳县");
    assert_eq!(county["path"], json!(["内蒙古自治区", "包头市"]));
    assert!(county["units"].as_u64().expect("a count") > 50);
    let provinces = place.call("divisions", json!({ "parent": null, "name": null }));
    assert_eq!(provinces.as_array().map(Vec::len), Some(31));
}

fn children(place: &Workplace, parent: &str, as_of: &str) -> Vec<String> {
    let units = place.call("units", json!({ "parent": parent, "as_of": as_of }));
    units
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|unit| unit["name"].as_str().map(str::to_owned))
        .collect()
}

#[test]
fn units_are_renamed_added_moved_closed_and_merged_with_their_days() {
    let place = Workplace::new();
    create(&place, "a.dz");
    let before = place.call("units", json!({ "parent": GUYANG, "as_of": "2022-06-30" }));
    let id = |at: usize| before[at]["id"].as_str().expect("an id").to_owned();
    let name = |at: usize| before[at]["name"].as_str().expect("a name").to_owned();
    let change = |change: Value, reason: &str| {
        place.call("change_unit", json!({ "change": change, "reason": reason }))
    };

    change(
        json!({ "type": "rename", "org_unit": id(0), "name": "新名镇", "from": "2022-07-01" }),
        "更名批复",
    );
    assert_eq!(children(&place, GUYANG, "2022-06-30")[0], name(0), "not before its day");
    assert_eq!(children(&place, GUYANG, "2022-07-01")[0], "新名镇");
    let found = place.call("search", json!({ "text": name(0), "as_of": "2022-06-30" }));
    assert!(
        found.as_array().expect("a list").iter().any(|hit| hit["id"] == json!(id(0))),
        "the old name still finds it"
    );
    for code in [GUYANG, GUYANG.trim_end_matches('0')] {
        let found = place.call("search", json!({ "text": code, "as_of": "2022-06-30" }));
        assert_eq!(found[0]["id"], GUYANG, "{code} finds the unit that has it");
    }

    change(json!({ "type": "rename", "org_unit": id(0), "name": "新明镇", "from": null }), "录错一字");
    assert_eq!(children(&place, GUYANG, "2022-07-01")[0], "新明镇");
    assert_eq!(children(&place, GUYANG, "2022-06-30")[0], name(0), "the name before is left alone");

    change(
        json!({ "type": "add", "parent": GUYANG, "name": "新设镇", "level": "township", "code": null, "from": "2022-07-01" }),
        "",
    );
    assert!(
        !children(&place, GUYANG, "2022-06-30").contains(&"新设镇".to_owned()),
        "not before its first day"
    );
    assert!(children(&place, GUYANG, "2022-07-01").contains(&"新设镇".to_owned()));

    let village = place.call("units", json!({ "parent": id(1), "as_of": "2022-06-30" }))[0].clone();
    let village_name = village["name"].as_str().expect("a name").to_owned();
    change(
        json!({ "type": "move", "org_unit": village["id"], "parent": id(2), "from": "2022-07-01" }),
        "区划调整",
    );
    assert!(
        children(&place, &id(1), "2022-06-30").contains(&village_name),
        "the earlier day shows the earlier tree"
    );
    assert!(children(&place, &id(2), "2022-07-01").contains(&village_name));

    change(json!({ "type": "close", "org_unit": village["id"], "from": "2023-01-01" }), "撤销建制");
    assert!(children(&place, &id(2), "2022-12-31").contains(&village_name));
    assert!(!children(&place, &id(2), "2023-01-01").contains(&village_name));

    for (change, reason, code) in [
        (json!({ "type": "close", "org_unit": id(2), "from": "2023-01-01" }), "撤销", "unit.has_parts"),
        (json!({ "type": "close", "org_unit": village["id"], "from": "2024-01-01" }), "撤销", "unit.closed"),
        (
            json!({ "type": "move", "org_unit": GUYANG, "parent": id(2), "from": "2023-01-01" }),
            "误",
            "unit.circle",
        ),
        (json!({ "type": "rename", "org_unit": id(2), "name": " ", "from": null }), "", "unit.name_missing"),
        (
            json!({ "type": "rename", "org_unit": village["id"], "name": "新名村", "from": "2024-01-01" }),
            "更名",
            "unit.closed",
        ),
        (
            json!({ "type": "merge", "org_unit": village["id"], "into": id(2), "from": "2022-01-01" }),
            "",
            "reason.missing",
        ),
    ] {
        let error = place.refused("change_unit", json!({ "change": change, "reason": reason }));
        assert_eq!(error["problems"][0]["code"], code, "{change}");
    }
    place.call("undo", json!({}));
    assert!(children(&place, &id(2), "2023-01-01").contains(&village_name), "and it can be undone");
}

#[test]
fn a_unit_tells_its_names_and_places_and_by_whose_word() {
    let place = Workplace::new();
    create(&place, "a.dz");
    let townships = place.call("units", json!({ "parent": GUYANG, "as_of": "2022-06-30" }));
    let (first, second) = (townships[0].clone(), townships[1].clone());
    let village = place.call("units", json!({ "parent": first["id"], "as_of": "2022-06-30" }))[0].clone();
    let record = |as_of: &str| place.call("unit", json!({ "org_unit": village["id"], "as_of": as_of }));
    let change = |change: Value| place.call("change_unit", json!({ "change": change, "reason": "批复" }));

    let before = record("2022-06-30");
    assert_eq!(before["names"].as_array().map(Vec::len), Some(1));
    assert_eq!(before["path"].as_array().and_then(|path| path.last()), Some(&first["name"]));

    change(json!({ "type": "rename", "org_unit": village["id"], "name": "新名村", "from": "2022-05-01" }));
    change(
        json!({ "type": "move", "org_unit": village["id"], "parent": second["id"], "from": "2022-07-01" }),
    );
    let after = record("2022-07-01");
    let named: Vec<_> = after["names"].as_array().expect("names").iter().map(|n| n["name"].clone()).collect();
    assert_eq!(named, [village["name"].clone(), json!("新名村")]);
    assert_eq!(
        (&after["names"][0]["to"], &after["names"][1]["from"]),
        (&json!("2022-04-30"), &json!("2022-05-01"))
    );
    assert_eq!(record("2022-04-30")["unit"]["name"], village["name"], "as it was called on the day");
    assert_eq!(after["unit"]["name"], "新名村");
    assert_eq!(after["names"][1]["written"]["reason"], "批复");
    assert!(after["names"][1]["written"]["by"].as_str().is_some_and(|by| !by.is_empty()));
    assert_eq!(after["path"].as_array().and_then(|path| path.last()), Some(&second["name"]));
    let places = &after["positions"];
    assert_eq!((&places[0]["parent"], &places[0]["to"]), (&first["name"], &json!("2022-04-30")));
    assert_eq!((&places[1]["parent"], &places[1]["to"]), (&first["name"], &json!("2022-06-30")));
    assert_eq!((&places[2]["parent"], &places[2]["from"]), (&second["name"], &json!("2022-07-01")));

    let into = place.call("units", json!({ "parent": second["id"], "as_of": "2022-07-01" }))[0].clone();
    change(json!({ "type": "merge", "org_unit": village["id"], "into": into["id"], "from": "2023-01-01" }));
    assert_eq!(record("2023-01-01")["positions"][2]["successor"], into["name"]);
    place.call("undo", json!({}));
    assert_eq!(record("2023-01-01")["positions"][2]["successor"], Value::Null, "what is undone is not shown");

    let error = place.refused("unit", json!({ "org_unit": "没有", "as_of": "2022-06-30" }));
    assert_eq!(error["code"], "not_found");
    let people = place.call("people", json!({}));
    assert!(people.as_array().is_some_and(|people| !people.is_empty()));
    assert_eq!(people[0]["id"], place.call("ledger", json!({}))["person"]["id"]);
}

#[test]
fn a_clock_that_is_set_back_decides_nothing() {
    let Room { place, form, indicator, units } = room();
    let fill = |place: &Workplace, text: &str| {
        let cell = json!({ "org_unit": units[0], "indicator": indicator, "measure": "ytd", "period": "2022-06", "input": { "type": "text", "text": text } });
        place.call("fill", json!({ "form": form, "action": "type", "changes": [cell], "reason": null }));
    };
    let actual = |place: &Workplace| {
        let shown = place.call("overview", json!({ "as_of": "2022-06-30", "org_unit": null }));
        shown["lines"][0]["actual"]["value"].clone()
    };
    fill(&place, "100");
    let path = place.call("ledger", json!({}))["path"].clone();
    let place = place.restarted_at("2019-01-01T00:00:00+08:00");
    place.call("open_ledger", json!({ "path": path }));
    fill(&place, "90");
    assert_eq!(actual(&place), "90", "what was written last holds, whatever the clock says");
    place.call("undo", json!({}));
    assert_eq!(actual(&place), "100", "and is taken back");
    assert_eq!(place.call("verify", json!({}))["problems"], json!([]), "every digest fits");
}
