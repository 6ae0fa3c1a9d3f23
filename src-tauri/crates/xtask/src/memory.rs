//! `bench memory`: what the whole program needs, web view included, beside a window that shows one line of text;
//! shipped builds of both, each measured when its picture has come to rest. Linux only: it asks `/proc`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::process::{self, Result};
use crate::project::Project;
use crate::screen::Screen;
use crate::steps::patiently;
use crate::verify;

/// A window may take so long until it rests.
const PATIENCE: Duration = Duration::from_secs(90);

pub fn word(project: &Project) -> Result {
    if !cfg!(target_os = "linux") {
        return Err("内存只能在 Linux 上量".into());
    }
    process::run(&mut project.npm(&["run", "--silent", "build"]))?;
    let programs = ["build", "--release", "--package", "duizhang", "--bin", "duizhang", "--example", "bare"];
    process::run(project.cargo(&programs).args(verify::WINDOW))?;
    let release = project.target.join("release");
    let (bare, ours) = (release.join("examples/bare"), release.join("duizhang"));
    let folder = project.work("bench")?;
    let nation = folder.join("nation/规模.dz");
    let mut windows = vec![("空的 Tauri 窗口", &bare, None), ("开始页", &ours, None)];
    match nation.exists() {
        true => windows.push(("全国规模的台账，总览", &ours, Some(nation.as_path()))),
        false => println!("没有全国规模的台账：先运行 cargo xtask bench scale nation"),
    }
    let mut least = None;
    for (name, program, ledger) in windows {
        let picture = folder.join(format!("{name}.png"));
        let needed = patiently(name, || measured(project, program, ledger, &picture))?;
        let least = *least.get_or_insert(needed.total());
        let more = needed.total() as i64 - least as i64;
        println!(
            "{name}：{} MB，比空窗口多 {more} MB（{needed}）；画面 {}",
            needed.total(),
            picture.display()
        );
    }
    Ok(())
}

/// Megabytes by the name of the process.
struct Needed(BTreeMap<String, u64>);

impl Needed {
    fn total(&self) -> u64 {
        self.0.values().sum()
    }
}

impl std::fmt::Display for Needed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<String> =
            self.0.iter().map(|(name, megabytes)| format!("{name} {megabytes}")).collect();
        f.write_str(&parts.join("，"))
    }
}

fn measured(project: &Project, program: &Path, ledger: Option<&Path>, picture: &Path) -> Result<Needed> {
    let screen = Screen::open(project, 1366, 768)?;
    let data = project.work(&format!("memory-{}", std::process::id()))?;
    let mut command = screen.command(program);
    command.args(ledger).env("DUIZHANG_DATA_DIR", &data);
    let mut window = command.spawn().map_err(|e| format!("无法启动：{e}"))?;
    let rested = screen.save_when_still(picture, PATIENCE);
    let needed = of_tree(window.id());
    drop(screen); // the window ends with its display
    let _ = window.wait();
    let _ = fs::remove_dir_all(&data);
    rested.and(needed)
}

/// The proportional share of memory of a process and all below it, the helper that gives it a bus left out.
fn of_tree(root: u32) -> Result<Needed> {
    let mut parents: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let entries = fs::read_dir("/proc").map_err(|e| format!("/proc：{e}"))?;
    for id in entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()) {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // The name stands in brackets and may hold anything.
        let parent = stat.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(1)?.parse().ok());
        if let Some(parent) = parent {
            parents.entry(parent).or_default().push(id);
        }
    }
    let (mut below, mut open) = (BTreeSet::new(), vec![root]);
    while let Some(id) = open.pop() {
        let children = parents.get(&id).cloned().unwrap_or_default();
        open.extend(children.into_iter().filter(|child| below.insert(*child)));
    }
    let mut needed = BTreeMap::new();
    for id in below {
        let name = fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
        let rollup = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
        let share = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        let kilobytes = share.and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok());
        if let Some(kilobytes) = kilobytes.filter(|_| !name.starts_with("dbus")) {
            *needed.entry(name.trim().to_owned()).or_default() += kilobytes / 1024;
        }
    }
    if needed.is_empty() { Err("没有量到任何进程".into()) } else { Ok(Needed(needed)) }
}
