//! A response must begin in time; streams may then go on for as long as they like.

use axum::{
    extract::{Request, State as FromState},
    middleware::Next,
    response::Response,
};

use crate::{Error, guard::Guards, kind::Kind, limits};

/// 408 when the response has not begun in time; routes that take files wait longer for slow lines.
pub(crate) async fn limit(
    FromState(guards): FromState<Guards>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let takes_files = guards.rule(&request).is_some_and(|rule| rule.body > limits::BODY);
    let usual = guards.state.settings.limits.request;
    let limit = if takes_files { usual.max(limits::UPLOAD_TIME) } else { usual };
    tokio::time::timeout(limit, next.run(request))
        .await
        .map_err(|_| Error::of(Kind::Timeout).because("no response began in time"))
}
