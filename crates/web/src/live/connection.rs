//! One open stream: first what was missed, then what happens.

use std::{collections::VecDeque, convert::Infallible, sync::Arc};

use axum::response::{
    IntoResponse, Response, Sse,
    sse::{Event, KeepAlive},
};
use events::Recorded;
use futures_util::stream;
use http::HeaderValue;
use store::event_log::may_see;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::{feed::after, watcher::Watcher};
use crate::{Error, State, limits};

/// Writes an event for the stream.
pub(super) type Write = fn(&Recorded) -> serde_json::Value;

struct Connection {
    state: State,
    watcher: Arc<Watcher>,
    receiver: Receiver<Arc<Recorded>>,
    missed: VecDeque<Arc<Recorded>>,
    last: i64,
    must_reload: bool,
    write: Write,
}

/// Opens a stream after the event `from`; none begins now.
///
/// # Errors
/// When the table cannot be read or the person has too many streams.
pub(super) async fn open(
    state: &State,
    watcher: Arc<Watcher>,
    from: Option<i64>,
    write: Write,
) -> Result<Response, Error> {
    state.feed.watch(&watcher)?;
    let newest = *state.store.event_signal().borrow();
    let mut connection = Connection {
        receiver: state.feed.subscribe(),
        state: Arc::clone(state),
        watcher,
        missed: VecDeque::new(),
        last: from.map_or(newest, |from| from.min(newest)),
        must_reload: false,
        write,
    };
    connection.catch_up().await?;
    let events = stream::unfold(connection, |mut connection| async move {
        let event = connection.next().await?;
        Some((Ok::<_, Infallible>(event), connection))
    });
    let mut response = Sse::new(events).keep_alive(KeepAlive::new().interval(limits::HEARTBEAT)).into_response();
    // Proxies that gather responses would hold events back.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

impl Connection {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if std::mem::take(&mut self.must_reload) {
                return Some(Event::default().event("reload").id(self.last.to_string()).data("{}"));
            }
            if let Some(event) = self.missed.pop_front() {
                return Some(self.written(&event));
            }
            let received = tokio::select! {
                biased;
                () = self.state.shutdown.cancelled() => return None,
                () = self.watcher.ended.cancelled() => return None,
                received = self.receiver.recv() => received,
            };
            match received {
                Ok(event) => self.take(event),
                Err(RecvError::Lagged(_)) => self.catch_up().await.ok()?,
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// Keeps an event that is new here and visible to this caller.
    fn take(&mut self, event: Arc<Recorded>) {
        let Some(number) = event.number.filter(|number| *number > self.last) else { return };
        self.last = number;
        if may_see(self.watcher.scope(), &event) {
            self.missed.push_back(event);
        }
    }

    /// Reads what was missed from the table; when it is too much, the client shall reload instead.
    async fn catch_up(&mut self) -> Result<(), Error> {
        let newest = *self.state.store.event_signal().borrow();
        if newest.saturating_sub(self.last) > limits::CATCH_UP as i64 {
            self.missed.clear();
            self.last = newest;
            self.must_reload = true;
            return Ok(());
        }
        loop {
            let found = after(&self.state.store, self.last).await?;
            if found.is_empty() {
                return Ok(());
            }
            found.into_iter().for_each(|event| self.take(Arc::new(event)));
        }
    }

    fn written(&self, event: &Recorded) -> Event {
        let number = event.number.unwrap_or_default().to_string();
        Event::default().id(number).data((self.write)(event).to_string())
    }
}
