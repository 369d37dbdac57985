//! One open stretch of a local day, `09:00-17:00`; one whose end is not after its start reaches into the next day.

use jiff::civil::Time;

use crate::Error;

/// Minutes of a day; the end of a segment may be this many, and then is the next midnight.
const DAY: u16 = 24 * 60;

/// An open stretch that begins on some local day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Segment {
    /// Minutes after midnight at which it begins; less than a day.
    start: u16,
    /// Minutes after the same midnight at which it ends; less than a day after the start, or exactly a day.
    end: u16,
}

impl Segment {
    /// The whole day, `00:00-24:00`.
    pub const WHOLE_DAY: Self = Self { start: 0, end: DAY };

    /// Reads `HH:MM-HH:MM`. `24:00` is the latest end; an end before the start is one of the next day.
    ///
    /// # Errors
    /// [`Error::Segment`], [`Error::EmptySegment`]
    pub fn parse(text: &str) -> Result<Self, Error> {
        let bad = || Error::Segment(text.to_owned());
        let (start, end) = text.split_once('-').ok_or_else(bad)?;
        let (start, end) = (minutes(start).ok_or_else(bad)?, minutes(end).ok_or_else(bad)?);
        if start == DAY {
            return Err(bad());
        }
        if start == end {
            return Err(Error::EmptySegment(text.to_owned()));
        }
        Ok(Self { start, end: if end < start { end + DAY } else { end } })
    }

    /// The local time at which it begins.
    pub(crate) fn start(self) -> Time {
        time_of(self.start)
    }

    /// How many days after its own it ends, and the local time then.
    pub(crate) fn end(self) -> (i8, Time) {
        (i8::from(self.end >= DAY), time_of(self.end % DAY))
    }

    /// Whether it begins before `earlier`, which begins no later, has ended.
    pub(crate) const fn overlaps(self, earlier: Self) -> bool {
        self.start < earlier.end
    }
}

impl std::fmt::Display for Segment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = if self.end == DAY { DAY } else { self.end % DAY };
        write!(formatter, "{:02}:{:02}-{:02}:{:02}", self.start / 60, self.start % 60, end / 60, end % 60)
    }
}

/// `HH:MM` as minutes after midnight, up to `24:00`.
fn minutes(text: &str) -> Option<u16> {
    let [h1, h2, b':', m1, m2] = text.as_bytes() else { return None };
    let digits = |tens: &u8, ones: &u8| {
        let both = tens.is_ascii_digit() && ones.is_ascii_digit();
        both.then(|| u16::from(tens - b'0') * 10 + u16::from(ones - b'0'))
    };
    let (hour, minute) = (digits(h1, h2)?, digits(m1, m2)?);
    let total = hour * 60 + minute;
    (minute < 60 && total <= DAY).then_some(total)
}

fn time_of(minutes: u16) -> Time {
    let part = |number: u16| i8::try_from(number).unwrap_or_default();
    Time::new(part(minutes / 60), part(minutes % 60), 0, 0).unwrap_or(Time::midnight())
}
