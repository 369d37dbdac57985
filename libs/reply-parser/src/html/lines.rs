//! From tags and texts to lines; every byte of the source belongs to exactly one.

use std::borrow::Cow;

use super::elements::{Meaning, is_cited, meaning};
use super::entities::decode_into;
use super::tags::{Content, Tokens};
use crate::line::{Line, Opening};
use crate::{MAX_BYTES, MAX_LINES};

/// Elements that begin or end a line.
const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "tr",
    "ul",
    "includetail",
];
/// More of a line is not looked at, in bytes.
const LONGEST_TEXT: usize = 2_000;

/// Reads the lines of an HTML mail.
pub fn read(html: &str) -> Vec<Line<'static>> {
    let mut reader = Reader::default();
    for token in Tokens::new(html) {
        if token.range.start >= MAX_BYTES || reader.lines.len() >= MAX_LINES {
            break;
        }
        reader.end = token.range.end;
        match token.content {
            Content::Text(text) => reader.text(text),
            Content::Start { name, attributes } => reader.start_tag(name, &attributes, token.range.start),
            Content::End { name } => reader.end_tag(name, token.range.end),
            Content::Nothing => {}
        }
    }
    let end = reader.end;
    reader.finish_line(end);
    reader.lines
}

#[derive(Default)]
struct Reader {
    lines: Vec<Line<'static>>,
    /// The line that is being read: where it begins, and its text so far.
    start: usize,
    text: String,
    opening: Option<Opening>,
    /// How far the source has been read.
    end: usize,
    /// The open `blockquote`s; whether one of them is certainly a quoted mail.
    quotes: usize,
    cited: bool,
    /// The element that quotes everything inside it, and the one for signatures.
    quoting: Option<Inside>,
    signing: Option<Inside>,
}

/// An open element, by name and by how many of that name are open in it.
struct Inside {
    name: String,
    open: usize,
}

impl Reader {
    fn text(&mut self, text: &str) {
        if self.text.len() < LONGEST_TEXT {
            let room = text.floor_char_boundary(LONGEST_TEXT);
            decode_into(text.get(..room).unwrap_or_default(), &mut self.text);
        }
    }

    fn start_tag(&mut self, name: &str, attributes: &[(&str, &str)], start: usize) {
        let meaning = meaning(name, attributes);
        if is_block(name) {
            self.end_line_with_words(start);
        } else if name.eq_ignore_ascii_case("br") {
            self.end_line_with_words(self.end);
        } else if name.eq_ignore_ascii_case("td") || name.eq_ignore_ascii_case("th") {
            self.text.push(' ');
        }
        for inside in [&mut self.quoting, &mut self.signing].into_iter().flatten() {
            inside.open += usize::from(inside.name.eq_ignore_ascii_case(name));
        }
        let inside = || Some(Inside { name: name.to_owned(), open: 1 });
        match meaning {
            Some(Meaning::Opens(opening)) => {
                self.finish_line(start);
                self.opening = self.opening.or(Some(opening));
            }
            Some(Meaning::Quotes) if self.quoting.is_none() => {
                self.finish_line(start);
                self.opening = self.opening.or(Some(Opening::Quote));
                self.quoting = inside();
            }
            Some(Meaning::Signs) if self.signing.is_none() => {
                self.finish_line(start);
                self.signing = inside();
            }
            _ => {}
        }
        if name.eq_ignore_ascii_case("blockquote") {
            self.finish_line(start);
            self.quotes += 1;
            self.cited |= is_cited(attributes);
        }
    }

    fn end_tag(&mut self, name: &str, end: usize) {
        if is_block(name) {
            self.end_line_with_words(end);
        }
        let closes = |inside: &mut Option<Inside>| {
            let Some(open) = inside.as_mut().filter(|open| open.name.eq_ignore_ascii_case(name)) else { return false };
            open.open = open.open.saturating_sub(1);
            open.open == 0
        };
        let (quoting_ends, signing_ends) = (closes(&mut self.quoting), closes(&mut self.signing));
        if quoting_ends || signing_ends || name.eq_ignore_ascii_case("blockquote") {
            self.finish_line(end);
        }
        if quoting_ends {
            self.quoting = None;
        }
        if signing_ends {
            self.signing = None;
        }
        if name.eq_ignore_ascii_case("blockquote") {
            self.quotes = self.quotes.saturating_sub(1);
            self.cited &= self.quotes > 0;
        }
    }

    /// Ends the line if it has words; tags alone are carried over to the next line.
    fn end_line_with_words(&mut self, end: usize) {
        if !self.text.trim().is_empty() {
            self.finish_line(end);
        }
    }

    fn finish_line(&mut self, end: usize) {
        if end <= self.start {
            return;
        }
        let depth = self.quotes + usize::from(self.quoting.is_some());
        let words = std::mem::take(&mut self.text).trim().to_owned();
        let mut line = Line::new(self.start..end, Cow::Owned(words), depth);
        line.cited = self.cited || self.quoting.is_some();
        line.opening = self.opening.take();
        line.signature = self.signing.is_some();
        self.lines.push(line);
        self.start = end;
    }
}

fn is_block(name: &str) -> bool {
    BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
}
