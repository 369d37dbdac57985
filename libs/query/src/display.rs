//! From tree to text: what is printed here parses to the same tree again, if it is within the limits.

use std::fmt::{Display, Formatter, Result, Write};

use crate::condition::is_word;
use crate::scan::ends_value;
use crate::{Expression, Field, Operator, Query, Sort, Value};

impl Display for Query {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        self.expression.fmt(formatter)?;
        match &self.sort {
            Some(sort) if self.expression == Expression::All => sort.fmt(formatter),
            Some(sort) => write!(formatter, " {sort}"),
            None => Ok(()),
        }
    }
}

impl Display for Sort {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        write!(formatter, "sort:{}{}", if self.descending { "-" } else { "" }, self.field)
    }
}

impl Display for Expression {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Self::All => Ok(()),
            Self::And(members) => joined(formatter, members, " "),
            Self::Or(members) => match list(members) {
                Some((field, values)) => values_of(formatter, field, &values),
                None => joined(formatter, members, " or "),
            },
            Self::Not(inner) => {
                formatter.write_char('-')?;
                grouped(formatter, inner)
            }
            Self::Field { field, operator, value } => {
                write!(formatter, "{field}:{}{value}", operator.as_str())
            }
            Self::Text { text, phrase: true } => quote(formatter, text),
            Self::Text { text, phrase: false } => formatter.write_str(text),
        }
    }
}

fn joined(formatter: &mut Formatter<'_>, members: &[Expression], between: &str) -> Result {
    for (index, member) in members.iter().enumerate() {
        if index > 0 {
            formatter.write_str(between)?;
        }
        // `or` binds weaker, so an `And` needs no parentheses inside it.
        if between == " or " { member.fmt(formatter)? } else { grouped(formatter, member)? }
    }
    Ok(())
}

/// With parentheses where they are needed.
fn grouped(formatter: &mut Formatter<'_>, expression: &Expression) -> Result {
    let bare = match expression {
        Expression::Or(members) => list(members).is_some(),
        Expression::And(_) => false,
        _ => true,
    };
    if bare { expression.fmt(formatter) } else { write!(formatter, "({expression})") }
}

/// The members as a list of values, if all are equalities of one field.
fn list(members: &[Expression]) -> Option<(Field, Vec<&Value>)> {
    let mut values = Vec::with_capacity(members.len());
    let mut common = None;
    for member in members {
        let Expression::Field { field, operator: Operator::Equal, value } = member else { return None };
        if *common.get_or_insert(*field) != *field {
            return None;
        }
        values.push(value);
    }
    common.map(|field| (field, values))
}

fn values_of(formatter: &mut Formatter<'_>, field: Field, values: &[&Value]) -> Result {
    for (index, value) in values.iter().enumerate() {
        if index == 0 {
            write!(formatter, "{field}:{value}")?;
        } else {
            write!(formatter, ",{value}")?;
        }
    }
    Ok(())
}

impl Display for Value {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Self::Name(text) | Self::Words(text) if needs_quotes(text) => quote(formatter, text),
            Self::Name(text) | Self::Words(text) => formatter.write_str(text),
            Self::Me => formatter.write_str("me"),
            Self::Nothing => formatter.write_str("none"),
            Self::Number(number) => number.fmt(formatter),
            Self::Kind(kind) => kind.fmt(formatter),
            Self::Category(category) => category.fmt(formatter),
            Self::WaitingOn(party) => party.fmt(formatter),
            Self::Flag(flag) => flag.fmt(formatter),
            Self::Distance(distance) => write!(formatter, "{}{}", distance.amount, distance.unit),
            Self::Day(day) => day.fmt(formatter),
            Self::Instant(instant) => instant.fmt(formatter),
        }
    }
}

fn needs_quotes(text: &str) -> bool {
    text.is_empty()
        || text.chars().any(ends_value)
        || text.starts_with(['<', '>', '='])
        || is_word(text, "me", false)
        || is_word(text, "none", false)
}

fn quote(formatter: &mut Formatter<'_>, text: &str) -> Result {
    formatter.write_char('"')?;
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            formatter.write_char('\\')?;
        }
        formatter.write_char(character)?;
    }
    formatter.write_char('"')
}
