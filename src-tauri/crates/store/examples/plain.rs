//! The same answers as a large ledger's by plain SQL over lean tables, in this process: the yardstick of
//! `cargo xtask bench scale`.
//!
//! `cargo run --release -p store --example plain FOLDER` reads what the example `scale` of `sample` wrote into the
//! folder and prints a line a measure: its letter, and in microseconds the median by the clock and that of the time
//! the processor was busy with it; `count` lines say how many cells an answer rests on. Making the tables is not
//! counted.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::time::Instant;

use cpu_time::ProcessTime;
use rusqlite::Connection;

type Outcome<T> = Result<T, Box<dyn Error>>;

const RUNS: usize = 5;

const TABLES: &str = "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  PRAGMA cache_size = -200000;
  CREATE TABLE cell (ind INT, period INT, unit INT, value INT, PRIMARY KEY (ind, period, unit)) WITHOUT ROWID;
  CREATE TABLE part (own INT, last INT); CREATE TABLE population (count INT);
  CREATE TABLE indicator (ind INT); CREATE TABLE period (period INT);";

fn main() -> Outcome<()> {
    let folder = std::env::args().nth(1).ok_or("FOLDER")?;
    let folder = Path::new(&folder);
    let path = folder.join("plain.sqlite");
    let _ = fs::remove_file(&path);
    let mut base = Connection::open(&path)?;
    fill(&mut base, folder)?;
    let asked: Vec<(String, i64)> = lines(&folder.join("asked.csv"))?
        .map(|line| Ok((line.first().cloned().unwrap_or_default(), number(&line, 1)?)))
        .collect::<Outcome<_>>()?;
    let of =
        |what: &str| -> Vec<i64> { asked.iter().filter(|(w, _)| w == what).map(|(_, ind)| *ind).collect() };
    let (shared, threshold) = (of("shared"), of("threshold"));
    let (covered, first) = (of("covered")[0], of("edited")[0]);
    answer(&base, &shared, covered, threshold[0], first)?;
    drop(base);
    Ok(fs::remove_file(&path)?)
}

fn answer(base: &Connection, shared: &[i64], covered: i64, threshold: i64, first: i64) -> Outcome<()> {
    let newest: i64 = base.query_row("SELECT max(period) FROM cell", [], |row| row.get(0))?;
    let edited: i64 =
        base.query_row("SELECT unit FROM cell WHERE ind = ?1 AND period = ?2", (first, newest), |row| {
            row.get(0)
        })?;
    measure("a", || read(base, "SELECT ind, period, sum(value), count(*) FROM cell GROUP BY ind, period"))?;
    let parts = |inds: &[i64]| {
        let list = inds.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        let sum = "SELECT sum(value) FROM cell c
          WHERE c.ind = i.ind AND c.period = p.period AND c.unit BETWEEN u.own AND u.last";
        read(
            base,
            &format!(
                "SELECT i.ind, p.period, u.own, ({sum}) FROM indicator i, period p, part u WHERE i.ind IN ({list})"
            ),
        )
    };
    measure("b", || parts(shared))?;
    measure("c", || parts(&shared[..1]))?;
    measure("d", || {
        read(
            base,
            &format!(
                "SELECT count(*), sum(CASE WHEN value >= {threshold} THEN 1 ELSE 0 END),
                 sum(CASE WHEN value < {threshold} THEN {threshold} - value ELSE 0 END),
                 (SELECT count FROM population) - count(*) FROM cell WHERE ind = {covered} AND period = {newest}"
            ),
        )?;
        let lowest = format!(
            "SELECT unit, value FROM cell WHERE ind = {covered} AND period = {newest} ORDER BY value, unit LIMIT 100"
        );
        read(base, &lowest)
    })?;
    measure("e", || {
        let at = (first, newest, edited);
        base.execute("UPDATE cell SET value = value + 1 WHERE ind = ?1 AND period = ?2 AND unit = ?3", at)?;
        read(
            base,
            &format!("SELECT period, sum(value), count(*) FROM cell WHERE ind = {first} GROUP BY period"),
        )
    })?;
    for (letter, inds) in [("b", shared), ("e", &[first][..])] {
        let list = inds.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        let count = format!("SELECT count(*) FROM cell WHERE ind IN ({list})");
        let count: i64 = base.query_row(&count, [], |row| row.get(0))?;
        println!("count {letter} {count}");
    }
    Ok(())
}

/// Reads all rows of an answer.
fn read(base: &Connection, sql: &str) -> Outcome<()> {
    let mut statement = base.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            std::hint::black_box(row.get_ref(column)?);
        }
    }
    Ok(())
}

fn fill(base: &mut Connection, folder: &Path) -> Outcome<()> {
    base.execute_batch(TABLES)?;
    let tx = base.transaction()?;
    let mut insert = tx.prepare("INSERT INTO cell VALUES (?1, ?2, ?3, ?4)")?;
    for line in lines(&folder.join("cells.csv"))? {
        insert.execute((number(&line, 0)?, number(&line, 1)?, number(&line, 2)?, number(&line, 3)?))?;
    }
    let mut population = 0;
    for line in lines(&folder.join("units.csv"))? {
        match line.get(2).map(String::as_str) {
            Some("part") => {
                tx.execute("INSERT INTO part VALUES (?1, ?2)", (number(&line, 0)?, number(&line, 1)?))?;
            }
            Some("village") => population += 1,
            _ => {}
        }
    }
    tx.execute("INSERT INTO population VALUES (?1)", [population])?;
    tx.execute_batch(
        "INSERT INTO indicator SELECT DISTINCT ind FROM cell; INSERT INTO period SELECT DISTINCT period FROM cell;",
    )?;
    drop(insert);
    Ok(tx.commit()?)
}

fn lines(path: &Path) -> Outcome<impl Iterator<Item = Vec<String>>> {
    let lines = BufReader::new(File::open(path)?).lines();
    Ok(lines.map_while(Result::ok).map(|line| line.split(',').map(str::to_owned).collect()))
}

fn number(line: &[String], at: usize) -> Outcome<i64> {
    Ok(line.get(at).ok_or("a short line")?.parse()?)
}

/// Runs something several times and prints the medians.
fn measure(letter: &str, mut run: impl FnMut() -> Outcome<()>) -> Outcome<()> {
    let (mut clock, mut busy) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let (begun, worked) = (Instant::now(), ProcessTime::now());
        run()?;
        clock.push(begun.elapsed());
        busy.push(worked.elapsed());
    }
    clock.sort_unstable();
    busy.sort_unstable();
    println!("{letter} {} {}", clock[RUNS / 2].as_micros(), busy[RUNS / 2].as_micros());
    Ok(())
}
