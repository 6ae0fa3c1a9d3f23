//! `bench`: ratios, not seconds, since machines differ: each entry sets what the program does beside the
//! least that any program would have to do for it, in the same run. Never a gate.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::process::{self, Result};
use crate::project::Project;
use crate::screen::Screen;
use crate::steps::patiently;
use crate::{memory, packages, reports, scale, setup, verify, workbooks};

/// One entry: a name to pick it by, what is set beside what, and the function that measures both.
struct Bench {
    name: &'static str,
    what: &'static str,
    measure: fn(&Project) -> Result<Pair>,
}

/// Ours and the yardstick, both the median of several runs.
struct Pair {
    ours: Duration,
    yardstick: Duration,
}

const BENCHES: [Bench; 5] = [
    Bench { name: "start", what: "启动到窗口首次有内容 ÷ 空的 Tauri 窗口", measure: start },
    Bench {
        name: "read", what: "读 1 MB 公文 ÷ 常用分词器把同一文本切成词（发布构建）", measure: read
    },
    Bench { name: "open", what: "打开示例台账并算出进度 ÷ 只启动 dz", measure: open },
    Bench {
        name: "grid",
        what: "10 万行的填报表里粘贴 1000×12 到画出来 ÷ 空白页一个文本框粘贴同样内容（Chromium）",
        measure: grid,
    },
    Bench {
        name: "grid",
        what: "同上，在真实窗口里 ÷ 同一网页视图的空白页（发布构建）；durable 是从粘贴到写进台账",
        measure: window,
    },
];

const RUNS: usize = 7;

pub fn word(project: &Project, names: &[String]) -> Result {
    if let Some(("scale", rest)) = names.split_first().map(|(name, rest)| (name.as_str(), rest)) {
        return scale::word(project, rest);
    }
    if names.first().is_some_and(|name| name == "memory") {
        return memory::word(project);
    }
    if names.first().is_some_and(|name| name == "workbooks") {
        return workbooks::word(project);
    }
    if names.first().is_some_and(|name| name == "reports") {
        return reports::word(project);
    }
    if names.first().is_some_and(|name| name == "packages") {
        return packages::word(project);
    }
    setup::word(project)?;
    let wanted = |bench: &&Bench| names.is_empty() || names.iter().any(|name| name == bench.name);
    for bench in BENCHES.iter().filter(wanted) {
        let pair = patiently(bench.name, || (bench.measure)(project))?;
        let ratio = pair.ours.as_secs_f64() / pair.yardstick.as_secs_f64().max(1e-6);
        let (ours, yardstick) = (pair.ours.as_millis(), pair.yardstick.as_millis());
        println!("{:<6} {ratio:>6.2} 倍   {ours} 毫秒 / {yardstick} 毫秒   {}", bench.name, bench.what);
    }
    Ok(())
}

/// The window with its sample beside a Tauri window that shows one line of text; taken by turns.
fn start(project: &Project) -> Result<Pair> {
    verify::window(project)?;
    process::run(
        project.cargo(&["build", "--package", "duizhang", "--example", "bare"]).args(verify::WINDOW),
    )?;
    let bare = project.target.join("debug/examples/bare");
    let (mut ours, mut yardstick) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        yardstick.push(until_content(project, &bare)?);
        ours.push(until_content(project, &project.program("duizhang"))?);
    }
    Ok(Pair { ours: median(ours), yardstick: median(yardstick) })
}

fn until_content(project: &Project, program: &Path) -> Result<Duration> {
    let screen = Screen::open(project, 1366, 768)?;
    let data = project.work("bench")?;
    let begun = Instant::now();
    let mut window = screen
        .command(program)
        .env("DUIZHANG_DATA_DIR", &data)
        .spawn()
        .map_err(|e| format!("无法启动：{e}"))?;
    while !screen.has_content() && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let taken = begun.elapsed();
    let seen = screen.has_content();
    drop(screen); // the window ends with its display
    let _ = window.wait();
    if seen { Ok(taken) } else { Err(format!("{} 没有显示任何内容", program.display())) }
}

fn open(project: &Project) -> Result<Pair> {
    process::run(&mut project.cargo(&["build", "--package", "dz"]))?;
    let ledger = project.work("bench")?.join("示例.dz");
    let dz = |words: &[&str]| {
        let mut command = process::command(&project.program("dz").to_string_lossy(), &project.root);
        command.args(words);
        command
    };
    let path = ledger.to_string_lossy();
    if !ledger.exists() {
        process::run(&mut dz(&["new", &path, "--sample"]))?;
    }
    let ours = timed(|| process::output(&mut dz(&["status", &path, "--json"])))?;
    let yardstick = timed(|| process::output(&mut dz(&["--version"])))?;
    Ok(Pair { ours, yardstick })
}

