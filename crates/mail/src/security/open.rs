//! A received mail is opened before it is read: most are not protected, and for those no key is touched.

use std::borrow::Cow;

use base::Timestamp;
use message_security::{Keyring, Verdict};

/// A mail to be read, and what may be said about it.
#[derive(Clone, Debug)]
pub struct Opening<'a> {
    /// The mail with its protection taken off, as far as that was possible.
    pub mail: Cow<'a, [u8]>,
    /// What may be said about it; none when it is neither signed nor encrypted.
    pub verdict: Option<Verdict>,
}

/// Opens a mail that came in at `at`; `keyring` is called only when the mail is protected.
///
/// # Errors
/// What `keyring` says.
pub fn open<E>(raw: &[u8], at: Timestamp, keyring: impl FnOnce() -> Result<Keyring, E>) -> Result<Opening<'_>, E> {
    if !message_security::is_protected(raw) {
        return Ok(Opening { mail: Cow::Borrowed(raw), verdict: None });
    }
    let opened = message_security::open(raw, &keyring()?, at.seconds());
    Ok(Opening { mail: opened.mail, verdict: opened.verdict })
}
