//! The one place where a query becomes a condition: scope first, then the recycle bin, then what was asked.
//!
//! Negation is two-valued (`IS NOT TRUE`), so that `-assignee:kim` finds what nobody owns. Full text is not answered
//! here: a text stands for "maybe", and the condition lets through every item that could match.

use base::{Scope, Sees};
use query::{Category as QueryCategory, Expression, Field, Flag, Query, Value};
use store::Tx;

use super::{condition::Condition, field};
use crate::{Category, Error, status};

/// Compiles a query for a scope.
///
/// # Errors
/// [`Error::Invalid`] with the field `q` when a customer asks by something that customers do not see.
pub(super) fn compile(tx: &mut Tx, scope: &Scope, query: &Query) -> Result<Condition, Error> {
    let mut condition = Condition::default();
    restrict(&mut condition, scope);
    if stands(tx, &query.expression, true)? {
        // What is active is never in the recycle bin, and the index on `active` alone can answer.
        condition.text(" AND i.active = TRUE");
    } else {
        if stands(tx, &query.expression, false)? {
            condition.text(" AND i.active = FALSE");
        }
        condition.text(" AND i.deleted_at IS NULL");
    }
    condition.text(" AND ");
    expression(&mut condition, tx, scope, &query.expression, true)?;
    Ok(condition)
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
        Expression::Not(inner) => {
            condition.text("((");
            expression(condition, tx, scope, inner, !maybe)?;
            condition.text(") IS NOT TRUE)");
        }
        Expression::Field { field, operator, value } => {
            permit(scope, *field)?;
            field::compare(condition, tx, scope, (*field, *operator, value))?;
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

/// Whether every match is active (or, with `active` false, none is). Only a hint for the database: when in doubt, no.
fn stands(tx: &mut Tx, part: &Expression, active: bool) -> Result<bool, Error> {
    match part {
        Expression::And(members) => any(tx, members, active),
        Expression::Or(members) => all(tx, members, active),
        Expression::Field { field: Field::Is, value: Value::Flag(flag), .. } => Ok(match flag {
            Flag::Open | Flag::Overdue => active,
            Flag::Done => !active,
            Flag::Assigned | Flag::Unassigned => false,
        }),
        Expression::Field { field: Field::Category, value: Value::Category(category), .. } => {
            Ok(is_active(*category) == active)
        }
        Expression::Field { field: Field::Status, value: Value::Name(name), .. } => {
            let categories = status::categories_of(tx, name)?;
            Ok(!categories.is_empty() && categories.into_iter().all(|category| category.is_active() == active))
        }
        _ => Ok(false),
    }
}

fn any(tx: &mut Tx, members: &[Expression], active: bool) -> Result<bool, Error> {
    for member in members {
        if stands(tx, member, active)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn all(tx: &mut Tx, members: &[Expression], active: bool) -> Result<bool, Error> {
    for member in members {
        if !stands(tx, member, active)? {
            return Ok(false);
        }
    }
    Ok(!members.is_empty())
}

fn is_active(category: QueryCategory) -> bool {
    Category::parse(category.as_str()).is_ok_and(Category::is_active)
}
