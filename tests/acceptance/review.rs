//! The checker's room: who may do what, the steps of a report, corrections, who is missing, passcodes.

use serde_json::{Value, json};
use testkit::Workplace;

use crate::results::{COUNTY, Room, monthly, room};

/// The first township's three people, the second's clerk, and the county's supervisor and clerk, beside the keeper
/// who made the ledger and has every role at the county.
struct Office {
    room: Room,
    keeper: String,
}

const CLERK: &str = "clerk";
const REVIEWER: &str = "reviewer";
const HEAD: &str = "head";
const NEIGHBOUR: &str = "neighbour";
const SUPERVISOR: &str = "supervisor";
const COUNTY_CLERK: &str = "county clerk";

impl Office {
    fn new() -> Self {
        let room = room();
        let keeper = room.place.call("ledger", json!({}))["person"]["id"].as_str().expect("an id").to_owned();
        let office = Self { room, keeper };
        let (first, second) = (office.room.units[0].clone(), office.room.units[1].clone());
        for (id, unit, role, phone) in [
            (CLERK, first.as_str(), "reporter", Some("0472-1")),
            (REVIEWER, &first, "reviewer", None),
            (HEAD, &first, "approver", None),
            (NEIGHBOUR, &second, "reporter", Some("0472-2")),
            (SUPERVISOR, COUNTY, "supervisor", None),
            (COUNTY_CLERK, COUNTY, "reporter", None),
        ] {
            office.room.place.call("put_person", json!({ "id": id, "name": id, "office": format!("{unit}办"), "org_unit": unit, "roles": [role], "phone": phone }));
        }
        office
    }

    fn place(&self) -> &Workplace {
        &self.room.place
    }

    fn as_(&self, person: &str) -> &Self {
        self.place().call("sign_in", json!({ "id": person, "passcode": "" }));
        self
    }

    fn report(&self, unit: usize) -> Value {
        json!({ "form": self.room.form, "org_unit": self.room.units[unit], "period": "2022-06" })
    }

    fn type_in(&self, unit: usize, text: &str) -> Value {
        self.room.fill("type", vec![self.room.text(unit, "2022-06", text)])
    }

    /// What stands beside a cell of the form.
    fn beside(&self, unit: usize, period: &str) -> Value {
        let request = json!({ "form": self.room.form, "org_unit": self.room.units[unit],
            "indicator": self.room.indicator, "measure": "ytd", "period": period });
        self.place().call("cell", request)
    }

    fn submit(&self, unit: usize) -> Value {
        self.place().call(
            "submit",
            json!({ "form": self.room.form, "period": "2022-06", "org_units": [self.room.units[unit]] }),
        )
    }

    fn step(&self, step: &str, reason: &str) -> Value {
        self.place().call("take_step", json!({ "step": step, "reports": [self.report(0)], "reason": reason }))
    }

    fn state(&self) -> String {
        let sheet = self.place().call("review_sheet", self.report(0));
        sheet["line"]["state"].as_str().expect("a state").to_owned()
    }

    fn queue(&self) -> usize {
        let context = json!({ "as_of": "2022-06-30", "org_unit": null });
        let queue = self.place().call("review_queue", context.clone()).as_array().expect("a list").len();
        let waiting = self.place().call("waiting", context)["review"].as_u64();
        assert_eq!(waiting, u64::try_from(queue).ok(), "the menu counts the same");
        queue
    }

    fn forms_due(&self) -> u64 {
        let context = json!({ "as_of": "2022-06-30", "org_unit": null });
        self.place().call("waiting", context)["forms"].as_u64().expect("a number")
    }

    /// Brings the first township's report to a state, by those whose work it is.
    fn bring_to(&self, state: &str) {
        self.as_(CLERK).type_in(0, "12");
        let way = [
            ("submitted", CLERK, "submit"),
            ("reviewed", REVIEWER, "review"),
            ("approved", HEAD, "approve"),
            ("received", SUPERVISOR, "receive"),
            ("accepted", SUPERVISOR, "accept"),
        ];
        for (reached, person, step) in way {
            self.as_(person);
            match step {
                "submit" => drop(self.submit(0)),
                step => assert_eq!(self.step(step, "")["done"], 1, "{step}"),
            }
            if reached == state {
                return;
            }
        }
    }
}

