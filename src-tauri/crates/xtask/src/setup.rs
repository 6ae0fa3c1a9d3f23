//! `setup`: what a fresh machine lacks beside Rust and Node. Each need is probed by what it is for, so the
//! answer is right on any system; on Debian and its kin the missing packages are installed, elsewhere the
//! user is told what to install. Nothing here is needed to build and test the core and `dz`.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::process::{self, Result};
use crate::project::Project;
use crate::steps::patiently;

/// One thing the machine must have.
struct Need {
    what: &'static str,
    present: fn() -> bool,
    /// Debian packages that bring it.
    packages: &'static [&'static str],
    /// What to say where there is no apt.
    elsewhere: &'static str,
}

const NEEDS: [Need; 6] = [
    Need {
        what: "C 编译器和 pkg-config",
        present: || program("cc") && program("pkg-config"),
        packages: &["gcc", "libc6-dev", "pkg-config"],
        elsewhere: "gcc 或 clang，pkg-config",
    },
    Need {
        what: "网页视图开发文件 WebKitGTK 4.1",
        present: || process::succeeds(Command::new("pkg-config").args(["--exists", "webkit2gtk-4.1"])),
        packages: &["libwebkit2gtk-4.1-dev"],
        elsewhere: "webkit2gtk-4.1 的开发包",
    },
    Need {
        what: "中文字体",
        present: has_chinese_font,
        packages: &["fonts-noto-cjk", "fontconfig"],
        elsewhere: "任一简体中文字体，例如 Noto Sans CJK",
    },
    Need {
        what: "虚拟显示 Xvfb",
        present: || program("Xvfb") && program("xkbcomp"),
        packages: &["xvfb", "xkb-data", "x11-xkb-utils"],
        elsewhere: "Xvfb（只用于测试和截图）",
    },
    Need {
        what: "窗口测试驱动 WebKitWebDriver",
        present: || program("WebKitWebDriver"),
        packages: &["webkit2gtk-driver"],
        elsewhere: "WebKitWebDriver（只用于测试）",
    },
    Need {
        what: "会话总线 dbus-run-session",
        present: || program("dbus-run-session"),
        packages: &["dbus"],
        elsewhere: "dbus（只用于测试和截图）",
    },
];

pub fn word(project: &Project) -> Result {
    node_is_recent(project)?;
    if cfg!(target_os = "linux") {
        system(project)?;
    } else {
        println!(
            "系统组件　需要您安装：Windows 上是 Visual Studio C++ 生成工具和 WebView2（Windows 10/11 一般自带）；"
        );
        println!("　　　　　macOS 上是 Xcode 命令行工具。真实窗口的测试只能在 Linux 上跑。");
    }
    front_end(project)
}

fn system(project: &Project) -> Result {
    let missing: Vec<_> = NEEDS.iter().filter(|need| !(need.present)()).collect();
    let can_install = program("apt-get");
    if can_install && !missing.is_empty() {
        install(project, &missing)?;
    }
    let mut still = Vec::new();
    for need in &NEEDS {
        let was_missing = missing.iter().any(|m| m.what == need.what);
        let word = match (was_missing, (need.present)()) {
            (false, _) => "已有".to_owned(),
            (true, true) => format!("已安装（{}）", need.packages.join(" ")),
            (true, false) => {
                still.push(need.what);
                format!("需要您安装：{}", need.elsewhere)
            }
        };
        println!("      {}　{word}", need.what);
    }
    if still.is_empty() { Ok(()) } else { Err(format!("缺少：{}", still.join("、"))) }
}

/// Installs in one go, quietly; the lists are fetched only now, when something is missing.
fn install(project: &Project, missing: &[&Need]) -> Result {
    let packages: Vec<_> = missing.iter().flat_map(|need| need.packages.iter().copied()).collect();
    let prefix = privilege().ok_or_else(|| {
        format!("需要管理员权限，请先执行：apt-get install --no-install-recommends {}", packages.join(" "))
    })?;
    println!("      安装：{}", packages.join(" "));
    let log = project.work("setup")?.join("apt.log");
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(&packages);
    patiently("apt-get update", || quietly(prefix, &["update"], &log))?;
    patiently("apt-get install", || quietly(prefix, &install, &log))
}

fn quietly(prefix: &[&str], words: &[&str], log: &Path) -> Result {
    let mut line = prefix.to_vec();
    line.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]);
    line.extend(words);
    let file = |append| fs::OpenOptions::new().create(true).append(append).write(true).open(log);
    let (out, err) = (file(true), file(true));
    let (Ok(out), Ok(err)) = (out, err) else { return Err(format!("写不了 {}", log.display())) };
    process::run(process::command(line[0], Path::new("/")).args(&line[1..]).stdout(out).stderr(err)).map_err(
        |problem| {
            let text = fs::read_to_string(log).unwrap_or_default();
            let last: Vec<_> = text.lines().rev().filter(|l| !l.trim().is_empty()).take(3).collect();
            format!(
                "{problem}；{}（全文见 {}）",
                last.into_iter().rev().collect::<Vec<_>>().join(" / "),
                log.display()
            )
        },
    )
}

/// Nothing for root, sudo if it is there; `None` when neither.
fn privilege() -> Option<&'static [&'static str]> {
    let root = process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    match (root, program("sudo")) {
        (true, _) => Some(&[]),
        (false, true) => Some(&["sudo"]),
        (false, false) => None,
    }
}

/// Installs the packages of the user interface unless they are there as the lock file wants them.
fn front_end(project: &Project) -> Result {
    if front_end_is_installed(&project.ui()) == Some(true) {
        println!("      前端依赖　已有");
        return Ok(());
    }
    let words = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    patiently("npm ci", || process::run(&mut project.npm(&words)))?;
    println!("      前端依赖　已安装（npm ci）");
    Ok(())
}

/// npm leaves in node_modules a lock file of what it installed. It lacks only what is optional and for other systems.
fn front_end_is_installed(ui: &Path) -> Option<bool> {
    let packages = |path: &str| {
        let text = fs::read_to_string(ui.join(path)).ok()?;
        let lock: Value = serde_json::from_str(&text).ok()?;
        lock["packages"].as_object().cloned()
    };
    let (wanted, installed) = (packages("package-lock.json")?, packages("node_modules/.package-lock.json")?);
    let same = |name: &String, package: &Value| match installed.get(name) {
        Some(present) => {
            present["version"] == package["version"] && present["integrity"] == package["integrity"]
        }
        None => name.is_empty() || package["optional"] == true,
    };
    Some(wanted.iter().all(|(name, package)| same(name, package)))
}

fn node_is_recent(project: &Project) -> Result {
    const WANTED: u32 = 20;
    let version = process::output(process::command("node", &project.root).arg("--version"))
        .map_err(|_| format!("需要 Node {WANTED} 以上和 npm，请先安装"))?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    if major.is_some_and(|major| major >= WANTED) {
        println!("      Node　已有（{}）", version.trim());
        return Ok(());
    }
    Err(format!("Node {} 太旧，需要 {WANTED} 以上", version.trim()))
}

/// Looks for the program in PATH without starting it.
fn program(name: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(name).is_file()))
}

fn has_chinese_font() -> bool {
    program("fc-list")
        && process::output(Command::new("fc-list").args([":lang=zh-cn", "family"]))
            .is_ok_and(|fonts| !fonts.trim().is_empty())
}
