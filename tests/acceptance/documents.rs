//! From paper to promise.

use base64::Engine as _;
use serde_json::{Value, json};
use testkit::Workplace;

const TEXT: &str = "关于今年重点工作的安排\n县政府办公室\n2022年3月1日\n今年计划在40个村开展生活污水治理工作，确保村集体经济年收入12万元以上的村达到70%。截至2月底已完成卫生厕所1200户。\n";

fn encode(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn place() -> Workplace {
    let place = Workplace::new();
    let path = place.folder().join("a.dz").display().to_string();
    place.call("create_ledger", json!({ "path": path, "title": "台账", "division": "150222000000", "office": "办", "person": "张某", "phone": null }));
    place
}

fn import(place: &Workplace) -> String {
    let incoming = json!({ "name": "安排.txt", "bytes": encode(TEXT.as_bytes()), "text": null });
    let changed = place.call(
        "import_document",
        json!({ "incoming": incoming, "title": "安排", "issuer": "县政府办公室", "doc_number": null, "issued_on": "2022-03-01" }),
    );
    changed["ids"][0].as_str().expect("an id").to_owned()
}

fn passage(document: &str, words: &str) -> Value {
    let at = TEXT.find(words).expect("the words stand there");
    let start = TEXT[..at].chars().count();
    json!({ "document": document, "start": start, "end": start + words.chars().count() })
}

fn target(passage: Value) -> Value {
    json!({
        "passage": passage,
        "indicator": { "type": "new", "indicator": { "name": "开展生活污水治理的村数", "uom": "个", "decimals": 0, "accumulation": "ytd", "direction": "up", "definition": null, "programme": null } },
        "org_unit": "150222000000", "kind": "level", "comparator": "gte", "value": "40", "value2": null, "tolerance": null,
        "baseline": null, "from": "2022-01-01", "deadline": "2022-12-31", "recurrence": null, "schedule": "calendar_month",
        "coverage": null, "strength": "plan", "binding": "expected", "programme": null, "responsible": "县生态环境局", "note": null
    })
}

fn as_target(target: Value) -> Value {
    json!({ "items": [{ "target": target }] })
}

#[test]
fn a_proposal_is_read_from_the_file_and_nothing_is_written() {
    let place = place();
    let proposal = place.call(
        "propose_document",
        json!({ "name": "安排.txt", "bytes": encode(TEXT.as_bytes()), "text": null }),
    );
    assert_eq!(proposal["issued_on"], "2022-03-01");
    assert_eq!(proposal["known"], Value::Null);
    assert_eq!(place.call("documents", json!({})), json!([]));
    let id = import(&place);
    let again = place.call(
        "propose_document",
        json!({ "name": "同一份.txt", "bytes": encode(TEXT.as_bytes()), "text": null }),
    );
    assert_eq!(again["known"], json!(id), "the same bytes are recognised under any name");
}

#[test]
fn a_dropped_file_is_read_from_where_it_lies() {
    let place = place();
    let file = place.folder().join("安排.txt");
    std::fs::write(&file, TEXT).expect("a file");
    let dropped = |path: &std::path::Path| json!({ "name": "安排.txt", "bytes": null, "text": null, "path": path.display().to_string() });
    let proposal = place.call("propose_document", dropped(&file));
    assert_eq!(proposal["issued_on"], "2022-03-01");
    let missing = place.refused("propose_document", dropped(&place.folder().join("没有.txt")));
    assert_eq!(missing["code"], "io");
}

#[test]
fn a_target_is_made_of_a_sentence_and_hangs_on_it() {
    let place = place();
    let document = import(&place);
    let words = "今年计划在40个村开展生活污水治理工作";
    let proposal = place.call("propose_passage", passage(&document, words));
    assert_eq!(proposal["quote"], words);
    assert_eq!(proposal["quantities"][0]["value"], "40");
    assert_eq!(proposal["target"]["deadline"], "2022-12-31", "今年 is resolved against the document's date");
    place.call("adopt", as_target(target(passage(&document, words))));
    let view = place.call("document", json!({ "document": document, "as_of": "2022-06-30" }));
    let mark = &view["marks"][0];
    let text: String = TEXT
        .chars()
        .skip(mark["start"].as_u64().expect("a place") as usize)
        .take((mark["end"].as_u64().expect("a place") - mark["start"].as_u64().expect("a place")) as usize)
        .collect();
    assert_eq!(text, words);
    assert_eq!(mark["kind"], "target");
    assert_eq!(mark["refs"][0]["status"]["code"], "no_report");
    let id = mark["refs"][0]["id"].clone();
    let detail = place.call(
        "target",
        json!({ "context": { "as_of": "2022-06-30", "org_unit": null }, "target": id, "org_unit": null }),
    );
    assert_eq!(detail["source"]["quote"], words, "and back from the target to the sentence");
    assert_eq!(detail["line"]["goal"], "≥ 40 个");
    place.call("retract", json!({ "kind": "target", "id": id, "reason": "重复采用" }));
    let view = place.call("document", json!({ "document": document, "as_of": "2022-06-30" }));
    assert_eq!(view["marks"], json!([]));
}

#[test]
fn what_is_unresolved_is_refused_and_named() {
    let place = place();
    let document = import(&place);
    let words = "今年计划在40个村开展生活污水治理工作";
    let cases: [(&str, Value, &str); 7] = [
        ("/value", json!(null), "target.value_missing"),
        ("/value", json!("四十来个"), "number.unreadable"),
        ("/deadline", json!(null), "target.deadline_missing"),
        ("/comparator", json!("approx"), "target.tolerance_missing"),
        ("/kind", json!("coverage"), "target.coverage_missing"),
        ("/org_unit", json!("000"), "unit.unknown"),
        ("/deadline", json!("2021-12-31"), "target.window_upside_down"),
    ];
    for (pointer, value, code) in cases {
        let mut request = target(passage(&document, words));
        *request.pointer_mut(pointer).expect("a field") = value.clone();
        let error = place.refused("adopt", as_target(request));
        let codes: Vec<&str> =
            error["problems"].as_array().expect("a list").iter().filter_map(|p| p["code"].as_str()).collect();
        assert!(codes.contains(&code), "{pointer} = {value}: {codes:?}");
    }
    let view = place.call("document", json!({ "document": document, "as_of": "2022-06-30" }));
    assert_eq!(view["marks"], json!([]), "nothing is half-adopted");
    let outside = json!({ "document": document, "start": 5, "end": 5000 });
    assert_eq!(place.refused("propose_passage", outside)["problems"][0]["code"], "excerpt.outside");
}

#[test]
fn an_outcome_is_an_observation_and_never_a_report() {
    let place = place();
    let document = import(&place);
    let request = json!({
        "passage": passage(&document, "截至2月底已完成卫生厕所1200户"),
        "indicator": { "type": "new", "indicator": { "name": "卫生厕所户数", "uom": "户", "decimals": 0, "accumulation": "since_start", "direction": "up", "definition": null, "programme": null } },
        "org_unit": "150222000000", "value": "1200", "uom": "户", "qualifier": "=", "as_of": "2022-02-28", "period": null, "deadline": null, "from": null, "to": null, "note": null
    });
    place.call("adopt", json!({ "items": [{ "outcome": request }] }));
    let lines = place.call("documents", json!({}));
    assert_eq!((&lines[0]["targets"], &lines[0]["outcomes"]), (&json!(0), &json!(1)));
}

#[test]
fn files_that_cannot_be_read_are_refused_with_their_code() {
    let place = place();
    for (name, bytes, code) in [
        ("a.doc", &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"[..], "text.old_document"),
        ("a.txt", b"\x00\x01\x02\x03\x00\x00\xFF\xFE\x00binary\x00\x00", "text.binary"),
        ("a.txt", b"", "text.empty"),
    ] {
        let error =
            place.refused("propose_document", json!({ "name": name, "bytes": encode(bytes), "text": null }));
        assert_eq!(error["code"], "refused", "{name}");
        assert_eq!(error["problems"][0]["code"], code, "{name}");
    }
    let secret = "秘密★1年\n\n关于某事的通知\n正文。";
    let error = place.refused(
        "propose_document",
        json!({ "name": "b.txt", "bytes": encode(secret.as_bytes()), "text": null }),
    );
    assert_eq!(error["problems"][0]["code"], "text.classified");
}
