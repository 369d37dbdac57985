//! Taking a mail domain away leaves the people who came by it where they are.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{read, store as sql};
use crate::{Error, Result, address::domain_fold, authority};

/// Removes a mail domain from an organisation.
///
/// # Errors
/// [`Error::NotFound`] when it does not have it, or the scope may not write.
pub fn remove_domain(tx: &mut Tx<'_>, scope: &Scope, organization: i64, domain: &str) -> Result<()> {
    read::get(tx, scope, organization)?;
    authority::require_write(scope)?;
    let domain = domain_fold(domain)?;
    if tx.execute(sql::DELETE_DOMAIN, params![organization, &domain])? == 0 {
        return Err(Error::NotFound);
    }
    let event = NewEvent::of("organization", organization, Event::OrganizationDomainRemoved { domain });
    tx.append(event.organization(Some(organization)), scope.actor())?;
    Ok(())
}
