//! The yardstick of the start benchmark: a Tauri window of the same version that shows one line of text and
//! does nothing else. Built by `cargo xtask bench`, never shipped.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tauri::Builder::default().run(tauri::generate_context!("tests/bench/bare/tauri.conf.json"))?;
    Ok(())
}
