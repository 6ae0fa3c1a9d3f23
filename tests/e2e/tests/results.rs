//! The clerk's and the checker's day in the real window, by keyboard only: a township's monthly form from a pasted block
//! to the accepted figure in the overview. And the window killed while somebody types.

use e2e::{Outcome, Window, ensure, journey, journey_in};
use serde_json::{Value, json};

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const SPACE: &str = " ";
const F8: &str = "\u{e038}";
const CONTROL_HOME: &str = "\u{e009}\u{e011}\u{e000}";
const CONTROL_ENTER: &str = "\u{e009}\u{e007}\u{e000}";
const CONTROL_V: &str = "\u{e009}v\u{e000}";
const CONTROL_Z: &str = "\u{e009}z\u{e000}";
const CONTROL_Y: &str = "\u{e009}y\u{e000}";

/// In the page: what an input method sends while it composes over the active cell, letter by letter, until Enter takes
/// the words over. The text comes in as the web view puts it in, beside the events.
const COMPOSE: &str = r"const [letters, words] = arguments;
    const field = document.activeElement;
    window.composedIn = field.ariaLabel;
    const key = (type, key) => field.dispatchEvent(
        new KeyboardEvent(type, { key, keyCode: 229, bubbles: true, cancelable: true, isComposing: true }));
    const say = (type, data) => field.dispatchEvent(new CompositionEvent(type, { data, bubbles: true }));
    const put = (data) => {
        field.dispatchEvent(new InputEvent('beforeinput', { data, inputType: 'insertCompositionText', bubbles: true }));
        Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(field, data);
        field.dispatchEvent(new InputEvent('input', { data, inputType: 'insertCompositionText', bubbles: true }));
    };
    key('keydown', 'Process');
    say('compositionstart', '');
    for (let at = 1; at <= letters.length; at++) {
        say('compositionupdate', letters.slice(0, at));
        put(letters.slice(0, at));
    }
    key('keydown', 'Enter');
    say('compositionupdate', words);
    put(words);
    say('compositionend', words);";

/// Of the sample: 39 townships, two figures each, every month.
const FORM: &str = "包头市入户走访月报";
const FORM_ID: &str = "f-visits";
const PERIOD: &str = "2022-06";
/// It has not reported in June.
const TOWNSHIP: &str = "金山镇";
const INDICATOR: &str = "入户走访次数";
const REASON: &str = "请核对走访次数";
const BAOTOU: &str = "150200000000";

#[test]
fn a_months_form_from_the_pasted_block_to_the_overview() {
    journey("month", async |window| {
        window.resize(1366, 768).await?;
        window.tab_to(".st-ways button").await?;
        window.type_keys(ENTER).await?;
        window.see("[data-pane=list] table").await?;
        promise(window).await?;
        let unit = row_named(&grid(window, PERIOD).await?, TOWNSHIP)?;
        let may = grid(window, "2022-05").await?;
        let (usual, solved) = (figure(&may, &unit, 0)?, figure(&may, &unit, 1)?);

        paste(window, &format!("较多\t{solved}")).await?;
        mend(window, usual * 10).await?;
        explain(window, &unit).await?;
        to_send(window).await?;
        window.keep_picture("month-submit").await?;
        no_faults(window, "submit").await?;
        send(window, &unit).await?;
        check_and_return(window, &unit).await?;
        correct(window, &unit, usual + 1).await?;
        to_send(window).await?;
        send(window, &unit).await?;
        window.find("审核").await?;
        for (step, state) in [("review", "reviewed"), ("approve", "approved"), ("accept", "accepted")] {
            to_report(window).await?;
            window.see(&format!("[data-testid=step-{step}]:enabled")).await?;
            window.type_keys("a").await?;
            becomes(window, &unit, state).await?;
            another_report(window).await?;
        }
        ensure(figure(&grid(window, PERIOD).await?, &unit, 0)? == usual + 1, "what was corrected stands")?;
        window.find("总览").await?;
        let line = promised(window).await?;
        let actual = line["actual"]["text"].as_str().unwrap_or("?").to_owned();
        window
            .until("the overview shows it", async || {
                let list = window.text_of("[data-pane=list]").await?;
                ensure(list.contains(INDICATOR) && list.contains(&actual), format!("no {actual} in {list}"))
            })
            .await?;
        window.keep_picture("month-overview").await
    });
}

