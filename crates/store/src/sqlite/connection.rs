//! A SQLite connection: WAL, FULL, foreign keys, parameters bound by their number.

use std::path::Path;

use rusqlite::{OpenFlags, Statement, config::DbConfig, types::ValueRef};

use crate::{Engine, Error, Row, Value, connection::Connection};

/// Prepared statements kept per connection.
const STATEMENT_CACHE: usize = 256;
/// How long a connection waits for a lock that only commands in the same folder could hold.
const BUSY_TIMEOUT_MILLIS: u64 = 5_000;

/// The native connection.
pub struct SqliteConnection {
    native: rusqlite::Connection,
}

impl SqliteConnection {
    /// Opens the file for the writer, creating it when it is missing.
    pub fn open_writer(path: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Self::open(path, flags)?;
        // Verbs run the same statements with ever new values; their plans shall not be made anew for each. Readers
        // may: for them a plan that knows the values can be the better one.
        connection.native.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.native.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA wal_autocheckpoint = 0;
             PRAGMA journal_size_limit = 67108864;",
        )?;
        Ok(connection)
    }

    /// Opens the file for reading only.
    pub fn open_reader(path: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Self::open(path, flags)?;
        connection.native.execute_batch("PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;")?;
        Ok(connection)
    }

    fn open(path: &Path, flags: OpenFlags) -> Result<Self, Error> {
        let native = rusqlite::Connection::open_with_flags(path, flags)?;
        native.busy_timeout(std::time::Duration::from_millis(BUSY_TIMEOUT_MILLIS))?;
        native.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
        native.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
        native.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
        native.execute_batch(
            "PRAGMA foreign_keys = ON;
             PRAGMA trusted_schema = OFF;
             PRAGMA cell_size_check = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -16384;",
        )?;
        Ok(Self { native })
    }
}

fn bind(statement: &mut Statement<'_>, values: &[Value]) -> Result<(), Error> {
    let expected = statement.parameter_count();
    if expected != values.len() {
        return Err(Error::Mismatch(format!("{expected} parameters in the text, {} given", values.len())));
    }
    for (place, value) in values.iter().enumerate() {
        let index = index_of(statement, place + 1)?;
        match value {
            Value::Null => statement.raw_bind_parameter(index, rusqlite::types::Null)?,
            Value::Integer(number) => statement.raw_bind_parameter(index, number)?,
            Value::Real(number) => statement.raw_bind_parameter(index, number)?,
            Value::Bool(flag) => statement.raw_bind_parameter(index, flag)?,
            Value::Text(text) => statement.raw_bind_parameter(index, text)?,
            Value::Bytes(bytes) => statement.raw_bind_parameter(index, bytes)?,
            Value::List(list) => statement.raw_bind_parameter(index, json(list)?)?,
            Value::Texts(list) => statement.raw_bind_parameter(index, json(list)?)?,
        }
    }
    Ok(())
}

/// Where `$number` is bound: SQLite counts names as they occur, and statements use theirs in ascending order.
fn index_of(statement: &Statement<'_>, number: usize) -> Result<usize, Error> {
    let name = statement.parameter_name(number).and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
    if name == Some(number) {
        return Ok(number);
    }
    let missing = || Error::Mismatch(format!("the parameter ${number} does not stand in the text"));
    statement.parameter_index(&format!("${number}"))?.ok_or_else(missing)
}

fn json(list: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(list).map_err(|error| Error::Mismatch(error.to_string()))
}

fn value_of(value: ValueRef<'_>) -> Result<Value, Error> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(bytes) => {
            let text = std::str::from_utf8(bytes).map_err(|_| Error::Mismatch("a text is not UTF-8".to_owned()))?;
            Value::Text(text.to_owned())
        }
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    })
}

impl Connection for SqliteConnection {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Error> {
        let mut statement = self.native.prepare_cached(sql)?;
        bind(&mut statement, values)?;
        let width = statement.column_count();
        let mut found = Vec::new();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            let columns = (0..width).map(|place| value_of(row.get_ref(place)?)).collect::<Result<_, Error>>()?;
            found.push(Row(columns));
        }
        Ok(found)
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, Error> {
        let mut statement = self.native.prepare_cached(sql)?;
        bind(&mut statement, values)?;
        let changed = statement.raw_execute()?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }

    fn batch(&mut self, sql: &str) -> Result<(), Error> {
        Ok(self.native.execute_batch(sql)?)
    }

    fn describe(&mut self, sql: &str) -> Result<Vec<String>, Error> {
        let statement = self.native.prepare(sql)?;
        Ok(statement.column_names().map(str::to_owned).collect())
    }

    fn sequence_id(&mut self) -> Result<Option<i64>, Error> {
        Ok(None)
    }
}
