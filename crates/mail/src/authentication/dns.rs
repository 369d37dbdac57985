//! DNS as an argument: every lookup has a time limit, and a DNS that does not answer is left alone for a while, so
//! that mail never queues up behind it.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use mail_auth::{
    MessageAuthenticator,
    hickory_resolver::{
        config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts},
        net::{DnsError, NetError},
        proto::rr::{Name, RecordType},
        system_conf::read_system_conf,
    },
};
use tokio::time::Instant;

use crate::Error;

/// Patience with one question.
const QUESTION: Duration = Duration::from_secs(2);
/// Patience with all questions about one mail.
const MAIL: Duration = Duration::from_secs(10);
/// After so long it is asked whether DNS is there at all.
const SLOW: Duration = Duration::from_secs(3);
/// How long a DNS that did not answer is left alone.
const REST: Duration = Duration::from_secs(30);
/// Answers kept as long as their time to live allows.
const KEPT: u64 = 4_096;

/// Who is asked. Clones share everything.
#[derive(Clone, Default)]
pub struct Dns {
    asked: Option<Arc<Asked>>,
}

/// A DNS that answers.
pub(crate) struct Asked {
    authenticator: MessageAuthenticator,
    rests_until: Mutex<Option<Instant>>,
}

impl Dns {
    /// Nobody: nothing is looked up, and what would have to be stays unknown.
    #[must_use]
    pub fn off() -> Self {
        Self::default()
    }

    /// The name servers of this machine.
    ///
    /// # Errors
    /// When the machine's settings cannot be read.
    pub fn system() -> Result<Self, Error> {
        let (config, options) = read_system_conf().map_err(|error| Error::invalid("dns", error.to_string()))?;
        Self::asking(config, options)
    }

    /// These name servers.
    ///
    /// # Errors
    /// When there is none.
    pub fn at(servers: &[SocketAddr]) -> Result<Self, Error> {
        if servers.is_empty() {
            return Err(Error::invalid("dns", "name at least one server"));
        }
        let server = |address: &SocketAddr| {
            let mut connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()];
            connections.iter_mut().for_each(|one| one.port = address.port());
            NameServerConfig::new(address.ip(), true, connections.to_vec())
        };
        let config = ResolverConfig::from_parts(None, Vec::new(), servers.iter().map(server).collect());
        Self::asking(config, ResolverOpts::default())
    }

    fn asking(config: ResolverConfig, mut options: ResolverOpts) -> Result<Self, Error> {
        options.timeout = QUESTION;
        options.attempts = 1;
        options.cache_size = KEPT;
        let authenticator =
            MessageAuthenticator::new(config, options).map_err(|error| Error::invalid("dns", error.to_string()))?;
        Ok(Self { asked: Some(Arc::new(Asked { authenticator, rests_until: Mutex::new(None) })) })
    }

    /// Whether anybody is asked at all.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.asked.is_some()
    }

    /// Who can be asked now; nobody when there is no DNS or when it is resting.
    pub(crate) fn awake(&self) -> Option<&Asked> {
        self.asked.as_deref().filter(|asked| !asked.rests())
    }
}

impl Asked {
    /// What asks.
    pub(crate) const fn authenticator(&self) -> &MessageAuthenticator {
        &self.authenticator
    }

    /// Waits for answers, but not for too long; a DNS that is away rests.
    pub(crate) async fn patiently<T>(&self, asking: impl Future<Output = T>) -> Option<T> {
        let began = Instant::now();
        let answer = tokio::time::timeout(MAIL, asking).await.ok();
        if began.elapsed() > SLOW && self.is_away().await {
            tracing::warn!(seconds = REST.as_secs(), "DNS does not answer; senders stay unproven for a while");
            *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + REST);
        }
        answer
    }

    /// Whether it answers nothing at all, not even about the root. The slow name server of one sender, who may want
    /// just that, must not keep the mail of others from being checked.
    async fn is_away(&self) -> bool {
        let resolver = self.authenticator.resolver();
        resolver.clear_lookup_cache(Name::root(), RecordType::NS);
        let asking = resolver.lookup(Name::root(), RecordType::NS);
        let answer = tokio::time::timeout(QUESTION * 2, asking).await;
        !matches!(answer, Ok(Ok(_) | Err(NetError::Dns(DnsError::NoRecordsFound(_)))))
    }

    fn rests(&self) -> bool {
        let until = *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }
}
