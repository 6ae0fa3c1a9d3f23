//! Makes of a ledger what an earlier program would have left, for `cargo xtask faults`: the facts as they are, no derived
//! and no local tables, and the version of that time. `older LEDGER COPY`

use std::error::Error;

use rusqlite::Connection;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [ledger, copy] = words.as_slice() else { return Err("older LEDGER COPY".into()) };
    std::fs::copy(ledger, copy)?;
    let conn = Connection::open(copy)?;
    conn.pragma_update(None, "foreign_keys", false)?;
    let mut later = conn.prepare(
        "SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view', 'trigger') AND sql IS NOT NULL
         AND (name LIKE 'derived_%' OR name LIKE 'local_%' OR tbl_name LIKE 'derived_%' OR tbl_name LIKE 'local_%')",
    )?;
    let later: Vec<(String, String)> =
        later.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (sort, name) in later {
        conn.execute_batch(&format!("DROP {sort} IF EXISTS {name}"))?;
    }
    conn.pragma_update(None, "user_version", 1)?;
    conn.execute_batch("VACUUM")?;
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}