fn codes(answer: &Value) -> Vec<&str> {
    answer["problems"].as_array().expect("problems").iter().filter_map(|p| p["code"].as_str()).collect()
}

#[test]
fn each_step_belongs_to_a_role_and_a_place() {
    let people = [CLERK, REVIEWER, HEAD, NEIGHBOUR, SUPERVISOR, COUNTY_CLERK];
    for (state, step, may) in [
        ("submitted", "withdraw", vec![CLERK]),
        ("submitted", "review", vec![REVIEWER]),
        ("submitted", "approve", vec![]),
        ("submitted", "accept", vec![]),
        ("submitted", "return", vec![REVIEWER]),
        ("reviewed", "withdraw", vec![CLERK]),
        ("reviewed", "approve", vec![HEAD]),
        ("reviewed", "return", vec![HEAD]),
        ("approved", "review", vec![]),
        ("approved", "receive", vec![SUPERVISOR]),
        ("approved", "accept", vec![SUPERVISOR]),
        ("approved", "return", vec![SUPERVISOR]),
        ("received", "withdraw", vec![]),
        ("received", "correct", vec![CLERK]),
        ("accepted", "accept", vec![]),
        ("accepted", "return", vec![SUPERVISOR]),
        ("accepted", "correct", vec![CLERK]),
    ] {
        let office = Office::new();
        office.bring_to(state);
        for person in people.iter().filter(|person| !may.contains(person)).chain(&may) {
            let answer = office.as_(person).step(step, "请核对");
            let allowed = may.contains(person);
            assert_eq!(answer["done"] == 1, allowed, "{person} {step} at {state}: {answer}");
            if !allowed {
                assert_eq!(office.state(), state, "{person} {step} changes nothing");
            }
        }
    }
}

#[test]
fn figures_are_typed_and_handed_in_only_by_those_who_report_for_the_unit() {
    let office = Office::new();
    for (person, code) in [
        (REVIEWER, "permission.role"),
        (HEAD, "permission.role"),
        (SUPERVISOR, "permission.role"),
        (NEIGHBOUR, "permission.scope"),
    ] {
        let filled = office.as_(person).type_in(0, "12");
        assert_eq!(filled["written"], 0);
        assert_eq!(filled["refused"][0]["problem"]["code"], code, "{person}");
    }
    assert_eq!(office.as_(CLERK).type_in(0, "12")["written"], 1);
    assert_eq!(codes(&office.as_(NEIGHBOUR).submit(0)), ["permission.scope"]);
    assert_eq!(codes(&office.as_(SUPERVISOR).submit(0)), ["permission.role"]);
    assert_eq!(office.as_(CLERK).submit(0)["submitted"], json!([office.room.units[0]]));
}

/// The county's clerk fills in for a township that sends paper; what the township handed in stays the township's.
#[test]
fn a_superior_gives_back_and_never_changes_what_was_handed_in() {
    let office = Office::new();
    office.bring_to("accepted");
    let typed = |who: &str, text: &str| {
        let filled = office.as_(who).type_in(0, text);
        (filled["written"] == 1).then_some(()).ok_or_else(|| filled["refused"][0]["problem"].clone())
    };
    assert_eq!(office.as_(COUNTY_CLERK).step("correct", "数不对")["done"], 0);
    assert_eq!(office.as_(SUPERVISOR).step("return", "请核对")["done"], 1);
    for who in [COUNTY_CLERK, &office.keeper] {
        let refused = typed(who, "77").expect_err("not theirs");
        let clerks_office = format!("{}办", office.room.units[0]);
        assert_eq!(
            (&refused["code"], &refused["detail"]),
            (&json!("permission.reported_below"), &json!([clerks_office]))
        );
        assert_eq!(codes(&office.submit(0)), ["permission.reported_below"], "{who}");
    }
    typed(CLERK, "13").expect("their own");
    assert_eq!(codes(&office.submit(0)), [""; 0]);
    typed(COUNTY_CLERK, "5").expect_err("it is handed in again");
    let paper = office.as_(COUNTY_CLERK).type_in(1, "5");
    assert_eq!(paper["written"], 1, "the neighbour sends paper");
    assert_eq!(codes(&office.submit(1)), [""; 0]);
    assert_eq!(
        office.as_(&office.keeper).place().call(
            "take_step",
            json!({ "step": "return", "reports": [office.report(1)], "reason": "请核对" })
        )["done"],
        1
    );
    assert_eq!(office.as_(NEIGHBOUR).type_in(1, "6")["written"], 1, "it is the neighbour's own figure");
    assert_eq!(codes(&office.submit(1)), [""; 0]);
}

