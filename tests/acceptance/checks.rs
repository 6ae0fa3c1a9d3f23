//! 数据审核 through the program: found while filling in, explained, standing in the way of handing in.

use serde_json::{Value, json};
use testkit::Workplace;

use crate::results::monthly;

const COUNTY: &str = "150222000000";

struct Room {
    place: Workplace,
    form: String,
    spent: String,
    given: String,
    units: Vec<String>,
}

/// A county whose townships report every month what was given to them and what they spent of it.
fn room() -> Room {
    let place = Workplace::new();
    let path = place.folder().join("a.dz").display().to_string();
    place.call("create_ledger", json!({ "path": path, "title": "台账", "division": COUNTY, "office": "办", "person": "张某", "phone": null }));
    let text = "全年下达资金2000万元，支出资金1800万元。";
    let document = place.call(
        "import_document",
        json!({ "incoming": { "name": null, "bytes": null, "text": text }, "title": "计划", "issuer": null, "doc_number": null, "issued_on": "2022-01-05" }),
    );
    for (name, value, start, end) in [("下达资金", "2000", 0, 12), ("支出资金", "1800", 13, 23)] {
        place.call(
            "adopt",
            json!({ "items": [{ "target": {
                "passage": { "document": document["ids"][0], "start": start, "end": end }, "draft": {
                "indicator": { "type": "new", "indicator": { "name": name, "uom": "万元", "decimals": 2, "accumulation": "ytd", "direction": "up", "definition": null, "programme": null } },
                "org_unit": COUNTY, "kind": "level", "comparator": "gte", "value": value, "from": "2022-01-01", "deadline": "2022-12-31", "schedule": { "code": "calendar_month" },
                "coverage": null, "strength": "plan", "binding": "expected", "responsible": null
            } } }] }),
        );
    }
    let catalogue = place.call("catalogue", json!({}));
    let id = |name: &str| {
        let all = catalogue["indicators"].as_array().expect("indicators");
        let found = all.iter().find(|one| one["name"] == name).expect("an indicator");
        found["id"].as_str().expect("an id").to_owned()
    };
    let (spent, given) = (id("支出资金"), id("下达资金"));
    let form = place.call("put_form", monthly("资金月报", &[&given, &spent], COUNTY, "township"));
    let form = form["ids"][0].as_str().expect("an id").to_owned();
    let grid = place
        .grid(json!({ "form": form, "period": "2022-06", "layout": "units_indicators", "indicator": null }));
    let rows = grid["rows"].as_array().expect("rows");
    let units = rows.iter().filter_map(|row| row["key"].as_str()).filter(|key| *key != "total");
    let units = units.map(str::to_owned).collect();
    Room { place, form, spent, given, units }
}

impl Room {
    fn type_in(&self, unit: usize, period: &str, given: &str, spent: &str) {
        let change = |indicator: &str, text: &str| json!({ "org_unit": self.units[unit], "indicator": indicator, "measure": "ytd", "period": period, "input": { "type": "text", "text": text } });
        let changes = json!([change(&self.given, given), change(&self.spent, spent)]);
        self.place.call(
            "fill",
            json!({ "form": self.form, "action": "paste", "changes": changes, "reason": null }),
        );
    }

    /// The codes found for a unit in June.
    fn found(&self, unit: usize) -> Vec<String> {
        let request = json!({ "form": self.form, "period": "2022-06", "org_unit": self.units[unit] });
        let view = self.place.call("checks", request);
        let findings = view["findings"].as_array().expect("findings");
        findings.iter().filter_map(|f| f["problem"]["code"].as_str().map(str::to_owned)).collect()
    }

    /// What the sheet counts in June for the first unit.
    fn cells(&self) -> Value {
        let request = json!({ "form": self.form, "period": "2022-06", "org_unit": self.units[0] });
        self.place.call("checks", request)["cells"].clone()
    }

    fn finding(&self, unit: usize, code: &str) -> Value {
        let request = json!({ "form": self.form, "period": "2022-06", "org_unit": self.units[unit] });
        let view = self.place.call("checks", request);
        let findings = view["findings"].as_array().expect("findings").clone();
        findings.into_iter().find(|f| f["problem"]["code"] == code).unwrap_or_else(|| panic!("no {code}"))
    }

    fn submit(&self, unit: usize) -> Value {
        let units = [&self.units[unit]];
        self.place.call("submit", json!({ "form": self.form, "period": "2022-06", "org_units": units }))
    }

    fn explain(&self, key: &Value, text: &str) {
        let items = json!([{ "key": key, "text": text }]);
        self.place.call("explain", json!({ "form": self.form, "period": "2022-06", "items": items }));
    }
}

