//! The seven categories behind status names, and which of them may follow which.

use crate::words::words;

words! {
    /// What a status means to clocks and reports, whatever its name is.
    Category, "status category" {
        /// Not looked at yet.
        Triage = "triage",
        /// Accepted, not begun.
        Todo = "todo",
        /// Being worked on.
        Doing = "doing",
        /// Waiting for somebody.
        Waiting = "waiting",
        /// Answered or mended; can be reopened.
        Resolved = "resolved",
        /// Finished for good.
        Closed = "closed",
        /// Given up.
        Canceled = "canceled",
    }
}

words! {
    /// Whom a waiting item waits for; only `customer` pauses a clock unless a contract says otherwise.
    WaitingOn, "party to wait for" {
        /// The customer.
        Customer = "customer",
        /// A supplier.
        Vendor = "vendor",
        /// Somebody in the house.
        Internal = "internal",
        /// A release that contains the fix.
        Release = "release",
    }
}

impl Category {
    /// Somebody still has to do something.
    #[must_use]
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Triage | Self::Todo | Self::Doing | Self::Waiting)
    }

    /// Whether a change of status may lead from this category to `next`.
    ///
    /// Active categories follow each other freely. What is active is resolved or canceled; only what is resolved is
    /// closed, so that every closed item has a solved instant. A resolved item goes back to work, but not to triage.
    /// Closed and canceled items come back through [`reopen`](crate::item::reopen) alone.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        use Category::{Canceled, Closed, Doing, Resolved, Todo, Triage, Waiting};
        match self {
            Triage | Todo | Doing | Waiting => !matches!(next, Closed),
            Resolved => !matches!(next, Triage | Canceled),
            Closed => matches!(next, Closed),
            Canceled => matches!(next, Canceled),
        }
    }
}
