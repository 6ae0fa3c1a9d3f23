//! What stands with a figure: 批注, files that prove it, and figures that have to be proven.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::results::{COUNTY, Room, monthly, room};

const PDF: &[u8] = b"%PDF-1.4 acceptance sheet of the day";
const PERIOD: &str = "2022-06";

impl Room {
    fn place_of(&self, unit: usize) -> Value {
        json!({ "org_unit": self.units[unit], "indicator": self.indicator, "measure": "ytd", "period": PERIOD })
    }

    fn attach_request(&self, unit: usize, files: &[(&str, &[u8])], shrink: bool) -> Value {
        let files: Vec<Value> = files
            .iter()
            .map(|(name, bytes)| json!({ "name": name, "bytes": STANDARD.encode(bytes), "text": null }))
            .collect();
        json!({ "form": self.form, "cell": self.place_of(unit), "files": files, "shrink": shrink })
    }

    fn attach(&self, unit: usize, files: &[(&str, &[u8])]) -> Value {
        self.place.call("attach_evidence", self.attach_request(unit, files, false))
    }

    fn names(&self, unit: usize) -> Vec<String> {
        let files = self.place.call("evidence", self.place_of(unit));
        let files = files.as_array().expect("files");
        files.iter().map(|file| file["name"].as_str().expect("a name").to_owned()).collect()
    }

    fn digest(&self, unit: usize) -> String {
        self.place.call("evidence", self.place_of(unit))[0]["digest"].as_str().expect("a digest").to_owned()
    }

    fn remark(&self, unit: usize, text: &str) {
        let request = json!({ "form": self.form, "cell": self.place_of(unit), "text": text });
        self.place.call("remark", request);
    }

    /// The cell of a unit as the sheet shows it.
    fn shown(&self, unit: usize) -> Value {
        let request =
            json!({ "form": self.form, "period": PERIOD, "layout": "units_indicators", "indicator": null });
        let grid = self.place.grid(request);
        let cells = grid["cells"].as_array().expect("cells");
        cells.iter().find(|cell| cell["row"] == json!(self.units[unit])).cloned().unwrap_or_default()
    }
}

fn codes(problems: &Value) -> Vec<&str> {
    problems.as_array().expect("problems").iter().filter_map(|problem| problem["code"].as_str()).collect()
}

#[test]
fn files_stay_with_a_figure_whatever_it_becomes() {
    let room = room();
    room.fill("type", vec![room.text(0, PERIOD, "12"), room.text(1, PERIOD, "5")]);
    let answer = room.attach(0, &[("验收单.pdf", PDF), ("台账.csv", b"a,b"), ("run.exe", b"MZ\x90")]);
    assert_eq!((&answer["taken"], codes(&answer["refused"])), (&json!(2), vec!["evidence.kind"]));
    assert_eq!(room.names(0), ["验收单.pdf", "台账.csv"]);
    room.attach(0, &[("验收单.pdf", PDF)]);
    assert_eq!(room.names(0).len(), 2, "the same file is there once");

    room.remark(0, "  已与台账核对  ");
    room.fill("type", vec![room.text(0, PERIOD, "13")]);
    let cell = room.shown(0);
    assert_eq!(
        (&cell["text"], &cell["note"], &cell["evidence"]),
        (&json!("13"), &json!("已与台账核对"), &json!(2))
    );
    room.remark(0, "");
    assert_eq!(room.shown(0)["note"], Value::Null);
    room.place.call("undo", json!({}));
    assert_eq!(room.shown(0)["note"], json!("已与台账核对"));

    let digest = room.digest(0);
    let request = json!({ "form": room.form, "cell": room.place_of(0), "digest": digest });
    room.place.call("detach_evidence", request.clone());
    assert_eq!(room.names(0), ["台账.csv"]);
    assert_eq!(room.place.refused("detach_evidence", request)["code"], "not_found");
    room.place.call("undo", json!({}));
    assert_eq!(room.names(0).len(), 2, "what was taken away comes back");
}

#[test]
fn the_same_bytes_lie_in_the_ledger_once() {
    let room = room();
    room.fill("type", vec![room.text(0, PERIOD, "12"), room.text(1, PERIOD, "5")]);
    let before = room.place.call("verify", json!({}))["attachments"].as_u64();
    room.attach(0, &[("甲.pdf", PDF)]);
    room.attach(1, &[("乙.pdf", PDF)]);
    assert_eq!(room.digest(0), room.digest(1));
    assert_eq!(room.place.call("verify", json!({}))["attachments"].as_u64(), before.map(|count| count + 1));
}

#[test]
fn there_is_nothing_to_prove_where_nothing_is_reported() {
    let room = room();
    for (command, request) in [
        ("attach_evidence", room.attach_request(0, &[("甲.pdf", PDF)], false)),
        ("remark", json!({ "form": room.form, "cell": room.place_of(0), "text": "注" })),
    ] {
        assert_eq!(codes(&room.place.refused(command, request)["problems"]), ["cell.empty"], "{command}");
    }
    room.fill("type", vec![room.text(0, PERIOD, "12")]);
    room.place.call("submit", json!({ "form": room.form, "period": PERIOD, "org_units": [room.units[0]] }));
    for (command, request) in [
        ("attach_evidence", room.attach_request(0, &[("甲.pdf", PDF)], false)),
        ("remark", json!({ "form": room.form, "cell": room.place_of(0), "text": "注" })),
    ] {
        assert_eq!(codes(&room.place.refused(command, request)["problems"]), ["cell.submitted"], "{command}");
    }
}

