//! `cargo xtask WORD`: everything one does to this repository, in one place. Each word is a function of a
//! `Project`; what fails says so in one line and ends the run.

mod bench;
mod codes;
mod faults;
mod fuzz;
mod licences;
mod memory;
mod packages;
mod png;
mod process;
mod project;
mod reports;
mod run;
mod scale;
mod screen;
mod setup;
mod steps;
mod verify;
mod wire;
mod workbooks;

use std::process::ExitCode;

use process::Result;
use project::Project;

/// A word, what it does, and the function that does it.
type Word = (&'static str, &'static str, fn(&Project, &[String]) -> Result);

const WORDS: [Word; 13] = [
    ("setup", "安装构建和测试所需的系统组件与前端依赖", |p, _| setup::word(p)),
    ("run", "准备、构建，打开示例台账的窗口；没有显示器时生成成果文件和截图到 out/", |p, _| run::word(p)),
    ("test", "准备，然后跑全部检查和测试，包括真实窗口", |p, _| verify::test(p)),
    ("check", "格式、clippy、类型、前端规范、项目规矩", |p, _| verify::check(p)),
    (
        "bench",
        "性能比值 [名称…]；scale [county|region|nation|all]：大台账与手写 SQL 并列；memory：整个程序比空窗口多用多少内存；workbooks：十万行工作簿与 openpyxl、XlsxWriter 并列；reports：103 个旗县的情况表、百页附表与 Python 各库和 LibreOffice 并列；packages：500 个包与 SQLite 变更集、openpyxl 并列",
        bench::word,
    ),
    ("score", "读文的分数：五篇样本（../shared 在时）和自写文本，与及格线并列", |p, _| verify::score(p)),
    ("fuzz", "随机输入测试 [目标…] [--minutes 每个目标的分钟数]", fuzz::word),
    (
        "faults",
        "故障：强行结束、断电、写满、拔盘 [每类工作的次数]，结果写到 docs/reliability.md",
        faults::word,
    ),
    ("gen", "由 Rust 类型生成 ui/src/wire", |p, _| wire::generate(p)),
    ("golden", "重写期望结果 tests/golden [测试名]", verify::golden),
    ("e2e", "只跑真实窗口的测试 [测试名]", verify::e2e),
    ("ci", "同 test", |p, _| verify::test(p)),
    ("codes", "重做 assets/codes（行政区划代码）", |p, _| codes::pack(p)),
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let word = words.next().unwrap_or_default();
    let rest: Vec<_> = words.collect();
    let Some((_, _, act)) = WORDS.iter().find(|(name, ..)| *name == word) else {
        return usage(&word);
    };
    match Project::here().and_then(|project| act(&project, &rest)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("xtask {word}: {line}");
            ExitCode::FAILURE
        }
    }
}

fn usage(word: &str) -> ExitCode {
    println!("cargo xtask 命令");
    for (name, what, _) in WORDS {
        println!("  {name:<7}{what}");
    }
    if word.is_empty() || word == "help" || word == "--help" {
        return ExitCode::SUCCESS;
    }
    eprintln!("xtask: 没有这个命令：{word}");
    ExitCode::from(2)
}
