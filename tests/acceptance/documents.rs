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
        json!({ "incoming": incoming, "title": "安排", "issuer": "县政府办公室", "doc_number": null, "issued_on": "2022-03-01", "org_unit": "150222000000" }),
    );
    changed["ids"][0].as_str().expect("an id").to_owned()
}

fn passage(document: &str, words: &str) -> Value {
    let at = TEXT.find(words).expect("the words stand there");
    let start = TEXT[..at].chars().count();
    json!({ "document": document, "start": start, "end": start + words.chars().count() })
}

fn target(passage: Value) -> Value {
    json!({ "passage": passage, "draft": {
        "indicator": { "type": "new", "indicator": { "name": "开展生活污水治理的村数", "uom": "个", "decimals": 0, "accumulation": "ytd", "direction": "up", "definition": null, "programme": null } },
        "org_unit": "150222000000", "kind": "level", "comparator": "gte", "value": "40", "from": "2022-01-01", "deadline": "2022-12-31",
        "schedule": { "code": "calendar_month" }, "coverage": null, "strength": "plan", "binding": "expected", "responsible": "县生态环境局",
    } })
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
    assert_eq!(
        proposal["target"]["draft"]["deadline"], "2022-12-31",
        "今年 is resolved against the document's date"
    );
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
        ("/draft/value", json!(null), "target.value_missing"),
        ("/draft/value", json!("四十来个"), "number.unreadable"),
        ("/draft/deadline", json!(null), "target.deadline_missing"),
        ("/draft/comparator", json!("approx"), "target.tolerance_missing"),
        ("/draft/kind", json!("coverage"), "target.coverage_missing"),
        ("/draft/org_unit", json!("000"), "unit.unknown"),
        ("/draft/deadline", json!("2021-12-31"), "target.window_upside_down"),
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

fn import_text(place: &Workplace, title: &str, text: &str, replaces: Option<&str>) -> String {
    let incoming = json!({ "name": null, "bytes": null, "text": text });
    let request = json!({ "incoming": incoming, "title": title, "issuer": "县政府办公室", "doc_number": null, "issued_on": "2022-03-01", "org_unit": "150222000000", "replaces": replaces });
    place.call("import_document", request)["ids"][0].as_str().expect("an id").to_owned()
}

fn list(value: Value) -> Vec<Value> {
    value.as_array().expect("a list").clone()
}

fn statements(place: &Workplace, document: &str) -> Vec<Value> {
    list(place.call("statements", json!({ "document": document, "as_of": "2022-06-30" })))
}

fn with<'a>(values: &'a [Value], words: &str) -> &'a Value {
    let holds = |value: &&Value| value["quote"].as_str().is_some_and(|quote| quote.contains(words));
    values.iter().find(holds).unwrap_or_else(|| panic!("nothing with {words}: {values:?}"))
}

fn codes(problems: &Value) -> Vec<&str> {
    problems.as_array().expect("a list").iter().filter_map(|problem| problem["code"].as_str()).collect()
}

#[test]
fn statements_are_proposed_and_adopted_many_at_once() {
    let place = place();
    let document = import(&place);
    let found = statements(&place, &document);
    let (treated, share, toilets) = (with(&found, "40个村"), with(&found, "70%"), with(&found, "1200户"));
    assert_eq!(
        (&treated["kind"], &share["kind"], &toilets["kind"]),
        (&json!("target"), &json!("target"), &json!("outcome"))
    );
    assert_eq!(share["target"]["draft"]["kind"], "coverage");
    assert_eq!(share["target"]["draft"]["coverage"]["threshold"], "12");
    assert_eq!(share["target"]["draft"]["indicator"]["indicator"]["uom"], "万元");
    assert_eq!(treated["target"]["draft"]["deadline"], "2022-12-31");
    assert_eq!(toilets["outcome"]["as_of"], "2022-02-28");
    assert!(found.iter().all(|statement| statement["standing"] == "open"));
    assert_eq!(codes(&treated["target_lacks"]), Vec::<&str>::new());

    let items = json!([{ "target": treated["target"] }, { "outcome": toilets["outcome"] }]);
    let changed = place.call("adopt", json!({ "items": items }));
    assert_eq!(changed["ids"].as_array().map(Vec::len), Some(2));
    let after = statements(&place, &document);
    assert_eq!(with(&after, "40个村")["adopted"], json!({ "kind": "target", "id": changed["ids"][0] }));
    assert_eq!(with(&after, "1200户")["adopted"], json!({ "kind": "outcome", "id": changed["ids"][1] }));
    assert_eq!(with(&after, "70%")["standing"], "open");
    place.call("undo", json!({}));
    assert!(statements(&place, &document).iter().all(|s| s["standing"] == "open"), "one entry, one undo");
}

