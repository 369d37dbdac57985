//! Every query carries a scope: who asks, and what that one may see.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

/// What a person may do on the whole installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Runs the installation and may do everything.
    Admin,
    /// Works on items.
    Agent,
    /// Staff that reads everything and changes nothing.
    Viewer,
    /// Somebody who is looked after; sees only their own and their organisation's public side.
    Customer,
}

/// The text is not one of the four roles.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a role; roles are admin, agent, viewer and customer")]
pub struct UnknownRole(pub String);

impl Role {
    /// All roles, the highest rank first.
    pub const ALL: [Self; 4] = [Self::Admin, Self::Agent, Self::Viewer, Self::Customer];

    /// The stored and outward name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Agent => "agent",
            Self::Viewer => "viewer",
            Self::Customer => "customer",
        }
    }

    /// Works for the provider.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::Customer)
    }

    /// Higher ranks may change lower ones, never the other way round.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Admin => 3,
            Self::Agent => 2,
            Self::Viewer => 1,
            Self::Customer => 0,
        }
    }

    /// Reads a role's name.
    ///
    /// # Errors
    /// [`UnknownRole`] when it is none.
    pub fn parse(text: &str) -> Result<Self, UnknownRole> {
        text.parse()
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| UnknownRole(text.chars().take(40).collect()))
    }
}

impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// Who does something; written on every event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person, by id.
    Person(i64),
    /// The product itself, with the reason.
    System(&'static str),
}

impl Actor {
    /// The person's id, if a person acts.
    #[must_use]
    pub const fn person(&self) -> Option<i64> {
        match self {
            Self::Person(id) => Some(*id),
            Self::System(_) => None,
        }
    }

    /// `person:12` or `system:reason`.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Person(id) => format!("person:{id}"),
            Self::System(reason) => format!("system:{reason}"),
        }
    }
}

/// Which rows a scope may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sees<'a> {
    /// Everything, internal notes included.
    Everything,
    /// The public side of what this person asked or follows, and of these organisations' items.
    Own {
        /// The person.
        person: i64,
        /// Organisations whose items are visible too; may be empty.
        organizations: &'a [i64],
    },
}

#[derive(Clone, Debug)]
enum Principal {
    System(&'static str),
    Staff { person: i64, role: Role },
    Customer { person: i64, organizations: Arc<[i64]> },
}

/// The authority with which a verb or a query runs.
///
/// [`Scope::system`] is the only unrestricted one, so that every use can be found by name.
#[derive(Clone, Debug)]
pub struct Scope(Principal);

impl Scope {
    /// Unrestricted, for jobs and commands; the reason is written on every event.
    #[must_use]
    pub const fn system(reason: &'static str) -> Self {
        Self(Principal::System(reason))
    }

    /// A member of staff. A customer's role gives a customer's scope without organisations.
    #[must_use]
    pub fn staff(person: i64, role: Role) -> Self {
        if role.is_staff() { Self(Principal::Staff { person, role }) } else { Self::customer(person, Vec::new()) }
    }

    /// A customer who sees their own items and those of the given organisations.
    #[must_use]
    pub fn customer(person: i64, organizations: Vec<i64>) -> Self {
        Self(Principal::Customer { person, organizations: organizations.into() })
    }

    /// Who acts.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        match &self.0 {
            Principal::System(reason) => Actor::System(reason),
            Principal::Staff { person, .. } | Principal::Customer { person, .. } => Actor::Person(*person),
        }
    }

    /// The acting person, if it is one.
    #[must_use]
    pub const fn person(&self) -> Option<i64> {
        self.actor().person()
    }

    /// The role, none for the system.
    #[must_use]
    pub const fn role(&self) -> Option<Role> {
        match &self.0 {
            Principal::System(_) => None,
            Principal::Staff { role, .. } => Some(*role),
            Principal::Customer { .. } => Some(Role::Customer),
        }
    }

    /// System, admin, agent or viewer: sees internal notes.
    #[must_use]
    pub const fn is_staff(&self) -> bool {
        !matches!(self.0, Principal::Customer { .. })
    }

    /// System, admin or agent: may change items.
    #[must_use]
    pub fn may_write(&self) -> bool {
        matches!(self.role(), None | Some(Role::Admin | Role::Agent))
    }

    /// System or admin.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        matches!(self.role(), None | Some(Role::Admin))
    }

    /// Which rows are visible.
    #[must_use]
    pub fn sees(&self) -> Sees<'_> {
        match &self.0 {
            Principal::Customer { person, organizations } => Sees::Own { person: *person, organizations },
            Principal::System(_) | Principal::Staff { .. } => Sees::Everything,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_role_never_gives_a_staff_scope() {
        let scope = Scope::staff(7, Role::Customer);
        assert!(!scope.is_staff());
        assert_eq!(scope.sees(), Sees::Own { person: 7, organizations: &[] });
    }

    #[test]
    fn viewers_read_everything_and_change_nothing() {
        let scope = Scope::staff(7, Role::Viewer);
        assert_eq!(scope.sees(), Sees::Everything);
        assert!(!scope.may_write());
        assert!(Scope::system("test").may_write());
    }
}
