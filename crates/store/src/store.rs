//! The handle that everything holds: reads, writes, signals.

use std::{path::PathBuf, sync::Arc};

use base::World;
use tokio::sync::{oneshot, watch};

use crate::{
    AppendHook, Error, Migration, Tx,
    connection::Connection as _,
    event_log, identity, migration,
    postgres::{Pool, PoolJob, PostgresConnection},
    signals::Shared,
    sqlite::{Gate, Outcome, Readers, SqliteConnection, Writer},
};

/// Which database runs below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded default.
    Sqlite,
    /// For installations that grew.
    Postgres,
}

/// How to open a store.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// The clock and randomness of every transaction.
    pub world: World,
    /// Reader threads on SQLite, connections on PostgreSQL.
    pub readers: usize,
    /// The schema, in order.
    pub migrations: Vec<Migration>,
}

enum Driver {
    Sqlite { writer: Writer, readers: Readers },
    Postgres(Pool),
}

/// A cheap handle on an open database.
#[derive(Clone)]
pub struct Store {
    driver: Arc<Driver>,
    shared: Arc<Shared>,
}

impl Store {
    /// Opens the database and applies missing migrations; blocks.
    ///
    /// # Errors
    /// When the database cannot be reached or its schema does not fit.
    pub fn open(options: &OpenOptions) -> Result<Self, Error> {
        let shared = Arc::new(Shared::new(options.world.clone()));
        let driver = match options.url.strip_prefix("sqlite:") {
            Some(path) => open_sqlite(&PathBuf::from(path), options, &shared)?,
            None if options.url.starts_with("postgres:") || options.url.starts_with("postgresql:") => {
                open_postgres(options, &shared)?
            }
            None => return Err(Error::Schema("database.url must begin with sqlite: or postgres://".to_owned())),
        };
        Ok(Self { driver: Arc::new(driver), shared })
    }

    /// Runs a query in one snapshot.
    ///
    /// # Errors
    /// What the closure answers, or the database's own error.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.send_read(work)?.await.map_err(|_| Error::Closed)?
    }

    /// Runs a verb and commits; answers only when the commit is on disk. An `Err` rolls back.
    ///
    /// # Errors
    /// What the closure answers, or the database's own error.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.send_write(work)?.await.map_err(|_| Error::Closed)?
    }

    /// [`Store::read`] for plain threads and commands.
    ///
    /// # Errors
    /// What the closure answers, or the database's own error.
    pub fn read_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.send_read(work)?.blocking_recv().map_err(|_| Error::Closed)?
    }

    /// [`Store::write`] for plain threads and commands.
    ///
    /// # Errors
    /// What the closure answers, or the database's own error.
    pub fn write_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.send_write(work)?.blocking_recv().map_err(|_| Error::Closed)?
    }

    fn send_read<T, E, F>(&self, work: F) -> Result<oneshot::Receiver<Result<T, E>>, Error>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let job = Box::new(move |tx: Result<&mut Tx<'_>, Error>| {
            let _ = sender.send(tx.map_err(E::from).and_then(work));
        });
        match &*self.driver {
            Driver::Sqlite { readers, .. } => readers.send(job)?,
            Driver::Postgres(pool) => pool.send(PoolJob::Read(job))?,
        }
        Ok(receiver)
    }

    fn send_write<T, E, F>(&self, work: F) -> Result<oneshot::Receiver<Result<T, E>>, Error>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let job = Box::new(move |tx: &mut Tx<'_>| {
            let result = work(tx);
            Outcome {
                keep: result.is_ok(),
                answer: Box::new(move |committed| {
                    let _ = sender.send(match (result, committed) {
                        (Ok(_), Err(error)) => Err(E::from(error)),
                        (result, _) => result,
                    });
                }),
            }
        });
        match &*self.driver {
            Driver::Sqlite { writer, .. } => writer.send(job)?,
            Driver::Postgres(pool) => pool.send(PoolJob::Write(job))?,
        }
        Ok(receiver)
    }

    /// Ends writing for good: what is queued is committed and SQLite's log is copied back into the database, so that
    /// a stopped installation is one file. Blocks; later writes are refused.
    pub fn close(&self) {
        if let Driver::Sqlite { writer, .. } = &*self.driver {
            writer.close();
        }
    }

    /// Adds a hook that runs in the transaction of every appended event.
    pub fn on_append(&self, hook: AppendHook) {
        self.shared.hooks.write().unwrap_or_else(std::sync::PoisonError::into_inner).push(hook);
    }

    /// Changes after every commit with events; the value is the last number given.
    #[must_use]
    pub fn event_signal(&self) -> watch::Receiver<i64> {
        self.shared.event_signal.subscribe()
    }

    /// Changes after every commit that enqueued a job.
    #[must_use]
    pub fn job_signal(&self) -> watch::Receiver<u64> {
        self.shared.job_signal.subscribe()
    }

    /// The clock and randomness of every transaction.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.shared.world
    }

    /// Which database runs below.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match *self.driver {
            Driver::Sqlite { .. } => Engine::Sqlite,
            Driver::Postgres(_) => Engine::Postgres,
        }
    }

    /// False once the disk failed under a commit; only a restart helps.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        !self.shared.poisoned.load(std::sync::atomic::Ordering::SeqCst)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Store({:?})", self.engine())
    }
}

fn open_sqlite(path: &std::path::Path, options: &OpenOptions, shared: &Arc<Shared>) -> Result<Driver, Error> {
    let mut connection = SqliteConnection::open_writer(path)?;
    let applied = migration::apply(&mut connection, &options.migrations, options.world.now())?;
    if !applied.is_empty() {
        // Without figures about a new index the planner takes it where it does not fit; a sample takes moments.
        connection.batch("PRAGMA analysis_limit=1000; ANALYZE")?;
    }
    identity::load(&mut connection, shared)?;
    let rows = connection.query(event_log::LAST_NUMBER, &[])?;
    let last = rows.first().map_or(Ok(0), |row| row.get::<i64>(0))?;
    shared.last_number.store(last, std::sync::atomic::Ordering::SeqCst);
    shared.event_signal.send_replace(last);
    let gate = Gate::default();
    let readers = Readers::start(path, options.readers, shared, &gate)?;
    let writer = Writer::start(connection, path, Arc::clone(shared), gate)?;
    Ok(Driver::Sqlite { writer, readers })
}

fn open_postgres(options: &OpenOptions, shared: &Arc<Shared>) -> Result<Driver, Error> {
    let mut connection = PostgresConnection::open(&options.url)?;
    connection.batch(identity::POSTGRES_SEQUENCES)?;
    migration::apply(&mut connection, &options.migrations, options.world.now())?;
    let rows = connection.query(event_log::LAST_NUMBER, &[])?;
    shared.event_signal.send_replace(rows.first().map_or(Ok(0), |row| row.get(0))?);
    Ok(Driver::Postgres(Pool::start(&options.url, options.readers, shared)?))
}
