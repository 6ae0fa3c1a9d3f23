//! From laptop to laptop: forms go down, reports come up, returns go back, by files and without a network.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use testkit::Workplace;

use crate::results::{COUNTY, Room, room};

const PASSPHRASE: &str = "一条很长很长的口令";

/// A county with its form, and townships that know nothing of it yet; each has a key, and nobody knows anybody's.
struct Offices {
    county: Room,
    first: Workplace,
    second: Workplace,
}

/// A township's ledger, made apart from the county's.
fn township(code: &str) -> Workplace {
    let place = Workplace::new();
    let path = place.folder().join("township.dz").display().to_string();
    place.call("create_ledger", json!({ "path": path, "title": "镇台账", "division": code, "office": "镇政府", "person": "李某", "phone": null }));
    place.call("make_key", json!({ "passphrase": PASSPHRASE }));
    place
}

fn own_key(place: &Workplace) -> Value {
    place.call("exchange", json!({}))["key"].clone()
}

fn trust(place: &Workplace, key: &Value, relation: &str) {
    place.call(
        "judge_signer",
        json!({ "key": key["key"], "org_unit": key["org_unit"], "name": key["name"], "relation": relation, "state": "trusted", "reason": "电话核对过指纹" }),
    );
}

fn pack(place: &Workplace, mut request: Value) -> PathBuf {
    request["passphrase"] = PASSPHRASE.into();
    PathBuf::from(place.call("pack", request)["path"].as_str().expect("a file"))
}

fn files(paths: &[&PathBuf]) -> Value {
    let file =
        |path: &&PathBuf| json!({ "name": path.file_name().map(|n| n.to_string_lossy()), "path": path });
    json!({ "files": paths.iter().map(file).collect::<Vec<_>>() })
}

fn receive(place: &Workplace, paths: &[&PathBuf]) -> Value {
    place.call("receive_packages", files(paths))
}

fn look(place: &Workplace, path: &PathBuf) -> Value {
    place.call("inspect_packages", files(&[path]))[0].clone()
}

impl Offices {
    fn strangers() -> Self {
        let county = room();
        county.place.call("make_key", json!({ "passphrase": PASSPHRASE }));
        let (first, second) = (township(&county.units[0]), township(&county.units[1]));
        Self { county, first, second }
    }

    /// They have compared their keys, and the county's form has gone down.
    fn new() -> Self {
        let offices = Self::strangers();
        for township in [&offices.first, &offices.second] {
            trust(&offices.county.place, &own_key(township), "subordinate");
            trust(township, &own_key(&offices.county.place), "superior");
            let issued = pack(&offices.county.place, json!({ "kind": "issue" }));
            let came = receive(township, &[&issued]);
            assert_eq!(came["offers"][0]["merged"], true, "the form goes down: {came}");
        }
        offices
    }

    fn township(&self, unit: usize) -> &Workplace {
        if unit == 0 { &self.first } else { &self.second }
    }

    fn report(&self, unit: usize) -> Value {
        json!({ "form": self.county.form, "org_unit": self.county.units[unit], "period": "2022-06" })
    }

    /// A township types a figure.
    fn fill(&self, unit: usize, text: &str) {
        let change = self.county.text(unit, "2022-06", text);
        let request =
            json!({ "form": self.county.form, "action": "type", "changes": [change], "reason": null });
        let answer = self.township(unit).call("fill", request);
        assert_eq!(answer["refused"], json!([]), "the township's own cell");
    }

    /// It hands its report in, with all the steps its office has, and packs it.
    fn send(&self, unit: usize) -> PathBuf {
        let place = self.township(unit);
        let units = json!([self.county.units[unit]]);
        let answer = place
            .call("submit", json!({ "form": self.county.form, "period": "2022-06", "org_units": units }));
        assert_eq!(answer["problems"], json!([]), "nothing stands in the way");
        for step in ["review", "approve"] {
            place.call("take_step", json!({ "step": step, "reports": [self.report(unit)], "reason": "" }));
        }
        pack(place, json!({ "kind": "submission", "report": self.report(unit), "evidence": true }))
    }

    /// A township puts a file with its figure.
    fn prove(&self, unit: usize, name: &str, bytes: &[u8]) {
        let cell = json!({ "org_unit": self.county.units[unit], "indicator": self.county.indicator, "measure": "ytd", "period": "2022-06" });
        let file = json!({ "name": name, "bytes": STANDARD.encode(bytes), "text": null });
        let request = json!({ "form": self.county.form, "cell": cell, "files": [file], "shrink": false });
        self.township(unit).call("attach_evidence", request);
    }