/// What the city has promised, far more than is done, so that the overview lists it.
async fn promise(window: &Window) -> Outcome {
    let catalogue = window.rpc("catalogue", json!({})).await?;
    let known = catalogue["indicators"].as_array().into_iter().flatten();
    let id = known.into_iter().find(|one| one["name"] == INDICATOR).map(|one| one["id"].clone());
    let draft = json!({
        "indicator": { "type": "existing", "id": id.ok_or("no such indicator")? },
        "org_unit": BAOTOU, "kind": "level", "comparator": "gte", "value": "1000000", "value2": null, "tolerance": null,
        "baseline": null, "baseline_period": null, "change_by": null, "growth": null, "rising": false,
        "from": "2022-01-01", "deadline": "2022-12-31", "recurrence": null, "completion_rule": "usual",
        "schedule": { "code": "usual", "points": [], "weights": [] }, "coverage": null, "strength": "reach",
        "binding": "general", "programme": null, "responsible": "", "own": false, "note": "市里的安排"
    });
    window.rpc("make_target", json!({ "draft": draft })).await.map(drop)
}

/// The line of what was promised, as the ledger tells it.
async fn promised(window: &Window) -> Outcome<Value> {
    let overview = window.rpc("overview", json!({ "as_of": "2022-06-30", "org_unit": null })).await?;
    let lines = overview["lines"].as_array().cloned().unwrap_or_default();
    lines.into_iter().find(|line| line["name"] == INDICATOR).ok_or_else(|| "no such line".to_owned())
}

/// The sheet opens at the first cell that is empty; a word among the figures is asked about before it is written.
async fn paste(window: &Window, block: &str) -> Outcome {
    window.find(FORM).await?;
    window.see("[data-testid=grid] textarea:focus").await?;
    window.put_on_clipboard(block).await?;
    window.type_keys(CONTROL_V).await?;
    window.see("[data-testid=paste-all]:focus").await?;
    window.keep_picture("month-paste").await?;
    window.type_keys(ENTER).await?;
    window.expect(".dz-grid-foot", "错误 1").await
}

/// The cell that is wrong gets a figure.
async fn mend(window: &Window, value: i64) -> Outcome {
    window.see("[data-testid=grid] textarea:focus").await?;
    window.type_keys(&value.to_string()).await?;
    window.type_keys(ENTER).await?;
    window.expect(".dz-grid-foot", "错误 0").await
}

/// Every query of the unit gets its explanation, from the list of findings.
async fn explain(window: &Window, unit: &str) -> Outcome {
    window.type_keys(F8).await?;
    window.see("[data-testid=checks]").await?;
    window.keep_picture("month-checks").await?;
    no_faults(window, "checks").await?;
    loop {
        let left = queries(window, unit).await?;
        if left == 0 {
            return window.type_keys(ESCAPE).await;
        }
        window.tab_to("[data-testid=explanation]:placeholder-shown").await?;
        window.type_keys("已与村里核对，情况属实").await?;
        window.type_keys(ENTER).await?;
        window
            .until("one query less", async || {
                ensure(queries(window, unit).await? < left, "as many as before")
            })
            .await?;
    }
}

/// Ctrl+Enter shows what will be sent; only this unit's report is to go.
async fn to_send(window: &Window) -> Outcome {
    window.see("[data-testid=grid] textarea:focus").await?;
    window.type_keys(CONTROL_ENTER).await?;
    window.see("[data-testid=submit-confirm]:focus").await?;
    window.tab_to("input[aria-label='全选']").await?;
    window.type_keys(SPACE).await?;
    window.tab_to(&format!("input[aria-label='{TOWNSHIP}']")).await?;
    window.type_keys(SPACE).await?;
    window.expect("[data-testid=submit-confirm]", "1").await
}

/// Ctrl+Enter again sends it.
async fn send(window: &Window, unit: &str) -> Outcome {
    window.type_keys(CONTROL_ENTER).await?;
    becomes(window, unit, "submitted").await?;
    window.see(".dz-submit-answer").await?;
    window.type_keys(ESCAPE).await
}

/// The first figure is marked, and the reason says so by itself.
async fn check_and_return(window: &Window, unit: &str) -> Outcome {
    window.find("审核").await?;
    to_report(window).await?;
    window.see("[data-testid=step-return]:enabled").await?;
    window.keep_picture("month-review").await?;
    no_faults(window, "review").await?;
    window.type_keys(SPACE).await?;
    window.type_keys("r").await?;
    window.see("[data-testid=step-reason]:focus").await?;
    window.type_keys(REASON).await?;
    window.type_keys(CONTROL_ENTER).await?;
    becomes(window, unit, "returned").await
}

/// Why it came back stands over the sheet.
async fn correct(window: &Window, unit: &str, value: i64) -> Outcome {
    window.find(FORM).await?;
    window.expect(".dz-sheet-head", REASON).await?;
    window.see("[data-testid=grid] textarea:focus").await?;
    window.type_keys(&value.to_string()).await?;
    window.type_keys(ENTER).await?;
    window
        .until("the figure is in the ledger", async || {
            ensure(figure(&grid(window, PERIOD).await?, unit, 0)? == value, "not yet")
        })
        .await?;
    ensure(queries(window, unit).await? == 0, "it is an everyday figure")
}

