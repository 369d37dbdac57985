//! The rule of the matched route is enforced before its handler: body size, rate, permission.

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State as FromState},
    middleware::Next,
    response::Response,
};
use http_body_util::Limited;

use crate::{
    Error, State,
    limits::{self, Rate},
    permission::Permission,
    routes::{Rule, Table},
    visit::Visit,
};

/// What the guards look at.
#[derive(Clone)]
pub(crate) struct Guards {
    pub(crate) state: State,
    pub(crate) table: std::sync::Arc<Table>,
}

impl Guards {
    pub(crate) fn rule(&self, request: &Request) -> Option<&Rule> {
        let path = request.extensions().get::<MatchedPath>()?;
        self.table.find(request.method(), path.as_str())
    }
}

/// Bodies longer than the rule allows end with 413, at once when their length is announced.
pub(crate) async fn body_size(
    FromState(guards): FromState<Guards>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let limit = guards.rule(&request).map_or(limits::BODY, |rule| rule.body);
    let announced = request.headers().get(http::header::CONTENT_LENGTH);
    let announced = announced.and_then(|value| value.to_str().ok()?.parse::<usize>().ok()).unwrap_or(0);
    if announced > limit {
        return Err(crate::input::too_large(limit));
    }
    Ok(next.run(request.map(|body| Body::new(Limited::new(body, limit)))).await)
}

/// Too many requests of one account or address, or too many of one kind, end with 429.
pub(crate) async fn rate(
    FromState(guards): FromState<Guards>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let visit = Visit::of(&request)?;
    let address = people::limits::network(visit.address());
    let limits = &guards.state.settings.limits;
    match visit.person_id() {
        Some(person) => take(&guards.state, &limits.account, &person.to_string())?,
        None => take(&guards.state, &limits.address, &address)?,
    }
    if let Some(rate) = guards.rule(&request).and_then(|rule| rule.rate) {
        take(&guards.state, &rate, &address)?;
    }
    Ok(next.run(request).await)
}

fn take(state: &State, rate: &Rate, key: &str) -> Result<(), Error> {
    state.limiters.take(rate, key).map_err(|wait| {
        state.metrics.counter("http_refused_total", "Requests refused for their rate.", &[("rate", rate.name)]).count();
        Error::too_many(wait)
    })
}

/// Callers without the permission of the route do not reach its handler.
pub(crate) async fn permission(
    FromState(guards): FromState<Guards>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let visit = Visit::of(&request)?;
    if let Some(rule) = guards.rule(&request) {
        if let Some(failure) = visit.failure().filter(|_| rule.permission != Permission::Anyone) {
            return Err(failure);
        }
        rule.permission.check(visit.scope())?;
    }
    Ok(next.run(request).await)
}
