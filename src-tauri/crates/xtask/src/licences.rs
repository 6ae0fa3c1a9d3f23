//! The licences of every package that is built in, the window's and the tests' included: each must offer one that an office may
//! use and pass on.

use serde_json::Value;

use crate::process::{self, Result};
use crate::project::Project;

/// Licences that ask for nothing but their own text.
const OPEN: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages under another licence, and why they do no harm.
const EXCEPTIONS: [(&str, &str); 1] = [("webdriver", "MPL-2.0")]; // only drives the tests of the window

pub fn check(project: &Project) -> Result {
    let text = process::output(&mut project.cargo(&["metadata", "--locked", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&text).map_err(|e| format!("cargo metadata：{e}"))?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata 没有列出包")?;
    let wrong: Vec<String> = packages
        .iter()
        .filter(|package| !package["source"].is_null())
        .filter_map(|package| {
            let (name, licence) = (package["name"].as_str()?, package["license"].as_str().unwrap_or("—"));
            let excepted = EXCEPTIONS.contains(&(name, licence));
            (!is_open(licence) && !excepted).then(|| format!("{name}（{licence}）"))
        })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(format!("许可证需要核对：{}", wrong.join("、"))) }
}

/// Whether an expression can be met with open licences alone: of what is joined by OR one, of what is joined by AND all.
fn is_open(expression: &str) -> bool {
    let alternatives = expression.replace('/', " OR ").replace(['(', ')'], "");
    let parts: Vec<&str> = alternatives.split(" AND ").collect();
    parts.iter().all(|part| part.split(" OR ").any(|licence| OPEN.contains(&licence.trim())))
}

#[cfg(test)]
mod tests {
    use super::is_open;

    #[test]
    fn an_expression_is_open_if_one_of_its_ways_is() {
        for open in
            ["MIT", "MIT/Apache-2.0", "MIT OR LGPL-2.1-or-later", "(MIT OR Apache-2.0) AND Unicode-3.0"]
        {
            assert!(is_open(open), "{open}");
        }
        for closed in ["GPL-3.0", "—", "LGPL-2.1-or-later", "MIT AND GPL-3.0"] {
            assert!(!is_open(closed), "{closed}");
        }
    }
}
