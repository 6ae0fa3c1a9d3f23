//! `bench scale [SIZE…]`: a large ledger's answers beside hand-written SQL for the same answers over lean tables,
//! by SQLite in its own process and, where a package of it can be had, by DuckDB; same data, same run. Of each the
//! time by the clock and, since a machine has other things to do, the time of the processor, by which they are
//! compared. Over several sizes it also says with which power of the cells the time grows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::process::{self, Result};
use crate::project::Project;
use crate::steps::patiently;

/// The answers by DuckDB, in Python.
const DUCKDB: &str = include_str!("scale.py");

const SIZES: [&str; 3] = ["county", "region", "nation"];

const WORDS: [(&str, &str); 9] = [
    ("open", "打开台账"),
    ("read", "第一次看：单位和全部定义读进来"),
    ("a", "全部目标的总览"),
    ("a_again", "全部目标的总览（第二次）"),
    ("b", "分解到下级的各项目标：各下级由村汇总、评价、排名"),
    ("c", "其中一项"),
    ("d", "达标覆盖：达标数、未报数、缺口合计，离标准最远的100个村；从文件读"),
    ("d_again", "达标覆盖，数字已在内存"),
    ("e", "改一个数，总览随之更新"),
];

/// What grows with the cells.
const GROWING: [&str; 2] = ["b", "e"];

pub fn word(project: &Project, rest: &[String]) -> Result {
    let asked: Vec<&str> = rest.iter().map(String::as_str).collect();
    let sizes = if matches!(asked.as_slice(), [] | ["all"]) { SIZES.to_vec() } else { asked };
    if let Some(unknown) = sizes.iter().find(|size| !SIZES.contains(size)) {
        return Err(format!("没有这个规模：{unknown}（{}）", SIZES.join("、")));
    }
    for (package, example) in [("sample", "scale"), ("store", "plain")] {
        let words = ["build", "--release", "--package", package, "--example", example];
        process::run(&mut project.cargo(&words))?;
    }
    let folder = project.work("bench")?;
    let python = duckdb(project, &folder);
    if python.is_none() {
        println!("没有 DuckDB：旁边只有 SQLite");
    }
    let mut seen = Vec::new();
    for size in sizes {
        println!("{size}");
        let folder = folder.join(size);
        std::fs::create_dir_all(&folder).map_err(|e| format!("{}：{e}", folder.display()))?;
        seen.push(one(project, size, &folder, python.as_deref())?);
    }
    for pair in seen.windows(2) {
        let [smaller, larger] = pair else { continue };
        for letter in GROWING {
            if let Some(power) = power(smaller, larger, letter) {
                println!("{} → {}：({letter}) 随数据量的 {power:.2} 次方增长", smaller.size, larger.size);
            }
        }
    }
    Ok(())
}

/// What was measured of a size.
struct Measured {
    size: String,
    ours: BTreeMap<String, Taken>,
    /// How many cells an answer rests on.
    cells: BTreeMap<String, f64>,
}

fn one(project: &Project, size: &str, folder: &Path, python: Option<&Path>) -> Result<Measured> {
    let example = |name: &str| project.target.join("release/examples").join(name);
    let told = patiently("对账", || {
        process::output(command(project, &example("scale")).arg(size).arg(folder.join("规模.dz")).arg(folder))
    })?;
    let ours: BTreeMap<String, Taken> = told.lines().filter_map(taken).collect();
    let plain = patiently("SQLite", || process::output(command(project, &example("plain")).arg(folder)))?;
    let mut peers: Vec<(&str, BTreeMap<String, Taken>)> =
        vec![("SQLite", plain.lines().filter_map(taken).collect())];
    if let Some(python) = python {
        let told = patiently("DuckDB", || {
            process::output(command(project, python).args(["-c", DUCKDB]).arg(folder))
        })?;
        peers.push(("DuckDB", told.lines().filter_map(taken).collect()));
    }
    for line in told.lines().filter(|line| !line.starts_with(char::is_alphabetic) || taken(line).is_none()) {
        println!("{line}");
    }
    for (letter, what) in WORDS {
        let Some(own) = ours.get(letter) else { continue };
        let mut line =
            format!("{letter:<8}{:>10.2} 毫秒（处理器 {:.2}）", own.clock / 1000.0, own.busy / 1000.0);
        for (engine, times) in &peers {
            if let Some(time) = times.get(letter) {
                let ratio = own.busy / time.busy.max(1.0);
                let (clock, busy) = (time.clock / 1000.0, time.busy / 1000.0);
                line += &format!("   {engine} {clock:.2}（{busy:.2}），{ratio:.2} 倍");
            }
        }
        println!("{line}   {what}");
    }
    let megabytes = |name: &str| ours.get(name).map_or(0.0, |kilobytes| kilobytes.clock / 1024.0);
    println!("内存：看过一次后 {:.0} MB，最多 {:.0} MB", megabytes("memory"), megabytes("peak"));
    let cells = plain.lines().filter_map(|line| {
        let (letter, count) = line.strip_prefix("count ")?.split_once(' ')?;
        Some((letter.to_owned(), count.parse().ok()?))
    });
    Ok(Measured { size: size.to_owned(), ours, cells: cells.collect() })
}

/// With which power of the cells the time of an answer grows from one size to another.
fn power(smaller: &Measured, larger: &Measured, letter: &str) -> Option<f64> {
    let time = larger.ours.get(letter)?.busy / smaller.ours.get(letter)?.busy;
    Some(time.ln() / (larger.cells.get(letter)? / smaller.cells.get(letter)?).ln())
}

/// A Python that has DuckDB: the system's, or one of our own into which it is put; none where neither can be had.
fn duckdb(project: &Project, folder: &Path) -> Option<PathBuf> {
    let has = |python: &Path| process::succeeds(command(project, python).args(["-c", "import duckdb"]));
    let system = PathBuf::from(if cfg!(windows) { "python" } else { "python3" });
    if has(&system) {
        return Some(system);
    }
    let own = folder.join("python");
    let python = own.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !has(&python) {
        let made = process::succeeds(command(project, &system).args(["-m", "venv"]).arg(&own));
        let put = ["-m", "pip", "install", "--quiet", "duckdb"];
        let _ = made && patiently("DuckDB", || process::succeeds(command(project, &python).args(put)));
    }
    has(&python).then_some(python)
}

fn command(project: &Project, program: &Path) -> std::process::Command {
    process::command(&program.to_string_lossy(), &project.root)
}

/// Microseconds by the clock and of the processor.
#[derive(Clone, Copy)]
struct Taken {
    clock: f64,
    busy: f64,
}

/// `a 1250 900`
fn taken(line: &str) -> Option<(String, Taken)> {
    let mut words = line.split_whitespace();
    let (letter, clock, busy) = (words.next()?, words.next()?, words.next()?);
    Some((letter.to_owned(), Taken { clock: clock.parse().ok()?, busy: busy.parse().ok()? }))
}
