//! A public message of staff is queued as one mail to everybody on the customer's side.

use base::Scope;
use keys::Keys;
use mail::{
    MailAddress,
    outbox::{self, DraftFile, Outgoing},
};
use store::Tx;
use work::{Channel, Item, Message, Visibility};

use super::subject;
use crate::{Error, inbound::take::instance, mailbox};

/// Queues the mail of a message; messages of customers, notes and what staff ask for themselves need none.
///
/// # Errors
/// When the database fails.
pub fn send(tx: &mut Tx<'_>, keys: &Keys, message: i64) -> Result<(), Error> {
    let scope = Scope::system("an answer goes out");
    let message = work::message::get(tx, &scope, message)?;
    let item = work::item::get(tx, &scope, message.item)?;
    if !goes_out(&item, &message) {
        return Ok(());
    }
    let (to, cc) = recipients(tx, &scope, &item, &message)?;
    let Some(desk) = desk_of(tx, &item)? else { return Ok(()) };
    if to.is_empty() && cc.is_empty() {
        return Ok(());
    }
    let outgoing = Outgoing {
        mailbox: desk.mailbox,
        from_name: Some(message.author.name.clone()),
        thread: Some(item.id),
        message: Some(message.id),
        to,
        cc,
        subject: subject(&item.title, &item.key),
        text: with_signature(&message.text, &desk.signature),
        html: Some(with_signature_html(&message.html, &desk.signature)),
        in_reply_to: None,
        files: files(&message),
        automatic: None,
        instance: instance(keys),
        not_before: None,
    };
    outbox::queue(tx, &scope, keys, outgoing)?;
    Ok(())
}

/// A colleague who asks for something by mail has written to whom they wanted to; their answers by mail go out.
fn goes_out(item: &Item, message: &Message) -> bool {
    let asks = message.channel == Channel::Mail && message.author.person == item.requester;
    message.visibility == Visibility::Public && message.by_staff && !message.automatic && !asks
}

/// The requester first; whoever else follows on the customer's side gets a copy. Never the author.
fn recipients(
    tx: &mut Tx<'_>,
    scope: &Scope,
    item: &Item,
    message: &Message,
) -> Result<(Vec<MailAddress>, Vec<MailAddress>), Error> {
    let mut to = Vec::new();
    if let Some(requester) = item.requester.filter(|requester| message.author.person != Some(*requester)) {
        to.extend(address(tx, scope, requester)?);
    }
    let mut cc = Vec::new();
    for watcher in work::watch::list(tx, scope, item.id)? {
        if item.requester == Some(watcher) || message.author.person == Some(watcher) {
            continue;
        }
        if !people::person::get(tx, scope, watcher)?.role.is_staff() {
            cc.extend(address(tx, scope, watcher)?);
        }
    }
    Ok((to, cc))
}

fn address(tx: &mut Tx<'_>, scope: &Scope, person: i64) -> Result<Option<MailAddress>, Error> {
    let person = people::person::get(tx, scope, person)?;
    Ok(person.address.filter(|_| !person.disabled).map(|address| MailAddress { name: person.name, address }))
}

/// The mailbox the ticket came by, else the one of its queue.
fn desk_of(tx: &mut Tx<'_>, item: &Item) -> Result<Option<mailbox::DeskMailbox>, Error> {
    if let Some(mailbox) = item.data.get("mailbox").and_then(serde_json::Value::as_i64)
        && let Some(desk) = mailbox::of(tx, mailbox)?
    {
        return Ok(Some(desk));
    }
    mailbox::for_queue(tx, item.queue)
}

fn with_signature(text: &str, signature: &str) -> String {
    if signature.trim().is_empty() { text.to_owned() } else { format!("{text}\n\n-- \n{signature}") }
}

fn with_signature_html(html: &str, signature: &str) -> String {
    if signature.trim().is_empty() {
        return html.to_owned();
    }
    format!("{html}<p>-- <br>{}</p>", work::markdown::text_to_html(signature))
}

fn files(message: &Message) -> Vec<DraftFile> {
    let files = message.attachments.iter();
    files
        .map(|file| DraftFile {
            digest: file.digest.clone(),
            name: file.name.clone(),
            mime: file.mime.clone(),
            content_id: file.content_id.clone().filter(|_| file.inline),
        })
        .collect()
}
