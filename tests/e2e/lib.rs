//! Drives the real window through WebKitWebDriver, which starts the program itself. Each journey has a driver,
//! a data folder and a window of its own. Every call has a time limit; when a journey fails, a picture and
//! the page's source are left in target/e2e. Run by `cargo xtask e2e`, which gives the screen and the bus.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::process::{Child, Command};

/// What went wrong, in words for the person reading the test's output.
pub type Outcome<T = ()> = Result<T, String>;

// Wide enough for a busy machine and a program that is not optimised.
const CALL: Duration = Duration::from_secs(30);
const APPEAR: Duration = Duration::from_secs(40);
const JOURNEY: Duration = Duration::from_secs(300);

/// The program's window, and the folder it keeps its files in.
pub struct Window {
    client: Client,
    driver: Child,
    folder: PathBuf,
}

/// Opens a window, walks the journey, closes the window; panics with the reason when a step failed.
#[track_caller]
pub fn journey(name: &str, walk: impl AsyncFnOnce(&Window) -> Outcome) {
    journey_with(name, &[], walk);
}

/// The same with words on the program's command line.
#[track_caller]
pub fn journey_with(name: &str, words: &[&str], walk: impl AsyncFnOnce(&Window) -> Outcome) {
    let folder = tempfile::tempdir().expect("a folder for the program's data");
    journey_in(name, folder.path(), words, walk);
}

/// The same in a folder that was used before: the program is started again.
#[track_caller]
pub fn journey_in(name: &str, folder: &Path, words: &[&str], walk: impl AsyncFnOnce(&Window) -> Outcome) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let outcome = runtime.block_on(async {
        let window = Window::open(folder, words).await?;
        let walked = tokio::time::timeout(JOURNEY, walk(&window)).await;
        let outcome = walked.unwrap_or_else(|_| Err(format!("not done after {} s", JOURNEY.as_secs())));
        if outcome.is_err() {
            window.keep_evidence(name).await;
        }
        window.close().await;
        outcome
    });
    if let Err(reason) = outcome {
        panic!("journey {name}: {reason}");
    }
}

/// A condition of a journey with the reason why it must hold.
pub fn ensure(holds: bool, why: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(why.into()) }
}

