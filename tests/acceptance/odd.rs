//! Reports of odd ledgers: nothing reported, one unit, more units than anybody reads, names too long for their columns and of
//! rare characters, every status at once. What they say and how they are built is held in golden files; each is written in
//! every format and read back.

use api::scripts;
use serde_json::{Map, Value, json};
use testkit::{Workplace, golden};

const TEMPLATES: [&str; 8] = [
    "progress_bulletin",
    "progress_brief",
    "progress_letter",
    "progress_summary",
    "unit_sheet",
    "target_list",
    "change_report",
    "correction_notice",
];
const COUNTY: &str = "150222000000";

fn unit(code: &str, name: &str, level: &str, parent: Option<&str>) -> Value {
    json!({ "code": code, "name": name, "level": level, "parent": parent, "from": null, "to": null, "attributes": {} })
}

fn indicator(id: &str, name: &str) -> Value {
    json!({ "id": id, "name": name, "uom": "个", "decimals": 0, "accumulation": "ytd", "direction": "up", "time_rule": "last", "place_rule": "sum", "numerator": null, "denominator": null, "weight": null })
}

fn target(id: &str, indicator: &str, value: &str, from: &str, deadline: &str) -> Value {
    json!({ "id": id, "indicator": indicator, "org_unit": COUNTY, "kind": "level", "comparator": "gte", "value": value, "value2": null, "tolerance": null, "baseline": null, "from": from, "deadline": deadline, "recurrence": null, "completion_rule": "ratio", "schedule": { "type": "calendar_month" }, "coverage": null, "strength": "plan", "binding": "expected", "document": null, "excerpt": null, "valid_from": null })
}

fn result(indicator: &str, unit: &str, value: &str) -> Value {
    json!({ "indicator": indicator, "measure": "ytd", "org_unit": unit, "period": "2022-06", "as_of": "2022-06-30", "state": "number", "value": value, "uom": "个", "qualifier": "=", "note": null })
}

fn share(target: &str, unit: &str, value: &str) -> Value {
    json!({ "target": target, "org_unit": unit, "period": null, "value": value })
}

/// What a ledger is made of.
#[derive(Default)]
struct Odd {
    units: Vec<Value>,
    indicators: Vec<Value>,
    targets: Vec<Value>,
    allocations: Vec<Value>,
    results: Vec<Value>,
}

impl Odd {
    fn county(name: &str) -> Self {
        Self { units: vec![unit(COUNTY, name, "county", None)], ..Self::default() }
    }

    fn open(self, name: &str) -> Workplace {
        let place = Workplace::new();
        let data = json!({
            "format": "duizhang/1", "ledger": { "title": name }, "units": self.units, "programmes": [], "documents": [],
            "indicators": self.indicators, "targets": self.targets, "allocations": self.allocations,
            "results": self.results, "observations": []
        });
        let file = place.folder().join("odd.json");
        std::fs::write(&file, data.to_string()).expect("the data");
        let ledger = place.folder().join("odd.dz");
        scripts::new_from(Box::new(place.host()), &ledger, &file).expect("a ledger");
        place.call("open_ledger", json!({ "path": ledger }));
        place
    }
}

fn request(template: &str) -> Value {
    json!({
        "context": { "as_of": "2022-06-30", "org_unit": COUNTY }, "targets": [], "template": template,
        "compare_with": "2022-05-31",
        "fields": { "issued_on": "2022-07-05", "signer": "某某县政府办", "letterhead": "某某县人民政府办公室文件", "doc_number": "某政办发〔2022〕1号" }
    })
}

