//! Everything about one received mail: how it came in, what it says about itself, why it went where it went.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use keys::Keys;
use mail::{
    Limits, MailAddress, Parsed, authentication,
    intake::{self, Received},
    parse::Attachment,
    thread::{Decision, Examined},
};
use minijinja::{Value, context, value::Serde};
use store::Tx;
use web::{Path, Platform, Staff, State};

use super::{sender, views};
use crate::{Error, inbound::take::instance};

/// Characters of a mail's text and of its source that are shown; the whole can be downloaded.
const SHOWN: usize = 60_000;
/// Recipients that are looked up.
const RECIPIENTS: usize = 50;

/// Shows the mail behind a message of an item.
pub async fn show(
    staff: Staff,
    FromState(state): FromState<State>,
    Path((key, mail)): Path<(String, i64)>,
) -> Result<Response, web::Error> {
    let scope = staff.scope().clone();
    let (item, counts) = state
        .store
        .read(move |tx| {
            let item = work::item::find(tx, &scope, &key)?;
            let message = work::message::by_source(tx, &scope, mail)?.ok_or(work::Error::NotFound)?;
            if message.item != item.id {
                return Err(Error::from(work::Error::NotFound));
            }
            Ok((item, views::counts(tx, &scope)?))
        })
        .await?;
    let values = view(&state, staff.scope(), mail).await?;
    let views = views::entries(&staff, &counts, "");
    staff.render("desk/mail.html", context! { item => Serde(&item), views, ..values })
}

/// What the templates of a mail show.
///
/// # Errors
/// When there is no such mail, the scope is a customer's, or the file is missing.
pub async fn view(state: &State, scope: &Scope, mail: i64) -> Result<Value, Error> {
    let asked = scope.clone();
    let received = state.store.read(move |tx| Ok::<_, Error>(intake::get(tx, &asked, mail)?)).await?;
    let read = read(state, received.clone()).await?;
    let (scope, keys) = (scope.clone(), state.keys.clone());
    state.store.read(move |tx| gather(tx, &scope, &keys, &received, read)).await
}

/// A mail as plain data, read again from its raw bytes.
struct Read {
    parsed: Parsed,
    header: String,
    source: String,
    is_cut: bool,
}

async fn read(platform: &Platform, received: Received) -> Result<Read, Error> {
    let (blobs, keys) = (platform.blobs.clone(), platform.keys.clone());
    let reading = base::tasks::spawn_blocking("desk.show_mail", move || {
        let raw = intake::raw_blocking(&blobs, &received)?;
        let mut parsed = mail::parse(&raw, &Limits::default());
        parsed.judge(received.envelope_from.as_deref(), &instance(&keys), &keys);
        let head = raw.get(..SHOWN).unwrap_or(&raw);
        let source = base::text::clean(&String::from_utf8_lossy(head)).replace("\r\n", "\n").replace('\r', "\n");
        let header = source.split("\n\n").next().unwrap_or_default().to_owned();
        Ok(Read { parsed, header, source, is_cut: raw.len() > SHOWN })
    });
    reading.await.map_err(|_| store::Error::Closed)?
}

fn gather(tx: &mut Tx<'_>, scope: &Scope, keys: &Keys, received: &Received, read: Read) -> Result<Value, Error> {
    let Read { parsed, header, source, is_cut } = read;
    let explained = intake::explained(tx, scope, vec![received.id])?.pop();
    let decision = explained.and_then(|explained| explained.decision);
    let origin = authentication::of_mail(tx, scope, received.id)?;
    let mailbox = received.mailbox.map(|id| mail::mailbox::get(tx, scope, id)).transpose()?;
    let ticket = ticket_of(tx, scope, received)?;
    let file =
        |file: &Attachment| context! { name => file.name.clone(), mime => file.mime.clone(), size => file.bytes.len() };
    let files: Vec<Value> = parsed.attachments.iter().map(file).collect();
    Ok(context! {
        mail => Serde(received),
        mailbox => mailbox.map(|mailbox| mailbox.address),
        from => parsed.from.as_ref().map(shown),
        reply_to => parsed.reply_to.first().filter(|_| parsed.reply_to_differs()).map(shown),
        recipients => recipients(tx, keys, &parsed, received)?,
        signs => Serde(&parsed.machine.signs),
        problems => Serde(&parsed.problems),
        copies => Serde(intake::copies(tx, scope, received.id)?),
        examined => decision.iter().flat_map(|one| &one.examined).map(|one| examined(tx, scope, one)).collect::<Result<Vec<_>, _>>()?,
        decision => decision.as_ref().map(placed),
        sender => origin.as_ref().map(sender::shown),
        text => base::text::truncate(&parsed.text, SHOWN),
        date => parsed.date.map(base::Timestamp::rfc3339),
        ticket, files, header, source, is_cut,
    })
}

fn shown(address: &MailAddress) -> String {
    if address.name.is_empty() { address.address.clone() } else { format!("{} <{}>", address.name, address.address) }
}

/// Each recipient with the mailbox of ours that it stands for.
fn recipients(tx: &mut Tx<'_>, keys: &Keys, parsed: &Parsed, received: &Received) -> Result<Vec<Value>, Error> {
    let mut found = Vec::new();
    for address in parsed.all_recipients(&received.recipients).into_iter().take(RECIPIENTS) {
        let to = mail::mailbox::resolve(tx, keys, std::slice::from_ref(&address))?;
        let signed = to.thread.is_some() || to.delivery.is_some();
        let in_envelope = received.recipients.contains(&address);
        found.push(context! { address, ours => to.mailbox.is_some(), signed, tag => to.tag, in_envelope });
    }
    Ok(found)
}

/// The ticket that has the mail's message now.
fn ticket_of(tx: &mut Tx<'_>, scope: &Scope, received: &Received) -> Result<Option<Value>, Error> {
    let Some(message) = work::message::by_source(tx, scope, received.id)? else { return Ok(None) };
    let item = work::item::get(tx, scope, message.item)?;
    let moved = received.thread.is_some_and(|thread| thread != item.id);
    Ok(Some(context! { key => item.key, title => item.title, message => message.id, moved }))
}

/// A decision in the words of its templates.
fn placed(decision: &Decision) -> Value {
    let place = match decision.place {
        mail::thread::Place::Thread(_) => "continues",
        mail::thread::Place::New => "new",
        mail::thread::Place::NewLinked(_) => "linked",
    };
    let kind = decision.kind.map(mail::thread::Kind::as_str);
    let (detail, sender_is_new, forged) = (decision.detail.clone(), decision.sender_is_new, decision.forged);
    context! { place, kind, detail, sender_is_new, forged }
}

/// One piece of evidence with the ticket it points to.
fn examined(tx: &mut Tx<'_>, scope: &Scope, one: &Examined) -> Result<Value, Error> {
    let key = match one.thread.map(|thread| work::item::current(tx, scope, thread)) {
        Some(Ok(item)) => Some(item.key),
        Some(Err(work::Error::NotFound)) | None => None,
        Some(Err(error)) => return Err(error.into()),
    };
    Ok(context! { kind => one.kind.as_str(), detail => one.detail.clone(), verdict => Serde(one.verdict), key })
}
