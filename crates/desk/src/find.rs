//! One way to list items for pages and API: fields are answered by the database, full text by the index.

use std::collections::HashSet;

use base::{Limit, Page, Scope};
use query::Query;
use store::Tx;
use web::Platform;
use work::{ItemRow, list::Ask};

use crate::Error;

/// Counts beyond this are shown as “999+”.
pub const COUNT_CAP: i64 = 1_000;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The query's text.
    pub text: String,
    /// The asker's time zone, for days in the query.
    pub zone: String,
    /// Rows wanted.
    pub limit: Limit,
    /// The cursor of an earlier page.
    pub cursor: Option<String>,
}

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// One page of rows.
    pub page: Page<ItemRow>,
    /// How many there are, up to a cap; none where counting would cost too much.
    pub total: Option<i64>,
    /// The index is being rebuilt: there may be more.
    pub incomplete: bool,
}

/// Reads the query and answers one page.
///
/// # Errors
/// When the query cannot be read, the cursor belongs to another list or the database fails.
pub async fn find(platform: &Platform, scope: &Scope, asked: Asked) -> Result<Found, Error> {
    let query = work::list::in_zone(&Query::parse(&asked.text)?, &zone_of(&asked.zone));
    if query.has_text() {
        return by_text(platform, scope, query, asked).await;
    }
    let scope = scope.clone();
    platform
        .store
        .read(move |tx| {
            let page = work::list::items(tx, &scope, &query, &Ask { limit: asked.limit, cursor: asked.cursor })?;
            Ok(Found { page, total: None, incomplete: false })
        })
        .await
}

/// Days of people whose zone is unknown are days in UTC.
fn zone_of(name: &str) -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get(name).unwrap_or(jiff::tz::TimeZone::UTC)
}

async fn by_text(platform: &Platform, scope: &Scope, query: Query, asked: Asked) -> Result<Found, Error> {
    let index = platform.extensions.get::<search::Index>().ok_or_else(|| Error::invalid("q", "Full text is off."))?;
    let ask = search::Ask { limit: asked.limit, cursor: asked.cursor };
    let hits = index.find(&platform.store, scope, &query, &ask).await?;
    let scope = scope.clone();
    let ids = hits.ids.clone();
    let rows = platform.store.read(move |tx| exact_rows(tx, &scope, &query, &ids)).await?;
    let page = Page { items: rows, next: hits.next };
    Ok(Found { page, total: Some(hits.total), incomplete: hits.incomplete })
}

/// The index may lag behind: fields and sight are checked once more against the database.
fn exact_rows(tx: &mut Tx<'_>, scope: &Scope, query: &Query, ids: &[i64]) -> Result<Vec<ItemRow>, Error> {
    let kept: HashSet<i64> = work::list::matching(tx, scope, query, ids)?.into_iter().collect();
    let ids: Vec<i64> = ids.iter().copied().filter(|id| kept.contains(id)).collect();
    Ok(work::list::rows(tx, scope, &ids)?)
}
