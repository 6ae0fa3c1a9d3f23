//! `bench scale SIZE`: a large ledger's answers beside hand-written SQL for the same answers over lean tables,
//! by SQLite and, where Python has it, by DuckDB; same data, same run. Of each the time by the clock and, since
//! a machine has other things to do, the time of the processor, by which they are compared.

use std::collections::BTreeMap;
use std::path::Path;

use crate::process::{self, Result};
use crate::project::Project;
use crate::steps::patiently;

/// The peers, in Python: only `store` may name SQLite.
const PEERS: &str = include_str!("scale.py");

const WORDS: [(&str, &str); 7] = [
    ("open", "打开台账"),
    ("a", "全部目标的总览"),
    ("a_again", "全部目标的总览（第二次）"),
    ("b", "分解到旗县的各项目标：各旗县由村汇总、评价、排名"),
    ("c", "其中一项"),
    ("d", "达标覆盖：达标数、未报数、缺口合计，离标准最远的100个村"),
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
    let ours: BTreeMap<&str, Taken> = ours.lines().filter_map(taken).collect();
    for (letter, what) in WORDS {
        let Some(own) = ours.get(letter) else { continue };
        let mut line =
            format!("{letter:<8}{:>10.2} 毫秒（处理器 {:.2}）", own.clock / 1000.0, own.busy / 1000.0);
        for peer in peers.lines() {
            if let Some((engine, rest)) = peer.split_once(' ')
                && let Some((_, time)) = taken(rest).filter(|(of, _)| *of == letter)
            {
                let ratio = own.busy / time.busy.max(1.0);
                line += &format!(
                    "   {engine} {:.2}（{:.2}），{ratio:.2} 倍",
                    time.clock / 1000.0,
                    time.busy / 1000.0
                );
            }
        }
        println!("{line}   {what}");
    }
    let megabytes = |name: &str| ours.get(name).map_or(0.0, |kilobytes| kilobytes.clock / 1024.0);
    println!("内存：打开后 {:.0} MB，最多 {:.0} MB", megabytes("memory"), megabytes("peak"));
    Ok(())
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
fn taken(line: &str) -> Option<(&str, Taken)> {
    let mut words = line.split_whitespace();
    let (letter, clock, busy) = (words.next()?, words.next()?, words.next()?);
    Some((letter, Taken { clock: clock.parse().ok()?, busy: busy.parse().ok()? }))
}