#[test]
fn definitions_of_a_place_are_for_its_own_people() {
    let office = Office::new();
    let form = |parent: &str| monthly("另一张表", &[&office.room.indicator], parent, "village");
    let rename = json!({ "change": { "type": "rename", "org_unit": office.room.units[0], "name": "新名镇", "from": "2022-07-01" }, "reason": "批复" });
    let person = json!({ "id": null, "name": "新人", "office": "办", "org_unit": COUNTY, "roles": ["reporter"], "phone": null });
    let mut assessment = office.place().call("settings", json!({}))["assessment"].clone();
    assessment["tolerance_points"] = json!("1");
    let settings = json!({ "assessment": assessment, "reason": "" });
    office.as_(CLERK).place().call("put_form", form(&office.room.units[0]));
    for (who, command, request, code) in [
        (CLERK, "put_form", form(COUNTY), "permission.scope"),
        (CLERK, "change_unit", rename.clone(), "permission.role"),
        (CLERK, "put_person", person.clone(), "permission.role"),
        (HEAD, "put_person", person.clone(), "permission.scope"),
        (CLERK, "set_settings", settings.clone(), "permission.role"),
        (HEAD, "set_settings", settings, "permission.whole"),
    ] {
        let error = office.as_(who).place().refused(command, request);
        assert_eq!(error["problems"][0]["code"], code, "{who} {command}");
    }
    let locked = |person: &str| {
        let view = office.as_(person).place().call("settings", json!({}));
        view["locked"]["code"].as_str().unwrap_or("free").to_owned()
    };
    let told = [CLERK, HEAD, SUPERVISOR].map(locked);
    assert_eq!(told, ["permission.role", "permission.whole", "free"], "as the page says beforehand");
    office.as_(SUPERVISOR).place().call("change_unit", rename);
    office.place().call("put_person", person);
}

#[test]
fn a_report_goes_its_way_comes_back_and_is_corrected() {
    let office = Office::new();
    office.bring_to("submitted");
    assert_eq!(office.as_(REVIEWER).queue(), 1);
    assert_eq!(office.as_(HEAD).queue(), 0, "not yet");
    assert_eq!(office.as_(CLERK).forms_due(), 0, "the clerk's own report is handed in");
    assert_eq!(office.as_(NEIGHBOUR).forms_due(), 1, "the neighbour's is not");
    assert_eq!(office.as_(REVIEWER).forms_due(), 0, "a reviewer hands nothing in");
    let error = office
        .as_(REVIEWER)
        .place()
        .refused("take_step", json!({ "step": "return", "reports": [office.report(0)], "reason": " " }));
    assert_eq!(error["problems"][0]["code"], "reason.missing");
    office.step("return", "比上月少，请核对");
    let forms = office.as_(CLERK).place().call("forms", json!({ "as_of": "2022-06-30", "org_unit": null }));
    assert_eq!(forms[0]["returned"], "比上月少，请核对");
    office.bring_to("accepted");
    let refused = office.as_(CLERK).type_in(0, "13");
    assert_eq!(refused["refused"][0]["problem"]["code"], "cell.submitted", "what is accepted is locked");
    office.step("correct", "漏计1户");
    assert_eq!(office.type_in(0, "13")["written"], 1);
    office.submit(0);
    let sheet = office.place().call("review_sheet", office.report(0));
    assert_eq!(sheet["line"]["correction"], true);
    assert_eq!(sheet["rows"][0]["text"], "13");
    let history = sheet["rows"][0]["history"].as_array().expect("entries");
    let values: Vec<&Value> = history.iter().map(|item| &item["value"]).collect();
    assert_eq!(values, ["13 户", "12 户"], "both values are kept, the newer one first");
    let reasons: Vec<&Value> = history.iter().map(|item| &item["reason"]).collect();
    assert_eq!(reasons, [&json!("漏计1户"), &Value::Null], "with why the report was opened again");
    assert_eq!(office.beside(0, "2022-06")["history"], sheet["rows"][0]["history"], "also in the sheet");
    let words: Vec<&str> = sheet["stages"]
        .as_array()
        .expect("stages")
        .iter()
        .filter_map(|stage| stage["word"].as_str())
        .collect();
    assert_eq!(words, ["提交", "退回", "提交", "审核", "审定", "接收", "通过", "更正", "提交"]);
    assert_eq!(sheet["stages"][7]["reason"], "漏计1户");
}

