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
