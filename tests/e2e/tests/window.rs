//! The window by itself: it opens, shows its first page, and its one command answers.

use e2e::{ensure, journey, journey_in};
use serde_json::json;

#[test]
fn opens_and_shows_the_first_page() {
    journey("first-page", async |window| {
        window.see("#root *").await?;
        let title =
            window.script("return document.documentElement.lang + ' ' + document.title", vec![]).await?;
        ensure(title == "zh-CN 对账", format!("language and title of the page: {title}"))?;
        let start = window.rpc("start", json!({})).await?;
        ensure(start["open"].is_null(), "nothing is open at the first start")?;
        window.see_text("示例").await?;
        Ok(())
    });
}

#[test]
fn an_unknown_command_is_an_error_with_a_code() {
    journey("unknown-command", async |window| {
        let refused = window.rpc("no_such_command", json!({})).await.err().unwrap_or_default();
        ensure(refused.contains("unknown_command"), format!("the closed code comes through: {refused}"))
    });
}

#[test]
fn opens_with_the_size_of_the_last_time() {
    // The driver ends the program without closing its window, so what a closing window writes is given here.
    let folder = tempfile::tempdir().expect("a folder for the program's data");
    let last = json!({ "main": { "width": 1180, "height": 700, "x": 0, "y": 0, "prev_x": 0, "prev_y": 0,
        "maximized": false, "visible": true, "decorated": true, "fullscreen": false } });
    std::fs::write(folder.path().join("window.json"), last.to_string()).expect("the folder is writable");
    journey_in("last-size", folder.path(), &[], async |window| {
        let size = window.script("return innerWidth + 'x' + innerHeight", vec![]).await?;
        ensure(size == "1180x700", format!("the size of the last time, not {size}"))
    });
}
