//! One field, one operator, one value: names are looked up first, so that the condition compares ids.

use base::{Scope, text};
use query::{Bounds, Field, Flag, Kind, Operator, Value};
use store::Tx;

use super::{condition::Condition, names};
use crate::{Error, item, queue, status, tag};

/// Adds a comparison.
pub(super) fn compare(
    condition: &mut Condition,
    tx: &mut Tx,
    scope: &Scope,
    (field, operator, value): (Field, Operator, &Value),
) -> Result<(), Error> {
    match value {
        Value::Nothing => nothing(condition, field),
        Value::Name(name) => named(condition, tx, field, name)?,
        Value::Words(words) => title(condition, words),
        Value::Me => people(condition, field, scope.person().into_iter().collect()),
        Value::Number(number) => match column(field) {
            Some(column) => condition.compare(column, operator.sql(), *number),
            None => condition.text("FALSE"),
        },
        Value::Kind(kind) => of_kind(condition, *kind),
        Value::Category(category) => condition.compare("i.category", "=", category.as_str()),
        Value::WaitingOn(party) => {
            // Only what waits waits for somebody; the indexes know the category.
            condition.compare("i.category = 'waiting' AND i.waiting_on", "=", party.as_str());
        }
        Value::Flag(flag) => flagged(condition, *flag, tx.now().micros()),
        Value::Distance(_) | Value::Day(_) | Value::Instant(_) => {
            let bounds = Bounds::of(field, operator, value, tx.now().micros(), &jiff::tz::TimeZone::UTC);
            time(condition, field, bounds);
        }
    }
    Ok(())
}

/// The column of a field that is compared as it stands.
const fn column(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::Priority => "i.priority",
        Field::Impact => "i.impact",
        Field::Urgency => "i.urgency",
        Field::Tier => "i.tier",
        Field::Queue => "i.queue",
        Field::Team => "i.team",
        Field::Assignee => "i.assignee",
        Field::Requester => "i.requester",
        Field::Organization => "i.organization",
        Field::WaitingOn => "i.waiting_on",
        Field::Created => "i.created_at",
        Field::Updated => "i.updated_at",
        Field::Due => "i.due_at",
        Field::Solved => "i.solved_at",
        Field::Closed => "i.closed_at",
        Field::Channel => "i.channel",
        Field::Status => "i.status_fold",
        Field::Kind | Field::Key | Field::Category | Field::Tag | Field::Title | Field::Is | Field::Watcher => {
            return None;
        }
    })
}

fn nothing(condition: &mut Condition, field: Field) {
    match (field, column(field)) {
        (Field::Tag, _) => {
            condition.text("NOT EXISTS (SELECT 1 FROM work_item_tag x WHERE x.item = i.id)");
        }
        (Field::Watcher, _) => {
            condition.text("NOT EXISTS (SELECT 1 FROM work_watcher w WHERE w.item = i.id)");
        }
        (_, Some(column)) => {
            condition.text(column);
            condition.text(" IS NULL");
        }
        (_, None) => condition.text("FALSE"),
    }
}

fn named(condition: &mut Condition, tx: &mut Tx, field: Field, name: &str) -> Result<(), Error> {
    let id = match field {
        Field::Status => {
            with_status(condition, tx, name)?;
            return Ok(());
        }
        Field::Channel => {
            condition.compare("i.channel", "=", text::fold(name));
            return Ok(());
        }
        Field::Assignee | Field::Requester | Field::Watcher => {
            people(condition, field, names::people(tx, name)?);
            return Ok(());
        }
        Field::Tag => {
            tagged(condition, tx, name)?;
            return Ok(());
        }
        Field::Key => item::store::item_of_key(tx, &item::normal_key(name))?,
        Field::Queue => queue::id_by_name(tx, name)?,
        Field::Team => names::team(tx, name)?,
        Field::Organization => names::organization(tx, name)?,
        _ => None,
    };
    match (id, if field == Field::Key { Some("i.id") } else { column(field) }) {
        (Some(id), Some(column)) => condition.compare(column, "=", id),
        _ => condition.text("FALSE"),
    }
    Ok(())
}

fn people(condition: &mut Condition, field: Field, people: Vec<i64>) {
    if people.is_empty() {
        condition.text("FALSE");
    } else if field == Field::Watcher {
        condition.text("i.id IN (SELECT item FROM work_watcher WHERE person");
        condition.ids(people);
        condition.text(")");
    } else if let (Some(column), [person]) = (column(field), people.as_slice()) {
        condition.compare(column, "=", *person);
    } else {
        condition.text(column(field).unwrap_or("NULL"));
        condition.ids(people);
    }
}

/// Everything but tickets has an index of its own, which is found by its condition.
fn of_kind(condition: &mut Condition, kind: Kind) {
    if kind != Kind::Ticket {
        condition.text("i.kind <> 'ticket' AND ");
    }
    condition.compare("i.kind", "=", kind.as_str());
}

/// The indexes know the category of a status, not its name.
fn with_status(condition: &mut Condition, tx: &mut Tx, name: &str) -> Result<(), Error> {
    if let [category] = status::categories_of(tx, name)?.as_slice() {
        condition.compare("i.category", "=", category.as_str());
        condition.text(" AND ");
    }
    condition.compare("i.status_fold", "=", text::fold(name));
    Ok(())
}

/// What has a rare tag is collected first; whether something has a common tag is looked up row by row.
fn tagged(condition: &mut Condition, tx: &mut Tx, name: &str) -> Result<(), Error> {
    match tag::store::by_name(tx, name)? {
        None => condition.text("FALSE"),
        Some(tag) if tag::store::is_common(tx, tag)? => {
            condition.compare("EXISTS (SELECT 1 FROM work_item_tag x WHERE x.item = i.id AND x.tag", "=", tag);
            condition.text(")");
        }
        Some(tag) => {
            condition.compare("i.id IN (SELECT item FROM work_item_tag WHERE tag", "=", tag);
            condition.text(")");
        }
    }
    Ok(())
}

fn title(condition: &mut Condition, words: &str) {
    condition.text("TRUE");
    for word in text::fold(words).split_whitespace() {
        condition.compare(" AND i.title_fold", "LIKE", format!("%{}%", names::escape_like(word)));
        condition.text(" ESCAPE '!'");
    }
}

fn flagged(condition: &mut Condition, flag: Flag, now: i64) {
    match flag {
        Flag::Unassigned => condition.text("i.assignee IS NULL"),
        Flag::Assigned => condition.text("i.assignee IS NOT NULL"),
        Flag::Open => condition.text("i.active = TRUE"),
        // What is in the recycle bin is not active either, but the whole query leaves it out.
        Flag::Done => condition.text("i.active = FALSE"),
        Flag::Overdue => condition.compare("i.active = TRUE AND i.due_at", "<", now),
    }
}

fn time(condition: &mut Condition, field: Field, bounds: Option<Bounds>) {
    let (Some(column), Some(bounds)) = (column(field), bounds) else {
        condition.text("FALSE");
        return;
    };
    condition.text(column);
    condition.text(" IS NOT NULL");
    if let Some(from) = bounds.from {
        condition.text(" AND ");
        condition.compare(column, ">=", from);
    }
    if let Some(until) = bounds.until {
        condition.text(" AND ");
        condition.compare(column, "<", until);
    }
}
