//! Where outgoing mail is handed over, read from the relay's address; without one it waits.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use mail::outbox::{Envelope, Handed, Relay, SmtpRelay, Transport};

use crate::config::Config;

/// The transport that the settings ask for.
pub fn transport(config: &Config) -> anyhow::Result<Arc<dyn Transport>> {
    Ok(match &config.relay.url {
        Some(url) => Arc::new(SmtpRelay::new(Relay::read(url, &config.smtp.hostname)?)),
        None => Arc::new(NoRelay),
    })
}

/// No relay is set: every mail waits and says why.
struct NoRelay;

impl Transport for NoRelay {
    fn hand_over<'a>(&'a self, _raw: &'a [u8], envelopes: &'a [Envelope]) -> BoxFuture<'a, Vec<Handed>> {
        Box::pin(async move { vec![Handed::Later("no relay is set (relay.url)".to_owned()); envelopes.len()] })
    }
}
