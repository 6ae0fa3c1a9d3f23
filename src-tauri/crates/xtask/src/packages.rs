//! `bench packages`: the reports of 500 units merged in one action, beside SQLite applying its own change sets of the same
//! rows and beside openpyxl reading them from workbooks; what a signature costs, and what sealing adds. Compared is the time
//! of the processor, since a machine has other things to do.

use std::collections::BTreeMap;

use crate::process::{self, Result};
use crate::project::Project;
use crate::steps::patiently;

/// The peers, in Python. `PYTHON` names another one than the usual.
const PEERS: &str = include_str!("packages.py");

/// A count, and times by the clock and of the processor in microseconds.
#[derive(Clone, Copy)]
struct Taken {
    count: f64,
    clock: f64,
    busy: f64,
}

pub fn word(project: &Project) -> Result {
    let folder = project.work("bench")?.join("packages");
    process::run(&mut project.cargo(&[
        "build",
        "--release",
        "--package",
        "sample",
        "--example",
        "packages",
    ]))?;
    let measures = project.target.join("release/examples/packages");
    let mut ours = process::command(&measures.to_string_lossy(), &project.root);
    let told = patiently("对账", || process::output(ours.arg(&folder)))?;
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut python = process::command(&python, &project.root);
    let peers = patiently("SQLite、openpyxl", || process::output(python.args(["-c", PEERS])))?;

    let ours: BTreeMap<&str, Taken> = told.lines().filter_map(taken).collect();
    let of = |name: &str| ours.get(name).copied().ok_or_else(|| format!("没有量到 {name}"));
    let merge = of("merge")?;
    println!("合并 500 个包：{}", speed(merge, "行"));
    for line in peers.lines() {
        let Some((peer, rest)) = line.split_once(' ') else { continue };
        match taken(rest) {
            Some((_, other)) => {
                let ratio = (merge.busy / merge.count) / (other.busy / other.count);
                println!("  {peer}：{}；每行用时是它的 {ratio:.2} 倍", speed(other, "行"));
            }
            None => println!("  没有 {peer}，这一项没有并列"),
        }
    }
    for (name, what) in [("sign", "打包签名"), ("verify", "核验、读出"), ("seal", "加密"), ("open", "解密")]
    {
        println!("{what}：每个包 {:.3} 毫秒", of(name)?.busy / of(name)?.count / 1e3);
    }
    println!("口令变成密钥：{:.1} 毫秒", of("word")?.busy / 1e3);
    let more = |with: f64, without: f64| format!("{:.2} 倍", with / without.max(1.0));
    println!("打包加上加密：{}", more(of("sign")?.busy + of("seal")?.busy, of("sign")?.busy));
    println!("读出加上解密：{}", more(of("verify")?.busy + of("open")?.busy, of("verify")?.busy));
    for (plain, sealed, what) in [("backup", "backup_sealed", "备份"), ("restore", "restore_sealed", "恢复")]
    {
        let (plain, sealed) = (of(plain)?, of(sealed)?);
        let ratio = more(sealed.busy, plain.busy);
        println!("{what}：不加密 {:.1} 毫秒，加密 {:.1} 毫秒，{ratio}", plain.busy / 1e3, sealed.busy / 1e3);
    }
    let (packages, copies) = (of("size")?, of("backup_size")?);
    println!(
        "大小：每个包 {:.1} KB；备份 {:.0} KB，加密后 {:.0} KB",
        packages.clock / packages.count / 1e3,
        copies.count / 1e3,
        copies.clock / 1e3
    );
    let (month, size) = (of("month")?, of("month_size")?);
    println!(
        "一个县一个月：{:.0} 个包共 {:.2} MB，每个数 {:.1} 字节；打包 {:.1} 秒（处理器 {:.1}）",
        size.count,
        size.clock / 1e6,
        size.clock / month.count,
        month.clock / 1e6,
        month.busy / 1e6
    );
    Ok(())
}

fn speed(taken: Taken, what: &str) -> String {
    let Taken { count, clock, busy } = taken;
    format!(
        "{count:.0} {what}，{:.0} 毫秒（处理器 {:.0}），每秒 {:.0} {what}",
        clock / 1e3,
        busy / 1e3,
        count / busy * 1e6
    )
}

/// `merge 20000 1250 900`
fn taken(line: &str) -> Option<(&str, Taken)> {
    let mut words = line.split_whitespace();
    let (name, count, clock, busy) = (words.next()?, words.next()?, words.next()?, words.next()?);
    Some((name, Taken { count: count.parse().ok()?, clock: clock.parse().ok()?, busy: busy.parse().ok()? }))
}
