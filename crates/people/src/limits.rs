//! Tries are rationed by token buckets and answered later after failures; nobody is locked out for good.
//!
//! State lives in memory: a restart forgives. The number of remembered keys is bounded.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use base::{Timestamp, World};

/// A bucket's size and how fast it fills.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// Tries that may come at once.
    pub burst: u32,
    /// Tries regained per second.
    pub per_second: f64,
}

/// Keys remembered before the emptiest are kept and the others forgotten.
const CAPACITY: usize = 50_000;

/// Token buckets, one for every key; cheap to clone.
#[derive(Clone)]
pub struct Limiter(Arc<Inner>);

struct Inner {
    world: World,
    rate: Rate,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Timestamp,
}

impl Limiter {
    /// Buckets of one rate behind the world's clock.
    #[must_use]
    pub fn new(world: World, rate: Rate) -> Self {
        Self(Arc::new(Inner { world, rate, buckets: Mutex::default() }))
    }

    /// Takes one try from the key's bucket.
    ///
    /// # Errors
    /// How long to wait until the next try fits.
    pub fn take(&self, key: &str) -> Result<(), Duration> {
        let now = self.0.world.now();
        let mut buckets = self.0.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= CAPACITY && !buckets.contains_key(key) {
            self.0.make_room(&mut buckets, now);
        }
        let full = Bucket { tokens: f64::from(self.0.rate.burst), at: now };
        let bucket = buckets.entry(key.to_owned()).or_insert(full);
        *bucket = self.0.refilled(*bucket, now);
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Ok(());
        }
        Err(wait_for(1.0 - bucket.tokens, self.0.rate.per_second))
    }

    /// Gives a try back, for example after a successful sign-in.
    pub fn give_back(&self, key: &str) {
        let mut buckets = self.0.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = buckets.get_mut(key) {
            bucket.tokens = (bucket.tokens + 1.0).min(f64::from(self.0.rate.burst));
        }
    }
}

impl Inner {
    fn refilled(&self, bucket: Bucket, now: Timestamp) -> Bucket {
        let gained = now.since(bucket.at).as_secs_f64() * self.rate.per_second;
        Bucket { tokens: (bucket.tokens + gained).min(f64::from(self.rate.burst)), at: now.max(bucket.at) }
    }

    /// Forgets full buckets, which lose nothing; when none is full, half of them at random order.
    fn make_room(&self, buckets: &mut HashMap<String, Bucket>, now: Timestamp) {
        buckets.retain(|_, bucket| self.refilled(*bucket, now).tokens < f64::from(self.rate.burst));
        let mut surplus = buckets.len().saturating_sub(CAPACITY / 2);
        if buckets.len() >= CAPACITY {
            buckets.retain(|_, _| {
                let keep = surplus == 0;
                surplus = surplus.saturating_sub(1);
                keep
            });
        }
    }
}

fn wait_for(tokens: f64, per_second: f64) -> Duration {
    Duration::try_from_secs_f64(tokens / per_second)
        .unwrap_or(Duration::from_secs(86_400))
        .max(Duration::from_millis(1))
}

/// After repeated failures of a key the next try is answered only after a delay that doubles each time.
#[derive(Clone)]
pub struct Softlock {
    world: World,
    failures: Arc<Mutex<HashMap<String, Failures>>>,
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
}

/// Failures that cost nothing: people mistype.
const FREE_FAILURES: u32 = 3;
/// The longest delay.
const LONGEST_DELAY: Duration = Duration::from_secs(60);
/// Quiet time after which failures are forgotten.
const FORGET_AFTER: Duration = Duration::from_secs(15 * 60);

impl Softlock {
    /// Nobody has failed yet.
    #[must_use]
    pub fn new(world: World) -> Self {
        Self { world, failures: Arc::default() }
    }

