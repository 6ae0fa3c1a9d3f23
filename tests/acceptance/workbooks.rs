//! A form goes out as a workbook, is filled in anywhere, and comes back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use api::scripts;
use serde_json::{Value, json};
use testkit::Workplace;

const TOWNS: [(&str, &str); 6] = [
    ("150222100000", "金山镇"),
    ("150222101000", "西斗铺镇"),
    ("150222102000", "下湿壕镇"),
    ("150222103000", "银号镇"),
    ("150222104000", "怀朔镇"),
    ("150222105000", "兴顺西镇"),
];

/// A county whose ids are fixed, so that a workbook of an earlier day is known: three indicators, a monthly form.
fn county() -> Workplace {
    county_with("f-month")
}

fn county_with(form: &str) -> Workplace {
    let mut units = vec![
        json!({ "code": "150222000000", "name": "固阳县", "level": "county", "parent": null, "from": null, "to": null, "attributes": {} }),
    ];
    units.extend(TOWNS.iter().map(|(code, name)| {
        json!({ "code": code, "name": name, "level": "township", "parent": "150222000000", "from": null, "to": null, "attributes": {} })
    }));
    let indicator = |id: &str, name: &str, uom: &str, decimals: u32| json!({ "id": id, "name": name, "uom": uom, "decimals": decimals, "accumulation": "ytd", "direction": "up", "time_rule": "last", "place_rule": "sum", "numerator": null, "denominator": null, "weight": null, "programme": if id == "i-money" { None } else { Some("p1") } });
    let result = |period: &str, value: &str| json!({ "indicator": "i-toilet", "measure": "ytd", "org_unit": "150222100000", "period": period, "as_of": null, "state": "number", "value": value, "uom": "户", "qualifier": "=", "note": null });
    let data = json!({
        "format": "duizhang/1", "ledger": { "title": "固阳县台账" }, "units": units,
        "programmes": [{ "id": "p1", "name": "人居环境整治", "parent": null }], "documents": [],
        "indicators": [indicator("i-toilet", "改厕户数", "户", 0), indicator("i-sewage", "生活污水治理村数", "个", 0), indicator("i-money", "投入资金", "万元", 2)],
        "targets": [], "allocations": [],
        "forms": [{ "id": form, "name": "农村人居环境整治月报", "frequency": "month", "measure": "ytd", "indicators": ["i-toilet", "i-sewage", "i-money"], "parent": "150222000000", "level": "township", "due": { "days_after": 5, "time": "17:00", "holiday": "postpone" }, "notes": ["改厕户数以验收合格为准。"] }],
        "results": [result("2022-05", "96"), result("2022-06", "120")], "observations": []
    });
    let place = Workplace::new();
    let file = place.folder().join("county.json");
    std::fs::write(&file, data.to_string()).expect("the data");
    let ledger = place.folder().join("county.dz");
    scripts::new_from(Box::new(place.host()), &ledger, &file).expect("a ledger");
    place.call("open_ledger", json!({ "path": ledger.display().to_string() }));
    place
}

fn incoming(path: &Path) -> Value {
    json!({ "name": null, "bytes": null, "text": null, "path": path.display().to_string() })
}

fn export(place: &Workplace, name: &str) -> PathBuf {
    let path = place.folder().join(name);
    place.call(
        "export_form",
        json!({ "form": "f-month", "period": "2022-06", "path": path.display().to_string() }),
    );
    path
}

/// What stands in the cells of the form, as printed, by the names of unit and indicator.
fn printed(place: &Workplace) -> BTreeMap<(String, String), String> {
    let grid = place.grid(
        json!({ "form": "f-month", "period": "2022-06", "layout": "units_indicators", "indicator": null }),
    );
    let names: BTreeMap<&str, &str> = TOWNS.into_iter().collect();
    let cells = grid["cells"].as_array().expect("cells").iter();
    cells
        .filter_map(|cell| {
            let unit = names.get(cell["row"].as_str()?)?;
            let column = cell["column"].as_str()?.split('|').next()?.to_owned();
            Some((((*unit).to_owned(), column), cell["text"].as_str()?.to_owned()))
        })
        .collect()
}