#[test]
fn one_refused_item_keeps_all_out_and_is_named_by_its_number() {
    let place = place();
    let document = import(&place);
    let found = statements(&place, &document);
    let good = with(&found, "40个村")["target"].clone();
    for (pointer, value, place_of) in [
        ("/draft/deadline", json!(null), "1.deadline"),
        ("/draft/value", json!("若干"), "1.value"),
        ("/draft/org_unit", json!("000"), "1.org_unit"),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect("a field") = value;
        let error = place.refused("adopt", json!({ "items": [{ "target": good }, { "target": bad }] }));
        assert_eq!(error["problems"][0]["place"], place_of);
        assert!(statements(&place, &document).iter().all(|s| s["standing"] == "open"));
    }
}

#[test]
fn statements_that_name_one_new_indicator_share_it() {
    let place = place();
    let text = "工作安排\n今年全县计划新建卫生厕所1200户。\n到2025年底，全县计划新建卫生厕所5000户。\n";
    let document = import_text(&place, "安排", text, None);
    let found = statements(&place, &document);
    let mut items: Vec<Value> =
        found.iter().map(|statement| json!({ "target": statement["target"] })).collect();
    assert_eq!(items.len(), 2);
    let first = items[0]["target"]["draft"]["indicator"].clone();
    items[1]["target"]["draft"]["indicator"] = first;
    place.call("adopt", json!({ "items": items }));
    let catalogue = place.call("catalogue", json!({}));
    assert_eq!(catalogue["indicators"].as_array().map(Vec::len), Some(1));
}

#[test]
fn an_adopted_name_is_known_again_and_another_name_once_it_is_said_to_be_the_same() {
    let place = place();
    let first = import_text(&place, "一", "青县工作\n今年全县计划新建卫生厕所1200户。\n", None);
    let found = statements(&place, &first);
    let name = found[0]["name"].as_str().expect("a name").to_owned();
    place.call("adopt", json!({ "items": [{ "target": found[0]["target"] }] }));
    let indicator =
        |document: &str| statements(&place, document)[0]["target"]["draft"]["indicator"]["type"].clone();
    let again = import_text(&place, "二", "另一份\n今年全县计划新建卫生厕所900户。\n", None);
    assert_eq!(indicator(&again), "existing", "the same name is the same indicator");
    let other = import_text(&place, "三", "第三份\n今年全县计划改造农村户厕700户。\n", None);
    assert_eq!(indicator(&other), "new");
    let other_name = statements(&place, &other)[0]["name"].clone();
    place.call("same_name", json!({ "a": other_name, "b": name, "same": true }));
    assert_eq!(indicator(&other), "existing", "remembered in the ledger");
    place.call("undo", json!({}));
    assert_eq!(indicator(&other), "new");
}

#[test]
fn a_rejected_statement_stays_rejected_until_it_is_taken_up_again() {
    let place = place();
    let document = import(&place);
    let key = with(&statements(&place, &document), "1200户")["key"].clone();
    let judge = |rejected: bool| {
        let request = json!({ "document": document, "statements": [key], "rejected": rejected, "reason": "上年数，不采用" });
        place.call("judge_statements", request);
        let after = statements(&place, &document);
        let statement = with(&after, "1200户");
        (statement["standing"].clone(), statement["reason"].clone())
    };
    assert_eq!(judge(true), (json!("rejected"), json!("上年数，不采用")));
    assert_eq!(judge(false), (json!("open"), json!(null)));
    let error = place.refused(
        "judge_statements",
        json!({ "document": document, "statements": ["x"], "rejected": true, "reason": "" }),
    );
    assert_eq!(error["problems"][0]["code"], "statement.unknown");
}

#[test]
fn what_is_unclear_is_said_before_it_is_adopted() {
    let place = place();
    let text = "工作计划\n全县计划在2年内补齐缺编人员35名。\n今年计划培训村干部比例达到35%左右。\n";
    let document = import_text(&place, "安排", text, None);
    let mut found = statements(&place, &document);
    let elsewhere = import_text(&place, "别处", "工作计划\n计划年内在沧州市新建厕所300座。\n", None);
    found.extend(statements(&place, &elsewhere));
    for (words, lack) in
        [("35名", "target.deadline_open"), ("35%", "target.tolerance_missing"), ("300座", "unit.unknown")]
    {
        let lacks = codes(&with(&found, words)["target_lacks"]);
        assert!(lacks.contains(&lack), "{words}: {lacks:?}");
    }
    assert_eq!(
        with(&found, "35名")["target"]["draft"]["deadline"],
        "2024-03-01",
        "proposed from the document's date"
    );
}

