//! Why a mail failed, from the status code and the words of the other server; and whether that condemns the address.
//!
//! A code that says one thing only (`5.1.1`) decides; a general one (`5.0.0`, `5.7.1`) leaves it to the words, since servers
//! use it for everything; without words that are known, the code's subject decides. A full mailbox, a rule about content or a
//! server that cannot be reached pass, whatever the first digit of the code is.

use serde::{Deserialize, Serialize};

use crate::code::reply_in;
use crate::phrases::REASONS;
use crate::{Fate, Recipient, words};

/// How much of what a server said is kept, in bytes.
const LONGEST_DIAGNOSTIC: usize = 400;

/// Why a mail failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// There is no such mailbox.
    AddressUnknown,
    /// The mailbox is closed for good, or its owner lost it.
    AddressDisabled,
    /// The domain does not exist or takes no mail.
    DomainUnknown,
    /// The mailbox is full.
    MailboxFull,
    /// The mail is too large.
    TooLarge,
    /// A rule about sender or content turned it away: spam, a list of senders, authentication.
    Refused,
    /// The mail ran in a circle.
    Loop,
    /// It was tried until the time was over.
    TimedOut,
    /// The other server could not be reached, or asked to try again.
    Unreachable,
    /// The report does not say why.
    Unsaid,
}

impl Reason {
    /// Its name in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AddressUnknown => "address_unknown",
            Self::AddressDisabled => "address_disabled",
            Self::DomainUnknown => "domain_unknown",
            Self::MailboxFull => "mailbox_full",
            Self::TooLarge => "too_large",
            Self::Refused => "refused",
            Self::Loop => "loop",
            Self::TimedOut => "timed_out",
            Self::Unreachable => "unreachable",
            Self::Unsaid => "unsaid",
        }
    }

    /// Whether further mail to the address will fail too.
    const fn condemns_address(self) -> bool {
        matches!(self, Self::AddressUnknown | Self::AddressDisabled | Self::DomainUnknown | Self::Unsaid)
    }
}

/// A recipient for whom the mail failed, by the code and the words that are known.
pub fn failed(address: Option<String>, status: Option<String>, said: &str) -> Recipient {
    let reason = of(status.as_deref(), said);
    let passes = match (status.as_deref(), reply_in(said)) {
        (Some(status), _) => status.starts_with('4'),
        (None, reply) => reply.is_some_and(|reply| reply < 500),
    };
    let fate = if reason.condemns_address() && !passes { Fate::FailedHard } else { Fate::FailedSoft };
    Recipient { address, fate, reason, status, diagnostic: diagnostic(said) }
}

/// What a server said, on one line and shortened; none when it said nothing.
pub fn diagnostic(said: &str) -> Option<String> {
    let line = words::head(said, 4 * LONGEST_DIAGNOSTIC).split_whitespace().collect::<Vec<_>>().join(" ");
    let line = words::head(&line, LONGEST_DIAGNOSTIC);
    (!line.is_empty()).then(|| line.to_owned())
}

/// The reason for a failure.
pub fn of(status: Option<&str>, said: &str) -> Reason {
    let said = words::fold(said);
    let by_words = REASONS.iter().find(|(_, phrases)| phrases.iter().any(|phrase| said.contains(phrase)));
    let by_words = by_words.map(|(reason, _)| *reason);
    if by_words == Some(Reason::MailboxFull) {
        return Reason::MailboxFull;
    }
    status.and_then(certain).or(by_words).or_else(|| status.and_then(by_subject)).unwrap_or(Reason::Unsaid)
}

/// What a code says that is used for one thing only (RFC 3463 §3, Exchange Online).
fn certain(status: &str) -> Option<Reason> {
    Some(match status.split_once('.')?.1 {
        "1.1" | "1.3" | "1.6" => Reason::AddressUnknown,
        "1.2" | "4.310" => Reason::DomainUnknown,
        "1.7" | "1.8" => Reason::Refused,
        "2.1" => Reason::AddressDisabled,
        "2.2" => Reason::MailboxFull,
        "2.3" | "3.4" => Reason::TooLarge,
        "4.6" => Reason::Loop,
        "4.7" | "4.300" => Reason::TimedOut,
        _ => return None,
    })
}

/// What a general code suggests by its second number.
fn by_subject(status: &str) -> Option<Reason> {
    Some(match status.split('.').nth(1)? {
        // RFC 7505 §4.1 means 5.1.10 for domains without mail, Exchange for unknown addresses; both last.
        "1" => Reason::AddressUnknown,
        "3" | "4" => Reason::Unreachable,
        "6" | "7" => Reason::Refused,
        _ => return None,
    })
}
