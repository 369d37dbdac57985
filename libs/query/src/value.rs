//! The values that can stand beside a field.

use crate::closed::closed_set;

/// A value, typed; which variants a field can have is [`Field::shape`](crate::Field::shape).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// A name, key, address or tag, as typed; compare it folded. Never empty.
    Name(String),
    /// Words to be found in a title, in any place; compare folded. Never empty.
    Words(String),
    /// `me`: the person who asks.
    Me,
    /// `none`: the field has no value.
    Nothing,
    /// A whole number within the field's limits.
    Number(i64),
    /// A kind of item.
    Kind(Kind),
    /// A status category.
    Category(Category),
    /// Whom an item waits for.
    WaitingOn(WaitingOn),
    /// A yes-or-no property.
    Flag(Flag),
    /// A length of time: the age of a past instant, or what is left until a due instant.
    Distance(Distance),
    /// A day in the asker's time zone.
    Day(jiff::civil::Date),
    /// An instant.
    Instant(jiff::Timestamp),
}

closed_set! {
    /// The six kinds of item.
    Kind {
        /// Somebody asked.
        Ticket = "ticket",
        /// A service is worse than promised.
        Incident = "incident",
        /// A cause to remove.
        Bug = "bug" | "problem",
        /// Something to add or improve.
        Feature = "feature",
        /// An intended act on a running deployment.
        Change = "change",
        /// Anything else somebody must do.
        Task = "task",
    }
}

closed_set! {
    /// The seven categories behind status names.
    Category {
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
        Canceled = "canceled" | "cancelled",
    }
}

closed_set! {
    /// Whom an item waits for.
    WaitingOn {
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

closed_set! {
    /// A yes-or-no property of an item.
    Flag {
        /// Nobody works on it.
        Unassigned = "unassigned",
        /// Somebody works on it.
        Assigned = "assigned",
        /// Its category is none of resolved, closed, canceled.
        Open = "open",
        /// Its category is one of resolved, closed, canceled.
        Done = "done",
        /// It is open and its due instant has passed.
        Overdue = "overdue",
    }
}

/// A length of time as typed: `2d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Distance {
    /// How many; at most 100,000.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
}

impl Distance {
    /// The largest amount that is read, in any unit.
    pub const MAX_AMOUNT: u32 = 100_000;

    /// Its length in microseconds.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.amount as i64 * self.unit.micros()
    }
}

closed_set! {
    /// A unit of a [`Distance`]; real elapsed time, never calendar time.
    Unit {
        /// 60 seconds.
        Minute = "min",
        /// 60 minutes.
        Hour = "h",
        /// 24 hours.
        Day = "d",
        /// 7 × 24 hours.
        Week = "w",
    }
}

impl Unit {
    /// Its length in microseconds.
    #[must_use]
    pub const fn micros(self) -> i64 {
        const MINUTE: i64 = 60 * 1_000_000;
        match self {
            Self::Minute => MINUTE,
            Self::Hour => 60 * MINUTE,
            Self::Day => 24 * 60 * MINUTE,
            Self::Week => 7 * 24 * 60 * MINUTE,
        }
    }
}
