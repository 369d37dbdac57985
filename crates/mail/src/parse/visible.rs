//! The new part of a mail and the quoted part; the one place that knows the quote library.

use reply_parser::{Part, Settings, Split};

use super::html_text;

/// A mail in two parts; nothing is dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The text that the sender wrote now, with what was forwarded.
    pub visible: String,
    /// The text that the sender quoted, and the signature.
    pub quoted: String,
    /// The HTML of the visible part, not sanitised; none when nothing is quoted.
    pub visible_html: Option<String>,
}

/// Splits a mail. The text of a mail that is only HTML is split by the structure of the HTML.
#[must_use]
pub fn split(text: &str, raw_html: Option<&str>, text_is_from_html: bool, is_forward: bool) -> Parts {
    let settings = Settings { marker: None, forward: is_forward };
    let markup = raw_html.map(|html| reply_parser::html(html, &settings));
    let visible_html = markup.as_ref().filter(|split| !split.folded().trim().is_empty()).map(shown);
    let (visible, quoted) = match &markup {
        Some(split) if text_is_from_html => {
            let most = text.len().saturating_add(1_024);
            (html_text::to_text(&shown(split), most), html_text::to_text(&split.folded(), most))
        }
        _ => {
            let split = reply_parser::text(text, &settings);
            (shown(&split), split.folded())
        }
    };
    Parts { visible: visible.trim().to_owned(), quoted: quoted.trim().to_owned(), visible_html }
}

fn shown(split: &Split) -> String {
    split
        .pieces
        .iter()
        .filter(|piece| matches!(piece.part, Part::Visible | Part::Forwarded))
        .map(|piece| piece.source)
        .collect()
}
