//! The format of the contract, there and back.

use domain::kernel::{Decimal, Severity};
use domain::targets::{Schedule, Threshold};
use proptest::prelude::*;

use super::*;

/// The example of the contract, filled out to a whole.
const CONTRACT: &str = r#"{"format":"duizhang/1","ledger":{"title":"示例"},
 "units":[{"code":"150000000000","name":"内蒙古自治区","level":"province","parent":null,"from":null,"to":null,"attributes":{"zone":"农区"}},
          {"code":"150200000000","name":"包头市","level":"prefecture","parent":"150000000000","from":null,"to":null,"attributes":{}}],
 "programmes":[{"id":"p1","name":"六大工程","parent":null}],
 "documents":[{"id":"d1","title":"通知","issuer":"某厅","issued_on":"2022-06-08","text":"今年计划在400个村开展生活污水治理工作"}],
 "indicators":[{"id":"i1","name":"开展生活污水治理的村数","uom":"个","decimals":0,"accumulation":"ytd","direction":"up","time_rule":"last","place_rule":"sum","numerator":null,"denominator":null,"weight":null},
               {"id":"i2","name":"集体经济收入","uom":"元","decimals":2,"accumulation":"ytd","direction":"up","time_rule":"last","place_rule":"none","numerator":null,"denominator":null,"weight":null}],
 "targets":[{"id":"t1","indicator":"i1","org_unit":"150000000000","kind":"level","comparator":"gte","value":"400","value2":null,"tolerance":null,"baseline":null,
   "from":"2022-01-01","deadline":"2022-12-31","recurrence":null,"completion_rule":"ratio","schedule":{"type":"calendar_month"},
   "coverage":null,"strength":"plan","binding":"expected","document":"d1","excerpt":{"start":5,"end":9},"valid_from":null},
   {"id":"t2","indicator":"i2","org_unit":"150000000000","kind":"coverage","comparator":"gte","value":"0.7","value2":null,"tolerance":null,"baseline":null,
   "from":null,"deadline":"2025-12-31","recurrence":null,"completion_rule":"coverage","schedule":{"type":"none"},
   "coverage":{"indicator":"i2","comparator":"gte","threshold":null,"by_attribute":{"zone":{"农区":"200","牧区":"150"}},"level":"village","population":null},"strength":"reach","binding":"binding","document":null,"excerpt":null,"valid_from":null}],
 "allocations":[{"target":"t1","org_unit":"150200000000","period":null,"value":"40"}],
 "results":[{"indicator":"i1","measure":"ytd","org_unit":"150200000000","period":"2022-05","as_of":"2022-05-31","state":"number","value":"18","uom":"个","qualifier":"=","note":null},
            {"indicator":"i1","measure":"ytd","org_unit":"150200000000","period":"2022-04","as_of":null,"state":"nil"}],
 "observations":[{"indicator":"i2","org_unit":"150000000000","time":{"as_of":"2022-05-31"},"value":"188000","uom":"人","qualifier":"=","document":"d1","excerpt":{"start":0,"end":0}}],
 "unknown":{"later":[1,2,3]}}"#;

fn read_ok(text: &str) -> Interchange {
    let (data, problems) = read(text.as_bytes()).unwrap();
    assert_eq!(problems, []);
    data
}

#[test]
fn the_example_of_the_contract_is_read() {
    let data = read_ok(CONTRACT);
    assert_eq!((data.title.as_str(), data.units.len(), data.positions.len()), ("示例", 2, 2));
    assert_eq!(data.units[0].attributes.get("zone").map(String::as_str), Some("农区"));
    assert_eq!(data.positions[1].parent.as_ref().map(|id| id.as_str()), Some("150000000000"));
    assert_eq!(data.excerpts[0].quote, "400个", "the words are taken from the text");
    assert_eq!(data.targets[0].excerpt.as_ref(), Some(&data.excerpts[0].id));
    assert_eq!(data.targets[0].schedule, Schedule::CalendarMonth);
    let Some(coverage) = &data.targets[1].coverage else { panic!("coverage") };
    assert!(matches!(&coverage.threshold, Threshold::ByAttribute(name, values)
        if name == "zone" && values["牧区"] == Decimal::from(150)));
    assert_eq!(data.observations[0].id, "o1");
}

#[test]
fn data_to_new_to_data_is_the_identity() {
    let first = write(&read_ok(CONTRACT)).unwrap();
    let again = write(&read_ok(std::str::from_utf8(&first).unwrap())).unwrap();
    assert_eq!(String::from_utf8(first).unwrap(), String::from_utf8(again).unwrap());
}

