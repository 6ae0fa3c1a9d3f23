//! The clerk's room: typing, pasting, five states of a cell, handing in.

use serde_json::{Value, json};
use testkit::{Workplace, cells_of};

pub const COUNTY: &str = "150222000000";

pub struct Room {
    pub place: Workplace,
    pub form: String,
    pub indicator: String,
    pub units: Vec<String>,
}

/// A county with one indicator (户, two decimals) and a monthly form over its townships.
pub fn room() -> Room {
    let place = Workplace::new();
    let path = place.folder().join("a.dz").display().to_string();
    place.call("create_ledger", json!({ "path": path, "title": "台账", "division": COUNTY, "office": "办", "person": "张某", "phone": null }));
    let document = place.call(
        "import_document",
        json!({ "incoming": { "name": null, "bytes": null, "text": "全年改厕2000户。" }, "title": "计划", "issuer": null, "doc_number": null, "issued_on": "2022-01-05" }),
    );
    place.call(
        "adopt",
        json!({ "items": [{ "target": {
            "passage": { "document": document["ids"][0], "start": 0, "end": 8 }, "draft": {
            "indicator": { "type": "new", "indicator": { "name": "改厕户数", "uom": "户", "decimals": 2, "accumulation": "ytd", "direction": "up", "definition": null, "programme": null } },
            "org_unit": COUNTY, "kind": "level", "comparator": "gte", "value": "2000", "from": "2022-01-01", "deadline": "2022-12-31", "schedule": { "code": "calendar_month" },
            "coverage": null, "strength": "plan", "binding": "expected", "responsible": null
        } } }] }),
    );
    let indicator =
        place.call("catalogue", json!({}))["indicators"][0]["id"].as_str().expect("an id").to_owned();
    let form = place.call("put_form", monthly("改厕月报", &[&indicator], COUNTY, "township"));
    let form = form["ids"][0].as_str().expect("an id").to_owned();
    let grid = place.grid(grid_request(&form, "2022-06"));
    let units = grid["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["key"].as_str())
        .filter(|key| *key != "total")
        .map(str::to_owned)
        .collect();
    Room { place, form, indicator, units }
}

/// A monthly form of running totals, due at 17:00 on the 5th.
pub fn monthly(name: &str, indicators: &[&str], parent: &str, level: &str) -> Value {
    json!({ "form": {
        "id": null, "name": name, "frequency": "month", "measure": "ytd", "measures": {}, "indicators": indicators, "parent": parent,
        "level": level, "days_after": 5, "time": "17:00", "holiday": "postpone", "notes": [], "in_use": false
    }, "reason": "" })
}

fn grid_request(form: &str, period: &str) -> Value {
    json!({ "form": form, "period": period, "layout": "units_indicators", "indicator": null })
}

impl Room {
    pub fn change(&self, unit: usize, period: &str, input: Value) -> Value {
        json!({ "org_unit": self.units[unit], "indicator": self.indicator, "measure": "ytd", "period": period, "input": input })
    }

    pub fn text(&self, unit: usize, period: &str, text: &str) -> Value {
        self.change(unit, period, json!({ "type": "text", "text": text }))
    }

    pub fn fill(&self, action: &str, changes: Vec<Value>) -> Value {
        self.place
            .call("fill", json!({ "form": self.form, "action": action, "changes": changes, "reason": null }))
    }

    /// State and text of a unit's cell.
    fn cell(&self, unit: usize, period: &str) -> (String, String) {
        let grid = self.place.grid(grid_request(&self.form, period));
        let cells = grid["cells"].as_array().expect("cells");
        cells.iter().find(|cell| cell["row"] == json!(self.units[unit])).map_or(
            ("not_reported".into(), String::new()),
            |cell| {
                (
                    cell["state"].as_str().unwrap_or("").to_owned(),
                    cell["text"].as_str().unwrap_or("").to_owned(),
                )
            },
        )
    }

    pub fn line(&self) -> Value {
        self.place.call("overview", json!({ "as_of": "2022-06-30", "org_unit": null }))["lines"][0].clone()
    }
}

#[test]
fn what_is_typed_is_understood_as_a_clerk_means_it() {
    let room = room();
    for (typed, state, text) in [
        ("120", "number", "120"),
        ("1,234.5", "number", "1,234.5"),
        ("１２．５", "number", "12.5"),
        ("0", "number", "0"),
        ("零报告", "nil", "零报告"),
        ("不适用", "na", "不适用"),
        ("1.2万户", "number", "1.2万户"),
        ("约30", "number", "约30"),
        ("", "not_reported", ""),
        ("abc", "raw", "abc"),
        ("—", "raw", "—"),
        ("12.345", "raw", "12.345"),
        ("5公里", "raw", "5公里"),
    ] {
        room.fill("type", vec![room.text(0, "2022-06", typed)]);
        assert_eq!(room.cell(0, "2022-06"), (state.to_owned(), text.to_owned()), "typed {typed:?}");
    }
}

#[test]
fn a_multiplier_alone_is_that_of_the_indicator() {
    let plain = room();
    let indicator = second_indicator(&plain.place);
    let form = plain.place.call("put_form", monthly("资金月报", &[&indicator], COUNTY, "township"));
    let room = Room { form: form["ids"][0].as_str().expect("an id").to_owned(), indicator, ..plain };
    for (typed, state, text) in [
        ("12万", "number", "12"),
        ("0.5亿", "number", "5,000"),
        ("12万元", "number", "12"),
        ("3000元", "number", "3,000元"),
        ("12", "number", "12"),
        ("12.3456万", "raw", "12.3456万"),
    ] {
        room.fill("type", vec![room.text(0, "2022-06", typed)]);
        assert_eq!(room.cell(0, "2022-06"), (state.to_owned(), text.to_owned()), "typed {typed:?}");
    }
}

#[test]
fn zero_nothing_and_nil_are_three_things() {
    let room = room();
    let line = room.line();
    assert_eq!(line["status"]["code"], "no_report", "未报 is the absence of a row");
    assert_eq!(line["actual"], Value::Null);
    room.fill("type", vec![room.text(0, "2022-06", "0")]);
    let line = room.line();
    assert_eq!(line["actual"]["value"], "0", "zero is a number");
    assert_eq!(line["reported"], 1);
    assert!(!line["not_reported"].as_array().expect("names").is_empty(), "and who is missing is named");
    room.fill("type", vec![room.change(1, "2022-06", json!({ "type": "nil" }))]);
    assert_eq!(room.line()["reported"], 2, "零报告 is a report");
}

#[test]
fn a_paste_is_one_entry_and_one_undo() {
    let room = room();
    let entries = |room: &Room| room.place.call("ledger", json!({}))["entries"].as_u64().expect("a count");
    let before = entries(&room);
    let changes =
        (0..room.units.len()).map(|unit| room.text(unit, "2022-06", &(unit * 10).to_string())).collect();
    let answer = room.fill("paste", changes);
    assert_eq!(answer["written"], room.units.len());
    assert_eq!(entries(&room), before + 1);
    assert_eq!(room.place.call("ledger", json!({}))["undo"]["rows"], room.units.len());
    room.place.call("undo", json!({}));
    assert_eq!(room.cell(1, "2022-06").0, "not_reported");
    room.place.call("redo", json!({}));
    assert_eq!(room.cell(1, "2022-06"), ("number".into(), "10".into()));
}

#[test]
fn good_cells_stay_when_others_are_refused() {
    let room = room();
    let mut outside = room.text(0, "2022-06", "5");
    outside["org_unit"] = json!("150203001000");
    let answer = room.fill(
        "paste",
        vec![
            room.text(0, "2022-06", "7"),
            room.text(1, "2022-06", "不详"),
            outside,
            room.text(2, "2022", "9"),
        ],
    );
    assert_eq!(answer["written"], 1);
    assert_eq!(answer["drafts"].as_array().map(Vec::len), Some(1));
    let codes: Vec<&str> = answer["refused"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|r| r["problem"]["code"].as_str())
        .collect();
    assert_eq!(
        codes,
        ["cell.not_in_form", "cell.not_in_form"],
        "another county's town; a year on a monthly form"
    );
    assert_eq!(room.cell(0, "2022-06"), ("number".into(), "7".into()));
    assert_eq!(room.cell(1, "2022-06"), ("raw".into(), "不详".into()), "the text stays, with its problem");
}

#[test]
fn what_was_pasted_is_taken_back_as_one_with_the_texts_that_are_no_values() {
    let room = room();
    room.fill("paste", vec![room.text(0, "2022-06", "7"), room.text(1, "2022-06", "8")]);
    room.fill("paste", vec![room.text(0, "2022-06", "不详"), room.text(1, "2022-06", "9")]);
    let stand = || [room.cell(0, "2022-06").1, room.cell(1, "2022-06").1];
    for (turn, expected) in [
        ("undo", ["7", "8"]),
        ("redo", ["不详", "9"]),
        ("undo", ["7", "8"]),
        ("undo", ["", ""]),
        ("redo", ["7", "8"]),
    ] {
        room.place.call(turn, json!({}));
        assert_eq!(stand(), expected, "after {turn}");
    }
    room.fill("type", vec![room.text(0, "2022-06", "若干")]);
    room.fill("type", vec![room.text(0, "2022-06", "10")]);
    room.place.call("undo", json!({}));
    assert_eq!(stand(), ["若干", "8"], "a figure over a text gives the text back");
}

#[test]
fn a_text_that_is_no_value_is_an_action_of_its_own() {
    let room = room();
    let stand = || [room.cell(0, "2022-06").1, room.cell(1, "2022-06").1];
    let next = |way: &str| room.place.call("ledger", json!({}))[way]["rows"].clone();
    room.fill("type", vec![room.text(0, "2022-06", "7")]);
    room.fill("type", vec![room.text(1, "2022-06", "较多")]);
    room.fill("type", vec![room.text(1, "2022-06", "很多")]);
    assert_eq!(next("undo"), 1);
    for (turn, expected) in [
        ("undo", ["7", "较多"]),
        ("redo", ["7", "很多"]),
        ("undo", ["7", "较多"]),
        ("undo", ["7", ""]),
        ("undo", ["", ""]),
    ] {
        room.place.call(turn, json!({}));
        assert_eq!(stand(), expected, "after {turn}");
    }
    room.fill("type", vec![room.text(1, "2022-06", "不详")]);
    room.fill("type", vec![room.text(0, "2022-06", "8")]);
    room.place.call("undo", json!({}));
    assert_eq!(stand(), ["", "不详"], "a figure typed later goes first");
    room.place.call("undo", json!({}));
    assert_eq!(stand(), ["", ""]);
}

#[test]
fn drafts_survive_a_restart() {
    let room = room();
    room.fill("type", vec![room.text(0, "2022-06", "待核")]);
    let path = room.place.folder().join("a.dz").display().to_string();
    let Room { place, form, indicator, units } = room;
    let place = place.restarted();
    place.call("open_ledger", json!({ "path": path }));
    let room = Room { place, form, indicator, units };
    assert_eq!(room.cell(0, "2022-06"), ("raw".into(), "待核".into()));
}

#[test]
fn a_draft_tells_all_that_is_wrong_with_it() {
    let room = room();
    for (typed, wanted) in
        [("12.345", ("number.too_precise", ["12.345", "2"])), ("3公里", ("number.other_uom", ["公里", "户"]))]
    {
        room.fill("type", vec![room.text(0, "2022-06", typed)]);
        let grid = room.place.grid(grid_request(&room.form, "2022-06"));
        let cells = grid["cells"].as_array().expect("cells");
        let problem = &cells.iter().find(|cell| cell["row"] == json!(room.units[0])).expect(typed)["problem"];
        assert_eq!(problem["code"], wanted.0);
        assert_eq!(problem["detail"], json!(wanted.1));
    }
}

#[test]
fn a_correction_stands_beside_what_it_replaces() {
    let room = room();
    room.fill("type", vec![room.text(0, "2022-06", "120")]);
    room.fill("type", vec![room.text(0, "2022-06", "102")]);
    let beside = room.place.call("cell", json!({ "org_unit": room.units[0], "indicator": room.indicator, "measure": "ytd", "period": "2022-06" }));
    let history = beside["history"].as_array().expect("a history");
    assert_eq!(history.len(), 2);
    assert_eq!((&history[0]["value"], &history[0]["replaced"]), (&json!("102 户"), &json!("120 户")));
    assert_eq!(history[1]["value"], "120 户");
    assert_eq!(history[0]["author"], "张某");
}

#[test]
fn beside_a_cell_stand_the_target_and_the_earlier_figures() {
    let room = room();
    room.fill("type", vec![room.text(0, "2022-05", "80"), room.text(0, "2021-06", "60")]);
    let beside = |unit: usize| {
        room.place.call("cell", json!({ "org_unit": room.units[unit], "indicator": room.indicator, "measure": "ytd", "period": "2022-06" }))
    };
    assert_eq!(beside(0)["target"], "未分解", "the county has a target, the township no share of it yet");
    room.place.call(
        "allocate",
        json!({ "target": room.line()["target"], "shares": [{ "org_unit": room.units[0], "text": "300" }] }),
    );
    assert_eq!(beside(1)["target"], "无任务");
    let beside = beside(0);
    assert_eq!(beside["previous"], "80");
    assert_eq!(beside["last_year"], "60");
    assert_eq!(beside["difference"], Value::Null, "nothing is there yet");
    assert_eq!(beside["target"], "≥ 300 户");
    assert_eq!(room.cell(1, "2022-06").0, "no_task", "who has no share has no task");
    for (typed, difference) in [("92.5", "+12.5"), ("80", "0"), ("70", "−10"), ("1080", "+1,000")] {
        room.fill("type", vec![room.text(0, "2022-06", typed)]);
        let beside = room.place.call("cell", json!({ "org_unit": room.units[0], "indicator": room.indicator, "measure": "ytd", "period": "2022-06" }));
        assert_eq!(beside["difference"], difference, "{typed} after 80");
        assert_eq!(beside["history"][0]["period_label"], "2022年6月");
    }
}

#[test]
fn a_running_total_that_falls_asks_for_an_explanation() {
    let room = room();
    room.fill("type", vec![room.text(0, "2022-05", "80"), room.text(0, "2022-06", "70")]);
    let grid = room.place.grid(grid_request(&room.form, "2022-06"));
    let cell = grid["cells"]
        .as_array()
        .expect("cells")
        .iter()
        .find(|cell| cell["row"] == json!(room.units[0]))
        .expect("the cell")
        .clone();
    assert_eq!(
        (&cell["problem"]["code"], &cell["problem"]["severity"]),
        (&json!("check.fell"), &json!("query"))
    );
}

#[test]
fn what_was_handed_in_is_frozen() {
    let room = room();
    let submit = |units: Vec<&String>| {
        room.place.call("submit", json!({ "form": room.form, "period": "2022-06", "org_units": units }))
    };
    let begun = || {
        let grid = room.place.grid(grid_request(&room.form, "2022-06"));
        let lines = grid["submissions"].as_array().expect("reports").clone();
        lines.into_iter().map(|line| (line["org_unit"].clone(), line["word"].clone())).collect::<Vec<_>>()
    };
    let answer = submit(vec![&room.units[0]]);
    assert_eq!(answer["problems"][0]["code"], "check.missing");
    assert_eq!(begun(), [], "nobody has handed in");
    room.fill("type", vec![room.text(0, "2022-06", "120")]);
    assert_eq!(submit(vec![])["submitted"], json!([room.units[0]]), "all that are ready");
    assert_eq!(begun(), [(json!(room.units[0]), json!("待审核"))], "and of the others nothing is told");
    let answer = room.fill("type", vec![room.text(0, "2022-06", "999")]);
    assert_eq!(answer["refused"][0]["problem"]["code"], "cell.submitted");
    assert_eq!(room.cell(0, "2022-06"), ("number".into(), "120".into()));
    let undone = room.place.call("undo", json!({}));
    assert_eq!(undone["blocked"][0]["code"], "undo.submitted", "nor can it be undone");
    assert_eq!(room.cell(0, "2022-06"), ("number".into(), "120".into()));
    let grid = room.place.grid(grid_request(&room.form, "2022-06"));
    assert_eq!(grid["rows"][0]["read_only"], true);
    assert_eq!(grid["rows"][0]["state"], "待审核");
}

#[test]
fn what_one_form_froze_no_other_form_changes() {
    let room = room();
    room.fill("type", vec![room.text(0, "2022-06", "120"), room.text(1, "2022-06", "80")]);
    let report = json!({ "form": room.form, "period": "2022-06", "org_units": [room.units[0]] });
    room.place.call("submit", report);
    let other = room.place.call("put_form", monthly("改厕专报", &[&room.indicator], COUNTY, "township"));
    for (unit, period, refused) in [(0, "2022-06", true), (1, "2022-06", false), (0, "2022-05", false)] {
        let changes = [room.text(unit, period, "7")];
        let request =
            json!({ "form": other["ids"][0], "action": "type", "changes": changes, "reason": null });
        let answer = room.place.call("fill", request);
        let code = &answer["refused"][0]["problem"]["code"];
        assert_eq!(code == "cell.submitted", refused, "{unit} {period}: {code}");
    }
    assert_eq!(room.cell(0, "2022-06"), ("number".into(), "120".into()));
    assert_eq!(room.cell(1, "2022-06"), ("number".into(), "7".into()));
}

#[test]
fn a_figure_that_is_moved_takes_what_is_said_about_it_along() {
    let room = room();
    room.fill("type", vec![room.text(0, "2022-06", "120"), room.text(1, "2022-06", "60")]);
    let place = |unit: usize| json!({ "org_unit": room.units[unit], "indicator": room.indicator, "measure": "ytd", "period": "2022-06" });
    let said = |unit: usize| {
        let grid = room.place.grid(grid_request(&room.form, "2022-06"));
        let cells = grid["cells"].as_array().expect("cells");
        let cell = cells.iter().find(|cell| cell["row"] == json!(room.units[unit]));
        cell.map_or(Value::Null, |cell| cell["note"].clone())
    };
    let remark = |unit: usize, text: &str| {
        room.place.call("remark", json!({ "form": room.form, "cell": place(unit), "text": text }));
    };
    remark(0, "含两个移民点");
    remark(1, "上月漏报");
    let mut there = room.text(1, "2022-06", "120");
    there["from"] = place(0);
    let answer = room.fill("move", vec![there, room.text(0, "2022-06", "")]);
    assert_eq!(answer["written"], 2);
    assert_eq!((said(0), said(1)), (Value::Null, json!("含两个移民点")), "it stands where the figure stands");
    room.place.call("undo", json!({}));
    assert_eq!((said(0), said(1)), (json!("含两个移民点"), json!("上月漏报")), "one step");
}

#[test]
fn sums_stand_at_the_foot_and_are_exact() {
    let room = room();
    room.fill("paste", vec![room.text(0, "2022-06", "0.1"), room.text(1, "2022-06", "0.2")]);
    let grid = room.place.grid(grid_request(&room.form, "2022-06"));
    let total = grid["cells"]
        .as_array()
        .expect("cells")
        .iter()
        .find(|cell| cell["row"] == "total")
        .expect("a sum")
        .clone();
    assert_eq!(total["text"], "0.3");
    assert_eq!(total["state"], "computed");
}

#[test]
fn units_by_periods_shows_one_indicator_over_a_year() {
    let room = room();
    room.fill("type", vec![room.text(0, "2022-05", "80"), room.text(0, "2022-06", "90")]);
    let grid = room.place.grid( json!({ "form": room.form, "period": "2022-06", "layout": "units_periods", "indicator": room.indicator }));
    assert_eq!(grid["columns"].as_array().map(Vec::len), Some(12));
    assert_eq!(grid["columns"][11]["title"], "2022年6月");
    let texts: Vec<&str> = grid["cells"]
        .as_array()
        .expect("cells")
        .iter()
        .filter(|c| c["row"] == json!(room.units[0]))
        .filter_map(|c| c["text"].as_str())
        .collect();
    assert_eq!(texts, ["80", "90"]);
}

#[test]
fn a_form_says_how_far_it_is() {
    let room = room();
    room.fill("type", vec![room.text(0, "2022-06", "1"), room.text(1, "2022-06", "2")]);
    let forms = room.place.call("forms", json!({ "as_of": "2022-06-30", "org_unit": null }));
    let form = &forms[0];
    assert_eq!((&form["name"], &form["filled"]), (&json!("改厕月报"), &json!(2)));
    assert_eq!(form["asked"], room.units.len());
    assert_eq!(form["due"], "2022年7月5日 17:00");
    assert_eq!(form["period_label"], "2022年6月");
    assert_eq!((&form["state"], &form["state_word"]), (&json!("draft"), &json!("填报中")));
    let state =
        || room.place.call("forms", json!({ "as_of": "2022-06-30", "org_unit": null }))[0]["state"].clone();
    room.fill("type", (0..room.units.len()).map(|unit| room.text(unit, "2022-06", "1")).collect());
    assert_eq!(state(), "ready", "all is filled in and nothing handed in");
    room.place.call("submit", json!({ "form": room.form, "period": "2022-06", "org_units": [] }));
    assert_eq!(state(), "submitted");
}

#[test]
fn what_comes_after_the_deadline_is_late_and_the_bulletin_says_when() {
    let bulletin_text = |place: &Workplace| {
        let view = place.call(
            "bulletin",
            json!({ "context": { "as_of": "2022-06-30", "org_unit": null }, "targets": [], "template": "progress_bulletin", "fields": {} }),
        );
        view["blocks"].to_string()
    };
    let room = room();
    room.fill("type", vec![room.text(0, "2022-06", "120")]);
    assert_eq!(room.line()["marks"], json!([]), "in time on 1 July");
    assert!(bulletin_text(&room.place).contains("截至7月5日17时"), "the deadline is said");

    let path = room.place.call("ledger", json!({}))["path"].clone();
    let room = Room { place: room.place.restarted_at("2022-07-05T17:00:01+08:00"), ..room };
    room.place.call("open_ledger", json!({ "path": path }));
    room.fill("type", vec![room.text(0, "2022-06", "121"), room.text(0, "2022-05", "80")]);
    assert_eq!(room.line()["marks"], json!([]), "what was first there in time stays in time");
    room.fill("type", vec![room.text(1, "2022-06", "60")]);
    assert_eq!(room.line()["marks"], json!(["迟报"]));
    let name = room.place.grid(grid_request(&room.form, "2022-06"))["rows"][1]["title"].clone();
    let text = bulletin_text(&room.place);
    let said = format!("{}于7月5日补报", name.as_str().expect("a name"));
    assert!(text.contains(&said), "{said}: {text}");
    room.place.call("undo", json!({}));
    assert_eq!(room.line()["marks"], json!([]), "and it goes with the figure");

    let units = [&room.units[0]];
    room.place.call("submit", json!({ "form": room.form, "period": "2022-06", "org_units": units }));
    assert_eq!(room.line()["marks"], json!(["迟报"]), "typed in time, handed in too late");
    let name = room.place.grid(grid_request(&room.form, "2022-06"))["rows"][0]["title"].clone();
    let said = format!("{}于7月5日补报", name.as_str().expect("a name"));
    assert!(bulletin_text(&room.place).contains(&said), "the bulletin says the same");
    let context = json!({ "as_of": "2022-06-30", "org_unit": null });
    assert_eq!(room.place.call("review_queue", context)[0]["late"], true, "and so does review");
}

#[test]
fn who_left_out_a_part_is_named_with_that_part() {
    let room = room();
    let document = room.place.call(
        "import_document",
        json!({ "incoming": { "name": null, "bytes": null, "text": "全年建桥90座。" }, "title": "计划", "issuer": null, "doc_number": null, "issued_on": "2022-01-05" }),
    );
    room.place.call(
        "adopt",
        json!({ "items": [{ "target": {
            "passage": { "document": document["ids"][0], "start": 0, "end": 7 }, "draft": {
            "indicator": { "type": "new", "indicator": { "name": "建桥座数", "uom": "座", "decimals": 0, "accumulation": "ytd", "direction": "up", "definition": null, "programme": null } },
            "org_unit": COUNTY, "kind": "level", "comparator": "gte", "value": "90", "from": "2022-01-01", "deadline": "2022-12-31", "schedule": { "code": "calendar_month" },
            "coverage": null, "strength": "plan", "binding": "expected", "responsible": null
        } } }] }),
    );
    let catalogue = room.place.call("catalogue", json!({}));
    let mut indicators = catalogue["indicators"].as_array().expect("indicators").iter();
    let bridges = indicators.find(|indicator| indicator["name"] == "建桥座数").expect("bridges");
    let bridges = bridges["id"].as_str().expect("an id").to_owned();
    let form = room.place.call("put_form", monthly("建桥月报", &[&bridges], COUNTY, "township"));
    let (first_form, first_indicator) = (room.form.clone(), room.indicator.clone());
    let second =
        Room { form: form["ids"][0].as_str().expect("an id").to_owned(), indicator: bridges, ..room };
    let all = 0..second.units.len();
    second.fill("type", all.clone().skip(2).map(|unit| second.text(unit, "2022-06", "2")).collect());
    let first = Room { form: first_form, indicator: first_indicator, ..second };
    first.fill("type", all.skip(1).map(|unit| first.text(unit, "2022-06", "5")).collect());

    let view = first.place.call(
        "bulletin",
        json!({ "context": { "as_of": "2022-06-30", "org_unit": null }, "targets": [], "template": "progress_bulletin", "fields": {} }),
    );
    let text = |block: &Value| -> String {
        let runs = block["runs"].as_array().map(Vec::as_slice).unwrap_or_default();
        runs.iter().filter_map(|run| run["text"].as_str()).collect()
    };
    let said: Vec<String> = view["blocks"].as_array().expect("blocks").iter().map(text).collect();
    let rows = first.place.grid(grid_request(&first.form, "2022-06"))["rows"].clone();
    let [silent, partly] = [0, 1].map(|at| rows[at]["title"].as_str().expect("a name").to_owned());
    assert!(said.contains(&format!("截至7月5日17时，{silent}未按时报送。")), "{said:?}");
    assert!(said.contains(&format!("建桥座数，{partly}未报。")), "{said:?}");
    assert!(said.iter().any(|text| text.contains(&format!("请{silent}、{partly}尽快补报"))), "{said:?}");
}

#[test]
fn what_was_handed_in_in_time_and_came_back_later_is_not_late() {
    let room = room();
    room.fill("type", vec![room.text(0, "2022-06", "120")]);
    let hand_in = |room: &Room| {
        let request = json!({ "form": room.form, "period": "2022-06", "org_units": [room.units[0]] });
        room.place.call("submit", request);
    };
    hand_in(&room);
    let path = room.place.call("ledger", json!({}))["path"].clone();
    let room = Room { place: room.place.restarted_at("2022-07-08T10:00:00+08:00"), ..room };
    room.place.call("open_ledger", json!({ "path": path }));
    let report = json!({ "form": room.form, "org_unit": room.units[0], "period": "2022-06" });
    let back = json!({ "step": "return", "reports": [report], "reason": "请核对" });
    assert_eq!(room.place.call("take_step", back)["done"], 1);
    room.fill("type", vec![room.text(0, "2022-06", "121")]);
    hand_in(&room);
    assert_eq!(room.line()["marks"], json!([]));
}

#[test]
fn a_form_is_changed_and_copied_and_keeps_what_was_handed_in_on_it() {
    let room = room();
    let read = || room.place.call("form", json!({ "id": room.form }));
    let put = |change: &dyn Fn(&mut Value)| {
        let mut form = read();
        change(&mut form);
        json!({ "form": form, "reason": "调整" })
    };
    room.place.call(
        "put_form",
        put(&|form| {
            form["holiday"] = json!("advance");
            form["days_after"] = json!(-3);
            form["notes"] = json!(["数据截至月末。"]);
            form["level"] = json!("village");
        }),
    );
    let changed = read();
    assert_eq!((&changed["level"], &changed["notes"][0]), (&json!("village"), &json!("数据截至月末。")));
    let due = room.place.call("forms", json!({ "as_of": "2022-06-30", "org_unit": null }))[0]["due"].clone();
    assert_eq!(due, "2022年6月27日 17:00", "three days before the end");
    room.place.call("put_form", put(&|form| form["level"] = json!("township")));
    let copy = room
        .place
        .call("put_form", put(&|form| (form["id"], form["name"]) = (Value::Null, json!("另一张月报"))));
    assert_ne!(copy["ids"][0], json!(room.form), "a copy is another form");
    // 每月25日前报截至20日。
    room.place.call(
        "put_form",
        put(&|form| {
            (form["days_after"], form["due_day"], form["as_of_day"]) = (Value::Null, json!(25), json!(20));
        }),
    );
    let said = read();
    assert_eq!(
        (&said["days_after"], &said["due_day"], &said["as_of_day"]),
        (&Value::Null, &json!(25), &json!(20))
    );
    let due = room.place.call("forms", json!({ "as_of": "2022-07-31", "org_unit": null }));
    let dues = due.as_array().expect("lines").iter().map(|line| line["due"].clone());
    assert!(dues.collect::<Vec<_>>().contains(&json!("2022年7月25日 17:00")), "{due}");
    for (period, day) in [("2022-06", "2022年6月20日"), ("2022-07", "2022年7月20日")] {
        let grid = room.place.grid(grid_request(&room.form, period));
        assert_eq!(grid["data_as_of"], day);
    }
    let paper = room.place.folder().join("截至.xlsx").display().to_string();
    room.place.call("export_form", json!({ "form": room.form, "period": "2022-06", "path": paper }));
    let bytes = std::fs::read(&paper).expect("a workbook");
    let text = formats::text::read(Some("截至.xlsx"), &bytes).expect("a text").text;
    assert!(text.contains("数据截至2022年6月20日。"), "{text}");
    for (field, value, code) in [
        ("due_day", json!(32), "form.day_of_month"),
        ("as_of_day", json!(0), "form.day_of_month"),
        ("days_after", json!(5), "form.due_missing"),
    ] {
        let refused = room.place.refused("put_form", put(&|form| form[field] = value.clone()));
        let problem = &refused["problems"][0];
        assert_eq!((&problem["code"], &problem["place"]), (&json!(code), &json!(field)));
    }
    room.place.call(
        "put_form",
        put(&|form| {
            (form["days_after"], form["due_day"], form["as_of_day"]) = (json!(-3), Value::Null, Value::Null);
        }),
    );
    for (field, value, code) in [
        ("indicators", json!([room.indicator, room.indicator]), "form.indicator_twice"),
        ("evidence", json!(["another"]), "form.evidence_unasked"),
        ("days_after", json!(99_999_999), "form.days"),
        ("days_after", json!(-400), "form.days"),
        ("level", json!("prefecture"), "form.level_empty"),
        ("name", json!(" 另一张月报 "), "form.name_taken"),
    ] {
        let refused = room.place.refused("put_form", put(&|form| form[field] = value.clone()));
        let problem = &refused["problems"][0];
        assert_eq!((&problem["code"], &problem["place"]), (&json!(code), &json!(field)));
    }

    room.fill("type", vec![room.text(0, "2022-06", "12")]);
    room.place
        .call("submit", json!({ "form": room.form, "period": "2022-06", "org_units": [room.units[0]] }));
    assert_eq!(read()["in_use"], true);
    room.place.call("put_form", put(&|form| form["name"] = json!("改厕进展月报")));
    for (field, value, code) in [
        ("frequency", "quarter", "form.in_use"),
        ("measure", "period", "form.in_use"),
        ("level", "village", "form.in_use"),
        ("time", "下班前", "form.time"),
        ("time", "１７:00", "form.time"),
        ("name", " ", "form.name_missing"),
        ("name", "另一张月报", "form.name_taken"),
    ] {
        let refused = room.place.refused("put_form", put(&|form| form[field] = json!(value)));
        let problem = &refused["problems"][0];
        assert_eq!((&problem["code"], &problem["place"]), (&json!(code), &json!(field)));
    }
}

#[test]
fn a_past_period_is_read_by_the_definition_in_force_then() {
    let room = room();
    let second = second_indicator(&room.place);
    let read = || room.place.call("form", json!({ "id": room.form }));
    let revise = |from: Option<&str>, name: &str, indicators: &[&str]| {
        let mut form = read();
        (form["from"], form["name"], form["indicators"]) = (json!(from), json!(name), json!(indicators));
        json!({ "form": form, "reason": "按新的通知" })
    };
    let grid = |period: &str| room.place.grid(grid_request(&room.form, period));
    let columns = |period: &str| {
        let grid = grid(period);
        let titles =
            grid["columns"].as_array().expect("columns").iter().map(|column| column["title"].clone());
        (grid["title"].clone(), titles.collect::<Vec<_>>())
    };
    room.fill("type", vec![room.text(0, "2022-06", "12"), room.text(1, "2022-06", "7")]);
    room.place
        .call("submit", json!({ "form": room.form, "period": "2022-06", "org_units": [room.units[0]] }));
    let paper = room.place.folder().join("六月.xlsx").display().to_string();
    room.place.call("export_form", json!({ "form": room.form, "period": "2022-06", "path": paper }));

    assert_eq!(read()["from"], "2022-07", "a form in use is changed from now on");
    for from in [Some("2022-06"), Some("2022-05"), None] {
        let refused = room.place.refused("put_form", revise(from, "改厕月报", &[&second]));
        let problem = &refused["problems"][0];
        assert_eq!(
            (&problem["code"], &problem["detail"]),
            (&json!("form.handed_in"), &json!(["2022年6月", "2022年7月"])),
            "June is in as it was asked: {from:?}"
        );
    }
    let mut sooner = revise(None, "改厕月报", &[&room.indicator]);
    sooner["form"]["days_after"] = json!(-20);
    assert_eq!(room.place.refused("put_form", sooner)["problems"][0]["code"], "form.handed_in");
    room.place.call("put_form", revise(Some("2022-07"), "改厕新月报", &[&second]));
    assert_eq!(
        columns("2022-06"),
        (json!("改厕月报"), vec![json!("改厕户数（户）")]),
        "as it was asked then"
    );
    assert_eq!(columns("2022-07"), (json!("改厕新月报"), vec![json!("改厕资金（万元）")]));
    assert_eq!(read()["until"], "2022-06-30");
    assert_eq!(room.fill("type", vec![room.text(1, "2022-06", "8")])["written"], 1, "June asks for it still");
    assert_eq!(
        room.fill("type", vec![room.text(1, "2022-07", "9")])["refused"][0]["problem"]["code"],
        "cell.not_asked"
    );
    let forms = |day: &str| {
        let lines = room.place.call("forms", json!({ "as_of": day, "org_unit": null }));
        let lines = lines.as_array().expect("lines").iter();
        lines.map(|line| (line["period"].clone(), line["name"].clone())).collect::<Vec<_>>()
    };
    let (june, july) = ((json!("2022-06"), json!("改厕月报")), (json!("2022-07"), json!("改厕新月报")));
    assert_eq!((forms("2022-06-30"), forms("2022-07-31")), (vec![june.clone()], vec![june, july]));
    let incoming = json!({ "name": null, "bytes": null, "text": null, "path": paper });
    let came_back = room.place.call("read_workbook", json!({ "incoming": incoming }));
    assert_eq!(
        (&came_back["problems"], &came_back["form_name"]),
        (&json!([]), &json!("改厕月报")),
        "its own definition"
    );
    assert_eq!(came_back["counts"]["same"], 1);
    let key = json!({ "form": room.form, "org_unit": room.units[0], "period": "2022-06" });
    let report = room.place.call("review_sheet", key);
    assert_eq!(report["line"]["form_name"], "改厕月报");
    assert_eq!(report["rows"].as_array().expect("rows").len(), 1);
    assert_eq!(room.place.call("verify", json!({}))["problems"], json!([]));

    room.place.call("put_form", revise(Some("2022-07"), "改厕资金月报", &[&second]));
    assert_eq!(
        (columns("2022-07").0, columns("2022-06").0),
        (json!("改厕资金月报"), json!("改厕月报")),
        "once more, in place"
    );
    room.place.call("put_form", revise(None, "改厕资金表", &[&second]));
    assert_eq!((columns("2022-07").0, columns("2022-06").0), (json!("改厕资金表"), json!("改厕月报")));
    let refused = room.place.refused("put_form", revise(Some("2022-05"), "改", &[&second]));
    assert_eq!(refused["problems"][0]["code"], "form.from_too_early");
    let data = room.place.call("undo", json!({}));
    assert!(data.is_object(), "a change of a form is taken back like anything else");
    assert_eq!(columns("2022-07").0, "改厕资金月报");
}

#[test]
fn nobody_is_missing_where_the_form_no_longer_asks() {
    let room = room();
    let (county, last) = (json!(COUNTY), room.units.len() - 1);
    let second = second_indicator(&room.place);
    let put = |from: Option<&str>, indicators: &[&str]| {
        let mut form = room.place.call("form", json!({ "id": room.form }));
        (form["from"], form["indicators"]) = (json!(from), json!(indicators));
        room.place.call("put_form", json!({ "form": form, "reason": "按新的通知" }))
    };
    put(None, &[&room.indicator, &second]);
    for period in ["2022-01", "2022-02", "2022-03", "2022-04", "2022-05"] {
        let all = 0..=last;
        room.fill("paste", all.clone().map(|unit| room.text(unit, period, "5")).collect());
        // In March the last township leaves the second out; from April on nobody is asked for it.
        let of_second = all.filter(|unit| *unit != last || period != "2022-03").map(|unit| {
            let mut change = room.text(unit, period, "5");
            change["indicator"] = json!(second);
            change
        });
        if period < "2022-04" {
            room.fill("paste", of_second.collect());
        }
    }
    let line_of = |name: &str, as_of: &str| {
        let overview = room.place.call("overview", json!({ "as_of": as_of, "org_unit": county }));
        let lines = overview["lines"].as_array().expect("lines");
        lines.iter().find(|line| line["name"] == name).expect("the indicator").clone()
    };
    let look = |as_of: &str| {
        let line = line_of("改厕资金", as_of);
        let request = json!({ "context": { "as_of": as_of, "org_unit": county }, "targets": [], "template": "progress_bulletin", "charts": false, "fields": {} });
        (line, room.place.call("bulletin", request).to_string())
    };
    let before = look("2022-05-31");
    assert_eq!(before.0["status"]["code"], "no_report", "while the form asks for it");
    assert!(before.1.contains("改厕资金"), "{}", before.1);

    put(Some("2022-04"), &[&room.indicator]);
    let (march, bulletin) = look("2022-03-31");
    assert_eq!((&march["reported"], &march["expected_reports"]), (&json!(last), &json!(last + 1)));
    assert_eq!(march["not_reported"].as_array().map(Vec::len), Some(1));
    assert_eq!(march["marks"], json!([]));
    assert!(bulletin.contains("未报送"), "{bulletin}");
    let (may, bulletin) = look("2022-05-31");
    assert_eq!(
        (&may["status"]["code"], &may["marks"]),
        (&json!("no_task"), &json!(["2022年4月起不要求报送"]))
    );
    assert_eq!((&may["reported"], &may["expected_reports"]), (&json!(0), &json!(0)));
    assert_eq!(may["not_reported"], json!([]));
    assert!(!bulletin.contains("改厕资金") && !bulletin.contains("未报送"), "{bulletin}");
    let told = room.place.call(
        "target",
        json!({ "target": may["target"], "context": { "as_of": "2022-05-31", "org_unit": county }, "org_unit": null }),
    );
    assert!(told.to_string().contains("要求报送时已经完成或突破的保持不变"), "{told}");

    // A form that asks for nothing any more: nothing is due on it, and nobody is reminded of it.
    let due = |as_of: &str| {
        let context = json!({ "as_of": as_of, "org_unit": null });
        let standing = room.place.call("completeness", context.clone());
        let forms = room.place.call("forms", context);
        let count = |list: &Value| list.as_array().expect("a list").len();
        (count(&forms), count(&standing["forms"]), count(&standing["missing"]))
    };
    assert_eq!(due("2022-06-30"), (1, 1, last + 1));
    put(Some("2022-06"), &[]);
    assert_eq!(due("2022-05-31"), (1, 1, last + 1), "as it was asked then");
    assert_eq!(due("2022-06-30"), (0, 0, 0));
    assert_eq!(line_of("改厕户数", "2022-06-30")["marks"], json!(["2022年6月起不要求报送"]));
    // Another rhythm is another form: the quarter that holds the first day is the first it asks for.
    let mut quarterly = monthly("资金季报", &[&second], COUNTY, "township");
    (quarterly["form"]["frequency"], quarterly["form"]["from"]) = (json!("quarter"), json!("2022-04"));
    room.place.call("put_form", quarterly);
    assert_eq!(due("2022-03-31"), (1, 1, last + 1), "not before it begins");
    assert_eq!(due("2022-06-30"), (1, 1, last + 1));
    let (march, june) = (look("2022-03-31").0, look("2022-06-30").0);
    assert_eq!((&march["reported"], &march["expected_reports"]), (&json!(last), &json!(last + 1)));
    assert_eq!((&june["reported"], &june["expected_reports"]), (&json!(0), &json!(last + 1)));
    assert_eq!(june["status"]["code"], "no_report");
    let nothing = room.place.refused("put_form", monthly("空表", &[], COUNTY, "township"));
    assert_eq!(nothing["problems"][0]["code"], "form.indicators_missing");
}

/// Another indicator than the room's own.
fn second_indicator(place: &Workplace) -> String {
    let text = "全年投入改厕资金300万元。";
    let document = place.call(
        "import_document",
        json!({ "incoming": { "name": null, "bytes": null, "text": text }, "title": "资金", "issuer": null, "doc_number": null, "issued_on": "2022-01-05" }),
    );
    place.call(
        "adopt",
        json!({ "items": [{ "target": {
            "passage": { "document": document["ids"][0], "start": 0, "end": 12 }, "draft": {
            "indicator": { "type": "new", "indicator": { "name": "改厕资金", "uom": "万元", "decimals": 2, "accumulation": "ytd", "direction": "up", "definition": null, "programme": null } },
            "org_unit": COUNTY, "kind": "level", "comparator": "gte", "value": "300", "from": "2022-01-01", "deadline": "2022-12-31", "schedule": { "code": "calendar_month" },
            "coverage": null, "strength": "plan", "binding": "expected", "responsible": null
        } } }] }),
    );
    let catalogue = place.call("catalogue", json!({}));
    let indicators = catalogue["indicators"].as_array().expect("indicators");
    let found = indicators.iter().find(|one| one["name"] == "改厕资金").expect("an indicator");
    found["id"].as_str().expect("an id").to_owned()
}

#[test]
fn what_changed_on_a_grid_makes_of_the_old_one_the_new_one() {
    let room = room();
    let request = grid_request(&room.form, "2022-06");
    let mut held = room.place.grid(request.clone());
    let fill = |action: &str, cells: &[(usize, &str)]| {
        room.fill(action, cells.iter().map(|(unit, text)| room.text(*unit, "2022-06", text)).collect());
    };
    let steps: [&dyn Fn(); 8] = [
        &|| fill("type", &[(0, "12")]),
        &|| fill("paste", &[(0, "13"), (1, "较多"), (2, "0")]),
        &|| fill("type", &[(1, "14")]),
        &|| (),
        &|| drop(room.place.call("undo", json!({}))),
        &|| fill("clear", &[(0, "")]),
        &|| fill("paste", &room.units.iter().enumerate().map(|(at, _)| (at, "30")).collect::<Vec<_>>()),
        &|| {
            let units = json!([room.units[0]]);
            room.place.call("submit", json!({ "form": room.form, "period": "2022-06", "org_units": units }));
        },
    ];
    for (at, step) in steps.iter().enumerate() {
        step();
        let asked = json!({ "grid": request, "stamp": held["stamp"] });
        let since = room.place.call("grid_since", asked.clone());
        assert_eq!(since["type"], "changed", "step {at}");
        let told = with_changes(held, &since["changes"]);
        assert_eq!(room.place.call("grid_since", asked)["type"], "whole", "an answer holds once");
        held = room.place.grid(request.clone());
        assert_eq!(told, without_stamp(held.clone()), "step {at}");
    }
    let other = grid_request(&room.form, "2022-05");
    let since = room.place.call("grid_since", json!({ "grid": other, "stamp": held["stamp"] }));
    assert_eq!(since["grid"]["request"]["period"], "2022-05", "another sheet is told as a whole");
}

#[test]
fn what_the_cells_of_a_sheet_have_in_common_is_told_once() {
    let room = room();
    let all: Vec<Value> = (0..room.units.len()).map(|at| room.text(at, "2022-06", "1,234")).collect();
    room.fill("paste", all);
    room.fill("type", vec![room.text(1, "2022-06", "较多")]);
    let grid = room.place.call("grid", grid_request(&room.form, "2022-06"));
    let kinds = grid["cells"]["kinds"].as_array().expect("kinds");
    let states: Vec<&str> = kinds.iter().filter_map(|kind| kind["state"].as_str()).collect();
    assert_eq!(states, ["number", "raw", "computed"], "each kind once");
    let column = &grid["cells"]["columns"][0];
    assert_eq!(column["texts"][0], "1,234");
    assert_eq!(column["texts"][1], "较多");
    let length = |of: &Value| of.as_array().map(Vec::len);
    assert_eq!(length(&column["texts"]), length(&column["kinds"]));
    assert_eq!(length(&column["texts"]), Some(room.units.len() + 1), "the units and their sum");
    let told = serde_json::to_string(column).expect("it prints").len() / (room.units.len() + 1);
    assert!(told < 20, "a plain cell takes {told} bytes");
}

fn without_stamp(mut grid: Value) -> Value {
    grid["stamp"] = json!(0);
    let cells = grid["cells"].as_array_mut().expect("cells");
    cells.sort_by_key(|cell| (cell["row"].to_string(), cell["column"].to_string()));
    grid
}

/// As the window does it.
fn with_changes(mut grid: Value, changes: &Value) -> Value {
    let list = |of: &Value| of.as_array().cloned().unwrap_or_default();
    let place = |at: &Value| at.as_u64().and_then(|at| usize::try_from(at).ok()).expect("a place");
    let rewritten: Value =
        list(&changes["rewritten"]).iter().map(|at| grid["rows"][place(at)].clone()).collect();
    let mut cells = list(&grid["cells"]);
    cells.retain(|cell| !list(&rewritten).iter().any(|row| row["key"] == cell["row"]));
    cells.extend(list(&cells_of(&grid, &rewritten, &changes["cells"])));
    grid["cells"] = json!(cells);
    for placed in list(&changes["rows"]) {
        grid["rows"][place(&placed["at"])] = placed["row"].clone();
    }
    for told in ["filled", "asked", "submissions"] {
        if !changes[told].is_null() {
            grid[told] = changes[told].clone();
        }
    }
    without_stamp(grid)
}
