//! Where things are in this repository, and the two programs every word calls: cargo and npm.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{self, Result};

/// The repository and the folder cargo builds into.
pub struct Project {
    pub root: PathBuf,
    pub target: PathBuf,
}

impl Project {
    /// The repository that this program was built from; the target folder is the one it lies in.
    pub fn here() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).ok_or("找不到仓库根目录")?;
        let program = std::env::current_exe().map_err(|e| format!("找不到自身：{e}"))?;
        let target = program.ancestors().nth(2).ok_or("找不到 target 目录")?;
        Ok(Self { root: root.to_owned(), target: target.to_owned() })
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A folder of our own under target/, made when first asked for.
    pub fn work(&self, name: &str) -> Result<PathBuf> {
        let path = self.target.join("xtask").join(name);
        std::fs::create_dir_all(&path).map_err(|e| format!("{}：{e}", path.display()))?;
        Ok(path)
    }

    /// A program that cargo built in the dev profile.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    pub fn cargo(&self, words: &[&str]) -> Command {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
        let mut command = process::command(&cargo, &self.root);
        command.args(words).env("CARGO_TARGET_DIR", &self.target);
        command
    }

    pub fn npm(&self, words: &[&str]) -> Command {
        let mut command = process::npm(&self.ui());
        command.args(words);
        command
    }
}
