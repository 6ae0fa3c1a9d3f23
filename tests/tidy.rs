//! The rules of the project that a machine can hold: which layer may know which, what every file begins
//! with, what no file may hold, and that the map in ARCHITECTURE.md is still true.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Which of our crates a crate may depend on. `duizhang` is the shell, the root package.
const LAYERS: [(&str, &[&str]); 17] = [
    ("domain", &[]),
    ("reading", &["domain"]),
    ("store", &["domain"]),
    ("drawing", &["domain"]),
    ("formats", &["domain", "drawing"]),
    ("typeset", &["domain", "drawing"]),
    ("app", &["domain", "store", "formats", "reading"]),
    ("sample", &["app", "domain", "formats"]),
    ("api", &["app", "domain", "drawing", "formats", "reading", "sample", "typeset"]),
    ("dz", &["api"]),
    ("duizhang", &["api"]),
    ("testkit", &["api", "app", "domain", "store"]),
    ("acceptance", &[]),
    ("e2e", &[]),
    ("faults", &[]),
    ("fuzz", &["domain", "formats", "reading"]),
    ("xtask", &[]),
];

/// Packages from outside that only one crate may name (`tauri` stands for its plugins too).
const OWNERS: [(&str, &str); 3] = [("tauri", "duizhang"), ("rusqlite", "store"), ("ts-rs", "api")];

/// All that the rules and nouns may know of the outside world: days, numbers, digests, errors; and how short texts and
/// tables of numbers lie in memory (ADR 15).
const DOMAIN_MAY_NAME: [&str; 6] = ["chrono", "hashbrown", "rust_decimal", "sm3", "smol_str", "thiserror"];

/// Layers whose values never name the wire's format.
const WITHOUT_SERDE: [&str; 3] = ["domain", "reading", "app"];

/// Rooms of `domain` in their order: each may name those before it.
const ROOMS: [&str; 11] = [
    "kernel",
    "ledger",
    "org",
    "documents",
    "programmes",
    "targets",
    "results",
    "checks",
    "assessment",
    "reports",
    "workbooks",
];

#[test]
fn layers_know_only_what_is_below_them() {
    let allowed: BTreeMap<_, _> = LAYERS.into_iter().collect();
    let mut wrong = Vec::new();
    for (name, dependencies) in packages() {
        let Some(below) = allowed.get(name.as_str()) else {
            wrong.push(format!("{name} has no place among the layers"));
            continue;
        };
        let ours = dependencies.iter().filter(|d| allowed.contains_key(d.as_str()));
        wrong.extend(ours.filter(|d| !below.contains(&d.as_str())).map(|d| format!("{name} → {d}")));
    }
    assert!(wrong.is_empty(), "arrows that no layer may draw: {wrong:?}");
}

#[test]
fn packages_from_outside_have_one_owner() {
    let mut wrong = Vec::new();
    for (name, dependencies) in packages() {
        for dependency in dependencies {
            let owner = OWNERS.iter().find(|(package, _)| {
                dependency == *package
                    || dependency.strip_prefix(package).is_some_and(|rest| rest.starts_with('-'))
            });
            if owner.is_some_and(|(_, owner)| *owner != name) {
                wrong.push(format!("{name} names {dependency}"));
            }
            if dependency.starts_with("serde") && WITHOUT_SERDE.contains(&name.as_str()) {
                wrong.push(format!("{name} names {dependency}"));
            }
            if name == "domain" && !DOMAIN_MAY_NAME.contains(&dependency.as_str()) {
                wrong.push(format!("domain names {dependency}"));
            }
        }
    }
    assert!(wrong.is_empty(), "a web view, a database or the wire where it does not belong: {wrong:?}");
}

