//! 更正: a figure that was accepted is put right later, and the reports that follow say so.

use serde_json::{Value, json};

use crate::results::{COUNTY, Room, room};

const MARCH: &str = "2022-03";

impl Room {
    fn at(self, day: &str) -> Self {
        let path = self.place.call("ledger", json!({}))["path"].clone();
        let place = self.place.restarted_at(&format!("{day}T10:00:00+08:00"));
        place.call("open_ledger", json!({ "path": path }));
        Self { place, ..self }
    }

    fn step(&self, step: &str, unit: usize, reason: &str) {
        let report = json!({ "form": self.form, "org_unit": self.units[unit], "period": MARCH });
        let taken =
            self.place.call("take_step", json!({ "step": step, "reports": [report], "reason": reason }));
        assert_eq!(taken["done"], 1, "{step}: {taken}");
    }

    /// Types a figure, hands the report in, and has it received.
    fn send(&self, unit: usize, text: &str) {
        self.fill("type", vec![self.text(unit, MARCH, text)]);
        let request = json!({ "form": self.form, "period": MARCH, "org_units": [self.units[unit]] });
        let answer = self.place.call("submit", request);
        assert_eq!(answer["submitted"], json!([self.units[unit]]), "{answer}");
        for step in ["review", "approve", "receive"] {
            self.step(step, unit, "");
        }
    }

    fn hand_in(&self, unit: usize, text: &str) {
        self.send(unit, text);
        self.step("accept", unit, "");
    }

    fn correct(&self, unit: usize, text: &str, reason: &str) {
        self.step("correct", unit, reason);
        self.hand_in(unit, text);
    }

    /// The sentences of a report that speak of corrections.
    fn says(&self, template: &str, as_of: &str, known_on: Option<&str>) -> Vec<String> {
        let request = json!({
            "context": { "as_of": as_of, "org_unit": COUNTY, "known_on": known_on },
            "targets": [], "template": template, "fields": {}
        });
        let bulletin = self.place.call("bulletin", request);
        let blocks = bulletin["blocks"].as_array().expect("blocks");
        let text = |block: &Value| -> String {
            let runs = block["runs"].as_array().map(Vec::as_slice).unwrap_or_default();
            runs.iter().filter_map(|run| run["text"].as_str()).collect()
        };
        blocks.iter().map(text).filter(|text| text.contains("更正")).collect()
    }

    fn name(&self, unit: usize) -> String {
        let request = json!({ "form": self.form, "org_unit": self.units[unit], "period": MARCH });
        self.place.call("review_sheet", request)["line"]["org_unit_name"].as_str().expect("a name").to_owned()
    }
}

#[test]
fn a_correction_of_any_past_period_is_told_by_the_report_that_follows_it() {
    let room = room();
    room.fill("type", vec![room.text(1, MARCH, "70")]);
    room.hand_in(0, "90");
    room.hand_in(1, "80");
    let (first, second) = (room.name(0), room.name(1));
    let told = |unit: &str, was: &str, is: &str, reason: &str| {
        format!("往期数据中，{unit}2022年3月改厕户数“{was}户”更正为“{is}户”，原因：{reason}。")
    };
    let bulletin = |room: &Room, as_of| room.says("progress_bulletin", as_of, None);
    assert!(bulletin(&room, "2022-06-30").is_empty(), "what was typed over before it was handed in is none");

    let room = room.at("2022-07-20");
    room.correct(0, "60", "多报30户");
    let once = told(&first, "90", "60", "多报30户");
    for as_of in ["2022-06-30", "2022-07-31"] {
        assert_eq!(
            bulletin(&room, as_of),
            std::slice::from_ref(&once),
            "the next report, whichever day it is of"
        );
    }
    let notice = room.says("correction_notice", "2022-07-31", None);
    assert!(notice[0].contains("以下1处需要更正"), "{notice:?}");
    assert!(notice[1].ends_with("“90户”更正为“60户”，原因：多报30户。"), "{notice:?}");
    assert!(bulletin(&room, "2022-08-31").is_empty(), "the report of July told it");
    let none = room.says("correction_notice", "2022-08-31", None);
    assert_eq!(none, ["2022年8月1日以来，截至2022年7月底已接收的数据没有更正。"]);

    let room = room.at("2022-08-10");
    room.correct(0, "50", "又多报10户");
    assert_eq!(
        bulletin(&room, "2022-08-31"),
        [told(&first, "60", "50", "又多报10户")],
        "what was told before"
    );
    assert_eq!(bulletin(&room, "2022-07-31"), [told(&first, "90", "50", "又多报10户")]);
    assert_eq!(room.says("progress_bulletin", "2022-07-31", Some("2022-08-05")), [once], "as it was known");

    let room = room.at("2022-09-10");
    room.correct(0, "60", "原数无误");
    room.correct(1, "81", "漏报1户");
    let neighbour = told(&second, "80", "81", "漏报1户");
    let back = told(&first, "50", "60", "原数无误");
    assert_eq!(bulletin(&room, "2022-09-30"), [back, neighbour.clone()], "both units");
    assert_eq!(bulletin(&room, "2022-08-31"), [neighbour], "there and back between two reports is none");
}

#[test]
fn what_was_received_and_opened_again_is_a_correction_and_what_was_given_back_is_none() {
    let room = room();
    for (unit, step) in [(0, "correct"), (1, "return")] {
        room.send(unit, "90");
        room.step(step, unit, "多报");
        room.hand_in(unit, "60");
    }
    let said = room.says("progress_bulletin", "2022-06-30", None);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains(&room.name(0)) && said[0].ends_with("原因：多报。"), "{said:?}");
}
