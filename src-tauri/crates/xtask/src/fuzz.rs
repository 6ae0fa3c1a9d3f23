//! `fuzz`: lets libFuzzer look for bytes that break what reads bytes (`tests/fuzz`). It is led by the branches an
//! input reaches; the compiler's stable switches for that are given here, so that nothing else is built so.
//! Inputs that reach something new are kept in the target folder; one that breaks something is named at the end.

use std::fs;

use crate::process::{self, Result};
use crate::project::Project;

/// Counts branches and shows compared values to the fuzzer.
const SWITCHES: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing";

/// Our code checks sums and promises as a debug build does; that of others is built as it is shipped.
const STRICT: [&str; 10] = [
    "--config",
    "profile.release.lto=\"off\"",
    "--config",
    "profile.release.overflow-checks=true",
    "--config",
    "profile.release.debug-assertions=true",
    "--config",
    "profile.release.package.\"*\".overflow-checks=false",
    "--config",
    "profile.release.package.\"*\".debug-assertions=false",
];

/// Seconds that one input may take, and megabytes that a run may hold.
const LIMITS: [&str; 4] = ["-timeout=10", "-rss_limit_mb=1024", "-max_len=100000", "-print_final_stats=1"];

const MINUTES: f64 = 3.0;

pub fn word(project: &Project, words: &[String]) -> Result {
    let (targets, minutes) = asked(project, words)?;
    let host = host()?;
    let build = project.work("fuzz")?;
    let mut cargo = project.cargo(&["build", "--package", "fuzz", "--features", "guided", "--release"]);
    cargo.args(["--target", &host, "--target-dir"]).arg(&build).args(STRICT);
    process::run(cargo.env("RUSTFLAGS", SWITCHES))?;
    let program = build.join(host).join("release/fuzz");
    for target in targets {
        println!("—— {target}，{minutes} 分钟");
        let found = build.join("found").join(&target);
        fs::create_dir_all(&found).map_err(|e| format!("{}：{e}", found.display()))?;
        let mut run = process::command(&program.to_string_lossy(), &build);
        run.env("DUIZHANG_FUZZ", &target).args(LIMITS).arg(&found).arg(seeds(project).join(&target));
        run.arg(format!("-max_total_time={}", (minutes * 60.0).ceil()));
        run.arg(format!("-artifact_prefix={}/{target}-", build.display()));
        process::run(&mut run)?;
    }
    Ok(())
}

fn seeds(project: &Project) -> std::path::PathBuf {
    project.root.join("tests/fuzz/seeds")
}

/// The targets named, or all, and how long each takes.
fn asked(project: &Project, words: &[String]) -> Result<(Vec<String>, f64)> {
    let folders = fs::read_dir(seeds(project)).map_err(|e| format!("tests/fuzz/seeds：{e}"))?;
    let mut known: Vec<String> =
        folders.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    known.sort();
    let (mut targets, mut minutes) = (Vec::new(), MINUTES);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--minutes" {
            let said = words.next().and_then(|said| said.parse().ok());
            minutes = said.filter(|said| *said > 0.0).ok_or("--minutes 后面写分钟数")?;
        } else if known.contains(word) {
            targets.push(word.clone());
        } else {
            return Err(format!("没有这个目标：{word}；有 {}", known.join("、")));
        }
    }
    Ok((if targets.is_empty() { known } else { targets }, minutes))
}

/// The triple of this machine: named so that build scripts are not built with the switches.
fn host() -> Result<String> {
    let said = process::output(process::command("rustc", std::path::Path::new(".")).arg("-vV"))?;
    let line = said.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| "rustc -vV 没有写 host".to_owned())
}
