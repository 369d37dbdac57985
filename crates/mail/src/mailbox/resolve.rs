//! The one resolver: recipient → mailbox, tag, and the thread or delivery that its token names.

use std::collections::HashMap;

use keys::Keys;
use store::{Tx, Value};

use super::table;
use crate::{
    Error,
    identity::reply_address::{Token, read_tag, split_tag},
    parse::addresses::fold,
};

/// What the recipients of a mail mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The first of our mailboxes among the recipients.
    pub mailbox: Option<i64>,
    /// Which recipient that was.
    pub address: Option<String>,
    /// What stands behind a plus sign without being a token of ours.
    pub tag: Option<String>,
    /// The thread of a signed reply address.
    pub thread: Option<i64>,
    /// The delivery of a bounce address.
    pub delivery: Option<i64>,
}

/// Resolves recipients in their order; see [`crate::Parsed::all_recipients`].
///
/// # Errors
/// When the database fails.
pub fn resolve(tx: &mut Tx, keys: &Keys, recipients: &[String]) -> Result<Resolved, Error> {
    let split: Vec<(&String, String, Option<String>)> = recipients
        .iter()
        .take(1_000)
        .map(|address| {
            let (plain, tag) = split_tag(address);
            (address, fold(&plain), tag)
        })
        .collect();
    let wanted: Vec<String> = split.iter().flat_map(|(address, plain, _)| [plain.clone(), fold(address)]).collect();
    if wanted.is_empty() {
        return Ok(Resolved::default());
    }
    let rows =
        tx.query(table::BY_ADDRESSES, &[Value::Texts(wanted)], |row| Ok((row.get::<String>(1)?, row.get::<i64>(0)?)))?;
    let known: HashMap<String, i64> = rows.into_iter().collect();
    let mut resolved = Resolved::default();
    for (address, plain, tag) in split {
        let Some(mailbox) = known.get(&plain).or_else(|| known.get(&fold(address))) else { continue };
        if resolved.mailbox.is_none() {
            resolved.mailbox = Some(*mailbox);
            resolved.address = Some(address.clone());
        }
        match tag.as_deref().map(|tag| (tag, read_tag(keys, tag))) {
            Some((_, Some(Token::Thread(thread)))) => resolved.thread = resolved.thread.or(Some(thread)),
            Some((_, Some(Token::Delivery(delivery)))) => resolved.delivery = resolved.delivery.or(Some(delivery)),
            Some((tag, None)) if resolved.tag.is_none() => resolved.tag = Some(tag.to_owned()),
            _ => {}
        }
    }
    Ok(resolved)
}
