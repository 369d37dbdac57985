//! The wait before the next attempt doubles from two seconds to at most an hour, with full jitter.

use std::time::Duration;

use base::World;

const FIRST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_secs(3_600);

/// The wait after attempt number `attempt` failed: a random time below the exponential bound, so that jobs
/// which failed together do not come back together.
pub(crate) fn after(attempt: i64, world: &World) -> Duration {
    let bound = u64::try_from(bound(attempt).as_micros()).unwrap_or(u64::MAX);
    Duration::from_micros(world.below(bound.saturating_add(1)))
}

fn bound(attempt: i64) -> Duration {
    let doublings = u32::try_from(attempt.saturating_sub(1).clamp(0, 16)).unwrap_or(16);
    FIRST.saturating_mul(1 << doublings).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use base::{ManualClock, SeededRandom, Timestamp};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_bound_doubles_up_to_an_hour() {
        assert_eq!(bound(1), Duration::from_secs(2));
        assert_eq!(bound(2), Duration::from_secs(4));
        assert_eq!(bound(11), Duration::from_secs(2_048));
        assert_eq!(bound(12), LONGEST);
        assert_eq!(bound(i64::MAX), LONGEST);
    }

    proptest! {
        #[test]
        fn the_wait_stays_below_the_bound(attempt in i64::MIN..i64::MAX, seed: u64) {
            let world = World {
                clock: Arc::new(ManualClock::new(Timestamp(0))),
                random: Arc::new(SeededRandom::new(seed)),
            };
            prop_assert!(after(attempt, &world) <= bound(attempt));
        }
    }

    #[test]
    fn jobs_that_failed_together_spread_out() {
        let world = World { clock: Arc::new(ManualClock::new(Timestamp(0))), random: Arc::new(SeededRandom::new(1)) };
        let waits: std::collections::BTreeSet<_> = (0..100).map(|_| after(12, &world)).collect();
        assert!(waits.len() > 90);
        assert!(waits.last().copied().unwrap_or_default() > LONGEST / 2);
    }
}
