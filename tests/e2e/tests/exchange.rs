//! From laptop to laptop in the real window: two ledgers in two folders, and nothing between them but files. A township
//! reports, the county accepts and gives back, the township corrects, and the county's bulletin says so. The keys' page and both
//! sides of 报送 are walked with the keyboard alone.

use std::path::{Path, PathBuf};

use e2e::{Outcome, Window, ensure, journey_in};
use serde_json::{Value, json};

const ENTER: &str = "\u{e007}";
const SPACE: &str = " ";
const RIGHT: &str = "\u{e014}";
const CONTROL_HOME: &str = "\u{e009}\u{e011}\u{e000}";
const CONTROL_ENTER: &str = "\u{e009}\u{e007}\u{e000}";

const COUNTY: &str = "150222000000";
const FORM: &str = "改厕月报";
const INDICATOR: &str = "改厕户数";
const PERIOD: &str = "2022-05";
const PASSPHRASE: &str = "一条很长很长的口令";
const FIRST: &str = "第1版";
const SECOND: &str = "第2版";
const RETURNED: &str = "退回包";
const DOUBT: &str = "与台账不符，请核实";

/// An office: its laptop's folder and its ledger.
struct Office {
    folder: tempfile::TempDir,
    ledger: PathBuf,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the program's data");
        let ledger = folder.path().join("台账.dz");
        Self { folder, ledger }
    }

    /// Opens the window on its ledger.
    #[track_caller]
    fn sits_down(&self, name: &str, walk: impl AsyncFnOnce(&Window) -> Outcome) {
        let ledger = self.ledger.display().to_string();
        let words = if self.ledger.exists() { vec![ledger.as_str()] } else { Vec::new() };
        journey_in(name, self.folder.path(), &words, walk);
    }
}

#[test]
fn a_report_goes_up_comes_back_and_is_corrected() {
    let (county, township) = (Office::new(), Office::new());
    let mut report = Value::Null;
    county.sits_down("exchange-forms", async |window| {
        report = set_up(window, &county.ledger).await?;
        Ok(())
    });
    let issued = package(&county, "下达包");
    township.sits_down("exchange-first", async |window| {
        create(window, &township.ledger, &report["org_unit"], "李某").await
    });

    township.sits_down("exchange-report", async |window| {
        window.resize(1366, 768).await?;
        make_key(window).await?;
        receive(window, &issued, true).await?;
        fill(window, &report, "120").await?;
        hand_in(window, &report).await?;
        pack(window, FIRST).await
    });

    county.sits_down("exchange-return", async |window| {
        window.resize(1366, 768).await?;
        receive(window, &package(&township, FIRST), true).await?;
        step(window, &report, "accept", "accepted").await?;
        step(window, &report, "return", "returned").await?;
        pack(window, RETURNED).await
    });

    township.sits_down("exchange-correct", async |window| {
        window.resize(1366, 768).await?;
        receive(window, &package(&county, RETURNED), false).await?;
        open_form(window, &report).await?;
        window.expect("[data-testid=returned]", DOUBT).await?;
        window.keep_picture("exchange-returned").await?;
        fill(window, &report, "150").await?;
        hand_in(window, &report).await?;
        pack(window, SECOND).await
    });

    county.sits_down("exchange-bulletin", async |window| {
        window.resize(1366, 768).await?;
        receive(window, &package(&township, SECOND), false).await?;
        step(window, &report, "accept", "accepted").await?;
        window.go_to("reports").await?;
        let corrected = format!("{INDICATOR}“120户”更正为“150户”，原因：{DOUBT}");
        window.holds("[data-testid=preview]", &corrected).await?;
        window.keep_picture("exchange-bulletin").await?;
        ensure(
            window.rpc("verify", json!({})).await?["problems"] == json!([]),
            "the county's ledger is sound",
        )
    });
}

