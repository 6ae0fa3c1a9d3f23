//! Golden files: what an answer looked like when a person last looked at it. Both languages read
//! them: Rust compares, the window's tests show them.

use std::path::PathBuf;

use serde_json::Value;

/// Compares with `tests/golden/NAME.json`; with UPDATE_GOLDEN=1 writes it instead. Paths of the
/// temporary folder are put as `FOLDER` so that the file is the same everywhere.
pub fn golden(name: &str, answer: &Value, folder: &std::path::Path) {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden").join(format!("{name}.json"));
    let folder = serde_json::to_string(&folder.display().to_string()).expect("a path is text");
    let text = serde_json::to_string_pretty(answer).expect("an answer prints") + "\n";
    let text = text.replace(folder.trim_matches('"'), "FOLDER");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder of golden files");
        std::fs::write(&path, text).expect("a golden file");
        return;
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    if known != text {
        let line = known
            .lines()
            .zip(text.lines())
            .position(|(a, b)| a != b)
            .unwrap_or(known.lines().count().min(text.lines().count()));
        panic!(
            "{name} is not as it was; first difference in line {}:\n  golden: {}\n  now:    {}\n(cargo xtask golden writes it anew)",
            line + 1,
            known.lines().nth(line).unwrap_or("—"),
            text.lines().nth(line).unwrap_or("—"),
        );
    }
}
