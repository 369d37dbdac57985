//! One set of token buckets for every named rate.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use base::World;
use people::limits::Limiter;

use crate::limits::Rate;

/// The buckets of all rates.
pub(crate) struct Limiters {
    world: World,
    by_name: Mutex<HashMap<&'static str, Limiter>>,
}

impl Limiters {
    pub(crate) fn new(world: World) -> Self {
        Self { world, by_name: Mutex::default() }
    }

    /// Takes one from the key's bucket, or tells how long to wait.
    pub(crate) fn take(&self, rate: &Rate, key: &str) -> Result<(), Duration> {
        self.of(rate).take(key)
    }

    fn of(&self, rate: &Rate) -> Limiter {
        let mut by_name = self.by_name.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || {
            let rate = people::limits::Rate { burst: rate.burst, per_second: rate.per_second };
            Limiter::new(self.world.clone(), rate)
        };
        by_name.entry(rate.name).or_insert_with(make).clone()
    }
}
