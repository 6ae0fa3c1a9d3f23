//! Starting the program with its window, and the one command through which the page asks for everything.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use api::{Host, Session};
use serde_json::{Value, json};
use tauri::{App, AppHandle, Emitter, Manager, State, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};
use tauri_plugin_window_state::StateFlags;

use crate::host::{DATA_DIR, Desktop};
use crate::{graphics, memory};

/// Size of the window in pixels, `1920x1080`, instead of the remembered one: for tests and screenshots.
const WINDOW_SIZE: &str = "DUIZHANG_WINDOW";
/// After so long without a question nobody is at work.
const IDLE: Duration = Duration::from_secs(15);
/// Told to the page when a second start of the program named a ledger; the payload is its path.
const OPEN_LEDGER: &str = "open_ledger";

/// Runs until the window is closed.
pub fn run() -> Result<(), Box<dyn Error>> {
    graphics::spare()?;
    let mut builder = tauri::Builder::default();
    if std::env::var_os(DATA_DIR).is_none() {
        builder = builder.plugin(tauri_plugin_single_instance::init(come_forward));
    }
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .setup(|app| open(app))
        .invoke_handler(tauri::generate_handler![rpc])
        .run(tauri::generate_context!())?;
    Ok(())
}

/// The one command. What it can be asked is declared in `api::contract`; here it only changes threads, because
/// commands read files and wait for dialogs.
#[tauri::command]
async fn rpc(
    session: State<'_, Arc<Session>>,
    asked: State<'_, Sender<()>>,
    cmd: String,
    payload: Value,
) -> Result<Value, Value> {
    let _ = asked.send(());
    let session = Arc::clone(&session);
    let work = tauri::async_runtime::spawn_blocking(move || session.dispatch(&cmd, payload));
    work.await.unwrap_or_else(|_| Err(json!({ "code": "panic", "data": [], "problems": [] })))
}

fn open(app: &mut App) -> Result<(), Box<dyn Error>> {
    let desktop = Desktop::new(app.handle())?;
    let data_dir = desktop.data_dir();
    let session = Arc::new(Session::new(Box::new(desktop)));
    app.manage(Arc::clone(&session));
    app.manage(rest_when_idle(Arc::clone(&session)));
    let given = std::env::args_os().nth(1).map(PathBuf::from);
    let refused = given.filter(|path| open_ledger(&session, path).is_err());
    show_window(app, &data_dir)?;
    if let Some(path) = refused {
        let text = format!("打不开这个台账：{}", path.display());
        let message = app.dialog().message(text).title("对账").kind(MessageDialogKind::Warning);
        message.buttons(MessageDialogButtons::OkCustom("知道了".into())).show(|_| ());
    }
    Ok(())
}

/// Lets the session rest, and the system have what it held, whenever nothing was asked for a while after something was;
/// what is asked is told to the sender.
fn rest_when_idle(session: Arc<Session>) -> Sender<()> {
    let (asked, asks) = channel();
    std::thread::spawn(move || {
        while asks.recv().is_ok() {
            while asks.recv_timeout(IDLE).is_ok() {}
            session.rest();
            memory::give_back();
        }
    });
    asked
}

fn open_ledger(session: &Session, path: &Path) -> Result<Value, Value> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    session.dispatch(OPEN_LEDGER, json!({ "path": path }))
}

fn show_window(app: &App, data_dir: &Path) -> Result<(), Box<dyn Error>> {
    let config = app.config().app.windows.first().ok_or("no window in tauri.conf.json")?;
    let builder = WebviewWindowBuilder::from_config(app, config)?.data_directory(data_dir.join("webview"));
    if let Some((width, height)) = wanted_size() {
        builder.position(0.0, 0.0).inner_size(width, height).build()?;
        return Ok(());
    }
    let memory = data_dir.join("window.json");
    let first_start = !memory.exists();
    app.handle().plugin(
        tauri_plugin_window_state::Builder::new()
            .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
            .with_filename(memory.to_string_lossy())
            .build(),
    )?;
    let window = builder.build()?;
    if first_start && fills_the_screen(&window) {
        window.maximize()?;
    }
    Ok(())
}

/// On a small laptop the default size with its frame would reach beyond the screen.
fn fills_the_screen(window: &WebviewWindow) -> bool {
    let Ok(Some(monitor)) = window.current_monitor() else { return false };
    let screen = monitor.size().to_logical::<f64>(monitor.scale_factor());
    screen.width < 1440.0 || screen.height < 860.0
}

fn wanted_size() -> Option<(f64, f64)> {
    let text = std::env::var(WINDOW_SIZE).ok()?;
    let (width, height) = text.split_once('x')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}

/// A second start brings the first window forward, and hands over the ledger it was to open.
fn come_forward(app: &AppHandle, words: Vec<String>, folder: String) {
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
    if let Some(path) = words.get(1) {
        let _ = app.emit(OPEN_LEDGER, Path::new(&folder).join(path));
    }
}
