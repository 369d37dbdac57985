//! A new item gets a key that is never given again, the first status of its kind, and one event.

use base::{Role, Scope, Timestamp};
use events::{Event, NewEvent, Visibility as EventVisibility};
use serde_json::{Map, Value};
use store::Tx;

use super::{Item, change::append, key, store as rows};
use crate::{Category, Channel, Error, Kind, Visibility, limits, priority, queue, status, tag};

/// What a new item is made of. Start from [`NewItem::new`] and set what is known.
#[derive(Clone, Debug)]
pub struct NewItem {
    /// What it is.
    pub kind: Kind,
    /// 1 to 300 characters.
    pub title: String,
    /// How it came in.
    pub channel: Channel,
    /// The queue it lies in; gives the letters of the key and the team.
    pub queue: Option<i64>,
    /// Who asked.
    pub requester: Option<i64>,
    /// The customer's organisation; the requester's when not said.
    pub organization: Option<i64>,
    /// Who works on it.
    pub assignee: Option<i64>,
    /// The team; the queue's when not said.
    pub team: Option<i64>,
    /// The status by name; the first one of the kind when not said.
    pub status: Option<String>,
    /// 1 to 3.
    pub impact: Option<i64>,
    /// 1 to 4.
    pub urgency: Option<i64>,
    /// 1 to 4; when not said, from impact and urgency, else 3.
    pub priority: Option<i64>,
    /// Tags by name.
    pub tags: Vec<String>,
    /// Whether customers may see it; public for tickets, internal for the rest, when not said.
    pub visibility: Option<Visibility>,
    /// The item it is a part of.
    pub parent: Option<i64>,
    /// Data of its kind.
    pub data: Map<String, Value>,
    /// When it was really made, for imports; staff and system only.
    pub created_at: Option<Timestamp>,
}

impl NewItem {
    /// An item of a kind with a title, and nothing else known.
    #[must_use]
    pub fn new(kind: Kind, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            channel: Channel::Note,
            queue: None,
            requester: None,
            organization: None,
            assignee: None,
            team: None,
            status: None,
            impact: None,
            urgency: None,
            priority: None,
            tags: Vec::new(),
            visibility: None,
            parent: None,
            data: Map::new(),
            created_at: None,
        }
    }
}

/// Makes an item. Customers make public tickets of their own, with a title, a queue and an organisation of theirs.
///
/// # Errors
/// [`Error::Forbidden`] for viewers, and for customers who ask for more; [`Error::Invalid`] for values that do not
/// fit or name something that is not there.
pub fn create(tx: &mut Tx, scope: &Scope, new: NewItem) -> Result<Item, Error> {
    permit(scope, &new)?;
    let tags = tag::names(&new.tags)?;
    let (item, prefix) = compose(tx, new)?;
    let item = insert(tx, item, &prefix)?;
    tag::attach(tx, item.id, &tags)?;
    let created = Event::ItemCreated {
        key: item.key.clone(),
        item_kind: item.kind.as_str().to_owned(),
        title: item.title.clone(),
        channel: item.channel.as_str().to_owned(),
    };
    append(tx, scope, &item, NewEvent::of("item", item.id, created).visibility(EventVisibility::Public))?;
    Ok(item.seen_by(scope))
}

fn permit(scope: &Scope, new: &NewItem) -> Result<(), Error> {
    if scope.may_write() {
        return Ok(());
    }
    let base::Sees::Own { person, organizations } = scope.sees() else {
        return Err(Error::Forbidden);
    };
    let own = new.kind == Kind::Ticket
        && new.requester == Some(person)
        && new.organization.is_none_or(|organization| organizations.contains(&organization))
        && new.visibility.is_none_or(|visibility| visibility == Visibility::Public);
    let modest = new.assignee.is_none()
        && new.team.is_none()
        && new.status.is_none()
        && new.impact.is_none()
        && new.urgency.is_none()
        && new.priority.is_none()
        && new.tags.is_empty()
        && new.parent.is_none()
        && new.data.is_empty()
        && new.created_at.is_none();
    if own && modest { Ok(()) } else { Err(Error::Forbidden) }
}

