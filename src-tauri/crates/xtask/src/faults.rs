//! `faults`: what a laptop does to a ledger. Work is killed at a random moment; calls to the disk fail, write a half, find no
//! room, lose the stick, lose the power, lie about having written (`tests/faults`); two programs write at once; the
//! folder may not be written. Everything goes through `dz`, as a scheduled job would. After each round every digest
//! is computed anew, and what was acknowledged must be there. Seeded; the counts go to docs/reliability.md.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::process::{self, Result};
use crate::project::Project;

/// So often each of the five sorts of work is killed: 500 times in all.
const KILLS: u32 = 100;

/// As often in the tests.
const FEW: u32 = 4;

/// So many bytes are changed.
const CHANGES: &str = "10000";

const TOWNSHIP: &str = "150222102000";

pub fn word(project: &Project, words: &[String]) -> Result {
    let kills = match words {
        [] => KILLS,
        [number] => number.parse().map_err(|_| format!("不是次数：{number}"))?,
        _ => return Err("faults [每类工作强行结束的次数]".into()),
    };
    process::run(&mut project.cargo(&["build", "--package", "dz"]))?;
    let lines = all(project, kills)?;
    let tampered = tampered(project)?;
    write(project, &lines, &tampered)?;
    judge(&lines)
}

/// A few rounds of everything, for the tests, with the `dz` that is built; writes no page.
pub fn few(project: &Project) -> Result {
    judge(&all(project, FEW)?)
}

/// The tests of `store` that change bytes at random, with as many rounds as the page names: what was changed, how often,
/// how often it was named, and how often no fact was another for it.
fn tampered(project: &Project) -> Result<Vec<[String; 4]>> {
    let tests = ["test", "--package", "store", "--test", "store", "--", "tamper", "--nocapture"];
    let printed = process::output(project.cargo(&tests).env("DUIZHANG_TAMPER_ROUNDS", CHANGES))?;
    let lines = printed.lines().filter_map(|line| {
        let mut words = line.strip_prefix("tamper ")?.split(' ').map(str::to_owned);
        Some([words.next()?, words.next()?, words.next()?, words.next()?])
    });
    Ok(lines.collect())
}

fn judge(lines: &[Line]) -> Result {
    let wrong: Vec<String> = lines.iter().filter_map(Line::wrong).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("；")) }
}

fn all(project: &Project, kills: u32) -> Result<Vec<Line>> {
    if !cfg!(target_os = "linux") {
        println!("只在 Linux 上做：要在程序和系统之间装一层会出错的文件操作");
        return Ok(Vec::new());
    }
    process::run(&mut project.cargo(&["build", "--package", "faults"]))?;
    process::run(&mut project.cargo(&["build", "--package", "store", "--example", "older"]))?;
    let mut bench = Bench::new(project)?;
    let mut lines = Vec::new();
    for work in WORKS {
        lines.push(bench.killed(&work, kills)?);
    }
    for (fault, name) in FAULTS {
        for work in WORKS {
            lines.push(bench.broken(fault, name, &work, kills.div_ceil(4))?);
        }
    }
    lines.push(bench.two_programs(kills.div_ceil(10) * 4)?);
    lines.push(bench.pulled_away()?);
    lines.push(bench.not_to_be_written()?);
    for line in &lines {
        println!("      {}", line.text("，", ["", ""]));
    }
    Ok(lines)
}

/// What one sort of fault did to one sort of work.
struct Line {
    fault: String,
    work: &'static str,
    rounds: u32,
    /// Rounds whose work said that it was done.
    acknowledged: u32,
    /// Of these, not there afterwards.
    lost: u32,
    /// Rounds after which the file was damaged, and the program said so and left it as it was.
    named: u32,
    /// Rounds after which something did not fit.
    unsound: u32,
    /// What the program answered when it was not done.
    said: Vec<String>,
    /// Of a disk that lies nobody can ask that it loses nothing.
    honest: bool,
}

impl Line {
    fn new(fault: &str, work: &'static str, rounds: u32) -> Self {
        let (fault, said) = (fault.to_owned(), Vec::new());
        Self { fault, work, rounds, acknowledged: 0, lost: 0, named: 0, unsound: 0, said, honest: true }
    }

