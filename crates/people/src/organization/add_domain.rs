//! A mail domain belongs to one organisation; a public provider's domain to none.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{read, store as sql};
use crate::{Error, Flaw, Result, address::domain_fold, authority, public_domains::is_public};

/// Adds a mail domain: people who write from it for the first time belong to the organisation.
///
/// # Errors
/// When it is no domain, a public provider's, or taken, or the scope may not write.
pub fn add_domain(tx: &mut Tx<'_>, scope: &Scope, organization: i64, domain: &str) -> Result<()> {
    read::get(tx, scope, organization)?;
    authority::require_write(scope)?;
    let domain = domain_fold(domain)?;
    if is_public(&domain) {
        return Err(Error::invalid("domain", Flaw::PublicDomain));
    }
    let id = tx.new_id()?;
    if tx.execute(sql::INSERT_DOMAIN, params![id, organization, &domain, tx.now()])? == 0 {
        return Err(Error::invalid("domain", Flaw::Taken));
    }
    let event = NewEvent::of("organization", organization, Event::OrganizationDomainAdded { domain });
    tx.append(event.organization(Some(organization)), scope.actor())?;
    Ok(())
}
