//! The administrator comes back from the provider: the code is exchanged for tokens, which are sealed.

use base::Scope;
use connector::Connector;
use events::{Event, NewEvent};
use keys::Keys;
use store::{Store, Tx, params};

use super::{
    Tokens,
    ask::{self, Request},
    renew::when_to_renew,
    seal, table,
    token::{self, Given},
};
use crate::{Error, mailbox};

/// What the provider sends back with the administrator.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Ours, unchanged.
    pub state: String,
    /// What is exchanged for tokens; absent when the consent was refused.
    pub code: Option<String>,
    /// Why it was refused.
    pub error: Option<String>,
}

/// Takes the answer; answers the mailbox that has its consent now.
///
/// # Errors
/// [`Error::Invalid`] when the answer belongs to no question of this person, is late, or holds no consent.
pub async fn answer(
    store: &Store,
    connector: &Connector,
    keys: &Keys,
    scope: &Scope,
    answer: Answer,
) -> Result<i64, Error> {
    let person = scope.person().filter(|_| scope.is_admin()).ok_or(Error::Forbidden)?;
    let (hash, opening) = (keys::hash_token(&answer.state), keys.clone());
    let (mailbox, request) = store.write(move |tx| asked(tx, &opening, &hash, person)).await?;
    let refused = |words: &str| Error::invalid("consent", base::text::truncate(words, 300).to_owned());
    let Some(code) = answer.code else {
        let words = answer.error.unwrap_or_else(|| "the provider sent no code".to_owned());
        return Err(refused(&base::text::clean_line(&words)));
    };
    let grant = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", request.redirect.as_str()),
        ("code_verifier", request.verifier.as_str()),
    ];
    let given = token::ask(connector, &request.client, &grant).await.map_err(|error| refused(&error.to_string()))?;
    if given.refresh.is_none() {
        return Err(refused("the provider gave no refresh token; allow offline access for the application"));
    }
    let (keys, scope) = (keys.clone(), scope.clone());
    store.write(move |tx| keep(tx, &scope, &keys, mailbox, request, given)).await?;
    Ok(mailbox)
}

/// A state is good once.
fn asked(tx: &mut Tx, keys: &Keys, hash: &str, person: i64) -> Result<(i64, Request), Error> {
    let unknown = || Error::invalid("consent", "this answer belongs to no question of yours; begin again");
    let found = tx.query_optional(table::ASKED, params![hash], |row| {
        Ok((row.get::<i64>(0)?, row.get::<i64>(1)?, row.get::<String>(2)?, row.get(3)?))
    })?;
    let (mailbox, asker, sealed, expires_at) = found.ok_or_else(unknown)?;
    if asker != person {
        return Err(unknown());
    }
    if tx.execute(table::ANSWERED, params![hash])? == 0 || tx.now() > expires_at {
        return Err(unknown());
    }
    let plain = keys.unseal(&ask::place(hash), &sealed)?;
    let request =
        serde_json::from_slice(plain.expose()).map_err(|error| Error::invalid("consent", error.to_string()))?;
    Ok((mailbox, request))
}

fn keep(tx: &mut Tx, scope: &Scope, keys: &Keys, mailbox: i64, request: Request, given: Given) -> Result<(), Error> {
    let address = mailbox::get(tx, scope, mailbox)?.address;
    let (id, now) = (tx.new_id()?, tx.now());
    let (expires_at, renew_at) = (now.plus(given.lives), when_to_renew(tx.world(), now, given.lives));
    let ends_at = given.refresh_lives.map(|lives| now.plus(lives));
    let tokens = Tokens { client: request.client, access: given.access, refresh: given.refresh };
    let sealed = seal(tx, keys, mailbox, &tokens)?;
    tx.execute(table::PUT, params![id, mailbox, sealed, expires_at, renew_at, ends_at, now])?;
    // The fetcher begins anew at once instead of waiting out its pause.
    tx.execute(table::TOUCH, params![now, mailbox])?;
    tx.append(NewEvent::of("mailbox", mailbox, Event::MailboxConsentGiven { address }), scope.actor())?;
    Ok(())
}
