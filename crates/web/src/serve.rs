//! Serving connections, and stopping without losing anything.
//!
//! On the stop signal no connection is accepted any more, idle ones close, live streams end by
//! themselves (they watch the platform's signal), and requests under way get [`limits::SHUTDOWN`].

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo};
use http::Request;
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_util::sync::CancellationToken;
use tower::Service as _;

use crate::{guests::Guests, limits, network::Network};

/// Pause after a failed accept: usually too many open files, which time heals.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until the token fires; returns when all requests under way are answered or out of time. A client with too
/// many connections gets no further one, unless it is a trusted proxy.
///
/// # Errors
/// Never at present; kept for listeners that can fail for good.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    proxies: Vec<Network>,
    shutdown: CancellationToken,
) -> io::Result<()> {
    let server = Arc::new(server());
    let graceful = GracefulShutdown::new();
    let guests = Guests::new(proxies);
    let places = Arc::new(Semaphore::new(limits::CONNECTIONS));
    while let Some((stream, peer)) = accept(&listener, &shutdown).await {
        let Some(guest) = guests.admit(peer.ip()) else {
            tracing::debug!(%peer, "this client has too many connections");
            continue;
        };
        // Full: the next connection waits in the listener's queue until one closes.
        let place = tokio::select! {
            () = shutdown.cancelled() => break,
            place = Arc::clone(&places).acquire_owned() => place.ok(),
        };
        let service = TowerToHyperService::new(with_peer(router.clone(), peer));
        let connection = server.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned();
        let watched = graceful.watch(connection);
        base::tasks::spawn("web.connection", async move {
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection broke");
            }
            drop((place, guest));
        });
    }
    drop(listener);
    if tokio::time::timeout(limits::SHUTDOWN, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still under way when their time ran out");
    }
    Ok(())
}

async fn accept(listener: &TcpListener, shutdown: &CancellationToken) -> Option<(TcpStream, SocketAddr)> {
    loop {
        let accepted = tokio::select! {
            () = shutdown.cancelled() => return None,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let _ = stream.set_nodelay(true);
                return Some((stream, peer));
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

fn server() -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits::HEAD_TIME).max_buf_size(limits::HEAD);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(limits::HEARTBEAT).max_concurrent_streams(200);
    builder
}

/// Hands the peer's address to the handlers.
fn with_peer(
    router: Router,
    peer: SocketAddr,
) -> impl tower::Service<
    Request<Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future: Send,
> + Clone {
    tower::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        // A router is always ready.
        router.clone().call(request)
    })
}
