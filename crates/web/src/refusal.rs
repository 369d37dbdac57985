//! What the people crate refuses, as an answer.

use people::Flaw;

use crate::{Error, Kind, Visit, error::FieldError};

impl From<people::Error> for Error {
    fn from(error: people::Error) -> Self {
        use people::Error as Refusal;
        match error {
            Refusal::NotFound => Self::not_found(),
            Refusal::Forbidden => Self::forbidden(),
            Refusal::Invalid { field, flaw } => Self::field(field, sentence(flaw)),
            Refusal::Stale { current } => Self::stale(current),
            Refusal::LastAdmin => Self::conflict("The last administrator stays."),
            Refusal::Refused => Self::of(Kind::Invalid).detail("The sign-in was refused."),
            Refusal::TooMany { after } => Self::too_many(after),
            Refusal::Cursor(error) => Self::field("cursor", error.to_string()),
            Refusal::Store(error) => error.into(),
            other @ (Refusal::Keys | Refusal::Hashing) => Self::internal(other),
        }
    }
}

/// The rule as an English sentence, for the API.
fn sentence(flaw: Flaw) -> String {
    format!("This {flaw}.")
}

impl Visit {
    /// A refused field of a form with its sentence in the viewer's language; none when the error is another one.
    #[must_use]
    pub fn refused_field(&self, error: &people::Error) -> Option<FieldError> {
        match error {
            people::Error::Invalid { field, flaw } => Some(FieldError::new(*field, self.text(flaw.key()))),
            _ => None,
        }
    }
}
