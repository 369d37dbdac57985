//! `POST /api/v1/items`: staff ask for whomever they like, customers for themselves.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;
use web::{ApiCaller, Created, Json, State};
use work::{Author, Channel, Format, Item, Kind, NewItem, Visibility};

use super::show;
use crate::{Error, ticket};

/// A new item.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewItemBody {
    /// `ticket` unless said otherwise.
    #[schema(value_type = Option<String>)]
    kind: Option<Kind>,
    title: String,
    /// The first message.
    body: Option<String>,
    /// How the body is written: `markdown` (default), `html` or `text`.
    #[schema(value_type = Option<String>)]
    format: Option<Format>,
    /// Who asks; the caller when not said by a customer.
    requester: Option<RequesterBody>,
    /// The queue's name.
    queue: Option<String>,
    priority: Option<i64>,
    impact: Option<i64>,
    urgency: Option<i64>,
    status: Option<String>,
    /// The address of the agent who works on it.
    assignee: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[schema(value_type = Option<String>)]
    visibility: Option<Visibility>,
}

/// Somebody known by an address, or to be known from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequesterBody {
    email: String,
    #[serde(default)]
    name: String,
}

/// Makes an item.
#[utoipa::path(post, path = "/api/v1/items", tag = "items", request_body = NewItemBody,
    responses((status = 201, body = show::ItemShown), (status = 422, description = "A field is refused")))]
pub async fn create(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Json(body): Json<NewItemBody>,
) -> Result<Response, web::Error> {
    let (scope, base_url) = (caller.scope().clone(), state.settings.base_url.clone());
    let made = caller.create(move |tx| {
        let item = make(tx, &scope, body)?;
        let shown = show::one(tx, &scope, &base_url, item.id)?;
        let (place, version) = (format!("/api/v1/items/{}", show::key(&shown)), show::version(&shown));
        Ok::<_, Error>(Created::new(shown).at(place).version(version))
    });
    made.await
}

fn make(tx: &mut Tx<'_>, scope: &Scope, body: NewItemBody) -> Result<Item, Error> {
    // Before anybody is looked up: who may not choose an agent shall not learn which addresses are known.
    if !scope.may_write() && body.assignee.is_some() {
        return Err(work::Error::Forbidden.into());
    }
    let mut new = NewItem::new(body.kind.unwrap_or(Kind::Ticket), body.title);
    new.channel = Channel::Api;
    let author = requester(tx, scope, body.requester)?;
    new.requester = author.as_ref().and_then(|author| author.person);
    new.queue = body.queue.map(|name| queue(tx, scope, &name)).transpose()?;
    new.assignee = body.assignee.map(|address| super::change::person(tx, "assignee", &address)).transpose()?;
    (new.priority, new.impact, new.urgency) = (body.priority, body.impact, body.urgency);
    (new.status, new.tags, new.visibility) = (body.status, body.tags, body.visibility);
    let Some(text) = body.body else {
        return Ok(work::item::create(tx, scope, new)?);
    };
    let author = match author {
        Some(author) => author,
        None => Author::of(tx, scope)?,
    };
    let message = ticket::note::message(0, author, Visibility::Public, Channel::Api, text, body.format);
    let (item, _) = ticket::open(tx, scope, ticket::NewTicket { item: new, message })?;
    Ok(item)
}

/// Customers always ask for themselves; staff may name somebody, who is made known if need be.
fn requester(tx: &mut Tx<'_>, scope: &Scope, named: Option<RequesterBody>) -> Result<Option<Author>, Error> {
    if !scope.is_staff() {
        return Ok(Some(Author::of(tx, scope)?));
    }
    let Some(named) = named else { return Ok(None) };
    let person = people::person::find_or_create_by_address(tx, scope, &named.email, &named.name)?;
    Ok(Some(Author::person(person.id, person.name)))
}

/// A queue by its name.
pub fn queue(tx: &mut Tx<'_>, _scope: &Scope, name: &str) -> Result<i64, Error> {
    let found = work::queue::by_name(tx, &Scope::system("a queue is named"), name)?;
    found.map(|queue| queue.id).ok_or_else(|| Error::invalid("queue", format!("There is no queue “{name}”.")))
}
