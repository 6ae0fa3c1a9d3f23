//! `test`, `check`, `score`, `golden`, `e2e`: the proofs. Each step is a command that a developer could type; the
//! output of the test runners goes to the terminal as it is, their closing lines included.

use std::process::Command;

use crate::process::{self, Result};
use crate::project::Project;
use crate::screen::Screen;
use crate::steps::Steps;
use crate::{faults, licences, setup, wire};

/// The features of the window: the web view, and the user interface built into the program.
pub const WINDOW: [&str; 2] = ["--features", "desktop,custom-protocol"];

pub fn test(project: &Project) -> Result {
    let mut steps = Steps::new(12);
    steps.step("准备", || setup::word(project))?;
    steps.step("格式", || format(project))?;
    steps.step("许可证", || licences::check(project))?;
    steps.step("clippy：核心", || clippy(project, &["--workspace", "--all-targets"]))?;
    steps
        .step("前端：类型与规范", || process::run(&mut project.npm(&["run", "--silent", "check"])))?;
    steps.step("测试：核心", || process::run(&mut core_tests(project)))?;
    steps.step("前后端类型一致", || wire::compare(project))?;
    steps.step("测试：前端", || process::run(&mut project.npm(&["run", "--silent", "test"])))?;
    steps.step("构建窗口", || window(project))?;
    steps.step("测试：故障", || faults::few(project))?;
    steps.step("clippy：窗口", || clippy(project, &WINDOW))?;
    steps.step("测试：真实窗口", || window_tests(project, &[]))
}

pub fn check(project: &Project) -> Result {
    let mut steps = Steps::new(5);
    steps.step("格式", || format(project))?;
    steps.step("许可证", || licences::check(project))?;
    steps.step("clippy", || clippy(project, &["--workspace", "--all-targets"]))?;
    steps
        .step("前端：类型与规范", || process::run(&mut project.npm(&["run", "--silent", "check"])))?;
    steps.step("项目规矩", || {
        process::run(&mut project.cargo(&["test", "--quiet", "--package", "acceptance", "--test", "tidy"]))
    })
}

/// The marks test of `reading`, with its figures on the terminal.
pub fn score(project: &Project) -> Result {
    let test = ["test", "--quiet", "--package", "reading", "--test", "marks", "--"];
    process::run(project.cargo(&test).args(["--nocapture", "--test-threads=1"]))
}

pub fn golden(project: &Project, filter: &[String]) -> Result {
    process::run(core_tests(project).args(filter).env("UPDATE_GOLDEN", "1"))
}

pub fn e2e(project: &Project, filter: &[String]) -> Result {
    let mut steps = Steps::new(3);
    steps.step("准备", || setup::word(project))?;
    steps.step("构建窗口", || window(project))?;
    steps.step("测试：真实窗口", || window_tests(project, filter))
}

/// Builds the user interface and the window around it, and `dz` with the same libraries.
pub fn window(project: &Project) -> Result {
    process::run(&mut project.npm(&["run", "--silent", "build"]))?;
    let programs = ["build", "--package", "duizhang", "--package", "dz", "--bins"];
    process::run(project.cargo(&programs).args(WINDOW))
}

fn format(project: &Project) -> Result {
    process::run(&mut project.cargo(&["fmt", "--all", "--check"]))
}

fn clippy(project: &Project, what: &[&str]) -> Result {
    process::run(project.cargo(&["clippy", "--quiet"]).args(what).args(["--", "-D", "warnings"]))
}

/// All tests that need no web view. Wire types are exported beside, not into the tree.
fn core_tests(project: &Project) -> Command {
    let mut command = project.cargo(&["test"]);
    command.env("TS_RS_EXPORT_DIR", project.target.join("xtask/wire"));
    command
}

/// One window at a time: the tests share the screen.
fn window_tests(project: &Project, filter: &[String]) -> Result {
    process::run(&mut project.cargo(&["test", "--package", "e2e", "--no-run"]))?;
    let screen = Screen::open(project, 1366, 768)?;
    let mut tests = at_screen(project, &screen, &project.cargo(&["test", "--package", "e2e", "--"]));
    tests.args(filter).arg("--test-threads=1");
    tests.env("DUIZHANG_PROGRAMS", project.target.join("debug"));
    process::run(&mut tests)
}

/// A command that drives windows, with a screen and a session bus for them.
pub fn at_screen(project: &Project, screen: &Screen, command: &Command) -> Command {
    let mut driver = process::command("dbus-run-session", &project.root);
    driver.arg("--").args(words_of(command));
    driver.env("DISPLAY", screen.display()).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
    driver.env("CARGO_TARGET_DIR", &project.target);
    driver
}

fn words_of(command: &Command) -> Vec<String> {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect()
}
