//! The whole journey once: document → target → progress → gap → bulletin, as one person takes it.

use serde_json::{Value, json};
use testkit::Workplace;

use crate::results::monthly;

const TEXT: &str = "固阳县2022年人居环境整治安排\n\n今年计划完成农村户厕改造1200户。\n";

#[test]
fn from_a_sentence_to_a_stamped_figure() {
    let place = Workplace::with_sample();
    let county = "150222000000";
    let context = json!({ "as_of": "2022-06-30", "org_unit": county });

    let proposal = place.call("propose_document", json!({ "name": null, "bytes": null, "text": TEXT }));
    let document = place.call(
        "import_document",
        json!({ "incoming": { "name": null, "bytes": null, "text": TEXT }, "title": proposal["title"].as_str().unwrap_or("安排"), "issuer": "固阳县人民政府办公室", "doc_number": null, "issued_on": "2022-01-20" }),
    )["ids"][0].clone();
    let start = TEXT.find("今年计划").map(|at| TEXT[..at].chars().count()).expect("the sentence");
    let passage = json!({ "document": document, "start": start, "end": start + "今年计划完成农村户厕改造1200户".chars().count() });
    let adopted = place.call(
        "adopt",
        json!({ "items": [{ "target": {
            "passage": passage, "draft": {
            "indicator": { "type": "new", "indicator": { "name": "农村户厕改造户数", "uom": "户", "decimals": 0, "accumulation": "ytd", "direction": "up", "definition": null, "programme": null } },
            "org_unit": county, "kind": "level", "comparator": "gte", "value": "1200", 
            "from": "2022-01-01", "deadline": "2022-12-31", "schedule": { "code": "calendar_month" }, "coverage": null,
            "strength": "plan", "binding": "expected", "programme": null, "responsible": "县农牧局"
        } } }] }),
    );
    let target = adopted["ids"][0].clone();
    let line = |place: &Workplace| -> Value {
        let lines = place.call("overview", context.clone())["lines"].clone();
        lines
            .as_array()
            .expect("lines")
            .iter()
            .find(|line| line["target"] == target)
            .expect("the target")
            .clone()
    };
    assert_eq!(line(&place)["status"]["code"], "no_report");

    let indicator = line(&place)["indicator"].clone();
    let form = place
        .call("put_form", monthly("户厕改造月报", &[indicator.as_str().expect("an id")], county, "township"))
        ["ids"][0]
        .clone();
    let grid = place
        .grid(json!({ "form": form, "period": "2022-06", "layout": "units_indicators", "indicator": null }));
    let units: Vec<&str> = grid["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|r| r["key"].as_str())
        .filter(|k| *k != "total")
        .collect();
    let each = |value: usize| -> Vec<Value> {
        units.iter().map(|unit| json!({ "org_unit": unit, "indicator": indicator, "measure": "ytd", "period": "2022-06", "input": { "type": "text", "text": value.to_string() } })).collect()
    };
    let fill = |value: usize| {
        place.call("fill", json!({ "form": form, "action": "paste", "changes": each(value), "reason": null }))
    };

    fill(50);
    let behind = line(&place);
    let sum = 50 * units.len();
    assert_eq!(behind["actual"]["value"], sum.to_string());
    assert_eq!(behind["gap"]["value"], (1200 - sum).to_string());
    assert!(
        ["behind", "far_behind"].contains(&behind["status"]["code"].as_str().expect("a code")),
        "{behind}"
    );

    let enough = 1200 / units.len() + 1;
    fill(enough);
    let done = line(&place);
    assert!(["done", "exceeded"].contains(&done["status"]["code"].as_str().expect("a code")), "{done}");
    assert_eq!(done["gap"]["value"], "0");

    let bulletin = json!({ "context": context, "targets": [target], "template": "progress_bulletin", "fields": { "issued_on": "2022-07-05" } });
    let text: String = place.call("bulletin", bulletin)["blocks"]
        .as_array()
        .expect("blocks")
        .iter()
        .flat_map(|block| block["runs"].as_array().cloned().unwrap_or_default())
        .filter_map(|run| run["text"].as_str().map(str::to_owned))
        .collect();
    let figure = enough * units.len();
    assert!(
        text.contains(&figure.to_string())
            || text.contains(&format!("{},{:03}", figure / 1000, figure % 1000)),
        "{text}"
    );
}
