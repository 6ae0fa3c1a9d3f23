//! Targets broken down: the sheet of units by months, proposals that add up, what is set and what is said of it.

use serde_json::{Value, json};
use testkit::Workplace;

const SEWAGE: &str = "t-sewage";
const BAOTOU: &str = "150200000000";

fn request(level: Option<&str>) -> Value {
    json!({ "as_of": "2022-06-30", "target": SEWAGE, "level": level })
}

fn sheet(place: &Workplace) -> Value {
    place.call("allocation_sheet", request(None))
}

fn split(place: &Workplace, by: Value) -> Value {
    place.call("split_target", json!({ "sheet": request(None), "by": by }))
}

fn allocate(place: &Workplace, shares: &Value) -> Value {
    place.call("allocate", json!({ "target": SEWAGE, "shares": shares }))
}

fn row(sheet: &Value, unit: &str) -> Value {
    let rows = sheet["rows"].as_array().expect("rows");
    rows.iter().find(|row| row["org_unit"] == unit).expect("the unit").clone()
}

fn sum(shares: &Value) -> i64 {
    let texts = shares.as_array().expect("shares").iter().filter_map(|share| share["text"].as_str());
    texts.filter(|text| !text.is_empty()).map(|text| text.parse::<i64>().expect("a number")).sum()
}

#[test]
fn the_sheet_has_every_unit_of_a_level_in_the_order_of_the_tree_and_every_month_of_the_window() {
    let place = Workplace::with_sample();
    let sheet = sheet(&place);
    assert_eq!((&sheet["level"], &sheet["check"]), (&json!("prefecture"), &json!("equal")));
    let rows = sheet["rows"].as_array().expect("rows");
    assert_eq!((rows.len(), &rows[0]["name"]), (12, &json!("呼和浩特市")));
    assert_eq!((&row(&sheet, BAOTOU)["whole"], &sheet["no_task"]), (&json!("40"), &json!(1)));
    let periods = sheet["periods"].as_array().expect("periods");
    assert_eq!((periods.len(), &periods[11]["period"]), (12, &json!("2022-12")));
    let levels: Vec<&Value> =
        sheet["levels"].as_array().expect("levels").iter().map(|level| &level["code"]).collect();
    assert_eq!(levels[..2], [&json!("prefecture"), &json!("county")]);
    let counties = place.call("allocation_sheet", request(Some("county")));
    let told = sheet["levels"][1]["units"].as_u64().and_then(|units| usize::try_from(units).ok());
    assert_eq!((counties["rows"].as_array().map(Vec::len), &counties["sum"]), (told, &json!("0")));
}

#[test]
fn an_even_split_adds_up_and_is_one_entry() {
    let place = Workplace::with_sample();
    let proposed = split(&place, json!({ "type": "even" }));
    assert_eq!(sum(&proposed["shares"]), 400);
    assert_eq!(row(&sheet(&place), BAOTOU)["whole"], "40", "nothing is written by asking");
    allocate(&place, &proposed["shares"]);
    let now = sheet(&place);
    assert_eq!((&now["check"], &now["no_task"]), (&json!("equal"), &json!(0)));
    let wholes: Vec<&Value> = now["rows"].as_array().expect("rows").iter().map(|row| &row["whole"]).collect();
    assert!(wholes.iter().all(|whole| *whole == "33" || *whole == "34"), "{wholes:?}");
    place.call("undo", json!({}));
    assert_eq!(row(&sheet(&place), BAOTOU)["whole"], "40");
}

