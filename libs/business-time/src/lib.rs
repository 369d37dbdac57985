//! Time that counts only while a calendar is open: how much of it lies between two instants, and when it runs out.
//!
//! - [`elapsed`] is `B(cal, a, b)`: the real time of `[a, b)` inside the calendar's open intervals.
//! - [`add`] is its inverse: the smallest instant by which a length of open time has passed.
//! - [`Target`] is a promise such as `4h` or `2bd`, and knows when it is due.
//! - [`Clock`] replays starts, pauses and stops against a target.
//! - [`Calendar`] says when it is open; [`Calendar::from_toml`] reads the file that people write.
//!
//! Local times become instants with the zone's rules for their own date: inside the hour that daylight saving skips
//! the first instant after it counts, and of an hour that comes twice the first. Nothing here steps by 86 400 seconds,
//! asks for the present time or looks at the zone of the process.
//!
//! ```
//! use business_time::{Calendar, Target};
//!
//! let calendar = Calendar::from_toml(r#"
//!     zone = "America/New_York"
//!     week = { mon = ["09:00-17:00"], tue = ["09:00-17:00"], wed = ["09:00-17:00"], thu = ["09:00-17:00"], fri = ["09:00-17:00"] }
//! "#)?;
//! let target: Target = "4h".parse()?;
//! let due = target.due(&calendar, "2026-03-06T16:00:00-05:00".parse().expect("an instant"))?;
//! assert_eq!(due.to_string(), "2026-03-09T16:00:00Z");
//! # Ok::<(), business_time::Error>(())
//! ```

mod add;
mod calendar;
mod clock;
mod elapsed;
mod error;
mod file;
mod local;
mod openings;
mod segment;
mod target;

pub use add::add;
pub use calendar::Calendar;
pub use clock::{Change, Clock, State};
pub use elapsed::elapsed;
pub use error::Error;
pub use segment::Segment;
pub use target::Target;

/// How far ahead an instant is looked for, in years; past it the answer is [`Error::NeverOpen`] or [`Error::TooFar`].
pub const HORIZON_YEARS: i16 = 100;
