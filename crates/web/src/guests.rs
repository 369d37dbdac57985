//! One client does not take all connections: each host has a number of its own.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use people::limits::host;

use crate::{limits, network::Network};

/// Who is connected, by host.
pub(crate) struct Guests {
    open: Mutex<HashMap<String, usize>>,
    proxies: Vec<Network>,
}

/// A connection that counts until it is dropped.
pub(crate) struct Guest {
    guests: Arc<Guests>,
    host: Option<String>,
}

impl Guests {
    /// Nobody is connected yet. Loopback and these proxies speak for many clients and are not counted.
    pub(crate) fn new(proxies: Vec<Network>) -> Arc<Self> {
        Arc::new(Self { open: Mutex::default(), proxies })
    }

    /// None when this host has as many connections as anybody needs.
    pub(crate) fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Guest> {
        let peer = peer.to_canonical();
        let speaks_for_many = peer.is_loopback() || self.proxies.iter().any(|proxy| proxy.contains(peer));
        let host = (!speaks_for_many).then(|| host(peer));
        if let Some(host) = &host {
            let mut open = self.lock();
            let count = open.entry(host.clone()).or_default();
            if *count >= limits::CONNECTIONS_OF_ONE {
                return None;
            }
            *count += 1;
        }
        Some(Guest { guests: Arc::clone(self), host })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let Some(host) = &self.host else { return };
        let mut open = self.guests.lock();
        if let Some(count) = open.get_mut(host) {
            *count -= 1;
            if *count == 0 {
                open.remove(host);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_one_host_cannot_take_all_connections() {
        let guests = Guests::new(vec!["10.0.0.0/8".parse().unwrap()]);
        let admit = |peer: &str| guests.admit(peer.parse().unwrap());
        let mut open: Vec<_> = (0..limits::CONNECTIONS_OF_ONE).map(|_| admit("192.0.2.7").unwrap()).collect();
        assert!(admit("192.0.2.7").is_none() && admit("::ffff:192.0.2.7").is_none());
        assert!(admit("192.0.2.8").is_some());
        open.pop();
        open.extend(admit("192.0.2.7"));
        assert_eq!(open.len(), limits::CONNECTIONS_OF_ONE, "a freed place is usable at once");
        drop(open);
        assert!(guests.lock().is_empty(), "nobody is remembered");
        let many = |peer: &str| (0..limits::CONNECTIONS_OF_ONE + 1).map(|_| admit(peer)).collect::<Vec<_>>();
        assert!(many("10.1.2.3").iter().chain(&many("127.0.0.1")).all(Option::is_some), "proxies speak for many");
    }
}
