//! What may be said about a mail: which method, what its signature proves, whether it was secret.

use serde::{Deserialize, Serialize};

/// The method by which a mail is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Certificates and CMS (RFC 8551).
    Smime,
    /// OpenPGP keys (RFC 9580).
    Pgp,
}

impl Kind {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Smime => "smime",
            Self::Pgp => "pgp",
        }
    }

    /// Reads a stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "smime" => Some(Self::Smime),
            "pgp" => Some(Self::Pgp),
            _ => None,
        }
    }
}

/// What a signature proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The content is unchanged, the signer is trusted, and the signer is the sender.
    Valid,
    /// S/MIME: the content is unchanged, but nobody we trust says who the signer is. OpenPGP: the signer's key is not
    /// known, so nothing could be checked.
    UnknownSigner,
    /// The content is unchanged and the signer is trusted, but is not the sender.
    WrongAddress,
    /// The content is unchanged, but the signer's certificate or key was not valid at that time or was revoked.
    Expired,
    /// The content is not what was signed.
    Broken,
    /// Only a part of the mail is signed, so nothing is said about the whole.
    OnlyPart,
    /// The method is too weak to prove anything (SHA-1, MD5, RSA below 2048 bits).
    Outdated,
    /// The signature could not be read, or uses a method that is not supported.
    NotChecked,
}

impl State {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::UnknownSigner => "unknown_signer",
            Self::WrongAddress => "wrong_address",
            Self::Expired => "expired",
            Self::Broken => "broken",
            Self::OnlyPart => "only_part",
            Self::Outdated => "outdated",
            Self::NotChecked => "not_checked",
        }
    }
}

/// A signature and what it proves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// What it proves.
    pub state: State,
    /// Who signed, as the certificate or key says; none when that is not known.
    pub signer: Option<String>,
    /// Who issued the certificate; none for OpenPGP.
    pub issuer: Option<String>,
    /// The certificate's SHA-256 or the key's fingerprint, in lower-case hexadecimal.
    pub fingerprint: Option<String>,
}

impl Proof {
    /// A state without any signer.
    #[must_use]
    pub const fn of(state: State) -> Self {
        Self { state, signer: None, issuer: None, fingerprint: None }
    }
}

/// What became of the encryption of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// It was decrypted.
    Opened,
    /// It is encrypted for keys that we do not have.
    NoKey,
    /// A key fits, but the content is damaged or uses a method that is not supported.
    Damaged,
    /// Only a part of the mail is encrypted. It stays closed, because whoever put the other parts there could
    /// read along.
    OnlyPart,
}

impl Secrecy {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::NoKey => "no_key",
            Self::Damaged => "damaged",
            Self::OnlyPart => "only_part",
        }
    }
}

/// What may be said about a protected mail; stored with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The method; of the innermost layer when layers differ.
    pub kind: Kind,
    /// The signature; none when the mail is only encrypted.
    pub signature: Option<Proof>,
    /// The encryption; none when the mail is only signed.
    pub encryption: Option<Secrecy>,
}