/// Text and structure: every sentence, and of each table its head, how many rows, the first and the last of them.
fn outline(view: &Value) -> Value {
    let texts = |cells: &Value| -> Vec<Value> {
        cells.as_array().expect("cells").iter().map(|cell| cell["text"].clone()).collect()
    };
    let block = |block: &Value| match block["type"].as_str() {
        Some("heading") => block["text"].clone(),
        _ => texts(&block["runs"]).iter().filter_map(Value::as_str).collect::<String>().into(),
    };
    let table = |table: &Value| {
        let rows = table["rows"].as_array().expect("rows");
        let shown = rows.iter().take(4).chain(rows.iter().skip(rows.len().saturating_sub(2).max(4)));
        json!({
            "title": table["title"], "columns": table["columns"].as_array().map(Vec::len), "rows": rows.len(),
            "head": table["header"].as_array().expect("head").iter().map(texts).collect::<Vec<_>>(),
            "shown": shown.map(texts).map(|row| row.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("|")).collect::<Vec<_>>(),
            "notes": table["notes"],
        })
    };
    let all = |name: &str, of: &dyn Fn(&Value) -> Value| -> Vec<Value> {
        view[name].as_array().expect(name).iter().map(of).collect()
    };
    let charts = view["charts"]["charts"].as_array().map_or(0, Vec::len);
    json!({
        "title": view["title"], "layout": view["layout"], "text": all("blocks", &block), "annexes": all("annexes", &table),
        "charts": charts, "checks": all("checks", &|check| check["code"].clone()),
    })
}

/// Holds each kind against its golden file, and writes and reads back those of the named kinds in every format.
fn held(name: &str, odd: Odd, written: &[&str]) {
    let place = odd.open(name);
    let mut outlines = Map::new();
    for template in TEMPLATES {
        let view = place.call("bulletin", request(template));
        outlines.insert(template.to_owned(), outline(&view));
        if !written.contains(&template) {
            continue;
        }
        let together = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
        let said = outline(&view)["text"].clone();
        for format in ["docx", "pdf", "xlsx", "csv", "json"] {
            let answer = place.call(
                "export_bulletin",
                json!({ "bulletin": request(template), "format": format, "path": null, "choose": false }),
            );
            let path = answer["path"].as_str().expect("a path");
            let bytes = std::fs::read(path).expect("a file");
            if matches!(format, "docx" | "pdf") {
                let read = formats::text::read(Some(path), &bytes).expect("a text");
                let text = together(&read.text);
                for sentence in said.as_array().expect("sentences").iter().filter_map(Value::as_str) {
                    assert!(
                        text.contains(&together(sentence)),
                        "{name}, {template}.{format} lacks: {sentence}"
                    );
                }
            }
        }
    }
    golden(&format!("odd-{name}"), &Value::Object(outlines), place.folder());
}

#[test]
fn nothing_is_reported_and_nothing_is_promised() {
    held("bare", Odd::county("某某县"), &TEMPLATES);
    let mut silent = Odd::county("某某县");
    silent.indicators.push(indicator("i1", "改厕户数"));
    silent.targets.push(target("t1", "i1", "400", "2022-01-01", "2022-12-31"));
    held("silent", silent, &TEMPLATES);
}

#[test]
fn one_unit_is_no_ranking() {
    let mut odd = Odd::county("某某县");
    odd.units.push(unit("150222100000", "独镇", "township", Some(COUNTY)));
    odd.indicators.push(indicator("i1", "改厕户数"));
    odd.targets.push(target("t1", "i1", "400", "2022-01-01", "2022-12-31"));
    odd.allocations.push(share("t1", "150222100000", "400"));
    odd.results.push(result("i1", "150222100000", "213"));
    held("one-unit", odd, &TEMPLATES);
}

#[test]
fn names_are_long_and_of_rare_characters() {
    // Characters of the extensions of GB 18030 beyond what fonts usually have, some outside the first plane.
    let mut odd = Odd::county("㐂䶮县");
    let long = "生活污水治理和农村户用卫生厕所改造提升以及后续管护长效机制建设覆盖".repeat(3);
    let names =
        ["𠮷𡋾镇", "㙍㴪苏木", "一个名字长得一行放不下的某某蒙古族达斡尔族鄂温克族民族乡人民政府街道办事处"];
    odd.indicators.push(indicator("i1", &format!("{long}𠅤的村数")));
    odd.targets.push(target("t1", "i1", "123456789012", "2022-01-01", "2022-12-31"));
    for (at, name) in names.iter().enumerate() {
        let code = format!("15022210{at}000");
        odd.units.push(unit(&code, name, "township", Some(COUNTY)));
        odd.allocations.push(share("t1", &code, "41152263004"));
        odd.results.push(result("i1", &code, &format!("{}", 20_000_000_000_u64 + at as u64)));
    }
    held("names", odd, &["progress_bulletin", "unit_sheet"]);
}

