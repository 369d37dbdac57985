//! A wrong password, an unknown address and a disabled person are refused alike: same work, same answer.

use base::Secret;
use events::{Event, NewEvent, Visibility};

use super::{SCOPE, SignIn};
use crate::{
    Address, Error, HashedPassword, Result, Verdict, person,
    session::{self, Method, Started, Visitor},
};

/// Somebody tries to sign in with a password.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The address typed.
    pub address: String,
    /// The password typed.
    pub password: Secret<String>,
    /// Who knocks.
    pub visitor: Visitor,
}

/// Signs in with a password.
///
/// # Errors
/// [`Error::Refused`] or [`Error::TooMany`].
pub async fn password(desk: &SignIn, attempt: Attempt) -> Result<Started> {
    let Attempt { address, password, visitor } = attempt;
    // What is no address is treated as one that nobody has.
    let address = Address::parse(&address).or_else(|_| Address::parse("nobody@invalid.invalid"))?;
    let account = address.fold().to_owned();
    desk.limits.before_password(&account, visitor.peer)?;
    let found = desk.store.read(move |tx| person::credentials(tx, &address)).await?;
    let hash = found.as_ref().and_then(|found| found.password.clone());
    let verdict = desk.passwords.verify(password.clone(), hash).await?;
    let (Some(found), true) = (&found, verdict != Verdict::Wrong) else {
        desk.limits.password_failed(&account, visitor.peer);
        let blocked = desk.limits.pair_failed(&account, &password, visitor.peer);
        note_refusal(desk, found.map(|found| found.person), blocked).await?;
        return Err(Error::Refused);
    };
    let better = match verdict {
        Verdict::RightButOld => Some(desk.passwords.hash_again(password).await?),
        _ => None,
    };
    let (person, epoch, peer) = (found.person, found.epoch, visitor.peer);
    let started = begin(desk, person, epoch, better, visitor).await?;
    desk.limits.password_fitted(&account, peer);
    Ok(started)
}

async fn begin(
    desk: &SignIn,
    person: i64,
    epoch: i64,
    better: Option<HashedPassword>,
    visitor: Visitor,
) -> Result<Started> {
    desk.store
        .write(move |tx| {
            let mut found = person::by_id(tx, person)?;
            // The password was compared with what was stored at this epoch.
            found.epoch = epoch;
            if let Some(better) = better {
                person::replace_hash(tx, person, epoch, &better)?;
            }
            session::start(tx, found, Method::Password, &visitor)
        })
        .await
}

/// One event either way, so that time tells nothing; 0 stands for nobody. A host that is blocked by it is told too.
async fn note_refusal(desk: &SignIn, person: Option<i64>, blocked: Option<String>) -> Result<()> {
    desk.store
        .write(move |tx| {
            let event = Event::SignInRefused { reason: "password".to_owned() };
            let event = NewEvent::of("person", person.unwrap_or(0), event).visibility(Visibility::System);
            tx.append(event, SCOPE.actor())?;
            if let Some(host) = blocked {
                let event = NewEvent::of("host", 0, Event::SignInBlocked { host });
                tx.append(event.visibility(Visibility::System), SCOPE.actor())?;
            }
            Ok(())
        })
        .await
}