/// The item without id and key, and the prefix of its key.
fn compose(tx: &mut Tx, new: NewItem) -> Result<(Item, String), Error> {
    let queue = new.queue.map(|id| queue::existing(tx, id)).transpose()?;
    let status = match &new.status {
        Some(name) => status::named(tx, new.kind, name)?,
        None => status::first(tx, new.kind)?,
    };
    let at = new.created_at.unwrap_or_else(|| tx.now());
    let finished = matches!(status.category, Category::Closed | Category::Canceled);
    let item = Item {
        id: 0,
        key: String::new(),
        kind: new.kind,
        title: limits::line("title", &new.title, limits::TITLE)?,
        status: status.name,
        category: status.category,
        waiting_on: (status.category == Category::Waiting).then_some(crate::WaitingOn::Customer),
        impact: new.impact.map(|impact| limits::range("impact", impact, 1, 3)).transpose()?,
        urgency: new.urgency.map(|urgency| limits::range("urgency", urgency, 1, 4)).transpose()?,
        priority: first_priority(tx, &new)?,
        tier: None,
        team: new.team.or_else(|| queue.as_ref().and_then(|queue| queue.team)),
        queue: new.queue,
        assignee: new.assignee.map(|person| staff(tx, person)).transpose()?,
        organization: first_organization(tx, &new)?,
        requester: new.requester,
        contract_line: None,
        asset: None,
        parent: new.parent.map(|parent| part_of(tx, parent)).transpose()?,
        fix_release: None,
        due_at: None,
        rank: None,
        visibility: new.visibility.unwrap_or(new.kind.first_visibility()),
        channel: new.channel,
        version: 1,
        message_count: 0,
        created_at: at,
        updated_at: at,
        first_response_at: None,
        solved_at: (!status.category.is_active() && status.category != Category::Canceled).then_some(at),
        closed_at: finished.then_some(at),
        deleted_at: None,
        merged_into: None,
        data: own_data(new.data)?,
    };
    let prefix = queue.map_or_else(|| new.kind.key_prefix().to_owned(), |queue| queue.key_prefix);
    Ok((item, prefix))
}

fn first_priority(tx: &mut Tx, new: &NewItem) -> Result<i64, Error> {
    match (new.priority, new.impact, new.urgency) {
        (Some(priority), _, _) => limits::range("priority", priority, 1, 4),
        (None, Some(impact), Some(urgency)) => priority::of(tx, impact, urgency),
        _ => Ok(priority::USUAL),
    }
}

/// The organisation: as said, else the requester's. The requester must exist.
fn first_organization(tx: &mut Tx, new: &NewItem) -> Result<Option<i64>, Error> {
    let Some(requester) = new.requester else {
        return Ok(new.organization);
    };
    let known = rows::person(tx, requester)?.ok_or_else(|| Error::invalid("requester", "there is no such person"))?;
    Ok(new.organization.or(known.organization))
}

fn own_data(data: Map<String, Value>) -> Result<Value, Error> {
    let data = Value::Object(data);
    if data.to_string().len() > limits::DATA {
        return Err(Error::invalid("data", format!("this is larger than {} bytes", limits::DATA)));
    }
    Ok(data)
}

fn part_of(tx: &mut Tx, parent: i64) -> Result<i64, Error> {
    rows::by_id(tx, parent)?.map(|item| item.id).ok_or_else(|| Error::invalid("parent", "there is no such item"))
}

/// A person who may own items: staff that may write.
pub(super) fn staff(tx: &mut Tx, person: i64) -> Result<i64, Error> {
    match rows::person(tx, person)? {
        Some(known) if known.disabled => Err(Error::invalid("assignee", "this person can no longer sign in")),
        Some(known) if matches!(known.role, Role::Admin | Role::Agent) => Ok(person),
        Some(_) => Err(Error::invalid("assignee", "only agents and administrators can work on items")),
        None => Err(Error::invalid("assignee", "there is no such person")),
    }
}

fn insert(tx: &mut Tx, mut item: Item, prefix: &str) -> Result<Item, Error> {
    item.id = tx.new_id()?;
    item.key = key::take(tx, prefix)?;
    rows::insert(tx, &item)?;
    if !rows::insert_key(tx, &item.key, item.id)? {
        // An import took this very key in the same moment; trying the whole again takes the next one.
        return Err(Error::Store(store::Error::Busy));
    }
    Ok(item)
}
