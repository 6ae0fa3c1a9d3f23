//! A target in the real window: changed from a day on with a reason, then broken down evenly, typed over and undone.

use e2e::{Outcome, Window, ensure, journey};
use serde_json::json;

const CONTROL_A: &str = "\u{e009}a\u{e000}";
const CONTROL_ENTER: &str = "\u{e009}\u{e007}\u{e000}";
const CONTROL_Z: &str = "\u{e009}z\u{e000}";
const DOWN: &str = "\u{e015}";
const ENTER: &str = "\u{e007}";
const ALT_UP: &str = "\u{e00a}\u{e013}\u{e000}";

const NAME: &str = "启动生活污水治理的村数";
const TARGET: &str = "t-sewage";
const REASON: &str = "市里追加100个村";

#[test]
fn a_target_is_revised_and_broken_down() {
    journey("targets", async |window| {
        window.resize(1366, 768).await?;
        window.press("打开示例").await?;
        window.see("[data-pane=list] table").await?;
        window.go_to("targets").await?;
        window.type_into(".tg-find input", NAME).await?;
        window.press(NAME).await?;
        window.expect(".dz-side", "≥ 400").await?;
        window.keep_picture("targets-drawer").await?;

        revise(window).await?;
        ensure(goal_on(window, "2022-06-30").await? == "≥ 400 个", "June is judged as it was")?;
        ensure(goal_on(window, "2022-12-31").await? == "≥ 500 个", "the year's end by the new version")?;
        window.press("记录").await?;
        window.expect(".dz-side", REASON).await?;
        window.keep_picture("targets-versions").await?;
        no_faults(window, "versions").await?;

        break_down(window).await
    });
}

/// With the keyboard: E, the figure, the reason, Ctrl+Enter.
async fn revise(window: &Window) -> Outcome {
    window.type_keys("e").await?;
    window.see("[data-testid=target-value]").await?;
    retype(window, "[data-testid=target-value]", "500").await?;
    window.type_into("[data-testid=target-reason]", REASON).await?;
    window.expect(".dz-form-read", "≥ 500").await?;
    window.keep_picture("targets-revise").await?;
    no_faults(window, "revise").await?;
    window.type_keys(CONTROL_ENTER).await?;
    window.see("[data-testid=revise-target]").await.map(drop)
}

async fn break_down(window: &Window) -> Outcome {
    window.press("任务分解").await?;
    window.click("[data-testid=edit-shares]").await?;
    window.expect(".tg-check", "目标值").await?;
    window.click("[data-testid=split-even]").await?;
    window.expect(".tg-check", "一致").await?;
    window.keep_picture("targets-even").await?;
    no_faults(window, "sheet").await?;

    // The sum is on top; below it the first unit. One more than its part is 加码.
    window.see("[data-testid=grid] textarea").await?;
    window.type_into("[data-testid=grid] textarea", DOWN).await?;
    window.type_keys("99").await?;
    window.type_keys(ENTER).await?;
    window.expect(".tg-check", "加码").await?;
    window.keep_picture("targets-over").await?;
    window.type_keys(CONTROL_Z).await?;
    window.expect(".tg-check", "一致").await?;

    window.click(".tg-sheet-tools .ant-segmented-item:last-child").await?;
    window.press("按序时分到月").await?;
    window.expect("[data-testid=grid]", "12月").await?;
    window.keep_picture("targets-months").await?;
    window.type_keys(ALT_UP).await?;
    window.expect(".dz-side", "任务分解").await
}

async fn goal_on(window: &Window, day: &str) -> Outcome<String> {
    let context = json!({ "as_of": day, "org_unit": null });
    let detail =
        window.rpc("target", json!({ "context": context, "target": TARGET, "org_unit": null })).await?;
    Ok(detail["line"]["goal"].as_str().unwrap_or_default().to_owned())
}

async fn retype(window: &Window, css: &str, text: &str) -> Outcome {
    window.type_into(css, CONTROL_A).await?;
    window.type_into(css, text).await
}

async fn no_faults(window: &Window, place: &str) -> Outcome {
    let faults = window.serious_faults().await?;
    ensure(faults.is_empty(), format!("{place}: {}", faults.join("\n")))
}
