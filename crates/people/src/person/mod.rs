//! Persons: customers' contacts and members of staff, known by their mail addresses.

mod access;
mod add_address;
mod agents;
mod create;
mod disable;
mod enable;
mod find_or_create;
mod list;
mod read;
mod remove_address;
mod set_password;
mod set_primary_address;
mod set_role;
mod store;
mod update;
mod verify_address;

pub(crate) use access::hold_admins;
pub use add_address::add_address;
pub use agents::agents;
pub(crate) use create::insert;
pub use create::{NewPerson, create};
pub use disable::disable;
pub use enable::enable;
pub use find_or_create::find_or_create_by_address;
pub use list::{Filter, list};
pub use read::{addresses, by_address, get};
pub(crate) use read::{by_id, credentials};
pub use remove_address::remove_address;
pub use set_password::set_password;
pub(crate) use set_password::{replace_hash, store_password};
pub use set_primary_address::set_primary_address;
pub use set_role::set_role;
pub use store::STATEMENTS;
pub(crate) use store::{admit, hold};
pub use update::{Changes, update};
pub(crate) use verify_address::verify;
pub use verify_address::verify_address;

use base::{Role, Timestamp};
use serde::Serialize;

/// Somebody who asks or answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The id.
    pub id: i64,
    /// The name.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// The customer's organisation.
    pub organization: Option<i64>,
    /// Its name.
    pub organization_name: Option<String>,
    /// Whether the organisation shares its items with all its people.
    pub organization_shares: bool,
    /// Whether this person sees colleagues' items even if the organisation does not share.
    pub sees_organization: bool,
    /// The primary address; where mail goes.
    pub address: Option<String>,
    /// The language of pages and mails, a BCP 47 tag.
    pub locale: Option<String>,
    /// The time zone, an IANA name.
    pub zone: Option<String>,
    /// Cannot sign in.
    pub disabled: bool,
    /// Whether a password is set.
    pub has_password: bool,
    /// Counts every change of what the person signs in with; sessions of an older count are dead.
    #[serde(skip)]
    pub epoch: i64,
    /// Counts changes, for optimistic locking.
    pub version: i64,
    /// The last sign-in.
    pub signed_in_at: Option<Timestamp>,
    /// When the person came into being.
    pub created_at: Timestamp,
    /// The last change.
    pub updated_at: Timestamp,
}

impl Person {
    /// Sees what the colleagues of the organisation asked.
    #[must_use]
    pub const fn sees_colleagues(&self) -> bool {
        self.organization.is_some() && (self.organization_shares || self.sees_organization)
    }

    /// What a customer may know of another person.
    #[must_use]
    pub fn for_customer(&self) -> PublicPerson {
        PublicPerson { id: self.id, name: self.name.clone() }
    }
}

/// The public side of a person: no address, role or sign-in data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublicPerson {
    /// The id.
    pub id: i64,
    /// The name.
    pub name: String,
}

/// One of a person's addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonAddress {
    /// The id.
    pub id: i64,
    /// As the person writes it.
    pub address: String,
    /// Where mail goes.
    pub is_primary: bool,
    /// When it was shown to belong to the person.
    pub verified_at: Option<Timestamp>,
}