#[test]
fn versions_stand_only_in_the_root_manifest() {
    let mut wrong = Vec::new();
    for (path, text) in tracked(&["toml"]) {
        let member =
            path.file_name().is_some_and(|n| n == "Cargo.toml") && path.parent() != Some(Path::new(""));
        let mut inside = false;
        for line in text.lines().filter(|_| member) {
            if line.starts_with('[') {
                inside = line.trim_end_matches(']').ends_with("dependencies");
            } else if inside && line.contains('=') && !line.contains("workspace") {
                wrong.push(format!("{}: {line}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "members take versions from the workspace: {wrong:?}");
}

#[test]
fn rooms_of_the_domain_know_only_earlier_rooms() {
    let mut wrong = BTreeSet::new();
    let domain = Path::new("src-tauri/crates/domain/src");
    for (path, text) in tracked(&["rs"]) {
        let Ok(inner) = path.strip_prefix(domain) else { continue };
        let Some(room) =
            inner.iter().next().and_then(|part| part.to_str()).map(|r| r.trim_end_matches(".rs"))
        else {
            continue;
        };
        for other in named_rooms(&text).filter(|other| !may_know(room, other)) {
            wrong.insert(format!("{room} → {other}"));
        }
    }
    assert!(wrong.is_empty(), "arrows between rooms that are not allowed: {wrong:?}");
}

fn may_know(room: &str, other: &str) -> bool {
    let place = |name| ROOMS.iter().position(|r| *r == name);
    match room {
        "lib" => true,
        "exchange" => !matches!(other, "assessment" | "reports" | "workbooks"),
        _ => room == other || place(room).zip(place(other)).is_some_and(|(room, other)| other < room),
    }
}

/// Rooms that the text names as `crate::room`.
fn named_rooms(text: &str) -> impl Iterator<Item = &str> {
    text.split("crate::").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len());
        ROOMS.into_iter().chain(["exchange"]).find(|room| *room == &rest[..end])
    })
}

#[test]
fn every_source_file_says_first_what_lives_in_it() {
    let silent: Vec<_> = sources(&["rs", "ts", "tsx"])
        .filter(|(path, text)| {
            let marks: &[&str] =
                if path.extension().is_some_and(|e| e == "rs") { &["//!"] } else { &["//", "/*"] };
            !marks.iter().any(|mark| text.starts_with(mark))
        })
        .map(|(path, _)| path)
        .collect();
    assert!(silent.is_empty(), "a file begins with a paragraph on what lives in it: {silent:?}");
}

#[test]
fn no_test_is_ignored_and_nothing_sleeps() {
    // Waiting for another process has no other way: the driver of the window, and xtask's screen.
    const MAY_WAIT: [&str; 2] = ["tests/e2e/lib.rs", "src-tauri/crates/xtask/"];
    let mut wrong = Vec::new();
    for (path, text) in sources(&["rs"]) {
        let name = path.to_string_lossy().replace('\\', "/");
        if text.contains(concat!("#[", "ignore")) {
            wrong.push(format!("{name} ignores a test"));
        }
        if text.contains(concat!("sleep", "(")) && !MAY_WAIT.iter().any(|place| name.starts_with(place)) {
            wrong.push(format!("{name} sleeps"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn unsafe_code_stands_in_two_places() {
    const MAY: [&str; 2] = ["src-tauri/src/memory.rs", "tests/faults/"];
    let found = sources(&["rs"]).filter(|(_, text)| text.contains(concat!("unsafe", " {")));
    let others: Vec<_> = found
        .map(|(path, _)| path.to_string_lossy().replace('\\', "/"))
        .filter(|path| !MAY.iter().any(|place| path.starts_with(place)))
        .collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn nothing_is_left_to_be_done_later() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let left: Vec<_> = sources(&["rs", "ts", "tsx", "sql", "css", "md", "toml", "yml"])
        .filter(|(_, text)| {
            text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| marks.contains(&word))
        })
        .map(|(path, _)| path)
        .collect();
    assert!(left.is_empty(), "finish it, or file an issue: {left:?}");
}

#[test]
fn no_file_names_a_path_of_one_machine() {
    let marks = [
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/t", "mp/"),
        concat!("/wo", "rk/"),
        concat!("C:\\Us", "ers"),
    ];
    let mut wrong = Vec::new();
    for (path, text) in
        tracked(&["rs", "ts", "tsx", "json", "md", "toml", "sql", "css", "html", "sh", "run", "svg"])
    {
        wrong.extend(
            marks
                .iter()
                .filter(|mark| text.contains(*mark))
                .map(|mark| format!("{}: {mark}", path.display())),
        );
    }
    assert!(wrong.is_empty(), "paths that exist on one machine only: {wrong:?}");
}

/// Reads a JSON file of the project.
fn json(path: &str) -> Value {
    let text = std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

#[test]
fn one_window_may_do_one_thing_and_the_page_brings_nothing_from_outside() {
    let conf = json("tauri.conf.json");
    assert_eq!(conf["app"]["windows"].as_array().map(Vec::len), Some(1), "one window");
    assert!(conf["app"].get("withGlobalTauri").is_none(), "the page has no door but its own");
    let policy: BTreeMap<&str, Vec<&str>> = conf["app"]["security"]["csp"]
        .as_str()
        .expect("a policy")
        .split(';')
        .map(|rule| rule.split_whitespace())
        .filter_map(|mut words| Some((words.next()?, words.collect())))
        .collect();
    let own = vec!["'self'"];
    let none = vec!["'none'"];
    for (rule, allowed) in [
        ("default-src", &own),
        ("script-src", &own),
        ("connect-src", &vec!["ipc:", "http://ipc.localhost"]),
        ("object-src", &none),
        ("base-uri", &none),
        ("form-action", &none),
        ("frame-ancestors", &none),
    ] {
        assert_eq!(policy.get(rule), Some(allowed), "{rule}");
    }
    let outside = ["http:", "https:", "ws:", "wss:", "*", "'unsafe-eval'", "'wasm-unsafe-eval'"];
    for (rule, sources) in &policy {
        assert!(
            !sources.iter().any(|source| outside.contains(source)),
            "{rule} lets something in: {sources:?}"
        );
    }
    let folder = std::fs::read_dir(root().join("src-tauri/capabilities")).expect("the capabilities");
    assert_eq!(folder.count(), 1, "one list of what the window may");
    let may = json("src-tauri/capabilities/main.json");
    assert_eq!(may["windows"], serde_json::json!(["main"]));
    assert!(may.get("remote").is_none(), "no page of others");
    assert_eq!(
        may["permissions"],
        serde_json::json!(["core:default", "core:window:allow-set-title", "allow-rpc"]),
        "no files, no shell, no network of its own"
    );
    let shell: String = tracked(&["rs"])
        .into_iter()
        .filter(|(path, _)| path.starts_with("src-tauri/src"))
        .map(|(_, text)| text)
        .collect();
    assert_eq!(shell.matches("generate_handler![").count(), 1);
    assert!(shell.contains("generate_handler![rpc]"), "one command");
    let page = std::fs::read_to_string(root().join("ui/index.html")).expect("the page");
    assert!(!page.contains("http://") && !page.contains("https://"), "the page brings nothing from outside");
}

#[test]
fn lock_files_name_no_host_to_fetch_from() {
    let lock =
        std::fs::read_to_string(root().join("ui/package-lock.json")).expect("the lock file of ui is tracked");
    assert!(
        !lock.contains("\"resolved\": \"http"),
        "npm's lock file is written with omit-lockfile-registry-resolved"
    );
}

#[test]
fn the_map_names_every_crate_and_room() {
    let map = read("ARCHITECTURE.md");
    let crates = packages().into_iter().map(|(name, _)| name).filter(|name| name != "duizhang");
    let rooms = ROOMS.into_iter().chain(["exchange"]).map(str::to_owned);
    let missing: Vec<_> = crates.chain(rooms).filter(|name| !map.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md does not say what these are for: {missing:?}");
}

#[test]
fn every_invariant_of_the_map_has_its_test() {
    let map = read("ARCHITECTURE.md");
    let sources: String = tracked(&["rs", "ts", "tsx"]).into_iter().map(|(_, text)| text).collect();
    let rows = map.lines().skip_while(|line| !line.starts_with("## Invariants"));
    let rows = rows.skip(1).take_while(|line| !line.starts_with("## ")).filter(|line| line.starts_with("| "));
    let named: Vec<_> = rows
        .skip(1)
        .filter_map(|row| row.split('|').nth(2))
        .map(|cell| cell.trim().trim_matches('`'))
        .collect();
    assert!(named.len() > 3, "the invariants are listed with their tests: {named:?}");
    let gone: Vec<_> = named.iter().filter(|name| !sources.contains(&format!("fn {name}("))).collect();
    assert!(gone.is_empty(), "tests that ARCHITECTURE.md names and nobody has: {gone:?}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the root")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Our packages, each with what it depends on outside its tests.
fn packages() -> Vec<(String, Vec<String>)> {
    let text = output(Command::new(env!("CARGO")).args([
        "metadata",
        "--no-deps",
        "--offline",
        "--format-version",
        "1",
    ]));
    let metadata: Value = serde_json::from_str(&text).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("packages").iter();
    let name_of = |value: &Value| value["name"].as_str().expect("a name").to_owned();
    let normal = |dependency: &&Value| dependency["kind"].as_str() != Some("dev");
    packages
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies").iter();
            (name_of(package), dependencies.filter(normal).map(name_of).collect())
        })
        .collect()
}

/// Tracked text files with one of these endings.
fn tracked(endings: &[&str]) -> Vec<(PathBuf, String)> {
    let list = output(Command::new("git").args(["ls-files", "-z"]));
    let fits = |path: &PathBuf| {
        path.extension().or(path.file_name()).and_then(|e| e.to_str()).is_some_and(|e| endings.contains(&e))
    };
    let paths = list.split('\0').filter(|line| !line.is_empty()).map(PathBuf::from).filter(fits);
    // A file that is deleted but not yet committed is still listed.
    paths
        .filter_map(|path| std::fs::read_to_string(root().join(&path)).ok().map(|text| (path, text)))
        .collect()
}

/// The same without what is generated.
fn sources(endings: &[&str]) -> impl Iterator<Item = (PathBuf, String)> {
    tracked(endings).into_iter().filter(|(path, _)| !path.starts_with("ui/src/wire"))
}

fn output(command: &mut Command) -> String {
    let output = command.current_dir(root()).output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}