#[test]
fn why_a_cell_is_not_to_be_written_is_told_beside_it() {
    let office = Office::new();
    let locked = |person: &str, unit: usize, period: &str| {
        let problem = office.as_(person).beside(unit, period)["locked"].clone();
        let code = problem["code"].as_str().unwrap_or("free").to_owned();
        let refused = office.room.fill("type", vec![office.room.text(unit, period, "")])["refused"].clone();
        assert_eq!(refused[0]["problem"]["code"].as_str().unwrap_or("free"), code, "as when it is typed");
        (code, problem["detail"].clone())
    };
    let tell = |cases: &[(&str, usize, &str, &str)]| {
        for (person, unit, period, code) in cases {
            assert_eq!(locked(person, *unit, period).0, *code, "{person} {unit} {period}");
        }
    };
    tell(&[
        (CLERK, 0, "2022-06", "free"),
        (CLERK, 1, "2022-06", "permission.scope"),
        (REVIEWER, 0, "2022-06", "permission.role"),
        (COUNTY_CLERK, 0, "2022-06", "free"),
        (CLERK, 0, "2022-07", "free"),
        (CLERK, 0, "2022-Q2", "cell.not_in_form"),
    ]);
    assert_eq!(locked(CLERK, 0, "2022-08").1, json!(["2022年8月", "2022-07-01"]), "it has not begun");
    office.as_(CLERK).type_in(0, "12");
    office.submit(0);
    assert_eq!(locked(CLERK, 0, "2022-06").1, json!(["改厕月报", "待审核"]));
    tell(&[(CLERK, 0, "2022-06", "cell.submitted"), (COUNTY_CLERK, 0, "2022-06", "cell.submitted")]);
    office.as_(REVIEWER).step("return", "请核对");
    tell(&[(CLERK, 0, "2022-06", "free"), (COUNTY_CLERK, 0, "2022-06", "permission.reported_below")]);
}

/// What a target counts before it is handed in, or after it was given back, is told beside its status.
#[test]
fn figures_that_count_before_they_are_handed_in_are_told() {
    let office = Office::new();
    let drafts = || {
        let line = office.room.line();
        let context = json!({ "as_of": "2022-06-30", "org_unit": null });
        let detail = office
            .place()
            .call("target", json!({ "target": line["target"], "org_unit": null, "context": context }));
        assert_eq!(detail["line"]["drafts"], line["drafts"], "in the pane as in the list");
        line["drafts"].clone()
    };
    office.as_(CLERK).type_in(0, "12");
    assert_eq!(drafts(), 0, "nobody hands anything in on this form");
    office.as_(NEIGHBOUR).type_in(1, "5");
    office.submit(1);
    assert_eq!(drafts(), 1, "the clerk's figure counts");
    office.as_(CLERK).submit(0);
    assert_eq!(drafts(), 0);
    office.as_(REVIEWER).step("return", "请核对");
    assert_eq!(drafts(), 1, "given back");
    office.as_(CLERK).type_in(0, "");
    assert_eq!(drafts(), 0, "nothing of it counts any more");
}

