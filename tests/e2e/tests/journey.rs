//! The whole journey in the real window, on the sample ledger: a text comes in, a sentence of it becomes a
//! target, figures are entered, the state changes, and the exported bulletin holds the figure.

use std::io::Read;
use std::path::Path;

use e2e::{Outcome, Window, ensure, journey};
use serde_json::{Value, json};

const ENTER: &str = "\u{e007}";
const CONTROL_HOME: &str = "\u{e009}\u{e011}\u{e000}";
const CONTROL_ENTER: &str = "\u{e009}\u{e007}\u{e000}";
const CONTROL_A: &str = "\u{e009}a\u{e000}";

const TEXT: &str = "包头市便民浴室建设工作安排

包头市人民政府办公室

2022年3月1日

便民浴室建设由各旗县区负责。2022年年底前，全市建成村级便民浴室240座。各地每月报送进展。
";
const SENTENCE: &str = "全市建成村级便民浴室240座";
const INDICATOR: &str = "村级便民浴室建成数";
const FORM: &str = "便民浴室建设月报";
const BAOTOU: &str = "150200000000";

const ROOMS: [(&str, &str); 7] = [
    ("overview", "[data-pane=list] table"),
    ("documents", "[data-testid=document-line]"),
    ("targets", ".dz-main [role=treegrid], .dz-main table"),
    ("results", "[data-testid=form-line]"),
    ("review", "[data-testid=review-line]"),
    ("reports", "[data-testid=bulletin-figure]"),
    ("settings", "[data-testid=unit-line]"),
];

#[test]
fn no_room_has_a_serious_fault() {
    journey("rooms", async |window| {
        window.resize(1366, 768).await?;
        no_faults(window, "start").await?;
        open_sample(window).await?;
        for (room, content) in ROOMS {
            window.go_to(room).await?;
            window.see(content).await?;
            window.keep_picture(&format!("room-{room}")).await?;
            no_faults(window, room).await?;
        }
        Ok(())
    });
}

#[test]
fn from_a_sentence_to_the_bulletin() {
    journey("journey", async |window| {
        window.resize(1366, 768).await?;
        open_sample(window).await?;
        look_at(window, "2022年6月底", "包头市").await?;

        import(window).await?;
        adopt(window).await?;
        let line = line_of(window).await?;
        ensure(line["actual"].is_null(), format!("nothing is reported yet: {line}"))?;
        ensure(line["goal"].as_str().is_some_and(|goal| goal.contains("240")), format!("the goal: {line}"))?;

        make_form(window).await?;
        // Ten counties with six each: 60 of the 120 that half a year asks for.
        enter(window, &["6"; 10]).await?;
        let behind = shows(window, "60", "180").await?;
        window.expect("[data-testid=grid]", "60").await?;
        ensure(behind["status"]["lamp"] == "red", format!("half of the plan is far behind: {behind}"))?;
        in_the_rooms(window, "behind", &behind, "180").await?;

        window.go_to("results").await?;
        window.press(FORM).await?;
        enter(window, &["76"]).await?;
        let ahead = shows(window, "130", "110").await?;
        ensure(ahead["status"]["lamp"] == "green", format!("130 of 120 keep up: {ahead}"))?;
        in_the_rooms(window, "ahead", &ahead, "110").await?;

        export(window).await
    });
}

async fn open_sample(window: &Window) -> Outcome {
    window.press("打开示例").await?;
    window.see("[data-pane=list] table").await.map(drop)
}

/// Chooses the day and the place in the bar on top.
async fn look_at(window: &Window, day: &str, place: &str) -> Outcome {
    window.click(".dz-asof button").await?;
    window.press(day).await?;
    window.click(".dz-asof + button").await?;
    window.type_into(".dz-scope input", place).await?;
    window.click(".dz-lazy-hits button").await?;
    window.holds("header.dz-top", place).await?;
    window.holds("header.dz-top", day).await
}

/// The file goes in through the file field, as when it is chosen in the dialog.
async fn import(window: &Window) -> Outcome {
    let file = window.folder().join("便民浴室.txt");
    std::fs::write(&file, TEXT).map_err(|e| e.to_string())?;
    window.go_to("documents").await?;
    window.see("[data-testid=document-line]").await?;
    window.type_into("[data-testid=import-input]", &file.to_string_lossy()).await?;
    window.see("[data-testid=import-title]").await?;
    window.keep_picture("journey-import").await?;
    window.click("[data-testid=import-confirm]").await?;
    window.expect("[data-testid=reader]", SENTENCE).await
}

/// Adopts what reading found in the sentence with the keyboard alone: J to its card, E to its form, Ctrl+Enter.
async fn adopt(window: &Window) -> Outcome {
    window.see("[data-testid=statement-card]").await?;
    window.type_keys("j").await?;
    window.expect("[data-testid=statement-card][data-active]", "240").await?;
    window.keep_picture("journey-card").await?;
    no_faults(window, "cards").await?;
    window.type_keys("e").await?;
    window.see("[data-testid=adopt]").await?;
    if window.script("return !document.querySelector('[data-testid=indicator-name]')", vec![]).await? == true
    {
        window.click(".dz-which .ant-segmented-item:last-child").await?;
    }
    retype(window, "[data-testid=indicator-name]", INDICATOR).await?;
    window.keep_picture("journey-adopt").await?;
    no_faults(window, "adopt").await?;
    window.type_keys(CONTROL_ENTER).await?;
    window.expect("[data-testid=statement-card][data-standing=adopted]", INDICATOR).await?;
    window.keep_picture("journey-adopted").await
}