fn counts(view: &Value) -> [u64; 6] {
    ["new", "changed", "same", "emptied", "drafts", "refused"]
        .map(|name| view["counts"][name].as_u64().expect("a count"))
}

#[test]
fn a_paper_that_comes_back_untouched_changes_nothing() {
    let place = county();
    let path = export(&place, "a.xlsx");
    let before = place.call("ledger", json!({}))["entries"].clone();
    let view = place.call("read_workbook", json!({ "incoming": incoming(&path) }));
    assert_eq!(counts(&view), [0, 0, 1, 0, 0, 0]);
    assert_eq!(view["problems"], json!([]));
    let answer = place.call("import_workbook", json!({ "incoming": incoming(&path) }));
    assert_eq!((answer["written"].as_u64(), answer["same"].as_u64()), (Some(0), Some(1)));
    assert_eq!(place.call("ledger", json!({}))["entries"], before, "nothing to write is no entry");
}

/// The fixture: the paper of this county, filled in, its rows sorted by name and a column put in, as LibreOffice
/// saved it.
#[test]
fn a_paper_filled_in_and_saved_by_libreoffice_comes_back() {
    let place = county();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/filled.xlsx");
    let view = place.call("read_workbook", json!({ "incoming": incoming(&path) }));
    assert_eq!(counts(&view), [16, 1, 0, 0, 1, 0], "{view}");
    let draft = &view["cells"][0];
    assert_eq!((draft["fate"].as_str(), draft["text"].as_str()), (Some("draft"), Some("待定")));
    assert!(draft["place"].as_str().expect("a place").starts_with("农村人居环境整治月报!C"), "{draft}");
    let problems = view["problems"].as_array().expect("problems");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0]["code"], "workbook.column_unknown");

    let answer = place.call("import_workbook", json!({ "incoming": incoming(&path) }));
    assert_eq!((answer["written"].as_u64(), answer["drafts"].as_u64()), (Some(17), Some(1)));
    let expected = [
        ("金山镇", ["131", "3", "12.5"]),
        ("西斗铺镇", ["48", "0", "1.2亿元"]),
        ("下湿壕镇", ["零报告", "2", "7.25"]),
        ("银号镇", ["60", "约5", "不适用"]),
        ("怀朔镇", ["12", "4", "3,200.5"]),
        ("兴顺西镇", ["待定", "1", "0"]),
    ];
    let found = printed(&place);
    for (unit, texts) in expected {
        for (indicator, text) in ["i-toilet", "i-sewage", "i-money"].into_iter().zip(texts) {
            let key = (unit.to_owned(), indicator.to_owned());
            assert_eq!(found.get(&key).map(String::as_str), Some(text), "{unit} {indicator}");
        }
    }
    place.call("undo", json!({}));
    assert_eq!(
        printed(&place).get(&("金山镇".to_owned(), "i-toilet".to_owned())).map(String::as_str),
        Some("120"),
        "one action, one undo"
    );
    let again = place.call("read_workbook", json!({ "incoming": incoming(&path) }));
    assert_eq!(counts(&again), [16, 1, 0, 0, 1, 0]);
}

