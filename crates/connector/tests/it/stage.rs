//! A network of names that a test makes up; every connection ends at one small server on loopback.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex},
};

use connector::{Connector, Network, Stream};
use futures_util::future::BoxFuture;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// Names, what was connected to, and the server behind all addresses.
#[derive(Clone, Default)]
pub struct Stage(Arc<Inner>);

#[derive(Default)]
struct Inner {
    names: Mutex<HashMap<String, Vec<Vec<IpAddr>>>>,
    connected: Mutex<Vec<SocketAddr>>,
    requests: Mutex<Vec<String>>,
    server: Mutex<Option<SocketAddr>>,
}

impl Stage {
    /// A stage whose server gives these answers, one per connection, the last one again and again.
    pub async fn answering(answers: &[&str]) -> Self {
        let stage = Self::default();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        *stage.0.server.lock().unwrap() = Some(listener.local_addr().unwrap());
        let answers: Vec<String> = answers.iter().map(ToString::to_string).collect();
        let serving = stage.clone();
        base::tasks::spawn("test server", async move {
            for number in 0.. {
                let Ok((mut stream, _)) = listener.accept().await else { return };
                let request = read_request(&mut stream).await;
                serving.0.requests.lock().unwrap().push(request);
                let answer = answers.get(number).or(answers.last()).unwrap();
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        stage
    }

    /// A name with its addresses; each further call is what the name resolves to the next time.
    pub fn name(self, host: &str, addresses: &[&str]) -> Self {
        let addresses = addresses.iter().map(|text| text.parse().unwrap()).collect();
        self.0.names.lock().unwrap().entry(host.to_owned()).or_default().push(addresses);
        self
    }

    /// A connector on this network.
    pub fn connector(&self) -> Connector {
        Connector::new(Arc::new(self.clone()), Connector::public_roots()).unwrap()
    }

    /// Where connections went.
    pub fn connected(&self) -> Vec<SocketAddr> {
        self.0.connected.lock().unwrap().clone()
    }

    /// What was asked.
    pub fn requests(&self) -> Vec<String> {
        self.0.requests.lock().unwrap().clone()
    }
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    while !is_whole(&request) {
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => break,
            Ok(count) => request.extend_from_slice(&piece[..count]),
        }
    }
    String::from_utf8_lossy(&request).into_owned()
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    body.len() >= length
}

impl Network for Stage {
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let mut names = self.0.names.lock().unwrap();
        let found = names.get_mut(host).map(|answers| match answers.len() {
            0 | 1 => answers.first().cloned().unwrap_or_default(),
            _ => answers.remove(0),
        });
        let found = found.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such name"));
        Box::pin(async move { found })
    }

    fn connect(&self, address: SocketAddr) -> BoxFuture<'_, io::Result<Box<dyn Stream>>> {
        self.0.connected.lock().unwrap().push(address);
        let server = *self.0.server.lock().unwrap();
        Box::pin(async move {
            let server = server.ok_or(io::ErrorKind::ConnectionRefused)?;
            Ok(Box::new(TcpStream::connect(server).await?) as Box<dyn Stream>)
        })
    }
}