#[test]
fn a_period_that_has_not_begun_is_not_filled_in() {
    let office = Office::new();
    let sheet = |period: &str, layout: &str| {
        let form = &office.room.form;
        office.place().grid(json!({ "form": form, "period": period, "layout": layout, "indicator": null }))
    };
    let refused = office.as_(CLERK).room.fill("type", vec![office.room.text(0, "2022-08", "1")]);
    assert_eq!(
        (&refused["written"], &refused["refused"][0]["problem"]["code"]),
        (&json!(0), &json!("cell.not_begun"))
    );
    for (period, begun) in [("2022-07", true), ("2022-08", false)] {
        let sheet = sheet(period, "units_indicators");
        assert_eq!(
            (&sheet["not_begun"], &sheet["rows"][0]["read_only"]),
            (&json!(!begun), &json!(!begun)),
            "{period}"
        );
        assert_eq!(sheet["periods"][0]["period"], period, "none further ahead is offered");
    }
    assert_eq!(sheet("2022-06", "units_indicators")["periods"][0]["period"], "2022-07", "the one that runs");
    let across = sheet("2022-08", "units_periods");
    let shut = across["cells"].as_array().expect("cells").iter().filter(|cell| cell["read_only"] == true);
    let shut: Vec<&str> = shut.filter_map(|cell| cell["column"].as_str()).collect();
    assert_eq!(shut.len(), office.room.units.len(), "of each unit one cell");
    assert!(shut.iter().all(|column| column.ends_with("2022-08")), "{shut:?}");
}

#[test]
fn a_step_that_nobody_can_take_is_passed_over() {
    let office = Office::new();
    office.as_(NEIGHBOUR).type_in(1, "5");
    office.submit(1);
    let accept = |person| {
        office
            .as_(person)
            .place()
            .call("take_step", json!({ "step": "accept", "reports": [office.report(1)], "reason": "" }))
    };
    assert_eq!(
        codes(&accept(SUPERVISOR)),
        ["submission.not_ready"],
        "the keeper could still check and approve it"
    );
    for person in [HEAD, REVIEWER] {
        office.as_(SUPERVISOR).place().call("remove_person", json!({ "id": person, "reason": "调离" }));
    }
    let keeper = json!({ "id": office.keeper, "name": "张某", "office": "办", "org_unit": COUNTY, "roles": ["supervisor"], "phone": null });
    office.place().call("put_person", keeper);
    assert_eq!(accept(SUPERVISOR)["done"], 1);
}

#[test]
fn who_is_missing_is_named_with_whom_to_ask() {
    let office = Office::new();
    office.bring_to("submitted");
    let view = office.place().call("completeness", json!({ "as_of": "2022-06-30", "org_unit": null }));
    let form = &view["forms"][0];
    assert_eq!((&form["handed_in"], &form["overdue"]), (&json!(1), &json!(false)));
    let missing = view["missing"].as_array().expect("a list");
    assert_eq!(u64::try_from(missing.len()).ok(), view["missing_total"].as_u64());
    let second =
        missing.iter().find(|line| line["org_unit"] == json!(office.room.units[1])).expect("the second");
    assert_eq!(second["contacts"], json!([{ "id": NEIGHBOUR, "name": "n********", "phone": "***2-2" }]));
    assert!(missing.iter().all(|line| line["org_unit"] != json!(office.room.units[0])));
    let message = view["message"].as_str().expect("a message");
    assert!(message.starts_with("请以下单位于7月5日17时前报送《改厕月报》（2022年6月）："), "{message}");
    assert!(!message.contains(NEIGHBOUR), "whom to ask is not told to everybody: {message}");
    assert!(message.contains(second["name"].as_str().expect("a name")));

    let matrix = view["matrix"].as_array().expect("units by forms");
    assert_eq!(matrix.len(), office.room.units.len());
    for (unit, state) in [(0, "submitted"), (1, "missing")] {
        let line = matrix.iter().find(|line| line["org_unit"] == json!(office.room.units[unit]));
        let report = &line.expect("a line")["reports"][0];
        assert_eq!((&report["state"], &report["late"]), (&json!(state), &json!(false)), "{unit}");
    }
}