#[test]
fn what_is_handed_in_is_refused_and_what_is_left_empty_stays() {
    let place = county();
    let empty = export(&place, "empty.xlsx");
    let change = |unit: &str, text: &str| json!({ "org_unit": unit, "indicator": "i-sewage", "measure": "ytd", "period": "2022-06", "input": { "type": "text", "text": text } });
    let changes: Vec<Value> = TOWNS.iter().map(|(unit, _)| change(unit, "4")).collect();
    place.call("fill", json!({ "form": "f-month", "action": "paste", "changes": changes, "reason": null }));
    let view = place.call("read_workbook", json!({ "incoming": incoming(&empty) }));
    assert_eq!(counts(&view), [0, 0, 1, 6, 0, 0]);
    let answer = place.call("import_workbook", json!({ "incoming": incoming(&empty) }));
    assert_eq!((answer["kept"].as_u64(), answer["written"].as_u64()), (Some(6), Some(0)));
    let answer = place.call("import_workbook", json!({ "incoming": incoming(&empty), "clear": true }));
    assert_eq!((answer["kept"].as_u64(), answer["written"].as_u64()), (Some(0), Some(6)));

    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/filled.xlsx");
    place.call("import_workbook", json!({ "incoming": incoming(&fixture) }));
    place.call("fill", json!({ "form": "f-month", "action": "type", "changes": [change("150222100000", "9")], "reason": null }));
    place.call("submit", json!({ "form": "f-month", "period": "2022-06", "org_units": ["150222100000"] }));
    let view = place.call("read_workbook", json!({ "incoming": incoming(&fixture) }));
    assert_eq!(view["counts"]["refused"], 1, "the two that say the same need no writing: {view}");
    assert_eq!(view["cells"][0]["problem"]["code"], "cell.submitted");
    let paper = export(&place, "closed.xlsx");
    let view = place.call("read_workbook", json!({ "incoming": incoming(&paper) }));
    assert_eq!((&view["counts"]["refused"], &view["counts"]["changed"]), (&json!(0), &json!(0)));
}

#[test]
fn every_unit_gets_a_paper_of_its_own_in_one_action() {
    let place = county();
    let folder = place.folder().join("each");
    let answer = place.call(
        "export_form",
        json!({ "form": "f-month", "period": "2022-06", "each": true, "path": folder.display().to_string() }),
    );
    assert_eq!(answer["files"], 6);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    assert_eq!(files.len(), 6);
    assert!(files[0].display().to_string().contains("金山镇"));
    for file in &files {
        let view = place.call("read_workbook", json!({ "incoming": incoming(file) }));
        assert_eq!(view["problems"], json!([]), "{}", file.display());
    }
    let bytes = std::fs::read(&files[0]).expect("a paper");
    let mut workbook: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    let name = calamine::Reader::sheet_names(&workbook)[0].clone();
    let sheet = calamine::Reader::worksheet_range(&mut workbook, &name).expect("a sheet");
    let words: Vec<String> = sheet.used_cells().map(|(_, _, value)| value.to_string()).collect();
    for wanted in ["填报单位（盖章）：金山镇", "上期数", "96", "120", "计量单位", "备注"]
    {
        assert!(words.iter().any(|word| word.contains(wanted)), "{wanted} in {words:?}");
    }
    let signed = words.iter().find(|word| word.starts_with("单位负责人：")).expect("signatures");
    assert!(["审核人：", "填报人：", "联系电话："].iter().all(|word| signed.contains(word)));
}

#[test]
fn what_is_no_paper_of_this_ledger_is_refused_by_name() {
    let place = county();
    let check = |bytes: &[u8], code: &str| {
        let path = place.folder().join("in.xlsx");
        std::fs::write(&path, bytes).expect("a file");
        let error = place.refused("read_workbook", json!({ "incoming": incoming(&path) }));
        assert_eq!(error["problems"][0]["code"], code, "{error}");
    };
    check(b"", "text.empty");
    check(b"\x89PNG\r\n\x1a\n\0\0", "text.picture");
    check(b"PK\x03\x04 broken", "text.damaged");
    let other = county_with("f-other");
    let path = other.folder().join("other.xlsx");
    other.call(
        "export_form",
        json!({ "form": "f-other", "period": "2022-06", "path": path.display().to_string() }),
    );
    check(&std::fs::read(&path).expect("a paper"), "workbook.form_unknown");
}

const FOREIGN: &str = "各镇农村人居环境整治进度表（截至6月底）,,,,,\n填报单位：固阳县农牧局,,填报日期：2022年7月3日,,单位：户、万元,\n\
序号,镇,年度目标（户）,累计改厕户数,完成率（%）,投入资金（元）\n1,金 山 镇,400,131,32.75,125000\n2,西斗铺,300,48,20,\"72,500\"\n\
3,下湿壕镇,100,—,,/\n4,开发区,50,5,10,0\n合计,,850,184,21.6,197500\n注：数据由各镇上报。,,,,,\n";