    fn wrong(&self) -> Option<String> {
        let broken = self.honest && self.lost + self.named > 0;
        let speechless = self.said.iter().any(|said| said.starts_with("panic") || said.starts_with("broken"));
        (broken || self.unsound > 0 || speechless).then(|| self.text("，", ["", ""]))
    }

    fn text(&self, between: &str, [begin, end]: [&str; 2]) -> String {
        let numbers =
            [self.rounds, self.acknowledged, self.lost, self.named, self.unsound].map(|n| n.to_string());
        let words = [self.fault.clone(), self.work.to_owned()];
        let cells: Vec<String> = words.into_iter().chain(numbers).chain([self.said.join("、")]).collect();
        format!("{begin}{}{end}", cells.join(between))
    }

    /// Keeps what was answered, each once.
    fn answered(&mut self, output: &Output) {
        let text = [output.stdout.as_slice(), &output.stderr].concat();
        let text = String::from_utf8_lossy(&text);
        let code = text.split("：").nth(1).and_then(|rest| rest.split_whitespace().next());
        let problem = between(&text, "[", "]");
        let said = [code.map(str::to_owned), problem].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let said = if said.is_empty() { "没有说".to_owned() } else { said };
        if !self.said.contains(&said) {
            self.said.push(said);
        }
    }
}

/// The faults of the layer and what they are called.
const FAULTS: [(&str, &str); 6] = [
    ("fail", "一次读写出错"),
    ("tear", "只写进一半"),
    ("full", "磁盘写满"),
    ("gone", "写到一半拔走U盘"),
    ("cut", "断电"),
    ("lie", "断电，且磁盘谎报已写入"),
];

/// The arguments of `dz` for a round, and what its result is found by.
type Asked = (Vec<String>, String);

/// A sort of work.
struct Work {
    name: &'static str,
    words: fn(&Bench, u64) -> Result<Asked>,
    /// The ledger that each round begins with; none: the rounds go on with one ledger.
    from: Option<&'static str>,
}

const WORKS: [Work; 5] = [
    Work { name: "记账", words: Bench::entry, from: None },
    Work { name: "导入", words: Bench::import, from: None },
    Work { name: "合并", words: Bench::merge, from: Some("base.dz") },
    Work { name: "升级", words: Bench::migration, from: Some("older.dz") },
    Work { name: "备份", words: Bench::backup, from: None },
];

/// Packages of another office, merged in turns.
const PACKAGES: u32 = 6;

/// What is said of a file that a fault has damaged.
const DAMAGED: [&str; 4] = ["damaged", "read_only", "not_a_ledger", "发现"];

/// Somebody who stands in every ledger from the beginning.
const KNOWN: &str = "某零号";

struct Bench {
    dz: PathBuf,
    layer: PathBuf,
    folder: PathBuf,
    /// The ledger that is worked on.
    ledger: PathBuf,
    draws: u64,
    rounds: u64,
}