/// On through the queue until the township's report is on screen. The room shows the queue it knew until the ledger has
/// told it the new one: at the end of the old one there is nowhere to go on to.
async fn to_report(window: &Window) -> Outcome {
    const LONGEST: usize = 60;
    window.holds(".rv-queue", TOWNSHIP).await?;
    window.see("[data-testid=review-row]").await?;
    for _ in 0..LONGEST {
        if is_on_screen(window).await? {
            return Ok(());
        }
        // Keys are for the report once it has the focus.
        window.see(".rv-sheet:is(:focus, :focus-within), .rv-queue:focus-within").await?;
        let head = window.text_of(".rv-sheet-head").await?;
        window.type_keys("n").await?;
        window
            .until("another report comes up", async || {
                window.see("[data-testid=review-row]").await?;
                ensure(window.text_of(".rv-sheet-head").await? != head, "still the same")
            })
            .await?;
    }
    Err(format!("no report of {TOWNSHIP} waits"))
}

/// Waits until the next report has come up by itself.
async fn another_report(window: &Window) -> Outcome {
    window
        .until("the next report comes up", async || {
            window.see("[data-testid=review-row]").await?;
            ensure(!is_on_screen(window).await?, "still the same")
        })
        .await
}

async fn is_on_screen(window: &Window) -> Outcome<bool> {
    let head = window.text_of(".rv-sheet-head").await?;
    Ok(head.contains(TOWNSHIP) && head.contains(FORM))
}

#[test]
fn killed_while_somebody_types_it_has_lost_nothing_but_the_cell_under_the_hands() {
    let folder = tempfile::tempdir().expect("a folder for the program's data");
    let mut ledger = String::new();
    let (mut unit, mut before) = (Vec::new(), Vec::new());
    journey_in("kill", folder.path(), &[], async |window| {
        open_sample(window).await?;
        ledger = window.rpc("ledger", json!({})).await?["path"].as_str().unwrap_or_default().to_owned();
        window.find(FORM).await?;
        window.see("[data-testid=grid] [role=gridcell]").await?;
        let now = grid(window, PERIOD).await?;
        unit = units(&now);
        before = figures(&now, &unit);
        window.type_keys(CONTROL_HOME).await?;
        for figure in ["701", "702", "703"] {
            window.type_keys(figure).await?;
            window.type_keys(ENTER).await?;
        }
        window
            .until("the ledger has the third figure", async || {
                ensure(figure(&grid(window, PERIOD).await?, &unit[2], 0)? == 703, "not yet")
            })
            .await?;
        window.put_on_clipboard("704\n705").await?;
        window.type_keys(CONTROL_V).await?;
        window
            .until("the ledger has the block", async || {
                ensure(figure(&grid(window, PERIOD).await?, &unit[4], 0)? == 705, "not yet")
            })
            .await?;
        window.type_keys(CONTROL_HOME).await?;
        window.type_keys("799").await?;
        window.kill()
    });
    journey_in("kill-again", folder.path(), &[&ledger], async |window| {
        window.see("[data-pane=list] table").await?;
        ensure(window.rpc("verify", json!({})).await?["problems"] == json!([]), "the ledger is sound")?;
        let now = grid(window, PERIOD).await?;
        for (unit, value) in unit.iter().zip([701, 702, 703, 704, 705]) {
            ensure(
                figure(&now, unit, 0)? == value,
                format!("{value} was typed or pasted, 799 was not finished"),
            )?;
        }
        // What was done before is taken back step by step, as if the program had never ended.
        window.find(FORM).await?;
        window.see("[data-testid=grid] textarea:focus").await?;
        take_back(window, &unit, &before).await?;
        compose(window).await?;
        window
            .until("the device has what was composed", async || {
                ensure(e2e::text_at(&grid(window, PERIOD).await?, &unit[0], 0) == "约50", "not yet")
            })
            .await?;
        // And in the middle of writing: what is there is whole, whatever came of the last figure.
        window.type_keys(CONTROL_HOME).await?;
        window.type_keys("611").await?;
        window.type_keys(ENTER).await?;
        window.kill()
    });
    journey_in("kill-last", folder.path(), &[&ledger], async |window| {
        window.see("[data-pane=list] table").await?;
        ensure(window.rpc("verify", json!({})).await?["problems"] == json!([]), "the ledger is sound")?;
        let found = grid(window, PERIOD).await?;
        let first = e2e::text_at(&found, &unit[0], 0);
        ensure(["611", "约50"].contains(&first), format!("{first} is the last or what was composed before"))
    });
}