#[test]
fn figures_that_disagree_are_found_and_a_decision_stays() {
    let place = place();
    let one = import_text(&place, "一", "青县情况\n2021年，全县粮食总产量达到26.4万吨。\n", None);
    let two = import_text(&place, "二", "青县总结\n2021年，全县粮食总产量达到27.5万吨。\n", None);
    let found = list(place.call("discrepancies", json!({ "document": one })));
    let clash = found.iter().find(|found| found["class"] == "contradiction").expect("a contradiction");
    assert_eq!(clash["open"], true);
    let documents: Vec<&Value> =
        clash["sides"].as_array().expect("sides").iter().map(|s| &s["document"]).collect();
    assert!(documents.contains(&&json!(one)) && documents.contains(&&json!(two)));
    let lacks = |document: &str| statements(&place, document)[0]["outcome_lacks"].clone();
    assert_eq!(codes(&lacks(&one)), ["statement.contradicted"]);

    let side = clash["sides"].as_array().expect("sides").iter().find(|side| side["document"] == json!(two));
    let decide = |verdict: &str, accepted: &Value, reason: &str| json!({ "key": clash["key"], "verdict": verdict, "accepted": accepted, "reason": reason });
    let accepted = side.expect("the other side")["statement"].clone();
    for (request, code) in [
        (decide("accepted", &json!(null), "年报为准"), "discrepancy.side_missing"),
        (decide("accepted", &accepted, " "), "reason.missing"),
        (decide("rejected", &accepted, "年报为准"), "word.unknown"),
    ] {
        assert_eq!(place.refused("decide_discrepancy", request)["problems"][0]["code"], code);
    }
    place.call("decide_discrepancy", decide("accepted", &accepted, "以年报为准"));
    let found = list(place.call("discrepancies", json!({ "document": null })));
    let decided = found.iter().find(|found| found["key"] == clash["key"]).expect("still there");
    assert_eq!(
        (&decided["open"], &decided["accepted"], &decided["reason"]),
        (&json!(false), &accepted, &json!("以年报为准"))
    );
    assert_eq!(codes(&lacks(&one)), ["statement.other_accepted"]);
    assert_eq!(codes(&lacks(&two)), Vec::<&str>::new());
}

#[test]
fn words_are_found_in_all_documents() {
    let place = place();
    let one = import_text(&place, "一", "青县情况\n全县农村户厕改造完成。\n另有公厕。\n", None);
    let two = import_text(&place, "二", "青縣總結\n農村戶廁已改造。\n", None);
    let search =
        |words: &str| list(place.call("search_documents", json!({ "text": words, "as_of": "2022-06-30" })));
    let found = search("户厕");
    let documents: Vec<&Value> = found.iter().map(|found| &found["document"]).collect();
    assert_eq!(documents, [&json!(one), &json!(two)]);
    assert_eq!(found[1]["sentence"], "農村戶廁已改造。");
    assert_eq!(search("没有这个词"), Vec::<Value>::new());
}

#[test]
fn a_newer_version_shows_what_changed_and_takes_over_what_did_not() {
    let place = place();
    let old = "青县工作安排\n一、今年全县计划新建卫生厕所1200户。\n二、今年全县计划在40个村治理污水。\n三、今年全县计划栽树300亩。\n";
    let new = "青县工作安排\n一、今年全县计划新建卫生厕所1500户。\n二、今年全县计划在40个村治理污水。\n";
    let first = import_text(&place, "工作安排", old, None);
    let items: Vec<Value> =
        statements(&place, &first).iter().map(|statement| json!({ "target": statement["target"] })).collect();
    place.call("adopt", json!({ "items": items }));
    let proposal =
        place.call("propose_document", json!({ "name": "工作安排.txt", "bytes": null, "text": new }));
    assert_eq!(proposal["earlier"], json!(null), "the title read from the text differs");
    let second = import_text(&place, "工作安排", new, Some(&first));
    let changes = list(place.call("document_changes", json!({ "document": second, "as_of": "2022-06-30" })));
    let words: Vec<(&str, &str)> = changes
        .iter()
        .map(|c| (c["change"].as_str().expect("a word"), c["refs"][0]["kind"].as_str().expect("a target")))
        .collect();
    assert_eq!(words, [("changed", "target"), ("gone", "target"), ("same", "target")]);
    assert!(changes[0]["now_quote"].as_str().is_some_and(|quote| quote.contains("1500户")));
    place.call("carry_over", json!({ "document": second }));
    let marks = |document: &str| {
        place.call("document", json!({ "document": document, "as_of": "2022-06-30" }))["marks"]
            .as_array()
            .map(Vec::len)
    };
    assert_eq!((marks(&first), marks(&second)), (Some(2), Some(1)));
    let view = place.call("document", json!({ "document": second, "as_of": "2022-06-30" }));
    assert_eq!(view["replaces"]["id"], json!(first));
}
