//! Instants as people read them: "5 min ago" with the exact instant on hover, in the reader's zone and language.

use fluent_bundle::{FluentArgs, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::Error;
use crate::language::Languages;
use crate::text::escaped;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The messages of a relative time, by the name the script in the browser knows them under.
const WORDS: [(&str, &str); 8] = [
    ("now", "time-now"),
    ("minutesAgo", "time-minutes-ago"),
    ("hoursAgo", "time-hours-ago"),
    ("daysAgo", "time-days-ago"),
    ("inMinutes", "time-in-minutes"),
    ("inHours", "time-in-hours"),
    ("inDays", "time-in-days"),
    ("shortNow", "time-short-now"),
];
/// The units of the short form, as `5m`.
const SHORT_WORDS: [(&str, &str); 3] =
    [("shortMinutes", "time-short-minutes"), ("shortHours", "time-short-hours"), ("shortDays", "time-short-days")];

/// How much room a relative time may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// `5 min ago`
    Long,
    /// `5m`, for lists
    Short,
}

/// One reader's view of time.
pub(crate) struct Calendar<'a> {
    pub(crate) languages: &'a Languages,
    pub(crate) locale: &'a str,
    pub(crate) now: Timestamp,
    pub(crate) zone: TimeZone,
}

impl Calendar<'_> {
    /// A `<time>` element that says how long ago or ahead an instant is.
    pub(crate) fn relative(&self, at: Timestamp, style: Style) -> Result<String, Error> {
        let kind = if style == Style::Short { "short" } else { "long" };
        let attribute = format!(" data-relative=\"{kind}\"");
        self.element(at, &attribute, &self.distance(at, style)?)
    }

    /// A `<time>` element with date and time of day.
    pub(crate) fn exact(&self, at: Timestamp) -> Result<String, Error> {
        let zoned = at.to_zoned(self.zone.clone());
        let date = self.date(at, true)?;
        let text = self.words(
            "time-date-and-time",
            &[("date", text(date)), ("time", text(zoned.strftime("%H:%M").to_string()))],
        )?;
        self.element(at, "", &text)
    }

    fn element(&self, at: Timestamp, attribute: &str, text: &str) -> Result<String, Error> {
        let title = escaped(&self.title(at)?);
        Ok(format!("<time datetime=\"{at:.0}\" title=\"{title}\"{attribute}>{}</time>", escaped(text)))
    }

    /// The exact instant with weekday and zone.
    fn title(&self, at: Timestamp) -> Result<String, Error> {
        let zoned = at.to_zoned(self.zone.clone());
        let weekday =
            self.words("time-weekday", &[("number", number(i64::from(zoned.weekday().to_monday_one_offset())))])?;
        self.words(
            "time-title",
            &[
                ("weekday", text(weekday)),
                ("date", text(self.date(at, true)?)),
                ("time", text(zoned.strftime("%H:%M").to_string())),
                ("zone", text(zoned.strftime("%Z").to_string())),
            ],
        )
    }

    /// Day and month, and the year when asked for or not the present one.
    fn date(&self, at: Timestamp, with_year: bool) -> Result<String, Error> {
        let zoned = at.to_zoned(self.zone.clone());
        let month = self.words("time-month", &[("number", number(i64::from(zoned.month())))])?;
        let parts =
            [("day", number(i64::from(zoned.day()))), ("month", text(month)), ("year", text(zoned.year().to_string()))];
        let same_year = zoned.year() == self.now.to_zoned(self.zone.clone()).year();
        self.words(if same_year && !with_year { "time-day" } else { "time-date" }, &parts)
    }

    /// The words for the distance; beyond a week the date says more.
    fn distance(&self, at: Timestamp, style: Style) -> Result<String, Error> {
        let seconds = at.as_second().saturating_sub(self.now.as_second());
        let (past, size) = (seconds <= 0, seconds.saturating_abs());
        let (unit, count) = match size {
            ..MINUTE => ("now", 0),
            MINUTE..HOUR => ("minutes", size / MINUTE),
            HOUR..DAY => ("hours", size / HOUR),
            _ if size < 7 * DAY => ("days", size / DAY),
            _ => return self.date(at, false),
        };
        let key = match (style, unit, past) {
            (Style::Short, unit, _) => format!("time-short-{unit}"),
            (Style::Long, "now", _) => "time-now".to_owned(),
            (Style::Long, unit, true) => format!("time-{unit}-ago"),
            (Style::Long, unit, false) => format!("time-in-{unit}"),
        };
        self.words(&key, &[("count", number(count))])
    }

    fn words(&self, key: &str, arguments: &[(&'static str, FluentValue<'static>)]) -> Result<String, Error> {
        self.languages.format(self.locale, key, &FluentArgs::from_iter(arguments.iter().cloned()))
    }
}

