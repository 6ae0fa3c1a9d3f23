//! Names and telephone numbers of people: under a mask until somebody who may asks for them, and the log says who did.

use serde_json::{Value, json};
use testkit::Workplace;

use crate::results::{COUNTY, Room, room};

const PHONE: &str = "0472-5550106";
const MASKED: &str = "047*-***0106";

fn person(room: &Room, name: &str, unit: &str, role: &str) -> String {
    let request = json!({ "id": null, "name": name, "office": format!("{name}的单位"), "org_unit": unit, "roles": [role], "phone": PHONE });
    room.place.call("put_person", request)["ids"][0].as_str().expect("an id").to_owned()
}

/// A county with a supervisor at the desk, and a reporter in its first township.
fn office() -> (Room, String, String) {
    let room = room();
    let supervisor = person(&room, "赵某", COUNTY, "supervisor");
    let reporter = person(&room, "钱某某", &room.units[0], "reporter");
    room.place.call("sign_in", json!({ "id": supervisor, "passcode": "" }));
    (room, supervisor, reporter)
}

fn of<'a>(people: &'a Value, id: &str) -> &'a Value {
    people.as_array().expect("people").iter().find(|person| person["id"] == id).expect("the person")
}

/// What the log says of masked data that were shown, the newest first.
fn shown(place: &Workplace) -> Vec<(String, String)> {
    let log = place.call("log", json!({}));
    let lines = log["lines"].as_array().expect("lines").iter();
    let shown = lines.filter_map(|line| Some((&line["written"]["by"], line["shown"].as_str()?)));
    shown.map(|(by, whose)| (by.as_str().unwrap_or_default().to_owned(), whose.to_owned())).collect()
}

#[test]
fn a_number_is_masked_until_it_is_asked_for_and_the_log_says_who_did() {
    let (room, supervisor, reporter) = office();
    let people = room.place.call("people", json!({}));
    assert_eq!(of(&people, &reporter)["phone"], MASKED, "somebody else's number");
    assert_eq!(of(&people, &supervisor)["phone"], PHONE, "one's own");
    assert_eq!(shown(&room.place), [], "nobody asked yet");
    for _ in 0..2 {
        let contact = room.place.call("show_person", json!({ "id": reporter }));
        assert_eq!((&contact["name"], &contact["phone"]), (&json!("钱某某"), &json!(PHONE)));
    }
    room.place.call("show_person", json!({ "id": supervisor }));
    let asked = ("赵某".to_owned(), "钱**".to_owned());
    assert_eq!(shown(&room.place), [asked.clone(), asked.clone()], "each time, but for one's own");
    let undone = room.place.call("undo", json!({}));
    assert_eq!(shown(&room.place), [asked.clone(), asked], "and that is never taken back: {undone}");
    assert_eq!(room.place.call("verify", json!({}))["problems"], json!([]));
}

#[test]
fn who_may_not_see_personal_data_is_refused_and_nothing_is_shown() {
    let (room, supervisor, reporter) = office();
    room.place.call("sign_in", json!({ "id": reporter, "passcode": "" }));
    let refused = room.place.refused("show_person", json!({ "id": supervisor }));
    assert_eq!(refused["problems"][0]["code"], "permission.role");
    assert!(!refused.to_string().contains(PHONE), "nor does the refusal say it");
    assert_eq!(shown(&room.place), [], "nothing was shown");
}

#[test]
fn whoever_changes_something_else_of_a_person_keeps_the_number() {
    let (room, _, reporter) = office();
    let put = |phone: Value| {
        let request = json!({ "id": reporter, "name": "钱某某", "office": "新单位", "org_unit": room.units[0], "roles": ["reporter"], "phone": phone });
        room.place.call("put_person", request);
        room.place.call("show_person", json!({ "id": reporter }))["phone"].clone()
    };
    assert_eq!(put(json!(MASKED)), PHONE, "the number as it was shown is the number as it was");
    assert_eq!(put(json!("0472-5550999")), "0472-5550999", "another one is another one");
    assert_eq!(put(Value::Null), Value::Null, "and it can be taken away");
}

#[test]
fn whom_to_ask_for_a_missing_report_is_masked_too() {
    let (room, _, _) = office();
    let standing = room.place.call("completeness", json!({ "as_of": "2022-07-20", "org_unit": null }));
    let line = standing["missing"]
        .as_array()
        .expect("missing")
        .iter()
        .find(|line| line["org_unit"] == json!(room.units[0]));
    let contact = &line.expect("the township")["contacts"][0];
    assert_eq!((&contact["name"], &contact["phone"]), (&json!("钱**"), &json!(MASKED)), "{standing}");
}

#[test]
fn data_goes_out_masked_unless_it_is_asked_for() {
    let (room, _, reporter) = office();
    let path = room.place.folder().join("a.dz");
    let person = |personal: bool| -> Value {
        let printed = api::scripts::data(Box::new(room.place.host()), &path, personal).expect("data");
        assert_eq!(printed.contains(PHONE), personal);
        let data: Value = serde_json::from_str(&printed).expect("JSON");
        of(&data["persons"], &reporter).clone()
    };
    assert_eq!((&person(false)["name"], &person(false)["phone"]), (&json!("钱**"), &json!(MASKED)));
    assert_eq!(shown(&room.place), [], "that shows nothing");
    assert_eq!((&person(true)["name"], &person(true)["phone"]), (&json!("钱某某"), &json!(PHONE)));
    assert_eq!(shown(&room.place)[0], ("赵某".to_owned(), String::new()), "everybody's data");
}

/// Numbers that are nobody's, with check digits that fit.
const IDENTITY: &str = "150102199003071229";
const CARD: &str = "6222 0206 0200 1122 335";

