//! The sections of the settings file and what is checked before a start.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use base::Secret;
use serde::{Deserialize, Deserializer};

/// All settings.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub server: Server,
    pub database: Database,
    pub smtp: Smtp,
    pub relay: Relay,
    pub dns: Dns,
    pub log: Log,
}

/// The HTTP side.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// Address and port to listen on.
    pub http: String,
    /// The address people use; links in mails begin with it.
    pub base_url: Option<String>,
    /// Networks of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<String>,
    /// The product's name on every page.
    pub brand: String,
    /// Opens `/metrics` beyond loopback.
    #[serde(deserialize_with = "secret")]
    pub metrics_token: Option<Secret<String>>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            http: "127.0.0.1:8080".to_owned(),
            base_url: None,
            trusted_proxies: Vec::new(),
            brand: "Aftercare".to_owned(),
            metrics_token: None,
        }
    }
}

/// The state store.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// `sqlite:` (the file in the data folder), `sqlite:PATH` or `postgres://…`.
    pub url: Option<String>,
    /// Reader threads on SQLite, connections on PostgreSQL; what fits the machine when not said.
    pub connections: Option<usize>,
}

/// The mail listener.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Smtp {
    /// Address and port to listen on; no listener without it.
    pub listen: Option<String>,
    /// The name in the greeting; also the right side of our Message-IDs.
    pub hostname: String,
    /// Certificate chain (PEM) that turns STARTTLS on.
    pub certificate: Option<PathBuf>,
    /// Private key (PEM) of the certificate.
    pub key: Option<PathBuf>,
    /// The largest mail taken, in MiB.
    pub maximum_size_mib: u64,
}

impl Default for Smtp {
    fn default() -> Self {
        Self { listen: None, hostname: "localhost".to_owned(), certificate: None, key: None, maximum_size_mib: 25 }
    }
}

/// The server that takes our outgoing mail.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Relay {
    /// `smtp://host:port`, `smtps://…`, with `user:password@` where needed; nothing is sent without it.
    #[serde(deserialize_with = "secret")]
    pub url: Option<Secret<String>>,
}

/// The name servers that are asked who a mail is from.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dns {
    /// Addresses, with a port where it is not 53; those of the machine when none, nobody when empty.
    pub servers: Option<Vec<String>>,
}

impl Dns {
    /// Whoever is asked.
    pub fn open(&self) -> anyhow::Result<mail::authentication::Dns> {
        use mail::authentication::Dns as Asked;
        Ok(match self.addresses()?.as_deref() {
            None => Asked::system().unwrap_or_else(|error| {
                tracing::warn!(%error, "senders of mail cannot be checked: this machine names no DNS server");
                Asked::off()
            }),
            Some([]) => Asked::off(),
            Some(servers) => Asked::at(servers)?,
        })
    }

    fn addresses(&self) -> anyhow::Result<Option<Vec<SocketAddr>>> {
        let read = |text: &String| {
            let parsed = text.parse::<SocketAddr>().or_else(|_| text.parse::<IpAddr>().map(|ip| (ip, 53).into()));
            parsed.with_context(|| format!("dns.servers: “{text}” is not an address such as 9.9.9.9 or [::1]:53"))
        };
        self.servers.as_ref().map(|servers| servers.iter().map(read).collect()).transpose()
    }
}

/// What the process says about itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    pub format: LogFormat,
    /// A filter such as `info` or `info,mail=debug`.
    pub level: String,
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Text, level: "info".to_owned() }
    }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret<String>>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(Secret::new))
}

impl Config {
    /// What a type cannot say: addresses, pairs, ranges.
    pub fn check(&self) -> anyhow::Result<()> {
        check_address("server.http", &self.server.http)?;
        if let Some(listen) = &self.smtp.listen {
            check_address("smtp.listen", listen)?;
        }
        if let Some(url) = &self.server.base_url
            && !url.starts_with("http://")
            && !url.starts_with("https://")
        {
            bail!("server.base_url must begin with http:// or https://, not “{url}”");
        }
        if self.smtp.certificate.is_some() != self.smtp.key.is_some() {
            bail!("smtp.certificate and smtp.key belong together; give both or none");
        }
        if !(1..=1024).contains(&self.smtp.maximum_size_mib) {
            bail!("smtp.maximum_size_mib must lie between 1 and 1024");
        }
        if self.database.connections.is_some_and(|count| !(1..=64).contains(&count)) {
            bail!("database.connections must lie between 1 and 64");
        }
        self.dns.addresses()?;
        self.trusted_proxies().map(drop)
    }

    /// The proxies' networks.
    pub fn trusted_proxies(&self) -> anyhow::Result<Vec<web::Network>> {
        let proxies = self.server.trusted_proxies.iter();
        proxies
            .map(|text| {
                text.parse::<web::Network>()
                    .ok()
                    .with_context(|| format!("server.trusted_proxies: “{text}” is not a network like 10.0.0.0/8"))
            })
            .collect()
    }

    /// The address people use; the listening address when none is set.
    pub fn base_url(&self) -> String {
        self.server.base_url.clone().unwrap_or_else(|| format!("http://{}", self.server.http))
    }
}

fn check_address(name: &str, text: &str) -> anyhow::Result<()> {
    let parsed: Result<SocketAddr, _> = text.parse();
    parsed
        .map(drop)
        .with_context(|| format!("{name} must be an address and a port such as 127.0.0.1:8080, not “{text}”"))
}
