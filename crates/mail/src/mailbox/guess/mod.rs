//! From an address to the servers of its mailbox: known providers, what the domain says of itself, its DNS.

mod autoconfig;
mod names;
mod providers;

use std::time::Duration;

use connector::{Connector, Policy, Request};
use serde::Serialize;

use super::settings::{Encryption, Protocol};
use crate::{authentication::Dns, oauth::Provider, outbox::encode, parse::addresses};

/// How long an administrator waits for it.
const PATIENCE: Duration = Duration::from_secs(8);
/// The longest description that a domain gives of itself, in bytes.
const DESCRIPTION: usize = 64 * 1024;

/// A server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Server {
    /// Its name.
    pub host: String,
    /// The port.
    pub port: u16,
    /// How the connection is encrypted.
    pub encryption: Encryption,
}

impl Server {
    fn tls(host: impl Into<String>, port: u16) -> Self {
        Self { host: host.into(), port, encryption: Encryption::Tls }
    }

    fn start_tls(host: impl Into<String>, port: u16) -> Self {
        Self { host: host.into(), port, encryption: Encryption::StartTls }
    }
}

/// Where the servers were learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The domain is a known provider's.
    Provider,
    /// The domain's mail exchangers are a known provider's.
    MailExchanger,
    /// The domain describes itself (Mozilla autoconfig).
    Autoconfig,
    /// The domain's SRV records (RFC 6186, RFC 8314).
    Srv,
    /// Names that are usual, and nothing more.
    Usual,
}

/// What is known or supposed of a mailbox's servers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// Where it was learnt.
    pub source: Source,
    /// How mail is fetched.
    pub protocol: Protocol,
    /// Where it is fetched.
    pub incoming: Server,
    /// Where it is sent.
    pub outgoing: Option<Server>,
    /// The user name.
    pub user: String,
    /// The provider asks for a consent instead of a password.
    pub consent: Option<Provider>,
}

/// Finds the servers of an address; always answers something, at worst what is usual. None when it is no address.
pub async fn guess(address: &str, connector: &Connector, dns: &Dns) -> Option<Guess> {
    let address = addresses::plausible(address)?;
    let domain = addresses::domain(&address).to_ascii_lowercase();
    let learning = learn(&domain, &address, connector, dns);
    let learnt = tokio::time::timeout(PATIENCE, learning).await.ok().flatten();
    Some(learnt.unwrap_or_else(|| usual(&domain, address)))
}

async fn learn(domain: &str, address: &str, connector: &Connector, dns: &Dns) -> Option<Guess> {
    if let Some(found) = providers::of_domain(domain, address) {
        return Some(found);
    }
    if let Some(found) = providers::of_exchangers(&names::exchangers(domain, dns).await, address) {
        return Some(found);
    }
    if let Some(found) = described(domain, address, connector).await {
        return Some(found);
    }
    names::services(domain, address, dns).await
}

fn usual(domain: &str, address: String) -> Guess {
    Guess {
        source: Source::Usual,
        protocol: Protocol::Imap,
        incoming: Server::tls(format!("imap.{domain}"), 993),
        outgoing: Some(Server::start_tls(format!("smtp.{domain}"), 587)),
        user: address,
        consent: None,
    }
}

/// Asks the domain itself, and nobody else, so that no third party learns which addresses there are.
async fn described(domain: &str, address: &str, connector: &Connector) -> Option<Guess> {
    let query = format!("?emailaddress={}", encode(address));
    for place in [
        format!("https://autoconfig.{domain}/mail/config-v1.1.xml{query}"),
        format!("https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml{query}"),
    ] {
        let request = Request::get(place).redirects(3).limit(DESCRIPTION);
        let Ok(response) = connector.send(request, &Policy::STRANGERS).await else { continue };
        if !response.status.is_success() {
            continue;
        }
        let found = autoconfig::read(&String::from_utf8_lossy(&response.body), address);
        if found.is_some() {
            return found;
        }
    }
    None
}