#[test]
fn numbers_of_identity_and_bank_cards_are_not_taken_in() {
    let room = room();
    let cell = json!({ "org_unit": room.units[0], "indicator": room.indicator, "measure": "ytd", "period": "2022-06" });
    room.fill("type", vec![room.text(0, "2022-06", "120")]);
    let before = room.place.call("verify", json!({}))["state"].clone();
    let submit = json!({ "form": room.form, "period": "2022-06", "org_units": [room.units[0]] });
    let report = json!({ "form": room.form, "org_unit": room.units[0], "period": "2022-06" });
    for number in [IDENTITY, CARD] {
        let said = format!("户主{number}");
        let refused = room.place.refused("remark", json!({ "form": room.form, "cell": cell, "text": said }));
        assert_eq!(refused["problems"][0]["code"], "personal.number", "a remark: {refused}");
        let file = json!({ "name": format!("{said}.pdf"), "bytes": "JVBERi0xLjQgYQ==", "text": null });
        let answer = room.place.call(
            "attach_evidence",
            json!({ "form": room.form, "cell": cell, "files": [file], "shrink": false }),
        );
        assert_eq!(answer["refused"][0]["code"], "personal.number", "the name of a file: {answer}");
    }
    assert_eq!(room.place.call("verify", json!({}))["state"], before, "nothing was written");
    room.place.call("submit", submit);
    let step = json!({ "step": "return", "reports": [report], "reason": format!("{IDENTITY}重复") });
    assert_eq!(room.place.refused("take_step", step)["problems"][0]["code"], "personal.number", "a reason");
    let remark = json!({ "form": room.form, "cell": cell, "text": "联系人0472-5550106" });
    let refused = room.place.refused("remark", remark);
    assert_ne!(refused["problems"][0]["code"], "personal.number", "a telephone number is another matter");
}

/// Everything that a command answers or a file says, as text.
fn exports(place: &Workplace) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let context = json!({ "as_of": "2022-06-30", "org_unit": null });
    for command in [
        "ledger",
        "people",
        "log",
        "exchange",
        "signers",
        "settings",
        "conflicts",
        "archived_reports",
        "report_shelf",
    ] {
        found.push((command.to_owned(), place.call(command, json!({})).to_string()));
    }
    for command in ["completeness", "review_queue", "forms", "overview", "waiting", "target_tree"] {
        found.push((command.to_owned(), place.call(command, context.clone()).to_string()));
    }
    for template in [
        "progress_bulletin",
        "progress_brief",
        "progress_letter",
        "progress_summary",
        "target_list",
        "unit_sheet",
        "change_report",
        "correction_notice",
    ] {
        for format in ["docx", "pdf", "xlsx", "csv", "json"] {
            let path = place.folder().join(format!("{template}.{format}"));
            let bulletin = json!({ "context": context, "targets": [], "template": template, "compare_with": "2022-05-31", "fields": {} });
            let request = json!({ "bulletin": bulletin, "format": format, "path": path, "choose": false });
            place.call("export_bulletin", request);
            found.push((format!("{template}.{format}"), text_of(&path)));
        }
    }
    found
}

fn text_of(path: &std::path::Path) -> String {
    let bytes = std::fs::read(path).expect("the export");
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv" | "json") => String::from_utf8_lossy(&bytes).into_owned(),
        _ => match formats::text::read(name.as_deref(), &bytes) {
            Ok(read) => read.text,
            Err(error) => {
                assert_eq!(format!("{error:?}"), "Empty", "{path:?} can be read");
                String::new()
            }
        },
    }
}

#[test]
fn no_view_and_no_export_says_somebody_elses_number() {
    let (room, supervisor, _) = office();
    let place = &room.place;
    let own = json!({ "id": supervisor, "name": "赵某", "office": "赵某的单位", "org_unit": COUNTY, "roles": ["supervisor"], "phone": null });
    place.call("put_person", own);
    place.call("make_key", json!({ "passphrase": "一条很长很长的口令" }));
    let mut found = exports(place);
    let paper = place.folder().join("paper.xlsx");
    place.call("export_form", json!({ "form": room.form, "period": "2022-06", "path": paper }));
    found.push(("export_form".into(), text_of(&paper)));
    let packed = place.call("pack", json!({ "kind": "issue", "passphrase": "一条很长很长的口令" }));
    let bytes = std::fs::read(packed["path"].as_str().expect("a file")).expect("the package");
    let package = formats::package::read(&bytes).expect("a package");
    found.push(("pack".into(), format!("{:?} {:?}", package.manifest, package.batch)));
    let ledger = place.folder().join("a.dz");
    found.push(("data".into(), api::scripts::data(Box::new(place.host()), &ledger, false).expect("data")));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    for (what, text) in &found {
        assert!(!text.contains(PHONE) && !digits(text).contains(&digits(PHONE)), "{what} says it");
    }
    assert!(found.len() > 50, "{} views and exports", found.len());
    assert!(found.iter().any(|(_, text)| text.contains(MASKED)), "where it is shown it is masked");
}

#[test]
fn the_log_goes_back_to_the_first_entry() {
    let (room, _, reporter) = office();
    for _ in 0..110 {
        room.place.call("show_person", json!({ "id": reporter }));
    }
    let newest = room.place.call("log", json!({}));
    let older = room.place.call("log", json!({ "before": newest["next"] }));
    let numbers: Vec<u64> = [&newest, &older]
        .iter()
        .flat_map(|part| part["lines"].as_array().expect("lines"))
        .filter_map(|line| line["number"].as_u64())
        .collect();
    let all: Vec<u64> = (1..=numbers.len() as u64).rev().collect();
    assert_eq!(numbers, all, "each once, the newest first, down to the first");
    assert_eq!(older["next"], Value::Null);
}
