//! A transaction: all that verbs and queries see of the database.

use base::{Actor, Timestamp, World};
use events::{NewEvent, Recorded};

use crate::{
    Engine, Error, Row, Value,
    connection::{Connection, check_values},
    dialect, event_log, identity,
    signals::Shared,
};

/// An open transaction. Committed when the closure that got it answers `Ok`, rolled back otherwise.
pub struct Tx<'a> {
    connection: &'a mut dyn Connection,
    shared: &'a Shared,
    writable: bool,
    pub(crate) appended: bool,
    pub(crate) wakes_jobs: bool,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(connection: &'a mut dyn Connection, shared: &'a Shared, writable: bool) -> Self {
        Self { connection, shared, writable, appended: false, wakes_jobs: false }
    }

    /// The present instant of the store's world.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.shared.world.now()
    }

    /// The clock and randomness that verbs use.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.shared.world
    }

    /// Which engine runs below; for `store` itself and for tests.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.connection.engine()
    }

    /// A new id: small, increasing, unique over all tables.
    ///
    /// # Errors
    /// When the engine cannot give one or this transaction only reads.
    pub fn new_id(&mut self) -> Result<i64, Error> {
        self.check_writable()?;
        identity::next(self.connection, self.shared)
    }

    /// Runs a statement and turns every row into a value.
    ///
    /// # Errors
    /// When the statement fails or a row cannot be read.
    pub fn query<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        mut read: impl FnMut(&Row) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        check_values(values)?;
        let sql = dialect::statement(self.connection.engine(), sql);
        self.connection.query(&sql, values)?.iter().map(&mut read).collect()
    }

    /// The first row.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn query_one<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        read: impl FnMut(&Row) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.query_optional(sql, values, read)?.ok_or(Error::NotFound)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// When the statement fails or the row cannot be read.
    pub fn query_optional<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        read: impl FnMut(&Row) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        Ok(self.query(sql, values, read)?.into_iter().next())
    }

    /// Runs a change and counts the rows it met.
    ///
    /// # Errors
    /// When the statement fails or this transaction only reads.
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, Error> {
        self.check_writable()?;
        check_values(values)?;
        let sql = dialect::statement(self.connection.engine(), sql);
        self.connection.execute(&sql, values)
    }

    /// Appends an event and runs what reacts to it inside this transaction; answers the event's id.
    ///
    /// # Errors
    /// When the row cannot be written or a hook fails.
    pub fn append(&mut self, event: NewEvent, actor: Actor) -> Result<i64, Error> {
        self.check_writable()?;
        let recorded = event_log::insert(self.connection, self.shared, event, actor)?;
        self.appended = true;
        self.run_hooks(&recorded)?;
        Ok(recorded.id)
    }

    fn run_hooks(&mut self, recorded: &Recorded) -> Result<(), Error> {
        for hook in self.shared.hooks() {
            hook(self, recorded)?;
        }
        Ok(())
    }

    /// Wakes the job runner once this transaction is committed.
    pub const fn signal_jobs(&mut self) {
        self.wakes_jobs = true;
    }

    /// Prepares a statement without running it; answers the names of its columns.
    ///
    /// # Errors
    /// When the engine refuses the statement.
    pub fn describe(&mut self, sql: &str) -> Result<Vec<String>, Error> {
        let sql = dialect::statement(self.connection.engine(), sql);
        self.connection.describe(&sql)
    }

    pub(crate) fn connection(&mut self) -> &mut dyn Connection {
        self.connection
    }

    pub(crate) const fn shared(&self) -> &Shared {
        self.shared
    }

    const fn check_writable(&self) -> Result<(), Error> {
        if self.writable { Ok(()) } else { Err(Error::ReadOnly) }
    }
}
