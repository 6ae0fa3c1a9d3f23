//! Hands Tauri the capabilities folder and the one command; nothing else.
fn main() {
    #[cfg(feature = "desktop")]
    tauri_build::try_build(
        tauri_build::Attributes::new()
            .capabilities_path_pattern("./src-tauri/capabilities/**/*")
            .app_manifest(tauri_build::AppManifest::new().commands(&["rpc"])),
    )
    .expect("tauri-build");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
}
