//! A query and a scope become a query of the index. What a customer may not see cannot be asked by either.

use base::{Scope, Sees, Timestamp, text};
use query::{Bounds, Expression, Field, Flag, Operator, Query, Value};
use std::ops::Bound;
use store::Store;
use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, Occur, Query as Compiled,
        RangeQuery, RegexQuery, TermQuery,
    },
    schema::{Field as Place, IndexRecordOption},
};

use crate::{
    Error, names,
    schema::{Fields, NONE, NOT_WAITING},
    term::{Unit, anywhere, in_field, units},
    words::Words,
};

/// What a compilation needs.
pub(crate) struct Compiler<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) scope: &'a Scope,
    pub(crate) store: &'a Store,
    pub(crate) words: &'a Words,
    pub(crate) now: Timestamp,
}

type Part = Box<dyn Compiled>;

impl Compiler<'_> {
    /// The whole query, scope included.
    pub(crate) fn query(&self, query: &Query) -> Result<Part, Error> {
        let asked = self.expression(&query.expression)?.unwrap_or_else(everything);
        Ok(match self.visible() {
            Some(visible) => intersection(vec![asked, visible]),
            None => asked,
        })
    }

    /// What the scope lets through; nothing to restrict for staff.
    fn visible(&self) -> Option<Part> {
        let Sees::Own { person, organizations } = self.scope.sees() else {
            return None;
        };
        let fields = self.fields;
        let mut own = vec![number(fields.requester, person), number(fields.watchers, person)];
        own.extend(organizations.iter().filter(|id| **id != NONE).map(|id| number(fields.organization, *id)));
        Some(silent(intersection(vec![number(fields.public, 1), union(own)])))
    }

    /// One expression; `None` for text without a letter, which says nothing.
    fn expression(&self, part: &Expression) -> Result<Option<Part>, Error> {
        Ok(match part {
            Expression::All => Some(everything()),
            Expression::And(members) => self.all(members)?,
            Expression::Or(members) => {
                let members = members.iter().map(|member| self.expression(member));
                let members: Vec<Part> = members.filter_map(Result::transpose).collect::<Result<_, _>>()?;
                (!members.is_empty()).then(|| union(members))
            }
            Expression::Not(inner) => self.expression(inner)?.map(|inner| without(vec![everything()], vec![inner])),
            Expression::Text { text, phrase } => self.text(text, *phrase),
            Expression::Field { field, operator, value } => {
                self.permit(*field)?;
                Some(silent(self.field(*field, *operator, value)?))
            }
        })
    }

    fn all(&self, members: &[Expression]) -> Result<Option<Part>, Error> {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        for member in members {
            match member {
                Expression::Not(inner) => unwanted.extend(self.expression(inner)?),
                other => wanted.extend(self.expression(other)?),
            }
        }
        if wanted.is_empty() && unwanted.is_empty() {
            return Ok(None);
        }
        if wanted.is_empty() {
            wanted.push(everything());
        }
        Ok(Some(without(wanted, unwanted)))
    }

    fn text(&self, text: &str, is_phrase: bool) -> Option<Part> {
        let fields = self.fields;
        let mut searched = vec![(fields.title, 3.0), (fields.body, 1.0)];
        if self.scope.is_staff() {
            searched.push((fields.notes, 0.8));
        }
        let units = units(text, is_phrase, self.words, self.now);
        if units.is_empty() {
            return None;
        }
        let found = intersection(units.iter().map(|unit| anywhere(unit, &searched)).collect());
        let key: Part = Box::new(BoostQuery::new(word(fields.keys, &text::fold(text)), 20.0));
        Some(union(vec![found, key]))
    }

    fn field(&self, field: Field, operator: Operator, value: &Value) -> Result<Part, Error> {
        Ok(match value {
            Value::Nothing => self.nothing(field),
            Value::Name(name) => self.named(field, name)?,
            Value::Words(words) => self.title(words),
            Value::Me => self.ids(field, self.scope.person().as_slice()),
            Value::Number(asked) => self.compared(field, operator, *asked),
            Value::Kind(kind) => word(self.fields.kind, kind.as_str()),
            Value::Category(category) => word(self.fields.category, category.as_str()),
            Value::WaitingOn(party) => word(self.fields.waiting_on, party.as_str()),
            Value::Flag(flag) => self.flagged(*flag),
            Value::Distance(_) | Value::Day(_) | Value::Instant(_) => {
                let utc = jiff::tz::TimeZone::UTC;
                let bounds = Bounds::of(field, operator, value, self.now.micros(), &utc);
                self.instant(field).zip(bounds).map_or_else(none, |(place, bounds)| between(place, bounds))
            }
        })
    }

    fn nothing(&self, field: Field) -> Part {
        match field {
            Field::WaitingOn => word(self.fields.waiting_on, NOT_WAITING),
            Field::Due | Field::Solved | Field::Closed => {
                let has_one: Part = Box::new(ExistsQuery::new(field.as_str().to_owned(), false));
                without(vec![everything()], vec![has_one])
            }
            _ => self.numbered(field).map_or_else(none, |place| number(place, NONE)),
        }
    }

    fn named(&self, field: Field, name: &str) -> Result<Part, Error> {
        let place = match field {
            Field::Status => self.fields.status,
            Field::Channel => self.fields.channel,
            Field::Key => self.fields.keys,
            _ => {
                let asked = name.to_owned();
                let ids = self.store.read_blocking(move |tx| names::ids(tx, field, &asked))?;
                return Ok(self.ids(field, &ids));
            }
        };
        Ok(word(place, &text::fold(name)))
    }

    fn ids(&self, field: Field, ids: &[i64]) -> Part {
        match self.numbered(field) {
            Some(place) if !ids.is_empty() => union(ids.iter().map(|id| number(place, *id)).collect()),
            _ => none(),
        }
    }

    /// Words anywhere in the title, also inside of longer words.
    fn title(&self, words: &str) -> Part {
        let place = self.fields.title;
        let found = units(words, false, self.words, self.now).into_iter().map(|unit| match &unit {
            Unit::Word(spellings) => union(spellings.iter().map(|text| inside(place, text)).collect()),
            Unit::Phrase(_) => in_field(&unit, place),
        });
        intersection(found.collect())
    }

    fn compared(&self, field: Field, operator: Operator, asked: i64) -> Part {
        let Some(place) = self.numbered(field) else {
            return none();
        };
        // All numbered fields with an order have at most four values.
        let holds = |value: &i64| match operator {
            Operator::Equal => *value == asked,
            Operator::Less => *value < asked,
            Operator::AtMost => *value <= asked,
            Operator::Greater => *value > asked,
            Operator::AtLeast => *value >= asked,
        };
        union((1..=4).filter(holds).map(|value| number(place, value)).collect())
    }

    fn flagged(&self, flag: Flag) -> Part {
        let fields = self.fields;
        match flag {
            Flag::Unassigned => number(fields.assignee, NONE),
            Flag::Assigned => without(vec![everything()], vec![number(fields.assignee, NONE)]),
            Flag::Open => number(fields.active, 1),
            Flag::Done => number(fields.active, 0),
            Flag::Overdue => {
                let past = Bounds { from: None, until: Some(self.now.micros()) };
                intersection(vec![number(fields.active, 1), between(fields.due, past)])
            }
        }
    }

    const fn numbered(&self, field: Field) -> Option<Place> {
        let fields = self.fields;
        Some(match field {
            Field::Priority => fields.priority,
            Field::Impact => fields.impact,
            Field::Urgency => fields.urgency,
            Field::Tier => fields.tier,
            Field::Queue => fields.queue,
            Field::Team => fields.team,
            Field::Assignee => fields.assignee,
            Field::Requester => fields.requester,
            Field::Organization => fields.organization,
            Field::Tag => fields.tags,
            Field::Watcher => fields.watchers,
            _ => return None,
        })
    }

    const fn instant(&self, field: Field) -> Option<Place> {
        let fields = self.fields;
        Some(match field {
            Field::Created => fields.created,
            Field::Updated => fields.updated,
            Field::Due => fields.due,
            Field::Solved => fields.solved,
            Field::Closed => fields.closed,
            _ => return None,
        })
    }

    /// A customer may ask only by what a customer sees, or asking would tell what is hidden.
    fn permit(&self, field: Field) -> Result<(), Error> {
        let hidden = matches!(
            field,
            Field::Impact
                | Field::Urgency
                | Field::Tier
                | Field::Queue
                | Field::Team
                | Field::Tag
                | Field::WaitingOn
                | Field::Watcher
        );
        if hidden && !self.scope.is_staff() { Err(Error::Forbidden(field)) } else { Ok(()) }
    }
}

