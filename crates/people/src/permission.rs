//! What each role may do, as one closed table; handlers name a permission, never a role.

use base::Role;

/// Something that needs a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Permission {
    /// See the items of one's scope.
    ItemRead,
    /// Ask something.
    ItemCreate,
    /// Write a public message on an item of one's scope.
    ItemReply,
    /// Read and write internal notes.
    ItemNote,
    /// Change status, priority, owner, tags, links and kind.
    ItemUpdate,
    /// Put items into the recycle bin and take them out.
    ItemDelete,
    /// See persons of one's scope.
    PersonRead,
    /// Make customers and change their contact data.
    PersonWrite,
    /// Change members of staff, roles, and who can sign in.
    PersonManage,
    /// See organisations of one's scope.
    OrganizationRead,
    /// Make and change organisations.
    OrganizationWrite,
    /// See teams and queues.
    TeamRead,
    /// Make and change teams and queues.
    TeamManage,
    /// See and change mailboxes with their credentials.
    MailboxManage,
    /// See mails that were not turned into messages.
    QuarantineRead,
    /// Decide about them.
    QuarantineDecide,
    /// See and decide about jobs that gave up, and the state of the installation.
    OperationsManage,
    /// Read the global stream of events.
    EventsRead,
    /// Change one's own profile, password, sessions and tokens.
    OwnAccount,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 19] = [
        Self::ItemRead,
        Self::ItemCreate,
        Self::ItemReply,
        Self::ItemNote,
        Self::ItemUpdate,
        Self::ItemDelete,
        Self::PersonRead,
        Self::PersonWrite,
        Self::PersonManage,
        Self::OrganizationRead,
        Self::OrganizationWrite,
        Self::TeamRead,
        Self::TeamManage,
        Self::MailboxManage,
        Self::QuarantineRead,
        Self::QuarantineDecide,
        Self::OperationsManage,
        Self::EventsRead,
        Self::OwnAccount,
    ];

    /// The lowest rank that has it.
    const fn lowest_role(self) -> Role {
        match self {
            Self::ItemRead
            | Self::ItemCreate
            | Self::ItemReply
            | Self::PersonRead
            | Self::OrganizationRead
            | Self::OwnAccount => Role::Customer,
            Self::TeamRead | Self::QuarantineRead | Self::EventsRead => Role::Viewer,
            Self::ItemNote
            | Self::ItemUpdate
            | Self::PersonWrite
            | Self::OrganizationWrite
            | Self::QuarantineDecide => Role::Agent,
            Self::ItemDelete | Self::PersonManage | Self::TeamManage | Self::MailboxManage | Self::OperationsManage => {
                Role::Admin
            }
        }
    }
}

/// Whether the role has the permission. What it reaches is the scope's matter.
#[must_use]
pub const fn allows(role: Role, permission: Permission) -> bool {
    // A viewer only reads, although a customer, of lower rank, may ask and reply.
    let reads_only =
        matches!(role, Role::Viewer) && matches!(permission, Permission::ItemCreate | Permission::ItemReply);
    role.rank() >= permission.lowest_role().rank() && !reads_only
}

/// How private a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldClass {
    /// Customers who see the thing see the field.
    Public,
    /// Staff only: notes, assignees' workload, sign-in data, other customers.
    Internal,
    /// Administrators only.
    Confidential,
}

/// Whether the role sees, filters by and sorts by fields of the class; filtering leaks values as reading does.
#[must_use]
pub const fn may_read(role: Role, class: FieldClass) -> bool {
    match class {
        FieldClass::Public => true,
        FieldClass::Internal => role.is_staff(),
        FieldClass::Confidential => matches!(role, Role::Admin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_rights() {
        let table: Vec<String> = Permission::ALL
            .iter()
            .map(|permission| {
                let marks: String = Role::ALL
                    .iter()
                    .map(|role| if allows(*role, *permission) { role.as_str().chars().next().unwrap() } else { '-' })
                    .collect();
                format!("{marks} {permission:?}")
            })
            .collect();
        let expected = "aavc ItemRead|aa-c ItemCreate|aa-c ItemReply|aa-- ItemNote|aa-- ItemUpdate|a--- ItemDelete|\
            aavc PersonRead|aa-- PersonWrite|a--- PersonManage|aavc OrganizationRead|aa-- OrganizationWrite|\
            aav- TeamRead|a--- TeamManage|a--- MailboxManage|aav- QuarantineRead|aa-- QuarantineDecide|\
            a--- OperationsManage|aav- EventsRead|aavc OwnAccount";
        assert_eq!(table.join("|"), expected);
    }

    #[test]
    fn every_permission_is_listed_once() {
        let mut all = Permission::ALL.to_vec();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), Permission::ALL.len());
    }

    #[test]
    fn customers_never_read_internal_fields() {
        assert!(!may_read(Role::Customer, FieldClass::Internal));
        assert!(!may_read(Role::Agent, FieldClass::Confidential));
        assert!(may_read(Role::Viewer, FieldClass::Internal));
    }
}
