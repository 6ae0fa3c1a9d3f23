//! Who paints the page. WebKitGTK lets OpenGL do it. Where no card computes that the processor does, which takes more
//! memory and longer frames than when it paints by itself what OpenGL then only puts together (decision 38).

/// Has the processor paint where there is no card for it; before the first window.
#[cfg(target_os = "linux")]
pub fn spare() -> Result<(), glib::BoolError> {
    if has_card() {
        return Ok(());
    }
    // The page's process reads it. What somebody set himself stays.
    glib::setenv("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1", false)
}

/// Whether the system offers a card for computing pictures.
#[cfg(target_os = "linux")]
fn has_card() -> bool {
    let devices = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    devices.into_iter().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

/// Elsewhere the system sees to it.
#[cfg(not(target_os = "linux"))]
pub fn spare() -> Result<(), std::convert::Infallible> {
    Ok(())
}