#[test]
fn what_is_wrong_or_odd_follows_every_edit() {
    let room = room();
    for month in 1..=5 {
        room.type_in(0, &format!("2022-0{month}"), &(month * 20).to_string(), &(month * 10).to_string());
    }
    assert_eq!(room.found(0), ["check.missing"]);
    room.type_in(0, "2022-06", "120", "60");
    assert_eq!(room.found(0), [""; 0]);
    room.type_in(0, "2022-06", "1200", "60");
    assert_eq!(room.found(0), ["check.slip"], "one nought too many");
    room.type_in(0, "2022-06", "90", "六十");
    assert_eq!(room.found(0), ["check.fell", "number.unreadable"], "the list says why a text is no number");
    assert_eq!(room.cells(), json!({ "errors": 1, "missing": 0, "queries": 1 }));
    room.place.call("undo", json!({}));
    room.type_in(0, "2022-06", "120", "60");
    assert_eq!(room.found(0), [""; 0]);
    room.type_in(0, "2022-05", "130", "50");
    assert_eq!(room.found(0), ["check.fell"], "the month before was changed");
    let grid = room.place.grid(
        json!({ "form": room.form, "period": "2022-06", "layout": "units_indicators", "indicator": null }),
    );
    let marked = grid["cells"].as_array().expect("cells").iter().filter(|cell| cell["problem"].is_object());
    assert_eq!(marked.count(), 1, "and the cell on the sheet is marked");
}

#[test]
fn what_is_odd_is_explained_before_it_is_handed_in() {
    let room = room();
    room.type_in(0, "2022-05", "100", "50");
    room.type_in(0, "2022-06", "90", "55");
    let answer = room.submit(0);
    assert_eq!((&answer["submitted"], &answer["problems"][0]["code"]), (&json!([]), &json!("check.fell")));
    let place = answer["problems"][0]["place"].as_str().expect("a place");
    assert_eq!(place, format!("{}|ytd|{}|2022-06", room.given, room.units[0]), "the cell is named");

    let key = room.finding(0, "check.fell")["key"].clone();
    for nothing in ["。", "无"] {
        let items = json!([{ "key": key, "text": nothing }]);
        let refused =
            room.place.refused("explain", json!({ "form": room.form, "period": "2022-06", "items": items }));
        assert_eq!(refused["problems"][0]["code"], "explanation.says_nothing", "{nothing}");
    }
    room.explain(&key, "收回了未开工项目的10万元");
    let explained = room.finding(0, "check.fell");
    assert_eq!((&explained["explained"], &explained["blocks"]), (&json!(true), &json!(false)));
    room.type_in(0, "2022-06", "80", "55");
    let stale = room.finding(0, "check.fell");
    assert_eq!(stale["explanation"], "收回了未开工项目的10万元");
    assert_eq!(stale["explained"], false, "it was said of another figure");
    room.explain(&key, "又收回10万元");
    assert_eq!(room.submit(0)["submitted"], json!([room.units[0]]));
    let items = json!([{ "key": key, "text": "改口" }]);
    let refused =
        room.place.refused("explain", json!({ "form": room.form, "period": "2022-06", "items": items }));
    assert_eq!(refused["problems"][0]["code"], "cell.submitted", "what was handed in stays as it was said");

    let printed = room.place.call("ledger", json!({}))["path"].as_str().expect("a path").to_owned();
    room.place.call("close_ledger", json!({}));
    let data = api::scripts::data(Box::new(room.place.host()), printed.as_ref(), false).expect("data");
    let data: Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!(data["explanations"][0]["text"], "又收回10万元", "it travels");
}

#[test]
fn a_running_total_is_held_against_what_was_handed_in_after_it() {
    let room = room();
    room.type_in(0, "2022-06", "120", "60");
    assert_eq!(room.submit(0)["submitted"], json!([room.units[0]]));
    room.type_in(0, "2022-05", "600", "60");
    let request = json!({ "form": room.form, "period": "2022-05", "org_unit": room.units[0] });
    let found = room.place.call("checks", request)["findings"].clone();
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(found[0]["problem"]["code"], "check.over_later");
    assert_eq!(found[0]["problem"]["detail"], json!(["600", "120", "2022年6月"]));
}

#[test]
fn a_relation_that_was_set_blocks_and_a_class_that_is_off_is_silent() {
    let room = room();
    room.type_in(0, "2022-06", "50", "60");
    assert_eq!(room.found(0), [""; 0]);
    let mut checks = room.place.call("settings", json!({}))["checks"].clone();
    checks["relations"] = json!([{ "left": [room.spent], "sign": "<=", "right": [room.given] }]);
    room.place.call("set_checks", json!({ "checks": checks, "reason": "资金管理办法" }));
    assert_eq!(room.found(0), ["check.relation"]);
    assert_eq!(room.submit(0)["problems"][0]["severity"], "error");
    checks["off"] = json!(["logic"]);
    room.place.call("set_checks", json!({ "checks": checks, "reason": "" }));
    assert_eq!(room.found(0), [""; 0]);
    room.place.call("undo", json!({}));
    assert_eq!(room.found(0), ["check.relation"], "settings are taken back like anything else");
    checks["relations"] = json!([{ "left": [room.spent], "sign": "<=", "right": [room.spent] }]);
    let refused = room.place.refused("set_checks", json!({ "checks": checks, "reason": "" }));
    assert_eq!(refused["problems"][0]["code"], "setting.relation");
}
