//! The filter language, from outside: what is read, what is refused, what times mean, and that printing inverts reading.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod reading;
mod refusing;
mod round_trip;
mod times;
