//! A few threads with one connection each; a lost connection is made anew before the next job.

use std::{
    sync::{Arc, Mutex, mpsc},
    thread,
};

use super::{PostgresConnection, Sequencer};
use crate::{Error, Tx, connection::Connection as _, signals::Shared, sqlite::Outcome};

/// Work for one transaction.
pub enum PoolJob {
    /// Reads and answers its caller itself.
    Read(Box<dyn FnOnce(Result<&mut Tx<'_>, Error>) + Send>),
    /// Writes; its caller is answered after the commit.
    Write(Box<dyn FnOnce(&mut Tx<'_>) -> Outcome + Send>),
}

/// The queue of the threads.
pub struct Pool {
    queue: mpsc::Sender<PoolJob>,
}

impl Pool {
    /// Connects `size` times.
    pub fn start(url: &str, size: usize, shared: &Arc<Shared>) -> Result<Self, Error> {
        let (queue, receiver) = mpsc::channel::<PoolJob>();
        let receiver = Arc::new(Mutex::new(receiver));
        let sequencer = Arc::new(Sequencer::start(url, Arc::clone(shared))?);
        for place in 0..size.max(1) {
            let worker = Worker {
                url: url.to_owned(),
                connection: PostgresConnection::open(url)?,
                shared: Arc::clone(shared),
                sequencer: Arc::clone(&sequencer),
            };
            let receiver = Arc::clone(&receiver);
            thread::Builder::new()
                .name(format!("store-postgres-{place}"))
                .spawn(move || worker.run(&receiver))
                .map_err(|error| Error::Database(error.to_string()))?;
        }
        Ok(Self { queue })
    }

    /// Queues a job.
    pub fn send(&self, job: PoolJob) -> Result<(), Error> {
        self.queue.send(job).map_err(|_| Error::Closed)
    }
}

struct Worker {
    url: String,
    connection: PostgresConnection,
    shared: Arc<Shared>,
    sequencer: Arc<Sequencer>,
}

impl Worker {
    fn run(mut self, receiver: &Mutex<mpsc::Receiver<PoolJob>>) {
        loop {
            let next = receiver.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
            let Ok(job) = next else { return };
            self.reconnect_if_lost();
            match job {
                PoolJob::Read(work) => self.read(work),
                PoolJob::Write(work) => self.write(work),
            }
        }
    }

    fn reconnect_if_lost(&mut self) {
        if !self.connection.is_closed() {
            return;
        }
        match PostgresConnection::open(&self.url) {
            Ok(connection) => self.connection = connection,
            Err(error) => tracing::error!(%error, "PostgreSQL cannot be reached"),
        }
    }

    fn read(&mut self, work: Box<dyn FnOnce(Result<&mut Tx<'_>, Error>) + Send>) {
        // One snapshot for the whole read, as on SQLite.
        if let Err(error) = self.connection.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") {
            work(Err(error));
            return;
        }
        let mut tx = Tx::new(&mut self.connection, &self.shared, false);
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(Ok(&mut tx))));
        if let Err(error) = self.connection.batch("ROLLBACK") {
            tracing::warn!(%error, "a read transaction did not end cleanly");
        }
    }

    fn write(&mut self, work: Box<dyn FnOnce(&mut Tx<'_>) -> Outcome + Send>) {
        if let Err(error) = self.connection.batch("BEGIN") {
            tracing::error!(%error, "a write transaction could not begin");
            return;
        }
        let mut tx = Tx::new(&mut self.connection, &self.shared, true);
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&mut tx)));
        let (appended, wakes_jobs) = (tx.appended, tx.wakes_jobs);
        let keep = outcome.as_ref().is_ok_and(|outcome| outcome.keep);
        let ended = self.connection.batch(if keep { "COMMIT" } else { "ROLLBACK" });
        if keep && ended.is_ok() {
            if appended {
                self.sequencer.wake();
            }
            if wakes_jobs {
                self.shared.wake_jobs();
            }
        }
        if let Ok(outcome) = outcome {
            (outcome.answer)(ended);
        }
    }
}
