//! Figures on screen, in Word, in Excel and on the pages are equal: all are read back and compared.

use std::io::Read as _;

use api::scripts::{self, Lens};
use calamine::{Reader as _, open_workbook_auto};
use quick_xml::events::Event;
use serde_json::{Value, json};
use testkit::Workplace;

fn request() -> Value {
    json!({
        "context": { "as_of": "2022-06-30", "org_unit": "150000000000" }, "targets": [], "template": "progress_bulletin", "charts": false,
        "fields": { "letterhead": "某某自治区乡村振兴局文件", "doc_number": "某乡振发〔2022〕15号", "signer": "某某自治区乡村振兴局", "issued_on": "2022-07-05" }
    })
}

fn export(place: &Workplace, format: &str) -> std::path::PathBuf {
    export_of(place, request(), format)
}

fn export_of(place: &Workplace, bulletin: Value, format: &str) -> std::path::PathBuf {
    let answer = place.call(
        "export_bulletin",
        json!({ "bulletin": bulletin, "format": format, "path": null, "choose": false }),
    );
    std::path::PathBuf::from(answer["path"].as_str().expect("a path"))
}

/// The words of a Word document, paragraph by paragraph, tables cell by cell.
fn words_of(path: &std::path::Path) -> Vec<String> {
    let mut archive =
        zip::ZipArchive::new(std::fs::File::open(path).expect("the document")).expect("a package");
    let mut xml = String::new();
    archive.by_name("word/document.xml").expect("the text").read_to_string(&mut xml).expect("UTF-8");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut paragraphs, mut text, mut in_text) = (Vec::new(), String::new(), false);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) if tag.name().as_ref() == "w:t" => in_text = true,
            Event::End(tag) if tag.name().as_ref() == "w:t" => in_text = false,
            Event::Text(words) if in_text => text.push_str(&words.xml10_content()),
            Event::End(tag) if tag.name().as_ref() == "w:p" => paragraphs.push(std::mem::take(&mut text)),
            Event::Eof => return paragraphs,
            _ => {}
        }
    }
}

/// What stands on the pages, as the program reads documents of others, without blanks and line ends.
fn pages_of(path: &std::path::Path) -> String {
    let bytes = std::fs::read(path).expect("the pages");
    let read = formats::text::read(Some("通报.pdf"), &bytes).expect("a text");
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    run_together(&read.text)
}

