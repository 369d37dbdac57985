//! The six kinds of item; each has a letter code for keys of items that lie in no queue.

use crate::words::words;

words! {
    /// What an item is.
    Kind, "kind" {
        /// Somebody asked.
        Ticket = "ticket",
        /// A service is worse than promised.
        Incident = "incident",
        /// A cause to remove.
        Bug = "bug",
        /// Something to add or improve.
        Feature = "feature",
        /// An intended act on a running deployment.
        Change = "change",
        /// Anything else somebody must do.
        Task = "task",
    }
}

impl Kind {
    /// What stands before the number in the key of an item that lies in no queue.
    #[must_use]
    pub const fn key_prefix(self) -> &'static str {
        match self {
            Self::Ticket => "SUP",
            Self::Incident => "INC",
            Self::Bug => "BUG",
            Self::Feature => "FEA",
            Self::Change => "CHG",
            Self::Task => "TSK",
        }
    }

    /// Tickets are public to their customer from the start; everything else is internal until somebody opens it.
    #[must_use]
    pub const fn first_visibility(self) -> crate::Visibility {
        match self {
            Self::Ticket => crate::Visibility::Public,
            _ => crate::Visibility::Internal,
        }
    }
}
