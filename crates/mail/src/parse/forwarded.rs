//! A forwarded mail names its original sender, in an attached message or in a block of text.

use mail_parser::HeaderName;
use reply_parser::{Part, Settings};

use super::{
    addresses::{self, MailAddress},
    headers::Headers,
    structure::Structure,
};
use crate::limits::Limits;

pub use reply_parser::is_forward as is_forward_subject;

/// What was forwarded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forwarded {
    /// Who wrote the original.
    pub from: MailAddress,
    /// The subject of the original.
    pub subject: Option<String>,
    /// The words of the one who forwards.
    pub note: String,
    /// The text of the original; empty when it is an attached message.
    pub text: String,
    /// The original came as an attached message.
    pub attached: bool,
}

/// Finds the forwarded mail.
#[must_use]
pub fn find(structure: &Structure, raw: &[u8], subject: &str, text: &str) -> Option<Forwarded> {
    let forwards = is_forward_subject(subject);
    block(text, forwards).or_else(|| attached(structure, raw, text, forwards))
}

fn attached(structure: &Structure, raw: &[u8], text: &str, forwards: bool) -> Option<Forwarded> {
    let messages: Vec<_> = structure.parts.iter().skip(1).filter(|part| part.mime() == "message/rfc822").collect();
    let [part] = messages.as_slice() else { return None };
    let whole_mail_is_report = structure.parts.first().is_some_and(|first| first.subtype == "report");
    if whole_mail_is_report || !(forwards || text.trim().is_empty()) {
        return None;
    }
    let headers = Headers::split(&part.bytes(raw), &Limits::default()).headers;
    let (from, _) = addresses::of(&headers, HeaderName::From, &Limits::default());
    let from = from.into_iter().next()?;
    Some(Forwarded {
        from,
        subject: headers.text("Subject"),
        note: text.trim().to_owned(),
        text: String::new(),
        attached: true,
    })
}

/// The block that the quote library finds; a forward whose sender has no address is only text.
fn block(text: &str, forward: bool) -> Option<Forwarded> {
    let split = reply_parser::text(text, &Settings { marker: None, forward });
    let note: String = split
        .pieces
        .iter()
        .take_while(|piece| piece.part != Part::Forwarded)
        .filter(|piece| piece.part == Part::Visible)
        .map(|piece| piece.source)
        .collect();
    let found = split.forwarded?;
    Some(Forwarded {
        from: sender(&found.from?)?,
        subject: found.subject,
        note: note.trim().to_owned(),
        text: found.body,
        attached: false,
    })
}

fn sender(value: &str) -> Option<MailAddress> {
    let value = value.replace("[mailto:", "<").replace(']', ">");
    let headers = Headers::read(format!("From: {value}\r\n").as_bytes());
    addresses::of(&headers, HeaderName::From, &Limits::default()).0.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(subject: &str, text: &str) -> Option<Forwarded> {
        find(&Structure::default(), b"", subject, text)
    }

    #[test]
    fn forwarded_blocks_of_common_programs() {
        let table = [
            (
                "Fwd: x",
                "please help\n\n---------- Forwarded message ---------\nFrom: Ann Lee <ann@c.example>\nDate: Mon\nSubject: Broken\nTo: b@d.example\n\nIt broke.",
            ),
            (
                "WG: x",
                "please help\n\n-----Ursprüngliche Nachricht-----\nVon: Ann Lee <ann@c.example>\nGesendet: Mo\nBetreff: Broken\n\nIt broke.",
            ),
            (
                "Fw: x",
                "please help\n\nFrom: Ann Lee <ann@c.example>\nSent: Mon\nTo: x@y.example\nSubject: Broken\n\nIt broke.",
            ),
            (
                "转发: x",
                "please help\n\n-------- 转发的邮件 --------\n发件人：Ann Lee <ann@c.example>\n主题：Broken\n\nIt broke.",
            ),
            (
                "Fwd: x",
                "please help\n\nBegin forwarded message:\n\n> From: Ann Lee <ann@c.example>\n> Subject: Broken\n>\n> It broke.",
            ),
        ];
        for (subject, text) in table {
            let found = read(subject, text).unwrap_or_else(|| panic!("nothing in {text}"));
            assert_eq!(found.from.address, "ann@c.example", "{text}");
            assert_eq!(found.from.name, "Ann Lee", "{text}");
            assert_eq!(found.subject.as_deref(), Some("Broken"), "{text}");
            assert_eq!(found.note, "please help", "{text}");
            assert!(found.text.ends_with("It broke."), "{text}");
        }
    }

    #[test]
    fn an_ordinary_reply_is_not_a_forward() {
        assert_eq!(
            read("Re: x", "yes\n\n-----Original Message-----\nFrom: Ann <ann@c.example>\nSubject: x\n\nhi"),
            None
        );
        assert_eq!(read("Re: x", "From: the start it was slow"), None);
    }
}
