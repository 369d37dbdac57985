//! Durations are counted in fixed steps, so that a percentile can be read from them.

use std::{
    fmt::{self, Write as _},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use super::braces;

/// Upper bounds of the steps, in microseconds and as written.
const STEPS: [(u64, &str); 11] = [
    (1_000, "0.001"),
    (2_500, "0.0025"),
    (5_000, "0.005"),
    (10_000, "0.01"),
    (25_000, "0.025"),
    (50_000, "0.05"),
    (100_000, "0.1"),
    (250_000, "0.25"),
    (1_000_000, "1"),
    (2_500_000, "2.5"),
    (10_000_000, "10"),
];

#[derive(Debug, Default)]
struct Cells {
    steps: [AtomicU64; STEPS.len()],
    count: AtomicU64,
    micros: AtomicU64,
}

/// How long something took, over many times.
#[derive(Clone, Debug, Default)]
pub struct Histogram(Arc<Cells>);

impl Histogram {
    /// Counts one duration.
    pub fn observe(&self, duration: Duration) {
        let micros = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        for (cell, _) in self.0.steps.iter().zip(STEPS).filter(|(_, (bound, _))| micros <= *bound) {
            cell.fetch_add(1, Ordering::Relaxed);
        }
        self.0.count.fetch_add(1, Ordering::Relaxed);
        self.0.micros.fetch_add(micros, Ordering::Relaxed);
    }

    pub(super) fn write(&self, text: &mut String, name: &str, labels: &str) -> fmt::Result {
        let count = self.0.count.load(Ordering::Relaxed);
        let comma = if labels.is_empty() { "" } else { "," };
        for (cell, (_, bound)) in self.0.steps.iter().zip(STEPS) {
            let below = cell.load(Ordering::Relaxed);
            writeln!(text, "{name}_bucket{{{labels}{comma}le=\"{bound}\"}} {below}")?;
        }
        writeln!(text, "{name}_bucket{{{labels}{comma}le=\"+Inf\"}} {count}")?;
        let seconds = Duration::from_micros(self.0.micros.load(Ordering::Relaxed)).as_secs_f64();
        writeln!(text, "{name}_sum{} {seconds}", braces(labels))?;
        writeln!(text, "{name}_count{} {count}", braces(labels))
    }
}
