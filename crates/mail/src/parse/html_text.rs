//! The text of an HTML mail, readable and with its quotes marked, in one linear pass.

use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, states::RawKind},
};

use super::html_budget;

/// Turns HTML into text; at most `most` bytes.
#[must_use]
pub fn to_text(html: &str, most: usize) -> String {
    if !html_budget::tags_fit(html) {
        return without_tags(html, most);
    }
    let sink = Sink { writer: RefCell::new(Writer { most, ..Writer::default() }) };
    let tokenizer = Tokenizer::new(sink, Default::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.writer.into_inner().finish()
}

/// The words of HTML whose tags nobody writes by honest means.
fn without_tags(html: &str, most: usize) -> String {
    let mut text = String::new();
    for piece in html.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, words)| words) {
        if text.len() + piece.len() > most {
            break;
        }
        text.push_str(piece);
    }
    text.trim().to_owned()
}

struct Sink {
    writer: RefCell<Writer>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut writer = self.writer.borrow_mut();
        match token {
            Token::CharacterTokens(text) => writer.text(&text),
            Token::TagToken(tag) => {
                let raw = raw_content(&tag);
                writer.tag(&tag);
                if let Some(kind) = raw {
                    return TokenSinkResult::RawData(kind);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn raw_content(tag: &Tag) -> Option<RawKind> {
    match (tag.kind, &*tag.name) {
        (TagKind::StartTag, "script") => Some(RawKind::ScriptData),
        (TagKind::StartTag, "style" | "xmp" | "iframe" | "noembed" | "noframes") => Some(RawKind::Rawtext),
        (TagKind::StartTag, "title" | "textarea") => Some(RawKind::Rcdata),
        _ => None,
    }
}

#[derive(Default)]
struct Writer {
    written: String,
    most: usize,
    hidden: usize,
    quotes: usize,
    preformatted: usize,
    space: bool,
    links: Vec<(String, usize)>,
}

// `head` is not among them: what it hides has elements of its own, and many mails never close it.
const HIDDEN: [&str; 7] = ["script", "style", "title", "template", "iframe", "noembed", "noframes"];
const BLOCKS: [&str; 28] = [
    "address", "article", "aside", "center", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "main", "nav", "ol", "section", "table", "tbody", "thead", "tr", "ul", "li",
];

impl Writer {
    fn text(&mut self, text: &str) {
        if self.hidden > 0 || self.written.len() >= self.most {
            return;
        }
        for character in text.chars() {
            if self.preformatted > 0 && character == '\n' {
                self.line_break();
            } else if self.preformatted > 0 && matches!(character, ' ' | '\t') {
                self.put(character);
            } else if character.is_whitespace() && character != '\u{a0}' {
                self.space = true;
            } else {
                self.put(if character == '\u{a0}' { ' ' } else { character });
            }
        }
    }

    fn put(&mut self, character: char) {
        if self.at_line_start() {
            self.written.extend(std::iter::repeat_n("> ", self.quotes));
        } else if self.space {
            self.written.push(' ');
        }
        self.space = false;
        self.written.push(character);
    }

    fn put_all(&mut self, text: &str) {
        text.chars().for_each(|character| self.put(character));
    }

    fn at_line_start(&self) -> bool {
        self.written.is_empty() || self.written.ends_with('\n')
    }

    fn line_break(&mut self) {
        self.space = false;
        if self.at_line_start() && self.quotes > 0 {
            self.written.extend(std::iter::repeat_n(">", self.quotes));
        }
        self.written.push('\n');
    }

    fn block(&mut self) {
        self.space = false;
        if !self.at_line_start() {
            self.written.push('\n');
        }
    }

    fn paragraph(&mut self) {
        self.block();
        if !self.written.is_empty() && !self.written.ends_with("\n\n") && !self.written.ends_with(">\n") {
            self.line_break();
        }
    }

    fn tag(&mut self, tag: &Tag) {
        let name = &*tag.name;
        let starts = tag.kind == TagKind::StartTag;
        if HIDDEN.contains(&name) {
            self.hidden = if starts { self.hidden + 1 } else { self.hidden.saturating_sub(1) };
            return;
        }
        if name == "body" {
            self.hidden = 0;
        }
        if self.hidden > 0 || self.written.len() >= self.most {
            return;
        }
        match (name, starts) {
            ("br", _) => self.line_break(),
            ("p" | "pre", _) => {
                self.paragraph();
                if name == "pre" {
                    self.preformatted =
                        if starts { self.preformatted + 1 } else { self.preformatted.saturating_sub(1) };
                }
            }
            ("blockquote", true) => {
                self.paragraph();
                self.quotes = (self.quotes + 1).min(20);
            }
            ("blockquote", false) => {
                self.block();
                self.quotes = self.quotes.saturating_sub(1);
                self.paragraph();
            }
            ("hr", _) => {
                self.block();
                self.put_all("________________________________");
                self.block();
            }
            ("li", true) => {
                self.block();
                self.put_all("- ");
            }
            ("td" | "th", false) => self.space = true,
            ("a", true) => self.open_link(tag),
            ("a", false) => self.close_link(),
            _ if BLOCKS.contains(&name) => self.block(),
            _ => {}
        }
    }

    fn open_link(&mut self, tag: &Tag) {
        let target = tag
            .attrs
            .iter()
            .find(|attribute| &*attribute.name.local == "href")
            .map(|attribute| attribute.value.to_string());
        self.links.push((target.unwrap_or_default(), self.written.len()));
    }

    fn close_link(&mut self) {
        let Some((target, from)) = self.links.pop() else { return };
        let shown = self.written.get(from..).unwrap_or_default().trim();
        let bare = target.trim_start_matches("mailto:").trim_end_matches('/');
        let worth =
            (target.starts_with("http") || target.starts_with("mailto:")) && !bare.is_empty() && target.len() < 500;
        if worth && !shown.is_empty() && !shown.contains(bare) && !bare.contains(shown) {
            self.space = true;
            self.put_all(&format!("<{bare}>"));
        }
    }

    fn finish(self) -> String {
        let mut text = String::with_capacity(self.written.len());
        let mut empty = 0;
        for line in self.written.lines().map(str::trim_end) {
            empty = if line.is_empty() { empty + 1 } else { 0 };
            if empty <= 1 && !(text.is_empty() && line.is_empty()) {
                text.push_str(line);
                text.push('\n');
            }
        }
        text.truncate(text.trim_end().len());
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_readable_text() {
        let table = [
            ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"),
            ("<div>a</div><div>b</div>", "a\nb"),
            ("<ul><li>x<li>y</ul>", "- x\n- y"),
            ("a <b>bold</b>\n  word &amp; more", "a bold word & more"),
            ("<blockquote>said<br><br>more</blockquote>answer", "> said\n>\n> more\n\nanswer"),
            ("<head><title>t</title><style>p{}</style></head><body>x</body>", "x"),
            ("<script>if (a < b) {}</script>x", "x"),
            ("<a href=\"https://x.example/a\">here</a>", "here <https://x.example/a>"),
            ("<a href=\"https://x.example/\">https://x.example</a>", "https://x.example"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("<head><meta charset=x><div>never closed", "never closed"),
            ("<p>a<p>b <img alt=\"c\"> d", "a\n\nb d"),
        ];
        for (html, expected) in table {
            assert_eq!(to_text(html, 10_000), expected, "{html}");
        }
    }

    #[test]
    fn the_text_of_a_bomb_is_bounded() {
        assert!(to_text(&"<div>x".repeat(500_000), 1_000).len() < 1_100);
        assert!(to_text(&"<blockquote>".repeat(100_000), 1_000).len() < 10_000);
    }
}
