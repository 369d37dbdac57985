//! One open stream: first what was missed, then what happens.

use std::{collections::VecDeque, convert::Infallible, sync::Arc};

use axum::response::{
    IntoResponse, Response, Sse,
    sse::{Event, KeepAlive},
};
use events::Recorded;
use futures_util::stream;
use http::HeaderValue;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::{
    feed::{Place, after},
    heard::Heard,
};
use crate::{Error, State, limits};

/// Writes an event for the stream.
pub(super) type Write = fn(&Recorded) -> serde_json::Value;

struct Connection {
    state: State,
    place: Place,
    receiver: Receiver<Arc<Heard>>,
    missed: VecDeque<Arc<Heard>>,
    last: i64,
    must_reload: bool,
    write: Write,
}

/// Opens a stream after the event `from`; none begins now.
///
/// # Errors
/// When the table cannot be read.
pub(super) async fn open(state: &State, place: Place, from: Option<i64>, write: Write) -> Result<Response, Error> {
    let newest = *state.store.event_signal().borrow();
    let mut connection = Connection {
        receiver: state.feed.subscribe(),
        state: Arc::clone(state),
        place,
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
            if let Some(heard) = self.missed.pop_front() {
                return Some(self.written(&heard.event));
            }
            let received = tokio::select! {
                biased;
                () = self.state.shutdown.cancelled() => return None,
                () = self.place.watcher().ended.cancelled() => return None,
                received = self.receiver.recv() => received,
            };
            match received {
                Ok(heard) => self.take(heard),
                Err(RecvError::Lagged(_)) => self.catch_up().await.ok()?,
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// Keeps an event that is new here and visible to this caller.
    fn take(&mut self, heard: Arc<Heard>) {
        let Some(number) = heard.event.number.filter(|number| *number > self.last) else { return };
        self.last = number;
        if heard.concerns(self.place.watcher().scope()) {
            self.missed.push_back(heard);
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
            let found = after(&self.state, self.last).await?;
            if found.is_empty() {
                return Ok(());
            }
            found.into_iter().for_each(|heard| self.take(Arc::new(heard)));
        }
    }

    fn written(&self, event: &Recorded) -> Event {
        let number = event.number.unwrap_or_default().to_string();
        Event::default().id(number).data((self.write)(event).to_string())
    }
}
