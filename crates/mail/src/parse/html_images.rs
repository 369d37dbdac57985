//! The pictures of sanitised HTML: how many wait for a click, and where each is loaded from when the mail is shown.

/// A picture as sanitised HTML refers to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Image<'a> {
    /// Elsewhere in the world, at this address; not loaded until somebody asks for it.
    Remote(&'a str),
    /// A file of the same mail, by its content id.
    Inline(&'a str),
}

/// The attribute in which the address of a remote picture waits.
pub const REMOTE: &str = "data-remote-src";

/// How many pictures wait for a click.
#[must_use]
pub fn remote_count(html: &str) -> usize {
    let mut count = 0;
    let _ = with_sources(html, |image| {
        count += usize::from(matches!(image, Image::Remote(_)));
        None
    });
    count
}

/// Gives each picture the source that `source` answers; one without an answer stays as it is.
///
/// The HTML must come from [`super::html::sanitize`]: there a `<` begins a tag, and attributes stand in quotes.
#[must_use]
pub fn with_sources(html: &str, mut source: impl FnMut(Image<'_>) -> Option<String>) -> String {
    let mut written = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<img ") {
        let (before, tag) = rest.split_at(at + "<img".len());
        written.push_str(before);
        rest = attributes(tag, &mut written, &mut source);
    }
    written.push_str(rest);
    written
}

/// Writes the attributes of one picture; gives what follows them.
fn attributes<'a>(tag: &'a str, written: &mut String, source: &mut impl FnMut(Image<'_>) -> Option<String>) -> &'a str {
    let mut rest = tag;
    while let Some((name, value, after)) = attribute(rest) {
        let plain = unescaped(value);
        let image = match name {
            REMOTE => Some(Image::Remote(&plain)),
            "src" => plain.strip_prefix("cid:").map(Image::Inline),
            _ => None,
        };
        match image.and_then(&mut *source) {
            Some(address) => written.push_str(&format!(" src=\"{}\"", escaped(&address))),
            None => written.push_str(&format!(" {name}=\"{value}\"")),
        }
        rest = after;
    }
    rest
}

/// The attribute that `tag` begins with: its name, its value as it stands there, and what follows.
fn attribute(tag: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = tag.strip_prefix(' ')?.split_once("=\"")?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let (value, after) = rest.split_once('"')?;
    is_name.then_some((name, value, after))
}

fn unescaped(value: &str) -> String {
    value
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{limits::Limits, parse::html::sanitize};

    const MAIL: &str = "<p title='&lt;img data-remote-src=\"x\"&gt;'>a > b<img alt='\"&gt;' src='https://x.example/a.png?b=1&amp;c=2'>\
        <img src=cid:logo@x width=3></p> src=\"cid:text\" <img src='https://x.example/d.png'>";

    #[test]
    fn remote_pictures_are_counted_and_only_pictures() {
        let html = sanitize(MAIL, &Limits::default()).unwrap();
        assert_eq!(remote_count(&html), 2);
        assert_eq!(remote_count("<p> data-remote-src=\"x\"</p>"), 0);
    }

    #[test]
    fn sources_are_given_and_everything_else_stays() {
        let html = sanitize(MAIL, &Limits::default()).unwrap();
        assert_eq!(with_sources(&html, |_| None), html);
        let mut asked = Vec::new();
        let shown = with_sources(&html, |image| match image {
            Image::Remote(address) => {
                asked.push(address.to_owned());
                None
            }
            Image::Inline(id) => Some(format!("/files/{id}?a&\"b")),
        });
        assert_eq!(asked, ["https://x.example/a.png?b=1&c=2", "https://x.example/d.png"]);
        assert!(shown.contains("src=\"/files/logo@x?a&amp;&quot;b\" width=\"3\""), "{shown}");
        assert!(shown.contains("src=\"cid:text\"") && !shown.contains("src=\"cid:logo"), "{shown}");
    }
}