impl Window {
    async fn open(folder: &Path, words: &[&str]) -> Outcome<Self> {
        let port = free_port()?;
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("DUIZHANG_DATA_DIR", folder)
            .env("DUIZHANG_CHOOSE_DIR", folder)
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|e| format!("WebKitWebDriver does not start ({e}); run cargo xtask setup"))?;
        let options = json!({ "binary": program(), "args": words });
        let client = connect(port, options).await?;
        Ok(Self { client, driver, folder: folder.to_owned() })
    }

    /// The folder of the program's own files; file dialogs choose from it too.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Waits for an element and gives it back.
    pub async fn see(&self, css: &str) -> Outcome<Element> {
        self.on(Locator::Css(css), css, async |element| Ok(element)).await
    }

    /// Waits until the text stands somewhere on the page, inside one element.
    pub async fn see_text(&self, text: &str) -> Outcome<Element> {
        let path = format!("//body//*[text()[contains(normalize-space(.), {})]]", quoted(text));
        self.on(Locator::XPath(&path), text, async |element| Ok(element)).await
    }

    /// Clicks the button, link, tab or menu item with this text.
    pub async fn press(&self, text: &str) -> Outcome {
        let roles =
            "self::button or self::a or @role='button' or @role='menuitem' or @role='tab' or @role='option'";
        let path = format!("//*[({roles}) and contains(normalize-space(.), {})]", quoted(text));
        self.on(Locator::XPath(&path), text, async |element| element.click().await).await
    }

    /// Clicks what the selector finds.
    pub async fn click(&self, css: &str) -> Outcome {
        self.on(Locator::Css(css), css, async |element| element.click().await).await
    }

    /// Waits until nothing on the page is as the selector says.
    pub async fn gone(&self, css: &str) -> Outcome {
        self.until(css, async || {
            let there =
                self.script("return document.querySelector(arguments[0]) !== null", vec![Value::from(css)]);
            ensure(there.await? == false, "still there")
        })
        .await
    }

    /// Clicks a room in the menu and waits until its page stands there.
    pub async fn go_to(&self, room: &str) -> Outcome {
        self.click(&format!(".dz-menu a[href='#/{room}']")).await?;
        self.see(&format!(".dz-menu a[href='#/{room}'][aria-current=page]")).await?;
        self.see(".dz-main h1").await.map(drop)
    }

    /// Presses keys where the focus is, as at a keyboard.
    pub async fn type_keys(&self, keys: &str) -> Outcome {
        patient("keys", async || self.client.active_element().await?.send_keys(keys).await).await
    }

    /// To a room, a form or a unit with Ctrl+K.
    pub async fn find(&self, words: &str) -> Outcome {
        const CONTROL_K: &str = "\u{e009}k\u{e000}";
        const ENTER: &str = "\u{e007}";
        self.type_keys(CONTROL_K).await?;
        self.see(".dz-search [role=combobox]").await?;
        self.type_keys(words).await?;
        self.expect(".dz-search [role=option]", words).await?;
        self.type_keys(ENTER).await?;
        self.gone(".dz-search").await
    }

    /// Goes on with Tab until what the selector finds has the focus.
    pub async fn tab_to(&self, css: &str) -> Outcome {
        const MOST: usize = 80;
        const TAB: &str = "\u{e004}";
        self.see(css).await?;
        let focused = "return document.activeElement?.matches(arguments[0]) ?? false";
        for _ in 0..MOST {
            if self.script(focused, vec![Value::from(css)]).await? == true {
                return Ok(());
            }
            self.type_keys(TAB).await?;
        }
        Err(format!("{css} is not reached with Tab"))
    }

    /// Puts a text on the clipboard as another program would: out of a field of its own, with Ctrl+C. What had the
    /// focus has it again afterwards.
    pub async fn put_on_clipboard(&self, text: &str) -> Outcome {
        const COPY: &str = "\u{e009}c\u{e000}";
        let field = "window.focusedBefore = document.activeElement; const field = document.createElement('textarea');\
            field.id = 'elsewhere'; field.value = arguments[0]; document.body.append(field); field.focus(); field.select();";
        self.script(field, vec![Value::from(text)]).await?;
        self.type_into("#elsewhere", COPY).await?;
        let back = "document.getElementById('elsewhere').remove(); window.focusedBefore.focus();";
        self.script(back, vec![]).await.map(drop)
    }

    /// Ends the program at once, as a power cut would: it gets to say nothing more.
    pub fn kill(&self) -> Outcome {
        let mark = format!("DUIZHANG_DATA_DIR={}", self.folder.display());
        let processes = std::fs::read_dir("/proc").map_err(|e| e.to_string())?.flatten();
        let ours = processes.filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse::<u32>().ok()?;
            let exe = std::fs::read_link(entry.path().join("exe")).ok()?;
            let words = std::fs::read(entry.path().join("environ")).ok()?;
            let marked = words.split(|byte| *byte == 0).any(|word| word == mark.as_bytes());
            (marked && exe == program()).then_some(id)
        });
        let ids: Vec<String> = ours.map(|id| id.to_string()).collect();
        ensure(!ids.is_empty(), "the program is not running")?;
        let killed = std::process::Command::new("kill").arg("-KILL").args(&ids).status();
        ensure(killed.is_ok_and(|status| status.success()), "kill failed")
    }

    /// Types into what the selector finds; also paths into a file input.
    pub async fn type_into(&self, css: &str, text: &str) -> Outcome {
        self.on(Locator::Css(css), css, async |element| element.send_keys(text).await).await
    }

    /// The text of what the selector finds. The driver's own reading of text leaves out what is cut short with ….
    pub async fn text_of(&self, css: &str) -> Outcome<String> {
        let text = self.on(Locator::Css(css), css, async |element| element.prop("innerText").await).await?;
        Ok(text.unwrap_or_default())
    }

    /// Waits until the text of what the selector finds holds the given words.
    pub async fn expect(&self, css: &str, words: &str) -> Outcome {
        self.until(css, async || {
            let text = self.text_of(css).await?;
            ensure(text.contains(words), format!("says {text:?}, not {words:?}"))
        })
        .await
    }

    /// Asks again and again until the answer is a value; the last reason is why it never came.
    pub async fn until<T>(&self, what: &str, ask: impl AsyncFn() -> Outcome<T>) -> Outcome<T> {
        let begun = Instant::now();
        loop {
            match ask().await {
                Ok(value) => return Ok(value),
                Err(reason) if begun.elapsed() > APPEAR => return Err(format!("{what}: {reason}")),
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// Waits until what the selector finds holds the words, also where they are cut short on the screen:
    /// the driver takes only words that show for text.
    pub async fn holds(&self, css: &str, words: &str) -> Outcome {
        self.until(css, async || {
            let script = "return document.querySelector(arguments[0])?.textContent ?? ''";
            let text = self.script(script, vec![Value::from(css)]).await?;
            ensure(text.as_str().is_some_and(|text| text.contains(words)), format!("{text} holds no {words}"))
        })
        .await
    }

    /// Runs a script in the page and gives its value back.
    pub async fn script(&self, body: &str, values: Vec<Value>) -> Outcome<Value> {
        limited("script", self.client.execute(body, values)).await
    }

    /// Sends one command past the page, to look at what the program holds.
    pub async fn rpc(&self, command: &str, payload: Value) -> Outcome<Value> {
        let body = "const [cmd, payload, done] = arguments;\
            window.__TAURI_INTERNALS__.invoke('rpc', { cmd, payload }).then((ok) => done({ ok }), (err) => done({ err }));";
        let values = vec![json!(command), payload];
        let answer = limited(command, self.client.execute_async(body, values)).await?;
        match answer.get("ok") {
            Some(value) => Ok(value.clone()),
            None => Err(format!("{command} was refused: {}", answer["err"])),
        }
    }

    /// Sets the size of the page's window.
    pub async fn resize(&self, width: u32, height: u32) -> Outcome {
        limited("resize", self.client.set_window_size(width, height)).await
    }

    /// A picture of the page as a PNG file.
    pub async fn picture(&self, path: &Path) -> Outcome {
        let png = limited("screenshot", self.client.screenshot()).await?;
        std::fs::write(path, png).map_err(|e| format!("{}: {e}", path.display()))
    }

    /// A picture of the page once it rests, kept in target/e2e under this name.
    pub async fn keep_picture(&self, name: &str) -> Outcome {
        let folder = target().join("e2e");
        std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let (mut last, begun) = (Vec::new(), Instant::now());
        loop {
            let now = limited("screenshot", self.client.screenshot()).await?;
            if now == last || begun.elapsed() > APPEAR {
                return std::fs::write(folder.join(format!("{name}.png")), now).map_err(|e| e.to_string());
            }
            last = now;
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }

    /// Faults that axe calls serious or critical, as lines of rule and place.
    pub async fn serious_faults(&self) -> Outcome<Vec<String>> {
        let source = root().join("ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&source).map_err(|e| format!("{}: {e}", source.display()))?;
        self.script(&format!("{axe}; window.axe = axe;"), vec![]).await?;
        let body = "const done = arguments[0]; window.axe.run(document, { resultTypes: ['violations'] }).then((r) =>\
            done(r.violations.filter((v) => ['serious', 'critical'].includes(v.impact))\
            .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}`))), (e) => done([String(e)]));";
        let faults =
            tokio::time::timeout(Duration::from_secs(60), self.client.execute_async(body, vec![])).await;
        let faults = faults.map_err(|_| "axe took too long")?.map_err(|e| format!("axe: {e}"))?;
        serde_json::from_value(faults).map_err(|e| format!("axe: {e}"))
    }

    /// Waits for an element and does something to it.
    async fn on<T>(
        &self,
        locator: Locator<'_>,
        what: &str,
        act: impl AsyncFn(Element) -> Result<T, CmdError>,
    ) -> Outcome<T> {
        patient(what, async || act(self.client.find(locator).await?).await).await
    }

    async fn keep_evidence(&self, name: &str) {
        let folder = target().join("e2e");
        let _ = std::fs::create_dir_all(&folder);
        if let Err(reason) = self.picture(&folder.join(format!("{name}.png"))).await {
            eprintln!("no picture of the failure: {reason}");
        }
        if let Ok(source) = limited("source", self.client.source()).await {
            let _ = std::fs::write(folder.join(format!("{name}.html")), source);
        }
        eprintln!("the window as it was: {}", folder.join(name).display());
    }

    async fn close(mut self) {
        let _ = limited("close", self.client.clone().close()).await;
        let _ = self.driver.kill().await;
    }
}

/// A call that needs an element, until the element is there. React may take one away while the driver looks or
/// before it acts: then nothing has been done, and the one that came in its place is asked for.
async fn patient<T>(what: &str, call: impl AsyncFn() -> Result<T, CmdError>) -> Outcome<T> {
    let begun = Instant::now();
    loop {
        let Ok(done) = tokio::time::timeout(CALL, call()).await else {
            return Err(format!("{what}: no answer in {} s", CALL.as_secs()));
        };
        match done {
            Ok(value) => return Ok(value),
            Err(error) if !(error.is_no_such_element() || error.is_stale_element_reference()) => {
                return Err(format!("{what}: {error}"));
            }
            Err(error) if begun.elapsed() > APPEAR => return Err(format!("{what} does not appear: {error}")),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Any call to the driver, with a limit: a web view that hangs must not hang the tests.
async fn limited<T, E: std::fmt::Display>(
    what: &str,
    call: impl Future<Output = Result<T, E>>,
) -> Outcome<T> {
    match tokio::time::timeout(CALL, call).await {
        Ok(done) => done.map_err(|e| format!("{what}: {e}")),
        Err(_) => Err(format!("{what}: no answer in {} s", CALL.as_secs())),
    }
}

/// The driver needs a moment until it listens; the first session starts the program.
async fn connect(port: u16, options: Value) -> Outcome<Client> {
    let capabilities = serde_json::Map::from_iter([("webkitgtk:browserOptions".to_owned(), options)]);
    let address = format!("http://127.0.0.1:{port}");
    let begun = Instant::now();
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let attempt = builder.capabilities(capabilities.clone()).connect(&address);
        let problem = match tokio::time::timeout(Duration::from_secs(30), attempt).await {
            Ok(Ok(client)) => return Ok(client),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "no answer".to_owned(),
        };
        if begun.elapsed() > Duration::from_secs(30) {
            return Err(format!("the window does not open: {problem}"));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|e| format!("no free port: {e}"))?;
    listener.local_addr().map(|address| address.port()).map_err(|e| format!("no free port: {e}"))
}

/// The window program, built before the tests into the folder above the test's own.
fn program() -> PathBuf {
    beside("duizhang")
}

/// A program that was built like this one.
pub fn beside(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a running test has a path");
    test.ancestors().nth(2).expect("target/debug/deps/test").join(name)
}

fn target() -> PathBuf {
    let test = std::env::current_exe().expect("a running test has a path");
    test.ancestors().nth(3).expect("target/debug/deps/test").to_owned()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("two folders below the root")
}

/// A text as an XPath literal.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}

/// What a cell of a grid says, as printed. The texts of a column stand without the rows that say nothing.
pub fn text_at<'g>(grid: &'g Value, row: &str, column: usize) -> &'g str {
    let rows = grid["rows"].as_array().into_iter().flatten();
    let wanted = rows.into_iter().position(|one| one["key"] == row);
    let told = &grid["cells"]["columns"][column];
    let mut next = 0;
    for (skipped, text) in
        told["skipped"].as_array().into_iter().flatten().zip(told["texts"].as_array().into_iter().flatten())
    {
        next += skipped.as_u64().and_then(|rows| usize::try_from(rows).ok()).unwrap_or_default();
        if wanted == Some(next) {
            return text.as_str().unwrap_or_default();
        }
        next += 1;
    }
    ""
}
