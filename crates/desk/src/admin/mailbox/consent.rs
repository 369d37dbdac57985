//! The owner of an account consents at its provider (OAuth 2.0); the way there and back.

use axum::{extract::State as FromState, response::Response};
use base::Secret;
use mail::{
    mailbox::Outside,
    oauth::{self, Client, Provider},
};
use minijinja::context;
use serde::Deserialize;
use web::{Admin, Form, Path, Query, State};

use super::super::sections;
use crate::{Error, texts::shown};

/// Where the provider sends people back to, below our own address.
const CALLBACK: &str = "/admin/mailboxes/oauth/callback";

/// The application that was registered with the provider.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentForm {
    provider: Provider,
    client_id: String,
    client_secret: Option<String>,
    tenant: Option<String>,
    authorize_url: Option<String>,
    token_url: Option<String>,
    scopes: Option<String>,
}

impl ConsentForm {
    fn client(self) -> Result<Client, Error> {
        let secret = self.client_secret.map(Secret::new);
        let id = self.client_id.trim();
        Ok(match self.provider {
            Provider::Microsoft => {
                let tenant = self.tenant.as_deref().map_or("common", str::trim);
                if !tenant.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte)) {
                    return Err(Error::invalid("tenant", "Give the id or the domain of the directory."));
                }
                Client::microsoft(tenant, id, secret)
            }
            Provider::Google => Client::google(id, secret),
            Provider::Other => {
                let scopes = self.scopes.unwrap_or_default();
                let scopes: Vec<&str> = scopes.split_whitespace().collect();
                let (authorize, token) = (self.authorize_url.unwrap_or_default(), self.token_url.unwrap_or_default());
                Client::other(&authorize, &token, &scopes, id, secret)
            }
        })
    }
}

/// Asks. The way to the provider is a link and no redirect: a form of ours leads nowhere else.
pub async fn ask(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mailbox): Path<i64>,
    Form(form): Form<ConsentForm>,
) -> Result<Response, web::Error> {
    admin.caller().require_elevated(state.world.now())?;
    let client = form.client()?;
    let (scope, keys, redirect) = (admin.scope().clone(), state.keys.clone(), state.settings.url(CALLBACK));
    let (mailbox, asked) = state
        .store
        .write(move |tx| {
            let asked = oauth::ask(tx, &scope, &keys, mailbox, client, &redirect)?;
            Ok::<_, Error>((mail::mailbox::get(tx, &scope, mailbox)?, asked))
        })
        .await?;
    let values = context! { sections => sections(&admin), mailbox => shown(&mailbox), url => asked.url };
    admin.render("desk/admin/mailbox-consent.html", values)
}

/// What the provider sends back; it may add fields of its own.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Callback {
    state: String,
    code: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

/// Takes the answer.
pub async fn answered(
    admin: Admin,
    FromState(state): FromState<State>,
    Query(back): Query<Callback>,
) -> Result<Response, web::Error> {
    let outside = state.extensions.get::<Outside>().ok_or_else(|| web::Error::unavailable("no way out"))?;
    let answer = oauth::Answer { state: back.state, code: back.code, error: back.error_description.or(back.error) };
    let taken = oauth::answer(&state.store, &outside.connector, &state.keys, admin.scope(), answer).await;
    let mailbox = taken.map_err(Error::from)?;
    Ok(admin.redirect_done(&format!("/admin/mailboxes/{mailbox}"), "done-mailbox-consent"))
}
