//! Killed in the middle of writing: no acknowledged entry is lost, and the file is sound.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use domain::ledger::{Operation, RowKind};
use store::{DeviceFile, Ledger, Ports};

use crate::kit::{entry, moment, target};

const FOLDER: &str = "DUIZHANG_KILL_FOLDER";
const ROWS: usize = 30;

fn ports(folder: &Path, round: usize) -> Ports {
    let mut count = 0;
    let ids = move || {
        count += 1;
        format!("w{round}-{count}")
    };
    Ports { memory: Box::new(DeviceFile::in_folder(folder.join("devices"))), ids: Box::new(ids) }
}

/// In the child: writes entries without end and says so after each.
#[test]
fn child_that_writes() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = Path::new(&folder);
    let path = folder.join("a.dz");
    let round = std::fs::read_dir(folder).unwrap().count();
    let mut ledger = if path.exists() {
        Ledger::open(&path, ports(folder, round), &moment(0)).unwrap()
    } else {
        Ledger::create(&path, ports(folder, round)).unwrap()
    };
    let mut out = std::io::stdout();
    for number in 0_u32.. {
        let mut draft = entry(Operation::Paste, "p");
        draft.rows = (0..ROWS).map(|key| target(&format!("t{key}"), &format!("{round}.{number}"))).collect();
        let header = ledger.change(&draft).unwrap().entry.unwrap();
        writeln!(out, "written {} {}", header.id(), header.digest()).unwrap();
        out.flush().unwrap();
    }
}

/// Runs the child until it has acknowledged `count` entries, kills it, gives what it acknowledged.
fn write_and_kill(folder: &Path, count: usize) -> Vec<(String, String)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::child_that_writes", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let written = |line: String| {
        let mut words = line.strip_prefix("written ")?.split(' ').map(str::to_owned);
        Some((words.next()?, words.next()?))
    };
    let mut acknowledged: Vec<_> =
        lines.by_ref().map(Result::unwrap).filter_map(written).take(count).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    // What it managed to say before it died counts too; the last line may be torn.
    acknowledged
        .extend(lines.map_while(Result::ok).filter_map(written).filter(|(_, digest)| digest.len() == 64));
    acknowledged
}

#[test]
fn no_acknowledged_entry_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for (round, count) in [1, 2, 3, 7, 12, 25].into_iter().enumerate() {
        acknowledged.extend(write_and_kill(folder.path(), count));
        std::fs::write(folder.path().join(format!("round{round}")), "").unwrap();
        let ledger = Ledger::open(folder.path().join("a.dz"), ports(folder.path(), 99), &moment(0)).unwrap();
        for (entry, digest) in &acknowledged {
            let header = ledger.read().header(&entry.as_str().into()).unwrap();
            let found = header.map(|header| header.digest().to_string());
            assert_eq!(found.as_ref(), Some(digest), "{entry} was acknowledged and is there");
            assert_eq!(ledger.read().rows(&entry.as_str().into()).unwrap().len(), ROWS, "with all its rows");
        }
        let report = ledger.verify().unwrap();
        assert_eq!(report.findings, [], "and everything is sound after kill {count}");
        assert_eq!(report.rows, report.entries * ROWS as u64, "no entry is there in part");
        let heads = ledger.read().heads(RowKind::Target).unwrap();
        assert_eq!(heads.len(), ROWS, "every thing has a head");
    }
    assert!(acknowledged.len() >= 50, "enough was written: {}", acknowledged.len());
}
