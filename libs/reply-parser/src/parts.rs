//! The result: pieces that follow each other and together are the input.

use crate::Forwarded;

/// A mail in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split<'a> {
    /// The pieces in the order of the input; their sources put together are the input. Neighbours differ in part.
    pub pieces: Vec<Piece<'a>>,
    /// What the forwarded mail says about itself, if there is one.
    pub forwarded: Option<Forwarded>,
    /// The rule that found the quote or the forwarded mail; `None` when there is neither.
    pub rule: Option<Rule>,
}

impl Split<'_> {
    /// The source of all pieces of one part, put together.
    ///
    /// Of an HTML mail it is a fragment whose elements need not be balanced; a sanitizer that parses and writes it
    /// again makes it whole.
    #[must_use]
    pub fn of(&self, part: Part) -> String {
        self.pieces.iter().filter(|piece| piece.part == part).map(|piece| piece.source).collect()
    }

    /// The source of everything that is folded: quotes and signatures.
    #[must_use]
    pub fn folded(&self) -> String {
        let is_folded = |piece: &&Piece| matches!(piece.part, Part::Quoted | Part::Signature);
        self.pieces.iter().filter(is_folded).map(|piece| piece.source).collect()
    }
}

/// A stretch of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What it is.
    pub part: Part,
    /// Its source, exactly as in the input.
    pub source: &'a str,
}

/// What a stretch of a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// New words of the author.
    Visible,
    /// Somebody's earlier mail, with the line that announces it.
    Quoted,
    /// A signature or the footer of a mail program.
    Signature,
    /// A forwarded mail, with the line that announces it.
    Forwarded,
}

/// The rule that found the quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The separator line of our own mails.
    Marker,
    /// An element of a known mail program.
    Structure,
    /// `-----Original Message-----` or a block of header lines.
    Headers,
    /// `On … wrote:`
    Attribution,
    /// Quoted lines without an announcement.
    QuoteMarks,
    /// The announcement of a forwarded mail.
    Forward,
}
