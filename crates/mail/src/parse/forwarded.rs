//! A forwarded mail names its original sender, in an attached message or in a block of text.

use mail_parser::HeaderName;

use super::{
    addresses::{self, MailAddress},
    headers::Headers,
    structure::Structure,
};
use crate::limits::Limits;

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

/// `Fwd:` in the languages of common programs.
#[must_use]
pub fn is_forward_subject(subject: &str) -> bool {
    let lower = subject.trim_start().to_lowercase();
    let starts = [
        "fwd:",
        "fw:",
        "wg:",
        "tr:",
        "rv:",
        "i:",
        "enc:",
        "vs:",
        "转发:",
        "转发：",
        "轉寄:",
        "轉寄：",
        "転送:",
        "fwd：",
        "fw：",
    ];
    starts.iter().any(|start| lower.starts_with(start))
}

const OPENINGS: [&str; 16] = [
    "forwarded message",
    "begin forwarded message",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht",
    "message transféré",
    "début du message transféré",
    "mensaje reenviado",
    "messaggio inoltrato",
    "doorgestuurd bericht",
    "转发的邮件",
    "转发邮件",
    "转发的信息",
    "轉寄的郵件",
    "転送されたメッセージ",
    "пересылаемое сообщение",
    "mensagem encaminhada",
];
const ORIGINALS: [&str; 6] = [
    "original message",
    "ursprüngliche nachricht",
    "message d'origine",
    "mensaje original",
    "原始邮件",
    "元のメッセージ",
];
const FROM_LABELS: [&str; 9] = ["from", "von", "de", "da", "van", "发件人", "寄件者", "差出人", "от"];
const SUBJECT_LABELS: [&str; 9] =
    ["subject", "betreff", "objet", "asunto", "oggetto", "onderwerp", "主题", "主旨", "件名"];

/// A block of header lines after an opening line; without one, only when the subject says `Fwd:`.
fn block(text: &str, forwards: bool) -> Option<Forwarded> {
    let lines: Vec<&str> = text.lines().collect();
    let opening = lines.iter().position(|line| opens(line, forwards));
    let start = match opening {
        Some(at) => at + 1,
        None if forwards => {
            lines.iter().position(|line| labelled(line, &FROM_LABELS).is_some_and(|value| value.contains('@')))?
        }
        None => return None,
    };
    let after = lines.get(start..)?;
    let head = after.get(..after.len().min(16))?;
    let at = head.iter().position(|line| labelled(line, &FROM_LABELS).is_some())?;
    let from = head.get(at).and_then(|line| labelled(line, &FROM_LABELS)).and_then(|value| sender(&value))?;
    let fields = head.get(at..)?;
    let length = fields.iter().position(|line| unquote(line).is_empty()).unwrap_or(fields.len());
    let subject = fields.get(..length)?.iter().find_map(|line| labelled(line, &SUBJECT_LABELS));
    let note_end = opening.unwrap_or(start);
    Some(Forwarded {
        from,
        subject,
        note: lines.get(..note_end)?.join("\n").trim().to_owned(),
        text: after.get(at + length..).unwrap_or_default().join("\n").trim().to_owned(),
        attached: false,
    })
}

fn opens(line: &str, forwards: bool) -> bool {
    let lower = unquote(line).to_lowercase();
    let ruled = lower.starts_with(['-', '_', '=', '—']) || lower.ends_with([':', '-', '：']);
    ruled
        && (OPENINGS.iter().any(|word| lower.contains(word))
            || forwards && ORIGINALS.iter().any(|word| lower.contains(word)))
}

fn unquote(line: &str) -> &str {
    line.trim_start_matches(['>', ' ', '\t', '*']).trim_end()
}

fn labelled(line: &str, labels: &[&str]) -> Option<String> {
    let line = unquote(line);
    let (label, value) = line.split_once([':', '：'])?;
    let label = label.trim().trim_matches('*').trim().to_lowercase();
    labels.contains(&label.as_str()).then(|| value.trim_start_matches('*').trim().to_owned())
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
