//! A consent is asked for: the administrator is sent to the provider with a state that only this installation knows.

use std::time::Duration;

use base::Scope;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use keys::Keys;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

use super::{Client, table};
use crate::{Error, mailbox, outbox::encode};

/// So long the administrator may stay at the provider.
const PATIENCE: Duration = Duration::from_secs(15 * 60);
/// Bytes of the state and of the verifier.
const RANDOM: usize = 32;

/// Where the administrator goes to consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The provider's page.
    pub url: String,
}

/// What is kept until the administrator comes back.
#[derive(Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) client: Client,
    pub(super) verifier: String,
    pub(super) redirect: String,
}

pub(super) fn place(state_hash: &str) -> String {
    format!("mail.consent_request.{state_hash}")
}

/// Asks for a consent; `redirect` is our address that the provider sends people back to.
///
/// # Errors
/// [`Error::Forbidden`] unless an administrator asks in person, [`Error::NotFound`], or [`Error::Invalid`].
pub fn ask(
    tx: &mut Tx,
    scope: &Scope,
    keys: &Keys,
    mailbox: i64,
    client: Client,
    redirect: &str,
) -> Result<Asked, Error> {
    let person = scope.person().filter(|_| scope.is_admin()).ok_or(Error::Forbidden)?;
    let mailbox = mailbox::get(tx, scope, mailbox)?;
    client.check()?;
    let (id, now, world) = (tx.new_id()?, tx.now(), tx.world().clone());
    let (state, verifier) = (world.token(RANDOM), world.token(RANDOM));
    let url = address(&client, &mailbox.address, redirect, &state, &verifier);
    let hash = keys::hash_token(&state);
    let request = Request { client, verifier, redirect: redirect.to_owned() };
    let plain = serde_json::to_vec(&request).map_err(|error| Error::invalid("consent", error.to_string()))?;
    let sealed = keys.seal(&place(&hash), &plain, &world)?;
    tx.execute(table::FORGET, params![now])?;
    tx.execute(table::ASK, params![id, hash, mailbox.id, person, sealed, now.plus(PATIENCE)])?;
    Ok(Asked { url })
}

fn address(client: &Client, hint: &str, redirect: &str, state: &str, verifier: &str) -> String {
    let challenge = URL_SAFE_NO_PAD.encode(keys::digest(verifier.as_bytes()));
    let scopes = client.scopes.join(" ");
    let fields = [
        ("response_type", "code"),
        ("client_id", client.id.as_str()),
        ("redirect_uri", redirect),
        ("scope", scopes.as_str()),
        ("state", state),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
        ("login_hint", hint),
        // Google gives a refresh token only with these two; others do not mind.
        ("access_type", "offline"),
        ("prompt", "consent"),
    ];
    let query: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let begin = if client.authorize_url.contains('?') { '&' } else { '?' };
    format!("{}{begin}{}", client.authorize_url, query.join("&"))
}
