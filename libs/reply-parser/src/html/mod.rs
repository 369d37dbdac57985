//! HTML: block elements and `br` make lines, `blockquote` and the elements of mail programs make quotes.

mod elements;
mod entities;
mod lines;
mod tags;

use crate::{Settings, Split, decide};

/// Splits an HTML mail as it came in; do this before sanitizing, which removes what mail programs leave as signs.
///
/// The pieces are stretches of the source that begin and end between tags. Each is a fragment: sanitize it on its own.
///
/// ```
/// use reply_parser::{Part, Settings, html};
///
/// let mail = r#"<div>Thanks!</div><div class="gmail_quote"><div>On Mon, Ana wrote:</div><blockquote>Try this.</blockquote></div>"#;
/// let split = html(mail, &Settings::default());
/// assert_eq!(split.of(Part::Visible), "<div>Thanks!</div>");
/// ```
#[must_use]
pub fn html<'a>(html: &'a str, settings: &Settings) -> Split<'a> {
    decide::split(html, &lines::read(html), settings)
}