/// June is due on the fifth of July at five; whoever owes it still owes it in August.
#[test]
fn what_is_owed_stays_owed_until_it_comes() {
    let office = Office::new();
    office.bring_to("submitted");
    office.as_(&office.keeper);
    let path = office.place().call("ledger", json!({}))["path"].clone();
    let at = |office: Office, moment: &str| {
        let Office { room: Room { place, form, indicator, units }, keeper } = office;
        let place = place.restarted_at(moment);
        place.call("open_ledger", json!({ "path": path }));
        Office { room: Room { place, form, indicator, units }, keeper }
    };
    let context = |day: &str, unit: Value| json!({ "as_of": day, "org_unit": unit });
    let mut office = office;
    for (moment, overdue) in [("2022-07-05T16:59:59+08:00", false), ("2022-07-05T17:00:00+08:00", true)] {
        office = at(office, moment);
        let june = context("2022-06-30", Value::Null);
        for list in ["forms", "completeness"] {
            let lines = office.place().call(list, june.clone());
            let lines = if list == "forms" { lines } else { lines["forms"].clone() };
            assert_eq!(lines[0]["overdue"], overdue, "{list} at {moment}");
        }
    }

    let office = at(office, "2022-08-15T09:00:00+08:00");
    let lines = |lines: &Value| -> Vec<(String, bool)> {
        let line = |line: &Value| {
            let period = line["period"].as_str().expect("a period").to_owned();
            (period, line["overdue"].as_bool().expect("a word"))
        };
        lines.as_array().expect("lines").iter().map(line).collect()
    };
    let owed = [("2022-06", true), ("2022-07", true), ("2022-08", false)].map(|(p, o)| (p.to_owned(), o));
    let august = context("2022-08-15", Value::Null);
    let view = office.place().call("completeness", august.clone());
    assert_eq!(lines(&view["forms"]), owed);
    assert_eq!(lines(&office.place().call("forms", august.clone())), owed, "also for those who fill it in");
    let forms_of = |unit: usize| {
        let missing = view["missing"].as_array().expect("units");
        let line = missing.iter().find(|line| line["org_unit"] == json!(office.room.units[unit]));
        line.expect("its line")["forms"].clone()
    };
    assert_eq!(forms_of(0), json!(["改厕月报（2022年7月）", "改厕月报（2022年8月）"]));
    assert_eq!(forms_of(1)[0], "改厕月报（2022年6月）");
    let message = view["message"].as_str().expect("a message");
    let told: Vec<&str> = message.lines().collect();
    assert!(told[0].starts_with("《改厕月报》（2022年6月）已于7月5日17时截止"), "{message}");
    assert!(told[2].starts_with("请以下单位于9月5日17时前报送"), "{message}");
    assert!(told[3].starts_with("联系人："), "{message}");
    for (who, count) in [(CLERK, 1), (NEIGHBOUR, 2), (SUPERVISOR, 0)] {
        assert_eq!(office.as_(who).place().call("waiting", august.clone())["forms"], count, "{who}");
    }

    let of_one = office.place().call("completeness", context("2022-08-15", json!(office.room.units[0])));
    let counts = |name: &str| -> Vec<Value> {
        of_one["forms"].as_array().expect("forms").iter().map(|form| form[name].clone()).collect()
    };
    assert_eq!(counts("period"), ["2022-07", "2022-08"], "its June is in");
    assert_eq!(
        (counts("units"), counts("handed_in"), counts("missing")),
        (vec![json!(1); 2], vec![json!(0); 2], vec![json!(1); 2])
    );

    assert_eq!(office.as_(&office.keeper).step("return", "请核对")["done"], 1);
    let view = office.place().call("completeness", august);
    let ranked = view["timeliness"].as_array().expect("units");
    let line = |unit: usize| {
        let line = ranked.iter().find(|line| line["org_unit"] == json!(office.room.units[unit]));
        ["rank", "asked", "on_time", "late", "missing", "rate", "complete_rate"]
            .map(|name| line.expect("a line")[name].clone())
    };
    assert_eq!(
        line(0),
        [json!(1), json!(2), json!(1), json!(0), json!(1), json!("50.0%"), json!("50.0%")],
        "what was given back had come in time"
    );
    assert_eq!(line(1), [json!(2), json!(2), json!(0), json!(0), json!(2), json!("0.0%"), json!("0.0%")]);
}

