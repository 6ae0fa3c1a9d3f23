//! What spreadsheets would run is words in every file that goes out: names of units, forms, indicators and remarks that begin
//! like a formula, through every template and format.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use testkit::Workplace;
use zip::ZipArchive;

use crate::results::{COUNTY, monthly};

/// What would run stands in every name.
const HOSTILE: &str = "cmd|' /C calc'!A0";

const TEMPLATES: [&str; 6] = [
    "progress_bulletin",
    "progress_brief",
    "unit_sheet",
    "target_list",
    "change_report",
    "correction_notice",
];

/// A county whose every name begins like a formula.
fn county(sign: &str) -> (Workplace, String) {
    let name = |what: &str| format!("{sign}{HOSTILE}{what}");
    let place = Workplace::new();
    let path = place.folder().join("a.dz");
    place.call("create_ledger", json!({ "path": path, "title": name("台账"), "division": COUNTY, "office": name("办"), "person": name("张某"), "phone": null }));
    let document = place.call(
        "import_document",
        json!({ "incoming": { "name": null, "bytes": null, "text": "全年改厕2000户。" }, "title": name("计划"), "issuer": name("县"), "doc_number": null, "issued_on": "2022-01-05" }),
    );
    place.call(
        "adopt",
        json!({ "items": [{ "target": {
            "passage": { "document": document["ids"][0], "start": 0, "end": 8 }, "draft": {
            "indicator": { "type": "new", "indicator": { "name": name("户数"), "uom": "户", "decimals": 0, "accumulation": "ytd", "direction": "up", "definition": name("口径"), "programme": null } },
            "org_unit": COUNTY, "kind": "level", "comparator": "gte", "value": "2000", "from": "2022-01-01", "deadline": "2022-12-31", "schedule": { "code": "calendar_month" },
            "coverage": null, "strength": "plan", "binding": "expected", "responsible": null
        } } }] }),
    );
    let indicator = place.call("catalogue", json!({}))["indicators"][0]["id"].clone();
    let id = indicator.as_str().expect("an id");
    let form = place.call("put_form", monthly(&name("月报"), &[id], COUNTY, "township"))["ids"][0].clone();
    let unit = place.call("units", json!({ "parent": COUNTY, "as_of": "2022-06-30" }))[0]["id"].clone();
    let change = json!({ "type": "rename", "org_unit": unit, "name": name("镇"), "from": "2022-01-01" });
    place.call("change_unit", json!({ "change": change, "reason": name("批复") }));
    let cell = json!({ "org_unit": unit, "indicator": id, "measure": "ytd", "period": "2022-06" });
    let mut typed = cell.clone();
    typed["input"] = json!({ "type": "text", "text": "120" });
    place.call("fill", json!({ "form": form, "action": "type", "changes": [typed], "reason": null }));
    place.call("remark", json!({ "form": form, "cell": cell, "text": name("批注") }));
    (place, form.as_str().expect("an id").to_owned())
}

/// Words that stand as they were typed are in the file; none of them is a formula.
fn is_harmless(what: &str, path: &Path) {
    let bytes = std::fs::read(path).expect("a file");
    if path.extension().is_some_and(|ending| ending == "csv") {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let begins = |at: usize| text[..at].trim_end_matches(['=', '+', '-', '@', '\t']).chars().last();
        for (at, _) in text.match_indices(HOSTILE) {
            let before = begins(at);
            assert!(
                !matches!(before, Some(',' | '\n' | '"' | '\u{feff}')),
                "{what}: a field begins a formula"
            );
        }
        return;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a container");
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        if name.ends_with(".xml") && part.read_to_string(&mut text).is_ok() && name.contains("worksheets") {
            let formulas = text.split("<f>").skip(1).filter_map(|rest| rest.split("</f>").next());
            let hostile: Vec<&str> =
                formulas.filter(|formula| formula.contains("cmd") || formula.contains("calc")).collect();
            assert_eq!(hostile, Vec::<&str>::new(), "{what}: {name}");
        }
        assert!(!name.contains("externalLink") && !name.contains("vbaProject"), "{what}: {name}");
    }
}

#[test]
fn no_export_runs_what_somebody_typed() {
    for sign in ["=", "+", "-", "@", "\t="] {
        let (place, form) = county(sign);
        let path = |name: &str| -> PathBuf { place.folder().join(name) };
        for template in TEMPLATES {
            for format in ["xlsx", "csv"] {
                let goal = path(&format!("{template}.{format}"));
                let bulletin = json!({ "context": { "as_of": "2022-06-30", "org_unit": null }, "targets": [], "template": template, "compare_with": "2022-05-31", "fields": {} });
                let request =
                    json!({ "bulletin": bulletin, "format": format, "path": goal, "choose": false });
                let written: Value = place.call("export_bulletin", request);
                assert!(written["digest"].is_string(), "{template}");
                is_harmless(&format!("{sign:?} {template}.{format}"), &goal);
            }
        }
        let goal = path("form.xlsx");
        place.call("export_form", json!({ "form": form, "period": "2022-06", "org_units": [], "each": false, "choose": false, "path": goal }));
        is_harmless(&format!("{sign:?} form"), &goal);
    }
}