impl Bench {
    fn new(project: &Project) -> Result<Self> {
        let folder = project.work("faults")?;
        fs::remove_dir_all(&folder)
            .and_then(|()| fs::create_dir_all(folder.join("packages")))
            .map_err(said)?;
        let bench = Self {
            dz: project.program("dz"),
            layer: project.target.join("debug/libfaults.so"),
            ledger: folder.join("a.dz"),
            folder,
            draws: 20_220_630,
            rounds: 0,
        };
        let base = bench.path("base.dz");
        bench.new_ledger(&base)?;
        ok(bench.dz("here", &words(&["call", &base, "put_person", &person(KNOWN)])))?;
        bench.packages(&base)?;
        let older = project.target.join("debug/examples/older");
        process::run(
            process::command(&older.to_string_lossy(), &bench.folder).args(["base.dz", "older.dz"]),
        )?;
        bench.begin("base.dz")?;
        Ok(bench)
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    fn new_ledger(&self, path: &str) -> Result {
        ok(self.dz("here", &words(&["new", path, "--title", "台账", "--division", TOWNSHIP]))).map(drop)
    }

    /// Another office sends forms, each time one more; the ledger trusts its key.
    fn packages(&self, base: &str) -> Result {
        let (there, secret) = (self.path("there.dz"), self.path("secret"));
        fs::write(&secret, "一条很长很长的口令\n").map_err(said)?;
        self.new_ledger(&there)?;
        let on = |all: &[&str]| ok(self.dz("there", &words(all)));
        on(&["keys", &there, "make", "--passphrase", &secret])?;
        let listed = on(&["keys", &there, "--json"])?;
        let key = between(&listed, "\"key\":\"", "\"").ok_or("没有公钥")?;
        let trust =
            ["keys", base, "trust", &key, "--unit", TOWNSHIP, "--name", "甲", "--relation", "superior"];
        ok(self.dz("here", &words(&trust)))?;
        on(&["call", &there, "import_document", &document().to_string()])?;
        let documents: Value =
            serde_json::from_str(&on(&["call", &there, "documents", "{}"])?).map_err(said)?;
        on(&["call", &there, "adopt", &target(&documents[0]["id"]).to_string()])?;
        let known: Value = serde_json::from_str(&on(&["call", &there, "catalogue", "{}"])?).map_err(said)?;
        for number in 0..PACKAGES {
            let form = form(number, &known["indicators"][0]["id"]).to_string();
            on(&["call", &there, "put_form", &form])?;
            let out = self.path(&format!("packages/{number}.dzb"));
            on(&["pack", &there, "issue", "--passphrase", &secret, "-o", &out])?;
        }
        Ok(())
    }

    /// `dz` with the memory of a device.
    fn dz(&self, device: &str, words: &[String]) -> Command {
        let mut command = process::command(&self.dz.to_string_lossy(), &self.folder);
        command.env("DUIZHANG_DATA_DIR", self.folder.join(device)).args(words);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn draw(&mut self, below: u64) -> u64 {
        self.draws =
            self.draws.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.draws >> 33) % below.max(1)
    }

    fn entry(&self, round: u64) -> Result<Asked> {
        let name = format!("某{round}号");
        Ok((words(&["call", &self.path("a.dz"), "put_person", &person(&name)]), name))
    }

    fn import(&self, round: u64) -> Result<Asked> {
        let path = self.path(&format!("文件{round}号.txt"));
        fs::write(&path, format!("第{round}号工作要点\n今年改厕{round}户。\n")).map_err(said)?;
        Ok((words(&["import", &self.path("a.dz"), &path]), format!("第{round}号工作要点")))
    }

    fn merge(&self, round: u64) -> Result<Asked> {
        let number = round % u64::from(PACKAGES);
        let package = self.path(&format!("packages/{number}.dzb"));
        Ok((words(&["receive", &self.path("a.dz"), &package]), format!("表{number}号")))
    }

    fn migration(&self, _: u64) -> Result<Asked> {
        Ok((words(&["call", &self.path("a.dz"), "ledger", "{}"]), KNOWN.into()))
    }

    fn backup(&self, round: u64) -> Result<Asked> {
        let copy = self.path(&format!("备份{round}.dz"));
        Ok((words(&["backup", &self.path("a.dz"), &copy]), copy))
    }

    /// The next round of a sort of work: no two have one name.
    fn work(&mut self, work: &Work) -> Result<Asked> {
        self.rounds += 1;
        (work.words)(self, self.rounds)
    }

    /// A fresh copy of a ledger to work on.
    fn begin(&self, from: &str) -> Result {
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(self.path(&format!("a.dz{ending}"))); // mostly not there
        }
        let _ = fs::remove_dir_all(self.path("a.dz.backups")); // those of another copy
        fs::copy(self.folder.join(from), &self.ledger).map(drop).map_err(said)
    }

    /// Does a sort of work many times and kills it after a random while. What is asked for next is waited for: what stands
    /// there after a kill can be gone on with, and what was acknowledged is lost neither by the kill before nor the one after.
    fn killed(&mut self, work: &Work, rounds: u32) -> Result<Line> {
        let mut line = Line::new("强行结束", work.name, rounds);
        self.begin(work.from.unwrap_or("base.dz"))?;
        let started = Instant::now();
        let (words, _) = self.work(work)?;
        ok(self.dz("here", &words))?;
        let usual = started.elapsed().as_micros() as u64;
        let mut kept = Vec::new();
        for _ in 0..rounds {
            if let Some(from) = work.from {
                self.begin(from)?;
            }
            let (words, found_by) = self.work(work)?;
            let child = self.dz("here", &words).spawn().map_err(said)?;
            let wait = Duration::from_micros(self.draw(usual));
            let output = end_after(child, wait)?;
            self.look(&mut line, work, output.as_ref(), found_by, &mut kept)?;
            let (words, found_by) = self.work(work)?;
            let output = self.dz("here", &words).output().map_err(said)?;
            self.look(&mut line, work, Some(&output), found_by, &mut kept)?;
        }
        self.all_kept(&mut line, &kept)?;
        Ok(line)
    }

