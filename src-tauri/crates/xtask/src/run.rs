//! `run`: the program from a clean clone. With a display it opens the window on the sample ledger; without
//! one it does the main job through `dz` and leaves the results, and pictures of the real window, in out/.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::process::{self, Result};
use crate::project::Project;
use crate::screen::Screen;
use crate::steps::Steps;
use crate::{setup, verify};

const SIZES: [(u32, u32); 2] = [(1366, 768), (1920, 1080)];

pub fn word(project: &Project) -> Result {
    let out = project.root.join("out");
    fs::create_dir_all(&out).map_err(|e| format!("{}：{e}", out.display()))?;
    let ledger = out.join("示例.dz");
    let shown = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()));
    if shown || !cfg!(target_os = "linux") {
        on_display(project, &ledger)
    } else {
        without_display(project, &ledger)
    }
}

fn on_display(project: &Project, ledger: &Path) -> Result {
    let mut steps = Steps::new(4);
    prepare(project, &mut steps)?;
    steps.step("示例台账", || if ledger.exists() { Ok(()) } else { sample(project, ledger) })?;
    steps.step("打开窗口（关闭窗口即结束）", || {
        process::run(process::command(&text(&project.program("duizhang")), &project.root).arg(ledger))
    })
}

fn without_display(project: &Project, ledger: &Path) -> Result {
    let mut steps = Steps::new(6);
    prepare(project, &mut steps)?;
    steps.step("示例台账", || sample(project, ledger))?;
    steps.step("进度表", || dz(project, &["status", &text(ledger)]))?;
    let (bulletin, annex) = (ledger.with_file_name("通报.docx"), ledger.with_file_name("附表.xlsx"));
    steps.step("通报和附表", || {
        dz(project, &["report", &text(ledger), "-o", &text(&bulletin)])?;
        dz(project, &["report", &text(ledger), "-o", &text(&annex)])
    })?;
    steps.step("窗口截图", || pictures(project, ledger))?;
    println!("没有显示器，成果在 out/：");
    for file in listed(ledger) {
        println!("      {file}");
    }
    Ok(())
}

fn prepare(project: &Project, steps: &mut Steps) -> Result {
    steps.step("准备", || setup::word(project))?;
    steps.step("构建窗口和 dz", || verify::window(project))
}

/// A fresh sample; one that is there already gives way, it was made here.
fn sample(project: &Project, ledger: &Path) -> Result {
    for old in [ledger.to_owned(), side(ledger, "-wal"), side(ledger, "-shm")] {
        if old.exists() {
            fs::remove_file(&old).map_err(|e| format!("{}：{e}", old.display()))?;
        }
    }
    dz(project, &["new", &text(ledger), "--sample"])
}

fn pictures(project: &Project, ledger: &Path) -> Result {
    for (width, height) in SIZES {
        let screen = Screen::open(project, width, height)?;
        let data = project.work("pictures")?;
        let mut window = screen
            .command(&project.program("duizhang"))
            .arg(ledger)
            .env("DUIZHANG_DATA_DIR", &data)
            .env("DUIZHANG_WINDOW", format!("{width}x{height}"))
            .spawn()
            .map_err(|e| format!("无法启动窗口：{e}"))?;
        let saved = screen.save_when_still(
            &ledger.with_file_name(format!("窗口-{width}x{height}.png")),
            Duration::from_secs(60),
        );
        drop(screen); // the window ends with its display, and the session bus with the window
        let _ = window.wait();
        saved?;
    }
    Ok(())
}

fn dz(project: &Project, words: &[&str]) -> Result {
    process::run(process::command(&text(&project.program("dz")), &project.root).args(words))
}

fn listed(ledger: &Path) -> Vec<String> {
    let entries = ledger.parent().and_then(|out| fs::read_dir(out).ok()).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    files.sort();
    files
}

fn side(ledger: &Path, ending: &str) -> PathBuf {
    ledger.with_file_name(format!("{}{ending}", text(Path::new(ledger.file_name().unwrap_or_default()))))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
