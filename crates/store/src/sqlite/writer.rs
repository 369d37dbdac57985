//! The one writer: what arrived together is committed together, each job in its own savepoint, and
//! nobody is answered before the commit has reached the disk.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, atomic::Ordering, mpsc},
    thread,
};

use super::{Gate, SqliteConnection, checkpoint::Checkpointer};
use crate::{Error, Tx, connection::Connection as _, identity, signals::Shared};

/// The most jobs in one commit.
const BATCH: usize = 256;

/// What a job left behind: keep its changes or not, and whom to tell once the commit is decided.
pub struct Outcome {
    pub keep: bool,
    pub answer: Box<dyn FnOnce(Result<(), Error>) + Send>,
}

/// Runs inside a savepoint.
pub type WriteJob = Box<dyn FnOnce(&mut Tx<'_>) -> Outcome + Send>;

enum Message {
    Job(WriteJob),
    Close,
}

/// The queue of the writer thread.
pub struct Writer {
    queue: mpsc::Sender<Message>,
    thread: Mutex<Option<thread::JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread on an open connection.
    pub fn start(connection: SqliteConnection, path: &Path, shared: Arc<Shared>, gate: Gate) -> Result<Self, Error> {
        let (queue, receiver) = mpsc::channel();
        let checkpointer = Checkpointer::new(path, gate);
        let path = path.to_owned();
        let thread = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || Loop { connection, path, shared, checkpointer }.run(&receiver))
            .map_err(|error| Error::Database(error.to_string()))?;
        Ok(Self { queue, thread: Mutex::new(Some(thread)) })
    }

    /// Queues a job.
    pub fn send(&self, job: WriteJob) -> Result<(), Error> {
        self.queue.send(Message::Job(job)).map_err(|_| Error::Closed)
    }

    /// Commits everything queued, copies the log back and ends the thread; later jobs are refused.
    pub fn close(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(thread) = thread else { return };
        let _ = self.queue.send(Message::Close);
        if thread.thread().id() != thread::current().id() {
            let _ = thread.join();
        }
    }
}

impl Drop for Writer {
    /// Everything queued is still committed before the store is gone.
    fn drop(&mut self) {
        self.close();
    }
}

struct Loop {
    connection: SqliteConnection,
    path: PathBuf,
    shared: Arc<Shared>,
    checkpointer: Checkpointer,
}

/// Answers and wake-ups that wait for the commit.
#[derive(Default)]
struct Pending {
    answers: Vec<Box<dyn FnOnce(Result<(), Error>) + Send>>,
    appended: bool,
    wakes_jobs: bool,
}

impl Loop {
    fn run(mut self, receiver: &mpsc::Receiver<Message>) {
        let mut open = true;
        while open && let Ok(Message::Job(first)) = receiver.recv() {
            open = self.batch(first, receiver);
            if let Err(error) = self.checkpointer.tend(&mut self.connection) {
                tracing::warn!(%error, "the write-ahead log could not be copied back; trying again later");
            }
        }
        let closed = identity::release(&mut self.connection, &self.shared)
            .and_then(|()| self.connection.batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)"));
        if let Err(error) = closed {
            tracing::warn!(%error, "the database was not closed cleanly");
        }
    }

    /// Runs and commits what is queued; false when the store was closed meanwhile.
    fn batch(&mut self, first: WriteJob, receiver: &mpsc::Receiver<Message>) -> bool {
        let mut pending = Pending::default();
        let mut next = Some(first);
        let begun = self.begin();
        let (mut count, mut open) = (0, true);
        while let Some(job) = next.take() {
            match &begun {
                Ok(()) => self.one(job, &mut pending),
                // The job is dropped unrun; its caller learns that the store is closed.
                Err(error) => tracing::error!(%error, "a write transaction could not begin"),
            }
            count += 1;
            if count < BATCH {
                match receiver.try_recv() {
                    Ok(Message::Job(job)) => next = Some(job),
                    Ok(Message::Close) => open = false,
                    Err(_) => {}
                }
            }
        }
        if begun.is_ok() {
            self.commit(pending);
        }
        open
    }

    fn begin(&mut self) -> Result<(), Error> {
        if self.shared.poisoned.load(Ordering::SeqCst) {
            return Err(Error::Closed);
        }
        self.connection.execute("BEGIN IMMEDIATE", &[])?;
        identity::reserve(&mut self.connection, &self.shared)
    }

    fn one(&mut self, job: WriteJob, pending: &mut Pending) {
        if let Err(error) = self.connection.execute("SAVEPOINT job", &[]) {
            tracing::error!(%error, "a savepoint could not be set");
            return;
        }
        let mut tx = Tx::new(&mut self.connection, &self.shared, true);
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(&mut tx)));
        let (appended, wakes_jobs) = (tx.appended, tx.wakes_jobs);
        let keep = outcome.as_ref().is_ok_and(|outcome| outcome.keep);
        let ended = if keep {
            self.connection.execute("RELEASE job", &[]).map(drop)
        } else {
            self.connection.batch("ROLLBACK TO job; RELEASE job")
        };
        let Ok(outcome) = outcome else { return };
        match ended {
            Ok(()) if keep => {
                pending.appended |= appended;
                pending.wakes_jobs |= wakes_jobs;
                pending.answers.push(outcome.answer);
            }
            Ok(()) => (outcome.answer)(Ok(())),
            Err(error) => (outcome.answer)(Err(error)),
        }
    }

    fn commit(&mut self, pending: Pending) {
        let result = self.connection.execute("COMMIT", &[]).map(drop);
        if let Err(error) = &result {
            tracing::error!(%error, "a commit failed");
            self.recover();
        }
        // Signals first: whoever was answered and looks at once finds the newest number.
        let committed = result.is_ok();
        if committed && pending.appended {
            self.shared.event_signal.send_replace(self.shared.last_number.load(Ordering::SeqCst));
        }
        if committed && pending.wakes_jobs {
            self.shared.wake_jobs();
        }
        for answer in pending.answers {
            answer(result.clone());
        }
    }

    /// After a failed commit the connection is not trusted: roll back and open a new one. When even
    /// that fails the store refuses further writes, so that a restart repeats what was not answered.
    fn recover(&mut self) {
        let _ = self.connection.batch("ROLLBACK");
        match SqliteConnection::open_writer(&self.path) {
            Ok(connection) => self.connection = connection,
            Err(error) => {
                tracing::error!(%error, "the database cannot be opened again; writes are refused until a restart");
                self.shared.poisoned.store(true, Ordering::SeqCst);
            }
        }
    }
}
