//! `bench scale SIZE`: a large ledger's answers beside hand-written SQL for the same answers over lean tables,
//! by SQLite and, where Python has it, by DuckDB; same data, same run.

use std::collections::BTreeMap;
use std::path::Path;

use crate::process::{self, Result};
use crate::project::Project;
use crate::steps::patiently;

/// The peers, in Python: only `store` may name SQLite.
const PEERS: &str = include_str!("scale.py");

const WORDS: [(&str, &str); 5] = [
    ("open", "打开台账"),
    ("a", "全部目标的总览（单元格另读）"),
    ("a_again", "全部目标的总览（第二次）"),
    ("b", "分解到旗县的各项目标，各旗县由村汇总并排名"),
    ("e", "改一个数，总览随之更新"),
];

pub fn word(project: &Project, rest: &[String]) -> Result {
    let size = rest.first().map_or("county", String::as_str);
    let folder = project.work("bench")?.join(size);
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}：{e}", folder.display()))?;
    process::run(&mut project.cargo(&["build", "--release", "--package", "dz"]))?;
    process::run(&mut project.cargo(&["build", "--release", "--package", "sample", "--example", "scale"]))?;
    let ledger = folder.join("规模.dz");
    if !ledger.exists() {
        let dz = project.target.join("release/dz");
        let words = ["demo-scale", "--size", size];
        process::run(command(project, &dz).args(words).arg(&ledger).args(rest.get(1..).unwrap_or_default()))?;
    }
    let measures = project.target.join("release/examples/scale");
    let ours =
        patiently("对账", || process::output(command(project, &measures).arg(&ledger).arg(&folder)))?;
    let mut python = process::command("python3", &project.root);
    let peers = patiently("SQLite、DuckDB", || process::output(python.args(["-c", PEERS]).arg(&folder)))?;
    let ours: BTreeMap<&str, f64> = ours.lines().filter_map(numbered).collect();
    for (letter, what) in WORDS {
        let Some(own) = ours.get(letter) else { continue };
        let mut line = format!("{letter:<8}{:>10.2} 毫秒", own / 1000.0);
        for peer in peers.lines() {
            if let Some((engine, rest)) = peer.split_once(' ')
                && let Some((_, time)) = numbered(rest).filter(|(of, _)| *of == letter)
            {
                line += &format!("   {engine} {:.2} 毫秒（{:.2} 倍）", time / 1000.0, own / time.max(1.0));
            }
        }
        println!("{line}   {what}");
    }
    let peak = ours.get("peak").map_or(0.0, |kilobytes| kilobytes / 1024.0);
    println!("内存最多 {peak:.0} MB");
    Ok(())
}

fn command(project: &Project, program: &Path) -> std::process::Command {
    process::command(&program.to_string_lossy(), &project.root)
}

/// `a 12.5`
fn numbered(line: &str) -> Option<(&str, f64)> {
    let (letter, number) = line.split_once(' ')?;
    Some((letter, number.trim().parse().ok()?))
}
