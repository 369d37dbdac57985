//! People change their own profile; agents change customers; organisation and sight are given by others.

use base::{Scope, text};
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{Person, create, read, store as sql};
use crate::{Error, Result, authority};

/// What changes; `None` stays, `Some(None)` is taken away.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The name.
    pub name: Option<String>,
    /// The organisation.
    pub organization: Option<Option<i64>>,
    /// Whether the person sees colleagues' items.
    pub sees_organization: Option<bool>,
    /// The language, a BCP 47 tag.
    pub locale: Option<Option<String>>,
    /// The time zone, an IANA name.
    pub zone: Option<Option<String>>,
}

/// Changes a person; with `expected` only if that is still the version.
///
/// # Errors
/// When a value breaks a rule, the version is another, or the scope may not change this.
pub fn update(tx: &mut Tx<'_>, scope: &Scope, id: i64, expected: Option<i64>, changes: Changes) -> Result<Person> {
    let before = read::get(tx, scope, id)?;
    authority::require_self_or_change(scope, &before)?;
    let after = applied(&before, changes)?;
    if (after.organization, after.sees_organization) != (before.organization, before.sees_organization) {
        authority::require_change(scope, &before)?;
    }
    if let Some(organization) = after.organization {
        create::require_organization(tx, scope, organization)?;
    }
    let fields = changed_fields(&before, &after);
    if fields.is_empty() && expected.is_none_or(|expected| expected == before.version) {
        return Ok(before);
    }
    write(tx, &after, expected.unwrap_or(before.version))?;
    let event = NewEvent::of("person", id, Event::PersonChanged { fields });
    tx.append(event.organization(after.organization), scope.actor())?;
    read::by_id(tx, id)
}

fn applied(before: &Person, changes: Changes) -> Result<Person> {
    let mut after = before.clone();
    if let Some(name) = changes.name {
        after.name = create::name_of(&name, None)?;
    }
    if let Some(locale) = changes.locale {
        after.locale = create::checked_tag("locale", locale)?;
    }
    if let Some(zone) = changes.zone {
        after.zone = create::checked_tag("zone", zone)?;
    }
    after.organization = changes.organization.unwrap_or(before.organization);
    after.sees_organization = changes.sees_organization.unwrap_or(before.sees_organization);
    Ok(after)
}

fn changed_fields(before: &Person, after: &Person) -> Vec<String> {
    [
        ("name", before.name != after.name),
        ("organization", before.organization != after.organization),
        ("sees_organization", before.sees_organization != after.sees_organization),
        ("locale", before.locale != after.locale),
        ("zone", before.zone != after.zone),
    ]
    .into_iter()
    .filter(|(_, changed)| *changed)
    .map(|(field, _)| field.to_owned())
    .collect()
}

fn write(tx: &mut Tx<'_>, after: &Person, version: i64) -> Result<()> {
    let values = params![
        &after.name,
        text::fold(&after.name),
        after.organization,
        after.sees_organization,
        &after.locale,
        &after.zone,
        tx.now(),
        after.id,
        version,
    ];
    match tx.execute(sql::UPDATE, values)? {
        0 => Err(Error::Stale { current: read::by_id(tx, after.id)?.version }),
        _ => Ok(()),
    }
}
