//! Why a key cannot be used or a mail cannot be protected, in one plain sentence each.

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The bytes are no key and no certificate that is understood.
    #[error("this is no certificate and no key that can be read")]
    NotAKey,
    /// The private key needs a password, or another one.
    #[error("the key is locked; give its password")]
    Locked,
    /// The private key does not belong to the certificate beside it.
    #[error("the private key does not belong to the certificate")]
    Mismatch,
    /// The key is of a kind that is not supported.
    #[error("a key of this kind is not supported: {0}")]
    Unsupported(String),
    /// A recipient's key cannot be used to encrypt now.
    #[error("the key for {0} cannot be used to encrypt")]
    Unusable(String),
    /// The mail to be protected has no header or no content type.
    #[error("this is no mail that can be protected")]
    NotAMail,
    /// The libraries refused; the cause is theirs.
    #[error("protecting the mail failed: {0}")]
    Failed(String),
}
