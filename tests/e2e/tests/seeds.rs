//! Long documents in the real window, where `../shared/seeds` is: imported, read, decided with the keyboard.

use std::path::{Path, PathBuf};

use e2e::{Outcome, Window, ensure, journey};
use serde_json::Value;

const CONTROL_A: &str = "\u{e009}a\u{e000}";
const ENTER: &str = "\u{e007}";

#[test]
fn a_long_document_is_read_and_decided_with_the_keyboard() {
    let Some(seeds) = seeds() else {
        println!("passed over: ../shared/seeds is not here, so no long document is imported");
        return;
    };
    journey("seeds", async |window| {
        window.resize(1366, 768).await?;
        window.press("打开示例").await?;
        window.see("[data-pane=list] table").await?;
        let watched = watched(window).await?;
        window.go_to("documents").await?;
        for seed in &seeds {
            import(window, seed).await?;
        }
        window.see("[data-testid=statement-card]").await?;
        window.keep_picture("seed-1366").await?;
        let open = cards(window, "open").await?;
        ensure(open > 20, format!("a long document has many statements, not {open}"))?;

        window.type_keys("j").await?;
        window.see("[data-testid=statement-card][data-active]:focus").await?;
        window.keep_picture("seed-current").await?;
        window.type_keys(CONTROL_A).await?;
        window.see(".dz-deck-foot[data-selecting]").await?;
        window.keep_picture("seed-selected").await?;
        window.type_keys(ENTER).await?;
        window
            .until("many are adopted as one entry", async || {
                let adopted = cards(window, "adopted").await?;
                ensure(adopted > open / 3, format!("{adopted} of {open}"))
            })
            .await?;
        window.see("[data-testid=statement-card][data-active]:focus").await?;
        window.keep_picture("seed-adopted").await?;
        let faults = window.serious_faults().await?;
        ensure(faults.is_empty(), faults.join("\n"))?;

        window.click(".dz-deck-tabs .ant-segmented-item:last-child").await?;
        window.keep_picture("seed-discrepancies").await?;
        window.type_keys("j").await?;
        window.see(".dz-side-of").await?;
        window.keep_picture("seed-discrepancy").await?;
        let faults = window.serious_faults().await?;
        ensure(faults.is_empty(), faults.join("\n"))?;
        window.resize(1920, 1080).await?;
        window.keep_picture("seed-1920").await?;

        window.click(".dz-deck-tabs .ant-segmented-item:first-child").await?;
        window.see(TARGET).await?;
        // A card out of sight has its words, but shows none.
        let words = "return document.querySelector(arguments[0]).textContent";
        let name = window.script(words, vec![Value::from(TARGET)]).await?;
        let name = name.as_str().unwrap_or_default().trim();
        window.go_to("targets").await?;
        window.type_into(".tg-find input", name).await?;
        window.press(name).await?;
        window.expect(".dz-side", name).await?;
        window.keep_picture("seed-target").await?;
        window.go_to("overview").await?;
        window
            .until("the overview counts what was adopted", async || {
                let now = self::watched(window).await?;
                ensure(now > watched, format!("{now} after {watched}"))
            })
            .await?;
        window.keep_picture("seed-overview").await
    });
}

/// The name on the first card that became a target.
const TARGET: &str = "[data-kind=target][data-standing=adopted] .dz-card-name";

/// How many targets the overview speaks of.
async fn watched(window: &Window) -> Outcome<u32> {
    let sentence = window.text_of(".ov-sentence").await?;
    let behind = sentence.split("纳入调度的").nth(1).unwrap_or_default();
    let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().map_err(|_| format!("no count in {sentence}"))
}

async fn import(window: &Window, seed: &Path) -> Outcome {
    let before = window.text_of("[data-pane=正文] h2").await?;
    window.type_into("[data-testid=import-input]", &seed.to_string_lossy()).await?;
    window.see("[data-testid=import-title]").await?;
    // What the text does not tell is typed in.
    for (field, words) in [("import-title", "进展情况报道"), ("import-date", "2022-06-08")] {
        let css = format!("[data-testid={field}]");
        let script = "return document.querySelector(arguments[0]).value === ''";
        if window.script(script, vec![Value::from(css.as_str())]).await? == true {
            window.type_into(&css, words).await?;
        }
    }
    window.keep_picture("seed-import").await?;
    window.click("[data-testid=import-confirm]").await?;
    window
        .until("the document opens", async || {
            let now = window.text_of("[data-pane=正文] h2").await?;
            ensure(now != before, "another is still open")
        })
        .await
}

async fn cards(window: &Window, standing: &str) -> Outcome<u64> {
    let script = "return document.querySelectorAll(`[data-testid=statement-card][data-standing=${arguments[0]}]`).length";
    let count = window.script(script, vec![Value::from(standing)]).await?;
    count.as_u64().ok_or_else(|| format!("no count: {count}"))
}

/// The longest document and a shorter one that speaks of the same.
fn seeds() -> Option<[PathBuf; 2]> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort_by_key(|path| path.metadata().map_or(0, |facts| facts.len()));
    let longest = files.pop()?;
    Some([files.pop()?, longest])
}
