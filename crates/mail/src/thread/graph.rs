//! The graph: every message id seen, sent or mentioned, and the thread it belongs to.

use store::{Tx, Value, params};

use super::table::{FIND, FIND_FOREIGN, LEARN, LEARN_FOREIGN, RECENT};
use crate::{Error, parse::Parsed};

/// How a message id came to our knowledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It is the id of a mail we got.
    Received,
    /// It is the id of a mail we sent.
    Sent,
    /// Another mail mentioned it.
    Mentioned,
    /// A person moved its message here.
    Moved,
}

impl Seen {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Sent => "sent",
            Self::Mentioned => "mentioned",
            Self::Moved => "moved",
        }
    }
}

/// The form in which ids are compared.
#[must_use]
pub fn key(message_id: &str) -> String {
    hex::encode(keys::digest(message_id.trim_matches(['<', '>', ' ']).to_ascii_lowercase().as_bytes()))
}

/// Notes that an id belongs to a thread. What was only mentioned gives way to what was seen; what a
/// person moved gives way only to another move.
///
/// # Errors
/// When the database fails.
pub fn learn(tx: &mut Tx, message_id: &str, thread: i64, seen: Seen) -> Result<(), Error> {
    let (id, now) = (tx.new_id()?, tx.now());
    tx.execute(LEARN, params![id, key(message_id), message_id, thread, seen.as_str(), now])?;
    Ok(())
}

/// Notes everything a mail tells about its thread: its own id, the ids it mentions, foreign keys.
/// The ids that a mail with forged headers mentions are not believed.
///
/// # Errors
/// When the database fails.
pub fn learn_from(tx: &mut Tx, mail: &Parsed, thread: i64, forged: bool) -> Result<(), Error> {
    if let Some(message_id) = &mail.message_id {
        learn(tx, message_id, thread, Seen::Received)?;
    }
    if !forged {
        // The newest mentioned ids are the ones that later mails will mention too.
        for message_id in mail.in_reply_to.iter().chain(mail.references.iter().rev()).take(30) {
            learn(tx, message_id, thread, Seen::Mentioned)?;
        }
    }
    let partner = mail.from.as_ref().map(|from| from.domain().to_owned()).filter(|domain| !domain.is_empty());
    for (partner, key) in partner.iter().flat_map(|partner| mail.foreign_keys.iter().map(move |key| (partner, key))) {
        let (id, now) = (tx.new_id()?, tx.now());
        tx.execute(LEARN_FOREIGN, params![id, partner, key, thread, now])?;
    }
    Ok(())
}

/// The threads of ids, in the order of the ids.
///
/// # Errors
/// When the database fails.
pub fn threads_of(tx: &mut Tx, message_ids: &[&String]) -> Result<Vec<(String, i64)>, Error> {
    if message_ids.is_empty() {
        return Ok(Vec::new());
    }
    let wanted: Vec<String> = message_ids.iter().map(|id| key(id)).collect();
    let rows = tx.query(FIND, &[Value::Texts(wanted)], |row| Ok((row.get::<String>(0)?, row.get::<i64>(1)?)))?;
    let known: std::collections::HashMap<String, i64> = rows.into_iter().collect();
    Ok(message_ids.iter().filter_map(|id| known.get(&key(id)).map(|thread| ((*id).clone(), *thread))).collect())
}

/// What an answer refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recent {
    /// The ids of the thread's newest mails, oldest first.
    pub ids: Vec<String>,
    /// The mail that is answered: the last one we got, else the last one of all.
    pub answered: Option<String>,
}

/// The newest mails of a thread.
///
/// # Errors
/// When the database fails.
pub fn recent(tx: &mut Tx, thread: i64, most: i64) -> Result<Recent, Error> {
    let rows = tx.query(RECENT, params![thread, most], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
    let received = rows.iter().find(|(_, source)| source == Seen::Received.as_str());
    let answered = received.or(rows.first()).map(|(id, _)| id.clone());
    Ok(Recent { ids: rows.into_iter().rev().map(|(id, _)| id).collect(), answered })
}

/// The thread of a partner's own key.
///
/// # Errors
/// When the database fails.
pub fn thread_of_foreign(tx: &mut Tx, partner: &str, keys: &[String]) -> Result<Option<i64>, Error> {
    if keys.is_empty() || partner.is_empty() {
        return Ok(None);
    }
    Ok(tx.query_optional(FIND_FOREIGN, &[partner.into(), Value::Texts(keys.to_vec())], |row| row.get(0))?)
}
