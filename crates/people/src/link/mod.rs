//! Links in mails prove that somebody reads an address: random, hashed, short-lived, used once.
//!
//! A sealed copy of the token waits for the mail to be written and goes when it is sent. The link itself
//! must lead to a page with a button: programs that look at mails follow links, they do not press buttons.

mod invitations;
mod invite;
mod look;
mod make;
mod redeem;
mod store;
mod to_send;

pub use invitations::{Invitation, invitations};
pub use invite::invite;
pub use look::{Pending, look};
pub(crate) use make::{Target, make, target_of};
pub(crate) use redeem::redeem;
pub use store::STATEMENTS;
pub(crate) use store::{delete_expired, end_all};
pub use to_send::{Letter, sent, to_send};

use std::time::Duration;

use serde::Serialize;

/// What a link is good for; one for one purpose never serves another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Signs a customer in; 15 minutes.
    SignIn,
    /// Lets somebody who was invited set a first password; 72 hours, so that one over a weekend holds.
    Invite,
    /// Lets somebody set a new password; 30 minutes.
    Reset,
}

impl Purpose {
    /// The stored and outward name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Invite => "invite",
            Self::Reset => "reset",
        }
    }

    /// How long the link is good.
    #[must_use]
    pub const fn life(self) -> Duration {
        Duration::from_secs(match self {
            Self::SignIn => 15 * 60,
            Self::Invite => 72 * 3_600,
            Self::Reset => 30 * 60,
        })
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::SignIn, Self::Invite, Self::Reset].into_iter().find(|purpose| purpose.as_str() == text)
    }
}