#[test]
fn every_status_stands_at_once() {
    let mut odd = Odd::county("某某县");
    for (at, (value, from, deadline)) in [
        (Some("450"), "2022-01-01", "2022-12-31"),
        (Some("400"), "2022-01-01", "2022-12-31"),
        (Some("210"), "2022-01-01", "2022-12-31"),
        (Some("180"), "2022-01-01", "2022-12-31"),
        (Some("100"), "2022-01-01", "2022-12-31"),
        (Some("300"), "2022-01-01", "2022-05-31"),
        (Some("0"), "2022-01-01", "2022-12-31"),
        (None, "2022-01-01", "2022-12-31"),
        (None, "2022-10-01", "2022-12-31"),
    ]
    .into_iter()
    .enumerate()
    {
        let id = format!("i{at}");
        odd.indicators.push(indicator(&id, &format!("事项{at}件数")));
        odd.targets.push(target(&format!("t{at}"), &id, "400", from, deadline));
        odd.results.extend(value.map(|value| result(&id, COUNTY, value)));
    }
    // What was over in May was reported then; what has no schedule is not held against one.
    odd.results[5]["period"] = json!("2022-05");
    odd.results[5]["as_of"] = json!("2022-05-31");
    odd.indicators.push(indicator("i9", "不考核时序的件数"));
    odd.targets.push(target("t9", "i9", "400", "2022-01-01", "2022-12-31"));
    odd.targets[9]["schedule"] = json!({ "type": "none" });
    odd.results.push(result("i9", COUNTY, "50"));
    let statuses: std::collections::BTreeSet<String> = {
        let place = Odd {
            units: odd.units.clone(),
            indicators: odd.indicators.clone(),
            targets: odd.targets.clone(),
            allocations: Vec::new(),
            results: odd.results.clone(),
        }
        .open("statuses");
        let view = place.call("overview", json!({ "as_of": "2022-06-30", "org_unit": COUNTY }));
        let lines = view["lines"].as_array().expect("lines").iter();
        lines.map(|line| line["status"]["code"].as_str().expect("a status").to_owned()).collect()
    };
    for status in [
        "exceeded",
        "done",
        "on_track",
        "behind",
        "far_behind",
        "overdue",
        "not_started",
        "unscheduled",
        "not_due",
        "no_report",
    ] {
        assert!(statuses.contains(status), "{status} is not among {statuses:?}");
    }
    held("statuses", odd, &TEMPLATES);
}

#[test]
fn of_thousands_of_units_head_and_foot_are_listed() {
    const MANY: usize = 3_000;
    let mut odd = Odd::county("某某县");
    odd.indicators.push(indicator("i1", "改厕户数"));
    odd.targets.push(target("t1", "i1", "300000", "2022-01-01", "2022-12-31"));
    for at in 0..MANY {
        let code = format!("150222{:06}", at + 100_000);
        odd.units.push(unit(&code, &format!("{at}号乡"), "township", Some(COUNTY)));
        odd.allocations.push(share("t1", &code, "100"));
        odd.results.push(result("i1", &code, &(at % 120).to_string()));
    }
    let place = odd.open("many");
    let view = place.call("bulletin", request("progress_bulletin"));
    let annexes = view["annexes"].as_array().expect("annexes");
    let ranking = annexes.iter().find(|table| table["rows"].as_array().is_some_and(|rows| rows.len() > 100));
    let ranking = ranking.expect("the ranking");
    let rows = ranking["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 100 + 2, "the sum, head and foot, and a line for those between");
    assert!(rows.iter().any(|row| row[1]["text"] == "中间2900个从略"));
    assert!(
        ranking["notes"].to_string().contains("只列前后各50个，中间2900个从略，导出的Excel附表列前后各500个")
    );
    let written = |format: &str| {
        let export = json!({ "bulletin": request("progress_bulletin"), "format": format, "path": null, "choose": false });
        std::fs::read(place.call("export_bulletin", export)["path"].as_str().expect("a path"))
            .expect("a file")
    };
    let text = formats::text::read(Some("通报.docx"), &written("docx")).expect("a text").text;
    assert!(text.contains("中间2900个从略") && !text.contains("中间2000个从略"));
    let data = String::from_utf8(written("csv")).expect("text");
    assert!(data.lines().count() > 1_000 && data.contains("中间2000个从略"), "data have more than paper");
    golden("odd-many", &outline(&view), place.folder());
}
