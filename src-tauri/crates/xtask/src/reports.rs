//! `bench reports`: the sheets of all counties of the sample as workbooks and as pages, an annex of a hundred pages, a
//! bulletin with all its files, beside openpyxl, XlsxWriter, python-docx and LibreOffice in the same run where they are there.

use crate::process::{self, Result};
use crate::project::Project;
use crate::steps::patiently;

/// The peers, in Python. `PYTHON` names another one than the usual.
const PEERS: &str = include_str!("reports.py");

/// So many processes that have done nothing yet are asked for a bulletin.
const FRESH: usize = 3;

const WORDS: [(&str, &str); 11] = [
    ("compose", "各旗县情况表的内容算出来"),
    ("counties.xlsx", "各旗县情况表写成工作簿"),
    ("counties.pdf", "各旗县情况表排成 PDF"),
    ("long.xlsx", "百页附表写成工作簿"),
    ("long.docx", "百页附表写成 Word"),
    ("long.pdf", "百页附表排成 PDF"),
    ("bulletin", "通报连附件附图，刚启动的程序从打开台账到写出 Word、Excel、PDF"),
    ("bulletin.compose", "其中：打开台账，内容算出来"),
    ("bulletin.docx", "其中：写成 Word"),
    ("bulletin.xlsx", "其中：附表写成工作簿"),
    ("bulletin.pdf", "其中：排成 PDF"),
];

pub fn word(project: &Project) -> Result {
    let folder = project.work("bench")?.join("reports");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|e| format!("{}：{e}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}：{e}", folder.display()))?;
    process::run(&mut project.cargo(&["build", "--release", "--package", "api", "--example", "reports"]))?;
    let measures = project.target.join("release/examples/reports");
    let measures = || {
        let mut measures = process::command(&measures.to_string_lossy(), &project.root);
        measures.arg(&folder);
        measures
    };
    let many = patiently("对账", || process::output(&mut measures()))?;
    let mut fresh = Vec::new();
    for _ in 0..FRESH {
        fresh.push(process::output(measures().arg("bulletin"))?);
    }
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut python = process::command(&python, &project.root);
    let peers = patiently("openpyxl、XlsxWriter、python-docx、LibreOffice", || {
        process::output(python.args(["-c", PEERS]).arg(&folder))
    })?;
    let taken = |line: &str| -> Option<(String, f64, f64)> {
        let mut words = line.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.parse().ok()?, words.next()?.parse().ok()?))
    };
    let whole = |run: &str| {
        run.lines().filter_map(taken).find(|(of, ..)| of == "bulletin").map_or(0.0, |(.., time)| time)
    };
    fresh.sort_by(|a, b| whole(a).total_cmp(&whole(b)));
    let ours = many + &fresh[FRESH / 2];
    for (name, what) in WORDS {
        let Some((_, count, time)) = ours.lines().filter_map(taken).find(|(of, ..)| of == name) else {
            continue;
        };
        let mut line = format!("{name:<16}{count:>6.0} {:>9.0} 毫秒", time / 1e3);
        for peer in peers.lines() {
            if let Some((program, rest)) = peer.split_once(' ')
                && let Some((_, _, other)) = taken(rest).filter(|(of, ..)| of == name)
            {
                line += &format!("   {program} {:.0} 毫秒，快 {:.1} 倍", other / 1e3, other / time.max(1.0));
            }
        }
        println!("{line}   {what}");
    }
    let memory = ours.lines().find_map(|line| line.strip_prefix("memory ")?.parse::<f64>().ok());
    println!("内存最多 {:.0} MB", memory.unwrap_or_default() / 1024.0);
    for line in peers.lines().filter(|line| line.contains(" absent ")) {
        println!("没有 {}，这一项没有并列", line.split(' ').next().unwrap_or_default());
    }
    Ok(())
}
