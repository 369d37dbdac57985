//! Mail that waits for a decision: why, what it is, try again, make a ticket of it, put aside, block its sender.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use mail::intake;
use minijinja::{Value, context, value::Serde};
use serde::Deserialize;
use store::Tx;
use web::{Admin, Form, Path, Query, State};

use super::sections;
use crate::{Error, inbound, pages};

/// The address of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListAddress {
    cause: Option<String>,
    mailbox: Option<i64>,
    cursor: Option<String>,
}

/// What is to be done with all chosen mails.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BulkForm {
    #[serde(default)]
    mail: Vec<i64>,
    action: Action,
}

/// One thing that can be done with many mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Retry,
    Discard,
    Block,
}

/// The ticket that a mail shall become.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseForm {
    queue: i64,
    /// Who asks, when the mail does not say it.
    requester: Option<String>,
}

/// A sender whose mail shall not come in any more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockForm {
    sender: String,
    reason: Option<String>,
}

/// Lists what waits, by cause and mailbox.
pub async fn list(
    admin: Admin,
    FromState(state): FromState<State>,
    Query(address): Query<ListAddress>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let (cause, mailbox) = (address.cause.clone(), address.mailbox);
    let known = move |tx: &mut Tx<'_>| {
        let filter = intake::Filter { cause, mailbox, ..intake::Filter::of(intake::State::Quarantined) };
        let page = intake::list(tx, &scope, &filter, base::Limit::default(), address.cursor.as_deref())?;
        let causes = intake::causes(tx, &scope, intake::State::Quarantined)?;
        Ok::<_, Error>((page, causes, mail::mailbox::list(tx, &scope)?))
    };
    let (page, causes, mailboxes) = state.store.read(known).await?;
    let mailboxes: Vec<Value> =
        mailboxes.into_iter().map(|one| context! { value => one.id, label => one.address }).collect();
    let here = here(address.cause.as_deref(), address.mailbox);
    let next = page.next.map(|cursor| format!("{here}&cursor={}", pages::encode(&cursor)));
    admin.render(
        "desk/admin/quarantine.html",
        context! {
            sections => sections(&admin), mails => Serde(&page.items), next,
            causes, mailboxes, cause => address.cause, mailbox => address.mailbox,
        },
    )
}

fn here(cause: Option<&str>, mailbox: Option<i64>) -> String {
    let mailbox = mailbox.map(|id| id.to_string()).unwrap_or_default();
    format!("/admin/quarantine?cause={}&mailbox={mailbox}", pages::encode(cause.unwrap_or_default()))
}

/// How many wait, for the navigation.
pub async fn count(admin: Admin, FromState(state): FromState<State>) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let causes =
        state.store.read(move |tx| Ok::<_, Error>(intake::causes(tx, &scope, intake::State::Quarantined)?)).await?;
    let count: i64 = causes.iter().map(|(_, count)| count).sum();
    admin.render("desk/admin/quarantine-count.html", context! { count })
}

/// Does one thing with all chosen mails, all or nothing.
pub async fn bulk(
    admin: Admin,
    FromState(state): FromState<State>,
    Form(form): Form<BulkForm>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    state.store.write(move |tx| form.mail.iter().try_for_each(|mail| act(tx, &scope, form.action, *mail))).await?;
    Ok(admin.redirect_done("/admin/quarantine", "done-quarantine"))
}

fn act(tx: &mut Tx<'_>, scope: &Scope, action: Action, mail: i64) -> Result<(), Error> {
    match action {
        Action::Retry => intake::retry(tx, scope, mail)?,
        Action::Discard => intake::discard(tx, scope, mail)?,
        Action::Block => {
            if let Some(sender) = intake::get(tx, scope, mail)?.sender {
                intake::block(tx, scope, &sender, "")?;
            }
            intake::discard(tx, scope, mail)?;
        }
    }
    Ok(())
}

/// Shows one mail: everything about it, never its HTML.
pub async fn show(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<Response, web::Error> {
    let values = pages::mail_view(&state, admin.scope(), mail).await?;
    let scope = admin.scope().clone();
    let queues = state.store.read(move |tx| Ok::<_, Error>(work::queue::list(tx, &scope)?)).await?;
    let queues: Vec<Value> = queues.into_iter().map(|one| context! { value => one.id, label => one.name }).collect();
    admin.render("desk/admin/mail.html", context! { sections => sections(&admin), queues, ..values })
}

/// Hands out the mail exactly as it came.
pub async fn raw(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let received = state.store.read(move |tx| Ok::<_, Error>(intake::get(tx, &scope, mail)?)).await?;
    let raw = intake::raw(&state.blobs, &received).await.map_err(Error::from)?;
    Ok(web::download(raw, &format!("mail-{mail}.eml"), "message/rfc822"))
}

/// Processes it once more.
pub async fn retry(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    state.store.write(move |tx| act(tx, &scope, Action::Retry, mail)).await?;
    Ok(admin.redirect_done("/admin/quarantine", "done-retried"))
}

/// Puts it aside for good; its raw bytes stay.
pub async fn discard(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    state.store.write(move |tx| act(tx, &scope, Action::Discard, mail)).await?;
    Ok(admin.redirect_done("/admin/quarantine", "done-discarded"))
}

/// Makes a ticket of it, whatever spoke against that.
pub async fn release(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
    Form(form): Form<ReleaseForm>,
) -> Result<Response, web::Error> {
    let release = inbound::Release { mail, queue: form.queue, requester: form.requester };
    let key = inbound::release(&state, admin.scope(), release).await?;
    Ok(admin.redirect_done(&format!("/desk/{key}"), "done-released"))
}

/// Blocks its sender, an address or a whole domain, and puts it aside.
pub async fn block(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
    Form(form): Form<BlockForm>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    state
        .store
        .write(move |tx| {
            intake::block(tx, &scope, &form.sender, form.reason.as_deref().unwrap_or_default())?;
            act(tx, &scope, Action::Discard, mail)
        })
        .await?;
    Ok(admin.redirect_done("/admin/quarantine", "done-blocked"))
}