/// A county with a target, a form over its townships and a key; the form goes down to the first of them.
async fn set_up(window: &Window, ledger: &Path) -> Outcome<Value> {
    create(window, ledger, &json!(COUNTY), "张某").await?;
    let text = "全年改厕2000户。";
    let incoming = json!({ "name": null, "bytes": null, "text": text });
    let document = window
        .rpc("import_document", json!({ "incoming": incoming, "title": "计划", "issuer": null, "doc_number": null, "issued_on": "2022-01-05" }))
        .await?;
    let indicator = json!({ "name": INDICATOR, "uom": "户", "decimals": 0, "accumulation": "ytd", "direction": "up", "definition": null, "programme": null });
    let draft = json!({ "indicator": { "type": "new", "indicator": indicator }, "org_unit": COUNTY, "kind": "level", "comparator": "gte",
        "value": "2000", "from": "2022-01-01", "deadline": "2022-12-31", "schedule": { "code": "calendar_month" }, "coverage": null,
        "strength": "plan", "binding": "expected", "responsible": null });
    let passage = json!({ "document": document["ids"][0], "start": 0, "end": text.chars().count() });
    let item = json!({ "target": { "passage": passage, "draft": draft } });
    window.rpc("adopt", json!({ "items": [item] })).await?;
    let indicator = window.rpc("catalogue", json!({})).await?["indicators"][0]["id"].clone();
    let form = json!({ "id": null, "name": FORM, "frequency": "month", "measure": "ytd", "measures": {}, "indicators": [indicator],
        "parent": COUNTY, "level": "township", "days_after": 5, "time": "17:00", "holiday": "postpone", "notes": [], "in_use": false });
    let form = window.rpc("put_form", json!({ "form": form, "reason": "" })).await?["ids"][0].clone();
    let grid = json!({ "form": form, "period": PERIOD, "layout": "units_indicators", "indicator": null });
    let grid = window.rpc("grid", grid).await?;
    let units: Vec<&str> =
        grid["rows"].as_array().into_iter().flatten().filter_map(|row| row["org_unit"].as_str()).collect();
    let [first, second, ..] = units[..] else { return Err(format!("no townships: {grid}")) };
    // What another township has said for June: the bulletin is one to the end of June.
    let cell = json!({ "org_unit": second, "indicator": indicator, "measure": "ytd", "period": "2022-06", "input": { "type": "text", "text": "30" } });
    window.rpc("fill", json!({ "form": form, "action": "type", "changes": [cell], "reason": null })).await?;
    window.rpc("make_key", json!({ "passphrase": PASSPHRASE })).await?;
    window.rpc("pack", json!({ "kind": "issue", "to": first, "passphrase": PASSPHRASE })).await?;
    Ok(json!({ "form": form, "org_unit": first, "period": PERIOD }))
}

async fn create(window: &Window, ledger: &Path, division: &Value, person: &str) -> Outcome {
    window.see("#root *").await?;
    let ledger = json!({ "path": ledger, "title": "台账", "division": division, "office": "办公室", "person": person, "phone": null });
    window.rpc("create_ledger", ledger).await.map(drop)
}

/// From the room's hint to the key's page, and a key under a passphrase.
async fn make_key(window: &Window) -> Outcome {
    window.go_to("exchange").await?;
    by_keys(window, ".ant-alert button", ENTER).await?;
    by_keys(window, "[data-testid=key-make]", ENTER).await?;
    window.see("[data-testid=key-passphrase]").await?;
    by_keys(window, "[data-testid=key-passphrase]", PASSPHRASE).await?;
    by_keys(window, "[data-testid=key-again]", PASSPHRASE).await?;
    window.keep_picture("exchange-key").await?;
    no_faults(window, "key").await?;
    window.type_keys(ENTER).await?;
    window.see("[data-testid=key-line]").await.map(drop)
}

/// Goes there with the tabulator and types.
async fn by_keys(window: &Window, css: &str, keys: &str) -> Outcome {
    window.see(css).await?;
    window.tab_to(css).await?;
    window.type_keys(keys).await
}

