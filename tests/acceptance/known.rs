//! 当时掌握情况: what was known on a day is told again as it was told then, whatever came since.

use serde_json::{Value, json};
use testkit::Workplace;

const SEWAGE: &str = "t-sewage";
const JUNE: &str = "2022-06-30";

fn seen(known_on: Option<&str>) -> Value {
    json!({ "as_of": JUNE, "org_unit": "150000000000", "known_on": known_on })
}

fn bulletin(known_on: Option<&str>) -> Value {
    json!({
        "context": seen(known_on), "targets": [], "template": "progress_bulletin",
        "fields": { "signer": "某某自治区乡村振兴局", "issued_on": "2022-07-05" }
    })
}

/// Everything that is told of June, the files byte for byte.
fn told(place: &Workplace, known_on: Option<&str>) -> Vec<(&'static str, Value)> {
    let file = |format: &str| {
        let export =
            json!({ "bulletin": bulletin(known_on), "format": format, "path": null, "choose": false });
        place.call("export_bulletin", export)["digest"].clone()
    };
    let of_target = json!({ "context": seen(known_on), "target": SEWAGE, "org_unit": null });
    vec![
        ("overview", place.call("overview", seen(known_on))),
        ("ranking", place.call("ranking", json!({ "context": seen(known_on), "target": SEWAGE }))),
        ("target", place.call("target", of_target)),
        ("bulletin", place.call("bulletin", bulletin(known_on))),
        ("docx", file("docx")),
        ("xlsx", file("xlsx")),
    ]
}

/// Corrects a cell of the target, raises the target, and sets another tolerance.
fn go_on(place: &Workplace) {
    let line = &place.call("target", json!({ "context": seen(None), "target": SEWAGE, "org_unit": null }));
    let unit = &line["allocation"]["lines"][0]["org_unit"]["id"];
    let form = place.call("forms", seen(None))[0]["id"].clone();
    let change = json!({ "org_unit": unit, "indicator": line["line"]["indicator"], "measure": "ytd", "period": "2022-06", "input": { "type": "text", "text": "7" } });
    place
        .call("fill", json!({ "form": form, "action": "type", "changes": [change], "reason": "核对后更正" }));
    let mut draft = place.call("target_draft", json!({ "target": SEWAGE, "valid_from": "2022-01-01" }));
    draft["value"] = json!("800");
    let correct = json!({ "type": "correct", "valid_from": "2022-01-01" });
    place.call(
        "revise_target",
        json!({ "target": SEWAGE, "change": correct, "draft": draft, "reason": "调整任务" }),
    );
    let mut assessment = place.call("settings", json!({}))["assessment"].clone();
    assessment["tolerance_points"] = json!("20");
    assessment["far_behind_points"] = json!("40");
    place.call("set_settings", json!({ "assessment": assessment, "reason": "督查办法" }));
}

#[test]
fn a_past_report_is_told_again_as_it_was() {
    let place = Workplace::with_sample();
    let first = told(&place, None);
    let path = place.call("ledger", json!({}))["path"].clone();
    let later = place.restarted_at("2022-07-20T10:00:00+08:00");
    later.call("open_ledger", json!({ "path": path }));
    go_on(&later);
    let now = told(&later, None);
    let again = told(&later, Some("2022-07-19"));
    for ((first, again), now) in first.iter().zip(&again).zip(&now) {
        assert_eq!(first, again, "as it was known on the day before");
        assert_ne!(first, now, "something came since");
    }
    assert_eq!(told(&later, Some("2022-07-20")), now, "by the end of the day it was known");
    assert_eq!(told(&later, Some("2022-07-19")), again, "looking forth and back changes nothing");
    go_on_writing(&later);
}

/// Looking back ends with the look: what comes next is written.
fn go_on_writing(place: &Workplace) {
    told(place, Some("2022-07-01"));
    place.call("undo", json!({}));
}

#[test]
fn before_anything_came_nothing_was_known() {
    let place = Workplace::with_sample();
    let overview = place.call("overview", seen(Some("2000-01-01")));
    assert_eq!(overview["lines"], json!([]));
}