#[test]
fn a_table_of_another_office_is_understood_changed_written_and_remembered() {
    let place = county();
    let path = place.folder().join("进度.csv");
    std::fs::write(&path, encoding_rs::GBK.encode(FOREIGN).0).expect("a file");
    let read = |choices: Value| {
        let mut request = json!({ "incoming": incoming(&path), "as_of": "2022-06-30" });
        if !choices.is_null() {
            request["choices"] = choices;
        }
        place.call("read_workbook", request)
    };
    let view = read(Value::Null);
    assert_eq!((view["own"].as_bool(), view["form"].as_str()), (Some(false), Some("f-month")));
    assert_eq!(view["period"], "2022-06");
    assert_eq!(counts(&view), [3, 1, 0, 0, 0, 0], "{view}");
    let reading = |text: &str| {
        let cells = view["cells"].as_array().expect("cells");
        cells.iter().find(|cell| cell["text"] == text).map(|cell| cell["reading"].clone())
    };
    assert_eq!(reading("72,500元"), Some(json!("72,500元")), "kept in the unit it was written in");
    let codes: Vec<&str> =
        view["problems"].as_array().expect("problems").iter().filter_map(|p| p["code"].as_str()).collect();
    assert_eq!(codes, ["workbook.unit_unknown", "workbook.rate_differs"]);
    let columns = view["tables"][0]["columns"].as_array().expect("columns");
    let taken: Vec<&str> =
        columns.iter().filter(|c| c["taken"] == true).filter_map(|c| c["title"].as_str()).collect();
    assert_eq!(taken, ["累计改厕户数", "投入资金（元）"]);

    // 开发区 is 怀朔镇 here, and — means that it does not apply.
    let mut choices = view["choices"].clone();
    choices["names"] = json!([{ "name": "开发区", "org_unit": "150222104000", "indicator": null }]);
    choices["signs"] = json!([{ "sign": "—", "meaning": "na" }]);
    let changed = read(choices.clone());
    assert_eq!(counts(&changed), [6, 1, 0, 0, 0, 0], "{changed}");
    let answer = place.call(
        "import_workbook",
        json!({ "incoming": incoming(&path), "choices": choices, "as_of": "2022-06-30", "remember": true }),
    );
    assert_eq!(answer["written"], 7);
    let found = printed(&place);
    let at = |unit: &str, indicator: &str| {
        found.get(&(unit.to_owned(), indicator.to_owned())).map(String::as_str).unwrap_or_default().to_owned()
    };
    assert_eq!(at("金山镇", "i-toilet"), "131");
    assert_eq!(at("下湿壕镇", "i-toilet"), "不适用");
    assert_eq!(at("怀朔镇", "i-money"), "0");

    // What was written and what was remembered is one step, back and forth.
    place.call("undo", json!({}));
    let undone = read(Value::Null);
    assert_eq!((undone["remembered"].as_bool(), counts(&undone)), (Some(false), [3, 1, 0, 0, 0, 0]));
    place.call("redo", json!({}));

    // The table of the next month is read the same way without a word.
    std::fs::write(&path, FOREIGN.replace("6月底", "7月底").replace("131", "150")).expect("a file");
    let next = place.call("read_workbook", json!({ "incoming": incoming(&path), "as_of": "2022-07-31" }));
    assert_eq!((next["remembered"].as_bool(), next["period"].as_str()), (Some(true), Some("2022-07")));
    assert_eq!(counts(&next), [7, 0, 0, 0, 0, 0], "{next}");
}

/// A sound table; each broken one has some of its words changed.
const SOUND: &str = "固阳县2022年6月农村人居环境整治月报,,,\n单位,改厕户数（户）,生活污水治理村数（个）,投入资金（万元）\n\
金山镇,131,4,12.5\n西斗铺镇,48,2,7.25\n下湿壕镇,30,1,3\n合计,209,7,22.75\n";