    /// Passes when the key need not wait.
    ///
    /// # Errors
    /// How long to wait.
    pub fn check(&self, key: &str) -> Result<(), Duration> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let until = failures.get(key).map(|failed| failed.last.plus(delay_after(failed.count)));
        match until.map(|until| until.since(self.world.now())) {
            Some(wait) if !wait.is_zero() => Err(wait),
            _ => Ok(()),
        }
    }

    /// Counts a failure.
    pub fn failed(&self, key: &str) {
        let now = self.world.now();
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= CAPACITY {
            failures.retain(|_, failed| now.since(failed.last) < FORGET_AFTER);
        }
        if failures.len() >= CAPACITY {
            failures.clear();
        }
        let failed = failures.entry(key.to_owned()).or_insert(Failures { count: 0, last: now });
        let forgotten = now.since(failed.last) >= FORGET_AFTER;
        *failed = Failures { count: if forgotten { 1 } else { failed.count.saturating_add(1) }, last: now };
    }

    /// Forgets the key's failures.
    pub fn succeeded(&self, key: &str) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

fn delay_after(failures: u32) -> Duration {
    match failures.checked_sub(FREE_FAILURES) {
        None => Duration::ZERO,
        Some(over) => Duration::from_secs(1_u64.checked_shl(over.min(10)).unwrap_or(u64::MAX)).min(LONGEST_DELAY),
    }
}

/// The network an address stands for: /24 of IPv4, /64 of IPv6, so that one host is not many.
#[must_use]
pub fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// The host an address stands for: an address of IPv4, /64 of IPv6.
#[must_use]
pub fn host(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        address @ IpAddr::V6(_) => network(address),
    }
}

#[cfg(test)]
mod tests {
    use base::{ManualClock, SystemRandom};

    use super::*;

    fn world() -> (World, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock::new(Timestamp::from_seconds(1_000)));
        (World { clock: Arc::clone(&clock) as Arc<dyn base::Clock>, random: Arc::new(SystemRandom) }, clock)
    }

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let (world, clock) = world();
        let limiter = Limiter::new(world, Rate { burst: 3, per_second: 0.5 });
        assert!((0..3).all(|_| limiter.take("a").is_ok()));
        assert_eq!(limiter.take("a"), Err(Duration::from_secs(2)));
        assert!(limiter.take("b").is_ok());
        clock.advance(Duration::from_secs(2));
        assert!(limiter.take("a").is_ok());
        assert!(limiter.take("a").is_err());
        limiter.give_back("a");
        assert!(limiter.take("a").is_ok());
        clock.advance(Duration::from_secs(3_600));
        assert_eq!((0..10).filter(|_| limiter.take("a").is_ok()).count(), 3);
    }

    #[test]
    fn a_thousand_tries_in_a_minute_are_refused_almost_all() {
        let (world, clock) = world();
        let limiter = Limiter::new(world, Rate { burst: 20, per_second: 0.2 });
        let passed = (0..1_000).filter(|_| {
            clock.advance(Duration::from_millis(60));
            limiter.take("a").is_ok()
        });
        assert!(passed.count() <= 50);
    }

    #[test]
    fn memory_stays_bounded_under_many_keys() {
        let (world, _clock) = world();
        let limiter = Limiter::new(world, Rate { burst: 2, per_second: 0.001 });
        for number in 0..CAPACITY + 1_000 {
            limiter.take(&number.to_string()).unwrap();
        }
        assert!(limiter.0.buckets.lock().unwrap().len() <= CAPACITY);
    }

    #[test]
    fn failures_delay_more_and_more_but_never_for_good() {
        let (world, clock) = world();
        let softlock = Softlock::new(world);
        for _ in 0..2 {
            softlock.failed("a");
            assert!(softlock.check("a").is_ok());
        }
        for expected in [1, 2, 4, 8, 16, 32, 60, 60] {
            softlock.failed("a");
            assert_eq!(softlock.check("a"), Err(Duration::from_secs(expected)));
        }
        assert!(softlock.check("b").is_ok());
        clock.advance(LONGEST_DELAY);
        assert!(softlock.check("a").is_ok());
        clock.advance(FORGET_AFTER);
        softlock.failed("a");
        assert!(softlock.check("a").is_ok());
    }

    #[test]
    fn hosts_of_one_network_share_a_key() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("192.0.2.7"), of("192.0.2.200"));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_eq!(of("2001:db8:1:2::7"), of("2001:db8:1:2:ffff::"));
        assert_ne!(of("2001:db8:1:2::7"), of("2001:db8:1:3::7"));
    }
}
