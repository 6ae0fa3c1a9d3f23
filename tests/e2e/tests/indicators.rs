//! 设置 › 指标 by keyboard: found, read, made with a rule of its own, taken back; clean at both sizes and in dark.

use e2e::{Outcome, Window, ensure, journey};

const ARROW_DOWN: &str = "\u{e015}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const TAB: &str = "\u{e004}";

const PAGE: &str = "#/settings?page=indicators";
const LINE: &str = "[data-testid=indicator-line]";

#[test]
fn an_indicator_is_made_with_its_rule_and_taken_back() {
    journey("indicators", async |window| {
        window.resize(1366, 768).await?;
        window.press("打开示例").await?;
        window.see("[data-pane=list] table").await?;
        window.script(&format!("location.hash = '{PAGE}'"), vec![]).await?;
        window.see(LINE).await?;
        look(window, "list").await?;
        read(window).await?;
        make(window).await?;
        take_back(window).await?;
        window.script("localStorage.setItem('duizhang.theme', 'dark'); location.reload()", vec![]).await?;
        window.see("[data-theme=dark] .dz-main h1").await?;
        window.resize(1920, 1080).await?;
        read(window).await
    });
}

async fn look(window: &Window, name: &str) -> Outcome {
    window.keep_picture(&format!("indicators-{name}")).await?;
    let faults = window.serious_faults().await?;
    ensure(faults.is_empty(), format!("{name}: {}", faults.join("\n")))
}

async fn find(window: &Window, words: &str) -> Outcome {
    window.type_keys("/").await?;
    window.see("[data-testid=indicator-find]:focus").await?;
    window.script("document.activeElement.select()", vec![]).await?;
    window.type_keys(words).await?;
    window.expect(LINE, words).await
}

/// What is used says so and cannot be taken back.
async fn read(window: &Window) -> Outcome {
    find(window, "衔接资金支出进度").await?;
    window.type_keys(ARROW_DOWN).await?;
    window.see(&format!("{LINE}:focus")).await?;
    window.type_keys(ENTER).await?;
    window.see("[data-testid=indicator-in-use]").await?;
    window.expect("[data-testid=indicator-rules]", "分子之和÷分母之和").await?;
    let dark = window.script("return document.querySelector('[data-theme=dark]') !== null", vec![]).await?;
    look(window, if dark == true { "read-dark" } else { "read" }).await?;
    window.type_keys(ESCAPE).await?;
    window.gone("[data-testid=indicator-in-use]").await
}

/// One with a rule of its own, chosen in the fold.
async fn make(window: &Window) -> Outcome {
    window.type_keys("+").await?;
    window.see("[data-testid=indicator-name]:focus").await?;
    window.type_keys("户均门前绿化面积").await?;
    window.type_keys(TAB).await?;
    window.type_keys("平方米").await?;
    window.tab_to("[data-testid=indicator-rules] summary").await?;
    window.type_keys(ENTER).await?;
    window.see("[data-testid=indicator-rules][open]").await?;
    window.tab_to("[data-testid=rule-place] input").await?;
    window.type_keys(&format!("{ENTER}{ARROW_DOWN}{ARROW_DOWN}{ENTER}")).await?;
    window.expect("[data-testid=indicator-says]", "先选权数").await?;
    look(window, "rules").await?;
    window.tab_to("[data-testid=rule-weight] input").await?;
    window.type_keys("有贷款需求户数").await?;
    window.type_keys(ENTER).await?;
    window.expect("[data-testid=indicator-says]", "新建“户均门前绿化面积”").await?;
    window.tab_to("[data-testid=indicator-put]").await?;
    window.type_keys(ENTER).await?;
    window.gone("[data-testid=indicator-says]").await?;
    find(window, "户均门前绿化面积").await?;
    window.expect(".set-indicator-table tbody", "加权平均").await
}

async fn take_back(window: &Window) -> Outcome {
    window.type_keys(ENTER).await?;
    window.tab_to("[data-testid=indicator-remove-reason]").await?;
    window.type_keys(&format!("重复建立{ENTER}")).await?;
    window.expect("[role=status]", "找到0个").await
}