#[test]
fn weights_are_typed_or_what_another_indicator_says() {
    let place = Workplace::with_sample();
    let typed = json!([{ "org_unit": BAOTOU, "text": "3" }, { "org_unit": "150100000000", "text": "1" }]);
    let by_hand = split(&place, json!({ "type": "typed", "weights": typed }));
    let share = |shares: &Value, unit: &str| {
        let shares = shares["shares"].as_array().expect("shares");
        shares.iter().find(|share| share["org_unit"] == unit).expect("the unit")["text"].clone()
    };
    assert_eq!((share(&by_hand, BAOTOU), share(&by_hand, "150100000000")), (json!("300"), json!("100")));
    assert_eq!(share(&by_hand, "150300000000"), "", "without a weight there is no task");
    assert_eq!(by_hand["unweighed"].as_array().map(Vec::len), Some(10));

    let own = split(&place, json!({ "type": "indicator", "id": "i-sewage" }));
    assert_eq!(sum(&own["shares"]), 400);
    let said = own["unweighed"].as_array().map(Vec::len).expect("names");
    assert!((1..12).contains(&said), "who reported nothing is named: {said}");

    let refused = place.refused(
        "split_target",
        json!({ "sheet": request(None), "by": { "type": "typed", "weights": [{ "org_unit": BAOTOU, "text": "0" }] } }),
    );
    assert_eq!(refused["problems"][0]["code"], "allocation.weights_unusable");
}

#[test]
fn shares_of_months_add_up_to_the_share_and_are_the_plan() {
    let place = Workplace::with_sample();
    let months = split(&place, json!({ "type": "months" }));
    allocate(&place, &months["shares"]);
    let sheet = sheet(&place);
    let baotou = row(&sheet, BAOTOU);
    let by_month: i64 = baotou["by_period"]
        .as_array()
        .expect("months")
        .iter()
        .map(|value| value.as_str().expect("a share").parse::<i64>().expect("a number"))
        .sum();
    assert_eq!((by_month, &baotou["off"]), (40, &Value::Null));
    assert_eq!(sheet["check"], "equal", "months are not counted beside the whole");
    let sums = sheet["sums_by_period"].as_array().expect("sums");
    let planned: i64 =
        sums.iter().map(|sum| sum.as_str().expect("a sum").parse::<i64>().expect("a number")).sum();
    assert_eq!(planned, 400);

    allocate(&place, &json!([{ "org_unit": BAOTOU, "period": "2022-12", "text": "13" }]));
    let off = row(&self::sheet(&place), BAOTOU)["off"].clone();
    assert_eq!(off, "+10", "months that do not make up the share are told");
    let bad = place.refused(
        "allocate",
        json!({ "target": SEWAGE, "shares": [{ "org_unit": BAOTOU, "period": "十二月", "text": "13" }, { "org_unit": BAOTOU, "text": "若干" }] }),
    );
    assert_eq!(bad["problems"].as_array().map(Vec::len), Some(2), "every share that cannot be read is named");
}

#[test]
fn shares_are_in_the_unit_of_measure_of_the_target() {
    let place = Workplace::with_sample();
    for (text, whole) in [("0.004万个", "40"), ("40个", "40"), ("0.003万", "30")] {
        allocate(&place, &json!([{ "org_unit": BAOTOU, "text": text }]));
        assert_eq!(row(&sheet(&place), BAOTOU)["whole"], whole, "{text}");
    }
    let other = json!([{ "org_unit": BAOTOU, "text": "40公里" }]);
    let refused = place.refused("allocate", json!({ "target": SEWAGE, "shares": other }));
    assert_eq!(refused["problems"][0]["code"], "number.other_uom");
    assert_eq!(refused["problems"][0]["detail"], json!(["公里", "个"]));
}

