//! When things happen in the example: tickets come on working days, turns follow after minutes or hours.

use std::time::Duration;

use base::Timestamp;

/// How far back the example reaches.
pub const LENGTH: Duration = Duration::from_secs(120 * 86_400);
/// How many tickets there are.
pub const TICKETS: usize = 300;
/// The last tickets come so close to the present that nobody has answered them all.
const LAST_BEFORE_NOW: Duration = Duration::from_secs(8 * 60);

/// The instant at which ticket `place` of [`TICKETS`] arrives: denser towards the present, never at night.
pub fn arrival(place: usize, now: Timestamp) -> Timestamp {
    let share = 1.0 - fraction(place, TICKETS);
    let ago = LENGTH.as_secs_f64() * 0.98 * share * share.sqrt() + LAST_BEFORE_NOW.as_secs_f64();
    let instant = now.minus(Duration::from_secs_f64(ago));
    if Duration::from_secs_f64(ago) < Duration::from_secs(86_400) { instant } else { by_day(instant, place) }
}

/// Moves an instant into the hours from 7 to 17 UTC of its day.
fn by_day(instant: Timestamp, place: usize) -> Timestamp {
    let day = instant.seconds().div_euclid(86_400) * 86_400;
    let minute = i64::try_from(place * 97 % 600).unwrap_or(0);
    Timestamp::from_seconds(day + 7 * 3_600 + minute * 60)
}

/// How long after the turn before turn `turn` of ticket `place` is written.
pub fn pause(place: usize, turn: usize) -> Duration {
    let minutes = 6 + (place * 31 + turn * 53) % 170;
    Duration::from_secs(u64::try_from(minutes).unwrap_or(30) * 60)
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred tickets")]
fn fraction(place: usize, of: usize) -> f64 {
    (place + 1) as f64 / of as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_arrive_in_the_past_and_more_often_lately() {
        let now = Timestamp::from_seconds(1_795_000_000);
        let arrivals: Vec<Timestamp> = (0..TICKETS).map(|place| arrival(place, now)).collect();
        assert!(arrivals.iter().all(|at| *at < now && *at > now.minus(LENGTH)));
        let recent = arrivals.iter().filter(|at| now.since(**at) < LENGTH / 4).count();
        assert!(recent > TICKETS / 4, "{recent}");
    }
}
