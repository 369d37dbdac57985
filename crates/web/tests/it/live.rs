//! The live stream: what happens, to whom it concerns, from where one left off.

use std::time::Duration;

use axum::{body::Body, response::Response};
use base::{Actor, Role};
use events::{Event, NewEvent, Visibility};
use futures_util::StreamExt as _;
use http::StatusCode;

use crate::stage::{Stage, get};

struct Stream {
    body: axum::body::BodyDataStream,
    rest: String,
}

impl Stream {
    fn of(response: Response) -> Self {
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { body: response.into_body().into_data_stream(), rest: String::new() }
    }

    /// The next event's number and data; none when the stream ended.
    async fn next(&mut self) -> Option<(i64, serde_json::Value)> {
        loop {
            if let Some((block, rest)) = self.rest.clone().split_once("\n\n") {
                self.rest = rest.to_owned();
                let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
                if let (Some(id), Some(data)) = (field("id:"), field("data:")) {
                    return Some((id.parse().unwrap(), serde_json::from_str(data).unwrap()));
                }
                continue;
            }
            let chunk = tokio::time::timeout(Duration::from_secs(10), self.body.next()).await.expect("nothing came");
            self.rest.push_str(std::str::from_utf8(&chunk?.unwrap()).unwrap());
        }
    }
}

async fn happens(stage: &Stage, item: i64, visibility: Visibility, requester: Option<i64>) {
    let event = Event::ItemFieldChanged { field: "title".to_owned(), from: None, to: None };
    let event = NewEvent::of("item", item, event).item(item).requester(requester).visibility(visibility);
    stage.state.store.write(move |tx| tx.append(event, Actor::System("test"))).await.unwrap();
}

/// Something about persons changes, so that all credentials are checked again.
async fn doubt(stage: &Stage) {
    let event = NewEvent::of("person", 1, Event::SignInRefused { reason: "password".to_owned() });
    let event = event.visibility(Visibility::System);
    stage.state.store.write(move |tx| tx.append(event, Actor::System("test"))).await.unwrap();
}

/// The last number, once the signal has told it to everybody.
async fn settled(stage: &Stage) -> i64 {
    let last = stage.state.store.read(store::event_log::last_number).await.unwrap();
    *stage.state.store.event_signal().wait_for(|number| *number >= last).await.unwrap()
}

async fn follow(stage: &Stage, role: Role, after: Option<i64>) -> Stream {
    let bearer = stage.bearer(role).await;
    settled(stage).await;
    let request = get("/live").header("authorization", bearer);
    let request = match after {
        Some(after) => request.header("last-event-id", after.to_string()),
        None => request,
    };
    Stream::of(stage.open(request.body(Body::empty()).unwrap()).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn events_arrive_at_once_with_their_number() {
    let stage = Stage::new().await;
    let mut stream = follow(&stage, Role::Agent, None).await;
    happens(&stage, 7, Visibility::Internal, None).await;
    let start = tokio::time::Instant::now();
    let (number, data) = stream.next().await.unwrap();
    assert!(start.elapsed() < Duration::from_millis(300));
    assert_eq!(data["number"], number);
    assert_eq!(
        (data["kind"].as_str(), data["subject"].as_str(), data["item"].as_i64()),
        (Some("item.field_changed"), Some("item"), Some(7))
    );
    assert!(data.get("data").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_resumes_from_the_last_number_it_saw() {
    let stage = Stage::new().await;
    for item in 1..=700 {
        happens(&stage, item, Visibility::Internal, None).await;
    }
    let last = settled(&stage).await;
    let mut stream = follow(&stage, Role::Agent, Some(last - 650)).await;
    for number in last - 649..=last {
        assert_eq!(stream.next().await.unwrap().0, number);
    }
    happens(&stage, 1, Visibility::Internal, None).await;
    assert!(stream.next().await.unwrap().0 > last);
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_see_only_what_concerns_them() {
    let stage = Stage::new().await;
    let me = stage.id_of(Role::Customer);
    let mut stream = follow(&stage, Role::Customer, None).await;
    happens(&stage, 1, Visibility::Public, Some(me + 1)).await;
    happens(&stage, 2, Visibility::Internal, Some(me)).await;
    happens(&stage, 3, Visibility::System, Some(me)).await;
    happens(&stage, 9, Visibility::Internal, Some(me + 1)).await;
    happens(&stage, 4, Visibility::Public, Some(me)).await;
    assert_eq!(stream.next().await.unwrap().1["item"], 4);
    happens(&stage, 9, Visibility::Public, Some(me + 1)).await;
    assert_eq!(stream.next().await.unwrap().1["item"], 9, "they follow this one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_ends_with_its_session() {
    let stage = Stage::new().await;
    let cookie = stage.sign_in(Role::Agent).await;
    let request = get("/live").header("cookie", &cookie).body(Body::empty()).unwrap();
    let mut stream = Stream::of(stage.open(request).await);
    let agent = stage.id_of(Role::Agent);
    let scope = base::Scope::system("test");
    stage.state.store.write(move |tx| people::person::disable(tx, &scope, agent)).await.unwrap();
    let ended = async { while stream.next().await.is_some() {} };
    tokio::time::timeout(Duration::from_secs(5), ended).await.expect("the stream ends within five seconds");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_ends_with_the_server() {
    let stage = Stage::new().await;
    let mut stream = follow(&stage, Role::Agent, None).await;
    stage.state.shutdown.cancel();
    assert!(stream.next().await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_away_too_long_is_told_to_reload() {
    let stage = Stage::new().await;
    let many = web::limits::CATCH_UP as i64 + 10;
    let written = stage.state.store.write(move |tx| {
        for item in 0..many {
            let event = NewEvent::of("item", item, Event::ItemDeleted {}).item(item);
            tx.append(event, Actor::System("test"))?;
        }
        Ok::<_, store::Error>(())
    });
    written.await.unwrap();
    let last = settled(&stage).await;
    let mut stream = follow(&stage, Role::Agent, Some(1)).await;
    let (number, data) = stream.next().await.unwrap();
    assert!(number >= last && data == serde_json::json!({}));
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_get_no_stream() {
    let stage = Stage::new().await;
    assert_eq!(stage.get("/live", "").await.status, StatusCode::UNAUTHORIZED);
    let cookie = stage.sign_in(Role::Agent).await;
    for (name, value) in
        [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site")]
    {
        let request = get("/live").header("cookie", &cookie).header(name, value).body(Body::empty()).unwrap();
        assert_eq!(stage.open(request).await.status(), StatusCode::FORBIDDEN, "{name}: {value}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_one_person_cannot_take_all_streams() {
    let stage = Stage::new().await;
    let mut open = Vec::new();
    for _ in 0..web::limits::STREAMS {
        open.push(follow(&stage, Role::Customer, None).await);
    }
    let bearer = stage.bearer(Role::Customer).await;
    let ask = async || stage.open(get("/live").header("authorization", &bearer).body(Body::empty()).unwrap()).await;
    assert_eq!(ask().await.status(), StatusCode::TOO_MANY_REQUESTS);
    // Everybody else still gets theirs.
    drop(follow(&stage, Role::Agent, None).await);
    // A freed place is usable at once, also while all credentials are being checked.
    for _ in 0..20 {
        doubt(&stage).await;
        open.pop();
        open.push(Stream::of(ask().await));
    }
}
