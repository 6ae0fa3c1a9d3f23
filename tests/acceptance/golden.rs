//! What the commands answer on the sample ledger, read by Rust here and by the window's tests.

use serde_json::{Value, json};
use testkit::{Workplace, golden};

#[test]
fn answers_on_the_sample_are_as_they_were_last_looked_at() {
    let place = Workplace::with_sample();
    let context = json!({ "as_of": "2022-06-30", "org_unit": null });
    let documents = place.call("documents", json!({}));
    let second = documents[1]["id"].clone();
    let requests: [(&str, &str, Value); 13] = [
        ("ledger", "ledger", json!({})),
        ("waiting", "waiting", context.clone()),
        ("overview", "overview", context.clone()),
        ("overview-baotou", "overview", json!({ "as_of": "2022-05-31", "org_unit": "150200000000" })),
        ("ranking", "ranking", json!({ "context": context, "target": "t-sewage" })),
        ("documents", "documents", json!({})),
        ("document", "document", json!({ "document": second, "as_of": "2022-06-30" })),
        ("target", "target", json!({ "context": context, "target": "t-sewage", "org_unit": null })),
        (
            "target-coverage",
            "target",
            json!({ "context": context, "target": "t-bt-income12", "org_unit": null }),
        ),
        ("forms", "forms", context.clone()),
        (
            "grid",
            "grid",
            json!({ "form": "f-build", "period": "2022-06", "layout": "units_indicators", "indicator": null }),
        ),
        ("units", "units", json!({ "parent": "150000000000", "as_of": "2022-06-30" })),
        (
            "bulletin",
            "bulletin",
            json!({ "context": { "as_of": "2022-06-30", "org_unit": "150200000000" }, "targets": ["t-bt-demo", "t-bt-centres"], "template": "progress_bulletin", "fields": { "issued_on": "2022-07-05" } }),
        ),
    ];
    for (name, command, request) in requests {
        golden(name, &place.call(command, request), place.folder());
    }
}

#[test]
fn every_template_says_what_it_said() {
    let place = Workplace::with_sample();
    for template in [
        "progress_brief",
        "progress_letter",
        "progress_summary",
        "unit_sheet",
        "target_list",
        "change_report",
        "correction_notice",
    ] {
        let request = json!({
            "context": { "as_of": "2022-06-30", "org_unit": "150200000000" },
            "targets": ["t-bt-demo", "t-bt-centres"], "template": template, "compare_with": "2022-03-31",
            "fields": { "issued_on": "2022-07-05", "signer": "某某局", "letterhead": "某某局", "copies": "各处" }
        });
        golden(
            &format!("report-{}", template.replace('_', "-")),
            &place.call("bulletin", request),
            place.folder(),
        );
    }
}
