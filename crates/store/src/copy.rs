//! `copy-store`: every row of one store into another, empty one, in one transaction, counted on both sides.

use crate::{Engine, Error, Store, TableSchema, Tx, Value, event_log, identity};

/// Rows read and written at once.
const CHUNK: usize = 500;
/// Parameters in one statement stay far below SQLite's 32,766.
const PARAMETERS: usize = 20_000;

/// How far the copy is.
#[derive(Clone, Debug)]
pub struct CopyProgress {
    /// The table just copied or under way.
    pub table: String,
    /// Its rows copied so far.
    pub rows: u64,
}

/// Copies everything from `from` to `to`, which must hold the same schema and no items.
///
/// # Errors
/// When the target holds data, a row does not fit or the counts differ.
pub fn copy_store(from: &Store, to: &Store, progress: impl Fn(CopyProgress) + Send + 'static) -> Result<u64, Error> {
    let source = from.clone();
    to.write_blocking(move |target| {
        let tables = target.schema()?;
        prepare(target, &tables)?;
        let mut total = 0;
        for table in tables.iter().filter(|table| table.name != "store_migration") {
            total += copy_table(&source, target, table, &progress)?;
        }
        finish(&source, target)?;
        Ok(total)
    })
}

fn prepare(target: &mut Tx<'_>, tables: &[TableSchema]) -> Result<(), Error> {
    let events = count(target, "store_event")?;
    if events > 0 {
        return Err(Error::Schema("the target store is not empty; give a new one".to_owned()));
    }
    match target.engine() {
        Engine::Sqlite => target.connection().batch("PRAGMA defer_foreign_keys = ON")?,
        Engine::Postgres => defer_foreign_keys(target)?,
    }
    // Rows that migrations seeded would meet their own copies.
    for table in tables.iter().filter(|table| table.name != "store_migration") {
        target.execute(&format!("DELETE FROM {}", table.name), &[])?;
    }
    Ok(())
}

fn defer_foreign_keys(target: &mut Tx<'_>) -> Result<(), Error> {
    let sql = "SELECT CAST(CAST(conrelid AS regclass) AS TEXT), CAST(conname AS TEXT) FROM pg_constraint
        WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace)";
    let keys = target.query(sql, &[], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
    for (table, name) in keys {
        target.connection().batch(&format!("ALTER TABLE {table} ALTER CONSTRAINT {name} DEFERRABLE"))?;
    }
    target.connection().batch("SET CONSTRAINTS ALL DEFERRED")
}

fn count(tx: &mut Tx<'_>, table: &str) -> Result<i64, Error> {
    tx.query_one(&format!("SELECT COUNT(*) FROM {table}"), &[], |row| row.get(0))
}

fn copy_table(
    source: &Store,
    target: &mut Tx<'_>,
    table: &TableSchema,
    progress: &impl Fn(CopyProgress),
) -> Result<u64, Error> {
    let mut last: Option<Vec<Value>> = None;
    let mut copied = 0;
    loop {
        let rows = next_rows(source, table, last.take())?;
        let Some(end) = rows.last() else { break };
        last = Some(key_of(table, end));
        copied += u64::try_from(rows.len()).unwrap_or(0);
        insert_rows(target, table, &rows)?;
        progress(CopyProgress { table: table.name.clone(), rows: copied });
    }
    let there = count(target, &table.name)?;
    if i64::try_from(copied) != Ok(there) {
        return Err(Error::Schema(format!("{}: {copied} rows read, {there} arrived", table.name)));
    }
    Ok(copied)
}

fn key_of(table: &TableSchema, row: &[Value]) -> Vec<Value> {
    let place = |key: &String| table.columns.iter().position(|column| column.name == *key);
    table.primary_key.iter().filter_map(|key| place(key).and_then(|place| row.get(place)).cloned()).collect()
}

fn next_rows(source: &Store, table: &TableSchema, last: Option<Vec<Value>>) -> Result<Vec<Vec<Value>>, Error> {
    let columns = names(&table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>());
    let key = names(&table.primary_key);
    let after = match &last {
        Some(values) => format!("WHERE ({key}) > ({})", numbers(1, values.len())),
        None => String::new(),
    };
    let sql = format!("SELECT {columns} FROM {} {after} ORDER BY {key} LIMIT {CHUNK}", table.name);
    source.read_blocking(move |tx| tx.query(&sql, &last.unwrap_or_default(), |row| Ok(row.values().to_vec())))
}

fn insert_rows(target: &mut Tx<'_>, table: &TableSchema, rows: &[Vec<Value>]) -> Result<(), Error> {
    let width = table.columns.len().max(1);
    let columns = names(&table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>());
    for part in rows.chunks((PARAMETERS / width).max(1)) {
        let tuples: Vec<String> =
            (0..part.len()).map(|place| format!("({})", numbers(place * width + 1, width))).collect();
        let sql = format!("INSERT INTO {} ({columns}) VALUES {}", table.name, tuples.join(", "));
        target.execute(&sql, &part.concat())?;
    }
    Ok(())
}

fn names(columns: &[String]) -> String {
    columns.join(", ")
}

fn numbers(first: usize, count: usize) -> String {
    (first..first + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}

/// Ids and event numbers go on where the source stopped.
fn finish(source: &Store, target: &mut Tx<'_>) -> Result<(), Error> {
    let (high, event) = source.read_blocking(|tx| {
        let event: i64 = tx.query_one("SELECT COALESCE(MAX(id), 0) FROM store_event", &[], |row| row.get(0))?;
        let high: i64 = match tx.engine() {
            Engine::Sqlite => tx.query_optional(identity::READ_HIGH, &[], |row| row.get(0))?.unwrap_or(0),
            Engine::Postgres => tx.query_one("SELECT last_value + 50 FROM store_id", &[], |row| row.get(0))?,
        };
        Ok::<_, Error>((high.max(event), event))
    })?;
    match target.engine() {
        Engine::Sqlite => {
            target.connection().execute(event_log::NUMBER_ROWS, &[])?;
            let number = target.query_one(event_log::LAST_NUMBER, &[], |row| row.get(0))?;
            target.shared().go_on_after(high, number);
            identity::raise(target.connection(), high)?;
        }
        Engine::Postgres => {
            target.connection().batch(&format!(
                "SELECT setval('store_id', {}); SELECT setval('store_event_id', {})",
                high.max(1),
                event.max(1)
            ))?;
        }
    }
    Ok(())
}
