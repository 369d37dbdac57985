//! Where a request may go: decided by who named the server.

use std::net::{IpAddr, SocketAddr};

use crate::address::{is_global, is_never, plain};

/// Which networks may be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The public internet only: for addresses that strangers wrote.
    Public,
    /// Private networks and this machine too, for addresses that an administrator wrote; never the metadata of
    /// clouds, never ourselves.
    Private,
}

/// Which ports may be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ports {
    /// 80 and 443.
    Web,
    /// All of them: for addresses that an administrator wrote.
    Any,
}

/// Where a request may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The networks.
    pub reach: Reach,
    /// The ports.
    pub ports: Ports,
    /// Without encryption too.
    pub plain_http: bool,
}

impl Policy {
    /// For addresses in the text of strangers.
    pub const STRANGERS: Self = Self { reach: Reach::Public, ports: Ports::Web, plain_http: true };
    /// For addresses in the settings of an administrator.
    pub const ADMINISTRATORS: Self = Self { reach: Reach::Private, ports: Ports::Any, plain_http: true };

    /// Whether this port may be reached.
    #[must_use]
    pub const fn allows_port(&self, port: u16) -> bool {
        match self.ports {
            Ports::Web => matches!(port, 80 | 443),
            Ports::Any => port != 0,
        }
    }

    /// Whether this address may be reached; `own` is where we listen.
    #[must_use]
    pub fn allows(&self, address: SocketAddr, own: &[SocketAddr]) -> bool {
        let ip = plain(address.ip());
        let reachable = match self.reach {
            Reach::Public => is_global(ip),
            Reach::Private => true,
        };
        reachable && !is_never(ip) && !own.iter().any(|own| is_ours(ip, address.port(), *own))
    }
}

/// A socket bound to all addresses is reached over every address of this machine; which these are is not known here,
/// so every address outside the public internet counts.
fn is_ours(ip: IpAddr, port: u16, own: SocketAddr) -> bool {
    port == own.port() && (ip == plain(own.ip()) || (own.ip().is_unspecified() && !is_global(ip)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_reaches_ourselves() {
        let own: Vec<SocketAddr> = vec!["0.0.0.0:8080".parse().unwrap(), "127.0.0.1:2525".parse().unwrap()];
        for (address, allowed) in [
            ("127.0.0.1:8080", false),
            ("[::ffff:127.0.0.1]:8080", false),
            ("10.0.0.5:8080", false),
            ("[::1]:8080", false),
            ("127.0.0.1:2525", false),
            ("10.0.0.5:2525", true),
            ("127.0.0.1:143", true),
            ("8.8.8.8:8080", true),
        ] {
            assert_eq!(Policy::ADMINISTRATORS.allows(address.parse().unwrap(), &own), allowed, "{address}");
        }
    }
}
