//! Keys for mail: whose they are, until when they count, and how each mailbox protects what it sends.

use axum::{extract::State as FromState, response::Response};
use base::{Scope, Secret};
use mail::security::{self, Encrypts, Key, Kind, Owner, Policy};
use minijinja::{Value, context};
use serde::{Deserialize, Serialize};
use store::Tx;
use web::{Admin, Filled, Form, Path, State};

use super::sections;
use crate::{Error, texts::shown};

const PAGE: &str = "/admin/keys";

/// A new key; `owner` is `address`, `issuer` or the id of a mailbox.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct NewForm {
    owner: String,
    address: String,
    #[serde(skip_serializing)]
    key: String,
    #[serde(skip_serializing)]
    password: String,
}

/// How a mailbox protects what it sends.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyForm {
    kind: Kind,
    #[serde(default)]
    signs: bool,
    encrypts: Encrypts,
}

impl NewForm {
    fn owner(&self) -> Result<Owner, Error> {
        match self.owner.as_str() {
            "issuer" => Ok(Owner::Issuer),
            "address" | "" => Ok(Owner::Address(self.address.clone())),
            mailbox => {
                mailbox.parse().map(Owner::Mailbox).map_err(|_| Error::invalid("owner", "Choose whose key it is."))
            }
        }
    }
}

/// Shows keys and mailboxes.
pub async fn list(admin: Admin, FromState(state): FromState<State>) -> Result<Response, web::Error> {
    show(&admin, &state, Filled::new(NewForm::default())).await
}

/// Adds a key. A private one speaks in the mailbox's name, so the administrator's password is asked for first.
pub async fn add(
    admin: Admin,
    FromState(state): FromState<State>,
    Form(form): Form<NewForm>,
) -> Result<Response, web::Error> {
    admin.caller().require_elevated(state.world.now())?;
    let (scope, written, keys) = (admin.scope().clone(), form.clone(), state.keys.clone());
    let adding = move |tx: &mut Tx<'_>| {
        let password = Secret::new(form.password.clone());
        security::add(tx, &scope, &keys, &form.owner()?, (form.key.as_bytes(), &password)).map_err(Error::from)
    };
    match state.store.write(adding).await {
        Ok(_) => Ok(admin.redirect_done(PAGE, "done-mail-key-added")),
        Err(error) => show(&admin, &state, Filled::refused(written, error)?).await,
    }
}

/// Takes a key away.
pub async fn remove(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(key): Path<i64>,
) -> Result<Response, web::Error> {
    admin.caller().require_elevated(state.world.now())?;
    let scope = admin.scope().clone();
    state.store.write(move |tx| Ok::<_, Error>(security::remove(tx, &scope, key)?)).await?;
    Ok(admin.redirect_done(PAGE, "done-mail-key-removed"))
}

/// Decides how a mailbox protects what it sends.
pub async fn protect(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mailbox): Path<i64>,
    Form(form): Form<PolicyForm>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let policy = Policy { mailbox, kind: form.kind, signs: form.signs, encrypts: form.encrypts };
    state.store.write(move |tx| Ok::<_, Error>(security::set_policy(tx, &scope, policy)?)).await?;
    Ok(admin.redirect_done(PAGE, "done-mail-protection"))
}

async fn show(admin: &Admin, state: &State, filled: Filled<NewForm>) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let (keys, mailboxes) = state.store.read(move |tx| gather(tx, &scope)).await?;
    let owners = Value::from_iter(mailboxes.iter().filter_map(owner_option));
    let values = context! { sections => sections(admin), keys, mailboxes, owners, ..filled.values() };
    admin.render_with(filled.status(), "desk/admin/keys.html", values)
}

/// A mailbox as a choice of the form, which knows texts only.
fn owner_option(mailbox: &Value) -> Option<Value> {
    let (id, address) = (mailbox.get_attr("id").ok()?, mailbox.get_attr("address").ok()?);
    Some(context! { value => id.to_string(), label => address })
}

fn gather(tx: &mut Tx<'_>, scope: &Scope) -> Result<(Vec<Value>, Vec<Value>), Error> {
    let all = mail::mailbox::list(tx, scope)?;
    let policies = security::policies(tx, scope)?;
    let owner = |key: &Key| match &key.owner {
        Owner::Mailbox(id) => all.iter().find(|one| one.id == *id).map(|one| one.address.clone()),
        Owner::Address(address) => Some(address.clone()),
        Owner::Issuer => None,
    };
    let row = |key: &Key| {
        context! { place => owner(key), private => matches!(key.owner, Owner::Mailbox(_)), ..shown(key) }
    };
    let keys = security::list(tx, scope)?.iter().map(row).collect();
    let mailbox = |one: &mail::mailbox::Mailbox| {
        let policy = policies.iter().find(|policy| policy.mailbox == one.id);
        context! { id => one.id, address => one.address.clone(), policy => policy.map(shown) }
    };
    Ok((keys, all.iter().map(mailbox).collect()))
}
