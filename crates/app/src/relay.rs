//! Where outgoing mail is handed over, read from the relay's address; without one it waits.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use base::Secret;
use futures_util::future::BoxFuture;
use mail::outbox::{Envelope, Handed, Relay, RelayTls, SmtpRelay, Transport};

use crate::config::Config;

/// The transport that the settings ask for.
pub fn transport(config: &Config) -> anyhow::Result<Arc<dyn Transport>> {
    Ok(match &config.relay.url {
        Some(url) => Arc::new(SmtpRelay::new(read(url.expose(), &config.smtp.hostname)?)),
        None => Arc::new(NoRelay),
    })
}

/// Reads `smtp://host:port`, `smtps://…` or `smtp+starttls://…`, with `user:password@` where needed.
pub fn read(url: &str, hello: &str) -> anyhow::Result<Relay> {
    let (scheme, rest) = url.split_once("://").context("relay.url must look like smtp://host:port")?;
    let (tls, usual) = match scheme {
        "smtp" => (RelayTls::None, 25),
        "smtp+starttls" => (RelayTls::StartTls, 587),
        "smtps" => (RelayTls::Implicit, 465),
        other => bail!("relay.url: “{other}” is not smtp, smtp+starttls or smtps"),
    };
    let (credentials, place) = match rest.trim_end_matches('/').rsplit_once('@') {
        Some((user, place)) => (Some(user), place),
        None => (None, rest.trim_end_matches('/')),
    };
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().context("relay.url: the port is not a number")?),
        None => (place, usual),
    };
    anyhow::ensure!(!host.is_empty(), "relay.url names no server");
    let credentials = credentials.map(|text| {
        let (user, password) = text.split_once(':').unwrap_or((text, ""));
        (decode(user), Secret::new(decode(password)))
    });
    let host = host.trim_matches(['[', ']']).to_owned();
    Ok(Relay { host, port, tls, credentials, hello: hello.to_owned(), trusted: Vec::new() })
}

/// Undoes percent signs.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let pair: Vec<u8> = if byte == b'%' { rest.clone().take(2).collect() } else { Vec::new() };
        match std::str::from_utf8(&pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(decoded) if pair.len() == 2 => {
                bytes.push(decoded);
                rest.nth(1);
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// No relay is set: every mail waits and says why.
struct NoRelay;

impl Transport for NoRelay {
    fn hand_over<'a>(&'a self, _raw: &'a [u8], envelopes: &'a [Envelope]) -> BoxFuture<'a, Vec<Handed>> {
        Box::pin(async move { vec![Handed::Later("no relay is set (relay.url)".to_owned()); envelopes.len()] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_relays_are_read() {
        let relay = read("smtps://mail%40x:p%3Aw@relay.example:2465", "me").unwrap();
        assert_eq!((relay.host.as_str(), relay.port, relay.tls), ("relay.example", 2465, RelayTls::Implicit));
        let (user, password) = relay.credentials.unwrap();
        assert_eq!((user.as_str(), password.expose().as_str()), ("mail@x", "p:w"));
        assert_eq!(read("smtp://127.0.0.1", "me").unwrap().port, 25);
        assert!(read("http://x", "me").is_err());
        assert!(read("smtp://:25", "me").is_err());
    }
}
