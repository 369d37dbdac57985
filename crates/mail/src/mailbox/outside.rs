//! What mailboxes need to reach their servers; handlers and jobs find it among the platform's extensions.

use std::sync::Arc;

use blobs::Blobs;
use connector::Connector;
use keys::Keys;
use store::Store;

use super::TlsTrust;
use crate::{Limits, intake::Door, outbox::Transport};

/// The world outside.
#[derive(Clone)]
pub struct Outside {
    /// HTTP: token endpoints, descriptions of domains, pictures in mails.
    pub connector: Connector,
    /// Which certificates of mail servers are trusted.
    pub trust: TlsTrust,
    /// The installation's relay.
    pub relay: Arc<dyn Transport>,
    /// What is read of a mail.
    pub limits: Limits,
}

impl Outside {
    /// Where mail comes in.
    #[must_use]
    pub fn door(&self, store: Store, blobs: Blobs, keys: Keys) -> Door {
        Door { store, blobs, keys, limits: self.limits.clone() }
    }
}