    fn step(&self, step: &str, unit: usize, reason: &str) {
        let request = json!({ "step": step, "reports": [self.report(unit)], "reason": reason });
        let answer = self.county.place.call("take_step", request);
        assert_eq!(answer["problems"], json!([]), "the county's step");
    }

    fn state(&self, place: &Workplace, unit: usize) -> String {
        let sheet = place.call("review_sheet", self.report(unit));
        sheet["line"]["state"].as_str().expect("a state").to_owned()
    }

    fn figure(&self) -> Value {
        let lines = self.county.place.call("overview", json!({ "as_of": "2022-06-30", "org_unit": null }));
        lines["lines"][0]["actual"]["value"].clone()
    }
}

#[test]
fn a_report_goes_up_comes_back_and_is_corrected() {
    let offices = Offices::new();
    let county = &offices.county.place;
    offices.fill(0, "120");
    let first = offices.send(0);
    let seen = look(county, &first);
    assert_eq!(
        (&seen["verdict"], &seen["new"]),
        (&json!("ready"), &json!(2)),
        "a figure and a report: {seen}"
    );
    assert_eq!(offices.figure(), Value::Null, "looking merges nothing");
    assert_eq!(receive(county, &[&first])["offers"][0]["merged"], true);
    assert_eq!(offices.figure(), "120", "the county sees the figure");
    let sheet = county.call("review_sheet", offices.report(0));
    assert_eq!(
        (&sheet["line"]["state"], &sheet["line"]["by"]),
        (&json!("approved"), &json!("李某")),
        "and whose it is"
    );

    offices.step("accept", 0, "");
    offices.step("return", 0, "与台账不符，请核实");
    let returned = pack(county, json!({ "kind": "receipt", "to": offices.county.units[0] }));
    assert!(returned.to_string_lossy().contains("退回包"), "a file that says what it is: {returned:?}");
    assert_eq!(receive(&offices.first, &[&returned])["offers"][0]["merged"], true);
    assert_eq!(offices.state(&offices.first, 0), "returned", "it is back on the clerk's screen");
    let sheet = offices.first.call("review_sheet", offices.report(0));
    let last = sheet["stages"].as_array().and_then(|stages| stages.last()).expect("a stage");
    assert_eq!(last["reason"], "与台账不符，请核实", "with the reason");
    let waiting = offices.first.call("exchange", json!({}));
    assert_eq!(waiting["outgoing"][0]["receipt"]["state"], "merged", "and the package's receipt");

    offices.fill(0, "150");
    let second = offices.send(0);
    assert!(second.to_string_lossy().contains("第2版"), "the next version: {second:?}");
    let seen = look(county, &second);
    assert_eq!(
        (&seen["new"], &seen["changing"], &seen["conflicting"]),
        (&json!(0), &json!(2), &json!(0)),
        "the figure and the report are other than they were: {seen}"
    );
    let came = receive(county, &[&second]);
    assert_eq!(came["offers"][0]["merged"], true, "{came}");
    assert_eq!(
        (offices.figure(), came["conflicts"].clone()),
        (json!("150"), json!(0)),
        "a correction, no conflict"
    );
    offices.step("receive", 0, "");
    offices.step("accept", 0, "");
    let bulletin = county.call(
        "bulletin",
        json!({ "context": { "as_of": "2022-06-30", "org_unit": null }, "targets": [], "template": "progress_bulletin", "fields": {} }),
    );
    assert!(bulletin.to_string().contains("150"), "the bulletin says the corrected figure");
    let history = county.call("cell", offices.county.text(0, "2022-06", "")
        .as_object()
        .map(|change| json!({ "form": offices.county.form, "org_unit": change["org_unit"], "indicator": change["indicator"], "measure": "ytd", "period": "2022-06" }))
        .expect("a cell"));
    assert!(history.to_string().contains("120"), "and what it was before stays to be seen");

    let receipt = pack(county, json!({ "kind": "receipt", "to": offices.county.units[0] }));
    assert!(receipt.to_string_lossy().contains("回执"), "nothing is given back: {receipt:?}");
    receive(&offices.first, &[&receipt]);
    assert_eq!(offices.state(&offices.first, 0), "accepted", "the township hears of it");
    for place in [county, &offices.first] {
        assert_eq!(place.call("verify", json!({}))["problems"], json!([]), "every digest fits");
    }
}

