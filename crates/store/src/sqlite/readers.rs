//! Reader threads: each owns a query-only connection and takes the next job from one queue.

use std::{
    path::Path,
    sync::{Arc, Mutex, mpsc},
    thread,
};

use super::{Gate, SqliteConnection};
use crate::{Error, Tx, connection::Connection as _, signals::Shared};

/// Reads in its own snapshot; answers its caller itself.
pub type ReadJob = Box<dyn FnOnce(Result<&mut Tx<'_>, Error>) + Send>;

/// The queue of the reader threads.
pub struct Readers {
    queue: mpsc::Sender<ReadJob>,
}

impl Readers {
    /// Starts `count` threads.
    pub fn start(path: &Path, count: usize, shared: &Arc<Shared>, gate: &Gate) -> Result<Self, Error> {
        let (queue, receiver) = mpsc::channel::<ReadJob>();
        let receiver = Arc::new(Mutex::new(receiver));
        for place in 0..count.max(1) {
            let connection = SqliteConnection::open_reader(path)?;
            let (receiver, shared, gate) = (Arc::clone(&receiver), Arc::clone(shared), gate.clone());
            thread::Builder::new()
                .name(format!("store-reader-{place}"))
                .spawn(move || serve(connection, &receiver, &shared, &gate))
                .map_err(|error| Error::Database(error.to_string()))?;
        }
        Ok(Self { queue })
    }

    /// Queues a job.
    pub fn send(&self, job: ReadJob) -> Result<(), Error> {
        self.queue.send(job).map_err(|_| Error::Closed)
    }
}

fn serve(mut connection: SqliteConnection, receiver: &Mutex<mpsc::Receiver<ReadJob>>, shared: &Shared, gate: &Gate) {
    loop {
        let next = receiver.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        let _open = gate.pass();
        match connection.execute("BEGIN", &[]) {
            Ok(_) => {
                let mut tx = Tx::new(&mut connection, shared, false);
                // A panic in a query must not take the thread with it; the caller sees a closed channel.
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(Ok(&mut tx))));
                if connection.execute("COMMIT", &[]).is_err() {
                    tracing::warn!("a read transaction did not end cleanly");
                }
            }
            Err(error) => job(Err(error)),
        }
    }
}
