//! How the page is drawn. WebKitGTK composes a page of layers by OpenGL. Where no card computes that the processor does,
//! which takes more than 100 MB, and longer for each frame than to draw the page in one piece (decision 38).

use tauri::WebviewWindow;

/// Has the page drawn without OpenGL where there is no card for it.
#[cfg(target_os = "linux")]
pub fn spare(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};

    if has_card() {
        return Ok(());
    }
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Whether the system offers a card for computing pictures.
#[cfg(target_os = "linux")]
fn has_card() -> bool {
    let mut devices = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    devices.any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

/// Elsewhere the system sees to it.
#[cfg(not(target_os = "linux"))]
pub fn spare(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
