//! Hints for the database, which knows nothing of how many items are active, tagged or named how. Every plan finds the
//! same rows; only the time differs.

use base::{Scope, Sees};
use query::{Category as QueryCategory, Expression, Field, Flag, Query, Value};
use store::Tx;

use super::{count::count_half, order::Order};
use crate::{Category, Error, status, tag};

/// Title words found in fewer items than this are found faster by reading everything once than in a list's order.
const SCATTERED: i64 = 2_000;

/// How a list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// In one go, as the database thinks best.
    Whole,
    /// Active items and the others apart, each from its half of an index, merged.
    Halves,
    /// Without regard to the order, sorted afterwards.
    Scattered,
}

impl Plan {
    /// What [`compile`](super::compile::compile) is asked for, one after the other.
    pub(super) const fn halves(self) -> &'static [Option<bool>] {
        match self {
            Self::Halves => &[Some(true), Some(false)],
            Self::Whole | Self::Scattered => &[None],
        }
    }
}

/// The plan for a query in an order, or only to be counted. Customers' items are few and collected first.
pub(super) fn plan(tx: &mut Tx, scope: &Scope, query: &Query, order: Option<Order>) -> Result<Plan, Error> {
    if scope.sees() != Sees::Everything || pinned(tx, &query.expression)? {
        return Ok(Plan::Whole);
    }
    let Some(order) = order else {
        return Ok(if wanted(tx, query)?.is_none() { Plan::Halves } else { Plan::Whole });
    };
    if names_title(&query.expression) && count_half(tx, scope, query, None, SCATTERED)? < SCATTERED {
        return Ok(Plan::Scattered);
    }
    Ok(if order.is_halved() && wanted(tx, query)?.is_none() { Plan::Halves } else { Plan::Whole })
}

/// Whether a query finds active items alone, or others alone; none when it may find both.
pub(super) fn wanted(tx: &mut Tx, query: &Query) -> Result<Option<bool>, Error> {
    for active in [true, false] {
        if stands(tx, &query.expression, active)? {
            return Ok(Some(active));
        }
    }
    Ok(None)
}

/// Whether the query names few items outright: a key, a rare tag, a watcher.
fn pinned(tx: &mut Tx, part: &Expression) -> Result<bool, Error> {
    match part {
        Expression::And(members) => any(members, |member| pinned(tx, member)),
        Expression::Field { field: Field::Key, .. } => Ok(true),
        Expression::Field { field: Field::Watcher, value, .. } => Ok(*value != Value::Nothing),
        Expression::Field { field: Field::Tag, value: Value::Name(name), .. } => match tag::store::by_name(tx, name)? {
            Some(tag) => Ok(!tag::store::is_common(tx, tag)?),
            None => Ok(true),
        },
        _ => Ok(false),
    }
}

fn names_title(part: &Expression) -> bool {
    match part {
        Expression::And(members) => members.iter().any(names_title),
        Expression::Field { field: Field::Title, .. } => true,
        _ => false,
    }
}

/// Whether every match is active (or, with `active` false, none is). When in doubt, no.
fn stands(tx: &mut Tx, part: &Expression, active: bool) -> Result<bool, Error> {
    match part {
        Expression::And(members) => any(members, |member| stands(tx, member, active)),
        Expression::Or(members) => {
            let other = any(members, |member| stands(tx, member, active).map(|stands| !stands))?;
            Ok(!members.is_empty() && !other)
        }
        Expression::Field { field: Field::Is, value: Value::Flag(flag), .. } => Ok(match flag {
            Flag::Open | Flag::Overdue => active,
            Flag::Done => !active,
            Flag::Assigned | Flag::Unassigned => false,
        }),
        Expression::Field { value: Value::WaitingOn(_), .. } => Ok(active),
        Expression::Field { value: Value::Category(category), .. } => Ok(is_active(*category) == active),
        Expression::Field { field: Field::Status, value: Value::Name(name), .. } => {
            let categories = status::categories_of(tx, name)?;
            Ok(!categories.is_empty() && categories.into_iter().all(|category| category.is_active() == active))
        }
        _ => Ok(false),
    }
}

fn any(members: &[Expression], mut holds: impl FnMut(&Expression) -> Result<bool, Error>) -> Result<bool, Error> {
    for member in members {
        if holds(member)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_active(category: QueryCategory) -> bool {
    Category::parse(category.as_str()).is_ok_and(Category::is_active)
}
