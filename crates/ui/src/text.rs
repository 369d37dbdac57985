//! Plain text in a page: escaped, and web addresses in it become links.

use minijinja::{AutoEscape, Error, Output, State, Value};

/// Escapes a plain text and links the `http(s)://` addresses in it, which open without telling where from.
pub(crate) fn linked(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(start) = next_address(rest) {
        let (before, from) = rest.split_at(start);
        let (address, after) = from.split_at(address_length(from));
        html.push_str(&escaped(before));
        let address = escaped(address);
        html.push_str(&format!("<a href=\"{address}\" rel=\"nofollow noopener noreferrer\">{address}</a>"));
        rest = after;
    }
    html.push_str(&escaped(rest));
    html
}

/// Escapes text for an HTML document or a quoted attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}

/// Writes a value into a page. MiniJinja's own escaping also rewrites every `/`, which would
/// make each address of a page five times as long and protects nothing inside quotes.
pub(crate) fn write(output: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() && matches!(state.auto_escape(), AutoEscape::Html) => {
            Ok(output.write_str(&escaped(text))?)
        }
        _ => minijinja::escape_formatter(output, state, value),
    }
}

/// Where the next address begins that has at least one character behind its scheme.
fn next_address(text: &str) -> Option<usize> {
    let starts = text.match_indices("http").map(|(start, _)| start);
    starts.into_iter().find(|start| {
        let from = text.get(*start..).unwrap_or_default();
        let behind = from.strip_prefix("https://").or_else(|| from.strip_prefix("http://"));
        behind.is_some_and(|behind| behind.starts_with(|letter: char| letter.is_alphanumeric() || letter == '['))
    })
}

/// How far an address reaches: to white space, a quote or bracket, without the punctuation that ends a sentence.
fn address_length(from: &str) -> usize {
    let stops = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "<>\"'`，。！？；：、（）《》“”".contains(letter)
    };
    let end = from.find(stops).unwrap_or(from.len());
    let address = from.get(..end).unwrap_or(from);
    let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let trimmed = if trimmed.contains('(') { trimmed } else { trimmed.trim_end_matches(')') };
    trimmed.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link(address: &str) -> String {
        let escaped = escaped(address);
        format!("<a href=\"{escaped}\" rel=\"nofollow noopener noreferrer\">{escaped}</a>")
    }

    #[test]
    fn addresses_end_where_the_sentence_does() {
        assert_eq!(linked("See https://a.example/x."), format!("See {}.", link("https://a.example/x")));
        assert_eq!(linked("(http://a.example)"), format!("({})", link("http://a.example")));
        assert_eq!(linked("看https://a.example/x，好"), format!("看{}，好", link("https://a.example/x")));
        assert_eq!(linked("http:// and http"), escaped("http:// and http"));
    }

    proptest! {
        #[test]
        fn nothing_but_links_becomes_markup(text in "(?s).{0,80}(https?://)?.{0,80}") {
            let html = linked(&text);
            let plain = html.replace("<a href=\"", "").replace("\" rel=\"nofollow noopener noreferrer\">", "").replace("</a>", "");
            prop_assert!(!plain.contains(['<', '>', '"', '\'']));
        }
    }
}
