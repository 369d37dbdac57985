//! A new ticket by mail is answered once with its key; machines, staff, loops and forged senders never get an answer.

use base::Scope;
use keys::Keys;
use mail::{
    MailAddress,
    outbox::{self, Automatic, Outgoing},
};
use people::Person;
use store::Tx;
use ui::Ui;
use work::Item;

use super::write::Letter;
use crate::{Error, mailbox::DeskMailbox};

/// What the answer needs beside the ticket.
pub struct Answering<'a> {
    /// The words.
    pub ui: &'a Ui,
    /// For signed addresses.
    pub keys: &'a Keys,
    /// The installation's random name.
    pub instance: &'a str,
}

/// Queues the answer in the transaction of the ticket.
///
/// # Errors
/// When the database fails.
pub fn acknowledge(
    tx: &mut Tx<'_>,
    scope: &Scope,
    with: &Answering<'_>,
    (item, sender): (&Item, &Person),
    (letter, desk): (&Letter, Option<&DeskMailbox>),
) -> Result<(), Error> {
    let Some(desk) = desk.filter(|desk| desk.acknowledges) else { return Ok(()) };
    let Some(address) = sender.address.clone() else { return Ok(()) };
    // An answer to a forged sender would reach somebody who never wrote.
    if letter.parsed.machine.is_machine() || sender.role.is_staff() || letter.is_disproved() {
        return Ok(());
    }
    let locale = sender.locale.as_deref().unwrap_or("en");
    let say = |key: &str| {
        let arguments = [("key", item.key.as_str().into()), ("title", item.title.as_str().into())];
        with.ui.text(locale, key, &arguments).unwrap_or_else(|_| item.key.clone())
    };
    let outgoing = Outgoing {
        mailbox: desk.mailbox,
        from_name: None,
        thread: Some(item.id),
        message: None,
        to: vec![MailAddress { name: sender.name.clone(), address }],
        cc: Vec::new(),
        subject: crate::outbound::subject(&item.title, &item.key),
        text: say("desk-acknowledge-body"),
        html: None,
        in_reply_to: letter.parsed.message_id.clone(),
        files: Vec::new(),
        automatic: Some(Automatic::Reply),
        instance: with.instance.to_owned(),
        not_before: None,
    };
    outbox::queue(tx, scope, with.keys, outgoing)?;
    Ok(())
}