#[test]
fn order_in_does_not_matter_for_order_out() {
    let mut data = read_ok(CONTRACT);
    let expected = write(&data).unwrap();
    data.units.reverse();
    data.positions.reverse();
    data.targets.reverse();
    data.results.reverse();
    data.indicators.reverse();
    assert_eq!(write(&data).unwrap(), expected);
}

/// What the contract does not name travels too.
#[test]
fn added_names_come_back() {
    let text = r#"{"format":"duizhang/1","ledger":{"title":"台账"},
    "units":[{"code":"a","name":"甲县","level":"county","parent":null,"from":"2020-01-01","to":null,"order":3,"division_code":"150221000000","pseudo":true,"aliases":["甲"],"earlier_positions":[{"parent":"b","from":null,"to":"2019-12-31","order":1,"successor":"b","name_then":"甲乡"}]},{"code":"b","name":"乙市","level":"prefecture"}],
    "offices":[{"id":"o","name":"督查室","org_unit":"a"}],
    "persons":[{"id":"p","name":"张某","office":"o","roles":["reporter","supervisor"],"phone":"123"}],
    "documents":[{"id":"d","title":"题","doc_number":"〔2022〕1号","file_name":"a.txt","text":"一二三","note":"摘录"}],
    "excerpts":[{"id":"e9","document":"d","start":0,"end":2,"quote":"一二"}],
    "programmes":[{"id":"g","name":"工程","parent":null,"kind":"project","order":2,"lead_agency":"局","responsible_agencies":["甲"],"supporting_agencies":["乙"],"from":"2022-01-01","to":"2022-12-31","excerpt":"e9"}],
    "indicators":[{"id":"i","name":"数","definition":"口径","uom":"个","accumulation":"ytd","authority":"parts","programme":"g","continues":"i"}],
    "targets":[{"id":"t","indicator":"i","org_unit":"a","value":"10","schedule":{"type":"curve","points":[{"day":"2022-06-30","value":"4"},{"day":"2022-12-31","value":"10"}]},"baseline":{"value":"1","period":"2021"},"recurrence":"year","programme":"g","responsible":"甲","own":true,"note":"说明","document":"d","excerpt":{"start":2,"end":3,"id":"e1","quote":"三"}},
               {"id":"t","indicator":"i","org_unit":"a","value":"12","valid_from":"2023-01-01","schedule":{"type":"seasonal","weights":["1","0","0.5"]}},
               {"id":"u","indicator":"i","org_unit":"b","kind":"coverage","value":"1","coverage":{"indicator":"i","comparator":"between","threshold":"3","threshold2":"5","level":"county","units":["a"],"population":15}}],
    "allocations":[{"target":"t","org_unit":"a","period":"2022-Q2","value":"1.50","note":"按人口"}],
    "forms":[{"id":"f","name":"月报","frequency":"month","measure":"ytd","measures":{"i":"period"},"indicators":["i"],"parent":"b","level":"county","due":{"days_after":-5,"time":"17:00","holiday":"advance"},"evidence":["i"],"notes":["注"],"earlier":[{"until":"2021-12-31","name":"旧月报","measures":{"i":"ytd"},"indicators":["i"],"due":{"day":25,"as_of_day":20,"time":"12:00","holiday":"keep"},"evidence":["i"],"notes":["旧注"]}]}],
    "results":[{"indicator":"i","measure":"period","org_unit":"a","period":"2022-05-X2","state":"number","value":"100","uom":"个","qualifier":">","note":"多","evidence":["abc"]},{"indicator":"i","measure":"period","org_unit":"a","period":"2022-W21","state":"na"}],
    "observations":[{"id":"x","indicator":"i","org_unit":"a","time":{"from":"2021-01-01","to":null},"value":"5","uom":"个","document":"d","excerpt":{"start":0,"end":1}},
                    {"id":"y","indicator":"i","org_unit":"a","time":{"period":"annual"},"value":"5","uom":"个","document":"d","excerpt":{"start":0,"end":1},"note":"n"},
                    {"id":"z","indicator":"i","org_unit":"a","time":{"deadline":"2025-12-31"},"value":"5","uom":"个","document":"d","excerpt":{"start":0,"end":1}},
                    {"id":"zz","indicator":"i","org_unit":"a","time":{"period":"2022-H1"},"value":"5","uom":"个","document":"d","excerpt":{"start":0,"end":1}}],
    "submissions":[{"form":"f","org_unit":"a","period":"2022-05","state":"returned","reason":"数不对","rows_root":"00","office":"o"}],
    "decisions":[{"id":"k","fields":{"what":"采用","b":"1"}}],
    "same_as":[{"id":"s","fields":{"a":"x","b":"y"}}],
    "explanations":[{"indicator":"i","measure":"period","org_unit":"a","period":"2022-05","code":"check.jump","value":"100个","text":"新开工"}],
    "settings":{"calendar":{"off":"2024-10-01..2024-10-07","worked":"2024-09-29"},"checks":{"trend":"off","relations":"i<=j"},"assessment":{"tolerance_points":"1","lamps":"two_steps"}}}"#;
    let data = read_ok(text);
    assert_eq!(data.positions.len(), 3, "earlier positions come along");
    assert_eq!(data.excerpts.len(), 3, "one loose, two carried; the same passage is one");
    let written = write(&data).unwrap();
    let again = read_ok(std::str::from_utf8(&written).unwrap());
    assert_eq!(write(&again).unwrap(), written);
    let out = String::from_utf8(written).unwrap();
    for words in [
        r#""division_code":"150221000000""#,
        r#""earlier_positions":[{"parent":"b""#,
        r#""by_attribute":null"#,
        r#""threshold2":"5""#,
        r#""value":"1.50""#,
        r#""state":"na","value":null"#,
        r#""time":{"from":"2021-01-01","to":null}"#,
        r#""reason":"数不对""#,
        r#""fields":{"b":"1","what":"采用"}"#,
        r#""measures":{"i":"period"}"#,
        r#""code":"check.jump","value":"100个","text":"新开工""#,
        r#""relations":"i<=j""#,
        r#""lamps":"two_steps","tolerance_points":"1""#,
        r#""valid_from":"2023-01-01""#,
    ] {
        assert!(out.contains(words), "{words} in {out}");
    }
}