#[test]
fn a_report_is_held_against_the_period_before_and_the_units_below() {
    let office = Office::new();
    let (place, township) = (office.place(), office.room.units[0].clone());
    let set = |large: &str| {
        let view = place.call("settings", json!({}));
        let mut checks = view["checks"].clone();
        let classes = view["classes"].as_array().expect("classes");
        checks["off"] = classes.iter().map(|class| class["code"].clone()).collect();
        checks["large_percent"] = json!(large);
        place.call("set_checks", json!({ "checks": checks, "reason": "" }));
    };
    set("50");
    let below = place.call("put_form", monthly("村月报", &[&office.room.indicator], &township, "village"));
    let below = below["ids"][0].as_str().expect("an id").to_owned();
    let request =
        json!({ "form": below, "period": "2022-06", "layout": "units_indicators", "indicator": null });
    let rows = place.grid(request)["rows"].clone();
    let villages: Vec<&str> =
        rows.as_array().expect("rows").iter().filter_map(|row| row["org_unit"].as_str()).collect();
    let village = |at: usize, text: &str| {
        let cell = json!({ "org_unit": villages[at], "indicator": office.room.indicator, "measure": "ytd", "period": "2022-06", "input": { "type": "text", "text": text } });
        place.call("fill", json!({ "form": below, "action": "type", "changes": [cell], "reason": null }));
    };
    village(0, "7");
    village(1, "8");
    office
        .room
        .fill("type", vec![office.room.text(0, "2022-05", "10"), office.room.text(0, "2022-06", "16")]);
    assert_eq!(office.submit(0)["problems"], json!([]));

    let row = || place.call("review_sheet", office.report(0))["rows"][0].clone();
    let says =
        |row: &Value| ["difference", "change", "large", "below", "off_sum"].map(|name| row[name].clone());
    assert_eq!(says(&row()), [json!("+6"), json!("+60.0%"), json!(true), json!("15"), json!(true)]);
    let line = place.call("review_queue", json!({ "as_of": "2022-06-30", "org_unit": null }))[0].clone();
    assert_eq!((&line["large"], &line["off_sum"]), (&json!(1), &json!(1)));
    set("61");
    village(1, "9");
    assert_eq!(says(&row()), [json!("+6"), json!("+60.0%"), json!(false), json!("16"), json!(false)]);
}

#[test]
fn a_passcode_locks_writing_and_wrong_ones_cost_time() {
    let office = Office::new();
    office.as_(NEIGHBOUR).type_in(1, "5");
    office.submit(1);
    office.as_(CLERK).place().call("set_passcode", json!({ "old": "", "new": "2468" }));
    assert_eq!(
        office.place().refused("set_passcode", json!({ "old": "", "new": "1357" }))["problems"][0]["code"],
        "passcode.wrong"
    );
    assert_eq!(
        office.place().refused("set_passcode", json!({ "old": "2468", "new": "12" }))["problems"][0]["code"],
        "passcode.short"
    );
    let Office { room: Room { place, form, indicator, units }, keeper } = office;
    let path = place.call("ledger", json!({}))["path"].clone();
    let place = place.restarted();
    let view = place.call("open_ledger", json!({ "path": path }));
    assert_eq!((&view["locked"], &view["person"]["id"]), (&json!(true), &json!(CLERK)));
    let waiting = place.call("waiting", view["context"].clone());
    assert_eq!(waiting["review"], 0, "a report waits, and reading goes on");
    let office = Office { room: Room { place, form, indicator, units }, keeper };
    let filled = office.place().refused("fill", json!({ "form": office.room.form, "action": "type", "changes": [office.room.text(0, "2022-06", "1")], "reason": null }));
    assert_eq!(filled["problems"][0]["code"], "permission.locked");
    let sign_in = |passcode: &str| json!({ "id": CLERK, "passcode": passcode });
    for _ in 0..3 {
        assert_eq!(
            office.place().refused("sign_in", sign_in("0000"))["problems"][0]["code"],
            "passcode.wrong"
        );
    }
    let waits = office.place().refused("sign_in", sign_in("2468"));
    assert_eq!(waits["problems"][0]["code"], "passcode.wait", "also the right one waits");
    let Office { room: Room { place, form, indicator, units }, keeper } = office;
    let place = place.restarted_at("2022-07-01T09:01:00+08:00");
    place.call("open_ledger", json!({ "path": path }));
    let office = Office { room: Room { place, form, indicator, units }, keeper };
    office.place().call("sign_in", sign_in("2468"));
    assert_eq!(office.type_in(0, "1")["written"], 1);
}