#[test]
fn what_is_broken_in_a_table_is_named_by_sheet_and_cell() {
    let place = county();
    let faults = |table: String| {
        let path = place.folder().join("月报.csv");
        std::fs::write(&path, table).expect("a file");
        let view = place.call("read_workbook", json!({ "incoming": incoming(&path), "as_of": "2022-06-30" }));
        let list = |name: &str| view[name].as_array().cloned().unwrap_or_default();
        let cells = list("cells").into_iter().filter(|cell| !cell["problem"].is_null());
        let cells = cells.map(|cell| (cell["problem"]["code"].clone(), cell["place"].clone()));
        let told =
            list("problems").into_iter().map(|problem| (problem["code"].clone(), problem["place"].clone()));
        let said = |(code, place): (Value, Value)| {
            format!("{} {}", code.as_str().unwrap_or_default(), place.as_str().unwrap_or_default())
        };
        told.chain(cells).map(said).collect::<Vec<_>>()
    };
    assert_eq!(faults(SOUND.to_owned()), [""; 0], "the table itself is sound");
    let broken: [((&str, &str), &[&str]); 21] = [
        ((",131,", ",较多,"), &["number.unreadable csv!B3"]),
        ((",131,", ",#REF!,"), &["number.unreadable csv!B3"]),
        ((",131,", ",1.3e2,"), &["number.scientific csv!B3"]),
        ((",131,", ",\"1,31\","), &["number.grouping csv!B3"]),
        ((",131,", ",130-132,"), &["number.range csv!B3"]),
        ((",131,", ",131.5,"), &["workbook.sum_differs csv!B6", "number.too_precise csv!B3"]),
        ((",131,", ",131座,"), &["number.other_uom csv!B3"]),
        ((",131,", ",131?,"), &["number.unknown_uom csv!B3"]),
        ((",131,", ",99999999999999999999999999999999,"), &["number.too_large csv!B3"]),
        ((",12.5\n", ",12.555\n"), &["workbook.sum_differs csv!D6", "number.too_precise csv!D3"]),
        ((",12.5\n", ",12.5,5\n"), &["workbook.column_unmapped csv!E2"]),
        (("合计,209", "合计,210"), &["workbook.sum_differs csv!B6"]),
        (("合计,209,7", "合计,219,8"), &["workbook.sum_differs csv!B6", "workbook.sum_differs csv!C6"]),
        (("西斗铺镇", "西豆铺"), &["workbook.unit_unknown csv!A4"]),
        (("西斗铺镇", "镇西开发区"), &["workbook.unit_unknown csv!A4"]),
        (
            ("西斗铺镇,48", "金山镇,48"),
            &["workbook.twice csv!B4", "workbook.twice csv!C4", "workbook.twice csv!D4"],
        ),
        (("（户）", "（座）"), &["workbook.uom_differs csv!B2"]),
        (("改厕户数（户）", "改造户数（户）"), &["workbook.column_unmapped csv!B2"]),
        (
            ("下湿壕镇,30,1,3\n", "下湿壕镇,30\n"),
            &["workbook.sum_differs csv!C6", "workbook.sum_differs csv!D6"],
        ),
        (
            ("下湿壕镇,30,1,3", "下湿壕镇,较少,一,3"),
            &["number.unreadable csv!B5", "number.unreadable csv!C5"],
        ),
        (("金山镇,131", "金山镇,-131"), &["workbook.sum_differs csv!B6"]),
    ];
    for ((sound, other), expected) in broken {
        assert!(SOUND.contains(sound), "{sound}");
        assert_eq!(faults(SOUND.replacen(sound, other, 1)), expected, "{sound} became {other}");
    }
}

const NEW_TABLE: &str = "固阳县2022年6月人居环境整治情况月报,,,,\n乡镇,垃圾清运量（吨）,改厕户数（户）,完成率(%),备注\n\
金山镇,35.5,120,60,\n西斗铺镇,12,80,40,雨天停工\n合计,47.5,200,50,\n";

/// A county without indicators and forms, as one has it that begins with the workbooks it has.
fn bare_county() -> Workplace {
    let place = county();
    let file = place.folder().join("bare.json");
    let path = place.folder().join("bare.dz");
    let mut data: Value =
        serde_json::from_slice(&std::fs::read(place.folder().join("county.json")).expect("the data"))
            .expect("data");
    for name in ["programmes", "indicators", "forms", "results"] {
        data[name] = json!([]);
    }
    std::fs::write(&file, data.to_string()).expect("the data");
    scripts::new_from(Box::new(place.host()), &path, &file).expect("a ledger");
    place.call("open_ledger", json!({ "path": path.display().to_string() }));
    place
}

