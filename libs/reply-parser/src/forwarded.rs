//! What a forwarded mail says about itself: the header lines after its announcement, and its text.

use crate::headers::{Label, value};
use crate::line::Line;

/// How many lines are searched for the first header, and how many headers are read.
const HEADER_LINES: usize = 16;

/// A forwarded mail. The values are as written there; nothing is checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forwarded {
    /// Who wrote it, usually with an address: `Kim Doe <kim@northwind.example>`.
    pub from: Option<String>,
    /// When, in the words of the program that forwarded it.
    pub date: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
    /// To whom it was sent.
    pub to: Option<String>,
    /// Its text, with `>` in front of what was quoted in it already.
    pub body: String,
}

/// Reads the forwarded mail that `lines` are.
pub fn read(lines: &[Line]) -> Forwarded {
    let mut forwarded = Forwarded::default();
    let is_header = |line: &Line| line.label.is_some() && !line.folded.ends_with(':');
    let Some(start) = lines.iter().take(HEADER_LINES).position(is_header) else {
        forwarded.body = body(lines.get(1..).unwrap_or_default());
        return forwarded;
    };
    let mut end = start;
    let mut latest = None;
    for (index, line) in lines.iter().enumerate().skip(start).take(HEADER_LINES) {
        match line.label {
            Some(label) => {
                latest = Some(label);
                if let Some(field) = forwarded.field(label) {
                    field.get_or_insert_default().push_str(value(line));
                }
            }
            None if continues(line, latest.and_then(|label| forwarded.field(label)?.as_deref())) => {
                if let Some(Some(value)) = latest.and_then(|label| forwarded.field(label)) {
                    value.push(' ');
                    value.push_str(&line.text);
                }
            }
            None => break,
        }
        end = index + 1;
    }
    if forwarded.from.is_none() {
        forwarded.from = lines.get(..start).and_then(writer);
    }
    forwarded.body = body(lines.get(end..).unwrap_or_default());
    forwarded
}

/// Lotus Notes writes `"Kim Doe" <kim@northwind.example> on 11/02/2026 10:00:00 AM` above the headers.
fn writer(lines: &[Line]) -> Option<String> {
    let line = lines.iter().skip(1).rev().find(|line| line.text.contains('@'))?;
    let end = line.text.rfind(" on ").unwrap_or(line.text.len());
    line.text.get(..end).map(|name| name.trim().to_owned())
}

impl Forwarded {
    fn field(&mut self, label: Label) -> Option<&mut Option<String>> {
        match label {
            Label::From => Some(&mut self.from),
            Label::Date => Some(&mut self.date),
            Label::To => Some(&mut self.to),
            Label::Subject => Some(&mut self.subject),
            Label::Other => None,
        }
    }
}

/// Whether a line goes on with a wrapped list of addresses.
fn continues(line: &Line, value: Option<&str>) -> bool {
    !line.is_blank() && value.is_some_and(|value| value.ends_with([',', ';', '<']) || value.is_empty())
}

fn body(lines: &[Line]) -> String {
    let outer = lines.iter().filter(|line| !line.is_blank()).map(|line| line.depth).min().unwrap_or(0);
    let mut body = String::new();
    for line in lines {
        for _ in outer..line.depth {
            body.push_str("> ");
        }
        body.push_str(&line.text);
        body.push('\n');
    }
    body.trim().to_owned()
}
