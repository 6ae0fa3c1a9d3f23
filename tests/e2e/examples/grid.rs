//! How long the entry grid of 100,000 rows takes in the real window from a key or a pasted block to the picture and from
//! frame to frame while it scrolls, beside a bare page with one text field and two thousand lines in the same web view,
//! and until the block is in the ledger. Started by `cargo xtask bench grid`, which gives the screen. Prints lines: what,
//! ours, bare, in µs; of `blank` the frames in which a row was missing, and all.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use e2e::{Outcome, Window, ensure, journey_in};
use serde_json::{Value, json};

const TOWNS: usize = 100;
const VILLAGES: usize = 1000;
const INDICATORS: usize = 12;
const PASTED_ROWS: usize = 1000;
const KEYS: usize = 40;
const RUNS: usize = 5;

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const CONTROL_HOME: &str = "\u{e009}\u{e011}\u{e000}";
const CONTROL_V: &str = "\u{e009}v\u{e000}";
const COUNTY: &str = "150222000000";

const SCROLL: &str = include_str!("scroll.js");
const BARE: &str = include_str!("bare.js");

/// In the page: the time from an event to the first task after the frame that follows it.
const WATCH: &str = r"window.taken = [];
    for (const name of ['paste', 'keydown']) addEventListener(name, (event) => {
        if (event.type === 'keydown' && event.key.length > 1 || event.ctrlKey) return;
        const begun = performance.now();
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => window.taken.push(performance.now() - begun);
            channel.port2.postMessage(0);
        });
    }, true);";

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = folder.path().join("grid.dz");
    make(&ledger).expect("a ledger");
    journey_in("bench-grid", folder.path(), &[&ledger.to_string_lossy()], async |window| {
        window.resize(1366, 768).await?;
        window.see("#dz-main").await?;
        let opened = Instant::now();
        window.find("量表").await?;
        window.see("[data-testid=grid] textarea:focus").await?;
        let opened = opened.elapsed();
        window.script(WATCH, vec![]).await?;
        let ours = measured(window, true).await?;
        let sheet = scrolled(window, json!([".dz-grid-box", ".dz-grid-row", ".dz-grid-head"])).await?;
        window.script("location.href = 'about:blank'", vec![]).await?;
        window
            .until("a bare page", async || {
                let empty = window.script("return location.href === 'about:blank'", vec![]).await?;
                ensure(empty == true, "not yet")
            })
            .await?;
        window.script(BARE, vec![]).await?;
        window.script(WATCH, vec![]).await?;
        let bare = measured(window, false).await?;
        let lines = scrolled(window, json!([".box", ".line"])).await?;
        println!("open {} 0", opened.as_micros());
        println!("key {} {}", ours.key.as_micros(), bare.key.as_micros());
        println!("paste {} {}", ours.paste.as_micros(), bare.paste.as_micros());
        println!("durable {} {}", ours.durable.as_micros(), bare.paste.as_micros());
        println!("scroll {} {}", sheet.frame.as_micros(), lines.frame.as_micros());
        println!("blank {} {}", sheet.blank, sheet.frames);
        Ok(())
    });
}

/// What scrolling showed.
struct Scrolled {
    /// The median of the frames.
    frame: Duration,
    blank: Value,
    frames: Value,
}

/// Scrolls the box the selectors name.
async fn scrolled(window: &Window, selectors: Value) -> Outcome<Scrolled> {
    let scroll = SCROLL.trim_end().trim_end_matches(';');
    let begin =
        format!("window.scrolled = null; ({scroll})(...arguments[0]).then((seen) => window.scrolled = seen)");
    window.script(&begin, vec![selectors]).await?;
    let seen = window
        .until("the end of scrolling", async || {
            let seen = window.script("return window.scrolled", vec![]).await?;
            if seen.is_null() { Err("still scrolling".to_owned()) } else { Ok(seen) }
        })
        .await?;
    ensure(seen["error"].is_null(), seen["error"].to_string())?;
    let times = seen["times"].as_array().into_iter().flatten().filter_map(Value::as_f64);
    let frame = median(times.map(|time| Duration::from_secs_f64(time / 1000.0)).collect());
    Ok(Scrolled { frame, blank: seen["blank"].clone(), frames: seen["frames"].clone() })
}