#[test]
fn a_workbook_that_no_form_is_for_brings_its_form_and_its_indicators() {
    let place = bare_county();
    let path = place.folder().join("月报.csv");
    std::fs::write(&path, encoding_rs::GBK.encode(NEW_TABLE).0).expect("a file");
    let request = |more: Value| {
        let mut request = json!({ "incoming": incoming(&path), "as_of": "2022-06-30" });
        for (name, value) in more.as_object().into_iter().flatten() {
            request[name] = value.clone();
        }
        request
    };
    let error = place.refused("read_workbook", request(json!({})));
    assert_eq!(error["problems"][0]["code"], "workbook.no_form");

    let mut form = place.call("propose_form", request(json!({})));
    let said =
        ["name", "frequency", "measure", "parent", "level"].map(|name| form[name].as_str().unwrap_or(""));
    assert_eq!(said, ["固阳县2022年6月人居环境整治情况月报", "month", "ytd", "150222000000", "township"]);
    let asks: Vec<(&str, &str, &str)> = form["asks"]
        .as_array()
        .expect("what it asks")
        .iter()
        .map(|ask| {
            let new = &ask["indicator"]["indicator"];
            let text = |name: &str| new[name].as_str().unwrap_or("?");
            (text("name"), text("uom"), text("accumulation"))
        })
        .collect();
    assert_eq!(asks, [("垃圾清运量", "吨", "ytd"), ("改厕户数", "户", "ytd")]);

    // A person gives it its lasting name, and says how one of the indicators runs.
    form["name"] = json!("人居环境整治月报");
    form["asks"][0]["indicator"]["indicator"]["accumulation"] = json!("period_flow");
    let nameless = json!({ "form": { "name": " ", "frequency": "month", "measure": "ytd", "parent": "150222000000", "level": "township", "asks": form["asks"] } });
    assert_eq!(place.refused("make_form", nameless)["problems"][0]["code"], "form.name_missing");
    let catalogue = || place.call("catalogue", json!({}))["indicators"].as_array().map_or(0, Vec::len);
    assert_eq!(catalogue(), 0, "nothing of what was refused is there");
    let made = place.call("make_form", json!({ "form": form }));
    assert_eq!(catalogue(), 2);

    let view = place.call("read_workbook", request(json!({ "choices": made["choices"] })));
    assert_eq!(
        (view["form"].as_str(), view["form_name"].as_str()),
        (made["form"].as_str(), Some("人居环境整治月报"))
    );
    assert_eq!(counts(&view), [4, 0, 0, 0, 0, 0], "{view}");
    let answer =
        place.call("import_workbook", request(json!({ "choices": view["choices"], "remember": true })));
    assert_eq!(answer["written"], 4);
    let grid = place.grid(
        json!({ "form": made["form"], "period": "2022-06", "layout": "units_indicators", "indicator": null }),
    );
    let measures: Vec<&str> =
        grid["columns"].as_array().expect("columns").iter().filter_map(|c| c["measure"].as_str()).collect();
    assert_eq!(measures, ["period", "ytd"]);

    // The workbook of the next month finds the form by itself.
    std::fs::write(&path, NEW_TABLE.replace("6月", "7月").replace("120", "150")).expect("a file");
    let next = place.call("read_workbook", json!({ "incoming": incoming(&path), "as_of": "2022-07-31" }));
    assert_eq!((next["remembered"].as_bool(), next["period"].as_str()), (Some(true), Some("2022-07")));
    assert_eq!((next["form"].as_str(), counts(&next)), (made["form"].as_str(), [4, 0, 0, 0, 0, 0]));

    // One step back takes the figures, one more the form with its indicators.
    place.call("undo", json!({}));
    place.call("undo", json!({}));
    assert_eq!(catalogue(), 0);
}
