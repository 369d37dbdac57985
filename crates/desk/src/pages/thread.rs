//! A thread is messages and, for staff, events in the order in which they happened, ready to be shown.

use std::collections::HashMap;

use base::{Scope, Timestamp};
use minijinja::{Value, context};
use store::Tx;
use work::{Attachment, Channel, Format, Item, Message, Visibility};

use super::{
    delivery,
    happening::{self, Names},
    letter, security, sender,
};
use crate::Error;

/// The most events read for one page.
const EVENTS: i64 = 500;

/// The thread of an item, as far as the scope sees it.
///
/// # Errors
/// When the item may not be seen or the database fails.
pub fn of(tx: &mut Tx<'_>, scope: &Scope, item: &Item) -> Result<Vec<Value>, Error> {
    let mut entries: Vec<(Timestamp, Value)> = Vec::new();
    let messages = work::message::list(tx, scope, item.id)?;
    let senders = sender::of(tx, scope, &messages)?;
    let securities = security::of(tx, scope, &messages)?;
    let deliveries = delivery::of(tx, scope, &messages)?;
    let moved: HashMap<i64, String> = work::message::moved_into(tx, scope, item.id)?.into_iter().collect();
    for message in messages {
        let delivery = deliveries.get(&message.id).cloned().unwrap_or_default();
        let moved_from = moved.get(&message.id);
        let sender = message.source_mail.and_then(|mail| senders.get(&mail).cloned());
        let security = message.source_mail.and_then(|mail| securities.get(&mail).cloned());
        entries
            .push((message.created_at, context! { sender, security, moved_from, ..message_entry(&message, delivery) }));
    }
    if scope.is_staff() {
        let events = store::event_log::of_item(tx, scope, item.id, 0, EVENTS)?;
        let names = Names::of(tx, scope, &events)?;
        entries.extend(events.iter().filter_map(|event| Some((event.at, happening::line(event, &names)?))));
    }
    entries.sort_by_key(|(at, _)| *at);
    Ok(entries.into_iter().map(|(_, entry)| entry).collect())
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
        html => (message.format != Format::Html).then_some(&message.html),
        frame => (message.format == Format::Html).then(|| letter::path(message.id)),
        quoted => message.quoted_html.as_deref().or(message.quoted_text.as_deref()),
        quoted_is_html => message.quoted_html.is_some(),
        mail => message.source_mail,
        attachments => message.attachments.iter().filter(|file| !file.inline).map(file).collect::<Vec<_>>(),
        delivery,
    }
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