/// Medians.
struct Measured {
    key: Duration,
    paste: Duration,
    /// From the paste until the ledger tells of it.
    durable: Duration,
}

async fn measured(window: &Window, is_grid: bool) -> Outcome<Measured> {
    let mut keys = Vec::new();
    for at in 0..KEYS {
        keys.push(watched(window, "1").await?);
        if at % 4 == 3 && is_grid {
            window.type_keys(ENTER).await?;
        }
    }
    if is_grid {
        window.type_keys(ESCAPE).await?;
        window.type_keys(CONTROL_HOME).await?;
    }
    let (mut pastes, mut durable) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let line = |row: usize| {
            let cell = |column: usize| ((row * 131 + column * 57 + run * 7) % 9000 + 1).to_string();
            (0..INDICATORS).map(cell).collect::<Vec<_>>().join("\t")
        };
        let block = (0..PASTED_ROWS).map(line).collect::<Vec<_>>().join("\n");
        window.put_on_clipboard(&block).await?;
        let entries = if is_grid { entries(window).await? } else { Value::Null };
        let begun = Instant::now();
        pastes.push(watched(window, CONTROL_V).await?);
        if is_grid {
            let written = async || ensure(self::entries(window).await? != entries, "not written yet");
            window.until("the block is in the ledger", written).await?;
        }
        durable.push(begun.elapsed());
    }
    Ok(Measured { key: median(keys), paste: median(pastes), durable: median(durable) })
}

/// The time the page measured for what is typed now.
async fn watched(window: &Window, keys: &str) -> Outcome<Duration> {
    let taken = async || window.script("return window.taken", vec![]).await;
    let count = |times: &Value| times.as_array().map_or(0, Vec::len);
    let before = count(&taken().await?);
    window.type_keys(keys).await?;
    window
        .until("a picture", async || {
            let times = taken().await?;
            let last = times.as_array().and_then(|times| times.last()).and_then(Value::as_f64);
            let last = last.filter(|_| count(&times) > before).ok_or("none yet")?;
            Ok(Duration::from_secs_f64(last / 1000.0))
        })
        .await
}

async fn entries(window: &Window) -> Outcome<Value> {
    Ok(window.rpc("ledger", json!({})).await?["entries"].clone())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// A county of a hundred towns with a thousand villages each, and one form over the villages.
fn make(ledger: &Path) -> Outcome {
    let place = |code: String, name: String, level: &str, parent: Option<&str>| json!({ "code": code, "name": name, "level": level, "parent": parent, "from": null, "to": null, "attributes": {} });
    let mut units = vec![place(COUNTY.to_owned(), "量县".to_owned(), "county", None)];
    for town in 100..100 + TOWNS {
        let code = format!("150222{town}000");
        units.push(place(code.clone(), format!("第{town}镇"), "township", Some(COUNTY)));
        units.extend((0..VILLAGES).map(|village| {
            let name = format!("{town}镇第{village}村");
            place(format!("150222{town}{village:03}v"), name, "village", Some(&code))
        }));
    }
    let id = |at: usize| format!("i{at}");
    let indicator = |at: usize| json!({ "id": id(at), "name": format!("量的指标{at}"), "uom": "户", "decimals": 0, "accumulation": "ytd", "direction": "up", "time_rule": "last", "place_rule": "sum", "numerator": null, "denominator": null, "weight": null });
    let data = json!({
        "format": "duizhang/1", "ledger": { "title": "量" }, "units": units, "programmes": [], "documents": [],
        "indicators": (0..INDICATORS).map(indicator).collect::<Vec<_>>(), "targets": [], "allocations": [],
        "forms": [{ "id": "f", "name": "量表", "frequency": "month", "measure": "ytd", "indicators": (0..INDICATORS).map(id).collect::<Vec<_>>(),
            "parent": COUNTY, "level": "village", "due": { "days_after": 5, "time": "17:00", "holiday": "keep" }, "notes": [] }],
        "results": [], "observations": []
    });
    let file = ledger.with_extension("json");
    std::fs::write(&file, data.to_string()).map_err(|e| e.to_string())?;
    let made = Command::new(e2e::beside("dz")).arg("new").arg(ledger).arg("--from").arg(file).output();
    ensure(made.is_ok_and(|made| made.status.success()), "no ledger was made")
}