fn run_together(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

#[test]
fn screen_word_excel_and_pdf_say_the_same() {
    let place = Workplace::with_sample();
    let screen = place.call("bulletin", request());
    let word = words_of(&export(&place, "docx"));
    let pages = pages_of(&export(&place, "pdf"));
    let excel_path = export(&place, "xlsx");
    for block in screen["blocks"].as_array().expect("blocks") {
        let text = match block["type"].as_str() {
            Some("heading") => block["text"].as_str().unwrap_or("").to_owned(),
            _ => block["runs"]
                .as_array()
                .expect("runs")
                .iter()
                .filter_map(|run| run["text"].as_str())
                .collect(),
        };
        assert!(word.contains(&text), "Word lacks: {text}");
        assert!(pages.contains(&run_together(&text)), "the pages lack: {text}");
    }
    let mut workbook = open_workbook_auto(&excel_path).expect("a workbook");
    let names = workbook.sheet_names().to_vec();
    let annexes = screen["annexes"].as_array().expect("annexes");
    assert!(!annexes.is_empty());
    assert_eq!(names.len(), annexes.len());
    let mut compared = 0;
    for (annex, sheet) in annexes.iter().zip(&names) {
        let range = workbook.worksheet_range(sheet).expect("a sheet");
        let cells: Vec<Vec<calamine::Data>> = range.rows().map(<[calamine::Data]>::to_vec).collect();
        for row in annex["rows"].as_array().expect("rows") {
            let row = row.as_array().expect("cells");
            let texts: Vec<&str> = row.iter().filter_map(|cell| cell["text"].as_str()).collect();
            for text in texts.iter().filter(|text| !text.is_empty()) {
                assert!(word.iter().any(|paragraph| paragraph == text), "Word's annex lacks: {text}");
            }
            assert!(cells.iter().any(|line| says(line, row)), "{sheet} lacks the row {texts:?}");
            assert!(pages.contains(&run_together(&texts.concat())), "the pages lack the row {texts:?}");
            compared += 1;
        }
    }
    assert!(compared > 30, "{compared} rows were compared");
}

/// Whether a line of a workbook says what a row of the screen says: numbers exactly, texts as they are.
fn says(line: &[calamine::Data], row: &[Value]) -> bool {
    line.len() >= row.len()
        && row.iter().zip(line).all(|(cell, data)| match (cell["value"].as_str(), data) {
            (Some(value), calamine::Data::Float(number)) => close(value, *number, cell["kind"] == "percent"),
            (Some(value), calamine::Data::Int(number)) => value.parse::<i64>().ok() == Some(*number),
            (None, calamine::Data::String(text)) => cell["text"] == json!(text),
            (None, calamine::Data::Empty) => cell["text"] == "",
            (None, calamine::Data::Float(number)) => cell["text"].as_str() == Some(&number.to_string()),
            _ => false,
        })
}

fn close(value: &str, number: f64, percent: bool) -> bool {
    value.parse::<f64>().is_ok_and(|value| {
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * (1.0 + a.abs());
        near(value, number) || (percent && (near(value / 100.0, number) || near(value, number / 100.0)))
    })
}

#[test]
fn the_charts_are_the_same_pictures_everywhere_and_draw_the_figures_of_the_tables() {
    let place = Workplace::with_sample();
    let mut wanted = request();
    wanted["charts"] = json!(true);
    wanted["context"]["org_unit"] = json!("150200000000");
    wanted["targets"] = json!(["t-bt-demo", "t-bt-centres"]);
    let screen = place.call("bulletin", wanted.clone());
    let charts = screen["charts"]["charts"].as_array().expect("charts");
    assert_eq!(charts.len(), 3, "courses and two rankings");
    let word = export_of(&place, wanted.clone(), "docx");
    let excel = export_of(&place, wanted.clone(), "xlsx");
    let pages = pages_of(&export_of(&place, wanted, "pdf"));
    let mut document = zip::ZipArchive::new(std::fs::File::open(&word).expect("the document")).expect("zip");
    let mut workbook = zip::ZipArchive::new(std::fs::File::open(&excel).expect("the book")).expect("zip");
    let part = |archive: &mut zip::ZipArchive<std::fs::File>, name: &str| {
        let mut bytes = Vec::new();
        archive.by_name(name).expect(name).read_to_end(&mut bytes).expect("a part");
        bytes
    };
    for (at, chart) in charts.iter().enumerate() {
        let vectors = part(&mut document, &format!("word/media/chart{}.svg", at + 1));
        assert_eq!(chart["svg"].as_str().map(str::as_bytes), Some(vectors.as_slice()), "Word draws another");
        let points = part(&mut document, &format!("word/media/chart{}.png", at + 1));
        let copied =
            (1..=charts.len()).any(|at| part(&mut workbook, &format!("xl/media/image{at}.png")) == points);
        assert!(copied, "Excel lacks picture {at}");
        let title = chart["title"].as_str().expect("a title");
        assert!(pages.contains(&run_together(title)), "the pages lack {title}");
    }
    // Each bar of a ranking bears the rate of its row in the annex.
    let rankings = charts.iter().filter(|chart| chart["title"].as_str().is_some_and(|t| t.ends_with("排名")));
    let annexes = screen["annexes"].as_array().expect("annexes");
    let mut compared = 0;
    for chart in rankings {
        let title = chart["title"].as_str().expect("a title");
        let (_, name) = title.trim_end_matches("完成率排名").split_once('　').expect("a number");
        let annex = annexes
            .iter()
            .find(|annex| {
                annex["title"].as_str().is_some_and(|title| title.ends_with(&format!("{name}进度表")))
            })
            .expect("its annex");
        let svg = chart["svg"].as_str().expect("a picture");
        for row in annex["rows"].as_array().expect("rows").iter().filter(|row| row[1]["text"] != "合计") {
            if let Some(rate) = row[5]["value"].as_str() {
                let words = format!(">{rate}%　{}<", row[7]["text"].as_str().expect("a status"));
                assert!(svg.contains(&words), "{name}: {words} is not drawn");
                compared += 1;
            }
        }
    }
    assert!(compared > 10, "{compared} bars were compared");

    assert!(place.call("bulletin", request())["charts"].is_null());
    assert!(!words_of(&export(&place, "docx")).iter().any(|line| line.contains("进展情况图")));
}

#[test]
fn the_figures_of_a_bulletin_are_those_of_the_overview() {
    let place = Workplace::with_sample();
    let overview = place.call("overview", json!({ "as_of": "2022-06-30", "org_unit": "150000000000" }));
    let bulletin = place.call("bulletin", request());
    let mut compared = 0;
    for run in bulletin["blocks"]
        .as_array()
        .expect("blocks")
        .iter()
        .flat_map(|b| b["runs"].as_array().cloned().unwrap_or_default())
    {
        let (Some(target), Some("rate")) = (run["target"].as_str(), run["figure"].as_str()) else { continue };
        if run["org_unit"].is_string() {
            continue;
        }
        let line = overview["lines"]
            .as_array()
            .expect("lines")
            .iter()
            .find(|l| l["target"] == target)
            .expect("the target")
            .clone();
        let rate = line["rate"]["text"].as_str().expect("a rate");
        assert!(run["text"].as_str().expect("words").contains(rate), "{target}: {run} against {rate}");
        compared += 1;
    }
    assert!(compared > 5, "{compared} rates were compared");
}

#[test]
fn the_same_bulletin_gives_the_same_bytes_and_a_file_is_never_overwritten() {
    let place = Workplace::with_sample();
    let mut short = request();
    short["targets"] = json!(["t-sewage"]);
    for format in ["docx", "xlsx", "pdf"] {
        let (first, second) =
            (export_of(&place, short.clone(), format), export_of(&place, short.clone(), format));
        assert_ne!(first, second, "the second gets a number");
        assert!(
            std::fs::read(&first).expect("a file") == std::fs::read(&second).expect("a file"),
            "{format}"
        );
    }
}

#[test]
fn a_written_bulletin_is_opened_and_nothing_else_is() {
    let place = Workplace::with_sample();
    let path = export(&place, "json");
    place.call("open_bulletin", json!({ "path": path }));
    assert_eq!(place.opened(), std::slice::from_ref(&path));
    let program = path.with_extension("exe");
    std::fs::write(&program, b"").expect("a file");
    for other in [program, path.with_file_name("nowhere.docx"), std::path::PathBuf::new()] {
        assert!(
            place.refused("open_bulletin", json!({ "path": other })).to_string().contains("bulletin.no_file")
        );
    }
    assert_eq!(place.opened(), [path]);
}

#[test]
fn what_is_missing_is_said_before_issue() {
    let place = Workplace::with_sample();
    let mut bare = request();
    bare["fields"] = json!({});
    let checks = place.call("bulletin", bare)["checks"].clone();
    let codes: Vec<&str> =
        checks.as_array().expect("checks").iter().filter_map(|check| check["code"].as_str()).collect();
    assert!(codes.len() >= 3, "{codes:?}");
    assert!(place.call("bulletin", request())["checks"].as_array().expect("checks").len() < codes.len());
}

#[test]
fn a_check_that_nobody_explained_is_said_before_issue_until_somebody_does() {
    let place = Workplace::with_sample();
    let open = || {
        let view = place.call("bulletin", request());
        let checks = view["checks"].as_array().expect("checks").clone();
        checks.into_iter().find(|check| check["code"] == "bulletin.unexplained")
    };
    let told = open().expect("the sample has one");
    assert_eq!(told["place"], "form:f-bt@2022-06");
    let form = json!({ "form": "f-bt", "period": "2022-06", "org_unit": null });
    let findings = place.call("checks", form)["findings"].as_array().expect("findings").clone();
    let asked: Vec<Value> = findings
        .iter()
        .filter(|finding| finding["problem"]["severity"] == "query" && finding["explained"] == false)
        .map(|finding| json!({ "key": finding["key"], "text": "已到现场核对" }))
        .collect();
    assert_eq!(told["detail"][2], json!(asked.len().to_string()), "as many as the form's own room counts");
    place.call("explain", json!({ "form": "f-bt", "period": "2022-06", "items": asked }));
    assert_eq!(open(), None);
}

#[test]
fn figures_that_nobody_handed_in_are_said_before_issue() {
    let place = Workplace::with_sample();
    let told = || {
        let view = place.call("bulletin", request());
        let checks = view["checks"].as_array().expect("checks").clone();
        let told = checks.into_iter().filter(|check| check["code"] == "bulletin.not_handed_in");
        told.map(|check| (check["place"].clone(), check["detail"].clone())).collect::<Vec<_>>()
    };
    let units_of = |told: &[(Value, Value)], place: &str| {
        let found = told.iter().find(|(at, _)| at == place).map(|(_, detail)| detail[2].clone());
        found.and_then(|count| count.as_str()?.parse::<usize>().ok()).unwrap_or_default()
    };
    let before = told();
    assert_eq!(units_of(&before, "form:f-people@2022-06"), 1, "the others have handed it in: {before:?}");
    let submitted = place.call("submit", json!({ "form": "f-funds", "period": "2022-06", "org_units": [] }));
    let submitted = submitted["submitted"].as_array().expect("units").len();
    assert!(submitted > 0);
    let at = "form:f-funds@2022-06";
    assert_eq!(units_of(&told(), at) + submitted, units_of(&before, at), "{before:?}");
}

#[test]
fn how_every_number_came_about_goes_with_it_when_asked() {
    let place = Workplace::with_sample();
    let mut asked = request();
    asked["derivations"] = json!(true);
    asked["targets"] = json!(["t-sewage"]);
    let annexes = place.call("bulletin", asked)["annexes"].as_array().expect("annexes").clone();
    let table = annexes.last().expect("an annex");
    let rows = table["rows"].as_array().expect("rows");
    let text = |row: &Value, column: usize| {
        row[column]["text"].as_str().unwrap_or("").trim_start_matches('　').to_owned()
    };
    let of = |label: &str| rows.iter().find(|row| text(row, 2) == label).unwrap_or_else(|| panic!("{label}"));
    assert!(text(of("目标值"), 5).starts_with('《'), "the sentence of the document");
    assert_eq!(text(of("完成率"), 4), "完成值÷目标值；保留1位小数");
    assert!(rows.iter().any(|row| text(row, 5).ends_with("记入")), "who entered a cell, and when");
    let plain = place.call("bulletin", request())["annexes"].as_array().expect("annexes").len();
    assert!(plain > 0 && !place.call("bulletin", request()).to_string().contains("计算说明"));
}

#[test]
fn an_issued_report_is_held_against_the_ledger_that_made_it() {
    let place = Workplace::with_sample();
    let mut short = request();
    short["targets"] = json!(["t-sewage"]);
    let formats = ["docx", "xlsx", "pdf", "json"];
    let files = formats.map(|format| export_of(&place, short.clone(), format));
    let look = |place: &Workplace, file: &std::path::Path| {
        place.call("verify_report", json!({ "name": null, "bytes": null, "text": null, "path": file }))
    };
    let backup = place.folder().join("早先.dz");
    place.call("backup", json!({ "path": backup }));

    for file in &files {
        let verdict = look(&place, file);
        assert_eq!(verdict["kept"], "held", "{}", file.display());
        assert_eq!(verdict["as_of"], "2022-06-30");
        assert_eq!(verdict["held"]["since"], 0);
        assert_eq!(verdict["held"]["damaged"], 0);
        assert_eq!((&verdict["held"]["gone"], &verdict["held"]["new"]), (&json!([]), &json!([])));
    }
    let plain = export_of(&place, short.clone(), "csv");
    assert_eq!(look(&place, &plain)["kept"], "unmarked");

    // A target is corrected: the ledger still holds what was, and tells what the same report would say now.
    let mut draft = place.call("target_draft", json!({ "target": "t-sewage", "valid_from": "2022-01-01" }));
    draft["value"] = json!("800");
    let correct = json!({ "type": "correct", "valid_from": "2022-01-01" });
    place.call(
        "revise_target",
        json!({ "target": "t-sewage", "change": correct, "draft": draft, "reason": "调整任务" }),
    );
    let verdict = look(&place, &files[0]);
    assert_eq!(verdict["kept"], "held");
    assert!(verdict["held"]["since"].as_u64() > Some(0));
    let told = |name: &str| verdict["held"][name].as_array().expect("lines").clone();
    assert!(!told("gone").is_empty() && told("new").iter().any(|line| line.to_string().contains("800")));
    let later = export_of(&place, short, "docx");
    assert_eq!(look(&place, &later)["held"]["gone"], json!([]));

    // An earlier copy took its place: the later report's head is not there, the earlier one's is.
    place.call("open_ledger", json!({ "path": backup }));
    assert_eq!(look(&place, &later)["kept"], "shorter");
    assert_eq!(look(&place, &files[2])["kept"], "held");

    // Something else is written there instead.
    draft["value"] = json!("900");
    place.call(
        "revise_target",
        json!({ "target": "t-sewage", "change": correct, "draft": draft, "reason": "另一种调整" }),
    );
    let verdict = look(&place, &later);
    assert_eq!((&verdict["kept"], &verdict["held"]), (&json!("changed"), &Value::Null));

    let other = Workplace::new();
    let path = other.folder().join("另一本.dz");
    other.call("create_ledger", json!({ "path": path, "title": "另一本", "division": "150222000000", "office": "办", "person": "张某", "phone": null }));
    assert_eq!(look(&other, &later)["kept"], "foreign");
}

#[test]
fn what_went_out_stays_in_the_archive_and_says_what_changed_since_and_by_whom() {
    let place = Workplace::with_sample();
    let mut short = request();
    short["targets"] = json!(["t-sewage"]);
    let file = |path: &std::path::Path| json!({ "name": null, "bytes": null, "text": null, "path": path });
    let put = |path: &std::path::Path, number: &str| json!({ "file": file(path), "title": "关于进展情况的通报", "doc_number": number, "issued_on": "2022-07-05" });
    let [word, pages] = ["docx", "pdf"].map(|format| export_of(&place, short.clone(), format));
    for path in [&word, &pages, &word] {
        place.call("archive_report", put(path, "某乡振发〔2022〕15号"));
    }
    let archive = place.call("archived_reports", json!({}));
    assert_eq!(archive.as_array().expect("reports").len(), 1, "two files of one report");
    assert_eq!(archive[0]["files"].as_array().expect("files").len(), 2);
    assert_eq!(archive[0]["as_of"], "2022-06-30");
    assert_eq!(archive[0]["written"]["word"], "印发登记");
    let key = archive[0]["key"].clone();
    let open = || place.call("archived_report", json!({ "key": key }));
    assert_eq!(open()["held"]["changed"], json!([]), "nothing but the archive was written since");

    // The target is corrected: each figure says what it was, what it is, and which entry did it.
    let mut draft = place.call("target_draft", json!({ "target": "t-sewage", "valid_from": "2022-01-01" }));
    draft["value"] = json!("800");
    let correct = json!({ "type": "correct", "valid_from": "2022-01-01" });
    place.call(
        "revise_target",
        json!({ "target": "t-sewage", "change": correct, "draft": draft, "reason": "调整任务" }),
    );
    let changed = open()["held"]["changed"].as_array().expect("figures").clone();
    let goal = changed.iter().find(|figure| figure["figure"] == "goal").expect("the goal");
    assert!(goal["was"].as_str().is_some_and(|text| text.contains("400")), "{goal}");
    assert!(goal["now"].as_str().is_some_and(|text| text.contains("800")), "{goal}");
    assert_eq!(goal["causes"][0]["written"]["reason"], "调整任务");
    assert_eq!(goal["causes"].as_array().expect("entries").len(), 1, "the archive is no cause");
    assert!(changed.iter().all(|figure| figure["causes"] != json!([])), "{changed:?}");

    // A file is known again by its bytes; another of the same report is not the one that went out.
    let known = |path: &std::path::Path| place.call("verify_report", file(path))["archived"].clone();
    assert_eq!(known(&word)["doc_number"], "某乡振发〔2022〕15号");
    let touched = export_of(&place, short, "xlsx");
    assert!(known(&touched).is_null());

    // What bears no mark, or another ledger's, or has no title, is not put there.
    let plain = word.with_file_name("别的.docx");
    std::fs::write(&plain, b"nothing").expect("a file");
    let mut untitled = put(&word, "");
    untitled["title"] = json!(" ");
    for (request, code) in [(put(&plain, ""), "archive.unmarked"), (untitled, "archive.no_title")] {
        assert!(place.refused("archive_report", request).to_string().contains(code), "{code}");
    }
    let other = Workplace::new();
    let path = other.folder().join("另一本.dz");
    other.call("create_ledger", json!({ "path": path, "title": "另一本", "division": "150222000000", "office": "办", "person": "张某", "phone": null }));
    assert!(other.refused("archive_report", put(&word, "")).to_string().contains("archive.foreign"));
}

#[test]
fn an_offices_words_are_kept_under_a_name_and_the_next_number_follows_from_the_archive() {
    let place = Workplace::with_sample();
    let save = |name: &str, pattern: &str| {
        json!({
            "name": name, "template": "progress_brief", "org_unit": "150000000000", "derivations": true, "charts": false,
            "fields": { "letterhead": "某某督查", "doc_number": pattern, "copies": "某某办", "title": "只属这一期" }
        })
    };
    let shelf = || place.call("report_shelf", json!({}));
    place.call("save_report_template", save(" 月度简报 ", "第{号}期"));
    let one = shelf()["templates"][0].clone();
    assert_eq!(
        (&one["name"], &one["template"], &one["derivations"]),
        (&json!("月度简报"), &json!("progress_brief"), &json!(true))
    );
    assert_eq!(one["fields"]["copies"], "某某办");
    assert!(one["fields"]["title"].is_null(), "what belongs to one issue is left out");
    assert_eq!(one["next_number"], "第1期");

    // What went out counts on.
    let mut short = request();
    short["targets"] = json!(["t-sewage"]);
    let word = export_of(&place, short, "docx");
    let file = json!({ "name": null, "bytes": null, "text": null, "path": word });
    place.call(
        "archive_report",
        json!({ "file": file, "title": "简报", "doc_number": "第7期", "issued_on": null }),
    );
    assert_eq!(shelf()["templates"][0]["next_number"], "第8期");

    // Saved again it takes the place of the old one; taken away it is gone, and an undo brings it back.
    place.call("save_report_template", save("月度简报", "某督〔2022〕1号"));
    assert_eq!(shelf()["templates"].as_array().expect("templates").len(), 1);
    assert_eq!(shelf()["templates"][0]["next_number"], "某督〔2022〕1号");
    place.call("remove_report_template", json!({ "office": one["office"], "name": "月度简报" }));
    assert_eq!(shelf()["templates"], json!([]));
    place.call("undo", json!({}));
    assert_eq!(shelf()["templates"].as_array().expect("templates").len(), 1);
    for (request, code) in
        [(save("  ", ""), "template.no_name"), (save("甲", "{号}{号}"), "template.pattern")]
    {
        assert!(place.refused("save_report_template", request).to_string().contains(code), "{code}");
    }

    let shipped = shelf()["phrases"].as_array().expect("phrases").len();
    assert!(shipped > 1 && shelf()["phrases_written"].is_null());
    place.call("set_phrases", json!({ "phrases": ["请抓紧。", " ", "请抓紧。", "请核实。"] }));
    assert_eq!(shelf()["phrases"], json!(["请抓紧。", "请核实。"]));
    assert!(!shelf()["phrases_written"].is_null());
}

#[test]
fn an_offices_own_paper_is_kept_checked_and_written_into() {
    use base64::Engine as _;

    let place = Workplace::with_sample();
    // The program's own Word file serves as a paper: its title becomes placeholders, cut as Word cuts them.
    let mut short = request();
    short["targets"] = json!(["t-sewage"]);
    short["fields"]["title"] = json!("{{标题}}");
    short["fields"]["requirements"] = json!("{{正文}}\n{{附件}}\n{{不认识}}");
    let paper = std::fs::read(export_of(&place, short, "docx")).expect("a paper");
    let file = json!({ "name": "红头.docx", "bytes": base64::engine::general_purpose::STANDARD.encode(&paper), "text": null });
    let save = |file: Value| {
        json!({
            "name": "红头", "template": "progress_bulletin", "org_unit": null, "derivations": false, "charts": true,
            "fields": {}, "paper": null, "file": file
        })
    };
    let broken = json!({ "name": "坏.docx", "bytes": "AAAA", "text": null });
    assert!(place.refused("save_report_template", save(broken)).to_string().contains("paper.unreadable"));
    place.call("save_report_template", save(file));
    let kept = place.call("report_shelf", json!({}))["templates"][0]["paper"].clone();
    assert_eq!(kept["name"], "红头.docx");

    let mut wanted = request();
    wanted["targets"] = json!(["t-sewage"]);
    wanted["paper"] = kept["digest"].clone();
    let screen = place.call("bulletin", wanted.clone());
    let checks = screen["checks"].as_array().expect("checks");
    let unknown = checks.iter().find(|check| check["code"] == "paper.unknown").expect("what is not known");
    assert!(unknown.to_string().contains("不认识"));
    assert!(!checks.iter().any(|check| check["code"] == "paper.no_text"), "{checks:?}");

    let word = export_of(&place, wanted.clone(), "docx");
    let words = words_of(&word);
    let title = screen["title"].as_str().expect("a title");
    assert!(words.iter().any(|line| line == title), "the title stands where its placeholder stood");
    assert!(words.iter().any(|line| line.contains("{{不认识}}")), "what is not known stays");
    for row in screen["annexes"][0]["rows"].as_array().expect("rows") {
        let name = row[1]["text"].as_str().expect("words");
        assert!(words.iter().any(|line| line == name), "the annex lacks {name}");
    }
    let verdict =
        place.call("verify_report", json!({ "name": null, "bytes": null, "text": null, "path": word }));
    assert_eq!(verdict["kept"], "held", "it bears where it came from");
    let again = export_of(&place, wanted, "docx");
    let bytes = |path: &std::path::Path| std::fs::read(path).expect("a file");
    assert!(bytes(&word) == bytes(&again), "the same of both gives the same bytes");

    let file = place.folder().join("红头.docx");
    std::fs::write(&file, &paper).expect("a file");
    let ledger = place.call("ledger", json!({}))["path"].as_str().expect("a path").to_owned();
    place.call("close_ledger", json!({}));
    let lens = Lens { as_of: Some("2022-06-30".into()), unit: None, known_on: None };
    let asked = scripts::ReportRequest {
        lens,
        targets: vec!["t-sewage".into()],
        template: "progress_bulletin".into(),
        compare_with: None,
        derivations: false,
        charts: false,
        fields: None,
        paper: Some(file),
    };
    let output = place.folder().join("dz.docx");
    let issued = scripts::report(Box::new(place.host()), ledger.as_ref(), &output, &asked).expect("a report");
    let told: Vec<&str> = issued.on_paper.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(told, ["paper.unknown"], "a script is told the same");
}

#[test]
fn the_overview_goes_out_as_a_picture_of_what_the_screen_shows() {
    let place = Workplace::with_sample();
    let context = json!({ "as_of": "2022-06-30", "org_unit": "150200000000" });
    let screen = place.call("overview", context.clone());
    let lines: Vec<Value> = screen["lines"].as_array().expect("lines").iter().take(3).cloned().collect();
    let keys: Vec<Value> =
        lines.iter().map(|line| json!({ "target": line["target"], "org_unit": line["org_unit"] })).collect();
    let ranked = screen["rankings"][0]["target"].clone();
    let board = json!({
        "context": context, "heading": "需要处理", "lines": keys, "ranking": ranked, "without": []
    });
    let export = |format: &str| {
        let asked = json!({ "board": board, "format": format, "choose": false });
        let answer = place.call("export_overview", asked);
        std::fs::read(answer["path"].as_str().expect("a path")).expect("a picture")
    };
    let vectors = String::from_utf8(export("svg")).expect("text");
    for wanted in ["包头市任务进展总览", "截至2022年6月底", "需要处理　3项", "来源：台账"]
    {
        assert!(vectors.contains(wanted), "{wanted}");
    }
    for count in screen["counts"].as_array().expect("counts") {
        assert!(vectors.contains(&format!(">{}<", count["count"])), "{count}");
    }
    let rows = place.call("ranking", json!({ "context": context, "target": ranked }));
    for row in rows["rows"].as_array().expect("rows").iter().filter(|row| row["rank"].is_number()) {
        let rate = format!("{}%", row["rate"]["text"].as_str().expect("a rate"));
        assert!(vectors.contains(&rate), "{rate}");
    }
    assert!(export("png").starts_with(b"\x89PNG"));
    let sheets = place.call("print_overview", board.clone());
    assert!(sheets["pictures"].as_array().is_some_and(|sheets| !sheets.is_empty()));
    place.refused("export_overview", json!({ "board": board, "format": "bmp", "choose": false }));
}

#[test]
fn a_report_nobody_waits_for_is_left_in_the_middle_and_the_ledger_is_free_while_it_is_set() {
    let place = Workplace::with_sample();
    let report = json!({ "kind": "report" });
    let wanted = json!({ "bulletin": request(), "format": "pdf", "path": null, "choose": false });
    let refused = std::thread::scope(|scope| {
        let writing = scope.spawn(|| place.refused("export_bulletin", wanted));
        let stage = || place.call("work", report.clone())["stage"].clone();
        while stage() != "set" {
            assert!(!writing.is_finished(), "it was not set");
            std::thread::yield_now();
        }
        place.call("ledger", json!({}));
        assert_eq!(stage(), "set", "the ledger answered meanwhile");
        assert_eq!(place.call("work", json!({ "kind": "packages" }))["running"], false);
        place.call("stop_work", report.clone());
        writing.join().expect("it ended")
    });
    assert_eq!(refused["code"], "cancelled");
    assert_eq!(place.call("work", report)["running"], false);
    let documents = place.folder().join("documents");
    assert!(!documents.exists(), "nothing was written, not even a half");
    assert!(export(&place, "csv").exists(), "the next one is made");
}