async fn make_form(window: &Window) -> Outcome {
    window.go_to("results").await?;
    window.press("新建报表").await?;
    window.type_into("[data-testid=form-name]", FORM).await?;
    window.type_into(".dz-new-form #indicators", INDICATOR).await?;
    window.type_into(".dz-new-form #indicators", ENTER).await?;
    window.holds(".dz-new-form .ant-select", INDICATOR).await?;
    window.keep_picture("journey-form").await?;
    window.click(".dz-new-form-ways button[type=submit]").await?;
    window.see("[data-testid=grid] [role=gridcell]").await.map(drop)
}

/// Types figures from the first county's cell downwards.
async fn enter(window: &Window, figures: &[&str]) -> Outcome {
    window.see("[data-testid=grid] textarea").await?;
    window.keep_picture("journey-grid").await?;
    window.type_into("[data-testid=grid] textarea", CONTROL_HOME).await?;
    for figure in figures {
        window.type_keys(figure).await?;
        window.type_keys(ENTER).await?;
    }
    window.keep_picture("journey-filled").await
}

/// Waits until the ledger's state of the new target is this, and gives its line.
async fn shows(window: &Window, actual: &str, gap: &str) -> Outcome<Value> {
    window
        .until("the state of the target follows", async || {
            let line = line_of(window).await?;
            let holds = line["actual"]["text"] == actual && line["gap"]["text"] == gap;
            ensure(holds, format!("{actual} and {gap} are wanted of {line}"))?;
            Ok(line)
        })
        .await
}

/// The status, the figure and the gap as a person sees them.
async fn in_the_rooms(window: &Window, name: &str, line: &Value, gap: &str) -> Outcome {
    let word = line["status"]["word"].as_str().unwrap_or("?");
    window.go_to("targets").await?;
    retype(window, ".tg-find input", INDICATOR).await?;
    window.press(INDICATOR).await?;
    window.expect(".dz-side", word).await?;
    window.expect(".dz-side", gap).await?;
    window.keep_picture(&format!("journey-target-{name}")).await?;
    no_faults(window, "target").await?;
    window.go_to("overview").await?;
    window.see("[data-pane=list] table").await?;
    let behind = line["status"]["lamp"] == "red";
    window
        .until("the overview follows", async || {
            let text = window.text_of("[data-pane=list]").await?;
            ensure(text.contains(INDICATOR) == behind, format!("behind: {behind}; the list: {text}"))
        })
        .await?;
    window.keep_picture(&format!("journey-overview-{name}")).await
}

/// Writes the Word file and reads it again.
async fn export(window: &Window) -> Outcome {
    window.go_to("reports").await?;
    window.see("[data-testid=bulletin-figure]").await?;
    window.expect("[data-testid=preview]", INDICATOR).await?;
    window.keep_picture("journey-report").await?;
    window.click("[data-testid=export-docx]").await?;
    // A machine with the official faces asks nothing.
    let missing = window.rpc("missing_faces", json!({})).await?;
    if missing.as_array().is_some_and(|faces| !faces.is_empty()) {
        window.see("[data-testid=faces-word]").await?;
        window.keep_picture("journey-faces").await?;
        no_faults(window, "faces").await?;
        window.click("[data-testid=faces-word]").await?;
    }
    let path = window.text_of("[data-testid=exported-path]").await?;
    window.keep_picture("journey-exported").await?;
    let words = words_of(Path::new(path.trim()), "word/document.xml")?;
    for wanted in [INDICATOR, "130", "240"] {
        ensure(words.contains(wanted), format!("{path} holds no {wanted}: {words}"))?;
    }
    let row = words.split(INDICATOR).any(|after| after.chars().take(60).collect::<String>().contains("130"));
    ensure(row, format!("the figure stands at its indicator: {words}"))
}

/// What the ledger says of the new target.
async fn line_of(window: &Window) -> Outcome<Value> {
    let context = json!({ "as_of": "2022-06-30", "org_unit": BAOTOU });
    let tree = window.rpc("target_tree", context).await?;
    find_line(&tree).cloned().ok_or_else(|| format!("no target {INDICATOR}"))
}

fn find_line(node: &Value) -> Option<&Value> {
    match node {
        Value::Array(nodes) => nodes.iter().find_map(find_line),
        _ if node["line"]["name"] == INDICATOR => Some(&node["line"]),
        _ => find_line(node.get("children")?),
    }
}

async fn retype(window: &Window, css: &str, text: &str) -> Outcome {
    window.type_into(css, CONTROL_A).await?;
    window.type_into(css, text).await
}

async fn no_faults(window: &Window, place: &str) -> Outcome {
    let faults = window.serious_faults().await?;
    ensure(faults.is_empty(), format!("{place}: {}", faults.join("\n")))
}

/// The text of one part of an Office file, without its tags.
fn words_of(path: &Path, part: &str) -> Outcome<String> {
    let file = std::fs::File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut archive = zip::ZipArchive::new(file).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut xml = String::new();
    let mut entry = archive.by_name(part).map_err(|e| format!("{part}: {e}"))?;
    entry.read_to_string(&mut xml).map_err(|e| format!("{part}: {e}"))?;
    Ok(xml.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect())
}
