//! The schema as a ladder of steps, each a frozen file. All pending steps run in one transaction:
//! either the file is of the newest version afterwards, or it is as it was.

use std::collections::BTreeMap;

use rusqlite::{Connection, TransactionBehavior};

use crate::derive;
use crate::error::{Broken, Result, StoreError};
use crate::run;

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// What it is called; the number in front is its place in the ladder.
    pub name: &'static str,
    /// What it does.
    pub sql: &'static str,
    /// Whether derived tables change, so that they have to be filled again.
    pub rebuilds: bool,
}

/// All steps, in order. A released step is never changed; see the hashes in the test.
pub(crate) const STEPS: &[Step] = &[
    Step { name: "0001_facts", sql: include_str!("../../migrations/0001_facts.sql"), rebuilds: false },
    Step { name: "0002_derived", sql: include_str!("../../migrations/0002_derived.sql"), rebuilds: true },
    Step { name: "0003_local", sql: include_str!("../../migrations/0003_local.sql"), rebuilds: false },
];

/// The version of the file after all steps.
pub(crate) const KNOWN_VERSION: u32 = STEPS.len() as u32;

/// The version of a file.
pub(crate) fn version(conn: &Connection) -> Result<u32> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Runs the pending steps.
pub(crate) fn to_newest(conn: &mut Connection, steps: &[Step]) -> Result<()> {
    run::add_function(conn)?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = version(&tx)? as usize;
    let pending = steps.get(done..).unwrap_or_default();
    for (step, number) in pending.iter().zip(done as u32 + 1..) {
        tx.execute_batch(step.sql).map_err(|source| match StoreError::from(source) {
            StoreError::Broken(Broken::Sqlite { source }) => {
                Broken::Migration { step: step.name, source }.into()
            }
            other => other,
        })?;
        tx.pragma_update(None, "user_version", number)?;
    }
    if pending.iter().any(|step| step.rebuilds) {
        derive::rebuild(&tx)?;
    }
    tx.commit()?;
    Ok(())
}

/// Tables, indices and triggers with their definitions, by name; blanks and comments do not count.
pub(crate) fn schema(conn: &Connection) -> Result<BTreeMap<String, String>> {
    let mut statement =
        conn.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")?;
    let objects = statement.query_map([], |row| Ok((row.get(0)?, normalised(&row.get::<_, String>(1)?))))?;
    Ok(objects.collect::<rusqlite::Result<_>>()?)
}

