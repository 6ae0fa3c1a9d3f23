//! The open interchange format and `status`, as the contract prints them.

use api::scripts::{self, Lens};
use serde_json::{Value, json};
use testkit::Workplace;

/// The contract's example made whole: a target of 400 villages and what twelve leagues reported.
fn example() -> Value {
    let leagues = ["150100000000", "150200000000", "150300000000"];
    let reported = [["90", "71"], ["60", "82"], ["22", "60"]];
    let mut units = vec![
        json!({ "code": "150000000000", "name": "内蒙古自治区", "level": "province", "parent": null, "from": null, "to": null, "attributes": {} }),
    ];
    let mut results = Vec::new();
    for (code, values) in leagues.iter().zip(reported) {
        units.push(json!({ "code": code, "name": format!("盟市{code}"), "level": "prefecture", "parent": "150000000000", "from": null, "to": null, "attributes": { "zone": "农区" } }));
        for (period, as_of, value) in
            [("2022-05", "2022-05-31", values[0]), ("2022-06", "2022-06-30", values[1])]
        {
            results.push(json!({ "indicator": "i1", "measure": "ytd", "org_unit": code, "period": period, "as_of": as_of, "state": "number", "value": value, "uom": "个", "qualifier": "=", "note": null }));
        }
    }
    json!({
        "format": "duizhang/1", "ledger": { "title": "合同示例" }, "units": units,
        "programmes": [{ "id": "p1", "name": "六大工程", "parent": null }],
        "documents": [{ "id": "d1", "title": "计划", "issuer": "某局", "issued_on": "2022-06-08", "text": "今年计划在400个村开展生活污水治理工作。" }],
        "indicators": [{ "id": "i1", "name": "开展生活污水治理的村数", "uom": "个", "decimals": 0, "accumulation": "ytd", "direction": "up", "time_rule": "last", "place_rule": "sum", "numerator": null, "denominator": null, "weight": null }],
        "targets": [{ "id": "t1", "indicator": "i1", "org_unit": "150000000000", "kind": "level", "comparator": "gte", "value": "400", "value2": null, "tolerance": null, "baseline": null, "from": "2022-01-01", "deadline": "2022-12-31", "recurrence": null, "completion_rule": "ratio", "schedule": { "type": "calendar_month" }, "coverage": null, "strength": "plan", "binding": "expected", "document": "d1", "excerpt": { "start": 0, "end": 9 }, "valid_from": null }],
        "allocations": [], "results": results, "observations": []
    })
}

fn made(place: &Workplace, data: &Value, name: &str) -> std::path::PathBuf {
    let file = place.folder().join(format!("{name}.json"));
    std::fs::write(&file, data.to_string()).expect("the data");
    let ledger = place.folder().join(format!("{name}.dz"));
    scripts::new_from(Box::new(place.host()), &ledger, &file).expect("a ledger");
    ledger
}

/// As of the end of June, as it is known now.
fn june(unit: Option<&str>) -> Lens {
    Lens { as_of: Some("2022-06-30".into()), unit: unit.map(str::to_owned), known_on: None }
}

#[test]
fn status_prints_what_the_contract_says() {
    let place = Workplace::new();
    let ledger = made(&place, &example(), "a");
    let status =
        scripts::status(Box::new(place.host()), &ledger, &june(Some("150000000000")), Some("2022-05-31"))
            .expect("a status");
    let target = &status.json["targets"][0];
    for (pointer, expected) in [
        ("/id", json!("t1")),
        ("/actual", json!("213")),
        ("/qualifier", json!("=")),
        ("/completion", json!({ "rate": "0.5325", "rule": "ratio" })),
        ("/schedule/expected", json!("200")),
        ("/schedule/variance_pp", json!("3.25")),
        ("/schedule/convention", json!("calendar_month")),
        ("/gap", json!("187")),
        ("/surplus", json!("0")),
        ("/required_per_month", json!("31.1667")),
        ("/status", json!("on_track")),
        ("/lamp", json!("green")),
        ("/reported", json!(3)),
        ("/expected", json!(3)),
        ("/conflicts", json!([])),
    ] {
        assert_eq!(target.pointer(pointer), Some(&expected), "{pointer} in {target}");
    }
    assert_eq!(status.json["time_progress"], json!({ "value": "0.5", "convention": "calendar_month" }));
    assert_eq!(status.json["as_of"], "2022-06-30");
}

