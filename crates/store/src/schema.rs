//! Reads the live schema back, so that a test can compare both engines and `copy-store` knows the columns.

use crate::{Engine, Error, Tx, params};

/// A table as it lives in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSchema {
    /// The table's name.
    pub name: String,
    /// Its columns in order.
    pub columns: Vec<ColumnSchema>,
    /// The columns of the primary key in order.
    pub primary_key: Vec<String>,
    /// The names of its declared indexes, sorted.
    pub indexes: Vec<String>,
}

/// A column as it lives in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSchema {
    /// The column's name.
    pub name: String,
    /// `integer`, `text`, `blob` or `real`; PostgreSQL's boolean counts as integer.
    pub kind: String,
    /// It may not be null.
    pub required: bool,
}

impl Tx<'_> {
    /// All tables of the product, sorted by name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn schema(&mut self) -> Result<Vec<TableSchema>, Error> {
        let names = match self.engine() {
            Engine::Sqlite => {
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                ORDER BY name"
            }
            Engine::Postgres => {
                "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()
                ORDER BY CAST(tablename AS TEXT) COLLATE \"C\""
            }
        };
        let names = self.query(names, &[], |row| row.get::<String>(0))?;
        names.into_iter().map(|name| self.table_schema(name)).collect()
    }

    fn table_schema(&mut self, name: String) -> Result<TableSchema, Error> {
        let (columns, key, indexes) = match self.engine() {
            Engine::Sqlite => (
                "SELECT name, lower(type), \"notnull\" = 1 OR pk > 0 FROM pragma_table_info($1) ORDER BY cid",
                "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
                "SELECT name FROM pragma_index_list($1) WHERE origin = 'c' ORDER BY name",
            ),
            Engine::Postgres => (
                "SELECT CAST(column_name AS TEXT), CASE CAST(data_type AS TEXT)
                    WHEN 'bigint' THEN 'integer' WHEN 'boolean' THEN 'integer' WHEN 'bytea' THEN 'blob'
                    WHEN 'double precision' THEN 'real' ELSE CAST(data_type AS TEXT) END, CAST(is_nullable AS TEXT) = 'NO'
                 FROM information_schema.columns
                 WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
                "SELECT CAST(a.attname AS TEXT) FROM pg_index i
                 JOIN pg_class c ON c.oid = i.indrelid
                 CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(number, place)
                 JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
                 WHERE i.indisprimary AND CAST(c.relname AS TEXT) = $1
                   AND c.relnamespace = CAST(current_schema() AS regnamespace) ORDER BY k.place",
                "SELECT CAST(ic.relname AS TEXT) FROM pg_index i
                 JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class ic ON ic.oid = i.indexrelid
                 WHERE CAST(c.relname AS TEXT) = $1 AND c.relnamespace = CAST(current_schema() AS regnamespace)
                   AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
                 ORDER BY CAST(ic.relname AS TEXT) COLLATE \"C\"",
            ),
        };
        Ok(TableSchema {
            columns: self.query(columns, params![&name], |row| {
                Ok(ColumnSchema { name: row.get(0)?, kind: row.get(1)?, required: row.get(2)? })
            })?,
            primary_key: self.query(key, params![&name], |row| row.get(0))?,
            indexes: self.query(indexes, params![&name], |row| row.get(0))?,
            name,
        })
    }
}