/// Ctrl+Z in the program that was started again: the block as one, then the figure before it; Ctrl+Y puts both back.
async fn take_back(window: &Window, unit: &[String], before: &[Option<i64>]) -> Outcome {
    let say = async |what: &str, told: [Option<i64>; 3]| {
        window
            .until(what, async || {
                let found = figures(&grid(window, PERIOD).await?, &unit[2..5]);
                ensure(found == told, format!("{found:?}"))
            })
            .await
    };
    window.type_keys(CONTROL_Z).await?;
    say("the block is taken back", [Some(703), before[3], before[4]]).await?;
    window.type_keys(CONTROL_Z).await?;
    say("the figure before it is taken back", [before[2], before[3], before[4]]).await?;
    window.type_keys(CONTROL_Y).await?;
    window.type_keys(CONTROL_Y).await?;
    say("both are put back", [Some(703), Some(704), Some(705)]).await
}

/// An input method over a selected cell: the first key begins the text, Enter takes the words and not the cell, and what
/// was composed is what the cell says.
async fn compose(window: &Window) -> Outcome {
    window.type_keys(CONTROL_HOME).await?;
    let before = window.text_of("[data-testid=grid] [data-active=true]").await?;
    window.script(COMPOSE, vec![json!("wushi"), json!("约50")]).await?;
    window.see(".dz-grid[data-mode=typing] textarea[data-typing=true]").await?;
    let typed = window.script("return document.activeElement.value", vec![]).await?;
    ensure(typed == "约50", format!("the field holds {typed}"))?;
    ensure(
        window.script("return document.activeElement.ariaLabel", vec![]).await?
            == window.script("return window.composedIn", vec![]).await?,
        "Enter of the input method leaves the cell where it is",
    )?;
    window.type_keys(ESCAPE).await?;
    window.see(".dz-grid[data-mode=idle]").await?;
    let after = window.text_of("[data-testid=grid] [data-active=true]").await?;
    ensure(before == after, format!("Esc leaves {before}, not {after}"))?;
    window.script(COMPOSE, vec![json!("wushi"), json!("约50")]).await?;
    window.type_keys(ENTER).await?;
    window.expect("[data-testid=grid]", "约50").await
}

/// The sample is made when it is first opened, which takes a busy machine its time.
async fn open_sample(window: &Window) -> Outcome {
    window.press("打开示例").await?;
    if window.see("[data-pane=list] table").await.is_err() {
        window.see("[data-pane=list] table").await?;
    }
    Ok(())
}

async fn grid(window: &Window, period: &str) -> Outcome<Value> {
    let request =
        json!({ "form": FORM_ID, "period": period, "layout": "units_indicators", "indicator": null });
    window.rpc("grid", request).await
}

/// What still has to be explained before the unit can hand in.
async fn queries(window: &Window, unit: &str) -> Outcome<usize> {
    let request = json!({ "form": FORM_ID, "period": PERIOD, "org_unit": unit });
    let checks = window.rpc("checks", request).await?;
    let found = checks["findings"].as_array().cloned().unwrap_or_default();
    Ok(found.iter().filter(|one| one["blocks"] == true && one["problem"]["severity"] == "query").count())
}

/// Waits until the unit's report stands there.
async fn becomes(window: &Window, unit: &str, state: &str) -> Outcome {
    window
        .until("the report goes on", async || {
            let grid = grid(window, PERIOD).await?;
            let lines = grid["submissions"].as_array().cloned().unwrap_or_default();
            let line = lines.iter().find(|line| line["org_unit"] == unit).ok_or("no report")?;
            ensure(line["state"] == state, format!("it is {}, not {state}", line["state"]))
        })
        .await
}

async fn no_faults(window: &Window, place: &str) -> Outcome {
    let faults = window.serious_faults().await?;
    ensure(faults.is_empty(), format!("{place}: {}", faults.join("\n")))
}

fn row_named(grid: &Value, name: &str) -> Outcome<String> {
    let mut rows = grid["rows"].as_array().into_iter().flatten();
    let row = rows.find(|row| row["title"] == name).and_then(|row| row["org_unit"].as_str());
    row.map(str::to_owned).ok_or_else(|| format!("no row {name}"))
}

fn units(grid: &Value) -> Vec<String> {
    let rows = grid["rows"].as_array().into_iter().flatten();
    rows.filter_map(|row| row["org_unit"].as_str()).map(str::to_owned).collect()
}

/// The first figures of units; none where there is none.
fn figures(grid: &Value, units: &[String]) -> Vec<Option<i64>> {
    units.iter().map(|unit| figure(grid, unit, 0).ok()).collect()
}

/// A whole number in a unit's cell.
fn figure(grid: &Value, row: &str, column: usize) -> Outcome<i64> {
    let text = e2e::text_at(grid, row, column).replace(',', "");
    text.parse().map_err(|_| format!("{row} says {text:?}"))
}
