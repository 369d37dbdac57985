//! A refusal says which field is wrong or which rule stands against it, never more than the caller may know.

use std::time::Duration;

/// What the verbs of this crate answer.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a verb did nothing.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the scope may not know of it.
    #[error("not found")]
    NotFound,
    /// The thing is visible, but the scope may not do this with it.
    #[error("this needs more rights")]
    Forbidden,
    /// A value breaks a rule.
    #[error("{field}: {flaw}")]
    Invalid {
        /// The outward name of the field.
        field: &'static str,
        /// The rule.
        flaw: Flaw,
    },
    /// Somebody changed it in the meantime.
    #[error("it was changed in the meantime; the version is now {current}")]
    Stale {
        /// The version to start from.
        current: i64,
    },
    /// Nobody would be left to run the installation.
    #[error("the last administrator stays")]
    LastAdmin,
    /// The credentials do not fit. Says the same for every reason.
    #[error("the sign-in was refused")]
    Refused,
    /// Too many tries.
    #[error("too many tries; wait {} s", after.as_secs().max(1))]
    TooMany {
        /// When to try again.
        after: Duration,
    },
    /// Sealing or unsealing failed.
    #[error("the key ring failed")]
    Keys,
    /// The password could not be hashed; it is not checked either.
    #[error("hashing failed")]
    Hashing,
    /// The cursor is not one of ours.
    #[error(transparent)]
    Cursor(#[from] base::page::InvalidCursor),
    /// The database.
    #[error(transparent)]
    Store(store::Error),
}

impl Error {
    pub(crate) const fn invalid(field: &'static str, flaw: Flaw) -> Self {
        Self::Invalid { field, flaw }
    }

    /// True when trying again later may help: the database was busy or gone, no rule was broken.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        match self {
            Self::Store(error) => error.is_temporary(),
            _ => false,
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            other => Self::Store(other),
        }
    }
}

/// A rule that a value breaks; [`Flaw::key`] finds its sentence in the user's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Nothing is given.
    #[error("is needed")]
    Missing,
    /// More characters than the field holds.
    #[error("is too long")]
    TooLong,
    /// Not of the form `name@domain`.
    #[error("is not a mail address")]
    NotAnAddress,
    /// Not a mail domain.
    #[error("is not a mail domain")]
    NotADomain,
    /// A domain where anybody can get an address says nothing of the organisation.
    #[error("belongs to a public mail provider")]
    PublicDomain,
    /// Belongs to somebody or something else.
    #[error("is taken")]
    Taken,
    /// There is nothing of this name or id.
    #[error("does not exist")]
    Unknown,
    /// Not a language or zone name.
    #[error("has the wrong form")]
    Malformed,
    /// Outside the allowed range.
    #[error("is out of range")]
    OutOfRange,
    /// A password of fewer than 8 characters.
    #[error("needs at least 8 characters")]
    PasswordTooShort,
    /// A password of more than 256 characters.
    #[error("may have at most 256 characters")]
    PasswordTooLong,
    /// A password that is known or easily guessed.
    #[error("is easily guessed; several unrelated words are better")]
    PasswordGuessable,
    /// The only address cannot be removed.
    #[error("is the only address")]
    OnlyOne,
}

impl Flaw {
    /// The key of the sentence for the user.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Missing => "flaw-missing",
            Self::TooLong => "flaw-too-long",
            Self::NotAnAddress => "flaw-not-an-address",
            Self::NotADomain => "flaw-not-a-domain",
            Self::PublicDomain => "flaw-public-domain",
            Self::Taken => "flaw-taken",
            Self::Unknown => "flaw-unknown",
            Self::Malformed => "flaw-malformed",
            Self::OutOfRange => "flaw-out-of-range",
            Self::PasswordTooShort => "flaw-password-too-short",
            Self::PasswordTooLong => "flaw-password-too-long",
            Self::PasswordGuessable => "flaw-password-guessable",
            Self::OnlyOne => "flaw-only-one",
        }
    }
}
