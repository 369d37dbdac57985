//! Whoever sees a session that is not theirs ends it here.

use axum::{extract::State as FromState, response::Response};
use people::session;

use crate::{By, Error, Path, SignedIn, State};

/// Ends one of one's own sessions.
pub(super) async fn end(
    FromState(state): FromState<State>,
    caller: SignedIn,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    let own = caller.caller().session()?.session;
    let (scope, person) = (caller.scope().clone(), caller.person().id);
    state
        .store
        .write(move |tx| {
            let mine = session::list(tx, &scope, person)?.iter().any(|session| session.id == id);
            if !mine {
                return Err(Error::not_found());
            }
            Ok(session::end(tx, &scope, id)?)
        })
        .await?;
    let to = if id == own { "/sign-in" } else { "/account" };
    Ok(caller.redirect_done(to, "done-session-ended"))
}

/// Ends all of one's own sessions but this one.
pub(super) async fn end_others(FromState(state): FromState<State>, caller: SignedIn) -> Result<Response, Error> {
    caller.caller().session()?;
    let keep = match caller.by() {
        Some(By::Session { id, .. }) => Some(id),
        _ => None,
    };
    let (scope, person) = (caller.scope().clone(), caller.person().id);
    state.store.write(move |tx| session::end_all(tx, &scope, person, keep)).await?;
    Ok(caller.redirect_done("/account", "done-session-ended"))
}
