//! `bench workbooks`: a workbook of 100,000 rows and 12 columns, bytes to values and back, beside openpyxl and
//! XlsxWriter in the same run where Python has them, all in processor time; and apart from these, how fast a workbook of another office is
//! understood and written into a ledger.

use crate::process::{self, Result};
use crate::project::Project;
use crate::steps::patiently;

/// The peers, in Python. `PYTHON` names another one than the usual.
const PEERS: &str = include_str!("workbooks.py");

const WORDS: [(&str, &str); 4] = [
    ("write", "值写成工作簿（带版式、校验、保护）"),
    ("read", "工作簿读成值（带合并、隐藏）"),
    ("understand", "别处来的工作簿读懂、逐格判断"),
    ("ledger", "写入台账"),
];

pub fn word(project: &Project) -> Result {
    let folder = project.work("bench")?.join("workbooks");
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}：{e}", folder.display()))?;
    let build = ["build", "--release", "--package", "sample", "--example", "workbooks"];
    process::run(&mut project.cargo(&build))?;
    let measures = project.target.join("release/examples/workbooks");
    let mut ours = process::command(&measures.to_string_lossy(), &project.root);
    let ours = patiently("对账", || process::output(ours.arg(&folder)))?;
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut python = process::command(&python, &project.root);
    let peers =
        patiently("openpyxl、XlsxWriter", || process::output(python.args(["-c", PEERS]).arg(&folder)))?;
    let taken = |line: &str| -> Option<(String, f64, f64)> {
        let mut words = line.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.parse().ok()?, words.next()?.parse().ok()?))
    };
    for (name, what) in WORDS {
        let Some((_, cells, time)) = ours.lines().filter_map(taken).find(|(of, ..)| of == name) else {
            continue;
        };
        let mut line = format!("{name:<11}{:>9.0} 毫秒 {:>10.0} 格/秒", time / 1e3, cells / time * 1e6);
        for peer in peers.lines() {
            if let Some((program, rest)) = peer.split_once(' ')
                && let Some((_, _, other)) = taken(rest).filter(|(of, ..)| of == name)
            {
                line += &format!("   {program} {:.0} 毫秒，快 {:.1} 倍", other / 1e3, other / time.max(1.0));
            }
        }
        println!("{line}   {what}");
    }
    for line in peers.lines().filter(|line| line.contains(" absent ")) {
        println!("没有 {}，这一项没有并列", line.split(' ').next().unwrap_or_default());
    }
    Ok(())
}