    /// Does a sort of work many times, and one of its calls to the disk goes wrong.
    fn broken(&mut self, fault: &str, name: &str, work: &Work, rounds: u32) -> Result<Line> {
        let mut line = Line { honest: fault != "lie", ..Line::new(name, work.name, rounds) };
        self.begin(work.from.unwrap_or("base.dz"))?;
        let count = self.path("count");
        let counted = self.work(work)?.0;
        ok(self.with_layer(&counted, "count:0:0").env("DUIZHANG_FAULT_COUNT", &count))?;
        let calls: u64 = fs::read_to_string(&count).map_err(said)?.parse().map_err(said)?;
        let mut kept = Vec::new();
        for _ in 0..rounds {
            if let Some(from) = work.from {
                self.begin(from)?;
            }
            let (words, found_by) = self.work(work)?;
            let how = format!("{fault}:{}:{}", 1 + self.draw(calls), self.draw(u64::from(u32::MAX)));
            let output = self.with_layer(&words, &how).output().map_err(said)?;
            let before = line.named + line.unsound;
            self.look(&mut line, work, Some(&output), found_by, &mut kept)?;
            if line.named + line.unsound > before {
                line.lost += kept.len() as u32;
                kept.clear();
                self.begin(work.from.unwrap_or("base.dz"))?;
            }
        }
        self.all_kept(&mut line, &kept)?;
        Ok(line)
    }

    fn with_layer(&self, words: &[String], fault: &str) -> Command {
        let mut command = self.dz("here", words);
        command.env("LD_PRELOAD", &self.layer).env("DUIZHANG_FAULT", fault);
        command.env("DUIZHANG_FAULT_FOLDER", &self.folder);
        command
    }

    /// What is left after a round. None: it was killed from outside.
    fn look(
        &self,
        line: &mut Line,
        work: &Work,
        output: Option<&Output>,
        found_by: String,
        kept: &mut Vec<String>,
    ) -> Result {
        let done = output.is_some_and(|output| output.status.success());
        if let Some(output) = output.filter(|output| output.status.code().is_some() && !done) {
            line.answered(output);
        }
        line.acknowledged += u32::from(done);
        let verify = self.dz("here", &words(&["verify", &self.path("a.dz")])).output().map_err(said)?;
        let says = [verify.stdout.as_slice(), &verify.stderr].concat();
        let says = String::from_utf8_lossy(&says);
        match verify.status.success() {
            true if done && work.from.is_some() => {
                line.lost += u32::from(!self.holds(&found_by)?);
            }
            true => kept.extend(done.then_some(found_by)),
            false if DAMAGED.iter().any(|word| says.contains(word)) => {
                line.named += 1;
                kept.extend(done.then_some(found_by));
            }
            false => {
                line.unsound += 1;
                line.answered(&verify);
            }
        }
        Ok(())
    }

    /// What was acknowledged on the way is still there at the end.
    fn all_kept(&self, line: &mut Line, kept: &[String]) -> Result {
        for found_by in kept {
            line.lost += u32::from(!self.holds(found_by)?);
        }
        Ok(())
    }

