//! The listener: connections are counted, shut down gracefully, and never more than memory allows.

use std::{
    collections::HashMap,
    io,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use base::{World, tasks};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    Intake,
    session::{COMMAND_PATIENCE, Context, Ended, run},
};

/// How the listener behaves.
#[derive(Clone)]
pub struct Settings {
    /// Our name in greetings and traces.
    pub hostname: String,
    /// The largest mail, in bytes.
    pub size: usize,
    /// The certificate; STARTTLS is offered when there is one.
    pub tls: Option<Arc<rustls::ServerConfig>>,
    /// TLS from the first byte (port 465).
    pub implicit_tls: bool,
    /// The most connections at once.
    pub connections: usize,
    /// The most connections of one address at once.
    pub connections_per_address: usize,
    /// Memory for mails under way, in bytes, over all connections.
    pub memory: usize,
    /// Patience between commands.
    pub patience: Duration,
    /// Patience between two pieces of a mail.
    pub data_patience: Duration,
    /// How long mails under way may take once the listener stops.
    pub stop_patience: Duration,
}

impl Settings {
    /// The defaults under this name.
    #[must_use]
    pub fn new(hostname: impl Into<String>) -> Self {
        Self {
            hostname: hostname.into(),
            size: crate::Limits::default().size,
            tls: None,
            implicit_tls: false,
            connections: 200,
            connections_per_address: 50,
            memory: 256 * 1024 * 1024,
            patience: COMMAND_PATIENCE,
            data_patience: Duration::from_secs(180),
            stop_patience: Duration::from_secs(20),
        }
    }
}

/// Memory for mails under way, in pieces of 64 KiB.
#[derive(Clone)]
pub(super) struct Budget(Arc<Semaphore>);

const PIECE: usize = 64 * 1024;

impl Budget {
    pub(super) fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new((bytes / PIECE).max(1))))
    }

    pub(super) fn hold(&self) -> Hold {
        Hold { budget: self.clone(), pieces: Vec::new() }
    }
}

/// What one mail holds of the budget; given back when dropped.
pub(super) struct Hold {
    budget: Budget,
    pieces: Vec<OwnedSemaphorePermit>,
}

impl Hold {
    /// Holds enough for this many bytes; `false` when there is no more.
    pub(super) fn grow(&mut self, bytes: usize) -> bool {
        while self.pieces.len() * PIECE < bytes {
            match Arc::clone(&self.budget.0).try_acquire_owned() {
                Ok(piece) => self.pieces.push(piece),
                Err(_) => return false,
            }
        }
        true
    }
}

/// Connections of each address.
#[derive(Clone, Default)]
struct Guests(Arc<Mutex<HashMap<IpAddr, usize>>>);

struct Guest {
    guests: Guests,
    address: IpAddr,
}

impl Guests {
    fn enter(&self, address: IpAddr, most: usize) -> Option<Guest> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Guest { guests: self.clone(), address })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut counts = self.guests.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

/// Serves until `shutdown`; then mails under way are finished and everybody else is told to come back.
pub async fn serve(
    listener: TcpListener,
    intake: Arc<dyn Intake>,
    settings: Settings,
    world: World,
    shutdown: CancellationToken,
) {
    let settings = Arc::new(settings);
    let places = Arc::new(Semaphore::new(settings.connections));
    let (guests, budget, tracker) = (Guests::default(), Budget::new(settings.memory), TaskTracker::new());
    loop {
        let accepted = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(connection) => connection,
            Err(error) => {
                // Out of file handles, most often: others will end and free some.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let place = Arc::clone(&places).try_acquire_owned().ok();
        let guest = guests.enter(peer.ip(), settings.connections_per_address);
        let (Some(place), Some(guest)) = (place, guest) else {
            tasks::spawn("smtp refusal", tracker.track_future(turn_away(stream)));
            continue;
        };
        let context = Context {
            intake: Arc::clone(&intake),
            settings: Arc::clone(&settings),
            peer: peer.ip().to_string(),
            world: world.clone(),
            budget: budget.clone(),
            shutdown: shutdown.clone(),
        };
        tasks::spawn(
            "smtp session",
            tracker.track_future(async move {
                if let Err(error) = connection(stream, context).await {
                    tracing::debug!(%error, peer = %guest.address, "an SMTP connection broke");
                }
                drop((place, guest));
            }),
        );
    }
    tracker.close();
    if tokio::time::timeout(settings.stop_patience, tracker.wait()).await.is_err() {
        tracing::warn!(open = tracker.len(), "SMTP sessions were cut at shutdown; their senders keep their mails");
    }
}

async fn turn_away(mut stream: TcpStream) {
    let say = stream.write_all(b"421 4.7.0 Too many connections, try again later\r\n");
    let _ = tokio::time::timeout(Duration::from_secs(5), say).await;
}

async fn connection(stream: TcpStream, context: Context) -> io::Result<()> {
    let _ = stream.set_nodelay(true);
    let acceptor = context.settings.tls.clone().map(TlsAcceptor::from);
    let patience = context.settings.patience;
    if let (true, Some(acceptor)) = (context.settings.implicit_tls, &acceptor) {
        let stream =
            tokio::time::timeout(patience, acceptor.accept(stream)).await.map_err(|_| io::ErrorKind::TimedOut)??;
        return run(stream, context, true).await.map(drop);
    }
    let mut plain = context.clone();
    plain.settings = Arc::new(Settings { implicit_tls: false, ..(*context.settings).clone() });
    match (run(stream, plain.clone(), false).await?, acceptor) {
        (Ended::StartTls(stream), Some(acceptor)) => {
            let stream = tokio::time::timeout(patience, acceptor.accept(stream))
                .await
                .map_err(|_| io::ErrorKind::TimedOut)??;
            run(stream, plain, true).await.map(drop)
        }
        _ => Ok(()),
    }
}
