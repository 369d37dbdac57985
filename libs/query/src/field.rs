//! The closed set of fields, and which values each of them takes.

use crate::closed::closed_set;

closed_set! {
    /// A field of an item that a query can compare. The words are domain words; some have a second spelling.
    Field {
        /// One of the six kinds.
        Kind = "kind" | "type",
        /// The key, `SUP-12`, or an old or imported key.
        Key = "key",
        /// The status by its name.
        Status = "status",
        /// The category behind the status.
        Category = "category" | "state",
        /// 1 (most pressing) to 4.
        Priority = "priority",
        /// 1 (whole organisation) to 3 (one user).
        Impact = "impact",
        /// 1 (critical) to 4 (low).
        Urgency = "urgency",
        /// Support tier 1 to 4.
        Tier = "tier",
        /// The queue by its name.
        Queue = "queue",
        /// The team by its name.
        Team = "team",
        /// Who works on it: name or address.
        Assignee = "assignee",
        /// Who asked: name or address.
        Requester = "requester",
        /// The customer's organisation by its name.
        Organization = "organization" | "organisation" | "org",
        /// A tag that it carries.
        Tag = "tag",
        /// How it came in.
        Channel = "channel",
        /// Whom it waits for.
        WaitingOn = "waiting" | "waiting_on",
        /// When it was made.
        Created = "created",
        /// When it last changed.
        Updated = "updated",
        /// When it is due.
        Due = "due",
        /// When it was solved.
        Solved = "solved",
        /// When it was closed.
        Closed = "closed",
        /// Words of the title.
        Title = "title" | "subject",
        /// A yes-or-no property.
        Is = "is",
        /// Who is told about changes: name or address.
        Watcher = "watcher",
    }
}

/// Which values stand beside a field in a parsed query. A consumer that covers its field's shape covers everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `Value::Kind`
    Kind,
    /// `Value::Category`
    Category,
    /// `Value::WaitingOn` or `Value::Nothing`
    WaitingOn,
    /// `Value::Flag`
    Flag,
    /// `Value::Name`: folded equality. `Value::Nothing` too when `optional`.
    Name {
        /// Whether `none` is accepted.
        optional: bool,
    },
    /// `Value::Name`, `Value::Me` or `Value::Nothing`
    Person,
    /// `Value::Words`
    Words,
    /// `Value::Number` between the two, with any operator. `Value::Nothing` too when `optional`.
    Number {
        /// The smallest number that makes sense.
        least: i64,
        /// The largest number that makes sense.
        most: i64,
        /// Whether `none` is accepted.
        optional: bool,
    },
    /// `Value::Distance` with any operator but `Equal`; `Value::Day` or `Value::Instant` with any operator.
    /// `Value::Nothing` too when `optional`. [`Bounds`](crate::Bounds) turns all but `Nothing` into two instants.
    Time {
        /// Whether `none` is accepted.
        optional: bool,
    },
}

impl Field {
    /// Which values this field takes.
    #[must_use]
    pub const fn shape(self) -> Shape {
        match self {
            Self::Kind => Shape::Kind,
            Self::Category => Shape::Category,
            Self::WaitingOn => Shape::WaitingOn,
            Self::Is => Shape::Flag,
            Self::Key | Self::Status => Shape::Name { optional: false },
            Self::Queue | Self::Team | Self::Organization | Self::Tag | Self::Channel => Shape::Name { optional: true },
            Self::Assignee | Self::Requester | Self::Watcher => Shape::Person,
            Self::Title => Shape::Words,
            Self::Priority => Shape::Number { least: 1, most: 4, optional: false },
            Self::Impact => Shape::Number { least: 1, most: 3, optional: true },
            Self::Urgency | Self::Tier => Shape::Number { least: 1, most: 4, optional: true },
            Self::Created | Self::Updated => Shape::Time { optional: false },
            Self::Due | Self::Solved | Self::Closed => Shape::Time { optional: true },
        }
    }
}
