//! An organisation has a name that no other has; agents may make one.

use base::{Scope, text};
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{MAX_NAME, Organization, read, store as sql};
use crate::{Error, Flaw, Result, authority};

/// What a new organisation starts with.
#[derive(Clone, Debug, Default)]
pub struct NewOrganization {
    /// The name.
    pub name: String,
    /// Whether its people see what their colleagues asked.
    pub shares_items: bool,
}

/// Makes an organisation.
///
/// # Errors
/// When the name is missing, too long or taken, or the scope may not write.
pub fn create(tx: &mut Tx<'_>, scope: &Scope, new: NewOrganization) -> Result<Organization> {
    authority::require_write(scope)?;
    let name = checked_name(&new.name)?;
    let id = tx.new_id()?;
    let values = params![id, &name, text::fold(&name), new.shares_items, tx.now()];
    if tx.execute(sql::INSERT, values)? == 0 {
        return Err(Error::invalid("name", Flaw::Taken));
    }
    let event = NewEvent::of("organization", id, Event::OrganizationCreated { name });
    tx.append(event.organization(Some(id)), scope.actor())?;
    read::by_id(tx, id)
}

/// One clean line of 1 to 200 characters.
pub(super) fn checked_name(name: &str) -> Result<String> {
    let name = text::clean_line(name);
    match name.chars().count() {
        0 => Err(Error::invalid("name", Flaw::Missing)),
        1..=MAX_NAME => Ok(name),
        _ => Err(Error::invalid("name", Flaw::TooLong)),
    }
}