#[test]
fn packages_of_strangers_are_shown_and_wait() {
    let offices = Offices::strangers();
    let issued = pack(&offices.county.place, json!({ "kind": "issue" }));
    let key = own_key(&offices.county.place);
    let seen = look(&offices.first, &issued);
    assert_eq!(seen["verdict"], "stranger", "nobody has said whose key it is");
    assert_eq!(
        seen["label"]["fingerprint"], key["fingerprint"],
        "but its digits can be read over the telephone"
    );
    let came = receive(&offices.first, &[&issued]);
    assert_eq!(came["offers"][0]["merged"], false, "nothing is merged");
    trust(&offices.first, &key, "superior");
    assert_eq!(receive(&offices.first, &[&issued])["offers"][0]["merged"], true, "until somebody has");
    let again = receive(&offices.first, &[&issued, &issued]);
    assert_eq!(again["offers"][1]["verdict"], "known", "and again it brings nothing");
}

#[test]
fn a_signer_changes_only_what_is_its_own_and_every_attempt_is_listed() {
    let offices = Offices::new();
    let county = &offices.county.place;
    offices.fill(0, "120");
    let report = offices.send(0);
    let key = own_key(&offices.first);
    let judge = |relation: &str, unit: &str, state: &str| {
        county.call(
            "judge_signer",
            json!({ "key": key["key"], "org_unit": unit, "name": "某镇", "relation": relation, "state": state, "reason": "改" }),
        );
    };
    let own = offices.county.units[0].clone();
    for (relation, unit, state, code) in [
        ("subordinate", offices.county.units[1].as_str(), "trusted", "signer.other_unit"),
        ("superior", &own, "trusted", "trespass.relation"),
        ("subordinate", &own, "revoked", "signer.revoked"),
    ] {
        judge(relation, unit, state);
        let came = receive(county, &[&report]);
        assert_eq!(came["offers"][0]["problems"][0]["code"], code, "{relation} {state}: {came}");
        assert_eq!(offices.figure(), Value::Null, "nothing comes in");
        let listed = &county.call("exchange", json!({}))["received"][0];
        assert_eq!(
            (&listed["state"], &listed["reasons"][0]["code"]),
            (&json!("refused"), &json!(code)),
            "it is listed"
        );
    }
    judge("subordinate", &own, "retired");
    assert_eq!(receive(county, &[&report])["offers"][0]["merged"], true, "an old key's packages still count");
    // The township's key cannot hand down what the county has defined.
    trust(&offices.second, &key, "superior");
    let forged = pack(&offices.first, json!({ "kind": "issue" }));
    let came = receive(&offices.second, &[&forged]);
    assert_eq!(came["offers"][0]["merged"], true, "what is the same word for word is no change: {came}");
}

