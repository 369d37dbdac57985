//! A mail without an id is known again by what its sender wrote; what servers add on the way does not count.

use crate::parse::Parsed;

/// A hash over sender, date, subject, id and body; line ends and the traces of servers do not matter.
#[must_use]
pub fn of(raw: &[u8], envelope: &Parsed) -> String {
    let from = envelope.from.as_ref().map(crate::parse::MailAddress::fold).unwrap_or_default();
    let date = envelope.date.map_or(0, base::Timestamp::micros);
    let id = envelope.message_id.as_deref().unwrap_or_default();
    let mut written = format!("{from}\n{date}\n{}\n{id}\n", envelope.subject).into_bytes();
    let body = body_of(raw);
    written.extend(body.iter().filter(|&&byte| byte != b'\r'));
    let end = written.iter().rposition(|byte| !byte.is_ascii_whitespace()).map_or(0, |at| at + 1);
    written.truncate(end);
    hex::encode(keys::digest(&written))
}

fn body_of(raw: &[u8]) -> &[u8] {
    let mut previous = 0_u8;
    let mut after_empty = None;
    for (at, &byte) in raw.iter().enumerate().filter(|(_, byte)| **byte != b'\r') {
        if byte == b'\n' && previous == b'\n' {
            after_empty = Some(at + 1);
            break;
        }
        previous = byte;
    }
    after_empty.and_then(|start| raw.get(start..)).unwrap_or(raw)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, parse::parse_envelope};

    fn print(raw: &str) -> String {
        of(raw.as_bytes(), &parse_envelope(raw.as_bytes(), &Limits::default()))
    }

    #[test]
    fn traces_and_line_ends_do_not_matter_but_words_do() {
        let first = print("Received: from a\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nhello\r\n");
        assert_eq!(first, print("Received: from c\nDelivered-To: z@z.example\nFrom: A@B.example\nSubject: x\n\nhello"));
        assert_ne!(first, print("From: a@b.example\nSubject: x\n\nhello!"));
        assert_ne!(first, print("From: a@b.example\nSubject: y\n\nhello"));
    }
}
