//! One reader follows the event table for all connections.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use store::Error;
use tokio::sync::{Notify, broadcast};

use super::{
    heard::{self, Followers, Heard},
    watcher::{Watcher, recheck},
};
use crate::{State, limits};

/// Events read at once.
const BATCH: i64 = 500;

/// Hands every new event to all connections.
pub(crate) struct Feed {
    sender: broadcast::Sender<Arc<Heard>>,
    pub(crate) followers: OnceLock<Followers>,
    watchers: Mutex<Vec<Arc<Watcher>>>,
    doubt: Notify,
}

impl Feed {
    pub(crate) fn new() -> Self {
        Self {
            sender: broadcast::channel(limits::RING).0,
            followers: OnceLock::new(),
            watchers: Mutex::default(),
            doubt: Notify::new(),
        }
    }

    /// Starts the two tasks; they end with the platform's shutdown.
    pub(crate) fn start(state: &State) {
        base::tasks::spawn("web.live", follow(Arc::clone(state)));
        base::tasks::spawn("web.live.sessions", check_sessions(Arc::clone(state)));
    }

    /// Every event from now on.
    pub(super) fn subscribe(&self) -> broadcast::Receiver<Arc<Heard>> {
        self.sender.subscribe()
    }

    /// Adds a connection whose session is checked from now on.
    ///
    /// # Errors
    /// 429 when the person has as many open as anybody needs: nobody takes all places of the server.
    fn enter(&self, watcher: &Arc<Watcher>) -> Result<(), crate::Error> {
        let mut watchers = self.lock();
        let person = watcher.scope().person();
        if watchers.iter().filter(|other| other.scope().person() == person).count() >= limits::STREAMS {
            return Err(crate::Error::too_many(limits::HEARTBEAT));
        }
        watchers.push(Arc::clone(watcher));
        Ok(())
    }

    fn leave(&self, watcher: &Arc<Watcher>) {
        self.lock().retain(|other| !Arc::ptr_eq(other, watcher));
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Watcher>>> {
        self.watchers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hand_out(&self, heard: Heard) {
        if matches!(heard.event.subject.as_str(), "session" | "person" | "token" | "organization") {
            self.doubt.notify_one();
        }
        // Nobody listening is fine.
        let _ = self.sender.send(Arc::new(heard));
    }
}

/// A connection's place among those that are open; the next may have it as soon as this is dropped.
pub(super) struct Place {
    state: State,
    watcher: Arc<Watcher>,
}

impl Place {
    /// Takes a place.
    ///
    /// # Errors
    /// 429 when the person has too many.
    pub(super) fn take(state: &State, watcher: Arc<Watcher>) -> Result<Self, crate::Error> {
        state.feed.enter(&watcher)?;
        Ok(Self { state: Arc::clone(state), watcher })
    }

    pub(super) fn watcher(&self) -> &Watcher {
        &self.watcher
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.state.feed.leave(&self.watcher);
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
        let found = after(state, last).await?;
        if found.is_empty() {
            return Ok(last);
        }
        for heard in found {
            last = heard.event.number.unwrap_or(last);
            state.feed.hand_out(heard);
        }
    }
}

/// The next events after a number, unfiltered.
pub(super) async fn after(state: &State, number: i64) -> Result<Vec<Heard>, Error> {
    let followers = state.feed.followers.get().copied();
    state.store.read(move |tx| heard::after(tx, followers, number, BATCH)).await
}

async fn check_sessions(state: State) {
    loop {
        tokio::select! {
            () = state.shutdown.cancelled() => return,
            () = tokio::time::sleep(limits::RECHECK) => {}
            () = state.feed.doubt.notified() => {}
        }
        let watchers = state.feed.lock().clone();
        if !watchers.is_empty() {
            recheck(&state, watchers).await;
        }
    }
}