    /// Whether the ledger holds what a round did; of a copy whether it is whole.
    fn holds(&self, found_by: &str) -> Result<bool> {
        if Path::new(found_by).is_absolute() {
            let output = self.dz("here", &words(&["verify", found_by])).output().map_err(said)?;
            return Ok(output.status.success());
        }
        let at = r#"{"as_of":"2022-06-30","org_unit":null}"#;
        for (command, request) in [("people", "{}"), ("documents", "{}"), ("forms", at)] {
            let told = ok(self.dz("here", &words(&["call", &self.path("a.dz"), command, request])))?;
            if told.contains(found_by) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Four programs at a time write into one file: each is done or says that the file is in use.
    fn two_programs(&mut self, rounds: u32) -> Result<Line> {
        let mut line = Line::new("几个程序同时写", "记账", rounds);
        self.begin("base.dz")?;
        let mut kept = Vec::new();
        for _ in 0..rounds / 4 {
            let mut running = Vec::new();
            for _ in 0..4 {
                let (words, name) = self.work(&WORKS[0])?;
                running.push((self.dz("here", &words).spawn().map_err(said)?, name));
            }
            for (child, name) in running {
                let output = child.wait_with_output().map_err(said)?;
                match output.status.success() {
                    true => kept.push(name),
                    false => line.answered(&output),
                }
            }
        }
        line.acknowledged = kept.len() as u32;
        self.all_kept(&mut line, &kept)?;
        line.unsound = u32::from(!self.holds(&self.path("a.dz"))?);
        Ok(line)
    }

    /// The file is not there, and then put back.
    fn pulled_away(&mut self) -> Result<Line> {
        let mut line = Line::new("文件被拔走又插回", "记账", 1);
        let away = self.folder.join("away.dz");
        fs::rename(&self.ledger, &away).map_err(said)?;
        let output = self.dz("here", &self.entry(0)?.0).output().map_err(said)?;
        line.answered(&output);
        line.unsound += u32::from(output.status.success() || self.ledger.exists());
        fs::rename(&away, &self.ledger).map_err(said)?;
        line.unsound += u32::from(!self.holds(&self.path("a.dz"))?);
        Ok(line)
    }

    /// A folder and a file that may be read only.
    fn not_to_be_written(&mut self) -> Result<Line> {
        let mut line = Line::new("文件和文件夹只读", "记账", 1);
        let folder = self.folder.join("barred");
        fs::create_dir_all(&folder).map_err(said)?;
        let ledger = folder.join("a.dz");
        fs::copy(self.folder.join("base.dz"), &ledger).map_err(said)?;
        let path = ledger.display().to_string();
        bar(&folder, &ledger, true)?;
        let mut put = self.dz("nobody", &words(&["call", &path, "put_person", &person("某号")]));
        put.env("DUIZHANG_DATA_DIR", std::env::temp_dir().join("duizhang-faults"));
        let output = as_nobody(&mut put).output();
        bar(&folder, &ledger, false)?;
        let Ok(output) = output else {
            // Whoever works here as root may have put the program where nobody else gets to.
            let said = vec!["没有做：别的用户进不了这个文件夹".to_owned()];
            return Ok(Line { rounds: 0, said, ..line });
        };
        line.answered(&output);
        line.unsound += u32::from(output.status.success());
        let verify = self.dz("here", &words(&["verify", &path])).output().map_err(said)?;
        line.unsound += u32::from(!verify.status.success());
        Ok(line)
    }
}

fn person(name: &str) -> String {
    json!({ "id": null, "name": name, "office": "办", "org_unit": TOWNSHIP, "roles": ["reporter"], "phone": null })
        .to_string()
}

const PLAN: &str = "全年改厕2000户。";

fn document() -> Value {
    let incoming = json!({ "name": null, "bytes": null, "text": PLAN });
    json!({ "incoming": incoming, "title": "计划", "issuer": null, "doc_number": null, "issued_on": "2022-01-05" })
}

fn target(document: &Value) -> Value {
    let indicator = json!({ "name": "改厕户数", "uom": "户", "decimals": 0, "accumulation": "ytd", "direction": "up",
        "definition": null, "programme": null });
    let draft = json!({ "indicator": { "type": "new", "indicator": indicator }, "org_unit": TOWNSHIP, "kind": "level",
        "comparator": "gte", "value": "2000", "from": "2022-01-01", "deadline": "2022-12-31",
        "schedule": { "code": "calendar_month" }, "coverage": null, "strength": "plan", "binding": "expected",
        "responsible": null });
    let passage = json!({ "document": document, "start": 0, "end": PLAN.chars().count() });
    json!({ "items": [{ "target": { "passage": passage, "draft": draft } }] })
}

fn form(number: u32, indicator: &Value) -> Value {
    json!({ "form": { "id": null, "name": format!("表{number}号"), "frequency": "month", "measure": "ytd", "measures": {},
        "indicators": [indicator], "parent": TOWNSHIP, "level": "village", "days_after": 5, "time": "17:00",
        "holiday": "keep", "notes": [], "in_use": false }, "reason": "" })
}

fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|word| (*word).to_owned()).collect()
}

