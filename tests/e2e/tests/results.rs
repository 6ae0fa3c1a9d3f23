//! The clerk's sheet in the real window: killed while somebody types.

use e2e::{Outcome, Window, ensure, journey_in};
use serde_json::{Value, json};

const ENTER: &str = "\u{e007}";
const CONTROL_HOME: &str = "\u{e009}\u{e011}\u{e000}";
const CONTROL_K: &str = "\u{e009}k\u{e000}";

/// Of the sample: 39 townships, two figures each, every month.
const FORM: &str = "包头市入户走访月报";
const FORM_ID: &str = "f-visits";
const PERIOD: &str = "2022-06";

#[test]
fn killed_while_somebody_types_it_has_lost_nothing_but_the_cell_under_the_hands() {
    let folder = tempfile::tempdir().expect("a folder for the program's data");
    let mut ledger = String::new();
    let mut unit = Vec::new();
    journey_in("kill", folder.path(), &[], async |window| {
        open_sample(window).await?;
        ledger = window.rpc("ledger", json!({})).await?["path"].as_str().unwrap_or_default().to_owned();
        find(window, FORM).await?;
        window.see("[data-testid=grid] [role=gridcell]").await?;
        unit = units(&grid(window).await?);
        window.type_keys(CONTROL_HOME).await?;
        for figure in ["701", "702", "703"] {
            window.type_keys(figure).await?;
            window.type_keys(ENTER).await?;
        }
        window
            .until("the ledger has the third figure", async || {
                ensure(figure(&grid(window).await?, &unit[2], 0)? == 703, "not yet")
            })
            .await?;
        window.type_keys("799").await?;
        window.kill()
    });
    journey_in("kill-again", folder.path(), &[&ledger], async |window| {
        window.see("[data-pane=list] table").await?;
        ensure(window.rpc("verify", json!({})).await?["problems"] == json!([]), "the ledger is sound")?;
        let now = grid(window).await?;
        for (unit, value) in unit.iter().zip([701, 702, 703]) {
            ensure(figure(&now, unit, 0)? == value, format!("{value} was typed"))?;
        }
        ensure(figure(&now, &unit[3], 0)? != 799, "this one was not finished")?;
        // And in the middle of writing: what is there is whole, whatever came of the last figure.
        find(window, FORM).await?;
        window.see("[data-testid=grid] [role=gridcell]").await?;
        window.type_keys(CONTROL_HOME).await?;
        window.type_keys("611").await?;
        window.type_keys(ENTER).await?;
        window.kill()
    });
    journey_in("kill-last", folder.path(), &[&ledger], async |window| {
        window.see("[data-pane=list] table").await?;
        ensure(window.rpc("verify", json!({})).await?["problems"] == json!([]), "the ledger is sound")?;
        let first = figure(&grid(window).await?, &unit[0], 0)?;
        ensure(first == 611 || first == 701, format!("{first} is one of the two"))
    });
}

/// The sample is made when it is first opened, which takes a busy machine its time.
async fn open_sample(window: &Window) -> Outcome {
    window.press("打开示例").await?;
    if window.see("[data-pane=list] table").await.is_err() {
        window.see("[data-pane=list] table").await?;
    }
    Ok(())
}

/// To a room, a form or a unit with Ctrl+K.
async fn find(window: &Window, words: &str) -> Outcome {
    window.type_keys(CONTROL_K).await?;
    window.see(".dz-search [role=combobox]").await?;
    window.type_keys(words).await?;
    window.expect(".dz-search [role=option]", words).await?;
    window.type_keys(ENTER).await
}

async fn grid(window: &Window) -> Outcome<Value> {
    let request =
        json!({ "form": FORM_ID, "period": PERIOD, "layout": "units_indicators", "indicator": null });
    window.rpc("grid", request).await
}

fn units(grid: &Value) -> Vec<String> {
    let rows = grid["rows"].as_array().into_iter().flatten();
    rows.filter_map(|row| row["org_unit"].as_str()).map(str::to_owned).collect()
}

/// A whole number in a unit's cell.
fn figure(grid: &Value, row: &str, column: usize) -> Outcome<i64> {
    let key = &grid["columns"][column]["key"];
    let cells = grid["cells"].as_array().into_iter().flatten();
    let cell = cells.into_iter().find(|cell| cell["row"] == row && cell["column"] == *key);
    let text = cell.and_then(|cell| cell["text"].as_str()).unwrap_or_default().replace(',', "");
    text.parse().map_err(|_| format!("{row} says {text:?}"))
}