fn check_problem(rows: &str, code: &str, place: &str) {
    let base = r#""units":[{"code":"a","name":"甲","level":"county"}],"documents":[{"id":"d","title":"题","text":"一二三"}],"indicators":[{"id":"i","name":"数","uom":"个","accumulation":"ytd"}]"#;
    let text = format!(r#"{{"format":"duizhang/1","ledger":{{"title":""}},{base},{rows}}}"#);
    let (_, problems) = read(text.as_bytes()).unwrap();
    let found: Vec<_> = problems.iter().map(|problem| (problem.code, problem.place.as_str())).collect();
    assert_eq!(found, [(code, place)], "{rows}");
}

#[test]
fn problems_have_their_place_and_the_good_rows_stay() {
    let result = |fields: &str| {
        format!(
            r#""results":[{{"indicator":"i","measure":"ytd","org_unit":"a","period":"2022-05","state":"number","value":"1"{fields}}}]"#
        )
    };
    check_problem(&result(r#","value":"abc""#), "interchange.unreadable", "results[0].value");
    check_problem(&result(r#","value":"1e5""#), "interchange.unreadable", "results[0].value");
    check_problem(&result(r#","period":"2022-13""#), "interchange.unreadable", "results[0].period");
    check_problem(&result(r#","org_unit":"zz""#), "interchange.unknown_reference", "results[0].org_unit");
    check_problem(&result(r#","state":"maybe""#), "interchange.unreadable", "results[0].state");
    check_problem(&result(r#","qualifier":[]"#), "interchange.unreadable", "results[0].qualifier");
    check_problem(&result(r#","value":null"#), "interchange.missing", "results[0].value");
    check_problem(r#""results":[3]"#, "interchange.unreadable", "results[0]");
    check_problem(r#""results":{}"#, "interchange.unreadable", "results");
    check_problem(
        r#""allocations":[{"target":"t","org_unit":"a","value":"1"}]"#,
        "interchange.unknown_reference",
        "allocations[0].target",
    );
    let target = |fields: &str| {
        format!(r#""targets":[{{"id":"t","indicator":"i","org_unit":"a","value":"1"{fields}}}]"#)
    };
    check_problem(
        &target(r#","document":"d","excerpt":{"start":2,"end":9}"#),
        "interchange.span",
        "targets[0].excerpt.start",
    );
    check_problem(
        &target(r#","document":"d","excerpt":{"start":0,"end":1,"quote":"二"}"#),
        "interchange.quote_differs",
        "targets[0].excerpt.quote",
    );
    check_problem(
        &target(r#","schedule":{"type":"never"}"#),
        "interchange.unreadable",
        "targets[0].schedule.type",
    );
    check_problem(
        &target(r#","schedule":{"type":"curve","points":[{"day":"x","value":"1"}]}"#),
        "interchange.unreadable",
        "targets[0].schedule.points[0].day",
    );
    check_problem(
        &target(r#","coverage":{"indicator":"i","level":"county"}"#),
        "interchange.missing",
        "targets[0].coverage.threshold",
    );
    check_problem(&target(r#","baseline":5"#), "interchange.unreadable", "targets[0].baseline");

    let text = r#"{"format":"duizhang/1","units":[{"code":"a","name":"甲","level":"county"},{"code":"a","name":"乙","level":"county"},{"code":"c|d","name":"丙","level":"county"},{"code":"e","name":"丁","level":"county"}]}"#;
    let (data, problems) = read(text.as_bytes()).unwrap();
    assert_eq!(data.units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["甲", "丁"]);
    assert_eq!(
        problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
        ["interchange.duplicate", "interchange.unreadable"]
    );
    assert!(problems.iter().all(|problem| problem.severity == Severity::Error));
}

#[test]
fn numbers_may_be_numbers() {
    let text = r#"{"format":"duizhang/1","units":[{"code":"a","name":"甲","level":"county"}],"indicators":[{"id":"i","name":"数","uom":"个","decimals":"2","accumulation":"ytd"}],"results":[{"indicator":"i","measure":"ytd","org_unit":"a","period":"2022","value":0.1},{"indicator":"i","measure":"ytd","org_unit":"a","period":"2021","value":-7}]}"#;
    let data = read_ok(text);
    let out = String::from_utf8(write(&data).unwrap()).unwrap();
    assert!(out.contains(r#""value":"0.1","uom":"个""#) && out.contains(r#""value":"-7""#), "{out}");
}

#[test]
fn what_is_another_thing_is_refused() {
    let check =
        |text: &str, code: &str| assert_eq!(read(text.as_bytes()).unwrap_err().code(), code, "{text}");
    check("", "interchange.not_json");
    check("[1,2", "interchange.not_json");
    check("[]", "interchange.not_this_format");
    check("{}", "interchange.not_this_format");
    check(r#"{"format":"other"}"#, "interchange.not_this_format");
    check(r#"{"format":"duizhang/2"}"#, "interchange.newer");
    check(&"[".repeat(100_000), "interchange.not_json");
    assert_eq!(
        read(b"{\n  \"format\": x}").unwrap_err(),
        InterchangeError::NotJson { line: 2, column: 13 },
        "the place is told"
    );
    assert!(read("\u{feff}{\"format\":\"duizhang/1\"}".as_bytes()).is_ok(), "a mark at the start is no harm");
}

#[test]
fn an_empty_ledger_round_trips() {
    let bytes = write(&Interchange::default()).unwrap();
    assert_eq!(read(&bytes).unwrap(), (Interchange::default(), Vec::new()));
}

/// JSON of the shape of the format with anything in its places.
fn any_value() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-z0-9.:-]{0,6}".prop_map(Value::from),
        Just(Value::from("a")),
        Just(Value::from("2022-05")),
    ];
    let names = [
        "code",
        "name",
        "level",
        "id",
        "title",
        "text",
        "uom",
        "accumulation",
        "indicator",
        "org_unit",
        "period",
        "value",
        "start",
        "end",
        "document",
        "excerpt",
        "schedule",
        "type",
        "coverage",
        "time",
        "parent",
        "points",
        "due",
    ];
    leaf.prop_recursive(3, 40, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(names.to_vec()), inner), 0..8)
                .prop_map(|pairs| pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #[test]
    fn anything_is_read_or_named_without_panic(lists in prop::collection::vec((prop::sample::select(vec!["units", "documents", "excerpts", "programmes", "indicators", "targets", "allocations", "forms", "results", "observations", "submissions", "decisions"]), prop::collection::vec(any_value(), 0..3)), 0..6)) {
        let mut root: serde_json::Map<String, serde_json::Value> = lists.into_iter().map(|(name, rows)| (name.to_owned(), rows.into())).collect();
        root.insert("format".to_owned(), FORMAT.into());
        let bytes = serde_json::to_vec(&root).unwrap();
        let (data, _) = read(&bytes).unwrap();
        let written = write(&data).unwrap();
        let (again, problems) = read(&written).unwrap();
        prop_assert_eq!(problems, []);
        prop_assert_eq!(write(&again).unwrap(), written);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_text_survives(title in any::<String>(), note in "\\PC{0,20}") {
        let mut data = read_ok(CONTRACT);
        data.title = title;
        data.targets[0].note = Some(note);
        data.documents[0].text.push_str("\u{0}\u{1f}\"\\");
        let (again, problems) = read(&write(&data).unwrap()).unwrap();
        prop_assert_eq!(problems, []);
        prop_assert_eq!(again.title, data.title);
        prop_assert_eq!(&again.documents[0].text, &data.documents[0].text);
        prop_assert_eq!(&again.targets[0].note, &data.targets[0].note);
    }
}
