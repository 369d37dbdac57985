//! Every limit of mail in one place; past a limit something smaller is kept, nothing is lost.

/// How much of a mail is read. Work is bounded by counts, never by a clock, so that the same mail
/// always gives the same result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest mail accepted, in bytes.
    pub size: usize,
    /// The largest header block read, in bytes.
    pub header_bytes: usize,
    /// The most header fields read of one part.
    pub header_fields: usize,
    /// The most MIME parts read.
    pub parts: usize,
    /// The deepest nesting of MIME parts.
    pub nesting: usize,
    /// The most addresses read of one header field.
    pub addresses: usize,
    /// The most message ids read of `References`.
    pub references: usize,
    /// The longest text of a body kept beside the raw mail, in bytes.
    pub text_bytes: usize,
    /// The longest HTML handed to the sanitiser, in bytes.
    pub html_bytes: usize,
    /// The work the sanitiser may do, in tree operations.
    pub html_work: usize,
    /// The deepest nesting of HTML elements.
    pub html_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            size: 25 * 1024 * 1024,
            header_bytes: 256 * 1024,
            header_fields: 2_000,
            parts: 1_000,
            nesting: 30,
            addresses: 1_000,
            references: 200,
            text_bytes: 1024 * 1024,
            html_bytes: 2 * 1024 * 1024,
            html_work: 400_000,
            html_depth: 400,
        }
    }
}

/// The most persons that one mail may bring into being.
pub const NEW_PEOPLE: usize = 40;
/// The longest address that is one (RFC 5321 §4.5.3.1).
pub const ADDRESS_BYTES: usize = 320;
/// The longest message id kept, in bytes.
pub const MESSAGE_ID_BYTES: usize = 900;
/// The longest subject kept, in characters.
pub const SUBJECT_CHARACTERS: usize = 1_000;
/// The longest name of an attachment, in bytes.
pub const FILE_NAME_BYTES: usize = 180;
/// More `Received` fields than this means that the mail runs in a circle.
pub const RECEIVED_FIELDS: usize = 50;
/// The most recipients of one SMTP transaction.
pub const SMTP_RECIPIENTS: usize = 200;
/// The longest SMTP command line without its end (RFC 5321 allows 512; extensions need more).
pub const SMTP_LINE_BYTES: usize = 2_048;
/// Refused commands after which an SMTP session ends.
pub const SMTP_ERRORS: usize = 20;
/// Commands outside a mail after which an SMTP session ends.
pub const SMTP_IDLE_COMMANDS: usize = 200;
/// Mails fetched from one folder between two looks at the cancellation.
pub const IMAP_BATCH: usize = 20;
/// Message ids written into `References` of an outgoing mail.
pub const OUTGOING_REFERENCES: usize = 20;
/// Attempts to hand a mail over before its recipients count as failed.
pub const SEND_ATTEMPTS: i64 = 12;
/// The most keys that are read at once.
pub const KEYS: i64 = 5_000;
