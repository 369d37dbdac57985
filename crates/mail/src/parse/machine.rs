//! A mail written by a machine is recognised by any of many signs; each is kept as the reason.
//!
//! Machine mail never reopens, never starts or stops a clock and is never answered automatically.

use serde::{Deserialize, Serialize};

use super::{addresses::MailAddress, headers::Headers};

/// One sign that a machine wrote a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// `Auto-Submitted` is there and not `no` (RFC 3834).
    AutoSubmitted,
    /// `Precedence` is bulk, list, junk or auto_reply.
    Precedence,
    /// `X-Auto-Response-Suppress` is there.
    ResponseSuppressed,
    /// A `List-*` field is there (RFC 2369, RFC 2919).
    List,
    /// `X-Loop` is there.
    Loop,
    /// `X-Autoreply`, `X-Autorespond` or `X-Autoresponder` is there.
    Autoresponder,
    /// `X-FC-Machinegenerated` is there.
    MachineGenerated,
    /// The return path is null.
    NullReturnPath,
    /// From is a mailer-daemon or postmaster.
    Daemon,
    /// From is empty.
    NoSender,
    /// It is a report: a bounce, a receipt, a complaint.
    Report,
    /// It carries our own instance header.
    OwnInstance,
    /// Its Message-ID is one of ours.
    OwnMessageId,
}

/// What speaks for a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineSigns {
    /// The signs, in the order of [`Sign`].
    pub signs: Vec<Sign>,
    /// It says that somebody is away; attached to the ticket, collapsed.
    pub out_of_office: bool,
}

impl MachineSigns {
    /// Any sign is enough.
    #[must_use]
    pub fn is_machine(&self) -> bool {
        !self.signs.is_empty()
    }

    /// Our own mail came back to us: a loop.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.signs.contains(&Sign::OwnInstance) || self.signs.contains(&Sign::OwnMessageId)
    }

    /// Adds a sign once.
    pub fn add(&mut self, sign: Sign) {
        if !self.signs.contains(&sign) {
            self.signs.push(sign);
        }
    }
}

/// Reads the signs from the header fields.
#[must_use]
pub fn signs(headers: &Headers, from: Option<&MailAddress>, is_report: bool, subject: &str) -> MachineSigns {
    let checks = [
        (Sign::AutoSubmitted, auto_submitted(headers).is_some()),
        (Sign::Precedence, precedence(headers)),
        (Sign::ResponseSuppressed, headers.has("X-Auto-Response-Suppress")),
        (Sign::List, headers.has_prefix("List-")),
        (Sign::Loop, headers.has("X-Loop")),
        (Sign::Autoresponder, ["X-Autoreply", "X-Autorespond", "X-Autoresponder"].iter().any(|name| headers.has(name))),
        (Sign::MachineGenerated, headers.has("X-FC-Machinegenerated")),
        (Sign::NullReturnPath, headers.text("Return-Path").is_some_and(|path| path.replace(' ', "") == "<>")),
        (Sign::Daemon, from.is_some_and(|from| is_daemon(&from.address))),
        (Sign::NoSender, from.is_none()),
        (Sign::Report, is_report),
    ];
    let signs: Vec<Sign> = checks.into_iter().filter(|(_, found)| *found).map(|(sign, _)| sign).collect();
    let answers = auto_submitted(headers).is_some_and(|value| value.starts_with("auto-replied"));
    let autoresponder = signs.contains(&Sign::Autoresponder) || precedence_is(headers, "auto_reply");
    let out_of_office = !is_report && (answers || autoresponder || (!signs.is_empty() && speaks_of_absence(subject)));
    MachineSigns { signs, out_of_office }
}

fn auto_submitted(headers: &Headers) -> Option<String> {
    headers
        .all("Auto-Submitted")
        .map(|value| value.split([';', ' ']).next().unwrap_or_default().to_ascii_lowercase())
        .find(|value| value != "no")
}

