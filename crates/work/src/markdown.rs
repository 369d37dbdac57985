//! What people write becomes safe HTML: Markdown through an allow-list, plain text as paragraphs with links.
//!
//! Markup inside Markdown is shown as written, never interpreted; pictures become links, because nothing is loaded
//! from another place. Do this before a transaction, not inside it.

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

/// Schemes that a link may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Elements that survive in what people write.
const ELEMENTS: [&str; 29] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "input",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Turns Markdown (CommonMark with tables, strike-through and task lists) into safe HTML.
#[must_use]
pub fn to_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut written = String::with_capacity(markdown.len() + markdown.len() / 4);
    html::push_html(&mut written, Parser::new_ext(markdown, options).map(tame));
    sanitize(&written)
}

/// Shows markup as text, a picture as a link, and a line break where the author pressed Enter.
fn tame(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(markup) | Event::InlineHtml(markup) => Event::Text(markup),
        Event::SoftBreak => Event::HardBreak,
        Event::Start(Tag::Image { dest_url, title, .. }) => {
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id: CowStr::Borrowed("") })
        }
        Event::End(TagEnd::Image) => Event::End(TagEnd::Link),
        other => other,
    }
}

/// Keeps only what the allow-list names; the second wall for Markdown, the first for HTML written in an editor.
#[must_use]
pub fn sanitize(markup: &str) -> String {
    Builder::empty()
        .tags(ELEMENTS.into())
        .clean_content_tags(["script", "style"].into())
        .tag_attributes([("a", ["href", "title"].into()), ("ol", ["start"].into())].into())
        .set_tag_attribute_values(
            [("input", [("type", "checkbox"), ("disabled", "")].into()), ("a", [("target", "_blank")].into())].into(),
        )
        .tag_attribute_values([("input", [("checked", [""].into())].into())].into())
        .url_schemes(SCHEMES.into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(markup)
        .to_string()
}

/// Turns plain text into paragraphs: an empty line parts them, a line break stays, web addresses become links.
#[must_use]
pub fn text_to_html(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + text.len() / 8);
    for paragraph in text.split("\n\n").map(|paragraph| paragraph.trim_matches('\n')) {
        if paragraph.trim().is_empty() {
            continue;
        }
        written.push_str("<p>");
        for (number, line) in paragraph.split('\n').enumerate() {
            if number > 0 {
                written.push_str("<br>\n");
            }
            push_line(&mut written, line);
        }
        written.push_str("</p>\n");
    }
    written
}

fn push_line(written: &mut String, line: &str) {
    let mut rest = line;
    while let Some(start) = address_start(rest) {
        let (before, from_address) = rest.split_at(start);
        let (address, after) = from_address.split_at(address_length(from_address));
        push_escaped(written, before);
        written.push_str("<a href=\"");
        push_escaped(written, address);
        written.push_str("\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">");
        push_escaped(written, address);
        written.push_str("</a>");
        rest = after;
    }
    push_escaped(written, rest);
}

fn address_start(text: &str) -> Option<usize> {
    let plain = text.find("http://");
    let secure = text.find("https://");
    match (plain, secure) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// How many bytes belong to the address: up to white space, markup or a quotation mark, without closing punctuation.
fn address_length(text: &str) -> usize {
    let end = text
        .find(|c: char| {
            c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '，' | '。' | '）' | '、' | '；')
        })
        .unwrap_or(text.len());
    let whole = text.get(..end).unwrap_or(text);
    let mut kept = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*']);
    if kept.ends_with(')') && !kept.contains('(') {
        kept = kept.trim_end_matches(')');
    }
    kept.len()
}

fn push_escaped(written: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            other => written.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_markup() {
        let written = to_html("**bold** and `code`\n\n- [x] one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |");
        for part in ["<strong>bold</strong>", "<code>code</code>", "<li>", "checked", "<td>1</td>"] {
            assert!(written.contains(part), "{part} is missing in {written}");
        }
    }

    #[test]
    fn nothing_dangerous_survives() {
        let attempts = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "![x](javascript:alert(1))",
            "<a href=\"data:text/html,x\">y</a>",
            "[x](/relative)",
        ];
        for attempt in attempts {
            for written in [to_html(attempt), sanitize(attempt)] {
                for bad in ["<script", "<img", "<a href=\"javascript", "<a href=\"data", "<a href=\"/"] {
                    assert!(!written.contains(bad), "{attempt} became {written}");
                }
            }
        }
    }

    #[test]
    fn a_picture_becomes_a_link_and_markup_is_shown() {
        assert!(to_html("![shot](https://example.com/a.png)").contains("<a href=\"https://example.com/a.png\""));
        assert!(to_html("a <b>c</b>").contains("&lt;b&gt;"));
    }

    #[test]
    fn text_becomes_paragraphs_with_links() {
        let written = text_to_html("See (https://example.com/a?b=1&c=2).\nBye\n\n\n<b>数据</b>");
        assert!(written.contains("href=\"https://example.com/a?b=1&amp;c=2\""), "{written}");
        assert!(written.contains("</a>).<br>\nBye</p>"), "{written}");
        assert!(written.contains("<p>&lt;b&gt;数据&lt;/b&gt;</p>"), "{written}");
        assert_eq!(text_to_html("\n\n \n"), "");
    }
}
