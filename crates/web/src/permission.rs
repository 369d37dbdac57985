//! Who may call a route; declared in the route table and enforced before its handler runs.

use base::{Role, Scope};
use serde::Serialize;

use crate::Error;

/// The least that a caller must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Everybody, signed in or not.
    Anyone,
    /// Everybody who is signed in.
    SignedIn,
    /// A customer.
    Customer,
    /// Viewer, agent or admin.
    Staff,
    /// Agent or admin.
    Agent,
    /// Admin.
    Admin,
}

impl Permission {
    /// All permissions, the widest first.
    pub const ALL: [Self; 6] = [Self::Anyone, Self::SignedIn, Self::Customer, Self::Staff, Self::Agent, Self::Admin];

    /// Whether a person of this role passes; none stands for nobody signed in.
    #[must_use]
    pub const fn allows(self, role: Option<Role>) -> bool {
        match (self, role) {
            (Self::Anyone, _) => true,
            (_, None) => false,
            (Self::SignedIn, Some(_)) => true,
            (Self::Customer, Some(role)) => matches!(role, Role::Customer),
            (Self::Staff, Some(role)) => role.is_staff(),
            (Self::Agent, Some(role)) => matches!(role, Role::Admin | Role::Agent),
            (Self::Admin, Some(role)) => matches!(role, Role::Admin),
        }
    }

    /// Checks the scope of a caller.
    ///
    /// # Errors
    /// 401 when nobody is signed in and somebody must be, 403 when the role does not suffice.
    pub fn check(self, scope: Option<&Scope>) -> Result<(), Error> {
        let role = scope.and_then(Scope::role);
        if self.allows(role) {
            Ok(())
        } else if role.is_none() {
            Err(Error::unauthorized())
        } else {
            Err(Error::forbidden())
        }
    }
}
