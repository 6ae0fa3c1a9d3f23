//! The panes of a checker's and a head's day at both sizes, in light and in dark: nothing in them that axe finds, and a
//! picture of each to look at.

use e2e::{Outcome, Window, ensure, journey};

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
        look(window, "light").await?;
        window.script("localStorage.setItem('duizhang.theme', 'dark'); location.reload()", vec![]).await?;
        window.see("[data-theme=dark] .dz-main h1").await?;
        window.resize(1920, 1080).await?;
        look(window, "dark").await
    });
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
