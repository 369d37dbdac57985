//! Says what a report tells about the fate of a mail, recipient by recipient.
//!
//! Reports come in many forms. In the order in which they are tried:
//! 1. delivery status notifications (RFC 3464, RFC 6533 for international addresses),
//! 2. complaints (RFC 5965),
//! 3. mails that name the recipients in `X-Failed-Recipients`,
//! 4. mails of a mail system whose subject or text says so: qmail, Exim, Postfix, Sendmail, Exchange, Gmail, Yahoo, Domino,
//!    GroupWise and others, in the languages that matter.
//!
//! A mail that somebody is away, that asks to be confirmed, or that was read is no report, whoever sent it.
//!
//! The input is already decoded: header fields, the readable text, and the text of the parts that matter. Nothing here fails
//! or panics, and the work grows linearly with the input.
//!
//! ```
//! use bounce_classifier::{Fate, Mail, Reason, classify};
//!
//! let report = classify(&Mail {
//!     from: "MAILER-DAEMON@mx.example",
//!     subject: "failure notice",
//!     text: "Hi. This is the qmail-send program at mx.example.\n\n<gone@customer.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
//!     ..Mail::default()
//! })
//! .unwrap();
//! assert_eq!(report.recipients[0].address.as_deref(), Some("gone@customer.example"));
//! assert_eq!((report.recipients[0].fate, report.recipients[0].reason), (Fate::FailedHard, Reason::AddressUnknown));
//! ```

mod address;
mod classify;
mod code;
mod feedback;
mod fields;
mod mail;
mod phrases;
mod reason;
mod report;
mod returned;
mod sections;
mod status;
mod words;

pub use address::is_daemon;
pub use classify::classify;
pub use code::code_in;
pub use mail::{FIELDS, Mail, Part, PartKind};
pub use reason::Reason;
pub use report::{Fate, Recipient, Recognised, Report};

/// How much of a text is looked at, in bytes.
pub const MAX_TEXT: usize = 64 * 1024;
/// How many recipients a report may name.
pub const MAX_RECIPIENTS: usize = 500;
/// How many message ids are read of the returned copy.
pub const MAX_IDS: usize = 20;
