//! Stopping finishes what is under way.

use std::time::Duration;

use base::Role;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::stage::Stage;

async fn ask(address: std::net::SocketAddr, path: &str, bearer: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: {bearer}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_under_way_are_answered_and_streams_end() {
    let stage = Stage::new().await;
    let bearer = stage.bearer(Role::Agent).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = web::serve(listener, stage.router.clone(), Vec::new(), stage.state.shutdown.clone());
    let serving = base::tasks::spawn("test.serve", serving);
    let mut live = ask(address, "/live", &bearer).await;
    let mut first = [0; 12];
    live.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let mut slow = ask(address, "/api/v1/slow", &bearer).await;
    let counted = || stage.state.metrics.text().contains("route=\"/live\"");
    tokio::time::timeout(Duration::from_secs(5), async {
        while !counted() {
            tokio::task::yield_now().await
        }
    })
    .await
    .unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    stage.state.shutdown.cancel();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"), "{answer}");
    let mut rest = Vec::new();
    live.read_to_end(&mut rest).await.unwrap();
    tokio::time::timeout(Duration::from_secs(5), serving).await.unwrap().unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}
