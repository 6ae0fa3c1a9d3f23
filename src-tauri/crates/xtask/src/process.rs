//! Running other programs: one way to start them, one way to fail. Every error of xtask is one clear line.

use std::path::Path;
use std::process::{Command, Stdio};

/// The error of every step: one line for the person at the terminal.
pub type Result<T = ()> = std::result::Result<T, String>;

pub fn command(program: &str, dir: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(dir).stdin(Stdio::null());
    command
}

/// npm is a script with another name on Windows.
pub fn npm(dir: &Path) -> Command {
    command(if cfg!(windows) { "npm.cmd" } else { "npm" }, dir)
}

/// Runs to the end with the output going to the terminal.
pub fn run(command: &mut Command) -> Result {
    let status = command.status().map_err(|e| format!("无法启动 {}：{e}", shown(command)))?;
    if status.success() { Ok(()) } else { Err(format!("失败（{status}）：{}", shown(command))) }
}

/// Runs to the end and gives back what was printed on stdout.
pub fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|e| format!("无法启动 {}：{e}", shown(command)))?;
    if !output.status.success() {
        return Err(format!("失败（{}）：{}", output.status, shown(command)));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("输出不是 UTF-8：{}", shown(command)))
}

/// True if the program runs and says yes; whatever it prints is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

/// The command as one would type it, cut to a readable length.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let line = words.map(|w| w.to_string_lossy()).collect::<Vec<_>>().join(" ");
    line.chars().take(120).collect()
}