#[test]
fn rates_that_fall_to_units_are_typed_as_rates_and_do_not_add_up() {
    let place = Workplace::with_sample();
    let province = "150000000000";
    for (kind, change_by, growth) in [("change", Some("percent"), None), ("growth", None, Some("yoy"))] {
        let draft = json!({
            "indicator": { "type": "existing", "id": "i-sewage" }, "org_unit": province, "kind": kind,
            "comparator": "gte", "value": "5%", "value2": null, "tolerance": null, "baseline": "300",
            "baseline_period": null, "change_by": change_by, "growth": growth, "rising": false,
            "from": "2022-01-01", "deadline": "2022-12-31", "recurrence": null, "completion_rule": "usual",
            "schedule": { "code": "usual", "points": [], "weights": [] }, "coverage": null,
            "strength": "reach", "binding": "general", "programme": null, "responsible": "", "own": false,
            "note": ""
        });
        let made = place.call("make_target", json!({ "draft": draft }));
        let target = made["ids"][0].as_str().expect("an id").to_owned();
        let shares =
            json!([{ "org_unit": BAOTOU, "text": "5%" }, { "org_unit": "150100000000", "text": "6" }]);
        place.call("allocate", json!({ "target": target, "shares": shares }));
        let sheet =
            place.call("allocation_sheet", json!({ "as_of": "2022-06-30", "target": target, "level": null }));
        assert_eq!((&row(&sheet, BAOTOU)["whole"], &sheet["check"]), (&json!("5"), &json!("not_additive")));
    }
}

#[test]
fn a_tolerance_is_a_share_only_where_it_is_typed_as_one() {
    let place = Workplace::with_sample();
    for (typed, shown, status) in [
        ("5%", "5%", "done"),
        ("0.5个百分点", "0.5个百分点", "unscheduled"),
        ("0.5", "0.5个百分点", "unscheduled"),
        ("2", "2个百分点", "done"),
    ] {
        let draft = json!({
            "indicator": { "type": "new", "indicator": {
                "name": format!("约数{typed}"), "uom": "%", "decimals": 1, "accumulation": "stock", "direction": "band",
                "definition": null, "programme": null } },
            "org_unit": BAOTOU, "kind": "approx", "comparator": "approx", "value": "35", "value2": null, "tolerance": typed,
            "baseline": null, "baseline_period": null, "change_by": null, "growth": null, "rising": false,
            "from": "2022-01-01", "deadline": "2022-12-31", "recurrence": null, "completion_rule": "usual",
            "schedule": { "code": "usual", "points": [], "weights": [] }, "coverage": null, "strength": "reach",
            "binding": "general", "programme": null, "responsible": "", "own": false, "note": ""
        });
        let made = place.call("make_target", json!({ "draft": draft }));
        let target = made["ids"].as_array().expect("ids").iter().find_map(|id| {
            let id = id.as_str()?;
            id.starts_with("t-").then(|| id.to_owned())
        });
        let target = target.unwrap_or_else(|| made["ids"][0].as_str().expect("an id").to_owned());
        let seen = place.call("target_draft", json!({ "target": target, "valid_from": null }));
        assert_eq!(seen["tolerance"], shown, "{typed}");
        let indicator = seen["indicator"]["id"].as_str().expect("an indicator").to_owned();
        let form = place.call("put_form", json!({ "form": {
            "id": null, "name": format!("报{typed}"), "frequency": "month", "measure": "stock", "measures": {},
            "indicators": [indicator], "parent": "150000000000", "level": "prefecture", "days_after": 5,
            "time": "17:00", "holiday": "postpone", "notes": [], "in_use": false }, "reason": "" }));
        place.call(
            "fill",
            json!({ "form": form["ids"][0], "action": "type", "reason": null, "changes": [{
            "org_unit": BAOTOU, "indicator": indicator, "measure": "stock", "period": "2022-06",
            "input": { "type": "text", "text": "36.5" } }] }),
        );
        let overview = place.call("overview", json!({ "as_of": "2022-06-30", "org_unit": null }));
        let lines = overview["lines"].as_array().expect("lines");
        let line = lines.iter().find(|line| line["name"] == format!("约数{typed}")).expect("a line");
        assert_eq!(line["status"]["code"], status, "{typed}: 36.5 beside 35");
    }
}