fn precedence(headers: &Headers) -> bool {
    ["bulk", "list", "junk", "auto_reply"].iter().any(|value| precedence_is(headers, value))
}

fn precedence_is(headers: &Headers, wanted: &str) -> bool {
    headers.all("Precedence").any(|value| value.trim().eq_ignore_ascii_case(wanted))
}

/// Whether mail from this address comes from a mail system and not from a person.
#[must_use]
pub fn is_daemon(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default().to_lowercase();
    let local = local.split('+').next().unwrap_or_default();
    matches!(
        local,
        "mailer-daemon" | "postmaster" | "mailerdaemon" | "mail-daemon" | "mailer_daemon" | "maildaemon" | "mdaemon"
    )
}

fn speaks_of_absence(subject: &str) -> bool {
    let subject = subject.to_lowercase();
    let words = [
        "out of office",
        "out of the office",
        "automatic reply",
        "auto reply",
        "autoreply",
        "auto-reply",
        "away from",
        "on vacation",
        "abwesen",
        "automatische antwort",
        "absence",
        "réponse automatique",
        "respuesta automática",
        "fuera de la oficina",
        "自动回复",
        "自動回覆",
        "自動応答",
        "不在",
        "休假",
        "автоответ",
        "risposta automatica",
        "afwezig",
    ];
    words.iter().any(|word| subject.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(block: &str, from: &str) -> Vec<Sign> {
        let from = (!from.is_empty()).then(|| MailAddress { name: String::new(), address: from.into() });
        signs(&Headers::read(block.as_bytes()), from.as_ref(), false, "").signs
    }

    #[test]
    fn each_sign_alone_is_enough() {
        let person = "ann@x.example";
        let table = [
            ("Auto-Submitted: auto-replied\r\n", person, vec![Sign::AutoSubmitted]),
            ("Auto-Submitted: auto-generated; x=y\r\n", person, vec![Sign::AutoSubmitted]),
            ("Auto-Submitted: no\r\n", person, vec![]),
            ("Auto-Submitted: NO (really)\r\n", person, vec![]),
            ("Precedence: bulk\r\n", person, vec![Sign::Precedence]),
            ("Precedence: Auto_Reply\r\n", person, vec![Sign::Precedence]),
            ("Precedence: normal\r\n", person, vec![]),
            ("X-Auto-Response-Suppress: OOF\r\n", person, vec![Sign::ResponseSuppressed]),
            ("List-Id: <x.example>\r\n", person, vec![Sign::List]),
            ("List-Unsubscribe: <https://x.example>\r\n", person, vec![Sign::List]),
            ("X-Loop: a\r\n", person, vec![Sign::Loop]),
            ("X-Autorespond: yes\r\n", person, vec![Sign::Autoresponder]),
            ("X-FC-Machinegenerated: true\r\n", person, vec![Sign::MachineGenerated]),
            ("Return-Path: <>\r\n", person, vec![Sign::NullReturnPath]),
            ("Return-Path: <ann@x.example>\r\n", person, vec![]),
            ("X-A: b\r\n", "MAILER-DAEMON@x.example", vec![Sign::Daemon]),
            ("X-A: b\r\n", "postmaster@x.example", vec![Sign::Daemon]),
            ("X-A: b\r\n", "", vec![Sign::NoSender]),
        ];
        for (block, from, expected) in table {
            assert_eq!(found(block, from), expected, "{block}");
        }
    }

    #[test]
    fn absence_is_recognised_only_from_machines() {
        let from = MailAddress { name: String::new(), address: "ann@x.example".into() };
        let read = |block: &str, subject: &str| {
            signs(&Headers::read(block.as_bytes()), Some(&from), false, subject).out_of_office
        };
        assert!(read("Auto-Submitted: auto-replied\r\n", "x"));
        assert!(read("X-Auto-Response-Suppress: All\r\n", "Automatische Antwort: Ticket"));
        assert!(!read("A: b\r\n", "I was out of office when it broke"));
        assert!(!read("Auto-Submitted: auto-generated\r\n", "Disk full"));
    }
}
