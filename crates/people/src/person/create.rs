//! A person has a name and may have an address that nobody else has; only administrators make staff.

use base::{Role, Scope, text};
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{Person, add_address, read, store as sql};
use crate::{Address, Error, Flaw, Result, authority, organization, public_domains::is_public};

/// The most characters of a name.
const MAX_NAME: usize = 200;

/// What a new person starts with.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The name; the part of the address before the `@` when empty.
    pub name: String,
    /// The primary address.
    pub address: Option<String>,
    /// What the person may do.
    pub role: Role,
    /// The organisation; found by the address's domain when none is given and the person is a customer.
    pub organization: Option<i64>,
    /// The language, a BCP 47 tag.
    pub locale: Option<String>,
    /// The time zone, an IANA name.
    pub zone: Option<String>,
    /// Whether the one who makes the person vouches for the address.
    pub verified: bool,
}

impl NewPerson {
    /// A person with a name, an address and a role, nothing else known.
    #[must_use]
    pub fn of(name: &str, address: &str, role: Role) -> Self {
        Self {
            name: name.to_owned(),
            address: Some(address.to_owned()),
            role,
            organization: None,
            locale: None,
            zone: None,
            verified: false,
        }
    }
}

/// Makes a person.
///
/// # Errors
/// When a value breaks a rule, the address is taken, or the scope may not make this role.
pub fn create(tx: &mut Tx<'_>, scope: &Scope, new: NewPerson) -> Result<Person> {
    authority::require_grant(scope, new.role)?;
    if let Some(organization) = new.organization {
        require_organization(tx, scope, organization)?;
    }
    insert(tx, scope, new)?.ok_or(Error::invalid("address", Flaw::Taken))
}

/// Makes a person without asking for rights; none when somebody else has the address.
pub(crate) fn insert(tx: &mut Tx<'_>, scope: &Scope, new: NewPerson) -> Result<Option<Person>> {
    let address = new.address.as_deref().map(Address::parse).transpose()?;
    let name = name_of(&new.name, address.as_ref())?;
    let organization = match (new.organization, &address) {
        (None, Some(address)) if !new.role.is_staff() => organization_of(tx, address)?,
        (given, _) => given,
    };
    let (locale, zone) = (checked_tag("locale", new.locale)?, checked_tag("zone", new.zone)?);
    let (id, now) = (tx.new_id()?, tx.now());
    let values = params![id, &name, text::fold(&name), new.role.as_str(), organization, locale, zone, now];
    tx.execute(sql::INSERT, values)?;
    if let Some(address) = &address {
        let verified_at = new.verified.then_some(now);
        if !add_address::insert(tx, id, address, true, verified_at)? {
            tx.execute(sql::DELETE_UNUSED, params![id])?;
            return Ok(None);
        }
    }
    let event = Event::PersonCreated { name, role: new.role.as_str().to_owned() };
    tx.append(NewEvent::of("person", id, event).organization(organization), scope.actor())?;
    read::by_id(tx, id).map(Some)
}

/// One clean line of at most 200 characters; the address stands in for a missing name.
pub(super) fn name_of(name: &str, address: Option<&Address>) -> Result<String> {
    let name = text::clean_line(name);
    match (name.chars().count(), address) {
        (0, Some(address)) => Ok(address.local().to_owned()),
        (0, None) => Err(Error::invalid("name", Flaw::Missing)),
        (1..=MAX_NAME, _) => Ok(name),
        _ => Err(Error::invalid("name", Flaw::TooLong)),
    }
}

/// A language tag or zone name is short and of plain letters; what it means is looked up where it is used.
pub(super) fn checked_tag(field: &'static str, tag: Option<String>) -> Result<Option<String>> {
    let tag = tag.filter(|tag| !tag.is_empty());
    let is_sound =
        |tag: &String| tag.len() <= 64 && tag.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_+/".contains(sign));
    if tag.as_ref().is_none_or(is_sound) { Ok(tag) } else { Err(Error::invalid(field, Flaw::Malformed)) }
}

/// Passes when the organisation exists for the scope.
pub(super) fn require_organization(tx: &mut Tx<'_>, scope: &Scope, organization: i64) -> Result<()> {
    match organization::get(tx, scope, organization) {
        Ok(_) => Ok(()),
        Err(Error::NotFound) => Err(Error::invalid("organization", Flaw::Unknown)),
        Err(other) => Err(other),
    }
}

fn organization_of(tx: &mut Tx<'_>, address: &Address) -> Result<Option<i64>> {
    if is_public(address.domain()) {
        return Ok(None);
    }
    Ok(organization::by_domain(tx, address.domain())?.map(|organization| organization.id))
}