#[test]
fn units_of_which_the_same_is_asked_are_ranked_too() {
    let place = Workplace::with_sample();
    let context = json!({ "as_of": "2022-06-30", "org_unit": null });
    let overview = place.call("overview", context.clone());
    let lines = overview["lines"].as_array().expect("lines");
    let offered = overview["rankings"].as_array().expect("rankings");
    let place_of = |target: &Value| offered.iter().position(|choice| choice["target"] == *target);
    let rates = |target: &Value| -> Vec<f64> {
        let ranking = place.call(
            "ranking",
            json!({ "context": context, "target": target, "group": null, "without": [], "find": "", "most": null }),
        );
        let rows = ranking["rows"].as_array().expect("rows").iter().filter(|row| !row["rank"].is_null());
        rows.map(|row| row["rate"]["value"].as_str().expect("a rate").parse().expect("a number")).collect()
    };
    let coverages = lines.iter().filter(|line| !line["coverage"].is_null()).map(|line| &line["target"]);
    let ranked: Vec<(&Value, Vec<f64>)> =
        coverages.map(|target| (target, rates(target))).filter(|(_, rates)| rates.len() > 1).collect();
    let (coverage, rates) = ranked.first().expect("a coverage whose units are ranked");
    assert!(rates.is_sorted_by(|a, b| a >= b), "{rates:?}");
    let (shared, alike) = (place_of(&json!(SEWAGE)), place_of(coverage));
    assert!(shared.is_some() && alike > shared, "what is broken down is offered first: {offered:?}");
}

#[test]
fn what_is_missing_and_what_is_too_much_is_said() {
    let place = Workplace::with_sample();
    for (text, check, difference) in [("30", "short", "10"), ("45", "over", "5"), ("40", "equal", "0")] {
        allocate(&place, &json!([{ "org_unit": BAOTOU, "text": text }]));
        let sheet = sheet(&place);
        assert_eq!((&sheet["check"], &sheet["difference"]), (&json!(check), &json!(difference)));
    }
    allocate(&place, &json!([{ "org_unit": BAOTOU, "text": "" }]));
    assert_eq!(sheet(&place)["no_task"], 2, "an empty share is 无任务");
    allocate(&place, &json!([{ "org_unit": BAOTOU, "text": "0" }]));
    assert_eq!(sheet(&place)["no_task"], 1, "zero is a task of zero");
}

#[test]
fn a_version_gets_a_breakdown_of_its_own_and_the_one_before_keeps_its() {
    let place = Workplace::with_sample();
    let mut more = place.call("target_draft", json!({ "target": SEWAGE, "valid_from": "2022-01-01" }));
    more["value"] = json!("500");
    let change = json!({ "type": "from", "day": "2022-07-01" });
    let revision = json!({ "target": SEWAGE, "change": change, "draft": more, "reason": "追加任务" });
    place.call("revise_target", revision);
    let seen =
        |day: &str| place.call("allocation_sheet", json!({ "as_of": day, "target": SEWAGE, "level": null }));
    let (june, august) = ("2022-06-30", "2022-08-31");
    let before = seen(june);
    assert_eq!(before["changes_from"], Value::Null);
    assert_eq!(seen(august)["changes_from"], "2022年7月1日", "it keeps what it has until that is changed");
    assert_eq!(row(&seen(august), BAOTOU), row(&before, BAOTOU));

    let shares = json!([{ "org_unit": BAOTOU, "text": "123" }]);
    place.call("allocate", json!({ "target": SEWAGE, "as_of": august, "shares": shares }));
    let after = seen(august);
    assert_eq!((&after["changes_from"], &row(&after, BAOTOU)["whole"]), (&Value::Null, &json!("123")));
    let others = |sheet: &Value| -> Vec<Value> {
        let rows = sheet["rows"].as_array().expect("rows").iter();
        rows.filter(|row| row["org_unit"] != BAOTOU).cloned().collect()
    };
    assert_eq!(others(&after), others(&before), "what is not named stays as it is");
    assert_eq!(seen(june), before, "June keeps its breakdown");

    let back = json!({ "target": SEWAGE, "valid_from": "2022-07-01", "reason": "文件未印发" });
    place.call("retract_version", back);
    assert_eq!(row(&seen(august), BAOTOU), row(&before, BAOTOU), "its breakdown goes with it");
}