/// The example `speed` of `reading`; also prints how the time grows with the text.
fn read(project: &Project) -> Result<Pair> {
    const MEGABYTE: u64 = 1_000_000;
    let example = ["run", "--release", "--quiet", "--package", "reading", "--example", "speed"];
    let printed = process::output(&mut project.cargo(&example))?;
    let mut pair = None;
    for line in printed.lines() {
        let numbers: Vec<u64> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
        let [bytes, ours, yardstick] = numbers[..] else { return Err(format!("看不懂：{line}")) };
        let speed = bytes as f64 / ours.max(1) as f64;
        println!("       {:>6} KB   {:>6} 毫秒   {speed:.1} MB/s", bytes / 1_000, ours / 1_000);
        if bytes >= MEGABYTE && pair.is_none() {
            let time = Duration::from_micros;
            pair = Some(Pair { ours: time(ours), yardstick: time(yardstick) });
        }
    }
    pair.ok_or_else(|| "没有 1 MB 的结果".to_owned())
}

/// The script `grid.mjs` beside this file, on the parts' gallery; also prints how long a single key takes. Needs node and
/// `chromium`; the web view of the window itself is not measured here.
fn grid(project: &Project) -> Result<Pair> {
    // A port that is free now; the listener lets go of it here.
    let free = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    let port = free.map_err(|e| format!("没有空闲端口：{e}"))?.port().to_string();
    let vite = ["node_modules/vite/bin/vite.js", "--port", &port, "--strictPort"];
    let mut server = process::command("node", &project.ui());
    let mut server =
        server.args(vite).stdout(Stdio::null()).spawn().map_err(|e| format!("无法启动 vite：{e}"))?;
    let script = project.root.join("src-tauri/crates/xtask/src/grid.mjs");
    let mut node = process::command("node", &project.root);
    node.arg("--experimental-websocket").arg(script).arg(format!("http://localhost:{port}"));
    let printed = process::output(&mut node);
    // The server has nothing to say goodbye to.
    let _ = server.kill();
    let _ = server.wait();
    pasted(&printed?)
}

/// The same in the real window, by the example `grid` of the journeys.
fn window(project: &Project) -> Result<Pair> {
    process::run(&mut project.npm(&["run", "--silent", "build"]))?;
    let programs = ["build", "--release", "--package", "duizhang", "--package", "dz", "--bins"];
    process::run(project.cargo(&programs).args(verify::WINDOW))?;
    process::run(&mut project.cargo(&["build", "--release", "--package", "e2e", "--example", "grid"]))?;
    let screen = Screen::open(project, 1366, 768)?;
    let example = project.target.join("release/examples/grid");
    let example = process::command(&example.to_string_lossy(), &project.root);
    pasted(&process::output(&mut verify::at_screen(project, &screen, &example))?)
}

/// Prints what was measured, and picks out the paste. Of `blank` frames are counted, not timed.
fn pasted(printed: &str) -> Result<Pair> {
    let mut pair = None;
    for line in printed.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        // What is longer was said by the session bus of the window.
        if words.len() > 3 {
            continue;
        }
        let times: Vec<u64> = words.iter().filter_map(|word| word.parse().ok()).collect();
        let (&[what, ..], &[ours, yardstick]) = (&words[..], &times[..]) else {
            return Err(format!("看不懂：{line}"));
        };
        if what == "blank" {
            println!("       {what:<8} {ours:>7} 帧 / {yardstick} 帧");
            continue;
        }
        let milliseconds = |time: u64| time as f64 / 1000.0;
        println!("       {what:<8} {:>7.1} 毫秒 / {:.1} 毫秒", milliseconds(ours), milliseconds(yardstick));
        if what == "paste" {
            let time = Duration::from_micros;
            pair = Some(Pair { ours: time(ours), yardstick: time(yardstick) });
        }
    }
    pair.ok_or_else(|| "没有粘贴的结果".to_owned())
}

fn timed<T>(act: impl Fn() -> Result<T>) -> Result<Duration> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        act()?;
        times.push(begun.elapsed());
    }
    Ok(median(times))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
