//! Mail of a blocked sender is put aside at once, with its cause, and stays in the balance.

use base::{Cursor, Limit, Page, Scope, Timestamp, text};
use events::{Event, NewEvent, Visibility};
use serde::Serialize;
use store::{Tx, Value, params};

use super::table;
use crate::{
    Error, mailbox,
    parse::{Parsed, addresses},
};

/// The cause under which mail of blocked senders is dropped.
pub const CAUSE: &str = "blocked_sender";

/// Characters of a reason.
const REASON: usize = 300;

/// A sender whose mail is put aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Blocked {
    /// The row's id.
    pub id: i64,
    /// An address, or `@` and a domain.
    pub sender: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: Timestamp,
}

/// Blocks an address, or a domain and everything below it when it begins with `@`.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators; [`Error::Invalid`] for what is neither, and for ourselves.
pub fn block(tx: &mut Tx, scope: &Scope, sender: &str, reason: &str) -> Result<(), Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let sender = checked(sender)?;
    if is_ours(tx, &sender)? {
        return Err(Error::invalid("sender", "this is one of our own mailboxes or their domain"));
    }
    let (id, now) = (tx.new_id()?, tx.now());
    let reason = text::truncate(&text::clean_line(reason), REASON).to_owned();
    if tx.execute(table::BLOCK, params![id, &sender, reason, now])? > 0 {
        let event = Event::SenderBlocked { sender, blocked: true };
        tx.append(NewEvent::of("mail", id, event).visibility(Visibility::System), scope.actor())?;
    }
    Ok(())
}

/// Lets mail of a sender in again; what was put aside meanwhile stays where it is.
///
/// # Errors
/// [`Error::Forbidden`], or [`Error::NotFound`] when it is not blocked.
pub fn unblock(tx: &mut Tx, scope: &Scope, id: i64) -> Result<(), Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let sender: String = tx.query_one(table::BLOCKED_SENDER, params![id], |row| row.get(0))?;
    tx.execute(table::UNBLOCK, params![id])?;
    let event = Event::SenderBlocked { sender, blocked: false };
    tx.append(NewEvent::of("mail", id, event).visibility(Visibility::System), scope.actor())?;
    Ok(())
}

/// The blocked senders, the newest first.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators; [`Error::Invalid`] for a wrong cursor.
pub fn blocked(tx: &mut Tx, scope: &Scope, limit: Limit, cursor: Option<&str>) -> Result<Page<Blocked>, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let before = cursor
        .map(|text| Cursor::decode(text).and_then(|cursor| cursor.integer(0)))
        .transpose()
        .map_err(|error| Error::invalid("cursor", error.to_string()))?;
    let rows = tx.query(table::BLOCKED, params![before, limit.with_probe()], |row| {
        Ok(Blocked { id: row.get(0)?, sender: row.get(1)?, reason: row.get(2)?, at: row.get(3)? })
    })?;
    Ok(Page::cut(rows, limit, |row| Cursor(vec![row.id.into()])))
}

/// Whether a mail comes from a blocked sender, by From or by its envelope.
pub(super) fn is_blocked(tx: &mut Tx, mail: &Parsed, envelope: Option<&str>) -> Result<bool, Error> {
    let from = mail.from.as_ref().map(|from| from.address.as_str());
    let mut names: Vec<String> =
        [from, envelope].into_iter().flatten().filter(|address| !address.is_empty()).flat_map(names_of).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return Ok(false);
    }
    Ok(tx.query_optional(table::IS_BLOCKED, &[Value::Texts(names)], |row| row.get::<i64>(0))?.is_some())
}

/// Everything under which an address may be blocked: itself, its domain, and each domain above that.
fn names_of(address: &str) -> Vec<String> {
    let address = addresses::fold(address);
    let mut names = Vec::new();
    if let Some((_, domain)) = address.rsplit_once('@') {
        let mut rest = Some(domain);
        while let Some(domain) = rest.filter(|domain| !domain.is_empty() && names.len() < 20) {
            names.push(format!("@{domain}"));
            rest = domain.split_once('.').map(|(_, above)| above);
        }
    }
    names.push(address);
    names
}

/// An address or `@domain`, folded.
fn checked(asked: &str) -> Result<String, Error> {
    let asked = text::clean_line(asked);
    let refused = || Error::invalid("sender", "enter an address, or a domain behind an @ such as @example.com");
    match asked.strip_prefix('@') {
        Some(domain) => {
            // A domain of one label would be all of .com.
            let is_domain = domain.contains('.') && addresses::plausible(&format!("x@{domain}")).is_some();
            if is_domain { Ok(addresses::fold(&asked)) } else { Err(refused()) }
        }
        None => addresses::plausible(&asked).map(|address| addresses::fold(&address)).ok_or_else(refused),
    }
}

fn is_ours(tx: &mut Tx, sender: &str) -> Result<bool, Error> {
    let boxes = mailbox::list(tx, &Scope::system("whom may be blocked"))?;
    Ok(boxes.iter().any(|mailbox| names_of(&mailbox.address).iter().any(|name| name == sender)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_blocked_by_itself_and_by_every_domain_above_it() {
        assert_eq!(
            names_of("Ann@Mail.Example.COM"),
            ["@mail.example.com", "@example.com", "@com", "ann@mail.example.com"]
        );
        assert_eq!(names_of("nobody"), ["nobody"]);
    }

    #[test]
    fn only_addresses_and_domains_can_be_blocked() {
        assert_eq!(checked(" Ann@Example.com ").unwrap(), "ann@example.com");
        assert_eq!(checked("@Example.com").unwrap(), "@example.com");
        for bad in ["", "@", "@com", "example.com", "a b@c.example", "@a b.example"] {
            assert!(checked(bad).is_err(), "{bad}");
        }
    }
}