#[test]
fn two_devices_that_say_different_things_are_a_conflict_for_a_person() {
    let offices = Offices::new();
    let county = &offices.county.place;
    let other = township(&offices.county.units[0]);
    trust(&other, &own_key(county), "superior");
    trust(county, &own_key(&other), "subordinate");
    receive(&other, &[&pack(county, json!({ "kind": "issue" }))]);
    offices.fill(0, "120");
    offices.prove(0, "120户的登记表.pdf", "%PDF-1.4 120户".as_bytes());
    let first = offices.send(0);
    let twin =
        Offices { county: room_like(&offices), first: other, second: township(&offices.county.units[1]) };
    twin.fill(0, "130");
    twin.prove(0, "130户的登记表.pdf", "%PDF-1.4 130户".as_bytes());
    let second = twin.send(0);
    receive(county, &[&first]);
    let came = receive(county, &[&second]);
    assert_eq!(
        (&came["offers"][0]["merged"], &came["offers"][0]["conflicting"]),
        (&json!(true), &json!(2)),
        "the cell and the report: {came}"
    );
    assert_eq!(offices.figure(), Value::Null, "neither counts");
    let report = offices.report(0);
    let filled = offices.county.fill("type", vec![offices.county.text(0, "2022-06", "777")]);
    assert_eq!(
        filled["refused"][0]["problem"]["code"], "cell.submitted",
        "the report is handed in, whichever version holds"
    );
    let units = json!([offices.county.units[0]]);
    let submitted = county
        .call("submit", json!({ "form": offices.county.form, "period": "2022-06", "org_units": units }));
    assert_eq!(submitted["problems"][0]["code"], "submission.closed");
    let step = json!({ "step": "accept", "reports": [report], "reason": "" });
    assert_eq!(county.refused("take_step", step)["problems"][0]["code"], "submission.conflict");
    let completeness = county.call("completeness", json!({ "as_of": "2022-06-30", "org_unit": null }));
    let line = completeness["matrix"].as_array().expect("lines");
    let line = line.iter().find(|line| line["org_unit"] == offices.county.units[0]).expect("its line");
    assert_eq!(
        (&line["reports"][0]["state"], &line["reports"][0]["word"]),
        (&json!("conflict"), &json!("冲突"))
    );
    let urged = completeness["missing"].as_array().expect("units");
    assert!(urged.iter().all(|unit| unit["org_unit"] != offices.county.units[0]), "nobody asks for it again");
    let conflicts = county.call("conflicts", json!({}));
    let report =
        conflicts.as_array().expect("a list").iter().find(|c| c["kind"] == "submission").expect("the report");
    assert_eq!(
        report["title"],
        format!(
            "{} · 改厕月报 · 2022年6月",
            report["title"].as_str().and_then(|t| t.split(' ').next()).expect("a unit")
        )
    );
    let at = &report["contenders"][0]["at"];
    county.call(
        "resolve",
        json!({ "kind": "submission", "key": report["key"], "at": at, "reason": "同一期报表" }),
    );
    let conflict = conflicts
        .as_array()
        .expect("a list")
        .iter()
        .find(|c| c["kind"] == "result")
        .expect("the cell")
        .clone();
    let said: Vec<&str> =
        conflict["contenders"].as_array().expect("both").iter().filter_map(|c| c["text"].as_str()).collect();
    assert!(said.contains(&"120户") && said.contains(&"130户"), "both stand there: {said:?}");
    for one in conflict["contenders"].as_array().expect("both") {
        let (file, wrote) = (&one["evidence"][0], one["written"]["by"].as_str().unwrap_or_default());
        let proves = format!("{}的登记表.pdf", one["text"].as_str().unwrap_or_default());
        assert_eq!(
            (&file["name"], &file["held"]),
            (&json!(proves), &json!(true)),
            "with what proves it: {one}"
        );
        assert_eq!(wrote, "李某", "and who wrote it");
        let opened = county.call("open_evidence", json!({ "digest": file["digest"] }));
        let copy = std::fs::read(opened["path"].as_str().expect("a copy")).expect("the copy");
        assert!(
            copy.ends_with(one["text"].as_str().unwrap_or_default().as_bytes()),
            "that very file is opened"
        );
    }
    let chosen =
        conflict["contenders"].as_array().expect("both").iter().find(|c| c["text"] == "130户").expect("one")
            ["at"]
            .clone();
    let request =
        |reason: &str| json!({ "kind": "result", "key": conflict["key"], "at": chosen, "reason": reason });
    assert_eq!(county.refused("resolve", request(" "))["problems"][0]["code"], "reason.missing");
    county.call("resolve", request("以复核表为准"));
    assert_eq!(offices.figure(), "130", "a person chose");
    let again = receive(county, &[&first, &second]);
    assert_eq!((offices.figure(), &again["conflicts"]), (json!("130"), &json!(0)), "and it stays chosen");
    let returned = json!({ "step": "return", "reports": [offices.report(0)], "reason": "请核实" });
    assert_eq!(county.call("take_step", returned)["done"], 1);
    let filled = offices.county.fill("type", vec![offices.county.text(0, "2022-06", "777")]);
    assert_eq!(
        filled["refused"][0]["problem"]["code"], "permission.reported_below",
        "the township puts it right, not the county"
    );
    let receipt = pack(county, json!({ "kind": "receipt", "to": offices.county.units[0] }));
    for place in [&offices.first, &twin.first] {
        let came = receive(place, &[&receipt]);
        assert_eq!(came["offers"][0]["merged"], true, "both devices hear of it: {came}");
    }
}

/// The same form and units, for another device of the township.
fn room_like(offices: &Offices) -> Room {
    let Room { form, indicator, units, .. } = &offices.county;
    Room { place: Workplace::new(), form: form.clone(), indicator: indicator.clone(), units: units.clone() }
}