/// The phrases the browser needs to keep relative times fresh, as JSON; `{n}` stands for the number.
pub(crate) fn words(languages: &Languages, locale: &str) -> Result<String, Error> {
    let arguments = FluentArgs::from_iter([("count", text("{n}".to_owned()))]);
    let phrase =
        |(name, key): &(&str, &str)| Ok(((*name).to_owned(), languages.format(locale, key, &arguments)?.into()));
    let phrases = WORDS.iter().chain(&SHORT_WORDS).map(phrase).collect::<Result<serde_json::Map<_, _>, Error>>()?;
    Ok(serde_json::Value::Object(phrases).to_string())
}

/// The zone of a reader by its IANA name; an unknown one counts as UTC.
pub(crate) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

fn number(number: i64) -> FluentValue<'static> {
    FluentValue::from(number)
}

fn text(text: String) -> FluentValue<'static> {
    FluentValue::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-22T03:44:00Z";

    fn languages() -> Languages {
        Languages::parse(crate::ui::OWN_LOCALES.into_iter()).unwrap()
    }

    fn relative(locale: &str, at: &str, style: Style) -> String {
        let languages = languages();
        let calendar = Calendar { languages: &languages, locale, now: NOW.parse().unwrap(), zone: TimeZone::UTC };
        calendar.distance(at.parse().unwrap(), style).unwrap()
    }

    #[test]
    fn distances_use_the_largest_unit() {
        for (at, long, short, chinese) in [
            ("2026-11-22T03:43:30Z", "just now", "now", "刚刚"),
            ("2026-11-22T03:44:30Z", "just now", "now", "刚刚"),
            ("2026-11-22T03:30:00Z", "14 min ago", "14m", "14 分钟前"),
            ("2026-11-22T00:00:00Z", "3 h ago", "3h", "3 小时前"),
            ("2026-11-20T03:00:00Z", "2 d ago", "2d", "2 天前"),
            ("2026-11-22T07:44:00Z", "in 4 h", "4h", "4 小时后"),
            ("2026-11-02T03:00:00Z", "2 Nov", "2 Nov", "11月2日"),
            ("2025-12-31T03:00:00Z", "31 Dec 2025", "31 Dec 2025", "2025年12月31日"),
        ] {
            assert_eq!(relative("en", at, Style::Long), long);
            assert_eq!(relative("en", at, Style::Short), short);
            assert_eq!(relative("zh-CN", at, Style::Long), chinese);
        }
    }

    #[test]
    fn the_element_carries_the_exact_instant_in_the_readers_zone() {
        let languages = languages();
        let now = NOW.parse().unwrap();
        let calendar = |locale| Calendar { languages: &languages, locale, now, zone: zone("Europe/Berlin") };
        let at = "2026-11-21T23:30:00.123456Z".parse().unwrap();
        assert_eq!(
            calendar("en").relative(at, Style::Short).unwrap(),
            "<time datetime=\"2026-11-21T23:30:00Z\" title=\"Sun 22 Nov 2026, 00:30 CET\" data-relative=\"short\">4h</time>"
        );
        assert_eq!(
            calendar("zh-CN").exact(at).unwrap(),
            "<time datetime=\"2026-11-21T23:30:00Z\" title=\"2026年11月22日 周日 00:30 CET\">2026年11月22日 00:30</time>"
        );
    }

    #[test]
    fn the_browser_gets_every_phrase() {
        let words = words(&languages(), "zh-CN").unwrap();
        assert!(words.contains("\"minutesAgo\":\"{n} 分钟前\""), "{words}");
        assert_eq!(words.matches("{n}").count(), 9, "{words}");
    }
}