/// Waits so long, then kills; what it said if it ended by itself.
fn end_after(mut child: Child, time: Duration) -> Result<Option<Output>> {
    let end = Instant::now() + time;
    while child.try_wait().map_err(said)?.is_none() {
        if Instant::now() >= end {
            child.kill().map_err(said)?;
            child.wait().map_err(said)?;
            return Ok(None);
        }
        thread::sleep(Duration::from_micros(200));
    }
    child.wait_with_output().map(Some).map_err(said)
}

/// Takes the right to write away, or gives it back.
#[cfg(unix)]
fn bar(folder: &Path, file: &Path, barred: bool) -> Result {
    use std::os::unix::fs::PermissionsExt as _;
    let modes = if barred { [0o555, 0o444] } else { [0o755, 0o644] };
    for (path, mode) in [folder, file].into_iter().zip(modes) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(said)?;
    }
    Ok(())
}

/// Whom no rights are given by being root.
#[cfg(unix)]
fn as_nobody(command: &mut Command) -> &mut Command {
    use std::os::unix::fs::MetadataExt as _;
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65534;
    let is_root = fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
    if is_root { command.uid(NOBODY) } else { command }
}

#[cfg(not(unix))]
fn bar(_: &Path, _: &Path, _: bool) -> Result {
    Ok(())
}

#[cfg(not(unix))]
fn as_nobody(command: &mut Command) -> &mut Command {
    command
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// What a program that must succeed printed.
fn ok(mut command: impl std::borrow::BorrowMut<Command>) -> Result<String> {
    let output = command.borrow_mut().output().map_err(said)?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn between(text: &str, begin: &str, end: &str) -> Option<String> {
    let rest = text.split(begin).nth(1)?;
    rest.split(end).next().map(str::to_owned)
}

fn write(project: &Project, lines: &[Line], tampered: &[[String; 4]]) -> Result {
    let mut out = String::from(
        "# Reliability\n\n`cargo xtask faults [N]` does this to a ledger through `dz` and writes this page. Each of five sorts of work is killed N times (100) at a random moment; \
         the work asked for after each\nkill is waited for, so that *acknowledged* is at least N. Then one of its calls to the disk goes wrong, drawn from all it makes (a layer between program and system: `tests/faults`), N/4 times for each fault. After every round `dz verify` computes \
         each digest anew.\n`cargo xtask test` does the same with N = 4.\n\n\
         - *acknowledged*: `dz` ended with 0. *lost*: of these, not there afterwards. *damaged*: the file was damaged, and the program said so, left it as it was and offered the newest backup.\n\
         - *unsound*: something did not fit, and nobody said so. It must be 0 everywhere; *lost* and *damaged* must be 0 but for a disk that says it has written and has not.\n\
         - In a power cut each write since the last sync of its file stays, is gone, or stands there in part, by chance; what was acknowledged is cut too, at the end of the program.\n\n\
         | fault | work | rounds | acknowledged | lost | damaged | unsound | answered |\n|---|---|---|---|---|---|---|---|\n",
    );
    for line in lines {
        out.push_str(&format!("{}\n", line.text(" | ", ["| ", " |"])));
    }
    out.push_str(
        "\n## Changed bytes\n\nOne byte at a time, at random. Either `verify` names it, or every entry, row and attachment is what it was (most of a small file is empty pages).\n\
         The tests do a few hundred. Of a package every byte is changed three ways and 10,000 changes are drawn, it is cut at every byte, joined and signed anew: tests of `formats`.\n\n\
         | what | changed | named | no fact is another |\n|---|---|---|---|\n",
    );
    for line in tampered {
        out.push_str(&format!("| {} |\n", line.join(" | ")));
    }
    out.push_str(
        "\nA clock that is set back is a test (`a_clock_that_is_set_back_decides_nothing`): no rule asks for the time. A failing step of a migration leaves the file as it was (`store`).\n\
         Not done: power cut to a real machine, names of files that a disk forgets, Windows.\n",
    );
    fs::write(project.root.join("docs/reliability.md"), out).map_err(said)
}
