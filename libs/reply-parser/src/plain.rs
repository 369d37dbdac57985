//! Plain text: one line per line end, quoted as many times as `>` stands in front of it.

use std::borrow::Cow;

use crate::line::Line;
use crate::{MAX_BYTES, MAX_LINES, Settings, Split, decide};

/// Splits a plain text.
#[must_use]
pub fn text<'a>(text: &'a str, settings: &Settings) -> Split<'a> {
    let mut lines = Vec::new();
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        if position >= MAX_BYTES || lines.len() >= MAX_LINES {
            break;
        }
        let range = position..position + line.len();
        position = range.end;
        let (depth, words) = unquoted(line);
        lines.push(Line::new(range, Cow::Borrowed(words), depth));
    }
    decide::split(text, &lines, settings)
}

/// How many `>` stand in front, and the words behind them.
fn unquoted(line: &str) -> (usize, &str) {
    let mut depth = 0;
    let mut rest = line.trim();
    while let Some(inner) = rest.strip_prefix('>') {
        depth += 1;
        rest = inner.trim_start();
    }
    (depth, rest)
}
