//! Finds what is new in a mail: the words of its author, apart from quotes, signature and a forwarded mail.
//!
//! Nothing is ever dropped. The result is a list of [`Piece`]s that follow each other and together are the input, byte
//! for byte; the caller shows some and folds the others. When in doubt a piece is visible: an answer written between
//! the quoted lines makes everything visible, and so does a mail without any word of its own.
//!
//! In plain text ([`text`]) quotes are known by `>`, in HTML ([`html`]) by the elements of the common mail programs
//! and by `blockquote`. In both, the rules are, and the first line that one of them fits begins the quote:
//! 1. the separator line that our own mails carry ([`Settings::marker`]),
//! 2. the elements of Gmail, Outlook, Proton, Yahoo, QQ, Apple, Thunderbird and others,
//! 3. an opening such as `---------- Forwarded message ---------` or `-----Original Message-----`,
//! 4. a block of header lines (`From:`, `Sent:`, `To:`, `Subject:`),
//! 5. an attribution such as `On … wrote:`,
//! 6. quoted lines without any of these.
//!
//! Rules 3 to 5 know English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Japanese, Korean
//! and Chinese, and most phrases of Swedish, Danish, Norwegian, Finnish, Czech, Ukrainian, Turkish and some others. Whoever
//! says that the answers stand inside an earlier mail (“see below in red”) has that mail shown whole. Time and memory grow linearly with the input; past [`MAX_BYTES`] or [`MAX_LINES`] the rest belongs to
//! the last piece.
//!
//! ```
//! use reply_parser::{Part, Rule, Settings, text};
//!
//! let mail = "It works now, thanks!\n-- \nKim\n\nOn Mon, 2 Nov 2026 at 10:00, Ana <ana@desk.example> wrote:\n> Please try again.\n";
//! let split = text(mail, &Settings::default());
//! assert_eq!(split.of(Part::Visible), "It works now, thanks!\n");
//! assert_eq!(split.of(Part::Signature), "-- \nKim\n\n");
//! assert_eq!(split.rule, Some(Rule::Attribution));
//! assert_eq!(split.pieces.iter().map(|piece| piece.source).collect::<String>(), mail);
//! ```

mod attribution;
mod decide;
mod dividers;
mod forwarded;
mod headers;
mod html;
mod line;
mod parts;
mod phrases;
mod plain;
mod signature;
mod subject;

pub use forwarded::Forwarded;
pub use html::html;
pub use parts::{Part, Piece, Rule, Split};
pub use plain::text;
pub use subject::is_forward;

/// How much of a mail is looked at, in bytes.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// How many lines of a mail are looked at.
pub const MAX_LINES: usize = 50_000;

/// What is known about the mail from elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings<'a> {
    /// The text of the separator line in our own mails, for example `## Please write above this line ##`.
    pub marker: Option<&'a str>,
    /// Whether the subject says that this mail is a forward (`Fwd:`). A block of header lines then begins the
    /// forwarded mail and not a quote.
    pub forward: bool,
}