/// A package is dropped, its signer recognised if it is a stranger's, and merged.
async fn receive(window: &Window, package: &Path, stranger: bool) -> Outcome {
    window.go_to("exchange").await?;
    by_keys(window, "[aria-label=报送的页] input", RIGHT).await?;
    window.type_into("[data-testid=exchange-input]", &package.to_string_lossy()).await?;
    if stranger {
        window.see("[data-testid=exchange-offer][data-verdict=stranger]").await?;
        by_keys(window, "[data-testid=exchange-trust]", ENTER).await?;
        window.see("[data-testid=exchange-digits]").await?;
        window.keep_picture("exchange-trust").await?;
        no_faults(window, "trust").await?;
        by_keys(window, "[data-testid=exchange-trust-reason]", "电话核对").await?;
        by_keys(window, "[data-testid=exchange-trust-go]", ENTER).await?;
    }
    window.see("[data-testid=exchange-offer][data-verdict=ready]").await?;
    window.keep_picture("exchange-offer").await?;
    no_faults(window, "offer").await?;
    by_keys(window, "[data-testid=exchange-merge]", ENTER).await?;
    window.expect("[data-testid=exchange-offer]", "已合并").await
}

async fn open_form(window: &Window, report: &Value) -> Outcome {
    let place = format!("#/results/{}?period={PERIOD}", report["form"].as_str().unwrap_or_default());
    window.script("location.hash = arguments[0]", vec![Value::from(place)]).await?;
    window.see("[data-testid=grid] textarea").await.map(drop)
}

/// The one cell of the township's sheet.
async fn fill(window: &Window, report: &Value, figure: &str) -> Outcome {
    open_form(window, report).await?;
    window.type_into("[data-testid=grid] textarea", CONTROL_HOME).await?;
    window.type_keys(figure).await?;
    window.type_keys(ENTER).await?;
    window.holds("[data-testid=grid]", figure).await
}

/// Handed in, checked and approved: in a small office one person does all of it.
async fn hand_in(window: &Window, report: &Value) -> Outcome {
    window.click("[data-testid=submit]").await?;
    window.click("[data-testid=submit-confirm]").await?;
    window.see(".dz-submit-answer").await?;
    window.press("完成").await?;
    step(window, report, "review", "reviewed").await?;
    step(window, report, "approve", "approved").await
}

/// A step with the report, and the state it leads to.
async fn step(window: &Window, report: &Value, step: &str, state: &str) -> Outcome {
    let at = |name: &str| report[name].as_str().unwrap_or_default().to_owned();
    let place = format!("#/review/{}/{}/{}", at("form"), at("org_unit"), at("period"));
    window.script("location.hash = arguments[0]", vec![Value::from(place)]).await?;
    window.click(&format!("[data-testid=step-{step}]")).await?;
    if step == "return" {
        window.type_into("[data-testid=step-reason]", DOUBT).await?;
        window.type_into("[data-testid=step-reason]", CONTROL_ENTER).await?;
    }
    window
        .until(step, async || {
            let sheet = window.rpc("review_sheet", report.clone()).await?;
            ensure(sheet["line"]["state"] == state, format!("it is {}", sheet["line"]["state"]))
        })
        .await
}

/// Packs what is ticked: a report that waits to be sent is ticked already.
async fn pack(window: &Window, name: &str) -> Outcome {
    window.go_to("exchange").await?;
    window.see("[data-testid=exchange-line]").await?;
    if name == RETURNED {
        by_keys(window, "[data-testid=exchange-line] input", SPACE).await?;
    }
    by_keys(window, "[data-testid=exchange-passphrase]", PASSPHRASE).await?;
    window.keep_picture("exchange-pack").await?;
    no_faults(window, "pack").await?;
    window.type_keys(ENTER).await?;
    window.expect("[aria-labelledby=exchange-sent] tbody", name).await
}

/// The file whose name says so, in the office's folder of packages.
fn package(office: &Office, name: &str) -> PathBuf {
    let folder = office.folder.path().join("对账收发");
    let files =
        std::fs::read_dir(&folder).expect("the folder of packages").flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.to_string_lossy().contains(name)).collect();
    files.pop().unwrap_or_else(|| panic!("no {name} in {}", folder.display()))
}

async fn no_faults(window: &Window, place: &str) -> Outcome {
    let faults = window.serious_faults().await?;
    ensure(faults.is_empty(), format!("{place}: {}", faults.join("\n")))
}
