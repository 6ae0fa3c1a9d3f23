//! The content of the derived tables as digests, for comparing them with what a rebuild makes.

use domain::ledger::Digest;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::TABLES;
use crate::error::Result;

/// A digest over every line of every derived table, each under the table's name.
pub(crate) fn digests(conn: &Connection) -> Result<Vec<(&'static str, Digest)>> {
    TABLES.iter().map(|table| Ok((*table, digest(conn, table)?))).collect()
}

fn digest(conn: &Connection, table: &str) -> Result<Digest> {
    let mut columns = conn.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    let names: Vec<String> =
        columns.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let list = names.join(", ");
    let mut statement = conn.prepare(&format!("SELECT {list} FROM {table} ORDER BY {list}"))?;
    let mut rows = statement.query([])?;
    let mut sum = Digest::of(table.as_bytes());
    while let Some(row) = rows.next()? {
        let mut line = sum.as_bytes().to_vec();
        for column in 0..names.len() {
            push(&mut line, row.get_ref(column)?);
        }
        sum = Digest::of(&line);
    }
    Ok(sum)
}

/// A value with its type and length, so that no two lines look the same.
fn push(line: &mut Vec<u8>, value: ValueRef<'_>) {
    let (tag, bytes) = match value {
        ValueRef::Null => (0, Vec::new()),
        ValueRef::Integer(number) => (1, number.to_be_bytes().to_vec()),
        ValueRef::Real(number) => (2, number.to_be_bytes().to_vec()),
        ValueRef::Text(bytes) => (3, bytes.to_vec()),
        ValueRef::Blob(bytes) => (4, bytes.to_vec()),
    };
    line.push(tag);
    line.extend((bytes.len() as u64).to_be_bytes());
    line.extend(bytes);
}
