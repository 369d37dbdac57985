//! Follows the events: what was committed can be found within a second.

use std::time::Duration;

use base::tasks;
use store::Store;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{Error, Index, feed::Step};

/// Changes that come together are committed together.
const GATHER: Duration = Duration::from_millis(200);
/// Looks for events this often even when nothing signals any.
const POLL: Duration = Duration::from_secs(1);
/// After trouble the next step waits this long.
const RECOVER: Duration = Duration::from_secs(5);
/// The writer is given back after this long without changes.
const REST: Duration = Duration::from_secs(30);

impl Index {
    /// Feeds the index from the store until `shutdown`. Nothing is lost by stopping at any moment.
    pub fn follow(&self, store: Store, shutdown: CancellationToken) -> JoinHandle<()> {
        let index = self.clone();
        tasks::spawn("follow events into the search index", async move {
            tokio::select! {
                () = index.keep_following(&store) => {}
                () = shutdown.cancelled() => {}
            }
            index.rest(Duration::ZERO).await;
        })
    }

    async fn keep_following(&self, store: &Store) {
        let mut signal = store.event_signal();
        loop {
            signal.mark_unchanged();
            match self.step(store).await {
                Ok(Step::Busy) => tokio::task::yield_now().await,
                Ok(Step::Idle) => {
                    let _ = tokio::time::timeout(POLL, signal.changed()).await;
                    tokio::time::sleep(GATHER).await;
                    self.rest(REST).await;
                    self.shared.words.rest(store.world().now());
                }
                Err(error) => {
                    self.note(&error);
                    tokio::time::sleep(RECOVER).await;
                }
            }
        }
    }

    fn note(&self, error: &Error) {
        tracing::error!(%error, "the search index could not be brought further");
        self.shared.progress.send_modify(|progress| progress.trouble = Some(error.to_string()));
    }

    /// Brings the index up to date now: for tests and commands, where nobody follows.
    ///
    /// # Errors
    /// When the database or the index fails.
    pub async fn catch_up(&self, store: &Store) -> Result<(), Error> {
        while self.step(store).await? == Step::Busy {}
        Ok(())
    }
}
