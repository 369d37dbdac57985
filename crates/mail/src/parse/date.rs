//! The date a mail claims; nonsense is no date.

use base::Timestamp;
use mail_parser::{HeaderName, HeaderValue};

use super::headers::Headers;

/// Seconds of the years 1990 to 2100; dates outside are mistakes of the sender's clock.
const PLAUSIBLE: std::ops::Range<i64> = 631_152_000..4_102_444_800;

/// The `Date` field, if it is a plausible date.
#[must_use]
pub fn of(headers: &Headers) -> Option<Timestamp> {
    let parsed = headers.values(HeaderName::Date).find_map(HeaderValue::as_datetime)?;
    let seconds = parsed.is_valid().then(|| parsed.to_timestamp())?;
    PLAUSIBLE.contains(&seconds).then(|| Timestamp::from_seconds(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(date: &str) -> Option<i64> {
        of(&Headers::read(format!("Date: {date}\r\n").as_bytes())).map(Timestamp::seconds)
    }

    #[test]
    fn dates_are_read_with_their_zone() {
        assert_eq!(read("Mon, 02 Mar 2026 16:30:00 +0100"), Some(1_772_465_400));
        assert_eq!(read("2 Mar 2026 15:30:00 GMT"), Some(1_772_465_400));
    }

    #[test]
    fn nonsense_is_no_date() {
        for date in ["", "yesterday", "Mon, 99 Foo 2026 99:99:99 +9999", "Thu, 01 Jan 1970 00:00:00 +0000"] {
            assert_eq!(read(date), None, "{date}");
        }
    }
}
