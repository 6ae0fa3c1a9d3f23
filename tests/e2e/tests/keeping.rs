//! Keeping a ledger safe in the real window: the paper of a recovery key, a sealed backup, bringing it back on another day, or
//! the newest automatic one in the place of a file that was hit; and a telephone number that is shown once it is asked for, which the log says.

use e2e::{Outcome, Window, ensure, journey_in};
use serde_json::json;

const ENTER: &str = "\u{e007}";
const COUNTY: &str = "150222000000";
const PASSPHRASE: &str = "一条很长的备份口令";
const KEY_PASSPHRASE: &str = "签名用的那条口令";
const SPACE: &str = " ";
const PHONE: &str = "0472-5550106";

#[test]
fn a_backup_is_sealed_and_brought_back_and_a_number_is_shown_when_it_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder for the program's data");
    let ledger = folder.path().join("台账.dz");
    journey_in("keeping-ledger", folder.path(), &[], async |window| {
        window.see("#root *").await?;
        let made = json!({ "path": ledger, "title": "台账", "division": COUNTY, "office": "办公室", "person": "张某", "phone": null });
        window.rpc("create_ledger", made).await?;
        let clerk = json!({ "id": null, "name": "钱某某", "office": "镇政府", "org_unit": COUNTY, "roles": ["reporter"], "phone": PHONE });
        window.rpc("put_person", clerk).await?;
        window.rpc("make_key", json!({ "passphrase": KEY_PASSPHRASE })).await.map(drop)
    });
    journey_in("keeping-backup", folder.path(), &[&ledger.to_string_lossy()], async |window| {
        window.resize(1366, 768).await?;
        recovery(window).await?;
        automatic(window).await?;
        backup(window).await?;
        number(window).await
    });
    journey_in("keeping-opened", folder.path(), &[&ledger.to_string_lossy()], async |window| {
        window.see(".dz-main h1").await.map(drop)
    });
    std::fs::write(&ledger, "what a broken disk leaves").expect("the ledger's file");
    journey_in("keeping-damaged", folder.path(), &[], async |window| {
        window.resize(1366, 768).await?;
        window.click(".st-file").await?;
        window.press("恢复最近的备份").await?;
        window.see("[data-testid=restore-word]").await?;
        looks_good(window, "keeping-automatic").await?;
        window.type_into("[data-testid=restore-word]", KEY_PASSPHRASE).await?;
        window.type_into("[data-testid=restore-word]", ENTER).await?;
        everybody_is_back(window).await
    });
    journey_in("keeping-restore", folder.path(), &[], async |window| {
        window.resize(1366, 768).await?;
        window.press("恢复备份").await?;
        window.see("[data-testid=restore-word]").await?;
        looks_good(window, "keeping-restore").await?;
        window.type_into("[data-testid=restore-word]", "记错了的口令").await?;
        window.type_into("[data-testid=restore-word]", ENTER).await?;
        window.see_text("口令不对，或内容被改动过。").await?;
        window.script("document.querySelector('[data-testid=restore-word]').select()", vec![]).await?;
        window.type_into("[data-testid=restore-word]", PASSPHRASE).await?;
        window.type_into("[data-testid=restore-word]", ENTER).await?;
        everybody_is_back(window).await
    });
}

async fn everybody_is_back(window: &Window) -> Outcome {
    window
        .until("the ledger is open", async || {
            let names = window.rpc("people", json!({})).await?.to_string();
            ensure(names.contains("钱某某"), format!("everybody came back: {names}"))
        })
        .await
}

/// From the next time on the copies beside the ledger are sealed too.
async fn automatic(window: &Window) -> Outcome {
    window.tab_to("[data-testid=recovery-automatic]").await?;
    window.type_keys(SPACE).await?;
    window
        .until("it is written", async || {
            let recovery = window.rpc("signers", json!({})).await?["recovery"].clone();
            ensure(recovery["automatic"] == true, format!("{recovery}"))
        })
        .await?;
    looks_good(window, "keeping-recovery-automatic").await
}

/// The paper is made from the keys' page, by keyboard.
async fn recovery(window: &Window) -> Outcome {
    window.go_to("settings").await?;
    window.script("location.hash = '#/settings?page=keys'", vec![]).await?;
    window.tab_to("[data-testid=key-recovery]").await?;
    window.type_keys(ENTER).await?;
    window.tab_to("[data-testid=recovery-make]").await?;
    window.type_keys(ENTER).await?;
    window.expect("[data-testid=recovery-shown]", "恢复密钥.pdf").await?;
    looks_good(window, "keeping-recovery").await
}

/// From the card of the ledger, sealed with a passphrase typed twice.
async fn backup(window: &Window) -> Outcome {
    window.script("location.hash = '#/settings'", vec![]).await?;
    window.click("[data-testid=backup]").await?;
    window.type_into("[data-testid=backup-passphrase]", PASSPHRASE).await?;
    window.type_into("[data-testid=backup-again]", PASSPHRASE).await?;
    looks_good(window, "keeping-backup").await?;
    window.type_into("[data-testid=backup-again]", ENTER).await?;
    window.gone("[data-testid=backup-again]").await
}

/// Masked in the drawer until it is asked for; the log says who asked.
async fn number(window: &Window) -> Outcome {
    window.script("location.hash = '#/settings?page=people'", vec![]).await?;
    window.press("钱某某").await?;
    looks_good(window, "keeping-person").await?;
    window.click("[data-testid=person-show]").await?;
    window
        .until("the number", async || {
            let shown = window
                .script("return document.querySelector('[data-testid=person-phone]').value", vec![])
                .await?;
            ensure(shown == PHONE, format!("the field says {shown}"))
        })
        .await?;
    window.script("location.hash = '#/settings?page=log'", vec![]).await?;
    window.expect("[data-testid=log-line]", "查看个人信息：钱**").await?;
    looks_good(window, "keeping-log").await
}

async fn looks_good(window: &Window, name: &str) -> Outcome {
    window.keep_picture(name).await?;
    let faults = window.serious_faults().await?;
    ensure(faults.is_empty(), format!("{name}: {}", faults.join("\n")))
}
