//! Time stands still until a test moves it, and the dice fall the same way every time.

use std::sync::Arc;

use base::{ManualClock, SeededRandom, Timestamp, World};

/// Monday, 2026-03-02, 09:00 UTC: a working hour far from any change of clocks.
const START: Timestamp = Timestamp(1_772_442_000_000_000);
const SEED: u64 = 7;

/// A world in the test's hand.
#[derive(Clone)]
pub struct TestWorld {
    /// The hands of the clock.
    pub clock: Arc<ManualClock>,
    /// What the product sees of it.
    pub world: World,
}

impl TestWorld {
    /// A new world at its beginning.
    #[must_use]
    pub fn new() -> Self {
        let clock = Arc::new(ManualClock::new(START));
        let world = World { clock: clock.clone(), random: Arc::new(SeededRandom::new(SEED)) };
        Self { clock, world }
    }
}

impl Default for TestWorld {
    fn default() -> Self {
        Self::new()
    }
}
