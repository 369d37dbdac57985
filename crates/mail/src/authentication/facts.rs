//! What the receiving side knows about a mail besides its bytes: who handed it over, and whether that is one of us.

use std::net::IpAddr;

use super::hello::hello;
use crate::intake::{Received, Source};

/// What the receiving side knows besides the mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The server that handed the mail over; none when that is unknown or one of our own.
    pub peer: Option<IpAddr>,
    /// The name it introduced itself with.
    pub hello: Option<String>,
    /// The envelope sender.
    pub envelope_from: Option<String>,
    /// Our own mail server, whose `Authentication-Results` are believed.
    pub server: Option<String>,
}

impl Facts {
    /// The facts of a received mail. Results of a server are believed only where that server handed the mail over: not
    /// when it came from the outside straight to our listener.
    #[must_use]
    pub fn of(received: &Received, raw: &[u8], server: Option<&str>) -> Self {
        let is_smtp = received.source == Source::Smtp;
        let peer = received.peer.as_deref().filter(|_| is_smtp).and_then(|peer| peer.parse::<IpAddr>().ok());
        let peer = peer.map(|address| address.to_canonical()).filter(|address| !is_inside(address));
        Self {
            server: server.filter(|_| peer.is_none()).map(str::to_owned),
            peer,
            hello: if is_smtp { hello(raw) } else { None },
            envelope_from: received.envelope_from.clone(),
        }
    }
}

/// This machine or a private net: a mail server of our own that passes on what it got from the world.
fn is_inside(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_of_our_own_is_no_peer() {
        for inside in ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.1.1", "::1", "fd00::1", "fe80::1"] {
            assert!(is_inside(&inside.parse().unwrap()), "{inside}");
        }
        for outside in ["192.0.2.7", "8.8.8.8", "2001:db8::1"] {
            assert!(!is_inside(&outside.parse().unwrap()), "{outside}");
        }
    }
}
