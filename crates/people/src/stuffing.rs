//! Many different wrong pairs of address and password from one host are a list being tried: the host is refused
//! for a day. Somebody who mistypes sends few, and the right password takes back those of its account.
//!
//! State lives in memory, as all limits do; of passwords only short digests under a key of this process.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use base::{Secret, Timestamp, World};
use keys::Keys;

use crate::limits::host;

/// Distinct wrong pairs that show an attack.
const PAIRS: usize = 15;
/// Within this time.
const WINDOW: Duration = Duration::from_secs(3 * 3_600);
/// How long the host is refused.
const REFUSED: Duration = Duration::from_secs(24 * 3_600);
/// Hosts remembered at once; beyond it those without news are forgotten first.
const HOSTS: usize = 50_000;

/// Watches wrong pairs by host; cheap to clone.
#[derive(Clone)]
pub(crate) struct Stuffing {
    world: World,
    key: Keys,
    hosts: Arc<Mutex<HashMap<String, Tried>>>,
}

#[derive(Default)]
struct Tried {
    pairs: Vec<Pair>,
    refused_until: Option<Timestamp>,
}

struct Pair {
    account: String,
    digest: [u8; 32],
    at: Timestamp,
}

impl Stuffing {
    pub fn new(world: &World) -> Self {
        let mut key = [0; 32];
        world.random.fill(&mut key);
        Self { world: world.clone(), key: Keys::from_bytes(key), hosts: Arc::default() }
    }

    /// Passes unless the host is refused.
    ///
    /// # Errors
    /// For how long it still is.
    pub fn check(&self, peer: IpAddr) -> Result<(), Duration> {
        let until = self.lock().get(&host(peer)).and_then(|tried| tried.refused_until);
        match until.map(|until| until.since(self.world.now())) {
            Some(left) if !left.is_zero() => Err(left),
            _ => Ok(()),
        }
    }

    /// Notes a wrong pair; answers the host when it is refused from now on. Loopback is a proxy that does not say for
    /// whom it speaks, or somebody on the machine itself: refusing it would shut everybody out.
    pub fn wrong(&self, account: &str, password: &Secret<String>, peer: IpAddr) -> Option<String> {
        if peer.to_canonical().is_loopback() {
            return None;
        }
        let (now, host) = (self.world.now(), host(peer));
        let digest = self.key.mac("wrong pair", format!("{account}\n{}", password.expose()).as_bytes());
        let mut hosts = self.lock();
        if hosts.len() >= HOSTS {
            hosts.retain(|_, tried| !tried.is_over(now));
        }
        if hosts.len() >= HOSTS {
            hosts.retain(|_, tried| tried.refused_until.is_some());
        }
        let tried = hosts.entry(host.clone()).or_default();
        tried.pairs.retain(|pair| now.since(pair.at) < WINDOW && pair.digest != digest);
        tried.pairs.push(Pair { account: account.to_owned(), digest, at: now });
        if tried.pairs.len() < PAIRS {
            return None;
        }
        *tried = Tried { pairs: Vec::new(), refused_until: Some(now.plus(REFUSED)) };
        Some(host)
    }

    /// Takes back what was noted of an account that signed in from there.
    pub fn right(&self, account: &str, peer: IpAddr) {
        if let Some(tried) = self.lock().get_mut(&host(peer)) {
            tried.pairs.retain(|pair| pair.account != account);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Tried>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tried {
    fn is_over(&self, now: Timestamp) -> bool {
        let is_refused = self.refused_until.is_some_and(|until| until > now);
        !is_refused && self.pairs.iter().all(|pair| now.since(pair.at) >= WINDOW)
    }
}

#[cfg(test)]
mod tests {
    use base::{ManualClock, SystemRandom};

    use super::*;

    fn watched() -> (Stuffing, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock::new(Timestamp::from_seconds(1_000)));
        let world = World { clock: Arc::clone(&clock) as Arc<dyn base::Clock>, random: Arc::new(SystemRandom) };
        (Stuffing::new(&world), clock)
    }

    fn wrong(stuffing: &Stuffing, account: usize, password: &str) -> Option<String> {
        let password = Secret::new(password.to_owned());
        stuffing.wrong(&format!("a{account}@x.test"), &password, "192.0.2.7".parse().unwrap())
    }

    #[test]
    fn attack_a_list_of_pairs_is_refused_for_a_day() {
        let (stuffing, clock) = watched();
        let peer = "192.0.2.7".parse().unwrap();
        assert!((1..PAIRS).all(|account| wrong(&stuffing, account, "x").is_none()));
        assert!(stuffing.check(peer).is_ok());
        assert_eq!(wrong(&stuffing, PAIRS, "x").as_deref(), Some("192.0.2.7"));
        assert_eq!(stuffing.check(peer), Err(REFUSED));
        assert!(stuffing.check("192.0.2.8".parse().unwrap()).is_ok());
        clock.advance(REFUSED);
        assert!(stuffing.check(peer).is_ok());
    }

    #[test]
    fn the_same_pair_counts_once_and_old_ones_not_at_all() {
        let (stuffing, clock) = watched();
        assert!((0..100).all(|_| wrong(&stuffing, 1, "x").is_none()));
        assert!((2..PAIRS).all(|account| wrong(&stuffing, account, "x").is_none()));
        clock.advance(WINDOW);
        assert!(wrong(&stuffing, 99, "x").is_none());
    }

    #[test]
    fn people_who_mistype_and_then_come_in_are_no_attack() {
        let (stuffing, _clock) = watched();
        for person in 0..50 {
            assert!((0..3).all(|typo| wrong(&stuffing, person, &typo.to_string()).is_none()));
            stuffing.right(&format!("a{person}@x.test"), "192.0.2.7".parse().unwrap());
        }
    }
}
