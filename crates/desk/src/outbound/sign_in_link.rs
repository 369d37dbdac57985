//! Whoever asked for a link to sign in gets it by mail, once, from the first mailbox.

use base::Scope;
use mail::{
    MailAddress,
    outbox::{self, Automatic, Outgoing},
};
use people::link;
use store::Tx;
use web::Platform;

use crate::{Error, inbound::take::instance, mailbox};

/// Queues the mail for a link; a link that is over or was sent needs none.
///
/// # Errors
/// When the database fails.
pub fn send(tx: &mut Tx<'_>, platform: &Platform, link: i64) -> Result<(), Error> {
    let scope = Scope::system("a link to sign in goes out");
    let Some(letter) = link::to_send(tx, &scope, &platform.keys, link)? else { return Ok(()) };
    let Some(desk) = mailbox::for_queue(tx, None)? else {
        tracing::warn!(link, "a link to sign in cannot be mailed: there is no mailbox yet");
        return Ok(());
    };
    let locale = letter.person.locale.as_deref().unwrap_or("en");
    let url = platform.settings.url(&web::mail_path(letter.purpose, &letter.token));
    let say = |key: &str| {
        let arguments = [("url", url.as_str().into()), ("brand", platform.settings.brand.as_str().into())];
        platform.ui.text(locale, key, &arguments).unwrap_or_else(|_| url.clone())
    };
    let (subject, text) = match letter.purpose {
        link::Purpose::SignIn => ("desk-link-sign-in-subject", "desk-link-sign-in-body"),
        link::Purpose::Invite => ("desk-link-invite-subject", "desk-link-invite-body"),
        link::Purpose::Reset => ("desk-link-reset-subject", "desk-link-reset-body"),
    };
    let outgoing = Outgoing {
        mailbox: desk.mailbox,
        from_name: None,
        thread: None,
        message: None,
        to: vec![MailAddress { name: letter.person.name.clone(), address: letter.address.clone() }],
        cc: Vec::new(),
        subject: say(subject),
        text: say(text),
        html: None,
        in_reply_to: None,
        files: Vec::new(),
        automatic: Some(Automatic::Notice),
        instance: instance(&platform.keys),
        not_before: None,
    };
    outbox::queue(tx, &scope, &platform.keys, outgoing)?;
    link::sent(tx, link)?;
    Ok(())
}
