//! Turns a comparison with a time into two instants, so that every consumer means the same by `updated:<2d`.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::{Field, Operator, Value};

/// The instants that match: from `from` (included) until `until` (excluded), in microseconds since 1970 UTC.
/// `None` means that there is no limit on that side.
///
/// With `now` the instant of asking and `d` a length of time:
///
/// | text | matches `t` when |
/// |---|---|
/// | `updated:<d`, `updated:<=d` | `now − t < d`, `now − t <= d`: the change is younger than `d` |
/// | `updated:>d`, `updated:>=d` | `now − t > d`, `now − t >= d`: it is longer ago |
/// | `due:<d`, `due:<=d` | `t − now < d`, `t − now <= d`: less is left, or nothing |
/// | `due:>d`, `due:>=d` | `t − now > d`, `t − now >= d`: more is left |
/// | `created:2026-11-01` | `t` lies on that day in `zone` |
/// | `created:<2026-11-01`, `created:<=2026-11-01` | `t` is before that day begins, before it ends |
/// | `created:>2026-11-01`, `created:>=2026-11-01` | `t` is not before that day ends, not before it begins |
///
/// An instant compares like a day that lasts one microsecond. An item without the time never matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// The first instant that matches.
    pub from: Option<i64>,
    /// The first instant after it that does not match.
    pub until: Option<i64>,
}

impl Bounds {
    /// The instants at which `field operator value` holds. `None` when the value is not a time (also for `none`).
    ///
    /// `now` is in microseconds since 1970 UTC; `zone` is the zone of the person who asks.
    ///
    /// ```
    /// use query::{Bounds, Distance, Field, Operator, Unit, Value};
    ///
    /// let two_days = Value::Distance(Distance { amount: 2, unit: Unit::Day });
    /// let now = 1_000_000_000_000;
    /// let bounds = Bounds::of(Field::Updated, Operator::AtMost, &two_days, now, &jiff::tz::TimeZone::UTC);
    /// assert_eq!(bounds, Some(Bounds { from: Some(now - 2 * 86_400_000_000), until: None }));
    /// ```
    #[must_use]
    pub fn of(field: Field, operator: Operator, value: &Value, now: i64, zone: &TimeZone) -> Option<Self> {
        match value {
            Value::Distance(distance) if field == Field::Due => {
                Some(Self::compare(operator, instant(now.saturating_add(distance.micros()))))
            }
            // An age grows into the past, so the comparison turns round.
            Value::Distance(distance) => {
                Some(Self::compare(mirrored(operator), instant(now.saturating_sub(distance.micros()))))
            }
            Value::Day(day) => Some(Self::compare(
                operator,
                (start_of(*day, zone), day.tomorrow().map_or(i64::MAX, |next| start_of(next, zone))),
            )),
            Value::Instant(at) => Some(Self::compare(operator, instant(at.as_microsecond()))),
            Value::Name(_)
            | Value::Words(_)
            | Value::Me
            | Value::Nothing
            | Value::Number(_)
            | Value::Kind(_)
            | Value::Category(_)
            | Value::WaitingOn(_)
            | Value::Flag(_) => None,
        }
    }

    /// Whether an instant matches.
    #[must_use]
    pub fn contains(&self, micros: i64) -> bool {
        self.from.is_none_or(|from| from <= micros) && self.until.is_none_or(|until| micros < until)
    }

    /// Compares with the span from `start` until `end`.
    const fn compare(operator: Operator, (start, end): (i64, i64)) -> Self {
        match operator {
            Operator::Equal => Self { from: Some(start), until: Some(end) },
            Operator::Less => Self { from: None, until: Some(start) },
            Operator::AtMost => Self { from: None, until: Some(end) },
            Operator::Greater => Self { from: Some(end), until: None },
            Operator::AtLeast => Self { from: Some(start), until: None },
        }
    }
}

const fn instant(micros: i64) -> (i64, i64) {
    (micros, micros.saturating_add(1))
}

const fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Equal => Operator::Equal,
        Operator::Less => Operator::Greater,
        Operator::AtMost => Operator::AtLeast,
        Operator::Greater => Operator::Less,
        Operator::AtLeast => Operator::AtMost,
    }
}

/// The first instant of a day. Days at the edge of the calendar, where none can be computed, saturate.
fn start_of(day: Date, zone: &TimeZone) -> i64 {
    let edge = if day.year() < 0 { i64::MIN } else { i64::MAX };
    day.to_zoned(zone.clone()).map_or(edge, |start| start.timestamp().as_microsecond())
}
