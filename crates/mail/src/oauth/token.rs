//! What the provider's token endpoint is asked and answers (RFC 6749 §5).

use std::time::Duration;

use connector::{Connector, Policy, Request};
use serde::Deserialize;

use super::Client;

/// How long an access token lives when the provider does not say.
const USUAL_LIFE: u64 = 3_600;
/// The longest answer, in bytes; tokens have a few thousand.
const ANSWER: usize = 64 * 1024;

/// Tokens from the provider.
#[derive(Clone)]
pub(super) struct Given {
    pub(super) access: String,
    pub(super) refresh: Option<String>,
    pub(super) lives: Duration,
    pub(super) refresh_lives: Option<Duration>,
}

/// Why no token was given.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    /// The provider says no, and will say it again.
    #[error("{0}")]
    ForGood(String),
    /// It may work later.
    #[error("{0}")]
    ForNow(String),
}

#[derive(Deserialize)]
struct Said {
    access_token: Option<String>,
    refresh_token: Option<String>,
    expires_in: Option<u64>,
    refresh_token_expires_in: Option<u64>,
    error: Option<String>,
    error_description: Option<String>,
}

/// Asks for tokens.
pub(super) async fn ask(connector: &Connector, client: &Client, grant: &[(&str, &str)]) -> Result<Given, Refused> {
    let mut fields = vec![("client_id", client.id.as_str())];
    fields.extend(client.secret().map(|secret| ("client_secret", secret)));
    fields.extend_from_slice(grant);
    let request = Request::post_form(&client.token_url, fields).limit(ANSWER);
    let response = connector.send(request, &Policy::ADMINISTRATORS).await;
    let response = response.map_err(|error| Refused::ForNow(error.to_string()))?;
    let unreadable = || Refused::ForNow(format!("the provider answers {} without tokens", response.status));
    let said: Said = serde_json::from_slice(&response.body).map_err(|_| unreadable())?;
    if let Some(error) = said.error {
        let words = said.error_description.unwrap_or_default();
        let words = base::text::clean_line(&format!("{error} {words}"));
        let words = base::text::truncate(words.trim(), 300).to_owned();
        let passes =
            response.status.is_server_error() || matches!(error.as_str(), "temporarily_unavailable" | "server_error");
        return Err(if passes { Refused::ForNow(words) } else { Refused::ForGood(words) });
    }
    let access = said.access_token.filter(|token| !token.is_empty()).ok_or_else(unreadable)?;
    Ok(Given {
        access,
        refresh: said.refresh_token,
        lives: Duration::from_secs(said.expires_in.unwrap_or(USUAL_LIFE).clamp(60, 90 * 24 * 3_600)),
        refresh_lives: said.refresh_token_expires_in.map(Duration::from_secs),
    })
}