#[test]
fn a_file_is_opened_as_a_private_copy_that_goes_with_the_ledger() {
    let room = room();
    room.fill("type", vec![room.text(0, PERIOD, "12")]);
    room.attach(0, &[("../../验收单.pdf", PDF)]);
    let request = json!({ "digest": room.digest(0) });
    let path = room.place.call("open_evidence", request.clone())["path"].as_str().expect("a path").to_owned();
    let path = std::path::PathBuf::from(path);
    assert!(path.starts_with(room.place.folder().join("data")), "{}", path.display());
    assert_eq!(path.file_name().and_then(|name| name.to_str()), Some("验收单.pdf"));
    assert_eq!(std::fs::read(&path).expect("the copy"), PDF);
    assert!(std::fs::metadata(&path).expect("the copy").permissions().readonly());
    room.place.call("open_evidence", request.clone());
    assert_eq!(room.place.opened(), [path.clone(), path.clone()]);
    assert_eq!(room.place.call("evidence_picture", request)["url"], Value::Null, "a document is no picture");
    room.place.call("close_ledger", json!({}));
    assert!(!path.exists(), "nothing of it is left outside the ledger");
    room.place.refused("open_evidence", json!({ "digest": "no digest" }));
}

#[test]
fn what_a_form_asks_to_be_proven_stands_in_the_way_until_it_is() {
    let room = room();
    let mut form = monthly("改厕月报", &[&room.indicator], COUNTY, "township");
    form["form"]["id"] = json!(room.form);
    form["form"]["evidence"] = json!([room.indicator]);
    room.place.call("put_form", form);
    assert_eq!(room.place.call("form", json!({ "id": room.form }))["evidence"], json!([room.indicator]));
    room.fill("type", vec![room.text(0, PERIOD, "12"), room.change(1, PERIOD, json!({ "type": "nil" }))]);
    let submit = |unit: usize| {
        room.place
            .call("submit", json!({ "form": room.form, "period": PERIOD, "org_units": [room.units[unit]] }))
    };
    assert_eq!(codes(&submit(0)["problems"]), ["check.evidence_missing"]);
    assert_eq!(submit(1)["submitted"], json!([room.units[1]]), "零报告 has nothing to prove");
    room.attach(0, &[("验收单.pdf", PDF)]);
    assert_eq!(submit(0)["submitted"], json!([room.units[0]]));
    let key = json!({ "form": room.form, "org_unit": room.units[0], "period": PERIOD });
    let sheet = room.place.call("review_sheet", key);
    assert_eq!(sheet["rows"][0]["evidence"][0]["name"], json!("验收单.pdf"), "the checker sees it");
}

#[test]
fn one_unit_is_filled_in_over_its_periods() {
    let room = room();
    room.fill("type", vec![room.text(0, PERIOD, "12"), room.text(0, "2022-05", "9")]);
    room.place
        .call("submit", json!({ "form": room.form, "period": "2022-05", "org_units": [room.units[0]] }));
    let request = json!({ "form": room.form, "period": PERIOD, "layout": "indicators_periods", "indicator": null, "org_unit": room.units[0] });
    let grid = room.place.grid(request);
    assert_eq!(grid["rows"].as_array().map(Vec::len), Some(1));
    assert_eq!(grid["rows"][0]["indicator"], json!(room.indicator));
    assert_eq!(grid["units"].as_array().map(Vec::len), Some(room.units.len()));
    let cells: Vec<(&str, &str, bool)> = grid["cells"]
        .as_array()
        .expect("cells")
        .iter()
        .map(|cell| {
            let text = |name: &str| cell[name].as_str().expect("a text");
            (text("column"), text("text"), cell["read_only"] == json!(true))
        })
        .collect();
    assert_eq!(cells, [("2022-05", "9", true), ("2022-06", "12", false)], "what was handed in is locked");
}

#[test]
fn figures_without_evidence_are_listed_also_where_they_were_handed_in() {
    let room = room();
    room.fill(
        "type",
        vec![room.text(0, "2022-06", "12"), room.text(1, "2022-06", "5"), room.text(2, "2022-06", "0")],
    );
    room.place
        .call("submit", json!({ "form": room.form, "period": "2022-06", "org_units": [room.units[0]] }));
    let unproven = || {
        let asked = json!({ "form": room.form, "period": "2022-06", "org_unit": null });
        let view = room.place.call("checks", asked);
        let found = view["findings"].as_array().expect("findings").iter();
        let bare = found.filter(|one| one["class"] == "evidence");
        bare.map(|one| (one["org_unit"].clone(), one["closed"] == true)).collect::<Vec<_>>()
    };
    assert!(unproven().is_empty(), "the form asks for none");
    let mut form = json!({ "form": room.place.call("form", json!({ "id": room.form })), "reason": "要佐证" });
    (form["form"]["evidence"], form["form"]["from"]) = (json!([room.indicator]), Value::Null);
    room.place.call("put_form", form);
    assert_eq!(
        unproven(),
        [(json!(room.units[0]), true), (json!(room.units[1]), false)],
        "zero has nothing to prove"
    );
    room.attach(1, &[("验收单.pdf", PDF)]);
    assert_eq!(unproven(), [(json!(room.units[0]), true)]);
}
