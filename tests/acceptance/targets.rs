//! The promise, its breakdown, its course: on the sample ledger.

use serde_json::{Value, json};
use testkit::Workplace;

fn context() -> Value {
    json!({ "as_of": "2022-06-30", "org_unit": null })
}

fn detail(place: &Workplace, target: &str) -> Value {
    place.call("target", json!({ "context": context(), "target": target, "org_unit": null }))
}

fn lines(nodes: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    for node in nodes.as_array().map(Vec::as_slice).unwrap_or_default() {
        if node["line"].is_object() {
            found.push(node["line"].clone());
        }
        found.extend(lines(&node["children"]));
    }
    found
}

#[test]
fn every_target_of_the_overview_stands_in_the_tree_once_with_the_same_figures() {
    let place = Workplace::with_sample();
    let overview = place.call("overview", context());
    let mut shown = overview["lines"].as_array().expect("lines").clone();
    let mut tree = lines(&place.call("target_tree", context()));
    let by_id = |line: &Value| line["target"].as_str().unwrap_or("").to_owned();
    shown.sort_by_key(by_id);
    tree.sort_by_key(by_id);
    assert_eq!(shown.len(), tree.len());
    assert_eq!(shown, tree);
    let counted: u64 =
        overview["counts"].as_array().expect("counts").iter().filter_map(|row| row["count"].as_u64()).sum();
    assert_eq!(usize::try_from(counted).ok(), Some(shown.len()), "each has one status");
}

#[test]
fn every_figure_opens_down_to_a_cell_or_a_sentence() {
    let place = Workplace::with_sample();
    let overview = place.call("overview", context());
    let mut with_source = 0;
    for line in overview["lines"].as_array().expect("lines") {
        let id = line["target"].as_str().expect("an id");
        let detail = detail(&place, id);
        assert_eq!(&detail["line"], line, "{id}: the drawer says what the list says");
        with_source += usize::from(detail["source"]["quote"].is_string());
        if line["actual"].is_object() && line["rate"].is_object() {
            assert!(leaves(&detail["derivation"]) > 0, "{id}: 怎么算的 ends in cells or sentences");
        }
    }
    assert_eq!(
        with_source,
        overview["lines"].as_array().map_or(0, Vec::len),
        "every target hangs on a sentence"
    );
}

/// Reported cells and passages at the ends of a derivation.
fn leaves(node: &Value) -> usize {
    let own = usize::from(node["result_key"].is_string() || node["source"].is_object());
    own + node["inputs"].as_array().map_or(0, |inputs| inputs.iter().map(leaves).sum())
}

#[test]
fn the_sewage_target_stands_as_the_sample_says() {
    let place = Workplace::with_sample();
    let detail = detail(&place, "t-sewage");
    let line = &detail["line"];
    assert_eq!(line["goal"], "≥ 400 个");
    assert_eq!(line["actual"]["value"], "213");
    assert_eq!(line["rate"]["text"], "53.3");
    assert_eq!(line["variance"]["text"], "+3.3");
    assert_eq!(line["gap"]["text"], "187");
    assert_eq!(line["status"]["code"], "on_track");
    assert_eq!(line["example"], true, "the monthly values are invented and say so");
    assert_eq!(detail["allocation"]["check"], "equal");
    let points = detail["chart"]["points"].as_array().expect("points");
    let last = points.iter().rfind(|point| point["actual"].is_string()).cloned().expect("a point");
    assert_eq!(
        (&last["day"], &last["actual"], &last["plan"]),
        (&json!("2022-06-30"), &json!("213"), &json!("200"))
    );
}

