//! A stream of tags and texts with their places. It reads as HTML's tokenizer does as far as a mail can tell the
//! difference; the places are why it is our own.

use std::ops::Range;

/// A tag or a text.
#[derive(Debug)]
pub struct Token<'a> {
    pub range: Range<usize>,
    pub content: Content<'a>,
}

#[derive(Debug)]
pub enum Content<'a> {
    Text(&'a str),
    Start {
        name: &'a str,
        attributes: Vec<(&'a str, &'a str)>,
    },
    End {
        name: &'a str,
    },
    /// Comments, declarations, the content of scripts and style sheets.
    Nothing,
}

/// Elements whose content is not markup and not shown.
const RAW: [&str; 8] = ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"];
/// More attributes than this are read over.
const MOST_ATTRIBUTES: usize = 50;

pub struct Tokens<'a> {
    html: &'a str,
    position: usize,
    raw: Option<&'a str>,
}

impl<'a> Tokens<'a> {
    pub const fn new(html: &'a str) -> Self {
        Self { html, position: 0, raw: None }
    }

    fn rest(&self) -> &'a str {
        self.html.get(self.position..).unwrap_or_default()
    }

    /// Steps to `length` bytes further, or to the end.
    fn token(&mut self, length: usize, content: Content<'a>) -> Option<Token<'a>> {
        let start = self.position;
        self.position = start.saturating_add(length).min(self.html.len());
        Some(Token { range: start..self.position, content })
    }

    /// Everything up to the end tag of the raw element.
    fn raw_content(&mut self, name: &str) -> Option<Token<'a>> {
        let rest = self.rest();
        let closes =
            |at: &usize| rest.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        let end = rest.match_indices("</").map(|(at, _)| at).find(closes).unwrap_or(rest.len());
        self.token(end, Content::Nothing)
    }

    fn markup(&mut self, rest: &'a str) -> Option<Token<'a>> {
        let after = |end: Option<usize>, length: usize| end.map_or(rest.len(), |at| at + length);
        let mut characters = rest.chars().skip(1);
        match (characters.next(), characters.next()) {
            (Some('!'), _) if rest.starts_with("<!--") => {
                // `<!-->` is a whole comment, so the end may overlap the start.
                let body = rest.get(2..).unwrap_or_default();
                let end = body.find("-->").map(|at| at + 2);
                self.token(after(end, 3), Content::Nothing)
            }
            (Some('!' | '?'), _) => self.token(after(rest.find('>'), 1), Content::Nothing),
            (Some('/'), Some(letter)) if letter.is_ascii_alphabetic() => {
                let (name, _, length) = tag(rest, 2);
                self.token(length, Content::End { name })
            }
            (Some(letter), _) if letter.is_ascii_alphabetic() => {
                let (name, attributes, length) = tag(rest, 1);
                self.raw = RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw)).map(|_| name);
                self.token(length, Content::Start { name, attributes })
            }
            _ => {
                let end = rest.get(1..).and_then(|body| body.find('<')).map_or(rest.len(), |at| at + 1);
                self.token(end, Content::Text(rest.get(..end).unwrap_or_default()))
            }
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            return self.raw_content(name);
        }
        let rest = self.rest();
        match rest.find('<') {
            _ if rest.is_empty() => None,
            Some(0) => self.markup(rest),
            end => {
                let text = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
                self.token(text.len(), Content::Text(text))
            }
        }
    }
}

/// Reads a tag whose name begins at `start`: name, attributes, and the length of the whole.
fn tag(rest: &str, start: usize) -> (&str, Vec<(&str, &str)>, usize) {
    let bytes = rest.as_bytes();
    let slice = |from: usize, to: usize| rest.get(from..to).unwrap_or_default();
    let until = |mut at: usize, stops: &dyn Fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|byte| !stops(*byte)) {
            at += 1;
        }
        at
    };
    let mut at = until(start, &|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
    let name = slice(start, at);
    let mut attributes = Vec::new();
    loop {
        at = until(at, &|byte| !byte.is_ascii_whitespace() && byte != b'/');
        match bytes.get(at) {
            None => return (name, attributes, rest.len()),
            Some(b'>') => return (name, attributes, at + 1),
            Some(_) => {}
        }
        let key_start = at;
        at = until(at + 1, &|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'='));
        let key = slice(key_start, at);
        let equals = until(at, &|byte| !byte.is_ascii_whitespace());
        let mut value = "";
        if bytes.get(equals) == Some(&b'=') {
            at = until(equals + 1, &|byte| !byte.is_ascii_whitespace());
            if let Some(quote @ (b'"' | b'\'')) = bytes.get(at).copied() {
                let end = until(at + 1, &|byte| byte == quote);
                value = slice(at + 1, end);
                at = end + 1;
            } else {
                let end = until(at, &|byte| byte.is_ascii_whitespace() || byte == b'>');
                value = slice(at, end);
                at = end;
            }
        }
        if attributes.len() < MOST_ATTRIBUTES {
            attributes.push((key, value));
        }
    }
}
