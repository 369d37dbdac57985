//! In whose name a mail speaks. Staff act by mail only when all of this holds: they wrote from a verified address of
//! theirs, the mail carries a code only our mails carry, the domain in From stands behind it, they may write to the
//! ticket, and no machine wrote it. Everything else a colleague's address says is a note for colleagues.

use base::Scope;
use keys::Keys;
use mail::{
    identity::message_id,
    thread::{Decision, Kind},
};
use people::Person;
use store::Tx;

use super::write::Letter;
use crate::Error;

/// In whose name a mail speaks.
#[derive(Clone, Debug)]
pub enum Voice {
    /// A customer's, or a stranger's.
    Customer,
    /// A colleague's, who acts as in the workspace.
    Staff(Scope),
    /// A colleague's, who is believed but may not act by this mail.
    Note,
    /// Nobody's: From is a colleague's address, and nothing proves that they wrote it.
    Claimed,
}

/// What speaks for a colleague who wants to act by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The address in From is a verified one of theirs.
    pub is_verified: bool,
    /// The mail came to a signed address or answers a Message-ID of ours with a right code.
    pub has_code: bool,
    /// The domain in From stands behind the mail.
    pub is_proven: bool,
    /// They may see the ticket and write to it.
    pub may_write: bool,
    /// No machine wrote it, as when somebody is out of office.
    pub is_human: bool,
}

impl Claim {
    /// Whether they act.
    #[must_use]
    pub const fn holds(self) -> bool {
        self.is_verified && self.has_code && self.is_proven && self.may_write && self.is_human
    }
}

/// Finds out in whose name a letter speaks on a ticket; on none yet when `item` is none.
///
/// # Errors
/// When the database fails.
pub fn of(
    tx: &mut Tx<'_>,
    keys: &Keys,
    letter: &Letter,
    (sender, item): (&Person, Option<i64>),
    decision: &Decision,
) -> Result<Voice, Error> {
    if !sender.role.is_staff() {
        return Ok(Voice::Customer);
    }
    let scope = people::scope_of(sender);
    let claim = Claim {
        is_verified: is_verified(tx, letter, sender)?,
        has_code: has_code(keys, decision),
        is_proven: letter.proves_sender(),
        may_write: !sender.disabled && scope.may_write() && may_see(tx, &scope, item)?,
        is_human: !letter.parsed.machine.is_machine(),
    };
    Ok(match (claim.holds(), claim.is_proven && claim.is_verified) {
        (true, _) => Voice::Staff(scope),
        (false, true) => Voice::Note,
        (false, false) => Voice::Claimed,
    })
}

/// Whether the address in From was shown to belong to its person.
fn is_verified(tx: &mut Tx<'_>, letter: &Letter, sender: &Person) -> Result<bool, Error> {
    let Some(from) = &letter.parsed.from else { return Ok(false) };
    let addresses = people::person::addresses(tx, &Scope::system("whose address a mail is from"), sender.id)?;
    let fold = from.fold();
    Ok(addresses.iter().any(|one| one.verified_at.is_some() && mail::parse::addresses::fold(&one.address) == fold))
}

fn has_code(keys: &Keys, decision: &Decision) -> bool {
    match decision.kind {
        Some(Kind::SignedAddress) => true,
        Some(Kind::ThreadHeaders) => message_id::is_ours(&decision.detail, keys),
        _ => false,
    }
}

fn may_see(tx: &mut Tx<'_>, scope: &Scope, item: Option<i64>) -> Result<bool, Error> {
    let Some(item) = item else { return Ok(true) };
    match work::item::get(tx, scope, item) {
        Ok(_) => Ok(true),
        Err(work::Error::NotFound | work::Error::Forbidden) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::Claim;

    #[test]
    fn staff_act_by_mail_only_when_everything_holds() {
        for bits in 0..32_u8 {
            let has = |bit: u8| bits & (1 << bit) != 0;
            let claim =
                Claim { is_verified: has(0), has_code: has(1), is_proven: has(2), may_write: has(3), is_human: has(4) };
            assert_eq!(claim.holds(), bits == 0b1_1111, "{claim:?}");
        }
    }
}
