//! The panes of a checker's and a head's day at both sizes, in light and in dark: nothing in them that axe finds, and a
//! picture of each to look at.

use e2e::{Outcome, Window, ensure, journey};
use serde_json::json;

const ARROW_RIGHT: &str = "\u{e014}";
const ESCAPE: &str = "\u{e00c}";
const CONTROL_ENTER: &str = "\u{e009}\u{e007}\u{e000}";
const F8: &str = "\u{e038}";

/// Of the sample: a monthly form of which nothing asked for evidence yet.
const FORM: &str = "f-visits";
const FORM_NAME: &str = "包头市入户走访月报";

/// The pane, its address, and what stands there once it is whole.
const PANES: [(&str, &str, &str); 5] = [
    ("changes", "#/results/f-visits?period=2022-06&changes=submitted", "[data-testid=changes]"),
    ("checks", "#/results/f-visits?period=2022-06&checks=1", "[data-testid=checks]"),
    ("review", "#/review", "[data-testid=review-row]"),
    ("standing", "#/review?view=standing", "[data-testid=matrix-line]"),
    ("holidays", "#/settings?page=calendar", ".set-calendar"),
];

#[test]
fn panes_are_clean_at_both_sizes_and_in_dark() {
    journey("panes", async |window| {
        window.resize(1366, 768).await?;
        window.press("打开示例").await?;
        window.see("[data-pane=list] table").await?;
        ask_for_evidence(window).await?;
        look(window, "light").await?;
        unproven(window).await?;
        in_the_way(window).await?;
        window.script("localStorage.setItem('duizhang.theme', 'dark'); location.reload()", vec![]).await?;
        window.see("[data-theme=dark] .dz-main h1").await?;
        window.resize(1920, 1080).await?;
        look(window, "dark").await
    });
}

/// From now on the form asks for evidence of its first figure.
async fn ask_for_evidence(window: &Window) -> Outcome {
    let mut form = window.rpc("form", json!({ "id": FORM })).await?;
    form["evidence"] = json!([form["indicators"][0]]);
    form["from"] = json!(null);
    window.rpc("put_form", json!({ "form": form, "reason": "核查" })).await?;
    Ok(())
}

/// 缺佐证, by keyboard: every figure of the list lacks it, each with the way to attach a file or handed in already.
async fn unproven(window: &Window) -> Outcome {
    window.find(FORM_NAME).await?;
    window.see("[data-testid=grid] textarea:focus").await?;
    window.type_keys(F8).await?;
    window.see(".dz-side:focus").await?;
    window.tab_to("[aria-label=列出哪些] input").await?;
    window.type_keys(ARROW_RIGHT).await?;
    window.expect("[aria-label=列出哪些] .ant-segmented-item-selected", "缺佐证").await?;
    window
        .until("only figures without evidence", async || {
            let said = "const said = [...document.querySelectorAll('[data-testid=checks] .dz-check-says')]; \
                return said.length > 0 && said.every((one) => one.textContent.includes('佐证'))";
            ensure(window.script(said, vec![]).await? == true, "the list says something else")
        })
        .await?;
    window.keep_picture("pane-unproven-light").await?;
    let faults = window.serious_faults().await?;
    ensure(faults.is_empty(), format!("unproven: {}", faults.join("\n")))
}

/// 提交 where many findings are in the way: the list scrolls, the answers below it stay in sight.
async fn in_the_way(window: &Window) -> Outcome {
    window.type_keys(CONTROL_ENTER).await?;
    window.see("[data-testid=submit-confirm]").await?;
    window.see(".dz-in-the-way li").await?;
    let seen = "const { top, bottom } = document.querySelector('[data-testid=submit-confirm]').getBoundingClientRect(); \
        return top > 0 && bottom <= innerHeight";
    window
        .until("the foot of 提交 on the screen", async || {
            ensure(window.script(seen, vec![]).await? == true, "it lies below the fold")
        })
        .await?;
    window.keep_picture("pane-submit-light").await?;
    let faults = window.serious_faults().await?;
    ensure(faults.is_empty(), format!("submit: {}", faults.join("\n")))?;
    window.type_keys(ESCAPE).await
}

async fn look(window: &Window, theme: &str) -> Outcome {
    for (name, address, whole) in PANES {
        window.script(&format!("location.hash = '{address}'"), vec![]).await?;
        window.see(whole).await?;
        window.keep_picture(&format!("pane-{name}-{theme}")).await?;
        let faults = window.serious_faults().await?;
        ensure(faults.is_empty(), format!("{name}, {theme}: {}", faults.join("\n")))?;
    }
    Ok(())
}