#[test]
fn data_new_data_is_the_identity() {
    let place = Workplace::new();
    let first = made(&place, &example(), "a");
    let printed = scripts::data(Box::new(place.host()), &first, false).expect("data");
    let second = made(&place, &serde_json::from_str(&printed).expect("JSON"), "b");
    let again = scripts::data(Box::new(place.host()), &second, false).expect("data");
    assert_eq!(printed, again);
    let value: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(value["results"].as_array().map(Vec::len), Some(6), "everything came through");
    let excerpt = &value["targets"][0]["excerpt"];
    assert_eq!((&excerpt["start"], &excerpt["end"]), (&json!(0), &json!(9)));
}

#[test]
fn the_sample_goes_through_the_interchange_format_and_comes_out_the_same() {
    let place = Workplace::new();
    let sample = place.folder().join("sample.dz");
    scripts::new_sample(Box::new(place.host()), &sample).expect("the sample");
    let printed = scripts::data(Box::new(place.host()), &sample, false).expect("data");
    let file = place.folder().join("sample.json");
    std::fs::write(&file, &printed).expect("the data");
    let copy = place.folder().join("copy.dz");
    scripts::new_from(Box::new(place.host()), &copy, &file).expect("a ledger");
    assert!(printed == scripts::data(Box::new(place.host()), &copy, false).expect("data"), "the identity");
    let status =
        |ledger| scripts::status(Box::new(place.host()), ledger, &june(None), None).expect("a status").json;
    assert_eq!(status(&sample), status(&copy), "and it means the same");
    assert_eq!(faults("duizhang-1", &serde_json::from_str(&printed).expect("JSON")), None);
    assert_eq!(faults("status", &status(&sample)), None);
}

/// What a value breaks of a schema in docs/formats.
fn faults(schema: &str, value: &Value) -> Option<String> {
    let path = format!("{}/../docs/formats/{schema}.schema.json", env!("CARGO_MANIFEST_DIR"));
    let mut schemas = boon::Schemas::new();
    let schema = boon::Compiler::new().compile(&path, &mut schemas).expect("a schema");
    schemas.validate(value, schema).err().map(|error| error.to_string())
}

#[test]
fn the_schemas_tell_good_data_from_bad() {
    assert_eq!(faults("duizhang-1", &example()), None);
    for (pointer, value) in [
        ("/format", json!("duizhang/2")),
        ("/units/0/level", json!("country")),
        ("/targets/0/kind", json!("levels")),
        ("/targets/0/value", json!("四百")),
        ("/targets/0/deadline", json!("2022年底")),
        ("/targets/0/schedule", json!({ "type": "sometimes" })),
        ("/targets/0/excerpt/start", json!(-1)),
        ("/results/0/period", json!("2022年5月")),
        ("/results/0/state", json!("missing")),
        ("/results/0/qualifier", json!("≈")),
    ] {
        let mut data = example();
        *data.pointer_mut(pointer).expect("a field") = value.clone();
        assert!(faults("duizhang-1", &data).is_some(), "{pointer} = {value}");
    }
}

#[test]
fn what_points_nowhere_is_refused_and_nothing_is_left() {
    let place = Workplace::new();
    let mut data = example();
    data["results"][0]["indicator"] = json!("unknown");
    data["targets"][0]["org_unit"] = json!("999");
    let file = place.folder().join("a.json");
    std::fs::write(&file, data.to_string()).expect("the data");
    let ledger = place.folder().join("a.dz");
    let failure = scripts::new_from(Box::new(place.host()), &ledger, &file).expect_err("it points nowhere");
    let codes: Vec<&str> = failure.error.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["interchange.unknown_reference", "interchange.unknown_reference"]);
    assert!(!ledger.exists());
}
