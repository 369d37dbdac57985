//! Messages are read through their item; internal ones do not exist for customers, nor do their files.

use base::Scope;
use store::Tx;

use super::{Attachment, Message, store as rows};
use crate::{Error, Visibility, item};

/// The messages of an item in their order, with their files.
///
/// # Errors
/// [`Error::NotFound`] when the item may not be seen.
pub fn list(tx: &mut Tx, scope: &Scope, item: i64) -> Result<Vec<Message>, Error> {
    item::get(tx, scope, item)?;
    let messages = rows::of_item(tx, item, scope.is_staff())?;
    Ok(messages.into_iter().map(|message| message.seen_by(scope)).collect())
}

/// One message with its files.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or may not be seen.
pub fn get(tx: &mut Tx, scope: &Scope, id: i64) -> Result<Message, Error> {
    let message = rows::by_id(tx, id)?.ok_or(Error::NotFound)?;
    item::get(tx, scope, message.item)?;
    let shown = scope.is_staff() || message.visibility == Visibility::Public;
    if shown { Ok(message.seen_by(scope)) } else { Err(Error::NotFound) }
}

/// The message that was made from a mail, for whoever may see it.
///
/// # Errors
/// When the store fails.
pub fn by_source(tx: &mut Tx, scope: &Scope, mail: i64) -> Result<Option<Message>, Error> {
    match rows::by_source(tx, mail)? {
        Some(message) => match get(tx, scope, message.id) {
            Err(Error::NotFound) => Ok(None),
            other => other.map(Some),
        },
        None => Ok(None),
    }
}

/// One file of a message.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or its message may not be seen.
pub fn attachment(tx: &mut Tx, scope: &Scope, id: i64) -> Result<Attachment, Error> {
    let (message, attachment) = rows::attachment(tx, id)?.ok_or(Error::NotFound)?;
    get(tx, scope, message)?;
    Ok(attachment)
}
