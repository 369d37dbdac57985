//! Migrations are embedded, run once in order and never change after a release.

use base::Timestamp;

use crate::{Engine, Error, Value, connection::Connection, dialect, params};

/// One step of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migration {
    /// `<crate>_<number>_<subject>`; the order of the list counts, not the name.
    pub name: &'static str,
    /// Portable statements separated by semicolons.
    pub sql: &'static str,
}

const REGISTER: &str = "CREATE TABLE IF NOT EXISTS store_migration (
    name TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    applied_at BIGINT NOT NULL
)";

/// Applies what is missing, each step in its own transaction; answers the names applied.
///
/// # Errors
/// [`Error::Schema`] when an applied step has changed since or the schema is newer than this version.
pub fn apply(
    connection: &mut dyn Connection,
    migrations: &[Migration],
    now: Timestamp,
) -> Result<Vec<&'static str>, Error> {
    let engine = connection.engine();
    if engine == Engine::Postgres {
        // Two nodes that start together take turns.
        connection.batch("SELECT pg_advisory_lock(4711002)")?;
    }
    connection.batch(&dialect::migration(engine, REGISTER))?;
    let applied = applied(connection)?;
    check_known(&applied, migrations)?;
    let mut done = Vec::new();
    for migration in migrations {
        match applied.iter().find(|(name, _)| name == migration.name) {
            Some((name, fingerprint)) if *fingerprint != fingerprint_of(migration.sql) => {
                return Err(Error::Schema(format!("the migration {name} has changed since it was applied")));
            }
            Some(_) => {}
            None => {
                apply_one(connection, migration, now)?;
                done.push(migration.name);
            }
        }
    }
    if engine == Engine::Postgres {
        connection.batch("SELECT pg_advisory_unlock(4711002)")?;
    }
    Ok(done)
}

fn applied(connection: &mut dyn Connection) -> Result<Vec<(String, String)>, Error> {
    let rows = connection.query("SELECT name, fingerprint FROM store_migration ORDER BY applied_at, name", &[])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

fn check_known(applied: &[(String, String)], migrations: &[Migration]) -> Result<(), Error> {
    let unknown = applied.iter().find(|(name, _)| migrations.iter().all(|known| known.name != name));
    match unknown {
        Some((name, _)) => Err(Error::Schema(format!(
            "the data was last used by a newer version (it has the migration {name}); start that version or restore a backup"
        ))),
        None => Ok(()),
    }
}

fn apply_one(connection: &mut dyn Connection, migration: &Migration, now: Timestamp) -> Result<(), Error> {
    connection.batch("BEGIN")?;
    let outcome = run_statements(connection, migration, now);
    match outcome {
        Ok(()) => connection.batch("COMMIT"),
        Err(error) => {
            connection.batch("ROLLBACK")?;
            Err(Error::Schema(format!("the migration {} failed: {error}", migration.name)))
        }
    }
}

fn run_statements(connection: &mut dyn Connection, migration: &Migration, now: Timestamp) -> Result<(), Error> {
    let engine = connection.engine();
    for statement in dialect::split_statements(migration.sql) {
        connection.batch(&dialect::migration(engine, &statement))?;
    }
    let values: &[Value] = params![migration.name, fingerprint_of(migration.sql), now];
    connection.execute("INSERT INTO store_migration (name, fingerprint, applied_at) VALUES ($1, $2, $3)", values)?;
    Ok(())
}

/// FNV-1a over the text without white space: enough to notice an edit, not a secret.
fn fingerprint_of(sql: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in sql.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}
