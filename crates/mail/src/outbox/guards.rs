//! Automatic answers are rationed, so that two machines that answer each other fall silent.

use base::Timestamp;
use store::{Tx, params};

use super::table;
use crate::Error;

/// A ration: so many at once, then one more after every interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// What is rationed.
    pub name: &'static str,
    /// The most at once.
    pub burst: u32,
    /// Seconds until one more is allowed.
    pub seconds: u32,
}

/// The rations of automatic answers: per recipient, per thread, and for the whole installation.
pub const BUCKETS: [Bucket; 3] = [
    Bucket { name: "recipient", burst: 5, seconds: 720 },
    Bucket { name: "thread", burst: 10, seconds: 360 },
    Bucket { name: "global", burst: 1_000, seconds: 2 },
];

impl Bucket {
    /// What is left at `now` of what was left at `then`.
    fn refilled(self, left: f64, then: Timestamp, now: Timestamp) -> f64 {
        let gained = now.since(then).as_secs_f64() / f64::from(self.seconds.max(1));
        (left + gained).min(f64::from(self.burst))
    }
}

/// Takes one out of the bucket of this key; `false` when it is empty.
pub(super) fn take(tx: &mut Tx, bucket: Bucket, key: &str) -> Result<bool, Error> {
    let now = tx.now();
    let name = format!("{}:{key}", bucket.name);
    let found =
        tx.query_optional(table::BUCKET, params![&name], |row| Ok((row.get::<f64>(0)?, row.get::<Timestamp>(1)?)))?;
    let left = found.map_or(f64::from(bucket.burst), |(left, then)| bucket.refilled(left, then, now));
    if left < 1.0 {
        return Ok(false);
    }
    let id = tx.new_id()?;
    tx.execute(table::SET_BUCKET, params![id, name, left - 1.0, now])?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_refills_with_time_and_never_overflows() {
        let bucket = Bucket { name: "x", burst: 5, seconds: 60 };
        let at = |seconds| Timestamp::from_seconds(seconds);
        assert!((bucket.refilled(0.0, at(0), at(60)) - 1.0).abs() < 1e-9);
        assert!((bucket.refilled(3.0, at(0), at(6_000)) - 5.0).abs() < 1e-9);
        assert!((bucket.refilled(3.0, at(60), at(0)) - 3.0).abs() < 1e-9, "a clock that goes back gives nothing");
    }
}
