//! HTML of strangers is reduced to an allow-list once, when the mail arrives.
//!
//! No script, style sheet, form, frame, object, SVG or MathML survives; remote images wait for a
//! click in `data-remote-src`; `cid:` references stay. The page that shows the mail gives both their sources with
//! [`super::html_images::with_sources`].

use std::{collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};

use super::{html_budget, html_images, parameters, style};
use crate::limits::Limits;

/// Grows whenever the rules change, so that stored HTML can be made again from the raw mail.
pub const SANITIZER_VERSION: i64 = 2;

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];
const REMOVED_WITH_CONTENT: &[&str] = &[
    "script", "style", "title", "head", "svg", "math", "template", "noscript", "iframe", "noframes", "noembed",
    "object", "embed", "applet", "select", "audio", "video", "canvas",
];
const ATTRIBUTES: &[&str] = &["align", "dir", "lang", "style", "title", "valign", "bgcolor", "width", "height"];

static SCHEMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| HashSet::from(["http", "https", "mailto", "tel", "cid", "data", "sip", "ftp"]));

/// Sanitises; `None` when the HTML would cost too much, then only its text is shown.
#[must_use]
pub fn sanitize(html: &str, limits: &Limits) -> Option<String> {
    if !html_budget::fits(html, limits) {
        return None;
    }
    let marker = absent_scheme(html);
    let prefix = format!("{marker}:");
    let filter_prefix = prefix.clone();
    let cleaned = builder()
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("img", "src") => image_source(value, &filter_prefix).map(Into::into),
            (_, "src") => None,
            ("a", "href") => (!value.trim_start().to_ascii_lowercase().starts_with("data:")).then(|| value.into()),
            (_, "style") => Some(style::filter(value)).filter(|kept| !kept.is_empty()).map(Into::into),
            (_, "width" | "height") => value.bytes().all(|b| b.is_ascii_digit() || b == b'%').then(|| value.into()),
            _ => Some(value.into()),
        })
        .clean(html)
        .to_string();
    let marked = cleaned.replace(&format!("src=\"{prefix}"), &format!("{}=\"", html_images::REMOTE));
    (marked.len() <= limits.html_bytes.saturating_mul(2)).then_some(marked)
}

fn builder() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(REMOVED_WITH_CONTENT.iter().copied().collect())
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        .add_tag_attributes("a", &["href", "name"])
        .add_tag_attributes("img", &["src", "alt"])
        .add_tag_attributes("font", &["color", "face", "size"])
        .add_tag_attributes("table", &["border", "cellpadding", "cellspacing"])
        .add_tag_attributes("td", &["colspan", "rowspan", "nowrap"])
        .add_tag_attributes("th", &["colspan", "rowspan", "nowrap", "scope"])
        .add_tag_attributes("col", &["span"])
        .add_tag_attributes("ol", &["start", "type"])
        .add_tag_attributes("ul", &["type"])
        .add_tag_attributes("li", &["value"])
        .add_tag_attributes("blockquote", &["type"])
        .add_tag_attributes("hr", &["size", "noshade"])
        .url_schemes(SCHEMES.clone())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow noopener noreferrer"))
        .strip_comments(true);
    builder
}

/// What may stay as the source of an image; remote ones are marked with `prefix`.
fn image_source(value: &str, prefix: &str) -> Option<String> {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return Some(format!("{prefix}{value}"));
    }
    let embedded =
        ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,", "data:image/webp;base64,"];
    let kept = lower.starts_with("cid:") || embedded.iter().any(|start| lower.starts_with(start));
    kept.then(|| value.to_owned())
}

/// A scheme that the HTML does not contain, so that no text of the sender can look like our mark.
fn absent_scheme(html: &str) -> String {
    let mut number = 0_usize;
    loop {
        let candidate = format!("remote{number}");
        if !html.contains(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

/// The ids of files that the pictures of sanitised HTML refer to with `cid:`, percent-decoding done.
#[must_use]
pub fn referenced_ids(html: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    let _ = html_images::with_sources(html, |image| {
        if let html_images::Image::Inline(id) = image {
            found.insert(content_id(id));
        }
        None
    });
    found
}

/// The content id that a `cid:` address names (RFC 2392).
#[must_use]
pub fn content_id(address: &str) -> String {
    String::from_utf8_lossy(&parameters::percent_decoded(address)).into_owned()
}

/// Plain text as HTML with its line breaks, for a mail that mixes both.
#[must_use]
pub fn from_text(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<div>{}</div>", escaped.replace('\n', "<br>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(html: &str) -> String {
        sanitize(html, &Limits::default()).unwrap()
    }

    #[test]
    fn nothing_active_survives() {
        let attacks = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg><script>alert(1)</script></svg>",
            "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
            "<iframe src=https://x.example></iframe>",
            "<form action=https://x.example><input name=a><button>b</button></form>",
            "<object data=x></object>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\" java\nscript:alert(1)\">x</a>",
            "<a href=data:text/html,x>x</a>",
            "<style>body{display:none}</style>",
            "<template><script>x</script></template>",
            "<meta http-equiv=refresh content=0>",
            "<base href=https://x.example>",
            "<link rel=stylesheet href=x>",
            "<p style=\"background:url(javascript:x)\">x</p>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
            "<img src=\"data:image/svg+xml;base64,AAAA\">",
            "<video src=x onerror=alert(1)></video>",
            "<div style=\"position:fixed;top:0\">x</div>",
        ];
        let forbidden = [
            "<script",
            "onerror=",
            "<svg",
            "<math",
            "<iframe",
            "<form",
            "<input",
            "<object",
            "javascript:",
            "data:text",
            "<style",
            "<template",
            "<meta",
            "<base",
            "<link",
            "url(",
            "svg+xml",
            "<video",
            "position",
        ];
        for attack in attacks {
            let html = clean(attack);
            for word in forbidden {
                assert!(!html.contains(word), "{attack} gave {html}");
            }
        }
    }

    #[test]
    fn remote_images_wait_and_inline_ones_stay() {
        let html = clean("<img src=\"https://t.example/p.gif?a=1&b=2\" width=1><img src=\"cid:logo@x\">");
        assert!(html.contains("data-remote-src=\"https://t.example/p.gif?a=1&amp;b=2\""), "{html}");
        assert!(!html.contains(" src=\"https"), "{html}");
        assert!(html.contains("src=\"cid:logo@x\""));
        assert_eq!(referenced_ids(&html), HashSet::from(["logo@x".to_owned()]));
    }

    #[test]
    fn a_sender_cannot_forge_the_mark_of_remote_images() {
        let html = clean("<img src=\"remote0:https://x.example\"><p>src=\"remote0:x</p>");
        assert!(!html.contains("data-remote-src"), "{html}");
    }

    #[test]
    fn links_lead_out_without_our_address() {
        assert!(clean("<a href=https://x.example>x</a>").contains("rel=\"nofollow noopener noreferrer\""));
        assert!(!clean("<a href=/admin>x</a>").contains("href"));
    }

    #[test]
    fn colours_and_tables_of_ordinary_mails_stay() {
        let html = clean("<table border=1><tr><td style=\"color:red; padding: 2px\" colspan=2>x</td></tr></table>");
        assert!(html.contains("color:red") && html.contains("colspan=\"2\""), "{html}");
    }
}
