//! The TypeScript types of the wire: written by the tests of `api` into a folder under target/, copied to
//! `ui/src/wire` by `gen`, compared with it by `test`. Files of types that are gone go too.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{self, Result};
use crate::project::Project;

/// Where the tests of `api` write; the same folder as in `.cargo/config.toml` when target/ is cargo's own.
const EXPORT: &str = "TS_RS_EXPORT_DIR";

pub fn generate(project: &Project) -> Result {
    let fresh = export(project)?;
    let committed = committed(project)?;
    let folder = folder(project);
    for name in committed.keys().filter(|name| !fresh.contains_key(*name)) {
        fs::remove_file(folder.join(name)).map_err(|e| format!("{}：{e}", name.display()))?;
        println!("      删除 {}", name.display());
    }
    for (name, text) in fresh.iter().filter(|(name, text)| committed.get(*name) != Some(text)) {
        let path = folder.join(name);
        let parent = path.parent().ok_or("没有上级目录")?;
        fs::create_dir_all(parent).map_err(|e| format!("{}：{e}", parent.display()))?;
        fs::write(&path, text).map_err(|e| format!("{}：{e}", path.display()))?;
        println!("      写入 {}", name.display());
    }
    println!("ui/src/wire：{} 个文件", fresh.len());
    Ok(())
}

/// Fails when `ui/src/wire` is not what the types of today give.
pub fn compare(project: &Project) -> Result {
    let fresh = export(project)?;
    let committed = committed(project)?;
    let mut stale: Vec<_> =
        fresh.iter().filter(|(name, text)| committed.get(*name) != Some(text)).map(|(n, _)| n).collect();
    stale.extend(committed.keys().filter(|name| !fresh.contains_key(*name)));
    match stale.as_slice() {
        [] => Ok(()),
        [first, ..] => {
            let first = first.display();
            Err(format!("ui/src/wire 过期：{} 个文件（{first} 等），请执行 cargo xtask gen", stale.len()))
        }
    }
}

fn export(project: &Project) -> Result<BTreeMap<PathBuf, String>> {
    let fresh = project.work("wire")?;
    fs::remove_dir_all(&fresh).map_err(|e| format!("{}：{e}", fresh.display()))?;
    let words = ["test", "--quiet", "--package", "api", "--lib", "export_bindings"];
    process::output(project.cargo(&words).env(EXPORT, &fresh))?;
    let files = files(&project.work("wire")?)?;
    if files.is_empty() { Err("api 没有导出任何类型".into()) } else { Ok(files) }
}

fn folder(project: &Project) -> PathBuf {
    project.ui().join("src/wire")
}

fn committed(project: &Project) -> Result<BTreeMap<PathBuf, String>> {
    files(&folder(project))
}

/// Every file below the folder with its text.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, String>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).map_err(|e| format!("{}：{e}", path.display()))?;
            let name = path.strip_prefix(folder).map_err(|e| e.to_string())?.to_owned();
            found.insert(name, text);
        }
    }
    Ok(found)
}
