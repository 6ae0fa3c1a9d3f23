//! `dz extract` and `dz quantities`: a file in, the contract's lines out, without a ledger.

use std::path::PathBuf;

use api::scripts;
use serde_json::{Value, json};
use testkit::Workplace;

const TEXT: &str = "青山县重点工作安排\n2022年3月1日\n今年计划新建卫生厕所1.2万户，每名干部联系10到15户群众。\n到2022年底，年收入10万元以上的村达到70%。\n截至2月底，已完成投资3.5亿元左右。\n";

fn file(place: &Workplace, bytes: &[u8]) -> PathBuf {
    let path = place.folder().join("安排.txt");
    std::fs::write(&path, bytes).expect("a file");
    path
}

fn found<'a>(values: &'a [Value], field: &str, words: &str) -> &'a Value {
    let holds = |value: &&Value| value[field].as_str().is_some_and(|text| text.contains(words));
    values.iter().find(holds).unwrap_or_else(|| panic!("nothing with {words} in {values:?}"))
}

/// Every field of the wanted object is in the value and equal.
fn assert_holds(value: &Value, wanted: &Value) {
    for (name, wanted) in wanted.as_object().expect("an object") {
        assert_eq!(&value[name], wanted, "{name} of {value}");
    }
}

#[test]
fn statements_have_the_fields_of_the_contract() {
    let place = Workplace::new();
    let path = file(&place, TEXT.as_bytes());
    let values = scripts::extract(&path, None).expect("statements");
    for (words, wanted) in [
        (
            "1.2万户",
            json!({ "kind": "target", "value": 1.2, "unit": "万户", "value_base": 12000, "unit_base": "户", "comparator": ">=", "time": { "deadline": "2022-12-31" }, "time_text": "今年" }),
        ),
        (
            "10到15户",
            json!({ "kind": "target", "value_low": 10, "value_high": 15, "value_base_low": 10, "value_base_high": 15, "comparator": "range" }),
        ),
        (
            "70%",
            json!({ "kind": "target", "value": 70, "unit": "%", "coverage_of": { "indicator": "年收入", "comparator": ">=", "threshold": 100_000, "unit": "元" } }),
        ),
        (
            "3.5亿元",
            json!({ "kind": "outcome", "value": 3.5, "value_base": 350_000_000, "comparator": "~", "time": { "as_of": "2022-02-28" } }),
        ),
    ] {
        let value = found(&values, "quote", words);
        assert_holds(value, &wanted);
        let place = |name: &str| value[name].as_u64().expect("an offset") as usize;
        let quote: String = TEXT.chars().skip(place("start")).take(place("end") - place("start")).collect();
        assert_eq!(value["quote"], json!(quote), "offsets count characters of the text");
        assert!(value["rules"].as_array().is_some_and(|rules| !rules.is_empty()), "says why: {value}");
    }
}

#[test]
fn quantities_have_the_fields_of_the_contract() {
    let place = Workplace::new();
    let path = file(&place, TEXT.as_bytes());
    let values = scripts::quantities(&path, None).expect("quantities");
    for (words, wanted) in [
        (
            "10到15户",
            json!({ "type": "range", "low": "10", "high": "15", "uom": "户", "qualifier": "=", "base_low": "10", "base_high": "15" }),
        ),
        ("70%", json!({ "type": "percent", "value": "70", "uom": "%", "base": "0.7" })),
        (
            "10万元以上",
            json!({ "type": "money", "value": "10", "uom": "万元", "base": "100000", "qualifier": ">=" }),
        ),
        ("3.5亿元左右", json!({ "type": "money", "qualifier": "~", "base": "350000000" })),
        ("2022年3月1日", json!({ "type": "date", "time": { "as_of": "2022-03-01" } })),
        ("今年", json!({ "type": "period", "time": { "period": "2022" } })),
    ] {
        assert_holds(found(&values, "text", words), &wanted);
    }
    let starts: Vec<u64> = values.iter().filter_map(|value| value["start"].as_u64()).collect();
    assert!(starts.is_sorted(), "in the order of the text: {starts:?}");
}

#[test]
fn the_date_given_counts_before_the_one_in_the_text() {
    let place = Workplace::new();
    let path = file(&place, TEXT.as_bytes());
    let values = scripts::extract(&path, Some("2019-05-05")).expect("statements");
    assert_eq!(found(&values, "quote", "1.2万户")["time"], json!({ "deadline": "2019-12-31" }));
}

#[test]
fn a_gbk_file_reads_the_same_and_a_broken_one_is_refused() {
    let place = Workplace::new();
    let wanted = scripts::extract(&file(&place, TEXT.as_bytes()), None).expect("statements");
    let (gbk, ..) = encoding_rs::GB18030.encode(TEXT);
    assert_eq!(scripts::extract(&file(&place, &gbk), None).expect("statements"), wanted);
    for bytes in [&b""[..], b"\x00\x01\x02\x03\x00\x00\xFF\xFE\x00binary\x00\x00"] {
        let failure = scripts::extract(&file(&place, bytes), None).expect_err("refused");
        assert!(!failure.wrong_use, "exit 1, not 2");
        assert_eq!(failure.error.problems.len(), 1);
    }
}