fn everything() -> Part {
    silent(Box::new(AllQuery))
}

fn none() -> Part {
    Box::new(EmptyQuery)
}

/// Counts for nothing in the relevance.
fn silent(part: Part) -> Part {
    Box::new(ConstScoreQuery::new(part, 0.0))
}

fn intersection(mut parts: Vec<Part>) -> Part {
    if parts.len() > 1 { Box::new(BooleanQuery::intersection(parts)) } else { parts.pop().unwrap_or_else(everything) }
}

fn union(mut parts: Vec<Part>) -> Part {
    if parts.len() > 1 { Box::new(BooleanQuery::union(parts)) } else { parts.pop().unwrap_or_else(none) }
}

fn without(wanted: Vec<Part>, unwanted: Vec<Part>) -> Part {
    if unwanted.is_empty() {
        return intersection(wanted);
    }
    let wanted = wanted.into_iter().map(|part| (Occur::Must, part));
    let unwanted = unwanted.into_iter().map(|part| (Occur::MustNot, part));
    Box::new(BooleanQuery::new(wanted.chain(unwanted).collect()))
}

fn word(place: Place, text: &str) -> Part {
    Box::new(TermQuery::new(Term::from_field_text(place, text), IndexRecordOption::Basic))
}

fn number(place: Place, value: i64) -> Part {
    Box::new(TermQuery::new(Term::from_field_i64(place, value), IndexRecordOption::Basic))
}

fn between(place: Place, bounds: Bounds) -> Part {
    let term = |micros| Term::from_field_i64(place, micros);
    let from = bounds.from.unwrap_or(i64::MIN);
    let until = bounds.until.map_or(Bound::Included(term(i64::MAX)), |until| Bound::Excluded(term(until)));
    Box::new(RangeQuery::new(Bound::Included(term(from)), until))
}

/// A term that holds the text, which is letters and digits alone and needs no escaping.
fn inside(place: Place, text: &str) -> Part {
    match RegexQuery::from_pattern(&format!(".*{text}.*"), place) {
        Ok(found) => Box::new(found),
        Err(_) => word(place, text),
    }
}
