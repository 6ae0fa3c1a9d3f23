//! `cargo xtask WORD`: everything one does to this repository, in one place.

mod codes;
mod process;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).expect("three folders deep");
    let word = std::env::args().nth(1).unwrap_or_default();
    let done = match word.as_str() {
        "codes" => codes::pack(root),
        _ => Err("cargo xtask setup | run | test | check | bench | gen | golden | e2e | ci | codes".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("xtask: {line}");
            ExitCode::FAILURE
        }
    }
}
