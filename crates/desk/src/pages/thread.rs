//! A thread is messages and, for staff, events in the order in which they happened, ready to be shown.

use base::{Scope, Timestamp};
use minijinja::{Value, context};
use store::Tx;
use work::{Attachment, Channel, Item, Message, Visibility};

use super::happening::{self, Names};
use crate::Error;

/// The most events read for one page.
const EVENTS: i64 = 500;

/// The thread of an item, as far as the scope sees it.
///
/// # Errors
/// When the item may not be seen or the database fails.
pub fn of(tx: &mut Tx<'_>, scope: &Scope, item: &Item) -> Result<Vec<Value>, Error> {
    let mut entries: Vec<(Timestamp, Value)> = Vec::new();
    for message in work::message::list(tx, scope, item.id)? {
        let delivery = delivery(tx, scope, &message)?;
        entries.push((message.created_at, message_entry(&message, delivery)));
    }
    if scope.is_staff() {
        let events = store::event_log::of_item(tx, scope, item.id, 0, EVENTS)?;
        let names = Names::of(tx, scope, &events)?;
        entries.extend(events.iter().filter_map(|event| Some((event.at, happening::line(event, &names)?))));
    }
    entries.sort_by_key(|(at, _)| *at);
    Ok(entries.into_iter().map(|(_, entry)| entry).collect())
}

/// What became of the mails that carry a message; staff only.
fn delivery(tx: &mut Tx<'_>, scope: &Scope, message: &Message) -> Result<Vec<Value>, Error> {
    if !scope.is_staff() || !message.by_staff || message.visibility == Visibility::Internal {
        return Ok(Vec::new());
    }
    let states = mail::outbox::deliveries_of(tx, scope, vec![message.id])?;
    let shown = |state: &mail::outbox::Delivery| {
        context! { address => state.address.clone(), state => state.state.as_str(), reason => state.reason.clone() }
    };
    Ok(states.iter().map(shown).collect())
}

fn message_entry(message: &Message, delivery: Vec<Value>) -> Value {
    let kind = match (message.visibility, message.by_staff) {
        (Visibility::Internal, _) => "note",
        (Visibility::Public, true) => "reply",
        (Visibility::Public, false) => "customer",
    };
    context! {
        entry => "message",
        id => message.id,
        kind,
        author => message.author.name.clone(),
        at => message.created_at.rfc3339(),
        automatic => message.automatic,
        channel => message.channel.as_str(),
        channel_icon => icon_of(message.channel),
        html => with_inline_images(&message.html, &message.attachments),
        quoted => message.quoted_html.as_deref().or(message.quoted_text.as_deref()),
        quoted_is_html => message.quoted_html.is_some(),
        mail => message.source_mail,
        attachments => message.attachments.iter().filter(|file| !file.inline).map(file).collect::<Vec<_>>(),
        delivery,
    }
}

/// `cid:` addresses of inline pictures become the address at which we hand the picture out.
fn with_inline_images(html: &str, attachments: &[Attachment]) -> String {
    let mut html = html.to_owned();
    for file in attachments.iter().filter(|file| file.inline) {
        if let Some(id) = &file.content_id {
            html = html.replace(&format!("\"cid:{id}\""), &format!("\"/attachments/{}\"", file.id));
        }
    }
    html
}

fn file(file: &Attachment) -> Value {
    context! {
        href => format!("/attachments/{}", file.id),
        name => file.name.clone(),
        size => file.size,
        image => file.mime.starts_with("image/"),
    }
}

const fn icon_of(channel: Channel) -> &'static str {
    match channel {
        Channel::Mail => "mail",
        Channel::Portal => "globe",
        Channel::Api => "code",
        Channel::Chat => "message-circle",
        Channel::Phone => "phone",
        Channel::Note => "sticky-note",
        Channel::System => "settings",
    }
}
