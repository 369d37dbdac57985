//! Events get their number after their commit, from one sequencer at a time, so that a follower never
//! skips a row that committed late.

use std::{
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use super::PostgresConnection;
use crate::{Error, connection::Connection as _, event_log, signals::Shared};

/// How often rows committed by other nodes are looked for.
const POLL: Duration = Duration::from_millis(200);
/// The thread's wake-up line.
pub struct Sequencer {
    line: mpsc::Sender<()>,
}

impl Sequencer {
    /// Starts the thread with a connection of its own.
    pub fn start(url: &str, shared: Arc<Shared>) -> Result<Self, Error> {
        let (line, receiver) = mpsc::channel();
        let connection = PostgresConnection::open(url)?;
        let url = url.to_owned();
        thread::Builder::new()
            .name("store-sequencer".to_owned())
            .spawn(move || run(connection, &url, &receiver, &shared))
            .map_err(|error| Error::Database(error.to_string()))?;
        Ok(Self { line })
    }

    /// Numbers what was just committed.
    pub fn wake(&self) {
        let _ = self.line.send(());
    }
}

fn run(mut connection: PostgresConnection, url: &str, receiver: &mpsc::Receiver<()>, shared: &Shared) {
    loop {
        match receiver.recv_timeout(POLL) {
            Ok(()) | Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => return,
        }
        while receiver.try_recv().is_ok() {}
        match number_and_read(&mut connection) {
            Ok(last) => {
                shared.event_signal.send_if_modified(|known| std::mem::replace(known, last) != last);
            }
            Err(error) => {
                tracing::warn!(%error, "events could not be numbered; trying again");
                if connection.is_closed()
                    && let Ok(fresh) = PostgresConnection::open(url)
                {
                    connection = fresh;
                }
            }
        }
    }
}

fn number_and_read(connection: &mut PostgresConnection) -> Result<i64, Error> {
    let waiting = connection.query("SELECT id FROM store_event WHERE number IS NULL LIMIT 1", &[])?;
    if !waiting.is_empty() {
        connection.batch("BEGIN; SELECT pg_advisory_xact_lock(4711001)")?;
        let numbered = connection.execute(event_log::NUMBER_ROWS, &[]);
        connection.batch(if numbered.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        numbered?;
    }
    let rows = connection.query(event_log::LAST_NUMBER, &[])?;
    rows.first().map_or(Ok(0), |row| row.get(0))
}
