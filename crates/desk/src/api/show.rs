//! How items, messages and people look from outside.

use std::collections::HashMap;

use base::{Page, Scope, Timestamp};
use serde::Serialize;
use store::Tx;
use utoipa::ToSchema;
use web::Platform;
use work::{ItemRow, Message};

use crate::Error;

/// Somebody, as far as the caller may know.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonShown {
    id: i64,
    name: String,
    /// The primary address; staff and the person themselves only.
    email: Option<String>,
}

/// Something with a name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Named {
    /// The id.
    pub id: i64,
    /// The name.
    pub name: String,
}

/// An item.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemShown {
    id: i64,
    key: String,
    kind: &'static str,
    title: String,
    status: String,
    status_category: &'static str,
    waiting_on: Option<&'static str>,
    priority: i64,
    tier: Option<i64>,
    /// The queue's name.
    queue: Option<String>,
    /// The team's name.
    team: Option<String>,
    assignee: Option<PersonShown>,
    requester: Option<PersonShown>,
    organization: Option<Named>,
    tags: Vec<String>,
    visibility: &'static str,
    channel: &'static str,
    version: i64,
    message_count: i64,
    #[schema(value_type = String)]
    created_at: Timestamp,
    #[schema(value_type = String)]
    updated_at: Timestamp,
    #[schema(value_type = Option<String>)]
    due_at: Option<Timestamp>,
    #[schema(value_type = Option<String>)]
    solved_at: Option<Timestamp>,
    #[schema(value_type = Option<String>)]
    closed_at: Option<Timestamp>,
    url: String,
}

/// A page of items.
#[derive(Serialize, ToSchema)]
pub struct ItemPage {
    items: Vec<ItemShown>,
    next: Option<String>,
}

/// A file of a message.
#[derive(Serialize, ToSchema)]
pub struct AttachmentShown {
    id: i64,
    name: String,
    mime: String,
    size: i64,
    sha256: String,
    url: String,
}

/// A message.
#[derive(Serialize, ToSchema)]
pub struct MessageShown {
    id: i64,
    item: i64,
    position: i64,
    author: AuthorShown,
    visibility: &'static str,
    channel: &'static str,
    automatic: bool,
    text: String,
    html: String,
    #[schema(value_type = String)]
    created_at: Timestamp,
    attachments: Vec<AttachmentShown>,
}

/// Who wrote a message: a person, or a name alone.
#[derive(Serialize, ToSchema)]
pub struct AuthorShown {
    id: Option<i64>,
    name: String,
    staff: bool,
}

/// Rows of a list as they look from outside.
///
/// # Errors
/// When the database fails.
pub fn items(tx: &mut Tx<'_>, scope: &Scope, base_url: &str, page: Page<ItemRow>) -> Result<ItemPage, Error> {
    let mut addresses = Addresses::default();
    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        items.push(item(tx, scope, base_url, &mut addresses, row)?);
    }
    Ok(ItemPage { items, next: page.next })
}

/// One item by its id.
///
/// # Errors
/// When it may not be seen.
pub fn one(tx: &mut Tx<'_>, scope: &Scope, base_url: &str, id: i64) -> Result<ItemShown, Error> {
    let row = work::list::rows(tx, scope, &[id])?.pop().ok_or(work::Error::NotFound)?;
    item(tx, scope, base_url, &mut Addresses::default(), row)
}

fn item(
    tx: &mut Tx<'_>,
    scope: &Scope,
    base_url: &str,
    addresses: &mut Addresses,
    row: ItemRow,
) -> Result<ItemShown, Error> {
    Ok(ItemShown {
        assignee: addresses.person(tx, scope, row.assignee, row.assignee_name)?,
        requester: addresses.person(tx, scope, row.requester, row.requester_name)?,
        organization: row.organization.zip(row.organization_name).map(|(id, name)| Named { id, name }),
        url: url_of(scope, base_url, &row.key),
        id: row.id,
        key: row.key,
        kind: row.kind.as_str(),
        title: row.title,
        status: row.status,
        status_category: row.category.as_str(),
        waiting_on: row.waiting_on.map(work::WaitingOn::as_str),
        priority: row.priority,
        tier: row.tier,
        queue: row.queue_name,
        team: row.team_name,
        tags: row.tags,
        visibility: row.visibility.as_str(),
        channel: row.channel.as_str(),
        version: row.version,
        message_count: row.message_count,
        created_at: row.created_at,
        updated_at: row.updated_at,
        due_at: row.due_at,
        solved_at: row.solved_at,
        closed_at: row.closed_at,
    })
}

/// Where a person of this scope opens an item.
#[must_use]
pub fn url_of(scope: &Scope, base_url: &str, key: &str) -> String {
    let folder = if scope.is_staff() { "desk" } else { "portal" };
    format!("{base_url}/{folder}/{key}")
}

/// Addresses looked up once per page.
#[derive(Default)]
struct Addresses(HashMap<i64, Option<String>>);

impl Addresses {
    fn person(
        &mut self,
        tx: &mut Tx<'_>,
        scope: &Scope,
        id: Option<i64>,
        name: Option<String>,
    ) -> Result<Option<PersonShown>, Error> {
        let Some(id) = id else { return Ok(None) };
        let name = name.unwrap_or_default();
        if !scope.is_staff() && scope.person() != Some(id) {
            return Ok(Some(PersonShown { id, name, email: None }));
        }
        if let Some(email) = self.0.get(&id) {
            return Ok(Some(PersonShown { id, name, email: email.clone() }));
        }
        let email = people::person::get(tx, scope, id)?.address;
        self.0.insert(id, email.clone());
        Ok(Some(PersonShown { id, name, email }))
    }
}

/// A message as it looks from outside.
#[must_use]
pub fn message(platform: &Platform, message: Message) -> MessageShown {
    let attachments = message.attachments.into_iter().map(|file| AttachmentShown {
        url: platform.settings.url(&format!("/attachments/{}", file.id)),
        id: file.id,
        name: file.name,
        mime: file.mime,
        size: file.size,
        sha256: file.digest,
    });
    MessageShown {
        attachments: attachments.collect(),
        id: message.id,
        item: message.item,
        position: message.position,
        author: AuthorShown { id: message.author.person, name: message.author.name, staff: message.by_staff },
        visibility: message.visibility.as_str(),
        channel: message.channel.as_str(),
        automatic: message.automatic,
        text: message.text,
        html: message.html,
        created_at: message.created_at,
    }
}

/// The version of an item for `ETag`.
#[must_use]
pub fn version(item: &ItemShown) -> i64 {
    item.version
}

/// The key of an item.
#[must_use]
pub fn key(item: &ItemShown) -> &str {
    &item.key
}
