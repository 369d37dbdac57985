//! What a query says, as a tree.

use crate::closed::closed_set;
use crate::{Field, Value};

/// A whole query: which items, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Query {
    /// Which items match.
    pub expression: Expression,
    /// The order asked for; `None` leaves it to the list.
    pub sort: Option<Sort>,
}

impl Query {
    /// The query that matches everything; the same as parsing an empty text.
    #[must_use]
    pub const fn all() -> Self {
        Self { expression: Expression::All, sort: None }
    }

    /// Reads a query.
    ///
    /// # Errors
    /// [`Error`](crate::Error) with the position and a plain sentence when the text is not a query or is past a limit.
    pub fn parse(text: &str) -> Result<Self, crate::Error> {
        crate::parse::query(text)
    }

    /// Whether any part must be answered by the full-text index ([`Expression::Text`]).
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.expression.has_text()
    }
}

impl std::str::FromStr for Query {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// Which items match.
///
/// A parsed expression is in normal form: no `And` directly inside an `And`, no `Or` inside an `Or`, at least two
/// members in each, no double `Not`, and `All` only as the whole of an empty query. Lists and ranges are spelled out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Expression {
    /// Every item.
    All,
    /// Items that match all members.
    And(Vec<Expression>),
    /// Items that match at least one member.
    Or(Vec<Expression>),
    /// Items that do not match.
    Not(Box<Expression>),
    /// Items whose field compares with the value; [`Field::shape`] says which values a field can have here.
    Field {
        /// The field.
        field: Field,
        /// How field and value compare; anything but `Equal` only with numbers and times.
        operator: Operator,
        /// The value.
        value: Value,
    },
    /// Items in whose text this is found.
    Text {
        /// One word as typed, or the content of the quotes; never blank, but it may hold no letter at all.
        text: String,
        /// Whether it was in quotes and must be found as it stands.
        phrase: bool,
    },
}

impl Expression {
    /// All of `members`, in normal form. Nothing to hold matches everything.
    #[must_use]
    pub fn and(members: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(members.len());
        for member in members {
            match member {
                Self::All => {}
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() > 1 { Self::And(flat) } else { flat.pop().unwrap_or(Self::All) }
    }

    /// Any of `members`, in normal form. An empty list, which the language cannot express, matches nothing.
    #[must_use]
    pub fn or(members: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(members.len());
        for member in members {
            match member {
                Self::All => return Self::All,
                Self::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() > 1 { Self::Or(flat) } else { flat.pop().unwrap_or(Self::Not(Box::new(Self::All))) }
    }

    /// The opposite of `member`, in normal form.
    #[must_use]
    pub fn negated(member: Self) -> Self {
        match member {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Whether a [`Expression::Text`] occurs anywhere in it.
    #[must_use]
    pub fn has_text(&self) -> bool {
        match self {
            Self::All | Self::Field { .. } => false,
            Self::And(members) | Self::Or(members) => members.iter().any(Self::has_text),
            Self::Not(inner) => inner.has_text(),
            Self::Text { .. } => true,
        }
    }
}

/// How a field and a value compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// `field:value`, `field:=value`
    Equal,
    /// `field:<value`
    Less,
    /// `field:<=value`
    AtMost,
    /// `field:>value`
    Greater,
    /// `field:>=value`
    AtLeast,
}

impl Operator {
    /// What stands before the value; nothing for `Equal`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        }
    }

    /// The SQL comparison: `=`, `<`, `<=`, `>` or `>=`.
    #[must_use]
    pub const fn sql(self) -> &'static str {
        match self {
            Self::Equal => "=",
            other => other.as_str(),
        }
    }
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub field: SortField,
    /// Largest or latest first (`sort:-updated`).
    pub descending: bool,
}

closed_set! {
    /// What a list can be ordered by.
    SortField {
        /// When the item was made.
        Created = "created",
        /// When the item last changed.
        Updated = "updated",
        /// When the item is due; items that are never due come last in either direction.
        Due = "due",
        /// 1 (most pressing) to 4.
        Priority = "priority",
        /// When the item was solved.
        Solved = "solved",
        /// When the item was closed.
        Closed = "closed",
        /// The title, by its folded text.
        Title = "title" | "subject",
    }
}