#[test]
fn order_and_duplicates_do_not_matter_and_gaps_are_named() {
    let offices = Offices::new();
    let mut packages = Vec::new();
    for (unit, figure) in [(0, "120"), (1, "30")] {
        offices.fill(unit, figure);
        packages.push(offices.send(unit));
    }
    receive(&offices.county.place, &[&packages[0]]);
    offices.step("return", 0, "核实");
    packages.push(pack(&offices.county.place, json!({ "kind": "receipt", "to": offices.county.units[0] })));
    receive(&offices.first, &[&packages[2]]);
    offices.fill(0, "150");
    packages.push(offices.send(0));
    let third = &packages[3];
    // Another ledger of the county that has not heard of anything yet.
    let fresh = || {
        let place = township(COUNTY);
        for township in [&offices.first, &offices.second] {
            trust(&place, &own_key(township), "subordinate");
        }
        trust(&place, &own_key(&offices.county.place), "own");
        place
    };
    let late = fresh();
    let came = receive(&late, &[third]);
    assert_eq!(came["missing"][0]["numbers"], json!([1]), "the first is missing, and named");
    let came = receive(&late, &[&packages[0]]);
    assert_eq!(
        (&came["offers"][0]["older"], &came["missing"]),
        (&json!(true), &json!([])),
        "it is the older version"
    );
    let mut states = Vec::new();
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        let place = fresh();
        for at in order {
            receive(&place, &[&packages[at], &packages[order[0]]]);
        }
        let conflicts = place.call("conflicts", json!({}));
        let mut exchange = place.call("exchange", json!({}));
        exchange["key"] = Value::Null;
        exchange["folder"] = Value::Null;
        assert_eq!(place.call("verify", json!({}))["problems"], json!([]), "every digest fits");
        states.push((conflicts, exchange["received"].clone(), exchange["missing"].clone()));
    }
    assert!(states.windows(2).all(|pair| pair[0] == pair[1]), "one state, whatever came first");
}

#[test]
fn a_changed_byte_is_found_and_a_sealed_package_opens_for_its_receiver() {
    let offices = Offices::new();
    offices.fill(0, "120");
    let report = offices.send(0);
    let mut bytes = std::fs::read(&report).expect("the package");
    let at = bytes.len() - 20;
    bytes[at] ^= 1;
    let changed = report.with_file_name("changed.dzb");
    std::fs::write(&changed, bytes).expect("a file");
    let seen = look(&offices.county.place, &changed);
    assert_eq!(
        (&seen["verdict"], &seen["problems"][0]["code"]),
        (&json!("refused"), &json!("package.entries"))
    );
    let key = own_key(&offices.county.place);
    let folder = offices.first.folder().join("sealed.dzb");
    pack(
        &offices.first,
        json!({ "kind": "submission", "report": offices.report(0), "seal_for": key["key"], "path": folder }),
    );
    assert_eq!(look(&offices.county.place, &folder)["verdict"], "sealed", "nothing of it is seen");
    let mut request = files(&[&folder]);
    request["passphrase"] = PASSPHRASE.into();
    let came = offices.county.place.call("receive_packages", request);
    assert_eq!(came["offers"][0]["merged"], true, "the receiver's key opens it: {came}");
    let again = pack(&offices.first, json!({ "kind": "submission", "report": offices.report(0) }));
    assert_eq!(
        std::fs::read(&again).expect("the file"),
        std::fs::read(&report).expect("the first"),
        "byte for byte"
    );
}

#[test]
fn a_key_is_kept_under_its_passphrase_exported_and_restored() {
    let place = township(COUNTY);
    let key = own_key(&place);
    let wrong = place.refused("pack", json!({ "kind": "card", "passphrase": "不是这一条口令" }));
    assert_eq!(wrong["problems"][0]["code"], "package.opening", "another passphrase opens nothing");
    let short = place.refused("make_key", json!({ "passphrase": "短" }));
    assert_eq!(short["problems"][0]["code"], "passphrase.short");
    let exported = place.call("export_key", json!({ "key": key["key"] }))["path"].clone();
    let elsewhere = Workplace::new();
    let path = elsewhere.folder().join("a.dz").display().to_string();
    elsewhere.call("create_ledger", json!({ "path": path, "title": "另一台", "division": COUNTY, "office": "镇政府", "person": "李某", "phone": null }));
    let file = json!({ "name": "key", "path": exported });
    elsewhere.refused("restore_key", json!({ "file": file, "passphrase": "不是这一条口令" }));
    elsewhere.call("restore_key", json!({ "file": file, "passphrase": PASSPHRASE }));
    assert_eq!(own_key(&elsewhere), key, "the same key on another device");
    place.call("make_key", json!({ "passphrase": "第二条很长的口令" }));
    let signers = place.call("signers", json!({}));
    let states: Vec<&str> =
        signers["signers"].as_array().expect("keys").iter().filter_map(|s| s["state"].as_str()).collect();
    assert_eq!(states, ["trusted", "retired"], "a new key takes the place of the old one");
    assert_ne!(own_key(&place), key);
}