#[test]
fn a_deliberate_surplus_of_shares_is_told_and_a_unit_without_share_has_no_task() {
    let place = Workplace::with_sample();
    let allocation = detail(&place, "t-bt-demo")["allocation"].clone();
    assert_eq!((&allocation["check"], &allocation["difference"]), (&json!("over"), &json!("3")));
    let scoped = place.call("overview", json!({ "as_of": "2022-06-30", "org_unit": "152900000000" }));
    let sewage = scoped["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .find(|l| l["target"] == "t-sewage")
        .expect("the target")
        .clone();
    assert_eq!(sewage["status"]["code"], "no_task");
}

#[test]
fn coverage_names_who_is_below_and_who_is_missing() {
    let place = Workplace::with_sample();
    let detail = detail(&place, "t-bt-income12");
    let coverage = &detail["coverage"];
    assert_eq!(coverage["population"], 527);
    let sum = ["met", "below", "not_reported"].iter().filter_map(|name| coverage[name].as_u64()).sum::<u64>();
    assert_eq!(sum, 527);
    assert_eq!(coverage["not_reported"], 2);
    let units = |state: Option<&str>, find: &str, from: u32| {
        place.call(
            "covered_units",
            json!({
                "target": { "context": context(), "target": "t-bt-income12", "org_unit": null },
                "state": state, "find": find, "from": from
            }),
        )
    };
    let all = units(None, "", 0);
    assert_eq!((&all["all"], &all["units"][0]["state"]), (&json!(527), &json!("below")));
    let missing = units(Some("not_reported"), "", 0);
    assert_eq!((&missing["all"], missing["units"].as_array().map(Vec::len)), (&json!(2), Some(2)));
    assert!(missing["units"][0]["name"].is_string() && missing["units"][0]["value"].is_null());
    let mut listed = Vec::new();
    while let Some(more) = units(None, "", u32::try_from(listed.len()).expect("few"))["units"]
        .as_array()
        .filter(|more| !more.is_empty())
    {
        listed.extend(more.iter().map(|unit| unit["org_unit"].to_string()));
    }
    listed.sort();
    listed.dedup();
    assert_eq!(listed.len(), 527, "stretch by stretch every unit comes once");
    let name = missing["units"][1]["name"].as_str().expect("a name").to_owned();
    assert_eq!(units(None, &name, 0)["units"][0]["org_unit"], missing["units"][1]["org_unit"]);
    assert_eq!(detail["line"]["coverage"], format!("{}/527", coverage["met"]));
}

#[test]
fn a_ranking_puts_who_has_no_report_or_task_last_without_a_rank() {
    let place = Workplace::with_sample();
    let ranking = place.call("ranking", json!({ "context": context(), "target": "t-sewage" }));
    let rows = ranking["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 12);
    assert_eq!(rows[0]["rank"], 1);
    let ranks: Vec<Option<u64>> = rows.iter().map(|row| row["rank"].as_u64()).collect();
    let first_without = ranks.iter().position(Option::is_none).expect("one without a rank");
    assert!(ranks[first_without..].iter().all(Option::is_none), "{ranks:?}");
    assert!(ranks[..first_without].windows(2).all(|pair| pair[0] <= pair[1]), "{ranks:?}");
    assert_eq!(ranking["schedule"]["text"], "50.0");
}

#[test]
fn shares_are_changed_and_put_back() {
    let place = Workplace::with_sample();
    let share = |place: &Workplace| {
        let lines = detail(place, "t-sewage")["allocation"]["lines"].clone();
        lines
            .as_array()
            .expect("lines")
            .iter()
            .find(|l| l["org_unit"]["id"] == "150200000000")
            .expect("包头市")["value"]
            .clone()
    };
    let before = share(&place);
    place.call(
        "allocate",
        json!({ "target": "t-sewage", "shares": [{ "org_unit": "150200000000", "text": "1,041" }] }),
    );
    assert_eq!(share(&place), "1,041");
    assert_eq!(detail(&place, "t-sewage")["allocation"]["check"], "over");
    place.call("undo", json!({}));
    assert_eq!(share(&place), before);
    let error = place.refused(
        "allocate",
        json!({ "target": "t-sewage", "shares": [{ "org_unit": "150200000000", "text": "四十多" }] }),
    );
    assert_eq!(error["problems"][0]["place"], "150200000000");
}

#[test]
fn a_ranking_is_among_those_that_are_alike_and_without_those_who_take_no_part() {
    let place = Workplace::with_sample();
    let rank = |more: Value| {
        let mut request = json!({ "context": context(), "target": "t-sewage" });
        request.as_object_mut().expect("a request").extend(more.as_object().expect("fields").clone());
        place.call("ranking", request)
    };
    let all = rank(json!({}));
    let first = all["rows"][0]["org_unit"]["id"].clone();
    let without = rank(json!({ "without": [first] }));
    let rows = without["rows"].as_array().expect("rows");
    assert_eq!((rows.len(), &rows[0]["rank"]), (11, &json!(1)), "who is next is the first");
    assert_eq!(rows[0]["org_unit"], all["rows"][1]["org_unit"]);
    assert_eq!(without["left_out"][0]["id"], first);

    let few = rank(json!({ "most": 3 }));
    assert_eq!((few["count"].as_u64(), &few["longest"]), (Some(12), &all["rows"][0]["rate"]));
    for list in ["rows", "tiles"] {
        let whole = all[list].as_array().expect("units");
        assert_eq!(few[list].as_array().expect("units"), &whole[..3], "{list}: the first of the same order");
    }
    let official: Vec<&str> = all["tiles"]
        .as_array()
        .expect("units")
        .iter()
        .filter_map(|tile| tile["org_unit"]["id"].as_str())
        .collect();
    assert!(official.is_sorted() && official.len() == 12, "{official:?}");
    let name = all["rows"][7]["org_unit"]["name"].as_str().expect("a name");
    let found = rank(json!({ "find": format!(" {name} "), "most": 3 }));
    assert_eq!(
        (&found["count"], &found["rows"][0]),
        (&json!(1), &all["rows"][7]),
        "with its place among all"
    );
    for row in all["rows"].as_array().expect("rows") {
        let same =
            all["rows"].as_array().into_iter().flatten().filter(|other| other["rank"] == row["rank"]).count();
        assert_eq!(row["tied"], row["rank"].is_number() && same > 1, "{row}");
    }

    let grouped = rank(json!({ "group": "zone" }));
    let rows = grouped["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 12, "who has no such attribute is one group more");
    let mut groups: Vec<&Value> = Vec::new();
    for row in rows {
        if groups.last() != Some(&&row["group"]) {
            groups.push(&row["group"]);
        }
    }
    let distinct: std::collections::BTreeSet<String> = groups.iter().map(|group| group.to_string()).collect();
    assert_eq!(distinct.len(), groups.len(), "a group stands together: {groups:?}");
}

#[test]
fn two_days_are_held_against_each_other() {
    let place = Workplace::with_sample();
    let context = json!({ "as_of": "2022-06-30", "org_unit": "150000000000" });
    let seen = |target: Value| {
        place.call("compare", json!({ "context": context, "with": "2022-05-31", "target": target }))
    };
    let all = seen(json!(null));
    let lines = place.call("overview", context.clone())["lines"].as_array().expect("lines").len();
    let changes = all["changes"].as_array().expect("changes");
    assert_eq!(changes.iter().filter(|change| change["now"] != json!(null)).count(), lines);
    let of = |turn: &str| changes.iter().filter(|change| change["turn"] == turn).count();
    for turn in ["better", "worse", "same"] {
        assert_eq!(all[turn], of(turn), "{turn}");
    }
    let units = seen(json!("t-sewage"));
    let ranked = place.call("ranking", json!({ "context": context, "target": "t-sewage" }));
    for row in ranked["rows"].as_array().expect("rows") {
        let mut changes = units["changes"].as_array().expect("changes").iter();
        let change =
            changes.find(|change| change["now"]["org_unit"] == row["org_unit"]["id"]).expect("the unit");
        assert_eq!(change["places"], row["moved"], "{row}");
    }
}
