//! Nobody touches a person of higher rank, and members of staff are changed only by administrators.

use base::{Role, Scope};

use crate::{Error, Person, Result};

/// The scope with which a person works: staff sees everything, customers their own and, where the
/// organisation allows it, what their colleagues asked.
#[must_use]
pub fn scope_of(person: &Person) -> Scope {
    if person.role.is_staff() {
        return Scope::staff(person.id, person.role);
    }
    let organizations = person.organization.filter(|_| person.sees_colleagues()).into_iter().collect();
    Scope::customer(person.id, organizations)
}

/// Passes for the system and administrators.
pub(crate) fn require_admin(scope: &Scope) -> Result<()> {
    if scope.is_admin() { Ok(()) } else { Err(Error::Forbidden) }
}

/// Passes for the system, administrators and agents.
pub(crate) fn require_write(scope: &Scope) -> Result<()> {
    if scope.may_write() { Ok(()) } else { Err(Error::Forbidden) }
}

/// Passes for staff of any rank and the system.
pub(crate) fn require_staff(scope: &Scope) -> Result<()> {
    if scope.is_staff() { Ok(()) } else { Err(Error::Forbidden) }
}

/// Passes when the scope may give somebody this role: only administrators make staff.
pub(crate) fn require_grant(scope: &Scope, role: Role) -> Result<()> {
    if role.is_staff() { require_admin(scope) } else { require_write(scope) }
}

/// Passes when the scope may change this person's contact data.
pub(crate) fn require_change(scope: &Scope, person: &Person) -> Result<()> {
    let customer_by_agent = scope.may_write() && !person.role.is_staff();
    if scope.is_admin() || customer_by_agent { Ok(()) } else { Err(Error::Forbidden) }
}

/// Passes for the person and for whoever may change them.
pub(crate) fn require_self_or_change(scope: &Scope, person: &Person) -> Result<()> {
    if scope.person() == Some(person.id) { Ok(()) } else { require_change(scope, person) }
}

/// Passes for the person themselves and the system: for what acts in the person's name.
pub(crate) fn require_self(scope: &Scope, person: i64) -> Result<()> {
    if scope.role().is_none() || scope.person() == Some(person) { Ok(()) } else { Err(Error::Forbidden) }
}
