//! The one place where a query becomes a condition: scope first, then the recycle bin, then what was asked.
//!
//! Negation is two-valued (`IS NOT TRUE`), so that `-assignee:kim` finds what nobody owns. Full text is not answered
//! here: a text stands for "maybe", and the condition lets through every item that could match.

use base::{Scope, Sees};
use query::{Expression, Field, Query};
use store::Tx;

use super::{condition::Condition, field, plan::wanted};
use crate::Error;

/// Adds what a scope may see of a query. `half` says that only active items are wanted, or only the others; it counts
/// only when the query itself does not say.
///
/// # Errors
/// [`Error::Invalid`] with the field `q` when a customer asks by something that customers do not see.
pub(super) fn compile(
    condition: &mut Condition,
    tx: &mut Tx,
    scope: &Scope,
    query: &Query,
    half: Option<bool>,
) -> Result<(), Error> {
    restrict(condition, scope);
    match wanted(tx, query)?.or(half) {
        // What is active is never in the recycle bin, so that an index alone can answer.
        Some(true) => condition.text(" AND i.active = TRUE"),
        Some(false) => condition.text(" AND i.active = FALSE AND i.deleted_at IS NULL"),
        None => condition.text(" AND i.deleted_at IS NULL"),
    }
    condition.text(" AND ");
    expression(condition, tx, scope, &query.expression, true)
}

/// What the scope lets through.
fn restrict(condition: &mut Condition, scope: &Scope) {
    match scope.sees() {
        Sees::Everything => condition.text("TRUE"),
        Sees::Own { person, organizations } => {
            condition.text("i.visibility = 'public' AND i.id IN (SELECT id FROM work_item WHERE requester = ");
            condition.value(person);
            condition.text(" UNION SELECT id FROM work_item WHERE organization");
            condition.ids(organizations.to_vec());
            condition.text(" UNION SELECT item FROM work_watcher WHERE person = ");
            condition.value(person);
            condition.text(")");
        }
    }
}

/// Adds one expression. `maybe` is what a text stands for: true where more matches must not be lost, false under an
/// odd number of negations.
fn expression(
    condition: &mut Condition,
    tx: &mut Tx,
    scope: &Scope,
    part: &Expression,
    maybe: bool,
) -> Result<(), Error> {
    match part {
        Expression::All => condition.text("TRUE"),
        Expression::Text { .. } => condition.text(if maybe { "TRUE" } else { "FALSE" }),
        Expression::And(members) => joined(condition, tx, scope, (members, " AND "), maybe)?,
        Expression::Or(members) => joined(condition, tx, scope, (members, " OR "), maybe)?,
        Expression::Not(inner) if matches!(**inner, Expression::Field { field: Field::Tag, .. }) => {
            // A tag is there or not, so that this says the same, and PostgreSQL knows how to look for it.
            condition.text("NOT ");
            expression(condition, tx, scope, inner, !maybe)?;
        }
        Expression::Not(inner) => {
            condition.text("((");
            expression(condition, tx, scope, inner, !maybe)?;
            condition.text(") IS NOT TRUE)");
        }
        Expression::Field { field, operator, value } => {
            permit(scope, *field)?;
            condition.text("(");
            field::compare(condition, tx, scope, (*field, *operator, value))?;
            condition.text(")");
        }
    }
    Ok(())
}

fn joined(
    condition: &mut Condition,
    tx: &mut Tx,
    scope: &Scope,
    (members, word): (&[Expression], &'static str),
    maybe: bool,
) -> Result<(), Error> {
    condition.text("(");
    for (number, member) in members.iter().enumerate() {
        if number > 0 {
            condition.text(word);
        }
        expression(condition, tx, scope, member, maybe)?;
    }
    condition.text(")");
    Ok(())
}

/// A customer may ask only by what a customer sees, or asking would tell what is hidden.
fn permit(scope: &Scope, field: Field) -> Result<(), Error> {
    let shown = matches!(
        field,
        Field::Kind
            | Field::Key
            | Field::Status
            | Field::Category
            | Field::Priority
            | Field::Assignee
            | Field::Requester
            | Field::Organization
            | Field::Channel
            | Field::Created
            | Field::Updated
            | Field::Due
            | Field::Solved
            | Field::Closed
            | Field::Title
            | Field::Is
    );
    if shown || scope.is_staff() {
        return Ok(());
    }
    Err(Error::invalid("q", format!("your list cannot be searched by “{field}”")))
}
