//! Ids are small, increasing and unique over all tables.
//!
//! SQLite: one process owns the file, so a counter in memory serves; the end of its reserved block is
//! stored before any id of it is used, which makes ids unique over restarts. PostgreSQL: a sequence.

use std::sync::atomic::Ordering;

use crate::{Error, connection::Connection, params, signals::Shared};

/// Ids reserved at once; a batch of writes never uses half of it.
const BLOCK: i64 = 1 << 20;

crate::statements! {
    pub READ_HIGH = "SELECT high FROM store_identity WHERE name = 'id'";
    RAISE_HIGH = "INSERT INTO store_identity (name, high) VALUES ('id', $1)
        ON CONFLICT (name) DO UPDATE SET high = excluded.high";
}

/// PostgreSQL's own sequences; harmless when they exist.
pub const POSTGRES_SEQUENCES: &str = "CREATE SEQUENCE IF NOT EXISTS store_id INCREMENT BY 50;
CREATE SEQUENCE IF NOT EXISTS store_event_id";

/// Reads where the last run stopped; ids of an unfinished block are skipped.
pub fn load(connection: &mut dyn Connection, shared: &Shared) -> Result<(), Error> {
    let rows = connection.query(READ_HIGH, &[])?;
    let high = rows.first().map_or(Ok(0), |row| row.get::<i64>(0))?;
    shared.next_id.store(high + 1, Ordering::SeqCst);
    shared.reserved.store(high, Ordering::SeqCst);
    Ok(())
}

/// Makes sure that half a block is free; called by the writer before the savepoints of a batch.
pub fn reserve(connection: &mut dyn Connection, shared: &Shared) -> Result<(), Error> {
    let next = shared.next_id.load(Ordering::SeqCst);
    if shared.reserved.load(Ordering::SeqCst) - next > BLOCK / 2 {
        return Ok(());
    }
    let high = next + BLOCK;
    raise(connection, high)?;
    shared.reserved.store(high, Ordering::SeqCst);
    Ok(())
}

/// Gives back what is left of the block, so that ids stay small over clean restarts.
pub fn release(connection: &mut dyn Connection, shared: &Shared) -> Result<(), Error> {
    let last = shared.next_id.load(Ordering::SeqCst) - 1;
    raise(connection, last)
}

/// Stores the highest id that may have been given.
pub fn raise(connection: &mut dyn Connection, high: i64) -> Result<(), Error> {
    connection.execute(RAISE_HIGH, params![high]).map(drop)
}

/// The next id.
pub fn next(connection: &mut dyn Connection, shared: &Shared) -> Result<i64, Error> {
    if let Some(id) = connection.sequence_id()? {
        return Ok(id);
    }
    let id = shared.next_id.fetch_add(1, Ordering::SeqCst);
    if id > shared.reserved.load(Ordering::SeqCst) {
        return Err(Error::Mismatch("one batch of writes used up a whole block of ids".to_owned()));
    }
    Ok(id)
}