fn normalised(sql: &str) -> String {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::{self, APPLICATION_ID, Condition};
    use crate::run::Run;
    use domain::kernel::LedgerId;
    use domain::ledger::{Digest, Moment};
    use std::path::Path;

    fn now() -> Moment {
        chrono::DateTime::parse_from_rfc3339("2022-06-30T09:00:00+08:00").unwrap()
    }

    /// A file as the program of an earlier version would have left it, with a fact in it.
    fn file_of_version(path: &Path, version: usize) {
        let mut conn = Connection::open(path).unwrap();
        to_newest(&mut conn, &STEPS[..version]).unwrap();
        conn.execute("INSERT INTO fact_ledger (one, id) VALUES (1, 'l1')", []).unwrap();
        let row = "dz-row/1\nkind target\nkey t\nfield value 1\n";
        let header = domain::ledger::NewHeader {
            writer: "w1".into(),
            seq: 1,
            previous: None,
            operation: domain::ledger::Operation::Define,
            author: "p".into(),
            office: "o".into(),
            time: now(),
            reason: String::new(),
            undoes: None,
            attachments: Vec::new(),
        }
        .seal(vec![domain::ledger::Row::digest_of_text(row)]);
        conn.execute(
            "INSERT INTO fact_entry (writer, seq, text, digest) VALUES ('w1', 1, ?1, ?2)",
            (header.text(), header.digest().as_bytes()),
        )
        .unwrap();
        conn.execute("INSERT INTO fact_arrival VALUES (1, 1, '2022-06-30', zeroblob(32))", []).unwrap();
        let texts = Run::pack([row]);
        let digest = Digest::of(&texts);
        conn.execute("INSERT INTO fact_rows VALUES (1, 1, 1, 0, 1, ?1, ?2)", (texts, digest.as_bytes()))
            .unwrap();
        conn.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
    }

    #[test]
    fn steps_are_gapless_and_frozen() {
        let hashes = [
            ("0001_facts", "4c44257ddc1ef752"),
            ("0002_derived", "92d9aa1d59004db2"),
            ("0003_local", "0bf134da9fbf1435"),
        ];
        assert_eq!(STEPS.len(), hashes.len(), "a new step brings its hash");
        for ((step, number), (name, hash)) in STEPS.iter().zip(1..).zip(hashes) {
            assert_eq!(step.name, name, "steps stand in their order");
            assert!(name.starts_with(&format!("{number:04}_")), "{name} has the next number");
            let digest = Digest::of(step.sql.as_bytes()).to_string();
            assert_eq!(&digest[..16], hash, "{name} was released and is never changed");
        }
    }

    #[test]
    fn every_older_version_becomes_what_a_fresh_file_is() {
        let folder = tempfile::tempdir().unwrap();
        let fresh = file::create(&folder.path().join("fresh.dz"), &LedgerId::new("l0")).unwrap();
        let fresh = schema(&fresh).unwrap();
        for version in 1..STEPS.len() {
            let path = folder.path().join(format!("{version}.dz"));
            file_of_version(&path, version);
            let (conn, condition) = file::open(&path, &now()).unwrap();
            assert_eq!(condition, Condition::Sound, "version {version} opens");
            assert_eq!(schema(&conn).unwrap(), fresh, "version {version} has the newest schema");
            let versions: i64 =
                conn.query_row("SELECT count(*) FROM derived_version", [], |row| row.get(0)).unwrap();
            assert_eq!(
                versions,
                if version == 1 { 1 } else { 0 },
                "version {version}: derived where they are new"
            );
            let copies = crate::backup::backups_of(&path);
            assert_eq!(copies.len(), 1, "version {version} was copied before");
            let copy = Connection::open(&copies[0]).unwrap();
            assert_eq!(super::version(&copy).unwrap(), version as u32, "the copy is of the old version");
        }
    }

    #[test]
    fn a_failing_step_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.dz");
        file_of_version(&path, 2);
        let mut conn = Connection::open(&path).unwrap();
        let before = schema(&conn).unwrap();
        let bad =
            Step { name: "0004_bad", sql: "CREATE TABLE good (x); CREATE TABLE good (x);", rebuilds: false };
        let steps = [STEPS[0], STEPS[1], STEPS[2], bad];
        let outcome = to_newest(&mut conn, &steps);
        let named = matches!(outcome, Err(StoreError::Broken(Broken::Migration { step: "0004_bad", .. })));
        assert!(named, "the step is named: {outcome:?}");
        assert_eq!(version(&conn).unwrap(), 2, "the version is the old one");
        assert_eq!(schema(&conn).unwrap(), before, "the step before it is taken back too");
        let facts: i64 = conn.query_row("SELECT count(*) FROM fact_rows", [], |row| row.get(0)).unwrap();
        assert_eq!(facts, 1, "and the data is there");
    }

    #[test]
    fn every_column_is_explained_and_every_table_is_strict() {
        for step in STEPS {
            let mut inside = false;
            for line in step.sql.lines() {
                let is_column = inside
                    && line.starts_with("  ")
                    && !line.trim_start().starts_with(|c: char| c.is_uppercase());
                assert!(!is_column || line.contains("--"), "{}: no word about `{}`", step.name, line.trim());
                inside = (inside || line.starts_with("CREATE TABLE")) && !line.starts_with(')');
                assert!(
                    !line.starts_with(')') || line.contains("STRICT"),
                    "{}: a table is not strict",
                    step.name
                );
            }
        }
    }
}