#[test]
fn somebody_is_left_who_can_change_the_persons() {
    let office = Office::new();
    for person in [HEAD, SUPERVISOR] {
        office.as_(&office.keeper).place().call("remove_person", json!({ "id": person, "reason": "调离" }));
    }
    let less = json!({ "id": office.keeper, "name": "张某", "office": "办", "org_unit": COUNTY, "roles": ["reporter"], "phone": null });
    let error = office.place().refused("put_person", less);
    assert_eq!(error["problems"][0]["code"], "person.last_keeper");
    let error = office.place().refused("remove_person", json!({ "id": office.keeper, "reason": "" }));
    assert_eq!(error["problems"][0]["code"], "person.self");
}

#[test]
fn who_changed_what_is_told_since_a_day_a_submission_and_an_acceptance() {
    let office = Office::new();
    let since = |since: Value| {
        let view = office.place().call("changes", json!({ "form": office.room.form, "since": since }));
        assert_eq!(view["more"], false);
        let line = |line: &Value| {
            let change = &line["change"];
            ["replaced", "value", "author", "reason"]
                .map(|part| change[part].as_str().unwrap_or("").to_owned())
        };
        view["changes"].as_array().expect("changes").iter().map(line).collect::<Vec<_>>()
    };
    let submitted = || since(json!({ "type": "submitted" }));
    let accepted = || since(json!({ "type": "accepted" }));
    let day = |day: &str| since(json!({ "type": "day", "day": day }));
    let change = |from: &str, to: &str, reason: &str| [from, to, CLERK, reason].map(str::to_owned);

    office.as_(CLERK).type_in(0, "10");
    assert!(day("2022-07-01").is_empty(), "a first figure changes none");
    office.type_in(0, "12");
    let typo = change("10 户", "12 户", "");
    assert_eq!(day("2022-07-01"), [typo]);
    assert!(day("2022-07-02").is_empty() && submitted().is_empty() && accepted().is_empty());

    office.submit(0);
    office.as_(REVIEWER).step("return", "请核对");
    assert!(submitted().is_empty(), "what was changed before handing in is the clerk's own");
    office.as_(CLERK).type_in(0, "13");
    let returned = change("12 户", "13 户", "请核对");
    assert_eq!(submitted(), std::slice::from_ref(&returned), "with the reason it was given back for");
    office.submit(0);
    assert_eq!(submitted(), std::slice::from_ref(&returned), "handed in again: since the time before");
    assert!(accepted().is_empty());

    office.as_(REVIEWER).step("review", "");
    office.as_(HEAD).step("approve", "");
    office.as_(SUPERVISOR).step("accept", "");
    office.as_(CLERK).step("correct", "漏计1户");
    office.type_in(0, "");
    office.type_in(0, "14");
    let corrected = [change("撤回", "14 户", "漏计1户"), change("13 户", "撤回", "漏计1户")];
    assert_eq!(accepted(), corrected, "a figure that was taken away is told too");
    assert_eq!(submitted(), corrected);
    assert_eq!(day("2022-07-01").len(), 4);

    office.as_(NEIGHBOUR).type_in(1, "5");
    office.place().call("remark", json!({ "form": office.room.form, "text": "现场看过", "cell": {
        "org_unit": office.room.units[1], "indicator": office.room.indicator, "measure": "ytd", "period": "2022-06" } }));
    assert_eq!(day("2022-07-01").len(), 4, "a remark changes no figure");

    // The terminal tells what the window tells.
    let window =
        office.place().call("changes", json!({ "form": office.room.form, "since": { "type": "accepted" } }));
    let path = office.place().call("ledger", json!({}))["path"].as_str().expect("a path").to_owned();
    office.place().call("close_ledger", json!({}));
    let host = || Box::new(office.place().host());
    let terminal =
        api::scripts::changes(host(), path.as_ref(), &office.room.form, "accepted").expect("changes");
    assert_eq!(json!(terminal), window);
    assert!(api::scripts::changes(host(), path.as_ref(), &office.room.form, "昨天").is_err(), "no day");
}
