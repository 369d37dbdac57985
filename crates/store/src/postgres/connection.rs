//! A PostgreSQL connection with its own cache of prepared statements.

use std::{collections::HashMap, error::Error as StdError};

use ::postgres::{
    Client, NoTls, Statement,
    types::{IsNull, ToSql, Type, private::BytesMut},
};

use crate::{Engine, Error, Row, Value, connection::Connection};

/// Prepared statements kept per connection; generated list queries would fill memory otherwise.
const STATEMENT_CACHE: usize = 512;
/// Ids that one `nextval` brings; the sequence steps by as many.
const SEQUENCE_BLOCK: i64 = 50;

/// The native connection.
pub struct PostgresConnection {
    client: Client,
    statements: HashMap<String, Statement>,
    ids: std::ops::Range<i64>,
}

impl PostgresConnection {
    /// Connects and settles what every session relies on.
    pub fn open(url: &str) -> Result<Self, Error> {
        let mut client = Client::connect(url, NoTls)?;
        client.batch_execute(
            "SET client_min_messages = warning;
             SET default_transaction_isolation = 'read committed';
             SET lock_timeout = '10s';
             SET idle_in_transaction_session_timeout = '60s'",
        )?;
        Ok(Self { client, statements: HashMap::new(), ids: 0..0 })
    }

    /// The server went away and the connection must be made anew.
    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, Error> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        if self.statements.len() >= STATEMENT_CACHE {
            self.statements.clear();
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

impl Connection for PostgresConnection {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Error> {
        let statement = self.prepare(sql)?;
        check_count(&statement, values)?;
        self.client.query(&statement, &references(values))?.iter().map(row_of).collect()
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, Error> {
        let statement = self.prepare(sql)?;
        check_count(&statement, values)?;
        Ok(self.client.execute(&statement, &references(values))?)
    }

    fn batch(&mut self, sql: &str) -> Result<(), Error> {
        Ok(self.client.batch_execute(sql)?)
    }

    fn describe(&mut self, sql: &str) -> Result<Vec<String>, Error> {
        let statement = self.client.prepare(sql)?;
        Ok(statement.columns().iter().map(|column| column.name().to_owned()).collect())
    }

    fn sequence_id(&mut self) -> Result<Option<i64>, Error> {
        if let Some(id) = self.ids.next() {
            return Ok(Some(id));
        }
        let rows = self.query("SELECT nextval('store_id')", &[])?;
        let first: i64 = rows.first().ok_or(Error::NotFound)?.get(0)?;
        self.ids = first + 1..first + SEQUENCE_BLOCK;
        Ok(Some(first))
    }
}

fn check_count(statement: &Statement, values: &[Value]) -> Result<(), Error> {
    let expected = statement.params().len();
    if expected == values.len() {
        return Ok(());
    }
    Err(Error::Mismatch(format!("{expected} parameters in the text, {} given", values.len())))
}

fn references(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn row_of(row: &::postgres::Row) -> Result<Row, Error> {
    let columns = row.columns().iter().enumerate();
    columns.map(|(place, column)| column_of(row, place, column.type_())).collect::<Result<_, _>>().map(Row)
}

fn column_of(row: &::postgres::Row, place: usize, kind: &Type) -> Result<Value, Error> {
    Ok(match *kind {
        Type::INT8 => row.try_get::<_, Option<i64>>(place)?.into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(place)?.into(),
        Type::INT2 => row.try_get::<_, Option<i16>>(place)?.map(i32::from).into(),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(place)?.into(),
        Type::BOOL => row.try_get::<_, Option<bool>>(place)?.into(),
        Type::TEXT | Type::VARCHAR | Type::NAME | Type::BPCHAR => row.try_get::<_, Option<String>>(place)?.into(),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(place)?.into(),
        Type::VOID => Value::Null,
        _ => return Err(Error::Mismatch(format!("a column of type {kind} is not portable; cast it"))),
    })
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(number) => match *kind {
                Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
                Type::INT2 => i16::try_from(*number)?.to_sql(kind, out),
                Type::BOOL => (*number != 0).to_sql(kind, out),
                Type::INT8 => number.to_sql(kind, out),
                _ => Err(format!("an integer does not fit a parameter of type {kind}").into()),
            },
            Self::Real(number) if *kind == Type::FLOAT8 => number.to_sql(kind, out),
            Self::Bool(flag) if *kind == Type::BOOL => flag.to_sql(kind, out),
            Self::Text(text) if matches!(*kind, Type::TEXT | Type::VARCHAR | Type::NAME) => text.to_sql(kind, out),
            Self::Bytes(bytes) if *kind == Type::BYTEA => bytes.to_sql(kind, out),
            Self::List(list) if *kind == Type::INT8_ARRAY => list.to_sql(kind, out),
            Self::Texts(list) if *kind == Type::TEXT_ARRAY => list.to_sql(kind, out),
            _ => Err(format!("the value does not fit a parameter of type {kind}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    ::postgres::types::to_sql_checked!();
}
