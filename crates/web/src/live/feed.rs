//! One reader follows the event table for all connections.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use events::Recorded;
use store::{Error, Store, event_log};
use tokio::sync::{Notify, broadcast};

use super::watcher::{Watcher, recheck};
use crate::{State, limits};

/// Events read at once.
const BATCH: i64 = 500;

/// Hands every new event to all connections.
pub(crate) struct Feed {
    sender: broadcast::Sender<Arc<Recorded>>,
    watchers: Mutex<Vec<Weak<Watcher>>>,
    doubt: Notify,
}

impl Feed {
    pub(crate) fn new() -> Self {
        Self { sender: broadcast::channel(limits::RING).0, watchers: Mutex::default(), doubt: Notify::new() }
    }

    /// Starts the two tasks; they end with the platform's shutdown.
    pub(crate) fn start(state: &State) {
        base::tasks::spawn("web.live", follow(Arc::clone(state)));
        base::tasks::spawn("web.live.sessions", check_sessions(Arc::clone(state)));
    }

    /// Every event from now on.
    pub(super) fn subscribe(&self) -> broadcast::Receiver<Arc<Recorded>> {
        self.sender.subscribe()
    }

    /// Adds a connection whose session is checked from now on.
    ///
    /// # Errors
    /// 429 when the person has as many open as anybody needs: nobody takes all places of the server.
    pub(super) fn watch(&self, watcher: &Arc<Watcher>) -> Result<(), crate::Error> {
        let mut watchers = self.lock();
        watchers.retain(|watcher| watcher.strong_count() > 0);
        let person = watcher.scope().person();
        let open = watchers.iter().filter_map(Weak::upgrade).filter(|other| other.scope().person() == person);
        if open.count() >= limits::STREAMS {
            return Err(crate::Error::too_many(limits::HEARTBEAT));
        }
        watchers.push(Arc::downgrade(watcher));
        Ok(())
    }

    fn watchers(&self) -> Vec<Arc<Watcher>> {
        let mut watchers = self.lock();
        watchers.retain(|watcher| watcher.strong_count() > 0);
        watchers.iter().filter_map(Weak::upgrade).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Weak<Watcher>>> {
        self.watchers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hand_out(&self, event: Recorded) {
        if matches!(event.subject.as_str(), "session" | "person" | "token" | "organization") {
            self.doubt.notify_one();
        }
        // Nobody listening is fine.
        let _ = self.sender.send(Arc::new(event));
    }
}

async fn follow(state: State) {
    let mut signal = state.store.event_signal();
    let mut last = *signal.borrow_and_update();
    loop {
        tokio::select! {
            () = state.shutdown.cancelled() => return,
            changed = signal.changed() => if changed.is_err() { return },
        }
        let newest = *signal.borrow_and_update();
        // A connection catches up from the table after it subscribed, so nothing is lost by skipping.
        if state.feed.sender.receiver_count() == 0 {
            last = newest;
            continue;
        }
        match drain(&state, last).await {
            Ok(reached) => last = reached,
            Err(error) => tracing::warn!(%error, "new events cannot be read; the next commit tries again"),
        }
    }
}

async fn drain(state: &State, mut last: i64) -> Result<i64, Error> {
    loop {
        let found = after(&state.store, last).await?;
        if found.is_empty() {
            return Ok(last);
        }
        for event in found {
            last = event.number.unwrap_or(last);
            state.feed.hand_out(event);
        }
    }
}

/// The next events after a number, unfiltered.
pub(super) async fn after(store: &Store, number: i64) -> Result<Vec<Recorded>, Error> {
    store.read(move |tx| event_log::after(tx, number, BATCH)).await
}

async fn check_sessions(state: State) {
    loop {
        tokio::select! {
            () = state.shutdown.cancelled() => return,
            () = tokio::time::sleep(limits::RECHECK) => {}
            () = state.feed.doubt.notified() => {}
        }
        let watchers = state.feed.watchers();
        if !watchers.is_empty() {
            recheck(&state, watchers).await;
        }
    }
}
