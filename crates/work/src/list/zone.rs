//! A day in a query is a day in the asker's time zone; as instants it means the same everywhere.

use jiff::tz::TimeZone;
use query::{Bounds, Expression, Operator, Query, Value};

/// The same query with every day spelled out as instants of a zone. Give the result to the lists.
#[must_use]
pub fn in_zone(query: &Query, zone: &TimeZone) -> Query {
    Query { expression: expression(&query.expression, zone), sort: query.sort }
}

fn expression(part: &Expression, zone: &TimeZone) -> Expression {
    let all = |members: &[Expression]| members.iter().map(|member| expression(member, zone)).collect();
    match part {
        Expression::And(members) => Expression::And(all(members)),
        Expression::Or(members) => Expression::Or(all(members)),
        Expression::Not(inner) => Expression::Not(Box::new(expression(inner, zone))),
        Expression::Field { field, operator, value: value @ Value::Day(_) } => {
            // A day does not depend on the instant of asking.
            let bounds = Bounds::of(*field, *operator, value, 0, zone);
            let compare = |operator, micros: Option<i64>| {
                let at = jiff::Timestamp::from_microsecond(micros?).ok()?;
                Some(Expression::Field { field: *field, operator, value: Value::Instant(at) })
            };
            let from = compare(Operator::AtLeast, bounds.and_then(|bounds| bounds.from));
            let until = compare(Operator::Less, bounds.and_then(|bounds| bounds.until));
            let spelled: Vec<Expression> = from.into_iter().chain(until).collect();
            if spelled.is_empty() { part.clone() } else { Expression::and(spelled) }
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_askers_day() {
        let query = Query::parse("-created:2026-11-01 sort:created").unwrap();
        let zone = jiff::tz::Offset::constant(8).to_time_zone();
        let spelled = "-(created:>=2026-10-31T16:00:00Z created:<2026-11-01T16:00:00Z) sort:created";
        assert_eq!(in_zone(&query, &zone), Query::parse(spelled).unwrap());
    }
}
